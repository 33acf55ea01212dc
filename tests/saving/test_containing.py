"""One save contains another when nothing that was reached in the other is missing in it."""

from __future__ import annotations

from glass import GLASS
from lantern import LANTERN

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story
from desperado_adventure.saving import Containment
from desperado_adventure.saving.making import make_save, name_state
from desperado_adventure.saving.saved import Save


def story_of(files: dict[str, str]) -> Story:
    """Return a story."""
    story = load_text(files).story
    assert story is not None
    return story


LANTERN_STORY = story_of(LANTERN)
MACHINE = Machine(LANTERN_STORY)
LANTERN_GAMES = Containment(MACHINE)


def saved(game: Playthrough, story: Story = LANTERN_STORY) -> Save:
    """Return the save of a game from the beginning."""
    return make_save(story, game, None, "", "")


def after(*choices: str) -> Playthrough:
    """Return a game after these choices."""
    return Playthrough.replay(MACHINE, [f"hill.{choice}" for choice in choices])


def test_a_game_contains_what_it_was_before() -> None:
    """A longer game contains the shorter one that it was, and not the other way round."""
    short, long = saved(after("gate.look")), saved(after("gate.look", "well.down"))
    assert LANTERN_GAMES.holds(long, short)
    assert LANTERN_GAMES.holds(long, long)
    assert not LANTERN_GAMES.holds(short, long)


def test_what_was_undone_counts() -> None:
    """What can be redone, and what is a branch, is in a save; another road is not."""
    game = after("gate.look", "well.down").undo()
    assert LANTERN_GAMES.holds(saved(game), saved(after("gate.look", "well.down")))
    branched = game.choose(MACHINE, "hill.well.back")
    assert LANTERN_GAMES.holds(saved(branched), saved(after("gate.look", "well.down")))
    assert not LANTERN_GAMES.holds(saved(branched), saved(after("gate.in")))
    assert not LANTERN_GAMES.holds(saved(after("gate.look", "well.back")), saved(branched))


def test_a_game_without_a_choice_is_contained_in_every_game() -> None:
    """Nothing is lost with a game that has not begun."""
    assert LANTERN_GAMES.holds(saved(after("gate.in")), saved(after()))


def test_games_from_other_states_are_other_games() -> None:
    """The same choices from another state are another road."""
    base = name_state(LANTERN_STORY, after("gate.look", "well.back").state)
    restored = make_save(LANTERN_STORY, after("gate.in"), base, "", "")
    nothing_yet = make_save(LANTERN_STORY, after(), base, "", "")
    assert not LANTERN_GAMES.holds(restored, saved(after("gate.in")))
    assert not LANTERN_GAMES.holds(saved(after("gate.in")), restored)
    assert not LANTERN_GAMES.holds(saved(after("gate.in")), nothing_yet)
    assert LANTERN_GAMES.holds(restored, nothing_yet)


def test_former_names_are_the_same_choices() -> None:
    """A game that goes on after its choices got new ids contains the one before."""
    renamed = story_of(
        {
            **GLASS,
            "scenes/bar.yaml": GLASS["scenes/bar.yaml"].replace(
                "    wait:\n", "    linger:\n      was: [bar.door.wait]\n"
            ),
        }
    )
    glass = story_of(GLASS)
    before = saved(Playthrough.replay(Machine(glass), ("bar.door.wait",)), glass)
    now = saved(Playthrough.replay(Machine(renamed), ("bar.door.linger", "bar.door.in")), renamed)
    assert Containment(Machine(renamed)).holds(now, before)
    assert not Containment(Machine(glass)).holds(now, before)
