"""Every way out of the program: whatever a story, a save, a name or an argument holds, it comes out as mere text.

The runs are found by walking the tables of arguments: each command, with each of its options, each of their choices,
and with hostile values for all of them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile import EVIL, EVIL_NAME, KEPT, MARKUP, skeleton, unsafe_in
from hostile_stories import evil_story, honest_story, marked_story, refused_story
from many_runs import Done, Run, run_all

from desperado_adventure.commands.command_names import COMMANDS

_NO_LINE_ENDS = EVIL_NAME.replace("\n", "").replace("\r", "")
_SLOT = "evil"
_TYPED = "\n".join(
    [
        "1", EVIL, "case", "look", f"save {EVIL}", f"load {EVIL}", "load evil", f"go {EVIL}", f"set {EVIL} = 1",
        f"set heat = {EVIL}", "vars", "states", f"state {EVIL}", "problems", "move gun case", f"move {EVIL}", "endings",
        '{"choose": "bar.door.wait"}', '{"choose": "bar.door.barred"}', '{"load": "evil"}', '{"do": "undo"}',
        json.dumps({"choose": EVIL}), json.dumps({"save": EVIL}), EVIL, '{"choose": "bar.door.end"}', "End", "quit", "",
    ]
).encode()  # fmt: skip
"""What is typed in every run: commands of the player, of the author, and of another program."""


class Place(NamedTuple):
    """A story with its saves, what a run writes to, and what is written in the way of values of arguments."""

    folder: Path
    story: Path

    @property
    def values(self) -> dict[str, str]:
        """A value for each kind of argument, by its name in the help: one that works."""
        return {
            "DIR": str(self.story), "SLOT": _SLOT, "NAME": _SLOT, "LOG": str(self.folder / "log"), "SCENE": "bar.end",
            "FILE": str(self.folder / EVIL_NAME), "N": "7", "AMOUNT": "20s",
        }  # fmt: skip


def parser_of(command: str) -> argparse.ArgumentParser:
    """Return a parser with a command's arguments."""
    parser = argparse.ArgumentParser()
    import_module(f"desperado_adventure.commands.{command}").add_arguments(parser)
    return parser


def works(place: Place, command: str, action: argparse.Action) -> list[list[str]]:
    """Return every way to give an argument that works: each of its choices, a value, or nothing but its name."""
    names = list(action.option_strings[-1:])
    if action.nargs == 0:
        return [names]
    if action.choices is not None:
        return [[*names, str(choice)] for choice in action.choices]
    assert isinstance(action.metavar, str), f"{command}: {action.dest} has no name in the help"
    value = place.values[action.metavar]
    if action.dest == "saves":
        value = str(place.folder / "saves")
    if (command, action.dest) == ("new", "folder"):
        value = str(place.folder / f"new{EVIL_NAME}")
    return [[*names, value]]


def runs_of(place: Place, command: str) -> Iterator[Run]:
    """Yield the runs of a command: with each argument alone and in each way, and with an evil value for each."""
    actions = [action for action in parser_of(command)._actions if action.dest != "help"]
    options = [action for action in actions if action.option_strings]
    others = [action for action in actions if not action.option_strings]
    story = [action for action in options if action.dest == "story"]
    always = [part for action in story for part in works(place, command, action)[0]]
    firsts = works(place, command, others[0]) if others else [[]]
    for first in firsts:  # each action of `saves`; elsewhere there is one
        rest = [part for action in others[1:] for part in works(place, command, action)[0]]
        positional = [*first, *rest]
        yield _run(command, *always, *positional)
        for option in options:
            if option.dest != "story":
                for given in works(place, command, option):
                    yield _run(command, *always, *given, *positional)
                if option.nargs != 0:
                    for evil in (EVIL.replace("\0", ""), _NO_LINE_ENDS, "x" * 100_000):
                        yield _run(command, *always, f"{option.option_strings[-1]}={evil}", *positional)
        for index in range(len(positional)):
            for evil in (EVIL.replace("\0", ""), "x" * 100_000):
                yield _run(command, *always, *positional[:index], evil, *positional[index + 1 :])
    for evil in (EVIL.replace("\0", ""), f"--{EVIL_NAME}", "x" * 100_000):
        yield _run(command, *always, *firsts[0], evil, evil, evil)
    yield _run(command, "--help")


def _run(*arguments: str) -> Run:
    return Run(arguments, _TYPED)


def prepared(folder: Path, story: Path) -> Place:
    """Return a place for runs on a story: with an evil save in a slot, a damaged one, and a log that holds evil."""
    (folder / "saves" / "evil").mkdir(parents=True)
    values = {"counter heat": 2}
    state = {"scene": "bar.door", "values": values, "stack": [], "fallen": None}
    save = {
        "format": 1, "story": {"id": "evil", "version": EVIL[:390], "fingerprint": "0" * 16},
        "label": EVIL[:390], "time": EVIL[:390], "base": None, "choices": ["bar.door.wait", EVIL[:390]],
        "undone": [EVIL[:390]], "state": state,
    }  # fmt: skip
    path = folder / "saves" / "evil" / f"{_SLOT}.json"
    path.write_text(json.dumps(save, ensure_ascii=False), encoding="utf-8")
    foreign = json.dumps(save, ensure_ascii=False).replace('"evil"', json.dumps(EVIL[:390], ensure_ascii=False))
    path.with_stem("foreign").write_text(foreign, encoding="utf-8")
    path.with_stem("damaged").write_text(f'{{"{EVIL[:90]}": 1, "format": 1}}'.replace("\0", ""), encoding="utf-8")
    (folder / "log").write_text(f"# desperado log 1 story=evil\nbar.door.wait\n{EVIL}\n", encoding="utf-8")
    (folder / EVIL_NAME).write_bytes(path.read_bytes())
    return Place(folder, story)


def check_all(place: Place, runs: list[Run], is_ours: tuple[str, ...] = ()) -> list[Done]:
    """Make the runs, and look at every byte that they write, to the streams and to files; return what came of them."""
    before = {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}
    done = run_all(place.folder, runs)
    for run, each in zip(runs, done, strict=True):
        shown = ascii([part[:60] for part in run.arguments])
        assert unsafe_in(each.stdout) == [], shown
        assert unsafe_in(each.stderr) == [], shown
        assert b"Traceback" not in each.stderr, (shown, each.stderr[-2000:])
        assert each.code in (0, 1, 2), (shown, each.code)
        assert len(each.stderr) < 40_000 or place.story.name == "refused", shown
    written = [path for path in place.folder.rglob("*") if path.is_file() and before.get(path) != path.read_bytes()]
    for path in written:
        if "cache" not in path.parts and path.name not in is_ours and ".damaged-" not in path.name:
            assert unsafe_in(path.read_bytes()) == [], ascii(str(path))
    return done


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["marked", "refused", "evil"])
def test_no_command_lets_anything_unsafe_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, kind: str
) -> None:
    """In each form of the story, each run of the command writes only safe characters, and ends without a traceback."""
    story = tmp_path / f"story {EVIL_NAME}" / kind
    if kind == "evil":
        evil_story(story, tmp_path / "cache", monkeypatch)
    else:
        {"marked": marked_story, "refused": refused_story}[kind](story)
    place = prepared(tmp_path, story)
    runs = list(runs_of(place, command))
    assert len(runs) > 3
    check_all(place, runs)
