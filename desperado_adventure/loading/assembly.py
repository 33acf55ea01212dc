"""From a folder of files to a `Story`, or to everything that is wrong with it."""

from __future__ import annotations

import binascii
import os
from collections import ChainMap
from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from pathlib import Path
from typing import NamedTuple

from ..model import codes, limits
from ..model.diagnostics import NOWHERE, Diagnostic, Mark
from ..model.story import PLACED, Art, Falls, Scene, SlotKind, Story
from .chapter_list import chapters_in_order
from .chapters import ChaptersReader, Written, check_number
from .checks import check_flow
from .claim_sentences import ClaimNodes, asked, question_nodes, read_claims
from .composing import compose
from .declarations import Declarations, DeclarationsReader
from .definition_reader import DefinitionReader
from .files import fingerprint, read_folder, with_line_feeds
from .former_names import FormerNames, is_full_id
from .ids import ID
from .lookup import unknown_scene
from .lowering import count_visits
from .names import Names
from .offering import share
from .pictures import read_picture
from .pieces import Counter
from .problems import STORY_FILE, EnoughMistakes, Problems
from .shapes import Shapes
from .sites import Sites
from .suggesting import did_you_mean
from .things import with_conditions
from .tree import Mapping, Source
from .varying_lines import SPEAKER, LineReader, titled

_NAMELESS = "story"


class Loaded(NamedTuple):
    """The result of loading: a story, unless a diagnostic is an error, and all diagnostics by file and position."""

    story: Story | None
    diagnostics: tuple[Diagnostic, ...]


def load_story(folder: Path, question: str = "") -> Loaded:
    """Load the story in a folder. Never raises, whatever a file holds or is.

    With a question, a claim or a condition, the story's only claim is this, or that the condition never holds.
    """
    problems = Problems(())
    texts = read_folder(folder, problems)
    if not texts:
        return Loaded(None, problems.sorted())
    unreadable = [each.mark.file for each in problems.sorted() if each.is_error]
    loaded = load_text(texts, _id_by_place(folder), unreadable, question)
    diagnostics = tuple(sorted({*loaded.diagnostics, *problems.sorted()}, key=lambda each: (each.mark, each.code)))
    return Loaded(None if problems.has_errors else loaded.story, diagnostics)


def _id_by_place(folder: Path) -> str:
    """Return the id of a story that has none of its own: folders of the same name in two places are two stories."""
    path = folder.resolve()
    name = path.name if ID.match(path.name) else _NAMELESS
    return f"{name}{PLACED}{binascii.crc32(os.fsencode(path)):08x}"


def load_text(
    files: MappingType[str, str], fallback_id: str = _NAMELESS, unreadable: Iterable[str] = (), question: str = ""
) -> Loaded:
    """Load a story from texts by their paths relative to its folder, with forward slashes.

    Only story.yaml, the files in scenes/ and its folders, and those in art/ are read. `fallback_id` is the id of a
    story that has none; `unreadable` are the files that belong to the story as well, but cannot be read, which has been
    reported. With a question, a claim or a condition, the story's only claim is this, or that the condition never
    holds.
    """
    import gc  # noqa: PLC0415  # not needed when the story comes out of the cache

    was_collecting = gc.isenabled()
    gc.disable()  # a story is a tree without cycles, and the collector would walk it again and again
    try:
        return _Assembly(files, fallback_id, unreadable, question).load()
    except KeyboardInterrupt:
        gc.freeze()  # somebody waits for the report, and a collection of half a large story takes a second
        raise
    finally:
        if was_collecting:
            gc.enable()


class _Assembly:
    """Puts one story together."""

    def __init__(
        self, files: MappingType[str, str], fallback_id: str, unreadable: Iterable[str], question: str
    ) -> None:
        self._files = {file: with_line_feeds(text) for file, text in files.items()}
        self._fallback_id = fallback_id
        self._question = asked(question) if question else None
        sources = () if self._question is None else ((self._question.file, self._question.text),)
        self._problems = Problems((*self._files.items(), *sources))
        for file in unreadable:
            self._problems.lose_file(file)
        self._names = Names()
        self._sites = Sites()
        self._former = FormerNames(ChainMap(self._names.scenes, self._names.choices), is_full_id)

    def load(self) -> Loaded:
        """Return the story, or, when it has too many mistakes, those that are told."""
        try:
            return self._load()
        except EnoughMistakes:
            return Loaded(None, self._problems.sorted())

    def _load(self) -> Loaded:
        pictures = self._read_pictures()
        source = Source(STORY_FILE, self._files.get(STORY_FILE, ""))
        shapes = Shapes(source, self._problems)
        node = compose(source, self._problems) if STORY_FILE in self._files else None
        if node is not None and not isinstance(node, Mapping):
            self._problems.lose_file(STORY_FILE)
        reader = DeclarationsReader(shapes, self._names)
        declarations = reader.read(node, self._fallback_id)
        chapters = ChaptersReader(self._files, self._problems, self._names)
        chapters.survey(shapes, declarations.everywhere)
        definitions = DefinitionReader(shapes, self._names, self._sites)
        if declarations.define is not None:
            definitions.read(declarations.define)
        written = chapters.read(self._sites, self._former, shapes, declarations.everywhere)
        check_number(self._problems, limits.SLOTS, len(self._names.slots), STORY_FILE, "declare fewer, or count less")
        story = self._story(declarations, shapes, written, pictures, chapters.first_files)
        is_whole = not (self._problems.has_errors or self._problems.broken)
        if is_whole:
            definitions.report_unused()
            check_flow(story, self._names, self._problems)
        return Loaded(None if self._problems.has_errors or not is_whole else story, self._problems.sorted())

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

    def _story(
        self,
        declarations: Declarations,
        shapes: Shapes,
        written: Written,
        pictures: dict[str, Art],
        files: MappingType[str, str],
    ) -> Story:
        lines = LineReader("", shapes, self._names, self._sites)
        status = tuple(lines.line(scalar, Counter(None, "status")) for scalar in declarations.status)
        falls = self._falls(declarations, shapes, lines)
        titles = lines.declared(declarations.titles)
        places = with_conditions(declarations.places, declarations.conditions, shapes, self._names, self._sites)
        scenes = share(written, falls.goto if falls is not None else "", self._problems)
        scenes = count_visits(scenes, self._names)  # only now is it known which counts are read
        claims, atoms = read_claims(self._claims(declarations, shapes, written), self._names)
        return Story(
            id=declarations.id,
            title=declarations.title,
            version=declarations.version,
            language=declarations.language,
            fingerprint=fingerprint(self._files),
            start=self._start(declarations, shapes, scenes),
            chapters=chapters_in_order(declarations.chapters, files, titles, self._problems),
            slots=tuple(self._names.slots),
            places=titled("place", places, titles),
            items=titled("item", declarations.items, titles),
            speakers={each: titles[f"{SPEAKER} {each}"] for each in self._names.speakers},
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

    def _claims(self, declarations: Declarations, shapes: Shapes, written: Written) -> tuple[ClaimNodes, ...]:
        if self._question is not None:
            return question_nodes(self._question, self._problems)
        of_story = [ClaimNodes(shapes, "", "", declarations.claims)] if declarations.claims is not None else []
        return (*of_story, *written.claims)

    def _falls(self, declarations: Declarations, shapes: Shapes, lines: LineReader) -> Falls | None:
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
                message = f"There is no counter `{word}`."
                shapes.report_name(codes.UNKNOWN_NAME, given["counts"], word, message, cure)
                slot = -1
            else:
                self._names.written.add(slot)
        says = {
            name: lines.spoken(given[name], Counter(None, "falls"), name) if name in given else ()
            for name in ("take_back", "let_stand")
        }
        goto = shapes.word(given["goto"], "goto") if "goto" in given else ""
        if goto and goto not in self._names.scenes:
            fault = unknown_scene(goto, "", self._names)
            self._problems.report_name(fault.code, shapes.mark(given["goto"]), goto, fault.message, fault.cure)
        return Falls(slot=slot, **says, goto=goto)

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
        if not (self._problems.has_errors or self._problems.broken):
            nowhere = NOWHERE._replace(file="scenes/")
            self._problems.report(
                codes.NOT_A_MAPPING, nowhere, "This story has no scene.", "Write one in scenes/NAME.yaml."
            )
        return ""
