"""Writing a file so that a crash at any moment leaves the old one or the new one, whole.

The order of the steps guarantees this: a temporary file in the same folder is written to the end and flushed to the
disk; the previous file is linked as the backup; the temporary file is renamed over the real one; the folder is flushed.
A new folder is flushed into the folder above it before anything is written in it. A descriptor whose flush has failed
is never used again (Rebello et al., "Can Applications Recover from fsync Failures?", ATC 2020).

Whoever writes holds the lock of the folder, so that two processes cannot interleave, and temporary files that a crash
has left can be removed: nobody else can still be writing them.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

BACKUP = ".backup"
_TEMPORARY = ".writing"
_LOCK = ".lock"
_TRIES, _PAUSE = 300, 0.01
"""How often a lock is tried, and the seconds between two tries: a save takes a hundredth of this."""

_NO_SUCH_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
"""What file systems answer that cannot flush a folder. They keep names in their own way, and no more can be asked."""


class Busy(Exception):  # named by what is the case
    """Another process keeps the folder locked."""


def make_folder(folder: Path) -> bool:
    """Make the folder and those above it that are missing; False when the disk did not confirm a new one.

    Raises OSError when it cannot be made.
    """
    if folder.is_dir():
        return True
    is_confirmed = folder.parent == folder or make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    return flush_folder(folder.parent) and is_confirmed


def write_durably(path: Path, content: bytes, *, with_backup: bool = True) -> bool:
    """Write the file, keeping the previous one beside it as `path` + BACKUP.

    Returns False when everything is in place but the folder could not be flushed, so that durability is not confirmed.
    Raises OSError when the file could not be written; the previous one is then untouched.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}{_TEMPORARY}")
    try:
        _write_all(temporary, content)
        if with_backup and path.exists():
            _keep_previous(path)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return flush_folder(path.parent)


def remove_durably(path: Path) -> bool:
    """Remove the file and its backup, the backup first; False when the disk did not confirm it. Raises OSError."""
    path.with_name(path.name + BACKUP).unlink(missing_ok=True)
    path.unlink()
    return flush_folder(path.parent)


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


def flush_folder(folder: Path) -> bool:
    """Flush the names in a folder to the disk; return whether the disk has confirmed it."""
    if not hasattr(os, "O_DIRECTORY"):
        return True
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        os.fsync(descriptor)
    except OSError as error:
        return error.errno in _NO_SUCH_FLUSH
    finally:
        os.close(descriptor)
    return True


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock the folder, and those in it, against other processes; remove temporary files that a crash has left there.

    Raises Busy when another process keeps it locked, and OSError when the lock's file cannot be made.
    """
    try:
        import fcntl  # noqa: PLC0415  # not on every system, and not before the first scene is on the screen
    except ImportError:
        _sweep(folder)
        yield
        return
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _wait_for_lock(fcntl, descriptor)
        _sweep(folder)
        yield
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    for pattern in (f"*{_TEMPORARY}", f"*/*{_TEMPORARY}"):
        for stale in folder.glob(pattern):
            with contextlib.suppress(OSError):
                stale.unlink()


def _wait_for_lock(fcntl: object, descriptor: int) -> None:
    """Take the lock, or raise Busy after the last try."""
    import time  # noqa: PLC0415  # as above

    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[attr-defined]  # the module fcntl
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            return  # the file system has no locks: saving without one is better than not saving
        else:
            return
    raise Busy
