"""The shores of the curated lakes: polygons of GSHHG, by a point in or near each and by its published area."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build.curated import TABLES, read_entries, read_table
from gazetteer.build.land import areas_km2
from gazetteer.build.sketches import Sketch

if TYPE_CHECKING:
    from gazetteer.build.gshhg import Geometries

CODES = frozenset({"LK", "RSV"})
# Ten lagoons that GSHHG draws as lakes and OpenStreetMap as sea: nine vertices in ten lie within 0.7 to 2.4 km of its
# shore (in the fjords of Patagonia and Greenland within 4 and 7 km).
ACCURACY_M = 2_000
# The area that is drawn is at most so many times the published one, or that many times smaller.
MOST_TIMES = 1.5
# A lake whose published area is not known holds its point, or is as near to it as this, in degrees.
NEAR_DEG = 0.02
KM_PER_DEGREE = 111.2
# Lakes that are drawn as one with others, or with their river, by boxes (west, south, east, north) round each.
PARTED: dict[str, list[tuple[float, float, float, float]]] = {
    "curated:lake-superior": [(-93, 46.4, -84.35, 50)],
    "curated:lake-michigan": [(-89, 41, -84.75, 46.3)],
    "curated:lake-huron": [(-84.75, 42.95, -79, 46.4)],
    "curated:lake-erie": [(-84, 41, -82.3, 42.29), (-82.3, 41, -78, 43)],
    "curated:lake-st-clair": [(-82.95, 42.29, -82.3, 42.72)],
    "curated:kakhovka-reservoir": [(33.3, 46.7, 35.25, 47.87)],
    "curated:kremenchuk-reservoir": [(31.4, 49.03, 33.3, 49.85)],
}


def lake_sketches(polygons: Geometries) -> list[Sketch]:
    """The curated lakes that are drawn as large as they are said to be; the others are printed.

    Args:
        polygons: From `gazetteer.build.gshhg.read_lakes`.
    """
    import shapely

    published = {f"curated:{row['slug']}": float(row["area_km2"]) for row in read_table(TABLES / "lakes.tsv")}
    tree = shapely.STRtree(polygons)
    sketches = []
    for entry in read_entries():
        place = entry.place
        if place.feature_code not in CODES:
            continue
        point, area = shapely.Point(place.lon, place.lat), published.get(place.id)
        reach = NEAR_DEG if area is None else max(NEAR_DEG, math.sqrt(area) / KM_PER_DEGREE)
        numbers = tree.query(point, predicate="dwithin", distance=reach)
        near = sorted(polygons[numbers], key=point.distance)
        if place.id in PARTED:
            frame = shapely.union_all([shapely.box(*box) for box in PARTED[place.id]])
            parts = [shapely.intersection(lake, frame) for lake in near]
            near = [part for part in parts if not part.is_empty]
        found = near[0] if near and area is None else _as_large(near, area) if near and area else None
        if found is None:
            drawn = ", ".join(f"{size:.0f}" for size in areas_km2(np.array(near, dtype=object))) if near else "none"
            print(f"{place.id}: {area or '?'} km² published, no such lake drawn: {drawn}")
        else:
            sketches.append(Sketch(place.id, drawn=[found], accuracy_m=_accuracy_m(found, area)))
    return sketches


def _as_large(near: list[Any], area: float) -> Any | None:  # noqa: ANN401
    """The lake among those near a point, or so many of the nearest, that agree best with the published area."""
    import shapely

    options = near + [shapely.union_all(near[:count]) for count in range(2, len(near) + 1)]
    off = np.abs(np.log(areas_km2(np.array(options, dtype=object)) / area))
    best = int(off.argmin())
    return options[best] if off[best] <= math.log(MOST_TIMES) else None


def _accuracy_m(lake: Any, area: float | None) -> int:  # noqa: ANN401
    """How far the shore may be off: the more, the less the area agrees, since then the lake stood higher or lower."""
    if area is None:
        return ACCURACY_M
    middle = math.cos(math.radians(lake.centroid.y))
    shore_km = lake.length * KM_PER_DEGREE * (1 + middle) / 2
    drawn = float(areas_km2(np.array([lake], dtype=object))[0])
    shift_m = round(1000 * abs(drawn - area) / shore_km, -2)
    return ACCURACY_M + int(shift_m)
