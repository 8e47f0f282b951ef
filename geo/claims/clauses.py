"""Clauses: which phrases a verb or a length can belong to, and what governs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.lexicon import (
    BE,
    CONJUNCTIONS,
    DESCRIBING,
    LYING,
    PREPOSITIONS,
    REPORTING,
    STANDING,
    STRETCHING,
    SUBORDINATING,
    TIMES,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.phrases import Phrase, Sentence

_BREAKS = frozenset({";", ":", "—", "–", "--"})
AUXILIARY = word_set("has have had will would may might can could does do did not also to")
# Conjunctions that join names as well as clauses.
_JOINTS = frozenset({"and", "or", "nor", "than"})
_PLURAL = frozenset({"are", "were", "lie", "sit", "stand", "remain"})
_VERBS = BE | LYING | STRETCHING | (AUXILIARY - {"to", "not", "also"})


def visible(sentence: Sentence, end: int) -> list[Phrase]:
    """The phrases before a token that no closed bracket hides."""
    hidden = bracketed(sentence, end)
    return [p for p in sentence.phrases if p.after <= end and p.first not in hidden]


def bracketed(sentence: Sentence, end: int) -> set[int]:
    """The tokens before a token that stand in closed brackets."""
    hidden: set[int] = set()
    opened: list[int] = []
    for at in range(sentence.first, end):
        if sentence.words[at] in ("(", "["):
            opened.append(at)
        elif sentence.words[at] in (")", "]") and opened:
            hidden.update(range(opened.pop(), at + 1))
    return hidden


def clause(sentence: Sentence, end: int, *, verb: bool = False) -> list[Phrase]:
    """The phrases of the clause that ends before a token, in order.

    Args:
        sentence: The sentence.
        end: The token that ends it.
        verb: Whether that token is the clause's verb, so that "and" before the last phrase joins clauses, not names.
    """
    lowered, words = sentence.lowered, sentence.words
    before = visible(sentence, end)
    start = _main_clause(sentence, end)
    hidden = bracketed(sentence, end)
    joints: list[int] = []
    for i in range(end - 1, start, -1):
        if i in hidden or (words[i] == "–" and sentence.touches(i - 1) and sentence.touches(i)):
            continue
        relative = lowered[i] == "that" or (lowered[i] in ("which", "whom") and lowered[i - 1] in PREPOSITIONS)
        reported = lowered[i] in REPORTING
        opens = verb and lowered[i] in SUBORDINATING and any(p.first == i + 1 for p in before)
        opens = opens and "," not in words[i:end] and not has_verb(sentence, i, end)  # "after a boat from Orsk sank"
        if not (words[i] in _BREAKS or lowered[i] in CONJUNCTIONS or reported or opens or (relative and i + 1 < end)):
            continue
        if not any(i < p.first for p in before):
            continue
        if lowered[i] in _JOINTS:
            joints.append(i)
        else:
            start = i + 1
            break
    for i in joints:
        if not has_verb(sentence, start, i) or _joins_names(sentence, i):
            continue
        if verb or lowered[i] not in ("and", "or") or has_verb(sentence, i, end):
            start = i + 1
            break
    return [p for p in before if start <= p.first]


def _joins_names(sentence: Sentence, joint: int) -> bool:
    """Whether a conjunction joins two names that are the subject of a verb in the plural: "Orsk and Guy are"."""
    one = next((p for p in sentence.phrases if p.after == joint and p.named), None)
    two = next((p for p in sentence.phrases if p.first == joint + 1 and p.named), None)
    return one is not None and two is not None and sentence.word(two.after) in _PLURAL


def _main_clause(sentence: Sentence, end: int) -> int:
    """Where the main clause begins: after the comma of "If it were to fall, Taiwan would"."""
    if sentence.word(sentence.first) not in SUBORDINATING:
        return sentence.first
    comma = next((i for i in range(sentence.first, end) if sentence.words[i] == ","), None)
    if comma is None or not any(comma < p.first and p.after <= end for p in sentence.phrases):
        return sentence.first
    return comma + 1


def has_verb(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a verb stands in a stretch: then "and" joins clauses, else it joins names."""
    return any(
        sentence.lowered[at] in _VERBS
        or (
            sentence.words[at].endswith("ed") and sentence.words[at][0].islower() and sentence.words[at] not in STANDING
        )
        for at in range(first, end)
    )


def main_phrase(sentence: Sentence, phrases: Sequence[Phrase]) -> Phrase | None:
    """The first phrase that no preposition governs and that is no time."""
    free = [p for p in phrases if not governed(sentence, p) and p.head not in TIMES]
    return free[0] if free else None


def governed(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a preposition stands before a phrase, with no more between than "southern"."""
    before = phrase.first - 1
    if phrase.named:
        while sentence.word(before) in DESCRIBING and sentence.words[before][0].islower():
            before -= 1
    if sentence.word(before) == "and":  # "Between Orsk and Guy the Pau is"
        joined = next((p for p in sentence.phrases if p.after == before), None)
        return joined is not None and sentence.word(joined.first - 1) == "between"
    return sentence.word(before) in PREPOSITIONS and sentence.word(before - 1) != "known"


def in_governed_list(sentence: Sentence, phrase: Phrase, taken: int = 0) -> bool:
    """Whether a preposition governs the list that a name is in: "the cities of Orsk, Guy and Mew"."""
    while True:
        phrase = container_head(sentence, phrase, taken)
        joint = phrase.first - 1
        after = joint - (sentence.word(joint - 1) == ",")
        before = next((p for p in sentence.phrases if p.after == after and p.after > taken), None)
        joined = sentence.word(joint) in ("and", "or", "&") and before is not None and before.named
        if not joined or before is None:
            return governed(sentence, phrase)
        phrase = before


def container_head(sentence: Sentence, phrase: Phrase, taken: int = 0) -> Phrase:
    """The first name of "Louisville, Kentucky" and "Belo Horizonte/MG" for its last one."""
    while True:
        comma = phrase.first - 1
        if comma <= taken or sentence.word(comma) not in (",", "/") or not phrase.named or phrase.whose or phrase.head:
            return phrase
        before = next((p for p in sentence.phrases if p.after == comma), None)
        if before is None or not before.named:
            return phrase
        if sentence.word(phrase.after) in BE | LYING and governed(sentence, before):
            return phrase  # "Close to the border with Tuscany, Luni is"
        phrase = before
