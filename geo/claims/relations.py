"""What a length is a claim of, by the form of its right side: a distance, a direction, a way, an extent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import patterns
from geo.claims.antecedents import refers, stands_for_name
from geo.claims.clauses import governed
from geo.claims.ends import (
    bare_name,
    cues_of,
    on_line,
    origin_of,
    other_end,
    pointed_at,
    situated_at,
    spoken_of_together,
    subject_of,
)
from geo.claims.lexicon import (
    BE,
    BORDER_NOUNS,
    EXTENDED,
    LINES,
    NOWHERE,
    PREPOSITIONS,
    ROUTE_NOUNS,
    SHORE_NOUNS,
    STRETCHING,
    word_set,
)
from geo.claims.lone import among_places, without_object
from geo.claims.objects import coordinated, pair_at
from geo.claims.phrases import Phrase
from geo.claims.placelike import is_placelike
from geo.claims.setting import BY_WAY, Ends, along, between, border, extent
from geo.claims.sizes import LEAST_SMALL_EXTENT, bordering
from geo.claims.subjects import opening
from geo.claims.ways import SEPARATE, is_extended_name, separated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.setting import Setting
    from geo.records import ClaimKind, Cue, End

_LEAST_SMALL = 20  # metres, feet or yards: what is nearer than that is no claim about the map
_COVERED = 3  # tokens after "the 5 km from A to B" in which it may say that they were covered
_ANY = word_set("a an")
_APART: frozenset[Cue] = frozenset({"apart"})
_NARROWEST: frozenset[Cue] = frozenset({"narrowest"})
_EVERY = word_set("any each every either neither")
_EITHER = frozenset({"either", "each", "both"})
_BY = frozenset({"by", "across", "over"})
_RULING = word_set("may must shall should cannot allowed permitted banned prohibited forbidden illegal")
_PLANETS = word_set("earth mars moon sun venus jupiter saturn")
_ABLE = frozenset({"can", "could"})
_CLOSE = frozenset({"close", "closer", "near", "nearer", "within"})
_COMING = frozenset({"came", "come", "comes"})
_COVERING = word_set("cover covers covered covering")
_HAVING = word_set("has have had with share shares shared boasts includes")
# What parts two places, and is as wide as they are apart.
_PARTING = word_set(
    "strait straits channel sound gap isthmus water waters sea ocean passage stretch strip corridor bay"
)
_PARTS = word_set("strip stretch section portion segment part piece")
_WATERS = word_set("river creek stream strait channel passage waterway canal sound lake lagoon bay inlet fjord estuary")


def ends_of(here: Setting) -> Ends | None:
    """What the length is a claim of; None where it is none."""
    if not here.large and here.quantity.stated[0].high < _LEAST_SMALL:
        return None
    return _by_form(here) or among_places(here)


def _by_form(here: Setting) -> Ends | None:
    if here.sentence.word(here.hedge - 1) in _BY | BE and here.tail.form in ("of", "none", "away"):
        parting = _parting(here)  # "separated by 12 miles of reefs"
        if parting is not None:
            return parting
    match here.tail.form:
        case "separates" | "between":
            return _both_named(here)
        case "apart":
            return _apart(here)
        case "extent" | "attribute":
            return _extended(here)
        case "of":
            return _extended(here) or without_object(here)
        case "from":
            return _measured_from(here)
        case "to":
            return _led_to(here)
        case _:
            return without_object(here)


def _both_named(here: Setting) -> Ends | None:
    """Claims that name both ends: "from A to B", "between A and B", "5 km of water separate A from B"."""
    tail, subject = here.tail, here.left.subject
    sized = patterns.size_of(here.sentence, here.hedge)
    if sized is not None:  # "The width of the Orsk Strait is 5 km between Guy and Pau"
        return extent(here.end(sized[1]), sized[0], cues_of(here))
    definite = here.sentence.word(here.hedge - 1) in ("the", "those", "these")  # "Buses cover the 67 miles between"
    stretching = tail.form == "between" and here.left.verb in STRETCHING and not definite
    if stretching and subject is not None and subject.named:
        return extent(here.end(subject), "length", cues_of(here))
    if not here.large and not any(side is not None and side.named for side in (tail.other, tail.object)):
        return None  # "180 feet from stem to stern"
    first, second = here.end(tail.other), here.end(tail.object)
    told = here.sentence.lowered[tail.after : min(here.sentence.after, tail.after + _COVERED)]
    covered = here.left.verb in ("cover", "covers", "covered") or "covered" in told
    # What stretches from A to B need not be straight.
    winding = here.left.verb in STRETCHING and here.left.subject is not None
    named = patterns.way_named(here.sentence, here.hedge, tail.after)
    timed = patterns.takes_time(here.sentence, here.hedge, tail.after)
    timed = timed or (definite and patterns.took_time(here.sentence, here.hedge)) or here.left.verb in _COMING
    went = here.left.travel or tail.went or covered or winding or named or timed or BY_WAY & cues_of(here)
    kind: ClaimKind = "travel" if went and tail.form == "between" else "distance"
    return between(kind, first, second, tail.direction, cues_of(here, tail.object, tail.other))


def _apart(here: Setting) -> Ends | None:
    """Claims such as "A and B are 5 km apart"; a group that is named alone is apart in itself."""
    sentence, subject = here.sentence, here.left.subject
    opens = here.sentence.phrase_at(here.tail.after + 1) if here.sentence.word(here.tail.after) == "," else None
    pair = next(filter(None, (coordinated(sentence, each) for each in (subject, opens))), None)
    if pair is None and (subject is None or not subject.named):
        sentence, pair = spoken_of_together(here, subject)
    if pair is None:
        whole = here.end(subject)
        return None if whole is None or not here.large else Ends("distance", whole, cues=cues_of(here) | _APART)
    end = here.discourse.named_end if sentence is here.sentence else here.discourse.antecedent_end
    first, second = (end(sentence, p) for p in pair)
    cues = cues_of(here, *pair)
    return between("travel" if cues & BY_WAY else "distance", first, second, None, cues)


def _measured_from(here: Setting) -> Ends | None:
    """Claims such as "8 km north of A", "within 5 miles of A", "10 miles off A"."""
    tail = here.tail
    assert tail.object is not None
    located = here.left.subject
    own = located is not None and not refers(located) and tail.object.kind == "definite"
    # Nothing is measured from itself: "Guy is 5 km from the town" speaks of a town named before.
    before = located.first if located is not None and own else None
    first, second = subject_of(here), here.discourse.end(here.number, situated_at(here, tail.object), before=before)
    if second is not None and not second.named and tail.object.head == "mainland" and first is not None:
        second = here.discourse.mainland_of(here.number, first, second)
    ruled = not _RULING.isdisjoint(here.discourse.lowered[here.sentence.first : here.hedge])
    bare = tail.object.head == "shore" and not tail.object.whose
    vague = (bare and ruled) or (
        tail.object.whose in _ANY and not tail.object.named and (ruled or first is None or not first.named)
    )
    vague = vague or (ruled and not tail.object.named and (first is None or not first.named))
    behind = here.sentence.word(tail.object.first - 1) == "behind" and not here.large
    vague = vague or (behind and not tail.object.named)  # "won in Orsk, 40 metres behind a rival"
    generic = tail.object.head == "one" and here.sentence.word(tail.object.after) != "of"
    if vague or generic or tail.object.whose in _EVERY or here.sentence.word(tail.object.first + 1) == "distance":
        return None  # a rule, such as "a mile or more from a school", "within 300 metres of one"
    if (tail.object.head in NOWHERE and not tail.object.named) or _PLANETS.issuperset(_name(here, tail.object)):
        return None  # "10 km below the surface", "25,000 miles from Earth"
    if first is not None and second is not None and bare_name(first.text) == bare_name(second.text):
        if tail.object.named:
            first = None
        else:
            second = other_end(here, tail.object, first)
    beside = here.quantity.elliptic or here.sentence.word(here.hedge - 1) == ","
    gapped = beside and not here.left.verb and here.last is not None and here.last.sentence == here.number
    if tail.object.head == "it" and gapped and here.last is not None and here.last.ends.object is not None:
        second = here.last.ends.object  # "Orsk is 5 km south of Guy, Mew 3 north of it", "and Mew, 3 km from it"
    elif tail.object.head == "it" and beside and (before_it := _listed_before(here)) is not None:
        second = before_it
    elif tail.object.head == "it" and _is_beside_the_subject(here, second):
        second = here.last.ends.subject if here.last is not None else None
    if tail.object.head in _EITHER and not tail.object.named:
        pair = patterns.pair_between(here.sentence, here.hedge)
        second = second if pair is None else here.end(pair[0])  # "between Orsk and Guy, 5 km from either"
    second = pointed_at(here, tail.object, first) or second
    inside = _thing_in(here, first, second)
    second = second if inside is None else inside
    direction = tail.direction or here.wind_before
    timed = patterns.takes_time(here.sentence, here.hedge, tail.after)
    went = tail.went or (here.went and not here.left.touching) or timed or BY_WAY & cues_of(here)
    kind: ClaimKind = "travel" if went else "direction" if direction else "distance"
    ends = between(kind, first, second, direction, cues_of(here, tail.object))
    return replace(ends, checkable=False) if on_line(here, first) else ends


def _thing_in(here: Setting, first: End | None, second: End | None) -> End | None:
    """Where a thing is that a named place is measured from: "from her home in Orsk", "from a mine, in Orsk"."""
    thing, sentence = here.tail.object, here.sentence
    if first is None or not first.named or thing is None or thing.named or refers(thing):
        return None
    if second is None or second.named or thing.kind == "pronoun" or thing.head in SHORE_NOUNS | BORDER_NOUNS:
        return None
    at = thing.after + (sentence.word(thing.after) == ",")
    place = sentence.phrase_at(at + 1) if sentence.word(at) in ("in", "at") else None
    if place is None or not is_placelike(sentence, place):
        return None
    end = here.discourse.named_end(sentence, place)
    return None if bare_name(end.text) == bare_name(first.text) else end


def _listed_before(here: Setting) -> End | None:
    """The name before the subject in a list: Orsk in "three towns: Orsk; Guy, 5 km north of it; and Mew"."""
    subject, sentence = here.left.subject, here.sentence
    if subject is None or not subject.named or sentence.word(subject.first - 1) not in (";", ",", "and"):
        return None
    at = subject.first - 1
    at -= sentence.word(at) == "and" and sentence.word(at - 1) in (";", ",")
    name = next((p for p in sentence.phrases if p.after == at and p.named), None)
    return None if name is None or not is_placelike(sentence, name) else here.end(name)


def _is_beside_the_subject(here: Setting, end: End | None) -> bool:
    """Whether an end is what the sentence before measures its subject from: "Orsk is 5 km from Guy. Pau is near it"."""
    last = here.last
    if last is None or end is None or last.sentence != here.number - 1 or last.ends.subject is None:
        return False
    other = last.ends.object
    return last.ends.checkable and other is not None and (end.start, end.end) == (other.start, other.end)


def _led_to(here: Setting) -> Ends | None:
    """Claims such as "leads northeast 30 miles to A", "it is 12 miles to A"."""
    tail, left = here.tail, here.left
    assert tail.object is not None
    listed = here.listed.ends.kind if here.listed is not None else ""
    turned = tail.direction is not None and not left.travel and left.origin is None
    lists = here.listed is not None and here.listed.form != "to"
    near = not _CLOSE.isdisjoint(here.sentence.lowered[here.hedge : here.quantity.first])  # "as close as 3 km to"
    if turned or near or (lists and listed in ("distance", "direction")):
        return _measured_from(here)
    pair = patterns.pair_before(here.sentence, here.hedge)
    if pair is not None:
        return between("travel", here.end(pair[1]), here.end(pair[0]), None, cues_of(here, *pair))
    direction = tail.direction or here.wind_before
    stretching = patterns.stretches(here.sentence, here.hedge)
    if stretching is not None and stretching.named and here.large:
        return extent(here.end(stretching), "length", here.tail.cues, direction)
    stated_from = left.origin is not None and left.verb in BE  # "from A it is 12 miles to B"
    departed = not stated_from and (left.origin is not None or here.wind_before is not None)
    covering = not _COVERING.isdisjoint(here.sentence.lowered[max(here.sentence.first, here.hedge - 2) : here.hedge])
    went = left.travel or tail.went or departed or covering
    opens = here.hedge == here.sentence.first
    stated = tail.object.named and (left.verb in BE or here.listed is not None or opens)
    if not went and listed != "travel" and not stated:
        return None
    if not tail.object.named and (not here.large or (tail.object.kind == "indefinite" and not tail.object.whose)):
        return None  # "walk 6 km to school"
    able = not _ABLE.isdisjoint(here.sentence.lowered[max(here.sentence.first, here.hedge - 4) : here.hedge])
    if able and left.travel and left.origin is None:
        return None  # "drones can reach 1,000 km into Russia"
    cues = cues_of(here, tail.object)
    first = here.end(tail.object)
    kind: ClaimKind = "travel" if went or listed or cues & BY_WAY else "direction" if direction else "distance"
    origin = here.listed.ends.object if here.listed is not None else origin_of(here)
    if first is not None and origin is not None and (first.start, first.end) == (origin.start, origin.end):
        origin = None
    return between(kind, first, origin, direction, cues)


def _extended(here: Setting) -> Ends | None:
    """Claims of the length or width of one place, and of a way between two."""
    tail, sentence, subject = here.tail, here.sentence, here.left.subject
    if not here.large and not _is_large_thing(here):
        return None
    if tail.form == "of" and tail.noun in LINES and here.left.verb in _COVERING:
        return None  # "The network covers 1,300 km of track"
    if tail.other is not None and tail.object is not None:
        return _way(here)
    dimension = tail.dimension or "length"
    joined = (
        patterns.joined_by(sentence, here.hedge) if tail.form == "of" and tail.noun in ROUTE_NOUNS | LINES else None
    )
    if joined is not None:
        return between("travel", here.end(joined[1]), here.end(joined[0]), None, cues_of(here))
    parting = _parting(here)
    if parting is not None:
        return parting
    shared = bordering(here)
    if shared is not None:
        return shared
    part = tail.object if tail.form == "of" else tail.located
    if part is not None and part.named:
        ends = extent(here.end(part), dimension, cues_of(here))
        return replace(ends, checkable=False) if tail.noun in _PARTS else ends
    if here.listed is not None and here.listed.ends.kind == "extent":
        ends = extent(here.listed.ends.subject, dimension, cues_of(here), tail.direction)
        return replace(ends, checkable=here.listed.ends.checkable)
    if tail.form == "extent" and here.hedge == sentence.first:  # "Half a mile wide at its mouth, Orsk Lough is"
        comma = next((at for at in range(tail.after, sentence.after) if sentence.words[at] == ","), sentence.after)
        whole = sentence.phrase_at(comma + 1)
        return extent(here.end(whole), dimension, cues_of(here)) if whole is not None and whole.named else None
    itself = _itself(here)
    if itself is not None:
        return along(extent(itself, dimension, cues_of(here)), tail.noun)
    if tail.form == "of" or subject is None:
        return None
    if tail.form == "attribute" and sentence.word(here.hedge - 2) in PREPOSITIONS - {"with"}:
        return None  # "linked by a 25-km causeway"
    if tail.form == "attribute" and not tail.noun and not (subject.named and is_extended_name(sentence, subject)):
        return None  # "a 5-mile-long queue"
    stated = here.left.verb in BE | STRETCHING
    said = subject.named and stated
    if not (said or is_placelike(sentence, subject) or refers(subject) or subject.head in EXTENDED):
        return None
    ends = extent(subject_of(here), dimension, cues_of(here), tail.direction)
    told = stated or _beside(here, subject) or sentence.word(opening(sentence, here.hedge) - 1) in _HAVING
    if tail.form == "attribute" and not told:
        ends = replace(ends, checkable=False)  # "Xor wants a 5-km zone"
    if tail.form == "extent" and subject.named and sentence.word(subject.first - 1) in ("in", "at", "near"):
        ends = replace(ends, checkable=False)  # "The bridge in Porto is 60 m high and 385 m long"
    return along(ends, tail.noun, subject.head)


def _itself(here: Setting) -> End | None:
    """The place that "The 78-km glacier" is, which the text names before."""
    first = opening(here.sentence, here.hedge)
    if here.tail.form != "attribute" or here.sentence.word(first) not in ("the", "this") or not here.tail.noun:
        return None
    after = here.tail.after
    thing = Phrase(first, after, "definite", here.tail.noun, first, after, whose="the")
    known = here.discourse.antecedent(here.number, thing) if stands_for_name(thing) and first < here.hedge else None
    return None if known is None else here.discourse.antecedent_end(*known)


def _parting(here: Setting) -> Ends | None:
    """The claim of a water without a name that is so wide between two places, which are so far apart.

    "separated by a strait 3 km wide", "a 3-km channel separates A from B", "3 km of water", "the gap between A and B".
    """
    tail, sentence, subject = here.tail, here.sentence, here.left.subject
    first = opening(sentence, here.hedge) if tail.form == "attribute" else here.hedge
    after, noun = tail.after, tail.noun
    described = tail.form == "extent" and tail.dimension == "width" and subject is not None
    if described and subject is not None:
        if here.discourse.known(subject):
            return None
        first, noun = subject.first, subject.head or sentence.word(subject.name_after - 1)
    if tail.form == "of":
        noun, after = sentence.word(tail.after), tail.after + 1
    by = tail.form in ("of", "none", "away")
    sides = patterns.separated(sentence, first, after) if noun in _PARTING or by else None
    if described and subject is not None and sentence.word(subject.after) == "between":
        sides = pair_at(sentence, subject.after + 1)
    parted = (
        separated(sentence, subject.after) if subject is not None and sentence.word(subject.after) in SEPARATE else None
    )
    if described and parted is not None and parted.object is not None and parted.other is not None:
        sides = parted.other, parted.object  # "The strait dividing Orsk from Guy is 3 km wide"
    if sides is None:
        return None
    one, two = (here.end(side) for side in sides)
    if one is None or two is None:
        return None
    if one.named and not two.named:
        two = here.discourse.mainland_of(here.number, one, two)
    elif two.named and not one.named:
        one = here.discourse.mainland_of(here.number, two, one)
    return between("distance", one, two, None, cues_of(here, *sides) | _NARROWEST)


def _is_large_thing(here: Setting) -> bool:
    """Whether what has a length of metres, feet or yards is something of the map, not a thing on it."""
    tail, sentence, subject = here.tail, here.sentence, here.left.subject
    if here.listed is not None and here.listed.ends.kind == "extent":
        return True  # "22 km long and 100 metres wide"
    if tail.form == "attribute":
        return tail.noun in _WATERS
    if tail.form != "extent" or subject is None or here.quantity.stated[0].high < LEAST_SMALL_EXTENT:
        return False
    if not is_placelike(sentence, subject):
        return refers(subject) and subject.head in _WATERS
    return not (here.left.touching and governed(sentence, subject))


def _way(here: Setting) -> Ends:
    """Ends of "the three-mile route from A to B"; what has a name is an extent ("The X Gap, a 60-km strip between")."""
    tail, subject = here.tail, here.left.subject
    said = subject is not None and (here.left.verb in BE or _beside(here, subject))
    journey = tail.noun in ROUTE_NOUNS and tail.noun not in LINES
    if subject is not None and subject.named and said and not journey:
        return extent(here.end(subject), tail.dimension or "length", here.tail.cues)
    first, second = here.end(tail.other), here.end(tail.object)
    if tail.noun in BORDER_NOUNS:
        return border(second, first, here.tail.cues)
    ends = between("travel", first, second, None, here.tail.cues)
    told = here.sentence.lowered[tail.after : tail.object.first] if tail.object is not None else ()
    part = here.sentence.word(opening(here.sentence, here.hedge)) in _ANY and tail.noun in _PARTS
    # "5 km of the border between", "a 5-km stretch between"
    partial = not BORDER_NOUNS.isdisjoint(told) or (part and "between" in told)
    return replace(ends, checkable=False) if partial else ends


def _beside(here: Setting, subject: Phrase) -> bool:
    """Whether a comma alone stands between a subject and what has the length as an attribute."""
    at = opening(here.sentence, here.hedge)
    return subject.after <= at - 1 and here.sentence.word(at - 1) == "," and not here.left.verb


def _name(here: Setting, phrase: Phrase) -> Sequence[str]:
    """The words of the name in a phrase, in lower case."""
    return here.discourse.lowered[phrase.name_first : phrase.name_after]
