"""Former names (`was:`): what a thing was called in earlier versions of a story, so that old saves still find it.

A former name leads to one thing. So it is refused when something of its kind has that name now, or had it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from ..model import codes
from .ids import ID
from .shapes import Shapes
from .tree import Node, Scalar


class FormerNames:
    """The former names of all things of one kind: of the variables, say, or of the words of one set.

    `now` maps each former name to the present one.
    """

    def __init__(
        self,
        present: Container[str],
        is_name: Callable[[Shapes, Scalar], bool] = Shapes.is_id,
        key: str = "was",
    ) -> None:
        """Refuse what things of this kind are called now, and what is no name: `is_name` tells, and reports it.

        `key` is the key under which the author writes former names.
        """
        self._key = key
        self._present = present
        self._is_name = is_name
        self.now: dict[str, str] = {}

    def read(self, shapes: Shapes, node: Node | None, name: str) -> tuple[str, ...]:
        """Return the former names that a node lists for the thing of this name; without a node there are none.

        Those that it cannot have had are not among them, and are reported.
        """
        if node is None:
            return ()
        former = []
        for word in shapes.words(node, self._key):
            if self._is_name(shapes, word) and self._is_free(shapes, word):
                self.now[word.value] = name
                former.append(word.value)
        return tuple(former)

    def _is_free(self, shapes: Shapes, word: Scalar) -> bool:
        old = word.value
        if old in self._present:
            message = f"`{old}` still exists, so nothing else can have been called that."
        elif old in self.now:
            message = f"`{old}` is already a former name, of `{self.now[old]}`."
        else:
            return True
        shapes.report(codes.NAME_FOR_TWO_THINGS, word, message, "Take it out.")
        return False


def is_full_id(shapes: Shapes, word: Scalar) -> bool:
    """Whether a word can be the full id of a scene or a choice; reported if not."""
    parts = word.value.split(".")
    if len(parts) > 1 and all(map(ID.match, parts)):
        return True
    cure = "Write it in full: `chapter.scene` or `chapter.scene.choice`."
    shapes.report(codes.NOT_AN_ID, word, f"`{word.value}` is no full id of a scene or a choice.", cure)
    return False
