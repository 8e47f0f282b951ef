"""Points given by their coordinates, as places: their ids say all there is to know of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.source import PlaceSource

_KEPT, _SHOWN = 6, 4  # decimals of a degree: a tenth of a metre, ten metres
_POINT = re.compile(r"point:(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)(?:;u=(\d{1,6}))?")


def point_at(lat: float, lon: float, accuracy_m: float = 0.0) -> Place:
    """The place that a pair of coordinates names.

    Args:
        lat: Degrees north; kept to a tenth of a metre, as is the other.
        lon: Degrees east.
        accuracy_m: How far the point may be off what was meant, in whole metres.

    Returns:
        A place whose id carries the point, "point:24.45,122.933333;u=927", its uncertainty as in RFC 5870 (geo URIs).
    """
    lat, lon, metres = round(lat, _KEPT), round(lon, _KEPT), round(accuracy_m)
    key = f"point:{_degrees(lat)},{_degrees(lon)}" + (f";u={metres}" if metres else "")
    north, east = (f"{_degrees(abs(value), _SHOWN)}°" for value in (lat, lon))
    name = f"{north}{'S' if lat < 0 else 'N'} {east}{'W' if lon < 0 else 'E'}"
    return Place(
        id=key, name=name, lat=lat, lon=lon, feature_code="", accuracy_m=float(metres), ids=(key,), source="as written"
    )


def point_of(place_id: str) -> Place | None:
    """The place of the id of a point; None for every other id."""
    match = _POINT.fullmatch(place_id)
    if match is None:
        return None
    lat, lon, metres = float(match[1]), float(match[2]), float(match[3] or 0)
    return point_at(lat, lon, metres) if abs(lat) <= 90 and abs(lon) <= 180 else None


def places_of(source: PlaceSource, ids: Iterable[str]) -> dict[str, Place]:
    """As `PlaceSource.places`, points included."""
    asked = list(ids)
    points = {key: point for key in asked if (point := point_of(key)) is not None}
    known = source.places([key for key in asked if key not in points])
    return points | dict(known)


def _degrees(value: float, decimals: int = _KEPT) -> str:
    """Without trailing zeros."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}".rstrip("0").rstrip(".")
