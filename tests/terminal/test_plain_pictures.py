"""Pictures in plain mode: the sentence for one is told once in a chapter, and to who asks for the scene."""

from __future__ import annotations

from desperado_adventure.terminal.blocks import Block, Card, Heading, Notice
from desperado_adventure.terminal.plain_pictures import with_new_pictures

CARD = Card(3, "The Bar", "", "bar")
NONE: frozenset[str] = frozenset()


def shown_of(blocks: list[Block], told: frozenset[str] = NONE) -> list[Block]:
    """Return what is shown to who knows these pictures."""
    return with_new_pictures(blocks, told)[0]


def test_a_scene_has_the_picture_of_its_chapter_only_once() -> None:
    """After a chapter's card, a scene with the same picture is told without it, at once and later."""
    expected: list[Block] = [CARD, Heading("The door", "")]
    assert shown_of([CARD, Heading("The door", "bar")]) == expected
    later: list[Block] = [Heading("The counter", "")]
    _, told = with_new_pictures([CARD], NONE)
    assert shown_of([Heading("The counter", "bar")], told) == later


def test_another_picture_is_told_once_and_does_not_bring_back_the_first() -> None:
    """A picture that is new in the chapter is told; after it the others are still known."""
    mirror, bar = Heading("The mirror", "mirror"), Heading("The bar", "bar")
    expected: list[Block] = [CARD, mirror, Heading("The bar", ""), Heading("The mirror", "")]
    assert shown_of([CARD, mirror, bar, mirror]) == expected


def test_each_chapter_begins_anew() -> None:
    """The card of a chapter is told with its picture, and what was known in the chapter before it is new."""
    blocks: list[Block] = [CARD, Card(4, "The Street", "", "street"), Heading("The bar", "bar")]
    assert shown_of(blocks) == blocks


def test_what_has_no_picture_is_left_as_it_is() -> None:
    """A notice, and a scene without a picture, are the same, whatever is known."""
    blocks: list[Block] = [Notice("Saved."), Heading("The door", "")]
    assert shown_of(blocks, frozenset(("bar", ""))) == blocks
