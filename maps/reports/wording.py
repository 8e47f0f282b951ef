"""What reports on claims share: the sentence round a claim, what was measured, verdicts in words and signs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.tokens import tokenize
from geo.units import KM_PER
from maps.geojson import end_name
from maps.naming import other_names
from maps.reports.figures import READING_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.records import Analysis, Claim, Judgement, Place, Verdict
    from geo.tokens import Tokens

# A verdict is told by its word and its sign; colour only adds to them.
SIGNS: Mapping[Verdict, str] = {"supported": "✓", "refuted": "✗", "depends": "~", "unverifiable": "?"}
_MAX_SENTENCE_CHARS = 600


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim's words within their sentence."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with all that a report shows of it.

    Attributes:
        ends: What the claim is about, by name.
        measured: A row a reading: in words, kilometres, miles, the slack either side in km, whether it holds, whether
            it is how the words are understood.
        places: The places at its ends, and every name of those that are disputed.
    """

    claim: Claim
    judgement: Judgement
    quote: Quote
    ends: str
    measured: tuple[tuple[str, float, float, float, bool | None, bool], ...]
    places: tuple[tuple[Place, tuple[str, ...]], ...]


def cards(analysis: Analysis, *, names: str | None = None) -> Iterator[Card]:
    """A card for each claim, in the order of the text."""
    tokens = tokenize(analysis.document.text)
    for claim in analysis.claims:
        judgement = analysis.judgements[claim.id]
        found = [
            analysis.places[end.place]
            for end in (claim.subject, claim.object, claim.rival)
            if end is not None and end.place is not None and end.place in analysis.places
        ]
        called = [name for end in (claim.subject, claim.object) if (name := end_name(end, analysis, names))]
        yield Card(
            claim,
            judgement,
            quote(analysis.document.text, tokens, claim.start, claim.end),
            " – ".join(called),
            tuple(
                (
                    READING_WORDS[reading.name],
                    reading.km,
                    reading.km / KM_PER["mi"],
                    max(reading.high_km - reading.km, reading.km - reading.low_km),
                    reading.holds,
                    reading.name == judgement.conventional,
                )
                for reading in judgement.readings
            ),
            tuple((place, other_names(place, place.name)) for place in found),
        )


def quote(text: str, tokens: Tokens, start: int, end: int) -> Quote:
    """The sentence (or sentences) round a stretch of the text, white space levelled."""
    first, last = tokens.at(start), tokens.at(max(start, end - 1))
    if first < 0 or last < 0:
        return Quote("", level(text[start:end]), "")
    sentence_start = max(tokens.starts[tokens.sentence(first)[0]], start - _MAX_SENTENCE_CHARS)
    sentence_end = min(max(tokens.ends[tokens.sentence(last)[1] - 1], end), end + _MAX_SENTENCE_CHARS)
    before, words, after = (
        level(part) for part in (text[sentence_start:start], text[start:end], text[end:sentence_end])
    )
    return Quote(
        before + " " * (before != "" and text[start - 1].isspace()),
        words,
        " " * (after != "" and text[end].isspace()) + after,
    )


def level(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def tally(analysis: Analysis) -> str:
    """How many claims there are, and what they came to."""
    counts = Counter(judgement.verdict for judgement in analysis.judgements.values())
    total = len(analysis.claims)
    if not total:
        return "no spatial claims"
    said = ", ".join(f"{counts[verdict]} {verdict}" for verdict in SIGNS if counts[verdict])
    return f"{total} claim{'s' if total > 1 else ''}: {said}"
