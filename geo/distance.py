"""The distance between two places, in every reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.measures.atlas import atlas_of
from geo.measures.ellipsoid import geodesic
from geo.verdicts.readings import METHOD, readings_between
from geo.verdicts.sizes import sizes_of

if TYPE_CHECKING:
    from geo.records import MeasuredPart, Place, Reading
    from geo.source import PlaceSource


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two places lie apart.

    Attributes:
        readings: `nearest` first, then the others; of one place with itself, its length and width as well.
        points: (lon, lat) of the nearest points of a and of b.
        azimuth: Degrees from a's nearest point to b's, or between the centres where they touch; None for one place.
        method: How it was measured.
    """

    a: Place
    b: Place
    readings: tuple[Reading, ...]
    points: tuple[tuple[float, float], tuple[float, float]]
    azimuth: float | None
    method: str = METHOD


def distance(
    a: Place, b: Place, source: PlaceSource, *, part_a: MeasuredPart = "whole", part_b: MeasuredPart = "whole"
) -> Distance:
    """Measure between two places of a source.

    Args:
        a: The one place.
        b: The other.
        source: Where their outlines are.
        part_a: Which part of `a` is meant.
        part_b: Which part of `b` is meant.
    """
    atlas = atlas_of(source)
    readings = readings_between(a, b, atlas, part_a=part_a, part_b=part_b)
    if a.id == b.id:
        readings += sizes_of(a, atlas)
    points = readings[0].points
    assert points is not None
    ends = points if readings[0].km else ((a.lon, a.lat), (b.lon, b.lat))
    azimuth = None if ends[0] == ends[1] else geodesic(*ends)[1]
    return Distance(a, b, readings, points, azimuth)
