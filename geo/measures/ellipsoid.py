"""The WGS 84 ellipsoid: space coordinates, geodesics, and what a chord says about a geodesic."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

Point = tuple[float, float]

# NIMA TR8350.2: semi-major axis in metres, flattening.
SEMI_MAJOR_M = 6_378_137.0
FLATTENING = 1 / 298.257223563
ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING)
SEMI_MINOR_M = SEMI_MAJOR_M * (1 - FLATTENING)
# The least and the greatest radius of curvature of any geodesic: along the meridian at the equator, and at the poles.
LEAST_RADIUS_M = SEMI_MINOR_M**2 / SEMI_MAJOR_M
GREATEST_RADIUS_M = SEMI_MAJOR_M**2 / SEMI_MINOR_M
# Above so many geodesics at once, the start of a compiled library pays.
MANY = 8


def ecef(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Earth-centred, earth-fixed coordinates of points on the ellipsoid.

    Args:
        lon: (...) degrees.
        lat: (...) degrees.

    Returns:
        (..., 3) metres.
    """
    lam, phi = np.radians(lon), np.radians(lat)
    sine, cosine = np.sin(phi), np.cos(phi)
    normal = SEMI_MAJOR_M / np.sqrt(1 - ECCENTRICITY_2 * sine * sine)
    across = normal * cosine
    return np.stack((across * np.cos(lam), across * np.sin(lam), normal * (1 - ECCENTRICITY_2) * sine), axis=-1)


def heading(lon: float, lat: float, azimuth: float) -> npt.NDArray[np.float64]:
    """(3,) the unit vector in space that leaves a point of the ellipsoid level at an azimuth; all in degrees."""
    lam, phi, turn = math.radians(lon), math.radians(lat), math.radians(azimuth)
    east = np.array((-math.sin(lam), math.cos(lam), 0.0))
    north = np.array((-math.sin(phi) * math.cos(lam), -math.sin(phi) * math.sin(lam), math.cos(phi)))
    return np.asarray(math.sin(turn) * east + math.cos(turn) * north)


def geodesic(a: Point, b: Point) -> tuple[float, float, float]:
    """The shortest line between two points on the ellipsoid.

    Args:
        a: (lon, lat) in degrees.
        b: (lon, lat) in degrees.

    Returns:
        Its length in metres, its azimuth at `a` towards `b`, and that at `b` towards `a`, in degrees from 0 to 360.
        Karney 2013, "Algorithms for geodesics", by geographiclib, good to nanometres.
    """
    line = _wgs84().Inverse(a[1], a[0], b[1], b[0])
    return float(line["s12"]), float(line["azi1"]) % 360, (float(line["azi2"]) + 180) % 360


def lengths(lines: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Lengths in metres of (n, 4) geodesics lon, lat, lon, lat in degrees."""
    if len(lines) <= MANY:
        return np.array([geodesic((row[0], row[1]), (row[2], row[3]))[0] for row in lines.tolist()])
    from pyproj import Geod

    metres = Geod(ellps="WGS84").inv(*lines.T)[2]
    return np.asarray(metres, dtype=np.float64)


def destination(start: Point, azimuth: float, metres: float) -> Point:
    """(lon, lat) of where a geodesic ends that leaves `start` at `azimuth` degrees."""
    line = _wgs84().Direct(start[1], start[0], azimuth, metres)
    return float(line["lon2"]), float(line["lat2"])


def longest_chord(metres: float) -> float:
    """The longest chord, in metres, that a geodesic of at most `metres` can have (Schur's comparison theorem)."""
    turn = metres / (2 * GREATEST_RADIUS_M)
    return 2 * GREATEST_RADIUS_M * math.sin(turn) if turn < math.pi / 2 else 2 * GREATEST_RADIUS_M


def shortest_geodesic(chord: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Lengths in metres that no geodesics over chords of so many metres undercut."""
    return np.asarray(2 * GREATEST_RADIUS_M * np.arcsin(np.minimum(chord / (2 * GREATEST_RADIUS_M), 1)))


def longest_geodesic(chord: float) -> float:
    """The length in metres that no geodesic over a chord of `chord` metres exceeds."""
    return 2 * LEAST_RADIUS_M * math.asin(chord / (2 * LEAST_RADIUS_M)) if chord < 2 * LEAST_RADIUS_M else math.inf


@cache
def _wgs84() -> Any:  # noqa: ANN401 (geographiclib has no types)
    from geographiclib.geodesic import Geodesic

    return Geodesic.WGS84
