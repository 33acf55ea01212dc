"""No key is read in vain: what an author writes under any key makes the story another one, and somebody uses it."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import manual
import yaml

import desperado_adventure
from desperado_adventure.loading import load_text
from desperado_adventure.loading.composing import compose
from desperado_adventure.loading.keys import TABLES, Key, KeyKind
from desperado_adventure.loading.problems import Problems
from desperado_adventure.loading.tree import Listing, Mapping, Node, Source
from desperado_adventure.loading.walkthroughs import read_walkthroughs
from desperado_adventure.model import story, text, walkthrough
from desperado_adventure.model.diagnostics import Mark

PACKAGE = Path(desperado_adventure.__file__).parent
FILES = {"art": "art", "walkthroughs": "walkthrough"}
LISTED = {
    KeyKind.PROSE: "paragraph",
    KeyKind.VERSE: "paragraph",
    KeyKind.EFFECTS: "effect",
    KeyKind.REDIRECTS: "redirect",
    KeyKind.GOTO: "way",
}
"""The tables of the mappings that may stand in a list."""

AS_WITHOUT = {"story.language": "es", "story.start": "town.home"}
"""Keys under which the manual shows what is so without them too; they are given another value instead."""

UNUSED = {("Story", "language")}
"""Parts of a story on which nothing depends: a note for people and for other programs."""

Place = tuple[str, tuple[str | int, ...], str]
"""A key ("scene.title"), the path to the mapping that it stands in, and its name there."""


def plain(node: "Node | None") -> Any:  # noqa: ANN401  # whatever YAML can hold
    """Return a node as nested dictionaries, lists and texts."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return node.value if node is not None else ""


def places(table: str, value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Place]:  # noqa: ANN401  # as above
    """Yield every key in a mapping of this table, and in all mappings inside."""
    for name, key in TABLES[table].items() if isinstance(value, dict) else ():
        if name in value:
            yield f"{table}.{name}", path, name
            inner = value[name].items() if key.by_id else [(None, value[name])]
            for each, held in inner:
                yield from places_within(key, held, (*path, name) if each is None else (*path, name, each))


def places_within(key: Key, value: Any, path: tuple[str | int, ...]) -> Iterator[Place]:  # noqa: ANN401  # as above
    """Yield the places in the value of a key."""
    if key.kind is KeyKind.CHOICES:
        for name, choice in value.items():
            yield from places("choice", choice, (*path, name))
    elif key.kind is KeyKind.THEN:
        yield from places("scene", value, path)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if key.kind in LISTED:
                yield from places(LISTED[key.kind], item, (*path, number))
            elif key.kind is KeyKind.STEPS and isinstance(item, dict) and "expect" in item:
                yield from places("expect", item["expect"], (*path, number, "expect"))
    elif key.kind in TABLES:
        yield from places(key.kind, value, path)


def places_of_file(file: str, value: dict[str, Any]) -> list[Place]:
    """Return the places in a file of a story."""
    folder = file.partition("/")[0]
    if folder == "scenes":
        return [place for name, scene in value.items() for place in places("scene", scene, (name,))]
    return list(places(FILES.get(folder, "story"), value))


def unmarked(value: Any) -> Any:  # noqa: ANN401  # any part of a story
    """Return a value of the model without its places in files."""
    if isinstance(value, Mark):
        return None
    if isinstance(value, tuple):
        return (type(value), *map(unmarked, value))
    return {name: unmarked(held) for name, held in value.items()} if hasattr(value, "items") else value


def read(files: dict[str, Any]) -> object:
    """Return everything that the loader makes of files, but for marks and the fingerprint."""
    texts = {file: yaml.safe_dump(value, sort_keys=False) for file, value in files.items()}
    loaded = load_text(texts)
    walks = read_walkthroughs({file: text for file, text in texts.items() if file.startswith("walkthroughs/")})
    said = sorted((each.code, each.message) for each in (*loaded.diagnostics, *walks.diagnostics))
    found = loaded.story._replace(fingerprint="") if loaded.story is not None else None
    return unmarked((found, walks.walkthroughs)), said


def without(files: dict[str, Any], file: str, place: Place) -> dict[str, Any]:
    """Return the files without the key at a place, or with another value there."""
    key, path, name = place
    changed = {**files, file: copy.deepcopy(files[file])}
    mapping = changed[file]
    for step in path:
        mapping = mapping[step]
    del mapping[name]
    return changed if key not in AS_WITHOUT else {**changed, file: {**changed[file], name: AS_WITHOUT[key]}}


def test_every_key_is_read() -> None:
    """For each key there is an example in the manual of which something else is loaded without the key."""
    unread = {f"{table}.{name}" for table, held in TABLES.items() for name in held}
    for example in manual.examples("shows"):
        texts = manual.in_town(example)
        files = {file: plain(compose(Source(file, words), Problems(()))) for file, words in texts.items()}
        before = read(files)
        for file, value in files.items():
            for place in places_of_file(file, value):
                if place[0] in unread and read(without(files, file, place)) != before:
                    unread.discard(place[0])
    assert unread == set()


def test_every_part_of_a_story_is_used() -> None:
    """Each field of the model is asked for by somebody else than the loader, which fills it."""
    sources = [path for path in PACKAGE.rglob("*.py") if path.parent.name not in ("loading", "model")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    used = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    fields = {
        (kind.__name__, field)
        for module in (story, text, walkthrough)
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__ == module.__name__
        for field in getattr(kind, "_fields", ())
    }
    assert {(kind, field) for kind, field in fields if field not in used} == UNUSED
