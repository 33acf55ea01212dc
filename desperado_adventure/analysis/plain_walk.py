"""The plain, obvious walk: every state by itself, through the machine that plays the game. Slow, and the oracle.

It shares nothing with the proof but the machine's laws: no packing, no forgetting, no sets. A test compares the two on
thousands of small stories.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from ..engine import Machine
from ..engine.machine import LET_STAND, LONGEST_PATH, TAKE_BACK
from ..engine.views import Arrived, Step
from ..model.state import State
from ..model.story import Story


class PlainVerdicts(NamedTuple):
    """What the plain walk has seen: ids of scenes, choices and endings, scenes with stuck states, and the states."""

    exhausted: bool
    states: frozenset[State]
    scenes: frozenset[str]
    choices: frozenset[str]
    barred: frozenset[str]
    endings: frozenset[str]
    dead_ends: frozenset[str]
    locked: frozenset[str]
    locked_states: frozenset[State]
    loops: bool
    shortest: dict[str, int]
