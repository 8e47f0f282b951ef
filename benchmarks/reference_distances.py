"""Make tests/data/distances.tsv: distances computed without any of the project's measuring.

    python benchmarks/reference_distances.py > tests/data/distances.tsv

Needs `roaring-landmask` (the OSM land polygons), shapely, scipy and pyproj. For each pair the two polygons that hold
the points are cut to points at most 10 m apart along their edges near the nearest vertices; a k-d tree over geocentric
coordinates finds the nearest two, and the least geodesic among the two thousand nearest pairs is taken, by PROJ. The
polygons' numbers in the project's packed land are looked up by the same points.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# name, lat, lon of a point on the land | the other
PAIRS = """
Taiwan 23.7 121.0 | Yonaguni 24.455 122.99
Lanyu 22.045 121.55 | Itbayat 20.78 121.85
Taiwan 23.7 121.0 | Mavulis 21.112 121.9503
Taiwan 23.7 121.0 | Uotsuri 25.7445 123.4727
Ishigaki 24.42 124.19 | Uotsuri 25.7445 123.4727
Taiwan 23.7 121.0 | Eurasia 50.0 10.0
Miyako 24.78 125.33 | Okinawa 26.5 127.95
Pratas 20.7012 116.7292 | Taiwan 23.7 121.0
Tsushima 34.52098 129.3705 | Geoje 34.87 128.62
Hokkaido 43.3 142.8 | Sakhalin 50.5 142.9
Honshu 36.0 138.0 | Sado 38.1 138.4
Jeju 33.38 126.55 | Fukue 32.7 128.75
Hainan 19.2 109.7 | Eurasia 50.0 10.0
Oki Dogo 36.25 133.27 | Ulleungdo 37.5 130.86
Iturup 45.0763 147.8785 | Hokkaido 43.3 142.8
Baengnyeong 37.95 124.67 | Eurasia 50.0 10.0
Borneo 0.5 114.0 | Palawan 9.8 118.7
Sumatra 0.0 101.5 | Java -7.3 110.0
Bali -8.37 115.15 | Lombok -8.6 116.3
Singapore 1.36 103.82 | Batam 1.08 104.03
Timor -9.3 125.0 | Australia -25.0 135.0
New Guinea -5.5 141.0 | Australia -25.0 135.0
Great Nicobar 7.0 93.8 | Sumatra 0.0 101.5
Christmas Island -10.48 105.63 | Java -7.3 110.0
Diego Garcia -7.2722 72.3662 | Sumatra 0.0 101.5
Sri Lanka 7.5 80.7 | Eurasia 50.0 10.0
Madagascar -19.0 46.5 | Eurasia 50.0 10.0
Zanzibar -6.1 39.35 | Eurasia 50.0 10.0
Reunion -21.13 55.53 | Mauritius -20.3 57.58
Socotra 12.5 54.0 | Eurasia 50.0 10.0
Bioko 3.5 8.7 | Eurasia 50.0 10.0
Tenerife 28.28 -16.6 | Eurasia 50.0 10.0
Great Britain 52.5 -1.5 | Eurasia 50.0 10.0
Great Britain 52.5 -1.5 | Ireland 53.3 -7.5
Jersey 49.214 -2.1327 | Eurasia 50.0 10.0
Gotland 57.5 18.5 | Eurasia 50.0 10.0
Saaremaa 58.4 22.5 | Eurasia 50.0 10.0
Sicily 37.5 14.0 | Malta 35.88 14.44
Corsica 42.15 9.1 | Sardinia 40.1 9.0
Crete 35.2 24.9 | Eurasia 50.0 10.0
Lesbos 39.15 26.3 | Eurasia 50.0 10.0
Cyprus 35.0 33.2 | Eurasia 50.0 10.0
Mallorca 39.6 3.0 | Eurasia 50.0 10.0
Iceland 64.9 -18.5 | Greenland 72.0 -40.0
Spitsbergen 78.9 17.0 | Eurasia 50.0 10.0
Zealand 55.5 11.8 | Eurasia 50.0 10.0
Cuba 21.8 -78.5 | Hispaniola 19.0 -71.0
Jamaica 18.15 -77.3 | Cuba 21.8 -78.5
Puerto Rico 18.2 -66.5 | Hispaniola 19.0 -71.0
Trinidad 10.4 -61.3 | Americas 40.0 -100.0
Cuba 21.8 -78.5 | Americas 40.0 -100.0
Newfoundland 48.7 -56.0 | Americas 40.0 -100.0
Greenland 72.0 -40.0 | Ellesmere Island 79.8 -78.0
Vancouver Island 49.6 -125.5 | Americas 40.0 -100.0
East Falkland -51.8 -58.8 | Tierra del Fuego -54.3 -67.8
Isabela -0.5 -91.1 | Americas 40.0 -100.0
Hawaii 19.6 -155.5 | Maui 20.75 -156.25
Big Diomede 65.78 -169.06 | Little Diomede 65.755 -168.92
Saint Lawrence Island 63.4 -170.3 | Americas 40.0 -100.0
North Island -39.0 175.7 | South Island -43.7 171.0
Tasmania -42.0 146.6 | Australia -25.0 135.0
Viti Levu -17.8 178.0 | Vanua Levu -16.6 179.2
Viti Levu -17.8 178.0 | Tongatapu -21.21 -175.2
South Georgia -54.4 -36.6 | East Falkland -51.8 -58.8
Easter Island -27.12 -109.35 | Americas 40.0 -100.0
Iwo Jima 24.78 141.32 | Honshu 36.0 138.0
Lord Howe Island -31.555 159.083 | Australia -25.0 135.0
""".strip().splitlines()


def main() -> None:
    """Print the table."""
    import shapely
    from pyproj import Transformer
    from roaring_landmask import LandmaskProvider, Shapes

    polygons = shapely.get_parts(shapely.from_wkb(bytes(Shapes.wkb(LandmaskProvider.Osm))))
    tree = shapely.STRtree(polygons)
    numbers = _Numbers()
    geocentric = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    known: dict[str, tuple[np.ndarray, int]] = {}

    def land(name: str, lat: float, lon: float) -> tuple[np.ndarray, int]:
        if name not in known:
            hit = int(tree.query(shapely.Point(lon, lat), predicate="within")[0])
            ring = shapely.get_coordinates(shapely.get_exterior_ring(polygons[hit]))
            known[name] = ring, numbers.of(lon, lat, len(ring))
        return known[name]

    print("# Distances between land polygons of OpenStreetMap (ODbL), computed apart from the project: edges cut to")
    print(
        "# points at most 10 m apart, a k-d tree over geocentric coordinates, the least geodesic by PROJ. `land` is the"
    )
    print("# number of the polygon in the packed land. Made by benchmarks/reference_distances.py.")
    print("a\ta_lat\ta_lon\ta_land\tb\tb_lat\tb_lon\tb_land\tkm")
    for line in PAIRS:
        ends = [part.rsplit(" ", 2) for part in line.split(" | ")]
        (ring_a, land_a), (ring_b, land_b) = (land(name, float(lat), float(lon)) for name, lat, lon in ends)
        km = _nearest(ring_a, ring_b, geocentric.transform) / 1000
        row = [*ends[0], land_a, *ends[1], land_b, f"{km:.4f}"]
        print("\t".join(str(cell).strip() for cell in row), flush=True)


def _nearest(a: np.ndarray, b: np.ndarray, geocentric: object) -> float:
    from pyproj import Geod

    coarse = _between(a, b, geocentric)
    # Only edges with an end within the coarse distance and the longest edge's length can hold the nearest points.
    parts = []
    for ring, other in ((a, b), (b, a)):
        limit = coarse[0] + 1.02 * float(_edges(ring).max())
        parts.append((ring, _distances(ring, other, geocentric) <= limit))
    fine = [_densified(ring, near) for ring, near in parts]
    _, i, j = _between(*fine, geocentric)
    return float(Geod(ellps="WGS84").inv(fine[0][i, 0], fine[0][i, 1], fine[1][j, 0], fine[1][j, 1])[2].min())


def _space(points: np.ndarray, geocentric: object) -> np.ndarray:
    return np.column_stack(geocentric(points[:, 0], points[:, 1], np.zeros(len(points))))  # type: ignore[operator]


def _distances(a: np.ndarray, b: np.ndarray, geocentric: object) -> np.ndarray:
    from scipy.spatial import cKDTree

    return cKDTree(_space(b, geocentric)).query(_space(a, geocentric))[0]


def _between(a: np.ndarray, b: np.ndarray, geocentric: object) -> tuple[float, np.ndarray, np.ndarray]:
    from scipy.spatial import cKDTree

    distance, index = cKDTree(_space(b, geocentric)).query(_space(a, geocentric))
    near = np.argsort(distance)[:2000]
    return float(distance.min()), near, index[near]


def _edges(ring: np.ndarray) -> np.ndarray:
    step = np.diff(ring, axis=0)
    return np.hypot(step[:, 0] * np.cos(np.radians(ring[:-1, 1])), step[:, 1]) * 111_700


def _densified(ring: np.ndarray, near: np.ndarray, step_m: float = 10.0) -> np.ndarray:
    found = [ring[near]]
    lengths = _edges(ring)
    for i in np.flatnonzero(near[:-1] | near[1:]):
        t = np.linspace(0, 1, int(lengths[i] / step_m) + 2)[:, None]
        found.append(ring[i] + (ring[i + 1] - ring[i]) * t)
    return np.vstack(found)


class _Numbers:
    """Numbers of the polygons in the packed land, by a point."""

    def __init__(self) -> None:
        from gazetteer.land import Lines

        self._lines = Lines(Path(__file__).resolve().parent.parent / "gazetteer/data/land.bin")
        ranges = [self._lines.part(number) for number in range(self._lines.parts)]
        boxes = []
        for start, stop in ranges:
            segments = self._lines.segments(start, stop)
            boxes.append((*segments[:, :2].min(axis=0), *segments[:, :2].max(axis=0)))
        self._ranges, self._boxes = ranges, np.array(boxes)

    def of(self, lon: float, lat: float, vertices: int) -> int:
        boxes = self._boxes
        hits = np.flatnonzero((boxes[:, 0] <= lon) & (boxes[:, 1] <= lat) & (boxes[:, 2] >= lon) & (boxes[:, 3] >= lat))
        return int(min(hits, key=lambda n: abs(self._ranges[n][1] - self._ranges[n][0] - vertices)))


if __name__ == "__main__":
    main()
