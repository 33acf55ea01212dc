"""`play --json`: how other programs play. Each line is one JSON object, in both directions, and each has an answer.

Requests
--------
`{"choose": id}`, `{"move": item, "to": place}`, `{"save": slot}`, `{"load": slot or kept game}`, `{"quit": true}`;
`{"do": "look"|"case"|"status"|"undo"|"redo"|"saves"|"endings"|"new"|"help"}`; and `{"say": "typed line"}`, which means
what it would mean if a player had typed it. The answer to `say` has a `"meant"` more: the request that it was.

Turns
-----
The first line that is written, and the answer to all that goes on with the game, is a turn: `{"turn", "scene", "title",
"text", "options", "status", "inventory", "events", "ending", "fall", "saved"}`. "turn" is how many choices were taken;
"text" are paragraphs without emphasis: what the last choice led to, after `look` the whole scene; "options" are
`{"id", "say", "open", "barred"}`, "barred" being the reason or null; "status" is `{"phrases": [...]}`; "inventory" are
the ids of the items in each place that is carried; "events" are what has happened besides, each with an "event":
`{"event": "chapter", "chapter", "title", "card"}` (another chapter has opened), `{"event": "arrived", "scene",
"title"}`, `{"event": "moved", "item", "from", "to"}`, `{"event": "sung", "by", "quatrains"}`, `{"event": "taken_back",
"scene"}`, `{"event": "ended", "scene", "title"}`; "ending" is the id of an ending or null. After `undo` and `redo`
there is `"undone"` or `"redone"`: the id of the choice, or `"move ITEM PLACE"`. An option that asks for a
name has `"asks"`, the variable that will hold it; it is taken with `{"choose", "name"}`.

In a packing scene a turn has also `"moves": [{"move", "to"}]`, the moves that are possible, and `"packing":
{"places": [{"place", "room", "items": [{"item", "size"}]}], "barred": [{"move", "to", "reason"}]}`: all places of the
scene, also those that are not carried, with the room that is left (null when there is no end of it), and the moves that
are not possible, each with a word of `MoveBar`: "full", "unfit".

What has become of saves stands in a turn under "saving", a list of objects, when there is anything to say:
`{"saving": "kept", "slot", "name"}`: the game that lay in the slot is on the shelf under that name;
`{"saving": "set_aside", "slot", "name"}`: what lay in the slot could not be used, and is a file of that name now;
`{"saving": "conflict", "slot", "copy"}`: another process plays in the slot, and this game goes on in the copy;
`{"saving": "unconfirmed", "slot"}`: the disk has not confirmed the save;
`{"saving": "not_saved", "reason"}`: the turn could not be saved. Each has a "sentence" for a person, too. "notices" are
other sentences of the program, for example on what became of a save of an earlier story.

Other answers
-------------
* `status`: `{"status": {"phrases": [...]}}`
* `case`: "inventory", "packing" and "moves" as in a turn; "left", the places that were left behind; "titles", how items
  and places are called, by their ids.
* `endings`: `{"endings": [...]}`, each `{"found": true, "ending", "title"}` or `{"found": false, "hint"}`.
* `saves`: `{"slots": [...], "shelf": [...]}`, lists of `{"name", "label", "choices", "time"}`, or `{"name", "problem"}`
  for a file that cannot be read.
* `help`: `{"help": [{"request", "does"}]}`, an example of each request.
* A request that is wrong, or that is refused, changes nothing, and is answered with `{"error": sentence, "reason":
  word}`. The words are those of `Refusal`, `Misunderstanding` and `saving.Reason`, such as "barred", "ambiguous" or
  "shelf_full". For a move that is not possible there is `"bar"`, a word of `MoveBar`; for a typed line that could mean
  several things, `"could_mean"`, a list of requests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from ..engine import Refusal, Refused
from ..model.json_text import json_text
from ..saving import SaveProblem
from .answers import Command, Unclear, Verb
from .blocks import Block
from .lines import Lines
from .program_answers import Answer, case_object, endings_object, saves_object, status_object, turn_object
from .program_requests import Line, as_request, help_object, read
from .refusal_sentences import describe
from .session import Session
from .signals import waiting


class ProgramScreen:
    """Plays a session in JSON lines."""

    def __init__(self, session: Session, source: TextIO, target: TextIO) -> None:
        """Read requests from `source`, write answers to `target`."""
        self._session = session
        self._lines = Lines(source)
        self._target = target
        self._pages: dict[Verb, Callable[[], Answer]] = {
            Verb.CASE: lambda: case_object(session),
            Verb.STATUS: lambda: status_object(session),
            Verb.ENDINGS: lambda: endings_object(session),
            Verb.SAVES: lambda: saves_object(session.keeper.slots),
            Verb.HELP: help_object,
        }

    def play(self, blocks: Sequence[Block]) -> None:
        """Write the turn that these blocks belong to, then play until the other program quits or its lines end."""
        self._write(self._turn(blocks))
        while line := self._lines.next():
            if not line.strip():
                continue
            answer = self._answer(line)
            if answer is None:
                return
            self._write(answer)

    def _answer(self, line: str) -> Answer | None:
        """Return the answer to a line; None when it says to quit."""
        command: Command | None = None
        try:
            request = read(line)
            command = self._session.understand(request.words) if isinstance(request, Line) else request
            if command is None or command.verb is Verb.QUIT:
                return None
            meant: Answer = {"meant": as_request(command)} if isinstance(request, Line) else {}
            return {**self._carried_out(command), **meant}
        except (Refused, SaveProblem) as problem:
            return {"error": describe(problem), "reason": str(problem.reason), **self._details(problem, command)}

    def _carried_out(self, command: Command) -> Answer:
        if command.verb in self._pages:
            return self._pages[command.verb]()
        turn = self._turn(self._session.perform(command), is_whole=command.verb is Verb.LOOK)
        if command.verb is Verb.UNDO:
            turn["undone"] = self._session.playthrough.undone[-1]
        elif command.verb is Verb.REDO:
            turn["redone"] = self._session.playthrough.choices[-1]
        return turn

    def _turn(self, blocks: Sequence[Block], *, is_whole: bool = False) -> Answer:
        """Save the turn, and return it as an object."""
        return turn_object(self._session, [*blocks, *self._session.autosave()], is_whole=is_whole)

    def _details(self, problem: Refused | SaveProblem, command: Command | None) -> Answer:
        """Return what a program wants to know of a refusal besides its reason."""
        if isinstance(problem, Unclear):
            return {"could_mean": [as_request(each) for each in problem.could_mean]}
        if problem.reason is Refusal.MOVE and command is not None:
            item, _, place = command.argument.partition(" ")
            bar = self._session.machine.bar(self._session.playthrough.state, item, place)
            return {"bar": bar.value} if bar is not None else {}
        return {}

    def _write(self, answer: Answer) -> None:
        line = json_text(answer) + "\n"
        with waiting():
            self._target.write(line)
            self._target.flush()
