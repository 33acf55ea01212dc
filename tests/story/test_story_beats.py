"""What the shipped story promises of the plot it retells: P1 to P30, in order, on the road as it was sung."""

from __future__ import annotations

from story_shipped import machine, runs, story

from desperado_adventure.analysis.playing.running import beats_told
from desperado_adventure.engine.views import Arrived, Told

PLOT = tuple(f"P{number}" for number in range(1, 31))
ASIDES = {f"M{number}" for number in range(1, 6)}


def test_the_sung_road_ends_just_in_case() -> None:
    """The walkthrough `sung` runs to its end without a finding and reaches Just in Case."""
    sung = next(run for run in runs() if run.walkthrough.name == "sung")
    assert sung.diagnostics == ()
    assert sung.playthrough.state.scene == "highway.just_in_case"


def test_the_sung_road_tells_the_plot_in_order() -> None:
    """The sung road tells P1 to P30, each in a scene of its own turn."""
    sung = next(run for run in runs() if run.walkthrough.name == "sung")
    told = iter(beats_told(machine(), sung.playthrough))
    assert [beat for beat in PLOT if beat not in told] == []


def test_what_a_scene_tells_is_on_the_screen() -> None:
    """On the sung road, every scene that carries a beat tells words when it is reached."""
    sung = next(run for run in runs() if run.walkthrough.name == "sung")
    events = [event for step in sung.playthrough.steps for event in step.events]
    for place, event in enumerate(events):
        if isinstance(event, Arrived) and story().scenes[event.scene].beats:
            rest = events[place + 1 :]
            following = next((each for each in rest if isinstance(each, Told | Arrived)), None)
            assert isinstance(following, Told), event.scene


def test_the_asides_are_told_somewhere() -> None:
    """What the game knows of the film, M1 to M5, is told in scenes that walkthroughs reach."""
    told = {beat for run in runs() for beat in beats_told(machine(), run.playthrough)}
    assert told >= ASIDES


def test_no_scene_tells_a_beat_that_there_is_not() -> None:
    """Scenes carry no beat but P1 to P30 and M1 to M5."""
    carried = {beat for scene in story().scenes.values() for beat in scene.beats}
    assert carried == {*PLOT, *ASIDES}
