"""How long and wide places are, where nothing follows the length that says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from geo.claims import patterns
from geo.claims.antecedents import refers
from geo.claims.ends import cues_of, subject_of
from geo.claims.lexicon import BE, BORDER_NOUNS, EXTENDED, STRETCHING, word_set
from geo.claims.numbers import is_digits
from geo.claims.objects import coordinated, pair_at, phrase_after
from geo.claims.phrases import Phrase
from geo.claims.placelike import is_placelike
from geo.claims.setting import Ends, along, between, border, extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.setting import Setting

COMPARED: dict[str, Literal["length", "width"]] = {"wider": "width", "broader": "width", "longer": "length"}
LEAST_SMALL_EXTENT = 100  # metres, feet or yards
_RECORDS: dict[str, Literal["length", "width"]] = {
    **dict.fromkeys(("longest", "shortest"), "length"),
    **dict.fromkeys(("widest", "broadest", "narrowest"), "width"),
}
_MEASURED_NOUNS = word_set("coastline shoreline coast border length width")
_HAVING = word_set("has have had with share shares shared sharing")
_PAIR = 2
_RECORD_REACH = 10  # tokens after "the border between Xor and Guy" in which it may be said to be the longest
_DASHES = frozenset({"–", "-", "‐"})
BY = frozenset({"by", "x", "×"})
_NARROWING = frozenset({"narrows", "narrowed", "widens"})


def bordering(here: Setting) -> Ends | None:
    """The length of a border, between the places on both sides of it.

    "Xor and Guy share a 90-km border", "Xor has a border of 90 km with Guy", "Xor's border with Guy is 90 km long",
    "The Xor–Guy border is 90 km long", "The border between Xor and Guy is 90 km long".
    """
    subject, tail, nouns = here.left.subject, here.tail, nouns_before(here)
    attributed = tail.noun in BORDER_NOUNS
    if subject is None or not (attributed or subject.head in BORDER_NOUNS or not BORDER_NOUNS.isdisjoint(nouns)):
        return None
    after = subject.after if subject.head in BORDER_NOUNS else max(tail.after, here.quantity.resume)
    sides = _two_sides(here, subject, after)
    if sides is None and here.left.verb in _HAVING | {""} and (attributed or "of" in nouns):
        sides = coordinated(here.sentence, subject)
    return None if sides is None else _between_sides(here, sides)


def _two_sides(here: Setting, subject: Phrase, after: int) -> tuple[Phrase, Phrase] | None:
    """The places on both sides of the border that a phrase names, or whose other side follows at a token."""
    sentence, dashed = here.sentence, subject.head in BORDER_NOUNS
    glued = here.discourse.glued
    within = [(at, *glued[at]) for at in range(subject.first, subject.after) if at in glued]
    if dashed and len(within) == _PAIR:  # "the Xor-Guy border" is one name
        one, two = (Phrase(at, end, "name", "", at, end, mention) for at, end, mention in within)
        return one, two
    if sentence.word(after) == "between":
        return pair_at(sentence, after + 1)
    if sentence.word(after) == "with" and subject.named:
        other = phrase_after(sentence, after + 1)
        return None if other is None else (subject, other)
    if sentence.word(subject.after) in _DASHES:
        beyond = sentence.phrase_at(subject.after + 1)
        return None if beyond is None or beyond.head not in BORDER_NOUNS else (subject, beyond)
    if dashed and subject.named and sentence.word(subject.first - 1) in _DASHES:
        before = next((p for p in sentence.phrases if p.after == subject.first - 1 and p.named), None)
        return None if before is None else (before, subject)
    return None


def _between_sides(here: Setting, sides: tuple[Phrase, Phrase]) -> Ends:
    one, two = (here.end(replace(side, first=side.name_first, after=side.name_after, head="")) for side in sides)
    return border(one, two, here.tail.cues)


def by_comparison(here: Setting) -> Ends | None:
    """Sizes by comparison: "Orsk Island is nowhere wider than 5 km"."""
    subject = here.left.subject
    word = here.sentence.word(here.quantity.first - 2)
    if here.sentence.word(here.quantity.first - 1) != "than" or word not in COMPARED:
        return None
    if here.listed is not None and here.listed.ends.kind == "extent":
        return extent(here.listed.ends.subject, COMPARED[word], cues_of(here))
    if subject is None or not (is_placelike(here.sentence, subject) or refers(subject)):
        return None
    return extent(here.end(subject), COMPARED[word], cues_of(here))


def by_record(here: Setting) -> Ends | None:
    """Sizes that are a record: "At 90 km the Orsk is the longest", "the longest at 90 km", "at 9 km the narrowest"."""
    sentence, subject = here.sentence, here.left.subject
    if sentence.word(here.hedge - 1) != "at":
        return None
    after = here.quantity.resume
    near = {
        *sentence.lowered[max(sentence.first, here.hedge - 4) : here.hedge - 1],
        *sentence.lowered[after : after + 6],
    }
    if here.hedge == sentence.first + 1:
        subject = sentence.phrase_at(after + (sentence.word(after) == ","))
        near = set() if subject is None else set(sentence.lowered[subject.after : subject.after + _RECORD_REACH])
    record = next((_RECORDS[word] for word in near if word in _RECORDS), None)
    sides = None if record is None or subject is None else _two_sides(here, subject, subject.after)
    if sides is not None:
        return _between_sides(here, sides)  # "At 90 km, the border between Xor and Guy is the longest"
    if record is None or subject is None or not is_placelike(sentence, subject):
        return None
    return extent(here.end(subject), record, here.tail.cues)


def by_two_sides(here: Setting) -> Ends | None:
    """Length and width: "Measuring 22 km by 9 km, Orsk Island is", "Orsk Island is 22 km by 9"."""
    sentence, subject = here.sentence, here.left.subject
    if sentence.word(here.hedge - 1) in BY and here.listed is not None and here.listed.ends.kind == "extent":
        return extent(here.listed.ends.subject, "width", here.tail.cues)
    if sentence.word(here.quantity.resume) not in BY or not is_digits(sentence.word(here.quantity.resume + 1)):
        return None
    if sentence.word(sentence.first) == "measuring" and here.hedge == sentence.first + 1:
        comma = next((at for at in range(here.tail.after, sentence.after) if sentence.words[at] == ","), sentence.after)
        subject = sentence.phrase_at(comma + 1)
    elif here.left.verb not in BE | STRETCHING and sentence.word(here.hedge - 1) != ",":
        return None
    named = subject is not None and (subject.named or refers(subject))
    return extent(here.end(subject), "length", here.tail.cues) if named else None


def narrowing(here: Setting) -> Ends | None:
    """A water with a name that narrows to hundreds of metres: "the Orsk, which at Guy narrows to 220 metres"."""
    subject = here.left.subject
    narrows = here.left.verb in _NARROWING and here.quantity.stated[0].high >= LEAST_SMALL_EXTENT
    if here.large or not narrows or subject is None or not (subject.named or refers(subject)):
        return None
    return extent(here.end(subject), "width", cues_of(here) | {"narrowest"})


def stretching(here: Setting) -> Ends | None:
    """Sizes: "The wall stretches for 3 km", "The border with B is 30 km", "at its narrowest the strait is 3 km"."""
    sentence, subject, verb = here.sentence, here.left.subject, here.left.verb
    if subject is None:
        return None
    placelike = is_placelike(sentence, subject)
    if verb in BE and placelike and {"widest", "narrowest"} & cues_of(here):
        return extent(here.end(subject), "width", cues_of(here))
    sides = patterns.pair_between(sentence, here.hedge) if verb in _NARROWING and not subject.named else None
    if sides is not None:  # "Between Orsk and Guy the strait narrows to 3 km"
        one, two = (here.end(side) for side in sides)
        return between("distance", one, two, None, cues_of(here, *sides) | {"narrowest"})
    narrows = verb in _NARROWING and refers(subject)
    stretches = verb in STRETCHING and (placelike or narrows or subject.head in EXTENDED)
    measures = verb in BE and subject.named and patterns.is_line_or_coast(sentence, subject)
    width = verb in _NARROWING
    if not (stretches or measures):
        return None
    return along(extent(here.end(subject), "width" if width else "length", cues_of(here)), subject.head)


def by_noun(here: Setting) -> Ends | None:
    """Sizes by a noun: "has a coastline of 30 km", "a length of 30 km", "its greatest length is 30 km"."""
    sized = patterns.size_of(here.sentence, here.hedge)
    if sized is not None:
        return extent(here.end(sized[1]), sized[0], here.tail.cues)
    nouns = nouns_before(here)
    at = max((i for i, word in enumerate(nouns) if word in _MEASURED_NOUNS), default=-1)
    if "of" not in nouns or at < 0 or "," in nouns[at:]:  # "off the coast of Orsk, and Guy, 5 km"
        return None
    ends = extent(subject_of(here), "width" if "width" in nouns else "length", here.tail.cues)
    return ends if {"length", "width"} & set(nouns) else along(ends, *nouns)


def nouns_before(here: Setting) -> Sequence[str]:
    """The words before a length, one of which may say what it is of."""
    return here.discourse.lowered[max(here.sentence.first, here.quantity.first - 7) : here.quantity.first]
