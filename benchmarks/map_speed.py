"""How long a map of many mentions takes to write and to open, and how large it is.

    python benchmarks/map_speed.py [MENTIONS ...]

Documents are made from a fixed seed, sixteen mentions each, over as many distinct places as there are populated
places in the gazetteer's core, or fewer. The page is opened by a headless Chromium, three times; the time is from the
start of the navigation until the places have been drawn.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gazetteer import open_gazetteer
from gazetteer.core import open_basemap
from geo.records import Analysis, Candidate, Document, GazetteerInfo, Mention, Place
from maps.page import html_map

if TYPE_CHECKING:
    from maps.basemap import BasemapSource

WORDS = (
    "the",
    "ships",
    "left",
    "at",
    "dawn",
    "and",
    "harbour",
    "fell",
    "quiet",
    "while",
    "people",
    "on",
    "both",
    "shores",
)
PER_DOCUMENT = 16
RUNS = 3


def documents(mentions: int, places: int, seed: int = 1) -> list[Analysis]:
    """Analyses with about 400 letters a document round their mentions."""
    chance = random.Random(seed)
    known = []
    for number in range(places):
        lat, lon = round(chance.uniform(-60, 70), 4), round(chance.uniform(-180, 180), 4)
        known.append(Place(f"geonames:{number}", f"Place {number}", lat, lon, "PPL", "XX", population=number))
    info = GazetteerInfo("benchmark", "1", "0" * 64)
    made = []
    for number in range(mentions // PER_DOCUMENT):
        text, found, used = "", [], {}
        for key in range(PER_DOCUMENT):
            place = known[min(places - 1, int(chance.paretovariate(0.7)) - 1)] if key % 2 else chance.choice(known)
            text += " ".join(chance.choices(WORDS, k=5)) + " in "
            found.append(
                Mention(
                    f"m{key + 1}", len(text), len(text) + len(place.name), place.name, "literal", place.id, place.lat,
                    place.lon, 0.9, "the most populous of that name",
                    (Candidate(place.id, place.name, 0.9), Candidate(known[0].id, known[0].name, 0.05)),
                )
            )  # fmt: skip
            text += f"{place.name}. "
            used[place.id] = place
        document = Document(f"document-{number}.txt", text, f"Document {number}", f"2026-{1 + number % 12:02}-01")
        made.append(Analysis(document, info, tuple(found), used, (), {}))
    return made


def opened_s(path: Path) -> float | None:
    """Seconds until the page has drawn its places, or None where there is no browser."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return None
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(RUNS):
            page = chrome.new_page(viewport={"width": 1400, "height": 900})
            page.set_default_timeout(120_000)
            start = time.perf_counter()
            page.goto(path.as_uri(), wait_until="commit")
            page.locator("html[data-ready]").wait_for(state="attached")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            times.append(time.perf_counter() - start)
            page.close()
        chrome.close()
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000, 100_000]
    basemap = cast("BasemapSource", open_basemap(open_gazetteer()))
    fixed = len(html_map((), basemap=basemap).encode())
    print(f"{'mentions':>9} {'places':>8} {'write s':>8} {'MB beyond ' + format(fixed / 1e6, '.2f'):>15} {'open s':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for mentions in sizes:
            places = max(500, mentions // 4)
            analyses = documents(mentions, places)
            html_map(analyses[:2], basemap=basemap)  # imports and the basemap's own opening are paid once
            start = time.process_time()
            page = html_map(analyses, basemap=basemap)
            write_s = time.process_time() - start
            path = Path(folder) / "map.html"
            path.write_text(page, encoding="utf-8")
            open_s = opened_s(path)
            beyond = (len(page.encode()) - fixed) / 1e6
            shown = "-" if open_s is None else f"{open_s:.2f}"
            print(f"{mentions:>9,} {places:>8,} {write_s:>8.2f} {beyond:>15.2f} {shown:>7}")


if __name__ == "__main__":
    main()
