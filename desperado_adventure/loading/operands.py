"""The parser of the operands of an expression: `true`, a variable, a word of a set, and a call like `has(letter)`.

A name that means nothing is noted, and `values.ANYTHING` stands for it.
"""

from __future__ import annotations

from ..model import codes, limits
from ..model.expressions import Number, Read
from .condition_functions import Function, find_function, function_names
from .faults import Fault
from .foreign import CHANCE, TRUTHS
from .lookup import Lookup, unknown
from .names import Names
from .suggesting import did_you_mean
from .tokens import Token, TokenKind, Tokens
from .values import ANYTHING, Simple, Typed, ValueKind, WordOf, kind_of

_WORDS = frozenset(("and", "or", "not", "true", "false"))


def _call(function: Token, words: str) -> str:
    return f"{function.text}({words})"


class OperandParser(Tokens):
    """Parses what begins with a name, for one chapter, in which bare scene keys are looked up."""

    def __init__(self, source: str, names: Names, chapter: str) -> None:
        """Parse for this chapter."""
        super().__init__(source)
        self._names = names
        self._join_hyphens()
        self._lookup = Lookup(names, chapter)
        self._grown = 0

    def _join_hyphens(self) -> None:
        """Read `my-flag`, where nothing is called `my`, as one name: that is how its author means it."""
        joined: list[Token] = []
        for token in self._tokens:
            if token.kind is TokenKind.NAME and len(joined) > 1 and joined[-1].text == "-":
                name = joined[-2]
                is_near = token.offset == joined[-1].offset + 1 == name.offset + len(name.text) + 1
                if name.kind is TokenKind.NAME and is_near and name.text not in self._names.variables:
                    joined[-2:] = [Token(TokenKind.NAME, f"{name.text}-{token.text}", name.offset)]
                    continue
            joined.append(token)
        self._tokens = joined

    def _name(self, token: Token, wanted: ValueKind | None) -> Typed:
        if token.text in ("true", "false"):
            value = int(token.text == "true")
            return Typed(Number(value), Simple.FLAG, value, value)
        if token.text in self._names.definitions.names and not isinstance(wanted, WordOf):
            return self._defined(token)
        if token.text not in self._names.variables:
            return self._no_variable(token, wanted)
        if isinstance(wanted, WordOf) and token.text in wanted.words:
            return self._word(token, wanted)
        index = self._names.variables[token.text]
        slot = self._names.slots[index]
        self._names.read.add(index)
        return Typed(Read(index), kind_of(slot), slot.low, slot.high)

    def _defined(self, token: Token) -> Typed:
        """Return what a name under `define:` stands for."""
        definitions = self._names.definitions
        definitions.used.add(token.text)
        if token.text in definitions.effects:
            message = f"`{token.text}` stands for effects, and a condition or a number should stand here."
            self._faults.note(Fault(codes.DIFFERENT_KINDS, token.offset, message, "Write it in a `do:`."))
        if token.text not in definitions.values:
            return ANYTHING
        before, self._grown = self._grown, self._grown + definitions.extents[token.text].nodes
        if before <= limits.DEFINITION.most < self._grown:
            message = f"With what `{token.text}` stands for this has {self._grown:,} {limits.DEFINITION.unit}."
            cure = f"{limits.DEFINITION}: write it in other words."
            self._faults.note(Fault(codes.TOO_LONG_OR_TOO_DEEP, token.offset, message, cure))
        return definitions.values[token.text]

    def _no_variable(self, token: Token, wanted: ValueKind | None) -> Typed:
        """Return what a name stands for that is no variable's: a word of the set that is wanted, or nothing."""
        if token.text in _WORDS:
            message = f"`{token.text}` stands where a name or a number should."
            raise Fault(codes.EXPRESSION_DOES_NOT_PARSE, token.offset, message, self._cure_for_gap(token))
        if isinstance(wanted, WordOf) and token.text in wanted.words:
            return self._word(token, wanted)
        if truth := TRUTHS.get(token.text.lower()):
            message = f"A flag is true or false, and this is `{token.text}`."
            self._faults.note(Fault(codes.YES_OR_NO, token.offset, message, f"Write `{truth}`."))
            return ANYTHING
        function = find_function(token.text, self._names)
        if function is not None:
            return self._call_without_parentheses(token, function)
        return self._word(token, wanted)

    def _call_without_parentheses(self, token: Token, function: Function) -> Typed:
        """Note that parentheses are missing, and read the name that follows, if one does."""
        follows = self._peek().kind is TokenKind.NAME and self._peek().text not in _WORDS
        cure = f"Write `{_call(token, self._peek().text if follows else '…')}`."
        message = f"`{token.text}` asks about a name in parentheses."
        self._faults.note(Fault(codes.EXPRESSION_DOES_NOT_PARSE, token.offset, message, cure))
        return self._read(function, self._take()) if follows else ANYTHING

    def _word(self, token: Token, wanted: ValueKind | None) -> Typed:
        """Return a word of the set that is wanted; noted if it is none. Beside what was reported, any word will do."""
        if wanted is Simple.ANY:
            return ANYTHING
        if not isinstance(wanted, WordOf):
            self._faults.note(self._unknown(token))
            return ANYTHING
        if token.text not in wanted.words:
            message = f"`{wanted.variable}` is never `{token.text}`."
            cure = did_you_mean(token.text, wanted.words) + wanted.known
            name = f"{wanted.variable}={token.text}"
            self._faults.note(Fault(codes.UNKNOWN_NAME, token.offset, message, cure, name))
            return ANYTHING
        index = wanted.first + wanted.words.index(token.text)
        return Typed(Number(index), wanted, index, index)

    def _unknown(self, token: Token) -> Fault:
        names, word = self._names, token.text

        def cure() -> str:
            if meant := self._asked_about(word):
                return meant
            near = did_you_mean(word, [*names.variables, *names.definitions.names, "and", "or", "not"])
            return near + "Variables are declared in story.yaml, under `variables:`."

        return Fault(codes.UNKNOWN_NAME, token.offset, f"Nothing is called `{word}`.", cure, word)

    def _asked_about(self, word: str) -> str:
        """Return how a condition asks about something that is no variable; "" if nothing else is called so."""
        names = self._names
        if owner := names.set_with(word):
            return f"`{word}` is a value of `{owner}`: write `{owner} == {word}`."
        if word in names.items or word in names.groups:
            return f"`{word}` is an item: write `has({word})`."
        if names.resolve_scene(word, self._lookup.chapter) is not None:
            return f"`{word}` is a scene: write `seen({word})`, or `visits({word})` for a number."
        if self._lookup.is_choice(word):
            return f"`{word}` is a choice: write `taken({word})`, or `takings({word})` for a number."
        if word in names.places:
            return f"`{word}` is a place: write `room({word}) >= 1`, or `in_{word}(…)` with an item in it."
        return ""

    def _call(self, token: Token) -> Typed:
        function = self._function(token.text)
        if function is None:
            known = self._function_names()
            dice = "Nothing in a story is random: let a variable decide. " if token.text.lower() in CHANCE else ""
            all_of_them = f"{dice}There are {', '.join(known)}."
            fault = unknown(codes.UNKNOWN_FUNCTION, "function", token.text, lambda: known, all_of_them, token.offset)
            self._faults.note(fault)
        self._take()
        if function is None:
            return self._skip_arguments()
        argument = self._take()
        if argument.kind is not TokenKind.NAME:
            message, cure = f"`{token.text}(` wants a name.", f"Write `{_call(token, '…')}` with one name in it."
            raise Fault(codes.EXPRESSION_DOES_NOT_PARSE, argument.offset, message, cure)
        if self._peek().text == ",":
            self._note_second_name(token, argument)
        self._expect(")")
        return self._read(function, argument)

    def _note_second_name(self, token: Token, argument: Token) -> None:
        """Note that a call has more than one name in it, and move to where it is closed."""
        comma, other = self._take(), self._take()
        both = f"{_call(token, argument.text)} and {_call(token, other.text)}"
        message = f"`{_call(token, '…')}` asks about one name."
        self._faults.note(Fault(codes.EXPRESSION_DOES_NOT_PARSE, comma.offset, message, f"Write `{both}`."))
        while self._peek().text != ")" and self._peek().kind is not TokenKind.END:
            self._take()

    def _read(self, function: Function, argument: Token) -> Typed:
        """Return what a function gives for its argument; noted if that is unknown."""
        try:
            return function.read(argument, self._lookup)
        except Fault as fault:
            self._faults.note(fault)
            return ANYTHING

    def _function(self, name: str) -> Function | None:
        return find_function(name, self._names)

    def _function_names(self) -> list[str]:
        return function_names(self._names)

    def _skip_arguments(self) -> Typed:
        """Move behind the parenthesis that closes a call which means nothing; raises Fault if there is none."""
        depth = 1
        while depth:
            token = self._take()
            if token.kind is TokenKind.END:
                raise self._missing(")", token)
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        return ANYTHING
