"""What can be typed, and the sentence for every answer that cannot be taken."""

from __future__ import annotations

import pytest

from desperado_adventure.engine import Refusal, Refused
from desperado_adventure.model.typed_names import NameBar
from desperado_adventure.terminal.answers import TYPED, Command, Misunderstanding, Verb
from desperado_adventure.terminal.command_words import ALONE
from desperado_adventure.terminal.refusal_sentences import describe
from desperado_adventure.terminal.understanding import parse
from desperado_adventure.terminal.words import WORDS


def test_every_verb_can_be_typed() -> None:
    """The word of a verb alone is a command, except of those that need an argument: a choice, and a move."""
    alone = [verb for verb in TYPED if verb is not Verb.MOVE]
    assert [parse(verb, ()) for verb in alone] == [*map(Command, alone)]
    with pytest.raises(Refused, match="nothing to pack"):
        parse("move", ())


@pytest.mark.parametrize("reason", [*Refusal, *Misunderstanding])
def test_every_refusal_has_its_sentence(reason: Refusal | Misunderstanding) -> None:
    """Whatever the reason, the player reads a sentence about it."""
    details = [*NameBar] if reason is Refusal.NAME else ["Because."]
    assert all(describe(Refused(reason, "the thing", detail)).endswith(".") for detail in details)


def test_a_long_answer_is_quoted_in_short() -> None:
    """A refusal quotes at most 60 characters of an answer."""
    sentence = describe(Refused(Refusal.UNKNOWN, "a" * 5000))
    assert "“" + "a" * 59 + "…”" in sentence
    assert "“" + "a" * 60 + "”" in describe(Refused(Refusal.UNKNOWN, "a" * 60))


def test_the_help_fits_a_small_window() -> None:
    """The help has at most 16 lines of at most 76 characters, and names every verb or its letter."""
    lines = WORDS["help"].split("\n")
    assert len(lines) <= 16
    assert max(map(len, lines)) <= 76
    named = {word.strip(",;:") for line in lines for word in line.split()}
    assert {ALONE[word] for word in named if word in ALONE} == {*TYPED} - {Verb.MOVE, Verb.HELP}
