"""The ground of maps: as fine as is asked for, and never beyond the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from gazetteer.basemap import Basemap, Chains, clip_line, clip_ring
from gazetteer.land import Lines
from gazetteer.shapes import Shapes
from maps.basemap import Window

DATA = Path(__file__).resolve().parent.parent / "gazetteer" / "data"


class Nameless:
    def places(self, ids):
        return dict.fromkeys(ids, type("Named", (), {"name": "somewhere"}))


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    return Basemap(DATA, Nameless())


def inside(rings, lon, lat) -> bool:
    crossings = 0
    for ring in rings:
        x0, y0 = ring.T
        x1, y1 = np.roll(ring, -1, axis=0).T
        over = (x0 <= lon) != (x1 <= lon)
        crossings += int(((y0[over] + (lon - x0[over]) / (x1[over] - x0[over]) * (y1[over] - y0[over])) > lat).sum())
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("window", "land", "sea"),
    [
        (Window(-180, -85, 180, 85, 4900), [(10, 50), (-100, 40), (135, -25), (0, -80)], [(-30, 30), (80, -30)]),
        (Window(117, 20, 128, 31, 600), [(121, 24), (120, 29), (128, 26.6)], [(122.5, 23), (124, 28)]),
        (Window(121.2, 24.2, 122.5, 25.4, 50), [(121.5, 25), (121.95, 24.843)], [(122.3, 24.5)]),
        (Window(-1.6, 50.4, -0.2, 51.4, 50), [(-1.3, 50.68), (-1, 51.2)], [(-0.8, 50.6)]),
    ],
)
def test_land_is_land_and_sea_is_sea_at_every_detail(basemap, window, land, sea):
    ground = basemap.basemaps([window])[0]
    for lon, lat in land:
        assert inside(ground.land, min(lon, window.east - 1e-6), lat)
    for lon, lat in sea:
        assert not inside(ground.land, lon, lat)
    for ring in ground.land:
        assert ring[:, 0].min() >= window.west
        assert ring[:, 0].max() <= window.east
        assert ring[:, 1].min() >= window.south
        assert ring[:, 1].max() <= window.north


def test_a_window_far_inland_is_land_from_side_to_side(basemap):
    for window in (Window(101.1, 31.8, 112.6, 41, 492), Window(20, 0, 25, 5, 60)):
        (ring,) = basemap.basemaps([window])[0].land
        assert Polygon(ring).equals(box(window.west, window.south, window.east, window.north))


def test_shores_of_a_window_are_those_of_the_land(basemap):
    shapes, window = Shapes.open(DATA), Window(121.0, 24.0, 122.4, 25.4, 50)
    rings = basemap.basemaps([window])[0].land
    random = np.random.default_rng(3)
    for lon, lat in random.uniform([121.0, 24.0], [122.4, 25.4], (300, 2)).tolist():
        on_land = "geonames:1668284" in shapes.containing(lon, lat)
        if on_land != inside(rings, lon, lat):
            near = min(np.hypot(*(ring - (lon, lat)).T).min() for ring in rings)
            assert near < 0.01


def test_borders_run_between_countries(basemap):
    ground = basemap.basemaps([Window(5, 45, 9, 50, 600)])[0]
    assert sum(map(len, ground.borders)) > 300
    assert not basemap.basemaps([Window(125, 23, 130, 28, 600)])[0].borders


def test_labels_come_widest_first(basemap):
    labels = basemap.labels()
    widths = [label.width_deg for label in labels]
    assert widths == sorted(widths, reverse=True)
    assert {label.kind for label in labels} == {"sea", "country"}
    assert len(labels) > 450


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=3, max_size=12))
def test_a_clipped_ring_is_what_of_its_area_lies_in_the_box(points):
    polygon = Polygon(points)
    if polygon.is_valid and polygon.area > 1e-6:
        clipped = clip_ring(np.array(points), (-2.0, -1.0, 3.0, 2.0))
        x, y = clipped.T if len(clipped) else (np.empty(0), np.empty(0))
        area = abs((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2
        assert area == pytest.approx(polygon.intersection(box(-2, -1, 3, 2)).area, abs=1e-6)


def test_a_line_is_kept_where_it_comes_into_the_box():
    line = np.array([[-3.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [3.0, 0.0], [3.0, 5.0], [0.0, 5.0], [0.0, 0.5]])
    first, second = clip_line(line, (-2.0, -1.0, 2.0, 1.0))
    assert first.tolist() == line[:4].tolist()
    assert second.tolist() == line[5:].tolist()


@given(
    st.lists(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=9), min_size=1, max_size=6),
    st.floats(0.1, 3),
)
def test_lines_thinned_and_sifted_together_are_those_done_one_by_one(lines, step):
    box = (-2.0, -1.0, 3.0, 2.0)

    def done(chosen):
        chains = Chains(np.vstack(chosen), np.array([len(line) for line in chosen]))
        return [(line.tolist(), whole) for line, whole in chains.within(box, 0.5).thinned(step).cut_by(box)]

    arrays = [np.array(line) for line in lines]
    assert done(arrays) == [made for line in arrays for made in done([line])]
    for line, whole in done(arrays):
        assert whole == all(-2 <= lon <= 3 and -1 <= lat <= 2 for lon, lat in line)


def test_segments_make_up_open_and_closed_lines():
    closed = [[0, 0, 1, 0], [1, 0, 1, 1], [1, 1, 0, 0]]
    opened = [[5, 5, 6, 5], [6, 5, 7, 7]]
    chains = Chains.of(np.array([*closed, *opened], dtype=float))
    assert chains.sizes.tolist() == [3, 3]
    assert chains.vertices.tolist() == [[0, 0], [1, 0], [1, 1], [5, 5], [6, 5], [7, 7]]


@pytest.mark.parametrize("detail", ["land", "land.region", "land.world"])
def test_the_table_of_pages_tells_rings_that_end_in_a_page_from_those_that_go_through_it(detail):
    lines = Lines(DATA / f"{detail}.bin")
    through = np.fromfile(DATA / f"{detail}.pages", np.int32).reshape(-1, 7)[:, 6] >= 0
    for page in np.linspace(0, lines.pages - 1, min(lines.pages, 60)).astype(int).tolist():
        segments = lines.segments(*lines.page(page))
        ends = Chains.of(segments).sizes[0]
        closed = len(segments) >= ends and (segments[ends - 1, 2:] == segments[0, :2]).all()
        assert through[page] != closed


def test_the_land_of_antarctica_reaches_the_antimeridian_on_either_side(basemap):
    for tolerance_m in (4900, 600, 60):
        for west, east in ((-180, -178), (178, 180)):
            land = basemap.basemaps([Window(west, -84, east, -80, tolerance_m)])[0].land
            assert sum(Polygon(ring).area for ring in land) == pytest.approx(8, abs=0.1)
