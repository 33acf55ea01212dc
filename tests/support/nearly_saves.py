"""Files that are nearly saves, as hypothesis strategies: real saves with parts replaced, removed, repeated, nested."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from glass import GLASS
from hypothesis import strategies as some
from lantern import EARLY, LANTERN
from sealing import sealed
from story_shipped import machine as shipped
from updated_games import edited, play_on

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story
from desperado_adventure.saving import resume
from desperado_adventure.saving.format import encode
from desperado_adventure.saving.making import make_save, name_state
from desperado_adventure.saving.saved import Save
from desperado_adventure.saving.slot_values import key_of

RECORDED = Path(__file__).resolve().parents[1] / "saving" / "recorded" / "format_1"
TIME, GAME = "2026-11-28T10:00:00Z", "0123456789abcdef"
_GAMES = 12
"""How many games of each small story there are, the same every time."""

_CHANGED = 5
"""How many later versions of each small story there are."""

Document = dict[str, Any]
Draw = Callable[[some.SearchStrategy[Any]], Any]


class World(NamedTuple):
    """A story with its saves, and later versions of it; `words` are all names that a save of it could hold."""

    machine: Machine
    later: tuple[Machine, ...]
    documents: tuple[Document, ...]
    words: tuple[str, ...]

    def __repr__(self) -> str:
        """Name the story: hypothesis tells it beside a file that fails."""
        return self.machine.story.id


@cache
def worlds() -> tuple[World, ...]:
    """Return two small stories with many saves of both formats, and the shipped one with a few."""
    small = [_small_world(texts, path) for texts, path in ((LANTERN, "lantern"), (GLASS, "rich"), (EARLY, "early"))]
    recorded = [_recorded(path) for path in ("desperado/tale_1.json", "desperado/restored_and_played.json")]
    return (*small, World(shipped(), (), tuple(recorded), _words(shipped().story)))


def _small_world(texts: dict[str, str], path: str) -> World:
    story = load_text(texts).story
    assert story is not None
    machine = Machine(story)
    chance = random.Random(path)  # the same every time
    changed = [made for _ in range(3 * _CHANGED) if (made := edited(texts, chance)) is not None]
    later = tuple(each for _, each, _ in changed)[:_CHANGED]
    games = [play_on(machine, Playthrough.begin(machine), chance, 20) for _ in range(_GAMES)]
    saves = [make_save(story, game, None, "a label", TIME, GAME) for game in games]
    saves += [_restored(machine, save) for save in saves]
    documents = [json.loads(encode(save)) for save in saves]
    documents += [_recorded(f"{path}/{file.name}") for file in sorted((RECORDED / path).glob("*.json"))]
    words = dict.fromkeys((*_words(story), *(word for each in later for word in _words(each.story))))
    return World(machine, later, tuple(documents), tuple(words))


def _restored(machine: Machine, save: Save) -> Save:
    """Return a save of the same game that starts where it is, as if its choices had been forgotten."""
    resumed = resume(machine, save, "")
    base = name_state(machine.story, resumed.playthrough.state)
    start = resumed.playthrough._replace(steps=resumed.playthrough.steps[-1:], choices=(), undone=(), branches=())
    return make_save(machine.story, start, base, "a label", TIME, GAME)


def _recorded(path: str) -> Document:
    document: Document = json.loads((RECORDED / path).read_text(encoding="utf-8"))
    return document


def _words(story: Story) -> tuple[str, ...]:
    scenes, items, places = story.scenes, [each.id for each in story.items], [each.id for each in story.places]
    words = [
        *scenes,
        *(choice.id for scene in scenes.values() for choice in scene.choices),
        "take_back",
        "let_stand",
        "",
    ]
    words += [f"move {item} {place}" for item in items[:3] for place in places]
    words += [*items, *places, *(key_of(slot) for slot in story.slots)]
    words += [label for slot in story.slots for label in slot.labels]
    return tuple(words)


# -- parts that are put in the place of others -------------------------------------------------------------------------

_NUMBERS = some.sampled_from((0, 1, 2, 3, -1, 4, 7, 255, 2**31, 2**63, -(2**64), 10**30))
_LETTERS = some.text(max_size=6) | some.sampled_from(
    ("", "\0", "\x1b[2J", "\u202e", "\u2028", "\ud800", "\U0001f3ba", "é")
)
_LEAVES = some.none() | some.booleans() | _NUMBERS | _LETTERS
_PARTS = some.recursive(
    _LEAVES,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(("", "scene", "after")), inner),
    max_leaves=5,
)
_OFTEN_SMALL = some.sampled_from((1, 1, 1, 2, 2, 3, 90))
_LONG = some.sampled_from((2, 500, 70_000))


def _place(draw: Draw, document: Document) -> tuple[Any, Any]:
    """Return a mapping or list somewhere in the document, and a key or index of it."""
    holder: Any = document
    while True:
        key = draw(some.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or not draw(some.integers(0, 3)):
            return holder, key
        holder = inner


def _edit(draw: Draw, document: Document, words: some.SearchStrategy[str]) -> None:
    """Change one part of a document; an empty document stays as it is."""
    if not document:
        return
    holder, key = _place(draw, document)
    kind = draw(some.sampled_from(("part", "number", "word", "remove", "copy", "repeat", "rename", "nest", "long")))
    if kind == "remove":
        del holder[key]
    elif kind in ("repeat", "rename"):
        _edit_around(draw, holder, key, words, is_repeat=kind == "repeat")
    else:
        holder[key] = _replacement(draw, document, holder[key], kind, words)


def _replacement(draw: Draw, document: Document, part: object, kind: str, words: some.SearchStrategy[str]) -> object:
    if kind == "copy":
        other, key = _place(draw, document)
        return copy.deepcopy(other[key])
    if kind == "nest":
        for _ in range(draw(_OFTEN_SMALL)):
            part = [part]
        return part
    if kind == "long":
        return draw(words) * draw(_LONG)
    return draw({"part": _PARTS, "number": _NUMBERS, "word": words}[kind])


def _edit_around(draw: Draw, holder: Any, key: Any, words: some.SearchStrategy[str], *, is_repeat: bool) -> None:  # noqa: ANN401  # of JSON
    """Repeat a part, or put it under another name."""
    if isinstance(holder, dict):
        holder[draw(words)] = copy.deepcopy(holder[key]) if is_repeat else holder.pop(key)
    elif is_repeat:
        holder[key:key] = [holder[key]] * draw(_OFTEN_SMALL)
    else:
        holder.insert(key, draw(words))


# -- the strategies ----------------------------------------------------------------------------------------------------


@some.composite
def nearly_saves(draw: Draw) -> tuple[World, bytes]:
    """Return a file that was a save before some edits, and the world that it belongs to."""
    world = draw(some.sampled_from(worlds()))
    document = copy.deepcopy(draw(some.sampled_from(world.documents)))
    if draw(some.booleans()):
        stories = [each.story for each in (world.machine, *world.later)]
        document["story"]["fingerprint"] = draw(some.sampled_from([story.fingerprint for story in stories]))
    words = some.sampled_from(world.words)
    for _ in range(draw(some.integers(0, 4))):
        _edit(draw, document, words)
    if draw(some.booleans()):
        document |= {"base": copy.deepcopy(document.get("state")), "choices": [], "undone": []}  # it starts where it is
        document |= {"branches": []} if document.get("format") == 2 else {}
    return world, written(document, is_sealed=draw(some.integers(0, 5)) > 0)


def written(document: Mapping[str, Any], *, is_sealed: bool = True) -> bytes:
    """Return a document as a file; a checksum is renewed if its format has one."""
    text = sealed(document) if is_sealed and document.get("format") != 1 else json.dumps(document)
    return text.encode()


@some.composite
def spoiled_bytes(draw: Draw) -> tuple[World, bytes]:
    """Return the bytes of a save with pieces cut out of them and others put in, and the world that it belongs to."""
    world = draw(some.sampled_from(worlds()))
    raw = written(draw(some.sampled_from(world.documents)))
    pieces = some.binary(max_size=8) | some.sampled_from(
        (b"\xef\xbb\xbf", b"\xff\xfe", b"{", b"[" * 50_000, b"\\u", b'"', b"1e9")
    )
    for at, gone, piece in draw(
        some.lists(some.tuples(some.integers(0, len(raw)), some.integers(0, 30), pieces), max_size=4)
    ):
        raw = raw[:at] + piece + raw[at + gone :]
    return world, raw


def in_other_words(value: object, chance: random.Random) -> str:
    """Return a value as JSON in another form: other blanks, keys in another order, any letter escaped."""
    blank = chance.choice(("", "", " ", "\n", "\t\r\n"))
    if isinstance(value, dict):
        pairs = list(value.items())
        chance.shuffle(pairs)
        inside = ("," + blank).join(
            f"{in_other_words(key, chance)}{blank}:{in_other_words(each, chance)}" for key, each in pairs
        )
        return f"{{{blank}{inside}{blank}}}"
    if isinstance(value, list):
        return "[" + ("," + blank).join(in_other_words(each, chance) for each in value) + blank + "]"
    if isinstance(value, str):
        return '"' + "".join(_letter(letter, chance) for letter in value) + '"'
    return json.dumps(value)


def _letter(letter: str, chance: random.Random) -> str:
    if chance.random() < 0.8:
        return json.dumps(letter, ensure_ascii=False)[1:-1]
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
