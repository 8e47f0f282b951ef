"""Small places of the United States: the names to which the Postal Service delivers, at the areas of their ZIP codes.

GeoNames' cities500 has no place of fewer than 500 people. The Postal Service's list has them, and neighbourhoods too,
but often shortened to thirteen letters; what is a name in it, and what another name cut short, is decided here.
"""

from __future__ import annotations

import bz2
import json
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING

from gazetteer.build.units import km
from gazetteer.naming import spelled
from geo.folding import fold
from geo.names import NAME_KINDS
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.build.packages import Packages

SOURCE = "zipcodes 1.3.0 (USPS)"
# Records of one name nearer to one another than this are one place.
_SAME_PLACE_KM = 25.0
# How far a ZIP code's point may be off the place that it serves, where its neighbours are no farther.
_LEAST_ACCURACY_M = 5_000.0
# A city of so many ZIP codes has quarters of its own; another place that one of them serves is such a quarter.
_LARGE_CITY_ZIPS = 10
# A hamlet that bears the name of a country, or of a city or a capital of so many people, is hardly ever the one meant.
_FAMOUS_CITY, _FAMOUS_CAPITAL = 1_000_000, 100_000
_OUTLYING = "UM"  # whose islands the list puts at the post office in Hawaii
# To so many letters the Postal Service shortens a longer name.
_SHORT_NAME_CHARS = 13
# Words that it shortens, as in its Publication 28, and compass points.
_FULL = {
    "acad": "Academy",
    "afb": "Air Force Base",
    "afs": "Air Force Station",
    "bch": "Beach",
    "boro": "Borough",
    "brg": "Bridge",
    "brk": "Brook",
    "cnty": "County",
    "cor": "Corner",
    "cors": "Corners",
    "crk": "Creek",
    "ctr": "Center",
    "ctry": "Country",
    "cty": "City",
    "cy": "City",
    "cyn": "Canyon",
    "e": "East",
    "dep": "Depot",
    "est": "Estates",
    "ests": "Estates",
    "fls": "Falls",
    "frst": "Forest",
    "ft": "Fort",
    "gdn": "Garden",
    "gdns": "Gardens",
    "grn": "Green",
    "grv": "Grove",
    "hbr": "Harbor",
    "hgts": "Heights",
    "hl": "Hill",
    "hls": "Hills",
    "holw": "Hollow",
    "hts": "Heights",
    "indn": "Indian",
    "inlt": "Inlet",
    "intl": "International",
    "is": "Island",
    "isl": "Island",
    "jct": "Junction",
    "lk": "Lake",
    "lks": "Lakes",
    "lndg": "Landing",
    "mdws": "Meadows",
    "mls": "Mills",
    "mnr": "Manor",
    "mt": "Mount",
    "mtn": "Mountain",
    "n": "North",
    "natl": "National",
    "pk": "Park",
    "pl": "Place",
    "plns": "Plains",
    "plt": "Plantation",
    "pr": "Prairie",
    "pt": "Point",
    "rdg": "Ridge",
    "riv": "River",
    "rnch": "Ranch",
    "rvr": "River",
    "s": "South",
    "shrs": "Shores",
    "spg": "Spring",
    "spgs": "Springs",
    "sprgs": "Springs",
    "sq": "Square",
    "st": "Saint",
    "sta": "Station",
    "ter": "Terrace",
    "twp": "Township",
    "univ": "University",
    "uppr": "Upper",
    "upr": "Upper",
    "vlg": "Village",
    "vly": "Valley",
    "w": "West",
    "xing": "Crossing",
}
_SMALL = frozenset({"of", "the", "and", "in", "on", "by", "at"})
# What is a sorting office, a firm or a school with a code of its own, or the sort of thing and not its name.
_OFFICE = re.compile(
    r"\b(?:admin|administration|annex|bmc|brm|corp|dept|dpt|facility|firms?|gmf|hosp|hospital|inc|metro|ndc|pdc|service"
    r"|svc|zip)\b|[&/\d]|^university of|\b(?:airport|college|command|mall|plaza|university)$"
    r"|^(?:avenue|community|(?:city )?center|post|street)$",
    re.IGNORECASE,
)
_MC = re.compile(r"\bMc ?([A-Za-z])")
_ELISION = re.compile(r"(?:^O|\bD) (?=[A-Z])")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zip:
    """A ZIP code.

    Attributes:
        city: The place that it is named for.
        others: Other names that may be written for it.
        reach_m: How far its area reaches: to the nearest other point of the list, in metres.
    """

    code: str
    state: str
    lat: float
    lon: float
    city: str
    others: tuple[str, ...]
    reach_m: float = _LEAST_ACCURACY_M


@dataclass(frozen=True, slots=True)
class Served:
    """One name at one ZIP code; `main` where the ZIP code is named for it."""

    name: str
    at: Zip
    main: bool


def localities(packages: Packages, known: Sequence[Place], states: Mapping[str, str]) -> list[Place]:
    """Records of the places that the other sources lack, without namesakes of what everyone knows.

    Args:
        packages: The downloaded packages.
        known: What the other sources have; what they have nearby under the same name is the same place.
        states: Name of the first-order unit by GeoNames code ("US.CT").
    """
    zips = read_zips(packages, states)
    size = Counter((row.state, _key(row.city)) for row in zips)
    famous = {_key(place.name) for place in known if _is_famous(place)}
    famous |= {_key(name) for place in known if place.country == _OUTLYING for name, _ in spelled(place)}
    held: dict[str, list[Place]] = {}
    for place in known:
        if place.country in {"US", None}:
            for key in {_key(name) for name, kind in spelled(place) if NAME_KINDS[kind] not in {"code", "demonym"}}:
                held.setdefault(key, []).append(place)
    found = []
    for together in groups(zips):
        place = _record(together, states, size)
        if _key(place.name) not in famous and not any(_same(place, other) for other in held.get(_key(place.name), ())):
            found.append(place)
    return found


def read_zips(packages: Packages, states: Mapping[str, str]) -> list[Zip]:
    """The ZIP codes of places in the fifty states and the District; those of one firm or office are left out."""
    rows = json.loads(bz2.decompress(packages.read("zipcodes", "zipcodes/zips.json.bz2")))
    zips = [
        Zip(
            row["zip_code"],
            row["state"],
            float(row["lat"]),
            float(row["long"]),
            written(row["city"]),
            tuple(dict.fromkeys(map(written, row["acceptable_cities"]))),
        )
        for row in rows
        if row["country"] == "US"
        and row["zip_code_type"] in {"STANDARD", "PO BOX"}
        and f"US.{row['state']}" in states
        and float(row["lat"] or 0)  # in a few rows both are 0
    ]
    return _with_reach(zips)


def written(name: str) -> str:
    """A name as others write it: "Mc Coll", "O Brien", "Isle Of Palms" and "Mt St Joseph" put right."""
    words = [_FULL.get(word.lower(), word) for word in name.split()]
    words = [word.lower() if at and word.lower() in _SMALL else word for at, word in enumerate(words)]
    joined = _MC.sub(lambda match: f"Mc{match[1].upper()}", " ".join(words))
    return _ELISION.sub(lambda match: f"{match[0][0]}'", joined)


def is_name(name: str) -> bool:
    """Whether something is the name of a place: no office, and no word of it without a vowel."""
    return not _OFFICE.search(name) and all(_VOWEL.search(word) for word in name.split())


def shortens(short: str, long: str) -> bool:
    """Whether a name is another one cut short: words written with fewer of their letters, or with the first alone."""
    words, rest = short.lower().split(), iter(long.lower().split())
    if len(short) >= len(long):
        return False
    if "".join(words) == "".join(word[0] for word in long.lower().split()):
        return True
    cut = len(long) > _SHORT_NAME_CHARS >= len(short)
    shortened = False
    for word in words:
        full = next((other for other in rest if word == other or _abbreviates(word, other, cut=cut)), None)
        if full is None:
            return False
        shortened = shortened or word != full
    return shortened


def _abbreviates(word: str, full: str, *, cut: bool) -> bool:
    """Whether a word is another one with letters left out, the silent ones of "borough" not counted."""
    if len(word) >= len(full) or word[0] != full[0] or full.removesuffix("ugh") == word:
        return False
    letters = iter(full)
    return all(letter in letters for letter in word) and (cut or not full.startswith(word))


def groups(zips: Iterable[Zip]) -> Iterator[list[Served]]:
    """Yield, for each place of each name, the ZIP codes that serve it, those that it names first."""
    served = sorted(
        (one for row in zips for one in _served(row)),
        key=lambda one: (one.at.state, _key(one.name), not one.main, one.at.code),
    )
    for _, same in groupby(served, key=lambda one: (one.at.state, _key(one.name))):
        places: list[list[Served]] = []
        for one in same:
            near = next(
                (place for place in places if any(_apart(one, other) < _SAME_PLACE_KM for other in place)), None
            )
            if near is None:
                places.append([one])
            else:
                near.append(one)
        yield from places


def _served(row: Zip) -> Iterator[Served]:
    names = dict.fromkeys((row.city, *row.others))
    for name in names:
        if is_name(name) and not any(shortens(name, other) for other in names):
            yield Served(name, row, main=name == row.city)


def _apart(one: Served, other: Served) -> float:
    return km(one.at.lat, one.at.lon, other.at.lat, other.at.lon)


def _same(place: Place, other: Place) -> bool:
    """Whether what another source has under this name is the same: in wide lands a ZIP code's point is far off."""
    apart = km(place.lat, place.lon, other.lat, other.lon)
    return other.admin1 in {None, place.admin1} and apart < max(_SAME_PLACE_KM, 4 * place.accuracy_m / 1000)


def _is_famous(place: Place) -> bool:
    code = place.feature_code
    least = _FAMOUS_CAPITAL if code == "PPLC" else _FAMOUS_CITY
    return code.startswith("PCL") or (code.startswith("PPL") and place.population >= least)


def _key(name: str) -> str:
    """The folded name without its gaps: "De Kalb" is "DeKalb"."""
    return fold(name).replace(" ", "")


def _record(served: Sequence[Served], states: Mapping[str, str], size: Mapping[tuple[str, str], int]) -> Place:
    """The record of a place: at the mean of the ZIP codes that it names, or else of those that serve it too."""
    name, state, main = served[0].name, served[0].at.state, served[0].main
    zips = [one.at for one in served if one.main == main]
    lat, lon = fmean(row.lat for row in zips), fmean(row.lon for row in zips)
    spread_m = max(1000 * km(lat, lon, row.lat, row.lon) for row in zips)
    quarter = not main and all(size[row.state, _key(row.city)] >= _LARGE_CITY_ZIPS for row in zips)
    code = min(row.code for row in zips)
    place_id = f"zip:{code}" if main else f"zip:{code}/{fold(name).replace(' ', '-')}"
    short = f"{name.removesuffix(' Township')} Twp"
    return Place(
        id=place_id,
        name=name,
        lat=round(lat, 4),
        lon=round(lon, 4),
        feature_code="PPLX" if quarter else "PPL",
        country="US",
        admin1=states[f"US.{state}"],
        names={"": (short,)} if name.endswith(" Township") else {},
        accuracy_m=round(max(_LEAST_ACCURACY_M, spread_m, *(row.reach_m for row in zips)), -3),
        ids=(place_id,),
        source=SOURCE,
    )


def _with_reach(zips: Sequence[Zip]) -> list[Zip]:
    """The ZIP codes, each with how far it is to the nearest other point; the projection keeps small distances true."""
    import shapely

    points = shapely.points([(row.lon, math.degrees(math.asinh(math.tan(math.radians(row.lat))))) for row in zips])
    (asked, nearest) = shapely.STRtree(points).query_nearest(points, exclusive=True, all_matches=False)
    reach = {
        at: 1000 * km(zips[at].lat, zips[at].lon, zips[other].lat, zips[other].lon)
        for at, other in zip(asked.tolist(), nearest.tolist(), strict=True)
    }
    return [replace(row, reach_m=reach[at]) for at, row in enumerate(zips)]
