"""Every key that a story file may have, with what it holds and one sentence about it.

The reader refuses what is not in these tables, the JSON Schema is generated from them, and a test holds the manual
against them: a key exists in all three or in none.
"""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """A key: what kind of value it takes, and a sentence for the author.

    Kinds: "text" (words), "prose" (text with inline forms, or a list of paragraphs), "line" (prose of one paragraph),
    "condition", "effects", "scene" (an id), "word", "words" (a list), "flag" (true or false), "number", "range",
    "choices", "redirects", "ending", "verse", "picture" (lines kept as they are), or the name of another table with a
    star for a mapping of them ("place*").
    """

    kind: str
    about: str
    needed: bool = False


SCENE = {
    "title": Key("text", "The scene's heading."),
    "art": Key("word", "The picture above the scene: a file in art/, without .yaml."),
    "beats": Key("words", "The plot facts that this scene tells."),
    "was": Key("words", "Earlier ids of this scene, so that old saves still find it."),
    "do": Key("effects", "What happens on every arrival, before the text."),
    "redirects": Key("redirects", "Where the story goes by itself, on arrival and after every choice that stays."),
    "text": Key("prose", "What the player reads on arrival."),
    "verse": Key("verse", "Quatrains that this scene adds to the corrido."),
    "choices": Key("choices", "What the player can do, by key."),
    "pack": Key("words", "Places between which the player moves items here."),
    "goto": Key("scene", "After the text, the story goes straight on to this scene."),
    "cutaway": Key("scene", "This scene is played first; its return leads on."),
    "return": Key("flag", "After the text, the cutaway is over."),
    "ending": Key("ending", "The playthrough ends here: a title and a hint."),
    "fall": Key("flag", "A death that the teller can take back."),
}

CHOICE = {
    "say": Key("line", "The words of the choice.", needed=True),
    "when": Key("condition", "The choice is hidden unless this holds."),
    "requires": Key("condition", "The choice is shown, but barred unless this holds."),
    "barred": Key("line", "Why it is barred; goes with requires."),
    "once": Key("flag", "Gone after it was taken."),
    "fallback": Key("flag", "Offered only when no other choice is open."),
    "text": Key("prose", "What the player reads on choosing it."),
    "do": Key("effects", "What it changes."),
    "goto": Key("scene", "Where it leads; without it, the player stays."),
    "cutaway": Key("scene", "This scene is played first; its return leads on to goto, or back here."),
    "return": Key("flag", "Ends the cutaway."),
    "choices": Key("choices", "Nested choices; one that leads nowhere comes back to the scene."),
    "verse": Key("verse", "Quatrains that this choice adds to the corrido."),
    "was": Key("words", "Earlier ids of this choice, so that old saves still find it."),
}

REDIRECT = {
    "when": Key("condition", "The redirect is taken when this holds; without it, always."),
    "text": Key("prose", "What the player reads on the way."),
    "do": Key("effects", "What it changes."),
    "goto": Key("scene", "Where it leads."),
    "cutaway": Key("scene", "This scene is played first; its return leads on to goto."),
}

ENDING = {
    "title": Key("text", "The ending's name.", needed=True),
    "hint": Key("text", "One oblique sentence for those who have not found it."),
}

PARAGRAPH = {
    "when": Key("condition", "These paragraphs show only when this holds."),
    "text": Key("prose", "The paragraphs.", needed=True),
}

EFFECT = {
    "when": Key("condition", "The effects happen only when this holds.", needed=True),
    "do": Key("effects", "The effects.", needed=True),
}

STORY = {
    "id": Key("word", "A short name for saves: lowercase letters, digits, _ and -."),
    "title": Key("text", "The story's name."),
    "version": Key("text", "The story's version, for saves; counted up with every release."),
    "language": Key("word", "The language that the story is written in, as a code (en, es)."),
    "start": Key("scene", "The first scene; without it, the first scene of the first chapter."),
    "chapters": Key("chapter*", "The chapters in their order, by file name."),
    "variables": Key("variable*", "What the story remembers: flag, low..high, or a list of words."),
    "places": Key("place*", "Where items can be."),
    "items": Key("item*", "Things."),
    "groups": Key("words*", "Names for several items at once."),
    "speakers": Key("text*", "Who can speak: an id for the text, a name for the player."),
    "falls": Key("falls", "What a death offers."),
    "status": Key("line list", "Phrases for the status line."),
    "corrido": Key("corrido", "The song's opening and farewell."),
}

CHAPTER = {
    "title": Key("text", "The chapter's name.", needed=True),
    "card": Key("text", "The line on its card."),
    "art": Key("word", "The picture on its card: a file in art/, without .yaml."),
}

VARIABLE = {
    "range": Key("range", "low..high for a counter."),
    "words": Key("words", "The values of a set."),
    "start": Key("word", "The value that it has in the beginning."),
}

PLACE = {
    "title": Key("text", "What the player calls it.", needed=True),
    "capacity": Key("number", "How much fits in: the sum of the items' sizes. Without it, anything."),
    "carried": Key("flag", "Whether the player has it with him. Without it, yes."),
    "leavable": Key("flag", "Whether it can be left behind, with all that is in it."),
}

ITEM = {
    "title": Key("text", "What the player calls it.", needed=True),
    "size": Key("number", "How much room it takes. Without it, 1."),
    "fits": Key("words", "The places that it can be in. Without it, all."),
    "at": Key("word", "Where it is in the beginning. Without it, nowhere."),
}

FALLS = {
    "counts": Key("word", "A counter that goes up with every death taken back."),
    "take_back": Key("text", "The words of the choice that takes it back.", needed=True),
    "let_stand": Key("text", "The words of the choice that lets it stand.", needed=True),
    "goto": Key("scene", "The ending of a death that stands.", needed=True),
}

CORRIDO = {
    "opening": Key("quatrains", "The customary first quatrains."),
    "farewell": Key("quatrains", "The customary last ones."),
}

ART = {
    "alt": Key("text", "One sentence that says what the picture shows."),
    "picture": Key("picture", "The picture, in block and line characters.", needed=True),
    "plain": Key("picture", "The picture in ASCII, for terminals that have no more."),
    "colours": Key("picture", "For each character of the picture a letter of the palette, or a blank."),
    "palette": Key("text*", "What each letter stands for: one of the sixteen terminal colours."),
}

WALKTHROUGH = {
    "proves": Key("text", "One sentence: what this walkthrough proves.", needed=True),
    "steps": Key("steps", "Choices by id, moves, and expectations.", needed=True),
}

EXPECT = {
    "scene": Key("word", "The id of the scene one is in."),
    "text": Key("text", "Words that stand on the screen since the last choice."),
    "open": Key("words", "Choices that are open."),
    "barred": Key("words", "Choices that are shown and barred."),
    "hidden": Key("words", "Choices that are not shown."),
    "item": Key("word*", "Where items are, by item; nowhere for none."),
    "ending": Key("word", "The id of the ending that was reached."),
    "beats": Key("words", "The beats told so far contain these, in this order."),
}

TABLES: dict[str, dict[str, Key]] = {
    "scene": SCENE,
    "choice": CHOICE,
    "redirect": REDIRECT,
    "ending": ENDING,
    "paragraph": PARAGRAPH,
    "effect": EFFECT,
    "story": STORY,
    "chapter": CHAPTER,
    "variable": VARIABLE,
    "place": PLACE,
    "item": ITEM,
    "falls": FALLS,
    "corrido": CORRIDO,
    "art": ART,
    "walkthrough": WALKTHROUGH,
    "expect": EXPECT,
}
