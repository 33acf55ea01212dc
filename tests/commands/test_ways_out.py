"""Every way out of the program: whatever a story, a save, a name or an argument holds, it comes out as mere text.

The runs are found by walking the tables of arguments: each command, with each of its options, each of their choices,
and with hostile values for all of them.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import pytest
from hostile import EVIL, EVIL_NAME, MARKUP, SEQUENCES, is_unsafe, skeleton, unsafe_in
from hostile_stories import evil_story, honest_story, marked_story, refused_story
from many_runs import Done, Run, run_all
from terminals import command, environment

from desperado_adventure.analysis.playing.source import as_written
from desperado_adventure.commands.command_names import COMMANDS
from desperado_adventure.model.blanks import single_blanks

_NO_LINE_ENDS = EVIL_NAME.replace("\n", "").replace("\r", "")
_SLOT = "evil"
_TYPED = "\n".join(
    [
        "1", EVIL, "case", "look", f"save {EVIL}", f"load {EVIL}", "load evil", f"go {EVIL}", f"set {EVIL} = 1",
        f"set heat = {EVIL}", "vars", "states", f"state {EVIL}", "problems", "move gun case", f"move {EVIL}", "endings",
        '{"choose": "bar.door.wait"}', '{"choose": "bar.door.barred"}', '{"load": "evil"}', '{"do": "undo"}',
        json.dumps({"choose": EVIL}), json.dumps({"save": EVIL}), EVIL, '{"choose": "bar.door.end"}', "End", "quit", "",
    ]
).encode()  # fmt: skip
"""What is typed in every run: commands of the player, of the author, and of another program."""


_CHEAP = {"stats": ["--games", "7"]}
"""Arguments without which a run would take long; those that a run gives itself come later, and count."""


class Place(NamedTuple):
    """A story with its saves, what a run writes to, and what is written in the way of values of arguments."""

    folder: Path
    story: Path

    @property
    def values(self) -> dict[str, str]:
        """A value for each kind of argument, by its name in the help: one that works."""
        return {
            "DIR": str(self.story), "SLOT": _SLOT, "NAME": _SLOT, "LOG": str(self.folder / "log"), "SCENE": "bar.end",
            "FILE": str(self.folder / EVIL_NAME), "FILE|SLOT": str(self.folder / EVIL_NAME), "N": "7", "AMOUNT": "20s",
            "OLD": str(self.story), "QUESTION": "at(bar.end)",
        }  # fmt: skip


def parser_of(command: str) -> argparse.ArgumentParser:
    """Return a parser with a command's arguments."""
    parser = argparse.ArgumentParser()
    import_module(f"desperado_adventure.commands.{command}").add_arguments(parser)
    return parser


def works(place: Place, command: str, action: argparse.Action) -> list[list[str]]:
    """Return every way to give an argument that works: each of its choices, a value, or nothing but its name."""
    names = list(action.option_strings[-1:])
    if action.nargs == 0:
        return [names]
    if action.choices is not None:
        return [[*names, str(choice)] for choice in action.choices]
    assert isinstance(action.metavar, str), f"{command}: {action.dest} has no name in the help"
    value = place.values[action.metavar]
    if action.dest == "saves":
        value = str(place.folder / "saves")
    if (command, action.dest) == ("new", "folder"):
        value = str(place.folder / f"new{EVIL_NAME}")
    return [[*names, value]]


def runs_of(place: Place, command: str) -> Iterator[Run]:
    """Yield the runs of a command: with each argument alone and in each way, and with an evil value for each."""
    actions = [action for action in parser_of(command)._actions if action.dest != "help"]
    options = [action for action in actions if action.option_strings]
    others = [action for action in actions if not action.option_strings]
    story = [action for action in options if action.dest == "story"]
    always = [part for action in story for part in works(place, command, action)[0]] + _CHEAP.get(command, [])
    firsts = works(place, command, others[0]) if others else [[]]
    for first in firsts:  # each action of `saves`; elsewhere there is one
        rest = [part for action in others[1:] for part in works(place, command, action)[0]]
        positional = [*first, *rest]
        yield _run(command, *always, *positional)
        for option in options:
            if option.dest != "story":
                for given in works(place, command, option):
                    yield _run(command, *always, *given, *positional)
                if option.nargs != 0:
                    for evil in (EVIL.replace("\0", ""), _NO_LINE_ENDS, "x" * 100_000):
                        yield _run(command, *always, f"{option.option_strings[-1]}={evil}", *positional)
        for index in range(len(positional)):
            for evil in (EVIL.replace("\0", ""), "x" * 100_000):
                yield _run(command, *always, *positional[:index], evil, *positional[index + 1 :])
    for evil in (EVIL.replace("\0", ""), f"--{EVIL_NAME}", "x" * 100_000):
        yield _run(command, *always, *firsts[0], evil, evil, evil)
    yield _run(command, "--help")


def _run(*arguments: str) -> Run:
    return Run(arguments, _TYPED)


def prepared(folder: Path, story: Path) -> Place:
    """Return a place for runs on a story: with an evil save in a slot, a damaged one, and a log that holds evil."""
    (folder / "saves" / "evil").mkdir(parents=True)
    values = {"counter heat": 2}
    state: dict[str, object] = {"scene": "bar.door", "values": values, "stack": [], "fallen": None}
    save = {
        "format": 1, "story": {"id": "evil", "version": EVIL[:390], "fingerprint": "0" * 16},
        "label": EVIL[:390], "time": EVIL[:390], "base": None, "choices": ["bar.door.wait", EVIL[:390]],
        "undone": [EVIL[:390]], "state": state,
    }  # fmt: skip
    path = folder / "saves" / "evil" / f"{_SLOT}.json"
    path.write_text(json.dumps(save, ensure_ascii=False), encoding="utf-8")
    foreign = json.dumps(save, ensure_ascii=False).replace('"evil"', json.dumps(EVIL[:390], ensure_ascii=False))
    path.with_stem("foreign").write_text(foreign, encoding="utf-8")
    path.with_stem("damaged").write_text(f'{{"{EVIL[:90]}": 1, "format": 1}}'.replace("\0", ""), encoding="utf-8")
    (folder / "log").write_text(f"# desperado log 1 story=evil\nbar.door.wait\n{EVIL}\n", encoding="utf-8")
    (folder / EVIL_NAME).write_bytes(path.read_bytes())
    return Place(folder, story)


def check_all(place: Place, runs: list[Run]) -> list[Done]:
    """Make the runs, and look at every byte that they write, to the streams and to files; return what came of them."""
    before = {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}
    done = run_all(place.folder, runs)
    for run, each in zip(runs, done, strict=True):
        shown = ascii([part[:60] for part in run.arguments])
        assert unsafe_in(each.stdout) == [], shown
        assert unsafe_in(each.stderr) == [], shown
        assert b"Traceback" not in each.stderr, (shown, each.stderr[-2000:])
        assert each.code in (0, 1, 2), (shown, each.code)
        assert len(each.stderr) < 40_000 or place.story.name == "refused", shown
    given = set(before.values())  # what was given is kept as it is, under another name too
    for path in place.folder.rglob("*"):
        if path.is_file() and path.suffix != ".story" and path.read_bytes() not in given:
            assert unsafe_in(path.read_bytes()) == [], ascii(str(path))
    return done


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["marked", "refused", "evil"])
def test_no_command_lets_anything_unsafe_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, kind: str
) -> None:
    """In each form of the story, each run of the command writes only safe characters, and ends without a traceback."""
    story = tmp_path / f"story {EVIL_NAME}" / kind
    if kind == "evil":
        evil_story(story, tmp_path / "cache", monkeypatch)
    else:
        {"marked": marked_story, "refused": refused_story}[kind](story)
    place = prepared(tmp_path, story)
    runs = list(runs_of(place, command))
    assert len(runs) > 3
    check_all(place, runs)


def outputs(place: Place, *commands: str, given: bytes = b"") -> list[str]:
    """Return what commands print on standard output, each given as one line; {story} stands for the story's folder."""
    runs = [Run(tuple(part.format(story=place.story) for part in command.split()), given) for command in commands]
    return [each.stdout.decode() for each in check_all(place, runs)]


def strings_in(value: object) -> Iterator[str]:
    """Yield every string in a JSON document, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (each for pair in value.items() for part in pair for each in strings_in(part))
    elif isinstance(value, list):
        yield from (each for part in value for each in strings_in(part))


def test_json_gives_the_texts_back_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The turns of `play --json`, the graph and an exported save decode to the evil texts themselves."""
    story = evil_story(tmp_path / "evil", tmp_path / "cache", monkeypatch)
    place = prepared(tmp_path, tmp_path / "evil")
    turns, graph, save = outputs(
        place,
        "play --story {story} --json --new",
        "graph {story} --format json",
        "saves export evil --story {story}",
        given=b'{"choose": "bar.door.pack"}\n' + json.dumps({"save": EVIL}).encode(),
    )
    first, second, refused = map(json.loads, turns.splitlines())
    blanks = single_blanks(EVIL)  # the game makes one blank of several, and keeps all other white space
    door = single_blanks(as_written(story, story.scenes["bar.door"].title))
    assert first["title"] == door
    assert f"Wait. word{blanks}" in [option["say"] for option in first["options"]]
    assert f"No wings. word{blanks}" in [option["barred"] for option in first["options"]]
    assert f"Keeper word{blanks}: Beer. word{blanks}" in first["text"]
    assert first["status"]["phrases"] == [f"Status word{blanks} cold word{blanks}"]
    assert second["title"] == f"Room word{blanks}"
    assert EVIL[:50] in refused["error"]
    scenes = json.loads(graph)["scenes"]
    assert [scenes["bar.door"]["title"], scenes["bar.end"]["ending"]] == [door, f"Ending word{blanks}"]
    assert (json.loads(save)["label"], json.loads(save)["story"]["version"]) == (EVIL[:390], EVIL[:390])


def test_an_exported_save_is_imported_as_what_it_was(tmp_path: Path) -> None:
    """A save with evil in every text goes out of the program and into it again unchanged."""
    place = prepared(tmp_path, honest_story(tmp_path / "honest"))
    (exported,) = outputs(place, "saves export evil --story {story}")
    check_all(place, [Run(("saves", "import", "again", "-", "--story", str(place.story)), exported.encode())])
    saves = tmp_path / "saves" / "evil"
    first, again = (json.loads((saves / f"{name}.json").read_text("utf-8")) for name in ("evil", "again"))
    assert first == again


def test_findings_name_what_is_in_the_file(tmp_path: Path) -> None:
    """Findings as JSON and as SARIF hold the author's own keys, and file names as a file name or an address is."""
    place = prepared(tmp_path, refused_story(tmp_path / f"story {EVIL_NAME}"))
    done = check_all(place, [Run(("check", str(place.story), "--format", form)) for form in ("json", "sarif")])
    findings, sarif = (json.loads(each.stdout) for each in done)
    assert MARKUP in " ".join(strings_in(findings))
    assert f"scenes/{EVIL_NAME}.yaml" in [finding["file"] for finding in findings["findings"]]
    (results,) = [run["results"] for run in sarif["runs"]]
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert f"story {EVIL_NAME}/scenes/{EVIL_NAME}.yaml" in {unquote(each, errors="surrogateescape") for each in places}
    assert all(re.fullmatch(r"[A-Za-z0-9._~/%-]+", each) for each in places)


def pages(folder: Path, story: Path) -> dict[str, str]:
    """Return every page and drawing of a story and of its song, by the command that writes it."""
    place = prepared(folder, story)
    page = folder / "page.html"
    songs = ["play --story {story} --plain --new", "graph {story} --format html", "graph {story} --format svg"]
    songs += [f"corrido --story {{story}} --format {form}" for form in ("html", "svg")]
    written = outputs(place, *songs, f"test {{story}} --page {page}", given=b"1\n6\nquit\n")
    return {**dict(zip(songs[1:], written[1:], strict=False)), "test --page": page.read_text("utf-8")}


def elements(drawing: str) -> list[str]:
    """Return the elements of a drawing, which is parsed as XML."""
    return [each.tag for each in fromstring(drawing).iter()]  # noqa: S314  # our own drawing


@pytest.mark.parametrize("kind", ["marked", "evil"])
def test_a_page_has_the_same_parts_whatever_its_texts_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Tags, attributes and comments of a hostile page are those of an honest one, and its drawings are XML."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / kind / "cache"))
    (tmp_path / kind).mkdir()
    (tmp_path / "honest").mkdir()
    honest = pages(tmp_path / "honest", honest_story(tmp_path / "honest" / "story"))
    if kind == "evil":
        evil_story(tmp_path / kind / "story", tmp_path / kind / "cache", monkeypatch, SEQUENCES + MARKUP)
    else:
        marked_story(tmp_path / kind / "story")
    hostile = pages(tmp_path / kind, tmp_path / kind / "story")
    for name, page in honest.items():
        assert skeleton(page) == skeleton(hostile[name]), name
        assert hostile[name].count("<script") == page.count("<script"), name
        assert hostile[name].count("</script") == page.count("</script"), name
        assert hostile[name].count("<!--") == page.count("<!--") == 0, name
        if "svg" in name:
            assert elements(page) == elements(hostile[name]), name
    if kind == "evil":
        assert all("\ufffd" in page for name, page in hostile.items() if "test" not in name)


def test_the_data_of_a_page_can_neither_open_nor_close_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data in the page's script has no sign of markup, and decodes to the texts without what is unsafe."""
    story = evil_story(tmp_path / "story", tmp_path / "cache", monkeypatch, SEQUENCES + MARKUP)
    page = pages(tmp_path, tmp_path / "story")["graph {story} --format html"]
    data = page.partition('<script type="application/json" id="data">')[2].partition("</script")[0]
    assert not set("<>&\u2028\u2029") & set(data)
    scenes = json.loads(data)
    shown = "".join("\ufffd" if is_unsafe(each) else each for each in as_written(story, story.scenes["bar.door"].title))
    assert scenes["bar.door"]["title"] == shown


def test_long_names_and_arguments_are_quoted_in_short(tmp_path: Path) -> None:
    """An error about a name of a hundred thousand letters is a sentence that can be read."""
    place = prepared(tmp_path, honest_story(tmp_path / "honest"))
    runs = [
        run
        for command in COMMANDS
        for run in runs_of(place, command)
        if any(len(part) > 50_000 for part in run.arguments)
    ]
    assert len(runs) > 3 * len(COMMANDS)
    for run, done in zip(runs, check_all(place, runs), strict=True):
        shown = (run.arguments[0], run.arguments[1][:20])
        assert len(done.stderr) < 4_000, shown
        assert b"x" * 1_000 not in done.stderr + done.stdout, shown


def test_a_hostile_environment_comes_out_as_text(tmp_path: Path) -> None:
    """Folders that the environment names, and a window size that is none, are safe when they are told of."""
    place = prepared(tmp_path, honest_story(tmp_path / "honest"))
    evil = _NO_LINE_ENDS.replace("/", "")
    names = ("DESPERADO_SAVES", "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "COLUMNS", "LINES", "TERM", "LANG", "USER",
             "NO_COLOR", "ACCESSIBLE", "PROMPT_TOOLKIT_COLOR_DEPTH")  # fmt: skip
    runs = [Run((*words, "--story", str(place.story)), b"1\nsave x\nquit\n", {name: evil})
            for name in names for words in (("play", "--new"), ("saves",), ("saves", "check"))]  # fmt: skip
    runs += [Run((*words, "--help"), b"", {"COLUMNS": evil}) for words in ((), ("play",))]
    check_all(place, runs)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii", "koi8-r"])
def test_no_encoding_makes_a_control_of_a_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    """In the encodings of old terminals, too, no byte of the output is a control that came from a story."""
    evil_story(tmp_path / "evil", tmp_path / "cache", monkeypatch)
    for arguments in (("play", "--new", "--story"), ("graph",), ("stats", "--games", "3"), ("check",), ("test",)):
        done = subprocess.run(
            command(*arguments, str(tmp_path / "evil")), input=_TYPED, capture_output=True, check=False, timeout=200,
            env=environment(tmp_path, {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}),
        )  # fmt: skip
        written = (done.stdout + done.stderr).decode(encoding)
        assert [each for each in written if is_unsafe(each)] == []
        assert "Traceback" not in written
