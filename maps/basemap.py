"""What a map asks of whoever has the land, the borders and the names beneath its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the world to be drawn, and how finely.

    Attributes:
        west: Degrees; west < east, both in [-180, 180]: a window never crosses the antimeridian.
        south: Degrees; south < north, both in [-86, 86].
        east: Degrees.
        north: Degrees.
        tolerance_m: What is smaller than this on the ground is not seen: lines may be simplified by it, and islands
            left out whose extent is less.
    """

    west: float
    south: float
    east: float
    north: float
    tolerance_m: float


class Basemap(Protocol):
    """Land and borders within a window, clipped to it."""

    @property
    def land(self) -> Sequence[npt.NDArray[np.float64]]:
        """Rings, (n, 2) lon, lat in degrees, the last vertex the same as the first or not.

        What an odd number of rings holds is land. Edges that clipping made run along the window's sides.
        """
        ...

    @property
    def borders(self) -> Sequence[npt.NDArray[np.float64]]:
        """Lines between countries, (n, 2) lon, lat in degrees."""
        ...


class Label(Protocol):
    """A name to be written on the map where there is room for it."""

    @property
    def lon(self) -> float:
        """Degrees; the middle of the writing."""
        ...

    @property
    def lat(self) -> float:
        """Degrees."""
        ...

    @property
    def name(self) -> str:
        """What is written."""
        ...

    @property
    def kind(self) -> Literal["sea", "country"]:
        """Seas are oceans, gulfs and straits too; countries are territories too."""
        ...

    @property
    def width_deg(self) -> float:
        """How wide the thing is about there, in degrees of longitude: the name is shown when it fits."""
        ...


class BasemapSource(Protocol):
    """Who has the land, the borders and the names."""

    @property
    def attribution(self) -> str:
        """One line of plain text naming the sources and their licences."""
        ...

    def basemaps(self, windows: Sequence[Window]) -> Sequence[Basemap]:
        """One basemap a window, in their order.

        A page asks once: for the whole world at about 5 km, for up to some tens of windows 11 degrees wide at about
        600 m, and for up to some tens 1.4 degrees wide or less at about 50 m.
        """
        ...

    def labels(self) -> Sequence[Label]:
        """The names of all the world's seas, straits and countries, the widest first."""
        ...
