"""What the text says a name is: "the county of Yilan", "Kos is a Greek island", "off the coast".

The weights know nothing of it: what is said in so many words outweighs what they make of the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import priors
from geo.mentions.priors import SORTS
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from geo.mentions.ranking import Field, Surroundings
    from geo.mentions.recognition import Seen

_OF_THAT_SORT = 3.5  # log-odds for a place of the sort that the text says it is
_ASKED_OF = 2.0  # for a capital that is asked, urged or warned, as a government is
_AT_SEA = 1.5  # for an island where the sentence speaks of a shore, but not for an islet beside a city
_DECADE = 16  # of people, as candidates have them
_NOT_SO_WRITTEN = -3.0  # for an abbreviation or a code that is written otherwise: "Kos" is not "Kos."

_TOUCHING = frozenset({"island", "islands", "isle", "city", "town", "village", "capital", "county", "province"})
_EQUAL = frozenset({",", "(", "is", "was", "are", "were", "remains", "became"})
_ARTICLES = frozenset({"a", "an", "the", "one", "another"})
_ONE_OF = frozenset({"a", "an", "main", "chief", "principal", "only", "first", "second", "third", "other", "capital"})
_REACH = 6  # tokens from the name to the word that says its sort
AFTER_NOUN = frozenset(
    (
        *(",", ".", ";", ":", ")", "of", "in", "on", "off", "near", "between", "that", "which", "where", "with", "and"),
        *("or", "from", "to", "at", "is", "was", "has", "had", "lies", "about", "some", "just", "whose", "but", "as"),
    )
)
_ASKED = frozenset({"ask", "asked", "asks", "urge", "urged", "urges", "pressed", "warned", "accused", "accuses"})
_SHORES = frozenset({"off", "offshore", "coast", "coasts", "shore", "shores", "mainland", "ferry", "ashore", "island"})
_SHORTENED = np.array([kind in {"abbreviation", "code"} for kind in NAME_KINDS])
# Which groups each word stands for.
_OF_SORT = {sort: np.isin(np.arange(len(priors.GROUPS)), groups) for sort, groups in SORTS.items()}


def said(seen: Seen, field: Field, around: Surroundings) -> npt.NDArray[np.float32]:
    """(candidates,) log-odds that the wording adds.

    Args:
        seen: The spans.
        field: Their candidates.
        around: How the names stand in the text.
    """
    bonus = np.zeros(len(field.rows), np.float32)
    first, group, name = field.first, field.group, seen.gaz.name
    words = seen.reading.tokens.words
    several = (name >= 0) & (first[name + 1] - first[name] > 1)
    by_name: dict[int, str] = {}
    asked: set[int] = set()
    triples = zip(
        seen.spans.start[several].tolist(), seen.spans.end[several].tolist(), name[several].tolist(), strict=True
    )
    for start, end, which in triples:
        sort = _sort(words, start, end)
        if sort is not None:
            by_name[which] = sort
        elif start and words[start - 1] in _ASKED:
            asked.add(which)
    afloat: set[int] = set()
    if not _SHORES.isdisjoint(words):
        sentence = np.cumsum(seen.reading.opens)
        ashore = np.zeros(sentence[-1] + 1, bool)
        ashore[sentence[[i for i, word in enumerate(words) if word in _SHORES]]] = True
        # "The island lies ..." speaks of what the sentence before names.
        spoken = [i for i, word in enumerate(words) if word == "island" and i and seen.reading.opens[i - 1]]
        ashore[sentence[spoken] - 1] = True
        afloat.update(name[several & ashore[sentence[seen.spans.start]]].tolist())
    for which, sort in by_name.items():
        a, b = first[which], first[which + 1]
        bonus[a:b] += np.float32(_OF_THAT_SORT) * _OF_SORT[sort][group[a:b]]
    for which in asked - by_name.keys():
        a, b = first[which], first[which + 1]
        bonus[a:b] += np.float32(_ASKED_OF) * (group[a:b] == priors.CAPITAL)
    for which in afloat - by_name.keys():
        a, b = first[which], first[which + 1]
        people, island = field.rows["population"][a:b], group[a:b] == priors.ISLAND
        large = people + np.uint8(_DECADE) >= people[~island].max(initial=0)
        bonus[a:b] += np.float32(_AT_SEA) * (island & large)
    short = np.flatnonzero(_SHORTENED[field.rows["kind"]])
    marks, owners = field.rows["exact"][short].tolist(), field.owner[short].tolist()
    for i, mark, which in zip(short.tolist(), marks, owners, strict=True):
        if mark not in around.exact[which]:
            bonus[i] += np.float32(_NOT_SO_WRITTEN)
    return bonus


def _sort(words: Sequence[str], start: int, end: int) -> str | None:
    """The word that says what sort of place a name is, before it or after it."""
    before = words[start - 1] if start else ""
    if before == "of" and start > 1 and words[start - 2] in SORTS:
        return None if start > 2 and is_one_of(words[start - 3]) else words[start - 2]
    if before in _TOUCHING:
        return before
    if before == "and":  # "the islands of Saint-Pierre and Miquelon"
        for i in range(start - 2, max(start - 2 - _REACH, 0), -1):
            if words[i] == "of" and words[i - 1] in SORTS and words[i - 1].endswith("s"):
                return words[i - 1]
    if end < len(words) and words[end] in _EQUAL:
        return _predicate(words, end + 1, words[end] in {",", "("})
    return None


def is_one_of(word: str) -> bool:
    """Whether the word before a sort says that it is one in what is named: "the largest town of Crete" is not Crete."""
    return word in _ONE_OF or word.endswith("est")


def _predicate(words: Sequence[str], begin: int, apposed: bool) -> str | None:
    """The sort in "a Greek island" or, in an apposition, "Estonia's largest island"."""
    sure = begin < len(words) and words[begin] in _ARTICLES
    for i in range(begin, min(begin + _REACH, len(words))):
        word = words[i]
        if word in {"'s", "’s"}:
            sure = True
        elif i > begin and word in AFTER_NOUN:
            return None
        elif word in SORTS and (sure or not apposed) and (i + 1 == len(words) or words[i + 1] in AFTER_NOUN):
            return word
    return None
