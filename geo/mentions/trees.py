"""Boosted trees of one shape ("oblivious": each level asks one question), evaluated over all rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees.

    Attributes:
        feature: (questions,) the feature that each distinct question asks about.
        border: (questions,) the value above which the answer is yes.
        asked: (depth, trees) the question of each level.
        leaves: (trees * 2**depth,) the values, a tree after the other.
        bias: Added to the sum.
    """

    feature: npt.NDArray[np.int64]
    border: npt.NDArray[np.float32]
    asked: npt.NDArray[np.int64]
    leaves: npt.NDArray[np.float32]
    bias: float

    def __call__(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """(rows,) the sums for (features, rows)."""
        answers = (features.take(self.feature, 0) > self.border[:, None]).view(np.uint8)
        depth, trees = self.asked.shape
        levels = answers.take(self.asked, 0)
        levels *= (1 << np.arange(depth, dtype=np.uint8))[:, None, None]
        leaf = np.bitwise_or.reduce(levels, 0)
        base = np.arange(trees, dtype=np.int64)[:, None] << depth
        total: npt.NDArray[np.float32] = self.leaves.take(leaf + base).sum(0, dtype=np.float32)
        return total + np.float32(self.bias)
