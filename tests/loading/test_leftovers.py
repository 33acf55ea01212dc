"""Leftovers of other languages in text: each form is told with its cure, and a backslash makes it plain text."""

from __future__ import annotations

import json

import pytest

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.loading.leftover_forms import FORMS
from desperado_adventure.model.diagnostics import Diagnostic

ERRORS = {
    "<<set $x to 1>>": "SugarCube", "<<= $x>>": "SugarCube", "[[Go in->inside]]": "Twine", "[[a|b]]": "Twine",
    "[[Inside]]": "Twine", "(set: $x to 1)": "Harlowe", "(if: $x is 1)[yes]": "Harlowe", ":: Inside": "passage",
    "=== inside ===": "knot", "== inside": "knot", "It is <> warm.": "glue", "<- talk": "thread", "->->": "divert",
    "It ends. -> END": "divert", "-> DONE": "divert", "~ x = 1": "logic", "~ x++": "logic", "~ temp y = 2": "logic",
    "~ talk()": "logic", "VAR x = 1": "declaration", "INCLUDE talk.ink": "includes", "*choice": "ChoiceScript",
    "*set x 1": "ChoiceScript", "*goto inside": "ChoiceScript", "$ x = 1": "Ren'Py", "* * *": "rule",
    "* [Go in]": "choice of ink", "+ Go in. -> inside": "choice of ink", "* * (twice) Again": "choice of ink",
    "<b>": "HTML", "</i>": "HTML", "<br/>": "HTML", "<a href='x'>": "HTML", "Bread &amp; wine": "HTML",
    "a&nbsp;b": "HTML", "&#233;": "HTML", "[words](https://example.org/x)": "link of Markdown",
    "<!-- mend this -->": "comment", "He /* who? */ goes.": "comment", "One\\nTwo": "double quotes",
    "One\\ntwo": "double quotes", "C:\\temp": "double quotes",
    '<<if $x>>yes<</if>>': "SugarCube", "<<linkreplace 'Go'>>": "SugarCube", "<<include 'Call'>>": "SugarCube",
    '<<textbox "$x" "">>': "SugarCube", "<<nobr>>": "SugarCube", "=== function poor() ===": "knot",
    "*label inside": "ChoiceScript", "*if (x)": "ChoiceScript", "*create x 1": "ChoiceScript",
    "*rand x 1 6": "ChoiceScript", "*comment so": "ChoiceScript", "*page_break": "ChoiceScript",
    "*input_text name": "ChoiceScript", "*stat_chart": "ChoiceScript", "*image door.png": "ChoiceScript",
    "It is [b]cold[/b].": "ChoiceScript", "One[n/]two": "ChoiceScript",
    "One\\tTwo": "double quotes", "caf\\u00e9": "double quotes",
}  # fmt: skip
WARNINGS = {
    "He goes. -> inside": "divert", "-> bar.inside": "divert", "Go[ on]": "go on", "Hut 14[]. The door": "go on",
    "“Hello[.”],” he says": "go on", "# TODO": "note", "# TODO: more": "note", "// TODO later": "note",
    "// he must go": "note", "TODO: mend this": "note", "He goes. FIXME: where?": "note",
    "He goes. # mend this": "note",
    "# Heading": "heading", "### Heading": "heading", "---": "rule", "====": "rule", "- one\n- two": "list",
    "_so_": "emphasis", "It is _very warm_.": "emphasis", "__so__": "emphasis", "`code`": "code",
    "~~no~~": "struck out", "''so''": "emphasis of Twine", "#Go in.": "choice of ChoiceScript",
    "{warned: -> inside}": "divert", "{warned: Yes. -> inside|No. \\-> inside}": "divert",
    "Good day, $name.": "variable", "@{warned yes|no}": "ChoiceScript",
}  # fmt: skip
MEANT = [
    "[so]", "gun[s]", "list[0]", "[sic] he says", "$5", "It costs US$ 5 or 5$.", "3 - 2", "a < b and b > a",
    "a <b and c> d",
    "He points -> there, and back.", "#1", "He likes #hashtags in a sentence.", "Room #5", "Room # 5",
    "snake_case_name",
    "_", "____", "me@example.org", "@home", "- Hola, dijo.", "-- No.", "*if only* he knew", "*Set* the table.",
    "a * b * c",
    "She said: // no", "http://example.org//x", "AT&T; and R&B", "& so on", "~ 5 miles", "two ~~ three", "x = 1", "= 5",
    "`Tis late", "(see: the door)", "(if you like)", "::", "Then: VAR", "to do: list", "'s'", "''", "[b]", "<<No>>",
    "<3", "<- there, he says", "5 > 3", "<<Oui>>", "---- so", "+1", "C#", "# 5", "one -- two", "(set in stone)",
]  # fmt: skip


def found(text: str, key: str = "text") -> list[Diagnostic]:
    """Load a scene with this text, or with it as the words of a choice; return what is said about it."""
    lines = {"text": "It is open.", "say": "Go in."} | {key: text}
    scene = {
        "door": {"text": lines["text"], "choices": {"go": {"say": lines["say"], "goto": "inside"}}},
        "inside": {"text": "Nobody.", "ending": {"title": "Inside"}},
    }
    files = {
        "story.yaml": "variables: {warned: flag}",
        "scenes/bar.yaml": json.dumps(scene, ensure_ascii=False, indent=1),
    }
    return [each for each in load_text(files).diagnostics if each.code.number not in ("DA408", "DA409")]


@pytest.mark.parametrize("text", ERRORS)
def test_what_nobody_can_mean_is_one_error(text: str) -> None:
    """It is told once, in the language's name, with what to write instead."""
    (diagnostic,) = found(text)
    assert diagnostic.code.number == "DA316"
    assert ERRORS[text] in diagnostic.message
    assert diagnostic.cure.endswith("If it is meant, write a backslash before it.")


@pytest.mark.parametrize("text", WARNINGS)
def test_what_may_be_meant_is_one_warning(text: str) -> None:
    """The story can be played, and the player reads what the author wrote."""
    (diagnostic,) = found(text)
    assert diagnostic.code.number == "DA317"
    assert WARNINGS[text] in diagnostic.message


@pytest.mark.parametrize("text", MEANT)
def test_what_authors_write_is_no_leftover(text: str) -> None:
    """Brackets, prices, sums, arrows in a sentence, hashtags, addresses, dashes before speech."""
    assert [(each.code.number, each.message) for each in found(text) if each.code.number in ("DA316", "DA317")] == []


def test_every_form_of_the_table_is_tried() -> None:
    """No form is in the table that these tests do not know."""
    tried = [*ERRORS, *WARNINGS]
    assert [form.language for form in FORMS if not any(form.pattern.search(text) for text in tried)] == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\<b>", "<b>"), (r"\-> inside", "-> inside"), (r"\[[a]]", "[[a]]"), (r"\~ x = 1", "~ x = 1"),
        (r"\$name", "$name"), (r"\# Heading", "# Heading"), (r"\_so_", "_so_"), (r"\`code`", "`code`"),
        (r"\---", "---"), (r"One\\nTwo", r"One\nTwo"), (r"One\\ntwo", r"One\ntwo"),
        (r"Bread \&amp; wine", "Bread &amp; wine"),
        (r"Go\[ on]", "Go[ on]"), (r"\TODO: mend", "TODO: mend"), (r"\(set: x)", "(set: x)"), (r"\* Go", "* Go"),
    ],
)  # fmt: skip
def test_a_backslash_makes_it_plain_text(written: str, read: str) -> None:
    """So it is silent, and the player reads the form without the backslash."""
    assert found(written) == []
    story = load_text({"scenes/bar.yaml": json.dumps({"a": {"text": written, "ending": {"title": "A"}}})}).story
    assert story is not None
    machine = Machine(story)
    assert [passage.plain for passage in machine.view(machine.begin().state).text] == [read]


def test_the_cure_has_the_author_s_own_words() -> None:
    """What the form says is in what to write instead."""
    cures = {text: found(text)[0].cure for text in ("He goes. -> inside", "_so_", "__very so__", "Good day, $name.")}
    wanted = ["`goto: inside`", "`*so*`", "`**very so**`", "`{name}`"]
    assert [each for each, cure in zip(wanted, cures.values(), strict=True) if each not in cure] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{$warned: yes|no}", ["DA301"]), ("{not $warned: yes|no}", ["DA301"]), ("{$heat}", ["DA301"]),
        ("{if $heat >= 2: yes|no}", ["DA301"]), ("{warned: $heat|no}", ["DA317"]),
        ("{You have $heat: no|yes}", ["DA301"]), ("{You have $nothing: no|yes}", ["DA301"]),
        ("{$heat|no}", ["DA317"]), ("{You have $heat|no}", ["DA317"]), ("{warned: yes|$heat >= 2: no}", ["DA301"]),
    ],
)  # fmt: skip
def test_a_sign_in_a_condition_is_told_once(text: str, codes: list[str]) -> None:
    """What is wrong in a condition is told by its reader, and what is wrong in words is a leftover."""
    scene = json.dumps({"a": {"text": text, "ending": {"title": "A"}}})
    story = "variables: {warned: flag, heat: 0..4}"
    said = load_text({"story.yaml": story, "scenes/bar.yaml": scene}).diagnostics
    assert [each.code.number for each in said if each.code.number not in ("DA408", "DA409")] == codes


def test_the_same_form_twice_is_told_once() -> None:
    """A tag and the one that closes it are one leftover, and so are ten of them; another one is another."""
    assert [each.message.split()[0] for each in found("<b>One</b> <b>two</b> <i>three</i><br><br>")] == [
        "`<b>`", "`<i>`", "`<br>`",
    ]  # fmt: skip


def test_a_leftover_is_found_at_its_place_in_every_text() -> None:
    """In a block, in quotes, in choices, titles, cards and names, line and column are those of the form."""
    world = 'chapters: {bar: {title: "The <b>", card: "x <b>"}}\nspeakers: {boy: "a <b>"}\n'
    world += 'items: {coin: {title: "in <b>"}}\n'
    scenes = (
        "door:\n  title: It is <b>\n  text: |\n    One.\n\n    Two <b>\n  choices:\n    a: {say: Go <b>, goto: end}\n"
    )
    end = "end: {text: x, ending: {title: So <b>, hint: No <b>}}\n"
    files = {"story.yaml": world, "scenes/bar.yaml": scenes + end}
    marks = [each.mark for each in load_text(files).diagnostics if each.code.number == "DA316"]
    assert len(marks) == 9
    assert [files[mark.file].split("\n")[mark.line - 1][mark.column - 1 :][:3] for mark in marks] == ["<b>"] * 9


SPEAKERS = "speakers: {abel: Abel, bartender: The bartender, old_man: Somebody old}\n"


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("Abel: No.", "Write `abel:`"), ("ABEL: No.", "Write `abel:`"), ("Bartender: No.", "Write `bartender:`"),
        ("The bartender: No.", "Write `bartender:`"), ("Old man: No.", "Write `old_man:`"),
        ("Bartendr: No.", "`bartender:`"),
        ("Somebody old: No.", "Write `old_man:`"), ("**Abel:** No.", "Write `abel:`"),
        ("**Abel**: No.", "Write `abel:`"),
        ("One.\n\nAbel: No.", "Write `abel:`"), ("abel: Yes.\nbartender: No.", "empty line"),
        ("He says:\nAbel: No.", "empty line"),
    ],
)  # fmt: skip
def test_speech_that_is_not_recognised_is_told(text: str, cure: str) -> None:
    """A speaker's name, or his id in capitals or inside a paragraph, begins no speech."""
    scene = json.dumps({"a": {"text": text, "ending": {"title": "A"}}})
    said = load_text({"story.yaml": SPEAKERS, "scenes/bar.yaml": scene}).diagnostics
    assert [each.code.number for each in said] == ["DA318"]
    assert cure in said[0].cure


@pytest.mark.parametrize(
    "text",
    [
        "abel: No.", r"Abel\: he was the first.", "Note: this.", "The sign says: Abel: No.", "Abel goes: slowly.",
        "He: no.",
        "At noon: nothing.\nAt dusk: the same.", "Abel:no", "abel: One.\n\nbartender: Two.", "10:30 it was.",
    ],
)  # fmt: skip
def test_a_word_and_a_colon_may_be_narration(text: str) -> None:
    """What is no speaker's name, or has a backslash before its colon, is silent."""
    scene = json.dumps({"a": {"text": text, "ending": {"title": "A"}}})
    assert load_text({"story.yaml": SPEAKERS, "scenes/bar.yaml": scene}).diagnostics == ()
