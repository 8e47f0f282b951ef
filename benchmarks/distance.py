"""How long measuring takes, shore to shore and between countries.

    python benchmarks/distance.py

Cold: the gazetteer's files are opened, the two outlines are read and measured, from nothing but warm file pages.
Warm: the outlines have been measured before. CPU time, medians of five runs, in milliseconds.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazetteer import open_gazetteer  # noqa: E402 (run from the repository)
from gazetteer.shapes import Shapes  # noqa: E402
from geo.measures.nearest import nearest  # noqa: E402
from geo.measures.outline import Outline  # noqa: E402
from geo.records import Claim, End, Span, Stated  # noqa: E402
from geo.verdicts import judge  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.shape import Shape

DATA = ROOT / "gazetteer/data"
RUNS = 5
LANDS = ("Taiwan-Yonaguni", "Big Diomede-Little Diomede", "Hokkaido-Sakhalin", "Zealand-Eurasia",
         "Great Britain-Eurasia", "Cuba-Americas", "Viti Levu-Vanua Levu")  # fmt: skip
COUNTRIES = {
    "United Kingdom": "geonames:2635167", "France": "geonames:3017382", "Spain": "geonames:2510769",
    "Norway": "geonames:3144096", "Russia": "geonames:2017370", "Japan": "geonames:1861060",
    "Taiwan": "geonames:1668284", "China": "geonames:1814991", "Cuba": "geonames:3562981",
    "United States": "geonames:6252001", "Canada": "geonames:6251999", "Indonesia": "geonames:1643084",
}  # fmt: skip
PAIRS = (
    ("United Kingdom", "France"),
    ("Taiwan", "Japan"),
    ("Taiwan", "China"),
    ("Norway", "Russia"),
    ("Cuba", "United States"),
    ("Canada", "United States"),
    ("Indonesia", "Japan"),
    ("Spain", "Canada"),
)


def main() -> None:
    """Print the table."""
    print(f"{'pair':34s} {'blocks':>14s} {'km':>10s} {'cold ms':>9s} {'warm ms':>9s}")
    with (ROOT / "tests/data/distances.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    for row in rows:
        if f"{row['a']}-{row['b']}" in LANDS:
            _row(f"{row['a']} - {row['b']}", f"osm-land:{row['a_land']}", f"osm-land:{row['b_land']}")
    for one, other in PAIRS:
        _row(f"{one} - {other}", COUNTRIES[one], COUNTRIES[other])
    seconds = _thousand_claims()
    print(f"\n{seconds:.1f} s for 1,000 claims about 100 places: 50 towns, 25 islands, 25 countries")


def _thousand_claims() -> float:
    """CPU seconds to judge claims between pairs of places that were not measured before."""
    chance = random.Random(7)
    source = open_gazetteer()
    towns = source.nearest(15.0, 45.0, features=("PPLC", "PPLA"), limit=50)
    islands = source.nearest(15.0, 45.0, features=("ISL",), limit=25)
    countries = source.nearest(15.0, 45.0, features=("PCLI",), limit=25)
    ids = [*towns, *islands, *countries]
    places = source.places(ids)
    claims = []
    for number in range(1000):
        one, other = chance.sample(ids, 2)
        ends = (End(key, 0, 1, named=True, place=key) for key in (one, other))
        stated, quantity = (Stated(100, 100, "km"),), Span(0, 1, "")
        claims.append(Claim(f"c{number}", 0, 1, "", "distance", quantity, stated, "approx", "N", *ends, checkable=True))
    start = time.process_time()
    for claim in claims:
        judge(claim, (), places, source)
    return time.process_time() - start


def _row(name: str, a: str, b: str) -> None:
    shapes = Shapes.open(DATA)
    if not shapes.has(a) or not shapes.has(b):
        return

    def from_nothing() -> float:
        fresh = Shapes.open(DATA)
        return nearest(Outline(_shape(fresh, a)), Outline(_shape(fresh, b))).metres

    cold = _median(from_nothing)
    one, other = Outline(_shape(shapes, a)), Outline(_shape(shapes, b))
    metres = nearest(one, other).metres
    warm = _median(lambda: nearest(one, other))
    blocks = f"{len(one.blocks)} x {len(other.blocks)}"
    print(f"{name:34s} {blocks:>14s} {metres / 1000:10.3f} {cold:9.1f} {warm:9.1f}")


def _shape(shapes: Shapes, place_id: str) -> Shape:
    found = shapes.get(place_id)
    assert found is not None
    return found


def _median(call: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        call()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
