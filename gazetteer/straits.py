"""The two shores of each strait, as the curated table of waters has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).resolve().parent / "curated" / "waters.tsv"

# The id of an island, or (lon, lat) of a point on land.
Shore = str | tuple[float, float]


@cache
def shores() -> Mapping[str, tuple[Shore, Shore]]:
    """The shores by the id of the strait; straits that the table gives no shores are left out."""
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    columns = next(lines).split("\t")
    rows = (dict(zip(columns, line.split("\t"), strict=True)) for line in lines)
    return {
        f"curated:{row['slug']}": (_shore(row["shore_a"]), _shore(row["shore_b"]))
        for row in rows
        if row["shore_a"] and row["shore_b"]
    }


def _shore(cell: str) -> Shore:
    lat, comma, lon = cell.partition(",")
    return (float(lon), float(lat)) if comma else f"curated:{cell}"
