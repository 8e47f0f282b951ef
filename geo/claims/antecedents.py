"""What a pronoun and "the town" stand for, and the name that is set beside a description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.agreement import LIKELY, STRANGE, SURE
from geo.claims.clauses import container_head, governed, has_verb, in_governed_list, main_phrase, visible
from geo.claims.lexicon import (
    BE,
    EXTENDED,
    MAP_NOUNS,
    MOVERS,
    PART_NOUNS,
    PLACE_NOUNS,
    PLACE_PRONOUNS,
    POSSESSIVE_PRONOUNS,
    REFERRING_NOUNS,
    REPORTING,
    STANDING,
    SUBORDINATING,
    VESSELS,
    word_set,
)
from geo.claims.names import FINITE
from geo.claims.placelike import is_line, is_no_place, is_placelike

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.claims.phrases import Phrase, Sentence

# "China's nearest major landmass, Hainan": what a place has one of, which a name beside it says.
_SINGLE = word_set("island neighbor neighbour landmass town city capital port village outpost exclave suburb")
NEIGHBOURS = frozenset({"neighbor", "neighbour", "neighbors", "neighbours"})
_RELATED = NEIGHBOURS | {"capital", "outpost", "exclave", "suburb"}
_ARTICLES_AND_NUMBERS = frozenset({"a", "an", "two", "three", "four"})
_ALONG = frozenset({"along", "up", "down", "via"})
_CALLING = frozenset({"called", "named", "known", "dubbed", "christened"})
_STILL = frozenset({"now", "locally", "also", "still", "today", "officially", "better", "commonly", "simply"})
_CALLED_REACH = 10
_DATELINE = 9  # tokens from the place of a dateline to its dash
_DASHES = frozenset({"—", "–", "--", "-"})
_REFERRING = frozenset({"it", "they", "this", "these", "them", "both", "which"})
SENTENCES_BACK = 6


def says_its_name(phrase: Phrase) -> bool:
    """Whether a phrase says what it is called: "the town of Orsk", not "the capital of Orsk" or "the German island"."""
    return phrase.named and phrase.name_after == phrase.after and phrase.head not in _RELATED


def _any(_name: Phrase) -> int:
    return LIKELY


def topic(
    sentences: Sequence[Sentence],
    before: int,
    *,
    lines: bool = True,
    beside: bool = True,
    fits: Callable[[Phrase], int] = _any,
) -> tuple[Sentence, Phrase] | None:
    """The place that the text is speaking of: the last one that was the subject of a sentence.

    Args:
        sentences: The sentences up to the current one, which is the last.
        before: Only phrases before this token count.
        lines: Whether a road or a river can be it.
        beside: Whether a name that a preposition governs in the last sentence can be it ("In relation to Guy, it").
        fits: How well a name can be it, as `agrees` has it.

    Returns:
        The sentence and the phrase, or None.
    """
    others: list[tuple[Sentence, int]] = []  # that say nothing of the place as their subject, and how well one must fit
    for sentence in reversed(sentences):
        if _foretold(sentence, before):
            continue
        for phrase in visible(sentence, min(before, sentence.after)):
            head = container_head(sentence, phrase)
            if in_governed_list(sentence, phrase) or _aside(sentence, phrase) or _aside(sentence, head):
                continue
            if is_placelike(sentence, phrase) and (lines or not is_line(sentence, phrase)) and fits(head):
                rest = _beside(sentence, head, before) if fits(head) == STRANGE else []
                return sentence, max((head, *rest), key=fits)
            owner = sentence.owner(phrase)
            if owner is not None and fits(owner):
                return sentence, owner
            name = called(sentence, phrase)
            if name is not None and fits(name):
                return sentence, name
            if refers(phrase):
                others.append((sentence, SURE))
                break
        else:
            if beside or sentence is not sentences[-1]:
                others.append((sentence, STRANGE))
    for sentence, least in others:
        placelike = [p for p in _places(sentence, before) if lines or not is_line(sentence, p)]
        best = max(placelike, key=fits, default=None)
        if best is not None and fits(best) >= least:
            return sentence, best
    return None


def _places(sentence: Sentence, before: int) -> list[Phrase]:
    """The names of places in a sentence before a token, a dateline and what is nearby left out."""
    known = visible(sentence, min(before, sentence.after))
    return [phrase for phrase in known if is_placelike(sentence, phrase) and not _aside(sentence, phrase)]


def _beside(sentence: Sentence, subject: Phrase, before: int) -> list[Phrase]:
    """The names after a subject, of which a noun may be said rather: "Orsk is the main town of Xor. The island"."""
    return [phrase for phrase in _places(sentence, before) if phrase.first > subject.first]


def lone_name(sentences: Sequence[Sentence], before: int) -> tuple[Sentence, Phrase] | None:
    """The one name, of which no gazetteer knows, of the sentence or the one before: "Men took Orsk. The town"."""
    for sentence in reversed(sentences[-2:]):
        known = visible(sentence, min(before, sentence.after))
        names = [phrase for phrase in known if phrase.named and not is_no_place(sentence, phrase)]
        if names:
            alone = len(names) == 1 and not names[0].mentioned and sentence.word(names[0].after) not in REPORTING
            return (sentence, names[0]) if alone else None
    return None


def eclipsed(sentences: Sequence[Sentence], before: int, *, sized: bool = False) -> bool:
    """Whether "it" is a thing without a name that was spoken of last: "A drone rose over Orsk. It fell 30 km from Guy".

    What was built and does not move is where the sentence says it was built.

    Args:
        sentences: The sentences up to the current one, which is the last.
        before: The token of the pronoun.
        sized: Whether it is said how long it is, which is not as long as the place where it was built.
    """
    for sentence in reversed(sentences[-2:]):
        thing = main_phrase(sentence, visible(sentence, min(before, sentence.after)))
        if thing is None:
            continue
        if thing.named or thing.kind == "pronoun" or refers(thing):
            return False
        moves = not MOVERS.isdisjoint((thing.head, thing.head.removesuffix("s")))
        if moves or sized:
            return moves or thing.head in EXTENDED
        return thing.head in PLACE_NOUNS | EXTENDED and not _is_placed(sentence, thing)
    return False


def _is_placed(sentence: Sentence, thing: Phrase) -> bool:
    """Whether a sentence says where a thing is: "A base was built in Orsk", "The base at Orsk was shelled"."""
    for at in range(thing.after, sentence.after):
        if sentence.word(at) not in ("in", "at", "on", "near"):
            continue
        before = sentence.word(at - 1)
        said = at == thing.after or before in BE | STANDING or before.endswith("ed")
        place = sentence.phrase_at(at + 1)
        if said and place is not None and place.named:
            return True
    return False


def foretold(sentence: Sentence, pronoun: Phrase) -> Phrase | None:
    """The subject of the main clause, which a pronoun before it stands for: "Because it is 5 km from Guy, Orsk is"."""
    if sentence.word(sentence.first) not in SUBORDINATING or pronoun.first != sentence.first + 1:
        return None
    comma = next((at for at in range(pronoun.after, sentence.after) if sentence.words[at] == ","), sentence.after)
    name = sentence.phrase_at(comma + 1) if comma < sentence.after else None
    return name if name is not None and name.named and is_placelike(sentence, name) else None


def _foretold(sentence: Sentence, before: int) -> bool:
    """Whether what stands before a pronoun only describes what it is: "The only port of Xor, it is"."""
    described = sentence.word(before) in PLACE_PRONOUNS and sentence.word(before - 1) == ","
    return described and not has_verb(sentence, sentence.first, before)


def dateline(sentence: Sentence) -> Phrase | None:
    """The place where a text was written: "ORSK, Xor, May 5 (Reuters) —", "ORSK: Rain fell"."""
    place = sentence.phrase_at(sentence.first)
    if place is None or not place.mentioned:
        return None
    shouted = sentence.words[place.first].isupper() and sentence.word(place.after) == ":"
    written = sentence.words[place.after : min(sentence.after, place.after + _DATELINE)]
    return place if shouted or not _DASHES.isdisjoint(written) else None


def _aside(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a name is not what the text speaks of: "Nearby Lake Orsk is", "leads up Orsk Valley", a dateline."""
    if phrase.first == 0 and sentence.words[0].isupper() and dateline(sentence) is not None:
        return True
    before = sentence.word(phrase.first - 1)
    return "nearby" in (sentence.word(phrase.first), before) or before in _ALONG


def namesake(sentences: Sequence[Sentence], before: int, head: str) -> tuple[Sentence, Phrase] | None:
    """The last name before that holds a common noun: "Changde Poetry Wall" for "the wall"."""
    for sentence in reversed(sentences):
        for phrase in reversed(sentence.phrases):
            if (
                phrase.named
                and phrase.after <= before
                and head in sentence.lowered[phrase.name_first : phrase.name_after]
            ):
                return sentence, phrase
    return None


def called(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The name that a sentence gives to what a phrase says: "The island on which it lies is called Orsk"."""
    if phrase.named or phrase.head not in PLACE_NOUNS:
        return None
    for at in range(phrase.after, min(sentence.after, phrase.after + _CALLED_REACH)):
        if sentence.words[at] in (";", ":") or sentence.word(at) in ("and", "but"):
            return None
        if sentence.word(at) in _CALLING and (at == phrase.after or sentence.word(at - 1) in BE | _STILL):
            name = sentence.phrase_at(at + 1 + (sentence.word(at + 1) == "as"))
            return name if name is not None and name.named and not name.whose else None
    return None


def named_thing(sentence: Sentence, name: Phrase) -> Phrase | None:
    """What a sentence gives a name to: "a town called Orsk", "The island is named Orsk"."""
    before = name.first - 1 - (sentence.word(name.first - 1) == "as")
    if sentence.word(before) not in _CALLING:
        return None
    return next((p for p in reversed(sentence.phrases) if p.after <= before and called(sentence, p) == name), None)


def said_of(sentence: Sentence) -> Phrase | None:
    """What a quotation speaks of where the sentence says so: "It is 5 km from Guy," she said of Orsk."""
    for at in range(sentence.first, sentence.after - 1):
        if sentence.lowered[at] in REPORTING and sentence.word(at + 1) == "of":
            name = sentence.phrase_at(at + 2)
            return name if name is not None and name.named else None
    return None


def stands_for_name(phrase: Phrase) -> bool:
    """Whether a phrase can stand for a name that holds its noun: "the wall"."""
    return phrase.kind == "definite" and phrase.head in PLACE_NOUNS and phrase.whose in ("the", "this", "that")


def refers(phrase: Phrase) -> bool:
    """Whether a phrase without a name can stand for a place named before."""
    if phrase.kind == "pronoun":
        return phrase.head in _REFERRING
    if phrase.whose in POSSESSIVE_PRONOUNS:
        return phrase.whose in ("its", "their") and phrase.head in PART_NOUNS
    return phrase.kind == "definite" and phrase.head in REFERRING_NOUNS and phrase.whose in ("the", "this", "that")


def described_name(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The name before a mark that a description goes on with.

    "Rydal Water, a lake about a mile long", "Samos, the Greek island", "Kharkiv, Ukraine's
    second-largest city", "Orsk, the capital of Xor".
    """
    if sentence.word(phrase.first - 1) not in (",", ";") or phrase.head not in MAP_NOUNS - VESSELS:
        return None  # "In Xor, a ferry sank" is of the ferry
    indefinite = phrase.kind == "indefinite" and phrase.whose in _ARTICLES_AND_NUMBERS
    of_a_people = phrase.kind == "definite" and phrase.mentioned
    placed = phrase.whose == "the" and sentence.word(phrase.after)[:1].isdigit()  # "Orsk, the crossing 5 km north of"
    of_a_name = phrase.named or phrase.name_after < phrase.after
    owned = of_a_name and phrase.head in _SINGLE and not says_its_name(phrase)
    if not (indefinite or of_a_people or owned or placed):
        return None
    before = next((p for p in sentence.phrases if p.after == phrase.first - 1 and p.named), None)
    return None if before is None else container_head(sentence, before)


def apposed_name(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The name that a comma sets beside a description: "the closest Japanese island, Yonaguni"."""
    if phrase.kind == "pronoun" or phrase.head not in MAP_NOUNS or sentence.word(phrase.after) != ",":
        return None
    if (
        phrase.named
        and not (phrase.mention is not None and phrase.mention.kind == "demonym")
        and (phrase.head not in _SINGLE or says_its_name(phrase))
    ):
        return None
    after = phrase.after + 1
    while sentence.word(after) in ("known", "called", "named", "as", "also", "locally"):
        after += 1
    name = sentence.phrase_at(after)
    if name is None or not name.named or name.whose:
        return None
    if governed(sentence, phrase) and sentence.word(name.after) in BE | FINITE:
        return None  # "Far from the front, Orsk had thought itself safe"
    return name
