"""Nearly speech: lines that begin as speech does, and that the player would read as narration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_LONGEST = 64
_BEGINNING = re.compile(r"[ \t]*(?P<stars>\**)(?P<name>[^\W\d_][\w' -]*?)(?P<signs>\**:\**)(?=[ \t\n]|\Z)")


class NearlySpeech(NamedTuple):
    """A line that looks like speech: where it begins, and what the author is told."""

    begin: int
    message: str
    cure: str


def nearly_speech(text: str, speakers: Mapping[str, str]) -> Iterator[NearlySpeech]:
    """Yield the lines of a text that look like speech and are none; `speakers` are the names by id."""
    if not speakers or ":" not in text:
        return
    begin, is_first = 0, True
    for line in text.split("\n"):
        if 0 <= line.find(":") < _LONGEST and (match := _BEGINNING.match(line)):
            yield from _judged(begin, match, speakers, is_first=is_first)
        begin += len(line) + 1
        is_first = not line or line.isspace()


def _judged(begin: int, match: re.Match[str], speakers: Mapping[str, str], *, is_first: bool) -> Iterator[NearlySpeech]:
    """Yield what is wrong with the beginning of the line that begins there, if anything is."""
    name, sign = match["name"], f"{match['stars']}{match['name']}{match['signs']}"
    begin += match.start("stars")
    speaker = name if name in speakers else _speaker(name, speakers, is_first=is_first)
    if not speaker or (is_first and sign == f"{speaker}:"):
        return
    if is_first:
        message = f"`{sign}` begins no speech: the player reads it as narration."
        cure = f"Write `{speaker}:`, the speaker's id"
    else:
        message = f"`{sign}` stands inside a paragraph, so it begins no speech."
        cure = f"Leave an empty line before it, and write `{speaker}:`"
    yield NearlySpeech(begin, message, f"{cure}; or `\\:` for a colon that is only a colon.")


def _speaker(name: str, speakers: Mapping[str, str], *, is_first: bool) -> str:
    """Return the id of the speaker who is meant by a name, "" for none; inside a paragraph nothing is guessed."""
    said = name.casefold().strip()
    as_id = re.sub(r"[\s'-]+", "_", said)
    if as_id in speakers:
        return as_id
    for speaker, called in speakers.items():
        if said in (called.casefold(), called.casefold().removeprefix("the ")):
            return speaker
    if not is_first or not name[0].isupper() or " " in name:
        return ""
    from .suggesting import likeliest  # noqa: PLC0415  # few stories have a capitalised word and a colon

    return likeliest(said, speakers)
