"""Lengths, winds and lists in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.measures.atlas import is_settlement
from geo.units import KM_PER, UNIT_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Comparator, MeasuredPart, Place, ReadingName, Stated, Unit

# Names that English gives an article.
_WITH_ARTICLE = re.compile(
    r"^(?:United|Straits?|Gulf|Bay|Sea|Horn|Isles?|Gap|Republic|Democratic|Central African|Czech Republic"
    r"|Dominican Republic|Philippines|Netherlands|Bahamas|Maldives|Gambia|Comoros|Seychelles|Caribbean|Azores"
    r"|Hebrides|Balkans)\b"
    r"|\b(?:Islands|Sea|Ocean|Straits?|Channel|Peninsula|River|Desert|Gap|Corridor|Republic|Emirates|Kingdom|States"
    r"|Mountains|Alps|Region|Canal|Passage|Belt|Highlands|Valley|Delta|Archipelago|Strip|Bosporus|Dardanelles)$"
)
READING_WORDS: dict[ReadingName, str] = {
    "nearest": "shore to shore",
    "nearest_mainland": "between the mainlands",
    "nearest_metropolitan": "without outlying territories",
    "nearest_main_islands": "between the main islands",
    "nearest_with_islets": "with every rock counted",
    "centre": "centre to centre",
    "farthest": "between the farthest points",
    "capitals": "capital to capital",
    "length": "from end to end",
    "width": "across",
}
CLOSE = "That misses what the number stands for by less than a tenth of it."
COMPARATOR_WORDS: dict[Comparator, str] = {
    "eq": "",
    "approx": "about ",
    "lt": "less than ",
    "le": "at most ",
    "gt": "more than ",
    "ge": "at least ",
    "between": "between ",
}


def number(value: float) -> str:
    """A number to four figures or so, without needless decimals."""
    if value >= 199.95:
        return f"{value:,.0f}"
    if value >= 9.995:
        return f"{value:.1f}"
    return f"{value:.2f}"


def plain(value: float) -> str:
    """A stated number as it would be written."""
    return f"{value:,.10g}" if value < 1e10 else f"{value:,.0f}"


def in_unit(value: float, unit: Unit, written: str) -> str:
    """A number with its unit."""
    singular, plural = UNIT_NAMES[unit]
    return f"{written} {singular if value == 1 else plural}"


def kilometres(km: float) -> str:
    """A length in kilometres, or metres where it is short."""
    if km == 0:
        return "0 km"
    return f"{km * 1000:,.0f} m" if km < 0.9995 else f"{number(km)} km"


def length(km: float, unit: Unit) -> str:
    """A measured length in kilometres, and in the unit that the text uses."""
    if unit in ("km", "m") or km == 0:
        return kilometres(km)
    value = km / KM_PER[unit]
    return f"{kilometres(km)} ({in_unit(value, unit, number(value))})"


def stated_length(stated: Stated, comparator: Comparator) -> str:
    """A stated length with its comparator, and in kilometres."""
    values = [plain(stated.low)] + ([plain(stated.high)] if stated.high != stated.low else [])
    words = COMPARATOR_WORDS[comparator] + in_unit(stated.high, stated.unit, " and ".join(values))
    if stated.unit in ("km", "m"):
        return words
    km = [number(value * KM_PER[stated.unit]) for value in dict.fromkeys((stated.low, stated.high))]
    return f"{words} ({'–'.join(km)} km)"


def named(place: Place) -> str:
    """A place's name as it stands in a sentence: "the Strait of Dover", "the Philippines", "Taiwan"."""
    river = place.feature_code.startswith("STM")
    article = river or (_WITH_ARTICLE.search(place.name) and not is_settlement(place))
    return f"the {place.name}" if article else place.name


def is_plural(place: Place) -> bool:
    """Whether a place's name takes a plural verb: "the Cook Islands lie"."""
    return place.name.endswith(("Islands", "Mountains", "Alps", "Rocks", "Keys", "Hebrides"))


def part_named(place: Place, part: MeasuredPart) -> str:
    """A place, or the part of it that is measured, as it stands in a sentence: "the mainland of Italy"."""
    return f"the mainland of {named(place)}" if part == "mainland" else named(place)


def being(place: Place) -> str:
    """A place that opens a sentence on what it is or where: "Taiwan is", "The Cook Islands are"."""
    return f"{opening(named(place))} {'are' if is_plural(place) else 'is'}"


def opening(words: str) -> str:
    """Words as they open a sentence: "The Strait of Dover"."""
    return words[:1].upper() + words[1:]


def known_as(place: Place) -> str:
    """A place's name; for a disputed one, with every claimant."""
    if place.disputed is None:
        return place.name
    return f"{place.name} (claimed by {listed(place.disputed.claimants)})"


def listed(words: Sequence[str]) -> str:
    """Words as a list: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
