"""Format 1, which Desperado 1.0 wrote: it is read for ever. Only a save that came in this format is written in it.

    {"format": 1,
     "story": {"id": "desperado", "version": "1.0.0", "fingerprint": "0123456789abcdef"},
     "label": "The Bar: The counter", "time": "2026-11-22T10:00:00Z",
     "base": null, "choices": ["tale.bar.small", …], "undone": [],
     "state": {"scene": "bar.counter", "values": {"counter heat": 2, …}, "stack": [], "fallen": null}}

All values are numbers: words and places by their position in the story's order. A value is left out when it is the one
at which its slot starts. Both can be understood only with the version of the story (`orders.py`).
"""

from __future__ import annotations

from ..model.story import TRUTHS
from .saved import Save, SavedState, Value
from .state_parts import read_state, write_state
from .strict_json import Malformed, items, mapping, whole_number, word

NUMBER = 1
_KEYS = frozenset(("format", "story", "label", "time", "base", "choices", "undone", "state"))
_ABOUT = frozenset(("id", "version", "fingerprint"))
_TRUTHS = tuple(f"{kind} " for kind in sorted(TRUTHS))


def read_format_1(document: dict[str, object]) -> Save:
    """Return the save that a document of this format is; raises Malformed."""
    mapping(document, _KEYS, "it does not follow its format")
    about = mapping(document["story"], _ABOUT, "it does not say which story it belongs to")
    base = document["base"]
    return Save(
        format=NUMBER,
        story=word(about["id"]),
        version=word(about["version"]),
        fingerprint=word(about["fingerprint"]),
        game="",
        label=word(document["label"]),
        time=word(document["time"]),
        base=None if base is None else _state(base),
        choices=items(document["choices"], word, "its choices are not a list"),
        undone=items(document["undone"], word, "its choices are not a list"),
        branches=(),
        titles={},
        state=_state(document["state"]),
    )


def write_format_1(save: Save) -> dict[str, object]:
    """Return the document of a save that was read in this format."""
    return {
        "format": NUMBER,
        "story": {"id": save.story, "version": save.version, "fingerprint": save.fingerprint},
        "label": save.label,
        "time": save.time,
        "base": write_state(_as_numbers(save.base)),
        "choices": list(save.choices),
        "undone": list(save.undone),
        "state": write_state(_as_numbers(save.state)),
    }


def _as_numbers(state: SavedState | None) -> SavedState | None:
    if state is None:
        return None
    values = {key: int(value) if isinstance(value, bool) else value for key, value in state.values.items()}
    return state._replace(values=values, fallen=_as_numbers(state.fallen))


def _state(value: object) -> SavedState:
    return read_state(value, _value)


def _value(key: str, value: object) -> Value:
    number = whole_number(value)
    if not key.startswith(_TRUTHS):
        return number
    if number not in (0, 1):
        raise Malformed("a value in it is neither true nor false")
    return bool(number)
