"""Whatever is typed, or sent by another program, is carried out or refused with a sentence."""

from __future__ import annotations

import io
import json
from functools import cache

from glass import GLASS
from hypothesis import given
from hypothesis import strategies as some
from long_runs import tried

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.model.unsafe_characters import harmless
from desperado_adventure.terminal.answers import Verb
from desperado_adventure.terminal.plain import PlainScreen
from desperado_adventure.terminal.programs import ProgramScreen
from desperado_adventure.terminal.session import Session

IDS = (
    "bar.door.in",
    "bar.door.wait",
    "bar.door.pack",
    "bar.door.gun",
    "bar.counter.talk",
    "take_back",
    "let_stand",
    "kept-1",
)
WORDS = some.sampled_from((*map(str, Verb), *IDS, "pistols", "case", "go", "wait", "the", "", "0", "1", "2", "3", "99"))
ODD = some.text(max_size=6) | some.sampled_from(
    ("9" * 5_000, "²", "٣", "\ud800", "\x1b[2J", "\ufeff", "\u2028", "x" * 10_001)
)
LINES = some.lists(WORDS | ODD, max_size=3).map(" ".join)
VALUES = some.recursive(
    WORDS | ODD | some.none() | some.booleans() | some.integers() | some.floats(),
    lambda inner: some.lists(inner, max_size=2) | some.dictionaries(WORDS, inner, max_size=2),
    max_leaves=3,
)
KEYS = some.sampled_from(("choose", "do", "save", "load", "move", "to", "quit")) | WORDS
COMMANDS = some.dictionaries(KEYS, VALUES, max_size=2).map(json.dumps)
GOOD = some.sampled_from(IDS).map(lambda name: json.dumps({"choose": name}))


@cache
def machine() -> Machine:
    """Return the machine of the story that has one of everything."""
    story = load_text(GLASS).story
    assert story is not None
    return Machine(story)


@tried(60, 20_000)
@given(some.lists(LINES | WORDS, max_size=12))
def test_whatever_is_typed_is_answered(typed: list[str]) -> None:
    """Each line leads to lines that a terminal can show, or ends the game."""
    target = io.StringIO()
    session = Session(machine(), None)
    PlainScreen(session, io.StringIO("\n".join(typed) + "\n"), target).play(session.begin())
    assert all(line == harmless(line) for line in target.getvalue().split("\n"))


@tried(60, 20_000)
@given(some.lists(GOOD | COMMANDS | VALUES.map(json.dumps) | LINES, max_size=12))
def test_whatever_a_program_sends_is_answered(sent: list[str]) -> None:
    """Each line is answered with one object: a turn, or a sentence and a reason, and then nothing has changed."""
    target = io.StringIO()
    session = Session(machine(), None)
    ProgramScreen(session, io.StringIO("\n".join(sent) + "\n"), target).play(session.begin())
    answers = [json.loads(line) for line in target.getvalue().split("\n")[:-1]]
    asked = [line for line in "\n".join(sent).removeprefix("\ufeff").split("\n") if line.strip()]
    assert len(answers) == 1 + len(asked) or "quit" in "".join(sent)
    turn = -1
    for answer in answers:
        if "error" in answer:
            assert answer["error"].endswith((".", "?"))
            assert answer.keys() == {"error", "reason"}
        elif "turn" in answer:
            assert abs(answer["turn"] - turn) <= 1 or answer["turn"] == 0
            turn = answer["turn"]
        else:
            assert answer.keys() == {"slots", "shelf"}
