"""Noun phrases of a sentence that may be an end of a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from geo.claims.lexicon import (
    ARTICLES,
    BE,
    BODIES,
    BORDER_NOUNS,
    CONJUNCTIONS,
    CONTESTS,
    DEFINITE,
    DETERMINERS,
    LINES,
    LOCATIVE,
    LYING,
    MAP_NOUNS,
    MONTHS_AND_DAYS,
    NO_NAMES,
    OF_THE_WHOLE,
    OWN_PLACES,
    PASTS,
    PERSON_PRONOUNS,
    PLACE_NOUNS,
    PLACE_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SAYING_WHAT,
    SHORE_NOUNS,
    STANDING,
    STRETCHING,
    TIMES,
    TITLES,
    VESSELS,
    word_set,
)
from geo.claims.numbers import is_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.records import Mention
    from geo.tokens import Tokens

PhraseKind = Literal["name", "pronoun", "definite", "indefinite"]
# "of" goes on with a name after these: "Gulf of Riga".
_BEFORE_OF = word_set(
    "gulf isle bay republic port sea strait straits river lake mount cape valley city town village island islands "
    "kingdom state district county province university point bank house peninsula church cathedral firth falls"
)
_INNER = word_set("de la le les du del da do dos das el al di von van der den upon en sur y")
_PARTICLES = word_set("al el as es az ez ad ed an en ar er at et ash esh")
# Before the number of a road; the states' letters that are words as well are left out ("IN 46").
_NUMBERED = word_set(
    "route highway interstate road us u.s. no. no sr i hwy county state national nh exit fm sh cr "
    "ak ar az ca co ct fl ga ia id il ks ky ma md mi mn mo ms mt nc nd ne nj nm nv ny pa ri sc sd tn tx ut "
    "va vt wa wi wv wy"
)
_HYPHENS = frozenset("-‐‑")
_POSSESSIVE = frozenset({"'s", "’s"})
_STOPS = PREPOSITIONS | CONJUNCTIONS | RELATIVES | BE | STANDING | STRETCHING | PASTS | PERSON_PRONOUNS | ARTICLES
_AUXILIARY = word_set("has have had said says will would can could may might must shall should did does do")
_WINDS = word_set("north south east west northeast northwest southeast southwest quarter")
_ENDS_A_NAME = NO_NAMES - _WINDS - {"of", "on", "upon"}
_HEDGING = word_set("about almost nearly only just over approximately roughly later earlier ago")
_COUNTING = word_set("approximate estimated further additional total maximum minimum mere full good first last next")
_UNITS = word_set(
    "mile miles kilometre kilometres kilometer kilometers km metre metres meter meters yard yards feet foot"
)
# Adjectives that name a people or a country: "Italian", "Japanese", "Turkish".
_ADJECTIVE = re.compile(r"\w+(?:ian|ean|ese|ish|can|rian|nian|tch|ench|reek|erman|ss|raqi|raeli|emeni|mani)\Z")
# "Melbourne's Central Business District" is Melbourne's centre.
_CENTRES = frozenset({"central", "business", "district", "city", "town", "centre", "center", "cbd", "downtown"})
# "Canada's Arctic coast" is Canada's, "Taiwan's Kinmen islands" are Kinmen.
_EDGES = SHORE_NOUNS | BORDER_NOUNS
# Words about a name that leave its place the same: "Downtown Dallas".
_QUALIFYING = word_set("downtown central greater metro metropolitan mainland old city town of the area proper")
# A lone capitalised word that opens a sentence is a name before one of these.
_AFTER_A_NAME = BE | LYING | STRETCHING | _AUXILIARY | _POSSESSIVE | {",", "(", "[", "/", "and", "to", ":", "within"}
# With these a noun is not the one that was named before.
_OTHER = frozenset({"next", "another", "neighboring", "neighbouring", "nearby", "other", "adjacent"})
# "a Chinese coast guard ship", "Danish border police"
_GUARDING = word_set("guard guards police patrol patrols force forces troops agents officers officials")
_NO_PLACES = BODIES | CONTESTS
_MOVING = VESSELS | word_set("typhoon hurricane cyclone storm tropical")
_OF_MANY = frozenset({"are", "were", "have", "must", "may", "should"})
_LONGEST = 8
_LONGEST_NOUNS = 6


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


class Casing(Protocol):
    """What the capitals of a text say about its names."""

    @property
    def caseless(self) -> bool:
        """Whether the text has none."""
        ...

    @property
    def names(self) -> frozenset[str]:
        """Words in lower case that are names: they have a capital within a sentence, or likely would have."""
        ...


@dataclass(frozen=True, slots=True)
class _Name:
    """A name: the token after it, the mention that it is, and whether a mention stands in it."""

    after: int
    mention: Mention | None
    mentioned: bool


class Sentence:
    """A sentence's tokens and its noun phrases.

    Attributes:
        words: The text's tokens (of the whole text: `first` and `after` bound the sentence).
        lowered: The same in lower case.
    """

    def __init__(
        self,
        tokens: Tokens,
        lowered: Sequence[str],
        bounds: tuple[int, int],
        glued: Mapping[int, tuple[int, Mention]],
        casing: Casing,
    ) -> None:
        """Keep a stretch of tokens.

        Args:
            tokens: The text's tokens.
            lowered: The same in lower case.
            bounds: First token of the sentence, and the token after its last.
            glued: Mentions by their first token: the token after their last, and the mention.
            casing: What the text's capitals say.
        """
        self.words = tokens.words
        self._starts, self._ends = tokens.starts, tokens.ends
        self.lowered = lowered
        self.first, self.after = bounds
        self._casing = casing
        self._glued = glued

    def word(self, at: int) -> str:
        """The token in lower case, "" outside of the sentence."""
        return self.lowered[at] if self.first <= at < self.after else ""

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
        name = self._name(at)
        if name is not None:
            return self._with_noun(_named(at, at, name))
        if word in DETERMINERS and not (word == "that" and self._name(at + 1) is not None):
            determined = self._determined(at)
            if determined is not None:
                return determined
        if word in PLACE_PRONOUNS or word in PERSON_PRONOUNS:
            return Phrase(at, at + 1, "pronoun", word, at, at + 1)
        return None

    def _determined(self, at: int) -> Phrase | None:
        """A phrase that begins with a determiner: "the German mainland", "a farm", "the village of X"."""
        lowered = self.lowered
        limit = min(self.after, at + _LONGEST)
        i = at + 1
        head = ""
        while i < limit:
            name = self._name(i)
            if name is not None and head in TIMES:
                break  # "on a clear day Tsushima can be seen"
            if name is not None:
                named = self._with_noun(_named(at, i, name, lowered[at]))
                if named.named and lowered[at] in ("a", "an") and not named.head:
                    return replace(named, kind="indefinite", mention=None)
                return named
            word = lowered[i]
            if word in _UNITS and lowered[i - 1] not in _HYPHENS:
                return None  # "some four miles"
            if head in _COUNTING and is_digits(word):
                return None  # "a further 35 km"
            if self.word(i + 1) in _HYPHENS and word.isalpha():
                i += 2
                continue
            if word in _STOPS or word in _AUXILIARY or not (word[0].isalnum() or word in _HYPHENS):
                break
            if (head in MAP_NOUNS and word not in MAP_NOUNS) or (head and (word in _HEDGING or is_digits(word))):
                break  # "a tanker 60 miles off"
            if head and (word in MONTHS_AND_DAYS or (word.endswith("ed") and len(word) > 4)):
                break
            adverb = lowered[at] in DEFINITE and word.endswith("ly") and self.word(i + 1).endswith("ed")
            if word[0].isalpha() and not adverb:  # "the heavily fortified border"
                head = word
            i += 1
        if not head:
            return None
        if lowered[i - 1] in _HYPHENS:
            i -= 1
        same = lowered[at] in DEFINITE and lowered[at + 1] not in _OTHER
        kind: PhraseKind = "definite" if same else "indefinite"
        if self.word(i) in _POSSESSIVE and self._is_noun(i + 1):
            # "the city's airport" is the airport, "the city's centre" the city's
            return Phrase(at, i + 2, kind, lowered[i + 1], at, i + 2, None, "its" if same else lowered[at])
        return self._with_inner_name(Phrase(at, i, kind, head, at, i, None, lowered[at]))

    def _with_noun(self, phrase: Phrase) -> Phrase:
        """The phrase with the common noun that its name qualifies: "Canada's Arctic coast", "the German mainland"."""
        lowered = self.lowered
        i = phrase.after
        possessive = self.word(i) in _POSSESSIVE
        if possessive:
            i += 1
            name = self._name(i)
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
            called = self._name(i) if possessive or self._is_adjective(phrase) else None
            if called is not None and lowered[i - 1] in PLACE_NOUNS:  # "Georgia's capital Tbilisi", "the Peruvian"
                return _named(phrase.first, i, called, phrase.whose)
            whole = self._with_inner_name(replace(phrase, after=i, head=lowered[i - 1]))
            described = whole.name_first == phrase.name_first and self._is_adjective(phrase)
            if described and whole.head not in OF_THE_WHOLE:  # "the Danish island" is not Denmark
                return replace(whole, kind="indefinite" if phrase.whose in ("a", "an") else "definite")
            return whole
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
            at += 2 if self.word(at + 1) in _HYPHENS and self._is_noun(at + 2) else 1
        return at

    def _with_inner_name(self, phrase: Phrase) -> Phrase:
        """The phrase with the name inside it: "the village of Old Windsor", "the border with Belarus"."""
        if phrase.head not in MAP_NOUNS or self.word(phrase.after) not in ("of", "with"):
            return phrase
        inner = phrase.after + 1
        while self.word(inner) in ("the", "downtown", "mainland", "nearby"):
            inner += 1
        name = self._name(inner)
        if name is None or (phrase.named and self.word(phrase.after) == "with"):
            return phrase
        within = self._name(name.after + 1) if self.word(name.after) in _POSSESSIVE else None
        if within is not None and self.word(within.after) not in _EDGES:  # "the coast of China's Xiamen"
            inner, name = name.after + 1, within
        if (
            phrase.named
            and phrase.mention is not None
            and phrase.mention.kind != "demonym"
            and phrase.head not in PLACE_NOUNS
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
        name = self._name(phrase.name_first)
        if name is None or name.mention is None or self.word(name.after) not in _POSSESSIVE:
            return None
        return _named(phrase.name_first, phrase.name_first, name)

    def _is_noun(self, at: int) -> bool:
        """Whether a token can be a common noun or adjective that goes on with a phrase."""
        word = self.word(at)
        return (
            word.isalpha()
            and self.words[at][0].islower()
            and word not in _STOPS
            and word not in _AUXILIARY
            and not word.endswith("ed")
        )

    def _is_adjective(self, phrase: Phrase) -> bool:
        if phrase.mention is not None:
            return phrase.mention.kind == "demonym"
        return (
            phrase.name_after - phrase.name_first == 1 and _ADJECTIVE.match(self.words[phrase.name_first]) is not None
        )

    def _name(self, at: int) -> _Name | None:
        """The name that begins at a token; None where none begins."""
        if at >= self.after or self.lowered[at] in PLACE_PRONOUNS:
            return None
        opens = at == self.first and self.lowered[at].endswith("ing")  # "Leaving Hawkshead"
        if at not in self._glued and (opens or not self._begins_name(at)):
            return None
        inside: list[tuple[int, int, Mention]] = []
        i = at
        while i < self.after:
            if i > at and self._ends_numbered(i):
                break
            glued = self._glued.get(i)
            if glued is not None and self.lowered[i] not in PLACE_PRONOUNS:
                after = max(i + 1, min(glued[0], self.after))
                inside.append((i, after, glued[1]))
                i = after
            elif i == at or self._goes_on(i):
                i += 1
            elif self.words[i] in _HYPHENS and self._hyphenated(i):
                i += 2
            else:
                break
        if not inside and i == at + 1 and at == self.first and not self._opens_as_name(at):
            return None
        return _Name(i, self._whole(at, i, inside), bool(inside))

    def _whole(self, first: int, after: int, inside: Sequence[tuple[int, int, Mention]]) -> Mention | None:
        """The mention that a name is: one that leaves out no more of it than "downtown" or "city"."""
        for start, end, mention in inside:
            rest = (*self.lowered[first:start], *self.lowered[end:after])
            if all(word in _QUALIFYING for word in rest):
                return mention
        return None

    def _begins_name(self, at: int) -> bool:
        word = self.words[at]
        if self._casing.caseless:
            return word in self._casing.names
        if len(word) == 1 and word.isupper() and self.word(at + 1).isdigit() and self.touches(at):
            return True  # "the A1"
        if self.lowered[at] in _PARTICLES and self.word(at + 1) in _HYPHENS and self._hyphenated(at + 1):
            return self.words[at + 2][0].isupper()  # "el-Fasher"
        if self.lowered[at] in _NUMBERED and self.word(at + 1 + (self.word(at + 1) in _HYPHENS)).isdigit():
            return True
        if self.lowered[at] in _WINDS and word[0].isupper():
            follows = self.words[at + 1] if at + 1 < self.after else ""
            return follows[:1].isupper() and follows.lower() not in NO_NAMES  # "West Union"
        return (word[0].isupper() or word[0] == "ʻ") and len(word) > 1 and self.lowered[at] not in NO_NAMES

    def touches(self, at: int) -> bool:
        """Whether no space stands between a token and the next."""
        return self._ends[at] == self._starts[at + 1]

    def _opens_as_name(self, at: int) -> bool:
        """Whether a lone capitalised word that opens a sentence is a name: a verb, a comma or a bracket follows."""
        word = self.word(at)
        after = self.word(at + 1)
        people = word.endswith("s") and after in _OF_MANY and word not in self._casing.names  # "Rebels are"
        if word.endswith(("ly", "ed", "ing")) or people:
            return False
        return after in _AFTER_A_NAME or not after or word in self._casing.names

    def _goes_on(self, at: int) -> bool:
        """Whether a token goes on with a name: a capital, "of" and "de" before one, the number of a road."""
        word, before = self.lowered[at], self.lowered[at - 1]
        if self._casing.caseless:
            return word in self._casing.names
        if self.words[at][0].isupper():
            return word not in _ENDS_A_NAME and before != "."
        follows = at + 1 < self.after and (self.words[at + 1][0].isupper() or at + 1 in self._glued)
        if word == "of":
            lone = self.word(at - 2) == "the" and self.words[at - 1][0].isupper()  # "the Mull of Kintyre"
            if self.word(at + 1) == "the" and lone:  # "the Tombs of the Kings"
                return at + 2 < self.after and self.words[at + 2][0].isupper()
            return follows and (before in _BEFORE_OF or lone)
        if word == "the" and before == "of":
            return follows
        if word in _INNER:
            return follows
        if word in _PARTICLES:  # "Deir ez-Zor"
            return self.word(at + 1) in _HYPHENS and at + 2 < self.after and self.words[at + 2][0].isupper()
        if word.isdigit() and len(before) == 1 and self.touches(at - 1):
            return True
        return word[0].isdigit() and (before in _NUMBERED or (before in _HYPHENS and self.word(at - 2) in _NUMBERED))

    def _ends_numbered(self, at: int) -> bool:
        """Whether a road's number stands right before: "On State Highway 3 New Plymouth is"."""
        return self.word(at - 1)[:1].isdigit() and self.word(at - 2) in _NUMBERED and not self.touches(at - 1)

    def _hyphenated(self, at: int) -> bool:
        """Whether a hyphen joins two words of a name: "Saint-Leu-la-Forêt", "Merrivale-bridge"."""
        follows = self.word(at + 1)
        if not self.touches(at - 1):
            return False  # "Tenedores -in Morales-"
        joins = follows[:1].isalpha() or (follows.isdigit() and self.word(at - 1) in _NUMBERED)
        return joins and self.words[at - 1][-1].isalpha()


def _named(first: int, name_first: int, name: _Name, whose: str = "") -> Phrase:
    """A phrase that ends with a name."""
    return Phrase(first, name.after, "name", "", name_first, name.after, name.mention, whose, name.mentioned)


def is_no_place(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is plainly that of a person, a ship or a body of people: by a word within it or right before."""
    before = sentence.lowered[phrase.name_first - 1] if phrase.name_first > 0 else ""
    opens = sentence.word(phrase.name_first)
    if before in TITLES or before in VESSELS or opens in TITLES or (phrase.mention is None and opens in _MOVING):
        return True
    if (sentence.word(phrase.after), sentence.word(phrase.after + 2)) == (",", ",") and _is_age(
        sentence.word(phrase.after + 1)
    ):
        return True
    return not _NO_PLACES.isdisjoint(sentence.lowered[phrase.name_first : phrase.name_after])


def _is_age(word: str) -> bool:
    """Whether a number between commas is a person's age: "Jordan Wells, 24, ran"."""
    return word.isdigit() and len(word) < 3


def is_line(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is that of a road, a river or another line."""
    name = sentence.lowered[phrase.name_first : phrase.name_after]
    return (
        any(word in LINES for word in name) or phrase.head in LINES or (name[0] in _NUMBERED and name[-1][0].isdigit())
    )


def is_placelike(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is one of a place: a mention, with a word of the map, or after a preposition of place."""
    if not phrase.named or is_no_place(sentence, phrase):
        return False
    if phrase.mention is not None and phrase.mention.kind == "demonym":
        return phrase.head in MAP_NOUNS and phrase.whose not in ("a", "an")
    if phrase.mentioned:
        return True
    if phrase.head in MAP_NOUNS or any(
        word in MAP_NOUNS for word in sentence.lowered[phrase.name_first : phrase.name_after]
    ):
        return True
    if sentence.word(phrase.first - 1) in LOCATIVE:
        return True
    if sentence.word(phrase.first - 1) == "," and sentence.word(sentence.first) in STANDING:
        return True  # "Located in a plain, Luni"
    after = phrase.after
    while sentence.word(after) == "(":
        after = next((i + 1 for i in range(after, sentence.after) if sentence.words[i] == ")"), sentence.after)
    follows = sentence.word(after)
    return follows in STANDING or (follows in BE and sentence.word(after + 1) in SAYING_WHAT)
