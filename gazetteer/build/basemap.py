"""Makes the files of the basemap: `python -m gazetteer.build.basemap`, after the land and the outlines."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.basemap import M_PER_DEGREE, REGION_M, WORLD_M, Chains
from gazetteer.build.land import DATA, land_parts
from gazetteer.build.packages import Packages
from gazetteer.build.packing import along_z, in_units, write_lines
from gazetteer.build.regions import country_rows
from gazetteer.land import UNITS_PER_DEGREE, Lines
from gazetteer.shapes import Shapes

if TYPE_CHECKING:
    import numpy.typing as npt


def write_pages(land: Lines, path: Path) -> None:
    """The table of pages: bounds, first vertex, and the number of the ring that goes through a page, or -1."""
    rows = []
    ring, last = -1, None
    for page in range(land.pages):
        segments = land.segments(*land.page(page))
        chains = Chains.of(segments)
        first = chains.vertices[: chains.sizes[0]]
        # A ring that ends in its page has as many segments there as vertices; of one that goes on, the last is open.
        through = not (segments[len(first) - 1 : len(first)] == np.append(first[-1], first[0])).all(axis=1).any()
        if through and (last is None or (last != first[0]).any()):
            ring += 1
        last = first[-1] if through else None
        ends = segments.reshape(-1, 2)
        places = np.rint(np.concatenate([ends.min(axis=0), ends.max(axis=0), first[0]]) * UNITS_PER_DEGREE)
        rows.append([*places, ring if through else -1])
    np.array(rows).astype(np.int32).tofile(path)


def write_simplified(parts: npt.NDArray[np.object_], tolerance_m: float, path: Path) -> None:
    """Land simplified to a tolerance; rings that are smaller are left out."""
    import shapely

    polygons = shapely.get_parts(parts)
    rings = shapely.get_rings(polygons)
    bounds = shapely.bounds(rings)
    shrink = np.maximum(np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2)), 0.2)
    step = tolerance_m / M_PER_DEGREE
    seen = np.maximum((bounds[:, 2] - bounds[:, 0]) * shrink, bounds[:, 3] - bounds[:, 1]) > step
    simple = shapely.simplify(rings[seen], step, preserve_topology=False)
    found = [in_units(shapely.get_coordinates(ring)) for ring in simple.tolist()]
    found = [ring[:-1] for ring in found if len(ring) > 3]
    order = np.argsort(along_z(np.array([ring[0] for ring in found])))
    write_lines(path, ([(found[i], True)] for i in order))


def write_borders(shapes: Shapes, countries: list[str], path: Path) -> None:
    """The borders on land that two countries have in common, and those of one with an area that is no country's."""
    import shapely

    numbers: list[Any] = []
    for place_id in countries:
        outline = shapes.get(place_id, "islets")
        assert outline is not None
        at = np.nonzero(outline.drawn & ~outline.coast)[0]
        numbers += [outline.segments(int(block)) for block in at]
    segments = np.unique(np.rint(np.vstack(numbers) * UNITS_PER_DEGREE).astype(np.int64), axis=0)
    joined = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments.reshape(-1, 2, 2))))
    lines = [np.rint(shapely.get_coordinates(line)).astype(np.int64) for line in shapely.get_parts(joined)]
    order = np.argsort(along_z(np.array([line[0] for line in lines])))
    write_lines(path, ([(lines[i], False)] for i in order))


def write_labels(shapes: Shapes, places: dict[str, str], path: Path) -> None:
    """Where to write the names of places, and how wide each is there."""
    rows = ["# Made by gazetteer.build.basemap: place, kind, longitude, latitude, width in degrees"]
    for place_id, kind in places.items():
        outline, label = shapes.get(place_id, "islets"), shapes.label(place_id)
        assert outline is not None
        assert label is not None
        lon, lat = label
        across = np.nonzero((outline.bounds[:, 1] <= lat) & (outline.bounds[:, 3] >= lat))[0]
        x0, y0, x1, y1 = np.vstack([outline.segments(int(block)) for block in across]).T
        over = (y0 <= lat) != (y1 <= lat)
        at = x0[over] + (lat - y0[over]) / (y1[over] - y0[over]) * (x1[over] - x0[over])
        west, east = at[at <= lon], at[at > lon]
        if len(west) and len(east):
            rows.append(f"{place_id}\t{kind}\t{lon:.3f}\t{lat:.3f}\t{east.min() - west.max():.3f}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the downloaded packages")
    rows = country_rows(Packages(parser.parse_args().sources)).values()
    land, shapes = Lines(DATA / "land.bin"), Shapes.open(DATA)
    write_pages(land, DATA / "land.pages")
    parts = land_parts()
    write_simplified(parts, WORLD_M, DATA / "land.world.bin")
    write_simplified(parts, REGION_M, DATA / "land.region.bin")
    for name in ("land.region", "land.world"):
        write_pages(Lines(DATA / f"{name}.bin"), DATA / f"{name}.pages")
    countries = [i for row in rows if shapes.has(i := f"geonames:{row['geonameid']}")]
    write_borders(shapes, countries, DATA / "borders.bin")
    seas = [place_id for place_id in shapes.ids() if place_id.startswith("ne:marine/")]
    write_labels(shapes, dict.fromkeys(countries, "country") | dict.fromkeys(seas, "sea"), DATA / "labels.tsv")


if __name__ == "__main__":
    main()
