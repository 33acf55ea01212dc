"""The reader of variables in story.yaml, each in its short form (`flag`, `0..4`, `[noon, night]`) or its long one."""

from __future__ import annotations

import re

from ..model import codes, limits
from ..model.story import Slot, SlotKind
from . import keys
from .braces import ELSE
from .former_names import FormerNames
from .name_declarations import read_name, typed_slot
from .names import RESERVED, Names
from .reshaping import as_declaration
from .shapes import Shapes
from .suggesting import did_you_mean
from .tree import Entries, Listing, Mapping, Node, Scalar
from .value_words import own_words, read_said

_RANGE = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})\Z")


class VariablesReader:
    """Reads the part of story.yaml that declares variables."""

    def __init__(self, shapes: Shapes, names: Names) -> None:
        """Read with these shapes into these names."""
        self._shapes = shapes
        self._names = names

    def read(self, node: Node) -> None:
        """Add the variables to the names."""
        entries = self._shapes.free_mapping(node, "variables")
        former = FormerNames(entries)
        for name, (key, value) in entries.items():
            if name in RESERVED:
                self._shapes.report(
                    codes.NAME_FOR_TWO_THINGS, key, f"`{name}` is a word of the language.", "Take another name."
                )
                continue
            slot = self._read_variable(name, value, former)
            if slot is None:
                self._shapes.problems.lost.add(name)
            else:
                self._add(name, slot._replace(mark=self._shapes.mark(key)))

    def _add(self, name: str, slot: Slot) -> None:
        index = self._names.variables[name] = self._names.add_slot(slot)
        if slot.kind is SlotKind.NAME:
            self._names.typed[index] = self._names.add_slot(typed_slot(slot))
            self._names.said[name] = {"": slot.labels[:1]}
        else:
            self._names.said.setdefault(name, own_words(slot))

    def _read_variable(self, name: str, node: Node, former: FormerNames) -> Slot | None:
        if isinstance(node, Listing):
            return self._set(name, node)
        if isinstance(node, Mapping):
            return self._read_long_variable(name, node, former)
        return _flag(name) if node.value == "flag" else self._counter(name, node)

    def _counter(self, name: str, node: Scalar) -> Slot | None:
        match = _RANGE.match(node.value)
        if match is None:
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED,
                node,
                f"`{name}` cannot be declared as `{node.value}`." if node.value else f"`{name}` has no declaration.",
                as_declaration(node.value)
                or did_you_mean(node.value, ["flag"]) + "Write `flag`, a range like `0..4`, or a list of words.",
            )
            return None
        low, high = int(match.group(1)), int(match.group(2))
        if low >= high:
            message, cure = f"`{node.value}` is no range.", "Write the low number first."
            self._shapes.report(codes.VALUE_NOT_ALLOWED, node, message, cure)
            return None
        if max(-low, high) > limits.RANGE.most:
            message = f"`{node.value}` goes too far from zero."
            self._shapes.report(codes.MORE_THAN_ALLOWED, node, message, f"{limits.RANGE}: narrow the range.")
            return None
        return Slot(name=name, kind=SlotKind.COUNTER, low=low, high=high, start=low)

    def _set(self, name: str, node: Listing) -> Slot | None:
        words = self._shapes.words(node, f"The set `{name}`")
        for word in words:
            self._shapes.is_id(word)  # one that is none is kept nevertheless, so that it is no unknown word elsewhere
            if word.value == ELSE:
                message = f"`{ELSE}` stands for all other words in `{{{name}: … |{ELSE}: …}}`."
                self._shapes.report(codes.NAME_FOR_TWO_THINGS, word, message, "Take another word.")
        labels = tuple(dict.fromkeys(word.value for word in words))
        if len(labels) < len(words):
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED, node, f"A word stands twice in the set `{name}`.", "Take one of them out."
            )
        if len(labels) < 2:
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED, node, f"The set `{name}` needs at least two words.", "Or declare a `flag`."
            )
            return None
        return Slot(name=name, kind=SlotKind.SET, low=0, high=len(labels) - 1, start=0, labels=labels)

    def _read_long_variable(self, name: str, node: Mapping, former: FormerNames) -> Slot | None:
        entries = self._shapes.mapping(node, keys.VARIABLE, "A variable")
        slot = self._long_slot(name, node, entries)
        if slot is None:
            return None
        was = self._was(name, entries["was"][1], former) if "was" in entries else ()
        if slot.kind is SlotKind.NAME:
            return slot._replace(was=was)
        slot = self._with_start(slot, entries)
        if "said" in entries:
            self._names.said[name] = read_said(self._shapes, slot, *entries["said"])
        labels_were = self._words_were(slot, *entries["words_were"]) if "words_were" in entries else {}
        return slot._replace(was=was, labels_were=labels_were)

    def _long_slot(self, name: str, node: Mapping, entries: Entries) -> Slot | None:
        if "name" in entries:
            return read_name(name, entries, self._shapes)
        if "range" in entries and "words" in entries:
            later = max(entries["range"][0], entries["words"][0], key=lambda key: (key.line, key.column))
            message = f"`{name}` has `range` and `words`."
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED, later, message, "A counter has a range and a set has words: keep one of them."
            )
        if "range" in entries and isinstance(entries["range"][1], Scalar):
            return self._counter(name, entries["range"][1])
        if "words" in entries and isinstance(entries["words"][1], Listing):
            return self._set(name, entries["words"][1])
        if entries.keys() == {"was"}:
            return _flag(name)
        self._shapes.report(
            codes.MISSING_KEY, node, f"`{name}` needs `range:` or `words:`.", "Or write `flag` for a flag."
        )
        return None

    def _with_start(self, slot: Slot, entries: Entries) -> Slot:
        if "start" not in entries:
            return slot
        start = entries["start"][1]
        if slot.kind is SlotKind.COUNTER:
            return slot._replace(start=self._shapes.number(start, "start", slot.low, slot.high))
        word = self._shapes.word(start, "start")
        return slot._replace(start=slot.labels.index(word)) if self._is_label(slot, word, start) else slot

    def _was(self, name: str, node: Node, former: FormerNames) -> tuple[str, ...]:
        if not isinstance(node, Mapping):
            return former.read(self._shapes, node, name)
        message = "`was` is what the variable was called, and this is a mapping."
        cure = "What its words were is written `words_were: {word: former_word}`."
        self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, message, cure)
        return ()

    def _words_were(self, slot: Slot, key: Scalar, node: Node) -> dict[str, str]:
        if slot.kind is not SlotKind.SET:
            message = f"`{slot.name}` has no words."
            self._shapes.report(codes.VALUE_NOT_ALLOWED, key, message, "Only a set has `words`, and `words_were`.")
            return {}
        former = FormerNames(slot.labels, key="words_were")
        for word, (place, value) in self._shapes.free_mapping(node, "words_were").items():
            if self._is_label(slot, word, place):
                former.read(self._shapes, value, word)
        return former.now

    def _is_label(self, slot: Slot, word: str, node: Node) -> bool:
        """Whether a word belongs to a set; reported if not."""
        if word in slot.labels:
            return True
        cure = did_you_mean(word, slot.labels) + f"It is one of {', '.join(slot.labels)}."
        self._shapes.report(codes.VALUE_NOT_ALLOWED, node, f"`{slot.name}` is never `{word}`.", cure)
        return False


def _flag(name: str) -> Slot:
    return Slot(name=name, kind=SlotKind.FLAG, low=0, high=1, start=0)
