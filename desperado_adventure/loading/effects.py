"""The parser of effects, the items of a `do:` list: assignments, and moves of items and places.

effect = name ("=" | "+=" | "-=" | "*=" | "/=" | "%=") condition | ("put" | "lose" | "leave" | "fetch") "(" names ")"
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..model import codes
from ..model.expressions import CARRIED, Assign, Comparison, Condition, Effect, Expression, Given, Number, Read
from ..model.story import Slot, SlotKind
from .arithmetic import computed
from .conditions import ConditionParser, parsed_once
from .faults import Fault, FaultList
from .foreign import CALLS, effect_meant
from .names import Names
from .suggesting import did_you_mean
from .tokens import Token, TokenKind
from .values import ANYTHING, Simple, Typed, ValueKind, WordOf, fits, kind_name, kind_of

_OF_CONDITIONS = frozenset(("and", "or", "not", *(str(comparison) for comparison in Comparison)))
"""Words and signs that stand only in what is true or false."""

_CHANGES = frozenset(("+=", "-=", "*=", "/=", "%="))
"""The signs that make a new number of the present one."""


class EffectParser(ConditionParser):
    """Parses one item of a `do:` list."""

    def effects(self) -> tuple[Effect, ...]:
        """Return the effects of the item; raises Faults."""
        effects = self._whole(self._effects)
        self._faults.raise_all()
        return effects

    def _effects(self) -> tuple[Effect, ...]:
        first, second = self._peek(), self._tokens[min(1, len(self._tokens) - 1)]
        if first.kind is TokenKind.NAME and self._source.lstrip()[:1] != "$":
            if second.text == "(" and (first.text in EFFECTS or effect_meant(self._source) is None):
                return self._call_effect()
            if second.text == "=" or second.text in _CHANGES:
                return (self._assignment(second),)
            if second.text == "==":
                message = "`==` compares; an effect assigns."
                self._faults.note(Fault(codes.NOT_AN_EFFECT, second.offset, message, "Write `=`."))
                return (self._assignment(second._replace(text="=")),)
            if second.kind is TokenKind.END and first.text in self._names.definitions.names:
                return self._defined_effects()
        return self._no_effect(first)

    def _no_effect(self, first: Token) -> tuple[Effect, ...]:
        """Note that the source is no effect, and say what may be meant by it."""
        source = self._source.strip()
        message = f"`{source}` is no effect."
        cure = self._effect_forms()
        rewritten = effect_meant(self._source)
        if rewritten is not None:
            cure = f"Write `{rewritten.source}`."
        elif first.kind is TokenKind.NAME and (meant := self._named_only(source)):
            cure = meant
        self._faults = FaultList()  # signs without a meaning are part of the form that is reported as a whole
        self._faults.note(Fault(codes.NOT_AN_EFFECT, first.offset, message, cure))
        if rewritten is not None and rewritten.name not in self._names.variables:
            self._faults.note(self._unknown(Token(TokenKind.NAME, rewritten.name, rewritten.offset)))
        self._position = len(self._tokens) - 1
        return ()

    def _named_only(self, source: str) -> str:
        """Return what may be meant by an effect that only names something; "" if it names nothing."""
        words = source.split()
        if len(words) == 2 and words[0] in ("goto", "divert", "go_to", "gosub"):
            return f"Where a choice leads is a key of its own, beside `do:`: write `goto: {words[1]}`."
        call = CALLS.get(words[0], words[0])
        if call in EFFECTS and len(words) in (2, 3) and words[1] not in self._names.variables:
            place = words[2] if len(words) == 3 else (*self._names.place_ids, "case")[0]
            return f"Write `{call}({words[1]}{f', {place}' if call == 'put' else ''})`."
        if source in self._names.variables:
            return f"Write `{self._changed(self._names.variable(source))}`."
        if source in self._names.items and self._names.place_ids:
            return f"Write `put({source}, {self._names.place_ids[0]})`, or `lose({source})`."
        return ""

    @staticmethod
    def _changed(slot: Slot) -> str:
        """Return an effect that changes a variable, as an example."""
        kind = kind_of(slot)
        if isinstance(kind, WordOf):
            return f"{slot.name} = {kind.words[-1]}"
        return f"{slot.name} = true" if kind is Simple.FLAG else f"{slot.name} += 1"

    def _defined_effects(self) -> tuple[Effect, ...]:
        """Return the effects that a name under `define:` stands for."""
        name, definitions = self._take(), self._names.definitions
        definitions.used.add(name.text)
        if name.text in definitions.values:
            message = f"`{name.text}` stands for a condition or a number, and not for effects."
            self._faults.note(Fault(codes.NOT_AN_EFFECT, name.offset, message, self._effect_forms()))
        return definitions.effects.get(name.text, ())

    @staticmethod
    def _effect_forms() -> str:
        calls = ", ".join(f"`{effect.form}`" for effect in EFFECTS.values())
        return f"Effects are `name = …`, `name += …`, `name -= …` (also `*=`, `/=`, `%=`), {calls}."

    def _assignment(self, sign: Token) -> Assign:
        target = self._take()
        self._take()
        offset = self._peek().offset
        index = self._names.variables.get(target.text)
        if index is None:
            self._faults.note(self._unknown(target))
            self._value(Simple.FLAG if any(token.text in _OF_CONDITIONS for token in self._tokens) else Simple.ANY)
            return Assign(0, ANYTHING.tree)
        slot = self._names.slots[index]
        if slot.kind is SlotKind.NAME:
            message = f"`{slot.name}` is a name, and only the player gives it."
            raise Fault(codes.NOT_AN_EFFECT, target.offset, message, f"Write `asks: {slot.name}` at a choice.")
        self._names.written.add(index)
        if sign.text == "=":
            return Assign(index, self._assigned(slot, offset))
        present = Typed(Read(index), kind_of(slot), slot.low, slot.high)
        if present.kind is not Simple.NUMBER:
            message = f"`{sign.text}` counts, and `{slot.name}` is no counter."
            self._faults.note(Fault(codes.DIFFERENT_KINDS, target.offset, message, "Use `=`."))
        value = self._sum(None)
        self._must_be(Simple.NUMBER, value, offset)
        if present.kind is not Simple.NUMBER or value.kind is not Simple.NUMBER:
            return Assign(index, ANYTHING.tree)
        return Assign(index, computed(sign, present, value, self._faults).tree)

    def _assigned(self, slot: Slot, offset: int) -> Expression:
        """Return the value that a variable is set to, which begins at this offset."""
        kind = kind_of(slot)
        value = self._value(kind)
        if not fits(value, kind):
            message = f"`{slot.name}` is {kind_name(kind)}, and this is {kind_name(value.kind)}."
            cure = self._cure_for_value(slot, self._words(offset))
            self._faults.note(Fault(codes.DIFFERENT_KINDS, offset, message, cure))
        elif value.kind is Simple.NUMBER and (value.low > slot.high or value.high < slot.low):
            message = f"`{slot.name}` lies in {slot.low}..{slot.high}."
            cure = "Assign a number in the range, or widen the range where it is declared."
            self._faults.note(Fault(codes.OUTSIDE_THE_RANGE, offset, message, cure))
        return value.tree

    @staticmethod
    def _cure_for_value(slot: Slot, words: str) -> str:
        kind = kind_of(slot)
        if kind is Simple.FLAG:
            truths = {"1": "true", "0": "false"}
            return f"Write `{slot.name} = {truths.get(words, 'true')}`" + ("." if words in truths else " or `= false`.")
        return f"Write {_one_of(kind, slot)}."

    def _value(self, kind: ValueKind) -> Typed:
        return self._either() if kind is Simple.FLAG else self._sum(kind)

    def _call_effect(self) -> tuple[Effect, ...]:
        function = self._take()
        effect = EFFECTS.get(function.text)
        if effect is None:
            message = f"There is no effect `{function.text}(…)`."
            cure = self._call_meant(function.text) or did_you_mean(function.text, EFFECTS) + self._effect_forms()
            self._faults.note(Fault(codes.NOT_AN_EFFECT, function.offset, message, cure))
            self._take()
            self._skip_arguments()
            return ()
        self._take()
        argument = self._take()
        if argument.kind is not TokenKind.NAME:
            raise Fault(codes.NOT_AN_EFFECT, argument.offset, f"`{function.text}(` wants a name.", self._effect_forms())
        effects = effect.read(self, argument)
        if self._peek().text == ",":
            message = f"`{effect.form}` has no more in it than this."
            cure = f"Write `{self._words(function.offset)})`."
            self._faults.note(Fault(codes.NOT_AN_EFFECT, self._peek().offset, message, cure))
            self._skip_arguments()
            return effects
        self._expect(")")
        return effects

    def _call_meant(self, function: str) -> str:
        """Return what is meant by a call that other languages have, with the author's own words; "" if nothing is."""
        meant, argument = CALLS.get(function), self._tokens[2].text
        if argument in self._names.variables:
            number = next((token.text for token in self._tokens if token.kind is TokenKind.NUMBER), "1")
            return f"Write `{argument} {'-=' if meant == 'lose' else '+='} {number}`."
        if meant == "put":
            where = self._names.place_ids[0] if self._names.place_ids else "case"
            return f"Write `put({argument}, {where})`."
        return f"Write `{meant}({argument})`." if meant else ""

    def leave(self, argument: Token) -> tuple[Effect, ...]:
        """Read `leave(place)`."""
        return self._set_left(argument, 1)

    def fetch(self, argument: Token) -> tuple[Effect, ...]:
        """Read `fetch(place)`."""
        return self._set_left(argument, 0)

    def _set_left(self, argument: Token, value: int) -> tuple[Effect, ...]:
        slot = self._lookup.leavable(argument)
        self._names.written.add(slot)
        return (Assign(slot, Number(value)),)

    def put(self, argument: Token) -> tuple[Effect, ...]:
        """Read `put(item, place)`."""
        if self._peek().text != ",":
            where = self._names.place_ids[0] if self._names.place_ids else "case"
            message = "`put` wants an item and a place."
            raise Fault(codes.NOT_AN_EFFECT, argument.offset, message, f"Write `put({argument.text}, {where})`.")
        self._take()
        place_token = self._take()
        try:
            place = self._lookup.place(place_token)
        except Fault as fault:
            self._faults.note(fault)
            place = -1
        return self._move(argument, place)

    def lose(self, argument: Token) -> tuple[Effect, ...]:
        """Read `lose(item)`."""
        return self._move(argument, -1)

    def _move(self, argument: Token, place: int) -> tuple[Effect, ...]:
        target = Number(place + 1)
        if argument.text == "carried":
            slots = [slot for slot in self._names.sizes if place < 0 or place in self._names.fitting[slot]]
            return tuple(
                Given(Condition(CARRIED, self._names.is_carried(slot)), (Assign(slot, target),)) for slot in slots
            )
        slots = list(self._lookup.items(argument))
        for slot in slots:
            if place >= 0 and place not in self._names.fitting[slot]:
                item, where = self._names.slots[slot].name, self._names.place_ids[place]
                raise Fault(
                    codes.ITEM_DOES_NOT_FIT,
                    argument.offset,
                    f"`{item}` does not fit into `{where}`.",
                    f"Add `{where}` to the item's `fits:`.",
                )
        self._names.written.update(slots)
        return tuple(Assign(slot, target) for slot in slots)


def _one_of(kind: ValueKind, slot: Slot) -> str:
    return f"one of {', '.join(kind.words)}" if isinstance(kind, WordOf) else f"a number in {slot.low}..{slot.high}"


class EffectFunction(NamedTuple):
    """An effect that is written as a call: its form, and the method that parses it from its first argument on."""

    form: str
    read: Callable[[EffectParser, Token], tuple[Effect, ...]]


EFFECTS = {
    "put": EffectFunction("put(item, place)", EffectParser.put),
    "lose": EffectFunction("lose(item)", EffectParser.lose),
    "leave": EffectFunction("leave(place)", EffectParser.leave),
    "fetch": EffectFunction("fetch(place)", EffectParser.fetch),
}
"""Every effect that is written as a call, by name. A new one is an entry here and a line in the manual."""


def parse_effects(source: str, names: Names, chapter: str) -> tuple[Effect, ...]:
    """Return the effects that one item of a `do:` list stands for; raises Faults."""
    return parsed_once(_parse, source, names, chapter)


def _parse(source: str, names: Names, chapter: str) -> tuple[Effect, ...]:
    return EffectParser(source, names, chapter).effects()
