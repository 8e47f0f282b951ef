"""Packed lines: millions of segments in one mapped file, read a page at a time.

Vertices are kept in units of 1e-5 degree, as differences from the vertex before, in pages of a few thousand. Segments
are numbered through the whole file, so that an outline is a list of ranges of them.
"""

from __future__ import annotations

import itertools
import mmap
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import GazetteerDamaged, GazetteerMissing

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

UNITS_PER_DEGREE = 100_000
MAGIC = b"mentionmap lines 1\n\0\0\0\0\0"
# A page is at most this many vertices.
PAGE = 4096
# Decoded pages that are kept, at 128 KiB each.
PAGES_KEPT = 256


class Lines:
    """Segments of packed rings and lines, by number; and parts (a polygon with its holes, or a line), by number.

    The file: the magic; the number of pages (uint64); for each page, and one more for the end, the offset of its data
    (uint64), the number of its first segment (uint32), and how many parts begin before it (uint32); then the pages. A
    page is zlib of: the number of its chains, of its parts, and how many of its segments come before the first part
    (int32); for each chain the number of its vertices, negative for an open one (int32); for each part the number of
    its segments in this page (int32); the differences of longitude, then of latitude, each as zigzag uint32, first all
    the lowest bytes, then the next. A closed chain has as many segments as vertices, an open one has one less.

    Args:
        path: The file.

    Raises:
        GazetteerMissing: There is no such file.
        GazetteerDamaged: It is not such a file, or cut short.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError as error:
            raise GazetteerMissing(f"{path}: no such file; reinstall mentionmap to get its land back") from error
        except (OSError, ValueError) as error:
            raise GazetteerDamaged(f"{path}: cannot be read ({error}); reinstall mentionmap") from error
        if self._map[: len(MAGIC)] != MAGIC:
            raise self._damaged("is no file of packed lines")
        try:
            pages = int(np.frombuffer(self._map, np.uint64, 1, len(MAGIC))[0])
            at = len(MAGIC) + 8
            self._offsets = np.frombuffer(self._map, np.uint64, pages + 1, at)
            self._segments = np.frombuffer(self._map, np.uint32, pages + 1, at + 8 * (pages + 1))
            self._parts = np.frombuffer(self._map, np.uint32, pages + 1, at + 12 * (pages + 1))
        except ValueError as error:
            raise self._damaged("is cut short") from error
        if int(self._offsets[-1]) != len(self._map):
            raise self._damaged("is cut short")
        self._decoded = lru_cache(PAGES_KEPT)(self._read_page)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._segments) - 1

    def page(self, number: int) -> tuple[int, int]:
        """The range of segments of a page."""
        return int(self._segments[number]), int(self._segments[number + 1])

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return int(self._parts[-1])

    def part(self, number: int) -> tuple[int, int]:
        """The range of segments of a part."""
        if not 0 <= number < self.parts:
            raise IndexError(number)
        return self._part_start(number), self._part_start(number + 1)

    def part_of(self, segment: int) -> int:
        """The part that a segment belongs to."""
        page = self._page_of(segment)
        starts = self._decoded(page)[1]
        return int(self._parts[page]) + int(np.searchsorted(starts, segment, side="right")) - 1

    def pieces(self, start: int, stop: int, size: int) -> list[tuple[int, int]]:
        """Cuts a range of segments into ranges of at most `size` that do not cross from page to page."""
        cuts: list[tuple[int, int]] = []
        page = self._page_of(start)
        while start < stop:
            end = min(stop, int(self._segments[page + 1]))
            count = -(-(end - start) // size)
            cuts += itertools.pairwise(start + (end - start) * i // count for i in range(count + 1))
            start, page = end, page + 1
        return cuts

    def segments(self, start: int, stop: int) -> npt.NDArray[np.float64]:
        """The segments from `start` up to `stop`, as (n, 4) lon, lat, lon, lat in degrees."""
        found = []
        page = self._page_of(start)
        while start < stop:
            first, end = int(self._segments[page]), min(stop, int(self._segments[page + 1]))
            found.append(self._decoded(page)[0][start - first : end - first])
            start, page = end, page + 1
        if len(found) == 1:
            return found[0]
        return np.concatenate(found) if found else np.empty((0, 4))

    def _page_of(self, segment: int) -> int:
        return int(np.searchsorted(self._segments, segment, side="right")) - 1

    def _part_start(self, number: int) -> int:
        if number == self.parts:
            return int(self._segments[-1])
        page = int(np.searchsorted(self._parts, number, side="right")) - 1
        return int(self._decoded(page)[1][number - int(self._parts[page])])

    def _read_page(self, number: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
        packed = self._map[int(self._offsets[number]) : int(self._offsets[number + 1])]
        first, stop = int(self._segments[number]), int(self._segments[number + 1])
        try:
            raw = np.frombuffer(zlib.decompress(packed), np.uint8)
            counts = raw[: len(raw) // 4 * 4].view(np.int32)
            chains = counts[3 : 3 + counts[0]]
            parts = counts[3 + counts[0] : 3 + counts[0] + counts[1]]
            planes = raw[4 * (3 + len(chains) + len(parts)) :].reshape(4, 2, -1)
            zigzag = np.empty((*planes.shape[1:], 4), np.uint8)
            for byte, plane in enumerate(planes):
                zigzag[..., byte] = plane
            steps = zigzag.view(np.int32)[..., 0]
            steps = ((steps >> 1) & 0x7FFFFFFF) ^ -(steps & 1)
            vertices = np.cumsum(steps, axis=1, dtype=np.int32) / UNITS_PER_DEGREE
            ends = np.cumsum(np.abs(chains))
            segments = np.empty((vertices.shape[1], 4))
            segments[:, :2] = vertices.T
            segments[:-1, 2:] = segments[1:, :2]
            segments[ends - 1, 2:] = segments[ends - np.abs(chains), :2]
            if (chains < 0).any():
                segments = np.delete(segments, ends[chains < 0] - 1, axis=0)
        except (zlib.error, ValueError, IndexError) as error:
            raise self._damaged(f"has a broken page ({number})") from error
        if len(segments) != stop - first:
            raise self._damaged(f"has a broken page ({number})")
        segments.flags.writeable = False
        starts = first + int(counts[2]) + np.cumsum(parts, dtype=np.int64) - parts
        return segments, starts

    def _damaged(self, what: str) -> GazetteerDamaged:
        return GazetteerDamaged(f"{self.path}: {what}; reinstall mentionmap")
