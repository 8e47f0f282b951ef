"""One place from several sources is one record."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from geo.errors import InputError
from geo.features import feature_class
from geo.folding import fold
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.build.curated import NameFact
    from geo.records import Place

# What a land's unit or a town at its shore is not called.
SEAS = frozenset({"OCN", "SEA", "GULF", "BAY", "STRT", "CHN", "SD"})
# Likeness of two folded spellings, in per cent, from which on a name may be its place's own.
_SAME_NAME = 60
# The same for a country and its capital: Macau is Macao, Brasília is not Brazil.
_SAME_COUNTRY = 75


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
        sorts = _sorts(place)
        if not sorts:
            continue
        for number in by_name.get(fold(place.name), ()):
            entry = linked_to[number]
            slack = max((_SLACK[sort] for sort in sorts & _sorts(entry)), default=None)
            if slack is None or (sorts == {"unit"} and entry.country != place.country):
                continue
            if _km(entry, place) * 1000 < slack + entry.accuracy_m + place.accuracy_m:
                linked_to[number] = replace(entry, ids=tuple(dict.fromkeys((*entry.ids, *place.ids))))
    return linked_to


# How far apart, in metres, the points of one place may be beyond their own accuracy.
_SLACK = {"water": 300_000, "field": 20_000, "continent": 3_000_000, "territory": 200_000, "unit": 100_000}


_TERRITORIES = frozenset({"TERR", "ADM1", "RGN", "ISLS", "ATOL", "SHOL", "RF", "BNK", "GLCR"})


def _sorts(place: Place) -> set[str]:
    """The sorts of place by which it is compared; none for what is told apart by its id alone."""
    code = place.feature_code
    sorts = {"unit"} if code == "ADM1" else set()
    if feature_class(code) == "H" and (place.id.startswith("ne:marine/") or place.id.startswith("curated:")):
        sorts.add("water")
    if code.startswith("AIR") or code in {"MILB", "NVB", "INSM"}:
        sorts.add("field")
    if code == "CONT":
        sorts.add("continent")
    if not place.id.startswith("geonames:") and code in _TERRITORIES:
        sorts.add("territory")
    return sorts


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


def without_borrowed(places: list[Place], facts: Iterable[NameFact]) -> list[Place]:
    """Take from countries, units and towns the alternate names that are another place's own.

    GeoNames and Natural Earth list translations and neighbours among the names of a place: Casablanca is not the White
    House, Sakha not Chukotka, Plateaux not the Altiplano, Būshehr not the Persian Gulf; nor is a country called as one
    of its units or its capital is (England, Kinshasa). A name that is like the place's own stays: Sicilia is Sicily.

    Args:
        places: Merged records.
        facts: Curated names; what they give to one place is taken from the others.
    """
    owners = _owners(places, facts)
    inner: dict[str | None, dict[str, set[str]]] = {}
    for place in places:
        if place.feature_code in {"ADM1", "PPLC"}:
            for name in map(fold, (place.name, *place.names.get("en", ()))):
                inner.setdefault(place.country, {}).setdefault(name, set()).update(place.ids)
    lent = []
    for place in places:
        if place.feature_code == "ADM1" or place.feature_code.startswith("PCL"):
            least = _SAME_COUNTRY if place.feature_code.startswith("PCL") else _SAME_NAME
            place = _without(place, inner.get(place.country, {}), least)  # noqa: PLW2901
        if feature_class(place.feature_code) in "AP" and not place.feature_code.startswith("PCL"):
            place = _without(place, owners)  # noqa: PLW2901
        lent.append(place)
    return lent


def _owners(places: Iterable[Place], facts: Iterable[NameFact]) -> dict[str, set[str]]:
    """Ids of the places to which a folded name belongs: seas, what the curated tables hold, and what they name."""
    owners: dict[str, set[str]] = {}
    for place in places:
        listed = any(place_id.startswith("curated:") for place_id in place.ids)
        if listed or place.feature_code in SEAS:
            keys = [key for key in place.names if key not in NAME_KINDS] if listed else ["", "en"]
            for name in (place.name, *(name for key in keys for name in place.names.get(key, ()))):
                if listed or " " in name:
                    owners.setdefault(fold(name), set()).update(place.ids)
    for fact in facts:
        if fact.kind in {"alternate", "short", "colloquial"}:
            owners.setdefault(fold(fact.name), set()).add(fact.place)
    return owners


def _without(place: Place, owners: Mapping[str, set[str]], least: int = _SAME_NAME) -> Place:
    """The place without the alternate names that others own and that are unlike its own."""
    own, ids = fold(place.name), {place.id, *place.ids}

    def borrowed(name: str) -> bool:
        folded = fold(name)
        owned_by = owners.get(folded)
        if owned_by is None or owned_by & ids or folded in own or own in folded:
            return False
        return ratio(folded, own) < least

    names = {
        key: values if key in NAME_KINDS else tuple(value for value in values if not borrowed(value))
        for key, values in place.names.items()
    }
    return replace(place, names={key: values for key, values in names.items() if values})


def with_names(places: list[Place], facts: Iterable[NameFact]) -> list[Place]:
    """Add curated names to the places that they name.

    A main name takes the place of the one that the source has, by which the place is then known no more.

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
        if fact.kind == "main":
            continue
        key = fact.language if fact.kind == "alternate" else fact.kind
        added.setdefault(index[fact.place], {}).setdefault(key, []).append(fact.name)
    named = list(places)
    for fact in facts:
        if fact.kind == "main" and (place := named[index[fact.place]]).name != fact.name:
            others = {key: tuple(v for v in values if v != place.name) for key, values in place.names.items()}
            named[index[fact.place]] = replace(place, name=fact.name, names=others)
    for number, names in added.items():
        place = named[number]
        known = dict(place.names)
        for key, values in names.items():
            fresh = {v for v in values if v != place.name}
            known = {k: tuple(v for v in listed if v not in fresh or k == key) for k, listed in known.items()}
            known[key] = tuple(dict.fromkeys((*(v for v in values if v in fresh), *known.get(key, ()))))
        named[number] = replace(place, names={key: values for key, values in known.items() if values})
    return named
