"""The key bindings of a question and of a pause."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from .answers import LONGEST_LINE, TYPED
from .leaving import leave
from .question import Question, Stop, first_stop, stops
from .signals import interrupt
from .terminal_modes import suspend

_ONLY_END_A_PAUSE = (" ", "down", "pagedown", "j", *"0123456789")
"""Keys that end a pause and do nothing else: a digit would choose an option that is not on the screen yet."""

_DO_NOTHING = ("c-q", "c-]", "c-x", "c-o")
"""Keys after which the library would take Ctrl-C for a letter or wait for a second key, or which it takes for Enter."""


class QuestionKeys:
    """The keys of one question: they move the pointer, edit the typed line, and answer."""

    def __init__(self, question: Question, buffer: Buffer, at: int, draw_again: Callable[[], None]) -> None:
        """Point at the offer of index `at`, or at the next open one; the typed line is in `buffer`."""
        self.question = question
        self.at = first_stop(question, at)
        self.was_digit = False
        self._number_of_offers = len(question.offers)
        self._buffer = buffer
        self._draw_again = draw_again
        self._words = completions(question)
        self._pointed_by = ""  # the letter j or k, when it has just moved the pointer

    def bindings(self) -> KeyBindings:
        """Return what each key does."""
        bindings = KeyBindings()
        is_empty = Condition(lambda: not self._buffer.text)

        def add(key: str, action: Callable[[KeyPressEvent], object]) -> None:
            bindings.add(key, filter=is_empty)(lambda event: self._act(action, event))

        bindings.add("<any>")(self._type)
        bindings.add("<bracketed-paste>")(self._paste)
        add("up", self._step_or_recall)
        add("down", lambda _event: self._step(1))
        add("tab", lambda _event: self._step(1))
        add("s-tab", lambda _event: self._step(-1))
        add("right", lambda _event: self._step(1))
        add("left", lambda _event: self._step(-1))
        add(" ", self._take_or_put)
        add("home", lambda _event: self._step(-self.at))
        add("end", lambda _event: self._step(-self.at - 1))
        add("j", lambda _event: self._step_by_letter("j", 1))
        add("k", lambda _event: self._step_by_letter("k", -1))
        for number in range(1, min(self._number_of_offers, 9) + 1):
            if number * 10 > self._number_of_offers:  # else it may be the beginning of a longer number
                add(str(number), self._answer_digit)
        add("?", lambda event: leave(event.app, "help"))
        bindings.add("escape", eager=True)(lambda _event: self._put_back())
        bindings.add("c-l")(lambda _event: run_in_terminal(self._draw_again))
        bindings.add("c-z")(lambda _event: run_in_terminal(self._suspend))
        _add_common(bindings)
        return bindings

    def _act(self, action: Callable[[KeyPressEvent], object], event: KeyPressEvent) -> None:
        self._pointed_by = ""
        action(event)

    def answer(self) -> str:
        """Return the answer of the pointer, "" when it only takes an item up, or puts the one in the hand back."""
        all_stops = stops(self.question)
        stop = all_stops[self.at] if all_stops else Stop()
        if self.question.held and not stop.answer:
            self._put_back()
        elif stop.item:
            self.question = self.question._replace(held=stop.item)
            self.at = first_stop(self.question)
        return stop.answer

    def _take_or_put(self, event: KeyPressEvent) -> None:
        """Take the item up that the pointer is at, or put the one in the hand down there; a choice needs Enter."""
        is_thing = self.question.board is not None and self.at < len(self.question.board.things)
        if (is_thing or self.question.held) and (answer := self.answer()):
            leave(event.app, answer)

    def _put_back(self) -> None:
        """Put the item in the hand back where it was, if there is one, and empty the line."""
        self._buffer.reset()
        if self.question.held:
            item, self.question = self.question.held, self.question._replace(held="")
            self.at = next(index for index, stop in enumerate(stops(self.question)) if stop.item == item)

    def _step(self, by: int) -> None:
        if number := len(stops(self.question)):
            self.at = (self.at + by) % number

    def _step_or_recall(self, _event: KeyPressEvent) -> None:
        """Move up; on the first line, recall what was typed before, if anything was."""
        if self.at == 0 and self._buffer.history.get_strings():
            self._buffer.history_backward()
            self._buffer.cursor_position = len(self._buffer.text)
        else:
            self._step(-1)

    def _step_by_letter(self, letter: str, by: int) -> None:
        self._step(by)
        self._pointed_by = letter

    def _type(self, event: KeyPressEvent) -> None:
        """Insert a letter; if the j or k before it begins a word of the question, undo its step and insert it too.

        A key that is no letter does nothing.
        """
        if not event.data.isprintable():
            return
        letter, self._pointed_by = self._pointed_by, ""
        if letter and any(word.startswith(letter + event.data.lower()) for word in self._words):
            self._step(-1 if letter == "j" else 1)
            self._buffer.insert_text(letter)
        self._buffer.insert_text(event.data)

    def _paste(self, event: KeyPressEvent) -> None:
        """Insert what is pasted as one line, without its control characters."""
        words = " ".join(event.data[:LONGEST_LINE].split())
        self._buffer.insert_text("".join(filter(str.isprintable, words)))

    def _answer_digit(self, event: KeyPressEvent) -> None:
        self.was_digit = True
        leave(event.app, event.data)

    def _suspend(self) -> None:
        """Go to the background; when called back, draw the turn again."""
        suspend()
        self._draw_again()


def pause_bindings(is_listening: Callable[[], bool]) -> KeyBindings:
    """Return what each key does during a pause: every letter ends it, Enter only while `is_listening` holds."""
    bindings = KeyBindings()
    for key in ("<any>", "<bracketed-paste>", "n", "N"):  # the library has a use of its own for these two letters
        bindings.add(key)(_end_pause_and_type)
    bindings.add("escape", eager=True)(_end_pause)
    for key in ("c-l", "c-z"):  # the library would clear the window, or type the key
        bindings.add(key)(lambda _event: None)
    bindings.add("enter", filter=Condition(lambda: not is_listening()))(lambda _event: None)
    bindings.add("enter", filter=Condition(is_listening))(_end_pause)
    for key in _ONLY_END_A_PAUSE:
        bindings.add(key)(_end_pause)
    _add_common(bindings)
    return bindings


def completions(question: Question) -> Sequence[str]:
    """Return what Tab completes: the verbs, and the words of the offers."""
    words = {word.strip(".,;:!?“”()").lower() for offer in question.offers for word in offer.words.split()}
    return sorted({word for word in words if len(word) > 2} | {verb.value for verb in TYPED})


def _end_pause(event: KeyPressEvent) -> None:
    leave(event.app, "")


def _end_pause_and_type(event: KeyPressEvent) -> None:
    """End a pause by a letter or pasted words, and pass them on to the next question."""
    if event.data and event.data.isprintable():
        store_typeahead(event.app.input, event.key_sequence)
        _end_pause(event)


def _add_common(bindings: KeyBindings) -> None:
    bindings.add("c-c", eager=True)(lambda _event: interrupt())
    for key in _DO_NOTHING:
        bindings.add(key, eager=True)(lambda _event: None)
    bindings.add("c-d")(_end_of_input)


def _end_of_input(event: KeyPressEvent) -> None:
    """Ctrl-D on an empty line ends the game; in a typed line it deletes, as in a shell."""
    buffer = event.app.current_buffer
    if buffer.text:
        buffer.delete()
    else:
        leave(event.app, EOFError())
