"""Where things are: the shipped story, the saves, the cache; in a checkout and in an installed wheel alike."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent if (_PACKAGE.parent / "pyproject.toml").is_file() else None


def shipped_story() -> Path:
    """Return the folder of the story that comes with the program: inside a wheel, beside the package in a checkout."""
    inside = _PACKAGE / "_story"
    return inside if inside.is_dir() or _CHECKOUT is None else _CHECKOUT / "story"


def default_saves() -> Path:
    """Return where saves are kept if nobody says otherwise: saves/ in a checkout, else where the system wants data."""
    if named := os.environ.get("DESPERADO_SAVES"):
        return Path(named)
    if _CHECKOUT is not None and os.access(_CHECKOUT, os.W_OK):
        return _CHECKOUT / "saves"
    return _home("XDG_DATA_HOME", ".local/share", "Application Support") / "desperado" / "saves"


def cache_file(story: Path) -> Path:
    """Return the file in which a loaded story is kept for the next start."""
    name = os.path.realpath(story).replace(os.sep, "-").strip("-").replace(":", "")[-120:]
    return _home("XDG_CACHE_HOME", ".cache", "Caches") / "desperado" / f"{name}.story"


def _home(variable: str, unix: str, mac: str) -> Path:
    """Return the user's folder of this kind, by the XDG base directory specification and its neighbours' customs."""
    if named := os.environ.get(variable):
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home())))
    if os.uname().sysname == "Darwin":
        return Path.home() / "Library" / mac
    return Path.home() / unix
