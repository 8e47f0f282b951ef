"""Short texts made of the gazetteer's own names, which teach the ranking how fame weighs against nearness.

The annotated corpora are mostly local news, where a famous name is often that of a town nearby. In a sentence or two of
any other text it is not: "Key West, Florida, lies 90 miles north of Havana". Each text here has a home; its other names
are taken from nearby, from the same country or from the world, the larger the likelier. Which place a name means is
known, for it was drawn before its name was written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.layers import Gazetteer
    from geo.records import Place

NEARBY_KM = 250.0
LEAST_PEOPLE = 1_000
# How often the next name is from nearby, from the same country, from the world.
REACHES = (0.35, 0.2, 0.45)
# A place is the likelier to be named the more people live there (by the root of their number) and, far from home, the
# more names it has in the world's languages.
CAPITAL = 9.0  # a capital counts as so many times its people
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
IN_ENGLISH = 6.0  # how much likelier a town there is the home of a text
PEOPLE_OF_AN_ISLAND = 20_000  # as many as an island counts for, which has no number of its own
COUNTRIES = 0.25  # share of whole countries among the names of the world
HELD = {"far": 0.15, "near": 0.4}  # how often a town is given with what it lies in
BY_UNIT = frozenset({"US", "CA", "AU"})  # countries whose towns are given with their first-order unit

TEXTS = (
    "{a} lies about {n} miles from {b}.",
    "{a} is {n} km north of {b}.",
    "{a}, a quiet place, is {n} miles south of {b}, and nearer to {b} than to {c}.",
    "The flight from {a} to {b} takes three hours.",
    "The plane left {a} for {b} with {n} people aboard.",
    "She grew up in {a}, studied in {b} and works in {c}.",
    "A man from {a} was arrested in {b} on Monday. Police in {a} knew nothing.",
    "A company from {a} opened an office in {b} and another in {c}.",
    "The family moved from {a} to {b} last year.",
    "Officials in {a} said that the talks in {b} had failed.",
    "The road from {a} to {b} passes through {c}.",
    "Trains run from {a} to {b} and on to {c}.",
    "He was born in {a} and died in {b}.",
    "The ship sailed from {a} to {b} and on to {c}.",
    "The storm moved from {a} towards {b}, and then to {c}. In {b} the lights went out.",
    "{a}, {b} and {c} have signed the letter.",
    "The team from {a} beat the team from {b}. It meets {c} next.",
    "A fire broke out in {a}. Help came from {b}.",
    "Students from {a} went to {b} for a year.",
    "Visitors come to {a} from {b} and from {c}, said the mayor of {a}.",
    "{a} is closer to {b} than to {c}.",
    "The ferry between {a} and {b} was cancelled.",
    "The war in {a} has driven many to {b}. Others are in {c}.",
    "The couple, from {a}, married in {b}.",
    "A court in {a} heard the case. The man lives in {b}.",
    "Prices rose in {a}, in {b} and in the whole of {c}.",
)


@dataclass(frozen=True, slots=True)
class World:
    """The places to draw from.

    Attributes:
        unit: (places, 3) unit vectors from the earth's centre.
        country: (places,) ISO codes.
        home: (places,) how likely each is the home of a text, near: to be named in its neighbourhood, far: elsewhere.
        lands: (places,) how likely each country is to be named.
        nation: The name of each country by its code.
    """

    places: Sequence[Place]
    unit: npt.NDArray[np.float64]
    country: npt.NDArray[np.str_]
    home: npt.NDArray[np.float64]
    near: npt.NDArray[np.float64]
    far: npt.NDArray[np.float64]
    lands: npt.NDArray[np.float64]
    nation: dict[str, str]


def world(source: Gazetteer) -> World:
    """Gather the places whose names a text may hold."""
    kept: list[Place] = []
    nation: dict[str, str] = {}
    for place in source.every():
        code = place.feature_code
        if code.startswith("PCL") and place.country:
            nation[place.country] = place.name
        if (code.startswith(("PPL", "PCL")) and place.population >= LEAST_PEOPLE) or code in {"ISL", "ADM1"}:
            kept.append(place)
    codes = np.array([place.feature_code for place in kept])
    country = np.array([place.country or "" for place in kept])
    people = np.array([float(place.population or PEOPLE_OF_AN_ISLAND) for place in kept])
    people[codes == "ISL"] = np.minimum(people[codes == "ISL"], PEOPLE_OF_AN_ISLAND)
    people *= np.where(codes == "PPLC", CAPITAL, 1.0)
    names = 1.0 + np.array([sum(map(len, place.names.values())) for place in kept])
    lat, lon = (np.radians([getattr(place, axis) for place in kept]) for axis in ("lat", "lon"))
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1)
    town, land = np.char.startswith(codes, "PPL"), np.char.startswith(codes, "PCL")
    root = np.sqrt(people)
    home = town * root * np.where(np.isin(country, list(ENGLISH)), IN_ENGLISH, 1.0)
    return World(kept, unit, country, home, ~land * root, ~land * root * names, land * root, nation)


def _drawn(chance: np.random.Generator, likely: npt.NDArray[np.float64]) -> int:
    heights = np.cumsum(likely)
    return int(np.searchsorted(heights, chance.random() * heights[-1], "right"))


def _next(chance: np.random.Generator, all_of: World, home: int) -> tuple[int, bool]:
    """A place to name beside a home, and whether it is near to it."""
    reach = chance.choice(3, p=REACHES)
    if reach == 0:
        near = all_of.unit @ all_of.unit[home] > math.cos(NEARBY_KM / 6371)
        return _drawn(chance, all_of.near * near), True
    if reach == 1:
        return _drawn(chance, all_of.far * (all_of.country == all_of.country[home])), True
    return _drawn(chance, all_of.lands if chance.random() < COUNTRIES else all_of.far), False


def _written(chance: np.random.Generator, all_of: World, place: Place, *, near: bool) -> str:
    """The name, or the name with what the place lies in."""
    if not place.feature_code.startswith("PPL") or chance.random() > HELD["near" if near else "far"]:
        return place.name
    holder = place.admin1 if place.country in BY_UNIT else all_of.nation.get(place.country or "")
    return f"{place.name}, {holder}" if holder and holder != place.name else place.name


def made_texts(source: Gazetteer, count: int, seed: int) -> list[dict[str, Any]]:
    """Texts with their gold, in the form of the annotated corpora.

    Args:
        source: The gazetteer.
        count: How many.
        seed: Of the draws.
    """
    chance = np.random.default_rng(seed)
    all_of = world(source)
    texts = []
    for number in range(count):
        pattern = TEXTS[chance.integers(len(TEXTS))]
        home = _drawn(chance, all_of.home)
        named = {"a": (home, True)}
        for slot in "bc":
            if f"{{{slot}}}" in pattern:
                named[slot] = _next(chance, all_of, home)
        text, toponyms = "", []
        for piece in pattern.replace("{n}", str(chance.integers(20, 900))).split("{"):
            slot, closing, rest = piece.partition("}")
            if not closing:
                text += piece
                continue
            index, near = named[slot]
            place = all_of.places[index]
            start = len(text)
            text += _written(chance, all_of, place, near=near)
            toponyms.append(
                {
                    "start": start,
                    "end": start + len(place.name),
                    "lat": place.lat,
                    "lon": place.lon,
                    "geonameid": None,
                }
            )
            text += rest
        texts.append({"doc_id": f"made-{number}", "text": text, "toponyms": toponyms})
    return texts
