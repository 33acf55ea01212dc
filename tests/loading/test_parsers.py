"""The same nodes and the same diagnostics with libyaml, without it, and with every PyYAML."""

from __future__ import annotations

import random

import pytest
import yaml

from desperado_adventure.loading import load_text
from desperado_adventure.loading.assembly import Loaded
from desperado_adventure.loading.composing import compose
from desperado_adventure.loading.problems import Problems
from desperado_adventure.loading.tree import Node, Source
from desperado_adventure.model import limits
from desperado_adventure.model.diagnostics import Diagnostic
from desperado_adventure.model.text import Run

FILE = "scenes/bar.yaml"
TEXT = """\
door:
  title: The door
  text: |
    The {heat > 1: old|new} door # is [open.

    bartender: "Who? [Nobody."
  choices:
    ask: {say: Ask who?, text: "Nobody \\u00e9 \\
      answers.", when: heat > 1, do: [heat += 1, put(gun, case)]}
    go:
      say: 'It''s time.'  # to go
      goto: inside
inside:
  - >-
    Nobody.
  - {text: [a, [b, {c: d}]], "e": f}
end: {text: A road., ending: {title: 'The End'}}
"""
SIGNS = (
    *":-?[]{},#|>'\"&*!%@`<~\\ \n\t\r1a",
    *(
        "  ",
        ": ",
        " #",
        "- ",
        "? ",
        "- - ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "<<: ",
        "!!str ",
        "&a ",
        "*a ",
        "''",
        "|\n",
    ),
    *("\x00", "\x07", "\x85", "\u2028", "\ufeff", "\u00a0", "\ud800", "é", "😀"),
    *("\\q", "\\x8", "\\ud800", "\\UFFFFFFFF", "[" * 40, "}}", ">2\n", "|#"),
)
ODD = {
    "a tab behind a colon": "a:\t{text: x}\n",
    "a tab before a key": "a:\n\ttext: x\n",
    "a tab in a block": "a:\n  text: |\n    x\ty\n  ending: {title: e}\n",
    "a question mark in braces": "a: {text: Who? Me?, ending: {title: What? now}}\n",
    "a question mark before a key": "? a\n: {text: x, ending: {title: e}}\n",
    "an empty value in braces": "a: {text: , ending: {title: e}}\n",
    "a comment at a block's head": "a:\n  text: |# no\n    x\n",
    "an empty document": "---\n# nothing\n",
    "a bell": "a:\n  text: It is\a open.\n",
    "a number without end": "%YAML 1." + "9" * 5000 + "\n---\na: b\n",
}

needs_libyaml = pytest.mark.skipif(not hasattr(yaml, "CLoader"), reason="this PyYAML was built without libyaml")


def read(text: str) -> tuple[Node | None, tuple[Diagnostic, ...], Loaded]:
    """Return everything that the loader makes of a text."""
    problems = Problems([(FILE, text)])
    node = compose(Source(FILE, text), problems)
    return node, problems.sorted(), load_text({FILE: text})


def mutations(number: int) -> list[str]:
    """Return broken forms of the text: with signs inserted, or characters and lines removed, moved or cut off."""
    chance = random.Random(11)
    texts = []
    for _ in range(number):
        text = TEXT
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            at = chance.randrange(len(text) + 1)
            lines = text.split("\n")
            line = chance.randrange(len(lines))
            text = chance.choice(
                (
                    text[:at] + chance.choice(SIGNS) + text[at:],
                    text[:at] + chance.choice(SIGNS) + text[at + 1 :],
                    text[:at] + text[at + chance.choice((1, 2, 5)) :],
                    "\n".join([*lines[:line], " " * chance.randrange(1, 4) + lines[line], *lines[line + 1 :]]),
                    "\n".join([*lines[:line], lines[line][1:], *lines[line + 1 :]]),
                    "\n".join([*lines[:line], *lines[line + 1 :]]),
                    text[:at] if chance.random() < 0.3 else text,
                )
            )
        texts.append(text)
    return texts


@needs_libyaml
def test_broken_texts_are_told_alike_with_and_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """For every one of many small mutations the nodes, the story and all diagnostics are the same."""
    texts = [*ODD.values(), *mutations(300)]
    fast = [read(text) for text in texts]
    monkeypatch.delattr(yaml, "CLoader")
    for text, said in zip(texts, fast, strict=True):
        assert read(text) == said, text


def test_text_in_braces_may_ask() -> None:
    """A question mark in text in braces is part of the text, with either parser."""
    for loader in ("CLoader", ""):
        with pytest.MonkeyPatch.context() as patch:
            if not loader:
                patch.delattr(yaml, "CLoader", raising=False)
            story = load_text({FILE: ODD["a question mark in braces"]}).story
        assert story is not None
        ending = story.scenes["bar.a"].ending
        assert ending is not None
        assert ending.title == (Run("What? now"),)


DEEPEST = limits.NESTING.most
DEEP = {
    "brackets": ("a:\n  text: " + "[" * 50_000, (2, 9 + DEEPEST - 2)),
    "brackets that are closed": ("a: " + "[" * 40 + "]" * 40, (1, 4 + DEEPEST - 1)),
    "brackets on lines of their own": ("a:\n" + " [\n" * 2_000, (1 + DEEPEST, 2)),
    "braces": ("{" * 50_000, (1, DEEPEST + 1)),
    "braces with keys": ("{a: " * 2_000, (1, 4 * DEEPEST + 1)),
    "dashes": ("- " * 50_000, (1, 2 * DEEPEST + 1)),
    "dashes on lines of their own": ("".join(" " * n + "-\n" for n in range(900)), (DEEPEST + 1, DEEPEST + 1)),
    "keys": ("".join("  " * n + "a:\n" for n in range(900)), (DEEPEST + 1, 2 * DEEPEST + 1)),
    "brackets behind brackets in quotes": ("a: ['" + "[" * 90 + "', " + "[" * 1_200, (1, 98 + DEEPEST - 1)),
}
SHALLOW = {
    "in a block": "a:\n  text: |\n    " + "[{(" * 900 + "\n  ending: {title: e}\n",
    "in quotes": "a:\n  text: '" + "[" * 2_000 + "'\n  ending: {title: e}\n",
    "in text over lines": "a:\n  text: It is\n    " + "[ [" * 900 + "\n  ending: {title: e}\n",
    "in a comment": "a: # " + "[{" * 900 + "\n  text: x\n  ending: {title: e}\n",
    "beside one another": "a:\n  text: x\n  beats: [" + "P1, " * 900 + "P2]\n  ending: {title: e}\n",
}


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("parser", ["the fast one", "the one in Python"])
def test_depth_is_refused_where_it_begins(name: str, parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nesting that is too deep is refused at the first level beyond the limit, with either parser."""
    if parser == "the one in Python":
        monkeypatch.delattr(yaml, "CLoader", raising=False)
    text, place = DEEP[name]
    problems = Problems([(FILE, text)])
    compose(Source(FILE, text), problems)
    (found,) = problems.sorted()
    assert (found.code.number, found.mark.line, found.mark.column) == ("DA007", *place)
    assert found.message == "This is nested more than 32 deep."


@pytest.mark.parametrize("name", SHALLOW)
def test_brackets_in_text_nest_nothing(name: str) -> None:
    """Brackets that are text, or that stand beside one another, do not count as nesting."""
    problems = Problems(())
    node = compose(Source(FILE, SHALLOW[name]), problems)
    assert problems.sorted() == ()
    assert node is not None
