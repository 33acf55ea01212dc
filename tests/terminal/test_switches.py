"""The variables that switch plain lines and colours on and off do so, with every value that users give them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from terminals import playing

from desperado_adventure.terminal.switches import is_on, wants_colours

CONTROL = re.compile(rb"\x1b\[([0-9;]*)m")
OFF = ["", "0", "false", "False", "NO", "off"]
ON = ["1", "true", "yes", "on", "2", "anything"]
PLAIN = [*({"ACCESSIBLE": value} for value in ON), {"TERM": "unknown"}, {"TERM": ""}]
COLOURFUL = [
    {},
    {"CLICOLOR": "1"},
    {"CLICOLOR": ""},
    {"NO_COLOR": ""},
    {"CLICOLOR": "0", "CLICOLOR_FORCE": "1"},
    {"CLICOLOR": "0", "FORCE_COLOR": "1"},
    {"FORCE_COLOR": ""},
    {"COLORTERM": "truecolor"},
    {"COLORTERM": "24bit", "TERM": "xterm-direct"},
    {"TERM": "linux"},
    {"TERM": "screen.xterm-256color"},
    {"TTY_COMPATIBLE": "0"},
]
COLOURLESS = [
    {"NO_COLOR": "1"},
    {"NO_COLOR": "0"},
    {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"},
    {"CLICOLOR": "0"},
    {"CLICOLOR": "0", "CLICOLOR_FORCE": "0"},
    {"CLICOLOR": "0", "COLORTERM": "truecolor"},
    {"CLICOLOR": "0", "TERM": "linux"},
]


def numbers_sent(story: Path, extra: dict[str, str]) -> set[int]:
    """Return the numbers of all styles that the drawn screen sends before the first question, and for its answer."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40, extra=extra) as terminal:
        terminal.wait_for_question()
        terminal.choose("1")
        sent = CONTROL.findall(terminal.output)
    return {int(number or 0) for numbers in sent for number in numbers.split(b";")}


@pytest.mark.parametrize("extra", COLOURFUL, ids=str)
def test_colours_are_sent_unless_they_are_switched_off(story: Path, extra: dict[str, str]) -> None:
    """A terminal gets colours, of the sixteen that every terminal has, whatever else it says that it can show."""
    sent = numbers_sent(story, extra)
    assert 31 in sent
    assert sent <= {0, 1, 2, 3, 7, 27, *range(30, 38), *range(90, 98)}


@pytest.mark.parametrize("extra", COLOURLESS, ids=str)
def test_no_colour_is_sent_where_none_is_wanted(story: Path, extra: dict[str, str]) -> None:
    """With NO_COLOR, or with CLICOLOR=0 and nothing that forces colours, weight alone shows the rank of words."""
    sent = numbers_sent(story, extra)
    assert 1 in sent
    assert sent <= {0, 1, 2, 3, 7, 27}


@pytest.mark.parametrize("value", OFF)
def test_accessible_can_be_switched_off(story: Path, value: str) -> None:
    """ACCESSIBLE without a value, or with a word for off, leaves the screen drawn."""
    with playing("--story", str(story), "--new", folder=story.parent, extra={"ACCESSIBLE": value}) as terminal:
        terminal.wait_for_prompt()


@pytest.mark.parametrize(
    "extra", [*({"ACCESSIBLE": value} for value in ON), {"TERM": "unknown"}, {"TERM": ""}], ids=str
)
def test_plain_lines_where_they_are_wanted_or_needed(story: Path, extra: dict[str, str]) -> None:
    """ACCESSIBLE with any other value gets plain lines, and so do terminals that nothing is known of."""
    with playing("--story", str(story), "--new", folder=story.parent, extra=extra) as terminal:
        terminal.wait_for("4. Put the case")
        assert b"\x1b" not in terminal.output


@pytest.mark.parametrize("value", ["\t", " off ", "OFF"])
def test_blanks_and_case_do_not_matter(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value is read without the blanks around it, in any case."""
    for variable in ("ACCESSIBLE", "CLICOLOR_FORCE", "FORCE_COLOR"):
        monkeypatch.setenv(variable, value)
        assert not is_on(variable)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("CLICOLOR", value)
    assert wants_colours() == (not value.strip())
