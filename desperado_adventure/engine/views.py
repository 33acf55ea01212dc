"""What the machine answers with: steps, events, views, options; and its one way to say no."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ..model.state import State
from ..model.text import Run


class Passage(NamedTuple):
    """A paragraph as it reads now: the speaker's id ("" for the narrator), its runs, and its words without style."""

    speaker: str
    runs: tuple[Run, ...]
    plain: str


class Option(NamedTuple):
    """A choice as it is offered now. `barred` is the reason when it is not open, else ""."""

    id: str
    say: str
    open: bool
    barred: str = ""


class Contents(NamedTuple):
    """A place by its id, the ids of the items in it, and how much room is left."""

    place: str
    items: tuple[str, ...]
    room: int


class Move(NamedTuple):
    """An item, and a place that it can be moved to, by their ids."""

    item: str
    place: str


class Packing(NamedTuple):
    """What a packing scene allows: its places with what is in them, and the moves that are possible now."""

    places: tuple[Contents, ...]
    moves: tuple[Move, ...]


class View(NamedTuple):
    """What the player sees in a state: the scene's whole text and the options. `ending` is a title or ""."""

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


class Arrived(NamedTuple):
    """A scene was entered (told or merely passed through)."""

    scene: str


class Moved(NamedTuple):
    """An item is somewhere else now; "" is nowhere."""

    item: str
    origin: str
    place: str


class Sung(NamedTuple):
    """The corrido has grown by these quatrains; `source` is the scene or choice they belong to."""

    source: str
    quatrains: tuple[str, ...]


class TakenBack(NamedTuple):
    """A death was taken back; `scene` is where the story goes on."""

    scene: str


class Ended(NamedTuple):
    """An ending was reached, by the id of its scene."""

    scene: str


Event: TypeAlias = "Told | Arrived | Moved | Sung | TakenBack | Ended"


class Step(NamedTuple):
    """What a choice led to: the new state, and what happened on the way, in order."""

    state: State
    events: tuple[Event, ...]


class Refusal(StrEnum):
    """Why the machine will not take a choice, or cannot undo or redo one.

    UNKNOWN: there is no such choice here. CLOSED: it is hidden. MOVE: the item cannot be moved there. ENDED: there is
    nothing to choose after an ending. The words are part of the keys of the player's sentences.
    """

    UNKNOWN = "unknown"
    BARRED = "barred"
    CLOSED = "closed"
    MOVE = "move"
    ENDED = "ended"
    UNDO = "undo"
    REDO = "redo"


class Refused(Exception):
    """The machine will not: `reason` is a Refusal, or a word of the same kind from whoever asks the machine.

    `subject` is the choice, item or place; `detail` the author's own words (why a choice is barred), or "".
    The sentence for the player is the terminal's to find.
    """

    def __init__(self, reason: StrEnum, subject: str, detail: str = "") -> None:
        """Keep the parts; the text is only for a developer's eyes."""
        super().__init__(f"{reason}: {subject} {detail}".strip())
        self.reason = reason
        self.subject = subject
        self.detail = detail
