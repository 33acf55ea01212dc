"""Every sentence that the program itself says to a player, in one table that can be translated."""

# ruff: noqa: E501  # a sentence is a line, for those who translate it

from __future__ import annotations

from pathlib import Path

from .quoting import path_in_short

WORDS: dict[str, str] = {
    # Title and menu
    "menu.continue": "Continue ({label}, {time})",
    "menu.damaged": "Continue “{slot}”, as far as it can be read",
    "menu.ended": "Look back from the end: {label} ({time})",
    "menu.new": "Tell it from the beginning",
    "menu.load": "Load “{slot}” ({label}, {time})",
    "menu.endings": "Endings you have found: {found} of {total}",
    "menu.kept": "Games that were kept: {number}",
    "menu.back": "Back",
    "menu.quit": "Leave",
    "title.empty": "Type a number or words of a line, or ? for help.",
    "title.later": "That is for a game under way. Choose a line first.",
    "chapter": "Chapter {number}: {title}",
    "chapter.number": "Chapter {number}",
    "resumed.same": "",
    "resumed.replayed": "The story has changed since you saved; your choices still lead here.",
    "resumed.renamed": "The story has changed since you saved; some things in it have new names, and your choices still lead"
    " here.",
    "resumed.restored": "The story has changed since you saved, and your road no longer exists as it was. You stand where you"
    " stood; undo begins here.",
    "resumed.moved": "The story has changed since you saved, and you cannot go on where you were. This is the last scene of "
    "yours that is still there; undo begins here.",
    "resumed.item_gone": "Not in the story any more: {things}.",
    "resumed.place_gone": "Elsewhere, because the place is not in the story any more: {things}.",
    "resumed.no_fit": "Elsewhere, because it does not fit there any more: {things}.",
    "resumed.no_room": "Elsewhere, because there is not room enough: {things}.",
    "resumed.item_moved": "Elsewhere than when you saved: {things}.",
    "resumed.variable_gone": "The story does not keep account of this any more: {things}.",
    "resumed.value": "Otherwise than when you saved: {things}.",
    "resumed.left": "What you have with you, and what you left behind, is not the same: {things}.",
    "resumed.memory": "Of what you have seen and done, this much is remembered otherwise than when you saved: {count}.",
    "resumed.remembered": "Of what you have seen and done, the story now remembers more than when you saved: {count}.",
    "resumed.cutaway": "When this scene is over, the story does not go back to where it would have gone.",
    "resumed.cutaway_left": "You were in a scene on the side, and you are not in it any more.",
    "resumed.fall": "You were asked whether a death stands. You are not asked that any more.",
    "resumed.death": "You were alive here, and now you are asked whether a death stands.",
    "resumed.undone": "Of the choices that you had undone, this many can still be done again: {now} of {before}.",
    "resumed.uncertain": "Your save is an old one, which does not say everything by its name. This may have been otherwise:"
    " {things}.",
    "resumed.unsaid": "Nor does it say what was still as at the beginning; that is as at the beginning of the story now.",
    "resumed.thing": "{title} (was: {before}, now: {now})",
    "resumed.thing.gone": "{title} (was: {before})",
    "resumed.thing.now": "{title} (now: {now})",
    "resumed.nowhere": "nowhere",
    "resumed.true": "yes",
    "resumed.false": "no",
    "resumed.left.true": "left behind",
    "resumed.left.false": "not left behind",
    "resumed.more": "{things} and {count} more",
    # Turns
    "chosen": "> {say}",
    "chosen.drawn": "› {say}",
    "barred": "{say} (Not now: {reason})",
    "barred.reason": "— {reason}",
    "gained": "You have it now: {item}.",
    "lost": "No longer yours: {item}.",
    "moved": "Moved: {item}. {place}.",
    "moved.room": "Moved: {item}. {place}, room for {room} more.",
    "moved.full": "Moved: {item}. {place}, full.",
    "taken_back": "It was taken back. Here is where it goes on.",
    "undone": "Undone: “{say}” You are back here:",
    "undone.move": "Undone. Back where it was: {item} ({place}).",
    "undone.room": "{place}, room for {room} more",
    "redone": "Done again: “{say}”",
    "redone.move": "Done again.",
    "kept": "The game in “{slot}” is kept: “load {name}” brings it back.",
    "conflict": "Another Desperado plays in “{slot}”. So that neither game is lost, this one goes on in “{copy}”.",
    "start.instead": "With --new another game begins, and this one is kept.",
    "unsaved": "You play from the beginning, and nothing of this game is saved: --new sets that file aside, and --saves DIR"
    " keeps saves in another folder.",
    "saved": "Saved as “{slot}”.",
    "saved.unconfirmed": "The disk has not confirmed that the save “{slot}” would survive a power cut.",
    "loaded": "Loaded “{slot}”.",
    "ending": "THE END: {title}",
    "ending.mark": "The End",
    "ending.undo": "Go back to just before the end",
    "ending.new": "Tell it again from the beginning",
    "ending.endings": "The endings you have found",
    "ending.quit": "Leave",
    "song.title": "El corrido",
    "more": "Enter: go on reading",
    "more.back": "Enter: back to the story",
    "hint": "a number, arrows, or words · ? for help",
    "above": "↑ more above",
    "below": "↓ more below",
    "goodbye": "Saved. Until next time.",
    "goodbye.copy": "Saved as “{slot}”. Until next time.",
    "goodbye.unsaved": "Until next time.",
    "prompt": "> ",
    # Plain mode
    "plain.hint": "Type a number, or ? for help.",
    "plain.hint.keys": "Press a number, or ? for help.",
    "plain.picture": "Picture: {alt}",
    "plain.scene": "Scene: {title}",
    "plain.emphasis": "_{words}_",
    "plain.status": "{phrases}.",
    "plain.choices.one": "One choice:",
    "plain.choices": "{number} choices:",
    "plain.numbers": "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve",
    "plain.move": "Type for example: {item} to {place}.",
    "plain.doubt": "Answer yes, or the same again, to go all the same.",
    "plain.yes": "yes y",
    "keys.help": "A digit chooses, a letter is a command, ? helps, and a colon begins a line.",
    "keys.line": "Type a line, and Enter: ",
    "keys.none": "--keys needs a terminal whose keys can be read one by one. Leave it out, and type lines.",
    # The case
    "case.title": "What you carry",
    "case.empty": "nothing",
    "case.room": "{title} (room for {room} more): {items}",
    "case.sized": "{item} ({size})",
    "case.plain": "{title}: {items}",
    "case.nothing": "You carry nothing.",
    "case.left": "{title}: left behind",
    "pack.offer.plain": "Move {item} to: {place}",
    "pack.nowhere": "There is nothing to pack here.",
    "pack.unknown": "Type it like “{example}”; “case” says what is where.",
    "pack.like": "Type it like “{example}”.",
    "pack.noplace": "There is no “{words}” here to put it into. The places: {places}.",
    "pack.one": "One thing at a time: name one, and where it shall go.",
    "pack.could": "There is room for {item} in more than one place: {places}.",
    "pack.now": "It is there now: {item} ({place}).",
    "pack.absent": "It is not here: {item}.",
    "pack.there": "It is there already: {item} ({place}).",
    "pack.unfit": "It does not go there: {item} ({place}).",
    "pack.full": "It takes room for {size}, and there is room for {room} more: {item} ({place}).",
    "pack.room": "room for {room}",
    "pack.hint": "Enter takes it up; or type, for example, “{item} to {place}”.",
    "pack.held": "In your hand: {item} ({size}). Where to?",
    "pack.back": "Back where it was",
    "pack.short.absent": "it is not here",
    "pack.short.unfit": "it does not go there",
    "pack.short.full": "it takes {size}, and there is room for {room}",
    "pack.doubt": "There is still room for what you leave behind: {items}.",
    "pack.doubt.stay": "Go on packing",
    "pack.doubt.stay.typed": "No, go on packing",
    "pack.doubt.go": "Leave it behind, and go",
    "pack.doubt.go.typed": "Yes, leave it behind, and go",
    "status.none": "There is nothing to say of how things stand.",
    # Endings
    "endings.title": "Endings",
    "endings.found": "{title} (found)",
    "endings.open": "not found yet: {hint}",
    "endings.nohint": "not found yet",
    # The command `saves`
    "saves.title": "Saved games",
    "saves.none": "This game keeps no saves.",
    "saves.shelf": "Kept games: {number}. “load NAME” brings one back, and only “desperado saves delete NAME” removes one.",
    "saves.kept": "Kept: {slot}, as {name}.",
    "saves.held": "Kept already: a kept game has all that is in “{slot}”.",
    "saves.restored": "Restored: {name}, in {slot}.",
    "saves.line": "{slot}: {label}, choices: {choices}, {time}",
    "saves.problem": "{slot}: {problem}",
    "saves.closed": "{folder} cannot be read: {detail}.",
    "saves.where": "Saves in {folder}: {number}",
    "saves.loads": "{slot}: loads ({how})",
    "saves.deleted": "Deleted: {slot}.",
    "saves.not_imported": "Nothing was imported. {problem}",
    "saves.imported": "Imported: {slot}, {label}.",
    "saves.needs": "`desperado saves {action}` needs a {missing}.",
    "saves.file": "{path} cannot be read: {detail}.",
    "saves.about": "story {story} {version} ({fingerprint}), saved {time}",
    "saves.after": "in {scene}, after these choices:",
    # Refusals
    "refused.story": "{folder}: this story cannot be played: {detail}.",
    "refused.unknown": "There is no “{subject}” to choose here. Type a number, a word of a choice, or ? for help.",
    "refused.json": "This is not a command: {subject}. A command is one of these: {detail}.",
    "refused.ambiguous": "“{subject}” could be more than one thing: {detail}. Type the number.",
    "ambiguous.line": "{number} “{words}”",
    "ambiguous.more": "{lines}, and {number} more",
    "ambiguous.move": "{lines}, or something to pack, like “move ITEM PLACE”",
    "refused.which": "“{subject}” could be more than one thing: {detail}. Say which.",
    "refused.where": "Where to? {detail}",
    "refused.number": "There is no number {subject} here: 1 to {detail}.",
    "refused.command": "There is no command “{subject}”; ? lists them all.",
    "refused.barred": "You cannot: {detail}",
    "refused.closed": "That is not to be had just now.",
    "refused.move": "That cannot be moved. {detail}",
    "refused.scene": "There is no scene “{subject}” in this story.",
    "refused.ended": "The story has ended here. Undo takes you back before the end; “new” tells it again.",
    "refused.log": "Line {subject} of the log, “{line}”, cannot be taken: {detail}",
    "log.unreadable": "The log {path} cannot be read: {detail}.",
    "log.large": "The log {path} is too large: {characters:,} characters and {steps:,} lines are allowed.",
    "log.unwritable": "The log {path} cannot be written: {detail}.",
    "log.unknown": "no such choice is offered there.",
    "log.closed": "that choice is not offered then.",
    "log.ended": "the story has ended before it.",
    "refused.log.story": "This log belongs to another story, {subject}.",
    "refused.undo": "This is where it begins: there is nothing before it to go back to.",
    "refused.redo": "There is nothing undone that could be done again.",
    "save.none": "this game keeps no saves",
    "save.name": "“{subject}” cannot be a slot's name. It has letters from A to Z, digits, blanks, - and _, at most 40.",
    "save.reserved": "“{subject}” can be the name of no new slot: kept games have such names, or some systems cannot have"
    " it. Take another.",
    "save.not_on_shelf": "There is no kept game called “{subject}”. “desperado saves” lists them.",
    "save.missing": "There is no save called “{subject}”.",
    "save.unreadable": "The save “{subject}” cannot be read: {detail}.",
    "save.unwritable": "The game could not be saved as “{subject}”: {detail}. It goes on; try another folder with --saves.",
    "save.closed": "The game could not be saved as “{subject}”: {detail}. It goes on, but nothing of it is saved; try another"
    " folder with --saves.",
    "save.shelf_full": "Nothing was done: the game in “{subject}” would be replaced, and there is no room to keep it, for {detail}"
    " games are kept already. “desperado saves” lists them, and “desperado saves delete NAME” makes room.",
    "save.not_kept": "Nothing was done: the game in “{subject}” would be replaced, and it could not be kept: {detail}.",
    "save.busy": "Another Desperado is writing “{subject}” just now. Try again.",
    "save.damaged": "The save “{subject}” is damaged: {detail}.",
    "save.foreign": "The save “{subject}” belongs to another story, {detail}.",
    "save.newer": "The save “{subject}” was made by a newer Desperado (format {detail}). Update this one to load it.",
    "save.large": "The game could not be saved as “{subject}”: it would have {detail} bytes, more than could be read again. "
    "It goes on; what is saved already stays.",
    "save.lost": "The scene that “{subject}” was saved in, {detail}, is not in this story any more, nor is any other "
    "on its way.",
    "save.aside.slot": "What lay in “{slot}” could not be used; it has been set aside as {name}.",
    "save.backup": "Its backup, an earlier save, is whole, and you go on from there: {label}.",
    "save.nobackup": "There is no backup that could be read. The story begins anew.",
    # What another program may ask for
    "request.choose": "take a choice, by its id",
    "request.do.look": "tell the whole scene again",
    "request.do.case": "say what is carried",
    "request.do.status": "say how things stand",
    "request.do.undo": "take the last choice back",
    "request.do.redo": "take it again",
    "request.do.saves": "list the saved games",
    "request.do.endings": "list the endings",
    "request.do.new": "tell it from the beginning",
    "request.do.help": "list these requests",
    "request.save": "save in a slot; every turn is saved anyway",
    "request.load": "load a slot or a kept game; the game that is under way is kept",
    "request.move": "put an item into a place, where there is something to pack",
    "request.say": "do what a player would mean by this line",
    "request.quit": "leave",
    # Help
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
}


def say(key: str, **parts: object) -> str:
    """Return a sentence of the table with its parts filled in, long paths in short; raises KeyError for no such key."""
    shown = {name: path_in_short(part) if isinstance(part, Path) else part for name, part in parts.items()}
    return WORDS[key].format(**shown)
