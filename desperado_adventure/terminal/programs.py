"""`play --json`: how other programs play. Each line is one JSON object, in both directions.

Each turn writes `{"turn", "scene", "title", "text", "options", "status", "inventory", "events", "ending", "fall"}`;
accepted are `{"choose": id}`, `{"do": "undo"|"redo"|"new"}`, `{"save": slot}`, `{"load": slot}`,
`{"move": item, "to": place}` and `{"quit": true}`. A wrong command is answered with `{"error": sentence}` and changes
nothing.
"""

from __future__ import annotations

import json
from typing import TextIO

from ..engine import Refused
from ..engine.views import Arrived, Ended, Event, Moved, Sung, TakenBack, Told
from ..saving import SaveProblem
from .answers import Command, Misunderstanding, Verb
from .blocks import speech
from .filtering import harmless
from .lines import Lines
from .refusal_sentences import describe
from .session import Session

_TAKE_ONE_WORD = (Verb.CHOOSE, Verb.SAVE, Verb.LOAD)
_DO = (Verb.UNDO, Verb.REDO, Verb.NEW)


class ProgramScreen:
    """Plays a session in JSON lines."""

    def __init__(self, session: Session, source: TextIO, target: TextIO) -> None:
        """Read commands from `source`, write turns to `target`."""
        self._session = session
        self._lines = Lines(source)
        self._target = target

    def play(self) -> None:
        """Play until the other program quits or its lines run out."""
        self._write(self.turn())
        while line := self._lines.next():
            if not line.strip():
                continue
            try:
                command = _parse(line)
                if command == Command(Verb.QUIT):
                    return
                self._session.perform(command)
                answer = self.turn()
            except (Refused, SaveProblem) as problem:
                answer = {"error": describe(problem)}
            self._write(answer)

    def turn(self) -> dict[str, object]:
        """Save the turn and return it as an object."""
        problem = self._session.autosave()
        session = self._session
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
        }
        if view.packing is not None:
            turn["moves"] = [{"move": item, "to": place} for item, place in view.packing.moves]
        if problem:
            turn["problem"] = problem
        return turn

    def _write(self, answer: dict[str, object]) -> None:
        self._target.write(harmless(json.dumps(answer, ensure_ascii=False)) + "\n")
        self._target.flush()


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
