"""The shortest line between two shapes.

Two trees of bounding spheres are searched together, and only blocks that may hold the nearest points are read. There
the distance in space between straight segments is exact; those that may be shortest on the ellipsoid are measured on
it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.measures.containing import contains
from geo.measures.ellipsoid import (
    LEAST_RADIUS_M,
    Point,
    geodesic,
    heading,
    lengths,
    longest_chord,
    longest_geodesic,
    shortest_geodesic,
)
from geo.measures.outline import FAN, RUN, Outline, Pieces, children
from geo.measures.segments import nearest_points

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

# Segments are chords that lie up to 2 cm below the ellipsoid: what is nearer than this crosses or touches.
TOUCH_M = 0.1
# Lines no farther apart than so many metres need no second look on the ellipsoid (a hundredth of a millimetre).
CLOSE_M = 1e-5
# Beyond this, what a chord leaves open of its geodesic is more than its share of the search.
FAR_M = 2_000_000.0
# Blocks no larger than this, together, are looked at as a whole.
COMPACT_M = 100_000.0


@dataclass(frozen=True, slots=True)
class Line:
    """A geodesic between points of two shapes.

    Attributes:
        start: (lon, lat) on the first, in degrees.
        end: (lon, lat) on the second.
        accuracy_m: How far the two shapes may be off there, together: the root of the sum of squares.
    """

    metres: float
    start: Point
    end: Point
    accuracy_m: float


def nearest(a: Outline, b: Outline) -> Line:
    """The shortest geodesic from one shape to another.

    Args:
        a: The one shape.
        b: The other.

    Returns:
        The line; of no length where the shapes touch, cross or hold one another. Its error, given the shapes, is below
        a centimetre up to a thousand kilometres.
    """
    found = _between_edges(a, b)
    if found.metres == 0:
        return found
    shared = _held(a, b) or _held(b, a)
    return Line(0.0, shared, shared, found.accuracy_m) if shared else found


def leaf_pairs(a: Outline, b: Outline) -> tuple[Ints, Ints, Floats]:
    """Pairs of leaves that may hold the nearest points, the likeliest first, and the (n,) least distance of each."""
    at_a = at_b = np.zeros(1, dtype=np.int64)
    depth = max(len(a.levels), len(b.levels))
    for step in range(depth):
        level_a = a.levels[max(0, step - depth + len(a.levels))]
        level_b = b.levels[max(0, step - depth + len(b.levels))]
        if step:
            at_a, at_b = _descend(at_a, at_b, grown_a=step > depth - len(a.levels), size_a=len(level_a),
                                  grown_b=step > depth - len(b.levels), size_b=len(level_b))  # fmt: skip
        away, reach = _apart(level_a[at_a], level_b[at_b])
        keep = away - reach <= _tolerant(float((away + reach).min()))
        at_a, at_b, reach, away = at_a[keep], at_b[keep], reach[keep], away[keep]
    if away.min() > FAR_M:
        # A chord of a few kilometres is shorter than its arc by less than a thousandth.
        away = lengths(np.hstack((a.centres[at_a], b.centres[at_b])))
        least = away - 1.001 * reach
    else:
        least = shortest_geodesic(np.maximum(away - reach, 0))
    # Two borders that may meet are most likely one border.
    apart = a.coast[at_a] | b.coast[at_b] | (least > 0)
    order = np.lexsort((away, apart))
    return at_a[order], at_b[order], least[order]


def _descend(at_a: Ints, at_b: Ints, *, grown_a: bool, size_a: int, grown_b: bool, size_b: int) -> tuple[Ints, Ints]:
    below_a = children(at_a, size_a) if grown_a else at_a[:, None]
    below_b = children(at_b, size_b) if grown_b else at_b[:, None]
    shape = (len(at_a), below_a.shape[1], below_b.shape[1])
    pair_a = np.broadcast_to(below_a[:, :, None], shape).ravel()
    pair_b = np.broadcast_to(below_b[:, None, :], shape).ravel()
    there = (pair_a >= 0) & (pair_b >= 0)
    return pair_a[there], pair_b[there]


def _apart(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    away = a[:, :3] - b[:, :3]
    return np.sqrt(np.einsum("ij,ij->i", away, away)), a[:, 3] + b[:, 3]


def _between_edges(a: Outline, b: Outline) -> Line:
    pairs = leaf_pairs(a, b)
    first_a, first_b = int(pairs[0][0]), int(pairs[1][0])
    start, end = _vertex(a, first_a), _vertex(b, first_b)
    off = math.hypot(a.accuracy_m(first_a), b.accuracy_m(first_b))
    best = Line(geodesic(start, end)[0], start, end, off)
    for leaf_a, leaf_b, least in zip(*(each.tolist() for each in pairs), strict=True):
        if best.metres == 0:
            break
        if least > best.metres:
            continue
        between = _between_far if least > FAR_M else _between_pieces
        found = between(a.pieces(leaf_a), b.pieces(leaf_b), best.metres)
        if found is not None and found[0] < best.metres:
            best = Line(*found, math.hypot(a.accuracy_m(leaf_a), b.accuracy_m(leaf_b)))
    return best


def _vertex(shape: Outline, leaf: int) -> Point:
    lon, lat = shape.segments(leaf)[0, :2].tolist()
    return lon, lat


def _between_pieces(a: Pieces, b: Pieces, most: float) -> tuple[float, Point, Point] | None:
    """The shortest geodesic between pieces that is no longer than `most` metres, if there is one."""
    limit = longest_chord(most) + 1e-6
    i, j = _near(a.runs, b.runs, limit)
    at_a, at_b = np.repeat(a.members[i], RUN, axis=1).ravel(), np.tile(b.members[j], RUN).ravel()
    there = (at_a >= 0) & (at_b >= 0)
    at_a, at_b = at_a[there], at_b[there]
    away = a.middle[at_a] - b.middle[at_b]
    distance = np.sqrt(np.einsum("ij,ij->i", away, away))
    reach = a.radius[at_a] + b.radius[at_b]
    keep = distance - reach <= min(limit, _tolerant(float((distance + reach).min(initial=limit))))
    at_a, at_b = at_a[keep], at_b[keep]
    if not len(at_a):
        return None
    chord, on_a, on_b = nearest_points(a.start[at_a], a.along[at_a], b.start[at_b], b.along[at_b])
    least = float(chord.min())
    if least > limit:
        return None
    limit = least if least < TOUCH_M else min(limit, _tolerant(least))
    near = np.flatnonzero(chord <= limit)
    lines = np.hstack((_at(a.lonlat[at_a[near]], on_a[near]), _at(b.lonlat[at_b[near]], on_b[near])))
    lines = np.unique(lines, axis=0) if limit - least > CLOSE_M else lines[np.argmin(chord[near])][None]
    metres = lengths(lines)
    first = int(np.argmin(metres))
    lon_a, lat_a, lon_b, lat_b = lines[first].tolist()
    return (0.0 if least < TOUCH_M else float(metres[first])), (lon_a, lat_a), (lon_b, lat_b)


def _between_far(a: Pieces, b: Pieces, most: float) -> tuple[float, Point, Point] | None:
    """The shortest geodesic between vertices of pieces that lie far apart, if it is no longer than `most` metres.

    Within a piece of a kilometre a length is shorter than at its ends by 6 cm at most.
    """
    (space_a, flat_a), (space_b, flat_b) = a.vertices(), b.vertices()
    if np.ptp(space_a, axis=0).max() + np.ptp(space_b, axis=0).max() < COMPACT_M:
        return _between_vertices(space_a, flat_a, space_b, flat_b)
    runs = np.indices((len(a.runs), len(b.runs))).reshape(2, -1)
    reach = 2.002 * (a.runs[runs[0], 3] + b.runs[runs[1], 3])
    metres = lengths(np.hstack((flat_a[a.members[runs[0], 0]], flat_b[b.members[runs[1], 0]])))
    best: tuple[float, Point, Point] | None = None
    for at in np.argsort(metres).tolist():
        if metres[at] - reach[at] > most:
            continue
        of_a, of_b = a.run(runs[0, at]), b.run(runs[1, at])
        found = _between_vertices(space_a[of_a], flat_a[of_a], space_b[of_b], flat_b[of_b])
        if found[0] <= most:
            best, most = found, found[0]
    return best


def _between_vertices(space_a: Floats, flat_a: Floats, space_b: Floats, flat_b: Floats) -> tuple[float, Point, Point]:
    """The shortest geodesic between two groups of points that lie far apart.

    From a pair of points in their midst, a length changes by what either end moves along it; what that leaves out is
    bounded by the curvature of the distance, 1 / (R sin(s / R)).
    """
    middle_a, middle_b = len(flat_a) // 2, len(flat_b) // 2
    (lon_a, lat_a), (lon_b, lat_b) = flat_a[middle_a].tolist(), flat_b[middle_b].tolist()
    metres, at_a, at_b = geodesic((lon_a, lat_a), (lon_b, lat_b))
    moved_a, moved_b = space_a - space_a[middle_a], space_b - space_b[middle_b]
    nearer_a = moved_a @ heading(lon_a, lat_a, at_a)
    nearer_b = moved_b @ heading(lon_b, lat_b, at_b)
    reach = math.sqrt((moved_a**2).sum(axis=1).max()) + math.sqrt((moved_b**2).sum(axis=1).max())
    bend = max(math.sin(min(metres / LEAST_RADIUS_M, math.pi)), 1e-6)
    left_out = min(0.6 * reach * reach / (LEAST_RADIUS_M * bend), 2 * reach) + 0.1
    i, j = (np.flatnonzero(nearer >= nearer.max() - 2 * left_out) for nearer in (nearer_a, nearer_b))
    lines = np.hstack((np.repeat(flat_a[i], len(j), axis=0), np.tile(flat_b[j], (len(i), 1))))
    found = lengths(lines)
    first = int(np.argmin(found))
    lon_a, lat_a, lon_b, lat_b = lines[first].tolist()
    return float(found[first]), (lon_a, lat_a), (lon_b, lat_b)


def _tolerant(chord: float) -> float:
    """The chord beyond which no geodesic is shorter than one over `chord`, a micrometre given for rounding."""
    return longest_chord(longest_geodesic(chord)) + 1e-6


def _near(a: Floats, b: Floats, limit: float) -> tuple[Ints, Ints]:
    """Pairs of spheres that may hold the nearest points."""
    away = a[:, None, :3] - b[None, :, :3]
    distance = np.sqrt(np.einsum("ijk,ijk->ij", away, away))
    reach = a[:, None, 3] + b[None, :, 3]
    limit = min(limit, _tolerant(float((distance + reach).min())))
    i, j = np.nonzero(distance - reach <= limit)
    return i, j


def _at(lonlat: Floats, share: Floats) -> Floats:
    """(n, 2) points at shares of segments; a segment's ends are met exactly."""
    at = share[:, None]
    return np.where(at == 1, lonlat[:, 2:], lonlat[:, :2] + (lonlat[:, 2:] - lonlat[:, :2]) * at)


def _held(area: Outline, other: Outline) -> Point | None:
    """A point of `other` inside `area`, where their edges are known not to cross.

    A node whose sphere is clear of the area's edge is inside or outside as a whole: any point of the sphere tells.
    Only near the edge are rings asked one by one.
    """
    if area.shape.kind != "area":
        return None
    west, south = area.bounds[:, :2].min(axis=0)
    east, north = area.bounds[:, 2:].max(axis=0)
    within = (
        (other.bounds[:, 0] <= east) & (other.bounds[:, 2] >= west)
        & (other.bounds[:, 1] <= north) & (other.bounds[:, 3] >= south)
    )  # fmt: skip
    if not within.any():
        return None
    nodes = np.zeros(1, dtype=np.int64)
    for depth, level in enumerate(other.levels):
        if depth:
            below = children(nodes, len(level)).ravel()
            nodes = below[below >= 0]
        under = len(other.levels) - 1 - depth
        size = FAN**under
        nodes = nodes[np.logical_or.reduceat(within, np.arange(0, len(within), size))[nodes]]
        clear = _clear(area, level[nodes])
        for node in nodes[clear].tolist():
            box = other.bounds[node * size]
            point = (float(box[0] + box[2]) / 2, float(box[1] + box[3]) / 2)
            if contains(area, *point):
                return point
        nodes = nodes[~clear]
    for leaf in nodes.tolist():
        segments = other.segments(leaf)
        begins = np.ones(len(segments), dtype=np.bool_)
        begins[1:] = (segments[1:, :2] != segments[:-1, 2:]).any(axis=1)
        for lon, lat in segments[begins, :2].tolist():
            if contains(area, lon, lat):
                return lon, lat
    return None


def _clear(area: Outline, spheres: Floats) -> npt.NDArray[np.bool_]:
    """Which spheres meet none of the area's leaves."""
    clear = np.ones(len(spheres), dtype=np.bool_)
    at_node, at_sphere = np.zeros(len(spheres), dtype=np.int64), np.arange(len(spheres))
    for depth, level in enumerate(area.levels):
        if depth:
            below = children(at_node, len(level))
            at_sphere = np.repeat(at_sphere, below.shape[1])
            at_node = below.ravel()
            at_sphere, at_node = at_sphere[at_node >= 0], at_node[at_node >= 0]
        away, reach = _apart(level[at_node], spheres[at_sphere])
        meets = away <= reach
        at_node, at_sphere = at_node[meets], at_sphere[meets]
    clear[at_sphere] = False
    return clear
