"""Outlines of places, cut into blocks that can be measured without being read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Shape(Protocol):
    """A point, a line or an area on the ellipsoid, as blocks of segments.

    Rings are cut at the antimeridian (the seams run along 180 and -180) and, round the south pole, along -90: no
    segment jumps. An area is what an odd number of segments lies due north of. A point is one segment of no length.

    Attributes:
        kind: "point", "line" or "area".
        bounds: (blocks, 4) west, south, east, north in degrees.
        accuracy_m: (blocks,) how far each block's line may be off, in metres: tens on a shore, a kilometre on a border.
        coast: (blocks,) whether the block is shore, rather than a border on land or a line drawn in water.
    """

    kind: Literal["point", "line", "area"]
    bounds: npt.NDArray[np.float64]
    accuracy_m: npt.NDArray[np.float64]
    coast: npt.NDArray[np.bool_]

    def segments(self, block: int) -> npt.NDArray[np.float64]:
        """(n, 4) lon, lat, lon, lat of the block's segments, in degrees; n is about a hundred, never above 1,024."""
        ...
