"""What the manual says about visits, fallbacks, cutaways, falls and chains, each on a story of a few lines."""

from __future__ import annotations

from small_stories import small_story

from desperado_adventure.engine import Machine, Step
from desperado_adventure.engine.views import Told
from desperado_adventure.model import limits


def told(step: Step) -> list[str]:
    """Return the paragraphs that a step tells."""
    return [passage.plain for event in step.events if isinstance(event, Told) for passage in event.passages]


def options(machine: Machine, step: Step) -> list[str]:
    """Return the keys of the options after a step."""
    return [option.id.rsplit(".", 1)[-1] for option in machine.options(step.state)]


def test_an_arrival_that_is_redirected_away_is_a_visit() -> None:
    """A scene that redirects on arrival counts as seen, and its effects happen, although its text is not told."""
    machine = Machine(
        small_story(
            """
door: {text: A door., choices: {in: {say: In., goto: hall}}}
hall:
  do: [heat += 1]
  text: A hall.
  redirects: [{when: heat == 1, goto: yard}]
  choices: {out: {say: Out., goto: end}}
yard:
  text: "{seen(hall): You have been in the hall.|Never.}"
  choices: {back: {say: Back., goto: hall}}
""",
            "variables:\n  heat: 0..3\n",
        )
    )
    step = machine.choose(machine.begin().state, "bar.door.in")
    assert (step.state.scene, told(step)) == ("bar.yard", ["You have been in the hall."])


def test_two_fallbacks_are_offered_together_and_do_not_look_at_each_other() -> None:
    """Both are offered when no other choice is open; a fallback with a guard only if the guard holds as well."""
    machine = Machine(
        small_story(
            """
door:
  text: A door.
  choices:
    knock: {say: Knock., once: true}
    wait: {say: Wait., fallback: true, goto: end}
    leave: {say: Leave., fallback: true, goto: end}
    shout: {say: Shout., fallback: true, when: not taken(door.knock), goto: end}
"""
        )
    )
    begun = machine.begin()
    assert options(machine, begun) == ["knock"]
    assert options(machine, machine.choose(begun.state, "bar.door.knock")) == ["wait", "leave"]


def test_a_fall_before_the_first_choice_is_taken_back_by_beginning_again() -> None:
    """The story begins anew with the teller's count one higher, and its redirects see that."""
    machine = Machine(
        small_story(
            """
door:
  text: A door.
  redirects: [{when: deaths == 0, goto: dies}]
  choices: {in: {say: In., goto: end}}
dies: {text: You die., fall: true}
""",
            "variables: {deaths: 0..2}\n"
            "falls: {counts: deaths, take_back: Back., let_stand: Stand., goto: bar.end}\n"
            "start: bar.door\n",
        )
    )
    step = machine.begin()
    assert step.state.scene == "bar.dies"
    again = machine.choose(step.state, "take_back")
    assert (again.state.scene, told(again)) == ("bar.door", ["A door."])
    assert machine.choose(step.state, "let_stand").state.scene == "bar.end"


CUTAWAYS = """
door:
  text: "{seen(door): Again.|A door.}"
  choices:
    call: {say: Call., cutaway: phone}
    ask: {say: Ask., cutaway: phone, goto: door}
    out: {say: Out., goto: end}
phone: {text: It rings., return: true}
"""


def test_a_cutaway_without_a_goto_does_not_leave_its_scene() -> None:
    """The visit goes on and nothing is told again; with a goto the scene is left, and the next visit is another."""
    machine = Machine(small_story(CUTAWAYS))
    called = machine.choose(machine.begin().state, "bar.door.call")
    assert told(called) == ["It rings."]
    assert [passage.plain for passage in machine.view(called.state).text] == ["A door."]
    assert told(machine.choose(called.state, "bar.door.ask")) == ["It rings.", "Again."]


def test_a_cutaway_that_a_redirect_plays_on_arrival_comes_back_to_the_arrival() -> None:
    """After the cutaway the text is told and the redirects are checked again; the effects do not happen again."""
    machine = Machine(
        small_story(
            """
door: {text: A door., choices: {in: {say: In., goto: hall}}}
hall:
  do: [heat += 1]
  text: A hall.
  redirects: [{when: not seen(phone), cutaway: phone}]
  choices: {out: {say: Out., when: heat == 1, goto: end}}
phone: {text: It rings., return: true}
""",
            "variables:\n  heat: 0..3\n",
        )
    )
    step = machine.choose(machine.begin().state, "bar.door.in")
    assert (step.state.scene, told(step), options(machine, step)) == ("bar.hall", ["It rings.", "A hall."], ["out"])


def test_a_choice_that_stays_does_not_tell_the_text_again_and_one_that_goes_to_the_scene_does() -> None:
    """A scene is told only on arrival, and its sequences go on only then."""
    machine = Machine(
        small_story(
            """
door:
  text: A door.
  choices:
    stay: {say: Stay.}
    again: {say: Again., goto: door}
    out: {say: Out., goto: end}
"""
        )
    )
    begun = machine.begin()
    assert told(machine.choose(begun.state, "bar.door.stay")) == []
    assert told(machine.choose(begun.state, "bar.door.again")) == ["A door."]


COUNTING = """
door: {text: A door., choices: {in: {say: In., goto: hall}}}
hall:
  redirects:
    - {when: steps < 80, do: [steps += 1], goto: hall}
    - {goto: end}
"""


def test_a_redirect_that_counts_to_eighty_comes_to_its_end() -> None:
    """A long chain is no circle."""
    machine = Machine(small_story(COUNTING, "variables:\n  steps: 0..80\n"))
    assert machine.choose(machine.begin().state, "bar.door.in").state.scene == "bar.end"


def test_a_circle_is_ended_where_it_comes_to_the_same_state_again() -> None:
    """The game does not hang, whatever the story says."""
    machine = Machine(
        small_story(
            """
door: {text: A door., choices: {in: {say: In., do: [heat = 1], goto: hall}, out: {say: Out., goto: end}}}
hall: {redirects: [{when: heat == 1, goto: yard}, {goto: end}]}
yard: {redirects: [{when: heat == 1, goto: hall}, {goto: end}]}
""",
            "variables:\n  heat: 0..3\n",
        )
    )
    assert machine.choose(machine.begin().state, "bar.door.in").state.scene in ("bar.hall", "bar.yard")


LONG = """
door: {text: A door., choices: {in: {say: In., goto: hall}, out: {say: Out., goto: end}}}
hall:
  redirects:
    - {when: steps < 600, do: [steps += 1], goto: hall}
    - {when: rounds < 40, do: [rounds += 1, steps = 0], goto: hall}
    - {goto: end}
"""
COUNTERS = "variables:\n  steps: 0..600\n  rounds: 0..40\n"


def test_a_chain_of_many_thousand_scenes_is_cut_off() -> None:
    """After as many scenes as `limits.CHAIN` the story rests, and nothing overflows."""
    machine = Machine(small_story(LONG, COUNTERS))
    state = machine.choose(machine.begin().state, "bar.door.in").state
    assert (state.scene, sum(state.values)) == ("bar.hall", limits.CHAIN.most - 601 + 1)


def test_what_follows_a_death_that_stands_may_be_a_fall_again() -> None:
    """Taking it back leads to the state in which the player chose to die. A kept state is never itself a fall."""
    machine = Machine(
        small_story(
            """
door: {text: A door., choices: {jump: {say: Jump., goto: dies}, out: {say: Out., goto: end}}}
dies: {text: You die., fall: true}
limbo: {text: Limbo., goto: dies}
""",
            "falls: {take_back: Back., let_stand: Stand., goto: bar.limbo}\nstart: bar.door\n",
        )
    )
    begun = machine.begin()
    fallen = machine.choose(begun.state, "bar.door.jump")
    again = machine.choose(fallen.state, "let_stand")
    assert again.state.scene == "bar.dies"
    assert machine.choose(again.state, "take_back").state == begun.state
