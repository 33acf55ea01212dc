"""What shows that a change to the program works, and that the project's own tests agree with it.

Run as `python -m carry_on WHAT` in a copy of the project with the change made: `WHAT` is one of the functions below. It
fails by raising, as a test does.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import manual

from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.cli import main
from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.loading.schema import story_schema
from desperado_adventure.model.story import Story
from desperado_adventure.terminal.turns import blocks_of_events, blocks_of_scene
from tests import test_house, test_manual
from tests.loading import test_keys

GUTTER = """\
door:
  text: There is a coin in the gutter.
  choices:
    take: {say: Take it., when: nowhere(coin), do: ["put(coin, pockets)"]}
    go: {say: Go in., requires: not nowhere(coin), barred: You have no money., goto: inside}
inside: {text: Nobody., ending: {title: Inside}}
"""
NEVER = GUTTER.replace("not nowhere(coin)", "has(coin) and nowhere(coin)")
THINGS = "places: {pockets: {title: Your pockets}}\nitems: {coin: {title: a coin}}\n"
DATED = """\
door: {title: The door, dated: August 1995, text: It is open., choices: {go: {say: Go in., goto: inside}}}
inside: {title: Inside, text: Nobody., ending: {title: Inside}}
"""
TWICE = (
    "bar: {text: A bar in a bar., choices: {go: {say: Go., goto: inside}}}\ninside: {text: ., ending: {title: In}}\n"
)


def story_of(scenes: str, declared: str = "") -> Story:
    """Return a story of one chapter that must load without any diagnostic."""
    loaded = load_text({"scenes/bar.yaml": scenes, **({"story.yaml": declared} if declared else {})})
    assert loaded.diagnostics == (), loaded.diagnostics
    assert loaded.story is not None
    return loaded.story


def output_of(*arguments: str) -> str:
    """Return what a command prints on standard output; one that refuses its arguments exits."""
    target = StringIO()
    with redirect_stdout(target):
        main(arguments)
    return target.getvalue()


def function_works() -> None:
    """A condition with the new function is parsed and plays, and both provers decide stories that use it."""
    story = story_of(GUTTER, THINGS)
    machine = Machine(story)
    begun = Playthrough.begin(machine)
    taken = begun.choose(machine, "bar.door.take")
    assert [option.open for option in machine.options(begun.state)] == [True, False]
    assert [option.id for option in machine.options(taken.state)] == ["bar.door.go"]
    for few_states in (1_000, 0):
        certificate = prove(story, few_states=few_states)
        assert (certificate.verdict, certificate.findings) == ("EXHAUSTED", ())
        assert certificate.endings["bar.inside"] == ("bar.door.take", "bar.door.go")
        never = prove(
            story_of(GUTTER.replace("requires: not", "requires: has(coin) and"), THINGS), few_states=few_states
        )
        assert "DA508" in {finding.code.number for finding in never.findings}


def function_agrees() -> None:
    """The manual has the table of functions as the parser has it."""
    test_manual.test_every_function_and_effect_is_in_the_manual()


def key_works() -> None:
    """The new key is in the schema, and what stands under it comes to the screen, on arrival and on looking again."""
    assert "dated" in story_schema()["$defs"]["scene"]["properties"]  # type: ignore[index]  # a schema is a tree
    machine = Machine(story_of(DATED))
    step = machine.begin()
    for blocks in (blocks_of_events(machine, step.events, step.state), blocks_of_scene(machine, step.state)):
        lines = [line for block in blocks for line in block.plain_lines(machine.story)]
        assert "Scene: The door (August 1995)" in lines


def key_agrees() -> None:
    """The manual shows every key, each makes a difference to what is loaded, and each part of a story is used."""
    test_manual.test_every_key_is_shown_and_no_other()
    test_keys.test_every_part_of_a_story_is_used()
    test_keys.test_every_key_is_read()


def diagnostic_works() -> None:
    """The new diagnostic is reported by `check`, with its number, where the mistake is and with its cure."""
    with tempfile.TemporaryDirectory() as folder:
        manual.write({"scenes/bar.yaml": TWICE}, Path(folder))
        printed = output_of("check", folder)
    assert all(words in printed for words in ("scenes/bar.yaml:1:1", "DA499", "like its chapter", "Name one of them"))


def diagnostic_agrees() -> None:
    """The manual explains every diagnostic, and the example gives it."""
    test_manual.test_every_diagnostic_is_explained_and_no_other()
    (example,) = (each for each in manual.examples("gives") if each.comment == "gives: DA499")
    with tempfile.TemporaryDirectory() as folder:
        test_manual.test_an_example_of_a_mistake_gives_its_diagnostic(example, Path(folder))


def format_works() -> None:
    """The new format is offered by `--help`, and written."""
    with tempfile.TemporaryDirectory() as folder:
        manual.write({"scenes/bar.yaml": DATED.replace(" dated: August 1995,", "")}, Path(folder))
        assert "bar.door,bar.inside" in output_of("graph", folder, "--format", "csv").splitlines()
    helped = StringIO()
    try:
        with redirect_stdout(helped):
            main(["graph", "--help"])
    except SystemExit as ended:
        assert ended.code == 0  # noqa: PT017  # argparse exits, and this is no test of pytest's
    assert "csv" in helped.getvalue()


def format_agrees() -> None:
    """Every command can be imported, and what can be exported is exported by one."""
    test_house.test_there_is_a_module_for_each_command()
    test_house.test_every_format_is_offered_by_a_command()


FUNCTIONS: dict[str, Callable[[], None]] = {
    name: value for name, value in tuple(globals().items()) if name.endswith(("_works", "_agrees"))
}

if __name__ == "__main__":
    for what in sys.argv[1:]:
        FUNCTIONS[what]()
