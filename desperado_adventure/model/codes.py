"""The diagnostics by number: what each is called and whether a story with it can still be played.

Numbers are never used again for something else. DA0 is about files and YAML, DA1 about the shape of what was written,
DA2 about names, DA3 about expressions and text, DA4 about the flow of the story, DA5 is what the proof finds, and DA6
what a walkthrough finds. `story/README.md` has a paragraph and an example for each; a test holds the two together.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A kind of diagnostic: its title, and its severity, "error" (the story does not play) or "warning"."""

    title: str
    severity: str


def _errors(titles: dict[str, str]) -> dict[str, Code]:
    return {code: Code(title, "error") for code, title in titles.items()}


def _warnings(titles: dict[str, str]) -> dict[str, Code]:
    return {code: Code(title, "warning") for code, title in titles.items()}


CODES: dict[str, Code] = {
    **_errors(
        {
            "DA001": "file cannot be read",
            "DA002": "file too large",
            "DA003": "character that a story cannot hold",
            "DA004": "YAML that does not parse",
            "DA005": "anchor, alias, tag or merge key",
            "DA006": "key written twice",
            "DA007": "nested too deeply",
            "DA008": "text too long",
            "DA009": "not a mapping",
            "DA010": "colon in unquoted text",
            "DA011": "text cut off by a number sign",
            "DA012": "text that begins with a reserved character",
            "DA013": "indentation that is not made of blanks",
            "DA014": "block that begins too far to the right",
            "DA101": "unknown key",
            "DA102": "missing key",
            "DA103": "wrong kind of value",
            "DA104": "id that is not an id",
            "DA105": "value that is not allowed here",
            "DA106": "yes or no instead of true or false",
            "DA107": "number with a leading zero",
            "DA201": "unknown scene",
            "DA202": "unknown choice",
            "DA203": "unknown name in an expression",
            "DA204": "unknown item",
            "DA205": "unknown place",
            "DA206": "unknown picture",
            "DA207": "unknown speaker",
            "DA208": "unknown function",
            "DA209": "chapter and file do not match",
            "DA210": "name used for two things",
            "DA301": "expression that does not parse",
            "DA302": "values of different kinds",
            "DA303": "value outside the range",
            "DA304": "effect that is not one",
            "DA305": "expression too long or too deep",
            "DA311": "brace that is not closed",
            "DA312": "braces without alternatives",
            "DA313": "asterisk that is not closed",
            "DA314": "verse that is not a quatrain",
            "DA401": "scene without a way on",
            "DA402": "more than one way on",
            "DA403": "requires and barred go together",
            "DA404": "fall that the story cannot take back",
            "DA406": "loop without a choice",
            "DA407": "redirect that is never considered",
            "DA414": "choices that cannot be told apart",
            "DA415": "cutaway that calls itself",
            "DA416": "return outside a cutaway",
            "DA417": "item that does not fit",
        }
    ),
    **_warnings({"DA015": "file that is not read"}),
    **_warnings(
        {
            "DA405": "scene that nothing leads to",
            "DA408": "variable that nothing reads",
            "DA409": "variable that nothing changes",
            "DA410": "item that is never given",
            "DA411": "picture without a description",
            "DA412": "picture that does not fit",
            "DA418": "picture that no scene shows",
            "DA419": "scene from which no ending can be reached",
        }
    ),
    **_warnings(
        {
            "DA501": "scene that can never be reached",
            "DA502": "choice that is never open",
            "DA503": "choice that is never barred",
            "DA504": "redirect that is never taken",
            "DA505": "words that can never be shown",
            "DA506": "condition that always comes out the same",
            "DA507": "dead end",
            "DA508": "soft-lock",
            "DA509": "endless loop",
            "DA510": "variable that never changes",
            "DA511": "ending that can never be reached",
        }
    ),
    **_warnings(
        {
            "DA601": "walkthrough that fails",
            "DA602": "ending without a walkthrough",
        }
    ),
}
