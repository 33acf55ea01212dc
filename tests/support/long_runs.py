"""How long a test runs: short with all the others, and long when `DESPERADO_LONG` is set, as before a release."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def times(short: int, long: int) -> int:
    """Return how often something random is tried."""
    return long if os.environ.get("DESPERADO_LONG") else short


def tried(short: int, long: int) -> settings:
    """Return the settings of a hypothesis test that tries this many examples, the same ones every time."""
    return settings(
        max_examples=times(short, long),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
