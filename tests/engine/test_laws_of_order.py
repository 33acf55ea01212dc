"""What the manual says about arrivals, counting, nested choices, packing and what cutaways and falls leave behind."""

from __future__ import annotations

from small_stories import small_story

from desperado_adventure.engine import Machine
from desperado_adventure.engine.views import Told


def after(machine: Machine, *commands: str) -> tuple[str, list[str], list[str]]:
    """Return where commands lead from the beginning: the scene, what the last of them told, the options' keys."""
    step = machine.begin()
    for command in commands:
        step = machine.choose(step.state, f"bar.{command}" if "." in command else command)
    words = [passage.plain for event in step.events if isinstance(event, Told) for passage in event.passages]
    keys = [option.id.rsplit(".", 1)[-1] for option in machine.options(step.state)]
    return step.state.scene.removeprefix("bar."), words, keys


def test_an_arrival_is_effects_then_redirects_then_text() -> None:
    """A redirect sees what the scene's `do` has done, and the text is told only if none leads on."""
    machine = Machine(
        small_story(
            """
door: {text: A door., choices: {in: {say: In., goto: hall}}}
hall:
  do: [heat += 1]
  redirects: [{when: heat == 1, text: Away., goto: yard}]
  text: A hall.
  choices: {out: {say: Out., goto: end}}
yard: {text: A yard., choices: {back: {say: Back., goto: hall}}}
""",
            "variables:\n  heat: 0..3\n",
        )
    )
    assert after(machine, "door.in") == ("yard", ["Away.", "A yard."], ["back"])
    assert after(machine, "door.in", "yard.back") == ("hall", ["A hall."], ["out"])


def test_a_choice_is_taken_after_its_effects_and_before_the_next_scene() -> None:
    """Its own text and effects do not see it, nor the visit that it ends; the scene that it leads to sees both."""
    machine = Machine(
        small_story(
            """
door:
  text: A door.
  choices:
    in:
      say: In.
      text: "{taken(door.in): Again.|Never.}"
      do: [{when: taken(door.in) or seen(door), do: [heat = 3]}]
      goto: hall
hall:
  do: [{when: taken(door.in) and seen(door), do: [heat += 1]}]
  text: "{heat == 1: Taken and seen.|Not so.}"
  choices: {out: {say: Out., goto: end}}
""",
            "variables:\n  heat: 0..3\n",
        )
    )
    assert after(machine, "door.in") == ("hall", ["Never.", "Taken and seen."], ["out"])


NESTED = """
door:
  redirects: [{when: heat == 1, do: [heat += 1], text: Away., goto: yard}]
  text: A door.
  pack: [case, bed]
  choices:
    talk:
      say: Talk.
      do: [heat += 1]
      choices:
        call: {say: Call., cutaway: phone}
        more: {say: More., choices: {stay: {say: Stay.}}}
    out: {say: Out., goto: end}
yard: {text: A yard., choices: {back: {say: Back., goto: door}}}
phone: {text: It rings., return: true}
"""
CASE = "places: {case: {title: C}, bed: {title: B}}\nitems: {coin: {title: A coin, at: case}}\n"


def test_opening_nested_choices_checks_no_redirects_and_coming_back_does() -> None:
    """Nested choices of any depth come back to the scene's own options, also through a cutaway."""
    machine = Machine(small_story(NESTED, "variables:\n  heat: 0..3\n" + CASE))
    assert after(machine, "door.talk") == ("door.talk", [], ["call", "more"])
    assert after(machine, "door.talk", "door.talk.more") == ("door.talk.more", [], ["stay"])
    away = ("yard", ["Away.", "A yard."], ["back"])
    assert after(machine, "door.talk", "door.talk.more", "door.talk.more.stay") == away
    assert after(machine, "door.talk", "door.talk.call") == ("yard", ["It rings.", *away[1]], ["back"])


def test_nothing_can_be_packed_while_nested_choices_are_offered() -> None:
    """The scene offers its moves before and after its nested choices, but not meanwhile."""
    machine = Machine(small_story(NESTED, "variables:\n  heat: 0..3\n" + CASE))
    begun = machine.begin().state
    packing = machine.packing(begun)
    assert packing is not None
    assert packing.moves == (("coin", "bed"),)
    assert machine.packing(machine.choose(begun, "bar.door.talk").state) is None


def test_redirects_are_checked_after_every_move() -> None:
    """A move of a packing scene is a choice that stays."""
    machine = Machine(
        small_story(
            """
door:
  redirects: [{when: in_bed(coin), text: It rolls., goto: end}]
  text: A door.
  pack: [case, bed]
  choices: {out: {say: Out., goto: end}}
""",
            CASE,
        )
    )
    assert after(machine, "move coin bed") == ("end", ["It rolls.", "It ends."], [])


FALLEN = """
door: {text: A door., choices: {call: {say: Call., cutaway: phone, goto: end}, out: {say: Out., goto: end}}}
phone: {text: It rings., choices: {jump: {say: Jump., goto: dies}, hang_up: {say: Hang up., return: true}}}
dies: {text: You die., fall: true}
limbo: {text: Limbo., choices: {stay: {say: Stay., return: true}, out: {say: Out., goto: end}}}
"""


def test_letting_a_death_stand_ends_every_cutaway() -> None:
    """After it a `return` leads nowhere; taking the death back leads into the cutaway again."""
    machine = Machine(
        small_story(FALLEN, "falls: {take_back: Back., let_stand: Stand., goto: bar.limbo}\nstart: bar.door\n")
    )
    stayed = after(machine, "door.call", "phone.jump", "let_stand", "limbo.stay")
    assert stayed == ("limbo", [], ["stay", "out"])
    phoning = machine.choose(machine.begin().state, "bar.door.call").state
    back = machine.choose(machine.choose(phoning, "bar.phone.jump").state, "take_back").state
    assert back == phoning
    assert machine.choose(back, "bar.phone.hang_up").state.scene == "bar.end"


def test_a_goto_inside_a_cutaway_stays_inside_it() -> None:
    """The scene that it leads to can return, though the same scene stays where it is met outside any cutaway."""
    machine = Machine(
        small_story(
            """
door:
  text: A door.
  choices:
    call: {say: Call., cutaway: phone}
    walk: {say: Walk., goto: yard}
    out: {say: Out., goto: end}
phone: {text: It rings., choices: {go: {say: Go., goto: yard}}}
yard: {text: A yard., choices: {leave: {say: Leave., return: true}, out: {say: Out., goto: end}}}
"""
        )
    )
    assert after(machine, "door.call", "phone.go", "yard.leave") == ("door", [], ["call", "walk", "out"])
    assert after(machine, "door.walk", "yard.leave") == ("yard", [], ["leave", "out"])


def test_cutaways_within_each_other_may_lead_to_the_same_scene() -> None:
    """Each goes to its own `goto` when it returns, the inner one first and inside the outer one."""
    machine = Machine(
        small_story(
            """
door: {text: A door., choices: {call: {say: Call., cutaway: phone, goto: yard}, out: {say: Out., goto: end}}}
phone: {text: It rings., choices: {ask: {say: Ask., cutaway: voice, goto: yard}}}
voice: {text: A voice., return: true}
yard: {text: "{A yard.|The yard again.}", choices: {leave: {say: Leave., return: true}, out: {say: Out., goto: end}}}
"""
        )
    )
    inside = ("yard", ["A voice.", "A yard."], ["leave", "out"])
    assert after(machine, "door.call", "phone.ask") == inside
    assert after(machine, "door.call", "phone.ask", "yard.leave") == ("yard", ["The yard again."], ["leave", "out"])
