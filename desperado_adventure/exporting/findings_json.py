"""Findings and the certificate as one JSON document, for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..analysis.targets.naming import Namer
from ..analysis.targets.target import Target
from ..analysis.targets.universe import targets
from ..analysis.verdicts.certificate import Certificate, ClaimResult
from ..analysis.verdicts.changes import Changed
from ..model.diagnostics import Diagnostic
from ..model.json_text import json_text
from ..model.story import Story


def findings_json(
    found: Sequence[Diagnostic],
    folder: Path,
    story: Story | None,
    certificate: Certificate | None,
    changes: Sequence[Changed] | None = None,
) -> str:
    """Return the document. It has no certificate if the story did not load: then story and certificate are None.

    It has the changes since an earlier version if they were asked for.
    """
    document: dict[str, object] = {
        "folder": str(folder),
        "story": None if story is None else story.id,
        "findings": [_finding(each) for each in found],
    }
    if story is not None and certificate is not None:
        document["certificate"] = _certificate(certificate)
        impossible = {
            kind: [each for each in wanted if each in certificate.unseen] for kind, wanted in targets(story).items()
        }
        document["undecided"] = _named(story, certificate.undecided)
        document["impossible"] = _named(story, impossible)
    if changes is not None:
        document["changes"] = {aspect: {"new": list(gained), "gone": list(lost)} for aspect, gained, lost in changes}
    return json_text(document, indent=1) + "\n"


def _certificate(certificate: Certificate) -> dict[str, object]:
    return {
        "verdict": certificate.verdict,
        "states": certificate.states,
        "tallies": {kind: {"seen": tally.seen, "total": tally.total} for kind, tally in certificate.tallies.items()},
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
            for part in certificate.walks
        ],
        "claims": [_claim(result) for result in certificate.claims],
        "notes": list(certificate.notes),
        "too_wide": {slot.name: slot.high - slot.low + 1 for slot in certificate.too_wide},
    }


def _claim(result: ClaimResult) -> dict[str, object]:
    claim, verdict, choices = result
    document: dict[str, object] = {"id": claim.id, "claim": claim.sentence, "verdict": verdict}
    return document if choices is None else {**document, "choices": list(choices)}


def _named(story: Story, by_kind: Mapping[str, Sequence[Target]]) -> dict[str, list[dict[str, str]]]:
    """Return targets by kind, each with its name and its place in the files; kinds without any are left out."""
    namer = Namer(story)
    return {
        kind: [{"what": namer.words(target), "where": str(namer.mark(target))} for target in targets_of_kind]
        for kind, targets_of_kind in by_kind.items()
        if targets_of_kind
    }


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
