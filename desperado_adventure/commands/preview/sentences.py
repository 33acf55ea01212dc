"""Sentences of the preview: its help, and the error for a command that cannot be carried out."""

from __future__ import annotations

HELP = (
    "A number, or words of a choice, takes it. What else there is:",
    "  go SCENE        go to a scene, in a state in which a player really comes to it",
    "  states          list other states in which players come to this scene, as the proof finds them",
    "  state N         take the N-th of them",
    "  vars            what the story remembers; a star: not as in the beginning",
    "  set NAME = X    change that: a variable, where an item is, whether a place was left behind",
    "  back            undo the last of all these, and then choice after choice",
    "  look            show the scene again",
    "  problems        what can be seen to be wrong with the story as it was saved last",
    "  reload          read the story again (it is read whenever one of its files is saved)",
    "  quit            leave",
)


class CannotDo(Exception):
    """A command of the author cannot be carried out. The text is the sentence that says why."""
