"""What `case` says: each place that the player has with its items, what he left behind, or that he carries nothing."""

from __future__ import annotations

from small_stories import small_story
from terminals import ROOT

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_story, load_text
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.move_commands import contents
from desperado_adventure.terminal.program_answers import case_object
from desperado_adventure.terminal.session import Session

SCENES = """\
door:
  text: A door.
  choices:
    coin: {say: Take the coin., do: ["put(coin, pockets)"]}
    become: {say: Become his man., do: [mine = true]}
    leave: {say: Leave the case., do: [leave(case)]}
    pack: {say: Pack., goto: pack}
    end: {say: End., goto: end}
pack: {text: A bed., pack: [pockets, bed], choices: {end: {say: End., goto: end}}}
end: {text: The end., ending: {title: E}}
"""


class Pockets:
    """A game in which there is a case, or only pockets."""

    def __init__(self, case: str = "", when: str = "") -> None:
        """Begin with these lines about the case, and this condition of the pockets."""
        world = f"variables: {{mine: flag}}\nplaces:\n{case}  pockets: {{title: Your pockets{when}}}\n"
        world += "  bed: {title: The bed, carried: false}\nitems: {coin: {title: a peso, size: 0}}\n"
        scenes = SCENES if case else SCENES.replace("do: [leave(case)]", "goto: end")
        story, diagnostics = load_text({"story.yaml": world, "scenes/bar.yaml": scenes})
        assert story is not None, diagnostics
        self.machine = Machine(story)
        self.played = Playthrough.begin(self.machine)

    def after(self, *choices: str) -> list[str]:
        """Take choices of the door, and return what `case` lists then."""
        for choice in choices:
            self.played = self.played.choose(self.machine, f"bar.door.{choice}")
        return contents(self.machine, self.played.state, self.machine.view(self.played.state))


def test_nothing_is_one_sentence() -> None:
    """Empty pockets are not listed one by one, and pockets with something in them are."""
    assert Pockets().after() == ["You carry nothing."]
    assert Pockets().after("coin") == ["Your pockets: a peso"]


def test_a_thing_to_carry_is_something_even_if_it_is_empty() -> None:
    """An empty case is carried, and one that was left behind is said to be so."""
    case = "  case: {title: The case, leavable: true}\n"
    assert Pockets(case).after() == ["The case: nothing", "Your pockets: nothing"]
    assert Pockets(case).after("leave") == ["The case: left behind", "Your pockets: nothing"]


def test_what_is_not_the_players_is_not_listed() -> None:
    """What somebody else carries, or what is lost for good, is not spoken of."""
    game = Pockets("  case: {title: The case, leavable: true, when: mine}\n", ", when: mine")
    assert game.after() == ["You carry nothing."]
    assert game.after("coin", "leave") == ["You carry nothing."]
    assert game.after("become") == ["The case: left behind", "Your pockets: a peso"]


def test_while_packing_every_place_is_listed() -> None:
    """Between the places of a packing scene things move, so that they are listed whether anything is in them or not."""
    assert Pockets(when=", when: mine").after("pack") == ["Your pockets: nothing", "The bed: nothing"]


def test_the_american_carries_nothing() -> None:
    """In the tale the player is the American, who has no case."""
    story = load_story(ROOT / "story").story
    assert story is not None
    machine = Machine(story)
    state = machine.begin().state
    assert contents(machine, state, machine.view(state)) == ["You carry nothing."]


def test_programs_are_told_the_same_places_as_players() -> None:
    """A place that was left, and that the story says is not the player's any more, is left for nobody."""
    things = "variables: {gone: flag}\nplaces:\n  case: {title: A case, leavable: true, when: not gone}\n"
    scenes = (
        "door:\n  choices:\n    go: {say: Go., do: [leave(case)], text: a}\n"
        "    lose: {say: Lose., do: [gone = true], text: b}\n    end: {say: End., goto: end}\n"
    )
    session = Session(Machine(small_story(scenes, things)), None)
    session.begin()
    told = []
    for choice in ("go", "lose"):
        session.perform(Command(Verb.CHOOSE, f"bar.door.{choice}"))
        told.append(case_object(session)["left"])
    assert told == [["case"], []]
