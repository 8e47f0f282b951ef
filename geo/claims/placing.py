"""Places of ends that no mention stands for: being an end of a measured claim is a sign that a name is a place's."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.asking import look_up
from geo.options import Options
from geo.units import KM_PER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Claim, End, Mention
    from geo.source import PlaceSource

# A name is asked for as it stands: these small words may stand in it.
_SMALL = frozenset({"the", "of", "de", "la", "le", "du", "del", "and", "al", "el", "en", "sur"})
_LEAST_SCORE = 0.3
# A namesake farther than this from what the text speaks of, and than ten times the stated length, is not meant.
_FARTHEST_KM = 500.0
_FARTHEST_TIMES = 10.0


def place_ends(claims: Sequence[Claim], mentions: Sequence[Mention], source: PlaceSource) -> list[Claim]:
    """Ask the gazetteer for the ends of checkable claims that no mention stands for.

    Args:
        claims: The claims.
        mentions: The text's mentions, near which the names are looked for.
        source: The gazetteer.

    Returns:
        The claims, their ends with a place where a name has one that is likely.
    """
    return [_with_places(claim, mentions, source) if claim.checkable else claim for claim in claims]


def _with_places(claim: Claim, mentions: Sequence[Mention], source: PlaceSource) -> Claim:
    stated_km = max((stated.high * KM_PER[stated.unit] for stated in claim.stated), default=0.0)
    reach_km = max(_FARTHEST_KM, _FARTHEST_TIMES * stated_km)
    subject = _placed(claim.subject, claim.object, mentions, source, reach_km=reach_km)
    object_ = _placed(claim.object, claim.subject, mentions, source, reach_km=reach_km)
    if subject is claim.subject and object_ is claim.object:
        return claim
    return replace(claim, subject=subject, object=object_)


def _placed(
    end: End | None, other: End | None, mentions: Sequence[Mention], source: PlaceSource, *, reach_km: float
) -> End | None:
    if end is None or end.mention is not None or not end.named:
        return end
    if not all(word[0].isupper() or word in _SMALL for word in end.text.split()):
        return end  # a description: "the Scottish shore"
    near = _near(other, mentions)
    if near is None:
        return end
    name = end.text.removeprefix("the ").removeprefix("The ")
    found = look_up(name, source, Options(near=near), limit=1)
    if not found or found[0][1] < _LEAST_SCORE or _apart_km(near, (found[0][0].lon, found[0][0].lat)) > reach_km:
        return end
    return replace(end, place=found[0][0].id)


def _near(other: End | None, mentions: Sequence[Mention]) -> tuple[float, float] | None:
    """Where the claim's other end is, or else the first place of the text, as (lon, lat)."""
    first: tuple[float, float] | None = None
    for mention in mentions:
        if mention.lon is None or mention.lat is None:
            continue
        if other is not None and mention.id == other.mention:
            return mention.lon, mention.lat
        first = first or (mention.lon, mention.lat)
    return first


def _apart_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Roughly how far two points are apart, on a sphere."""
    (lon_a, lat_a), (lon_b, lat_b) = ((math.radians(lon), math.radians(lat)) for lon, lat in (a, b))
    half = math.sin((lat_a - lat_b) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_a - lon_b) / 2) ** 2
    return 12_742.0 * math.asin(math.sqrt(min(1.0, half)))
