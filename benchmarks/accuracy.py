"""Score the finding and resolving of place names on the annotated corpora, and sort the errors by their cause.

    python benchmarks/accuracy.py [lgl trnews ...] [--kinds geovirus=literal,metonym,embedded]
                                  [--errors errors.tsv] [--predictions out_of_fold.jsonl]

Prints, for each corpus, strict recognition, resolution within 161 km (the unresolved count as wrong), the two end to
end, and the oracle: every known name found and the best of its candidates chosen. The shipped weights were trained on
these very documents, so their figures flatter; give the out-of-fold predictions of `train_mentions.py --predictions`
to score documents that the weights had not seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from gazetteer import open_gazetteer
from geo.analysis import analyze
from geo.folding import fold
from geo.options import ALL_KINDS, Options
from geo.records import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.source import PlaceSource

    Distance = Callable[[float, float, float, float], float]

SHARED = Path(__file__).parent.parent.parent / "shared"
CORPORA = ("lgl", "trnews", "gwn", "geovirus")
RIGHT_KM = 161.0


def documents(folder: Path, corpus: str) -> list[dict[str, Any]]:
    """The documents of a corpus."""
    path = next(folder.glob(f"{corpus}*.dev.jsonl"))
    return list(map(json.loads, path.open(encoding="utf-8")))


def predict(gold: Mapping[str, Any], source: PlaceSource, kinds: frozenset[Any]) -> dict[str, Any]:
    """What the package finds in a document, in the scorer's form."""
    mentions = analyze(Document(gold["doc_id"], gold["text"]), source, Options(kinds=kinds)).mentions
    toponyms = [
        {"start": m.start, "end": m.end, "lat": m.lat, "lon": m.lon, "score": m.score, "kind": m.kind} for m in mentions
    ]
    return {"doc_id": gold["doc_id"], "toponyms": toponyms}


def reachable(gold: Mapping[str, Any], source: PlaceSource, km: Distance) -> dict[tuple[int, int], bool]:
    """Whether the gazetteer has, under each located gold name, a place within reach of the gold's position."""
    folded = {(t["start"], t["end"]): fold(gold["text"][t["start"] : t["end"]]) for t in gold["toponyms"]}
    known = source.candidates(set(folded.values()))
    reach: dict[tuple[int, int], bool] = {}
    for toponym in gold["toponyms"]:
        span = (toponym["start"], toponym["end"])
        rows = known.get(folded[span])
        reach[span] = (
            toponym["lat"] is not None
            and rows is not None
            and any(km(row["lat"] / 360, row["lon"] / 180, toponym["lat"], toponym["lon"]) <= RIGHT_KM for row in rows)
        )
    return reach


def errors(
    gold: Mapping[str, Any], predicted: Mapping[str, Any], reach: Mapping[tuple[int, int], bool], km: Distance
) -> Iterator[tuple[str, str, str]]:
    """(kind, name, the words around it) of each error in a document."""
    text = gold["text"]
    found = {(p["start"], p["end"]): p for p in predicted["toponyms"]}
    spans = {(t["start"], t["end"]): t for t in gold["toponyms"]}

    def shown(span: tuple[int, int]) -> tuple[str, str]:
        start, end = span
        around = f"{text[max(0, start - 50) : start]}[{text[start:end]}]{text[end : end + 50]}"
        return text[start:end], " ".join(around.split())

    for span, toponym in spans.items():
        answer = found.get(span)
        located = toponym["lat"] is not None
        if answer is None:
            overlaps = any(p[0] < span[1] and span[0] < p[1] for p in found)
            kind = "other boundaries" if overlaps else "missed by the finder"
            if located and not reach[span]:
                kind = "missed by the gazetteer and the finder"
        elif not located:
            continue
        elif answer["lat"] is None:
            kind = "abstained" if reach[span] else "missed by the gazetteer"
        elif km(answer["lat"], answer["lon"], toponym["lat"], toponym["lon"]) > RIGHT_KM:
            kind = "wrong candidate" if reach[span] else "not in the gazetteer, a namesake given"
        else:
            continue
        yield kind, *shown(span)
    for span in found:
        if span not in spans and not any(s[0] < span[1] and span[0] < s[1] for s in spans):
            yield "false alarm", *shown(span)


def oracle(golds: list[dict[str, Any]], reaches: list[Mapping[tuple[int, int], bool]]) -> float:
    """End-to-end F1 where all that the gazetteer makes possible is got right and nothing else is said."""
    located = sum(t["lat"] is not None for gold in golds for t in gold["toponyms"])
    right = sum(sum(reach.values()) for reach in reaches)
    return 2 * right / (right + located)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", default=CORPORA)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--kinds", action="append", default=[], metavar="[CORPUS=]KIND,KIND")
    parser.add_argument("--errors", type=Path, metavar="FILE")
    parser.add_argument("--predictions", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.shared / "eval"))
    import score

    class Plain:
        types = exclude_subtypes = optional_subtypes = None
        skip_large = gid_counts = False

    wanted: dict[str, frozenset[Any]] = {}
    for given in arguments.kinds:
        corpus, _, kinds = given.rpartition("=")
        wanted[corpus] = frozenset(kinds.split(","))
    stored: dict[str, dict[str, Any]] = {}
    if arguments.predictions:
        lines = arguments.predictions.open(encoding="utf-8")
        stored = {line["doc_id"]: line for line in map(json.loads, lines)}
    source = open_gazetteer()
    rows: dict[str, dict[str, float]] = {}
    causes: dict[str, Counter[str]] = {}
    listed: list[tuple[str, ...]] = []
    for corpus in arguments.corpora:
        golds = documents(arguments.shared / "corpora", corpus)
        kinds = wanted.get(corpus, wanted.get("", ALL_KINDS))
        answers = [
            stored.get(gold["doc_id"], {"doc_id": gold["doc_id"], "toponyms": []})
            if stored
            else predict(gold, source, kinds)
            for gold in golds
        ]
        reaches = [reachable(gold, source, score.km) for gold in golds]
        figures = score.score(golds, answers, score.Options(Plain), RIGHT_KM)["micro"]["strict"]
        rows[corpus] = figures | {"oracle": oracle(golds, reaches)}
        causes[corpus] = Counter()
        for gold, answer, reach in zip(golds, answers, reaches, strict=True):
            for kind, name, around in errors(gold, answer, reach, score.km):
                causes[corpus][kind] += 1
                listed.append((kind, corpus, gold["doc_id"], name, around))
    columns = ("F1", "P", "R", "acc", "e2e_F1", "e2e_P", "e2e_R", "oracle")
    rows["mean"] = {c: sum(row[c] or 0 for row in rows.values()) / len(rows) for c in columns}
    print("             recognition (strict)   resolution   end to end at 161 km     oracle")
    print("corpus          F1     P     R       acc@161       F1     P     R           F1")
    for corpus, row in rows.items():
        a, b, c, d, e, f, g, h = (row[column] or 0 for column in columns)
        print(f"{corpus:12} {a:5.3f} {b:5.3f} {c:5.3f} {d:13.3f} {e:8.3f} {f:5.3f} {g:5.3f} {h:12.3f}")
    for corpus, counted in causes.items():
        print(f"{corpus}: " + "; ".join(f"{count} {kind}" for kind, count in counted.most_common()))
    if arguments.errors:
        with arguments.errors.open("w", encoding="utf-8") as file:
            file.writelines("\t".join(row) + "\n" for row in sorted(listed))


if __name__ == "__main__":
    main()
