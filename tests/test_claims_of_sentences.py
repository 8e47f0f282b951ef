"""What is read out of the sentences of `data/claims.txt`, one class of them to a heading."""

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

TABLE = Path(__file__).parent / "data" / "claims.txt"


def sentences() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The heading, the sentence and the claims of each entry of the table."""
    heading, sentence, found = "", "", []
    for line in [*TABLE.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("    "):
            found.append(line.strip())
            continue
        if sentence:
            yield heading, sentence, tuple(found)
        sentence, found = line, []
        if line.startswith("#"):
            heading, sentence = line.strip("# "), ""


def read(text):
    tokens, source = tokenize(text), open_gazetteer()
    found = read_claims(text, tokens, read_mentions(Document("t", text), tokens, source, DEFAULTS), source)
    return tuple(brief(claim) for claim in found if claim.quantity is not None)


def brief(claim):
    ends = ("-" if end is None else end.text + ("" if end.named else "?") for end in (claim.subject, claim.object))
    said = claim.kind, claim.quantity.text, *ends, *(() if claim.checkable else ("unsure",))
    return " | ".join(said)


@pytest.mark.parametrize(
    ("sentence", "expected"), [pytest.param(text, found, id=heading) for heading, text, found in sentences()]
)
def test_a_sentence_makes_the_claims_that_a_reader_sees(sentence, expected):
    assert read(sentence) == expected


def test_a_couple_is_a_rough_number():
    text = "Rye is a couple of miles from Winchelsea."
    (claim,) = read_claims(text, tokenize(text), (), open_gazetteer())
    assert claim.comparator == "approx"
