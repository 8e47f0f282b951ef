"""The courses of the curated rivers: ways along the lines of GSHHG past points, where nothing speaks against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.build.curated import TABLES, read_table
from gazetteer.build.sketches import Sketch
from gazetteer.build.waterways import KM_PER_DEGREE, REACH_KM, Way, steps_km
from geo.errors import InputError
from geo.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.build.cities import City
    from gazetteer.build.waterways import Waterways

# Lines lie as well as lakes do, which was measured; what a join of two ends leaves out may wind.
ACCURACY_KM, JOINED_KM = 2, 5
SIMPLIFIED_DEG = 0.002
# A town on a river lies within this of its course.
TOWN_KM = 15.0
# A course may leave out more than half of a river's length where the river winds; it is not much longer.
LEAST_RATIO, MOST_RATIO = 0.45, 1.2
# How much of a course may be joins, and how far one of them may reach: estuaries, which the coast has, are joined by
# points, and here and there a stretch is missing in the source.
MOST_JOINED, FARTHEST_JOIN_KM = 0.4, 75.0


@dataclass(frozen=True, slots=True)
class Course:
    """A river's way from its source to its mouth.

    Attributes:
        published_km: How long the river is said to be.
        off_km: How far each of the river's points lies from it.
    """

    id: str
    way: Way
    published_km: float
    off_km: tuple[tuple[str, float], ...]

    @property
    def length_km(self) -> float:
        """How long it is, as far as it is drawn."""
        return float(steps_km(self.way.vertices).sum())

    @property
    def faults(self) -> list[str]:
        """What speaks against it."""
        found = [
            f"{name} is {km:.0f} km off" for name, km in self.off_km if km > (TOWN_KM if ":" in name else REACH_KM)
        ]
        if not LEAST_RATIO <= self.length_km / self.published_km <= MOST_RATIO:
            found.append(f"it is {self.length_km:.0f} km long, not {self.published_km:.0f}")
        joins = steps_km(self.way.vertices)[self.way.joined]
        if joins.sum() > max(10.0, MOST_JOINED * self.length_km) or joins.max(initial=0) > FARTHEST_JOIN_KM:
            found.append(f"{joins.sum():.0f} km of it are joins of up to {joins.max():.0f} km")
        return found

    def sketch(self) -> Sketch:
        """The course to be drawn, in runs that are equally exact."""
        import shapely

        half = np.maximum(self.way.half_width_km[:-1], self.way.half_width_km[1:])
        accuracy_km = np.maximum(np.ceil(ACCURACY_KM + half), np.where(self.way.joined, JOINED_KM, 0)).astype(np.int64)
        starts = np.flatnonzero(np.diff(accuracy_km, prepend=-1))
        lines = []
        for start, stop in zip(starts, [*starts[1:], len(accuracy_km)], strict=True):
            line = shapely.linestrings(self.way.vertices[start : stop + 1]).simplify(SIMPLIFIED_DEG)
            lines.append((line, 1000 * int(accuracy_km[start])))
        return Sketch(self.id, lines=lines)


def read_courses(waterways: Waterways, cities: Iterable[City]) -> list[Course]:
    """The courses of the table `courses.tsv`; those that cannot be right are printed and left out.

    Args:
        waterways: The rivers and lakes.
        cities: Towns by which rivers are told.

    Raises:
        InputError: A row names a town that is not there.
    """
    towns = _towns(cities)
    courses = []
    for row in read_table(TABLES / "courses.tsv"):
        points = [_point(item.strip(), towns, row["where"]) for item in row["through"].split(";")]
        way = waterways.way(np.array([point[1:] for point in points]))
        off = tuple((name, _off_km(way, lon, lat)) for name, lon, lat in points)
        course = Course(f"curated:{row['slug']}", way, float(row["length_km"]), off)
        if course.faults:
            print(f"{row['slug']}: {'; '.join(course.faults)}")
        else:
            courses.append(course)
    return courses


def _towns(cities: Iterable[City]) -> dict[tuple[str, str], City]:
    """Towns by country and folded name: the largest so called, or if none is, the largest that has such a name."""
    towns: dict[tuple[str, str], City] = {}
    by_size = sorted(cities, key=lambda city: city.population)
    for city in by_size:
        towns.update({(city.country, fold(name)): city for name in city.alternates})
    towns.update({(city.country, fold(city.name)): city for city in by_size})
    return towns


def _point(item: str, towns: Mapping[tuple[str, str], City], where: str) -> tuple[str, float, float]:
    country, colon, name = item.partition(":")
    if not colon:
        lat, _, lon = item.partition(",")
        return item, float(lon), float(lat)
    town = towns.get((country, fold(name)))
    if town is None:
        raise InputError(f"{where}: no town {item!r} in the source; give its latitude and longitude")
    return item, town.lon, town.lat


def _off_km(way: Way, lon: float, lat: float) -> float:
    """How far a point lies from a way."""
    import shapely

    scale = np.array([np.cos(np.radians(lat)), 1.0]) * KM_PER_DEGREE
    return float(shapely.linestrings(way.vertices * scale).distance(shapely.Point(np.array([lon, lat]) * scale)))
