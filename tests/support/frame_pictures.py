"""Pictures of the screen as people see it: plays the real program in a pseudo-terminal and paints a frame of it as PNG.

    python tests/support/frame_pictures.py --columns 80 --rows 24 --to road.pack --keys "down" --theme dark out.png

It begins at the beginning, or in the scene given with `--to`, as a walkthrough comes to it. Keys are typed one after
the other, separated by blanks, each when the program is quiet: `space`, names of `terminals.KEYS`, or characters. With
`--gallery` it shows the story's pictures instead, one scene for each. Without a theme it paints them all, and `{theme}`
in the name of the file stands for each in turn. It needs Pillow, and the fonts called DejaVu; the tests need neither.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pyte
from PIL import Image, ImageDraw, ImageFont
from pyte.screens import Char
from terminals import KEYS, ROOT, Screen, Terminal, command, environment, write_story
from themes import THEMES, Theme

from desperado_adventure.analysis.playing.running import run_walkthrough
from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story, load_walkthroughs

_WIDTH, _HEIGHT = 10, 20
"""The size of a cell in pixels."""

_ACROSS = 3
_SLOT = "frame"
_QUIET = 0.8
"""Seconds without output after which the program is quiet: more than it ignores Enter after a digit."""

_FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono{}.ttf"
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
_QUADRANTS = "▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The characters made of quarters: the one at index n shows quarters 1, 2, 4 and 8 of n + 1, in reading order."""

_DIM, _NORMAL = 2, 22
"""The numbers of the styles that make text weak, and as strong as usual."""

_BRAILLE = 0x2800
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""The column and the row of each dot of a Braille character, in the order of its bits."""

_LOWER, _LEFT = "▁▂▃▄▅▆▇", "▏▎▍▌▋▊▉"


class DimScreen(Screen):
    """A screen that keeps weak text, which pyte does not know, as text that blinks, which the program never writes."""

    def select_graphic_rendition(self, *attributes: int) -> None:
        """Take in a change of style."""
        rest = tuple(each for each in attributes if each != _DIM)
        if rest or not attributes:
            super().select_graphic_rendition(*rest)
        for attribute in attributes:
            if attribute in (_DIM, _NORMAL):
                self.cursor.attrs = self.cursor.attrs._replace(blink=attribute == _DIM)


class FrameTerminal(Terminal):
    """The program in a pseudo-terminal of which a frame can be painted."""

    def __init__(self, arguments: list[str], folder: Path, columns: int, rows: int) -> None:
        """Start it."""
        super().__init__(arguments, folder, columns, rows)
        self.screen = DimScreen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)


def paint(screen: pyte.Screen, theme: Theme) -> Image.Image:
    """Return what is on the screen, in the colours of a theme."""
    image = Image.new("RGB", (screen.columns * _WIDTH, screen.lines * _HEIGHT), theme.background)
    canvas = ImageDraw.Draw(image)
    for row in range(screen.lines):
        for column in range(screen.columns):
            _paint_cell(canvas, screen.buffer[row][column], column * _WIDTH, row * _HEIGHT, theme)
    cursor = screen.cursor
    if not cursor.hidden:
        left, top = cursor.x * _WIDTH, cursor.y * _HEIGHT
        canvas.rectangle((left, top, left + _WIDTH - 1, top + _HEIGHT - 1), outline=theme.text)
    return image


def _colour(name: str, default: tuple[int, int, int], theme: Theme) -> tuple[int, int, int]:
    """Return the colour that pyte calls so: `brown` is yellow, `brightred` bright_red, `bfightmagenta` its misprint."""
    if name == "default":
        return default
    shade = name.replace("bfight", "bright").replace("brown", "yellow")
    return theme.colours[shade.replace("bright", "bright_")]


def _paint_cell(canvas: ImageDraw.ImageDraw, cell: Char, left: int, top: int, theme: Theme) -> None:
    front, back = _colour(cell.fg, theme.text, theme), _colour(cell.bg, theme.background, theme)
    if cell.blink:
        front = theme.dim if cell.fg == "default" else _mixed(front, back, 0.5)
    if cell.reverse:
        front, back = back, front
    canvas.rectangle((left, top, left + _WIDTH - 1, top + _HEIGHT - 1), fill=back)
    character = cell.data
    if character in _SHADES:
        canvas.rectangle(
            (left, top, left + _WIDTH - 1, top + _HEIGHT - 1), fill=_mixed(front, back, _SHADES[character])
        )
    elif character and character in _QUADRANTS:
        _paint_quarters(canvas, _QUADRANTS.index(character) + 1, left, top, front)
    elif character and character in _LOWER + _LEFT:
        _paint_eighths(canvas, character, left, top, front)
    elif character and _BRAILLE <= ord(character) < _BRAILLE + 256:
        _paint_dots(canvas, ord(character) - _BRAILLE, left, top, front)
    elif character.strip():
        style = ("-" if cell.bold or cell.italics else "") + "Bold" * cell.bold + "Oblique" * cell.italics
        canvas.text((left, top), character, font=ImageFont.truetype(_FONTS.format(style), 16), fill=front)


def _paint_eighths(
    canvas: ImageDraw.ImageDraw, character: str, left: int, top: int, front: tuple[int, int, int]
) -> None:
    right, bottom = left + _WIDTH - 1, top + _HEIGHT - 1
    if character in _LOWER:
        canvas.rectangle((left, bottom + 1 - _HEIGHT * (_LOWER.index(character) + 1) // 8, right, bottom), fill=front)
    else:
        canvas.rectangle((left, top, left - 1 + _WIDTH * (_LEFT.index(character) + 1) // 8, bottom), fill=front)


def _paint_dots(canvas: ImageDraw.ImageDraw, dots: int, left: int, top: int, front: tuple[int, int, int]) -> None:
    for number, (across, down) in enumerate(_DOTS):
        if dots >> number & 1:
            x, y = left + 1 + across * 5, top + 1 + down * 5
            canvas.rectangle((x, y, x + 2, y + 2), fill=front)


def _paint_quarters(
    canvas: ImageDraw.ImageDraw, quarters: int, left: int, top: int, front: tuple[int, int, int]
) -> None:
    width, height = _WIDTH // 2, _HEIGHT // 2
    for number in range(4):
        if quarters >> number & 1:
            x, y = left + number % 2 * width, top + number // 2 * height
            canvas.rectangle((x, y, x + width - 1, y + height - 1), fill=front)


def _mixed(front: tuple[int, int, int], back: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(share * one + (1 - share) * other) for one, other in zip(front, back, strict=True))
    return red, green, blue


class Window(NamedTuple):
    """The size of a window in cells, and the themes in which it is painted."""

    columns: int
    rows: int
    themes: list[Theme]


def frame(story: Path, choices: tuple[str, ...], keys: list[str], window: Window) -> list[Image.Image]:
    """Take these choices by the line protocol, play on with these keys, and return the last frame in each theme."""
    with tempfile.TemporaryDirectory() as folder:
        _take(story, choices, Path(folder))
        arguments = command("--story", str(story), "--slot", _SLOT)
        terminal = FrameTerminal(arguments, Path(folder), window.columns, window.rows)
        try:
            terminal.wait_for_prompt()
            for key in keys:
                terminal.type({**KEYS, "space": " "}.get(key, key))
                while terminal.take_in(_QUIET):
                    pass
            return [paint(terminal.screen, theme) for theme in window.themes]
        finally:
            terminal.close()


def _take(story: Path, choices: tuple[str, ...], folder: Path) -> None:
    """Save a game in which these choices were taken."""
    moves = [choice.split() for choice in choices]
    commands = [{"move": words[1], "to": words[2]} if len(words) == 3 else {"choose": words[0]} for words in moves]
    subprocess.run(
        command("--story", str(story), "--slot", _SLOT, "--json"),
        input="".join(json.dumps(each) + "\n" for each in commands).encode(),
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        check=True,
    )


def choices_to(scene: str, story: Path) -> tuple[str, ...]:
    """Return the choices with which a walkthrough of the story comes to a scene; raises SystemExit if none does."""
    loaded = load_story(story).story
    for walkthrough in load_walkthroughs(story).walkthroughs:
        if loaded is None:
            break
        playthrough = run_walkthrough(Machine(loaded), walkthrough).playthrough
        for number, step in enumerate(playthrough.steps):
            if step.state.scene == scene:
                return playthrough.choices[:number]
    raise SystemExit(f"No walkthrough comes to {scene}.")


def gallery(story: Path, window: Window) -> list[Image.Image]:
    """Return, in each theme, all pictures of a story."""
    names = sorted(path.stem for path in (story / "art").glob("*.yaml"))
    scenes = f"begin: {{text: Here they are., choices: {{on: {{say: On., goto: {names[0]}_}}}}}}\n"
    for name, after in zip(names, [*names[1:], names[0]], strict=True):
        scenes += (
            f"{name}_: {{title: {name}, art: {name}, text: Look., choices: {{on: {{say: On., goto: {after}_}}}}}}\n"
        )
    with tempfile.TemporaryDirectory() as folder:
        place = write_story(Path(folder), {"scenes/gallery.yaml": scenes})
        shutil.copytree(story / "art", place / "art")
        shown = [frame(place, ("gallery.begin.on",), ["1"] * number, window) for number in range(len(names))]
    return [_arranged([pictures[index] for pictures in shown]) for index in range(len(window.themes))]


def _arranged(images: list[Image.Image]) -> Image.Image:
    """Return images of one size as one, three in a row."""
    width, height = images[0].size
    whole = Image.new("RGB", (width * _ACROSS, height * -(-len(images) // _ACROSS)), "grey")
    for number, image in enumerate(images):
        whole.paste(image, (number % _ACROSS * width, number // _ACROSS * height))
    return whole


def main() -> None:
    """Paint what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", help="the PNG file; {theme} stands for the theme's name")
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("--rows", type=int, default=24)
    parser.add_argument("--keys", default="", help="what is typed, separated by blanks")
    parser.add_argument("--theme", choices=[*THEMES, "all"], default="all")
    parser.add_argument("--story", type=Path, default=ROOT / "story")
    parser.add_argument("--to", dest="scene", default="", help="the scene to begin in")
    parser.add_argument("--gallery", action="store_true", help="show all pictures of the story")
    options = parser.parse_args()
    names = list(THEMES) if options.theme == "all" else [options.theme]
    themes = [THEMES[name] for name in names]
    window = Window(options.columns, options.rows, themes)
    if options.gallery:
        images = gallery(options.story, window)
    else:
        choices = choices_to(options.scene, options.story) if options.scene else ()
        images = frame(options.story, choices, options.keys.split(), window)
    for name, image in zip(names, images, strict=True):
        path = options.file.replace("{theme}", name)
        image.save(path)
        sys.stdout.write(path + "\n")


if __name__ == "__main__":
    main()
