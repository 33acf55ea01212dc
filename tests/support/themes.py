"""The colours of five terminals: their sixteen named ones, their text and their background, as they are published.

Sources: xterm's own defaults (`XTerm-col.ad`), on black as most people set it and on white as it comes; Solarized, dark
and light (https://ethanschoonover.com/solarized, *The Values*); the console of Linux, which has the colours of VGA
(`drivers/tty/vt/vt.c`).
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Colour: TypeAlias = "tuple[int, int, int]"
"""Red, green and blue, each 0..255."""

SHADES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
NAMES = (*SHADES, *(f"bright_{shade}" for shade in SHADES))
"""The sixteen names, in the order of their numbers."""


class Theme(NamedTuple):
    """What a terminal draws text and background in, and its colours by their names."""

    text: Colour
    background: Colour
    colours: dict[str, Colour]

    @property
    def dim(self) -> Colour:
        """What weak text is drawn in: half of the text's colour and half of the background's.

        iTerm2 mixes so; VTE and Konsole leave two thirds of the text's colour, so that it is told apart more easily.
        """
        red, green, blue = ((one + other) // 2 for one, other in zip(self.text, self.background, strict=True))
        return red, green, blue

    def drawn(self, word: str) -> Colour:
        """Return what a word of a picture's palette is drawn in: a colour's name, `dim`, or "" for text."""
        return {"": self.text, "dim": self.dim}.get(word) or self.colours[word]


def _theme(text: str, background: str, colours: str) -> Theme:
    return Theme(_rgb(text), _rgb(background), dict(zip(NAMES, map(_rgb, colours.split()), strict=True)))


def _rgb(digits: str) -> Colour:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


_XTERM = """
    000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5
    7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff
"""
_SOLARIZED = """
    073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5
    002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3
"""
_VGA = """
    000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa
    555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff
"""

THEMES = {
    "dark": _theme("e5e5e5", "000000", _XTERM),
    "light": _theme("000000", "ffffff", _XTERM),
    "solarized-dark": _theme("839496", "002b36", _SOLARIZED),
    "solarized-light": _theme("657b83", "fdf6e3", _SOLARIZED),
    "console": _theme("aaaaaa", "000000", _VGA),
}
"""The themes by name. The console is the one that has no more than its sixteen colours."""


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1..21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: Colour, other: Colour) -> float:
    """Return how different two colours look: their distance in CIELAB (CIE 1976), about 2.3 where it is just seen."""
    pairs = zip(_lab(one), _lab(other), strict=True)
    return float(sum((first - second) ** 2 for first, second in pairs) ** 0.5)


def _linear(colour: Colour) -> tuple[float, float, float]:
    parts = [part / 255 for part in colour]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    first, second, third = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z))
    return 116 * second - 16, 500 * (first - second), 200 * (second - third)
