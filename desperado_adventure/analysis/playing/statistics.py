"""A story in figures: its words, its choices, and the endings of games that are played at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import sqrt
from typing import NamedTuple

from ...engine import Machine
from ...engine.named_choices import commands_of
from ...engine.packing import MOVE
from ...engine.views import Event, Told, View
from ...model.shared_ids import EVERYWHERE, sharers_of
from ...model.state import State
from ...model.story import Choice, Scene, Story
from ...model.text import Content, Run, Text, Value, alternatives

WORDS_A_MINUTE = 200
"""How many words people read in a minute: 184 aloud, 238 silently (Brysbaert 2019), and here between the two."""

_LONGEST_ROAD = 2_000
_DEVIATIONS = 1.96
"""How many standard deviations hold 95% of a normal distribution."""

MOST_MOVES = 6
"""How many items are moved at most before a choice."""


class ChapterFigures(NamedTuple):
    """The figures of a chapter. `conditional` is the number of words that depend on a condition or a sequence."""

    chapter: str
    scenes: int
    choices: int
    words: int
    conditional: int


class Road(NamedTuple):
    """A playthrough in figures: the id of its last scene ("" if it was cut off), the words told, the choices taken."""

    ending: str
    words: int
    choices: int


def count_chapters(story: Story) -> tuple[ChapterFigures, ...]:
    """Return the figures of each chapter, in the story's order, and of the choices that all scenes share, if any."""
    chapters = [_count_chapter(story, chapter.id) for chapter in story.chapters]
    everywhere = {
        choice.id: choice
        for scene in story.scenes.values()
        for choice in scene.choices
        if sharers_of(choice.id) == EVERYWHERE
    }
    return (*chapters, *([_figures(EVERYWHERE, [], list(everywhere.values()))] if everywhere else []))


def _count_chapter(story: Story, chapter: str) -> ChapterFigures:
    scenes = [scene for scene in story.scenes.values() if scene.chapter == chapter]
    choices = {choice.id: choice for scene in scenes for choice in scene.choices}
    return _figures(chapter, scenes, [choice for choice in choices.values() if sharers_of(choice.id) != EVERYWHERE])


def _figures(chapter: str, scenes: list[Scene], choices: list[Choice]) -> ChapterFigures:
    words = conditional = 0
    for content, depends in _contents(scenes, choices):
        total, inner = _count_content(content)
        words += total
        conditional += total if depends else inner
    return ChapterFigures(
        chapter,
        sum(not scene.parent for scene in scenes),
        len(choices),
        words,
        conditional,
    )


def _contents(scenes: list[Scene], choices: list[Choice]) -> Iterator[tuple[Content, bool]]:
    """Yield every content of the scenes and choices, and whether it depends on a condition as a whole."""
    for scene in scenes:
        yield from _paragraphs(scene.text)
        for redirect in scene.redirects:
            yield from _paragraphs(redirect.text)
    for choice in choices:
        yield choice.say, bool(choice.when)
        yield choice.barred, True
        yield from _paragraphs(choice.text)


def _paragraphs(text: Text) -> Iterator[tuple[Content, bool]]:
    for paragraph in text:
        yield paragraph.content, paragraph.when is not None


def _count_content(content: Content) -> tuple[int, int]:
    """Return the number of words, and how many of them are inside switches and sequences. A printed value is one."""
    words = conditional = 0
    for piece in content:
        if isinstance(piece, Run | Value):
            words += len(piece.text.split()) if isinstance(piece, Run) else 1
            continue
        inner = sum(_count_content(part)[0] for part in alternatives(piece))
        words += inner
        conditional += inner
    return words, conditional


def play_at_random(machine: Machine, pick: Callable[[int], int]) -> Road:
    """Play one game. `pick(n)` must return a number from 0 to n - 1, for example at random.

    Half of the deaths are taken back. In a packing scene up to six items are moved before each choice.
    """
    step = machine.begin()
    words = _told(step.events)
    for choices in range(_LONGEST_ROAD):
        view = machine.view(step.state)
        if view.packing is not None:
            step = step._replace(state=_pack(machine, view, step.state, pick))
            view = machine.view(step.state)
        open_options = [option for option in view.options if option.open]
        if view.ending or not open_options:
            return Road(view.scene, words, choices)
        commands = commands_of(open_options[pick(len(open_options))], machine.story.slots)
        step = machine.choose(step.state, commands[pick(len(commands))] if len(commands) > 1 else commands[0])
        words += _told(step.events)
    return Road("", words, _LONGEST_ROAD)


def _pack(machine: Machine, view: View, state: State, pick: Callable[[int], int]) -> State:
    packing = view.packing
    for _ in range(pick(MOST_MOVES + 1)):
        if packing is None or not packing.moves:
            break
        item, place = packing.moves[pick(len(packing.moves))]
        state = machine.choose(state, f"{MOVE} {item} {place}").state
        packing = machine.view(state).packing
    return state


def _told(events: tuple[Event, ...]) -> int:
    return sum(len(passage.plain.split()) for event in events if isinstance(event, Told) for passage in event.passages)


def ending_odds(roads: list[Road]) -> Counter[str]:
    """Return the number of roads by the scene in which they ended."""
    return Counter(road.ending for road in roads)


def within(number: int, games: int) -> float:
    """Return how far from its share in these games a probability can be, with 95% certainty.

    It is half the interval of Wilson, *Journal of the American Statistical Association* 22 (1927), and the distance of
    its middle from the share.
    """
    share, square = number / games, _DEVIATIONS**2
    middle = (share + square / (2 * games)) / (1 + square / games)
    half = _DEVIATIONS * sqrt(share * (1 - share) / games + square / (4 * games**2)) / (1 + square / games)
    return abs(middle - share) + half
