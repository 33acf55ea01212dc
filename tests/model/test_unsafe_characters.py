"""The table of unsafe characters, and the JSON that escapes them."""

import itertools
import json
import sys

from hostile import EVIL, UNSAFE, is_unsafe

from desperado_adventure.model import unsafe_characters
from desperado_adventure.model.json_text import json_text
from desperado_adventure.model.unsafe_characters import REPLACEMENT, harmless


def test_of_all_characters_exactly_the_unsafe_ones_are_replaced() -> None:
    """Every character of Unicode is unsafe by its own properties, or stays what it is."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    safe = set(every) - set(UNSAFE)
    assert harmless(every) == "".join(each if each in safe else REPLACEMENT for each in every)


def test_the_table_is_in_order_and_says_why() -> None:
    """The ranges follow one another without touching, and each has a reason."""
    rows = unsafe_characters.UNSAFE
    assert all(row.first <= row.last and row.reason for row in rows)
    assert all(row.last < after.first for row, after in itertools.pairwise(rows))


def test_json_of_any_text_is_safe_and_gives_the_text_back() -> None:
    """Unsafe characters stand in JSON by their numbers, in keys too, and are read as what they were."""
    for document in ({EVIL: [EVIL, 1, None, True]}, *(f"a{each}b" for each in UNSAFE)):
        for indent in (None, 1):
            written = json_text(document, indent)
            assert [each for each in written if is_unsafe(each)] == []
            back = json.loads(written)
            assert back == document


def test_json_leaves_all_other_characters_as_they_are() -> None:
    """A person can read the JSON: letters, emoji and signs beyond ASCII are not escaped."""
    assert json_text({"título": "¡Órale! 👩‍🚀 “ok”"}) == '{"título": "¡Órale! 👩‍🚀 “ok”"}'
