"""The help, a part of the table of words: one page for each way to answer, as lines.

The page of the drawn screen has two columns, and one line fits into 66 columns. The others are heard: each line is a
sentence that begins with the word or key that is meant, and no line says what is seen.
"""

from __future__ import annotations

HELP: dict[str, str] = {
    "help.title": "Help",
    "help": (
        "Choose with a number, with arrows and Enter, or by typing words.\n"
        "Commands, each followed by Enter; a “:” before one forces it:\n"
        "  l, look      read the scene again\n"
        "  i, case      what you carry\n"
        "  status       how things stand\n"
        "  A to B       when packing: put the item A into the place B\n"
        "  u, undo      take the last choice back, to the very start\n"
        "  r, redo      take it again\n"
        "  s, save X    save in the slot X; every turn is saved anyway\n"
        "  load X       load the slot or kept game X; this one is kept\n"
        "  saves        which games are saved, and which were kept\n"
        "  endings      which endings you have found\n"
        "  new          tell it from the beginning; this one is kept\n"
        "  q, quit      leave; Ctrl-C does the same\n"
        "Plain mode (--plain, for screen readers) lacks no fact that the\n"
        "drawn screen has, only arrows, frames and colours."
    ),
    "help.plain": (
        "Type the number of a choice, or some of its words, and then Enter.\n"
        "Enter alone: hear the choices again.\n"
        "look or l: hear the scene again.\n"
        "case or i: what you carry.\n"
        "status: how things stand.\n"
        "A thing, to, and a place: put it there, when you pack.\n"
        "undo or u: take the last choice back, to the very start.\n"
        "redo or r: take it again.\n"
        "save or s, with a name: save in a slot of that name; every turn is saved anyway.\n"
        "load, with a name: load that slot or kept game; this one is kept.\n"
        "saves: which games are saved, and which were kept.\n"
        "endings: which endings you have found.\n"
        "new: tell it from the beginning; this one is kept.\n"
        "quit or q: leave; Ctrl-C does the same.\n"
        "A colon before a command forces it, where a choice has the same word."
    ),
    "help.keys": (
        "Press the number of a choice; it needs no Enter. A letter is a command at once:\n"
        "l: hear the scene and the choices again.\n"
        "i: what you carry.\n"
        "u: take the last choice back, to the very start.\n"
        "r: take it again.\n"
        "s: save in the slot called save; every turn is saved anyway.\n"
        "q: leave; Ctrl-C does the same.\n"
        "After a colon you can type a line, and then Enter: words of a choice, or a command:\n"
        "status: how things stand.\n"
        "A thing, to, and a place: put it there, when you pack.\n"
        "save, with a name: save in a slot of that name.\n"
        "load, with a name: load that slot or kept game; this one is kept.\n"
        "saves: which games are saved, and which were kept.\n"
        "endings: which endings you have found.\n"
        "new: tell it from the beginning; this one is kept.\n"
        "look, case, undo, redo and quit: as the letters."
    ),
}
