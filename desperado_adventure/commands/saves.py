"""The commands `saves` and `corrido`: what a player keeps."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from ..engine import Machine
from ..engine.corrido import corrido
from ..exporting.songs import SONG_FORMATS
from ..model.story import Story
from ..saving import AUTOSAVE, SaveProblem, Slots
from ..saving.format import LARGEST, decode, encode
from ..terminal.errors import FINDINGS, complain
from ..terminal.filtering import harmless, in_utf8
from ..terminal.refusals import describe
from ..terminal.words import say
from . import folders
from .play import load_playable

FINE, USAGE = 0, 2


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the two commands to the command line."""
    saves = commands.add_parser("saves", help="list, show, check, export, import or delete saves")
    saves.set_defaults(run=_saves)
    saves.add_argument(
        "action", nargs="?", choices=("list", "show", "check", "export", "import", "delete"), default="list",
        help="list: all slots; show: one save as it is; check: whether all can be loaded; export: to standard output; "
        "import: from FILE; delete: a slot and its backup",
    )  # fmt: skip
    saves.add_argument("slot", nargs="?", metavar="SLOT", help="the slot, for all actions but list and check")
    saves.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the file to import, - for standard input")
    _add_places(saves)
    song = commands.add_parser("corrido", help="print the corrido of a saved playthrough")
    song.set_defaults(run=_corrido)
    song.add_argument("slot", nargs="?", default=AUTOSAVE, metavar="SLOT", help="the slot; without it, the last game")
    song.add_argument("--format", choices=tuple(SONG_FORMATS), default="text", help="as text, an SVG sheet or a page")
    _add_places(song)


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--story", type=Path, metavar="DIR", help="the story; without it, the shipped one")
    parser.add_argument("--saves", type=Path, metavar="DIR", help="the folder of the saves")


def _opened(options: argparse.Namespace) -> tuple[Story, Slots] | None:
    story = load_playable(options.story or folders.shipped_story())
    return None if story is None else (story, Slots(options.saves or folders.default_saves(), story.id))


def _corrido(options: argparse.Namespace) -> int:
    opened = _opened(options)
    if opened is None:
        return FINDINGS
    story, slots = opened
    machine = Machine(story)
    try:
        resumed = slots.load(options.slot, machine)
    except SaveProblem as problem:
        return complain(describe(problem))
    target = sys.stdout if options.format == "text" else in_utf8(sys.stdout)
    target.write(SONG_FORMATS[options.format](story.title, corrido(machine, resumed.playthrough)))
    return FINE


def _tell(sentence: str) -> None:
    sys.stdout.write(harmless(sentence) + "\n")


def _saves(options: argparse.Namespace) -> int:
    opened = _opened(options)
    if opened is None:
        return FINDINGS
    story, slots = opened
    if options.action == "list":
        return _list(slots)
    if options.action == "check":
        return _check(story, slots)
    if not options.slot or (options.action == "import" and options.file is None):
        complain(say("saves.needs", action=options.action, missing="FILE" if options.slot else "SLOT"))
        return USAGE
    try:
        return _one(options, slots)
    except SaveProblem as problem:
        return complain(describe(problem))


def _list(slots: Slots) -> int:
    found = slots.list()
    for slot in found:
        if slot.save is not None:
            save = slot.save
            _tell(say("saves.line", slot=slot.name, label=save.label, choices=len(save.choices), time=save.time))
        elif slot.problem is not None:
            _tell(say("saves.problem", slot=slot.name, problem=describe(slot.problem)))
    _tell(say("saves.where", folder=slots.folder, number=len(found)))
    return FINE


def _check(story: Story, slots: Slots) -> int:
    machine = Machine(story)
    problems = 0
    for slot in slots.list():
        try:
            _tell(say("saves.loads", slot=slot.name, how=slots.load(slot.name, machine).how))
        except SaveProblem as problem:
            problems += 1
            _tell(say("saves.problem", slot=slot.name, problem=describe(problem)))
    return FINDINGS if problems else FINE


def _one(options: argparse.Namespace, slots: Slots) -> int:
    if options.action == "delete":
        slots.delete(options.slot)
        _tell(say("saves.deleted", slot=options.slot))
        return FINE
    if options.action == "import":
        return _import(options, slots)
    save = slots.read(options.slot)
    if options.action == "export":
        in_utf8(sys.stdout).write(encode(save).decode())
        return FINE
    about = {"story": save.story, "version": save.version, "fingerprint": save.fingerprint, "time": save.time}
    _tell(f"{options.slot}: {save.label}")
    _tell(say("saves.about", **about))
    _tell(say("saves.after", scene=save.state.scene))
    for choice in save.choices:
        _tell(f"  {choice}")
    return FINE


def _import(options: argparse.Namespace, slots: Slots) -> int:
    try:
        with contextlib.ExitStack() as stack:
            file = sys.stdin.buffer if str(options.file) == "-" else stack.enter_context(options.file.open("rb"))
            raw = file.read(LARGEST + 1)  # more than that is no save, and a device may have no end
    except OSError as error:
        return complain(say("saves.file", path=options.file, detail=error.strerror))
    save = decode(raw, options.slot)
    slots.write(options.slot, encode(save))
    _tell(say("saves.imported", slot=options.slot, label=save.label))
    return FINE
