"""Coordinates written in a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.mentions.coordinates import find_coordinates

YONAGUNI = (24.45, 122.9333)


@pytest.mark.parametrize(
    "written",
    [
        "24°27′N 122°56′E",
        "24°27'00\"N, 122°56'00\"E",
        "24° 27′ N, 122° 56′ E",
        "24.4500° N, 122.9333° E",
        "24.45 N 122.9333 E",
        "N 24° 27.0' E 122° 56.0'",
        "24:27:00N 122:56:00E",
        "24 degrees 27 minutes north and 122 degrees 56 minutes east",
        "geo:24.45,122.9333",
        "24.450, 122.9333",
        "lat 24.45, lon 122.9333",
        "+24.4500+122.9333/",
        "2427N 12256E",
    ],
)
def test_every_common_notation_is_read_as_one_span(written: str):
    text = f"The light stands at {written}, as the pilot book says."
    (found,) = find_coordinates(text)
    assert text[found.start : found.end] == written
    assert (found.lat, found.lon) == pytest.approx(YONAGUNI, abs=0.001)


WHITE_HOUSE, SANTIAGO = (38.8977, -77.0365), (-33.4379, -70.6505)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("18S UJ 23394 07395", WHITE_HOUSE),
        ("18SUJ2339407395", WHITE_HOUSE),
        ("18SUJ23390739", WHITE_HOUSE),
        ("18S 323394 4307395", WHITE_HOUSE),
        ("UTM zone 18N 323394 E 4307395 N", WHITE_HOUSE),
        ("UTM 18N 323394 4307395", WHITE_HOUSE),
        ("zone 18 N, 323394 mE, 4307395 mN", WHITE_HOUSE),
        ("18S 323394E 4307395N", WHITE_HOUSE),
        ("UTM zone 19S 346600 E 6298900 N", SANTIAGO),
        ("19H CC 46600 98900", SANTIAGO),
    ],
)
def test_grid_references_are_read_as_one_span(written: str, expected: tuple[float, float]):
    text = f"The marker stands at {written}, as the survey says."
    (found,) = find_coordinates(text)
    assert text[found.start : found.end] == written
    assert (found.lat, found.lon) == pytest.approx(expected, abs=0.001)


@given(st.floats(0.1, 79.9), st.booleans(), st.floats(-179.99, 179.99))
def test_a_position_written_by_its_zone_reads_back(lat: float, south: bool, lon: float):
    lat = -lat if south else lat
    zone = min(int((lon + 180) // 6) + 1, 60)
    grid = Transformer.from_crs(4326, 32700 + zone if south else 32600 + zone, always_xy=True)
    east, north = grid.transform(lon, lat)
    (found,) = find_coordinates(f"UTM zone {zone}{'NS'[south]} {east:.2f} E {north:.2f} N")
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=1e-6)


def test_south_and_west_are_negative():
    (found,) = find_coordinates("33°52′S 70°40′W")
    assert (found.lat, found.lon) == pytest.approx((-33.8667, -70.6667), abs=0.001)


@pytest.mark.parametrize(
    "text",
    [
        *("They won 5, 6 and lost 7.", "Pi is 3.14, e is 2.71.", "up 1.25, 2.50 percent", "91.000, 10.000", ""),
        *("Flight 18S UX 23394 07395.", "The 35 MM 500 600 lens.", "Model 5E 123456 7800.", "Lot 61N 448251 5411932"),
    ],
)
def test_other_numbers_are_no_coordinates(text: str):
    assert find_coordinates(text) == []


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_pair_printed_with_its_hemispheres_reads_back(lat: float, lon: float):
    north, east = "NS"[lat < 0], "EW"[lon < 0]
    (found,) = find_coordinates(f"{abs(lat):.6f}°{north} {abs(lon):.6f}°{east}")
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=1e-6)


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1.1111, ", "N 1 ", "12°", "1°1' ", "18S UJ 123 ", "18S 123456 1234567 ", "UTM zone "]
)
def test_time_grows_linearly_with_hostile_text(unit: str):
    start = time.process_time()
    find_coordinates(unit * 200_000)
    assert time.process_time() - start < 5
