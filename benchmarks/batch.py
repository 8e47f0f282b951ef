"""Documents a second of `mentionmap batch`: one process, two, and two Dask workers, against the bare analysis.

    python benchmarks/batch.py [--documents 50000] [--without-dask]

The corpus is made of sentences of our own about random places. "analysis" is a loop over `geo.analysis.analyze` in one
process: what batch takes longer than that is reading, packing, writing, starting and talking.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TOWNS = (
    *("Taipei", "Tokyo", "Paris", "Yonaguni", "Hualien", "Boston", "Kyiv", "Lagos", "Lima", "Naha", "Manila", "Seoul"),
    *("Osaka", "Okinawa", "Hokkaido", "Berlin", "Vienna", "Nairobi", "Quito", "Perth", "Odesa", "Tallinn", "Muscat"),
)
SENTENCES = (
    "The ferry from {a} to {b} was late again, and nobody on the quay in {c} was surprised.",
    "{a} lies about {n} kilometers from {b}, according to a leaflet printed in {c}.",
    "Officials in {a} said on Monday that the talks with {b} would go on.",
    "“It is {n} miles from {a} to {b},” said Clara Winter, who teaches in {c}.",
    "Prices rose for the third month in a row, and the harvest was poor.",
    "The road south of {a} was closed by snow; buses went by way of {b}.",
    "She was born in {a}, studied in {b} and died in {c}.",
    "Less than {n} km of water separate {a} and {b}.",
)


class Cost(NamedTuple):
    """Seconds on the wall, and of processors."""

    seconds: float
    processor: float


def write_corpus(path: Path, documents: int) -> int:
    """Write a JSONL corpus; the number of its characters."""
    chosen = random.Random(11)
    chars = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            lines = []
            for _ in range(chosen.randint(6, 24)):
                a, b, c = chosen.sample(TOWNS, 3)
                lines.append(chosen.choice(SENTENCES).format(a=a, b=b, c=c, n=chosen.randint(3, 9000)))
            text = " ".join(lines)
            chars += len(text)
            file.write(json.dumps({"id": f"d{number}", "text": text}, ensure_ascii=False) + "\n")
    return chars


def bare(corpus: Path) -> Cost:
    """What the analysis alone takes in one process, once the gazetteer is open."""
    code = (
        "import sys, time; from gazetteer import open_gazetteer; from geo.analysis import analyze;"
        "from geo.documents import read_documents;"
        "source = open_gazetteer(); documents = list(read_documents(sys.argv[1:]));"
        "began = time.perf_counter(), time.process_time(); [analyze(document, source) for document in documents];"
        "print(time.perf_counter() - began[0], time.process_time() - began[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(corpus)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return Cost(*map(float, done.stdout.split()))


def batch(corpus: Path, folder: Path, *options: str) -> Cost:
    """What a batch takes, its start included."""
    began, spent = time.perf_counter(), children()
    command = [sys.executable, "-m", "cli", "batch", str(corpus), "-o", str(folder), *options]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return Cost(time.perf_counter() - began, children() - spent)


def children() -> float:
    """Processor seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def through_dask(corpus: Path, folder: Path) -> Cost:
    """What a batch takes on a scheduler and two workers that are up; their start is in its processor seconds."""
    spent = children()
    address = folder.with_suffix(".scheduler")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *arguments]
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    started = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(address))]
    try:
        started += [start("dask_worker", "--scheduler-file", str(address), "--nthreads", "1") for _ in range(2)]
        while not address.exists():
            time.sleep(0.1)
        where = json.loads(address.read_text(encoding="utf-8"))["address"]
        from distributed import Client

        with Client(where) as client:
            client.wait_for_workers(2)
        seconds = batch(corpus, folder, "--scheduler", where).seconds
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()
    return Cost(seconds, children() - spent)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--without-dask", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chars = write_corpus(folder / "corpus.jsonl", asked.documents)
        print(f"{asked.documents:,} documents, {chars:,} characters, {os.cpu_count()} cores\n")
        alone = bare(folder / "corpus.jsonl")
        rows = [
            ("analysis", alone),
            ("one process", batch(folder / "corpus.jsonl", folder / "one", "--workers", "1")),
            ("two processes", batch(folder / "corpus.jsonl", folder / "two", "--workers", "2")),
        ]
        if not asked.without_dask:
            rows.append(("two Dask workers", through_dask(folder / "corpus.jsonl", folder / "dask")))
        print(f"{'':<18}{'s':>8}{'documents/s':>14}{'against one process':>21}{'processor s':>13}")
        for what, cost in rows:
            rate, gain = asked.documents / cost.seconds, rows[1][1].seconds / cost.seconds
            print(f"{what:<18}{cost.seconds:>8.1f}{rate:>14,.0f}{gain:>21.2f}{cost.processor:>13.1f}")
        print(f"\nnot analysis, of the processor time of one process: {1 - alone.processor / rows[1][1].processor:.1%}")
        if not asked.without_dask:
            print(f"Dask's seconds against two processes': {rows[3][1].seconds / rows[2][1].seconds - 1:+.1%}")
        print(f"peak memory of a process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
