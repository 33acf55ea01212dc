"""What lines mean that new players type: in a scene, in a packing scene, and in the title menu."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path

import pytest
from glass import GLASS
from hypothesis import given
from hypothesis import strategies as some
from long_runs import tried
from small_stories import small_story

from desperado_adventure.engine import Machine, Playthrough, Refused
from desperado_adventure.loading import load_text
from desperado_adventure.saving import Slots
from desperado_adventure.terminal.answers import Command, Misunderstanding, Offer, Verb
from desperado_adventure.terminal.command_words import ALONE
from desperado_adventure.terminal.refusal_sentences import describe
from desperado_adventure.terminal.session import Session
from desperado_adventure.terminal.titles import entries
from desperado_adventure.terminal.understanding import parse
from desperado_adventure.terminal.word_matching import LITTLE_WORDS, words_of

# -- a scene with many choices -----------------------------------------------------------------------------------------

DOOR = """
door:
  text: It is open.
  choices:
    know: {say: "Say you don’t know him.", goto: end}
    cafe: {say: "Order a café con leche.", goto: end}
    tarde: {say: "“Más tarde”, you say.", goto: end}
    quien: {say: "¿Quién? ¡Nadie!", goto: end}
    wait: {say: "Wait — then go.", goto: end}
    street: {say: "STRASSE – Straße.", goto: end}
    save: {say: "Save the last dance.", goto: end}
    look: {say: "Look, then leave.", goto: end}
    knot: {say: "Undo the knot.", goto: end}
    boots: {say: "New boots.", goto: end}
    help: {say: "Help.", goto: end}
    pesos: {say: "10 pesos.", goto: end}
    gun: {say: "Put the gun away.", goto: end}
    nothing: {say: "I say nothing.", goto: end}
    load: {say: "Load the gun.", goto: end}
    man: {say: "Follow the enormous man.", requires: taken(bar.door.nod), barred: He is gone., goto: end}
    saw: {say: "Tell what you saw.", goto: end}
    nod: {say: "Nod.", when: not taken(bar.door.know), goto: end}
    nod_again: {say: "Nod.", when: not taken(bar.door.cafe), goto: end}
    room: {say: "Go back to the room.", goto: end}
    beer: {say: "Have a beer with the man.", goto: end}
    alone: {say: "Have a beer.", goto: end}
"""

IN_A_SCENE = [
    # numbers
    ("1", "choose know"),
    (" 21. ", "choose beer"),
    ("3)", "choose tarde"),
    ("#12", "choose pesos"),
    ("# 4", "choose quien"),
    ("number 2", "choose cafe"),
    ("Option 5", "choose wait"),
    ("choice 20", "choose room"),
    ("two", "choose cafe"),
    ("number three", "choose tarde"),
    ("10", "choose boots"),
    ("٣", "choose tarde"),
    ("0", "? number 0"),
    ("23", "? number 23"),
    ("number 99", "? number 99"),
    ("9" * 5_000, "? number " + "9" * 5_000),
    ("-1", "? unknown"),
    ("1.5", "? unknown"),
    # signs, accents and capitals
    ("don't", "choose know"),
    ("dont know", "choose know"),
    ("DON’T KNOW HIM", "choose know"),
    ("cafe", "choose cafe"),
    ("café con leche!", "choose cafe"),
    ("mas tarde", "choose tarde"),
    ("quien", "choose quien"),
    ("¿quién?", "choose quien"),
    ("nadie", "choose quien"),
    ("strasse", "choose street"),
    ("straße", "choose street"),
    ("wait - then go", "choose wait"),
    ('"Wait"', "choose wait"),
    # words of a choice that are words of a command, too
    ("save the last", "choose save"),
    ("save the last dance.", "choose save"),
    ("save last", "choose save"),
    ("load the gun", "choose load"),
    ("put the gun away", "choose gun"),
    ("put away the gun", "choose gun"),
    ("undo the knot", "choose knot"),
    ("new boots", "choose boots"),
    ("look, then leave", "choose look"),
    ("i say nothing", "choose nothing"),
    ("10 pesos", "choose pesos"),
    ("go back", "choose room"),
    ("go back to the room", "choose room"),
    # whole words, beginnings, and little words
    ("the gun", "? ambiguous 13 15"),
    ("gun", "? ambiguous 13 15"),
    ("no", "? ambiguous 18 19"),
    ("hat", "? unknown"),
    ("nod", "? ambiguous 18 19"),
    ("Nod.", "? ambiguous 18 19"),
    ("enorm", "choose man"),
    ("follow the man", "choose man"),
    ("follow that man", "choose man"),
    ("follow a man", "choose man"),
    ("follow him to the man", "? unknown"),
    ("man", "? ambiguous 16 21"),
    ("have the beer", "choose beer"),
    ("have a beer", "choose alone"),
    ("have beer", "? ambiguous 21 22"),
    ("beer please", "? ambiguous 21 22"),
    ("tell", "choose saw"),
    ("you say", "? ambiguous 1 3"),
    ("te", "choose saw"),
    ("t", "? unknown"),
    ("leave", "choose look"),
    ("boots", "choose boots"),
    ("boot", "choose boots"),
    ("oots", "? unknown"),
    # ids
    ("bar.door.man", "choose man"),
    ("tarde", "choose tarde"),
    ("nod_again", "choose nod_again"),
    # commands
    ("help", "help"),
    ("HELP!", "help"),
    ("?", "help"),
    ("help me", "help"),
    ("What can I do?", "help"),
    ("how do I play this", "help"),
    ("take it back", "undo"),
    ("commands", "help"),
    ("look", "look"),
    ("look around", "look"),
    ("l", "look"),
    ("i", "case"),
    ("I", "case"),
    ("inv", "case"),
    ("inventory", "case"),
    ("u", "undo"),
    ("undo", "undo"),
    ("Undo that.", "undo"),
    ("r", "redo"),
    ("s", "save"),
    ("save", "save"),
    ("s here", "save here"),
    ("save here", "save here"),
    ("save game", "save game"),
    ("load", "load"),
    ("load kept-1", "load kept-1"),
    ("restart", "new"),
    ("start over", "new"),
    ("new game", "new"),
    ("start a new game", "new"),
    ("q", "quit"),
    ("please quit", "quit"),
    ("help, please", "help"),
    ("quit game", "quit"),
    ("quit the game", "quit"),
    ("exit game", "quit"),
    ("status", "status"),
    ("saves", "saves"),
    ("endings", "endings"),
    # commands for certain, and what is none
    (":save the last", "save the last"),
    (":load the gun", "load the gun"),
    (":go back", "undo"),
    (":q", "quit"),
    (": ?", "help"),
    (":dance", "? command"),
    (":2", "? command"),
    (":", "? command"),
    ("move the gun", "? move"),
    ("put gun", "choose gun"),
    ("xyzzy", "? unknown"),
    ("!!!", "? unknown"),
    ("", ""),
    ("   ", ""),
]

# -- packing -----------------------------------------------------------------------------------------------------------

THINGS = """
places:
  case: {title: The guitar case, capacity: 8, leavable: true}
  sleeves: {title: Your sleeves, capacity: 1}
  pockets: {title: Your pockets, capacity: 2}
  bed: {title: On the bed, carried: false}
items:
  guitar: {title: the guitar, size: 4, fits: [case, bed], at: bed}
  shotgun: {title: the sawn-off shotgun, size: 4, fits: [case, bed], at: bed}
  pistols: {title: the two big pistols, size: 2, fits: [case, bed], at: bed}
  rigs: {title: the spring pistols, size: 1, fits: [case, sleeves, bed], at: bed}
  cartridges: {title: a box of cartridges, size: 2, fits: [case, pockets, bed], at: bed}
  photograph: {title: a school photograph, size: 0, fits: [pockets], at: pockets}
  knife: {title: a throwing knife, size: 1, fits: [pockets, case], at: pockets}
  bills: {title: a roll of bills, size: 1, fits: [pockets, case]}
  codpiece: {title: a belt with a surprise in the buckle, size: 1, fits: [pockets, case, bed], at: bed}
"""
BED = """
bed:
  text: A bed.
  pack: [case, sleeves, pockets, bed]
  choices:
    shut: {say: "Shut it, and take the road on foot.", goto: end}
    strings: {say: "Take the guitar strings and go.", goto: end}
    shoot: {say: "Shoot at the lamp.", goto: end}
"""
PACKED = ("move shotgun case", "move pistols case", "move rigs sleeves")

PACKING = [
    ("shotgun to case", "move shotgun case"),
    ("shotgun case", "move shotgun case"),
    ("move shotgun case", "move shotgun case"),
    ("put the rigs up my sleeves", "move rigs sleeves"),
    ("strap the rigs up your sleeves", "move rigs sleeves"),
    ("put the sawn-off in the guitar case", "move shotgun case"),
    ("sawn-off to case", "move shotgun case"),
    ("the sawn-off shotgun to The guitar case", "move shotgun case"),
    ("shotgun", "move shotgun case"),
    ("take the sawn-off", "move shotgun case"),
    ("pack shotgun", "move shotgun case"),
    ("take the shotgun", "move shotgun case"),
    ("get the shotgun from the bed", "move shotgun case"),
    ("pick up the shotgun", "move shotgun case"),
    ("big pistols", "move pistols case"),
    ("put the two big pistols in the case", "move pistols case"),
    ("move pistols case", "move pistols case"),
    ("pistols to sleeves", "move rigs sleeves"),
    ("a belt with a surprise in the buckle to my pockets", "move codpiece pockets"),
    ("belt in case", "move codpiece case"),
    ("buckle case", "move codpiece case"),
    ("box to the case", "move cartridges case"),
    ("guitar case", "move guitar case"),
    ("pistols", "? which"),
    ("get the pistols", "? which"),
    ("pistols in the case", "? which"),
    ("rigs", "? where"),
    ("pack the rigs", "? where"),
    ("pack the knife", "move knife case"),
    ("take the knife", "? where"),  # it is carried
    ("knife", "? where"),
    ("knife to sleeves", "? move"),
    ("take the knife out of my pockets", "? move"),  # it does not go on the bed
    ("bills", "? move"),  # they are not here
    ("leave the shotgun", "? move"),  # it lies there
    ("put everything in the case", "? move"),
    ("shotgun and guitar in the case", "? move"),
    ("put the shotgun on the blanket", "? move"),
    ("put it in the case", "? move"),
    ("put", "? move"),
    # words of choices
    ("take the road", "choose shut"),
    ("shut", "choose shut"),
    ("take the guitar", "? ambiguous 2"),  # or the item, which is called so
    ("guitar", "? ambiguous 2"),
    ("take guitar strings", "choose strings"),
    ("take the guitar strings and go", "choose strings"),
    ("sho", "? ambiguous 3"),
    ("guit", "? ambiguous 2"),
    ("take that guitar", "? ambiguous 2"),
    ("case", "case"),
    ("xyzzy", "? unknown"),
]
WHEN_PACKED = [
    ("take the shotgun out of the case", "move shotgun bed"),
    ("take out the shotgun", "move shotgun bed"),
    ("take the shotgun out", "move shotgun bed"),
    ("shotgun out of the case", "move shotgun bed"),
    ("shotgun from the case to the bed", "move shotgun bed"),
    ("unpack the shotgun", "move shotgun bed"),
    ("leave the shotgun", "move shotgun bed"),
    ("leave the shotgun behind", "move shotgun bed"),
    ("put the shotgun down", "move shotgun bed"),
    ("put the shotgun back", "move shotgun bed"),
    ("drop shotgun", "move shotgun bed"),
    ("remove the rigs", "move rigs bed"),
    ("take the pistols out of the case", "move pistols bed"),
    ("rigs to case", "move rigs case"),
    ("take off the rigs", "move rigs bed"),
    ("unpack the pistols", "? which"),
    ("shotgun", "? where"),
    ("unpack guitar", "? move"),
    ("pack the guitar in the case", "? move"),
    ("box", "move cartridges case"),
    ("belt", "? where"),
    ("put the guitar in the case", "? move"),  # there is no room
]

# -- the title menu ----------------------------------------------------------------------------------------------------

IN_THE_MENU = [
    ("1", "load autosave"),
    ("continue", "load autosave"),
    ("Continue", "load autosave"),
    ("cont", "load autosave"),
    ("tell it from the beginning", "new"),
    ("beginning", "new"),
    ("new", "new"),
    ("new game", "new"),
    ("load here", "load here"),
    ("here", "load here"),
    ("load kept-1", "load kept-1"),
    ("load", "load"),
    ("kept games", "saves kept"),
    ("games that were kept", "saves kept"),
    ("saves", "saves"),
    ("endings", "endings"),
    ("leave", "quit"),
    ("quit", "quit"),
    ("q", "quit"),
    ("exit", "quit"),
    ("?", "help"),
    ("help", "help"),
    ("9", "? number 9"),
    ("2026", "? number 2026"),
    ("door", "? ambiguous 1 2"),
    ("the glass", "? unknown"),
    ("put the case down", "? move"),
]


def meaning(line: str, offers: list[Offer], session: Session | None = None) -> str:
    """Return the command that a line means, a choice by the last part of its id; or why it is refused."""
    try:
        command = parse(line, offers) if session is None else session.understand(line)
    except Refused as refused:
        numbers = [word for word in refused.detail.replace(",", "").split() if word.isdecimal()]
        is_asked = refused.reason is Misunderstanding.AMBIGUOUS
        rest = numbers if is_asked else [refused.subject] if refused.reason is Misunderstanding.NUMBER else []
        return " ".join(("?", refused.reason, *rest))
    if command is None:
        return ""
    argument = command.argument.rpartition(".")[2] if command.verb is Verb.CHOOSE else command.argument
    return f"{command.verb} {argument}".strip()


@cache
def session(scenes: str, declarations: str = "", *road: str) -> Session:
    """Return a session of a small story, after these choices."""
    machine = Machine(small_story(scenes, declarations))
    made = Session(machine, None)
    made.playthrough = Playthrough.replay(machine, road)
    return made


@pytest.mark.parametrize(("line", "what"), IN_A_SCENE)
def test_a_line_in_a_scene_means_what_a_player_means(line: str, what: str) -> None:
    """Numbers, words of choices in any spelling, commands: each does what it says, or the player is asked."""
    assert meaning(line, [], session(DOOR)) == what


@pytest.mark.parametrize(("line", "what"), PACKING)
def test_a_line_when_packing_means_what_a_player_means(line: str, what: str) -> None:
    """An item and a place are moved however they are said, or the player is asked, or told why not."""
    assert meaning(line, [], session(BED, THINGS)) == what


@pytest.mark.parametrize(("line", "what"), WHEN_PACKED)
def test_a_line_when_much_is_packed_means_what_a_player_means(line: str, what: str) -> None:
    """What is carried is taken out; what has no room, or is said of something else, is refused."""
    assert meaning(line, [], session(BED, THINGS, *PACKED)) == what


@pytest.fixture
def menu(tmp_path: Path) -> list[Offer]:
    """The title menu with a game to continue, a saved one, a kept one, and an ending found."""
    story = load_text(GLASS).story
    assert story is not None
    machine = Machine(story)
    slots = Slots(tmp_path, story.id)
    played = Session(machine, slots)
    played.begin()
    played.perform(Command(Verb.CHOOSE, "bar.door.wait"))
    played.perform(Command(Verb.SAVE, "here"))
    played.perform(Command(Verb.CHOOSE, "bar.door.in"))
    played.perform(Command(Verb.CHOOSE, "bar.counter.drink"))
    played.autosave()
    played.perform(Command(Verb.NEW))
    played.perform(Command(Verb.CHOOSE, "bar.door.wait"))
    played.autosave()
    return entries(Session(machine, slots))


@pytest.mark.parametrize(("line", "what"), IN_THE_MENU)
def test_a_line_in_the_title_menu_means_what_a_player_means(menu: list[Offer], line: str, what: str) -> None:
    """Words choose a line of the menu, commands are commands, and what stands in a date is no word of a line."""
    assert meaning(line, menu) == what


def test_many_lines_are_tried() -> None:
    """At least 70 lines are in the tables, and none twice in one of them."""
    tables = (IN_A_SCENE, PACKING, WHEN_PACKED, IN_THE_MENU)
    assert sum(map(len, tables)) >= 70
    assert all(len(table) == len(dict(table)) for table in tables)


# -- laws --------------------------------------------------------------------------------------------------------------

NAMED_AS_COMMANDS = [
    Offer(f"{word.capitalize()}.", Command(Verb.CHOOSE, f"bar.door.{word}"))
    for word in (*ALONE, *string.ascii_lowercase)
]


@pytest.mark.parametrize("word", [*ALONE, *map(str.upper, ALONE), "?"])
def test_a_command_alone_on_a_line_is_always_the_command(word: str) -> None:
    """Whatever is offered, even under the same word, a word or letter of a command is the command."""
    verb = ALONE.get(word.lower(), Verb.HELP)
    assert parse(word, NAMED_AS_COMMANDS) == parse(f":{word}", NAMED_AS_COMMANDS) == Command(verb)


NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def fits(line: str, words: tuple[str, ...]) -> bool:
    """Whether every word of a line, but for little ones that may be left out, begins one of these words."""
    return all(word in LITTLE_WORDS or any(each.startswith(word) for each in words) for word in words_of(line))


def is_chosen_rightly(line: str) -> bool:
    """Whether a line chooses nothing, or a choice with these words, this number or this id."""
    offers = session(DOOR).offers()
    try:
        command = parse(line, offers)
    except Refused:
        return True
    if command is None or command.verb is not Verb.CHOOSE:
        return True
    said = next(offer.words for offer in offers if offer.command == command)
    is_id = command.argument.rpartition(".")[2] == line.strip().casefold() or command.argument == line.strip()
    is_number = any(word.isdecimal() or word in NUMBERS for word in words_of(line))
    return is_id or is_number or fits(line, words_of(said))


PARTS = sorted(
    {
        word[begin:end]
        for offer in session(DOOR).offers()
        for word in words_of(offer.words)
        for begin in range(len(word))
        for end in range(begin + 1, len(word) + 1)
    }
)


def test_no_part_of_a_word_chooses_but_its_beginning() -> None:
    """Of all parts of all words of a scene, none chooses a choice that has no word which begins so."""
    assert [part for part in PARTS if not is_chosen_rightly(part)] == []


@tried(300, 20_000)
@given(some.lists(some.sampled_from([*PARTS, "the", "to", "a"]) | some.text(max_size=4), max_size=4).map(" ".join))
def test_what_is_typed_is_in_what_is_chosen(line: str) -> None:
    """Every typed word is the beginning of a word of the choice that it chooses."""
    assert is_chosen_rightly(line)


def test_a_question_names_five_offers_and_counts_the_others() -> None:
    """The player reads the numbers and the words, in short, of five offers at most."""
    offers = [Offer(f"Go {'far ' * 30}to {number}.", Command(Verb.CHOOSE, f"a.b.c{number}")) for number in range(1, 9)]
    with pytest.raises(Refused) as raised:
        parse("go", offers)
    sentence = describe(raised.value)
    assert sentence.startswith("“go” could be more than one thing: 1 “Go far far")
    assert sentence.endswith("…”, and 3 more. Type the number.")
    assert len(sentence) < 500


def test_a_page_of_words_is_quoted_in_short() -> None:
    """However long a line is, its refusal is one sentence."""
    for line in ("a" * 10_000, "no " * 3_000, ":" + "x" * 10_000, "move " * 2_000, "9" * 10_000, "put the cat " * 800):
        for scenes, things in ((DOOR, ""), (BED, THINGS)):
            with pytest.raises(Refused) as raised:
                session(scenes, things).understand(line)
            assert len(describe(raised.value)) < 300
