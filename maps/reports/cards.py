"""The report for a terminal: a card a claim."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from maps.reports.columns import columns, shown
from maps.reports.figures import bounds, length, miles, position
from maps.reports.wording import SIGNS, cards, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.records import Analysis, Verdict
    from maps.reports.wording import Card

WIDTH = 100
_COLOURS: Mapping[Verdict, str] = {"supported": "32", "refuted": "31", "depends": "33", "unverifiable": "90"}
_HOLDS = {True: "holds", False: "fails", None: ""}
_LABEL_WIDTH = 11


def text_report(analysis: Analysis, *, names: str | None = None, colour: bool = False) -> str:
    """All claims of a document as cards.

    Args:
        analysis: What was made of the document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
        colour: Whether to paint the verdicts with ANSI codes.

    Returns:
        Lines at most `WIDTH` wide, but for a longer command; ending with a line end.
    """
    head = f"{shown(analysis.document.title or analysis.document.id)}\n{tally(analysis)}\n"
    body = ("\n".join(_card(card, colour)) + "\n" for card in cards(analysis, names=names))
    return "\n".join([head, *body, *(["\n".join(_foot(analysis)) + "\n"] if analysis.claims else [])])


def _card(card: Card, colour: bool) -> Iterator[str]:
    verdict = card.judgement.verdict
    word = f"{SIGNS[verdict]} {verdict.upper()}"
    if colour:
        word = f"\x1b[1;{_COLOURS[verdict]}m{word}\x1b[0m"
    yield f"{card.claim.id}  {word}  {card.claim.kind}{': ' if card.ends else ''}{shown(card.ends)}"
    sentence = f"{card.quote.before}«{card.quote.words}»{card.quote.after}"
    yield from textwrap.wrap(shown(sentence), WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield ""
    if card.measured:
        rows = [
            (words, length(km), miles(mi), f"± {length(slack)}", _HOLDS[holds], "as the words mean it" if meant else "")
            for words, km, mi, slack, holds, meant in card.measured
        ]
        for number, line in enumerate(columns(rows, right=(1, 2, 3))):
            yield _field("measured" if number == 0 else "", line)
    if card.judgement.interval_km:
        yield _field("stands for", bounds(*card.judgement.interval_km))
    if len(card.judgement.parts) > 1:
        for number, part in enumerate(card.judgement.parts):
            yield _field("parts" if number == 0 else "", f"{SIGNS[part.verdict]} {part.kind}: {part.verdict}")
    yield from _wrapped("why", card.judgement.explanation)
    if card.judgement.points:
        yield _field("between", " and ".join(position(point) for point in card.judgement.points))
    for number, (place, others) in enumerate(card.places):
        named = f"{place.name} ({', '.join(others)})" if others else place.name
        claimants = f", claimed by {', '.join(place.disputed.claimants)}" if place.disputed else ""
        source = f", {place.source}" if place.source else ""
        yield from _wrapped("places" if number == 0 else "", f"{named}  {place.id}{claimants}{source}")
    if card.judgement.reproduce:
        yield _field("replicate", shown(card.judgement.reproduce))


def _foot(analysis: Analysis) -> Iterator[str]:
    """What all cards share: the gazetteer and the methods of measuring."""
    gazetteer = analysis.gazetteer
    yield from _wrapped("gazetteer", f"{gazetteer.name} {gazetteer.version}, sha256 {gazetteer.sha256[:16]}")
    for method in dict.fromkeys(judgement.method for judgement in analysis.judgements.values() if judgement.method):
        yield from _wrapped("method", method)


def _field(label: str, text: str) -> str:
    return f"    {label:<{_LABEL_WIDTH}}{text}"


def _wrapped(label: str, text: str) -> Iterator[str]:
    for number, line in enumerate(textwrap.wrap(shown(text), WIDTH - 4 - _LABEL_WIDTH)):
        yield _field(label if number == 0 else "", line)
