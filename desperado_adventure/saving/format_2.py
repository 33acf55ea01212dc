"""Format 2, which this version writes: readable JSON, its values by words, with a checksum.

    {"format": 2,
     "story": {"id": "desperado", "version": "1.0.0", "fingerprint": "0123456789abcdef"},
     "game": "89abcdef01234567",           the same in all saves of one game
     "label": "The Bar: The counter", "time": "2026-11-22T10:00:00Z",
     "base": null,                          the state from which the choices start; null is the story's beginning
     "choices": ["tale.bar.small", …],
     "undone": [],                          what a redo would take again, the last of it first
     "branches": [{"after": 3, "choices": ["bar.door.in", …]}],
     "typed": {},                           names that the player typed (`typed_words.py`)
     "titles": {"item guitar": "the guitar", "place case": "The guitar case"},
     "state": {"scene": "bar.counter", "stack": [], "fallen": null,
               "values": {"counter heat": 2, "set hour": "noon", "item guitar": "case", "flag warned": true, …}},
     "checksum": "…"}

A branch is a road that was undone and left for another: it begins with the first `after` of the choices. What a value
can be, `saved.py` says. The checksum is SHA-256, in hexadecimal digits, over the document without it as JSON in UTF-8
with sorted keys and no blanks: so it does not depend on how the file is laid out.
"""

from __future__ import annotations

import json
import re

from ..model import limits
from ..model.story import TRUTHS, SlotKind
from .saved import Road, Save, SavedState, Value
from .slot_values import ORDERED
from .state_parts import read_state, write_state
from .strict_json import Malformed, items, mapping, truth, whole_number, word
from .typed_words import TypedWords, is_typed, typed_words, with_numbers, with_words

NUMBER = 2
MOST_CHOICES = limits.SAVED_CHOICES.most

_KEYS = frozenset((
    "format", "story", "game", "label", "time", "base", "choices", "undone", "branches", "typed", "titles", "state",
    "checksum",
))  # fmt: skip
_ABOUT = frozenset(("id", "version", "fingerprint"))
_BRANCH = frozenset(("after", "choices"))
_GAME = re.compile(r"([0-9a-f]{16})?\Z")
_NOT_A_LIST = "its choices are not a list"


class Unknown(Exception):  # named by what happened, as StopIteration is
    """The save has something that only a later version understands."""


def write_format_2(save: Save) -> dict[str, object]:
    """Return the document of a save."""
    typed = typed_words((save.state, save.base))

    def write(state: SavedState | None) -> object:
        return write_state(state, lambda key, value: with_numbers(key, value, typed))

    document: dict[str, object] = {
        "format": NUMBER,
        "story": {"id": save.story, "version": save.version, "fingerprint": save.fingerprint},
        "game": save.game,
        "label": save.label,
        "time": save.time,
        "base": write(save.base),
        "choices": list(save.choices),
        "undone": list(save.undone),
        "branches": [_write_branch(road, save.choices) for road in save.branches],
        "typed": {name: list(words) for name, words in typed.items()},
        "titles": dict(save.titles),
        "state": write(save.state),
    }
    return {**document, "checksum": _checksum(document)}


def read_format_2(document: dict[str, object]) -> Save:
    """Return the save that a document of this format is; raises Malformed or Unknown."""
    mapping(document, _KEYS, "it does not follow its format")
    about = mapping(document["story"], _ABOUT, "it does not say which story it belongs to")
    game, base = word(document["game"]), document["base"]
    typed = _read_typed(document["typed"])
    if not _GAME.match(game):
        raise Malformed("it does not say which game it belongs to")
    choices = items(document["choices"], word, _NOT_A_LIST)
    titles = mapping(document["titles"], None, "its titles are not by names")
    save = Save(
        format=NUMBER,
        story=word(about["id"]),
        version=word(about["version"]),
        fingerprint=word(about["fingerprint"]),
        game=game,
        label=word(document["label"]),
        time=word(document["time"]),
        base=None if base is None else _state(base, typed),
        choices=choices,
        undone=items(document["undone"], word, _NOT_A_LIST),
        branches=_read_branches(document["branches"], choices),
        titles={word(key): word(title) for key, title in titles.items()},
        state=_state(document["state"], typed),
    )
    if document["checksum"] != _checksum({key: value for key, value in document.items() if key != "checksum"}):
        raise Malformed("its checksum is wrong, so something in it is not what was saved")
    if typed != typed_words((save.state, save.base)):
        raise Unknown
    return save


def is_too_long(save: Save) -> bool:
    """Whether the save has more choices than can be read again."""
    return sum(map(len, save.branches)) > MOST_CHOICES


def _checksum(document: dict[str, object]) -> str:
    from hashlib import sha256  # noqa: PLC0415  # not before the first scene is on the screen

    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        return sha256(canonical.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise Malformed("a part of it is half a character") from error


def _write_branch(road: Road, choices: Road) -> dict[str, object]:
    after = next((index for index, pair in enumerate(zip(road, choices, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(road), len(choices)) if after is None else after
    return {"after": shared, "choices": list(road[shared:])}


def _read_branches(value: object, choices: Road) -> tuple[Road, ...]:
    left = MOST_CHOICES

    def branch(each: object) -> Road:
        nonlocal left
        document = mapping(each, _BRANCH, "its branches are not branches")
        after, rest = whole_number(document["after"]), items(document["choices"], word, _NOT_A_LIST)
        if not 0 <= after <= len(choices):
            raise Malformed("a branch in it begins where there is no choice")
        left -= after + len(rest)
        if left < 0:
            raise Malformed(f"its branches have more than {MOST_CHOICES:,} choices")
        return (*choices[:after], *rest)

    return items(value, branch, "its branches are not a list")


def _read_typed(value: object) -> TypedWords:
    """Return what the player typed; raises Unknown if it is not written as this version writes it."""
    try:
        return {word(name): items(words, word, "") for name, words in mapping(value, None, "").items()}
    except Malformed as error:
        raise Unknown from error


def _state(value: object, typed: TypedWords) -> SavedState:
    return read_state(value, lambda key, each: _value(key, each, typed))


def _value(key: str, value: object, typed: TypedWords) -> Value:
    """Return a value of the kind that its key says; a kind that is not known has numbers."""
    if is_typed(key):
        return with_words(key, whole_number(value), typed)
    kind = key.partition(" ")[0]
    if kind in TRUTHS:
        return truth(value)
    if kind == SlotKind.ITEM and value is None:
        return None
    return word(value) if kind in ORDERED else whole_number(value)
