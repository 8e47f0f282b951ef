"""The report in Markdown, for an issue, a wiki or a newsroom's notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maps.cells import fit
from maps.reports.figures import bounds, length, miles, position
from maps.reports.wording import SIGNS, cards, level, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.records import Analysis
    from maps.reports.wording import Card

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&-])")


def markdown_report(analysis: Analysis, *, names: str | None = None) -> str:
    """All claims of a document as Markdown; what the document says cannot become markup.

    Args:
        analysis: What was made of the document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
    """
    document, gazetteer = analysis.document, analysis.gazetteer
    head = [f"# {plain(document.title or document.id)}", "", f"{tally(analysis)}.", ""]
    body = [line for card in cards(analysis, names=names) for line in _card(card)]
    tail = [f"Gazetteer: {plain(gazetteer.name)} {plain(gazetteer.version)} (sha256 {plain(gazetteer.sha256[:16])})."]
    return "\n".join([*head, *body, *tail, ""])


def plain(text: str) -> str:
    """Text in which Markdown finds no markup."""
    return _MARKUP.sub(r"\\\1", fit(level(text)))


def _card(card: Card) -> Iterator[str]:
    judgement = card.judgement
    ends = f": {plain(card.ends)}" if card.ends else ""
    yield f"## {SIGNS[judgement.verdict]} {judgement.verdict.capitalize()} ({card.claim.kind}{ends})"
    yield ""
    quote = card.quote
    before, after = (f"{plain(part)} " if part.endswith(" ") else plain(part) for part in (quote.before, quote.after))
    yield f"> {before}**{plain(quote.words)}**{' ' * quote.after.startswith(' ')}{after}"
    yield ""
    yield plain(judgement.explanation)
    yield ""
    if card.measured:
        yield "| reading | km | miles | uncertainty | |"
        yield "|---|---:|---:|---:|---|"
        for words, km, mi, slack, holds, meant in card.measured:
            said = {True: "holds", False: "fails", None: ""}[holds]
            named = f"**{words}**" if meant else words
            yield f"| {named} | {length(km)} | {miles(mi)} | ± {length(slack)} | {said} |"
        yield ""
    if len(judgement.parts) > 1:
        for part in judgement.parts:
            yield f"- {SIGNS[part.verdict]} {part.kind} {part.verdict}: {plain(part.explanation)}"
        yield ""
    if judgement.interval_km:
        yield f"The stated length stands for {bounds(*judgement.interval_km)}. "
    if judgement.points:
        yield f"Measured between {' and '.join(position(point) for point in judgement.points)}. "
    for place, others in card.places:
        called = f" (also {', '.join(map(plain, others))})" if others else ""
        claimed = f", claimed by {', '.join(map(plain, place.disputed.claimants))}" if place.disputed else ""
        good = f"point good to {length(place.accuracy_m / 1000)}"
        yield f"{plain(place.name)}{called}: {plain(place.id)}{claimed}, {plain(place.source)}, {good}. "
    if judgement.method:
        yield plain(judgement.method)
    if judgement.reproduce:
        yield ""
        yield f"    {fit(level(judgement.reproduce))}"
    yield ""
