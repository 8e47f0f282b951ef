"""GeoNames feature codes: the class each belongs to, and what a thing without inhabitants weighs.

The classes and codes are those of https://www.geonames.org/export/codes.html.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

_CLASSES = {
    "P": re.compile("PPL|STLMT"),
    "A": re.compile("ADM|PCL|TERR|PRSH|ZN|LTER"),
    "U": re.compile("[A-Z]{2,4}U$|CDAU|CNSU|CNYU|CTSU"),
    "H": re.compile(
        "AIRS|ANCH|BAY|BGHT|BNK|BOG|CAPG|CHN|CNFL|CNL|COVE|CRKT|CRNT|CUTF|DCK|DOMG|DPRG|DTCH|ESTY|FISH|FJD|FLLS|FLT|GLCR|"
        "GULF|GYSR|HBR|INLT|LBED|LGN|LK|MFGN|MGV|MOOR|MRSH|NRWS|OCN|OVF|PND|POOL|RCH|RDGG|RDST|RF|RPDS|RSV|RVN|SBKH|SD$|"
        "SEA|SHOL|SILL|SPNG|STM|STRT|SWMP|SYSI|TNLC|WAD|WEIR|WHRL|WLL|WTLD|WTRC|WTRH"
    ),
    "T": re.compile(
        "ATOL|BAR|BCH|BDLD|BLDR|BLHL|BLOW|BNCH|BUTE|CAPE|CFT|CLDA|CLF|CNYN|CONE|CRDR|CRQ|CRTR|CUET|DLTA|DPR|DSRT|DUNE|DVD|"
        "ERG|FAN|FORD|FSR|GAP|GRGE|HDLD|HLL|HMCK|HMDA|INTF|ISL|ISTH|KRST|LAVA|LEV|MESA|MND|MRN|MT|NKM|NTK|PAN$|PANS|PASS|"
        "PEN|PK|PLAT|PLDR|PLN|PROM|PT$|PTS|RDG|RK|SAND|SBED|SCRP|SDL|SHOR|SINK|SLID|SLP|SPIT|SPUR|TAL|TRGD|TRR|UPLD|VAL|VLC"
    ),
    "L": re.compile(
        "AGRC|AMUS|AREA|BSN|BTL|CLG|CMN|CNS|COLF|CONT|CST$|CTRB|DEVH|FLD|GASF|GRAZ|GVL|INDS|LAND|LCTY|MILB|MNA|MVA|NVB|OAS|"
        "OILF|PEAT|PRK|PRT|QCKS|RES|RGN|SALT|SNOW|TRB"
    ),
    "R": re.compile("CSWY|OILP$|PRMN|PTGE|RD|RJCT|RR|RTE|ST$|STKR|TNL|TRL"),
    "V": re.compile("BUSH|CULT|FRST|GRSLD|GRV|HTH|MDW|OCH|SCRB|TREE|TUND|VIN"),
}

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


def feature_class(code: str) -> str:
    """The one-letter class of a feature code; a class letter stands for itself, an unknown code for "S" (a spot)."""
    if len(code) <= 1:
        return code
    return next((letter for letter, codes in _CLASSES.items() if codes.match(code)), "S")


@lru_cache(1 << 16)
def weight(population: int, code: str) -> int:
    """A place's weight as one byte: `round(16 * log10(1 + population))`, or of `IMPORTANCE` where nobody is counted."""
    counted = population if population > 0 else IMPORTANCE.get(code, 0)
    return min(255, round(16 * math.log10(1 + counted)))
