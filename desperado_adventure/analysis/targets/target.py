"""A target: something that an author would want to have happened at least once."""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """Something to be seen at least once.

    | kind | id | number | outcome |
    |---|---|---|---|
    | "scene", "ending" | the scene | | |
    | "choice" (taken), "barred" (shown but not open) | the choice | | |
    | "redirect" (taken) | the scene | which of its redirects | |
    | "condition" | | the site | 1 or 0 |
    | "variant" | | the site of the sequence | which variant |
    | "change" (ever anything but its first value) | | the slot | |
    | "value" (of a set) | | the slot | the value |
    """

    kind: str
    id: str = ""
    number: int = -1
    outcome: int = 0
