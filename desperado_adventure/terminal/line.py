"""The line for typing: what can be in it, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.selection import SelectionType

from ..model.unsafe_characters import harmless
from .answers import TYPED
from .question import Question


class Line(Buffer):
    """The line for typing. Nothing in it can be selected: while anything is, the library takes no Enter."""

    def start_selection(self, selection_type: SelectionType = SelectionType.CHARACTERS) -> None:
        """Do nothing; Ctrl-Space, and Shift with an arrow, would begin a selection."""


class HarmlessLine(Processor):
    """Shows the line for typing without unsafe characters: some may be pasted, or come from a completed word."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Return what is shown of the line."""
        return Transformation([(style, harmless(words)) for style, words, *_ in transformation_input.fragments])


def new_line(question: Question, history: InMemoryHistory | None) -> Line:
    """Return an empty line for the answer to a question; without a history nothing can be typed in it."""
    completer = WordCompleter(completions(question), ignore_case=True)
    return Line(multiline=False, history=history, completer=completer, read_only=history is None)


def completions(question: Question) -> Sequence[str]:
    """Return what Tab completes: the verbs, and the words of the offers."""
    words = {word.strip(".,;:!?“”()").lower() for offer in question.offers for word in offer.words.split()}
    return sorted({word for word in words if len(word) > 2} | {verb.value for verb in TYPED})
