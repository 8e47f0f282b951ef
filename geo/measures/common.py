"""The line that two areas have in common: their border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.measures.ellipsoid import geodesic

if TYPE_CHECKING:
    from geo.measures.outline import Outline


def common_metres(a: Outline, b: Outline) -> float:
    """How long the segments are that two outlines share; 0 where they share none.

    Args:
        a: The borders of the one area. Neighbours must be cut along one line, vertex by vertex.
        b: Those of the other.

    Returns:
        Metres, the sum of the segments' geodesics.
    """
    shared = _segments(a, b) & _segments(b, a)
    return sum(geodesic(start, end)[0] for start, end in map(_ends, shared))


def _segments(outline: Outline, other: Outline) -> set[tuple[float, float, float, float]]:
    """The segments in blocks whose box meets that of the other outline, each from its lesser end."""
    west, south = other.shape.bounds[:, :2].min(axis=0)
    east, north = other.shape.bounds[:, 2:].max(axis=0)
    bounds = outline.shape.bounds
    near = (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    found = set()
    for block in np.flatnonzero(near).tolist():
        for segment in outline.shape.segments(block).tolist():
            one, two = tuple(segment[:2]), tuple(segment[2:])
            found.add((*one, *two) if one < two else (*two, *one))
    return found


def _ends(segment: tuple[float, float, float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    return segment[:2], segment[2:]
