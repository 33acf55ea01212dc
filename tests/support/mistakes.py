"""Mistakes that authors make, each put alone into a story: what is broken, and where a diagnostic must point.

The places are found by composing the story's files as they are now. A seed decides which places are broken, and how.
"""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from desperado_adventure.loading.composing import compose
from desperado_adventure.loading.keys import CHOICE, SCENE
from desperado_adventure.loading.problems import Problems
from desperado_adventure.loading.tree import Listing, Mapping, Node, Scalar, Source

WORD = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Mistake(NamedTuple):
    """A broken file: `place` is (line, column) from 1, `meant` the right form of a misspelled word, or ""."""

    kind: str
    file: str
    text: str
    place: tuple[int, int]
    meant: str


class Spot(NamedTuple):
    """A key with its value somewhere in a file; `table` is "scene" or "choice" if it belongs to one, else ""."""

    file: str
    owner: Scalar
    key: Scalar
    value: Node
    table: str


class Workshop:
    """A story's files and spots, from which mistakes are made."""

    def __init__(self, files: dict[str, str], seed: int) -> None:
        """Take the files by their paths."""
        self.files = files
        self.random = random.Random(seed)  # reproducible, and nothing secret
        self.lines = {file: text.split("\n") for file, text in files.items()}
        self.spots = [spot for file in sorted(files) if file.startswith("scenes/") for spot in self._scenes(file)]
        self.names = set(WORD.findall("\n".join(files.values())))

    def _node(self, file: str) -> Mapping:
        node = compose(Source(file, self.files[file]), Problems(()))
        assert isinstance(node, Mapping)
        return node

    def _scenes(self, file: str) -> Iterator[Spot]:
        for key, scene in self._node(file).entries.values():
            yield from self._keys(file, key, scene, "scene")

    def _keys(self, file: str, owner: Scalar, node: Node, table: str) -> Iterator[Spot]:
        if not isinstance(node, Mapping):
            return
        for key, value in node.entries.values():
            yield Spot(file, owner, key, value, table)
            if key.value == "choices" and isinstance(value, Mapping):
                for inner, choice in value.entries.values():
                    yield from self._keys(file, inner, choice, "choice")
            elif isinstance(value, Listing):
                for item in value.items:
                    yield from self._keys(file, key, item, "")

    # -- choosing and breaking ----------------------------------------------------------------------------------------

    def pick(self, fits: Callable[[Spot], bool], number: int) -> list[Spot]:
        """Return some of the spots that fit, from as many files as there are."""
        found = [spot for spot in self.spots if fits(spot)]
        self.random.shuffle(found)
        seen: dict[str, int] = {}
        ranked: list[tuple[int, int, Spot]] = []
        for spot in found:
            seen[spot.file] = seen.get(spot.file, 0) + 1
            ranked.append((seen[spot.file], len(ranked), spot))
        return [spot for _, _, spot in sorted(ranked, key=lambda each: each[:2])[:number]]

    def line(self, spot: Spot) -> str:
        """Return the line of a spot's key."""
        return self.lines[spot.file][spot.key.line]

    def replaced(self, file: str, line: int, column: int, old: str, new: str) -> str:
        """Return the file with `old`, which stands there, replaced by `new`."""
        lines = list(self.lines[file])
        assert lines[line][column : column + len(old)] == old, (file, line, column, old)
        lines[line] = lines[line][:column] + new + lines[line][column + len(old) :]
        return "\n".join(lines)

    def without_line(self, file: str, line: int) -> str:
        """Return the file without a line."""
        return "\n".join(self.lines[file][:line] + self.lines[file][line + 1 :])

    def with_line(self, file: str, line: int, new: str) -> str:
        """Return the file with a line put in before this one."""
        return "\n".join([*self.lines[file][:line], new, *self.lines[file][line:]])

    def misspelled(self, word: str) -> str:
        """Return the word with one letter dropped, doubled, changed, or swapped with its neighbour."""
        while True:
            at = self.random.randrange(len(word))
            if word[at] in "._":
                continue
            way = self.random.randrange(4)
            other = self.random.choice(LETTERS)
            wrong = [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + other + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ][way]
            if wrong not in self.names and WORD.fullmatch(wrong) and "." not in (wrong[0], wrong[-1]):
                return wrong

    def typo(self, kind: str, file: str, line: int, column: int, word: str) -> Mistake:
        """Return the mistake of misspelling this word, which stands there."""
        text = self.replaced(file, line, column, word, self.misspelled(word))
        return Mistake(kind, file, text, (line + 1, column + 1), word)

    def typos_in(self, kind: str, pattern: str, number: int, where: str = "scenes/") -> Iterator[Mistake]:
        """Yield misspellings of what the group of a pattern matches, in lines anywhere under `where`."""
        found = [
            (file, number, match)
            for file, lines in sorted(self.lines.items())
            if file.startswith(where)
            for number, line in enumerate(lines)
            if not line.lstrip().startswith("#")
            for match in re.finditer(pattern, line)
        ]
        self.random.shuffle(found)
        words: set[str] = set()
        for file, at, match in found:
            word = match.group(1)
            if len(word) > 2 and word not in words and len(words) < number:
                words.add(word)
                yield self.typo(kind, file, at, match.start(1), word)


def is_plain_line(spot: Spot) -> bool:
    """Whether the value is text without quotes on the key's line."""
    return (
        isinstance(spot.value, Scalar)
        and not spot.value.style
        and spot.value.line == spot.key.line
        and bool(spot.value.value)
    )


def is_block_key(shop: Workshop, spot: Spot) -> bool:
    """Whether the key begins its line, with a line above it that is no list item."""
    line = shop.line(spot)
    return line[: spot.key.column].strip() == "" and spot.key.line > spot.owner.line


def story_files(folder: Path) -> dict[str, str]:
    """Return the texts of a story, of its chapters and declarations only."""
    found = {"story.yaml": (folder / "story.yaml").read_text(encoding="utf-8")}
    for path in sorted((folder / "scenes").glob("*.yaml")):
        found[f"scenes/{path.name}"] = path.read_text(encoding="utf-8")
    for path in sorted((folder / "art").glob("*.yaml")):
        found[f"art/{path.name}"] = path.read_text(encoding="utf-8")
    return found


def make(files: dict[str, str], seed: int) -> list[Mistake]:
    """Return the mistakes."""
    shop = Workshop(files, seed)
    return [
        *_typos(shop),
        *_expressions(shop),
        *_yaml(shop),
        *_brackets(shop),
        *_indents(shop),
        *_shapes(shop),
        *_prose(shop),
    ]


def _typos(shop: Workshop) -> Iterator[Mistake]:
    for spot in shop.pick(
        lambda spot: spot.table == "scene" and spot.key.value in SCENE and len(spot.key.value) > 2, 5
    ):
        yield shop.typo("scene key", spot.file, spot.key.line, spot.key.column, spot.key.value)
    for spot in shop.pick(
        lambda spot: spot.table == "choice" and spot.key.value in CHOICE and len(spot.key.value) > 2, 5
    ):
        yield shop.typo("choice key", spot.file, spot.key.line, spot.key.column, spot.key.value)
    for spot in shop.pick(lambda spot: spot.key.value == "goto" and is_plain_line(spot), 5):
        assert isinstance(spot.value, Scalar)
        yield shop.typo("goto", spot.file, spot.value.line, spot.value.column, spot.value.value)
    yield from shop.typos_in("variable in a guard", r"when: (?:not )?([a-z_]+) (?:==|>=|<=)", 4)
    yield from shop.typos_in("variable in an effect", r"do: \[([a-z_]+) [-+]?= ", 4)
    yield from shop.typos_in("variable in text", r"\{([a-z_]+) (?:==|>=|<=) [a-z0-9_]+:", 4)
    yield from shop.typos_in("word of a set", r"(?:teller|tail|survivor|money|errand) == ([a-z]+)", 3)
    yield from shop.typos_in("item", r"has\(([a-z_]+)\)", 3)
    yield from shop.typos_in("place", r"put\([a-z_]+, ([a-z]+)\)", 2)
    yield from shop.typos_in("function", r"\b(has|seen|taken|in_case|in_sleeves|carried|room)\(", 3)
    yield from shop.typos_in("effect", r"\b(put|lose|leave|fetch)\(", 2)
    yield from shop.typos_in("speaker", r"^ +(american|bartender|carolina|bucho|navajas|priest): [A-Z¿¡]", 3)
    yield from shop.typos_in(
        "key of story.yaml", r"^(chapters|variables|places|items|speakers|falls|groups)(?=:)", 3, "story.yaml"
    )
    yield from shop.typos_in("key of an item", r"\{title: [^{]*?, (size|fits|capacity)(?=: )", 2, "story.yaml")
    yield from shop.typos_in("kind of variable", r"^  [a-z_]+: (flag)\b", 1, "story.yaml")


def _expressions(shop: Workshop) -> Iterator[Mistake]:
    guards = [
        ("= for ==", r"when: [a-z_]+ (==) ", "=", 0),
        ("=> for >=", r"when: [a-z_]+ (>=) ", "=>", 0),
        ("&& for and", r"when: [^#\"'|]*? (and) ", "&&", 0),
        ("|| for or", r"when: [^#\"'{}]*? (or) ", "||", 0),
        ("a bracket left open", r"when: [^#\"']*?has\([a-z_]+(\))$", "", 0),
        ("an operator left out", r"when: [a-z_]+( >=) \d", "", 1),
        ("=+ for +=", r"do: \[[a-z_]+ (\+=) ", "=+", 1),
        ("== in an effect", r"do: \[[a-z_]+ (=) ", "==", 0),
        ("a number too large", r"when: [a-z_]+ >= (\d)$", "77", 0),
    ]
    for kind, pattern, wrong, shift in guards:
        found = [
            (file, number, match)
            for file, lines in sorted(shop.lines.items())
            if file.startswith("scenes/")
            for number, line in enumerate(lines)
            if (match := re.search(pattern, line))
        ]
        if found:
            file, number, match = shop.random.choice(found)
            text = shop.replaced(file, number, match.start(1), match.group(1), wrong)
            yield Mistake(kind, file, text, (number + 1, match.start(1) + 1 + shift), "")


def _yaml(shop: Workshop) -> Iterator[Mistake]:
    is_words = ("say", "title", "text", "barred")
    plain = shop.pick(lambda spot: spot.key.value in is_words and is_plain_line(spot) and is_block_key(shop, spot), 12)
    for spot, sign in zip(plain, ("&", "*", "!", "@", "%", "`", "- ", "> "), strict=False):
        assert isinstance(spot.value, Scalar)
        text = shop.replaced(spot.file, spot.value.line, spot.value.column, "", sign)
        yield Mistake(
            f"text that begins with {sign}", spot.file, text, (spot.value.line + 1, spot.value.column + 1), ""
        )
    for spot in plain[8:10]:
        end = len(shop.line(spot).rstrip())
        yield Mistake(
            "a colon in text",
            spot.file,
            shop.replaced(spot.file, spot.key.line, end, "", " he said: no."),
            (spot.key.line + 1, end + 9),
            "",
        )
    for spot in plain[10:12]:
        end = len(shop.line(spot).rstrip())
        yield Mistake(
            "a number sign in text",
            spot.file,
            shop.replaced(spot.file, spot.key.line, end, "", " #5 is shut."),
            (spot.key.line + 1, end + 2),
            "",
        )
    for spot in shop.pick(lambda spot: spot.table != "" and is_block_key(shop, spot), 4):
        end = spot.key.column + len(spot.key.value)
        text = shop.replaced(spot.file, spot.key.line, end, ":", "")
        yield Mistake(
            f"no colon behind {spot.key.value}", spot.file, text, (spot.key.line + 1, spot.key.column + 1), ""
        )
    for spot in shop.pick(lambda spot: spot.table != "" and is_block_key(shop, spot) and is_plain_line(spot), 3):
        end = spot.key.column + len(spot.key.value)
        text = shop.replaced(spot.file, spot.key.line, end, ": ", ":")
        yield Mistake("no blank behind the colon", spot.file, text, (spot.key.line + 1, end + 2), "")
    for spot in shop.pick(lambda spot: spot.table != "" and is_block_key(shop, spot) and is_plain_line(spot), 3):
        text = shop.with_line(spot.file, spot.key.line + 1, shop.line(spot))
        yield Mistake("a key twice", spot.file, text, (spot.key.line + 2, spot.key.column + 1), "")


def _brackets(shop: Workshop) -> Iterator[Mistake]:
    quoted = [spot for spot in shop.spots if isinstance(spot.value, Scalar) and spot.value.style == '"']
    shop.random.shuffle(quoted)
    made = 0
    for spot in quoted:
        end = shop.line(spot).rfind('"')
        if (
            made < 3
            and is_block_key(shop, spot)
            and shop.line(spot).rstrip().endswith('"')
            and shop.line(spot).count('"') == 2
        ):
            made += 1
            text = shop.replaced(spot.file, spot.key.line, end, '"', "")
            yield Mistake("a quotation left open", spot.file, text, (spot.value.line + 1, spot.value.column + 1), "")
    for sign, other in ("[]", "{}"):
        found = [
            (file, number, match)
            for file, lines in sorted(shop.lines.items())
            if file.startswith("scenes/")
            for number, line in enumerate(lines)
            if (match := re.match(rf"^ +[a-z_]+: (\{sign})[^\[\]{{}}\"|]*\{other}$", line)) and number + 1 < len(lines)
        ]
        for file, number, match in shop.random.sample(found, min(2, len(found))):
            text = shop.replaced(file, number, match.end() - 1, other, "")
            yield Mistake(f"{sign} left open", file, text, (number + 1, match.start(1) + 1), "")


def _indents(shop: Workshop) -> Iterator[Mistake]:
    spots = shop.pick(
        lambda spot: (
            spot.table != ""
            and is_block_key(shop, spot)
            and spot.key.value in ("say", "text", "goto", "title", "when", "do")
        ),
        9,
    )
    for number, spot in enumerate(spots):
        lines = list(shop.lines[spot.file])
        line = lines[spot.key.line]
        if number < 3:
            kind, wrong, column = "one blank too many", " " + line, spot.key.column + 2
        elif number < 6:
            kind, wrong, column = "one blank too few", line[1:], spot.key.column
        else:
            kind, wrong, column = "a tab", "\t" + line[2:], 1
        lines[spot.key.line] = wrong
        yield Mistake(f"{kind} before {spot.key.value}", spot.file, "\n".join(lines), (spot.key.line + 1, column), "")


def _shapes(shop: Workshop) -> Iterator[Mistake]:
    for spot in shop.pick(
        lambda spot: (
            spot.table == "choice" and spot.key.value == "say" and is_plain_line(spot) and is_block_key(shop, spot)
        ),
        2,
    ):
        yield Mistake(
            "no say",
            spot.file,
            shop.without_line(spot.file, spot.key.line),
            (spot.owner.line + 1, spot.owner.column + 1),
            "",
        )
    for spot in shop.pick(lambda spot: spot.key.value == "once" and is_plain_line(spot), 2):
        assert isinstance(spot.value, Scalar)
        text = shop.replaced(spot.file, spot.value.line, spot.value.column, "true", "yes")
        yield Mistake("yes for true", spot.file, text, (spot.value.line + 1, spot.value.column + 1), "")
    for spot in shop.pick(
        lambda spot: spot.table == "choice" and spot.key.value == "say" and is_block_key(shop, spot), 2
    ):
        wrong = spot.owner.value.capitalize()
        text = shop.replaced(spot.file, spot.owner.line, spot.owner.column, spot.owner.value, wrong)
        yield Mistake("a capital in an id", spot.file, text, (spot.owner.line + 1, spot.owner.column + 1), "")
    for spot in shop.pick(
        lambda spot: spot.key.value == "requires" and is_plain_line(spot) and is_block_key(shop, spot), 2
    ):
        barred = [other for other in shop.spots if other.owner is spot.owner and other.key.value == "barred"]
        text = shop.without_line(spot.file, spot.key.line)
        line = barred[0].key.line - (barred[0].key.line > spot.key.line)
        yield Mistake("barred without requires", spot.file, text, (line + 1, barred[0].key.column + 1), "")
    for spot in shop.pick(
        lambda spot: spot.table == "choice" and spot.key.value == "goto" and is_block_key(shop, spot), 2
    ):
        assert isinstance(spot.value, Scalar)
        text = shop.with_line(spot.file, spot.key.line + 1, " " * spot.key.column + "return: true")
        yield Mistake("goto and return", spot.file, text, (spot.key.line + 2, spot.key.column + 1), "")
    for spot in shop.pick(
        lambda spot: spot.key.value == "do" and re.match(r" +do: \[[^,\]]+\]$", shop.line(spot)) is not None, 2
    ):
        lines = list(shop.lines[spot.file])
        lines[spot.key.line] = lines[spot.key.line].replace("[", "").replace("]", "")
        yield Mistake("do without a list", spot.file, "\n".join(lines), (spot.key.line + 1, spot.value.column + 1), "")


def _prose(shop: Workshop) -> Iterator[Mistake]:
    patterns = [
        ("a brace left open", r"^ +[^{}#:]*(\{)[^{}]*(\})[^{}]*$", ""),
        ("an asterisk left open", r"^ +[^*#:]*(\*)[^* ][^*]*(\*)[^*]*$", ""),
    ]
    for kind, pattern, wrong in patterns:
        found = [
            (spot.file, number, match)
            for spot in shop.spots
            if isinstance(spot.value, Scalar) and spot.value.style == "|" and spot.key.value == "text"
            for number in range(spot.value.line + 1, spot.value.line + 1 + spot.value.value.count("\n"))
            if (match := re.match(pattern, shop.lines[spot.file][number]))
        ]
        for file, number, match in shop.random.sample(found, min(3, len(found))):
            text = shop.replaced(file, number, match.start(2), match.group(2), wrong)
            yield Mistake(kind, file, text, (number + 1, match.start(1) + 1), "")
    verses = shop.pick(
        lambda spot: spot.key.value == "verse" and isinstance(spot.value, Scalar) and spot.value.value.count("\n") == 4,
        2,
    )
    for spot in verses:
        text = shop.without_line(spot.file, spot.value.line + 2)
        column = len(shop.lines[spot.file][spot.value.line + 1]) - len(
            shop.lines[spot.file][spot.value.line + 1].lstrip()
        )
        yield Mistake("a verse of three lines", spot.file, text, (spot.value.line + 2, column + 1), "")
