"""The phrases of objects: what follows "from" and "between", and the containers after them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.clauses import container_head
from geo.claims.lexicon import BE, DESCRIBING, EXTENDED, LYING, MAP_NOUNS, PREPOSITIONS, word_set
from geo.claims.phrases import Phrase

if TYPE_CHECKING:
    from geo.claims.phrases import Sentence

_NO_OBJECT = word_set(
    "anywhere nowhere everywhere grade ground water surface level sea when and or but because start now then being "
    "having getting doing going one end side to at in on with for "
    "have do get be go see take make reach help find avoid keep prevent between within"
)


_AND = frozenset({"and", "&"})


def phrase_after(sentence: Sentence, i: int) -> Phrase | None:
    """The phrase of an object: determiners, descriptions and bare common nouns before a name belong to it."""
    words, lowered = sentence.words, sentence.lowered
    if lowered[i : i + 3] == ["present", "-", "day"]:
        i += 3
    phrase = sentence.phrase_at(i)
    if phrase is not None:
        return phrase
    if sentence.word(i) == "where":  # "from where the ship sank"
        return Phrase(i, i + 1, "indefinite", "where", i, i + 1)
    # "from downtown Cincinnati", "of mainland Spain", "from nearby Shap", "from camp"
    for j in range(i, min(sentence.after, i + 3)):
        fits = lowered[j] in DESCRIBING or lowered[j] in MAP_NOUNS
        if not fits and (j > i or not words[j].isalpha() or lowered[j] in _NO_OBJECT or lowered[j] in PREPOSITIONS):
            break
        inner = sentence.phrase_at(j + 1)
        if inner is not None and inner.named and inner.first == j + 1:
            return replace(inner, first=i, head=inner.head or lowered[j])
        if inner is not None:
            break
    if words[i : i + 1] and words[i].isdigit():  # "100 Mile House"
        after = i + 1
        while after < sentence.after and words[after][0].isupper():
            after += 1
        return Phrase(i, after, "name", "", i, after) if after > i + 1 else None
    if words[i : i + 1] and words[i].isalpha() and len(words[i]) > 2 and lowered[i] not in _NO_OBJECT:
        after = i + 1
        while after < min(sentence.after, i + 3) and words[after].isalpha() and lowered[after] in EXTENDED:
            after += 1
        return Phrase(i, after, "indefinite", lowered[after - 1], i, after)
    return None


def skip_container(sentence: Sentence, i: int) -> int:
    """The token after ", Alabama" and "(Alabama)" where a name's container follows."""
    if sentence.word(i) == "(":
        inner = sentence.phrase_at(i + 1)
        if inner is not None and inner.named and sentence.word(inner.after) == ")":
            i = inner.after + 1
    while i + 1 < sentence.after and sentence.words[i] == ",":
        inner = sentence.phrase_at(i + 1)
        if inner is None or not inner.named or inner.whose or sentence.word(inner.after) in BE | LYING:
            break
        i = inner.after
        if (
            i < sentence.after
            and sentence.words[i] == ","
            and i + 1 < sentence.after
            and sentence.lowered[i + 1] == "to"
        ):
            i += 1
    return i


def pair_at(sentence: Sentence, i: int) -> tuple[Phrase, Phrase] | None:
    """The two phrases of "between A and B"."""
    return joined_at(sentence, i, _AND)


def joined_at(
    sentence: Sentence, i: int, by: frozenset[str] = frozenset({"and", "with", "to"})
) -> tuple[Phrase, Phrase] | None:
    """Two phrases with a word between them: "connects A with B"."""
    first = phrase_after(sentence, i)
    if first is None:
        return None
    j = first.after
    container = sentence.phrase_at(j + 1) if sentence.word(j) == "in" else None
    j = skip_container(sentence, j if container is None or not container.named else container.after)
    if j < sentence.after and sentence.words[j] == ",":
        beside = sentence.phrase_at(j + 1)  # "Orsk, the capital of Xor, and Guy"
        apposed = beside is not None and sentence.word(beside.after) == "," and sentence.word(beside.after + 1) in by
        j = beside.after + 1 if beside is not None and apposed else j + 1
    if j < sentence.after and sentence.lowered[j] in by:
        second = phrase_after(sentence, j + 1)
        if second is not None:
            return first, second
    return None


def coordinated(sentence: Sentence, phrase: Phrase | None) -> tuple[Phrase, Phrase] | None:
    """Two names that "and" joins, of which a phrase is one or which it describes: "The two towns, Orsk and Guy"."""
    if phrase is None:
        return None
    pair = pair_at(sentence, phrase.first) if phrase.named else None
    if pair is None and phrase.named and sentence.word(phrase.first - 1) in _AND:
        before = next((p for p in sentence.phrases if p.after == phrase.first - 1 and p.named), None)
        pair = None if before is None else (container_head(sentence, before), phrase)
    if pair is not None and not (pair[0].named and pair[1].named):
        pair = None
    if phrase.named and not phrase.head:
        return pair
    # "The capitals of Xor and Mew, Orsk and Guy, are"
    described = phrase.after if pair is None else pair[1].after
    apposed = coordinated(sentence, sentence.phrase_at(described + 1)) if sentence.word(described) == "," else None
    return apposed or pair
