"""Texts as functions from the values of a state to the words that a player reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..model.blanks import BLANK, BLANKS, single_blanks
from ..model.text import Content, Paragraph, Run, Sequence, Switch, Text, variant_index
from .closures import Values, compile_condition
from .listener import Listener
from .views import Passage

Told: TypeAlias = "tuple[Passage, ...]"
Teller: TypeAlias = "Callable[[Values], Told]"
Wording: TypeAlias = "Callable[[Values], tuple[Run, ...]]"


def _is_fixed(content: Content) -> bool:
    return all(type(piece) is Run for piece in content)


def compile_content(content: Content, listener: Listener | None) -> Wording:
    """Return a function from slot values to the runs that are shown."""
    if _is_fixed(content):
        fixed: tuple[Run, ...] = content  # type: ignore[assignment]  # `_is_fixed` says that every piece is a Run
        return lambda values: fixed
    parts = tuple(_compile_piece(piece, listener) for piece in content)

    def word(values: Values) -> tuple[Run, ...]:
        return tuple([run for part in parts for run in part(values)])

    return word


def _compile_piece(piece: Run | Switch | Sequence, listener: Listener | None) -> Wording:
    if isinstance(piece, Run):
        alone = (piece,)
        return lambda values: alone
    if isinstance(piece, Switch):
        return _compile_switch(piece, listener)
    return _compile_sequence(piece, listener)


def _compile_switch(piece: Switch, listener: Listener | None) -> Wording:
    cases = tuple(
        [(compile_condition(case.condition, listener), compile_content(case.content, listener)) for case in piece.cases]
    )
    otherwise = compile_content(piece.otherwise, listener)
    if len(cases) == 1:
        holds, content = cases[0]
        return lambda values: content(values) if holds(values) else otherwise(values)

    def word(values: Values) -> tuple[Run, ...]:
        for holds, content in cases:
            if holds(values):
                return content(values)
        return otherwise(values)

    return word


def _compile_sequence(piece: Sequence, listener: Listener | None) -> Wording:
    variants = tuple(compile_content(variant, listener) for variant in piece.variants)
    kind, slot, number, site = piece.kind, piece.slot, len(variants), piece.site

    def word(values: Values) -> tuple[Run, ...]:
        index = variant_index(kind, values[slot], number)
        if listener is not None and index >= 0:
            listener.variant(site, index)
        return variants[index](values) if index >= 0 else ()

    return word


def compile_plain(content: Content, listener: Listener | None) -> Callable[[Values], str]:
    """Return a function from slot values to the words without their styles."""
    word = compile_content(content, listener)
    if _is_fixed(content):
        fixed = plain(word(()))
        return lambda values: fixed
    return lambda values: plain(word(values))


def plain(runs: tuple[Run, ...]) -> str:
    """Return the words of the runs in one string, with single blanks: an empty variant leaves double ones.

    When there is nothing that can be read, the string is empty.
    """
    words = single_blanks("".join([run.text for run in runs]))
    return "" if words.isspace() else words


def _tidy(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Make blanks single ones, also where two runs meet; return no run when there is nothing that can be read."""
    tidy: list[Run] = []
    is_after_blank = True
    for run in runs:
        words = BLANKS.sub(BLANK, run.text)
        if is_after_blank:
            words = words.lstrip(BLANK)
        if words:
            tidy.append(Run(words, run.style))
            is_after_blank = words.endswith(BLANK)
    if tidy and is_after_blank:
        last = tidy.pop()
        if words := last.text.rstrip(BLANK):
            tidy.append(Run(words, last.style))
    return () if all(run.text.isspace() for run in tidy) else tuple(tidy)


def compile_text(text: Text, listener: Listener | None) -> Teller:
    """Return a function from slot values to the passages that are shown; a passage without words is left out."""
    parts = tuple(_compile_paragraph(paragraph, listener) for paragraph in text)
    if all(fixed is not None for fixed, _ in parts):
        whole = tuple(fixed for fixed, _ in parts if fixed is not None)
        return lambda values: whole

    def tell(values: Values) -> Told:
        passages = [fixed if fixed is not None else speak(values) for fixed, speak in parts]
        return tuple([passage for passage in passages if passage is not None])

    return tell


def _compile_paragraph(
    paragraph: Paragraph, listener: Listener | None
) -> tuple[Passage | None, Callable[[Values], Passage | None]]:
    speaker = paragraph.speaker
    if _is_fixed(paragraph.content):
        runs = _tidy(paragraph.content)  # type: ignore[arg-type]  # `_is_fixed` says that every piece is a Run
        passage = Passage(speaker, runs, plain(runs))
        if paragraph.when is None:
            return passage, lambda values: passage
        holds = compile_condition(paragraph.when, listener)
        return None, lambda values: passage if holds(values) else None
    word = compile_content(paragraph.content, listener)
    shows = compile_condition(paragraph.when, listener) if paragraph.when is not None else None

    def speak(values: Values) -> Passage | None:
        if shows is not None and not shows(values):
            return None
        runs = _tidy(word(values))
        return Passage(speaker, runs, "".join([run.text for run in runs])) if runs else None

    return None, speak
