"""The command `saves`: lists, shows, checks, keeps, restores, exports, imports and deletes saved games of a story."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..engine import Machine
from ..model import limits
from ..model.story import Story
from ..saving import AUTOSAVE, Containment, SaveProblem, Slots, Written
from ..saving.adopting import adopted
from ..saving.format import LARGEST, decode, encode
from ..terminal.filtering import in_utf8
from ..terminal.quoting import in_short
from ..terminal.refusal_sentences import describe
from ..terminal.resume_sentences import describe_changes
from ..terminal.saves_page import label_in_list, lines_of, shelf_lines
from ..terminal.saving_events import events_of, sentence_of
from ..terminal.words import say
from .arguments import STANDARD_INPUT, add_saves_option, add_story_option
from .exits import ExitCode, complain, misused
from .kept_games import load_with_slots
from .stories import story_folder, story_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "action", nargs="?", choices=tuple(_ACTIONS), default="list",
        help="list: all slots, and the kept games; show: one save as it is; check: whether all can be loaded; "
        "keep: put a copy on the shelf of kept games; restore: a kept game into a slot; export: to standard output; "
        "import: from a file; delete: a slot and its backup, or a kept game",
    )  # fmt: skip
    parser.add_argument("slot", nargs="?", metavar="NAME", help="the slot or kept game, for all but list and check")
    parser.add_argument(
        "other", nargs="?", metavar="FILE|SLOT",
        help="import: the file, - for standard input; restore: the slot, autosave without it",
    )  # fmt: skip
    add_story_option(parser)
    add_saves_option(parser)


def run(options: argparse.Namespace) -> ExitCode:
    """Carry out one action."""
    action = _ACTIONS[options.action]
    missing = next((name for name in action.needs if not getattr(options, name)), None)
    if missing is not None:
        return misused(say("saves.needs", action=options.action, missing=_SHOWN[missing]))
    extra = [word for name in _SHOWN if name not in action.takes and (word := getattr(options, name)) is not None]
    if extra:
        return misused(say("saves.extra", action=options.action, word=in_short(extra[0])))
    loaded = load_with_slots(options)
    if loaded is None:
        return ExitCode.FINDINGS
    if options.action != "export":
        _tell(story_line(story_folder(options), loaded[0]))
    try:
        return action.run(options, *loaded)
    except SaveProblem as problem:
        return complain(describe(problem))


_SHOWN = {"slot": "NAME", "other": "FILE"}


def _tell(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")


def _list(_options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    if slots.problem:
        return complain(say("saves.closed", folder=slots.folder, detail=slots.problem))
    kept = slots.summaries()
    for line in lines_of(kept):
        _tell(line)
    _tell(say("saves.where", folder=slots.folder, number=len(kept)))
    for line in shelf_lines(slots):
        _tell(line)
    return ExitCode.FINE


def _show(options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    save = slots.holder(options.slot).read(options.slot)
    about = {"story": save.story, "version": save.version, "fingerprint": save.fingerprint, "time": save.time}
    _tell(f"{options.slot}: {label_in_list(save)}")
    _tell(say("saves.about", **{part: in_short(words) for part, words in about.items()}))
    _tell(say("saves.after", scene=in_short(save.state.scene)))
    for choice in save.choices:
        _tell(f"  {in_short(choice, limits.LABEL.most)}")
    return ExitCode.FINE


def _check(_options: argparse.Namespace, story: Story, slots: Slots) -> ExitCode:
    machine = Machine(story)
    problems = 0
    for folder in (slots, slots.shelf):
        for slot in folder.summaries():
            try:
                resumed = folder.load(slot.name, machine)
                sentences = [
                    say("saves.loads", slot=slot.name, how=resumed.how),
                    *describe_changes(resumed.changes, len(resumed.changes)),
                ]
                _tell(" ".join(sentences))
            except SaveProblem as problem:
                problems += 1
                _tell(say("saves.problem", slot=slot.name, problem=describe(problem)))
    return ExitCode.FINDINGS if problems else ExitCode.FINE


def _keep(options: argparse.Namespace, story: Story, slots: Slots) -> ExitCode:
    name = slots.keep(options.slot, Containment(Machine(story)))
    _tell(say("saves.kept" if name else "saves.held", slot=options.slot, name=name))
    return ExitCode.FINE


def _restore(options: argparse.Namespace, story: Story, slots: Slots) -> ExitCode:
    slot = options.other or AUTOSAVE
    written = slots.restore(options.slot, slot, Containment(Machine(story)))
    _tell(say("saves.restored", name=options.slot, slot=slot))
    _tell_events(slot, written)
    return ExitCode.FINE


def _export(options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    save = slots.holder(options.slot).read(options.slot)
    in_utf8(sys.stdout).write(encode(save).decode())
    return ExitCode.FINE


def _import(options: argparse.Namespace, story: Story, slots: Slots) -> ExitCode:
    path = Path(options.other)
    try:
        with contextlib.ExitStack() as stack:
            file = sys.stdin.buffer if path == STANDARD_INPUT else stack.enter_context(path.open("rb"))
            raw = file.read(LARGEST + 1)  # a larger file is no save, and a device may have no end
    except OSError as error:
        return complain(say("saves.file", path=path, detail=error.strerror))
    try:
        save = adopted(decode(raw, path.name), story, path.name)
    except SaveProblem as problem:
        return complain(say("saves.not_imported", problem=describe(problem)))
    written = slots.put(options.slot, save, Containment(Machine(story)))
    _tell(say("saves.imported", slot=options.slot, label=label_in_list(save)))
    _tell_events(options.slot, written)
    return ExitCode.FINE


def _tell_events(slot: str, written: Written) -> None:
    for event in events_of(slot, written):
        _tell(sentence_of(event))


def _delete(options: argparse.Namespace, _story: Story, slots: Slots) -> ExitCode:
    slots.holder(options.slot).delete(options.slot)
    _tell(say("saves.deleted", slot=options.slot))
    return ExitCode.FINE


class _Action(NamedTuple):
    """An action of `saves`, the names of the arguments that it needs, and of those that it can do without."""

    run: Callable[[argparse.Namespace, Story, Slots], ExitCode]
    needs: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()

    @property
    def takes(self) -> tuple[str, ...]:
        """The names of all arguments that it knows what to do with."""
        return self.needs + self.likes


_ACTIONS = {
    "list": _Action(_list),
    "show": _Action(_show, ("slot",)),
    "check": _Action(_check),
    "keep": _Action(_keep, ("slot",)),
    "restore": _Action(_restore, ("slot",), ("other",)),
    "export": _Action(_export, ("slot",)),
    "import": _Action(_import, ("slot", "other")),
    "delete": _Action(_delete, ("slot",)),
}
