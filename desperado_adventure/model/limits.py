"""The limits: how large, how many and how deep anything may be, each with its reason, in one table.

Whatever the program reads is bounded here, so that every command ends, and memory is not filled by a file. The numbers
are far above what somebody writes. Where a story is larger, a diagnostic says so; `desperado check --limits` prints the
table, and the author's manual has it.
"""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """The largest number of `unit` that `of` may have, and why it is not larger."""

    most: int
    unit: str
    of: str
    reason: str

    def __str__(self) -> str:
        """Give the words of a cure: "1,000 choices are allowed"."""
        return f"{self.most:,} {self.unit} are allowed"


STORY_FILE = Limit(
    16_000_000, "bytes", "a file of a story", "50,000 scenes have 14 million, and are read in some seconds"
)
STORY_FILES = Limit(2_000, "files", "each folder of a story", "each is opened at every start, to see if it has changed")
WHOLE_STORY = Limit(
    32_000_000,
    "characters",
    "all files of a story",
    "to read them takes sixty times as much memory",
)
NESTING = Limit(32, "levels", "YAML in YAML", "fifteen choices in one another need them")
TEXT = Limit(100_000, "characters", "a text with all its paragraphs", "it is told at once, and is an hour's reading")
LINE = Limit(
    2_000, "characters", "a title, a name or another line", "it is shown in one piece, and saves and lists hold it"
)
ID = Limit(100, "characters", "an id", "a save holds the ids of all choices taken")
SCENES = Limit(100_000, "scenes", "a story", "the checker draws a graph of them all")
SCENE_CHOICES = Limit(1_000, "choices", "a scene, or one choice with nested ones", "the player reads them as one list")
STORY_CHOICES = Limit(500_000, "choices", "a story", "the checker draws a graph of them all")
ITEMS_IN_PLACES = Limit(
    10_000, "pairs", "items, each with the places that it fits", "a condition like `has(group)` looks at every pair"
)
SLOTS = Limit(20_000, "values", "a state: variables, items, counts", "every turn makes a new state, and undo keeps all")
NUMBER = Limit(15, "digits", "a number that an expression computes", "no story counts so far")
COUNTED = Limit(
    999, "times", "a count of visits or takings that is printed or computed with", "the checker tries each number"
)
VALUES = Limit(1_000, "values", "a variable, or alternatives of a text in braces", "the checker tries each value")
RANGE = Limit(1_000_000, "steps", "a counter's range, from zero to either end", "the checker may meet every number")
EXPRESSION = Limit(1_000, "characters", "a condition or an effect", "longer ones cannot be read, and hide mistakes")
EXPRESSION_NESTING = Limit(
    24, "levels", "brackets, `not` and `-` in a condition", "the parser goes one call deeper for each"
)
DEFINITION = Limit(10_000, "parts", "an expression with what its definitions stand for", "a turn may ask all of them")
DEFINITION_NESTING = Limit(32, "levels", "parts of a definition in one another", "as for brackets, each in the next")
BRACES = Limit(6, "levels", "braces in braces", "the parser goes one call deeper for each")
PARTS = Limit(1_000, "entries", "a list under one key, as of redirects or words", "each turn goes through all of them")
EFFECTS = Limit(10_000, "effects", "one `do`, with one for each item of a group", "all of them happen in one turn")
CHAIN = Limit(
    1_000, "scenes", "one step, passed without a choice", "nothing that somebody writes and reads is near that"
)
PICTURE_WIDTH = Limit(72, "characters", "a line of a picture", "the narrowest usual terminal has 80 columns")
PICTURE_HEIGHT = Limit(14, "lines", "a picture", "the lowest usual terminal has 24 rows, and the words need the rest")
STEPS = Limit(100_000, "steps", "a walkthrough or a log", "all are played; a long game has some hundreds")
DIAGNOSTICS = Limit(1_000, "mistakes", "one report", "nobody reads more, and most have the same cause")
SENTENCE = Limit(1_000, "characters", "a sentence of a diagnostic", "it quotes what an author wrote, which may be long")
SOURCE_LINE = Limit(10_000, "characters", "a line that a diagnostic quotes", "of a longer one only the place is told")

SAVE = Limit(16_000_000, "bytes", "a save", "half a million choices, which are read in less than a second")
SAVED_CHOICES = Limit(
    8_000_000,
    "choices",
    "all roads of a save, those that were undone too",
    "each is a whole road in memory",
)
LABEL = Limit(200, "characters", "the label of a save", "it stands in a list, and whole titles are in the story")
LOG = Limit(16_000_000, "characters", "a log", "100,000 lines, and a save among them")
TYPED_LINE = Limit(10_000, "characters", "a line that a player types", "a longer one is refused and not read as two")
TYPED_NAME = Limit(
    40, "characters", "a name that a player types", "it stands in the middle of a line, and every turn holds it"
)
QUOTED = Limit(60, "characters", "what a sentence quotes of a line", "the sentence has to stay one")

LIMITS: dict[str, Limit] = {name: limit for name, limit in tuple(globals().items()) if isinstance(limit, Limit)}
"""Every limit by the name of its constant, in the order of the manual's table."""


def shortened(words: str, limit: Limit = QUOTED) -> str:
    """Return words that are not longer than a limit; a cut is marked with an ellipsis."""
    return words if len(words) <= limit.most else words[: limit.most - 1] + "…"
