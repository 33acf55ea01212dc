"""What a player can see of text: whether it has words at all, and whether two texts look the same."""

from __future__ import annotations

import re

from ..model.text import Content, Piece, Run, Said, Sequence, SequenceKind, Switch, Value, alternatives

_BLANKS = re.compile(r"\s+")
_UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"
"""Invisible characters, although Unicode counts them as letters and symbols."""


def has_words(text: str) -> bool:
    """Whether a text has any visible character."""
    return (text[:1].isascii() and text[:1].isalnum()) or bool(_seen(text).strip())


def can_be_silent(content: Content) -> bool:
    """Whether a line can show no words: it has none, or all its words depend on one condition or sequence.

    Words that depend on several may replace one another, so that some always show; such a line does not count.
    """
    spoken = [piece for piece in content if any(_spoken(variant) for variant in _variants(piece))]
    if not spoken:
        return True
    is_fixed = len(spoken) > 1 or isinstance(spoken[0], Run | Value)
    return not is_fixed and any(map(can_be_silent, _variants(spoken[0])))


def appearance(content: Content) -> tuple[object, ...]:
    """Return a key that is equal for lines that look the same: without styles, and without blanks at the ends."""
    parts: list[object] = []
    for piece in content:
        if isinstance(piece, Run):
            said = parts.pop() if parts and isinstance(parts[-1], str) else ""
            parts.append(_seen(f"{said}{piece.text}"))
        elif isinstance(piece, Switch):
            cases = [(case.condition.test, appearance(case.content)) for case in piece.cases]
            parts.append((*cases, appearance(piece.otherwise)))
        elif isinstance(piece, Sequence):
            parts.append((piece.kind, piece.slot, *map(appearance, piece.variants)))
        elif isinstance(piece, Value):
            parts.append((piece.expression, piece.words, piece.spelled_in))
        else:
            parts.append(appearance(piece.content))
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(parts)


def _variants(piece: Piece) -> list[Content]:
    if isinstance(piece, Run | Value):
        return [(piece,)]
    if isinstance(piece, Said):
        return [piece.content]
    falls_silent = isinstance(piece, Sequence) and piece.kind is SequenceKind.ONCE
    return [*alternatives(piece), *([()] if falls_silent else [])]


def _spoken(content: Content) -> bool:
    return any(
        has_words(piece.text)
        if isinstance(piece, Run)
        else isinstance(piece, Value) or any(map(_spoken, _variants(piece)))
        for piece in content
    )


def _seen(text: str) -> str:
    """Return the text with single blanks, without invisible characters."""
    return _BLANKS.sub(" ", text if text.isascii() else _drawn(text))


def _drawn(text: str) -> str:
    from unicodedata import category  # noqa: PLC0415  # only text beyond ASCII needs it

    return "".join(each for each in text if each.isspace() or not (each in _UNSEEN or category(each)[0] == "C"))
