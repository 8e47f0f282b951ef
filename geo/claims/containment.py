"""Where a place is said to lie: in a part of another, on a water, in a country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.antecedents import refers
from geo.claims.clauses import container_head
from geo.claims.directions import part_of_region, read_wind
from geo.claims.lexicon import BE, PLACE_NOUNS, STANDING
from geo.claims.objects import phrase_after
from geo.claims.placelike import is_placelike
from geo.claims.subjects import clause_subject
from geo.claims.unnumbered import unnumbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase, Sentence
    from geo.records import Claim, Wind

# "in southern Taiwan", "in the east of the country", "a port on the Baltic Sea", "Pingtung County, Taiwan"
_REGION = re.compile(
    r"\bin\s(?:the\s)?(?:far\s|extreme\s)?(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern(?:most)?)?|central)\b",
    re.IGNORECASE,
)
_WATER = re.compile(r"\bon\sthe\s(?=[A-Z])")
_UNIT = re.compile(r"\b(?:County|Prefecture|Province|District|Oblast|Department|Governorate|Region),\s")
# Without one of these words, a text has nothing for the pattern.
_PARTS = frozenset(
    {
        "central",
        *(
            wind + second + end
            for wind in ("north", "south", "east", "west")
            for second in ("", "east", "west")
            for end in ("", "ern", "ernmost")
        ),
    }
)
_IN, _ON = frozenset({"in"}), frozenset({"on"})
_WATERS = frozenset({"sea", "ocean", "gulf", "bay", "strait", "lake"})
_UNITS = frozenset({"county", "prefecture", "province", "district", "oblast", "department", "governorate", "region"})


def containment_claims(discourse: Discourse) -> Iterator[Claim]:
    """Claims such as "Kaohsiung, in southern Taiwan", "lies in the east of the country", "a port on the Baltic Sea".

    A bare "Batam, Indonesia" names a place rather than claims something of it, and makes no claim; a unit that says
    what it is, of a country, does ("Pingtung County, Taiwan").

    Args:
        discourse: The text.
    """
    words, starts = discourse.tokens.words, discourse.tokens.starts
    for pattern, look, opening, read in (
        (_REGION, _PARTS, _IN, _in_part),
        (_WATER, _WATERS, _ON, _on_water),
        (_UNIT, _UNITS, _UNITS, _unit),
    ):
        if not discourse.has(look):
            continue
        for at in discourse.at_words(opening):
            claim = read(discourse, at) if pattern.match(discourse.text, starts[at]) else None
            if claim is not None:
                yield claim
    for at in discourse.at_words(_IN | _ON):
        before = words[at - 1] if at else ""
        if not (before == "," or before in BE or before in STANDING):
            continue
        inside = discourse.lowered[at] == "in"
        placed = not inside or (at + 1 < len(words) and words[at + 1][:1].isupper())
        claim = (_within if inside else _on_island)(discourse, at) if placed else None
        if claim is not None:
            yield claim


def _in_part(discourse: Discourse, at: int) -> Claim | None:
    """The claim of "in southern Taiwan" and "in the east of the country"."""
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    i = at + 1
    while sentence.word(i) in ("the", "far", "extreme"):
        i += 1
    region, whole = _region(sentence, i)
    if region is None or whole is None or not (whole.named or refers(whole)):
        return None
    if whole.named and (whole.mention is None or whole.head in PLACE_NOUNS):
        return None
    subject = _placed(sentence, at)
    return None if subject is None else _claim(discourse, number, subject, whole, region)


def _region(sentence: Sentence, i: int) -> tuple[Wind | str | None, Phrase | None]:
    """The part that is named at a token, and the phrase of the whole."""
    part = part_of_region(sentence.word(i))
    if part is not None:
        return part, phrase_after(sentence, i + 1)
    wind = read_wind(sentence.words, i, sentence.after)
    if wind is None or sentence.word(wind[1]) != "of":
        return None, None
    return wind[0], phrase_after(sentence, wind[1] + 1)


def _on_water(discourse: Discourse, at: int) -> Claim | None:
    """The claim of "a port on the Baltic Sea"."""
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    water = sentence.phrase_at(at + 1)
    if water is None or not water.named or water.head:
        return None
    name = sentence.lowered[water.name_first : water.name_after]
    if _WATERS.isdisjoint((name[0], name[-1])):
        return None
    subject = _placed(sentence, at)
    return None if subject is None else _claim(discourse, number, subject, water, None)


def _on_island(discourse: Discourse, at: int) -> Claim | None:
    """The claim of "Orsk, on the island of Guy" and "Orsk lies on Guy"."""
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    whole = sentence.phrase_at(at + 1)
    if whole is None or not whole.named or whole.mention is None:
        return None
    called = whole.head == "island" and sentence.word(whole.name_first - 1) == "of"
    bare = not whole.head and not whole.whose
    if not (called or (bare and discourse.feature(whole.mention).startswith("ISL"))):
        return None
    subject = _placed(sentence, at)
    known = subject is not None and (subject.mention is not None or refers(subject))
    return _claim(discourse, number, subject, whole, None) if subject is not None and known else None


def _unit(discourse: Discourse, at: int) -> Claim | None:
    """The claim of "Pingtung County, Taiwan"."""
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    whole = sentence.phrase_at(at + 2)
    if whole is None or whole.whose or whole.head or not discourse.feature(whole.mention).startswith("PCL"):
        return None
    unit = next((p for p in sentence.phrases if p.name_after == at + 1 and p.named), None)
    if unit is None or unit.mention is None or unit.whose:
        return None
    return _claim(discourse, number, unit, whole, None)


def _within(discourse: Discourse, at: int) -> Claim | None:
    """The claim of "Boise, in Ada County" and "Boise lies in Idaho"."""
    if at + 1 not in discourse.glued:
        return None
    number = discourse.number(at)
    sentence = discourse.sentence(number)
    whole = sentence.phrase_at(at + 1)
    if whole is None or whole.mention is None or whole.head in PLACE_NOUNS:
        return None
    if not discourse.feature(whole.mention).startswith(("PCL", "ADM")):
        return None
    subject = _placed(sentence, at)
    known = subject is not None and (subject.mention is not None or refers(subject))
    return _claim(discourse, number, subject, whole, None) if subject is not None and known else None


def _placed(sentence: Sentence, at: int) -> Phrase | None:
    """The place that a phrase of place at a token speaks of: "X, in", "X is a city in", "X lies in", "X, a port on"."""
    i = at - 1
    if sentence.word(i) == ",":
        before = next((p for p in sentence.phrases if p.after == i and p.named), None)
        return _named_beside(sentence, before)
    described = next((p for p in sentence.phrases if p.after == at), None)
    if described is not None and not described.named and described.whose in ("a", "an", "the"):
        i = described.first - 1
        if sentence.word(i) == ",":
            before = next((p for p in sentence.phrases if p.after == i and p.named), None)
            return _named_beside(sentence, before)
    if sentence.word(i) in BE or sentence.word(i) in STANDING:
        subject = clause_subject(sentence, i)
        if subject is not None and (is_placelike(sentence, subject) or (refers(subject) and subject.kind != "pronoun")):
            return subject
    return None


def _named_beside(sentence: Sentence, before: Phrase | None) -> Phrase | None:
    """The name that a comma sets a phrase of place beside; not one that something is measured from."""
    if before is None or before.mention is None or sentence.word(before.first - 1) in ("from", "of"):
        return None
    return container_head(sentence, before)


def _claim(
    discourse: Discourse, number: int, subject: Phrase, whole: Phrase, region: Wind | str | None
) -> Claim | None:
    first, second = discourse.end(number, subject), discourse.end(number, whole)
    if first is None or second is None or not first.named or not second.named or first == second:
        return None
    tokens = discourse.tokens
    start = min(tokens.starts[subject.first], tokens.starts[whole.first])
    end = max(tokens.ends[subject.after - 1], tokens.ends[whole.after - 1])
    return unnumbered(discourse, (start, end), "containment", (first, second), region=region)  # type: ignore[arg-type]
