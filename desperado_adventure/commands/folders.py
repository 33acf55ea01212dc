"""Where things are: the shipped story, the saves, the cache; the same for a checkout and for an installed wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _checkout() -> Path | None:
    """Return the checkout that the package lies in; None if it is installed, even beside another project's files."""
    try:
        project = (_PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return _PACKAGE.parent if '\nname = "desperado-adventure"\n' in project else None


def shipped_story() -> Path:
    """Return the folder of the story that comes with the program: inside a wheel, beside the package in a checkout."""
    inside = _PACKAGE / "_story"
    checkout = None if inside.is_dir() else _checkout()
    return inside if checkout is None else checkout / "story"


def default_saves() -> Path:
    """Return where saves are kept unless another folder is named: saves/ in a checkout, else the user's data folder."""
    if named := os.environ.get("DESPERADO_SAVES"):
        return Path(named)
    checkout = _checkout()
    if checkout is not None and os.access(checkout, os.W_OK):
        return checkout / "saves"
    return _user_folder("XDG_DATA_HOME", ".local/share", "Application Support") / "desperado" / "saves"


def cache_file(story: Path) -> Path | None:
    """Return the file in which a loaded story is kept for the next start.

    None for a relative path when the working directory has been deleted: it leads nowhere.
    """
    try:
        path = os.path.realpath(story)
    except OSError:
        return None
    name = path.replace(os.sep, "-").strip("-").replace(":", "")[-120:]
    return _user_folder("XDG_CACHE_HOME", ".cache", "Caches") / "desperado" / f"{name}.story"


def _user_folder(variable: str, unix: str, mac: str) -> Path:
    """Return the user's folder of this kind, by the XDG base directory specification and each system's custom."""
    if named := os.environ.get(variable):
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", str(_home())))
    if os.uname().sysname == "Darwin":
        return _home() / "Library" / mac
    return _home() / unix


def _home() -> Path:
    """Return the user's home folder; "/", as containers have it, for a user id that has none.

    Such a user can seldom write there. The game then has no cache, and says that it cannot save and what to do.
    """
    try:
        return Path.home()
    except RuntimeError:  # no HOME, and no entry in the list of users
        return Path("/")
