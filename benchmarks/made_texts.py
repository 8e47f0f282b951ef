"""Short texts made of the gazetteer's own names, which teach how fame weighs against nearness, and people's names.

The annotated corpora are mostly local news, where a famous name is often that of a town nearby. In a sentence or two of
any other text it is not: "Key West, Florida, lies 90 miles north of Havana". Each text here has a home; its other names
are taken from nearby, from the same country or from the world, the larger the likelier. Which place a name means is
known, for it was drawn before its name was written. People are called by the first names and surnames of the census
lists, half of them by such as are also places; ships by the names of towns; and common words that are also a village's
name begin sentences.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.folding import fold
from geo.mentions.lexicon import levels
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
ROOT_OF_A_REGION = 300.0  # how likely a people that has no country of its own is to be named, as a root of its number
BY_UNIT = frozenset({"US", "CA", "AU"})  # countries whose towns are given with their first-order unit

# {a} is the home, {b} and {c} are other places, {z} is the capital of the home's country, {i} and {j} islands, {w} a
# water, {o} a river, {m} a mountain, {d} a desert or the like, {k} a seat of government, {t} a town whose name has an
# article, {g} a country that takes one, {l} one that takes it in capitals, {e} what is of a place, {f} its people. No
# places: {n} is a number, {p} and {q} are people, {s} and {r} their surnames, {h} is a title, {v} a ship, {u} a common
# word.
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
    "{h} {p} thanked the crews. {s} said the worst was over.",
    "{h} {p} and {h} {q} met in {a}. {r} asked for time, and {s} agreed.",
    "{p}, who scored twice, was the best on the field. {s} came from {a} last year.",
    "{s}, who had won before, was beaten by {q}. {h} {p} is 31.",
    "The {s} brothers sold the farm in {a}. {h} {p} bought it.",
    "{h} {s} lives in {a}. {q} and {s} have met before.",
    "Judges in {t} will hear the case on Monday.",
    "The office, which is in {t}, will close, said {p}.",
    "{t} is nearer to {b} than to {c}.",
    "A man from {t} was arrested in {b}.",
    "Farmers in the {g} blocked two roads. The {g} and {b} share a border.",
    "The {g} sent rice to {b}, and {e} doctors went to {c}.",
    "They came from the {g} to {a} in {n} days.",
    "He has lived in {l} since 2004. The {l} is warmer than {b}.",
    "In June the ships went to {l} and to {b}.",
    "A spokesman for the {k} said that the talks in {a} had failed.",
    "The {o} burst its banks near {a}.",
    "Troops crossed the {o} before dawn and came within {n} km of {a}.",
    "The {o} flows past {a} and on to {b}.",
    "Barges on the {o} carried grain to {a} and {b}.",
    "A body was found in the {o}, police in {a} said.",
    "{k} officials said that the talks in {a} had failed.",
    "A {k} spokesman would not say who had asked for the talks in {a}.",
    "{z} officials knew of it, said {p}.",
    "A {a} man was found dead in {b}. {z} police have asked {b} for help.",
    "{a} floods kill {n}",
    "{a} court frees two men from {b}",
    "The {k} refused to comment. In {z} nothing was said.",
    "Aides at the {k} said on Monday that {p} would go to {b}.",
    "The {k} said it would answer {z} soon.",
    "The governor of {a} asked {z} for help, and {z} refused.",
    "Officials in {z} said that {a} would get the money.",
    "Talks between {z} and {b} have failed. {z} wants more time.",
    "Floods cut the roads of {a}. {z} has sent aircraft.",
    "She climbed {m} at the age of {n}. Few had climbed it from {a}.",
    "Two men died on {m} on Sunday. They came from {a}.",
    "The camels of the {d} are sold in {a}.",
    "They crossed the {d} on foot, {n} miles from {a}.",
    "The USS {v} left port before dawn for {a}.",
    "The destroyer {v} and the frigate {v} trained off {i}.",
    "HMS {v} came home to {a} on Monday.",
    "The crew of the submarine {v} saw nothing. The {v} is {n} feet long.",
    "{u} is what they want in {a}.",
    "{u} was served to the guests in {a}.",
    "{u} shops have opened in {b}.",
    "{u} with {n} others was found in the hall.",
    "{u} comes first, the teacher said.",
    "{u} work, said the coach. {u} it is, said {p}.",
    "{u} and water were all they had. They came from {a}.",
    "The temple in {a} was built in {n} BC by masons.",
    "In {n} BC a king of {b} took it, and in {n} AD it fell.",
    "A {e} court freed two men from {a}.",
    "{e} and {e} soldiers crossed into {b}.",
    "The {f} and the {f} met in {a}. Villagers in {e} towns lost their homes, the {e} minister said.",
)


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
    likely |= {"j": likely["i"], "f": likely["e"]}
    words = _words(source)
    holder = {(code, ""): at for at, code in enumerate(country) if land[at]}
    holder |= {(country[at], kept[at].name): int(at) for at in np.flatnonzero(codes == "ADM1")}
    return World(
        kept,
        *(unit, country, other * root, other * root * names, likely, land * root, holder),
        {country[at]: int(at) for at in np.flatnonzero(codes == "PPLC")},
        source.stores()[0].numbers([place.id for place in kept]),
        list(words),
        np.array(list(words.values())),
    )


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


def made_texts(source: Gazetteer, count: int, seed: int) -> list[dict[str, Any]]:
    """Texts with their gold, in the form of the annotated corpora.

    Args:
        source: The gazetteer.
        count: How many.
        seed: Of the draws.
    """
    chance = np.random.default_rng(seed)
    all_of, people = world(source), _people(source)
    return [_made(chance, all_of, people, f"made-{number}") for number in range(count)]


def _made(
    chance: np.random.Generator,
    all_of: World,
    people: Sequence[Sequence[str]],
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

    def no_place(slot: str) -> str | None:
        """What fills a slot that is for no place."""
        if slot in "pq":
            return " ".join(called[slot])
        if slot in "sr":
            return called["p" if slot == "s" else "q"][1]
        if slot == "n":
            return str(chance.integers(20, 900))
        if slot == "h":
            return TITLES[int(chance.integers(len(TITLES)))]
        if slot == "u":
            return all_of.words[_drawn(chance, all_of.used)]
        if slot == "v":
            return all_of.places[_drawn(chance, all_of.likely["a"])].name
        return None

    for piece in TEXTS[int(chance.integers(len(TEXTS)))].split("{"):
        slot, closing, rest = piece.partition("}")
        if not closing:
            text += piece
            continue
        other = no_place(slot)
        if other is not None:
            text += other + rest
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
        write(index, written)
        held = _holder(chance, all_of, place, near=near) if slot in "abc" else None
        if held is not None and all_of.places[held].name != place.name:
            text += ", "
            write(held, all_of.places[held].name)
        text += rest
    return {"doc_id": name, "text": text, "toponyms": toponyms}


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
