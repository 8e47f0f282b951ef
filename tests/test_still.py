"""A still picture of the map is made by the browser, or without one."""

from __future__ import annotations

import struct

import pytest
from browser import Visit, browser, chromium
from samples import analysis_of_atlantis, analysis_of_fiji, analysis_of_yonaguni, hostile_analysis
from test_page import SampleBasemap

from geo.errors import OutputError
from maps.page import html_map, still


def size(path):
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", head[16:24])


@pytest.mark.browser
def test_a_browser_pictures_the_map(tmp_path):
    chromium()
    still.write_still(html_map(analysis_of_yonaguni(), basemap=SampleBasemap()), tmp_path / "map.png")
    assert size(tmp_path / "map.png") == (2 * still.SIZE_PX[0], 2 * still.SIZE_PX[1])


@pytest.mark.parametrize(
    "analysis", [analysis_of_yonaguni(), analysis_of_fiji(), analysis_of_atlantis(), hostile_analysis()]
)
def test_matplotlib_pictures_it_where_there_is_no_browser(monkeypatch, tmp_path, analysis):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    monkeypatch.setattr(still, "BROWSERS", ("no-such-browser",))
    still.write_still(html_map(analysis, basemap=SampleBasemap()), tmp_path / "map.png")
    assert size(tmp_path / "map.png") == (1800, 1350)


def test_with_neither_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(still, "BROWSERS", ("no-such-browser",))
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(OutputError, match="neither Chromium nor matplotlib"):
        still.write_still(html_map((), basemap=None), tmp_path / "map.png")
    assert not (tmp_path / "map.png").exists()


def test_the_browser_pictures_all_that_was_asked_for(tmp_path):
    """The window is lower than the picture until it is taken: the page must not count on its height."""
    with browser() as chrome:
        path = tmp_path / "map.html"
        path.write_text(html_map(analysis_of_yonaguni(), basemap=SampleBasemap()), encoding="utf-8")
        one = Visit(chrome, path, at="#still", size=(1200, 760))
        assert (
            one.ask("mentionmap.map.getSize().y + document.querySelector('.caption').offsetHeight") == still.SIZE_PX[1]
        )
        assert one.ask("mentionmap.map.getSize().x") == still.SIZE_PX[0]
        one.close()


def test_a_picture_by_matplotlib_tells_the_claims_and_the_sources(monkeypatch, tmp_path):
    figure = pytest.importorskip("matplotlib.figure", reason="matplotlib is not installed")
    written = []
    monkeypatch.setattr(
        figure.Figure, "savefig", lambda self, path: written.extend(self.texts + self.axes[0].texts) or path.touch()
    )
    monkeypatch.setattr(still, "BROWSERS", ("no-such-browser",))
    still.write_still(html_map(analysis_of_yonaguni(), basemap=SampleBasemap()), tmp_path / "map.png")
    words = [text.get_text() for text in written]
    assert {"Quiet ferries, loud maps", "2026-03-01 · 2 claims", "Coast drawn by hand", "✓", "✗", "107.5 km"} <= set(
        words
    )
    assert any(text.startswith("Refuted: Yonaguni lies 50 miles east of Taiwan.") for text in words)
