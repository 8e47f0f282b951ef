"""The report as a sheet: a row a claim; no cell is a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from maps.cells import inert
from maps.geojson import end_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Analysis

COLUMNS = (
    "document",
    "claim",
    "start",
    "end",
    "text",
    "kind",
    "subject",
    "object",
    "stated",
    "unit",
    "comparator",
    "direction",
    "verdict",
    "reading",
    "km",
    "low_km",
    "high_km",
    "explanation",
    "reproduce",
)


def sheet(analyses: Sequence[Analysis], *, names: str | None = None) -> str:
    """The claims of all documents as CSV.

    Args:
        analyses: One analysis a document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for analysis in analyses:
        for claim in analysis.claims:
            judgement = analysis.judgements[claim.id]
            shown = next((r for r in judgement.readings if r.name == judgement.conventional), None)
            stated = claim.stated[0] if claim.stated else None
            said = (
                "" if stated is None else stated.low if stated.low == stated.high else f"{stated.low} to {stated.high}"
            )
            row = (
                analysis.document.id,
                claim.id,
                claim.start,
                claim.end,
                claim.text,
                claim.kind,
                end_name(claim.subject, analysis, names),
                end_name(claim.object, analysis, names),
                said,
                stated.unit if stated else None,
                claim.comparator if stated else None,
                claim.direction,
                judgement.verdict,
                shown.name if shown else None,
                round(shown.km, 3) if shown else None,
                round(shown.low_km, 3) if shown else None,
                round(shown.high_km, 3) if shown else None,
                judgement.explanation,
                judgement.reproduce,
            )
            writer.writerow([inert(value) for value in row])
    return out.getvalue()
