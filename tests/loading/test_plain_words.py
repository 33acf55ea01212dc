"""Words that are printed as they are: braces and leftovers in them are found, for only the player would read them."""

import pytest

from desperado_adventure.loading import load_text

STORY = """
id: s
title: TITLE
start: bar.door
variables: {heat: 0..2, guest: {name: UNNAMED, words: [bucho]}}
corrido: {opening: "One\\nTwo\\nThree\\nOPENING"}
"""
BAR = """
door:
  art: door
  text: It is open. {guest} {heat}
  verse: "One\\nTwo\\nThree\\nVERSE"
  choices:
    sign: {say: Sign., asks: guest, do: [heat += 1]}
    go: {say: Go., goto: end}
end: {text: The end., ending: {title: The End}}
"""
ART = 'alt: "ALT"\npicture: "O"\n'
PLACES = ("TITLE", "UNNAMED", "OPENING", "VERSE", "ALT")


def complaints(place: str, words: str) -> list[str]:
    """Return the codes and messages for a story with these words in one place, and others in all other places."""
    files = {"story.yaml": STORY, "scenes/bar.yaml": BAR, "art/door.yaml": ART}
    for name in PLACES:
        quoted = f'"{words}"' if name in ("TITLE", "UNNAMED") else words
        files = {path: text.replace(name, quoted if name == place else "Words") for path, text in files.items()}
    return [f"{each.code.number} {each.message}" for each in load_text(files).diagnostics]


@pytest.mark.parametrize("place", PLACES)
def test_braces_that_would_be_printed_are_found(place: str) -> None:
    """Braces in words that never vary are a mistake, told once."""
    (told,) = complaints(place, "A {heat} day")
    assert told == "DA105 `{heat}` has no meaning here: these words are printed as they are."


@pytest.mark.parametrize("place", PLACES)
def test_leftovers_that_would_be_printed_are_found(place: str) -> None:
    """What nobody can mean is a mistake there as in a text; what may be meant is left alone, as no backslash helps."""
    (told,) = complaints(place, "A <b>day")
    assert told.startswith("DA316 `<b>` is a tag of HTML")
    assert not complaints(place, "A $ and _so_")
