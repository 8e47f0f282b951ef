"""Whatever a text is, it is analysed: spans hold, ids join, nothing raises, and the time grows with its length."""

from __future__ import annotations

import json
import time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geo
from gazetteer import open_gazetteer
from geo.options import Options
from geo.records import Document
from maps.contract import analysis_to_dict

WORDS = st.sampled_from(
    (
        *("Taiwan", "Yonaguni", "Paris", "Texas", "Georgia", "Reading", "the", "of", "north of", "from", "is", "lies"),
        *(
            "about",
            "less than",
            "70",
            "110 km",
            "miles",
            "3.5",
            "two hundred",
            "nautical miles",
            "between",
            "and",
            "it",
        ),
        *(
            ",",
            ".",
            "\n\n",
            "(",
            ")",
            "24°27′N 122°56′E",
            "的",
            "臺灣",
            "e\u0301",
            "\u202e",
            "\u200b",
            "\x00",
            "’s",
            "-",
        ),
    )
)


@cache
def core():
    return open_gazetteer()


def sound(analysis):
    """Assert what holds of every analysis."""
    text = analysis.document.text
    ids = [mention.id for mention in analysis.mentions]
    assert len(ids) == len(set(ids))
    for mention in analysis.mentions:
        assert text[mention.start : mention.end] == mention.text != ""
        assert (mention.lat is None) == (mention.lon is None)
        if mention.kind != "coordinate":
            assert (mention.place is None) == (mention.lat is None)
            assert mention.place is None or mention.place in analysis.places
        assert mention.reason
        assert 0 <= mention.score <= 1
    for claim in analysis.claims:
        assert text[claim.start : claim.end] == claim.text
        assert analysis.judgements[claim.id].claim == claim.id
        for end in (claim.subject, claim.object, claim.rival):
            assert end is None or end.mention is None or end.mention in ids
            assert end is None or end.mention is None or end.place == analysis.mentions[ids.index(end.mention)].place
    json.dumps(analysis_to_dict(analysis), allow_nan=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_jumble_of_the_words_that_matter_is_analysed(text):
    sound(geo.analyze(text, core()))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_characters_are_analysed(text):
    sound(geo.analyze(text, core()))


@pytest.mark.parametrize("text", ["", "\ud800 Paris \udfff", "\x00" * 1000, "\u0301" * 10_000, "\u202e" * 1000])
def test_odd_texts_are_analysed(text):
    sound(geo.analyze(text, core()))


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "Paris ",
        "Paris, ",
        "(",
        "1 ",
        "110 km from ",
        "Yonaguni is 110 km from Taiwan. ",
        "e\u0301",
        "臺灣",
        "N 24° ",
    ],
)
def test_time_grows_no_faster_than_the_text(unit):
    def seconds(count):
        began = time.process_time()
        geo.analyze(unit * count, core())
        return time.process_time() - began

    seconds(10)
    short = max(min(seconds(1_500 // len(unit)) for _ in range(2)), 0.02)
    assert seconds(15_000 // len(unit)) < 10 * 4 * short


def test_a_place_that_a_claim_measures_is_where_its_mention_stands():
    text = "The fishermen of Yonaguni, Japan: their island lies less than 70 miles from Taiwan."
    found = geo.analyze(text, core())
    assert [claim.subject.place for claim in found.claims if claim.quantity] == ["curated:yonaguni"]
    assert [mention.place for mention in found.mentions if mention.text == "Yonaguni"] == ["curated:yonaguni"]


def test_a_unit_on_a_shared_landmass_is_measured_from_its_mainland_as_well():
    analysis = geo.analyze("Alaska is 51 miles from Russia at the closest point.", core())
    (judgement,) = analysis.judgements.values()
    readings = {reading.name: reading.km for reading in judgement.readings}
    # The Bering Strait is 51 miles wide (US Geological Survey); the Diomedes lie 4 km from one another.
    assert readings["nearest"] == pytest.approx(3.8, abs=0.1)
    assert readings["nearest_mainland"] == pytest.approx(82.3, abs=0.5)
    assert judgement.verdict == "supported"


def test_a_units_islands_count_as_much_as_its_mainland():
    analysis = geo.analyze("Alaska is about 2.4 miles from Russia.", core())
    (judgement,) = analysis.judgements.values()
    assert judgement.verdict == "supported"  # from Little Diomede


def test_a_plant_is_the_place_whose_name_says_that_it_is_one_and_not_the_town():
    analysis = geo.analyze("The Fukushima Daiichi plant is 220 km northeast of Tokyo.", core())
    (claim,) = analysis.claims
    assert claim.subject.place == "curated:fukushima-daiichi"
    analysis = geo.analyze("The Zaporizhzhia plant is 50 km from Zaporizhzhia.", core())
    (claim,) = analysis.claims
    assert claim.subject.place is None


def test_the_same_text_gives_the_same_analysis():
    text = "Yonaguni lies less than 70 miles from Taiwan, Officials in Tokyo said."
    assert geo.analyze(text, core()) == geo.analyze(text, core())


def test_a_document_keeps_its_id_and_options_steer():
    document = Document("d1", "She flew to Georgia.", date="2026-01-01")
    fixed = geo.analyze(document, core(), Options(fixed={"Georgia": "geonames:4197000"}))
    assert fixed.document is document
    assert [mention.place for mention in fixed.mentions] == ["geonames:4197000"]
