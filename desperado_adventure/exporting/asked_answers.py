"""The answer to a question about a story: as text, ready to keep as a walkthrough, and as JSON."""

from __future__ import annotations

from typing import NamedTuple

from ..analysis.verdicts.certificate import ClaimResult, ClaimVerdict
from ..engine import Machine, Playthrough
from ..model.blanks import single_blanks
from ..model.json_text import json_text
from ..model.story import Story
from ..model.unsafe_characters import harmless
from .walkthrough_text import walkthrough_text


class Answer(NamedTuple):
    """A question, and what was proved of it. One that is no claim asks for a state: its claim is that there is none."""

    question: str
    is_claim: bool
    result: ClaimResult


_OF_STATES = {
    ClaimVerdict.BROKEN: ("A playthrough comes to ", "."),
    ClaimVerdict.HOLDS: ("Nothing can come to ", ": that is proved."),
    ClaimVerdict.UNDECIDED: ("It is not decided whether anything can come to ", ": `--budget` gives the proof more."),
}
_OF_CLAIMS = {
    ClaimVerdict.HOLDS: ("It is true that ", "."),
    ClaimVerdict.BROKEN: ("It is not true that ", "."),
    ClaimVerdict.EMPTY: ("It says nothing that ", ": what it supposes never happens."),
    ClaimVerdict.UNDECIDED: ("It is not decided whether ", ": `--budget` gives the proof more."),
}
"""What stands before and behind the question, by what was proved."""


def is_yes(answer: Answer) -> bool:
    """Whether the state can be reached, or the claim holds."""
    return answer.result.verdict is (ClaimVerdict.HOLDS if answer.is_claim else ClaimVerdict.BROKEN)


def _sentence(answer: Answer) -> str:
    before, behind = (_OF_CLAIMS if answer.is_claim else _OF_STATES)[answer.result.verdict]
    return f"{before}{answer.question}{behind}"


def answer_text(story: Story, answer: Answer) -> str:
    """Return the answer; where there are choices, as a walkthrough whose comment it is."""
    choices = answer.result.choices
    if choices is None:
        return f"{harmless(single_blanks(_sentence(answer)))}\n"
    state = Playthrough.replay(Machine(story), choices).state
    ending = state.scene if story.scenes[state.scene].ending is not None else ""
    comment = harmless(single_blanks(_sentence(answer)))
    return f"# {comment}\n{walkthrough_text(_sentence(answer), choices, ending, state.scene)}"


def answer_json(story: Story, answer: Answer) -> str:
    """Return the answer as one JSON document."""
    choices = answer.result.choices
    document: dict[str, object] = {"story": story.id, "question": answer.question, "yes": is_yes(answer)}
    document |= {"decided": answer.result.verdict is not ClaimVerdict.UNDECIDED, "answer": _sentence(answer)}
    if choices is not None:
        state = Playthrough.replay(Machine(story), choices).state
        document |= {"choices": list(choices), "scene": state.scene}
    return json_text(document, indent=1) + "\n"
