"""What a player is told, and where he stands, when his game is loaded into a story that has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from glass import GLASS
from lantern import LANTERN
from story_games import STORY

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.loading.files import read_folder
from desperado_adventure.loading.problems import Problems
from desperado_adventure.model import limits
from desperado_adventure.model.state import Entry, Frame
from desperado_adventure.saving import Change, ChangeKind, How, Reason, Resumed, SaveProblem, resume
from desperado_adventure.saving.format import LARGEST, decode, encode
from desperado_adventure.saving.format_2 import write_format_2
from desperado_adventure.saving.making import make_save, name_state
from desperado_adventure.saving.slot_values import key_of
from desperado_adventure.terminal.resume_sentences import describe_changes, describe_resumed

RECORDED = Path(__file__).parent / "recorded" / "format_1"
Files = dict[str, str]


def machine(files: Files) -> Machine:
    """Return the machine of a story."""
    loaded = load_text(files)
    assert loaded.story is not None, loaded.diagnostics
    return Machine(loaded.story)


def changed(files: Files, *changes: tuple[str, str]) -> Files:
    """Return a story in which some texts are others, wherever they stand."""
    for old, new in changes:
        assert any(old in text for text in files.values()), old
        files = {file: text.replace(old, new) for file, text in files.items()}
    return files


def carried(before: Files, choices: tuple[str, ...], *changes: tuple[str, str]) -> Resumed:
    """Play these choices, save, change the story, and load the save."""
    old = machine(before)
    save = make_save(old.story, Playthrough.replay(old, choices), None, "", "")
    return resume(machine(changed(before, *changes)), decode(encode(save), "save"), "save")


def kinds(resumed: Resumed) -> list[ChangeKind]:
    """Return the kinds of the changes."""
    return [change.kind for change in resumed.changes]


PISTOLS = "{title: the two big pistols, size: 2, fits: [case, bed], at: bed}"
PACKED = ("bar.door.pack", "move pistols case", "move rigs sleeves")
GONE_ROAD = ("    pack:\n      say: Go back", "    other:\n      say: Go back")
"""A change after which the choices of `PACKED` cannot be taken any more."""


def test_a_place_or_a_word_put_first_changes_nothing() -> None:
    """The order of places and words means nothing: each item is where it was, and each set is what it was."""
    places = ("places:\n", "places:\n  belt: {title: A new belt, capacity: 8}\n")
    words = ("words: [low, high, out]", "words: [bright, low, high, out]")
    put = ("    put: {say: Put the lamp away.", "    lay: {say: Put the lamp away.")
    before = carried(LANTERN, ("hill.gate.in", "hill.voice.me", "hill.house.put"))
    for changes in ((words,), (words, put)):
        resumed = carried(LANTERN, ("hill.gate.in", "hill.voice.me", "hill.house.put"), *changes)
        assert resumed.changes == ()
        assert name_state(machine(changed(LANTERN, *changes)).story, resumed.playthrough.state) == name_state(
            machine(LANTERN).story, before.playthrough.state
        )
    bag = GLASS | {"story.yaml": GLASS["story.yaml"].replace(*places)}
    old = machine(GLASS)
    game = Playthrough.replay(old, ("bar.door.pack", "move pistols case"))
    save = make_save(old.story, game, None, "", "")
    resumed = resume(machine(bag), save, "save")
    assert resumed.changes == ()
    assert machine(bag).inventory(resumed.playthrough.state)["case"] == ("pistols",)


def test_what_is_gone_is_named_as_the_player_knew_it() -> None:
    """An item that the story does not have any more is told by its title, and by the title of where it was."""
    resumed = carried(
        GLASS,
        PACKED,
        GONE_ROAD,
        (f"  pistols: {PISTOLS}\n", ""),
        ("any_gun: [shotgun, pistols, rigs]", "any_gun: [shotgun, rigs]"),
    )
    assert resumed.how is How.RESTORED
    assert resumed.changes == (
        Change(ChangeKind.ITEM_GONE, "item pistols", "case", None, "the two big pistols", "The guitar case", ""),
    )
    assert describe_resumed(resumed)[1:] == ["Not in the story any more: the two big pistols (was: The guitar case)."]


ROOMS: dict[ChangeKind, list[tuple[str, str]]] = {
    ChangeKind.NO_FIT: [("fits: [case, sleeves, bed]", "fits: [case, bed]")],
    ChangeKind.NO_ROOM: [
        ("sleeves: {title: Your sleeves, capacity: 1}", "sleeves: {title: Your sleeves, capacity: 0}")
    ],
    ChangeKind.PLACE_GONE: [("sleeves: {", "gloves: {"), ("[case, sleeves,", "[case, gloves,")],
}


@pytest.mark.parametrize("kind", ROOMS)
def test_an_item_that_cannot_stay_goes_where_there_is_room(kind: ChangeKind) -> None:
    """When its place is gone, too small, or not for it any more, an item goes to another that the player carries."""
    resumed = carried(GLASS, PACKED, GONE_ROAD, *ROOMS[kind])
    assert [(each.kind, each.key, each.before, each.now) for each in resumed.changes] == [
        (kind, "item rigs", "sleeves", "case")
    ]


def test_places_are_never_overfilled() -> None:
    """When all places are too small, an item is nowhere, and that is told."""
    small = ("case: {title: The guitar case, capacity: 8", "case: {title: The guitar case, capacity: 2")
    bed = ("bed: {title: On the bed, carried: false}", "bed: {title: On the bed, carried: false, capacity: 8}")
    resumed = carried(GLASS, PACKED, GONE_ROAD, small, bed, *ROOMS[ChangeKind.NO_ROOM])
    assert [(each.kind, each.before, each.now) for each in resumed.changes] == [(ChangeKind.NO_ROOM, "sleeves", None)]
    assert "the spring pistols (was: Your sleeves, now: nowhere)" in describe_changes(resumed.changes)[0]


def test_a_value_that_is_gone_is_told_with_what_it_is_now() -> None:
    """A number outside its range, a word that its set has not any more, a variable that is gone: each is told."""
    other = ("    wait:\n", "    bide:\n")
    waits = ("bar.door.wait",) * 4
    assert kinds(carried(GLASS, waits, other)) == []
    clamped = carried(GLASS, waits, other, ("heat: 0..4", "heat: 0..3"), ("heat >= 3", "heat >= 2"))
    assert [(each.key, each.before, each.now) for each in clamped.changes] == [("counter heat", 4, 3)]
    assert describe_changes(clamped.changes) == ["Otherwise than when you saved: heat (was: 4, now: 3)."]
    gone = carried(GLASS, waits, other, ("heat: 0..4", "warmth: 0..4"), ("heat", "warmth"))
    assert describe_changes(gone.changes) == ["The story does not keep account of this any more: heat (was: 4)."]


def test_a_variable_of_another_kind_is_told() -> None:
    """What was a counter and is a flag now cannot keep its value, and the player is told both."""
    resumed = carried(
        LANTERN,
        ("hill.gate.in",),
        ("oil: {range: -1..3, start: 2}", "oil: flag"),
        ("do: [oil -= 1], ", ""),
    )
    assert [(each.kind, each.before, each.now) for each in resumed.changes] == [(ChangeKind.VALUE, 2, False)]
    assert describe_changes(resumed.changes) == ["Otherwise than when you saved: oil (was: 2, now: no)."]
    none = carried(LANTERN, ("hill.gate.in",), ("counts: backs, ", ""), ("backs: 0..2", "backs: flag"))
    assert describe_changes(none.changes) == ["Otherwise than when you saved: backs (was: 0, now: no)."]


def test_a_flag_that_is_a_set_now_is_told_as_what_it_was() -> None:
    """A save that says its values by words is not called an old one, whatever the variable has become."""
    flag = changed(LANTERN, ("oil: {range: -1..3, start: 2}", "oil: flag"), ("do: [oil -= 1], ", ""))
    resumed = carried(flag, ("hill.gate.in",), ("oil: flag", "oil: [never, once]"))
    assert describe_changes(resumed.changes) == ["Otherwise than when you saved: oil (was: no, now: never)."]


def test_a_cutaway_that_leads_elsewhere_is_told() -> None:
    """When the player is in the same cutaway, and it returns to another scene than it would have, he is told."""
    resumed = carried(LANTERN, ("hill.gate.look",), ("cutaway: well, text", "cutaway: well, goto: house, text"))
    assert resumed.how is How.REPLAYED
    assert kinds(resumed) == [ChangeKind.REMEMBERED, ChangeKind.CUTAWAY]  # the gate is left now, so it counts as seen
    assert resumed.changes[1][2:4] == ("hill.gate (resume)", "hill.house (arrive)")


def test_a_start_that_has_changed_does_not_change_a_game() -> None:
    """What was as at the beginning stays so, even if the story begins otherwise now."""
    resumed = carried(
        LANTERN,
        ("hill.gate.in", "hill.voice.me"),
        ("    me: {", "    i: {"),
        ("start: high}", "start: low}"),
        ("start: 2}", "start: 0}"),
        ("size: 1, fits: [belt], at: belt}", "size: 1, fits: [belt]}"),
    )
    assert resumed.how is How.RESTORED
    assert resumed.changes == ()
    assert resumed.base is not None
    assert {key: resumed.base.values[key] for key in ("set light", "counter oil", "item key")} == {
        "set light": "high",
        "counter oil": 2,
        "item key": "belt",
    }


def test_a_choice_in_a_renamed_scene_is_found() -> None:
    """`was` of a scene counts for the choices in it, and one former name may lead to another."""
    resumed = carried(
        GLASS,
        ("bar.door.in", "bar.counter.talk", "bar.counter.talk.weather"),
        ("counter:\n  title: The counter", "bench:\n  was: [bar.counter]\n  title: The bench"),
        ("goto: counter", "goto: bench"),
        ("    talk:\n", "    speak:\n      was: [bar.bench.talk]\n"),
    )
    assert resumed.how is How.RENAMED
    assert resumed.playthrough.choices[1:] == ("bar.bench.speak", "bar.bench.speak.weather")


def test_what_is_remembered_follows_new_names() -> None:
    """A choice that was taken once stays taken under its new name, when the road is gone too."""
    resumed = carried(
        LANTERN,
        ("hill.gate.look", "hill.well.back"),
        (
            "    look: {say: Look at the well., once: true,",
            "    peer: {was: hill.gate.look, say: Look at the well., once: true,",
        ),
        ("    back: {", "    home: {"),
    )
    assert (resumed.how, resumed.changes) == (How.RESTORED, ())
    assert resumed.base is not None
    assert resumed.base.values["taken hill.gate.peer"] == 1


def test_a_restored_game_starts_from_a_scene_that_was_renamed() -> None:
    """The state that a restored game starts from follows `was` like everything else."""
    before = changed(LANTERN, ("    me: {", "    i: {"))
    first = carried(LANTERN, ("hill.gate.in", "hill.voice.me"), ("    me: {", "    i: {"))
    now = machine(before)
    game = first.playthrough.choose(now, "hill.house.out")
    save = make_save(now.story, game, first.base, "", "")
    later = changed(before, ("house:\n  title", "home:\n  was: [hill.house]\n  title"), ("goto: house", "goto: home"))
    resumed = resume(machine(later), save, "save")
    assert (resumed.how, resumed.playthrough.choices) == (How.RENAMED, ("hill.home.out",))
    assert resumed.base is not None
    assert resumed.base.scene == "hill.home"


def test_nobody_stands_in_a_scene_and_in_a_cutaway_from_it() -> None:
    """When the scene of a cutaway is gone, the player is back in the scene that it would have returned to."""
    resumed = carried(
        LANTERN,
        ("hill.gate.look", "hill.well.down"),
        ("water:\n", "pool:\n"),
        ("cutaway: water", "cutaway: pool"),
        ("cutaway: well", "goto: well"),
        ("    back: {say: Go back., return: true}", "    back: {say: Go back., goto: gate}"),
    )
    assert resumed.how is How.MOVED
    assert (resumed.playthrough.state.scene, resumed.playthrough.state.stack) == ("hill.well", ())
    assert kinds(resumed) == [ChangeKind.CUTAWAY_LEFT]


def test_nobody_is_moved_to_where_there_is_nothing_to_choose() -> None:
    """When the scene is gone, the player is put into the last one before it in which something can be chosen."""
    resumed = carried(
        LANTERN,
        ("hill.gate.in", "hill.voice.me", "hill.house.out", "hill.gate.in", "hill.house.sleep"),
        ("over:\n", "morning:\n"),
        ("goto: over", "goto: morning"),
        ("hill.over", "hill.morning"),
        ("    out: {say: Go out., goto: gate}", "    out: {say: Go out., when: oil > 2, goto: gate}"),
        ("    sleep: {say: Sleep.,", "    sleep: {say: Sleep., when: oil > 2,"),
        ("when: has(lamp)", "when: oil > 2 and has(lamp)"),
        ("when: carried(belt)", "when: oil > 2 and carried(belt)"),
    )
    assert (resumed.how, resumed.playthrough.state.scene) == (How.MOVED, "hill.gate")


def test_nobody_is_where_he_has_not_arrived() -> None:
    """A scene that a cutaway would have led to, and in which something happens on arrival, is not skipped into."""
    files = changed(LANTERN, ("cutaway: well", "cutaway: well, goto: over"), ("over:\n", "over:\n  do: [oil -= 1]\n"))
    gone = (("well:\n  title", "pit:\n  title"), ("cutaway: well", "cutaway: pit"), ("seen(well)", "seen(pit)"))
    resumed = carried(files, ("hill.gate.look",), *gone)
    assert (resumed.how, resumed.playthrough.state.scene) == (How.MOVED, "hill.gate")
    assert resumed.playthrough.state.stack == ()


def test_a_death_that_is_being_decided_is_still_to_be_decided() -> None:
    """A death can still be taken back after the road to it is gone, and leads to where it was taken from."""
    resumed = carried(LANTERN, ("hill.gate.look", "hill.well.back", "hill.gate.jump"), ("    back: {", "    home: {"))
    assert (resumed.how, resumed.changes) == (How.RESTORED, ())
    now = machine(changed(LANTERN, ("    back: {", "    home: {")))
    alive = resumed.playthrough.choose(now, "take_back")
    assert alive.state.scene == "hill.gate"
    save = make_save(now.story, alive, resumed.base, "", "")
    assert resume(now, decode(encode(save), "again"), "again").playthrough == alive


def test_a_death_that_stands_is_a_place_to_be() -> None:
    """A scene to which only a death leads that stands can be come back to."""
    died = ("bar.door.in", "bar.counter.talk", "bar.counter.talk.bucho", "bar.shoot.stand", "let_stand")
    resumed = carried(GLASS, died, ("    stand: {", "    wait: {"))
    assert (resumed.how, resumed.playthrough.state.scene, resumed.changes) == (How.RESTORED, "room.told", ())


@pytest.mark.parametrize("entry", [Entry.CONTINUE, Entry.RESUME, Entry.ARRIVE])
def test_every_way_back_from_a_cutaway_is_kept(entry: Entry) -> None:
    """A cutaway that was played on arrival, after a choice, or before another scene, returns as before."""
    warned = (
        "    - when: not warned\n      do: [warned = true]\n",
        "    - when: not carried(belt)\n      do: [fetch(belt)]\n",
    )
    stays = ("    drop: {say: Leave the belt., when: carried(belt),", "    drop: {say: Leave the belt.,")
    roads: dict[Entry, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
        Entry.CONTINUE: (("hill.gate.in",), ()),
        Entry.RESUME: (("hill.gate.in", "hill.house.drop"), (warned, stays)),
        Entry.ARRIVE: (("hill.gate.look",), (("cutaway: well", "cutaway: well, goto: house"),)),
    }
    choices, before = roads[entry]
    files = changed(LANTERN, *before)
    resumed = carried(files, choices, ("    in: {", "    enter: {"), ("    look: {", "    peer: {"))
    assert [frame.entry for frame in resumed.playthrough.state.stack] == [entry]
    assert resumed.how is How.RESTORED
    assert {change.kind for change in resumed.changes} <= {ChangeKind.MEMORY}  # the choice that was renamed


def test_without_its_scene_a_death_is_not_decided_any_more() -> None:
    """When the scene of a death is gone, the player stands where he stood before it, and is told."""
    resumed = carried(
        LANTERN,
        ("hill.gate.look", "hill.well.back", "hill.gate.jump"),
        ("trap:\n  title", "pit:\n  title"),
        ("goto: trap", "goto: pit"),
    )
    assert resumed.playthrough.state.scene == "hill.gate"
    assert kinds(resumed) == [ChangeKind.FALL]


def test_what_cannot_be_done_again_is_told_and_kept() -> None:
    """Undone choices that the story does not have any more are counted, and their road stays in the game."""
    old = machine(LANTERN)
    game = Playthrough.replay(old, ("hill.gate.look", "hill.well.down", "hill.water.up")).undo().undo()
    save = make_save(old.story, game, None, "", "")
    resumed = resume(machine(changed(LANTERN, ("    up: {", "    rise: {"))), save, "save")
    assert resumed.playthrough.undone == ("hill.well.down",)
    assert resumed.playthrough.branches == (("hill.gate.look", "hill.well.down", "hill.water.up"),)
    assert describe_changes(resumed.changes) == [
        "Of the choices that you had undone, this many can still be done again: 1 of 2."
    ]


def test_branches_follow_new_names() -> None:
    """Roads that were left come back, by the present ids of their choices and things."""
    old = machine(GLASS)
    game = Playthrough.replay(old, ("bar.door.pack", "move pistols case")).undo().choose(old, "move rigs sleeves")
    save = decode(encode(make_save(old.story, game, None, "", "")), "save")
    assert save.branches == (("bar.door.pack", "move pistols case"),)
    now = changed(
        GLASS,
        ("pistols: {title", "irons: {was: pistols, title"),
        ("shotgun, pistols", "shotgun, irons"),
        ("case: {title", "coffin: {was: case, title"),
        ("[case", "[coffin"),
        ("pockets, case]", "pockets, coffin]"),
        ("in_case", "in_coffin"),
        ("leave(case)", "leave(coffin)"),
        ("carried(case)", "carried(coffin)"),
    )
    resumed = resume(machine(now), save, "save")
    assert resumed.playthrough.branches == (("bar.door.pack", "move irons coffin"),)
    assert (resumed.how, resumed.changes) == (How.RENAMED, ())


def test_many_changes_are_folded() -> None:
    """A sentence names the first few things of a kind, and counts the others."""
    changes = tuple(Change(ChangeKind.VALUE, f"counter c{n}", 1, 2, f"c{n}", "1", "2") for n in range(9))
    (sentence,) = describe_changes(changes)
    assert "c3 (was: 1, now: 2) and 5 more" in sentence
    assert "c4" not in sentence


# -- saves of format 1 -------------------------------------------------------------------------------------------------


def shipped_with(*changes: tuple[str, str]) -> Machine:
    """Return the shipped story with some changes."""
    return machine(changed(read_folder(STORY, Problems(())), *changes))


def restored_old_save(fingerprint: str) -> Resumed:
    """Return what becomes of an old save when a place and a word are put first, and a choice is gone.

    It is of the story version with this fingerprint; "" stands for the one that it was made with.
    """
    document = json.loads((RECORDED / "desperado" / "street_1.json").read_text(encoding="utf-8"))
    document["story"]["fingerprint"] = fingerprint or document["story"]["fingerprint"]
    save = decode(json.dumps(document).encode(), "save")
    first = save.choices[0].rpartition(".")[2]
    now = shipped_with(
        ("places:\n", "places:\n  hatbox: {title: A hatbox, capacity: 1}\n"),
        ("hour: [night,", "hour: [eve, night,"),
        (f"\n    {first}:\n", "\n    another:\n"),
    )
    resumed = resume(now, save, "save")
    assert resumed.how is How.RESTORED
    return resumed


def test_numbers_of_an_old_save_are_read_in_the_order_of_its_version() -> None:
    """A place or a word that the story puts first now does not change an old save of a version that is known."""
    resumed = restored_old_save("")
    assert resumed.base is not None
    assert (resumed.base.values["set hour"], resumed.base.values["item guitar"]) == ("noon", "bed")
    kept = {key_of(slot) for slot in shipped_with().story.slots}
    assert [change for change in resumed.changes if change.key in kept] == []  # the rest is not asked any more


def test_numbers_that_nobody_can_read_are_told() -> None:
    """Of an old save of a version that is not known the player is told what may not be as it was."""
    resumed = restored_old_save("f" * 16)
    unsure = {change.key: change.now for change in resumed.changes if change.kind is ChangeKind.UNCERTAIN}
    assert (unsure["set hour"], unsure["item guitar"]) == ("morning", "case")
    assert ChangeKind.UNSAID in kinds(resumed)
    assert "hour (now: morning)" in " ".join(describe_changes(resumed.changes))


# -- what a save can hold ----------------------------------------------------------------------------------------------


def test_whatever_the_loader_accepts_a_save_holds() -> None:
    """Titles, versions and ids as long as the loader allows come back; a label is one line, and short."""
    long, longest_id = "x" * (limits.LINE.most - len(" and more")), "x" * limits.ID.most
    files = changed(
        LANTERN,
        ("title: The gate", f"title: {long} and more"),
        ("version: 1.0.0", f"version: {long}"),
        ("    look: {", f"    {longest_id}: {{"),
        ("key: {title: a key", f"key: {{title: {long}"),
    )
    now = machine(files)
    game = Playthrough.replay(now, (f"hill.gate.{longest_id}",))
    save = make_save(now.story, game, None, f"a label\n{long}", "")
    assert "\n" not in save.label
    assert len(save.label) == 200
    again = resume(now, decode(encode(save), "long"), "long")
    assert (again.how, again.playthrough) == (How.SAME, game)


def test_a_game_may_have_more_than_a_hundred_thousand_choices() -> None:
    """Only the size of the file is limited, and what is too large to be read is not written."""
    now = machine(GLASS)
    game = Playthrough.replay(now, ["bar.door.wait"] * 120_000)
    save = make_save(now.story, game, None, "", "")
    assert resume(now, decode(encode(save), "long"), "long").playthrough == game
    too_long = save._replace(choices=("bar.door.wait",) * (LARGEST // 16))
    with pytest.raises(SaveProblem) as problem:
        encode(too_long, "mine")
    assert (problem.value.reason, problem.value.subject) == (Reason.LARGE, "mine")
    too_many = save._replace(branches=(save.choices,) * 100)
    with pytest.raises(SaveProblem):
        encode(too_many)
    with pytest.raises(SaveProblem) as problem:
        decode(json.dumps(write_format_2(too_many)).encode(), "mine")
    assert "more than 8,000,000 choices" in problem.value.detail


def test_an_old_save_is_exported_as_it_is() -> None:
    """A save of format 1 is written as such again: nobody can give its numbers words without its story."""
    raw = (RECORDED / "lantern" / "cutaway_on_arrival.json").read_bytes()
    assert encode(decode(raw, "old")) == raw


def test_a_game_keeps_its_identity() -> None:
    """The identity of a game is in its save, and comes back with it, after an update too."""
    old = machine(GLASS)
    save = decode(encode(make_save(old.story, Playthrough.begin(old), None, "", "", "0123456789abcdef")), "save")
    assert resume(old, save, "save").game == "0123456789abcdef"
    assert resume(machine(changed(GLASS, ("Nobody looks up.", "Nobody."))), save, "save").game == "0123456789abcdef"


def test_the_author_may_stand_where_no_player_can() -> None:
    """In the preview a scene to which nothing leads stays on the screen when the story is read again."""
    old = machine(LANTERN)
    state = old.begin().state._replace(scene="hill.water", stack=(Frame("hill.gate", Entry.RESUME),))
    game = Playthrough((old.begin()._replace(state=state),))
    save = make_save(old.story, game, name_state(old.story, state), "", "")
    now = machine(changed(LANTERN, ("It is cold.", "It is very cold.")))
    assert resume(now, save, "preview", is_author=True).playthrough.state.scene == "hill.water"
    assert resume(now, save, "save").playthrough.state.scene == "hill.gate"
