"""Claims as an author writes them: every form is read, and every slip is told with its place and a cure."""

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.model.claims import ClaimKind
from desperado_adventure.model.diagnostics import Diagnostic

STORY = """
variables: {heat: 0..4, warned: flag}
speakers: {boy: The boy}
"""
SCENES = """
door:
  text: A door.
  choices:
    knock: {say: Knock., do: [heat += 1, warned = true]}
    go: {say: "{warned: Go.|Go in.}", when: heat >= 1 or not warned, goto: end}
end: {text: "boy: Well.", ending: {title: The End}}
"""


def said(claim: str) -> tuple[Diagnostic, ...]:
    """Return what is said of a story with this claim."""
    return load_text({"story.yaml": f"{STORY}claims:\n  it: {claim}\n", "scenes/bar.yaml": SCENES}).diagnostics


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("never heat == 4 and speaks(boy)", ClaimKind.NEVER),
        ("always not warned or heat >= 1", ClaimKind.NEVER),
        ("whenever told(bar.end) then at(bar.end)", ClaimKind.WHENEVER),
        ("after takes(bar.door.knock) never not warned", ClaimKind.AFTER),
        ("after warned always heat >= 1", ClaimKind.AFTER),
        ("from warned an ending is reachable", ClaimKind.FROM),
        ("from warned bar.end is reachable without rises(heat) or falls(heat)", ClaimKind.FROM),
    ],
)
def test_every_form_of_claim_is_read(claim: str, kind: ClaimKind) -> None:
    """Each of the words of time makes a claim of its kind, with the author's sentence in it."""
    story = load_text({"story.yaml": f"{STORY}claims:\n  it: {claim}\n", "scenes/bar.yaml": SCENES}).story
    assert story is not None
    assert [(each.id, each.kind, each.sentence) for each in story.claims] == [("it", kind, claim)]


@pytest.mark.parametrize(
    ("claim", "message", "cure"),
    [
        ("heat == 4", "A claim does not begin with `heat`.", "A claim is `never …`"),
        ("nevr heat == 4", "A claim does not begin with `nevr`.", "Did you mean `never`?"),
        ("whenever warned heat >= 1", "`then` should stand here, and `heat` does.", "A claim is"),
        ("after warned", "`never` or `always` should stand here, and the end does.", "A claim is"),
        (
            "from warned an endin is reachable",
            "`ending` should stand here, and `endin` does.",
            "Did you mean `ending`?",
        ),
        ("from warned bar.ned is reachable", "There is no scene `bar.ned`.", "Did you mean `bar.end`?"),
        ("never at(baz)", "There is no scene `baz`.", ""),
        ("never speaks(by)", "There is no speaker `by`.", "Did you mean `boy`?"),
        ("never rises(warned)", "`warned` is no counter, and only a counter rises and falls.", ""),
        ("never tolds(bar.end)", "There is no function `tolds`.", "Did you mean `told`?"),
        (
            "never visits(bar.door) >= 2",
            "A claim does not count: the story would have to, and would have more states.",
            "Ask `seen`",
        ),
        ("never heat", "This is a number, and a condition should stand here.", ""),
    ],
)
def test_a_slip_in_a_claim_is_told_once(claim: str, message: str, cure: str) -> None:
    """A claim that is none gives one error, which says what stands there and what should."""
    (found,) = said(claim)
    assert found.is_error
    assert found.message == message
    assert cure in found.cure
    assert found.mark.line == 5


def test_all_slips_of_a_claim_are_told() -> None:
    """Two wrong names in one claim are two findings."""
    messages = [each.message for each in said("never speaks(by) and at(baz)")]
    assert messages == ["There is no speaker `by`.", "There is no scene `baz`."]


def test_a_claim_adds_nothing_to_the_states_of_a_story() -> None:
    """What a claim asks of the past is not counted by the story: its slots are those that it has without claims."""
    files = {"story.yaml": STORY, "scenes/bar.yaml": SCENES}
    plain = load_text(files).story
    files["story.yaml"] += "claims: {it: never taken(bar.door.knock) and seen(bar.door) and not warned}\n"
    claimed = load_text(files).story
    assert plain is not None
    assert claimed is not None
    assert claimed.slots == plain.slots
    assert unmarked_scenes(claimed.scenes) == unmarked_scenes(plain.scenes)


def unmarked_scenes(scenes: object) -> str:
    """Return scenes as text, to be compared."""
    return repr(dict(scenes))  # type: ignore[call-overload]  # a mapping


def test_scenes_are_called_by_their_bare_keys_beside_a_scene() -> None:
    """A claim beside a scene may use the short names of its chapter, and has the scene's id before its own."""
    scenes = SCENES.replace("  text: A door.\n", "  text: A door.\n  claims: {shut: after at(end) never at(door)}\n")
    story = load_text({"story.yaml": STORY, "scenes/bar.yaml": scenes}).story
    assert story is not None
    assert [claim.id for claim in story.claims] == ["bar.door.shut"]
    assert {atom.id for atom in story.atoms} == {"bar.end", "bar.door"}
