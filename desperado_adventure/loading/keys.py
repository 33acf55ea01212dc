"""Every key that a story file may have, with what it holds and one sentence about it.

The reader refuses what is not in these tables, the JSON Schema is generated from them, and a test compares the
manual with them: a key exists in all three or in none.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class KeyKind(StrEnum):
    """What kind of value a key takes. Those without a comment have a table of keys below, in `TABLES`."""

    TEXT = "text"  # words
    PROSE = "prose"  # text with inline forms, or a list of paragraphs
    LINE = "line"  # prose of one paragraph
    LINES = "line list"  # a list of such lines
    WORD = "word"  # one word or id
    WORDS = "words"  # a list of words
    FLAG = "flag"  # true or false
    NUMBER = "number"  # a whole number
    RANGE = "range"  # two whole numbers, low..high
    CONDITION = "condition"  # an expression
    EFFECTS = "effects"  # a list of effects
    SCENE = "scene"  # the id of a scene
    GOTO = "goto"  # the id of a scene, or a list of such ids with conditions
    CHOICES = "choices"  # a mapping of choices
    SHARED = "shared choices"  # a mapping of choices without the keys in `NOT_SHARED`
    REDIRECTS = "redirects"  # a list of redirects
    THEN = "then"  # a mapping with the keys of a scene
    VERSE = "verse"  # a quatrain, or a list of them with conditions
    SAID = "said"  # words, or words by the names of their forms
    QUATRAINS = "quatrains"  # parts of four lines each
    PICTURE = "picture"  # lines that are kept as they are
    CLAIM = "claim"  # a sentence about all playthroughs
    STEPS = "steps"  # what a walkthrough does, in a list
    ENDING = "ending"
    FALLS = "falls"
    CORRIDO = "corrido"
    CHAPTER = "chapter"
    DEFINITION = "definition"  # an expression, or a list of effects
    VARIABLE = "variable"
    PLACE = "place"
    ITEM = "item"


class Key(NamedTuple):
    """A key: the kind of its value, and a sentence for the author.

    With `needed` it is an error to omit the key. With `by_id` the value is a mapping, from ids that the author chose to
    values of that kind.
    """

    kind: KeyKind
    about: str
    needed: bool = False
    by_id: bool = False


THEN = "then"
"""The key of a scene's next part, and the last word of that part's id."""

SCENE = {
    "title": Key(KeyKind.LINE, "The scene's heading."),
    "art": Key(KeyKind.WORD, "The picture above the scene: a file in art/, without .yaml."),
    "beats": Key(KeyKind.WORDS, "The plot facts that this scene tells."),
    "was": Key(KeyKind.WORDS, "Earlier ids of this scene, so that old saves still find it."),
    "do": Key(KeyKind.EFFECTS, "What happens on every arrival, before the text."),
    "redirects": Key(
        KeyKind.REDIRECTS, "Where the story goes by itself, on arrival and after every choice that stays."
    ),
    "text": Key(KeyKind.PROSE, "What the player reads on arrival."),
    "verse": Key(KeyKind.VERSE, "Quatrains that this scene adds to the corrido."),
    "choices": Key(KeyKind.CHOICES, "What the player can do, by key."),
    THEN: Key(KeyKind.THEN, "What comes after the choices that lead nowhere: the keys of a scene."),
    "shared": Key(KeyKind.FLAG, "Whether shared choices are offered here. Without it, yes, where there are choices."),
    "pack": Key(KeyKind.WORDS, "Places between which the player moves items here."),
    "goto": Key(KeyKind.SCENE, "After the text, the story goes straight on to this scene."),
    "cutaway": Key(KeyKind.SCENE, "This scene is played first; its return leads on."),
    "return": Key(KeyKind.FLAG, "After the text, the cutaway is over."),
    "ending": Key(KeyKind.ENDING, "The playthrough ends here: a title and a hint."),
    "fall": Key(KeyKind.FLAG, "A death that the teller can take back."),
    "claims": Key(KeyKind.CLAIM, "What must be true in every playthrough, by key.", by_id=True),
}

CHOICE = {
    "say": Key(KeyKind.LINE, "The words of the choice.", needed=True),
    "when": Key(KeyKind.CONDITION, "The choice is hidden unless this holds."),
    "requires": Key(KeyKind.CONDITION, "The choice is shown, but barred unless this holds."),
    "barred": Key(KeyKind.LINE, "Why it is barred; goes with requires."),
    "once": Key(KeyKind.FLAG, "Gone after it was taken."),
    "fallback": Key(KeyKind.FLAG, "Offered only when no other choice is open."),
    "text": Key(KeyKind.PROSE, "What the player reads on choosing it."),
    "do": Key(KeyKind.EFFECTS, "What it changes."),
    "asks": Key(KeyKind.WORD, "The player types a name when he takes it: the variable that holds it."),
    "goto": Key(KeyKind.GOTO, "Where it leads, or a list of ways with conditions; without it, the player stays."),
    "cutaway": Key(KeyKind.SCENE, "This scene is played first; its return leads on to goto, or back here."),
    "stay": Key(KeyKind.FLAG, "The same choices again, and not on to the scene's then."),
    "return": Key(KeyKind.FLAG, "Ends the cutaway."),
    "choices": Key(KeyKind.CHOICES, "Nested choices; one that leads nowhere comes back to the scene."),
    "verse": Key(KeyKind.VERSE, "Quatrains that this choice adds to the corrido."),
    "was": Key(KeyKind.WORDS, "Earlier ids of this choice, so that old saves still find it."),
}

NOT_SHARED = {
    "choices": "its nested choices would have to come back to many scenes",
    "fallback": "a fallback looks at the choices of one scene",
}
"""The keys that a shared choice cannot have, and why."""

WAY = {
    "when": Key(KeyKind.CONDITION, "The choice leads this way when this holds, and none before it did."),
    "goto": Key(KeyKind.SCENE, "Where it leads.", needed=True),
}

REDIRECT = {
    "when": Key(KeyKind.CONDITION, "The redirect is taken when this holds; without it, always."),
    "text": Key(KeyKind.PROSE, "What the player reads on the way."),
    "do": Key(KeyKind.EFFECTS, "What it changes."),
    "goto": Key(KeyKind.SCENE, "Where it leads."),
    "cutaway": Key(KeyKind.SCENE, "This scene is played first; its return leads on to goto."),
}

ENDING = {
    "title": Key(KeyKind.LINE, "The ending's name.", needed=True),
    "hint": Key(KeyKind.LINE, "One oblique sentence for those who have not found it."),
}

PARAGRAPH = {
    "when": Key(KeyKind.CONDITION, "These paragraphs show only when this holds."),
    "text": Key(KeyKind.PROSE, "The paragraphs.", needed=True),
    "join": Key(KeyKind.FLAG, "The words continue the paragraph that was told before them."),
}

EFFECT = {
    "when": Key(KeyKind.CONDITION, "The effects happen only when this holds.", needed=True),
    "do": Key(KeyKind.EFFECTS, "The effects.", needed=True),
}

STORY = {
    "id": Key(KeyKind.WORD, "A short name for saves: lowercase letters, digits, _ and -."),
    "title": Key(KeyKind.TEXT, "The story's name."),
    "version": Key(KeyKind.TEXT, "The story's version, for saves; counted up with every release."),
    "language": Key(KeyKind.WORD, "The language that the story is written in, as a code (en, es)."),
    "start": Key(KeyKind.SCENE, "The first scene; without it, the first scene of the first chapter."),
    "chapters": Key(KeyKind.CHAPTER, "The chapters in their order, by file name.", by_id=True),
    "variables": Key(KeyKind.VARIABLE, "What the story remembers: flag, low..high, or a list of words.", by_id=True),
    "define": Key(KeyKind.DEFINITION, "Names for conditions, numbers and lists of effects.", by_id=True),
    "places": Key(KeyKind.PLACE, "Where items can be.", by_id=True),
    "items": Key(KeyKind.ITEM, "Things.", by_id=True),
    "groups": Key(KeyKind.WORDS, "Names for several items at once.", by_id=True),
    "everywhere": Key(KeyKind.SHARED, "Choices that every scene with choices offers as well."),
    "speakers": Key(KeyKind.LINE, "Who can speak: an id for the text, a name for the player.", by_id=True),
    "falls": Key(KeyKind.FALLS, "What a death offers."),
    "status": Key(KeyKind.LINES, "Phrases for the status line."),
    "corrido": Key(KeyKind.CORRIDO, "The song's opening and farewell."),
    "claims": Key(KeyKind.CLAIM, "What must be true in every playthrough, by key.", by_id=True),
}

CHAPTER = {
    "title": Key(KeyKind.LINE, "The chapter's name.", needed=True),
    "card": Key(KeyKind.LINE, "The line on its card."),
    "art": Key(KeyKind.WORD, "The picture on its card: a file in art/, without .yaml."),
}

VARIABLE = {
    "range": Key(KeyKind.RANGE, "low..high for a counter."),
    "words": Key(KeyKind.WORDS, "The values of a set; of a name, the words with which it is compared."),
    "said": Key(KeyKind.SAID, "What is printed for each word of a set: words, or several named forms.", by_id=True),
    "name": Key(KeyKind.TEXT, "The player types it, as a name; this is printed before he has."),
    "start": Key(KeyKind.WORD, "The value that it has in the beginning."),
    "was": Key(KeyKind.WORDS, "Earlier names of this variable, so that old saves still find it."),
    "words_were": Key(KeyKind.WORDS, "Earlier names of its words, by the present word.", by_id=True),
}

PLACE = {
    "title": Key(KeyKind.LINE, "What the player calls it.", needed=True),
    "capacity": Key(KeyKind.NUMBER, "How much fits in: the sum of the items' sizes. Without it, anything."),
    "carried": Key(KeyKind.FLAG, "Whether the player has it with him. Without it, yes."),
    "leavable": Key(KeyKind.FLAG, "Whether it can be left behind, with all that is in it."),
    "when": Key(KeyKind.CONDITION, "The player has it, as far as he is told, only while this holds."),
    "was": Key(KeyKind.WORDS, "Earlier ids of this place, so that old saves still find it."),
}

ITEM = {
    "title": Key(KeyKind.LINE, "What the player calls it.", needed=True),
    "size": Key(KeyKind.NUMBER, "How much room it takes. Without it, 1."),
    "fits": Key(KeyKind.WORDS, "The places that it can be in. Without it, all."),
    "at": Key(KeyKind.WORD, "Where it is in the beginning. Without it, nowhere."),
    "was": Key(KeyKind.WORDS, "Earlier ids of this item, so that old saves still find it."),
}

FALLS = {
    "counts": Key(KeyKind.WORD, "A counter that goes up with every death taken back."),
    "take_back": Key(KeyKind.LINE, "The words of the choice that takes it back.", needed=True),
    "let_stand": Key(KeyKind.LINE, "The words of the choice that lets it stand.", needed=True),
    "goto": Key(KeyKind.SCENE, "The ending of a death that stands.", needed=True),
}

CORRIDO = {
    "opening": Key(KeyKind.QUATRAINS, "The customary first quatrains."),
    "farewell": Key(KeyKind.QUATRAINS, "The customary last ones."),
}

ART = {
    "alt": Key(KeyKind.TEXT, "One sentence that says what the picture shows."),
    "picture": Key(KeyKind.PICTURE, "The picture, in block and line characters.", needed=True),
    "plain": Key(KeyKind.PICTURE, "The picture in ASCII, for terminals that have no more."),
    "colours": Key(KeyKind.PICTURE, "For each character of the picture a letter of the palette, or a blank."),
    "palette": Key(KeyKind.TEXT, "What each letter stands for: a colour that every terminal shows.", by_id=True),
}

WALKTHROUGH = {
    "proves": Key(KeyKind.TEXT, "One sentence: what this walkthrough proves.", needed=True),
    "steps": Key(KeyKind.STEPS, "Choices by id, moves, and expectations.", needed=True),
}

EXPECT = {
    "scene": Key(KeyKind.WORD, "The id of the scene one is in."),
    "text": Key(KeyKind.TEXT, "Words that stand on the screen since the last choice."),
    "open": Key(KeyKind.WORDS, "Choices that are open."),
    "barred": Key(KeyKind.WORDS, "Choices that are shown and barred."),
    "hidden": Key(KeyKind.WORDS, "Choices that are not shown."),
    "item": Key(KeyKind.WORD, "Where items are, by item; nowhere for none.", by_id=True),
    "ending": Key(KeyKind.WORD, "The id of the ending that was reached."),
    "beats": Key(KeyKind.WORDS, "The beats told so far contain these, in this order."),
}

TABLES: dict[str, dict[str, Key]] = {
    "scene": SCENE,
    "choice": CHOICE,
    "way": WAY,
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
