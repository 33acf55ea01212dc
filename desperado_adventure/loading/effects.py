"""What the items of a `do:` list do: assignments, and putting, losing, leaving and fetching things.

effect = name ("=" | "+=" | "-=") condition | ("put" | "lose" | "leave" | "fetch") "(" names ")"
"""

from __future__ import annotations

from ..model import codes
from ..model.expressions import Assign, Condition, Effect, Given, Number, Read, Sum
from .expressions import FLAG, NUMBER, ConditionParser, Typed, cached, kind_name, slot_kind
from .names import Names
from .suggesting import did_you_mean
from .tokens import Fault, Token

EFFECTS = ("put", "lose", "leave", "fetch")


class EffectParser(ConditionParser):
    """Reads one effect."""

    def effects(self) -> tuple[Effect, ...]:
        """Return what the item does; raises Fault."""
        first, second = self._peek(), self._tokens[min(1, len(self._tokens) - 1)]
        if first.kind != "name":
            raise Fault(codes.NOT_AN_EFFECT, first.offset, "An effect begins with a name.", self._effect_forms())
        if second.text == "(":
            effects = self._call_effect()
        elif second.text in ("=", "+=", "-="):
            effects = (self._assignment(second.text),)
        elif second.text == "==":
            raise Fault(codes.NOT_AN_EFFECT, second.offset, "`==` compares; an effect assigns.", "Write `=`.")
        else:
            raise Fault(
                codes.NOT_AN_EFFECT, first.offset, f"`{self._source.strip()}` does nothing.", self._effect_forms()
            )
        self._end()
        return effects

    @staticmethod
    def _effect_forms() -> str:
        return (
            "Effects are `name = …`, `name += …`, `name -= …`, "
            "`put(item, place)`, `lose(item)`, `leave(place)`, `fetch(place)`."
        )

    def _assignment(self, sign: str) -> Assign:
        target = self._take()
        index = self._names.variables.get(target.text)
        if index is None:
            self._unknown(target)
        slot = self._names.slots[index]
        self._names.written.add(index)
        self._take()
        offset = self._peek().offset
        kind = slot_kind(slot)
        if sign != "=":
            if kind != NUMBER:
                raise Fault(
                    codes.DIFFERENT_KINDS,
                    target.offset,
                    f"`{sign}` counts, and `{slot.name}` is no counter.",
                    "Use `=`.",
                )
            value = self._sum(None)
            self._must_be_number(value, offset)
            return Assign(index, Sum(Read(index), 1 if sign == "+=" else -1, value.tree))
        value = self._either() if kind == FLAG else self._sum(kind)
        if value.kind != kind:
            raise Fault(
                codes.DIFFERENT_KINDS,
                offset,
                f"`{slot.name}` is {kind_name(kind)}, and this is {kind_name(value.kind)}.",
                "Write true or false for a flag, a number for a counter, one of its words for a set.",
            )
        if kind == NUMBER and (value.low > slot.high or value.high < slot.low):
            raise Fault(
                codes.OUTSIDE_THE_RANGE,
                offset,
                f"`{slot.name}` lies in {slot.low}..{slot.high}.",
                "Assign a number in the range, or widen the range where it is declared.",
            )
        return Assign(index, value.tree)

    def _call_effect(self) -> tuple[Effect, ...]:
        function = self._take()
        if function.text not in EFFECTS:
            raise Fault(
                codes.NOT_AN_EFFECT,
                function.offset,
                f"There is no effect `{function.text}(…)`.",
                did_you_mean(function.text, EFFECTS) + self._effect_forms(),
            )
        self._take()
        argument = self._take()
        if argument.kind != "name":
            raise Fault(codes.NOT_AN_EFFECT, argument.offset, f"`{function.text}(` wants a name.", self._effect_forms())
        if function.text in ("leave", "fetch"):
            effects = self._leave_or_fetch(function.text, argument)
        else:
            place = -1
            if function.text == "put":
                self._expect(",")
                place = self._place(self._take())
            effects = self._put(argument, place)
        self._expect(")")
        return effects

    def _leave_or_fetch(self, function: str, argument: Token) -> tuple[Effect, ...]:
        slot = self._leavable(argument)
        self._names.written.add(slot)
        return (Assign(slot, Number(int(function == "leave"))),)

    def _put(self, argument: Token, place: int) -> tuple[Effect, ...]:
        target = Number(place + 1)
        if argument.text == "carried":
            slots = [slot for slot in self._names.sizes if place < 0 or place in self._names.fitting[slot]]
            return tuple(Given(Condition(-1, self._names.is_carried(slot)), (Assign(slot, target),)) for slot in slots)
        slots = list(self._items(argument))
        for slot in slots:
            if place >= 0 and place not in self._names.fitting[slot]:
                item, where = self._names.slots[slot].name, self._names.place_ids[place]
                raise Fault(
                    codes.ITEM_DOES_NOT_FIT,
                    argument.offset,
                    f"`{item}` does not fit into `{where}`.",
                    f"Add `{where}` to the item's `fits:`.",
                )
        self._names.written.update(slots)
        return tuple(Assign(slot, target) for slot in slots)

    def _must_be_number(self, typed: Typed, offset: int) -> None:
        if typed.kind != NUMBER:
            raise Fault(
                codes.DIFFERENT_KINDS,
                offset,
                f"This is {kind_name(typed.kind)}, and a number should stand here.",
                "Write one.",
            )


def parse_effects(source: str, names: Names, chapter: str) -> tuple[Effect, ...]:
    """Return the effects that one item of a `do:` list stands for; raises Fault."""
    return cached("effect", source, names, chapter, lambda: EffectParser(source, names, chapter).effects())
