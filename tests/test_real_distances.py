"""Nearly seventy pairs of lands the world over, against figures computed without the project."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gazetteer.shapes import Shapes
from geo.measures.containing import contains
from geo.measures.nearest import nearest
from geo.measures.outline import Outline

ROOT = Path(__file__).resolve().parent.parent
with (ROOT / "tests/data/distances.tsv").open(encoding="utf-8") as file:
    PAIRS = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


@pytest.fixture(scope="module")
def land():
    """Outlines of land polygons by number."""
    shapes = Shapes.open(ROOT / "gazetteer/data")
    known = {}

    def outline(number):
        if number not in known:
            known[number] = Outline(shapes.get(f"osm-land:{number}"))
        return known[number]

    return outline


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['a']}-{pair['b']}".replace(" ", "_"))
def test_nearest_is_within_two_metres_of_the_independent_figure(land, pair):
    """The packed land is rounded to 1e-5 degree, 0.8 m at either end; the reference is cut at 10 m."""
    a, b = land(pair["a_land"]), land(pair["b_land"])
    found = nearest(a, b)
    assert found.metres == pytest.approx(1000 * float(pair["km"]), abs=2)
    assert nearest(b, a).metres == pytest.approx(found.metres, abs=0.01)


def test_each_polygon_is_the_one_that_was_meant(land):
    for pair in PAIRS:
        for end in "ab":
            if pair[end] not in {"Eurasia", "Americas", "Antarctica"}:
                assert contains(land(pair[f"{end}_land"]), float(pair[f"{end}_lon"]), float(pair[f"{end}_lat"]))
