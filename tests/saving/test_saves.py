"""Saves are readable, whole after any crash, refused when damaged, and explained when the story has changed."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from glass import GLASS
from terminals import environment

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.saving import AUTOSAVE, SaveProblem, Slots
from desperado_adventure.saving.format import LARGEST, decode, encode
from desperado_adventure.saving.making import make_save
from desperado_adventure.saving.writing import locked
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
    assert slots.save(name, glass, playthrough, "The Bar: The counter", TIME)
    return playthrough


def test_a_save_brings_back_every_step(slots: Slots, glass: Machine) -> None:
    """A loaded playthrough equals the saved one, step for step, so that undo reaches the very start."""
    playthrough = save_game(slots, glass)
    resumed = slots.load(AUTOSAVE, glass)
    assert (resumed.how, resumed.playthrough) == ("same", playthrough)


def test_what_was_undone_can_be_redone_after_loading(slots: Slots, glass: Machine) -> None:
    """The choices taken back are in the save too."""
    playthrough = Playthrough.replay(glass, CHOICES).undo().undo()
    slots.save(AUTOSAVE, glass, playthrough, "", TIME)
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


def sealed(document: dict[str, object]) -> str:
    """Return a document as JSON with the checksum that belongs to it, as saves/README.md says."""
    content = {key: value for key, value in document.items() if key != "checksum"}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    checksum = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({**content, "checksum": checksum})


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
    "endless branches": lambda d: _set(d, "branches", value=[{"after": 5, "choices": []}] * 2_000_000),
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
    assert [slot.problem is not None for slot in slots.list()] == [True]


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
    assert "autosave.json.damaged-1" in said
    assert "backup" in said
    assert session.playthrough.choices == CHOICES[:1]
    assert (slots.folder / "autosave.json.damaged-1").read_bytes() == b"{"


def test_without_a_backup_the_story_begins_anew_and_says_so(slots: Slots, glass: Machine) -> None:
    """When neither the save nor its backup can be read, both facts are said, and nothing is deleted."""
    save_game(slots, glass)
    slots.path(AUTOSAVE).write_bytes(b"{")
    session = Session(glass, slots)
    assert "no backup that could be read" in notices(session, AUTOSAVE)
    assert session.playthrough.turn == 0


def test_a_new_game_keeps_the_one_that_was_under_way(slots: Slots, glass: Machine) -> None:
    """A new game moves the automatic save to the slot `previous`."""
    save_game(slots, glass)
    session = Session(glass, slots)
    session.begin()
    session.autosave()
    assert slots.read("previous").choices == CHOICES
    assert slots.read(AUTOSAVE).choices == ()


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
    assert session.autosave() == ""
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


_WRITER = """
import sys
from pathlib import Path
from desperado_adventure.saving import Slots
slots = Slots(Path(sys.argv[1]), "rich")
letter = sys.argv[2].encode()
sys.stdout.write("ready\\n"); sys.stdout.flush()
for number in range(int(sys.argv[3])):
    slots.write("autosave", letter * (200_000 + number))
"""


def _writer(slots: Slots, letter: str, times: int) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-c", _WRITER, str(slots.folder.parent), letter, str(times)]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, env=environment(slots.folder.parent))
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_kill_at_any_moment_leaves_a_whole_save(slots: Slots) -> None:
    """After each of forty `kill -9` amid saving, save and backup are whole; the next save sweeps what is left."""
    for round_ in range(40):
        process = _writer(slots, "x", 100_000)
        time.sleep(0.002 * (round_ % 10))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in (slots.path(AUTOSAVE), slots.path(AUTOSAVE).with_name("autosave.json.backup")):
            if path.exists():
                content = path.read_bytes()
                assert len(content) >= 200_000
                assert content == b"x" * len(content)
    slots.write(AUTOSAVE, b"y")
    assert sorted(path.name for path in slots.folder.iterdir()) == [
        ".autosave.json.lock",
        "autosave.json",
        "autosave.json.backup",
    ]


def test_two_processes_do_not_interleave(slots: Slots) -> None:
    """While two processes save into one slot, every reading of it is a whole save of one of them."""
    slots.write(AUTOSAVE, b"a" * 200_000)
    writers = [_writer(slots, letter, 25) for letter in "ab"]
    while any(writer.poll() is None for writer in writers):
        content = slots.path(AUTOSAVE).read_bytes()
        assert content == content[:1] * len(content)
    assert [writer.returncode for writer in writers] == [0, 0]


def test_a_slot_that_another_process_holds_is_busy(slots: Slots) -> None:
    """When another process keeps a slot locked, the save is refused as busy."""
    slots.write(AUTOSAVE, b"1")
    with locked(slots.path(AUTOSAVE)), pytest.raises(SaveProblem) as problem:
        slots.write(AUTOSAVE, b"2")
    assert problem.value.reason == "busy"
    assert slots.content(AUTOSAVE) == b"1"


def test_a_full_disk_costs_one_sentence_and_no_save(slots: Slots, glass: Machine) -> None:
    """When the disk is full, the last save stays whole, the game goes on, and the player is told once."""
    program = (
        "import resource, sys; from pathlib import Path; from desperado_adventure.saving import *\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try: Slots(Path(sys.argv[1]), 'rich').write('autosave', b'z' * 1000)\n"
        "except SaveProblem as problem: print(problem.reason, problem.detail)"
    )
    save_game(slots, glass)
    line = [sys.executable, "-c", program, str(slots.folder.parent)]
    done = subprocess.run(line, env=environment(slots.folder), capture_output=True, text=True, check=True)
    assert done.stdout == "unwritable File too large\n"
    assert slots.read(AUTOSAVE).choices == CHOICES
    assert not list(slots.folder.glob("*.writing"))


def test_a_renamed_choice_can_be_redone(slots: Slots, glass: Machine) -> None:
    """A choice that was undone before it got a new id can be redone afterwards."""
    slots.save(AUTOSAVE, glass, Playthrough.replay(glass, ("bar.door.wait", "bar.door.wait")).undo(), "", TIME)
    now = changed("    wait:\n", "    linger:\n      was: [bar.door.wait]\n")
    loaded = slots.load(AUTOSAVE, now)
    assert loaded.how == "renamed"
    assert loaded.playthrough.redo(now).choices == ("bar.door.linger", "bar.door.linger")
