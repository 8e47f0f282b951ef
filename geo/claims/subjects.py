"""What stands before a length: the thing whose place or size is stated, and what a pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims.antecedents import NEIGHBOURS, refers, says_its_name
from geo.claims.clauses import (
    AUXILIARY,
    clause,
    container_head,
    governed,
    has_verb,
    in_governed_list,
    main_phrase,
    visible,
)
from geo.claims.directions import read_wind
from geo.claims.lexicon import (
    ARTICLES,
    BE,
    BORDER_NOUNS,
    DOING,
    LYING,
    MAP_NOUNS,
    PASTS,
    PLACE_PRONOUNS,
    ROUTE_NOUNS,
    SAYING_WHAT,
    SHORE_NOUNS,
    STANDING,
    STRETCHING,
    SUBORDINATING,
    TIMES,
    TRAVELLING,
    word_set,
)
from geo.claims.names import POSSESSIVE
from geo.claims.numbers import read_number
from geo.claims.phrases import Phrase
from geo.claims.placelike import is_line, is_no_place, is_placelike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.phrases import Sentence
    from geo.claims.ways import Form

_SKIPPED = word_set("located situated lying standing being set placed at a an the distance of for by only also still")
_MARKS = word_set(", and but or : - – — ( [ --")
_SOMETIMES = frozenset({"also", "now", "not", "later", "once", "still", "then", "thus", "again"})
_GOING = (TRAVELLING - {"leads", "lead", "leading", "led"}) | {"camped", "encamped", "bivouacked", "halted"}
_NO_NOUNS = (
    BE
    | STANDING
    | STRETCHING
    | TRAVELLING
    | TIMES
    | AUXILIARY
    | _SKIPPED
    | _SOMETIMES
    | frozenset({"across", "towards", "metres", "meters", "miles", "kilometres", "kilometers", "yards"})
)
_EDGES = SHORE_NOUNS | BORDER_NOUNS
_EXTREMES = frozenset({"narrowest", "widest", "broadest", "closest", "nearest"})
_MANNERS = frozenset({"pace", "speed", "rate", "cost", "price", "depth", "height", "altitude"})
_CLEFT = 12
_NEARBY = 7  # tokens from "Orsk, at the foot of Mount Guy and 5 km from" to the name
_NEAR = word_set("near at on across over outside beside off behind opposite below above by")
_WINDS = word_set("north south east west northeast northwest southeast southwest")
_PATHS = frozenset({"across", "along", "through", "over", "via"})


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


def read_left(sentence: Sentence, hedge: int, *, taken: int, hyphenated: bool, form: Form = "none") -> Left:
    """Find the subject of a length to its left.

    Args:
        sentence: The sentence.
        hedge: The first token of the length or of the hedges before it.
        taken: The token after the claim before in the sentence; nothing before it is a name's first part.
        hyphenated: Whether the length is an attribute ("a narrow, 140-mile long strip").
        form: How the length is used: one that is "away" is of a name right before it, an extent of no place around.

    Returns:
        The subject and the verb.
    """
    lowered = sentence.lowered
    i = hedge
    if hyphenated:
        i = opening(sentence, hedge)
        apposed = next((p for p in visible(sentence, i) if p.after == i - 1 and p.named), None)
        if apposed is not None and sentence.word(i - 1) == ",":
            return Left(container_head(sentence, apposed, taken), "", None, travel=False)
    travel = any(word in TRAVELLING for word in lowered[max(sentence.first, i - 12) : i])
    origin = sentence.phrase_at(sentence.first + 1) if sentence.word(sentence.first) == "from" else None
    i = _before_extreme(sentence, _before_aside(sentence, i))
    before = visible(sentence, i)
    if sentence.word(i - 1) == "(":
        # A length in brackets is said of the name before them.
        beside = next((p for p in before if p.after == i - 1 and p.named), None)
        if beside is not None:
            return Left(container_head(sentence, beside, taken), "", origin, travel, touching=True)
    touching = next((p for p in before if p.after == i and p.named), None)
    if touching is not None and form != "away" and in_governed_list(sentence, touching, taken):
        described = main_phrase(sentence, clause(sentence, i))
        said = described is not None and _describes(sentence, described.after, i)
        if described is not None and said and (is_placelike(sentence, described) or refers(described)):
            return Left(described, "is", origin, travel)
    on = -1 if touching is None else touching.first - 1
    river = touching is not None and touching.whose == "the" and sentence.word(on) == "on"
    if touching is not None and (touching.head in _EDGES or river) and governed(sentence, touching):
        # "at Orsk, on the Danish border 5 km west of", "at Orsk, on the Guy 5 km below"
        at = on - (sentence.word(on - 1) == ",")
        town = next((p for p in before if p.after == at and p.named), None)
        if town is not None:
            return Left(container_head(sentence, town, taken), "", origin, travel, touching=True)
    if touching is not None and (is_placelike(sentence, touching) or sentence.word(touching.first - 1) in _MARKS):
        return Left(container_head(sentence, touching, taken), "", origin, travel, touching=True)
    thing = next((p for p in before if p.after == i and p.kind in ("definite", "indefinite")), None)
    if thing is not None and thing.head not in TIMES | _MANNERS and not hyphenated:
        stretched = thing.first - 2 if sentence.word(thing.first - 1) in ("over", "across") else thing.first - 1
        apposed = next((p for p in before if p.after == thing.first - 1 and p.named), None)
        shaped = form == "extent" and thing.kind == "indefinite" and sentence.word(thing.first - 1) == ","
        if shaped and apposed is not None and is_placelike(sentence, apposed) and not governed(sentence, apposed):
            return Left(container_head(sentence, apposed, taken), "", origin, travel)  # "Xor, a sliver 50 km across"
        lies = _lying_at(sentence, thing, i) if form == "from" else None
        if lies is not None:
            return Left(lies, "is", origin, travel)
        if sentence.word(stretched) in BE or (stretched < thing.first - 1 and sentence.word(stretched) in STRETCHING):
            return Left(clause_subject(sentence, stretched), "is", origin, travel)
        return Left(thing, "", origin, travel, touching=True)
    moved = next((p for p in before if p.after == i and p.kind == "pronoun" and p.head in ("it", "them")), None)
    if moved is not None and sentence.word(moved.first - 1).endswith("ed"):
        return Left(replace(moved, kind="indefinite"), "", origin, travel, touching=True)  # "Crews stopped it a mile"
    made = _made_of(sentence, before, i) if form == "extent" else None
    if made is not None:
        return Left(made, "", origin, travel, touching=True)
    things = _plural_before(sentence, i) if form in ("from", "away", "extent") else None
    if things is not None:
        return Left(things, "", origin, travel, touching=True)
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
        sized = form == "extent" or lowered[verb] in STRETCHING  # a queue in London is not as long as London
        return Left(subject if sized else _situated(sentence, subject), lowered[verb], origin, travel)
    if sentence.word(i - 1) == "with":
        aside = hyphenated and in_governed_list(sentence, before[-1], taken)
        whole = main_phrase(sentence, clause(sentence, i)) if aside else None
        return Left(whole or before[-1], "", origin, travel)  # "Orsk lies on the coast, with a 5-km beach"
    return Left(_apposed(sentence, i, before, (hedge, taken)), "", origin, travel)


def _lying_at(sentence: Sentence, thing: Phrase, i: int) -> Phrase | None:
    """The place that lies at a thing without a name: "Orsk lies at the mouth of a fjord 24 km from"."""
    described = main_phrase(sentence, clause(sentence, i)) if governed(sentence, thing) else None
    pronoun = described is not None and described.kind == "pronoun" and refers(described)
    if described is None or not (pronoun or is_placelike(sentence, described)):
        return None
    at = described.after
    if sentence.word(at) == ",":  # "Orsk, population 100, clings to"
        at = next((j + 1 for j in range(at + 1, thing.first) if sentence.words[j] == ","), at)
    return described if sentence.word(at) in BE | LYING else None


def _made_of(sentence: Sentence, before: Sequence[Phrase], i: int) -> Phrase | None:
    """The thing without a name of "a strip of coast 5 km wide", "a bridge and tunnel 5 km long"."""
    bare = sentence.word(i - 2) in ("of", "and") and sentence.word(i - 1).isalpha() and sentence.words[i - 1].islower()
    return next((p for p in before if bare and p.after == i - 2 and p.kind == "indefinite"), None)


def opening(sentence: Sentence, hedge: int) -> int:
    """The article of "a narrow, 140-mile long strip", of which the length is an attribute; else its first token."""
    before = range(hedge - 1, max(sentence.first - 1, hedge - 6), -1)
    return next((at for at in before if sentence.word(at) in ARTICLES), hedge)


def _plural_before(sentence: Sentence, i: int) -> Phrase | None:
    """The bare noun right before a length, which is no place: "kept crowds 100 metres from"."""
    noun = i - 1
    word = sentence.word(noun)
    plain = word.isalpha() and word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3
    before = sentence.words[noun - 1] if noun > sentence.first else ""
    verb = not before[:1].isalpha() or noun - 1 == sentence.first  # "Orsk, Guy, hangs 3 km off", "Ship sinks 3 km off"
    if not plain or verb or sentence.words[noun][0].isupper() or word in _NO_NOUNS:
        return None
    if any(p.first <= noun < p.after or p.after == noun for p in sentence.phrases):
        return None
    return Phrase(noun, i, "indefinite", word, noun, i)


def _before_aside(sentence: Sentence, i: int) -> int:
    """The token after the name of "Vitória - (ES) 392 km", which an abbreviation in brackets parts from its length."""
    if sentence.word(i - 1) != ")" or sentence.word(i - 3) != "(" or not sentence.words[i - 2].isupper():
        return i
    return i - 3 - (sentence.word(i - 4) == "-")


def _before_extreme(sentence: Sentence, i: int) -> int:
    """The token before the comma of "The Strait of Orsk, at its narrowest 11 km across"."""
    at = i - (sentence.word(i - 1) in ("point", "part"))
    if sentence.word(at - 1) in _EXTREMES and sentence.word(at - 2) in ("its", "their", "the"):
        return at - 3 - (sentence.word(at - 4) == ",") if sentence.word(at - 3) == "at" else i
    return i


def _situated(sentence: Sentence, subject: Phrase | None) -> Phrase | None:
    """The place of a thing without a name: Pag-asa for "an airstrip on Pag-asa", Rydal for "the highway to Rydal"."""
    if subject is None:
        return None
    owned = subject.named and subject.head and sentence.word(subject.name_after) in POSSESSIVE  # "Xor's port at"
    if (subject.named and not owned) or subject.kind == "pronoun" or refers(subject):
        return subject
    if subject.whose in ("each", "every", "any", "no"):
        return subject
    aside = sentence.phrase_at(subject.after + 2) if sentence.word(subject.after) == "," else None
    if aside is not None and aside.named and sentence.word(subject.after + 1) in ("in", "at"):
        return aside if sentence.word(aside.after) == "," and is_placelike(sentence, aside) else subject
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
        (lowered[j].endswith("ly") and sentence.words[j][0].islower())  # no adverb: "Sicily"
        or (lowered[j] in _WINDS and lowered[j - 1] in STRETCHING)
        or lowered[j] in ("now", "today", "to", "out", "approximately", "away", "up", "back", "down")
    ):
        j -= 1
    if j < sentence.first:
        return None
    word = lowered[j]
    if sentence.words[j].istitle():
        return None  # "Ocean Front Walk"
    if word in BE or word in STANDING or word in STRETCHING or word in TRAVELLING or word in PASTS:
        return j
    if word.endswith(("ed", "ing")) and len(word) > 4 and sentence.words[j][0].islower():
        return j
    return None


def clause_subject(sentence: Sentence, verb: int) -> Phrase | None:
    """The grammatical subject of a verb: the first phrase of its clause that no preposition governs."""
    lowered, words = sentence.lowered, sentence.words
    end = verb
    while end > sentence.first and (lowered[end - 1] in BE or lowered[end - 1] in AUXILIARY):
        end -= 1
    # A bare participle opens no clause: "and" before it joins names ("a city and a port, situated").
    participle = end == verb and (lowered[verb].endswith("ing") or lowered[verb] in STANDING - LYING)
    aside = next((p for p in sentence.phrases if p.after == end and p.named), None)
    if (
        aside is not None
        and sentence.word(aside.first - 1) in ("at", "near", "off")
        and sentence.word(aside.first - 2) == "which"
    ):
        end = aside.first - 1  # "the Orsk, which at Guy narrows"
    relative = sentence.word(end - 1)
    if relative in ("which", "that", "who") and end - 2 >= sentence.first:
        before = visible(sentence, _first_relative(sentence, end - 1))
        while before and sentence.word(before[-1].first - 1) == "in" and sentence.word(before[-1].first - 2) == ",":
            before.pop()  # "El Geneina, in Sudan, which is"
        while len(before) > 1 and sentence.word(before[-1].first - 1) == "not":
            before.pop()  # "It is Orsk, not Guy, that is"
        return container_head(sentence, before[-1]) if before else None
    pronoun = next((p for p in sentence.phrases if p.after == end and p.kind == "pronoun"), None)
    if pronoun is not None and pronoun.head in PLACE_PRONOUNS and words[pronoun.first - 1] == ",":
        return pronoun  # "The only port of Xor, it is"
    if words[end - 1] in (",", ")"):
        opening = _opening(sentence, end - 1)
        subject = main_phrase(sentence, clause(sentence, opening, verb=not participle))
        inner = sentence.phrase_at(opening + 1)
        if (
            inner is not None
            and inner.named
            and not inner.whose
            and (subject is None or (subject.head and not says_its_name(subject)))
            and inner.after <= end
        ):
            return inner
        if subject is not None:
            return _before_where(sentence, subject) or subject
    beside = _beside(sentence, end)
    if beside is not None and participle and not governed(sentence, container_head(sentence, beside)):
        return container_head(sentence, beside)
    spliced = beside is not None and words[beside.first - 1] == "," and not participle
    if spliced and beside is not None and has_verb(sentence, sentence.first, beside.first):
        return beside  # "Bowling Green is 32 miles to the west, Mammoth Cave is"
    joined = sentence.word(end - 1) in ("and", "but")  # a second verb of one subject: "is located in Guy and is"
    here = clause(sentence, end, verb=not participle and not joined)
    opens = bool(here) and sentence.word(here[0].first - 1) in SUBORDINATING and "," not in words[here[0].first : end]
    subject = here[0] if opens else main_phrase(sentence, here)
    unnamed = subject is None or not subject.named
    if beside is not None and unnamed and not in_governed_list(sentence, beside):
        return container_head(sentence, beside)  # "The capital and largest city Havana is"
    return subject


def _first_relative(sentence: Sentence, relative: int) -> int:
    """The first of two relative pronouns of one name: "Orsk, which no road reaches, and which is 5 km from"."""
    if sentence.word(relative - 1) not in ("and", "but"):
        return relative
    same = sentence.word(relative)
    return next((at for at in range(relative - 2, sentence.first, -1) if sentence.word(at) == same), relative)


def _before_where(sentence: Sentence, subject: Phrase) -> Phrase | None:
    """The name that a clause of "where" is set beside: "Orsk, near where Guy and Mew meet, is"."""
    at = subject.first - 1
    if sentence.word(at) != "where":
        return None
    comma = next((i for i in range(at, max(sentence.first, at - 4), -1) if sentence.words[i] == ","), None)
    return next((p for p in sentence.phrases if p.after == comma and p.named), None)


def _beside(sentence: Sentence, end: int) -> Phrase | None:
    """The name right before a token, quotation marks and numbers apart: "named “Carbon 2” located"."""
    at = end
    while at > sentence.first and not sentence.words[at - 1][0].isalpha() and sentence.words[at - 1] not in ",;:()":
        at -= 1
    return next((p for p in sentence.phrases if p.after == at and p.named), None)


def _opening(sentence: Sentence, closing: int) -> int:
    """The comma or bracket that opens what the one at `closing` ends."""
    mark = {")": "(", ",": ","}[sentence.words[closing]]
    for i in range(closing - 1, sentence.first, -1):
        if sentence.words[i] == mark:
            return i
    return closing


def _apposed(sentence: Sentence, i: int, before: Sequence[Phrase], bounds: tuple[int, int]) -> Phrase | None:
    """The subject where no verb stands before the length.

    That of the clause where this says what or where it is ("Dover is a city in X County, 67 miles west of"), else the
    nearest name.
    """
    hedge, taken = bounds
    here = clause(sentence, i) or before
    main = main_phrase(sentence, here)
    first = main or main_phrase(sentence, before)
    if sentence.word(hedge) == "to":
        return main  # "moved down the road to within 5 miles of"
    if first is not None and first.head in NEIGHBOURS:  # "Orsk's neighbours are Guy, 5 km away, and Mew"
        first = None
    cleft = first is not None and first.head == "it" and here[-1].first == first.after + 2 and here[-1].named
    if cleft and {"that", "where"} & set(sentence.lowered[hedge : min(sentence.after, hedge + _CLEFT)]):
        return here[-1]  # "It was at Orsk, 5 km from Guy, that he"
    new = here[-1].named and here[-1].after >= i - 1 and _has_new_clause(sentence, here, taken)
    if first is not None and (first.named or refers(first)) and _describes(sentence, first.after, i) and not new:
        return first
    if here[-1].named and sentence.word(here[-1].first - 1) in ("called", "named") and here[-1].after >= i - 1:
        return here[-1]
    last = here[-1]
    beside = last.named and last.after >= i - 1 and not is_no_place(sentence, last)
    if beside and not governed(sentence, container_head(sentence, last, taken)):
        return container_head(sentence, last, taken)
    names = [p for p in here if is_placelike(sentence, p) and sentence.word(p.first - 1) not in _PATHS]
    names = [p for p in names if not is_line(sentence, p)] or names
    nearby = _named_before_near(sentence, names[-1], i) if names else None
    if nearby is not None:
        return container_head(sentence, nearby, taken)
    if names and names[-1].head in _EDGES:  # "Orsk on the Danish border"
        names += [p for p in here if p.after == names[-1].first - 1 and p.named]
    if names:
        return container_head(sentence, names[-1], taken)
    if main is not None and not beside and main.named and not is_placelike(sentence, main):
        return replace(main, kind="definite")  # "Repsol found gas 5 km off"
    return container_head(sentence, last, taken) if beside else main


def _named_before_near(sentence: Sentence, near: Phrase, i: int) -> Phrase | None:
    """The place of "Orsk, near Guy and about 5 km from": what is near another place is still spoken of after "and"."""
    comma = next((at for at in range(near.first - 1, near.first - _NEARBY, -1) if sentence.word(at) == ","), -1)
    opens = sentence.word(comma + 1)
    if comma < 0 or opens not in _NEAR or sentence.word(i) != "and" or has_verb(sentence, comma, i):
        return None
    return next((p for p in sentence.phrases if p.after == comma and p.named), None)


def _has_new_clause(sentence: Sentence, here: Sequence[Phrase], taken: int) -> bool:
    """Whether a new subject stands between the claim before and the name beside: "and goats graze at Orsk, 5 km"."""
    beside = (sentence.word(here[-1].first - 2), sentence.word(here[-1].first - 1)) == (",", "and")
    between = [p for p in here[: None if beside else -1] if taken and p.first > taken]
    return any(sentence.word(p.first - 1) == "and" for p in between)


def _describes(sentence: Sentence, first: int, end: int) -> bool:
    """Whether the clause is "X is a ..." or "X is located ..."."""
    for at in range(first, end):
        word = sentence.lowered[at]
        # "They had come from Orsk", "Repsol found gas"
        had = sentence.word(at - 1) in ("has", "have", "had") or (at == first and word in DOING)
        if word in STANDING and not had and (at - first <= 2 or (word in LYING and sentence.word(at - 1) == ",")):
            return True
        if word in BE and sentence.word(at - 1) not in ("which", "that", "who"):
            follows = at + 1
            while sentence.word(follows).endswith("ly") or sentence.word(follows) in _SOMETIMES:
                follows += 1
            named = any(p.first == follows and p.named for p in sentence.phrases)
            sized = read_number(sentence.lowered, follows, end) is not None
            says = sized or sentence.word(follows) in SAYING_WHAT or sentence.word(follows) in MAP_NOUNS
            return says or named or read_wind(sentence.words, follows, end) is not None
    return False
