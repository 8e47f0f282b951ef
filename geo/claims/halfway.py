"""What is said to lie halfway between two places, or as far from the one as from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.comparators import read_hedges
from geo.claims.lexicon import BE, STANDING, word_set
from geo.claims.objects import joined_at, pair_at, phrase_after, skip_container
from geo.claims.patterns import inverted
from geo.claims.placelike import is_placelike
from geo.claims.subjects import read_left
from geo.claims.unnumbered import unnumbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase, Sentence
    from geo.records import Claim, Comparator, Cue

_HALF = frozenset({"half", "mid"})
# The words that say so, and those that stand before them.
_SAYING = word_set("halfway midway way equidistant distance distances distant far close near")
_EQUAL = frozenset({"same", "equal"})
_NOT_EQUALLY = word_set("twice thrice times half not nowhere third quarter")
_ARTICLES = frozenset({"an", "the"})
_FROM = frozenset({"from", "to", "between"})


def halfway_claims(discourse: Discourse) -> Iterator[Claim]:
    """Claims such as "X lies halfway between Y and Z", "X is equidistant from Y and Z".

    Args:
        discourse: The text.

    Yields:
        Claims of kind `nearest` between the subject and the two others, neither of which is said to be nearer.
    """
    for at in discourse.at_words(_SAYING):
        found = _said(discourse.lowered, at)
        if found is None:
            continue
        first, cue = found
        sentence = discourse.sentence(discourse.number(at))
        sides = _sides(sentence, at + 1, cue)
        claim = None if sides is None else _claim(discourse, first, cue, sides)
        if claim is not None:
            yield claim


def _said(lowered: Sequence[str], at: int) -> tuple[int, Cue] | None:
    """The first token and the meaning of "halfway", "half-way", "equidistant", "the same distance", "as far from"."""
    word, before = lowered[at], lowered[at - 1] if at else ""
    if word in ("halfway", "midway"):
        return at, "halfway"
    if word == "way":
        half = at - 1 - (before == "-")
        return (half, "halfway") if half >= 0 and lowered[half] in _HALF else None
    if lowered[at + 1 : at + 2] == [] or lowered[at + 1] not in _FROM:
        return None
    if word == "equidistant":
        return at, "equidistant"
    if before == "equally" or (before in _EQUAL and word in ("distance", "distances")):
        return at - 1, "equidistant"
    compared = before == "as" and word in ("far", "close", "near") and not (at > 1 and lowered[at - 2] in _NOT_EQUALLY)
    return (at - 1, "equidistant") if compared else None


def _sides(sentence: Sentence, at: int, cue: Cue) -> tuple[Phrase, Phrase] | None:
    """The two of "between A and B", "from A to B"; of equal lengths "from A and B", "from A as it is from B"."""
    preposition = sentence.word(at)
    if cue == "equidistant":
        return _compared(sentence, at + 1) or (pair_at(sentence, at + 1) if sentence.word(at - 2) != "as" else None)
    if preposition == "between":
        return pair_at(sentence, at + 1)
    return joined_at(sentence, at + 1, frozenset({"to"})) if preposition == "from" else None


def _compared(sentence: Sentence, at: int) -> tuple[Phrase, Phrase] | None:
    """The two of "from A as it is from B"."""
    one = phrase_after(sentence, at)
    then = skip_container(sentence, one.after) if one is not None else at
    if one is None or sentence.word(then) != "as":
        return None
    then += 1
    while sentence.word(then) in BE | {"it", "they", "from", "to"}:
        then += 1
    two = phrase_after(sentence, then)
    return None if two is None else (one, two)


def _claim(discourse: Discourse, at: int, cue: Cue, sides: tuple[Phrase, Phrase]) -> Claim | None:
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    if not all(side.named and is_placelike(sentence, side) for side in sides):
        return None  # "halfway between success and failure"
    after = sides[1].after
    at -= sentence.word(at - 1) in _ARTICLES
    comparator, first = read_hedges(discourse.lowered, at, sentence.first, ranged=False)
    first -= sentence.word(first - 1) == "at"
    opens = first - (sentence.word(first - 1) in STANDING) == sentence.first
    subject = inverted(sentence, after) if opens else None
    if subject is None:
        subject = read_left(sentence, first, taken=0, hyphenated=False).subject
    located = discourse.end(number, subject)
    one, two = (discourse.end(number, side) for side in sides)
    if located is None or one is None or two is None:
        return None
    starts, ends = discourse.tokens.starts, discourse.tokens.ends
    start, end = starts[first], ends[after - 1]
    if starts[sentence.first] <= located.start and located.end <= ends[sentence.after - 1]:
        start, end = min(start, located.start), max(end, located.end)
    roughly: Comparator = "approx" if comparator == "approx" else "eq"
    return unnumbered(
        discourse, (start, end), "nearest", (located, one), rival=two, comparator=roughly, cues=frozenset({cue})
    )
