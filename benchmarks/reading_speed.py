"""How fast texts are read: tokens and documents a second, the first document, memory, hostile texts.

    python benchmarks/reading_speed.py [--shared ../shared] [--spacy]

The texts are the four news corpora (593 documents of about 330 words). CPU time, the median of five passes, one
process. With --spacy the recogniser of `en_core_web_sm` alone is run beside it on the same texts.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.records import Document

CORPORA = ("lgl", "trnews", "gwn", "geovirus")
PASSES = 5
HOSTILE = {
    "10 MB of news": lambda news: news * (10_000_000 // len(news)),
    "one line of 1 MB": lambda news: " ".join((news * (1_000_000 // len(news) + 1)).split())[:1_000_000],
    "a million capitals": lambda _: "A" * 1_000_000,
    "half a million one-letter words": lambda _: "A " * 500_000,
    "names without end": lambda _: "San Jose New York " * 50_000,
    "nested brackets": lambda _: "(" * 500_000 + ")" * 500_000,
}


def memory_mb() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> float:
    """CPU seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def documents(folder: Path) -> list[Document]:
    """The texts of the news corpora."""
    from geo.records import Document

    found = []
    for corpus in CORPORA:
        for line in (folder / f"{corpus}.dev.jsonl").open(encoding="utf-8"):
            gold = json.loads(line)
            found.append(Document(gold["doc_id"], gold["text"]))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    parser.add_argument("--spacy", action="store_true")
    arguments = parser.parse_args()
    texts = documents(arguments.shared / "corpora")
    start = time.process_time()
    from gazetteer import open_gazetteer
    from geo.analysis import analyze
    from geo.mentions import read_mentions
    from geo.records import Document
    from geo.tokens import tokenize

    source = open_gazetteer()
    read_mentions(texts[0], tokenize(texts[0].text), source)
    print(f"first document, everything imported and opened: {time.process_time() - start:.2f} s CPU")
    tokens = sum(len(tokenize(text.text)) for text in texts)

    def mentions() -> None:
        for text in texts:
            read_mentions(text, tokenize(text.text), source)

    def whole() -> None:
        for text in texts:
            analyze(text, source)

    for name, work in (("tokens and mentions", mentions), ("whole way to an Analysis", whole)):
        seconds = statistics.median(timed(work) for _ in range(PASSES))
        print(
            f"{name}: {len(texts) / seconds:.0f} documents/s, {tokens / seconds / 1000:.0f} k tokens/s,"
            f" memory {memory_mb():.0f} MB"
        )
    if arguments.spacy:
        import spacy

        pipe = spacy.load("en_core_web_sm", exclude=["tok2vec", "tagger", "parser", "lemmatizer", "attribute_ruler"])
        seconds = timed(lambda: [pipe(text.text) for text in texts])
        print(f"spaCy en_core_web_sm, NER alone: {len(texts) / seconds:.0f} documents/s")
    news = "\n\n".join(text.text for text in texts)
    for name, make in HOSTILE.items():
        hostile = make(news)
        seconds = timed(lambda text=hostile: read_mentions(Document("h", text), tokenize(text), source))  # type: ignore[misc]
        print(f"{name} ({len(hostile) / 1e6:.1f} MB): {seconds:.1f} s, memory {memory_mb():.0f} MB")


if __name__ == "__main__":
    main()
