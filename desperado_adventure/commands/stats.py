"""The command `stats`: prints the words, choices and reading times of a story, and the odds of its endings."""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from statistics import median
from typing import TextIO

from ..analysis.playing.odds import exact_odds
from ..analysis.playing.running import run_walkthrough
from ..analysis.playing.source import as_written
from ..analysis.playing.statistics import WORDS_A_MINUTE, Road, count_chapters, ending_odds, play_at_random, within
from ..engine import Machine
from ..engine.views import Told
from ..loading import load_walkthroughs
from ..model.story import Story
from ..terminal.reports import counted
from .arguments import add_story_folder, at_least
from .exits import ExitCode
from .stories import load_playable, story_folder, story_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_story_folder(parser)
    parser.add_argument(
        "--games", type=at_least(1), default=10_000, metavar="N", help="how many games are played at random (10,000)"
    )
    parser.add_argument(
        "--seed", type=at_least(0), default=1, metavar="N", help="where chance begins, so that figures repeat (1)"
    )


def run(options: argparse.Namespace) -> ExitCode:
    """Print the figures of a story."""
    folder, target = story_folder(options), sys.stdout
    story = load_playable(folder)
    if story is None:
        return ExitCode.FINDINGS
    target.write(story_line(folder, story) + "\n")
    _write_chapters(story, target)
    machine = Machine(story)
    _write_walkthroughs(folder, machine, target)
    chance = random.Random(options.seed)  # noqa: S311  # games, not secrets
    roads = [play_at_random(machine, chance.randrange) for _ in range(options.games)]
    _write_odds(story, roads, target)
    return ExitCode.FINE


def _write_chapters(story: Story, target: TextIO) -> None:
    target.write(f"{'chapter':<16}{'scenes':>8}{'choices':>9}{'words':>9}{'conditional':>13}\n")
    chapters = count_chapters(story)
    for each in chapters:
        share = each.conditional / each.words if each.words else 0
        target.write(f"{each.chapter:<16}{each.scenes:>8}{each.choices:>9}{each.words:>9,}{share:>12.0%}\n")
    words = sum(each.words for each in chapters)
    share = sum(each.conditional for each in chapters) / max(words, 1)
    scenes, choices = sum(each.scenes for each in chapters), sum(each.choices for each in chapters)
    target.write(f"{'all':<16}{scenes:>8}{choices:>9}{words:>9,}{share:>12.0%}\n\n")


def _write_walkthroughs(folder: Path, machine: Machine, target: TextIO) -> None:
    for walkthrough in load_walkthroughs(folder).walkthroughs:
        playthrough = run_walkthrough(machine, walkthrough).playthrough
        words = sum(
            len(passage.plain.split())
            for step in playthrough.steps
            for event in step.events
            if isinstance(event, Told)
            for passage in event.passages
        )
        minutes = words / WORDS_A_MINUTE
        target.write(f"{walkthrough.name:<24}{playthrough.turn:>5} choices {words:>7,} words {minutes:>5.0f} minutes\n")


def _write_odds(story: Story, roads: list[Road], target: TextIO) -> None:
    words, choices = median(road.words for road in roads), median(road.choices for road in roads)
    target.write(
        f"\n{counted(len(roads), 'game')} at random: {words:,.0f} words and {choices:.0f} choices in the middle, "
        f"{words / WORDS_A_MINUTE:.0f} minutes\n"
    )
    exact = exact_odds(Machine(story))
    games = len(roads)
    if exact is not None:
        target.write(f"The odds of a game at random are exact: computed over {counted(exact.nodes, 'state')}\n")
        shares = {scene_id: (share, 0.0) for scene_id, share in exact.last.items()}
        never = exact.never
    else:
        target.write(f"The odds are those of {counted(games, 'game')}, and of all games with 95% certainty within ±\n")
        shares = {scene_id: (number / games, within(number, games)) for scene_id, number in ending_odds(roads).items()}
        never = shares.pop("", (0.0, 0.0))[0]
    for scene in story.scenes.values():
        if scene.ending is not None:
            name = f"{as_written(story, scene.ending.title)} ({scene.id})"
            target.write(_share_line(*shares.pop(scene.id, (0.0, 0.0)), name))
    for scene_id, (share, error) in shares.items():
        name = f"no ending: cut off in {scene_id}"
        target.write(_share_line(share, error, name))
    if never:
        target.write(_share_line(never, 0.0, "no ending: round and round"))


def _share_line(share: float, error: float, words: str) -> str:
    return f"{share:>8.2%}{f' ±{error:.2%}' if error else ''}  {words}\n"
