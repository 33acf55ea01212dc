"""From a chapter's nodes to scenes: every guard, effect and text is parsed, and every name resolved.

The ids of the scenes and choices of all chapters are known by then (`surveying.py`). So a scene may lead to one that
comes later or stands in another file.
"""

from __future__ import annotations

from ..model import codes, limits
from ..model.expressions import (
    UNTAKEN,
    Compare,
    Comparison,
    Condition,
    Number,
    Read,
)
from ..model.site import SiteKind
from ..model.story import Asked, Branch, Choice, Destination, Ending, Scene, SlotKind
from . import keys
from .branches import BranchesReader
from .claim_sentences import ClaimNodes
from .former_names import FormerNames
from .habitual_keys import meant_key
from .lowering import as_fallback, none_open
from .names import Names
from .parts import GivenNodes
from .pieces import Counter
from .shapes import Shapes
from .sites import Sites
from .suggesting import did_you_mean
from .tree import Listing, Mapping, Node, Scalar

_WAYS_OF_CHOICES = ("goto", "return", "choices", "stay")
_WAYS_ON = ("choices", "goto", "return", "ending", "fall")


class ChapterReader(BranchesReader):
    """Builds the scenes of one chapter."""

    def __init__(self, chapter: str, shapes: Shapes, names: Names, sites: Sites, former: FormerNames) -> None:
        """Read for this chapter; the former ids of its scenes and choices are added to `former`."""
        super().__init__(chapter, shapes, names, sites)
        self._former = former
        self._scenes: list[Scene] = []
        self._nexts: dict[str, str] = {}
        self.claims: list[ClaimNodes] = []
        self.alone: set[str] = set()

    def read(self, node: Node | None) -> list[Scene]:
        """Return the chapter's scenes, those of nested choices included."""
        if node is not None:
            for name, (key, value) in self._shapes.free_mapping(node, "A chapter", keys.SCENE).items():
                if name == keys.THEN:
                    message = "`then` is what comes after the choices of a scene, and no scene's id."
                    cure = "Indent it to stand beside `choices:`, or give the scene another id."
                    self._shapes.report(codes.NOT_AN_ID, key, message, cure)
                    continue
                self._read_scene(f"{self._chapter}.{name}", key, value)
        return self._scenes

    # -- scenes -------------------------------------------------------------------------------------------------------

    def _read_scene(self, scene_id: str, key: Scalar, node: Node, continues: Scene | None = None) -> None:
        given = self._given(node, keys.SCENE, "A scene" if continues is None else keys.THEN, key)
        counter = Counter(SlotKind.SEEN, scene_id)
        position = len(self._scenes)
        if "shared" in given and not self._shapes.flag(given["shared"], "shared"):
            self.alone.add(scene_id)
        self._former.read(self._shapes, given.get("was"), scene_id)
        before = continues or Scene(id="", chapter="")
        if before.id in self.alone:
            self.alone.add(scene_id)
        if keys.THEN in given:
            self._check_then(given)
            self._nexts[scene_id] = f"{scene_id}.{keys.THEN}"
        choices = self._choices(given["choices"], scene_id, scene_id) if "choices" in given else ()
        scene = Scene(
            id=scene_id,
            chapter=self._chapter,
            title=self._lines.line(given["title"], counter) if "title" in given else before.title,
            art=self._art(given["art"]) if "art" in given else before.art,
            beats=self._beats(given["beats"]) if "beats" in given else (),
            text=self._text(given["text"], counter) if "text" in given else (),
            verses=self._verses(given["verse"], scene_id) if "verse" in given else (),
            arrive=self._effects(given["do"], scene_id) if "do" in given else (),
            leave=(),
            redirects=self._redirects(given["redirects"], counter) if "redirects" in given else (),
            onward=self._onward(given),
            choices=choices,
            pack=self._pack(given["pack"]) if "pack" in given else (),
            ending=self._ending(given["ending"], counter) if "ending" in given else None,
            fall="fall" in given and self._shapes.flag(given["fall"], "fall"),
            parent="",
            mark=self._shapes.mark(key),
        )
        if "claims" in given:
            self.claims.append(ClaimNodes(self._shapes, self._chapter, f"{scene_id}.", given["claims"]))
        if isinstance(node, Mapping):
            self._check_ways_on(scene, given, key, node)
        self._scenes.insert(position, scene)
        if isinstance(node, Mapping) and keys.THEN in given:
            self._read_scene(self._nexts[scene_id], *node.entries[keys.THEN], scene)

    def _check_then(self, given: GivenNodes) -> None:
        """Report a `then` that nothing can go on to, or that has its id from a choice as well."""
        choices = given.get("choices")
        if choices is None:
            message = "`then` comes after choices, and this scene has none."
            self._shapes.report(codes.MISSING_KEY, given[keys.THEN], message, "Give it `choices:`, or use `goto:`.")
        elif isinstance(choices, Mapping) and keys.THEN in choices.entries:
            message = f"A choice cannot be called `{keys.THEN}` here, where the scene goes on with `{keys.THEN}:`."
            self._shapes.report(codes.NAME_FOR_TWO_THINGS, choices.entries[keys.THEN][0], message, "Take another id.")

    def _check_ways_on(self, scene: Scene, given: GivenNodes, key: Scalar, node: Mapping) -> None:
        is_denied = {"return": scene.onward is not None and not scene.onward.returns, "fall": not scene.fall}
        ways = [name for name in _WAYS_ON if name in given and not is_denied.get(name, False)]
        if len(ways) > 1:
            self._shapes.report(
                codes.MORE_THAN_ONE_WAY_ON,
                _last_key(node, ways) or key,
                f"This scene has {' and '.join(f'`{way}`' for way in ways)}.",
                "A scene ends in choices, or goes on, or ends the playthrough: keep one of them.",
            )
        if "cutaway" in given and "goto" not in given:
            self._shapes.report(
                codes.MORE_THAN_ONE_WAY_ON,
                _last_key(node, ["cutaway"]) or key,
                "A scene's `cutaway` needs a `goto`, for afterwards.",
                "Add `goto:`, or give it to a choice.",
            )
        is_closed = any(redirect.when is None for redirect in scene.redirects)
        if not ways and not is_closed and not _has_unreadable_way(node):
            self._shapes.report(
                codes.NO_WAY_ON,
                key,
                "This scene has no way on.",
                "Give it `choices:`, `goto:`, `return: true`, `ending:` or `fall: true`.",
            )

    def _onward(self, given: GivenNodes) -> Destination | None:
        if not any(name in given for name in ("goto", "return", "cutaway")):
            return None
        if isinstance(given.get("goto"), Listing):
            message = "A scene's `goto` is one scene, and this is a list."
            cure = "Ways with conditions are `redirects:`, asked before the text; after it, let `goto` lead to a scene "
            cure += "that has only `redirects:`, as `- {when: heat >= 3, goto: alley}`."
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, given["goto"], message, cure)
            given = {name: node for name, node in given.items() if name != "goto"}
        return self._destination(given)

    def _beats(self, node: Node) -> tuple[str, ...]:
        return tuple([word.value for word in self._shapes.words(node, "beats")])

    def _art(self, node: Node) -> str:
        name = self._shapes.word(node, "art")
        if name and name not in self._names.art:
            cure = did_you_mean(name, self._names.art) + "A picture is a file in art/."
            self._shapes.report_name(codes.UNKNOWN_PICTURE, node, name, f"There is no picture `{name}`.", cure)
            return ""
        return name

    def _pack(self, node: Node) -> tuple[int, ...]:
        places = []
        for word in self._shapes.words(node, "pack"):
            place = self._names.places.get(word.value)
            if place is None:
                cure = did_you_mean(word.value, self._names.places) + "Places are declared in story.yaml."
                message = f"There is no place `{word.value}`."
                self._shapes.report_name(codes.UNKNOWN_PLACE, word, word.value, message, cure)
            else:
                places.append(place)
                self._names.written.update(slot for slot in self._names.sizes if place in self._names.fitting[slot])
        return tuple(places)

    def _ending(self, node: Node, counter: Counter) -> Ending:
        given = self._given(node, keys.ENDING, "An ending")
        return Ending(
            title=self._lines.spoken(given["title"], counter, "title") if "title" in given else (),
            hint=self._lines.line(given["hint"], Counter(None, counter.owner)) if "hint" in given else (),
        )

    # -- choices ------------------------------------------------------------------------------------------------------

    def _choices(self, node: Node, owner: str, root: str) -> tuple[Choice, ...]:
        choices: list[tuple[Choice, bool]] = []
        given = self._shapes.free_mapping(node, "choices", keys.CHOICE)
        if not self._shapes.at_most(limits.SCENE_CHOICES, len(given), node, cure="split the scene"):
            return ()
        for name, (key, value) in given.items():
            if name == keys.THEN and isinstance(value, Mapping) and "say" not in value.entries:
                message = "`then` comes after the choices, and is none of them."
                cure = "Let it stand beside `choices:`, two blanks further to the left."
                self._shapes.report(codes.NOT_AN_ID, key, message, cure)
                continue
            choices.append(self._choice(f"{owner}.{name}", key, value, root))
        if not choices:
            return ()
        closed = none_open([choice for choice, is_fallback in choices if not is_fallback])
        return tuple([as_fallback(choice, closed) if is_fallback else choice for choice, is_fallback in choices])

    def _choice(self, choice_id: str, key: Scalar, node: Node, root: str) -> tuple[Choice, bool]:
        given = self._given(node, keys.CHOICE, "A choice", key)
        counter = Counter(SlotKind.TAKEN, choice_id)
        self._former.read(self._shapes, given.get("was"), choice_id)
        if ("requires" in given) != ("barred" in given):
            missing = "barred" if "requires" in given else "requires"
            present = _last_key(node, ["requires", "barred"]) or key
            self._shapes.report(
                codes.REQUIRES_AND_BARRED,
                present,
                f"This choice has no `{missing}`.",
                "`requires:` bars a choice and `barred:` says why.",
            )
        when = self._condition(given["when"], SiteKind.WHEN, choice_id) if "when" in given else None
        effects = self._effects(given["do"], choice_id) if "do" in given else ()
        conditions = () if when is None else (when,)
        if "once" in given and self._shapes.flag(given["once"], "once"):
            untaken = Compare(Comparison.EQUAL, Read(self._names.count(SlotKind.TAKEN, choice_id)), Number(0))
            conditions = (Condition(UNTAKEN, untaken), *conditions)
        say = self._lines.spoken(given["say"], counter, "say") if "say" in given else ()
        choice = Choice(
            id=choice_id,
            say=say,
            when=conditions,
            requires=self._condition(given["requires"], SiteKind.REQUIRES, choice_id) if "requires" in given else None,
            barred=self._lines.spoken(given["barred"], counter, "barred") if "barred" in given else (),
            text=self._text(given["text"], counter._replace(say=say)) if "text" in given else (),
            effects=effects,
            branches=self._choice_branches(given, choice_id, key, root, node),
            verses=self._verses(given["verse"], choice_id) if "verse" in given else (),
            mark=self._shapes.mark(key),
            asks=self._asked(given["asks"]) if "asks" in given else None,
        )
        return choice, "fallback" in given and self._shapes.flag(given["fallback"], "fallback")

    def _asked(self, node: Node) -> Asked | None:
        word = self._shapes.word(node, "asks")
        slot = self._names.variables.get(word, -1)
        if slot not in self._names.typed:
            known = [name for name, index in self._names.variables.items() if index in self._names.typed]
            cure = did_you_mean(word, known) + "A name is declared under `variables:`, as `hero: {name: Nobody}`."
            if word in self._names.variables:
                cure = f"Declare it as `{word}: {{name: Nobody}}`, or ask for another."
                self._shapes.report(codes.DIFFERENT_KINDS, node, f"`{word}` is no name that one can type.", cure)
            elif word:
                self._shapes.problems.report_name(
                    codes.UNKNOWN_NAME, self._shapes.mark(node), word, f"No name is called `{word}`.", cure
                )
            return None
        self._names.written.add(slot)
        return Asked(slot, self._names.typed[slot])

    def _choice_branches(
        self, given: GivenNodes, choice_id: str, key: Scalar, root: str, node: Node
    ) -> tuple[Branch, ...]:
        ways: list[str] = [way for way in _WAYS_OF_CHOICES if way in given and not _is_false(given[way])]
        cure = "It leads to a scene, or ends a cutaway, or opens nested choices, or stays: keep one of them."
        if "cutaway" in given and not {"return", "choices"}.isdisjoint(ways):
            ways.insert(0, "cutaway")
            cure = "A cutaway comes back, and then goes on to `goto` or to the options: take the other out."
        if len(ways) > 1:
            message = f"This choice has {' and '.join(f'`{way}`' for way in ways)}."
            self._shapes.report(codes.MORE_THAN_ONE_WAY_ON, _last_key(node, ways) or key, message, cure)
        if "choices" not in given:
            return self._branches(given, choice_id, key, root)
        inner = self._choices(given["choices"], choice_id, root)
        self._scenes.append(
            Scene(id=choice_id, chapter=self._chapter, choices=inner, parent=root, mark=self._shapes.mark(key))
        )
        return (Branch(None, Destination(scene=choice_id, enters=True)),)


def _is_false(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value == "false"


def _has_unreadable_way(node: Mapping) -> bool:
    """Whether a scene says how it goes on, but in a way that could not be read (and has been reported)."""
    misspelled = any(name not in keys.SCENE and meant_key(name, keys.SCENE) in _WAYS_ON for name in node.entries)
    if "redirects" in node.entries and not isinstance(node.entries["redirects"][1], Listing):
        return True
    return misspelled or not {"cutaway", keys.THEN}.isdisjoint(node.entries)


def _last_key(node: Node, names: list[str]) -> Scalar | None:
    """Return the last key in the file that has one of these names, or None."""
    matching = [key for name, (key, _) in node.entries.items() if name in names] if isinstance(node, Mapping) else []
    return max(matching, key=lambda key: (key.line, key.column), default=None)
