"""Patterns round a length that name its ends or say what it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from geo.claims.clauses import clause, governed, main_phrase, visible
from geo.claims.directions import read_wind
from geo.claims.lexicon import (
    BE,
    BORDER_NOUNS,
    LYING,
    PREPOSITIONS,
    SHORE_NOUNS,
    STANDING,
    STRETCHING,
    TRAVELLING,
    VEHICLES,
    word_set,
)
from geo.claims.names import POSSESSIVE
from geo.claims.numbers import VOCABULARY, is_digits
from geo.claims.objects import joined_at, pair_at, phrase_after
from geo.claims.phrases import Phrase
from geo.claims.placelike import is_line
from geo.claims.subjects import clause_subject, read_left
from geo.claims.ways import SEPARATE
from geo.claims.ways import separated as parted

if TYPE_CHECKING:
    from geo.claims.phrases import Sentence
    from geo.records import Wind

_AUXILIARY = frozenset({"has", "have", "had", "will", "would", "may", "can", "could"})
_CONNECTING = word_set("connect connects connected connecting links linked linking joins joining")
_LINKED = frozenset({"linked", "connected", "joined"})
_PARTED = frozenset({"separated", "divided", "parted"})
_FACING = frozenset({"face", "faces", "facing", "faced"})
_CLOSE = frozenset({"close", "near", "closer", "nearer"})
_GOAL_REACH = 14
_WIND_REACH = 7
# "leads northeast from Orsk", "runs north along the river"
_ON_THE_WAY = word_set("from along up down through over across")
_ARRIVING = word_set("struck reached reach arrived came entered crossed camped")
_BEYOND = word_set("from of off beyond past behind below above opposite across")
_OPENING = 6  # tokens before the name in "A little way down the coast from A lies B"
_DURATIONS = word_set("minutes minute mins min hours hour hrs hr hour's hours' minutes' days day")
_DRIVES = word_set("drive ride walk hike trek road car bus train boat ferry foot journey haul")
_TIMING = word_set("about some roughly nearly almost around over under or a an - ‐ – hour's and")
_WAYS = word_set("railway railroad flight route journey trip march drive voyage ride walk track stage rally road")
_WAY_REACH = 7
_TOOK_REACH = 8
_MARKS = frozenset({",", "(", "—", "–", "-"})
_TOLD = 9  # tokens after a length in which the time that it takes is told
_SIZES: dict[str, Literal["length", "width"]] = {"length": "length", "width": "width", "breadth": "width"}
_SIZE_REACH = 6
_JOINING_DASHES = frozenset({"–", "—", "-"})
_AMOUNTING = BE | {"exceeds", "exceeded", "averages", "averaged", "reaches", "measures"}
_LEADING = BE | word_set(
    ", : of about ( covers covered - – — a the distance total gap stage journey crossing march walk drive ride voyage "
    "trek sail hike in with of by road rail"
)


def wind_before(sentence: Sentence, hedge: int) -> Wind | None:
    """The wind of "leads northeast 30 miles to"."""
    for at in range(max(sentence.first, hedge - _WIND_REACH), hedge):
        wind = read_wind(sentence.words, at, hedge)
        if wind is not None and sentence.words[at][0].islower():
            between = sentence.lowered[wind[1] : hedge]
            origin = sentence.phrase_at(wind[1] + 1) if between[:1] and between[0] in _ON_THE_WAY else None
            if all(word in ("for", "about", "a") for word in between) or (origin is not None and origin.after == hedge):
                return wind[0]
    return None


def pair_before(sentence: Sentence, hedge: int) -> tuple[Phrase, Phrase] | None:
    """Object and subject of "from A to B" or "between A and B" before the length, in its clause."""
    lowered = sentence.lowered
    for i in range(hedge - 1, max(sentence.first - 1, hedge - 40), -1):
        if sentence.words[i] == ";":
            return None
        pair: tuple[Phrase, Phrase] | None = None
        if lowered[i] == "between":
            pair = pair_at(sentence, i + 1)
        elif lowered[i] in _CONNECTING:
            pair = joined_at(sentence, i + 1)
        elif lowered[i] in ("from", "by"):
            first = phrase_after(sentence, i + 1)
            if first is not None:
                to = next(
                    (
                        j
                        for j in range(first.after, min(hedge, first.after + 8))
                        if lowered[j] in ("to", "into", "toward", "towards")
                    ),
                    None,
                )
                parted = to is not None and any(lowered[k] in BE | LYING | _CLOSE for k in range(first.after, to))
                second = phrase_after(sentence, to + 1) if to is not None and not parted else None
                pair = (first, second) if second is not None and (first.named or second.named) else None
        elif sentence.words[i] in _JOINING_DASHES:
            pair = _dashed(sentence, i)
        elif lowered[i] == "to" and (pair := _back_from(sentence, i)) is not None:
            pass
        elif lowered[i] == "to" and hedge - i <= 8 and "from" not in lowered[max(sentence.first, i - 8) : i]:
            pair = _named_to(sentence, i)
        if pair is not None and pair[1].after <= hedge and _leads(sentence, pair[1].after, hedge):
            return pair
    return None


def pair_between(sentence: Sentence, hedge: int) -> tuple[Phrase, Phrase] | None:
    """The two names of "between A and B" that open a sentence or stand before a length."""
    at = next((i for i in range(sentence.first, hedge) if sentence.lowered[i] == "between"), None)
    pair = None if at is None else pair_at(sentence, at + 1)
    return pair if pair is not None and pair[1].after <= hedge and pair[0].named and pair[1].named else None


def _named_to(sentence: Sentence, to: int) -> tuple[Phrase, Phrase] | None:
    """The names on both sides of "to": "Brashear City to Alexandria, 174 miles"."""
    first = next((p for p in sentence.phrases if p.after == to and p.named), None)
    second = phrase_after(sentence, to + 1)
    return (first, second) if first is not None and second is not None and second.named else None


def _dashed(sentence: Sentence, dash: int) -> tuple[Phrase, Phrase] | None:
    """The names on both sides of a dash: "Orsk–Guy: 90 km", "The Orsk–Guy crossing is 90 km"."""
    first = next((p for p in sentence.phrases if p.after == dash and p.named), None)
    second = sentence.phrase_at(dash + 1)
    if first is not None and sentence.word(first.first - 1) == ",":
        return None  # "the nearest, Orsk–Guy, is 5 km away"
    close = sentence.words[dash] == "–" and sentence.touches(dash - 1) and sentence.touches(dash)
    if not close and (first is None or first.first != sentence.first or sentence.touches(dash - 1)):
        return None  # "Orsk - Guy: 90 km" is a headline or a row of a table
    return (first, second) if first is not None and second is not None and second.named else None


def _back_from(sentence: Sentence, to: int) -> tuple[Phrase, Phrase] | None:
    """Object and subject of "the drive to B from A"."""
    goal = phrase_after(sentence, to + 1)
    begun = phrase_after(sentence, goal.after + 1) if goal is not None and sentence.word(goal.after) == "from" else None
    return (begun, goal) if begun is not None and goal is not None and begun.named and goal.named else None


def close_to(sentence: Sentence, hedge: int) -> tuple[Phrase, Phrase] | None:
    """Object and subject of "A is so close to B — less than ten kilometers"."""
    hedge -= sentence.word(hedge - 1) == "at"  # "nearer to Orsk, at 5 km, than to Guy"
    if sentence.word(hedge - 1) not in ("—", "–", "--", "-", "(", ",", ":"):
        return None
    near = next((p for p in sentence.phrases if p.after == hedge - 1), None)
    if near is None or sentence.word(near.first - 1) != "to":
        return None
    for at in range(near.first - 2, max(sentence.first, near.first - 6), -1):
        if sentence.word(at) in BE | STANDING:
            subject = clause_subject(sentence, at)
            words = sentence.lowered[at : near.first]
            if subject is not None and not _CLOSE.isdisjoint(words):
                return near, subject
    return None


def closer_to(sentence: Sentence, hedge: int) -> Phrase | None:
    """The name of "and closer to B, 5 km" in a clause whose subject stands far before."""
    near = next((p for p in sentence.phrases if p.after == hedge - 1 and p.named), None)
    if near is None or sentence.word(hedge - 1) not in (",", "(", ":"):
        return None
    told = sentence.word(near.first - 1) == "to" and sentence.word(near.first - 2) in ("closer", "nearer")
    return near if told and sentence.word(near.first - 3) in ("and", "but", ",") else None


def bearing_before(sentence: Sentence, hedge: int) -> tuple[Wind, Phrase | None, Phrase] | None:
    """Wind, subject and object of "Warren is northeast of McCall, approximately 50 miles"."""
    near = next((p for p in sentence.phrases if p.after == hedge - 1 and p.named), None)
    if near is None or sentence.word(hedge - 1) not in (",", "(", "and", "by") or sentence.word(near.first - 1) != "of":
        return None
    for first in range(max(sentence.first, near.first - 4), near.first - 1):
        wind = read_wind(sentence.words, first, near.first)
        if wind is not None and wind[1] == near.first - 1:
            return wind[0], read_left(sentence, first, taken=0, hyphenated=False).subject, near
    return None


def lies_beyond(sentence: Sentence, hedge: int) -> tuple[Phrase, Phrase] | None:
    """Object and subject of "Down-river from A lies B: 50 km", "Beyond A lies B, 50 km"."""
    near = next((p for p in sentence.phrases if p.after == hedge - 1 and p.named), None)
    if near is None or sentence.word(hedge - 1) not in (",", ":", "(", "–", "—"):
        return None
    if sentence.word(near.first - 1) not in LYING | BE:
        return None
    other = next((p for p in sentence.phrases if p.after == near.first - 1 and p.named), None)
    if other is None or other.first - sentence.first > _OPENING or sentence.word(other.first - 1) not in _BEYOND:
        return None
    return other, near


def distance_to(sentence: Sentence, hedge: int) -> Phrase | None:
    """The phrase of "the distance to B is" and "the distance of this point from A is"."""
    at = distance_noun(sentence, hedge)
    led = sentence.word(hedge - 1) in (":", "–", "—", "-", "(")
    if at < 0 or not (led or any(word in BE for word in sentence.lowered[at:hedge])):
        return None
    for i in range(at + 1, min(hedge, at + 6)):
        if sentence.word(i) in ("to", "from", "between"):
            phrase = phrase_after(sentence, i + 1)
            if phrase is not None and phrase.after < hedge + (phrase.after == hedge - led):
                return phrase
    return None


def beside_distance(sentence: Sentence, hedge: int) -> tuple[Phrase, Phrase] | None:
    """Object and subject of "A is an hour from B, a distance of 50 km"."""
    if sentence.word(hedge - 1) != "," or (sentence.word(hedge), sentence.word(hedge + 1)) != ("a", "distance"):
        return None
    near = next((p for p in sentence.phrases if p.after == hedge - 1 and p.named), None)
    if near is None or sentence.word(near.first - 1) != "from":
        return None
    subject = main_phrase(sentence, clause(sentence, near.first - 1))
    return None if subject is None else (near, subject)


def distance_noun(sentence: Sentence, hedge: int) -> int:
    """The token of the word "distance" before a length, or -1."""
    for i in range(hedge, max(sentence.first - 1, hedge - 16), -1):
        if sentence.word(i) == "distance":
            return i
    return -1


def size_of(sentence: Sentence, hedge: int) -> tuple[Literal["length", "width"], Phrase] | None:
    """Dimension and owner of "its greatest length is", "the island's width is", "the length of the lake is"."""
    verb = hedge
    while sentence.word(verb) not in _AMOUNTING and verb > hedge - 3:
        verb -= 1
    for noun in range(verb - 1, max(sentence.first, verb - _SIZE_REACH), -1):
        dimension = _SIZES.get(sentence.word(noun))
        if dimension is None:
            continue
        if sentence.word(noun + 1) == "of":
            whole = phrase_after(sentence, noun + 2)
            return (dimension, whole) if whole is not None and sentence.word(whole.after) in _AMOUNTING else None
        owner = _owner(sentence, noun)
        return None if owner is None else (dimension, owner)
    return None


def _owner(sentence: Sentence, noun: int) -> Phrase | None:
    """What "its", "Orsk's" and "the island's" before a noun stand for."""
    for at in range(noun - 1, max(sentence.first - 1, noun - _SIZE_REACH), -1):
        if sentence.word(at) in ("its", "their"):
            return Phrase(at, at + 1, "pronoun", "it", at, at + 1)
        if sentence.word(at) in POSSESSIVE:
            holder = next((p for p in sentence.phrases if p.name_after == at), None)
            name = None if holder is None else sentence.name_at(holder.name_first)
            if holder is not None and name is not None:
                return replace(holder, kind="name", after=at, head="", mention=name.mention)
            the = sentence.word(at - 2) == "the"
            return Phrase(at - 2, at, "definite", sentence.word(at - 1), at - 2, at, None, "the") if the else None
    return None


def distances_listed(sentence: Sentence, hedge: int) -> range:
    """The tokens that open a list of distances with a colon: "Distances from C: A 20 km; B 30 km"; none for others."""
    colon = next((at for at in range(sentence.first, hedge) if sentence.words[at] == ":"), sentence.first)
    opening = range(sentence.first, colon)
    return opening if "distances" in sentence.lowered[sentence.first : colon] else range(0)


def last_name(sentence: Sentence, hedge: int) -> Phrase | None:
    """The last name before a length."""
    return next((p for p in reversed(visible(sentence, hedge)) if p.named), None)


def _leads(sentence: Sentence, after: int, hedge: int) -> bool:
    """Whether a length belongs to the pair before it: a verb stands right before it, or only marks and few words do."""
    while sentence.word(after) in ("in", ",", "-"):
        container = sentence.phrase_at(after + 1 + (sentence.word(after + 1) == "in"))
        if container is None or not container.named or container.after > hedge:
            break
        after = container.after
    words = sentence.lowered[after:hedge]
    if len(words) > 14:
        return False
    return all(word in _LEADING for word in words) or words[-1] in BE or words[-1] in ("covers", "covered", "totals")


def separated(sentence: Sentence, first: int, after: int) -> tuple[Phrase, Phrase] | None:
    """The two sides of a water that is told of between two tokens.

    Those of "A and B are separated by", "A is separated from B by" before it, of "separates A from B" after it.
    """
    by = first - 1 - (sentence.word(first - 1) == "only")
    if sentence.word(by) in ("across", "over") and not _FACING.isdisjoint(
        sentence.lowered[max(sentence.first, by - 4) : by]
    ):
        sides = [p for p in visible(sentence, by) if _is_side(p)]
        return (sides[0], sides[1]) if len(sides) == 2 else None  # "Orsk and Guy face each other across 5 km of water"
    if sentence.word(by) in BE:  # "What separates Orsk from Guy is 5 km of water"
        verb = next(
            (i for i in range(by - 1, max(sentence.first - 1, by - 10), -1) if sentence.lowered[i] in SEPARATE), by
        )
        tail = parted(sentence, verb) if verb < by else None
        whole = tail is not None and tail.after == by and tail.object is not None and tail.other is not None
        return (tail.other, tail.object) if whole and tail is not None and tail.other and tail.object else None
    split = next((i for i in range(by - 1, max(sentence.first, by - 8), -1) if sentence.lowered[i] in _PARTED), by)
    if sentence.word(by) == "by" and sentence.word(split + 1) == "from":
        one, two = clause_subject(sentence, split), sentence.phrase_at(split + 2)
        whole = one is not None and two is not None and _is_side(one) and _is_side(two)
        return (one, two) if whole and one is not None and two is not None else None
    if sentence.word(by) == "by" and not _PARTED.isdisjoint(sentence.lowered[max(sentence.first, by - 8) : by]):
        sides = [p for p in visible(sentence, by) if _is_side(p)]
        return (sides[0], sides[1]) if len(sides) == 2 else None
    for at in range(after, min(sentence.after, after + 4)):
        if sentence.word(at) in SEPARATE:
            tail = parted(sentence, at)
            sides = [p for p in (tail.other, tail.object) if p is not None and _is_side(p)] if tail is not None else []
            return (sides[0], sides[1]) if len(sides) == 2 else None
        if sentence.word(at) not in (",", "that", "which", "alone", "now"):
            break
    return None


def joined_by(sentence: Sentence, hedge: int) -> tuple[Phrase, Phrase] | None:
    """The two ends of "A and B are linked by", "A is joined to B by" before a length of road or rail."""
    told = sentence.lowered[max(sentence.first, hedge - 6) : hedge]
    if told[-1:] != ["by"] or _LINKED.isdisjoint(told):
        return None
    sides = [p for p in visible(sentence, hedge) if p.named]
    return (sides[0], sides[1]) if len(sides) == 2 else None


def _is_side(phrase: Phrase) -> bool:
    return phrase.named or phrase.head == "mainland"


def went_before(sentence: Sentence, hedge: int) -> bool:
    """Whether a verb of going stands right before a length, and does not say where to first."""
    for at in range(hedge - 1, max(sentence.first - 1, hedge - 5), -1):
        word = sentence.word(at)
        if word in TRAVELLING:
            return True
        if word in PREPOSITIONS:
            return False
    return False


def stretches(sentence: Sentence, hedge: int) -> Phrase | None:
    """The subject of a clause that says how far it stretches; not which way it leads ("runs north from A")."""
    for at in range(hedge - 1, max(sentence.first, hedge - 6), -1):
        if sentence.word(at) in STRETCHING:
            turned = read_wind(sentence.words, at + 1, hedge)
            return None if turned is not None and sentence.word(turned[1]) == "from" else clause_subject(sentence, at)
    return None


def way_named(sentence: Sentence, hedge: int, after: int) -> bool:
    """Whether the words beside a length speak of a way: "the flight from A to B", "this railway", "Buses run"."""
    beside = {
        *sentence.lowered[max(sentence.first, hedge - 16) : hedge],
        *sentence.lowered[after : min(sentence.after, after + _WAY_REACH)],
    }
    before = sentence.lowered[sentence.first : hedge]
    return not _WAYS.isdisjoint(beside) or not VEHICLES.isdisjoint(before)


def took_time(sentence: Sentence, hedge: int) -> bool:
    """Whether the time is told that a way took: "took nine days over the 400 km from"."""
    return not _DURATIONS.isdisjoint(sentence.lowered[max(sentence.first, hedge - _TOOK_REACH) : hedge])


def takes_time(sentence: Sentence, hedge: int, after: int) -> bool:
    """Whether a length is told of beside the time that the way takes, or the road: then it is that of a way.

    "45 minutes and 5 km away from", "5 km from Orsk, a three-hour drive", "5 km from Orsk via the N1".
    """
    before = sentence.lowered[max(sentence.first, hedge - 2) : hedge]
    if before[-1:] in (["and"], [","], ["or"], ["("]) and not _DURATIONS.isdisjoint(before[:-1]):
        return True
    at = after + (sentence.word(after) in _MARKS)
    named = sentence.phrase_at(at + 1)
    line = named is not None and named.named and is_line(sentence, named)
    turned = any(read_wind(sentence.words, i, after) is not None for i in range(hedge, after))
    if sentence.word(after) == "via" or (sentence.word(after) == "along" and line and not turned):
        return True
    if sentence.word(after) == "by" and not _DRIVES.isdisjoint(sentence.lowered[after + 1 : after + 4]):
        return True  # "5 km from Orsk by a road that is shut"
    told = sentence.lowered[at : min(sentence.after, at + _TOLD)]
    close = next((i for i, word in enumerate(told) if word in _DURATIONS), len(told))
    timed = at > after and all(word in _TIMING or is_digits(word) or word in VOCABULARY for word in told[:close])
    return timed and not _DRIVES.isdisjoint(told[close : close + 4])


def is_line_or_coast(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is that of a river, a road, a border: of what has a length before all."""
    words = sentence.lowered[phrase.name_first : phrase.after]
    return is_line(sentence, phrase) or any(word in BORDER_NOUNS or word in SHORE_NOUNS for word in words)


def goal(sentence: Sentence, after: int) -> Phrase | None:
    """Where a way leads that is told of before: "marched 2 miles and struck Strawberry Creek", "12 miles, to Orsk"."""
    for phrase in sentence.phrases:
        if phrase.first < after:
            continue
        if phrase.first > after + _GOAL_REACH or not {";", "."}.isdisjoint(sentence.words[after : phrase.first]):
            return None
        back = phrase.first - 1 - (sentence.word(phrase.first - 1) in ("at", "to", "near", "on", "upon"))
        arrived = sentence.word(back) in _ARRIVING and phrase.kind != "pronoun"
        if arrived or (phrase.named and sentence.word(phrase.first - 1) in ("to", "into")):
            return phrase
    return None


def reached(sentence: Sentence, hedge: int) -> Phrase | None:
    """The phrase of "to reach B, a distance of" and "proceeded to B, a stage of"."""
    for phrase in reversed(visible(sentence, hedge)):
        if phrase.after < hedge - 10:
            break
        if phrase.named and sentence.word(phrase.first - 1) in ("to", "reach", "reached", "for", "at"):
            return phrase
    return None


def to_before(sentence: Sentence, after: int, hedge: int) -> Phrase | None:
    """The phrase of "; to B, three miles" in a list of ways."""
    for i in range(after, min(hedge, after + 4)):
        if sentence.word(i) == "to":
            return phrase_after(sentence, i + 1)
    return None


def inverted(sentence: Sentence, after: int) -> Phrase | None:
    """The subject that follows: "At a distance of a mile from Keswick is situated the rock of Castlehead"."""
    if sentence.word(after) == "," and sentence.word(after + 1) in ("in", "at"):
        place = sentence.phrase_at(after + 2)  # "Ten kilometres from Guy, in Orsk, men waited"
        if place is not None and place.named and sentence.word(place.after) == ",":
            return place
    end = min(sentence.after, after + 14)
    verb = next((i for i in range(after, end) if sentence.lowered[i] in BE or sentence.lowered[i] in STANDING), None)
    if verb is not None and not any(word[0].isdigit() for word in sentence.lowered[after:verb]):
        there = sentence.word(verb - 1) == "there"
        between = [p for p in sentence.phrases if after <= p.first and p.after <= verb and not governed(sentence, p)]
        if between and not there:
            return between[-1]
        following = [p for p in sentence.phrases if p.first > verb]
        named = next((p for p in following if p.named and not governed(sentence, p)), None)
        if named is not None:
            return named
        if len(following) > 1 and following[1].named and sentence.word(following[1].first - 1) == "of":
            return following[1]  # "stand the ruins of Furness Abbey"
        return following[0] if there and following else None
    if sentence.word(after) == ",":
        phrase = sentence.phrase_at(after + 1)
        follows = sentence.word(phrase.after) if phrase is not None else ""
        said = follows in BE | STANDING | STRETCHING or follows.endswith(("s", "ed"))
        if phrase is not None and (said or follows in _AUXILIARY) and not follows.startswith("http"):
            return phrase
    return None
