"""The JSON Schema that editors use agrees with the reader, and works in a real language server."""

import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import manual
import pytest
from jsonschema import Draft202012Validator

from desperado_adventure.exporting.starting import start_story
from desperado_adventure.loading.composing import compose
from desperado_adventure.loading.keys import TABLES
from desperado_adventure.loading.problems import Problems
from desperado_adventure.loading.schema import story_schema
from desperado_adventure.loading.tree import Mapping, Node, Scalar, Source

STORY = Path(__file__).resolve().parents[2] / "story"
PARTS = {"scenes": "scenes", "art": "art", "walkthroughs": "walkthrough"}
FILES = [STORY / "story.yaml", *sorted(path for folder in PARTS for path in (STORY / folder).glob("*.yaml"))]
SERVER = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")


def value(node: "Node | None") -> Any:  # noqa: ANN401  # whatever YAML can hold
    """Return a node as YAML 1.2 (core schema) reads it, as editors do."""
    if isinstance(node, Mapping):
        return {key: value(inner) for key, (_, inner) in node.entries.items()}
    if not isinstance(node, Scalar):
        return [value(item) for item in node.items] if node is not None else None
    if node.style:
        return node.value
    if node.value in ("true", "false"):
        return node.value == "true"
    if node.value in ("", "null", "~"):
        return None
    return int(node.value) if re.fullmatch(r"[-+]?[0-9]+", node.value) else node.value


def faults(text: str, part: str) -> list[str]:
    """Return the errors that the schema finds in a file of this kind."""
    validator = Draft202012Validator({**story_schema(), "$ref": f"#/$defs/{part}"})
    return [error.message for error in validator.iter_errors(value(compose(Source("x", text), Problems(()))))]


def test_the_schema_is_one() -> None:
    """The schema is valid by its own draft, and what the command prints is the schema."""
    Draft202012Validator.check_schema(story_schema())
    ran = subprocess.run(
        [sys.executable, "-m", "desperado_adventure", "schema"], capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(ran.stdout) == story_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_schema_accepts_the_shipped_story(path: Path) -> None:
    """The schema accepts every file of the story that the reader accepts."""
    assert faults(path.read_text(encoding="utf-8"), PARTS.get(path.parent.name, "story")) == []


def test_the_schema_accepts_every_example_of_a_key() -> None:
    """The schema accepts what the manual shows, short forms and long ones."""
    for example in manual.examples("shows"):
        for file, text in example.files.items():
            folder = file.partition("/")[0]
            assert faults(text, PARTS.get(folder, "story")) == [], f"line {example.line}"


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_knows_the_keys_of_every_table(table: str) -> None:
    """Each table's keys, its needed keys and the author's sentences are in the schema, and no other key is allowed."""
    part: Any = story_schema()["$defs"]
    assert set(part[table]["properties"]) == set(TABLES[table])
    assert part[table]["additionalProperties"] is False
    assert part[table].get("required", []) == [name for name, key in TABLES[table].items() if key.needed]
    assert all(part[table]["properties"][name]["description"] == key.about for name, key in TABLES[table].items())


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("scenes", "door: {txet: Open., goto: inside}\n"),
        ("scenes", "door: {text: Open., choices: {go: {say: Go., gto: inside}}}\n"),
        ("scenes", "door: {text: Open., choices: {go: {goto: inside}}}\n"),
        ("scenes", "The door: {text: Open., goto: inside}\n"),
        ("scenes", "door: {text: Open., fall: perhaps}\n"),
        ("scenes", "door: {text: Open., redirects: {goto: inside}}\n"),
        ("story", "varables: {}\n"),
        ("story", "variables: {heat: falg}\n"),
        ("story", "places: {case: {title: The case, capacty: 2}}\n"),
        ("story", "places: {case: {title: The case, was: {bag: box}}}\n"),
        ("story", "items: {coin: {title: a peso, was: 3}}\n"),
        ("story", "variables: {hour: {words: [noon, dusk], words_were: [late, dusk]}}\n"),
        ("art", "alt: A door.\n"),
        ("walkthrough", "proves: All.\nsteps:\n  - expect: {scen: bar.door}\n"),
    ],
)
def test_the_schema_rejects(part: str, text: str) -> None:
    """A misspelled key, a missing one, and a value of the wrong kind are errors for the schema and for the reader."""
    assert faults(text, part)


class LanguageServer:
    """A `yaml-language-server` under test, spoken to over its standard input and output (LSP 3.17)."""

    def __init__(self, root: Path) -> None:
        """Start it, in this folder."""
        assert SERVER is not None
        command = [SERVER, "--stdio"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self.tell("initialized", {})
        settings = {"yaml": {"validate": True, "completion": True, "schemaStore": {"enable": False}}}
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while line := stream.readline():
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            self._heard.put(json.loads(stream.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def tell(self, method: str, parameters: dict[str, Any]) -> None:
        """Send a notification."""
        self._send({"method": method, "params": parameters})

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401  # whatever it answers
        """Send a request and return the result."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": parameters})
        return self._wait(lambda heard: heard.get("id") == number and "method" not in heard)["result"]

    def open(self, path: Path) -> None:
        """Open a file."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8")}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def diagnostics(self, path: Path, *, wanted: bool) -> list[str]:
        """Return the messages that are published about a file."""

        def fits(heard: dict[str, Any]) -> bool:
            about = heard.get("params", {})
            is_published = heard.get("method") == "textDocument/publishDiagnostics" and about["uri"] == path.as_uri()
            return is_published and bool(about["diagnostics"]) == wanted

        return [each["message"] for each in self._wait(fits)["params"]["diagnostics"]]

    def _wait(self, fits: Any) -> dict[str, Any]:  # noqa: ANN401  # a function of a message
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            heard = self._heard.get(timeout=60)
            if heard.get("method") == "workspace/configuration":
                self._send({"id": heard["id"], "result": [{} for _ in heard["params"]["items"]]})
            elif "id" in heard and "method" in heard:
                self._send({"id": heard["id"], "result": None})
            if fits(heard):
                return heard
        raise TimeoutError

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LanguageServer]:
    """Start a language server in a folder with a new story in it."""
    if SERVER is None:
        pytest.skip("yaml-language-server is not installed (npm install -g yaml-language-server)")
    start_story(tmp_path / "tale", json.dumps(story_schema()))
    running = LanguageServer(tmp_path / "tale")
    yield running
    running.stop()


@pytest.mark.parametrize(
    ("table", "key", "text"),
    [
        ("scene", "text", "door:\n  t"),
        ("choice", "say", "door:\n  text: Open.\n  choices:\n    go:\n      s"),
        ("ending", "hint", "door:\n  text: Open.\n  ending:\n    title: Inside\n    h"),
    ],
)
def test_an_editor_completes_keys(server: LanguageServer, tmp_path: Path, table: str, key: str, text: str) -> None:
    """In a new story's chapter the language server offers the keys of a scene, each with its sentence."""
    path = tmp_path / "tale" / "scenes" / "bar.yaml"
    first = path.read_text(encoding="utf-8").split("\n")[0]
    path.write_text(f"{first}\n{text}\n", encoding="utf-8")
    server.open(path)
    lines = text.split("\n")
    place = {"line": len(lines), "character": len(lines[-1])}
    answer = server.ask("textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": place})
    offered = {item["label"]: item for item in answer["items"]}
    assert key in offered
    assert TABLES[table][key].about in json.dumps(offered[key], ensure_ascii=False)


@pytest.mark.parametrize(
    ("file", "old", "new"), [("scenes/bar.yaml", "title:", "tilte:"), ("story.yaml", "places:", "plcaes:")]
)
def test_an_editor_flags_a_misspelled_key(
    server: LanguageServer, tmp_path: Path, file: str, old: str, new: str
) -> None:
    """A misspelled key is underlined while it is typed, in a chapter and in story.yaml."""
    path = tmp_path / "tale" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    server.open(path)
    assert any(new[:-1] in message for message in server.diagnostics(path, wanted=True))


@pytest.mark.parametrize("file", ["scenes/bar.yaml", "story.yaml", "walkthroughs/beer.yaml"])
def test_an_editor_has_nothing_against_a_new_story(server: LanguageServer, tmp_path: Path, file: str) -> None:
    """The files that `desperado new` writes are shown without a message."""
    path = tmp_path / "tale" / file
    server.open(path)
    assert server.diagnostics(path, wanted=False) == []
