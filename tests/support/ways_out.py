"""Ways to end a session: where it is, and what comes there: signals, keys, a closed window, at once or one by one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import Signals
from typing import NamedTuple

from glass import GLASS
from terminals import PATIENCE, Terminal, command, environment, write_story

INTERRUPT, END, CLOSED = "\x03", "\x04", "the window is closed"

Stroke = Signals | str
"""A signal to the program, keys, or `CLOSED`."""

BEFORE = (1, "bar.door")
"""Where every session begins: the number of the turn, and the scene."""

BAD_SIGNS = (b"Traceback", b"Exception", b"Error", b"Unhandled")
ECHO = (b"^[", b"^C", b"^@")
"""What a terminal echoes of control keys: in a drawn game, nothing, until it has ended."""


class Place(NamedTuple):
    """A moment in a session: how the program is started, what is done then, and which turns may be saved by then.

    `not_here` are strokes that do not end a session here: Ctrl-D in a typed line, Ctrl-C in a proof, which
    it only cuts short. A place is not settled if the terminal may still have keys to hand on when the stroke comes.
    """

    name: str
    arguments: tuple[str, ...]
    reach: Callable[[Terminal], object]
    saved: tuple[tuple[int, str], ...] = (BEFORE,)
    rows: int = 60
    not_here: tuple[Stroke, ...] = ()
    is_settled: bool = True

    @property
    def is_drawn(self) -> bool:
        """Whether this is a drawn game, in which nothing is echoed."""
        return not {"--plain", "--keys", "--json", "watch"} & set(self.arguments)


class Way(NamedTuple):
    """A way to end a session: a place, what comes there, and how many seconds lie between."""

    place: Place
    strokes: tuple[Stroke, ...]
    apart: float = 0.0

    def __str__(self) -> str:
        names = [each.name if isinstance(each, Signals) else repr(each)[1:-1] for each in self.strokes]
        return f"{self.place.name}: {' '.join(names)}" + (f" {self.apart} s apart" if self.apart else "")


def _typed(keys: str, shown: str) -> Callable[[Terminal], object]:
    """Wait for a question and type; if something is to be shown after that, wait for it."""

    def reach(terminal: Terminal) -> None:
        terminal.wait_for_question()
        terminal.type(keys)
        if shown:
            terminal.wait_for(shown)

    return reach


def _after(*digits: str) -> Callable[[Terminal], object]:
    """Wait for a question, and for the one after each of these choices."""

    def reach(terminal: Terminal) -> None:
        terminal.wait_for_question()
        terminal.choose(*digits)

    return reach


def _read(shown: str, keys: str = "", then: str = "") -> Callable[[Terminal], object]:
    """Wait for words on the screen of lines, type, and wait for words again."""

    def reach(terminal: Terminal) -> None:
        terminal.wait_for(shown)
        terminal.type(keys)
        if then:
            terminal.wait_for(then)

    return reach


def _resized(terminal: Terminal) -> None:
    terminal.wait_for_question()
    terminal.resize(50, 30)


_INT, _TERM, _HUP, _QUIT = Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP, Signals.SIGQUIT
_ON = ("--slot", "autosave")
_TURN = (BEFORE, (2, "bar.counter"))
PLACES = (
    Place("question", _ON, Terminal.wait_for_question),
    Place("typed line", _ON, _typed("go", "> go"), not_here=(END,)),
    Place("begun key", _ON, _typed("\x1b[1;", ""), is_settled=False),
    Place("begun paste", _ON, _typed("\x1b[200~go", ""), not_here=(END,), is_settled=False),
    Place("packing", _ON, _after("3"), ((2, "room.pack"),)),
    Place("ending", _ON, _after("1", "3"), ((3, "bar.ends"),)),
    Place("help", _ON, _typed("?", "undo")),
    Place("title", (), Terminal.wait_for_question),
    Place("pause", _ON, Terminal.wait_for_prompt, rows=20),
    Place("turn", _ON, _typed("1", ""), _TURN),
    Place("resize", _ON, _resized),
    Place("beginning", _ON, lambda terminal: terminal.wait_until(lambda: terminal.output != b"", "a first line")),
    Place("plain question", ("--plain", *_ON), _read("4. ")),
    Place("plain typed line", ("--plain", *_ON), _read("4. ", "go", "go"), not_here=(END,)),
    Place("plain title", ("--plain",), _read("Leave")),
    Place("plain turn", ("--plain", *_ON), _read("4. ", "1\n"), _TURN),
    Place("keys question", ("--keys", *_ON), _read("4. ")),
    Place("keys typed line", ("--keys", *_ON), _read("4. ", ":go", ": go"), not_here=(END,)),
    Place("keys title", ("--keys",), _read("Leave")),
    Place("keys turn", ("--keys", *_ON), _read("4. ", "1"), _TURN),
    Place("program", ("--json", *_ON), _read('"turn"')),
    Place("program turn", ("--json", *_ON), _read('"turn"', '{"choose": "bar.door.in"}\n'), _TURN),
    Place("watch", ("watch",), _read("watch>")),
    Place("watch plain", ("watch", "--plain"), _read("watch>")),
    Place("watch proof", ("watch",), _read("watch>", "states\n"), not_here=(_INT, INTERRUPT)),
)

_COMING = (
    ((_INT,), 0.0), ((_TERM,), 0.0), ((_HUP,), 0.0), ((_QUIT,), 0.0), ((INTERRUPT,), 0.0), ((END,), 0.0),
    ((CLOSED,), 0.0), ((_INT, _INT), 0.0), ((_INT, _INT), 0.02), ((INTERRUPT, INTERRUPT), 0.0), ((_TERM, _TERM), 0.0),
    ((_INT, _TERM), 0.0), ((INTERRUPT, _TERM), 0.005), ((_HUP, _INT, _TERM), 0.0),
)  # fmt: skip
"""What comes, and how many seconds lie between."""


def ways() -> Iterator[Way]:
    """Yield every way, each place with all that may come there."""
    for place in PLACES:
        for strokes, apart in _COMING:
            if not set(strokes) <= set(place.not_here):
                yield Way(place, strokes, apart)


def started_game(folder: Path) -> Path:
    """Write a story and play its first turn; return a folder to copy for each session."""
    write_story(folder / "story", GLASS)
    _played(folder, "--new", lines='{"choose": "bar.door.wait"}\n')
    return folder


def saved_turn(folder: Path) -> tuple[int, str]:
    """Return the turn and the scene that a new process finds in the automatic slot, while it plays in another one."""
    turn = json.loads(_played(folder, "--slot", "other", lines='{"load": "autosave"}\n').splitlines()[1])
    return turn["turn"], turn["scene"]


def _played(folder: Path, *arguments: str, lines: str = "") -> str:
    return subprocess.run(
        command("play", "--json", "--story", str(folder / "story"), *arguments),
        input=lines,
        capture_output=True,
        text=True,
        env=environment(folder),
        timeout=PATIENCE,
        check=True,
    ).stdout


def leave(way: Way, template: Path, folder: Path) -> list[str]:
    """End a session in this way, in a copy of the template; return what is not as it should be afterwards."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    story = str(folder / "story")
    arguments = way.place.arguments
    given = (*arguments, story) if arguments[:1] == ("watch",) else (*arguments, "--story", story)
    terminal = Terminal(command(*given), folder, 80, way.place.rows)
    try:
        way.place.reach(terminal)
        for number, stroke in enumerate(way.strokes):
            if number:
                time.sleep(way.apart)
            _strike(terminal, stroke)
        if CLOSED in way.strokes:
            # It may have noticed that nothing can be written before the signal came.
            ended_well = terminal.process.returncode in {1, 128 + signal.SIGHUP}
            wrong = [] if ended_well else [f"code {terminal.process.returncode}"]
        else:
            wrong = list(_faults(terminal, way, terminal.wait()))
    finally:
        terminal.close()
    if (turn := saved_turn(folder)) not in way.place.saved:
        wrong.append(f"saved is {turn}")
    return wrong


def _strike(terminal: Terminal, stroke: Stroke) -> None:
    if isinstance(stroke, Signals):
        terminal.process.send_signal(stroke)
    elif stroke == CLOSED:
        terminal.hang_up()
    else:
        os.write(terminal.terminal, stroke.encode())


def _faults(terminal: Terminal, way: Way, code: int) -> Iterator[str]:
    """Yield what is wrong with the end of a session."""
    if code not in set(_codes(way)):
        yield f"code {code}"
    if not terminal.is_restored():
        yield "the terminal has other modes"
    if terminal.screen.cursor.hidden:
        yield "the cursor is hidden"
    if terminal.output.rfind(b"\x1b[?2004h") > terminal.output.rfind(b"\x1b[?2004l"):
        yield "bracketed paste is on"
    echoes_nothing = way.place.is_drawn and way.place.is_settled and len(way.strokes) == 1
    for sign in (*BAD_SIGNS, *(ECHO if echoes_nothing else ())):
        if sign in terminal.output:
            yield f"{sign!r} in the output"


def _codes(way: Way) -> Iterator[int]:
    """Yield the codes that a session may end with: that of any of the signals, which may come in any order."""
    for number, stroke in enumerate(way.strokes):
        if stroke == END:
            yield 0
            continue
        ending = stroke if isinstance(stroke, Signals) else Signals.SIGINT
        yield 128 + ending
        if number:
            yield -ending  # it came when the program had already done its work
