"""Words that are printed as they are: what in them means something in a text, and here only the player would read.

The story's own title, verses, the song, what a picture shows, and what stands for a name that nobody has typed yet.
None of them varies, and in none a backslash has a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import codes
from ..model.limits import shortened
from .faults import Fault, Faults
from .leftovers import leftovers
from .shapes import Shapes
from .tree import Scalar

_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")


def check_plain_words(shapes: Shapes, scalar: Scalar, cure: str) -> None:
    """Report braces, for which `cure` says what to do, and the leftovers of other languages that nobody can mean."""
    found = tuple(_faults(scalar.value, cure))
    if found:
        shapes.report_faults(scalar, Faults(found))


def _faults(words: str, cure: str) -> Iterator[Fault]:
    for braces in _BRACES.finditer(words):
        message = f"`{shortened(braces.group())}` has no meaning here: these words are printed as they are."
        yield Fault(codes.VALUE_NOT_ALLOWED, braces.start(), message, cure)
    for each in leftovers(words):
        if each.is_told and each.code.is_error:
            yield Fault(each.code, each.begin, each.message, "Take it out: these words are printed as they are.")
