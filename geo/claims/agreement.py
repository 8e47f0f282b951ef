"""Whether a name can be what a common noun stands for: "the town" is no bay, county or farm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.lexicon import word_set
from geo.mentions.priors import (
    CAPITAL,
    CONTINENT,
    COUNTRY,
    ISLAND,
    OTHER,
    REGION,
    SEAT,
    SETTLEMENT,
    UNIT1,
    UNIT2,
    WATER,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STRANGE, LIKELY, SURE = 1, 2, 3
_TOWNS = word_set(
    "town townsite city village hamlet municipality commune community settlement suburb township locality metropolis"
)
_UNITS = word_set("county district province state region prefecture territory borough parish")
_ISLANDS = word_set("island islands isle islet archipelago atoll")
_WATERS = word_set("lake river bay strait straits canal sea ocean gulf sound channel creek stream")
_RISES = word_set("mountain mountains mount volcano hill hills peak glacier valley peninsula cape beach desert")
_BUILT = word_set("farm park airport station bridge dam castle fort church university hospital forest port")
_SORTS = (_TOWNS, _UNITS, _ISLANDS, _WATERS, _RISES, _BUILT)
# Groups of features that such a noun is never said of; a noun that is absent is said of anything.
_NEVER: Mapping[frozenset[str], frozenset[int]] = {
    _TOWNS: frozenset({WATER, CONTINENT, COUNTRY, REGION, UNIT1}),
    _UNITS: frozenset({WATER, CONTINENT}),
    _ISLANDS: frozenset({WATER, CONTINENT}),
    _WATERS: frozenset({ISLAND, SETTLEMENT, SEAT, CAPITAL, UNIT1, UNIT2, COUNTRY, CONTINENT, REGION}),
    _RISES: frozenset({COUNTRY, CONTINENT, UNIT1}),
}


# Groups whose places are what such a noun says.
_SURELY: Mapping[frozenset[str], frozenset[int]] = {
    _TOWNS: frozenset({SETTLEMENT, SEAT, CAPITAL}),
    _UNITS: frozenset({UNIT1, UNIT2}),
    _ISLANDS: frozenset({ISLAND}),
    _WATERS: frozenset({WATER}),
}


def agrees(noun: str, words: Iterable[str], group: int | None) -> int:
    """How well a name can be what a noun stands for.

    Args:
        noun: The common noun in lower case, "" for a pronoun.
        words: The words of the name in lower case, with the common noun beside it.
        group: The group of features that the name's place is of; None where no place is known.

    Returns:
        0 where it cannot be; `STRANGE` where its place is of another sort, of which the noun may be said; `LIKELY`
        where no more is known; `SURE` where it is of that sort.
    """
    sort = next((nouns for nouns in _SORTS if noun in nouns), None)
    if sort is None:
        return LIKELY
    said = {word for nouns in _SORTS for word in nouns}.intersection(words)
    if said & sort or group in _SURELY.get(sort, ()):
        return SURE
    if group in (None, OTHER):
        return 0 if said else LIKELY
    return 0 if group in _NEVER.get(sort, ()) else STRANGE
