"""Proofs that are too large for their budget, or interrupted: they end, and nothing that they say is wrong."""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from large_stories import entangled, stats
from random_stories import random_story
from terminals import default_signals, playing, write_story

from desperado_adventure.analysis.transitions.progress import Progress
from desperado_adventure.analysis.verdicts.certificate import Certificate
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.commands.budget import DEFAULT, UNLIMITED, Budget, parse_budget
from desperado_adventure.model.story import Story

STORIES = 60


def stopped_after(story: Story, moments: int, few_states: int) -> Certificate:
    """Return the certificate of a proof that was ended at this moment of its progress."""
    left = moments

    def report(_: Progress) -> bool:
        nonlocal left
        left -= 1
        return left > 0

    return prove(story, progress=report, few_states=few_states)


@pytest.mark.parametrize("few_states", [FEW_STATES, 0], ids=["states", "diagrams"])
def test_nothing_that_a_partial_proof_says_is_retracted(few_states: int) -> None:
    """Wherever a proof is ended, what it has found, called impossible and reported is what the whole proof says."""
    partial = 0
    for seed in range(STORIES):
        story = random_story(seed)
        whole = prove(story, few_states=few_states)
        for moments in (1, 2, 3, 5, 8, 13):
            certificate = stopped_after(story, moments, few_states)
            partial += not certificate.exhausted
            assert certificate.found <= whole.found, (seed, moments)
            assert certificate.unseen <= whole.unseen, (seed, moments)
            undecided = {target for targets in certificate.undecided.values() for target in targets}
            assert not undecided & (certificate.found | certificate.unseen), (seed, moments)
            said = {(each.code, each.mark, each.choices) for each in certificate.findings}
            assert said <= {(each.code, each.mark, each.choices) for each in whole.findings}, (seed, moments)
            for ending, way in certificate.endings.items():
                assert len(way) == len(whole.endings[ending]), (seed, moments)
    assert partial > 3 * STORIES


def interrupted_at(story: Story, moment: int) -> Certificate:
    """Return the certificate of a proof during which Ctrl-C comes at this moment of its progress."""
    count = 0

    def report(_: Progress) -> bool:
        nonlocal count
        count += 1
        if count == moment:
            raise KeyboardInterrupt
        return True

    return prove(story, progress=report)


def test_an_interrupt_at_any_moment_leaves_a_certificate() -> None:
    """Ctrl-C is taken wherever it comes: while the graph is built, in every walk, and on the way back."""
    story, moment = random_story(7), 1
    while not interrupted_at(story, moment).exhausted:
        moment += 1
    assert moment > 10


@pytest.mark.parametrize(
    ("words", "budget"),
    [
        ("90s", Budget(90, DEFAULT.memory)),
        ("10m", Budget(600, DEFAULT.memory)),
        ("2GB", Budget(DEFAULT.seconds, 2e9)),
        ("1.5h, 500MB", Budget(5400, 5e8)),
        ("none", UNLIMITED),
    ],
)
def test_a_budget_is_written_as_time_and_memory(words: str, budget: Budget) -> None:
    """Each part may be left out, and is then what it is without the option."""
    assert parse_budget(words) == budget


@pytest.mark.parametrize("words", ["1s,2s", "1GB,2GB", "\u0661s", "soon", "", "1"])
def test_what_is_no_budget_is_refused(words: str) -> None:
    """Each amount stands once, in ASCII digits, with its unit."""
    with pytest.raises(argparse.ArgumentTypeError):
        parse_budget(words)


def test_the_report_of_too_many_states_says_so(tmp_path: Path) -> None:
    """What was used up is named, and nobody is said to have interrupted anything."""
    folder = write_story(tmp_path / "story", stats(scenes=10))
    done, _, _ = check(folder, "--max-states", "100")
    assert "The budget of 100 states was used up" in done.stdout


def check(folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], float, float]:
    """Run `desperado check` in a process of its own; return it, its seconds, and the most megabytes it has held."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "desperado_adventure", "check", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
    return done, time.monotonic() - begun, megabytes


@pytest.mark.parametrize("shape", [stats, entangled], ids=["stats", "entangled"])
def test_a_large_story_ends_by_itself_and_says_what_is_not_decided(shape: object, tmp_path: Path) -> None:
    """The budget holds in time and memory; the report is PARTIAL, names what is left, and exits with 1."""
    folder = write_story(tmp_path / "story", shape())  # type: ignore[operator]  # a function of `large_stories`
    done, _, megabytes = check(folder, "--budget", "6s,300MB", "--format", "json")
    document = json.loads(done.stdout)
    assert (done.returncode, document["certificate"]["verdict"]) == (1, "PARTIAL")
    assert document["undecided"]
    assert megabytes < 450


def test_the_report_of_a_budget_says_so_in_words(tmp_path: Path) -> None:
    """An author reads why it ended, how to go on, and the first of what is left, with its place."""
    folder = write_story(tmp_path / "story", stats())
    done, _, _ = check(folder, "--budget", "3s")
    assert "PARTIAL" in done.stdout
    assert "The budget of 3 seconds was used up (`--budget` gives more)." in done.stdout
    assert "scenes/s.yaml:" in done.stdout
    assert done.stdout.endswith("no findings so far\n")


@pytest.mark.parametrize("sign", ["points", "states waiting"])
def test_ctrl_c_gives_the_report_within_a_moment(sign: str, tmp_path: Path) -> None:
    """Interrupted while the graph is built or in a walk, `check` reports at once what it knows."""
    folder = write_story(tmp_path / "story", entangled(4_000))
    with playing("check", str(folder), folder=tmp_path, columns=160, rows=200) as terminal:
        terminal.wait_for(sign)
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.wait() == 1
        assert "PARTIAL" in terminal.text
        assert "The proof was interrupted." in terminal.text
        assert "Traceback" not in terminal.text


def test_an_interrupt_while_the_story_is_read_is_partial_as_well(tmp_path: Path) -> None:
    """Nothing is decided then, and that is said."""
    files = entangled(6_000)
    folder = write_story(tmp_path / "story", files)
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "desperado_adventure", "check", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=default_signals,  # noqa: PLW1509  # the tests have one thread
    )
    assert process.stderr is not None
    for line in process.stderr:  # the last module that is imported before the files are read
        if line.rstrip().endswith("desperado_adventure.loading.strays"):
            break
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 1
    assert "PARTIAL: interrupted while the story was read" in said


def test_a_budget_ends_the_search_for_what_kills(tmp_path: Path) -> None:
    """Whether a choice kills may be hard to say beforehand; the budget holds there as well."""
    names = [f"n{index}" for index in range(8)]
    same = " and ".join(f"{one} == {other}" for one, other in zip(names[:4], names[4:], strict=True))
    raised = "".join(f"    up{name}: {{say: Raise {name}., do: [{name} += 1], goto: wheel}}\n" for name in names)
    scenes = (
        f"door:\n  text: A door.\n  choices:\n{raised}    out: {{say: Out., goto: end}}\n"
        f"wheel: {{redirects: [{{when: {same}, goto: dies}}, {{goto: door}}]}}\n"
        "dies: {text: You die., fall: true}\nend: {text: It ends., ending: {title: End}}\n"
    )
    variables = "".join(f"  {name}: 0..60\n" for name in (*names, "deaths"))
    story = (
        "start: bar.door\nvariables:\n"
        + variables
        + "falls: {counts: deaths, take_back: Back., let_stand: Stand., goto: bar.end}\n"
    )
    folder = write_story(tmp_path / "story", {"story.yaml": story, "scenes/bar.yaml": scenes})
    done, seconds, _ = check(folder, "--budget", "2s")
    assert "PARTIAL" in done.stdout
    assert seconds < 20


def test_what_a_walk_of_texts_has_seen_is_told(tmp_path: Path) -> None:
    """The document names the scenes with most states of every walk, and how many they have."""
    scenes = (
        "door: {text: A door., choices: {blue: {say: Blue., do: [coat = true], goto: hall}, "
        "grey: {say: Grey., goto: hall}}}\n"
        'hall: {text: "{coat: A blue coat.|A grey coat.}", ending: {title: End}}\n'
    )
    story = "start: bar.door\nvariables: {coat: flag}\n"
    folder = write_story(tmp_path / "story", {"story.yaml": story, "scenes/bar.yaml": scenes})
    done, _, _ = check(folder, "--format", "json")
    walks = json.loads(done.stdout)["certificate"]["walks"]
    assert [walk["heaviest"][0]["states"] for walk in walks] == [1, 2]
