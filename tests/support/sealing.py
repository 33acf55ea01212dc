"""The checksum of a save as saves/README.md says it, written anew: an oracle, and a means to change saves in tests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def sealed(document: Mapping[str, object]) -> str:
    """Return a document as JSON with the checksum that belongs to it."""
    content = {key: value for key, value in document.items() if key != "checksum"}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    checksum = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({**content, "checksum": checksum})
