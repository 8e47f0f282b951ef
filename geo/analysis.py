"""The way through: a document in, an Analysis out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import read_claims
from geo.documents.decoding import sound
from geo.mentions import read_mentions
from geo.mentions.nearby import put_nearby
from geo.mentions.remembering import memory_of
from geo.options import DEFAULTS
from geo.records import Analysis
from geo.tokens import tokenize
from geo.verdicts import judge, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.options import Options
    from geo.records import Claim, Document, Mention
    from geo.source import PlaceSource


def analyze(document: Document, source: PlaceSource, options: Options = DEFAULTS) -> Analysis:
    """Find the places that a document names and judge what it claims about them.

    Args:
        document: The text as read; each lone surrogate in it is taken for U+FFFD.
        source: Where places come from.
        options: What the user says about how names are to be read.

    Returns:
        Everything that an output renders; it depends on nothing but the arguments.

    Raises:
        GazetteerError: The source cannot be read.
        PlaceNotFound: `options` fixes a name to a place that the source does not have.
    """
    text = sound(document.text)
    if text != document.text:
        document = replace(document, text=text)
    tokens = tokenize(text)
    found = read_mentions(document, tokens, source, options)
    claims, settled = settle(read_claims(text, tokens, found, source), found, source)
    mentions = put_nearby(text, settled, source)
    places = memory_of(source).places(source, dict.fromkeys(_named(mentions, claims)))
    judgements = {claim.id: judge(claim, mentions, places, source) for claim in claims}
    return Analysis(document, source.info, mentions, places, claims, judgements)


def _named(mentions: Iterable[Mention], claims: Iterable[Claim]) -> Iterator[str]:
    """Ids of the places that are named, in the order of the text."""
    for mention in mentions:
        if mention.place is not None:
            yield mention.place
    for claim in claims:
        for end in (claim.subject, claim.object, claim.rival):
            if end is not None and end.place is not None:
                yield end.place
