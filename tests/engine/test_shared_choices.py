"""Choices that scenes share: written once, and one choice wherever they are offered."""

from short_games import ShortGame
from small_stories import small_story

from desperado_adventure.analysis.playing.statistics import count_chapters
from desperado_adventure.analysis.targets.naming import Namer
from desperado_adventure.analysis.targets.target import Target, TargetKind
from desperado_adventure.analysis.targets.universe import targets
from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.loading import load_text
from desperado_adventure.model import codes
from desperado_adventure.model.story import Story

EVERYWHERE = """
variables: {heat: 0..2}
everywhere:
  cloak: {say: Look at the cloak., once: true, text: "{It is damp.|It is dry.}"}
  sleep: {say: Lie down., goto: bar.end}
  hang_up: {say: Hang up., return: true}
"""

HALL = """
here:
  drink: {say: Drink., do: [heat += 1], text: Beer.}
hall:
  text: A hall.
  redirects: [{when: heat == 2, goto: end}]
  choices:
    on: {say: Go on., once: true, goto: yard}
    call: {say: Call., cutaway: call}
    talk: {say: Talk., choices: {weather: {say: About the weather.}}}
    stuck: {say: Give up., fallback: true, goto: end}
yard: {text: A yard., choices: {back: {say: Go back., goto: hall}}}
call: {text: Yes?, choices: {speak: {say: Speak., return: true}}}
cell: {text: A cell., shared: false, choices: {out: {say: Go out., goto: hall}}}
"""


def offered(story: Story) -> dict[str, list[str]]:
    """Return the ids of the shared choices that each scene offers."""
    return {
        scene.id: [choice.id for choice in scene.choices if not choice.id.startswith(f"{scene.id}.")]
        for scene in story.scenes.values()
    }


def test_scenes_offer_what_they_share_after_their_own_choices() -> None:
    """Those of the chapter come before those of the story; nested choices and closed scenes offer none."""
    story = small_story(HALL, EVERYWHERE)
    both = ["bar.here.drink", "everywhere.cloak", "everywhere.sleep"]
    assert offered(story) == {
        "bar.hall": both,
        "bar.hall.talk": [],
        "bar.yard": both,
        "bar.call": ["bar.here.drink", "everywhere.cloak", "everywhere.hang_up"],
        "bar.cell": [],
        "bar.end": [],
    }
    assert story.scenes["bar.yard"].choices[0].id == "bar.yard.back"


def test_a_shared_choice_has_one_count() -> None:
    """What is gone in one scene is gone in all, and what stays stays in the scene where it was taken."""
    game = ShortGame(HALL, EVERYWHERE).take("hall.on", "everywhere.cloak")
    assert (game.scene, game.told) == ("yard", ["It is damp."])
    assert "everywhere.cloak" not in game.options
    assert "everywhere.cloak" not in game.take("yard.back").options


def test_the_redirects_of_the_scene_see_a_shared_choice() -> None:
    """Redirects are checked after a shared choice that stays, as after any other."""
    assert ShortGame(HALL, EVERYWHERE).take("here.drink").scene == "hall"
    assert ShortGame(HALL, EVERYWHERE).take("here.drink", "here.drink").scene == "end"


def test_a_fallback_looks_at_the_choices_of_its_scene_only() -> None:
    """It is offered although a shared choice is open."""
    scenes = """
hall:
  text: A hall.
  choices: {once: {say: Once., once: true}, stuck: {say: Give up., fallback: true, goto: end}}
"""
    game = ShortGame(scenes, "everywhere: {cloak: {say: Look.}}").take("hall.once")
    assert game.options == ["hall.stuck", "everywhere.cloak"]


def test_a_cutaway_of_a_shared_choice_is_not_offered_inside_itself() -> None:
    """Neither it nor another shared way out makes a cutaway call itself, so the loader has nothing to complain of."""
    scenes = """
hall: {text: A hall., choices: {on: {say: Go on., goto: end}}}
call: {text: Yes?, choices: {speak: {say: Speak., return: true}, on: {say: Listen., goto: more}}}
more: {text: More., choices: {enough: {say: Enough., return: true}}}
"""
    shared = "everywhere: {call: {say: Call., cutaway: bar.call}, away: {say: Go away., goto: bar.hall}}"
    assert offered(small_story(scenes, shared)) == {
        "bar.hall": ["everywhere.call", "everywhere.away"],
        "bar.call": [],
        "bar.more": [],
        "bar.end": [],
    }


def test_everything_counts_a_shared_choice_once() -> None:
    """It is one target with one place in a file, one row of the figures, and one finding."""
    story = small_story(HALL, EVERYWHERE)
    choices = targets(story)["choices"]
    assert [target.id for target in choices].count("everywhere.cloak") == 1
    assert len(choices) == len(set(choices))
    figures = {each.chapter: (each.scenes, each.choices) for each in count_chapters(story)}
    assert figures == {"bar": (5, 9), "everywhere": (0, 3)}
    cloak = Target(TargetKind.CHOICE, "everywhere.cloak")
    assert Namer(story).mark(cloak).file == "story.yaml"
    assert Namer(story).scene(cloak) == "bar.hall"


def test_a_shared_choice_that_is_open_nowhere_is_one_finding() -> None:
    """The proof looks at all scenes that offer it; a scene that nobody reaches does not hide it."""
    scenes = "a: {text: A., choices: {go: {say: Go., goto: b}}}\nb: {text: B., choices: {go: {say: Go., goto: end}}}\n"
    story = small_story(
        scenes, "variables: {heat: 0..2}\neverywhere: {no: {say: No., when: heat >= 2, do: [heat = 2]}}"
    )
    never = [each for each in prove(story).findings if each.code is codes.CHOICE_NEVER_OPEN]
    assert [(each.mark.file, each.choices) for each in never] == [("story.yaml", ())]


def test_words_that_a_scene_has_already_are_told_once() -> None:
    """A shared choice that says what a choice of two scenes says is one mistake."""
    scenes = """
hall: {text: A hall., choices: {on: {say: Look., goto: yard}}}
yard: {text: A yard., choices: {on: {say: Look., goto: end}}}
end: {text: Over., ending: {title: Over}}
"""
    loaded = load_text({"scenes/bar.yaml": scenes, "story.yaml": "everywhere: {look: {say: Look., text: A yard.}}"})
    assert [(each.code.number, each.mark.file) for each in loaded.diagnostics] == [("DA414", "story.yaml")]
