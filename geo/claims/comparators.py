"""Hedges before and after a number, and what they make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Comparator

_PHRASES: dict[Comparator, str] = {
    "eq": "only|just|exactly|a mere|mere|merely|full|fully|a full|precisely|a good|but|a distance of|distance of|"
    "the distance of|a further|another|an additional|a total of",
    "approx": "about|some|around|nearly|almost|approximately|approx|approx.|roughly|close to|circa|ca|ca.|c.|near|"
    "near to|an estimated|estimated|or so|more or less|barely|scarcely|virtually|practically|perhaps|maybe|possibly|"
    "probably|say|~|≈|something like|somewhere around|in the region of|in the neighborhood of|"
    "in the neighbourhood of|in the vicinity of|on the order of|in the order of|an average of|averaging|well nigh|"
    "nigh|hardly|fewer or more|slightly more or less than",
    "lt": "less than|not even|fewer than|under|below|just under|just less than|a little under|a little less than|"
    "not quite|short of|just short of|well under|little less than|something less than|slightly less than|"
    "slightly under|<",
    "le": "within|up to|at most|no more than|not more than|not above|not over|no farther than|no further than|"
    "not exceeding|a maximum of|maximum of|as much as|as far as|as close as|as near as|inside|not further than|"
    "not farther than|no wider than|no broader than|no longer than|"
    "≤|to within|little more than a|no greater than|not greater than|never more than|at the most",
    "gt": "more than|over|just over|just more than|a little more than|a little over|little more than|little over|"
    "upwards of|upward of|better than|above|well over|well more than|slightly more than|slightly over|exceeding|"
    "exceeds|"
    "in excess of|beyond|greater than|farther than|further than|rather more than|somewhat more than|a bit over|"
    "a bit more than|something over|>|longer than|wider than|broader than|"
    "considerably more than|much more than|far more than|past",
    "ge": "at least|not less than|no less than|a minimum of|minimum of|no fewer than|no nearer than|no closer than|≥|"
    "not nearer than|at the least|no nearer|as little as",
    "between": "between|betwixt|from|anywhere from|anywhere between|somewhere between",
}
_BEFORE = {tuple(phrase.split()): kind for kind, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_AFTER: dict[tuple[str, ...], Comparator] = {
    ("or", "so"): "approx",
    ("or", "thereabouts"): "approx",
    ("more", "or", "less"): "approx",
    ("or", "more"): "ge",
    ("plus",): "ge",
    ("or", "less"): "le",
    ("at", "most"): "le",
    ("at", "the", "most"): "le",
    ("at", "least"): "ge",
    ("at", "the", "least"): "ge",
    ("or", "under"): "le",
    ("or", "over"): "ge",
}
_NEGATED: dict[Comparator, Comparator] = {"gt": "le", "lt": "ge"}
_NOWHERE = frozenset({"nowhere", "never", "neither", "none"})
_LONGEST = max(map(len, _BEFORE))
_STRENGTH: dict[Comparator, int] = {"eq": 0, "approx": 1, "between": 2, "lt": 3, "le": 3, "gt": 3, "ge": 3}


def read_hedges(lowered: Sequence[str], first: int, lowest: int, *, ranged: bool) -> tuple[Comparator, int]:
    """Read the hedges that stand before a number.

    Args:
        lowered: Tokens in lower case.
        first: The number's first token.
        lowest: No token before this one is read.
        ranged: Whether the number is a range.

    Returns:
        The comparator and the first token of the hedges (`first` where there are none). A bound outweighs "about".
    """
    comparator: Comparator = "between" if ranged else "eq"
    at = first
    while True:
        for length in range(min(_LONGEST, at - lowest), 0, -1):
            kind = _BEFORE.get(tuple(lowered[at - length : at]))
            if kind is None or (kind == "between" and not ranged):
                continue
            # "the town is over five miles" is a bound, "the road over five miles" is not told apart from it.
            if _STRENGTH[kind] > _STRENGTH[comparator]:
                comparator = kind
            at -= length
            break
        else:
            # "within a 10 mile radius"
            if (
                at > lowest + 1
                and lowered[at - 1] in ("a", "the")
                and lowered[at - 2] in ("within", "about", "roughly")
            ):
                at -= 1
                continue
            return comparator, at


def negated(comparator: Comparator, before: Sequence[str]) -> Comparator:
    """The comparator of "nowhere is it more than", given that read without the words before it."""
    return _NEGATED.get(comparator, comparator) if _NOWHERE & set(before) else comparator


def read_hedge_after(lowered: Sequence[str], after: int, end: int) -> tuple[Comparator, int] | None:
    """Read a hedge that follows a unit ("10 miles or so"): the comparator and the token after it, or None."""
    for length in (3, 2, 1):
        if after + length <= end:
            kind = _AFTER.get(tuple(lowered[after : after + length]))
            if kind is not None:
                return kind, after + length
    return None
