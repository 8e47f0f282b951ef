"""Shapes from rings of coordinates, and a slow reference to measure against."""

from __future__ import annotations

import itertools

import numpy as np

BLOCK = 64


class Rings:
    """A `geo.shape.Shape` over (n, 2) arrays of lon, lat; rings are closed, lines are not."""

    def __init__(self, *lines, kind="area", accuracy_m=30.0, coast=True, block=BLOCK):
        self.kind = kind
        parts = []
        for line in lines:
            vertices = np.asarray(line, dtype=float).reshape(-1, 2).repeat(2 if kind == "point" else 1, axis=0)
            segments = np.hstack((vertices[:-1], vertices[1:]))
            parts += [segments[i : i + block] for i in range(0, len(segments), block)]
        self._blocks = parts
        self.bounds = np.array(
            [[p[:, 0::2].min(), p[:, 1::2].min(), p[:, 0::2].max(), p[:, 1::2].max()] for p in parts]
        )
        self.accuracy_m = np.full(len(parts), accuracy_m)
        self.coast = np.full(len(parts), coast)
        self.reads = 0

    def segments(self, block):
        self.reads += 1
        return self._blocks[block]


def point(lon, lat, accuracy_m=1000.0):
    return Rings([(lon, lat)], kind="point", accuracy_m=accuracy_m, coast=False)


def box(west, south, east, north, **options):
    return Rings([(west, south), (east, south), (east, north), (west, north), (west, south)], **options)


def circle(lon, lat, radius_km, count=64, *, start=0, wobble=()):
    """A ring of geodesic radius, optionally with a wobble of the radius, cut nowhere."""
    from pyproj import Geod

    azimuths = (np.arange(count) + start) % count * (360 / count)
    radii = np.full(count, radius_km * 1000.0)
    for i, amount in enumerate(wobble):
        radii *= 1 + amount * np.sin((i + 2) * np.radians(azimuths))
    lons, lats, _ = Geod(ellps="WGS84").fwd(np.full(count, lon), np.full(count, lat), azimuths, radii)
    return np.vstack((np.column_stack((lons, lats)), [(lons[0], lats[0])]))


def densified(lines, step_m=25.0):
    """Points along lines, straight in lon and lat, at most `step_m` apart."""
    found = []
    for line in lines:
        for (x0, y0), (x1, y1) in itertools.pairwise(np.asarray(line, dtype=float)):
            metres = np.hypot((x1 - x0) * np.cos(np.radians((y0 + y1) / 2)), y1 - y0) * 111_700
            t = np.linspace(0, 1, int(np.ceil(metres / step_m)) + 2)
            found.append(np.column_stack((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)))
    return np.vstack(found)


def brute_nearest(a, b, step_m=25.0):
    """Metres between two sets of lines: densified, nearest in space by a k-d tree, then on the ellipsoid."""
    from pyproj import Geod, Transformer
    from scipy.spatial import cKDTree

    geocentric = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    p, q = densified(a, step_m), densified(b, step_m)
    xyz = [np.column_stack(geocentric.transform(r[:, 0], r[:, 1], np.zeros(len(r)))) for r in (p, q)]
    distance, index = cKDTree(xyz[1]).query(xyz[0])
    near = np.argsort(distance)[:2000]
    metres = Geod(ellps="WGS84").inv(p[near, 0], p[near, 1], q[index[near], 0], q[index[near], 1])[2]
    return float(metres.min())
