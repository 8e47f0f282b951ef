"""What is read out of the sentences of two tables, `data/claims.txt` and `data/claims_of_words.txt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer import open_gazetteer
from geo.claims import read_claims
from geo.mentions import read_mentions
from geo.options import DEFAULTS
from geo.records import Document
from geo.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = Path(__file__).parent / "data"


class NoSource:
    """A gazetteer without places."""

    def places(self, _ids):
        return {}

    def rows(self, _folded):
        return {}


def sentences(table: str) -> Iterator[object]:
    """The sentence and the claims of each entry of a table, under its heading."""
    heading, sentence, found = "", "", []
    for line in [*(TABLES / table).read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("    "):
            found.append(line.strip())
            continue
        if sentence:
            yield pytest.param(sentence, tuple(found), id=heading)
        sentence, found = line, []
        if line.startswith("#"):
            heading, sentence = line.strip("# "), ""


def brief(claim):
    ends = ("-" if end is None else end.text + ("" if end.named else "?") for end in (claim.subject, claim.object))
    return " | ".join((claim.kind, claim.quantity.text, *ends, *(() if claim.checkable else ("unsure",))))


def read(text, mentions, source):
    return tuple(brief(claim) for claim in read_claims(text, tokenize(text), mentions, source) if claim.quantity)


@pytest.mark.parametrize(("sentence", "expected"), list(sentences("claims.txt")))
def test_a_sentence_makes_the_claims_that_a_reader_sees(sentence, expected):
    source = open_gazetteer()
    mentions = read_mentions(Document("t", sentence), tokenize(sentence), source, DEFAULTS)
    assert read(sentence, mentions, source) == expected


@pytest.mark.parametrize(("sentence", "expected"), list(sentences("claims_of_words.txt")))
def test_words_alone_make_the_claims_that_a_reader_sees(sentence, expected):
    assert read(sentence, (), NoSource()) == expected


@pytest.mark.parametrize(
    ("length", "comparator"),
    [
        ("a couple of miles", "approx"),
        ("ca. 40 km", "approx"),
        ("40 or so km", "approx"),
        ("40+ km", "ge"),
        ("40 km plus", "ge"),
        ("40 or more km", "ge"),
    ],
)
def test_a_loose_number_says_how_it_is_meant(length, comparator):
    text = f"Rye is {length} from Winchelsea."
    (claim,) = read_claims(text, tokenize(text), (), NoSource())
    assert claim.comparator == comparator


def test_a_slash_joins_a_length_to_its_conversion():
    text = "Rye is 40 km/25 miles from Winchelsea."
    (claim,) = read_claims(text, tokenize(text), (), NoSource())
    assert [(stated.low, stated.unit) for stated in claim.stated] == [(40, "km"), (25, "mi")]


def test_neither_turns_a_bound_round():
    text = "Neither Orsk nor Guy is more than 90 km from Pau."
    (claim,) = read_claims(text, tokenize(text), (), NoSource())
    assert claim.comparator == "le"
