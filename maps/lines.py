"""Geodesics as polylines, and longitudes at the antimeridian."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LonLat = tuple[float, float]
STEP_KM = 50.0
MAX_STEPS = 200


def wrap(lon: float) -> float:
    """The same meridian in [-180, 180]."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def geodesic(start: LonLat, end: LonLat) -> list[LonLat]:
    """The shortest line on the WGS 84 ellipsoid, as a polyline.

    Args:
        start: (lon, lat) in degrees.
        end: (lon, lat) in degrees.

    Returns:
        Vertices about 50 km apart. Longitudes are continuous: beyond 180 where the line crosses the antimeridian.
    """
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    _, _, length_m = geod.inv(*start, *end)
    steps = min(MAX_STEPS, int(length_m / (STEP_KM * 1000)) + 1)
    between = geod.npts(*start, *end, steps - 1) if steps > 1 else []
    return unwrapped([start, *between, end])


def unwrapped(line: Sequence[LonLat]) -> list[LonLat]:
    """The polyline with each longitude within half a turn of the one before it."""
    out = [line[0]]
    for lon, lat in line[1:]:
        out.append((lon + 360 * round((out[-1][0] - lon) / 360), lat))
    return out


def split(line: Sequence[LonLat]) -> list[list[LonLat]]:
    """Cut a continuous polyline at the antimeridian (RFC 7946, section 3.1.9).

    Args:
        line: Vertices with continuous longitudes, as `geodesic` gives them.

    Returns:
        Pieces whose longitudes lie in [-180, 180], in order; pieces that meet share their latitude at 180.
    """
    turn = (line[0][0] + 180) // 360
    if line[0][0] - 360 * turn < -180:  # the sum above was rounded up to a whole turn
        turn -= 1
    pieces: list[list[LonLat]] = [[(line[0][0] - 360 * turn, line[0][1])]]
    for (lon, lat), (to_lon, to_lat) in itertools.pairwise(line):
        to_turn = turn
        if to_lon - 360 * turn > 180:
            to_turn = turn + 1
        elif to_lon - 360 * turn < -180:
            to_turn = turn - 1
        if to_turn != turn:
            seam = 180.0 if to_turn > turn else -180.0
            along = (seam + 360 * turn - lon) / (to_lon - lon)
            lat_seam = lat + along * (to_lat - lat)
            pieces[-1].append((seam, lat_seam))
            pieces.append([(-seam, lat_seam)])
            turn = to_turn
        pieces[-1].append((to_lon - 360 * turn, to_lat))
    return [piece for piece in pieces if len(set(piece)) > 1] or [[*pieces[0], *pieces[0]][:2]]


def window(lons: Iterable[float]) -> tuple[float, float]:
    """The narrowest arc that holds all the meridians.

    Args:
        lons: Degrees in [-180, 180]; at least one.

    Returns:
        (west, east), both in [-180, 180]; west > east where the arc crosses the antimeridian (RFC 7946, section 5.2).
    """
    ordered = sorted(set(lons))
    gaps = [(after - before, before, after) for before, after in itertools.pairwise(ordered)]
    widest = max(gaps, default=(0.0, 0.0, 0.0))
    if widest[0] > ordered[0] + 360 - ordered[-1]:
        return widest[2], widest[1]
    return ordered[0], ordered[-1]
