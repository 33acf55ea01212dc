"""Writing a file so that a crash at any moment leaves the old one or the new one, whole.

The order of the steps guarantees this: a temporary file in the same folder is written to the end and flushed to the
disk; the previous file is linked as the backup; the temporary file is renamed over the real one; the folder is flushed.
A descriptor whose flush has failed is never used again (Rebello et al., "Can Applications Recover from fsync
Failures?", ATC 2020).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from .refusals import Reason, SaveProblem

BACKUP = ".backup"
_TEMPORARY = ".writing"


def write_durably(path: Path, content: bytes) -> bool:
    """Write the file, keeping the previous one beside it as `path` + BACKUP.

    Returns False when everything is in place but the folder could not be flushed, so that durability is not confirmed.
    Raises OSError when the file could not be written; the previous one is then untouched.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}{_TEMPORARY}")
    try:
        _write_all(temporary, content)
        if path.exists():
            _keep_previous(path)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return _flush_folder(path.parent)


def _write_all(path: Path, content: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()  # left by a crashed process that had the same id
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_previous(path: Path) -> None:
    """Give the present file a second name as the backup, so that at every moment `path` exists."""
    backup = path.with_name(path.name + BACKUP)
    linked = path.with_name(f"{path.name}.{os.getpid()}.backup{_TEMPORARY}")
    with contextlib.suppress(FileNotFoundError):
        linked.unlink()
    try:
        os.link(path, linked, follow_symlinks=False)
    except OSError:
        _write_all(linked, path.read_bytes())  # some file systems have no hard links
    linked.replace(backup)
    with contextlib.suppress(FileNotFoundError):
        linked.unlink()  # rename does nothing when both names are of the same file (POSIX)


def _flush_folder(folder: Path) -> bool:
    if not hasattr(os, "O_DIRECTORY"):
        return True
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        os.fsync(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def sweep(path: Path) -> None:
    """Remove temporary files that a crash has left beside this file. Call it only while the file is locked."""
    for stale in path.parent.glob(f"{path.name}.*{_TEMPORARY}"):
        with contextlib.suppress(OSError):
            stale.unlink()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock the file against other processes; raises SaveProblem BUSY when another process holds the lock."""
    try:
        import fcntl  # noqa: PLC0415  # not on every system, and not before the first scene is on the screen
    except ImportError:
        yield
        return
    descriptor = os.open(
        path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600
    )
    try:
        _wait_for_lock(fcntl, descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(fcntl: object, descriptor: int, path: Path) -> None:
    """Take the lock; try for about a second, because a save takes a hundredth of that."""
    import time  # noqa: PLC0415  # as above

    for _ in range(100):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[attr-defined]  # the module fcntl
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:
            return  # the file system has no locks: saving without one is better than not saving
        else:
            return
    raise SaveProblem(Reason.BUSY, path.stem)
