"""Definitions: names for conditions, numbers and effects, which stand for what was written under them."""

from __future__ import annotations

from short_games import ShortGame
from small_stories import small_story

from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.loading import Loaded, load_text
from desperado_adventure.model import codes

WORLD = """
variables: {wounds: 0..3, heat: 0..4, hour: [noon, night]}
items: {coin: {title: a coin}}
places: {case: {title: The case}}
"""
DOOR = """
door:
  text: "{late: It is late.|It is early.}"
  choices:
    fight: {say: Fight., do: [hurt]}
    wait: {say: Wait., do: [hour = night]}
    go: {say: Go., when: weak and danger >= 4, goto: end}
"""
DEFINE = """
define:
  weak: late and hurt_badly
  late: hour == night
  hurt_badly: wounds >= 2
  danger: heat + wounds
  hurt: [wounds += 1, stir, {when: hurt_badly, do: [stir]}]
  stir: [heat += 1]
"""


def load(define: str, scene: str = "door: {text: A., goto: end}") -> Loaded:
    """Load a story with these definitions and this scene."""
    files = {"story.yaml": f"{WORLD}define: {define}\n", "scenes/bar.yaml": scene + "\nend: {ending: {title: Over}}\n"}
    return load_text(files)


def said(loaded: Loaded) -> list[tuple[str, str, int]]:
    """Return the numbers, files and lines of the errors."""
    return [(each.code.number, each.mark.file, each.mark.line) for each in loaded.diagnostics if each.is_error]


def test_definitions_stand_for_what_is_written_under_them_in_any_order() -> None:
    """Conditions, numbers and effects use each other, and stand in guards, texts and effects."""
    game = ShortGame(DOOR, WORLD + DEFINE)
    assert game.told == ["It is early."]
    assert "door.go" not in game.take("door.fight", "door.wait").options
    assert "door.go" in game.take("door.fight").options


def test_a_story_with_definitions_is_the_story_without_them() -> None:
    """The proof sees what the definitions stand for: the same states, verdicts and findings."""
    guard = "hour == night and wounds >= 2 and heat + wounds >= 4"
    plain = DOOR.replace("late:", "hour == night:").replace("weak and danger >= 4", guard)
    plain = plain.replace("[hurt]", "[wounds += 1, heat += 1, {when: wounds >= 2, do: [heat += 1]}]")
    with_names, without = prove(small_story(DOOR, WORLD + DEFINE)), prove(small_story(plain, WORLD))
    assert with_names.states == without.states
    assert [each.code for each in with_names.findings] == [each.code for each in without.findings]


def test_a_mistake_in_a_definition_is_told_once() -> None:
    """It is told where it is written, and not where the name is used, nor in definitions that use it."""
    scene = 'door: {text: "{a: A.}{b: B.}", do: [c, {when: a, do: [c]}], goto: end}'
    assert said(load("\n  a: heet >= 2\n  b: a and wounds >= 1\n  c: [heat += a]", scene)) == [
        ("DA203", "story.yaml", 6)
    ]


def test_a_circle_is_told_once_as_a_circle() -> None:
    """The sentence names the definitions in their order, from the first in the file on."""
    loaded = load("\n  a: b\n  b: wounds >= 1 and c\n  c: not a\n  d: a", 'door: {text: "{d: D.}", goto: end}')
    assert said(loaded) == [("DA423", "story.yaml", 6)]
    assert "a → b → c → a" in loaded.diagnostics[0].message


def test_a_definition_has_a_name_of_its_own() -> None:
    """It is called like no variable, item, place, word of a set, or word of the language."""
    taken = ("wounds", "coin", "case", "night", "and")
    assert said(load("".join(f"\n  {name}: heat >= 2" for name in taken))) == [
        ("DA210", "story.yaml", 6 + number) for number in range(len(taken))
    ]


def test_effects_and_conditions_are_not_taken_for_each_other() -> None:
    """A name for effects is no condition, and a name for a condition is no effect; nor is a word of a set either."""
    define = "\n  hurt: [wounds += 1]\n  weak: wounds >= 2"
    assert said(load(define, 'door: {text: "{hurt: A.}", goto: end}')) == [("DA302", "scenes/bar.yaml", 1)]
    assert said(load(define, "door: {do: [weak], goto: end}")) == [("DA304", "scenes/bar.yaml", 1)]
    assert said(load("\n  when: hour")) == [("DA302", "story.yaml", 6)]
    assert said(load("\n  when: {a: b}")) == [("DA103", "story.yaml", 6)]


def test_definitions_that_double_each_other_are_refused_and_not_worked_out() -> None:
    """Forty definitions that each use the one before twice would stand for a million million parts."""
    conditions = "\n  a0: wounds >= 2" + "".join(f"\n  a{n + 1}: a{n} or a{n}" for n in range(40))
    assert said(load(conditions, 'door: {text: "{a40: A.}", goto: end}'))[0][0] == "DA305"
    effects = "\n  a0: [wounds += 1]" + "".join(f"\n  a{n + 1}: [a{n}, a{n}]" for n in range(40))
    assert {code for code, _, _ in said(load(effects, "door: {do: [a40], goto: end}"))} <= {"DA305", "DA108"}
    use = 'door: {text: "{' + " or ".join(["a10"] * 40) + ': A.}", goto: end}'
    assert said(load(conditions.split("\n  a11")[0], use)) == [("DA305", "scenes/bar.yaml", 1)]


def test_definitions_in_one_another_are_no_deeper_than_anything_can_walk() -> None:
    """A chain of a thousand is refused at a definition, or is no deeper than its first."""
    deep = "\n  a0: wounds >= 2" + "".join(f"\n  a{n + 1}: not (a{n} and heat >= 1)" for n in range(1_000))
    assert {code for code, _, _ in said(load(deep))} == {"DA305"}
    flat = "".join(f"\n  a{n}: a{n + 1}" for n in range(1_000)) + "\n  a1000: wounds >= 2"
    assert said(load(flat, 'door: {text: "{a0: A.}", goto: end}')) == []


def test_the_deepest_definition_in_the_deepest_condition_is_proved() -> None:
    """Both provers can walk through what the limits allow."""
    deep = "define:\n  a0: wounds >= 2 or heat >= 1" + "".join(
        f"\n  a{n + 1}: {'wounds' if n % 2 else 'heat'} >= 1 and (wounds >= 1 or a{n})" for n in range(13)
    )
    when = "(heat >= 1 or (wounds >= 1 and " * 12 + "a13" + "))" * 12
    hit = "hit: {say: Hit., do: [wounds += 1, heat += 1]}"
    scenes = f"door: {{choices: {{{hit}, go: {{say: Go., when: {when}, goto: end}}}}}}"
    story = small_story(scenes, WORLD + deep)
    assert {prove(story, few_states=few_states).verdict for few_states in (10**6, 0)} == {"EXHAUSTED"}


def test_a_definition_that_nothing_uses_is_told() -> None:
    """One that only another uses is used; the other is not."""
    loaded = load("\n  weak: wounds >= 2\n  lost: weak and heat >= 1")
    unused = [each.message for each in loaded.diagnostics if each.code is codes.NOTHING_USES_DEFINITION]
    assert unused == ["Nothing uses `lost`."]
