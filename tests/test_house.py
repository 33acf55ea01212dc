"""The house: which room may import which, how large a module may grow, and what may lie at the top level."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
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
WALLS = {
    "targets": set(),
    "transitions": {"targets"},
    "explicit": {"transitions", "targets"},
    "symbolic": {"transitions", "targets"},
    "verdicts": {"symbolic", "explicit", "transitions", "targets"},
    "playing": {"verdicts", "symbolic", "explicit", "transitions", "targets"},
    "oracle": {"targets"},
}
"""The rooms inside `analysis`, and which of each other they may import. Only tests import `oracle`."""

OUTSIDE = {"yaml": "loading", "rich": "terminal", "prompt_toolkit": "terminal"}
"""The one room that may import each library."""

ABOVE = {"__init__.py": set(), "__main__.py": {"cli"}, "cli.py": {"commands"}}
"""The modules that lie in no room, and what of the package each may import."""

BY_NAME = {"desperado_adventure.cli", "desperado_adventure.loading"}
"""The modules that import others by a name made at run time: the command asked for, and the room's public names."""

SAME_IDEA = {
    "prover": "the protocol of a prover, and the two that keep it",
    "walk": "each prover's walk over the reachable states",
    "graph": "the scene graph, and the command that prints it",
    "corrido": "the song of a playthrough, and the command that prints it",
    "schema": "the JSON Schema, and the command that prints it",
}
"""The names that modules in two rooms share, and why."""

LONGEST_MODULE, LONGEST_FUNCTION = 300, 40


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def modules() -> dict[str, Path]:
    """Return the package's modules by their dotted names; a package has the name of its folder."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if path.name == "__init__.py" else parts)] = path
    return found


@cache
def imported(module: str) -> frozenset[str]:
    """Return what a module imports, anywhere in it: modules of the package by dotted name, others by their first part.

    Imports inside functions and under `TYPE_CHECKING` count like all others.
    """
    package = module if modules()[module].name == "__init__.py" else module.rpartition(".")[0]
    names: set[str] = set()
    for node in ast.walk(tree_of(modules()[module])):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
            stem = ".".join([*above, *([node.module] if node.module else [])])
            names |= {full if (full := f"{stem}.{alias.name}") in modules() else stem for alias in node.names}
    return frozenset(name if name in modules() else name.partition(".")[0] for name in names)


def room_of(module: str) -> str:
    """Return the room that a module lies in, "" if none: the first folder, within `analysis` the second."""
    parts = modules()[module].relative_to(PACKAGE).parts[:-1]
    return "/".join(parts[:2] if parts[:1] == ("analysis",) else parts[:1])


def in_rooms() -> list[str]:
    """Return the modules that lie in a room."""
    return [module for module in modules() if room_of(module)]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method, those inside others too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_things(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Yield the classes and functions whose names do not begin with `_`, and such methods of those classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_things(node.body)


@pytest.mark.parametrize("module", in_rooms())
def test_a_room_imports_only_from_the_floors_below(module: str) -> None:
    """No module imports a room that is not below its own."""
    room = room_of(module).partition("/")[0]
    used = {room_of(name).partition("/")[0] for name in imported(module) & modules().keys()}
    assert used <= MAY_IMPORT[room] | {room, ""}
    used_above = {name for name in imported(module) & modules().keys() if not room_of(name)}
    assert used_above <= {"desperado_adventure"}, "only the version lies above the rooms and may be imported"


@pytest.mark.parametrize("module", [module for module in in_rooms() if room_of(module).startswith("analysis/")])
def test_the_walls_inside_the_analysis_hold(module: str) -> None:
    """Targets lie below transitions, those below both provers, those below verdicts, and those below what plays."""
    wall = room_of(module).partition("/")[2]
    inside = {name for name in imported(module) & modules().keys() if room_of(name).startswith("analysis")}
    assert {room_of(name).partition("/")[2] for name in inside} <= WALLS[wall] | {wall}


def test_every_room_of_the_analysis_has_its_wall() -> None:
    """There is no room inside `analysis` of which nothing is said here, and no module beside the rooms."""
    assert {path.parent.name for path in PACKAGE.glob("analysis/*/__init__.py")} == WALLS.keys()
    assert {path.name for path in PACKAGE.glob("analysis/*.py")} == {"__init__.py"}


def test_only_tests_import_the_oracle() -> None:
    """The plain walk, with which tests compare the proof, is no part of the program."""
    for module in modules():
        uses = [name for name in imported(module) if ".analysis.oracle" in name]
        assert uses == [] or room_of(module) == "analysis/oracle", module


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports go down inside the rooms too: there is an order in which each module comes after all that it imports."""
    try:
        TopologicalSorter({module: imported(module) - {module} for module in modules()}).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_imports_can_be_read_from_the_source() -> None:
    """Only the two modules that are named here import others by a name that is made at run time."""
    users = {module for module in modules() if {"importlib", "runpy", "pkgutil"} & imported(module)}
    assert users == BY_NAME


@pytest.mark.parametrize("module", modules())
def test_only_one_room_knows_each_library(module: str) -> None:
    """Yaml is imported by the loader alone, rich and the key library by the terminal alone."""
    for library in imported(module) & OUTSIDE.keys():
        assert room_of(module) == OUTSIDE[library], library


def test_outside_the_rooms_there_is_only_the_way_in() -> None:
    """Beside the rooms lie only the version, the program's start, and the module that knows the commands."""
    assert {path.name for path in PACKAGE.glob("*.py")} == ABOVE.keys()
    for module in modules():
        if not room_of(module):
            used = {name.split(".")[1] for name in imported(module) if name.startswith("desperado_adventure.")}
            assert used <= ABOVE[modules()[module].name], module
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == MAY_IMPORT.keys()


def test_there_is_a_module_for_each_command() -> None:
    """Every command has the module of its name, with arguments and a function that runs it."""
    for name in COMMANDS:
        module = import_module(f"desperado_adventure.commands.{name}")
        assert callable(module.add_arguments), name
        assert callable(module.run), name


def test_every_format_is_offered_by_a_command() -> None:
    """What `exporting` can write, some command writes: each of its public functions is imported by somebody."""
    trees = {module: tree_of(modules()[module]) for module in modules() if room_of(module) in ("exporting", "commands")}
    exported = {
        each.name
        for module, tree in trees.items()
        if room_of(module) == "exporting"
        for each in public_things(tree.body)
        if isinstance(each, ast.FunctionDef)
    }
    nodes = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert exported - {alias.name for node in nodes for alias in node.names} == set()


def test_one_name_is_one_idea() -> None:
    """No two modules in two rooms have the same name, but those of which it is said here why."""
    rooms: dict[str, set[str]] = {}
    for module, path in modules().items():
        if path.name != "__init__.py":
            rooms.setdefault(path.stem, set()).add(room_of(module))
    assert {name for name, found in rooms.items() if len(found) > 1} == SAME_IDEA.keys()


@pytest.mark.parametrize("module", modules())
def test_a_module_is_small_enough_to_be_read(module: str) -> None:
    """No module has more than 300 lines, and no function in it more than 40, its docstring included."""
    path = modules()[module]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    lengths = {each.name: (each.end_lineno or each.lineno) - each.lineno + 1 for each in functions(tree_of(path))}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("module", modules())
def test_everything_public_says_what_it_is(module: str) -> None:
    """Every module, and every public class, function and method, has a docstring."""
    tree = tree_of(modules()[module])
    assert ast.get_docstring(tree)
    assert [each.name for each in public_things(tree.body) if not ast.get_docstring(each)] == []


def test_the_top_level_holds_what_the_project_says() -> None:
    """Nothing lies at the top level but what the people who asked for it have named."""
    tracked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=False
    ).stdout.split("\n")
    named = {"pyproject.toml", "README.md", "LICENSE", "desperado_adventure", "story", "saves", "tests"}
    top = {line.split("/", 1)[0] for line in tracked if line}
    assert {name for name in top if not name.startswith(".")} <= named
