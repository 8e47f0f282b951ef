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
_LISTING = frozenset({",", "and", "or"})


def following(words: Sequence[str], named: npt.NDArray[np.bool_], opens: npt.NDArray[np.bool_]) -> dict[int, str]:
    """The noun that says what the name before a token is, by that token.

    One in the plural says it of all names of a list: "in the Donetsk, Luhansk and Kherson regions".

    Args:
        words: The tokens.
        named: (tokens,) whether each is written like a name.
        opens: (tokens,) whether a sentence begins with it.
    """
    found: dict[int, str] = {}
    if _NOUNS.keys().isdisjoint(words):
        return found
    for end in [i for i, word in enumerate(words) if word in _NOUNS and i and named[i - 1] and not opens[i]]:
        found[end] = noun = _NOUNS[words[end]]
        at = end - 1 if words[end] != noun else 0
        while at > 0 and not opens[at]:
            if words[at] in _LISTING and named[at - 1]:
                found[at] = noun
            elif not named[at]:
                break
            at -= 1
    return found


def qualified(
    spans: Iterable[tuple[int, int, str]], nouns: Mapping[int, str], found: dict[str, Namesakes]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The names before such a noun, which mean what name and noun mean, or the namesakes that are of that sort.

    The noun is part of a name that without it means nothing of the kind: "the Black sea".

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
            part_of_name = key not in found or not _shared(found[key], found[longer])
            yield (start, end + part_of_name), longer


def _shared(one: Namesakes, other: Namesakes) -> bool:
    """Whether two names may mean the same place."""
    rows, others = (np.frombuffer(each.rows, RANKED)["place"] for each in (one, other))
    return bool(np.isin(rows, others).any())
