"""Outlines of places for the page: thinned to what is seen, and packed like the land."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maps.page.tiles import EQUATOR_M, Level, packed_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from geo.shape import Shape

GRID = Level(0, 12, 1)  # steps of 10 m at the equator, over the whole world
MOST_BLOCKS = 4000  # beyond that, some half a million segments, an outline takes longer than it is worth
MOST_VERTICES = 4000


def packed_outline(shape: Shape) -> str | None:
    """An outline as base64 of steps over the world's square, or None for a point or a giant.

    Args:
        shape: A line or an area.
    """
    if shape.kind == "point" or not 0 < len(shape.bounds) <= MOST_BLOCKS:
        return None
    lines = chains(np.concatenate([shape.segments(block) for block in range(len(shape.bounds))]))
    return packed_lines(_thinned(lines), GRID, (0, 0, 0), ring=False) or None


def chains(segments: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """Segments joined end to end where one begins at the other's end; the seams at the antimeridian are left out.

    Args:
        segments: (n, 4) lon, lat, lon, lat in degrees.

    Returns:
        Lines, (n, 2) lon, lat.
    """
    seam = (np.abs(segments[:, [0, 2]]) == 180).all(axis=1) | (segments[:, [1, 3]] <= -90).all(axis=1)
    segments = segments[~seam]
    if not len(segments):
        return []
    breaks = np.flatnonzero((segments[1:, :2] != segments[:-1, 2:]).any(axis=1)) + 1
    return [np.vstack([run[:, :2], run[-1:, 2:]]) for run in np.split(segments, breaks)]


def _thinned(lines: Sequence[npt.NDArray[np.float64]]) -> list[npt.NDArray[np.float64]]:
    """Lines simplified until few vertices are left, and specks left out that are then below what is seen."""
    from shapely import get_coordinates, linestrings, simplify

    if not lines:
        return []
    ends = np.vstack([[line.min(axis=0), line.max(axis=0)] for line in lines])
    tolerance = max(float(np.ptp(ends, axis=0).max()) / 2000, 10 * 360 / EQUATOR_M)
    drawn = [linestrings(line) for line in lines]
    while True:
        seen = [
            line for line in drawn if max(line.bounds[2] - line.bounds[0], line.bounds[3] - line.bounds[1]) > tolerance
        ]
        drawn = list(simplify(seen, tolerance, preserve_topology=False))
        thin = [get_coordinates(line) for line in drawn]
        if sum(map(len, thin)) <= MOST_VERTICES:
            return thin
        tolerance *= 2
