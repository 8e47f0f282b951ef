"""The small places of the United States: which of the Postal Service's names are places' names, and where they lie."""

from __future__ import annotations

import bz2
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from gazetteer import open_gazetteer
from gazetteer.build.localities import is_name, localities, shortens, written
from gazetteer.build.packages import Packages
from geo.asking import look_up
from geo.records import Place

if TYPE_CHECKING:
    from pathlib import Path

STATES = {"US.CT": "Connecticut", "US.PA": "Pennsylvania", "US.TX": "Texas"}
# Rows of zipcodes 1.3.0: code, kind, city, others, state, latitude, longitude.
ZIPS = [
    ("06791", "STANDARD", "Harwinton", ["Torrington"], "CT", "41.7530", "-73.0599"),
    ("06790", "STANDARD", "Torrington", [], "CT", "41.8353", "-73.1206"),
    ("15120", "STANDARD", "Homestead", ["Munhall", "W Homestead"], "PA", "40.3914", "-79.9076"),
    ("76180", "STANDARD", "North Richland Hills", ["N Richlnd Hls", "Richland Hills"], "TX", "32.8672", "-97.2162"),
    ("19382", "PO BOX", "West Chester", ["Bradford Twp"], "PA", "39.9605", "-75.6056"),
    ("06006", "UNIQUE", "Ctg Firm", [], "CT", "41.8500", "-72.7000"),
    ("09001", "MILITARY", "Apo", [], "AE", "", ""),
]
KEYS = ("zip_code", "zip_code_type", "city", "acceptable_cities", "state", "lat", "long")


@pytest.fixture
def packages(tmp_path: Path) -> Packages:
    rows = [dict(zip(KEYS, row, strict=True)) | {"country": "US"} for row in ZIPS]
    with zipfile.ZipFile(tmp_path / "zipcodes-1.3.0-py2.py3-none-any.whl", "w") as wheel:
        wheel.writestr("zipcodes/zips.json.bz2", bz2.compress(json.dumps(rows).encode()))
    return Packages(tmp_path)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("North Richlnd Hills", "North Richland Hills"),
        ("Washington Na", "Washington Navy Yard"),
        ("Washingtonvle", "Washingtonville"),
        ("Nyc", "New York City"),
        ("Saint Pete", "Saint Petersburg"),
        ("Montgomry", "Montgomery"),
    ],
)
def test_a_name_cut_short_is_known_from_the_whole_one(short: str, long: str) -> None:
    assert shortens(short, long)
    assert not shortens(long, short)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Richland Hills", "North Richland Hills"),
        ("Jackson", "Jackson Township"),
        ("Foxboro", "Foxborough"),
        ("York", "Yorkana"),
        ("Homestead", "West Homestead"),
    ],
)
def test_a_shorter_name_is_not_a_shortened_one(name: str, other: str) -> None:
    assert not shortens(name, other)


@pytest.mark.parametrize(
    ("name", "put_right"),
    [
        ("Mt St Joseph", "Mount Saint Joseph"),
        ("Prescott Vly", "Prescott Valley"),
        ("Mc Coll", "McColl"),
        ("Fort Mcpherson", "Fort McPherson"),
        ("O Brien", "O'Brien"),
        ("Isle Of Palms", "Isle of Palms"),
        ("Moody AFB", "Moody Air Force Base"),
    ],
)
def test_the_postal_way_of_writing_is_put_right(name: str, put_right: str) -> None:
    assert written(name) == put_right


@pytest.mark.parametrize(
    "name", ["Shared Firm Zip", "Com/energy Services", "Fx Station", "Springfield Bmc", "State University"]
)
def test_offices_and_words_without_a_vowel_are_no_places(name: str) -> None:
    assert not is_name(name)


def test_what_the_other_sources_have_nearby_is_not_made_again(packages: Packages) -> None:
    known = [
        Place("geonames:4844309", "Torrington", 41.80065, -73.12122, "PPL", "US", "Connecticut"),
        Place("geonames:5203127", "Munhall", 40.39229, -79.90005, "PPL", "US", "Pennsylvania"),
        Place("geonames:1", "West Chester", 31.0, -97.0, "PPL", "US", "Texas"),
    ]
    places = {place.id: place for place in localities(packages, known, STATES)}
    assert {i: place.name for i, place in places.items()} == {
        "zip:06791": "Harwinton",
        "zip:15120": "Homestead",
        "zip:15120/west-homestead": "West Homestead",
        "zip:19382": "West Chester",
        "zip:19382/bradford-township": "Bradford Township",
        "zip:76180": "North Richland Hills",
        "zip:76180/richland-hills": "Richland Hills",
    }
    assert places["zip:19382/bradford-township"].names == {"": ("Bradford Twp",)}
    assert all(place.accuracy_m >= 5_000 and place.population == 0 for place in places.values())


def test_a_namesake_of_what_everyone_knows_is_left_out(packages: Packages) -> None:
    known = [
        Place("geonames:1", "Harwinton", 50.0, 9.0, "PPLC", "DE", population=300_000),
        Place("geonames:2", "Homestead", 51.0, 9.0, "PPL", "DE", population=300_000),
    ]
    names = {place.name for place in localities(packages, known, STATES)}
    assert "Harwinton" not in names
    assert "Homestead" in names


@pytest.mark.parametrize(
    ("phrase", "lat", "lon"),
    [
        ("Harwinton, Connecticut", 41.77, -73.06),
        ("Lanexa, Virginia", 37.41, -76.89),
        ("Thackerville, Oklahoma", 33.79, -97.14),
        ("Winside, Nebraska", 42.18, -97.17),
        ("Squirrel Hill", 40.43, -79.92),
    ],
)
def test_the_core_knows_small_places_by_name(phrase: str, lat: float, lon: float) -> None:
    place = look_up(phrase, open_gazetteer())[0][0]
    assert (place.lat, place.lon) == (pytest.approx(lat, abs=0.1), pytest.approx(lon, abs=0.1))


@pytest.mark.parametrize("name", ["Paris", "Moscow", "Cuba", "Peru", "Lebanon", "Poland", "Jordan", "Oslo", "Riga"])
def test_a_small_namesake_does_not_outrank_a_known_place(name: str) -> None:
    assert look_up(name, open_gazetteer())[0][0].country != "US"
