"""What a length qualifies as an attribute: "a 140-mile long strip", "the three-mile route from A to B"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from geo.claims.directions import read_wind
from geo.claims.lexicon import EXTENDED, LINES, ROUTE_NOUNS, word_set
from geo.claims.objects import phrase_after
from geo.claims.tails import read_tail
from geo.claims.ways import Tail, is_extended_name, read_noun

if TYPE_CHECKING:
    from geo.claims.phrases import Sentence

_DIMENSION: dict[str, Literal["length", "width"]] = {"long": "length", "wide": "width"}
_HYPHENS = frozenset("-‐‑–—")
_ALONG = word_set("down up along through across over")
_ENDING = word_set("from of in and or that which to for between along near with at through across into")


def _goes_along(sentence: Sentence, at: int) -> bool:
    """Whether a way is told of before where it leads: "a 90 km drive down the coast to Orsk"."""
    along = sentence.phrase_at(at + 1) if sentence.word(at) in _ALONG else None
    return along is not None and sentence.word(along.after) in ("to", "from")


def read_attribute(sentence: Sentence, at: int) -> Tail:
    """Read what an attribute qualifies.

    Args:
        sentence: The sentence.
        at: The token after the length, which a hyphen joins to its unit, and its conversion.

    Returns:
        The tail; of form "none" where nothing says that the length lies between places.
    """
    lowered, words = sentence.lowered, sentence.words
    if read_wind(words, at, sentence.after) is not None or lowered[at : at + 1] in (["from"], ["away"]):
        return read_tail(sentence, at)
    i = at
    dimension: Literal["length", "width"] | None = None
    limit = min(sentence.after, at + 8)
    while i < limit:
        word = lowered[i]
        named = sentence.phrase_at(i)
        if (
            named is not None
            and named.first == i
            and named.named
            and (dimension is not None or named.head in EXTENDED or is_extended_name(sentence, named))
        ):
            return Tail("attribute", named.after, located=named, dimension=dimension or "length")
        if word in _DIMENSION:
            dimension = _DIMENSION[word]
        elif word == "radius":
            j = i + 1
            if j < limit and lowered[j] in ("of", "around", "from"):
                return Tail("from", j + 1, object=phrase_after(sentence, j + 1), radius=True)
            return Tail("none", i)
        elif word in ROUTE_NOUNS and i + 1 < limit and lowered[i + 1] in ("from", "of", "to") and word not in LINES:
            tail = read_tail(sentence, i)
            return tail if tail.form in ("from", "between", "to") else read_noun(sentence, i, dimension)
        elif word in ROUTE_NOUNS and word not in LINES and _goes_along(sentence, i + 1):
            return replace(read_tail(sentence, i + 1), went=True)
        elif word in EXTENDED or word in ROUTE_NOUNS:
            if i + 1 < limit and lowered[i + 1] in EXTENDED:
                i += 1
                continue
            return read_noun(sentence, i, dimension)
        elif not (word in _HYPHENS or word[0].isalpha() or word in ",()[]" or word[0].isdigit()) or word in _ENDING:
            break
        i += 1
    return Tail("none", i) if dimension is None else Tail("attribute", i, dimension=dimension)
