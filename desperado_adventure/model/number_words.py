"""Whole numbers spelled out, as a text prints `{gold in words}`: "twenty-three", "veintitrés".

English is that of Britain: "a hundred" is "one hundred", and "and" stands before the last two digits. Spanish has the
form that stands before a masculine noun, since a noun nearly always follows: "un", "veintiún", "treinta y un". The
rules are those of the Royal Spanish Academy (*Ortografía de la lengua española*, 2010, chapter VIII): one word up to
thirty, "cien" alone and before what it counts, "mil" without "un".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

_MILLION = 1_000_000
BEYOND = _MILLION * _MILLION
"""The least number that is not spelled out, but printed in digits: neither language counts on in the same way."""


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_ENGLISH = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = _words("- - twenty thirty forty fifty sixty seventy eighty ninety")
_ENGLISH_POWERS = ((1_000_000_000, "billion"), (_MILLION, "million"), (1_000, "thousand"))

_SPANISH = _words(
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_SPANISH_TENS = _words("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_SPANISH_HUNDREDS = _words(
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def _english(number: int) -> str:
    for power, name in _ENGLISH_POWERS:
        if number >= power:
            count, rest = divmod(number, power)
            joined = " and " if rest < 100 else " "
            return f"{_english(count)} {name}{joined + _english(rest) if rest else ''}"
    if number >= 100:
        count, rest = divmod(number, 100)
        return f"{_ENGLISH[count]} hundred{' and ' + _english(rest) if rest else ''}"
    if number < len(_ENGLISH):
        return _ENGLISH[number]
    tens, ones = divmod(number, 10)
    return f"{_ENGLISH_TENS[tens]}{'-' + _ENGLISH[ones] if ones else ''}"


def _spanish(number: int) -> str:
    if number >= _MILLION:
        count, rest = divmod(number, _MILLION)
        millions = "un millón" if count == 1 else f"{_spanish(count)} millones"
        return f"{millions} {_spanish(rest)}" if rest else millions
    if number >= 1_000:
        count, rest = divmod(number, 1_000)
        thousands = "mil" if count == 1 else f"{_spanish(count)} mil"
        return f"{thousands} {_spanish(rest)}" if rest else thousands
    if number == 100:
        return "cien"
    if number > 100:
        count, rest = divmod(number, 100)
        return f"{_SPANISH_HUNDREDS[count]} {_spanish(rest)}" if rest else _SPANISH_HUNDREDS[count]
    if number < len(_SPANISH):
        return _SPANISH[number]
    tens, ones = divmod(number, 10)
    return f"{_SPANISH_TENS[tens]} y {_SPANISH[ones]}" if ones else _SPANISH_TENS[tens]


class _Speller(NamedTuple):
    """What a language says for a number that is not below zero, and before one that is."""

    spell: Callable[[int], str]
    minus: str


_SPELLERS: Mapping[str, _Speller] = {"en": _Speller(_english, "minus"), "es": _Speller(_spanish, "menos")}

LANGUAGES = tuple(_SPELLERS)
"""The languages whose numbers can be spelled out, by their codes."""


def spelled(number: int, language: str) -> str:
    """Return a number in words of one of the `LANGUAGES`; in digits from `BEYOND` on. Raises KeyError for others."""
    speller = _SPELLERS[language]
    if abs(number) >= BEYOND:
        return str(number)
    words = speller.spell(abs(number))
    return f"{speller.minus} {words}" if number < 0 else words
