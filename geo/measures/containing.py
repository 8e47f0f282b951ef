"""Whether an area holds a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.measures.outline import Outline


def contains(area: Outline, lon: float, lat: float) -> bool:
    """Whether an area holds a point: an odd number of its segments lies due north, or due south, of it.

    Args:
        area: Of kind "area"; points and lines hold nothing.
        lon: Degrees.
        lat: Degrees.

    Returns:
        True inside; either where the point is on the edge itself.
    """
    if area.shape.kind != "area":
        return False
    lon = (lon + 180) % 360 - 180
    over = (area.bounds[:, 0] <= lon) & (lon <= area.bounds[:, 2])
    north, south = over & (area.bounds[:, 3] >= lat), over & (area.bounds[:, 1] <= lat)
    northward = np.count_nonzero(north) <= np.count_nonzero(south)
    leaves = np.flatnonzero(north if northward else south).tolist()
    if not leaves:
        return False
    segments = np.concatenate([area.segments(leaf) for leaf in leaves])
    # Half open, so that a vertex counts once.
    segments = segments[(segments[:, 0] <= lon) != (segments[:, 2] <= lon)]
    west, south_end, east, north_end = segments.T
    crossing = south_end + (lon - west) / (east - west) * (north_end - south_end)
    return bool(np.count_nonzero(crossing > lat if northward else crossing < lat) % 2)
