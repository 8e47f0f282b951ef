"""The way along GSHHG's rivers, which have no names, past given points.

Lines and lakes become one network. Through a lake, and through a broad river, which is drawn by its banks, leads its
middle line (the edges of the Voronoi cells of its shore that lie in it); ends that nearly meet are joined. A way is the
cheapest past its points: it may leave a point aside, which costs as well.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.build.gshhg import Geometries

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

KM_PER_DEGREE = 111.2
# How far around its points a way is looked for, in degrees.
AROUND_DEG = 0.8
# A point stands for what lies within this of it: the nearer, the rather, but no detour of more than so many times the
# distance is made for it.
REACH_KM = 30.0
DETOUR = 4.0
# Ends nearer than this meet; those as near as the second may be joined. Either counts as so many times as far.
MEETS_DEG, GAP_DEG = 0.02, 0.15
MEETS_COST, GAP_COST = 1.5, 8.0
# How many vertices near an end are looked at, and how many of a lake's middle line.
NEIGHBOURS, ENTRIES = 24, 3
# A lake shorter than this, in degrees, and one larger than that, in square degrees, leads nowhere.
LEAST_LAKE_DEG, MOST_LAKE_DEG2 = 0.01, 30.0
# Shores are cut into steps of this, in degrees, or a third of the lake's width, before their middle is sought.
STEP_DEG = 0.002


@dataclass(frozen=True, slots=True)
class Way:
    """A way along rivers.

    Attributes:
        vertices: (n, 2) lon, lat.
        half_width_km: (n,) from the middle of a lake or a broad river to its bank; 0 on a line.
        joined: (n - 1,) which of its segments join two ends, or lead to a point.
    """

    vertices: Floats
    half_width_km: Floats
    joined: Bools


@dataclass(frozen=True, slots=True)
class _Network:
    """Nodes (lon, lat) with half widths, and edges between them with costs in kilometres."""

    nodes: Floats
    half_width_km: Floats
    edges: Ints  # (n, 2)
    costs: Floats
    joins: Bools


class Waterways:
    """The rivers and lakes of the world, with an index.

    Args:
        lines: From `gazetteer.build.gshhg.read_rivers`.
        lakes: From `gazetteer.build.gshhg.read_lakes`.
    """

    def __init__(self, lines: Sequence[Floats], lakes: Geometries) -> None:
        import shapely

        self._lines = list(lines)
        pieces = (piece for lake in lakes for piece in shapely.get_parts(lake) if piece.geom_type == "Polygon")
        self._lakes = [piece for piece in pieces if piece.area < MOST_LAKE_DEG2]
        self._line_tree = shapely.STRtree([shapely.linestrings(line) for line in self._lines])
        self._lake_tree = shapely.STRtree(self._lakes)
        self._middle = cache(self._middle_of)

    def way(self, points: Floats) -> Way:
        """The cheapest way past points in their order; straight where nothing is drawn.

        Args:
            points: (n, 2) lon, lat, two or more.
        """
        net = _with_points(self._network(points), points)
        nodes = _without_spurs(_cheapest(net, len(points)))
        pairs = {(min(pair), max(pair)) for pair in net.edges[net.joins].tolist()}
        joined = [(min(pair), max(pair)) in pairs for pair in itertools.pairwise(nodes)]
        return Way(net.nodes[nodes], net.half_width_km[nodes], np.array(joined, np.bool_))

    def _network(self, points: Floats) -> _Network:
        """The lines and lakes around points, joined where they nearly meet."""
        import shapely

        frame = shapely.box(*(points.min(axis=0) - AROUND_DEG), *(points.max(axis=0) + AROUND_DEG))
        lines = [self._lines[number] for number in self._line_tree.query(frame, predicate="intersects").tolist()]
        numbers = self._lake_tree.query(frame, predicate="intersects").tolist()
        lakes = [(self._lakes[number], *self._middle(number)) for number in numbers if len(self._middle(number)[1])]
        strands = lines + [middle[:, :2] for _, middle, _ in lakes]
        starts = np.cumsum([0, *map(len, strands)])
        nodes = np.vstack([*strands, np.empty((0, 2))])
        own = [np.column_stack((np.arange(len(line) - 1), np.arange(1, len(line)))) + start
               for line, start in zip(lines, starts.tolist(), strict=False)]  # fmt: skip
        own += [edges + start for (_, _, edges), start in zip(lakes, starts[len(lines) :].tolist(), strict=False)]
        half = [np.zeros(int(starts[len(lines)])), *(middle[:, 2] for _, middle, _ in lakes)]
        scale = np.array([np.cos(np.radians(points[:, 1].mean())), 1.0])
        ends = np.column_stack((starts[: len(lines)], starts[1 : len(lines) + 1] - 1)).ravel()
        meets, gaps = _between_lines(nodes[: starts[len(lines)]] * scale, starts[: len(lines) + 1], ends)
        into, nearly_into = _into_lakes(nodes, ends, [(shape, middle[:, :2]) for shape, middle, _ in lakes],
                                        starts[len(lines) :], scale)  # fmt: skip
        edges = np.vstack([*own, *([link] for link in meets + into + gaps + nearly_into), np.empty((0, 2), np.int64)])
        costs = _lengths_km(nodes[edges[:, 0]], nodes[edges[:, 1]])
        drawn, met = sum(map(len, own)), len(meets) + len(into)
        joins = np.arange(len(edges)) >= drawn + met
        costs[drawn : drawn + met] *= MEETS_COST
        costs[joins] *= GAP_COST
        return _Network(nodes, np.concatenate(half), edges, costs, joins)

    def _middle_of(self, number: int) -> tuple[Floats, Ints]:
        """The middle line of a lake: (n, 3) lon, lat and half its width in km; and (m, 2) which of them are joined."""
        import shapely

        nothing = np.empty((0, 3)), np.empty((0, 2), np.int64)
        west, south, east, north = self._lakes[number].bounds
        if max(east - west, north - south) < LEAST_LAKE_DEG:
            return nothing
        squeeze = float(np.cos(np.radians((south + north) / 2)))
        lake = shapely.transform(self._lakes[number], lambda lonlat: lonlat * [squeeze, 1.0])
        dense = shapely.segmentize(lake, max(STEP_DEG, 2 * lake.area / lake.length / 3))
        shore = shapely.multipoints(np.unique(shapely.get_coordinates(dense), axis=0))
        cells = shapely.get_parts(shapely.voronoi_polygons(shore, only_edges=True))
        ends = np.array([shapely.get_coordinates(edge)[[0, -1]] for edge in cells])
        shapely.prepare(lake)
        ends = ends[shapely.contains(lake, shapely.linestrings(ends))]
        if not len(ends):
            return nothing
        nodes, at = np.unique(np.round(ends.reshape(-1, 2), 6), axis=0, return_inverse=True)
        half = shapely.distance(shapely.boundary(lake), shapely.points(nodes)) * KM_PER_DEGREE
        return np.column_stack((nodes / [squeeze, 1.0], half)), at.reshape(-1, 2).astype(np.int64)


Links = list[tuple[int, int]]


def _between_lines(flat: Floats, starts: Ints, ends: Ints) -> tuple[Links, Links]:
    """From each end of a line to the nearest vertex of the others near it: those that meet, and those with a gap.

    Args:
        flat: (n, 2) the vertices of all lines, to scale.
        starts: (lines + 1,) the first vertex of each line.
        ends: The vertices at which lines end.
    """
    from scipy.spatial import cKDTree

    meets: Links = []
    gaps: Links = []
    if not len(flat):
        return meets, gaps
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    away, near = cKDTree(flat).query(flat[ends], k=min(NEIGHBOURS, len(flat)), distance_upper_bound=GAP_DEG)
    for end, distances, found in zip(ends.tolist(), away.tolist(), near.tolist(), strict=True):
        met = {int(owner[end])}
        for distance, node in zip(distances, found, strict=True):
            if node < len(flat) and int(owner[node]) not in met:
                met.add(int(owner[node]))
                (meets if distance < MEETS_DEG else gaps).append((end, node))
    return meets, gaps


def _into_lakes(
    nodes: Floats, ends: Ints, lakes: Sequence[tuple[Any, Floats]], starts: Ints, scale: Floats
) -> tuple[Links, Links]:
    """From each end of a line to the middle lines of the lakes near it, and from lake to lake.

    Args:
        nodes: (n, 2) lon, lat of all nodes.
        ends: The nodes at which lines end.
        lakes: The shape and the middle line of each.
        starts: The first node of each middle line.
        scale: What makes degrees even.
    """
    import shapely
    from scipy.spatial import cKDTree

    meets: Links = []
    gaps: Links = []
    if not lakes:
        return meets, gaps
    shores = shapely.STRtree([shape for shape, _ in lakes])
    trees = [cKDTree(middle * scale) for _, middle in lakes]
    for limit, links in ((MEETS_DEG, meets), (GAP_DEG / 2, gaps)):
        found = shores.query(shapely.points(nodes[ends]), predicate="dwithin", distance=limit)
        for end, lake in found.T.tolist():
            entries = np.ravel(trees[lake].query(nodes[ends[end]] * scale, k=min(ENTRIES, trees[lake].n))[1])
            links += [(int(ends[end]), int(starts[lake] + entry)) for entry in entries.tolist()]
    for one, other in shores.query([shape for shape, _ in lakes], predicate="dwithin", distance=MEETS_DEG).T.tolist():
        if one < other:
            away, nearest = trees[other].query(lakes[one][1] * scale)
            at = int(away.argmin())
            meets.append((int(starts[one] + at), int(starts[other] + nearest[at])))
    return meets, gaps


def _with_points(net: _Network, points: Floats) -> _Network:
    """The network with points at its end, each joined to what lies near it, and to the next.

    To go by way of a point costs a little more than to pass it.
    """
    count = len(net.nodes)
    edges, costs = [], []
    for number, point in enumerate(points):
        away = _lengths_km(net.nodes, point)
        near = np.flatnonzero(away <= REACH_KM)
        edges.append(np.column_stack((near, np.full(len(near), count + number))))
        costs.append(DETOUR * away[near] + 0.1)
    chain = count + np.arange(len(points))
    edges.append(np.column_stack((chain[:-1], chain[1:])))
    costs.append(GAP_COST * steps_km(points))
    added = np.concatenate(costs)
    return _Network(
        np.vstack([net.nodes, points]),
        np.concatenate([net.half_width_km, np.zeros(len(points))]),
        np.vstack([net.edges, *edges]),
        np.concatenate([net.costs, added]),
        np.concatenate([net.joins, np.ones(len(added), np.bool_)]),
    )


def _cheapest(net: _Network, points: int) -> list[int]:
    """Nodes of the cheapest way past the last so many nodes in order, where to leave a point aside costs as well."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import dijkstra

    count = len(net.nodes)
    order = np.lexsort((net.costs, net.edges.max(axis=1), net.edges.min(axis=1)))
    edges, costs = np.sort(net.edges[order], axis=1), np.maximum(net.costs[order], 1e-6)
    kept = edges[:, 0] != edges[:, 1]
    kept[1:] &= (edges[1:] != edges[:-1]).any(axis=1)
    edges, costs = edges[kept], costs[kept]
    reached: dict[int, float] = {}
    steps: list[Ints] = []
    for point in range(count - points, count):
        away = _lengths_km(net.nodes, net.nodes[point])
        near = np.flatnonzero(away <= REACH_KM)
        aside = dict(zip(near.tolist(), (DETOUR * away[near] + 1e-6).tolist(), strict=True))
        if not reached:
            reached = aside
            continue
        # One more node, from which what was reached is as far as it was from the start.
        start = np.array(list(reached))
        rows = np.concatenate([edges[:, 0], np.full(len(start), count)])
        columns = np.concatenate([edges[:, 1], start])
        weights = np.concatenate([costs, np.array(list(reached.values()))])
        graph = coo_matrix((weights, (rows, columns)), shape=(count + 1, count + 1)).tocsr()
        found, before = dijkstra(graph, directed=False, indices=count, return_predecessors=True)
        steps.append(before)
        reached = {node: float(found[node]) + cost for node, cost in aside.items() if np.isfinite(found[node])}
    node = min(reached, key=lambda each: reached[each])
    way = [node]
    for before in reversed(steps):
        while before[node] != count:
            node = int(before[node])
            way.append(node)
    return way[::-1]


def _without_spurs(way: Sequence[int]) -> list[int]:
    """A way that comes to no node twice: what leads up a tributary and back is cut out."""
    straight: list[int] = []
    at: dict[int, int] = {}
    for node in way:
        if node in at:
            for left in straight[at[node] + 1 :]:
                del at[left]
            del straight[at[node] + 1 :]
        else:
            at[node] = len(straight)
            straight.append(node)
    return straight if len(straight) > 1 else straight * 2


def steps_km(vertices: Floats) -> Floats:
    """(n - 1,) about how long the segments of a line are."""
    return _lengths_km(vertices[1:], vertices[:-1])


def _lengths_km(a: Floats, b: Floats) -> Floats:
    step = (a - b) * KM_PER_DEGREE
    middle = np.cos(np.radians((a[..., 1] + b[..., 1]) / 2))
    return np.asarray(np.hypot(step[..., 0] * middle, step[..., 1]))
