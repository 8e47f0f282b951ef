"""Outlines that a user brings: lines as the source draws them, kept with the user's places."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    import numpy.typing as npt

_BLOCK = 128
_KINDS: tuple[Literal["line", "area"], ...] = ("line", "area")


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A `geo.shape.Shape` of lines that are all in memory.

    Attributes:
        lines: (n, 4) lon, lat, lon, lat of its segments, in degrees.
    """

    kind: Literal["point", "line", "area"]
    bounds: npt.NDArray[np.float64]
    accuracy_m: npt.NDArray[np.float64]
    coast: npt.NDArray[np.bool_]
    lines: npt.NDArray[np.float64]

    def segments(self, block: int) -> npt.NDArray[np.float64]:
        """(n, 4) lon, lat, lon, lat of the block's segments, in degrees."""
        return self.lines[block * _BLOCK : (block + 1) * _BLOCK]

    def holds(self, lon: float, lat: float) -> bool:
        """Whether an area holds a point: an odd number of its lines lie due north."""
        import numpy as np

        west, south, east, north = self.lines.T
        across = (np.minimum(west, east) <= lon) & (lon < np.maximum(west, east))
        west, south, east, north = west[across], south[across], east[across], north[across]
        return bool(np.count_nonzero(south + (north - south) * (lon - west) / (east - west) > lat) % 2)


def packed(geometry: Mapping[str, Any]) -> bytes:
    """Pack an outline given as GeoJSON.

    Raises:
        InputError: It is no line and no area, or has a segment that spans half the world, or is not finite.
    """
    import numpy as np

    kind = 1 if geometry.get("type") in {"Polygon", "MultiPolygon"} else 0
    pieces = []
    for chain in _chains(geometry):
        points = np.asarray([corner[:2] for corner in chain], np.float64).reshape(-1, 2)
        if kind and len(points) and (points[0] != points[-1]).any():
            points = np.vstack([points, points[:1]])
        pieces.append(np.hstack([points[:-1], points[1:]]))
    lines = np.vstack(pieces) if pieces else np.empty((0, 4))
    if not len(lines) or not np.isfinite(lines).all():
        raise InputError("the outline has no lines")
    if (np.abs(lines[:, 1::2]) > 90).any() or (np.abs(lines[:, 0::2]) > 180).any():
        raise InputError("the outline leaves the range of latitude and longitude")
    if (np.abs(lines[:, 2] - lines[:, 0]) > 180).any():
        raise InputError("the outline crosses the antimeridian without being cut there")
    return bytes([kind]) + zlib.compress(lines.astype("<f8").tobytes())


def _chains(geometry: Mapping[str, Any]) -> Iterator[Any]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates") or ()
    if kind == "LineString":
        yield coordinates
    elif kind in {"Polygon", "MultiLineString"}:
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
    else:
        raise InputError(f"an outline cannot be a {kind}")


def unpacked(content: bytes, accuracy_m: float) -> Drawn:
    """The outline that `packed` packed."""
    import numpy as np

    lines = np.frombuffer(zlib.decompress(content[1:]), "<f8").reshape(-1, 4)
    starts = range(0, len(lines), _BLOCK)
    blocks = [lines[start : start + _BLOCK] for start in starts]
    bounds = np.array(
        [[b[:, 0::2].min(), b[:, 1::2].min(), b[:, 0::2].max(), b[:, 1::2].max()] for b in blocks], np.float64
    )
    return Drawn(
        kind=_KINDS[content[0]],
        bounds=bounds,
        accuracy_m=np.full(len(blocks), accuracy_m),
        coast=np.zeros(len(blocks), bool),
        lines=lines,
    )
