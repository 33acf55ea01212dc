"""`language:` is the code of a language; anything else is told, with the code that was meant."""

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.loading.language_codes import is_language_code

SCENES = {"scenes/bar.yaml": "door: {text: It is open., ending: {title: Inside}}\n"}


def told(language: str) -> list[tuple[str, str, str]]:
    """Return the number, the message and the cure of each finding about a language."""
    loaded = load_text({**SCENES, "story.yaml": f"language: {language}\n"})
    return [(each.code.number, each.message, each.cure) for each in loaded.diagnostics]


@pytest.mark.parametrize("code", ["en", "es", "es-MX", "zh-Hant-TW", "es-419", "nah", "EN", "pt-br", "sr-Latn"])
def test_a_code_is_taken(code: str) -> None:
    """A language of two or three letters, with a script and a region or without."""
    assert told(code) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("english", "en"),
        ("English", "en"),
        ("spanish", "es"),
        ("español", "es"),
        ("ESPAÑOL", "es"),
        ("Deutsch", "de"),
        ("jp", "ja"),
        ("cz", "cs"),
        ("en_US", "en-US"),
        ("es_MX", "es-MX"),
        ("en_US.UTF-8", "en-US"),
        ("english-US", "en"),
        ("pt-brazilian", "pt"),
    ],
)
def test_what_was_meant_is_proposed(word: str, meant: str) -> None:
    """The name of a language, the code of a country and the name of a locale get the code."""
    assert told(word) == [("DA105", f"`{word}` is no code of a language.", f"Write `{meant}`.")]


@pytest.mark.parametrize("word", ["xx-klingon", "klingon", "xx", "e", "1995", "en-", "tlhIngan Hol"])
def test_what_cannot_be_guessed_gets_the_form(word: str) -> None:
    """Where nobody can tell what was meant, or a part of it is none, the form of a code is told."""
    ((number, message, cure),) = told(word)
    assert (number, message) == ("DA105", f"`{word}` is no code of a language.")
    assert cure.startswith("Write ")


def test_what_is_proposed_is_a_code() -> None:
    """No cure proposes what would be told again."""
    from desperado_adventure.loading import language_codes  # noqa: PLC0415  # its table, which nothing else needs

    assert all(is_language_code(code) for code in language_codes._CODE_OF.values())
