"""A small story that has every kind of text once, and its hostile forms.

Texts are marked by `@`. In an honest story it is a word. A story whose texts hold markup loads; one whose texts hold
unsafe characters is refused by the loader, so that it is also made behind the loader's back: by changing every text of
a loaded story, and putting that where the program keeps loaded stories.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hostile import EVIL, EVIL_NAME, KEPT, MARKUP, UNSAFE
from terminals import write_story

from desperado_adventure.commands.folders import cache_file
from desperado_adventure.loading import load_story
from desperado_adventure.loading.cache import load_cached
from desperado_adventure.model.story import Story

HONEST = "word"

_FILES = {
    "story.yaml": """\
id: evil
title: "Story @"
version: "1 @"
language: en
start: bar.door
chapters:
  bar: {title: "Bar @", card: "Card @", art: door}
variables: {heat: 0..3, mood: [calm, wild], backs: 0..3}
falls: {counts: backs, take_back: "No. @", let_stand: "So it ended. @", goto: bar.street}
places:
  case: {title: "Case @", capacity: 4, leavable: true}
  bed: {title: "Bed @", carried: false}
items:
  gun: {title: "Gun @", size: 2, fits: [case, bed], at: bed}
speakers: {keeper: "Keeper @"}
status: ["Status @ {heat >= 1: hot @|cold @}"]
corrido:
  opening: "One @\\ntwo @\\nthree @\\nfour @"
  farewell: "Five @\\nsix @\\nseven @\\neight @"
""",
    "scenes/bar.yaml": """\
door:
  title: "Door @"
  art: door
  beats: ["P1"]
  text: "It is open. @ {First @|then @} *so @* {heat >= 1: hot @|cold @}\\n\\nkeeper: Beer. @"
  verse: "One @\\ntwo @\\nthree @\\nfour @"
  choices:
    wait: {say: "Wait. @", text: "You wait. @", do: [heat += 1]}
    barred: {say: "Fly. @", requires: heat >= 3, barred: "No wings. @", goto: end}
    talk:
      say: "Talk. @"
      text: "He nods. @"
      choices:
        on: {say: "Go on. @", text: "He does. @"}
    pack: {say: "Pack. @", goto: room}
    die: {say: "Die. @", goto: dead}
    end: {say: "End. @", goto: end}
    never: {say: "Never. @", when: heat > 2 and heat < 1, goto: lost}
room:
  title: "Room @"
  text: "A bed. @"
  pack: [case, bed]
  choices:
    back: {say: "Back. @", goto: door}
dead: {title: "Dead @", fall: true, text: "You die. @"}
street: {title: "Street @", text: "A street. @", choices: {on: {say: "On. @", goto: door}}}
lost: {title: "Lost @", text: "Nobody comes here. @", choices: {on: {say: "On. @", goto: end}}}
end:
  title: "End @"
  text: "It ends. @"
  ending: {title: "Ending @", hint: "Hint @"}
other: {title: "Other @", text: "It ends too. @", ending: {title: "Other ending @", hint: "Hint @"}}
""",
    "art/door.yaml": """\
alt: "A door. @"
picture: "|#|"
plain: "|door|"
colours: "rr"
palette: {r: red}
""",
    "walkthroughs/road.yaml": """\
proves: "One can end. @"
steps: [bar.door.wait, bar.door.end, expect: {ending: bar.end, text: "It ends"}]
""",
}


def _files(word: str) -> dict[str, str]:
    """Return the story's files, each `@` replaced by a word that is written between double quotes."""
    drawing = word if len(word) < 60 else "<b>&"
    return {name: text.replace("@", word).replace("|#|", drawing) for name, text in _FILES.items()}


def _quoted(text: str) -> str:
    """Return text that the story's language takes for nothing but words, as it is written between double quotes."""
    return _escaped(re.sub(r"([*{}|\\<&])", r"\\\1", text))


def _escaped(text: str) -> str:
    """Return text as it is written between double quotes."""
    return re.sub(r'[\\"]', lambda match: "\\" + match.group(), text)


def honest_story(folder: Path) -> Path:
    """Write the story with an honest word in every text."""
    return write_story(folder, _files(HONEST))


def marked_story(folder: Path) -> Path:
    """Write the story with markup and with unusual writing in every text, and with hostile names of files."""
    write_story(folder, _files(_quoted(f"{MARKUP} {KEPT}")))
    (folder / "walkthroughs" / "road.yaml").rename(folder / "walkthroughs" / f"{EVIL_NAME}.yaml")
    return folder


def refused_story(folder: Path) -> Path:
    """Write the story with unsafe characters in texts, keys, ids and names of files: the loader says so of each."""
    files = _files("".join(f"\\U{ord(each):08x}" for each in UNSAFE if ord(each) < 0xD800 or ord(each) > 0xDFFF))
    for number, each in enumerate(UNSAFE[::8]):
        if not 0xD800 <= ord(each) <= 0xDFFF:
            files[f"scenes/c{number}.yaml"] = f'a{each}b: {{text: x{each}y, goto: "b{each}c", {each}: 1}}\n'
    files[f"scenes/{EVIL_NAME}.yaml"] = f'a: {{text: "x", goto: nowhere}}\n"{_escaped(MARKUP)}": {{text: y}}\n'
    files[f"art/{EVIL_NAME}.yaml"] = "alt: x\n"
    files[f"scenes/{EVIL_NAME}.yml"] = ""
    files[f"walkthroughs/{EVIL_NAME}.yaml"] = 'proves: "\\e]0;t\\a"\nsteps: ["\\x9b2J", expect: {scene: "\\u202e"}]\n'
    return write_story(folder, files)


def evil_story(folder: Path, caches: Path, patch: pytest.MonkeyPatch, evil: str = EVIL) -> Story:
    """Write an honest story, and keep it as a loaded one whose texts are all evil; return that."""
    honest_story(folder)
    loaded = load_story(folder).story
    assert loaded is not None
    story: Story = _evil(loaded, evil)
    story = story._replace(version=f"1{evil}", language=f"en{evil}")
    patch.setenv("XDG_CACHE_HOME", str(caches))
    cache = cache_file(folder)
    assert cache is not None
    load_cached(folder, cache, lambda: story)
    again = load_cached(folder, cache, lambda: None)
    assert again is not None
    assert again.title == story.title
    return story


def _evil(value: Any, evil: str) -> Any:  # noqa: ANN401  # whatever the model holds
    """Return a value of the model in which every text is evil: every string that cannot be an id or a number."""
    if type(value) is str:
        return value if re.fullmatch(r"[a-z0-9_.-]*", value) else value.replace(HONEST, HONEST + evil)
    if isinstance(value, Mapping):
        return {key: _evil(each, evil) for key, each in value.items()}
    parts = [_evil(each, evil) for each in value] if isinstance(value, tuple) else []
    if hasattr(value, "_make"):
        return value._make(parts)
    return tuple(parts) if type(value) is tuple else value
