"""Tables of plain text, aligned also where letters are wide or have no width."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Control characters (a terminal obeys them), marks that turn the direction of writing, and lone surrogates.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """The text on one line, with nothing in it that a terminal obeys."""
    return _UNFIT.sub("\ufffd", " ".join(text.split()))


def width(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text
    )


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "") -> list[str]:
    """Rows as aligned lines.

    Args:
        rows: Cells; all rows have as many.
        right: The columns that are set to the right, by number.
        indent: What each line begins with.
    """
    if not rows:
        return []
    cells = [[shown(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        padded = [
            " " * (widths[n] - width(cell)) + cell if n in right else cell + " " * (widths[n] - width(cell))
            for n, cell in enumerate(row)
        ]
        lines.append((indent + "  ".join(padded)).rstrip())
    return lines
