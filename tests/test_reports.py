"""Reports say what was judged and why, in every form, and what a document says stays text in all of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import analysis_of_yonaguni, hostile_analysis

from geo.records import Dispute, Place, ReadingName, Verdict
from geo.tokens import tokenize
from maps.reports.answers import lookup_text
from maps.reports.cards import WIDTH, text_report
from maps.reports.columns import columns, shown, width
from maps.reports.figures import READING_WORDS, length, miles, position
from maps.reports.markdown import markdown_report, plain
from maps.reports.page import html_report
from maps.reports.wording import SIGNS, quote


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.text.append(data)


def test_every_verdict_has_a_sign_and_every_reading_words():
    assert set(SIGNS) == set(get_args(Verdict))
    assert set(READING_WORDS) == set(get_args(ReadingName))


def test_a_card_tells_the_verdict_in_its_sentence_with_readings_and_a_command():
    report = text_report(analysis_of_yonaguni())
    first = report.split("\nc2 ")[0]
    assert "✓ SUPPORTED" in first
    assert "«Taiwan sits less than 70 miles from the closest Japanese island, Yonaguni»" in first
    assert re.search(r"nearest points\s+107.5 km\s+66.8 mi\s+± 270 m\s+holds\s+as the words mean it", first)
    assert "replicate  mentionmap distance geonames:1668284 geonames:1849185" in first
    assert max(map(len, report.splitlines())) <= WIDTH


def test_colour_only_adds_to_the_words():
    plainly, painted = (text_report(analysis_of_yonaguni(), colour=colour) for colour in (False, True))
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == plainly
    assert painted != plainly


def test_a_terminal_gets_nothing_to_obey_and_no_turned_text():
    for text in (text_report(hostile_analysis()), lookup_text([(p, 1.0) for p in hostile_analysis().places.values()])):
        assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} for c in text)


def test_a_place_looked_up_is_said_in_words_and_a_disputed_one_with_all_that_claim_it():
    dispute = Dispute(("JP", "CN", "TW"), {"JP": "Senkaku Islands", "CN": "Diaoyu Islands", "TW": "Diaoyutai Islands"})
    place = Place("curated:senkaku", "Senkaku Islands", 25.74, 123.47, "ISLS", country="JP", disputed=dispute)
    text = lookup_text([(place, 0.9), (replace(place, disputed=None, feature_code="QQQ"), 0.1)])
    assert "islands (ISLS)" in text
    assert "claimed by JP, CN, TW" in text
    assert " QQQ " in text
    assert " JP " in text


def test_the_page_holds_no_tag_but_its_own_and_forbids_all_else():
    page = html_report([analysis_of_yonaguni(), hostile_analysis()])
    found = Tags(page)
    assert not {"script", "img", "iframe", "a", "link"} & set(found.tags)
    assert not any(name.startswith("on") for name in found.attributes)
    assert "default-src 'none'" in page
    assert any("<script>window.pwned=1</script>" in text for text in found.text)


def test_a_markdown_card_holds_what_it_takes_to_measure_again():
    analysis = analysis_of_yonaguni()
    card = markdown_report(analysis)
    for judgement in analysis.judgements.values():
        assert judgement.reproduce in card
        assert plain(judgement.method) in card
    assert "stands for up to 112.7 km." in card
    assert "point good to 5.0 km" in card


def test_a_terminal_card_holds_what_it_takes_to_measure_again():
    analysis = analysis_of_yonaguni()
    report = " ".join(text_report(analysis).split())
    for judgement in analysis.judgements.values():
        assert judgement.reproduce in report
        assert judgement.method in report
    assert "stands for up to 112.7 km" in report
    assert analysis.gazetteer.version in report


def test_markdown_renders_hostile_text_as_text():
    html = MarkdownIt("commonmark").render(markdown_report(hostile_analysis()))
    assert not {"script", "img", "a"} & set(Tags(html).tags)
    assert "<script>window.pwned=1</script>" in "".join(Tags(html).text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=60))
def test_escaped_markdown_renders_as_what_was_escaped(text):
    rendered = "".join(Tags(MarkdownIt("commonmark").render("x" + plain(text))).text)
    assert rendered.split() == ("x" + " ".join(plain_words(text))).split()


def plain_words(text):
    return re.sub("[\ufffe\uffff\x7f]", "\ufffd", text).split()


def test_a_quote_is_the_sentence_round_the_words():
    text = "It rained.  The\nisland lies 5 km from here, they say. It rained on."
    start = text.index("5 km")
    found = quote(text, tokenize(text), start, start + 4)
    assert (found.before, found.words, found.after) == ("The island lies ", "5 km", " from here, they say.")


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_stretch_of_any_text_can_be_quoted(text, start, size):
    end = min(start + size, len(text))
    if start < end:
        assert quote(text, tokenize(text), start, end).words == " ".join(text[start:end].split())


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), min_size=1, max_size=5))
def test_columns_line_up_whatever_the_letters(rows):
    ends = [(shown(a), shown(b) + ".") for a, b in rows]
    lines = columns(ends)
    widest = max(width(a) for a, _ in ends)
    for (a, b), line in zip(ends, lines, strict=True):
        assert line == a + " " * (widest - width(a)) + "  " + b


@pytest.mark.parametrize(
    ("km", "said"), [(0, "0 m"), (0.0421, "42 m"), (1, "1.0 km"), (107.466, "107.5 km"), (12345.6, "12,346 km")]
)
def test_lengths_are_said_as_finely_as_they_are_known(km, said):
    assert length(km) == said


def test_miles_and_positions_are_written_as_people_read_them():
    assert miles(66.78) == "66.8 mi"
    assert position((-95.5, 33.66)) == "33.6600°N 95.5000°W"
