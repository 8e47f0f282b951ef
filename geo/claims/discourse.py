"""A text as it is read for claims: its sentences, its mentions, and what its phrases stand for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import chain, compress, count
from typing import TYPE_CHECKING

from geo.asking import look_up
from geo.claims.agreement import agrees
from geo.claims.antecedents import (
    NEIGHBOURS,
    SENTENCES_BACK,
    apposed_name,
    called,
    described_name,
    eclipsed,
    foretold,
    lone_name,
    named_thing,
    namesake,
    refers,
    said_of,
    stands_for_name,
    topic,
)
from geo.claims.clauses import visible
from geo.claims.lexicon import (
    BE,
    BORDER_NOUNS,
    COUNTRY_NOUNS,
    LYING,
    MAP_NOUNS,
    NO_NAMES,
    OF_COUNTRIES,
    OWN_PLACES,
    SHORE_NOUNS,
    STANDING,
)
from geo.claims.phrases import ADJECTIVE, Sentence
from geo.claims.placelike import is_no_place
from geo.mentions.priors import ISLAND, SORTS, group_of
from geo.mentions.sorts import is_one_of
from geo.options import Options
from geo.points import places_of
from geo.records import End

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.claims.phrases import Phrase
    from geo.records import Mention, PlacePart
    from geo.source import PlaceSource
    from geo.tokens import Tokens

LONGEST_SENTENCE = 160  # tokens: what is longer is a list or no prose
_LONGEST_NAME = 4
_EDGES = SHORE_NOUNS | BORDER_NOUNS | {"mainland"}
_OWN = COUNTRY_NOUNS | {"mainland", "capital"}
_BEFORE_A_PLACE = frozenset({"of", "from", "in", "near", "between", "to", "at", "around", "toward", "towards"})


class Discourse:
    """A text with its sentences, each cut once and only when it is asked for.

    Attributes:
        text: The text.
        tokens: Its tokens.
        lowered: The same in lower case.
        source: The gazetteer.
        names_of: The names within the ends that no mention stands for, by the ends' spans.
    """

    def __init__(self, text: str, tokens: Tokens, mentions: Sequence[Mention], source: PlaceSource) -> None:
        """Keep the text and find the tokens of its mentions.

        Args:
            text: The text.
            tokens: Its tokens.
            mentions: Its place mentions.
            source: Says what sort of place a mention is, where a noun asks for one sort.
        """
        self.text = text
        self.tokens = tokens
        self.lowered = tokens.lowered
        self.source = source
        self._mentions = mentions
        self.names_of: dict[tuple[int, int], str] = {}
        self._sentences: dict[int, Sentence] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The distinct tokens in lower case: most texts have none of the words by which a claim is made."""
        return frozenset(self.lowered)

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of some words in lower case stands in the text."""
        return not words.isdisjoint(self.vocabulary)

    def at_words(self, words: frozenset[str]) -> Iterator[int]:
        """The tokens that are one of some words in lower case."""
        return compress(count(), map(words.__contains__, self.lowered)) if self.has(words) else iter(())

    @cached_property
    def glued(self) -> Mapping[int, tuple[int, Mention]]:
        """Mentions by their first token: the token after their last, and the mention."""
        at = self.tokens.at
        return {at(mention.start): (at(mention.end - 1) + 1, mention) for mention in self._mentions}

    @cached_property
    def starts(self) -> Sequence[int]:
        """First tokens of the sentences; one that is longer than any reader bears is cut at its commas."""
        starts: list[int] = []
        ends = [*self.tokens.sentences[1:], len(self.tokens)]
        for first, after in zip(self.tokens.sentences, ends, strict=True):
            starts.append(first)
            while after - starts[-1] > LONGEST_SENTENCE:
                reach = starts[-1] + LONGEST_SENTENCE
                marks = (
                    at + 1 for at in range(reach, reach - LONGEST_SENTENCE // 2, -1) if self.tokens.words[at] in ",;"
                )
                starts.append(next(marks, reach))
        return starts

    @cached_property
    def caseless(self) -> bool:
        """Whether the text has no capital letter, or no other, so that these say nothing about names."""
        return self.text in (self.text.lower(), self.text.upper())

    @cached_property
    def names(self) -> frozenset[str]:
        """Words in lower case that the text writes with a capital within a sentence; without capitals, likely ones."""
        if self.caseless:
            return frozenset(self._likely_names())
        opening = set(self.tokens.sentences)
        return frozenset(
            self.lowered[at]
            for at, word in enumerate(self.tokens.words)
            if word[0].isupper() and at not in opening and self.tokens.words[at - 1][-1].isalpha()
        )

    def _likely_names(self) -> Iterator[str]:
        """Words of a text without capitals that stand where a place's name does: first, after "of", before a verb."""
        opening = set(self.tokens.sentences)
        following = False
        for at in range(1, len(self.lowered)):
            if self.lowered[at] in BE | LYING:
                first = at
                while (
                    first > 0
                    and at - first < _LONGEST_NAME
                    and self.lowered[first - 1] not in NO_NAMES
                    and self.lowered[first - 1].isalpha()
                ):
                    first -= 1
                if first in opening or self.lowered[first - 1] == ",":
                    yield from self.lowered[first:at]
        for at, word in enumerate(self.lowered[:-1]):
            if self.lowered[at + 1] in _EDGES and self.lowered[at - 1] == "the" and ADJECTIVE.match(word):
                yield word  # "the turkish coast"
        for at, word in enumerate(self.lowered):
            common = word in NO_NAMES or word in MAP_NOUNS or word in STANDING or not word[0].isalpha()
            opens = at in opening or (at - 1 in opening and not self.lowered[at - 1][0].isalnum())
            following = not common and (opens or following or self.lowered[at - 1] in _BEFORE_A_PLACE)
            if following:
                yield word

    def number(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.starts, token) - 1

    def sentence(self, number: int) -> Sentence:
        """The sentence of a number."""
        known = self._sentences.get(number)
        if known is None:
            starts = self.starts
            after = starts[number + 1] if number + 1 < len(starts) else len(self.tokens)
            known = Sentence(self.tokens, self.lowered, (starts[number], after), self.glued, self)
            self._sentences[number] = known
        return known

    def back(self, number: int) -> list[Sentence]:
        """The sentence and those before it that may hold an antecedent."""
        return [self.sentence(i) for i in range(max(0, number - SENTENCES_BACK), number + 1)]

    def end(self, number: int, phrase: Phrase | None, *, lines: bool = True, before: int | None = None) -> End | None:
        """An end for a phrase; one without a name takes its named antecedent.

        Args:
            number: The number of its sentence.
            phrase: The phrase.
            lines: Whether a road or a river can be the antecedent.
            before: The token before which the antecedent stands, that of the phrase where it is not given.
        """
        if phrase is None:
            return None
        here = self.sentence(number)
        apposed = apposed_name(here, phrase) or described_name(here, phrase) or called(here, phrase)
        if apposed is not None:
            return self.named_end(here, apposed)
        capital = self.capital_of(phrase.mention) if phrase.head == "capital" else None
        if capital is not None:
            return replace(self.plain_end(phrase, named=True), place=capital)
        if phrase.named:
            return self.named_end(here, phrase)
        if phrase.head == "namesake":
            return self.namesake_abroad(number, phrase)
        if phrase.head in ("former", "latter"):
            named = [p for p in visible(here, phrase.first) if p.named and p.first != before]
            if len(named) > 2 and here.word(named[-1].after) in BE | LYING:
                named.pop()  # "and Ullswater lies six miles from the former"
            if len(named) > 1:
                return self.named_end(here, named[-2 if phrase.head == "former" else -1])
        own = self.own(number, phrase, before)
        if own is not None:
            return own
        of = said_of(here) if phrase.kind == "pronoun" and phrase.head == "it" else None
        if of is not None:
            return self.antecedent_end(here, of)
        known = None if lines else self.antecedent(number, phrase, lines=False, before=before)
        known = known or self.antecedent(number, phrase, before=before)
        later = foretold(here, phrase) if known is None else None
        if later is not None:
            return self.named_end(here, later)
        if known is None:
            return self.plain_end(phrase, named=False)
        capital = self.capital_of(known[1].mention) if phrase.head == "capital" else None  # "its capital"
        return (
            self.antecedent_end(*known)
            if capital is None
            else replace(self.plain_end(phrase, named=True), place=capital)
        )

    def antecedent_end(self, sentence: Sentence, phrase: Phrase) -> End:
        """An end for the name that something else stands for, without the words that introduced it."""
        return self.named_end(sentence, replace(phrase, first=phrase.name_first))

    def antecedent(
        self, number: int, phrase: Phrase, *, lines: bool = True, before: int | None = None
    ) -> tuple[Sentence, Phrase] | None:
        """The name that a phrase stands for: one that holds its noun, else what the text speaks of."""
        back = self.back(number)
        before = phrase.first if before is None else before
        known = namesake(back, before, phrase.head) if stands_for_name(phrase) else None
        if known is not None:
            return known
        if phrase.head == "capital" and phrase.whose == "the" and not phrase.mentioned:
            return self.last_of(back, before, "PPLC")
        if not refers(phrase):
            return None
        if phrase.head in COUNTRY_NOUNS:
            return self.last_of(back, before, "PCL")
        if phrase.kind == "pronoun" and phrase.head in ("it", "they") and eclipsed(back, before):
            return None
        known = topic(
            back,
            before,
            lines=lines,
            beside=phrase.kind != "pronoun",
            fits=lambda known: self.agrees(phrase.head, known),
        )
        if known is None and phrase.kind == "definite" and phrase.whose == "the":
            lone = lone_name(back, before)
            known = lone if lone is not None and self.agrees(phrase.head, lone[1]) else None
        return known

    def agrees(self, noun: str, name: Phrase) -> int:
        """Whether a name can be what a common noun stands for, by its words and its place."""
        code = self.feature(name.mention)
        group = ISLAND if code.startswith("PCLD") else group_of(code) if code else None  # territories are islands
        words = {*self.lowered[name.name_first : name.name_after], name.head}
        return agrees(noun, words, group)

    def last_of(self, back: Sequence[Sentence], before: int, feature: str) -> tuple[Sentence, Phrase] | None:
        """The name last before a token of a place with a feature code: a country (PCL), a capital (PPLC)."""
        for sentence in reversed(back):
            for phrase in reversed(sentence.phrases):
                if phrase.named and phrase.after <= before and self.feature(phrase.mention).startswith(feature):
                    return sentence, phrase
        return None

    def capital_of(self, mention: Mention | None) -> str | None:
        """The capital of the country that "the Canadian capital" and "the capital of Canada" name."""
        country = None if mention is None else self.country_meant(mention)
        if country is None:
            return None
        place = self.source.places([country])[country]
        found = self.source.nearest(place.lon, place.lat, features=("PPLC",), country=place.country, limit=1)
        return found[0] if found else None

    def namesake_abroad(self, number: int, phrase: Phrase) -> End:
        """The end of "its Russian namesake": the place of that country with the name that the text speaks of."""
        end = self.plain_end(phrase, named=False)
        known = topic(self.back(number), phrase.first)
        inside = (self.glued[at][1] for at in range(phrase.first, phrase.after) if at in self.glued)
        mention = next((mention for mention in inside if mention.place is not None), None)
        if known is None or mention is None or mention.place is None:
            return end
        country = places_of(self.source, [mention.place])[mention.place].country
        name = self.named_end(*known).text
        sort = "PPL" if self.feature(known[1].mention).startswith("PPL") else None
        found = look_up(name, self.source, Options(country=country), feature=sort, limit=1) if country else ()
        if not found or found[0][0].country != country:
            return end
        return replace(end, named=True, place=found[0][0].id)

    def mainland_of(self, number: int, island: End, mainland: End) -> End:
        """The end of "the mainland": that of the country that the other end belongs to, or that the text names."""
        place = self.source.places([island.place]).get(island.place) if island.place is not None else None
        if place is None or place.country is None:
            return mainland
        # Across the strait and in the two cities "the mainland" is China's.
        country = "CN" if place.country in {"TW", "HK", "MO"} else place.country
        found = self.source.nearest(place.lon, place.lat, features=("PCLI",), country=country, limit=1)
        named = None if found else self.last_of(self.back(number), self.tokens.at(mainland.start), "PCL")
        if named is not None and named[1].mention is not None and named[1].mention.place is not None:
            found = [named[1].mention.place]  # of a territory: "Svalbard ... Norway ... from the mainland"
        return replace(mainland, named=True, place=found[0], part="mainland") if found else mainland

    def own(self, number: int, phrase: Phrase, before: int | None) -> End | None:
        """The end of "its own country", "its mainland", "its own capital", said of a place that is no country."""
        if phrase.whose not in ("its", "their") or phrase.head not in _OWN:
            return None
        back, itself = self.back(number), self.sentence(number).word(phrase.first + 1) == "own"
        known = None if itself or before is None else topic(back, before, lines=False)
        known = known or topic(back, phrase.first, lines=False)
        place_id = None if known is None or known[1].mention is None else known[1].mention.place
        place = self.source.places([place_id]).get(place_id) if place_id is not None else None
        if place is None or place.country is None or place.feature_code.startswith("PCL"):
            return None
        end, capital = self.plain_end(phrase, named=False), phrase.head == "capital"
        if capital and place.feature_code.startswith("ADM"):
            return end  # which town that is, no record says
        sort = "PPLC" if capital else "PCLI"
        found = self.source.nearest(place.lon, place.lat, features=(sort,), country=place.country, limit=1)
        part: PlacePart = "mainland" if phrase.head == "mainland" else "whole"
        return replace(end, named=True, place=found[0], part=part) if found else end

    def known(self, phrase: Phrase) -> bool:
        """Whether a phrase has a name that the gazetteer has."""
        if not phrase.named or (phrase.mention is not None and phrase.mention.place is not None):
            return phrase.named
        words = self.text[self.tokens.starts[phrase.name_first] : self.tokens.ends[phrase.name_after - 1]]
        return bool(look_up(words, self.source, limit=1))

    def feature(self, mention: Mention | None) -> str:
        """The feature code of a mention's place, "" where it has none."""
        if mention is None or mention.place is None:
            return ""
        place = places_of(self.source, [mention.place]).get(mention.place)
        return "" if place is None else place.feature_code

    def plain_end(self, phrase: Phrase, *, named: bool) -> End:
        """An end for a phrase as it stands."""
        start, end = self.tokens.starts[phrase.first], self.tokens.ends[phrase.after - 1]
        return End(text=self.text[start:end], start=start, end=end, named=named)

    def named_end(self, sentence: Sentence, phrase: Phrase) -> End:
        """An end for a phrase with a name: its mention, and the part of the place that is meant."""
        if phrase.head in NEIGHBOURS:  # of "Cuba's closest neighbour" the place is Cuba
            phrase = replace(phrase, first=phrase.name_first, after=phrase.name_after, head="")
        end = self.plain_end(phrase, named=not is_no_place(sentence, phrase))
        mainland = "mainland" in self.lowered[max(sentence.first, phrase.first - 1) : phrase.after]
        mainland = mainland or phrase.head == "rest"  # "the rest of Russia"
        part: PlacePart = "mainland" if mainland else "whole"
        mention = phrase.mention
        own = (
            phrase.head in OWN_PLACES and phrase.after > phrase.name_after and not self._is_called(mention, phrase.head)
        )
        if mention is None or own:
            after = phrase.after if own else phrase.name_after
            name = self.text[self.tokens.starts[phrase.name_first] : self.tokens.ends[after - 1]]
            self.names_of[end.start, end.end] = name
            return replace(end, part=part)
        if mention.place is None:
            self.names_of[end.start, end.end] = mention.text
        if phrase.head in OF_COUNTRIES and mention.kind != "demonym":
            country = self.country_meant(mention)
            if country is not None:
                return replace(end, place=country, part=part)
        return replace(end, mention=mention.id, place=mention.place, part=part, sort=self.sort(sentence, phrase))

    def _is_called(self, mention: Mention | None, noun: str) -> bool:
        """Whether a noun is part of the name of a mention's place: "plant" of the Fukushima Daiichi plant."""
        if mention is None or mention.place is None:
            return False
        place = places_of(self.source, [mention.place]).get(mention.place)
        return place is not None and any(
            name.casefold().endswith(f" {noun}") for name in chain([place.name], *place.names.values())
        )

    def sort(self, sentence: Sentence, phrase: Phrase) -> str:
        """The noun by which a sentence says what sort of place a name is: "the island of X", "X, a German island"."""
        if phrase.head in SORTS:
            noun = phrase.first - 2 if sentence.word(phrase.first - 1) == "of" else phrase.first
            one = sentence.word(noun) == phrase.head and is_one_of(sentence.word(noun - 1))
            return "" if one else phrase.head
        thing = named_thing(sentence, phrase)
        if thing is not None and thing.head in SORTS:
            return thing.head
        follows = sentence.word(phrase.after)
        said = sentence.phrase_at(phrase.after + 1) if follows in BE or follows in (",", "(") else None
        return said.head if said is not None and said.whose in ("a", "an", "the") and said.head in SORTS else ""

    def country_meant(self, mention: Mention) -> str | None:
        """The country that "the Thai mainland" and "the Thai border" speak of, before a village of that name."""
        ids = [mention.place, *(candidate.place for candidate in mention.candidates)]
        known = [place for place in ids if place is not None]
        places = self.source.places(known)
        return next((each for each in known if each in places and places[each].feature_code.startswith("PCL")), None)
