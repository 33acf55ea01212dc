"""Writing a file so that a crash at any moment leaves the old one or the new one, whole.

The order is what keeps the promise: a temporary file in the same folder, written to the end, flushed to the disk; the
previous file linked as the backup; the temporary file renamed over the real one; the folder flushed. A descriptor whose
flush has failed is never trusted again (Rebello et al., "Can Applications Recover from fsync Failures?", ATC 2020).
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
        path.unlink()  # left by a process that had our number and died
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_previous(path: Path) -> None:
    """Give the present file a second name, so that at no moment there is none."""
    backup = path.with_name(path.name + BACKUP)
    linked = path.with_name(f"{path.name}.{os.getpid()}.backup{_TEMPORARY}")
    with contextlib.suppress(FileNotFoundError):
        linked.unlink()
    try:
        os.link(path, linked, follow_symlinks=False)
    except OSError:
        _write_all(linked, path.read_bytes())  # some file systems know no second names
    linked.replace(backup)
    with contextlib.suppress(FileNotFoundError):
        linked.unlink()  # renaming one name of a file over another of its names does nothing (POSIX, rename)


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
    """Remove temporary files that a crash has left beside this one. Call it only with the file locked."""
    for stale in path.parent.glob(f"{path.name}.*{_TEMPORARY}"):
        with contextlib.suppress(OSError):
            stale.unlink()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file against other processes; raises SaveProblem BUSY when another one holds it."""
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
    """Take the lock, trying for about a second: a save takes a hundredth of that."""
    import time  # noqa: PLC0415  # as above

    for _ in range(100):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[attr-defined]  # the module fcntl
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:
            return  # a file system without locks: better saved than locked
        else:
            return
    raise SaveProblem(Reason.BUSY, path.stem)
