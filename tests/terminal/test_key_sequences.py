"""What a terminal sends becomes keys, in whatever parts it comes, or nothing at all."""

from __future__ import annotations

import itertools

import pytest
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from desperado_adventure.terminal.answers import LONGEST_LINE
from desperado_adventure.terminal.key_sequences import KeySequences

AT_ONCE, SOON, LATE, MUCH_LATER = 0.0, 0.1, 0.5, 5.0
"""Seconds between two parts: of one sequence the first two, of one paste the first three."""

UNKNOWN = (
    "\x1b[I", "\x1b[?62;22c", "\x1b[12;7R", "\x1b[97;5u", "\x1b[M !!", "\x1b[<0;3;4M", "\x1bOz", "\x1b[[Z", "\x1bx",
    "\x1b\x1b[A", "\x1b[1;3A", "\x1b]11;rgb:00/00/00\x1b\\", "\x1b]10;red\x07", "\x1bP>|a 1.0\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
)  # fmt: skip


def keys_of(*parts: str, between: float = AT_ONCE) -> list[str]:
    """Return the keys of what comes in parts: their names or characters, and of a paste what was pasted."""
    now, pressed = 100.0, list[str]()

    def note(press: KeyPress) -> None:
        key = press.key.value if isinstance(press.key, Keys) else press.key
        pressed.append(press.data if press.key is Keys.BracketedPaste else key)

    sequences = KeySequences(note, lambda: now)
    for part in parts:
        sequences.feed(part)
        if between:
            sequences.flush()
        now += between
    sequences.flush()
    return pressed


@pytest.mark.parametrize("sequence", UNKNOWN)
def test_an_unknown_sequence_is_nothing_however_it_is_cut(sequence: str) -> None:
    """Cut in two or three anywhere after its Escapes, at once or in two reads, it leaves only the key after it."""
    for first, second in itertools.combinations(range(sequence.rfind("\x1b", 0, 2) + 2, len(sequence) + 1), 2):
        parts = (sequence[:first], sequence[first:second], sequence[second:], "z")
        assert keys_of(*parts) == ["z"]
        assert keys_of(*parts, between=SOON) == ["z"]
    assert keys_of(*sequence, "z") == ["z"]


@pytest.mark.parametrize("sequence", [keys for keys, key in ANSI_SEQUENCES.items() if isinstance(key, Keys)])
def test_a_known_key_is_the_same_key_however_it_is_cut(sequence: str) -> None:
    """A key of the library's table is handed on whole, also when its parts come in two reads."""
    if sequence == "\x1b[200~":
        return
    key = [str(ANSI_SEQUENCES[sequence].value)]  # type: ignore[union-attr]  # a key, see above
    assert keys_of(sequence, between=SOON) == key
    for cut in range(2, len(sequence)):
        assert keys_of(sequence[:cut], sequence[cut:], between=SOON) == key


def test_escape_alone_is_a_key_as_soon_as_nothing_follows() -> None:
    """Escape is handed on after a moment; what follows later is typed."""
    assert keys_of("\x1b", "x", between=SOON) == ["escape", "x"]
    assert keys_of("\x1b", "[", "A", between=LATE) == ["escape", "[", "A"]
    assert keys_of("\x1b\x1b", between=SOON) == ["escape"]


def test_a_key_torn_after_its_escape_does_not_type_its_rest() -> None:
    """The rest of a sequence, all at once and soon after an Escape, is still that sequence."""
    assert keys_of("\x1b", "[A", between=SOON) == ["escape", "up"]
    assert keys_of("\x1b", "[?62;22c", "z", between=SOON) == ["escape", "z"]


@pytest.mark.parametrize("begun", ["\x1b[", "\x1b[1;", "\x1bO", "\x1b]11;", "\x1bP", "\x1b[M"])
def test_a_sequence_without_an_end_is_forgotten(begun: str) -> None:
    """When its end has not come for a while, the next key is a key; Ctrl-C is one at once."""
    assert keys_of(begun, "z", between=LATE) == ["z"]
    assert keys_of(begun + "\x03") == ["c-c"]
    assert keys_of(begun, "\x03", between=SOON) == ["c-c"]


def test_a_paste_is_one_key_in_any_number_of_parts() -> None:
    """What stands between the marks is handed on as it is, with no key in it, and what follows are keys again."""
    whole = "\x1b[200~go\r\x1b[Ain\x1b[201~\x1b[B"
    assert keys_of(whole) == ["go\r\x1b[Ain", "down"]
    assert keys_of(*whole) == ["go\r\x1b[Ain", "down"]
    assert keys_of(whole[:14], whole[14:], between=LATE) == ["go\r\x1b[Ain", "down"]


def test_a_paste_without_an_end_ends_by_itself_or_by_ctrl_c() -> None:
    """The next key after a long time ends it, and so does Ctrl-C, which is never pasted."""
    assert keys_of("\x1b[200~go", "x", between=MUCH_LATER) == ["go", "x"]
    assert keys_of("\x1b[200~go\x03", between=SOON) == ["go", "c-c"]


def test_nothing_grows_without_bounds() -> None:
    """Of a paste and of a reply without an end, no more is kept than the longest line and an end mark."""
    pasted, after = keys_of("\x1b[200~" + "x" * 50_000, "\x1b[20", "1~z")
    assert (len(pasted) <= LONGEST_LINE + 6, after) == (True, "z")
    assert keys_of("\x1b]52;", *["x" * 1000] * 100, "\x1b", "\\z", between=SOON) == ["z"]
