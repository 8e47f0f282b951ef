"""Cuts the land into the parts of units: each unit's islands, and its share of what it shares with others.

The units are drawn coarsely, the land finely. An island goes whole to the unit that has most of it, or to the nearest.
A landmass of several units is cut by their borders, which are carried on from their own coast to the land's: beyond it,
what is nearest to a unit's coast is the unit's.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build.land import areas_km2

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Geometries = npt.NDArray[np.object_]

# A smaller island is not cut, whatever a coarse border says.
LEAST_CUT_KM2 = 20.0
# A unit's polygon has a share of a landmass when this much of the smaller of the two lies in the other.
LEAST_SHARE = 0.05
# Water that the units leave out of the land they enclose stays out of them when it is larger.
LEAST_LAKE_KM2 = 300.0
# Land without a unit goes to the nearest one within this distance.
FARTHEST_KM = 400.0
EARTH_KM = 6371.0


# Sizes in degrees of the tiles that a large polygon is clipped to before it is cut.
TILES = (80.0, 40.0, 20.0, 10.0, 5.0)
# A polygon of fewer vertices is not worth clipping.
LARGE = 4_000
# How far around a unit what lies beyond its coast is still its own, in degrees.
BEYOND_DEG = 2.0


@dataclass(slots=True)
class Share:
    """What a unit has of the land: whole polygons by number, and pieces of others."""

    whole: list[int] = field(default_factory=list)
    pieces: list[tuple[int, Any]] = field(default_factory=list)


def cut_land(units: Sequence[Any], land: Geometries, *, orphans: bool = True) -> list[Share]:
    """The share of each unit.

    Args:
        units: Polygons or multipolygons in degrees, next to each other.
        land: Polygons in degrees.
        orphans: Whether land that meets no unit goes to the nearest one, rather than to none.
    """
    import shapely

    polygons, owner = shapely.get_parts(np.asarray(units, dtype=object), return_index=True)
    shares = [Share() for _ in units]
    tiles = {
        number: _Tiled(land[number]) for number in np.nonzero(shapely.get_num_coordinates(land) > LARGE)[0].tolist()
    }
    met = _meeting(polygons, land, tiles)
    sizes = areas_km2(land)
    for number, candidates in met.items():
        owners = {int(owner[c]) for c in candidates}
        if len(owners) == 1:
            shares[owners.pop()].whole.append(number)
            continue
        tiled = tiles.get(number) or _Tiled(land[number])
        overlap = shapely.area([shapely.intersection(tiled.around(p.bounds), p) for p in polygons[candidates]])
        least = np.minimum(shapely.area(land[number]), shapely.area(polygons[candidates])) * LEAST_SHARE
        having = [c for c, area, enough in zip(candidates, overlap, least, strict=True) if area > enough]
        owners = {int(owner[c]) for c in having}
        if sizes[number] < LEAST_CUT_KM2 or len(owners) < 2:
            shares[int(owner[candidates[int(np.argmax(overlap))]])].whole.append(number)
            continue
        parts = {o: shapely.unary_union(polygons[[c for c in having if owner[c] == o]]) for o in sorted(owners)}
        for o, piece in zip(parts, _cut(tiled, list(parts.values())), strict=True):
            if not piece.is_empty:
                shares[o].pieces.append((number, piece))
    if orphans:
        alone = np.setdiff1d(np.arange(len(land)), np.fromiter(met, np.int64))
        for number, o in zip(alone.tolist(), _nearest(land[alone], polygons, owner).tolist(), strict=True):
            if o >= 0:
                shares[o].whole.append(number)
    return shares


def _meeting(polygons: Geometries, land: Geometries, tiles: Mapping[int, _Tiled]) -> dict[int, list[int]]:
    """The polygons that meet each land, by its number; `tiles` has all that is large."""
    import shapely

    met: dict[int, list[int]] = defaultdict(list)
    small = np.setdiff1d(np.arange(len(land)), np.fromiter(tiles, np.int64))
    query, found = shapely.STRtree(land[small]).query(polygons, predicate="intersects")
    for polygon, number in zip(query.tolist(), small[found].tolist(), strict=True):
        met[number].append(polygon)
    for number, tiled in tiles.items():
        boxes = shapely.box(*shapely.bounds(polygons).T)
        for polygon in np.nonzero(shapely.intersects(shapely.box(*tiled.whole.bounds), boxes))[0].tolist():
            if shapely.intersects(tiled.around(polygons[polygon].bounds), polygons[polygon]):
                met[number].append(polygon)
    return met


def _cut(polygon: _Tiled, units: list[Any]) -> list[Any]:
    """The pieces of a polygon that lie in each of the units, or beyond its coast nearest to it."""
    import shapely

    together = shapely.union_all(units)
    holes = [shapely.polygons(ring) for part in shapely.get_parts(together) for ring in part.interiors]
    lakes = [hole for hole in holes if areas_km2(np.array([hole], dtype=object))[0] >= LEAST_LAKE_KM2]
    dry = _Tiled(shapely.union_all([together, *lakes]))
    pieces = []
    for unit, region in zip(units, _nearest_regions(units, together, polygon.whole), strict=True):
        frame = shapely.box(*(np.array(unit.bounds) + np.array([-1, -1, 1, 1]) * BEYOND_DEG))
        near = shapely.intersection(region, frame)
        outside = shapely.difference(near, dry.around(near.bounds)) if not near.is_empty else near
        mine = shapely.union(unit, outside)
        piece = shapely.intersection(polygon.around(mine.bounds), mine)
        pieces.append(shapely.MultiPolygon([p for p in shapely.get_parts(piece) if p.geom_type == "Polygon"]))
    return pieces


class _Tiled:
    """A polygon, and what of it lies in tiles that overlap by half: small operands for what is done in one place."""

    def __init__(self, polygon: Any) -> None:  # noqa: ANN401
        import shapely

        self.whole = polygon
        self._large = int(shapely.get_num_coordinates(polygon)) > LARGE
        self._tiles: dict[tuple[float, int, int], Any] = {}

    def around(self, bounds: tuple[float, float, float, float]) -> Any:  # noqa: ANN401
        """The polygon, or its part in the smallest tile that holds the bounds well inside."""
        return self._within(bounds, TILES[-1]) if self._large else self.whole

    def _within(self, bounds: tuple[float, float, float, float], least: float) -> Any:  # noqa: ANN401
        import shapely

        west, south, east, north = bounds
        for size in reversed(TILES):
            half = size / 2
            column, row = math.floor((west - 0.01) / half), math.floor((south - 0.01) / half)
            tile = (column * half, row * half, column * half + size, row * half + size)
            if size < least or east >= tile[2] or north >= tile[3]:
                continue
            if (size, column, row) not in self._tiles:
                larger = self._within(tile, 2 * size)
                self._tiles[size, column, row] = shapely.intersection(larger, shapely.box(*tile))
            return self._tiles[size, column, row]
        return self.whole


def _nearest_regions(units: list[Any], together: Any, polygon: Any) -> list[Any]:  # noqa: ANN401
    """For each unit what lies nearer to its part of the coast of all than to another's."""
    import shapely

    coast = {tuple(xy) for xy in shapely.get_coordinates(shapely.boundary(together)).tolist()}
    owners: dict[tuple[float, float], int] = {}
    for number, unit in enumerate(units):
        for vertex in map(tuple, shapely.get_coordinates(unit).tolist()):
            if vertex in coast:
                owners[vertex] = -1 if owners.get(vertex, number) != number else number
    sites = np.array([vertex for vertex, number in owners.items() if number >= 0])
    site_owner = np.array([number for number in owners.values() if number >= 0])
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=shapely.envelope(polygon), ordered=True)
    )
    regions = []
    for number in range(len(units)):
        mine = cells[site_owner == number]
        regions.append(shapely.coverage_union_all(mine) if len(mine) else shapely.Polygon())
    return regions


def _nearest(land: Geometries, polygons: Geometries, owner: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The owner of the nearest vertex of the polygons to each land's first vertex; -1 where none is near."""
    import shapely
    from scipy.spatial import KDTree

    coordinates, index = shapely.get_coordinates(shapely.segmentize(polygons, 0.1), return_index=True)
    first = shapely.get_coordinates(shapely.points([shapely.get_coordinates(g)[0] for g in land]))
    distance, at = KDTree(_unit_vectors(coordinates)).query(_unit_vectors(first))
    nearest: npt.NDArray[np.int64] = owner[index[at]].astype(np.int64)
    nearest[distance * EARTH_KM > FARTHEST_KM] = -1
    return nearest


def _unit_vectors(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    lon, lat = np.radians(degrees).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
