"""One place from several sources is one record."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.features import feature_class
from geo.errors import InputError
from geo.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.build.curated import NameFact
    from geo.records import Place

# What a land's unit or a town at its shore is not called.
SEAS = frozenset({"OCN", "SEA", "GULF", "BAY", "STRT", "CHN", "SD"})


def merged(places: Iterable[Place]) -> list[Place]:
    """Join the records that share an id: the facts of the first, the names and ids of all.

    Args:
        places: Records, the most trusted source of a place before the others.
    """
    kept: list[Place] = []
    index: dict[str, int] = {}
    for place in places:
        ids = place.ids or (place.id,)
        at = next((index[i] for i in ids if i in index), None)
        if at is None:
            at = len(kept)
            kept.append(place if place.ids else replace(place, ids=ids))
        else:
            kept[at] = join(kept[at], place)
        index.update(dict.fromkeys(ids, at))
    return kept


def join(first: Place, second: Place) -> Place:
    """The first record with what only the second knows."""
    names = dict(first.names)
    for key, values in {**second.names, "": (second.name, *second.names.get("", ()))}.items():
        known = names.get(key, ())
        names[key] = (*known, *(v for v in dict.fromkeys(values) if v not in known and v != first.name))
    return replace(
        first,
        names={key: values for key, values in names.items() if values},
        ids=tuple(dict.fromkeys((*first.ids, *(second.ids or (second.id,))))),
        country=first.country or second.country,
        admin1=first.admin1 or second.admin1,
        population=first.population or second.population,
        disputed=first.disputed or second.disputed,
        capital=first.capital or second.capital,
        shape_accuracy_m=first.shape_accuracy_m if first.shape_accuracy_m is not None else second.shape_accuracy_m,
    )


def curated(places: list[Place], entries: Iterable[Place]) -> list[Place]:
    """Join the curated places to the others.

    Of a place that GeoNames has too, GeoNames' facts hold under the curated name; of one that another source has, the
    curated facts hold.

    Args:
        places: Merged records.
        entries: Curated records.
    """
    entries = linked(list(entries), places)
    titles = {place_id: entry.name for entry in entries for place_id in entry.ids}
    numbered = [place for place in places if place.id.startswith("geonames:")]
    others = [place for place in places if not place.id.startswith("geonames:")]
    joined = merged([*numbered, *entries, *others])
    return [_titled(place, next((titles[i] for i in place.ids if i in titles), place.name)) for place in joined]


def linked(entries: list[Place], places: Iterable[Place]) -> list[Place]:
    """Curated records with the ids of the seas, airfields, continents and territories that are the same place.

    These are so where they bear one name, are of one sort, and lie as near as their points can be trusted.
    """
    by_name: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for name in {fold(name) for key in ("", "en") for name in (entry.name, *entry.names.get(key, ()))}:
            by_name.setdefault(name, []).append(number)
    linked_to = list(entries)
    for place in places:
        sort = _sort(place)
        if sort is None:
            continue
        for number in by_name.get(fold(place.name), ()):
            entry = linked_to[number]
            if _sort(entry) == sort and _km(entry, place) * 1000 < _SLACK[sort] + entry.accuracy_m + place.accuracy_m:
                linked_to[number] = replace(entry, ids=tuple(dict.fromkeys((*entry.ids, *place.ids))))
    return linked_to


# How far apart, in metres, the points of one place may be beyond their own accuracy.
_SLACK = {"water": 300_000, "field": 20_000, "continent": 3_000_000, "territory": 200_000}


def _sort(place: Place) -> str | None:
    """The sort of place by which it is compared; None for what is told apart by its id alone."""
    code = place.feature_code
    if feature_class(code) == "H" and (place.id.startswith("ne:marine/") or place.id.startswith("curated:")):
        return "water"
    if code.startswith("AIR") or code in {"MILB", "NVB", "INSM"}:
        return "field"
    if code == "CONT":
        return "continent"
    if not place.id.startswith("geonames:") and code in {"TERR", "ADM1", "RGN", "ISLS"}:
        return "territory"
    return None


def _km(one: Place, other: Place) -> float:
    """Distance of two points on a sphere, in kilometres."""
    phi, psi = math.radians(one.lat), math.radians(other.lat)
    cosine = math.sin(phi) * math.sin(psi) + math.cos(phi) * math.cos(psi) * math.cos(math.radians(one.lon - other.lon))
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def _titled(place: Place, name: str) -> Place:
    if name == place.name:
        return place
    names = {key: tuple(v for v in values if v != name) for key, values in place.names.items()}
    names[""] = (place.name, *names.get("", ()))
    return replace(place, name=name, names={key: values for key, values in names.items() if values})


def without_waters(places: list[Place]) -> list[Place]:
    """Take names of seas, gulfs and straits from units and towns: Būshehr is not the Persian Gulf."""
    seas = {
        fold(name)
        for place in places
        if place.feature_code in SEAS
        for name in (place.name, *place.names.get("en", ()), *place.names.get("", ()))
        if " " in name
    }
    return [_without(place, seas) if feature_class(place.feature_code) in "AP" else place for place in places]


def _without(place: Place, seas: set[str]) -> Place:
    own = fold(place.name)
    names = {
        key: tuple(value for value in values if fold(value) == own or fold(value) not in seas)
        for key, values in place.names.items()
    }
    return replace(place, names={key: values for key, values in names.items() if values})


def with_names(places: list[Place], facts: Iterable[NameFact]) -> list[Place]:
    """Add curated names to the places that they name.

    Raises:
        InputError: A name's place is not among the records.
    """
    index = {place_id: number for number, place in enumerate(places) for place_id in place.ids}
    added: dict[int, dict[str, list[str]]] = {}
    facts = list(facts)
    unknown = dict.fromkeys(f"{fact.place} ({fact.label})" for fact in facts if fact.place not in index)
    if unknown:
        raise InputError(f"names for places that no source has: {'; '.join(unknown)}")
    for fact in facts:
        key = fact.language if fact.kind == "alternate" else fact.kind
        added.setdefault(index[fact.place], {}).setdefault(key, []).append(fact.name)
    named = list(places)
    for number, names in added.items():
        place = named[number]
        known = dict(place.names)
        for key, values in names.items():
            fresh = {v for v in values if v != place.name}
            known = {k: tuple(v for v in listed if v not in fresh or k == key) for k, listed in known.items()}
            known[key] = tuple(dict.fromkeys((*(v for v in values if v in fresh), *known.get(key, ()))))
        named[number] = replace(place, names={key: values for key, values in known.items() if values})
    return named
