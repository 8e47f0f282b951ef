"""What a stated length stands for."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from geo.units import KM_PER

if TYPE_CHECKING:
    from geo.records import Claim, Comparator, Stated

# A bare number is given no more than this share of itself either side.
MOST_ROUNDING = 0.05
# "About" gives a tenth, and so does the benefit of the doubt to a bare number that misses.
ROUGHLY = 0.10
_BELITTLING = re.compile(r"\b(?:mere|only|just|barely|scarcely|hardly)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Interval:
    """The lengths that a stated one stands for, in kilometres; None on a side without a bound.

    Attributes:
        low_open: Whether the low bound itself is outside ("more than").
        high_open: Whether the high bound itself is outside ("less than").
        rounded: Whether the bounds come from rounding, and are not claimed themselves.
    """

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    rounded: bool = False

    def holds(self, low_km: float, km: float, high_km: float) -> bool | None:
        """Whether a measured length is meant.

        Args:
            low_km: The least that the length may be.
            km: The length as measured.
            high_km: The most that it may be.

        Returns:
            True or False; None where some of what it may be is meant and some is not. A rounded number is no bound: a
            length that may well lie in its interval is what it says, if it is known better than the number.
        """
        if self._below(high_km) or self._above(low_km):
            return False
        if self.rounded:
            assert self.low is not None
            assert self.high is not None
            inside = not self._below(km) and not self._above(km)
            if inside or high_km - low_km <= self.high - self.low:
                return True
        return None if self._below(low_km) or self._above(high_km) else True

    def nearly(self, low_km: float, km: float, high_km: float) -> bool:
        """Whether a measured length would be meant if the bounds were moved out by a tenth."""
        return self._widened(ROUGHLY).holds(low_km, km, high_km) is not False

    def _widened(self, share: float) -> Interval:
        """The interval with its bounds moved out by a share of themselves."""
        return Interval(
            None if self.low is None else self.low * (1 - share), None if self.high is None else self.high * (1 + share)
        )

    def _below(self, km: float) -> bool:
        return self.low is not None and (km < self.low or (self.low_open and km == self.low))

    def _above(self, km: float) -> bool:
        return self.high is not None and (km > self.high or (self.high_open and km == self.high))


def interval_of(stated: Stated, comparator: Comparator, *, belittled: bool = False) -> Interval:
    """What a stated length stands for.

    A bare number is rounded: half a unit of its last significant digit either side, at most 5 %; a whole number below
    ten, 0.5. "About" gives 10 %, or that half unit where it is larger. Bounds are taken as said. What is "a mere 10
    km" may be a tenth less.

    Args:
        stated: The length.
        comparator: How it is stated.
        belittled: Whether the words before it say that it is little.
    """
    unit = KM_PER[stated.unit]
    low, high = min(stated.low, stated.high) * unit, max(stated.low, stated.high) * unit
    if comparator == "lt":
        return Interval(None, high, high_open=True)
    if comparator == "le":
        return Interval(None, high)
    if comparator == "gt":
        return Interval(low, None, low_open=True)
    if comparator == "ge":
        return Interval(low, None)
    if comparator == "between" or (comparator == "eq" and low != high):
        return Interval(low, high)
    if comparator == "approx":
        slack = [max(ROUGHLY * abs(value), half_unit(value)) * unit for value in (stated.low, stated.high)]
    else:
        slack = [rounding(value) * unit for value in (stated.low, stated.high)]
    if belittled:
        slack[0] = max(slack[0], ROUGHLY * low)
    return Interval(max(0.0, low - slack[0]), high + slack[1], rounded=True)


def claimed_interval(claim: Claim) -> Interval:
    """What the first stated length of a claim stands for, in the words of the claim."""
    before = claim.text[: max(0, claim.quantity.start - claim.start)] if claim.quantity is not None else ""
    return interval_of(claim.stated[0], claim.comparator, belittled=_BELITTLING.search(before) is not None)


def half_unit(value: float) -> float:
    """Half a unit of a number's last significant digit: 5 for 270, 0.5 for 47, 50 for 1,100, 0.05 for 7.5."""
    if value == 0 or not math.isfinite(value):
        return 0.5
    digits = Decimal(repr(value)).normalize()
    exponent = digits.as_tuple().exponent
    assert isinstance(exponent, int)
    return float(Decimal(10) ** exponent / 2)


def rounding(value: float) -> float:
    """What a bare number may be off: half a unit of its last significant digit, at most 5 %; 0.5 below ten."""
    if value == int(value) and abs(value) < 10:
        return 0.5
    return min(half_unit(value), MOST_ROUNDING * abs(value))
