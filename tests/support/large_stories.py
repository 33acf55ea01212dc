"""Large stories as YAML, of the shapes that are hard to prove: many stats, entangled, very long.

Everything comes from the seed. `python large_stories.py SHAPE FOLDER` writes one to a folder.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

_END = "end: {text: It ends., ending: {title: The end}}\n"


def _files(declarations: list[str], scenes: Iterator[str]) -> dict[str, str]:
    head = ["id: large", "title: Large", 'version: "1"', "start: s.n0", "variables:", *declarations]
    return {"story.yaml": "\n".join([*head, ""]), "scenes/s.yaml": "".join(scenes) + _END}


def _scene(number: int, choices: list[str]) -> str:
    return "\n".join([f"n{number}:", f"  text: Room {number}.", "  choices:", *[f"    {each}" for each in choices], ""])


def stats(scenes: int = 60, counters: int = 6, high: int = 100) -> dict[str, str]:
    """Return a story of a few scenes in which many stats rise and fall, each tested everywhere."""
    chance = random.Random(1)
    names = [f"stat{index}" for index in range(counters)]

    def written() -> Iterator[str]:
        for here in range(scenes):
            up, down, asked = (chance.choice(names) for _ in range(3))
            yield _scene(
                here,
                [
                    f"a: {{say: Train., do: [{up} += {chance.randint(1, 9)}], goto: n{chance.randrange(scenes)}}}",
                    f"b: {{say: Rest., do: [{down} -= {chance.randint(1, 9)}], goto: n{(here + 1) % scenes}}}",
                    f"c: {{say: Try., when: {asked} >= {chance.randint(5, 95)}, goto: n{chance.randrange(scenes)}}}",
                    *(
                        [f"d: {{say: Win., when: {' and '.join(f'{n} >= 90' for n in names)}, goto: end}}"]
                        * (here == 0)
                    ),
                ],
            )

    return _files([f"  {name}: 0..{high}" for name in names], written())


def entangled(scenes: int = 1_000, flags: int = 20, counters: int = 5) -> dict[str, str]:
    """Return a story in which any scene may test and change any variable."""
    chance = random.Random(2)
    switches, counts = [f"flag{index}" for index in range(flags)], [f"count{index}" for index in range(counters)]

    def effect() -> str:
        if chance.random() < 0.6:
            return f"{chance.choice(switches)} = {chance.choice(('true', 'false'))}"
        return f"{chance.choice(counts)} {chance.choice(('+=', '-='))} 1"

    def guard() -> str:
        if chance.random() < 0.6:
            return f"{chance.choice(('', 'not '))}{chance.choice(switches)}"
        return f"{chance.choice(counts)} >= {chance.randint(1, 3)}"

    def written() -> Iterator[str]:
        for here in range(scenes):
            yield _scene(
                here,
                [
                    f"a: {{say: Go on., do: [{effect()}], goto: n{(here + 1) % scenes}}}",
                    f"b: {{say: Turn., when: {guard()}, do: [{effect()}], goto: n{chance.randrange(scenes)}}}",
                    f"c: {{say: Turn back., when: {guard()}, do: [{effect()}], goto: n{chance.randrange(scenes)}}}",
                    *(["d: {say: Leave., goto: end}"] * (here == scenes - 1)),
                ],
            )

    return _files([*[f"  {name}: flag" for name in switches], *[f"  {name}: 0..3" for name in counts]], written())


def acts(scenes: int = 50_000, size: int = 20) -> dict[str, str]:
    """Return a very long story in acts, each of which has two flags and a counter of its own."""
    chance = random.Random(3)
    number = scenes // size

    def written() -> Iterator[str]:
        for here in range(scenes):
            act, at = divmod(here, size)
            first = act * size
            flag, count = f"flag{act}_{chance.randrange(2)}", f"count{act}"
            asked = f"{count} >= {chance.randint(1, 2)}"
            onward = here + 1 if here + 1 < scenes else -1
            yield _scene(
                here,
                [
                    f"a: {{say: Go on., do: [{flag} = true], goto: {f'n{onward}' if onward >= 0 else 'end'}}}",
                    f"b: {{say: Turn., when: {asked}, goto: n{first + chance.randrange(size)}}}",
                    f"c: {{say: Look., do: [{count} += 1], goto: n{first + chance.randrange(at + 1)}}}",
                    f"d: {{say: Use it., when: {flag}, goto: n{first + chance.randrange(size)}}}",
                ],
            )

    declared = [
        line
        for act in range(number)
        for line in (f"  flag{act}_0: flag", f"  flag{act}_1: flag", f"  count{act}: 0..3")
    ]
    return _files(declared, written())


SHAPES: dict[str, Callable[[], dict[str, str]]] = {"stats": stats, "entangled": entangled, "acts": acts}


def write_large(shape: str, folder: Path) -> Path:
    """Write a story of this shape into a folder, and return the folder."""
    for file, text in SHAPES[shape]().items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    write_large(sys.argv[1], Path(sys.argv[2]))
