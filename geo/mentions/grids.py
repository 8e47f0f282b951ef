"""Positions on the military grid (MGRS) and by zone, easting and northing (UTM), written in a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyproj import Transformer

_BANDS = "CDEFGHJKLMNPQRSTUVWX"  # of 8 degrees each from 80 S, the last of 12; no I and no O
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")  # of the squares of 100 km, by zone: every third begins anew
_ROWS = "ABCDEFGHJKLMNPQRSTUV"  # they begin anew every 2,000 km, in even zones at F
_SQUARE_M, _ROUND_M = 100_000, 2_000_000
_EQUATOR_M = 10_000_000  # northing of the equator in the southern half
_DEGREE_M = 110_800  # of northing, to within a hundredth

_BAND, _ROW = "[C-HJ-NP-X]", "[A-HJ-NP-V]"
# 18S UJ 23394 07395, 18SUJ2339407395: from a square of 100 m on, else a model number would do
_MGRS = re.compile(
    rf"(?<![\w.])(?P<zone>\d{{1,2}})\s?(?P<band>{_BAND})\s?(?P<square>[A-HJ-NP-Z]{_ROW})\s?"
    r"(?:(?P<east>\d{3,5})\s(?P<north>\d{3,5})|(?P<both>\d{6}(?:\d\d){0,2}))(?![\w.]\w|\w)"
)
# 31U 448251 5411932, UTM zone 33S 265000 E 6250000 N, zone 31 N, 448251 mE, 5411932 mN
_UTM = re.compile(
    rf"(?<![\w.])(?P<named>(?:UTM\s?)?(?:[Zz]one\s?)?)(?P<zone>\d{{1,2}})\s?(?P<band>{_BAND})\b[,:]?\s?"
    r"(?:E(?:asting)?:?\s?)?(?P<east>\d{6}(?:\.\d{1,3})?)(?:\s?m)?\s?E?[,;]?\s"
    r"(?:N(?:orthing)?:?\s?)?(?P<north>\d{4,8}(?:\.\d{1,3})?)(?:\s?m)?(?:\s?N\b)?(?![\w.]\w)"
)


def find_grid_references(text: str) -> Iterator[tuple[int, int, float, float, float]]:
    """(start, end, lat, lon, half the side of its square in metres) of each position on a grid.

    What lies outside its own zone and band is none.
    The grid is that of NGA.STND.0037. A square stands for its middle.
    """
    for match in _MGRS.finditer(text):
        east, north = match["east"], match["north"]
        if east is None:
            half = len(match["both"]) // 2
            east, north = match["both"][:half], match["both"][half:]
        if len(east) == len(north):
            found = _from_square(int(match["zone"]), match["band"], match["square"], east, north)
            if found is not None:
                yield match.start(), match.end(), *found, 10 ** (5 - len(east)) / 2
    for match in _UTM.finditer(text):
        zone, letter = int(match["zone"]), match["band"]
        east, north = float(match["east"]), float(match["north"])
        # After the word, N and S are halves of the earth; in a bare 18S they are bands.
        if match["named"] and letter in "NS":
            found = _unprojected(zone, east, north, south=letter == "S")
        else:
            found = _in_band(zone, letter, east, north)
        if found is not None:
            yield match.start(), match.end(), *found, 0.5


def _from_square(zone: int, band: str, square: str, east: str, north: str) -> tuple[float, float] | None:
    column = _COLUMNS[(zone - 1) % 3].find(square[0])
    if column < 0:
        return None
    row = (_ROWS.index(square[1]) - (0 if zone % 2 else 5)) % len(_ROWS)
    side = 10 ** (5 - len(east))
    easting = (column + 1) * _SQUARE_M + (int(east) + 0.5) * side
    northing = row * _SQUARE_M + (int(north) + 0.5) * side
    return next(
        (found for k in range(5) if (found := _in_band(zone, band, easting, northing + k * _ROUND_M)) is not None), None
    )


def _in_band(zone: int, band: str, easting: float, northing: float) -> tuple[float, float] | None:
    """The position, if it lies in that band."""
    south = band < "N"
    floor = -80 + 8 * _BANDS.index(band)
    # A square that a parallel cuts belongs to both bands: the point may lie a square beyond.
    lowest, highest = floor - 1, floor + (12 if band == "X" else 8) + 1
    if not lowest - 1 <= (northing - (_EQUATOR_M if south else 0)) / _DEGREE_M <= highest + 1:
        return None
    found = _unprojected(zone, easting, northing, south=south)
    return found if found is not None and lowest <= found[0] <= highest else None


def _unprojected(zone: int, easting: float, northing: float, *, south: bool) -> tuple[float, float] | None:
    """(lat, lon) of a position on the WGS 84 grid of a zone; None where it is none."""
    if not (1 <= zone <= 60 and _SQUARE_M <= easting < 10 * _SQUARE_M and 0 <= northing <= _EQUATOR_M):
        return None
    lon, lat = _grid(zone, south).transform(easting, northing)
    return (lat, lon) if -80.5 <= lat <= 84.5 else None


@cache
def _grid(zone: int, south: bool) -> Transformer:
    """From the grid of a zone to degrees."""
    from pyproj import Transformer

    return Transformer.from_crs(32700 + zone if south else 32600 + zone, 4326, always_xy=True)
