"""How players come to a scene: by the proof's shortest way, by a walkthrough, or in other states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ...analysis.playing.running import run_walkthrough
from ...analysis.playing.visits import Visit, Visitor
from ...analysis.verdicts.certificate import Certificate
from ...engine import Machine
from ...loading import load_walkthroughs
from ...loading.suggesting import did_you_mean
from ...model.story import Story
from ..budget import Budget, prove_within
from .sentences import CannotDo

_MOST_PROOFS = 2


class Ways:
    """Finds ways to scenes, and keeps the proofs of the last versions of the story."""

    def __init__(self, folder: Path, budget: Budget, tell: Callable[[Iterable[str]], None]) -> None:
        """Read walkthroughs from `folder`; `budget` bounds each proof; `tell` says that one has begun."""
        self._folder, self._budget, self._tell = folder, budget, tell
        self._proofs: dict[str, Certificate] = {}

    def first(self, machine: Machine, scene: str) -> Visit | None:
        """Return a way to a scene, None if there is none; the proof is asked last, unless it is there already."""
        story = machine.story
        visitor = Visitor(story, scene)
        found = visitor.first(self._proofs.get(story.fingerprint), self._roads(machine))
        return visitor.first(self.proof(story), ()) if found is None else found

    def others(self, story: Story, scene: str) -> tuple[Visit, ...]:
        """Return ways to a scene that differ in what the scene shows, the shortest first; none if there is no way."""
        certificate = self.proof(story)
        visitor = Visitor(story, scene)
        first = visitor.first(certificate, ())
        return () if first is None else visitor.others(certificate, first)

    def proof(self, story: Story) -> Certificate:
        """Return the proof of this version, made when it is first needed; Ctrl-C cuts it short."""
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
        """Return the choices of the walkthroughs, as far as they can be taken now."""
        walkthroughs = load_walkthroughs(self._folder).walkthroughs
        return [run_walkthrough(machine, walkthrough).playthrough.choices for walkthrough in walkthroughs]


def scene_named(story: Story, words: str, chapter: str) -> str:
    """Return a scene's id: a whole one, an earlier one, or the key of a scene of this chapter or of only one chapter.

    Raises CannotDo if there is no such scene.
    """
    keys = [each.id for each in story.scenes.values() if not each.parent and each.id.partition(".")[2] == words]
    near = [f"{chapter}.{words}"] if f"{chapter}.{words}" in keys else keys
    wanted = story.aliases.get(words, words)
    if wanted in story.scenes:
        return story.scenes[wanted].parent or wanted
    if len(near) == 1:
        return near[0]
    known = [name for each in story.scenes for name in (each, each.partition(".")[2])]
    raise CannotDo(f"There is no scene `{words}`. {did_you_mean(words, known)}".rstrip())
