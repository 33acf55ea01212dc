"""Numbers in words: every one that a text can print, in each language."""

from __future__ import annotations

import re

import pytest

from desperado_adventure.model.number_words import BEYOND, LANGUAGES, spelled

SAMPLES = {
    "en": {
        0: "zero", 1: "one", 13: "thirteen", 20: "twenty", 42: "forty-two", 100: "one hundred",
        115: "one hundred and fifteen", 1_000: "one thousand", 1_001: "one thousand and one",
        1_100: "one thousand one hundred",
        21_340: "twenty-one thousand three hundred and forty", 1_000_000: "one million", -7: "minus seven",
        999_999: "nine hundred and ninety-nine thousand nine hundred and ninety-nine",
    },
    "es": {
        0: "cero", 1: "un", 16: "dieciséis", 21: "veintiún", 22: "veintidós", 23: "veintitrés", 26: "veintiséis",
        30: "treinta", 31: "treinta y un", 100: "cien", 101: "ciento un", 121: "ciento veintiún", 200: "doscientos",
        500: "quinientos", 700: "setecientos", 900: "novecientos", 1_000: "mil", 1_001: "mil un", 2_000: "dos mil",
        21_000: "veintiún mil", 31_000: "treinta y un mil", 100_000: "cien mil", 101_000: "ciento un mil",
        1_000_000: "un millón", 2_000_100: "dos millones cien", -7: "menos siete",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", SAMPLES)
def test_numbers_are_spelled_as_the_language_does(language: str) -> None:
    """Each language has its own irregular words."""
    assert {number: spelled(number, language) for number in SAMPLES[language]} == SAMPLES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_numbers_have_the_same_words(language: str) -> None:
    """Up to twenty thousand, and in steps up to the largest, all words are different and have no stray blank."""
    numbers = [*range(-50, 20_000), *range(20_000, 1_100_000, 997), *range(10**6, BEYOND, BEYOND // 9_973)]
    words = [spelled(number, language) for number in numbers]
    assert len(set(words)) == len(numbers)
    assert all(re.fullmatch(r"[a-zéóú]+(?:[ -][a-zéóú]+)*", each) for each in words)


def test_beyond_the_last_word_there_are_digits() -> None:
    """A number that is too large for words is printed as it is, also below zero."""
    assert [spelled(BEYOND, "en"), spelled(-BEYOND, "es")] == [str(BEYOND), str(-BEYOND)]
