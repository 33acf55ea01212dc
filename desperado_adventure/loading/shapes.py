"""The reader of a node's shape: a mapping with given keys, a word, a flag, a number, a list of words."""

from __future__ import annotations

import re

from ..model import codes, limits
from ..model.blanks import single_blanks
from ..model.diagnostics import Mark
from ..model.unsafe_characters import UNSAFE_CHARACTER
from .fallen_lines import IS_NOT_INDENTED, has_fallen
from .faults import Fault, Faults
from .foreign import TRUTHS
from .ids import ID, proposed_id
from .keys import Key, KeyKind
from .positions import locate
from .problems import Problems
from .recovery import Mending, is_nothing, named
from .reshaping import as_condition, as_entries, as_mapping, named_items, without_id
from .tree import Entries, Listing, Mapping, Node, Scalar, ScalarStyle, Source, describe, is_lost, lost, nothing_or
from .wording import has_words

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})\Z")
_YES_AND_NO = {**TRUTHS, "y": "true", "n": "false", "true": "true", "false": "false"}
_WORDED = (KeyKind.LINE, KeyKind.TEXT)
_WORD = re.compile(r"\w+")
_NUMBER_SIGN = re.compile(r"\s#\w")


class Shapes:
    """Reads one file's nodes. A node that is wrong is added to the problems, and a neutral value is returned."""

    def __init__(self, source: Source, problems: Problems) -> None:
        """Read nodes of this source."""
        self.source = source
        self.problems = problems
        self._is_suspect = UNSAFE_CHARACTER.search(source.text) is not None
        self._has_escapes = "\\" in source.text

    def report(self, code: codes.Code, node: Node, message: str, cure: str = "") -> None:
        """Report something about a node, where the node begins."""
        self.problems.report(code, self.source.mark(node), message, cure)

    def report_name(self, code: codes.Code, node: Node, name: str, message: str, cure: str = "") -> None:
        """Report that the name which a node holds is unknown, unless that has been told or follows from a mistake."""
        self.problems.report_name(code, self.source.mark(node), name, message, cure)

    def report_faults(self, scalar: Scalar, faults: Faults) -> None:
        """Report all that a parser says about a scalar's text; nothing about one that has been reported."""
        for fault in () if is_lost(scalar) else faults.found:
            self.report_fault(scalar, fault)

    def report_fault(self, scalar: Scalar, fault: Fault) -> None:
        """Report what a parser says about a scalar's text, at the exact character."""
        mark = locate(self.source, scalar, fault.offset)
        if fault.name:
            self.problems.report_name(fault.code, mark, fault.name, fault.message, fault.cure)
        else:
            self.problems.report(fault.code, mark, fault.message, fault.cure)

    def is_in_brackets(self, node: Listing) -> bool:
        """Whether a list is written `[so]`, with nothing but plain words in it."""
        line = self.source.lines[node.line] if node.line < len(self.source.lines) else ""
        is_plain = all(type(item) is Scalar and not item.style for item in node.items)
        return is_plain and line[node.column : node.column + 1] == "["

    def mark(self, node: Node) -> Mark:
        """Return where a node begins."""
        return self.source.mark(node)

    def mapping(
        self, node: Node, table: dict[str, Key], what: str, owner: Scalar | None = None, called: str = ""
    ) -> Entries:
        """Return the entries of a mapping that may have the keys of a table; keys outside it are reported.

        `owner` is the key to which the mapping belongs; a missing key is reported there. `called` is what the author
        called it, if `owner` does not say so.
        """
        if type(node) is not Mapping:
            message = f"{named(what)} is a mapping, and this is {describe(node)}."
            cure = nothing_or(node, as_mapping(node, what, called or (owner.value if owner else "")))
            self.report(codes.WRONG_KIND_OF_VALUE, node, message, cure)
            return {}
        entries = node.entries
        if not entries.keys() <= table.keys():
            entries = Mending(self).known(node, table, what)
        for name, key in table.items():
            if key.needed and name not in entries and name not in self.problems.lost:
                self.report(
                    codes.MISSING_KEY, owner or node, f"{named(what)} needs the key `{name}`.", f"`{name}:` {key.about}"
                )
            elif name in entries and key.kind in _WORDED:
                self._check_length(entries[name][1])
                if key.needed or key.kind is KeyKind.LINE:
                    self._check_words(name, entries[name][1])
        return {name: entry for name, entry in entries.items() if not is_lost(entry[1])}

    def _check_words(self, name: str, node: Node) -> None:
        """Report a text without a visible character."""
        if type(node) is Scalar and not (is_lost(node) or is_nothing(node) or has_words(node.value)):
            self.report(codes.WRONG_KIND_OF_VALUE, node, f"`{name}` has no words.", "Write what the player is to read.")

    def _check_length(self, node: Node) -> bool:
        """Whether a node is no longer than a line may be; reported if it is."""
        length = len(node.value) if type(node) is Scalar else 0
        return self.at_most(limits.LINE, length, node, codes.TEXT_TOO_LONG, "make it shorter")

    def at_most(  # one parameter for each part of the diagnostic
        self, limit: limits.Limit, number: int, node: Node, code: codes.Code = codes.MORE_THAN_ALLOWED, cure: str = ""
    ) -> bool:
        """Whether a number is within a limit; reported at the node if it is not."""
        if number <= limit.most:
            return True
        self.report(code, node, f"This has {number:,} {limit.unit}.", f"{limit}{cure and ': '}{cure}.")
        return False

    def items(self, node: Listing) -> tuple[Node, ...]:
        """Return the items of a list, or none if they are too many, which is reported."""
        return node.items if self.at_most(limits.PARTS, len(node.items), node, cure="split the list") else ()

    def free_mapping(self, node: Node, what: str, inner: dict[str, Key] | None = None) -> Entries:
        """Return the entries of a mapping whose keys are ids that the author chose.

        `inner` are the keys that each entry may have. Such a key beside the entries belongs to the entry before it.
        """
        if type(node) is not Mapping:
            message = f"{named(what)} is a mapping, and this is {describe(node)}."
            self.report(codes.WRONG_KIND_OF_VALUE, node, message, nothing_or(node, as_entries(node, what)))
            if what == "choices" and isinstance(node, Listing):
                return named_items(node)
            self.problems.lost.add(what)
            return {}
        if what == "choices" and without_id(node):
            listing = Listing((node,), node.line, node.column)
            cure = as_entries(listing, what).replace(" each ", " it ").replace(" instead of the dash", "")
            self.report(codes.WRONG_KIND_OF_VALUE, node, "A choice stands here without an id.", cure)
            return named_items(listing)
        entries = node.entries
        if any(":" in name for name in entries):
            entries = Mending(self).split(node)
            node = node._replace(entries=entries)
        if inner is not None and not entries.keys().isdisjoint(inner):
            entries = Mending(self).nested(node, inner)
        return {
            name: entry
            for number, (name, entry) in enumerate(entries.items(), start=1)
            if self.is_id(entry[0], what, number)
        }

    def is_id(self, key: Scalar, among: str = "", number: int = 1) -> bool:
        """Whether a key, which is so many in the mapping that is called `among`, can be an id; reported if not.

        One that cannot is not reported again wherever it is named.
        """
        if len(key.value) > limits.ID.most:
            return self.at_most(limits.ID, len(key.value), key, codes.TEXT_TOO_LONG, "take a shorter id")
        if ID.match(key.value):
            return True
        proposal = proposed_id(key.value, among, number)
        self.problems.lost.update((key.value, proposal, *_WORD.findall(key.value)))
        if has_fallen(self.source.lines, key.line):
            self.report(codes.YAML_DOES_NOT_PARSE, key, IS_NOT_INDENTED, "Indent it as every line of the text.")
            return False
        self.report(
            codes.NOT_AN_ID,
            key,
            f"`{key.value}` cannot be an id.",
            f"Ids are lowercase letters, digits and underscores, and begin with a letter: `{proposal}`.",
        )
        return False

    def condition(self, node: Node, key: str) -> Scalar:
        """Return a scalar that holds a condition, which stands under this key."""
        if isinstance(node, Scalar):
            return self.text(node)
        message = f"A condition is one text, and this is {describe(node)}."
        self.report(codes.WRONG_KIND_OF_VALUE, node, message, f"Write `{key}: {as_condition(node)}`.")
        return lost(node)

    def text(self, node: Node) -> Scalar:
        """Return a scalar that holds words for a reader."""
        if type(node) is not Scalar:
            message = f"Text should stand here, and this is {describe(node)}."
            self.report(codes.WRONG_KIND_OF_VALUE, node, message, "Put it in quotes.")
            return lost(node)
        if not node.value and not node.style:
            message = "Text should stand here, and this is nothing."
            self.report(codes.WRONG_KIND_OF_VALUE, node, message, nothing_or(node, ""))
            return lost(node)
        if not node.style:
            self._check_number_sign(node)
        self._check_characters(node)
        return node

    def short_text(self, node: Node) -> Scalar:
        """Return a scalar that holds words for a reader, and is no longer than a line may be."""
        scalar = self.text(node)
        return scalar if self._check_length(scalar) else lost(scalar)

    def line(self, node: Node) -> str:
        """Return the words of a title, or of anything else that is shown in one line."""
        return single_blanks(self.short_text(node).value)

    def line_of(self, given: dict[str, Node], key: str, default: str) -> str:
        """Return the line under a key, or the default where there is no such key."""
        return self.line(given[key]) if key in given else default

    def _check_characters(self, node: Scalar) -> None:
        if not self._is_suspect and not (node.style is ScalarStyle.DOUBLE_QUOTED and self._has_escapes):
            return
        if match := UNSAFE_CHARACTER.search(node.value):
            self.problems.report(
                codes.FORBIDDEN_CHARACTER,
                locate(self.source, node, match.start()),
                f"Text holds the control character U+{ord(match.group()):04X}.",
                "Take it out: a terminal might obey it, or nobody would see it.",
            )

    def _check_number_sign(self, node: Scalar) -> None:
        line = self.source.lines[node.line] if node.line < len(self.source.lines) else ""
        if "#" in line and (sign := _NUMBER_SIGN.search(line, node.column)):
            self.problems.report(
                codes.TEXT_CUT_OFF,
                Mark(self.source.file, node.line + 1, sign.start() + 2),
                "The text ends here, because a blank and `#` begin a comment.",
                'Put the text in quotes if the `#` belongs to it: "…#…"; write `# ` for a comment.',
            )

    def word(self, node: Node, what: str) -> str:
        """Return one word or id, "" if there is none."""
        if type(node) is not Scalar or not node.value:
            self.report(
                codes.WRONG_KIND_OF_VALUE,
                node,
                f"{named(what)} is one word, and this is {describe(node)}.",
                nothing_or(node, "Write one word."),
            )
            return ""
        return node.value if self._check_length(node) else ""

    def words(self, node: Node, what: str) -> list[Scalar]:
        """Return a list of words; a single word stands for a list of one."""
        if type(node) is Scalar and node.value:
            return [node] if self._check_length(node) else []
        if type(node) is Listing:
            words = []
            for item in self.items(node):
                if type(item) is Scalar and item.value:
                    if self._check_length(item):
                        words.append(item)
                else:
                    self.report(
                        codes.WRONG_KIND_OF_VALUE,
                        item,
                        f"{named(what)} is a list of words, and this is {describe(item)}.",
                        "Write a word.",
                    )
            return words
        self.report(
            codes.WRONG_KIND_OF_VALUE,
            node,
            f"{named(what)} is a list of words, and this is {describe(node)}.",
            "Write `[one, two]`.",
        )
        return []

    def flag(self, node: Node, what: str) -> bool:
        """Return true or false."""
        value = node.value if type(node) is Scalar else ""
        if value in ("true", "false"):
            return value == "true"
        if value.lower() in _YES_AND_NO:
            meant = _YES_AND_NO[value.lower()]
            message = f"{named(what)} is true or false, and this is `{value}`."
            self.report(codes.YES_OR_NO, node, message, f"Write `{meant}`.")
        else:
            actual = f"`{value}`" if value else describe(node)
            message = f"{named(what)} is true or false, and this is {actual}."
            self.report(codes.WRONG_KIND_OF_VALUE, node, message, "Write `true` or `false`.")
        return False

    def number(self, node: Node, what: str, low: int, high: int) -> int:
        """Return a whole number between low and high, both included."""
        value = node.value if type(node) is Scalar else ""
        if re.fullmatch(r"-?0[0-9]+", value):
            self.report(codes.LEADING_ZERO, node, f"`{value}` begins with a zero.", f"Write {int(value[:9])}.")
            return low
        if not _NUMBER.match(value):
            actual = f"`{value}`" if value else describe(node)
            message = f"{named(what)} is a whole number, and this is {actual}."
            self.report(codes.WRONG_KIND_OF_VALUE, node, message, "Write digits only.")
            return low
        if not low <= int(value) <= high:
            message = f"{named(what)} lies in {low}..{high}, and this is {value}."
            self.report(codes.VALUE_NOT_ALLOWED, node, message, "Take one in between.")
            return low
        return int(value)
