"""Why a place was chosen, or none, in words a reader can check against the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import priors, ranking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.mentions.reading import Judged

_FEATURE = {name: i for i, name in enumerate(ranking.FEATURES)}
_NEAR_KM = 120.0
_PLAIN = 0.7  # share from which no namesake is a rival


class Reasons:
    """Words for the choices made in one stretch of text.

    Args:
        judged: The stretch.
        picks: The candidate chosen for each name, and its probability.
        keys: (id, name) of the places by row.
    """

    def __init__(
        self, judged: Judged, picks: Mapping[int, tuple[int, float]], keys: Mapping[int, tuple[str, str]]
    ) -> None:
        self._judged, self._picks, self._keys = judged, picks, keys
        self._names = list(picks)
        self._best = np.array([best for best, _ in picks.values()], np.int64)

    def _title(self, candidate: int) -> str:
        return self._keys[int(self._judged.field.rows["place"][candidate])][1]

    def choice(self, name: int) -> str:
        """Why the chosen candidate of a name is the one."""
        field, around = self._judged.field, self._judged.around
        best = self._picks[name][0]
        count = int(field.first[name + 1] - field.first[name])
        others = self._best[np.array(self._names) != name]
        country, unit = field.rows["country"], field.rows["admin1"]
        for other in others.tolist():
            if around.container[name, field.owner[other]] and (
                (unit[other] == unit[best] > 0 and field.group[other] == priors.UNIT1)
                or (country[other] == country[best] and field.group[other] == priors.COUNTRY)
            ):
                return f"the text puts it in {self._title(other)}"
        if count == 1:
            return "the only place of that name in the gazetteer"
        if field.group[best] in {priors.COUNTRY, priors.CONTINENT}:
            return f"the best known of {count} places of that name"
        mates = [o for o in others.tolist() if unit[o] == unit[best] > 0]
        holder = next((o for o in mates if field.group[o] == priors.UNIT1), None)
        if holder is not None:
            return f"the text names {self._title(holder)}, which it is in"
        cosine = field.unit[others] @ field.unit[best] if len(others) else np.zeros(0, np.float32)
        close = others[cosine > np.cos(_NEAR_KM / priors.EARTH_RADIUS_KM)]
        if len(close):
            return (
                f"named with {_listing([self._title(o) for o in close[:2].tolist()])}, within {_NEAR_KM:.0f} km of it"
            )
        if mates:
            return f"named with {_listing([self._title(o) for o in mates[:2]])}, in the same region"
        land = next((o for o in others.tolist() if country[o] == country[best] > 0), None)
        if land is not None:
            if field.group[land] == priors.COUNTRY:
                return f"the text names {self._title(land)}, which it is in"
            return f"named with {self._title(land)}, in the same country"
        return f"the likeliest of {count} places of that name"

    def abstention(self, name: int) -> str:
        """Why none was chosen."""
        field = self._judged.field
        count = int(field.first[name + 1] - field.first[name])
        best, mass = self._picks[name]
        if mass < _PLAIN and count > 1:
            return f"{count} places bear the name and nothing in the text decides between them"
        return f"it may mean {self._title(best)}, but more likely no place"


def unresolved_reason(written: str) -> str:
    """Why a name that reads like a place's has none."""
    return f"no place named {written!r} in the gazetteer"


def _listing(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    return " and ".join(unique)
