"""Games that are played at random, in stories that their authors edit at random."""

from __future__ import annotations

import random

from story_edits import Editor, write

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.saving import How, Resumed, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save


def play_on(machine: Machine, playthrough: Playthrough, chance: random.Random, most: int) -> Playthrough:
    """Play on at random: choices, moves, and at times a step back, and another way from there."""
    for _ in range(chance.randrange(most + 1)):
        ways = machine.commands(playthrough.state)
        if playthrough.choices and (not ways or chance.random() < 0.12):
            playthrough = playthrough.undo()
        elif ways:
            playthrough = playthrough.choose(machine, chance.choice(ways))
    return playthrough


def edited(texts: dict[str, str], chance: random.Random) -> tuple[Editor, Machine, dict[str, str]] | None:
    """Edit a story; None when the loader refuses what came of it."""
    editor = Editor(texts, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        editor.edit()
    changed = {**write(editor.files), **{file: text for file, text in texts.items() if file.startswith("art/")}}
    story = load_text(changed).story
    return None if story is None or not editor.done else (editor, Machine(story), changed)


def go_on(machine: Machine, resumed: Resumed, chance: random.Random) -> Playthrough:
    """Play on from where a game was resumed, take it back, save, and load the same again; return the game."""
    game = play_on(machine, resumed.playthrough, chance, 6)
    back = game
    while len(back.choices) > len(resumed.playthrough.choices):
        back = back.undo()
    save = make_save(machine.story, game, resumed.base, "", "", resumed.game)
    again = resume(machine, decode(encode(save), "again"), "again")
    assert (again.how, again.changes, again.base) == (How.SAME, (), resumed.base)
    assert again.playthrough[1:] == game[1:]
    assert [step.state for step in again.playthrough.steps] == [step.state for step in game.steps]
    return game
