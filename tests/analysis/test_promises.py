"""False statements that the proof once made, each with the story that refuted it, for both provers."""

from __future__ import annotations

import pytest
from small_stories import small_story

from desperado_adventure.analysis.targets.target import Target, TargetKind
from desperado_adventure.analysis.verdicts.certificate import Certificate
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.model import limits
from desperado_adventure.model.diagnostics import Diagnostic


@pytest.fixture(params=[FEW_STATES, 0], ids=["states", "diagrams"])
def few_states(request: pytest.FixtureRequest) -> int:
    """How many states are walked one by one before the proof turns to diagrams: many, or none."""
    number: int = request.param
    return number


def found(certificate: Certificate, code: str) -> list[Diagnostic]:
    """Return the findings with this code."""
    return [finding for finding in certificate.findings if finding.code.number == code]


YARD = """
door:
  text: The key is in it.
  choices:
    take: {say: Take the key., once: true, do: [key = true]}
    go: {say: Go., when: key, goto: end}
    push: {say: Let the door fall shut., goto: yard}
yard:
%s
  choices:
    wait: {say: Wait.}
%s
"""
OPEN = "    open: {say: Open the gate., requires: key, barred: Locked., goto: end}"
KEY = "variables: {key: flag}\n"


@pytest.mark.parametrize(
    "yard",
    [
        YARD % ("  text: A yard.", OPEN),
        YARD % ('  text: "A yard. {key: You have a key.}"', OPEN),
        YARD % ("  text: A yard.\n  redirects: [{when: key, goto: end}]", ""),
        YARD % ("  text: A yard.\n  redirects: [{when: not key, goto: shed}]", OPEN)
        + "shed: {text: A shed., choices: {wait: {say: Wait.}}}\n",
        YARD % ('  text: A yard.\n  verse: [{when: key, text: "a\\nb\\nc\\nd"}]', OPEN),
    ],
    ids=["plain", "varying text", "redirects", "behind a redirect", "varying verse"],
)
def test_a_soft_lock_is_found_whatever_its_scene_is_like(yard: str, few_states: int) -> None:
    """Each soft-lock has one finding, with the choice that leads into it."""
    locks = found(prove(small_story(yard, KEY + "start: bar.door\n"), few_states=few_states), "DA508")
    assert [lock.choices for lock in locks] == [("bar.door.push",)]


def test_a_story_that_is_lost_from_the_beginning_says_so(few_states: int) -> None:
    """The first scene itself is the soft-lock when no ending can be reached, varying text or not."""
    scenes = """
door: {text: "{heat == 1: Hot.|A door.}", choices: {wait: {say: Wait., do: [heat = 1]}, on: {say: On., goto: hall}}}
hall: {text: A hall., choices: {back: {say: Back., goto: door}, out: {say: Out., when: heat == 2, goto: end}}}
"""
    certificate = prove(small_story(scenes, "variables: {heat: 0..2}\nstart: bar.door\n"), few_states=few_states)
    assert [(lock.mark.line, lock.choices) for lock in found(certificate, "DA508")] == [(3, ())]


def test_a_soft_lock_inside_a_cutaway_is_found(few_states: int) -> None:
    """If a cutaway cannot return any more, the soft-lock is reported where it begins."""
    scenes = """
door: {text: A door., choices: {call: {say: Call., cutaway: phone}, out: {say: Out., goto: end}}}
phone:
  text: "It rings. {gone: Still.}"
  choices:
    drop: {say: Drop it., do: [gone = true]}
    speak: {say: Speak., when: not gone, return: true}
    wait: {say: Wait.}
"""
    certificate = prove(small_story(scenes, "variables: {gone: flag}\nstart: bar.door\n"), few_states=few_states)
    assert [lock.choices for lock in found(certificate, "DA508")] == [("bar.door.call", "bar.phone.drop")]


def test_a_text_that_is_always_passed_by_is_found(few_states: int) -> None:
    """A scene whose redirects always lead on before its text is told has words that nobody reads."""
    scenes = """
door: {text: A door., choices: {in: {say: In., goto: hall}}}
hall: {text: Nobody reads this., redirects: [{goto: end}]}
"""
    certificate = prove(small_story(scenes, "start: bar.door\n"), few_states=few_states)
    assert [finding.code.number for finding in certificate.findings] == ["DA505"]
    assert "The text of `bar.hall`" in certificate.findings[0].message
    assert certificate.findings[0].choices == ("bar.door.in",)


def test_a_text_after_a_cutaway_on_arrival_is_told(few_states: int) -> None:
    """It is no finding, and the shortest way to it passes through the cutaway."""
    scenes = """
door: {text: A door., choices: {in: {say: In., goto: hall}}}
hall:
  text: A hall.
  redirects: [{when: not seen(phone), cutaway: phone}]
  choices: {out: {say: Out., goto: end}}
phone: {text: It rings., choices: {hang_up: {say: Hang up., return: true}}}
"""
    certificate = prove(small_story(scenes, "start: bar.door\n"), few_states=few_states)
    assert certificate.findings == ()
    way = certificate.way_to(Target(TargetKind.TEXT, "bar.hall"))
    assert way == ("bar.door.in", "bar.phone.hang_up")


@pytest.mark.parametrize("extra", ["once: true", "fallback: true"])
def test_a_condition_beside_once_or_fallback_is_asked_by_itself(extra: str, few_states: int) -> None:
    """A condition that always holds is reported, although `once` or `fallback` sometimes hides the choice."""
    scenes = f"""
door:
  text: A door.
  choices:
    look: {{say: Look., once: true}}
    knock: {{say: Knock., {extra}, when: heat >= 1, do: [heat = 2]}}
    out: {{say: Out., when: heat == 2, goto: end}}
"""
    declared = "variables: {heat: {range: 0..2, start: 1}}\nstart: bar.door\n"
    certificate = prove(small_story(scenes, declared), few_states=few_states)
    always = [finding for finding in found(certificate, "DA506") if "`heat >= 1`" in finding.message]
    assert len(always) == 1


def test_what_a_player_reads_by_looking_is_shown(few_states: int) -> None:
    """Words that only `look`, an undo or a save bring to the screen are no finding."""
    scenes = """
door:
  text: "The radio plays. {n >= 1: It is louder now.|It is soft.}"
  choices:
    a: {say: Turn it up., once: true, text: You turn it up., do: [n = 1]}
    b: {say: Go., goto: end}
"""
    assert prove(small_story(scenes, "variables: {n: 0..3}\n"), few_states=few_states).findings == ()


def test_words_that_nobody_can_bring_to_the_screen_name_the_usual_slip(few_states: int) -> None:
    """The finding says that a choice that stays does not tell the text again."""
    scenes = """
door:
  text: It is {open|still open}.
  choices: {stay: {say: Stay.}, out: {say: Out., goto: end}}
"""
    certificate = prove(small_story(scenes), few_states=few_states)
    assert [finding.code.number for finding in certificate.findings] == ["DA505"]
    assert "A choice that stays does not tell the text again" in certificate.findings[0].cure


def test_a_long_chain_that_ends_is_no_circle(few_states: int) -> None:
    """A redirect that counts to eighty has no finding."""
    scenes = """
door: {text: A door., choices: {in: {say: In., goto: hall}}}
hall: {redirects: [{when: steps < 80, do: [steps += 1], goto: hall}, {goto: end}]}
"""
    certificate = prove(small_story(scenes, "variables: {steps: 0..80}\nstart: bar.door\n"), few_states=few_states)
    assert certificate.findings == ()


@pytest.mark.parametrize(("most", "codes"), [(limits.CHAIN.most - 3, []), (limits.CHAIN.most - 1, ["DA512"])])
def test_a_chain_that_is_too_long_has_a_finding_of_its_own(most: int, codes: list[str], few_states: int) -> None:
    """It is reported exactly when the game would cut it off."""
    scenes = f"""
door: {{text: A door., choices: {{in: {{say: In., goto: hall}}, out: {{say: Out., goto: end}}}}}}
hall: {{redirects: [{{when: steps < {most}, do: [steps += 1], goto: hall}}, {{goto: end}}]}}
"""
    declared = f"variables: {{steps: 0..{min(most, 999)}}}\nstart: bar.door\n"
    certificate = prove(small_story(scenes, declared), few_states=few_states)
    assert [finding.code.number for finding in certificate.findings] == codes
    assert all(finding.choices == ("bar.door.in",) for finding in certificate.findings)


def test_a_circle_of_several_scenes_is_one_finding_at_its_first_scene(few_states: int) -> None:
    """Scenes that only lead into the circle have no finding."""
    scenes = """
door: {text: A door., choices: {in: {say: In., do: [n = 1], goto: lobby}, out: {say: Out., goto: lobby}}}
lobby: {redirects: [{goto: left}]}
left: {redirects: [{when: n == 1, goto: right}, {goto: end}]}
right: {redirects: [{when: n == 1, goto: left}, {goto: end}]}
"""
    certificate = prove(small_story(scenes, "variables: {n: 0..1}\nstart: bar.door\n"), few_states=few_states)
    assert [(loop.mark.line, loop.choices) for loop in found(certificate, "DA509")] == [(5, ("bar.door.in",))]


def test_a_count_of_deaths_that_starts_at_its_top_never_changes(few_states: int) -> None:
    """Taking a death back does not change a variable that cannot go higher."""
    scenes = """
door: {text: A door., choices: {jump: {say: Jump., goto: dies}, out: {say: Out., when: deaths == 2, goto: end}}}
dies: {text: You die., fall: true}
"""
    declared = (
        "variables: {deaths: {range: 0..2, start: 2}}\nstart: bar.door\n"
        "falls: {counts: deaths, take_back: Back., let_stand: Stand., goto: bar.end}\n"
    )
    certificate = prove(small_story(scenes, declared), few_states=few_states)
    assert len(found(certificate, "DA510")) == 1


def test_a_cause_names_no_place_into_which_the_item_does_not_fit(few_states: int) -> None:
    """A cause names only places in which the item can be."""
    scenes = """
door:
  text: A door.
  choices:
    drop: {say: Drop it., do: [lose(gun)], goto: hall}
    hide: {say: Hide it., do: [put(gun, boot)], goto: hall}
    keep: {say: Keep it., goto: hall}
hall: {text: A hall., choices: {wait: {say: Wait.}, shoot: {say: Shoot., when: in_case(gun), goto: end}}}
"""
    declared = """
start: bar.door
places: {case: {title: Case}, boot: {title: Boot}, hat: {title: Hat}}
items: {gun: {title: Gun, fits: [case, boot], at: case}}
"""
    certificate = prove(small_story(scenes, declared), few_states=few_states)
    [lock] = found(certificate, "DA508")
    assert "`gun` is not case" in lock.message or "`gun` is nowhere or boot" in lock.message
    assert "hat" not in lock.message


def test_a_death_taken_back_behind_a_circle_of_redirects_is_an_ordinary_step(few_states: int) -> None:
    """A choice may kill only after many redirects; the proof finds what taking that death back leads to."""
    scenes = """
door:
  text: A door.
  choices:
    spin: {say: Spin., do: [n = 5], goto: wheel}
    spin_less: {say: Spin a little., do: [n = 4], goto: wheel}
    gloat: {say: Gloat., when: deaths == 2, goto: end}
wheel:
  redirects:
    - {when: n >= 2, do: [n -= 2], goto: wheel}
    - {when: n == 1, goto: dies}
    - {goto: door}
dies: {text: You die., fall: true}
"""
    declared = (
        "variables: {deaths: 0..2, n: 0..9}\nstart: bar.door\n"
        "falls: {counts: deaths, take_back: Back., let_stand: Stand., goto: bar.end}\n"
    )
    certificate = prove(small_story(scenes, declared), few_states=few_states)
    assert certificate.findings == ()
    way = certificate.way_to(Target(TargetKind.CHOICE, "bar.door.gloat"))
    assert way == ("bar.door.spin", "take_back", "bar.door.spin", "take_back", "bar.door.gloat")


def test_a_cause_is_true_of_its_scene_inside_a_cutaway_as_well(few_states: int) -> None:
    """Where the same values are no trap inside a cutaway, they are not called the cause."""
    scenes = """
door:
  text: A door.
  choices:
    arm: {say: Arm., do: [h = true]}
    out: {say: Out., goto: room}
    dream: {say: Dream., cutaway: room, goto: end}
room:
  text: A room.
  choices:
    wait: {say: Wait.}
    gate: {say: Gate., when: h, goto: end}
    wake: {say: Wake., when: not seen(yard), goto: yard}
yard: {text: A yard., choices: {in: {say: In., goto: room}, wake: {say: Wake., return: true}}}
"""
    certificate = prove(small_story(scenes, "variables: {h: flag}\nstart: bar.door\n"), few_states=few_states)
    locks = found(certificate, "DA508")
    assert locks
    assert all("exactly when `h` is false." not in lock.message for lock in locks)


def test_the_way_of_a_finding_is_shortest_where_only_words_ask(few_states: int) -> None:
    """A condition of the status line is asked on the first screen, and no choice leads there."""
    scenes = """
door: {text: A door., choices: {take: {say: Take., do: [n = 1], goto: hall}}}
hall: {text: "{n == 1 and m == 1: Yes.|No.}", choices: {out: {say: Out., do: [m = 2], goto: end}}}
"""
    declared = (
        "variables: {n: 0..2, m: 0..2}\nstart: bar.door\n"
        'status: ["{n == 1 and m == 1: One.|Other.}", "{m == 2: Two.}"]\n'
    )
    certificate = prove(small_story(scenes, declared), few_states=few_states)
    ways = {finding.mark.file: finding.choices for finding in found(certificate, "DA506")}
    assert ways == {"story.yaml": (), "scenes/bar.yaml": ("bar.door.take",)}
