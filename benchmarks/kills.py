"""Kill imports, batches and exports at random moments, a thousand times, and see that nothing is lost or left half.

    python benchmarks/kills.py [--kills 1000] [--documents 640] [--places 3000] [--seed 5]

Every command is first run undisturbed: that gives the result and the time it takes. Then it is begun over an older
result, or over what the last kill left, and killed with SIGKILL, with all its processes, at a moment drawn evenly from
that time. After each kill every file is the old or the new one, byte for byte. After every tenth the command is run
again, and must finish with the undisturbed result and leave nothing else in its folder.

The documents are a few words each, so that a run is five chunks of documents and yet short; and each command runs in a
copy of this process, which has imported what it needs: nothing is written before that.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

EXPORTS = ("geojson", "gpkg", "parquet", "fgb", "csv", "kml", "annotations.json", "linked-places.json")
OLD_TEXT = "Yonaguni lies 110 km from Taiwan.\n"
NEW_TEXT = "Paris lies about 340 km from London, and Tokyo 400 km from Osaka, which is not Naha.\n"
FINISHED_EVERY = 10
IMPORTED = (
    "cli",
    "gazetteer.exporting",
    "gazetteer.importing",
    "geo.analysis",
    "geo.documents",
    "geopandas",
    "maps.corpus.batch",
    "maps.corpus.workers",
    "maps.export",
    "maps.page",
    "pyarrow.parquet",
    "pyogrio",
)
# What a GeoPackage notes of the time at which it was written.
_TIMES = re.compile(r"'\d{4}-\d\d-\d\dT[\d:.]+Z'")


class Command:
    """A command line of the program, at work in a process of a group of its own."""

    def __init__(self, line: list[str]) -> None:
        sys.stderr.flush()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed by kill
        self.process = os.fork()
        if not self.process:
            self._work(line)
        with contextlib.suppress(PermissionError, ProcessLookupError):  # it was quicker
            os.setpgid(self.process, self.process)
        self.status: int | None = None

    def _work(self, line: list[str]) -> None:
        status: object = 70
        try:
            os.setpgid(0, 0)
            os.chdir(ROOT)
            os.dup2(self._said.fileno(), 1)
            os.dup2(self._said.fileno(), 2)
            sys.argv = ["mentionmap", *line]
            importlib.import_module("cli").main()
        except SystemExit as ended:
            status = ended.code
        except BaseException:  # noqa: BLE001 - the copy must not go on with this process's work
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status if isinstance(status, int) else 0)

    def ended(self, how: int = os.WNOHANG) -> int | None:
        """The status it ended with, or None while it is at work."""
        if self.status is None:
            process, status = os.waitpid(self.process, how)
            if process:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def said(self) -> str:
        """What it wrote to the terminal."""
        self._said.seek(0)
        return self._said.read().decode(errors="replace")

    def kill(self) -> None:
        """Kill it, with all its processes, unless it has ended."""
        if self.ended() is None:
            os.killpg(self.process, signal.SIGKILL)
        self.ended(0)
        self._said.close()


def run(line: list[str]) -> float:
    """Run a command to its end; the seconds that it takes."""
    began = time.perf_counter()
    command = Command(line)
    if command.ended(0):
        raise SystemExit(f"{' '.join(line)} ended with status {command.status}: {command.said()}")
    command.kill()
    return time.perf_counter() - began


def write_corpus(path: Path, documents: int) -> None:
    """Write short documents; some name a place, a few give a distance."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            text = f"This was day {number}."
            if number % 32 == 0:
                text = f"On day {number} it rained in Naha."
            if number % 128 == 0:
                text = f"They learnt that Taipei lies {number} km from Yonaguni."
            file.write(json.dumps({"id": f"d{number}", "text": text}) + "\n")


def print_of(path: Path) -> str:
    """What tells a file's contents from others'."""
    if path.suffix != ".gpkg":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.create_function("ST_IsEmpty", 1, lambda _: 0)
        lines = "\n".join(database.iterdump())
    return hashlib.sha256(_TIMES.sub("", lines).encode()).hexdigest()


def state(folder: Path) -> dict[str, str]:
    """Every file that is no temporary one, by its name."""
    files = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        str(name): print_of(path)
        for name, path in files.items()
        if not any(part.startswith(".") for part in name.parts)
    }


@dataclass
class Victim:
    """A command that is killed.

    Attributes:
        name: What it is called in the table.
        folder: What it writes into.
        line: The command.
        old: Where the state that it begins from lies.
        new: The files of an undisturbed run.
        seconds: How long that took.
    """

    name: str
    folder: Path
    line: list[str]
    old: Path
    new: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    kills: int = 0
    late: int = 0
    reruns: int = 0

    def begin(self) -> None:
        """Put the old state in place."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.old, self.folder)

    def measure(self) -> None:
        """Run undisturbed, for the result and the time."""
        self.begin()
        self.seconds = run(self.line)
        self.new = state(self.folder)
        self.begin()

    def kill(self, moment: float, *, anew: bool) -> None:
        """Begin, anew or over what the last kill left, and kill after a share of the time that it takes.

        What is there then must be whole.
        """
        if anew:
            self.begin()
        began = time.perf_counter()
        command = Command(self.line)
        while (took := time.perf_counter() - began) < moment * self.seconds and command.ended() is None:
            time.sleep(0.005)
        status = command.ended()
        if status:
            raise SystemExit(f"{self.name}: ended with status {status} before it was killed: {command.said()}")
        command.kill()
        if status is not None:
            self.seconds = took  # the machine has less to do than when it was measured
        self.kills += 1
        self.late += status is not None
        before, now = state(self.old), state(self.folder)
        for name in before.keys() - now.keys():
            raise SystemExit(f"{self.name}: {name} is gone")
        for name, what in now.items():
            if what not in {before.get(name), self.new.get(name)}:
                raise SystemExit(f"{self.name}: {name} is neither the old nor the new one")
        if now == self.new:
            self.begin()

    def finish(self) -> None:
        """Run again over what the kills left; it must come to the undisturbed result."""
        self.seconds = run(self.line)
        if state(self.folder) != self.new:
            raise SystemExit(f"{self.name}: the result is not that of an undisturbed run")
        left = [path.name for path in self.folder.rglob(".*") if not path.name.endswith(".lock")]
        if left:
            raise SystemExit(f"{self.name}: temporary files are left: {left}")
        self.reruns += 1
        self.begin()


def victims(folder: Path, documents: int, places: int) -> dict[str, list[Victim]]:
    """The commands of each kind, with what they begin from."""
    corpus = folder / "corpus.jsonl"
    write_corpus(corpus, documents)
    few, many = folder / "few.csv", folder / "many.csv"
    few.write_text("name,lat,lon\nMy Hut,1,2\n", encoding="utf-8")
    rows = "".join(f"Zorba {number},{number % 90},{number % 180}\n" for number in range(places))
    many.write_text("name,lat,lon\n" + rows, encoding="utf-8")
    old, new = folder / "old.txt", folder / "new.txt"
    old.write_text(OLD_TEXT, encoding="utf-8")
    new.write_text(NEW_TEXT, encoding="utf-8")

    def victim(name: str, before: list[str | Path] | None, after: list[str | Path]) -> Victim:
        """One whose folder each command names as OUT."""
        ours = re.sub(r"\W", "-", name)
        out, kept = folder / f"{ours}-out", folder / f"{ours}-old"
        kept.mkdir()

        def line(arguments: list[str | Path], where: Path) -> list[str]:
            return [str(argument).replace("OUT", str(where)) for argument in arguments]

        if before is not None:
            run(line(before, kept))
        return Victim(name, out, line(after, out), kept)

    store = "OUT/places.gazetteer"
    known = folder / "known.gazetteer"
    run(["gazetteer", "import", str(many), "--gazetteer", str(known)])
    exports = [
        victim(
            f"export {kind}",
            *(["export", text, "-o", f"OUT/a.{kind.rpartition('.')[2]}", *form] for text in (old, new)),
        )
        for kind in EXPORTS
        for form in [["--format", kind.partition(".")[0]] if "." in kind else []]
    ]
    exports.append(victim("map", *(["map", text, "-o", "OUT/a.html"] for text in (old, new))))
    exports += [
        victim(
            f"gazetteer export {suffix}", None, ["gazetteer", "export", "-o", f"OUT/a.{suffix}", "--gazetteer", known]
        )
        for suffix in ("json", "gpkg")
    ]
    return {
        "batch": [victim("batch", None, ["batch", corpus, "-o", "OUT/batch", "--workers", "2"])],
        "import": [victim("import", *(["gazetteer", "import", file, "--gazetteer", store] for file in (few, many)))],
        "export": exports,
    }


def main() -> None:
    """Print how often each kind was killed; end with status 1 at the first fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--documents", type=int, default=640)
    parser.add_argument("--places", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=5, help="of the moments")
    asked = parser.parse_args()
    chosen = random.Random(asked.seed)
    began = time.perf_counter()
    for module in IMPORTED:
        importlib.import_module(module)
    with tempfile.TemporaryDirectory() as name:
        kinds = victims(Path(name), asked.documents, asked.places)
        for victim in (victim for listed in kinds.values() for victim in listed):
            victim.measure()
        for number in range(asked.kills):
            listed = list(kinds.values())[number % len(kinds)]
            victim = listed[number // len(kinds) % len(listed)]
            victim.kill(chosen.uniform(0, 1.05), anew=chosen.random() < 1 / 2)
            if victim.kills % FINISHED_EVERY == 0:
                victim.finish()
            if (number + 1) % 100 == 0:
                print(f"{number + 1:,} kills, nothing lost", file=sys.stderr, flush=True)
        for victim in (victim for listed in kinds.values() for victim in listed):
            victim.finish()
        print("| | commands | kills | of them after the end | runs after kills, all to the undisturbed result |")
        print("|---|---|---|---|---|")
        for kind, listed in kinds.items():
            counts = (len(listed), *(sum(getattr(v, what) for v in listed) for what in ("kills", "late", "reruns")))
            print(f"| {kind} | " + " | ".join(f"{count:,}" for count in counts) + " |")
    print(
        f"\n{asked.kills:,} kills in {(time.perf_counter() - began) / 60:.0f} minutes: nothing was lost or left half."
    )


if __name__ == "__main__":
    main()
