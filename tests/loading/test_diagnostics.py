"""A diagnostic points at the exact word: one mistake each, with its place marked, and what the author is told."""

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.model.diagnostics import Diagnostic

HERE = "«"
"""Stands before the character at which the diagnostic must point."""

WORLD = """\
variables:
  heat: 0..4
  warned: flag
  hour: [noon, dusk, night]
places:
  case: {title: The case, capacity: 6, leavable: true}
  pockets: {title: Your pockets, capacity: 2}
items:
  guitar: {title: the guitar, size: 4, fits: [case], at: case}
  coin: {title: a peso, at: pockets}
groups: {any_thing: [guitar, coin]}
speakers: {boy: The boy}
"""
REST = "\nb:\n  text: The end.\n  ending: {title: The End}\n"

IN_A_SCENE = {
    # what YAML itself does not take
    "a colon in text": ("DA010", "  text: He said«: no.\n  goto: b", 'Put the text in quotes ("He said: no.")'),
    "a colon at the end of text": ("DA010", "  text: He said«:\n  goto: b", "Put the text in quotes"),
    "a colon in text in braces": ("DA010", "  choices: {go: {say: He said«: no., goto: b}}", "Put the text in quotes"),
    "a colon in curly quotes": ("DA010", "  text: “Hear this«: no.”\n  goto: b", "Curly quotes are no quotes for YAML"),
    "a number sign in text": ("DA011", "  title: Room «#5\n  goto: b", "Put the text in quotes"),
    "an exclamation mark first": ("DA005", "  text: «!Ay! he says.\n  goto: b", "put it in quotes"),
    "an ampersand first": ("DA005", "  text: «&c.\n  goto: b", "put it in quotes"),
    "emphasis first": ("DA005", "  text: «*Click.*\n  goto: b", "put it in quotes"),
    "strong first": ("DA005", "  text: «**Click.** Nothing.\n  goto: b", "put it in quotes"),
    "an at sign first": ("DA012", "  text: «@ the bar.\n  goto: b", "Put the text in quotes."),
    "a percent sign first": ("DA012", "  text: «%5 proof.\n  goto: b", "Put the text in quotes."),
    "a backtick first": ("DA012", "  text: «`So`.\n  goto: b", "Put the text in quotes."),
    "a dash first": ("DA012", "  text: «- So.\n  goto: b", "Put the text in quotes."),
    "a question mark first": ("DA012", "  text: «? So.\n  goto: b", "Put the text in quotes."),
    "a greater sign first": ("DA012", "  text: «> So.\n  goto: b", "Put the text in quotes."),
    "a bracket first": ("DA012", "  text: «[He nods.]\n  goto: b", "Put the text in quotes."),
    "a bracket first and more": ("DA004", "  text: [He nods.] «Yes.\n  goto: b", "Put the text in quotes"),
    "a quotation first and more": ("DA004", '  text: "No," «he says.\n  goto: b', "quotes of the other kind"),
    "a merge key": ("DA005", "  «<<: {text: x}\n  goto: b", "Write out"),
    "a key twice": ("DA006", "  text: x\n  «text: y\n  goto: b", "Rename one of them"),
    "a tab": ("DA013", "  text: x\n«\tgoto: b", "two blanks"),
    "a no-break space": ("DA013", "«\u00a0 text: x\n  goto: b", "two blanks"),
    "a block that begins too far right": ("DA014", "  text: «|\n      One.\n    Two.\n  goto: b", "write `|2`"),
    "no colon": ("DA004", "  «title The door\n  text: x\n  goto: b", "`title:`"),
    "no colon before a block": ("DA004", "  «text |\n    One.\n  goto: b", "`text:`"),
    "no colon behind a choice": ("DA004", "  choices:\n    «go\n      say: Go.\n      goto: b", "`go:`"),
    "no colon in the last line": ("DA004", "  text: x\n  «goto b", "`goto:`"),
    "no blank behind the colon": ("DA004", "  title:«The door\n  text: x\n  goto: b", "`key: value`"),
    "no blank behind a colon in braces": ("DA004", "  choices: {go: {say:«Go., goto: b}}", "`key: value`"),
    "no blank behind a colon before a name": ("DA004", "  choices: {go: {say: Go., goto:«b}}", "`key: value`"),
    "no blank behind a colon, and the key twice": ("DA004", "  choices: {go: {say: Go., say:«x, goto: b}}", "value`"),
    "an escape that is none": ("DA004", '  title: "C:\\«games"\n  goto: b', "two backslashes"),
    "an escape that is half a character": ("DA003", '  title: «"\\ud83d"\n  goto: b', "character itself"),
    "an escape that is too large": ("DA004", '  title: "\\U«ffffffff"\n  goto: b', "Take it out"),
    "a quotation left open": ("DA004", '  title: «"The door\n  text: x\n  goto: b', "same mark"),
    "a quotation closed by another": ("DA004", '  title: «"The door\n  text: "x"\n  goto: b', "Close it"),
    "a brace left open": ("DA004", "  choices:\n    go: «{say: Go., goto: b\n    no: {say: No., goto: b}", "`}`"),
    "a list left open": ("DA004", "  beats: «[P1, P2\n  goto: b", "`]`"),
    "a brace too many": ("DA004", "  choices:\n    go: {say: Go., goto: b}«}", "Take it out."),
    "a blank too many": ("DA004", "  title: x\n   «text: x\n  goto: b", "two blanks"),
    "a blank too many in the first line": ("DA004", "   «title: x\n  text: x\n  goto: b", "two blanks"),
    "a blank too few": ("DA004", "  title: x\n «text: x\n  goto: b", "two blanks"),
    "a key in the first column": ("DA101", "  title: x\n«goto: b", "Indent it"),
    "a block that is not indented": ("DA004", "  text: |\n  «One.\n  goto: b", "by 4 blanks"),
    "a choice whose keys are not indented": ("DA101", "  choices:\n    go:\n    «say: Go.\n    goto: b", "Indent it"),
    "choices that are not indented": ("DA101", "  choices:\n  «go:\n    say: Go.\n    goto: b", "Indent it"),
    "a comma in braces": ("DA101", "  choices:\n    go: {say: Go, «now., goto: b}", "Put the whole text in quotes."),
    # shapes
    "a misspelled key of a scene": ("DA101", "  «txet: x\n  goto: b", "Did you mean `text`?"),
    "a misspelled way on": ("DA101", "  text: x\n  «gto: b", "Did you mean `goto`?"),
    "a misspelled key of a choice": (
        "DA101",
        "  choices: {go: {say: Go., «oncee: true, goto: b}}",
        "Did you mean `once`?",
    ),
    "a capital in a key": ("DA101", "  «Text: x\n  goto: b", "Did you mean `text`?"),
    "a choice without words": ("DA102", "  choices: {«go: {goto: b}}", "The words of the choice."),
    "a redirect to nowhere": ("DA102", "  redirects:\n    - «when: warned\n  goto: b", "Where it leads."),
    "a choice whose words are empty": ("DA103", "  choices: {go: {say: «'', goto: b}}", "the player is to read"),
    "a choice whose words are a blank": ("DA103", "  choices: {go: {say: «' ', goto: b}}", "the player is to read"),
    "a choice whose words are not drawn": ("DA103", "  choices: {go: {say: «\u200b, goto: b}}", "player is to read"),
    "a choice whose words are styles": ("DA103", "  choices: {go: {say: «'* *', goto: b}}", "other case"),
    "a choice whose words can be missing": ("DA103", "  choices: {go: {say: «'{warned: x}', goto: b}}", "other case"),
    "a choice whose words come to an end": ("DA103", "  choices: {go: {say: «'{!x}', goto: b}}", "other case"),
    "a reason without words": ("DA103", "  choices: {go: {say: Go., requires: warned, barred: «' ', goto: b}}", "read"),
    "an ending without words": ("DA103", "  ending: {title: «''}", "the player is to read"),
    "text that is not there": ("DA103", "  text:«\n  goto: b", "behind the colon"),
    "a list for words": ("DA103", "  title: «[a, b]\n  goto: b", "Put it in quotes."),
    "an effect without a list": ("DA103", "  do: «heat += 1\n  goto: b", "Write `do: [heat += 1]`"),
    "redirects without a dash": ("DA103", "  redirects:\n    «when: warned\n    goto: b", "dash and a blank"),
    "redirects with a dash too near": ("DA103", "  redirects:\n    «-goto: b", "dash and a blank"),
    "a choice called No": ("DA104", "  choices:\n    «No: {say: No., goto: b}", "`no`"),
    "a choice called 12": ("DA104", "  choices:\n    «12: {say: Twelve., goto: b}", "`the_12`"),
    "yes": ("DA106", "  choices: {go: {say: Go., once: «yes}, no: {say: No., goto: b}}", "Write `true`."),
    "on": ("DA106", "  choices: {go: {say: Go., once: «on}, no: {say: No., goto: b}}", "Write `true`."),
    "a number for true": (
        "DA103",
        "  choices: {go: {say: Go., once: «1}, no: {say: No., goto: b}}",
        "`true` or `false`",
    ),
    # names
    "a scene": ("DA201", "  goto: «bb", "Did you mean `b`?"),
    "a scene in a condition": ("DA201", '  text: "{seen(«bar.c): x}"\n  goto: b', "Did you mean `bar.a`?"),
    "a choice": ("DA202", '  text: "{taken(«a.goo): x}"\n  choices: {go: {say: Go., goto: b}}', "Did you mean `a.go`?"),
    "a variable": ("DA203", "  choices: {go: {say: Go., when: not «wraned, goto: b}}", "Did you mean `warned`?"),
    "a word of a set": ("DA203", "  choices: {go: {say: Go., when: hour == «nigth, goto: b}}", "Did you mean `night`?"),
    "a word without its set": ("DA203", "  choices: {go: {say: Go., when: «night, goto: b}}", "write `hour == night`"),
    "a variable in an effect": ("DA203", "  do: [warned = true, «het += 1]\n  goto: b", "Did you mean `heat`?"),
    "an item": ("DA204", "  choices: {go: {say: Go., when: has(«gitar), goto: b}}", "Did you mean `guitar`?"),
    "an item in an effect": ("DA204", "  do: [lose(«cion)]\n  goto: b", "Did you mean `coin`?"),
    "a group": ("DA204", "  choices: {go: {say: Go., when: has(«any_thin), goto: b}}", "Did you mean `any_thing`?"),
    "a place in an effect": ("DA205", "  do: [put(guitar, «csae)]\n  goto: b", "Did you mean `case`?"),
    "a place to pack": ("DA205", "  pack: [case, «pocket]\n  goto: b", "Did you mean `pockets`?"),
    "a place that stays": ("DA205", "  do: [leave(«pockets)]\n  goto: b", "leavable: true"),
    "a picture": ("DA206", "  art: «door\n  goto: b", "a file in art/"),
    "a speaker": ("DA207", "  text: |\n    One.\n\n    «boi: Two.\n  goto: b", "Did you mean `boy`?"),
    "a function": ("DA208", "  choices: {go: {say: Go., when: «sen(b), goto: b}}", "Did you mean `seen`?"),
    "a function of a place": (
        "DA208",
        "  choices: {go: {say: Go., when: «in_cas(coin), goto: b}}",
        "Did you mean `in_case`?",
    ),
    "a former id that still exists": ("DA210", "  was: «bar.b\n  goto: b", "Take it out."),
    "a former id of two things": (
        "DA210",
        "  was: [bar.old]\n  choices: {go: {say: Go., was: [bar.old.go, «bar.old], goto: b}}",
        "Take it out.",
    ),
    "a former id without its chapter": ("DA104", "  was: [bar.old, «older]\n  goto: b", "`chapter.scene`"),
    "a former id with a capital": ("DA104", "  choices: {go: {say: Go., was: «bar.a.Go, goto: b}}", "`chapter.scene"),
    # expressions
    "= in a condition": ("DA301", "  choices: {go: {say: Go., when: heat «= 2, goto: b}}", "Write `==`."),
    "&& in a condition": (
        "DA301",
        '  choices: {go: {say: Go., when: "warned «&& heat >= 2", goto: b}}',
        "Write `and`.",
    ),
    "|| in a condition": ("DA301", "  choices: {go: {say: Go., when: warned «|| heat >= 2, goto: b}}", "Write `or`."),
    "! in a condition": ("DA301", '  choices: {go: {say: Go., when: "«!warned", goto: b}}', "Write `not"),
    "an open bracket": ("DA301", "  choices: {go: {say: Go., when: (warned or heat >= 2«, goto: b}}", "Write `)`."),
    "no operator": ("DA301", "  choices: {go: {say: Go., when: heat «2, goto: b}}", "`and` or `or`"),
    "a misspelled and": (
        "DA301",
        "  choices: {go: {say: Go., when: warned «an heat >= 2, goto: b}}",
        "Did you mean `and`?",
    ),
    "a chain": ("DA301", "  choices: {go: {say: Go., when: 0 < heat «< 3, goto: b}}", "`0 < heat and heat < 3`"),
    "a condition that is a number": ("DA302", "  choices: {go: {say: Go., when: «heat, goto: b}}", "`heat >= 1`"),
    "a flag as a number": ("DA302", "  choices: {go: {say: Go., when: warned >= «1, goto: b}}", "`not warned`"),
    "a number before and": ("DA302", "  choices: {go: {say: Go., when: «heat and warned, goto: b}}", "`heat >= 1`"),
    "a number after or": ("DA302", "  choices: {go: {say: Go., when: warned or «heat, goto: b}}", "`heat >= 1`"),
    "a number after not": ("DA302", "  choices: {go: {say: Go., when: not «heat, goto: b}}", "`heat >= 1`"),
    "words in an order": ("DA302", "  choices: {go: {say: Go., when: hour «< dusk, goto: b}}", "Use == or !=."),
    "a flag in a sum": ("DA302", "  choices: {go: {say: Go., when: heat «+ warned >= 1, goto: b}}", "Use counters"),
    "a flag below zero": ("DA302", "  choices: {go: {say: Go., when: «-warned == 1, goto: b}}", "Use `not` for flags."),
    "a flag added": ("DA302", "  do: [heat += «warned]\n  goto: b", "Write a number"),
    "a flag set to a number": ("DA302", "  do: [warned = «1]\n  goto: b", "`warned = true`"),
    "a word counted up": ("DA302", "  do: [«hour += 1]\n  goto: b", "Use `=`."),
    "a comparison beyond the range": (
        "DA303",
        "  choices: {go: {say: Go., when: heat >= «5, goto: b}}",
        "inside the range",
    ),
    "an assignment beyond the range": ("DA303", "  do: [heat = «7]\n  goto: b", "in the range"),
    "an effect that compares": ("DA304", "  do: [heat «== 2]\n  goto: b", "Write `=`."),
    "an effect that does not exist": ("DA304", "  do: [«drop(coin)]\n  goto: b", "`lose(coin)`"),
    "an effect that is a name": ("DA304", "  do: [«warned]\n  goto: b", "`warned = true`"),
    "a zero first": ("DA107", "  do: [heat = «02]\n  goto: b", "Write 2."),
    # text
    "an open brace in text": ("DA311", "  text: |\n    One. «{Two.|Three.\n\n    Four.\n  goto: b", r"`\{`"),
    "a closed brace in text": ("DA311", "  text: |\n    One. Two.«} Three.\n  goto: b", r"`\}`"),
    "one alternative": ("DA312", "  text: |\n    One. «{Two.}\n  goto: b", "`{condition: words}`"),
    "three alternatives": ("DA315", "  text: |\n    {warned: a|«b|c}\n  goto: b", "|else: cold}`"),
    "an open asterisk": ("DA313", "  text: |\n    One «*two.\n  goto: b", r"`\*`"),
    "an open asterisk before another": ("DA313", "  text: |\n    One «*two three *four* five.\n  goto: b", r"`\*`"),
    "a mistake in the third line of text": (
        "DA203",
        "  text: |\n    One.\n\n    Two. {heat >= 1: a} {«haet >= 2: b}\n  goto: b",
        "`heat`",
    ),
    "a mistake in folded text": ("DA203", '  text: "One\n    two {«haet >= 1: b}\n    three."\n  goto: b', "`heat`"),
    "a mistake behind an escape": ("DA203", '  text: "One \\"two\\" {«haet >= 1: b}"\n  goto: b', "`heat`"),
    "three lines of verse": (
        "DA314",
        "  verse: |\n    One,\n    two,\n    three,\n    four.\n\n    «Five,\n    six.\n  goto: b",
        "block",
    ),
    # flow
    "no way on": ("DA401", "  text: x", "`choices:`"),
    "only conditional redirects": ("DA401", "  redirects:\n    - {when: warned, goto: b}\n  text: x", "`choices:`"),
    "two ways on": ("DA402", "  choices: {go: {say: Go., goto: b}}\n  «goto: b", "keep one"),
    "two ways on from a choice": ("DA402", "  choices: {go: {say: Go., goto: b, «return: true}}", "keep one"),
    "a cutaway and a return": ("DA402", "  choices: {go: {say: Go., cutaway: b, «return: true}}", "comes back"),
    "a cutaway and choices": (
        "DA402",
        "  choices: {go: {say: Go., cutaway: b, «choices: {x: {say: X.}}}}",
        "comes back",
    ),
    "a scene's cutaway and a return": ("DA402", "  «cutaway: b\n  return: true", "Add `goto:`"),
    "a scene's cutaway, a goto and choices": (
        "DA402",
        "  cutaway: b\n  goto: b\n  «choices: {x: {say: X.}}",
        "keep one",
    ),
    "two choices with the same words": (
        "DA414",
        "  choices:\n    go: {say: Go., goto: b}\n    «on: {say: '*Go.* ', goto: b}",
        "Say it differently",
    ),
    "two choices that look the same": (
        "DA414",
        "  choices:\n    go: {say: Go on., goto: b}\n    «on: {say: Go\u200b\u00a0on., goto: b}",
        "Say it differently",
    ),
    "a cutaway without a goto": ("DA402", "  «cutaway: b", "Add `goto:`"),
    "requires without barred": (
        "DA403",
        "  choices: {go: {say: Go., «requires: warned, goto: b}}",
        "`barred:` says why",
    ),
    "barred without requires": ("DA403", "  choices: {go: {say: Go., «barred: No., goto: b}}", "`requires:` bars"),
    "a shared choice with ways after a cutaway": (
        "DA421",
        "  choices: {go: {say: Go., goto: b}}\nhere: {call: {say: C., cutaway: b, «goto: [b]}}",
        "with `goto`",
    ),
    "a scene called here": ("DA104", "  goto: b\nhere: «{text: A., goto: b}", "another id"),
    "a way behind one that is always taken": (
        "DA407",
        "  choices: {go: {say: Go., goto: [b, «a]}}",
        "Put the one without a condition last.",
    ),
    "a way without a list": (
        "DA103",
        "  choices:\n    go: {say: Go., goto: «{when: warned, goto: b}}",
        "`[{when: warned, goto: b}]`",
    ),
    "a list of no ways": ("DA103", "  choices:\n    go: {say: Go., goto: «[]}", "- {when:"),
    "a way to nowhere": ("DA102", "  choices:\n    go: {say: Go., goto: [«{when: warned}, b]}", "Where it leads."),
    "a redirect behind one that is always taken": ("DA407", "  redirects:\n    - goto: b\n    - «goto: a", "last"),
    "an item that does not fit": ("DA417", "  do: [put(«guitar, pockets)]\n  goto: b", "`fits:`"),
}

AT_THE_SCENE = ("DA401",)
"""Diagnostics about a whole scene, which point at its key."""

IN_THE_DECLARATIONS = {
    "a misspelled key": ("DA101", "«varables: {heat: 0..4}\n", "Did you mean `variables`?"),
    "a misspelled key of an item": (
        "DA101",
        "places: {a: {title: A}}\nitems: {x: {title: X, «siz: 2}}\n",
        "Did you mean `size`?",
    ),
    "a range the wrong way round": ("DA105", "variables: {heat: «4..0}\n", "low number first"),
    "a range and words": ("DA105", "variables: {hour: {range: 0..2, «words: [noon, dusk]}}\n", "keep one of them"),
    "a variable that was one that is": ("DA210", "variables: {heat: 0..4, warned: {was: «heat}}\n", "Take it out."),
    "a variable that was what it is": ("DA210", "variables: {heat: {range: 0..4, was: [«heat]}}\n", "Take it out."),
    "two variables that were one": (
        "DA210",
        "variables: {heat: {range: 0..4, was: fear}, warned: {was: [told, «fear]}}\n",
        "Take it out.",
    ),
    "a former name twice": ("DA210", "variables: {warned: {was: [told, «told]}}\n", "Take it out."),
    "a former name that is none": ("DA104", "variables: {warned: {was: «Told}}\n", "`told`"),
    "no former name": ("DA103", "variables:\n  warned:\n    was:«\n", "`[one, two]`"),
    "only a beginning": ("DA102", "variables: {heat: «{start: 2, was: fear}}\n", "`flag`"),
    "former words where the name stands": (
        "DA103",
        "variables: {hour: {words: [noon, dusk], was: «{dusk: late}}}\n",
        "`words_were: {",
    ),
    "former words of a counter": (
        "DA105",
        "variables: {heat: {range: 0..4, «words_were: {high: hot}}}\n",
        "Only a set",
    ),
    "former words of a word that is none": (
        "DA105",
        "variables: {hour: {words: [noon, dusk], words_were: {«duks: late}}}\n",
        "Did you mean `dusk`?",
    ),
    "a word that was one that is": (
        "DA210",
        "variables: {hour: {words: [noon, dusk], words_were: {dusk: «noon}}}\n",
        "Take it out.",
    ),
    "two words that were one": (
        "DA210",
        "variables: {hour: {words: [noon, dusk], words_were: {dusk: late, noon: [early, «late]}}}\n",
        "Take it out.",
    ),
    "a word that was none": (
        "DA104",
        "variables: {hour: {words: [noon, dusk], words_were: {dusk: «Late}}}\n",
        "`late`",
    ),
    "a place that was one that is": (
        "DA210",
        "places: {a: {title: A}, b: {title: B, was: «a}}\n",
        "Take it out.",
    ),
    "two places that were one": (
        "DA210",
        "places: {a: {title: A, was: c}, b: {title: B, was: «c}}\n",
        "Take it out.",
    ),
    "a place called nowhere": ("DA210", "places: {«nowhere: {title: N}}\n", "another name"),
    "a place that was nowhere": ("DA210", "places: {a: {title: A, was: «nowhere}}\n", "Take it out."),
    "an item that was one that is": (
        "DA210",
        "items: {x: {title: X}, y: {title: Y, was: [z, «x]}}\n",
        "Take it out.",
    ),
    "two items that were one": (
        "DA210",
        "items: {x: {title: X, was: z}, y: {title: Y, was: «z}}\n",
        "Take it out.",
    ),
    "no blank behind a colon in braces": ("DA004", "variables: {heat:«0..4}\n", "`key: value`"),
    "a range with three dots": ("DA105", "variables: {heat: «0...4}\n", "Write `0..4`"),
    "a misspelled flag": ("DA105", "variables: {warned: «falg}\n", "Did you mean `flag`?"),
    "a set of one word": ("DA105", "variables: {hour: «[noon]}\n", "`flag`"),
    "a beginning outside the range": ("DA105", "variables: {heat: {range: 0..4, start: «5}}\n", "in between"),
    "a beginning outside the set": (
        "DA105",
        "variables: {hour: {words: [noon, dusk], start: «nooon}}\n",
        "Did you mean `noon`?",
    ),
    "a zero first": ("DA107", "places: {case: {title: The case, capacity: «010}}\n", "Write 10."),
    "a place without a title": ("DA102", "places: {case: «{capacity: 2}}\n", "What the player calls it."),
    "an item in no place": (
        "DA205",
        "places: {case: {title: C}}\nitems: {x: {title: X, at: «cas}}\n",
        "Did you mean `case`?",
    ),
    "an item that does not fit": (
        "DA417",
        "places: {a: {title: A}, b: {title: B}}\nitems: {x: {title: X, fits: [a], at: «b}}\n",
        "`fits:`",
    ),
    "a group of nothing": (
        "DA204",
        "places: {a: {title: A}}\nitems: {x: {title: X}}\ngroups: {g: [x, «y]}\n",
        "`items:`",
    ),
    "a variable called and": ("DA210", "variables: {«and: flag}\n", "another name"),
    "a group called like an item": (
        "DA210",
        "places: {a: {title: A}}\nitems: {x: {title: X}}\ngroups: {«x: [x]}\n",
        "another name",
    ),
    "a first scene that is none": ("DA201", "start: «bar.aa\n", "Did you mean `bar.a`?"),
    "a chapter without a file": ("DA209", "chapters:\n  «bra: {title: The Bar}\n", "Did you mean `bar`?"),
    "an id with blanks": ("DA104", "id: «My Story\n", "Lowercase letters"),
    "falls to nowhere": ("DA201", "falls: {take_back: No., let_stand: Yes., goto: «bar.bb}\n", "Did you mean `bar.b`?"),
    "falls that count in a flag": (
        "DA203",
        "variables: {warned: flag, back: 0..3}\nfalls: {counts: «bac, take_back: No., let_stand: Yes., goto: bar.b}\n",
        "Did you mean `back`?",
    ),
    "a sequence in the status line": (
        "DA105",
        'variables: {heat: 0..4}\nstatus: ["{heat >= 1: hot} «{one|two}"]\n',
        "Write a condition",
    ),
    "a picture on a card": ("DA206", "chapters:\n  bar: {title: The Bar, art: «bar}\n", "art/"),
}


def errors(files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """Return the errors that loading gives."""
    return tuple(each for each in load_text(files).diagnostics if each.is_error)


def place(text: str) -> tuple[int, int]:
    """Return line and column of the mark."""
    before = text.partition(HERE)[0]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@pytest.mark.parametrize("name", IN_A_SCENE)
def test_a_mistake_in_a_scene_is_one_diagnostic_at_its_place(name: str) -> None:
    """The mistake gives exactly one diagnostic, with its number, at the exact character, and a cure."""
    code, body, cure = IN_A_SCENE[name]
    text = "a:\n" + body + REST
    wanted = (1, 1) if code in AT_THE_SCENE else place(text)
    (found,) = errors({"story.yaml": WORLD, "scenes/bar.yaml": text.replace(HERE, "")})
    assert (found.code.number, found.mark.line, found.mark.column) == (code, *wanted)
    assert cure in found.cure
    assert found.source == text.replace(HERE, "").split("\n")[wanted[0] - 1]


@pytest.mark.parametrize("name", IN_THE_DECLARATIONS)
def test_a_mistake_in_the_declarations_is_one_diagnostic_at_its_place(name: str) -> None:
    """A mistake in story.yaml gives exactly one diagnostic, with its number, at the exact character, and a cure."""
    code, text, cure = IN_THE_DECLARATIONS[name]
    (found,) = errors({"story.yaml": text.replace(HERE, ""), "scenes/bar.yaml": "a:\n  goto: b" + REST})
    assert (found.code.number, found.mark.line, found.mark.column) == (code, *place(text))
    assert cure in found.cure


@pytest.mark.parametrize("name", [*IN_A_SCENE, *IN_THE_DECLARATIONS])
def test_what_is_said_are_sentences(name: str) -> None:
    """Message and cure are sentences, and neither is long."""
    world, (_, body, _) = (
        (WORLD, IN_A_SCENE[name]) if name in IN_A_SCENE else (IN_THE_DECLARATIONS[name][1], ("", "  goto: b", ""))
    )
    text = ("a:\n" + body + REST).replace(HERE, "")
    for found in errors({"story.yaml": world.replace(HERE, ""), "scenes/bar.yaml": text}):
        for sentence in (found.message, found.cure):
            assert sentence.endswith((".", "?", "`", '".'))
            assert len(sentence) < 220
        assert found.message[0] in "`“" or found.message[0].isupper()


def test_ten_mistakes_at_once_are_ten_diagnostics() -> None:
    """All mistakes of a story are reported at once, each at its place, also when a part of a file does not parse."""
    scenes = [f"s{number}:\n{body}\n" for number, body in enumerate((
        "  txet: x\n  goto: b",
        "  text: He said: no.\n  goto: b",
        "  goto: nowhere",
        "  text: x",
        "  choices: {go: {goto: b}}",
        "  choices: {go: {say: x, when: heet >= 1, goto: b}}",
        "  text: |\n    {open\n  goto: b",
        "  do: [put(gitar, case)]\n  goto: b",
        "  text: x\n  text: y\n  goto: b",
        "  art: none\n  goto: b",
    ))]  # fmt: skip
    found = errors({"story.yaml": WORLD, "scenes/bar.yaml": "".join(scenes) + REST})
    wanted = ["DA101", "DA010", "DA201", "DA401", "DA102", "DA203", "DA311", "DA204", "DA006", "DA206"]
    assert [each.code.number for each in found] == wanted


def test_a_name_unknown_in_many_places_is_one_diagnostic() -> None:
    """A misspelling in a declaration is reported once, and not again at each use."""
    text = "".join(f"s{number}: {{choices: {{go: {{say: x, when: heat >= 1, goto: b}}}}}}\n" for number in range(9))
    found = errors({"story.yaml": "variables: {haet: 0..4}\n", "scenes/bar.yaml": text + REST})
    assert [each.code.number for each in found] == ["DA203"]


@pytest.mark.parametrize("part", ["variables:\n  heat 0..4\n  warned: flag\n", "variables: {heat: 0..4\n"])
def test_declarations_that_do_not_parse_bring_no_flood(part: str) -> None:
    """When the variables cannot be read, their names are not reported as unknown wherever they are used."""
    text = "".join(f"s{number}: {{choices: {{go: {{say: x, when: heat >= 1, goto: b}}}}}}\n" for number in range(9))
    found = errors({"story.yaml": part, "scenes/bar.yaml": text + REST})
    assert [each.mark.file for each in found] == ["story.yaml"]


def test_a_scene_that_does_not_parse_is_not_missed_elsewhere() -> None:
    """A scene that cannot be read is not also reported as unknown where another scene leads to it or asks for it."""
    text = 'a:\n  text: He said: no.\n  goto: b\nc:\n  text: "{seen(a): x}"\n  goto: a' + REST
    assert [each.code.number for each in errors({"scenes/bar.yaml": text})] == ["DA010"]


def test_line_numbers_in_messages_count_from_the_top_of_the_file() -> None:
    """A message about another line gives its number as editors count."""
    text = 'b:\n  text: x\n  ending: {title: E}\na:\n  title: "The door\n  text: "x"\n  goto: b\n'
    (found,) = errors({"scenes/bar.yaml": text})
    assert (found.mark.line, "line 6" in found.message) == (5, True)


def test_a_redirect_whose_condition_is_wrong_is_not_taken_for_one_without() -> None:
    """A mistake in a redirect's condition causes no second diagnostic about the next redirect."""
    text = "a:\n  redirects:\n    - {when: heet >= 1, goto: b}\n    - goto: b\n" + REST
    assert [each.code.number for each in errors({"story.yaml": WORLD, "scenes/bar.yaml": text})] == ["DA203"]
