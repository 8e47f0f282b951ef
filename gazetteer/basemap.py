"""Land and borders for the ground of a map, as fine as a window asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from gazetteer.land import UNITS_PER_DEGREE, Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from geo.source import PlaceSource

    Ring = npt.NDArray[np.float64]
    Box = tuple[float, float, float, float]

ATTRIBUTION = "Land © OpenStreetMap contributors (ODbL); borders and seas: Natural Earth"
M_PER_DEGREE = 111_320.0
# Pages that are kept, as the windows of a map lie side by side.
PAGES_KEPT = 256
# Land is kept at three degrees of detail: simplified by these, and whole.
WORLD_M, REGION_M = 4_000.0, 400.0


class Window(Protocol):
    """A stretch of the world: degrees, west < east, and what is too small to be seen, in metres."""

    @property
    def west(self) -> float: ...  # noqa: D102
    @property
    def south(self) -> float: ...  # noqa: D102
    @property
    def east(self) -> float: ...  # noqa: D102
    @property
    def north(self) -> float: ...  # noqa: D102
    @property
    def tolerance_m(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Ground:
    """Land and borders within a window, clipped to it.

    Attributes:
        land: Rings, (n, 2) lon, lat in degrees; what an odd number of rings holds is land. Edges that clipping made run
            along the window's sides.
        borders: Lines between countries, (n, 2) lon, lat in degrees.
    """

    land: tuple[Ring, ...]
    borders: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A name to be written on a map.

    Attributes:
        lon: Degrees; a point well inside.
        lat: Degrees.
        name: What is written.
        kind: "sea" for oceans, seas, gulfs and straits; "country" for countries and territories.
        width_deg: How wide the thing is there, in degrees of longitude.
    """

    lon: float
    lat: float
    name: str
    kind: Literal["sea", "country"]
    width_deg: float


class Basemap:
    """The ground of maps, out of the files that were made for it.

    Args:
        folder: Where `land.bin` is, and beside it `land.pages`, `land.region.bin`, `land.region.pages`,
            `land.world.bin`, `land.world.pages`, `borders.bin` and `labels.tsv`.
        source: Who knows the names of seas and countries.
    """

    attribution = ATTRIBUTION

    def __init__(self, folder: Path, source: PlaceSource) -> None:
        self._folder, self._source = folder, source

    def basemaps(self, windows: Sequence[Window]) -> list[Ground]:
        """One basemap a window, in their order."""
        return [self._ground(window) for window in windows]

    def labels(self) -> list[Label]:
        """The names of all the world's seas, straits and countries, the widest first."""
        return self._labels

    @cached_property
    def _labels(self) -> list[Label]:
        lines = (self._folder / "labels.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        places = self._source.places([row[0] for row in rows])
        found = [
            Label(float(lon), float(lat), places[place_id].name, "sea" if kind == "sea" else "country", float(width))
            for place_id, kind, lon, lat, width in rows
            if place_id in places
        ]
        return sorted(found, key=lambda label: -label.width_deg)

    def _ground(self, window: Window) -> Ground:
        box = (window.west, window.south, window.east, window.north)
        step = window.tolerance_m / M_PER_DEGREE
        if window.tolerance_m >= WORLD_M / 2:
            rings = self._world.within(box, step)
        elif window.tolerance_m >= REGION_M / 2:
            rings = self._region.within(box, step)
        else:
            rings = self._shore.within(box, step)
        land = (ring if whole else clip_ring(ring, box) for ring, whole in rings.thinned(step).cut_by(box))
        lines = self._borders.within(box).thinned(step).cut_by(box)
        borders = (piece for line, whole in lines for piece in ([line] if whole else clip_line(line, box)))
        return Ground(tuple(ring for ring in land if len(ring) > 2), tuple(borders))

    @cached_property
    def _world(self) -> _Paged:
        return _Paged(self._folder, "land.world")

    @cached_property
    def _region(self) -> _Paged:
        return _Paged(self._folder, "land.region")

    @cached_property
    def _borders(self) -> Chains:
        lines = Lines(self._folder / "borders.bin")
        return Chains.of(np.vstack([lines.segments(*lines.page(page)) for page in range(lines.pages)]))

    @cached_property
    def _shore(self) -> _Paged:
        return _Paged(self._folder, "land")


class Chains:
    """Lines one after another in one array, so that thousands are thinned and sifted at once.

    Args:
        vertices: (n, 2) lon, lat in degrees, of all the lines; of a closed one the first is not repeated.
        sizes: How many of them each line has, at least one.
    """

    def __init__(self, vertices: npt.NDArray[np.float64], sizes: npt.NDArray[np.int64]) -> None:
        self.vertices, self.sizes = vertices, sizes
        self._firsts = np.cumsum(sizes) - sizes

    @classmethod
    def of(cls, segments: npt.NDArray[np.float64]) -> Chains:
        """The lines that segments make up, each beginning where the one before ends: (n, 4) lon, lat, lon, lat."""
        begins = np.ones(len(segments), bool)
        begins[1:] = (segments[:-1, 2:] != segments[1:, :2]).any(axis=1)
        firsts = np.flatnonzero(begins)
        stops = np.append(firsts[1:], len(segments))
        is_open = (segments[stops - 1, 2:] != segments[firsts, :2]).any(axis=1)
        ends = stops[is_open]
        return cls(np.insert(segments[:, :2], ends, segments[ends - 1, 2:], axis=0), stops - firsts + is_open)

    @classmethod
    def joined(cls, parts: Sequence[Chains]) -> Chains:
        """All the lines of several, in their order."""
        if not parts:
            return cls(np.empty((0, 2)), np.empty(0, np.int64))
        return cls(np.vstack([part.vertices for part in parts]), np.concatenate([part.sizes for part in parts]))

    @cached_property
    def bounds(self) -> npt.NDArray[np.float64]:
        """West, south, east and north of each line, (n, 4)."""
        if not len(self.sizes):
            return np.empty((0, 4))
        low, high = (extreme.reduceat(self.vertices, self._firsts) for extreme in (np.minimum, np.maximum))
        return np.hstack([low, high])

    def within(self, box: Box, least: float = 0.0) -> Chains:
        """The lines whose bounds meet a box and have an extent of at least so many degrees."""
        seen = (self.bounds[:, 2:] - self.bounds[:, :2]).max(axis=1, initial=0) >= least
        seen &= _meet(self.bounds, box)
        return Chains(self.vertices[np.repeat(seen, self.sizes)], self.sizes[seen])

    def thinned(self, step: float) -> Chains:
        """The first and last vertex of each line, and those in another cell than the one before.

        Args:
            step: The side of a cell of the lattice, in degrees.
        """
        if step <= 0:
            return self
        cells = np.floor(self.vertices / step)
        keep = np.ones(len(cells), bool)
        keep[1:] = (cells[1:] != cells[:-1]).any(axis=1)
        keep[self._firsts] = keep[self._firsts + self.sizes - 1] = True
        return Chains(self.vertices[keep], np.add.reduceat(keep, self._firsts) if len(keep) else self.sizes)

    def cut_by(self, box: Box) -> Iterator[tuple[Ring, bool]]:
        """Each line, and whether it lies wholly in a box."""
        whole = ((self.bounds[:, :2] >= box[:2]) & (self.bounds[:, 2:] <= box[2:])).all(axis=1)
        for first, size, inside in np.column_stack([self._firsts, self.sizes, whole]).tolist():
            yield self.vertices[first : first + size], bool(inside)


class _Paged:
    """Rings of the whole land, of which only the pages that meet a box are read.

    Of a ring that goes through many pages, a page that lies beside the box is replaced by the straight line from its
    first vertex to its last: that lies within the page's bounds, so that the box sees no difference. The table of pages
    has for each its bounds, its first vertex, and the number of the ring that goes through it, or -1.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._lines = Lines(folder / f"{name}.bin")
        pages = np.fromfile(folder / f"{name}.pages", np.int32).reshape(-1, 7)
        self._bounds = pages[:, :4] / UNITS_PER_DEGREE
        self._first = pages[:, 4:6] / UNITS_PER_DEGREE
        self._ring = pages[:, 6]
        self._long = [np.flatnonzero(self._ring == ring) for ring in np.unique(self._ring[self._ring >= 0])]
        ends = [np.hstack([self._bounds[p, :2].min(axis=0), self._bounds[p, 2:].max(axis=0)]) for p in self._long]
        self._long_bounds = np.array(ends).reshape(-1, 4)
        self._page = lru_cache(PAGES_KEPT)(self._read)

    def _read(self, page: int) -> tuple[Ring, Chains]:
        """The vertices of a page that belong to the ring through many pages, and the rings that begin and end in it."""
        chains = Chains.of(self._lines.segments(*self._lines.page(page)))
        if self._ring[page] < 0:
            return chains.vertices[:0], chains
        size = int(chains.sizes[0])
        return chains.vertices[: size - 1], Chains(chains.vertices[size:], chains.sizes[1:])

    def within(self, box: Box, least: float) -> Chains:
        """The rings that meet a box and have an extent of at least so many degrees."""
        read = {page: self._page(page) for page in np.flatnonzero(_meet(self._bounds, box)).tolist()}
        found = []
        # A long ring is asked for by its own bounds: the box may lie far inland, with none of its pages near.
        for number in np.flatnonzero(_meet(self._long_bounds, box)).tolist():
            pages = self._long[number].tolist()
            ring = np.vstack([read[p][0] if p in read else self._first[p : p + 1] for p in pages])
            found.append(Chains(ring, np.array([len(ring)])))
        return Chains.joined([*found, *(chains.within(box, least) for _, chains in read.values())])


def _meet(bounds: npt.NDArray[np.float64], box: Box) -> npt.NDArray[np.bool_]:
    west, south, east, north = box
    met: npt.NDArray[np.bool_] = (
        (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    )
    return met


def clip_ring(ring: Ring, box: Box) -> Ring:
    """The part of a ring's area in a box (Sutherland and Hodgman, 1974)."""
    for axis, limit, sign in ((0, box[0], 1.0), (1, box[1], 1.0), (0, box[2], -1.0), (1, box[3], -1.0)):
        if not len(ring):
            return ring
        inside = sign * (ring[:, axis] - limit) >= 0
        if inside.all():
            continue
        before, was = np.roll(ring, 1, axis=0), np.roll(inside, 1)
        crossing = inside != was
        span = ring[:, axis] - before[:, axis]
        share = np.divide(limit - before[:, axis], span, out=np.zeros(len(ring)), where=crossing)
        cut = before + share[:, None] * (ring - before)
        cut[crossing, axis] = limit
        both = np.stack([cut, ring], axis=1).reshape(-1, 2)
        ring = both[np.stack([crossing, inside], axis=1).reshape(-1)]
    return ring


def clip_line(line: Ring, box: Box) -> list[Ring]:
    """The stretches of a line that come into a box; they may end a vertex beyond its sides."""
    low, high = np.minimum(line[:-1], line[1:]), np.maximum(line[:-1], line[1:])
    near = (low[:, 0] <= box[2]) & (high[:, 0] >= box[0]) & (low[:, 1] <= box[3]) & (high[:, 1] >= box[1])
    edges = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
    return [line[start : stop + 1] for start, stop in edges.reshape(-1, 2).tolist()]
