"""What follows a length: from where it is measured, in which direction, of what it is the extent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from geo.claims.directions import read_wind
from geo.claims.lexicon import BORDER_NOUNS, EXTENDED, LINES, LYING, ROUTE_NOUNS, VEHICLES, word_set
from geo.claims.objects import pair_at, phrase_after, skip_container
from geo.claims.ways import SEPARATE, Tail, read_noun, read_of, separated

if TYPE_CHECKING:
    from geo.claims.phrases import Phrase, Sentence
    from geo.records import Cue, Wind

_FILLERS = word_set(
    "away off out distant further farther due just roughly directly almost approximately inland offshore upstream "
    "downstream upriver downriver up down back straight ahead beyond or so across over mostly immediately more as "
    "overland uphill downhill further about seaward short nearly measured far apart distance"
)
_FROM = word_set("from frm off below above beyond outside past behind of short")
_ELSEWHERE = word_set(
    "away off distant inland offshore upstream downstream upriver downriver beyond below above hence outside"
)
_DIMENSION: dict[str, Literal["length", "width"]] = {
    "long": "length",
    "wide": "width",
    "broad": "width",
    "across": "width",
    "length": "length",
    "width": "width",
    "breadth": "width",
    "diameter": "width",
}
# What a place has two of, or a river a first and a last of.
_ENDS: dict[str, Literal["length", "width"]] = {
    **dict.fromkeys(("end", "tip", "source", "mouth"), "length"),
    **dict.fromkeys(("shore", "sea", "bank", "side", "coast"), "width"),
}
_MEANS: dict[str, Cue] = {
    "road": "road",
    "car": "road",
    "highway": "road",
    "bus": "road",
    "foot": "road",
    "track": "road",
    "rail": "rail",
    "train": "rail",
    "railway": "rail",
    "railroad": "rail",
    "sea": "sea",
    "boat": "sea",
    "ferry": "sea",
    "ship": "sea",
    "water": "sea",
    "air": "air",
    "plane": "air",
}
# "ten miles this side of", "on the other side of", "to seaward of"
_SIDES = tuple(
    tuple(words.split())
    for side in ("this side", "the other side", "the far side")
    for words in (side, f"on {side}", "to seaward", "to landward")
)
_LONGEST_SIDE = 4
_MOUNTED = frozenset({("on", "foot"), ("on", "horseback")})
_CROSSING = frozenset({"across", "over", "beyond", "past"})
_INTO = frozenset({"into", "in", "with", "from", "within"})
_INSIDE = _INTO | {"inside"}
_ONE_ANOTHER = frozenset({("each", "other"), ("one", "another")})
_DASHES = frozenset({"–", "—", "--", "-"})
_REACH = 16
_LONGEST_ASIDE = 12  # tokens in brackets between a length and what it is measured from
_RANKS = frozenset({"rear", "front", "advance"})
# Along these one goes up and down.
_WAYS = LINES | frozenset({"valley", "vale", "coast", "shore", "lake", "line", "track", "glen", "dale", "canyon"})


def read_tail(sentence: Sentence, at: int, *, bound: bool = False) -> Tail:
    """Read what follows a length.

    Args:
        sentence: The sentence.
        at: The token after the length and its conversion.
        bound: Whether "of" after it names an object ("within 5 miles of").

    Returns:
        The tail; of form "none" where nothing says that the length lies between places.
    """
    tail = _Scan(sentence, at, bound=bound).read()
    if tail.object is not None and tail.form in ("from", "to"):
        tail = _second(sentence, tail)
    return tail


class _Scan:
    """Reads on from a length, word by word, until an object ends it or a word that does not belong to it."""

    def __init__(self, sentence: Sentence, at: int, *, bound: bool) -> None:
        self.sentence = sentence
        self.at = at
        self.end = min(sentence.after, at + _REACH)
        self.bound = bound
        self.direction: Wind | None = None
        self.moved = False
        self.went = False
        self.cues: set[Cue] = set()

    def read(self) -> Tail:
        """The tail."""
        while self.at < self.end:
            tail = self._extent() or self._object() or self._pair()
            if tail is not None:
                return replace(tail, cues=frozenset(self.cues), went=self.went)
            if not (self._wind() or self._means() or self._along() or self._mark() or self._filler()):
                break
        sentence, at = self.sentence, self.at
        cues = frozenset(self.cues)
        if self.direction is not None or self.moved:
            return Tail("away", at, self.direction, located=_located(sentence, at), cues=cues, went=self.went)
        word = sentence.word(at)
        if word == "of":
            return read_of(sentence, at)
        if word in EXTENDED or word in ROUTE_NOUNS:
            return read_noun(sentence, at)
        return Tail("none", at, cues=cues)

    def _extent(self) -> Tail | None:
        word, then = self.sentence.word(self.at), self.sentence.word(self.at + 1)
        winds = self._across_winds()
        if winds is not None:
            return Tail("extent", winds, dimension="length")
        ends = _ENDS.get(then) if word == "from" and self.sentence.word(self.at + 2) == "to" else None
        if ends is not None and self.sentence.word(self.at + 3) in _ENDS:  # "from end to end"
            return Tail("extent", self.at + 4, dimension=ends)
        across = word in ("across", "over") and (
            not then[:1].isalpha() or then in ("and", "but", "where") or self._at_its(self.at + 1)
        )
        if word in ("long", "wide", "broad") or across:
            return Tail("extent", self.at + 1, self.direction, dimension=_DIMENSION.get(word, "width"))
        if word == "in" and then in _DIMENSION:
            return Tail("extent", self.at + 2, dimension=_DIMENSION[then])
        if word == "apart" and then != "from":
            return Tail("apart", self.at + 1)
        return None

    def _at_its(self, at: int) -> bool:
        """Whether "at its narrowest" follows, which is nothing that one goes across."""
        return self.sentence.word(at) == "at" and self.sentence.word(at + 1) in ("its", "their")

    def _across_winds(self) -> int | None:
        """The token after "from west to east", "east to west", which say across what a length lies."""
        words, at = self.sentence.words, self.at
        one = read_wind(words, at + (self.sentence.word(at) == "from"), self.end)
        if one is None or self.sentence.word(one[1]) != "to":
            return None
        other = read_wind(words, one[1] + 1, self.end)
        return None if other is None or self.sentence.word(other[1]) == "of" else other[1]

    def _object(self) -> Tail | None:
        """The phrase after "from", "of", "off", "this side of", "radius round", or after "to" and "into"."""
        sentence, at = self.sentence, self.at
        word = sentence.word(at)
        if word == "radius" and sentence.word(at + 1) in ("of", "around", "from", "round"):
            phrase = phrase_after(sentence, at + 2)
            return None if phrase is None else Tail("from", phrase.after, object=phrase, radius=True)
        here = tuple(sentence.lowered[at : at + _LONGEST_SIDE])
        side = next((at + len(words) for words in _SIDES if here[: len(words)] == words), None)
        if side is not None:
            phrase = phrase_after(sentence, side + (sentence.word(side) == "of"))
            return None if phrase is None else Tail("from", phrase.after, object=phrase)
        if word in ("from", "of") and (sentence.word(at + 1), sentence.word(at + 2)) in _ONE_ANOTHER:
            return Tail("apart", at + 3)
        crossed = self._across_the_border()
        if crossed is not None:
            return crossed
        behind = self._in_rear_of()
        if behind is not None:
            phrase = phrase_after(sentence, behind)
            return None if phrase is None else Tail("from", phrase.after, self.direction, object=phrase)
        leads = word in ("to", "into")
        measured = word in _FROM and (
            word != "of"
            or self.direction is not None
            or self.bound
            or self.moved
            or sentence.word(at - 1) in ("short", "out")
        )
        if not leads and not measured:
            return None
        phrase = phrase_after(sentence, at + 1)
        if phrase is None or (leads and (self._turns() or phrase.head in ("left", "right"))):
            return None
        return Tail("to" if leads else "from", phrase.after, self.direction, object=phrase)

    def _across_the_border(self) -> Tail | None:
        """The country of "10 km inside Xor", "3 km across the border into Xor", which is measured from its border."""
        sentence, at = self.sentence, self.at + (self.sentence.word(self.at) == "deep")
        if sentence.word(at) in _CROSSING and self.direction is None:
            border = sentence.phrase_at(at + 1)
            if border is None or border.named or border.head not in BORDER_NOUNS:
                return None
            at = border.after
        if sentence.word(at) not in _INSIDE or (at == self.at and sentence.word(at) in _INTO):
            return None
        phrase = sentence.phrase_at(at + 1)
        if phrase is None or not phrase.named or phrase.whose not in ("", "the"):
            return None
        self.cues.add("border")
        return Tail("from", phrase.after, self.direction, object=phrase)

    def _in_rear_of(self) -> int | None:
        """The token after "in rear of", "to the rear of", "in front of", "in advance of"."""
        at = self.at + 1 + (self.sentence.word(self.at + 1) == "the")
        if self.sentence.word(self.at) not in ("in", "to") or self.sentence.word(at) not in _RANKS:
            return None
        return at + 2 if self.sentence.word(at + 1) == "of" else None

    def _turns(self) -> bool:
        """Whether "to" opens a wind ("to the west of")."""
        return _to_wind(self.sentence, self.at, self.end) is not None

    def _pair(self) -> Tail | None:
        if self.sentence.word(self.at) in SEPARATE:
            return separated(self.sentence, self.at)
        between = self.at + (self.sentence.word(self.at) in LYING)  # "Eight kilometres lie between"
        if self.sentence.word(between) != "between":
            return None
        pair = pair_at(self.sentence, between + 1)
        return None if pair is None else Tail("between", pair[1].after, object=pair[0], other=pair[1])

    def _wind(self) -> bool:
        words, word = self.sentence.words, self.sentence.word(self.at)
        found = read_wind(words, self.at, self.end)
        if word in ("to", "on") and self.sentence.word(self.at + 2) in ("left", "right"):
            self.at += 3
            self.moved = True
            return True
        if found is None and word in ("to", "in", "toward", "towards", "on"):
            found = _to_wind(self.sentence, self.at, self.end)
        if found is None:
            return False
        self.direction, self.at = found
        self.moved = True
        return True

    def _means(self) -> bool:
        """Words such as "by road", "as the crow flies", "in a straight line", and a noun as in "30 km drive from"."""
        sentence, at = self.sentence, self.at
        word, then = sentence.word(at), sentence.word(at + 1)
        if word in ("by", "via"):
            means = next((i for i in range(at + 1, min(self.end, at + 4)) if sentence.word(i) in _MEANS), None)
            if means is None and sentence.word(at + 2) in ("from", "to") and sentence.words[at + 1].islower():
                means = at + 1  # "by gravel from"
            if means is None:
                return False
            self.cues.add(_MEANS.get(sentence.word(means), "road"))
            self.at = means + 1
            return True
        if (word, then) in _MOUNTED:
            self.cues.add("road")
            self.at += 2
            return True
        for phrase in (("as", "the", "crow", "flies"), ("in", "a", "straight", "line"), ("in", "a", "direct", "line")):
            if tuple(sentence.lowered[at : at + 4]) == phrase:
                self.cues.add("air")
                self.at += 4
                return True
        if word in VEHICLES and then in ROUTE_NOUNS:
            self.at += 1  # "a six-hour, 400 km bus ride from"
            word, then = then, sentence.word(at + 2)
        if word in ROUTE_NOUNS and then in ("from", "to", "away"):
            self.went = True
            self.at += 1
            return True
        return False

    def _along(self) -> bool:
        """A way on which one measures: "up the Ohio River from Louisville"."""
        if self.sentence.word(self.at) not in ("up", "down", "along", "over", "across", "through", "by"):
            return False
        phrase = self.sentence.phrase_at(self.at + 1)
        if phrase is None:
            return self._over_roads()
        ends = self.sentence.word(phrase.after) in (".", ",", ";", "")
        if ends and (self.sentence.word(self.at) == "across" or phrase.head in _WAYS):
            self.moved = True  # "down the valley"
        elif self.sentence.word(phrase.after) not in ("from", "to", "above", "below"):
            return False
        self.at = phrase.after
        return True

    def _over_roads(self) -> bool:
        """The way without an article of "over mountain roads from"."""
        at = self.at + 1
        while at < self.at + 4 and self.sentence.word(at).isalpha() and self.sentence.word(at) not in LINES:
            at += 1
        if self.sentence.word(at) not in LINES or self.sentence.word(at + 1) not in ("from", "to"):
            return False
        self.at, self.went = at + 1, True
        return True

    def _mark(self) -> bool:
        """A comma before more of the tail, and short brackets."""
        sentence, at = self.sentence, self.at
        word = sentence.word(at)
        if word in _DASHES and sentence.word(at + 1) == "from" and self.direction is None:
            self.at += 1  # "an hour's drive – 40 km or so – from Guy"
            return True
        if word == ",":
            then = sentence.word(at + 1)
            wind = read_wind(sentence.words, at + 1, self.end)
            if (
                then == "from"
                or (then == "by" and sentence.word(at + 2) in _MEANS)
                or (wind is not None and sentence.word(wind[1]) in ("of", "from"))
            ):
                self.at += 1
                return True
        if word == ")" and self.direction is None and not self.moved:
            self.at += 1
            return True
        if word == "(":
            close = next(
                (i for i in range(at + 1, min(self.end, at + _LONGEST_ASIDE)) if sentence.words[i] == ")"), None
            )
            if close is not None:
                self.at = close + 1
                return True
        return False

    def _filler(self) -> bool:
        word = self.sentence.word(self.at)
        ranked = self.sentence.word(self.at + 1 + (self.sentence.word(self.at + 1) == "the"))
        if word in ("in", "to") and ranked in _RANKS:  # "five miles in advance"
            self.at += 1 + (self.sentence.word(self.at + 1) == "the")
            self.moved = True
        elif word in _ELSEWHERE:
            self.moved = True
        elif word not in _FILLERS and not (word in ("'", "’") and self.sentence.word(self.at + 1) == "distance"):
            return False
        self.at += 1
        return True


def _to_wind(sentence: Sentence, i: int, end: int) -> tuple[Wind, int] | None:
    """The wind of "to the west", "in a northerly direction", "on the north side", "to the eastward"."""
    words, lowered = sentence.words, sentence.lowered
    j = i + 1
    while j < end and lowered[j] in ("the", "a", "an", "its", "their", "immediate", "due", "far"):
        j += 1
    wind = read_wind(words, j, end)
    if wind is None:
        return None
    after = wind[1]
    if words[j][0].isupper() and after < end and words[after][0].isupper() and len(words[j]) > 3:
        return None  # "to South Carolina"
    if after < end and lowered[after] in ("direction", "side"):
        after += 1
    elif (lowered[i] in ("in", "on") and sentence.word(after) != ")") or (
        after < end and lowered[after].isalpha() and lowered[after] in _PLACE_AFTER_WIND
    ):
        return None
    return wind[0], after


_PLACE_AFTER_WIND = word_set("coast shore bank border end edge side tip entrance gate")


def _second(sentence: Sentence, tail: Tail) -> Tail:
    """The "to B" of "from A to B", and where the subject is said to be ("48 miles west of A in B")."""
    lowered, words = sentence.lowered, sentence.words
    i = tail.after
    assert tail.object is not None
    i = skip_container(sentence, i)
    within = sentence.phrase_at(i + 1) if sentence.word(i) in ("in", "at") else None
    if within is not None and within.named and sentence.word(within.after) == "to":
        i = within.after  # "from Orsk in Guy to Mew in Xor"
    if (
        i < sentence.after
        and lowered[i] == "to"
        and tail.direction is None
        and lowered[tail.object.first - 1] == "from"
    ):
        other = phrase_after(sentence, i + 1)
        if other is not None:
            return replace(tail, other=other, after=other.after, form="between")
    if tail.form == "to":
        if i < sentence.after and lowered[i] == "from":
            origin = phrase_after(sentence, i + 1)
            if origin is not None:
                return replace(tail, form="between", object=origin, other=tail.object, after=origin.after)
        return tail
    if i + 2 < sentence.after and lowered[i] == "and" and lowered[i + 1] in _CAMPED:
        located = sentence.phrase_at(i + 3)
        return tail if located is None or not located.named else replace(tail, located=located)
    if i < sentence.after and lowered[i] in ("in", "at", "near") and words[i - 1] != ",":
        located = sentence.phrase_at(i + 1)
        if located is not None and located.named:
            return replace(tail, located=located)
    return tail


_CAMPED = frozenset({"camped", "encamped", "bivouacked", "halted", "stopped"})


def _located(sentence: Sentence, i: int) -> Phrase | None:
    """The place of "about 50 miles away close to Yuba City", "5 miles north in Shap", "30 miles away, in Waco"."""
    lowered = sentence.lowered
    i += sentence.word(i) == ","
    j = i
    while j < min(sentence.after, i + 3) and lowered[j] in ("close", "near", "in", "at", "to"):
        j += 1
    if j == i:
        return None
    phrase = sentence.phrase_at(j)
    return phrase if phrase is not None and phrase.named else None
