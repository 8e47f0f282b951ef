"""Train what finds and resolves place names, and cross-validate it by document.

    python benchmarks/train_mentions.py [--corpora ../shared/corpora] [--write]

Learns from four annotated corpora (LGL, TR-News, GeoWebNews, GeoVirus), each with the same weight. The steps are
trained one on the other's out-of-fold answers, four folds by document with a fixed seed, so that what is printed is
measured on documents that no step had seen. With --write all documents train the weights that ship,
`geo/mentions/weights.npz`. Needs catboost 1.2 and scikit-learn 1.5, which the package itself does not.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.made_patterns import MOSTLY_PLACES, UNLIKE_PLACES
from benchmarks.made_texts import made_texts
from geo.mentions import judging, priors, ranking, recognition, senses, sorts, spans
from geo.mentions.lexicon import Words
from geo.mentions.nearby import put_nearby
from geo.mentions.reading import SCORE_THRESHOLD
from geo.mentions.trees import Trees
from geo.records import Candidate, Mention
from geo.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt
    from catboost import CatBoost

    from gazetteer.layers import Gazetteer
    from geo.source import PlaceSource

CORPORA = ("lgl", "trnews", "gwn", "geovirus")
# Corpora of other kinds and texts made of the gazetteer's names: how many documents are taken, and what they weigh
# beside one of the four in the ranking and in recognition.
OTHERS = {
    "tudloc2013": (77, 0.5, 0.5),
    "wotr_train": (150, 0.2, 0.0),
    "wiktor": (200, 0.3, 0.0),
    "made": (3_200, 2.0, 0.5),
    "made_unlike": (4_400, 0.0, 0.7),
}
MADE = {"made": MOSTLY_PLACES, "made_unlike": UNLIKE_PLACES}
WITHOUT_DEMONYMS = frozenset({"tudloc2013"})  # which marks none, so that nothing is learned of them from it
FOLDS = 4
SEED = 7
RIGHT_KM = 161.0
# How far the conventional points of one large place may lie apart, by its group.
WIDE_KM = {
    **dict.fromkeys((priors.COUNTRY, priors.CONTINENT), 2_500.0),
    **dict.fromkeys((priors.UNIT1, priors.REGION, priors.WATER), 800.0),
}
SAME_RECORD = 3
UNLIKE_NEWS = 0.8  # what other texts weigh where the choices are judged: of their names the gazetteer lacks few
LEAST_PROBABILITY = 0.3  # of the spans whose choice of a place is judged
OUT = Path(__file__).parent.parent / "geo" / "mentions" / "weights.npz"
RANK_TREES, SPAN_TREES, SECOND_TREES, DEPTH = 160, 250, 120, 6
SPAN_L2, SECOND_L2 = 8, 30  # how much leaves of few examples are held back
LEARNING_RATE = 0.12
PLACED_TREES, PLACED_DEPTH, PLACED_RATE = 80, 4, 0.08


@dataclass(slots=True)
class Example:
    """A document with its gold, as each step sees it; what stands below the line is filled step by step."""

    gold: dict[str, Any]
    corpus: str
    fold: int
    weight: float  # in the ranking
    recognised: float  # in recognition; 0 where not all names are marked
    all_marked: npt.NDArray[np.float64]  # (spans,) 1, but 0 for those that the corpus does not mark
    all_seen: recognition.Seen
    buckets: npt.NDArray[np.int64]
    all_names: npt.NDArray[np.float64]  # (spans,) whether each is a place name
    # ---
    seen: recognition.Seen
    field: ranking.Field
    lexical: npt.NDArray[np.float32]
    marked: npt.NDArray[np.float64]  # as `all_marked`, of the spans kept
    is_name: npt.NDArray[np.float64]  # as `all_names`, likewise
    right: npt.NDArray[np.float64]  # (candidates,) how right each is for the name's mentions
    mentions: npt.NDArray[np.float64]  # (names,) how many mentions have coordinates
    around: ranking.Surroundings | None = None
    said: npt.NDArray[np.float32] | None = None
    share: npt.NDArray[np.float32] | None = None
    rank_features: npt.NDArray[np.float32] | None = None
    span_features: npt.NDArray[np.float32] | None = None
    probability: npt.NDArray[np.float32] | None = None
    chosen: Sequence[int] = ()  # the spans that are taken for place names and have candidates
    picks: Sequence[tuple[int, float]] = ()  # the candidate of each
    choice_features: npt.NDArray[np.float32] | None = None
    sure: npt.NDArray[np.float32] | None = None


def load(folder: Path, corpus: str, source: Gazetteer) -> list[dict[str, Any]]:
    """The documents of a corpus."""
    if corpus in MADE:
        return made_texts(source, MADE[corpus], OTHERS[corpus][0], SEED + len(corpus))
    with (folder / f"{corpus}.dev.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def distance_km(
    lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], to_lat: float, to_lon: float
) -> npt.NDArray[np.float64]:
    """Great-circle distance, as the scorer takes it."""
    a, b, c, d = (np.radians(x) for x in (lat, lon, to_lat, to_lon))
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * priors.EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(h)))


def offsets(seen: recognition.Seen) -> list[tuple[int, int]]:
    """Where each span stands in the text."""
    tokens, spans_ = seen.reading.tokens, seen.spans
    pairs = zip(spans_.start.tolist(), spans_.end.tolist(), strict=True)
    return [(tokens.starts[first], tokens.ends[last - 1]) for first, last in pairs]


def example(gold: dict[str, Any], corpus: str, source: PlaceSource, words: Words) -> Example | None:
    """Prepare a document; None where nothing is proposed in it."""
    read = spans.read(tokenize(gold["text"]), words)
    proposed = spans.propose(read, source)
    if not proposed.known:
        return None
    seen = recognition.see(read, proposed)
    optional = {(toponym["start"], toponym["end"]): bool(toponym.get("optional")) for toponym in gold["toponyms"]}
    is_name = np.array([offset in optional for offset in offsets(seen)], float)
    marked = np.array([not optional.get(offset, False) for offset in offsets(seen)], float)
    if corpus in WITHOUT_DEMONYMS:
        marked *= seen.gaz.kind != 1 + recognition.DEMONYM
    none = np.zeros(0)
    buckets = recognition.lexical(seen)
    field = ranking.field_of(seen.gaz.names, proposed.known)
    return Example(
        *(gold, corpus, 0, 1.0, 1.0, marked, seen, buckets, is_name),
        *(seen, field, none.astype(np.float32), marked, is_name, none, none),
    )


def label(e: Example) -> None:
    """Mark the right candidates of the names that were kept."""
    by_span = {(toponym["start"], toponym["end"]): toponym for toponym in e.gold["toponyms"]}
    e.right, e.mentions = np.zeros(len(e.field.rows)), np.zeros(len(e.field.names))
    lat, lon = e.field.rows["lat"] / 360.0, e.field.rows["lon"] / 180.0
    for offset, name in zip(offsets(e.seen), e.seen.gaz.name.tolist(), strict=True):
        toponym = by_span.get(offset)
        if name >= 0 and toponym is not None and toponym["lat"] is not None:
            first, last = e.field.first[name], e.field.first[name + 1]
            away = distance_km(lat[first:last], lon[first:last], toponym["lat"], toponym["lon"])
            same = e.field.rows["place"][first:last] == (toponym["geonameid"] or -1)
            # Near enough is right; the very record of the gold is what to prefer among those.
            e.right[first:last] += (away <= RIGHT_KM) * (1 + SAME_RECORD * same)
            e.mentions[name] += 1


def examples(folder: Path, source: Gazetteer) -> list[Example]:
    """All documents, dealt to the folds by a fixed seed; each of the four corpora weighs the same."""
    words = Words()
    chance = np.random.default_rng(SEED)
    documents = [(corpus, gold) for corpus in CORPORA for gold in load(folder, corpus, source)]
    folds = (chance.permutation(len(documents)) % FOLDS).tolist()
    for corpus, (count, *_) in OTHERS.items():
        every = load(folder, corpus, source)
        documents += [(corpus, every[i]) for i in chance.permutation(len(every))[:count]]
        folds += (np.arange(min(count, len(every))) % FOLDS).tolist()
    sizes = Counter(corpus for corpus, gold in documents for toponym in gold["toponyms"])
    mean = sum(sizes[corpus] for corpus in CORPORA) / len(CORPORA)
    made = []
    for (corpus, gold), fold in zip(documents, folds, strict=True):
        one = example(gold, corpus, source, words)
        if one is not None:
            _, ranking_share, recognition_share = OTHERS.get(corpus, (0, 1.0, 1.0))
            even = mean / sizes[corpus]
            one.fold, one.weight, one.recognised = fold, ranking_share * even, recognition_share * even
            made.append(one)
    return made


def fit_lexical(some: Sequence[Example]) -> tuple[npt.NDArray[np.float32], float]:
    """A logistic regression over the words around each span."""
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    def onehot(buckets: npt.NDArray[np.int64]) -> sparse.csr_matrix:
        slots, count = buckets.shape
        ends = np.arange(count + 1) * slots
        return sparse.csr_matrix((np.ones(slots * count), buckets.T.ravel(), ends), (count, recognition.BUCKETS))

    some = [e for e in some if e.recognised]
    model = LogisticRegression(C=0.3, solver="liblinear", tol=1e-3, random_state=SEED)
    weights = np.concatenate([e.recognised * e.all_marked for e in some])
    model.fit(
        sparse.vstack([onehot(e.buckets) for e in some]),
        np.concatenate([e.all_names for e in some]),
        sample_weight=weights,
    )
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def fit_rank(some: Sequence[Example], trees: int) -> CatBoost:
    """Boosted trees under the softmax over each name's candidates."""
    import catboost

    columns, targets, groups, weights = [], [], [], []
    for e in some:
        assert e.rank_features is not None
        for name in range(len(e.field.names)):
            first, last = e.field.first[name], e.field.first[name + 1]
            right = e.right[first:last]
            if last - first > 1 and right.sum() > 0:
                columns.append(e.rank_features[:, first:last].T)
                targets.append(right / right.sum())
                groups += [len(targets)] * (last - first)
                weights += [e.weight * math.sqrt(e.mentions[name])] * (last - first)
    model = catboost.CatBoost(
        {
            "loss_function": "QuerySoftMax",
            "iterations": trees,
            "depth": DEPTH,
            "learning_rate": LEARNING_RATE,
            "l2_leaf_reg": 8,
            "border_count": 48,
            "random_seed": SEED,
            "thread_count": 2,
            "verbose": False,
            "allow_writing_files": False,
        }
    )
    model.fit(catboost.Pool(np.concatenate(columns), np.concatenate(targets), group_id=groups, group_weight=weights))
    return model


def fit_spans(some: Sequence[Example], trees: int, l2: int) -> CatBoost:
    """Boosted trees for whether a span is a place name, by `span_features`."""
    import catboost

    model = catboost.CatBoostClassifier(
        iterations=trees,
        depth=DEPTH,
        learning_rate=LEARNING_RATE,
        l2_leaf_reg=l2,
        border_count=48,
        random_seed=SEED,
        thread_count=2,
        verbose=False,
        allow_writing_files=False,
    )
    rows = np.concatenate([e.span_features.T for e in some if e.span_features is not None])
    weights = np.concatenate([e.recognised * e.marked for e in some])
    model.fit(rows, np.concatenate([e.is_name for e in some]), sample_weight=weights)
    return model


def fit_placed(some: Sequence[Example]) -> CatBoost:
    """Boosted trees for whether the candidate chosen for a name is right, of the names with coordinates."""
    import catboost

    rows, targets, weights = [], [], []
    for e in some:
        if e.choice_features is None or not e.weight:  # what taught no ranking says little of its choices
            continue
        by_span = {(toponym["start"], toponym["end"]): toponym for toponym in e.gold["toponyms"]}
        places = offsets(e.seen)
        for at, (span, (best, _)) in enumerate(zip(e.chosen, e.picks, strict=True)):
            toponym = by_span.get(places[span])
            if toponym is not None and toponym["lat"] is not None:
                row, group = e.field.rows[best], int(e.field.group[best])
                away = distance_km(row["lat"] / 360.0, row["lon"] / 180.0, toponym["lat"], toponym["lon"])
                rows.append(e.choice_features[:, at])
                targets.append(bool(away <= WIDE_KM.get(group, RIGHT_KM)))
                weights.append(e.recognised * (1.0 if e.corpus in CORPORA else UNLIKE_NEWS))
    model = catboost.CatBoostClassifier(
        iterations=PLACED_TREES,
        depth=PLACED_DEPTH,
        learning_rate=PLACED_RATE,
        l2_leaf_reg=10,
        random_seed=SEED,
        thread_count=2,
        verbose=False,
        allow_writing_files=False,
    )
    model.fit(np.array(rows), np.array(targets), sample_weight=np.array(weights))
    return model


def exported(model: CatBoost) -> Trees:
    """A catboost model as the package evaluates it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        stored = json.loads(path.read_text(encoding="utf-8"))
    kept = stored["oblivious_trees"]
    scale, bias = stored["scale_and_bias"]
    never = (0, math.inf)
    questions: dict[tuple[int, float], int] = {never: 0}
    asked = np.zeros((DEPTH, len(kept)), np.int64)
    leaves = np.zeros((len(kept), 1 << DEPTH), np.float32)
    for t, tree in enumerate(kept):
        for level, split in enumerate(tree["splits"] or ()):
            question = (split["float_feature_index"], float(np.float16(split["border"])))
            asked[level, t] = questions.setdefault(question, len(questions))
        values = np.array(tree["leaf_values"], np.float32) * scale
        leaves[t, : len(values)] = values
    pairs = list(questions)
    total = float(np.sum(bias))
    return Trees(
        np.array([feature for feature, _ in pairs], np.int64),
        np.array([border for _, border in pairs], np.float32),
        asked,
        leaves.astype(np.float16).astype(np.float32).ravel(),
        total,
    )


def in_folds(
    all_of: Sequence[Example], fit: Callable[[Sequence[Example]], Any], use: Callable[[Example, Any], None]
) -> None:
    """Fit on all folds but one, for each, then use each fit on the fold that it had not seen."""
    fitted = [fit([e for e in all_of if e.fold != fold]) for fold in range(FOLDS)]
    for e in all_of:
        use(e, fitted[e.fold])


def after_lexical(e: Example, fitted: tuple[npt.NDArray[np.float32], float]) -> None:
    """What the first ranking needs."""
    weights, bias = fitted
    logit = weights[e.buckets].sum(0, dtype=np.float32) + np.float32(bias)
    kept = recognition.plausible(e.all_seen, logit)
    if not (e.all_seen.gaz.name[kept] >= 0).any():
        kept = np.ones_like(kept)
    e.seen = senses.apart(recognition.narrow(e.all_seen, kept))
    e.field = ranking.field_of(e.seen.gaz.names, e.seen.spans.known)
    e.lexical, e.is_name, e.marked = logit[kept], e.all_names[kept], e.all_marked[kept]
    label(e)
    e.around = judging.surroundings(e.gold["text"], e.seen, e.field, judging.sigmoid(e.lexical))
    e.said = e.field.rows["modesty"] + sorts.said(e.seen, e.field, e.around)
    e.share = ranking.softmax(e.field, e.field.prior + e.said)
    e.rank_features = ranking.features(e.field, e.around, e.share)


def after_rank(e: Example, trees: Trees) -> None:
    """What the first recognition needs."""
    assert e.rank_features is not None
    assert e.said is not None
    rank_logit = trees(e.rank_features)
    e.share = ranking.softmax(e.field, rank_logit + e.said + ranking.stated(e.rank_features))
    ranked = recognition.Ranked(e.rank_features, rank_logit, e.share, e.field.owner, e.field.first)
    e.span_features = recognition.features(e.seen, e.lexical, ranked)


def after_spans(e: Example, trees: Trees) -> None:
    """What the second recognition needs."""
    assert e.span_features is not None
    logit = trees(e.span_features)
    e.probability = judging.sigmoid(logit)
    e.span_features = recognition.second_features(e.seen, e.span_features, logit)


def after_second_spans(e: Example, trees: Trees) -> None:
    """What the judgement of the choices needs."""
    assert e.span_features is not None
    assert e.share is not None
    assert e.rank_features is not None
    e.probability = judging.settled(e.seen, judging.sigmoid(trees(e.span_features)))
    found = recognition.choose(e.seen.spans, e.probability, LEAST_PROBABILITY)
    e.chosen = [i for i in found if e.seen.gaz.name[i] >= 0]
    e.picks = [judging.pick(e.field, e.share, int(e.seen.gaz.name[i])) for i in e.chosen]
    if e.picks:
        e.choice_features = judging.evidence_of_choice(e.rank_features, e.picks)


def after_placed(e: Example, trees: Trees) -> None:
    """The last word."""
    e.sure = np.zeros(len(e.seen.gaz.names), np.float32)
    if e.choice_features is not None:
        e.sure[e.seen.gaz.name[list(e.chosen)]] = judging.sigmoid(trees(e.choice_features))


def steps(
    all_of: Sequence[Example],
) -> Iterable[tuple[str, Sequence[Example], Callable[[Sequence[Example]], Any], Callable[[Example, Any], None]]]:
    """Each step: its name, the examples that it needs, how it is fitted and what follows."""
    complete = [e for e in all_of if e.recognised]
    yield "lexical", all_of, fit_lexical, after_lexical
    yield "rank", all_of, lambda some: exported(fit_rank(some, RANK_TREES)), after_rank
    yield "span", complete, lambda some: exported(fit_spans(some, SPAN_TREES, SPAN_L2)), after_spans
    yield "second_span", complete, lambda some: exported(fit_spans(some, SECOND_TREES, SECOND_L2)), after_second_spans
    yield "placed", complete, lambda some: exported(fit_placed(some)), after_placed


def cross_validate(all_of: Sequence[Example]) -> None:
    """Fill every example with answers of models that had not seen it."""
    for name, some, fit, use in steps(all_of):
        in_folds(some, fit, use)
        print(f"{name}: cross-validated", file=sys.stderr, flush=True)


def train(all_of: Sequence[Example]) -> dict[str, npt.NDArray[Any]]:
    """Fit each step on all documents, the later ones on the out-of-fold answers of the earlier ones; for storing."""
    stored: dict[str, npt.NDArray[Any]] = {}
    for name, some, fit, use in steps(all_of):
        fitted = fit(some)
        if isinstance(fitted, Trees):
            stored[f"{name}_feature"] = fitted.feature.astype(np.uint8)
            stored[f"{name}_border"] = fitted.border.astype(np.float16)
            stored[f"{name}_asked"] = fitted.asked.astype(np.uint16)
            stored[f"{name}_leaves"] = fitted.leaves.astype(np.float16)
            stored[f"{name}_bias"] = np.float32(fitted.bias)
        else:
            stored[name], stored[f"{name}_bias"] = fitted[0].astype(np.float16), np.float32(fitted[1])
        in_folds(some, fit, use)
        print(f"{name}: trained", file=sys.stderr, flush=True)
    return stored


def predictions(
    all_of: Sequence[Example], source: PlaceSource, threshold: float, least_score: float
) -> list[dict[str, Any]]:
    """The answers in the scorer's form."""
    lines = []
    for e in all_of:
        assert e.probability is not None
        assert e.share is not None
        assert e.sure is not None
        mentions = []
        places = offsets(e.seen)
        for i in recognition.choose(e.seen.spans, e.probability, threshold):
            start, end = places[i]
            likely = float(e.probability[i])
            mention = Mention("", start, end, e.gold["text"][start:end], "literal", None, None, None, likely, "")
            name = int(e.seen.gaz.name[i])
            if name >= 0:
                best, share = judging.pick(e.field, e.share, name)
                row = e.field.rows[best]
                ((key, title),) = source.keys([int(row["place"])]).values()
                score = likely * float(e.sure[name])
                mention = replace(mention, score=score, candidates=(Candidate(key, title, share),))
                if score >= least_score:
                    mention = replace(mention, place=key, lat=int(row["lat"]) / 360, lon=int(row["lon"]) / 180)
            mentions.append(mention)
        toponyms = [
            {"start": m.start, "end": m.end, "lat": m.lat, "lon": m.lon, "score": m.score, "near": m.near}
            for m in put_nearby(e.gold["text"], sorted(mentions, key=lambda m: m.start), source)
        ]
        lines.append({"doc_id": e.gold["doc_id"], "toponyms": toponyms})
    return lines


def report_ranking(all_of: Sequence[Example]) -> None:
    """Print how often the ranking is right, of the names in each corpus for which it can be."""
    for corpus in (*CORPORA, *OTHERS):
        right = total = 0.0
        for e in all_of:
            if e.corpus == corpus and e.share is not None:
                for name in np.flatnonzero(e.mentions).tolist():
                    first, last = e.field.first[name], e.field.first[name + 1]
                    if e.right[first:last].any() and last - first > 1:
                        total += e.mentions[name]
                        right += min(e.right[judging.pick(e.field, e.share, name)[0]], e.mentions[name])
        print(f"ranking of {corpus:12} {right / total:.3f} of {total:.0f}")


def report(all_of: Sequence[Example], source: PlaceSource, scorer: Path) -> None:
    """Print the cross-validated table of the scorer's own figures."""
    sys.path.insert(0, str(scorer))
    import score

    class Plain:
        types = exclude_subtypes = optional_subtypes = None
        skip_large = gid_counts = False

    print("threshold score  corpus     recognition F1   P    R   acc@161  end to end F1   P    R")
    for threshold, least in ((0.4, 0.0), (0.4, 0.3), (0.45, 0.0), (0.45, 0.2), (0.45, 0.3), (0.45, 0.4), (0.5, 0.3)):
        scores = score.score(
            [e.gold for e in all_of], predictions(all_of, source, threshold, least), score.Options(Plain), RIGHT_KM
        )
        rows = {corpus: figures["strict"] for corpus, figures in scores["corpora"].items()}
        rows["mean"] = {key: sum(r[key] or 0 for r in rows.values()) / len(rows) for key in next(iter(rows.values()))}
        for corpus, r in rows.items():
            print(
                f"{threshold:9.2f} {least:5.2f}  {corpus:10} {r['F1']:14.3f} {r['P']:.3f} {r['R']:.3f} {r['acc']:8.3f}"
                f" {r['e2e_F1']:14.3f} {r['e2e_P']:.3f} {r['e2e_R']:.3f}"
            )


def reliability(all_of: Sequence[Example], source: PlaceSource) -> None:
    """Print, for each band of the score, how many of the resolved names were right, out of fold."""
    bands = np.array([0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.001])
    scores: list[float] = []
    right: list[bool] = []
    for e, line in zip(all_of, predictions(all_of, source, judging.SPAN_THRESHOLD, SCORE_THRESHOLD), strict=True):
        gold = {(toponym["start"], toponym["end"]): toponym for toponym in e.gold["toponyms"]}
        for found in line["toponyms"]:
            toponym = gold.get((found["start"], found["end"]))
            if found["lat"] is None or found["near"] or (toponym is not None and toponym["lat"] is None):
                continue
            scores.append(found["score"])
            near = toponym is not None and bool(
                distance_km(np.array(found["lat"]), np.array(found["lon"]), toponym["lat"], toponym["lon"]) <= RIGHT_KM
            )
            right.append(near)
    print("score        names  mean score  right")
    of = np.digitize(scores, bands)
    for band in range(1, len(bands)):
        inside = of == band
        if inside.any():
            mean, share = np.array(scores)[inside].mean(), np.array(right)[inside].mean()
            print(f"{bands[band - 1]:.2f}-{min(bands[band], 1):.2f} {inside.sum():9d} {mean:11.2f} {share:6.2f}")


def main(source: Gazetteer, folder: Path, *, write: bool, answers: Path | None) -> None:
    """Cross-validate, print, and write the weights and the out-of-fold answers where asked."""
    all_of = examples(folder, source)
    if write:
        stored = train(all_of)
        with OUT.open("wb") as file:
            np.savez_compressed(file, **stored)
        print(f"{OUT.name}: {OUT.stat().st_size} bytes", file=sys.stderr)
    else:
        cross_validate(all_of)
    report_ranking(all_of)
    complete = [e for e in all_of if e.corpus in CORPORA]
    report(complete, source, folder.parent / "eval")
    reliability(complete, source)
    if answers is not None:
        lines = predictions(complete, source, judging.SPAN_THRESHOLD, SCORE_THRESHOLD)
        answers.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    from gazetteer import open_gazetteer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "corpora")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="write the out-of-fold answers here")
    arguments = parser.parse_args()
    main(open_gazetteer(), arguments.corpora, write=arguments.write, answers=arguments.predictions)
