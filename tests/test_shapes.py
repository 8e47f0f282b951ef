"""Outlines of the core gazetteer: what they hold, and how far apart they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gazetteer.shapes import Shapes
from geo.errors import GazetteerDamaged
from geo.measures.nearest import nearest
from geo.measures.outline import Outline

DATA = Path(__file__).resolve().parent.parent / "gazetteer" / "data"
TAIWAN, JAPAN, CHINA, CUBA, USA = (f"geonames:{n}" for n in (1668284, 1861060, 1814991, 3562981, 6252001))
FRANCE, BRITAIN, RUSSIA, DENMARK, SWEDEN = (f"geonames:{n}" for n in (3017382, 2635167, 2017370, 2623032, 2661886))

CHUKOTKA, ALASKA = "ne:admin1/rus-2321", "ne:admin1/usa-3563"


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.open(DATA)


def km(shapes: Shapes, a: str, b: str, part_a: str = "whole", part_b: str = "whole") -> float:
    one, other = shapes.get(a, part_a), shapes.get(b, part_b)
    assert one is not None
    assert other is not None
    return nearest(Outline(one), Outline(other)).metres / 1000


@pytest.mark.parametrize(
    ("a", "b", "parts", "wanted"),
    [
        (TAIWAN, "curated:yonaguni", ("whole", "whole"), 107.466),
        ("curated:taiwan-island", "curated:yonaguni", ("whole", "whole"), 107.466),
        (FRANCE, BRITAIN, ("metropolitan", "mainland"), 32.119),
        (DENMARK, SWEDEN, ("whole", "whole"), 3.851),
        (RUSSIA, USA, ("whole", "whole"), 3.764),
        ("curated:sakhalin-island", "curated:hokkaido-island", ("whole", "whole"), 42.5),
        (CHINA, TAIWAN, ("mainland", "mainland"), 136.3),
        (CHUKOTKA, ALASKA, ("mainland", "mainland"), 82.3),  # across the antimeridian
    ],
)
def test_distances_that_are_known_come_out(shapes, a, b, parts, wanted):
    assert km(shapes, a, b, *parts) == pytest.approx(wanted, abs=0.1)


def test_florida_is_what_cuba_is_near_and_not_yucatan(shapes):
    assert 140 < km(shapes, CUBA, USA) < 160
    assert 180 < km(shapes, CUBA, "geonames:3996063") < 220


def test_neighbours_on_land_touch(shapes):
    for a, b in (
        (FRANCE, "geonames:2921044"),
        (CHINA, RUSSIA),
        (USA, "geonames:6251999"),
        (BRITAIN, "geonames:2963597"),
    ):
        assert km(shapes, a, b) < 0.005


@pytest.mark.parametrize(
    ("lon", "lat", "within"),
    [
        (121.5, 25.05, TAIWAN),
        (118.35, 24.44, TAIWAN),
        (119.925, 26.155, TAIWAN),
        (123.0, 24.45, "curated:yonaguni"),
        (123.475, 25.745, "curated:senkaku"),
        (2.35, 48.85, FRANCE),
        (-52.3, 4.9, FRANCE),
        (-52.3, 4.9, "geonames:3381670"),
        (34.0, 45.2, "geonames:690791"),
        (178.0, 66.5, RUSSIA),
        (-175.0, 66.5, RUSSIA),
        (0.0, -80.0, "geonames:6697173"),
        (51.0, 42.0, "ne:marine/caspian-sea"),
        (122.9, 25.5, "ne:marine/east-china-sea"),
        (-3.19, 55.95, "geonames:2638360"),
        (121.6, 24.7, "geonames:1674197"),
        (-118.25, 34.05, "geonames:5368381"),
        (139.7, 35.7, "curated:honshu"),
        (104.3, 52.3, "curated:siberia"),
        (37.6, 55.75, "geonames:6255148"),
        (37.6, 55.75, "curated:eurasia"),
        (13.4, 52.5, "geonames:6255148"),
        (35.8, 33.1, "curated:golan-heights"),
        (35.8, 33.1, "geonames:163843"),
        (33.4, 35.3, "geonames:146669"),
        (-49.5, -1.0, "curated:marajo"),
    ],
)
def test_points_lie_in_what_holds_them(shapes, lon, lat, within):
    assert within in shapes.containing(lon, lat)


def test_regions_hold_what_they_are_made_of_and_nothing_else(shapes):
    siberia, europe, asia = (
        shapes.get(i, "islets") for i in ("curated:siberia", "geonames:6255148", "geonames:6255147")
    )
    for lon, lat in ((82.9, 55.0), (129.7, 62.0)):
        assert siberia.holds(lon, lat)
        assert asia.holds(lon, lat)
        assert not europe.holds(lon, lat)
    for lon, lat in ((37.6, 55.75), (2.35, 48.85)):
        assert europe.holds(lon, lat)
        assert not siberia.holds(lon, lat)
        assert not asia.holds(lon, lat)


def test_no_country_has_the_spratlys(shapes):
    for place in ("geonames:1694008", "geonames:1733045", CHINA, TAIWAN, "geonames:1562822"):
        assert not shapes.get(place, "islets").holds(114.2849, 11.0519)


@pytest.mark.parametrize(("lon", "lat"), [(-30.0, 40.0), (120.0, 24.3)])
def test_nothing_on_land_holds_a_point_at_sea(shapes, lon, lat):
    assert not [place for place in shapes.containing(lon, lat) if place.startswith("geonames:")]


def test_the_smallest_comes_first(shapes):
    found = shapes.containing(121.6, 24.7)
    assert found.index("geonames:1674197") < found.index("curated:taiwan-island") < found.index(TAIWAN)


def test_parts_leave_out_what_they_say(shapes):
    for place, part, lon, lat in (
        (TAIWAN, "metropolitan", 118.35, 24.44),
        (FRANCE, "metropolitan", -52.3, 4.9),
        (USA, "metropolitan", -158.0, 21.5),
        (JAPAN, "mainland", 127.8, 26.4),
        (BRITAIN, "mainland", -6.5, 54.7),
    ):
        assert shapes.get(place, "whole").holds(lon, lat)
        assert not shapes.get(place, part).holds(lon, lat)


def test_a_border_is_known_from_a_shore(shapes):
    germany = shapes.get("geonames:2921044")
    assert set(germany.accuracy_m[germany.coast]) == {30.0}
    assert set(germany.accuracy_m[~germany.coast]) == {1000.0}
    assert shapes.get(JAPAN).coast.all()


def test_an_outline_of_the_world_is_closed(shapes):
    for place in ("geonames:2921044", CHINA, USA, "geonames:2638360", "geonames:1674197"):
        outline = shapes.get(place, "islets")
        segments = np.vstack([outline.segments(block) for block in range(len(outline.bounds))])
        ends, count = np.unique(np.rint(segments.reshape(-1, 2) * 1e5).astype(int), axis=0, return_counts=True)
        assert (count % 2 == 0).all(), ends[count % 2 == 1][:5]


@pytest.mark.slow
def test_every_outline_is_closed_and_holds_its_label_point(shapes):
    assert not list(shapes.check())


def test_an_unknown_id_has_no_outline(shapes):
    assert shapes.get("geonames:0") is None
    assert shapes.label("geonames:0") is None
    assert not shapes.has("osm-land:745669")
    assert not shapes.has("osm-land:-1")
    assert shapes.has("osm-land:745668")


def test_a_broken_outline_is_said_to_be_damaged(tmp_path):
    for name in ("land.bin", "lines.bin"):
        (tmp_path / name).symlink_to(DATA / name)
    good = bytearray((DATA / "outlines.bin").read_bytes())
    good[-2_000:] = bytes(2_000)
    (tmp_path / "outlines.bin").write_bytes(good)
    broken = Shapes.open(tmp_path)
    assert broken.path == tmp_path / "outlines.bin"
    with pytest.raises(GazetteerDamaged, match=r"outlines\.bin.*reinstall"):
        broken.get(list(broken.ids())[-1])
    (tmp_path / "outlines.bin").write_bytes(good[:5_000])
    with pytest.raises(GazetteerDamaged, match="cut short"):
        Shapes.open(tmp_path)
