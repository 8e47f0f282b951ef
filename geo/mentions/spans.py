"""Stretches of a text that may be place names: what the gazetteer knows, and what is written like a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import articles, nouns
from geo.mentions.lexicon import (
    CAPITAL,
    CAPITALS,
    CASELESS,
    COMMA,
    CONNECTORS,
    CUTTING,
    DIGIT,
    INITIAL,
    LOWER,
    MARK,
    MARK_KIND,
    MIXED,
    SHAPE,
)
from geo.mentions.priors import COUNTRY
from geo.mentions.ranking import RANKED
from geo.mentions.remembering import memory_of
from geo.names import name_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from geo.mentions import lexicon
    from geo.mentions.ranking import Namesakes
    from geo.source import PlaceSource
    from geo.tokens import Tokens

MAX_PARTS = 6  # of a name, hyphens and possessives not counted
_HYPHENS = frozenset({"-", "‐", "‑", "–", "/"})
_ROADS = frozenset({"Highway", "Interstate", "Route", "Road", "Hwy", "Hwy.", "Rd.", "U.S.", "State", "FM"})
_JOINERS = frozenset({"of", "the", "de", "la", "du", "del", "des", "da", "do", "al", "el", "sur", "upon", "on"})


_ARTICLES = frozenset({"The", "THE"})
# What begins a name only with what follows, as the gazetteer writes it: points of the compass as headlines shorten them
# ("N. Korea"), and Arabic articles, small as they are ("el-Fasher").
_HEADS = {"N.": "north", "S.": "south", "E.": "east", "W.": "west"} | {
    article: article
    for article in ("al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ed", "er", "es", "esh", "ez", "ech")
}
_NAMED = np.zeros(8, bool)  # by how a word is written: whether a name may begin or end with it
_NAMED[[CAPITAL, CAPITALS, MIXED, CASELESS]] = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's tokens with what the lexicon says of each.

    Attributes:
        rows: (tokens,) each token's row of `words.table`.
        shape: (tokens,) how each is written.
        opens: (tokens,) whether a sentence begins there.
    """

    tokens: Tokens
    words: lexicon.Words
    rows: npt.NDArray[np.int64]
    shape: npt.NDArray[np.int8]
    opens: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spans:
    """Proposed names, by first token and the one after the last, in the order of the text.

    Attributes:
        keys: The folded name of each.
        known: What the gazetteer has for a key, where it has anything.
    """

    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    keys: Sequence[str]
    known: Mapping[str, Namesakes]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.keys)


def read(tokens: Tokens, words: lexicon.Words) -> Reading:
    """Look every token up in the lexicon."""
    rows = words.rows(list(tokens.words))
    opens = np.zeros(len(tokens), bool)
    opens[np.asarray(tokens.sentences, np.int64)] = True
    return Reading(tokens, words, rows, words.table[rows, SHAPE].astype(np.int8), opens)


def propose(reading: Reading, source: PlaceSource) -> Spans:
    """All spans worth judging.

    Known names are n-grams that begin and end with a word written like a name; unknown ones are whole runs of such
    words, so that a place the gazetteer lacks is still seen.
    """
    named = _NAMED[reading.shape]
    if not named.any():
        empty = np.zeros(0, np.int64)
        return Spans(empty, empty, [], {})
    spans = _grams(reading, named)
    runs = _runs(reading, named)
    after = nouns.following(reading.tokens.words, named, reading.opens)
    rivers = articles.as_rivers(spans, reading.tokens.words)
    longer = {f"{key} {after[end]}" for _, end, key in spans if end in after}
    found = memory_of(source).namesakes(source, {key for _, _, key in spans}.union(longer, rivers.values()))
    kept = {(start, end): key for start, end, key in spans if key in found}
    titled = _titled(reading, kept, found)
    kept.update(((start - 1, end), kept.pop((start, end))) for start, end in titled)
    kept.update(articles.articled(spans, rivers, found))
    kept.update(nouns.qualified(spans, after, found))
    folded, rows = reading.words.folded, reading.rows.tolist()
    for start, end in runs:
        if (start, end) not in kept and (start, end) not in titled:
            kept[start, end] = " ".join([part for row in rows[start:end] if (part := folded[row])])
    order = sorted(kept)
    return Spans(
        np.array([start for start, _ in order], np.int64),
        np.array([end for _, end in order], np.int64),
        [kept[span] for span in order],
        found,
    )


def _titled(
    reading: Reading, kept: Mapping[tuple[int, int], str], found: Mapping[str, Namesakes]
) -> set[tuple[int, int]]:
    """The known spans to which the "The" before them belongs, as it does in "The Hague".

    It does where the gazetteer writes it, but for a country, whose article is grammar; and where it stands within a
    sentence in capitals all the same ("in The Gambia"), unless more of another name follows ("The Moscow Times").
    """
    words, rows, opens, table = reading.tokens.words, reading.rows, reading.opens, reading.words.table
    titled: set[tuple[int, int]] = set()
    for (start, end), key in kept.items():
        article = start - 1
        if start and words[article] in _ARTICLES and not opens[start]:
            before = table[rows[article - 1]] if article else table[0]
            within = not opens[article] and (before[SHAPE] != MARK or before[MARK_KIND] == COMMA)
            goes_on = end < len(words) and _NAMED[reading.shape[end]] and not opens[end]
            if (within and not goes_on) or _has_article(" ".join(words[start:end]), found[key]):
                titled.add((start, end))
    return titled


def _has_article(name: str, namesakes: Namesakes) -> bool:
    """Whether the gazetteer writes the name of a place that is no country with "The"."""
    written = name_hash(f"The {name.title() if name.isupper() else name}")
    rows = np.frombuffer(namesakes.rows, RANKED)
    return bool(((rows["exact"] == written) & (rows["group"] != COUNTRY)).any())


def _grams(reading: Reading, named: npt.NDArray[np.bool_]) -> list[tuple[int, int, str]]:
    """Every n-gram that could stand in a gazetteer, with its folded form."""
    words, known, rows = reading.tokens.words, reading.words.folded, reading.rows.tolist()
    shape, opens = reading.shape.tolist(), reading.opens.tolist()
    glued = _glued(reading)
    # "N.Y" and "W.Va." begin with what looks like an initial.
    begins = named | ((reading.shape == INITIAL) & np.concatenate([glued[1:], [False]]))
    heads = _heads(reading, named & ~glued)
    begins[list(heads)] = True
    glue = glued.tolist()
    count = len(rows)
    spans: list[tuple[int, int, str]] = []
    for i in np.flatnonzero(begins).tolist():
        if words[i] in _ARTICLES:  # the gazetteer's names are folded without
            continue
        key = heads.get(i, "") or known[rows[i]]
        if i not in heads:
            spans.append((i, i + 1, key))
        parts = 1
        j = i + 1
        while j < count and parts < MAX_PARTS and not opens[j]:
            form = shape[j]
            part = known[rows[j]]
            if form == LOWER:
                if words[j] not in CONNECTORS:
                    break
                key = f"{key} {part}"
                parts += 1
            elif form == MARK:
                if part == "'":
                    key += "s"
                    if parts > 1:
                        spans.append((i, j + 1, key))
                elif words[j] not in _HYPHENS:
                    break
            else:
                if glue[j]:
                    key += part
                else:
                    key = f"{key} {part}"
                    parts += 1
                spans.append((i, j + 1, key))
            j += 1
    return spans


def _heads(reading: Reading, named: npt.NDArray[np.bool_]) -> dict[int, str]:
    """How the gazetteer writes what begins a name only with the name after it, by token.

    Args:
        reading: The tokens.
        named: (tokens,) whether each is written like a name, and stands apart from the one before.
    """
    words = reading.tokens.words
    if _HEADS.keys().isdisjoint(words):
        return {}
    last = len(words) - 2
    return {
        i: _HEADS[word]
        for i, word in enumerate(words)
        if word in _HEADS
        and i < last
        and (named[i + 1] if word[-1] == "." else words[i + 1] in _HYPHENS and named[i + 2])
        and not reading.opens[i + 1]
    }


def _glued(reading: Reading) -> npt.NDArray[np.bool_]:
    """(tokens,) whether each follows an abbreviation's stop without a space ("W.Va."): one word to the gazetteer."""
    starts, ends = np.asarray(reading.tokens.starts, np.int64), np.asarray(reading.tokens.ends, np.int64)
    glued = np.zeros(len(starts), bool)
    for i in (np.flatnonzero((starts[1:] == ends[:-1]) & (reading.shape[1:] != MARK)) + 1).tolist():
        before = reading.tokens.words[i - 1]
        glued[i] = before[-1] == "." and len(before) > 1
    return glued


def _runs(reading: Reading, named: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of words written like names; a run is also cut before a title, an organisation or a joining word."""
    words = reading.tokens.words
    cuts = reading.words.codes[reading.rows, CUTTING].tolist()
    opens = reading.opens.tolist()
    inside = (named | (reading.shape == INITIAL)).tolist()
    starts = named & ~np.concatenate([[False], named[:-1] & ~reading.opens[1:]])
    count = len(words)
    runs: list[tuple[int, int]] = []

    def add(first: int, last: int) -> None:
        if last - first <= 2 * MAX_PARTS:
            runs.append((first, last))

    for i in np.flatnonzero(starts).tolist():
        j = i + 1
        while j < count and inside[j] and not opens[j]:
            j += 1
        add(i, j)
        if j < count and words[j - 1] in _ROADS and reading.shape[j] == DIGIT and not opens[j]:
            add(i, j + 1)
        if opens[i] and j - i > 1:
            add(i + 1, j)
        for cut in range(i + 1, min(j, i + MAX_PARTS)):
            if cuts[cut]:
                add(i, cut)
                break
        k = j
        while k + 1 < count and words[k] in _JOINERS and not opens[k] and k - i < 2 * MAX_PARTS:
            while k < count and words[k] in _JOINERS and not opens[k]:
                k += 1
            if k >= count or not inside[k] or opens[k]:
                break
            while k < count and inside[k] and not opens[k]:
                k += 1
            add(i, k)
    return runs
