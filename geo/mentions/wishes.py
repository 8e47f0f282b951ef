"""What the user's wishes add to a candidate's odds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import ranking

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.mentions.ranking import Field
    from geo.options import Options
    from geo.source import PlaceSource

# Log-odds: enough to turn any ordinary choice among namesakes, too little to turn "Texas" into a village.
_COUNTRY, _NEAR, _PREFERRED = 6.0, 7.0, 6.0
_NEAR_KM = 300.0  # over which the wish for nearness fades by e
_CLASSES = {"P": ("PPL",), "A": ("ADM", "PCL", "TERR"), "H": tuple(ranking.WATERS), "T": ("ISL", "MT", "PEN", "CAPE")}


def wishes(field: Field, source: PlaceSource, options: Options) -> npt.NDArray[np.float32]:
    """(candidates,) log-odds that `near`, `country` and `prefer` add."""
    bonus = np.zeros(len(field.rows), np.float32)
    if options.country is not None:
        countries = list(source.countries())
        if options.country in countries:
            bonus += np.float32(_COUNTRY) * (field.rows["country"] == countries.index(options.country))
    if options.near is not None:
        lon, lat = map(math.radians, options.near)
        centre = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)], np.float32)
        distance = np.arccos(np.clip(field.unit @ centre, -1, 1)) * np.float32(ranking.EARTH_RADIUS_KM)
        bonus += np.float32(_NEAR) * np.exp(-distance / np.float32(_NEAR_KM))
    if options.prefer:
        wanted = [_preferred(code, options.prefer) for code in source.features()]
        bonus += np.float32(_PREFERRED) * np.array(wanted, np.float32)[field.rows["feature"]]
    return bonus


def _preferred(code: str, prefer: tuple[str, ...]) -> bool:
    """Whether a feature code is one of those preferred, or of a class preferred ("P", "A")."""
    return any(code == want or code.startswith(_CLASSES.get(want, ("-",))) for want in prefer)
