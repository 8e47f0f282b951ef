"""Where the names of a sentence begin and end: by mentions, capitals and the words between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from geo.claims.lexicon import BE, LYING, NO_NAMES, PLACE_PRONOUNS, STRETCHING, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.records import Mention
    from geo.tokens import Tokens

HYPHENS = frozenset("-‐‑")
POSSESSIVE = frozenset({"'s", "’s"})
# Verbs that follow a subject.
FINITE = word_set("has have had said says will would can could may might must shall should did does do")
# "of" goes on with a name after these: "Gulf of Riga".
_BEFORE_OF = word_set(
    "gulf isle bay republic port sea strait straits river lake mount cape valley city town village island islands "
    "kingdom state district county province university point bank house peninsula church cathedral firth falls"
)
_INNER = word_set("de la le les du del da do dos das el al di von van der den upon en es sur y")
_PARTICLES = word_set("al el as es az ez ad ed an en ar er at et ash esh")
# Before the number of a road; the states' letters that are words as well are left out ("IN 46").
NUMBERED = word_set(
    "route highway interstate road us u.s. no. no sr i hwy county state national nh exit fm sh cr "
    "ak ar az ca co ct fl ga ia id il ks ky ma md mi mn mo ms mt nc nd ne nj nm nv ny pa ri sc sd tn tx ut "
    "va vt wa wi wv wy"
)
_WINDS = word_set("north south east west northeast northwest southeast southwest quarter")
_ENDS_A_NAME = NO_NAMES - _WINDS - {"of", "on", "upon"}
# Words about a name that leave its place the same: "Downtown Dallas".
_QUALIFYING = word_set("downtown central greater metro metropolitan mainland old city town of the area proper")
# A lone capitalised word that opens a sentence is a name before one of these.
_AFTER_A_NAME = BE | LYING | STRETCHING | FINITE | POSSESSIVE | {",", "(", "[", "/", "and", "to", ":", "within"}
# Verbs of many, before which a lone word in the plural is no name: "Rebels are".
_BEFORE_A_PLACE = frozenset({"of", "off", "from", "in", "near", "at", "to"})
_LONG, _TITLED = 4, 4  # letters of a word that has a capital in a title, and so many of them
_OF_MANY = frozenset({"are", "were", "have", "must", "may", "should"})


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
class Name:
    """A name: the token after it, the mention that it is, and whether a mention stands in it."""

    after: int
    mention: Mention | None
    mentioned: bool


class Names:
    """A sentence's tokens and the names in it.

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

    def name_at(self, at: int) -> Name | None:
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
            elif self.words[i] in HYPHENS and self._hyphenated(i):
                i += 2
            else:
                break
        if not inside and i == at + 1 and at == self.first and not self._opens_as_name(at):
            return None
        return Name(i, self._whole(at, i, inside), bool(inside))

    @cached_property
    def titled(self) -> bool:
        """Whether all words have a capital, as in "Strike Hits Mine North of Orsk": then few words are names."""
        capitals = shouted = 0
        for word in self.words[self.first : self.after]:
            if len(word) >= _LONG and word.isalpha():
                if word[0].islower():
                    return False
                capitals += 1
                shouted += word.isupper()
        return capitals >= _TITLED and shouted < capitals

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
            return self.lowered[at] in self._casing.names
        if self.titled and self.word(at - 1) not in _BEFORE_A_PLACE:
            return False
        if len(word) == 1 and word.isupper() and self.word(at + 1).isdigit() and self.touches(at):
            return True  # "the A1"
        if self.lowered[at] in _PARTICLES and self.word(at + 1) in HYPHENS and self._hyphenated(at + 1):
            return self.words[at + 2][0].isupper()  # "el-Fasher"
        if self.lowered[at] in NUMBERED and self.word(at + 1 + (self.word(at + 1) in HYPHENS)).isdigit():
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
        if self.titled:
            return False
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
            return self.word(at + 1) in HYPHENS and at + 2 < self.after and self.words[at + 2][0].isupper()
        if word.isdigit() and len(before) == 1 and self.touches(at - 1):
            return True
        return word[0].isdigit() and (before in NUMBERED or (before in HYPHENS and self.word(at - 2) in NUMBERED))

    def _ends_numbered(self, at: int) -> bool:
        """Whether a road's number stands right before: "On State Highway 3 New Plymouth is"."""
        return self.word(at - 1)[:1].isdigit() and self.word(at - 2) in NUMBERED and not self.touches(at - 1)

    def _hyphenated(self, at: int) -> bool:
        """Whether a hyphen joins two words of a name: "Saint-Leu-la-Forêt", "Merrivale-bridge"."""
        follows = self.word(at + 1)
        if not self.touches(at - 1):
            return False  # "Tenedores -in Morales-"
        joins = follows[:1].isalpha() or (follows.isdigit() and self.word(at - 1) in NUMBERED)
        return joins and self.words[at - 1][-1].isalpha()
