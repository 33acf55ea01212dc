"""The table of leftovers: forms of other languages for stories and texts, what each is there, what to write here.

Text is ink's in its braces and Markdown's in its emphasis, so authors write the rest of ink and Markdown too, and what
they know from Twine, ChoiceScript, Ren'Py and HTML. An error (OTHER_LANGUAGE) is what nobody can mean; where it may be
meant, it is a warning (LIKE_ANOTHER_LANGUAGE).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import codes

_HARLOWE = (
    "set|put|if|else-if|else|unless|link|link-goto|link-reveal|goto|go-to|display|print|either|random|live|text-style"
)
_HTML = "b|i|u|s|em|strong|br|p|span|div|h[1-6]|a|img|hr|ul|ol|li|center|font|small|big|sup|sub|code|pre|tt"
_ENTITIES = "amp|nbsp|lt|gt|quot|apos|mdash|ndash|hellip|ldquo|rdquo|lsquo|rsquo|laquo|raquo"
INK_KEYWORDS = "VAR|CONST|LIST|INCLUDE|EXTERNAL"

_SCENE = "A scene is a key of its own, like `inside:`, with its text below it."
_CHOICE = "Write it under `choices:`; `say:` has its words, and `goto:` the scene."
_LOGIC = "Conditions are written `{heat >= 2: words}`, and effects under `do:`."
_DECLARED = "Variables are declared in story.yaml, under `variables:`."
_WAY = (
    "`goto:` says where it leads; elsewhere and back is a `cutaway:` with `return: true`, and the end is an `ending:`."
)
_TYPED = "A variable that is declared as `{name: a stranger}` holds it, and a choice `asks:` for it."
_NO_DICE = "Nothing in a story is random: `{&a|b}` goes round, or let a variable decide."
_SUBSTANCE = "Take it out: a text holds words only, and in braces what varies in them."
_NOTE = "A comment begins with `#`, and stands outside of text."
_BREAKS = "An empty line begins a paragraph, and a backslash at the end of a line breaks the line there."
_EFFECTS = "Effects are written under `do:`."
_RULE = "Leave an empty line, or let another scene begin."
_TAG = (
    "Emphasis is `*so*` or `**so**`, and a new paragraph an empty line; "
    "a backslash at the end of a line breaks the line there."
)


_CHOICESCRIPT = {
    "choice|fake_choice|hide_reuse|disable_reuse|allow_reuse|selectable_if": (
        "Choices are written under `choices:`; `once: true`, `when:` and `requires:` stand beside their words."
    ),
    "label": _SCENE,
    "goto|goto_scene|gosub|gosub_scene|return|finish|ending": _WAY,
    "if|elseif|elsif|else": _LOGIC,
    "set": _EFFECTS,
    "create|temp": _DECLARED,
    "rand": _NO_DICE,
    "comment": _NOTE,
    "line_break|page_break": _BREAKS,
    "input_text|input_number": _TYPED,
    "stat_chart": "What is always in sight stands under `status:` in story.yaml.",
    "image": "A scene has its picture in `art:`.",
}
"""The commands of ChoiceScript, and what to write here for those."""

_SUGARCUBE = {
    "set|unset|run": _EFFECTS,
    "if|else|elseif|switch|case|default|print|=|-": _LOGIC,
    "link|linkappend|linkprepend|linkreplace|goto|choice|button": _CHOICE,
    "include|display": "Write a `cutaway:`, or a choice with `goto:`.",
    "textbox|numberbox": _TYPED,
    "nobr|silently|widget|script|timed|repeat": _SUBSTANCE,
}
"""The macros of SugarCube, and what to write here for those."""


class Form(NamedTuple):
    """A form of another language: how it looks, what it is there, and what to write here instead.

    Where `cure` holds `WORD`, what the pattern's group `word` has matched is filled in.
    """

    code: codes.Code
    pattern: re.Pattern[str]
    language: str
    cure: str


def _never_meant(pattern: str, language: str, cure: str) -> Form:
    return Form(codes.OTHER_LANGUAGE, re.compile(pattern, re.MULTILINE), language, cure)


def _may_be_meant(pattern: str, language: str, cure: str) -> Form:
    return Form(codes.LIKE_ANOTHER_LANGUAGE, re.compile(pattern, re.MULTILINE), language, cure)


FORMS = (
    # Twine
    *(
        _never_meant(rf"<</?(?:{macros})(?!\w)[^>\n]*>>", "a macro of SugarCube", cure)
        for macros, cure in _SUGARCUBE.items()
    ),
    _never_meant(r"\[\[[^\[\]\n]+\]\]", "a link of Twine", _CHOICE),
    _never_meant(rf"\((?:{_HARLOWE}):[^)\n]*\)(?:\[[^\]\n]*\])?", "a macro of Harlowe", _LOGIC),
    _never_meant(r"^[ \t]*::[ \t]*\S.*$", "a passage of Twine", _SCENE),
    # ink
    _never_meant(
        r"^[ \t]*={2,}[ \t]*(?:function[ \t]+)?\w+(?:[ \t]*\([^)\n]*\))?[ \t]*=*[ \t]*$", "a knot of ink", _SCENE
    ),
    _never_meant(r"<>", "ink's glue", "Write the words in one paragraph, or `join: true` beside the next."),
    _never_meant(r"^[ \t]*<-[ \t]*\w+[ \t]*$", "a thread of ink", "Write a `cutaway:`, or a choice with `goto:`."),
    _never_meant(
        r"->->|->[ \t]*(?:END|DONE)\b(?:[ \t]*->)?",
        "a divert of ink",
        "A scene that is the end has `ending:` beside `text:`, and one that comes back from a cutaway `return: true`.",
    ),
    _never_meant(r"^[ \t]*~[ \t]*(?:temp\b|return\b|\w+[ \t]*(?:[-+*/]?=|\+\+|--|\()).*$", "logic of ink", _EFFECTS),
    _never_meant(
        r"^[ \t]*INCLUDE[ \t]+\w+.*$", "a file that ink includes", "Take it out: all files in scenes/ are read."
    ),
    _never_meant(rf"^[ \t]*(?:{INK_KEYWORDS})[ \t]+\w+.*$", "a declaration of ink", _DECLARED),
    # ChoiceScript and Ren'Py, before the lists and rules that begin with the same signs
    *(
        _never_meant(
            rf"^[ \t]*\*(?:{commands})\b(?!(?:[^*\n]|\n(?![ \t]*\n))*\*)[^*\n]*$", "a command of ChoiceScript", cure
        )
        for commands, cure in _CHOICESCRIPT.items()
    ),
    _never_meant(r"\[/[bi]\]|\[n/\]", "a sign of ChoiceScript", f"Emphasis is `*so*` or `**so**`. {_BREAKS}"),
    _may_be_meant(r"^[ \t]*#[^\W\d_][^\n#]*$", "a choice of ChoiceScript", _CHOICE),
    _never_meant(r"^[ \t]*\$[ \t]+\w+[ \t]*[-+]?=.*$", "a line of Ren'Py", _EFFECTS),
    _never_meant(r"^[ \t]*\*(?:[ \t]*\*){2,}[ \t]*$", "a rule of Markdown", _RULE),
    _never_meant(r"^[ \t]*(?:[*+][ \t]+)+(?P<word>[\w\[(\"'“¿¡].*)$", "a choice of ink", _CHOICE),
    _may_be_meant(
        r"(?:(?<=\w)|(?<=\w[.,]))\[(?:\]|[ \t.,!?\"”’'][^\]\n]*\])",
        "a choice of ink whose words go on",
        "Write the words of the choice as `say:`, and what follows as `text:`.",
    ),
    _may_be_meant(
        r"->[ \t]*(?P<word>[A-Za-z_]\w*(?:\.\w+)?)[ \t]*(?:->)?[ \t]*(?:$|(?=[|}]))",
        "a divert of ink",
        "Write `goto: WORD` beside `text:`.",
    ),
    # HTML and Markdown
    _never_meant(rf"</?(?:{_HTML})(?:[ \t]+[\w-]+=[^<>\n]*)?[ \t]*/?>", "a tag of HTML", _TAG),
    _never_meant(rf"&(?:#\d+|#[xX][0-9a-fA-F]+|{_ENTITIES});", "a character of HTML", "Write the character itself."),
    _never_meant(
        r"\[[^\[\]\n]+\]\((?:https?:|mailto:|\.{0,2}/|#)[^)\s]*\)", "a link of Markdown", "Write the address itself."
    ),
    _never_meant(r"<!--\s.*?\s-->|/\*.*?\*/", "a comment", f"Take it out. {_NOTE}"),
    _may_be_meant(
        r"^[ \t]*(?:#+|//+|;;)[ \t]*(?:TODO|FIXME)\b.*$|\b(?:TODO|FIXME):.*$|^[ \t]*//.*$|[ \t]#[ \t]+[A-Za-z].*$",
        "a note to yourself",
        "In a block of text `#` begins no comment: write it above `text:`.",
    ),
    _may_be_meant(r"^[ \t]*#{1,6}[ \t]+[^\W\d_].*$", "a heading of Markdown", "A scene has its heading in `title:`."),
    _may_be_meant(r"^[ \t]*([-=])\1{2,}[ \t]*$", "a rule of Markdown", _RULE),
    _may_be_meant(
        r"^[ \t]*-[ \t]+\S.*\n[ \t]*-[ \t]+\S.*$",
        "a list of Markdown",
        "These lines become one paragraph: leave empty lines between them, or end each with a backslash.",
    ),
    _may_be_meant(r"(?<!\w)__(?=\S)(?P<word>[^_\n]+)(?<=\S)__(?!\w)", "emphasis of Markdown", "Write `**WORD**`."),
    _may_be_meant(r"(?<!\w)_(?=\S)(?P<word>[^_\n]+)(?<=\S)_(?!\w)", "emphasis of Markdown", "Write `*WORD*`."),
    _may_be_meant(r"`(?P<word>[^`\n]+)`", "code of Markdown", "Write `*WORD*`, or quotation marks."),
    _may_be_meant(r"''(?=\S)(?P<word>[^'\n]+)(?<=\S)''", "emphasis of Twine", "Write `**WORD**`."),
    _may_be_meant(r"~~(?=\S)[^~\n]+(?<=\S)~~", "words struck out in Markdown", "Take them out."),
    # variables
    _may_be_meant(
        r"\$(?P<word>[A-Za-z_]\w*)",
        "a variable of Twine or ink",
        "`{WORD}` prints the value of a variable.",
    ),
    _may_be_meant(r"@!{0,2}\{", "a choice between words of ChoiceScript", "Write `{condition: words|other words}`."),
)
"""The forms. Of two that overlap in a text, the first in this table counts."""
