"""What a thing weighs among its namesakes, by its inhabitants or its GeoNames feature code."""

from __future__ import annotations

import math
from functools import lru_cache

# As a number of inhabitants that would weigh as much when namesakes are ranked.
IMPORTANCE = {
    "CONT": 500_000_000,
    "OCN": 300_000_000,
    "RGN": 20_000_000,
    "SEA": 10_000_000,
    "GULF": 3_000_000,
    "STRT": 2_000_000,
    "BAY": 300_000,
    "CHN": 300_000,
    "CNL": 500_000,
    "LK": 300_000,
    "STM": 1_000_000,
    "DSRT": 1_000_000,
    "MTS": 1_000_000,
    "PEN": 1_000_000,
    "PLAT": 300_000,
    "MT": 50_000,
    "PK": 50_000,
    "CAPE": 20_000,
    "PCLI": 1_000_000,
    "PCLS": 300_000,
    "PCLD": 100_000,
    "TERR": 100_000,
    "ADM1": 300_000,
    "ADM2": 5_000,
    "PPLC": 300_000,
    "GOVT": 300_000,
    "ISLS": 100_000,
    "ISL": 10_000,
    "BLDG": 20_000,
    "AIRB": 20_000,
    "AIRP": 2_000,
    "AIRF": 200,
    "PRT": 2_000,
}


@lru_cache(1 << 16)
def weight(population: int, code: str) -> int:
    """A place's weight as one byte: `round(16 * log10(1 + population))`, or of `IMPORTANCE` where nobody is counted."""
    counted = population if population > 0 else IMPORTANCE.get(code, 0)
    return min(255, round(16 * math.log10(1 + counted)))
