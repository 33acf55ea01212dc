"""The command `check`: what can be seen in the files, then the proof; as text, JSON or SARIF."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from .. import __version__
from ..analysis.verdicts.certificate import Certificate
from ..analysis.verdicts.progress import Progress
from ..analysis.verdicts.proof import prove
from ..loading import load_story, with_sources
from ..model.diagnostics import Diagnostic
from ..model.story import Story
from ..terminal.progress import show_progress
from ..terminal.reports import counted, report_lines, summary

_NAMES = {
    "scenes": "scenes reached",
    "choices": "choices taken",
    "barred": "choices shown barred",
    "redirects": "redirects taken",
    "variants": "text variants shown",
    "conditions": "outcomes of conditions met",
    "endings": "endings reached",
}


def check(folder: Path, form: str, max_states: int | None, target: TextIO, progress: TextIO) -> int:
    """Check a story and return 0 when there is no finding, else 1."""
    loaded = load_story(folder)
    found = list(loaded.diagnostics)
    certificate: Certificate | None = None
    if loaded.story is not None:
        certificate = _prove(loaded.story, max_states, progress)
        found += with_sources(certificate.findings, folder)
    if form == "json":
        target.write(json.dumps(_document(found, certificate), indent=1, ensure_ascii=False) + "\n")
    elif form == "sarif":
        target.write(json.dumps(_sarif(found, folder), indent=1, ensure_ascii=False) + "\n")
    else:
        target.write("\n".join(_lines(found, certificate)) + "\n")
    return 1 if found or (certificate is not None and not certificate.exhausted) else 0


def _prove(story: Story, max_states: int | None, target: TextIO) -> Certificate:
    walk, begin, already = 0, 0.0, 0
    with show_progress(target) as tell:

        def report(progress: Progress) -> bool:
            nonlocal walk, begin, already
            if progress.walk != walk:
                walk, begin, already = progress.walk, time.monotonic(), progress.amount
            rate = (progress.amount - already) / max(time.monotonic() - begin, 0.001)
            tell(f"walk {walk} ({progress.purpose}): {progress.words}, {rate:,.0f} a second")
            return True

        return prove(story, max_states=max_states, progress=report)


def _lines(found: Sequence[Diagnostic], certificate: Certificate | None) -> list[str]:
    lines = [line for diagnostic in found for line in (*report_lines(diagnostic), "")]
    if certificate is None:
        return [*lines, f"{summary(found)}; nothing can be proved of a story that does not load."]
    verdict = "EXHAUSTED" if certificate.exhausted else "PARTIAL"
    lines.append(f"{verdict} {counted(certificate.states, 'state')} in {counted(len(certificate.slices), 'walk')}")
    for kind, tally in certificate.tallies.items():
        lines.append(f"  {tally.seen:>6,} of {tally.total:>6,} {_NAMES.get(kind, kind)}")
    if not certificate.exhausted:
        lines.append("  What was not seen may still exist: the walk was cut short, and nothing is proved impossible.")
    lines += [f"  {note}" for note in certificate.notes]
    for ending, choices in sorted(certificate.endings.items(), key=lambda pair: len(pair[1])):
        lines.append(f"  {ending}: {len(choices)} choices at least")
    if certificate.exhausted and not found:
        lines.append("From every reachable state an ending can be reached.")
    lines.append(summary(found))
    return lines


def _document(found: Sequence[Diagnostic], certificate: Certificate | None) -> dict[str, object]:
    document: dict[str, object] = {"findings": [_finding(each) for each in found]}
    if certificate is not None:
        document["certificate"] = {
            "verdict": "EXHAUSTED" if certificate.exhausted else "PARTIAL",
            "states": certificate.states,
            "tallies": {
                kind: {"seen": tally.seen, "total": tally.total} for kind, tally in certificate.tallies.items()
            },
            "endings": {ending: list(choices) for ending, choices in certificate.endings.items()},
            "walks": [
                {
                    "purpose": part.purpose,
                    "states": part.states,
                    "heaviest": [
                        {"scene": scene, "states": states, "told_apart": dict(slots)}
                        for scene, states, slots in part.heaviest
                    ],
                }
                for part in certificate.slices
            ],
            "notes": list(certificate.notes),
        }
    return document


def _finding(diagnostic: Diagnostic) -> dict[str, object]:
    code = diagnostic.code
    finding: dict[str, object] = {
        "code": code.number,
        "title": code.title,
        "severity": code.severity,
        "file": diagnostic.mark.file,
        "line": diagnostic.mark.line,
        "column": diagnostic.mark.column,
        "message": diagnostic.message,
        "cure": diagnostic.cure,
    }
    if diagnostic.choices is not None:
        finding["choices"] = list(diagnostic.choices)
    return finding


def _sarif(found: Sequence[Diagnostic], folder: Path) -> dict[str, object]:
    """Return the findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines."""
    codes = sorted({each.code for each in found})
    rules = [{"id": code.number, "shortDescription": {"text": code.title}} for code in codes]
    results = [
        {
            "ruleId": each.code.number,
            "level": each.code.severity,
            "message": {"text": f"{each.message} {each.cure}".strip()},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": f"{folder.name}/{each.mark.file}"},
                        "region": {"startLine": max(each.mark.line, 1), "startColumn": max(each.mark.column, 1)},
                    }
                }
            ],
        }
        for each in found
    ]
    driver = {"name": "desperado", "version": __version__, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
