"""Lengths after which no object stands: it stands before, is what the text speaks of, or there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import patterns
from geo.claims.answers import answering
from geo.claims.antecedents import refers
from geo.claims.clauses import container_head
from geo.claims.ends import cues_of, left_from, other_end, situated_at, spoken_of, spoken_of_together, subject_of
from geo.claims.lexicon import (
    BE,
    CONJUNCTIONS,
    LINES,
    NOWHERE,
    PREPOSITIONS,
    ROUTE_NOUNS,
    STRETCHING,
    word_set,
)
from geo.claims.placelike import is_line, is_no_place, is_placelike
from geo.claims.setting import BY_WAY, Ends, between, extent
from geo.claims.sizes import (
    bordering,
    by_comparison,
    by_noun,
    by_record,
    by_two_sides,
    narrowing,
    nouns_before,
    stretching,
)
from geo.claims.ways import route_ends
from geo.units import KM_PER

if TYPE_CHECKING:
    from geo.claims.setting import Before, Setting
    from geo.records import ClaimKind

_EARTH_ROUND_KM = 40_075
_OF_A_THING = frozenset({"of", "for", "without", "over"})
# Words of contests, blasts and weapons.
_THINGS = word_set(
    "race races marathon runner runners champion champions championship championships medal medals medallist olympic "
    "olympics olympian tournament winner record podium radius blast explosion missile missiles rocket rockets "
    "artillery rally stage drone drones shell shells charge battery range altitude fuel tyre tyres "
    "queue queues queued tailback tailbacks rifle rifles"
)
_FROM_THE_COAST = frozenset({"offshore", "inland"})
_FROM_AN_ARMY = frozenset({"advance", "rear", "front"})
# Marches, and the ways of who tells of them, go on from place to place: they are noted.
_MARCHED = word_set("march marched marching proceed proceeded proceeding advanced advancing retreated pursued")
_JOURNEYS = word_set("journey trip drive way route voyage crossing flight")
_DRIVEN = word_set("driving road walking rail flying travel travelling")
_ADDED = frozenset({"another", "further", "additional"})
_CROSSED = frozenset({"covers", "covered", "crosses", "crossed"})
_WAY_NOUNS = word_set("distance distant stage journey gap walk march ride drive trip voyage sail hike")


def without_object(here: Setting) -> Ends | None:
    """What a length is a claim of that no object follows: "From A to B is 5 km", "5 km away", "The wall runs for 3 km".

    Args:
        here: The length in its sentence.
    """
    readers = [answering, _of_journey, _of_pair, _beside_bearing, _of_distance, _away, narrowing]
    if here.large:
        readers += [
            bordering,
            by_comparison,
            by_record,
            by_two_sides,
            _listed,
            _bracketed,
            _from_origin,
            stretching,
            by_noun,
            _gone,
            _next_way,
        ]
    return next((ends for reader in readers if (ends := reader(here)) is not None), None)


def among_places(here: Setting) -> Ends | None:
    """A length of a form that no reader knows, in a sentence that names a place: it is noted, and not checkable.

    Args:
        here: The length in its sentence.
    """
    sentence, quantity = here.sentence, here.quantity
    follows = sentence.word(here.tail.after)
    closed = not follows[:1].isalpha() or follows in (PREPOSITIONS | CONJUNCTIONS | BE) - {"from"}
    closed = closed and follows not in _OF_A_THING  # "ten miles of cable", "ran 10 miles for charity"
    on_earth = quantity.stated[0].high * KM_PER[quantity.unit] <= _EARTH_ROUND_KM
    if not here.large or quantity.hyphenated or not closed or not on_earth or _of_no_place(here):
        return None
    if here.left.subject is not None and here.left.subject.whose == "no":
        return None  # "and there is no inn within ten miles"
    names = (p for p in sentence.phrases if p.named and not is_no_place(sentence, p))
    if not any(is_placelike(sentence, p) or sentence.word(p.first - 1) == "to" for p in names):
        return None
    return Ends("travel" if here.left.travel else "distance", subject_of(here), None, None, here.tail.cues)


def _of_no_place(here: Setting) -> bool:
    """Whether a length of unknown form is that of a thing, a contest or a weapon, or of how far one of them goes."""
    refused = here.tail.form in ("from", "extent", "attribute", "of")  # by the readers of these
    subject, before = here.left.subject, here.discourse.lowered[max(here.sentence.first, here.hedge - 12) : here.hedge]
    told = not _MARCHED.isdisjoint(before) or (subject is not None and subject.head in ("i", "we"))
    gone = (here.left.travel and not told) or here.left.verb in STRETCHING or here.left.verb in _CROSSED
    object_ = here.tail.object
    nowhere = object_ is not None and not object_.named and object_.head in NOWHERE
    said = here.discourse.lowered[here.sentence.first : here.sentence.after]
    return refused or gone or nowhere or not _THINGS.isdisjoint(said)


def _of_journey(here: Setting) -> Ends | None:
    """What is said of the way between the ends that the claim before names: "by road the journey is 2,200 km"."""
    subject, last = here.left.subject, here.last
    told = subject is not None and not subject.named and subject.head in _JOURNEYS and here.left.verb in BE
    if not told or last is None or last.sentence != here.number or last.ends.object is None:
        return None
    return replace(last.ends, kind="travel", direction=None, cues=cues_of(here))


def _of_pair(here: Setting) -> Ends | None:
    """Forms such as "From A to B is 5 km" and "between A and B, 5 km"."""
    sentence, tail, left = here.sentence, here.tail, here.left
    pair = patterns.pair_before(sentence, here.hedge) or patterns.close_to(sentence, here.hedge)
    if pair is None and left.travel and here.large:
        way = route_ends(sentence, tail.after)
        if way.object is not None and way.other is not None:
            pair = way.object, way.other
    nearer = patterns.closer_to(sentence, here.hedge) if pair is None else None
    if nearer is not None and here.last is not None and here.last.sentence == here.number:
        # "Orsk is 5 km from Guy and closer to Pau, 3 km"
        return between("distance", here.last.ends.subject, here.end(nearer), None, cues_of(here, nearer))
    if pair is None or (tail.form == "away" and left.verb and pair[1].after < here.hedge - 8):
        return None
    cues = cues_of(here, *pair)
    went = left.travel or bool(cues & BY_WAY) or patterns.way_named(sentence, here.hedge, tail.after)
    went = went or (tail.form == "of" and tail.noun in LINES | ROUTE_NOUNS)
    went = went or patterns.takes_time(sentence, here.hedge, tail.after)
    kind: ClaimKind = "travel" if went and tail.form != "away" else "direction" if tail.direction else "distance"
    return between(kind, here.end(pair[1]), here.end(pair[0]), tail.direction, cues)


def _beside_bearing(here: Setting) -> Ends | None:
    """Forms such as "A is northeast of B, 50 miles by road and 30 miles by air"."""
    listed = here.listed
    if listed is not None and listed.ends.kind == "extent" and {"widest", "narrowest"} & cues_of(here):
        return extent(listed.ends.subject, "width", cues_of(here))  # "160 km long and 24 km at its widest"
    if listed is not None and listed.form == here.tail.form == "none" and listed.ends.object is not None:
        return replace(listed.ends, cues=cues_of(here))
    if listed is not None and here.tail.form == "none" and BY_WAY & here.tail.cues and listed.ends.kind != "extent":
        return replace(listed.ends, kind="travel", direction=None, cues=cues_of(here))  # "but 40 miles by road"
    if listed is not None and here.tail.form == "none" and "air" in here.tail.cues and listed.ends.kind == "travel":
        return replace(listed.ends, kind="distance", cues=cues_of(here))  # "and 30 miles by air"
    beyond = patterns.lies_beyond(here.sentence, here.hedge)
    if beyond is not None:
        went: ClaimKind = "travel" if BY_WAY & cues_of(here) else "distance"
        return between(went, here.end(beyond[1]), here.end(beyond[0]), here.tail.direction, cues_of(here, *beyond))
    bearing = patterns.bearing_before(here.sentence, here.hedge)
    if bearing is None:
        return None
    wind, subject, other = bearing
    first = here.end(subject or patterns.inverted(here.sentence, here.tail.after))
    return between("direction", first, here.end(other), wind, cues_of(here, other))


def _of_distance(here: Setting) -> Ends | None:
    """Forms such as "The distance to B is 5 km", "an hour from B, a distance of 5 km", "Distances: B 5 km, C 8 km"."""
    listed = _of_list(here)
    if listed is not None:
        return listed
    beside = patterns.beside_distance(here.sentence, here.hedge)
    if beside is not None:
        return between("distance", here.end(beside[1]), here.end(beside[0]), None, cues_of(here, beside[0]))
    single = patterns.distance_to(here.sentence, here.hedge)
    if single is None:
        return None
    first, cues = here.end(single), cues_of(here, single)
    if here.sentence.word(single.first - 1) == "between":
        sentence, pair = spoken_of_together(here, single)
        if pair is not None and not single.named and single.head not in LINES:  # rivers are not so far apart everywhere
            one, two = (here.discourse.antecedent_end(sentence, place) for place in pair)
            return between("travel" if cues & BY_WAY else "distance", one, two, here.tail.direction, cues)
        return between("distance", first, None, here.tail.direction, cues)
    kind: ClaimKind = "travel" if cues & BY_WAY else "distance"
    return between(kind, first, spoken_of(here, first), here.tail.direction, cues)


def _of_list(here: Setting) -> Ends | None:
    """An item of a list of distances: "Distances from C: A, 20 km; B, 30 km", "Driving distances: A 20 km"."""
    sentence = here.sentence
    opening = patterns.distances_listed(sentence, here.hedge)
    aside = here.hedge - (sentence.word(here.hedge - 1) in (",", "(", "-", "–", "—", ":"))
    subject = here.left.subject
    slashed = (
        subject is not None and subject.named and sentence.word(subject.after) == "/"
    )  # "Belo Horizonte/MG 630 km"
    located = subject if here.left.touching or slashed else None
    located = located or next((p for p in sentence.phrases if p.after == aside and p.named), None)
    if not opening or located is None or located.first in opening:
        return None
    first = here.end(container_head(sentence, located))
    origin = next((p for p in sentence.phrases if p.first in opening and sentence.word(p.first - 1) == "from"), None)
    driven = not _DRIVEN.isdisjoint(sentence.lowered[opening.start : opening.stop])
    second = here.end(origin) if origin is not None else spoken_of(here, first)
    return between("travel" if driven else "distance", first, second, None, here.tail.cues)


def _away(here: Setting) -> Ends | None:
    """Forms such as "B is 5 km away", "B, 5 km to the north", "to B, six miles farther"."""
    tail, left = here.tail, here.left
    aside = here.sentence.word(tail.after - 1)
    farther = tail.form == "none" and aside in ("farther", "further") and not left.verb
    added = not _ADDED.isdisjoint(here.sentence.lowered[here.hedge : here.quantity.first])
    if tail.form == "none" and added and here.sentence.word(tail.after) == "on" and here.last is not None:
        return between(here.last.ends.kind, subject_of(here), here.last.ends.subject, None, here.last.ends.cues)
    if tail.form == "none" and added and left.verb in BE and left.subject is not None and left.subject.named:
        first = subject_of(here)  # "The road ends at Orsk; Guy is a further 20 km"
        return between("distance", first, spoken_of(here, first), None, cues_of(here))
    recent = here.last is not None and here.last.sentence >= here.number - 1
    if tail.form == "none" and aside in ("farther", "further") and left.verb in BE and here.last is not None and recent:
        return between("distance", subject_of(here), here.last.ends.subject, None, cues_of(here))
    if tail.form != "away" and not farther:
        return None
    if not here.large and tail.direction is None and aside in ("below", "above"):
        return None
    first = subject_of(here)
    went = here.went or bool(tail.cues & BY_WAY)
    went = went or patterns.takes_time(here.sentence, here.hedge, tail.after)
    kind: ClaimKind = "direction" if tail.direction else "travel" if went else "distance"
    second = None if farther or aside in _FROM_THE_COAST | _FROM_AN_ARMY else spoken_of(here, first)
    subject = left.subject
    if second is None and not farther and tail.direction and first is not None and subject is not None:
        other = other_end(here, subject, first) if refers(subject) and subject.kind == "definite" else None
        if other is not None and other.named:  # "Men of Orsk heard the guns of Guy. The town, 5 km to the north, fell"
            first, second = other, first
    return between(kind, first, second, tail.direction, cues_of(here, left.subject))


def _listed(here: Setting) -> Ends | None:
    """What goes on with a list: "A is 20 miles from B; C is about 32", "A to B 150 km, C 100 km"."""
    before = here.last
    if before is None:
        return None
    if here.quantity.elliptic and before.ends.kind == "extent":
        return extent(
            subject_of(here), before.ends.dimension or "length", here.tail.cues
        )  # "Orsk is 27 km long, Guy 14"
    if here.quantity.elliptic:
        cues = (before.ends.cues - BY_WAY) | here.tail.cues
        to = next((p for p in here.sentence.phrases if p.after == here.hedge and p.named), None)
        if to is not None and here.sentence.word(to.first - 1) == "to":  # "From Orsk to Guy it is 90 km, to Pau 63"
            return between(before.ends.kind, here.end(to), before.ends.object, None, cues)
        return between("distance", subject_of(here), before.ends.object, None, cues)
    if _gapped(here, before):
        return between("distance", here.end(here.left.subject), before.ends.object, None, before.ends.cues)
    goes_on = before.sentence == here.number and before.form == "none" and before.ends.kind != "extent"
    if not goes_on or not here.left.touching:
        return None
    return between(before.ends.kind, here.end(here.left.subject), before.ends.object, None, before.ends.cues)


def _gapped(here: Setting, before: Before) -> bool:
    """Whether a name goes on with a list without a verb: "Orsk, 5 km off Guy, and Mew, 3 km, are"."""
    subject, sentence = here.left.subject, here.sentence
    if subject is None or not subject.named or before.sentence != here.number or before.form != "from":
        return False
    set_off = sentence.word(here.hedge - 1) == "," == sentence.word(here.quantity.resume)
    joined = (sentence.word(subject.first - 2), sentence.word(subject.first - 1)) == (",", "and")
    return set_off and joined and here.tail.form == "none" and before.ends.kind in ("distance", "direction")


def _bracketed(here: Setting) -> Ends | None:
    """What stands in brackets after a name: "near Modesto (15 miles)", "the Tees (85 miles)"."""
    subject = here.left.subject
    if not here.left.touching or subject is None or here.sentence.word(here.hedge - 1) != "(":
        return None
    first = here.end(subject)
    if is_line(here.sentence, subject):
        return extent(first, "length", here.tail.cues)
    last = here.last
    if last is not None and last.sentence == here.number and last.form == "from" and last.ends.kind != "extent":
        return between("distance", first, last.ends.object, None, here.tail.cues)  # "Orsk (5 km from Guy), Pau (9 km)"
    return between("distance", first, spoken_of(here, first), None, here.tail.cues)


def _from_origin(here: Setting) -> Ends | None:
    """Forms such as "From A, B is 150 km"."""
    left, cues = here.left, cues_of(here)
    if left.origin is None or left.verb not in BE or left.subject is None:
        return None
    origin = here.end(situated_at(here, left.origin))
    return between("travel" if BY_WAY & cues else "distance", here.end(left.subject), origin, None, cues)


def _gone(here: Setting) -> Ends | None:
    """Ways that were gone: "to reach B, a distance of four miles", "marched 2 miles and struck B"."""
    sentence, way = here.sentence, not _WAY_NOUNS.isdisjoint(nouns_before(here))
    reached = patterns.reached(sentence, here.hedge) if way or here.went else None
    purposed = reached is not None and sentence.word(reached.first - 1) == "reach"  # "To reach Orsk one drives 5 km"
    if reached is not None and (way or reached.after >= here.hedge - 1 - 2 * purposed):
        first = here.end(reached)
        begun = left_from(here, reached) or (spoken_of(here, first) if purposed else None)
        return between("travel", first, begun, None, here.tail.cues)
    if way and sentence.word(patterns.distance_noun(sentence, here.hedge) - 2) in ("at", "with"):
        first = here.end(patterns.last_name(sentence, here.hedge) or here.left.subject)
        return between("distance", first, spoken_of(here, first))
    goal = patterns.goal(sentence, here.tail.after) if way or here.left.travel else None
    return None if goal is None else between("travel", here.end(goal), here.end(here.left.origin), None, here.tail.cues)


def _next_way(here: Setting) -> Ends | None:
    """The next in a list of ways: "; to B, three miles"."""
    before = here.last
    if here.listed is not None or before is None or before.sentence != here.number:
        return None
    to = patterns.to_before(here.sentence, before.after, here.hedge)
    return None if to is None else between(before.ends.kind, here.end(to), before.ends.object)
