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
    """

    @property
    def kind(self) -> Literal["point", "line", "area"]:
        """Of what dimension it is."""
        ...

    @property
    def bounds(self) -> npt.NDArray[np.float64]:
        """(blocks, 4) west, south, east, north in degrees."""
        ...

    @property
    def accuracy_m(self) -> npt.NDArray[np.float64]:
        """(blocks,) how far each block's line may be off, in metres: tens on a shore, a kilometre on a border."""
        ...

    @property
    def coast(self) -> npt.NDArray[np.bool_]:
        """(blocks,) whether the block is shore, rather than a border on land or a line drawn in water."""
        ...

    def segments(self, block: int) -> npt.NDArray[np.float64]:
        """(n, 4) lon, lat, lon, lat of the block's segments, in degrees; n is about a hundred, never above 1,024."""
        ...
