"""A corpus of news as long as real news is and as rich in places, from sentences of our own and the gazetteer's towns.

Each text keeps to one country and a handful of its towns, with another country now and then, as papers do. It has some
2,000 characters and sixteen mentions of places; one text in four gives a distance between two towns, one of ten of
those a wrong one.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.records import Place

MIN_POPULATION = 100_000
SHARE_WITH_A_DISTANCE = 0.25
SHARE_OF_ERRORS = 0.1
DATELINES = (
    "{a} — The council voted on Tuesday night to close the old swimming hall, not heated since the spring.",
    "{a}: Three weeks after the flood, the first shops on the market square have opened their doors again.",
    "{a} (Our correspondent) — A strike of the bus drivers went into its fourth day without a word from the company.",
    "The mayor of {a} said she would not stand for a third term, and named nobody to follow her.",
)
SENTENCES = (
    "“We were told that the money would come before the summer,” said Clara Winter, who teaches there.",
    "A spokesman for the ministry declined to comment, and calls to the regional director were not answered.",
    "Prices rose for the third month in a row, while the harvest was the poorest since the records began.",
    "Police in {a} said they had arrested two men, aged 34 and 41, on suspicion of having set fire to the warehouse.",
    "The road from {a} to {b} was closed by snow until noon; buses went by way of {c}.",
    "Officials in {a} said on Monday that the talks with {country} would go on after the holidays.",
    "She was born in {b}, studied law in {a} and has sat on the board of the company since 2011.",
    "The trial, which was to begin in March, has been put off twice because a witness could not be found.",
    "Farmers from around {b} brought their tractors to {a} and parked them in front of the town hall.",
    "The University of {a} published the study; half of the 1,204 people it asked had moved in five years.",
    "“Nobody asked us,” said Mr. Jordan, a baker. “They drew a line on a map, and we are on the wrong side of it.”",
    "In {country}, by contrast, such houses are insulated at the state's expense, and the rents are 8 percent lower.",
    "Rain is expected over {b} and {c} from Thursday; the river stood at 4.1 meters on Wednesday morning.",
    "The team from {c} won the second half 3-1 and leads the table by two points with a game in hand.",
    "About a third of the workers live outside the town and come by train, which takes 40 minutes when it is on time.",
    "The company, which makes valves for pumps, employs 640 people at {b} and wants to hire another 90 next year.",
    "An engineer from {country} was called in to look at the cracks, and her report is to be read in parliament.",
    "The museum, founded by a merchant's widow, has 11 rooms and a garden, and is free on Sundays.",
    "It was the second such case this year, according to the prosecutor, who spoke of a pattern but had no numbers.",
    "Volunteers had carried sandbags all night, and by the morning the cellars were dry.",
)
DISTANCES = (
    "{a} lies about {km} kilometers from {b}.",
    "The two men had driven from {a} to {b}, {miles} miles away as the crow flies.",
    "“It is {km} km from {a} to {b},” he said, “and nobody walks.”",
    "The plant stands outside {a}, {km} kilometers from {b}, and was built in the sixties.",
)


class Town(NamedTuple):
    """A town that texts are about."""

    name: str
    lat: float
    lon: float


def write_corpus(path: Path, documents: int) -> int:
    """Write a corpus as JSONL, the same at each call; the number of its characters."""
    countries = _countries()
    chosen = random.Random(11)
    chars = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            text = _text(chosen, countries)
            chars += len(text)
            row = {
                "id": f"d{number}",
                "date": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "title": text.partition(".")[0][:60],
                "text": text,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return chars


def _text(chosen: random.Random, countries: dict[str, list[Town]]) -> str:
    towns = chosen.choice(list(countries.values()))
    a, b, c = chosen.sample(towns, 3)
    elsewhere = chosen.choice(list(countries))
    lines = [chosen.choice(DATELINES), *chosen.sample(SENTENCES, chosen.randint(14, 20))]
    if chosen.random() < SHARE_WITH_A_DISTANCE:
        lines.insert(chosen.randint(1, len(lines)), chosen.choice(DISTANCES))
    km = _kilometres(a, b) * (chosen.uniform(1.3, 3) if chosen.random() < SHARE_OF_ERRORS else 1)
    values = {
        "a": a.name,
        "b": b.name,
        "c": c.name,
        "country": elsewhere,
        "km": _round(km),
        "miles": _round(km / 1.609),
    }
    paragraphs = (" ".join(lines[start : start + 3]) for start in range(0, len(lines), 3))
    return "\n\n".join(paragraphs).format(**values)


def _round(number: float) -> str:
    """As papers round: to tens, from a thousand on to hundreds."""
    step = 100 if number > 1000 else 10
    return f"{max(step, round(number / step) * step):,}"


def _kilometres(a: Town, b: Town) -> float:
    from geopy.distance import great_circle

    return float(great_circle((a.lat, a.lon), (b.lat, b.lon)).km)


def _countries() -> dict[str, list[Town]]:
    """The large towns of each country that has three of them, the largest six, by the country's name."""
    from gazetteer import open_gazetteer

    source = open_gazetteer()
    towns: dict[str, list[Place]] = {}
    names: dict[str, str] = {}
    for place in source.every():
        if place.feature_code == "PCLI" and place.country:
            names[place.country] = place.name
        elif place.feature_code.startswith("PPL") and place.country and place.population > MIN_POPULATION:
            towns.setdefault(place.country, []).append(place)
    return {
        names[country]: [Town(place.name, place.lat, place.lon) for place in _largest(found)]
        for country, found in sorted(towns.items())
        if country in names and len({place.name for place in found}) > 2
    }


def _largest(places: list[Place]) -> Iterator[Place]:
    seen: set[str] = set()
    for place in sorted(places, key=lambda place: (-place.population, place.id)):
        if place.name not in seen and len(seen) < 6:
            seen.add(place.name)
            yield place
