"""The main islands of what is made of islands alone: what people mean by Hawaii, Svalbard or Japan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from geo.measures.outline import Floats, Ints
    from geo.shape import Shape

# An island of less than this share of the largest one's area is left out: Bear Island has half a hundredth of
# Spitsbergen's, Nihoa less than a ten thousandth of Hawaii's; Corvo has a fortieth of São Miguel's.
LEAST_SHARE = 0.01
BLOCK = 128


class MainIslands:
    """The islands of an area that are not small beside its largest, as an area.

    Attributes:
        count: How many they are.
        complete: Whether nothing was left out.
    """

    kind: Literal["point", "line", "area"] = "area"

    def __init__(self, shape: Shape) -> None:
        """Read an area and keep its large rings.

        Args:
            shape: An area that has no border on land.
        """
        blocks = [shape.segments(block) for block in range(len(shape.bounds))]
        segments = np.concatenate(blocks)
        accuracy = np.repeat(shape.accuracy_m, [len(block) for block in blocks])
        first = np.flatnonzero(np.r_[True, (segments[1:, :2] != segments[:-1, 2:]).any(axis=1)])
        after = np.r_[first[1:], len(segments)]
        areas = _areas(segments, first)
        kept = np.flatnonzero(areas >= LEAST_SHARE * areas.max())
        self.count, self.complete = len(kept), len(kept) == len(first)
        self._blocks: list[Floats] = []
        accuracies = []
        for ring in kept.tolist():
            for start in range(int(first[ring]), int(after[ring]), BLOCK):
                stop = min(start + BLOCK, int(after[ring]))
                self._blocks.append(segments[start:stop])
                accuracies.append(accuracy[start:stop].max())
        self.bounds = np.array([_box(block) for block in self._blocks])
        self.accuracy_m = np.array(accuracies)
        self.coast = np.ones(len(self._blocks), dtype=bool)

    def segments(self, block: int) -> Floats:
        """(n, 4) lon, lat, lon, lat of a block's segments."""
        return self._blocks[block]


def _areas(segments: Floats, first: Ints) -> Floats:
    """(rings,) the area in each ring, which begins at its `first` segment: in degrees times sines, to be compared."""
    x0, y0, x1, y1 = segments.T
    # By Green's theorem on the sphere: the sine of the latitude is the height of a strip of equal area.
    strips = (x1 - x0) * (np.sin(np.radians(y0)) + np.sin(np.radians(y1))) / 2
    return np.abs(np.add.reduceat(strips, first))


def _box(segments: Floats) -> Floats:
    low, high = segments.min(axis=0), segments.max(axis=0)
    return np.concatenate([np.minimum(low[:2], low[2:]), np.maximum(high[:2], high[2:])])
