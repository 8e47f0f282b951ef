"""How far the packed land moves a distance: shore to shore in the file against the polygons that it was made of.

Run as `python -m benchmarks.land`, with roaring-landmask and shapely installed; it takes some minutes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from gazetteer.build.land import land_parts
from gazetteer.shapes import Shapes
from geo.measures.nearest import nearest
from geo.measures.outline import Outline

if TYPE_CHECKING:
    import numpy.typing as npt

DATA = Path(__file__).resolve().parent.parent / "gazetteer" / "data"
PAIRS = 300
MOST_VERTICES = 60_000
BLOCK = 128
ALLOWED_M = 2.0


@dataclass(frozen=True)
class Exact:
    """A polygon as its source has it, as a shape."""

    rings: list[npt.NDArray[np.float64]]
    bounds: npt.NDArray[np.float64]
    accuracy_m: npt.NDArray[np.float64]
    coast: npt.NDArray[np.bool_]
    kind: Literal["point", "line", "area"] = "area"

    def segments(self, block: int) -> npt.NDArray[np.float64]:
        """(n, 4) lon, lat, lon, lat of a block's segments."""
        return self.rings[block]


def exact(polygon: shapely.Geometry) -> Exact:
    """The shape of a polygon, to the last digit of its source."""
    blocks = []
    for ring in shapely.get_rings(polygon):
        vertices = shapely.get_coordinates(ring)
        segments = np.hstack([vertices[:-1], vertices[1:]])
        blocks += np.array_split(segments, -(-len(segments) // BLOCK))
    ends = [block.reshape(-1, 2) for block in blocks]
    bounds = np.array([[*e.min(axis=0), *e.max(axis=0)] for e in ends])
    return Exact(blocks, bounds, np.zeros(len(blocks)), np.ones(len(blocks), bool))


def pairs(parts: npt.NDArray[np.object_]) -> list[tuple[int, int]]:
    """Pairs at random: half of an island and one of its near neighbours, half anywhere."""
    random = np.random.default_rng(20_26)
    vertices = shapely.get_num_coordinates(parts)
    single = np.nonzero((vertices < MOST_VERTICES) & (shapely.get_num_geometries(parts) == 1))[0]
    first = random.choice(single, PAIRS, replace=False)
    centres = shapely.centroid(parts[single])
    tree = shapely.STRtree(centres)
    found = []
    for number, one in enumerate(first.tolist()):
        if number % 2:
            other = int(random.choice(single))
        else:
            around = tree.query(
                shapely.centroid(parts[one]), predicate="dwithin", distance=float(random.uniform(0.05, 3))
            )
            other = int(single[random.choice(around)])
        if other != one:
            found.append((one, other))
    return found


def main() -> None:
    """Prints the table."""
    parts = land_parts()
    shapes = Shapes.open(DATA)
    errors, lengths, cold = [], [], []
    for one, other in pairs(parts):
        want = nearest(Outline(exact(parts[one])), Outline(exact(parts[other]))).metres
        start = time.perf_counter()
        a, b = shapes.get(f"osm-land:{one}"), shapes.get(f"osm-land:{other}")
        assert a is not None
        assert b is not None
        got = nearest(Outline(a), Outline(b)).metres
        cold.append(time.perf_counter() - start)
        errors.append(abs(got - want))
        lengths.append(want)
    print(
        "| pairs | shortest km | median km | longest km | median error m | largest error m | median ms, files opened |"
    )
    print("|---|---|---|---|---|---|---|")
    km = np.array(lengths) / 1000
    print(
        f"| {len(errors)} | {km.min():.3f} | {np.median(km):.0f} | {km.max():.0f} "
        f"| {np.median(errors):.2f} | {max(errors):.2f} | {np.median(cold) * 1000:.1f} |"
    )
    if max(errors) > ALLOWED_M:
        raise SystemExit(f"a distance moves by {max(errors):.2f} m, more than {ALLOWED_M} m")


if __name__ == "__main__":
    main()
