"""Writes outlines of places, as `gazetteer.shapes.Shapes` reads them."""

from __future__ import annotations

import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from gazetteer.land import UNITS_PER_DEGREE
from gazetteer.shapes import BLOCK, DRAWN, KINDS, OUTLINES_MAGIC, box, compact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    from gazetteer.land import Lines


@dataclass(frozen=True, slots=True)
class Drawing:
    """An outline to be written.

    Attributes:
        label: A point (lon, lat) well inside.
        runs: (n, 4) ranges of segments: first, last but one, flags as in `gazetteer.shapes`, accuracy in metres.
    """

    id: str
    kind: Literal["point", "line", "area"]
    label: tuple[float, float]
    area_km2: float
    runs: npt.NDArray[np.int64]


def write_outlines(path: Path, drawings: Sequence[Drawing], land: Lines, lines: Lines) -> None:
    """Packs outlines; each id once."""
    ordered = sorted(drawings, key=lambda drawing: drawing.id.encode())
    ids = [drawing.id.encode() for drawing in ordered]
    if len(set(ids)) < len(ids):
        twice = next(a for a, b in itertools.pairwise(ids) if a == b)
        raise ValueError(f"{twice.decode()} has two outlines")
    tables, bounds = [], []
    for drawing in ordered:
        table = _table(drawing.runs, land, lines)
        bounds.append([*table[4:6].min(axis=1), (table[4] + table[6]).max(), (table[5] + table[7]).max()])
        table[[0, 4, 5]] = np.diff(table[[0, 4, 5]], axis=1, prepend=np.zeros((3, 1), np.int64))
        planes = np.moveaxis(table.astype(np.int32)[..., None].view(np.uint8), -1, 0)
        tables.append(zlib.compress(planes.tobytes(), 9))
    count, names = len(ordered), b"".join(ids)
    head = len(OUTLINES_MAGIC) + 16 + 8 * (count + 1) + count * (16 + 8 + 4 + 1) + 4 * (count + 1) + len(names)
    labels = np.rint(np.array([drawing.label for drawing in ordered]) * UNITS_PER_DEGREE)
    with path.open("wb") as file:
        file.write(OUTLINES_MAGIC)
        file.write(np.array([count, len(names)], np.uint64).tobytes())
        file.write(np.cumsum([head, *map(len, tables)], dtype=np.uint64).tobytes())
        file.write(np.array(bounds, np.int32).tobytes())
        file.write(labels.astype(np.int32).tobytes())
        file.write(np.array([drawing.area_km2 for drawing in ordered], np.float32).tobytes())
        file.write(np.cumsum([0, *map(len, ids)], dtype=np.uint32).tobytes())
        file.write(np.array([KINDS.index(drawing.kind) for drawing in ordered], np.uint8).tobytes())
        file.write(names)
        file.writelines(tables)


def _table(runs: npt.NDArray[np.int64], land: Lines, lines: Lines) -> npt.NDArray[np.int64]:
    """The columns of an outline's blocks, starts and bounds still as they are."""
    rows = []
    for first, last, flags, accuracy in _joined(runs).tolist():
        source = lines if flags & DRAWN else land
        pieces = (cut for piece in source.pieces(first, last, BLOCK) for cut in compact(source, *piece))
        for start, stop in pieces:
            west, south, east, north = np.rint(box(source.segments(start, stop)) * UNITS_PER_DEGREE).astype(int)
            rows.append((start, stop - start, flags, accuracy, west, south, east - west, north - south))
    return np.array(rows, np.int64).T


def _joined(runs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The runs in order, those that follow each other and are alike made one."""
    start, stop, flags, accuracy = (column[np.lexsort((runs[:, 0], runs[:, 3], runs[:, 2]))] for column in runs.T)
    new = np.ones(len(runs), bool)
    new[1:] = (start[1:] != stop[:-1]) | (flags[1:] != flags[:-1]) | (accuracy[1:] != accuracy[:-1])
    at = np.nonzero(new)[0]
    return np.stack([start[at], stop[np.append(at[1:], len(runs)) - 1], flags[at], accuracy[at]], axis=1)
