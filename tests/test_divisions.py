"""Outlines of first-order units, those above all that are drawn from the places known to lie in each."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from gazetteer import open_gazetteer
from gazetteer.build.curated import read_table
from gazetteer.build.divisions import KM_PER_DEGREE, UNOUTLINED, Seed, cells, off_m, sure
from geo.asking import look_up
from geo.measures.atlas import atlas_of
from geo.options import Options
from geo.records import Place
from geo.verdicts.containment import judge_containment

if TYPE_CHECKING:
    from gazetteer.layers import Gazetteer

# Countries whose units are drawn from their places: inside older and larger ones, or inside an island.
DRAWN = ("KE", "CD", "NP", "GH", "MA", "CI", "DZ", "AO", "LU", "PS", "SO", "KZ", "IM", "JE", "GU", "YT", "ST")
# One whose units Natural Earth draws, as a measure of those that it does not.
HELD_OUT = "ZM"
# Units of an older order that hold others.
ABOVE = ("West Bank", "Gaza Strip")
PLACES = ("PPL", "PPLC")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="module")
def units(gazetteer: Gazetteer) -> list[Place]:
    return [place for place in gazetteer.every() if place.feature_code == "ADM1"]


def unit(gazetteer: Gazetteer, name: str, country: str) -> Place:
    return look_up(name, gazetteer, Options(country=country), feature="ADM1")[0][0]


def test_every_first_order_unit_has_an_outline_or_a_reason_to_have_none(gazetteer, units):
    reasons = {row["place"]: row["reason"] for row in read_table(UNOUTLINED)}
    without = {each.id for each in units if gazetteer.shape(each.id) is None}
    assert without == set(reasons)
    assert all(len(reason) > 20 for reason in reasons.values())


def test_a_unit_drawn_from_its_places_holds_them(gazetteer):
    atlas = atlas_of(gazetteer)
    inside = outside = 0
    for country in DRAWN:
        listed = [each for each in gazetteer.every(country=country) if each.id.startswith("geonames:")]
        own = {each.name: each for each in listed if each.feature_code == "ADM1"}
        for place in gazetteer.every(country=country):
            home = own.get(place.admin1 or "")
            if place.feature_code in PLACES and home is not None:
                holds = atlas.holds(home, place) or atlas.nearest(place, home, "whole", "islets").metres < 3_000
                inside, outside = inside + holds, outside + (not holds)
    assert inside > 6_000
    assert outside < 0.02 * inside


@pytest.mark.parametrize(
    ("town", "country", "name"),
    [
        ("Lodwar", "KE", "Turkana"),
        ("Bunia", "CD", "Ituri"),
        ("Isiolo", "KE", "Isiolo"),
        ("Salaga", "GH", "Savannah"),
        ("Gbadolite", "CD", "Nord-Ubangi"),
        ("Damongo", "GH", "Savannah"),
        ("Birendranagar", "NP", "Karnali"),
        ("Oujda", "MA", "L'Oriental"),
        ("Al Hoceima", "MA", "Tanger-Tétouan-Al Hoceïma"),
        ("Tena", "EC", "Napo"),
        ("Asmara", "ER", "Maekel"),
        ("Lethem", "GY", "Upper Takutu-Upper Essequibo"),
        ("Clervaux", "LU", "Clervaux"),
        ("Nablus", "PS", "Nablus"),
        ("Hargeysa", "SO", "Woqooyi Galbeed"),
        ("Aguelhok", "ML", "Kidal"),
        ("Makati City", "PH", "National Capital Region"),
    ],
)
def test_a_town_lies_in_its_unit_of_today_and_in_no_other(gazetteer, town, country, name):
    atlas = atlas_of(gazetteer)
    home = unit(gazetteer, name, country)
    place = look_up(town, gazetteer, Options(country=country), feature="PPL")[0][0]
    assert atlas.holds(home, place)
    others = [each for each in gazetteer.every(country=country) if each.feature_code == "ADM1" and each.id != home.id]
    current = [each for each in others if each.id.startswith("geonames:") and each.name not in ABOVE]
    assert [each.name for each in current if atlas.holds(each, place)] == []


def test_a_line_of_the_source_keeps_its_accuracy_and_one_between_places_says_its_own(gazetteer):
    shape = gazetteer.shape(unit(gazetteer, "Tshopo", "CD").id)
    lines = Counter(shape.accuracy_m[~shape.coast].tolist())
    assert lines[1_000.0] > 5  # Orientale's border, which is the country's and those of older provinces
    assert max(lines) >= 40_000
    assert {metres for metres in lines if metres != 1_000.0} <= {off_m(km) for km in range(2_000)}


def test_units_drawn_from_places_share_their_lines(gazetteer):
    one = gazetteer.shape(unit(gazetteer, "Haut-Uélé", "CD").id)
    other = gazetteer.shape(unit(gazetteer, "Bas-Uélé", "CD").id)
    both = [{tuple(segment) for block in range(len(s.bounds)) for segment in s.segments(block)} for s in (one, other)]
    turned = {(c, d, a, b) for a, b, c, d in both[1]}
    assert len(both[0] & (both[1] | turned)) > 10


def test_whether_a_place_near_a_drawn_line_lies_in_the_unit_depends_unless_its_unit_is_known(gazetteer):
    atlas, home = atlas_of(gazetteer), unit(gazetteer, "Tshopo", "CD")
    shape = gazetteer.shape(home.id)
    block = int(np.argmin(np.where(shape.accuracy_m > 1_000, shape.accuracy_m, np.inf)))
    lon, lat = shape.segments(block)[0, :2].tolist()
    claim = SimpleNamespace(region=None)
    for off in (-0.05, 0.05):
        camp = Place(
            "w:camp", "Camp", lat, lon + off, "BLDG", "CD", ids=("w:camp",), accuracy_m=500.0, source="made up"
        )
        assert judge_containment(claim, camp, home, atlas).part.verdict == "depends"
        assert judge_containment(claim, replace(camp, admin1="Tshopo"), home, atlas).part.verdict == "supported"
    kisangani = look_up("Kisangani", gazetteer, Options(country="CD"), feature="PPL")[0][0]
    assert judge_containment(claim, replace(kisangani, admin1=None), home, atlas).part.verdict == "supported"


def test_what_is_said_of_a_drawn_line_holds_where_the_true_one_is_known(gazetteer):
    shapely = pytest.importorskip("shapely")
    pytest.importorskip("scipy")
    own = {each.name: each for each in gazetteer.every(country=HELD_OUT) if each.feature_code == "ADM1"}
    seeds = sure(
        [
            Seed(place.lon, place.lat, place.admin1)
            for place in gazetteer.every(country=HELD_OUT)
            if place.feature_code in PLACES and place.admin1 in own
        ]
    )
    true: Counter[tuple[float, ...]] = Counter()
    for each in own.values():
        shape = gazetteer.shape(each.id)
        assert set(shape.accuracy_m.tolist()) == {1_000.0}
        segments = [shape.segments(block) for block in range(len(shape.bounds))]
        true.update(
            (*min(s[:2], s[2:]), *max(s[:2], s[2:])) for s in (list(map(float, s)) for s in np.vstack(segments))
        )
    inner = np.array([segment for segment, count in true.items() if count == 2])
    middles = shapely.points((inner[:, :2] + inner[:, 2:]) / 2)
    _, borders = cells(shapely.box(*shapely.multipoints(middles).bounds), seeds)
    lines = [(part, metres) for line, metres in borders for part in shapely.get_parts(line)]
    tree = shapely.STRtree([line for line, _ in lines])
    at, found = tree.query_nearest(middles, all_matches=False)
    east = KM_PER_DEGREE * math.cos(math.radians(float(shapely.get_y(middles).mean())))
    off = [
        shapely.distance(
            *(shapely.transform(g, lambda xy: xy * (east, KM_PER_DEGREE)) for g in (middles[a], lines[f][0]))
        )
        for a, f in zip(at.tolist(), found.tolist(), strict=True)
    ]
    within = [km * 1000 <= lines[f][1] for km, f in zip(off, found.tolist(), strict=True)]
    assert len(within) > 200
    assert sum(within) / len(within) >= 0.9


def test_a_stray_point_moves_no_line():
    shapely = pytest.importorskip("shapely")
    west = [Seed(x / 10, y / 10, "west") for x in range(10) for y in range(10)]
    east = [Seed(1 + x / 10, y / 10, "east") for x in range(10) for y in range(10)]
    plain, _ = cells(shapely.box(-1, -1, 3, 2), [*west, *east])
    stray, _ = cells(shapely.box(-1, -1, 3, 2), [*west, *east, Seed(0.25, 0.25, "east")])
    assert (
        plain["west"].equals_exact(stray["west"], 1e-6) or plain["west"].symmetric_difference(stray["west"]).area < 0.01
    )
    assert sure([*west, *east, Seed(0.25, 0.25, "east")]) == [*west, *east]


def test_an_airfield_of_an_older_unit_of_the_same_name_counts_for_nothing():
    sure_ones = [Seed(x / 10, 0.1 * (x % 3), "west" if x < 10 else "east") for x in range(20)]
    old = Seed(0.22, 0.05, "east", sure=False)
    new = Seed(1.52, 0.05, "east", sure=False)
    assert set(sure([*sure_ones, old, new])) == {*sure_ones, new}


def test_the_same_places_in_another_order_draw_the_same_lines():
    shapely = pytest.importorskip("shapely")
    random = np.random.default_rng(5)
    seeds = [Seed(float(x), float(y), "a" if x + y < 1 else "b") for x, y in random.random((60, 2))]
    one, _ = cells(shapely.box(0, 0, 1, 1), seeds)
    other, _ = cells(shapely.box(0, 0, 1, 1), seeds[::-1])
    assert all(one[name].symmetric_difference(other[name]).area < 1e-9 for name in ("a", "b"))
