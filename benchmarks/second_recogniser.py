"""Compare spaCy's recogniser of names with the package's own, and with both together.

    python benchmarks/second_recogniser.py out_of_fold.jsonl [--model en_core_web_sm]

`out_of_fold.jsonl` is written by `train_mentions.py --predictions`. spaCy's names (GPE, LOC, FAC, NORP) are placed by
the package's ranking. Prints strict recognition and the two steps end to end on the four news corpora, and spaCy's
speed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

from benchmarks.accuracy import CORPORA, RIGHT_KM, SHARED, documents
from gazetteer import open_gazetteer
from geo.mentions import spans
from geo.mentions.judging import judge, pick
from geo.mentions.lexicon import Words
from geo.mentions.wishes import wishes
from geo.options import DEFAULTS
from geo.tokens import tokenize

if TYPE_CHECKING:
    from geo.source import PlaceSource

LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "tok2vec", "senter")


def placed(text: str, names: set[tuple[int, int]], source: PlaceSource) -> list[dict[str, Any]]:
    """The names as toponyms, each where the package's ranking puts it, or nowhere."""
    at: dict[tuple[int, int], tuple[float, float]] = {}
    read = spans.read(tokenize(text), Words())
    proposed = spans.propose(read, source)
    none = np.zeros(len(proposed), bool)
    wished = partial(wishes, source=source, options=DEFAULTS)
    judged = judge(text, read, proposed, none, wished) if proposed.known else None
    if judged is not None:
        tokens, seen, field = read.tokens, judged.seen, judged.field
        for first, last, name in zip(seen.spans.start, seen.spans.end, seen.gaz.name, strict=True):
            if name >= 0:
                row = field.rows[pick(field, judged.share, name)[0]]
                at[tokens.starts[first], tokens.ends[last - 1]] = (int(row["lat"]) / 360, int(row["lon"]) / 180)
    toponyms = []
    for start, end in sorted(names):
        lat, lon = at.get((start, end), (None, None))
        toponyms.append({"start": start, "end": end, "lat": lat, "lon": lon})
    return toponyms


def overlaps(toponym: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether a toponym shares a character with one of the others."""
    return any(toponym["start"] < other["end"] and other["start"] < toponym["end"] for other in others)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--shared", type=Path, default=SHARED)
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.shared / "eval"))
    import score
    import spacy

    class Plain:
        types = exclude_subtypes = optional_subtypes = None
        skip_large = gid_counts = False

    nlp = spacy.load(arguments.model, exclude=list(UNUSED))
    ours = {line["doc_id"]: line["toponyms"] for line in map(json.loads, arguments.answers.open(encoding="utf-8"))}
    source = open_gazetteer()
    seconds, count = 0.0, 0
    figures: dict[str, list[tuple[float, float]]] = {}
    for corpus in CORPORA:
        golds = documents(arguments.shared / "corpora", corpus)
        answers: dict[str, list[dict[str, Any]]] = {}
        for gold in golds:
            start = time.process_time()
            found = {(e.start_char, e.end_char) for e in nlp(gold["text"]).ents if e.label_ in LABELS}
            seconds, count = seconds + time.process_time() - start, count + 1
            # As the corpora mark them: without an article before, without a possessive after.
            text = gold["text"]
            found = {
                (a + 4 * text[a:b].lower().startswith("the "), b - 2 * text[a:b].endswith(("'s", "’s")))
                for a, b in found
            }
            theirs, own = placed(text, found, source), ours.get(gold["doc_id"], [])
            known = {(t["start"], t["end"]) for t in theirs}
            ways = {
                "ours": own,
                "spaCy": theirs,
                "either": own + [t for t in theirs if not overlaps(t, own)],
                "both agree": [t for t in own if (t["start"], t["end"]) in known],
            }
            for way, toponyms in ways.items():
                answers.setdefault(way, []).append({"doc_id": gold["doc_id"], "toponyms": toponyms})
        for way, lines in answers.items():
            strict = score.score(golds, lines, score.Options(Plain), RIGHT_KM)["micro"]["strict"]
            figures.setdefault(way, []).append((strict["F1"], strict["e2e_F1"]))
    print("            " + "".join(f"{corpus:>16}" for corpus in (*CORPORA, "mean")))
    for way, pairs in figures.items():
        mean = tuple(np.mean(pairs, axis=0))
        print(f"{way:12}" + "".join(f"    {f1:.3f}  {e2e:.3f}" for f1, e2e in [*pairs, mean]))
    print(f"spaCy alone: {count / seconds:.0f} documents a second of processor time")


if __name__ == "__main__":
    main()
