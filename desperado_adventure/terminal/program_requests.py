"""What another program may ask for: each line of `play --json` is one of the requests of this table."""

from __future__ import annotations

import json
from typing import NamedTuple, TypeAlias

from ..engine import Refused
from ..engine.named_choices import parts_of
from ..model.json_text import json_text
from .answers import Command, Misunderstanding, Verb
from .asked_names import with_name
from .words import say

_DO = tuple(verb for verb in Verb if verb not in (Verb.CHOOSE, Verb.SAVE, Verb.LOAD, Verb.MOVE, Verb.QUIT))
_WITH_A_WORD = (Verb.CHOOSE, Verb.SAVE, Verb.LOAD)


class Line(NamedTuple):
    """A line that means what it would mean if a player had typed it."""

    words: str


Request: TypeAlias = Command | Line

_EXAMPLES: dict[str, dict[str, object]] = {
    "choose": {"choose": "id"},
    "name": {"choose": "id", "name": "what the player types"},
    **{f"do.{verb}": {"do": verb.value} for verb in _DO},
    "save": {"save": "slot"},
    "load": {"load": "slot or kept game"},
    "move": {"move": "item", "to": "place"},
    "say": {"say": "typed line"},
    "quit": {"quit": True},
}
"""An example of each request, by the end of the key of the sentence that says what it does."""


def help_object() -> dict[str, object]:
    """Return all requests, each as an example with what it does."""
    return {
        "help": [{"request": example, "does": say(f"request.{name}")} for name, example in _EXAMPLES.items()],
    }


def read(line: str) -> Request:
    """Return the request that a line holds; raises Refused (JSON), with all requests, for anything else."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _refused(line) from error
    request = _of(document) if isinstance(document, dict) else None
    if request is None:
        raise _refused(line)
    return request


def _of(document: dict[str, object]) -> Request | None:
    if document.keys() == {"quit"} and document["quit"] is True:
        return Command(Verb.QUIT)
    words = {key: value for key, value in document.items() if isinstance(value, str)}
    if len(words) < len(document):
        return None
    if words.keys() == {"move", "to"}:
        return Command(Verb.MOVE, f"{words['move']} {words['to']}")
    if words.keys() == {"choose", "name"}:
        return with_name(Command(Verb.CHOOSE, words["choose"]), words["name"])
    if len(words) != 1:
        return None
    ((key, value),) = words.items()
    if key == "say" and value.strip():
        return Line(value)
    if key == "do" and value in _DO:
        return Command(Verb(value))
    return Command(Verb(key), value) if key in _WITH_A_WORD else None


def as_request(command: Command) -> dict[str, object]:
    """Return the request that means this command."""
    if command.verb is Verb.QUIT:
        return {"quit": True}
    if command.verb is Verb.MOVE:
        item, _, place = command.argument.partition(" ")
        return {"move": item, "to": place}
    choice, name = parts_of(command.argument)
    if command.verb is Verb.CHOOSE and name:
        return {"choose": choice, "name": name}
    if command.verb in _WITH_A_WORD:
        return {command.verb.value: command.argument}
    return {"do": command.verb.value}


def _refused(line: str) -> Refused:
    return Refused(Misunderstanding.JSON, line.strip(), ", ".join(map(json_text, _EXAMPLES.values())))
