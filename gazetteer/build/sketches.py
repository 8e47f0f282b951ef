"""Turns what a place has of the land, and lines drawn for it alone, into outlines made of packed lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build.land import ROCK_KM2, areas_km2
from gazetteer.build.outlines import Drawing, write_outlines
from gazetteer.build.packing import along_z, in_units, write_lines
from gazetteer.land import UNITS_PER_DEGREE, Lines
from gazetteer.shapes import COAST, DRAWN, LAND_ACCURACY_M, MAINLAND, METROPOLITAN, WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    Geometries = npt.NDArray[np.object_]
    Units = npt.NDArray[np.int64]

# Natural Earth's lines lie about on the land's where they are the land's; a cut end lies on it to the rounding.
ON_THE_COAST_DEG = 3e-5
# What is cut at the antimeridian ends this near to it.
SEAM_DEG = 179.9999
# A rock or an islet is what is smaller than `ROCK_KM2`, or of a large place than its largest part by this factor, up to
# a size that none has; and only where nobody lives.
LARGEST_TO_ROCK = 10_000
MOST_ROCK_KM2 = 5.0


@dataclass(slots=True)
class Sketch:
    """What an outline is to be made of.

    Attributes:
        whole: Numbers of parts of the land.
        pieces: Polygons cut out of a part of the land, with its number.
        drawn: Polygons that have no line in common with the land.
        lines: For a river, which holds nothing: its course in pieces, and how far each may be off in metres.
        accuracy_m: Of the lines that are not the land's.
        borders: Lines among these that have an accuracy of their own, in metres.
        metropolitan: The box (west, south, east, north) in which what is not outlying lies; None for everywhere.
        mainland: Parts of the land that make up the mainland, if it is not the largest polygon alone.
        named: Parts of the land that count however small.
    """

    id: str
    whole: list[int] = field(default_factory=list)
    pieces: list[tuple[int, Any]] = field(default_factory=list)
    drawn: list[Any] = field(default_factory=list)
    lines: list[tuple[Any, int]] = field(default_factory=list)
    accuracy_m: int = 1_000
    borders: list[tuple[Any, int]] = field(default_factory=list)
    label: tuple[float, float] | None = None
    metropolitan: tuple[float, float, float, float] | None = None
    mainland: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Lined:
    """A sketch's polygons that are not whole parts of the land, segment by segment."""

    segments: Units  # canonical, (n, 4) in units
    numbers: Units  # of the land's segment, or -1
    coast: npt.NDArray[np.bool_]
    flags: Units


def draw(folder: Path, sketches: Sequence[Sketch], land: Geometries) -> None:
    """Writes `lines.bin` and `outlines.bin` beside the `land.bin` of a folder.

    Args:
        folder: Where `land.bin` is.
        sketches: What is to be drawn.
        land: The parts of the land as polygons, in the order of `land.bin`.
    """
    lines = Lines(folder / "land.bin")
    starts = np.array([*(lines.part(number)[0] for number in range(lines.parts)), lines.part(lines.parts - 1)[1]])
    areas = areas_km2(land)
    coasts = _Coasts(lines, land)
    plans = []
    for sketch in sketches:
        flags = _flags(sketch, land, areas)
        plans.append((flags[: len(sketch.whole)], _lined(sketch, flags[len(sketch.whole) :], coasts)))
    courses = [_course(sketch) for sketch in sketches]
    loose = [lined.segments[lined.numbers < 0] for _, lined in plans if lined is not None]
    loose += [segments for segments, _ in courses]
    drawn = _write_loose(folder / "lines.bin", np.unique(np.vstack(loose), axis=0))
    drawings = []
    for sketch, (flags, lined), (segments, accuracy) in zip(sketches, plans, courses, strict=True):
        if sketch.lines:
            course = _course_runs(_looked_up(segments, *drawn), accuracy)
            drawings.append(Drawing(sketch.id, "line", _halfway(sketch), 0.0, course))
            continue
        runs = [_land_runs(sketch, flags, starts)]
        if lined is not None:
            runs += _lined_runs(sketch, lined, drawn)
        joined = np.vstack(runs)
        if len(joined):
            label, size = _label(sketch, land, areas)
            drawings.append(Drawing(sketch.id, "area", label, size, joined))
    write_outlines(folder / "outlines.bin", drawings, lines, Lines(folder / "lines.bin"))


def merged(place_id: str, sketches: Sequence[Sketch], land: Geometries) -> Sketch:
    """A sketch of several that lie side by side; borders between them fall away when it is drawn."""
    whole = [number for sketch in sketches for number in sketch.whole]
    largest = dict(zip(whole, areas_km2(land[whole]).tolist(), strict=True)) if whole else {}
    for number, piece in (p for s in sketches for p in s.pieces):
        largest[number] = largest.get(number, 0.0) + float(areas_km2(np.array([piece], dtype=object))[0])
    return Sketch(
        place_id,
        whole=whole,
        pieces=[p for s in sketches for p in s.pieces],
        drawn=[polygon for s in sketches for polygon in s.drawn],
        accuracy_m=max(s.accuracy_m for s in sketches),
        borders=[border for s in sketches for border in s.borders],
        mainland=frozenset({max(largest, key=lambda n: largest[n])}) if largest else frozenset(),
        named=frozenset().union(*(s.named for s in sketches)),
    )


def _polygons(sketch: Sketch) -> list[tuple[int, Any]]:
    """The polygons of a sketch that are not whole parts of the land, with the number of their part, or -1."""
    import shapely

    found = [(number, polygon) for number, piece in sketch.pieces for polygon in shapely.get_parts(piece)]
    return found + [(-1, polygon) for piece in sketch.drawn for polygon in shapely.get_parts(piece)]


def _flags(sketch: Sketch, land: Geometries, areas: npt.NDArray[np.float64]) -> Units:
    """Which parts of the place each of its whole parts of the land, then each of its polygons, belongs to."""
    import shapely

    polygons = _polygons(sketch)
    shapes = np.array([*land[sketch.whole], *(polygon for _, polygon in polygons)], dtype=object)
    numbers = np.array([*sketch.whole, *(number for number, _ in polygons)], np.int64)
    own = areas_km2(shapes[len(sketch.whole) :]) if polygons else np.empty(0)
    sizes = np.concatenate([areas[sketch.whole], own])
    if not len(sizes):
        return np.empty(0, np.int64)
    least = min(max(ROCK_KM2, sizes.max() / LARGEST_TO_ROCK), MOST_ROCK_KM2)
    whole = (sizes >= least) | np.isin(numbers, list(sketch.named))
    if sizes.max() < ROCK_KM2:
        whole[:] = True
    mainland = np.isin(numbers, list(sketch.mainland)) if sketch.mainland else sizes == sizes.max()
    mainland |= _across_the_antimeridian(shapes, mainland)
    metropolitan = whole.copy()
    if sketch.metropolitan:
        west, south, east, north = sketch.metropolitan
        bounds = shapely.bounds(shapes)
        lon, lat = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
        metropolitan &= (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    flags: Units = (WHOLE * whole + MAINLAND * (mainland & whole) + METROPOLITAN * metropolitan).astype(np.int64)
    return flags


def _across_the_antimeridian(shapes: npt.NDArray[np.object_], chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which polygons go on from the chosen ones beyond 180 degrees."""
    import shapely

    bounds = shapely.bounds(shapes)
    beyond = np.zeros(len(shapes), np.bool_)
    for west, east in ((0, 2), (2, 0)):
        starts = _seams(shapes, chosen & (np.abs(bounds[:, west]) >= SEAM_DEG))
        for at, (south, north) in _seams(shapes, np.abs(bounds[:, east]) >= SEAM_DEG).items():
            beyond[at] |= any(low < north and south < high for low, high in starts.values())
    return beyond


def _seams(shapes: npt.NDArray[np.object_], which: npt.NDArray[np.bool_]) -> dict[int, tuple[float, float]]:
    """The latitudes between which polygons lie along the antimeridian, by their positions."""
    import shapely

    found = {}
    for at in np.flatnonzero(which).tolist():
        lonlat = shapely.get_coordinates(shapes[at])
        lat = lonlat[np.abs(lonlat[:, 0]) >= SEAM_DEG, 1]
        if len(lat):
            found[at] = (float(lat.min()), float(lat.max()))
    return found


class _Coasts:
    """Finds segments in a part of the land, part by part, keeping what was looked up."""

    def __init__(self, lines: Lines, land: Geometries) -> None:
        self._lines, self._land = lines, land
        self._keys: dict[int, tuple[npt.NDArray[np.uint64], Units]] = {}
        self._trees: dict[int, Any] = {}

    def numbers(self, part: int, segments: Units) -> Units:
        """The number of each canonical segment among the land's segments of a part, or -1."""
        if part not in self._keys:
            start, stop = self._lines.part(part)
            keys = _keys(_canonical(np.rint(self._lines.segments(start, stop) * UNITS_PER_DEGREE).astype(np.int64)))
            order = np.argsort(keys)
            self._keys[part] = keys[order], start + order
        return _looked_up(segments, *self._keys[part])

    def on_coast(self, part: int, segments: Units) -> npt.NDArray[np.bool_]:
        """Whether canonical segments lie along a part's shore."""
        import shapely

        if part not in self._trees:
            start, stop = self._lines.part(part)
            ends = self._lines.segments(start, stop).reshape(-1, 2, 2)
            self._trees[part] = shapely.STRtree(shapely.linestrings(ends))
        tree = self._trees[part]
        ends = segments.reshape(-1, 2, 2) / UNITS_PER_DEGREE
        along = np.ones(len(segments), bool)
        for share in (0.0, 0.5, 1.0):
            points = shapely.points(ends[:, 0] * (1 - share) + ends[:, 1] * share)
            near = np.zeros(len(segments), bool)
            near[tree.query(points, predicate="dwithin", distance=ON_THE_COAST_DEG)[0]] = True
            along &= near
        return along


def _lined(sketch: Sketch, flags: Units, coasts: _Coasts) -> _Lined | None:
    import shapely

    tables = []
    for (part, polygon), flag in zip(_polygons(sketch), flags, strict=True):
        for ring in shapely.get_rings(polygon):
            vertices = in_units(shapely.get_coordinates(ring))
            segments = _canonical(np.hstack([vertices[:-1], vertices[1:]]))
            if len(segments) < 3:
                continue
            numbers = coasts.numbers(part, segments) if part >= 0 else np.full(len(segments), -1)
            tables.append((segments, numbers, np.full(len(segments), part), np.full(len(segments), flag)))
    if not tables:
        return None
    segments, numbers, parts, flag = (np.concatenate(column) for column in zip(*tables, strict=True))
    _, first, count = np.unique(segments, axis=0, return_index=True, return_counts=True)
    kept = np.sort(first[count % 2 == 1])
    segments, numbers, parts, flag = segments[kept], numbers[kept], parts[kept], flag[kept]
    coast = numbers >= 0
    for part in np.unique(parts[(numbers < 0) & (parts >= 0)]).tolist():
        loose = (numbers < 0) & (parts == part)
        coast[loose] = coasts.on_coast(part, segments[loose])
    return _Lined(segments, numbers, coast, flag)


def _along(line: Any, segments: Units) -> npt.NDArray[np.bool_]:  # noqa: ANN401
    """Whether the middles of segments (in units) lie on a line."""
    import shapely

    tree = shapely.STRtree(shapely.get_parts(line))
    middles = shapely.points(segments.reshape(-1, 2, 2).mean(axis=1) / UNITS_PER_DEGREE)
    found = np.zeros(len(segments), bool)
    found[tree.query(middles, predicate="dwithin", distance=ON_THE_COAST_DEG)[0]] = True
    return found


def _land_runs(sketch: Sketch, flags: Units, starts: Units) -> Units:
    whole = np.array(sketch.whole, np.int64)
    accuracy = np.full(len(whole), int(LAND_ACCURACY_M))
    return np.stack([starts[whole], starts[whole + 1], flags | COAST, accuracy], axis=1).astype(np.int64)


def _lined_runs(sketch: Sketch, lined: _Lined, drawn: tuple[npt.NDArray[np.uint64], Units]) -> list[Units]:
    on_land = lined.numbers >= 0
    numbers = lined.numbers.copy()
    numbers[~on_land] = _looked_up(lined.segments[~on_land], *drawn)
    assert (numbers >= 0).all()
    flags = lined.flags | np.where(on_land, 0, DRAWN) | np.where(lined.coast, COAST, 0)
    accuracy = np.where(lined.coast, int(LAND_ACCURACY_M), sketch.accuracy_m)
    loose = ~lined.coast
    for line, accuracy_m in sketch.borders:
        accuracy[loose] = np.where(_along(line, lined.segments[loose]), accuracy_m, accuracy[loose])
    return [np.stack([numbers, numbers + 1, flags, accuracy], axis=1).astype(np.int64)]


def _course(sketch: Sketch) -> tuple[Units, Units]:
    """The canonical segments of a sketch's lines, each once, and how far each may be off in metres."""
    import shapely

    tables = []
    for line, accuracy_m in sketch.lines:
        vertices = in_units(shapely.get_coordinates(line))
        segments = _canonical(np.hstack([vertices[:-1], vertices[1:]]))
        tables.append(np.column_stack((segments, np.full(len(segments), accuracy_m))))
    if not tables:
        return np.empty((0, 4), np.int64), np.empty(0, np.int64)
    table = np.vstack(tables)
    kept = np.sort(np.unique(table[:, :4], axis=0, return_index=True)[1])
    return table[kept, :4], table[kept, 4]


def _course_runs(numbers: Units, accuracy_m: Units) -> Units:
    flags = np.full(len(numbers), WHOLE | MAINLAND | METROPOLITAN | DRAWN)
    return np.stack([numbers, numbers + 1, flags, accuracy_m], axis=1).astype(np.int64)


def _halfway(sketch: Sketch) -> tuple[float, float]:
    """The point in the middle of a sketch's lines, which follow one another."""
    import shapely

    chain = np.vstack([shapely.get_coordinates(line) for line, _ in sketch.lines])
    middle = np.cos(np.radians(chain[:, 1].mean()))
    line = shapely.linestrings(chain * [middle, 1.0])
    lon, lat = (shapely.get_coordinates(shapely.line_interpolate_point(line, 0.5, normalized=True))[0]).tolist()
    return lon / middle, lat


def _write_loose(path: Path, segments: Units) -> tuple[npt.NDArray[np.uint64], Units]:
    """Packs segments as lines as long as may be; returns what finds a segment's number."""
    import shapely

    joined = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments.reshape(-1, 2, 2))))
    chains = [np.rint(shapely.get_coordinates(line)).astype(np.int64) for line in shapely.get_parts(joined)]
    order = np.argsort(along_z(np.array([chain[0] for chain in chains])))
    write_lines(path, ([(chains[i], False)] for i in order))
    lines = Lines(path)
    total = lines.part(lines.parts - 1)[1]
    keys = _keys(_canonical(np.rint(lines.segments(0, total) * UNITS_PER_DEGREE).astype(np.int64)))
    by_key = np.argsort(keys)
    return keys[by_key], by_key


def _canonical(segments: Units) -> Units:
    """Segments with the lesser of their ends first."""
    x0, y0, x1, y1 = segments.T
    swap = (x1 < x0) | ((x1 == x0) & (y1 < y0))
    return np.where(swap[:, None], segments[:, [2, 3, 0, 1]], segments)


def _keys(segments: Units) -> npt.NDArray[np.uint64]:
    """A number for each segment, the same for the same segment only (but for one chance in 1e7)."""
    key = np.zeros(len(segments), np.uint64)
    for column in segments.T:
        key = (key ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(29)
    return key


def _looked_up(segments: Units, keys: npt.NDArray[np.uint64], numbers: Units) -> Units:
    wanted = _keys(segments)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, numbers[at], -1)


def _label(sketch: Sketch, land: Geometries, areas: npt.NDArray[np.float64]) -> tuple[tuple[float, float], float]:
    """A label point in the largest polygon, or the one that was given if it lies on the place; and the place's area."""
    import shapely

    polygons = [polygon for _, polygon in _polygons(sketch)]
    sizes = areas_km2(np.array(polygons, dtype=object)) if polygons else np.empty(0)
    total = float(areas[sketch.whole].sum() + sizes.sum())
    if sketch.label:
        point = shapely.Point(sketch.label)
        shapes = [land[number] for number in sketch.whole] + polygons
        if shapely.intersects(shapes, point).any():
            return sketch.label, total
    largest = int(np.argmax(areas[sketch.whole])) if sketch.whole else -1
    if len(sizes) and (largest < 0 or sizes.max() > areas[sketch.whole[largest]]):
        polygon = polygons[int(np.argmax(sizes))]
    else:
        polygon = max(shapely.get_parts(land[sketch.whole[largest]]), key=lambda part: part.area)
    west, south, east, north = polygon.bounds
    extent = max(east - west, north - south)
    plain = polygon.simplify(extent / 300)
    if plain.is_valid and not plain.is_empty:
        centre = shapely.maximum_inscribed_circle(plain, tolerance=extent / 100).coords[0]
        if polygon.contains(shapely.Point(centre)):
            return centre, total
    inside = polygon.point_on_surface()
    return (inside.x, inside.y), total
