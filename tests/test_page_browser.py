"""The page in a real browser with the network off: what is clicked, drawn, filtered and printed; what never runs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from browser import Visit, browser
from outlines import Rings, box
from samples import analysis_of_atlantis, analysis_of_fiji, analysis_of_yonaguni, hostile_analysis
from test_page import SampleBasemap

from maps.page import html_map

pytestmark = pytest.mark.browser

MARK = """(id) => {
    const hit = mentionmap.marks.hits.find(({ mark }) => mark.places === 1 && mark.place.id === id);
    const at = hit && mentionmap.map.layerPointToContainerPoint([hit.x, hit.y]);
    return at && [at.x, at.y];
}"""


WRITTEN = """() => {
    const written = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (words, x, y) {
        const width = this.measureText(words).width;
        const left = { left: x, center: x - width / 2 }[this.textAlign];
        const from = mentionmap.map.layerPointToContainerPoint([left, y]);
        written.push({ words, left: from.x, right: from.x + width, y: from.y });
        fillText.call(this, words, x, y);
    };
    mentionmap.marks.draw();
    CanvasRenderingContext2D.prototype.fillText = fillText;
    return written;
}"""


FILLED = """() => {
    let filled = 0;
    const { fill } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fill = function (...how) {
        if (how[0] === "evenodd") filled += 1;
        fill.apply(this, how);
    };
    mentionmap.marks.draw();
    CanvasRenderingContext2D.prototype.fill = fill;
    return filled;
}"""


RIVER = Rings([(120, 22), (121, 24), (122, 25)], kind="line", coast=False)


def _repeated(analysis, times):
    """The analysis with its second claim made over and over again."""
    again = {f"c{number}": replace(analysis.claims[1], id=f"c{number}") for number in range(3, 3 + times)}
    judged = {key: replace(analysis.judgements["c2"], claim=key) for key in again}
    return replace(analysis, claims=(*analysis.claims, *again.values()), judgements={**analysis.judgements, **judged})


@pytest.fixture(scope="module")
def chrome():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    first = analysis_of_yonaguni()
    second = replace(
        analysis_of_fiji(), document=replace(analysis_of_fiji().document, date="2026-05-01", title="Two islands")
    )
    made = {
        "one": html_map(first, basemap=SampleBasemap(), outlines={"geonames:1668284": box(120, 22, 122, 25)}.get),
        "river": html_map(first, basemap=SampleBasemap(), outlines={"geonames:1668284": RIVER}.get),
        "fiji": html_map(second, basemap=SampleBasemap()),
        "two": html_map((first, second), basemap=SampleBasemap()),
        "hostile": html_map(hostile_analysis(), basemap=SampleBasemap()),
        "atlantis": html_map(analysis_of_atlantis(), basemap=SampleBasemap()),
        "many": html_map(_repeated(first, 60), basemap=SampleBasemap()),
        "empty": html_map(replace(first, mentions=(), places={}, claims=(), judgements={}), basemap=SampleBasemap()),
        "bare": html_map(first, basemap=None),
        "none": html_map((), basemap=None),
    }
    for key, html in made.items():
        (folder / f"{key}.html").write_text(html, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def visit(chrome, pages):
    opened = []

    def go(key, **options):
        opened.append(Visit(chrome, pages / f"{key}.html", **options))
        return opened[-1]

    yield go
    for one in opened:
        assert one.complaints == []
        assert one.outside == []
        one.close()


def click_mark(one, place):
    x, y = one.ask(MARK, place)
    box = one.page.locator(".folium-map").bounding_box()
    one.page.mouse.click(box["x"] + x, box["y"] + y)
    one.settle()


@pytest.mark.parametrize("key", ["one", "fiji", "two", "hostile", "atlantis", "many", "empty", "bare", "none"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_without_a_complaint_or_a_request(visit, key, scheme):
    one = visit(key, color_scheme=scheme)
    assert one.page.locator(".land canvas").count() > 0


def test_clicking_a_mention_moves_the_map_to_its_place_and_says_what_it_is(visit):
    one = visit("one")
    one.page.get_by_role("button", name="Tokyo").click()
    one.settle()
    assert one.ask("mentionmap.map.getBounds().contains([35.6895, 139.6917])")
    assert "Tokyo" in one.page.locator(".leaflet-popup").inner_text()
    assert one.ask("location.hash") == "#m7"


def test_clicking_a_place_on_the_map_lights_all_its_mentions(visit):
    one = visit("one")
    click_mark(one, "geonames:1849185")
    assert one.page.locator(".mention.selected").all_inner_texts() == ["Yonaguni", "Yonaguni"]
    assert "Yonaguni" in one.page.locator(".leaflet-popup h3").inner_text()


def test_pointing_at_either_side_lights_the_other(visit):
    one = visit("one")
    one.page.get_by_role("button", name="Yilan").hover()
    assert one.ask("mentionmap.state.hovered.place.name") == "Yilan"
    one.ask("mentionmap.map.setView([25, 123], 7, { animate: false })")
    one.settle()
    x, y = one.ask(MARK, "mm:senkaku")
    box = one.page.locator(".folium-map").bounding_box()
    one.page.mouse.move(box["x"] + x, box["y"] + y)
    assert one.page.locator(".mention.lit").all_inner_texts() == ["Senkaku Islands"]


@pytest.mark.parametrize("key", ["one", "fiji"])
def test_the_line_joins_the_two_measured_points(visit, key):
    one = visit(key, at="#c1")
    ends, wanted = one.ask("""() => {
        const { claim, points } = mentionmap.marks.lines.find(({ claim }) => claim.id === "c1");
        const at = (lon, lat) => {
            const copies = [-360, 0, 360].map((turn) => mentionmap.map.latLngToLayerPoint([lat, lon + turn]));
            return copies.map(({ x, y }) => [x, y]);
        };
        return [[points[0], points[points.length - 1]], claim.points.map(([lon, lat]) => at(lon, lat))];
    }""")
    for end, copies in zip(ends, wanted, strict=True):
        assert min(abs(end[0] - x) + abs(end[1] - y) for x, y in copies) < 2


def test_a_line_over_the_antimeridian_is_short_on_the_screen(visit):
    one = visit("fiji")
    points = one.ask("mentionmap.marks.lines[0].points")
    xs = [x for x, _ in points]
    assert max(xs) - min(xs) < 1400


def test_a_permalink_opens_its_claim_with_readings_evidence_and_the_command(visit):
    one = visit("one", at="#c2")
    card = one.page.locator(".card.claim.selected")
    text = card.inner_text()
    assert "Refuted" in text
    assert "Nearest points" in text
    assert "mentionmap distance geonames:1849185 geonames:1668284" in text
    card.get_by_text("Evidence").click()
    assert "24.4490° N, 122.9340° E" in card.inner_text()


def test_the_command_is_copied(visit):
    one = visit("one", at="#c1", permissions=["clipboard-read", "clipboard-write"])
    one.page.locator(".card.claim.selected .copy").click()
    one.page.get_by_role("button", name="Copied").wait_for()
    assert one.ask("navigator.clipboard.readText()") == "mentionmap distance geonames:1668284 geonames:1849185"


def test_a_disputed_place_shows_every_name_and_claimant(visit):
    one = visit("one", at="#m5")
    text = one.page.locator(".leaflet-popup").inner_text()
    assert all(name in text for name in ("Senkaku Islands", "Diaoyu Dao", "Diaoyutai", "JP", "CN", "TW"))


def test_the_outline_of_what_is_selected_is_drawn(visit):
    one = visit("one", at="#c1")
    assert one.ask("mentionmap.state.selected.places.map((place) => place.lines && place.lines.length)") == [1, None]


def test_a_river_is_drawn_as_a_line_and_an_area_filled(visit):
    area, river = visit("one", at="#c1"), visit("river", at="#c1")
    assert river.ask("mentionmap.state.selected.places.map((place) => place.lines && place.lines.length)") == [1, None]
    assert river.ask(FILLED) == 0
    assert area.ask(FILLED) > 0


def test_a_claim_without_a_line_says_what_is_not_on_the_map_and_leads_to_what_is(visit):
    one = visit("atlantis")
    one.page.locator("#tab-claims").click()
    assert "Not on the map: Atlantis. See Tokyo." in one.page.locator(".card.claim").inner_text()
    one.ask("mentionmap.map.setView([-40, 0], 5, { animate: false })")
    one.page.locator(".card.claim .explanation").click()
    assert one.ask("mentionmap.map.getBounds().contains([35.6895, 139.6917])")
    one.ask("mentionmap.map.setView([-40, 0], 5, { animate: false })")
    one.page.locator(".card.claim").get_by_role("button", name="Tokyo").click()
    assert "Tokyo" in one.page.locator(".leaflet-popup h3").inner_text()


def test_where_nothing_was_found_the_page_says_so(visit):
    one = visit("empty")
    assert "No place was found in this text." in one.page.locator("#view-text").inner_text()
    one.page.locator("#tab-claims").click()
    assert "No claim about distance or direction was found." in one.page.locator("#view-claims").inner_text()
    one.page.locator("#tab-places").click()
    assert "No place was found." in one.page.locator("#view-places").inner_text()


@pytest.mark.parametrize("at", ["", "#c1", "#m5"])
@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
def test_nothing_is_written_beneath_a_control_or_beyond_the_edge(visit, at, size):
    one = visit("one", at=at, size=size)
    one.settle()
    frame = one.page.locator(".folium-map").bounding_box()
    pieces = one.page.locator(".leaflet-control:visible, .leaflet-popup-content-wrapper").all()
    boxes = [piece.bounding_box() for piece in pieces]
    written = one.ask(WRITTEN)
    assert len(written) >= 3
    for line in written:
        assert line["left"] >= -1
        assert line["right"] <= frame["width"] + 1
        for piece in boxes:
            left, top = piece["x"] - frame["x"], piece["y"] - frame["y"]
            across = line["left"] < left + piece["width"] and line["right"] > left
            assert not (across and top < line["y"] < top + piece["height"]), (line, piece)


def test_meridians_and_parallels_have_their_degrees(visit):
    one = visit("fiji")
    one.ask("mentionmap.map.setView([-5, 180], 4, { animate: false })")
    words = [line["words"] for line in one.ask(WRITTEN)]
    assert {"170° E", "180°", "170° W", "0°", "10° S"} <= set(words)
    one.page.locator(".leaflet-control-layers").hover()
    one.page.get_by_label("Graticule").uncheck()
    assert not [line for line in one.ask(WRITTEN) if "°" in line["words"]]


def test_the_length_on_the_map_is_that_of_the_line_that_is_drawn(chrome, tmp_path):
    analysis = analysis_of_yonaguni()
    judgement = analysis.judgements["c1"]
    by_centres = replace(judgement, points=judgement.readings[1].points)  # though `nearest` is the usual reading
    shown = replace(analysis, claims=analysis.claims[:1], judgements={"c1": by_centres})
    path = tmp_path / "centres.html"
    path.write_text(html_map(shown, basemap=SampleBasemap()), encoding="utf-8")
    one = Visit(chrome, path, at="#c1")
    assert "219.3 km" in [line["words"] for line in one.ask(WRITTEN)]
    assert "Centre to centre" in one.page.locator(".readings .shown").inner_text()
    one.close()


def test_a_layer_that_is_switched_off_leaves_the_map(visit):
    one = visit("one")
    assert one.ask(MARK, "geonames:1850147") is None or one.ask("mentionmap.state.shown.metonym")
    one.ask("mentionmap.map.setView([30, 130], 4)")
    one.settle()
    assert one.ask(MARK, "geonames:1850147")
    one.page.locator(".leaflet-control-layers").hover()
    one.page.get_by_label("Governments by their seat").uncheck()
    one.page.get_by_label("Claims", exact=True).uncheck()
    one.settle()
    assert one.ask(MARK, "geonames:1850147") is None
    assert one.ask("mentionmap.marks.lines.length") == 0


def test_filters_by_document_date_place_and_verdict(visit):
    one = visit("two")
    places = one.page.locator("#view-places .row:not(.unplaced)")
    one.page.locator("#tab-places").click()
    assert places.count() == 10
    one.page.get_by_label("Document", exact=True).select_option("1")
    assert places.count() == 2
    one.page.get_by_label("Document", exact=True).select_option("-1")
    one.page.get_by_label("From date").fill("2026-04-01")
    assert places.count() == 2
    one.page.get_by_label("From date").fill("")
    one.page.get_by_label("Filter by place").fill("yona")
    assert places.count() == 1
    one.page.get_by_label("Filter by place").fill("")
    one.page.get_by_label("Verdict", exact=True).select_option("refuted")
    assert places.count() == 8
    one.page.locator("#tab-claims").click()
    assert one.page.locator("#view-claims .card").count() == 1


def test_search_finds_a_place_by_any_of_its_names(visit):
    one = visit("one")
    one.page.keyboard.press("/")
    one.page.keyboard.type("diaoyu d")
    one.page.get_by_role("option").first.wait_for()
    one.page.keyboard.press("Enter")
    assert one.ask("mentionmap.state.selected.id") == "mm:senkaku"


def test_keys_go_through_mentions_and_claims(visit):
    one = visit("one")
    one.page.keyboard.press("n")
    one.page.keyboard.press("n")
    assert one.ask("mentionmap.state.selected.id") == "m2"
    one.page.keyboard.press("c")
    assert one.ask("mentionmap.state.selected.id") == "c1"
    one.page.keyboard.press("Escape")
    assert one.ask("mentionmap.state.selected") is None
    one.page.locator("#tab-text").click()
    one.page.locator(".mention").first.focus()
    one.page.keyboard.press("Enter")
    assert one.ask("mentionmap.state.selected.id") == "m1"


def test_a_measured_line_has_the_ellipsoid_length(visit):
    one = visit("one")
    one.ask("mentionmap.map.setView([24.5, 122.4], 8, { animate: false })")
    one.page.get_by_label("Measure a distance").click()
    box = one.page.locator(".folium-map").bounding_box()
    for lon, lat in ((121.886, 24.6), (122.934, 24.449)):
        x, y = one.ask(
            "([lon, lat]) => { const p = mentionmap.map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }",
            [lon, lat],
        )
        one.page.mouse.click(box["x"] + x, box["y"] + y)
        one.page.wait_for_timeout(350)
    said = one.page.locator(".measure.leaflet-control").inner_text()
    assert abs(float(re.match(r"[\d.]+", said)[0]) - 107.5) < 1


def test_pointing_at_a_reading_draws_its_line(visit):
    one = visit("one", at="#c1")
    one.page.locator(".card.claim.selected tr", has_text="Centre to centre").hover()
    assert one.ask("mentionmap.state.reading.name") == "centre"


def test_an_analysis_is_a_map_in_the_frame_of_a_notebook(chrome, tmp_path):
    path = tmp_path / "notebook.html"
    cell = analysis_of_yonaguni()._repr_html_()
    path.write_text(f"<!doctype html><h1>A notebook</h1>{cell}", encoding="utf-8")
    page = chrome.new_page(viewport={"width": 1000, "height": 700})
    complaints, asked = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    inner = page.frame_locator("iframe")
    inner.locator("html[data-ready]").wait_for(state="attached")
    inner.get_by_role("button", name="Yilan").click()
    inner.locator(".leaflet-popup", has_text="Yilan").wait_for()
    assert inner.get_by_label("Full screen").count() == 0
    assert "© OpenStreetMap" in inner.locator(".sources").inner_text()
    drawn = inner.locator(".land canvas").evaluate_all(
        "tiles => tiles.some((tile) => tile.getContext('2d').getImageData(0, 0, 99, 99).data.some(Boolean))"
    )
    assert drawn
    assert complaints == []
    assert [url for url in asked if url != path.as_uri()] == []
    page.close()


def test_a_phone_has_the_map_above_the_text(visit):
    one = visit("one", size=(390, 844))
    over, under = one.page.locator(".stage").bounding_box(), one.page.locator(".pane").bounding_box()
    assert over["y"] + over["height"] <= under["y"] + 1
    assert one.ask("document.documentElement.scrollWidth") <= 390


def test_it_prints_on_one_page_with_caption_sources_and_scale(visit):
    import io

    from pypdf import PdfReader

    one = visit("one")
    pages = PdfReader(io.BytesIO(one.page.pdf(prefer_css_page_size=True, print_background=True))).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert "Quiet ferries, loud maps" in text
    assert "2026-03-01" in text
    assert "Coast drawn by hand" in text
    assert re.search(r"\d+ km", text)


def test_as_many_claims_are_printed_as_there_is_room_for(visit):
    import io

    from pypdf import PdfReader

    one = visit("many")
    pages = PdfReader(io.BytesIO(one.page.pdf(prefer_css_page_size=True, print_background=True))).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    first = int(re.search(r"62 claims, the first (\d+):", text)[1])
    assert text.count("Refuted.") + text.count("Supported.") == first
    assert first >= 6


def test_what_is_printed_lies_where_it_lies_on_the_map(visit):
    """Chromium prints a canvas at a scale that it rounds to 64ths: a half keeps places on their land."""
    one = visit("one")
    one.ask("dispatchEvent(new Event('beforeprint'))")
    one.page.locator(".land canvas").first.wait_for(state="attached")
    scales = one.ask(
        "[...document.querySelectorAll('.marks, .land canvas')].map((canvas) => canvas.clientWidth / canvas.width * 64)"
    )
    assert len(scales) > 4
    assert all(scale == round(scale) for scale in scales)


def everything(one):
    """Press all that can be pressed."""
    for tab in ("claims", "places", "text"):
        one.page.locator(f"#tab-{tab}").click()
    for mention in one.page.locator(".mention").all():
        mention.evaluate("piece => piece.click()")
    one.page.locator("#tab-places").click()
    for row in one.page.locator(".row").all():
        row.click()
        one.ask("document.querySelectorAll('.leaflet-popup summary').forEach((summary) => summary.click())")
    one.page.locator("#tab-claims").click()
    for summary in one.page.locator(".card.claim summary").all():
        summary.click()
    one.page.get_by_role("searchbox").or_(one.page.get_by_role("combobox")).first.fill("img")
    one.page.get_by_role("option").first.click()
    one.page.emulate_media(media="print")
    one.page.emulate_media(media="screen")
    one.settle()


def test_nothing_of_a_hostile_document_runs_wherever_it_lands(visit):
    one = visit("hostile")
    everything(one)
    assert one.ask("window.pwned") is None
    assert one.page.locator("img, iframe, object, embed").count() == 0
    assert one.ask("document.querySelectorAll('script').length") == len(
        re.findall("<script", html_map(analysis_of_yonaguni(), basemap=None))
    )


def test_a_hostile_text_is_shown_as_it_is(visit):
    one = visit("hostile")
    analysis = hostile_analysis()
    shown = one.ask("document.querySelector('.text').textContent")
    assert shown == analysis.document.text
    assert one.ask("document.querySelector('.top h1').textContent") == analysis.document.title


def test_offsets_hold_beyond_the_basic_plane(chrome, tmp_path):
    analysis = analysis_of_yonaguni()
    shift = "𝔸🗺️ "
    moved = [replace(m, start=m.start + len(shift), end=m.end + len(shift)) for m in analysis.mentions]
    document = replace(analysis.document, text=shift + analysis.document.text)
    analysis = replace(analysis, document=document, mentions=tuple(moved), claims=(), judgements={})
    path = tmp_path / "page.html"
    path.write_text(html_map(analysis, basemap=None), encoding="utf-8")
    one = Visit(chrome, path)
    assert one.page.locator(".mention").all_inner_texts() == [mention.text for mention in analysis.mentions]
    one.close()
