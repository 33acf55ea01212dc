"""The pieces of a text that are more than words: printed values, switches, sequences, and the words of a choice.

What is wrong is noted, and something harmless stands for it, so that the rest of the text is examined too.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from ..model import codes, limits
from ..model.expressions import Expression, Number, Read
from ..model.number_words import LANGUAGES
from ..model.site import SiteKind
from ..model.text import SAY, Content, Piece, Run, Said, Sequence, SequenceKind, Style, Switch, Value
from .braces import BRACE, COLON, HeadKind
from .cases import Branch, Marker, Subject
from .conditions import parse_condition, parse_value
from .division_sites import Divisions
from .faults import Fault, FaultList, Faults
from .names import Counted, Names
from .sites import Sites
from .suggesting import did_you_mean
from .text_cases import switch
from .values import ANYTHING, Simple, Typed, WordOf, kind_name

_KINDS = {HeadKind.CYCLE: SequenceKind.CYCLE, HeadKind.ONCE: SequenceKind.ONCE, HeadKind.WORDS: SequenceKind.STOP}
_IN_WORDS = re.compile(r"(.*\S)\s+in\s+words\s*\Z", re.DOTALL)
_FORM = re.compile(r"\s*([a-z]\w*)\.(\w+)\s*\Z")
_UNCOUNTED = "Nothing is counted here, so these braces would always show their first part."
_CONDITION = "Write a condition: `{heat >= 2: words|other words}`."
NOTHING = Run("")

Parsed = TypeVar("Parsed")


class Counter(NamedTuple):
    """What selects the variants of a text's sequences: the visits of a scene, or the takings of a choice.

    `counted` is None where nothing counts, in the status line; then `owner` only says whose text it is. `say` are the
    words of the choice whose own text this is, None for all other texts.
    """

    counted: Counted | None
    owner: str
    say: Content | None = None


class PieceMaker:
    """Makes the pieces of one text. Offsets count from the beginning of the text."""

    def __init__(self, names: Names, sites: Sites, chapter: str, counter: Counter, faults: FaultList) -> None:
        """Make pieces for this chapter; what is wrong is noted in `faults`.

        `known` has the names of variables and of what is defined.
        """
        self.names = names
        self.known: Mapping[str, object] = ChainMap[str, object](names.variables, names.definitions.values)  # type: ignore[arg-type]  # only read
        self._sites = sites
        self._chapter = chapter
        self._counter = counter
        self._faults = faults
        self._divisions = Divisions(sites, counter.owner)

    def note(self, fault: Fault) -> None:
        """Note a fault, whose offset counts from the beginning of the text."""
        self._faults.note(fault)

    def _wrong(self, code: codes.Code, offset: int, message: str, cure: str) -> None:
        self._faults.note(Fault(code, offset, message, cure))

    # -- expressions --------------------------------------------------------------------------------------------------

    def typed(self, source: str, offset: int, hint: str) -> Typed:
        """Return the expression that stands at this offset, `ANYTHING` if it is wrong.

        `hint` is added to what is said of a name that means nothing: it may be a word for the player.
        """
        typed = self._parsed(parse_value, source, offset, hint) or ANYTHING
        return typed._replace(tree=self._divisions.placed(typed.tree, source, offset))

    def _condition(self, source: str, offset: int) -> Expression:
        tree = self._parsed(parse_condition, source, offset, COLON) or Number(0)
        return self._divisions.placed(tree, source, offset)

    def _parsed(self, parse: Callable[[str, Names, str], Parsed], source: str, offset: int, hint: str) -> Parsed | None:
        try:
            return parse(source, self.names, self._chapter)
        except Faults as faults:
            for fault in faults.found:
                self._faults.note(_with_hint(fault, hint).moved(offset))
            return None

    # -- pieces -------------------------------------------------------------------------------------------------------

    def switch(self, source: str, offset: int, typed: Typed, branches: list[Branch]) -> Switch:
        """Return the switch between these alternatives; `typed` is what their subject was parsed to."""
        marker = Marker(self._faults.note, self._condition, self._site)
        return switch(marker, Subject(source, offset, typed), branches)

    def _site(self, excerpt: str, offset: int) -> int:
        return self._sites.add(SiteKind.TEXT, self._counter.owner, offset, excerpt)

    def sequence(self, head: HeadKind, variants: tuple[Content, ...], offset: int, source: str) -> Piece:
        """Return a sequence whose variant the owner's counter selects."""
        number, kind = len(variants), _KINDS[head]
        if self._counter.counted is None:
            self._wrong(codes.VALUE_NOT_ALLOWED, offset, _UNCOUNTED, _CONDITION)
            return NOTHING
        if number > limits.VALUES.most:
            message = f"These braces hold {number:,} alternatives."
            self._wrong(codes.MORE_THAN_ALLOWED, offset, message, f"{limits.VALUES}: take some out.")
            return NOTHING
        if kind is SequenceKind.CYCLE:
            slot = self.names.cycle(self._counter.counted, self._counter.owner, number)
        else:
            high = number if kind is SequenceKind.ONCE else number - 1
            slot = self.names.count(self._counter.counted, self._counter.owner, high)
        site = self._sites.add(SiteKind.SEQUENCE, self._counter.owner, offset, source, number)
        return Sequence(site=site, kind=kind, slot=slot, variants=variants)

    def value(self, source: str, offset: int, style: Style) -> Piece:
        """Return what prints the value of an expression, or the words of the choice."""
        written = " ".join(source.split())
        if written == SAY:
            return self._said(offset, style)
        spelled, form = _IN_WORDS.match(source), _FORM.match(source)
        asked, wanted = spelled.group(1) if spelled else source, ""
        if form is not None and form.group(1) in self.names.variables:
            asked, wanted = form.groups()
        typed = self.typed(asked, offset, BRACE)
        name = " ".join(asked.split())
        if typed.kind is Simple.ANY:
            return NOTHING
        if isinstance(typed.kind, WordOf):
            if spelled:
                return self._unfit(offset, f"`{name}` has words of its own.", f"Write `{{{name}}}`.")
            return self._words(typed.kind, typed, wanted, offset)._replace(source=written, style=style)
        if typed.kind is Simple.FLAG:
            message = f"This is {kind_name(typed.kind)}, and has no words."
            return self._unfit(offset, message, f"Write what it shall say: `{{{name}: yes|no}}`.")
        if wanted:
            return self._unfit(offset, f"`{name}` is a number, and has no forms.", f"Write `{{{name}}}`.")
        return Value(typed.tree, written, (), self._language(offset) if spelled else "", style)

    def _unfit(self, offset: int, message: str, cure: str) -> Run:
        self._wrong(codes.DIFFERENT_KINDS, offset, message, cure)
        return NOTHING

    def _said(self, offset: int, style: Style) -> Piece:
        if self._counter.say is None:
            message = "`{say}` stands for the words of a choice, in its own text only."
            self._wrong(codes.VALUE_NOT_ALLOWED, offset, message, "Write the words.")
            return NOTHING
        return Said(self._counter.say, style)

    def _words(self, kind: WordOf, typed: Typed, wanted: str, offset: int) -> Value:
        """Return what prints a name, or a set variable, in the form that is wanted if its words have forms."""
        forms = self.names.said[kind.variable]
        words = forms.get(wanted, ())
        if kind.is_name and words:
            return Value(Read(self.names.typed[self.names.variables[kind.variable]]), "", words, is_name=True)
        if not words and "" in forms:
            message = f"The words of `{kind.variable}` have no form `{wanted}`."
            cure = f"Write `{{{kind.variable}}}`, or declare the form under `said:`."
            if kind.is_name:
                message = f"`{kind.variable}` is a name, which is printed as it was typed and has no form `{wanted}`."
                cure = f"Write `{{{kind.variable}}}`. A pronoun is a set whose words have forms under `said:`."
            self._wrong(codes.UNKNOWN_NAME, offset, message, cure)
        elif not words:
            message = f"The words of `{kind.variable}` have the forms {', '.join(forms)}."
            if wanted:
                message = f"The words of `{kind.variable}` have no form `{wanted}`."
            meant = (
                did_you_mean(wanted, forms)
                or f"Write one of {', '.join(f'`{{{kind.variable}.{each}}}`' for each in forms)}."
            )
            self._wrong(codes.UNKNOWN_NAME, offset, message, meant)
        return Value(typed.tree, "", words)

    def _language(self, offset: int) -> str:
        """Return the language in which this story spells numbers out."""
        language = self.names.language.partition("-")[0].lower()
        if language not in LANGUAGES:
            message = f"Numbers cannot be spelled out in the story's language, `{self.names.language}`."
            cure = f"That is known of {' and '.join(LANGUAGES)}. Write the words: `{{heat: 0: …|1: …|else: {{heat}}}}`."
            self._wrong(codes.VALUE_NOT_ALLOWED, offset, message, cure)
        return language


def _with_hint(fault: Fault, hint: str) -> Fault:
    if fault.code is not codes.UNKNOWN_NAME:
        return fault
    told = fault.cure

    def cure() -> str:
        return (told if isinstance(told, str) else told()) + hint

    return Fault(fault.code, fault.offset, fault.message, cure, fault.name)
