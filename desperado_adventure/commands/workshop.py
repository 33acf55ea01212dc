"""The author's commands: check, test, new, schema and their like. What each prints is for people who write stories."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from ..model.story import Story
from . import folders

FINE, FINDINGS = 0, 1


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the author's commands to the command line."""
    check = _command(
        commands, "check", "say everything that is wrong with a story, and prove what can be proved", _check
    )
    check.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="how findings are written")
    check.add_argument(
        "--max-states", type=int, metavar="N", help="stop the walk after this many states (then PARTIAL)"
    )
    test = _command(commands, "test", "run the walkthroughs of a story", _test)
    test.add_argument("--record", action="store_true", help="write each walkthrough's transcript beside it")
    test.add_argument("--coverage", action="store_true", help="say what they show, and what would show the rest")
    test.add_argument("--page", type=Path, metavar="FILE", help="write the whole story, marked, as a page")
    test.add_argument("--write", action="store_true", help="keep the walkthroughs that --coverage proposes")
    test.add_argument("--max-states", type=int, metavar="N", help="stop the proof after this many states")
    test.add_argument("--most", type=int, default=40, metavar="N", help="propose so many walkthroughs at most (40)")
    graph = _command(commands, "graph", "draw the scene graph", _graph)
    graph.add_argument(
        "--format",
        choices=("terminal", "dot", "mermaid", "svg", "html", "json"),
        default="terminal",
        help="html is one page to search, with texts, coverage and the proof's verdicts",
    )
    graph.add_argument(
        "--max-states", type=int, metavar="N", help="for html: stop the proof's walk after this many states"
    )
    stats = _command(commands, "stats", "count words, choices and minutes, and the odds of each ending", _stats)
    stats.add_argument(
        "--games", type=int, default=10_000, metavar="N", help="how many games are played at random (10,000)"
    )
    stats.add_argument(
        "--seed", type=int, default=1, metavar="N", help="where chance begins, so that figures repeat (1)"
    )
    about = "write a small story that checks clean, to start from"
    new = commands.add_parser("new", help=about, description=about[0].upper() + about[1:] + ".")
    new.set_defaults(run=_new)
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    watch = _command(
        commands, "watch", "show scenes while they are written: reads the story again on every save", _watch
    )
    watch.add_argument(
        "--from", dest="start", default="", metavar="SCENE", help="begin there, as a player would come to it"
    )
    watch.add_argument("--plain", action="store_true", help="lines only: no frames, colours or cursor")
    watch.add_argument("--max-states", type=int, metavar="N", help="stop a proof after this many states")
    schema = commands.add_parser("schema", help="print the JSON Schema of the story files")
    schema.set_defaults(run=_schema)
    replay = commands.add_parser("replay", help="play a log again and print its transcript")
    replay.set_defaults(run=_replay)
    replay.add_argument("log", type=Path, metavar="LOG", help="a log, or a list of choices; - reads standard input")
    replay.add_argument(
        "--story", type=Path, metavar="DIR", help="the story it was played in; without it, the shipped one"
    )


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str, run: object
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
    parser.set_defaults(run=run)
    parser.add_argument(
        "story", nargs="?", type=Path, metavar="DIR", help="the story's folder; without it, the shipped one"
    )
    return parser


def _folder(options: argparse.Namespace) -> Path:
    folder: Path = options.story or folders.shipped_story()
    return folder


def _new(options: argparse.Namespace) -> int:
    from shlex import quote  # noqa: PLC0415  # one command of many

    from ..exporting.starting import start_story  # noqa: PLC0415  # as above
    from ..terminal.errors import complain  # noqa: PLC0415  # as above
    from ..terminal.filtering import harmless  # noqa: PLC0415  # as above

    folder: Path = options.folder
    shown = harmless(str(folder))
    try:
        files = start_story(folder, _schema_text())
    except FileExistsError:
        return complain(f"{shown} is not an empty folder, and nothing in it shall be lost: name another.")
    except OSError as error:
        return complain(f"{shown} cannot be written: {error.strerror}.")
    for file in files:
        sys.stdout.write(f"{shown}/{file}\n")
    for command in ("play --story", "check", "test", "watch"):
        sys.stdout.write(f"  desperado {command} {harmless(quote(str(folder)))}\n")
    return FINE


def _schema_text() -> str:
    from ..loading.schema import story_schema  # noqa: PLC0415  # only for two commands

    return json.dumps(story_schema(), indent=2) + "\n"


def _schema(_options: argparse.Namespace) -> int:
    sys.stdout.write(_schema_text())
    return FINE


def _graph(options: argparse.Namespace) -> int:
    from ..terminal.filtering import in_utf8  # noqa: PLC0415  # as above
    from .graph import graph  # noqa: PLC0415  # one command of many

    target = sys.stdout if options.format == "terminal" else in_utf8(sys.stdout)
    return graph(_folder(options), options.format, options.max_states, target)


def _stats(options: argparse.Namespace) -> int:
    from .stats import count  # noqa: PLC0415  # one command of many

    return count(_folder(options), options.games, options.seed, sys.stdout)


def _check(options: argparse.Namespace) -> int:
    from ..terminal.filtering import in_utf8  # noqa: PLC0415  # as above
    from .check import check  # noqa: PLC0415  # one command of many

    target = sys.stdout if options.format == "text" else in_utf8(sys.stdout)
    return check(_folder(options), options.format, options.max_states, target, sys.stderr)


def _test(options: argparse.Namespace) -> int:
    from .test import test  # noqa: PLC0415  # one command of many

    folder = _folder(options)
    if not (options.coverage or options.page or options.write):
        return test(folder, record=options.record, target=sys.stdout, then=None)
    from .coverage import Wishes, test_with_coverage  # noqa: PLC0415  # only with --coverage

    wishes = Wishes(options.record, options.page, options.write, options.max_states, options.most)
    return test_with_coverage(folder, wishes, sys.stdout, sys.stderr)


def _watch(options: argparse.Namespace) -> int:
    from ..terminal.preview import PreviewScreen  # noqa: PLC0415  # as above
    from .preview import Preview  # noqa: PLC0415  # one command of many
    from .watch import watch  # noqa: PLC0415  # as above

    folder = _folder(options)
    screen = PreviewScreen(sys.stdout, is_plain=options.plain)
    return watch(Preview(folder, screen, options.start, options.max_states), folder, sys.stdin, screen)


def _replay(options: argparse.Namespace) -> int:
    from ..terminal.replaying import replay_file  # noqa: PLC0415  # as above
    from .play import load_playable  # noqa: PLC0415  # one command of many

    story: Story | None = load_playable(_folder(options))
    if story is None:
        return FINDINGS
    target: TextIO = sys.stdout
    return replay_file(options.log, story, target)
