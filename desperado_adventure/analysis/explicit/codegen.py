"""Generated Python source for packed states: guards become bit tests, edges become one expression.

Only numbers that are computed from the checked expression trees enter the source, and no words of an author. In the
source, `s` is a packed state; long tables are constants named t0, t1 …
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from ...model.expressions import COMPUTATIONS, Arithmetic
from ...model.story import Slot
from ..transitions.functions import AnyOperator, Environment, Function, Operation, Operator, Table, WideRead
from .fields import Field

_DIVISIONS: dict[AnyOperator, str] = {Arithmetic.OVER: "//", Arithmetic.MODULO: "%"}
"""How Python writes the divisions whose divisor is not zero; otherwise the functions of `COMPUTATIONS` are called."""


class Generator:
    """Writes the source for one walk, and turns it into functions."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        """Take the story's slots."""
        self._slots = slots
        self._constants: dict[tuple[int, ...], str] = {}
        self._namespace: dict[str, Any] = {}

    def compile(self, source: str) -> Any:  # noqa: ANN401  # the type of the generated expression
        """Evaluate a generated expression."""
        # Compiled first: CPython ends by the signal after a Ctrl-C in the `eval` of a text, even one that was caught.
        code = compile(source, "<generated>", "eval")
        return eval(code, self._namespace)  # noqa: S307  # our own source, made of numbers only

    def _constant(self, values: tuple[int, ...]) -> str:
        name = self._constants.get(values)
        if name is None:
            name = self._constants[values] = f"t{len(self._constants)}"
            self._namespace[name] = values
        return name

    def _lookup(self, field: Field, entries: dict[int, int]) -> str:
        """Return source for the entry of the field's code. Codes that never occur have the entry 0."""
        size = max(entries) + 1
        values = tuple([entries.get(code, 0) for code in range(size)])
        if values == tuple(range(size)):
            return _extract(field)
        return f"{self._constant(values)}[{_extract(field)}]"

    def condition(self, function: Function, fields: dict[int, Field]) -> str:
        """Return source that is true in the packed states in which the function is true."""
        if isinstance(function, int):
            return "True" if function else "False"
        if isinstance(function, Table):
            return _test(_by_code(function, fields[function.slot]), fields[function.slot])
        if isinstance(function, WideRead):
            return self.number(function, fields)
        kind, operands = function.kind, function.operands
        if kind is Operator.ALL:
            return self._conjunction(operands, fields)
        if kind is Operator.EITHER:
            return "(" + " or ".join([self.condition(operand, fields) for operand in operands]) + ")"
        if kind is Operator.NOT:
            return f"(not {self.condition(operands[0], fields)})"
        return f"({self.number(function, fields)})"

    def _conjunction(self, operands: tuple[Function, ...], fields: dict[int, Field]) -> str:
        mask = value = 0
        others = []
        for operand in operands:
            if isinstance(operand, Table):
                field = fields[operand.slot]
                entries = _by_code(operand, field)
                true = [code for code, given in entries.items() if given]
                if len(true) == 1:
                    mask |= field.mask
                    value |= true[0] << field.shift
                    continue
            others.append(self.condition(operand, fields))
        tests = [_equals(mask, value)] if mask else []
        return "(" + " and ".join(tests + others) + ")"

    def number(self, function: Function, fields: dict[int, Field]) -> str:
        """Return source for the function's value."""
        if isinstance(function, int):
            return f"({function})"
        if isinstance(function, Table):
            field = fields[function.slot]
            return self._lookup(field, _by_code(function, field))
        if isinstance(function, WideRead):
            return f"({_extract(fields[function.slot])} + {self._slots[function.slot].low})"
        kind, operands, parameter = function
        if kind in (Operator.ALL, Operator.EITHER, Operator.NOT):
            return f"(1 if {self.condition(function, fields)} else 0)"
        if kind is Operator.CHOOSE:
            yes, no = self.number(operands[1], fields), self.number(operands[2], fields)
            return f"({yes} if {self.condition(operands[0], fields)} else {no})"
        return self._computed(kind, operands, [self.number(operand, fields) for operand in operands], parameter)

    def _computed(
        self, kind: AnyOperator, operands: tuple[Function, ...], parts: list[str], parameter: tuple[int, ...]
    ) -> str:
        """Return source for what an operation makes of its operands, whose sources are the parts."""
        if kind is Operator.SUM:
            return f"({parts[0]} + {parameter[0]} * {parts[1]})"
        if kind is Operator.CLAMP:
            return f"min(max({parts[0]}, {parameter[0]}), {parameter[1]})"
        if kind is Operator.WRAP:
            low, high = parameter
            return f"({low} + ({parts[0]} - {low}) % {high - low + 1})"
        if kind in _DIVISIONS:
            if isinstance(operands[1], int) and operands[1]:
                return f"({parts[0]} {_DIVISIONS[kind]} {parts[1]})"
            self._namespace[kind.name] = COMPUTATIONS[kind]
            return f"{kind.name}({parts[0]}, {parts[1]})"
        return f"({parts[0]} {kind} {parts[1]})"

    def image(self, environment: Environment, before: dict[int, Field], after: dict[int, Field]) -> str:
        """Return source for the packed state after an edge; "s" when the edge changes nothing.

        The new number has four kinds of parts, joined by `|`: bits that stay as they are (`keep`, one mask for all of
        them); bits that do not depend on the state (`constant`); bits that depend on one slot (`lookups`: one table for
        each slot that is read, with entries shifted to their place); and bits that depend on several slots (`others`).
        So most edges take one or two operations.
        """
        keep = constant = 0
        lookups: dict[int, dict[int, int]] = {}
        others: list[str] = []
        for slot, field in after.items():
            low = self._slots[slot].low
            value = environment.get(slot)
            if isinstance(value, int):
                constant |= field.codes[value - low] << field.shift
            elif value is None and field.is_wide:
                keep |= field.mask
            elif isinstance(value, Operation | WideRead):
                others.append(self._placed(value, before, field, low))
            else:
                source = slot if value is None else value.slot
                given = range(low, low + len(field.codes)) if value is None else value.values
                origin = before.get(source)
                if origin is None:  # the target does not tell the values apart
                    constant |= field.codes[given[0] - low] << field.shift
                    continue
                entries = {
                    code: field.codes[then - low] << field.shift for code, then in zip(origin.codes, given, strict=True)
                }
                if len(set(entries.values())) == 1:
                    constant |= next(iter(entries.values()))
                elif source == slot and all(code << field.shift == then for code, then in entries.items()):
                    keep |= field.mask
                else:
                    merged = lookups.setdefault(source, {})
                    for code, then in entries.items():
                        merged[code] = merged.get(code, 0) | then
        return self._assemble(before, keep, constant, lookups, others)

    def inverse(
        self, environment: Environment, before: dict[int, Field], after: dict[int, Field], most: int
    ) -> tuple[int, list[tuple[int, int]]] | None:
        """Return the bits that an edge keeps, and all pairs (bits lost before, bits set after), at most `most` pairs.

        None when the bits that are set depend on bits that are kept, or when there are more pairs. A state s is an
        origin of t if, for one of the pairs, t has the bits set after, and s has the kept bits of t and the bits lost
        before.

        Going back then needs no search. An edge that sets `key` and changes nothing else loses only the old value of
        `key`: each image has at most two origins, and both can be computed.
        """
        keep = 0
        for slot, field in after.items():
            if slot not in environment and before.get(slot) == field:
                keep |= field.mask
        lost = {slot: field for slot, field in before.items() if field.mask & ~keep}
        number = 1
        for field in lost.values():
            number *= len(field.codes if field.is_wide else set(field.codes))
            if number > most:
                return None
        for slot, field in after.items():
            value = environment.get(slot)
            source = slot if value is None else value.slot if isinstance(value, Table) else -1
            if isinstance(value, Operation | WideRead) or (
                not field.mask & keep and not isinstance(value, int) and source not in lost and source in before
            ):
                return None
        pairs = []
        parts = [[(slot, code) for code in sorted(set(field.codes))] for slot, field in lost.items()]
        for combination in product(*parts):
            codes = dict(combination)
            origin = sum(code << lost[slot].shift for slot, code in combination)
            pairs.append((origin, self._set_bits(environment, before, after, keep, codes)))
        return keep, pairs

    def _set_bits(
        self,
        environment: Environment,
        before: dict[int, Field],
        after: dict[int, Field],
        keep: int,
        codes: dict[int, int],
    ) -> int:
        bits = 0
        for slot, field in after.items():
            if field.mask & keep:
                continue
            low = self._slots[slot].low
            value = environment.get(slot)
            if isinstance(value, int):
                bits |= field.codes[value - low] << field.shift
                continue
            source = value.slot if isinstance(value, Table) else slot
            index = before[source].codes.index(codes[source]) if source in codes else 0
            raw = value.values[index] if isinstance(value, Table) else low + index
            bits |= field.codes[raw - low] << field.shift
        return bits

    def _placed(self, value: Operation | WideRead, before: dict[int, Field], field: Field, low: int) -> str:
        """Return source for the bits of a field, in their place."""
        if field.is_wide:
            return f"({self.number(value, before)} - {low} << {field.shift})"
        return self._encode(value, before, tuple([code << field.shift for code in field.codes]), low)

    def _encode(self, value: Operation | WideRead, before: dict[int, Field], codes: tuple[int, ...], low: int) -> str:
        kind = value.kind if isinstance(value, Operation) else None
        if isinstance(value, Operation) and kind is Operator.CHOOSE:
            yes, no = [self._branch(operand, before, codes, low) for operand in value.operands[1:]]
            return f"({yes} if {self.condition(value.operands[0], before)} else {no})"
        if kind in (Operator.ALL, Operator.EITHER, Operator.NOT) and low <= 0:
            return f"({codes[1 - low]} if {self.condition(value, before)} else {codes[-low]})"
        offset = f" - {low}" if low > 0 else f" + {-low}" if low else ""
        return f"{self._constant(codes)}[{self.number(value, before)}{offset}]"

    def _branch(self, value: Function, before: dict[int, Field], codes: tuple[int, ...], low: int) -> str:
        if isinstance(value, int):
            return str(codes[value - low])
        if isinstance(value, Table):
            field = before[value.slot]
            pairs = zip(field.codes, value.values, strict=True)
            return f"{self._lookup(field, {code: codes[given - low] for code, given in pairs})}"
        return self._encode(value, before, codes, low)

    def _assemble(
        self,
        before: dict[int, Field],
        keep: int,
        constant: int,
        lookups: dict[int, dict[int, int]],
        others: list[str],
    ) -> str:
        terms = []
        whole = 0
        for field in before.values():
            whole |= field.mask
        if keep:
            terms.append("s" if keep == whole else f"s & {keep}")
        if constant:
            terms.append(str(constant))
        terms += [self._lookup(before[source], entries) for source, entries in lookups.items()]
        terms += others
        return " | ".join(terms) if terms else "0"


def _by_code(function: Table, field: Field) -> dict[int, int]:
    return dict(zip(field.codes, function.values, strict=True))


def _extract(field: Field) -> str:
    if field.shift:
        return f"(s >> {field.shift} & {(1 << field.width) - 1})"
    return f"(s & {(1 << field.width) - 1})"


def _equals(mask: int, value: int) -> str:
    if not value:
        return f"not s & {mask}"
    return f"s & {mask}" if value == mask and mask.bit_count() == 1 else f"s & {mask} == {value}"


def _test(entries: dict[int, int], field: Field) -> str:
    """Return source for "the entry of the field's code is not 0"."""
    true = sorted(code for code, given in entries.items() if given)
    false = sorted(code for code, given in entries.items() if not given)
    if len(true) == 1:
        return f"({_equals(field.mask, true[0] << field.shift)})"
    if len(false) == 1:
        if false[0] == 0:
            return f"(s & {field.mask})"
        return f"(s & {field.mask} != {false[0] << field.shift})"
    if true[0] > false[-1]:
        return f"(s & {field.mask} >= {true[0] << field.shift})"
    if true[-1] < false[0]:
        return f"(s & {field.mask} < {false[0] << field.shift})"
    bits = sum(1 << code for code in true)
    return f"({bits} >> {_extract(field)} & 1)"
