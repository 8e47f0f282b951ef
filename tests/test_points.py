"""Coordinates in a text are places: they are measured from, drawn, and asked for again by their ids."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli import app
from gazetteer import open_gazetteer
from geo.analysis import analyze
from geo.mentions.coordinates import find_coordinates
from geo.points import point_at, point_of
from geo.records import Analysis, Document
from maps.geojson import geojson


def read(text: str) -> Analysis:
    return analyze(Document("t", text), open_gazetteer())


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 900_000))
def test_the_id_of_a_point_says_all_of_it(lat: float, lon: float, accuracy_m: float) -> None:
    made = point_at(lat, lon, accuracy_m)
    found = point_of(made.id)
    assert found is not None
    assert found.id == made.id
    assert abs(found.lat - lat) <= 5e-7
    assert abs(found.lon - lon) <= 5e-7
    assert abs(found.accuracy_m - accuracy_m) <= 0.5


@pytest.mark.parametrize("key", ["point:91,0", "point:0,181", "point:1", "point:1,2;u=", "geonames:1", "point:1,2\n"])
def test_nothing_else_is_the_id_of_a_point(key: str) -> None:
    assert point_of(key) is None


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("at 24°N 122°E", 55_600),
        ("at 24°27′N 122°56′E", 927),
        ("at 24°27′30″N 122°56′10″E", 15.4),
        ("at 24.458, 122.9361", 55.6),
        ("at 18S UJ 23394 07395", 0.5),
        ("at 18S UJ 233 073", 50),
    ],
)
def test_coordinates_are_as_good_as_their_last_digit(text: str, metres: float) -> None:
    (found,) = find_coordinates(text)
    assert found.accuracy_m == pytest.approx(metres, rel=0.01)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The ship sank at 10°30′N 110°20′E, 230 km from Nha Trang.", "supported"),
        ("The ship sank at 10°30′N 110°20′E, 90 km from Nha Trang.", "refuted"),
        ("Yonaguni lies about 95 km east of 24°27′N 122°00′E.", "supported"),
        ("Yonaguni lies about 95 km west of 24°27′N 122°00′E.", "refuted"),
        ("The buoy drifted to 24°N 122°E, less than 110 km from Yonaguni.", "depends"),
    ],
)
def test_a_claim_is_measured_from_coordinates(text: str, verdict: str) -> None:
    analysis = read(text)
    (claim,) = analysis.claims
    assert analysis.judgements[claim.id].verdict == verdict


def test_the_command_under_a_verdict_measures_the_same_point_again() -> None:
    analysis = read("The ship sank at 10°30′N 110°20′E, 230 km from Nha Trang.")
    judgement = analysis.judgements["c1"]
    ran = CliRunner().invoke(app, shlex.split(judgement.reproduce)[1:])
    assert ran.exit_code == 0, ran.output
    assert "229.6 km" in ran.output
    assert "± 1.4 km" in ran.output


def test_coordinates_are_drawn() -> None:
    features = geojson(read("The wreck lies at 24°27′N 122°56′E."))["features"]
    assert [(f["properties"]["layer"], f["geometry"]["coordinates"]) for f in features] == [
        ("mention", [122.933333, 24.45]),
        ("place", [122.933333, 24.45]),
    ]
