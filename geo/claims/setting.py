"""What was read beside a length, and what the length is a claim of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geo.claims import patterns
from geo.claims.lexicon import BORDER_NOUNS, SHORE_NOUNS

if TYPE_CHECKING:
    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase, Sentence
    from geo.claims.quantities import Quantity
    from geo.claims.subjects import Left
    from geo.claims.ways import Tail
    from geo.records import ClaimKind, Comparator, Cue, End, Wind

_LARGE = frozenset({"mi", "km", "nmi"})
# Words that say that a length is that of a way, not of a straight line.
BY_WAY: frozenset[Cue] = frozenset({"road", "rail", "sea"})


@dataclass(frozen=True, slots=True)
class Ends:
    """What a length is a claim of."""

    kind: ClaimKind
    subject: End | None
    object: End | None = None
    direction: Wind | None = None
    cues: frozenset[Cue] = frozenset()
    dimension: Literal["length", "width"] | None = None
    checkable: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """The claim before, from which a list in the same sentence goes on.

    Attributes:
        sentence: The number of its sentence.
        after: The token after it.
        form: The form of its length's right side.
    """

    sentence: int
    after: int
    quantity: Quantity
    comparator: Comparator
    ends: Ends
    form: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A length in its sentence, with all that was read beside it.

    Attributes:
        discourse: The text.
        number: The number of the sentence.
        hedge: The first token of the length and its hedges.
        last: The claim before in the text.
        listed: The same, where the length goes on with its list.
    """

    discourse: Discourse
    number: int
    sentence: Sentence
    quantity: Quantity
    hedge: int
    tail: Tail
    left: Left
    last: Before | None
    listed: Before | None

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

    def end(self, phrase: Phrase | None) -> End | None:
        """The end that a phrase is or stands for."""
        return self.discourse.end(self.number, phrase)


def between(
    kind: ClaimKind,
    first: End | None,
    second: End | None,
    direction: Wind | None = None,
    cues: frozenset[Cue] = frozenset(),
) -> Ends:
    """A claim between two ends, which can be checked where both are named."""
    if first is not None and second is not None and (first.start, first.end) == (second.start, second.end):
        second = None
    return Ends(kind, first, second, direction, cues, checkable=_named(first, second))


def extent(
    whole: End | None,
    dimension: Literal["length", "width"],
    cues: frozenset[Cue],
    direction: Wind | None = None,
) -> Ends:
    """A claim of how long or wide a place is."""
    return Ends("extent", whole, None, direction, cues, dimension, _named(whole))


def border(one: End | None, other: End | None, cues: frozenset[Cue]) -> Ends:
    """A claim of how long the border of two places is."""
    return Ends("extent", one, other, None, cues | {"border"}, "length", _named(one, other))


def along(ends: Ends, *nouns: str) -> Ends:
    """The claim, which is of a shore or a border where one of its nouns says so: that is not as long as its place."""
    cues: set[Cue] = set()
    if not SHORE_NOUNS.isdisjoint(nouns):
        cues.add("shore")
    if not BORDER_NOUNS.isdisjoint(nouns):
        cues.add("border")
    return replace(ends, cues=ends.cues | cues) if cues else ends


def _named(*ends: End | None) -> bool:
    return all(end is not None and end.named for end in ends)
