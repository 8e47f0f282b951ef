"""Why a place was chosen, or none, in words a reader can check against the text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import priors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.mentions.judging import Judged

_NEAR_KM = 120.0
_NEAR_COSINE = math.cos(_NEAR_KM / priors.EARTH_RADIUS_KM)
_PLAIN = 0.7  # share from which no namesake is a rival


class Reasons:
    """Words for the choices made in one stretch of text.

    Args:
        judged: The stretch.
        picks: The candidate chosen for each name, and its probability.
        sure: How likely that candidate is right, if the name is a place's.
        keys: (id, name) of the places by row.
        units: Names of the first-order units of the chosen places, by place id.
    """

    def __init__(
        self,
        judged: Judged,
        picks: Mapping[int, tuple[int, float]],
        sure: Mapping[int, float],
        keys: Mapping[int, tuple[str, str]],
        units: Mapping[str, str | None],
    ) -> None:
        self._judged, self._picks, self._sure, self._keys, self._units = judged, picks, sure, keys, units
        self._best = np.array([best for best, _ in picks.values()], np.int64)
        field = judged.field
        self._rows = field.rows["place"][self._best].tolist()
        self._country = field.rows["country"][self._best].tolist()
        self._unit = field.rows["admin1"][self._best].tolist()
        self._group = field.group[self._best].tolist()
        self._at = {name: number for number, name in enumerate(picks)}
        self._known: dict[int, str] = {}

    def choice(self, name: int) -> str:
        """Why the chosen candidate of a name is the one."""
        if name not in self._known:
            self._known[name] = self._choice(name, self._at[name])
        return self._known[name]

    def _choice(self, name: int, at: int) -> str:
        field = self._judged.field
        best, unit, country = self._best[at], self._unit[at], self._country[at]
        count = int(field.first[name + 1] - field.first[name])
        others = [k for k, row in enumerate(self._rows) if row != self._rows[at]]
        in_unit = [k for k in others if unit and self._unit[k] == unit]
        holders = [k for k in in_unit if self._group[k] == priors.UNIT1]
        lands = [k for k in others if country and self._country[k] == country and self._group[k] == priors.COUNTRY]
        container = self._judged.around.container[name]
        for k in (*holders, *lands):
            if container[field.owner[self._best[k]]]:
                return f"the text puts it in {self._title(k)}"
        if count == 1:
            return "the only place of that name in the gazetteer"
        if self._group[at] in {priors.COUNTRY, priors.CONTINENT}:
            return f"the best known of {count} places of that name"
        if holders and self._group[at] != priors.UNIT1:
            return f"the text names {self._title(holders[0])}, which it is in"
        mates = list(dict.fromkeys(self._title(k) for k in in_unit))[:2]
        region = self._units.get(self._keys[self._rows[at]][0])
        if mates and region:
            return f"named with {' and '.join(mates)}, {'both' if len(mates) > 1 else 'also'} in {region}"
        cosine = field.unit[self._best] @ field.unit[best]
        close = [self._title(k) for k in others if cosine[k] > _NEAR_COSINE]
        if close:
            return f"named with {' and '.join(dict.fromkeys(close[:2]))}, within {_NEAR_KM:.0f} km of it"
        if lands:
            return f"the text names {self._title(lands[0])}, which it is in"
        land = next((k for k in others if country and self._country[k] == country), None)
        if land is not None:
            return f"named with {self._title(land)}, in the same country"
        return f"the likeliest of {count} places of that name"

    def _title(self, number: int) -> str:
        return self._keys[self._rows[number]][1]

    def abstention(self, name: int) -> str:
        """Why none was chosen."""
        field = self._judged.field
        count = int(field.first[name + 1] - field.first[name])
        mass = self._picks[name][1]
        if mass < _PLAIN and count > 1:
            return f"{count} places bear the name and nothing in the text decides between them"
        title = self._title(self._at[name])
        if self._sure[name] < _PLAIN:
            return f"it may mean {title}, but nothing else in the text points there"
        return f"it may mean {title}, but more likely no place"


def unresolved_reason(written: str) -> str:
    """Why a name that reads like a place's has none."""
    return f"no place named {written!r} in the gazetteer"
