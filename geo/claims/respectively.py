"""Lengths that share one sentence part and are dealt out in order: "A and B lie 3 km and 5 km from C respectively"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims.comparators import read_hedges
from geo.claims.directions import read_wind
from geo.claims.objects import coordinated, pair_at, phrase_after, skip_container
from geo.claims.quantities import number_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.discourse import Discourse
    from geo.claims.phrases import Phrase, Sentence
    from geo.claims.quantities import Quantity
    from geo.claims.setting import Ends, Setting
    from geo.records import Comparator, Wind

RESPECTIVELY = frozenset({"respectively"})
_JOINTS = frozenset({",", "and", "&"})
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Lengths of a list that "respectively" deals out.

    Attributes:
        lengths: In order.
        comparators: One a length.
        winds: One a length, None where it has none of its own.
        hedge: The first token of the first length and its hedges.
        resume: The token after the last length, and after "respectively" where that follows.
    """

    lengths: tuple[Quantity, ...]
    comparators: tuple[Comparator, ...]
    winds: tuple[Wind | None, ...]
    hedge: int
    resume: int


def read_run(discourse: Discourse, sentence: Sentence, quantities: Sequence[Quantity]) -> Run | None:
    """The list of lengths that begins with the first of some, where its sentence says "respectively" or has one unit.

    Args:
        discourse: The text.
        sentence: The sentence of the first length.
        quantities: Lengths in order.
    """
    lengths = [quantities[0]]
    while (before := _without_unit(discourse, sentence, lengths[0])) is not None:
        lengths.insert(0, before)  # "90 and 250 km"
    if "respectively" not in sentence.lowered[sentence.first : sentence.after] and len(lengths) == 1:
        return None
    winds: list[Wind | None] = [None] * len(lengths)
    for quantity in quantities[1:]:
        wind, after = _wind_after(sentence, lengths[-1].resume)
        hedge = read_hedges(sentence.lowered, quantity.first, after, ranged=quantity.ranged)[1]
        if hedge <= after or not _JOINTS.issuperset(sentence.lowered[after:hedge]) or quantity.first >= sentence.after:
            break
        winds[-1] = wind
        lengths.append(quantity)
        winds.append(None)
    if len(lengths) < _FEWEST:
        return None
    lowest = sentence.first
    hedges = []
    for quantity in lengths:
        hedges.append(read_hedges(sentence.lowered, quantity.first, lowest, ranged=quantity.ranged))
        lowest = quantity.resume
    return Run(
        tuple(lengths),
        tuple(comparator for comparator, _ in hedges),
        tuple(winds),
        hedges[0][1],
        _after_the_word(sentence, lengths[-1].resume),
    )


def shares(here: Setting, ends: Ends, run: Run) -> tuple[Ends, ...] | None:
    """What each length of a list is a claim of; None where no list of names is as long.

    Args:
        here: The last length in its sentence, with all that was read beside the list.
        ends: What the list is a claim of as a whole.
        run: The list.
    """
    count = len(run.lengths)
    tail = here.tail
    objects = next(
        (names for p in (tail.object, tail.other) if p and (names := _listed(here.sentence, p, count))), None
    )
    before = (_listed(here.sentence, phrase, count) for phrase in here.sentence.phrases if phrase.after <= run.hedge)
    subjects = next((names for names in before if names and ends.subject in map(here.end, names)), None)
    if objects is None and subjects is None:
        return None
    found = []
    for at in range(count):
        subject = ends.subject if subjects is None else here.end(subjects[at])
        object_ = ends.object if objects is None else here.end(objects[at])
        checkable = all(end is not None and end.named for end in (subject, object_)) or (
            ends.kind == "extent" and subject is not None and subject.named
        )
        wind = run.winds[at] or ends.direction
        kind = "direction" if wind is not None and ends.kind == "distance" else ends.kind
        found.append(replace(ends, kind=kind, subject=subject, object=object_, direction=wind, checkable=checkable))
    return tuple(found)


def _listed(sentence: Sentence, phrase: Phrase, count: int) -> tuple[Phrase, ...] | None:
    """So many names of a list that a phrase opens: "Orsk, Guy and Mew", "Orsk, Xor, and Guy, Mew"."""
    if not phrase.named:
        return coordinated(sentence, phrase) if count == _FEWEST else None
    if count == _FEWEST:
        return pair_at(sentence, phrase.first)
    found: list[Phrase] = []
    at = phrase.first
    while (name := phrase_after(sentence, at)) is not None and name.named:
        found.append(name)
        at = name.after if sentence.word(name.after) == "," else skip_container(sentence, name.after)
        if len(found) == count:
            return tuple(found) if sentence.word(name.first - 1) in ("and", "&") else None
        before = at
        while sentence.word(at) in _JOINTS:
            at += 1
        if at == before:
            break
    return None


def _without_unit(discourse: Discourse, sentence: Sentence, follows: Quantity) -> Quantity | None:
    """The number before "and" or a comma that takes the unit of the length after it: "90 and 250 km"."""
    hedge = read_hedges(sentence.lowered, follows.first, sentence.first, ranged=follows.ranged)[1]
    joint = hedge - 1
    if sentence.word(joint) not in _JOINTS:
        return None
    joint -= sentence.word(joint - 1) == ","
    read = number_before(discourse.tokens, sentence.lowered, joint) if joint > sentence.first else None
    if read is None or read[0] < sentence.first or not sentence.words[joint - 1][0].isdigit():
        return None
    first, low, high = read
    return follows.lent(discourse.tokens, first, joint, low, high)


def _wind_after(sentence: Sentence, at: int) -> tuple[Wind | None, int]:
    """The wind of "3 km to the north and 5 km to the south of Guy", and the token after it."""
    start = at
    while sentence.word(at) in ("to", "the", "away", "due", "in"):
        at += 1
    wind = read_wind(sentence.words, at, sentence.after)
    return (None, start) if wind is None else wind


def _after_the_word(sentence: Sentence, at: int) -> int:
    """The token after "respectively" and its commas, where that follows the last length."""
    word = at + (sentence.word(at) == ",")
    if sentence.word(word) != "respectively":
        return at
    return word + 1 + (sentence.word(word + 1) == "," and sentence.word(at) == ",")
