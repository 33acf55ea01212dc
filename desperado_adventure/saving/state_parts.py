"""Reading and writing a saved state as a part of a file: what all formats have in common."""

from __future__ import annotations

from collections.abc import Callable

from ..model.state import Entry, Frame
from .saved import SavedState, Value
from .strict_json import Malformed, items, mapping, truth, word

_NOT_A_STATE = "its state is not a state"
_NOT_A_CUTAWAY = "its cutaways are not cutaways"
_STATE = frozenset(("scene", "values", "stack", "fallen"))


def read_state(value: object, read_value: Callable[[str, object], Value], *, may_fall: bool = True) -> SavedState:
    """Return a state; `read_value` reads a value from its key and what stands there. Raises Malformed."""
    document = mapping(value, _STATE, _NOT_A_STATE)
    values = mapping(document["values"], None, _NOT_A_STATE)
    fallen = document["fallen"]
    if fallen is not None and not may_fall:
        raise Malformed("it dies twice at once")
    return SavedState(
        word(document["scene"]),
        {word(key): read_value(key, each) for key, each in values.items()},
        items(document["stack"], _read_frame, _NOT_A_CUTAWAY),
        None if fallen is None else read_state(fallen, read_value, may_fall=False),
    )


def write_state(
    state: SavedState | None, write_value: Callable[[str, Value], Value] = lambda _, value: value
) -> object:
    """Return what stands in the file for a state; `write_value` returns what stands there for a value under a key."""
    if state is None:
        return None
    stack = [_write_frame(frame) for frame in state.stack]
    values = {key: write_value(key, value) for key, value in state.values.items()}
    return {"scene": state.scene, "values": values, "stack": stack, "fallen": write_state(state.fallen, write_value)}


def _read_frame(value: object) -> Frame:
    if not isinstance(value, dict) or value.keys() not in ({"scene", "arrives"}, {"scene", "arrives", "continues"}):
        raise Malformed(_NOT_A_CUTAWAY)
    arrives, continues = truth(value["arrives"]), truth(value.get("continues", False))
    if arrives and continues:
        raise Malformed(_NOT_A_CUTAWAY)
    return Frame(word(value["scene"]), Entry.ARRIVE if arrives else Entry.CONTINUE if continues else Entry.RESUME)


def _write_frame(frame: Frame) -> dict[str, object]:
    written: dict[str, object] = {"scene": frame.scene, "arrives": frame.entry is Entry.ARRIVE}
    return {**written, "continues": True} if frame.entry is Entry.CONTINUE else written
