"""The longest line between two shapes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.measures.ellipsoid import ecef, geodesic
from geo.measures.nearest import Line
from geo.measures.outline import children

if TYPE_CHECKING:
    from geo.measures.outline import Floats, Ints, Outline


def farthest(a: Outline, b: Outline) -> Line:
    """The geodesic between the two points of two shapes that lie farthest apart in space.

    Args:
        a: The one shape.
        b: The other; may be the same, for its length.

    Returns:
        The line. On the ellipsoid another pair of points may be farther apart: by a metre at 500 km, by half a percent
        near the antipodes.
    """
    at_a = at_b = np.zeros(1, dtype=np.int64)
    depth = max(len(a.levels), len(b.levels))
    most = np.zeros(1)
    for step in range(depth):
        level_a = a.levels[max(0, step - depth + len(a.levels))]
        level_b = b.levels[max(0, step - depth + len(b.levels))]
        if step:
            below_a = children(at_a, len(level_a)) if step > depth - len(a.levels) else at_a[:, None]
            below_b = children(at_b, len(level_b)) if step > depth - len(b.levels) else at_b[:, None]
            at_a = np.repeat(below_a, below_b.shape[1], axis=1).ravel()
            at_b = np.tile(below_b, below_a.shape[1]).ravel()
            there = (at_a >= 0) & (at_b >= 0)
            at_a, at_b = at_a[there], at_b[there]
        away = np.sqrt(((level_a[at_a, :3] - level_b[at_b, :3]) ** 2).sum(axis=1))
        reach = level_a[at_a, 3] + level_b[at_b, 3]
        most = away + reach
        keep = most >= (away - reach).max()
        at_a, at_b, most = at_a[keep], at_b[keep], most[keep]
    order = np.argsort(-most)
    chord, best = -1.0, Line(0.0, (0.0, 0.0), (0.0, 0.0), 0.0)
    for leaf_a, leaf_b, bound in zip(at_a[order].tolist(), at_b[order].tolist(), most[order].tolist(), strict=True):
        if bound <= chord:
            break
        (space_a, flat_a), (space_b, flat_b) = _vertices(a, leaf_a), _vertices(b, leaf_b)
        far_a, far_b = _beyond(space_a, b.levels[-1][leaf_b], chord), _beyond(space_b, a.levels[-1][leaf_a], chord)
        if not len(far_a) or not len(far_b):
            continue
        square = ((space_a[far_a, None] - space_b[None, far_b]) ** 2).sum(axis=2)
        i, j = np.unravel_index(int(np.argmax(square)), square.shape)
        if (span := float(np.sqrt(square[i, j]))) > chord:
            chord = span
            start, end = flat_a[far_a[i]].tolist(), flat_b[far_b[j]].tolist()
            off = math.hypot(a.accuracy_m(leaf_a), b.accuracy_m(leaf_b))
            best = Line(0.0, (start[0], start[1]), (end[0], end[1]), off)
    return Line(geodesic(best.start, best.end)[0], best.start, best.end, best.accuracy_m)


def _beyond(points: Floats, sphere: Floats, chord: float) -> Ints:
    """Which points may lie farther than a chord from a point in a sphere."""
    away = points - sphere[:3]
    return np.flatnonzero(np.sqrt(np.einsum("ij,ij->i", away, away)) + sphere[3] > chord)


def _vertices(shape: Outline, leaf: int) -> tuple[Floats, Floats]:
    """(n, 3) metres and (n, 2) degrees of a leaf's vertices."""
    segments = shape.segments(leaf)
    flat = np.concatenate((segments[:, :2], segments[-1:, 2:]))
    return ecef(flat[:, 0], flat[:, 1]), flat
