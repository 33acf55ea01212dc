"""Games that players lose elsewhere: new twice, load, a damaged slot, an update, two windows. Here they are kept."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from glass import GLASS

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.saving import AUTOSAVE, SaveProblem, Slots, shelf
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.blocks import Block, Notice, Saving
from desperado_adventure.terminal.saving_events import Conflict, Kept, NotSaved, SetAside, Unconfirmed
from desperado_adventure.terminal.session import Session

WAIT, IN = "bar.door.wait", "bar.door.in"
WITHOUT_WAITING = {
    **GLASS,
    "scenes/bar.yaml": GLASS["scenes/bar.yaml"].replace(
        "    wait:\n      say: Wait.\n      text: You wait. The dog waits.\n      do: [heat += 1]\n", ""
    ),
}


def machine(files: dict[str, str] = GLASS) -> Machine:
    """Return a machine for a story."""
    story = load_text(files).story
    assert story is not None
    return Machine(story)


@pytest.fixture(scope="module")
def glass() -> Machine:
    """A machine for the story that has one of everything."""
    return machine()


@pytest.fixture
def slots(tmp_path: Path, glass: Machine) -> Slots:
    """An empty folder of slots."""
    return Slots(tmp_path / "saves", glass.story.id)


def play(session: Session, *choices: str) -> list[Block]:
    """Take choices, each saved as the screens do it; return what is said of saves."""
    said = session.autosave()
    for choice in choices:
        session.perform(Command(Verb.CHOOSE, choice))
        said += session.autosave()
    return said


def begun(glass: Machine, slots: Slots, *choices: str, slot: str = AUTOSAVE) -> Session:
    """Return the session of a new game after these choices."""
    session = Session(glass, slots, slot)
    session.begin()
    play(session, *choices)
    return session


def events(blocks: list[Block]) -> list[object]:
    """Return what the blocks say of saves."""
    return [block.event for block in blocks if isinstance(block, Saving)]


def lengths(slots: Slots) -> list[int]:
    """Return how many choices each game on the shelf has."""
    return sorted(len(each.save.choices) for each in slots.shelf.summaries() if each.save)


@pytest.mark.parametrize("slot", [AUTOSAVE, "mine"])
def test_new_again_and_again_keeps_the_long_game(slots: Slots, glass: Machine, slot: str) -> None:
    """However often a player starts over, in whatever slot, the long game is kept, and he is told where."""
    session = begun(glass, slots, *[WAIT] * 9, slot=slot)
    assert events(session.perform(Command(Verb.NEW))) == [Kept(slot, "kept-1")]
    for _ in range(4):
        play(session, IN)
        session.perform(Command(Verb.NEW))
    assert lengths(slots) == [1, 9]


def test_loading_keeps_the_game_that_was_being_played(slots: Slots, glass: Machine) -> None:
    """`load` puts the game in progress on the shelf, and `load kept-1` brings it back, with the other one kept."""
    session = begun(glass, slots, WAIT, WAIT)
    session.perform(Command(Verb.SAVE, "a"))
    session.perform(Command(Verb.UNDO))
    play(session, IN)
    session.perform(Command(Verb.NEW))
    play(session, *[WAIT] * 5)
    assert Kept(AUTOSAVE, "kept-2") in events(session.perform(Command(Verb.LOAD, "a")))
    assert session.playthrough.choices == (WAIT, WAIT)
    play(session)
    session.perform(Command(Verb.LOAD, "kept-2"))
    assert len(session.playthrough.choices) == 5


def test_what_is_loaded_and_not_gone_on_with_is_not_kept_again(slots: Slots, glass: Machine) -> None:
    """Loading back and forth between two kept games fills no shelf."""
    session = begun(glass, slots, WAIT, IN)
    session.perform(Command(Verb.SAVE, "a"))
    session.perform(Command(Verb.NEW))
    play(session, *[WAIT] * 3)
    session.perform(Command(Verb.SAVE, "b"))
    for slot in "abababab":
        session.perform(Command(Verb.LOAD, slot))
        play(session)
    assert lengths(slots) == [2, 3]


def test_a_damaged_slot_is_refused_and_the_game_goes_on(slots: Slots, glass: Machine) -> None:
    """`load foo`, when neither foo nor its backup can be read, changes nothing."""
    session = begun(glass, slots, WAIT, WAIT)
    slots.path("foo").write_bytes(b"garbage")
    with pytest.raises(SaveProblem) as problem:
        session.perform(Command(Verb.LOAD, "foo"))
    assert problem.value.reason == "damaged"
    assert session.playthrough.choices == (WAIT, WAIT)
    assert slots.content("foo") == b"garbage"


@pytest.mark.parametrize("what", ["new", "save over it", "missing", "a link"])
def test_the_backup_of_a_damaged_slot_is_kept(slots: Slots, glass: Machine, what: str) -> None:
    """When another game takes a slot whose file is damaged or gone, the game in its backup goes on the shelf."""
    begun(glass, slots, WAIT, WAIT, WAIT, slot="a")
    if what in ("missing", "a link"):
        slots.path("a").unlink()
        if what == "a link":
            slots.path("a").symlink_to("elsewhere")
    else:
        slots.path("a").write_bytes(b"{")
    if what == "save over it":
        session = begun(glass, slots, IN)
        said = session.perform(Command(Verb.SAVE, "a"))
    else:
        session = Session(glass, slots, "a")
        said = session.begin()
    play(session, *([IN] if what != "save over it" else ["bar.counter.back"]))
    assert Kept("a", "kept-1") in events(said)
    assert slots.shelf.read("kept-1").choices == (WAIT, WAIT)


def test_a_backup_is_gone_on_from_without_losing_it(slots: Slots, glass: Machine) -> None:
    """Loading the backup of a damaged slot changes nothing until the game is saved, so that it can be tried again."""
    begun(glass, slots, WAIT, WAIT, slot="a")
    slots.path("a").write_bytes(b"{")
    session = begun(glass, slots, IN)
    slots.shelf.folder.write_text("in the way")
    for _ in range(2):
        with pytest.raises(SaveProblem) as problem:
            session.perform(Command(Verb.LOAD, "a"))
        assert problem.value.reason == "not_kept"
    assert slots.content("a") == b"{"
    assert slots.read("a", backup=True).choices == (WAIT,)


def test_the_same_choices_in_another_version_may_be_another_game(slots: Slots, glass: Machine) -> None:
    """After an update the same choices lead elsewhere: a game of the old version is not contained in one of the new."""
    begun(glass, slots, WAIT, IN)
    elsewhere = {
        **GLASS,
        "scenes/bar.yaml": GLASS["scenes/bar.yaml"].replace("Go in.\n      goto: counter", "Go in.\n      goto: shoot"),
    }
    session = begun(machine(elsewhere), slots, WAIT, IN, "bar.shoot.run")
    assert [each.save.state.scene for each in slots.shelf.summaries() if each.save] == ["bar.counter"]
    session.perform(Command(Verb.NEW))
    assert len(lengths(slots)) == 2


@pytest.mark.parametrize("what", ["gone", "newer", "damaged"])
def test_a_game_whose_file_was_taken_away_is_written_before_it_is_left(slots: Slots, glass: Machine, what: str) -> None:
    """When something else lies in the slot than the session has written, `new` saves and keeps the game first."""
    session = begun(glass, slots, WAIT, WAIT)
    if what == "gone":
        slots.path(AUTOSAVE).unlink()
        slots.path(AUTOSAVE).with_name("autosave.json.backup").unlink()
    else:
        slots.path(AUTOSAVE).write_bytes(b'{"format": 99}' if what == "newer" else b"{")
    session.perform(Command(Verb.NEW))
    assert 2 in lengths(slots)


def test_a_shelf_that_cannot_be_listed_is_not_written_over(slots: Slots, glass: Machine) -> None:
    """A name that is in use is never given twice, whatever lies there."""
    slots.shelf.folder.mkdir(parents=True)
    (slots.shelf.folder / "kept-1.json").symlink_to("nowhere")
    session = begun(glass, slots, WAIT)
    assert events(session.perform(Command(Verb.NEW))) == [Kept(AUTOSAVE, "kept-2")]


def test_save_says_where_it_has_saved(slots: Slots, glass: Machine) -> None:
    """`save` into the own slot, in which another window plays, names the copy."""
    first = begun(glass, slots, WAIT)
    second = Session(glass, slots)
    second.resume(AUTOSAVE)
    play(first, WAIT)
    second.perform(Command(Verb.CHOOSE, IN))
    assert Notice("Saved as “autosave-2”.") in second.perform(Command(Verb.SAVE, AUTOSAVE))


def test_a_restored_game_is_kept_like_any_other(slots: Slots, glass: Machine) -> None:
    """After an update the old save is kept when the restored game goes on, and `new` keeps that game too."""
    begun(glass, slots, WAIT, WAIT, IN)
    session = Session(machine(WITHOUT_WAITING), slots)
    session.resume(AUTOSAVE)
    assert session.base is not None
    assert events(session.perform(Command(Verb.NEW))) == [Kept(AUTOSAVE, "kept-1")]
    session.perform(Command(Verb.LOAD, "kept-1"))
    play(session, "bar.counter.back")
    assert Kept(AUTOSAVE, "kept-2") in events(session.perform(Command(Verb.NEW)))
    kept = [slots.shelf.read(name) for name in ("kept-1", "kept-2")]
    assert [(save.base is None, len(save.choices)) for save in kept] == [(True, 3), (False, 1)]


def test_saving_over_another_game_keeps_that(slots: Slots, glass: Machine) -> None:
    """`save a` puts the other game that lies in `a` on the shelf and says so; the same game just goes on there."""
    begun(glass, slots, *[WAIT] * 4, slot="a")
    session = begun(glass, slots, IN)
    assert events(session.perform(Command(Verb.SAVE, "a"))) == [Kept("a", "kept-1")]
    play(session, "bar.counter.back")
    assert events(session.perform(Command(Verb.SAVE, "a"))) == []


def test_a_full_shelf_refuses_and_the_game_goes_on(
    slots: Slots, glass: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When there is no room to keep the game, `new` and `load` are refused, and nothing has changed."""
    monkeypatch.setattr(shelf, "ROOM", 1)
    session = begun(glass, slots, WAIT)
    session.perform(Command(Verb.SAVE, "a"))
    session.perform(Command(Verb.NEW))
    play(session, IN)
    for command in (Command(Verb.NEW), Command(Verb.LOAD, "a")):
        with pytest.raises(SaveProblem) as problem:
            session.perform(command)
        assert problem.value.reason == "shelf_full"
        assert session.playthrough.choices == (IN,)
    slots.shelf.delete("kept-1")
    assert events(session.perform(Command(Verb.NEW))) == [Kept(AUTOSAVE, "kept-1")]


def test_a_turn_that_cannot_be_saved_is_not_left_behind(slots: Slots, glass: Machine) -> None:
    """When the last turns are not on the disk, `new` and `load` are refused: the game is nowhere else."""
    session = begun(glass, slots, WAIT)
    slots.path(AUTOSAVE).unlink()
    slots.path(AUTOSAVE).mkdir()
    assert [type(event) for event in events(play(session, WAIT, WAIT))] == [NotSaved]
    with pytest.raises(SaveProblem):
        session.perform(Command(Verb.NEW))
    assert session.playthrough.choices == (WAIT,) * 3


def test_a_disk_that_does_not_confirm_is_told_once(
    slots: Slots, glass: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that cannot be flushed is told at the first turn, and again by `save`; the turns are written."""
    flush = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "it does not answer")
        flush(descriptor)

    session = begun(glass, slots, WAIT)
    monkeypatch.setattr(os, "fsync", refuse_folders)
    assert events(play(session, WAIT, WAIT)) == [Unconfirmed(AUTOSAVE)]
    assert events(session.perform(Command(Verb.SAVE, "a"))) == [Unconfirmed("a")]
    assert slots.read(AUTOSAVE).choices == (WAIT,) * 3


def test_two_windows_lose_nothing(slots: Slots, glass: Machine) -> None:
    """The second window that plays on in a slot gets a copy and is told; both games are whole."""
    first = begun(glass, slots, WAIT)
    second = Session(glass, slots)
    second.resume(AUTOSAVE)
    play(first, WAIT)
    assert events(play(second, IN)) == [Conflict(AUTOSAVE, "autosave-2")]
    assert events(play(first, WAIT)) == []
    assert events(play(second, "bar.counter.back")) == []
    assert slots.read(AUTOSAVE).choices == (WAIT,) * 3
    assert slots.read("autosave-2").choices == (WAIT, IN, "bar.counter.back")
    assert "“autosave-2”" in str(second.goodbye())


def test_a_new_game_in_a_second_window_takes_the_slot_and_the_first_goes_on(slots: Slots, glass: Machine) -> None:
    """When another window starts over in the slot, the first game is kept, and goes on in a copy."""
    first = begun(glass, slots, WAIT, WAIT)
    begun(glass, slots, IN)
    assert lengths(slots) == [2]
    assert events(play(first, WAIT)) == [Conflict(AUTOSAVE, "autosave-2")]
    assert slots.read("autosave-2").choices == (WAIT,) * 3


def test_a_link_in_the_place_of_a_save_is_set_aside_by_a_new_game(slots: Slots, glass: Machine, tmp_path: Path) -> None:
    """A link, as folders of settings have them, is not followed and not lost."""
    slots.folder.mkdir(parents=True)
    (tmp_path / "elsewhere").write_text("mine")
    slots.path(AUTOSAVE).symlink_to(tmp_path / "elsewhere")
    session = Session(glass, slots)
    assert events(session.begin()) == [SetAside(AUTOSAVE, "autosave.json.damaged-1")]
    play(session, WAIT)
    assert slots.read(AUTOSAVE).choices == (WAIT,)
    assert (tmp_path / "elsewhere").read_text() == "mine"


def test_the_page_of_saves_lists_slots_and_shelf(slots: Slots, glass: Machine) -> None:
    """`saves` in the game shows what can be loaded, by the names to load it by."""
    session = begun(glass, slots, WAIT)
    session.perform(Command(Verb.NEW))
    play(session)
    page = session.perform(Command(Verb.SAVES))[0]
    words = "\n".join(page.plain_lines(glass.story))
    assert "autosave: The Bar: The door, choices: 0" in words
    assert "kept-1: The Bar: The door, choices: 1" in words


def test_looking_at_a_game_writes_nothing(slots: Slots, glass: Machine) -> None:
    """A game that is taken up and left again without a choice lies there byte for byte as before."""
    begun(glass, slots, WAIT)
    content = slots.content(AUTOSAVE)
    session = Session(glass, slots)
    session.resume(AUTOSAVE)
    assert session.goodbye() == [Notice("Saved. Until next time.")]
    assert slots.content(AUTOSAVE) == content
