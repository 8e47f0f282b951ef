"""Places of ends that no mention gives: being an end of a measured claim is a sign that a name is a place's."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geo.asking import look_up
from geo.folding import fold
from geo.mentions.priors import SORTS, group_of
from geo.options import Options
from geo.units import KM_PER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records import Claim, End, Place
    from geo.source import PlaceSource

Role = Literal["subject", "object", "rival"]
# Below these the likeliest place is not taken: near something known, near what was taken so itself, and alone.
_LEAST_SCORE = 0.35
_LEAST_SCORE_BESIDE = 0.5
_LEAST_SCORE_ALONE = 0.7
_ONE_SPOT_KM = 100.0  # a town and the unit round it are one
# A namesake farther than these from what the text speaks of, and than ten times the stated length, is not meant.
_FARTHEST_KM = 500.0
_FARTHEST_FROM_END_KM = 1500.0  # the other end may be a country, whose point is far from its borders
_FARTHEST_TIMES = 10.0


@dataclass(frozen=True, slots=True)
class Placing:
    """Asks the gazetteer for the ends of claims that have a name but no place yet.

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
        if not claim.checkable or all(end is None or end.place is not None for end in ends):
            return claim
        stated_km = max((stated.high * KM_PER[stated.unit] for stated in claim.stated), default=0.0)
        known = (self.points.get(end.mention or "") for end in ends if end is not None)
        other = next(filter(None, known), None)
        near = other or next(iter(self.points.values()), None)
        far_km = _FARTHEST_TIMES * stated_km
        reach_km = max(_FARTHEST_KM if other is None else _FARTHEST_FROM_END_KM, far_km)
        roles: list[Role] = ["subject", "object", "rival"]
        if near is None:  # the surer name says where the other one is looked for
            roles.sort(key=lambda role: -self._likeliest(getattr(claim, role), None)[1])
        guessed = False
        for role in roles:
            end: End | None = getattr(claim, role)
            place, score = self._likeliest(end, near)
            if end is None or place is None:
                continue
            point = (place.lon, place.lat)
            least = _LEAST_SCORE_ALONE if near is None else _LEAST_SCORE_BESIDE if guessed else _LEAST_SCORE
            if score < least or (near is not None and _apart_km(near, point) > reach_km):
                continue
            found = replace(end, place=place.id, mention=None)
            if near is None:
                guessed = True
                near, reach_km = point, max(_FARTHEST_FROM_END_KM, far_km)
            if role == "subject":
                claim = replace(claim, subject=found)
            elif role == "object":
                claim = replace(claim, object=found)
            else:
                claim = replace(claim, rival=found)
        return claim

    def _likeliest(self, end: End | None, near: tuple[float, float] | None) -> tuple[Place | None, float]:
        """The likeliest place of an end that has none yet, and how likely it is among all of its name."""
        if end is None or end.place is not None or not end.named:
            return None, 0.0
        name = self.names.get((end.start, end.end), "")
        likely = look_up(name, self.source, Options(near=near), limit=5) if name else ()
        found = [(place, score) for place, score in likely if not _abbreviates(name, place) and _fits(name, place)]
        if not found:
            return None, 0.0
        place = found[0][0]
        here = (
            score for other, score in found if _apart_km((place.lon, place.lat), (other.lon, other.lat)) <= _ONE_SPOT_KM
        )
        total = sum(score for _, score in found)
        return place, sum(here) / total if total else 0.0


def _fits(name: str, place: Place) -> bool:
    """Whether a place is of the sort that the noun in a name says, if one does: "Orsk River" is no town of Orsk."""
    words = fold(name).split()
    sorts = [SORTS[word] for word in {words[0], words[-1]} if word in SORTS] if len(words) > 1 else []
    group = group_of(place.feature_code)
    known = {fold(each) for names in (*place.names.values(), (place.name,)) for each in names} if sorts else ()
    return all(group in groups for groups in sorts) or fold(name) in known


def _abbreviates(name: str, place: Place) -> bool:
    """Whether a name is but an abbreviation or a code of the place: "Kos." for Kosovo."""
    folded = fold(name)
    return any(fold(short) == folded for kind in ("abbreviation", "code") for short in place.names.get(kind, ()))


def _apart_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Roughly how far two points are apart, on a sphere."""
    (lon_a, lat_a), (lon_b, lat_b) = ((math.radians(lon), math.radians(lat)) for lon, lat in (a, b))
    half = math.sin((lat_a - lat_b) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_a - lon_b) / 2) ** 2
    return 12_742.0 * math.asin(math.sqrt(min(1.0, half)))
