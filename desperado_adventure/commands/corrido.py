"""The command `corrido`: prints the song of a saved playthrough, as text, a drawing or a page."""

from __future__ import annotations

import argparse

from ..engine import Machine
from ..engine.corrido import corrido
from ..exporting.songs import song_page, song_svg, song_text
from ..saving import AUTOSAVE, SaveProblem
from ..terminal.refusal_sentences import describe
from .arguments import add_saves_option, add_story_option
from .exits import ExitCode, complain
from .formats import Format, add_format, format_of
from .kept_games import load_with_slots

_FORMATS = {
    "text": Format(song_text, is_for_people=True),
    "svg": Format(song_svg),
    "html": Format(song_page),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("slot", nargs="?", default=AUTOSAVE, metavar="SLOT", help="the slot; without it, the last game")
    add_format(parser, _FORMATS, "as text, an SVG sheet or a page")
    add_story_option(parser)
    add_saves_option(parser)


def run(options: argparse.Namespace) -> ExitCode:
    """Print the song."""
    loaded = load_with_slots(options)
    if loaded is None:
        return ExitCode.FINDINGS
    story, slots = loaded
    machine = Machine(story)
    try:
        resumed = slots.holder(options.slot).load(options.slot, machine)
    except SaveProblem as problem:
        return complain(describe(problem))
    form = format_of(options, _FORMATS)
    form.target.write(form.render(story.title, corrido(machine, resumed.playthrough)))
    return ExitCode.FINE
