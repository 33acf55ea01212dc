"""*Did you mean*: the likeliest word for a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_MANY, _ALIKE = 2_000, 300
"""More words than `_MANY` are not all compared, but `_ALIKE` of them: a thousand mistakes have to be told soon."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean `…`? " for the likeliest known word, or "" when none is near enough."""
    meant = likeliest(word, known)
    return f"Did you mean `{meant}`? " if meant else ""


def likeliest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word, or "" when none is near enough.

    Nearness is the Damerau-Levenshtein distance (insertions, deletions, substitutions, neighbours swapped), at most a
    third of the word's length and at least one, but for a single letter, which resembles no other; of equal distances
    the one with the higher ratio by difflib wins. Of very many known words, only those are considered that begin or end
    with the same half.
    """
    import difflib  # noqa: PLC0415  # only a story with a mistake needs it

    candidates = list(known)
    if word.lower() in candidates:
        return word.lower()
    if len(candidates) > _MANY:
        half = len(word) // 2
        head, tail = word[:half], word[half:]
        alike = (each for each in candidates if each.startswith(head) or each.endswith(tail))
        candidates = list(islice(alike, _ALIKE))
    limit = max(1, len(word) // 3) if len(word) > 1 else 0
    near = sorted(
        (distance, -difflib.SequenceMatcher(None, word, candidate).ratio(), candidate)
        for candidate in candidates
        if abs(len(candidate) - len(word)) <= limit and (distance := _distance(word, candidate)) <= limit
    )
    if near:
        return near[0][2]
    close = difflib.get_close_matches(word, candidates, n=1, cutoff=0.75)
    return close[0] if close else ""


def _distance(left: str, right: str) -> int:
    """Count the edits between two words (Damerau-Levenshtein, optimal string alignment)."""
    older: list[int] = []
    old = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        new = [row]
        for column, other in enumerate(right, start=1):
            best = min(old[column] + 1, new[column - 1] + 1, old[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                best = min(best, older[column - 2] + 1)
            new.append(best)
        older, old = old, new
    return old[-1]
