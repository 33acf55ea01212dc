"""The kinds of diagnostics: a constant for each, with its number, its title and its severity.

A number is never reused for another kind. DA0 is about files and YAML, DA1 about the shape of what was written,
DA2 about names, DA3 about expressions and text, DA4 about the flow of the story, DA5 is what the proof finds, and DA6
what a walkthrough finds. `story/README.md` has a paragraph and an example for each; a test compares the two.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """What a diagnostic means for the story: with an error it cannot be played, with a warning it can."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A kind of diagnostic: its number ("DA201"), its title, and its severity. `str()` gives the number."""

    number: str
    title: str
    severity: Severity

    @property
    def is_error(self) -> bool:
        """Whether a story with such a diagnostic cannot be played."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """Give the number."""
        return self.number


def _error(number: str, title: str) -> Code:
    return Code(number, title, Severity.ERROR)


def _warning(number: str, title: str) -> Code:
    return Code(number, title, Severity.WARNING)


UNREADABLE_FILE = _error("DA001", "file cannot be read")
FILE_TOO_LARGE = _error("DA002", "file too large")
FORBIDDEN_CHARACTER = _error("DA003", "character that a story cannot hold")
YAML_DOES_NOT_PARSE = _error("DA004", "YAML that does not parse")
ANCHOR_ALIAS_TAG_OR_MERGE = _error("DA005", "anchor, alias, tag or merge key")
KEY_TWICE = _error("DA006", "key written twice")
NESTED_TOO_DEEPLY = _error("DA007", "nested too deeply")
TEXT_TOO_LONG = _error("DA008", "text too long")
NOT_A_MAPPING = _error("DA009", "not a mapping")
COLON_IN_TEXT = _error("DA010", "colon in unquoted text")
TEXT_CUT_OFF = _error("DA011", "text cut off by a number sign")
RESERVED_CHARACTER = _error("DA012", "text that begins with a reserved character")
INDENTATION_NOT_BLANKS = _error("DA013", "indentation that is not made of blanks")
BLOCK_TOO_FAR_RIGHT = _error("DA014", "block that begins too far to the right")
FILE_NOT_READ = _warning("DA015", "file that is not read")
MORE_MISTAKES = _warning("DA016", "more mistakes than are told")

UNKNOWN_KEY = _error("DA101", "unknown key")
MISSING_KEY = _error("DA102", "missing key")
WRONG_KIND_OF_VALUE = _error("DA103", "wrong kind of value")
NOT_AN_ID = _error("DA104", "id that is not an id")
VALUE_NOT_ALLOWED = _error("DA105", "value that is not allowed here")
YES_OR_NO = _error("DA106", "yes or no instead of true or false")
LEADING_ZERO = _error("DA107", "number with a leading zero")
MORE_THAN_ALLOWED = _error("DA108", "more than a story can have")

UNKNOWN_SCENE = _error("DA201", "unknown scene")
UNKNOWN_CHOICE = _error("DA202", "unknown choice")
UNKNOWN_NAME = _error("DA203", "unknown name in an expression")
UNKNOWN_ITEM = _error("DA204", "unknown item")
UNKNOWN_PLACE = _error("DA205", "unknown place")
UNKNOWN_PICTURE = _error("DA206", "unknown picture")
UNKNOWN_SPEAKER = _error("DA207", "unknown speaker")
UNKNOWN_FUNCTION = _error("DA208", "unknown function")
CHAPTER_AND_FILE = _error("DA209", "chapter and file do not match")
NAME_FOR_TWO_THINGS = _error("DA210", "name used for two things")

EXPRESSION_DOES_NOT_PARSE = _error("DA301", "expression that does not parse")
DIFFERENT_KINDS = _error("DA302", "values of different kinds")
OUTSIDE_THE_RANGE = _error("DA303", "value outside the range")
NOT_AN_EFFECT = _error("DA304", "effect that is not one")
TOO_LONG_OR_TOO_DEEP = _error("DA305", "expression too long or too deep")
DIVISOR_ALWAYS_ZERO = _error("DA306", "divisor that is always zero")
BRACE_NOT_CLOSED = _error("DA311", "brace that is not closed")
NO_ALTERNATIVES = _error("DA312", "braces without alternatives")
ASTERISK_NOT_CLOSED = _error("DA313", "asterisk that is not closed")
NOT_A_QUATRAIN = _error("DA314", "verse that is not a quatrain")
BRANCH_DOES_NOT_FIT = _error("DA315", "alternative that does not fit")
OTHER_LANGUAGE = _error("DA316", "leftover of another language")
LIKE_ANOTHER_LANGUAGE = _warning("DA317", "words that look like another language")
NEARLY_SPEECH = _warning("DA318", "speech that is not recognised")

NO_WAY_ON = _error("DA401", "scene without a way on")
MORE_THAN_ONE_WAY_ON = _error("DA402", "more than one way on")
REQUIRES_AND_BARRED = _error("DA403", "requires and barred go together")
FALL_WITHOUT_TAKING_BACK = _error("DA404", "fall that the story cannot take back")
NOTHING_LEADS_HERE = _warning("DA405", "scene that nothing leads to")
LOOP_WITHOUT_CHOICE = _error("DA406", "loop without a choice")
REDIRECT_NEVER_CONSIDERED = _error("DA407", "redirect that is never considered")
NOTHING_READS_VARIABLE = _warning("DA408", "variable that nothing reads")
NOTHING_CHANGES_VARIABLE = _warning("DA409", "variable that nothing changes")
ITEM_NEVER_GIVEN = _warning("DA410", "item that is never given")
PICTURE_WITHOUT_DESCRIPTION = _warning("DA411", "picture without a description")
PICTURE_DOES_NOT_FIT = _warning("DA412", "picture that does not fit")
CHOICES_ALIKE = _error("DA414", "choices that cannot be told apart")
CUTAWAY_CALLS_ITSELF = _error("DA415", "cutaway that calls itself")
RETURN_OUTSIDE_CUTAWAY = _error("DA416", "return outside a cutaway")
ITEM_DOES_NOT_FIT = _error("DA417", "item that does not fit")
PICTURE_NEVER_SHOWN = _warning("DA418", "picture that no scene shows")
NO_ENDING_FROM_HERE = _warning("DA419", "scene from which no ending can be reached")
COLOUR_VANISHES = _warning("DA420", "colour that vanishes")
NOT_FOR_SHARED_CHOICES = _error("DA421", "key that a shared choice cannot have")
SHARED_AND_NEVER_OFFERED = _warning("DA422", "shared choice that no scene offers")
DEFINITIONS_IN_A_CIRCLE = _error("DA423", "definitions that go round in a circle")
NOTHING_USES_DEFINITION = _warning("DA424", "definition that nothing uses")
IDLE_CHOICE = _warning("DA425", "choice that does nothing")

SCENE_NEVER_REACHED = _warning("DA501", "scene that can never be reached")
CHOICE_NEVER_OPEN = _warning("DA502", "choice that is never open")
CHOICE_NEVER_BARRED = _warning("DA503", "choice that is never barred")
REDIRECT_NEVER_TAKEN = _warning("DA504", "redirect that is never taken")
WORDS_NEVER_SHOWN = _warning("DA505", "words that can never be shown")
CONDITION_ALWAYS_THE_SAME = _warning("DA506", "condition that always comes out the same")
DEAD_END = _warning("DA507", "dead end")
SOFT_LOCK = _warning("DA508", "soft-lock")
ENDLESS_LOOP = _warning("DA509", "endless loop")
VARIABLE_NEVER_CHANGES = _warning("DA510", "variable that never changes")
ENDING_NEVER_REACHED = _warning("DA511", "ending that can never be reached")
CHAIN_TOO_LONG = _warning("DA512", "chain of redirects that is too long")
WAY_NEVER_TAKEN = _warning("DA513", "way of a choice that is never taken")
CLAIM_DOES_NOT_HOLD = _warning("DA514", "claim that does not hold")
CLAIM_SAYS_NOTHING = _warning("DA515", "claim that says nothing")
DIVISION_BY_ZERO = _warning("DA516", "division by zero")

WALKTHROUGH_FAILS = _warning("DA601", "walkthrough that fails")
ENDING_WITHOUT_WALKTHROUGH = _warning("DA602", "ending without a walkthrough")

FOLLOWS = {DEAD_END: NO_ENDING_FROM_HERE, SOFT_LOCK: NO_ENDING_FROM_HERE}
"""Kinds that only follow from another one at the same place: there the first is not told beside the second."""

CODES: dict[str, Code] = {code.number: code for code in tuple(globals().values()) if isinstance(code, Code)}
"""Every kind by its number, in ascending order."""
