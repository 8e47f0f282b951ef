"""Outlines of places, cut into blocks that can be measured without being read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Shape(Protocol):
    """A point, a line or an area on the ellipsoid, as blocks of segments.

    Attributes:
        kind: "point", "line" or "area".
        bounds: (blocks, 4) west, south, east, north in degrees.
        accuracy_m: How far the outline may be off, in metres.
    """

    kind: Literal["point", "line", "area"]
    bounds: npt.NDArray[np.float64]
    accuracy_m: float

    def segments(self, block: int) -> npt.NDArray[np.float64]:
        """(n, 4) lon, lat, lon, lat of the block's segments, in degrees."""
        ...
