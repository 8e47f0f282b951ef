"""A dump the size of all of GeoNames: made, imported, opened, asked and scanned for.

    python -m benchmarks.gazetteer_scale --folder DIR [--places 13000000] [--alternate-names 18000000]
        [--texts FILE_OR_FOLDER]

The dump has GeoNames' columns; its names are spliced from those of the core, so that their lengths and scripts are
those of cities500. With `--alternate-names`, as many lines of alternateNamesV2 are imported after it, of places in no
order, three in four of them names that the store has not. Figures of one run are printed as a Markdown table; the dump
and the store stay in the folder.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from gazetteer.core import prepare_core
from gazetteer.store import Store

ROOT = Path(__file__).resolve().parent.parent
ALTERNATES_A_PLACE = 12 / 13
# Feature codes in about the shares that they have in allCountries.
FEATURES = (
    ("PPL", 38), ("STM", 10), ("MT", 6), ("HTL", 5), ("HLL", 4), ("LK", 4), ("FRM", 4), ("SCH", 4), ("CH", 3),
    ("LCTY", 3), ("BLDG", 3), ("PPLX", 2), ("ADM4", 2), ("ISL", 2), ("WAD", 2), ("CMTY", 2), ("ADM3", 1), ("ADM2", 1),
    ("VAL", 1), ("PK", 1), ("AIRF", 1), ("CAPE", 1),
)  # fmt: skip


def core_towns() -> list[tuple[Any, ...]]:
    """Name, other names, latitude, longitude, country, unit and population of the towns of the core."""
    with closing(sqlite3.connect(prepare_core())) as db:
        return db.execute(
            "select p.name, p.names, p.lat / 1e6, p.lon / 1e6, c.code, u.code, p.population from place p"
            " join country c on c.number = p.country join unit u on u.number = p.unit"
            " join feature f on f.number = p.feature where f.code like 'PPL%' order by c.code, p.row"
        ).fetchall()


def pooled(towns: list[tuple[Any, ...]]) -> tuple[dict[bool, list[str]], float]:
    """Names in ASCII and others, and the share of the first."""
    pools: dict[bool, list[str]] = {True: [], False: []}
    for name, names, *_ in towns:
        for each in (name, *(n for values in json.loads(names or "{}").values() for n in values)):
            pools[each.isascii()].append(each)
    return pools, len(pools[True]) / (len(pools[True]) + len(pools[False]))


def generate(path: Path, places: int) -> int:
    """Write the dump; returns how many alternate names it has."""
    towns = core_towns()
    pools, share = pooled(towns)
    draw = random.Random(13)
    codes = [code for code, weight in FEATURES for _ in range(weight)]
    classes = {"STM": "H", "LK": "H", "WAD": "H", "MT": "T", "HLL": "T", "ISL": "T", "VAL": "T", "PK": "T", "CAPE": "T"}
    classes |= {"ADM2": "A", "ADM3": "A", "ADM4": "A", "LCTY": "L", "PPL": "P", "PPLX": "P"}
    alternates = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        info = zipfile.ZipInfo("allCountries.txt")
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as dump:
            lines = []
            for number in range(1, places + 1):
                _, _, lat, lon, country, unit, population = towns[(number - 1) * len(towns) // places]
                name = splice(draw, pools[draw.random() < share])
                count = 0 if draw.random() < 0.6 else 1 + int(draw.expovariate(1 / (ALTERNATES_A_PLACE / 0.4 - 0.55)))
                others = [splice(draw, pools[draw.random() < share]).replace(",", " ") for _ in range(count)]
                alternates += count
                code = codes[draw.randrange(len(codes))]
                lat = max(-89.9, min(89.9, lat + draw.gauss(0, 0.3)))
                lon = (lon + draw.gauss(0, 0.3) + 180) % 360 - 180
                ascii_name = name if name.isascii() else ""
                population = population // 50 if code == "PPL" else 0
                letter = classes.get(code, "S")
                lines.append(
                    f"{number}\t{name}\t{ascii_name}\t{','.join(others)}\t{lat:.5f}\t{lon:.5f}\t{letter}\t{code}\t"
                    f"{country}\t\t{unit.partition('.')[2]}\t\t\t\t{population}\t\t10\tEtc/UTC\t2026-01-01\n"
                )
                if len(lines) == 20_000:
                    dump.write("".join(lines).encode())
                    lines.clear()
            dump.write("".join(lines).encode())
    return alternates


def generate_names(path: Path, places: int, lines: int) -> None:
    """Write alternateNamesV2: one line in four, as there, is a link or a code of another register."""
    pools, share = pooled(core_towns())
    draw = random.Random(18)
    languages = ("", "en", "ru", "zh", "ar", "fa", "fr", "de", "es", "uk", "ja", "sr", "wkdt", "link", "wkdt", "post")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        info = zipfile.ZipInfo("alternateNamesV2.txt")
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as dump:
            for first in range(0, lines, 20_000):
                block = []
                for number in range(first, min(lines, first + 20_000)):
                    language, row = languages[draw.randrange(len(languages))], draw.randint(1, places)
                    name = f"Q{row}" if len(language) == 4 else splice(draw, pools[draw.random() < share])
                    short, historic = int(draw.random() < 0.02), int(draw.random() < 0.02)
                    block.append(f"{number}\t{row}\t{language}\t{name}\t\t{short or ''}\t\t{historic or ''}\t\t\n")
                dump.write("".join(block).encode())


def splice(draw: random.Random, pool: list[str]) -> str:
    """A name of the beginning of one and the end of another."""
    one, other = pool[int(draw.random() * len(pool))], pool[int(draw.random() * len(pool))]
    if " " in one and " " in other:
        return f"{one.rpartition(' ')[0]} {other.rpartition(' ')[2]}"
    return one[: len(one) // 2 + 1] + other[len(other) // 2 + 1 :]


IMPORT = """
import sys, time
from pathlib import Path
from gazetteer.importing import import_places
def tell(progress):
    global last
    if time.monotonic() - last > 5:
        last = time.monotonic()
        print(*progress, file=sys.stderr, flush=True)
if __name__ == "__main__":
    last = 0.0
    print(import_places([Path(sys.argv[1])], store=Path(sys.argv[2]), progress=tell))
"""

ASK = """
import json, os, random, sqlite3, sys, time
from itertools import compress
def rss():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
from pathlib import Path
import platformdirs, numpy
import geo.source, gazetteer.layers, gazetteer.store
from gazetteer import open_gazetteer
from geo.folding import fold_token
from geo.tokens import tokenize
store, texts = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
class Read(dict):
    def __missing__(self, word):
        head, folded = word[0], fold_token(word)
        begins = folded and (head.isupper() or not head.islower() and head.isalpha())
        # As in reading, no name reaches over a mark but a hyphen or an apostrophe.
        self[word] = read = folded if folded or word in "-‐‑–'’ʼ" else None, begins
        return read
read = Read()
def grams(text):
    words, begins = zip(*map(read.__getitem__, tokenize(text).words))
    found = set()
    add = found.add
    for at in compress(range(len(words)), begins):
        key, *rest = words[at : at + 6]
        add(key)
        for word in rest:
            if word:
                key = f"{key} {word}"
                add(key)
            elif word is None:
                break
    return len(words), found
out = {"memory before": rss()}
open_gazetteer(store).close()
start = time.perf_counter(); source = open_gazetteer(store); out["open ms"] = (time.perf_counter() - start) * 1e3
out["memory after open"] = rss()
count, keys = grams(texts[0])
start = time.perf_counter(); count, keys = grams(texts[0]); source.candidates(keys)
out["cold document ms"] = (time.perf_counter() - start) * 1e3
start, cpu, tokens = time.perf_counter(), time.process_time(), 0
for text in texts:
    count, keys = grams(text); tokens += count; source.candidates(keys)
out["scan tokens/s"] = tokens / (time.perf_counter() - start)
out["scan tokens/s of CPU time"] = tokens / (time.process_time() - cpu)
out["memory after scan"] = rss()
with sqlite3.connect(store) as db:
    (last,) = db.execute("select max(row) from place").fetchone()
    draw = random.Random(7)
    at = "select name from place where row >= ? limit 1"
    names = [db.execute(at, (draw.randrange(last),)).fetchone()[0] for _ in range(500)]
from geo.folding import fold
def ask(name):
    rows = source.rows([fold(name)]).get(fold(name), [])
    return source.places(key for key, _ in source.keys([row.place for row in rows[:10]]).values())
for label, wanted in (("candidates ms, hits", names), ("candidates ms, misses", [name + " qx" for name in names])):
    spent = []
    for name in wanted:
        start = time.perf_counter(); ask(name); spent.append(time.perf_counter() - start)
    out[label] = sorted(spent)[len(spent) // 2] * 1e3
print(json.dumps(out))
"""


def run(script: Path, *arguments: object) -> tuple[str, dict[str, float]]:
    """Run a script; its output, its seconds, and the most that it and its children had together of memory and disk."""
    process = subprocess.Popen(
        [sys.executable, str(script), *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    peak = [0.0, 0.0]
    watch = threading.Thread(target=watched, args=(process, script.parent, peak))
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    watch.start()
    output, _ = process.communicate()
    watch.join()
    if process.returncode:
        sys.exit(f"{script.name} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return output, {
        "import s": time.monotonic() - start,
        "import s of CPU time": cpu,
        "import memory MB": peak[0],
        "import disk MB, with the store": peak[1],
    }


def watched(process: subprocess.Popen[str], folder: Path, peak: list[float]) -> None:
    """Note the most memory of a process and its descendants, and by how much a folder grew."""
    before = size(folder)
    while process.poll() is None:
        total = 0
        for pid in descendants(process.pid):
            try:
                fields = Path(f"/proc/{pid}/statm").read_text().split()
                total += int(fields[1]) - int(fields[2])  # without what is shared with others
            except (OSError, IndexError):
                continue
        peak[0] = max(peak[0], total * os.sysconf("SC_PAGE_SIZE") / 2**20)
        peak[1] = max(peak[1], (size(folder) - before) / 2**20)
        time.sleep(0.5)


def size(folder: Path) -> int:
    """Bytes that the files of a folder take on disk."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += Path(parent, name).lstat().st_blocks * 512
    return total


def descendants(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in descendants(int(child)))]


def texts_of(path: Path) -> list[str]:
    """The texts of JSON lines, or of the text and Markdown files of a folder."""
    if path.suffix == ".jsonl":
        return [row["text"] for row in map(json.loads, path.read_text(encoding="utf-8").strip().split("\n"))]
    files = sorted(file for file in path.rglob("*") if file.suffix in {".txt", ".md"})
    return [file.read_text(encoding="utf-8") for file in files]


def main() -> None:
    """Make the dump, import it, ask it, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--places", type=int, default=13_000_000)
    parser.add_argument("--alternate-names", type=int, default=0)
    parser.add_argument("--texts", type=Path, default=ROOT / "examples")
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    dump, store = folder / "allCountries.zip", folder / "world.gazetteer"
    if not dump.exists():
        print(f"{generate(dump, options.places):,} alternate names", file=sys.stderr)
    (folder / "import.py").write_text(IMPORT)
    (folder / "ask.py").write_text(ASK)
    texts = texts_of(options.texts)
    texts *= max(1, 100_000 // max(1, sum(len(text.split()) for text in texts)))
    (folder / "texts.json").write_text(json.dumps(texts))
    figures: dict[str, float] = {}
    if not store.exists():
        _, figures = run(folder / "import.py", dump, store)
    if options.alternate_names:
        names = folder / "alternateNamesV2.zip"
        if not names.exists():
            generate_names(names, options.places, options.alternate_names)
        _, taken = run(folder / "import.py", names, store)
        figures |= {f"alternate names: {what}": figure for what, figure in taken.items()}
    figures["disk MB"] = store.stat().st_size / 2**20
    with closing(Store(store)) as opened:
        figures["names"] = opened.name_count()
    output, _ = run(folder / "ask.py", store, folder / "texts.json")
    figures |= json.loads(output)
    print("| what | figure |\n|---|---|")
    for what, figure in figures.items():
        print(f"| {what} | {figure:,.2f} |" if figure < 1000 else f"| {what} | {figure:,.0f} |")


if __name__ == "__main__":
    main()
