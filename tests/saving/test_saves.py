"""Saves are readable, whole after any crash, refused when damaged, and explained when the story has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from glass import GLASS
from sealing import sealed
from slot_games import save_in

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.saving import AUTOSAVE, SaveProblem, Slots
from desperado_adventure.saving.format import LARGEST, decode, encode
from desperado_adventure.saving.making import make_save
from desperado_adventure.terminal.blocks import Notice
from desperado_adventure.terminal.session import Session

TIME = "2026-11-22T10:00:00Z"
CHOICES = ("bar.door.wait", "bar.door.pack", "move pistols case", "room.pack.go", "bar.door.in")


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


def save_game(slots: Slots, glass: Machine, choices: tuple[str, ...] = CHOICES, name: str = AUTOSAVE) -> Playthrough:
    """Play these choices, save and return the playthrough."""
    playthrough = Playthrough.replay(glass, choices)
    assert save_in(slots, name, glass, playthrough).is_confirmed
    return playthrough


def test_a_save_brings_back_every_step(slots: Slots, glass: Machine) -> None:
    """A loaded playthrough equals the saved one, step for step, so that undo reaches the very start."""
    playthrough = save_game(slots, glass)
    resumed = slots.load(AUTOSAVE, glass)
    assert (resumed.how, resumed.playthrough) == ("same", playthrough)


def test_what_was_undone_can_be_redone_after_loading(slots: Slots, glass: Machine) -> None:
    """The choices taken back are in the save too."""
    playthrough = Playthrough.replay(glass, CHOICES).undo().undo()
    save_in(slots, AUTOSAVE, glass, playthrough)
    loaded = slots.load(AUTOSAVE, glass).playthrough
    assert loaded.redo(glass).redo(glass).choices == CHOICES


def test_a_save_is_json_for_people(slots: Slots, glass: Machine) -> None:
    """A save names the story, its version and fingerprint, a label, the time, the choices and the state by names."""
    save_game(slots, glass)
    document = json.loads(slots.path(AUTOSAVE).read_text("utf-8"))
    assert document["story"] == {"id": "rich", "version": "1.0.0", "fingerprint": glass.story.fingerprint}
    assert document["choices"] == list(CHOICES)
    assert document["state"]["values"]["counter heat"] == 1


def test_the_previous_turn_is_kept_as_the_backup(slots: Slots, glass: Machine) -> None:
    """Beside each save lies the save before it."""
    save_game(slots, glass, CHOICES[:1])
    save_game(slots, glass)
    assert slots.read(AUTOSAVE, backup=True).choices == CHOICES[:1]


def test_only_the_player_can_read_it(slots: Slots, glass: Machine) -> None:
    """A save file is the player's own: mode 0600."""
    save_game(slots, glass)
    assert slots.path(AUTOSAVE).stat().st_mode & 0o777 == 0o600


def _set(document: dict[str, object], *path: str, value: object) -> str:
    inner = document
    for key in path[:-1]:
        inner = inner[key]  # type: ignore[assignment]  # a document of dicts
    inner[path[-1]] = value
    return sealed(document)


def _part(document: dict[str, object], key: str) -> dict[str, object]:
    part = document[key]
    assert isinstance(part, dict)
    return part


def _dead(state: object) -> dict[str, object]:
    copy = json.loads(json.dumps(state))
    return {**copy, "fallen": copy}


def _duplicate(document: dict[str, object]) -> str:
    return json.dumps(document).replace('"format": 2', '"format": 2, "format": 2')


DAMAGES: dict[str, Callable[[dict[str, object]], str | bytes]] = {
    "nothing": lambda _: "",
    "nested": lambda _: "[" * 100_000,
    "nested objects": lambda _: '{"a":' * 100_000,
    "not UTF-8": lambda _: b"\xff\xfe{",
    "NUL": lambda _: "\0",
    "list": lambda _: "[]",
    "null": lambda _: "null",
    "NaN": lambda d: _set(d, "state", "values", "counter heat", value=float("nan")),
    "infinite": lambda d: json.dumps(d).replace('"format": 2', '"format": 1e999'),
    "a fraction": lambda d: _set(d, "state", "values", "counter heat", value=1.5),
    "a truth": lambda d: _set(d, "state", "values", "counter heat", value=True),
    "digits": lambda d: json.dumps(d).replace('"counter heat": 1', '"counter heat": ' + "9" * 5000),
    "duplicate": _duplicate,
    "surrogate": lambda d: _set(d, "label", value="\ud800"),
    "surrogate choice": lambda d: _set(d, "choices", value=["\udfff"]),
    "huge": lambda d: json.dumps(d) + " " * LARGEST,
    "unknown key": lambda d: _set(d, "more", value=1),
    "missing key": lambda d: sealed({key: value for key, value in d.items() if key != "choices"}),
    "no checksum": lambda d: json.dumps({key: value for key, value in d.items() if key != "checksum"}),
    "another checksum": lambda d: json.dumps({**d, "checksum": "0" * 64}),
    "no format": lambda d: _set(d, "format", value=0),
    "a format of words": lambda d: _set(d, "format", value="2"),
    "wrong game": lambda d: _set(d, "game", value="0123"),
    "wrong word": lambda d: _set(d, "state", "values", "item pistols", value="cellar"),
    "a place by its number": lambda d: _set(d, "state", "values", "item pistols", value=1),
    "a missing value": lambda d: sealed({**d, "state": {**_part(d, "state"), "values": {}}}),
    "wrong undone": lambda d: _set(d, "undone", value=["bar.door.gun"]),
    "wrong branch": lambda d: _set(d, "branches", value=[{"after": 6, "choices": []}]),
    "true format": lambda d: _set(d, "format", value=True),
    "wrong choice": lambda d: _set(d, "choices", value=["bar.door.gun"]),
    "no choices": lambda d: _set(d, "choices", value="bar"),
    "wrong scene": lambda d: _set(d, "state", "scene", value="bar.nowhere"),
    "twice dead": lambda d: _set(d, "state", "fallen", value=_dead(_dead(d["state"]))),
    "wrong frame": lambda d: _set(d, "state", "stack", value=[{"scene": "bar.door"}]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_save_is_refused(slots: Slots, glass: Machine, damage: str) -> None:
    """Bytes that are not a save are refused as damaged; they cause neither a crash nor a wait."""
    save_game(slots, glass)
    broken = DAMAGES[damage](json.loads(slots.path(AUTOSAVE).read_text("utf-8")))
    slots.path(AUTOSAVE).write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    with pytest.raises(SaveProblem) as problem:
        slots.load(AUTOSAVE, glass)
    assert problem.value.reason == "damaged"


def test_a_cut_or_flipped_save_never_crashes(slots: Slots, glass: Machine) -> None:
    """A save that is cut at any byte is refused; with a bit flipped in any byte it is refused or loads."""
    save_game(slots, glass)
    raw = slots.path(AUTOSAVE).read_bytes()
    for length in range(len(raw) - 1):
        with pytest.raises(SaveProblem):
            decode(raw[:length], AUTOSAVE)
    for index in range(len(raw)):
        for bit in (0x01, 0x20, 0x80):
            slots.path(AUTOSAVE).write_bytes(raw[:index] + bytes([raw[index] ^ bit]) + raw[index + 1 :])
            try:
                state = slots.load(AUTOSAVE, glass).playthrough.state
            except SaveProblem:
                continue
            assert glass.view(state).scene in glass.story.scenes


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "loop"])
def test_only_a_file_is_a_save(slots: Slots, glass: Machine, tmp_path: Path, kind: str) -> None:
    """A named pipe, a folder or a link in a save's place is refused at once; it is neither waited for nor followed."""
    slots.folder.mkdir(parents=True)
    path = slots.path("odd")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(encode(make_save(glass.story, Playthrough.begin(glass), None, "", TIME)))
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(elsewhere if kind == "link" else path)
    with pytest.raises(SaveProblem) as problem:
        slots.read("odd")
    assert problem.value.reason == "unreadable"
    assert [slot.problem is not None for slot in slots.summaries()] == [True]


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "a/b", "a\0b", "a\nb", ".hidden", "x" * 41, "ä", " x", "a\\b", "x.json"]
)
def test_a_slot_name_is_no_path(slots: Slots, name: str) -> None:
    """Only letters, digits, blanks, - and _ name a slot."""
    with pytest.raises(SaveProblem) as problem:
        slots.path(name)
    assert problem.value.reason == "name"


def notices(session: Session, slot: str) -> str:
    """Resume a slot and return the sentences that the program says."""
    return " ".join(block.text for block in session.resume(slot) if isinstance(block, Notice))


def test_a_damaged_file_is_set_aside_and_the_backup_goes_on(slots: Slots, glass: Machine) -> None:
    """A damaged save is named and kept under another name; the game goes on from the turn before it."""
    save_game(slots, glass, CHOICES[:1])
    save_game(slots, glass)
    slots.path(AUTOSAVE).write_bytes(b"{")
    session = Session(glass, slots)
    said = notices(session, AUTOSAVE)
    assert "“autosave” is damaged: it is not JSON in UTF-8." in said
    assert "Its backup, an earlier save, is whole" in said
    assert session.playthrough.choices == CHOICES[:1]
    assert slots.content(AUTOSAVE) == b"{"
    assert "autosave.json.damaged-1" in str(session.autosave())
    assert (slots.folder / "autosave.json.damaged-1").read_bytes() == b"{"


def test_without_a_backup_the_story_begins_anew_and_says_so(slots: Slots, glass: Machine) -> None:
    """When neither the save nor its backup can be read, both facts are said, and nothing is deleted."""
    save_game(slots, glass)
    slots.path(AUTOSAVE).write_bytes(b"{")
    session = Session(glass, slots)
    assert "no backup that could be read" in notices(session, AUTOSAVE)
    assert session.playthrough.turn == 0


def changed(old: str, new: str, file: str = "scenes/bar.yaml") -> Machine:
    """Return the story with one change."""
    assert old in GLASS[file]
    return machine({**GLASS, file: GLASS[file].replace(old, new)})


def test_a_new_word_in_the_story_costs_nothing(slots: Slots, glass: Machine) -> None:
    """After a change that does not affect the choices, they are taken again, and the player is told."""
    playthrough = save_game(slots, glass)
    session = Session(changed("Nobody looks up.", "Nobody looks."), slots)
    assert "your choices still lead here" in notices(session, AUTOSAVE)
    assert session.playthrough.choices == playthrough.choices
    assert session.autosave() == []
    assert slots.load(AUTOSAVE, session.machine).how == "same"


def test_a_renamed_choice_or_scene_is_found_by_its_old_name(slots: Slots, glass: Machine) -> None:
    """Old ids in `was:` are translated to the new ones, and the player is told."""
    save_game(slots, glass)
    now = machine({
        **GLASS,
        "scenes/bar.yaml": GLASS["scenes/bar.yaml"]
        .replace("    wait:\n", "    linger:\n      was: [bar.door.wait]\n")
        .replace("counter:\n  title", "bench:\n  was: [bar.counter]\n  title")
        .replace("goto: counter", "goto: bench"),
    })  # fmt: skip
    session = Session(now, slots)
    assert "new names" in notices(session, AUTOSAVE)
    assert session.playthrough.state.scene == "bar.bench"
    session.autosave()
    assert slots.load(AUTOSAVE, now).how == "same"


def test_when_the_road_is_gone_the_state_is_restored(slots: Slots, glass: Machine) -> None:
    """When the choices cannot be taken any more, the scene and the values are restored, and the player is told."""
    save_game(slots, glass)
    now = changed("    wait:\n      say: Wait.\n      text: You wait. The dog waits.\n      do: [heat += 1]\n", "")
    session = Session(now, slots)
    assert "undo begins here" in notices(session, AUTOSAVE)
    assert session.playthrough.state.scene == "bar.counter"
    assert now.inventory(session.playthrough.state)["case"] == ("pistols",)
    session.autosave()
    assert slots.load(AUTOSAVE, now).playthrough.state == session.playthrough.state


def test_when_the_scene_is_gone_the_last_one_of_its_chapter_is_taken(slots: Slots, glass: Machine) -> None:
    """When the scene is gone, the game resumes in the last scene of its chapter that it visited; the player is told."""
    save_game(slots, glass)
    text = (
        GLASS["scenes/bar.yaml"].replace("counter:\n  title", "bench:\n  title").replace("goto: counter", "goto: bench")
    )
    session = Session(machine({**GLASS, "scenes/bar.yaml": text}), slots)
    assert "you cannot go on where you were" in notices(session, AUTOSAVE)
    assert session.playthrough.state.scene == "bar.door"


def test_when_nothing_of_it_is_left_the_save_is_refused_and_kept(slots: Slots, glass: Machine) -> None:
    """A save whose chapter has no scene left is refused; its file stays."""
    save_game(slots, glass, ("bar.door.pack",))
    room = GLASS["scenes/room.yaml"].replace("pack:\n  title", "other:\n  title")
    bar = GLASS["scenes/bar.yaml"].replace("room.pack", "room.other")
    with pytest.raises(SaveProblem) as problem:
        slots.load(AUTOSAVE, machine({**GLASS, "scenes/room.yaml": room, "scenes/bar.yaml": bar}))
    assert problem.value.reason == "lost"
    assert slots.read(AUTOSAVE).choices == ("bar.door.pack",)


def test_another_story_s_and_a_newer_format_s_saves_are_refused(slots: Slots, glass: Machine) -> None:
    """A save of another story, or of a newer format, is refused with a sentence that names it."""
    save_game(slots, glass)
    document = json.loads(slots.path(AUTOSAVE).read_text("utf-8"))
    slots.path("typed").write_text(_set(document, "typed", value={"3": ["open", "the", "case"]}))
    document["typed"] = {}
    slots.path("foreign").write_text(_set(document, "story", "id", value="other"))
    slots.path("newer").write_text(json.dumps({"format": 3}))
    for name, reason in (("foreign", "foreign"), ("newer", "newer"), ("typed", "newer")):
        content = slots.content(name)
        with pytest.raises(SaveProblem) as problem:
            slots.load(name, glass)
        assert problem.value.reason == reason
        assert slots.content(name) == content


def test_a_renamed_choice_can_be_redone(slots: Slots, glass: Machine) -> None:
    """A choice that was undone before it got a new id can be redone afterwards."""
    save_in(slots, AUTOSAVE, glass, Playthrough.replay(glass, ("bar.door.wait", "bar.door.wait")).undo())
    now = changed("    wait:\n", "    linger:\n      was: [bar.door.wait]\n")
    loaded = slots.load(AUTOSAVE, now)
    assert loaded.how == "renamed"
    assert loaded.playthrough.redo(now).choices == ("bar.door.linger", "bar.door.linger")
