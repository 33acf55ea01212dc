"""The law of colours: a picture uses what can be seen on the background of every terminal, and is told what cannot."""

from itertools import product

import pytest
from themes import NAMES, THEMES, contrast

from desperado_adventure.loading import load_text
from desperado_adventure.loading.palettes import COLOURS, ON_BLACK, STEADY, TEXT_COLOURS
from desperado_adventure.model import codes
from desperado_adventure.model.diagnostics import Diagnostic

LEAST = 1.8
"""The least contrast with the background. Yellow on xterm's white has 1.7, and its areas are pale; then come dim text
in Solarized Light with 1.9, and cyan on xterm's white with 2.0, which can be made out. Every other colour has more than
2.1 wherever it is seen, or less than 1.6 somewhere."""

SCENE = "door: {art: noon, text: It is open., ending: {title: Inside}}\n"


def least(word: str) -> float:
    """Return the least contrast of a word of a palette with the background, over all themes."""
    return min(contrast(theme.drawn(word), theme.background) for theme in THEMES.values())


def said(word: str) -> list[Diagnostic]:
    """Return what is said of a palette with this word."""
    picture = f'alt: The sun.\npicture: "O"\ncolours: "y"\npalette: {{y: {word}}}\n'
    return list(load_text({"scenes/bar.yaml": SCENE, "art/noon.yaml": picture}).diagnostics)


def test_the_colours_that_may_be_used_are_those_that_can_be_seen() -> None:
    """Of the sixteen, those that have the contrast in every theme are the reader's list, and no others."""
    assert set(COLOURS) == set(NAMES)
    assert [name for name in NAMES if least(name) >= LEAST] == list(STEADY)


def test_text_can_be_seen_at_half_its_weight() -> None:
    """The colour of text, and half of it, have the contrast in every theme."""
    assert all(least(word) >= LEAST for word in ("", "dim"))


@pytest.mark.parametrize(("colour", "theme"), [*product(STEADY, THEMES)])
def test_a_silhouette_is_dark_before_every_light(colour: str, theme: str) -> None:
    """What is `on black` differs from the colours around it, and is darker than they, in every theme."""
    black, light = THEMES[theme].colours["black"], THEMES[theme].colours[colour]
    assert contrast(black, light) >= LEAST
    assert contrast(black, (0, 0, 0)) < contrast(light, (0, 0, 0))


@pytest.mark.parametrize("word", [*TEXT_COLOURS, *STEADY, ON_BLACK, *(f"{colour} {ON_BLACK}" for colour in STEADY)])
def test_what_can_be_seen_is_taken(word: str) -> None:
    """Every word of the list, and every colour of it on black, is taken without a word."""
    assert said(word) == []


@pytest.mark.parametrize("word", [name for name in NAMES if name not in STEADY])
@pytest.mark.parametrize("ground", ["", f" {ON_BLACK}"])
def test_what_vanishes_is_reported(word: str, ground: str) -> None:
    """Any other colour is a warning where it is written, which says what to take."""
    (only,) = said(word + ground)
    assert (only.code, only.mark.file, only.mark.line, only.mark.column) == (
        codes.COLOUR_VANISHES, "art/noon.yaml", 4, 14
    )  # fmt: skip
    assert not only.is_error
    assert all(f"{each}," in only.cure for each in STEADY)


@pytest.mark.parametrize("word", ["yelow", "red on white", "red on", "default on black", "dim on black", "on", "bold"])
def test_what_is_no_colour_is_refused(word: str) -> None:
    """A misspelled colour, another ground, and text on black (which may be black itself) are errors."""
    (only,) = said(word)
    assert (only.code, only.mark.line, only.mark.column) == (codes.VALUE_NOT_ALLOWED, 4, 14)
