"""The author's position in a version of the story, and his earlier positions, so that he can go back."""

from __future__ import annotations

from ...model.story import Story
from ...saving import How, SaveProblem, resume
from ...saving.making import make_save
from ...terminal.keeping import Position
from ...terminal.session import Session

_MOST_EARLIER = 100

_CARRIED = {
    How.RESTORED: "read again; the way here is gone, and this is put together from what was",
    How.MOVED: "read again; the scene is gone, and this is the last one before it",
}
"""What to say of a position that could not be kept as it was, by `Resumed.how`."""


class Whereabouts:
    """The author's position, which the session holds, and the positions before it."""

    def __init__(self, session: Session) -> None:
        """Begin where the session is."""
        self.session = session
        self._earlier: list[Position] = []

    @property
    def position(self) -> Position:
        """Where the author is."""
        return Position(self.session.playthrough, self.session.base)

    def remember(self, position: Position) -> None:
        """Keep a position for `back`. Only the last 100 are kept."""
        self._earlier = [*self._earlier[1 - _MOST_EARLIER :], position]

    def move(self, position: Position) -> None:
        """Go to another position, and remember this one."""
        self.remember(self.position)
        self.session.start_from(*position)

    def back(self) -> None:
        """Go back to the position before this one; if there is none, undo a choice. Raises Refused."""
        if self._earlier:
            self.session.start_from(*self._earlier.pop())
        else:
            self.session.playthrough = self.session.playthrough.undo()

    def carry_over(self, old: Whereabouts) -> str:
        """Take the positions of another version of the story over into this one; return what to tell the author."""
        story = old.session.machine.story
        carried = [self._carried(story, position) for position in old._earlier]
        self._earlier = [position for position, _ in filter(None, carried)]
        here = self._carried(story, old.position)
        if here is None:
            return "the scene is gone: the story begins"
        position, how = here
        self.session.start_from(*position)
        return _CARRIED.get(how, "read again")

    def _carried(self, story: Story, position: Position) -> tuple[Position, How] | None:
        """Return the same position in this version, and how it was kept; None if it is lost."""
        try:
            save = make_save(story, position.playthrough, position.base, "", "")
            resumed = resume(self.session.machine, save, "preview", is_author=True)
        except SaveProblem:
            return None
        return Position(resumed.playthrough, resumed.base), resumed.how
