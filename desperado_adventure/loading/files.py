"""The reader of a story's folder: regular files in UTF-8 only, of limited size and number."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..model import codes, limits
from ..model.byte_order_mark import is_utf_16, without_mark
from ..model.diagnostics import Diagnostic, Mark
from .problems import Problems, quotable

_FOLDERS = ("scenes", "art")


def story_files(folder: Path) -> dict[str, Path]:
    """Return the files that make up the story in a folder, by their paths relative to it; raises OSError."""
    files = {}
    if (folder / "story.yaml").exists() or (folder / "story.yaml").is_symlink():
        files["story.yaml"] = folder / "story.yaml"
    for name in _FOLDERS:
        inner = folder / name
        for path in sorted(inner.iterdir()) if inner.is_dir() else ():
            if _is_read(path):
                files[f"{name}/{path.name}"] = path
            elif name == "scenes" and not path.name.startswith(".") and path.is_dir():  # a chapter of several files
                files |= {f"{name}/{path.name}/{each.name}": each for each in sorted(path.iterdir()) if _is_read(each)}
    return files


def _is_read(path: Path) -> bool:
    return path.suffix == ".yaml" and not path.name.startswith(".")


def walkthrough_files(folder: Path) -> dict[str, Path]:
    """Return the walkthroughs of a story, by their paths relative to its folder; none if they cannot be listed."""
    inner = folder / "walkthroughs"
    try:
        paths = sorted(inner.iterdir()) if inner.is_dir() else []
    except OSError:
        return {}
    return {
        f"walkthroughs/{path.name}": path for path in paths if path.suffix == ".yaml" and not path.name.startswith(".")
    }


def holds_story(folder: Path) -> bool:
    """Whether a folder holds a story: a story.yaml, or a chapter in scenes/. One that cannot be read holds none."""
    try:
        return any(name == "story.yaml" or name.startswith("scenes/") for name in story_files(folder))
    except OSError:
        return False


def read_folder(folder: Path, problems: Problems) -> dict[str, str]:
    """Return the texts of the story's files; report those that cannot be read."""
    from .strays import strays  # noqa: PLC0415  # not needed when the story comes out of the cache

    shown = str(folder)
    try:
        if not folder.is_dir():
            what = "is a file" if folder.exists() else "does not exist"
            problems.report(
                codes.UNREADABLE_FILE,
                Mark(shown, 0, 0),
                f"The story folder {what}.",
                "Name a folder with scenes/*.yaml in it.",
            )
            return {}
        files, whole = story_files(folder), folder.resolve()
    except (OSError, ValueError) as error:
        problems.report(
            codes.UNREADABLE_FILE, Mark(shown, 0, 0), f"The story folder cannot be read: {_reason(error)}.", ""
        )
        return {}
    stray_files = strays(folder, {*files, *walkthrough_files(folder)})
    if not any(name.startswith("scenes/") for name in files):
        lost = [stray for stray in stray_files if "scene" in f"{stray.path} {stray.cure}".lower()]
        cure = "Scenes are in scenes/NAME.yaml."
        if whole.name == "scenes":
            cure = "This is the folder of the chapters: name the one around it."
        elif lost:
            cure = " ".join(f"{stray.path}: {stray.message} {stray.cure}" for stray in lost)
        problems.report(codes.UNREADABLE_FILE, Mark(shown, 0, 0), "There is no scene in this folder.", cure)
        return {}
    for stray in stray_files:
        problems.report(codes.FILE_NOT_READ, Mark(stray.path, 0, 0), stray.message, stray.cure)
    return read_texts(files, shown, problems)


def read_texts(files: Mapping[str, Path], shown: str, problems: Problems) -> dict[str, str]:
    """Return the texts of those files that can be read, by their names; none if they are too many or too large.

    `shown` is where a diagnostic about all of them points.
    """
    if len(files) > limits.STORY_FILES.most:
        message = f"There are {len(files):,} files."
        problems.report(codes.FILE_TOO_LARGE, Mark(shown, 0, 0), message, f"{limits.STORY_FILES}: join some of them.")
        return {}
    texts: dict[str, str] = {}
    size = 0
    for name, path in files.items():
        text = read_text(path, name, problems)
        if text is not None:
            texts[name] = text
            size += len(text)
        if size > limits.WHOLE_STORY.most:
            message = "All files together are too large."
            problems.report(codes.FILE_TOO_LARGE, Mark(shown, 0, 0), message, f"{limits.WHOLE_STORY}: make it shorter.")
            return {}
    return texts


def read_text(path: Path, shown: str, problems: Problems) -> str | None:
    """Return a file's text, or None with a diagnostic. A pipe or a device is refused, not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                problems.report(
                    codes.UNREADABLE_FILE,
                    Mark(shown, 0, 0),
                    "This is not a regular file.",
                    "Write the text into a file.",
                )
                return None
            if status.st_size > limits.STORY_FILE.most:
                problems.report(
                    codes.FILE_TOO_LARGE,
                    Mark(shown, 0, 0),
                    f"This file has {status.st_size:,} bytes.",
                    f"{limits.STORY_FILE}: split it.",
                )
                return None
            raw = file.read(limits.STORY_FILE.most + 1)
    except IsADirectoryError:
        cure = "Its name is that of a file: rename it, or move its files out of it."
        problems.report(codes.UNREADABLE_FILE, Mark(shown, 0, 0), "This is a folder, and a file is read here.", cure)
        return None
    except (OSError, ValueError) as error:
        problems.report(codes.UNREADABLE_FILE, Mark(shown, 0, 0), f"This file cannot be read: {_reason(error)}.", "")
        return None
    return _decode(raw, shown, problems)


def _decode(raw: bytes, shown: str, problems: Problems) -> str | None:
    if is_utf_16(raw):
        problems.report(
            codes.FORBIDDEN_CHARACTER,
            Mark(shown, 1, 1),
            "This file is UTF-16, not UTF-8.",
            "Save the file as UTF-8 in your editor.",
        )
        return None
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        problems.report(
            codes.FORBIDDEN_CHARACTER,
            Mark(shown, line, 1),
            "This line holds a NUL byte.",
            "Is this a text file? Take it out.",
        )
        return None
    try:
        text = without_mark(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        problems.report(
            codes.FORBIDDEN_CHARACTER,
            Mark(shown, line, column),
            f"The byte 0x{raw[error.start]:02x} is not UTF-8.",
            "Save the file as UTF-8 in your editor.",
        )
        return None
    return with_line_feeds(text)


def with_line_feeds(text: str) -> str:
    """Return the text with every line ended as Unix ends it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def with_sources(diagnostics: Iterable[Diagnostic], folder: Path) -> tuple[Diagnostic, ...]:
    """Return the diagnostics; those that quote no line get the line at their mark, read from the story's file."""
    lines: dict[str, list[str]] = {}
    quoted = []
    for each in diagnostics:
        file, line, _ = each.mark
        if file not in lines:
            text = read_text(folder / file, file, Problems(())) if file else None
            lines[file] = (text or "").split("\n")
        source = lines[file][line - 1] if 0 < line <= len(lines[file]) else ""
        quoted.append(each if each.source else each._replace(source=quotable(source)))
    return tuple(quoted)


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def fingerprint(files: Mapping[str, str]) -> str:
    """Return sixteen hexadecimal digits that change with any change of story.yaml or of a file in scenes/.

    BLAKE2b (RFC 7693) over paths and texts, each preceded by its length, so that different files give different bytes.
    """
    from hashlib import blake2b  # noqa: PLC0415  # not needed when the story comes out of the cache

    digest = blake2b(digest_size=8)
    for name in sorted(files):
        if name == "story.yaml" or name.startswith("scenes/"):
            for part in (name.encode("utf-8", "surrogatepass"), files[name].encode("utf-8", "surrogatepass")):
                digest.update(len(part).to_bytes(8, "big"))
                digest.update(part)
    return digest.hexdigest()
