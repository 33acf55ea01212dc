"""Conditions, effects and texts as the author's manual describes them, read directly from an author's words.

Written from story/README.md alone and sharing nothing with the package, so that the two can be compared. The
manual's conditions are also Python expressions, so Python's parser reads them; nothing is executed.
"""

from __future__ import annotations

import ast
import operator
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import Any

_SIGNS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: lambda left, right: left // right if right else 0,
    ast.Mod: lambda left, right: left % right if right else 0,
}  # fmt: skip
_EFFECTS = {"+=": ast.Add, "-=": ast.Sub, "*=": ast.Mult, "/=": ast.Div, "%=": ast.Mod}
_MARK = re.compile(r"[{|}]")
_PRINTED = "\0"
"""Stands before printed words until it is known whether a sentence begins there."""

_SMALL = (
    "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,"
    "seventeen,eighteen,nineteen"
)
_TENS = ",,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety"


def in_words(number: int) -> str:
    """Return a number between -99 and 99 in English words."""
    if number < 0:
        return f"minus {in_words(-number)}"
    tens, ones = divmod(number, 10)
    if number < 20:
        return _SMALL.split(",")[number]
    return f"{_TENS.split(',')[tens]}{f'-{in_words(ones)}' if ones else ''}"


def with_capitals(text: str, *, is_sentence: bool = True) -> str:
    """Return words with single blanks, and with a capital where printed ones begin a sentence."""
    read = ""
    for index, part in enumerate(" ".join(text.split()).split(_PRINTED)):
        begins = not read.strip() or re.search(r"[.?!] $", read) is not None
        read += part[:1].upper() + part[1:] if index and begins and is_sentence else part
    return " ".join(read.split())


def _as_word(typed: str) -> str:
    """Return what a player typed as the manual compares it: without accents, capitals, and signs between its words."""
    letters = "".join(each for each in unicodedata.normalize("NFKD", typed) if not unicodedata.combining(each))
    return "_".join(re.findall(r"[a-z0-9]+", letters.lower()))


_MOST_ASKED = 9
"""More visits than any condition of these stories compares with."""


class World:
    """What a story declares, and its present state: variables, items, places left behind, visits and takings.

    `item_at` maps an item to a place or None; `visits` and `takings` count scenes and choices. Copy the world before a
    change if the old state is still needed.
    """

    def __init__(self, story: Mapping[str, Any]) -> None:
        """Begin as story.yaml says."""
        self.places: Mapping[str, Any] = story.get("places", {})
        self.items: Mapping[str, Any] = story.get("items", {})
        self.speakers: Mapping[str, str] = story.get("speakers", {})
        self.groups: Mapping[str, Any] = story.get("groups", {})
        self.definitions: Mapping[str, Any] = story.get("define", {})
        self.ranges: dict[str, tuple[int, int]] = {}
        self.words: dict[str, list[str]] = {}
        self.said: dict[str, Mapping[str, Any]] = {}
        self.say = ""
        self.variables: dict[str, Any] = {}
        self.names: dict[str, str] = {}
        for name, declared in story.get("variables", {}).items():
            self._declare(name, declared if isinstance(declared, dict) else {"short": declared})
        self.item_at: dict[str, str | None] = {name: item.get("at") for name, item in self.items.items()}
        self.left: set[str] = set()
        self.visits: dict[str, int] = {}
        self.takings: dict[str, int] = {}

    def _declare(self, name: str, declared: Mapping[str, Any]) -> None:
        words = declared.get("words", declared.get("short"))
        extent = declared.get("range", declared.get("short"))
        if "name" in declared:
            self.names[name] = declared["name"]
            self.variables[name] = ""
        elif isinstance(words, list):
            self.variables[name] = declared.get("start", words[0])
            self.words[name] = words
            self.said[name] = declared.get("said", {})
        elif extent in ("flag", None):
            self.variables[name] = False
        else:
            low, high = (int(number) for number in str(extent).split(".."))
            self.ranges[name] = (low, high)
            self.variables[name] = declared.get("start", low)

    def copy(self) -> World:
        """Return an independent copy."""
        other = World.__new__(World)
        other.__dict__.update(self.__dict__)
        for name in ("variables", "item_at", "left", "visits", "takings"):
            setattr(other, name, getattr(self, name).copy())
        return other

    def known(self) -> tuple[object, ...]:
        """Return all that a condition can ask on the way, where no choice is taken: visits as far as anybody counts."""
        variables, items = tuple(self.variables.values()), tuple(self.item_at.values())
        visits = {scene: min(count, _MOST_ASKED) for scene, count in self.visits.items()}
        return variables, items, frozenset(self.left), frozenset(visits.items())

    # -- conditions ---------------------------------------------------------------------------------------------------

    def holds(self, condition: object) -> bool:
        """Whether a condition is true now."""
        source = str(condition).lower() if isinstance(condition, bool) else str(condition)
        return bool(self.value(source))

    def value(self, source: str) -> Any:  # noqa: ANN401  # a number, a truth, or a word
        """Return the value of an expression."""
        return self._value(ast.parse(source.strip(), mode="eval").body)

    def _value(self, node: ast.expr) -> Any:  # noqa: ANN401  # as above
        match node:
            case ast.BoolOp(op=ast.And()):
                return all(self._value(each) for each in node.values)
            case ast.BoolOp():
                return any(self._value(each) for each in node.values)
            case ast.UnaryOp(op=ast.Not()):
                return not self._value(node.operand)
            case ast.UnaryOp():
                return -self._value(node.operand)
            case ast.BinOp():
                return _SIGNS[type(node.op)](self._value(node.left), self._value(node.right))
            case ast.Compare():
                return _SIGNS[type(node.ops[0])](self._value(node.left), self._value(node.comparators[0]))
            case ast.Call():
                return self._function(ast.unparse(node.func), ast.unparse(node.args[0]))
            case ast.Constant():
                return node.value
            case _:
                return self._named(ast.unparse(node))

    def _named(self, name: str) -> Any:  # noqa: ANN401  # as above
        """Return the value of a name in an expression."""
        if name in self.definitions:
            return self.value(str(self.definitions[name]))
        if name in self.names:
            return _as_word(self.variables[name])
        return {"true": True, "false": False}.get(name, self.variables.get(name, name))

    def _function(self, name: str, thing: str) -> Any:  # noqa: ANN401  # as above
        if name in ("seen", "visits", "taken", "takings"):
            times = (self.visits if name in ("seen", "visits") else self.takings).get(thing, 0)
            return min(times, 999) if name.endswith("s") else times > 0
        if name == "carried":
            return thing not in self.left
        if name == "room":
            return self.room(thing)
        if name == "has":
            return any(self.is_carried(item) for item in self.things(thing))
        return any(self.item_at[item] == name.removeprefix("in_") for item in self.things(thing))

    def things(self, name: str) -> list[str]:
        """Return the items that the name of an item or a group stands for."""
        return list(self.groups.get(name, [name]))

    def is_carried(self, item: str) -> bool:
        """Whether the player has an item with him."""
        place = self.item_at[item]
        return place is not None and self.places[place].get("carried", True) and place not in self.left

    def fits(self, item: str, place: str) -> bool:
        """Whether an item can be in a place at all."""
        allowed: Collection[str] = self.items[item].get("fits", self.places)
        return place in allowed

    def room(self, place: str) -> int:
        """Return how much more goes into a place."""
        inside = [item for item, where in self.item_at.items() if where == place]
        sizes: list[int] = [self.items[item].get("size", 1) for item in inside]
        return int(self.places[place].get("capacity", 1_000_000)) - sum(sizes)

    # -- effects ------------------------------------------------------------------------------------------------------

    def do(self, effects: list[Any]) -> None:
        """Let effects happen, in their order."""
        for effect in effects:
            if isinstance(effect, dict):
                if self.holds(effect["when"]):
                    self.do(effect["do"])
            elif effect in self.definitions:
                self.do(self.definitions[effect])
            elif match := re.fullmatch(r"(put|lose|leave|fetch)\((\w+)(?:, (\w+))?\)", effect):
                self._handle(*match.groups())
            else:
                name, sign, source = effect.split(" ", 2)
                amount, now = self.value(source), self.variables[name]
                self.set(name, _SIGNS[_EFFECTS[sign]](now, amount) if sign in _EFFECTS else amount)

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401  # as above
        """Give a variable a value; a counter stops at the ends of its range."""
        if name in self.ranges:
            low, high = self.ranges[name]
            value = min(max(int(value), low), high)
        self.variables[name] = value

    def _handle(self, what: str, thing: str, place: str | None) -> None:
        if what == "leave":
            self.left.add(thing)
        elif what == "fetch":
            self.left.discard(thing)
        elif thing == "carried" and place is not None:
            for item in [item for item in self.items if self.is_carried(item) and self.fits(item, place)]:
                self.item_at[item] = place
        else:
            self.item_at.update(dict.fromkeys(self.things(thing), place))

    # -- texts --------------------------------------------------------------------------------------------------------

    def line(self, text: str, count: int, *, is_sentence: bool = True) -> str:
        """Return how words read now; `count` is how often their scene was visited, or their choice taken, before."""
        return with_capitals(self.raw(text, count), is_sentence=is_sentence)

    def raw(self, text: str, count: int) -> str:
        """Return how words read now, with a mark before those that are printed for a value."""
        read, rest = self._until(text.replace("\\\n", "\n"), "", count)
        assert not rest
        return read

    def _until(self, text: str, stops: str, count: int) -> tuple[str, str]:
        """Return what reads now up to one of the stops, and the text from that stop on."""
        read = ""
        while match := _MARK.search(text):
            read += text[: match.start()]
            text = text[match.start() :]
            if text[0] in stops:
                return read, text
            inside, text = self._braces(text[1:], count)
            read += inside
        return read + text, ""

    def _braces(self, text: str, count: int) -> tuple[str, str]:
        """Return how braces read now, and the text after them."""
        head, sign = re.match(r"[^{|}]*", text), text[0]
        assert head is not None
        subject, colon, _ = head[0].partition(": ")
        if not colon and text[head.end()] == "}" and sign not in "&!":
            return self._printed(head[0]), text[head.end() + 1 :]
        if colon:
            text = text[len(subject) + len(colon) :]
        elif sign in "&!":
            text = text[1:]
        labels: list[str] = []
        parts: list[str] = []
        while True:
            label = re.match(r"([-a-z0-9(][^{|}:]*): ", text) if colon else None
            label = None if label and not parts and self._is_condition(subject) else label
            labels.append(label[1] if label else "")
            part, text = self._until(text[label.end() if label else 0 :], "|}", count)
            parts.append(part)
            stop, text = text[0], text[1:]
            if stop == "}":
                break
        if colon:
            return self._chosen(subject, labels, parts), text
        number = {"&": count % len(parts), "!": min(count, len(parts))}.get(sign, min(count, len(parts) - 1))
        return [*parts, ""][number], text

    def _is_condition(self, subject: str) -> bool:
        return isinstance(self.value(subject), bool)

    def _chosen(self, subject: str, labels: list[str], parts: list[str]) -> str:
        """Return the alternative that shows for the present value of the subject."""
        value = self.value(subject)
        if isinstance(value, bool):
            conditions = [subject, *(label or "else" for label in labels[1:])]
            shown = [part for each, part in zip(conditions, parts, strict=True) if each == "else" or self.holds(each)]
            return [*shown, ""][0]
        if not any(labels):
            return parts[self.words[subject].index(value)] if subject in self.words else parts[0 if value == 1 else 1]
        for label, part in zip(labels, parts, strict=True):
            if label == "else" or any(self._is_among(value, each) for each in label.split(", ")):
                return part
        return ""

    @staticmethod
    def _is_among(value: object, label: str) -> bool:
        low, dots, high = label.partition("..")
        return int(low) <= int(str(value)) <= int(high) if dots else str(value) == label

    def _printed(self, source: str) -> str:
        if source == "say":
            return self.say
        expression, _, spelled = source.partition(" in ")
        name, _, form = expression.partition(".")
        if name in self.names:
            return self.variables[name] or self.names[name]
        if name not in self.words:
            value = self.value(expression)
            return _PRINTED + in_words(value) if spelled else str(value)
        word = self.variables[name]
        said = self.said[name].get(word, word.replace("_", " "))
        return f"{_PRINTED}{said[form] if form else said}"

    def paragraphs(self, text: Any, count: int) -> list[tuple[bool, str, str]]:  # noqa: ANN401  # a block, or a list
        """Return the paragraphs of a text as they read now: whether each continues another, its speaker, its words."""
        read: list[tuple[bool, str, str]] = []
        last: str | None = None
        for item in text if isinstance(text, list) else [text]:
            guarded = item if isinstance(item, dict) else {"text": item}
            shows = "when" not in guarded or self.holds(guarded["when"])
            for index, paragraph in enumerate(guarded["text"].split("\n\n")):
                speaker, words = self._spoken(paragraph)
                joins = index == 0 and bool(guarded.get("join"))
                last = last if joins and last is not None else speaker
                if shows:
                    read.append((joins, last, self.raw(words, count)))
        return [each for each in read if each[2].strip()]

    def _spoken(self, paragraph: str) -> tuple[str, str]:
        """Return the id of a paragraph's speaker, and its words."""
        speaker, colon, words = paragraph.partition(": ")
        return (speaker, words) if colon and speaker in self.speakers else ("", paragraph)
