"""The gazetteer as it is asked: the core store, a user's store laid over it, and the outlines of both."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from gazetteer.layout import CANDIDATE
from gazetteer.sieve import asked, marks
from gazetteer.straits import shores
from geo.errors import GazetteerDamaged
from geo.features import feature_class
from geo.folding import fold
from geo.names import Row
from geo.records import GazetteerInfo, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from gazetteer.shapes import Shapes
    from gazetteer.store import Found, Store
    from geo.records import PlacePart
    from geo.shape import Shape

Value = TypeVar("Value")
_Tables = tuple[list[int], list[int], list[int]]

# Radii of the widening search for the nearest places, in kilometres; the last holds the whole earth.
_RADII_KM = (10.0, 40.0, 160.0, 640.0, 2560.0, 5120.0, 10240.0, 20100.0)
_EQUATOR_KM = 6378.137
_POLE_KM = 6356.7523142
_KM_PER_DEGREE = 110.57
_FEW_NAMES = 16  # as many are asked for sooner than sieved
_MOST_NAMES = 20_000  # found names that are kept, some 10 MB


class Gazetteer:
    """Answers from several stores as from one; implements `geo.source.PlaceSource`.

    A later store overrides an earlier one by id: of a place that both know, the later one's facts hold, and the names
    of both are known.

    Args:
        stores: The core first, then the user's.
        outlines: Opens the outlines; called when the first is asked for.
    """

    def __init__(self, stores: Sequence[Store], outlines: Callable[[], Shapes | None] | None = None) -> None:
        self._layers = [_Layer(store) for store in stores]
        self._open_outlines = outlines
        self._known: dict[str, list[tuple[_Layer, bytes]]] = {}  # names that were found, for the next text
        core = self._layers[0].store
        for layer in self._layers[1:]:
            over = layer.store.overrides()
            under = core.numbers(place_id for place_id, _ in over) if over else {}
            layer.overrides = {under[place_id]: own for place_id, own in over if place_id in under}

    @cached_property
    def _numbering(self) -> tuple[list[str], list[str], list[tuple[str, str, str]]]:
        """Feature codes, countries and units of all stores, by the numbers that the gazetteer gives them."""
        core = self._layers[0].store
        common = list(core.features), list(core.countries), list(core.units)
        for layer in self._layers[1:]:
            layer.align(*common)
        return common

    def _tables(self, layer: _Layer) -> _Tables | None:
        """How a layer's numbers read in the gazetteer's; None where they are the same."""
        core = self._layers[0].store
        # A store that was begun over this core goes on from its numbers.
        if layer.store is core or layer.store.meta.get("base") == core.info.sha256:
            return None
        assert self._numbering
        return layer.tables

    def close(self) -> None:
        """Let go of the files."""
        for layer in self._layers:
            layer.store.close()

    @property
    def info(self) -> GazetteerInfo:
        """Name, version and checksum; of several stores, joined by "+"."""
        infos = [layer.store.info for layer in self._layers]
        return GazetteerInfo(
            *("+".join(values) for values in zip(*((i.name, i.version, i.sha256) for i in infos), strict=True))
        )

    def features(self) -> Sequence[str]:
        """GeoNames feature codes by the index used in candidates."""
        return self._numbering[0]

    def countries(self) -> Sequence[str]:
        """ISO 3166-1 alpha-2 codes by the index used in candidates; "" at 0."""
        return self._numbering[1]

    def units(self) -> Sequence[tuple[str, str, str]]:
        """First-order units (country, name, GeoNames code) by the number used in candidates."""
        return self._numbering[2]

    def candidates(self, folded: Iterable[str]) -> Mapping[str, npt.NDArray[np.void]]:
        """Rows of dtype `geo.source.CANDIDATE` for each of the folded names that is known, one a place."""
        return _Candidates(self._found(folded))

    def rows(self, folded: Iterable[str]) -> dict[str, list[Row]]:
        """The same rows without numpy."""
        found = self._found(folded)
        return {name: [Row._make(row) for row in CANDIDATE.iter_unpack(found.packed(name))] for name in found.names}

    def _found(self, folded: Iterable[str]) -> _Found:
        known, names = self._known, set(folded)
        if len(known) > _MOST_NAMES:
            known.clear()
        new = list(names.difference(known))
        sieved = asked(marks(new)) if len(new) > _FEW_NAMES else None
        for layer in reversed(self._layers):
            for name, packed in layer.store.packed(new, sieved).items():
                known.setdefault(name, []).append((layer, packed))
        return _Found({name: known[name] for name in sorted(names & known.keys())}, self._joined)

    def _joined(self, parts: Sequence[tuple[_Layer, bytes]]) -> bytes:
        """A name's packed rows as the gazetteer numbers them; of a place that several stores know, of the last."""
        rows: dict[int, bytes] = {}
        for layer, packed in parts:
            tables = self._tables(layer)
            for at in range(0, len(packed), CANDIDATE.size):
                row = packed[at : at + CANDIDATE.size]
                number = int.from_bytes(row[:4], "little")
                place = self._outer(layer, number)
                if place not in rows:
                    plain = tables is None and place == number
                    rows[place] = row if plain else _translated(row, place, tables)
        return b"".join(rows.values())

    def similar(self, name: str, limit: int = 10) -> list[tuple[str, float]]:
        """Folded names written nearly like a name, for those who ask for it: (name, likeness from 0 to 1), best first.

        The first letter is taken to be right; of the others one in five may be wrong, missing or too many.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        folded = fold(name)
        if not folded:
            return []
        slack = max(1, len(folded) // 5)
        names = dict.fromkeys(n for layer in self._layers for n in layer.store.spelled_like(folded, slack))
        found = process.extract(
            folded, list(names), scorer=DamerauLevenshtein.distance, score_cutoff=slack, limit=limit
        )
        return [(other, 1 - distance / max(len(other), len(folded))) for other, distance, _ in found]

    def _outer(self, layer: _Layer, row: int) -> int:
        """The row number by which a place of one layer is known: that of the last layer which overrides it."""
        if layer is self._layers[0]:
            for other in reversed(self._layers[1:]):
                if row in other.overrides:
                    return other.overrides[row]
        return row

    def keys(self, rows: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        """(id, name) of places by row number."""
        wanted = set(rows)
        found: dict[int, tuple[str, str]] = {}
        for layer in reversed(self._layers):
            found.update(layer.store.keys(wanted - found.keys()))
        return found

    def places(self, ids: Iterable[str]) -> Mapping[str, Place]:
        """Whole records by id (any of a place's ids); unknown ids are absent."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Place] = {}
        for layer in self._layers:
            known = layer.store.places([*wanted, *(place.id for place in found.values())])
            for place_id in wanted:
                under = found.get(place_id)
                over = known.get(place_id) or (known.get(under.id) if under else None)
                if over is not None:
                    found[place_id] = _overlay(under, over) if under else over
        return found

    @cached_property
    def outlines(self) -> Shapes | None:
        """The core's outlines; None where the gazetteer was opened without."""
        return self._open_outlines() if self._open_outlines else None

    def shape(self, place_id: str, part: PlacePart = "whole") -> Shape | None:
        """The place's outline, or None where only its point is known; the user's own before the core's."""
        for layer in reversed(self._layers[1:]):
            row = layer.store.numbers([place_id]).get(place_id)
            if row is not None and (drawn := layer.store.outline(row)) is not None:
                return drawn
        if self.outlines is None:
            return None
        direct = self.outlines.get(place_id, part)
        if direct is not None:
            return direct
        place = self.places([place_id]).get(place_id)
        for other in place.ids if place else ():
            if other != place_id and (shape := self.outlines.get(other, part)) is not None:
                return shape
        return None

    def containing(self, lon: float, lat: float) -> Sequence[str]:
        """Ids of the places whose shape holds the point, smallest first; the user's own before the core's."""
        own = [row for layer in reversed(self._layers[1:]) for row in layer.store.outlines_at(lon, lat)]
        ids = self.outlines.containing(lon, lat) if self.outlines else ()
        known = self.places(ids)
        return list(dict.fromkeys([*self._ids(own), *(known[place_id].id for place_id in ids if place_id in known)]))

    def shores(self, place_id: str) -> tuple[str, str] | None:
        """Ids of the land on the two sides of a strait: an island, or the first-order unit of a coast."""
        place = self.places([place_id]).get(place_id)
        sides = next((shores()[each] for each in (place.ids if place else ()) if each in shores()), None)
        if sides is None:
            return None
        one, other = (side if isinstance(side, str) else self._land_at(*side) for side in sides)
        return None if one is None or other is None or one == other else (one, other)

    def _land_at(self, lon: float, lat: float) -> str | None:
        places = self.places(ids := self.containing(lon, lat))
        return next((each for each in ids if places[each].feature_code in {"ISL", "ADM1"}), None)

    def stores(self) -> tuple[Store, ...]:
        """The stores, the core first."""
        return tuple(layer.store for layer in self._layers)

    def every(self, *, country: str | None = None, own: bool = False, batch: int = 10_000) -> Iterator[Place]:
        """All places, each once.

        Args:
            country: Only those of this country.
            own: Only those of the user's store, where there is one.
            batch: How many are read at a time.
        """
        for layer in self._layers[1:] if own and len(self._layers) > 1 else self._layers:
            above = self._layers[self._layers.index(layer) + 1 :]
            for places in layer.store.every(country, batch):
                known = {i for other in above for i in other.store.numbers(place.id for place in places)}
                yield from (place for place in places if place.id not in known)

    def within(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        *,
        features: Sequence[str] = (),
        country: str | None = None,
    ) -> Sequence[str]:
        """Ids of the places whose points lie in a box, in degrees; `west > east` crosses the antimeridian."""
        return self._ids(found.row for found in self._in_box((west, south, east, north), features, country))

    def nearest(
        self, lon: float, lat: float, *, features: Sequence[str], country: str | None = None, limit: int = 10
    ) -> Sequence[str]:
        """Ids of the places of these feature codes (or classes, "P") nearest to the point by their own points."""
        origin = _on_ellipsoid(lon, lat)
        for radius_km in _RADII_KM:
            ranked = sorted(
                (math.dist(origin, _on_ellipsoid(found.lon, found.lat)), found.row)
                for found in self._in_box(_box(lon, lat, radius_km), features, country)
            )
            sure = [row for chord_km, row in ranked if chord_km <= radius_km]
            if len(sure) >= limit or radius_km == _RADII_KM[-1]:
                return self._ids([row for _, row in ranked][:limit])
        return ()

    def _in_box(
        self, box: tuple[float, float, float, float], features: Sequence[str], country: str | None
    ) -> Iterator[Found]:
        west, south, east, north = box
        boxes = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        seen: set[int] = set()
        for layer in reversed(self._layers):
            numbers = layer.features_in(features)
            only = layer.store.countries.index(country) if country in layer.store.countries else None
            if (features and not numbers) or (country is not None and only is None):
                continue
            for left, right in boxes:
                for found in layer.store.within(left, south, right, north, numbers):
                    outer = self._outer(layer, found.row)
                    if outer not in seen and (only is None or found.country == only):
                        seen.add(outer)
                        yield found._replace(row=outer)

    def _ids(self, rows: Iterable[int]) -> list[str]:
        ordered = list(rows)
        keys = self.keys(ordered)
        if not keys.keys() >= set(ordered):
            path = self._layers[-1].store.path
            raise GazetteerDamaged(f"{path}: places on its map are not among its places; import your places again")
        return [keys[row][0] for row in ordered]


class _Layer:
    """A store and how its numbers for features, countries and units read in the gazetteer's."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.overrides: dict[int, int] = {}
        self.tables: _Tables | None = None

    def align(self, features: list[str], countries: list[str], units: list[tuple[str, str, str]]) -> None:
        """Number the store's values as the layers beneath do, adding those that are new."""
        self.tables = (
            _numbers(self.store.features, features),
            _numbers(self.store.countries, countries),
            _numbers(self.store.units, units),
        )

    def features_in(self, wanted: Sequence[str]) -> list[int]:
        """The store's numbers for feature codes and classes."""
        return [
            number for number, code in enumerate(self.store.features) if code in wanted or feature_class(code) in wanted
        ]


class _Found:
    """What the stores have for some names, joined when a name is looked at: a text asks for many more.

    Args:
        names: By name its packed rows in each store that has it, the last store first.
        join: Makes one of what several stores have for a name.
    """

    def __init__(
        self,
        names: Mapping[str, Sequence[tuple[_Layer, bytes]]],
        join: Callable[[Sequence[tuple[_Layer, bytes]]], bytes],
    ) -> None:
        self.names, self._join = names, join

    def packed(self, name: str) -> bytes:
        """The packed rows of a name."""
        return self._join(self.names[name])


class _Candidates(Mapping[str, "npt.NDArray[np.void]"]):
    """The rows of names as arrays, each made when it is asked for."""

    def __init__(self, found: _Found) -> None:
        self._found = found

    def __getitem__(self, name: str) -> npt.NDArray[np.void]:
        import numpy as np

        from geo.source import CANDIDATE as DTYPE

        if name not in self._found.names:
            raise KeyError(name)
        return np.frombuffer(self._found.packed(name), DTYPE)

    def __contains__(self, name: object) -> bool:
        return name in self._found.names

    def __iter__(self) -> Iterator[str]:
        return iter(self._found.names)

    def __len__(self) -> int:
        return len(self._found.names)


def _translated(packed: bytes, place: int, tables: _Tables | None) -> bytes:
    """A packed row of a layer as the gazetteer numbers it."""
    row = Row._make(CANDIDATE.unpack(packed))._replace(place=place)
    if tables is not None:
        features, countries, units = tables
        row = row._replace(feature=features[row.feature], country=countries[row.country], admin1=units[row.admin1])
    return CANDIDATE.pack(*row)


def _numbers(own: Sequence[Value], common: list[Value]) -> list[int]:
    known = {value: number for number, value in enumerate(common)}
    for value in own:
        if value not in known:
            known[value] = len(common)
            common.append(value)
    return [known[value] for value in own]


def _overlay(under: Place, over: Place) -> Place:
    """A place with the facts of `over` and the names and ids of both."""
    from dataclasses import replace

    names = {key: over.names.get(key, ()) for key in (*over.names, *under.names)}
    for key, values in under.names.items():
        names[key] = tuple(dict.fromkeys((*names[key], *values)))
    if under.name != over.name:
        names[""] = tuple(dict.fromkeys((*names.get("", ()), under.name)))
    return replace(
        over,
        names=names,
        ids=tuple(dict.fromkeys((*over.ids, *under.ids))),
        admin1=over.admin1 or under.admin1,
        population=over.population or under.population,
        disputed=over.disputed or under.disputed,
        capital=over.capital or under.capital,
    )


def _on_ellipsoid(lon: float, lat: float) -> tuple[float, float, float]:
    """The point in earth-centred kilometres; the straight line between two such grows as the way on the ground does."""
    phi, lam = math.radians(lat), math.radians(lon)
    normal = _EQUATOR_KM**2 / math.hypot(_EQUATOR_KM * math.cos(phi), _POLE_KM * math.sin(phi))
    across = normal * math.cos(phi)
    return across * math.cos(lam), across * math.sin(lam), normal * (_POLE_KM / _EQUATOR_KM) ** 2 * math.sin(phi)


def _box(lon: float, lat: float, radius_km: float) -> tuple[float, float, float, float]:
    """West, south, east and north of a box that holds all within the radius; west may exceed east."""
    reach = radius_km / _KM_PER_DEGREE
    south, north = lat - reach, lat + reach
    if south <= -90 or north >= 90:
        return -180.0, max(south, -90.0), 180.0, min(north, 90.0)
    wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(reach)) / math.cos(math.radians(lat)))))
    if wide >= 180:
        return -180.0, south, 180.0, north
    return (lon - wide + 180) % 360 - 180, south, (lon + wide + 180) % 360 - 180, north
