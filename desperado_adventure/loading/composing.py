"""Composing of files: a file that does not parse is mended where that is sure, and composed in pieces otherwise."""

from __future__ import annotations

import re
import sys

from ..model import codes
from ..model.diagnostics import Mark
from .composer import Broken, Composer
from .fallen_lines import IS_NOT_INDENTED, fallen_lines
from .file_pieces import first_word, pieces
from .leftovers import cure_of_form
from .problems import Problems
from .quoted_values import with_quoted_value
from .tree import Entries, Mapping, Node, Source

_ODD_BLANKS = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_ODD_INDENT = re.compile(f"^ *([{_ODD_BLANKS}])", re.MULTILINE)
"""Indentation with a blank in it that only looks like one."""

_LINE_ENDS = "\x85\u2028\u2029"
"""Characters that end a line for YAML, but not for editors: every position after one would be wrong by a line."""

_LONG = 50_000
_MOST_QUOTED = 50
"""Up to how many characters a piece is composed again after a mended mistake, and how often."""


def compose(source: Source, problems: Problems) -> Node | None:
    """Return the file's node and report what is wrong with it; None for an empty file.

    A syntax error would hide everything after it. So a file that does not parse is composed again in pieces, each from
    one key in the first column to the next. The pieces that parse are kept; each of the others has its own diagnostic.
    """
    if any(end in source.text for end in _LINE_ENDS):
        return _refuse_line_ends(source, problems)
    if any(blank in source.text for blank in _ODD_BLANKS) and (odd := _ODD_INDENT.search(source.text)):
        return _refuse_indent(source, odd, problems)
    trial = Problems((), sys.maxsize)
    try:
        node = Composer(source, source.text, 0, trial).compose()
    except Broken:
        return _compose_with_fallen_lines(source, problems) or _compose_pieces(source, problems)
    problems.take(trial)
    return node


def _refuse_line_ends(source: Source, problems: Problems) -> Node | None:
    """Report the first character that only YAML takes for a line end; compose the file with blanks instead."""
    index = min(source.text.find(end) for end in _LINE_ENDS if end in source.text)
    line, column = source.text.count("\n", 0, index), index - (source.text.rfind("\n", 0, index) + 1)
    problems.report(
        codes.FORBIDDEN_CHARACTER,
        Mark(source.file, line + 1, column + 1),
        f"U+{ord(source.text[index]):04X} stands here, which ends a line without being seen.",
        "Take it out, or begin a new line.",
    )
    mended = source.text.translate({ord(end): " " for end in _LINE_ENDS})
    return compose(Source(source.file, mended), problems)


def _refuse_indent(source: Source, odd: re.Match[str], problems: Problems) -> Mapping:
    """Report indentation that only looks like blanks, and compose the file with blanks instead."""
    line = source.text.count("\n", 0, odd.start(1))
    column = odd.start(1) - (source.text.rfind("\n", 0, odd.start(1)) + 1)
    problems.report(
        codes.INDENTATION_NOT_BLANKS,
        Mark(source.file, line + 1, column + 1),
        f"U+{ord(odd.group(1)):04X} stands here, which only looks like a blank.",
        "Indent with two blanks for each level.",
    )
    mended = Source(source.file, _ODD_INDENT.sub(lambda match: " " * len(match.group()), source.text))
    node = compose(mended, problems)
    return node if type(node) is Mapping else Mapping({}, 0, 0)


def _compose_with_fallen_lines(source: Source, problems: Problems) -> Node | None:
    """Report lines that fall out of blocks of text, and compose the file with them indented; None if there are none."""
    fallen, mended = fallen_lines(source.text)
    for line, column, indent in fallen:
        cure = f"Indent it by {indent} blanks, as every line of the text."
        problems.report(codes.YAML_DOES_NOT_PARSE, Mark(source.file, line + 1, column + 1), IS_NOT_INDENTED, cure)
    return compose(Source(source.file, mended), problems) if fallen else None


def _compose_pieces(source: Source, problems: Problems) -> Mapping:
    entries: Entries = {}
    for first_line, text in pieces(source):
        try:
            piece = _compose_piece(source, text, first_line, problems)
        except Broken:
            problems.broken.add(source.file)
            if word := first_word(text):
                problems.lost.add(word)
            else:
                problems.lose_file(source.file)
            continue
        if type(piece) is Mapping:
            for name, entry in piece.entries.items():
                if name in entries:
                    Composer(source, "", 0, problems).report_duplicate(entry[0], entries[name][0])
                else:
                    entries[name] = entry
        elif piece is not None:
            _report_no_key(source, piece, problems)
    return Mapping(entries, 0, 0)


def _compose_piece(source: Source, text: str, first_line: int, problems: Problems) -> Node | None:
    """Return the node of a piece, or raise Broken; values with a colon in them are reported, and read as if quoted."""
    quoted: frozenset[int] = frozenset()
    while True:
        try:
            return Composer(source, text, first_line, problems, quoted).compose()
        except Broken as broken:
            slip = broken.slip
            is_colon = slip is not None and slip.code is codes.COLON_IN_TEXT
            if slip is None or not is_colon or len(text) > _LONG or len(quoted) >= _MOST_QUOTED:
                raise
            mended = with_quoted_value(text, slip.line - first_line)
            if not mended:
                raise
            text, quoted = mended, quoted | {slip.line}


def _report_no_key(source: Source, piece: Node, problems: Problems) -> None:
    """Report a piece that is no key with a value, as a line of another language."""
    line = source.lines[piece.line]
    cure = cure_of_form(line) or "A file holds keys, each with a colon; text stands below one of them."
    problems.report(codes.YAML_DOES_NOT_PARSE, source.mark(piece), "This line has no colon, so it is no key.", cure)
