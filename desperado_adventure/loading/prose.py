"""From an author's text to paragraphs of runs, switches and sequences.

The forms are those of `model.text`: `*so*`, `**so**`, `{condition: yes|no}`, `{a|b|c}`, `{&a|b}`, `{!a|b}`,
`speaker: …`, and a backslash before a character that has no special meaning.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import codes, limits
from ..model.blanks import BLANK, BLANKS
from ..model.expressions import Condition, Expression, Number
from ..model.site import SiteKind
from ..model.text import BREAK, Case, Content, Paragraph, Piece, Run, Sequence, SequenceKind, Style, Switch
from .conditions import parse_condition
from .division_sites import Divisions
from .faults import Fault, FaultList, Faults
from .names import Counted, Names
from .sites import Sites

_SPECIAL = re.compile(r"\\(?:[ \t]*(?:\n|\Z)|.)|\*\*|[*{}|]")
_ESCAPED = re.compile(r"\\[^\n]\Z")
_BESIDE_BREAKS = re.compile(r" ?\n[ \n]*")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n[ \t\n]*")
_SPEECH = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):[ \n][ \t\n]*")
_LIKE_EXPRESSION = re.compile(r"(?:[a-z0-9_.\s()<>=!+\-/%,]|(?<=\s)\*(?=\s)|(?<=[\w)])\*(?=[\w(-]))+\Z")
"""What may be a condition; an asterisk multiplies if it has blanks on both sides, or on neither."""

_KINDS = {"&": SequenceKind.CYCLE, "!": SequenceKind.ONCE}

_UNCOUNTED = "Nothing is counted here, so these braces would always show their first part."
_CONDITION = "Write a condition: `{heat >= 2: words|other words}`."


class Counter(NamedTuple):
    """What selects the variants of a text's sequences: the visits of a scene, or the takings of a choice.

    `counted` is None where nothing counts, in the status line; then `owner` only says whose text it is.
    """

    counted: Counted | None
    owner: str


class ProseReader:
    """Parses one text of one owner. Offsets in a Fault count from the beginning of the text handed in."""

    def __init__(self, names: Names, sites: Sites, chapter: str, counter: Counter) -> None:
        """Read for this chapter; `counter` selects the variants of sequences."""
        self._names = names
        self._sites = sites
        self._chapter = chapter
        self._counter = counter
        self._faults = FaultList()

    def paragraphs(self, text: str, when: Condition | None = None) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a text; raises Faults."""
        paragraphs = []
        for offset, part in _split(text):
            speaker, begin = self._speech(part, offset)
            paragraphs.append(Paragraph(speaker, when, self._content(part[begin:], offset + begin)))
        self._faults.raise_all()
        return tuple(paragraphs)

    def content(self, text: str) -> Content:
        """Return the pieces of a text without paragraphs; raises Faults."""
        content = self._content(text, 0)
        self._faults.raise_all()
        return content

    def _content(self, text: str, offset: int) -> Content:
        if not _SPECIAL.search(text):
            return (Run(BLANKS.sub(BLANK, text)),)
        try:
            return _Inline(self, text, offset).read()
        except Fault as fault:
            self._faults.note(fault)
            return ()

    def _speech(self, part: str, offset: int) -> tuple[str, int]:
        match = _SPEECH.match(part)
        if match is None:
            return "", 0
        name = match.group(1)
        if name in self._names.speakers:
            return name, match.end()
        if not name.islower():
            return "", 0
        message = f"There is no speaker `{name}`."
        cure = "Declare it in story.yaml, under `speakers:`, or write `\\:` for a colon that is only a colon."
        meant = _meant(name, self._names.speakers)
        self._faults.note(Fault(codes.UNKNOWN_SPEAKER, offset, message, meant + cure, name))
        return name, match.end()

    def switch(self, source: str, offset: int, yes: Content, no: Content) -> Switch:
        """Return a switch on the condition written in `source`, which stands at this offset of the text."""
        tree = Divisions(self._sites, self._counter.owner).placed(self.condition(source, offset), source, offset)
        site = self._sites.add(SiteKind.TEXT, self._counter.owner, offset, source.strip())
        return Switch((Case(Condition(site, tree), yes),), no)

    def condition(self, source: str, offset: int) -> Expression:
        """Return the tree of the condition that stands at this offset of the text; its faults are noted."""
        try:
            return parse_condition(source, self._names, self._chapter)
        except Faults as faults:
            self._faults.note_all(faults, offset)
            return Number(0)

    def sequence(self, kind: SequenceKind, variants: tuple[Content, ...], offset: int, source: str) -> Sequence:
        """Return a sequence whose variant the owner's counter selects; raises Fault if nothing counts."""
        number = len(variants)
        if self._counter.counted is None:
            raise Fault(codes.VALUE_NOT_ALLOWED, offset, _UNCOUNTED, _CONDITION)
        if number > limits.VALUES.most:
            message = f"These braces hold {number:,} alternatives."
            raise Fault(codes.MORE_THAN_ALLOWED, offset, message, f"{limits.VALUES}: take some out.")
        if kind is SequenceKind.CYCLE:
            slot = self._names.cycle(self._counter.counted, self._counter.owner, number)
        else:
            high = number if kind is SequenceKind.ONCE else number - 1
            slot = self._names.count(self._counter.counted, self._counter.owner, high)
        site = self._sites.add(SiteKind.SEQUENCE, self._counter.owner, offset, source, number)
        return Sequence(site=site, kind=kind, slot=slot, variants=variants)


def _split(text: str) -> list[tuple[int, str]]:
    """Return (offset, paragraph) for each paragraph of a text."""
    parts, begin = [], 0
    for gap in _PARAGRAPHS.finditer(text):
        parts.append((begin, text[begin : gap.start()]))
        begin = gap.end()
    parts.append((begin, text[begin:]))
    return [(begin, part) for begin, part in parts if part.strip()]


def _meant(name: str, known: dict[str, str]) -> str:
    from .suggesting import did_you_mean  # noqa: PLC0415  # only a story with a mistake needs it

    return did_you_mean(name, known)


class _Inline:
    """Reads one paragraph's pieces."""

    def __init__(self, reader: ProseReader, text: str, offset: int) -> None:
        self._reader = reader
        self._text = text
        self._offset = offset
        self._position = 0

    def read(self) -> Content:
        """Return all the pieces."""
        pieces, stopped = self._pieces(Style.PLAIN, 0)
        if stopped is not None:
            cure = "Write `\\" + stopped + "` for the character itself."
            raise self._fault(codes.BRACE_NOT_CLOSED, self._position - 1, f"`{stopped}` stands outside braces.", cure)
        return pieces

    def _fault(self, code: codes.Code, position: int, message: str, cure: str) -> Fault:
        return Fault(code, self._offset + position, message, cure)

    def _pieces(self, style: Style, depth: int) -> tuple[Content, str | None]:
        """Read up to the end, or to a `|` or `}` of the enclosing braces; return that sign with the pieces."""
        pieces: list[Piece] = []
        words: list[str] = []
        outer, opened = style, -1

        def flush() -> None:
            if words:
                pieces.append(Run(_BESIDE_BREAKS.sub(BREAK, "".join(words)), style))
                words.clear()

        stopped = None
        while self._position < len(self._text):
            match = _SPECIAL.search(self._text, self._position)
            if match is None:
                words.append(BLANKS.sub(BLANK, self._text[self._position :]))
                self._position = len(self._text)
                break
            words.append(BLANKS.sub(BLANK, self._text[self._position : match.start()]))
            self._position = match.end()
            sign = match.group()
            if sign.startswith("\\"):
                words.append(sign[1:] if _ESCAPED.match(sign) else BREAK)
            elif sign.startswith("*"):
                flush()
                if style is outer:
                    opened = match.start()
                elif self._opens(match):
                    break
                style = self._restyled(match, style, outer)
            elif sign == "{":
                flush()
                pieces.append(self._braces(style, depth + 1, match.start()))
            else:
                stopped = sign
                break
        flush()
        self._must_be_closed(opened, is_closed=style is outer)
        return tuple(pieces), stopped

    def _must_be_closed(self, opened: int, *, is_closed: bool) -> None:
        if not is_closed:
            cure = "Close it, or write `\\*` for an asterisk."
            raise self._fault(codes.ASTERISK_NOT_CLOSED, opened, "This asterisk is never closed.", cure)

    def _restyled(self, sign: re.Match[str], style: Style, outer: Style) -> Style:
        """Return the style after these asterisks."""
        wanted = Style.STRONG if sign.group() == "**" else Style.EMPHASIS
        if style is outer:
            return wanted
        if style is not wanted:
            message = f"`{sign.group()}` meets another emphasis."
            raise self._fault(codes.ASTERISK_NOT_CLOSED, sign.start(), message, "Close that first.")
        return outer

    def _opens(self, sign: re.Match[str]) -> bool:
        """Whether an asterisk that should close is placed like one that opens: after a blank and before a word."""
        before, after = self._text[sign.start() - 1], self._text[sign.end() : sign.end() + 1]
        return before.isspace() and bool(after) and not after.isspace()

    def _braces(self, style: Style, depth: int, begin: int) -> Piece:
        if depth > limits.BRACES.most:
            raise self._fault(
                codes.TOO_LONG_OR_TOO_DEEP,
                begin,
                f"These braces are nested more than {limits.BRACES.most} deep.",
                "Use list items.",
            )
        kind = _KINDS.get(self._text[self._position : self._position + 1], SequenceKind.STOP)
        if kind is not SequenceKind.STOP:
            self._position += 1
        condition = self._condition() if kind is SequenceKind.STOP else None
        variants = []
        while True:
            variant, stopped = self._pieces(style, depth)
            variants.append(variant)
            if stopped is None:
                raise self._fault(
                    codes.BRACE_NOT_CLOSED,
                    begin,
                    "This brace is never closed.",
                    "Close it, or write `\\{` for a brace.",
                )
            if stopped == "}":
                break
        if condition is not None:
            return self._switch(condition, variants, begin)
        if len(variants) < 2 and kind is not SequenceKind.ONCE:
            raise self._fault(
                codes.NO_ALTERNATIVES,
                begin,
                "These braces hold one alternative only.",
                "Write `{condition: words}`, `{first|then}`, `{!once}`, or `\\{` for a brace.",
            )
        excerpt = self._text[begin : self._position]
        return self._reader.sequence(kind, tuple(variants), self._offset + begin, excerpt)

    def _switch(self, condition: tuple[str, int], variants: list[Content], begin: int) -> Switch:
        if len(variants) > 2:
            raise self._fault(
                codes.NO_ALTERNATIVES,
                begin,
                "A condition has two alternatives, yes and no.",
                "Nest a second condition in the no.",
            )
        no = variants[1] if len(variants) == 2 else ()
        return self._reader.switch(condition[0], condition[1], variants[0], no)

    def _condition(self) -> tuple[str, int] | None:
        """Return (source, offset) of the condition that opens these braces, and move past its colon; or None."""
        end = self._position
        while end < len(self._text) and self._text[end] not in ":|{}\\":
            end += 1
        source = self._text[self._position : end]
        if end >= len(self._text) or self._text[end] != ":" or not _LIKE_EXPRESSION.match(source):
            return None
        offset = self._offset + self._position
        self._position = end + 1
        while self._text[self._position : self._position + 1] in (" ", "\n"):
            self._position += 1
        return source, offset
