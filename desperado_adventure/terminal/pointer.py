"""The pointer of a question: at which stop it is, and in a packing scene what the player has in the hand.

A stop may have more rows than a small window has room for: then a step down first shows the rest of them.
"""

from __future__ import annotations

from .page import Page
from .question import Question, Stop, first_stop, lay_out, stops
from .rows import Row
from .word_matching import Fit, is_among, without_little_words, words_of
from .words import say


class Pointer:
    """Goes from stop to stop; `question` is the question with what is in the hand, `at` the index of the stop."""

    def __init__(self, question: Question, page: Page, at: int) -> None:
        """Begin at the stop of index `at`, or at the next open one; the question is laid out for this page."""
        self.question = question
        self._page = page
        self._skipped = 0  # rows of the stop that are over the first one shown
        self.at = first_stop(question, at)

    def is_for(self, question: Question) -> bool:
        """Whether the pointer can go to the same stops in that question."""
        return (self.question.offers, self.question.board) == (question.offers, question.board)

    def go_on(self, before: Pointer) -> None:
        """Begin where the pointer of the same question was before, open or not."""
        self.question = self.question._replace(held=before.question.held)
        self.at = max(0, min(before.at, len(stops(self.question)) - 1))

    @property
    def rows(self) -> list[Row]:
        """The rows of the question."""
        return lay_out(self.question, self._page, self.at, self._skipped).rows

    @property
    def is_inside(self) -> bool:
        """Whether the beginning of the stop is out of sight, or something is in the hand."""
        return bool(self._skipped or self.question.held)

    def down(self) -> None:
        """Show the rest of the stop if there is more of it, else go to the next."""
        laid_out = lay_out(self.question, self._page, self.at, self._skipped)
        if laid_out.unseen:
            shown = sum(row.stop == self.at for row in laid_out.rows)
            self._skipped += max(1, min(shown - 1, laid_out.unseen))
        else:
            self.step(1)

    def up(self) -> None:
        """Show the beginning of the stop again if it is not shown, else go to the one before."""
        if self._skipped:
            self._skipped = 0
        else:
            self.step(-1)

    def step(self, by: int) -> None:
        """Go so many stops on, going round."""
        self._skipped = 0
        if number := len(stops(self.question)):
            self.at = (self.at + by) % number

    @property
    def most(self) -> int:
        """The largest number that can be typed: the places are numbered while something is in the hand."""
        return len(stops(self.question) if self.question.held else self.question.offers)

    def point_at(self, number: str) -> None:
        """Go to what has this number, 1 to `most`, if the pointer can come there now."""
        self._skipped = 0
        if self.question.held:
            self.at = int(number) - 1
            return
        answers = [stop.answer for stop in stops(self.question)]
        self.at = answers.index(number) if number in answers else self.at

    @property
    def is_at_item(self) -> bool:
        """Whether the pointer takes something up or puts it down here."""
        board = self.question.board
        return bool(self.question.held) or (board is not None and self.at < len(board.items))

    def answer(self) -> str:
        """Return the answer of the stop, "" when it only takes an item up, or puts the one in the hand back."""
        all_stops = stops(self.question)
        stop = all_stops[self.at] if all_stops else Stop()
        if self.question.held and not stop.answer:
            self.put_back()
        elif stop.item:
            self.question = self.question._replace(held=stop.item)
            self.at, self._skipped = first_stop(self.question), 0
        return stop.answer

    def answer_of(self, number: str) -> str:
        """Return the answer that a number is, "" when it puts what is in the hand back."""
        if not self.question.held:
            return number
        self.point_at(number)
        return self.answer()

    def answer_to(self, words: str) -> str:
        """Return the answer that typed words are, "" when they put what is in the hand back.

        While something is in the hand, the words of a place mean that place: `case` is no command then.
        """
        board, held = self.question.board, self.question.held
        if board is None or not held or not words[:1].isalnum():
            return words
        if words in map(str, range(1, self.most + 1)):
            return self.answer_of(words)
        said = without_little_words(words_of(words))
        for fit in Fit:
            found = [each for each in board.targets[held] if is_among(said, words_of(each.title), fit)]
            if len(found) == 1:
                return f"move {held} {found[0].place}"
        if is_among(said, words_of(say("pack.back")), Fit.WHOLE):
            self.put_back()
            return ""
        return words

    def put_back(self) -> None:
        """Put the item in the hand back where it was, if there is one."""
        if self.question.held:
            self._skipped = 0
            item, self.question = self.question.held, self.question._replace(held="")
            self.at = next(index for index, stop in enumerate(stops(self.question)) if stop.item == item)
