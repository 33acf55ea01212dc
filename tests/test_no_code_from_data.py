"""No code path from data: what a story, a save, a log or a cache holds is never run, imported, or used as a format.

First the package is read: whatever could make code of data is named here with a reason, or the test fails. Then a
whole game with hostile words in it is played in a real process, whose audit events (PEP 578) say what was opened,
compiled and run.
"""

from __future__ import annotations

import ast
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import command, environment, playing

from desperado_adventure.analysis.explicit.codegen import Generator
from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.commands.command_names import COMMANDS
from desperado_adventure.loading import load_story
from desperado_adventure.loading.ids import ID

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "desperado_adventure"

MODULES = frozenset((
    "pickle", "shelve", "marshal", "dill", "subprocess", "multiprocessing", "socket", "socketserver", "ssl", "http",
    "urllib", "ftplib", "smtplib", "xmlrpc", "ctypes", "cffi", "code", "codeop", "runpy", "imp", "importlib",
    "zipimport", "pkgutil", "builtins", "webbrowser", "pdb", "doctest", "timeit",
))  # fmt: skip
"""Modules that run, import or send things, or make objects of any bytes."""

CALLS = frozenset((
    "eval", "exec", "compile", "__import__", "import_module", "system", "popen", "fork", "execv", "execve", "execvp",
    "spawnv", "startfile", "getattr", "setattr", "delattr", "attrgetter", "methodcaller", "vars", "globals", "locals",
    "format", "format_map", "Template", "unsafe_load", "full_load", "load_all", "add_constructor", "breakpoint",
))  # fmt: skip
"""Functions and methods that make code, attributes or formats of words."""

NAMED = {
    "analysis/explicit/codegen.py": {
        "compile(source, '<generated>', 'eval')": "of numbers only: see below",
        "eval(code, self._namespace)": "the same",
    },
    "analysis/explicit/moves.py": {"self._generator.compile(source)": "the same"},
    "analysis/explicit/walk.py": {
        "self._generator.compile(f'lambda states: next((s for s in states if {test}), None)')": "the same",
    },
    "cli.py": {
        "import importlib": "the module of a command",
        "import_module(f'.commands.{name}', __package__)": "a name of the table of commands",
    },
    "loading/__init__.py": {
        "import importlib": "the room's public names",
        "getattr(import_module(f'.{_HOMES[name]}', __name__), name)": "a name of the table above it",
        "import_module(f'.{_HOMES[name]}', __name__)": "the same",
    },
    "loading/cache.py": {
        "import marshal": "values only, sealed with the user's own key: tests/loading/test_cache.py",
        "vars(module)": "the model's own classes",
    },
    "loading/leftover_forms.py": {"re.compile(pattern, re.MULTILINE)": "a form of the table"},
    "loading/parsers.py": {"vars(self)": "one method of PyYAML's scanner is replaced for one scan"},
    "model/codes.py": {"globals()": "the module's own constants"},
    "model/limits.py": {"globals()": "the module's own constants"},
    "analysis/targets/naming.py": {"_FORMS[kind].format(target.id, number + 1)": "a form of the table"},
    "analysis/transitions/progress.py": {
        "self.unit.format(depth=self.depth, waiting=self.waiting, amount=self.amount)": "a member of the enum",
    },
    "model/unsafe_characters.py": {
        "re.compile(f\"[{''.join((f'{chr(each.first)}-{chr(each.last)}' for each in UNSAFE))}]\")": "a table",
    },
    "terminal/filtering.py": {"getattr(self.below, name)": "asked of the stream below"},
    "terminal/words.py": {"WORDS[key].format(**shown)": "a sentence of the table"},
    "exporting/findings_sarif.py": {"import urllib.parse": "paths become addresses, and nothing is fetched"},
    "commands/earlier.py": {"import subprocess": "git packs the files of a revision; no shell, no option from outside"},
    "commands/saves.py": {"getattr(options, name)": "an option of the parser's own table"},
    "commands/arguments.py": {
        "getattr(namespace, self.dest, None)": "the name of an argument of the parser's own",
        "setattr(namespace, self.dest, values)": "as above",
        "getattr(options, name)": "as above",
    },
    "commands/streams.py": {
        "getattr(sys, name)": "one of three names in the line above",
        "setattr(sys, name, Path(os.devnull).open('r+', encoding='utf-8'))": "the same",
    },
}
"""What the scan finds and may stay: by module the source of the call, with the reason."""


def is_constant(node: ast.expr) -> bool:
    """Whether an expression is a literal, or an f-string or sum of literals and of constants in capitals."""
    if isinstance(node, ast.JoinedStr):
        return all(is_constant(part.value if isinstance(part, ast.FormattedValue) else part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return is_constant(node.left) and is_constant(node.right)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.lstrip("_").isupper())


def suspicious(tree: ast.Module) -> Iterator[str]:
    """Yield the source of each import and each call that could make code of data."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            if not (isinstance(node, ast.ImportFrom) and node.level):
                yield from (f"import {name}" for name in names if name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            if owner == "re":
                if not is_constant(node.args[0]):
                    yield ast.unparse(node)
            elif owner == "yaml" or name in CALLS:
                is_literal = name in ("getattr", "format") and (
                    (isinstance(node.func, ast.Attribute) and is_constant(node.func.value))
                    or (name == "getattr" and is_constant(node.args[1]))
                )
                if not is_literal and (owner, name) != ("yaml", "scan"):
                    yield ast.unparse(node)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_in_the_package_makes_code_of_data(path: Path) -> None:
    """Every call and import that could do so is one of those that are named with a reason, and all those are there."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = NAMED.get(str(path.relative_to(PACKAGE)), {})
    assert {*suspicious(tree)} == {ast.unparse(ast.parse(each)) for each in named}  # as this Python writes it


@pytest.mark.parametrize(
    "source",
    [
        "eval(words)",
        "import pickle",
        "from subprocess import run",
        "import os.path, ctypes.util",
        "text.format(heat=1)",
        "scene.text.format_map(names)",
        "getattr(story, key)",
        "re.compile(words)",
        "re.sub(f'{name}', '', words)",
        "yaml.load(text, Loader=yaml.Loader)",
        "yaml.unsafe_load(text)",
        "os.system(line)",
        "importlib.import_module(name)",
    ],
)
def test_the_scan_sees_what_it_should(source: str) -> None:
    """Each of these lines is found, so that the scan above is not silent because it is blind."""
    assert len([*suspicious(ast.parse(source))]) == 1


# -- the named exceptions ----------------------------------------------------------------------------------------------

HOSTILE = "__import__('os').system('touch OWNED')"
STORY = {
    "story.yaml": f"""
id: hostile
title: {json.dumps(HOSTILE)}
version: {json.dumps(HOSTILE)}
variables: {{heat: 0..3, mood: [exec, eval, os], import: flag}}
places:
  case: {{title: {json.dumps(HOSTILE)}, capacity: 2}}
  pockets: {{title: "\\\\{{0.__class__\\\\}}"}}
items: {{lambda: {{title: {json.dumps(HOSTILE)}, at: pockets}}, class: {{title: "%s %n", at: pockets}}}}
speakers: {{system: {json.dumps(HOSTILE)}}}
status: ["{{heat >= 2: %(heat)s|\\\\{{heat\\\\}}}}"]
falls: {{counts: heat, take_back: "\\\\{{0\\\\}}", let_stand: "%s", goto: eval.end}}
start: eval.door
""",
    "scenes/eval.yaml": f"""
door:
  title: {json.dumps(HOSTILE)}
  text: "{HOSTILE} %s \\\\{{0.__class__\\\\}} {{heat >= 1: {HOSTILE}|%(x)s}}"
  choices:
    exec: {{say: "Go on: %s.", do: [heat += 1, mood = eval, import = true], goto: pack}}
    os: {{say: {json.dumps(HOSTILE)}, once: true, text: "system: {HOSTILE}", do: [heat += 1]}}
    die: {{say: Die., goto: fall}}
pack:
  text: Pack.
  pack: [case, pockets]
  choices: {{on: {{say: Leave., when: has(lambda) or mood == exec or import, goto: end}}}}
fall: {{text: You fall., fall: true}}
end: {{title: "%s", text: {json.dumps(HOSTILE)}, ending: {{title: {json.dumps(HOSTILE)}, hint: "\\\\{{0\\\\}}"}}}}
""",
}


def hostile_story(folder: Path) -> Path:
    """Write the story whose ids and words are chosen to be run, and return its folder."""
    for name, text in STORY.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


GENERATED = frozenset((
    "lambda", "states", "for", "in", "if", "else", "next", "None", "True", "and", "or", "not", "s", "wanted",
))  # fmt: skip
"""The words of generated source, besides numbered names: all are the generator's own."""


def test_no_word_of_an_author_enters_generated_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The source that the proof of the hostile story generates has numbers and the generator's own words in it only."""
    sources: list[str] = []
    compile_it = Generator.compile

    def recorded(self: Generator, source: str) -> object:
        sources.append(source)
        return compile_it(self, source)

    monkeypatch.setattr(Generator, "compile", recorded)
    story = load_story(hostile_story(tmp_path)).story
    assert story is not None
    assert prove(story).exhausted
    assert len(sources) > 10
    words = {word for source in sources for word in re.findall(r"[^\W\d]\w*", source)}
    assert {word for word in words if not re.fullmatch(r"t\d+", word)} <= GENERATED
    assert not any(quote in source for source in sources for quote in "\"'`\\")


def test_an_id_cannot_be_anything_but_a_word() -> None:
    """The pattern of ids lets through lowercase letters, digits and underscores of ASCII, after a letter."""
    every = [chr(number) for number in range(sys.maxunicode + 1)]
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789_")
    assert {each for each in every if ID.match("a" + each)} == allowed
    assert {each for each in every if ID.match(each)} == allowed - set("0123456789_")
    assert ID.match("a\n") is None


def test_a_command_is_one_of_the_table(tmp_path: Path) -> None:
    """A first word that is no command is not imported: it is a folder for `play`, or a mistyped command."""
    for word in ("os", "..cli", "commands.play", "__init__", "preview", "budget"):
        assert word not in COMMANDS
        ran = subprocess.run(
            [sys.executable, "-m", "desperado_adventure", word],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert (ran.returncode, "there is no command" in ran.stderr) == (2, True)


# -- a whole game ------------------------------------------------------------------------------------------------------

WATCH = """
import atexit, json, os, sys
events = []
KINDS = ("exec", "compile", "marshal.loads", "marshal.load", "pickle.find_class", "import", "code.__new__", "open")
ROOMS = ("socket", "subprocess", "os", "pty", "ctypes", "shutil", "webbrowser", "urllib")
def watch(event, given):
    if event not in KINDS and event.partition(".")[0] not in ROOMS:
        return
    if event == "exec":
        given = (given[0].co_filename,)
    elif event == "compile":
        given = (given[1], given[0].decode("latin-1") if isinstance(given[0], bytes) else given[0])
    events.append((event, *[each if isinstance(each, (str, int)) else type(each).__name__ for each in given[:2]]))
sys.addaudithook(watch)
def write(descriptor=os.open(os.environ["EVENTS"], os.O_WRONLY | os.O_CREAT)):
    os.write(descriptor, json.dumps(events).encode())
atexit.register(write)
"""
"""A `sitecustomize` module: Python runs it first, before the program."""

KEYS = [
    "2",
    "save one",
    "undo",
    "redo",
    "load one",
    "1",
    "lambda case",
    "undo",
    "3",
    "1",
    "1",
    "case",
    "endings",
    "quit",
]
ANSWERS = [
    {"choose": "eval.door.os"},
    {"save": "one"},
    {"choose": "eval.door.exec"},
    {"move": "lambda", "to": "case"},
    {"do": "undo"},
    {"load": "one"},
    {"choose": "eval.door.die"},
    {"choose": "take_back"},
    {"choose": "eval.door.exec"},
    {"choose": "eval.pack.on"},
    {"quit": True},
]
GAMES = {
    "--plain": "\n".join([*KEYS, ""]),
    "--json": "\n".join([*map(json.dumps, ANSWERS), ""]),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the hostile story in it, and with the module that watches."""
    hostile_story(tmp_path / "story")
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    return tmp_path


def extra(folder: Path) -> dict[str, str]:
    """Return what the environment needs for a process to be watched."""
    return {"PYTHONPATH": f"{folder / 'watch'}{os.pathsep}{ROOT}", "EVENTS": str(folder / "events")}


def heard(folder: Path) -> list[list[object]]:
    """Return the audit events of the last process."""
    events: list[list[object]] = json.loads((folder / "events").read_text())
    (folder / "events").unlink()
    return events


def played(folder: Path, mode: str) -> list[list[object]]:
    """Play the hostile story in lines or objects; return the audit events."""
    ran = subprocess.run(
        command("play", "--story", str(folder / "story"), "--new", mode),
        input=GAMES[mode],
        env=environment(folder, extra(folder)),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran
    assert HOSTILE in ran.stdout, "the game has not come to the hostile words"
    return heard(folder)


PYTHONS_OWN = tuple({os.path.realpath(each) for each in (sys.prefix, sys.base_prefix, PACKAGE)})
GAMES_OWN = ("story", "saves", "cache", "watch", "events")
"""What lies in the folder of a game: its story, the folders that it was given, and what watches it."""

THE_LIBRARIES_OWN = (
    ("socket.__new__", "socket", int(socket.AF_UNIX)),
    ("ctypes.dlopen", "NoneType"),
    ("ctypes.dlsym", "PyDLL", "PyOS_getsig"),
    ("ctypes.dlsym", "PyDLL", "PyOS_setsig"),
)
"""What the drawn screen's library does: asyncio wakes itself through a pair of sockets, and prompt_toolkit asks Python
itself, through `ctypes`, for its handler of Ctrl-C.
"""

ROOMS_ELSEWHERE = ("socket", "subprocess", "pty", "ctypes", "shutil", "webbrowser", "urllib")
TERMINALS_OWN = ("/etc/terminfo", "/usr/share/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/dev/tty", "/dev/null",
                 "/etc/inputrc", "/proc/self/", "/etc/localtime", "/usr/share/zoneinfo", "/etc/passwd")  # fmt: skip


def check_events(events: list[list[object]], folder: Path) -> None:
    """Fail if the events of a game hold anything that a game need not do."""
    kinds = {event[0] for event in events}
    assert {"open", "exec"} <= kinds, "the hook has heard nothing"
    for event in events:
        kind, given = str(event[0]), event[1:]
        if tuple(event[:3]) in THE_LIBRARIES_OWN:
            continue
        assert kind.partition(".")[0] not in ROOMS_ELSEWHERE, event
        assert kind not in ("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"), event
        if kind == "open" and isinstance(given[0], str):
            may_be = (*PYTHONS_OWN, *(str(folder / each) for each in GAMES_OWN), str(ROOT / "pyproject.toml"))
            is_flushed = given[0] == str(folder)  # a new folder of saves is an entry in this one
            is_own = os.path.realpath(given[0]).startswith(may_be) or is_flushed
            assert is_own or given[0].startswith(TERMINALS_OWN), event
        elif kind in ("exec", "compile"):
            name = str(given[0])
            is_module = os.path.realpath(name).startswith((*PYTHONS_OWN, str(folder / "watch")))
            assert is_module or name.startswith("<frozen ") or name in ("<string>", "NoneType"), event
            assert "OWNED" not in str(given), event
    assert not any(path.name == "OWNED" for path in folder.rglob("*"))


@pytest.mark.parametrize("mode", GAMES)
def test_a_whole_game_runs_nothing_and_opens_only_its_own(mode: str, folder: Path) -> None:
    """A game with a move, a save, a load, a death and an ending does nothing that the story's words could ask for."""
    events = played(folder, mode)
    check_events(events, folder)
    assert ["import", "yaml", "NoneType"] in events
    check_events(events := played(folder, mode), folder)
    assert ["import", "yaml", "NoneType"] not in events, "the second game comes out of the cache"
    assert [event[0] for event in events].count("marshal.loads") >= 2


def test_a_drawn_game_runs_nothing_and_opens_only_its_own(folder: Path) -> None:
    """The same in a terminal, with frames, menus and keys."""
    with playing("play", "--story", str(folder / "story"), "--new", folder=folder, extra=extra(folder)) as terminal:
        for key in ("2", "save one", "undo", "1", "load one", "case", "1", "1"):
            terminal.wait_for_prompt()
            terminal.type(key if len(key) == 1 else key + "\r")
        terminal.wait_for_prompt()
        terminal.type("quit\r")
        assert terminal.wait() == 0
        assert HOSTILE in terminal.text
    check_events(heard(folder), folder)
