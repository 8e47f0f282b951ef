"""What a length is a claim of, by the form of its right side: a distance, a direction, a way, an extent."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from geo.claims import patterns
from geo.claims.ends import bare_name, cues_of, left_from, on_line, origin_of, spoken_of, subject_of
from geo.claims.lexicon import BE, BORDER_NOUNS, EXTENDED, PREPOSITIONS, SHORE_NOUNS, STRETCHING, word_set
from geo.claims.phrases import is_line, is_placelike
from geo.claims.setting import Ends
from geo.claims.subjects import clause, container_head, governed, refers, visible
from geo.claims.tails import pair_at, route_ends

if TYPE_CHECKING:
    from geo.claims.setting import Setting
    from geo.records import ClaimKind, Cue, End, Wind

_LEAST_SMALL = 20  # metres, feet or yards: what is nearer than that is no claim about the map
_LEAST_SMALL_EXTENT = 100
_BY_WAY: frozenset[Cue] = frozenset({"road", "rail", "sea"})
_MEASURED_NOUNS = word_set("coastline shoreline coast border length width")
_WAY_NOUNS = word_set("distance stage journey gap")
_ANY = word_set("a an")
_EVERY = word_set("any each every either neither")
_NOWHERE = word_set("surface ground earth seabed seafloor waterline")
_PARTS = word_set("stretch section portion segment part piece")


def ends_of(here: Setting) -> Ends | None:
    """What the length is a claim of; None where it is none."""
    if not here.large and here.quantity.stated[0].high < _LEAST_SMALL:
        return None
    match here.tail.form:
        case "separates" | "between":
            return _both_named(here)
        case "apart":
            return _apart(here)
        case "extent" | "attribute":
            return _extended(here)
        case "of":
            return _extended(here) or _without_object(here)
        case "from":
            return _measured_from(here)
        case "to":
            return _led_to(here)
        case _:
            return _without_object(here)


def _both_named(here: Setting) -> Ends:
    """Claims that name both ends: "from A to B", "between A and B", "5 km of water separate A from B"."""
    tail, subject = here.tail, here.left.subject
    if tail.form == "between" and here.left.verb in STRETCHING and subject is not None and subject.named:
        return _extent(here.end(subject), "length", cues_of(here))
    first, second = here.end(tail.other), here.end(tail.object)
    went = here.left.travel or here.left.verb in ("covers", "covered") or _BY_WAY & cues_of(here)
    kind: ClaimKind = "travel" if went and tail.form == "between" else "distance"
    return _between(kind, first, second, tail.direction, cues_of(here, tail.object, tail.other))


def _apart(here: Setting) -> Ends | None:
    """Claims such as "A and B are 5 km apart"."""
    sentence = here.sentence
    pairs = list(pairwise(p for p in clause(sentence, here.hedge) if p.named))
    pairs = pairs or list(pairwise(p for p in visible(sentence, here.hedge) if p.named))
    if not pairs and here.number > 0:  # "The two cities are 30 miles apart"
        sentence = here.discourse.sentence(here.number - 1)
        pairs = list(pairwise(p for p in sentence.phrases if is_placelike(sentence, p)))
    if not pairs:
        return None
    joined = (pair for pair in pairs if {"and", "&"} & set(here.discourse.lowered[pair[0].after : pair[1].first]))
    one, two = next(joined, pairs[0])
    first, second = (here.discourse.named_end(sentence, p) for p in (container_head(sentence, one), two))
    cues = cues_of(here, one, two)
    return _between("travel" if cues & _BY_WAY else "distance", first, second, None, cues)


def _measured_from(here: Setting) -> Ends | None:
    """Claims such as "8 km north of A", "within 5 miles of A", "10 miles off A"."""
    tail = here.tail
    assert tail.object is not None
    first, second = subject_of(here), here.end(tail.object)
    if second is not None and not second.named and tail.object.head == "mainland" and first is not None:
        second = here.discourse.mainland_of(first, second)
    vague = tail.object.whose in _ANY and (first is None or not first.named)
    if vague or tail.object.whose in _EVERY or here.sentence.word(tail.object.first + 1) == "distance":
        return None  # a rule, such as "a mile or more from a school"
    if tail.object.head in _NOWHERE and not tail.object.named:
        return None  # "10 km below the surface"
    if first is not None and second is not None and bare_name(first.text) == bare_name(second.text):
        if tail.object.named:
            first = None
        else:
            second = here.discourse.plain_end(tail.object, named=False)
    direction = tail.direction or here.wind_before
    went = tail.went or here.went or _BY_WAY & cues_of(here)
    kind: ClaimKind = "travel" if went else "direction" if direction else "distance"
    ends = _between(kind, first, second, direction, cues_of(here, tail.object))
    return replace(ends, checkable=False) if on_line(here, first) else ends


def _led_to(here: Setting) -> Ends | None:
    """Claims such as "leads northeast 30 miles to A", "it is 12 miles to A"."""
    tail, left = here.tail, here.left
    assert tail.object is not None
    listed = here.listed.ends.kind if here.listed is not None else ""
    turned = tail.direction is not None and not left.travel and left.origin is None
    lists = here.listed is not None and here.listed.form != "to"
    if turned or (lists and listed in ("distance", "direction")):
        return _measured_from(here)
    pair = patterns.pair_before(here.sentence, here.hedge)
    if pair is not None:
        return _between("travel", here.end(pair[1]), here.end(pair[0]), None, cues_of(here, *pair))
    direction = tail.direction or here.wind_before
    stretching = patterns.stretches(here.sentence, here.hedge)
    if stretching is not None and stretching.named and here.large:
        return _extent(here.end(stretching), "length", here.tail.cues, direction)
    stated_from = left.origin is not None and left.verb in BE  # "from A it is 12 miles to B"
    departed = not stated_from and (left.origin is not None or here.wind_before is not None)
    went = left.travel or tail.went or departed
    stated = tail.object.named and (left.verb in BE or here.listed is not None)
    if not went and listed != "travel" and not stated:
        return None
    if not here.large and not tail.object.named:
        return None
    cues = cues_of(here, tail.object)
    first = here.end(tail.object)
    kind: ClaimKind = "travel" if went or listed or cues & _BY_WAY else "direction" if direction else "distance"
    origin = here.listed.ends.object if here.listed is not None else origin_of(here)
    if first is not None and origin is not None and (first.start, first.end) == (origin.start, origin.end):
        origin = None
    return _between(kind, first, origin, direction, cues)


def _without_object(here: Setting) -> Ends | None:
    """No object follows: it stands before ("From A to B is 5 km"), or is what the text speaks of ("5 km away")."""
    sentence, tail, left = here.sentence, here.tail, here.left
    pair = patterns.pair_before(sentence, here.hedge) or patterns.close_to(sentence, here.hedge)
    if pair is None and left.travel and here.large:
        way = route_ends(sentence, tail.after)
        if way.object is not None and way.other is not None:
            pair = way.object, way.other
    far = pair is not None and tail.form == "away" and left.verb and pair[1].after < here.hedge - 8
    if pair is not None and not far:
        cues = cues_of(here, *pair)
        went = left.travel or bool(cues & _BY_WAY) or patterns.way_named(sentence, here.hedge)
        went = went and tail.form != "away"
        kind: ClaimKind = "travel" if went else "distance"
        return _between(kind, here.end(pair[1]), here.end(pair[0]), tail.direction, cues)
    single = patterns.distance_to(sentence, here.hedge)
    if single is not None:
        first, cues = here.end(single), cues_of(here, single)
        if sentence.word(single.first - 1) == "between":
            return _between("distance", first, None, tail.direction, cues)
        kind = "travel" if cues & _BY_WAY else "distance"
        return _between(kind, first, spoken_of(here, first), tail.direction, cues)
    aside = sentence.word(tail.after - 1)
    farther = tail.form == "none" and left.subject is None and aside in ("farther", "further")
    if tail.form == "away" or farther:
        if not here.large and tail.direction is None and aside in ("below", "above"):
            return None
        first = subject_of(here)
        kind = "direction" if tail.direction else "travel" if here.went else "distance"
        second = None if farther else spoken_of(here, first)
        return _between(kind, first, second, tail.direction, cues_of(here, left.subject))
    return _bare(here) if here.large else None


def _bare(here: Setting) -> Ends | None:
    """Nothing follows: "The wall stretches for 3 km", "To reach X, a distance of four miles", "is about 32"."""
    sentence, subject, before = here.sentence, here.left.subject, here.last
    if here.quantity.elliptic and before is not None:
        return _between("distance", subject_of(here), before.ends.object, None, before.ends.cues)
    if subject is not None:
        stretches = here.left.verb in STRETCHING and (is_placelike(sentence, subject) or subject.head in EXTENDED)
        measures = here.left.verb in BE and subject.named and patterns.is_line_or_coast(sentence, subject)
        widest = here.left.verb in BE and is_placelike(sentence, subject) and {"widest", "narrowest"} & cues_of(here)
        if widest:
            return _extent(here.end(subject), "width", cues_of(here))
        if stretches or measures:
            return _extent(here.end(subject), "length", here.tail.cues)
    nouns = here.discourse.lowered[max(sentence.first, here.quantity.first - 7) : here.quantity.first]
    if "of" in nouns and not _MEASURED_NOUNS.isdisjoint(nouns):
        ends = _extent(subject_of(here), "width" if "width" in nouns else "length", here.tail.cues)
        return ends if {"length", "width"} & set(nouns) else replace(ends, checkable=False)
    if not _WAY_NOUNS.isdisjoint(nouns):
        reached = patterns.reached(sentence, here.hedge)
        if reached is not None:
            return _between("travel", here.end(reached), left_from(here, reached), None, here.tail.cues)
        if sentence.word(patterns.distance_noun(sentence, here.hedge) - 2) in ("at", "with"):
            first = here.end(patterns.last_name(sentence, here.hedge) or subject)
            return _between("distance", first, spoken_of(here, first))
    reached = patterns.reached(sentence, here.hedge) if here.went else None
    if reached is not None and reached.after >= here.hedge - 1:
        return _between("travel", here.end(reached), left_from(here, reached), None, here.tail.cues)
    struck = patterns.struck(sentence, here.tail.after) if here.left.travel else None
    if struck is not None:
        return _between("travel", here.end(struck), None, None, here.tail.cues)
    if here.listed is None and before is not None and before.sentence == here.number:
        to = patterns.to_before(sentence, before.after, here.hedge)
        if to is not None:
            return _between(before.ends.kind, here.end(to), before.ends.object)
    return None


def _extended(here: Setting) -> Ends | None:
    """Claims of the length or width of one place, and of a way between two."""
    tail, sentence, subject = here.tail, here.sentence, here.left.subject
    if not here.large and (
        tail.form != "extent"
        or subject is None
        or not is_placelike(sentence, subject)
        or (here.left.touching and governed(sentence, subject))
        or here.quantity.stated[0].high < _LEAST_SMALL_EXTENT
    ):
        return None
    if tail.other is not None and tail.object is not None:
        return _way(here)
    dimension = tail.dimension or "length"
    part = tail.object if tail.form == "of" else tail.located
    if part is not None and part.named:
        ends = _extent(here.end(part), dimension, cues_of(here))
        return replace(ends, checkable=False) if tail.noun in _PARTS else ends
    if tail.form == "of" or subject is None:
        return None
    sides = patterns.separated(sentence, subject)
    if sentence.word(subject.after) == "between":
        sides = pair_at(sentence, subject.after + 1)
    if dimension == "width" and sides is not None and not here.discourse.known(subject):
        one, two = (here.end(side) for side in sides)
        return _between("distance", one, two, None, cues_of(here, *sides) | {"narrowest"})
    if here.quantity.hyphenated and sentence.word(here.hedge - 2) in PREPOSITIONS:
        return None  # "linked by a 25-km causeway"
    said = subject.named and here.left.verb in BE | STRETCHING
    if not (said or is_placelike(sentence, subject) or refers(subject) or subject.head in EXTENDED):
        return None
    ends = _extent(subject_of(here), dimension, cues_of(here), tail.direction)
    line = BORDER_NOUNS | SHORE_NOUNS  # whose length is not the place's own
    return replace(ends, checkable=False) if tail.noun in line or subject.head in line else ends


def _way(here: Setting) -> Ends:
    """Ends of "the three-mile route from A to B"; a way with a name is an extent."""
    tail, subject = here.tail, here.left.subject
    if subject is not None and subject.named and is_line(here.sentence, subject) and here.left.verb in BE:
        return _extent(here.end(subject), "length", here.tail.cues)
    first, second = here.end(tail.other), here.end(tail.object)
    if tail.noun in BORDER_NOUNS:
        return Ends("extent", second, first, None, here.tail.cues, "length")
    return _between("travel", first, second, None, here.tail.cues)


def _between(
    kind: ClaimKind,
    first: End | None,
    second: End | None,
    direction: Wind | None = None,
    cues: frozenset[Cue] = frozenset(),
) -> Ends:
    """A claim between two ends, which can be checked where both are named."""
    return Ends(kind, first, second, direction, cues, checkable=_named(first, second))


def _extent(
    whole: End | None,
    dimension: Literal["length", "width"],
    cues: frozenset[Cue],
    direction: Wind | None = None,
) -> Ends:
    """A claim of how long or wide a place is."""
    return Ends("extent", whole, None, direction, cues, dimension, _named(whole))


def _named(*ends: End | None) -> bool:
    return all(end is not None and end.named for end in ends)
