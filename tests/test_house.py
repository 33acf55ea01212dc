"""The house: which room may import which, and what may lie at the top level."""

import ast
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from desperado_adventure.commands.command_names import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "desperado_adventure"

MAY_IMPORT = {
    "model": set(),
    "loading": {"model"},
    "engine": {"model"},
    "saving": {"engine", "model"},
    "analysis": {"engine", "model"},
    "terminal": {"saving", "engine", "model"},
    "exporting": {"analysis", "engine", "model"},
    "commands": {"terminal", "exporting", "analysis", "saving", "loading", "engine", "model"},
}
OUTSIDE = {"loading": {"yaml"}, "terminal": {"rich", "prompt_toolkit"}}
THIRD_PARTY = {"yaml", "rich", "prompt_toolkit"}
ABOVE = {"__init__.py": set(), "__main__.py": {"cli"}, "cli.py": {"commands"}}
"""The modules that lie in no room, and what of the package each may import."""


def imports(path: Path) -> set[str]:
    """Return the dotted names that a module imports, relative ones resolved from the package."""
    found = set()
    here = path.relative_to(PACKAGE).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level]) if node.level else None
            module = node.module or ""
            stem = (
                module if base is None else "desperado_adventure." + ".".join(part for part in (base, module) if part)
            )
            found.add(stem)
            if base is not None:
                found |= {f"{stem.rstrip('.')}.{alias.name}" for alias in node.names}
    return found


def rooms() -> list[tuple[str, Path]]:
    """Return (room, module) for every module of every room."""
    return [(room, path) for room in MAY_IMPORT for path in sorted((PACKAGE / room).rglob("*.py"))]


@pytest.mark.parametrize(("room", "path"), rooms(), ids=lambda value: value if isinstance(value, str) else value.stem)
def test_a_room_imports_only_from_the_floors_below(room: str, path: Path) -> None:
    """No module imports a room that is not below its own."""
    allowed = MAY_IMPORT[room] | {room}
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "desperado_adventure" and len(parts) > 1 and parts[1] not in ("__version__", ""):
            assert parts[1] in allowed, f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize(("room", "path"), rooms(), ids=lambda value: value if isinstance(value, str) else value.stem)
def test_only_one_room_knows_each_library(room: str, path: Path) -> None:
    """Yaml is imported by the loader alone, rich and the key library by the terminal alone."""
    used = {name.split(".")[0] for name in imports(path)} & THIRD_PARTY
    assert used <= OUTSIDE.get(room, set())


def test_outside_the_rooms_there_is_only_the_way_in() -> None:
    """Beside the rooms lie only the version, the program's start, and the module that knows the commands."""
    assert {path.name for path in PACKAGE.glob("*.py")} == ABOVE.keys()
    for name, allowed in ABOVE.items():
        used = {each.split(".")[1] for each in imports(PACKAGE / name) if each.startswith("desperado_adventure.")}
        assert used - {"__version__", ""} <= allowed, name
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == MAY_IMPORT.keys()


def test_there_is_a_module_for_each_command() -> None:
    """Every command has the module of its name, with arguments and a function that runs it."""
    for name in COMMANDS:
        module = import_module(f"desperado_adventure.commands.{name}")
        assert callable(module.add_arguments), name
        assert callable(module.run), name


def test_every_module_says_its_idea_first() -> None:
    """Every module begins with a docstring."""
    for path in sorted(PACKAGE.rglob("*.py")):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_the_top_level_holds_what_the_project_says() -> None:
    """Nothing lies at the top level but what the people who asked for it have named."""
    tracked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=False
    ).stdout.split("\n")
    named = {"pyproject.toml", "README.md", "LICENSE", "desperado_adventure", "story", "saves", "tests"}
    top = {line.split("/", 1)[0] for line in tracked if line}
    assert {name for name in top if not name.startswith(".")} <= named
