"""The points that stand for large countries and units, where a curated one is familiar, and for rivers and lakes."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.build.curated import TABLES, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.shapes import Shapes
    from geo.records import Place

WATERS = frozenset({"STM", "LK", "LKS", "RSV"})
M_PER_DEGREE = 111_200


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


def on_waters(places: Iterable[Place], shapes: Shapes) -> Iterator[Place]:
    """The places, rivers in the middle of their courses, a lake whose point lies on land at one in the water.

    Args:
        places: Records.
        shapes: The outlines, as `gazetteer.build.shapes` drew them.
    """
    for place in places:
        label = shapes.label(place.id) if place.feature_code in WATERS else None
        shape = None if label is None else shapes.get(place.id)
        if label is None or shape is None:
            yield place
            continue
        moved = replace(place, shape_accuracy_m=float(shape.accuracy_m.max()))
        if shape.kind == "line" or (place.feature_code != "LKS" and not shape.holds(place.lon, place.lat)):
            moved = replace(moved, lon=label[0], lat=label[1])
        if shape.kind == "line":
            west, south = shape.bounds[:, :2].min(axis=0).tolist()
            east, north = shape.bounds[:, 2:].max(axis=0).tolist()
            squeeze = math.cos(math.radians(label[1]))
            reach = math.hypot(max(east - label[0], label[0] - west) * squeeze, max(north - label[1], label[1] - south))
            moved = replace(moved, accuracy_m=round(reach * M_PER_DEGREE, -3))
        yield moved
