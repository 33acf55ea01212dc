"""`play --json`: how other programs play. Each line is one JSON object, in both directions.

Each turn writes `{"turn", "scene", "title", "text", "options", "status", "inventory", "events", "ending", "fall",
"saved"}`;
accepted are `{"choose": id}`, `{"do": "undo"|"redo"|"new"}`, `{"save": slot}`, `{"load": slot or kept game}`,
`{"move": item, "to": place}` and `{"quit": true}`. A command that is wrong, or that is refused because a game would be
lost, is answered with `{"error": sentence, "reason": word}` and changes nothing; the words are those of `Refusal`,
`Misunderstanding` and `saving.Reason`, such as "shelf_full".

What has become of saves stands in a turn under "saving", a list of objects, when there is anything to say:
`{"saving": "kept", "slot", "name"}`: the game that lay in the slot is on the shelf under that name;
`{"saving": "set_aside", "slot", "name"}`: what lay in the slot could not be used, and is a file of that name now;
`{"saving": "conflict", "slot", "copy"}`: another process plays in the slot, and this game goes on in the copy;
`{"saving": "unconfirmed", "slot"}`: the disk has not confirmed the save;
`{"saving": "not_saved", "reason"}`: the turn could not be saved. Each has a "sentence" for a person, too. "notices" are
other sentences of the program, for example on what became of a save of an earlier story.

`{"do": "saves"}` is answered with `{"slots": [...], "shelf": [...]}`, lists of `{"name", "label", "choices", "time"}`,
or `{"name", "problem"}` for a file that cannot be read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from ..engine import Refused
from ..engine.views import Arrived, Ended, Event, Moved, Sung, TakenBack, Told
from ..model.json_text import json_text
from ..saving import SaveProblem, Summary
from .answers import Command, Misunderstanding, Verb
from .blocks import Block, Notice, Saving, speech
from .lines import Lines
from .refusal_sentences import describe
from .saving_events import object_of
from .session import Session
from .signals import waiting

_TAKE_ONE_WORD = (Verb.CHOOSE, Verb.SAVE, Verb.LOAD)
_DO = (Verb.UNDO, Verb.REDO, Verb.NEW, Verb.SAVES)


class ProgramScreen:
    """Plays a session in JSON lines."""

    def __init__(self, session: Session, source: TextIO, target: TextIO) -> None:
        """Read commands from `source`, write turns to `target`."""
        self._session = session
        self._lines = Lines(source)
        self._target = target

    def play(self, blocks: Sequence[Block]) -> None:
        """Write the turn that these blocks belong to, then play until the other program quits or its lines end."""
        self._write(self.turn(blocks))
        while line := self._lines.next():
            if not line.strip():
                continue
            try:
                command = _parse(line)
                if command == Command(Verb.QUIT):
                    return
                answer = self._answer(command)
            except (Refused, SaveProblem) as problem:
                answer = {"error": describe(problem), "reason": str(problem.reason)}
            self._write(answer)

    def _answer(self, command: Command) -> dict[str, object]:
        if command.verb is not Verb.SAVES:
            return self.turn(self._session.perform(command))
        slots = self._session.keeper.slots
        if slots is None:
            return {"slots": [], "shelf": []}
        return {"slots": [*map(_summary, slots.summaries())], "shelf": [*map(_summary, slots.shelf.summaries())]}

    def turn(self, blocks: Sequence[Block]) -> dict[str, object]:
        """Save the turn, and return it as an object. `blocks` are what a player would be shown."""
        session = self._session
        blocks = [*blocks, *session.autosave()]
        state, view, events = session.playthrough.state, session.view, session.playthrough.events
        speakers = session.machine.story.speakers
        told = [passage for event in events if isinstance(event, Told) for passage in event.passages]
        turn: dict[str, object] = {
            "turn": session.playthrough.turn,
            "scene": view.scene,
            "title": view.title,
            "text": [speech(speakers, passage.speaker, passage.plain) for passage in told or view.text],
            "options": [
                {"id": option.id, "say": option.say, "open": option.open, "barred": option.barred or None}
                for option in view.options
            ],
            "status": {"phrases": list(session.machine.status(state))},
            "inventory": {place: list(items) for place, items in session.machine.inventory(state).items()},
            "events": [_event(event) for event in events if not isinstance(event, Told)],
            "ending": state.scene if view.ending else None,
            "fall": view.fall,
            "saved": session.is_saved,
        }
        if view.packing is not None:
            turn["moves"] = [{"move": item, "to": place} for item, place in view.packing.moves]
        if saving := [object_of(block.event) for block in blocks if isinstance(block, Saving)]:
            turn["saving"] = saving
        if notices := [block.text for block in blocks if isinstance(block, Notice)]:
            turn["notices"] = notices
        return turn

    def _write(self, answer: dict[str, object]) -> None:
        line = json_text(answer) + "\n"
        with waiting():
            self._target.write(line)
            self._target.flush()


def _summary(summary: Summary) -> dict[str, object]:
    if summary.save is None:
        return {"name": summary.name, "problem": describe(summary.problem) if summary.problem is not None else ""}
    save = summary.save
    return {"name": summary.name, "label": save.label, "choices": len(save.choices), "time": save.time}


def _event(event: Event) -> dict[str, object]:
    if isinstance(event, Arrived):
        return {"event": "arrived", "scene": event.scene}
    if isinstance(event, Moved):
        return {"event": "moved", "item": event.item, "from": event.origin, "to": event.place}
    if isinstance(event, Sung):
        return {"event": "sung", "by": event.source, "quatrains": list(event.quatrains)}
    if isinstance(event, TakenBack):
        return {"event": "taken_back", "scene": event.scene}
    assert isinstance(event, Ended)  # noqa: S101  # the only kind that is left
    return {"event": "ended", "scene": event.scene}


def _parse(line: str) -> Command:
    """Return the command that a line holds; raises Refused with the line for anything else."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refused(Misunderstanding.JSON, line.strip()) from error
    if isinstance(document, dict):
        parts = {key: value for key, value in document.items() if isinstance(value, str)}
        if len(parts) == len(document) == 1:
            for verb in _TAKE_ONE_WORD:
                if verb in parts:
                    return Command(verb, parts[verb])
            if parts.get("do") in _DO:
                return Command(Verb(parts["do"]))
        if parts.keys() == {"move", "to"} and len(document) == 2:
            return Command(Verb.MOVE, f"{parts['move']} {parts['to']}")
        if len(document) == 1 and document.get("quit") is True:
            return Command(Verb.QUIT)
    raise Refused(Misunderstanding.JSON, line.strip())
