"""The command `ask`: finds a state of a story that fits a condition, or says whether a claim is true."""

from __future__ import annotations

import argparse
import sys

from ..analysis.verdicts.proof import prove_claims
from ..exporting.asked_answers import Answer, answer_json, answer_text, is_yes
from ..loading import is_claim, load_story
from .arguments import add_story_folder
from .budget import Spending, add_budget, budget_of
from .exits import ExitCode
from .formats import Format, add_format, format_of
from .stories import errors_among, print_diagnostics, story_folder, story_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "question",
        metavar="QUESTION",
        help="a condition, as in “at(bar) and heat >= 2”, or a claim, as in “after at(church) never at(bar)”",
    )
    add_story_folder(parser)
    add_format(parser, _FORMATS, "how the answer is written")
    add_budget(parser)


def run(options: argparse.Namespace) -> ExitCode:
    """Answer a question; it is fine if the state can be reached, or the claim is true."""
    folder, form = story_folder(options), format_of(options, _FORMATS)
    asks_claim = is_claim(options.question)
    loaded = load_story(folder, options.question)
    story = loaded.story
    if story is None:
        print_diagnostics(errors_among(loaded.diagnostics), sys.stderr)
        return ExitCode.FINDINGS
    spending = Spending(budget_of(options))
    states = spending.budget.states
    (result,) = prove_claims(story, max_states=states, progress=spending, guard=spending.alarm())
    answer = Answer(" ".join(options.question.split()), asks_claim, result)
    if form.is_for_people:
        form.target.write(f"# {story_line(folder, story)}\n")
    form.target.write(form.render(story, answer))
    return ExitCode.FINE if is_yes(answer) else ExitCode.FINDINGS


_FORMATS = {"text": Format(answer_text, is_for_people=True), "json": Format(answer_json)}
