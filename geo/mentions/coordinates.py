"""Coordinates written in a text, in the notations that people use.

Degrees, minutes and seconds; decimals; the hemisphere before, after or as a sign; colons; words; ISO 6709; geo URIs;
and, by `geo.mentions.grids`, the military grid and UTM.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.mentions.grids import find_grid_references

_DEGREE = r"(?:°|º|˚|deg\b\.?|degrees?\b)"
_MINUTE = r"(?:'|′|’|‘|ʹ|min\b\.?|minutes?\b)"
_SECOND = r"(?:\"|″|”|“|''|′′|’’|sec\b\.?|seconds?\b)"
_NORTH = r"(?:[NS]\b|north\b|south\b|North\b|South\b)"
_EAST = r"(?:[EW]\b|east\b|west\b|East\b|West\b)"


def _angle(prefix: str, whole: int) -> str:
    """A pattern for one angle: 24°27′30″, 24° 27.5', 24.45°, 24:27:30, 24-27-30."""
    return (
        rf"(?P<{prefix}d>[-+−]?\d{{1,{whole}}}(?:\.\d{{1,9}})?)"
        rf"(?:\s?{_DEGREE}(?:\s?(?P<{prefix}m>\d{{1,2}}(?:\.\d{{1,8}})?)\s?{_MINUTE}"
        rf"(?:\s?(?P<{prefix}s>\d{{1,2}}(?:\.\d{{1,6}})?)\s?{_SECOND})?)?"
        rf"|[:-](?P<{prefix}mc>\d\d(?:\.\d{{1,8}})?)(?:[:-](?P<{prefix}sc>\d\d(?:\.\d{{1,6}})?))?)?"
    )


_OF = r"(?:\s?(?:latitude|lat\b\.?))?"
_OF_LON = r"(?:\s?(?:longitude|long?\b\.?))?"
_BETWEEN = r"\s{0,2}(?:[,;/]|and\b|by\b)?\s{0,2}"
_PATTERNS = (
    # 24°27′N 122°56′E, 25.74 N, 123.47 E, 48 degrees 51 minutes north, 2 degrees 21 minutes east
    re.compile(
        rf"(?<![\w.+-]){_angle('a', 2)}\s?(?P<ah>{_NORTH}){_OF}{_BETWEEN}{_angle('o', 3)}\s?(?P<oh>{_EAST}){_OF_LON}"
    ),
    # N 24° 27.5' E 122° 56.1'
    re.compile(rf"(?<!\w)(?P<ah>[NS])\s?{_angle('a', 2)}{_BETWEEN}(?P<oh>[EW])\s?{_angle('o', 3)}(?![\w])"),
    # lat 25.74, lon 123.47; latitude: 25.74 longitude: 123.47
    re.compile(
        rf"(?i:(?<!\w)lat(?:itude)?)\.?\s?[:=]?\s?{_angle('a', 2)}{_BETWEEN}"
        rf"(?i:long?(?:itude)?|lng)\.?\s?[:=]?\s?{_angle('o', 3)}"
    ),
    # geo:25.74,123.47
    re.compile(r"(?<!\w)geo:(?P<ad>-?\d{1,2}(?:\.\d{1,9})?),(?P<od>-?\d{1,3}(?:\.\d{1,9})?)"),
    # ISO 6709: +25.74+123.47/
    re.compile(r"(?<![\w.])(?P<ad>[+-]\d{2}(?:\.\d{1,9})?)(?P<od>[+-]\d{3}(?:\.\d{1,9})?)(?:/|(?![\w.]))"),
    # 2544N 12328E
    re.compile(r"(?<![\w.])(?P<ad>\d{2})(?P<am>\d{2})(?P<ah>[NS])[ ,/]?\s?(?P<od>\d{3})(?P<om>\d{2})(?P<oh>[EW])\b"),
    # 25.74°, 123.47°
    re.compile(
        r"(?<![\w.])(?P<ad>[-−+]?\d{1,2}(?:\.\d{1,9})?)°\s?[,;]?\s?(?P<od>[-−+]?\d{1,3}(?:\.\d{1,9})?)°(?![\w])"
    ),
    # 25.7445, 123.4747: with three decimals at least, else any two numbers would do
    re.compile(
        r"(?<![\w.,$€£+-])(?P<ad>[-−+]?\d{1,2}\.\d{3,9})\s?[,;]\s?(?P<od>[-−+]?\d{1,3}\.\d{3,9})"
        r"(?![\w%°]|[.,]\d|\s?(?:km|mi|miles|per|percent|m)\b)"
    ),
)


_DEGREE_M = 111_195.0  # of latitude, on the mean sphere

# Every notation has one of these; most texts have none. Each begins with a digit or letters, quick to look for.
_SIGNS = ("°", "º", "˚", "degrees", "deg.", "geo:")
_HINTS = (
    re.compile(
        r"\d(?:\s?(?:[NS]|[Nn]orth|[Ss]outh)\b|(?<=\d{4})[NS]\d|(?<=\b[NS]\d)|(?<=\b[NS]\s\d)|\.\d{3}"
        r"|(?<=(?<![\w.])[+-]\d)\d(?:\.\d+)?[+-]\d{3}"
        r"|\s?[C-HJ-NP-X](?:\s?[A-HJ-NP-Z]{2}\s?\d{3}|\b\D{0,16}\d{6}))"  # on a grid
    ),
    re.compile(r"Lat(?:itude)?\b"),
    re.compile(r"lat(?:itude)?\b"),
)


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A written pair and where it stands in the text.

    Attributes:
        accuracy_m: Half a unit of the last digit written, in metres of latitude.
    """

    start: int
    end: int
    lat: float
    lon: float
    accuracy_m: float


def find_coordinates(text: str) -> list[Coordinates]:
    """All coordinates written in the text, in its order; pairs out of range are none."""
    if not any(sign in text for sign in _SIGNS) and not any(hint.search(text) for hint in _HINTS):
        return []
    found: list[tuple[int, int, Coordinates]] = []
    for order, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            lat, lon = _value(parts, "a"), _value(parts, "o")
            if lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180:
                accuracy_m = max(_half_unit_m(parts, "a"), _half_unit_m(parts, "o"))
                found.append((match.start(), order, Coordinates(match.start(), match.end(), lat, lon, accuracy_m)))
    found += [(start, len(_PATTERNS), Coordinates(start, end, *at)) for start, end, *at in find_grid_references(text)]
    kept: list[Coordinates] = []
    for _, _, pair in sorted(found, key=lambda item: item[:2]):
        if not kept or pair.start >= kept[-1].end:
            kept.append(pair)
    return kept


def _value(parts: dict[str, str | None], prefix: str) -> float | None:
    """Signed degrees of one angle; None where minutes or seconds are no such."""
    degrees = (parts[prefix + "d"] or "").replace("−", "-")
    minutes = float(parts.get(prefix + "m") or parts.get(prefix + "mc") or 0)
    seconds = float(parts.get(prefix + "s") or parts.get(prefix + "sc") or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    value = abs(float(degrees)) + minutes / 60 + seconds / 3600
    hemisphere = (parts.get(prefix + "h") or "").upper()[:1]
    return -value if degrees.startswith("-") or hemisphere in {"S", "W"} else value


def _half_unit_m(parts: dict[str, str | None], prefix: str) -> float:
    """Half a unit of the last digit of an angle, in metres of latitude."""
    for names, unit_m in (("s", "sc"), _DEGREE_M / 3600), (("m", "mc"), _DEGREE_M / 60), (("d",), _DEGREE_M):
        written = next((value for name in names if (value := parts.get(prefix + name))), None)
        if written is not None:
            return unit_m / 2 * 10.0 ** -len(written.partition(".")[2])
    return 0.0
