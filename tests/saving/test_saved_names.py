"""Names that the player typed, in saves: they come back as they were typed, also in a story that has changed."""

from __future__ import annotations

import json

import pytest
from named import DECLARED, SCENES
from sealing import sealed
from small_stories import small_story

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.saving import Resumed, SaveProblem, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save

ROAD = ("bar.door.tell Bucho", "bar.door.tell Doña Ana")


def _saved(machine: Machine) -> bytes:
    return encode(make_save(machine.story, Playthrough.replay(machine, ROAD).undo(), None, "", "", "0" * 16))


def _resumed(content: bytes, scenes: str = SCENES, declared: str = DECLARED) -> tuple[Machine, Resumed]:
    machine = Machine(small_story(scenes, declared))
    return machine, resume(machine, decode(content, "slot"), "slot")


@pytest.fixture(scope="module")
def content() -> bytes:
    """Return a save in which a name was typed, and another one was undone."""
    return _saved(Machine(small_story(SCENES, DECLARED)))


def test_a_name_comes_back_as_it_was_typed(content: bytes) -> None:
    """State, road and what was undone are the same after a save."""
    machine, resumed = _resumed(content)
    assert resumed.playthrough == Playthrough.replay(machine, ROAD).undo()


def test_a_save_holds_the_name_in_words(content: bytes) -> None:
    """Whoever reads the file finds the name, and in the state its number."""
    document = json.loads(content)
    assert document["typed"] == {"hero": ["Bucho"]}
    assert document["state"]["values"] == {"typed hero": 1}


def test_a_name_survives_a_change_of_the_words_it_is_compared_with(content: bytes) -> None:
    """What the story makes of a name follows from the name, by the words that the story has now."""
    scenes = SCENES.replace("bucho", "abel").replace("door:", "gate:", 1).replace("    wait", "    hold", 1)
    scenes = scenes.replace("  text:", "  was: [bar.door]\n  text:", 1)
    declared = DECLARED.replace("[bucho, dona_ana]", "[abel, bucho, dona_ana]")
    machine, resumed = _resumed(content, scenes, declared)
    assert resumed.playthrough.state == Playthrough.replay(machine, ["bar.gate.tell Bucho"]).state


def test_a_renamed_name_is_still_known(content: bytes) -> None:
    """A variable's `was:` holds for a name as for any other."""
    scenes = SCENES.replace("hero", "player")
    declared = "variables:\n  player: {name: Nobody, words: [bucho, dona_ana], was: hero}\n"
    machine, resumed = _resumed(content, scenes, declared)
    assert resumed.playthrough == Playthrough.replay(machine, ROAD).undo()
    assert resumed.changes == ()


def test_a_name_that_the_story_asks_for_no_more_is_told(content: bytes) -> None:
    """What is not kept any more is said."""
    scenes = "door:\n  text: A.\n  choices:\n    go: {say: Go., goto: end}\n"
    _, resumed = _resumed(content, scenes, "")
    assert [(change.kind.value, change.was) for change in resumed.changes if change.key] == [("variable_gone", "Bucho")]


@pytest.mark.parametrize(
    "typed", [{}, {"hero": []}, {"hero": "Bucho"}, {"hero": [7]}, [], {"hero": ["A\x1bB"]}, {"hero": [" A "]}]
)
def test_a_damaged_name_is_refused(content: bytes, typed: object) -> None:
    """A save whose names do not fit its state is no save, and no error of the program."""
    document = json.loads(content)
    document["typed"] = typed
    with pytest.raises(SaveProblem):
        _resumed(sealed(document).encode())
