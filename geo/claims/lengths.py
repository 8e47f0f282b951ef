"""From the lengths of a text to its claims, those that leave out the unit among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.attributes import read_attribute
from geo.claims.comparators import negated, read_hedge_after, read_hedges
from geo.claims.directions import read_wind
from geo.claims.lexicon import BE, EXTENDED, LINES, PREPOSITIONS, STANDING, word_set
from geo.claims.numbers import is_digits, read_number
from geo.claims.objects import skip_container
from geo.claims.placelike import is_no_place
from geo.claims.quantities import number_before
from geo.claims.refusals import refused
from geo.claims.relations import ends_of
from geo.claims.respectively import RESPECTIVELY, read_run, shares
from geo.claims.setting import BY_WAY, Before, Setting
from geo.claims.sizes import COMPARED
from geo.claims.subjects import read_left
from geo.claims.tails import read_tail
from geo.records import Claim, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase, Sentence
    from geo.claims.quantities import Quantity
    from geo.claims.setting import Ends
    from geo.claims.ways import Tail
    from geo.records import Comparator


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
        self.before: Before | None = None

    def claims(self, quantities: Sequence[Quantity]) -> Iterator[Claim]:
        """The claims of lengths that are given in order, those that leave out the unit among them."""
        listed = 0
        dealt = self.discourse.has(RESPECTIVELY)
        for index, quantity in enumerate(quantities):
            if index < listed:
                continue
            follows = quantities[index + 1].first if index + 1 < len(quantities) else len(self.tokens)
            run = self.dealt_out(quantities[index:]) if dealt or self.listed_before(quantity) else ()
            if run:
                listed = index + sum(quantity.start <= claim.quantity.start for claim in run if claim.quantity)
                yield from run
                continue
            broad = self.broadside(quantity)
            if broad is not None and (long := self.claim(broad)) is not None:
                yield long
            claim = self.claim(quantity)
            if claim is not None:
                yield claim
                yield from self.elliptic(quantity, follows)

    def claim(self, quantity: Quantity, *, elliptic: bool = False) -> Claim | None:
        """The claim that a length makes, or None."""
        number = self.discourse.number(quantity.first)
        sentence = self.discourse.sentence(number)
        comparator, hedge = read_hedges(self.lowered, quantity.first, sentence.first, ranged=quantity.ranged)
        comparator = negated(comparator, self.lowered[max(sentence.first, hedge - _NEGATING) : hedge])
        resume = quantity.resume
        trailing = read_hedge_after(self.lowered, resume, sentence.after)
        if trailing is not None:
            resume = trailing[1]
            comparator = trailing[0] if comparator == "eq" else comparator
        if comparator == "eq" and not _ROUGH.isdisjoint(self.lowered[quantity.first : quantity.after]):
            comparator = "approx"
        if comparator == "eq" and not _LEAST.isdisjoint(self.lowered[quantity.first : quantity.after]):
            comparator = "ge"
        if refused(sentence, quantity, hedge):
            return None
        bound = "within" in self.lowered[hedge : quantity.first]
        if sentence.word(resume) in ("long", "wide") and sentence.word(resume + 1) in EXTENDED:
            quantity = replace(quantity, hyphenated=True)  # "a 16 km wide channel"
        tail = read_attribute(sentence, resume) if quantity.hyphenated else read_tail(sentence, resume, bound=bound)
        if tail.radius and comparator == "eq":
            comparator = "le"
        here = self.setting(number, quantity, hedge, tail)
        ends = ends_of(here)
        if ends is None:
            return None
        if elliptic and here.listed is not None and comparator == "eq" and here.listed.comparator == "le":
            comparator = "le"
        claim = self.made(here, comparator, ends)
        self.before = Before(number, max(tail.after, resume), quantity, comparator, ends, tail.form)
        return claim

    def broadside(self, quantity: Quantity) -> Quantity | None:
        """The length without a unit of "20 by 35 miles", given the one with it."""
        by = quantity.first - 1
        if by < 1 or self.lowered[by] not in _BY or quantity.hyphenated:
            return None
        read = number_before(self.tokens, self.lowered, by)
        return None if read is None else quantity.lent(self.tokens, read[0], by, read[1], read[2])

    def dealt_out(self, quantities: Sequence[Quantity]) -> list[Claim]:
        """The claims of a list of lengths that "respectively" deals out; none where the first is of no such list."""
        number = self.discourse.number(quantities[0].first)
        sentence = self.discourse.sentence(number)
        run = read_run(self.discourse, sentence, quantities)
        if run is None or any(refused(sentence, quantity, run.hedge) for quantity in run.lengths):
            return []
        last = run.lengths[-1]
        here = self.setting(number, last, run.hedge, read_tail(sentence, run.resume))
        ends = ends_of(here)
        dealt = None if ends is None else shares(here, ends, run)
        if dealt is None:
            return []
        made = [
            self.made(replace(here, quantity=quantity), comparator, each)
            for quantity, comparator, each in zip(run.lengths, run.comparators, dealt, strict=True)
        ]
        after = max(here.tail.after, run.resume)
        self.before = Before(number, after, last, run.comparators[-1], dealt[-1], here.tail.form)
        return made

    def listed_before(self, quantity: Quantity) -> bool:
        """Whether numbers without a unit stand before a length: "Orsk, Guy and Mew are 5, 8 and 15 km from Pau"."""
        at = quantity.first - 1
        return at > 2 and self.lowered[at] in ("and", "&") and is_digits(self.lowered[at - 1]) and not quantity.ranged

    def setting(self, number: int, quantity: Quantity, hedge: int, tail: Tail) -> Setting:
        """A length in its sentence, with what stands to its left and the claim that its list goes on from."""
        sentence, last = self.discourse.sentence(number), self.before
        beside = last if last is not None and last.sentence == number else None
        listed = beside if beside is not None and _continues(sentence, beside.after, hedge) else None
        taken = beside.after if beside is not None else 0
        left = read_left(sentence, hedge, taken=taken, hyphenated=quantity.hyphenated, form=tail.form)
        return Setting(self.discourse, number, sentence, quantity, hedge, tail, left, last, listed)

    def made(self, here: Setting, comparator: Comparator, ends: Ends) -> Claim:
        """The claim of a length between its ends."""
        quantity = here.quantity
        span = self.span(here.sentence, quantity, here.hedge, here.tail, ends)
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
        sized = self.before is not None and self.before.ends.kind == "extent"  # "two miles long and one broad"
        if (
            word in ("a", "an", "half", "quarter")
            or (word == "one" and not sized)
            or self.tokens.words[at - 1]
            in (
                "-",
                "/",
                "$",
                "£",
                "€",
                "No.",
            )
        ):
            return None
        number = read_number(self.lowered, at, end)
        if number is None or number[0] <= 0 or self.lowered[at - 1] in LINES:
            return None
        value, after = number
        wind = read_wind(self.tokens.words, after, sentence.after)
        beyond = sentence.word(wind[1]) if wind is not None else sentence.word(after)
        hedge = read_hedges(self.lowered, at, sentence.first, ranged=False)[1]
        assert self.before is not None
        if sized:
            narrows = self.lowered[at - 1] == "to" and self.lowered[at - 2] in _NARROWING
            compared = self.lowered[at - 1] == "by" or (
                self.lowered[at - 1] == "than" and self.lowered[at - 2] in COMPARED
            )
            name = next((p for p in sentence.phrases if p.after == hedge and p.named), None)
            next_name = name is not None and sentence.word(name.first - 1) in (",", ";", "and") and beyond in _CLOSING
            next_name = next_name and name is not None and not is_no_place(sentence, name)  # "27 km long, Guy 14"
            if beyond not in ("long", "wide", "broad") and not narrows and not compared and not next_name:
                return None
        else:
            if self._is_numbered(sentence, hedge):
                return None
            related = beyond in ("from", "of") if wind is not None else beyond in ("from", "to")
            related = related or (beyond == "by" and not BY_WAY.isdisjoint(self.before.ends.cues))
            said = sentence.word(hedge - 1) in BE or (hedge < at and sentence.word(hedge - 1) == ",")
            beside = next((p for p in sentence.phrases if p.after == hedge and p.named), None)
            joined = beside is not None and hedge < at and sentence.word(beside.first - 1) in (",", ";", "and", "but")
            listed = self.before.form == "none" and beside is not None and hedge == at
            goes_on = (
                beside is not None
                and sentence.word(beside.first - 1) in (",", ";", "and")
                and _goes_on_in_prose(sentence, beside, after)
            )
            listed = listed or (goes_on and hedge == at and self.before.form in ("from", "away"))
            beyond = "," if listed and beyond == "and" else beyond  # "Orsk 65 and Mew 29"
            gapped = next((p for p in sentence.phrases if p.after == hedge - 1 and p.named), None)
            gap = gapped is not None and sentence.word(hedge - 1) == "," and _is_next(sentence, gapped)
            if not (related or (beyond in (".", ";", ",", "") and (said or listed or joined or gap))):
                return None
        return model.lent(self.tokens, at, after, value, value)

    def _is_numbered(self, sentence: Sentence, at: int) -> bool:
        """Whether a number is that of a thing, whose noun stands before it: "bus 322 from the station"."""
        noun = sentence.words[at - 1]
        if sentence.word(at - 2) == "by":
            return False  # "and by air 212 from Guy"
        plain = noun.isalpha() and noun.islower() and noun not in _JOINING | BE | STANDING | PREPOSITIONS
        return plain and not any(p.first < at <= p.after for p in sentence.phrases)

    def span(self, sentence: Sentence, quantity: Quantity, hedge: int, tail: Tail, ends: Ends) -> Span:
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


_NEGATING = 8  # tokens of "Neither Orsk nor Guy is" before a length
_ROUGH = frozenset({"odd", "couple", "so"})
_LEAST = frozenset({"plus", "+", "more"})
_CLOSING = frozenset({",", ";", ".", "", "and", "but"})
_BY = frozenset({"by", "x", "×"})
_NARROWING = frozenset({"narrows", "narrowed", "widens", "widened", "tapers"})
_JOINING = word_set(
    ", and but by ; or is are lies also only just at a distance of located situated yet the in as well some nowhere "
    "its widest broadest narrowest places"
)


def _goes_on_in_prose(sentence: Sentence, name: Phrase, after: int) -> bool:
    """Whether a name and a number go on with a list, "Pau 29, and", not with a survey's: "Township 27, Range 22"."""
    follows = sentence.words[after + 1] if after + 1 < sentence.after else ""
    return name.mentioned or (not is_no_place(sentence, name) and not follows[:1].isupper())


def _is_next(sentence: Sentence, name: Phrase) -> bool:
    """Whether a name is the next of a list without verbs: "Orsk is 126 km from Guy; Pau, 120"."""
    before = sentence.word(name.first - 1)
    led = before == "to" and any(
        p.after == name.first - 1 and sentence.word(p.first - 1) == ";" for p in sentence.phrases
    )
    joined = before == "and" and sentence.word(name.first - 2) == "," and name.mentioned
    return before == ";" or led or (joined and not is_no_place(sentence, name))


def _continues(sentence: Sentence, after: int, hedge: int) -> bool:
    """Whether a list goes on from the claim before: no new subject and no verb of its own stands between."""
    if hedge < after:
        return False
    start = skip_container(sentence, after)
    words = sentence.lowered[start if start < hedge else after : hedge]
    if all(word in _JOINING for word in words):
        return True
    verbs = any(
        word in BE or word in STANDING or word.endswith("ed") or word in ("which", "while", "whereas") for word in words
    )
    return not verbs and len(words) <= 12 and words[-1] in ("and", "but", "or")
