"""From a length and what stands beside it to a claim."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from geo.claims import patterns
from geo.claims.comparators import read_hedge_after, read_hedges
from geo.claims.directions import read_wind
from geo.claims.lexicon import (
    BE,
    BORDER_NOUNS,
    CENTRE_NOUNS,
    EVENTS,
    EXTENDED,
    SHORE_NOUNS,
    STANDING,
    STRETCHING,
    word_set,
)
from geo.claims.numbers import read_number
from geo.claims.phrases import Sentence, is_line, is_placelike
from geo.claims.refusals import refused
from geo.claims.subjects import (
    SENTENCES_BACK,
    Left,
    clause,
    container_head,
    governed,
    read_left,
    refers,
    topic,
    visible,
)
from geo.claims.tails import Tail, read_tail, route_ends, skip_container
from geo.records import Claim, End, Span, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase
    from geo.claims.quantities import Quantity
    from geo.records import ClaimKind, Comparator, Cue, Wind

_LARGE = frozenset({"mi", "km", "nmi"})
_LEAST_SMALL = 20  # metres, feet or yards: what is nearer than that is no claim about the map
_LEAST_SMALL_EXTENT = 100
_BY_WAY: frozenset[Cue] = frozenset({"road", "rail", "sea"})
_MEASURED_NOUNS = word_set("coastline shoreline coast border length width")
_WAY_NOUNS = word_set("distance stage journey gap")
_ANY = word_set("a an")
_EVERY = word_set("any each every either neither")
_PARTS = word_set("stretch section portion segment part piece")


@dataclass(frozen=True, slots=True)
class _Ends:
    """What a length is a claim of."""

    kind: ClaimKind
    subject: End | None
    object: End | None = None
    direction: Wind | None = None
    cues: frozenset[Cue] = frozenset()
    dimension: Literal["length", "width"] | None = None
    checkable: bool = False


@dataclass(frozen=True, slots=True)
class _Before:
    """The claim before, which a list in the same sentence goes on from."""

    sentence: int
    after: int
    quantity: Quantity
    comparator: Comparator
    ends: _Ends
    form: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A length in its sentence, with all that was read beside it."""

    number: int
    sentence: Sentence
    quantity: Quantity
    hedge: int
    tail: Tail
    left: Left
    before: _Before | None
    cues: frozenset[Cue] = field(default_factory=frozenset)

    @property
    def large(self) -> bool:
        """Whether the unit is one of miles and kilometres."""
        return self.quantity.unit in _LARGE

    @property
    def wind_before(self) -> Wind | None:
        """The wind before the length ("leads northeast 30 miles to")."""
        return patterns.wind_before(self.sentence, self.hedge)

    @property
    def went(self) -> bool:
        """Whether a verb of going stands right before the length, which is not a bound ("flew to within 5 km of")."""
        return "within" not in self.sentence.lowered[self.hedge : self.quantity.first] and patterns.went_before(
            self.sentence, self.hedge
        )


class LengthReader:
    """Reads the claims that the lengths of one text make."""

    def __init__(self, discourse: Discourse) -> None:
        """Read from a text.

        Args:
            discourse: The text.
        """
        self.discourse = discourse
        self.text = discourse.text
        self.tokens = discourse.tokens
        self.lowered = discourse.lowered
        self.before: _Before | None = None

    def end(self, here: _Place, phrase: Phrase | None) -> End | None:
        """An end for a phrase."""
        return self.discourse.end(here.number, phrase)

    def claims(self, quantities: Sequence[Quantity]) -> Iterator[Claim]:
        """The claims of lengths that are given in order, those that leave out the unit among them."""
        for index, quantity in enumerate(quantities):
            follows = quantities[index + 1].first if index + 1 < len(quantities) else len(self.tokens)
            claim = self.claim(quantity)
            if claim is not None:
                yield claim
                yield from self.elliptic(quantity, follows)

    def claim(self, quantity: Quantity, *, elliptic: bool = False) -> Claim | None:
        """The claim that a length makes, or None."""
        number = self.discourse.number(quantity.first)
        sentence = self.discourse.sentence(number)
        comparator, hedge = read_hedges(self.lowered, quantity.first, sentence.first, ranged=quantity.ranged)
        resume = quantity.resume
        trailing = read_hedge_after(self.lowered, resume, sentence.after)
        if trailing is not None:
            resume = trailing[1]
            comparator = trailing[0] if comparator == "eq" else comparator
        if refused(sentence, quantity, hedge):
            return None
        tail = read_tail(
            sentence, resume, hyphenated=quantity.hyphenated, bound="within" in self.lowered[hedge : quantity.first]
        )
        if tail.radius and comparator == "eq":
            comparator = "le"
        before = self.before
        if before is not None and not (
            before.sentence == number and _continues(sentence, before.after, hedge, before.ends.object)
        ):
            before = None
        taken = self.before.after if self.before is not None and self.before.sentence == number else 0
        left = read_left(sentence, hedge, taken=taken, hyphenated=quantity.hyphenated)
        ends = self.ends(_Place(number, sentence, quantity, hedge, tail, left, before, tail.cues))
        if ends is None:
            return None
        if elliptic and before is not None and comparator == "eq" and before.comparator == "le":
            comparator = "le"
        span = self.span(sentence, quantity, hedge, tail, ends)
        self.before = _Before(number, max(tail.after, resume), quantity, comparator, ends, tail.form)
        return Claim(
            id="",
            start=span.start,
            end=span.end,
            text=span.text,
            kind=ends.kind,
            quantity=Span(quantity.start, quantity.end, self.text[quantity.start : quantity.end]),
            stated=quantity.stated,
            comparator=comparator,
            direction=ends.direction,
            subject=ends.subject,
            object=ends.object,
            checkable=ends.checkable,
            dimension=ends.dimension,
            cues=ends.cues,
            conversion=quantity.conversion,
        )

    def elliptic(self, quantity: Quantity, end: int) -> Iterator[Claim]:
        """Claims after a claim that leave out the unit: "4 from Sturminster", "Rota is about 32"."""
        assert self.before is not None
        if self.before.ends.kind == "extent":
            return
        sentence = self.discourse.sentence(self.before.sentence)
        at = self.before.after
        end = min(end, sentence.after)
        while at < end:
            implied = self.implied(sentence, at, end, quantity)
            if implied is None:
                at += 1
                continue
            claim = self.claim(implied, elliptic=True)
            at = implied.after
            if claim is not None:
                yield claim
                at = max(at, self.before.after)

    def implied(self, sentence: Sentence, at: int, end: int, model: Quantity) -> Quantity | None:
        """A number that begins at a token and stands for a length in the unit of the one before."""
        word = self.lowered[at]
        if word in ("a", "an", "half", "quarter", "one") or self.tokens.words[at - 1] in (
            "-",
            "/",
            "$",
            "£",
            "€",
            "No.",
        ):
            return None
        number = read_number(self.lowered, at, end)
        if number is None or number[0] <= 0:
            return None
        value, after = number
        wind = read_wind(self.tokens.words, after, sentence.after)
        beyond = sentence.word(wind[1]) if wind is not None else sentence.word(after)
        hedge = read_hedges(self.lowered, at, sentence.first, ranged=False)[1]
        related = beyond in ("from", "of") if wind is not None else beyond in ("from", "to")
        final = beyond in (".", ";", ",", "") and sentence.word(hedge - 1) in BE
        if not (related or final):
            return None
        return replace(
            model,
            first=at,
            after=after,
            resume=after,
            start=self.tokens.starts[at],
            end=self.tokens.ends[after - 1],
            stated=(Stated(low=value, high=value, unit=model.unit),),
            hyphenated=False,
            conversion=None,
            elliptic=True,
        )

    # The ends, by the form of the length's right side.

    def ends(self, here: _Place) -> _Ends | None:
        """What the length is a claim of; None where it is none."""
        if not here.large and here.quantity.stated[0].high < _LEAST_SMALL:
            return None
        match here.tail.form:
            case "separates" | "between":
                return self.both_named(here)
            case "apart":
                return self.apart(here)
            case "extent" | "attribute" | "of":
                return self.extent(here)
            case "from":
                return self.measured_from(here)
            case "to":
                return self.led_to(here)
            case _:
                return self.without_object(here)

    def both_named(self, here: _Place) -> _Ends:
        """Claims that name both ends: "from A to B", "between A and B", "5 km of water separate A from B"."""
        tail, subject = here.tail, here.left.subject
        if tail.form == "between" and here.left.verb in STRETCHING and subject is not None and subject.named:
            return _extent(self.end(here, subject), "length", self.cues(here))
        first, second = self.end(here, tail.other), self.end(here, tail.object)
        went = here.left.travel or here.left.verb in ("covers", "covered") or _BY_WAY & self.cues(here)
        kind: ClaimKind = "travel" if went and tail.form == "between" else "distance"
        return _between(kind, first, second, tail.direction, self.cues(here, tail.object, tail.other))

    def apart(self, here: _Place) -> _Ends | None:
        """Claims such as "A and B are 5 km apart"."""
        names = [p for p in clause(here.sentence, here.hedge) if p.named]
        if len(names) < 2:
            names = [p for p in visible(here.sentence, here.hedge) if p.named]
        pairs = list(pairwise(names))
        if not pairs:
            return None
        joined = (pair for pair in pairs if {"and", "&"} & set(self.lowered[pair[0].after : pair[1].first]))
        one, two = next(joined, pairs[0])
        first, second = self.end(here, container_head(here.sentence, one)), self.end(here, two)
        return _between("distance", first, second, None, self.cues(here, one, two))

    def measured_from(self, here: _Place) -> _Ends | None:
        """Claims such as "8 km north of A", "within 5 miles of A", "10 miles off A"."""
        tail = here.tail
        assert tail.object is not None
        first, second = self.subject(here), self.end(here, tail.object)
        if second is not None and not second.named and tail.object.head == "mainland" and first is not None:
            second = self.discourse.mainland_of(first, second)
        vague = tail.object.whose in _ANY and (first is None or not first.named)
        if vague or tail.object.whose in _EVERY or here.sentence.word(tail.object.first + 1) == "distance":
            return None  # a rule, such as "a mile or more from a school"
        if first is not None and second is not None and _bare(first.text) == _bare(second.text):
            if tail.object.named:
                first = None
            else:
                second = self.discourse.plain_end(tail.object, named=False)
        direction = tail.direction or here.wind_before
        went = tail.went or here.went or _BY_WAY & self.cues(here)
        kind: ClaimKind = "travel" if went else "direction" if direction else "distance"
        ends = _between(kind, first, second, direction, self.cues(here, tail.object))
        return replace(ends, checkable=False) if self.on_line(here, first) else ends

    def led_to(self, here: _Place) -> _Ends | None:
        """Claims such as "leads northeast 30 miles to A", "it is 12 miles to A"."""
        tail, left = here.tail, here.left
        assert tail.object is not None
        listed = here.before.ends.kind if here.before is not None else ""
        turned = tail.direction is not None and not left.travel and left.origin is None
        if turned or listed in ("distance", "direction"):
            return self.measured_from(here)
        pair = patterns.pair_before(here.sentence, here.hedge)
        if pair is not None:
            return _between("travel", self.end(here, pair[1]), self.end(here, pair[0]), None, self.cues(here, *pair))
        direction = tail.direction or here.wind_before
        stretching = patterns.stretches(here.sentence, here.hedge)
        if stretching is not None and stretching.named and here.large:
            return _extent(self.end(here, stretching), "length", here.cues, direction)
        went = left.travel or tail.went or left.origin is not None or here.wind_before is not None
        if not went and listed != "travel" and not (tail.object.named and left.verb in BE):
            return None
        if not here.large and not tail.object.named:
            return None
        cues = self.cues(here, tail.object)
        first = self.end(here, tail.object)
        kind: ClaimKind = "travel" if went or listed or cues & _BY_WAY else "distance"
        origin = here.before.ends.object if here.before is not None else self.origin(here)
        if first is not None and origin is not None and (first.start, first.end) == (origin.start, origin.end):
            origin = None
        return _between(kind, first, origin, direction, cues)

    def without_object(self, here: _Place) -> _Ends | None:
        """No object follows: it stands before ("From A to B is 5 km"), or is what the text speaks of ("5 km away")."""
        sentence, tail, left = here.sentence, here.tail, here.left
        pair = patterns.pair_before(sentence, here.hedge) or patterns.close_to(sentence, here.hedge)
        if pair is None and left.travel and here.large:
            way = route_ends(sentence, tail.after)
            if way.object is not None and way.other is not None:
                pair = way.object, way.other
        far = pair is not None and tail.form == "away" and left.verb and pair[1].after < here.hedge - 8
        if pair is not None and not far:
            cues = self.cues(here, *pair)
            went = left.travel or bool(cues & _BY_WAY) or patterns.way_named(sentence, here.hedge)
            went = went and tail.form != "away"
            kind: ClaimKind = "travel" if went else "distance"
            return _between(kind, self.end(here, pair[1]), self.end(here, pair[0]), tail.direction, cues)
        single = patterns.distance_to(sentence, here.hedge)
        if single is not None:
            first, cues = self.end(here, single), self.cues(here, single)
            if sentence.word(single.first - 1) == "between":
                return _between("distance", first, None, tail.direction, cues)
            kind = "travel" if cues & _BY_WAY else "distance"
            return _between(kind, first, self.spoken_of(here, first), tail.direction, cues)
        aside = sentence.word(tail.after - 1)
        farther = tail.form == "none" and left.subject is None and aside in ("farther", "further")
        if tail.form == "away" or farther:
            if not here.large and tail.direction is None and aside in ("below", "above"):
                return None
            first = self.subject(here)
            kind = "direction" if tail.direction else "travel" if here.went else "distance"
            second = None if farther else self.spoken_of(here, first)
            return _between(kind, first, second, tail.direction, self.cues(here, left.subject))
        return self.bare(here) if here.large else None

    def bare(self, here: _Place) -> _Ends | None:
        """Nothing follows: "The wall stretches for 3 km", "To reach X, a distance of four miles", "is about 32"."""
        sentence, subject, before = here.sentence, here.left.subject, self.before
        if here.quantity.elliptic and before is not None:
            return _between("distance", self.subject(here), before.ends.object, None, before.ends.cues)
        if subject is not None:
            stretches = here.left.verb in STRETCHING and (is_placelike(sentence, subject) or subject.head in EXTENDED)
            measures = here.left.verb in BE and subject.named and patterns.is_line_or_coast(sentence, subject)
            if stretches or measures:
                return _extent(self.end(here, subject), "length", here.cues)
        nouns = self.lowered[max(sentence.first, here.quantity.first - 7) : here.quantity.first]
        if "of" in nouns and not _MEASURED_NOUNS.isdisjoint(nouns):
            return _extent(self.subject(here), "width" if "width" in nouns else "length", here.cues)
        if not _WAY_NOUNS.isdisjoint(nouns):
            reached = patterns.reached(sentence, here.hedge)
            if reached is not None:
                return _between("travel", self.end(here, reached), self.left_from(here, reached), None, here.cues)
            if sentence.word(patterns.distance_noun(sentence, here.hedge) - 2) in ("at", "with"):
                first = self.end(here, patterns.last_name(sentence, here.hedge) or subject)
                return _between("distance", first, self.spoken_of(here, first))
        reached = patterns.reached(sentence, here.hedge) if here.went else None
        if reached is not None and reached.after >= here.hedge - 1:
            return _between("travel", self.end(here, reached), self.left_from(here, reached), None, here.cues)
        struck = patterns.struck(sentence, here.tail.after) if here.left.travel else None
        if struck is not None:
            return _between("travel", self.end(here, struck), None, None, here.cues)
        if here.before is None and before is not None and before.sentence == here.number:
            to = patterns.to_before(sentence, before.after, here.hedge)
            if to is not None:
                return _between(before.ends.kind, self.end(here, to), before.ends.object)
        return None

    def extent(self, here: _Place) -> _Ends | None:
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
            return self.way(here)
        dimension = tail.dimension or "length"
        part = tail.object if tail.form == "of" else tail.located
        if part is not None and part.named:
            ends = _extent(self.end(here, part), dimension, self.cues(here))
            return replace(ends, checkable=False) if tail.noun in _PARTS else ends
        if tail.form == "of" or subject is None:
            return None
        said = subject.named and here.left.verb in BE | STRETCHING
        if not (said or is_placelike(sentence, subject) or refers(subject) or subject.head in EXTENDED):
            return None
        return _extent(self.subject(here), dimension, self.cues(here), tail.direction)

    def way(self, here: _Place) -> _Ends:
        """Ends of "the three-mile route from A to B"; a way with a name is an extent."""
        tail, subject = here.tail, here.left.subject
        if subject is not None and subject.named and is_line(here.sentence, subject) and here.left.verb in BE:
            return _extent(self.end(here, subject), "length", here.cues)
        first, second = self.end(here, tail.other), self.end(here, tail.object)
        if tail.noun in BORDER_NOUNS:
            return _Ends("extent", second, first, None, here.cues, "length")
        return _between("travel", first, second, None, here.cues)

    # Which thing a phrase is.

    def subject(self, here: _Place) -> End | None:
        """The end that the left side names, that a list inherits, or that follows an inverted sentence's tail."""
        tail, left = here.tail, here.left
        if here.before is not None:
            return here.before.ends.subject
        event = self.event(here)
        if event is not None:
            return event
        located = tail.located
        if located is not None and not (left.subject is not None and is_placelike(here.sentence, left.subject)):
            return self.end(here, located)
        if left.subject is not None:
            if left.subject.kind == "pronoun" and left.subject.head == "you":
                known = topic(self.discourse.back(here.number), left.subject.first)
                return self.discourse.named_end(*known) if known is not None else self.end(here, left.subject)
            return self.end(here, left.subject)
        inverted = patterns.inverted(here.sentence, tail.after)
        if inverted is not None:
            return self.end(here, inverted)
        if self.before is not None and self.before.sentence == here.number:
            return self.before.ends.subject
        known = topic(self.discourse.back(here.number), here.hedge)
        return self.discourse.named_end(*known) if known is not None else None

    def event(self, here: _Place) -> End | None:
        """The word of an earthquake in the sentence, which is what is located unless a place stands right before."""
        if here.left.touching:
            return None
        for at in range(here.sentence.first, here.sentence.after):
            if self.lowered[at] in EVENTS:
                start, end = self.tokens.starts[at], self.tokens.ends[at]
                return End(text=self.text[start:end], start=start, end=end, named=False)
        return None

    def spoken_of(self, here: _Place, other: End | None) -> End | None:
        """The place the text speaks of, other than the other end: the object of "is 5 km away"."""
        if here.left.origin is not None and here.left.origin.named:
            return self.discourse.named_end(here.sentence, here.left.origin)
        if self.before is not None and self.before.sentence == here.number and self.before.form == "away":
            return self.before.ends.object
        first = self.tokens.at(other.start) if other is not None else here.hedge
        names = [
            p
            for p in visible(here.sentence, min(first, here.hedge))
            if is_placelike(here.sentence, p) and not is_line(here.sentence, p)
        ]
        for phrase in sorted(names, key=lambda p: governed(here.sentence, p)):
            if not self.same(here.sentence, phrase, other):
                return self.discourse.named_end(here.sentence, phrase)
        known = topic(self.discourse.back(here.number), here.sentence.first)
        last = self.before
        if last is not None and here.number - SENTENCES_BACK <= last.sentence < here.number:
            spoken = last.ends.subject
            later = known is None or known[0].first < self.discourse.sentence(last.sentence).first
            if (
                later
                and spoken is not None
                and spoken.named
                and (other is None or _bare(spoken.text) != _bare(other.text))
            ):
                return spoken
        if known is not None and not self.same(*known, other):
            return self.discourse.named_end(*known)
        return None

    def same(self, sentence: Sentence, phrase: Phrase, end: End | None) -> bool:
        """Whether a phrase is an end already taken."""
        if end is None:
            return False
        mine = self.discourse.named_end(sentence, phrase)
        return (mine.start < end.end and end.start < mine.end) or _bare(mine.text) == _bare(end.text)

    def origin(self, here: _Place) -> End | None:
        """Where a way begins: "From A", else the place spoken of."""
        if here.left.origin is not None:
            return self.end(here, here.left.origin)
        for phrase in reversed(visible(here.sentence, here.hedge)):
            if here.sentence.word(phrase.first - 1) == "from" and phrase.named:
                return self.discourse.named_end(here.sentence, phrase)
        known = topic(self.discourse.back(here.number), here.hedge, lines=False)
        return self.discourse.named_end(*known) if known is not None else None

    def left_from(self, here: _Place, reached: Phrase) -> End | None:
        """The place before in the sentence that a way was gone from."""
        for phrase in reversed(visible(here.sentence, reached.first)):
            if phrase.named and here.sentence.word(phrase.first - 1) in ("from", "in", "at", "by"):
                return self.discourse.named_end(here.sentence, phrase)
        return None

    def on_line(self, here: _Place, end: End | None) -> bool:
        """Whether the subject is a road or river on which something is: the point itself has no name."""
        if end is None:
            return False
        first = self.tokens.at(end.start)
        phrase = next((p for p in here.sentence.phrases if p.first == first), None)
        on = here.sentence.word(first - 1) in ("on", "along", "of")
        return phrase is not None and on and is_line(here.sentence, phrase)

    def cues(self, here: _Place, *phrases: Phrase | None) -> frozenset[Cue]:
        """Words at the ends and after them that settle the reading."""
        found: set[Cue] = set(here.cues)
        for phrase in phrases:
            if phrase is None:
                continue
            words = set(self.lowered[max(here.sentence.first, phrase.first - 1) : phrase.after])
            if words & SHORE_NOUNS:
                found.add("shore")
            if words & BORDER_NOUNS:
                found.add("border")
            if words & CENTRE_NOUNS:
                found.add("centre")
        after = " ".join(_until_next(self.lowered[here.tail.after : min(here.sentence.after, here.tail.after + 7)]))
        before = " ".join(self.lowered[max(here.sentence.first, here.hedge - 12) : here.hedge])
        found.update(cue for phrase, cue in _SETTLING.items() if phrase in after or phrase in before)
        return frozenset(found)

    def span(self, sentence: Sentence, quantity: Quantity, hedge: int, tail: Tail, ends: _Ends) -> Span:
        """From the first end or hedge to the last end in the sentence; what the claim before took is left out."""
        low, high = self.tokens.starts[sentence.first], self.tokens.ends[sentence.after - 1]
        start = self.tokens.starts[hedge]
        after = max(tail.after, quantity.resume)
        end = self.tokens.ends[after - 1]
        taken = self.before.quantity.end if self.before is not None else -1
        for each in (ends.subject, ends.object):
            if each is not None and low <= each.start and each.end <= high:
                if each.start > taken:
                    start = min(start, each.start)
                end = max(end, each.end)
        return Span(start, end, self.text[start:end])


_SETTLING: dict[str, Cue] = {
    "narrowest": "narrowest",
    "closest point": "narrowest",
    "nearest point": "narrowest",
    "every point": "every_point",
    "widest": "widest",
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
_JOINING = word_set(
    ", and but ; or is are lies also only just at a distance of located situated yet the in as well some"
)


def _until_next(words: Sequence[str]) -> Iterator[str]:
    """The words up to where the next claim may begin."""
    for word in words:
        if word in ("and", "but", ";") or word[0].isdigit():
            return
        yield word


def _bare(text: str) -> str:
    return text.casefold().removeprefix("the ")


def _between(
    kind: ClaimKind,
    first: End | None,
    second: End | None,
    direction: Wind | None = None,
    cues: frozenset[Cue] = frozenset(),
) -> _Ends:
    """A claim between two ends, which can be checked where both are named."""
    return _Ends(kind, first, second, direction, cues, checkable=_named(first, second))


def _extent(
    whole: End | None,
    dimension: Literal["length", "width"],
    cues: frozenset[Cue],
    direction: Wind | None = None,
) -> _Ends:
    """A claim of how long or wide a place is."""
    return _Ends("extent", whole, None, direction, cues, dimension, _named(whole))


def _named(*ends: End | None) -> bool:
    return all(end is not None and end.named for end in ends)


def _continues(sentence: Sentence, after: int, hedge: int, object_: End | None) -> bool:
    """Whether a list goes on from the claim before: no new subject and no verb of its own stands between."""
    if hedge < after:
        return False
    del object_
    start = skip_container(sentence, after)
    words = sentence.lowered[start if start < hedge else after : hedge]
    if all(word in _JOINING for word in words):
        return True
    verbs = any(
        word in BE or word in STANDING or word.endswith("ed") or word in ("which", "while", "whereas") for word in words
    )
    return not verbs and len(words) <= 12 and words[-1] in ("and", "but", "or")
