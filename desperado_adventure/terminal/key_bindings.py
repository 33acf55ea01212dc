"""The keys of a question: they move the pointer, edit the typed line, and answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial

from prompt_toolkit.filters import Condition
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from .answers import LONGEST_LINE
from .common_keys import Drawn, add_common
from .line import Line
from .numbers_typed import TypedNumber
from .question import Question, Stop, first_stop, stops

_STEPS = {"j": 1, "k": -1}
"""The letters that move the pointer as the arrows do, where no offer has a word that begins with them."""


class QuestionKeys:
    """The keys of one question."""

    def __init__(self, question: Question, line: Line, at: int, guarded_for: float) -> None:
        """Point at the offer of index `at`, or at the next open one; Enter does nothing for so many seconds."""
        self.question = question  # with what is in the hand
        self.at = first_stop(question, at)
        self.draft = ""  # what was in the line when help was asked for
        self._number_of_offers = len(question.offers)
        self._line = line
        self._steps = {letter: by for letter, by in _STEPS.items() if not _begins_a_word(letter, question)}
        self._pointed_by = ""  # the letters j and k that have moved the pointer just now
        self._number = TypedNumber(self._number_of_offers)
        self._guarded_for, self._guarded_until = guarded_for, 0.0
        self._is_touched = False

    @property
    def was_digit(self) -> bool:
        """Whether the answer was a number alone."""
        return self._number.is_taken

    def begin(self) -> None:
        """Note that the first key can be read now."""
        self._guarded_until = time.monotonic() + self._guarded_for

    def go_on(self, before: QuestionKeys) -> None:
        """Begin where the same question was left: the pointer, what is in the hand, and what was typed."""
        self.question = self.question._replace(held=before.question.held)
        self.at = max(0, min(before.at, len(stops(self.question)) - 1))
        self._line.insert_text(before.draft)

    def bindings(self, asked: Drawn) -> KeyBindings:
        """Return what each key does at this question."""
        bindings = KeyBindings()
        is_empty = Condition(lambda: not self._line.text)

        def add(key: str, action: Callable[[], object]) -> None:
            bindings.add(key, filter=is_empty)(lambda _event: self._act(action))

        bindings.add("<any>")(lambda event: self._type(event.data))
        bindings.add("<bracketed-paste>")(lambda event: self._paste(event.data))
        bindings.add("enter")(lambda _event: self._enter(asked))
        add("up", self._step_or_recall)
        add("down", lambda: self._step(1))
        add("tab", lambda: self._step(1))
        add("s-tab", lambda: self._step(-1))
        add("right", lambda: self._step(1))
        add("left", lambda: self._step(-1))
        add(" ", lambda: self._take_or_put(asked))
        add("home", lambda: self._step(-self.at))
        add("end", lambda: self._step(-self.at - 1))
        for letter in self._steps:
            bindings.add(letter, filter=is_empty)(partial(self._step_by_letter, letter))
        for digit in "0123456789":
            bindings.add(digit)(lambda event: self._type_digit(event.data, asked))
        add("?", lambda: asked.answer("help"))
        bindings.add("f1")(lambda _event: self._ask_for_help(asked))
        bindings.add("escape", eager=True)(lambda _event: (self._reset(), self._put_back()))
        self._add_for_number(bindings, asked)
        add_common(bindings, asked)
        return bindings

    def _add_for_number(self, bindings: KeyBindings, asked: Drawn) -> None:
        """Add what the keys do while a number waits to be taken."""
        is_waiting = Condition(lambda: self._number.is_waiting)

        def take_and_pass_on(event: KeyPressEvent) -> None:
            store_typeahead(event.app.input, event.key_sequence)
            self._number.take(asked.answer)

        bindings.add("<any>", filter=is_waiting, eager=True)(take_and_pass_on)
        for key in ("enter", "c-j"):
            bindings.add(key, filter=is_waiting, eager=True)(lambda _event: self._number.take(asked.answer))
        for key in ("backspace", "delete"):
            bindings.add(key, filter=is_waiting, eager=True)(lambda _event: self._reset())

    # -- the pointer --------------------------------------------------------------------------------------------------

    def _act(self, action: Callable[[], object]) -> None:
        self._pointed_by = ""
        self._is_touched = True
        action()

    def _step(self, by: int) -> None:
        if number := len(stops(self.question)):
            self.at = (self.at + by) % number

    def _point_at(self, number: str) -> None:
        """Point at the offer of this number, if the pointer can come there now."""
        answers = [stop.answer for stop in stops(self.question)]
        self.at = answers.index(number) if number in answers else self.at

    def _step_or_recall(self) -> None:
        """Move up; on the first line, recall what was typed before, if anything was."""
        if self.at == 0 and self._line.history.get_strings():
            self._line.history_backward()
            self._line.cursor_position = len(self._line.text)
        else:
            self._step(-1)

    def _step_by_letter(self, letter: str, _event: KeyPressEvent) -> None:
        self._is_touched = True
        self._step(self._steps[letter])
        self._pointed_by += letter

    # -- the line -----------------------------------------------------------------------------------------------------

    def _type(self, words: str) -> None:
        """Insert a letter. If one letter before it has just moved the pointer, it was the beginning of a word.

        A key that is no letter does nothing.
        """
        if not words.isprintable():
            return
        letter, self._pointed_by = self._pointed_by, ""
        if len(letter) == 1 and words.isalpha():
            self._step(-self._steps[letter])
            words = letter + words
        self._line.insert_text(words[: LONGEST_LINE - len(self._line.text)])

    def _paste(self, words: str) -> None:
        """Insert what is pasted as one line; each line end and tab becomes a blank, and stays in sight."""
        self._pointed_by = ""
        words = re.sub(r"\s+", " ", words[: LONGEST_LINE - len(self._line.text)])
        self._line.insert_text("".join(filter(str.isprintable, words)))

    def _type_digit(self, digit: str, asked: Drawn) -> None:
        """Insert a digit; point at the offer whose number it makes in an empty line."""
        if not self._line.text:
            self._number.forget()
        is_number = self._line.text == self._number.digits
        self._type(digit)
        if is_number and self._number.go_on(digit, asked.answer):
            self._point_at(self._number.digits)

    def _enter(self, asked: Drawn) -> None:
        """Answer with the typed line, or with the number of the offer that the pointer is at."""
        words = self._line.text.strip()
        if words:
            self._line.append_to_history()
        elif not self._is_touched and time.monotonic() < self._guarded_until:
            return
        if (answer := words or self._answer_of_pointer()) or not stops(self.question):
            asked.answer(answer)

    def _ask_for_help(self, asked: Drawn) -> None:
        """Ask for help, and keep what is typed."""
        self.draft = self._line.text
        asked.answer("help")

    def _reset(self) -> None:
        self._number.forget()
        self._line.reset()

    # -- packing ------------------------------------------------------------------------------------------------------

    def _answer_of_pointer(self) -> str:
        """Return the answer of the pointer, "" when it only takes an item up, or puts the one in the hand back."""
        all_stops = stops(self.question)
        stop = all_stops[self.at] if all_stops else Stop()
        if self.question.held and not stop.answer:
            self._put_back()
        elif stop.item:
            self.question = self.question._replace(held=stop.item)
            self.at = first_stop(self.question)
        return stop.answer

    def _take_or_put(self, asked: Drawn) -> None:
        """Take the item up that the pointer is at, or put the one in the hand down there; a choice needs Enter."""
        is_thing = self.question.board is not None and self.at < len(self.question.board.things)
        if (is_thing or self.question.held) and (answer := self._answer_of_pointer()):
            asked.answer(answer)

    def _put_back(self) -> None:
        """Put the item in the hand back where it was, if there is one."""
        if self.question.held:
            item, self.question = self.question.held, self.question._replace(held="")
            self.at = next(index for index, stop in enumerate(stops(self.question)) if stop.item == item)


def _begins_a_word(letter: str, question: Question) -> bool:
    return any(re.search(rf"\b{letter}", offer.words, re.IGNORECASE) for offer in question.offers)
