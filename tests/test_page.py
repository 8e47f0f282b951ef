"""The page: one file, nothing from outside, the same each time, and no text of a document becomes markup or script."""

from __future__ import annotations

import json
import operator
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlines import Rings, box, circle, point
from pyproj import Geod
from samples import analysis_of_fiji, analysis_of_yonaguni, hostile_analysis

import maps.page
from maps.page import html_map
from maps.page.figure import script_json
from maps.page.outlines import GRID, MOST_VERTICES, chains, packed_outline
from maps.page.payload import page_payload
from maps.page.tiles import LEVELS, WORLD, address, packed_lines, unpacked


class SampleBasemap:
    """Taiwan and Yonaguni in a few strokes."""

    attribution = "Coast drawn by hand"

    def basemaps(self, windows):
        taiwan = np.array([[120.1, 23.0], [120.8, 21.9], [121.9, 24.6], [121.6, 25.3], [120.8, 24.8], [120.1, 23.0]])
        yonaguni = np.array([[122.93, 24.45], [122.98, 24.43], [123.04, 24.46], [122.98, 24.47], [122.93, 24.45]])
        border = np.array([[120.0, 30.0], [121.0, 31.0]])
        return [SimpleNamespace(land=(taiwan, yonaguni), borders=(border,)) for _ in windows]

    def labels(self):
        sea = SimpleNamespace(lon=126.0, lat=21.0, name="Philippine Sea", kind="sea", width_deg=20.0)
        land = SimpleNamespace(lon=121.0, lat=23.7, name="Taiwan", kind="country", width_deg=2.0)
        return (sea, land)


class Scripts(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for key, value in attrs if key in ("src", "href")]


def page(analysis=None, **options):
    return html_map(analysis or analysis_of_yonaguni(), basemap=SampleBasemap(), **options)


def data_of(html):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)[1])


def test_the_page_names_no_address_that_a_browser_would_ask_for():
    parsed = Scripts()
    parsed.feed(page())
    assert "link" not in parsed.tags
    assert all(link.startswith("#") for link in parsed.links)
    styles = "".join(re.findall(r"<style>(.*?)</style>", page(), re.DOTALL))
    assert not re.search(r"url\(|@import", styles)


def test_the_policy_allows_the_scripts_of_the_page_by_their_hashes_and_nothing_from_outside():
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page())[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_tiles_are_asked_for_only_where_they_were_chosen():
    assert "tile.openstreetmap.org" not in page()
    assert "img-src data: https://tile.openstreetmap.org;" in page(tiles=True)


def test_the_same_analysis_gives_the_same_page():
    assert page() == page()


def test_a_page_of_one_article_stays_below_one_and_a_half_megabytes():
    assert len(page().encode()) < 1_500_000


def test_every_mention_place_and_claim_is_in_the_page():
    analysis = analysis_of_yonaguni()
    data = data_of(page(analysis))
    assert [mention[0] for mention in data["documents"][0]["mentions"]] == [mention.id for mention in analysis.mentions]
    assert [place["id"] for place in data["places"]] == list(analysis.places)
    assert [claim["id"] for claim in data["documents"][0]["claims"]] == [claim.id for claim in analysis.claims]


def test_a_disputed_place_shows_all_its_names_and_the_wanted_one_first():
    places = {place["id"]: place for place in data_of(page(names="CN"))["places"]}
    assert places["mm:senkaku"]["name"] == "Diaoyu Dao"
    assert set(places["mm:senkaku"]["others"]) == {"Senkaku Islands", "Diaoyutai"}


def test_a_line_over_the_antimeridian_goes_on_beyond_it():
    line = data_of(page(analysis_of_fiji()))["documents"][0]["claims"][0]["line"]
    lons = [lon for lon, _ in line]
    assert max(lons) > 180
    assert max(lons) - min(lons) < 2


def test_hostile_text_stays_data():
    html = page(hostile_analysis(), title="@data@ @policy@ </title><script>window.pwned=1</script>")
    parsed = Scripts()
    parsed.feed(html)
    assert parsed.tags.count("script") == page().count("<script")
    assert "img" not in parsed.tags
    assert data_of(html)["documents"][0]["text"] == hostile_analysis().document.text


@given(st.text())
def test_any_string_goes_through_a_script_element_unchanged(text):
    written = script_json([text])
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written.encode()) == [text]


def test_a_lone_surrogate_can_be_written():
    assert script_json("\ud800").encode() == b'"\\ud800"'


def contrast(one, other):
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour):
        shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return sum(map(operator.mul, (0.2126, 0.7152, 0.0722), linear))

    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark by the system", "dark by choice"])
def test_what_is_written_stands_out_from_what_lies_beneath(scheme):
    style = (Path(maps.page.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", re.findall(r":root[^{]*\{([^}]*)\}", style)[scheme]))
    verdicts = ("supported", "refuted", "depends", "unverifiable")
    beneath = {
        **dict.fromkeys(("ink", "muted"), ("paper", "panel", "hover", "land", "sea")),
        **dict.fromkeys((*verdicts, "literal"), ("paper", "panel")),
        "accent": ("land", "sea", "panel"),
        "sea-name": ("sea",),
        "land-name": ("land",),
        "halo": (*verdicts, "literal", "metonym", "demonym", "embedded", "coordinate"),
    }
    for ink, grounds in beneath.items():
        for ground in grounds:
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_no_analysis_at_all_is_a_page_too():
    payload = page_payload((), basemap=None, outlines=None, names=None, title=None)
    assert payload["documents"] == []
    assert "<title>" in html_map((), basemap=None)


@given(
    st.sampled_from(LEVELS),
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85)), min_size=3, max_size=40),
)
def test_apacked_linesed_line_comes_back_within_half_a_step(level, line):
    at = np.array(line)
    tile = address(level, *line[0])
    lines = unpacked(packed_lines([at], level, tile, ring=False))
    if not lines:
        return
    side = 1 << tile[0]
    lat = np.radians(at[:, 1])
    x = ((at[:, 0] / 360 + 0.5) * side - tile[1]) * level.extent
    y = ((0.5 - np.arcsinh(np.tan(lat)) / (2 * np.pi)) * side - tile[2]) * level.extent
    exact = np.column_stack([x, y])
    for vertex in lines[0]:
        assert np.abs(exact - vertex).max(axis=1).min() <= 0.5 + 1e-6


def test_an_outline_is_thinned_and_stays_where_it_was():
    shape = Rings(circle(121, 24, 150, 20_000), block=128)
    (line,) = unpacked(packed_outline(shape))
    assert 50 < len(line) <= MOST_VERTICES
    lon = line[:, 0] / GRID.extent * 360 - 180
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * line[:, 1] / GRID.extent))))
    _, _, off_m = Geod(ellps="WGS84").inv(np.full(len(lon), 121), np.full(len(lon), 24), lon, lat)
    assert np.abs(off_m - 150_000).max() < 50


def test_segments_that_meet_are_one_line_and_seams_are_left_out():
    lines = chains(np.array([[179, 0, 180, 1], [180, 1, 180, 2], [180, 2, 179, 3], [10, 10, 11, 11], [11, 11, 12, 10]]))
    assert [len(line) for line in lines] == [2, 2, 3]


def test_a_point_has_no_outline():
    assert packed_outline(point(1, 2)) is None
    data = data_of(page(outlines={"geonames:1668284": box(120, 22, 122, 25)}.get))
    assert [place["id"] for place in data["places"] if "outline" in place] == ["geonames:1668284"]


@pytest.mark.parametrize(("lon", "lat"), [(-180, 0), (180, 0), (0, 90), (0, -90), (179.999, 85.1)])
def test_every_point_has_a_tile(lon, lat):
    for level in LEVELS:
        zoom, x, y = address(level, lon, lat)
        assert 0 <= x < 1 << zoom
        assert 0 <= y < 1 << zoom
    assert address(WORLD, lon, lat) == (0, 0, 0)
