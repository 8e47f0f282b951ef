"""Peninsulas: cut off the land where the table says, of the size that is published, measured from their shore."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

import geo
from gazetteer import open_gazetteer
from gazetteer.build.curated import TABLES, Entry, read_entries, read_table
from gazetteer.build.peninsulas import peninsula_sketch
from gazetteer.build.shapes import MADE_OF, Land
from gazetteer.shapes import LAND_ACCURACY_M, Shapes
from geo.distance import distance
from geo.records import Document, Place

shapely = pytest.importorskip("shapely")
EARTH_KM = 6371.0072
# How far an outline's area may be from the published one: sources differ in where a peninsula ends.
MOST_OFF = 0.15
PENINSULAS = [entry for entry in read_entries() if entry.table == "peninsulas"]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.open(TABLES.parent / "data")


@cache
def source() -> Any:
    return open_gazetteer()


def area_km2(shapes: Shapes, place_id: str) -> float:
    """The area of an outline on the sphere, by polygons on a cylinder of equal areas."""
    outline = shapes.get(place_id, "islets")
    assert outline is not None
    segments = np.vstack([outline.segments(block) for block in range(len(outline.bounds))])
    ends = np.stack([np.radians(segments[:, 0::2]), np.sin(np.radians(segments[:, 1::2]))], axis=-1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(shapely.linestrings(ends)))))
    inside = shapely.get_coordinates(shapely.point_on_surface(faces))
    degrees = np.stack([np.degrees(inside[:, 0]), np.degrees(np.arcsin(inside[:, 1]))], axis=-1)
    held = [outline.holds(lon, lat) for lon, lat in degrees.tolist()]
    return float(shapely.area(faces)[held].sum()) * EARTH_KM**2


def nearest_km(one: str, other: str) -> float:
    found = source().places([one, other])
    return next(r.km for r in distance(found[one], found[other], source()).readings if r.name == "nearest")


@pytest.mark.parametrize("entry", PENINSULAS, ids=lambda entry: entry.place.id)
def test_a_peninsula_holds_all_of_its_points(shapes: Shapes, entry: Entry) -> None:
    outline = shapes.get(entry.place.id)
    assert outline is not None
    for lon, lat in ((entry.place.lon, entry.place.lat), *entry.points):
        assert outline.holds(lon, lat), (lat, lon)


@pytest.mark.parametrize("entry", [e for e in PENINSULAS if e.area_km2], ids=lambda entry: entry.place.id)
def test_its_area_is_the_published_one(shapes: Shapes, entry: Entry) -> None:
    assert area_km2(shapes, entry.place.id) == pytest.approx(entry.area_km2, rel=MOST_OFF)


@pytest.mark.parametrize("entry", PENINSULAS, ids=lambda entry: entry.place.id)
def test_its_shore_is_known_to_tens_of_metres_and_its_cut_as_the_table_says(shapes: Shapes, entry: Entry) -> None:
    outline = shapes.get(entry.place.id)
    assert outline is not None
    assert set(outline.accuracy_m[outline.coast]) == {LAND_ACCURACY_M}
    assert set(outline.accuracy_m[~outline.coast]) == ({entry.border_m} if entry.border_m else set())


def test_what_is_parted_by_a_line_says_how_far_it_may_be_off_and_nothing_else_does() -> None:
    assert all(bool(entry.border_m) == bool(entry.cut or entry.members) for entry in PENINSULAS)


def square(west: float, south: float, east: float, north: float) -> Any:
    return shapely.box(west, south, east, north)


LAND = Land(np.array([shapely.union(square(0, 0, 10, 10), square(10, 4, 14, 6)), square(14.5, 4, 15, 5)], dtype=object))
ROW = Entry(Place("curated:cape", "Cape", 5.0, 13.0, "PEN"), "peninsulas", 1, border_m=2_000.0)


def test_a_cut_parts_the_piece_that_holds_the_point_and_islands_belong_when_they_are_named() -> None:
    cut = "LINESTRING (10 7, 11 6.5, 11 3)"
    sketch = peninsula_sketch(replace(ROW, cut=cut), LAND, {})
    assert [(part, piece.bounds) for part, piece in sketch.pieces] == [(0, (11.0, 4.0, 14.0, 6.0))]
    assert not sketch.whole
    assert sketch.accuracy_m == 2_000
    assert peninsula_sketch(replace(ROW, cut=cut, points=((14.7, 4.5),)), LAND, {}).whole == [1]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"cut": "LINESTRING (10 7, 11 5)"}, "does not part it"),
        ({"cut": "LINESTRING (10 7, 11 6.5, 11 3)", "points": ((20.0, 5.0),)}, "lies on no land"),
    ],
)
def test_a_row_that_parts_nothing_stops_the_build(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        peninsula_sketch(replace(ROW, **change), LAND, {})


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("curated:jutland", "curated:funen", 0.7),  # the Little Belt
        ("curated:jutland", "curated:anholt", 44.5),
        ("curated:peloponnese", "curated:kythira", 13.4),
        ("curated:iberia", "geonames:2542007", 14.3),  # the Strait of Gibraltar
        ("curated:cape-cod", "curated:nantucket", 29.6),
    ],
)
def test_a_distance_is_measured_from_the_shore_of_a_peninsula(one: str, other: str, km: float) -> None:
    assert nearest_km(one, other) == pytest.approx(km, abs=0.1)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Funen lies less than a kilometre from Jutland.", "supported"),
        ("Nantucket lies 30 km south of Cape Cod.", "supported"),
        ("Nantucket lies 80 km south of Cape Cod.", "refuted"),
    ],
)
def test_a_claim_about_a_peninsula_is_judged(text: str, verdict: str) -> None:
    analysis = geo.analyze(Document("text", text), source())
    assert [judgement.verdict for judgement in analysis.judgements.values()] == [verdict]


def test_what_lies_behind_the_cut_is_as_far_off_as_the_cut_is_certain() -> None:
    jutland, flensburg = "curated:jutland", "geonames:2926271"
    found = source().places([jutland, flensburg])
    reading = distance(found[jutland], found[flensburg], source()).readings[0]
    assert reading.low_km == 0
    assert reading.high_km > reading.km + 50
    analysis = geo.analyze(Document("text", "Flensburg is 10 km from Jutland."), source())
    assert [judgement.verdict for judgement in analysis.judgements.values()] == ["depends"]


def test_units_that_are_islands_have_the_shores_of_all_their_islands(shapes: Shapes) -> None:
    rows = [row for row in read_table(MADE_OF) if row["extent"]]
    assert len(rows) > 55
    known = source().places([row["place"] for row in rows])
    for row in rows:
        outline = shapes.get(row["place"], "islets")
        assert outline is not None, row["place"]
        assert outline.coast.all()
        west, south, east, north = _box(outline)
        place = known[row["place"]]
        assert west - 0.1 < place.lon < east + 0.1, place
        assert south - 0.1 < place.lat < north + 0.1, place


def _box(outline: Any) -> tuple[float, float, float, float]:
    return (*outline.bounds[:, :2].min(axis=0), *outline.bounds[:, 2:].max(axis=0))


def test_a_cape_is_known_to_a_kilometre_and_lies_as_near_to_the_shore() -> None:
    capes = [entry.place for entry in read_entries() if entry.place.feature_code == "CAPE"]
    assert len(capes) > 20
    for cape in capes:
        assert cape.accuracy_m == 1_000
        inland = [i for i in source().containing(cape.lon, cape.lat) if i.startswith("geonames:")]
        around = [(cape.lon + dx, cape.lat + dy) for dx in (-0.02, 0, 0.02) for dy in (-0.009, 0, 0.009)]
        at_sea = [not any(i.startswith("geonames:") for i in source().containing(*point)) for point in around]
        assert any(at_sea), cape.id
        assert inland or not all(at_sea), cape.id
