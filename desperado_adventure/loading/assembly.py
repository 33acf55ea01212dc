"""From a folder of files to a `Story`, or to everything that is wrong with it."""

from __future__ import annotations

import binascii
import os
from collections import ChainMap
from collections.abc import Mapping as MappingType
from pathlib import Path
from typing import NamedTuple

from ..model import codes, limits
from ..model.diagnostics import NOWHERE, Diagnostic, Mark
from ..model.story import PLACED, Art, Chapter, Falls, Scene, SlotKind, Story
from ..model.text import Content
from .checks import check_flow
from .claim_sentences import ClaimNodes, read_claims
from .composing import compose
from .declarations import Declarations, DeclarationsReader
from .faults import Faults
from .files import fingerprint, read_folder, with_line_feeds
from .former_names import FormerNames, is_full_id
from .lookup import unknown_scene
from .lowering import count_visits
from .names import Names
from .pictures import read_picture
from .positions import Locator
from .problems import EnoughMistakes, Problems
from .prose import Counter, ProseReader
from .scenes import ChapterReader, survey
from .shapes import ID, Shapes
from .sites import Sites
from .suggesting import did_you_mean
from .things import with_conditions
from .tree import Node, Scalar, Source

STORY_FILE = "story.yaml"
_NAMELESS = "story"


class Loaded(NamedTuple):
    """The result of loading: a story, unless a diagnostic is an error, and all diagnostics by file and position."""

    story: Story | None
    diagnostics: tuple[Diagnostic, ...]


def load_story(folder: Path) -> Loaded:
    """Load the story in a folder. Never raises, whatever a file holds or is."""
    problems = Problems(())
    texts = read_folder(folder, problems)
    if not texts:
        return Loaded(None, problems.sorted())
    loaded = load_text(texts, _id_by_place(folder))
    diagnostics = tuple(sorted({*loaded.diagnostics, *problems.sorted()}, key=lambda each: (each.mark, each.code)))
    return Loaded(None if problems.has_errors else loaded.story, diagnostics)


def _id_by_place(folder: Path) -> str:
    """Return the id of a story that has none of its own: folders of the same name in two places are two stories."""
    path = folder.resolve()
    name = path.name if ID.match(path.name) else _NAMELESS
    return f"{name}{PLACED}{binascii.crc32(os.fsencode(path)):08x}"


def load_text(files: MappingType[str, str], fallback_id: str = _NAMELESS) -> Loaded:
    """Load a story from texts by their paths relative to its folder, with forward slashes.

    Only story.yaml and the files in scenes/ and art/ are read. `fallback_id` is the id of a story that has none.
    """
    import gc  # noqa: PLC0415  # not needed when the story comes out of the cache

    was_collecting = gc.isenabled()
    gc.disable()  # a story is a tree without cycles, and the collector would walk it again and again
    try:
        return _Assembly(files, fallback_id).load()
    except KeyboardInterrupt:
        gc.freeze()  # somebody waits for the report, and a collection of half a large story takes a second
        raise
    finally:
        if was_collecting:
            gc.enable()


class _Assembly:
    """Puts one story together."""

    def __init__(self, files: MappingType[str, str], fallback_id: str) -> None:
        self._files = {file: with_line_feeds(text) for file, text in files.items()}
        self._fallback_id = fallback_id
        self._problems = Problems(self._files.items())
        self._names = Names()
        self._sites = Sites()
        self._claims: list[ClaimNodes] = []
        self._former = FormerNames(ChainMap(self._names.scenes, self._names.choices), is_full_id)

    def load(self) -> Loaded:
        """Return the story, or, when it has too many mistakes, those that are told."""
        try:
            return self._load()
        except EnoughMistakes:
            return Loaded(None, self._problems.sorted())

    def _load(self) -> Loaded:
        chapters = [
            (Path(file).stem, Source(file, text))
            for file, text in sorted(self._files.items())
            if file.startswith("scenes/") and file.endswith(".yaml") and file.count("/") == 1
        ]
        pictures = self._read_pictures()
        source = Source(STORY_FILE, self._files.get(STORY_FILE, ""))
        shapes = Shapes(source, self._problems)
        node = compose(source, self._problems) if STORY_FILE in self._files else None
        reader = DeclarationsReader(shapes, self._names)
        declarations = reader.read(node, self._fallback_id)
        nodes = self._survey(chapters)
        scenes = self._read_scenes(nodes, chapters)
        self._check_number(limits.SLOTS, len(self._names.slots), STORY_FILE, "declare fewer, or count less")
        story = self._story(declarations, shapes, scenes, pictures, [name for name, _ in chapters])
        if not self._problems.has_errors:
            check_flow(story, self._names, self._problems)
        return Loaded(None if self._problems.has_errors else story, self._problems.sorted())

    def _read_pictures(self) -> dict[str, Art]:
        pictures = {}
        for file, text in sorted(self._files.items()):
            if file.startswith("art/") and file.endswith(".yaml"):
                name = Path(file).stem
                source = Source(file, text)
                self._names.art[name] = Mark(file, 1, 1)
                node = compose(source, self._problems)
                if node is not None:
                    pictures[name] = read_picture(name, node, Shapes(source, self._problems))
        return pictures

    def _survey(self, chapters: list[tuple[str, Source]]) -> dict[str, Node | None]:
        nodes = {}
        for name, source in chapters:
            if not ID.match(name) or len(name) > limits.ID.most:
                self._problems.report(
                    codes.NOT_AN_ID,
                    Mark(source.file, 1, 1),
                    f"`{name}` cannot be a chapter's id.",
                    "Name the file with lowercase letters, digits and underscores.",
                )
            nodes[name] = compose(source, self._problems)
            if nodes[name] is None:
                self._problems.report(
                    codes.NOT_A_MAPPING,
                    Mark(source.file, 1, 1),
                    "This file holds no scene.",
                    "Write a scene's key and a colon.",
                )
            survey(name, nodes[name], source, self._names)
            self._check_number(limits.SCENES, len(self._names.scenes), "scenes/", "tell it in two stories")
            self._check_number(limits.STORY_CHOICES, len(self._names.choices), "scenes/", "tell it in two stories")
        return nodes

    def _check_number(self, limit: limits.Limit, number: int, file: str, cure: str) -> None:
        """Report that the story has more of something than it may; raises EnoughMistakes then."""
        if number > limit.most:
            message = f"This story has {number:,} {limit.unit}."
            self._problems.report(codes.MORE_THAN_ALLOWED, Mark(file, 0, 0), message, f"{limit}: {cure}.")
            raise EnoughMistakes

    def _read_scenes(self, nodes: dict[str, Node | None], chapters: list[tuple[str, Source]]) -> list[Scene]:
        scenes: list[Scene] = []
        for name, source in chapters:
            shapes = Shapes(source, self._problems)
            reader = ChapterReader(name, shapes, self._names, self._sites, self._former)
            scenes.extend(reader.read(nodes[name]))
            self._claims += reader.claims
        return scenes

    def _story(
        self,
        declarations: Declarations,
        shapes: Shapes,
        scenes: list[Scene],
        pictures: dict[str, Art],
        files: list[str],
    ) -> Story:
        status = tuple(self._status(scalar, shapes) for scalar in declarations.status)
        falls = self._falls(declarations, shapes)
        places = with_conditions(declarations.places, declarations.conditions, shapes, self._names, self._sites)
        scenes = count_visits(scenes, self._names)  # only now is it known which counts are read
        if declarations.claims is not None:
            self._claims.insert(0, ClaimNodes(shapes, "", "", declarations.claims))
        claims, atoms = read_claims(self._claims, self._names)
        return Story(
            id=declarations.id,
            title=declarations.title,
            version=declarations.version,
            language=declarations.language,
            fingerprint=fingerprint(self._files),
            start=self._start(declarations, shapes, scenes),
            chapters=self._chapters(declarations, files),
            slots=tuple(self._names.slots),
            places=places,
            items=declarations.items,
            speakers=self._names.speakers,
            status=status,
            falls=falls,
            opening=declarations.opening,
            farewell=declarations.farewell,
            scenes={scene.id: scene for scene in scenes},
            art=pictures,
            sites=tuple(self._sites.found),
            aliases=self._former.now,
            claims=claims,
            atoms=atoms,
        )

    def _status(self, scalar: Scalar, shapes: Shapes) -> Content:
        self._sites.locate = Locator(shapes.source, scalar)
        try:
            return ProseReader(self._names, self._sites, "", Counter(None, "status")).content(scalar.value)
        except Faults as faults:
            shapes.report_faults(scalar, faults)
            return ()

    def _falls(self, declarations: Declarations, shapes: Shapes) -> Falls | None:
        if declarations.falls is None:
            return None
        given = {name: value for name, (_, value) in declarations.falls.items()}
        slot = -1
        if "counts" in given:
            word = shapes.word(given["counts"], "counts")
            slot = self._names.variables.get(word, -1)
            if slot < 0 or self._names.slots[slot].kind is not SlotKind.COUNTER:
                counters = [
                    name for name in self._names.variables if self._names.variable(name).kind is SlotKind.COUNTER
                ]
                cure = did_you_mean(word, counters) + "A counter is declared under `variables:`, as `low..high`."
                shapes.report(codes.UNKNOWN_NAME, given["counts"], f"There is no counter `{word}`.", cure)
                slot = -1
            else:
                self._names.written.add(slot)
        texts = {name: shapes.line(given[name]) for name in ("take_back", "let_stand") if name in given}
        goto = shapes.word(given["goto"], "goto") if "goto" in given else ""
        if goto and goto not in self._names.scenes:
            fault = unknown_scene(goto, "", self._names)
            self._problems.report_name(fault.code, shapes.mark(given["goto"]), goto, fault.message, fault.cure)
        return Falls(slot=slot, take_back=texts.get("take_back", ""), let_stand=texts.get("let_stand", ""), goto=goto)

    def _start(self, declarations: Declarations, shapes: Shapes, scenes: list[Scene]) -> str:
        if declarations.start is not None:
            start = declarations.start.value
            if start not in self._names.scenes:
                fault = unknown_scene(start, "", self._names)
                self._problems.report_name(
                    fault.code, shapes.mark(declarations.start), start, fault.message, fault.cure
                )
            return start
        order = [chapter.id for chapter, _ in declarations.chapters]
        for chapter in order:
            for scene in scenes:
                if scene.chapter == chapter:
                    return scene.id
        if scenes:
            return scenes[0].id
        if not self._problems.has_errors:
            nowhere = NOWHERE._replace(file="scenes/")
            self._problems.report(
                codes.NOT_A_MAPPING, nowhere, "This story has no scene.", "Write one in scenes/NAME.yaml."
            )
        return ""

    def _chapters(self, declarations: Declarations, files: list[str]) -> tuple[Chapter, ...]:
        declared = {chapter.id for chapter, _ in declarations.chapters}
        for chapter, mark in declarations.chapters:
            if chapter.id not in files:
                self._problems.report_name(
                    codes.CHAPTER_AND_FILE,
                    mark,
                    chapter.id,
                    f"The chapter `{chapter.id}` has no file scenes/{chapter.id}.yaml.",
                    did_you_mean(chapter.id, files) + "Name the file like the chapter, or take the chapter out.",
                )
        for file in files:
            if (
                declared
                and file not in declared
                and not any(chapter.id not in files for chapter, _ in declarations.chapters)
            ):
                self._problems.report_name(
                    codes.CHAPTER_AND_FILE,
                    Mark(f"scenes/{file}.yaml", 1, 1),
                    file,
                    f"story.yaml does not list the chapter `{file}`.",
                    did_you_mean(file, declared) + "Add it under `chapters:`.",
                )
        rest = [
            Chapter(id=file, title=file.replace("_", " ").capitalize(), card="", art="")
            for file in files
            if file not in declared
        ]
        return (*(chapter for chapter, _ in declarations.chapters), *rest)
