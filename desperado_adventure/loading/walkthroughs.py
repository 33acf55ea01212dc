"""The reader of walkthroughs: from files under walkthroughs/ to `Walkthrough` values."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

from ..model import codes, limits
from ..model.diagnostics import Diagnostic, Mark
from ..model.walkthrough import Command, Expectation, Walkthrough, WalkthroughStep
from . import keys
from .composing import compose
from .files import read_texts, walkthrough_files, with_line_feeds
from .problems import EnoughMistakes, Problems
from .shapes import Shapes
from .tree import Listing, Mapping, Node, Scalar, Source, describe


class LoadedWalkthroughs(NamedTuple):
    """The walkthroughs that could be read, by name, and what is wrong with the others."""

    walkthroughs: tuple[Walkthrough, ...]
    diagnostics: tuple[Diagnostic, ...]


def load_walkthroughs(folder: Path) -> LoadedWalkthroughs:
    """Load the walkthroughs of the story in this folder. Never raises, whatever a file holds or is."""
    problems = Problems(())
    texts = read_texts(walkthrough_files(folder), "walkthroughs", problems)
    loaded = read_walkthroughs(texts)
    return LoadedWalkthroughs(loaded.walkthroughs, (*problems.sorted(), *loaded.diagnostics))


def read_walkthroughs(files: dict[str, str]) -> LoadedWalkthroughs:
    """Read walkthroughs from texts by their paths (`walkthroughs/NAME.yaml`)."""
    files = {file: with_line_feeds(text) for file, text in files.items()}
    problems = Problems(files.items())
    walkthroughs = []
    with contextlib.suppress(EnoughMistakes):
        for file, text in sorted(files.items()):
            source = Source(file, text)
            node = compose(source, problems)
            if node is None:
                problems.report(
                    codes.NOT_A_MAPPING, Mark(file, 1, 1), "This file is empty.", "Write `proves:` and `steps:`."
                )
                continue
            walkthroughs.append(_Reader(Shapes(source, problems)).read(Path(file).stem, node))
    return LoadedWalkthroughs(tuple(walkthroughs), problems.sorted())


class _Reader:
    """Reads one walkthrough."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def read(self, name: str, node: Node) -> Walkthrough:
        entries = self._shapes.mapping(node, keys.WALKTHROUGH, "A walkthrough")
        given = {key: value for key, (_, value) in entries.items()}
        steps: list[WalkthroughStep] = []
        if "steps" in given:
            listing = given["steps"]
            if isinstance(listing, Listing):
                if self._shapes.at_most(limits.STEPS, len(listing.items), listing, cure="split the walkthrough"):
                    steps = [step for item in listing.items if (step := self._step(item)) is not None]
            else:
                self._shapes.report(
                    codes.WRONG_KIND_OF_VALUE,
                    listing,
                    f"steps is a list, and this is {describe(listing)}.",
                    "Begin each step with a dash.",
                )
        proves = self._shapes.line_of(given, "proves", "")
        return Walkthrough(name, proves, tuple(steps), self._shapes.mark(node))

    def _step(self, node: Node) -> WalkthroughStep | None:
        if isinstance(node, Scalar) and node.value:
            return Command(node.value, self._shapes.mark(node))
        if isinstance(node, Mapping) and len(node.entries) == 1:
            (name, (_, value)), *_ = node.entries.items()
            if name == "expect":
                return self._expectation(value)
            if name == "move":
                words = [word.value for word in self._shapes.words(value, "move")]
                if len(words) == 2:
                    return Command(f"move {words[0]} {words[1]}", self._shapes.mark(node))
        self._shapes.report(
            codes.WRONG_KIND_OF_VALUE,
            node,
            "A step is a choice's id, `move: [item, place]`, or `expect: {…}`.",
            "Write one of these after the dash.",
        )
        return None

    def _expectation(self, node: Node) -> Expectation:
        given = {key: value for key, (_, value) in self._shapes.mapping(node, keys.EXPECT, "expect").items()}
        texts = {key: self._shapes.word(given[key], key) for key in ("scene", "text", "ending") if key in given}
        lists = {
            key: tuple(word.value for word in self._shapes.words(given[key], key))
            for key in ("open", "barred", "hidden", "beats")
            if key in given
        }
        places = self._shapes.free_mapping(given["item"], "item") if "item" in given else {}
        return Expectation(
            scene=texts.get("scene", ""),
            text=texts.get("text", ""),
            open=lists.get("open", ()),
            barred=lists.get("barred", ()),
            hidden=lists.get("hidden", ()),
            items={item: self._shapes.word(value, "A place") for item, (_, value) in places.items()},
            ending=texts.get("ending", ""),
            beats=lists.get("beats", ()),
            mark=self._shapes.mark(node),
        )
