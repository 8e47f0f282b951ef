"""Units of length, each by its exact definition in kilometres."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records import Unit

# International mile, foot and yard (1959 agreement); nautical mile (1929 conference).
KM_PER: Mapping[Unit, float] = {
    "mi": 1.609344,
    "km": 1.0,
    "nmi": 1.852,
    "m": 0.001,
    "ft": 0.0003048,
    "yd": 0.0009144,
}
UNIT_NAMES: Mapping[Unit, tuple[str, str]] = {
    "mi": ("mile", "miles"),
    "km": ("km", "km"),
    "nmi": ("nautical mile", "nautical miles"),
    "m": ("m", "m"),
    "ft": ("foot", "feet"),
    "yd": ("yard", "yards"),
}
