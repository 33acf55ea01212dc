"""What the forms of text show: printed values, alternatives for values, joined paragraphs, a choice's words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from desperado_adventure.engine import Machine
from desperado_adventure.engine.views import Told
from desperado_adventure.loading import load_text
from desperado_adventure.model.state import State

WORLD = """\
language: {language}
speakers: {{boy: The boy, girl: The girl}}
variables:
  warned: flag
  gold: {{range: -3..30, start: 1}}
  hour: {{words: [noon, dusk, late_night], said: {{noon: twelve o'clock}}}}
  hero: {{words: [she, he], said: {{she: {{they: she, them: her}}, he: {{they: he, them: him}}}}}}
"""
DO = "[warned = not warned, gold = gold, hour = hour, hero = hero]"


def machine(scenes: str, language: str = "en") -> Machine:
    """Return the machine of a chapter called bar, which must load without an error."""
    story, diagnostics = load_text({"story.yaml": WORLD.format(language=language), "scenes/bar.yaml": scenes})
    assert story is not None, diagnostics
    return Machine(story)


def state_with(engine: Machine, values: Mapping[str, int]) -> State:
    """Return the first state with these values of variables, words of sets by their index."""
    state = engine.begin().state
    numbers = [values.get(slot.name, number) for slot, number in zip(engine.story.slots, state.values, strict=True)]
    return state._replace(values=tuple(numbers))


def shown(text: str, values: Mapping[str, int] | None = None, language: str = "en") -> list[str]:
    """Return the paragraphs of a text with these values."""
    lines = "".join(f"    {line}\n" for line in text.split("\n"))
    engine = machine(f"a:\n  text: |\n{lines}  choices: {{x: {{say: X., do: {DO}, goto: a}}}}\n", language)
    return [passage.plain for passage in engine.view(state_with(engine, values or {})).text]


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        ("You have {gold}.", {"gold": 3}, "You have 3."),
        ("You owe {gold}.", {"gold": -3}, "You owe -3."),
        ("You would have {gold + 2 - 1}.", {"gold": 3}, "You would have 4."),
        ("It is {hour}.", {"hour": 0}, "It is twelve o'clock."),
        ("It is {hour}.", {"hour": 2}, "It is late night."),
        ("They saw {hero.them}.", {"hero": 1}, "They saw him."),
        ("You have {gold in words}.", {"gold": 21}, "You have twenty-one."),
        ("{gold + 1 in words}?", {"gold": -3}, "Minus two?"),
        ("*{gold}* {warned: {gold}|none}", {"gold": 2}, "2 none"),
    ],
)
def test_a_value_is_printed(text: str, values: dict[str, int], words: str) -> None:
    """A number in digits or spelled out, a set variable as its words, in the form that is wanted."""
    assert shown(text, values) == [words]


def test_a_printed_value_has_the_style_around_it() -> None:
    """Emphasis around the braces is that of the words."""
    engine = machine(f"a:\n  text: 'I have *{{gold}}* pesos.'\n  choices: {{x: {{say: X., do: {DO}}}}}\n")
    runs = engine.view(state_with(engine, {"gold": 7})).text[0].runs
    assert [(run.text, run.style) for run in runs] == [("I have ", ""), ("7", "emphasis"), (" pesos.", "")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{hero.they} waits.", "She waits."),
        ("Well. {hero.they} waits.", "Well. She waits."),
        ("Well! “{hero.they} waits?” {hero.they} does.", "Well! “She waits?” She does."),
        ("Well, {hero.they} waits.", "Well, she waits."),
        ("Well... {hero.they} waits.", "Well... she waits."),
        ("Mr.\u00a0{hero.they} waits.", "Mr.\u00a0she waits."),
        ("{warned: Yes. |}{hero.they} waits.", "She waits."),
        ("boy: {hero.they} waits.", "She waits."),
        ("¿{hero.they}?", "¿She?"),
        ("A sign:\\\n{hero.they} waits.", "A sign:\nshe waits."),
    ],
)
def test_printed_words_have_a_capital_where_a_sentence_begins(text: str, words: str) -> None:
    """In the beginning, and after a full stop, a question or an exclamation mark and a blank; nowhere else."""
    assert shown(text) == [words]


def test_what_varies_before_it_decides_about_the_capital() -> None:
    """The same words have a capital when the sentence before them is shown, and when nothing is."""
    text = "{warned: Well,|} {hero.they} waits."
    assert (shown(text, {"warned": 0}), shown(text, {"warned": 1})) == (["She waits."], ["Well, she waits."])


def test_the_status_line_has_no_capitals() -> None:
    """Its phrases are no sentences."""
    world = WORLD.format(language="en") + "status: ['{hour}', '{gold in words}']\n"
    scenes = f"a: {{choices: {{x: {{say: '{{hour}}?', do: {DO}}}}}}}\n"
    story = load_text({"story.yaml": world, "scenes/bar.yaml": scenes}).story
    assert story is not None
    engine = Machine(story)
    state = engine.begin().state
    assert engine.status(state) == ("twelve o'clock", "one")
    assert engine.options(state)[0].say == "Twelve o'clock?"


def test_numbers_are_spelled_in_the_language_of_the_story() -> None:
    """In Spanish in the form before a noun, also when the code names a country."""
    text = "{gold in words} {gold: peso|pesos}"
    assert shown(text, {"gold": 21}, "es-MX") == ["Veintiún pesos"]
    assert shown(text, {"gold": 1}, "es") == ["Un peso"]


# -- alternatives ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("{gold: peso|pesos}", "gold", {-1: "pesos", 0: "pesos", 1: "peso", 2: "pesos"}),
        (
            "{gold: 0: none|1: one|2..4, 7: some|else: {gold}}",
            "gold",
            {0: "none", 1: "one", 3: "some", 7: "some", 5: "5"},
        ),
        ("{gold: -3..0: low|1..30: high}", "gold", {-3: "low", 0: "low", 1: "high", 30: "high"}),
        ("{gold: 2..4: some}", "gold", {1: "", 2: "some", 4: "some", 5: ""}),
        ("{hour: noon: bells|dusk, late_night: nobody}", "hour", {0: "bells", 1: "nobody", 2: "nobody"}),
        ("{hour: dusk: late|else: early}", "hour", {0: "early", 1: "late", 2: "early"}),
        ("{hour: dusk: late}", "hour", {0: "", 1: "late"}),
        ("{hour: a|b|c}", "hour", {0: "a", 1: "b", 2: "c"}),
        ("{gold >= 3: hot|gold >= 1: warm|else: cold}", "gold", {0: "cold", 1: "warm", 2: "warm", 3: "hot"}),
        ("{gold >= 3: hot|gold >= 1: warm}", "gold", {0: "", 1: "warm", 3: "hot"}),
        ("{warned: hot|else: cold}", "warned", {0: "cold", 1: "hot"}),
        ("{warned: He said: yes|He said: no}", "warned", {0: "He said: no", 1: "He said: yes"}),
        ("{warned: one: two|he said: no}", "warned", {0: "he said: no", 1: "one: two"}),
        ("{warned: yes|note\\: no}", "warned", {0: "note: no", 1: "yes"}),
        ("{hour: at 12:30|b|c}", "hour", {0: "at 12:30"}),
        ("{He said: no|Never}", "warned", {0: "He said: no"}),
    ],
)
def test_alternatives_depend_on_a_value_or_on_conditions(text: str, name: str, words: dict[int, str]) -> None:
    """The first that fits is shown; other words with a colon are words."""
    assert {value: "".join(shown(text, {name: value})) for value in words} == words


def test_a_thousand_alternatives_are_one_level_deep() -> None:
    """As many as a variable may have values need no deeper recursion than two."""
    cases = "|".join(f"{number}: w{number}" for number in range(1000))
    text = f"a: {{text: '{{n: {cases}}}', choices: {{x: {{say: X., do: [n += 1], goto: a}}}}}}\n"
    story = load_text({"story.yaml": "variables: {n: 0..999}\n", "scenes/bar.yaml": text}).story
    assert story is not None
    engine = Machine(story)
    assert engine.view(state_with(engine, {"n": 999})).text[0].plain == "w999"


# -- joined paragraphs, and the words of a choice ----------------------------------------------------------------------


def joined(items: str, *, warned: bool = False) -> list[tuple[str, str]]:
    """Return the paragraphs, with their speakers, of a text that is a list of these items."""
    engine = machine(f"a:\n  text:\n{items}\n  choices: {{x: {{say: X., do: {DO}, goto: a}}}}\n")
    text = engine.view(state_with(engine, {"warned": int(warned)})).text
    return [(passage.speaker, passage.plain) for passage in text]


def test_a_joined_item_continues_the_paragraph_before() -> None:
    """If its guard holds; a blank comes between, but not before a closing sign; what follows in it begins anew."""
    items = "    - One\n    - {join: true, text: ', two.'}\n    - {when: warned, join: true, text: Three.}\n"
    items += "    - join: true\n      text: |\n        {hero.they} waits.\n\n        Five."
    assert joined(items) == [("", "One, two. She waits."), ("", "Five.")]
    assert joined(items, warned=True) == [("", "One, two. Three. She waits."), ("", "Five.")]


def test_the_same_speaker_goes_on_in_a_joined_item() -> None:
    """Also when it names him; where another spoke last, since a guard failed, it begins a paragraph of its own."""
    items = "    - 'boy: One.'\n    - {join: true, text: Two.}\n    - {join: true, text: 'boy: Three.'}"
    assert joined(items) == [("boy", "One. Two. Three.")]
    items = "    - 'boy: One.'\n    - {when: warned, text: 'girl: Two.'}\n    - {join: true, text: Three.}"
    assert joined(items) == [("boy", "One."), ("girl", "Three.")]
    assert joined(items, warned=True) == [("boy", "One."), ("girl", "Two. Three.")]


GLUE = """\
a:
  choices:
    hut: {{say: "{{Hut|Again hut}} {{gold}}", text: {text}, do: [gold = 14], goto: b}}
    x: {{say: X., do: {do}}}
b:
  redirects: [{{when: gold == 14, text: [{{join: true, text: "{{hero.they}} ran,"}}], do: [gold = 15], goto: c}}]
  choices: {{y: {{say: Y., goto: a}}}}
c:
  text: [{{join: true, text: "{{hero.they}} came."}}, Two.]
  choices: {{y: {{say: Y., goto: a}}}}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"{say}."', ["Hut 1. She ran, she came.", "Two."]),
        ('"*{say}*, and"', ["Hut 1, and she ran, she came.", "Two."]),
        ('"boy: {say}."', ["Hut 1.", "She ran, she came.", "Two."]),
        ('"{gold >= 2: x}"', ["She ran, she came.", "Two."]),
    ],
)
def test_a_joined_beginning_continues_what_was_told_since_the_choice(text: str, told: list[str]) -> None:
    """Over redirects and scenes, unless somebody else spoke; by itself it is a paragraph of its own."""
    engine = machine(GLUE.format(text=text, do=DO))
    step = engine.choose(engine.begin().state, "bar.a.hut")
    assert [passage.plain for event in step.events if isinstance(event, Told) for passage in event.passages] == told
    assert [passage.plain for passage in engine.view(step.state).text] == ["She came.", "Two."]


def test_say_stands_for_the_words_that_were_offered() -> None:
    """With the variant and the values that the player saw, though the choice changes them."""
    engine = machine(GLUE.format(text='"{say}."', do=DO))
    step = engine.choose(engine.begin().state, "bar.a.hut")
    state = engine.choose(step.state, "bar.c.y").state
    offered = engine.options(state)[0].say
    told = engine.choose(state, "bar.a.hut").events[0]
    assert isinstance(told, Told)
    assert offered == "Again hut 15"
    assert told.passages[0].plain.startswith("Again hut 15. ")
