"""How likely each span of a text is a place name, and each candidate what it means: the models, one after the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import articles, priors, ranking, recognition, senses, sorts
from geo.mentions.lexicon import CASELESS, LENGTH
from geo.mentions.model import model
from geo.mentions.organisations import inside_organisation
from geo.names import name_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from geo.mentions.ranking import Field
    from geo.mentions.recognition import Seen
    from geo.mentions.spans import Reading, Spans

_SPOT_KM = 20.0  # and nearer than this are one spot
_SAME_KM = 161.0  # namesakes nearer than this stand for one another in a score
_SAME_COSINE = math.cos(_SAME_KM / priors.EARTH_RADIUS_KM)
_SPOT_COSINE = math.cos(_SPOT_KM / priors.EARTH_RADIUS_KM)
SPAN_THRESHOLD = 0.45  # probability from which a span counts as a place name: as many missed as wrong, out of fold
_FOREIGN = 0.75  # probability that a known name in a script without capitals is one
_EMBEDDED = 0.24  # probability from which a name inside an organisation's is shown: it is marked as such
_DOUBTED, _HELD = 0.15, 0.6  # from which probability a name is one where what it lies in follows, and how sure then
_LIKELY_AGAIN, _SURE, _OFTEN = 0.3, 0.9, 3  # from which probability a name is one that is so surely, so often elsewhere
_NO_PLACE = 0.2  # most probability that half of a person's name, or a ship's, is a place


@dataclass(frozen=True, slots=True)
class Judged:
    """All spans of a stretch with all that is thought of them, before any is chosen.

    Attributes:
        features: (ranking.FEATURES, candidates) what spoke for each.
        probability: (spans,) that each is a place name there.
        share: (candidates,) the probability of each among the candidates of its name.
    """

    seen: Seen
    field: Field
    around: ranking.Surroundings
    features: npt.NDArray[np.float32]
    probability: npt.NDArray[np.float32]
    share: npt.NDArray[np.float32]


def judge(
    text: str,
    reading: Reading,
    proposed: Spans,
    by_hand: npt.NDArray[np.bool_],
    wished: Callable[[Field], npt.NDArray[np.float32]],
) -> Judged | None:
    """Judge every span of a stretch.

    Args:
        text: The text that the stretch lies in.
        reading: Its tokens and words.
        proposed: Its spans.
        by_hand: (spans,) whether the user has said what each means: then it is a place name, whatever it looks like.
        wished: (candidates,) log-odds that the user's wishes and the text so far add to each of a field's candidates.

    Returns:
        None where no span could be a place name.
    """
    weights = model()
    seen = recognition.see(reading, proposed)
    logit = weights.lexical.take(recognition.lexical(seen)).sum(0) + np.float32(weights.lexical_bias)
    kept = recognition.plausible(seen, logit) | by_hand
    seen, logit = senses.apart(recognition.narrow(seen, kept)), logit[kept]
    if not seen.gaz.names:
        return None
    field = ranking.field_of(seen.gaz.names, proposed.known)
    around = surroundings(text, seen, field, sigmoid(logit))
    asked = wished(field) + field.rows["modesty"] + sorts.said(seen, field, around)
    features = ranking.features(field, around, ranking.softmax(field, field.prior + asked))
    rank_logit = weights.rank(features)
    share = ranking.softmax(field, rank_logit + asked + ranking.stated(features))
    ranked = recognition.Ranked(features, rank_logit, share, field.owner, field.first)
    evidence = recognition.features(seen, logit, ranked)
    span_logit = weights.span(evidence)
    second = recognition.second_features(seen, evidence, span_logit)
    probability = settled(seen, sigmoid(weights.second_span(second)))
    probability[by_hand[kept]] = 1.0
    return Judged(seen, field, around, features, probability, share)


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
    article = np.zeros(count, np.float32)
    begins: dict[int, list[int]] = {}
    exact: list[set[int]] = [set() for _ in range(count)]
    first, last, which = proposed.start[named].tolist(), proposed.end[named].tolist(), names.tolist()
    for start, end, name in zip(first, last, which, strict=True):
        begins.setdefault(start, []).append(name)
        exact[name].add(name_hash(text[starts[start] : ends[end - 1]]))
        article[name] = max(article[name], articles.owned(words, start, end))
    container = np.zeros((count, count), bool)
    stops: dict[int, list[int]] = {}
    for end, name in zip(last, which, strict=True):
        stops.setdefault(end, []).append(name)
        for other in begins.get(senses.holder_at(words, end), ()):
            container[name, other] = other != name
    for start, name in zip(first, which, strict=True):
        if words[start - 1] == "of" and start > 1:  # "the Texas town of Paris"
            for other in stops.get(start - 2, ()):
                container[name, other] = other != name
    nearness = ranking.text_nearness(proposed.start[named], names, count)
    return ranking.Surroundings(by_name, nearness, container, exact, np.bincount(names, minlength=count), article)


def sigmoid(logit: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities of log-odds."""
    return (1 / (1 + np.exp(-logit))).astype(np.float32, copy=False)


def _foreign(seen: Seen) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is a known name in a script without capitals, of which the weights have seen none."""
    starts, ends, words = seen.spans.start, seen.spans.end, seen.reading.words
    rows, shape = seen.reading.rows, seen.reading.shape
    long_enough = words.table[rows[starts], LENGTH] > 1
    foreign: npt.NDArray[np.bool_] = (seen.gaz.name >= 0) & (shape[starts] == CASELESS) & (shape[ends - 1] == CASELESS)
    foreign &= long_enough
    return foreign


def _surely_elsewhere(seen: Seen, probability: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """(spans,) whether each is a known name, likely enough, that surely is a place several times in the stretch."""
    name = seen.gaz.name
    times = np.bincount(name[(probability >= _SURE) & (name >= 0)], minlength=len(seen.gaz.names) + 1)
    often: npt.NDArray[np.bool_] = (times[name] >= _OFTEN) & (name >= 0) & (probability >= _LIKELY_AGAIN)
    return often


def settled(seen: Seen, probability: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(spans,) that each is a place name, after what the weights know nothing of or too little."""
    no_place = recognition.persons(seen) | recognition.vessels(seen)
    probability = np.where(no_place, np.minimum(probability, np.float32(_NO_PLACE)), probability)
    probability = np.where(_foreign(seen), np.maximum(probability, np.float32(_FOREIGN)), probability)
    probability[senses.held(seen, (probability > _DOUBTED) & (probability < _HELD))] = _HELD
    probability = np.where(_surely_elsewhere(seen, probability), np.maximum(probability, SPAN_THRESHOLD), probability)
    unsure = (probability >= _EMBEDDED) & (probability < SPAN_THRESHOLD) & (seen.gaz.name >= 0)
    for i in np.flatnonzero(unsure).tolist():
        if inside_organisation(seen.reading, int(seen.spans.start[i]), int(seen.spans.end[i])):
            probability[i] = SPAN_THRESHOLD
    return probability


def pick(field: Field, share: npt.NDArray[np.float32], name: int) -> tuple[int, float]:
    """The candidate of a name with the most probability within `_SAME_KM` of it, and that probability."""
    first, last = int(field.first[name]), int(field.first[name + 1])
    if last - first == 1:
        return first, 1.0
    part, unit = share[first:last], field.unit[first:last]
    cosine = unit @ unit.T
    mass = (cosine > _SAME_COSINE) @ part
    # Among places that support one another those of one spot count together (a small state, its capital, its unit);
    # there the likeliest stands, but for one that gives way.
    rights = part * field.rows["right"][first:last]
    spot = np.where(mass > mass.max() - 0.02, (cosine > _SPOT_COSINE) @ rights, -1)
    best = int(np.where(spot > spot.max() - 0.02, rights, -1).argmax())
    return first + best, min(float(mass[best]), 1.0)


def evidence_of_choice(
    features: npt.NDArray[np.float32], picks: Sequence[tuple[int, float]]
) -> npt.NDArray[np.float32]:
    """(ranking.FEATURES + 1, picks) what speaks for each candidate picked, as the gazetteer may lack the right one.

    Args:
        features: (ranking.FEATURES, candidates) as the ranking saw them.
        picks: From `pick`.
    """
    best, mass = zip(*picks, strict=True)
    return np.concatenate([features[:, list(best)], np.array([mass], np.float32)])


def sureness(judged: Judged, picks: Sequence[tuple[int, float]]) -> list[float]:
    """How likely each candidate picked is right, if the name is a place's."""
    found: list[float] = sigmoid(model().placed(evidence_of_choice(judged.features, picks))).tolist() if picks else []
    return found
