"""From the lengths of a text to its claims."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from geo.claims.comparators import read_hedge_after, read_hedges
from geo.claims.directions import read_wind
from geo.claims.lexicon import (
    BE,
    BORDER_NOUNS,
    CENTRE_NOUNS,
    EVENTS,
    EXTENDED,
    PREPOSITIONS,
    SHORE_NOUNS,
    STANDING,
    STRETCHING,
    TRAVELLING,
    word_set,
)
from geo.claims.numbers import read_number
from geo.claims.phrases import Sentence, is_line, is_person, is_placelike
from geo.claims.quantities import Quantity, find_quantities, mentions_length
from geo.claims.refusals import refused
from geo.claims.subjects import (
    SENTENCES_BACK,
    Left,
    apposed_name,
    clause,
    clause_subject,
    container_head,
    governed,
    namesake,
    read_left,
    refers,
    stands_for_name,
    topic,
    visible,
)
from geo.claims.tails import Tail, pair_at, phrase_after, read_tail, route_ends, skip_container
from geo.records import Claim, End, Span, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.claims.phrases import Phrase
    from geo.records import ClaimKind, Comparator, Cue, Mention, PlacePart, Wind
    from geo.source import PlaceSource
    from geo.tokens import Tokens

_LARGE = frozenset({"mi", "km", "nmi"})
_LEAST_SMALL = 20  # metres, feet or yards: what is nearer than that is no claim about the map
_LEAST_SMALL_EXTENT = 100


def read_claims(text: str, tokens: Tokens, mentions: Sequence[Mention], source: PlaceSource) -> tuple[Claim, ...]:
    """Take the spatial claims out of a text.

    Args:
        text: The text.
        tokens: Its tokens.
        mentions: Its place mentions, in order.
        source: The gazetteer, asked for the classes that `nearest` claims range over.

    Returns:
        The claims in the order of the text.
    """
    del source
    if not mentions_length(text):
        return ()
    lowered = [word.lower() for word in tokens.words]
    quantities = find_quantities(text, tokens, lowered)
    if not quantities:
        return ()
    claims = _Reader(text, tokens, lowered, mentions).claims(quantities)
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(claims, 1))


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


class _Reader:
    """Reads the claims of one text, cutting each sentence once and only when it is asked for."""

    def __init__(self, text: str, tokens: Tokens, lowered: Sequence[str], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.tokens = tokens
        self.lowered = lowered
        self.glued: dict[int, tuple[int, Mention]] = {}
        for mention in mentions:
            first = tokens.at(mention.start)
            if first >= 0:
                self.glued[first] = (tokens.at(mention.end - 1) + 1, mention)
        self.sentences: dict[int, Sentence] = {}
        self.before: _Before | None = None

    def sentence(self, number: int) -> Sentence:
        known = self.sentences.get(number)
        if known is None:
            starts = self.tokens.sentences
            after = starts[number + 1] if number + 1 < len(starts) else len(self.tokens)
            known = Sentence(self.tokens, self.lowered, starts[number], after, self.glued)
            self.sentences[number] = known
        return known

    def back(self, number: int) -> list[Sentence]:
        """The sentence and those before it that may hold an antecedent."""
        return [self.sentence(i) for i in range(max(0, number - SENTENCES_BACK), number + 1)]

    def claims(self, quantities: Sequence[Quantity]) -> Iterator[Claim]:
        for index, quantity in enumerate(quantities):
            follows = quantities[index + 1].first if index + 1 < len(quantities) else len(self.tokens)
            claim = self.claim(quantity)
            if claim is not None:
                yield claim
                yield from self.elliptic(quantity, follows)

    def claim(self, quantity: Quantity, *, elliptic: bool = False) -> Claim | None:
        """The claim that a length makes, or None."""
        number = bisect_right(self.tokens.sentences, quantity.first) - 1
        sentence = self.sentence(number)
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
        sentence = self.sentence(self.before.sentence)
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
        tail = here.tail
        if not here.large and here.quantity.stated[0].high < _LEAST_SMALL:
            return None
        match tail.form:
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
        first, second = self.end(here, here.tail.other), self.end(here, here.tail.object)
        went = here.left.travel or here.left.verb in ("covers", "covered") or self.by_way(here)
        kind: ClaimKind = "travel" if went and here.tail.form == "between" else "distance"
        return _Ends(
            kind,
            first,
            second,
            here.tail.direction,
            self.cues(here, here.tail.object, here.tail.other),
            checkable=_named(first, second),
        )

    def apart(self, here: _Place) -> _Ends | None:
        names = [p for p in clause(here.sentence, here.hedge) if p.named]
        if len(names) < 2:
            names = [p for p in visible(here.sentence, here.hedge) if p.named]
        pairs = [
            (one, two)
            for one, two in pairwise(names)
            if any(word in ("and", "&") for word in self.lowered[one.after : two.first])
        ] or list(pairwise(names))
        if not pairs:
            return None
        one, two = pairs[0]
        first, second = self.end(here, container_head(here.sentence, one)), self.end(here, two)
        return _Ends("distance", first, second, None, self.cues(here, one, two), checkable=_named(first, second))

    def measured_from(self, here: _Place) -> _Ends | None:
        """Claims such as "8 km north of A", "within 5 miles of A", "10 miles off A"."""
        tail = here.tail
        assert tail.object is not None
        first = self.subject(here)
        second = self.end(here, tail.object)
        if second is not None and first == second:
            if tail.object.named:
                first = None
            else:
                second = self.plain_end(tail.object, named=False)
        direction = tail.direction or _wind_before(here)
        went = tail.went or _went(here) or self.by_way(here)
        kind: ClaimKind = "travel" if went else "direction" if direction else "distance"
        checkable = _named(first, second) and not self.on_line(here, first)
        return _Ends(kind, first, second, direction, self.cues(here, tail.object, None), checkable=checkable)

    def led_to(self, here: _Place) -> _Ends | None:
        """Claims such as "leads northeast 30 miles to A", "it is 12 miles to A"."""
        tail = here.tail
        assert tail.object is not None
        direction = tail.direction or _wind_before(here)
        if tail.direction is not None and not here.left.travel:
            return self.measured_from(here)
        pair = _pair_before(here.sentence, here.hedge)
        if pair is not None:
            first, second = self.end(here, pair[1]), self.end(here, pair[0])
            return _Ends("travel", first, second, cues=self.cues(here, *pair), checkable=_named(first, second))
        stretches = _stretches(here)
        if stretches is not None and stretches.named and here.large:
            first = self.end(here, stretches)
            return _Ends(
                "extent", first, None, tail.direction or _wind_before(here), here.cues, "length", _named(first)
            )
        went = here.left.travel or tail.went or here.left.origin is not None or _wind_before(here) is not None
        if not went and not (tail.object.named and (here.left.verb in BE or here.before is not None)):
            return None
        if not here.large and not tail.object.named:
            return None
        first = self.end(here, tail.object)
        second = self.origin(here)
        cues = self.cues(here, tail.object, None)
        kind: ClaimKind = "travel" if went or cues & {"road", "rail", "sea"} else "distance"
        if here.before is not None and here.before.ends.kind == "travel":
            kind, second = "travel", here.before.ends.object
        return _Ends(kind, first, second, direction, cues, checkable=_named(first, second))

    def without_object(self, here: _Place) -> _Ends | None:
        """No object follows: it stands before ("From A to B is 5 km"), or is what the text speaks of ("5 km away")."""
        sentence, tail = here.sentence, here.tail
        pair = _pair_before(sentence, here.hedge)
        if pair is None and (single := _distance_to(sentence, here.hedge)) is not None:
            second = self.end(here, single)
            first = self.spoken_of(here, second)
            cues = self.cues(here, single)
            return _Ends(
                "travel" if cues & {"road", "rail", "sea"} else "distance",
                second,
                first,
                tail.direction,
                cues,
                checkable=_named(first, second),
            )
        if pair is None and here.left.travel and here.large:
            ways = route_ends(sentence, tail.after)
            if ways.other is not None:
                pair = (ways.object, ways.other) if ways.object is not None else None
        if pair is not None and not (tail.form == "away" and here.left.verb and pair[1].after < here.hedge - 8):
            first, second = self.end(here, pair[1]), self.end(here, pair[0])
            cues = self.cues(here, *pair)
            went = here.left.travel or bool(cues & {"road", "rail", "sea"}) or _way_named(here)
            return _Ends(
                "travel" if went else "distance", first, second, tail.direction, cues, checkable=_named(first, second)
            )
        aside = sentence.word(tail.after - 1)
        if tail.form == "none" and here.left.subject is None and aside in ("farther", "further"):
            tail = replace(tail, form="away")
        if tail.form == "away" and not here.large and tail.direction is None and aside in ("below", "above"):
            return None
        if tail.form == "away":
            first = self.subject(here)
            second = self.spoken_of(here, first)
            kind: ClaimKind = (
                "travel" if _went(here) and not tail.direction else "direction" if tail.direction else "distance"
            )
            return _Ends(
                kind,
                first,
                second,
                tail.direction,
                self.cues(here, here.left.subject, None),
                checkable=_named(first, second),
            )
        return self.bare(here)

    def bare(self, here: _Place) -> _Ends | None:
        """Nothing follows: "The wall stretches for 3 km", "To reach X, a distance of four miles", "is about 32"."""
        sentence, quantity, subject = here.sentence, here.quantity, here.left.subject
        if not here.large:
            return None
        if quantity.elliptic:
            first = self.subject(here)
            second = self.before.ends.object if self.before is not None else None
            return _Ends(
                "distance",
                first,
                second,
                None,
                self.before.ends.cues if self.before else frozenset(),
                checkable=_named(first, second),
            )
        if (
            here.left.verb in STRETCHING
            and subject is not None
            and (is_placelike(sentence, subject) or subject.head in EXTENDED)
        ):
            first = self.end(here, subject)
            return _Ends("extent", first, dimension="length", cues=here.cues, checkable=_named(first))
        nouns = self.lowered[max(sentence.first, quantity.first - 7) : quantity.first]
        if "of" in nouns and any(
            word in nouns for word in ("coastline", "shoreline", "coast", "border", "length", "width")
        ):
            first = self.subject(here)
            dimension: Literal["length", "width"] = "width" if "width" in nouns else "length"
            return _Ends("extent", first, dimension=dimension, cues=here.cues, checkable=_named(first))
        if any(word in nouns for word in ("distance", "stage", "journey", "gap")):
            reached = _reached(sentence, here.hedge)
            if reached is not None:
                first, second = self.end(here, reached), self.left_from(here, reached)
                return _Ends("travel", first, second, cues=here.cues, checkable=_named(first, second))
            if sentence.word(_noun_at(sentence, here.hedge) - 2) in ("at", "with") and subject is not None:
                first = self.end(here, _last_name(sentence, here.hedge) or subject)
                return _Ends("distance", first, other := self.spoken_of(here, first), checkable=_named(first, other))
        if here.left.verb in BE and subject is not None and subject.named and _is_line_or_coast(sentence, subject):
            first = self.end(here, subject)
            return _Ends("extent", first, dimension="length", cues=here.cues, checkable=_named(first))
        struck = _struck(sentence, here.tail.after) if here.left.travel else None
        if struck is not None:
            return _Ends("travel", self.end(here, struck), None, cues=here.cues)
        if here.before is None and self.before is not None and self.before.sentence == here.number:
            to = _to_before(sentence, self.before.after, here.hedge)
            if to is not None:
                first, second = self.end(here, to), self.before.ends.object
                return _Ends(self.before.ends.kind, first, second, checkable=_named(first, second))
        return None

    def extent(self, here: _Place) -> _Ends | None:
        tail, sentence, subject = here.tail, here.sentence, here.left.subject
        if not here.large and not (
            tail.form == "extent"
            and subject is not None
            and is_placelike(sentence, subject)
            and here.quantity.stated[0].high >= _LEAST_SMALL_EXTENT
        ):
            return None
        if tail.other is not None and tail.object is not None:
            return self.way(here)
        dimension = tail.dimension or "length"
        part = tail.located if tail.located is not None else tail.object if tail.form == "of" else None
        if part is not None and part.named:
            first = self.end(here, part)
            whole = tail.noun not in ("stretch", "section", "portion", "segment", "part", "piece")
            return _Ends("extent", first, dimension=dimension, cues=here.cues, checkable=_named(first) and whole)
        if tail.form == "of" or subject is None:
            return None
        if not (
            is_placelike(sentence, subject)
            or refers(subject)
            or subject.head in EXTENDED
            or (subject.named and here.left.verb in BE | STRETCHING)
        ):
            return None
        first = self.subject(here)
        return _Ends("extent", first, None, tail.direction, here.cues, dimension, _named(first))

    def way(self, here: _Place) -> _Ends:
        """Ends of "the three-mile route from A to B"; a way with a name is an extent."""
        tail, subject = here.tail, here.left.subject
        if subject is not None and is_line(here.sentence, subject) and subject.named and here.left.verb in BE:
            first = self.end(here, subject)
            return _Ends("extent", first, None, None, here.cues, "length", _named(first))
        first, second = self.end(here, tail.other), self.end(here, tail.object)
        return _Ends("travel", first, second, None, here.cues, checkable=_named(first, second))

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
                known = topic(self.back(here.number), left.subject.first)
                return self.named_end(*known) if known is not None else self.end(here, left.subject)
            return self.end(here, left.subject)
        inverted = _inverted(here.sentence, tail.after)
        if inverted is not None:
            return self.end(here, inverted)
        if self.before is not None and self.before.sentence == here.number:
            return self.before.ends.subject
        known = topic(self.back(here.number), here.hedge)
        return self.named_end(*known) if known is not None else None

    def event(self, here: _Place) -> End | None:
        """The word of an earthquake in the sentence, which is what is located unless a place stands right before."""
        if here.left.touching:
            return None
        for at in range(here.sentence.first, here.sentence.after):
            if self.lowered[at] in EVENTS:
                start, end = self.tokens.starts[at], self.tokens.ends[at]
                return End(text=self.text[start:end], start=start, end=end, named=False)
        return None

    def end(self, here: _Place, phrase: Phrase | None) -> End | None:
        """An end for a phrase; a phrase without a name takes its named antecedent."""
        if phrase is None:
            return None
        apposed = apposed_name(here.sentence, phrase)
        if apposed is not None:
            return self.named_end(here.sentence, apposed)
        if phrase.named:
            return self.named_end(here.sentence, phrase)
        back = self.back(here.number)
        known = namesake(back, phrase.first, phrase.head) if stands_for_name(phrase) else None
        if known is None and refers(phrase):
            known = topic(back, phrase.first)
        if known is not None:
            return self.named_end(*known)
        return self.plain_end(phrase, named=False)

    def plain_end(self, phrase: Phrase, *, named: bool) -> End:
        start, end = self.tokens.starts[phrase.first], self.tokens.ends[phrase.after - 1]
        return End(text=self.text[start:end], start=start, end=end, named=named)

    def named_end(self, sentence: Sentence, phrase: Phrase) -> End:
        end = self.plain_end(phrase, named=not is_person(sentence, phrase))
        mainland = "mainland" in self.lowered[max(sentence.first, phrase.first - 1) : phrase.after]
        part: PlacePart = "mainland" if mainland else "whole"
        mention = phrase.mention
        if mention is None:
            return replace(end, part=part)
        return replace(end, mention=mention.id, place=mention.place, part=part)

    def spoken_of(self, here: _Place, other: End | None) -> End | None:
        """The place the text speaks of, other than the other end: the object of "is 5 km away"."""
        if here.left.origin is not None and here.left.origin.named:
            return self.named_end(here.sentence, here.left.origin)
        if self.before is not None and self.before.sentence == here.number and self.before.form == "away":
            return self.before.ends.object
        first = self.tokens.at(other.start) if other is not None else here.hedge
        names = [p for p in visible(here.sentence, min(first, here.hedge)) if is_placelike(here.sentence, p)]
        for phrase in sorted(names, key=lambda p: governed(here.sentence, p)):
            if not self.same(here.sentence, phrase, other):
                return self.named_end(here.sentence, phrase)
        known = topic(self.back(here.number), here.sentence.first)
        if known is not None and not self.same(*known, other):
            return self.named_end(*known)
        return None

    def same(self, sentence: Sentence, phrase: Phrase, end: End | None) -> bool:
        """Whether a phrase is an end already taken."""
        if end is None:
            return False
        mine = self.named_end(sentence, phrase)
        return (mine.start < end.end and end.start < mine.end) or _bare(mine.text) == _bare(end.text)

    def origin(self, here: _Place) -> End | None:
        """Where a way begins: "From A", else the place spoken of."""
        if here.left.origin is not None:
            return self.end(here, here.left.origin)
        for phrase in reversed(visible(here.sentence, here.hedge)):
            if here.sentence.word(phrase.first - 1) == "from" and phrase.named:
                return self.named_end(here.sentence, phrase)
        known = topic(self.back(here.number), here.hedge, lines=False)
        return self.named_end(*known) if known is not None else None

    def left_from(self, here: _Place, reached: Phrase) -> End | None:
        """The place before in the sentence that a way was gone from."""
        for phrase in reversed(visible(here.sentence, reached.first)):
            if phrase.named and here.sentence.word(phrase.first - 1) in ("from", "in", "at", "by"):
                return self.named_end(here.sentence, phrase)
        return None

    def on_line(self, here: _Place, end: End | None) -> bool:
        """Whether the subject is a road or river on which something is: the point itself has no name."""
        if end is None:
            return False
        first = self.tokens.at(end.start)
        phrase = next((p for p in here.sentence.phrases if p.first == first), None)
        on = here.sentence.word(first - 1) in ("on", "along", "of")
        return phrase is not None and on and is_line(here.sentence, phrase)

    def by_way(self, here: _Place) -> bool:
        return bool(self.cues(here, None, None) & {"road", "rail", "sea"})

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
        after = " ".join(self.lowered[here.tail.after : min(here.sentence.after, here.tail.after + 7)])
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


def _bare(text: str) -> str:
    return text.casefold().removeprefix("the ")


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


def _wind_before(here: _Place) -> Wind | None:
    """The wind of "leads northeast 30 miles to"."""
    sentence = here.sentence
    for at in range(max(sentence.first, here.hedge - 4), here.hedge):
        wind = read_wind(sentence.words, at, here.hedge)
        if wind is not None and sentence.words[at][0].islower():
            between = sentence.lowered[wind[1] : here.hedge]
            if all(word in ("for", "about", "a") for word in between):
                return wind[0]
    return None


def _pair_before(sentence: Sentence, hedge: int) -> tuple[Phrase, Phrase] | None:
    """Object and subject of "from A to B" or "between A and B" before the length, in its clause."""
    lowered = sentence.lowered
    for i in range(hedge - 1, max(sentence.first - 1, hedge - 40), -1):
        if sentence.words[i] == ";":
            return None
        pair: tuple[Phrase, Phrase] | None = None
        if lowered[i] == "between":
            pair = pair_at(sentence, i + 1)
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
                second = phrase_after(sentence, to + 1) if to is not None else None
                pair = (first, second) if second is not None and (first.named or second.named) else None
        elif lowered[i] == "to" and hedge - i <= 8:
            pair = _named_to(sentence, i)
        if pair is not None and pair[1].after <= hedge and _leads(sentence, pair[1].after, hedge):
            return pair
    return None


def _named_to(sentence: Sentence, to: int) -> tuple[Phrase, Phrase] | None:
    """The names on both sides of "to": "Brashear City to Alexandria, 174 miles"."""
    first = next((p for p in sentence.phrases if p.after == to and p.named), None)
    second = phrase_after(sentence, to + 1)
    return (first, second) if first is not None and second is not None and second.named else None


def _distance_to(sentence: Sentence, hedge: int) -> Phrase | None:
    """The phrase of "the distance to B is" and "the distance of this point from A is"."""
    at = _noun_at(sentence, hedge)
    if at < 0 or not any(word in BE for word in sentence.lowered[at:hedge]):
        return None
    for i in range(at + 1, min(hedge, at + 6)):
        if sentence.word(i) in ("to", "from"):
            phrase = phrase_after(sentence, i + 1)
            if phrase is not None and phrase.after < hedge:
                return phrase
    return None


def _noun_at(sentence: Sentence, hedge: int) -> int:
    """The token of the word "distance" before a length, or -1."""
    for i in range(hedge, max(sentence.first - 1, hedge - 16), -1):
        if sentence.word(i) == "distance":
            return i
    return -1


def _last_name(sentence: Sentence, hedge: int) -> Phrase | None:
    """The last name before a length."""
    return next((p for p in reversed(visible(sentence, hedge)) if p.named), None)


def _leads(sentence: Sentence, after: int, hedge: int) -> bool:
    """Whether a length belongs to the pair before it: a verb stands right before it, or only marks and few words do."""
    words = sentence.lowered[after:hedge]
    if len(words) > 14:
        return False
    return all(word in _LEADING for word in words) or words[-1] in BE or words[-1] in ("covers", "covered", "totals")


_LEADING = BE | word_set(
    ", : of about ( covers covered - – — a the distance total gap stage journey in with by road rail"
)


def _went(here: _Place) -> bool:
    """Whether a verb of going stands right before a length."""
    return any(
        word in TRAVELLING for word in here.sentence.lowered[max(here.sentence.first, here.hedge - 4) : here.hedge]
    )


def _stretches(here: _Place) -> Phrase | None:
    """The subject of a clause that says how far it stretches."""
    for at in range(here.hedge - 1, max(here.sentence.first, here.hedge - 6), -1):
        if here.sentence.word(at) in STRETCHING:
            return clause_subject(here.sentence, at)
    return None


def _way_named(here: _Place) -> bool:
    """Whether the words before a length speak of a way: "the flight from A to B", "this railway"."""
    words = here.sentence.lowered[max(here.sentence.first, here.hedge - 16) : here.hedge]
    return any(
        word in ("railway", "railroad", "route", "journey", "trip", "march", "drive", "voyage", "ride", "walk", "track")
        for word in words
    )


def _is_line_or_coast(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is that of a river, a road, a border: of what has a length before all."""
    words = sentence.lowered[phrase.name_first : phrase.after]
    return is_line(sentence, phrase) or any(word in BORDER_NOUNS or word in SHORE_NOUNS for word in words)


def _struck(sentence: Sentence, after: int) -> Phrase | None:
    """The name of "marched 2 miles and struck Strawberry Creek"."""
    if sentence.word(after + (sentence.word(after) == ",")) != "and":
        return None
    at = after + 1 + (sentence.word(after) == ",")
    if sentence.word(at) not in ("struck", "reached", "arrived", "came", "entered", "crossed", "camped"):
        return None
    phrase = sentence.phrase_at(at + 1 + (sentence.word(at + 1) in ("at", "to", "near", "on")))
    return phrase if phrase is not None and phrase.named else None


def _reached(sentence: Sentence, hedge: int) -> Phrase | None:
    """The phrase of "to reach B, a distance of" and "proceeded to B, a stage of"."""
    for phrase in reversed(visible(sentence, hedge)):
        if phrase.named and sentence.word(phrase.first - 1) in ("to", "reach", "reached", "for", "at"):
            return phrase
    return None


def _to_before(sentence: Sentence, after: int, hedge: int) -> Phrase | None:
    """The phrase of "; to B, three miles" in a list of ways."""
    for i in range(after, min(hedge, after + 4)):
        if sentence.word(i) == "to":
            return phrase_after(sentence, i + 1)
    return None


def _inverted(sentence: Sentence, after: int) -> Phrase | None:
    """The subject that follows: "At a distance of a mile from Keswick is situated the rock of Castlehead"."""
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
        return following[0] if there and following else None
    if sentence.word(after) == ",":
        phrase = sentence.phrase_at(after + 1)
        follows = sentence.word(phrase.after) if phrase is not None else ""
        if phrase is not None and follows.isalpha() and follows not in PREPOSITIONS and follows != "and":
            return phrase
    return None
