"""What claims mean, each law of it on a story in which it decides the verdict."""

import pytest

from desperado_adventure.analysis.verdicts.certificate import ClaimVerdict
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.loading import load_text

HOLDS, BROKEN, EMPTY = ClaimVerdict.HOLDS, ClaimVerdict.BROKEN, ClaimVerdict.EMPTY

DECLARED = """
start: bar.door
variables: {wounds: 0..3, alive: {was: lives}, taken_back: 0..2}
speakers: {boy: The boy, man: The man}
falls: {counts: taken_back, take_back: No., let_stand: Yes., goto: bar.end}
"""
SCENES = """
door:
  text: |
    A door.

    man: I am here.
  choices:
    wait: {say: Wait.}
    shoot: {say: Shoot him., text: "man: Don't.", do: [alive = true, wounds += 1], goto: yard}
    jump: {say: Jump., do: [wounds += 1], goto: dead}
yard:
  do: [{when: wounds >= 1, do: [wounds -= 1]}]
  redirects:
    - when: wounds == 2
      goto: end
  text: "{alive: Quiet.}"
  choices:
    back: {say: Go back., goto: door}
    on: {say: Go on., text: "boy: On.", goto: pass}
pass:
  text: "boy: We pass."
  goto: end
dead: {text: Dead., fall: true}
end: {text: The end., ending: {title: The End}}
"""


INN = """
start: bar.door
variables: {wounds: 0..3, guest: {name: a stranger, words: [bucho]}}
speakers: {man: The man}
"""
BOOK = """
door:
  text: A book. {guest}
  choices:
    sign:
      say: Sign.
      asks: guest
      text:
        - The pen scratches.
        - {when: guest == bucho, text: "man: You!"}
      do: [{when: guest == bucho, do: [wounds += 1]}]
    go: {say: Go., goto: end}
end: {text: The end., ending: {title: The End}}
"""


def verdict_of(
    claim: str, few_states: int = FEW_STATES, declared: str = DECLARED, scenes: str = SCENES
) -> tuple[ClaimVerdict, tuple[str, ...] | None]:
    """Return what is proved of a claim about a story, and the choices that break it, without the scenes."""
    loaded = load_text({"story.yaml": f"{declared}claims:\n  it: {claim}\n", "scenes/bar.yaml": scenes})
    assert loaded.story is not None, loaded.diagnostics
    ((_, verdict, choices),) = prove(loaded.story, few_states=few_states).claims
    return verdict, choices if choices is None else tuple(choice.removeprefix("bar.") for choice in choices)


@pytest.mark.parametrize("few_states", [FEW_STATES, 0], ids=["states", "diagrams"])
@pytest.mark.parametrize(
    ("claim", "verdict", "choices"),
    [
        pytest.param(
            "never takes(bar.door.shoot) and alive", BROKEN, ("door.shoot", "yard.back", "door.shoot"), id="before"
        ),
        pytest.param("whenever speaks(man) then at(bar.door)", HOLDS, None, id="who speaks, and where"),
        pytest.param("after speaks(boy) never speaks(man)", HOLDS, None, id="after words"),
        pytest.param("after alive never speaks(man)", BROKEN, ("door.shoot", "yard.back"), id="told again on arrival"),
        pytest.param(
            "after told(bar.door) never told(bar.door)", BROKEN, ("door.shoot", "yard.back"), id="not by staying"
        ),
        pytest.param("whenever rises(wounds) then at(bar.door)", HOLDS, None, id="effects of a choice"),
        pytest.param("whenever falls(wounds) then at(bar.yard)", HOLDS, None, id="effects on arrival"),
        pytest.param("never wounds == 1", BROKEN, ("door.jump",), id="a fall is a rest"),
        pytest.param("never at(bar.pass)", HOLDS, None, id="nobody rests where the story passes through"),
        pytest.param("whenever at(bar.pass) then alive", EMPTY, None, id="so that this says nothing"),
        pytest.param("never at(bar.pass) and speaks(boy)", BROKEN, ("door.shoot", "yard.on"), id="but there is speech"),
        pytest.param(
            "after takes(bar.door.jump) never told(bar.yard)", HOLDS, None, id="what is taken back did not happen"
        ),
        pytest.param(
            "after rises(taken_back) never told(bar.yard)",
            BROKEN,
            ("door.jump", "take_back", "door.shoot"),
            id="taking back happens",
        ),
        pytest.param(
            "after taken(bar.door.shoot) never at(bar.door)", BROKEN, ("door.shoot", "yard.back"), id="memory"
        ),
        pytest.param(
            "from at(bar.yard) an ending is reachable without speaks(boy) or at(bar.door)",
            BROKEN,
            ("door.shoot",),
            id="no way on",
        ),
        pytest.param("from at(bar.door) an ending is reachable without speaks(boy)", HOLDS, None, id="by a death"),
        pytest.param("from alive bar.end is reachable", HOLDS, None, id="a named ending"),
    ],
)
def test_a_law_of_claims(claim: str, verdict: ClaimVerdict, choices: tuple[str, ...] | None, few_states: int) -> None:
    """The claim comes out as its law says, by both provers, with the shortest choices where it breaks."""
    assert verdict_of(claim, few_states) == (verdict, choices)


@pytest.mark.parametrize("few_states", [FEW_STATES, 0], ids=["states", "diagrams"])
@pytest.mark.parametrize(
    ("claim", "verdict", "choices"),
    [
        pytest.param("never takes(bar.door.sign)", BROKEN, ("door.sign bucho",), id="it is taken"),
        pytest.param(
            "whenever takes(bar.door.sign) then guest == bucho", BROKEN, ("door.sign Ana",), id="another name"
        ),
        pytest.param("whenever speaks(man) then guest == bucho", HOLDS, None, id="the words know the name"),
        pytest.param("never speaks(man)", BROKEN, ("door.sign bucho",), id="words for a name"),
        pytest.param("whenever rises(wounds) then guest == bucho", HOLDS, None, id="the effects know the name"),
        pytest.param("never rises(wounds)", BROKEN, ("door.sign bucho",), id="effects for a name"),
        pytest.param("after taken(bar.door.sign) never speaks(man)", BROKEN, None, id="memory"),
        pytest.param("from speaks(man) an ending is reachable without guest == bucho", BROKEN, None, id="no way on"),
    ],
)
def test_a_claim_about_a_choice_that_asks_for_a_name(
    claim: str, verdict: ClaimVerdict, choices: tuple[str, ...] | None, few_states: int
) -> None:
    """The name is known when the choice is taken; and a choice is taken whatever name is typed with it."""
    found, way = verdict_of(claim, few_states, INN, BOOK)
    assert found == verdict
    assert choices is None or way == choices
    assert (way is not None) == (verdict is BROKEN)


def test_a_claim_is_undecided_when_the_budget_is_used_up() -> None:
    """A proof that is ended at once says of no claim that it holds or does not."""
    loaded = load_text({"story.yaml": f"{DECLARED}claims: {{it: never alive}}\n", "scenes/bar.yaml": SCENES})
    assert loaded.story is not None
    certificate = prove(loaded.story, progress=lambda _: False)
    assert [result.verdict for result in certificate.claims] == [ClaimVerdict.UNDECIDED]
    assert not certificate.exhausted
