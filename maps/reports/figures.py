"""Lengths, positions and ways of measuring, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records import ReadingName

READING_WORDS: Mapping[ReadingName, str] = {
    "nearest": "nearest points",
    "centre": "centre to centre",
    "farthest": "farthest points",
    "capitals": "capital to capital",
    "length": "length",
    "width": "width",
    "nearest_mainland": "nearest points, mainland only",
    "nearest_metropolitan": "nearest points, without outlying territories",
    "nearest_main_islands": "nearest points, main islands only",
    "nearest_with_islets": "nearest points, with islets",
}


def length(km: float) -> str:
    """A length in kilometres: metres below one kilometre, whole kilometres from a thousand."""
    if km < 1:
        return f"{km * 1000:,.0f} m"
    return f"{km:,.0f} km" if km >= 1000 else f"{km:,.1f} km"


def bounds(low_km: float | None, high_km: float | None) -> str:
    """What a stated length stands for, at least one of whose bounds is given."""
    if low_km is not None and high_km is not None:
        return f"{length(low_km)} to {length(high_km)}"
    return f"up to {length(high_km)}" if high_km is not None else f"{length(low_km or 0)} or more"


def miles(mi: float) -> str:
    """A length in miles."""
    return f"{mi:,.0f} mi" if mi >= 1000 else f"{mi:,.1f} mi" if mi >= 1 else f"{mi:.2f} mi"


def position(point: tuple[float, float]) -> str:
    """A (lon, lat) as people write it, to about ten metres."""
    lon, lat = point
    return f"{abs(lat):.4f}°{'N' if lat >= 0 else 'S'} {abs(lon):.4f}°{'E' if lon >= 0 else 'W'}"
