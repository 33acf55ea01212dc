"""Keys that authors write out of habit, from other systems or as plain English has it, and the key that is meant."""

from __future__ import annotations

from collections.abc import Iterable

from .suggesting import likeliest

_MEANT = {
    "actions": ("do", "choices"),
    "answers": ("choices",),
    "body": ("text",),
    "call": ("cutaway",),
    "choice": ("choices",),
    "cond": ("when",),
    "condition": ("when",),
    "content": ("text",),
    "death": ("fall",),
    "default": ("start", "fallback"),
    "desc": ("text", "alt"),
    "description": ("text", "alt"),
    "destination": ("goto",),
    "divert": ("goto",),
    "dont_repeat": ("once",),
    "effect": ("do",),
    "effects": ("do",),
    "end": ("ending",),
    "gather": ("then",),
    "heading": ("title",),
    "if": ("when",),
    "image": ("art", "picture"),
    "initial": ("start",),
    "jump": ("goto",),
    "label": ("say", "title"),
    "link": ("goto",),
    "links": ("choices",),
    "name": ("title",),
    "needs": ("requires",),
    "next": ("goto",),
    "only_if": ("requires", "when"),
    "only_once": ("once",),
    "option": ("say",),
    "options": ("choices",),
    "picture": ("art",),
    "prompt": ("say",),
    "reason": ("barred",),
    "require": ("requires",),
    "responses": ("choices",),
    "result": ("text",),
    "say": ("text",),
    "set": ("do",),
    "show_if": ("when",),
    "target": ("goto",),
    "then": ("goto", "do", "text"),
    "to": ("goto",),
    "values": ("words",),
    "why": ("barred",),
    "words": ("say", "text"),
}
"""The keys that are meant by each, the likeliest first: of a table of keys, the first that is in it."""


def meant_key(name: str, table: Iterable[str]) -> str:
    """Return the key of a table that is meant by a name which is not in it, by its meaning or else by its letters."""
    known = list(table)
    by_meaning = next((key for key in _MEANT.get(name.lower(), ()) if key in known), "")
    return by_meaning or likeliest(name, known)
