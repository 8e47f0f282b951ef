"""Whatever the text, reading its claims ends, in time linear in its length, with spans of that text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.claims import read_claims
from geo.records import Mention
from geo.tokens import tokenize

WORDS = st.sampled_from(
    [
        *(
            "five",
            "30",
            "1,200",
            "two and a half",
            "half a",
            "between",
            "about",
            "within",
            "less than",
            "-",
            "to",
            "and",
        ),
        *(
            "miles",
            "km",
            "nautical miles",
            "feet",
            "mile",
            "(19 mi)",
            "km/h",
            "long",
            "wide",
            "away",
            "apart",
            "radius",
        ),
        *("north of", "NNE of", "from", "off", "of", "closest island", "nearer to", "than", "in the east of", "on the"),
        *("Orsk", "Guy", "White Sea", "It", "The town", "its", "is", "lies", "runs", "marched", "which", ",", ".", ";"),
        *("\n\n", "“", "”", "'s", "(", ")", "[1]", "É", "東京", "İ", "ﬁ", "4 700"),
    ]
)


class NoSource:
    def places(self, _ids):
        return {}

    def rows(self, _folded):
        return {}


def claims(text, mentions=()):
    return read_claims(text, tokenize(text), mentions, NoSource())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_spans_are_cut_from_any_text(text):
    for claim in claims(text):
        spans = [claim, claim.quantity, claim.conversion, claim.subject, claim.object, claim.rival]
        for span in spans:
            assert span is None or text[span.start : span.end] == span.text
        assert all(0 < stated.low <= stated.high for stated in claim.stated) or not claim.stated


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_an_error(text):
    claims(text)


def test_mentions_anywhere_are_no_error():
    text = "Orsk is 30 km from Guy, which is nearer to Xor than to Pau."
    for start in range(len(text)):
        mention = Mention("m1", start, start + 3, text[start : start + 3], "literal", None, None, None, 0.5, "")
        claims(text, (mention,))


@pytest.mark.parametrize(
    "piece",
    [
        "Orsk is 30 km from Guy, ",
        "Orsk is 30 km from Guy. ",
        "five miles ",
        "five ",
        "(5 miles ",
        "the closest Xorian island, ",
        "Aa ",
        "A and B, ",
    ],
)
def test_time_grows_linearly(piece):
    def took(times):
        text = piece * times
        tokens = tokenize(text)
        began = time.process_time()
        read_claims(text, tokens, (), NoSource())
        return time.process_time() - began

    took(50)
    few, many = took(200), took(1600)
    assert many < 8 * 4 * few + 0.5
