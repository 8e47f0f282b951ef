"""The distance between two places that are asked for by name: all readings of it, measured on their outlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.asking import find_place
from geo.measures.atlas import atlas_of
from geo.measures.ellipsoid import geodesic
from geo.options import DEFAULTS
from geo.verdicts.readings import METHOD, readings_between

if TYPE_CHECKING:
    from geo.options import Options
    from geo.records import Place, Reading
    from geo.source import PlaceSource


@dataclass(frozen=True, slots=True)
class Distance:
    """What was measured between two places.

    Attributes:
        readings: All ways of measuring it, the nearest points first.
        points: The nearest points, (lon, lat) in degrees on `a` and on `b`.
        azimuth: From the point on `a` to that on `b`, degrees clockwise from north; that of the centres where the two
            touch, and None where those are one point.
        method: How it was measured.
    """

    a: Place
    b: Place
    readings: tuple[Reading, ...]
    points: tuple[tuple[float, float], tuple[float, float]]
    azimuth: float | None
    method: str


def distance(a: str, b: str, source: PlaceSource, options: Options = DEFAULTS) -> Distance:
    """Measure between two places.

    Args:
        a: The one, as people write it: "Yonaguni", "Paris, Texas", "mainland China", "25.74,123.47", or an id.
        b: The other.
        source: Where the places and their outlines come from.
        options: How the names are to be read.

    Raises:
        PlaceNotFound: The source knows no such place.
    """
    (place_a, part_a), (place_b, part_b) = (find_place(asked, source, options) for asked in (a, b))
    readings = readings_between(place_a, place_b, atlas_of(source), part_a=part_a, part_b=part_b)
    centres = (place_a.lon, place_a.lat), (place_b.lon, place_b.lat)
    points = readings[0].points or centres
    apart = next((pair for pair in (points, centres) if pair[0] != pair[1]), None)
    return Distance(place_a, place_b, readings, points, geodesic(*apart)[1] if apart else None, METHOD)
