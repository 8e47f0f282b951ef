"""An article of a name's own: "the Gulf", "the Dnipro" and "the Amazon" are no towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.mentions.priors import ISLAND, OTHER, REGION, WATER
from geo.mentions.ranking import of_groups
from geo.mentions.sorts import AFTER_NOUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.mentions.ranking import Namesakes

_ARTICLES = frozenset({"the", "The"})
_RIVERS_AND_LANDS = (WATER, REGION, ISLAND)
_COUNTRIES_TOO = frozenset({"congo", "gambia"})  # which take an article as their rivers do


def owned(words: Sequence[str], start: int, end: int) -> float:
    """How surely an article is a name's own: 0 without one, 0.5 where a later noun may have it: "the Gaza border"."""
    if not start or words[start - 1] not in _ARTICLES:
        return 0.0
    return 1.0 if end == len(words) or words[end] in AFTER_NOUN else 0.5


def as_rivers(spans: Iterable[tuple[int, int, str]], words: Sequence[str]) -> dict[tuple[int, int], str]:
    """What the gazetteer may call a river whose name has such an article: "the Ohio" is the Ohio River.

    Args:
        spans: First token, the one after the last, and folded name.
        words: The tokens.

    Returns:
        By (start, end).
    """
    return {
        (start, end): f"{key} river"
        for start, end, key in spans
        if owned(words, start, end) == 1 and key not in _COUNTRIES_TOO
    }


def articled(
    spans: Iterable[tuple[int, int, str]], rivers: dict[tuple[int, int], str], found: dict[str, Namesakes]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The names with an article that are a river's, a sea's, a region's or a group of islands', and mean that.

    Args:
        spans: As above.
        rivers: From `as_rivers`.
        found: What the gazetteer has for each name; what it has for a name with its article is added.

    Returns:
        (start, end) and the key in `found` of each.
    """
    for start, end, key in spans if rivers else ():
        river = rivers.get((start, end))
        if river is None or key not in found:
            continue
        if of_groups(found[key], _RIVERS_AND_LANDS) is not None:
            some, own = of_groups(found[key], (*_RIVERS_AND_LANDS, OTHER)), f"{key}|the"  # no other name is folded so
            if some is not None and some.candidates < found[key].candidates:
                found[own] = some
                yield (start, end), own
        elif river in found:
            yield (start, end), river
