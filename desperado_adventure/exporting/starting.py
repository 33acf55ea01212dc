"""The small story that `desperado new` writes: three scenes that use every common key once, with comments."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_LONGEST_TITLE = 200

SCHEMA_FILE = "desperado.schema.json"

_STORY = """\
# yaml-language-server: $schema=desperado.schema.json#/$defs/story
# What the story declares before its scenes begin. The scenes lie in scenes/. Everything is explained in the manual:
# story/README.md in the game's repository.
id: {id}                # for saves; never change it
title: {title}
version: "1"            # count it up with every release
start: bar.door         # without this line: the first scene of the first chapter

variables:              # what the story remembers
  nerve: 0..2           # a counter: begins at 0, never leaves its range. Others: `name: flag`, `name: [one, two]`

places:                 # where items can be
  pockets: {{title: Your pockets, capacity: 2}}

items:
  coin: {{title: a peso}} # nowhere, until some effect puts it somewhere

speakers:               # who can speak in a text: `bartender: What will it be?`
  bartender: The bartender
"""

_CHAPTER = """\
# yaml-language-server: $schema=../desperado.schema.json
# A chapter. Its id is the file's name, so these scenes are bar.door, bar.counter and bar.street.
door:
  title: The door
  # In braces: the words of the first visit, and those from then on. In a block of text there are no comments.
  text: |
    The bar has one door and no sign. {Somebody inside is laughing.|Nobody is laughing now.}
  choices:
    coin:
      say: Pick up the coin in the gutter.
      once: true                    # gone after it was taken
      text: It is a peso, and it is warm.
      do: ["put(coin, pockets)"]    # an effect
    enter:
      say: Go in.
      goto: counter                 # a scene of this chapter; of another one: chapter.scene
counter:
  title: The counter
  text: |
    {nerve >= 1: They have not begun to laugh again.|The laughing stops.}

    bartender: What will it be?
  choices:
    ask:
      say: Ask who was laughing.
      when: nerve < 2               # hidden unless this holds
      text: "{Nobody was laughing.|Nobody, he says again, and puts a hand under the counter.}"
      do: [nerve += 1]              # no goto: the player stays
    pay:
      say: Order a beer, and pay for it.
      requires: has(coin)           # shown, but barred unless this holds …
      barred: You have no money.    # … and this says why
      do: [lose(coin)]
      goto: street
    out:
      say: Go out again.
      goto: door
street:
  title: The street
  text: |
    The beer was warm. {nerve == 2: Behind you somebody closes the shutters.|Behind you somebody laughs.}
  ending:                           # here the story ends
    title: A Warm Beer
    hint: It costs one coin.
"""

_WALKTHROUGH = """\
# yaml-language-server: $schema=../desperado.schema.json#/$defs/walkthrough
# A playthrough that is a test: `desperado test` takes these choices and checks what is expected between them.
proves: There is no beer without a coin, and one beer with it.
steps:
  - bar.door.enter
  - expect: {scene: bar.counter, barred: [bar.counter.pay]}
  - bar.counter.out
  - bar.door.coin
  - expect: {item: {coin: pockets}, text: it is warm}
  - bar.door.enter
  - bar.counter.pay
  - expect: {item: {coin: nowhere}, ending: bar.street}
"""


def start_story(folder: Path, schema: str) -> tuple[str, ...]:
    """Write the small story and the schema into a new or empty folder; return the names of the files.

    Raises FileExistsError when the folder is not empty, and OSError when it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError
    story_id, title = _id_and_title(folder.resolve().name)
    files = {
        "story.yaml": _STORY.format(id=story_id, title=f'"{title}"'),
        "scenes/bar.yaml": _CHAPTER,
        "walkthroughs/beer.yaml": _WALKTHROUGH,
        SCHEMA_FILE: schema,
    }
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tuple(files)


def _id_and_title(name: str) -> tuple[str, str]:
    """Return what a story in a folder of this name is called: its id, of ASCII letters, and its title, in its letters.

    Whatever is no letter, digit or apostrophe stands between words. Words without capitals get them.
    """
    composed = unicodedata.normalize("NFC", name)
    title = " ".join("".join(each if _is_of_a_word(each) else " " for each in composed).split())
    if title.islower():
        title = " ".join(word[:1].upper() + word[1:] for word in title.split())
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    story_id = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:40].rstrip("_")
    return (story_id if story_id[:1].isalpha() else "my_story"), title[:_LONGEST_TITLE] or "My Story"


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or character in "'’" or unicodedata.category(character).startswith("M")
