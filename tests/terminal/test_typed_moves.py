"""Moves by the titles of items and places, in every state of a packing scene."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small_stories import small_story

from desperado_adventure.engine import Machine, MoveBar, Refused
from desperado_adventure.model.state import State
from desperado_adventure.terminal.answers import Command, Misunderstanding, Verb
from desperado_adventure.terminal.move_commands import why_not
from desperado_adventure.terminal.refusal_sentences import describe
from desperado_adventure.terminal.session import Session
from desperado_adventure.terminal.typed_moves import TypedMoves

THINGS = """
places:
  case: {title: The case, capacity: 3, leavable: true}
  left: {title: The left pocket, capacity: 1}
  right: {title: The right pocket, capacity: 1}
  bed: {title: On the bed, carried: false}
  back: {title: Back in the box, carried: false}
items:
  key: {title: a key, size: 1, at: bed}
  ring: {title: a key ring, size: 1, at: bed}
  belt: {title: a belt with a key in the buckle, size: 2, at: bed}
  box_key: {title: the small key to the box, size: 1, at: bed}
"""
ROOM = """
room:
  text: A room.
  pack: [case, left, right, bed, back]
  choices:
    go: {say: Be gone., goto: end}
"""


@pytest.fixture(scope="module")
def machine() -> Machine:
    """Return the machine of a room full of keys."""
    return Machine(small_story(ROOM, THINGS))


def states(machine: Machine) -> Iterator[State]:
    """Yield every state that moves lead to."""
    found, ahead = set[State](), [machine.begin().state]
    while ahead:
        state = ahead.pop()
        if state in found:
            continue
        found.add(state)
        yield state
        packing = machine.packing(state)
        assert packing is not None
        ahead += [machine.choose(state, f"move {item} {place}").state for item, place in packing.moves]


@pytest.mark.parametrize("form", ["{0} to {1}", "put {0} in {1}", "{0} {1}", "MOVE {0} INTO {1}!"])
def test_the_whole_titles_of_an_item_and_a_place_are_that_move(machine: Machine, form: str) -> None:
    """In every state, each item is moved to each place by their titles, or it is said why not."""
    count = 0
    for state in states(machine):
        packing = machine.packing(state)
        assert packing is not None
        moves = TypedMoves(machine, state, packing)
        for item in machine.story.items:
            for place in machine.story.places:
                count += 1
                line = form.format(machine.titles.items(state)[item.id], machine.titles.places(state)[place.id])
                move = f"move {item.id} {place.id}"
                if machine.bar(state, item.id, place.id) is None:
                    assert moves.meaning(line) == moves.by_ids(move) == Command(Verb.MOVE, f"{item.id} {place.id}")
                    continue
                for reader in (moves.meaning, moves.by_ids):
                    with pytest.raises(Refused) as raised:
                        reader(line if reader == moves.meaning else move)
                    assert raised.value.detail == why_not(machine, state, item.id, place.id)
    assert count > 1_000


def session(machine: Machine, *moves: str) -> Session:
    """Return a session after these moves."""
    made = Session(machine, None)
    for move in moves:
        made.perform(Command(Verb.MOVE, move))
    return made


@pytest.mark.parametrize(
    ("moves", "line", "sentence"),
    [
        ((), "key ring", "There is room for a key ring in more than one place: The case; The left pocket; The right"),
        ((), "key", "There is room for a key in more than one place"),
        ((), "ring pocket", "Type it like “move ring left”."),
        ((), "buckle", None),
        (("belt case",), "buckle", "It is there now: a belt with a key in the buckle (The case)."),
        (("belt case",), "unpack the belt", "more than one place: On the bed; Back in the box. Type it like"),
        (("belt case",), "put the belt on the bed", None),
        (("key left",), "ring to pocket", None),
        (("key left", "ring right"), "box key pocket", "there is none left: the small key to the box (The left"),
        (("key left", "ring right"), "box key pocket", "there is none left: the small key to the box (The right"),
        ((), "the small key to the box to the box", None),
        ((), "key to the moon", "There is no “moon” here to put it into. The places: The case; The left pocket; "),
        ((), "ring and belt to the case", "One thing at a time"),
        ((), "take both", "One thing at a time"),
        ((), "move", "Type it like “move key case”; “case” says what is where."),
    ],
)
def test_a_question_or_a_refusal_says_what_can_be_done(
    machine: Machine, moves: tuple[str, ...], line: str, sentence: str | None
) -> None:
    """What is not clear is asked with the places by name and an example; what is not possible has all its reasons."""
    played = session(machine, *moves)
    if sentence is None:
        command = played.understand(line)
        assert command is not None
        assert command.verb is Verb.MOVE
        return
    with pytest.raises(Refused) as raised:
        played.understand(line)
    assert sentence in describe(raised.value)


def test_the_example_of_a_question_can_be_typed(machine: Machine) -> None:
    """What a question gives as an example is understood as it stands, and is possible."""
    for line in ("key", "ring", "box_key", "key pocket"):
        with pytest.raises(Refused) as raised:
            session(machine).understand(line)
        assert raised.value.reason is Misunderstanding.WHERE
        example = raised.value.detail.rpartition("“")[2].partition("”")[0]
        command = session(machine).understand(example)
        assert command is not None
        assert session(machine).perform(command)


def test_a_move_that_another_program_sends_is_checked(machine: Machine) -> None:
    """A move by ids is carried out, or refused with its reason; words are no ids."""
    played = session(machine, "key case")
    for argument in ("key case", "key moon", "a key", "", "key", "belt left now"):
        before = played.playthrough
        with pytest.raises(Refused):
            played.perform(Command(Verb.MOVE, argument))
        assert played.playthrough is before
    assert machine.bar(played.playthrough.state, "key", "case") is MoveBar.THERE
