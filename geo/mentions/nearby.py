"""Where a name that the gazetteer lacks lies about: with the town or county that the text names beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from geo.mentions.remembering import memory_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Mention, Place
    from geo.source import PlaceSource

# Small enough that what is named with it lies within some 100 km: settlements, second- and third-order units, islands.
_SMALL = ("PPL", "ADM2", "ADM3", "ADM4", "ISL")
# A name that is no likelier a place's than not is put nowhere.
_LIKELY = 0.5
_REACH = 1_000  # characters of text between the two names
# What stands between a name and what it lies in: ", Harare", "(Tamale)", "in Birmingham".
_HELD = re.compile(r",?\s{1,2}\(?(?:(?:in|at|near|outside|of)\s)?(?:the\s)?")


def put_nearby(text: str, mentions: Sequence[Mention], source: PlaceSource) -> tuple[Mention, ...]:
    """Give the names that the gazetteer lacks the position of the place that the text names with them.

    Args:
        text: The text.
        mentions: Its mentions, in its order.
        source: The gazetteer.

    Returns:
        The same mentions. Of those that no place in the gazetteer bears the name of, each that has a small place named
        within reach of it has that place in `near` and its point: the one that follows it at once ("Third Street,
        Harare"), else the nearest in the text. Its `place` stays None.
    """
    if not any(_unknown(mention) for mention in mentions):
        return tuple(mentions)
    named = [mention for mention in mentions if mention.place is not None and mention.kind != "demonym"]
    places = memory_of(source).places(source, {mention.place for mention in named if mention.place is not None})
    anchors = [
        (mention, place)
        for mention in named
        if (place := places.get(mention.place or "")) is not None and _is_small(place.feature_code)
    ]
    starts = [mention.start for mention, _ in anchors]
    return tuple(
        _beside(text, mention, anchors, bisect_left(starts, mention.start)) if _unknown(mention) else mention
        for mention in mentions
    )


def _unknown(mention: Mention) -> bool:
    """Whether it is likely a place's name, and no place of the gazetteer bears it."""
    return mention.place is None and not mention.candidates and mention.score >= _LIKELY


def _is_small(feature_code: str) -> bool:
    return feature_code.startswith(_SMALL) and feature_code != "ISLS"


def _beside(text: str, mention: Mention, anchors: Sequence[tuple[Mention, Place]], at: int) -> Mention:
    """A mention at the place that is named with it; the anchors from `at` on follow it in the text."""
    before = [(mention.start - anchor.end, anchor, place) for anchor, place in anchors[max(0, at - 1) : at]]
    after = [(anchor.start - mention.end, anchor, place) for anchor, place in anchors[at : at + 1]]
    held = any(_HELD.fullmatch(text, mention.end, anchor.start) for _, anchor, _ in after)
    gap, _, place = min(after if held else before + after, key=itemgetter(0), default=(_REACH + 1, None, None))
    if place is None or gap > _REACH:
        return mention
    reason = f"{mention.reason}; put at {place.name}, which the text names with it"
    return replace(mention, near=place.id, lat=place.lat, lon=place.lon, reason=reason)
