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
    points = {row["place"]: (float(row["lat"]), float(row["lon"])) for row in read_table(TABLES / "points.tsv")}
    moved = []
    for place in places:
        point = next((points[place_id] for place_id in (place.ids or (place.id,)) if place_id in points), None)
        moved.append(place if point is None else replace(place, lat=point[0], lon=point[1]))
    return moved
