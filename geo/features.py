"""The classes that GeoNames sorts feature codes into: https://www.geonames.org/export/codes.html."""

from __future__ import annotations

import re

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


def feature_class(code: str) -> str:
    """The one-letter class of a feature code; a class letter stands for itself, an unknown code for "S" (a spot)."""
    if len(code) <= 1:
        return code
    return next((letter for letter, codes in _CLASSES.items() if codes.match(code)), "S")
