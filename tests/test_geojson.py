"""GeoJSON says what RFC 7946 asks, also at the antimeridian, and nothing drops out."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import analysis_of_fiji, analysis_of_yonaguni

from maps.geojson import geojson
from maps.lines import geodesic, split, unwrapped, window

LON = st.floats(-180, 180)
LAT = st.floats(-85, 85)


def layer(collection, name):
    return [f for f in collection["features"] if f["properties"]["layer"] == name]


def positions(geometry):
    if geometry is None:
        return []
    if geometry["type"] == "Point":
        return [geometry["coordinates"]]
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    return [p for line in lines for p in line]


def test_every_mention_place_and_claim_is_a_feature():
    analysis = analysis_of_yonaguni()
    collection = geojson(analysis)
    assert [f["properties"]["id"] for f in layer(collection, "mention")] == [m.id for m in analysis.mentions]
    assert [f["properties"]["id"] for f in layer(collection, "place")] == list(analysis.places)
    assert [f["properties"]["id"] for f in layer(collection, "claim")] == [c.id for c in analysis.claims]
    ids = [f["id"] for f in collection["features"]]
    assert len(ids) == len(set(ids))


def test_an_unresolved_mention_stays_with_a_null_geometry_and_its_reason():
    features = layer(geojson(analysis_of_yonaguni()), "mention")
    unplaced = [f for f in features if f["properties"]["place"] is None]
    assert unplaced
    assert all(f["geometry"] is None and f["properties"]["reason"] for f in unplaced)


def test_mentions_claims_and_places_share_ids():
    collection = geojson(analysis_of_yonaguni())
    places = {f["properties"]["id"] for f in layer(collection, "place")}
    mentions = {f["properties"]["id"] for f in layer(collection, "mention")}
    assert {f["properties"]["place"] for f in layer(collection, "mention")} - {None} <= places
    for claim in layer(collection, "claim"):
        assert claim["properties"]["subject_place"] in places | {None}
        assert claim["properties"]["subject_mention"] in mentions | {None}


def test_the_claim_line_joins_the_measured_points():
    analysis = analysis_of_yonaguni()
    claim = layer(geojson(analysis), "claim")[0]
    start, end = analysis.judgements["c1"].points
    assert claim["geometry"]["type"] == "LineString"
    assert claim["geometry"]["coordinates"][0] == list(start)
    assert claim["geometry"]["coordinates"][-1] == list(end)


def test_a_line_over_the_antimeridian_is_cut_and_the_box_runs_west_to_east():
    collection = geojson(analysis_of_fiji())
    line = layer(collection, "claim")[0]["geometry"]
    assert line["type"] == "MultiLineString"
    assert all(len({lon > 0 for lon, _ in piece}) == 1 for piece in line["coordinates"])
    west, _, east, _ = collection["bbox"]
    assert west > 0 > east


def test_a_name_may_be_chosen_and_the_claimants_are_always_there():
    collection = geojson(analysis_of_yonaguni(), names="CN")
    senkaku = next(f for f in layer(collection, "place") if f["properties"]["claimants"])
    assert senkaku["properties"]["name"] == "Diaoyu Dao"
    assert set(senkaku["properties"]["claimants_names"]) == {"JP", "CN", "TW"}


def test_it_is_json_with_at_most_seven_decimals_and_the_same_each_time():
    text = json.dumps(geojson(analysis_of_yonaguni()), allow_nan=False)
    assert text == json.dumps(geojson(analysis_of_yonaguni()), allow_nan=False)
    for feature in json.loads(text)["features"]:
        for position in positions(feature["geometry"]):
            assert all(round(x, 7) == x for x in position)
            assert -180 <= position[0] <= 180


@given(st.tuples(LON, LAT), st.tuples(LON, LAT))
def test_pieces_stay_on_one_side_and_keep_both_ends(start, end):
    pieces = split(geodesic(start, end))
    assert all(-180 <= lon <= 180 for piece in pieces for lon, _ in piece)
    assert pieces[0][0][1] == pytest.approx(start[1])
    assert pieces[-1][-1][1] == pytest.approx(end[1])
    for piece in pieces:
        assert all(abs(b[0] - a[0]) <= 180 for a, b in itertools.pairwise(piece))


@given(st.lists(LON, min_size=1))
def test_the_window_holds_every_meridian(lons):
    west, east = window(lons)
    width = (east - west) % 360
    assert all((lon - west) % 360 <= width + 1e-9 or (lon - west) % 360 > 360 - 1e-9 for lon in lons)


@given(st.lists(st.tuples(LON, LAT), min_size=2, max_size=6))
def test_unwrapped_lines_never_jump(line):
    out = unwrapped(line)
    assert all(abs(b[0] - a[0]) <= 180 + 1e-9 for a, b in itertools.pairwise(out))
