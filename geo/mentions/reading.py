"""From tokens to mentions: the steps joined."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.mentions import lexicon, priors, ranking, recognition, senses, sorts, spans
from geo.mentions.coordinates import find_coordinates
from geo.mentions.kinds import inside_organisation, kind_of
from geo.mentions.lexicon import CASELESS, LENGTH
from geo.mentions.model import model
from geo.mentions.reasons import Reasons, unresolved_reason
from geo.mentions.remembering import memory_of
from geo.mentions.scripts import cut_runs
from geo.mentions.wishes import wishes
from geo.names import name_hash
from geo.options import DEFAULTS
from geo.records import Candidate, Mention
from geo.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from geo.mentions.coordinates import Coordinates
    from geo.mentions.ranking import Field
    from geo.mentions.recognition import Seen
    from geo.mentions.spans import Reading, Spans
    from geo.options import Options
    from geo.records import Document, MentionKind
    from geo.source import PlaceSource

SPAN_THRESHOLD = 0.4  # probability from which a span counts as a place name: best F1 on the development texts
SCORE_THRESHOLD = 0.2  # score below which a name stays unresolved, likewise
_STRETCH = 2_000  # tokens read at once
_MOST_SPANS, _SHORTEST = 1_500, 100  # with more spans than these a stretch is halved, down to so many tokens
_SAME_KM = 161.0  # namesakes nearer than this stand for one another in a score
_SAME_COSINE = math.cos(_SAME_KM / priors.EARTH_RADIUS_KM)
_LISTED = 5  # candidates listed with a mention
_REMEMBERED = 4.0  # log-odds by which a place named earlier in the text is preferred
_MEMORY = 20_000  # names remembered
_FOREIGN = 0.75  # probability that a known name in a script without capitals is one
_EMBEDDED = 0.24  # probability from which a name inside an organisation's is shown: it is marked as such
_NO_PLACE = 0.2  # most probability that half of a person's name, or a ship's, is a place
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
    reason = "the text gives the coordinates"
    return Found(pair.start, pair.end, written, "coordinate", None, pair.lat, pair.lon, 1.0, reason)


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


@dataclass(frozen=True, slots=True)
class Judged:
    """All spans of a stretch with all that is thought of them, before any is chosen.

    Attributes:
        probability: (spans,) that each is a place name there.
        share: (candidates,) the probability of each among the candidates of its name.
    """

    seen: Seen
    field: Field
    around: ranking.Surroundings
    probability: npt.NDArray[np.float32]
    share: npt.NDArray[np.float32]


def surroundings(text: str, seen: Seen, field: Field, weight: npt.NDArray[np.float32]) -> ranking.Surroundings:
    """How the names of a stretch stand to one another.

    Args:
        text: The text that the spans lie in.
        seen: The spans.
        field: Their candidates.
        weight: (spans,) how likely each is a name, by its words alone.
    """
    proposed, gaz, tokens = seen.spans, seen.gaz, seen.reading.tokens
    count = len(field.names)
    named = np.flatnonzero(gaz.name >= 0)
    names = gaz.name[named]
    by_name = np.zeros(count, np.float32)
    np.maximum.at(by_name, names, weight[named])
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    begins: dict[int, list[int]] = {}
    exact: list[set[int]] = [set() for _ in range(count)]
    first, last, which = proposed.start[named].tolist(), proposed.end[named].tolist(), names.tolist()
    for start, end, name in zip(first, last, which, strict=True):
        begins.setdefault(start, []).append(name)
        exact[name].add(name_hash(text[starts[start] : ends[end - 1]]))
    container = np.zeros((count, count), bool)
    stops: dict[int, list[int]] = {}
    for end, name in zip(last, which, strict=True):
        stops.setdefault(end, []).append(name)
        if end + 1 < len(words) and words[end] in senses.BEFORE_CONTAINER:
            for other in begins.get(end + 1, ()):
                container[name, other] = other != name
    for start, name in zip(first, which, strict=True):
        if words[start - 1] == "of" and start > 1:  # "the Texas town of Paris"
            for other in stops.get(start - 2, ()):
                container[name, other] = other != name
    nearness = ranking.text_nearness(proposed.start[named], names, count)
    return ranking.Surroundings(by_name, nearness, container, exact, np.bincount(names, minlength=count))


def sigmoid(logit: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities of log-odds."""
    return (1 / (1 + np.exp(-logit))).astype(np.float32, copy=False)


def pick(field: Field, share: npt.NDArray[np.float32], name: int) -> tuple[int, float]:
    """The candidate of a name with the most probability within `_SAME_KM` of it, and that probability."""
    first, last = int(field.first[name]), int(field.first[name + 1])
    if last - first == 1:
        return first, 1.0
    part, unit = share[first:last], field.unit[first:last]
    mass = ((unit @ unit.T) > _SAME_COSINE) @ part
    # Among places that support one another the likeliest of its own stands, but for one that gives way.
    rights = part * field.rows["right"][first:last]
    best = int(np.where(mass > mass.max() - 0.02, rights, -1).argmax())
    return first + best, min(float(mass[best]), 1.0)


def _foreign(seen: Seen) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is a known name in a script without capitals, of which the weights have seen none."""
    starts, ends, words = seen.spans.start, seen.spans.end, seen.reading.words
    rows, shape = seen.reading.rows, seen.reading.shape
    long_enough = words.table[rows[starts], LENGTH] > 1
    foreign: npt.NDArray[np.bool_] = (seen.gaz.name >= 0) & (shape[starts] == CASELESS) & (shape[ends - 1] == CASELESS)
    foreign &= long_enough
    return foreign


def settled(seen: Seen, probability: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(spans,) that each is a place name, after what the weights know nothing of or too little."""
    no_place = recognition.persons(seen) | recognition.vessels(seen)
    probability = np.where(no_place, np.minimum(probability, np.float32(_NO_PLACE)), probability)
    probability = np.where(_foreign(seen), np.maximum(probability, np.float32(_FOREIGN)), probability)
    unsure = (probability >= _EMBEDDED) & (probability < SPAN_THRESHOLD) & (seen.gaz.name >= 0)
    for i in np.flatnonzero(unsure).tolist():
        if inside_organisation(seen.reading, int(seen.spans.start[i]), int(seen.spans.end[i])):
            probability[i] = SPAN_THRESHOLD
    return probability


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

    def judge(self, reading: Reading, proposed: Spans) -> Judged | None:
        """Judge every span of a stretch; None where none could be a place name."""
        weights = model()
        seen = recognition.see(reading, proposed)
        logit = weights.lexical.take(recognition.lexical(seen)).sum(0) + np.float32(weights.lexical_bias)
        fixed = self._set_by_hand(seen)
        kept = recognition.plausible(seen, logit) | fixed
        seen, logit = senses.apart(recognition.narrow(seen, kept)), logit[kept]
        if not seen.gaz.names:
            return None
        field = ranking.field_of(seen.gaz.names, proposed.known)
        around = surroundings(self._text, seen, field, sigmoid(logit))
        asked = self._asked(field) + field.rows["modesty"] + sorts.said(seen, field, around)
        features = ranking.features(field, around, ranking.softmax(field, field.prior + asked))
        rank_logit = weights.rank(features)
        share = ranking.softmax(field, rank_logit + asked + ranking.stated(features))
        ranked = recognition.Ranked(features, rank_logit, share, field.owner, field.first)
        evidence = recognition.features(seen, logit, ranked)
        span_logit = weights.span(evidence)
        second = recognition.second_features(seen, evidence, span_logit)
        probability = settled(seen, sigmoid(weights.second_span(second)))
        probability[fixed[kept]] = 1.0
        return Judged(seen, field, around, probability, share)

    def _asked(self, field: Field) -> npt.NDArray[np.float32]:
        """Log-odds that the user's wishes and the text so far add to each candidate."""
        bonus = wishes(field, self._source, self._options)
        if self._earlier:
            before = np.array([self._earlier.get(name, -1) for name in field.names], np.int64)
            bonus += np.float32(_REMEMBERED) * (before[field.owner] == field.rows["place"])
        return bonus

    def _set_by_hand(self, seen: Seen) -> npt.NDArray[np.bool_]:
        """(spans,) whether the user has said which place the span means: then it is one, whatever it looks like."""
        by_hand = np.zeros(len(seen.spans), bool)
        if self._fixed:
            starts, ends = seen.reading.tokens.starts, seen.reading.tokens.ends
            pairs = zip(seen.spans.start.tolist(), seen.spans.end.tolist(), strict=True)
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
        judged = self.judge(reading, proposed) if proposed.known else None
        if judged is None:
            return
        field, gaz, proposed = judged.field, judged.seen.gaz, judged.seen.spans
        chosen = recognition.choose(proposed, judged.probability, SPAN_THRESHOLD)
        names = sorted({int(gaz.name[i]) for i in chosen} - {-1})
        picks = {name: pick(field, judged.share, name) for name in names}
        share = judged.share.tolist()
        listed = {name: _listed(field, share, name, picks[name][0]) for name in names}
        rows = field.rows["place"].tolist()
        keys = self._memory.keys(self._source, {rows[c] for many in listed.values() for c in many})
        places = self._memory.places(self._source, {keys[rows[best]][0] for best, _ in picks.values()})
        reasons = Reasons(judged, picks, keys, {place.id: place.admin1 for place in places.values()})
        candidates = {
            name: tuple([Candidate(*keys[rows[c]], round(share[c], 3)) for c in many]) for name, many in listed.items()
        }
        for i in chosen:
            start, end = tokens.starts[proposed.start[i]], tokens.ends[proposed.end[i] - 1]
            written = self._text[start:end]
            name = int(gaz.name[i])
            best, mass = picks.get(name, (-1, 0.0))
            kind = kind_of(judged, i, best)
            fixed = self._fixed.get(self._options.fixed.get(written, ""))
            if fixed is not None:
                yield Found(start, end, written, kind, fixed.id, fixed.lat, fixed.lon, 1.0, "set by hand")
                continue
            if name < 0:
                yield Found(start, end, written, kind, None, None, None, 0.0, unresolved_reason(written))
                continue
            score = round(float(judged.probability[i]) * mass, 3)
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
