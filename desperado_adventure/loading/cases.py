"""The alternatives of braces as they are read, and what every maker of cases needs: faults, conditions and sites."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..model import codes
from ..model.expressions import Compare, Comparison, Condition, Expression, Number
from ..model.text import Case, Content
from .braces import ELSE, Label
from .faults import Fault
from .values import Typed


class Branch(NamedTuple):
    """An alternative: its label if it has one, its content, and where it begins in the text."""

    label: Label | None
    content: Content
    offset: int

    @property
    def is_else(self) -> bool:
        """Whether it shows where no other does."""
        return self.label is not None and self.label.source.lower() == ELSE

    @property
    def where(self) -> int:
        """The offset of its label, or, without one, of its words."""
        return self.offset if self.label is None else self.label.begin


class Subject(NamedTuple):
    """What alternatives depend on: its source, the offset of that in the text, and what it was parsed to."""

    source: str
    offset: int
    typed: Typed


class Marker(NamedTuple):
    """What the cases of a text are made with: to note a fault, to parse a condition, to enter its site.

    `condition` and `site` are given a source and its offset in the text.
    """

    note: Callable[[Fault], None]
    condition: Callable[[str, int], Expression]
    site: Callable[[str, int], int]


class Cases:
    """What all makers of cases share. `name` is the subject as its author wrote it, on one line."""

    def __init__(self, marker: Marker, subject: Subject) -> None:
        """Make cases that depend on this subject."""
        self.marker = marker
        self.subject = subject
        self.name = " ".join(subject.source.split())

    def wrong(self, offset: int, message: str, cure: str, code: codes.Code = codes.BRANCH_DOES_NOT_FIT) -> None:
        """Note a fault at this offset of the text."""
        self.marker.note(Fault(code, offset, message, cure))

    def case(self, test: Expression, excerpt: str, offset: int, content: Content) -> Case:
        """Return a case, whose condition is entered as a site."""
        return Case(Condition(self.marker.site(excerpt, offset), test), content)

    def equal(self, value: int) -> Expression:
        """Return the condition that the subject has this value."""
        return Compare(Comparison.EQUAL, self.subject.typed.tree, Number(value))

    def otherwise(self, branches: list[Branch]) -> Content | None:
        """Return the content of `else`; None if there is none. Noted if another alternative follows it."""
        found: Content | None = None
        for branch in branches:
            if branch.is_else:
                found = branch.content
                if branch is not branches[-1]:
                    self.wrong(branch.where, "An alternative after `else` can never show.", "Put `else` last.")
        return found
