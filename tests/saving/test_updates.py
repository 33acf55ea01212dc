"""Games go on in stories that were edited at random, and every report about them is true and complete."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from functools import cache
from typing import NamedTuple

from glass import GLASS
from lantern import LANTERN
from long_runs import times
from promised_reports import MOVED, Difference, broken_laws, differences, named, stack_of, told, translated
from random_stories import random_files
from story_edits import Renames
from updated_games import edited, go_on, play_on

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.model.state import State
from desperado_adventure.model.story import Story
from desperado_adventure.saving import ChangeKind, How, Reason, Resumed, SaveProblem, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save
from desperado_adventure.saving.saved import Save, SavedState
from desperado_adventure.terminal.resume_sentences import describe_resumed

GAMES = times(250, 7_600)
"""How many games are carried over up to two updates each: 7,600 games make more than 10,000 updates."""

REBUILT = (How.RESTORED, How.MOVED)


class Game(NamedTuple):
    """A game in a version of a story: its files and machine, and where it stands."""

    texts: dict[str, str]
    machine: Machine
    playthrough: Playthrough
    base: SavedState | None = None


class Outcome(NamedTuple):
    """What became of a game in an edited story; `resumed` is None when the save was refused."""

    edits: tuple[str, ...]
    old: Game
    save: Save
    new: Machine
    texts: dict[str, str]
    renames: Renames
    is_harmless: bool
    resumed: Resumed | None


def in_format_1(story: Story, game: Playthrough) -> Save:
    """Return the save of a game in format 1: by numbers, and without what is as at the start."""

    def written(state: State | None) -> object:
        if state is None:
            return None
        pairs = zip(story.slots, state.values, strict=True)
        values = {f"{slot.kind.value} {slot.name}": value for slot, value in pairs if value != slot.start}
        stack = [
            {"scene": frame.scene, "arrives": frame.entry == "arrive"}
            | ({"continues": True} if frame.entry == "continue" else {})
            for frame in state.stack
        ]
        return {"scene": state.scene, "values": values, "stack": stack, "fallen": written(state.fallen)}

    document = {
        "format": 1,
        "story": {"id": story.id, "version": story.version, "fingerprint": story.fingerprint},
        "label": "", "time": "", "base": None, "choices": list(game.choices), "undone": list(game.undone),
        "state": written(game.state),
    }  # fmt: skip
    return decode(json.dumps(document).encode(), "old")


def carry(game: Game, chance: random.Random) -> Outcome | None:
    """Save a game, edit its story, and load the save there."""
    made = edited(game.texts, chance)
    if made is None:
        return None
    editor, machine, texts = made
    story = game.machine.story
    if game.base is None and chance.random() < 0.25:
        save = in_format_1(story, game.playthrough)
    else:
        save = decode(encode(make_save(story, game.playthrough, game.base, "a label", "a time", "0" * 16)), "save")
    try:
        resumed = resume(machine, save, "save")
    except SaveProblem as problem:
        if problem.reason is not Reason.LOST:
            raise
        resumed = None
    return Outcome(tuple(editor.done), game, save, machine, texts, editor.renames, editor.is_harmless, resumed)


# -- the promise -------------------------------------------------------------------------------------------------------


def check(outcome: Outcome) -> None:
    """See that the report of an outcome is true and complete, that the laws hold, and that the game can go on."""
    resumed, old = outcome.resumed, outcome.old
    if outcome.is_harmless:
        assert resumed is not None
        assert resumed.how in (How.SAME, How.REPLAYED, How.RENAMED)
        assert all(change.kind is ChangeKind.UNCERTAIN for change in resumed.changes)
        assert outcome.save.format == 1 or not resumed.changes
    if resumed is None:
        return
    assert (resumed.how is How.SAME) == (outcome.new.story.fingerprint == old.machine.story.fingerprint)
    before, now = old.playthrough.state, resumed.playthrough.state
    kinds = Counter(change.kind for change in resumed.changes)
    assert (resumed.how is How.MOVED) == (now.scene != outcome.renames.id(before.scene))
    assert kinds[ChangeKind.FALL] == (before.fallen is not None and now.fallen is None)
    assert kinds[ChangeKind.DEATH] == (before.fallen is None and now.fallen is not None)
    if resumed.how in REBUILT and kinds[ChangeKind.FALL]:
        assert before.fallen is not None
        before = before.fallen
    _check_values(outcome, resumed, before)
    stacks = [stack_of(before.stack, outcome.renames) != now.stack]
    if before.fallen is not None and now.fallen is not None:
        stacks.append(stack_of(before.fallen.stack, outcome.renames) != now.fallen.stack)
    assert bool(kinds[ChangeKind.CUTAWAY] + kinds[ChangeKind.CUTAWAY_LEFT]) == any(stacks)
    assert not kinds[ChangeKind.CUTAWAY_LEFT] or not now.stack or len(stacks) > 1
    _check_undone(outcome, resumed)
    if resumed.how in REBUILT:
        assert broken_laws(outcome.new.story, now) == []
        assert outcome.new.rests(now)
    assert len(describe_resumed(resumed)) == len(kinds) + (resumed.how is not How.SAME)


def _check_values(outcome: Outcome, resumed: Resumed, before: State) -> None:
    """See that exactly the values that are not the same are told, with what they were and are."""
    old, new, now = outcome.old.machine.story, outcome.new.story, resumed.playthrough.state
    pairs = [(before, now)]
    if before.fallen is not None and now.fallen is not None:
        pairs.append((before.fallen, now.fallen))
    expected: set[Difference] = set()
    for saved, state in pairs:
        expected |= set(differences(translated(named(old, saved), outcome.renames), named(new, state)))
    reported = told(resumed)
    assert len(set(reported)) == len(reported)
    if outcome.save.format == 1:
        _check_old_values(outcome, resumed, pairs)
        return
    assert set(reported) == expected
    places = {place.id: index for index, place in enumerate(new.places)}
    items = {item.id: item for item in new.items}
    memories = (ChangeKind.MEMORY, ChangeKind.REMEMBERED)
    for change in resumed.changes:
        name = change.key.partition(" ")[2]
        assert change.kind not in memories or (change.kind is ChangeKind.REMEMBERED) == (not change.before)
        assert (change.kind is ChangeKind.ITEM_GONE) == (change.key.startswith("item ") and name not in items)
        if change.kind in MOVED:
            is_gone = change.before is not None and change.before not in places
            fits = change.before is None or places.get(str(change.before), -1) in items[name].fits
            assert (change.kind is ChangeKind.PLACE_GONE) == is_gone
            assert (change.kind is ChangeKind.NO_FIT) == (not is_gone and not fits)
            assert (change.kind is ChangeKind.NO_ROOM) == (not is_gone and fits and resumed.how in REBUILT)
            if change.kind is ChangeKind.NO_ROOM:
                inside = [item for item in new.items if now.values[item.slot] - 1 == places[str(change.before)]]
                room = new.places[places[str(change.before)]].capacity - sum(item.size for item in inside)
                assert room < items[name].size


def _check_old_values(outcome: Outcome, resumed: Resumed, pairs: list[tuple[State, State]]) -> None:
    """See the same for a save by numbers: where it does not say a value surely, the report says that."""
    old, new, renames = outcome.old.machine.story, outcome.new.story, outcome.renames
    ordered = {slot.name for slot in old.slots if slot.labels}
    surely: set[Difference] = set()
    differ, unsaid = set(), set()
    for before, now in pairs:
        written = {slot.name for slot, value in zip(old.slots, before.values, strict=True) if value != slot.start}
        later = {name: renames.variables.get(name, renames.items.get(name, name)) for name in written | ordered}
        sure = {later[name] for name in written - ordered}
        unsaid |= {later[name] for name in written & ordered}
        for each in differences(translated(named(old, before), renames), named(new, now)):
            if each.sort in ("memory", "left") or each.name in sure:
                surely.add(each)
            elif each.name in {later[name] for name in written & ordered}:
                differ.add(each.name)
    unsure = {change.key.partition(" ")[2] for change in resumed.changes if change.kind is ChangeKind.UNCERTAIN}
    reported = {each for each in told(resumed) if each.name not in unsaid or each.sort in ("memory", "left")}
    assert reported == surely
    if resumed.how in REBUILT:
        assert any(change.kind is ChangeKind.UNSAID for change in resumed.changes)
        kept = {slot.name for slot in new.slots if slot.labels}
        assert unsure <= unsaid & kept
        assert differ & kept <= unsure


def _check_undone(outcome: Outcome, resumed: Resumed) -> None:
    """See that what was undone can be done again as far as the report says, and that no road is lost."""
    old = outcome.old.playthrough
    if resumed.how in REBUILT:
        return
    playthrough = resumed.playthrough
    for _ in range(len(playthrough.undone)):
        playthrough = playthrough.redo(outcome.new)
    told_so = any(change.kind is ChangeKind.UNDONE for change in resumed.changes)
    assert told_so == (len(resumed.playthrough.undone) < len(old.undone))
    lengths = {len(road) for road in resumed.playthrough.roads}
    assert {len(road) for road in (old.roads if outcome.save.format > 1 else old.roads[:1])} <= lengths
    assert len(resumed.playthrough.choices) == len(old.choices)


def check_going_on(outcome: Outcome, chance: random.Random) -> Game | None:
    """Play on from where a game was resumed, and see that it can be saved and loaded; return the game."""
    if outcome.resumed is None:
        return None
    playthrough = go_on(outcome.new, outcome.resumed, chance)
    return Game(outcome.texts, outcome.new, playthrough, outcome.resumed.base)


@cache
def begun(seed: int) -> tuple[dict[str, str], Machine] | None:
    """Return the story of a seed: a small one by hand, or a random one."""
    texts = {0: LANTERN, 1: GLASS}.get(seed % 5) or random_files(seed)
    story = load_text(texts).story
    return None if story is None else (texts, Machine(story))


def run(seed: int) -> list[Outcome]:
    """Play a game, and carry it over two updates of its story; return what became of it, checked."""
    chance = random.Random(seed)
    start = begun(seed if seed % 5 > 1 else seed % 5)
    assert start is not None
    texts, machine = start
    game: Game | None = Game(texts, machine, play_on(machine, Playthrough.begin(machine), chance, 25))
    outcomes = []
    for _ in range(2):
        outcome = carry(game, chance) if game is not None else None
        if outcome is None:
            break
        check(outcome)
        outcomes.append(outcome)
        game = check_going_on(outcome, chance)
    return outcomes


def run_telling(seed: int) -> list[Outcome]:
    """Do the same, and name the seed when something is wrong."""
    try:
        return run(seed)
    except Exception as error:
        error.add_note(f"seed {seed}")
        raise


def test_every_report_after_an_update_is_true_and_complete() -> None:
    """Whatever an author changes: no exception, no false word and no silence, no broken law, and the game goes on."""
    ways: Counter[str] = Counter()
    kinds: Counter[ChangeKind] = Counter()
    for seed in range(GAMES):
        for outcome in run_telling(seed):
            ways[outcome.resumed.how if outcome.resumed is not None else "refused"] += 1
            kinds.update(change.kind for change in outcome.resumed.changes) if outcome.resumed else None
    sys.stdout.write(f"{sum(ways.values())} {dict(ways)} {dict(kinds)}\n")
    assert ways.keys() >= {How.REPLAYED, How.RENAMED, How.RESTORED, How.MOVED, "refused"}
    assert len(kinds) >= 12
