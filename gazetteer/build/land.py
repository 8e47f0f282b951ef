"""Packs the world's land, as OpenStreetMap draws its coast, into gazetteer/data/land.bin.

Run as `python -m gazetteer.build.land`, with roaring-landmask 0.11 and shapely installed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.build.packing import Chain, along_z, in_units, write_lines
from gazetteer.land import UNITS_PER_DEGREE

if TYPE_CHECKING:
    import numpy.typing as npt

DATA = Path(__file__).resolve().parent.parent / "data"
# Polygons below this stand apart in the file, so that the outline of a country without rocks is made of long ranges.
ROCK_KM2 = 0.1


def read_land() -> npt.NDArray[np.object_]:
    """All polygons of the OSM coast, as shapely geometries in degrees."""
    import shapely
    from roaring_landmask import LandmaskProvider, Shapes

    return np.asarray(shapely.get_parts(shapely.from_wkb(Shapes.wkb(LandmaskProvider.Osm))))


def land_parts() -> npt.NDArray[np.object_]:
    """The parts of the land in the order of the file, each a polygon or several that meet at the antimeridian."""
    import shapely

    polygons = read_land()
    groups = order_land(polygons)
    return np.array(
        [polygons[g[0]] if len(g) == 1 else shapely.multipolygons(polygons[g]) for g in groups], dtype=object
    )


def areas_km2(polygons: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """Areas to about a percent for what is small, which is all that sorting needs."""
    import shapely

    bounds = shapely.bounds(polygons)
    middle = np.radians((bounds[:, 1] + bounds[:, 3]) / 2)
    areas: npt.NDArray[np.float64] = shapely.area(polygons) * 111.2**2 * np.cos(middle)
    return areas


def order_land(polygons: npt.NDArray[np.object_]) -> list[list[int]]:
    """The parts of the file: numbers of polygons, those that meet at the antimeridian together.

    What is no rock comes first; each of the two along a Z-curve.
    """
    import shapely

    coordinates, owner = shapely.get_coordinates(polygons, return_index=True)
    units = np.rint(coordinates * UNITS_PER_DEGREE).astype(np.int64)
    first = np.searchsorted(owner, np.arange(len(polygons)))
    groups = _meeting_at_the_antimeridian(units, owner)
    together = {max(group): group for group in groups}
    later = {number for group in groups for number in group} - set(together)
    areas = areas_km2(polygons)
    rock = areas < ROCK_KM2
    for group in groups:
        rock[list(group)] = areas[list(group)].sum() < ROCK_KM2
    order = np.lexsort((along_z(units[first]), rock))
    return [sorted(together.get(int(n), {int(n)})) for n in order if int(n) not in later]


def _meeting_at_the_antimeridian(units: npt.NDArray[np.int64], owner: npt.NDArray[np.int64]) -> list[set[int]]:
    seam = 180 * UNITS_PER_DEGREE
    east, west = units[:, 0] >= seam - 1, units[:, 0] <= -seam + 1
    groups: list[set[int]] = []
    for number in np.unique(owner[east]):
        latitudes = units[east & (owner == number), 1]
        for other in np.unique(owner[west]):
            others = units[west & (owner == other), 1]
            overlap = min(latitudes.max(), others.max()) - max(latitudes.min(), others.min())
            if number != other and overlap > 0:
                near = [g for g in groups if g & {int(number), int(other)}]
                groups = [g for g in groups if g not in near]
                groups.append({int(number), int(other)}.union(*near))
    return groups


def chains(polygon: object) -> list[Chain]:
    """The rings of a polygon, outer first, without the repeated vertex."""
    import shapely

    rings = [polygon.exterior, *polygon.interiors]  # type: ignore[attr-defined]
    found = [in_units(shapely.get_coordinates(ring)) for ring in rings]
    return [(ring[:-1] if len(ring) > 1 else ring, True) for ring in found]


def main() -> None:
    """Writes the file."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "land.bin"
    polygons = read_land()
    parts = order_land(polygons)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_lines(target, ([chain for number in part for chain in chains(polygons[number])] for part in parts))
    print(f"{target}: {len(parts):,} parts of {len(polygons):,} polygons, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
