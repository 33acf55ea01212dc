"""From an author's text to paragraphs of runs, switches, sequences and values.

The forms are those of `model.text`: `*so*`, `**so**`, `{condition: yes|no}`, `{a|b|c}`, `{&a|b}`, `{!a|b}`, `{gold}`,
`speaker: …`, a backslash at the end of a line, and one before a character that has no special meaning.
"""

from __future__ import annotations

import re

from ..model import codes
from ..model.blanks import even_blanks
from ..model.expressions import Condition
from ..model.text import Content, Paragraph, Run
from .faults import Fault, FaultList
from .inline import SPECIAL, InlineReader
from .names import Names
from .pieces import Counter, PieceMaker
from .sites import Sites
from .suggesting import did_you_mean

_PARAGRAPHS = re.compile(r"\n[ \t]*\n[ \t\n]*")
_SPEECH = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):[ \n][ \t\n]*")


class ProseReader:
    """Parses one text of one owner. Offsets in a Fault count from the beginning of the text handed in."""

    def __init__(self, names: Names, sites: Sites, chapter: str, counter: Counter) -> None:
        """Read for this chapter; `counter` selects the variants of sequences."""
        self._names = names
        self._faults = FaultList()
        self._make = PieceMaker(names, sites, chapter, counter, self._faults)

    def paragraphs(self, text: str, when: Condition | None = None) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a text; raises Faults."""
        paragraphs = []
        for offset, part in _split(text):
            speaker, begin = self._speech(part, offset)
            paragraphs.append(Paragraph(speaker, when, self._content(part[begin:], offset + begin)))
        self._faults.raise_all()
        return tuple(paragraphs)

    def joined(self, before: Paragraph | None, text: str, when: Condition | None) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a text whose first continues the paragraph before it, if there is one.

        The same speaker goes on; raises Faults if it names another.
        """
        first, *others = self.paragraphs(text, when) or (Paragraph("", when, ()),)
        if before is not None and first.speaker not in ("", before.speaker):
            who = f"`{before.speaker}`" if before.speaker else "nobody"
            message = f"`{first.speaker}` cannot go on in a paragraph in which {who} speaks."
            self._faults.note(Fault(codes.VALUE_NOT_ALLOWED, 0, message, "Take `join` out: who speaks begins anew."))
            self._faults.raise_all()
        speaker = before.speaker if before is not None else first.speaker
        return first._replace(speaker=speaker, joins=True), *others

    def content(self, text: str) -> Content:
        """Return the pieces of a text without paragraphs; raises Faults."""
        content = self._content(text, 0)
        self._faults.raise_all()
        return content

    def _content(self, text: str, offset: int) -> Content:
        if not SPECIAL.search(text):
            return (Run(even_blanks(text)),)
        try:
            return InlineReader(self._make, text, offset).read()
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
        meant = did_you_mean(name, self._names.speakers)
        self._faults.note(Fault(codes.UNKNOWN_SPEAKER, offset, message, meant + cure, name))
        return name, match.end()


def _split(text: str) -> list[tuple[int, str]]:
    """Return (offset, paragraph) for each paragraph of a text."""
    parts, begin = [], 0
    for gap in _PARAGRAPHS.finditer(text):
        parts.append((begin, text[begin : gap.start()]))
        begin = gap.end()
    parts.append((begin, text[begin:]))
    return [(begin, part) for begin, part in parts if part.strip()]
