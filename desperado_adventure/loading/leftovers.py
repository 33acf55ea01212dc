"""Leftovers: what the author knows from another language (`leftover_forms.py`), and here only the player would read.

A backslash before a form makes it plain text, as it does everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import codes
from .leftover_forms import FORMS, INK_KEYWORDS

_SIGNS = re.compile(r"[<$`#~&@\\[]")
_SIGNS_TOGETHER = re.compile(r"->|/\*|''|TODO|FIXME|\([a-z-]+:|_(?<!\w_)")
_AT_THE_BEGINNING = re.compile(rf"\n[ \t]*(?:[*+=:/-]|(?:{INK_KEYWORDS})\b)")
"""Three searches that are fast, of which one finds something in every text that holds a leftover, and in few others."""

_ESCAPE = re.compile(r"\\(?:(?P<character>[ntr]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|.)", re.DOTALL)
_SIGN = re.compile(r"[\\{}|*]")
_ASKED_BEFORE = re.compile(r"[{|][^{}|:]*\Z")
_ASKED_BEHIND = re.compile(r"[^{}|]*?:|[^{}|:]*\}")
"""What stands around a name in the condition of braces, of which the reader of conditions speaks."""

_ARGUMENTS = re.compile(r"(?<=\w)[ \t][^>]*(?=>)")
"""What stands in a tag or a macro behind its name, and not in the one that closes it."""

_HIDDEN = "\0"
_LONGEST = 40
_IF_MEANT = "If it is meant, write a backslash before it."


class Leftover(NamedTuple):
    """A form that was found in a text: from where to where it stands, and what the author is told.

    What is the same as another one of the text, or closes it, need not be told (`is_told`).
    """

    code: codes.Code
    begin: int
    end: int
    message: str
    cure: str
    is_told: bool = True


def leftovers(text: str) -> tuple[Leftover, ...]:
    """Return the leftovers in a text, in their order."""
    if not (_SIGNS.search(text) or _SIGNS_TOGETHER.search(text) or _AT_THE_BEGINNING.search("\n" + text)):
        return ()
    visible = _ESCAPE.sub(lambda match: _HIDDEN * len(match.group()), text)
    return tuple(sorted([*_escapes(text), *_forms(text, visible)], key=lambda each: each.begin))


def _escapes(text: str) -> Iterator[Leftover]:
    for match in _ESCAPE.finditer(text):
        letters = match["character"]
        if letters:
            message = f"`\\{letters}` means a character in double quotes only: here the player reads `{letters}`."
            cure = "A new paragraph is an empty line; a backslash at the end of a line breaks the line there."
            cure = cure if letters[0] in "nr" else "Write the character itself."
            yield Leftover(codes.OTHER_LANGUAGE, match.start(), match.end(), message, f"{cure} {_IF_MEANT}")


def _forms(text: str, visible: str) -> Iterator[Leftover]:
    taken: list[tuple[int, int]] = []
    told: set[str] = set()
    for form in FORMS:
        for match in form.pattern.finditer(visible):
            begin = match.start() + len(match.group()) - len(match.group().lstrip())
            end = match.end()
            if any(begin < last and first < end for first, last in taken):
                continue
            if visible[begin] == "$" and _is_asked(visible, begin, end):
                continue
            taken.append((begin, end))
            said = _in_short(text[begin:end])
            word = match.groupdict().get("word") or ""
            cure = f"{form.cure.replace('WORD', _in_short(word))} {_IF_MEANT}"
            message = f"`{said}` is {form.language}, and here the player would read it."
            yield Leftover(form.code, begin, end, message, cure, is_told=said.replace("</", "<") not in told)
            told.update((said, _ARGUMENTS.sub("", said)))


def _is_asked(visible: str, begin: int, end: int) -> bool:
    """Whether what stands here belongs to the condition or the value of braces."""
    return bool(_ASKED_BEFORE.search(visible[:begin]) and _ASKED_BEHIND.match(visible[end:]))


def _in_short(words: str) -> str:
    words = words.strip().partition("\n")[0]
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def cure_of_form(line: str) -> str:
    """Return what to write instead of a line that is another language's, "" if it is none."""
    return next((form.cure for form in FORMS if "WORD" not in form.cure and form.pattern.search(line)), "")


def without(text: str, found: Iterable[Leftover]) -> str:
    """Return a text in which the signs of leftovers that nobody can mean are letters, so that each is told once."""
    for each in found:
        if each.code.is_error:
            text = text[: each.begin] + _SIGN.sub("x", text[each.begin : each.end]) + text[each.end :]
    return text
