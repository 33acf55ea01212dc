"""Texts as functions from the values of a state to the words that a player reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..model.blanks import BLANK
from ..model.text import BREAK, Content, Paragraph, Piece, Run, Sequence, Switch, Text, Value, variant_index, varies
from ..model.typed_names import name_of_number
from .closures import Values, compile_condition, compile_expression
from .listener import Listener
from .passages import Raw, in_one_string, in_order, joined, passage
from .views import Passage, Printed

Told: TypeAlias = "tuple[Passage, ...]"
Teller: TypeAlias = "Callable[[Values], Told]"
Wording: TypeAlias = "Callable[[Values], Raw]"


def compile_content(content: Content, listener: Listener | None) -> Wording:
    """Return a function from slot values to the runs that are shown."""
    if not varies(content):
        fixed: Raw = content  # type: ignore[assignment]  # every piece is a Run
        return lambda values: fixed
    parts = tuple(_compile_piece(piece, listener) for piece in content)

    def word(values: Values) -> Raw:
        return tuple([run for part in parts for run in part(values)])

    return word


def _compile_piece(piece: Piece, listener: Listener | None) -> Wording:
    if isinstance(piece, Run):
        alone = (piece,)
        return lambda values: alone
    if isinstance(piece, Switch):
        return _compile_switch(piece, listener)
    if isinstance(piece, Sequence):
        return _compile_sequence(piece, listener)
    if isinstance(piece, Value):
        return _compile_value(piece, listener)
    offered, style = compile_plain(piece.content, None), piece.style  # the listener was told when it was offered
    return lambda values: (Run(offered(values), style),)


def _compile_value(piece: Value, listener: Listener | None) -> Wording:
    read, style, language = compile_expression(piece.expression, listener), piece.style, piece.spelled_in
    if piece.is_name:
        nobody = piece.words[0]
        return lambda values: (Run(name_of_number(read(values)) or nobody, style),)
    if piece.words:
        words = tuple(Printed(each, style) for each in piece.words)
        return lambda values: (words[read(values)],)
    if not language:
        return lambda values: (Run(str(read(values)), style),)
    from ..model.number_words import spelled  # noqa: PLC0415  # few stories spell numbers out, and games start often

    return lambda values: (Printed(spelled(read(values), language), style),)


def _compile_switch(piece: Switch, listener: Listener | None) -> Wording:
    cases = tuple(
        [(compile_condition(case.condition, listener), compile_content(case.content, listener)) for case in piece.cases]
    )
    otherwise = compile_content(piece.otherwise, listener)
    if len(cases) == 1:
        holds, content = cases[0]
        return lambda values: content(values) if holds(values) else otherwise(values)

    def word(values: Values) -> Raw:
        for holds, content in cases:
            if holds(values):
                return content(values)
        return otherwise(values)

    return word


def _compile_sequence(piece: Sequence, listener: Listener | None) -> Wording:
    variants = tuple(compile_content(variant, listener) for variant in piece.variants)
    kind, slot, number, site = piece.kind, piece.slot, len(variants), piece.site

    def word(values: Values) -> Raw:
        index = variant_index(kind, values[slot], number)
        if listener is not None and index >= 0:
            listener.variant(site, index)
        return variants[index](values) if index >= 0 else ()

    return word


def compile_plain(content: Content, listener: Listener | None, *, is_sentence: bool = True) -> Callable[[Values], str]:
    """Return a function from slot values to the words in one line, without their styles.

    Without `is_sentence` the words of a value get no capital at the beginning.
    """
    word = compile_content(content, listener)

    def line(values: Values) -> str:
        return in_one_string(in_order(word(values), is_sentence=is_sentence)).replace(BREAK, BLANK)

    if not varies(content):
        fixed = line(())
        return lambda values: fixed
    return line


def compile_text(text: Text, speakers: Mapping[str, Content], listener: Listener | None) -> Teller:
    """Return a function from slot values to the passages that are shown; a passage without words is left out.

    `speakers` are the names of the speakers by id.
    """
    if any(paragraph.joins for paragraph in text):
        return _compile_joining(text, speakers, listener)
    parts = tuple(_compile_paragraph(each, speakers.get(each.speaker, ()), listener) for each in text)
    if all(fixed is not None for fixed, _ in parts):
        whole = tuple(fixed for fixed, _ in parts if fixed is not None)
        return lambda values: whole

    def tell(values: Values) -> Told:
        passages = [fixed if fixed is not None else speak(values) for fixed, speak in parts]
        return tuple([passage for passage in passages if passage is not None])

    return tell


def _compile_paragraph(
    paragraph: Paragraph, name: Content, listener: Listener | None
) -> tuple[Passage | None, Callable[[Values], Passage | None]]:
    speaker, called = paragraph.speaker, compile_plain(name, listener)
    word = compile_content(paragraph.content, listener)
    holds = compile_condition(paragraph.when, listener) if paragraph.when is not None else None
    if not varies((*paragraph.content, *name)):
        fixed = passage(speaker, word(()), name=called(()))
        if holds is None:
            return fixed, lambda values: fixed
        return None, lambda values: fixed if holds(values) else None

    def speak(values: Values) -> Passage | None:
        return passage(speaker, word(values), name=called(values)) if holds is None or holds(values) else None

    return None, speak


def _compile_joining(text: Text, speakers: Mapping[str, Content], listener: Listener | None) -> Teller:
    """Return a function as `compile_text` does, for a text of which some paragraphs continue the one before."""
    parts = tuple(
        (
            paragraph,
            compile_condition(paragraph.when, listener) if paragraph.when is not None else None,
            compile_content(paragraph.content, listener),
            compile_plain(speakers.get(paragraph.speaker, ()), listener),
        )
        for paragraph in text
    )

    def tell(values: Values) -> Told:
        told: list[Passage] = []
        for paragraph, holds, word, called in parts:
            if holds is not None and not holds(values):
                continue
            runs = word(values)
            shown = passage(paragraph.speaker, runs, name=called(values), joins=paragraph.joins)
            if shown is not None and paragraph.joins and told and told[-1].speaker == paragraph.speaker:
                told[-1] = joined(told[-1], runs)
            elif shown is not None:
                told.append(shown if not told else shown._replace(joins=()))
        return tuple(told)

    return tell
