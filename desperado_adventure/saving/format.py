"""The format of a save: readable JSON, and a strict reader for it.

    {"format": 1,
     "story": {"id": "desperado", "version": "1.0.0", "fingerprint": "0123456789abcdef"},
     "label": "The Bar: The counter", "time": "2026-11-22T10:00:00Z",
     "base": null,                      the state from which the choices start; null is the story's beginning
     "choices": ["tale.bar.small", …], "undone": [],
     "state": {"scene": "bar.counter", "values": {"counter heat": 2, …}, "stack": [], "fallen": null}}

A value is stored under its slot's kind and name, and left out when it is the slot's start value. The choices rebuild
every state of the playthrough, so that undo reaches the start. The stored state is for a story that has changed.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from ..engine import Playthrough
from ..model.byte_order_mark import without_mark
from ..model.state import Entry, Frame, State
from ..model.story import Story
from .refusals import Reason, SaveProblem

FORMAT = 1
LARGEST = 4_000_000
_LONGEST_LIST = 100_000
_LONGEST_WORD = 400


class SavedState(NamedTuple):
    """A state by names. `values` holds those that differ from the slot's start value, by "kind name"."""

    scene: str
    values: dict[str, int]
    stack: tuple[Frame, ...]
    fallen: SavedState | None


class Save(NamedTuple):
    """The content of a save file: every part is checked by itself, but not yet against a story."""

    story: str
    version: str
    fingerprint: str
    label: str
    time: str
    base: SavedState | None
    choices: tuple[str, ...]
    undone: tuple[str, ...]
    state: SavedState


def name_state(story: Story, state: State) -> SavedState:
    """Return the state by names."""
    values = {
        f"{slot.kind} {slot.name}": value
        for slot, value in zip(story.slots, state.values, strict=True)
        if value != slot.start
    }
    fallen = name_state(story, state.fallen) if state.fallen is not None else None
    return SavedState(state.scene, values, state.stack, fallen)


def make_save(story: Story, playthrough: Playthrough, base: SavedState | None, label: str, time: str) -> Save:
    """Return the save of a playthrough; `time` is ISO 8601 in UTC."""
    return Save(
        story=story.id,
        version=story.version,
        fingerprint=story.fingerprint,
        label=label,
        time=time,
        base=base,
        choices=playthrough.choices,
        undone=playthrough.undone,
        state=name_state(story, playthrough.state),
    )


def encode(save: Save) -> bytes:
    """Return the file's content."""
    document = {
        "format": FORMAT,
        "story": {"id": save.story, "version": save.version, "fingerprint": save.fingerprint},
        "label": save.label,
        "time": save.time,
        "base": _encode_state(save.base),
        "choices": list(save.choices),
        "undone": list(save.undone),
        "state": _encode_state(save.state),
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _encode_state(state: SavedState | None) -> object:
    if state is None:
        return None
    stack = [_encode_frame(frame) for frame in state.stack]
    return {"scene": state.scene, "values": state.values, "stack": stack, "fallen": _encode_state(state.fallen)}


def _encode_frame(frame: Frame) -> dict[str, object]:
    encoded: dict[str, object] = {"scene": frame.scene, "arrives": frame.entry is Entry.ARRIVE}
    return {**encoded, "continues": True} if frame.entry is Entry.CONTINUE else encoded


class _Malformed(Exception):  # named by what happened, as StopIteration is
    """A part of the file does not follow the format."""


def decode(raw: bytes, name: str) -> Save:
    """Return the save that a file's content holds; raises SaveProblem, and nothing else, for any other bytes."""
    if len(raw) > LARGEST:
        raise SaveProblem(Reason.DAMAGED, name, f"it has {len(raw):,} bytes, and a save has at most {LARGEST:,}")
    try:
        text = without_mark(raw.decode("utf-8"))
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_no_float)
        return _read_document(document, name)
    except _Malformed as error:
        raise SaveProblem(Reason.DAMAGED, name, str(error)) from error
    except RecursionError as error:
        raise SaveProblem(Reason.DAMAGED, name, "it is nested too deeply") from error
    except ValueError as error:
        raise SaveProblem(Reason.DAMAGED, name, "it is not JSON in UTF-8") from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise _Malformed("a key stands in it twice")
    return entries


def _no_constant(text: str) -> object:
    raise _Malformed(f"{text} stands in it")


def _no_float(text: str) -> object:
    raise _Malformed(f"the number {text[:20]} stands in it, and a save has whole numbers only")


def _read_document(document: object, name: str) -> Save:
    if not isinstance(document, dict):
        raise _Malformed("it is not a save")
    number = document.get("format")
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        raise SaveProblem(Reason.NEWER, name, str(number))
    if number != FORMAT or isinstance(number, bool):
        raise _Malformed("it has no format number")
    wanted = {"format", "story", "label", "time", "base", "choices", "undone", "state"}
    if document.keys() != wanted:
        odd = sorted(document.keys() ^ wanted)
        raise _Malformed(f"`{odd[0][:40]}` is missing from it or has no place in it")
    about = document["story"]
    if not isinstance(about, dict) or about.keys() != {"id", "version", "fingerprint"}:
        raise _Malformed("it does not say which story it belongs to")
    base = document["base"]
    return Save(
        story=_word(about["id"]),
        version=_word(about["version"]),
        fingerprint=_word(about["fingerprint"]),
        label=_word(document["label"]),
        time=_word(document["time"]),
        base=None if base is None else _state(base),
        choices=_words(document["choices"]),
        undone=_words(document["undone"]),
        state=_state(document["state"]),
    )


def _word(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_WORD:
        raise _Malformed("a part of it is not the text that it should be")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _Malformed("a part of it is half a character") from error
    return value


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _LONGEST_LIST:
        raise _Malformed("its choices are not a list")
    return tuple(_word(each) for each in value)


def _state(value: object, *, may_fall: bool = True) -> SavedState:
    if not isinstance(value, dict) or value.keys() != {"scene", "values", "stack", "fallen"}:
        raise _Malformed("its state is not a state")
    values, stack, fallen = value["values"], value["stack"], value["fallen"]
    if not isinstance(values, dict) or not isinstance(stack, list) or len(stack) > _LONGEST_WORD:
        raise _Malformed("its state is not a state")
    for number in values.values():
        if not isinstance(number, int) or isinstance(number, bool):
            raise _Malformed("a value in it is not a whole number")
    if fallen is not None and not may_fall:
        raise _Malformed("it dies twice at once")
    before = None if fallen is None else _state(fallen, may_fall=False)
    return SavedState(
        _word(value["scene"]), {_word(key): values[key] for key in values}, tuple(map(_frame, stack)), before
    )


def _frame(value: object) -> Frame:
    if not isinstance(value, dict) or value.keys() not in ({"scene", "arrives"}, {"scene", "arrives", "continues"}):
        raise _Malformed("its cutaways are not cutaways")
    arrives, continues = value["arrives"], value.get("continues", False)
    if not isinstance(arrives, bool) or not isinstance(continues, bool) or (arrives and continues):
        raise _Malformed("its cutaways are not cutaways")
    entry = Entry.ARRIVE if arrives else Entry.CONTINUE if continues else Entry.RESUME
    return Frame(_word(value["scene"]), entry)
