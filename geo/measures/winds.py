"""Compass directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from geo.records import Wind

if TYPE_CHECKING:
    from collections.abc import Mapping

WINDS: tuple[Wind, ...] = get_args(Wind)
AZIMUTHS: Mapping[Wind, float] = {wind: 22.5 * number for number, wind in enumerate(WINDS)}
WIND_NAMES: Mapping[Wind, str] = {
    "N": "north", "NNE": "north-northeast", "NE": "northeast", "ENE": "east-northeast", "E": "east",
    "ESE": "east-southeast", "SE": "southeast", "SSE": "south-southeast", "S": "south", "SSW": "south-southwest",
    "SW": "southwest", "WSW": "west-southwest", "W": "west", "WNW": "west-northwest", "NW": "northwest",
    "NNW": "north-northwest",
}  # fmt: skip


def wind_of(azimuth: float) -> Wind:
    """The wind of sixteen that an azimuth in degrees is nearest to."""
    return WINDS[round(azimuth / 22.5) % 16]


def turn(a: float, b: float) -> float:
    """The angle between two azimuths, from 0 to 180 degrees."""
    return abs((a - b + 180) % 360 - 180)
