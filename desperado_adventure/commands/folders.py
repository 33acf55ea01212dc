"""The folders of the program: the shipped story, the saves and the cache, in a checkout and when installed."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _checkout() -> Path | None:
    """Return the checkout that contains the package; None if the package is installed, even inside another project."""
    try:
        project = (_PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return _PACKAGE.parent if '\nname = "desperado-adventure"\n' in project else None


def shipped_story() -> Path:
    """Return the folder of the shipped story: inside an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "_story"
    checkout = None if inside.is_dir() else _checkout()
    return inside if checkout is None else checkout / "story"


def whole_path(path: Path) -> Path:
    """Return the path from the root; the same path if it is relative and the working directory has been deleted."""
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100  # `resolve` would name another folder than the user does
    except OSError:
        return path


def is_shipped(story: Path) -> bool:
    """Whether this folder is that of the shipped story."""
    try:
        return os.path.samefile(story, shipped_story())  # noqa: PTH121  # it need not exist
    except OSError:
        return False


def default_saves() -> Path:
    """Return the usual folder of saves: DESPERADO_SAVES, else saves/ in a checkout, else the user's data folder."""
    if named := os.environ.get("DESPERADO_SAVES"):
        return Path(named)
    checkout = _checkout()
    if checkout is not None and os.access(checkout, os.W_OK):
        return checkout / "saves"
    return _user_folder("XDG_DATA_HOME", ".local/share", "Application Support") / "desperado" / "saves"


def cache_file(story: Path) -> Path | None:
    """Return the file in which a loaded story is kept for the next start.

    None for a relative path when the working directory has been deleted.
    """
    try:
        path = os.path.realpath(story)
    except OSError:
        return None
    name = path.replace(os.sep, "-").strip("-").replace(":", "")[-120:]
    return _user_folder("XDG_CACHE_HOME", ".cache", "Caches") / "desperado" / f"{name}.story"


def _user_folder(variable: str, unix: str, mac: str) -> Path:
    """Return the user's folder for data or cache, by the XDG base directory specification or the system's custom."""
    if named := os.environ.get(variable):
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", str(_home())))
    if os.uname().sysname == "Darwin":
        return _home() / "Library" / mac
    return _home() / unix


def _home() -> Path:
    """Return the user's home folder, or "/" for a user without one, as containers do.

    Such a user can seldom write there. Then the game has no cache, and tells him that it cannot save, and what to do.
    """
    try:
        return Path.home()
    except RuntimeError:  # no HOME, and no entry in the list of users
        return Path("/")
