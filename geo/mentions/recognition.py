"""Whether a span of the text is a place name there: what the words around it, its spelling and the document say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.mentions import ranking
from geo.mentions.lexicon import (
    BEING,
    CAPITAL,
    CAPITALS,
    COLUMNS,
    COMMA,
    DETERMINER,
    DICTIONARY,
    ENDED,
    ENDING,
    FAMILY,
    FIRST_NAME,
    FORM,
    GIVEN,
    IN_DICTIONARY,
    INITIAL,
    LOWER,
    MARK_KIND,
    MIXED,
    ORDINARY,
    ORGANISATION,
    PERSONAL,
    PLACE_NOUN,
    PLACE_PREPOSITION,
    SAYING,
    SPOKEN_OF,
    SURNAMED,
    TITLE,
    VESSEL,
    WORD,
)
from geo.mentions.priors import COUNTRY, GROUPS, UNIT1
from geo.mentions.spans import Spans
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from geo.mentions.spans import Reading

DEMONYM = NAME_KINDS.index("demonym")
BUCKET_BITS = 16
BUCKETS = 1 << BUCKET_BITS
# Below these log-odds of the linear model a span, and every span of its name, is dropped at once: out of fold that
# loses one place name of the development texts in a hundred, and seven in ten of the other spans.
_LEAST_LOGIT, _NAME_LOGIT = -4.0, -2.0
_SIBLINGS = frozenset({"brothers", "sisters", "siblings", "twins"})
_ARTICLES = frozenset({"the", "The"})
_SAID_REACH = 4  # words after the article in which a noun says what a name is
_PAD = 2  # tokens of nothing before the text, and one more after it
_HYPHEN = 7  # the mark kind of a hyphen
_CAPITALISED = np.zeros(8, bool)  # by how a word is written
_CAPITALISED[[CAPITAL, CAPITALS, MIXED, INITIAL]] = True
_CASED = np.zeros((8, 2), np.int64)  # the same, and whether it is so or in small letters
_CASED[:, 0] = _CASED[:, 1] = _CAPITALISED
_CASED[LOWER, 1] = 1
_LARGE = np.zeros(1 + len(GROUPS), bool)  # by 1 + group: whether it is a country or a unit
_LARGE[[1 + COUNTRY, 1 + UNIT1]] = True


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer alone says of each span; all zero where it has nothing.

    Attributes:
        names: The names that it has, in the order of the alphabet.
        name: (spans,) index of the span's name among these, -1 where the gazetteer has none.
        kind: (spans,) 1 + kind of the name of its likeliest candidate.
        group: (spans,) 1 + that candidate's group.
        people: (spans,) its population, in decades.
        namesakes: (spans,) how many candidates there are.
    """

    names: Sequence[str]
    name: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int64]
    group: npt.NDArray[np.int64]
    people: npt.NDArray[np.float32]
    namesakes: npt.NDArray[np.int64]


def _known(spans: Spans) -> Known:
    """Gather what the gazetteer says of each span."""
    names = sorted(spans.known)
    index = {name: i for i, name in enumerate(names)}
    name = np.array([index.get(key, -1) for key in spans.keys], np.int64)
    # The last is for names that the gazetteer lacks.
    known = [spans.known[each] for each in names]
    whole = np.array([*((k.kind + 1, k.group + 1, k.candidates) for k in known), (0, 0, 0)], np.int64)[name]
    people = np.array([*(k.people for k in known), 0], np.float32)[name]
    return Known(names, name, whole[:, 0], whole[:, 1], people, whole[:, 2])


_BEFORE2, _BEFORE, _FIRST, _LAST, _AFTER, _AFTER2 = range(6)


@dataclass(frozen=True, slots=True)
class Around:
    """The words at and around each span.

    Attributes:
        rows: (6, spans) rows of the lexicon: two words before, first, last, two words after.
        left: (spans,) first token of the unbroken run of capitalised words that the span lies in.
        right: (spans,) the token after that run.
        small: (spans,) how often a one-word span stands in the text in small letters, up to 3; 0 for longer ones.
        given: (spans,) whether each is a first name before one more capitalised word that may well be a surname.
    """

    rows: npt.NDArray[np.int64]
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    small: npt.NDArray[np.int64]
    given: npt.NDArray[np.bool_]


def _around(reading: Reading, spans: Spans) -> Around:
    """Look the words around each span up."""
    padded = np.zeros(len(reading.rows) + 2 * _PAD + 1, np.int64)
    padded[_PAD : len(reading.rows) + _PAD] = reading.rows
    start, end = spans.start, spans.end
    rows = padded[np.array([start, start + 1, start + _PAD, end + 1, end + _PAD, end + 3])]
    shape = reading.shape
    bare = ~_CAPITALISED[shape]
    breaks = np.ones(len(shape) + 1, bool)  # no run of capitalised words goes on here
    np.logical_or(bare, reading.opens, out=breaks[:-1])
    broken = np.flatnonzero(breaks)
    begun = broken[np.searchsorted(broken, start, "right") - 1]
    left = np.minimum(begun + bare[begun], start)
    right = np.maximum(broken[np.searchsorted(broken, end - 1, "right")], end)
    single = end - start == 1
    codes = reading.words.codes
    small = _times(codes[reading.rows[shape == LOWER], WORD], codes[rows[_FIRST], WORD], 3) * single
    given = single & (left == start) & (right == end + 1)
    given &= (codes[rows[_FIRST], GIVEN] > 0) & (codes[rows[_AFTER], SURNAMED] > 0)
    return Around(rows, left, right, small, given)


@dataclass(frozen=True, slots=True)
class Seen:
    """The spans of a stretch with what the lexicon and the gazetteer say of them."""

    reading: Reading
    spans: Spans
    near: Around
    gaz: Known


def see(reading: Reading, spans: Spans) -> Seen:
    """Look around each span, and it up."""
    return Seen(reading, spans, _around(reading, spans), _known(spans))


def plausible(seen: Seen, logit: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is worth the trees' time: by its own words, or by those around the name elsewhere."""
    most = np.full(len(seen.gaz.names) + 1, -99.0, np.float32)  # the last is for names that the gazetteer lacks
    np.maximum.at(most, seen.gaz.name, logit)
    most[-1] = -99.0
    return (logit > _LEAST_LOGIT) | (most[seen.gaz.name] > _NAME_LOGIT)


def narrow(seen: Seen, kept: npt.NDArray[np.bool_]) -> Seen:
    """Only the spans kept, and only the names they need."""
    spans, gaz, near = seen.spans, seen.gaz, seen.near
    at = np.flatnonzero(kept)
    name = gaz.name[at]
    number = np.full(len(gaz.names) + 1, -1)  # the last is for names that the gazetteer lacks
    number[name] = 0
    needed = np.flatnonzero(number[:-1] == 0)
    number[needed] = np.arange(len(needed))
    number[-1] = -1
    fewer = Spans(spans.start[at], spans.end[at], list(compress(spans.keys, kept.tolist())), spans.known)
    known = Known(
        [gaz.names[i] for i in needed.tolist()],
        number[name],
        *(gaz.kind[at], gaz.group[at], gaz.people[at], gaz.namesakes[at]),
    )
    around = Around(near.rows[:, at], near.left[at], near.right[at], near.small[at], near.given[at])
    return Seen(seen.reading, fewer, around, known)


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the ranking made of the field's candidates.

    Attributes:
        features: (ranking.FEATURES, candidates) by what it ranked them.
        logit: (candidates,) its log-odds.
        share: (candidates,) the probabilities within each name.
        owner: (candidates,) the name that each belongs to.
        first: (names + 1,) where each name's candidates begin.
    """

    features: npt.NDArray[np.float32]
    logit: npt.NDArray[np.float32]
    share: npt.NDArray[np.float32]
    owner: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]


# What the linear model knows of a span and the words around it. A name's own words count only where they are ordinary
# ones, else by their endings: no name is learned by heart.
_PARTS = (
    *("nothing", "before", "before2", "after", "after2", "last", "last_shifted", "first", "ending", "suffix", "form"),
    *("sort", "crowd", "alone", "left", "right", "whole", "common", "edge", "edge_open", "small"),
    *("between", "before_both", "after_both"),
)
_WIDE = 1_000_003
# Each slot is one part, a factor, and a part added to it.
_SLOTS = (
    ("before", 1, "nothing"),
    ("before2", 1, "nothing"),
    ("after", 1, "nothing"),
    ("after2", 1, "nothing"),
    ("before", _WIDE, "before2"),
    ("after", _WIDE, "after2"),
    ("before", _WIDE, "after"),
    ("before", _WIDE, "form"),
    ("after", _WIDE, "form"),
    ("last", 1, "nothing"),
    ("first", 1, "nothing"),
    ("suffix", 64, "form"),
    ("before", _WIDE, "sort"),
    ("after", _WIDE, "sort"),
    ("suffix", 512, "sort"),
    ("last", _WIDE, "after"),
    ("last", _WIDE, "before"),
    ("first", _WIDE, "last_shifted"),
    ("ending", 1, "nothing"),
    ("ending", _WIDE, "sort"),
    ("crowd", 512, "sort"),
    ("alone", 512, "sort"),
    ("left", 1, "nothing"),
    ("right", 1, "nothing"),
    ("left", _WIDE, "right"),
    ("right", _WIDE, "sort"),
    ("whole", 512, "sort"),
    ("before", _WIDE, "edge"),
    ("after", _WIDE, "edge"),
    ("crowd", 64, "edge_open"),
    ("after", _WIDE, "crowd"),
    ("before", _WIDE, "crowd"),
    ("between", _WIDE, "sort"),
    ("before_both", _WIDE, "sort"),
    ("after_both", _WIDE, "sort"),
    ("small", _WIDE, "common"),
)
_LEFT_PART = np.array([_PARTS.index(part) for part, _, _ in _SLOTS])
_FACTOR = np.array([factor for _, factor, _ in _SLOTS], np.uint64)[:, None]
_RIGHT_PART = np.array([_PARTS.index(part) for _, _, part in _SLOTS])
_SLOT = np.arange(1, len(_SLOTS) + 1, dtype=np.uint64)[:, None]
_MIX = np.uint64(0x9E3779B97F4A7C15)


def lexical(seen: Seen) -> npt.NDArray[np.int64]:
    """(slots, spans) buckets of the words around each span, for a linear model."""
    reading, near, gaz = seen.reading, seen.near, seen.gaz
    start, end = seen.spans.start, seen.spans.end
    codes = reading.words.codes
    beside = codes.take(near.rows, 0)
    before2, before, _, _, after, after2 = beside[:, :, WORD]
    first, last = beside[_FIRST].T, beside[_LAST].T
    run_left, run_right = codes[reading.rows[[near.left, near.right - 1]], WORD]
    opens = reading.opens[start]
    wide = np.uint64(_WIDE)
    alone = (end - start) * 4 + opens
    whole = (near.left == start) * 2 + (near.right == end)
    common = first[IN_DICTIONARY] * np.uint64(2) + last[IN_DICTIONARY]
    edge = whole.view(np.uint64) * np.uint64(4) + common
    parts = np.empty((len(_PARTS), len(start)), np.uint64)
    for at, part in enumerate(
        (
            *(0, before, before2, after, after2),
            *(last[ORDINARY], last[ORDINARY] + np.uint64(7), first[ORDINARY], last[ENDING], last[ENDED]),
            first[FORM] * np.uint64(8) + last[FORM],
            gaz.kind * 16 + gaz.group,
            np.minimum(gaz.people, 7) + 8 * last[FAMILY] + 16 * first[GIVEN],
            alone,
            run_left * (near.left < start),
            run_right * (near.right > end),
            *(whole, common, edge, edge * np.uint64(4) + opens),
            np.minimum(near.small, 2) * 8 + alone % 8,
            *(before * wide + after, before * wide + before2, after * wide + after2),
        )
    ):
        parts[at] = part
    slots = parts.take(_LEFT_PART, 0)
    slots *= _FACTOR
    slots += parts.take(_RIGHT_PART, 0)
    slots += _SLOT
    slots *= _MIX
    slots >>= np.uint64(64 - BUCKET_BITS)
    return slots.view(np.int64)


# Which columns of the lexicon the trees see of the words around a span; of the others they made nothing.
_TOPICS = ("trading", "playing", "acting", "afloat", "measures", "fare")
_COLUMNS = (
    *("shape", "mark", "dictionary", "first_name", "surname", "length", "suffix", "title", "place_preposition"),
    *("preposition", "determiner", "saying", "organisation", "place_noun", "day", "direction", "vessel", "national"),
    *("firm", *_TOPICS, "being"),
)
_SEEN = {
    "before2": ("shape", "dictionary", "surname", "length", "place_preposition", "place_noun", "measures"),
    "before": (
        *("shape", "mark", "dictionary", "first_name", "surname", "suffix", "place_preposition", "determiner"),
        *("organisation", "direction", "national", "title", "vessel", "trading", "firm", "being"),
    ),
    "first": (
        *("shape", "dictionary", "first_name", "surname", "length", "suffix", "place_noun", "direction", "day"),
        *("determiner", "firm"),
    ),
    "last": (
        *("shape", "dictionary", "first_name", "surname", "length", "suffix", "organisation", "place_noun"),
        *("direction", "place_preposition"),
    ),
    "after": (
        *("shape", "mark", "dictionary", "length", "organisation", "place_noun", "national", "title", "first_name"),
        *("surname", "saying", *_TOPICS, "firm"),
    ),
    "after2": (
        *(
            "shape",
            "mark",
            "dictionary",
            "length",
            "direction",
            "organisation",
            "saying",
            "trading",
            "acting",
            "afloat",
        ),
    ),
}
_SEEN_AT = np.array([at for at, names in enumerate(_SEEN.values()) for _ in names])
_SEEN_COLUMN = np.array([_COLUMNS.index(name) for names in _SEEN.values() for name in names])[:, None]
_RANKED = (0, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24)
_RANKED_ROWS = np.array(_RANKED)[:, None]
FEATURES = (
    *(f"{offset}_{column}" for offset, columns in _SEEN.items() for column in columns),
    *("tokens", "characters", "since_opening", "left_run", "right_run", "run_organisation", "run_place_noun"),
    *("run_first_name", "run_title", "run_vessel", "lower_elsewhere", "capitals_share", "hyphen_after", "given_name"),
    *("kind", "group", "people", "namesakes", "within_longer", "holds_shorter", "occurrences"),
    *("person_elsewhere", "lexical", "lexical_mean", "lexical_max", "lexical_longer", "names_in_document"),
    *(f"sentence_{topic}" for topic in _TOPICS),
    *("said_place", "said_being"),
    *("top_share", "top_logit", *(f"top_{ranking.FEATURES[k]}" for k in _RANKED)),
)


def features(seen: Seen, logit: npt.NDArray[np.float32], ranked: Ranked) -> npt.NDArray[np.float32]:
    """(FEATURES, spans) all that the trees decide by; `logit` is the linear model's."""
    reading, spans, near, gaz = seen.reading, seen.spans, seen.near, seen.gaz
    table = reading.words.table
    count = len(spans)
    out = np.zeros((len(FEATURES), count), np.float32)
    at = len(_SEEN_AT)
    out[:at] = table.ravel().take(near.rows.take(_SEEN_AT, 0) * COLUMNS + _SEEN_COLUMN)
    start, end = spans.start, spans.end
    starts_at, ends_at = np.asarray(reading.tokens.starts, np.int64), np.asarray(reading.tokens.ends, np.int64)
    left, right = near.left, near.right
    tail, head = table[reading.rows[right - 1]], table[reading.rows[left]]
    sentences = np.asarray(reading.tokens.sentences, np.int64)
    sentence = np.searchsorted(sentences, start, "right") - 1
    capitalised, cased = np.add.reduceat(_CASED[reading.shape], sentences)[sentence].T
    spoken = np.add.reduceat(table[reading.rows, SPOKEN_OF], sentences)
    hyphen = table[near.rows[_AFTER], MARK_KIND] == _HYPHEN
    is_known = gaz.name >= 0
    # How far known spans that begin earlier reach, and how many there are.
    begins, ends = start[is_known], end[is_known]
    reach = np.concatenate([[0], np.maximum.accumulate(ends)])
    earlier = np.searchsorted(begins, start)
    ids: dict[str, int] = {}
    which = np.array([ids.setdefault(key, len(ids)) for key in spans.keys], np.int64)
    times = np.bincount(which)
    most = np.full(len(ids), -99.0, np.float32)
    np.maximum.at(most, which, logit)
    longer = np.full(len(reading.shape), -9.0, np.float32)
    longs = end - start > 1
    within, which_long = _tokens_of(start[longs], end[longs])
    np.maximum.at(longer, within, logit[longs][which_long])
    values = (
        end - start,
        ends_at[end - 1] - starts_at[start],
        np.minimum(start - sentences[sentence], 30),
        np.minimum(start - left, 8),
        np.minimum(right - end, 8),
        tail[:, ORGANISATION] * (right > end),
        tail[:, PLACE_NOUN] * (right > end),
        head[:, FIRST_NAME] * (left < start),
        head[:, TITLE] * (left < start),
        head[:, VESSEL] * (left < start),
        near.small,
        capitalised / np.maximum(cased, 1),
        hyphen & (starts_at[np.minimum(end, len(starts_at) - 1)] == ends_at[end - 1]),
        near.given,
        gaz.kind,
        gaz.group,
        gaz.people,
        np.log1p(gaz.namesakes),
        (reach[earlier] >= end) | (reach[np.searchsorted(begins, start, "right")] > end),
        np.minimum(np.searchsorted(begins, end) - earlier - is_known, 3),
        np.log1p(times)[which],
        _person_elsewhere(seen),
        logit,
        (np.bincount(which, logit) / times)[which],
        most[which],
        np.maximum(longer[start], longer[end - 1]),
        np.full(count, np.log1p(len(ids))),
        *np.minimum(spoken[sentence], 3).T,
        *_said_to_be(seen),
    )
    for value in values:
        out[at] = value
        at += 1
    best_by_name = np.lexsort((-ranked.logit, ranked.owner))[ranked.first[:-1]]
    best = np.where(is_known, best_by_name[gaz.name], 0)
    out[at] = ranked.share[best]
    out[at + 1] = ranked.logit[best]
    out[at + 2 :] = ranked.features[_RANKED_ROWS, best]
    out[at:] *= is_known
    return out


def _said_to_be(seen: Seen) -> npt.NDArray[np.float32]:
    """(2, spans) whether each is called a place, and a being: "Acre, a port", "Acre is an old greyhound"."""
    reading, near, table = seen.reading, seen.near, seen.reading.words.table
    after = table[near.rows[_AFTER]]
    said = (after[:, MARK_KIND] == COMMA) | (after[:, SAYING] > 0)
    said &= table[near.rows[_AFTER2], DETERMINER] > 0
    out = np.zeros((2, len(said)), np.float32)
    at = np.flatnonzero(said)
    if len(at):
        tokens = seen.spans.end[at] + np.arange(2, 2 + _SAID_REACH)[:, None]
        beyond = tokens >= len(reading.rows)
        tokens[beyond] = 0
        words = table[reading.rows[tokens]]
        beyond |= (words[:, :, MARK_KIND] > 0) & (words[:, :, MARK_KIND] != _HYPHEN)
        open_ = ~np.logical_or.accumulate(beyond, 0)
        out[:, at] = (words[:, :, [PLACE_NOUN, BEING]] * open_[:, :, None]).max(0).T
    return out


def _tokens_of(
    start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Every token of every span, and the number of the span that it is of."""
    length = end - start
    which = np.repeat(np.arange(len(start)), length)
    before = np.cumsum(length) - length
    return np.arange(len(which)) + (start - before)[which], which


def persons(seen: Seen) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is half of what can only be a person's name, or that surname again without the first name.

    Of two capitalised words that stand alone or after a title, not after "in" or another word of place, the first is a
    first name and the other is no ordinary word ("Jordan Spieth", "Mayor Jack London"); the country or the unit that a
    town is in ("Florence Italy") is no surname. What stands in "the London brothers" is one. A surname again is one
    that stands alone, and not as a place does.
    """
    table, near, spans = seen.reading.words.table, seen.near, seen.spans
    before, after = table[near.rows[_BEFORE]], table[near.rows[_AFTER]]
    rows = seen.reading.rows
    single = spans.end - spans.start == 1
    titled = (table[rows[near.left], TITLE] > 0) & (near.left < spans.start)
    alone = single & (near.right - near.left == 2 + titled)
    ahead = table[rows[np.maximum(near.left - 1, 0)], PLACE_PREPOSITION] * (near.left > 0) > 0
    large = np.zeros(len(rows), bool)  # tokens that name a country or a unit
    known = _LARGE[seen.gaz.group]
    large[spans.start[known]] = True
    codes = seen.reading.words.codes
    pair = titled & (near.left + 1 == spans.start)
    pair &= (codes[near.rows[_FIRST], GIVEN] > 0) & (codes[near.rows[_AFTER], SURNAMED] > 0)
    given = (near.given | pair) & (after[:, DICTIONARY] == 0) & ~large[np.minimum(spans.end, len(rows) - 1)]
    family = (near.left + titled == spans.start - 1) & (before[:, FIRST_NAME] > 0) & ~known
    person: npt.NDArray[np.bool_] = alone & ~ahead & (given | family)
    person |= _siblings(seen)
    surnames = near.rows[_FIRST, person & family]
    if len(surnames):
        placed = (before[:, [PLACE_PREPOSITION, ORGANISATION, PLACE_NOUN]].max(1) > 0) | (after[:, MARK_KIND] == COMMA)
        again = single & (near.right - near.left == 1) & ~placed
        person |= again & np.isin(near.rows[_FIRST], surnames)
    return person


def _siblings(seen: Seen) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is a surname in "the London brothers"."""
    words, spans = seen.reading.tokens.words, seen.spans
    out = np.zeros(len(spans), bool)
    if not _SIBLINGS.isdisjoint(words):
        last = len(words) - 1
        alike = np.array([word in _SIBLINGS for word in words])
        the = np.array([word in _ARTICLES for word in words])
        out = alike[np.minimum(spans.end, last)] & (spans.end <= last) & the[spans.start - 1] & (spans.start > 0)
        out &= seen.gaz.kind != 1 + DEMONYM
    return out


def vessels(seen: Seen) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is a name that the gazetteer lacks and that begins as a ship's: "USS Blue Ridge"."""
    ship: npt.NDArray[np.bool_] = (seen.gaz.name < 0) & (seen.reading.words.table[seen.near.rows[_FIRST], VESSEL] > 0)
    return ship


def _person_elsewhere(seen: Seen) -> list[int]:
    """How often each one-word span follows a first name or a title in the document, directly or after an initial."""
    reading, spans = seen.reading, seen.spans
    rows, shape, opens, count = reading.rows, reading.shape, reading.opens, len(reading.rows)
    times: Counter[int] = Counter()
    for before in np.flatnonzero(reading.words.codes[rows, PERSONAL]).tolist():
        at = before + 1
        while at < min(before + 3, count) and shape[at] == INITIAL and not opens[at]:
            at += 1
        if at < count and (shape[at] == CAPITAL or shape[at] == MIXED) and not opens[at]:
            times[int(rows[at])] += 1
    single = (spans.end - spans.start == 1).tolist()
    first = seen.near.rows[_FIRST].tolist()
    return [min(times[row], 5) if alone else 0 for row, alone in zip(first, single, strict=True)]


def _times(found: npt.NDArray[Any], asked: npt.NDArray[Any], most: int) -> npt.NDArray[np.int64]:
    """How often each number asked for is among those found, up to `most`."""
    found = np.sort(found)
    times: npt.NDArray[np.int64] = np.searchsorted(found, asked, "right") - np.searchsorted(found, asked, "left")
    return np.minimum(times, most)


_CARRIED = (
    *("tokens", "left_run", "right_run", "kind", "group", "people", "within_longer", "holds_shorter", "occurrences"),
    *("person_elsewhere", "lexical", "top_share", "top_logit", "before_mark", "after_mark", "first_first_name"),
    *("last_dictionary", "lower_elsewhere", "given_name"),
)
_CARRIED_ROWS = np.array([FEATURES.index(name) for name in _CARRIED])
SECOND_FEATURES = (*_CARRIED, "logit", "mean", "most", "least", "rival", "before_listed", "after_listed")
_LISTING = frozenset({",", "and", "or", "&", ";", "/", "-", "("})


def second_features(
    seen: Seen, evidence: npt.NDArray[np.float32], logit: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """(SECOND_FEATURES, spans) what the first judgement of all spans says for each.

    The same name elsewhere in the text, the spans that overlap it, and its neighbours in a list.

    Args:
        seen: The spans.
        evidence: Their `features`.
        logit: The log-odds that the trees made of them.
    """
    spans, words = seen.spans, seen.reading.tokens.words
    ids: dict[str, int] = {}
    which = np.array([ids.setdefault(key, len(ids)) for key in spans.keys], np.int64)
    times = np.bincount(which)
    most, least = np.full(len(ids), -99.0, np.float32), np.full(len(ids), 99.0, np.float32)
    np.maximum.at(most, which, logit)
    np.minimum.at(least, which, logit)
    start, end, odds = spans.start.tolist(), spans.end.tolist(), logit.tolist()
    ends: dict[int, float] = {}
    starts: dict[int, float] = {}
    # The two best spans over each token, so that a span's best rival is known whichever it is itself.
    best: dict[int, tuple[float, int]] = {}
    second: dict[int, float] = {}
    for i, (a, b, value) in enumerate(zip(start, end, odds, strict=True)):
        if value > ends.get(b, -9.0):
            ends[b] = value
        if value > starts.get(a, -9.0):
            starts[a] = value
        for token in range(a, b):
            top = best.get(token)
            if top is None:
                best[token] = value, i
            elif value > top[0]:
                second[token] = top[0]
                best[token] = value, i
            elif value > second.get(token, -9.0):
                second[token] = value
    rival = [
        max([second.get(token, -9.0) if best[token][1] == i else best[token][0] for token in range(a, b)])
        for i, (a, b) in enumerate(zip(start, end, strict=True))
    ]
    count = len(words)
    before = [ends.get(a - 1, -9.0) if a > 1 and words[a - 1] in _LISTING else -10.0 for a in start]
    after = [starts.get(b + 1, -9.0) if b < count and words[b] in _LISTING else -10.0 for b in end]
    out = np.empty((len(SECOND_FEATURES), len(start)), np.float32)
    at = len(_CARRIED)
    out[:at] = evidence[_CARRIED_ROWS]
    mean = (np.bincount(which, logit) / times)[which]
    for value in (logit, mean, most[which], least[which], rival, before, after):
        out[at] = value
        at += 1
    return out


def choose(spans: Spans, probability: npt.NDArray[np.float32], threshold: float) -> list[int]:
    """The likeliest spans that do not overlap, in the order of the text."""
    taken: set[int] = set()
    chosen: list[int] = []
    likely = np.flatnonzero(probability >= threshold)
    order = likely[np.argsort(-probability[likely], kind="stable")]
    for i, start, end in zip(order.tolist(), spans.start[order].tolist(), spans.end[order].tolist(), strict=True):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            chosen.append(i)
    return sorted(chosen)
