"""Alternatives with labels: the values, or the ranges of values, of a set variable or a number."""

from __future__ import annotations

import re
from typing import TypeAlias

from ..model import codes
from ..model.expressions import All, Compare, Comparison, Either, Expression, Number
from ..model.text import Case, Content, Switch
from .braces import COLON, Label
from .cases import Branch, Cases
from .faults import Fault
from .suggesting import did_you_mean
from .values import WordOf

_NUMBERS = re.compile(r"(-?\d{1,9})(?:\s*\.\.\s*(-?\d{1,9}))?\Z")
_COMPARED = re.compile(r"([<>]=?|==?|!=)\s*(-?\d{1,9})\Z")

Span: TypeAlias = "tuple[int, int]"
"""The lowest and the highest of some values."""


class ValueCases(Cases):
    """Makes cases from labels, each of which is a list of values, or `else`."""

    def switch(self, branches: list[Branch]) -> Switch:
        """Return the switch between these alternatives."""
        typed = self.subject.typed
        otherwise = self.otherwise(branches)
        found: list[tuple[list[Span], Label, Content]] = []
        taken: list[Span] = []
        for branch in branches:
            if branch.label is None:
                message = f"This alternative does not say for which value of `{self.name}` it is."
                self.wrong(branch.offset, message, f"Write `{self._example()}:` before it, or `else:`.")
            elif not branch.is_else:
                spans = self._spans(branch.label)
                self._must_be_new(spans, taken, branch.label)
                taken += spans
                found.append((spans, branch.label, branch.content))
        if sum(high - low + 1 for low, high in taken) > typed.high - typed.low and found:
            self._must_not_be_more(branches, len(found))
            *found, (_, _, otherwise) = found
        cases = [self._labelled(spans, label, content) for spans, label, content in found]
        return Switch(tuple(cases), otherwise or ())

    def _labelled(self, spans: list[Span], label: Label, content: Content) -> Case:
        return self.case(self._within(spans), f"{self.name}: {label.source}", label.begin, content)

    def _must_not_be_more(self, branches: list[Branch], labelled: int) -> None:
        """Note what is too much where each value has its words."""
        for branch in branches:
            if branch.is_else:
                message = f"Every value of `{self.name}` has words before this."
                self.wrong(branch.where, message, "Take `else` out.")
        if labelled == 1:
            message = f"This shows whatever `{self.name}` is."
            self.wrong(branches[0].where, message, "Take the braces away, or a value out of the label.")

    def _example(self) -> str:
        kind = self.subject.typed.kind
        return (*kind.words, "else")[0] if isinstance(kind, WordOf) else str(self.subject.typed.low)

    def _must_be_new(self, spans: list[Span], taken: list[Span], label: Label) -> None:
        seen = list(taken)
        for low, high in spans:
            common = [max(low, first) for first, last in seen if low <= last and first <= high]
            if common:
                kind = self.subject.typed.kind
                value = kind.word(min(common)) if isinstance(kind, WordOf) else min(common)
                message = f"`{value}` has words already, which would show."
                self.wrong(label.begin, message, "Take it out here, or there.")
            seen.append((low, high))

    def _spans(self, label: Label) -> list[Span]:
        spans = []
        at = label.begin
        for part in label.source.split(","):
            word = part.strip()
            offset = at + len(part) - len(part.lstrip())
            span = (
                self._word(word, offset) if isinstance(self.subject.typed.kind, WordOf) else self._number(word, offset)
            )
            if span is not None:
                spans.append(span)
            at += len(part) + 1
        return spans

    def _word(self, word: str, offset: int) -> Span | None:
        kind = self.subject.typed.kind
        assert isinstance(kind, WordOf)  # noqa: S101  # the caller has asked
        if word in kind.words:
            return kind.value(word), kind.value(word)
        message = f"`{kind.variable}` is never `{word}`."
        cure = f"{did_you_mean(word, kind.words)}{kind.known}{COLON}"
        self.marker.note(Fault(codes.UNKNOWN_NAME, offset, message, cure, f"{kind.variable}={word}"))
        return None

    def _number(self, word: str, offset: int) -> Span | None:
        low, high = self.subject.typed.low, self.subject.typed.high
        match = _NUMBERS.match(word)
        if match is None:
            message = f"`{self.name}` is a number, and `{word}` is none."
            self.wrong(offset, message, f"Write numbers: {_meant(word, low, high)}.{COLON}")
            return None
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        if first > last:
            message = f"`{word}` holds no number."
            self.wrong(offset, message, f"Write the low number first: `{last}..{first}`.", codes.OUTSIDE_THE_RANGE)
            return None
        if first < low or last > high:
            message = f"`{self.name}` lies in {low}..{high}, and `{word}` does not."
            cure = "Write only values that it can have."
            self.wrong(offset, message, cure, codes.OUTSIDE_THE_RANGE)
            return None
        return first, last

    def _within(self, spans: list[Span]) -> Expression:
        tests = [self._span(low, high) for low, high in spans]
        return tests[0] if len(tests) == 1 else Either(tuple(tests))

    def _span(self, low: int, high: int) -> Expression:
        typed = self.subject.typed
        if low == high:
            return self.equal(low)
        at_least = Compare(Comparison.AT_LEAST, typed.tree, Number(low))
        at_most = Compare(Comparison.AT_MOST, typed.tree, Number(high))
        if low == typed.low:
            return at_most
        return at_least if high == typed.high else All((at_least, at_most))


def _meant(word: str, low: int, high: int) -> str:
    """Return how a label should be written that is no number and no range."""
    compared = _COMPARED.match(word)
    if compared is None:
        numbers = re.findall(r"-?\d+", word.replace("–", "-").replace("-", " ").replace("  ", " -"))
        return f"`{numbers[0]}..{numbers[1]}`" if len(numbers) == 2 else f"`{low}`, `{low}..{high}` or `else`"
    sign, number = compared.group(1), int(compared.group(2))
    first = {">=": number, ">": number + 1}.get(sign, low)
    last = {"<=": number, "<": number - 1}.get(sign, high)
    return f"`{number}`" if sign in ("=", "==") else f"`{first}..{last}`" if sign != "!=" else "`else` for the rest"
