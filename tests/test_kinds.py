"""Kinds are types: no string is compared to decide what something is, and a diagnostic is known by its constant."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desperado_adventure.model import codes, story
from desperado_adventure.model.codes import CODES, Code

PACKAGE = Path(__file__).resolve().parent.parent / "desperado_adventure"
TESTS = Path(__file__).resolve().parent

NOT_YET: tuple[str, ...] = ()
"""The rooms that still compare strings."""

KIND_NAMES = frozenset(("kind", "code", "reason", "how", "style", "verb", "operator", "severity"))
NUMBER = re.compile(r"\bDA\d{3}\b")

BY_KEYWORD = frozenset(("Art", "Choice", "Falls", "Item", "Place", "Redirect", "Scene", "Site", "Slot", "Story"))
"""What has more parts than one remembers the order of."""


def modules(folder: Path) -> list[Path]:
    """Return the modules under a folder."""
    return sorted(folder.rglob("*.py"))


def is_converted(path: Path) -> bool:
    """Whether a module is in a room in which kinds are types."""
    return not path.relative_to(PACKAGE).as_posix().startswith(NOT_YET)


def tree_of(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def is_kind(node: ast.expr) -> bool:
    """Whether an expression is a name or an attribute that holds a kind."""
    return (isinstance(node, ast.Name) and node.id in KIND_NAMES) or (
        isinstance(node, ast.Attribute) and node.attr in KIND_NAMES
    )


def is_text(node: ast.expr) -> bool:
    """Whether an expression is a string, or a tuple, list, set or frozenset with one in it."""
    if isinstance(node, ast.Call) and node.args:
        return is_text(node.args[0])
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(is_text(element) for element in node.elts)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def compared_strings(tree: ast.Module) -> Iterator[ast.Compare]:
    """Yield the comparisons of a kind with a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(is_kind(side) for side in sides) and any(is_text(side) for side in sides):
                yield node


@pytest.mark.parametrize("path", [path for path in modules(PACKAGE) if is_converted(path)], ids=lambda path: path.stem)
def test_no_string_decides_a_kind(path: Path) -> None:
    """In no comparison does a kind, a code, a reason or a style stand beside a string."""
    assert [ast.unparse(node) for node in compared_strings(tree_of(path))] == []


def test_the_list_of_rooms_that_compare_strings_is_true() -> None:
    """A room that does not compare strings any more is taken from the list."""
    for room in NOT_YET:
        found = [node for path in modules(PACKAGE / room) for node in compared_strings(tree_of(path))]
        assert found, f"{room} compares no strings: take it out of NOT_YET"


@pytest.mark.parametrize("path", modules(PACKAGE), ids=lambda path: path.stem)
def test_a_diagnostic_is_known_by_its_constant(path: Path) -> None:
    """The number of a diagnostic stands in model/codes.py, and nowhere else in the program."""
    if path == PACKAGE / "model" / "codes.py":
        return
    words = [node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)]
    assert [word for word in words if isinstance(word, str) and NUMBER.search(word)] == []


def test_every_kind_of_diagnostic_has_a_number_of_its_own() -> None:
    """No two constants share a number, and the table has them all in the order of their numbers."""
    constants = [value for value in vars(codes).values() if isinstance(value, Code)]
    assert len({code.number for code in constants}) == len(constants) == len(CODES)
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize("path", [*modules(PACKAGE), *modules(TESTS)], ids=lambda path: path.stem)
def test_what_has_many_parts_is_built_by_keyword(path: Path) -> None:
    """Scenes, choices, slots and their kin are built with the names of their parts."""
    tree = tree_of(path)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("model.story")
        for alias in node.names
        if alias.name in BY_KEYWORD and hasattr(story, alias.name)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    positional = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id in names and node.args]
    assert [ast.unparse(node) for node in positional] == []
