"""Lengths between shapes are right to less than a metre, whatever the shapes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from geopy.distance import geodesic as geopy_geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import Rings, box, brute_nearest, circle, point

from geo.measures.common import common_metres
from geo.measures.containing import contains
from geo.measures.ellipsoid import geodesic
from geo.measures.extent import extent
from geo.measures.farthest import farthest
from geo.measures.nearest import nearest
from geo.measures.outline import Outline

LON = st.floats(-180, 180)
LAT = st.floats(-90, 90)
WOBBLE = st.lists(st.floats(-0.12, 0.12), max_size=4)
LAND = st.tuples(st.floats(-60, 60), st.floats(-70, 70), st.floats(2, 300), st.integers(8, 200), WOBBLE)


def metres(a, b):
    return nearest(Outline(a), Outline(b)).metres


@given(LON, LAT, LON, LAT)
def test_points_are_as_far_apart_as_their_geodesic(lon_a, lat_a, lon_b, lat_b):
    expected = geodesic((lon_a, lat_a), (lon_b, lat_b))[0]
    found = metres(point(lon_a, lat_a), point(lon_b, lat_b))
    assert found == pytest.approx(expected, abs=1e-8) or (found == 0 and expected < 0.11)


@given(LON, st.floats(-89, 89), LON, st.floats(-89, 89))
def test_geopy_agrees_on_points(lon_a, lat_a, lon_b, lat_b):
    theirs = geopy_geodesic((lat_a, lon_a), (lat_b, lon_b)).m
    assert geodesic((lon_a, lat_a), (lon_b, lat_b))[0] == pytest.approx(theirs, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(LAND, LAND)
def test_nearest_is_within_a_metre_of_a_dense_search(one, other):
    a, b = (circle(lon, lat, size, count, wobble=wobble) for lon, lat, size, count, wobble in (one, other))
    found = nearest(Outline(Rings(a)), Outline(Rings(b)))
    # At 200 m steps the dense search is at most (100² + 100²) / 2d too long.
    dense = brute_nearest([a], [b], step_m=200)
    if found.metres == 0:
        inner = contains(Outline(Rings(a)), *b[0]) or contains(Outline(Rings(b)), *a[0])
        assert inner or dense < 200
    else:
        assert found.metres <= dense + 0.1
        # It takes the pair with the shortest chord, which far away is not quite that with the shortest geodesic.
        assert dense - found.metres < 20_000 / max(found.metres, 100) + 0.5 + 5e-7 * dense


@settings(max_examples=30, deadline=None)
@given(LAND, LAND)
def test_nearest_does_not_depend_on_the_order_of_its_arguments(one, other):
    a, b = (Rings(circle(lon, lat, size, count, wobble=wobble)) for lon, lat, size, count, wobble in (one, other))
    there, back = nearest(Outline(a), Outline(b)), nearest(Outline(b), Outline(a))
    assert there.metres == pytest.approx(back.metres, abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(LAND, LAND, st.integers(0, 199), st.integers(1, 80))
def test_nearest_does_not_depend_on_where_rings_begin_or_blocks_end(one, other, start, block):
    lon, lat, size, count, wobble = one
    b = circle(*other[:4], wobble=other[4])
    plain = metres(Rings(circle(lon, lat, size, count, wobble=wobble)), Rings(b))
    turned = metres(Rings(circle(lon, lat, size, count, start=start % count, wobble=wobble), block=block), Rings(b))
    assert turned == pytest.approx(plain, abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(LAND, LAND)
def test_nearest_is_never_longer_than_between_any_two_vertices(one, other):
    a, b = (circle(lon, lat, size, count, wobble=wobble) for lon, lat, size, count, wobble in (one, other))
    found = metres(Rings(a), Rings(b))
    for p in a[:: max(1, len(a) // 8)]:
        for q in b[:: max(1, len(b) // 8)]:
            assert found <= geodesic(tuple(p), tuple(q))[0] + 1e-6


@settings(max_examples=30, deadline=None)
@given(st.floats(-3, 3), st.floats(-60, 60), st.floats(0.1, 2), st.floats(-20, 20), st.floats(-80, 80))
def test_a_shape_cut_at_the_antimeridian_measures_as_one_that_is_not(lon, lat, half, other_lon, other_lat):
    """The same box and point, at Greenwich and turned by half the globe, where the box is cut in two."""
    whole = box(lon - half, lat - half, lon + half, lat + half)
    west, east = lon - half + 180, lon + half - 180
    if west >= 180 or east <= -180:
        parts = [(lon - half + (180 if lon < 0 else -180), lon + half + (180 if lon < 0 else -180))]
    else:
        parts = [(west, 180.0), (-180.0, east)]
    cut = Rings(
        *([(w, lat - half), (e, lat - half), (e, lat + half), (w, lat + half), (w, lat - half)] for w, e in parts)
    )
    far = other_lon + 180 if other_lon < 0 else other_lon - 180
    plain, across = (Outline(point(other_lon, other_lat)), Outline(point(far, other_lat)))
    expected = nearest(Outline(whole), plain)
    assert nearest(Outline(cut), across).metres == pytest.approx(expected.metres, abs=0.1)
    assert nearest(across, Outline(cut)).metres == pytest.approx(expected.metres, abs=0.1)


def test_shapes_that_touch_cross_or_hold_one_another_are_no_distance_apart():
    square = box(0, 0, 10, 10)
    for other in (box(10, 2, 12, 4), box(5, 5, 15, 15), box(4, 4, 5, 5), point(5, 5), point(10, 10), square):
        assert metres(square, other) == 0
        assert metres(other, square) == 0


def test_a_hole_is_outside():
    ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    hole = [(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)]
    land = Rings(ring, hole)
    assert not contains(Outline(land), 5, 5)
    assert contains(Outline(land), 3, 5)
    assert metres(land, point(5, 5)) == pytest.approx(geodesic((5, 5), (4, 5))[0], rel=0.01)


def test_one_part_inside_counts_though_another_is_near_the_edge_outside():
    land = box(0, 0, 20, 20)
    corner = [(20.1, 10), (20.2, 10), (20.2, 10.1), (20.1, 10)]
    inner = [(9, 9), (9.1, 9), (9.1, 9.1), (9, 9)]
    assert metres(land, Rings(corner, inner)) == 0
    assert metres(Rings(inner, corner), land) == 0


def test_an_area_round_the_south_pole_holds_it():
    ice = Rings([(-180, -70), (0, -65), (180, -70), (180, -90), (-180, -90), (-180, -70)])
    assert contains(Outline(ice), 17, -89.9)
    assert not contains(Outline(ice), 0, -60)
    assert metres(ice, point(12, -90)) == 0
    assert metres(ice, point(0, -60)) == pytest.approx(geodesic((0, -60), (0, -65))[0], abs=0.1)


def test_the_poles_and_the_antipodes_are_ordinary():
    assert metres(point(0, 90), point(123, 90)) == 0
    assert metres(point(0, 90), point(0, -90)) == pytest.approx(20_003_931.4586, abs=1e-3)
    assert metres(point(0, 0), point(180, 0)) == pytest.approx(20_003_931.4586, abs=1e-3)
    assert metres(point(10, 89.99), point(-170, 89.99)) == pytest.approx(2233.9, abs=0.2)


def test_only_blocks_near_the_nearest_points_are_read():
    a, b = Rings(circle(0, 0, 500, 20_000)), Rings(circle(12, 0, 300, 20_000))
    nearest(Outline(a), Outline(b))
    assert a.reads < 30
    assert b.reads < 30


@settings(max_examples=30, deadline=None)
@given(LAND, LAND)
def test_farthest_is_as_far_as_any_two_vertices(one, other):
    a, b = (circle(lon, lat, size, count, wobble=wobble) for lon, lat, size, count, wobble in (one, other))
    found = farthest(Outline(Rings(a)), Outline(Rings(b)))
    assert found.metres >= metres(Rings(a), Rings(b))
    for p in a[:: max(1, len(a) // 8)]:
        for q in b[:: max(1, len(b) // 8)]:
            assert found.metres * 1.0003 >= geodesic(tuple(p), tuple(q))[0]


@given(st.floats(-170, 170), st.floats(-75, 75), st.floats(1, 400))
@settings(max_examples=30, deadline=None)
def test_a_disc_is_as_long_as_it_is_wide(lon, lat, radius):
    found = extent(Outline(Rings(*[circle(lon, lat, radius, 180)]))) if abs(lon) < 160 else None
    if found is None:
        return
    assert found.length.metres == pytest.approx(2000 * radius, rel=0.002)
    assert found.widest.metres == pytest.approx(2000 * radius, rel=0.01)


def test_a_strip_is_measured_along_and_across():
    found = extent(Outline(box(0, 50, 1, 50.1)))
    assert found.length.metres == pytest.approx(math.hypot(71_600, 11_125), rel=0.01)
    assert found.widest.metres == pytest.approx(11_250, rel=0.02)
    assert found.narrowest.metres <= found.widest.metres


def test_a_waist_is_the_narrowest_section():
    x = np.linspace(0, 2, 201)
    half = 0.05 + 0.1 * np.abs(x - 1)
    ring = np.vstack((np.column_stack((x, -half)), np.column_stack((x[::-1], half[::-1])), [(x[0], -half[0])]))
    found = extent(Outline(Rings(ring)))
    assert found.narrowest.metres == pytest.approx(0.1 * 110_574, rel=0.06)
    assert found.narrowest.start[0] == pytest.approx(1, abs=0.25)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("lon", "lat"), [(10.0, 0.0), (-75.0, 1.5), (20.0, 45.0), (100.0, -30.0), (-100.0, 70.0)])
def test_farthest_is_that_of_the_ellipsoid_near_the_antipodes(lon, lat, seed):
    rng = np.random.default_rng(seed)
    one = circle(lon, lat, 300, 90, wobble=rng.uniform(-0.2, 0.2, 4))
    other = circle(lon + (181 if lon < 0 else -179), -lat + 0.5, 400, 90, wobble=rng.uniform(-0.2, 0.2, 4))
    found = farthest(Outline(Rings(one)), Outline(Rings(other)))
    longest = max(geodesic(tuple(a), tuple(b))[0] for a in one[:-1] for b in other[:-1])
    assert longest * (1 - 2e-4) <= found.metres <= longest + 0.001


def test_near_the_antipodes_only_blocks_near_the_ends_are_read():
    a, b = Rings(circle(0, 0, 500, 20_000)), Rings(circle(172, 3, 300, 20_000))
    farthest(Outline(a), Outline(b))
    assert a.reads < 60
    assert b.reads < 60


def test_neighbours_have_the_segments_of_their_border_in_common():
    north, south = Outline(box(5, 45, 6, 46, coast=False)), Outline(box(5, 44, 6, 45, coast=False))
    assert common_metres(north, south) == common_metres(south, north) == pytest.approx(78_846, abs=20)
    assert common_metres(north, Outline(box(7, 45, 8, 46, coast=False))) == 0
