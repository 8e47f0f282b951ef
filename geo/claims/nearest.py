"""What is said to be nearest, or nearer to one place than to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims.antecedents import topic
from geo.claims.lexicon import BE
from geo.claims.names import POSSESSIVE
from geo.claims.objects import phrase_after, skip_container
from geo.claims.subjects import read_left
from geo.claims.unnumbered import unnumbered
from geo.points import places_of
from geo.records import Among

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase, Sentence
    from geo.records import Claim, End
    from geo.source import PlaceSource

# "closet" is a common slip for "closest"; before a class of places it is no wardrobe.
_SUPERLATIVE = frozenset({"closest", "closet", "nearest"})
_PREPOSITION = {"closer": "to", "nearer": "to", "farther": "from", "further": "from"}
_COMPARATIVE = frozenset(_PREPOSITION)
# Nouns of a class of places, with the feature code that the gazetteer has for it; "" where it depends on the place.
_CLASSES = {
    **dict.fromkeys(("island", "isle", "islet", "islands", "isles"), "ISL"),
    **dict.fromkeys(("country", "nation", "countries", "state"), "PCLI"),
    **dict.fromkeys(("neighbor", "neighbour", "neighbors", "neighbours", "land", "territory", "foreign"), ""),
    **dict.fromkeys(("capital", "capitals"), "PPLC"),
    **dict.fromkeys(("airport", "airfield"), "AIRP"),
    **dict.fromkeys(("port", "harbor", "harbour"), "PRT"),
}
_APPOSING = frozenset({",", ":", "—", "–", "("})
_REACH = 5
_ASIDE = 10


@dataclass(frozen=True, slots=True)
class Superlative:
    """A place said to be the nearest of a class.

    Attributes:
        member: The place.
        anchor: What it is nearest to; None where the sentence says this elsewhere.
        among: The class.
        first: First token of what says so.
        after: The token after.
    """

    member: End
    anchor: End | None
    among: Among
    first: int
    after: int


def nearer_claims(discourse: Discourse) -> Iterator[Claim]:
    """Claims such as "Guernsey is closer to England than to France".

    Args:
        discourse: The text.
    """
    for at in discourse.at_words(_COMPARATIVE):
        number = discourse.number(at)
        sentence = discourse.sentence(number)
        preposition = _PREPOSITION[sentence.word(at)]
        stated = sentence.word(at + 1) == preposition
        near = phrase_after(sentence, at + 1 + stated) if stated or sentence.word(at) == "nearer" else None
        if near is None:
            continue
        than = skip_container(sentence, near.after)
        than = _after_aside(sentence, than)
        if sentence.word(than) != "than":
            continue
        then = than + 1
        while sentence.word(then) in BE | {"it", "they", preposition}:
            then += 1
        far = phrase_after(sentence, then)
        left = read_left(sentence, at, taken=0, hyphenated=False)
        if far is None or left.subject is None or sentence.word(far.after) in BE:
            continue
        if left.subject.whose == "no":
            continue  # "no island is closer to A than B"
        if preposition == "from":
            near, far = far, near
        subject, object_, rival = (discourse.end(number, phrase) for phrase in (left.subject, near, far))
        if subject is not None and object_ is not None and rival is not None:
            start = min(discourse.tokens.starts[at], subject.start)
            if subject.start < discourse.tokens.starts[sentence.first]:
                start = discourse.tokens.starts[at]
            end = discourse.tokens.ends[max(near.after, far.after) - 1]
            yield unnumbered(discourse, (start, end), "nearest", (subject, object_), rival=rival)


def _after_aside(sentence: Sentence, at: int) -> int:
    """The token after a comma, or a length that is set off: "nearer to Orsk, 5 km off, than", "Orsk (5 km) than"."""
    close = {",": ",", "(": ")"}.get(sentence.word(at))
    if close is None:
        return at
    length = sentence.words[at + 1 : at + 2]
    if not length or not length[0][0].isdigit():
        return at + (close == ",")
    return next((i + 1 for i in range(at + 1, at + _ASIDE) if sentence.word(i) == close), at)


def superlatives(discourse: Discourse, source: PlaceSource) -> Iterator[Superlative]:
    """Places that the text says are the closest or nearest of a class, and names.

    Args:
        discourse: The text.
        source: Says of which country a demonym speaks, and what sort of place the nearest one is.
    """
    for at in discourse.at_words(_SUPERLATIVE):
        found = _superlative(discourse, at, source)
        if found is not None:
            yield found


def nearest_claim(discourse: Discourse, found: Superlative) -> Claim | None:
    """The claim that a superlative makes by itself, where the text says what it is nearest to."""
    anchor = found.anchor
    if anchor is None:
        return None
    start = discourse.tokens.starts[found.first]
    end = discourse.tokens.ends[found.after - 1]
    for each in (found.member, anchor):
        if discourse.tokens.starts[_sentence_first(discourse, found.first)] <= each.start:
            start, end = min(start, each.start), max(end, each.end)
    return unnumbered(discourse, (start, end), "nearest", (found.member, anchor), among=found.among)


def _sentence_first(discourse: Discourse, token: int) -> int:
    return discourse.sentence(discourse.number(token)).first


def _superlative(discourse: Discourse, at: int, source: PlaceSource) -> Superlative | None:
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    noun = _class_noun(sentence, at)
    if noun is None:
        return None
    first, after = at, noun + 1
    if noun < at:
        holder = next((p for p in sentence.phrases if p.first <= noun < p.after), None)
        first, after = (noun if holder is None else holder.first), at + 1
    opening = first
    anchor, after, first = _anchor(discourse, number, sentence, first, after)
    member, end = _member(sentence, first, after)
    if member is None:
        return None
    named = discourse.named_end(sentence, member)
    if anchor is not None and (anchor.start, anchor.end) == (named.start, named.end):
        return None
    feature = _CLASSES[sentence.word(noun)] or _feature_of(named, source)
    if not named.named or not feature:
        return None
    country = _country(sentence, opening, noun, source)
    text = discourse.text[discourse.tokens.starts[at + 1 if at < noun else opening] : discourse.tokens.ends[noun]]
    return Superlative(named, anchor, Among(feature, country, text), first, end)


def _class_noun(sentence: Sentence, at: int) -> int | None:
    """The token of the noun that "nearest" belongs to: "the closest Japanese island", "the country closest to"."""
    if sentence.word(at + 1) == "to":
        return at - 1 if sentence.word(at - 1) in _CLASSES else None
    for noun in range(at + 1, min(sentence.after, at + _REACH)):
        word = sentence.word(noun)
        if word in _CLASSES and sentence.word(noun + 1) not in _CLASSES:
            return noun
        if not word.replace("-", "").isalpha():
            break
    return None


def _anchor(
    discourse: Discourse, number: int, sentence: Sentence, first: int, after: int
) -> tuple[End | None, int, int]:
    """What a place is nearest to, the token after it, and the first token of the phrase."""
    anchor: End | None = None
    before = first - 1
    if sentence.word(before) in POSSESSIVE:
        owner = next((p for p in sentence.phrases if p.name_after == before and p.named), None)
        if owner is not None:
            name = replace(owner, after=owner.name_after, head="")
            anchor, first = discourse.named_end(sentence, name), owner.first
    elif sentence.word(before) in ("its", "their"):
        known = topic(discourse.back(number), before)
        if known is not None:
            anchor, first = discourse.named_end(*known), before
    if sentence.word(after) == "to":
        phrase = phrase_after(sentence, after + 1)
        if phrase is not None:
            return discourse.end(number, phrase), phrase.after, first
    return anchor, after, first


def _member(sentence: Sentence, first: int, after: int) -> tuple[Phrase | None, int]:
    """The place that is nearest, on the right or on the left, and the token after the whole."""
    at = after
    while sentence.word(at) in _APPOSING or sentence.word(at) in BE:
        at += 1
    right = sentence.phrase_at(at) if at > after or sentence.words[at : at + 1] else None
    people = right is not None and right.mention is not None and right.mention.kind == "demonym"
    if (
        right is not None
        and right.named
        and not people
        and right.whose in ("", "the")
        and at - after <= 2
        and right.first == at
    ):
        return right, right.after
    back = first - 1
    while sentence.word(back) in ("the", "a", "country's") or sentence.word(back) in BE or sentence.word(back) == ",":
        back -= 1
    left = next((p for p in sentence.phrases if p.after == back + 1 and p.named), None)
    return (left, after) if left is not None and back < first - 1 else (None, after)


def _feature_of(end: End, source: PlaceSource) -> str:
    """The class that a "neighbour" belongs to: countries for a country, none for a town, else islands."""
    place = places_of(source, [end.place]).get(end.place) if end.place is not None else None
    if place is None or place.feature_code.startswith("PCL"):
        return "PCLI"
    return "" if place.feature_code.startswith("P") else "ISL"


def _country(sentence: Sentence, first: int, noun: int, source: PlaceSource) -> str | None:
    """The country of a class: "Japanese" in "the closest Japanese island", "of Japan" after it."""
    for phrase in (*_phrases_between(sentence, first, noun), *_phrases_between(sentence, noun + 1, noun + 3)):
        mention = phrase.mention
        if mention is None or mention.place is None:
            continue
        if phrase.name_first > noun and sentence.word(noun + 1) != "of":
            continue
        place = places_of(source, [mention.place]).get(mention.place)
        if place is not None:
            return place.country
    return None


def _phrases_between(sentence: Sentence, first: int, after: int) -> Iterator[Phrase]:
    return (p for p in sentence.phrases if first <= p.name_first < after)
