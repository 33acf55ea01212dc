"""The blocks of a turn. Each is one class that holds its data and both of its forms, drawn and plain.

The two screens know no block by name, so a new block is one new class here. No module of this package imports rich: a
block asks the page that it is given for styled lines.
"""

from .asides import Aside, Help, Listing, Notice, Packed, Saving, Status, is_page
from .block import Block, drawn_lines_of, plain_lines_of
from .cards import Card, Final, Title
from .narration import Chosen, Heading, Prose, speech
from .song import Song

__all__ = [
    "Aside",
    "Block",
    "Card",
    "Chosen",
    "Final",
    "Heading",
    "Help",
    "Listing",
    "Notice",
    "Packed",
    "Prose",
    "Saving",
    "Song",
    "Status",
    "Title",
    "drawn_lines_of",
    "is_page",
    "plain_lines_of",
    "speech",
]
