"""The keys of a question: they move the pointer, edit the typed line, and answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial

from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from .answers import LONGEST_LINE
from .board import Board
from .common_keys import Drawn, add_common
from .line import Line
from .numbers_typed import TypedNumber
from .page import Page
from .pointer import Pointer
from .question import Question, stops
from .word_matching import words_of

_GUARD = 0.35
"""Seconds at the beginning of a question in which Enter chooses nothing, if no other key has been pressed there.

A player who presses Enter twice, at a pause or after a digit or a word, or who holds it down, would otherwise choose
the first offer of the next question without having read it. To take an item up is not to choose.
"""

_STEPS = {"j": 1, "k": -1}
"""The letters that move the pointer as the arrows do, where no offer has a word that begins with them."""


class QuestionKeys:
    """The keys of one question."""

    def __init__(self, question: Question, page: Page, line: Line, at: int, *, is_guarded: bool) -> None:
        """Point at the offer of index `at`, or at the next open one; with `is_guarded`, ignore an Enter too soon."""
        self.pointer = Pointer(question, page, at)
        self.draft = ""  # what was in the line when help was asked for
        self._line = line
        self._steps = {letter: by for letter, by in _STEPS.items() if not _begins_a_word(letter, question)}
        self._pointed_by = ""  # the letters j and k that have moved the pointer just now
        self._number = TypedNumber()
        self._guarded_for, self._guarded_until = _GUARD if is_guarded else 0.0, 0.0
        self._is_touched = False
        self.is_beside_listing = False  # then Enter on an untouched line only asks to take the listing away

    def begin(self) -> None:
        """Note that the first key can be read now."""
        self._guarded_until = time.monotonic() + self._guarded_for

    def go_on(self, before: QuestionKeys) -> None:
        """Begin where the same question was left: the pointer, what is in the hand, and what was typed."""
        self.pointer.go_on(before.pointer)
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
        for key, step in self._arrows().items():
            add(key, step)
        add(" ", lambda: self._take_or_put(asked))
        add("home", lambda: self.pointer.step(-self.pointer.at))
        add("end", lambda: self.pointer.step(-self.pointer.at - 1))
        for letter in self._steps:
            bindings.add(letter, filter=is_empty)(partial(self._step_by_letter, letter))
        for digit in "0123456789":
            bindings.add(digit)(lambda event: self._type_digit(event.data, asked))
        add("?", lambda: asked.answer("help"))
        bindings.add("f1")(lambda _event: self._ask_for_help(asked))
        bindings.add("escape", eager=True)(lambda _event: self._put_back())
        self._add_for_number(bindings, asked)
        add_common(bindings, asked)
        return bindings

    def _add_for_number(self, bindings: KeyBindings, asked: Drawn) -> None:
        """Add what the keys do while a number waits to be taken."""
        is_waiting = Condition(lambda: self._number.is_waiting)

        def take() -> None:
            self._number.take(partial(self._take_number, asked))

        def take_and_pass_on(event: KeyPressEvent) -> None:
            store_typeahead(event.app.input, event.key_sequence)
            take()

        bindings.add("<any>", filter=is_waiting, eager=True)(take_and_pass_on)
        for key in ("enter", "c-j"):
            bindings.add(key, filter=is_waiting, eager=True)(lambda _event: take())
        for key, step in {"up": self.pointer.up, **self._arrows()}.items():
            bindings.add(key, filter=is_waiting, eager=True)(partial(self._step_instead, step))
        for sign in " .)":
            bindings.add(sign, filter=is_waiting, eager=True)(lambda event: self._go_on_with_words(event.data))
        for key in ("backspace", "delete"):
            bindings.add(key, filter=is_waiting, eager=True)(lambda _event: self._reset())

    # -- the pointer --------------------------------------------------------------------------------------------------

    def _act(self, action: Callable[[], object]) -> None:
        self._pointed_by = ""
        self._is_touched = True
        action()

    def _step_or_recall(self) -> None:
        """Move up; on the first line, recall what was typed before, if anything was."""
        if self.pointer.at == 0 and not self.pointer.is_inside and self._line.history.get_strings():
            self._line.history_backward()
            self._line.cursor_position = len(self._line.text)
        else:
            self.pointer.up()

    def _arrows(self) -> dict[str, Callable[[], None]]:
        """Return what the keys do that only move the pointer; the key up does more on the first line."""
        down, up = self.pointer.down, self.pointer.up
        return {"down": down, "tab": down, "s-tab": up, "right": down, "left": up}

    def _step_instead(self, step: Callable[[], None], _event: KeyPressEvent) -> None:
        """Move from the offer that a number points at, which is not taken then."""
        self._reset()
        self._act(step)

    def _step_by_letter(self, letter: str, _event: KeyPressEvent) -> None:
        self._is_touched = True
        self.pointer.step(self._steps[letter])
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
            self.pointer.step(-self._steps[letter])
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
        if is_number and self._number.go_on(digit, self.pointer.most, partial(self._take_number, asked)):
            self.pointer.point_at(self._number.digits)

    def _go_on_with_words(self, sign: str) -> None:
        """Leave a digit as the beginning of a line, such as `2.` or `2 pistols to case`."""
        self._number.forget()
        self._type(sign)

    def _take_number(self, asked: Drawn, digits: str) -> None:
        """Answer with a number; or put back what is in the hand, if it is that."""
        if answer := self.pointer.answer_of(digits):
            asked.answer(answer)
        else:
            self._line.reset()
            get_app().invalidate()  # no key has been pressed just now, after which the library would draw

    def _enter(self, asked: Drawn) -> None:
        """Answer with the typed line, or with the number of the offer that the pointer is at."""
        words = self._line.text.strip()
        if words:
            self._line.append_to_history()
        elif self._is_guarded:
            self.begin()  # again, because it may be held down
            return
        elif not self._is_touched and self.is_beside_listing:
            asked.answer("")
            return
        answer = self.pointer.answer_to(words) if words else self.pointer.answer()
        if answer or not stops(self.pointer.question):
            asked.answer(answer)
        elif words:
            self._line.reset()

    @property
    def _is_guarded(self) -> bool:
        """Whether Enter comes too soon for what it would do here."""
        if self._is_touched or time.monotonic() >= self._guarded_until:
            return False
        return bool(self.pointer.question.held) or self.is_beside_listing or not self.pointer.is_at_item

    def _ask_for_help(self, asked: Drawn) -> None:
        """Ask for help, and keep what is typed."""
        self.draft = self._line.text
        asked.answer("help")

    def _take_or_put(self, asked: Drawn) -> None:
        """Take up what the pointer is at, or put down there what is in the hand; a choice needs Enter."""
        if self.pointer.is_at_item and (answer := self.pointer.answer()):
            asked.answer(answer)

    def _put_back(self) -> None:
        """Empty the line, and put what is in the hand back."""
        self._reset()
        self.pointer.put_back()

    def _reset(self) -> None:
        self._number.forget()
        self._line.reset()


def _begins_a_word(letter: str, question: Question) -> bool:
    board = question.board
    items = [*(item.title for item in board.items), *_places(board)] if board is not None else []
    offered = [*(offer.words for offer in question.offers), *items]
    return any(word.startswith(letter) for words in offered for word in words_of(words))


def _places(board: Board) -> list[str]:
    return [target.title for targets in board.targets.values() for target in targets]
