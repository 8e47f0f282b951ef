"""What a gazetteer's shapes measure, each thing measured once."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

import numpy as np

from geo.features import feature_class
from geo.measures.common import common_metres
from geo.measures.containing import contains
from geo.measures.extent import Extent, extent
from geo.measures.farthest import farthest
from geo.measures.main_islands import MainIslands
from geo.measures.memory import Memory
from geo.measures.nearest import Line, nearest
from geo.measures.outline import Outline
from geo.measures.spot import Spot
from geo.points import places_of

if TYPE_CHECKING:
    from geo.measures.outline import Floats, Ints
    from geo.records import MeasuredPart, Place
    from geo.shape import Shape
    from geo.source import PlaceSource

MOST_OUTLINES = 512
MOST_LINES = 20_000
# What has no more than this share of its edges in its largest landmass is made of islands: any stands for it.
MOSTLY = 0.55
# A settlement's point stands for its centre, and is off that by about this much at most.
CENTRE_M = 1000.0

_atlases: WeakKeyDictionary[PlaceSource, Atlas] = WeakKeyDictionary()


class Rim:
    """Some of the edges of a shape, its shores or its borders on land, as lines that hold nothing.

    Args:
        shape: The shape.
        blocks: The numbers of its blocks that are such an edge.
    """

    kind: Literal["point", "line", "area"] = "line"

    def __init__(self, shape: Shape, blocks: Ints) -> None:
        self._shape = shape
        self._blocks = blocks
        self.bounds = shape.bounds[self._blocks]
        self.accuracy_m = shape.accuracy_m[self._blocks]
        self.coast = shape.coast[self._blocks]

    def segments(self, block: int) -> Floats:
        """(n, 4) lon, lat, lon, lat of a block's segments."""
        return self._shape.segments(int(self._blocks[block]))


class Atlas:
    """Places of a source, with their outlines and what was measured between them.

    Args:
        source: Where places come from.
    """

    def __init__(self, source: PlaceSource) -> None:
        self.source = source
        self._places: Memory[str, Place | None] = Memory(MOST_LINES)
        self._shaped: Memory[tuple[str, MeasuredPart], Outline | None] = Memory(MOST_OUTLINES)
        self._spots: Memory[str, Outline] = Memory(MOST_OUTLINES)
        self._lines: Memory[tuple[str, str, MeasuredPart, MeasuredPart], Line] = Memory(MOST_LINES)
        self._longest: Memory[tuple[str, str], Line] = Memory(MOST_LINES)
        self._borders: Memory[tuple[str, str], float] = Memory(MOST_LINES)
        self._extents: Memory[str, Extent] = Memory(MOST_LINES)

    def place(self, place_id: str | None) -> Place | None:
        """The record of an id."""
        if place_id is None:
            return None
        return self._places.once(place_id, lambda: places_of(self.source, [place_id]).get(place_id))

    def shaped(self, place: Place, part: MeasuredPart = "whole") -> Outline | None:
        """The place's outline, or None where only its point is known, or it has no such edge.

        What has a border on land is not made of islands: all of it is main.
        """

        def make() -> Outline | None:
            if part == "shore" or part == "border":  # noqa: PLR1714 (mypy narrows by these)
                return self._rim(place, part)
            if part == "main_islands":
                whole = self.shaped(place)
                if whole is None or whole.shape.kind != "area" or not whole.shape.coast.all():
                    return whole
                main = MainIslands(whole.shape)
                return whole if main.complete else Outline(main)
            if part != "whole":
                whole = self.shaped(place)
                shape = self.source.shape(place.id, part) if whole else None
                if whole is None or shape is None or len(shape.bounds) == len(whole.bounds):
                    return whole
            else:
                shape = self.source.shape(place.id)
            return Outline(shape) if shape is not None and len(shape.bounds) else None

        return self._shaped.once((place.id, part), make)

    def outline(self, place: Place, part: MeasuredPart = "whole") -> Outline:
        """The place's outline; a settlement's centre, or its point where nothing else is known."""
        found = None if is_settlement(place) else self.shaped(place, part)
        if found is not None:
            return found
        return self._spots.once(place.id, lambda: Outline(Spot(*centre(place))))

    def _rim(self, place: Place, edge: MeasuredPart) -> Outline | None:
        shape = self.source.shape(place.id)
        of_water = feature_class(place.feature_code) == "H"
        if shape is None or not (shape.kind == "area" or (of_water and shape.kind == "line")):
            return None
        shore = np.ones(len(shape.bounds), np.bool_) if of_water else shape.coast
        blocks = np.flatnonzero(shore if edge == "shore" else ~shore)
        return Outline(Rim(shape, blocks)) if len(blocks) else None

    def nearest(self, a: Place, b: Place, part_a: MeasuredPart = "whole", part_b: MeasuredPart = "whole") -> Line:
        """The shortest line from a to b."""
        if (b.id, part_b) < (a.id, part_a):
            return turned(self.nearest(b, a, part_b, part_a))
        key = (a.id, b.id, part_a, part_b)
        return self._lines.once(key, lambda: nearest(self.outline(a, part_a), self.outline(b, part_b)))

    def at_least_km(self, a: Place, b: Place) -> float:
        """A length in kilometres that no line between the places undercuts, had without reading their outlines."""
        (x, y, z, reach), (x_b, y_b, z_b, reach_b) = (self.outline(place).levels[0][0].tolist() for place in (a, b))
        return float(max(0.0, math.dist((x, y, z), (x_b, y_b, z_b)) - reach - reach_b)) / 1000

    def farthest(self, a: Place, b: Place) -> Line:
        """The longest line from a to b."""
        if b.id < a.id:
            return turned(self.farthest(b, a))
        return self._longest.once((a.id, b.id), lambda: farthest(self.outline(a), self.outline(b)))

    def common_border(self, a: Place, b: Place) -> float:
        """How long the line is that the borders of two places have in common, in metres; 0 where there is none."""
        one, two = self.shaped(a, "border"), self.shaped(b, "border")
        key = (min(a.id, b.id), max(a.id, b.id))
        return 0.0 if one is None or two is None else self._borders.once(key, lambda: common_metres(one, two))

    def extent(self, place: Place) -> Extent | None:
        """How long and wide a place is; None where only its point is known.

        Of what is mostly mainland, the mainland is measured; of what is mostly islands, all but outlying territories.
        """
        shape = self.shaped(place, "mainland" if self.is_mostly_mainland(place) else "metropolitan")
        return None if shape is None else self._extents.once(place.id, lambda: extent(shape))

    def is_mostly_mainland(self, place: Place) -> bool:
        """Whether more than about half of a place's edges are its largest landmass's."""
        whole, mainland = self.shaped(place), self.shaped(place, "mainland")
        return whole is not None and mainland is not None and _edges(mainland) > MOSTLY * _edges(whole)

    def main_islands(self, place: Place) -> int:
        """How many islands a place is made of, those left out that are small beside its largest; 0 where it is none."""
        whole = self.shaped(place)
        if whole is None or whole.shape.kind != "area" or not whole.shape.coast.all():
            return 0
        return MainIslands(whole.shape).count

    def holds(self, area: Place, place: Place) -> bool:
        """Whether an area's outline holds a place's point."""
        shape = self.shaped(area, "islets")
        return shape is not None and contains(shape, place.lon, place.lat)


def _edges(shape: Outline) -> float:
    """About how long a shape's edges are, as the diagonals of its blocks in degrees of latitude."""
    west, south, east, north = shape.bounds.T
    return float(np.hypot((east - west) * np.cos(np.radians(south)), north - south).sum())


def atlas_of(source: PlaceSource) -> Atlas:
    """The atlas of a source; the same one as long as the source lives."""
    found = _atlases.get(source)
    if found is None:
        found = _atlases[source] = Atlas(source)
    return found


def is_settlement(place: Place) -> bool:
    """Whether a place is measured from its centre: a town, an airfield, a port, a building."""
    return place.feature_code.startswith(("PPL", "STLMT", "AIR", "BLDG", "INSM", "PRT", "GOVT"))


def centre(place: Place) -> tuple[float, float, float]:
    """Longitude, latitude, and how far they may be off the centre in metres."""
    return place.lon, place.lat, min(place.accuracy_m, CENTRE_M) if is_settlement(place) else place.accuracy_m


def turned(line: Line) -> Line:
    """The line from its other end."""
    return replace(line, start=line.end, end=line.start)
