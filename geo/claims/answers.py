"""Lengths that answer a question: "How far is Orsk from Guy? 37 km."."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geo.claims.ends import cues_of
from geo.claims.lexicon import word_set
from geo.claims.objects import pair_at, phrase_after
from geo.claims.setting import BY_WAY, between, extent
from geo.claims.ways import route_ends

if TYPE_CHECKING:
    from geo.claims.phrases import Phrase, Sentence
    from geo.claims.setting import Ends, Setting

_ASKED: dict[str, Literal["length", "width"]] = {"long": "length", "wide": "width", "broad": "width"}
_BEFORE_AN_ANSWER = word_set("a : it is that 's ’s the distance answer “ \" ' ‘ at its narrowest widest , they are")
_DRIVEN = word_set("drive ride walk trip journey road train bus")


def answering(here: Setting) -> Ends | None:
    """What a length is a claim of that answers the question of the sentence before, or None.

    Args:
        here: The length in its sentence.
    """
    sentence = here.sentence
    if not _BEFORE_AN_ANSWER.issuperset(sentence.lowered[sentence.first : here.hedge]) or not here.number:
        return None
    question = here.discourse.sentence(here.number - 1)
    if "?" not in question.words[max(question.first, question.after - 2) : question.after]:
        return None
    lowered = question.lowered[question.first : question.after]
    how = next((at for at, word in enumerate(lowered[:-1]) if word == "how"), None)
    asked = lowered[how + 1] if how is not None else "distance" if "distance" in lowered else ""
    dimension = _ASKED.get(asked)
    if dimension is not None and how is not None:
        whole = next((p for p in question.phrases if p.first > question.first + how + 1), None)
        if whole is None or not whole.named:
            return None
        return extent(here.discourse.end(here.number - 1, whole), dimension, cues_of(here))
    sides = _sides(question) if asked in ("far", "distance", "distant") else None
    if sides is None:
        return None
    one, two = (here.discourse.end(here.number - 1, side) for side in sides)
    went = BY_WAY & cues_of(here) or not _DRIVEN.isdisjoint(lowered)
    return between("travel" if went else "distance", one, two, None, cues_of(here))


def _sides(question: Sentence) -> tuple[Phrase, Phrase] | None:
    """Subject and object of "how far is A from B", "the distance between A and B", "from A to B"."""
    way = route_ends(question, question.first)
    if way.other is not None and way.object is not None:
        return way.other, way.object
    for at in range(question.first, question.after):
        word = question.word(at)
        if word == "between":
            pair = pair_at(question, at + 1)
            return None if pair is None else (pair[1], pair[0])
        if word in ("from", "to"):
            located = next((p for p in question.phrases if p.after == at and p.named), None)
            other = phrase_after(question, at + 1)
            return (located, other) if located is not None and other is not None and other.named else None
    return None
