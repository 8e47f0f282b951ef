"""A place as people ask for it: "Okinawa Island, Japan", "Paris, Texas", "mainland China", "25.74,123.47", or an id."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import PlaceNotFound
from geo.folding import fold
from geo.mentions import priors
from geo.names import NAME_KINDS, name_hash
from geo.options import DEFAULTS
from geo.points import places_of, point_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.names import Row
    from geo.options import Options
    from geo.records import MeasuredPart, Place
    from geo.source import PlaceSource

_ID = re.compile(r"[a-z][a-z-]*:\S+")
_PAIR = re.compile(r"\s*([-+−]?\d{1,2}(?:\.\d+)?)°?\s*[,;\s]\s*([-+−]?\d{1,3}(?:\.\d+)?)°?\s*")
_PART = re.compile(
    r"(?:the\s+)?(mainland|continental|metropolitan|border\s+of|shore\s+of|coast\s+of)\s+(.+)", re.IGNORECASE
)
_PARTS: Mapping[str, MeasuredPart] = {
    "mainland": "mainland",
    "continental": "mainland",
    "metropolitan": "metropolitan",
    "border of": "border",
    "shore of": "shore",
    "coast of": "shore",
}
_BRACKETED = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")
_SORT_BONUS = 6.0  # log-odds for a place of the sort that was named
_EXACT_BONUS = 1.0
_NEAR_CONTAINER_KM = 150.0
# A bare name that a unit shares with a city in it that has an eighth of its people, with its country's capital, or with
# a larger one, is the city's: the unit stands below it by these log-odds. A packed population is 16 decimal logarithms.
_UNIT_BELOW_CITY = 1.0
_EIGHTH = 14
_SHORT = priors.KIND_PRIOR[NAME_KINDS.index("short")]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name as asked for: what sort of place, in what, and of which feature code."""

    name: str
    sorts: frozenset[int]
    containers: tuple[str, ...]
    feature: str | None


def find_place(phrase: str, source: PlaceSource, options: Options = DEFAULTS) -> tuple[Place, MeasuredPart]:
    """The place that a phrase asks for.

    Args:
        phrase: A name, with what it lies in after a comma; an id; a pair of coordinates, latitude first; "mainland",
            "continental" or "metropolitan", "border of" or "coast of" before a name or an id asks for a part.
        source: Where places come from.
        options: What the user says of how names are to be read.

    Returns:
        The likeliest place and the part of it that is meant.

    Raises:
        PlaceNotFound: Nothing answers to the phrase.
    """
    asked = phrase.strip()
    pair = _coordinates(asked)
    if pair is not None:
        return point_at(*pair), "whole"
    if _ID.fullmatch(asked):
        place = places_of(source, [asked]).get(asked)
        if place is None:
            raise PlaceNotFound(f'no place has the id "{asked}": `mentionmap lookup NAME` lists ids')
        return place, "whole"
    part = _PART.fullmatch(asked)
    named = _PARTS[" ".join(part[1].lower().split())] if part else "whole"
    if part and _ID.fullmatch(part[2]):
        return find_place(part[2], source, options)[0], named
    whole = look_up(part[2], source, options, limit=1) if part else ()
    if part and whole:
        return whole[0][0], named
    found = look_up(asked, source, options, limit=1)
    if found:
        return found[0][0], "whole"
    raise PlaceNotFound(_not_found(asked, source))


def asking_for(place_id: str, part: MeasuredPart) -> str:
    """The phrase that asks for a part of the place of an id: "mainland geonames:3144096"."""
    words = next((words for words, named in _PARTS.items() if named == part), "")
    return f"{words} {place_id}" if words else place_id


def look_up(
    name: str, source: PlaceSource, options: Options = DEFAULTS, *, feature: str | None = None, limit: int = 10
) -> tuple[tuple[Place, float], ...]:
    """The places that a name may mean.

    Args:
        name: A name as written, with what it lies in after a comma or in brackets.
        source: Where places come from.
        options: `near`, `country` and `prefer` steer the order.
        feature: Keep only places of this feature code ("ADM1"), or whose code begins with it ("PPL").
        limit: At most so many.

    Returns:
        (place, probability that it is the one meant), the likeliest first; empty where none is known.
    """
    head, containers = _split(name)
    for folded, sorts in _forms(head):
        rows = source.rows([folded]).get(folded)
        if rows:
            ranked = _rank(rows, _Asked(head, sorts, tuple(containers), feature), source, options)
            if ranked:
                keys = source.keys([row for row, _ in ranked[:limit]])
                places = source.places([keys[row][0] for row, _ in ranked[:limit]])
                return tuple((places[keys[row][0]], score) for row, score in ranked[:limit] if keys[row][0] in places)
    return ()


def _split(name: str) -> tuple[str, list[str]]:
    bracketed = _BRACKETED.fullmatch(name)
    if bracketed:
        name = f"{bracketed[1]}, {bracketed[2]}"
    head, *containers = (part.strip() for part in name.split(","))
    return head, [part for part in containers if part]


def _forms(head: str) -> list[tuple[str, frozenset[int]]]:
    """The folded name as asked, then without and with the word for its sort; the groups that word stands for."""
    whole = fold(head)
    words = whole.split()
    forms = [(whole, frozenset[int]())]
    if len(words) > 1:
        if words[-1] in priors.SORTS:
            forms.append((" ".join(words[:-1]), frozenset(priors.SORTS[words[-1]])))
        if words[0] in priors.SORTS:
            rest = words[2:] if words[1] == "of" else words[1:]
            if rest:
                forms.append((" ".join(rest), frozenset(priors.SORTS[words[0]])))
    forms += [
        (f"{whole} {sort}", frozenset(priors.SORTS[sort])) for sort in ("island", "islands", "county", "province")
    ]
    return forms


def _rank(rows: Sequence[Row], asked: _Asked, source: PlaceSource, options: Options) -> list[tuple[int, float]]:
    """(row, score) of the candidates, best first; where containers are named, only those that lie in them."""
    features = source.features()
    for container in asked.containers:
        rows = _inside(rows, container, source)
    if asked.feature is not None:
        rows = [row for row in rows if features[row.feature].startswith(asked.feature.upper())]
    if not rows:
        return []
    wish = _wishes(source, options)
    mark = name_hash(asked.name)
    groups = [priors.group_of(features[row.feature]) for row in rows]
    logits = [
        priors.prior(row.population, group, row.kind) + wish(row) + _EXACT_BONUS * (row.exact == mark)
        for row, group in zip(rows, groups, strict=True)
    ]
    _give_way_to_cities(rows, groups, logits)
    logits = [logit + _SORT_BONUS * (group in asked.sorts) for logit, group in zip(logits, groups, strict=True)]
    top = max(logits)
    odds = [math.exp(logit - top) for logit in logits]
    total = sum(odds)
    # A place stands once, under all of its names.
    shares: dict[int, float] = {}
    for row, part in zip(rows, odds, strict=True):
        shares[row.place] = shares.get(row.place, 0.0) + part / total
    return [(row, round(share, 4)) for row, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))]


def _give_way_to_cities(rows: Sequence[Row], groups: Sequence[int], logits: list[float]) -> None:
    """Put a first-order unit below the city that it is named after (Aleppo, Rio de Janeiro) and below larger capitals.

    Oklahoma City is called Oklahoma too, but not first of all; it stays behind.
    """
    cities = [at for at, group in enumerate(groups) if group in {priors.SETTLEMENT, priors.SEAT, priors.CAPITAL}]
    for at, unit in enumerate(rows):
        if groups[at] == priors.UNIT1:
            above = [logits[city] for city in cities if _stands_above(rows[city], groups[city], unit)]
            logits[at] = min(logits[at], max(above, default=math.inf) - _UNIT_BELOW_CITY)


def _stands_above(city: Row, group: int, unit: Row) -> bool:
    """Whether a name is a city's before it is a unit's."""
    if priors.KIND_PRIOR[city.kind] < min(priors.KIND_PRIOR[unit.kind], _SHORT):
        return False
    if group == priors.CAPITAL:
        return city.country == unit.country or city.population > unit.population
    same = city.country == unit.country and city.admin1 == unit.admin1
    return same and city.population >= unit.population - _EIGHTH


def _wishes(source: PlaceSource, options: Options) -> Callable[[Row], float]:
    """What the user's wishes add to a candidate's log-odds."""
    countries = list(source.countries())
    country = countries.index(options.country) if options.country in countries else None
    preferred = [priors.is_preferred(code, options.prefer) for code in source.features()] if options.prefer else ()
    centre = None if options.near is None else _unit(*options.near)

    def wish(row: Row) -> float:
        bonus = priors.WISHED_COUNTRY * (country is not None and row.country == country)
        if centre is not None:
            km = priors.EARTH_RADIUS_KM * math.acos(min(1.0, _cosine(centre, _unit_of(row))))
            bonus += priors.WISHED_NEAR * math.exp(-km / priors.NEAR_KM)
        if preferred:
            bonus += priors.WISHED_FEATURE * preferred[row.feature]
        return bonus

    return wish


def _inside(rows: Sequence[Row], container: str, source: PlaceSource) -> list[Row]:
    """The candidates that lie in a container: its country, its first-order unit, or close by where it is neither."""
    groups = [priors.group_of(code) for code in source.features()]
    for folded, _ in _forms(container):
        holders = source.rows([folded]).get(folded, ())
        nations = {row.country for row in holders if groups[row.feature] == priors.COUNTRY} - {0}
        units = {row.admin1 for row in holders if groups[row.feature] == priors.UNIT1} - {0}
        found = [row for row in rows if row.country in nations or row.admin1 in units]
        if not found:
            centres = [_unit_of(row) for row in holders]
            near = math.cos(_NEAR_CONTAINER_KM / priors.EARTH_RADIUS_KM)
            found = [row for row in rows if any(_cosine(_unit_of(row), centre) > near for centre in centres)]
        if found:
            return found
    return []


def _unit(lon: float, lat: float) -> tuple[float, float, float]:
    """The unit vector from the earth's centre."""
    lam, phi = math.radians(lon), math.radians(lat)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def _unit_of(row: Row) -> tuple[float, float, float]:
    return _unit(row.lon / 180, row.lat / 360)


def _cosine(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _coordinates(phrase: str) -> tuple[float, float] | None:
    """(lat, lon) where the phrase is a pair of coordinates and nothing else."""
    from geo.mentions.coordinates import find_coordinates

    pair = _PAIR.fullmatch(phrase)
    if pair:
        lat, lon = (float(number.replace("−", "-")) for number in pair.groups())
        if abs(lat) > 90 or abs(lon) > 180:
            raise PlaceNotFound(f'"{phrase}" is no point on the earth: write latitude, then longitude, in degrees')
        return lat, lon
    found = find_coordinates(phrase)
    if len(found) == 1 and not re.sub(r"[\s()\[\].]", "", phrase[: found[0].start] + phrase[found[0].end :]):
        return found[0].lat, found[0].lon
    return None


def _not_found(phrase: str, source: PlaceSource) -> str:
    head, containers = _split(phrase)
    if containers and look_up(head, source, limit=1):
        return f'no "{head}" is known in "{", ".join(containers)}": `mentionmap lookup "{head}"` lists those there are'
    return f'no place answers to "{phrase}": check its spelling, or add places with `mentionmap gazetteer import`'
