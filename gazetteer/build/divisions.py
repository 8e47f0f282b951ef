"""Outlines of first-order units that no source draws, from the places known to lie in each.

What a source draws there is older or larger: the eleven provinces of the Congo before 2015, the districts of
Luxembourg, an island with its parishes. Such a frame is parted among the units of today by the nearest of the places
whose unit is known. Frames that lie in one unit alone are taken whole: the lines between them are those of the source.

How far such a line is off grows with the distance to the nearest of the places that it parts, in the same measure
everywhere: see `SHARE` and docs/shapes.md.
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from rapidfuzz.fuzz import ratio

from gazetteer.build import units as listed
from gazetteer.build.countries import capitals, countries
from gazetteer.build.curated import TABLES, read_entries, read_table
from gazetteer.build.sketches import Sketch, merged
from geo.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from gazetteer.build.cities import City
    from gazetteer.build.packages import Packages

    Geometries = npt.NDArray[np.object_]

KM_PER_DEGREE = 111.2
# Nine in ten points of such a line, and of the true one, lie no farther from the other than this share of the distance
# to the nearest place and the width of a line of Natural Earth: `python -m benchmarks.divisions` measures it.
SHARE = 0.65
LEAST_KM = 1.0
# A line is cut into pieces no longer than this, in kilometres, each with an accuracy of its own.
LONGEST_KM = 10.0
# Accuracies are rounded up to one of these, in kilometres, so that the blocks of an outline stay long.
STEPS_KM = (1.5, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320)
# A place that no polygon holds belongs to the nearest one so near, in degrees: harbours beyond a coarse shore.
NEAR_DEG = 0.05
# A place is misplaced when its unit has so many and none of its nearest neighbours is of it.
MANY, NEIGHBOURS = 8, 6
# Of fewer places than this none is told to be apart from the others.
FEWEST = 4
# Places of a unit that are fewer than this and less than a share of a frame lie on its wrong side for the error of its
# line, when the frame where most of the unit's are is so near, in degrees.
STRAY, STRAY_SHARE, STRAY_DEG = 2, 0.2, 0.1
# Places of another unit that are so many, and such a share of a frame's, are a part of the frame that was given to it.
PART, PART_SHARE = 3, 0.25
# What is less than this share of a unit's places in a frame, and apart from the others, is an error.
EXCLAVE, EXCLAVE_SHARE = 2, 0.2
# Likeness of the name of an airfield's unit to the unit's own, in per cent ("Haut-Lomani").
LIKE = 85
# Units of an older order, which hold others of the first: their places tell nothing of these.
ABOVE = frozenset({"geonames:2410764"})  # São Tomé
# What a source counts into a country and draws apart: British bases on Cyprus.
APART = frozenset({"ne:admin1/esb-5132", "ne:admin1/wsb-5133"})
# A populated place so near to a point of the table is the one that the point stands for, in degrees.
SAME_DEG = 0.015
UNOUTLINED = TABLES.parent / "build" / "unoutlined.tsv"


@dataclass(frozen=True, slots=True)
class Seed:
    """A place whose first-order unit is known.

    Attributes:
        unit: The id of the unit's place.
        sure: Whether the unit is one of today; an airfield's may be an older one of the same name.
    """

    lon: float
    lat: float
    unit: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Roll:
    """The first-order units of today.

    Attributes:
        ids: All ids of each by its own.
        country: Of each, by its own id.
        names: Folded names of each, by its own id.
        unit_of: The own id by GeoNames' code.
        first: Those that are of the first order; the others have a code as these do (the governorates of Kurdistan).
        every: The ids of all units, also of older ones and of those of the second order.
    """

    ids: dict[str, tuple[str, ...]]
    country: dict[str, str]
    names: dict[str, frozenset[str]]
    unit_of: dict[str, str]
    first: set[str]
    every: set[str]


def read_roll(packages: Packages, cities: Sequence[City]) -> Roll:
    """The first-order units that GeoNames lists."""
    lands = {place.country: place for place in countries(packages, list(cities), capitals(packages, list(cities)))}
    by_code = {code: place for code, place in lands.items() if code}
    rows = listed.read_units(packages, {code: place.name for code, place in by_code.items()})
    code_of = {f"geonames:{number}": unit.code for unit in rows for number in unit.numbers}
    roll = Roll({}, {}, {}, {}, set(), set())
    for place in listed.units(packages, rows, cities, by_code):
        roll.every.update(place.ids or (place.id,))
        code = next((code_of[i] for i in place.ids if i in code_of), None)
        if code and place.country and (place.feature_code == "ADM1" or code.count(".") == 1):
            roll.ids[place.id], roll.country[place.id], roll.unit_of[code] = place.ids, place.country, place.id
            names = (place.name, *(name for values in place.names.values() for name in values))
            roll.names[place.id] = frozenset(map(fold, names))
            if place.feature_code == "ADM1":
                roll.first.add(place.id)
    return roll


def read_seeds(packages: Packages, cities: Sequence[City], roll: Roll) -> list[Seed]:
    """The populated places, the airfields whose unit has a name of today's, and the points of the table."""
    import shapely

    points = [(float(row["lon"]), float(row["lat"]), row["unit"]) for row in read_table(listed.UNIT_POINTS)]
    seeds = [Seed(lon, lat, unit) for lon, lat, unit in points]
    taken = shapely.STRtree(shapely.points([(lon, lat) for lon, lat, _ in points]))
    at = shapely.points([(city.lon, city.lat) for city in cities])
    same = set(taken.query(at, predicate="dwithin", distance=SAME_DEG)[0].tolist())
    for number, city in enumerate(cities):
        code = city.unit
        while code not in roll.unit_of and code.count(".") > 1:
            code = code.rsplit(".", 1)[0]
        if code in roll.unit_of and number not in same:
            seeds.append(Seed(city.lon, city.lat, roll.unit_of[code]))
    of_country: dict[str, list[str]] = defaultdict(list)
    for unit, country in roll.country.items():
        of_country[country].append(unit)
    for row in csv.DictReader(io.StringIO(packages.text("airportsdata", "airportsdata/airports.csv"))):
        named = _named(fold(row["subd"]), of_country[row["country"]], roll.names) if row["subd"] else None
        if named:
            seeds.append(Seed(float(row["lon"]), float(row["lat"]), named, sure=False))
    return seeds


def _named(name: str, units: Sequence[str], names: Mapping[str, frozenset[str]]) -> str | None:
    """The unit that bears a name, or one most like it."""
    exact = [unit for unit in units if name in names[unit]]
    if exact:
        return exact[0] if len(exact) == 1 else None
    scored = sorted(((max(ratio(name, other) for other in names[unit]), unit) for unit in units), reverse=True)
    if not scored or scored[0][0] < LIKE or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][1]


def divided(
    seeds: Sequence[Seed],
    roll: Roll,
    sketches: Mapping[str, Sketch],
    groups: Mapping[str, Sequence[str]],
    frames_of: Mapping[str, Sequence[Sketch]],
    *,
    land: Geometries,
    others: Iterable[str] = (),
) -> dict[str, Sketch]:
    """Sketches of the units that are drawn anew: those that had none, and those that they were parted from.

    Args:
        seeds: The places whose unit is known.
        roll: The units.
        sketches: What the sources draw, by place id.
        groups: The ids of the sources' units that make up a unit, by its id.
        frames_of: By country, what is to be parted: the source's units, or else the country.
        land: The parts of the land.
        others: Ids of units that are drawn by themselves.

    Returns:
        The sketches by each id that their place has.
    """
    elsewhere = {place_id for entry in read_entries() for place_id in entry.place.ids} | drawn_by_table() | set(others)
    own = {i: unit for unit, ids in roll.ids.items() for i in ids}
    filled = [place_id for place_id, sketch in sketches.items() if sketch.whole or sketch.pieces]
    owners = {frame: own[unit] for unit, frames in groups.items() if unit in own for frame in frames}
    owners |= {i: unit for i, unit in own.items() if i in sketches}
    fixed = {own.get(i, i) for i in (*elsewhere, *unoutlined(), *ABOVE)}
    undrawn = roll.first - {own.get(i, i) for i in (*filled, *groups)} - fixed
    seeds = [seed for seed in seeds if seed.unit not in unoutlined() | ABOVE]
    found: dict[str, Sketch] = {}
    for country in sorted({roll.country[unit] for unit in undrawn} & set(frames_of)):
        frames = [frame for frame in frames_of[country] if frame.id not in APART]
        known = placed(sure([seed for seed in seeds if roll.country[seed.unit] == country]), frames, land)
        everywhere = [seed for inside in known for seed in inside]
        totals = Counter(seed.unit for seed in everywhere)
        shares: dict[str, list[Sketch]] = defaultdict(list)
        anew = set(undrawn)
        for frame, inside in zip(frames, known, strict=True):
            here, owner = Counter(seed.unit for seed in inside), owners.get(frame.id)
            shared = any(unit != owner and _counts(count, len(inside)) for unit, count in here.items())
            if owner and not shared and not undrawn & set(here):
                shares[owner].append(frame)
                continue
            if owner and not totals[owner] and frame.label:
                inside = [*inside, Seed(*frame.label, owner)]  # noqa: PLW2901
            parts = parted(frame, inside or nearest(frame, everywhere, land), land)
            anew |= set(parts)
            for unit, part in parts.items():
                shares[unit].append(part)
        for unit in sorted(unit for unit in anew - fixed if roll.country[unit] == country):
            found |= dict.fromkeys(roll.ids[unit], merged(unit, shares[unit], land))
    return found


def _counts(places: int, of: int) -> bool:
    """Whether so many of a frame's places are a part of it rather than errors at its line."""
    return places >= PART and places >= PART_SHARE * of


def drawn_by_table() -> set[str]:
    """The ids of the places that the table `made_of` draws."""
    return {row["place"] for row in read_table(TABLES.parent / "build" / "made_of.tsv")}


def unoutlined() -> set[str]:
    """The ids of the units that have no outline, each for a reason that the table gives."""
    return {row["place"] for row in read_table(UNOUTLINED)}


def sure(seeds: Sequence[Seed]) -> list[Seed]:
    """The seeds without those that are misplaced, and without airfields of an older unit of the same name."""
    from scipy.spatial import KDTree

    certain = [seed for seed in seeds if seed.sure]
    if not certain:
        return []
    tree, units = KDTree(_on_plane(certain)), [seed.unit for seed in certain]
    counts, kept = Counter(units), []
    _, near = tree.query(_on_plane(certain), k=min(NEIGHBOURS + 1, len(certain)))
    for seed, neighbours in zip(certain, np.reshape(near, (len(certain), -1)).tolist(), strict=True):
        if counts[seed.unit] < MANY or sum(units[n] == seed.unit for n in neighbours) > 1:
            kept.append(seed)
    others = [seed for seed in seeds if not seed.sure]
    if others:
        _, first = tree.query(_on_plane([*others], certain))
        kept += [seed for seed, n in zip(others, first.tolist(), strict=True) if units[n] == seed.unit]
    return kept


def _on_plane(seeds: Sequence[Seed], like: Sequence[Seed] | None = None) -> npt.NDArray[np.float64]:
    """Positions in kilometres on a plane that is true at the middle latitude of `like`."""
    return np.array([(seed.lon, seed.lat) for seed in seeds]) * _scale(like or seeds)


def _scale(seeds: Sequence[Seed]) -> npt.NDArray[np.float64]:
    """Kilometres per degree of longitude and latitude at the middle latitude of seeds."""
    middle = math.radians(sum(seed.lat for seed in seeds) / len(seeds))
    return KM_PER_DEGREE * np.array([math.cos(middle), 1.0])


def placed(seeds: Sequence[Seed], frames: Sequence[Sketch], land: Geometries) -> list[list[Seed]]:
    """The seeds in each frame, without those that are on its wrong side for the error of its line."""
    import shapely

    inside: list[list[Seed]] = [[] for _ in frames]
    if not seeds:
        return inside
    polygons = [(number, polygon) for number, frame in enumerate(frames) for _, polygon in _pieces(frame, land)]
    shapes = np.array([polygon for _, polygon in polygons], dtype=object)
    points = shapely.points([(seed.lon, seed.lat) for seed in seeds])
    which, found = shapely.STRtree(shapes).query_nearest(points, max_distance=NEAR_DEG, all_matches=False)
    for seed, polygon in zip(which.tolist(), found.tolist(), strict=True):
        inside[polygons[polygon][0]].append(seeds[seed])
    counts = [Counter(seed.unit for seed in group) for group in inside]
    bounds = [shapely.union_all([shapely.box(*p.bounds) for n, p in polygons if n == k]) for k in range(len(frames))]
    kept: list[list[Seed]] = []
    for number, group in enumerate(inside):
        homes = {
            unit: [k for k in range(len(frames)) if k != number and counts[k][unit] > count]
            for unit, count in counts[number].items()
            if count <= STRAY and count <= STRAY_SHARE * len(group)
        }
        strays = {
            seed
            for seed in group
            for home in homes.get(seed.unit, ())
            if shapely.distance(bounds[home], shapely.Point(seed.lon, seed.lat)) < STRAY_DEG
            and any(
                shapely.dwithin(polygon, shapely.Point(seed.lon, seed.lat), STRAY_DEG)
                for k, polygon in polygons
                if k == home
            )
        }
        kept.append([seed for seed in group if seed not in strays])
    return kept


def nearest(frame: Sketch, seeds: Sequence[Seed], land: Geometries) -> list[Seed]:
    """The one seed that is nearest to a frame without any."""
    import shapely

    shape = shapely.union_all([shapely.envelope(polygon) for _, polygon in _pieces(frame, land)])
    return [min(seeds, key=lambda seed: float(shapely.distance(shape, shapely.Point(seed.lon, seed.lat))))]


def _pieces(frame: Sketch, land: Geometries) -> list[tuple[int, Any]]:
    """The polygons of a frame with the numbers of their parts of the land."""
    import shapely

    found = [(number, land[number]) for number in frame.whole]
    return found + [(number, polygon) for number, piece in frame.pieces for polygon in shapely.get_parts(piece)]


def parted(frame: Sketch, seeds: Sequence[Seed], land: Geometries) -> dict[str, Sketch]:
    """What each unit has of a frame.

    An island, or another polygon of the frame, with places of one unit is that unit's; one without any is the
    nearest place's; others are cut halfway between places of two units.
    """
    import shapely

    if len({seed.unit for seed in seeds}) == 1:
        return {seeds[0].unit: frame}
    polygons = _pieces(frame, land)
    shapes = np.array([polygon for _, polygon in polygons], dtype=object)
    points = shapely.points([(seed.lon, seed.lat) for seed in seeds])
    on: dict[int, list[Seed]] = defaultdict(list)
    for seed, polygon in zip(*shapely.STRtree(shapes).query_nearest(points, all_matches=False).tolist(), strict=True):
        on[polygon].append(seeds[seed])
    inner = shapely.point_on_surface(shapes)
    _, closest = shapely.STRtree(points).query_nearest(inner, all_matches=False)
    shares: dict[str, Sketch] = {}

    def share(unit: str) -> Sketch:
        return shares.setdefault(unit, Sketch(unit, accuracy_m=frame.accuracy_m, borders=list(frame.borders)))

    for at, (number, polygon) in enumerate(polygons):
        here = on.get(at) or [seeds[closest[at]]]
        is_whole = at < len(frame.whole)
        if len({seed.unit for seed in here}) == 1:
            sketch = share(here[0].unit)
            if is_whole:
                sketch.whole.append(number)
                sketch.named |= frame.named & {number}
            else:
                sketch.pieces.append((number, polygon))
            continue
        areas, borders = cells(polygon, here)
        for unit, area in areas.items():
            cut = shapely.get_parts(shapely.intersection(polygon, area))
            pieces = [piece for piece in cut if piece.geom_type == "Polygon"]
            if pieces:
                share(unit).pieces.append((number, shapely.MultiPolygon(pieces)))
                share(unit).borders += borders
    return shares


def cells(polygon: Any, seeds: Sequence[Seed]) -> tuple[dict[str, Any], list[tuple[Any, int]]]:  # noqa: ANN401
    """What is nearest to the places of each unit, and the lines between them with their accuracy in metres."""
    import shapely
    from scipy.spatial import KDTree

    once = _without_exclaves(list({(seed.lon, seed.lat): seed for seed in seeds}.values()))
    plane = _on_plane(once)
    scale = _scale(once)
    west, south, east, north = np.array(polygon.bounds) * np.tile(scale, 2)
    frame = shapely.box(west - 1, south - 1, east + 1, north + 1)
    found = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(plane), extend_to=frame, ordered=True))
    units = np.array([seed.unit for seed in once])
    areas = {
        unit: shapely.segmentize(shapely.coverage_union_all(found[units == unit]), LONGEST_KM)
        for unit in dict.fromkeys(units.tolist())
    }
    tree = KDTree(plane)
    lines: dict[int, list[Any]] = defaultdict(list)
    for area in areas.values():
        for line in shapely.get_parts(shapely.boundary(area)):
            corners = shapely.get_coordinates(line)
            ends = np.stack([corners[:-1], corners[1:]], axis=1)
            apart, _ = tree.query(ends.mean(axis=1))
            for pair, apart_km in zip(ends, apart.tolist(), strict=True):
                lines[off_m(apart_km)].append(shapely.LineString(pair))
    return (
        {unit: shapely.transform(area, lambda xy: xy / scale) for unit, area in areas.items()},
        [(shapely.transform(shapely.MultiLineString(group), lambda xy: xy / scale), m) for m, group in lines.items()],
    )


def off_m(apart_km: float) -> int:
    """How far a line may be off, in metres, that runs so far from the nearest of the places that it parts."""
    least = SHARE * apart_km + LEAST_KM
    return round(1000 * next((step for step in STEPS_KM if step >= least), STEPS_KM[-1]))


def _without_exclaves(seeds: list[Seed]) -> list[Seed]:
    """The seeds without one or two that lie apart from the many others of their unit."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import Delaunay, QhullError

    if len(seeds) < FEWEST:
        return seeds
    try:
        triangles = Delaunay(_on_plane(seeds)).simplices
    except QhullError:
        return seeds
    pairs = np.unique(np.sort(np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])), axis=0)
    alike = np.array([seeds[a].unit == seeds[b].unit for a, b in pairs.tolist()])
    a, b = pairs[alike].T
    _, group = connected_components(
        coo_matrix((np.ones(len(a)), (a, b)), shape=(len(seeds), len(seeds))), directed=False
    )
    sizes, totals = Counter(group.tolist()), Counter(seed.unit for seed in seeds)
    return [
        seed
        for seed, number in zip(seeds, group.tolist(), strict=True)
        if sizes[number] > EXCLAVE or sizes[number] >= EXCLAVE_SHARE * totals[seed.unit]
    ]
