"""The author's manual as data: its headings and its examples, each with the comment that says what it must do."""

import re
from pathlib import Path
from typing import NamedTuple

from desperado_adventure.analysis.playing.running import run_walkthrough, unwalked_endings
from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story, load_walkthroughs
from desperado_adventure.model.diagnostics import Diagnostic

MANUAL = Path(__file__).resolve().parents[2] / "story" / "README.md"

_TOWN = """\
street: {text: A street., choices: {on: {say: On., goto: home}}}
home: {text: Home., ending: {title: Home}}
"""

_FENCE = re.compile(r"^(?:<!-- ([^\n]*?) -->\n)?```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ((?:story|(?:scenes|art|walkthroughs)/[a-z0-9_/]+)\.yaml)\Z")


class Example(NamedTuple):
    """A fenced block: the words of the comment above it, its language, its text, and its line in the manual."""

    comment: str
    language: str
    text: str
    line: int

    @property
    def files(self) -> dict[str, str]:
        """Return the files that the block holds: each begins with a comment with its path."""
        files: dict[str, list[str]] = {}
        path = ""
        for line in self.text.splitlines():
            if match := _FILE.match(line):
                path = match.group(1)
            files.setdefault(path, []).append(line)
        return {name: "\n".join(lines) + "\n" for name, lines in files.items()}


def text() -> str:
    """Return the manual."""
    return MANUAL.read_text(encoding="utf-8")


def examples(verb: str = "") -> list[Example]:
    """Return the manual's blocks in order: all, or those whose comment begins with this word."""
    manual = text()
    blocks = [
        Example(match.group(1) or "", match.group(2), match.group(3), manual.count("\n", 0, match.start()) + 1)
        for match in _FENCE.finditer(manual)
    ]
    return [example for example in blocks if example.comment.split(":")[0].split(" ")[0] == verb] if verb else blocks


def in_town(example: Example) -> dict[str, str]:
    """Return the files of the small town, to which examples of keys belong, with those of this example among them."""
    return {
        "story.yaml": examples("shows")[0].files["story.yaml"],
        "scenes/town.yaml": _TOWN,
        "scenes/bar.yaml": "back_door: {text: A door., goto: town.home}\n",
        "art/street.yaml": "alt: A street.\npicture: '|'\n",
        **example.files,
    }


def write(files: dict[str, str], folder: Path) -> None:
    """Write a story's files into a folder."""
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")


def everything_said(folder: Path) -> list[Diagnostic]:
    """Return the diagnostics of loading; if none, those of the proof; if none, those of the walkthroughs."""
    loaded = load_story(folder)
    walkthroughs = load_walkthroughs(folder)
    diagnostics = [*loaded.diagnostics, *walkthroughs.diagnostics]
    if diagnostics or loaded.story is None:
        return diagnostics
    diagnostics = list(prove(loaded.story).findings)
    if diagnostics or not walkthroughs.walkthroughs:
        return diagnostics
    runs = [run_walkthrough(Machine(loaded.story), walkthrough) for walkthrough in walkthroughs.walkthroughs]
    return [each for run in runs for each in run.diagnostics] or list(unwalked_endings(loaded.story, runs))
