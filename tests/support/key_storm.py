"""Random key events, by a seed, against the real program in a pseudo-terminal of random and very small sizes.

An event is what a player or a terminal sends at once: a letter, a key, a report, a paste, broken bytes, another size of
the window. Events come in parts of any length. After each batch the program must answer; when the events have ended
it (Ctrl-C is among them, and typed words), it must have ended well, and a new one goes on from the autosave.

`python tests/support/key_storm.py [EVENTS [SEED…]]` counts what came and what was wrong.
"""

from __future__ import annotations

import collections
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from terminals import Terminal, command
from ways_out import BAD_SIGNS, ECHO, saved_turn, started_game

BATCH = 20
"""Events between two looks at the program."""

_KNOWN = [keys for keys in ANSI_SEQUENCES if keys not in ("\x03", "\x04")]
_SENT_BY_TERMINALS = (
    "\x1b[I", "\x1b[O", "\x1b[?62;22c", "\x1b[>41;390;0c", "\x1b[0n", "\x1b[12;7R", "\x1b[?2026;2$y", "\x1b[8;24;80t",
    "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]10;rgb:ffff/ffff/ffff\x07", "\x1bP>|terminal 1.0\x1b\\",
    "\x1bP1$r0m\x1b\\", "\x1b_Gi=31;OK\x1b\\", "\x1b]52;c;aGVsbG8=\x07", "\x1b[M !!", "\x1b[<0;3;4M", "\x1b[<64;3;4m",
    "\x1b[96;14;13M", "\x1b[97;5u", "\x1b[57399;1:3u", "\x1b[27;5;49~", "\x1b[?1u", "\x1bOz", "\x1b[[Z", "\x1b[34h",
)  # fmt: skip
_WORDS = (
    "look", "help", "case", "undo", "redo", "save one", "load one", "endings", "go in", "wait", "back", "pistols",
    "xyzzy", "new",
)  # fmt: skip
# There is no ^ in what is typed, so that one in the output is the echo of a control key.
_CONTROLS = bytes(set(range(32)) - set(b"\x03\x04\r\n"))
_USABLE = "qqzz"


def _letters(chance: random.Random) -> bytes:
    return chance.choice("abcdefghijklmnopqrstuvwxyzABCXYZ .,?!'-jk").encode()


def _line(chance: random.Random) -> bytes:
    return (chance.choice(_WORDS) + chance.choice(("\r", "\n", "\r\r", ""))).encode()


def _pasted(chance: random.Random) -> bytes:
    inside = "".join(chance.choice(("go in", "\r\n", "\t", "é", "\x1b[A", "\x07", "x" * 300)) for _ in range(4))
    end = chance.choice(("\x1b[201~", "\x1b[201~", "\x1b[20", ""))
    return f"\x1b[200~{inside}{end}".encode()


def _unicode(chance: random.Random) -> bytes:
    whole = chance.choice(("é", "ñ", "“", "漢", "👍🏽", "e\u0301", "\u202e", "\u200b", "\u2028", "\x9b")).encode()
    return whole[: chance.randrange(1, len(whole) + 1)] if chance.random() < 0.4 else whole


def _unknown(chance: random.Random) -> bytes:
    parameters = "".join(chance.choice("0123456789;:<=>?") for _ in range(chance.randrange(6)))
    return ("\x1b" + chance.choice("[[[O") + parameters + chance.choice("@ABCZabcmnrtuy~$\x1b\r")).encode()


_KINDS: tuple[tuple[int, Callable[[random.Random], bytes]], ...] = (
    (20, _letters),
    (10, lambda chance: chance.choice("0123456789").encode()),
    (8, lambda _: b"\r"),
    (6, _line),
    (20, lambda chance: chance.choice(_KNOWN).encode()),
    (8, lambda chance: chance.choice(_SENT_BY_TERMINALS).encode()),
    (6, _unknown),
    (4, _pasted),
    (4, lambda chance: bytes([chance.choice(_CONTROLS)])),
    (4, _unicode),
    (2, lambda chance: bytes(chance.randrange(128, 256) for _ in range(3))),
    (4, lambda chance: b"\x1b" + bytes([chance.choice(b"abcxyz019[OPX]_ \r\t\x7f")])),
    (3, lambda _: b"\x1b"),
)
"""How often each kind of keys comes, and what it sends."""


class Storm:
    """One run: so many events from one seed. `counted` says what came, `wrong` what should not have been."""

    def __init__(self, seed: int, folder: Path, *, is_plain: bool = False) -> None:
        """Play in a folder in which a game has been started."""
        self.counted: collections.Counter[str] = collections.Counter()
        self.wrong: list[str] = []
        self._chance = random.Random(seed)
        self._seed, self._folder = seed, folder
        self._arguments = ("--plain",) if is_plain else ()
        self._is_plain = is_plain
        self._was_suspended = False
        self._recent: collections.deque[bytes] = collections.deque(maxlen=BATCH * 3)

    def run(self, events: int) -> None:
        """Let the events come; start the program again whenever they have ended it."""
        while self.counted["events"] < events:
            rows, columns = self._chance.choice(((24, 80), (20, 60), (8, 30), (5, 10), (50, 132)))
            arguments = ("--slot", "autosave") if self._chance.random() < 0.7 else ()
            story = ("--story", str(self._folder / "story"))
            given = command(*self._arguments, *arguments, *story)
            terminal = Terminal(given, self._folder, columns, rows, is_seen=False)
            self.counted["sessions"] += 1
            self._was_suspended = False
            try:
                self._play(terminal, events)
            except AssertionError as error:
                self._tell(f"{str(error)[:600]}")
            finally:
                terminal.close()

    def _play(self, terminal: Terminal, events: int) -> None:
        """Send batches until the program has ended or there have been enough events; then end it."""
        terminal.wait_until(lambda: terminal.output != b"", "the first line")
        while self.counted["events"] < events and terminal.process.poll() is None:
            for event in self._batch():
                self._send(terminal, event)
            if terminal.process.poll() is None and self._chance.random() < 0.3:
                self._look_whether_usable(terminal)
        if terminal.process.poll() is None:
            self._end(terminal)
        self._look_at_the_end(terminal)

    def _batch(self) -> list[bytes | tuple[int, int]]:
        """Return events, those that are next to each other in parts of any length; a pair of numbers is a size."""
        batch: list[bytes | tuple[int, int]] = []
        for _ in range(BATCH):
            self.counted["events"] += 1
            if self._chance.random() < 0.08:
                small = self._chance.random() < 0.6
                size = (self._chance.randint(1, 10), self._chance.randint(1, 5)) if small else (80, 24)
                batch.append(size)
                self.counted["sizes"] += 1
            elif self._chance.random() < 0.004:
                batch.append(self._chance.choice((b"\x03", b"\x04")))
            else:
                weights, kinds = zip(*_KINDS, strict=True)
                keys = self._chance.choices(kinds, weights)[0](self._chance)
                cut = self._chance.randrange(len(keys)) if self._chance.random() < 0.3 else 0
                batch += [part for part in (keys[:cut], keys[cut:]) if part]
        return batch

    def _send(self, terminal: Terminal, event: bytes | tuple[int, int]) -> None:
        self._recent.append(repr(event).encode())
        self._was_suspended = self._was_suspended or (isinstance(event, bytes) and b"\x1a" in event)
        if isinstance(event, tuple):
            terminal.resize(*event)
        else:
            try:
                os.write(terminal.terminal, event)
            except OSError:
                return
        if self._chance.random() < 0.25:
            self._drain(terminal, self._chance.choice((0.0, 0.0, 0.001, 0.01, 0.06, 0.1)))

    def _drain(self, terminal: Terminal, seconds: float) -> None:
        time.sleep(seconds)
        terminal.take_in(0)

    def _look_whether_usable(self, terminal: Terminal) -> None:
        """In a window of 80 × 24, typed letters stand in the line, or a typed line is answered."""
        terminal.see_afresh(80, 24)
        self.counted["looks"] += 1
        if self._is_plain:
            terminal.type("\x11\x11\x15\x15\nhelp\n")  # twice, because Ctrl-V takes the next key from its meaning
            before = len(terminal.output)
            signs = (b"which games are saved", b"Leave")  # of a game, and of the title menu
            terminal.wait_until(
                lambda: self._has_ended(terminal) or any(sign in terminal.output[before:] for sign in signs),
                "an answer",
            )
        else:
            time.sleep(0.3)  # longer than a sequence of keys may take
            terminal.type("\x1b[201~\x05\x15" + _USABLE)
            terminal.wait_until(
                lambda: self._has_ended(terminal) or terminal.last_line == f"> {_USABLE}", "the typed letters"
            )
            terminal.type("\x15")
        terminal.see_no_more()

    def _has_ended(self, terminal: Terminal) -> bool:
        return terminal.process.poll() is not None

    def _end(self, terminal: Terminal) -> None:
        """End a session that is still under way, by a word or by Ctrl-C."""
        self._look_whether_usable(terminal)
        terminal.type(self._chance.choice(("quit\r\x03", "\x03")))  # a line may stand there already

    def _look_at_the_end(self, terminal: Terminal) -> None:
        code = terminal.wait()
        self.counted[f"code {code}"] += 1
        # Keys become signals where lines are read, and when a program about to end has given the terminal back.
        allowed = {0, 130, -2, -3} | ({131} if self._is_plain else set())
        output = terminal.output
        problems = [f"code {code}"] if code not in allowed else []
        problems += [] if terminal.is_restored() else ["the terminal has other modes"]
        problems += ["the cursor is hidden"] if output.rfind(b"\x1b[?25l") > output.rfind(b"\x1b[?25h") else []
        for mode in (b"2004", b"1000", b"1002", b"1003", b"1006", b"1004", b"1049"):
            if output.rfind(b"\x1b[?" + mode + b"h") > output.rfind(b"\x1b[?" + mode + b"l"):
                problems.append(f"mode {mode!r} is on")
        problems += [f"{sign!r} in the output" for sign in BAD_SIGNS if sign in output]
        if not self._is_plain:
            asked_last = output.rfind(b"\x1b[?2004l", 0, output.rfind(b"\x18"))  # what comes later is echoed again
            echoed = [sign for sign in ECHO if sign in output[: max(0, asked_last)]]
            # Ctrl-Z gives the terminal back for a moment, although there is no shell here that would take it.
            if not self._was_suspended:
                problems += [f"{output[output.find(sign) - 60 :][:120]!r} is echoed" for sign in echoed]
        saved_turn(self._folder)
        for problem in problems:
            at = max(output.find(sign) for sign in BAD_SIGNS)
            self._tell(problem + (f"\n{output[at - 200 : at + 3000].decode('utf-8', 'replace')}" if at >= 0 else ""))

    def _tell(self, problem: str) -> None:
        recent = b" ".join(self._recent).decode()
        self.wrong.append(f"seed {self._seed}, event {self.counted['events']}: {problem}\nafter {recent}")


def storm(seed: int, events: int, *, is_plain: bool = False) -> Storm:
    """Run one storm in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        run = Storm(seed, started_game(Path(folder)), is_plain=is_plain)
        run.run(events)
        return run


def main(arguments: Sequence[str]) -> int:
    """Run storms and print what they counted; the code is 1 if anything was wrong."""
    events = int(arguments[0]) if arguments else 20_000
    is_fine = True
    for seed in map(int, arguments[1:] or ("1", "2", "3")):
        began = time.monotonic()
        run = storm(seed, events)
        is_fine = is_fine and not run.wrong
        print(f"seed {seed}: {dict(run.counted)}, {len(run.wrong)} wrong, {time.monotonic() - began:.0f} s")  # noqa: T201  # a script
        print("\n".join(run.wrong[:20]), flush=True)  # noqa: T201  # as above
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    sys.exit(main(sys.argv[1:]))
