"""What a thing was called (`was:`) is known of each thing, however it is written, and changes nothing else."""

import pytest

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.loading.cache import decode, encode
from desperado_adventure.model.story import Slot, SlotKind, Story

WORLD = """\
variables:
  warned: {was: told}
  heat: {range: 0..4, start: 2, was: [anger, fear]}
  hour:
    words: [noon, dusk, night]
    start: dusk
    was: time
    words_were: {night: [midnight, late], noon: morning}
  legend: 0..2
places:
  case: {title: The case, leavable: true, was: [bag, box]}
  pockets: {title: Your pockets, was: coat}
  bed: {title: The bed}
items:
  guitar: {title: the guitar, at: case, was: instrument}
  coin: {title: a peso}
"""
SCENES = """\
door:
  text: "It is open. {warned: a} {heat >= 1: b} {hour == noon: c} {legend >= 1: d} {has(guitar): e} {has(coin): f}"
  do: [warned = true, heat += 1, hour = night, legend += 1, "put(coin, pockets)"]
  ending: {title: E}
"""


def loaded(world: str, scenes: str = SCENES) -> Story:
    """Load a story, which must have no diagnostic."""
    story, diagnostics = load_text({"story.yaml": world, "scenes/bar.yaml": scenes})
    assert diagnostics == ()
    assert story is not None
    return story


def slots(story: Story) -> dict[str, Slot]:
    """Return the slots of variables, items and leavable places as the author calls them."""
    return {f"{slot.kind} {slot.name}": slot for slot in story.slots}


@pytest.mark.parametrize(
    ("slot", "was"),
    [
        ("flag warned", ("told",)),
        ("counter heat", ("anger", "fear")),
        ("set hour", ("time",)),
        ("counter legend", ()),
        ("left case", ("bag", "box")),
        ("item guitar", ("instrument",)),
        ("item coin", ()),
    ],
)
def test_a_slot_knows_what_it_was_called(slot: str, was: tuple[str, ...]) -> None:
    """A variable, an item and a place that can be left have their former names in the slot, in the author's order."""
    assert slots(loaded(WORLD))[slot].was == was


def test_a_place_knows_what_it_was_called() -> None:
    """A place has its former ids whether it can be left behind or not."""
    assert [place.was for place in loaded(WORLD).places] == [("bag", "box"), ("coat",), ()]


def test_former_words_lead_to_present_ones() -> None:
    """Each former word of a set leads to the word that it is now, and each former place of an item to the place."""
    found = slots(loaded(WORLD))
    assert found["set hour"].labels_were == {"midnight": "night", "late": "night", "morning": "noon"}
    places = {"bag": "case", "box": "case", "coat": "pockets"}
    assert (found["item guitar"].labels_were, found["item coin"].labels_were) == (places, places)


def test_without_former_names_there_are_none() -> None:
    """What is written without `was`, in its short form or its long one, has no former names."""
    world = "variables: {warned: flag, heat: {range: 0..4}, hour: [noon, dusk]}\nplaces: {case: {title: C}}\n"
    scenes = (
        'door:\n  text: "{warned: a}{heat >= 1: b}{hour == noon: c}"\n  do: [warned = true, heat = 1, hour = dusk]\n'
    )
    story = loaded(world, scenes + "  ending: {title: E}\n")
    assert all(slot.was == () and slot.labels_were == {} for slot in story.slots)
    assert story.places[0].was == ()


def test_a_former_name_changes_nothing_but_what_saves_find() -> None:
    """Without its former names a story is the same in every other part, and so it plays the same."""
    story = loaded(WORLD)
    plain = (
        WORLD.replace("{was: told}", "flag")
        .replace(", was: [anger, fear]", "")
        .replace("    was: time\n    words_were: {night: [midnight, late], noon: morning}\n", "")
        .replace(", was: [bag, box]", "")
        .replace(", was: coat", "")
        .replace(", was: instrument", "")
    )
    assert "was" not in plain
    other = loaded(plain)

    def bare(slot: Slot) -> Slot:
        return slot._replace(was=(), labels_were={}, mark=slot.mark._replace(line=0))

    assert [bare(slot) for slot in story.slots] == [bare(slot) for slot in other.slots]
    assert [place._replace(was=()) for place in story.places] == list(other.places)
    assert (story.items, story.scenes, story.sites) == (other.items, other.scenes, other.sites)
    assert Machine(story).begin() == Machine(other).begin()


def test_a_former_name_makes_another_fingerprint() -> None:
    """A save made before `was` was written is not taken for one of this very story, so its names are looked up."""
    assert loaded(WORLD).fingerprint != loaded(WORLD.replace("was: told", "was: said")).fingerprint


def test_former_names_come_back_from_the_cache() -> None:
    """A story with former names is the same after it was kept, to the types of its parts."""
    story = loaded(WORLD)
    assert repr(decode(encode(story))) == repr(story)


def test_names_of_different_kinds_may_be_the_same() -> None:
    """An item may have been called what a variable, a place or a word is called now, and two kinds the same."""
    world = """\
variables:
  night: {was: letter}
  hour: {words: [noon, dusk], was: guitar, words_were: {dusk: case}}
places: {case: {title: C, was: letter}}
items: {guitar: {title: G, at: case, was: [case, letter, hour, dusk]}}
"""
    scenes = 'door:\n  text: "{night: a}{hour == noon: b}{has(guitar): c}"\n  do: [night = true, hour = dusk]\n'
    story = loaded(world, scenes + "  ending: {title: E}\n")
    assert slots(story)["item guitar"].was == ("case", "letter", "hour", "dusk")
    assert slots(story)["item guitar"].labels_were == {"letter": "case"}
    assert slots(story)["set hour"].labels_were == {"case": "dusk"}
    assert slots(story)["flag night"].kind is SlotKind.FLAG


def test_scenes_and_choices_lead_from_their_former_ids() -> None:
    """Former ids of scenes and of choices, nested ones too, lead to the ids that they have now, across chapters."""
    story, diagnostics = load_text({
        "scenes/bar.yaml": """\
door:
  was: [tavern.door, bar.at_the_door.wait]
  text: Open.
  choices:
    go:
      was: bar.step
      say: Go.
      choices:
        on: {say: On., was: [tavern.door.go.on, bar.door.away], goto: end.home}
""",
        "scenes/end.yaml": "home: {text: Home., ending: {title: E}, was: bar.home}\n",
    })  # fmt: skip
    assert diagnostics == ()
    assert story is not None
    assert story.aliases == {
        "tavern.door": "bar.door",
        "bar.at_the_door.wait": "bar.door",
        "bar.step": "bar.door.go",
        "tavern.door.go.on": "bar.door.go.on",
        "bar.door.away": "bar.door.go.on",
        "bar.home": "end.home",
    }


def test_two_chapters_cannot_have_had_the_same_scene() -> None:
    """A former id of scenes in two files is reported in the second, with the scene that has it."""
    files = {
        "scenes/bar.yaml": "door: {text: Open., was: old.door, goto: end.home}\n",
        "scenes/end.yaml": "home: {text: Home., was: old.door, ending: {title: E}}\n",
    }
    (found,) = load_text(files).diagnostics
    assert (found.code.number, found.mark.file, "`bar.door`" in found.message) == ("DA210", "scenes/end.yaml", True)
