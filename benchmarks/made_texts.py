"""Short texts made of the gazetteer's own names, which teach how fame weighs against nearness, and people's names.

The annotated corpora are mostly local news, where a famous name is often that of a town nearby. In a sentence or two of
any other text it is not: "Key West, Florida, lies 90 miles north of Havana". Each text here has a home; its other names
are taken from nearby, from the same country or from the world, the larger the likelier. Which place a name means is
known, for it was drawn before its name was written. People are called by the first names and surnames of the census
lists, half of them by such as are also places.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.mentions.lexicon import levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.layers import Gazetteer
    from geo.records import Place

NEARBY_KM = 250.0
LEAST_PEOPLE = 1_000
# How often the next name is from nearby, from the same country, from the world.
REACHES = (0.3, 0.2, 0.5)
# A place is the likelier to be named the more people live there (by the root of their number) and, far from home, the
# more names it has in the world's languages.
CAPITAL = 9.0  # a capital counts as so many times its people
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
IN_ENGLISH = 6.0  # how much likelier a town there is the home of a text
PEOPLE_OF_AN_ISLAND = 20_000  # as many as an island counts for, which has no number of its own
CURATED = 20.0  # how much likelier an island or a water is to be named that someone saw fit to enter by hand
WATERS = ("STRT", "SEA", "GULF", "BAY", "CHN", "LK", "OCN")
UNLISTED = 0.25  # share of surnames that no list has
COUNTRIES = 0.25  # share of whole countries among the names of the world
HELD = {"far": 0.15, "near": 0.4}  # how often a town is given with what it lies in
BY_UNIT = frozenset({"US", "CA", "AU"})  # countries whose towns are given with their first-order unit

# {a} is the home, {b} and {c} are other places, {i} and {j} islands, {w} a water, {n} a number, {p} and {q} people,
# {s} the surname of {p}.
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
    "{i} lies {n} km off {b}.",
    "{i} is an island, {n} miles from {j}.",
    "{i} is {n} kilometres long.",
    "The ferry sails from {i} to {j} twice a day.",
    "Few people live on {i}, and fewer on {j}.",
    "The {w} is {n} km wide at its narrowest.",
    "The {w} separates {i} from {j}.",
    "They crossed the {w} in a small boat. {i} was in sight.",
    "{i} lies in the {w}.",
    "A ship sank in the {w}, {n} miles off {i}.",
    "{p} sang in {a} on Monday. {s} had been ill.",
    "{p} won the tournament by two strokes. It was the first time for {s}, who lives in {a}.",
    "Reporters asked {p} about it. {q} was silent.",
    "{p} and {q} were there, and so was the mayor of {a}.",
    "The actor {p} spoke first. Then {s} left for {a}.",
    "{p} posted a picture. {q} did not like it.",
    "The novel by {p} sold well in {a}. {s} wrote it in {b}.",
    "{p}, {n}, of {a}, died on Sunday, said {q}.",
    "{p} of {a} beat {q} of {b}.",
    "Mr. {s} said that {q} was right. {p} has lived in {a} for years.",
    "The film stars {p} and {q}. It was shot in {a}.",
    "Coach {p} has left. {s} was liked in {a}. {q} comes from {b}.",
)


@dataclass(frozen=True, slots=True)
class World:
    """The places to draw from.

    Attributes:
        unit: (places, 3) unit vectors from the earth's centre.
        country: (places,) ISO codes.
        home: (places,) how likely each is the home of a text, near: to be named in its neighbourhood, far: elsewhere.
        islands: (places,) how likely each is to be named as an island, waters: as a sea, a lake or a strait.
        lands: (places,) how likely each country is to be named.
        nation: The name of each country by its code.
        rows: The number of each place's row by its id.
    """

    places: Sequence[Place]
    unit: npt.NDArray[np.float64]
    country: npt.NDArray[np.str_]
    home: npt.NDArray[np.float64]
    islands: npt.NDArray[np.float64]
    waters: npt.NDArray[np.float64]
    near: npt.NDArray[np.float64]
    far: npt.NDArray[np.float64]
    lands: npt.NDArray[np.float64]
    nation: dict[str, str]
    rows: dict[str, int]


def world(source: Gazetteer) -> World:
    """Gather the places whose names a text may hold."""
    kept: list[Place] = []
    nation: dict[str, str] = {}
    for place in source.every():
        code = place.feature_code
        if code.startswith("PCL") and place.country:
            nation[place.country] = place.name
        if (code.startswith(("PPL", "PCL")) and place.population >= LEAST_PEOPLE) or code in {
            "ISL",
            "ISLS",
            "ADM1",
            *WATERS,
        }:
            kept.append(place)
    codes = np.array([place.feature_code for place in kept])
    country = np.array([place.country or "" for place in kept])
    people = np.array([float(place.population or PEOPLE_OF_AN_ISLAND) for place in kept])
    island, water = np.isin(codes, ["ISL", "ISLS"]), np.isin(codes, WATERS)
    people[island] = np.minimum(people[island], PEOPLE_OF_AN_ISLAND)
    people *= np.where(codes == "PPLC", CAPITAL, 1.0)
    names = 1.0 + np.array([sum(map(len, place.names.values())) for place in kept])
    lat, lon = (np.radians([getattr(place, axis) for place in kept]) for axis in ("lat", "lon"))
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1)
    town, land = np.char.startswith(codes, "PPL"), np.char.startswith(codes, "PCL")
    root = np.sqrt(people)
    home = town * root * np.where(np.isin(country, list(ENGLISH)), IN_ENGLISH, 1.0)
    known = np.where([place.id.startswith("curated:") for place in kept], CURATED, 1.0)
    other = ~land & ~water
    return World(
        kept,
        *(unit, country, home, island * known, water * known),
        *(other * root, other * root * names, land * root, nation),
        source.stores()[0].numbers([place.id for place in kept]),
    )


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


def _holder(chance: np.random.Generator, all_of: World, place: Place, *, near: bool) -> str | None:
    """The name of what a place lies in, where the text is to give it."""
    if not place.feature_code.startswith("PPL") or chance.random() > HELD["near" if near else "far"]:
        return None
    holder = place.admin1 if place.country in BY_UNIT else all_of.nation.get(place.country or "")
    return holder if holder != place.name else None


def _person(chance: np.random.Generator, names: Sequence[Sequence[str]]) -> tuple[str, str]:
    """A first name and a surname, often such as are also a place's; a quarter of the surnames are on no list."""
    first, first_places, last, last_places = names

    def one(among: Sequence[str]) -> str:
        return among[chance.integers(len(among))]

    family = (
        one(last)[:3] + one(last)[3:]
        if chance.random() < UNLISTED
        else one(last_places if chance.random() < 0.5 else last)
    )
    return one(first_places if chance.random() < 0.5 else first), family


def _people(source: Gazetteer) -> tuple[list[str], ...]:
    """First names, those of them that are places, surnames, likewise."""
    _, first, last = levels()
    lists: list[list[str]] = []
    for names in (list(first), list(last)):
        known = source.candidates(names)
        lists += [[name.title() for name in names], [name.title() for name in names if name in known]]
    return tuple(lists)


def made_texts(source: Gazetteer, count: int, seed: int) -> list[dict[str, Any]]:
    """Texts with their gold, in the form of the annotated corpora.

    Args:
        source: The gazetteer.
        count: How many.
        seed: Of the draws.
    """
    chance = np.random.default_rng(seed)
    all_of, people = world(source), _people(source)
    texts = []
    for number in range(count):
        pattern = TEXTS[chance.integers(len(TEXTS))]
        home = _drawn(chance, all_of.home)
        person, other = _person(chance, people), _person(chance, people)
        said = {"p": " ".join(person), "s": person[1], "q": " ".join(other), "n": str(chance.integers(20, 900))}
        named = {"a": (home, True)}
        text, toponyms = "", []
        for piece in pattern.split("{"):
            slot, closing, rest = piece.partition("}")
            if not closing:
                text += piece
                continue
            if slot in said:
                text += said[slot] + rest
                continue
            if slot not in named:
                pool = all_of.islands if slot in "ij" else all_of.waters
                named[slot] = _next(chance, all_of, home) if slot in "bc" else (_drawn(chance, pool), False)
            index, near = named[slot]
            place = all_of.places[index]
            start = len(text)
            if text.endswith("he ") and place.name.startswith("Lake "):
                text = text[:-4]
                start = len(text)
            text += place.name
            at = {"start": start, "end": len(text), "lat": place.lat, "lon": place.lon}
            toponyms.append(at | {"geonameid": all_of.rows[place.id]})
            if holder := _holder(chance, all_of, place, near=near):
                start = len(text) + len(", ")
                text += f", {holder}"
                # A place name as well; which one is not what these texts teach.
                toponyms.append({"start": start, "end": len(text), "lat": None, "lon": None, "geonameid": None})
            text += rest
        texts.append({"doc_id": f"made-{number}", "text": text, "toponyms": toponyms})
    return texts
