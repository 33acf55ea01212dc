"""The composer: builds nodes from the events of a YAML parser.

PyYAML's own loaders crash on deep nesting, hang on merge keys and lose positions. Events have none of these faults:
each has a mark, and the composer stops at the first event that a story may not contain. Scalars stay text, whatever
they look like, so `no`, `12:30` and `010` are what the author typed.
"""

from __future__ import annotations

import contextlib
import re
import sys
from typing import Any, NoReturn

import yaml

from ..model import codes, limits
from ..model.diagnostics import Mark
from .indentation import Slip
from .parsers import PythonParser, fast_parser, unprintable
from .problems import Problems
from .tree import Listing, Mapping, Node, Scalar, ScalarStyle, Source

_SLOW = 1_000_000
"""How many characters the parser in Python reads after libyaml has found a mistake: it needs five seconds for them."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_STYLES: dict[str | None, ScalarStyle] = {None: ScalarStyle.PLAIN, **{style.value: style for style in ScalarStyle}}


class Broken(Exception):  # control flow, not an error
    """Composing cannot go on; the problem has been reported.

    `slip` is what was reported of YAML's syntax, None if it was something else.
    """

    def __init__(self, slip: Slip | None = None) -> None:
        """Keep the slip, whose line counts from the beginning of the file."""
        super().__init__()
        self.slip = slip


class Composer:
    """Builds nodes from events. `first_line` is where the text begins in its file, counted from 0.

    `quoted` are the lines of the file whose value stands in quotes in this text only, and in the file in none.
    """

    def __init__(
        self, source: Source, text: str, first_line: int, problems: Problems, quoted: frozenset[int] = frozenset()
    ) -> None:
        self._source = source
        self._first_line = first_line
        self._problems = problems
        self._text = text
        self._quoted = quoted

    def compose(self) -> Node | None:
        """Return the document's node, or None for an empty document; raises Broken when something is refused."""
        offset = unprintable(self._text)
        if offset >= 0:
            before = self._text[:offset]
            line, column = before.count("\n") + self._first_line, len(before) - (before.rfind("\n") + 1)
            self._refuse(
                codes.FORBIDDEN_CHARACTER,
                line,
                column,
                "This file holds a character that YAML does not allow.",
                "Take it out.",
            )
        fast = fast_parser(self._text)
        is_slow = len(self._text) > _SLOW
        if fast is not None and not is_slow:
            trial = Problems((), sys.maxsize)
            with contextlib.suppress(Broken, yaml.YAMLError):
                node = Composer(self._source, self._text, self._first_line, trial, self._quoted)._compose_stream(fast)
                self._problems.take(trial)
                return node
        try:
            return self._compose_stream(fast if fast is not None and is_slow else PythonParser)
        except yaml.MarkedYAMLError as error:
            raise Broken(self._report_syntax(error)) from error
        except (ValueError, OverflowError):  # of numbers that the parser cannot use: "\\UFFFFFFFF", %YAML 1.999…
            mark = self._loader.get_mark()
            line = mark.line + self._first_line
            self._refuse(
                codes.YAML_DOES_NOT_PARSE,
                line,
                mark.column,
                "The number that stands here is too large.",
                "Take it out.",
            )

    def _compose_stream(self, parser: Any) -> Node | None:  # noqa: ANN401  # CLoader and Loader have no common class
        self._loader = parser(self._text)
        next_event = self._loader.get_event
        next_event()
        event = next_event()
        if type(event) is yaml.StreamEndEvent:
            return None
        node = self._compose_node(next_event(), 0)
        next_event()
        event = next_event()
        if type(event) is not yaml.StreamEndEvent:
            mark = event.start_mark
            line = mark.line + self._first_line
            self._refuse(
                codes.NOT_A_MAPPING, line, mark.column, "A second document begins here.", "Keep one in a file."
            )
        return node

    def _compose_node(self, event: Any, depth: int) -> Node:  # noqa: ANN401  # the stubs do not know the events' fields
        kind = type(event)
        mark = event.start_mark
        line, column = mark.line + self._first_line, mark.column
        if kind is yaml.ScalarEvent:
            return self._compose_scalar(event, line, column)
        if kind is yaml.AliasEvent:
            self._refuse_reserved(line, column, "*", "an alias")
        if event.anchor is not None:
            self._refuse_reserved(line, column, "&", "an anchor")
        if event.tag is not None:
            self._refuse_reserved(line, column, "!", "a tag")
        if depth >= limits.NESTING.most:
            self._refuse(
                codes.NESTED_TOO_DEEPLY,
                line,
                column,
                f"This is nested more than {limits.NESTING.most} deep.",
                "Nothing in a story is.",
            )
        if kind is yaml.MappingStartEvent:
            return self._compose_mapping(line, column, depth + 1)
        items = []
        next_event = self._loader.get_event
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            items.append(self._compose_node(event, depth + 1))
        return Listing(tuple(items), line, column)

    def _compose_scalar(self, event: Any, line: int, column: int) -> Scalar:  # noqa: ANN401  # as above
        value = event.value
        if event.anchor is not None:
            self._refuse_reserved(line, column, "&", "an anchor")
        if event.tag is not None:
            self._refuse_reserved(line, column, "!", "a tag")
        if _STYLES[event.style] is ScalarStyle.DOUBLE_QUOTED and (half := _SURROGATE.search(value)):
            message = f"`\\u{ord(half.group()):x}` is one half of a character."
            self._refuse(codes.FORBIDDEN_CHARACTER, line, column, message, "Write the character itself.")
        if len(value) > limits.TEXT.most:
            self._refuse(
                codes.TEXT_TOO_LONG,
                line,
                column,
                f"This text has {len(value):,} characters.",
                f"{limits.TEXT}: split it.",
            )
        is_quoted_here = line in self._quoted and _STYLES[event.style] is ScalarStyle.SINGLE_QUOTED
        return Scalar(value, line, column, ScalarStyle.PLAIN if is_quoted_here else _STYLES[event.style])

    def _compose_mapping(self, line: int, column: int, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        next_event = self._loader.get_event
        while type(event := next_event()) is not yaml.MappingEndEvent:
            key = self._compose_node(event, depth)
            if type(key) is not Scalar:
                self._refuse(
                    codes.WRONG_KIND_OF_VALUE,
                    key.line,
                    key.column,
                    "A key is a word, and this is not one.",
                    "Write a word.",
                )
            if key.value == "<<" and not key.style:
                self._refuse(
                    codes.ANCHOR_ALIAS_TAG_OR_MERGE,
                    key.line,
                    key.column,
                    "`<<` is a merge key.",
                    "Write out what it would have brought in.",
                )
            value = self._compose_node(next_event(), depth)
            if key.value in entries:
                self.report_duplicate(key, entries[key.value][0])
            else:
                entries[key.value] = key, value
        return Mapping(entries, line, column)

    def report_duplicate(self, key: Scalar, first: Scalar) -> None:
        """Report a key that stands in a mapping for the second time."""
        self._problems.report(
            codes.KEY_TWICE,
            self._source.mark(key),
            f"`{key.value}` stands twice in this mapping; the first is on line {first.line + 1}.",
            "Rename one of them, or take it out: YAML would keep only one and say nothing.",
        )

    def _refuse_reserved(self, line: int, column: int, character: str, what: str) -> NoReturn:
        self._refuse(
            codes.ANCHOR_ALIAS_TAG_OR_MERGE,
            line,
            column,
            f"`{character}` begins {what} in YAML, and a story has none.",
            f'If this is text that begins with `{character}`, put it in quotes: "{character}…".',
        )

    def _refuse(self, code: codes.Code, line: int, column: int, message: str, cure: str) -> NoReturn:
        self._problems.report(code, Mark(self._source.file, line + 1, column + 1), message, cure)
        raise Broken

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> Slip:
        from .syntax import explain  # noqa: PLC0415  # only a file that does not parse needs it

        slip = explain(error, self._text, self._first_line)
        lines = self._source.lines
        line, column = slip.line, slip.column
        if line >= len(lines) or (not lines[line].strip() and line > 0):
            line, column = self._last_line_with_text(lines, line)
        self._problems.report(slip.code, Mark(self._source.file, line + 1, column + 1), slip.message, slip.cure)
        return slip

    @staticmethod
    def _last_line_with_text(lines: list[str], line: int) -> tuple[int, int]:
        line = min(line, len(lines) - 1)
        while line > 0 and not lines[line].strip():
            line -= 1
        return line, len(lines[line].rstrip())
