"""The ends of a claim: which place a length is measured from, and what is located by it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import patterns
from geo.claims.antecedents import SENTENCES_BACK, apposed_name, dateline, eclipsed, refers, topic
from geo.claims.clauses import container_head, governed, in_governed_list, visible
from geo.claims.lexicon import (
    BE,
    BORDER_NOUNS,
    CENTRE_NOUNS,
    CONJUNCTIONS,
    EVENTS,
    LYING,
    MAP_NOUNS,
    PREPOSITIONS,
    REPORTING,
    SHORE_NOUNS,
    STANDING,
)
from geo.claims.names import POSSESSIVE
from geo.claims.objects import coordinated
from geo.claims.placelike import is_line, is_no_place, is_placelike
from geo.records import End

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.claims.phrases import Phrase, Sentence
    from geo.claims.setting import Setting
    from geo.records import Cue

_PAIR = 2
_ON = frozenset({"another", "further", "additional", "a"})
_FARTHER = frozenset({"farther", "further"})
_BETWEEN = frozenset({"midway", "halfway", "between"})
# What the singular of a plural in "-ies" is.
_ONE_OF = {"cities": "city", "territories": "territory", "countries": "country", "communities": "community"}
# "in Sudan's Darfur region" says in what an object lies, not where the subject is.
_REGIONS = frozenset({"region", "province", "state", "district", "county", "department", "area"})
_SETTLING: dict[str, Cue] = {
    "narrowest": "narrowest",
    "closest point": "narrowest",
    "nearest point": "narrowest",
    "its closest": "narrowest",
    "their closest": "narrowest",
    "every point": "every_point",
    "widest": "widest",
    "broadest": "widest",
    "coast to coast": "shore",
    "shore to shore": "shore",
    "capital to capital": "capital",
    "by road": "road",
    "by rail": "rail",
    "by train": "rail",
    "by sea": "sea",
    "by boat": "sea",
    "by ferry": "sea",
    "by air": "air",
    "by car": "road",
    "as the crow": "air",
    "straight line": "air",
}


def subject_of(here: Setting) -> End | None:
    """The end that the left side names, that a list inherits, or that follows an inverted sentence's tail."""
    tail, left = here.tail, here.left
    own = here.sentence.word(here.hedge - 1) in ("itself", "themselves")
    if own and here.last is not None and here.last.sentence == here.number and here.last.ends.object is not None:
        return here.last.ends.object  # "Orsk is 5 km from Guy, itself 3 km from Pau"
    if here.listed is not None:
        return here.listed.ends.subject
    event = event_in(here)
    if event is not None:
        return event
    located = tail.located
    if located is not None and tail.object is not None and situated_at(here, tail.object).first == located.first:
        located = None  # "5 km short of the crossing at Orsk"
    apposed = left.subject is not None and left.subject.named and left.subject.after == here.hedge - 1
    says_who = left.subject is not None and (
        (refers(left.subject) and (bool(left.verb) or left.subject.kind != "pronoun"))
        or (left.subject.named and left.verb in BE | STANDING)
        or is_placelike(here.sentence, left.subject)
        or (apposed and not is_no_place(here.sentence, left.subject))
    )
    # "Miners trapped in Orsk; rescue team 90 km away in Guy"
    parted = (
        tail.form == "away" and left.subject is not None and ";" in here.sentence.words[left.subject.after : here.hedge]
    )
    if located is not None and (parted or not says_who) and not _is_region(here, located):
        return here.end(located)
    lying = _after_participle(here)
    if lying is not None:
        return here.end(lying)
    if left.subject is not None and _is_people(left.subject):
        opens = here.sentence.phrase_at(here.sentence.first + 1)
        inside = opens is not None and here.sentence.word(here.sentence.first) in ("at", "in", "on")
        if opens is not None and inside and is_placelike(here.sentence, opens):
            return here.end(opens)  # "At Orsk the Danes are only 5 km from"
        return here.discourse.plain_end(left.subject, named=False)
    if left.subject is not None:
        if left.subject.kind == "pronoun" and left.subject.head == "you":
            known = topic(here.discourse.back(here.number), left.subject.first)
            return here.discourse.antecedent_end(*known) if known is not None else here.end(left.subject)
        sized = tail.form == "extent" and left.subject.kind == "pronoun"
        if sized and eclipsed(here.discourse.back(here.number), left.subject.first, sized=True):
            return here.discourse.plain_end(left.subject, named=False)
        return here.discourse.end(here.number, left.subject, lines=tail.form not in ("from", "away"))
    described = tail.object if tail.object is not None and not tail.object.named else None
    beside = None if described is None else apposed_name(here.sentence, described)  # "from the capital, Orsk, men"
    inverted = patterns.inverted(here.sentence, tail.after if beside is None else beside.after)
    if inverted is not None:
        return here.end(inverted)
    if here.last is not None and here.last.sentence == here.number:
        return here.last.ends.subject
    known = topic(here.discourse.back(here.number), here.hedge)
    return here.discourse.antecedent_end(*known) if known is not None else None


def _is_people(phrase: Phrase) -> bool:
    """Whether a name is that of a people, which is no place, or a phrase is "one"."""
    return (phrase.kind, phrase.head) == ("pronoun", "one") or _names_people(phrase)


def _names_people(phrase: Phrase) -> bool:
    return phrase.mention is not None and phrase.mention.kind == "demonym" and not phrase.head


def _after_participle(here: Setting) -> Phrase | None:
    """The subject after an opening "Lying between Orsk and Guy, 5 km from either, Pau is"."""
    sentence = here.sentence
    opens = sentence.word(sentence.first)
    if opens not in (STANDING - LYING) | _BETWEEN or sentence.word(here.tail.after) != ",":
        return None
    if not all(in_governed_list(sentence, p) for p in visible(sentence, here.hedge)):
        return None
    at = here.tail.after + 1
    if sentence.word(at) in BE | LYING:  # "Midway between Orsk and Guy, 5 km from each, is Pau"
        turned = sentence.phrase_at(at + 1)
        return turned if turned is not None and turned.named else None
    subject = sentence.phrase_at(at)
    if subject is None or not subject.named:
        return None
    follows = sentence.word(subject.after)
    return subject if follows.isalpha() and follows not in PREPOSITIONS | CONJUNCTIONS else None


def _is_region(here: Setting, located: Phrase) -> bool:
    """Whether what follows an object is what it lies in, not where the subject is: "of Julian in San Diego County"."""
    last = here.sentence.word(located.name_after - 1)
    unit = here.discourse.feature(located.mention).startswith(("ADM", "PCL", "CONT", "RGN"))
    return unit or located.head in _REGIONS or last in _REGIONS


def event_in(here: Setting) -> End | None:
    """The word of an earthquake in the sentence, which is what is located unless a place stands right before."""
    beside = here.left.subject if here.left.touching else None
    if (beside is not None and (beside.named or beside.whose)) or _set_beside(here):
        return None
    for at in range(here.sentence.first, here.sentence.after):
        measured = here.tail.object is not None and here.tail.object.first <= at < here.tail.object.after
        if here.discourse.lowered[at] in EVENTS and not measured:
            start, end = here.discourse.tokens.starts[at], here.discourse.tokens.ends[at]
            return End(text=here.discourse.text[start:end], start=start, end=end, named=False)
    return None


def _set_beside(here: Setting) -> bool:
    """Whether a town stands right before the length, apart from a comma: "A quake hit Orsk, 46 km from"."""
    beside = next((p for p in here.sentence.phrases if p.after == here.hedge - 1 and p.named), None)
    towns = beside is not None and (
        not beside.mentioned or here.discourse.feature(beside.mention).startswith("PPL")
    )  # "A quake hit Orsk, 46 km from"
    told = not EVENTS.isdisjoint(here.discourse.lowered[here.sentence.first : here.hedge])
    aside = beside is not None and not told and here.sentence.word(here.tail.after) == ","  # "In Xor, 5 km off Guy, a"
    return (towns or aside) and here.sentence.word(here.hedge - 1) == ","


def spoken_of(here: Setting, other: End | None) -> End | None:
    """The place the text speaks of, other than the other end: the object of "is 5 km away"."""
    sentence, origin, last = here.sentence, here.left.origin, here.last
    if origin is not None and origin.named and not _same(here.discourse.named_end(sentence, origin), other):
        return here.discourse.named_end(sentence, origin)
    gapped = here.left.touching and here.sentence.word(here.hedge - 1) not in (",", "(")
    gapped = gapped or _is_gapped(here)
    if gapped and last is not None and last.sentence == here.number and last.form == "from":
        farther = not _FARTHER.isdisjoint(sentence.lowered[here.quantity.resume : here.tail.after])
        # "A lies 50 km west of C, B 60 km southwest", "B 60 km farther west"
        return last.ends.subject if farther else last.ends.object
    if last is not None and last.form in ("away", "none"):
        same = last.ends.object
        if last.sentence == here.number:
            return same
        if last.sentence == here.number - 1 and (same is None or not _same(same, other)):
            return same
    first = here.discourse.tokens.at(other.start) if other is not None else here.hedge
    names = (p for p in visible(sentence, min(first, here.hedge)) if is_placelike(sentence, p))
    places = [p for p in names if not is_line(sentence, p)]
    free = [place for place in places if not governed(sentence, place) or _takes_up(sentence, place)]
    ends = [here.discourse.named_end(sentence, _owner_or_itself(sentence, place)) for place in free]
    # "Orsk's mills buy wood in Guy, 5 km off"
    owning = (p for p in visible(sentence, here.hedge) if p.head not in MAP_NOUNS and not governed(sentence, p))
    ends += [here.discourse.named_end(sentence, owner) for p in owning if (owner := sentence.owner(p)) is not None]
    referring = (
        p for p in visible(sentence, here.hedge) if p.kind == "definite" and refers(p) and not governed(sentence, p)
    )
    spoken = here.discourse.end(here.number, next(referring, None), lines=False)
    ends += [spoken] if spoken is not None else []
    # "Tangier lies across the strait from Spain, less than 20 miles away"
    beside = (p for p in visible(sentence, here.hedge) if p.named and p.after >= here.hedge - 2)
    ends += [here.discourse.named_end(sentence, p) for p in beside if sentence.word(p.first - 1) in ("from", "of")]
    back = here.discourse.back(here.number)
    known = topic(back, sentence.first, lines=False)
    if last is not None and here.number - SENTENCES_BACK <= last.sentence < here.number:
        later = known is None or known[0].first < here.discourse.sentence(last.sentence).first
        if later and last.ends.subject is not None and last.ends.checkable:
            ends.append(last.ends.subject)
    if known is not None:
        ends.append(here.discourse.antecedent_end(*known))
    ends += [here.discourse.named_end(sentence, place) for place in places if place not in free]
    ends += [here.discourse.antecedent_end(*found) for found in _said_to_be(back, here.hedge)]
    return next((end for end in ends if not _same(end, other)), None)


def _said_to_be(back: Sequence[Sentence], before: int) -> Iterator[tuple[Sentence, Phrase]]:
    """The names that no gazetteer knows, of which this sentence or the one before says something: "Orsk was quiet"."""
    for sentence in reversed(back[-2:]):
        for phrase in visible(sentence, min(before, sentence.after)):
            unknown = phrase.named and not phrase.mentioned and not is_no_place(sentence, phrase)
            if unknown and sentence.word(phrase.after) in BE and not governed(sentence, phrase):
                yield sentence, phrase


def _owner_or_itself(sentence: Sentence, place: Phrase) -> Phrase:
    """Orsk for "Orsk's old port, Guy, lies 5 km to its north": what has a name beside it is not what it belongs to."""
    beside = sentence.phrase_at(place.after + 1) if sentence.word(place.after) == "," else None
    owned = sentence.word(place.name_after) in POSSESSIVE and beside is not None and beside.named
    return replace(place, after=place.name_after, head="") if owned else place


def _is_gapped(here: Setting) -> bool:
    """Whether a comma stands for the verb of the clause before: "Orsk is 5 km east of Guy; Pau, 6 km west; and"."""
    sentence, at = here.sentence, here.hedge - 1
    name = next((p for p in sentence.phrases if p.after == at and p.named), None)
    if name is None or sentence.word(at) != "," or sentence.word(here.tail.after) not in (";", ".", ""):
        return False
    before = name.first - 1 - (sentence.word(name.first - 1) == "and")
    return sentence.word(before) == ";"


def spoken_of_together(here: Setting, both: Phrase | None) -> tuple[Sentence, tuple[Phrase, Phrase] | None]:
    """The two places that "they" and "the two cities" are, and their sentence: this one or the one before.

    Args:
        here: The length in its sentence.
        both: What stands for them; its noun says of what sort they are.
    """
    noun = "" if both is None else _ONE_OF.get(both.head, both.head.removesuffix("s"))
    words = here.sentence.lowered[both.first : both.after] if both is not None else []
    last = "last" in words
    back = here.discourse.back(here.number)[-2:]
    for sentence in reversed(back):
        before = visible(sentence, min(here.hedge, sentence.after))
        places = [p for p in before if is_placelike(sentence, p)]
        places = places or [p for p in before if p.named and not is_no_place(sentence, p) and coordinated(sentence, p)]
        places = [place for place in places if here.discourse.agrees(noun, container_head(sentence, place))]
        joined = next(filter(None, (coordinated(sentence, place) for place in places)), None)
        if len(places) > _PAIR and ("first" in words or last):  # "Orsk, Guy and Mew ...: the first two are"
            return sentence, (places[-2], places[-1]) if last else (places[0], places[1])
        if joined is not None or len(places) >= _PAIR:
            return sentence, joined or (places[0], places[1])
    return here.sentence, None


def other_end(here: Setting, phrase: Phrase, first: End) -> End:
    """The end of "it" and "the city" that cannot stand for the subject: the last other name before it that fits."""
    if refers(phrase):
        for sentence in reversed(here.discourse.back(here.number)):
            for known in reversed(visible(sentence, min(phrase.first, sentence.after))):
                if not is_placelike(sentence, known):
                    continue
                head = container_head(sentence, known)
                end = here.discourse.antecedent_end(sentence, head)
                if not _same(end, first) and here.discourse.agrees(phrase.head, head):
                    return end
    return here.discourse.plain_end(phrase, named=False)


def pointed_at(here: Setting, phrase: Phrase, other: End | None) -> End | None:
    """What "here" and "there" are: where who speaks is, or the text was written; the last other place before."""
    if phrase.named or phrase.after > phrase.first + 1 or phrase.head not in ("here", "there", "that"):
        return None
    last = here.last
    on = here.tail.direction is not None or here.sentence.word(here.hedge) in _ON
    if phrase.head == "that" and on and last is not None and last.sentence == here.number:
        return last.ends.subject  # "Orsk is 5 km from Guy, Pau another 6 km beyond that"
    if phrase.head != "here":
        return last_other(here, phrase.first, other)
    sentence = here.sentence
    for at in range(phrase.after, sentence.after):
        if sentence.lowered[at] in REPORTING:
            places = (
                p for p in sentence.phrases if p.first > at and sentence.word(p.first - 1) in ("in", "at", "from")
            )
            place = next((p for p in places if is_placelike(sentence, p)), None)
            if place is not None:
                return here.discourse.named_end(sentence, place)
    opening = here.discourse.sentence(0)
    dated = dateline(opening)
    return None if dated is None else here.discourse.named_end(opening, dated)


def last_other(here: Setting, before: int, other: End | None) -> End | None:
    """The last place named before a token that is not the other end."""
    for sentence in reversed(here.discourse.back(here.number)):
        for known in reversed(visible(sentence, min(before, sentence.after))):
            if is_placelike(sentence, known) and not is_line(sentence, known):
                end = here.discourse.antecedent_end(sentence, container_head(sentence, known))
                if not _same(end, other):
                    return end
    return None


def situated_at(here: Setting, phrase: Phrase) -> Phrase:
    """The place at which a thing without a name is that is measured from: "the crossing at Orsk"."""
    after = phrase.after
    thing = phrase.kind == "definite" and not phrase.mentioned and phrase.whose == "the"
    place = here.sentence.phrase_at(after + 1) if thing and here.sentence.word(after) == "at" else None
    return phrase if place is None or not is_placelike(here.sentence, place) else place


def origin_of(here: Setting) -> End | None:
    """Where a way begins: "From A", else the place spoken of."""
    if here.left.origin is not None:
        return here.end(situated_at(here, here.left.origin))
    last = here.last
    if here.wind_before is not None and last is not None and last.sentence == here.number and last.form == "to":
        return last.ends.object  # "leads east 45 miles to A and west 50 miles to B"
    for phrase in reversed(visible(here.sentence, here.hedge)):
        if here.sentence.word(phrase.first - 1) == "from" and phrase.named:
            return here.discourse.named_end(here.sentence, phrase)
    if here.wind_before is not None and last is not None and last.sentence == here.number - 1 and last.form == "to":
        return last.ends.object  # "Route 9 leads north to A. Route 5 leads west 3 miles to B"
    known = topic(here.discourse.back(here.number), here.hedge, lines=False, beside=False)
    return here.discourse.antecedent_end(*known) if known is not None else None


def left_from(here: Setting, reached: Phrase) -> End | None:
    """The place before in the sentence that a way was gone from."""
    for phrase in reversed(visible(here.sentence, reached.first)):
        before = here.sentence.word(phrase.first - 1)
        placed = before in ("from", "in", "at") or (before == "by" and phrase.mentioned)
        if phrase.named and placed:
            return here.discourse.named_end(here.sentence, phrase)
    return None


def on_line(here: Setting, end: End | None) -> bool:
    """Whether the subject is a road or river on which something is: the point itself has no name."""
    if end is None:
        return False
    first = here.discourse.tokens.at(end.start)
    phrase = next((p for p in here.sentence.phrases if p.first == first), None)
    on = here.sentence.word(first - 1) in ("on", "along", "of", "off")
    return phrase is not None and on and is_line(here.sentence, phrase)


def cues_of(here: Setting, *phrases: Phrase | None) -> frozenset[Cue]:
    """Words at the ends and after them that settle the reading."""
    found: set[Cue] = set(here.tail.cues)
    for phrase in phrases:
        if phrase is None:
            continue
        words = set(here.discourse.lowered[max(here.sentence.first, phrase.first - 1) : phrase.after])
        if words & SHORE_NOUNS:
            found.add("shore")
        if words & BORDER_NOUNS:
            found.add("border")
        if words & CENTRE_NOUNS:
            found.add("centre")
    after = " ".join(
        _until_next(here.discourse.lowered[here.tail.after : min(here.sentence.after, here.tail.after + 7)])
    )
    before = " ".join(here.discourse.lowered[max(here.sentence.first, here.hedge - 12) : here.hedge])
    found.update(cue for phrase, cue in _SETTLING.items() if phrase in after or phrase in before)
    return frozenset(found)


def _takes_up(sentence: Sentence, place: Phrase) -> bool:
    """Whether a clause goes on about a name: "to Longneck Lagoon, which drains into"."""
    return sentence.word(place.after) == "," and sentence.word(place.after + 1) in ("which", "where")


def _same(end: End, other: End | None) -> bool:
    """Whether two ends are of one name."""
    if other is None:
        return False
    return (end.start < other.end and other.start < end.end) or bare_name(end.text) == bare_name(other.text)


def _until_next(words: Sequence[str]) -> Iterator[str]:
    """The words up to where the next claim or a clause of its own may begin."""
    for word in words:
        if word in ("and", "but", ";", "which", "where") or word[0].isdigit():
            return
        yield word


def bare_name(text: str) -> str:
    """A name as it is compared: without case and article."""
    return text.casefold().removeprefix("the ")
