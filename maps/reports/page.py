"""The report as an HTML page that needs nothing else and prints well. Text is escaped, and no script may run."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from maps.cells import fit
from maps.reports.figures import bounds, length, miles, position
from maps.reports.wording import SIGNS, cards, level, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.records import Analysis
    from maps.reports.wording import Card

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_HEAD = "<tr><th>reading</th><th class=n>km</th><th class=n>miles</th><th class=n>uncertainty</th><th></th></tr>"
_STYLE = """
:root { color-scheme: light dark;
  --supported: #1a7f37; --refuted: #c62828; --depends: #a15c00; --unverifiable: #6b7280 }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 .25rem } h2 { font-size: 1rem; margin: 0 0 .5rem }
article { border: 1px solid #8886; border-left: .3rem solid; border-radius: .4rem; padding: 1rem 1.2rem;
  margin: 1.2rem 0; break-inside: avoid }
blockquote { margin: 0 0 .8rem; font-family: Georgia, serif } mark { background: #ffe58a; color: #111; padding: 0 .1em }
table { border-collapse: collapse; font-size: .9rem; margin: .6rem 0; width: 100% }
td, th { padding: .2rem .6rem .2rem 0; text-align: left; border-bottom: 1px solid #8884 } .n { text-align: right;
  font-variant-numeric: tabular-nums }
tr.meant { font-weight: 600 } small, code, footer { font-size: .82rem } code { overflow-wrap: anywhere }
.supported { border-left-color: var(--supported) } .refuted { border-left-color: var(--refuted) }
.depends { border-left-color: var(--depends) } .unverifiable { border-left-color: var(--unverifiable) }
.supported h2 b { color: var(--supported) } .refuted h2 b { color: var(--refuted) }
.depends h2 b { color: var(--depends) } .unverifiable h2 b { color: var(--unverifiable) }
@media (prefers-color-scheme: dark) { :root { --supported: #57c77a; --refuted: #ff7b72; --depends: #e3a14a } }
"""


def html_report(analyses: Sequence[Analysis], *, names: str | None = None) -> str:
    """The claims of all documents as one page.

    Args:
        analyses: One analysis a document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
    """
    title = _shown(analyses[0].document.title or analyses[0].document.id) if len(analyses) == 1 else "Claims checked"
    return "".join(
        (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{_STYLE}</style></head><body>\n",
            *(html_cards(analysis, names=names) for analysis in analyses),
            "</body></html>\n",
        )
    )


def html_cards(analysis: Analysis, *, names: str | None = None) -> str:
    """The claims of one document as HTML to be set into a page."""
    document, gazetteer = analysis.document, analysis.gazetteer
    date = f", {_shown(document.date)}" if document.date else ""
    return "".join(
        (
            f"<h1>{_shown(document.title or document.id)}</h1>\n",
            f"<p>{_shown(tally(analysis))}{date}</p>\n",
            *(line for card in cards(analysis, names=names) for line in _card(card)),
            f"<footer>Gazetteer: {_shown(gazetteer.name)} {_shown(gazetteer.version)}, sha256 ",
            f"<code>{_shown(gazetteer.sha256)}</code></footer>\n",
        )
    )


def _card(card: Card) -> Iterator[str]:
    claim, judgement = card.claim, card.judgement
    verdict = judgement.verdict
    yield f'<article class="{verdict}" id="{_shown(claim.id)}">\n'
    ends = f": {_shown(card.ends)}" if card.ends else ""
    yield f"<h2><b>{SIGNS[verdict]} {verdict.capitalize()}</b> · {claim.kind}{ends}</h2>\n"
    before, words, after = map(_kept, (card.quote.before, card.quote.words, card.quote.after))
    yield f"<blockquote>{before}<mark>{words}</mark>{after}</blockquote>\n<p>{_shown(judgement.explanation)}</p>\n"
    if card.measured:
        yield f"<table>{_HEAD}\n"
        for reading, km, mi, slack, holds, meant in card.measured:
            said = {True: "holds", False: "fails", None: ""}[holds]
            row = f'<td>{reading}</td><td class="n">{length(km)}</td><td class="n">{miles(mi)}</td>'
            row += f'<td class="n">± {length(slack)}</td><td>{said}</td>'
            yield f"<tr class=meant>{row}</tr>\n" if meant else f"<tr>{row}</tr>\n"
        yield "</table>\n"
    if len(judgement.parts) > 1:
        yield "<ul>"
        for part in judgement.parts:
            yield f"<li>{SIGNS[part.verdict]} {part.kind} {part.verdict}: {_shown(part.explanation)}</li>"
        yield "</ul>\n"
    yield "<small>"
    if judgement.interval_km:
        yield f"The stated length stands for {bounds(*judgement.interval_km)}. "
    if judgement.points:
        yield f"Measured between {' and '.join(map(position, judgement.points))}. {_shown(judgement.method)}<br>"
    for place, others in card.places:
        called = f" (also {_shown(', '.join(others))})" if others else ""
        claimed = f", claimed by {_shown(', '.join(place.disputed.claimants))}" if place.disputed else ""
        yield f"{_shown(place.name)}{called}: {_shown(place.id)}{claimed}, {_shown(place.source)}<br>"
    yield f"<code>{_shown(judgement.reproduce)}</code></small>\n</article>\n"


def _shown(text: str) -> str:
    return escape(fit(level(text)))


def _kept(text: str) -> str:
    """Escaped, with the white space that it begins and ends with."""
    return escape(fit(text))
