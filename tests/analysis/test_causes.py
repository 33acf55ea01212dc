"""What tells the stuck states of a scene from the others is said in a sentence that can be read."""

from __future__ import annotations

import pytest

from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.loading import load_text


def cause(earn: str, goes: str) -> str:
    """Return the cause in the finding about a hut out of which there is a way only when `goes` holds."""
    files = {
        "story.yaml": "variables: {gold: 0..300}\n",
        "scenes/bar.yaml": f"""\
door:
  text: A door.
  choices:
    earn: {{say: Earn., do: [{earn}]}}
    hut: {{say: Go in., goto: hut}}
hut:
  text: A hut.
  choices:
    wait: {{say: Wait., text: Nothing.}}
    go: {{say: Go., when: {goes}, goto: end}}
end: {{text: x, ending: {{title: End}}}}
""",
    }
    story = load_text(files).story
    assert story is not None
    (lock,) = (each for each in prove(story).findings if each.code.number == "DA508")
    return lock.message.partition("It is so exactly when ")[2]


@pytest.mark.parametrize(
    ("earn", "goes", "wanted"),
    [
        ("gold += 1", "gold >= 200", "`gold` is 0..199."),
        ("gold += 1", "gold < 200", "`gold` is 200..300."),
        ("gold += 1", "gold != 100", "`gold` is 100."),
        ("gold += 1", "gold >= 2", "`gold` is 0 or 1."),
        ("gold += 10", "gold >= 100", "`gold` is 0..99."),
        ("gold += 1", "gold >= 40 and gold != 60", "`gold` is 0..39 or 60."),
        ("gold += 1", "gold % 3 == 0", "`gold` is one of 200 numbers from 1 to 299."),
    ],
)
def test_many_numbers_are_told_as_ranges(earn: str, goes: str, wanted: str) -> None:
    """Nobody reads two hundred numbers; a range holds all numbers that the counter can come to between its ends."""
    assert cause(earn, goes) == wanted
