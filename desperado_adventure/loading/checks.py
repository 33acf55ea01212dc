"""Static checks, which need no walk of a story's states: loops, scenes without a way in or out, unused things.

They run only on a story without errors, so that one mistake does not cause many diagnostics.
"""

from __future__ import annotations

from ..model import codes
from ..model.diagnostics import Mark
from ..model.shared_ids import sharers_of
from ..model.story import STAY, Destination, Scene, Story
from . import keys
from .components import components
from .leading import destinations, reached_from, targets
from .names import Names
from .problems import Problems
from .wording import appearance


def check_flow(story: Story, names: Names, problems: Problems) -> None:
    """Report everything that the graph and the declarations show."""
    _check_falls(story, problems)
    _check_loops(story, problems)
    _check_cutaways(story, problems)
    _check_reachable(story, problems)
    _check_ways_out(story, problems)
    _check_sayings(story, problems)
    _check_idle_choices(story, problems)
    _check_variables(story, names, problems)
    _check_pictures(story, names, problems)


def _let_stand(story: Story) -> str:
    return story.falls.goto if story.falls is not None else ""


def _check_reachable(story: Story, problems: Problems) -> None:
    """Report scenes that nothing leads to, but not those to which only such scenes lead."""
    reached = reached_from(story.scenes, _let_stand(story), [story.start])
    lost = [scene for scene in story.scenes.values() if scene.id not in reached and not scene.parent]
    followed = {target for scene in lost for target in targets(scene, _let_stand(story)) if target != scene.id}
    for scene in [scene for scene in lost if scene.id not in followed] or lost[:1]:
        message = f"Nothing leads to `{scene.id}` from `{story.start}`, where the story begins."
        cure = "Lead a choice's `goto` here, take it out, or name the first scene as `start:` in story.yaml."
        before, _, part = scene.id.rpartition(".")
        if part == keys.THEN and before in reached:
            message = f"Nothing goes on to `{scene.id}`: every choice of `{before}` leads elsewhere, or stays."
            cure = "A choice without a way of its own goes on to it. Let one do so, or take `then` out."
        problems.report(codes.NOTHING_LEADS_HERE, scene.mark, message, cure)


def _check_ways_out(story: Story, problems: Problems) -> None:
    """Report scenes from which, even with every guard open, no ending can be reached."""
    if not any(scene.ending for scene in story.scenes.values()):
        return
    before: dict[str, set[str]] = {}
    returning = {scene.id for scene in story.scenes.values() if _returns(scene)}
    for scene in story.scenes.values():
        for target in targets(scene, _let_stand(story)):
            before.setdefault(target, set()).add(scene.id)
    good = {scene.id for scene in story.scenes.values() if scene.ending} | returning
    waiting = list(good)
    while waiting:
        for origin in before.get(waiting.pop(), ()):
            if origin not in good:
                good.add(origin)
                waiting.append(origin)
    for scene in story.scenes.values():
        if scene.id not in good and not scene.parent:
            problems.report(
                codes.NO_ENDING_FROM_HERE,
                scene.mark,
                f"From `{scene.id}` no ending can be reached.",
                "Lead some way on to an ending.",
            )


def _returns(scene: Scene) -> bool:
    return any(destination.returns for destination, _ in destinations(scene))


def _check_falls(story: Story, problems: Problems) -> None:
    for scene in story.scenes.values():
        if scene.fall and story.falls is None:
            problems.report(
                codes.FALL_WITHOUT_TAKING_BACK,
                scene.mark,
                "The story does not say what a fall offers.",
                "Add `falls:` to story.yaml.",
            )


def _always(scene: Scene) -> Destination | None:
    """Return where a scene leads whatever the state is, without a choice; None if that depends."""
    if scene.redirects:
        first = scene.redirects[0]
        return first.destination if first.when is None else None
    return scene.onward


def _check_loops(story: Story, problems: Problems) -> None:
    """Report scenes that lead back to themselves in every state, each loop once, at its first scene."""
    settled: set[str] = set()
    for scene in story.scenes.values():
        path: dict[str, None] = {}
        here = scene.id
        while here not in settled and here not in path:
            path[here] = None
            destination = _always(story.scenes[here])
            if destination is None or not (destination.cutaway or destination.scene):
                break
            here = destination.cutaway or destination.scene
        else:
            if here in path:
                _report_loop(story, list(path)[list(path).index(here) :], problems)
        settled.update(path)


def _report_loop(story: Story, loop: list[str], problems: Problems) -> None:
    way = " → ".join([*loop, loop[0]])
    problems.report(
        codes.LOOP_WITHOUT_CHOICE,
        story.scenes[loop[0]].mark,
        f"This goes round in a circle without a choice: {way}.",
        "Give one of these scenes choices, or lead one of them elsewhere.",
    )


def _check_cutaways(story: Story, problems: Problems) -> None:
    """Report cutaways that call themselves, and returns outside a cutaway."""
    calls = {
        (scene.id, destination.cutaway): mark
        for scene in story.scenes.values()
        for destination, mark in destinations(scene)
        if destination.cutaway
    }
    component = components(story.scenes, lambda scene: targets(story.scenes[scene], _let_stand(story))) if calls else {}
    for (caller, entry), mark in sorted(calls.items()):
        if component[caller] == component[entry]:  # the call leads there, so a way back is all that is asked
            problems.report(
                codes.CUTAWAY_CALLS_ITSELF,
                mark,
                f"`{caller}` is part of the cutaway `{entry}` and calls it again.",
                "Go there with `goto`, or end the cutaway first.",
            )
    played = reached_from(story.scenes, _let_stand(story), [entry for _, entry in calls])
    for scene in story.scenes.values():
        if scene.id not in played and (not scene.parent or scene.parent not in played):
            for destination, mark in destinations(scene):
                if destination.returns:
                    message = f"This returns, and no `cutaway` plays `{scene.id}`."
                    problems.report(codes.RETURN_OUTSIDE_CUTAWAY, mark, message, "Write `goto` instead.")


def _check_sayings(story: Story, problems: Problems) -> None:
    told: set[str] = set()
    for scene in story.scenes.values():
        said: dict[object, str] = {}
        for choice in scene.choices:
            look = appearance(choice.say)
            if look in said and not choice.when and choice.id not in told:
                told.add(choice.id)  # a choice that many scenes share is told of once
                problems.report(
                    codes.CHOICES_ALIKE,
                    choice.mark,
                    f"`{said[look]}` has the same words.",
                    "Say it differently, or give both a `when:`.",
                )
            said.setdefault(look, choice.id if sharers_of(choice.id) else choice.id.rsplit(".", 1)[-1])


def _check_idle_choices(story: Story, problems: Problems) -> None:
    """Report choices after which nothing is told and all is as before; a count that somebody reads is an effect.

    A nested choice that leads nowhere comes back to its scene, and that is something.
    """
    for scene in story.scenes.values():
        for choice in scene.choices if not scene.parent else ():
            stays = all(branch.destination == STAY for branch in choice.branches)
            if stays and not (choice.text or choice.effects or choice.verses):
                problems.report(
                    codes.IDLE_CHOICE,
                    choice.mark,
                    "This choice does nothing: it tells nothing, changes nothing and leads nowhere.",
                    "Give it a `text:`, a `do:` or a `goto:`, or nested `choices:`; or take it out.",
                )


def _check_variables(story: Story, names: Names, problems: Problems) -> None:
    for name, index in names.variables.items():
        slot = story.slots[index]
        if index not in names.read:
            problems.report(
                codes.NOTHING_READS_VARIABLE,
                slot.mark,
                f"Nothing reads `{name}`.",
                "Take it out, or let something depend on it.",
            )
        elif index not in names.written:
            problems.report(
                codes.NOTHING_CHANGES_VARIABLE,
                slot.mark,
                f"Nothing changes `{name}`.",
                "Change it in a `do:`, or take it out.",
            )
    for item in story.items:
        if item.slot not in names.written:
            mark: Mark = story.slots[item.slot].mark
            problems.report(
                codes.ITEM_NEVER_GIVEN,
                mark,
                f"The item `{item.id}` is never given.",
                "Put it somewhere, or take it out.",
            )


def _check_pictures(story: Story, names: Names, problems: Problems) -> None:
    shown = {scene.art for scene in story.scenes.values()} | {chapter.art for chapter in story.chapters}
    for name in story.art:
        if name not in shown and name != "title":
            problems.report(
                codes.PICTURE_NEVER_SHOWN,
                names.art[name],
                f"No scene shows the picture `{name}`.",
                "Show it, or take it out.",
            )
