"""The report for a terminal: a card a claim."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from maps.reports.wording import SIGNS, cards, length, level, miles, position, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.records import Analysis, Verdict
    from maps.reports.wording import Card

WIDTH = 100
_COLOURS: Mapping[Verdict, str] = {"supported": "32", "refuted": "31", "depends": "33", "unverifiable": "90"}
_LABEL_WIDTH = 11
# Control characters (a terminal obeys them), and marks that turn the direction of writing.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def text_report(analysis: Analysis, *, names: str | None = None, colour: bool = False) -> str:
    """All claims of a document as cards.

    Args:
        analysis: What was made of the document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
        colour: Whether to paint the verdicts with ANSI codes.

    Returns:
        Lines at most `WIDTH` wide, but for a longer command; ending with a line end.
    """
    head = f"{_shown(analysis.document.title or analysis.document.id)}\n{tally(analysis)}\n"
    return "\n".join([head, *("\n".join(_card(card, colour)) + "\n" for card in cards(analysis, names=names))])


def _card(card: Card, colour: bool) -> Iterator[str]:
    verdict = card.judgement.verdict
    word = f"{SIGNS[verdict]} {verdict.upper()}"
    if colour:
        word = f"\x1b[1;{_COLOURS[verdict]}m{word}\x1b[0m"
    yield f"{card.claim.id}  {word}  {card.claim.kind}{': ' if card.ends else ''}{_shown(card.ends)}"
    sentence = f"{card.quote.before}«{card.quote.words}»{card.quote.after}"
    yield from textwrap.wrap(_shown(sentence), WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield ""
    if card.measured:
        width = max(len(words) for words, *_ in card.measured)
        for number, (words, km, mi, slack, holds, meant) in enumerate(card.measured):
            label = "measured" if number == 0 else ""
            said = {True: "holds", False: "fails", None: ""}[holds]
            line = f"{words:<{width}}  {length(km):>10}  {miles(mi):>10}  ± {length(slack):<8}  {said:<5}"
            yield _field(label, f"{line}{'  as the words mean it' if meant else ''}".rstrip())
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
        yield _field("replicate", _shown(card.judgement.reproduce))


def _field(label: str, text: str) -> str:
    return f"    {label:<{_LABEL_WIDTH}}{text}"


def _wrapped(label: str, text: str) -> Iterator[str]:
    for number, line in enumerate(textwrap.wrap(_shown(text), WIDTH - 4 - _LABEL_WIDTH)):
        yield _field(label if number == 0 else "", line)


def _shown(text: str) -> str:
    return _UNFIT.sub("\ufffd", level(text))
