"""Names of islands and lakes from World Data Bank II, as the R package mapdata has them, joined to the land."""

from __future__ import annotations

import lzma
import re
import struct
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build.land import areas_km2
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.build.shapes import Land

SOURCE = "CIA World Data Bank II (mapdata 2.3.1)"
# The package draws an island coarsely: it is one of the land when their areas and their boxes agree this far.
LEAST_AREA_RATIO, MOST_AREA_RATIO = 0.4, 2.5
LEAST_BOX_OVERLAP = 0.35
# What is a small part of the land it lies in is a lake, if it is no smaller than this.
LAKE_RATIO = 0.3
LEAST_LAKE_KM2 = 100.0
TABLE = Path(__file__).resolve().parent / "islands.tsv"
# Islets that the package calls as it does the large island beside them: by Disko, Sumatra and Borneo.
CALLED_AS_NEIGHBOUR = frozenset({29050, 47275, 47557, 52121})
# What stands for no name of its own in the package.
NO_NAME = re.compile(r"\?|\d+|North|South|East|West|Central|.*Penninsula|.*Coast|.*Ice (Rise|Shelf)")


@dataclass(frozen=True, slots=True)
class Named:
    """A region of the package: its name, that of the country before it ("" without one), and its outline."""

    name: str
    country: str
    outline: Any


def read_named(package: Path) -> Iterator[Named]:
    """The regions of the map worldHires.

    Two files of little-endian records: `.G` has the number of regions (uint16) and for each the offset of its lines
    (uint32), how many (uint16), two bytes of nothing and a box (4 float32); its lines are int32, from 1, negative when
    run backwards. `.L` has eight bytes, the second four the number of lines, and for each the offset of its vertices
    (uint32), how many (uint16), the regions on either side (2 uint16), two bytes of nothing and a box (4 float32).
    Vertices are float32 longitude and latitude in radians.
    """
    import shapely

    files = _worldhires(package)
    regions, lines = files["G"], files["L"]
    names = {}
    for row in files["N"].decode("latin-1").splitlines():
        name, number = row.rsplit("\t", 1)
        names[int(number)] = name
    for region in range(struct.unpack_from("<H", regions)[0]):
        offset, count = struct.unpack_from("<IH", regions, 2 + 24 * region)
        path = []
        for line in np.frombuffer(regions, "<i4", count, offset).tolist():
            start, vertices = struct.unpack_from("<IH", lines, 8 + 28 * (abs(line) - 1))
            run = np.degrees(np.frombuffer(lines, "<f4", 2 * vertices, start).reshape(-1, 2).astype(np.float64))
            path.append(run if line > 0 else run[::-1])
        country, _, name = names[region + 1].rpartition(":")
        outline = shapely.make_valid(shapely.Polygon(np.vstack(path)))
        yield Named(name, country.split(":")[0], outline)


def _worldhires(package: Path) -> dict[str, bytes]:
    """The three files of the map out of the Debian package, an `ar` archive with a compressed tar inside."""
    data = package.read_bytes()
    at = 8
    while at < len(data):
        name, size = data[at : at + 16].decode().strip(), int(data[at + 48 : at + 58])
        if name.startswith("data.tar"):
            with tarfile.open(fileobj=BytesIO(lzma.decompress(data[at + 60 : at + 60 + size]))) as archive:
                found = {}
                for kind in "GLN":
                    file = archive.extractfile(
                        next(member for member in archive.getnames() if member.endswith(f"/worldHires.{kind}"))
                    )
                    assert file is not None
                    found[kind] = file.read()
                return found
        at += 60 + size + size % 2
    raise ValueError(f"{package}: no data in it")


def join(named: Iterator[Named], land: Land) -> tuple[dict[int, list[str]], list[tuple[str, Any]]]:
    """Names by part of the land; and lakes with their outlines."""
    islands: dict[int, list[str]] = {}
    lakes = []
    areas = areas_km2(land.parts)
    for region in named:
        size = float(areas_km2(np.array([region.outline], dtype=object))[0])
        centre = region.outline.point_on_surface()
        around = land.at(centre.x, centre.y)
        near = land.meeting(region.outline.bounds)
        like = [n for n in near if LEAST_AREA_RATIO < size / max(areas[n], 1e-9) < MOST_AREA_RATIO]
        overlap = [_box_overlap(region.outline.bounds, land.parts[n].bounds) for n in like]
        if like and max(overlap) > LEAST_BOX_OVERLAP:
            part = like[int(np.argmax(overlap))]
            if part not in CALLED_AS_NEIGHBOUR:
                islands.setdefault(part, []).append(region.name)
        elif around is not None and size > LEAST_LAKE_KM2 and size < LAKE_RATIO * areas[around]:
            lakes.append((region.name if not region.country else f"{region.country}:{region.name}", region.outline))
    return islands, lakes


def _box_overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """The share of two boxes that they have in common."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def islands() -> Iterator[Place]:
    """Records of the islands that the package names and no curated table has, from the table made with the outlines."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        part, name, lat, lon, country, others = line.split("\t")
        yield Place(
            id=f"osm-land:{part}",
            name=name,
            lat=float(lat),
            lon=float(lon),
            feature_code="ISL",
            country=country or None,
            names={"": tuple(others.split("; "))} if others else {},
            accuracy_m=2_000.0,
            shape_accuracy_m=30.0,
            ids=(f"osm-land:{part}",),
            source=f"{SOURCE}, OpenStreetMap coast (roaring-landmask 0.11.0)",
        )
