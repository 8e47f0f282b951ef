"""What follows a length: from where it is measured, in which direction, of what it is the extent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from geo.claims.directions import read_wind
from geo.claims.lexicon import EXTENDED, LINES, ROUTE_NOUNS, word_set

if TYPE_CHECKING:
    from geo.claims.phrases import Phrase, Sentence
    from geo.records import Cue, Wind

Form = Literal["from", "away", "apart", "to", "extent", "attribute", "between", "separates", "of", "none"]
_FILLERS = word_set(
    "away off out distant further farther due just roughly directly almost approximately inland offshore upstream "
    "downstream upriver downriver up down back straight ahead beyond or so across over mostly immediately more as "
    "north-about overland uphill downhill further about seaward"
)
_FROM = word_set("from off below above beyond outside past behind of short before")
_ELSEWHERE = word_set("away off distant inland offshore upstream downstream upriver downriver beyond below above out")
_DIMENSION: dict[str, Literal["length", "width"]] = {
    "long": "length",
    "wide": "width",
    "broad": "width",
    "across": "width",
    "length": "length",
    "width": "width",
    "breadth": "width",
}
_MEANS: dict[str, Cue] = {
    "road": "road",
    "car": "road",
    "highway": "road",
    "bus": "road",
    "foot": "road",
    "rail": "rail",
    "train": "rail",
    "railway": "rail",
    "railroad": "rail",
    "sea": "sea",
    "boat": "sea",
    "ferry": "sea",
    "ship": "sea",
    "water": "sea",
    "air": "air",
    "plane": "air",
}
_HYPHENS = frozenset("-‐‑–—")
_REACH = 16


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
        moved: Whether words such as "away" say that the length is a distance.
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
    moved: bool = False
    radius: bool = False
    cues: frozenset[Cue] = field(default_factory=frozenset)


def read_tail(sentence: Sentence, at: int, *, hyphenated: bool, bound: bool) -> Tail:
    """Read what follows a length.

    Args:
        sentence: The sentence.
        at: The token after the length and its conversion.
        hyphenated: Whether the length is an attribute ("a 140-mile long strip").
        bound: Whether "of" after it names an object ("within 5 miles of").

    Returns:
        The tail; of form "none" where nothing says that the length lies between places.
    """
    if hyphenated:
        return _attribute(sentence, at)
    tail = _measured(sentence, at, bound=bound)
    if tail.object is not None and tail.form in ("from", "to"):
        tail = _second(sentence, tail)
    return tail


def _measured(sentence: Sentence, at: int, *, bound: bool) -> Tail:
    words, lowered = sentence.words, sentence.lowered
    end = min(sentence.after, at + _REACH)
    direction: Wind | None = None
    moved = False
    cues: set[Cue] = set()
    i = at
    while i < end:
        word = lowered[i]
        if word in ("long", "wide", "broad") or (word == "across" and not _phrase_follows(sentence, i + 1)):
            return Tail("extent", i + 1, dimension=_DIMENSION[word], cues=frozenset(cues))
        if word == "in" and i + 1 < end and lowered[i + 1] in _DIMENSION:
            return Tail("extent", i + 2, dimension=_DIMENSION[lowered[i + 1]])
        if word == "apart":
            return Tail("apart", i + 1, cues=frozenset(cues))
        if word == "radius" and i + 1 < end and lowered[i + 1] in ("of", "around", "from"):
            return Tail("from", i + 2, object=sentence.phrase_at(i + 2), moved=True, radius=True)
        wind = None if word == "s" and words[i] == "s" else read_wind(words, i, end)
        if wind is not None:
            direction, i = wind[0], wind[1]
            moved = True
            continue
        if word in ("to", "in", "toward", "towards", "on") and (reach := _to_wind(sentence, i, end)) is not None:
            direction, i = reach
            moved = True
            continue
        if word in ("by", "via") and i + 1 < end and (lowered[i + 1] in _MEANS or lowered[i + 1] in ("direct", "the")):
            means = next((j for j in range(i + 1, min(end, i + 4)) if lowered[j] in _MEANS), None)
            if means is not None:
                cues.add(_MEANS[lowered[means]])
                i = means + 1
                continue
        if word == "as" and tuple(lowered[i : i + 3]) == ("as", "the", "crow"):
            cues.add("air")
            i = min(end, i + 4)
            continue
        if word in ("from", "to") or (
            word in _FROM and (word != "of" or direction is not None or bound or lowered[i - 1] == "short" or moved)
        ):
            phrase = phrase_after(sentence, i + 1)
            if phrase is not None:
                form: Form = "to" if word == "to" else "from"
                return Tail(form, phrase.after, direction, object=phrase, moved=True, cues=frozenset(cues))
            if word in _ELSEWHERE or word in ("off", "above", "below"):
                moved = True
                i += 1
                continue
            if word == "to":
                break
        if word == "(" and i + 2 < end and words[i + 2] == ")":
            i += 3
            continue
        if word == "between":
            pair = pair_at(sentence, i + 1)
            if pair is not None:
                return Tail("between", pair[1].after, direction, object=pair[0], other=pair[1])
        if word in _FILLERS or word in _ELSEWHERE:
            moved = moved or word in _ELSEWHERE
            i += 1
            continue
        break
    if direction is not None or moved:
        return Tail("away", i, direction, located=_located(sentence, i), moved=True, cues=frozenset(cues))
    if i < end and lowered[i] == "of":
        return _of(sentence, i)
    if i < end and (lowered[i] in EXTENDED or lowered[i] in ROUTE_NOUNS):
        return _noun(sentence, i)
    return Tail("none", i, cues=frozenset(cues))


def _phrase_follows(sentence: Sentence, i: int) -> bool:
    return sentence.phrase_at(i) is not None


def phrase_after(sentence: Sentence, i: int) -> Phrase | None:
    """The phrase of an object: determiners, descriptions and bare common nouns before a name belong to it."""
    phrase = sentence.phrase_at(i)
    if phrase is not None:
        return phrase
    words, lowered = sentence.words, sentence.lowered
    # "from downtown Cincinnati", "of mainland Spain", "from nearby Shap", "from camp"
    for j in range(i, min(sentence.after, i + 3)):
        if not words[j].isalpha() or not words[j][0].islower():
            return None
        inner = sentence.phrase_at(j + 1)
        if inner is not None and inner.named and inner.first == j + 1:
            return replace(inner, first=i, head=inner.head or lowered[j])
        if inner is not None:
            break
    if words[i : i + 1] and words[i].isalpha() and len(words[i]) > 2 and lowered[i] not in _NO_OBJECT:
        after = i + 1
        while after < min(sentence.after, i + 3) and words[after].isalpha() and lowered[after] in EXTENDED:
            after += 1
        return _bare(i, after, lowered[after - 1])
    return None


def _bare(first: int, after: int, head: str) -> Phrase:
    from geo.claims.phrases import Phrase

    return Phrase(first, after, "indefinite", head, first, after, None, "")


_NO_OBJECT = word_set(
    "where when and or but because start now then being having getting doing going one end side to at in on with for "
    "have do get be go see take make reach help find avoid keep prevent between within"
)


def _to_wind(sentence: Sentence, i: int, end: int) -> tuple[Wind, int] | None:
    """The wind of "to the west", "in a northerly direction", "on the north side", "to the eastward"."""
    words, lowered = sentence.words, sentence.lowered
    j = i + 1
    while j < end and lowered[j] in ("the", "a", "an", "immediate", "due", "far"):
        j += 1
    wind = read_wind(words, j, end)
    if wind is None:
        return None
    after = wind[1]
    if words[j][0].isupper() and after < end and words[after][0].isupper() and len(words[j]) > 3:
        return None  # "to South Carolina"
    if after < end and lowered[after] in ("direction", "side"):
        after += 1
    elif lowered[i] in ("in", "on") or (
        after < end and lowered[after].isalpha() and lowered[after] in _PLACE_AFTER_WIND
    ):
        return None
    return wind[0], after


_PLACE_AFTER_WIND = word_set("coast shore bank border end edge side tip entrance gate")


def _second(sentence: Sentence, tail: Tail) -> Tail:
    """The "to B" of "from A to B", and where the subject is said to be ("48 miles west of A in B")."""
    lowered, words = sentence.lowered, sentence.words
    i = tail.after
    assert tail.object is not None
    i = skip_container(sentence, i)
    if (
        i < sentence.after
        and lowered[i] == "to"
        and tail.direction is None
        and lowered[tail.object.first - 1] == "from"
    ):
        other = phrase_after(sentence, i + 1)
        if other is not None:
            return replace(tail, other=other, after=other.after, form="between")
    if tail.form == "to":
        if i < sentence.after and lowered[i] == "from":
            origin = phrase_after(sentence, i + 1)
            if origin is not None:
                return replace(tail, form="between", object=origin, other=tail.object, after=origin.after)
        return tail
    if i + 2 < sentence.after and lowered[i] == "and" and lowered[i + 1] in _CAMPED:
        located = sentence.phrase_at(i + 3)
        return tail if located is None or not located.named else replace(tail, located=located)
    if i < sentence.after and lowered[i] in ("in", "at", "near") and words[i - 1] != ",":
        located = sentence.phrase_at(i + 1)
        if located is not None and located.named:
            return replace(tail, located=located)
    return tail


_CAMPED = frozenset({"camped", "encamped", "bivouacked", "halted", "stopped"})


def skip_container(sentence: Sentence, i: int) -> int:
    """The token after ", Alabama" where a name's container follows."""
    while i + 1 < sentence.after and sentence.words[i] == ",":
        inner = sentence.phrase_at(i + 1)
        if inner is None or not inner.named or inner.whose:
            break
        i = inner.after
        if (
            i < sentence.after
            and sentence.words[i] == ","
            and i + 1 < sentence.after
            and sentence.lowered[i + 1] == "to"
        ):
            i += 1
    return i


def _located(sentence: Sentence, i: int) -> Phrase | None:
    """The place of "about 50 miles away close to Yuba City", "5 miles north in Shap"."""
    lowered = sentence.lowered
    j = i
    while j < min(sentence.after, i + 3) and lowered[j] in ("close", "near", "in", "at", "to"):
        j += 1
    if j == i:
        return None
    phrase = sentence.phrase_at(j)
    return phrase if phrase is not None and phrase.named else None


def pair_at(sentence: Sentence, i: int) -> tuple[Phrase, Phrase] | None:
    """The two phrases of "between A and B"."""
    first = phrase_after(sentence, i)
    if first is None:
        return None
    j = skip_container(sentence, first.after)
    if j < sentence.after and sentence.words[j] == ",":
        j += 1
    if j < sentence.after and sentence.lowered[j] in ("and", "&"):
        second = phrase_after(sentence, j + 1)
        if second is not None:
            return first, second
    return None


def _of(sentence: Sentence, i: int) -> Tail:
    """What "900 metres of water separate A from B", "20 miles of rocky coast from A to B" say."""
    lowered = sentence.lowered
    j = i + 1
    noun = ""
    limit = min(sentence.after, i + 7)
    while j < limit:
        if lowered[j] in ("separate", "separates", "separated", "divide", "divides"):
            first = phrase_after(sentence, j + 1)
            if first is not None and first.after + 1 < sentence.after and lowered[first.after] == "from":
                second = phrase_after(sentence, first.after + 1)
                if second is not None:
                    return Tail("separates", second.after, object=second, other=first)
        if lowered[j] in EXTENDED:
            noun = lowered[j]
        if sentence.words[j] in (".", ";", ","):
            break
        j += 1
    phrase = sentence.phrase_at(i + 1)
    if phrase is not None and phrase.named and (phrase.head in EXTENDED or _is_extended_name(sentence, phrase)):
        return Tail("of", phrase.after, object=phrase, noun=phrase.head or noun)
    if noun:
        ends = route_ends(sentence, i + 1)
        return ends if ends.other is not None else Tail("of", i + 1, noun=noun)
    return Tail("none", i)


def _is_extended_name(sentence: Sentence, phrase: Phrase) -> bool:
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


def _attribute(sentence: Sentence, at: int) -> Tail:
    """What "a 140-mile long strip", "a 40-mile radius of X" and "the three-mile route from A to B" qualify."""
    lowered, words = sentence.lowered, sentence.words
    i = at
    dimension: Literal["length", "width"] | None = None
    limit = min(sentence.after, at + 8)
    while i < limit:
        word = lowered[i]
        if word in ("long", "wide"):
            dimension = _DIMENSION[word]
        elif word == "radius":
            j = i + 1
            if j < limit and lowered[j] in ("of", "around", "from"):
                return Tail("from", j + 1, object=phrase_after(sentence, j + 1), moved=True, radius=True)
            return Tail("none", i)
        elif word in EXTENDED or word in ROUTE_NOUNS:
            if i + 1 < limit and lowered[i + 1] in EXTENDED:
                i += 1
                continue
            return _noun(sentence, i, dimension)
        elif not (word in _HYPHENS or word[0].isalpha() or word in ",()[]" or word[0].isdigit()) or word in (
            "from",
            "of",
            "in",
            "and",
            "or",
            "that",
            "which",
            "to",
            "for",
        ):
            break
        i += 1
    if dimension is not None and (i >= limit or words[i][0].isalpha()):
        return Tail("none", i)
    return Tail("none", i)


_STRETCHES = word_set("stretch section portion segment strip length part piece bit leg")


def _noun(sentence: Sentence, i: int, dimension: Literal["length", "width"] | None = None) -> Tail:
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
