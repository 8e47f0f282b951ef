"""How long and how wide a place is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.measures.ellipsoid import ecef, geodesic
from geo.measures.farthest import farthest
from geo.measures.nearest import Line

if TYPE_CHECKING:
    from geo.measures.outline import Floats, Outline

SECTIONS = 400
# The tapering ends of a place are not its narrowest point.
ENDS = 0.1


@dataclass(frozen=True, slots=True)
class Extent:
    """The sizes of a place.

    Attributes:
        length: The longest straight line between two of its points.
        widest: The longest section square to the length, from its outermost edge to its outermost edge.
        narrowest: The shortest such section, the tenths at both ends aside.
    """

    length: Line
    widest: Line
    narrowest: Line


def extent(shape: Outline) -> Extent:
    """How long and how wide a shape is.

    Args:
        shape: An area or a line.

    Returns:
        Its extents: the length, and sections at 400 stations along it.
    """
    length = farthest(shape, shape)
    nil = Line(0.0, length.start, length.start, length.accuracy_m)
    if length.metres == 0:
        return Extent(length, nil, nil)
    lonlat = np.concatenate([shape.pieces(leaf).lonlat for leaf in range(len(shape.blocks))])
    start, end = ecef(lonlat[:, 0], lonlat[:, 1]), ecef(lonlat[:, 2], lonlat[:, 3])
    along, across = _axes(length)
    low, high = start @ along, end @ along
    stations = np.linspace(low.min(), low.max(), SECTIONS + 2)[1:-1]
    first = np.searchsorted(stations, np.minimum(low, high))
    count = np.searchsorted(stations, np.maximum(low, high)) - first
    piece = np.repeat(np.arange(len(lonlat)), count)
    station = np.repeat(first, count) + np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    share = ((stations[station] - low[piece]) / (high - low)[piece])[:, None]
    side = (start[piece] + (end - start)[piece] * share) @ across
    point = lonlat[piece, :2] + (lonlat[piece, 2:] - lonlat[piece, :2]) * share
    order = np.lexsort((side, station))
    ends = np.flatnonzero(np.diff(station[order], prepend=-1, append=-1))
    left, right = order[ends[:-1]], order[ends[1:] - 1]
    if not len(left):
        return Extent(length, nil, nil)
    width = side[right] - side[left]
    inner = np.arange(len(width)) / len(width)
    narrow = np.where((inner > ENDS) & (inner < 1 - ENDS), width, np.inf)
    return Extent(length, *(_section(point, left[at], right[at], length) for at in (width.argmax(), narrow.argmin())))


def _axes(length: Line) -> tuple[Floats, Floats]:
    """Unit vectors along the length and square to it, level in its middle."""
    ends = ecef(*np.array((length.start, length.end)).T)
    along = ends[1] - ends[0]
    along /= np.linalg.norm(along)
    across = np.cross(ends[0] + ends[1], along)
    return along, across / np.linalg.norm(across)


def _section(points: Floats, left: int, right: int, length: Line) -> Line:
    start, end = ((points[at, 0].item(), points[at, 1].item()) for at in (left, right))
    return Line(geodesic(start, end)[0], start, end, length.accuracy_m)
