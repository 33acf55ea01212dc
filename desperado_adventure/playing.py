"""The command `play`: which story, which save, which screen."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TextIO

from . import folders
from .engine import Machine, Playthrough, Step
from .engine.views import Told
from .model.state import State
from .model.story import Story
from .saving import AUTOSAVE, SaveProblem, Slots, SlotSummary
from .terminal.session import Session, describe
from .terminal.turns import Block
from .terminal.words import say

_SMALLEST = 20


def play(options: argparse.Namespace) -> int:
    """Play, and return the exit code."""
    folder: Path = options.story or folders.shipped_story()
    story = load_playable(folder)
    if story is None:
        return 1
    if options.start and (options.start not in story.scenes or story.scenes[options.start].parent):
        return _refuse(f"There is no scene `{options.start}` in this story.")
    slots = None if options.start else Slots(options.saves or folders.default_saves(), story.id)
    with contextlib.ExitStack() as stack:
        log: TextIO | None = None
        if options.log is not None:
            try:
                log = stack.enter_context(options.log.open("w", encoding="utf-8"))
            except OSError as error:
                return _refuse(f"The log {options.log} cannot be written: {error.strerror}.")
        try:
            session = Session(Machine(story), slots, options.slot or AUTOSAVE, log)
            return _on_screen(options, session)
        except SaveProblem as problem:
            return _refuse(describe(problem))


def load_playable(folder: Path) -> Story | None:
    """Return the story of a folder, from the cache if nothing has changed; say what is wrong with it if it has errors."""
    from .loading.cache import load_cached  # noqa: PLC0415  # the loader itself is not needed when the cache holds

    return load_cached(folder, folders.cache_file(folder), lambda: _load(folder))


def _load(folder: Path) -> Story | None:
    from .loading import load_story  # noqa: PLC0415  # as above
    from .model.codes import CODES  # noqa: PLC0415  # as above
    from .terminal.reports import report_lines, summary  # noqa: PLC0415  # as above

    loaded = load_story(folder)
    if loaded.story is None:
        errors = [each for each in loaded.diagnostics if CODES[each.code].severity == "error"]
        for diagnostic in errors:
            sys.stderr.write("\n".join(report_lines(diagnostic)) + "\n")
        sys.stderr.write(f"{folder}: this story cannot be played: {summary(errors)}.\n")
    return loaded.story


def _refuse(sentence: str) -> int:
    from .cli import complain  # noqa: PLC0415  # the command line imports this module

    return complain(sentence)


def _on_screen(options: argparse.Namespace, session: Session) -> int:
    if options.json:
        from .terminal.programs import ProgramScreen  # noqa: PLC0415  # one of three screens

        _begin(options, session)
        ProgramScreen(session, sys.stdin, sys.stdout).play()
        return 0
    is_drawn = sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "")
    if options.plain or not is_drawn or os.environ.get("ACCESSIBLE"):
        return _play_plain(options, session)
    return _play_drawn(options, session)


def _begin(options: argparse.Namespace, session: Session) -> list[Block]:
    """Return the first blocks of a game that needs no menu."""
    if options.start:
        state = State(options.start, tuple(slot.start for slot in session.machine.story.slots))
        step = Step(state, (Told(session.machine.view(state).text),))
        return session.start_from(Playthrough((step,)))
    if session.slots is None or options.new:
        _keep_previous(session)
        return session.begin()
    return _continue(session) if _is_under_way(session) else session.begin()


def _is_under_way(session: Session) -> bool:
    """Whether the session's slot holds something to go on with (a game that has not ended, or a file to complain of)."""
    if session.slots is None:
        return False
    try:
        save = session.slots.read(session.slot)
    except SaveProblem as problem:
        return problem.reason != "missing"
    scene = session.machine.story.scenes.get(save.state.scene)
    return scene is None or scene.ending is None


def _continue(session: Session) -> list[Block]:
    return session.resume(session.slot)


def _keep_previous(session: Session) -> None:
    """Before a new game takes the automatic slot, keep what is in it under another name."""
    if session.slots is None or session.slot != AUTOSAVE:
        return
    with contextlib.suppress(SaveProblem):
        if session.slots.read(AUTOSAVE).choices:
            session.slots.write("previous", session.slots.path(AUTOSAVE).read_bytes())


def _play_plain(options: argparse.Namespace, session: Session) -> int:
    from .terminal.plain import PlainScreen  # noqa: PLC0415  # one of three screens

    screen = PlainScreen(session, sys.stdin, sys.stdout)
    needs_menu = sys.stdin.isatty() and not (options.new or options.slot or options.start)
    try:
        if not needs_menu:
            screen.play(_begin(options, session))
            return 0
        entries = _menu(session)
        while len(entries) > 2:
            sys.stdout.write(session.machine.story.title + "\n\n")
            for number, (line, _) in enumerate(entries, start=1):
                screen.show_line(f"{number}. {line}")
            answer = sys.stdin.readline().strip()
            if not answer:
                return 0
            if answer.isdecimal() and 1 <= int(answer) <= len(entries):
                return _play_entry(entries[int(answer) - 1][1], session, screen.play)
        screen.play(session.begin())
    except KeyboardInterrupt:
        session.autosave()
        sys.stdout.write("\n" + say("goodbye" if session.slots is not None else "goodbye.unsaved") + "\n")
        return 130
    return 0


def _menu(session: Session) -> list[tuple[str, str]]:
    """Return the title menu: (line, what it does), Continue first if there is something to continue."""
    slots: tuple[SlotSummary, ...] = session.slots.list() if session.slots is not None else ()
    entries: list[tuple[str, str]] = []
    for slot in slots:
        if slot.save is None:
            if slot.name == AUTOSAVE:
                entries.insert(0, (say("menu.continue", label=slot.name, time="?"), f"load {slot.name}"))
            continue
        parts = {"slot": slot.name, "label": slot.save.label, "time": slot.save.time.replace("T", " ").rstrip("Z")}
        if slot.name == AUTOSAVE and _is_under_way(session):
            entries.insert(0, (say("menu.continue", **parts), f"load {slot.name}"))
        elif slot.name != AUTOSAVE:
            entries.append((say("menu.load", **parts), f"load {slot.name}"))
    entries.append((say("menu.new"), "new"))
    endings = sum(scene.ending is not None for scene in session.machine.story.scenes.values())
    if session.found.found:
        entries.append((say("menu.endings", found=len(session.found.found), total=endings), "endings"))
    entries.append((say("menu.quit"), "quit"))
    return entries


def _play_entry(action: str, session: Session, show: object) -> int:
    """Do what a line of the menu says; `show` plays from the blocks that it is given."""
    from .terminal.turns import Listing  # noqa: PLC0415  # only from a menu

    blocks: list[Block] = []
    if action == "quit":
        return 0
    if action == "endings":
        blocks.append(Listing(say("endings.title"), tuple(session.found.page(session.machine.story))))
        action = "new"
    if action == "new":
        _keep_previous(session)
        blocks += session.begin()
    else:
        blocks += session.resume(action.removeprefix("load "))
    show(blocks)  # type: ignore[operator]  # a screen's `play`
    return 0


def _play_drawn(options: argparse.Namespace, session: Session) -> int:
    from rich.console import Console  # noqa: PLC0415  # one of three screens

    from .terminal.drawn import DrawnScreen  # noqa: PLC0415  # as above

    console = Console(markup=False, highlight=False, emoji=False)
    if console.width < _SMALLEST:
        console = Console(markup=False, highlight=False, emoji=False, width=_SMALLEST)
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    screen = DrawnScreen(session, console, is_ascii=not encoding.startswith("utf"))
    try:
        if options.new or options.slot or options.start:
            screen.play(_begin(options, session))
            return 0
        entries = _menu(session)
        if len(entries) <= 2:
            screen.play([*screen.title(), *session.begin()])
            return 0
        screen.show(screen.title())
        entry = screen.choose_from(say("menu.prompt"), [line for line, _ in entries])
        return _play_entry(entries[entry][1], session, screen.play)
    except EOFError:
        session.autosave()
        return 0
    except KeyboardInterrupt:
        session.autosave()
        console.print(say("goodbye" if session.slots is not None else "goodbye.unsaved"))
        return 130
