"""How long a test runs: short with all the others, and long when `DESPERADO_LONG` is set, as before a release."""

from __future__ import annotations

import os


def times(short: int, long: int) -> int:
    """Return how often something random is tried."""
    return long if os.environ.get("DESPERADO_LONG") else short
