"""Running walkthroughs: each choice is taken, each expectation checked, and the first failure is reported.

A walkthrough may be older than the story: former names (`was:`) in it mean what they have become.

Endings that no walkthrough reaches are reported too: so no change of the story can cut one off unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ...engine import Machine, Playthrough, Refused, Step
from ...engine.present_names import PresentNames
from ...engine.views import Arrived, Ended, Option, Refusal, Told
from ...model import codes
from ...model.diagnostics import Diagnostic, Mark
from ...model.state import State
from ...model.story import Story
from ...model.walkthrough import Command, Expectation, Walkthrough, WalkthroughStep

_SHOWN = 12


class _Offer(StrEnum):
    """How a scene offers a choice."""

    OPEN = "open"
    BARRED = "barred"
    HIDDEN = "hidden"


class _Unmet(NamedTuple):
    """An expectation that is not met: a sentence that says what is wrong, and one that says what to do."""

    message: str
    cure: str


class Run(NamedTuple):
    """The result of a walkthrough: the playthrough as far as it went, and the failures."""

    walkthrough: Walkthrough
    playthrough: Playthrough
    diagnostics: tuple[Diagnostic, ...]


def run_walkthrough(machine: Machine, walkthrough: Walkthrough) -> Run:
    """Run a walkthrough, up to its first failure."""
    steps, choices = [machine.begin()], list[str]()
    told = list(_beats(machine, steps[0]))
    found: list[tuple[Mark, _Unmet]] = []
    names = PresentNames(machine.story)
    for written in walkthrough.steps:
        step = _with_present_names(written, names)
        if isinstance(step, Command):
            try:
                steps.append(machine.choose(steps[-1].state, step.choice))
            except Refused as refused:
                found.append((step.mark, _refused(machine, steps[-1].state, step, refused)))
                break
            choices.append(step.choice)
            told += _beats(machine, steps[-1])
        else:
            found += [(step.mark, unmet) for unmet in _check(machine, steps[-1], told, step)]
            if found:
                break
    playthrough = Playthrough(tuple(steps), tuple(choices))
    failures = [
        Diagnostic(codes.WALKTHROUGH_FAILS, mark, unmet.message, unmet.cure, choices=playthrough.choices)
        for mark, unmet in found
    ]
    return Run(walkthrough, playthrough, tuple(failures))


def _with_present_names(step: WalkthroughStep, names: PresentNames) -> WalkthroughStep:
    if isinstance(step, Command):
        return step._replace(choice=names.choice(step.choice))
    return step._replace(
        scene=names.id(step.scene),
        ending=names.id(step.ending),
        open=tuple(map(names.id, step.open)),
        barred=tuple(map(names.id, step.barred)),
        hidden=tuple(map(names.id, step.hidden)),
        items={names.item(item): names.place(place) for item, place in step.items.items()},
    )


def _beats(machine: Machine, step: Step) -> Iterator[str]:
    """Yield the beats that a step tells."""
    for event in step.events:
        if isinstance(event, Arrived):
            yield from machine.story.scenes[event.scene].beats


def beats_told(machine: Machine, playthrough: Playthrough) -> tuple[str, ...]:
    """Return the beats that a playthrough has told, in order, with repetitions."""
    return tuple(beat for step in playthrough.steps for beat in _beats(machine, step))


def unwalked_endings(story: Story, runs: Iterable[Run]) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each ending that none of these runs has reached."""
    reached = {
        event.scene
        for run in runs
        for step in run.playthrough.steps
        for event in step.events
        if isinstance(event, Ended)
    }
    return tuple(
        Diagnostic(
            codes.ENDING_WITHOUT_WALKTHROUGH,
            scene.mark,
            f"No walkthrough reaches the ending `{scene.id}`.",
            "Write one in walkthroughs/: `desperado check --format json` lists the choices of a shortest way.",
        )
        for scene in story.scenes.values()
        if scene.ending is not None and scene.id not in reached
    )


def _refused(machine: Machine, state: State, step: Command, refused: Refused) -> _Unmet:
    view = machine.view(state)
    options = ", ".join(option.id if option.open else f"{option.id} (barred)" for option in view.options[:_SHOWN])
    why = {Refusal.BARRED: f"is barred: {refused.detail}", Refusal.CLOSED: "is hidden"}.get(
        Refusal(refused.reason), "is not offered"
    )
    where = f"In `{view.scene}`, `{step.choice}` {why}."
    return _Unmet(where, f"There is {options or 'nothing to choose'}.")


def _check(machine: Machine, last: Step, beats: Sequence[str], expected: Expectation) -> list[_Unmet]:
    """Return what is not as expected after the last step, when these beats have been told.

    In another scene than the expected one, all else is other as well, and is not told.
    """
    view = machine.view(last.state)
    if expected.scene and expected.scene != view.scene:
        return [_Unmet(f"This is `{view.scene}` and not `{expected.scene}`.", "Look at the choices before.")]
    if expected.ending and (expected.ending != view.scene or not view.ending):
        return [_Unmet(f"`{expected.ending}` was not reached; this is `{view.scene}`.", "Look at the choices before.")]
    found: list[_Unmet] = []
    if expected.text and " ".join(expected.text.split()) not in _words(machine, last):
        found.append(_Unmet(f"“{expected.text}” was not told.", "Quote words that stand in one paragraph."))
    by_id = {option.id: option for option in view.options}
    for choices, wanted in (
        (expected.open, _Offer.OPEN),
        (expected.barred, _Offer.BARRED),
        (expected.hidden, _Offer.HIDDEN),
    ):
        for choice in choices:
            now = _offer(by_id.get(choice))
            if now is not wanted:
                found.append(
                    _Unmet(f"`{choice}` is {now} and not {wanted}.", f"There is {', '.join(by_id) or 'no choice'}.")
                )
    found.extend(_check_items(machine, last.state, expected))
    told = iter(beats)
    missing = [beat for beat in expected.beats if beat not in told]
    if missing:
        found.append(_Unmet(f"`{missing[0]}` has not been told, or not in this order.", "See the scenes' `beats:`."))
    return found


def _offer(option: Option | None) -> _Offer:
    if option is None:
        return _Offer.HIDDEN
    return _Offer.OPEN if option.open else _Offer.BARRED


def _words(machine: Machine, last: Step) -> str:
    told = [passage.plain for event in last.events if isinstance(event, Told) for passage in event.passages]
    return " ".join(" ".join(told or [passage.plain for passage in machine.view(last.state).text]).split())


def _check_items(machine: Machine, state: State, expected: Expectation) -> list[_Unmet]:
    items = {item.id: item for item in machine.story.items}
    found = []
    for name, wanted in expected.items.items():
        if name not in items:
            found.append(_Unmet(f"There is no item `{name}`.", f"There is {', '.join(items)}."))
            continue
        value = state.values[items[name].slot]
        now = machine.story.places[value - 1].id if value else "nowhere"
        if now != wanted:
            found.append(_Unmet(f"`{name}` is in `{now}` and not in `{wanted}`.", "Look at the choices before."))
    return found
