"""The palette of a picture: which words name a colour, and which colours can be seen on the background of any terminal.

A terminal's theme decides what its sixteen colours look like. In some theme, some of them cannot be told from the
background, or hardly; these are reported. `black` is dark in every theme, so it is the ground of silhouettes.
"""

from __future__ import annotations

from ..model import codes
from .shapes import Shapes
from .suggesting import did_you_mean
from .tree import Mapping, Node

_SHADES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
COLOURS = (*_SHADES, *(f"bright_{shade}" for shade in _SHADES))

STEADY = ("red", "green", "magenta", "cyan", "bright_red", "bright_blue", "bright_magenta")
"""The colours that differ enough from the background, and from `black`, in every theme of `tests/support/themes.py`."""

TEXT_COLOURS = ("default", "dim")
"""The colour of text, which every theme has made to be read, and the same weaker."""

ON_BLACK = "on black"
_WORDS = (*TEXT_COLOURS, *COLOURS, ON_BLACK, *(f"{colour} {ON_BLACK}" for colour in COLOURS))


def read_palette(node: Node, shapes: Shapes) -> dict[str, str]:
    """Return what each letter stands for; report what is no letter, no colour, or a colour that vanishes somewhere."""
    palette: dict[str, str] = {}
    for letter, (key, value) in node.entries.items() if isinstance(node, Mapping) else ():
        word = shapes.word(value, "A colour")
        if len(letter) != 1:
            shapes.report(codes.NOT_AN_ID, key, f"`{letter}` is no letter of a palette.", "One character each.")
        elif word not in _WORDS:
            cure = did_you_mean(word, _WORDS)
            shapes.report(codes.VALUE_NOT_ALLOWED, value, f"There is no colour `{word}`.", cure + _offer())
        else:
            palette[letter] = word
            colour = word.removesuffix(ON_BLACK).strip()
            if colour in COLOURS and colour not in STEADY:
                message = f"In some terminals `{colour}` cannot be told from what is behind it."
                shapes.report(codes.COLOUR_VANISHES, value, message, _offer())
    return palette


def _offer() -> str:
    return (
        f"Take {', '.join(STEADY)}, one of these with `{ON_BLACK}`, `{ON_BLACK}` alone for what is dark everywhere, "
        f"`{TEXT_COLOURS[0]}` for the colour of text, or `{TEXT_COLOURS[1]}` for a weaker one."
    )
