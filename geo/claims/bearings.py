"""Directions that are stated without a length: "Montenegro lies south of Bosnia"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.directions import read_wind
from geo.claims.lexicon import BE, STANDING
from geo.claims.objects import phrase_after
from geo.claims.placelike import is_placelike
from geo.claims.subjects import read_left
from geo.claims.unnumbered import unnumbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase, Sentence
    from geo.records import Claim

_BEARING = re.compile(r"\b(?:(?:north|south)[\s-]?(?:east|west)?|east|west)\s+of\b", re.IGNORECASE)
_WINDS = frozenset(
    {"north", "south", "east", "west", *(ns + ew for ns in ("north", "south") for ew in ("east", "west"))}
)
_BEFORE = frozenset(
    {"just", "immediately", "due", "directly", "slightly", "well", "far", "to", "the", "almost", "a", "bit", "little"}
)


def bearing_claims(discourse: Discourse) -> Iterator[Claim]:
    """Claims such as "X lies (just) south of Y", where a verb says where a named place is.

    Args:
        discourse: The text.
    """
    read = 0
    for at in discourse.at_words(_WINDS):
        start = discourse.tokens.starts[at]
        match = _BEARING.match(discourse.text, start) if start >= read else None
        if match is not None:
            read = match.end()
            claim = _claim(discourse, at)
            if claim is not None:
                yield claim


def _claim(discourse: Discourse, at: int) -> Claim | None:
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    wind = read_wind(sentence.words, at, sentence.after)
    if wind is None or sentence.word(wind[1]) != "of":
        return None
    other = phrase_after(sentence, wind[1] + 1)
    if other is None or not other.named or other.mention is None:
        return None
    subject = _located(sentence, at)
    if subject is None:
        return None
    first, second = discourse.end(number, subject), discourse.end(number, other)
    if first is None or second is None or not first.named or not second.named or first == second:
        return None
    start, end = discourse.tokens.starts[subject.first], discourse.tokens.ends[other.after - 1]
    return unnumbered(discourse, (start, end), "direction", (first, second), direction=wind[0])


def _located(sentence: Sentence, at: int) -> Phrase | None:
    """The place of which a wind is said: "X lies south of", "X, south of"."""
    i = at
    while sentence.word(i - 1) in _BEFORE:
        i -= 1
    left = read_left(sentence, i, taken=0, hyphenated=False)
    said = left.verb in BE or left.verb in STANDING or sentence.word(i - 1) == ","
    if left.subject is None or not said or left.subject.head or not is_placelike(sentence, left.subject):
        return None
    return left.subject
