"""A point as a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from geo.measures.outline import Floats


class Spot:
    """A place known by its point alone: one block, one segment of no length.

    Args:
        lon: Degrees.
        lat: Degrees.
        accuracy_m: How far the point may be off.
    """

    kind: Literal["point", "line", "area"] = "point"

    def __init__(self, lon: float, lat: float, accuracy_m: float) -> None:
        self.bounds = np.array([[lon, lat, lon, lat]])
        self.accuracy_m = np.array([accuracy_m])
        self.coast = np.zeros(1, dtype=np.bool_)

    def segments(self, block: int) -> Floats:  # noqa: ARG002 (there is only one)
        """The point, as a segment."""
        return self.bounds
