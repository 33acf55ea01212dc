"""What only follows from another finding is not told: one mistake, one finding."""

from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.loading import load_text
from desperado_adventure.model.diagnostics import Diagnostic, causes

INSIDE = "inside: {text: Nobody., ending: {title: Inside}}\n"


def _told(chapter: str, declarations: str = "") -> list[Diagnostic]:
    loaded = load_text({"story.yaml": declarations or "title: A\n", "scenes/bar.yaml": chapter + INSIDE})
    assert loaded.story is not None, loaded.diagnostics
    return list(causes((*loaded.diagnostics, *prove(loaded.story).findings)))


def _numbers(found: list[Diagnostic]) -> list[str]:
    return [str(each.code) for each in found]


def test_a_scene_that_nothing_leads_to_is_told_once() -> None:
    """The proof repeats neither the scene nor what stands in it, nor the ending behind it, nor what it would set."""
    found = _told(
        """
door: {text: "It is open.", goto: inside}
cellar:
  text: "Dark. {lit: Not so dark.} {first|second}"
  do: [lit = true]
  choices:
    up: {say: Up., when: lit, goto: attic}
    down: {say: Down., requires: lit, barred: Too dark., goto: attic}
attic: {text: High., ending: {title: Attic}}
""",
        "variables: {lit: flag}\n",
    )
    assert _numbers(found) == ["DA405"]


def test_a_scene_behind_one_that_is_never_reached_is_named_there() -> None:
    """The finding about the first scene names the ending that is lost with it; scenes in between are not told."""
    found = _told(
        """
door: {text: It rings., choices: {take: {say: Yes?, cutaway: call, goto: hall}, go: {say: Go., goto: inside}}}
call: {text: The wrong story., ending: {title: Wrong Number}}
hall: {text: A hall., goto: stairs}
stairs: {text: Stairs., goto: roof}
roof: {text: High., ending: {title: Roof}}
"""
    )
    assert _numbers(found) == ["DA501"]
    assert found[0].message == "The scene `bar.hall` can never be reached, and so neither can `bar.roof`."


def test_a_variable_that_nothing_changes_is_told_once() -> None:
    """Neither that it never changes nor that the conditions that ask for it always come out the same is added."""
    assert _numbers(_told("door: {text: '{lit: Light.|Dark.}', goto: inside}\n", "variables: {lit: flag}\n")) == [
        "DA409"
    ]


def test_a_variable_whose_effects_change_nothing_is_told_once() -> None:
    """The conditions that ask for it follow."""
    chapter = "door: {text: '{heat > 0: Hot.|Cold.}', do: [heat -= 1], goto: inside}\n"
    assert _numbers(_told(chapter, "variables: {heat: 0..4}\n")) == ["DA510"]


def test_an_item_that_is_never_given_is_told_once() -> None:
    """The conditions that ask for it follow."""
    declarations = "places: {case: {title: Case}}\nitems: {coin: {title: a coin}}\n"
    assert _numbers(_told("door: {text: '{has(coin): Rich.|Poor.}', goto: inside}\n", declarations)) == ["DA410"]


def test_a_condition_that_asks_for_more_is_told_still() -> None:
    """A condition that is always the same for another reason than the variable that is reported has its own finding."""
    chapter = "door: {text: '{lit: Light.|Dark.} {heat > 1: Hot.|Cold.}', do: [heat += 1], goto: inside}\n"
    assert _numbers(_told(chapter, "variables: {lit: flag, heat: 0..4}\n")) == ["DA409", "DA506"]


def test_a_scene_without_a_way_to_an_ending_is_told_once() -> None:
    """Where the graph shows that no ending can be reached, the soft-lock that begins there follows."""
    chapter = """
door: {text: Two., choices: {a: {say: In., goto: inside}, b: {say: Down., goto: cellar}}}
cellar: {text: Dark., choices: {wait: {say: Wait., text: Dust.}}}
"""
    assert _numbers(_told(chapter)) == ["DA419"]
