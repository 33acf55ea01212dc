"""Random stories with speakers and with random claims of every form, as the YAML that an author writes."""

from __future__ import annotations

import random

from plain_yaml import Node
from random_phrases import Names, Phrases
from random_stories import RandomStory

from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story

_SPEAKERS = ("boy", "woman")
_CLAIMS = 6
_ANYTHING = 1_000


class _SpeakingPhrases(Phrases):
    """Phrases of which some are said by somebody."""

    def text(self, owner: str) -> Node:
        """Return a text as any story has it, with a speaker before some of its paragraphs."""
        text = super().text(owner)
        if isinstance(text, str):
            return "\n\n".join(self._said(paragraph) for paragraph in text.split("\n\n"))
        assert isinstance(text, list)
        return [self._said(part) if isinstance(part, str) else part for part in text]

    def _said(self, paragraph: str) -> str:
        """Return a paragraph, perhaps with a speaker; one of some has words only at times."""
        if self.happens(0.5):
            return paragraph
        if self.happens(0.2):
            paragraph = f"{{{self.condition(1)}: {self.words()}}}"
        return f"{self.chance.choice(_SPEAKERS)}: {paragraph}"


class ClaimedStory(RandomStory):
    """Writes one story with claims."""

    def __init__(self, seed: int) -> None:
        """Plan the story."""
        super().__init__(seed)
        names = self.plan.names
        self.phrases = _SpeakingPhrases(self.chance, names, self.phrases.most_counted)
        self.happens = self.phrases.happens
        self.plan.declared["speakers"] = {speaker: speaker.capitalize() for speaker in _SPEAKERS}

    def files(self) -> dict[str, str]:
        """Return the texts of the story's files by path, the claims in story.yaml and beside a scene."""
        files = super().files()
        claims = _Claims(self.chance, self.plan.names)
        files["story.yaml"] += "claims:\n" + "".join(f'  c{number}: "{claims.claim()}"\n' for number in range(_CLAIMS))
        return files


class _Claims(Phrases):
    """Makes claims; they may ask for what the story does not count."""

    def __init__(self, chance: random.Random, names: Names) -> None:
        super().__init__(chance, names, _ANYTHING)

    def condition(self, depth: int = 0) -> str:
        """Return a condition that asks for no numbers of visits, which claims may not."""
        while "visits(" in (condition := super().condition(depth)) or "takings(" in condition:
            pass
        return condition

    def claim(self) -> str:
        form = self.chance.random()
        if form < 0.2:
            return f"never {self.part()}"
        if form < 0.3:
            return f"always {self.part()}"
        if form < 0.5:
            return f"whenever {self.part()} then {self.part()}"
        if form < 0.75:
            return f"after {self.part()} {self.chance.choice(('never', 'never', 'always'))} {self.part()}"
        endings = [scene for scene in self.names.scenes if scene.startswith("a.e")]
        goal = self.chance.choice(endings) if endings and self.happens(0.3) else "an ending"
        without = f" without {self.part()}" if self.happens(0.8) else ""
        return f"from {self.part()} {goal} is reachable{without}"

    def part(self, depth: int = 0) -> str:
        """Return a condition with events in it."""
        if depth < 2 and self.happens(0.35):
            joined = self.chance.choice((" and ", " or ")).join(self.part(depth + 1) for _ in range(2))
            return f"({joined})"
        if depth < 2 and self.happens(0.1):
            return f"not {self.part(depth + 1)}"
        return self.condition(1) if self.happens(0.4) else self._atom()

    def _atom(self) -> str:
        kind = self.chance.random()
        counter = self.chance.choice(list(self.names.counters))
        if kind < 0.3:
            return f"at({self.chance.choice([*self.names.scenes, 'a'])})"
        if kind < 0.45:
            return f"told({self.chance.choice(self.names.scenes)})"
        if kind < 0.6 and self.names.choices:
            return f"takes({self.chance.choice(self.names.choices)})"
        if kind < 0.75:
            return f"speaks({self.chance.choice(_SPEAKERS)})"
        return f"{self.chance.choice(('rises', 'falls'))}({counter})"


def story_with_claims(seed: int) -> Story:
    """Return the random story with claims of a seed; raises AssertionError if the loader finds an error in it."""
    files = ClaimedStory(seed).files()
    loaded = load_text(files)
    complaints = "\n".join(f"{each.mark} {each.code} {each.message}" for each in loaded.diagnostics)
    texts = "\n".join(f"# {path}\n{text}" for path, text in files.items())
    assert loaded.story is not None, f"seed {seed}:\n{complaints}\n{texts}"
    return loaded.story
