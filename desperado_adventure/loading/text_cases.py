"""From the alternatives of braces to the cases of a switch.

What stands before the first colon is the *subject*. After a condition come yes and no, or more conditions and `else`.
After a set variable or a number come alternatives with labels, the values for which they are; without labels, a set has
one for each of its words, and a number has the singular and the plural.

A case that is left when all other values have theirs has no condition, so that the proof need not find it always true.
"""

from __future__ import annotations

from ..model import codes, limits
from ..model.text import Switch
from .braces import COLON
from .cases import Branch, Cases, Marker, Subject
from .faults import Fault
from .value_cases import ValueCases
from .values import Simple, WordOf, kind_name


def switch(marker: Marker, subject: Subject, branches: list[Branch]) -> Switch:
    """Return the switch between these alternatives, of which there is at least one; what is wrong is noted."""
    if len(branches) > limits.VALUES.most:
        message = f"These braces hold {len(branches):,} alternatives."
        marker.note(Fault(codes.MORE_THAN_ALLOWED, subject.offset, message, f"{limits.VALUES}: take some out."))
        return Switch(())
    if subject.typed.kind is Simple.ANY:
        return Switch(())
    if subject.typed.kind is Simple.FLAG:
        return _Conditions(marker, subject).switch(branches)
    kind = subject.typed.kind
    if any(branch.label is not None for branch in branches) or (isinstance(kind, WordOf) and kind.is_name):
        return ValueCases(marker, subject).switch(branches)
    if isinstance(kind, WordOf):
        return _Words(marker, subject, kind).switch(branches)
    return _Plural(marker, subject).switch(branches)


class _Conditions(Cases):
    """Yes and no, or a condition before each alternative."""

    def switch(self, branches: list[Branch]) -> Switch:
        first, *rest = branches
        if first.label is not None:
            message = f"`{self.name}` is true or false, and needs no `{first.label.source}:`."
            self.wrong(first.where, message, f"Write `{{{self.name}: yes|no}}`." + COLON)
            return Switch((self.case(self.subject.typed.tree, self.name, self.subject.offset, first.content),))
        otherwise = self.otherwise(branches)
        offset = self.subject.offset
        cases = [self.case(self.subject.typed.tree, self.subject.source.strip(), offset, first.content)]
        is_told = False
        for branch in rest:
            if branch.is_else:
                continue
            if branch.label is not None:
                label = branch.label.source
                cases.append(
                    self.case(self.marker.condition(label, branch.where), label, branch.label.begin, branch.content)
                )
            elif len(branches) == 2:
                otherwise = branch.content
            elif not is_told:
                is_told = True
                message = "Of more than two alternatives each needs a condition."
                cure = "Write it before its words, as in `{heat >= 3: hot|heat >= 1: warm|else: cold}`."
                self.wrong(branch.offset, message, cure)
        return Switch(tuple(cases), otherwise or ())


class _Words(Cases):
    """An alternative for each word of a set, in their order."""

    def __init__(self, marker: Marker, subject: Subject, kind: WordOf) -> None:
        super().__init__(marker, subject)
        self._kind = kind

    def switch(self, branches: list[Branch]) -> Switch:
        words = self._kind.words
        labelled = f"`{{{self.name}: {words[0]}: …|else: …}}`"
        if len(branches) == 1:
            message = f"This is {kind_name(self._kind)}, and a condition should stand here."
            cure = f"Write `{{{self.name} == {words[0]}: …}}`, or {labelled}; `{{{self.name}}}` alone prints it."
            self.wrong(self.subject.offset, message, cure, codes.DIFFERENT_KINDS)
        elif len(branches) != len(words):
            message = f"`{self.name}` has {len(words)} words, and here are {len(branches)} alternatives."
            self.wrong(self.subject.offset, message, f"Write one for each word, or say for which each is: {labelled}.")
        cases = [
            self.case(self.equal(value), f"{self.name} == {word}", branch.offset, branch.content)
            for value, (word, branch) in enumerate(zip(words[:-1], branches, strict=False))
        ]
        return Switch(tuple(cases), branches[-1].content)


class _Plural(Cases):
    """The form for exactly one, and that for all other numbers."""

    def switch(self, branches: list[Branch]) -> Switch:
        typed = self.subject.typed
        if len(branches) == 1:
            message = "This is a number, and a condition should stand here."
            cure = (
                f"Compare it: `{{{self.name} >= 1: …}}`. `{{{self.name}}}` alone prints it, and "
                f"`{{{self.name}: peso|pesos}}` shows the form for one or for several."
            )
            self.wrong(self.subject.offset, message, cure, codes.DIFFERENT_KINDS)
        elif len(branches) > 2:
            message = "A number has two forms, for one and for several."
            cure = f"Say for which number each is: `{{{self.name}: {typed.low}: …|{typed.low + 1}: …|else: …}}`."
            self.wrong(branches[2].offset, message, cure)
        elif not typed.low <= 1 <= typed.high or typed.low == typed.high:
            extent = f"lies in {typed.low}..{typed.high}" if typed.low < typed.high else f"is {typed.low}"
            message = f"`{self.name}` {extent}, so one of its two forms can never show."
            self.wrong(self.subject.offset, message, "Write the other alone.", codes.OUTSIDE_THE_RANGE)
        case = self.case(self.equal(1), f"{self.name} == 1", self.subject.offset, branches[0].content)
        return Switch((case,), branches[-1].content)
