"""The random stories themselves: they load, and together they use everything that the proof must get right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from random_stories import random_files, random_story

from desperado_adventure.analysis.oracle.plain_walk import walk_plainly
from desperado_adventure.engine import Machine

STORIES = 1_000
WALKED = 200
MOST_STATES = 1_500

Keys = dict[str, Any]

# In how many of a hundred stories at least something stands. What is rarer than one in a hundred is rare on purpose.
LEAST_WRITTEN = {
    "no ending": 6, "several endings": 20, "two chapters": 50,
    "switch in text": 60, "switch in say": 40, "switch in barred": 25, "switch in redirect": 15, "switch in status": 8,
    "switch in title": 25, "sequence in title": 4, "switch in ending's title": 20, "switch in hint": 10,
    "switch in item": 8, "switch in place": 8, "switch in speaker": 40, "switch in chapter": 15, "switch in card": 15,
    "switch after a fall": 10, "speech": 15,
    "first|then": 25, "{&cycle}": 25, "{!once}": 25, "sequence in say": 15, "sequence in choice text": 15,
    "sequence in barred": 6, "sequence in redirect": 4, "sequence in ending": 2,
    "value": 60, "value in words": 20, "set in a form": 5, "set of words": 5, "labels of a set": 10,
    "labels of a number": 25, "a word each": 5, "plural": 15, "conditions": 30, "else": 40, "{say}": 20,
    "line break": 25, "joined": 30, "joined when": 30, "joined at the beginning": 15,
    "paragraph when": 50, "verse when": 30, "choice verse": 30,
    "redirect": 50, "redirect effects": 30, "redirect text": 30, "unconditional redirect": 25,
    "redirect into cutaway and on": 8, "redirect into cutaway alone": 8, "unconditional redirect into cutaway": 5,
    "circle of eighty": 1.5, "circle of rounds": 4, "circle that begins again": 1.2,
    "ending with redirect": 6, "fall with redirect": 8, "fall behind redirect": 15, "start redirects into fall": 4,
    "start runs into fall": 0.8, "redirect of a start": 20,
    "cutaway": 30, "cutaway in cutaway": 8, "return choice": 20, "return scene": 12, "scene cutaway and goto": 5,
    "fall": 30, "counted fall": 10, "uncounted fall": 15, "count at its top": 2, "count below its top": 6,
    "fall stands as ending": 25, "fall stands as room": 4,
    "item": 20, "size 0": 8, "fits": 18, "capacity": 20, "place not carried": 12, "pack": 16,
    "put": 16, "lose": 10, "leave": 4, "fetch": 4, "put(carried": 5, "group": 18,
    "once": 25, "fallback": 40, "fallback when": 20, "two fallbacks": 15, "strand": 4,
    "saturating effect": 10, "counter effect": 50, "set": 15, "set effect": 10, "flag = condition": 25,
    "effect when": 35, "nested": 30, "nested twice": 15, "nested ending": 10, "nested goto": 25,
    "nested cutaway": 8, "nested once": 5,
    "definition of conditions": 15, "definition of a number": 5, "definition of effects": 5,
    "definition of definitions": 5, "two files of a chapter": 10,
    "then": 15, "then in then": 5, "stay": 4,
    "asks": 10, "printed name": 5, "branches of a name": 5,
    "everywhere": 15, "here": 15, "not shared": 8, "shared goto": 15, "shared cutaway": 5, "shared return": 8,
    "shared once": 1.5, "goto as a list": 25, "goto as a list that may stay": 10, "goto as a list after a cutaway": 4,
    "and": 50, "or": 50, "not": 50, "seen(": 30, "taken(": 30, "has(": 20, "in_bag(": 12, "room(": 15, "carried(": 12,
    "sum": 40, "product": 30, "quotient": 20, "visits(": 15, "takings(": 10, "count in a number": 1,
    "remainder": 20, "always true or false": 40, "when": 50, "requires": 40,
}  # fmt: skip
_VALUE_FORMS = {
    "value": r"\{[^{}|:]*\}", "value in words": r" in words\}", "set in a form": r"\{mood\.th",
    "set of words": r"\{mood\}",
    "labels of a set": r"\{mood: (?:calm|sad|angry): ", "labels of a number": r"\{[^{}|:]+: -?\d+(?:\.\.-?\d+)?: ",
    "a word each": r"\{mood: Words \d+\|", "plural": r"\{(?:[a-z]+|[-(][^{}|:<>=]*): Words \d+[^{}|]*\|Words \d+\}",
    "conditions": r"\{[^{}|:]+: Words \d+\|[a-z(][^{}|:]*: ", "else": r"\|else: ", "{say}": r"\{say\}",
    "line break": r"\\\n",
}  # fmt: skip
"""How the forms that print a value, or hang on one, are recognised."""

LEAST_WALKED = {
    "soft-lock": 15, "start without an ending in reach": 8, "dead end": 3, "loop": 5, "fallen": 8,
    "fall before the first choice": 0.5, "two cutaways under way": 2, "an ending": 50, "over fifty states": 8,
}  # fmt: skip


def _choices(keys: Keys, depth: int = 0) -> Iterator[tuple[int, Keys]]:
    """Yield (depth, choice) for the choices of a scene and those nested under them."""
    for choice in keys.get("choices", {}).values():
        yield depth, choice
        yield from _choices(choice, depth + 1)


def _texts(node: object) -> Iterator[str]:
    """Yield every text in a tree."""
    if isinstance(node, str):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _texts(inner)


def _has(pattern: str, *nodes: object) -> bool:
    return any(re.search(pattern, text) for node in nodes for text in _texts(node))


_SWITCH = r"\{[^{}]*: "
_SEQUENCE = r"\{[&!]?Words"


def _texts_used(scenes: dict[str, Keys], choices: list[tuple[int, Keys]], redirects: list[Keys]) -> Iterator[str]:
    kinds = {
        "text": [scene.get("text") for scene in scenes.values()],
        "say": [choice["say"] for _, choice in choices],
        "barred": [choice.get("barred") for _, choice in choices],
        "choice text": [choice.get("text") for _, choice in choices],
        "redirect": [redirect.get("text") for redirect in redirects],
        "ending": [scene.get("text") for scene in scenes.values() if "ending" in scene],
    }
    for kind, texts in kinds.items():
        yield from (f"switch in {kind}" for _ in range(_has(_SWITCH, texts)))
        yield from (f"sequence in {kind}" for _ in range(_has(_SEQUENCE, texts)))
    texts = list(kinds.values())
    forms = {"first|then": r"\{Words", "{&cycle}": r"\{&Words", "{!once}": r"\{!Words"}
    yield from (name for name, pattern in (forms | _VALUE_FORMS).items() if _has(pattern, texts))
    paragraphs = [text for text in kinds["text"] + kinds["choice text"] if isinstance(text, list)]
    yield from ("paragraph when" for _ in paragraphs)
    items = [item for text in paragraphs for item in text if isinstance(item, dict)]
    yield from ("joined when" if "when" in item else "joined" for item in items if "join" in item)
    yield from ("joined at the beginning" for text in paragraphs if isinstance(text[0], dict) and "join" in text[0])
    verses = [scene["verse"] for scene in scenes.values() if "verse" in scene]
    sung = [choice["verse"] for _, choice in choices if "verse" in choice]
    yield from ("choice verse" for _ in sung)
    yield from ("verse when" for verse in verses + sung if isinstance(verse, list))


def _redirects_used(scenes: dict[str, Keys], start: str, redirects: list[Keys]) -> Iterator[str]:
    falls = {name for name, scene in scenes.items() if "fall" in scene}
    for each in redirects:
        yield "redirect"
        yield from (f"redirect {'effects' if key == 'do' else key}" for key in ("do", "text") if key in each)
        yield from ("unconditional redirect" for _ in range("when" not in each))
        yield from ("fall behind redirect" for _ in range(each.get("goto") in falls))
        if "cutaway" in each:
            yield f"redirect into cutaway {'and on' if 'goto' in each else 'alone'}"
            yield from ("unconditional redirect into cutaway" for _ in range("when" not in each))
        if str(each.get("when", "")).startswith("rounds < ") and "rounds += 1" in each.get("do", ()):
            yield "circle of eighty" if each["when"] == "rounds < 80" else "circle of rounds"
            yield from ("circle that begins again" for _ in range(len(each["do"]) > 1))
    for scene in scenes.values():
        kind = "ending" if "ending" in scene else "fall" if "fall" in scene else ""
        yield from (f"{kind} with redirect" for _ in range(bool(kind) and "redirects" in scene))
    first = scenes[start]
    yield from ("redirect of a start" for _ in first.get("redirects", ()))
    yield from ("start redirects into fall" for each in first.get("redirects", ()) if each.get("goto") in falls)
    yield from ("start runs into fall" for _ in range(first.get("goto") in falls))


def _ways_used(scenes: dict[str, Keys], choices: list[tuple[int, Keys]], story: Keys) -> Iterator[str]:
    endings = {name for name, scene in scenes.items() if "ending" in scene}
    yield from {0: ["no ending"], 1: []}.get(len(endings), ["several endings"])
    for name, scene in scenes.items():
        calls = [scene, *scene.get("redirects", ()), *(choice for _, choice in _choices(scene))]
        yield from ("cutaway in cutaway" for each in calls if "cutaway" in each and name.startswith("b.c"))
        yield from ("cutaway" for each in calls if "cutaway" in each)
        yield from ("return scene" for _ in range("return" in scene))
        yield from ("scene cutaway and goto" for _ in range("cutaway" in scene))
        fallbacks = [c for c in scene.get("choices", {}).values() if "fallback" in c]
        yield from ("two fallbacks" for _ in range(len(fallbacks) > 1))
        ways = [c for c in scene.get("choices", {}).values() if {"goto", "cutaway", "return", "choices"} & c.keys()]
        yield from ("strand" for _ in range(bool(scene.get("choices")) and not ways))
    for depth, choice in choices:
        yield from (word for word in ("when", "requires", "once", "fallback") if word in choice)
        yield from ("fallback when" for _ in range("fallback" in choice and "when" in choice))
        yield from ("return choice" for _ in range("return" in choice))
        yield from _branches_used(choice)
        if depth:
            yield "nested" if depth == 1 else "nested twice"
            yield from (f"nested {word}" for word in ("goto", "cutaway", "once") if word in choice)
            yield from (
                "nested ending"
                for _ in range(not isinstance(choice.get("goto"), list) and choice.get("goto") in endings)
            )
    if "falls" in story:
        yield "fall"
        yield "counted fall" if "counts" in story["falls"] else "uncounted fall"
        yield "fall stands as ending" if story["falls"]["goto"] in endings else "fall stands as room"
        if "counts" in story["falls"]:
            yield "count at its top" if story["variables"]["undone"]["start"] == 2 else "count below its top"


def _definitions_used(definitions: Keys, scenes: dict[str, Keys]) -> Iterator[str]:
    kinds = {"conditions": r"\bknown", "a number": r"\bsum\b", "effects": r"^change$"}
    yield from (kind for kind, name in kinds.items() if definitions and _has(name, scenes))
    yield from ("definitions" for _ in range(_has(r"\bknown|\bsum\b", definitions)))


def _branches_used(choice: Keys) -> Iterator[str]:
    ways = choice.get("goto")
    if isinstance(ways, list):
        yield "goto as a list"
        yield from ("goto as a list that may stay" for _ in range(isinstance(ways[-1], dict) and "when" in ways[-1]))
        yield from ("goto as a list after a cutaway" for _ in range("cutaway" in choice))


def _titles_used(story: Keys, scenes: dict[str, Keys]) -> Iterator[str]:
    endings = [scene["ending"] for scene in scenes.values() if "ending" in scene]
    falls = story.get("falls", {})
    chapters = story.get("chapters", {}).values()
    titles = {
        "in title": [scene.get("title") for scene in scenes.values()],
        "in ending's title": [ending["title"] for ending in endings],
        "in hint": [ending.get("hint") for ending in endings],
        "in item": [item["title"] for item in story.get("items", {}).values()],
        "in place": [place["title"] for place in story.get("places", {}).values()],
        "in speaker": story["speakers"],
        "in chapter": [chapter["title"] for chapter in chapters],
        "in card": [chapter["card"] for chapter in chapters],
        "after a fall": [falls.get("take_back"), falls.get("let_stand")],
    }
    yield from (f"switch {name}" for name, texts in titles.items() if _has(_SWITCH, texts))
    yield from ("sequence in title" for _ in range(_has(_SEQUENCE, titles["in title"])))
    yield from ("speech" for _ in range(_has(r"^boy: ", [scene.get("text") for scene in scenes.values()])))


def _things_used(story: Keys, scenes: dict[str, Keys]) -> Iterator[str]:
    for item in story.get("items", {}).values():
        yield "item"
        yield from ("fits" for _ in range("fits" in item))
        yield from ("size 0" for _ in range(item["size"] == 0))
    for place in story.get("places", {}).values():
        yield from ("capacity" for _ in range("capacity" in place))
        yield from ("place not carried" for _ in range(place.get("carried") is False))
    yield from ("pack" for scene in scenes.values() if "pack" in scene)
    yield from _titles_used(story, scenes)
    yield from ("switch in status" for _ in range(_has(_SWITCH, story.get("status"))))


_WORDS = {
    "printed name": r"\{hero\}", "branches of a name": r"\{hero: ",
    "put": r"put\(", "lose": r"lose\(", "leave": r"leave\(", "fetch": r"fetch\(", "put(carried": r"put\(carried",
    "group": r"\(anything", "saturating effect": r" [+-]= [56]$", "counter effect": r" [+-]= ",
    "set": r"mood [!=]= ", "set effect": r"mood = ", "flag = condition": r"warned = (?!true$|false$)",
    "and": " and ", "or": " or ", "not": r"\bnot ", "sum": r"\(\w+ [+-] ",
    "product": r" \* ", "quotient": r" / ",
    "visits(": r"visits\(", "takings(": r"takings\(", "count in a number": r"(visits|takings)\([a-z0-9_.]+\) [-+*/%]",
    "remainder": r" % ",
    "always true or false": r"\bheat == heat|(?<!= )\btrue\b|(?<!= )\bfalse\b|warned (and|or) not warned",
    "seen(": r"seen\(", "taken(": r"taken\(", "has(": r"has\(", "in_bag(": r"in_bag\(", "room(": r"room\(",
    "carried(": r"carried\(",
}  # fmt: skip


def _has_guarded_effects(files: dict[str, str]) -> bool:
    return any(re.search(r"when: [^\n]*\n +do:\n", text) for path, text in files.items() if path.startswith("scenes/a"))


def _used(files: dict[str, str]) -> set[str]:
    """Return what a story uses, in the words of `LEAST_WRITTEN`."""
    parsed = {path: yaml.safe_load(text) for path, text in files.items()}
    story = parsed.pop("story.yaml")
    here = [chapter.pop("here") for chapter in parsed.values() if "here" in chapter]
    scenes = {f"{path[7]}.{key}": scene for path, chapter in parsed.items() for key, scene in chapter.items()}
    choices = [pair for scene in scenes.values() for pair in _choices(scene)]
    shared = [choice for held in (story.get("everywhere", {}), *here) for choice in held.values()]
    choices += [(0, choice) for choice in shared]
    redirects = [each for scene in scenes.values() for each in scene.get("redirects", ())]
    found = {name for name, pattern in _WORDS.items() if _has(pattern, scenes)}
    found |= {"two chapters"} if len({path[7] for path in parsed}) > 1 else set()
    found |= {"two files of a chapter"} if any(path.count("/") > 1 for path in parsed) else set()
    found |= {"effect when"} if _has_guarded_effects(files) else set()
    found.update(_texts_used(scenes, choices, redirects), _redirects_used(scenes, story["start"], redirects))
    found |= {f"definition of {kind}" for kind in _definitions_used(story.get("define", {}), scenes)}
    found |= {"then"} if any("then" in scene for scene in scenes.values()) else set()
    found |= {"then in then"} if any("then" in scene.get("then", {}) for scene in scenes.values()) else set()
    found |= {"stay"} if any("stay" in choice for _, choice in choices) else set()
    found |= {"asks"} if any("asks" in choice for _, choice in choices) else set()
    found |= {"everywhere"} if "everywhere" in story else set()
    found |= {"here"} if here else set()
    found |= {"not shared"} if any("shared" in scene for scene in scenes.values()) else set()
    found |= {f"shared {way}" for way in ("goto", "cutaway", "return", "once") if any(way in each for each in shared)}
    found.update(_ways_used(scenes, choices, story), _things_used(story, scenes))
    return found


def _walked(seed: int) -> set[str]:
    """Return what a walk through all states of a story meets, in the words of `LEAST_WALKED`; "large" for too many."""
    story = random_story(seed)
    plain = walk_plainly(story, MOST_STATES)
    if not plain.exhausted:
        return {"large"}
    found = {"loop"} if plain.circles else set()
    found |= {"soft-lock"} if plain.locked else set()
    found |= {"dead end"} if plain.dead else set()
    found |= {"over fifty states"} if len(plain.distances) > 50 else set()
    found |= {"an ending"} if any(story.scenes[state.scene].ending for state in plain.distances) else set()
    found |= {"fallen"} if any(state.fallen is not None for state in plain.distances) else set()
    found |= {"two cutaways under way"} if any(len(state.stack) > 1 for state in plain.distances) else set()
    if plain.distances:
        first = Machine(story).begin().state
        found |= {"start without an ending in reach"} if first in plain.locked else set()
        found |= {"fall before the first choice"} if story.scenes[first.scene].fall else set()
    return found


def _assert_frequent(least: dict[str, float], counts: Counter[str], stories: int) -> None:
    shares = {name: 100 * counts[name] / stories for name in least}
    print(f"\n{stories} random stories, in % of them: " + ", ".join(f"{n} {s:.1f}" for n, s in shares.items()))  # noqa: T201  # what the stories hold is to be seen
    assert {name: share for name, share in shares.items() if share < least[name]} == {}


def test_a_random_story_is_the_same_for_the_same_seed() -> None:
    """A seed gives the same texts every time, so that a failure can be looked at again."""
    assert [random_files(seed) for seed in range(20)] == [random_files(seed) for seed in range(20)]


def test_every_random_story_loads() -> None:
    """None of the stories is left out because the loader would refuse it: each loads."""
    for seed in range(STORIES):
        random_story(seed)


def test_random_stories_use_the_whole_language(capsys: pytest.CaptureFixture[str]) -> None:
    """Every form that the proof could get wrong is in many of the stories."""
    counts = Counter(name for seed in range(STORIES) for name in _used(random_files(seed)))
    with capsys.disabled():
        _assert_frequent(LEAST_WRITTEN, counts, STORIES)


def test_random_stories_are_small_and_come_to_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """Most stories can be walked through in a moment, and players of them meet all that the proof has to tell."""
    counts = Counter(name for seed in range(WALKED) for name in _walked(seed))
    assert counts["large"] < WALKED / 10
    with capsys.disabled():
        _assert_frequent(LEAST_WALKED, counts, WALKED)
