"""The list of chapters: those that story.yaml declares, in its order, and the files that it does not mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model import codes
from ..model.diagnostics import Mark
from ..model.story import Chapter
from ..model.text import Content
from .declarations import DeclaredChapter
from .problems import Problems
from .suggesting import did_you_mean
from .varying_lines import CARD, fixed


def chapters_in_order(
    declared: Sequence[DeclaredChapter], files: Mapping[str, str], titles: Mapping[str, Content], problems: Problems
) -> tuple[Chapter, ...]:
    """Return the chapters with their titles; report chapters without a file, and files that are not listed.

    `files` has the first file of each chapter; `titles` are those of `Declarations`.
    """
    known = {chapter.id for chapter, _ in declared}
    lost = [(chapter.id, mark) for chapter, mark in declared if chapter.id not in files]
    for name, mark in lost:
        problems.report_name(
            codes.CHAPTER_AND_FILE,
            mark,
            name,
            f"The chapter `{name}` has no file scenes/{name}.yaml.",
            did_you_mean(name, files) + "Name the file like the chapter, or take the chapter out.",
        )
    rest = [file for file in files if file not in known]
    for file in rest if known and not lost else ():
        problems.report_name(
            codes.CHAPTER_AND_FILE,
            Mark(files[file], 1, 1),
            file,
            f"story.yaml does not list the chapter `{file}`.",
            did_you_mean(file, known) + "Add it under `chapters:`.",
        )
    return (
        *(_titled(chapter, titles) for chapter, _ in declared),
        *(Chapter(id=file, title=fixed(file.replace("_", " ").capitalize()), card=(), art="") for file in rest),
    )


def _titled(chapter: Chapter, titles: Mapping[str, Content]) -> Chapter:
    title = titles.get(f"chapter {chapter.id}", chapter.title)
    return chapter._replace(title=title, card=titles.get(f"{CARD} {chapter.id}", ()))
