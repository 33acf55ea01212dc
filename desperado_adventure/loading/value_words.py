"""The words that are printed for the values of a set variable, from `said:` beside its declaration.

    said: {noon: twelve o'clock}                                    words for a value
    said: {she: {they: she, them: her}, he: {they: he, them: him}}  words in forms, which each value must have

A value without words prints its own, with blanks for underscores.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType

from ..model import codes
from ..model.blanks import single_blanks
from ..model.story import Slot, SlotKind
from .shapes import Shapes
from .suggesting import did_you_mean
from .tree import Mapping, Node, Scalar
from .wording import has_words

Forms = MappingType[str, tuple[str, ...]]
"""The words of all values of a set by the name of the form; words without forms have the name ""."""

_SIGNS = re.compile(r"[{}|*\\]")


def own_words(slot: Slot) -> Forms:
    """Return what is printed for the values of a set whose author says nothing else."""
    return {"": tuple(label.replace("_", " ") for label in slot.labels)}


def read_said(shapes: Shapes, slot: Slot, key: Scalar, node: Node) -> Forms:
    """Return the forms that an author has declared for the values of a variable; what is wrong is reported."""
    if slot.kind is not SlotKind.SET:
        message = f"`{slot.name}` has no words."
        cure = "Only a set has. A number is printed as it is, and a flag is asked: `{warned: yes|no}`."
        shapes.report(codes.VALUE_NOT_ALLOWED, key, message, cure)
        return {}
    given: dict[str, dict[str, str]] = {}
    keys: dict[str, Scalar] = {}
    for word, (place, value) in shapes.free_mapping(node, "said").items():
        if word not in slot.labels:
            cure = did_you_mean(word, slot.labels) + f"It is one of {', '.join(slot.labels)}."
            shapes.report(codes.VALUE_NOT_ALLOWED, place, f"`{slot.name}` is never `{word}`.", cure)
            continue
        keys[word] = place
        given[word] = _forms(shapes, value)
    names = list(dict.fromkeys(name for forms in given.values() for name in forms))
    if names in ([], [""]):
        said = [given.get(label, {}).get("") or label.replace("_", " ") for label in slot.labels]
        return {"": tuple(said)}
    _must_be_alike(shapes, slot, key, keys, given, [name for name in names if name])
    return {name: tuple(given.get(label, {}).get(name, "") for label in slot.labels) for name in names if name}


def _must_be_alike(
    shapes: Shapes,
    slot: Slot,
    key: Scalar,
    keys: dict[str, Scalar],
    given: dict[str, dict[str, str]],
    names: list[str],
) -> None:
    """Report the values that lack a form which others have."""
    for label in slot.labels:
        missing = [name for name in names if name not in given.get(label, {})]
        if missing:
            message = f"`{label}` has no words for {', '.join(f'`{name}`' for name in missing)}."
            forms = ", ".join(f"{name}: …" for name in names)
            cure = f"Every word of `{slot.name}` needs the same forms: `{label}: {{{forms}}}`."
            shapes.report(codes.MISSING_KEY, keys.get(label, key), message, cure)


def _forms(shapes: Shapes, node: Node) -> dict[str, str]:
    if not isinstance(node, Mapping):
        words = _words(shapes, node)
        return {"": words} if words else {}
    return {name: _words(shapes, value) for name, (_, value) in shapes.free_mapping(node, "A word of `said`").items()}


def _words(shapes: Shapes, node: Node) -> str:
    """Return words that are printed as they are, "" if there are none; reported then."""
    words = single_blanks(shapes.short_text(node).value)
    if isinstance(node, Scalar) and node.value and not has_words(words):
        shapes.report(codes.WRONG_KIND_OF_VALUE, node, "A value without words cannot be printed.", "Write some.")
    elif sign := _SIGNS.search(words):
        message = f"`{sign.group()}` has no meaning here: these words are printed as they are."
        cure = "What varies is written in the text: `{hour: noon: …|else: …}`."
        shapes.report(codes.VALUE_NOT_ALLOWED, node, message, cure)
    return words
