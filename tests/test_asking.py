"""Asking for a place by a phrase."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from gazetteer import open_gazetteer
from geo.asking import find_place, look_up
from geo.errors import PlaceNotFound
from geo.options import Options

if TYPE_CHECKING:
    from geo.source import PlaceSource


@cache
def core() -> PlaceSource:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Taiwan", "geonames:1668284"),
        ("Paris", "geonames:2988507"),
        ("Paris, Texas", "geonames:4717560"),
        ("Paris (Texas)", "geonames:4717560"),
        ("paris, tx", "geonames:4717560"),
        ("Springfield, Illinois, USA", "geonames:4250542"),
        ("London, Ontario", "geonames:6058560"),
        ("Pingtung County", "geonames:1670479"),
        ("geonames:1668284", "geonames:1668284"),
        ("서울", "geonames:1835848"),
        ("USA", "geonames:6252001"),
    ],
)
def test_a_phrase_finds_the_place_that_people_mean_by_it(phrase: str, expected: str):
    place, part = find_place(phrase, core())
    assert expected in place.ids
    assert part == "whole"


@pytest.mark.parametrize("phrase", ["Yonaguni", "Uotsuri", "Okinawa Island, Japan", "Senkaku Islands", "Taiwan Strait"])
def test_islands_and_waters_answer(phrase: str):
    place, _ = find_place(phrase, core())
    assert place.feature_code.startswith(("ISL", "STRT", "PPL")), place


@pytest.mark.parametrize(
    ("phrase", "part"), [("mainland China", "mainland"), ("metropolitan France", "metropolitan"), ("China", "whole")]
)
def test_a_part_of_a_place_is_asked_for_by_an_adjective(phrase: str, part: str):
    assert find_place(phrase, core())[1] == part


@pytest.mark.parametrize("phrase", ["25.74,123.47", "25.74, 123.47", "25°44′24″N 123°28′12″E", "25.74° N, 123.47° E"])
def test_coordinates_are_a_place_of_their_own(phrase: str):
    place, _ = find_place(phrase, core())
    assert (place.lat, place.lon) == pytest.approx((25.74, 123.47), abs=1e-4)
    assert place.accuracy_m == 0


@pytest.mark.parametrize("phrase", ["Xyzzyburg", "Paris, Xyzzyland", "geonames:99999999999", "95,200", "", ",", "()"])
def test_what_no_place_answers_to_is_said_in_one_line(phrase: str):
    with pytest.raises(PlaceNotFound) as caught:
        find_place(phrase, core())
    assert "\n" not in str(caught.value)
    assert phrase.partition(",")[0] in str(caught.value)


def test_look_up_lists_each_place_once_the_likeliest_first():
    found = look_up("Springfield", core(), limit=20)
    assert len({place.id for place, _ in found}) == len(found) > 5
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.001


def test_the_users_wishes_steer_the_order():
    assert look_up("Birmingham", core(), Options(country="US"))[0][0].id == "geonames:4049979"
    near_paris_texas = look_up("Paris", core(), Options(near=(-95.5, 33.6)))[0][0]
    assert near_paris_texas.id == "geonames:4717560"
    assert all(place.feature_code.startswith("PPL") for place, _ in look_up("Georgia", core(), feature="PPL"))


def test_a_border_and_a_coast_are_asked_for_by_name_or_id():
    source = open_gazetteer()
    assert find_place("border of Syria", source)[1] == "border"
    place, part = find_place("the coast of geonames:298795", source)
    assert (place.id, part) == ("geonames:298795", "shore")
    assert find_place("mainland geonames:3144096", source)[1] == "mainland"
