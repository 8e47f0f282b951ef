"""The land beneath a map as a small pyramid of vector tiles: the world coarsely, finer only where the text goes.

A tile is a square of Web Mercator, as in any web map: `zoom/column/row`. Each level serves the zooms up to the next
one, so a tile's own grid has four steps a pixel at the deepest zoom it serves.
"""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maps.basemap import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from maps.basemap import BasemapSource

    Line = npt.NDArray[np.float64]

EQUATOR_M = 40_075_016.7
MAX_LAT = 85.0511287798  # where Web Mercator's square ends
TILE_PX = 256
STEPS_PER_PX = 4
MARGIN = 1 / 64  # of a tile's side, so that a cut edge lies out of sight


@dataclass(frozen=True, slots=True)
class Level:
    """Tiles of one zoom, drawn at `zoom` to `deepest`; at most `most` of them."""

    zoom: int
    deepest: int
    most: int

    @property
    def extent(self) -> int:
        """Steps along a tile's side."""
        return TILE_PX * STEPS_PER_PX << (self.deepest - self.zoom)


WORLD = Level(0, 4, 1)
REGION = Level(5, 7, 36)
SHORE = Level(8, 10, 48)
COVE = Level(11, 14, 12)
LEVELS = (WORLD, REGION, SHORE, COVE)

Address = tuple[int, int, int]


def address(level: Level, lon: float, lat: float) -> Address:
    """The tile of a level that holds a point."""
    side = 1 << level.zoom
    shut = math.radians(max(-MAX_LAT, min(MAX_LAT, lat)))
    x, y = (lon / 360 + 0.5) * side, (0.5 - math.asinh(math.tan(shut)) / (2 * math.pi)) * side
    return level.zoom, int(x) % side, min(side - 1, max(0, int(y)))


def packed(wanted: Sequence[Iterable[Address]], source: BasemapSource, *, budget: int) -> dict[str, Any]:
    """Tiles for the page: the world, then those wanted, until they fill the budget.

    Args:
        wanted: For each level after the world's, addresses in the order of their worth.
        source: Who has the land.
        budget: Characters that all the tiles may take.

    Returns:
        For each level its zoom and extent, and the tiles by "zoom/column/row": land rings and border lines, each a
        base64 of variable-length integers.
    """
    chosen: list[tuple[Level, Address]] = [(WORLD, (0, 0, 0))]
    for level, addresses in zip(LEVELS[1:], wanted, strict=True):
        chosen += [(level, one) for one in list(dict.fromkeys(addresses))[: level.most]]
    found = source.basemaps([_window(level, one) for level, one in chosen])
    tiles: dict[str, list[str]] = {}
    spent = 0
    for (level, one), basemap in zip(chosen, found, strict=True):
        tile = [
            packed_lines(basemap.land, level, one, ring=True),
            packed_lines(basemap.borders, level, one, ring=False),
        ]
        spent += sum(map(len, tile))
        if spent > budget and tiles:
            break
        tiles["/".join(map(str, one))] = tile
    return {"levels": [[level.zoom, level.extent] for level in LEVELS], "tiles": tiles}


def unpacked(text: str) -> list[npt.NDArray[np.int64]]:
    """The lines of a tile, (n, 2) steps from its north-west corner."""
    stream = np.frombuffer(base64.b64decode(text), dtype=np.uint8)
    if not len(stream):
        return []
    last = stream < 128
    number = np.concatenate([[0], np.cumsum(last)[:-1]])
    first = np.concatenate([[0], np.flatnonzero(last)[:-1] + 1])
    shift = 7 * (np.arange(len(stream)) - first[number])
    values = np.zeros(int(last.sum()), dtype=np.int64)
    np.add.at(values, number, (stream & 127).astype(np.int64) << shift)
    lines = []
    at = 0
    while at < len(values):
        end = at + 1 + 2 * int(values[at])
        change = values[at + 1 : end].reshape(-1, 2)
        lines.append(np.cumsum((change >> 1) ^ -(change & 1), axis=0))
        at = end
    return lines


def _window(level: Level, tile: Address) -> Window:
    side = 1 << tile[0]
    west, east = (max(0.0, min(1.0, (tile[1] + edge) / side)) * 360 - 180 for edge in (-MARGIN, 1 + MARGIN))
    north, south = (_latitude((tile[2] + edge) / side) for edge in (-MARGIN, 1 + MARGIN))
    # Half a pixel at the deepest zoom, on the ground at the tile's middle.
    shrink = math.cos(math.radians((north + south) / 2))
    tolerance_m = EQUATOR_M * shrink / (TILE_PX << level.deepest) / 2
    return Window(west, south, east, north, tolerance_m)


def _latitude(y: float) -> float:
    y = max(0.0, min(1.0, y))
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def mercator(line: Line) -> Line:
    """Positions in degrees as fractions of Web Mercator's square, from its north-west corner."""
    lat = np.radians(np.clip(line[:, 1], -MAX_LAT, MAX_LAT))
    return np.column_stack([line[:, 0] / 360 + 0.5, 0.5 - np.arcsinh(np.tan(lat)) / (2 * math.pi)])


def packed_lines(lines: Sequence[Line], level: Level, tile: Address, *, ring: bool) -> str:
    """Lines as base64: for each its number of steps, then each step's change in x and y, zigzag, seven bits a byte.

    Steps that fall on the one before are left out, and so are lines of which too few are left to be seen.
    """
    lines = [line for line in lines if len(line) > 1]
    if not lines:
        return ""
    corner = np.array([tile[1], tile[2]])
    steps = np.rint((mercator(np.vstack(lines)) * (1 << tile[0]) - corner) * level.extent).astype(np.int64)
    sizes = np.array([len(line) for line in lines])
    firsts = np.cumsum(sizes) - sizes
    moved = np.ones(len(steps), dtype=bool)
    moved[1:] = (steps[1:] != steps[:-1]).any(axis=1)
    moved[firsts] = True
    if ring:  # which closes by itself
        lasts = firsts + sizes - 1
        moved[lasts] &= (steps[lasts] != steps[firsts]).any(axis=1)
    counts = np.add.reduceat(moved, firsts)
    seen = counts >= (3 if ring else 2)
    steps = steps[moved & np.repeat(seen, sizes)]
    counts = counts[seen]
    if not len(counts):
        return ""
    firsts = np.cumsum(counts) - counts
    change = np.diff(steps, axis=0, prepend=0)
    change[firsts] = steps[firsts]
    numbers = np.insert(((change << 1) ^ (change >> 63)).ravel(), 2 * firsts, counts)
    return base64.b64encode(_varints(numbers.astype(np.uint64))).decode("ascii")


def _varints(values: npt.NDArray[np.uint64]) -> bytes:
    """LEB128: seven bits a byte, low bits first, the high bit set on all but the last byte of a number."""
    widths = np.ones(len(values), dtype=np.int64)
    for byte in range(1, 5):
        widths += values >= np.uint64(1 << (7 * byte))
    ends = np.cumsum(widths)
    out = np.zeros(int(ends[-1]), dtype=np.uint8)
    starts = ends - widths
    for byte in range(5):
        has = widths > byte
        more = (widths[has] > byte + 1).astype(np.uint8) << 7
        out[starts[has] + byte] = ((values[has] >> np.uint64(7 * byte)) & np.uint64(127)).astype(np.uint8) | more
    return out.tobytes()
