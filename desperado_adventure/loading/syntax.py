"""What YAML's complaint about a file means: where the author slipped, and a sentence about it in the author's words.

YAML notices a mistake where it can no longer go on, which is often a line or more behind the mistake itself: a missing
colon when the next one comes, an open quotation at the next quotation mark. So the lines before are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from .keys import SCENE, TABLES

_KEY = re.compile(r"(?:- +)?([\w.-]+|\"[^\"]*\"|'[^']*') *\Z")
_WORDS_ONLY = re.compile(r"(?:- +)?([^\s:#\"'\[\]{},|>&*!%@`][^:]*)\Z")
_STUCK_COLON = re.compile(r"(?:- +)?[a-z_]+:(?=[^\s:])")
_BLOCK = re.compile(r"(?:^|[\s:-])([|>])[+-]?\s*(?:#.*)?\Z")
_ANY_KEY = frozenset(name for table in TABLES.values() for name in table)
_INDENT = "Indent with two blanks for each level."
_QUOTE_IT = "Put the text in quotes, or write it as a block after `|`."


class Slip(NamedTuple):
    """A diagnostic to be: line and column are counted from 0."""

    code: str
    line: int
    column: int
    message: str
    cure: str


def explain(error: yaml.MarkedYAMLError, text: str, first_line: int) -> Slip:
    """Return what was wrong with a text that YAML does not parse and that begins on this line of its file."""
    slip = _Explanation(error, text, first_line).slip()
    return slip._replace(line=slip.line + first_line)


class _Explanation:
    def __init__(self, error: yaml.MarkedYAMLError, text: str, first_line: int) -> None:
        self._error = error
        self._first_number = first_line + 1
        self._text = text
        self._lines = text.split("\n")
        self._what = f"{error.problem or ''} {error.context or ''}"
        mark = error.problem_mark or error.context_mark
        self._line, self._column = (mark.line, mark.column) if mark else (0, 0)
        begin = error.context_mark
        self._begin = (begin.line, begin.column) if begin else (self._line, self._column)

    def slip(self) -> Slip:
        what = self._what
        line = self._lines[self._line] if self._line < len(self._lines) else ""
        if "\t" in line[: self._column + 1] and ("token" in what or "tab" in what):
            return Slip("DA013", self._line, self._column, "A tab stands where YAML wants blanks.", _INDENT)
        if "escape" in what:
            cure = "Write two backslashes for one, or take single quotes."
            return Slip("DA004", self._line, self._column, "Behind the backslash stands nothing that YAML knows.", cure)
        if "quoted scalar" in what:
            return Slip(
                "DA004", *self._begin, "A quotation begins here and never ends.", "Close it with the same mark."
            )
        if "block scalar" in what:
            return self._reserved(*self._begin, "a block of text, which begins on the next line")
        if "alias" in what or "anchor" in what or "tag" in what:
            return self._machinery()
        if "cannot start any token" in what or "directive" in what:
            return self._reserved(self._line, self._column)
        if "sequence entries are not" in what:
            return self._reserved(self._line, self._column, "a list, which begins on the next line")
        if "mapping keys are not" in what:
            return self._reserved(self._line, self._column)
        return self._structure()

    def _structure(self) -> Slip:
        """Explain the complaints that come of colons, brackets and indentation."""
        if "mapping values are not" in self._what:
            return self._colon()
        if "expected ':'" in self._what:
            return self._no_colon(self._begin[0])
        if "expected ','" in self._what:
            return self._bracket()
        if "expected <" in self._what:
            return self._neighbours()
        return Slip(
            "DA004",
            self._line,
            self._column,
            f"YAML does not understand this: {self._error.problem}.",
            "Look at the indentation and at the line before: every key needs a colon, every list item a dash.",
        )

    def _reserved(self, line: int, column: int, what: str = "") -> Slip:
        sign = self._lines[line][column : column + 1]
        shown = "a backtick" if sign == "`" else f"`{sign}`"
        message = f"Text without quotes cannot begin with {shown}"
        return Slip(
            "DA012", line, column, f"{message}: it begins {what}." if what else f"{message}.", "Put the text in quotes."
        )

    def _machinery(self) -> Slip:
        line, column = self._begin
        sign = self._lines[line][column : column + 1]
        what = {"*": "an alias", "&": "an anchor"}.get(sign, "a tag")
        return Slip(
            "DA005",
            line,
            column,
            f"`{sign}` begins {what} in YAML, and a story has none.",
            f"If this is text that begins with `{sign}`, put it in quotes.",
        )

    # -- colons -------------------------------------------------------------------------------------------------------

    def _colon(self) -> Slip:
        """Explain a colon that YAML did not expect: in the middle of text, or behind a line that went wrong."""
        line = self._lines[self._line]
        before = self._first_not_further_right(self._line)
        if before is not None and _KEY.match(line[: self._column].strip()):
            found = self._lines[before].strip()
            if stuck := self._stuck(before):
                return stuck
            if _WORDS_ONLY.match(found) and not found.startswith("- "):
                return self._lacks_colon(before)
            if (slip := self._first_column(before)) is not None:
                return slip
            if self._indent(self._line) > self._indent(before):
                return self._odd_one(before, self._line)
        cure = 'Put the text in quotes ("He said: no."), or write it as a block after `|`.'
        if any(mark in line[: self._column] for mark in "“”„‘"):
            cure += ' Curly quotes are no quotes for YAML: write ".'
        return Slip(
            "DA010",
            self._line,
            self._column,
            "A colon followed by a blank, inside text without quotes, begins a key for YAML.",
            cure,
        )

    def _no_colon(self, line: int) -> Slip:
        """Explain a line that should have been a key."""
        if stuck := self._stuck(line):
            return stuck
        if self._is_in_block(line):
            return Slip(
                "DA004",
                line,
                self._indent(line),
                "This line is not indented, so it does not belong to the text above.",
                "Indent every line of a block by two blanks more than its key.",
            )
        return self._lacks_colon(line)

    def _lacks_colon(self, line: int) -> Slip:
        word = self._lines[line].strip().split(" ")[0]
        return Slip(
            "DA004",
            line,
            self._indent(line),
            "This line has no colon, so it is no key.",
            f"Write `{word}:` if `{word}` is the key; or indent the line if it belongs to the text above.",
        )

    def _stuck(self, line: int) -> Slip | None:
        found = _STUCK_COLON.match(self._lines[line].strip())
        if found is None:
            return None
        column = self._indent(line) + found.end()
        return Slip("DA004", line, column, "A blank is missing behind the colon.", "Write `key: value`.")

    # -- brackets and quotes ------------------------------------------------------------------------------------------

    def _bracket(self) -> Slip:
        line, column = self._begin
        if line != self._line:
            sign = self._lines[line][column : column + 1]
            other = {"{": "}", "[": "]"}.get(sign, "")
            return Slip(
                "DA004", line, column, f"`{sign}` is opened here and never closed.", f"Write `{other}` behind it."
            )
        if self._lines[line][self._column : self._column + 1] == ":":
            return self._colon()
        return Slip(
            "DA004", line, self._column, "A comma is missing here, or the text needs quotes.", "Write the comma."
        )

    def _after_closing(self) -> Slip | None:
        """Explain words that come behind a closing quotation mark or bracket; None if nothing is closed before them."""
        last = None
        try:
            for token in yaml.scan(self._text):
                if (token.start_mark.line, token.start_mark.column) >= (self._line, self._column):
                    break
                if not isinstance(token, (yaml.BlockEndToken, yaml.KeyToken, yaml.ValueToken)):
                    last = token
        except yaml.YAMLError:
            pass
        sign = self._lines[self._line][self._column : self._column + 1]
        if isinstance(last, yaml.ScalarToken) and last.style in ("'", '"'):
            begin = last.start_mark
            if begin.line < self._line:
                message = f"The quotation that begins here ends only on line {self._line + self._first_number}."
                return Slip("DA004", begin.line, begin.column, message, "Close it where its text ends.")
            cure = "Put the whole text in quotes of the other kind, or write it as a block after `|`."
            return Slip("DA004", self._line, self._column, "Words stand behind the closing quotation mark.", cure)
        if sign in "]}" or isinstance(last, (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)):
            if sign in "]}":
                message, cure = f"`{sign}` closes what was not opened.", "Take it out."
            else:
                message, cure = "Words stand behind the closing bracket.", f"If it is all text: {_QUOTE_IT}"
            return Slip("DA004", self._line, self._column, message, cure)
        return None

    # -- indentation --------------------------------------------------------------------------------------------------

    def _neighbours(self) -> Slip:
        """Explain a line that fits to none of the levels above it."""
        line = min(self._line, len(self._lines) - 1)
        indent = self._indent(line)
        if self._column > indent and (slip := self._after_closing()) is not None:
            return slip
        if (slip := self._block_too_far(line)) is not None:
            return slip
        for other in (self._first_further_right(line), self._previous(line)):
            if other is not None and self._column == indent and self._indent(other) % 2 > indent % 2:
                return self._askew(other)
        levels = sorted({self._indent(number) for number in self._above(line)})
        shown = ", ".join(str(level) for level in levels)
        return Slip(
            "DA004",
            line,
            self._column,
            f"This line is indented by {indent}, and no line above it is: there are {shown}."
            if indent not in levels
            else "This line does not fit to the lines above it.",
            f"{_INDENT} Every key needs a colon, every list item a dash.",
        )

    def _first_not_further_right(self, line: int) -> int | None:
        """Return the nearest line above that has no colon and stands no further right; or just the nearest, or None."""
        for number in reversed(self._above(line)):
            if self._indent(number) <= self._indent(line):
                return number if ":" not in self._lines[number] else self._previous(line)
        return self._previous(line)

    def _first_further_right(self, line: int) -> int | None:
        """Return the first of the lines just above that stand further right, or None."""
        first = None
        for number in reversed(self._above(line)):
            if self._indent(number) <= self._indent(line):
                break
            first = number
        return first

    def _block_too_far(self, line: int) -> Slip | None:
        """Explain a block whose first line is indented further than this one; None if it is something else."""
        indent = self._indent(line)
        if self._lines[line].strip().split(":")[0] in _ANY_KEY:
            return None
        for number in range(line - 1, -1, -1):
            text = self._lines[number]
            if text.strip() and self._indent(number) <= indent:
                opened = _BLOCK.search(text)
                if opened is None or self._indent(number) >= indent:
                    return None
                digits = indent - self._indent(number)
                return Slip(
                    "DA014",
                    number,
                    opened.start(1),
                    f"The first line of this block is indented further than line {line + self._first_number}, "
                    "which so falls out of it.",
                    f"Indent both alike; or write `{opened.group(1)}{digits}` if the first line's blanks are its own.",
                )
        return None

    def _odd_one(self, before: int, line: int) -> Slip:
        """Blame a line for standing further right than the one before; or that one, if it is the one not on a level."""
        if self._indent(before) % 2 > self._indent(line) % 2:
            return self._askew(before)
        return Slip(
            "DA004", line, self._indent(line), "This line is indented further than the line before allows.", _INDENT
        )

    def _askew(self, line: int) -> Slip:
        indent = self._indent(line)
        blanks = "one blank" if indent == 1 else f"{indent} blanks"
        return Slip("DA004", line, indent, f"This line is indented by {blanks}, and its neighbours are not.", _INDENT)

    def _first_column(self, line: int) -> Slip | None:
        """Explain a scene's key in the column of the scenes; None if it is something else."""
        name = self._lines[line].split(":")[0]
        if name not in SCENE or self._indent(line) or self._indent(self._line) == 0:
            return None
        return Slip("DA004", line, 0, f"`{name}` stands in the first column, where scenes begin.", _INDENT)

    def _is_in_block(self, line: int) -> bool:
        """Whether the lines just above are a block of text whose key is indented as this line is."""
        indent = self._indent(line)
        for number in range(line - 1, -1, -1):
            if self._lines[number].strip() and self._indent(number) <= indent:
                return _BLOCK.search(self._lines[number]) is not None
        return False

    def _indent(self, line: int) -> int:
        text = self._lines[line]
        return len(text) - len(text.lstrip(" "))

    def _above(self, line: int) -> Sequence[int]:
        return [number for number in range(line) if self._is_structure(number)]

    def _previous(self, line: int) -> int | None:
        above = self._above(line)
        return above[-1] if above else None

    def _is_structure(self, line: int) -> bool:
        text = self._lines[line].strip()
        return bool(text) and not text.startswith("#")
