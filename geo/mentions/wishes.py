"""What the user's wishes add to a candidate's odds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions.priors import EARTH_RADIUS_KM, NEAR_KM, WISHED_COUNTRY, WISHED_FEATURE, WISHED_NEAR, is_preferred

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.mentions.ranking import Field
    from geo.options import Options
    from geo.source import PlaceSource


def wishes(field: Field, source: PlaceSource, options: Options) -> npt.NDArray[np.float32]:
    """(candidates,) log-odds that `near`, `country` and `prefer` add."""
    bonus = np.zeros(len(field.rows), np.float32)
    if options.country is not None:
        countries = list(source.countries())
        if options.country in countries:
            bonus += np.float32(WISHED_COUNTRY) * (field.rows["country"] == countries.index(options.country))
    if options.near is not None:
        lon, lat = map(math.radians, options.near)
        centre = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)], np.float32)
        distance = np.arccos(np.clip(field.unit @ centre, -1, 1)) * np.float32(EARTH_RADIUS_KM)
        bonus += np.float32(WISHED_NEAR) * np.exp(-distance / np.float32(NEAR_KM))
    if options.prefer:
        wanted = [is_preferred(code, options.prefer) for code in source.features()]
        bonus += np.float32(WISHED_FEATURE) * np.array(wanted, np.float32)[field.rows["feature"]]
    return bonus
