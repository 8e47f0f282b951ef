"""Places of ends that no mention stands for: being an end of a measured claim is a sign that a name is a place's."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.asking import look_up
from geo.options import Options
from geo.units import KM_PER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records import Claim, End
    from geo.source import PlaceSource

# Below these the likeliest place is not taken: near something known, and without.
_LEAST_SCORE = 0.3
_LEAST_SCORE_ALONE = 0.6
# A namesake farther than this from what the text speaks of, and than ten times the stated length, is not meant.
_FARTHEST_KM = 500.0
_FARTHEST_TIMES = 10.0


@dataclass(frozen=True, slots=True)
class Placing:
    """Asks the gazetteer for the ends of claims that have a name but no mention.

    Attributes:
        names: The names within such ends, by the ends' spans.
        points: (lon, lat) of the text's mentions, by their ids.
        source: The gazetteer.
    """

    names: Mapping[tuple[int, int], str]
    points: Mapping[str, tuple[float, float]]
    source: PlaceSource

    def placed(self, claim: Claim) -> Claim:
        """The claim, its ends with a place where a name has one that is likely.

        Args:
            claim: A claim; one that cannot be checked stays as it is.
        """
        ends = (claim.subject, claim.object, claim.rival)
        if not claim.checkable or all(end is None or end.mention is not None for end in ends):
            return claim
        stated_km = max((stated.high * KM_PER[stated.unit] for stated in claim.stated), default=0.0)
        reach_km = max(_FARTHEST_KM, _FARTHEST_TIMES * stated_km)
        known = (self.points.get(end.mention or "") for end in ends if end is not None)
        near = next(filter(None, known), None) or next(iter(self.points.values()), None)
        subject, near = self._place(claim.subject, near, reach_km)
        object_, near = self._place(claim.object, near, reach_km)
        rival, _ = self._place(claim.rival, near, reach_km)
        return replace(claim, subject=subject, object=object_, rival=rival)

    def _place(
        self, end: End | None, near: tuple[float, float] | None, reach_km: float
    ) -> tuple[End | None, tuple[float, float] | None]:
        """An end with its place, and where the next one is to be looked for."""
        if end is None or end.mention is not None or end.place is not None or not end.named:
            return end, near
        name = self.names.get((end.start, end.end))
        found = look_up(name, self.source, Options(near=near), limit=1) if name else ()
        if not found:
            return end, near
        place, score = found[0]
        point = (place.lon, place.lat)
        least = _LEAST_SCORE if near is not None else _LEAST_SCORE_ALONE
        if score < least or (near is not None and _apart_km(near, point) > reach_km):
            return end, near
        return replace(end, place=place.id), near or point


def _apart_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Roughly how far two points are apart, on a sphere."""
    (lon_a, lat_a), (lon_b, lat_b) = ((math.radians(lon), math.radians(lat)) for lon, lat in (a, b))
    half = math.sin((lat_a - lat_b) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_a - lon_b) / 2) ** 2
    return 12_742.0 * math.asin(math.sqrt(min(1.0, half)))
