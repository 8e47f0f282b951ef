"""What sort of thing a place is, as far as measuring it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geo.measures.atlas import is_settlement
from geo.points import point_of

if TYPE_CHECKING:
    from geo.measures.atlas import Atlas
    from geo.records import Place

Sort = Literal["point", "settlement", "country", "island", "water", "course", "region"]
SPOTS: tuple[Sort, ...] = ("point", "settlement")  # measured from a point of theirs
# GeoNames feature codes.
COUNTRIES = ("PCL", "TERR")
ISLANDS = ("ISL", "ATOL", "RK")
# A unit or a region known by a point that may be farther off than this is not on the map.
NEAR_ENOUGH_M = 20_000.0
WATERS = ("SEA", "OCN", "STRT", "CHN", "GULF", "BAY", "LK", "SD", "STM", "CNL", "LGN", "FJD", "INLT", "RSV", "HBR")
# What winds through a land or fills a part of it is nowhere near its point.
EXTENDED = ("STM", "CNL", "RD", "RR", "TRL", "MTS", "PEN", "DSRT", "PLN", "VAL", "CST")


def sort_of(place: Place, atlas: Atlas) -> Sort:
    """What sort of thing a place is.

    Coordinates are a point, a country without a border on land is an island, a river of which there is but the line
    is a course.
    """
    code = place.feature_code
    if point_of(place.id) is not None:
        return "point"
    if is_settlement(place):
        return "settlement"
    if code.startswith(COUNTRIES):
        mainland = atlas.shaped(place, "mainland")
        return "island" if mainland is not None and bool(mainland.shape.coast.all()) else "country"
    if code.startswith(ISLANDS):
        return "island"
    if code.startswith(WATERS):
        shape = atlas.shaped(place)
        return "course" if shape is not None and shape.shape.kind == "line" else "water"
    return "region" if atlas.shaped(place) is not None else "settlement"


def on_map(place: Place, atlas: Atlas) -> bool:
    """Whether a place can be measured from: it has an outline, or its point is near enough to what it stands for."""
    if point_of(place.id) is not None:
        return True
    if is_settlement(place):  # a city's point is as far off as the city is large, which is not far
        return place.population > 0 or place.accuracy_m <= NEAR_ENOUGH_M
    if atlas.shaped(place) is not None:
        return True
    return place.accuracy_m <= NEAR_ENOUGH_M and not place.feature_code.startswith(EXTENDED)
