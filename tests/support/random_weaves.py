"""What comes after the choices of a random scene: a `then`, and at times another."""

from __future__ import annotations

from plain_yaml import Node
from random_phrases import Phrases

Keys = dict[str, Node]

_WAYS = {"goto", "return", "cutaway", "choices"}


def weave(phrases: Phrases, scene: str, keys: Keys, way_on: Keys) -> Keys:
    """Return the keys of a scene with choices, of which at least one goes on to a `then`; `way_on` ends it."""
    choices = keys["choices"]
    assert isinstance(choices, dict)
    for choice in choices.values():
        assert isinstance(choice, dict)
        if not _WAYS & choice.keys() and phrases.happens(0.25):
            choice["stay"] = True
    choices["further"] = {"say": phrases.words()}
    after = f"{scene}.then"
    then: Keys = {}
    if phrases.happens(0.2):
        then["title"] = phrases.words()
    if "goto" in way_on and phrases.happens(0.25):
        then["redirects"] = [{"when": phrases.condition(), "text": phrases.text(after)} | way_on]
    if phrases.happens(0.2):
        then["do"] = phrases.effects() or ["warned = true"]
    then["text"] = phrases.text(after)
    if phrases.happens(0.4):
        return keys | {"then": then | way_on}
    inner: dict[str, Node] = {
        "more": {"say": phrases.line(f"{after}.more"), "do": phrases.effects() or ["heat += 1"]},
        "again": {"say": phrases.words(), "stay": True, "when": phrases.condition()},
        "away": {"say": phrases.words()} | way_on,
    }
    then["choices"] = inner
    if phrases.happens(0.6):
        then["then"] = {"text": phrases.text(f"{after}.then")} | way_on
    return keys | {"then": then}
