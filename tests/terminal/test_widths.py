"""One measure of width: no line is wider than it may be by either library's measure, and no text is lost."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth
from rich.cells import cell_len

from desperado_adventure.terminal import widths
from desperado_adventure.terminal.widths import cells, wrap

FAMILY, FLAG, TONE, HEART = "👨‍👩‍👧‍👦", "🇲🇽", "👍🏽", "❤️"
WORDS = st.text(
    st.one_of(
        st.sampled_from("ab -éñ漢字가e\u0301\u200d\ufe0f\u00ad\u200b\u200c\u00a0\u0e33\u0903"),
        st.sampled_from("❤👨👩👧🏽🇲🇽1️⃣▪"),
        st.characters(exclude_categories=("Cc", "Cs")),
    ),
    max_size=80,
) | st.lists(st.sampled_from(["the", "case", " ", "  ", "\n", FAMILY, FLAG, TONE, HEART, "漢字"]), max_size=30).map(
    "".join
)


@given(WORDS)
@example("a" + HEART + "\u200d" + FLAG)
def test_words_take_at_least_what_either_library_measures(words: str) -> None:
    """The measure is never smaller than Rich's or prompt_toolkit's."""
    for line in words.split("\n"):
        assert cells(line) >= max(cell_len(line), get_cwidth(line))


@given(WORDS, st.integers(2, 40))
@example("   " + "x" * 50, 4)
@example(FAMILY * 3, 3)
@example("\U0001f1f2" * 7, 5)
def test_no_line_is_too_wide_and_no_text_is_lost(words: str, width: int) -> None:
    """Every line fits by both measures, and the lines together hold all but blanks and line feeds, in order."""
    lines = wrap(words, width)
    assert lines
    for line in lines:
        assert max(cell_len(line), get_cwidth(line), cells(line)) <= width
    assert "".join(lines).replace(" ", "") == words.replace(" ", "").replace("\n", "")


@given(st.lists(st.sampled_from([FAMILY, FLAG, TONE, HEART, "e\u0301", "x"]), max_size=40), st.integers(8, 20))
def test_what_is_seen_as_one_sign_is_never_broken(signs: list[str], width: int) -> None:
    """A family, a flag, a coloured hand, a letter with its accent: each stands on one line that is wide enough."""
    lines = wrap("".join(signs), width)
    edges, at = set(), 0
    for sign in signs:
        edges.add(at)
        at += len(sign)
    begin = 0
    for line in lines[:-1]:
        begin += len(line)
        assert begin in edges


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 10, ["one  two"]),
        ("  one", 10, ["  one"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("one two\u00a0three", 9, ["one", "two\u00a0three"]),
        ("« Oui ! »", 8, ["« Oui !", "»"]),
        ("«\u00a0Oui\u202f!\u00a0» dit-il", 10, ["«\u00a0Oui\u202f!\u00a0»", "dit-il"]),
        ("one two\u3000three", 9, ["one", "two\u3000thre", "e"]),
        ("a\tb", 10, ["a    b"]),
        ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
        (f"x {FAMILY} {FAMILY} y", 10, [f"x {FAMILY}", f"{FAMILY} y"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
    ],
)
def test_lines_are_broken_where_a_reader_expects_it(words: str, width: int, lines: list[str]) -> None:
    """At blanks and line feeds; not at a no-break space; a long word between its signs."""
    assert wrap(words, width) == lines


def test_every_character_of_the_fast_way_takes_one_cell() -> None:
    """What is counted without measuring takes one cell by both measures."""
    fast = [chr(code) for code in range(0x3000) if widths._PLAIN.fullmatch(chr(code))]
    assert len(fast) > 500
    assert [each for each in fast if (cell_len(each), get_cwidth(each)) != (1, 1)] == []


def test_plain_words_are_measured_without_any_library() -> None:
    """Neither Rich nor wcwidth is imported for words in Latin letters with typographic signs."""
    program = (
        "import sys; from desperado_adventure.terminal.widths import cells, wrap;"
        "wrap('“Señores” — it’s “so”… ' * 40, 30); cells('¿Qué?');"
        "print(*sorted({name.split('.')[0] for name in sys.modules} & {'rich', 'wcwidth', 'prompt_toolkit'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
