"""Words for the numbers in saves of format 1: the order of the story version that made them, where it is known.

It is known of a story that has not changed since, and of every version of the shipped story that was played with this
format. Those are told by their fingerprints, because their version number was always the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..engine.varying_titles import Titles
from ..model.story import SlotKind, Story
from .saved import Save, SavedState, Value
from .slot_values import ALWAYS_SAVED, key_of, word_of


class Order(NamedTuple):
    """What a version of a story says about its numbers.

    `words` are the words of each set and item by its key; position 0 of an item is nowhere. `starts` are the values
    that format 1 leaves out. `titles` are those of a save.
    """

    words: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, Value]
    titles: Mapping[str, str]


def order_of(story: Story) -> Order:
    """Return the order of a story."""
    return Order(
        words={key_of(slot): slot.labels for slot in story.slots if slot.labels},
        starts={key_of(slot): word_of(slot, slot.start) for slot in story.slots if slot.kind in ALWAYS_SAVED},
        titles=Titles(story).by_key(None),
    )


def known_order(save: Save, story: Story) -> Order | None:
    """Return the order of the story version that a save was made with; None when it is not known."""
    return order_of(story) if save.fingerprint == story.fingerprint else _RELEASED.get(save.fingerprint)


def in_words(save: Save, order: Order) -> Save:
    """Return a save of format 1 with words for its numbers; raises LookupError when a number has no word."""
    base = None if save.base is None else _state_in_words(save.base, order)
    return save._replace(base=base, state=_state_in_words(save.state, order), titles=order.titles)


def _state_in_words(state: SavedState, order: Order) -> SavedState:
    said = {key: _word(key, value, order) for key, value in state.values.items()}
    fallen = None if state.fallen is None else _state_in_words(state.fallen, order)
    return state._replace(values={**order.starts, **said}, fallen=fallen)


def _word(key: str, value: Value, order: Order) -> Value:
    words = order.words.get(key)
    if words is None or not isinstance(value, int):
        return value
    if not 0 <= value < len(words):
        raise LookupError(key)
    return None if not value and key.startswith(f"{SlotKind.ITEM} ") else words[value]


# -- the shipped story, as long as its saves had format 1 --------------------------------------------------------------

_PLACES = {
    "case": "The guitar case",
    "sleeves": "Your sleeves",
    "pockets": "Your pockets",
    "bed": "On the bed",
    "trunk": "The trunk of the car",
}
_ITEMS = {
    "guitar": "the guitar",
    "shotgun": "the sawn-off shotgun",
    "pistols": "the two big pistols",
    "rigs": "the spring pistols",
    "cartridges": "a box of cartridges",
    "photograph": "a school photograph",
    "knife": "a throwing knife",
    "bills": "a roll of bills",
    "codpiece": "a belt with a surprise in the buckle",
}
_SETS = {
    "hour": ("night", "morning", "noon", "dusk"),
    "teller": ("american", "boy", "carolina"),
    "survivor": ("chucho", "contador", "lalo"),
    "american": ("here", "dead", "away"),
    "tail": ("loose", "dead", "spared"),
    "first_sight": ("blood", "gun", "tune"),
    "errand": ("none", "medicine", "watch", "guitar"),
    "money": ("unknown", "known", "saved", "burned"),
    "aimed": ("no", "shook", "wept", "laughed"),
    "boy_fate": ("well", "shot", "healing", "dead"),
    "campa_last": ("none", "joke", "song", "shield"),
    "quino_last": ("none", "silence", "wall", "shield"),
    "bar_hand": ("none", "rigs", "pistols", "shotgun", "theirs"),
    "bar_spot": ("open", "counter", "jukebox"),
    "ranch_said": ("nothing", "name", "her"),
}
_COUNTERS = (
    "legend", "heat", "wounds", "mercy", "carolina", "boy", "doubt", "taken_back", "bar_shots", "rooftops_arms",
)  # fmt: skip
_FLAGS = (
    "warned", "string", "spared_bar", "promise", "bucho_knows", "told_her", "bar_bottle", "bar_saw", "bar_gone",
    "church_ware", "alley_whistled", "rooftops_her", "rooftops_books", "showdown_open", "showdown_tins",
    "showdown_pipe", "ranch_hers",
)  # fmt: skip
_DESPERADO = Order(
    words={
        **{f"set {name}": words for name, words in _SETS.items()},
        **{f"item {name}": ("nowhere", *_PLACES) for name in _ITEMS},
    },
    starts={
        **{f"set {name}": words[0] for name, words in _SETS.items()},
        **{f"item {name}": None for name in _ITEMS},
        **{f"counter {name}": 0 for name in _COUNTERS},
        **{f"flag {name}": False for name in _FLAGS},
    },
    titles={
        **{f"item {name}": title for name, title in _ITEMS.items()},
        **{f"place {name}": title for name, title in _PLACES.items()},
    },
)
_RELEASED = dict.fromkeys(
    (
        "85395c52f71fd61b", "111370da53fc4377", "277ba94eb7763f1e", "c70d489a0b839c30", "c9dfd0ef7a451ca4",
        "5d1d867ebb31430c", "01c4e4fea7c8ef61", "9a53d875fd12d57c", "e146631fdc003d34", "2cb8759b0e7e14df",
        "e1f7563e5a6e0766", "283af9d6b06c08fb", "dd0ef70d4e227b94", "0da79e6d93253dc7",
    ),
    _DESPERADO,
)  # fmt: skip
"""The orders by fingerprint. No version has put a word or a place before another; `dead` was the last of its set."""
