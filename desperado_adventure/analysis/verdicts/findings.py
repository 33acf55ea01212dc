"""The findings of a proof: each has a sentence, a cure, and the choices that lead there.

This is the only place where verdicts become findings, whichever prover they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ...model import codes
from ...model.diagnostics import Diagnostic, Mark
from ...model.site import Site, SiteKind
from ...model.slot_names import name_of_value
from ...model.story import Choice, Scene, Story
from ..targets.naming import Namer
from ..targets.target import Target, TargetKind, condition, variant
from ..targets.universe import NO_CONDITIONS, WORDING
from .consequences import Consequences
from .missed import Missed
from .stuck import Trouble
from .stuck_findings import stuck_findings


class Findings:
    """Turns unseen targets and stuck states into diagnostics.

    Of several findings with one cause only the first is reported: nothing inside a scene that is never reached, and
    nothing of a choice that is never open.
    """

    def __init__(
        self,
        story: Story,
        unseen: frozenset[Target],
        undecided: Mapping[str, tuple[Target, ...]],
        witness_for: Callable[[Target], tuple[str, ...] | None],
    ) -> None:
        """Take what was proved to be impossible, and what is not decided."""
        self._story, self._unseen, self._witness_for = story, unseen, witness_for
        self._silent_sites: set[int] = set()
        self._namer = Namer(story)
        scenes = story.scenes.values() if unseen else ()  # a story may be very long, and somebody waits
        self._choices = {choice.id: choice for scene in scenes for choice in scene.choices}
        self._missed = Missed(scenes, unseen)
        self._doors = _doors(scenes)
        self._consequences = Consequences(story, self._doors, self._missed)
        self._undecided = {target for targets in undecided.values() for target in targets} if unseen else set()

    def collect(self, trouble: Trouble, others: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
        """Return all findings, with others among them, by file and position."""
        findings = [*stuck_findings(self._story, trouble), *others]
        if self._unseen:
            findings += self._impossible()
        return tuple(sorted(findings, key=lambda each: (each.mark, each.code, each.message)))

    def _impossible(self) -> list[Diagnostic]:
        """Return the findings about unseen targets. It reads the whole story, so it is called only if there are any."""
        return [
            *self._scenes(),
            *self._texts(),
            *self._unopened(),
            *self._redirects(),
            *self._conditions(),
            *self._variants(),
            *self._variables(),
        ]

    def notes(self) -> tuple[str, ...]:
        """Return what is worth knowing but no finding: the words that a set variable never takes."""
        notes = []
        for target in sorted(self._unseen):
            if target.kind is TargetKind.VALUE and Target(TargetKind.CHANGE, number=target.number) not in self._unseen:
                slot = self._story.slots[target.number]
                notes.append(f"`{slot.name}` is never `{slot.labels[target.outcome - slot.low]}`.")
        return tuple(notes)

    # -- what nobody ever sees --------------------------------------------------------------------------------------

    def _scenes(self) -> Iterator[Diagnostic]:
        for scene in self._story.scenes.values():
            if scene.parent or not self._missed.has(TargetKind.SCENE, scene.id):
                continue
            if self._consequences.is_scene(scene.id):
                continue
            if scene.ending is not None:
                message = f"The ending `{scene.id}` can never be reached."
                cure = "Open a way to it: look at the guards that lead here."
                yield Diagnostic(
                    codes.ENDING_NEVER_REACHED, scene.mark, message, cure, choices=self._way_to_door(scene.id)
                )
            else:
                behind = " and ".join(f"`{ending}`" for ending in self._consequences.endings_behind(scene.id))
                nor = f", and so neither can {behind}" if behind else ""
                message = f"The scene `{scene.id}` can never be reached{nor}."
                cure = "Open a way to it, or take it out."
                yield Diagnostic(
                    codes.SCENE_NEVER_REACHED, scene.mark, message, cure, choices=self._way_to_door(scene.id)
                )

    def _texts(self) -> Iterator[Diagnostic]:
        for scene in self._story.scenes.values():
            if Target(TargetKind.TEXT, scene.id) in self._unseen and not self._missed.has(TargetKind.SCENE, scene.id):
                yield Diagnostic(
                    codes.WORDS_NEVER_SHOWN,
                    scene.mark,
                    f"The text of `{scene.id}` can never be shown: each time the story goes on before it is told.",
                    "Tell it in the redirects that lead on, give one of them another condition, or take the text out.",
                    choices=self._witness_for(Target(TargetKind.SCENE, scene.id)),
                )

    def _way_to_door(self, scene: str) -> tuple[str, ...] | None:
        """Return the shortest way to a scene that could lead to this one; None when no such scene is reached."""
        ways = [self._witness_for(Target(TargetKind.SCENE, door)) for door in self._doors.get(scene, ())]
        return min((way for way in ways if way is not None), key=len, default=None)

    def _unopened(self) -> Iterator[Diagnostic]:
        for choice in self._choices.values():
            if self._missed.has_all_hosts_of(choice.id):
                continue
            if self._missed.has(TargetKind.CHOICE, choice.id):
                yield self._never_open(choice)
                self._silence_conditions(choice)
            elif choice.requires is not None and self._missed.has(TargetKind.BARRED, choice.id):
                self._silent_sites.add(choice.requires.site)
                yield Diagnostic(
                    codes.CHOICE_NEVER_BARRED,
                    self._mark(choice.requires.site, choice.mark),
                    f"The choice `{choice.id}` is never barred: what it requires always holds when it is shown.",
                    "Take `requires` and `barred` out, or require something that can be missing.",
                    choices=self._witness_for(Target(TargetKind.CHOICE, choice.id)),
                )

    def _never_open(self, choice: Choice) -> Diagnostic:
        barred = self._witness_for(Target(TargetKind.BARRED, choice.id))
        if choice.requires is not None and barred is not None:
            return Diagnostic(
                codes.CHOICE_NEVER_OPEN,
                self._mark(choice.requires.site, choice.mark),
                f"The choice `{choice.id}` is shown but never open: what it requires never holds.",
                "Require something that the player can have here.",
                choices=barred,
            )
        return Diagnostic(
            codes.CHOICE_NEVER_OPEN,
            choice.mark,
            f"The choice `{choice.id}` is never open.",
            "Change its guard, or take the choice out.",
            choices=self._witness_for(Target(TargetKind.SCENE, self._first_host(choice.id))),
        )

    def _first_host(self, choice: str) -> str:
        """Return the first scene that offers a choice and is reached."""
        return next(host for host in self._missed.hosts[choice] if not self._missed.is_silent(host))

    def _silence_conditions(self, choice: Choice) -> None:
        self._silent_sites.update(guard.site for guard in choice.when)
        if choice.requires is not None:
            self._silent_sites.add(choice.requires.site)

    def _redirects(self) -> Iterator[Diagnostic]:
        reached = [scene for scene in self._story.scenes.values() if not self._missed.is_silent(scene.id)]
        for scene in reached:
            for number, redirect in enumerate(scene.redirects):
                if Target(TargetKind.REDIRECT, scene.id, number) in self._unseen:
                    if redirect.when is not None:
                        self._silent_sites.add(redirect.when.site)
                    yield Diagnostic(
                        codes.REDIRECT_NEVER_TAKEN,
                        redirect.mark,
                        f"A redirect of `{scene.id}` is never taken.",
                        "Change its condition, move it before the one that takes its place, or take it out.",
                        choices=self._witness_for(Target(TargetKind.SCENE, scene.id)),
                    )

    def _conditions(self) -> Iterator[Diagnostic]:
        may_be_unseen = self._unseen | self._undecided  # what is not decided yet may come to be the cause
        for index, site in enumerate(self._story.sites):
            outcomes = [condition(index, holds=holds) for holds in (True, False)]
            if site.kind in NO_CONDITIONS or index in self._silent_sites or not self._may_judge(site, outcomes):
                continue
            if self._consequences.is_condition(index, may_be_unseen):
                continue
            never = [outcome.outcome for outcome in outcomes if outcome in self._unseen]
            if site.kind is SiteKind.GOTO and never and never[0]:
                yield self._way_never_taken(site)
            elif len(never) == 2:
                yield Diagnostic(
                    codes.WORDS_NEVER_SHOWN,
                    site.mark,
                    f"The condition `{site.excerpt}` is never asked: nothing ever gets this far.",
                    "Look at what stands before it, or take it out.",
                )
            elif never:
                word, other = ("true", "false") if never[0] else ("false", "true")
                yield Diagnostic(
                    codes.CONDITION_ALWAYS_THE_SAME,
                    site.mark,
                    f"The condition `{site.excerpt}` is always {other} here.",
                    f"Change what it asks, or take it out: it is never {word}, so half of this is never seen."
                    f"{self._usual_slip(site)}",
                    choices=self._witness_for(condition(index, holds=not never[0])),
                )

    def _way_never_taken(self, site: Site) -> Diagnostic:
        return Diagnostic(
            codes.WAY_NEVER_TAKEN,
            site.mark,
            f"The way of `{site.owner}` under `{site.excerpt}` is never taken.",
            "Change its condition, move it before the one that takes its place, or take it out.",
            choices=self._witness_for(Target(TargetKind.CHOICE, site.owner)),
        )

    def _may_judge(self, site: Site, targets: Sequence[Target]) -> bool:
        """Whether all targets of a site are decided, and no finding about its owner says enough."""
        return self._undecided.isdisjoint(targets) and not self._missed.is_silent(site.owner)

    def _variants(self) -> Iterator[Diagnostic]:
        for index, site in enumerate(self._story.sites):
            variants = [variant(index, number) for number in range(site.variants)]
            if site.kind is not SiteKind.SEQUENCE or not self._may_judge(site, variants):
                continue
            missed = [target.outcome for target in variants if target in self._unseen]
            if missed:
                yield self._never_shown(index, site, missed)

    def _never_shown(self, index: int, site: Site, missed: list[int]) -> Diagnostic:
        names = ", ".join(f"number {number + 1}" for number in missed)
        kept = next((n for n in range(site.variants) if n not in missed), None)
        return Diagnostic(
            codes.WORDS_NEVER_SHOWN,
            site.mark,
            f"Of the variants of `{self._namer.excerpt(index)}`, {names} can never be shown.",
            "It is not told that often, or never under its condition: take the variant out, or lead the player back."
            f"{self._usual_slip(site)}",
            choices=None if kept is None else self._witness_for(variant(index, kept)),
        )

    def _usual_slip(self, site: Site) -> str:
        """Return the usual reason, for words of a scene that a choice lets the player stay in."""
        scene = self._story.scenes.get(site.owner)
        is_of_words = site.kind in WORDING or site.kind is SiteKind.SEQUENCE
        leading = [to for choice in scene.choices for to in choice.destinations] if scene is not None else []
        stays = any(not to.scene for to in leading)
        return _STAYING if is_of_words and stays else ""

    def _variables(self) -> Iterator[Diagnostic]:
        for index, slot in enumerate(self._story.slots):
            if Target(TargetKind.CHANGE, number=index) in self._unseen and not self._consequences.is_variable(index):
                yield Diagnostic(
                    codes.VARIABLE_NEVER_CHANGES,
                    slot.mark,
                    f"The variable `{slot.name}` never changes: it is always {name_of_value(slot, slot.start)}.",
                    "Let some choice change it, or take it out.",
                )

    def _mark(self, site: int, otherwise: Mark) -> Mark:
        return self._story.sites[site].mark if site >= 0 else otherwise


_STAYING = " A choice that stays does not tell the text again; one with `goto:` to the scene itself does."
"""The usual reason why words of a scene are never shown."""


def _doors(scenes: Iterable[Scene]) -> dict[str, list[str]]:
    """Return, for each scene, the scenes whose choices, redirects or onward destination lead to it."""
    doors: dict[str, list[str]] = {}
    for scene in scenes:
        leading = [destination for choice in scene.choices for destination in choice.destinations]
        leading += [redirect.destination for redirect in scene.redirects]
        leading += [scene.onward] if scene.onward is not None else []
        for destination in leading:
            for target in (destination.scene, destination.cutaway):
                if target:
                    doors.setdefault(target, []).append(scene.id)
    return doors
