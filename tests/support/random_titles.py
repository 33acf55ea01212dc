"""Titles, cards, names and hints for a random story, of which many vary, and speech for its speakers.

They are made after all else, so that they change nothing else of a story.
"""

from __future__ import annotations

import random

from plain_yaml import Node
from random_phrases import Phrases

Keys = dict[str, Node]

SPEAKER = "boy"
_MOST_VARY = 0.7


class TitleWriter:
    """Writes titles into the parts of one story."""

    def __init__(self, chance: random.Random, phrases: Phrases) -> None:
        """Decide by this chance, with these phrases."""
        self._chance = chance
        self._phrases = phrases

    def name_scenes(self, scenes: dict[str, Keys]) -> None:
        """Give some scenes a title, and endings a hint; let somebody speak in some."""
        for scene, keys in scenes.items():
            if self._happens(0.2):
                keys["title"] = self._line(scene)
            ending = keys.get("ending")
            if isinstance(ending, dict) and self._happens(0.4):
                ending["title"] = self._line(scene)
            if isinstance(ending, dict) and self._happens(0.3):
                ending["hint"] = self._line("")
            text = keys.get("text")
            if isinstance(text, str) and self._happens(0.15):
                keys["text"] = f"{SPEAKER}: {text}"

    def name_things(self, declared: Keys, chapters: list[str]) -> None:
        """Name the speaker, and let some items, places, chapters and words after a death have titles that vary."""
        others = declared.get("speakers", {})
        assert isinstance(others, dict)
        declared["speakers"] = others | {SPEAKER: self._line("")}
        for things in (declared.get("items"), declared.get("places")):
            for thing in things.values() if isinstance(things, dict) else ():
                assert isinstance(thing, dict)
                if self._happens(0.4):
                    thing["title"] = self._line("")
        falls = declared.get("falls")
        if isinstance(falls, dict) and self._happens(0.3):
            falls |= {"take_back": self._line(""), "let_stand": self._line("")}
        if self._happens(0.4):
            declared["chapters"] = {each: {"title": self._line(""), "card": self._line("")} for each in chapters}

    def _line(self, owner: str) -> str:
        return self._phrases.line(owner, varies=_MOST_VARY)

    def _happens(self, probability: float) -> bool:
        return self._chance.random() < probability
