"""Kill a batch at random moments, many times over, and see that the end is what an undisturbed run gives.

python benchmarks/kills.py [--kills 1000] [--documents 20000]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch import batch, write_corpus

ROOT = Path(__file__).resolve().parent.parent


def contents(folder: Path) -> dict[str, bytes]:
    """Every part by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.parquet")}


def main() -> None:
    """Print how often it was killed and whether the result is the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--documents", type=int, default=20_000)
    asked = parser.parse_args()
    chosen = random.Random(5)
    with tempfile.TemporaryDirectory() as name:
        corpus, whole, folder = (Path(name) / part for part in ("corpus.jsonl", "whole", "out"))
        write_corpus(corpus, asked.documents)
        seconds = batch(corpus, whole).seconds
        finished = 0
        for _ in range(asked.kills):
            command = [sys.executable, "-m", "cli", "batch", str(corpus), "-o", str(folder)]
            process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
            time.sleep(chosen.uniform(0, min(seconds, 6)))
            finished += process.poll() is not None
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        batch(corpus, folder)
        same = contents(folder) == contents(whole)
        print(f"{asked.kills:,} kills, {finished:,} of them after the end: {'the same result' if same else 'WRONG'}")
        sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
