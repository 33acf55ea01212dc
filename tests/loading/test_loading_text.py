"""YAML's traps for writers have no effect here: text stays as it was written."""

from pathlib import Path

import pytest

from desperado_adventure.engine import Machine
from desperado_adventure.engine.views import Arrived, Opened, Told
from desperado_adventure.loading import load_story, load_text
from desperado_adventure.model.story import Story


def loaded(text: str, **more: str) -> Story:
    """Load a story of one chapter, which must have no diagnostic."""
    story, diagnostics = load_text({"scenes/bar.yaml": text, **more})
    assert diagnostics == ()
    assert story is not None
    return story


@pytest.mark.parametrize(
    "words",
    [
        "No", "no", "on", "Off", "yes", "true", "null", "~", "12:30", "12:30:45", "010", "0x1F", "1e3", "1_000", "3.14",
        ".5",
        "1995-08-25", "2026-11-22 08:30:00", "=", "So! & so @ % he says", "a:b", "C#", "https://example.org/#x",
        "[not so]", "10:4 or so", "Twelve, he says",
    ],
)  # fmt: skip
def test_words_stay_words(words: str) -> None:
    """Words that other YAML programs read as numbers, dates or booleans stay as written, in every text."""
    quoted = f"'{words}'" if words[0] == "[" else words
    text = f"""\
a:
  title: {quoted}
  text: {quoted}
  choices:
    go:
      say: {quoted}
      goto: b
b:
  text: x
  ending:
    title: {quoted}
"""
    story = loaded(text)
    view = Machine(story).view(Machine(story).begin().state)
    assert (view.title, view.text[0].plain, view.options[0].say) == (words, words, words)
    assert Machine(story).titles.ending("bar.b") == words


def test_a_block_holds_every_character() -> None:
    """In a block after `|` colons, number signs, quotes and brackets have no special meaning."""
    line = """He said: no. Room #5: "it's" [so] & so; 100 % - or @ home?"""
    story = loaded(f"a:\n  text: |\n    {line}\n  ending: {{title: x}}\n")
    assert Machine(story).view(Machine(story).begin().state).text[0].plain == line


def test_ids_may_look_like_anything() -> None:
    """Keys called no, on, y or null are ordinary ids."""
    text = (
        "no:\n  text: x\n  choices: {on: {say: a, goto: y}, off: {say: b, goto: y}}\ny: {text: z, ending: {title: x}}\n"
    )
    story = loaded(text)
    assert [choice.id for choice in story.scenes["bar.no"].choices] == ["bar.no.on", "bar.no.off"]


def test_a_version_stays_as_written() -> None:
    """Version 1.10 is not 1.1."""
    story = loaded("a: {text: x, ending: {title: x}}\n", **{"story.yaml": "version: 1.10\n"})
    assert story.version == "1.10"


def test_line_ends_of_windows_and_a_byte_order_mark_are_welcome(tmp_path: Path) -> None:
    """Line ends of Windows and a byte order mark do not change what is read."""
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "bar.yaml").write_bytes(
        b"\xef\xbb\xbfa:\r\n  text: |\r\n    One.\r\n\r\n    Two.\r\n  ending: {title: x}\r\n"
    )
    story = load_story(tmp_path).story
    assert story is not None
    assert [passage.plain for passage in Machine(story).view(Machine(story).begin().state).text] == ["One.", "Two."]


def test_a_file_that_is_no_part_of_the_story_is_left_alone() -> None:
    """Notes, backups and other files in the folder are ignored."""
    broken = "[[[ not yaml: at all"
    story = loaded("a: {text: x, ending: {title: x}}\n", **{"notes.txt": broken, "scenes/old/deep/bar.yaml": broken})
    assert list(story.scenes) == ["bar.a"]


def test_text_without_quotes_may_run_over_several_lines() -> None:
    """Lines below a key that are indented further are one paragraph."""
    story = loaded("a:\n  text: One\n    two\n    three.\n  ending: {title: x}\n")
    assert Machine(story).view(Machine(story).begin().state).text[0].plain == "One two three."


@pytest.mark.parametrize(
    "written",
    [
        "|\n        Two\n        lines\n",
        "|\n\n        Two\n\n         lines\n\n",
        "' Two \n\n    lines\t'\n",
        '"Two\\n\\tlines"\n',
    ],
)
def test_what_is_shown_in_one_line_has_one_line(written: str) -> None:
    """Titles and names that run over several lines are read as one, so that no list of them breaks."""
    world = f"""\
title: {written}version: {written}language: en
chapters:
  bar:
    title: {written}    card: {written}
speakers:
  boy: {written}
places:
  case:
    title: {written}
items:
  guitar:
    at: case
    title: {written}
falls:
  take_back: {written}  let_stand: {written}  goto: bar.c
"""
    scenes = f"""\
a:
  title: {written}  text: "boy: {{has(guitar): x}}"
  choices: {{go: {{say: Go., goto: b}}}}
b: {{text: x, fall: true}}
c:
  text: x
  ending:
    title: {written}    hint: {written}
"""
    art = f"picture: x\nalt: {written}"
    story = load_text({"story.yaml": world, "scenes/bar.yaml": scenes, "art/title.yaml": art}).story
    assert story is not None
    machine = Machine(story)
    first = machine.begin()
    titles, (opened, arrived, told) = machine.titles, first.events
    assert isinstance(opened, Opened)
    assert isinstance(arrived, Arrived)
    assert isinstance(told, Told)
    fallen = machine.choose(first.state, "bar.a.go").state
    lines = [
        story.title,
        story.version,
        opened.title,
        opened.card,
        arrived.title,
        told.passages[0].name,
        story.art["title"].alt,
    ]
    lines += [*titles.items(first.state).values(), *titles.places(first.state).values()]
    lines += [*(option.say for option in machine.options(fallen)), titles.ending("bar.c"), titles.hint(fallen, "bar.c")]
    assert lines == ["Two lines"] * 13


def test_a_line_keeps_its_no_break_space() -> None:
    """A blank that must not break is none that is put together with others."""
    machine = Machine(loaded("a: {title: ¿ \u00a0 Qué ?, text: x, ending: {title: x}}\n"))
    assert machine.view(machine.begin().state).title == "¿ \u00a0 Qué ?"


def test_an_effect_with_a_comma_needs_no_quotes() -> None:
    """`do: [put(coin, pockets)]` is one effect, although YAML reads two items."""
    world = "places: {pockets: {title: P}}\nitems: {coin: {title: c}}\n"
    text = 'a:\n  do: [put(coin, pockets)]\n  text: "{has(coin): Rich.}"\n  ending: {title: x}\n'
    story = loaded(text, **{"story.yaml": world})
    assert Machine(story).view(Machine(story).begin().state).text[0].plain == "Rich."
