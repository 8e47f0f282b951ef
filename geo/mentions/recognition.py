"""Whether a span of the text is a place name there: what the words around it, its spelling and the document say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import ranking
from geo.mentions.lexicon import (
    CAPITAL,
    CAPITALS,
    CLASS,
    COLUMNS,
    DICTIONARY,
    FIRST_NAME,
    INITIAL,
    LOWER,
    MARK_KIND,
    MIXED,
    SHAPE,
    SUFFIX,
)
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.mentions.ranking import Field
    from geo.mentions.spans import Reading, Spans

DEMONYM = NAME_KINDS.index("demonym")
BUCKETS = 1 << 14
_PAD = 2  # tokens of nothing before the text, and one more after it
_TITLE = CLASS
_ORGANISATION = CLASS + 5


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer alone says of each span; all zero where it has nothing.

    Attributes:
        name: (spans,) index of the span's name in the field, -1 where the gazetteer has none.
        best: (spans,) index of the likeliest candidate in the field, -1 likewise.
        kind: (spans,) 1 + kind of that candidate's name.
        group: (spans,) 1 + its group.
        people: (spans,) its population, in decades.
        namesakes: (spans,) how many candidates there are.
    """

    name: npt.NDArray[np.int64]
    best: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int64]
    group: npt.NDArray[np.int64]
    people: npt.NDArray[np.float32]
    namesakes: npt.NDArray[np.int64]


def _known(spans: Spans, field: Field) -> Known:
    """Gather what the gazetteer says of each span."""
    index = {name: i for i, name in enumerate(field.names)}
    name = np.array([index.get(key, -1) for key in spans.keys], np.int64)
    order = np.lexsort((-field.prior, field.owner))
    best_of = order[field.first[:-1]]
    here = name >= 0
    best = np.where(here, best_of[name], -1)
    return Known(
        name,
        best,
        np.where(here, field.rows["kind"][best].astype(np.int64) + 1, 0),
        np.where(here, field.group[best] + 1, 0),
        np.where(here, field.rows["population"][best].astype(np.float32) / 16, 0).astype(np.float32),
        np.where(here, np.diff(field.first)[name], 0),
    )


@dataclass(frozen=True, slots=True)
class Around:
    """Rows of the lexicon at and around each span: two words before, first, last, two words after."""

    before2: npt.NDArray[np.int64]
    before: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    after: npt.NDArray[np.int64]
    after2: npt.NDArray[np.int64]


def _around(reading: Reading, spans: Spans) -> Around:
    """Look the words around each span up."""
    padded = np.concatenate([np.zeros(_PAD, np.int64), reading.rows, np.zeros(_PAD + 1, np.int64)])
    start, end = spans.start + _PAD, spans.end + _PAD
    return Around(padded[start - 2], padded[start - 1], padded[start], padded[end - 1], padded[end], padded[end + 1])


@dataclass(frozen=True, slots=True)
class Seen:
    """The spans of a stretch with what the lexicon and the gazetteer say of them."""

    reading: Reading
    spans: Spans
    near: Around
    gaz: Known


def see(reading: Reading, spans: Spans, field: Field) -> Seen:
    """Look around each span, and it up."""
    return Seen(reading, spans, _around(reading, spans), _known(spans, field))


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the ranking made of the field's candidates.

    Attributes:
        features: (ranking.FEATURES, candidates) by what it ranked them.
        logit: (candidates,) its log-odds.
        share: (candidates,) the probabilities within each name.
        first: (names + 1,) where each name's candidates begin.
    """

    features: npt.NDArray[np.float32]
    logit: npt.NDArray[np.float32]
    share: npt.NDArray[np.float32]
    first: npt.NDArray[np.int64]


def lexical(seen: Seen) -> npt.NDArray[np.int64]:
    """(slots, spans) buckets of the words around each span, for a linear model."""
    reading, near, gaz = seen.reading, seen.near, seen.gaz
    hashes, table = reading.words.hashes, reading.words.table
    before2, before, after, after2 = (
        hashes[rows].astype(np.uint64) for rows in (near.before2, near.before, near.after, near.after2)
    )
    last, first = table[near.last], table[near.first]
    # A name's own words count only where they are ordinary words: names are not learned by heart.
    common_last = np.where((last[:, DICTIONARY] > 0) | last[:, CLASS:].any(1), hashes[near.last], 0).astype(np.uint64)
    common_first = np.where((first[:, DICTIONARY] > 0) | first[:, CLASS:].any(1), hashes[near.first], 0).astype(
        np.uint64
    )
    form = (first[:, SHAPE] * 8 + last[:, SHAPE]).astype(np.uint64)
    suffix = last[:, SUFFIX].astype(np.uint64)
    sort = (gaz.kind * 16 + gaz.group).astype(np.uint64)
    wide = np.uint64(1_000_003)
    slots = (
        before,
        before2,
        after,
        after2,
        before * wide + before2,
        after * wide + after2,
        before * wide + after,
        before * wide + form,
        after * wide + form,
        common_last,
        common_first,
        suffix * np.uint64(64) + form,
        before * wide + sort,
        after * wide + sort,
        suffix * np.uint64(512) + sort,
        common_last * wide + after,
        common_last * wide + before,
        common_first * wide + common_last + np.uint64(7),
    )
    out = np.empty((len(slots), len(before)), np.int64)
    for k, slot in enumerate(slots):
        mixed = (slot + np.uint64(k + 1)) * np.uint64(0x9E3779B97F4A7C15)
        out[k] = (mixed >> np.uint64(50)).astype(np.int64)
    return out


_OFFSETS = ("before2", "before", "first", "last", "after", "after2")
_COLUMNS = (
    "shape",
    "mark",
    "dictionary",
    "first_name",
    "surname",
    "length",
    "suffix",
    *(
        "title",
        "place_preposition",
        "preposition",
        "determiner",
        "saying",
        "organisation",
        "place_noun",
        "day",
        "direction",
        "vessel",
        "national",
    ),
)
_RANKED = (0, 1, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24)
FEATURES = (
    *(f"{offset}_{column}" for offset in _OFFSETS for column in _COLUMNS),
    *("tokens", "characters", "opens", "since_opening", "left_run", "right_run", "run_organisation", "run_title"),
    *(
        "run_place_noun",
        "run_first_name",
        "lower_elsewhere",
        "capitals_share",
        "position",
        "hyphen_before",
        "hyphen_after",
    ),
    *("kind", "group", "people", "namesakes", "is_known", "within_longer", "holds_shorter", "occurrences"),
    *("person_elsewhere", "lexical", "lexical_mean", "lexical_max", "lexical_longer", "names_in_document"),
    *("top_share", "top_logit", *(f"top_{ranking.FEATURES[k]}" for k in _RANKED)),
)


def features(seen: Seen, logit: npt.NDArray[np.float32], ranked: Ranked) -> npt.NDArray[np.float32]:
    """(FEATURES, spans) all that the trees decide by; `logit` is the linear model's."""
    reading, spans, near, gaz = seen.reading, seen.spans, seen.near, seen.gaz
    table = reading.words.table
    count = len(spans)
    out = np.zeros((len(FEATURES), count), np.float32)
    for k, rows in enumerate((near.before2, near.before, near.first, near.last, near.after, near.after2)):
        out[k * COLUMNS : (k + 1) * COLUMNS] = table[rows].T
    k = len(_OFFSETS) * COLUMNS
    start, end = spans.start, spans.end
    starts_at, ends_at = np.asarray(reading.tokens.starts, np.int64), np.asarray(reading.tokens.ends, np.int64)
    out[k] = end - start
    out[k + 1] = ends_at[end - 1] - starts_at[start]
    out[k + 2] = reading.opens[start]
    opened = np.maximum.accumulate(np.where(reading.opens, np.arange(len(reading.rows)), 0))
    out[k + 3] = np.minimum(start - opened[start], 30)
    # The unbroken run of capitalised words that the span lies in.
    shape = reading.shape
    cap = (shape == CAPITAL) | (shape == CAPITALS) | (shape == MIXED) | (shape == INITIAL)
    tokens = np.arange(len(shape))
    breaks_before = ~cap | reading.opens
    run_start = np.maximum.accumulate(np.where(breaks_before, np.where(cap, tokens, tokens + 1), 0))
    ends_here = np.concatenate([~cap[1:] | reading.opens[1:], [True]])
    run_end = np.minimum.accumulate(np.where(ends_here, tokens + 1, len(tokens))[::-1])[::-1]
    left, right = run_start[start], run_end[end - 1]
    out[k + 4] = np.clip(start - left, 0, 8)
    out[k + 5] = np.clip(right - end, 0, 8)
    words = table[reading.rows]
    tail = words[np.minimum(right, len(tokens)) - 1]
    head = words[np.minimum(left, start)]
    past = right > end
    out[k + 6] = tail[:, _ORGANISATION] * past
    out[k + 7] = head[:, _TITLE] * (left < start)
    out[k + 8] = tail[:, CLASS + 6] * past
    out[k + 9] = head[:, FIRST_NAME] * (left < start)
    lower = Counter(word for word, form in zip(reading.tokens.words, shape.tolist(), strict=True) if form == LOWER)
    one = (end - start == 1).tolist()
    first_words = [reading.tokens.words[i] for i in start.tolist()]
    out[k + 10] = [min(lower[word.lower()], 3) if single else 0 for word, single in zip(first_words, one, strict=True)]
    sentence = np.cumsum(reading.opens) - 1
    alphabetic = cap | (shape == LOWER)
    caps = np.bincount(sentence, cap) / np.maximum(np.bincount(sentence, alphabetic), 1)
    out[k + 11] = caps[sentence[start]]
    out[k + 12] = np.minimum(start, 60)
    out[k + 13] = (out[1 * COLUMNS + MARK_KIND] == 7) & (starts_at[start] == ends_at[np.maximum(start - 1, 0)])
    after_hyphen = (out[4 * COLUMNS + MARK_KIND] == 7) & (
        starts_at[np.minimum(end, len(tokens) - 1)] == ends_at[end - 1]
    )
    out[k + 14] = after_hyphen
    k += 15
    out[k] = gaz.kind
    out[k + 1] = gaz.group
    out[k + 2] = gaz.people
    out[k + 3] = np.log1p(gaz.namesakes)
    is_known = gaz.name >= 0
    out[k + 4] = is_known
    # Spans are sorted by start, then end: the longer known span round a span begins at most twelve tokens before.
    reach = np.zeros(len(tokens) + 1, np.int64)  # furthest end of a known span begun so far
    longest = np.zeros(len(tokens), np.int64)
    np.maximum.at(longest, start[is_known], end[is_known])
    reach[1:] = np.maximum.accumulate(longest)
    inside_earlier = reach[start] >= end
    out[k + 5] = inside_earlier | (longest[start] > end)
    shortest_inside = np.concatenate([[0], np.cumsum(np.bincount(start[is_known], minlength=len(tokens)))])
    out[k + 6] = np.minimum(shortest_inside[end] - shortest_inside[start] - is_known, 3)
    ids: dict[str, int] = {}
    which = np.array([ids.setdefault(key, len(ids)) for key in spans.keys], np.int64)
    times = np.bincount(which)
    out[k + 7] = np.log1p(times)[which]
    out[k + 8] = _person_elsewhere(reading, spans, cap, run_start, run_end)
    out[k + 9] = logit
    out[k + 10] = (np.bincount(which, logit) / times)[which]
    top = np.full(len(ids), -99.0, np.float32)
    np.maximum.at(top, which, logit)
    out[k + 11] = top[which]
    overlap = np.full(len(tokens) + 1, -9.0, np.float32)
    for a, b, value in zip(start.tolist(), end.tolist(), logit.tolist(), strict=True):
        if b - a > 1:
            stretch = overlap[a:b]
            np.maximum(stretch, value, out=stretch)
    out[k + 12] = np.maximum(overlap[start], overlap[end - 1])
    out[k + 13] = np.log1p(len(ids))
    k += 14
    first = ranked.first
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first))
    best_by_name = np.lexsort((-ranked.logit, owner))[first[:-1]]
    best = np.where(is_known, best_by_name[gaz.name], 0)
    out[k] = ranked.share[best] * is_known
    out[k + 1] = ranked.logit[best] * is_known
    out[k + 2 :] = ranked.features[list(_RANKED)][:, best] * is_known
    return out


def _person_elsewhere(
    reading: Reading,
    spans: Spans,
    cap: npt.NDArray[np.bool_],
    run_start: npt.NDArray[np.int64],
    run_end: npt.NDArray[np.int64],
) -> list[int]:
    """How often each one-word span ends a person's name in the document: after a first name, an initial or a title."""
    words, table, rows = reading.tokens.words, reading.words.table, reading.rows
    start_of_run = cap & (np.arange(len(rows)) == run_start)
    surnames: Counter[str] = Counter()
    runs = np.flatnonzero(start_of_run)
    firsts = table[rows[runs]]
    personal = (firsts[:, FIRST_NAME] > 0) | (firsts[:, _TITLE] > 0)
    for i in runs[personal].tolist():
        end = int(run_end[i])
        if 2 <= end - i <= 5:
            surnames.update(words[i + 1 : end])
    return [
        min(surnames[words[i]], 5) if j - i == 1 else 0
        for i, j in zip(spans.start.tolist(), spans.end.tolist(), strict=True)
    ]


def choose(spans: Spans, probability: npt.NDArray[np.float32], threshold: float) -> list[int]:
    """The likeliest spans that do not overlap, in the order of the text."""
    taken: set[int] = set()
    chosen: list[int] = []
    start, end = spans.start.tolist(), spans.end.tolist()
    for i in np.argsort(-probability, kind="stable").tolist():
        if probability[i] < threshold:
            break
        if not any(token in taken for token in range(start[i], end[i])):
            taken.update(range(start[i], end[i]))
            chosen.append(i)
    return sorted(chosen)
