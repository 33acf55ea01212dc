"""Ways: where a choice leads whose `goto` is a list, in a game and in the proof."""

from short_games import ShortGame
from small_stories import small_story

from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.model import codes

DOOR = """
door:
  choices:
    knock: {say: Knock., do: [heat += 1], goto: [{when: heat >= 2, goto: alley}, street]}
    wait: {say: Wait., do: [heat += 1], goto: [{when: heat >= 3, goto: alley}]}
    first: {say: First., goto: [{when: taken(door.first) and not seen(door), goto: alley}, street]}
street: {text: A street., choices: {back: {say: Back., goto: door}}}
alley: {text: A wall., choices: {out: {say: Out., goto: end}}}
"""
COUNTS = "variables: {heat: 0..4}"

CALL = """
door:
  do: [heat = 0]
  choices:
    let: {say: Let him., cutaway: call, goto: [{when: heat >= 1, goto: alley}, {when: seen(door), goto: street}]}
call:
  choices:
    speak: {say: Speak., do: [heat += 1], return: true}
    hang_up: {say: Hang up., return: true}
street: {text: A street., choices: {back: {say: Back., goto: door}}}
alley: {text: A wall., choices: {out: {say: Out., goto: end}, back: {say: Back., goto: door}}}
"""


def test_the_first_way_whose_condition_holds_is_taken() -> None:
    """The conditions see what the choice has done, and the last way needs none."""
    assert ShortGame(DOOR, COUNTS).take("door.knock").scene == "street"
    assert ShortGame(DOOR, COUNTS).take("door.wait", "door.knock").scene == "alley"


def test_a_choice_stays_where_no_way_is_open() -> None:
    """Without a last way that needs no condition, the player stays and chooses again."""
    game = ShortGame(DOOR, COUNTS).take("door.wait", "door.wait")
    assert (game.scene, game.options) == ("door", ["door.knock", "door.wait", "door.first"])
    assert game.take("door.wait").scene == "alley"


def test_ways_are_chosen_when_the_choice_is_taken_and_the_scene_not_yet_left() -> None:
    """The choice itself counts as taken, and this visit of the scene does not count yet."""
    assert ShortGame(DOOR, COUNTS).take("door.first").scene == "alley"


def test_ways_beside_a_cutaway_are_chosen_after_it() -> None:
    """The conditions see what happened in the cutaway; where none holds, the player is back in the scene."""
    assert ShortGame(CALL, COUNTS).take("door.let", "call.speak").scene == "alley"
    game = ShortGame(CALL, COUNTS).take("door.let", "call.hang_up")
    assert (game.scene, game.options) == ("door", ["door.let"])
    game = ShortGame(CALL, COUNTS).take("door.let", "call.speak", "alley.back", "door.let", "call.hang_up")
    assert game.scene == "street"


def test_a_way_that_is_never_taken_is_found() -> None:
    """The proof names the way, with choices that lead to where it could be taken; also behind a cutaway."""
    text = """
door:
  choices:
    go: {say: Go., goto: [{when: heat >= 4, goto: below}, {when: heat >= 3, goto: inside}, inside]}
    call: {say: Call., cutaway: call, goto: [{when: heat >= 2, goto: below}]}
    wait: {say: Wait., do: [heat = 1]}
    down: {say: Down., goto: below}
call: {text: Yes?, return: true}
inside: {text: In., goto: end}
below: {text: Below., goto: end}
"""
    story = small_story(text, COUNTS)
    for few_states in (10**6, 0):
        findings = [each for each in prove(story, few_states=few_states).findings if each.code is codes.WAY_NEVER_TAKEN]
        assert [(each.mark.line, each.choices) for each in findings] == [
            (5, ("bar.door.go",)),
            (5, ("bar.door.go",)),
            (6, ("bar.door.call",)),
        ]
