"""Noun phrases of a sentence that may be an end of a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from geo.claims.lexicon import (
    ARTICLES,
    BE,
    BORDER_NOUNS,
    CONJUNCTIONS,
    DEFINITE,
    DETERMINERS,
    MAP_NOUNS,
    MONTHS_AND_DAYS,
    OF_THE_WHOLE,
    OWN_PLACES,
    PASTS,
    PERSON_PRONOUNS,
    PLACE_NOUNS,
    PLACE_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SHORE_NOUNS,
    STANDING,
    STRETCHING,
    TIMES,
    word_set,
)
from geo.claims.names import FINITE, HYPHENS, POSSESSIVE, Name, Names
from geo.claims.numbers import is_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Mention

PhraseKind = Literal["name", "pronoun", "definite", "indefinite"]
_STOPS = PREPOSITIONS | CONJUNCTIONS | RELATIVES | BE | STANDING | STRETCHING | PASTS | PERSON_PRONOUNS | ARTICLES
_HEDGING = word_set(
    "about almost nearly only just over approximately roughly later earlier ago some barely exactly well less "
    "more perhaps"
)
# "a further 35 km"
_COUNTING = word_set("approximate estimated further additional total maximum minimum mere full good first last next")
_UNITS = word_set(
    "mile miles kilometre kilometres kilometer kilometers km metre metres meter meters yard yards feet foot"
)
# Adjectives that name a people or a country: "Italian", "Japanese", "Turkish".
ADJECTIVE = re.compile(
    r"\w+(?:ian|ean|ese|ish|can|rian|nian|tch|ench|reek|erman|ss|raqi|raeli|emeni|mani|ghan|stani|audi|atari|wait"
    r"|epali|omali|hai)\Z"
)
# "Melbourne's Central Business District" is Melbourne's centre.
_CENTRES = frozenset({"central", "business", "district", "city", "town", "centre", "center", "cbd", "downtown"})
# "Canada's Arctic coast" is Canada's, "Taiwan's Kinmen islands" are Kinmen.
_EDGES = SHORE_NOUNS | BORDER_NOUNS
# With these a noun is not the one that was named before.
_OTHER = frozenset(
    {"next", "closest", "nearest", "another", "neighboring", "neighbouring", "nearby", "other", "adjacent"}
)
# "a Chinese coast guard ship", "Danish border police"
_GUARDING = word_set("guard guards police patrol patrols force forces troops agents officers officials")
_JOINING = frozenset({"that", "said"})
# Verbs that read like nouns before the name that they take.
_TAKING = word_set("left hold holds hit reach entered enter took take leave leaves held seized")
_LONGEST = 8
# A place may have many of these.
_ONE_OF_ITS = word_set(
    "island isle islet city town village lake river mountain volcano peak causeway bridge tunnel canal highway railway "
    "desert reef beach runway airstrip wall dam pier jetty road trail"
)
_LONGEST_NOUNS = 6
_LONGEST_OWNED = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    Attributes:
        first: First token.
        after: The token after the last.
        kind: "name" where it holds a name that can be a place's.
        head: Its last common noun in lower case, "" for a bare name.
        name_first: First token of the name in it (of the phrase where there is none).
        name_after: The token after the name.
        mention: The mention that the name is, if any.
        whose: Determiner in lower case ("its", "the", "a"), or "".
        mentioned: Whether a mention stands in the name, which need not be all of it.
    """

    first: int
    after: int
    kind: PhraseKind
    head: str
    name_first: int
    name_after: int
    mention: Mention | None = None
    whose: str = ""
    mentioned: bool = False

    @property
    def named(self) -> bool:
        """Whether it holds a name."""
        return self.kind == "name"


class Sentence(Names):
    """A sentence's tokens, its names and its noun phrases."""

    @cached_property
    def phrases(self) -> Sequence[Phrase]:
        """The noun phrases, in order."""
        found: list[Phrase] = []
        at = self.first
        while at < self.after:
            phrase = self.phrase_at(at)
            if phrase is None:
                at += 1
            else:
                found.append(phrase)
                at = phrase.after
        return found

    def phrase_at(self, at: int) -> Phrase | None:
        """The phrase that begins at a token, or None."""
        if at >= self.after:
            return None
        word = self.lowered[at]
        name = self.name_at(at)
        if name is not None:
            return self._with_noun(_named(at, at, name))
        if word in DETERMINERS and not (word in _JOINING and self._opens_clause(at + 1)):
            determined = self._determined(at)
            if determined is not None:
                return determined
        if word in PLACE_PRONOUNS or word in PERSON_PRONOUNS:
            return Phrase(at, at + 1, "pronoun", word, at, at + 1)
        return None

    def _opens_clause(self, at: int) -> bool:
        """Whether "that" or "said" before a token is no determiner: "said Orsk was", "a boat that capsized"."""
        if self.word(at) in DETERMINERS and self.word(at - 1) == "said":
            return True  # "said its troops were"
        return self.name_at(at) is not None or (self.word(at).endswith("ed") and self.word(at - 1) == "that")

    def _determined(self, at: int) -> Phrase | None:
        """A phrase that begins with a determiner: "the German mainland", "a farm", "the village of X"."""
        lowered = self.lowered
        limit = min(self.after, at + _LONGEST)
        i = at + 1
        head = ""
        while i < limit:
            name = self.name_at(i)
            if name is not None and head in _TAKING and i > at + 2:
                i, head = i - 1, lowered[i - 2]  # "The bus left Orsk", "the rebels hold Guy"
                break
            many = i > at + 2 and lowered[i - 2].endswith("s") and head not in MAP_NOUNS and not head.endswith("s")
            if name is not None and many and head == lowered[i - 1] and not ADJECTIVE.match(head):
                i, head = i - 1, lowered[i - 2]  # "Two airports serve Orsk"
                break
            if name is not None and head in TIMES:
                break  # "on a clear day Tsushima can be seen"
            if name is not None:
                named = self._with_noun(_named(at, i, name, lowered[at]))
                if named.named and lowered[at] in ("a", "an") and not named.head:
                    return replace(named, kind="indefinite", mention=None)
                return named
            word = lowered[i]
            if word in _UNITS and lowered[i - 1] not in HYPHENS:
                return None  # "some four miles"
            if head in _COUNTING and is_digits(word):
                return None  # "a further 35 km"
            if self.word(i + 1) in HYPHENS and word.isalpha():
                i += 2
                continue
            if word in _STOPS or word in FINITE or not (word[0].isalnum() or word in HYPHENS):
                break
            if word == "group" and head in ("island", "islands"):
                i += 1  # "the island group of Orsk"
                continue
            whole = head in MAP_NOUNS and head not in BORDER_NOUNS  # "the border post at Orsk"
            if (whole and word not in MAP_NOUNS) or (head and (word in _HEDGING or is_digits(word))):
                break  # "a tanker 60 miles off"
            if head and (word in MONTHS_AND_DAYS or (word.endswith("ed") and len(word) > 4)):
                break
            adverb = lowered[at] in DEFINITE and word.endswith("ly") and self.word(i + 1).endswith("ed")
            if word[0].isalpha() and not adverb:  # "the heavily fortified border"
                head = word
            i += 1
        if not head:
            return None
        if lowered[i - 1] in HYPHENS:
            i -= 1
        same = lowered[at] in DEFINITE and lowered[at + 1] not in _OTHER
        kind: PhraseKind = "definite" if same else "indefinite"
        its = self.name_at(i + 1) if self.word(i) in POSSESSIVE and head in MAP_NOUNS else None
        if its is not None:
            return _named(at, i + 1, its, lowered[at])  # "the island's Orsk"
        if self.word(i) in POSSESSIVE and self._is_noun(i + 1):
            # "the city's airport" is the airport, "the city's centre" the city's
            last = i + 1
            while last - i < _LONGEST_OWNED and self._is_noun(last + 1) and lowered[last + 1] not in _HEDGING:
                last += 1  # "the company's second plant"
            return Phrase(at, last + 1, kind, lowered[last], at, last + 1, None, "its" if same else lowered[at])
        return self._with_inner_name(Phrase(at, i, kind, head, at, i, None, lowered[at]))

    def _with_noun(self, phrase: Phrase) -> Phrase:
        """The phrase with the common noun that its name qualifies: "Canada's Arctic coast", "the German mainland"."""
        lowered = self.lowered
        i = phrase.after
        possessive = self.word(i) in POSSESSIVE
        if possessive:
            i += 1
            name = self.name_at(i)
            if name is not None:
                if all(word in _CENTRES for word in lowered[i : name.after]):
                    return replace(phrase, after=name.after, head="centre")
                follows = self.word(name.after)
                own = follows in _EDGES or MAP_NOUNS.issuperset(lowered[i : name.after])  # "McGirt's Creek side"
                if follows not in MAP_NOUNS or not own:
                    return self._with_noun(_named(phrase.first, i, name, phrase.whose))
                i = name.after
        start = i
        i = self._after_nouns(i)
        while i > start and lowered[i - 1] not in MAP_NOUNS:
            i -= 1
        if i > start and self.word(i) in _GUARDING:
            return replace(phrase, kind="indefinite", after=i + 1, head=self.word(i), mention=None)
        if i > start:
            called = self.name_at(i) if possessive or self._is_adjective(phrase) else None
            if called is not None and lowered[i - 1] in PLACE_NOUNS:  # "Georgia's capital Tbilisi", "the Peruvian"
                return _named(phrase.first, i, called, phrase.whose)
            whole = self._with_inner_name(replace(phrase, after=i, head=lowered[i - 1]))
            described = whole.name_first == phrase.name_first and self._is_adjective(phrase)
            plain = all(word[0].islower() for word in self.words[phrase.after + 1 : i])
            if possessive and plain and whole.name_first == phrase.name_first and whole.head in _ONE_OF_ITS:
                return replace(whole, kind="definite")  # "Orsk's easternmost island" is not Orsk
            one = whole.head == "territory" and whole.whose  # but "into Danish territory"
            if described and (one or whole.head not in OF_THE_WHOLE):  # "the Danish island" is not Denmark
                return replace(whole, kind="indefinite" if phrase.whose in ("a", "an") else "definite")
            return whole
        if not possessive and self._is_noun(start) and self.word(start + 1) in POSSESSIVE and self._is_noun(start + 2):
            # "the Matson group's new mine" is what the group has.
            owned = self._after_nouns(start + 2)
            return replace(phrase, kind="definite", after=owned, head=lowered[owned - 1], mention=None)
        if possessive and self._is_noun(start):
            # "Matson's car" is no place.
            last = start
            while last + 1 < min(self.after, start + 4) and self._is_noun(last + 1):
                last += 1
            return replace(phrase, kind="definite", after=last + 1, head=lowered[last], mention=None)
        if self._is_noun(start) and self._is_adjective(phrase):
            return replace(
                phrase,
                kind="indefinite" if phrase.whose in ("a", "an") else "definite",
                after=start + 1,
                head=lowered[start],
                mention=None,
            )
        return phrase

    def _after_nouns(self, first: int) -> int:
        """The token after a run of common nouns and adjectives: "second-largest city", "nearest inhabited isle"."""
        at = first
        while at < self.after and at - first < _LONGEST_NOUNS:
            participle = self.word(at).endswith("ed") and self.word(at + 1) in MAP_NOUNS
            if not (self._is_noun(at) or participle):
                break
            at += 2 if self.word(at + 1) in HYPHENS and self._is_noun(at + 2) else 1
        return at

    def _with_inner_name(self, phrase: Phrase) -> Phrase:
        """The phrase with the name inside it: "the village of Old Windsor", "the border with Belarus"."""
        if phrase.head not in MAP_NOUNS or self.word(phrase.after) not in ("of", "with"):
            return phrase
        inner = phrase.after + 1
        while self.word(inner) in ("the", "downtown", "mainland", "nearby"):
            inner += 1
        name = self.name_at(inner)
        if name is None or (phrase.named and self.word(phrase.after) == "with"):
            return phrase
        within = self.name_at(name.after + 1) if self.word(name.after) in POSSESSIVE else None
        if within is not None and self.word(within.after) not in _EDGES:  # "the coast of China's Xiamen"
            inner, name = name.after + 1, within
        if (
            phrase.named
            and phrase.mention is not None
            and phrase.mention.kind != "demonym"
            and phrase.head not in PLACE_NOUNS | SHORE_NOUNS  # "the Pacific coast of Xor" is Xor's
        ):
            return phrase
        after = name.after
        if self.word(after) in OWN_PLACES:  # "the tip of the Korean peninsula"
            return replace(_named(phrase.first, inner, name, phrase.whose), after=after + 1, head=self.word(after))
        return replace(_named(phrase.first, inner, name, phrase.whose), head=phrase.head)

    def owner(self, phrase: Phrase) -> Phrase | None:
        """The name of the place that has what a phrase names: Gladstone in "Gladstone's original name"."""
        if phrase.kind != "definite" or not phrase.mentioned:
            return None
        name = self.name_at(phrase.name_first)
        if name is None or name.mention is None or self.word(name.after) not in POSSESSIVE:
            return None
        return _named(phrase.name_first, phrase.name_first, name)

    def _is_noun(self, at: int) -> bool:
        """Whether a token can be a common noun or adjective that goes on with a phrase."""
        word = self.word(at)
        return (
            word.isalpha()
            and self.words[at][0].islower()
            and word not in _STOPS
            and word not in FINITE
            and not word.endswith("ed")
        )

    def _is_adjective(self, phrase: Phrase) -> bool:
        if phrase.mention is not None:
            return phrase.mention.kind == "demonym"
        return phrase.name_after - phrase.name_first == 1 and ADJECTIVE.match(self.words[phrase.name_first]) is not None


def _named(first: int, name_first: int, name: Name, whose: str = "") -> Phrase:
    """A phrase that ends with a name."""
    return Phrase(first, name.after, "name", "", name_first, name.after, name.mention, whose, name.mentioned)
