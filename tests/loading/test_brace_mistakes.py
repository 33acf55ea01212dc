"""What is said about braces that are wrong: as other languages write them, or not fitting what is declared."""

from __future__ import annotations

import pytest

from desperado_adventure.loading import load_text

HERE = "«"
WORLD = """\
language: {language}
speakers: {{boy: The boy, girl: The girl}}
variables:
  warned: flag
  heat: 0..4
  gold: 0..9
  far: 2..9
  hour: [noon, dusk, night]
  hero: {{words: [she, he], said: {{she: {{they: she, them: her}}, he: {{they: he, them: him}}}}}}
items: {{coin: {{title: a peso}}}}
"""
DO = "[warned = true, heat += 1, gold += 1, far += 1, hour = dusk, hero = he]"

FOREIGN = {
    "{«!warned: x}": ("DA301", "`{not warned: …}`"),
    "{«!warned}": ("DA301", "`{not warned: …}`"),
    "{«!heat >= 2: x}": ("DA301", "`{not (heat >= 2): …}`"),
    "{«~a|b}": ("DA312", "`{&a|b}`"),
    "{«Heat >= 1: x}": ("DA203", "`heat`"),
    "{warned «&& heat >= 1: x}": ("DA301", "`and`"),
    "{warned «|| heat >= 1: x}": ("DA301", "`or`"),
    '{has(«"coin"): x}': ("DA301", "`{has(coin): …}`"),
    "{«has coin: x}": ("DA301", "`{has(coin): …}`"),
    "{not «has coin: x}": ("DA301", "`{not has(coin): …}`"),
    "{«if warned: x}": ("DA301", "`{warned: …}`"),
    "{«else if warned: x}": ("DA301", "`{warned: …}`"),
    "{«when warned: x}": ("DA301", "`{warned: …}`"),
    "{«elif heat >= 2: x}": ("DA301", "`{heat >= 2: …}`"),
    "{«unless warned: x}": ("DA301", "`{not warned: …}`"),
    "{«unless heat >= 2: x}": ("DA301", "`{not (heat >= 2): …}`"),
    "{warned: x|«unless hour == dusk: y}": ("DA301", "`not (hour == dusk)`"),
    "{warned «? a : b}": ("DA301", "`{warned: a|b}`"),
    '{hour == «"noon": x}': ("DA301", "`{hour == noon: …}`"),
    "{«$gold}": ("DA301", "`{gold}`"),
    "«{{gold}}": ("DA312", "`{gold}`"),
    "{«gold:3}": ("DA302", "`{gold}`"),
    "{«golld}": ("DA203", "`gold`"),
    "{«Gold}": ("DA203", "`gold`"),
    "{gold «in word}": ("DA301", "`{gold in words}`"),
    "{gold +«}": ("DA301", "Write a name or a number behind `+`."),
}
"""Braces as other languages write them, the sign where they are wrong, and words of the cure."""

UNFIT = {
    "{«warned}": ("DA302", "`{warned: yes|no}`"),
    "{«heat >= 2}": ("DA302", "`{heat >= 2: yes|no}`"),
    "{«heat: x}": ("DA302", "`{heat >= 1: …}`"),
    "{«hour: x}": ("DA302", "`{hour == noon: …}`"),
    "{«hour in words}": ("DA302", "`{hour}`"),
    "{«gold.them}": ("DA302", "`{gold}`"),
    "{«hero}": ("DA203", "`{hero.they}`"),
    "{«hero.tehm}": ("DA203", "`them`"),
    "{«hour.them}": ("DA203", "`said:`"),
    "{«say}": ("DA105", "Write the words."),
    "«{still open}": ("DA312", "`{name}`"),
    "{«open}": ("DA203", r"`\{`"),
    "{«hour: a|b}": ("DA315", "`{hour: noon: …|else: …}`"),
    "{gold: a|b|«c}": ("DA315", "`{gold: 0: …|1: …|else: …}`"),
    "{«far: peso|pesos}": ("DA303", "the other alone"),
    "{hour: noon: a|dusk: b|night: c|«else: d}": ("DA315", "Take `else` out."),
    "{hour: noon: a|«dusk, noon: b}": ("DA315", "Take it out"),
    "{gold: 0..5: a|«4..9: b}": ("DA315", "Take it out"),
    "{hour: «nooon: a|else: b}": ("DA203", "`noon`"),
    "{hour: noon: a|«boy: b|else: c}": ("DA203", r"`\:`"),
    "{gold: «12: a|else: b}": ("DA303", "that it can have"),
    "{gold: «>= 3: a|else: b}": ("DA315", "`3..9`"),
    "{gold: «< 3: a|else: b}": ("DA315", "`0..2`"),
    "{gold: «3-5: a|else: b}": ("DA315", "`3..5`"),
    "{gold: «5..3: a|else: b}": ("DA303", "`3..5`"),
    "{gold: «many: a|else: b}": ("DA315", "`0..9`"),
    "{gold: «0..9: a}": ("DA315", "Take the braces away"),
    "{gold: 0: a|«b}": ("DA315", "`else:`"),
    "{hour: noon: a|«else: b|dusk: c}": ("DA315", "last"),
    "{warned: «true: a|false: b}": ("DA315", "`{warned: yes|no}`"),
    "{warned: a|«note: b}": ("DA203", r"`\:`"),
    "{warned: a|heat >= 1: b|«c}": ("DA315", "|else: cold}`"),
    "{warned: a|«else: b|heat >= 1: c}": ("DA315", "last"),
    "{heat >= 3: a|«haet >= 1: b|else: c}": ("DA203", "`heat`"),
    "{warned: a|heat >= «9: b|else: c}": ("DA303", "inside the range"),
}
"""Braces that do not fit what is declared."""

WORDS = (
    "{!Only once.}",
    "{!note: this}",
    "{!the gold is gone: nobody knows where}",
    "{He said: a|b}",
    "{Who? Him: a|b}",
    "{warned: He said: no|b}",
    "{warned: yes|in 1995 he said: no}",
    "{a|b: c}",
    '{warned: "Yes," he says.|"If there is gold? No." He heats what he has in his hand: nothing.}',
    "{The gold is 10 % of all: a|b}",
)


def said(text: str, language: str = "en") -> list[tuple[str, int, str, str]]:
    """Return number, column in the text, message and cure of what is said about a scene with this text."""
    scenes = f"a:\n  text: |\n    {text}\n  choices: {{x: {{say: X., do: {DO}, goto: a}}}}\n"
    found = load_text({"story.yaml": WORLD.format(language=language), "scenes/bar.yaml": scenes}).diagnostics
    return [
        (each.code.number, each.mark.column - 4, each.message, each.cure)
        for each in found
        if each.mark.file.startswith("scenes")
    ]


@pytest.mark.parametrize("written", [*FOREIGN, *UNFIT])
def test_wrong_braces_are_one_finding_at_the_very_sign(written: str) -> None:
    """It has its number, its place, and a cure in the author's own words; it never speaks of one alternative only
    unless that is the mistake.
    """
    number, cure = (FOREIGN | UNFIT)[written]
    ((code, column, message, told),) = said(written.replace(HERE, ""))
    assert (code, column) == (number, written.index(HERE) + 1)
    assert cure in told
    assert ("one alternative" in message) == (written == "«{still open}")


@pytest.mark.parametrize("written", WORDS)
def test_words_with_a_colon_are_words(written: str) -> None:
    """What has always been text stays text."""
    assert said(written) == []


def test_all_that_is_wrong_in_a_paragraph_is_told_at_once() -> None:
    """Each mistake once, wherever it stands in the braces."""
    found = said("{golld} {gold: a|b|c} {warned: {hero.x}|{~a|b}} {haet >= 1: {heat}} *open")
    assert [(code, column) for code, column, *_ in found] == [
        ("DA203", 2),
        ("DA315", 20),
        ("DA203", 33),
        ("DA312", 42),
        ("DA203", 50),
        ("DA313", 69),
    ]


def test_a_language_whose_numbers_are_not_known_is_named() -> None:
    """With what can be written instead."""
    ((code, column, message, cure),) = said("{gold in words}", "fr")
    assert (code, column) == ("DA105", 2)
    assert "`fr`" in message
    assert "en and es" in cure


@pytest.mark.parametrize(
    ("said_", "number", "words"),
    [
        ("{she: {they: she, them: her}, he: {they: he}}", "DA102", "`he` has no words for `them`."),
        ("{she: {they: she}}", "DA102", "`he` has no words for `they`."),
        ("{she: {they: she}, he: him}", "DA102", "`he` has no words for `they`."),
        ("{shee: her}", "DA105", "`hero` is never `shee`."),
        ('{she: "{gold}"}', "DA105", "printed as they are"),
        ('{she: " "}', "DA103", "without words"),
    ],
)
def test_words_of_values_are_complete(said_: str, number: str, words: str) -> None:
    """Every word of the set has the same forms, and what is printed is words."""
    world = f"variables: {{hero: {{words: [she, he], said: {said_}}}}}\n"
    scenes = "a: {text: '{hero == she: x}', choices: {x: {say: X., do: [hero = he], goto: a}}}\n"
    (found,) = [
        each for each in load_text({"story.yaml": world, "scenes/bar.yaml": scenes}).diagnostics if each.is_error
    ]
    assert found.code.number == number
    assert words in found.message


def test_only_a_set_has_words() -> None:
    """Neither a number nor a flag; and `say` and `else` are no names of variables."""
    for declared in ("n: {range: 0..3, said: {a: b}}", "say: flag", "else: 0..2"):
        found = load_text({"story.yaml": f"variables: {{{declared}}}\n", "scenes/a.yaml": "a: {ending: {title: A}}\n"})
        assert [each.code.number for each in found.diagnostics if each.is_error] in (["DA105"], ["DA210"])


def test_another_speaker_cannot_go_on() -> None:
    """Where two speakers are written beside one another in a joined text, that is a mistake."""
    scenes = "a:\n  text:\n    - 'boy: One.'\n    - {join: true, text: 'girl: Two.'}\n  ending: {title: A}\n"
    world = "speakers: {boy: The boy, girl: The girl}\n"
    (found,) = load_text({"story.yaml": world, "scenes/bar.yaml": scenes}).diagnostics
    assert (found.code.number, found.mark.line) == ("DA105", 4)
    assert "`girl` cannot go on" in found.message
