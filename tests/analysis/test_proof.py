"""What the proof promises an author, each on a story of a few lines."""

from __future__ import annotations

from small_stories import small_story

from desperado_adventure.analysis.targets.target import Target, TargetKind
from desperado_adventure.analysis.transitions.progress import Progress
from desperado_adventure.analysis.verdicts.certificate import Certificate
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.engine import Machine, Playthrough


def codes(certificate: Certificate) -> list[str]:
    """Return the codes of the findings, sorted."""
    return sorted(finding.code.number for finding in certificate.findings)


GUN = """
places:
  case: {title: The case, capacity: 2}
items:
  pistols: {title: The pistols, at: case}
"""

TRAP = """
door:
  title: The door
  text: A door.
  choices:
    drop: {say: Drop the pistols., do: [lose(pistols)], goto: hall}
    keep: {say: Keep them., goto: hall}
hall:
  title: The hall
  text: A hall.
  choices:
    wait: {say: Wait., text: You wait.}
    shoot: {say: Shoot., requires: has(pistols), barred: With what?, goto: end}
"""


def test_a_soft_lock_is_found_with_the_choices_that_lead_there_and_the_item_that_is_missing() -> None:
    """A way that leads nowhere any more is reported with its first choice and with what is missing."""
    certificate = prove(small_story(TRAP, GUN))
    lock = next(finding for finding in certificate.findings if finding.code.number == "DA508")
    assert certificate.exhausted
    assert lock.choices == ("bar.door.drop",)
    assert "`pistols` is nowhere" in lock.message
    assert certificate.locked == {"bar.hall"}


def test_a_story_without_faults_has_no_findings_and_a_shortest_walkthrough_for_its_ending() -> None:
    """A sound story is exhausted, has no findings, and each ending has a way that replays to it."""
    told = small_story(
        """
door:
  title: The door
  text: A door.
  choices:
    keep: {say: Keep them., goto: hall}
hall:
  title: The hall
  text: A hall.
  choices:
    shoot: {say: Shoot., goto: end}
"""
    )
    certificate = prove(told)
    assert (certificate.exhausted, certificate.findings) == (True, ())
    assert certificate.endings == {"bar.end": ("bar.door.keep", "bar.hall.shoot")}
    assert Playthrough.replay(Machine(told), certificate.endings["bar.end"]).state.scene == "bar.end"


def test_a_dead_end_is_found() -> None:
    """A state in which every choice is hidden or barred is reported."""
    certificate = prove(
        small_story(
            """
door:
  title: The door
  text: A door.
  choices:
    look: {say: Look., once: true, text: You look.}
    ask: {say: Ask., once: true, goto: end}
    knock: {say: Knock., once: true, goto: door}
"""
        )
    )
    assert codes(certificate) == []
    certificate = prove(
        small_story(
            """
door:
  title: The door
  text: A door.
  choices:
    look: {say: Look., once: true, text: You look.}
    leave: {say: Leave., when: not taken(door.look), goto: end}
"""
        )
    )
    assert codes(certificate) == ["DA507"]
    assert certificate.findings[0].choices == ("bar.door.look",)


def test_what_nobody_can_see_is_found() -> None:
    """Scenes, endings, choices, redirects, words and conditions that never come about are reported, each once."""
    certificate = prove(
        small_story(
            """
door:
  title: The door
  text: |
    {heat >= 3: Hot.|Not hot.} {first|second}
  redirects:
    - {when: heat >= 2 and heat < 2, goto: end}
  choices:
    never: {say: Never., when: heat == 3, goto: attic}
    barred: {say: Barred., requires: heat == 3, barred: Too cold., goto: end}
    free: {say: Free., requires: heat < 3, barred: Too hot., goto: end}
    warm: {say: Warm up., when: heat < 1, do: [heat += 1]}
attic:
  title: The attic
  text: An attic.
  choices:
    down: {say: Down., goto: door}
    out: {say: Out., goto: high}
high:
  title: High
  text: High.
  ending: {title: High, hint: High up.}
""",
            "variables:\n  heat: 0..3\n",
        )
    )
    found = sorted((finding.code.number, finding.mark.line) for finding in certificate.findings)
    assert [code for code, _ in found] == ["DA501", "DA502", "DA502", "DA503", "DA504", "DA505", "DA506"]


def test_a_death_can_be_taken_back_in_a_witness() -> None:
    """What only a death taken back makes possible has a witness that dies and takes it back."""
    told = small_story(
        """
door:
  title: The door
  text: A door.
  choices:
    jump: {say: Jump., goto: dies}
    gloat: {say: Gloat., when: deaths >= 2, goto: end}
dies:
  title: You die
  text: You die.
  fall: true
stands:
  title: It stands
  text: Dead.
  ending: {title: Dead, hint: Stay dead.}
""",
        "variables:\n  deaths: 0..2\nfalls: {counts: deaths, take_back: Back., let_stand: Stand., goto: bar.stands}\n",
    )
    certificate = prove(told)
    assert codes(certificate) == []
    assert certificate.endings["bar.end"] == (
        "bar.door.jump", "take_back", "bar.door.jump", "take_back", "bar.door.gloat",
    )  # fmt: skip
    assert certificate.endings["bar.stands"] == ("bar.door.jump", "let_stand")


def test_packing_is_walked_with_every_placement() -> None:
    """A choice that wants a thing packed elsewhere is reached by a move."""
    told = small_story(
        """
door:
  title: The door
  text: Pack.
  pack: [case, bed]
  choices:
    light: {say: Go light., when: not in_case(pistols), goto: end}
    heavy: {say: Go heavy., when: in_case(pistols), goto: end}
""",
        GUN.replace("capacity: 2}", "capacity: 2}\n  bed: {title: The bed, carried: false}"),
    )
    certificate = prove(told)
    assert codes(certificate) == []
    assert certificate.way_to(Target(TargetKind.CHOICE, "bar.door.light")) == ("move pistols bed", "bar.door.light")


def test_a_walk_that_was_stopped_is_partial_and_calls_nothing_impossible() -> None:
    """Out of budget or interrupted, the certificate is not exhausted and has no findings about what was not seen."""
    told = small_story(TRAP, GUN)
    assert not prove(told, max_states=1).exhausted
    seen: list[Progress] = []

    def stop(progress: Progress) -> bool:
        seen.append(progress)
        return False

    certificate = prove(told, progress=stop)
    assert not certificate.exhausted
    assert certificate.findings == ()
    assert not certificate.unseen
    assert all(certificate.undecided[kind] for kind in ("scenes", "choices", "endings"))
    assert seen


def test_a_loop_without_a_choice_is_found() -> None:
    """Redirects that lead round in a circle in some state are reported with the choices that start them."""
    certificate = prove(
        small_story(
            """
door:
  title: The door
  text: A door.
  choices:
    spin: {say: Spin., do: [dizzy = true], goto: left}
    out: {say: Out., goto: left}
left:
  title: Left
  text: Left.
  redirects:
    - {when: dizzy, goto: right}
  choices:
    on: {say: On., goto: end}
right:
  title: Right
  text: Right.
  redirects:
    - {when: dizzy, goto: left}
    - {goto: end}
""",
            "variables:\n  dizzy: flag\n",
        )
    )
    assert "DA509" in codes(certificate)
    assert next(found for found in certificate.findings if found.code.number == "DA509").choices == ("bar.door.spin",)


def test_words_that_read_more_than_guards_do_are_proved_in_a_walk_of_their_own() -> None:
    """A variable that only words read costs the walk that proves the flow nothing, and both its words are found."""
    told = small_story(
        """
door:
  title: The door
  text: A door.
  choices:
    blue: {say: Blue., do: [coat = true], goto: hall}
    grey: {say: Grey., goto: hall}
hall:
  title: The hall
  text: "{coat: A blue coat.|A grey coat.}"
  choices:
    out: {say: Out., goto: end}
""",
        "variables:\n  coat: flag\n",
    )
    certificate = prove(told)
    assert codes(certificate) == []
    assert certificate.walks[0].states == 3
    assert certificate.tallies["variants"] == (2, 2)
    small = prove(told, few_states=certificate.walks[0].states)
    assert (small.exhausted, small.tallies) == (True, certificate.tallies), "the texts alone are too many for states"


def test_a_value_that_makes_no_difference_where_it_goes_is_no_matter_to_diagrams() -> None:
    """A counter that is copied, and whose values are all the same to whoever reads the copy, need not be known."""
    told = small_story(
        """
door:
  title: The door
  text: A door.
  choices:
    copy: {say: Copy., do: [tone = heat], goto: hall}
    plain: {say: Do not., goto: hall}
    warm: {say: Warm up., when: heat == 1, do: [heat += 1]}
hall:
  title: The hall
  text: "A hall. {heat >= 2: It is warm.}"
  choices:
    out: {say: Out., when: tone >= 1, goto: end}
    home: {say: Home., when: tone == 0, goto: end}
""",
        "variables:\n  heat: 1..3\n  tone: 0..3\n",
    )
    certificate = prove(told, few_states=0)
    assert [part.purpose for part in certificate.walks] == ["flow", "everything"]
    assert (certificate.exhausted, codes(certificate)) == (True, [])


RETURN = """
door:
  title: The door
  text: A door.
  choices:
    call: {say: Call., cutaway: phone}
    answer: {say: Answer., goto: phone}
    out: {say: Out., goto: end}
phone:
  title: The phone
  text: It rings.
  return: true
"""


def test_a_return_with_nowhere_to_come_back_to_ends_and_is_found() -> None:
    """The machine gives up on it where it is, without recursion, and the proof reports the choice that leads there."""
    told = small_story(RETURN)
    machine = Machine(told)
    state = machine.choose(machine.begin().state, "bar.door.answer").state
    assert (state.scene, state.stack, machine.options(state)) == ("bar.phone", (), ())
    assert machine.choose(machine.begin().state, "bar.door.call").state.scene == "bar.door"
    for few_states in (FEW_STATES, 0):
        loops = [finding for finding in prove(told, few_states=few_states).findings if finding.code.number == "DA509"]
        assert [loop.choices for loop in loops] == [("bar.door.answer",)]


def test_a_soft_lock_with_two_causes_names_both() -> None:
    """Where only the loss of both of two things is fatal, the finding says so, and nothing else."""
    told = small_story(
        """
door:
  title: The door
  text: A door.
  choices:
    drop: {say: Drop the pistols., when: has(pistols), do: [lose(pistols)]}
    throw: {say: Throw the knife., when: has(knife), do: [lose(knife)]}
    in: {say: In., goto: hall}
hall:
  title: The hall
  text: A hall.
  choices:
    wait: {say: Wait., text: You wait.}
    fight: {say: Fight., requires: has(pistols) or has(knife), barred: With what?, goto: end}
""",
        GUN + "  knife: {title: The knife, at: case}\n",
    )
    for few_states in (FEW_STATES, 0):
        certificate = prove(told, few_states=few_states)
        locks = [finding.message for finding in certificate.findings if finding.code.number == "DA508"]
        assert len(locks) == 1
        assert "exactly when `pistols` is nowhere and `knife` is nowhere" in locks[0]


LISTED = """
door:
  text: A door.
  choices:
    count: {say: Count., do: [seen_so_far += 1]}
    again: {say: Go round., goto: door}
    in: {say: Go in., goto: end}
"""


def test_what_is_only_listed_costs_the_proof_nothing() -> None:
    """The condition of a place adds no state, though it alone reads a counter and whether a scene was visited."""
    world = "variables: {seen_so_far: 0..9}\nplaces: {pockets: {title: Your pockets}}\n"
    with_condition = world.replace("Your pockets", "Your pockets, when: seen_so_far >= 3 and seen(bar.door)")
    without, proved = prove(small_story(LISTED, world)), prove(small_story(LISTED, with_condition))
    assert (proved.states, codes(proved)) == (without.states, codes(without))
    assert proved.exhausted


def test_findings_with_one_way_are_told_after_going_it_once() -> None:
    """A text with thousands of words that never show is not told again for each of them, which took minutes."""
    many = 3_000
    story = small_story(
        f"door:\n  text: |\n    {'{first|second} ' * many}\n  choices: {{in: {{say: In., goto: end}}}}\n"
    )
    certificate = prove(story)
    assert certificate.exhausted
    assert codes(certificate).count("DA505") == many
