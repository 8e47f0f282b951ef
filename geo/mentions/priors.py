"""What is known of a candidate before a text is read: the group of its feature, log-odds, a user's wishes.

Free of numpy, so that a look-up need not load it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

EARTH_RADIUS_KM = 6371.0088

# What a feature code amounts to; the order is that of the tree model's splits.
GROUPS = (
    "other",
    "settlement",
    "capital",
    "seat",
    "unit2",
    "unit1",
    "country",
    "continent",
    "water",
    "island",
    "region",
)
OTHER, SETTLEMENT, CAPITAL, SEAT, UNIT2, UNIT1, COUNTRY, CONTINENT, WATER, ISLAND, REGION = range(len(GROUPS))
_SETTLEMENT = (SETTLEMENT, SEAT, CAPITAL)
# Each word with the groups of features that it stands for.
SORTS: Mapping[str, tuple[int, ...]] = {
    "island": (ISLAND,),
    "islands": (ISLAND,),
    "isle": (ISLAND,),
    "isles": (ISLAND,),
    "archipelago": (ISLAND,),
    "city": _SETTLEMENT,
    "cities": _SETTLEMENT,
    "town": _SETTLEMENT,
    "towns": _SETTLEMENT,
    "village": _SETTLEMENT,
    "villages": _SETTLEMENT,
    "capital": _SETTLEMENT,
    "seat": _SETTLEMENT,
    "county": (UNIT2, UNIT1),
    "counties": (UNIT2, UNIT1),
    "district": (UNIT2, UNIT1),
    "province": (UNIT1, UNIT2),
    "provinces": (UNIT1, UNIT2),
    "prefecture": (UNIT1, UNIT2),
    "state": (UNIT1, COUNTRY),
    "region": (UNIT1, REGION),
    "oblast": (UNIT1,),
    "governorate": (UNIT1,),
    "canton": (UNIT1,),
    "emirate": (UNIT1,),
    "parish": (UNIT2, UNIT1),
    "river": (WATER,),
    "lake": (WATER,),
    "sea": (WATER,),
    "strait": (WATER,),
    "gulf": (WATER,),
    "bay": (WATER,),
    "republic": (COUNTRY,),
    "country": (COUNTRY,),
}
# How likely a namesake is meant before anything is known of the document: log-odds by group, per decade of people, and
# by how the name relates to the place.
GROUP_PRIOR = (-2.0, 0.0, 1.5, 0.5, -0.5, 2.5, 5.0, 5.0, 0.5, 0.0, 1.0)
PER_DECADE = 1.3
_KIND_PRIOR = {
    "main": 1.0,
    "official": 0.8,
    "short": 0.7,
    "abbreviation": 0.5,
    "demonym": 0.5,
    "former": -0.5,
    "code": -1.0,
}
KIND_PRIOR = tuple(_KIND_PRIOR.get(kind, 0.0) for kind in NAME_KINDS)

# What a user wishes for adds this: it turns an ordinary choice among namesakes, but makes no village of "Texas".
WISHED_COUNTRY, WISHED_NEAR, WISHED_FEATURE = 6.0, 7.0, 6.0
NEAR_KM = 300.0  # over which the wish for nearness fades by e

WATERS = frozenset(
    (
        *("BAY", "BAYS", "BGHT", "CHN", "CNL", "COVE", "FJD", "GULF", "HBR", "LGN", "LK", "LKS", "OCN", "RSV", "SD"),
        *("SEA", "STM", "STMS", "STRT"),
    )
)
_CLASSES = {"P": ("PPL",), "A": ("ADM", "PCL", "TERR"), "H": tuple(WATERS), "T": ("ISL", "MT", "PEN", "CAPE")}


def group_of(code: str) -> int:
    """The group of a GeoNames feature code."""
    if code.startswith("PCL") or code == "TERR":
        return COUNTRY
    if code.startswith("ADM1"):
        return UNIT1
    if code.startswith("ADM"):
        return UNIT2
    if code == "PPLC":
        return CAPITAL
    if code == "PPLA":
        return SEAT
    if code.startswith("PPL"):
        return SETTLEMENT
    if code == "CONT":
        return CONTINENT
    if code in {"ISL", "ISLS", "ISLET", "ATOL", "ARCH"}:
        return ISLAND
    if code.startswith("RGN"):
        return REGION
    if code in WATERS:
        return WATER
    return OTHER


def prior(population: int, group: int, kind: int) -> float:
    """Log-odds of a candidate by its packed population, its group, and the kind of its name."""
    return population * PER_DECADE / 16 + GROUP_PRIOR[group] + KIND_PRIOR[kind]


def is_preferred(code: str, prefer: tuple[str, ...]) -> bool:
    """Whether a feature code is one of those preferred, or of a class preferred ("P", "A")."""
    return any(code == want or code.startswith(_CLASSES.get(want, ("-",))) for want in prefer)
