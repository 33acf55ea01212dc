"""What a typed line means, and the sentence for every answer that cannot be taken."""

from __future__ import annotations

import pytest

from desperado_adventure.engine import Refusal, Refused
from desperado_adventure.terminal.answers import Command, Misunderstanding, Offer, Verb, parse
from desperado_adventure.terminal.refusal_sentences import describe

OFFERS = (
    Offer("Go in.", Command(Verb.CHOOSE, "bar.door.in")),
    Offer("Wait for the man.", Command(Verb.CHOOSE, "bar.door.wait")),
    Offer("Ask the man.", Command(Verb.CHOOSE, "bar.door.ask"), "He does not listen."),
)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", None),
        ("2", OFFERS[1].command),
        ("bar.door.in", OFFERS[0].command),
        ("the man", OFFERS[1].command),
        ("ask", OFFERS[2].command),
        ("I", Command(Verb.CASE)),
        ("load  here ", Command(Verb.LOAD, "here")),
        ("move a to b", Command(Verb.MOVE, "a to b")),
    ],
)
def test_a_line_is_a_number_an_id_words_or_a_verb(line: str, command: Command | None) -> None:
    """Each way of answering leads to its command; an open offer is preferred to a barred one."""
    assert parse(line, OFFERS) == command


def test_every_verb_but_choosing_can_be_typed() -> None:
    """The word of a verb alone is a command."""
    assert {parse(verb.value, ()) for verb in Verb if verb is not Verb.CHOOSE} == {
        Command(verb) for verb in Verb if verb is not Verb.CHOOSE
    }


@pytest.mark.parametrize("reason", [*Refusal, *Misunderstanding])
def test_every_refusal_has_its_sentence(reason: Refusal | Misunderstanding) -> None:
    """Whatever the reason, the player reads a sentence about it."""
    assert describe(Refused(reason, "the thing", "Because.")).endswith(".")


def test_a_long_answer_is_quoted_in_short() -> None:
    """A refusal quotes at most 60 characters of an answer."""
    sentence = describe(Refused(Refusal.UNKNOWN, "a" * 5000))
    assert "“" + "a" * 59 + "…”" in sentence
    assert "“" + "a" * 60 + "”" in describe(Refused(Refusal.UNKNOWN, "a" * 60))
