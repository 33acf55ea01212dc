"""Streams and consoles: what is written to one comes out without unsafe characters, whoever writes it."""

from __future__ import annotations

import ast
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from hostile import EVIL, unsafe_in
from rich.text import Text

from desperado_adventure.terminal.consoles import console_on
from desperado_adventure.terminal.filtering import filtered, unfiltered

PACKAGE = Path(__file__).resolve().parents[2] / "desperado_adventure"

ONLY = {
    "unfiltered": {"terminal/consoles.py", "terminal/filtering.py", "terminal/asking.py", "terminal/terminal_modes.py"},
    "DrawingConsole": {"terminal/consoles.py", "terminal/drawing_console.py"},
    "Console": {"terminal/consoles.py", "terminal/drawing_console.py", "terminal/drawn.py", "terminal/page.py",
                "terminal/preview_screen.py", "terminal/window.py"},
    "dumps": {"model/json_text.py", "loading/cache.py", "saving/format_2.py"},
    "escape": {"exporting/markup.py"},
    "__stdout__": set(),
    "__stderr__": set(),
}  # fmt: skip
"""Names by which text could go past the filters, and the only modules that may use each."""


def test_whatever_is_written_to_a_filtered_stream_is_safe() -> None:
    """`write`, `writelines` and `print` come out as text of the same length."""
    below = StringIO()
    stream = filtered(below)
    assert stream.write(EVIL) == len(EVIL)
    stream.writelines([EVIL, EVIL])
    print(EVIL, file=stream, end="")
    assert unsafe_in(below.getvalue().encode()) == []
    assert len(below.getvalue()) == 4 * len(EVIL)


def test_a_filtered_stream_is_the_stream_below_it_in_all_else() -> None:
    """It has the same encoding and descriptor, is filtered once only, and no bytes go past it."""
    below = TextIOWrapper(BytesIO(), encoding="latin-1")
    stream = filtered(below)
    assert (stream.encoding, stream.isatty(), stream.closed) == ("latin-1", False, False)
    assert filtered(stream) is stream
    assert unfiltered(stream) is below
    assert unfiltered(below) is below
    with pytest.raises(AttributeError):
        _ = stream.buffer


def test_whatever_is_drawn_on_a_console_is_safe() -> None:
    """Rich texts and plain words are filtered by the console itself, captured or not."""
    target = StringIO()
    console = console_on(filtered(target))
    console.print(Text(EVIL, "bold"), EVIL)
    console.print(EVIL, soft_wrap=True, style="red")
    with console.capture() as capture:
        console.print(Text(EVIL))
    assert unsafe_in((target.getvalue() + capture.get()).encode()) == []


@pytest.mark.parametrize("name", ONLY)
def test_nothing_goes_past_the_filters(name: str) -> None:
    """Only the modules that are named here use what could write past a filter."""
    users = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            used = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in imported or (name == used and not _is_regex(node)):
                users.add(path.relative_to(PACKAGE).as_posix())
    assert users <= ONLY[name]


def _is_regex(node: ast.AST) -> bool:
    """Whether it is `re.escape`, which makes a pattern and no markup."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"
