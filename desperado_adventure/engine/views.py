"""What the machine returns: steps, events, views and options; and `Refused`, the error that it raises."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ..model.state import State
from ..model.text import Run, Style


class Printed(NamedTuple):
    """Words that a text prints for a value. Where a sentence begins, their first letter becomes a capital."""

    text: str
    style: Style


class Passage(NamedTuple):
    """A paragraph as it is shown: the speaker's id ("" for the narrator), its runs, and its words without style.

    `name` is what the speaker is called, "" for the narrator. A line feed in a run, and in the words, breaks the line
    there. `joins` are the runs with which it continues the last paragraph of the step, before they were put in order
    (see `passages.py`); () for a paragraph that begins by itself.
    """

    speaker: str
    runs: tuple[Run, ...]
    plain: str
    name: str = ""
    joins: tuple[Run | Printed, ...] = ()


class Option(NamedTuple):
    """A choice as it is offered. `barred` is the reason when it is not open, else "".

    `asks` is the variable that holds the name for which it asks, or "". The player types the name when he takes it.
    """

    id: str
    say: str
    open: bool
    barred: str = ""
    asks: str = ""


class Contents(NamedTuple):
    """A place (its id), the ids of the items in it, and the room that is left."""

    place: str
    items: tuple[str, ...]
    room: int


class Move(NamedTuple):
    """The id of an item, and the id of a place that it can be moved to."""

    item: str
    place: str


class MoveBar(StrEnum):
    """Why an item cannot be moved to a place. The values are parts of the keys of the player's sentences.

    ABSENT: there is nothing to pack here, or the item is in none of the scene's places. THERE: it is in that place
    already. UNFIT: it does not go there, or the scene has no such place. FULL: there is not room enough for it.
    """

    ABSENT = "absent"
    THERE = "there"
    UNFIT = "unfit"
    FULL = "full"


class Packing(NamedTuple):
    """The places of a packing scene with their contents, and the moves that are possible."""

    places: tuple[Contents, ...]
    moves: tuple[Move, ...]


class View(NamedTuple):
    """What the player sees in a state: the scene's whole text, and the options. `ending` is its title or ""."""

    scene: str
    chapter: str
    title: str
    art: str
    text: tuple[Passage, ...]
    options: tuple[Option, ...]
    packing: Packing | None
    ending: str
    fall: bool


class Told(NamedTuple):
    """Words were told: a choice's text, a redirect's, or a scene's."""

    passages: tuple[Passage, ...]


class Opened(NamedTuple):
    """The story came from another chapter, or began: the chapter's id, its title, and the line on its card or ""."""

    chapter: str
    title: str
    card: str


class Arrived(NamedTuple):
    """The story arrived at a scene, even if it only passed through; `title` is its title then, "" for none.

    `goes_on` says that this is the next part of the scene that the story was in, which has the heading already.
    """

    scene: str
    title: str
    goes_on: bool = False


class Moved(NamedTuple):
    """An item was moved from one place to another, by their ids; "" is nowhere."""

    item: str
    origin: str
    place: str


class Sung(NamedTuple):
    """The corrido has got these quatrains; `source` is the id of the scene or choice that they belong to."""

    source: str
    quatrains: tuple[str, ...]


class TakenBack(NamedTuple):
    """A death was taken back; `scene` is the id of the scene in which the story goes on."""

    scene: str


class Ended(NamedTuple):
    """An ending was reached: the id of its scene, and its title."""

    scene: str
    title: str


Event: TypeAlias = "Told | Opened | Arrived | Moved | Sung | TakenBack | Ended"


class Step(NamedTuple):
    """What a choice led to: the new state, and the events on the way, in order."""

    state: State
    events: tuple[Event, ...]


class Refusal(StrEnum):
    """Why the machine refuses a choice, an undo or a redo.

    UNKNOWN: this scene has no such choice. CLOSED: the choice is hidden. MOVE: the item cannot be moved there. NAME:
    what was typed cannot be the name for which the choice asks; `detail` is a `NameBar`. ENDED: there is nothing to
    choose after an ending. UNDO, REDO: there is no choice to undo or to redo. The values are parts of the keys of the
    player's sentences.
    """

    UNKNOWN = "unknown"
    BARRED = "barred"
    CLOSED = "closed"
    MOVE = "move"
    NAME = "name"
    ENDED = "ended"
    UNDO = "undo"
    REDO = "redo"


class Refused(Exception):
    """The machine refuses. `reason` is a `Refusal`, or a member of another enum if a caller of the machine raises it.

    `subject` is the id of the choice, item or place. `detail` is why a choice is barred, in the author's words, for a
    move the place, else "". The terminal makes the sentence for the player.
    """

    def __init__(self, reason: StrEnum, subject: str, detail: str = "") -> None:
        """Keep the parts. The text of the exception is for developers only."""
        super().__init__(f"{reason}: {subject} {detail}".strip())
        self.reason = reason
        self.subject = subject
        self.detail = detail
