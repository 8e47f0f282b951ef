"""Documents a second of `mentionmap batch`: one process, two, two Dask workers, and a run that is killed and resumed.

    python benchmarks/batch.py [--documents 50000] [--without-dask]

The corpus is `news.py`'s. "analysis" is a loop over `geo.analysis.analyze` in one process, the gazetteer open and the
texts in memory: what one process of a batch spends above that is starting, reading, packing, writing and talking. The
result of the run that was killed must be, byte for byte, that of the one that was not; DuckDB and geopandas open it.
It prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from news import write_corpus  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = """
import sys, time
from gazetteer import open_gazetteer
from geo.analysis import analyze
from geo.documents import read_documents

source = open_gazetteer()
documents = list(read_documents(sys.argv[1:]))
began = time.perf_counter(), time.process_time()
for document in documents:
    analyze(document, source)
print(time.perf_counter() - began[0], time.process_time() - began[1])
"""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of processors, and the most memory that one of the processes held, in MiB."""

    seconds: float
    processor: float
    memory: float


def ended(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Wait for a process; the processor seconds and the memory of it and of those that it started and waited for."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def command(corpus: Path, folder: Path, *options: str) -> list[str]:
    """The command line of a batch."""
    return [sys.executable, "-m", "cli", "batch", str(corpus), "-o", str(folder), *options]


def analysis_alone(corpus: Path) -> Cost:
    """What the analysis alone takes in one process."""
    done = subprocess.run([sys.executable, "-c", BARE, corpus], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, processor = map(float, done.stdout.split())
    return Cost(seconds, processor, 0)


def batch(corpus: Path, folder: Path, *options: str) -> Cost:
    """What a batch takes, its start included."""
    began = time.perf_counter()
    process = subprocess.Popen(command(corpus, folder, *options), cwd=ROOT, stderr=subprocess.DEVNULL)
    processor, memory = ended(process)
    if process.returncode:
        sys.exit(f"{' '.join(process.args)}: status {process.returncode}")
    return Cost(time.perf_counter() - began, processor, memory)


def killed_and_resumed(corpus: Path, folder: Path, documents: int) -> Cost:
    """What a batch takes that is killed once it has half of the documents, and then run again."""
    from pyarrow import parquet

    began = time.perf_counter()
    options = ("--workers", "2")
    process = subprocess.Popen(
        command(corpus, folder, *options), cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
    )
    parts: dict[Path, int] = {}
    while sum(parts.values()) < documents / 2 and process.poll() is None:
        time.sleep(0.2)
        for part in (folder / "documents").glob("[!.]*.parquet"):
            if part not in parts:
                parts[part] = parquet.read_metadata(part).num_rows
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    rest = batch(corpus, folder, *options)
    return Cost(time.perf_counter() - began, 0, rest.memory)


@contextmanager
def cluster(folder: Path, processors: list[float]) -> Iterator[str]:
    """A Dask scheduler and two workers on loopback, each its own process; their cost is noted at the end."""
    address = folder / "scheduler.json"
    # As docs/scale.md says: Dask's sampling of each worker's stack costs a tenth.
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}

    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *arguments]
        return subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    started = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(address))]
    worker = ("dask_worker", "--scheduler-file", str(address), "--nthreads", "1", "--no-nanny")
    started += [start(*worker), start(*worker)]
    try:
        while not address.exists():
            time.sleep(0.1)
        where = json.loads(address.read_text(encoding="utf-8"))["address"]
        from distributed import Client

        with Client(where) as client:
            client.wait_for_workers(2)
        yield where
    finally:
        for process in reversed(started):
            process.terminate()
            processors.append(ended(process)[0])


def contents(folder: Path) -> dict[str, bytes]:
    """Every part of a batch by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.parquet")}


def opened(folder: Path, documents: int) -> str:
    """What DuckDB and geopandas find in a batch."""
    import duckdb
    import geopandas

    count = {
        name: duckdb.sql(f"select count(*) from '{folder}/{name}/*.parquet'").fetchall()[0][0]
        for name in ("documents", "mentions", "claims")
    }
    verdicts = duckdb.sql(
        f"select verdict, count(*) n from '{folder}/claims/*.parquet' group by verdict order by n desc"
    )
    judged = ", ".join(f"{n:,} {verdict}" for verdict, n in verdicts.fetchall())
    table = geopandas.read_parquet(folder / "mentions", columns=["document", "place", "geometry"])
    if count["documents"] != documents or len(table) != count["mentions"]:
        sys.exit(f"rows are missing: {count}, {len(table):,} mentions in geopandas")
    located = int(table.geometry.notna().sum())
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    return (
        f"DuckDB reads {count['documents']:,} documents, {count['mentions']:,} mentions and {count['claims']:,} claims "
        f"({judged}); geopandas {len(table):,} mentions, {located:,} of them with a point. {len(contents(folder)):,} "
        f"files, {size / 1e6:,.0f} MB, {size / documents / 1000:.1f} kB a document."
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--without-dask", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus.jsonl"
        chars = write_corpus(corpus, asked.documents)
        print(f"{asked.documents:,} documents of {chars / asked.documents:,.0f} characters, {os.cpu_count()} cores.\n")
        alone = analysis_alone(corpus)
        one = batch(corpus, folder / "one", "--workers", "1")
        two = batch(corpus, folder / "two", "--workers", "2")
        rows = {"analysis alone": alone, "one process": one, "two processes": two}
        if not asked.without_dask:
            processors: list[float] = []
            with cluster(folder, processors) as where:
                through_dask = batch(corpus, folder / "dask", "--scheduler", where)
            processor = through_dask.processor + sum(processors)
            rows["two Dask workers"] = through_dask._replace(processor=processor, memory=0)
        resumed = killed_and_resumed(corpus, folder / "resumed", asked.documents)
        rows["two processes, killed and resumed"] = resumed
        print("| | s | documents/s | against one process | processor ms a document | memory of a process |")
        print("|---|---|---|---|---|---|")
        for what, cost in rows.items():
            rate, gain = asked.documents / cost.seconds, one.seconds / cost.seconds
            each = f"{cost.processor / asked.documents * 1000:.2f}" if cost.processor else ""
            memory = f"{cost.memory:,.0f} MiB" if cost.memory else ""
            print(f"| {what} | {cost.seconds:.1f} | {rate:,.0f} | {gain:.2f} | {each} | {memory} |")
        print(f"\nNot analysis, of the processor time of one process: {1 - alone.processor / one.processor:.1%}.")
        if not asked.without_dask:
            print(f"Dask's time against two processes': {through_dask.seconds / two.seconds - 1:+.1%}.")
        whole = contents(folder / "two")
        for other in ("one", "dask", "resumed"):
            if (folder / other).exists() and contents(folder / other) != whole:
                sys.exit(f"the result of {other} is not that of two processes")
        print("All results are the same, byte for byte.")
        print(opened(folder / "resumed", asked.documents))
    print(f"\nAll of it took {(time.perf_counter() - began) / 60:.1f} minutes.")


if __name__ == "__main__":
    main()
