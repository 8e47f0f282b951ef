"""From a text to its claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.bearings import bearing_claims
from geo.claims.containment import containment_claims
from geo.claims.discourse import Discourse
from geo.claims.halfway import halfway_claims
from geo.claims.lengths import LengthReader
from geo.claims.nearest import nearer_claims, nearest_claim, superlatives
from geo.claims.placing import Placing
from geo.claims.quantities import UNIT_WORDS, find_quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.claims.nearest import Superlative
    from geo.records import Claim, End, Mention
    from geo.source import PlaceSource
    from geo.tokens import Tokens


def read_claims(text: str, tokens: Tokens, mentions: Sequence[Mention], source: PlaceSource) -> tuple[Claim, ...]:
    """Take the spatial claims out of a text.

    Args:
        text: The text.
        tokens: Its tokens.
        mentions: Its place mentions, in order.
        source: The gazetteer, asked for the classes that `nearest` claims range over.

    Returns:
        The claims in the order of the text: of lengths first read, then those without a number.
    """
    discourse = Discourse(text, tokens, mentions, source)
    lengths: list[Claim] = []
    if discourse.has(UNIT_WORDS):
        quantities = find_quantities(text, tokens, discourse.lowered, discourse.at_words(UNIT_WORDS))
        lengths = list(LengthReader(discourse).claims(quantities))
    claims = list(_with_classes(lengths, superlatives(discourse, source), discourse))
    claims += nearer_claims(discourse)
    claims += halfway_claims(discourse)
    claims += containment_claims(discourse)
    claims += (claim for claim in bearing_claims(discourse) if not _said(claim, lengths))
    if not claims:
        return ()
    points = {m.id: (m.lon, m.lat) for m in mentions if m.lon is not None and m.lat is not None}
    placing = Placing(discourse.names_of, points, source)
    claims = [placing.placed(claim) for claim in claims]
    claims.sort(key=lambda claim: (claim.quantity.start if claim.quantity else claim.start, claim.end))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(claims, 1))


def _with_classes(lengths: Sequence[Claim], found: Iterable[Superlative], discourse: Discourse) -> Iterator[Claim]:
    """The claims, each with the class that its nearest end is of; what stands alone makes a claim of its own."""
    claims = list(lengths)
    for superlative in found:
        for at, claim in enumerate(claims):
            ends = (claim.subject, claim.object)
            if claim.kind not in ("distance", "direction"):
                continue
            if claim.object is None and _meets(claim.subject, superlative.anchor):
                # "Bermuda's closest land is Cape Hatteras, some 1,030 km to the west"
                claims[at] = replace(
                    claim,
                    subject=superlative.member,
                    object=superlative.anchor,
                    among=superlative.among,
                    checkable=superlative.member.named,
                )
                break
            other = next((end for end in ends if end is not None and not _same(end, superlative.member)), None)
            if any(_same(end, superlative.member) for end in ends) and _agree(other, superlative.anchor):
                anchored = claim.object is None and superlative.anchor is not None
                claims[at] = replace(claim, among=superlative.among)
                if anchored:
                    claims[at] = replace(claims[at], object=superlative.anchor, checkable=superlative.member.named)
                break
        else:
            alone = nearest_claim(discourse, superlative)
            if alone is not None:
                claims.append(alone)
    yield from claims


def _same(end: End | None, other: End) -> bool:
    return end is not None and (end.start, end.end) == (other.start, other.end)


def _agree(other: End | None, anchor: End | None) -> bool:
    """Whether a length is measured from what its other end is the nearest to, as far as both are said."""
    if other is None or anchor is None:
        return True
    return other.text == anchor.text or (other.place is not None and other.place == anchor.place)


def _meets(end: End | None, other: End | None) -> bool:
    return end is not None and other is not None and end.start < other.end and other.start < end.end


def _said(claim: Claim, lengths: Iterable[Claim]) -> bool:
    """Whether a claim with a length says the direction already."""
    return any(
        length.quantity is not None and length.quantity.start < claim.end <= length.end and length.direction
        for length in lengths
    )
