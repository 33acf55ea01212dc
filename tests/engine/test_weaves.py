"""Weaves: choices that come together again in the `then` of their scene."""

from __future__ import annotations

import pytest
from short_games import ShortGame
from small_stories import small_story

from desperado_adventure.analysis.playing.graph import scene_graph
from desperado_adventure.engine import Machine
from desperado_adventure.engine.views import Arrived
from desperado_adventure.loading import load_text
from desperado_adventure.terminal.blocks import Heading
from desperado_adventure.terminal.turns import blocks_of_events, blocks_of_scene

HALL = """
hall:
  title: The hall
  text: "{seen(hall): Again.|A hall.}"
  choices:
    ask: {say: Ask., text: No answer.}
    look: {say: Look., stay: true}
    call: {say: Call., cutaway: call}
    some: {say: Some., do: [heat += 1], goto: [{when: heat >= 2, goto: yard}]}
    wait: {say: Wait., cutaway: call, goto: [{when: heat >= 2, goto: yard}]}
    talk: {say: Talk., choices: {weather: {say: About the weather.}, enough: {say: Enough., stay: true}}}
    off: {say: Off., goto: yard}
  then:
    text: "{seen(hall): Later again.|Later.} {First|Second}"
    choices:
      more: {say: More.}
      again: {say: Begin again., goto: hall}
    then:
      text: At last.
      goto: yard
yard:
  title: The yard
  text: "{seen(hall.then): A yard behind a weave.|A yard.}"
  choices: {back: {say: Back., goto: hall}, in: {say: In the middle., goto: hall.then}, out: {say: Out., goto: end}}
call: {text: Yes?, choices: {done: {say: Done., return: true}}}
"""
HEAT = "variables: {heat: 0..4}"


WAYS = {
    "plain": ["hall.ask"],
    "cutaway": ["hall.call", "call.done"],
    "ways": ["hall.some"],
    "ways after a cutaway": ["hall.wait", "call.done"],
    "nested": ["hall.talk", "hall.talk.weather"],
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_choices_that_lead_nowhere_go_on(way: list[str]) -> None:
    """So do those whose cutaway returns, those of whose ways none is open, and nested ones."""
    game = ShortGame(HALL, HEAT).take(*way)
    assert (game.scene, game.told[-1]) == ("hall.then", "Later. First")


def test_other_choices_do_not_go_on() -> None:
    """One that stays stays, and one that leads elsewhere leads there."""
    game = ShortGame(HALL, HEAT)
    assert game.take("hall.look").scene == "hall"
    assert game.take("hall.talk", "hall.talk.enough").scene == "hall"
    assert game.take("hall.off").scene == "yard"


def test_a_weave_goes_on_in_a_weave() -> None:
    """The last part leads on, and its text is told on the way."""
    game = ShortGame(HALL, HEAT).take("hall.ask", "hall.then.more")
    assert (game.scene, game.told) == ("yard", ["At last.", "A yard behind a weave."])


def test_the_visit_lasts_until_all_parts_are_left() -> None:
    """In its first visit a scene is not seen; whoever leaves a part has seen those before it."""
    game = ShortGame(HALL, HEAT).take("hall.ask", "hall.then.again")
    assert game.told == ["Again."]
    assert game.take("hall.ask").told[-1] == "Later again. Second"
    elsewhere = ShortGame(HALL, HEAT).take("hall.off", "yard.in")
    assert (elsewhere.scene, elsewhere.told) == ("hall.then", ["Later again. First"])


def headings(game: ShortGame) -> list[str]:
    """Return the headings that the last step shows."""
    blocks = blocks_of_events(game.machine, game.played.events, game.played.state)
    return [block.title for block in blocks if isinstance(block, Heading)]


def test_the_title_stays_and_is_not_shown_again() -> None:
    """Going on shows no heading, coming from elsewhere does, and so does looking."""
    assert headings(ShortGame(HALL, HEAT).take("hall.ask")) == []
    game = ShortGame(HALL, HEAT).take("hall.off", "yard.in")
    assert headings(game) == ["The hall"]
    shown = blocks_of_scene(game.machine, game.played.state)
    assert [block.title for block in shown if isinstance(block, Heading)] == ["The hall"]
    arrived = [event for event in game.played.events if isinstance(event, Arrived)]
    assert [(event.scene, event.title, event.goes_on) for event in arrived] == [("bar.hall.then", "The hall", False)]


def test_the_graph_shows_the_parts_and_how_one_goes_on() -> None:
    """A part is a scene of the graph, to which the choices of the part before it lead."""
    graph = scene_graph(small_story(HALL, HEAT))
    assert "bar.hall.then" in graph.chapters[0].scenes
    labels = [edge.label for edge in graph.edges if (edge.origin, edge.target) == ("bar.hall", "bar.hall.then")]
    assert labels == ["Ask.", "Call.", "Some.", "", "About the weather."]


def test_undo_comes_back_from_a_part_to_the_one_before() -> None:
    """Going on is a turn like any other."""
    game = ShortGame(HALL, HEAT).take("hall.ask")
    assert game.played.undo().state == Machine(small_story(HALL, HEAT)).begin().state


def test_shared_choices_stay_in_the_part_where_they_are_taken() -> None:
    """They are offered in every part with choices, and lead on from none."""
    shared = HEAT + "\neverywhere: {cloak: {say: Look at the cloak.}}"
    game = ShortGame(HALL, shared).take("everywhere.cloak")
    assert game.scene == "hall"
    assert game.take("hall.ask", "everywhere.cloak").scene == "hall.then"
    alone = HALL.replace("  title: The hall\n", "  title: The hall\n  shared: false\n")
    assert "everywhere.cloak" not in ShortGame(alone, shared).take("hall.ask").options


@pytest.mark.parametrize(
    ("scene", "said"),
    [
        ("a: {text: A., goto: end, then: {text: B., goto: end}}", [("DA102", 1)]),
        ("a: {text: A., choices: {b: {say: B.}}, then: {text: C.}}", [("DA401", 1)]),
        ("a:\n  choices: {b: {say: B.}}\n  then:\n", [("DA103", 3)]),
        ("a: {text: A., choices: {then: {say: B.}}, then: {text: C., goto: end}}", [("DA210", 1)]),
        ("a: {text: A., choices: {b: {say: B., stay: true, goto: end}}}", [("DA402", 1)]),
        ("a: {text: A., choices: {b: {say: B., goto: end}}, then: {text: C., goto: end}}", [("DA405", 1)]),
    ],
    ids=["no choices", "no way on", "nothing", "a choice called then", "stay and goto", "no choice goes on"],
)
def test_mistakes_in_a_weave_are_told_where_they_are(scene: str, said: list[tuple[str, int]]) -> None:
    """Each is one diagnostic, at the `then` or the choice."""
    diagnostics = load_text({"scenes/bar.yaml": scene + "\nend: {text: E., ending: {title: E}}\n"}).diagnostics
    assert [(each.code.number, each.mark.line) for each in diagnostics] == said
