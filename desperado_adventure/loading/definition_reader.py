"""The reader of `define:` in story.yaml: names for conditions, numbers and effects.

Definitions may use each other in any order, so each is read after those that it names. One that cannot be read is told
once, where it is written; where it is used nothing is said.
"""

from __future__ import annotations

import re

from ..model import codes, limits
from ..model.diagnostics import Mark
from .conditions import ConditionParser
from .definitions import Extent
from .division_sites import Divisions
from .faults import Faults
from .names import RESERVED, Names
from .parts import PartsReader
from .positions import Locator
from .reshaping import as_yaml
from .shapes import Shapes
from .sites import Sites
from .tree import Entries, Listing, Mapping, Node, Scalar
from .values import WordOf

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


class DefinitionReader(PartsReader):
    """Reads the definitions of a story into its names."""

    def __init__(self, shapes: Shapes, names: Names, sites: Sites) -> None:
        """Read from story.yaml, where scenes are named in full."""
        super().__init__("", shapes, names, sites)
        self._entries: Entries = {}

    def read(self, node: Node) -> None:
        """Read all definitions; the names of all scenes and choices must be known."""
        entries = self._shapes.free_mapping(node, "define")
        self._entries = {name: entry for name, entry in entries.items() if self._is_free(name, entry[0])}
        self._names.definitions.names = tuple(self._entries)
        broken = self._names.definitions.broken
        for name in self._in_order():
            if name not in broken and not self._define(name, self._entries[name][1]):
                broken.add(name)

    def report_unused(self) -> None:
        """Report the definitions that nothing uses, when everything has been read."""
        names = self._names.definitions
        for name, (key, _) in self._entries.items():
            if name not in names.used | names.broken:
                message = f"Nothing uses `{name}`."
                cure = "Use it in a condition or in a `do:`, or take it out."
                self._shapes.report(codes.NOTHING_USES_DEFINITION, key, message, cure)

    def _is_free(self, name: str, key: Scalar) -> bool:
        """Whether nothing else is called so; reported if something is."""
        names = self._names
        kinds: dict[str, bool] = {
            "a variable": name in names.variables,
            f"a word of `{names.set_with(name)}`": bool(names.set_with(name)),
            "an item": name in names.items,
            "a group of items": name in names.groups,
            "a place": name in names.places,
            "a word of the language": name in RESERVED,
        }
        taken = next((kind for kind, is_so in kinds.items() if is_so), "")
        if taken:
            self._shapes.report(codes.NAME_FOR_TWO_THINGS, key, f"`{name}` is {taken} already.", "Take another name.")
        return not taken

    def _in_order(self) -> list[str]:
        """Return the names so that each comes after those that it uses; circles are reported, and broken."""
        from graphlib import CycleError, TopologicalSorter  # noqa: PLC0415  # few stories have definitions

        broken = self._names.definitions.broken
        uses = {
            name: [other for other in _names_in(node) if other in self._entries]
            for name, (_, node) in self._entries.items()
        }
        while True:
            try:
                return list(TopologicalSorter(uses).static_order())
            except CycleError as error:
                circle = error.args[1][:0:-1]  # the first name stands at both ends, and each is used by the next
                self._report_circle(circle)
                broken.update(circle)
                uses |= {name: [] for name in circle}

    def _report_circle(self, circle: list[str]) -> None:
        first = min(circle, key=self._mark)
        start = circle.index(first)
        way = " → ".join([*circle[start:], *circle[:start], first])
        self._shapes.report(
            codes.DEFINITIONS_IN_A_CIRCLE,
            self._entries[first][0],
            f"`{first}` stands for itself in the end: {way}.",
            "Write one of them without the others.",
        )

    def _mark(self, name: str) -> Mark:
        return self._shapes.mark(self._entries[name][0])

    def _define(self, name: str, node: Node) -> bool:
        """Read one definition, of which those that it names are read; return whether it can be used."""
        return self._define_effects(name, node) if isinstance(node, Listing) else self._define_value(name, node)

    def _define_effects(self, name: str, node: Node) -> bool:
        before = self._shapes.problems.number
        effects = self._effects(node, "")
        extent = self._names.definitions.extent(effects)
        is_broken = not self._names.definitions.broken.isdisjoint(_names_in(node))
        if is_broken or self._shapes.problems.number > before or not self._is_small(node, extent):
            return False
        self._names.definitions.add_effects(name, effects, extent)
        return True

    def _define_value(self, name: str, node: Node) -> bool:
        if isinstance(node, Mapping):
            message = f"`{name}` stands for a condition, a number or a list of effects, and this is a mapping."
            cure = "Write an expression, or effects in brackets: `[heat += 1]`."
            if "do" in node.entries:
                cure = f"Write it in a list: `[{as_yaml(node)}]`."
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, message, cure)
            return False
        scalar = self._shapes.text(node)
        try:
            typed = ConditionParser(scalar.value, self._names, "").value()
        except Faults as faults:
            self._shapes.report_faults(scalar, faults)
            return False
        if not self._names.definitions.broken.isdisjoint(_names_in(node)):
            return False
        if isinstance(typed.kind, WordOf):
            message = f"`{name}` stands for one of the words of a set, and not for a condition or a number."
            self._shapes.report(codes.DIFFERENT_KINDS, node, message, "Compare it: `hour == night`.")
            return False
        self._sites.locate = Locator(self._shapes.source, scalar)
        tree = Divisions(self._sites, "").placed(typed.tree, scalar.value)
        extent = self._names.definitions.extent((tree,))
        if not self._is_small(node, extent):
            return False
        self._names.definitions.add_value(name, typed._replace(tree=tree), extent)
        return True

    def _is_small(self, node: Node, extent: Extent) -> bool:
        cure = "write it in other words"
        is_small = self._shapes.at_most(limits.DEFINITION, extent.nodes, node, codes.TOO_LONG_OR_TOO_DEEP, cure)
        limit, levels = limits.DEFINITION_NESTING, extent.levels
        return is_small and self._shapes.at_most(limit, levels, node, codes.TOO_LONG_OR_TOO_DEEP, cure)


def _names_in(node: Node) -> list[str]:
    """Return all names in the expressions and effects of a definition, each once, in their order."""
    if isinstance(node, Scalar):
        return list(dict.fromkeys(_NAME.findall(node.value)))
    inner = node.items if isinstance(node, Listing) else [value for _, value in node.entries.values()]
    return list(dict.fromkeys(name for each in inner for name in _names_in(each)))
