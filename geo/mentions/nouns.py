"""Nouns in small letters that say what the name before them is: "the Kherson region", "the Indian ocean"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.mentions.priors import SORTS
from geo.mentions.ranking import RANKED, of_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from geo.mentions.ranking import Namesakes

# Each form with the noun that the gazetteer writes. City, town and the like are none: "the Kansas city council".
_NOUNS = {
    form: noun
    for noun in (
        *("region", "province", "oblast", "governorate", "state", "district", "prefecture", "canton", "emirate"),
        *("republic", "parish", "peninsula", "ocean", "sea", "gulf", "bay", "strait", "channel", "canal", "river"),
        *("lake", "delta", "desert", "valley", "basin", "plateau", "plain", "strip", "archipelago", "island"),
    )
    for form in (noun, f"{noun}s")
} | {
    "county": "county",
    "counties": "county",
    "territory": "territory",
    "territories": "territory",
    "mountains": "mountains",
    "islands": "islands",
    "isles": "isles",
    "straits": "straits",
    "lakes": "lakes",
}
_WATERS = frozenset({"ocean", "sea", "gulf", "bay", "strait", "straits", "channel", "canal", "river", "lake"})
_LISTING = frozenset({",", "and", "or"})


def following(words: Sequence[str], named: npt.NDArray[np.bool_], opens: npt.NDArray[np.bool_]) -> dict[int, str]:
    """The noun that says what the name before a token is, by that token.

    One in the plural says it of all names of a list, "the Donetsk, Luhansk and Kherson regions", and nothing of a name
    that stands alone: "most Indiana counties".

    Args:
        words: The tokens.
        named: (tokens,) whether each is written like a name.
        opens: (tokens,) whether a sentence begins with it.
    """
    found: dict[int, str] = {}
    if _NOUNS.keys().isdisjoint(words):
        return found
    for end in [i for i, word in enumerate(words) if word in _NOUNS and i and named[i - 1] and not opens[i]]:
        noun = _NOUNS[words[end]]
        if words[end] == noun:
            found[end] = noun
            continue
        at = end - 1
        while at > 0 and not opens[at] and (named[at] or words[at] in _LISTING):
            if not named[at] and named[at - 1]:
                found[at] = found[end] = noun
            at -= 1
    return found


def qualified(
    spans: Iterable[tuple[int, int, str]], nouns: Mapping[int, str], found: dict[str, Namesakes]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The names before such a noun, which mean what name and noun mean, or the namesakes that are of that sort.

    The noun is part of a name that means nothing without it, or no water: "the Canary islands", "the Indian ocean".

    Args:
        spans: First token, the one after the last, and folded name.
        nouns: From `following`.
        found: What the gazetteer has for each name, and for each with its noun. The latter are added where the
            gazetteer has only the namesakes.

    Returns:
        (start, end) and the key in `found` of each.
    """
    for start, end, key in spans if nouns else ():
        noun = nouns.get(end)
        if noun is None:
            continue
        longer = f"{key} {noun}"
        if longer not in found and noun in SORTS and key in found:
            some = of_groups(found[key], SORTS[noun])
            if some is not None:
                found[longer] = some
        if longer in found:
            part_of_name = key not in found or (noun in _WATERS and not _shared(found[key], found[longer]))
            yield (start, end + part_of_name), longer


def _shared(one: Namesakes, other: Namesakes) -> bool:
    """Whether two names may mean the same place."""
    rows, others = (np.frombuffer(each.rows, RANKED)["place"] for each in (one, other))
    return bool(np.isin(rows, others).any())
