"""From tokens to mentions: the steps joined."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.mentions import lexicon, recognition, spans
from geo.mentions.coordinates import find_coordinates
from geo.mentions.judging import SPAN_THRESHOLD, judge, pick, sureness
from geo.mentions.kinds import kind_of
from geo.mentions.lexicon import CASELESS
from geo.mentions.reasons import Reasons, unresolved_reason
from geo.mentions.remembering import memory_of
from geo.mentions.scripts import cut_runs
from geo.mentions.wishes import wishes
from geo.options import DEFAULTS
from geo.points import point_at
from geo.records import Candidate, Mention
from geo.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from geo.mentions.coordinates import Coordinates
    from geo.mentions.ranking import Field
    from geo.mentions.spans import Reading, Spans
    from geo.options import Options
    from geo.records import Document, MentionKind
    from geo.source import PlaceSource

SCORE_THRESHOLD = 0.3  # score below which a name stays unresolved, likewise
_STRETCH = 2_000  # tokens read at once
_MOST_SPANS, _SHORTEST = 1_500, 100  # with more spans than these a stretch is halved, down to so many tokens
_LISTED = 5  # candidates listed with a mention
_REMEMBERED = 4.0  # log-odds by which a place named earlier in the text is preferred
_MEMORY = 20_000  # names remembered
_WORDS = lexicon.Words()


def read_mentions(
    document: Document, tokens: Tokens, source: PlaceSource, options: Options = DEFAULTS
) -> tuple[Mention, ...]:
    """Find the place names and written coordinates of a document and say which places they mean.

    Args:
        document: The text.
        tokens: Its tokens, of `geo.tokens.tokenize`.
        source: The gazetteer.
        options: What the user says of how names are to be read.

    Returns:
        The mentions in the order of the text, none overlapping another, numbered m1, m2, ...
    """
    text = document.text
    pairs = find_coordinates(text)
    found = [_written(text, pair) for pair in pairs]
    reader = Reader(text, source, options)
    for part in _stretches(tokens):
        found.extend(reader.read(part))
    taken = [(pair.start, pair.end) for pair in pairs]
    kept = [m for m in found if m.kind in options.kinds and (m.kind == "coordinate" or not _overlaps(m, taken))]
    kept.sort(key=lambda mention: mention.start)
    return tuple(Mention(f"m{number}", *mention) for number, mention in enumerate(kept, 1))


class Found(NamedTuple):
    """A mention without its number."""

    start: int
    end: int
    text: str
    kind: MentionKind
    place: str | None
    lat: float | None
    lon: float | None
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()


def _written(text: str, pair: Coordinates) -> Found:
    """The mention of a pair of coordinates."""
    written = text[pair.start : pair.end]
    place = point_at(pair.lat, pair.lon, pair.accuracy_m)
    reason = "the text gives the coordinates"
    return Found(pair.start, pair.end, written, "coordinate", place.id, place.lat, place.lon, 1.0, reason)


def _overlaps(mention: Found, taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (mention.end, -1)) - 1
    return at >= 0 and taken[at][1] > mention.start


def _stretches(tokens: Tokens, length: int = _STRETCH) -> Iterator[Tokens]:
    """Cut the tokens at sentence ends into stretches of bounded length."""
    count = len(tokens)
    if count <= length:
        if count:
            yield tokens
        return
    sentences = np.asarray(tokens.sentences, np.int64)
    begin = 0
    while begin < count:
        end = min(begin + length, count)
        if end < count:
            at = int(np.searchsorted(sentences, end, "right")) - 1
            if sentences[at] > begin:
                end = int(sentences[at])
        inside = sentences[(sentences >= begin) & (sentences < end)] - begin
        opening = inside.tolist() if len(inside) and inside[0] == 0 else [0, *inside.tolist()]
        part = slice(begin, end)
        yield Tokens(tokens.words[part], tokens.lowered[part], tokens.starts[part], tokens.ends[part], opening)
        begin = end


class Reader:
    """Reads one text, stretch by stretch, and remembers what its names were taken for.

    Args:
        text: The whole text.
        source: The gazetteer.
        options: The user's wishes.
    """

    def __init__(self, text: str, source: PlaceSource, options: Options) -> None:
        self._text, self._source, self._options = text, source, options
        self._memory = memory_of(source)
        self._threshold = SCORE_THRESHOLD if options.threshold is None else options.threshold
        self._fixed = source.places(options.fixed.values()) if options.fixed else {}
        self._earlier: dict[str, int] = {}

    def _asked(self, field: Field) -> npt.NDArray[np.float32]:
        """Log-odds that the user's wishes and the text so far add to each candidate."""
        bonus = wishes(field, self._source, self._options)
        if self._earlier:
            before = np.array([self._earlier.get(name, -1) for name in field.names], np.int64)
            bonus += np.float32(_REMEMBERED) * (before[field.owner] == field.rows["place"])
        return bonus

    def _set_by_hand(self, reading: Reading, proposed: Spans) -> npt.NDArray[np.bool_]:
        """(spans,) whether the user has said which place the span means."""
        by_hand = np.zeros(len(proposed), bool)
        if self._fixed:
            starts, ends = reading.tokens.starts, reading.tokens.ends
            pairs = zip(proposed.start.tolist(), proposed.end.tolist(), strict=True)
            by_hand[:] = [self._text[starts[a] : ends[b - 1]] in self._options.fixed for a, b in pairs]
        return by_hand

    def read(self, tokens: Tokens) -> Iterator[Found]:
        """The mentions of a stretch."""
        reading = spans.read(tokens, _WORDS)
        if (reading.shape == CASELESS).any():
            tokens = cut_runs(tokens, self._source)
            reading = spans.read(tokens, _WORDS)
        proposed = spans.propose(reading, self._source)
        if len(proposed) > _MOST_SPANS and len(tokens) > _SHORTEST:
            # What the names of a stretch say of one another takes the square of their number.
            for part in _stretches(tokens, len(tokens) // 2 + 1):
                yield from self.read(part)
            return
        by_hand = self._set_by_hand(reading, proposed)
        judged = judge(self._text, reading, proposed, by_hand, self._asked) if proposed.known else None
        if judged is None:
            return
        field, gaz, proposed = judged.field, judged.seen.gaz, judged.seen.spans
        chosen = recognition.choose(proposed, judged.probability, SPAN_THRESHOLD)
        names = sorted({int(gaz.name[i]) for i in chosen} - {-1})
        picks = {name: pick(field, judged.share, name) for name in names}
        sure = dict(zip(picks, sureness(judged, list(picks.values())), strict=True))
        share = judged.share.tolist()
        listed = {name: _listed(field, share, name, picks[name][0]) for name in names}
        rows = field.rows["place"].tolist()
        keys = self._memory.keys(self._source, {rows[c] for many in listed.values() for c in many})
        places = self._memory.places(self._source, {keys[rows[best]][0] for best, _ in picks.values()})
        reasons = Reasons(judged, picks, sure, keys, {place.id: place.admin1 for place in places.values()})
        candidates = {
            name: tuple([Candidate(*keys[rows[c]], round(share[c], 3)) for c in many]) for name, many in listed.items()
        }
        for i in chosen:
            start, end = tokens.starts[proposed.start[i]], tokens.ends[proposed.end[i] - 1]
            written = self._text[start:end]
            name = int(gaz.name[i])
            best, _ = picks.get(name, (-1, 0.0))
            kind = kind_of(judged, i, best)
            fixed = self._fixed.get(self._options.fixed.get(written, ""))
            if fixed is not None:
                yield Found(start, end, written, kind, fixed.id, fixed.lat, fixed.lon, 1.0, "set by hand")
                continue
            if name < 0:
                likely = round(float(judged.probability[i]), 3)
                yield Found(start, end, written, kind, None, None, None, likely, unresolved_reason(written))
                continue
            score = round(float(judged.probability[i]) * sure[name], 3)
            place = places.get(keys[rows[best]][0])
            if place is None or score < self._threshold:
                reason = reasons.abstention(name)
                yield Found(start, end, written, kind, None, None, None, score, reason, candidates[name])
                continue
            if len(self._earlier) < _MEMORY:
                self._earlier[field.names[name]] = rows[best]
            reason = reasons.choice(name)
            yield Found(start, end, written, kind, place.id, place.lat, place.lon, score, reason, candidates[name])


def _listed(field: Field, share: Sequence[float], name: int, best: int) -> list[int]:
    """The candidates to show, the chosen one first, each place once."""
    first, last = int(field.first[name]), int(field.first[name + 1])
    likeliest = sorted(range(first, last), key=share.__getitem__, reverse=True)[:_LISTED]
    return [best, *(c for c in likeliest if c != best)][:_LISTED]
