"""Lines that an author has broken, as in a poem, on every screen: drawn, plain, in a pipe and in JSON."""

from __future__ import annotations

import json
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from terminals import PATIENCE, command, environment, playing, write_story

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.terminal.blocks import Prose
from desperado_adventure.terminal.page import Page

POEM = {
    "scenes/bar.yaml": """\
sign:
  text: |
    boy: Roses are red,\\
    *the road is\\
    very long indeed, as everybody here knows too well,* and so is
    this, the third line of the sign\\
    and nothing else.

    Read it again.
  choices:
    go: {say: Go., goto: end}
end: {text: It ends., ending: {title: Over}}
""",
    "story.yaml": "id: sign\ntitle: A Sign\nspeakers: {boy: Boy}\n",
}
LINES = [
    "Roses are red,",
    "the road is",
    "very long indeed, as everybody here knows too well, and so is this, the third line of the sign",
    "and nothing else.",
]


def test_the_drawn_screen_breaks_where_the_author_does_and_indents_what_does_not_fit() -> None:
    """Each of the author's lines begins at the margin; one that is too long goes on below, four blanks further in."""
    story = load_text(POEM).story
    assert story is not None
    machine = Machine(story)
    page = Page(story, Console(file=StringIO(), width=60, height=40))
    prose = Prose(machine.view(machine.begin().state).text)
    rows = [line.plain for line in prose.drawn_lines(page)]
    margin = " " * page.margin
    poem = rows[: rows.index("")]
    begins = [row.removeprefix(margin) for row in poem if not row.startswith(margin + "    ")]
    assert begins[:2] == [f"Boy: {LINES[0]}", LINES[1]]
    assert (len(begins), begins[3]) == (4, LINES[3])
    assert " ".join(" ".join(poem).split()) == "Boy: " + " ".join(LINES)


def written(*arguments: str, folder: Path, typed: str = "") -> str:
    """Return what a real process writes on a pipe."""
    run = subprocess.run(
        command(*arguments),
        cwd=folder,
        env=environment(folder),
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return run.stdout


@pytest.mark.parametrize("columns", [40, 90])
def test_plain_lines_break_where_the_author_does(tmp_path: Path, columns: int) -> None:
    """In a terminal, what does not fit goes on below, four blanks further in."""
    folder = write_story(tmp_path / "story", POEM)
    with playing("--plain", "--new", "--story", str(folder), folder=tmp_path, columns=columns, rows=40) as game:
        game.wait_for("Read it again.")
        rows = [row.rstrip().replace("_", "") for row in game.screen.display]
    first = rows.index(f"Boy: {LINES[0]}")
    last = rows.index(LINES[3])
    assert rows[first + 1] == LINES[1]
    assert {row[:4] for row in rows[first + 3 : last]} == {"    "}
    assert " ".join(" ".join(rows[first : last + 1]).split()) == "Boy: " + " ".join(LINES)


def test_a_pipe_and_json_get_the_lines_as_they_were_broken(tmp_path: Path) -> None:
    """In a pipe each of the author's lines is a line, and in JSON they stand in one string with line feeds."""
    folder = write_story(tmp_path / "story", POEM)
    poem = "\n".join(LINES)
    plain = written("--plain", "--new", "--story", str(folder), folder=tmp_path)
    assert f"Boy: {LINES[0]}\n_{LINES[1]}\n" in plain
    assert poem in plain.replace("_", "").replace("Boy: ", "")
    first, *_ = written("play", "--json", "--new", "--story", str(folder), folder=tmp_path).splitlines()
    assert json.loads(first)["text"] == [f"Boy: {poem}", "Read it again."]
