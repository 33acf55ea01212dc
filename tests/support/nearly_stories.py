"""Files that are nearly a story's, as hypothesis strategies: real ones after some edits, and texts from grammars."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from glass import GLASS
from hard_stories import hard_stories
from hypothesis import strategies as some
from lantern import LANTERN
from manual import examples
from mistakes import story_files
from random_stories import random_files
from story_games import STORY

Draw = Callable[[some.SearchStrategy[Any]], Any]
Files = dict[str, str]

_A_RANDOM_ONE = 2
"""The index of a random story among the originals: all of them have much the same names."""

_WORD = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_KEYS = (
    "text", "title", "choices", "say", "goto", "when", "requires", "barred", "do", "once", "fallback", "redirects",
    "cutaway", "return", "ending", "fall", "pack", "verse", "was", "art", "beats", "hint", "variables", "range",
    "words", "start", "places", "capacity", "carried", "leavable", "items", "size", "fits", "at", "groups", "speakers",
    "falls", "counts", "take_back", "let_stand", "status", "corrido", "opening", "chapters", "card", "id", "version",
    "language",
)  # fmt: skip
_SIGNS = (
    ": ", " #", "- ", "? ", "|", ">", "|2-", ">+", "{", "}", "[", "]", ",", '"', "'", "&a ", "*a", "!x ", "%", "@", "`",
    "<<: ", "---\n", "...\n", "~", "null", "true", "No", "12:30", "0o7", "1_000", "1.5", "-1", "9" * 20, "\t", "\\",
)  # fmt: skip
_HOSTILE = (
    "\0", "\x07", "\x1b[2J", "\x7f", "\x85", "\x9b", "\u00a0", "\u061c", "\u200e", "\u202e", "\u2028", "\u2029",
    "\ufeff", "\ud800", "\ufffe", "\U0001f3ba", "e\u0301", "Ω", "\r", "\r\n", "\f", "\v", "x" * 5_000, "{" * 40,
    "(" * 40, "[" * 200,
)  # fmt: skip
_OPERATORS = (
    " and ",
    " or ",
    " == ",
    " != ",
    " < ",
    " >= ",
    " + ",
    " - ",
    " += ",
    " -= ",
    " = ",
    "=",
    " in ",
    "&&",
    ", ",
    " ",
)
_FUNCTIONS = (
    "has",
    "carried",
    "room",
    "seen",
    "taken",
    "in_case",
    "in_belt",
    "put",
    "lose",
    "leave",
    "not ",
    "",
    "eval",
)
_PIECES = some.sampled_from(_SIGNS) | some.sampled_from(_SIGNS) | some.sampled_from((*_SIGNS, *_HOSTILE))


@cache
def originals() -> tuple[Files, ...]:
    """Return stories: small ones, hard ones, random ones, examples of the manual, and a part of the shipped one."""
    shipped = story_files(STORY)
    part = {name: shipped[name] for name in ("story.yaml", "scenes/tale.yaml")}
    manual = [each.files for each in examples() if any(name.startswith("scenes/") for name in each.files)]
    return (LANTERN, GLASS, random_files(0), *map(dict, hard_stories().values()), *manual, part)


@cache
def _words_of(number: int) -> some.SearchStrategy[str]:
    """Return a strategy for the words of an original."""
    return some.sampled_from(sorted({*_WORD.findall("\n".join(originals()[number].values())), *_KEYS}))


# -- from grammars, with errors ----------------------------------------------------------------------------------------


@cache
def _expressions(number: int) -> some.SearchStrategy[str]:
    """Return a strategy for conditions and effects, many of them with an error, of the names in an original."""
    words = _words_of(number)
    atoms = words | some.sampled_from(("0", "1", "true", "-2", "007", "1.5", '"a"', "(", ")", "é", "")) | _PIECES
    return some.recursive(
        words | words | atoms,
        lambda inner: some.one_of(
            some.tuples(inner, some.sampled_from(_OPERATORS), inner).map("".join),
            some.tuples(some.sampled_from(_FUNCTIONS), inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
            inner.map("not {}".format),
        ),
        max_leaves=6,
    )


@cache
def _prose(number: int) -> some.SearchStrategy[str]:
    """Return a strategy for text with conditions, alternatives and emphasis, many of them with an error."""
    words = _words_of(number) | some.sampled_from(
        ("A word.", "He said:", "", "*so*", "**so**", "boy: Yes.", "\n\n", "- ")
    )
    conditions = _expressions(number)
    return some.recursive(
        words | _PIECES,
        lambda inner: some.one_of(
            some.lists(inner, max_size=3).map("|".join).map("{{{}}}".format),
            some.tuples(conditions, inner, inner).map(lambda parts: "{{{}: {}|{}}}".format(*parts)),
            some.tuples(some.sampled_from("&!~"), inner, inner).map(lambda parts: "{{{}{}|{}}}".format(*parts)),
            some.tuples(inner, inner).map(" ".join),
            inner.map("{{{}".format),
        ),
        max_leaves=8,
    )


@cache
def _values(number: int) -> some.SearchStrategy[str]:
    """Return a strategy for what stands after a key in a line."""
    lists = some.lists(_words_of(number) | _expressions(number), max_size=3).map(", ".join)
    return some.one_of(
        _words_of(number),
        _PIECES,
        _expressions(number),
        _prose(number),
        _prose(number).map('"{}"'.format),
        lists.map("[{}]".format),
        some.tuples(some.sampled_from(_KEYS), _expressions(number)).map(lambda pair: "{{{}: {}}}".format(*pair)),
    )


@some.composite
def yaml_like(draw: Draw) -> Files:
    """Return a story of which nothing is real: lines with keys, dashes, values and indentation."""
    number = draw(some.integers(0, len(originals()) - 1))
    files = {}
    for name in draw(some.sampled_from((("scenes/bar.yaml",), ("story.yaml", "scenes/bar.yaml")))):
        blanks = some.sampled_from(("", "  ", "    ", "      ", " ", "\t"))
        keys = some.sampled_from((*(f"{key}: " for key in _KEYS), "- ", "", "? ")) | _words_of(number).map(
            "{}: ".format
        )
        lines = some.lists(some.tuples(blanks, keys, some.just("") | _values(number)).map("".join), max_size=12)
        files[name] = "\n".join(draw(lines)) + "\n"
    return files


_CONDITION_KEYS, _PLACE_KEYS = ("when", "requires"), ("goto", "cutaway")
_WORDED_KEYS = ("text", "title", "say", "barred", "verse")


@some.composite
def _line(draw: Draw, number: int, keys: tuple[str, ...]) -> tuple[str, str]:
    """Return one of these keys, and a value that may be of the kind that belongs to it."""
    key = draw(some.sampled_from(keys))
    if key in _CONDITION_KEYS:
        return key, draw(_expressions(number))
    if key in _WORDED_KEYS:
        return key, json.dumps(draw(_prose(number)), ensure_ascii=False)
    if key == "do":
        return key, f"[{draw(_words_of(number))} {draw(some.sampled_from(_OPERATORS))} {draw(_expressions(number))}]"
    return key, draw(_words_of(number)) if key in _PLACE_KEYS else draw(some.sampled_from(("true", "false", "yes")))


@some.composite
def story_like(draw: Draw) -> Files:
    """Return a small story of known names, with scenes that are made of keys, conditions, effects and texts."""
    lines = ["end: {text: End., ending: {title: E}}"]
    for name in draw(
        some.lists(some.sampled_from(("gate", "well", "house", "a1")), min_size=1, max_size=3, unique=True)
    ):
        lines.append(f"{name}:")
        inside = some.lists(
            _line(0, ("text", "title", "verse", "do", "goto")), max_size=3, unique_by=lambda pair: pair[0]
        )
        lines += [f"  {key}: {value}" for key, value in draw(inside)]
        lines += ["  choices:", "    on: {say: On., goto: hill.end}"]
        for choice in draw(some.lists(some.sampled_from(("look", "in", "out")), max_size=2, unique=True)):
            lines += [f"    {choice}:", "      say: So."]
            keys = ("text", "do", "when", "requires", "barred", "once", "goto", "cutaway", "return", "fallback")
            pairs = draw(some.lists(_line(0, keys), max_size=4, unique_by=lambda pair: pair[0]))
            lines += [f"      {key}: {value}" for key, value in pairs]
    first = next(line for line in lines if line.endswith(":"))
    declared = (
        LANTERN["story.yaml"].replace("start: hill.gate", f"start: hill.{first[:-1]}").replace("hill.over", "hill.end")
    )
    return {"story.yaml": declared, "scenes/hill.yaml": "\n".join(lines) + "\n"}


# -- edits of real ones ------------------------------------------------------------------------------------------------


@some.composite
def nearly_stories(draw: Draw) -> Files:
    """Return the files of a real story after some edits of lines, words and letters."""
    number = draw(some.integers(0, len(originals()) - 1) | some.integers(0, 1))
    files = dict(originals()[number])
    if number < 2 and draw(some.booleans()):
        number, files = _A_RANDOM_ONE, random_files(draw(some.integers(0, 5_000)))
    for _ in range(draw(some.sampled_from((0, 1, 1, 1, 2, 4)))):
        name = draw(some.sampled_from(sorted(files)))
        lines = files[name].split("\n")
        draw(some.sampled_from((_edit_lines, _edit_line, _edit_line)))(draw, lines, number)
        files[name] = "\n".join(lines)
    return files


def _edit_lines(draw: Draw, lines: list[str], _: int) -> None:
    """Leave out, repeat or exchange lines, or go on with those of another story."""
    at, other = draw(some.integers(0, len(lines) - 1)), draw(some.integers(0, len(lines) - 1))
    kind = draw(some.sampled_from(("leave out", "repeat", "exchange", "splice", "graft")))
    if kind == "leave out":
        del lines[at : at + draw(some.integers(1, 3))]
    elif kind == "repeat":
        lines[other:other] = lines[at : at + draw(some.integers(1, 8))]
    elif kind == "exchange":
        lines[at], lines[other] = lines[other], lines[at]
    else:
        stranger = draw(some.sampled_from(originals()))
        theirs = stranger[draw(some.sampled_from(sorted(stranger)))].split("\n")
        begin = draw(some.integers(0, len(theirs) - 1))
        lines[at:] = theirs[begin:] if kind == "splice" else [*theirs[begin : begin + 4], *lines[at:]]


def _edit_line(draw: Draw, lines: list[str], number: int) -> None:
    """Change a line: its indentation, a word, some letters, or what stands after its key."""
    if not lines:
        return
    at = draw(some.integers(0, len(lines) - 1))
    line = lines[at]
    kind = draw(some.sampled_from(("indent", "word", "cut", "put", "value", "value")))
    place = draw(some.integers(0, len(line)))
    if kind == "indent":
        indent = len(line) - len(line.lstrip(" ")) + draw(some.sampled_from((-4, -2, -1, 1, 2, 4)))
        line = " " * indent + line.lstrip(" ")
    elif kind == "word" and (found := list(_WORD.finditer(line))):
        begin, end = draw(some.sampled_from(found)).span()
        line = line[:begin] + draw(_words_of(number)) + line[end:]
    elif kind == "value" and ": " in line:
        line = line[: line.index(": ") + 2] + draw(_values(number))
    elif kind == "put":
        line = line[:place] + draw(_PIECES | _words_of(number)) + line[place:]
    else:
        line = line[:place] + line[place + draw(some.integers(1, 6)) :]
    lines[at] = line
