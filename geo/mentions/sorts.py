"""Words that say what sort of place a name is: "the county of Yilan", "Okinawa Island"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.mentions import priors

if TYPE_CHECKING:
    from collections.abc import Mapping

_SETTLEMENT = (priors.SETTLEMENT, priors.SEAT, priors.CAPITAL)
# Each word with the groups of features (`priors.GROUPS`) that it stands for.
SORTS: Mapping[str, tuple[int, ...]] = {
    "island": (priors.ISLAND,),
    "islands": (priors.ISLAND,),
    "isle": (priors.ISLAND,),
    "isles": (priors.ISLAND,),
    "city": _SETTLEMENT,
    "town": _SETTLEMENT,
    "village": _SETTLEMENT,
    "capital": _SETTLEMENT,
    "county": (priors.UNIT2, priors.UNIT1),
    "district": (priors.UNIT2, priors.UNIT1),
    "province": (priors.UNIT1, priors.UNIT2),
    "prefecture": (priors.UNIT1, priors.UNIT2),
    "state": (priors.UNIT1, priors.COUNTRY),
    "region": (priors.UNIT1, priors.REGION),
    "republic": (priors.COUNTRY,),
}
