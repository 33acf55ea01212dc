"""Ways to a scene: the proof's shortest way, those of walkthroughs, and ways that end in different states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from ...analysis.playing.running import run_walkthrough
from ...analysis.playing.visits import Visit, Visitor
from ...analysis.verdicts.certificate import Certificate
from ...engine import Machine, Playthrough
from ...loading import load_walkthroughs
from ...loading.suggesting import did_you_mean
from ...model.story import Story
from ...saving.making import name_state
from ...terminal.keeping import Position
from ...terminal.quoting import in_short
from ..budget import Budget, prove_within
from .sentences import CannotDo

_MOST_PROOFS = 2


class Arrival(NamedTuple):
    """A position in a scene, or where the story has gone on to from there, and how one comes to it, in words."""

    position: Position
    said: str

    @property
    def is_made_up(self) -> bool:
        """Whether no player has been found to come here."""
        return self.position.base is not None


class Ways:
    """Finds ways to scenes, and keeps the proofs of the last two versions of the story."""

    def __init__(self, folder: Path, budget: Budget, tell: Callable[[Iterable[str]], None]) -> None:
        """Read walkthroughs from `folder`. `budget` bounds each proof; `tell` shows lines to the author."""
        self._folder, self._budget, self._tell = folder, budget, tell
        self._proofs: dict[str, Certificate] = {}

    def arrival(self, machine: Machine, scene: str) -> Arrival:
        """Return a way to a scene as a player comes to it; if none is found, begin the story there, and say so."""
        visit = self.first(machine, scene)
        if visit is not None:
            return Arrival(Position(visit.playthrough), visit.what)
        certain = self.proof(machine.story).exhausted
        why = "no player can come here: it is proved" if certain else "no way to it was found"
        step = machine.begin_at(scene)
        position = Position(Playthrough((step,)), name_state(machine.story, step.state))
        return Arrival(position, f"{why}; shown as if the story began here")

    def first(self, machine: Machine, scene: str) -> Visit | None:
        """Return a way to a scene, or None. A new proof is made only if walkthroughs and playing find no way."""
        story = machine.story
        visitor = Visitor(story, scene)
        visit = visitor.first(self._proofs.get(story.fingerprint), self._roads(machine))
        return visitor.first(self.proof(story), ()) if visit is None else visit

    def others(self, story: Story, scene: str) -> tuple[Visit, ...]:
        """Return ways to a scene that differ in what the scene shows, the shortest way first; () if there is no way."""
        certificate = self.proof(story)
        visitor = Visitor(story, scene)
        first = visitor.first(certificate, ())
        return () if first is None else visitor.others(certificate, first)

    def proof(self, story: Story) -> Certificate:
        """Return the proof of this version, which is made when it is first needed. Ctrl-C ends it early."""
        certificate = self._proofs.get(story.fingerprint)
        if certificate is None:
            self._tell(["Asking the proof (Ctrl-C cuts it short) …"])
            certificate, _ = prove_within(self._budget, story)
            self._tell([f"{certificate.verdict} {certificate.states:,} states."])
            while len(self._proofs) >= _MOST_PROOFS:
                del self._proofs[next(iter(self._proofs))]
            self._proofs[story.fingerprint] = certificate
        return certificate

    def _roads(self, machine: Machine) -> list[tuple[str, ...]]:
        """Return the choices of each walkthrough, as far as they can be taken in this version."""
        walkthroughs = load_walkthroughs(self._folder).walkthroughs
        return [run_walkthrough(machine, walkthrough).playthrough.choices for walkthrough in walkthroughs]


def scene_named(story: Story, words: str, chapter: str) -> str:
    """Return the id of the scene that the words name; raises CannotDo if there is none.

    The words may be an id, an earlier id, or a key without the chapter: of this chapter, or of only one chapter.
    """
    keys = [each.id for each in story.scenes.values() if not each.parent and each.id.partition(".")[2] == words]
    near = [f"{chapter}.{words}"] if f"{chapter}.{words}" in keys else keys
    wanted = story.aliases.get(words, words)
    if wanted in story.scenes:
        return story.scenes[wanted].parent or wanted
    if len(near) == 1:
        return near[0]
    known = [name for each in story.scenes for name in (each, each.partition(".")[2])]
    raise CannotDo(f"There is no scene `{in_short(words)}`. {did_you_mean(words, known)}".rstrip())
