"""Rivers have a course and lakes a shore: of the published size, past the towns that lie on them, and measured from."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from test_peninsulas import area_km2

import geo
from gazetteer import open_gazetteer
from gazetteer.build.curated import TABLES, read_table
from gazetteer.shapes import Shapes
from geo.distance import distance
from geo.measures.atlas import atlas_of
from geo.measures.nearest import nearest
from geo.measures.outline import Outline
from geo.measures.spot import Spot
from geo.records import Document

# A town's point lies in its middle, a course is good for 2 km.
ON_RIVER_KM = 8.0
LAKES = {row["slug"]: float(row["area_km2"]) for row in read_table(TABLES / "lakes.tsv")}


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.open(TABLES.parent / "data")


@cache
def source() -> Any:
    return open_gazetteer()


def judged(text: str) -> list[str]:
    analysis = geo.analyze(Document("d", text), source())
    return [analysis.judgements[claim.id].verdict for claim in analysis.claims]


@pytest.mark.parametrize(
    "slug",
    [
        "lake-superior", "lake-michigan", "lake-erie", "lake-winnipeg", "lake-nicaragua", "lake-titicaca",
        "lake-victoria", "lake-tanganyika", "lake-malawi", "lake-ladoga", "lake-geneva", "lake-balaton", "lake-van",
        "lake-baikal", "issyk-kul", "lake-toba", "lake-taupo", "kakhovka-reservoir", "lake-biwa", "lake-st-clair",
    ],
)  # fmt: skip
def test_a_lake_is_as_large_as_is_published(shapes: Shapes, slug: str) -> None:
    assert area_km2(shapes, f"curated:{slug}") == pytest.approx(LAKES[slug], rel=0.08)


def test_the_great_lakes_are_five(shapes: Shapes) -> None:
    five = ("superior", "michigan", "huron", "erie", "ontario")
    assert area_km2(shapes, "curated:great-lakes") == pytest.approx(sum(LAKES[f"lake-{one}"] for one in five), rel=0.02)


def test_a_lake_that_has_dried_up_since_it_was_drawn_has_no_shore(shapes: Shapes) -> None:
    assert not shapes.has("curated:aral-sea")
    assert not shapes.has("curated:lake-chad")


@pytest.mark.parametrize(
    ("river", "towns"),
    [
        ("danube", {"Straubing": (48.88, 12.57), "Krems": (48.41, 15.61), "Esztergom": (47.79, 18.74),
                    "Baja": (46.18, 18.95), "Lom": (43.82, 23.24), "Svishtov": (43.62, 25.35)}),
        ("rhine", {"Konstanz": (47.66, 9.17), "Speyer": (49.32, 8.43), "Worms": (49.63, 8.36), "Wesel": (51.66, 6.62)}),
        ("dnieper", {"Rechytsa": (52.36, 30.39), "Kaniv": (49.75, 31.46), "Beryslav": (46.84, 33.43)}),
        ("volga", {"Kostroma": (57.77, 40.93), "Kamyshin": (50.08, 45.41)}),
        ("nile", {"Shendi": (16.69, 33.43), "Qena": (26.16, 32.72), "Sohag": (26.56, 31.69), "Minya": (28.10, 30.75)}),
        ("niger-river", {"Koulikoro": (12.86, -7.56), "Ansongo": (15.66, 0.50), "Malanville": (11.87, 3.38)}),
        ("congo-river", {"Brazzaville": (-4.27, 15.28), "Basoko": (1.24, 23.62)}),
        ("zambezi", {"Chirundu": (-16.03, 28.85), "Caia": (-17.83, 35.34)}),
        ("mississippi-river", {"Hannibal": (39.71, -91.36), "Natchez": (31.56, -91.40), "Winona": (44.05, -91.64)}),
        ("rio-grande", {"Ojinaga": (29.56, -104.41), "Eagle Pass": (28.71, -100.50), "Roma": (26.41, -99.02)}),
        ("amazon-river", {"Tabatinga": (-4.25, -69.94), "Fonte Boa": (-2.51, -66.09), "Juruti": (-2.15, -56.09)}),
        ("parana-river", {"Posadas": (-27.37, -55.90), "Corrientes": (-27.47, -58.83), "Rosario": (-32.95, -60.64)}),
        ("mekong", {"Chiang Saen": (20.27, 100.09), "Nong Khai": (17.88, 102.74), "Nakhon Phanom": (17.39, 104.78)}),
        ("ganges", {"Farrukhabad": (27.39, 79.58), "Buxar": (25.56, 83.98), "Munger": (25.37, 86.47)}),
        ("indus", {"Skardu": (35.30, 75.63), "Kotri": (25.37, 68.31)}),
        ("yangtze", {"Jingzhou": (30.32, 112.25), "Huangshi": (30.20, 115.07), "Wuhu": (31.34, 118.37)}),
        ("amur", {"Heihe": (50.24, 127.53), "Amursk": (50.22, 136.90)}),
        ("euphrates", {"Mayadin": (35.02, 40.45), "Ana": (34.37, 41.99), "Hit": (33.64, 42.82)}),
        ("tigris", {"Hasankeyf": (37.71, 41.41), "Baiji": (34.93, 43.49)}),
        ("murray-river", {"Tocumwal": (-35.81, 145.57), "Wentworth": (-34.11, 141.92), "Mannum": (-34.91, 139.31)}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_course_passes_the_towns_on_the_river(shapes: Shapes, river: str, towns: dict[str, tuple[float, float]]):
    shape = shapes.get(f"curated:{river}")
    assert shape is not None
    course = Outline(shape)
    away = {town: nearest(Outline(Spot(lon, lat, 0.0)), course).metres / 1000 for town, (lat, lon) in towns.items()}
    assert {town: round(km, 1) for town, km in away.items() if km > ON_RIVER_KM} == {}


def test_a_river_is_a_line_that_holds_nothing(shapes: Shapes) -> None:
    danube = shapes.get("curated:danube")
    assert danube is not None
    assert danube.kind == "line"
    label = shapes.label("curated:danube")
    assert label is not None
    assert nearest(Outline(Spot(*label, 0.0)), Outline(danube)).metres < 500
    assert not danube.holds(*label)
    assert "curated:danube" not in shapes.containing(*label)


def test_every_course_of_the_table_is_drawn_or_known_to_be_left_out(shapes: Shapes) -> None:
    rivers = [row["slug"] for row in read_table(TABLES / "courses.tsv")]
    assert len(rivers) > 400
    assert [river for river in rivers if not shapes.has(f"curated:{river}")] == []


def test_the_point_of_a_river_lies_in_its_middle_course() -> None:
    place = source().places(["curated:danube"])["curated:danube"]
    assert 17 < place.lon < 22
    assert place.shape_accuracy_m is not None
    assert place.shape_accuracy_m < 10_000


def test_what_is_measured_from_a_broad_river_has_its_breadth_for_a_bound() -> None:
    places = source().places(["geonames:3663517", "curated:amazon-river"])  # Manaus
    reading = distance(*places.values(), source()).readings[0]
    assert reading.low_km == 0 or reading.high_km - reading.km > 2.5


def test_a_distance_is_measured_from_the_course_and_from_the_shore() -> None:
    assert judged("Kryvyi Rih is about 65 km from the Dnieper.") == ["supported"]
    assert judged("Kryvyi Rih is 20 km from the Dnieper.") == ["refuted"]
    assert judged("Nairobi is 30 km from Lake Victoria.") == ["refuted"]
    # A course has no centre that the words could mean, though the Danube's point is 84 km away.
    assert judged("Novi Sad is 80 km from the Danube.") == ["refuted"]


def test_how_long_a_river_is_its_course_does_not_tell() -> None:
    assert judged("The Danube is 2,850 km long.") == ["unverifiable"]


def test_the_shore_of_a_lake_is_what_its_outline_is() -> None:
    atlas = atlas_of(source())
    lake = source().places(["curated:lake-victoria"])["curated:lake-victoria"]
    shore, whole = atlas.outline(lake, "shore"), atlas.outline(lake)
    assert len(shore.bounds) == len(whole.bounds)
    assert shore.shape.kind == "line"


def test_two_rivers_meet_where_one_flows_into_the_other() -> None:
    for one, other in (("curated:sava", "curated:danube"), ("curated:missouri-river", "curated:mississippi-river")):
        places = source().places([one, other])
        assert distance(places[one], places[other], source()).readings[0].km < 5
