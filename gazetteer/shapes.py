"""Outlines of places by their ids: lists of blocks of packed lines, of the world's land or drawn for the place."""

from __future__ import annotations

import mmap
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from gazetteer.land import UNITS_PER_DEGREE, Lines
from geo.errors import GazetteerDamaged, GazetteerMissing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt

    from geo.records import PlacePart

OUTLINES_MAGIC = b"mentionmap outlines 1\n\0\0"
KINDS: tuple[Literal["point", "line", "area"], ...] = ("point", "line", "area")
# Flags of a block: which parts of the place it belongs to (all are in "islets"), whether it is shore, and whether its
# lines were drawn for the place rather than being the land's.
WHOLE, MAINLAND, METROPOLITAN, COAST, DRAWN = 1, 2, 4, 8, 16
FLAG_OF_PART: dict[PlacePart, int] = {"islets": 0, "whole": WHOLE, "mainland": MAINLAND, "metropolitan": METROPOLITAN}
# The columns of a table of blocks.
COLUMNS = 8
# The OSM coast is traced from imagery: nothing is promised, and surveyed coasts differ from it by tens of metres.
LAND_ACCURACY_M = 30.0
BLOCK = 128
# A block that is wider or higher than this is cut, down to so many segments.
WIDEST_DEG = 0.5
FEWEST = 4
LAND_ID = "osm-land:"
# In a sliver the rounding of a label point may lead out of it.
LEAST_CHECKED_KM2 = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A `geo.shape.Shape` whose segments are read when they are asked for.

    Attributes:
        ranges: (blocks, 2) first and last-but-one segment of each block.
        drawn: (blocks,) whether the block's segments are in `lines` rather than in `land`.
    """

    kind: Literal["point", "line", "area"]
    bounds: npt.NDArray[np.float64]
    accuracy_m: npt.NDArray[np.float64]
    coast: npt.NDArray[np.bool_]
    ranges: npt.NDArray[np.int64]
    drawn: npt.NDArray[np.bool_]
    land: Lines
    lines: Lines | None

    def segments(self, block: int) -> npt.NDArray[np.float64]:
        """(n, 4) lon, lat, lon, lat of the block's segments, in degrees."""
        source = self.lines if self.drawn[block] else self.land
        assert source is not None
        start, stop = self.ranges[block]
        return source.segments(int(start), int(stop))

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point lies inside: whether an odd number of segments lies due north of it."""
        if self.kind != "area":
            return False
        west, _, east, north = self.bounds.T
        crossings = 0
        for block in np.nonzero((west <= lon) & (lon <= east) & (north >= lat))[0]:
            x0, y0, x1, y1 = self.segments(int(block)).T
            over = (x0 <= lon) != (x1 <= lon)
            x0, y0, x1, y1 = x0[over], y0[over], x1[over], y1[over]
            crossings += int(np.count_nonzero(y0 + (lon - x0) / (x1 - x0) * (y1 - y0) > lat))
        return crossings % 2 == 1


class Shapes:
    """The outlines of a gazetteer.

    The file of outlines: the magic; the number of outlines and the length of their ids (uint64); for each outline its
    bounds (4 int32) and label point (2 int32) in units of 1e-5 degree, its area in km² (float32), its kind (uint8, as
    in `KINDS`); and, with one more for the end, the offset of its table of blocks (uint64) and of its id (uint32); the
    ids, sorted as bytes; the tables. A table is zlib of eight int32 columns, first all the lowest bytes, then the next:
    first segment less that of the block before, segments, flags, accuracy in metres, west and south less those of the
    block before, width, height.

    Args:
        outlines: That file, or None for land alone.
        land: The packed land.
        lines: The packed lines that the outlines have beside it.
    """

    def __init__(self, outlines: Path | None, land: Lines, lines: Lines | None) -> None:
        self.land, self._lines = land, lines
        self.path = outlines or land.path
        self._count = 0
        if outlines is not None:
            self._read_index(outlines)
        self.get = lru_cache(256)(self._get)
        self._outline = lru_cache(128)(self._read_outline)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The shapes in a folder: `land.bin`, and beside it `outlines.bin` and `lines.bin`.

        Raises:
            GazetteerMissing: The folder has no land.
            GazetteerDamaged: One of the files cannot be read.
        """
        outlines, lines = folder / "outlines.bin", folder / "lines.bin"
        land = Lines(folder / "land.bin")
        if not outlines.exists():
            return cls(None, land, None)
        return cls(outlines, land, Lines(lines))

    def _read_index(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                data = self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError as error:
            raise GazetteerMissing(f"{path}: no such file; reinstall mentionmap to get its outlines back") from error
        except (OSError, ValueError) as error:
            raise GazetteerDamaged(f"{path}: cannot be read ({error}); reinstall mentionmap") from error
        at = len(OUTLINES_MAGIC)
        if data[:at] != OUTLINES_MAGIC:
            raise self._damaged("is no file of outlines")
        try:
            count, names = (int(n) for n in np.frombuffer(data, np.uint64, 2, at))
            at += 16
            self._offsets = np.frombuffer(data, np.uint64, count + 1, at)
            at += self._offsets.nbytes
            self._bounds = np.frombuffer(data, np.int32, 4 * count, at).reshape(count, 4)
            at += self._bounds.nbytes
            self._labels = np.frombuffer(data, np.int32, 2 * count, at).reshape(count, 2)
            at += self._labels.nbytes
            self._areas = np.frombuffer(data, np.float32, count, at)
            at += self._areas.nbytes
            self._id_offsets = np.frombuffer(data, np.uint32, count + 1, at)
            at += self._id_offsets.nbytes
            self._kinds = np.frombuffer(data, np.uint8, count, at)
            at += self._kinds.nbytes
            self._ids = data[at : at + names]
        except ValueError as error:
            raise self._damaged("is cut short") from error
        if int(self._offsets[-1]) != len(data):
            raise self._damaged("is cut short")
        self._count = count

    def ids(self) -> Iterator[str]:
        """The ids of all outlines but the numbered polygons of the land, in order."""
        return (self._id(number).decode() for number in range(self._count))

    def has(self, place_id: str) -> bool:
        """Whether there is an outline of this id."""
        return self._find(place_id) is not None or self._land_part(place_id) is not None

    def _get(self, place_id: str, part: PlacePart = "whole") -> Outline | None:
        """The outline of a place, or None where there is none of this id.

        Args:
            place_id: An id of the place; `osm-land:N` is the land polygon of that number.
            part: Which part of it; where the place has no such part, all of it.
        """
        number = self._find(place_id)
        if number is not None:
            return self._outline(number, part)
        polygon = self._land_part(place_id)
        return None if polygon is None else self._polygon(polygon)

    def label(self, place_id: str) -> tuple[float, float] | None:
        """A point (lon, lat) well inside the place's largest part, or None where there is no outline of this id."""
        number = self._find(place_id)
        if number is None:
            return None
        lon, lat = self._labels[number] / UNITS_PER_DEGREE
        return float(lon), float(lat)

    def containing(self, lon: float, lat: float) -> tuple[str, ...]:
        """Ids of the outlines that hold the point, rocks and all, smallest first."""
        if not self._count:
            return ()
        x, y = lon * UNITS_PER_DEGREE, lat * UNITS_PER_DEGREE
        bounds = self._bounds
        near = (bounds[:, 0] <= x) & (bounds[:, 1] <= y) & (bounds[:, 2] >= x) & (bounds[:, 3] >= y)
        near &= self._kinds == KINDS.index("area")
        numbers = sorted(np.nonzero(near)[0].tolist(), key=lambda number: float(self._areas[number]))
        return tuple(self._id(n).decode() for n in numbers if self._outline(n, "islets").holds(lon, lat))

    def check(self) -> Iterator[tuple[str, str]]:
        """What is wrong with the outlines: the id of each, and a broken page, an open ring or a label point outside."""
        for number in range(self._count):
            name = self._id(number).decode()
            try:
                outline = self._read_outline(number, "islets")
                segments = np.vstack([outline.segments(block) for block in range(len(outline.bounds))])
            except GazetteerDamaged as error:
                yield name, str(error)
                continue
            if outline.kind != "area":
                continue
            # Of closed rings each vertex ends two segments, so that what stands for it cancels itself.
            ends = np.rint(segments.reshape(-1, 2) * UNITS_PER_DEGREE).astype(np.int64) @ np.array([2**27, 1])
            if np.bitwise_xor.reduce(ends.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)):
                yield name, "its outline is not closed"
            if self._areas[number] >= LEAST_CHECKED_KM2 and not outline.holds(
                *(self._labels[number] / UNITS_PER_DEGREE).tolist()
            ):
                yield name, "its label point lies outside of its outline"

    def _id(self, number: int) -> bytes:
        return self._ids[int(self._id_offsets[number]) : int(self._id_offsets[number + 1])]

    def _find(self, place_id: str) -> int | None:
        wanted = place_id.encode()
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._id(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < self._count and self._id(low) == wanted else None

    def _land_part(self, place_id: str) -> int | None:
        number = place_id.removeprefix(LAND_ID)
        if number == place_id or not (number.isascii() and number.isdigit()):
            return None
        return int(number) if int(number) < self.land.parts else None

    def _polygon(self, number: int) -> Outline:
        pieces = self.land.pieces(*self.land.part(number), BLOCK)
        ranges = np.array([cut for piece in pieces for cut in compact(self.land, *piece)], np.int64)
        bounds = np.array([box(self.land.segments(int(a), int(b))) for a, b in ranges])
        count = len(ranges)
        return Outline(
            kind="area",
            bounds=bounds,
            accuracy_m=np.full(count, LAND_ACCURACY_M),
            coast=np.ones(count, bool),
            ranges=ranges,
            drawn=np.zeros(count, bool),
            land=self.land,
            lines=None,
        )

    def _read_outline(self, number: int, part: PlacePart) -> Outline:
        start, stop = int(self._offsets[number]), int(self._offsets[number + 1])
        try:
            planes = np.frombuffer(zlib.decompress(self._map[start:stop]), np.uint8).reshape(4, COLUMNS, -1)
        except (zlib.error, ValueError) as error:
            raise self._damaged(f"has a broken outline ({self._id(number).decode()})") from error
        table = np.ascontiguousarray(np.moveaxis(planes, 0, -1)).view(np.int32)[..., 0].astype(np.int64)
        first, count, flags, accuracy, west, south, width, height = table
        first, west, south = np.cumsum(first), np.cumsum(west), np.cumsum(south)
        kept = (flags & FLAG_OF_PART[part]) == FLAG_OF_PART[part]
        if not kept.any():
            kept[:] = True
        bounds = np.stack([west, south, west + width, south + height], axis=1) / UNITS_PER_DEGREE
        return Outline(
            kind=KINDS[self._kinds[number]],
            bounds=bounds[kept],
            accuracy_m=accuracy[kept].astype(np.float64),
            coast=(flags[kept] & COAST) != 0,
            ranges=np.stack([first, first + count], axis=1)[kept],
            drawn=(flags[kept] & DRAWN) != 0,
            land=self.land,
            lines=self._lines,
        )

    def _damaged(self, what: str) -> GazetteerDamaged:
        return GazetteerDamaged(f"{self.path}: {what}; reinstall mentionmap")


def box(segments: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """West, south, east, north of segments."""
    low, high = segments.min(axis=0), segments.max(axis=0)
    return np.concatenate([np.minimum(low[:2], low[2:]), np.maximum(high[:2], high[2:])])


def compact(source: Lines, start: int, stop: int) -> list[tuple[int, int]]:
    """Cuts a range of segments that reaches far, where it jumps farthest or else in the middle.

    A block of islands far apart, or of a long border, would have to be read for whatever lies between them.
    """
    segments = source.segments(start, stop)
    west, south, east, north = box(segments)
    if stop - start <= FEWEST or max(east - west, north - south) <= WIDEST_DEG:
        return [(start, stop)]
    jumps = np.abs(segments[1:, :2] - segments[:-1, 2:]).max(axis=1)
    at = start + 1 + (int(jumps.argmax()) if jumps.max() > 0 else (stop - start) // 2 - 1)
    return [*compact(source, start, at), *compact(source, at, stop)]
