"""Braces that an author writes as other languages do, and what is written here instead, in the author's own words."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..model import codes
from ..model.limits import shortened
from .braces import ELSE, Head, HeadKind, is_surely_expression, knows, read_head
from .condition_functions import FUNCTIONS
from .faults import Fault

_IF = re.compile(r"\s*((?:else\s*)?(?:if|when|unless)|elif|elsif)\s+(?=\S)")
_DOLLAR = re.compile(r"\$([A-Za-z_]\w*)")
_QUOTED = re.compile(r"[\"'“”‘’]([A-Za-z_]\w*)[\"'“”‘’]")
_CALLED = "|".join(each.name for each in FUNCTIONS if each.name.islower())
_CALL = re.compile(rf"(.*?)\b({_CALLED}|in_\w+)\s+([\w.]+)\s*\Z")
_IN = re.compile(r"\s*(\w+)\s+(in\s+(?!words\s*\Z)\w+)\s*\Z")
_ASKED = re.compile(r"\s*([^?]*[^?\s])\s*\?(?!\?)")


def mistake_in(head: Head, text: str, names: Collection[str]) -> Fault | None:
    """Return what is wrong with a head that another language would have, None if nothing is.

    The offset of the fault is one in `text`, the paragraph.
    """
    if head.source.strip().lower() == ELSE:
        cure = "Write `{heat >= 2: words|else: other words}`."
        return _fault(head, 0, "`else` comes after other alternatives.", cure)
    if found := _IF.match(head.source):
        rest = _as_here(head.source[found.end() :].strip())
        if found.group(1).endswith("unless"):
            rest = f"not ({rest})" if " " in rest else f"not {rest}"
        cure = f"Write `{{{rest}: …}}`: braces with a colon ask already."
        if head.kind is HeadKind.VALUE:
            cure = f"Write `{{{rest}: words}}`."
        return _fault(head, found.start(1), f"`{found.group(1)}` is no word of the language.", cure)
    if head.kind is HeadKind.SUBJECT and (found := _ASKED.match(head.source)) and knows(found.group(1), names):
        yes = head.source[found.end() :].strip()
        no = _up_to_brace(text, head.end)
        cure = f"Write `{{{_as_here(found.group(1))}: {shortened(yes)}|{shortened(no)}}}`."
        return _fault(head, found.end() - 1, "`?` has no meaning in an expression.", cure)
    if found := _DOLLAR.search(head.source):
        cure = f"Names stand without it: `{{{_as_here(head.source.strip())}{_end(head)}}}`."
        return _fault(head, found.start(), "`$` has no meaning in an expression.", cure)
    if found := _QUOTED.search(head.source):
        cure = f"Words stand without quotes: `{{{_as_here(head.source.strip())}{_end(head)}}}`."
        return _fault(head, found.start(), f"`{found.group()[0]}` has no meaning in an expression.", cure)
    if found := _CALL.match(head.source):
        cure = f"Write `{{{found.group(1)}{found.group(2)}({found.group(3)}){_end(head)}}}`."
        return _fault(head, found.start(2), f"`{found.group(2)}` wants its name in brackets.", cure)
    if head.kind is HeadKind.VALUE and (found := _IN.match(head.source)):
        cure = f"Write `{{{found.group(1)} in words}}` for a number that is spelled out."
        return _fault(head, found.start(2), f"`{found.group(2)}` has no meaning here.", cure)
    return None


def not_of_words(text: str, at: int, names: Collection[str]) -> Fault | None:
    """Return what is wrong when `!`, which stands before this place, is followed by a condition and not by words."""
    head = read_head(text, at, names)
    if head.kind not in (HeadKind.SUBJECT, HeadKind.VALUE):
        return None
    if not (is_surely_expression(head.source, names) or knows(head.source, names)):
        return None
    words = " ".join(head.source.split())
    negated = f"not ({words})" if " " in words else f"not {words}"
    message = "`!` begins words that are shown once, and a condition follows it."
    return Fault(codes.EXPRESSION_DOES_NOT_PARSE, at - 1, message, f"Write `{{{negated}: …}}`.")


def shuffle(text: str, head: Head) -> Fault:
    """Return what is wrong with braces that begin with `~`, which shuffles in other languages."""
    words = shortened(_up_to_brace(text, head.end))
    cure = f"Write `{{&{words}}}` for one after the other, or let a variable decide: `{{hour: noon: …|else: …}}`."
    return Fault(codes.NO_ALTERNATIVES, head.begin, "Nothing in a story is random, so `~` has no meaning.", cure)


def _fault(head: Head, offset: int, message: str, cure: str) -> Fault:
    return Fault(codes.EXPRESSION_DOES_NOT_PARSE, head.begin + offset, message, cure)


def _as_here(source: str) -> str:
    """Return an expression without the signs of other languages that are told here."""
    return " ".join(_QUOTED.sub(lambda found: found[1].lower(), _DOLLAR.sub(r"\1", source)).split())


def _end(head: Head) -> str:
    return "" if head.kind is HeadKind.VALUE else ": …"


def _up_to_brace(text: str, at: int) -> str:
    end = text.find("}", at)
    return " ".join((text[at:end] if end >= 0 else text[at:]).split())
