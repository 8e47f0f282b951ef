"""What judging one part of a claim found, and how findings make a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.records import MeasuredPart, Part, Reading, ReadingName, Verdict

# The claim's verdict is that of its weakest part.
WEAKEST_FIRST: tuple[Verdict, ...] = ("refuted", "depends", "unverifiable", "supported")


@dataclass(frozen=True, slots=True)
class Finding:
    """A judged part, with what it was judged by.

    Attributes:
        measured: The part of the object that was measured from, where it is another than the claim names.
        points: The points that were compared, (lon, lat) of the subject and of the object.
    """

    part: Part
    readings: tuple[Reading, ...] = ()
    conventional: ReadingName | None = None
    points: tuple[tuple[float, float], tuple[float, float]] | None = None
    interval_km: tuple[float | None, float | None] | None = None
    azimuth: float | None = None
    measured: MeasuredPart | None = None


def weakest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of the weakest part."""
    return min(verdicts, key=WEAKEST_FIRST.index)
