"""Names that the player types: what can be one, what the story knows of it, and what a choice does with it."""

from __future__ import annotations

import pytest
from named import DECLARED, SCENES
from small_stories import small_story

from desperado_adventure.engine import Machine, Playthrough, Refused, Step
from desperado_adventure.engine.views import Told
from desperado_adventure.model import limits
from desperado_adventure.model.typed_names import (
    NameBar,
    as_word,
    bar_of,
    name_of_number,
    number_of_name,
    representatives,
    which,
)


@pytest.fixture(scope="module")
def machine() -> Machine:
    """Return the machine of the door where a man asks."""
    return Machine(small_story(SCENES, DECLARED))


def _told(step: Step) -> list[str]:
    return [passage.plain for event in step.events if isinstance(event, Told) for passage in event.passages]


def _named(machine: Machine, name: str) -> Step:
    return Playthrough.replay(machine, [f"bar.door.tell {name}"]).steps[-1]


def test_the_text_of_the_choice_knows_the_name(machine: Machine) -> None:
    """What is told on giving the name may depend on it."""
    assert _told(_named(machine, "Bucho")) == ["That is his."]
    assert _told(_named(machine, "Abel")) == ["He writes it down."]


@pytest.mark.parametrize("typed", ["Doña Ana", "dona ana", " DOÑA\u00a0 ANA ", "Doña-Ana", "Don\u0303a Ana"])
def test_a_name_is_compared_without_accents_signs_and_capitals(machine: Machine, typed: str) -> None:
    """A given word is recognised however somebody would write it."""
    assert "bar.door.wait" in [option.id for option in machine.options(_named(machine, typed).state)]


@pytest.mark.parametrize("typed", ["Ana", "Doña", "Doña Ana Maria", "don a ana", "Donna Ana"])
def test_another_name_is_none_of_the_words(machine: Machine, typed: str) -> None:
    """A part of a word, or a word with a part added, is another name."""
    assert "bar.door.wait" not in [option.id for option in machine.options(_named(machine, typed).state)]


@pytest.mark.parametrize(
    ("typed", "bar"),
    [
        ("", NameBar.EMPTY),
        ("   ", NameBar.EMPTY),
        ("...", NameBar.EMPTY),
        ("x" * (limits.TYPED_NAME.most + 1), NameBar.LONG),
        ("A\x1b[31mbel", NameBar.UNSAFE),
        ("A\u202ebel", NameBar.UNSAFE),
    ],
)
def test_what_is_no_name_is_refused_and_changes_nothing(machine: Machine, typed: str, bar: NameBar) -> None:
    """Nothing, a row of dots, a very long name and unsafe characters are refused, each for its own reason."""
    with pytest.raises(Refused) as refused:
        _named(machine, typed)
    assert (refused.value.reason.value, refused.value.detail) == ("name", bar.value)


def test_a_choice_that_asks_is_not_taken_without_a_name(machine: Machine) -> None:
    """The id alone is refused, for a name is wanted; a barred choice says why it is barred first."""
    state = machine.begin().state
    with pytest.raises(Refused, match="empty"):
        machine.choose(state, "bar.door.tell")
    with pytest.raises(Refused, match="somebody else"):
        machine.choose(state, "bar.door.show")


def test_a_choice_that_does_not_ask_takes_no_name(machine: Machine) -> None:
    """Words behind the id of another choice make it unknown."""
    with pytest.raises(Refused):
        machine.choose(machine.begin().state, "bar.door.leave Abel")


def test_whether_a_choice_is_open_depends_on_the_name_of_before(machine: Machine) -> None:
    """The name that is just being typed opens no choice by itself."""
    with pytest.raises(Refused, match="barred"):
        machine.choose(machine.begin().state, "bar.door.show Doña Ana")
    assert machine.choose(_named(machine, "Doña Ana").state, "bar.door.show Eva").state.scene == "bar.end"


def test_a_name_can_be_typed_again_and_undone(machine: Machine) -> None:
    """The last name holds; an undo brings the one before it back."""
    played = Playthrough.replay(machine, ["bar.door.tell Bucho", "bar.door.tell Doña Ana"])
    assert "bar.door.wait" in [option.id for option in machine.options(played.state)]
    assert played.undo().state == _named(machine, "Bucho").state


@pytest.mark.parametrize("name", ["A", "Ñandú", "李小龍", "O\u2019Brien", "x" * limits.TYPED_NAME.most, "😀a" * 20])
def test_a_state_holds_every_name_as_it_was_typed(name: str) -> None:
    """Each name that can be typed has a number of its own, from which it comes back."""
    assert bar_of(name) is None
    assert name_of_number(number_of_name(name)) == name


def test_one_name_is_tried_for_each_value() -> None:
    """The names to try are one of each kind that a story tells apart, also if a given word is a usual name."""
    labels = ("Nobody", "ana", "eva", "dona_ana", "another name")
    assert [which(labels, name) for name in representatives(labels)] == [1, 2, 3, 4]


def test_commands_hold_a_name_of_each_kind(machine: Machine) -> None:
    """Whoever tries all that a player can do tries each word, and one name that is none."""
    assert machine.commands(machine.begin().state) == (
        "bar.door.tell bucho",
        "bar.door.tell dona ana",
        "bar.door.tell Ana",
        "bar.door.leave",
    )


def test_words_of_signs_only_are_no_id() -> None:
    """A name in other letters is its own word, and is equal to none of the given ones."""
    assert as_word("Łukasz!") == "łukasz"
    assert as_word("--") == ""
