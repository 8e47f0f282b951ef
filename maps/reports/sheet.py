"""The report as a sheet: a row a claim; no cell is a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from maps.cells import inert
from maps.geojson import end_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.records import Analysis, Claim

COLUMNS = (
    "document",
    "claim",
    "start",
    "end",
    "text",
    "kind",
    "subject",
    "object",
    "stated_low",
    "stated_high",
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


def sheet(analyses: Iterable[Analysis], *, names: str | None = None) -> Iterator[str]:
    """The claims of all documents as lines of CSV, the columns' names first.

    Args:
        analyses: One analysis a document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
    """
    yield _line(COLUMNS)
    for analysis in analyses:
        for claim in analysis.claims:
            yield _line(_row(analysis, claim, names))


def _row(analysis: Analysis, claim: Claim, names: str | None) -> Iterable[object]:
    judgement = analysis.judgements[claim.id]
    shown = next((r for r in judgement.readings if r.name == judgement.conventional), None)
    stated = claim.stated[0] if claim.stated else None
    return (
        analysis.document.id,
        claim.id,
        claim.start,
        claim.end,
        claim.text,
        claim.kind,
        end_name(claim.subject, analysis, names),
        end_name(claim.object, analysis, names),
        stated.low if stated else None,
        stated.high if stated else None,
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


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([inert(cell) for cell in cells])
    return out.getvalue()
