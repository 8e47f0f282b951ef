"""The nearest points of straight segments in space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def nearest_points(start_a: Floats, along_a: Floats, start_b: Floats, along_b: Floats) -> tuple[Floats, Floats, Floats]:
    """Where pairs of segments come closest.

    Args:
        start_a: (n, 3) metres.
        along_a: (n, 3) from start to end; nought for a point.
        start_b: (n, 3) metres.
        along_b: (n, 3) likewise.

    Returns:
        (n,) distances in metres, and the (n,) places on a and on b as shares of the segment from 0 to 1. Either both
        points are inside their segments, where the common perpendicular stands, or one of them is an end.
    """
    between = start_a - start_b
    aa, bb, ab = _dot(along_a, along_a), _dot(along_b, along_b), _dot(along_a, along_b)
    a_between, b_between = _dot(along_a, between), _dot(along_b, between)
    none, one = np.zeros_like(aa), np.ones_like(aa)
    determinant = aa * bb - ab * ab
    on_a = _share(ab * b_between - bb * a_between, determinant)
    options = [
        (on_a, _share(ab * on_a + b_between, bb)),
        (none, _share(b_between, bb)),
        (one, _share(b_between + ab, bb)),
        (_share(-a_between, aa), none),
        (_share(ab - a_between, aa), one),
    ]
    square, on_a, on_b = np.full_like(aa, np.inf), none, none
    for at_a, at_b in options:
        gap = between + at_a[:, None] * along_a - at_b[:, None] * along_b
        option = _dot(gap, gap)
        better = option < square
        square = np.where(better, option, square)
        on_a, on_b = np.where(better, at_a, on_a), np.where(better, at_b, on_b)
    return np.sqrt(square), on_a, on_b


def _dot(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", a, b), dtype=np.float64)


def _share(part: Floats, whole: Floats) -> Floats:
    """`part / whole` held between 0 and 1; 0 where there is no whole."""
    return np.clip(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0), 0, 1)
