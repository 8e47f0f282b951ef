"""What stands before a length: the thing whose place or size is stated, and what a pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims.directions import read_wind
from geo.claims.lexicon import (
    BE,
    CONJUNCTIONS,
    LYING,
    MAP_NOUNS,
    PART_NOUNS,
    PLACE_NOUNS,
    POSSESSIVE_PRONOUNS,
    PREPOSITIONS,
    REFERRING_NOUNS,
    REPORTING,
    ROUTE_NOUNS,
    SAYING_WHAT,
    STANDING,
    STRETCHING,
    SUBORDINATING,
    TIMES,
    TRAVELLING,
    word_set,
)
from geo.claims.phrases import is_line, is_no_place, is_placelike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.phrases import Phrase, Sentence

_SKIPPED = word_set("located situated lying standing being set placed at a an the distance of for by only also still")
_MARKS = word_set(", and but or : - – — ( [ --")
_BREAKS = frozenset({";", ":", "—", "–", "--"})
_AUXILIARY = word_set("has have had will would may might can could does do did not also to")
_GOING = (TRAVELLING - {"leads", "lead", "leading", "led"}) | {"camped", "encamped", "bivouacked", "halted"}
# "China's nearest major landmass, Hainan": what a place has one of, which a name beside it says.
_SINGLE = word_set("island neighbor neighbour landmass town city capital port village outpost exclave")
_RELATED = word_set("neighbor neighbour capital outpost exclave")
_PATHS = frozenset({"across", "along", "through", "over", "via"})
_REFERRING = frozenset({"it", "they", "this", "these", "them", "both", "which"})
_VERBS = BE | LYING | STRETCHING | (_AUXILIARY - {"to", "not", "also"})
SENTENCES_BACK = 6


@dataclass(frozen=True, slots=True)
class Left:
    """What a length's left side says.

    Attributes:
        subject: The phrase that is located; None where the sentence opens with the length.
        verb: The verb right before the length, or "".
        origin: The phrase of a leading "From A, ...".
        travel: Whether a verb of going stands near.
        touching: Whether the subject stands right before the length, without a mark.
    """

    subject: Phrase | None
    verb: str
    origin: Phrase | None
    travel: bool
    touching: bool = False


def read_left(sentence: Sentence, hedge: int, *, taken: int, hyphenated: bool) -> Left:
    """Find the subject of a length to its left.

    Args:
        sentence: The sentence.
        hedge: The first token of the length or of the hedges before it.
        taken: The token after the claim before in the sentence; nothing before it is a name's first part.
        hyphenated: Whether the length is an attribute ("a narrow, 140-mile long strip").

    Returns:
        The subject and the verb.
    """
    lowered = sentence.lowered
    i = hedge
    if hyphenated:
        article = next(
            (j for j in range(hedge - 1, max(sentence.first - 1, hedge - 6), -1) if lowered[j] in ("a", "an", "the")),
            None,
        )
        i = hedge if article is None else article
    travel = any(word in TRAVELLING for word in lowered[max(sentence.first, i - 12) : i])
    origin = sentence.phrase_at(sentence.first + 1) if sentence.word(sentence.first) == "from" else None
    before = visible(sentence, i)
    if sentence.word(i - 1) == "(":
        # A length in brackets is said of the name before them.
        beside = next((p for p in before if p.after == i - 1 and p.named), None)
        if beside is not None:
            return Left(container_head(sentence, beside, taken), "", origin, travel, touching=True)
    touching = next((p for p in before if p.after == i and p.named), None)
    if touching is not None and governed(sentence, container_head(sentence, touching, taken)):
        described = _main(sentence, clause(sentence, i))
        said = described is not None and _describes(sentence, described.after, i)
        if described is not None and said and (is_placelike(sentence, described) or refers(described)):
            return Left(described, "is", origin, travel)
    if touching is not None and (is_placelike(sentence, touching) or sentence.word(touching.first - 1) in _MARKS):
        return Left(container_head(sentence, touching, taken), "", origin, travel, touching=True)
    thing = next((p for p in before if p.after == i and p.kind in ("definite", "indefinite")), None)
    if thing is not None and thing.head not in TIMES and not hyphenated:
        if sentence.word(thing.first - 1) in BE:
            return Left(clause_subject(sentence, thing.first - 1), "is", origin, travel)
        return Left(thing, "", origin, travel, touching=True)
    i = _back_over(sentence, i, _SKIPPED | _MARKS)
    standing = next((j for j in range(i, hedge) if lowered[j] in STANDING), None)
    verb = _verb(sentence, i)
    if verb is None and standing is not None and standing == i and sentence.word(i - 1) not in (",", "("):
        verb = standing
    if not before:
        return Left(None, "", origin, travel)
    if verb is not None:
        subject = clause_subject(sentence, verb)
        if subject is not None and subject.mention is not None and lowered[verb] in _GOING:
            subject = None  # places do not march
        ordinary = lowered[verb] not in BE | STANDING | STRETCHING
        if subject is not None and subject.named and ordinary and not is_placelike(sentence, subject):
            subject = replace(subject, kind="definite")  # who does something is no place
        return Left(_situated(sentence, subject), lowered[verb], origin, travel)
    if sentence.word(i - 1) == "with":
        return Left(before[-1], "", origin, travel)
    return Left(_apposed(sentence, i, before, (hedge, taken)), "", origin, travel)


def _situated(sentence: Sentence, subject: Phrase | None) -> Phrase | None:
    """The place of a thing without a name: Pag-asa for "an airstrip on Pag-asa", Rydal for "the highway to Rydal"."""
    if subject is None or subject.kind not in ("definite", "indefinite") or refers(subject):
        return subject
    if sentence.word(subject.after) not in ("on", "in", "at", "near", "to"):
        return subject
    place = sentence.phrase_at(subject.after + 1)
    if sentence.word(subject.after) == "to":
        return place if place is not None and place.named and subject.head in ROUTE_NOUNS else subject
    return place if place is not None and place.named and not place.head else subject


def _back_over(sentence: Sentence, i: int, words: frozenset[str]) -> int:
    while i > sentence.first and sentence.lowered[i - 1] in words:
        i -= 1
    return i


def _verb(sentence: Sentence, i: int) -> int | None:
    """The verb that stands right before a token, adverbs and "to" apart."""
    lowered = sentence.lowered
    j = i - 1
    while j > sentence.first and (
        lowered[j].endswith("ly")
        or lowered[j] in ("now", "today", "to", "out", "approximately", "away", "up", "back", "down")
    ):
        j -= 1
    if j < sentence.first:
        return None
    word = lowered[j]
    if word in BE or word in STANDING or word in STRETCHING or word in TRAVELLING:
        return j
    if word.endswith(("ed", "ing")) and len(word) > 4 and sentence.words[j][0].islower():
        return j
    return None


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


def clause_subject(sentence: Sentence, verb: int) -> Phrase | None:
    """The grammatical subject of a verb: the first phrase of its clause that no preposition governs."""
    lowered, words = sentence.lowered, sentence.words
    end = verb
    while end > sentence.first and (lowered[end - 1] in BE or lowered[end - 1] in _AUXILIARY):
        end -= 1
    relative = sentence.word(end - 1)
    if relative in ("which", "that", "who") and end - 2 >= sentence.first:
        before = visible(sentence, end - 1)
        while before and sentence.word(before[-1].first - 1) == "in" and sentence.word(before[-1].first - 2) == ",":
            before.pop()  # "El Geneina, in Sudan, which is"
        return container_head(sentence, before[-1]) if before else None
    if words[end - 1] in (",", ")"):
        opening = _opening(sentence, end - 1)
        subject = _main(sentence, clause(sentence, opening, verb=True))
        inner = sentence.phrase_at(opening + 1)
        if (
            inner is not None
            and inner.named
            and not inner.whose
            and (subject is None or (subject.head and not _says_its_name(subject)))
            and inner.after <= end
        ):
            return inner
        if subject is not None:
            return subject
    return _main(sentence, clause(sentence, end, verb=not lowered[verb].endswith("ing")))


def _says_its_name(phrase: Phrase) -> bool:
    """Whether a phrase says what it is called: "the town of Orsk", not "the capital of Orsk" or "the German island"."""
    return phrase.named and phrase.name_after == phrase.after and phrase.head not in _RELATED


def _opening(sentence: Sentence, closing: int) -> int:
    """The comma or bracket that opens what the one at `closing` ends."""
    mark = {")": "(", ",": ","}[sentence.words[closing]]
    for i in range(closing - 1, sentence.first, -1):
        if sentence.words[i] == mark:
            return i
    return closing


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
    for i in range(end - 1, start, -1):
        if i in hidden or (words[i] == "–" and sentence.touches(i - 1) and sentence.touches(i)):
            continue
        relative = lowered[i] == "that" or (lowered[i] in ("which", "whom") and lowered[i - 1] in PREPOSITIONS)
        reported = lowered[i] in REPORTING
        if not (words[i] in _BREAKS or lowered[i] in CONJUNCTIONS or reported or (relative and i + 1 < end)):
            continue
        if not any(i < p.first for p in before):
            continue
        if lowered[i] in ("and", "or", "nor", "than") and not _has_verb(sentence, start, i):
            continue
        if lowered[i] in ("and", "or") and not verb and not _has_verb(sentence, i, end):
            continue
        start = i + 1
        break
    return [p for p in before if start <= p.first]


def _main_clause(sentence: Sentence, end: int) -> int:
    """Where the main clause begins: after the comma of "If it were to fall, Taiwan would"."""
    if sentence.word(sentence.first) not in SUBORDINATING:
        return sentence.first
    comma = next((i for i in range(sentence.first, end) if sentence.words[i] == ","), None)
    if comma is None or not any(comma < p.first and p.after <= end for p in sentence.phrases):
        return sentence.first
    return comma + 1


def _has_verb(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a verb stands in a stretch: then "and" joins clauses, else it joins names."""
    return any(
        sentence.lowered[at] in _VERBS
        or (
            sentence.words[at].endswith("ed") and sentence.words[at][0].islower() and sentence.words[at] not in STANDING
        )
        for at in range(first, end)
    )


def _main(sentence: Sentence, phrases: Sequence[Phrase]) -> Phrase | None:
    free = [p for p in phrases if not governed(sentence, p)]
    return free[0] if free else None


def governed(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a preposition stands right before a phrase."""
    return sentence.word(phrase.first - 1) in PREPOSITIONS and sentence.word(phrase.first - 2) != "known"


def container_head(sentence: Sentence, phrase: Phrase, taken: int = 0) -> Phrase:
    """The first name of "Louisville, Kentucky" for its last one."""
    while True:
        comma = phrase.first - 1
        if comma <= taken or sentence.word(comma) != "," or not phrase.named or phrase.whose or phrase.head:
            return phrase
        before = next((p for p in sentence.phrases if p.after == comma), None)
        if before is None or not before.named:
            return phrase
        phrase = before


def _apposed(sentence: Sentence, i: int, before: Sequence[Phrase], bounds: tuple[int, int]) -> Phrase | None:
    """The subject where no verb stands before the length.

    That of the clause where this says what or where it is ("Dover is a city in X County, 67 miles west of"), else the
    nearest name.
    """
    hedge, taken = bounds
    here = clause(sentence, i) or before
    main = _main(sentence, here)
    first = main or _main(sentence, before)
    if sentence.word(hedge) == "to":
        return main  # "moved down the road to within 5 miles of"
    if first is not None and (first.named or refers(first)) and _describes(sentence, first.after, i):
        return first
    if here[-1].named and sentence.word(here[-1].first - 1) in ("called", "named") and here[-1].after >= i - 1:
        return here[-1]
    names = [p for p in here if is_placelike(sentence, p) and sentence.word(p.first - 1) not in _PATHS]
    if names:
        return container_head(sentence, names[-1], taken)
    last = here[-1]
    if last.named and last.after >= i - 1 and not is_no_place(sentence, last):
        return container_head(sentence, last, taken)
    return main


def _describes(sentence: Sentence, first: int, end: int) -> bool:
    """Whether the clause is "X is a ..." or "X is located ..."."""
    for at in range(first, end):
        word = sentence.lowered[at]
        if word in STANDING and at - first <= 2:
            return True
        if word in BE and sentence.word(at - 1) not in ("which", "that", "who"):
            follows = at + 1
            while sentence.word(follows).endswith("ly") or sentence.word(follows) in ("also", "now", "not"):
                follows += 1
            named = any(p.first == follows and p.named for p in sentence.phrases)
            says = sentence.word(follows) in SAYING_WHAT or sentence.word(follows) in MAP_NOUNS
            return says or named or read_wind(sentence.words, follows, end) is not None
    return False


def topic(sentences: Sequence[Sentence], before: int, *, lines: bool = True) -> tuple[Sentence, Phrase] | None:
    """The place that the text is speaking of: the last one that was the subject of a sentence.

    Args:
        sentences: The sentences up to the current one, which is the last.
        before: Only phrases before this token count.
        lines: Whether a road or a river can be it.

    Returns:
        The sentence and the phrase, or None.
    """
    others: list[Sentence] = []  # that say nothing of the place as their subject
    for sentence in reversed(sentences):
        for phrase in visible(sentence, min(before, sentence.after)):
            head = container_head(sentence, phrase)
            if governed(sentence, head):
                continue
            if is_placelike(sentence, phrase) and (lines or not is_line(sentence, phrase)):
                return sentence, head
            if refers(phrase):
                break
        else:
            others.append(sentence)
    for sentence in others:
        for phrase in visible(sentence, min(before, sentence.after)):
            if is_placelike(sentence, phrase) and (lines or not is_line(sentence, phrase)):
                return sentence, phrase
    return None


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


def apposed_name(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The name that a comma sets beside a description: "the closest Japanese island, Yonaguni"."""
    if phrase.kind == "pronoun" or phrase.head not in MAP_NOUNS or sentence.word(phrase.after) != ",":
        return None
    if (
        phrase.named
        and not (phrase.mention is not None and phrase.mention.kind == "demonym")
        and (phrase.head not in _SINGLE or _says_its_name(phrase))
    ):
        return None
    after = phrase.after + 1
    while sentence.word(after) in ("known", "called", "named", "as", "also", "locally"):
        after += 1
    name = sentence.phrase_at(after)
    if name is None or not name.named or name.whose:
        return None
    return name
