"""The points that stand for large countries and units, where a curated one is more familiar than the source's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.build.curated import TABLES, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.records import Place


def pointed(places: Iterable[Place]) -> list[Place]:
    """The places, those of the table `points` at the points that it gives."""
    rows = {row["place"]: row for row in read_table(TABLES / "points.tsv")}
    moved = []
    for place in places:
        row = next((rows[place_id] for place_id in (place.ids or (place.id,)) if place_id in rows), None)
        if row is not None:
            accuracy_m = float(row["accuracy_m"] or place.accuracy_m)
            place = replace(place, lat=float(row["lat"]), lon=float(row["lon"]), accuracy_m=accuracy_m)  # noqa: PLW2901
        moved.append(place)
    return moved
