"""Writes packed lines, as `gazetteer.land.Lines` reads them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.land import MAGIC, PAGE, UNITS_PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy.typing as npt

Chain = tuple["npt.NDArray[np.int64]", bool]


def in_units(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Coordinates in units of 1e-5 degree, with vertices that have become the same dropped."""
    units = np.rint(degrees * UNITS_PER_DEGREE).astype(np.int64)
    keep = np.ones(len(units), bool)
    keep[1:] = (units[1:] != units[:-1]).any(axis=1)
    return units[keep]


def along_z(units: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """Places of points (in units) along a Z-curve over the world."""

    def spread(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
        bits = values.astype(np.uint64)
        for shift, mask in (
            (16, 0x0000FFFF0000FFFF),
            (8, 0x00FF00FF00FF00FF),
            (4, 0x0F0F0F0F0F0F0F0F),
            (2, 0x3333333333333333),
            (1, 0x5555555555555555),
        ):
            bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
        return bits

    return spread(units[:, 0] + 180 * UNITS_PER_DEGREE) | (spread(units[:, 1] + 90 * UNITS_PER_DEGREE) << np.uint64(1))


def write_lines(path: Path, parts: Iterable[Sequence[Chain]]) -> None:
    """Packs parts, each of one or more chains, in the order given.

    Args:
        path: The file to write.
        parts: For each part its chains: (n, 2) vertices in units of 1e-5 degree, and whether the last is joined to the
            first (which is then not repeated).
    """
    pages = [_Page(0, 0)]
    for number, part in enumerate(parts):
        for place, (vertices, closed) in enumerate(part):
            page = pages[-1]
            if page.vertices + len(vertices) > PAGE and page.vertices:
                page = _turn(pages, number + (place > 0))
            if place == 0:
                page.starts.append(page.segments)
            if len(vertices) <= PAGE:
                page.add(vertices, closed=closed)
                continue
            line = np.vstack([vertices, vertices[:1]]) if closed else vertices
            for start in range(0, len(line) - 1, PAGE - 1):
                if start:
                    page = _turn(pages, number + 1)
                page.add(line[start : start + PAGE], closed=False)
    last = pages[-1]
    packed = [page.pack() for page in pages]
    head = len(MAGIC) + 8 + 16 * (len(pages) + 1)
    offsets = np.cumsum([head, *map(len, packed)], dtype=np.uint64)
    with path.open("wb") as file:
        file.write(MAGIC)
        file.write(np.array([len(pages)], np.uint64).tobytes())
        file.write(offsets.tobytes())
        file.write(
            np.array([*(p.first_segment for p in pages), last.first_segment + last.segments], np.uint32).tobytes()
        )
        file.write(np.array([*(p.first_part for p in pages), last.first_part + len(last.starts)], np.uint32).tobytes())
        file.writelines(packed)


def _turn(pages: list[_Page], parts_before: int) -> _Page:
    last = pages[-1]
    pages.append(_Page(last.first_segment + last.segments, parts_before))
    return pages[-1]


class _Page:
    def __init__(self, first_segment: int, first_part: int) -> None:
        self.first_segment, self.first_part = first_segment, first_part
        self.chains: list[Chain] = []
        self.starts: list[int] = []
        self.vertices = self.segments = 0

    def add(self, vertices: npt.NDArray[np.int64], *, closed: bool) -> None:
        self.chains.append((vertices, closed))
        self.vertices += len(vertices)
        self.segments += len(vertices) - (not closed)

    def pack(self) -> bytes:
        before = self.starts[0] if self.starts else self.segments
        parts = np.diff([*self.starts, self.segments]) if self.starts else np.empty(0, np.int64)
        chains = [len(v) if closed else -len(v) for v, closed in self.chains]
        counts = np.array([len(chains), len(parts), before, *chains, *parts], np.int32)
        vertices = np.vstack([vertices for vertices, _ in self.chains])
        steps = np.diff(vertices, axis=0, prepend=np.zeros((1, 2), np.int64)).T
        zigzag = np.ascontiguousarray((steps << 1) ^ (steps >> 63)).astype(np.uint32)
        planes = zigzag.reshape(-1).view(np.uint8).reshape(-1, 4).T
        packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9)
        return packer.compress(counts.tobytes() + planes.tobytes()) + packer.flush()
