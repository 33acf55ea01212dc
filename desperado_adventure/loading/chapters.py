"""The reader of all chapters: first the ids of their scenes and choices, then the scenes, then what scenes share."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from pathlib import PurePosixPath
from typing import NamedTuple

from ..model import codes, limits
from ..model.diagnostics import Mark
from ..model.shared_ids import EVERYWHERE
from ..model.story import Choice, Scene
from .claim_sentences import ClaimNodes
from .composing import compose
from .former_names import FormerNames
from .ids import ID, proposed_id
from .indented_scenes import with_indented_scenes
from .names import Names
from .problems import EnoughMistakes, Problems
from .shapes import Shapes
from .shared_choices import SharedReader
from .sites import Sites
from .surveying import survey, survey_choices
from .tree import Entries, Mapping, Node, Source


class ChapterFile(NamedTuple):
    """A file of a chapter, and the tree of what stands in it."""

    chapter: str
    source: Source
    node: Node | None


class Written(NamedTuple):
    """The scenes of all chapters, and their claims, which are to be read when all conditions are known.

    `shared` are the choices that scenes share, by chapter, "" for those of the story; `alone` are the ids of the scenes
    that share none.
    """

    scenes: list[Scene]
    claims: list[ClaimNodes]
    shared: MappingType[str, tuple[Choice, ...]]
    alone: frozenset[str]


class ChaptersReader:
    """Reads the chapters of one story."""

    def __init__(self, files: MappingType[str, str], problems: Problems, names: Names) -> None:
        """Read from the texts of all files, by their paths, into these names."""
        self._problems, self._names = problems, names
        sources = [(chapter, Source(file, text)) for file, text in files.items() if (chapter := chapter_of(file))]
        self._sources = sorted(sources, key=lambda each: (each[0], each[1].file))
        self._files: list[ChapterFile] = []
        self._keys: dict[tuple[str, str], Mark] = {}
        self.first_files: dict[str, str] = {}
        """The chapters in the order of their names, each with its first file."""
        for chapter, source in self._sources:
            self.first_files.setdefault(chapter, source.file)

    def survey(self, shapes: Shapes, everywhere: Node | None) -> None:
        """Record the ids of all scenes and choices; raises EnoughMistakes.

        `everywhere` are the choices that all scenes share, in the file of these shapes.
        """
        if everywhere is not None:
            survey_choices(EVERYWHERE, everywhere, shapes.source, self._names)
        for chapter, source in self._sources:
            if self.first_files[chapter] == source.file:
                self._check_id(chapter, source)
            node = compose(source, self._problems)
            if isinstance(node, Mapping):
                node = with_indented_scenes(node, Shapes(source, self._problems))
            else:
                self._problems.lose_file(source.file)
            if node is None:
                self._problems.report(
                    codes.NOT_A_MAPPING,
                    Mark(source.file, 1, 1),
                    "This file holds no scene.",
                    "Write a scene's key and a colon.",
                )
            elif isinstance(node, Mapping):
                node = self._without_repeated(chapter, source, node)
            self._files.append(ChapterFile(chapter, source, node))
            survey(chapter, node, source, self._names)
            check_number(self._problems, limits.SCENES, len(self._names.scenes), "scenes/", "tell it in two stories")
            number = len(self._names.choices)
            check_number(self._problems, limits.STORY_CHOICES, number, "scenes/", "tell it in two stories")

    def _without_repeated(self, chapter: str, source: Source, node: Mapping) -> Mapping:
        """Return the entries of a file without those that another file of the chapter has, which are reported."""
        kept: Entries = {}
        for name, entry in node.entries.items():
            first = self._keys.setdefault((chapter, name), source.mark(entry[0]))
            if first.file == source.file:
                kept[name] = entry
                continue
            message = (
                f"`{name}` is also in {first.file}, line {first.line}, and both files are the chapter `{chapter}`."
            )
            self._problems.report(codes.KEY_TWICE, source.mark(entry[0]), message, "Rename one, or take it out.")
        return node._replace(entries=kept)

    def _check_id(self, chapter: str, source: Source) -> None:
        message = f"`{chapter}` cannot be a chapter's id: ids are lowercase letters, digits and underscores."
        cure = f"Rename the file or folder to `{proposed_id(chapter)}`."
        if chapter == EVERYWHERE:
            message = f"`{chapter}` cannot be a chapter's id."
            cure = f"`{EVERYWHERE}` stands for the choices that all scenes share: name the file or folder otherwise."
        elif chapter in self._problems.lost or (ID.match(chapter) and len(chapter) <= limits.ID.most):
            return  # where it is no id and lost, story.yaml lists the chapter, and that was reported
        self._problems.report(codes.NOT_AN_ID, Mark(source.file, 1, 1), message, cure)

    def read(self, sites: Sites, former: FormerNames, shapes: Shapes, everywhere: Node | None) -> Written:
        """Return the scenes and what they share; former ids are added to `former`."""
        scenes: list[Scene] = []
        shared: dict[str, tuple[Choice, ...]] = {}
        alone: set[str] = set()
        claims: list[ClaimNodes] = []
        for chapter, source, node in self._files:
            reader = SharedReader(chapter, Shapes(source, self._problems), self._names, sites, former)
            scenes += reader.read(node)
            shared[chapter] = (*shared.get(chapter, ()), *reader.shared)
            alone |= reader.alone
            claims += reader.claims
        if everywhere is not None:
            reader = SharedReader("", shapes, self._names, sites, former)
            shared[""] = reader.read_shared(everywhere, EVERYWHERE)
        return Written(scenes, claims, shared, frozenset(alone))


def chapter_of(file: str) -> str:
    """Return the chapter of a file: `bar` for scenes/bar.yaml and for scenes/bar/counter.yaml; "" for other files."""
    path = PurePosixPath(file)
    if path.suffix != ".yaml" or len(path.parts) not in (2, 3) or path.parts[0] != "scenes":
        return ""
    return path.stem if len(path.parts) == 2 else path.parts[1]


def check_number(problems: Problems, limit: limits.Limit, number: int, file: str, cure: str) -> None:
    """Report that the story has more of something than it may; raises EnoughMistakes then."""
    if number > limit.most:
        message = f"This story has {number:,} {limit.unit}."
        problems.report(codes.MORE_THAN_ALLOWED, Mark(file, 0, 0), message, f"{limit}: {cure}.")
        raise EnoughMistakes
