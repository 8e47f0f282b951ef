"""How fast texts are read: tokens and documents a second, the first document, memory, hostile texts.

    python benchmarks/reading_speed.py [--shared ../shared] [--spacy] [--gazetteer STORE]

The texts are the four news corpora (593 documents of about 330 words). CPU time, the median of five passes, one
process. With --spacy the recogniser of `en_core_web_sm` alone is run beside it on the same texts. With --gazetteer the
whole way is gone with a store laid over the core as well, turn by turn with the core alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
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
    parser.add_argument("--hostile", choices=HOSTILE, help="only read one hostile text, in this process")
    parser.add_argument("--gazetteer", type=Path, metavar="STORE")
    arguments = parser.parse_args()
    texts = documents(arguments.shared / "corpora")
    if arguments.hostile is not None:
        hostile(texts, arguments.hostile)
        return
    start = time.process_time()
    from gazetteer import open_gazetteer
    from geo.analysis import analyze
    from geo.mentions import read_mentions
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
            f" memory {memory_mb():.0f} MB",
            flush=True,
        )
    if arguments.gazetteer is not None:
        over = open_gazetteer(arguments.gazetteer)
        first = timed(lambda: [analyze(text, over) for text in texts])
        turns = [
            [timed(lambda each=each: [analyze(text, each) for text in texts]) for each in (source, over)]  # type: ignore[misc]
            for _ in range(PASSES)
        ]
        alone, both = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
        print(
            f"with {arguments.gazetteer.name} over the core: {len(texts) / both:.0f} documents/s,"
            f" {100 * alone / both:.0f} % of the speed without, memory {memory_mb():.0f} MB;"
            f" at first sight of each name {len(texts) / first:.0f} documents/s"
        )
    if arguments.spacy:
        import spacy

        pipe = spacy.load("en_core_web_sm", exclude=["tok2vec", "tagger", "parser", "lemmatizer", "attribute_ruler"])
        seconds = timed(lambda: [pipe(text.text) for text in texts])
        print(f"spaCy en_core_web_sm, NER alone: {len(texts) / seconds:.0f} documents/s")
    for name in HOSTILE:
        # Each in a process of its own, else its memory would hide that of the next.
        own = [sys.executable, __file__, "--shared", str(arguments.shared), "--hostile", name]
        subprocess.run(own, check=True)


def hostile(texts: list[Document], name: str) -> None:
    """Read one hostile text, and print what it took."""
    from gazetteer import open_gazetteer
    from geo.analysis import analyze
    from geo.records import Document

    source = open_gazetteer()
    text = HOSTILE[name]("\n\n".join(text.text for text in texts))
    seconds = timed(lambda: analyze(Document("h", text), source))
    print(f"{name} ({len(text) / 1e6:.1f} MB): {seconds:.1f} s, memory {memory_mb():.0f} MB", flush=True)


if __name__ == "__main__":
    main()
