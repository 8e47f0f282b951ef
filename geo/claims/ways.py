"""What a length is the length of: a stretch, a road, a strait, a way between two places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from geo.claims.lexicon import EXTENDED, LINES, ROUTE_NOUNS, word_set
from geo.claims.objects import pair_at, phrase_after, skip_container

if TYPE_CHECKING:
    from geo.claims.phrases import Phrase, Sentence
    from geo.records import Cue, Wind

Form = Literal["from", "away", "apart", "to", "extent", "attribute", "between", "separates", "of", "none"]
_REACH = 16
_SHORELINES = word_set("coastline coast shoreline shore seacoast border beach beaches frontier")
_STRETCHES = word_set("stretch section portion segment strip length part piece bit leg")


SEPARATE = frozenset(
    {"separate", "separates", "separated", "separating", "divide", "divides", "dividing", "keep", "keeps", "kept"}
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What a length's right side says.

    Attributes:
        form: How the length is used.
        after: The token after what was read.
        direction: The wind, where one is given.
        object: The phrase that is measured from.
        other: The second phrase of "from A to B" and "between A and B".
        located: Where the subject is said to be, after the object ("48 miles west of A in B").
        noun: The common noun that a hyphenated length qualifies.
        went: Whether a noun says that the length is gone ("a 30 km drive from").
        radius: Whether it is the radius round the object.
    """

    form: Form = "none"
    after: int = 0
    direction: Wind | None = None
    object: Phrase | None = None
    other: Phrase | None = None
    located: Phrase | None = None
    noun: str = ""
    dimension: Literal["length", "width"] | None = None
    went: bool = False
    radius: bool = False
    cues: frozenset[Cue] = field(default_factory=frozenset)


def separated(sentence: Sentence, verb: int) -> Tail | None:
    """The ends of "separate A from B" and "separate A and B"."""
    first = phrase_after(sentence, verb + 1)
    if first is not None and not first.named and sentence.word(first.after) == ",":
        pair = pair_at(sentence, first.after + 1)  # "separates the two capitals, Orsk and Guy"
        return None if pair is None else Tail("separates", pair[1].after, object=pair[1], other=pair[0])
    if first is None or sentence.word(first.after) not in ("from", "and"):
        return None
    second = phrase_after(sentence, first.after + 1)
    return None if second is None else Tail("separates", second.after, object=second, other=first)


def read_of(sentence: Sentence, i: int) -> Tail:
    """What "900 metres of water separate A from B", "20 miles of rocky coast from A to B" say."""
    lowered = sentence.lowered
    j = i + 1
    noun = ""
    limit = min(sentence.after, i + 7)
    while j < limit:
        if lowered[j] == "between":
            pair = pair_at(sentence, j + 1)
            return Tail("none", i) if pair is None else Tail("between", pair[1].after, object=pair[0], other=pair[1])
        if lowered[j] in SEPARATE:
            sides = separated(sentence, j)
            if sides is not None:
                return sides
        if lowered[j] in EXTENDED:
            noun = lowered[j]
        if sentence.words[j] == ",":
            # "30 km of water, the Strait of Orsk, separate A from B"
            aside = sentence.phrase_at(j + 1)
            close = None if aside is None else _closing(sentence, aside.after)
            sides = (
                separated(sentence, close + 1) if close is not None and sentence.word(close + 1) in SEPARATE else None
            )
            if sides is not None:
                return sides
        if sentence.words[j] in (".", ";", ",") or (noun and lowered[j] == "to"):
            break
        j += 1
    if sentence.word(i + 1) in _SHORELINES and sentence.word(i + 2) != "road":
        return Tail("extent", i + 2, dimension="length", noun=sentence.word(i + 1))
    phrase = sentence.phrase_at(i + 1)
    if phrase is not None and phrase.named and (phrase.head in EXTENDED or is_extended_name(sentence, phrase)):
        return Tail("of", phrase.after, object=phrase, noun=phrase.head or noun)
    if noun:
        ends = route_ends(sentence, i + 1)
        if ends.other is not None:
            return ends
        goal = sentence.phrase_at(j + 1) if noun in ROUTE_NOUNS and sentence.word(j) == "to" else None
        if goal is not None and goal.named:  # "sixteen miles of mountain road to Keswick"
            return Tail("to", goal.after, object=goal, went=True)
        return Tail("of", i + 1, noun=noun)
    return Tail("none", i)


def _closing(sentence: Sentence, at: int) -> int | None:
    """The comma that closes an aside."""
    return next((i for i in range(at, min(sentence.after, at + _REACH)) if sentence.words[i] == ","), None)


def is_extended_name(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name holds a noun of what has a length: "Lake Geneva"."""
    return any(word in EXTENDED for word in sentence.lowered[phrase.name_first : phrase.name_after])


def route_ends(sentence: Sentence, i: int) -> Tail:
    """The ends of "from A to B" or "between A and B" within reach."""
    lowered = sentence.lowered
    for j in range(i, min(sentence.after, i + _REACH)):
        if sentence.words[j] in (";", "—"):
            break
        if lowered[j] == "from":
            first = phrase_after(sentence, j + 1)
            if first is None:
                continue
            k = skip_container(sentence, first.after)
            for m in range(k, min(sentence.after, k + 6)):
                if lowered[m] in ("to", "into"):
                    second = phrase_after(sentence, m + 1)
                    if second is not None:
                        return Tail("between", second.after, object=first, other=second)
        if lowered[j] == "between":
            pair = pair_at(sentence, j + 1)
            if pair is not None:
                return Tail("between", pair[1].after, object=pair[0], other=pair[1])
    return Tail("none", i)


def read_noun(sentence: Sentence, i: int, dimension: Literal["length", "width"] | None = None) -> Tail:
    """What a length qualifies at the token of its noun: "stretch of", "route from A to B"."""
    lowered = sentence.lowered
    noun = lowered[i]
    ends = route_ends(sentence, i + 1)
    of: Phrase | None = None
    if i + 1 < sentence.after and lowered[i + 1] == "of" and noun in _STRETCHES:
        of = phrase_after(sentence, i + 2)
    if noun in ROUTE_NOUNS and noun not in LINES and ends.object is None:
        return Tail("none", i, noun=noun)
    return Tail(
        "attribute", i + 1, object=ends.object, other=ends.other, located=of, noun=noun, dimension=dimension or "length"
    )
