"""How many of the claims of an annotated set are found, and found right.

usage: python benchmarks/claims_accuracy.py [GOLD.jsonl] [--mentions real|gold|names] [--half 0|1] [--out PRED.jsonl]

Reads the gold (claims.dev.jsonl) and the scorer from ../shared (or the folder given by --shared) and prints the
scorer's table.
`--mentions gold` takes the named ends of the gold itself for mentions (an upper bound), `names` none at all.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.claims import read_claims
from geo.records import Document, Mention
from geo.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.tokens import Tokens

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def _gold_mentions(record: dict[str, Any]) -> tuple[Mention, ...]:
    """The named ends of the gold as mentions."""
    spans = {}
    for claim in record["claims"]:
        ends = [claim["subject"], claim["object"]]
        ends += [alt["value"] for alt in claim.get("alt", []) if alt["field"] in ("subject", "object")]
        for end in ends:
            if end and end["named"]:
                spans[end["start"], end["end"]] = end["text"]
    kept: list[Mention] = []
    for (start, end), text in sorted(spans.items(), key=lambda item: item[0][0] - item[0][1]):
        if all(end <= m.start or m.end <= start for m in kept):
            kept.append(Mention(f"m{start}", start, end, text, "literal", f"gold:{text}", 0.0, 0.0, 1.0, ""))
    return tuple(sorted(kept, key=lambda m: m.start))


def _reader(kind: str) -> tuple[Any, Callable[[dict[str, Any], Tokens], tuple[Mention, ...]]]:
    """The gazetteer, and what finds the mentions of a record."""
    from gazetteer import open_gazetteer
    from geo.mentions import read_mentions
    from geo.options import DEFAULTS

    source = open_gazetteer()
    if kind == "names":
        return source, lambda _record, _tokens: ()
    if kind == "gold":
        return source, lambda record, _tokens: _gold_mentions(record)
    return source, lambda record, tokens: read_mentions(
        Document(id=record["id"], text=record["text"]), tokens, source, DEFAULTS
    )


def main() -> None:
    """Predict and score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--mentions", choices=["real", "gold", "names"], default="real")
    parser.add_argument("--half", type=int, choices=[0, 1])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", type=Path)
    arguments = parser.parse_args()
    scorer_path = arguments.shared / "eval" / "score_claims.py"
    spec = importlib.util.spec_from_file_location("score_claims", scorer_path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.load(arguments.gold or arguments.shared / "corpora" / "claims.dev.jsonl")
    if arguments.half is not None:
        gold = gold[arguments.half :: 2]
    source, mentions = _reader(arguments.mentions)
    predicted = []
    began = time.perf_counter()
    for record in gold:
        tokens = tokenize(record["text"])
        claims = read_claims(record["text"], tokens, mentions(record, tokens), source)
        lengths = [asdict(claim) for claim in claims if claim.quantity is not None]
        predicted.append({"id": record["id"], "claims": lengths})
    took = time.perf_counter() - began
    errors: list[Any] | None = [] if arguments.errors else None
    scorer.show(scorer.score(gold, predicted, errors))
    print(f"\n{len(gold)} texts in {took:.2f} s, mentions: {arguments.mentions}")
    for path, rows in ((arguments.out, predicted), (arguments.errors, errors)):
        if path is not None and rows is not None:
            path.write_text("".join(json.dumps(row, ensure_ascii=False, default=list) + "\n" for row in rows))


if __name__ == "__main__":
    main()
