"""Synthetic stories from a seed: N scenes of about sixty words, three choices each, with a guard and an effect.

The same graph comes as our YAML and as compiled ink (the JSON runtime format, version 21,
https://github.com/inkle/ink/blob/master/Documentation/ink_JSON_runtime_format.md), so that two engines can be measured
on one story in one run.
"""

from __future__ import annotations

import json
import random
from typing import NamedTuple

_WORDS = """
dust heat brass glass guitar string bottle counter mirror door street noon shadow wire radio
fan blade coin ledger domino hat boot stair roof tile water salt lime smoke match
"""
WORDS = _WORDS.split()
COUNTERS = FLAGS = 6
HIGHEST = 5


class Edge(NamedTuple):
    """A choice: its words, its guard (kind, index, number) or None, its effect (kind, index, number), its target."""

    say: str
    guard: tuple[str, int, int] | None
    effect: tuple[str, int, int]
    target: int


class Node(NamedTuple):
    """A scene: sixty words and three edges."""

    text: str
    edges: tuple[Edge, ...]


def graph(scenes: int, seed: int = 1) -> list[Node]:
    """Return a graph of this many scenes; the first choice of each is always open."""
    chance = random.Random(seed)  # a benchmark, not a secret
    nodes = []
    for _ in range(scenes):
        text = " ".join(chance.choice(WORDS) for _ in range(60)) + "."
        edges = []
        for number in range(3):
            guards = (
                ("counter", chance.randrange(COUNTERS), chance.randrange(1, HIGHEST)),
                ("flag", chance.randrange(FLAGS), 1),
                ("flag", chance.randrange(FLAGS), 0),
            )
            effects = (
                ("add", chance.randrange(COUNTERS), 1),
                ("set", chance.randrange(COUNTERS), chance.randrange(HIGHEST)),
                ("flag", chance.randrange(FLAGS), chance.randrange(2)),
            )
            say = " ".join(chance.choice(WORDS) for _ in range(3))
            guard = chance.choice(guards) if number else None
            edges.append(Edge(say, guard, chance.choice(effects), chance.randrange(scenes)))
        nodes.append(Node(text, tuple(edges)))
    return nodes


def as_story(nodes: list[Node], chapter_size: int = 1_000) -> dict[str, str]:
    """Return the files of our story."""
    counters = "".join(f"  c{index}: 0..{HIGHEST}\n" for index in range(COUNTERS))
    flags = "".join(f"  f{index}: flag\n" for index in range(FLAGS))
    files = {"story.yaml": f"id: synthetic\nvariables:\n{counters}{flags}"}
    for begin in range(0, len(nodes), chapter_size):
        lines = []
        for number, node in enumerate(nodes[begin : begin + chapter_size], start=begin):
            lines.append(f"s{number}:\n  title: Scene {number}\n  text: |\n    {node.text}\n  choices:\n")
            for index, edge in enumerate(node.edges):
                lines.append(f"    go{index}:\n      say: {edge.say}\n")
                if edge.guard is not None:
                    lines.append(f"      when: {_guard(edge.guard)}\n")
                target = f"c{edge.target // chapter_size}.s{edge.target}"
                lines.append(f"      do: [{_effect(edge.effect)}]\n      goto: {target}\n")
        files[f"scenes/c{begin // chapter_size}.yaml"] = "".join(lines)
    return files


def _guard(guard: tuple[str, int, int]) -> str:
    kind, index, number = guard
    if kind == "counter":
        return f"c{index} >= {number}"
    return f"f{index}" if number else f"not f{index}"


def _effect(effect: tuple[str, int, int]) -> str:
    kind, index, number = effect
    if kind == "flag":
        return f"f{index} = {'true' if number else 'false'}"
    return f"c{index} += 1" if kind == "add" else f"c{index} = {number}"


def as_ink(nodes: list[Node]) -> str:
    """Return the same story as compiled ink."""
    knots: dict[str, object] = {f"s{number}": _knot(node) for number, node in enumerate(nodes)}
    declarations: list[object] = ["ev"]
    for index in range(COUNTERS):
        declarations += [0, {"VAR=": f"c{index}"}]
    for index in range(FLAGS):
        declarations += [False, {"VAR=": f"f{index}"}]
    knots["global decl"] = [*declarations, "/ev", "end", None]
    root = [[{"->": "s0"}, ["done", {"#n": "g-0"}], None], "done", knots]
    return json.dumps({"inkVersion": 21, "root": root, "listDefs": {}})


def _knot(node: Node) -> list[object]:
    inner: list[object] = [f"^{node.text}", "\n"]
    branches: dict[str, object] = {}
    for index, edge in enumerate(node.edges):
        inner += ["ev", "str", f"^{edge.say}", "/str"]
        if edge.guard is not None:
            kind, which, number = edge.guard
            inner.append({"VAR?": f"{'c' if kind == 'counter' else 'f'}{which}"})
            inner += [number, ">="] if kind == "counter" else [] if number else ["!"]
        inner += ["/ev", {"*": f".^.c-{index}", "flg": 4 if edge.guard is None else 5}]
        kind, which, number = edge.effect
        name = f"{'f' if kind == 'flag' else 'c'}{which}"
        value: list[object] = [bool(number)] if kind == "flag" else [number]
        if kind == "add":
            value = [{"VAR?": name}, 1, "+", HIGHEST, "MIN"]
        branches[f"c-{index}"] = [
            "\n",
            "ev",
            *value,
            "/ev",
            {"VAR=": name, "re": True},
            {"->": f"s{edge.target}"},
            None,
        ]
    return [[*inner, branches], None]
