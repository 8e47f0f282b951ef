"""Peninsulas: what the lines of the table `peninsulas` cut off the land, or a country's share of the land."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer.build.sketches import Sketch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.build.curated import Entry
    from gazetteer.build.shapes import Land

# How far around a cut the land is looked at first, in degrees; what is cut off and reaches farther takes more.
AROUND_DEG = (1.0, 4.0, 16.0, 360.0)
# What is a larger share of the land than this was not cut off.
MOST_SHARE = 0.9


def peninsula_sketch(entry: Entry, land: Land, known: Mapping[str, Sketch]) -> Sketch:
    """A peninsula: the pieces of land that hold its points.

    Args:
        entry: Its row.
        land: The land.
        known: Sketches by ISO 3166-1 and 3166-2 code.

    Raises:
        ValueError: A point lies on no land, or on none of the members, or the cut parts nothing.
    """
    sketch = Sketch(entry.place.id, accuracy_m=round(entry.border_m or 0))
    for lon, lat in ((entry.place.lon, entry.place.lat), *entry.points):
        part = land.at(lon, lat)
        if part is None:
            raise ValueError(f"{entry.place.id}: {lat}, {lon} lies on no land")
        piece = _piece(entry, part, land, known, (lon, lat))
        if piece is None:
            sketch.whole.append(part)
        else:
            sketch.pieces.append((part, piece))
    sketch.named = frozenset(sketch.whole)
    return sketch


def _piece(entry: Entry, part: int, land: Land, known: Mapping[str, Sketch], point: tuple[float, float]) -> Any | None:  # noqa: ANN401
    """What a peninsula has of a part of the land where a point of it lies; None where that is all of the part."""
    import shapely

    spot, whole = shapely.Point(point), land.parts[part]
    if entry.members and part not in {number for member in entry.members for number in known[member].whole}:
        pieces = (piece for member in entry.members for number, piece in known[member].pieces if number == part)
        shares = (polygon for piece in pieces for polygon in shapely.get_parts(piece))
        share = next((polygon for polygon in shares if polygon.intersects(spot)), None)
        if share is None:
            raise ValueError(f"{entry.place.id}: {point[1]}, {point[0]} lies in none of {', '.join(entry.members)}")
        whole = share
    elif not entry.cut:
        return None
    if not entry.cut:
        return whole
    cut = shapely.from_wkt(entry.cut)
    if not shapely.intersects(whole, cut):
        return None if whole is land.parts[part] else whole
    piece = _cut_off(whole, cut, spot)
    if piece is None:
        raise ValueError(f"{entry.place.id}: its cut does not part it from the land; let it begin and end in water")
    return piece


def _cut_off(land: Any, cut: Any, spot: Any) -> Any | None:  # noqa: ANN401
    """The piece of a polygon that holds a point when the polygon is cut along lines; None where they part nothing."""
    import shapely

    for around in AROUND_DEG:
        west, south, east, north = shapely.union(cut, spot).bounds
        frame = shapely.box(west - around, south - around, east + around, north + around)
        near = land if frame.contains(shapely.box(*land.bounds)) else shapely.intersection(land, frame)
        rings = [shapely.boundary(part) for part in shapely.get_parts(near) if part.geom_type == "Polygon"]
        pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all([*rings, cut]))))
        piece = next(piece for piece in pieces if piece.intersects(spot))
        if near is land or not piece.intersects(frame.boundary):
            return piece if piece.area < MOST_SHARE * land.area else None
    return None
