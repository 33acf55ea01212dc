"""Explanations of YAML's syntax errors: where the author's mistake is, and a sentence about it in plain words.

YAML notices a mistake where it can no longer go on, which is often a line or more after the mistake: a missing colon at
the next colon, an open quotation at the next quotation mark. So the lines before are examined too.
"""

from __future__ import annotations

import re

import yaml

from ..model import codes
from .fallen_lines import IS_NOT_INDENTED, is_structure
from .indentation import INDENT, Indentation, Slip
from .leftovers import cure_of_form

_KEY = re.compile(r"(?:- +)?([\w.-]+|\"[^\"]*\"|'[^']*') *\Z")
_WORDS_ONLY = re.compile(r"(?:- +)?([^\s:#\"'\[\]{},|>&*!%@`][^:]*)\Z")
_STUCK_COLON = re.compile(r"(?:- +)?[a-z_]+:(?=[^\s:])")
_QUOTE_IT = "Put the text in quotes, or write it as a block after `|`."

_QUOTES = ("'", '"')
"""The styles of a quoted scalar, as PyYAML calls them."""


def explain(error: yaml.MarkedYAMLError, text: str, first_line: int) -> Slip:
    """Explain why YAML does not parse a text; `first_line` is where the text begins in its file, from 0."""
    slip = _Explanation(error, text, first_line).slip()
    return slip._replace(line=slip.line + first_line)


class _Explanation:
    def __init__(self, error: yaml.MarkedYAMLError, text: str, first_line: int) -> None:
        self._error = error
        self._first_number = first_line + 1
        self._text = text
        self._lines = text.split("\n")
        self._layout = Indentation(self._lines, self._first_number)
        self._what = f"{error.problem or ''} {error.context or ''}"
        mark = error.problem_mark or error.context_mark
        self._line, self._column = (mark.line, mark.column) if mark else (0, 0)
        begin = error.context_mark
        self._begin = (begin.line, begin.column) if begin else (self._line, self._column)

    def slip(self) -> Slip:
        what = self._what
        line = self._lines[self._line] if self._line < len(self._lines) else ""
        if "\t" in line[: self._column + 1] and ("token" in what or "tab" in what):
            return Slip(
                codes.INDENTATION_NOT_BLANKS, self._line, self._column, "A tab stands where YAML wants blanks.", INDENT
            )
        if "escape" in what:
            cure = "Write two backslashes for one, or take single quotes."
            return Slip(
                codes.YAML_DOES_NOT_PARSE,
                self._line,
                self._column,
                "Behind the backslash stands nothing that YAML knows.",
                cure,
            )
        if "quoted scalar" in what:
            return Slip(
                codes.YAML_DOES_NOT_PARSE,
                *self._begin,
                "A quotation begins here and never ends.",
                "Close it with the same mark.",
            )
        if "block scalar" in what:
            return self._reserved(*self._begin, "a block of text, which begins on the next line")
        if "alias" in what or "anchor" in what or "tag" in what:
            return self._alias_anchor_or_tag()
        if "cannot start any token" in what or "directive" in what:
            return self._reserved(self._line, self._column)
        if "sequence entries are not" in what:
            return self._reserved(self._line, self._column, "a list, which begins on the next line")
        if "mapping keys are not" in what:
            return self._reserved(self._line, self._column)
        return self._structure()

    def _structure(self) -> Slip:
        """Explain an error about colons, brackets or indentation."""
        if "mapping values are not" in self._what:
            return self._colon()
        if "expected ':'" in self._what:
            return self._no_colon(self._begin[0])
        if "expected ','" in self._what:
            return self._bracket()
        if "expected <" in self._what:
            return self._misplaced()
        return Slip(
            codes.YAML_DOES_NOT_PARSE,
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
            codes.RESERVED_CHARACTER,
            line,
            column,
            f"{message}: it begins {what}." if what else f"{message}.",
            "Put the text in quotes.",
        )

    def _alias_anchor_or_tag(self) -> Slip:
        line, column = self._begin
        sign = self._lines[line][column : column + 1]
        what = {"*": "an alias", "&": "an anchor"}.get(sign, "a tag")
        return Slip(
            codes.ANCHOR_ALIAS_TAG_OR_MERGE,
            line,
            column,
            f"`{sign}` begins {what} in YAML, and a story has none.",
            f"If this is text that begins with `{sign}`, put it in quotes.",
        )

    # -- colons -------------------------------------------------------------------------------------------------------

    def _colon(self) -> Slip:
        """Explain a colon that YAML did not expect: in the middle of text, or after a faulty line."""
        line = self._lines[self._line]
        before = self._layout.first_not_further_right(self._line)
        if before is not None and _KEY.match(line[: self._column].strip()):
            above = self._lines[before].strip()
            if stuck := self._stuck(before):
                return stuck
            if _WORDS_ONLY.match(above) and not above.startswith("- "):
                return self._lacks_colon(before)
            if (slip := self._layout.first_column(before, self._line)) is not None:
                return slip
            if self._layout.indent(self._line) > self._layout.indent(before):
                return self._layout.too_far_right(before, self._line)
        cure = 'Put the text in quotes ("He said: no."), or write it as a block after `|`.'
        if any(mark in line[: self._column] for mark in "“”„‘"):
            cure += ' Curly quotes are no quotes for YAML: write ".'
        return Slip(
            codes.COLON_IN_TEXT,
            self._line,
            self._column,
            "A colon followed by a blank, inside text without quotes, begins a key for YAML.",
            cure,
        )

    def _no_colon(self, line: int) -> Slip:
        """Explain a line that should have been a key."""
        if stuck := self._stuck(line):
            return stuck
        if self._layout.is_in_block(line) and not is_structure(self._lines[line]):
            return Slip(
                codes.YAML_DOES_NOT_PARSE,
                line,
                self._layout.indent(line),
                IS_NOT_INDENTED,
                "Indent every line of a block by two blanks more than its key.",
            )
        return self._lacks_colon(line)

    def _lacks_colon(self, line: int) -> Slip:
        word = self._lines[line].strip().split(" ")[0]
        here = cure_of_form(self._lines[line])
        return Slip(
            codes.YAML_DOES_NOT_PARSE,
            line,
            self._layout.indent(line),
            "This line has no colon, so it is no key.",
            here or f"Write `{word}:` if `{word}` is the key; or indent the line if it belongs to the text above.",
        )

    def _stuck(self, line: int) -> Slip | None:
        match = _STUCK_COLON.match(self._lines[line].strip())
        if match is None:
            return None
        column = self._layout.indent(line) + match.end()
        return Slip(
            codes.YAML_DOES_NOT_PARSE, line, column, "A blank is missing behind the colon.", "Write `key: value`."
        )

    # -- brackets and quotes ------------------------------------------------------------------------------------------

    def _bracket(self) -> Slip:
        line, column = self._begin
        if line != self._line:
            sign = self._lines[line][column : column + 1]
            other = {"{": "}", "[": "]"}.get(sign, "")
            return Slip(
                codes.YAML_DOES_NOT_PARSE,
                line,
                column,
                f"`{sign}` is opened here and never closed.",
                f"Write `{other}` behind it.",
            )
        if self._lines[line][self._column : self._column + 1] == ":":
            return self._colon()
        return Slip(
            codes.YAML_DOES_NOT_PARSE,
            line,
            self._column,
            "A comma is missing here, or the text needs quotes.",
            "Write the comma.",
        )

    def _after_closing(self) -> Slip | None:
        """Explain words after a closing quotation mark or bracket; None if nothing is closed before them."""
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
        if isinstance(last, yaml.ScalarToken) and last.style in _QUOTES:
            begin = last.start_mark
            if begin.line < self._line:
                message = f"The quotation that begins here ends only on line {self._line + self._first_number}."
                return Slip(
                    codes.YAML_DOES_NOT_PARSE, begin.line, begin.column, message, "Close it where its text ends."
                )
            cure = "Put the whole text in quotes of the other kind, or write it as a block after `|`."
            return Slip(
                codes.YAML_DOES_NOT_PARSE,
                self._line,
                self._column,
                "Words stand behind the closing quotation mark.",
                cure,
            )
        if sign in "]}" or isinstance(last, (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)):
            if sign in "]}":
                message, cure = f"`{sign}` closes what was not opened.", "Take it out."
            else:
                message, cure = "Words stand behind the closing bracket.", f"If it is all text: {_QUOTE_IT}"
            return Slip(codes.YAML_DOES_NOT_PARSE, self._line, self._column, message, cure)
        return None

    def _misplaced(self) -> Slip:
        """Explain a line that fits none of the levels above it, or words after a closing mark."""
        line = min(self._line, len(self._lines) - 1)
        if self._column > self._layout.indent(line) and (slip := self._after_closing()) is not None:
            return slip
        return self._layout.misplaced(line, self._column)
