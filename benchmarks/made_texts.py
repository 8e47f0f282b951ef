"""Short texts made of the gazetteer's own names, which teach how fame weighs against nearness, and people's names.

The annotated corpora are mostly local news, where a famous name is often that of a town nearby. In a sentence or two of
any other text it is not: "Key West, Florida, lies 90 miles north of Havana". Each text here has a home; its other names
are taken from nearby, from the same country or from the world, the larger the likelier. Which place a name means is
known, for it was drawn before its name was written. People are called by the first names and surnames of the census
lists, half of them by such as are also places; ships, firms and things by the names of towns; and common words that are
also a village's name begin sentences. `benchmarks.made_patterns` holds what they say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.made_patterns import WORDS
from geo.folding import fold
from geo.mentions.lexicon import FIRMS, levels
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
CALLED_AS_TOWN = 0.2  # share of people whose first name is that of a town, and may be on no list
COUNTRIES = 0.25  # share of whole countries among the names of the world
WITH_ARTICLE = ("US", "GB", "NL", "PH", "BS", "GM", "MV", "SC", "KM", "SB", "MH", "AE", "CD", "CF", "DO")
WITH_CAPITAL_ARTICLE = ("BS", "GM")  # "in The Bahamas": the article is part of the name, but where a sentence begins
RIVERS = ("STM", "STMS")
HEIGHTS = ("MT", "MTS", "VLC")
WILDS = ("DSRT", "PLN", "UPLD", "PEN", "VAL")
SHORT = 0.5  # how often "Gobi" stands for "Gobi Desert"
TITLES = ("Mayor", "Sheriff", "Detective", "Judge", "Coach", "Senator", "Dr.", "Mr.", "Mrs.", "Ms.", "Professor")
COMMON = 2  # how common a word must be (`geo.mentions.lexicon.levels`) to begin a sentence
HELD = {"far": 0.15, "near": 0.4}  # how often a town is given with what it lies in
ROOT_OF_A_NAMESAKE = 500.0  # the root of the people that a town counts for, at most, where something is called as it is
ROOT_OF_A_REGION = 300.0  # how likely a people that has no country of its own is to be named, as a root of its number
BY_UNIT = frozenset({"US", "CA", "AU"})  # countries whose towns are given with their first-order unit
FOREIGN = 0.15  # share of first names that no list has
FIRM = {"known": 0.35, "family": 0.15}  # share of firms that are known ones, that have a surname; the others a town's
FAMED = 0.5  # share of first names of places that are drawn by how large the place is
AS_LAND = 0.1  # share of first names that are a country's or a unit's too
AS_WORD = 0.3  # share of the things that are called as a country is whose name is a word
LACKED = 2_000  # places that the gazetteer lacks


@dataclass(frozen=True, slots=True)
class World:
    """The places to draw from.

    Attributes:
        unit: (places, 3) unit vectors from the earth's centre.
        country: (places,) ISO codes.
        near: (places,) how likely each is to be named in its neighbourhood, far: elsewhere.
        likely: (places,) how likely each is to fill a slot of a text, by the slot's letter.
        lands: (places,) how likely each country is to be named.
        holder: The place that a town of a country, or of one of its units, is said to lie in.
        capital: The capital of each country.
        rows: The number of each place's row by its id.
        words: Words that are also a town's name.
        used: (words,) how likely each is to be used.
        given: First names that are a place's too.
        famed: (given,) how likely each is to be used.
        given_lands: First names that are a country's or a first-order unit's too.
        lacked: Names as towns have them, of which the gazetteer has none.
        firms: Known firms whose names the gazetteer has.
        lands_as_words: Countries whose names are words.
    """

    places: Sequence[Place]
    unit: npt.NDArray[np.float64]
    country: npt.NDArray[np.str_]
    near: npt.NDArray[np.float64]
    far: npt.NDArray[np.float64]
    likely: Mapping[str, npt.NDArray[np.float64]]
    lands: npt.NDArray[np.float64]
    holder: Mapping[tuple[str, str], int]
    capital: Mapping[str, int]
    rows: Mapping[str, int]
    words: Sequence[str]
    used: npt.NDArray[np.float64]
    given: Sequence[str]
    famed: npt.NDArray[np.float64]
    given_lands: Sequence[str]
    lacked: Sequence[str]
    firms: Sequence[str]
    lands_as_words: Sequence[str]


@cache
def world(source: Gazetteer) -> World:
    """Gather the places whose names a text may hold."""
    kept = [place for place in source.every() if _worth_naming(place)]
    codes = np.array([place.feature_code for place in kept])
    country = np.array([place.country or "" for place in kept])
    people = np.array([float(place.population or PEOPLE_OF_AN_ISLAND) for place in kept])
    island, water, river = (np.isin(codes, some) for some in (("ISL", "ISLS"), WATERS, RIVERS))
    people[island] = np.minimum(people[island], PEOPLE_OF_AN_ISLAND)
    people *= np.where(codes == "PPLC", CAPITAL, 1.0)
    names = 1.0 + np.array([sum(map(len, place.names.values())) for place in kept])
    lat, lon = (np.radians([getattr(place, axis) for place in kept]) for axis in ("lat", "lon"))
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1)
    town, land = np.char.startswith(codes, "PPL"), np.char.startswith(codes, "PCL")
    root = np.sqrt(people)
    known = np.where([place.id.startswith("curated:") for place in kept], CURATED, 1.0)
    other = town | island | (codes == "ADM1")
    has_article = np.array([place.name.startswith("The ") for place in kept])
    people_named = np.array(["demonym" in place.names for place in kept])
    likely = {
        "a": town * root * np.where(np.isin(country, list(ENGLISH)), IN_ENGLISH, 1.0),
        "i": island * known,
        "w": water * known,
        "o": river * names,
        "m": np.isin(codes, HEIGHTS) * names,
        "d": np.isin(codes, WILDS) * names,
        "k": (codes == "GOVL") * _renown(source, kept, codes == "GOVL"),
        "t": town * has_article * root,
        "g": land * np.isin(country, WITH_ARTICLE) * root,
        "l": land * np.isin(country, WITH_CAPITAL_ARTICLE),
        "e": people_named * np.where(land, root, ROOT_OF_A_REGION),
    }
    words, given = _words(source), _given(source)
    common = levels()[0]
    as_word = np.array([place.name.lower() in common for place in kept])
    single = np.array([place.name.isalpha() for place in kept])
    likely |= {
        "j": likely["i"],
        "f": likely["e"],
        "x": town * as_word * root,
        "X": town * np.isin([fold(place.name) for place in kept], [name.lower() for name in given]) * root,
        "v": (town & (codes != "PPLC") | (codes == "ADM1")) * single * np.minimum(root, ROOT_OF_A_NAMESAKE),
        "Z": (codes == "PPLC") * root * names,
        "L": land * ~np.isin(country, WITH_ARTICLE) * root,
    }
    likely["M"] = likely["L"]
    holder = {(code, ""): at for at, code in enumerate(country) if land[at]}
    holder |= {(country[at], kept[at].name): int(at) for at in np.flatnonzero(codes == "ADM1")}
    return World(
        kept,
        *(unit, country, other * root, other * root * names, likely, land * root, holder),
        {country[at]: int(at) for at in np.flatnonzero(codes == "PPLC")},
        source.stores()[0].numbers([place.id for place in kept]),
        list(words),
        np.array(list(words.values())),
        list(given),
        np.array(list(given.values())),
        sorted({kept[at].name for at in np.flatnonzero(land | (codes == "ADM1"))} & given.keys()),
        _lacked(source, [place.name for at, place in enumerate(kept) if town[at]]),
        [firm.title() for firm in source.candidates(sorted(FIRMS))],
        [kept[at].name for at in np.flatnonzero(land & as_word)],
    )


def _lacked(source: Gazetteer, towns: Sequence[str]) -> list[str]:
    """Names made of the halves of two towns' names, without those that the gazetteer has."""
    chance = np.random.default_rng(len(towns))
    single = [name for name in towns if name.isalpha() and 5 < len(name) < 10]
    pairs = chance.integers(len(single), size=(LACKED, 2)).tolist()
    made = sorted({single[one][:4] + single[other][-4:].lower() for one, other in pairs})
    known = source.candidates([fold(name) for name in made])
    return [name for name in made if fold(name) not in known]


def _renown(source: Gazetteer, places: Sequence[Place], asked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """(places,) the root of the people that the gazetteer says each of those asked for is as well known as; else 0."""
    renown = np.zeros(len(places))
    for at in np.flatnonzero(asked).tolist():
        rows = source.candidates([fold(places[at].name)])
        renown[at] = max(10 ** (int(row["population"]) / 32) for found in rows.values() for row in found)
    return renown


def _worth_naming(place: Place) -> bool:
    code = place.feature_code
    if not set("(,/").isdisjoint(place.name):  # no text writes a name so
        return False
    if code.startswith(("PPL", "PCL")):
        return place.population >= LEAST_PEOPLE
    named = ("ISL", "ISLS", "ADM1", "GOVL", *WATERS, *RIVERS, *HEIGHTS, *WILDS)
    return code in named or (code.startswith("RGN") and "demonym" in place.names)


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


def _holder(chance: np.random.Generator, all_of: World, place: Place, *, near: bool) -> int | None:
    """What a town is said to lie in, where the text says it."""
    if not place.feature_code.startswith("PPL") or chance.random() > HELD["near" if near else "far"]:
        return None
    country = place.country or ""
    return all_of.holder.get((country, (place.admin1 or "-") if country in BY_UNIT else ""))


def _person(chance: np.random.Generator, names: Sequence[Sequence[str]]) -> tuple[str, str]:
    """A first name and a surname, often such as are also a place's; some are on no list."""
    first, first_places, last, last_places = names

    def one(among: Sequence[str]) -> str:
        return among[chance.integers(len(among))]

    family = (
        one(last)[:3] + one(last)[3:]
        if chance.random() < UNLISTED
        else one(last_places if chance.random() < 0.5 else last)
    )
    if chance.random() < FOREIGN:
        return one(last)[:3].title() + one(first)[2:], family
    return one(first_places if chance.random() < 0.5 else first), family


def _people(source: Gazetteer) -> tuple[list[str], ...]:
    """First names, those of them that are places, surnames, likewise."""
    _, first, last = levels()
    lists: list[list[str]] = []
    for names in (list(first), list(last)):
        known = source.candidates(names)
        lists += [[name.title() for name in names], [name.title() for name in names if name in known]]
    return tuple(lists)


def _words(source: Gazetteer) -> dict[str, float]:
    """Common words that are above all a town's name, and how likely each is used: the larger the town, the likelier."""
    words = [word for word, level in levels()[0].items() if level >= COMMON and len(word) > 2]
    features = list(source.features())
    likely = {}
    for word, rows in sorted(source.candidates(words).items()):
        largest = rows[rows["population"].argmax()]
        if features[largest["feature"]].startswith("PPL") and NAME_KINDS[largest["kind"]] == "main":
            likely[word.capitalize()] = 10 ** (int(largest["population"]) / 32)
    return likely


def _given(source: Gazetteer) -> dict[str, float]:
    """First names that are a place's too, and how likely each is used: the larger the place, the likelier."""
    found = source.candidates(sorted(levels()[1]))
    return {name.title(): 10 ** (int(rows["population"].max()) / 64) for name, rows in sorted(found.items())}


def made_texts(source: Gazetteer, patterns: Sequence[str], count: int, seed: int) -> list[dict[str, Any]]:
    """Texts with their gold, in the form of the annotated corpora.

    Args:
        source: The gazetteer.
        patterns: What they say, of `benchmarks.made_patterns`.
        count: How many.
        seed: Of the draws.
    """
    chance = np.random.default_rng(seed)
    all_of, people = world(source), _people(source)
    return [_made(chance, all_of, people, patterns, f"made-{seed}-{number}") for number in range(count)]


def _made(
    chance: np.random.Generator,
    all_of: World,
    people: Sequence[Sequence[str]],
    patterns: Sequence[str],
    name: str,
) -> dict[str, Any]:
    """One text with its gold."""
    home = _drawn(chance, all_of.likely["a"])
    country = all_of.country[home]
    named: dict[str, tuple[int, bool]] = {"a": (home, True), "z": (all_of.capital.get(country, home), False)}
    called = {slot: _person(chance, people) for slot in "pq"}
    for slot, (_, family) in called.items():
        if chance.random() < CALLED_AS_TOWN:
            called[slot] = all_of.places[_drawn(chance, all_of.likely["a"])].name, family
    text = ""
    toponyms: list[dict[str, Any]] = []

    def write(index: int, written: str) -> None:
        nonlocal text
        place = all_of.places[index]
        at = {"start": len(text), "end": len(text) + len(written), "lat": place.lat, "lon": place.lon}
        toponyms.append(at | {"geonameid": all_of.rows[place.id]})
        text += written

    def one(among: Sequence[str]) -> str:
        return among[int(chance.integers(len(among)))]

    def firm() -> str:
        kind = chance.random() - FIRM["known"]
        if kind < 0:
            return one(all_of.firms)
        return one(people[3]) if kind < FIRM["family"] else town()

    def town() -> str:
        return all_of.places[_drawn(chance, all_of.likely["v"])].name

    lacked = one(all_of.lacked)

    def given() -> str:
        if chance.random() < AS_LAND:
            return one(all_of.given_lands)
        if chance.random() < CALLED_AS_TOWN:
            return town()
        return all_of.given[_drawn(chance, all_of.famed)] if chance.random() < FAMED else one(people[1])

    called_so = {"F": firm(), "G": firm(), "N": given(), "O": given()}

    def no_place(slot: str) -> str | None:
        """What fills a slot that is for no place."""
        if slot in WORDS:
            return one(WORDS[slot])
        if slot in called_so:
            return called_so[slot]
        if slot in "pq":
            return " ".join(called[slot])
        if slot in "sr":
            return called["p" if slot == "s" else "q"][1]
        if slot == "n":
            return str(chance.integers(20, 900))
        if slot == "h":
            return one(TITLES)
        if slot == "u":
            return all_of.words[_drawn(chance, all_of.used)]
        if slot == "v":
            return town()
        if slot == "T":
            return one(all_of.lands_as_words) if chance.random() < AS_WORD else town()
        return None

    pattern = one(patterns)
    for piece in pattern.split("{"):
        slot, closing, rest = piece.partition("}")
        if not closing:
            text += piece
            continue
        other = no_place(slot)
        if other is not None:
            text += (other if text else other[0].upper() + other[1:]) + rest
            continue
        if slot == "y":
            toponyms.append(
                {"start": len(text), "end": len(text) + len(lacked), "lat": None, "lon": None, "geonameid": None}
            )
            text += lacked + rest
            continue
        if slot in "ef":  # each time another
            named.pop(slot, None)
        if slot not in named:
            drawn = slot in all_of.likely
            named[slot] = (_drawn(chance, all_of.likely[slot]), False) if drawn else _next(chance, all_of, home)
        index, near = named[slot]
        place = all_of.places[index]
        written = _written(chance, place, slot, opens=text.endswith(("The ", "the ")))
        if text.endswith("he ") and written.startswith("Lake "):
            text = text[:-4]
        if slot == "e" and text.lower().endswith(("a ", " a ")) and written[0] in "AEIO":
            text = f"{text[:-1]}n "
        write(index, written)
        held = _holder(chance, all_of, place, near=near) if slot in "abc" else None
        if held is not None and all_of.places[held].name != place.name:
            text += ", "
            write(held, all_of.places[held].name)
        text += rest
    return {"doc_id": name, "text": text, "toponyms": toponyms, "pattern": pattern}


def _written(chance: np.random.Generator, place: Place, slot: str, *, opens: bool) -> str:
    """The name as the text has it; `opens` says that the article is written already."""
    if slot in "ef":
        names = place.names["demonym"]
        return next((name for name in names if name.endswith("s")), names[0]) if slot == "f" else names[0]
    name = place.name
    if slot == "l" and not opens:
        return f"The {name}"
    if slot == "g" or (slot in "bcz" and place.feature_code.startswith("PCL")):
        name = name.removeprefix("The ")
    if slot in "mdo" and "short" in place.names and chance.random() < SHORT:
        name = place.names["short"][0]
    return name
