"""The list of sites: where the author wrote each condition and each sequence, so that the proof can point at it."""

from __future__ import annotations

from collections.abc import Callable

from ..model.diagnostics import Mark
from ..model.site import Site, SiteKind


class Sites:
    """Collects sites. The reader of a text sets `locate`, which turns an offset in this text into a mark."""

    def __init__(self) -> None:
        """Begin empty."""
        self.found: list[Site] = []
        self.locate: Callable[[int], Mark] = lambda _offset: Mark("", 0, 0)

    def add(self, kind: SiteKind, owner: str, offset: int, excerpt: str, variants: int = 2) -> int:
        """Add the site at this offset of the text that is being read, and return its index."""
        self.found.append(Site(kind=kind, owner=owner, mark=self.locate(offset), excerpt=excerpt, variants=variants))
        return len(self.found) - 1
