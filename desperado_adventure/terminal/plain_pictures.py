"""Which pictures a listener is told of: each at the beginning of a chapter, and then only those that are new in it.

Several scenes of a chapter show the same picture. The eye passes over it; the ear would have to hear it to the end.
"""

from __future__ import annotations

from collections.abc import Iterable

from .blocks import Block, Card, Heading

Pictures = frozenset[str]
"""The ids of the pictures that have been told of in a chapter."""


def with_new_pictures(blocks: Iterable[Block], told: Pictures) -> tuple[list[Block], Pictures]:
    """Return the blocks without the pictures that were told of in this chapter, and those that then have been."""
    shown: list[Block] = []
    for block in blocks:
        if isinstance(block, Card):
            told = frozenset((block.art,))
        elif isinstance(block, Heading):
            shown.append(block._replace(art="") if block.art in told else block)
            told |= {block.art}
            continue
        shown.append(block)
    return shown, told
