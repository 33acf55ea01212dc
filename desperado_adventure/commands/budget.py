"""How much time, memory and how many states a proof may take, and what ends it when they are used up."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..analysis.transitions.progress import Interrupted, Progress
from ..analysis.verdicts.certificate import Certificate
from ..analysis.verdicts.proof import prove
from ..model.limits import shortened
from ..model.story import Story
from .arguments import at_least

_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}
_BYTES = {"MB": 10**6, "GB": 10**9}
_PART = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)(s|m|h|MB|GB)\Z")
_RESERVE = 0.9
"""Which part of the memory a walk may fill: the last step before it is ended, and the report, need the rest."""

_OVER, _LOOK_EVERY = 1.2, 0.5
"""By which factor a budget is overstepped when the alarm rings, and how often it looks, in seconds."""


class Budget(NamedTuple):
    """The most seconds, bytes of memory of the whole process, and states walked one by one; None for any number."""

    seconds: float | None
    memory: float | None
    states: int | None = None


DEFAULT = Budget(60.0, 10.0**9)
UNLIMITED = Budget(None, None)


def add_budget(parser: argparse.ArgumentParser) -> None:
    """Add `--budget` and `--max-states`; `budget_of` returns what was given."""
    parser.add_argument(
        "--budget",
        type=parse_budget,
        metavar="AMOUNT",
        help="end the proof after so much time or memory, and say what is decided: 90s, 2GB, 10m,4GB, or none "
        "(60s,1GB)",
    )
    parser.add_argument(
        "--max-states",
        type=at_least(1),
        metavar="N",
        help="walk state by state only, and end the proof after this many states",
    )


def budget_of(options: argparse.Namespace) -> Budget:
    """Return the budget that was given on the command line."""
    budget: Budget = DEFAULT if options.budget is None else options.budget
    return budget._replace(states=options.max_states)


def parse_budget(words: str) -> Budget:
    """Return the budget that these words mean; raises ArgumentTypeError."""
    if words == "none":
        return UNLIMITED
    found: dict[str, float] = {}
    for part in words.split(","):
        match = _PART.match(part.strip())
        if match is None:
            raise argparse.ArgumentTypeError(
                f"`{shortened(part.strip())}` is no amount: write seconds, minutes or hours (90s, 10m, 1h), MB or GB "
                "(500MB, 2GB), both with a comma between them, or none"
            )
        number, unit = float(match[1]), match[2]
        kind, amount = ("seconds", number * _SECONDS[unit]) if unit in _SECONDS else ("memory", number * _BYTES[unit])
        if kind in found:
            raise argparse.ArgumentTypeError(f"`{shortened(words)}` names {kind} twice: keep one of them")
        found[kind] = amount
    return Budget(found.get("seconds", DEFAULT.seconds), found.get("memory", DEFAULT.memory))


class Spending:
    """Watches a budget from the moment at which it is made. `spent` says what is used up, "" while nothing is."""

    def __init__(self, budget: Budget, tell: Callable[[Progress], None] = lambda _: None) -> None:
        """Watch; `tell` is told of the progress as well."""
        self.budget, self._tell = budget, tell
        self._begin = time.monotonic()
        self.spent = ""

    def __call__(self, progress: Progress) -> bool:
        """Return whether there is anything left."""
        self._tell(progress)
        self._look()
        return not self.spent

    def _look(self, more: float = 1.0) -> None:
        """Note what is used up, when each amount is multiplied by `more`."""
        seconds, memory, _ = self.budget
        if seconds is not None and time.monotonic() - self._begin > seconds * more:
            self.spent = f"{seconds:g} second{'s' if seconds != 1 else ''}"
        elif memory is not None and _memory_in_use() > memory * _RESERVE * more:
            self.spent = f"{memory / 10**6:,.0f} MB of memory"

    @contextmanager
    def alarm(self) -> Iterator[None]:
        """Raise Interrupted in a proof that has gone far over the budget: one step of it can take minutes.

        It is raised once, and only in the main thread of a system that has timers; elsewhere the steps have to do.
        """

        def ring(_number: int, _frame: object) -> None:
            if not self.spent:
                self._look(_OVER)
                if self.spent:
                    raise Interrupted

        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, _LOOK_EVERY, _LOOK_EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def prove_within(
    budget: Budget, story: Story, tell: Callable[[Progress], None] = lambda _: None
) -> tuple[Certificate, str]:
    """Prove a story, and return the certificate and what was used up of the budget ("" if nothing was)."""
    return prove_while(Spending(budget, tell), story)


def prove_while(spending: Spending, story: Story) -> tuple[Certificate, str]:
    """As `prove_within`, for a budget of which something may have been spent already."""
    states = spending.budget.states
    certificate = prove(story, max_states=states, progress=spending, guard=spending.alarm())
    if states is not None and certificate.states > states and not certificate.exhausted:
        return certificate, spending.spent or f"{states:,} states"
    return certificate, spending.spent


def _memory_in_use() -> int:
    """Return how many bytes of memory this process holds now, or has held at most where the system only tells that."""
    try:
        with Path("/proc/self/statm").open("rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        pass
    try:
        import resource  # noqa: PLC0415  # not everywhere
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
