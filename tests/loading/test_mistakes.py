"""More than a hundred mistakes in the shipped story, one at a time: each is reported where it was made."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from mistakes import Mistake, make, story_files

from desperado_adventure.loading import load_text

STORY = Path(__file__).resolve().parents[2] / "story"
SEED = 1995


class Verdict(NamedTuple):
    """The diagnostics of a mistake: whether one is at its place and names the right word; how many are elsewhere."""

    mistake: Mistake
    is_exact: bool
    is_meant: bool
    others: int

    def __str__(self) -> str:
        """Return the verdict as a line."""
        mistake = self.mistake
        line = mistake.text.split("\n")[mistake.place[0] - 1].strip()
        return (
            f"{mistake.kind} in {mistake.file}:{mistake.place[0]}:{mistake.place[1]}, {self.others} others: {line[:80]}"
        )


def judge(mistake: Mistake) -> Verdict:
    """Load the shipped story with one mistake in it."""
    diagnostics = load_text({**story_files(STORY), mistake.file: mistake.text}).diagnostics
    at_the_place = [
        each
        for each in diagnostics
        if (each.mark.file, each.mark.line, each.mark.column) == (mistake.file, *mistake.place)
    ]
    is_meant = any(f"Did you mean `{mistake.meant}`?" in each.cure for each in at_the_place)
    return Verdict(mistake, bool(at_the_place), is_meant, len(diagnostics) - bool(at_the_place))


@pytest.fixture(scope="module")
def verdicts() -> Iterator[list[Verdict]]:
    """Judge all mistakes; the shipped story itself must be without an error."""
    files = story_files(STORY)
    assert load_text(files).story is not None
    with ProcessPoolExecutor() as pool:
        yield list(pool.map(judge, make(files, SEED), chunksize=8))


def test_mistakes_are_found_where_they_were_made(verdicts: list[Verdict]) -> None:
    """At least 95 in a hundred have a diagnostic at the exact line and column."""
    missed = [str(verdict) for verdict in verdicts if not verdict.is_exact]
    print(f"{len(verdicts) - len(missed)} of {len(verdicts)} mistakes found at the exact line and column")  # noqa: T201  # a figure
    assert len(verdicts) >= 100
    assert len(missed) <= 0.05 * len(verdicts), missed


def test_a_letter_wrong_is_understood(verdicts: list[Verdict]) -> None:
    """At least nine in ten words with one wrong letter cause the right *did you mean*."""
    typos = [verdict for verdict in verdicts if verdict.mistake.meant]
    missed = [str(verdict) for verdict in typos if not verdict.is_meant]
    print(f"{len(typos) - len(missed)} of {len(typos)} misspellings understood")  # noqa: T201  # a figure
    assert len(typos) >= 40
    assert len(missed) <= 0.1 * len(typos), missed


def test_one_mistake_is_no_flood(verdicts: list[Verdict]) -> None:
    """No mistake causes more than two messages besides its own."""
    worst = max(verdicts, key=lambda verdict: verdict.others)
    follow_ups = sum(verdict.others for verdict in verdicts if verdict.is_exact)
    print(f"{follow_ups} messages besides; at most {worst.others} for one mistake")  # noqa: T201  # a figure
    assert worst.others - (not worst.is_exact) <= 2, str(worst)
