"""Records of any source, on the way into a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.importing.geonames import position_fault
from gazetteer.importing.rejects import Reject
from gazetteer.naming import usable
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ID = re.compile(r"[a-z][a-z0-9-]*:\S{1,200}")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a source, and its outline as GeoJSON if it has one."""

    line: int
    place: Place
    geometry: Mapping[str, Any] | None = None


def made(
    line: int,
    *,
    name: str,
    lat: object,
    lon: object,
    prefix: str,
    key: str = "",
    feature_code: str = "",
    country: str = "",
    admin1: str = "",
    population: object = 0,
    names: Mapping[str, Iterable[str]] | None = None,
    ids: Iterable[str] = (),
    accuracy_m: float = 1_000.0,
    source: str,
    geometry: Mapping[str, Any] | None = None,
) -> Found | Reject:
    """Check what a source says of a place.

    Args:
        line: Number of its line, or its place in the file.
        name: Its main name.
        lat: Degrees, as a number or a text.
        lon: Likewise.
        prefix: What an id made from the key begins with ("user").
        key: The source's own key; an id with a colon is kept as it is; the name and the position where there is none.
        feature_code: A GeoNames code.
        country: ISO 3166-1 alpha-2.
        admin1: Name of the first-order unit.
        population: As a number or a text.
        names: Other names by language or kind.
        ids: Other ids.
        accuracy_m: How far the point may be off.
        source: What the record says of its source.
        geometry: The outline as GeoJSON.

    Returns:
        The record, or why there is none.
    """
    name = " ".join(name.split())
    shown = f"{name}, {lat}, {lon}"
    if not usable(name):
        return Reject(line, "has no name that can be used", shown)
    north, east = _degrees(lat), _degrees(lon)
    if north is None or east is None:
        return Reject(line, f"the {'latitude' if north is None else 'longitude'} is no number of degrees", shown)
    try:
        people = int(float(str(population or 0)))
    except (ValueError, OverflowError):
        return Reject(line, f"the population {str(population)[:40]!r} is no number", shown)
    reason = position_fault(north, east)
    if reason:
        return Reject(line, reason, shown)
    country = country.strip().upper()
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        return Reject(line, f"the country {country!r} is no ISO 3166-1 code of two letters", shown)
    key = key.strip() or f"{_SLUG.sub('-', name.lower()).strip('-') or 'place'}@{north:.4f},{east:.4f}"
    place_id = key if _ID.fullmatch(key) else f"{prefix}:{'-'.join(key.split())[:180]}"
    kept = {
        k: tuple(dict.fromkeys(n for n in map(_clean, values) if usable(n) and n != name))
        for k, values in (names or {}).items()
    }
    return Found(
        line,
        Place(
            id=place_id,
            name=name,
            lat=north,
            lon=east,
            feature_code=feature_code.strip().upper(),
            country=country or None,
            admin1=admin1.strip() or None,
            population=max(0, people),
            names={k: values for k, values in kept.items() if values},
            accuracy_m=accuracy_m,
            ids=tuple(dict.fromkeys((place_id, *(i for i in ids if _ID.fullmatch(i))))),
            source=source,
        ),
        geometry,
    )


def _degrees(value: object) -> float | None:
    """Degrees as a number or a text, which may have a decimal comma."""
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None


def _clean(name: str) -> str:
    return " ".join(str(name).split())
