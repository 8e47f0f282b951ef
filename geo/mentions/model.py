"""The trained weights: what `benchmarks/train_mentions.py` wrote, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions.trees import Trees

if TYPE_CHECKING:
    import numpy.typing as npt

WEIGHTS = "weights.npz"


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learned.

    Attributes:
        lexical: (BUCKETS,) weight of each bucket of the words around a span.
        lexical_bias: Added to their sum.
        rank: Log-odds of a candidate among those of its name.
        span: Log-odds that a span is a place name.
        second_span: The same, from the first judgement of all spans.
        placed: Log-odds that the candidate chosen for a name is right.
    """

    lexical: npt.NDArray[np.float32]
    lexical_bias: float
    rank: Trees
    span: Trees
    second_span: Trees
    placed: Trees


@cache
def model() -> Model:
    """The weights that ship with the package."""
    with resources.files("geo.mentions").joinpath(WEIGHTS).open("rb") as file, np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}

    def trees(name: str) -> Trees:
        return Trees(
            arrays[f"{name}_feature"].astype(np.int64),
            arrays[f"{name}_border"].astype(np.float32),
            arrays[f"{name}_asked"].astype(np.int64),
            arrays[f"{name}_leaves"].astype(np.float32),
            float(arrays[f"{name}_bias"]),
        )

    return Model(
        arrays["lexical"].astype(np.float32),
        float(arrays["lexical_bias"]),
        trees("rank"),
        trees("span"),
        trees("second_span"),
        trees("placed"),
    )
