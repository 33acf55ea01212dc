"""Each limit of a story is told by a diagnostic with its number, one step before nothing is said, and all ends soon."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from large_stories import write_large
from terminals import environment

from desperado_adventure.loading import load_story, load_text, load_walkthroughs
from desperado_adventure.model.diagnostics import Diagnostic
from desperado_adventure.model.limits import LIMITS

END = "end: {text: Here., ending: {title: Here}}\n"
IS_FULL = "DESPERADO_ALL_LIMITS" in os.environ
"""Whether stories of the largest size are read too, which takes a minute and two gigabytes."""


class Case(NamedTuple):
    """How a story with a given number of something is written, and the diagnostic when there is one too many.

    With `is_large` the largest story that is allowed is read in a full run only; with `is_huge` also the one above it.
    """

    code: str
    write: Callable[[int], dict[str, str]]
    is_large: bool = False
    is_huge: bool = False


def door(keys: str, declarations: str = "") -> dict[str, str]:
    """Return a story whose scene has these keys, and choices to wait and to leave."""
    choices = "  choices:\n    stay: {say: Wait.}\n    go: {say: Go., goto: end}\n"
    scene = f"door:\n  {keys}\n" + ("" if "choices:" in keys or "goto:" in keys else choices)
    return {"scenes/bar.yaml": scene + END, **({"story.yaml": declarations} if declarations else {})}


def joined(number: int, form: str, between: str = "") -> str:
    """Return the form as often as that, with each number in it."""
    return between.join(form.format(each) for each in range(number))


def nested(number: int) -> dict[str, str]:
    """Return a story with YAML as deep as that: the chapter and a scene, then lists in lists."""
    return {"scenes/bar.yaml": "door: {beats: " + "[" * (number - 2) + "]" * (number - 2) + "}\n"}


def things(pairs: int) -> dict[str, str]:
    """Return a story with so many pairs of an item and a place that it fits."""
    places = "places:\n" + joined(100, "  p{0}: {{title: P}}\n")
    whole = "items:\n" + joined(pairs // 100, "  i{0}: {{title: I}}\n")
    return door("text: A.", places + whole + ("  last: {title: I, fits: [p0]}\n" if pairs % 100 else ""))


def whole(characters: int) -> dict[str, str]:
    """Return a story of four files with so many characters together."""
    size, rest = divmod(characters, 4)
    return {f"scenes/s{each}.yaml": END + "#" * (size - len(END) + (rest if each == 0 else 0)) for each in range(4)}


def choices(number: int) -> dict[str, str]:
    """Return a story with so many choices, at most five hundred in a scene."""
    scene = "choices: {" + joined(500, "c{0}: {{say: Way {0}., goto: end}}", ", ") + "}"
    scenes = "".join(f"s{each}: {{{scene}}}\n" for each in range(number // 500))
    last = "last: {choices: {c: {say: W, goto: end}}}\n" if number % 500 else ""
    return {"scenes/bar.yaml": scenes + last + END}


def effects(number: int) -> dict[str, str]:
    """Return a story in which one `do` has so many effects."""
    inner = "v += 1, " * (number // 10 - 1) + "v = 0"
    lists = "".join(f"    - {{when: v == {each}, do: [{inner}]}}\n" for each in range(10))
    return door("do:\n" + lists + ("    - v = 3" if number % 10 else ""), "variables: {v: 0..9}\n")


COUNTER = "variables: {v: 0..1}\n"
FLAG = "variables: {v: flag}\n"
CASES = {
    "STORY_FILE": Case("DA002", lambda most: {"scenes/bar.yaml": END + "#" * (most - len(END))}),
    "STORY_FILES": Case("DA002", lambda most: {f"scenes/s{each}.yaml": END for each in range(most)}),
    "WHOLE_STORY": Case("DA002", whole),
    "NESTING": Case("DA007", nested),
    "TEXT": Case("DA008", lambda most: door("text: " + "x" * most)),
    "LINE": Case("DA008", lambda most: door("title: " + "x" * most)),
    "ID": Case("DA008", lambda most: {"scenes/bar.yaml": f"{'x' * most}: {{text: A., goto: end}}\n" + END}),
    "SCENES": Case(
        "DA108",
        lambda most: {"scenes/bar.yaml": joined(most - 1, "s{0}: {{text: A., goto: end}}\n") + END},
        is_large=True,
    ),
    "SCENE_CHOICES": Case(
        "DA108", lambda most: door("choices: {" + joined(most, "c{0}: {{say: Way {0}., goto: end}}", ", ") + "}")
    ),
    "STORY_CHOICES": Case("DA108", choices, is_huge=True),
    "ITEMS_IN_PLACES": Case("DA108", things),
    "SLOTS": Case("DA108", lambda most: door("text: A.", "variables:\n" + joined(most, "  v{0}: flag\n"))),
    "VALUES": Case("DA108", lambda most: door("text: '{" + joined(most, "w{0}", "|") + "}'")),
    "RANGE": Case("DA108", lambda most: door("text: A.", f"variables: {{v: -{most}..0}}\n")),
    "EXPRESSION": Case("DA305", lambda most: door(f"do: ['v = {'true'.rjust(most - 4)}']", FLAG)),
    "EXPRESSION_NESTING": Case("DA305", lambda most: door(f"do: [v = {'(' * most}true{')' * most}]", FLAG)),
    "NUMBER": Case("DA303", lambda most: door(f"do: ['v = {10 ** (most - 8)} * 10000000 % 2']", COUNTER)),
    "BRACES": Case("DA305", lambda most: door("text: '" + "{a|" * most + "b" + "}" * most + "'")),
    "PARTS": Case("DA108", lambda most: door("beats: [" + joined(most, "b{0}", ", ") + "]")),
    "EFFECTS": Case("DA108", effects),
    "STEPS": Case(
        "DA108",
        lambda most: {**door("text: A."), "walkthroughs/long.yaml": "proves: P\nsteps: [" + "a.b.c, " * most + "]\n"},
    ),
}

ELSEWHERE = {
    "COUNTED": "tests/loading/test_counting.py",
    "DEFINITION": "tests/loading/test_definitions.py",
    "DEFINITION_NESTING": "tests/loading/test_definitions.py",
    "CHAIN": "tests/engine/test_laws.py",
    "PICTURE_WIDTH": "the manual, DA412",
    "PICTURE_HEIGHT": "the manual, DA412",
    "DIAGNOSTICS": "the manual, DA016, and below",
    "SENTENCE": "below",
    "SOURCE_LINE": "below",
    "SAVE": "tests/saving",
    "SAVED_CHOICES": "tests/saving",
    "LABEL": "tests/saving",
    "LOG": "tests/commands/test_commands.py",
    "TYPED_LINE": "tests/terminal/test_lines.py",
    "TYPED_NAME": "tests/engine/test_typed_names.py",
    "QUOTED": "tests/terminal",
}
"""The limits that are not of what an author writes, or have no diagnostic of their own, and where each is tested."""


def found(files: dict[str, str], folder: Path) -> list[Diagnostic]:
    """Write a story and return what the loader says of it and of its walkthroughs."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [*load_story(folder).diagnostics, *load_walkthroughs(folder).diagnostics]


def test_every_limit_is_tested() -> None:
    """Each limit of the table has a case here, or a place where it is tested."""
    assert [*CASES, *ELSEWHERE] != []
    assert CASES.keys() | ELSEWHERE.keys() == LIMITS.keys()
    assert CASES.keys().isdisjoint(ELSEWHERE)


@pytest.mark.parametrize("name", CASES)
def test_one_more_than_a_limit_is_told_with_its_number(name: str, tmp_path: Path) -> None:
    """A story with one more than it may have gets a diagnostic that names the largest number, and a cure."""
    case, limit = CASES[name], LIMITS[name]
    if case.is_huge and not IS_FULL:
        pytest.skip("read in a full run only")
    told = [each for each in found(case.write(limit.most + 1), tmp_path) if each.code.number == case.code]
    assert len(told) == 1, [each.code.number for each in told]
    assert f"{limit.most:,}" in f"{told[0].message} {told[0].cure}"
    assert told[0].cure


@pytest.mark.parametrize("name", CASES)
def test_as_many_as_a_limit_allows_are_no_mistake(name: str, tmp_path: Path) -> None:
    """A story with exactly as many as it may have gets no diagnostic of a limit."""
    case, limit = CASES[name], LIMITS[name]
    if (case.is_large or case.is_huge) and not IS_FULL:
        pytest.skip("read in a full run only")
    refusals = {"DA002", "DA007", "DA008", "DA108", "DA303", "DA305"}
    assert [each for each in found(case.write(limit.most), tmp_path) if each.code.number in refusals] == []


def test_a_thousand_mistakes_are_told_and_then_no_more() -> None:
    """After as many errors as are told, reading ends, and the last sentence says that there are more."""
    most = LIMITS["DIAGNOSTICS"].most
    loaded = load_text({"scenes/bar.yaml": joined(5 * most, "s{0}: {{text: A., goto: nowhere_{0}}}\n") + END})
    assert (len(loaded.diagnostics), loaded.diagnostics[-1].code.number) == (most + 1, "DA016")


def test_a_thousand_warnings_hide_no_error_and_keep_no_story_from_loading() -> None:
    """Warnings beyond those that are told are left out; an error after them counts, and without one the story loads."""
    lost = joined(5_000, "s{0}: {{text: A., choices: {{go: {{say: Go., goto: end}}}}}}\n")
    first = "a: {text: A., goto: end}\n"
    loaded = load_text({"scenes/bar.yaml": first + lost + END})
    assert loaded.story is not None
    assert {each.code.number for each in loaded.diagnostics} == {"DA405", "DA016"}
    alike = "t: {text: A., choices: {go: {say: Go., goto: end}, other: {say: Go., goto: end}}}\n"
    assert load_text({"scenes/bar.yaml": first + lost + alike + END}).story is None


def test_a_diagnostic_quotes_no_more_than_somebody_reads() -> None:
    """A sentence about a long name is cut, and of a very long line only the place is told."""
    name = "x" * 1_900
    long_line = "{text: " + " ".join(["A"] * 20_000) + f", goto: {name}}}"
    told = load_text({"scenes/bar.yaml": f"door: {long_line}\n"}).diagnostics
    assert [each.code.number for each in told] == ["DA201"]
    assert len(told[0].message) <= LIMITS["SENTENCE"].most
    assert (told[0].source, told[0].mark.line) == ("", 1)


SLOW = {
    "twenty thousand scenes that nothing leads to": door("text: A.")["scenes/bar.yaml"]
    + joined(20_000, "s{0}: {{text: A., goto: end}}\n"),
    "twenty thousand cutaways": "a: {text: A., goto: s0}\n"
    + joined(20_000, "s{0}: {{text: A., choices: {{c: {{say: C., cutaway: s{0}}}, e: {{say: E., goto: end}}}}}}\n")
    + END,
    "seven thousand conditions in one text": door("text: '" + "{v == 1: a|b}" * 7_000 + "'")["scenes/bar.yaml"],
    "one unknown name in fifty thousand places": joined(25_000, "s{0}: {{text: A., goto: nowhere}}\n") + END,
    "a thousand unknown names among ten thousand": joined(10_000, "s{0}: {{text: A., goto: t{0}}}\n") + END,
    "one mistake in four million characters": joined(80_000, "s{0}:\n  text: Hello there.\n  goto: end\n")
    + "door:\n  text: a: b\n",
    "one mistake in one scene of four million characters": "door:\n  choices:\n"
    + joined(80_000, "    c{0}:\n      say: Hello there.\n      goto: end\n")
    + "    last:\n      say: a: b\n",
    "two hundred thousand unknown keys": "door:\n  text: A.\n" + joined(200_000, "  k{0}: 1\n") + END,
}
"""Stories that took minutes, or the square of their length, before anything was bounded."""


@pytest.mark.parametrize("name", SLOW)
def test_nothing_takes_the_square_of_its_length(name: str, tmp_path: Path) -> None:
    """Each of these stories, which once took minutes, is read and reported before a minute of computing is over."""
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "bar.yaml").write_text(SLOW[name])
    (tmp_path / "story.yaml").write_text("variables: {v: 0..9}\n")
    line = [sys.executable, "-m", "desperado_adventure", "check", str(tmp_path), "--budget", "1s"]
    ran = subprocess.run(
        ["sh", "-c", 'ulimit -t 60; exec "$@"', "sh", *line],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, "")


def test_memory_that_does_not_suffice_is_a_sentence(tmp_path: Path) -> None:
    """Where the system gives the program less memory than a proof without end wants, it says so and exits with 1."""
    folder = write_large("stats", tmp_path / "story")
    program = [sys.executable, "-m", "desperado_adventure", "check", str(folder), "--budget", "none"]
    ran = subprocess.run(
        ["sh", "-c", 'ulimit -v 150000; exec "$@"', "sh", *program],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    sentence = "There is not enough memory for this. Give the program more of it, or take a smaller story."
    assert ran.stderr.splitlines()[-1] == sentence  # before it, a slow proof says how far it has come


def test_a_nesting_that_python_cannot_follow_is_a_sentence(tmp_path: Path) -> None:
    """Where Python allows fewer calls in calls than a story needs, the program says so and exits with 1."""
    for name, text in nested(30).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    program = (
        "import sys; from desperado_adventure.cli import main; from desperado_adventure.commands import check\n"
        "from desperado_adventure.loading import assembly, composing, strays; sys.setrecursionlimit(45)\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, "check", str(tmp_path)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, "nested more deeply than the program can follow" in ran.stderr) == (1, True), ran.stderr
    assert "Traceback" not in ran.stderr
