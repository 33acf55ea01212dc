"""Small random stories from seeds, as the YAML that an author writes, with every form that the language has."""

from __future__ import annotations

import random

from plain_yaml import Node, yaml_text
from random_phrases import Phrases
from random_plans import CHOICES, CIRCLE, CROSSROADS, ONWARD, STRAND, Plan, Tree
from random_titles import TitleWriter
from random_weaves import weave

from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story

Keys = dict[str, Node]
"""What a scene, a choice or a redirect holds, by key."""


class RandomStory:
    """Writes one story; everything it decides comes from the seed."""

    def __init__(self, seed: int) -> None:
        """Plan the story."""
        self.chance = random.Random(seed)  # repeatable, not secret
        self.plan = Plan(self.chance)
        self.phrases = Phrases(self.chance, self.plan.names, self.chance.randint(2, 5))
        self.happens = self.phrases.happens
        if self.happens(0.35):
            self.plan.declared["define"] = self.phrases.define()
        self.callers = {scene: index for index, call in enumerate(self.plan.calls) for scene in call}

    def files(self) -> dict[str, str]:
        """Return the texts of the story's files by path."""
        plan = self.plan
        scenes: dict[str, Keys] = {scene: self.scene(scene) for scene in plan.kinds}
        scenes |= {scene: self.ending(scene) for scene in plan.endings}
        scenes |= {scene: self.fall(scene) for scene in plan.falls}
        self._lead_to_every_cutaway(scenes)
        declared = plan.declared | {"start": plan.rooms[0]}
        if plan.falls:
            declared["falls"] = self.falls()
        if self.happens(0.2):
            declared["status"] = [self.phrases.line("", varies=0.8)]
        shared: dict[str, dict[str, Node]] = {owner: self.shared(owner) for owner in plan.shared}
        if "everywhere" in shared:
            declared["everywhere"] = shared["everywhere"]
        held = [*scenes, *(owner for owner in shared if owner.endswith(".here"))]
        chapters = [chapter for chapter in ("a", "b") if any(each.startswith(f"{chapter}.") for each in held)]
        titles = TitleWriter(self.chance, self.phrases)
        titles.name_scenes(scenes)
        titles.name_things(declared, chapters)
        files = {"story.yaml": yaml_text(declared)}
        for chapter in chapters:
            inside: Keys = {scene[2:]: keys for scene, keys in scenes.items() if scene[0] == chapter}
            here: Keys = {"here": shared[f"{chapter}.here"]} if f"{chapter}.here" in shared else {}
            files |= self.chapter(chapter, here | inside)
        return files

    def chapter(self, chapter: str, inside: Keys) -> dict[str, str]:
        """Return the files of a chapter: one, or at times two in a folder, or one beside a folder."""
        names = list(inside)
        if len(names) < 2 or not self.happens(0.2):
            return {f"scenes/{chapter}.yaml": yaml_text(inside)}
        parts = [{name: inside[name] for name in some} for some in (names[::2], names[1::2])]
        first = f"scenes/{chapter}.yaml" if self.happens(0.3) else f"scenes/{chapter}/one.yaml"
        return {first: yaml_text(parts[0]), f"scenes/{chapter}/two.yaml": yaml_text(parts[1])}

    def shared(self, owner: str) -> dict[str, Node]:
        """Return choices that scenes share; where there are cutaways, at times one of them returns."""
        found: dict[str, Node] = {}
        for key in self.plan.shared[owner]:
            choice = self.choice(f"{owner}.{key}", self.plan.rooms[0], {})
            if "cutaway" in choice and isinstance(choice.get("goto"), list):
                del choice["goto"]
            found[key] = choice
        if self.plan.calls and self.happens(0.3):
            found["back"] = {"say": self.phrases.words(), "return": True}
        return found

    def falls(self) -> Keys:
        """Return what a death offers; a death that stands leads to an ending, or, without any, to a room."""
        falls: Keys = {"take_back": "No.", "let_stand": "Yes."}
        if "undone" in self.plan.names.counters and self.happens(0.85):
            falls["counts"] = "undone"
        rooms_are_safe = not self.plan.calls
        ways = self.plan.endings if self.happens(0.85) or not rooms_are_safe else self.plan.rooms
        return falls | {"goto": self.chance.choice(ways or self.plan.falls)}

    # -- where it leads -----------------------------------------------------------------------------------------------

    def way(self, here: str, *, may_stay: bool) -> Keys:
        """Return the keys that say where a choice or a redirect with a condition leads; none to stay."""
        if may_stay and self.happens(0.25):
            return {}
        if here in self.callers and self.happens(0.4) and may_stay:
            return {"return": True}
        keys: Keys = {}
        entries = [call[0] for call in self.plan.calls[self.callers.get(here, -1) + 1 :]]
        if entries and self.happens(0.25):
            keys["cutaway"] = self.chance.choice(entries)
            if self.happens(0.5):
                return keys
        return keys | {"goto": self.scene_after(here)}

    def scene_after(self, here: str, *, always: bool = False) -> str:
        """Return a scene to go to; where one `always` goes on, one that makes no circle of scenes without choices."""
        kind = self.chance.random()
        if self.plan.falls and kind < 0.15:
            return self.chance.choice(self.plan.falls)
        if self.plan.endings and kind < 0.27:
            return self.chance.choice(self.plan.endings)
        family = self.plan.calls[self.callers[here]] if here in self.callers else self.plan.rooms
        if not always:
            return self.chance.choice(family)
        later = family[family.index(here) + 1 :] if here in family else []
        resting = [scene for scene in family if self.plan.kinds[scene] in (CHOICES, STRAND) and scene != here]
        ways = [*later, *resting] or self.plan.endings or self.plan.falls
        return self.chance.choice(ways) if ways else ""

    def way_on(self, here: str) -> Keys:
        """Return the keys of a choice that is always open: on to the next room, or out of the cutaway."""
        if here in self.callers:
            return {"return": True}
        rooms = [*self.plan.rooms, *self.plan.endings[:1]]
        return {"goto": rooms[(rooms.index(here) + 1) % len(rooms)]}

    def _lead_to_every_cutaway(self, scenes: dict[str, Keys]) -> None:
        """Call each cutaway from somewhere, for the loader refuses a return where no cutaway is played (DA416)."""
        caller = self.chance.choice([room for room in self.plan.rooms if self.plan.kinds[room] == CHOICES])
        for call in self.plan.calls:
            extra: dict[str, Keys] = {
                caller: {f"call_{call[0][2:]}": {"say": self.phrases.words(), "cutaway": call[0]}}
            }
            if len(call) > 1:
                extra[call[0]] = {"more": {"say": self.phrases.words(), "goto": call[1]}}
            for scene, choices in extra.items():
                there = scenes[scene]["choices"]
                assert isinstance(there, dict)
                there.update(choices)

    # -- scenes -------------------------------------------------------------------------------------------------------

    def told(self, scene: str) -> Keys:
        """Return what every kind of scene can have: a text, effects on arrival, a verse."""
        keys: Keys = {}
        if self.happens(0.25):
            keys["do"] = self.phrases.effects() or ["warned = true"]
        if self.happens(0.85):
            keys["text"] = self.phrases.text(scene)
        if self.happens(0.1):
            keys["verse"] = self.phrases.verse()
        return keys

    def scene(self, scene: str) -> Keys:
        """Return a room, or a scene of a cutaway, of the kind that the plan says."""
        keys, kind = self.told(scene), self.plan.kinds[scene]
        redirects = self.redirects(scene)
        always = self.crossroads(scene) if kind == CROSSROADS else {}
        if always:
            redirects.append(always)
        elif kind in (ONWARD, CROSSROADS) and scene not in self.plan.trees:
            keys |= self.onward(scene)
        if kind == CIRCLE:
            redirects.extend(self.circle(scene))
        if scene == self.plan.rooms[0] and self.plan.falls and self.happens(0.08):
            redirects = [{"when": self.phrases.condition(), "goto": self.chance.choice(self.plan.falls)}, *redirects]
        if redirects:
            keys["redirects"] = redirects
        if scene in self.plan.trees:
            keys["choices"] = self.choices(scene, scene, self.plan.trees[scene])
            if self.plan.shared and self.happens(0.15):
                keys["shared"] = False
            if kind == CHOICES and self.happens(0.15):
                keys = weave(self.phrases, scene, keys, self.way_on(scene))
            if self.plan.names.fits and self.happens(0.4):
                keys["pack"] = ["bag", "bed"]
        return keys

    def onward(self, scene: str) -> Keys:
        """Return the keys by which a scene goes on by itself: a `return`, a `goto`, or a `goto` with a cutaway."""
        goto = self.scene_after(scene, always=True)
        if scene == self.plan.rooms[0] and self.plan.falls and self.happens(0.4):
            return {"goto": self.chance.choice(self.plan.falls)}
        if scene in self.callers and (not goto or self.happens(0.7)):
            return {"return": True}
        entries = [call[0] for call in self.plan.calls[self.callers.get(scene, -1) + 1 :]]
        if entries and self.happens(0.5):
            return {"cutaway": self.chance.choice(entries), "goto": goto if self.happens(0.9) else scene}
        return {"goto": goto}

    def redirects(self, scene: str) -> list[Node]:
        """Return, sometimes, a redirect or two with conditions."""
        return [self.redirect(scene) for _ in range(self.chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, 2)))]

    def redirect(self, scene: str) -> Keys:
        """Return a redirect with a condition."""
        return {"when": self.phrases.condition()} | self.on_the_way(scene) | self.way(scene, may_stay=False)

    def on_the_way(self, scene: str) -> Keys:
        """Return, sometimes, the text and the effects of a redirect."""
        keys: Keys = {}
        if self.happens(0.3):
            keys["text"] = self.phrases.text(scene)
        if self.happens(0.4):
            keys["do"] = self.phrases.effects() or ["heat += 1"]
        return keys

    def crossroads(self, scene: str) -> Keys:
        """Return a redirect that is always taken; nothing if the only way is back from a cutaway."""
        goto = self.scene_after(scene, always=True)
        entries = [call[0] for call in self.plan.calls[self.callers.get(scene, -1) + 1 :]]
        keys = self.on_the_way(scene)
        if entries and (not goto or self.happens(0.3)):
            keys["cutaway"] = self.chance.choice(entries)
            if not goto or self.happens(0.3):
                return keys
        return keys | {"goto": goto} if goto else {}

    def circle(self, scene: str) -> list[Node]:
        """Return redirects that count up, through this scene or another, and then lead on (or, seldom, begin again)."""
        rounds = self.chance.choice((3, 40, 70, 80))
        ahead = "rounds < 80" if rounds == 80 else f"rounds < {rounds}"
        counting: list[Node] = ["rounds += 1"]
        if self.happens(0.2):
            counting.append({"when": f"rounds == {rounds}", "do": ["rounds = 0"]})
        other = self.chance.choice((scene, scene, self.scene_after(scene)))
        after = self.crossroads(scene)
        if self.happens(0.4):
            after |= {"do": ["rounds = 0"]}
        return [{"when": ahead, "do": counting, "goto": other}, after]

    def ending(self, scene: str) -> Keys:
        """Return an ending, at times with a redirect away from it."""
        keys = self.told(scene) | {"ending": {"title": f"Ending {scene[-1]}"}}
        return keys | {"redirects": [self.way_off(scene)]} if self.happens(0.12) else keys

    def fall(self, scene: str) -> Keys:
        """Return a fall, at times with redirects away from it."""
        keys = self.told(scene) | {"fall": True}
        return keys | {"redirects": [self.way_off(scene)]} if self.happens(0.2) else keys

    def way_off(self, scene: str) -> Keys:
        """Return a redirect away from an ending or a fall; to none of the rooms that could call a cutaway again."""
        others = [other for other in (*self.plan.endings, *self.plan.falls) if other != scene]
        rooms = [] if self.plan.calls else self.plan.rooms
        goto = self.chance.choice([*others, *rooms] or [scene])
        return {"when": self.phrases.condition()} | self.on_the_way(scene) | {"goto": goto}

    # -- choices ------------------------------------------------------------------------------------------------------

    def choices(self, owner: str, scene: str, tree: Tree) -> dict[str, Node]:
        """Return the choices of a scene, or those nested under a choice, at times with a fallback or two."""
        found: dict[str, Node] = {key: self.choice(f"{owner}.{key}", scene, inner) for key, inner in tree.items()}
        if self.plan.kinds[scene] == CHOICES and self.happens(0.88 if owner == scene else 0.3):
            found["ahead"] = {"say": self.phrases.words()} | self.way_on(scene)
        for number in range(self.chance.choice((0, 0, 0, 0, 0, 1, 1, 2))):
            fallback: Keys = {"say": self.phrases.words(), "fallback": True}
            if self.happens(0.3):
                fallback["when"] = self.phrases.condition()
            found[f"else{number}"] = fallback | self.way(scene, may_stay=True)
        return found

    def choice(self, choice: str, scene: str, inner: Tree) -> Keys:
        """Return a choice, with those nested under it."""
        keys: Keys = {"say": self.phrases.line(choice, varies=0.2)}
        if self.happens(0.3):
            keys["when"] = self.phrases.condition()
        if self.happens(0.2):
            keys["requires"] = self.phrases.condition()
            keys["barred"] = self.phrases.line(choice)
        strands = self.plan.kinds[scene] == STRAND
        if (strands or self.happens(0.2)) and self.phrases.may_count(choice):
            keys["once"] = True
        if self.happens(0.4):
            keys["text"] = self.phrases.text(choice)
        if self.happens(0.5):
            keys["do"] = self.phrases.effects() or ["heat += 1"]
        if self.happens(0.1):
            keys["verse"] = self.phrases.verse()
        if self.plan.names.typed and self.happens(0.3):
            keys["asks"] = "hero"
        if inner:
            return keys | {"choices": self.choices(choice, scene, inner)}
        return keys if strands and self.happens(0.7) else keys | self.branching(scene, self.way(scene, may_stay=True))

    def branching(self, scene: str, way: Keys) -> Keys:
        """Return the way of a choice, at times as a list of ways, of which the last may have a condition too."""
        if "goto" not in way or not self.happens(0.2):
            return way
        ways: list[Node] = [
            {"when": self.phrases.condition(), "goto": self.scene_after(scene)}
            for _ in range(self.chance.randint(1, 2))
        ]
        last = self.chance.choice(([], [way["goto"]], [{"goto": way["goto"]}]))
        return way | {"goto": [*ways, *last]}


def random_files(seed: int) -> dict[str, str]:
    """Return the texts of a small random story by their paths; the same for the same seed."""
    return RandomStory(seed).files()


def random_story(seed: int) -> Story:
    """Return the small random story of a seed; raises AssertionError if the loader finds an error in it."""
    files = random_files(seed)
    loaded = load_text(files)
    complaints = "\n".join(f"{each.mark} {each.code} {each.message}" for each in loaded.diagnostics)
    texts = "\n".join(f"# {path}\n{text}" for path, text in files.items())
    assert loaded.story is not None, f"seed {seed}:\n{complaints}\n{texts}"
    return loaded.story
