"""What a random story declares, and which scenes and choices it will have, before any of them is written."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from plain_yaml import Node
from random_phrases import Names

CHOICES, ONWARD, CROSSROADS, CIRCLE, STRAND = "choices", "onward", "crossroads", "circle", "strand"

Tree = Mapping[str, "Tree"]
"""The keys of choices, with those of the choices nested under each."""


class Plan:
    """The declarations and the scenes of one story.

    `rooms` are the usual scenes, in their order. `calls` are families of scenes that are played as cutaways. A scene of
    a family leads only to its own family, to endings and to falls, and calls only later families, so that no cutaway
    calls itself. `kinds` says how each room and each scene of a family goes on; `trees` which choices it has. `shared`
    are the keys of the choices that scenes share.
    """

    def __init__(self, chance: random.Random) -> None:
        """Decide everything with `chance`."""
        self.chance = chance
        self.names = Names()
        self.declared: dict[str, Node] = {"id": "random", "title": "Random", "version": "1"}
        self.kinds: dict[str, str] = {}
        self.trees: dict[str, Tree] = {}
        self._declare_variables()
        if self._happens(0.45):
            self._declare_items()
        self._cast_rooms()
        self._cast_others()
        self.names.scenes = [*self.rooms, *self.endings, *self.falls, *(scene for call in self.calls for scene in call)]
        for scene in self.kinds:
            self._plan_choices(scene)
        self.shared = {
            owner: [f"look{index}" for index in range(self.chance.choice((1, 1, 2)))]
            for owner, probability in (("everywhere", 0.3), ("a.here", 0.2), ("b.here", 0.2))
            if self._happens(probability)
        }
        self.names.choices = [f"{scene}{path}" for scene, tree in self.trees.items() for path in _paths(tree)]
        self.names.choices += [f"{owner}.{key}" for owner, keys in self.shared.items() for key in keys]

    def _happens(self, probability: float) -> bool:
        return self.chance.random() < probability

    def _declare_variables(self) -> None:
        low = self.chance.choice((0, 0, -1))
        self.names.flags = ["warned"]
        self.names.counters = {"heat": (low, 2)}
        variables: dict[str, Node] = {"warned": "flag", "heat": f"{low}..2"}
        if self._happens(0.4):
            variables["heat"] = {"range": f"{low}..2", "start": self.chance.randint(low, 2)}
        if self._happens(0.4):
            self.names.sets["mood"] = ["calm", "sad", "angry"]
            words: Node = ["calm", "sad", "angry"]
            if self._happens(0.3):
                self.names.forms.add("mood")
                said: Node = {
                    word: {"they": f"the {word} one", "them": f"a {word} one"} for word in self.names.sets["mood"]
                }
                variables["mood"] = {"words": words, "said": said}
            elif self._happens(0.3):
                variables["mood"] = {"words": words, "said": {"sad": "rather sad"}}
            else:
                variables["mood"] = words if self._happens(0.6) else {"words": words, "start": "sad"}
        if self._happens(0.25):
            self.names.typed["hero"] = ["abel", "eva"] if self._happens(0.7) else ["abel"]
            variables["hero"] = {"name": "Nobody", "words": [*self.names.typed["hero"]]}
        if self._happens(0.3):
            self.names.counters["rounds"] = (0, 80)
            variables["rounds"] = "0..80"
        if self._happens(0.5):
            self.names.counters["undone"] = (0, 2)
            variables["undone"] = {"range": "0..2", "start": self.chance.choice((0, 0, 1, 2))}
        if self._happens(0.25):
            low = self.chance.choice((0, 0, -300))
            self.names.counters["purse"] = (low, 5000)
            variables["purse"] = f"{low}..5000"
        self.names.computes_counts = self._happens(0.15)
        self.declared["variables"] = variables

    def _declare_items(self) -> None:
        self.names.places = ["bag", "bed"]
        bag: dict[str, Node] = {"title": "A bag", "capacity": self.chance.randint(1, 3)}
        if self._happens(0.6):
            bag["leavable"] = True
            self.names.leavable = ["bag"]
        bed: dict[str, Node] = {"title": "A bed", "carried": self._happens(0.4)}
        has_room = self._happens(0.6)
        if has_room:
            bed["capacity"] = self.chance.randint(1, 2)
        items: dict[str, Node] = {}
        taken = dict.fromkeys(self.names.places, 0)
        for name in ("key", "coin")[: self.chance.choice((1, 2, 2))]:
            size = self.chance.choice((0, 1, 1, 2))
            fits = self.chance.choice((["bag", "bed"], ["bag", "bed"], ["bag"], ["bed"]))
            item: dict[str, Node] = {"title": f"A {name}", "size": size}
            if len(fits) < 2 or self._happens(0.5):
                item["fits"] = fits
            if self._happens(0.6):
                item["at"] = self.chance.choice(fits)
            for place in fits:
                taken[place] += size
            items[name], self.names.fits[name] = item, fits
        for place, entry in (("bag", bag), ("bed", bed)):
            capacity = entry.get("capacity", 1_000_000)
            assert isinstance(capacity, int)
            self.names.rooms[place] = (capacity - taken[place], capacity)
        self.declared |= {"places": {"bag": bag, "bed": bed}, "items": items, "groups": {"anything": list(items)}}

    def _cast_rooms(self) -> None:
        """Decide the rooms and how each goes on; at least one of them has choices and nothing that leads away."""
        number = self.chance.choice((1, 2, 3, 3, 4, 4, 5, 6))
        self.rooms = [f"{self.chance.choice('aab') if index else 'a'}.s{index}" for index in range(number)]
        for room in self.rooms:
            self.kinds[room] = self.chance.choices(
                (CHOICES, ONWARD, CROSSROADS, CIRCLE, STRAND), (72, 9, 7, 12 if self.has_rounds else 0, 3)
            )[0]
        if CHOICES not in self.kinds.values():
            self.kinds[self.rooms[-1]] = CHOICES

    @property
    def has_rounds(self) -> bool:
        """Whether a counter is there that a circle of redirects can count up."""
        return "rounds" in self.names.counters

    def _cast_others(self) -> None:
        self.endings = [f"a.e{index}" for index in range(self.chance.choice((0, 1, 1, 1, 1, 1, 2, 2, 2)))]
        self.falls = [f"b.f{index}" for index in range(self.chance.choice((0, 0, 1, 1, 2)))]
        self.calls: list[list[str]] = []
        for index in range(self.chance.choice((0, 0, 1, 1, 2, 3))):
            call = [f"b.c{index}"]
            self.kinds[call[0]] = self.chance.choice((CHOICES, CHOICES, ONWARD, CROSSROADS))
            if self._happens(0.4) and self.kinds[call[0]] == CHOICES:
                call.append(f"b.d{index}")
                self.kinds[call[1]] = self.chance.choice((CHOICES, ONWARD))
            self.calls.append(call)

    def _plan_choices(self, scene: str) -> None:
        if self.kinds[scene] in (CHOICES, STRAND) or (self.kinds[scene] == CROSSROADS and self._happens(0.3)):
            number = self.chance.choice((1, 2, 2, 3, 3)) if self.kinds[scene] == CHOICES else 1
            self.trees[scene] = self._tree(number, 0 if self.kinds[scene] == CHOICES else 2)

    def _tree(self, number: int, depth: int) -> Tree:
        nests = (0.14, 0.25, 0.0)[depth]
        return {
            f"k{index}": self._tree(self.chance.choice((1, 2)), depth + 1) if self._happens(nests) else {}
            for index in range(number)
        }


def _paths(tree: Tree) -> Iterator[str]:
    """Yield the ids of a tree's choices, without the scene's."""
    for key, inner in tree.items():
        yield f".{key}"
        for path in _paths(inner):
            yield f".{key}{path}"
