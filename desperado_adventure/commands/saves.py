"""The command `saves`: lists, shows, checks, exports, imports and deletes the saved games of a story."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..engine import Machine
from ..model.story import Story
from ..saving import SaveProblem, Slots
from ..saving.format import LARGEST, decode, encode
from ..terminal.filtering import harmless, in_utf8
from ..terminal.refusal_sentences import describe
from ..terminal.resume_sentences import describe_changes
from ..terminal.words import say
from .arguments import STANDARD_INPUT, add_saves_option, add_story_option
from .exits import ExitCode, complain
from .kept_games import load_with_slots


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "action", nargs="?", choices=tuple(_ACTIONS), default="list",
        help="list: all slots; show: one save as it is; check: whether all can be loaded; export: to standard output; "
        "import: from FILE; delete: a slot and its backup",
    )  # fmt: skip
    parser.add_argument("slot", nargs="?", metavar="SLOT", help="the slot, for all actions but list and check")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the file to import, - for standard input")
    add_story_option(parser)
    add_saves_option(parser)


def run(options: argparse.Namespace) -> ExitCode:
    """Carry out one action."""
    loaded = load_with_slots(options)
    if loaded is None:
        return ExitCode.FINDINGS
    action = _ACTIONS[options.action]
    missing = next((name for name in action.needs if not getattr(options, name)), None)
    if missing is not None:
        complain(say("saves.needs", action=options.action, missing=missing.upper()))
        return ExitCode.USAGE
    try:
        return action.run(options, *loaded)
    except SaveProblem as problem:
        return complain(describe(problem))


def _tell(sentence: str) -> None:
    sys.stdout.write(harmless(sentence) + "\n")


def _list(_options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    kept = slots.list()
    for slot in kept:
        if slot.save is not None:
            save = slot.save
            _tell(say("saves.line", slot=slot.name, label=save.label, choices=len(save.choices), time=save.time))
        elif slot.problem is not None:
            _tell(say("saves.problem", slot=slot.name, problem=describe(slot.problem)))
    _tell(say("saves.where", folder=slots.folder, number=len(kept)))
    return ExitCode.FINE


def _show(options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    save = slots.read(options.slot)
    about = {"story": save.story, "version": save.version, "fingerprint": save.fingerprint, "time": save.time}
    _tell(f"{options.slot}: {save.label}")
    _tell(say("saves.about", **about))
    _tell(say("saves.after", scene=save.state.scene))
    for choice in save.choices:
        _tell(f"  {choice}")
    return ExitCode.FINE


def _check(_options: argparse.Namespace, story: Story, slots: Slots) -> ExitCode:
    machine = Machine(story)
    problems = 0
    for slot in slots.list():
        try:
            resumed = slots.load(slot.name, machine)
            _tell(" ".join([say("saves.loads", slot=slot.name, how=resumed.how), *describe_changes(resumed.changes)]))
        except SaveProblem as problem:
            problems += 1
            _tell(say("saves.problem", slot=slot.name, problem=describe(problem)))
    return ExitCode.FINDINGS if problems else ExitCode.FINE


def _export(options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    save = slots.read(options.slot)
    in_utf8(sys.stdout).write(encode(save).decode())
    return ExitCode.FINE


def _import(options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    try:
        with contextlib.ExitStack() as stack:
            file = sys.stdin.buffer if options.file == STANDARD_INPUT else stack.enter_context(options.file.open("rb"))
            raw = file.read(LARGEST + 1)  # a larger file is no save, and a device may have no end
    except OSError as error:
        return complain(say("saves.file", path=options.file, detail=error.strerror))
    save = decode(raw, options.slot)
    slots.write(options.slot, encode(save))
    _tell(say("saves.imported", slot=options.slot, label=save.label))
    return ExitCode.FINE


def _delete(options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    slots.delete(options.slot)
    _tell(say("saves.deleted", slot=options.slot))
    return ExitCode.FINE


class _Action(NamedTuple):
    """An action of `saves`, and the names of the arguments that it needs."""

    run: Callable[[argparse.Namespace, Story, Slots], ExitCode]
    needs: tuple[str, ...] = ()


_ACTIONS = {
    "list": _Action(_list),
    "show": _Action(_show, ("slot",)),
    "check": _Action(_check),
    "export": _Action(_export, ("slot",)),
    "import": _Action(_import, ("slot", "file")),
    "delete": _Action(_delete, ("slot",)),
}
