"""The longest line between two shapes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.measures.ellipsoid import SEMI_MAJOR_M, SEMI_MINOR_M, ecef, geodesic, lengths
from geo.measures.nearest import Line
from geo.measures.outline import children

if TYPE_CHECKING:
    from geo.measures.ellipsoid import Point
    from geo.measures.outline import Floats, Ints, Outline

# What has a longer chord lies near the antipodes of one another: geodesics of some 15,000 km.
NEARLY_ROUND_M = 11_780_000.0
MOST_TURNS = 8
LEAST_GAIN_M = 0.001
SLACK = 0.1  # a geodesic over half a leaf is longer than its chord by less than this share
# On the auxiliary sphere of the ellipsoid, what is farthest from a point is nearest to the point's antipode.
_SPACE = np.array((1.0, 1.0, 1.0))
_SPHERE = np.array((1.0, 1.0, SEMI_MAJOR_M / SEMI_MINOR_M))


def farthest(a: Outline, b: Outline) -> Line:
    """The longest geodesic between two points of two shapes.

    Args:
        a: The one shape.
        b: The other; may be the same, for its length.

    Returns:
        The line between the two points that lie farthest apart in space: on the ellipsoid another pair may be farther
        apart by a metre at 500 km. Near the antipodes, where chords hardly differ, the points that are nearest to one
        another's antipodes on the auxiliary sphere (Karney 2013, section 2); from there the point of each shape that is
        farthest from the other's end is looked for in turn, until neither end moves: within 0.02 %.
    """
    line = _best(a, b, round_the_globe=False)
    return line or _ascended(a, b, _best(a, b, round_the_globe=True) or _nowhere())


def _best(a: Outline, b: Outline, *, round_the_globe: bool) -> Line | None:
    """The line between the points that are farthest apart, or nearest to one another's antipodes.

    Returns:
        None where the points that are farthest apart are near the antipodes, and those were not asked for.
    """
    sign, of_a = (-1.0, _SPHERE) if round_the_globe else (1.0, _SPACE)
    of_b = -of_a if round_the_globe else of_a
    at_a = at_b = np.zeros(1, dtype=np.int64)
    depth = max(len(a.levels), len(b.levels))
    most = np.zeros(1)
    for step in range(depth):
        level_a = _moved(a.levels[max(0, step - depth + len(a.levels))], of_a)
        level_b = _moved(b.levels[max(0, step - depth + len(b.levels))], of_b)
        if step:
            below_a = children(at_a, len(level_a)) if step > depth - len(a.levels) else at_a[:, None]
            below_b = children(at_b, len(level_b)) if step > depth - len(b.levels) else at_b[:, None]
            at_a = np.repeat(below_a, below_b.shape[1], axis=1).ravel()
            at_b = np.tile(below_b, below_a.shape[1]).ravel()
            there = (at_a >= 0) & (at_b >= 0)
            at_a, at_b = at_a[there], at_b[there]
        away = sign * np.sqrt(((level_a[at_a, :3] - level_b[at_b, :3]) ** 2).sum(axis=1))
        reach = level_a[at_a, 3] + level_b[at_b, 3]
        most = away + reach
        sure = (away - reach).max()
        if not round_the_globe and sure > NEARLY_ROUND_M:
            return None
        keep = most >= sure
        at_a, at_b, most = at_a[keep], at_b[keep], most[keep]
    order = np.argsort(-most)
    chord, best = -math.inf, _nowhere()
    for leaf_a, leaf_b, bound in zip(at_a[order].tolist(), at_b[order].tolist(), most[order].tolist(), strict=True):
        if bound <= chord:
            break
        (space_a, flat_a), (space_b, flat_b) = _vertices(a, leaf_a), _vertices(b, leaf_b)
        space_a, space_b = space_a * of_a, space_b * of_b
        far_a = _beyond(space_a, level_b[leaf_b], chord, sign)
        far_b = _beyond(space_b, level_a[leaf_a], chord, sign)
        if not len(far_a) or not len(far_b):
            continue
        square = sign * ((space_a[far_a, None] - space_b[None, far_b]) ** 2).sum(axis=2)
        i, j = np.unravel_index(int(np.argmax(square)), square.shape)
        span = sign * math.sqrt(abs(square[i, j]))
        if span > chord:
            chord = span
            start, end = flat_a[far_a[i]].tolist(), flat_b[far_b[j]].tolist()
            off = math.hypot(a.accuracy_m(leaf_a), b.accuracy_m(leaf_b))
            best = Line(0.0, (start[0], start[1]), (end[0], end[1]), off)
    if not round_the_globe and chord > NEARLY_ROUND_M:
        return None
    return Line(geodesic(best.start, best.end)[0], best.start, best.end, best.accuracy_m)


def _nowhere() -> Line:
    return Line(0.0, (0.0, 0.0), (0.0, 0.0), 0.0)


def _ascended(a: Outline, b: Outline, line: Line) -> Line:
    """The line, its ends moved in turn to where it is longest."""
    for _ in range(MOST_TURNS):
        end, of_b, _ = _farthest_from(line.start, b)
        start, of_a, metres = _farthest_from(end, a)
        if metres <= line.metres + LEAST_GAIN_M:
            return line
        line = Line(metres, start, end, math.hypot(a.accuracy_m(of_a), b.accuracy_m(of_b)))
    return line


def _farthest_from(point: Point, shape: Outline) -> tuple[Point, int, float]:
    """The vertex of a shape that is farthest from a point, its leaf, and how far it is in metres."""
    spheres = shape.levels[-1]
    west, south, east, north = shape.bounds.T
    centres = np.column_stack(((west + east) / 2, (south + north) / 2))
    # No point of a leaf is farther from the middle of its box than this chord, which is shorter than its geodesic.
    reach = np.sqrt(((ecef(centres[:, 0], centres[:, 1]) - spheres[:, :3]) ** 2).sum(axis=1)) + spheres[:, 3]
    most = lengths(_lines(point, centres)) + reach * (1 + SLACK)
    best, leaf, metres = (0.0, 0.0), 0, -1.0
    for candidate in np.argsort(-most).tolist():
        if most[candidate] <= metres:
            break
        flat = _vertices(shape, candidate)[1]
        away = lengths(_lines(point, flat))
        vertex = int(away.argmax())
        if away[vertex] > metres:
            lon, lat = flat[vertex].tolist()
            best, leaf, metres = (lon, lat), candidate, float(away[vertex])
    return best, leaf, metres


def _lines(point: Point, ends: Floats) -> Floats:
    """(n, 4) lines from one point."""
    return np.column_stack((np.full(len(ends), point[0]), np.full(len(ends), point[1]), ends))


def _moved(spheres: Floats, axes: Floats) -> Floats:
    """Spheres round what (n, 4) spheres become when space is stretched along its axes, or turned inside out."""
    return np.asarray(spheres * np.append(axes, np.abs(axes).max()))


def _beyond(points: Floats, sphere: Floats, chord: float, sign: float) -> Ints:
    """Which points may lie farther than a chord from a point in a sphere; nearer, for a negative sign."""
    away = points - sphere[:3]
    return np.flatnonzero(sign * np.sqrt(np.einsum("ij,ij->i", away, away)) + sphere[3] > chord)


def _vertices(shape: Outline, leaf: int) -> tuple[Floats, Floats]:
    """(n, 3) metres and (n, 2) degrees of a leaf's vertices."""
    segments = shape.segments(leaf)
    flat = np.concatenate((segments[:, :2], segments[-1:, 2:]))
    return ecef(flat[:, 0], flat[:, 1]), flat
