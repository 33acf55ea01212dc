"""What each construct of the story language does in a game: one promise for each."""

from typing import TypeVar

import pytest

from desperado_adventure.engine import Machine, Packing, Playthrough, Refused
from desperado_adventure.engine.views import Arrived, Ended, Event, Moved, Sung, TakenBack, Told
from desperado_adventure.loading import load_text

END = "\nhome: {text: Home., ending: {title: Home}}\n"


Kind = TypeVar("Kind", bound=Event)


class Game:
    """A story that is being played, with what its player sees."""

    def __init__(self, scenes: str, world: str = "") -> None:
        """Load a chapter called bar, and perhaps a story.yaml, and begin."""
        story, diagnostics = load_text({"scenes/bar.yaml": scenes + END, "story.yaml": world})
        assert [each for each in diagnostics if each.is_error] == []
        assert story is not None
        self.machine = Machine(story)
        self.played = Playthrough.begin(self.machine)

    def take(self, *choices: str) -> "Game":
        """Take choices: ids without the chapter, or special ones."""
        for choice in choices:
            special = choice.startswith("move ") or choice in ("take_back", "let_stand")
            self.played = self.played.choose(self.machine, choice if special else f"bar.{choice}")
        return self

    @property
    def scene(self) -> str:
        """The scene's id without the chapter."""
        return self.played.state.scene.removeprefix("bar.")

    @property
    def options(self) -> dict[str, str]:
        """The options by id without the scene: "open", or why they are barred."""
        options = self.machine.view(self.played.state).options
        return {option.id.rsplit(".", 1)[-1]: "open" if option.open else option.barred for option in options}

    @property
    def words(self) -> dict[str, str]:
        """The words of the options by id without the scene."""
        return {option.id.rsplit(".", 1)[-1]: option.say for option in self.machine.view(self.played.state).options}

    @property
    def told(self) -> list[str]:
        """What was told since the last choice."""
        return [passage.plain for event in self.events(Told) for passage in event.passages]

    def events(self, kind: type[Kind]) -> list[Kind]:
        """The events of a kind since the last choice."""
        return [event for event in self.played.events if isinstance(event, kind)]

    def value(self, name: str) -> int:
        """The value of a variable, or the place of an item (0 nowhere, 1 the first place)."""
        (index,) = [
            index for index, slot in enumerate(self.machine.story.slots) if slot.name == name and slot.kind != "left"
        ]
        return self.played.state.values[index]

    @property
    def carried(self) -> dict[str, tuple[str, ...]]:
        """The items by the places that the player has with him."""
        return self.machine.inventory(self.played.state)

    @property
    def left_behind(self) -> tuple[str, ...]:
        """The places that are the player's and were left behind."""
        return self.machine.left_behind(self.played.state)


# -- choices -----------------------------------------------------------------------------------------------------------


def test_a_choice_without_goto_stays_and_tells_only_its_own_text() -> None:
    """The scene's text is not told again."""
    game = Game("a: {text: Here., choices: {look: {say: Look., text: Dust.}, go: {say: Go., goto: home}}}")
    assert game.told == ["Here."]
    assert (game.take("a.look").told, game.scene) == (["Dust."], "a")


def test_when_hides_and_requires_bars() -> None:
    """A choice whose `when` fails is not offered, one whose `requires` fails is, with its reason: neither is open."""
    game = Game(
        "a: {choices: {x: {say: X., when: f, goto: home}, y: {say: Y., requires: f, barred: Not yet., goto: home},"
        " set: {say: S., do: [f = true]}}}",
        "variables: {f: flag}",
    )
    assert game.options == {"y": "Not yet.", "set": "open"}
    for choice, reason in (("a.x", "closed"), ("a.y", "barred")):
        with pytest.raises(Refused) as refused:
            game.take(choice)
        assert refused.value.reason == reason
    assert game.take("a.set").options == {"x": "open", "y": "open", "set": "open"}


def test_once_is_gone_after_it_was_taken() -> None:
    """A `once` choice that was taken is never offered again, even when the player comes back to the scene."""
    game = Game(
        "a: {choices: {x: {say: X., once: true}, go: {say: Go., goto: b}}}\nb: {choices: {back: {say: B., goto: a}}}"
    )
    assert list(game.options) == ["x", "go"]
    assert list(game.take("a.x").options) == ["go"]
    assert list(game.take("a.go", "b.back").options) == ["go"]


def test_a_fallback_is_offered_only_when_nothing_else_is_open() -> None:
    """Hidden and barred choices do not count as open."""
    game = Game(
        "a: {choices: {x: {say: X., once: true}, y: {say: Y., requires: f, barred: No.},"
        " z: {say: Z., fallback: true, goto: home}}}",
        "variables: {f: flag}",
    )
    assert list(game.options) == ["x", "y"]
    assert game.take("a.x").options == {"y": "No.", "z": "open"}


def test_nested_choices_come_back_to_the_scene() -> None:
    """After the outer choice the inner ones are offered; one that leads nowhere comes back to the scene's options."""
    game = Game(
        "a:\n  choices:\n    talk:\n      say: Talk.\n      text: He nods.\n      choices:\n"
        "        heat: {say: Of heat., text: It is hot.}\n        bye: {say: Bye., goto: home}\n"
        "    go: {say: Go., goto: home}"
    )
    assert game.take("a.talk").told == ["He nods."]
    assert list(game.options) == ["heat", "bye"]
    assert list(game.take("a.talk.heat").options) == ["talk", "go"]
    assert game.take("a.talk", "a.talk.bye").scene == "home"


def test_nested_choices_are_no_new_visit() -> None:
    """Going into nested choices and out of them does not change the number of the scene's visits."""
    game = Game(
        "a:\n  text: '{One.|Two.}'\n  choices:\n    t: {say: T., choices: {x: {say: X.}}}\n"
        "    again: {say: A., goto: a}"
    )
    game.take("a.t", "a.t.x", "a.t", "a.t.x")
    assert game.take("a.again").told == ["Two."]


# -- flow --------------------------------------------------------------------------------------------------------------


def test_a_goto_runs_straight_on() -> None:
    """Both texts are told in one turn, and both scenes were visited."""
    game = Game("a: {choices: {go: {say: Go., goto: b}}}\nb: {text: One., goto: c}\nc: {text: Two., goto: home}")
    game.take("a.go")
    assert (game.told, game.scene) == (["One.", "Two.", "Home."], "home")
    assert [event.scene for event in game.events(Arrived)] == ["bar.b", "bar.c", "bar.home"]
    assert game.events(Ended)


def test_redirects_are_taken_before_the_text_and_until_none_holds() -> None:
    """A chain of redirects runs to its end; the texts of scenes that were only passed through are not told."""
    game = Game(
        "a: {choices: {go: {say: Go., do: [n = 2], goto: b}}}\n"
        "b: {redirects: [{when: n == 2, text: On., do: [n = 1], goto: c}], text: Not told., goto: home}\n"
        "c: {redirects: [{when: n == 2, goto: a}, {when: n == 1, text: And on., goto: d}], text: Nor this., "
        "goto: home}\n"
        "d: {text: Here., choices: {x: {say: X., goto: home}}}",
        "variables: {n: 0..2}",
    )
    assert game.take("a.go").told == ["On.", "And on.", "Here."]
    assert game.scene == "d"


def test_redirects_see_what_a_staying_choice_did() -> None:
    """Redirects are checked again after every choice that stays."""
    game = Game(
        "a: {redirects: [{when: n >= 2, text: Enough., goto: home}], choices: {x: {say: X., do: [n += 1]}}}",
        "variables: {n: 0..3}",
    )
    assert game.take("a.x").scene == "a"
    assert (game.take("a.x").told[0], game.scene) == ("Enough.", "home")


def test_the_first_redirect_that_holds_is_taken() -> None:
    """The redirects after the first one that holds are not checked."""
    game = Game("a: {redirects: [{when: f, goto: a}, {goto: b}]}\nb: {text: B., goto: home}", "variables: {f: flag}")
    assert game.told == ["B.", "Home."]


def test_a_cutaway_returns_to_its_goto() -> None:
    """Its scenes are played up to the first return; then the story goes on where the choice says."""
    game = Game(
        "a: {choices: {go: {say: Go., cutaway: c, goto: b}}}\nb: {text: B., choices: {x: {say: X., goto: home}}}\n"
        "c: {text: C., choices: {on: {say: On., goto: d}}}\nd: {text: D., return: true}"
    )
    assert (game.take("a.go").scene, game.told) == ("c", ["C."])
    assert (game.take("c.on").scene, game.told) == ("b", ["D.", "B."])


def test_a_cutaway_without_goto_comes_back_to_the_options() -> None:
    """The scene is not told again, and this is no new visit."""
    game = Game(
        "a: {text: A., choices: {x: {say: X., cutaway: c}, y: {say: Y., when: not seen(a), goto: home}}}\n"
        "c: {text: C., return: true}"
    )
    assert (game.take("a.x").scene, game.told) == ("a", ["C."])
    assert list(game.options) == ["x", "y"]


def test_a_choice_can_return() -> None:
    """`return: true` on a choice ends the cutaway after the choice's text and effects."""
    game = Game(
        "a: {choices: {x: {say: X., cutaway: c, goto: b}}}\nb: {choices: {y: {say: Y., goto: home}}}\n"
        "c: {choices: {r: {say: R., text: Back., do: [n += 1], return: true}}}",
        "variables: {n: 0..3}",
    )
    assert game.take("a.x", "c.r").told == ["Back."]
    assert (game.scene, game.value("n")) == ("b", 1)


def test_cutaways_can_be_nested() -> None:
    """Each return ends the innermost one."""
    game = Game(
        "a: {choices: {x: {say: X., cutaway: c, goto: home}}}\nc: {text: C., cutaway: d, goto: e}\n"
        "d: {text: D., return: true}\ne: {text: E., return: true}"
    )
    assert game.take("a.x").told == ["C.", "D.", "E.", "Home."]


def test_effects_happen_on_every_arrival() -> None:
    """A scene's `do` happens before its text is told, at each arrival, and not when the player stays."""
    game = Game(
        "a: {do: [n += 1], text: '{n == 1: One.|More.}', choices: {x: {say: X.}, again: {say: A., goto: a}}}",
        "variables: {n: 0..5}",
    )
    assert (game.told, game.take("a.x").value("n")) == (["One."], 1)
    assert (game.take("a.again").told, game.value("n")) == (["More."], 2)


# -- text --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("{a|b|c}", ["a", "b", "c", "c", "c"]),
        ("{&a|b|c}", ["a", "b", "c", "a", "b"]),
        ("{!a|b}.", ["a.", "b.", ".", ".", "."]),
        ("{!a}.", ["a.", ".", ".", ".", "."]),
    ],
)
def test_sequences_count_the_visits_of_the_scene(form: str, shown: list[str]) -> None:
    """A sequence stops at its last variant, goes round, or is told once."""
    game = Game(f"s: {{text: '{form}', choices: {{again: {{say: A., goto: s}}}}}}")
    told = [game.told]
    told += [game.take("s.again").told for _ in range(4)]
    assert [words[0] for words in told] == shown


def test_sequences_in_a_choice_count_how_often_it_was_taken() -> None:
    """Its words and its text change together, whatever the scene's visits are."""
    game = Game("s: {choices: {x: {say: '{Look.|Look again.}', text: '{Dust.|More dust.}'}, y: {say: Y., goto: home}}}")
    assert game.words["x"] == "Look."
    assert (game.take("s.x").told, game.words["x"]) == (["Dust."], "Look again.")
    assert (game.take("s.x").told, game.words["x"]) == (["More dust."], "Look again.")


def test_conditions_in_text_may_be_nested() -> None:
    """A condition's words may hold another condition, and a sequence."""
    text = "{n >= 1: {n == 2: two|{one|one again}}|none}"
    game = Game(f"s: {{text: '{text}', choices: {{up: {{say: U., do: [n += 1], goto: s}}}}}}", "variables: {n: 0..2}")
    assert game.told == ["none"]
    assert game.take("s.up").told == ["one again"]
    assert game.take("s.up").told == ["two"]


def test_a_paragraph_with_a_guard_shows_when_it_holds() -> None:
    """A guard counts for all paragraphs of its item, and one without words leaves no gap."""
    game = Game(
        "s:\n  text:\n    - One.\n    - when: f\n      text: |\n        Two.\n\n        Three.\n"
        "    - '{f: Four.}'\n  choices: {x: {say: X., do: [f = true], goto: s}}",
        "variables: {f: flag}",
    )
    assert game.told == ["One."]
    assert game.take("s.x").told == ["One.", "Two.", "Three.", "Four."]


def test_speech_has_its_speaker() -> None:
    """The speaker's id is no part of the words; a word with a colon that is no speaker's stays when it begins large."""
    game = Game(
        "s:\n  text: |\n    boy: Two *pesos*.\n\n    Note: this.\n\n    a\\: b\n  goto: home",
        "speakers: {boy: The boy}",
    )
    passages = game.events(Told)[0].passages
    assert [(passage.speaker, passage.plain) for passage in passages] == [
        ("boy", "Two pesos."),
        ("", "Note: this."),
        ("", "a: b"),
    ]
    assert [run.style for run in passages[0].runs] == ["", "emphasis", ""]


def test_a_backslash_takes_a_meaning_away() -> None:
    """Braces, bars and asterisks can be written; square brackets are only brackets."""
    game = Game("s:\n  text: |\n    \\{a \\| b\\} \\*c\\* [d]\n  goto: home")
    assert game.told[0] == "{a | b} *c* [d]"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007", "\u2003", "\u3000"])
def test_a_space_that_is_no_blank_stays_what_it_is(space: str) -> None:
    """In text, choices, reasons and the status; blanks around it become single ones."""
    words = f"{space}«{space}Oui{space}!{space}» "
    written = f"{words} {{n == 0: {words}}}  *so*{space}"
    shown = f"{words}{words}*so*{space}".replace("*", "")
    game = Game(
        f's:\n  text: "Un.\\n\\n{written}"\n  choices:\n'
        f'    x: {{say: "{written}", requires: n == 1, barred: "{written}"}}\n'
        "    y: {say: Y., do: [n = 1], goto: home}",
        f'variables: {{n: 0..1}}\nstatus: ["{written}", "{{n == 0:{space}}}"]',
    )
    assert game.told == ["Un.", shown]
    assert (game.words["x"], game.options["x"]) == (shown, shown)
    assert game.machine.status(game.played.state) == (shown,)


def test_a_passage_without_words_is_left_out() -> None:
    """Blanks and spaces alone are no paragraph, whatever else it holds."""
    game = Game(
        's:\n  text: "One.\\n\\n{n == 0: \u00a0|Two.}\u3000\\n\\n{n == 1: Three.}"\n  goto: home',
        "variables: {n: 0..1}",
    )
    assert game.told == ["One.", "Home."]


def test_a_backslash_at_the_end_of_a_line_breaks_the_line() -> None:
    """No blank is left beside it; a line without words leaves no gap; at the end of a paragraph it breaks nothing."""
    game = Game(
        "s:\n  text: |\n    One \\\n    *two \\  \n    three* and\n    four\\\n    {f: five.}\\\n    {f: |six.}\\\n\n"
        "    Seven.\\\n  choices:\n    x:\n      say: |\n        X\\\n        y.\n      goto: home",
        "variables: {f: flag}",
    )
    assert game.told == ["One\ntwo\nthree and four\nsix.", "Seven."]
    assert [run.text for run in game.events(Told)[0].passages[0].runs] == ["One\n", "two\nthree", " and four\n", "six."]
    assert game.words["x"] == "X y."


def test_the_status_leaves_out_what_has_no_words() -> None:
    """Phrases of the status line show when they have something to say."""
    game = Game(
        "s: {choices: {x: {say: X., do: [f = true]}}}", "variables: {f: flag}\nstatus: ['{f: warned}', always]\n"
    )
    assert game.machine.status(game.played.state) == ("always",)
    assert game.machine.status(game.take("s.x").played.state) == ("warned", "always")


# -- conditions and effects --------------------------------------------------------------------------------------------


def test_counters_stop_at_the_ends_of_their_range() -> None:
    """Neither adding nor subtracting leaves the range."""
    game = Game("s: {choices: {up: {say: U., do: [n += 3]}, down: {say: D., do: [n -= 5]}}}", "variables: {n: -1..4}")
    assert game.value("n") == -1
    assert game.take("s.up", "s.up", "s.up").value("n") == 4
    assert game.take("s.down").value("n") == -1


def test_a_flag_can_be_set_from_a_condition() -> None:
    """The flag gets the outcome that the condition has at that moment, and keeps it."""
    game = Game(
        "s: {choices: {x: {say: X., do: [f = n >= 1, n += 1]}, y: {say: Y., when: f}}}", "variables: {n: 0..2, f: flag}"
    )
    assert game.take("s.x").value("f") == 0
    assert game.take("s.x").value("f") == 1


def test_given_effects_happen_when_their_condition_holds_then() -> None:
    """The condition is asked after the effects before it, so it sees what they changed."""
    game = Game(
        "s: {do: [n += 1, {when: n >= 1, do: [n += 1, {when: n >= 3, do: [n = 0]}]}], text: x, goto: home}",
        "variables: {n: 0..4}",
    )
    assert game.value("n") == 2


def test_a_set_begins_with_its_first_word_or_where_it_says() -> None:
    """The long form has another beginning, for sets and counters."""
    game = Game(
        "s: {text: '{a == x: 1}{b == z: 2}{n == 2: 3}', goto: home}",
        "variables: {a: [x, y], b: {words: [x, z], start: z}, n: {range: 0..3, start: 2}}",
    )
    assert game.told[0] == "123"


def test_and_binds_closer_than_or() -> None:
    """`a or b and c` is `a or (b and c)`, and `not` binds closest."""
    text = "{a or b and c: 1|0}{(a or b) and c: 1|0}{not b and a: 1|0}{not (b and a): 1|0}"
    game = Game(f"s: {{do: [a = true], text: '{text}', goto: home}}", "variables: {a: flag, b: flag, c: flag}")
    assert game.told[0] == "1011"


def test_sums_compare() -> None:
    """Counters can be added and subtracted in conditions and effects."""
    game = Game(
        "s: {do: [n = 1, m = n + 2], text: '{n + m == 4: yes|no}{m - n > 1: yes|no}', goto: home}",
        "variables: {n: 0..4, m: 0..4}",
    )
    assert game.told[0] == "yesyes"


def test_seen_means_visited_before_now() -> None:
    """During its first visit a scene does not count as seen; after it was left, it does."""
    game = Game(
        "a: {text: '{seen(a): again|first}', choices: {go: {say: G., goto: b}}}\n"
        "b: {text: '{seen(a): yes}{seen(b): no}', choices: {back: {say: B., goto: a}}}"
    )
    assert game.told == ["first"]
    assert game.take("a.go").told == ["yes"]
    assert game.take("b.back").told == ["again"]


def test_taken_means_taken_before_now() -> None:
    """`taken` holds after the choice was taken, in any scene."""
    game = Game(
        "a: {choices: {x: {say: X., text: '{taken(a.x): again|first}'}, y: {say: Y., when: taken(a.x), goto: home}}}"
    )
    assert game.take("a.x").told == ["first"]
    assert list(game.options) == ["x", "y"]
    assert game.take("a.x").told == ["again"]


# -- things ------------------------------------------------------------------------------------------------------------

THINGS = """\
places:
  case: {title: The case, capacity: 4, leavable: true}
  pockets: {title: Pockets, capacity: 2}
  bed: {title: The bed, carried: false}
items:
  guitar: {title: g, size: 4, fits: [case, bed], at: case}
  pistols: {title: p, size: 2, at: bed}
  coin: {title: c, size: 0}
groups: {any_thing: [guitar, coin]}
"""


def test_put_and_lose_move_an_item_wherever_it_was() -> None:
    """`put` needs no room and no carrying; `lose` leaves it nowhere; each is an event."""
    game = Game("s: {choices: {a: {say: A., do: ['put(pistols, case)']}, b: {say: B., do: [lose(guitar)]}}}", THINGS)
    assert game.take("s.a").carried["case"] == ("guitar", "pistols")
    assert game.events(Moved) == [Moved("pistols", "bed", "case")]
    assert game.take("s.b").carried["case"] == ("pistols",)
    assert game.events(Moved) == [Moved("guitar", "case", "")]


def test_has_asks_for_what_is_carried() -> None:
    """What is on the bed or nowhere is not carried; a group means any of its items; `in_` asks for the place."""
    asked = ("has(guitar)", "has(pistols)", "has(coin)", "has(any_thing)", "in_bed(pistols)", "in_case(coin)")
    text = "".join(f"{{{condition}: 1|0}}" for condition in asked)
    assert Game(f"s: {{text: '{text}', goto: home}}", THINGS).told[0] == "100110"


def test_what_is_left_behind_is_not_carried() -> None:
    """Leaving the case takes all that is in it; fetching brings it back with what was in it."""
    scene = (
        "s: {choices: {l: {say: L., when: carried(case), do: [leave(case)]}, f: {say: F., "
        "when: not carried(case), do: [fetch(case)]},"
        " x: {say: X., when: has(guitar)}, y: {say: Y., when: in_case(guitar)}}}"
    )
    game = Game(scene, THINGS)
    assert list(game.options) == ["l", "x", "y"]
    assert list(game.take("s.l").options) == ["f", "y"]
    assert "case" not in game.carried
    assert list(game.take("s.f").options) == ["l", "x", "y"]


MINE = THINGS.replace("leavable: true", "leavable: true, when: mine or seen(bar.t)") + "variables: {mine: flag}\n"


def test_a_place_is_listed_only_while_the_player_has_it() -> None:
    """While its `when` does not hold, a place is neither among what is carried nor among what was left behind."""
    scenes = """
s:
  choices:
    take: {say: Take it., do: [mine = true]}
    leave: {say: Leave it., do: [leave(case)]}
    lose: {say: Lose it., do: [mine = false]}
    on: {say: On., goto: t}
t: {text: On., goto: u}
u: {text: Here., choices: {fetch: {say: Fetch it., do: [fetch(case)]}}}
"""
    game = Game(scenes, MINE)
    assert (game.carried, game.left_behind) == ({"pockets": ()}, ())
    assert (game.take("s.take").carried, game.left_behind) == ({"case": ("guitar",), "pockets": ()}, ())
    assert (game.take("s.leave").carried, game.left_behind) == ({"pockets": ()}, ("case",))
    assert (game.take("s.lose").carried, game.left_behind) == ({"pockets": ()}, ())
    assert (game.take("s.on").carried, game.left_behind) == ({"pockets": ()}, ("case",))
    assert (game.take("u.fetch").carried, game.left_behind) == ({"case": ("guitar",), "pockets": ()}, ())


def test_what_is_listed_changes_nothing_else() -> None:
    """Guards, `put(carried, …)` and packing ask where an item is, whether its place is listed or not."""
    scenes = """
s:
  text: "{has(guitar): has}{carried(case): with you}{room(case) == 0: full}{mine: mine}"
  pack: [case, bed]
  choices: {a: {say: A., when: has(guitar), do: ["put(carried, bed)"]}, t: {say: T., goto: t}}
t: {text: T., goto: home}
"""
    game = Game(scenes, MINE)
    assert game.told == ["haswith youfull"]
    assert packing_of(game) == packing_of(Game(scenes, THINGS + "variables: {mine: flag}\n"))
    assert game.take("s.a").value("guitar") == 3


def packing_of(game: Game) -> Packing | None:
    """Return the places and moves of the scene in which the player is."""
    return game.machine.view(game.played.state).packing


def test_put_carried_moves_everything_that_is_carried_and_fits() -> None:
    """What is not carried stays, and what does not fit there stays where it was."""
    world = THINGS.replace("c, size: 0}", "c, size: 0, fits: [pockets], at: pockets}")
    game = Game("s: {choices: {a: {say: A., do: ['put(carried, bed)']}}}", world)
    game.take("s.a")
    assert [game.value(item) for item in ("guitar", "pistols", "coin")] == [3, 3, 2]


def test_room_is_what_the_capacity_leaves() -> None:
    """The room is the capacity less the sizes of the items inside, and can be negative."""
    text = "{room(case) == 0: full}{room(pockets) == 2: free}"
    game = Game(
        f"s: {{text: '{text}', choices: {{a: {{say: A., do: ['put(pistols, case)'], goto: t}}}}}}\n"
        f"t: {{text: '{{room(case) < 0: over}}', goto: home}}",
        THINGS,
    )
    assert game.told == ["fullfree"]
    assert game.take("s.a").told[0] == "over"


PACK = "s: {pack: [case, pockets, bed], choices: {go: {say: G., goto: home}}}"


def test_packing_moves_what_fits_and_has_room() -> None:
    """The moves offered are those between the listed places that `fits` and the room allow."""
    game = Game(PACK, THINGS)
    packing = game.machine.view(game.played.state).packing
    assert packing is not None
    assert set(packing.moves) == {("guitar", "bed"), ("pistols", "pockets")}
    assert packing.places == (("case", ("guitar",), 0), ("pockets", (), 2), ("bed", ("pistols",), packing.places[2][2]))


@pytest.mark.parametrize(
    "move", ["pistols case", "guitar pockets", "coin case", "guitar case", "hat case", "guitar moon"]
)
def test_packing_refuses_what_is_not_possible(move: str) -> None:
    """No room, not in `fits`, not here, already there, no such item, no such place: each is refused."""
    game = Game(PACK, THINGS)
    with pytest.raises(Refused) as refused:
        game.take(f"move {move}")
    assert refused.value.reason == "move"


def test_packing_makes_room() -> None:
    """An item that is taken out leaves its room free."""
    game = Game(PACK, THINGS)
    assert game.take("move guitar bed", "move pistols case").carried["case"] == ("pistols",)


def test_moving_is_possible_only_where_one_packs() -> None:
    """A scene without `pack` refuses every move."""
    with pytest.raises(Refused):
        Game("s: {choices: {go: {say: G., goto: home}}}", THINGS).take("move guitar bed")


# -- falls and verses --------------------------------------------------------------------------------------------------

FALL = """\
a:
  choices:
    draw: {say: D., do: [n += 1], goto: dead}
    wait: {say: W., when: back >= 1, goto: home}
dead: {text: Dead., fall: true}
"""
FALLS = "variables: {n: 0..3, back: 0..9}\nfalls: {counts: back, take_back: No., let_stand: Yes., goto: bar.home}\n"


def test_a_fall_taken_back_returns_to_just_before_the_choice() -> None:
    """Everything is as it was before the fatal choice, except the count."""
    game = Game(FALL, FALLS)
    assert game.take("a.draw").words == {"take_back": "No.", "let_stand": "Yes."}
    game.take("take_back")
    assert (game.scene, game.value("n"), game.value("back")) == ("a", 0, 1)
    assert game.events(TakenBack) == [TakenBack("bar.a")]
    assert list(game.options) == ["draw", "wait"]


def test_a_fall_that_stands_is_the_end() -> None:
    """Letting it stand goes to the ending that the story names."""
    game = Game(FALL, FALLS).take("a.draw", "let_stand")
    assert (game.scene, bool(game.events(Ended))) == ("home", True)


def test_a_fall_inside_a_cutaway_comes_back_into_it() -> None:
    """Taking it back restores also where the cutaway will return to."""
    game = Game(
        "a: {choices: {x: {say: X., cutaway: c, goto: home}}}\nc: {choices: {die: {say: D., goto: dead}, "
        "r: {say: R., return: true}}}\ndead: {text: Dead., fall: true}",
        FALLS,
    )
    assert game.take("a.x", "c.die", "take_back").scene == "c"
    assert game.take("c.r").scene == "home"


def test_an_ending_offers_nothing_more() -> None:
    """After it no choice can be taken."""
    game = Game("a: {choices: {go: {say: G., goto: home}}}").take("a.go")
    assert game.options == {}
    with pytest.raises(Refused) as refused:
        game.take("a.go")
    assert refused.value.reason == "ended"


QUATRAIN = "One\n{0}two\n{0}three\n{0}{1}\n"


def test_the_first_verse_that_holds_is_sung() -> None:
    """Of a list, one verse is sung: the first whose condition holds."""
    verses = "".join(
        f"    - when: {when}\n      text: |\n        {QUATRAIN.format(' ' * 8, name)}"
        for when, name in (("n == 2", "A"), ("n == 1", "B"), ("n >= 1", "C"))
    )
    game = Game(f"s:\n  do: [n += 1]\n  verse:\n{verses}  text: x\n  goto: home", "variables: {n: 0..2}")
    (sung,) = game.events(Sung)
    assert sung == Sung("bar.s", ("One\ntwo\nthree\nB",))


def test_a_choice_can_be_sung_of() -> None:
    """A choice's verse is sung when the choice is taken; a verse of two quatrains adds both."""
    verse = f"        {QUATRAIN.format(' ' * 8, 'A')}\n        {QUATRAIN.format(' ' * 8, 'B')}"
    game = Game(f"s:\n  choices:\n    x:\n      say: X.\n      verse: |\n{verse}      goto: home")
    (sung,) = game.take("s.x").events(Sung)
    assert sung == Sung("bar.s.x", ("One\ntwo\nthree\nA", "One\ntwo\nthree\nB"))


def test_the_story_begins_where_it_says() -> None:
    """`start` names the first scene; without it, it is the first scene of the first chapter that is listed."""
    scenes = {"scenes/a.yaml": "x: {text: X., goto: b.y}\n", "scenes/b.yaml": "y: {text: Y., ending: {title: Y}}\n"}
    for world, first in (("", "a.x"), ("chapters: {b: {title: B}, a: {title: A}}", "b.y"), ("start: b.y", "b.y")):
        story = load_text({**scenes, "story.yaml": world}).story
        assert story is not None
        assert story.start == first


def test_undo_and_redo_go_all_the_way() -> None:
    """Every choice can be undone to the very beginning and taken again."""
    game = Game("a: {do: [n += 1], choices: {x: {say: X., goto: a}, y: {say: Y., goto: home}}}", "variables: {n: 0..9}")
    begun = game.played.state
    ended = game.take("a.x", "a.x", "a.y").played
    undone = ended.undo().undo().undo()
    assert undone.state == begun
    assert undone.redo(game.machine).redo(game.machine).redo(game.machine).state == ended.state


def test_the_status_line_may_count_what_nobody_else_counts() -> None:
    """Visits and choices taken that only the status line asks about are counted as well."""
    world = 'status: ["{seen(bar.a): out|in}", "{taken(bar.a.x): x}"]'
    game = Game(
        "a: {text: A., choices: {x: {say: X., goto: b}}}\nb: {text: B., goto: c}\n"
        "c: {choices: {y: {say: Y., goto: home}}}",
        world,
    )
    assert game.machine.status(game.played.state) == ("in",)
    assert game.machine.status(game.take("a.x").played.state) == ("out", "x")
