"""The one way to end a question or a pause: the first reason stands, and any later one is ignored.

The key library raises an error when an application is ended twice, and a key, a signal and a new size of the window can
come at the same moment. And when it ends, it takes away the handler of the signal for a new size: Python tells the user
of a signal that comes at that very moment, so that it is kept back until the library has done.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prompt_toolkit.application import Application

from .signal_masks import existing, keep_back, let_come

_NEW_SIZE = existing("SIGWINCH")


@contextmanager
def left_once() -> Iterator[None]:
    """Run an application inside the block, in which `leave` ends it."""
    try:
        yield
    finally:
        let_come(*_NEW_SIZE)


def be_quiet_about_floods() -> None:
    """Let the loop that now listens to signals lose some of a flood: Python would tell the user of each one."""
    if _NEW_SIZE:
        descriptor = signal.set_wakeup_fd(-1)
        signal.set_wakeup_fd(descriptor, warn_on_full_buffer=False)


def listen_to_size(application: Application[str], take: Callable[[], None]) -> None:
    """Call `take` whenever the window gets another size while this application runs, in place of the library's way."""
    if _NEW_SIZE and application.loop is not None:
        keep_back(*_NEW_SIZE)  # the loop begins to listen anew, and at first it tells the user of a flood
        application.loop.add_signal_handler(_NEW_SIZE[0], take)
        be_quiet_about_floods()
        let_come(*_NEW_SIZE)


def leave(application: Application[str], reason: str | BaseException) -> None:
    """End the application with this answer, or by raising this exception, unless it has already ended."""
    if application.future is None or application.future.done():
        return
    keep_back(*_NEW_SIZE)
    if isinstance(reason, BaseException):
        application.exit(exception=reason)
    else:
        application.exit(result=reason)
