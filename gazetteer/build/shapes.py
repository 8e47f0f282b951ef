"""Draws the outlines of the core gazetteer: `python -m gazetteer.build.shapes --sources FOLDER`, after the land."""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build.curated import read_entries
from gazetteer.build.cutting import Share, cut_land
from gazetteer.build.land import DATA, land_parts
from gazetteer.build.packages import Packages
from gazetteer.build.regions import (
    METROPOLITAN,
    TERRITORIES,
    Region,
    country_numbers,
    read_counties,
    read_countries,
    read_seas,
    read_units,
)
from gazetteer.build.sketches import Sketch, draw, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Geometries = npt.NDArray[np.object_]

# Countries whose mainland is several islands, by a point on each.
MAINLANDS = {
    "JP": ((138.0, 36.0), (142.8, 43.3), (131.0, 32.7), (133.5, 33.7)),
    "NZ": ((175.5, -39.0), (171.0, -43.5)),
}


class Land:
    """The parts of the land with an index.

    Args:
        parts: Their polygons.
    """

    def __init__(self, parts: Geometries) -> None:
        import shapely

        self.parts = parts
        self._tree = shapely.STRtree(parts)

    def at(self, lon: float, lat: float) -> int | None:
        """The part that holds a point."""
        import shapely

        found = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        return int(found[0]) if len(found) else None

    def meeting(self, box: tuple[float, float, float, float]) -> list[int]:
        """The parts whose boxes meet a box."""
        import shapely

        return [int(number) for number in self._tree.query(shapely.box(*box))]

    def within(self, box: tuple[float, float, float, float]) -> list[int]:
        """The parts that lie wholly in a box."""
        import shapely

        found = self._tree.query(shapely.box(*box), predicate="contains")
        return [int(number) for number in found]


def country_sketches(packages: Packages, land: Land, named: frozenset[int]) -> dict[str, Sketch]:
    """Countries and territories by ISO code."""
    regions = read_countries(packages)
    numbers = country_numbers(packages)
    sketches = {}
    for region, share in zip(regions, cut_land([r.geometry for r in regions], land.parts), strict=True):
        sketch = _sketch(region, share, named)
        sketch.metropolitan = METROPOLITAN.get(region.country)
        points = MAINLANDS.get(region.country, ())
        sketch.mainland = frozenset(part for lon, lat in points if (part := land.at(lon, lat)) is not None)
        sketches[region.country] = sketch
    for code, (parent, box) in TERRITORIES.items():
        whole = set(land.within(box)) & set(sketches[parent].whole)
        pieces = [(number, piece) for number, piece in sketches[parent].pieces if _inside(piece, box)]
        pieces = [(number, cut) for number, piece in pieces if not (cut := _clipped(piece, box)).is_empty]
        sketches[code] = Sketch(f"geonames:{numbers[code]}", sorted(whole), pieces, named=named & whole)
    return sketches


def unit_sketches(packages: Packages, land: Land, countries: dict[str, Sketch], named: frozenset[int]) -> list[Sketch]:
    """First-order units, and those that are made of several of Natural Earth's."""
    regions, groups = read_units(packages)
    country_of = {
        number: code for code, sketch in countries.items() for number in sketch.whole if code not in TERRITORIES
    }
    sketches = {}
    for region, share in zip(regions, cut_land([r.geometry for r in regions], land.parts), strict=True):
        sketch = _sketch(region, share, named)
        home = region.country if region.country not in TERRITORIES else TERRITORIES[region.country][0]
        if home in countries:
            sketch.whole = [number for number in sketch.whole if country_of.get(number, home) == home]
        sketches[region.id] = sketch
    made = [merged(place_id, [sketches[m] for m in members], land.parts) for place_id, members in groups.items()]
    return [*sketches.values(), *made]


def county_sketches(packages: Packages, land: Land, country: Sketch, named: frozenset[int]) -> list[Sketch]:
    """The counties of the United States, cut out of its land."""
    regions = read_counties(packages)
    pieces = [(number, land.parts[number]) for number in country.whole] + country.pieces
    shares = cut_land([r.geometry for r in regions], np.array([piece for _, piece in pieces], dtype=object))
    sketches = []
    for region, share in zip(regions, shares, strict=True):
        whole = [pieces[number][0] for number in share.whole if number < len(country.whole)]
        cut = [(pieces[number][0], piece) for number, piece in share.pieces]
        cut += [pieces[number] for number in share.whole if number >= len(country.whole)]
        sketches.append(_sketch(region, Share(whole, cut), named))
    return sketches


def curated_sketches(land: Land, countries: dict[str, Sketch]) -> list[Sketch]:
    """Islands, groups, waters and regions of the curated tables."""
    import shapely

    entries = {entry.place.id: entry for entry in read_entries()}
    islands = _islands(land)
    sketches = {}
    for place_id, entry in entries.items():
        members = [islands[m] for m in entry.members if m in islands]
        if entry.outline:
            polygon = shapely.make_valid(shapely.from_wkt(entry.outline))
            sketches[place_id] = Sketch(place_id, drawn=[polygon], accuracy_m=5_000)
        elif place_id in islands:
            sketches[place_id] = Sketch(place_id, [islands[place_id]], named=frozenset({islands[place_id]}))
        elif members or entry.extent:
            whole = sorted({*members, *(land.within(entry.extent) if entry.extent else ())})
            if whole:
                sketches[place_id] = Sketch(place_id, whole, named=frozenset(members))
        elif entry.members and all(member in countries for member in entry.members):
            sketches[place_id] = merged(place_id, [countries[member] for member in entry.members], land.parts)
    return list(sketches.values())


def _islands(land: Land) -> dict[str, int]:
    """The part of the land of each curated island."""
    found = {}
    for entry in read_entries():
        if entry.table == "islands":
            part = land.at(entry.place.lon, entry.place.lat)
            if part is None:
                print(f"{entry.place.id}: its point is on no land")
            else:
                found[entry.place.id] = part
    return found


def sea_sketches(packages: Packages) -> list[Sketch]:
    """Natural Earth's marine areas."""
    return [Sketch(r.id, drawn=[r.geometry], accuracy_m=r.accuracy_m) for _, r in read_seas(packages)]


def _sketch(region: Region, share: Share, named: Iterable[int]) -> Sketch:
    return Sketch(
        region.id,
        share.whole,
        share.pieces,
        accuracy_m=region.accuracy_m,
        label=region.label,
        named=frozenset(named) & frozenset(share.whole),
    )


def _inside(piece: Any, box: Sequence[float]) -> bool:  # noqa: ANN401
    import shapely

    return bool(shapely.box(*box).intersects(piece))


def _clipped(piece: Any, box: Sequence[float]) -> Any:  # noqa: ANN401
    """The polygons of a piece that lie in a box."""
    import shapely

    frame = shapely.box(*box)
    return shapely.MultiPolygon([part for part in shapely.get_parts(piece) if frame.contains(part)])


def main() -> None:
    """Draws everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the downloaded packages")
    packages = Packages(parser.parse_args().sources)
    land = Land(land_parts())
    named = frozenset(_islands(land).values())
    countries = country_sketches(packages, land, named)
    sketches = [
        *countries.values(),
        *unit_sketches(packages, land, countries, named),
        *county_sketches(packages, land, countries["US"], named),
        *curated_sketches(land, countries),
        *sea_sketches(packages),
    ]
    once: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        if sketch.whole or sketch.pieces or sketch.drawn:
            once[sketch.id].append(sketch)
    draw(DATA, [group[0] if len(group) == 1 else merged(i, group, land.parts) for i, group in once.items()], land.parts)


if __name__ == "__main__":
    main()
