"""The declaration of a name that the player types: `hero: {name: Nobody, words: [bucho, carolina]}`.

It becomes two slots; `model.typed_names` says why.
"""

from __future__ import annotations

from ..model import codes, limits
from ..model.blanks import single_blanks
from ..model.story import Slot, SlotKind
from ..model.typed_names import ANOTHER_NAME, LARGEST, UNNAMED
from .plain_words import check_plain_words
from .shapes import Shapes
from .tree import Entries

_NOT_WITH_A_NAME = ("range", "start", "words_were")


def read_name(name: str, entries: Entries, shapes: Shapes) -> Slot | None:
    """Return the slot that says which of the given words a name is; its first label is printed before there is one."""
    for other in _NOT_WITH_A_NAME:
        if other in entries:
            message = f"`{name}` has `name` and `{other}`."
            shapes.report(codes.VALUE_NOT_ALLOWED, entries[other][0], message, f"A name is typed: take `{other}` out.")
    words = shapes.words(entries["words"][1], f"The name `{name}`") if "words" in entries else []
    given = tuple(dict.fromkeys(word.value for word in words if shapes.is_id(word)))
    if not shapes.at_most(limits.VALUES, len(given), entries["name"][0], cure="compare it with fewer words"):
        return None
    unnamed = shapes.short_text(entries["name"][1])
    check_plain_words(shapes, unnamed, "Write the words that are printed before there is a name.")
    labels = (single_blanks(unnamed.value), *given, ANOTHER_NAME)
    return Slot(name=name, kind=SlotKind.NAME, low=UNNAMED, high=len(labels) - 1, start=UNNAMED, labels=labels)


def typed_slot(slot: Slot) -> Slot:
    """Return the slot of what the player types, for the slot that `read_name` has made."""
    return Slot(
        name=slot.name,
        kind=SlotKind.TYPED,
        low=UNNAMED,
        high=LARGEST,
        start=UNNAMED,
        labels=slot.labels[:1],
        was=slot.was,
        mark=slot.mark,
    )
