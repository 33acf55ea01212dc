"""An earlier version of a story: a folder, or a revision of git, of which the story's files are read."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
from pathlib import Path

from ..analysis.verdicts.changes import Changed, Proved, changes
from ..loading import Loaded, load_story, load_text
from ..loading.files import with_line_feeds
from ..terminal.quoting import in_short
from .budget import Budget, prove_within

_PATIENCE = 60
"""Seconds that git may take."""


class NoSuchVersionError(Exception):
    """There is no such version; the text is a sentence that says why."""


def load_earlier(old: str, folder: Path) -> Loaded:
    """Load the story in the folder `old`, or at this revision if there is none; raises NoSuchVersionError."""
    if _is_folder(old):
        return load_story(Path(old))
    texts = {}
    with tarfile.open(fileobj=io.BytesIO(_archive(old, folder))) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() and member.name.endswith(".yaml") else None
            if file is not None:
                texts[member.name] = with_line_feeds(file.read().decode("utf-8", "replace"))
    return load_text(texts)


def _is_folder(old: str) -> bool:
    with contextlib.suppress(OSError, ValueError):  # no folder has a name that is too long, or holds a NUL
        return Path(old).is_dir()
    return False


def changes_since(old: str, folder: Path, now: Proved, budget: Budget) -> tuple[Changed, ...]:
    """Return what has changed since an earlier version, which may take as much to prove; raises NoSuchVersionError."""
    loaded = load_earlier(old, folder)
    if loaded.story is None:
        message = f"The story at “{in_short(old)}” does not load, so that nothing can be compared with it."
        raise NoSuchVersionError(message)
    certificate, _ = prove_within(budget, loaded.story)
    return changes(Proved(loaded.story, certificate), now)


def _archive(revision: str, folder: Path) -> bytes:
    """Return the files of a story's folder at a revision, as git packs them."""
    shown = in_short(revision)
    if revision.startswith("-"):
        message = f"“{shown}” is no folder and no revision."
        raise NoSuchVersionError(message)
    line = ["git", "-C", str(folder), "archive", "--format=tar", revision, "."]
    try:
        ran = subprocess.run(line, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603  # no shell
    except FileNotFoundError:
        message = f"There is no folder “{shown}”, and no git that could know a revision of this name."
        raise NoSuchVersionError(message) from None
    except (OSError, ValueError):  # of a name that no argument can be
        message = f"“{shown}” is no folder and no revision."
        raise NoSuchVersionError(message) from None
    except subprocess.TimeoutExpired:
        message = f"git gave no answer about “{shown}” within {_PATIENCE} seconds."
        raise NoSuchVersionError(message) from None
    if ran.returncode:
        message = f"There is no folder “{shown}”, and git knows no revision of this name with this story in it."
        raise NoSuchVersionError(message)
    return ran.stdout
