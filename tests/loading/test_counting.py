"""How far visits and takings are counted: as far as the story asks, and no further."""

from __future__ import annotations

import pytest

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.loading.cache import decode, encode
from desperado_adventure.model.slot_names import name_of, name_of_value
from desperado_adventure.model.story import SlotKind, Story


def story(*guards: str, text: str = "A.", do: str = "[]") -> Story:
    """Return a story with a choice for each guard, one that leaves the scene for itself, and one that stays."""
    choices = "".join(f"    c{number}: {{say: C{number}., when: '{guard}'}}\n" for number, guard in enumerate(guards))
    scenes = (
        f"door:\n  do: {do}\n  text: '{text}'\n  choices:\n{choices}    again: {{say: Again., goto: door}}\n"
        "    stay: {say: Stay.}\n    go: {say: Go., goto: end}\nend: {text: E., ending: {title: E}}\n"
    )
    loaded = load_text({"scenes/bar.yaml": scenes, "story.yaml": "variables: {gold: 0..900}\n"})
    assert loaded.story is not None, loaded.diagnostics
    return loaded.story


def highs(told: Story) -> dict[str, int]:
    """Return how far each count goes, by the function that asks for it."""
    return {name_of(slot): slot.high for slot in told.slots if slot.kind in (SlotKind.SEEN, SlotKind.TAKEN)}


@pytest.mark.parametrize(
    ("guard", "high"),
    [
        ("visits(door) >= 3", 3), ("visits(door) < 3", 3), ("3 <= visits(door)", 3), ("3 > visits(door)", 3),
        ("visits(door) > 3", 4), ("visits(door) <= 3", 4), ("visits(door) == 3", 4), ("visits(door) != 3", 4),
        ("3 < visits(door)", 4), ("3 == visits(door)", 4), ("visits(door) == 999", 999), ("visits(door) > 998", 999),
        ("visits(door) > gold", 999), ("visits(door) + 1 >= 3", 999), ("-visits(door) <= -3", 999),
        ("visits(door) % 2 == 1", 999), ("gold == 3 or not visits(door) >= 2", 2),
    ],
)  # fmt: skip
def test_a_count_goes_as_far_as_its_comparison_asks(guard: str, high: int) -> None:
    """Up to the number or one beyond where a number is compared with; up to the limit everywhere else."""
    assert highs(story(guard)) == {"visits(bar.door)": high}


def test_seen_and_taken_ask_for_the_first_time_only() -> None:
    """`seen(x)` is `visits(x) >= 1`, and `taken(x)` is `takings(x) >= 1`: the same condition, and the same slots."""
    asked = story("seen(door) and taken(door.stay)")
    counted = story("visits(door) >= 1 and takings(door.stay) >= 1")
    assert highs(asked) == highs(counted) == {"seen(bar.door)": 1, "taken(bar.door.stay)": 1}
    assert asked.scenes["bar.door"].choices[0].when == counted.scenes["bar.door"].choices[0].when


def test_a_count_goes_as_far_as_the_furthest_question() -> None:
    """Questions in several places share one count, also when the same words are parsed only once."""
    guards = ("visits(door) >= 2", "visits(door) >= 5", "visits(door) >= 2", "seen(door)")
    assert highs(story(*guards)) == {"visits(bar.door)": 5}
    assert highs(story(*guards, do="[gold = visits(door)]")) == {"visits(bar.door)": 999}


def test_a_count_that_is_settled_by_its_limit_is_refused() -> None:
    """No count passes 999, so a comparison with more always comes out the same."""
    scene = "door:\n  choices:\n    go: {say: G., when: visits(door) >= 1000}\n    a: {say: A., goto: door}\n"
    codes = [each.code.number for each in load_text({"scenes/bar.yaml": scene}).diagnostics if each.is_error]
    assert codes == ["DA303"]


def test_a_visit_counts_when_the_scene_is_left_and_a_taking_when_the_choice_is_taken() -> None:
    """During the first visit and the first taking the count is 0; then it rises by one each time, to where it stays."""
    told = story("visits(door) == 0", "visits(door) == 2", "takings(door.stay) == 1", "takings(door.stay) > 1")
    machine = Machine(told)
    game = Playthrough.begin(machine)
    seen = []
    for choice in ("", "stay", "stay", "stay", "again", "again", "again"):
        game = game.choose(machine, f"bar.door.{choice}") if choice else game
        options = [option.id for option in machine.view(game.state).options]
        seen.append("".join(str(number) for number in range(4) if f"bar.door.c{number}" in options))
    assert seen == ["0", "02", "03", "03", "3", "13", "3"]


def test_counts_are_printed_and_assigned() -> None:
    """A count can be a value like any other."""
    told = story(do="[gold = visits(door) * 10]", text="{gold >= 20: Rich.|Poor.}")
    machine = Machine(told)
    game = Playthrough.begin(machine)
    for _ in range(3):
        game = game.choose(machine, "bar.door.again")
    assert game.state.values[0] == 30


def test_a_count_is_called_by_what_was_asked() -> None:
    """The highest number of a count stands for all that are higher."""
    (once,) = [slot for slot in story("seen(door)").slots if slot.kind is SlotKind.SEEN]
    (often,) = [slot for slot in story("takings(door.stay) >= 3").slots if slot.kind is SlotKind.TAKEN]
    assert (name_of(once), name_of_value(once, 1)) == ("seen(bar.door)", "true")
    assert name_of(often) == "takings(bar.door.stay)"
    assert [name_of_value(often, number) for number in range(4)] == ["0", "1", "2", "3 or more"]


def test_a_story_with_counts_and_computed_numbers_comes_out_of_the_cache_as_it_went_in() -> None:
    """The cache knows every kind of expression."""
    told = story("gold / (visits(door) - 1) % 7 * 2 == 4")
    assert decode(encode(told)) == told
