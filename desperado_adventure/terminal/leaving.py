"""The one way to end a question or a pause: the first reason stands, and any later one is ignored.

The key library raises an error when an application is ended twice, and a key, a signal and a new size of the window can
come at the same moment.
"""

from __future__ import annotations

from prompt_toolkit.application import Application


def leave(application: Application[str], reason: str | BaseException) -> None:
    """End the application with this answer, or by raising this exception, unless it has already ended."""
    if application.future is None or application.future.done():
        return
    if isinstance(reason, BaseException):
        application.exit(exception=reason)
    else:
        application.exit(result=reason)
