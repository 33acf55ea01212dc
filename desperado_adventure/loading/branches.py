"""The reader of where a choice leads: one scene, or the first of several whose condition holds.

After a cutaway the conditions are asked when it has returned, so they see what happened in it. For this the choice gets
a scene of its own, as nested choices have one: a part of the scene that it belongs to, which only leads on.
"""

from __future__ import annotations

from ..model import codes
from ..model.site import SiteKind
from ..model.story import STAY, Branch, Destination, Redirect, Scene
from . import keys
from .parts import GivenNodes, PartsReader
from .reshaping import as_ways
from .tree import Listing, Mapping, Node, Scalar

_CURE = "Write `- {when: heat >= 3, goto: alley}`, and last the scene to go to otherwise."


class BranchesReader(PartsReader):
    """Reads the branches of choices. `_scenes` are the scenes of the chapter so far, `_nexts` the `then` of scenes."""

    _scenes: list[Scene]
    _nexts: dict[str, str]

    def _branches(self, given: GivenNodes, choice_id: str, key: Scalar, root: str) -> tuple[Branch, ...]:
        """Return the branches of a choice without nested choices; `root` is the scene that it belongs to."""
        goto = given.get("goto")
        if isinstance(goto, Mapping):
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, goto, "`goto` is a scene or a list of ways.", as_ways(goto))
            given = {name: node for name, node in given.items() if node is not goto}
        otherwise = self._otherwise(given, root)
        if not isinstance(goto, Listing):
            to = self._destination(given)
            leads = to.scene or to.returns
            return (Branch(None, to if leads else otherwise._replace(cutaway=to.cutaway)),)
        ways = self._ways(goto, choice_id)
        if "cutaway" not in given:
            last = [] if ways and ways[-1].when is None else [Branch(None, otherwise)]
            return (*ways, *last)
        cutaway = self._scene_id(given["cutaway"])
        mark = self._shapes.mark(key)
        after = tuple(
            Redirect(when=way.when, text=(), effects=(), destination=way.destination, mark=mark) for way in ways
        )
        scene = Scene(id=choice_id, chapter=self._chapter, redirects=after, onward=otherwise, parent=root, mark=mark)
        self._scenes.append(scene)
        return (Branch(None, Destination(scene=choice_id, cutaway=cutaway, enters=True)),)

    def _otherwise(self, given: GivenNodes, root: str) -> Destination:
        """Return where a choice leads that leads nowhere: on to the `then` of its scene, or back to the options."""
        stays = "stay" in given and self._shapes.flag(given["stay"], "stay")
        return STAY if stays or root not in self._nexts else Destination(scene=self._nexts[root], enters=True)

    def _ways(self, node: Listing, choice_id: str) -> list[Branch]:
        ways: list[Branch] = []
        is_closed = False
        for item in self._shapes.items(node):
            if is_closed:
                self._shapes.report(
                    codes.REDIRECT_NEVER_CONSIDERED,
                    item,
                    "The way before this one is always taken.",
                    "Put the one without a condition last.",
                )
            is_closed = not isinstance(item, Mapping) or item.entries.keys() <= {"goto"}
            ways.append(self._way(item, choice_id))
        if not ways:
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, "This `goto` leads nowhere.", _CURE)
        return ways

    def _way(self, node: Node, choice_id: str) -> Branch:
        if isinstance(node, Listing):
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, "A way is a scene, and this is a list.", _CURE)
            return Branch(None, STAY)
        if not isinstance(node, Mapping):
            return Branch(None, Destination(scene=self._scene_id(node)))
        given = self._given(node, keys.WAY, "A way")
        when = self._condition(given["when"], SiteKind.GOTO, choice_id) if "when" in given else None
        return Branch(when, Destination(scene=self._scene_id(given["goto"]) if "goto" in given else ""))
