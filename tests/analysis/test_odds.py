"""The odds of endings, computed: right where one can reckon them by hand, and those of many games played at random."""

import random
from fractions import Fraction

import pytest
from random_stories import random_story

from desperado_adventure.analysis.playing.odds import exact_odds
from desperado_adventure.analysis.playing.statistics import ending_odds, play_at_random, within
from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text

ENDS = """
left: {text: Left., ending: {title: Left}}
right: {text: Right., ending: {title: Right}}
"""


def machine_of(scenes: str, declared: str = "id: odds\n") -> Machine:
    """Return the machine of a story."""
    loaded = load_text({"story.yaml": declared, "scenes/a.yaml": scenes + ENDS})
    assert loaded.story is not None, loaded.diagnostics
    return Machine(loaded.story)


def test_the_odds_of_a_round_are_a_geometric_series() -> None:
    """Who goes left, right or round again goes left in half of all games; twice left of once right in two thirds."""
    scenes = """
start:
  text: Here.
  choices:
    left: {say: Left., goto: left}
    again: {say: Left too., goto: left}
    right: {say: Right., goto: right}
    round: {say: Round., goto: start}
"""
    odds = exact_odds(machine_of(scenes))
    assert odds is not None
    assert odds.last == {"a.left": pytest.approx(Fraction(2, 3)), "a.right": pytest.approx(Fraction(1, 3))}
    assert odds.never == 0
    assert odds.error < 1e-11


def test_a_game_that_is_locked_never_ends() -> None:
    """A round without a way out keeps its games, and they are told apart from those that end."""
    scenes = """
start:
  text: Here.
  choices: {left: {say: Left., goto: left}, right: {say: Right., goto: right}, lost: {say: Down., goto: well}}
well: {text: A well., choices: {wait: {say: Wait., goto: well}}}
"""
    odds = exact_odds(machine_of(scenes))
    assert odds is not None
    assert odds.never == pytest.approx(Fraction(1, 3))


def test_half_of_the_deaths_are_taken_back() -> None:
    """A death that is taken back leads to where the player chose: of the games that end, half let it stand."""
    declared = "falls: {take_back: No., let_stand: Yes., goto: a.right}\n"
    scenes = """
start: {text: Here., choices: {left: {say: Left., goto: left}, die: {say: Die., goto: dead}}}
dead: {text: Dead., fall: true}
"""
    odds = exact_odds(machine_of(scenes, declared))
    assert odds is not None
    assert odds.last == {"a.left": pytest.approx(Fraction(2, 3)), "a.right": pytest.approx(Fraction(1, 3))}


def test_a_story_with_too_many_states_is_not_computed() -> None:
    """A counter of which everything depends beyond the limit makes no chain."""
    declared = "variables: {" + ", ".join(f"v{number}: 0..9" for number in range(8)) + "}\n"
    choices = "".join(
        f"    c{number}: {{say: C{number}., when: v{number} != 3, do: [v{number} += 1]}}\n" for number in range(8)
    )
    ways = "    out: {say: Out., goto: left}\n    in: {say: In., goto: right}\n"
    scenes = f"start:\n  text: Here.\n  choices:\n{choices}{ways}"
    assert exact_odds(machine_of(scenes, declared)) is None


def test_a_name_is_one_of_those_that_make_a_difference() -> None:
    """Each of the listed names is typed as often as a name that is none of them, and the choice once in all."""
    declared = "variables: {guest: {name: a stranger, words: [bucho, ana]}}\n"
    scenes = """
start:
  text: Here.
  choices:
    sign: {say: Sign., asks: guest, goto: [{when: guest == bucho, goto: left}, right]}
    go: {say: Go., goto: left}
"""
    odds = exact_odds(machine_of(scenes, declared))
    assert odds is not None
    assert odds.last == {"a.left": pytest.approx(Fraction(2, 3)), "a.right": pytest.approx(Fraction(1, 3))}


def test_choices_that_ask_for_many_names_are_not_multiplied() -> None:
    """Three choices with 211, 199 and 197 names are some hundred states, and not eight million ways."""
    names = {each: [f"w{number}" for number in range(most)] for each, most in (("a", 210), ("b", 198), ("c", 196))}
    declared = "variables:\n" + "".join(
        f"  {each}: {{name: x, words: [{', '.join(words)}]}}\n" for each, words in names.items()
    )
    choices = "".join(f"    {each}: {{say: {each}., asks: {each}, goto: left}}\n" for each in names)
    odds = exact_odds(
        machine_of(f"start:\n  text: Here.\n  choices:\n{choices}    go: {{say: Go., goto: right}}\n", declared)
    )
    assert odds is not None
    assert odds.last == {"a.left": pytest.approx(Fraction(3, 4)), "a.right": pytest.approx(Fraction(1, 4))}


def test_the_odds_are_those_of_many_games() -> None:
    """On random stories with falls, cutaways and packing, the games of a random player are as often as computed."""
    compared = 0
    for seed in range(40):
        machine = Machine(random_story(seed))
        odds = exact_odds(machine)
        if odds is None or odds.never:
            continue
        chance = random.Random(seed)  # repeatable, not secret
        games = 600
        played = ending_odds([play_at_random(machine, chance.randrange) for _ in range(games)])
        assert sum(odds.last.values()) == pytest.approx(1)
        for scene, share in odds.last.items():
            assert abs(played[scene] / games - share) < 2.5 * within(played[scene], games), (seed, scene)
        assert played.keys() <= {*odds.last, ""}  # a game that goes on for too long is cut off
        compared += 1
    assert compared > 10
