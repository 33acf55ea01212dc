"""From one paragraph to its pieces: words with their style, and what stands in braces."""

from __future__ import annotations

import re

from ..model import codes, limits
from ..model.blanks import even_blanks
from ..model.limits import shortened
from ..model.text import BREAK, Content, Piece, Run, Style
from .brace_mistakes import mistake_in, not_of_words, shuffle
from .braces import COLON, Head, HeadKind, Label, read_head, read_label
from .cases import Branch
from .faults import Fault
from .pieces import NOTHING, PieceMaker
from .values import ANYTHING, Typed

SPECIAL = re.compile(r"\\(?:[ \t]*(?:\n|\Z)|.)|\*\*|[*{}|]")
"""Matches everything that is more than words: an escape, a line break, an asterisk or two, braces, a bar."""

_ALTERNATIVES = (
    "Write `{condition: words}`, `{first|then}` or `{!once}`; `{name}` alone prints a variable. "
    "Or write `\\{` for a brace that is only a brace."
)
_ESCAPED = re.compile(r"\\[^\n]\Z")
_BESIDE_BREAKS = re.compile(r" ?\n[ \n]*")


class InlineReader:
    """Reads one paragraph's pieces. Where its braces do not match, it raises Fault; all else is noted."""

    def __init__(self, make: PieceMaker, text: str, offset: int) -> None:
        """Read this paragraph, which begins at this offset of the text."""
        self._make = make
        self._text = text
        self._offset = offset
        self._position = 0

    def read(self) -> Content:
        """Return all the pieces; raises Fault."""
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
            match = SPECIAL.search(self._text, self._position)
            if match is None:
                words.append(even_blanks(self._text[self._position :]))
                self._position = len(self._text)
                break
            words.append(even_blanks(self._text[self._position : match.start()]))
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

    # -- asterisks ----------------------------------------------------------------------------------------------------

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

    # -- braces -------------------------------------------------------------------------------------------------------

    def _braces(self, style: Style, depth: int, begin: int) -> Piece:
        if depth > limits.BRACES.most:
            message = f"These braces are nested more than {limits.BRACES.most} deep."
            raise self._fault(codes.TOO_LONG_OR_TOO_DEEP, begin, message, "Use list items.")
        head = read_head(self._text, self._position, self._make.known)
        self._position = head.end
        fault = self._mistake(head)
        if fault is not None:
            self._make.note(fault.moved(self._offset))
        if head.kind is HeadKind.VALUE:
            if fault is not None:
                return NOTHING
            return self._make.value(head.source, self._offset + head.begin, style)
        if head.kind is HeadKind.SUBJECT:
            return self._switch(head, style, depth, begin, is_wrong=fault is not None)
        variants = tuple([branch.content for branch in self._branches(style, depth, begin, None)])
        written = self._text[begin : self._position]
        if fault is not None or (head.kind is HeadKind.WORDS and not self._are_several(variants, written, begin)):
            return NOTHING
        return self._make.sequence(head.kind, variants, self._offset + begin, written)

    def _mistake(self, head: Head) -> Fault | None:
        if head.kind in (HeadKind.SUBJECT, HeadKind.VALUE):
            return mistake_in(head, self._text, self._make.known)
        if head.kind is HeadKind.ONCE:
            return not_of_words(self._text, head.end, self._make.known)
        return shuffle(self._text, head) if head.kind is HeadKind.SHUFFLE else None

    def _are_several(self, variants: tuple[Content, ...], written: str, begin: int) -> bool:
        """Whether there are several alternatives; noted if not."""
        if len(variants) > 1:
            return True
        message, cure = "These braces hold one alternative only.", _ALTERNATIVES
        if written.startswith("{{") and written.endswith("}}"):
            message, cure = "One pair of braces is enough.", f"Write `{shortened(written[1:-1])}`."
        self._make.note(self._fault(codes.NO_ALTERNATIVES, begin, message, cure))
        return False

    def _switch(self, head: Head, style: Style, depth: int, begin: int, *, is_wrong: bool) -> Piece:
        offset = self._offset + head.begin
        typed = ANYTHING if is_wrong else self._make.typed(head.source, offset, COLON)
        return self._make.switch(head.source, offset, typed, self._branches(style, depth, begin, typed))

    def _branches(self, style: Style, depth: int, begin: int, subject: Typed | None) -> list[Branch]:
        """Read the alternatives up to the closing brace; with a subject, each can have a label. Raises Fault."""
        branches: list[Branch] = []
        stopped: str | None = ""
        while stopped != "}":
            label = self._label(subject, is_first=not branches) if subject is not None else None
            at = self._position
            content, stopped = self._pieces(style, depth)
            branches.append(Branch(label, content, self._offset + at))
            if stopped is None:
                message, cure = "This brace is never closed.", "Close it, or write `\\{` for a brace."
                raise self._fault(codes.BRACE_NOT_CLOSED, begin, message, cure)
        return branches

    def _label(self, subject: Typed, *, is_first: bool) -> Label | None:
        variables = self._make.known
        label = read_label(self._text, self._position, subject.kind, variables, is_first=is_first)
        if label is None:
            return None
        self._position = label.end
        return label._replace(begin=self._offset + label.begin)
