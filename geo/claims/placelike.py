"""What a name in a sentence is plainly of: a place, a road or river, a person, a ship, a body of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.lexicon import (
    BE,
    BODIES,
    CONTESTS,
    DOING,
    LINES,
    LOCATIVE,
    MAP_NOUNS,
    SAYING_WHAT,
    STANDING,
    TITLES,
    VESSELS,
    word_set,
)
from geo.claims.names import NUMBERED

if TYPE_CHECKING:
    from geo.claims.phrases import Phrase, Sentence

_ENTERED = word_set("entered reached seized captured retook shelled besieged")
_FIRES = frozenset({"fire", "wildfire", "blaze"})
_MOVING = VESSELS | word_set("typhoon hurricane cyclone storm tropical")


def is_no_place(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is plainly that of a person, a ship or a body of people: by a word within it or right before."""
    before = sentence.lowered[phrase.name_first - 1] if phrase.name_first > 0 else ""
    opens = sentence.word(phrase.name_first)
    if before in TITLES or before in VESSELS or opens in TITLES:
        return True
    if (sentence.word(phrase.after), sentence.word(phrase.after + 2)) == (",", ",") and _is_age(
        sentence.word(phrase.after + 1)
    ):
        return True
    words = sentence.lowered[phrase.name_first : phrase.name_after]
    passing = opens in _MOVING or not CONTESTS.isdisjoint(words)  # but Marathon is a town, and Storm Lake a lake
    if "based" in words:
        return True  # "London-based BP"
    burning = words[-1] in _FIRES and phrase.mention is None  # the Orsk Creek Fire is not Orsk Creek
    return burning or (passing and phrase.mention is None) or not BODIES.isdisjoint(words)


def _is_age(word: str) -> bool:
    """Whether a number between commas is a person's age: "Jordan Wells, 24, ran"."""
    return word.isdigit() and len(word) < 3


def is_line(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is that of a road, a river or another line."""
    name = sentence.lowered[phrase.name_first : phrase.name_after]
    return (
        any(word in LINES for word in name) or phrase.head in LINES or (name[0] in NUMBERED and name[-1][0].isdigit())
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
    if sentence.word(phrase.first - 1) in LOCATIVE | _ENTERED:
        return True
    if sentence.word(phrase.first - 1) == "," and sentence.word(sentence.first) in STANDING:
        return True  # "Located in a plain, Luni"
    after = phrase.after
    while sentence.word(after) == "(":
        after = next((i + 1 for i in range(after, sentence.after) if sentence.words[i] == ")"), sentence.after)
    follows = sentence.word(after)
    return follows in STANDING - DOING or (follows in BE and sentence.word(after + 1) in SAYING_WHAT)
