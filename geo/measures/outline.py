"""A shape made ready to be measured: a tree of bounding spheres over its blocks, each read once and when needed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from geo.measures.ellipsoid import ecef

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.shape import Shape

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

FAN = 8  # children of a node
RUN = 16  # pieces under one sphere
# A piece is no longer than this, so that its chord lies within 2 cm of the ellipsoid.
PIECE_M = 1000.0
M_PER_DEGREE = 111_700.0  # of a meridian at the poles, where it is longest


class Pieces:
    """The segments of one block, cut to a kilometre, in degrees and in space.

    A segment is straight in longitude and latitude, as GeoJSON has it (RFC 7946, 3.1.1).

    Attributes:
        lonlat: (n, 4) lon, lat, lon, lat in degrees.
        start: (n, 3) metres.
        along: (n, 3) from start to end, in metres.
        runs: (r, 4) bounding spheres of connected pieces: x, y, z, radius in metres.
        members: (r, RUN) numbers of the pieces of each run; -1 where it is shorter.
    """

    __slots__ = ("along", "end", "lonlat", "members", "middle", "radius", "runs", "start")

    def __init__(self, segments: Floats) -> None:
        self.lonlat = _cut(segments)
        ends = ecef(self.lonlat[:, 0::2], self.lonlat[:, 1::2])
        self.start = ends[:, 0]
        self.along = ends[:, 1] - ends[:, 0]
        self.middle = self.start + self.along / 2
        self.radius = np.sqrt(np.einsum("ij,ij->i", self.along, self.along)) / 2
        self.end = ends[-1:, 1]
        self.members = _connected(self.lonlat)
        of_runs = np.where(self.members < 0, self.members[:, :1], self.members)
        self.runs = _bounded(np.column_stack((self.middle, self.radius))[of_runs])

    def run(self, number: int) -> Ints:
        """Numbers of the vertices of a run."""
        pieces = self.members[number]
        last = int(pieces.max())
        return np.arange(int(pieces[0]), last + (2 if last + 1 == len(self.lonlat) else 1))

    def vertices(self) -> tuple[Floats, Floats]:
        """(n + 1, 3) metres and (n + 1, 2) degrees of where pieces start, and of where the last ends."""
        return np.vstack((self.start, self.end)), np.vstack((self.lonlat[:, :2], self.lonlat[-1:, 2:]))


class Outline:
    """A shape with a tree of bounding spheres over its blocks.

    Attributes:
        levels: (n, 4) x, y, z, radius in metres of the nodes of each level, from the root down to the blocks. The
            children of node `i` are the nodes `FAN * i` to `FAN * i + FAN - 1` of the next level.
        blocks: The number of the shape's block for each leaf; they are sorted along a curve that keeps neighbours near.
        bounds: (leaves, 4) west, south, east, north of the leaves.
    """

    __slots__ = ("_pieces", "_segments", "blocks", "bounds", "levels", "shape")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        spheres = _spheres(shape.bounds)
        self.blocks = _near_first(spheres[:, :3])
        self.bounds = shape.bounds[self.blocks]
        self.levels = [spheres[self.blocks]]
        while len(self.levels[0]) > 1:
            self.levels.insert(0, _grouped(self.levels[0], FAN))
        self._pieces: dict[int, Pieces] = {}
        self._segments: dict[int, Floats] = {}

    @property
    def centres(self) -> Floats:
        """(leaves, 2) lon, lat of the centres of the leaves' spheres."""
        return (self.bounds[:, :2] + self.bounds[:, 2:]) / 2

    @property
    def coast(self) -> npt.NDArray[np.bool_]:
        """(leaves,) whether each is shore."""
        return self.shape.coast[self.blocks]

    def segments(self, leaf: int) -> Floats:
        """(n, 4) lon, lat, lon, lat of a leaf's segments, in degrees."""
        found = self._segments.get(leaf)
        if found is None:
            found = self._segments[leaf] = np.asarray(self.shape.segments(int(self.blocks[leaf])), dtype=np.float64)
        return found

    def pieces(self, leaf: int) -> Pieces:
        """A leaf's segments, ready to be measured."""
        found = self._pieces.get(leaf)
        if found is None:
            found = self._pieces[leaf] = Pieces(self.segments(leaf))
        return found

    def accuracy_m(self, leaf: int) -> float:
        """How far the leaf's line may be off, in metres."""
        return float(self.shape.accuracy_m[self.blocks[leaf]])


def children(nodes: Ints, size: int) -> Ints:
    """(n, FAN) numbers of the children of nodes in a level of `size`; -1 where there is none."""
    found: Ints = nodes[:, None] * FAN + np.arange(FAN)
    found[found >= size] = -1
    return found


def _connected(lonlat: Floats) -> Ints:
    """(r, RUN) numbers of pieces in runs that never go from one ring to another; -1 where a run is shorter."""
    breaks = np.flatnonzero((lonlat[1:, :2] != lonlat[:-1, 2:]).any(axis=1)) + 1
    chains = np.concatenate(([0], breaks, [len(lonlat)]))
    starts: list[int] = []
    stops: list[int] = []
    for start, stop in itertools.pairwise(chains.tolist()):
        starts += range(start, stop, RUN)
        stops += [*range(start + RUN, stop, RUN), stop]
    members: Ints = np.array(starts)[:, None] + np.arange(RUN)
    members[members >= np.array(stops)[:, None]] = -1
    return members


def _cut(segments: Floats) -> Floats:
    step_lon, step_lat = segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]
    widest = np.cos(np.radians(np.minimum(np.abs(segments[:, 1]), np.abs(segments[:, 3]))))
    widest[(segments[:, 1] < 0) != (segments[:, 3] < 0)] = 1.0
    parts = np.ceil(np.hypot(step_lon * widest, step_lat) * (M_PER_DEGREE / PIECE_M)).astype(np.int64)
    if parts.max(initial=1) <= 1:
        return segments
    parts = np.maximum(parts, 1)
    number = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
    share = np.repeat(parts, parts)
    whole = np.repeat(segments, parts, axis=0)
    first, last = (number / share)[:, None], ((number + 1) / share)[:, None]
    start, end = whole[:, :2], whole[:, 2:]
    cut = np.hstack((start + (end - start) * first, start + (end - start) * last))
    final = np.cumsum(parts) - 1
    cut[final, 2:] = segments[:, 2:]
    return cut


def _spheres(bounds: Floats) -> Floats:
    """Spheres round the ellipsoid's surface over boxes of longitude and latitude.

    The squared chord from the box's centre to a point of it is that along the meridian plus 4 r r' sin²(Δλ / 2), with
    the two parallels' radii r and r': both terms are bounded at the box's edges.
    """
    west, south, east, north = bounds.T
    lon, lat = (west + east) / 2, (south + north) / 2
    centre = ecef(lon, lat)
    nil = np.zeros_like(lat)
    middle, low, high = (ecef(nil, each)[:, [0, 2]] for each in (lat, south, north))
    meridian = np.maximum(((low - middle) ** 2).sum(axis=1), ((high - middle) ** 2).sum(axis=1))
    widest = ecef(nil, np.where((south <= 0) & (north >= 0), 0.0, np.minimum(np.abs(south), np.abs(north))))[:, 0]
    half = np.minimum(np.radians(east - west) / 4, np.pi / 2)
    radius = np.sqrt(meridian + 4 * widest * middle[:, 0] * np.sin(half) ** 2)
    # A millimetre covers the rounding.
    return np.column_stack((centre, radius + 1e-3))


def _grouped(spheres: Floats, size: int) -> Floats:
    """Spheres round each `size` consecutive spheres."""
    short = -len(spheres) % size
    if short:
        spheres = np.concatenate((spheres, np.repeat(spheres[-1:], short, axis=0)))
    return _bounded(spheres.reshape(-1, size, 4))


def _bounded(groups: Floats) -> Floats:
    """(n, 4) spheres round each group of (n, m, 4) spheres."""
    centre = (groups[:, :, :3].min(axis=1) + groups[:, :, :3].max(axis=1)) / 2
    away = groups[:, :, :3] - centre[:, None]
    radius = (np.sqrt(np.einsum("gij,gij->gi", away, away)) + groups[:, :, 3]).max(axis=1)
    return np.column_stack((centre, radius))


def _near_first(points: Floats) -> Ints:
    """An order of points along a Z-curve through space."""
    low, high = points.min(axis=0), points.max(axis=0)
    size = float((high - low).max())
    if size == 0:
        return np.arange(len(points))
    cell = ((points - low) * (1023 / size)).astype(np.int64)
    code = np.zeros(len(points), dtype=np.int64)
    for bit in range(10):
        for axis in range(3):
            code |= ((cell[:, axis] >> bit) & 1) << (3 * bit + axis)
    return np.argsort(code, kind="stable")
