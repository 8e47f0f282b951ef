"""The longest line between two shapes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.measures.ellipsoid import ecef, geodesic
from geo.measures.nearest import Line
from geo.measures.outline import children

if TYPE_CHECKING:
    from geo.measures.outline import Floats, Outline


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
    most = most_low = np.zeros(1)
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
        most, most_low = away + reach, away - reach
        keep = most >= most_low.max()
        at_a, at_b, most = at_a[keep], at_b[keep], most[keep]
    order = np.argsort(-most)
    chord, best = -1.0, Line(0.0, (0.0, 0.0), (0.0, 0.0), 0.0)
    for leaf_a, leaf_b, bound in zip(at_a[order].tolist(), at_b[order].tolist(), most[order].tolist(), strict=True):
        if bound <= chord:
            break
        (space_a, flat_a), (space_b, flat_b) = _vertices(a, leaf_a), _vertices(b, leaf_b)
        square = ((space_a[:, None] - space_b[None]) ** 2).sum(axis=2)
        i, j = np.unravel_index(int(np.argmax(square)), square.shape)
        if square[i, j] > chord * chord:
            chord = float(np.sqrt(square[i, j]))
            start, end = (flat_a[i, 0].item(), flat_a[i, 1].item()), (flat_b[j, 0].item(), flat_b[j, 1].item())
            best = Line(0.0, start, end, math.hypot(a.accuracy_m(leaf_a), b.accuracy_m(leaf_b)))
    return Line(geodesic(best.start, best.end)[0], best.start, best.end, best.accuracy_m)


def _vertices(shape: Outline, leaf: int) -> tuple[Floats, Floats]:
    """(n, 3) metres and (n, 2) degrees of a leaf's vertices."""
    segments = shape.segments(leaf)
    flat = np.concatenate((segments[:, :2], segments[-1:, 2:]))
    return ecef(flat[:, 0], flat[:, 1]), flat
