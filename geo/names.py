"""How a name relates to its place, and the row that a gazetteer keeps for it; free of numpy, for the quick look-up."""

from __future__ import annotations

import zlib
from typing import NamedTuple

NAME_KINDS = (
    "main",
    "official",
    "alternate",
    "short",
    "abbreviation",
    "code",
    "former",
    "colloquial",
    "demonym",
    "metonym",
)

# One row a (name, place) pair: all that ranking needs, so that no place record is fetched before the choice is made.
CANDIDATE_LAYOUT = (
    ("place", "<u4"),  # row number of the place in the store
    ("lat", "<i2"),  # degrees * 360: 0.003 degree, enough to rank by distance
    ("lon", "<i2"),  # degrees * 180
    ("population", "u1"),  # round(16 * log10(1 + population)) up to 255; without one, an estimate of importance
    ("kind", "u1"),  # NAME_KINDS index: how the name relates to the place
    ("feature", "<u2"),  # index into `features()`
    ("country", "<u2"),  # index into `countries()`, 0 for none
    ("admin1", "<u2"),  # number of the first-order unit in the store, 0 for none
    ("exact", "<u2"),  # `name_hash` of the name as written, to prefer exact over folded matches
)
CANDIDATE_STRUCT = "<IhhBBHHHH"


class Row(NamedTuple):
    """A candidate row (`CANDIDATE_LAYOUT`), for those who ask without numpy."""

    place: int
    lat: int
    lon: int
    population: int
    kind: int
    feature: int
    country: int
    admin1: int
    exact: int


def name_hash(name: str) -> int:
    """Sixteen bits of a name as written, to tell an exact match from a folded one."""
    return zlib.crc32(name.encode()) & 0xFFFF
