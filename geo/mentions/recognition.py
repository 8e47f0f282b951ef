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
    DICTIONARY,
    FIRST_NAME,
    INITIAL,
    LOWER,
    MARK_KIND,
    MIXED,
    SHAPE,
    SUFFIX,
    SURNAME,
)
from geo.mentions.spans import Spans
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.mentions.ranking import Field
    from geo.mentions.spans import Reading

DEMONYM = NAME_KINDS.index("demonym")
BUCKET_BITS = 16
BUCKETS = 1 << BUCKET_BITS
# Below these log-odds of the linear model a span, and every span of its name, is dropped at once: out of fold that
# loses one place name of the development texts in a hundred, and seven in ten of the other spans.
_LEAST_LOGIT, _NAME_LOGIT = -4.0, -2.0
_PAD = 2  # tokens of nothing before the text, and one more after it
_TITLE = CLASS
_ORGANISATION = CLASS + 5
_PLACE_NOUN = CLASS + 6
_HYPHEN = 7  # the mark kind of a hyphen


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


def plausible(seen: Seen, field: Field, logit: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is worth the trees' time: by its own words, or by those around the name elsewhere."""
    most = np.full(len(field.names) + 1, -99.0, np.float32)  # the last is for names that the gazetteer lacks
    np.maximum.at(most, seen.gaz.name, logit)
    most[-1] = -99.0
    return (logit > _LEAST_LOGIT) | (most[seen.gaz.name] > _NAME_LOGIT)


def narrow(seen: Seen, field: Field, kept: npt.NDArray[np.bool_]) -> tuple[Seen, Field]:
    """Only the spans kept, and only the names they need."""
    spans, gaz, near = seen.spans, seen.gaz, seen.near
    names = np.unique(gaz.name[kept & (gaz.name >= 0)])
    field, was = ranking.subset(field, names)
    name, best = gaz.name[kept], gaz.best[kept]
    known = name >= 0
    fewer = Spans(
        spans.start[kept],
        spans.end[kept],
        [key for key, keep in zip(spans.keys, kept.tolist(), strict=True) if keep],
        spans.rows,
    )
    narrowed = Known(
        np.where(known, np.searchsorted(names, name), -1),
        np.where(known, np.searchsorted(was, best), -1),
        *(gaz.kind[kept], gaz.group[kept], gaz.people[kept], gaz.namesakes[kept]),
    )
    around = Around(
        *(near.before2[kept], near.before[kept], near.first[kept], near.last[kept], near.after[kept], near.after2[kept])
    )
    return Seen(seen.reading, fewer, around, narrowed), field


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
    words = reading.words
    hashes, table = words.hashes, words.table
    before2, before, after, after2 = (
        hashes[rows].astype(np.uint64) for rows in (near.before2, near.before, near.after, near.after2)
    )
    last, first = table[near.last], table[near.first]
    # A name's own words count only where they are ordinary words, else by their endings: no name is learned by heart.
    common_last = np.where((last[:, DICTIONARY] > 0) | last[:, CLASS:].any(1), hashes[near.last], 0).astype(np.uint64)
    common_first = np.where((first[:, DICTIONARY] > 0) | first[:, CLASS:].any(1), hashes[near.first], 0).astype(
        np.uint64
    )
    ending = words.endings[near.last].astype(np.uint64)
    form = (first[:, SHAPE] * 8 + last[:, SHAPE]).astype(np.uint64)
    suffix = last[:, SUFFIX].astype(np.uint64)
    sort = (gaz.kind * 16 + gaz.group).astype(np.uint64)
    crowd = (np.minimum(gaz.people, 7) + 8 * (last[:, SURNAME] > 0) + 16 * (first[:, FIRST_NAME] > 0)).astype(np.uint64)
    alone = (seen.spans.end - seen.spans.start).astype(np.uint64) * np.uint64(4) + reading.opens[seen.spans.start]
    common = (first[:, DICTIONARY] > 0) * np.uint64(2) + (last[:, DICTIONARY] > 0)
    run = _runs(seen)
    left, right = (edge.astype(np.uint64) for edge in _edges(seen, *run))
    whole = (run[0] == seen.spans.start) * np.uint64(2) + (run[1] == seen.spans.end)
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
        ending,
        ending * wide + sort,
        crowd * np.uint64(512) + sort,
        alone * np.uint64(512) + sort,
        left,
        right,
        left * wide + right,
        right * wide + sort,
        whole * np.uint64(512) + sort,
        before * wide + whole * np.uint64(4) + common,
        after * wide + whole * np.uint64(4) + common,
        crowd * np.uint64(64)
        + whole * np.uint64(16)
        + common * np.uint64(4)
        + np.uint64(1) * reading.opens[seen.spans.start],
        after * wide + crowd,
        before * wide + crowd,
        (before * wide + after) * wide + sort,
        (before * wide + before2) * wide + sort,
        (after * wide + after2) * wide + sort,
        (np.minimum(_lower_elsewhere(seen), 2).astype(np.uint64) * np.uint64(8) + alone % np.uint64(8)) * wide + common,
    )
    mixed = (np.array(slots) + np.arange(1, len(slots) + 1, dtype=np.uint64)[:, None]) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)


def _edges(
    seen: Seen, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Hashes of the first and the last word of the run of capitalised words around each span; 0 for the span's own."""
    hashes, rows = seen.reading.words.hashes, seen.reading.rows
    return (
        np.where(left < seen.spans.start, hashes[rows[left]], 0).astype(np.uint32),
        np.where(right > seen.spans.end, hashes[rows[right - 1]], 0).astype(np.uint32),
    )


def _runs(seen: Seen) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First token and the one after the last of the unbroken run of capitalised words that each span lies in."""
    shape, opens = seen.reading.shape, seen.reading.opens
    start, end = seen.spans.start, seen.spans.end
    cap = (shape == CAPITAL) | (shape == CAPITALS) | (shape == MIXED) | (shape == INITIAL)
    tokens = np.arange(len(shape))
    run_start = np.maximum.accumulate(np.where(~cap | opens, np.where(cap, tokens, tokens + 1), 0))
    ends_here = np.concatenate([~cap[1:] | opens[1:], [True]])
    run_end = np.minimum.accumulate(np.where(ends_here, tokens + 1, len(tokens))[::-1])[::-1]
    return np.minimum(run_start[start], start), np.maximum(run_end[end - 1], end)


# Which columns of the lexicon the trees see of the words around a span; of the others they made nothing.
_COLUMNS = (
    *("shape", "mark", "dictionary", "first_name", "surname", "length", "suffix", "title", "place_preposition"),
    *("preposition", "determiner", "saying", "organisation", "place_noun", "day", "direction", "vessel", "national"),
)
_SEEN = {
    "before2": ("shape", "dictionary", "surname", "length", "place_preposition", "place_noun"),
    "before": (
        *("shape", "mark", "dictionary", "first_name", "surname", "suffix", "place_preposition", "determiner"),
        *("organisation", "direction", "national", "title"),
    ),
    "first": ("shape", "dictionary", "first_name", "surname", "length", "suffix", "place_noun", "direction", "day"),
    "last": (
        *("shape", "dictionary", "first_name", "surname", "length", "suffix", "organisation", "place_noun"),
        *("direction", "place_preposition"),
    ),
    "after": (
        *("shape", "mark", "dictionary", "length", "organisation", "place_noun", "national", "title", "first_name"),
        *("surname", "saying"),
    ),
    "after2": ("shape", "mark", "dictionary", "length", "direction", "organisation"),
}
_SEEN_COLUMNS = {offset: np.array([_COLUMNS.index(name) for name in names]) for offset, names in _SEEN.items()}
_RANKED = (0, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24)
FEATURES = (
    *(f"{offset}_{column}" for offset, columns in _SEEN.items() for column in columns),
    *("tokens", "characters", "since_opening", "left_run", "right_run", "run_organisation", "run_place_noun"),
    *("run_first_name", "lower_elsewhere", "capitals_share", "hyphen_after"),
    *("kind", "group", "people", "namesakes", "within_longer", "holds_shorter", "occurrences"),
    *("person_elsewhere", "lexical", "lexical_mean", "lexical_max", "lexical_longer", "names_in_document"),
    *("top_share", "top_logit", *(f"top_{ranking.FEATURES[k]}" for k in _RANKED)),
)


def features(seen: Seen, logit: npt.NDArray[np.float32], ranked: Ranked) -> npt.NDArray[np.float32]:
    """(FEATURES, spans) all that the trees decide by; `logit` is the linear model's."""
    reading, spans, near, gaz = seen.reading, seen.spans, seen.near, seen.gaz
    table = reading.words.table
    count = len(spans)
    out = np.zeros((len(FEATURES), count), np.float32)
    at = 0
    for offset, columns in _SEEN_COLUMNS.items():
        rows = getattr(near, offset)
        out[at : at + len(columns)] = table.take(rows, 0).take(columns, 1).T
        at += len(columns)
    start, end = spans.start, spans.end
    starts_at, ends_at = np.asarray(reading.tokens.starts, np.int64), np.asarray(reading.tokens.ends, np.int64)
    shape = reading.shape
    tokens = len(shape)
    cap = (shape == CAPITAL) | (shape == CAPITALS) | (shape == MIXED) | (shape == INITIAL)
    left, right = _runs(seen)
    tail, head = table[reading.rows[right - 1]], table[reading.rows[left]]
    opened = np.maximum.accumulate(np.where(reading.opens, np.arange(tokens), 0))
    sentence = np.cumsum(reading.opens) - 1
    caps = np.bincount(sentence, cap) / np.maximum(np.bincount(sentence, cap | (shape == LOWER)), 1)
    hyphen = table[near.after, MARK_KIND] == _HYPHEN
    is_known = gaz.name >= 0
    # How far a known span begun so far reaches, and how many begin within a span.
    longest = np.zeros(tokens, np.int64)
    np.maximum.at(longest, start[is_known], end[is_known])
    reach = np.concatenate([[0], np.maximum.accumulate(longest)])
    begun = np.concatenate([[0], np.cumsum(np.bincount(start[is_known], minlength=tokens))])
    ids: dict[str, int] = {}
    which = np.array([ids.setdefault(key, len(ids)) for key in spans.keys], np.int64)
    times = np.bincount(which)
    most = np.full(len(ids), -99.0, np.float32)
    np.maximum.at(most, which, logit)
    longer = np.full(tokens + 1, -9.0, np.float32)
    for i in np.flatnonzero(end - start > 1).tolist():
        stretch = longer[start[i] : end[i]]
        np.maximum(stretch, logit[i], out=stretch)
    values = (
        end - start,
        ends_at[end - 1] - starts_at[start],
        np.minimum(start - opened[start], 30),
        np.minimum(start - left, 8),
        np.minimum(right - end, 8),
        tail[:, _ORGANISATION] * (right > end),
        tail[:, _PLACE_NOUN] * (right > end),
        head[:, FIRST_NAME] * (left < start),
        np.minimum(_lower_elsewhere(seen), 3),
        caps[sentence[start]],
        hyphen & (starts_at[np.minimum(end, tokens - 1)] == ends_at[end - 1]),
        gaz.kind,
        gaz.group,
        gaz.people,
        np.log1p(gaz.namesakes),
        (reach[start] >= end) | (longest[start] > end),
        np.minimum(begun[end] - begun[start] - is_known, 3),
        np.log1p(times)[which],
        _person_elsewhere(reading, spans),
        logit,
        (np.bincount(which, logit) / times)[which],
        most[which],
        np.maximum(longer[start], longer[end - 1]),
        np.full(count, np.log1p(len(ids))),
    )
    for value in values:
        out[at] = value
        at += 1
    first = ranked.first
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first))
    best_by_name = np.lexsort((-ranked.logit, owner))[first[:-1]]
    best = np.where(is_known, best_by_name[gaz.name], 0)
    out[at] = ranked.share[best] * is_known
    out[at + 1] = ranked.logit[best] * is_known
    out[at + 2 :] = ranked.features[list(_RANKED)][:, best] * is_known
    return out


def _lower_elsewhere(seen: Seen) -> npt.NDArray[np.int64]:
    """How often each one-word span stands in the text in small letters; 0 for longer ones."""
    reading, spans = seen.reading, seen.spans
    # The hashes are of lower-cased words.
    small = np.sort(reading.words.hashes[reading.rows[reading.shape == LOWER]])
    asked = reading.words.hashes[seen.near.first]
    times = np.searchsorted(small, asked, "right") - np.searchsorted(small, asked, "left")
    return np.where(spans.end - spans.start == 1, times, 0)


def _person_elsewhere(reading: Reading, spans: Spans) -> list[int]:
    """How often each one-word span follows a first name or a title in the document, directly or after an initial."""
    words, table, rows = reading.tokens.words, reading.words.table, reading.rows
    personal = (table[rows, FIRST_NAME] > 0) | (table[rows, _TITLE] > 0)
    named = ((reading.shape == CAPITAL) | (reading.shape == MIXED)).tolist()
    initial, opens = (reading.shape == INITIAL).tolist(), reading.opens.tolist()
    surnames: Counter[str] = Counter()
    for i in np.flatnonzero(personal & (reading.shape == CAPITAL)).tolist():
        at = i + 1
        while at < len(words) and at < i + 3 and not opens[at] and initial[at]:
            at += 1
        if at < len(words) and named[at] and not opens[at]:
            surnames[words[at]] += 1
    return [
        min(surnames[words[i]], 5) if j - i == 1 else 0
        for i, j in zip(spans.start.tolist(), spans.end.tolist(), strict=True)
    ]


_CARRIED = (
    *("tokens", "left_run", "right_run", "kind", "group", "people", "within_longer", "holds_shorter", "occurrences"),
    *("person_elsewhere", "lexical", "top_share", "top_logit", "before_mark", "after_mark", "first_first_name"),
    *("last_dictionary", "lower_elsewhere"),
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
    carried = evidence[_CARRIED_ROWS]
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
        ends[b] = max(ends.get(b, -9.0), value)
        starts[a] = max(starts.get(a, -9.0), value)
        for token in range(a, b):
            top = best.get(token)
            if top is None or value > top[0]:
                if top is not None:
                    second[token] = top[0]
                best[token] = (value, i)
            else:
                second[token] = max(second.get(token, -9.0), value)
    rival = [
        max(second.get(token, -9.0) if best[token][1] == i else best[token][0] for token in range(a, b))
        for i, (a, b) in enumerate(zip(start, end, strict=True))
    ]
    count = len(words)
    before = [ends.get(a - 1, -9.0) if a > 1 and words[a - 1] in _LISTING else -10.0 for a in start]
    after = [starts.get(b + 1, -9.0) if b < count and words[b] in _LISTING else -10.0 for b in end]
    return np.vstack(
        [
            carried,
            np.array(
                [logit, (np.bincount(which, logit) / times)[which], most[which], least[which], rival, before, after],
                np.float32,
            ),
        ]
    )


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
