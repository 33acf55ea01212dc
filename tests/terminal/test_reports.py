"""Diagnostics as an author reads them."""

from __future__ import annotations

from pathlib import Path

import pyte
import pytest
from terminals import write_story

from desperado_adventure.loading import load_story
from desperado_adventure.terminal.reports import report_lines


def column_after(words: str) -> int:
    """Return where the cursor of a terminal stands after these words."""
    screen = pyte.Screen(200, 2)
    pyte.Stream(screen).feed(words)
    return int(screen.cursor.x)


@pytest.mark.parametrize("words", ["Go in.", "漢字漢字", "👩🚀", "e\u0301e\u0301", "e\ttab", "é" * 150])
def test_the_caret_stands_under_what_it_means(tmp_path: Path, words: str) -> None:
    """The caret of a diagnostic is under the wrong word, whatever comes before that in the line."""
    scenes = (
        f'door:\n  text: x\n  choices:\n    a: {{say: "{words}", when: nope, goto: end}}\n'
        "end: {text: e., ending: {title: E}}\n"
    )
    files = {"story.yaml": 'id: s\ntitle: S\nversion: "1"\nchapters:\n  bar: {title: B}\n', "scenes/bar.yaml": scenes}
    reports = [report_lines(each) for each in load_story(write_story(tmp_path, files)).diagnostics]
    _, quote, caret, *_ = next(lines for lines in reports if "`nope`" in lines[0])
    assert caret.endswith("^")
    assert column_after(caret[:-1]) == column_after(quote[: quote.index("nope")])
