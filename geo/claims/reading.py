"""From a text to its claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.discourse import Discourse
from geo.claims.lengths import LengthReader
from geo.claims.quantities import find_quantities, mentions_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Claim, Mention
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
        The claims in the order of the text.
    """
    del source
    if not mentions_length(text):
        return ()
    lowered = [word.lower() for word in tokens.words]
    quantities = find_quantities(text, tokens, lowered)
    if not quantities:
        return ()
    claims = list(LengthReader(Discourse(text, tokens, lowered, mentions)).claims(quantities))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(claims, 1))
