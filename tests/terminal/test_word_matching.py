"""The form in which words are compared."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desperado_adventure.terminal.word_matching import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("  Go   IN. ", "go in"),
        ("Say you don’t know him.", "say you dont know him"),
        ("DON'T", "dont"),
        ("“Más tarde”, you say.", "mas tarde you say"),
        ("¿Quién? ¡Nadie!", "quien nadie"),
        ("Wait — then go.", "wait then go"),
        ("STRASSE – Straße", "strasse strasse"),
        ("sawn-off", "sawn off"),
        ("10 pesos", "10 pesos"),
        ("snake_case", "snake case"),
        ("Łódź, smørrebrød, œuvre", "lodz smorrebrod oeuvre"),
        ("e\u0301", "e"),
        ("co\u00adoperate", "cooperate"),
        ("ﬁrst ½ ② \u2163", "first 1 2 2 iv"),
        ("...?!", ""),
        ("❤️ 🎸 kiss", "kiss"),
        ("किताब हिन्दी", "किताब हिनदी"),
        ("中文 Привет", "中文 привет"),
        ("İstanbul", "istanbul"),
        ("\ud800\x1b[2J", "2j"),
    ],
)
def test_signs_and_accents_make_no_difference(text: str, words: str) -> None:
    """Case, accents, apostrophes, quotes, dashes and ligatures are folded; signs part words."""
    assert " ".join(words_of(text)) == words


def test_a_story_in_plain_letters_needs_no_table_of_characters() -> None:
    """What is all ASCII is read without `unicodedata`, which is large, so that the first answer comes at once."""
    code = (
        "import sys; from desperado_adventure.terminal.word_matching import words_of;"
        "words_of('go in'); assert 'unicodedata' not in sys.modules; words_of('caf\\u00e9');"
        "assert 'unicodedata' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
