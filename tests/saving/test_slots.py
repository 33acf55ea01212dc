"""Slots and the shelf: nothing in a slot is lost to another game, whoever writes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from glass import GLASS
from slot_games import save_in

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.saving import AUTOSAVE, Containment, SaveProblem, Slots, shelf

LONG = ("bar.door.wait",) * 9
SHORT = LONG[:4]
OTHER = ("bar.door.pack", "move pistols case", "room.pack.go")


@pytest.fixture(scope="module")
def glass() -> Machine:
    """A machine for the story that has one of everything."""
    story = load_text(GLASS).story
    assert story is not None
    return Machine(story)


@pytest.fixture
def slots(tmp_path: Path, glass: Machine) -> Slots:
    """An empty folder of slots."""
    return Slots(tmp_path / "saves", glass.story.id)


def play(glass: Machine, *choices: str) -> Playthrough:
    """Return the playthrough of these choices."""
    return Playthrough.replay(glass, choices)


def held(slots: Slots) -> set[tuple[str, ...]]:
    """Return the roads of all games in slots and on the shelf."""
    saves = [each.save for folder in (slots, slots.shelf) for each in folder.summaries()]
    return {save.choices for save in saves if save is not None}


def test_a_game_goes_on_in_its_slot(slots: Slots, glass: Machine) -> None:
    """A save that contains the one before it takes its place, and nothing is put on the shelf."""
    save_in(slots, AUTOSAVE, glass, play(glass, *SHORT))
    assert save_in(slots, AUTOSAVE, glass, play(glass, *LONG)).replaced.kept == ""
    assert slots.shelf.summaries() == ()


def test_another_game_puts_the_one_before_it_on_the_shelf(slots: Slots, glass: Machine) -> None:
    """A save that does not contain what lies in its slot is written after that has been kept."""
    save_in(slots, AUTOSAVE, glass, play(glass, *LONG))
    assert save_in(slots, AUTOSAVE, glass, play(glass, *OTHER)).replaced.kept == "kept-1"
    assert slots.read(AUTOSAVE).choices == OTHER
    assert slots.shelf.read("kept-1").choices == LONG


def test_undoing_and_choosing_otherwise_keeps_the_road_that_was_left(slots: Slots, glass: Machine) -> None:
    """What was undone stays in the game, so that its save contains the one before."""
    game = play(glass, *LONG)
    save_in(slots, AUTOSAVE, glass, game)
    for _ in range(6):
        game = game.undo()
    game = game.choose(glass, "bar.door.in")
    assert save_in(slots, AUTOSAVE, glass, game).replaced.kept == ""
    assert slots.shelf.summaries() == ()
    assert LONG in slots.load(AUTOSAVE, glass).playthrough.roads


def test_a_game_is_kept_once(slots: Slots, glass: Machine) -> None:
    """A game that a kept one contains is not kept again."""
    for choices in (SHORT, OTHER, LONG, OTHER, SHORT, OTHER):
        save_in(slots, AUTOSAVE, glass, play(glass, *choices))
    assert sorted(each.save.choices for each in slots.shelf.summaries() if each.save) == sorted([SHORT, LONG, OTHER])


def test_a_game_without_a_choice_is_not_kept(slots: Slots, glass: Machine) -> None:
    """A beginning that nobody went on from needs no room on the shelf."""
    save_in(slots, AUTOSAVE, glass, play(glass))
    assert save_in(slots, AUTOSAVE, glass, play(glass, *SHORT)).replaced.kept == ""
    assert slots.clear("nothing", Containment(glass)) == ("", "")


def test_a_full_shelf_refuses_and_says_so(slots: Slots, glass: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is no room to keep a game, what would replace it is refused, and both are as they were."""
    monkeypatch.setattr(shelf, "ROOM", 2)
    roads = [(*SHORT[:number], "bar.door.in") for number in range(1, 5)]
    for choices in roads[:3]:
        save_in(slots, AUTOSAVE, glass, play(glass, *choices))
    with pytest.raises(SaveProblem) as problem:
        save_in(slots, AUTOSAVE, glass, play(glass, *roads[3]))
    assert (problem.value.reason, problem.value.detail) == ("shelf_full", "2")
    assert held(slots) == set(roads[:3])
    slots.shelf.delete("kept-1")
    assert save_in(slots, AUTOSAVE, glass, play(glass, *roads[3])).replaced.kept == "kept-3"


def test_a_shelf_that_cannot_be_written_refuses(slots: Slots, glass: Machine) -> None:
    """When a game cannot be kept, it is not replaced."""
    save_in(slots, AUTOSAVE, glass, play(glass, *LONG))
    slots.shelf.folder.write_text("no folder")
    with pytest.raises(SaveProblem) as problem:
        save_in(slots, AUTOSAVE, glass, play(glass, *OTHER))
    assert problem.value.reason == "not_kept"
    assert slots.read(AUTOSAVE).choices == LONG


@pytest.mark.parametrize("content", [b'{"format": 99}', b"{"], ids=["newer", "damaged"])
def test_what_cannot_be_read_is_not_lost(slots: Slots, glass: Machine, content: bytes) -> None:
    """A file in the slot that is no save to this program stays, byte for byte, under another name."""
    save_in(slots, AUTOSAVE, glass, play(glass, *LONG))
    slots.path(AUTOSAVE).write_bytes(content)
    save_in(slots, AUTOSAVE, glass, play(glass, *OTHER))
    assert slots.read(AUTOSAVE).choices == OTHER
    assert content in [path.read_bytes() for path in slots.folder.rglob("*.json*")]


def test_another_writer_in_the_slot_gets_a_copy(slots: Slots, glass: Machine) -> None:
    """When a session finds in its slot what it has not written, it goes on in a new slot, and both games are whole."""
    first = save_in(slots, AUTOSAVE, glass, play(glass, *SHORT))
    save_in(slots, AUTOSAVE, glass, play(glass, *SHORT, "bar.door.wait"), known=first.content)
    second = save_in(slots, AUTOSAVE, glass, play(glass, *SHORT, "bar.door.in"), known=first.content)
    assert second.slot == "autosave-2"
    third = save_in(
        slots, "autosave-2", glass, play(glass, *SHORT, "bar.door.in", "bar.counter.drink"), known=second.content
    )
    assert third.slot == "autosave-2"
    assert slots.shelf.summaries() == ()
    assert {len(road) for road in held(slots)} == {5, 6}


def test_a_kept_game_is_restored_and_the_one_before_it_kept(slots: Slots, glass: Machine) -> None:
    """Restoring puts a kept game into a slot, leaves it on the shelf too, and keeps what lay in the slot."""
    save_in(slots, AUTOSAVE, glass, play(glass, *LONG))
    save_in(slots, AUTOSAVE, glass, play(glass, *OTHER))
    assert slots.restore("kept-1", AUTOSAVE, Containment(glass)).replaced.kept == "kept-2"
    assert slots.read(AUTOSAVE).choices == LONG
    assert held(slots) == {LONG, OTHER}


@pytest.mark.parametrize("name", ["kept-1", "CON", "nul", "a ", "com1"])
def test_some_names_are_for_no_new_slot(slots: Slots, glass: Machine, name: str) -> None:
    """A slot cannot be called as a kept game is, nor by a name that some systems cannot have or show."""
    with pytest.raises(SaveProblem) as problem:
        save_in(slots, name, glass, play(glass, *SHORT))
    assert problem.value.reason == "reserved"


def test_deleting_removes_the_backup_too(slots: Slots, glass: Machine) -> None:
    """After `delete` nothing of the slot is left."""
    save_in(slots, AUTOSAVE, glass, play(glass, *SHORT))
    save_in(slots, AUTOSAVE, glass, play(glass, *LONG))
    slots.delete(AUTOSAVE)
    assert [path.name for path in slots.folder.iterdir()] == [".lock"]
    with pytest.raises(SaveProblem) as problem:
        slots.delete(AUTOSAVE)
    assert problem.value.reason == "missing"
