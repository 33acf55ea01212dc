"""Findings as SARIF 2.1.0 (OASIS), a format that code hosts read to show findings beside the lines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from .. import __version__
from ..model.diagnostics import Diagnostic
from ..model.json_text import json_text


def findings_sarif(found: Sequence[Diagnostic], folder: Path) -> str:
    """Return the SARIF document; the paths in it begin with the name of the story's folder."""
    codes = sorted({each.code for each in found})
    rules = [{"id": code.number, "shortDescription": {"text": code.title}} for code in codes]
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "desperado", "version": __version__, "rules": rules}},
                "results": [_result(each, folder) for each in found],
            }
        ],
    }
    return json_text(document, indent=1) + "\n"


def _result(diagnostic: Diagnostic, folder: Path) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(os.fsencode(f"{folder.resolve().name}/{diagnostic.mark.file}"))},
        "region": {"startLine": max(diagnostic.mark.line, 1), "startColumn": max(diagnostic.mark.column, 1)},
    }
    return {
        "ruleId": diagnostic.code.number,
        "level": diagnostic.code.severity,
        "message": {"text": f"{diagnostic.message} {diagnostic.cure}".strip()},
        "locations": [{"physicalLocation": place}],
    }
