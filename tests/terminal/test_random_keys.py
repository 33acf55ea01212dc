"""Random key events, with windows of a few columns among them, end the program in order or leave it usable."""

from __future__ import annotations

import os

import pytest
from key_storm import storm

EVENTS = int(os.environ.get("DESPERADO_KEY_EVENTS", "200"))


@pytest.mark.parametrize(("seed", "is_plain"), [(1, False), (2, False), (3, False), (4, True)])
def test_random_keys_leave_the_program_in_order(seed: int, is_plain: bool) -> None:  # noqa: FBT001  # a parameter
    """However the session goes and ends, there is no traceback, the terminal is as before, and the autosave loads."""
    assert storm(seed, EVENTS, is_plain=is_plain).wrong == []
