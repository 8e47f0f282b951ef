"""Turns records into the rows of a store: numbers for what repeats, and a packed candidate row for each name."""

from __future__ import annotations

import json
import marshal
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gazetteer.features import weight as weight_of
from gazetteer.layout import CANDIDATE, DEGREE, POINT, geonames_row
from gazetteer.naming import spelled
from geo.folding import fold
from geo.names import NAME_KINDS, name_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from geo.records import Place

# Of two kinds of one name for one place, the one that comes first here is kept.
_ORDER = (
    "main",
    "official",
    "short",
    "abbreviation",
    "former",
    "colloquial",
    "demonym",
    "alternate",
    "metonym",
    "code",
)
_PRECEDENCE = tuple(_ORDER.index(kind) for kind in NAME_KINDS)
# Places of so many following numbers are sorted and written at once.
PART_ROWS = 1 << 16
CANDIDATE_BYTES = f"V{CANDIDATE.size}"
_MARSHAL = 2  # the last version that does not look for objects that occur twice
_EAST_END = 32399  # 180 degrees east would not fit the layout's sixteen bits

# One row of the table of places: row, id, name, lat, lon, feature, country, unit, population, weight, accuracy, origin,
# names, more.
PlaceRow = tuple[Any, ...]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Numbering:
    """The numbers of feature codes, countries, first-order units (by country and name) and sources."""

    features: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=lambda: {"": 0})
    units: dict[tuple[str, str], int] = field(default_factory=lambda: {("", ""): 0})
    origins: dict[str, int] = field(default_factory=dict)

    def feature(self, code: str) -> int:
        """The number of a feature code, a new one where it has none."""
        return self.features.setdefault(code, len(self.features))

    def country(self, code: str | None) -> int:
        """The number of a country."""
        return self.countries.setdefault(code or "", len(self.countries))

    def unit(self, country: str | None, name: str | None) -> int:
        """The number of a first-order unit."""
        return self.units.setdefault((country or "", name) if name else ("", ""), len(self.units))

    def origin(self, name: str) -> int:
        """The number of a source."""
        return self.origins.setdefault(name, len(self.origins))


class Rows:
    """Rows on their way to the store.

    Attributes:
        places: Rows of the table of places.
        ids: (id, row) of ids that do not follow from a row's number.
    """

    def __init__(self) -> None:
        self.places: list[PlaceRow] = []
        self.ids: list[tuple[str, int]] = []
        self._points = bytearray()
        self._names: list[str] = []
        self._candidates = bytearray()

    def add(self, row: PlaceRow, names: Mapping[str, tuple[int, str]]) -> None:
        """Add a place and its folded names, each with the number of its kind and one way of writing it."""
        number, _, _, lat, lon, feature, country, unit, _, weight, *_ = row
        self.places.append(row)
        self._points += POINT.pack(number, lat, lon, country, feature)
        self.candidates((number, *rough(lat, lon), weight), (feature, country, unit), names)

    def candidates(
        self, head: tuple[int, int, int, int], tail: tuple[int, int, int], names: Mapping[str, tuple[int, str]]
    ) -> None:
        """Add candidate rows of one place under its names."""
        self._names += names
        for kind, name in names.values():
            self._candidates += CANDIDATE.pack(*head, kind, *tail, name_hash(name))

    def run(self, edges: Sequence[str] = ()) -> Run:
        """These rows in the order of their keys, the names parted by `edges`."""
        return Run(
            [place[0] for place in self.places],
            packed_places(self.places),
            self.ids,
            bytes(self._points),
            packed_names(self._names, bytes(self._candidates), edges),
            len(self._names),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Rows in the order of their keys, cut into parts of the store; packed, for they go between processes.

    Attributes:
        rows: The row numbers of its places.
        places: `packed_places`.
        ids: (id, row) of ids that do not follow from a row's number.
        points: Packed `layout.POINT`, one a place.
        names: `packed_names`.
        name_count: How many those are.
    """

    rows: Sequence[int]
    places: Mapping[int, bytes]
    ids: Sequence[tuple[str, int]]
    points: bytes
    names: Mapping[int, bytes]
    name_count: int


def packed_places(places: Iterable[PlaceRow]) -> dict[int, bytes]:
    """Marshalled lists of rows of the table of places, by part of the row numbers."""
    ordered = sorted(places, key=itemgetter(0))
    parts = groupby(ordered, lambda place: place[0] // PART_ROWS)
    return {part: marshal.dumps(list(rows), _MARSHAL) for part, rows in parts}


def packed_names(names: Sequence[str], candidates: bytes, edges: Sequence[str]) -> dict[int, bytes]:
    """Marshalled (lines of folded names, their packed candidate rows), by part of the alphabet.

    Args:
        names: Folded names, in any order.
        candidates: Packed candidate rows, one a name.
        edges: Folded names that part the alphabet.
    """
    import numpy as np

    order = sorted(range(len(names)), key=names.__getitem__)
    listed = [names[at] for at in order]
    table = np.frombuffer(candidates, CANDIDATE_BYTES)[order]
    ends = [bisect_left(listed, edge) for edge in edges]
    return {
        part: marshal.dumps(("\n".join(listed[start:end]), table[start:end].tobytes()), _MARSHAL)
        for part, (start, end) in enumerate(pairwise((0, *ends, len(listed))))
        if start < end
    }


def rough(lat: int, lon: int) -> tuple[int, int]:
    """Latitude and longitude in millionths of a degree as a candidate row has them."""
    return round(lat / DEGREE * 360), min(round(lon / DEGREE * 180), _EAST_END)


def rough_all(
    lats: npt.NDArray[np.integer], lons: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """`rough` of many."""
    import numpy as np

    return np.rint(lats / DEGREE * 360), np.minimum(np.rint(lons / DEGREE * 180), _EAST_END)


def candidate_names(
    names: Iterable[tuple[str, int]], folding: Callable[[str], str] = fold
) -> dict[str, tuple[int, str]]:
    """The folded names of a place, each with its kind and one way of writing it; `folding` may know them already."""
    kept: dict[str, tuple[int, str]] = {}
    for name, kind in names:
        folded = folding(name)
        if folded:
            known = kept.get(folded)
            if known is None or _PRECEDENCE[kind] < _PRECEDENCE[known[0]]:
                kept[folded] = kind, name
    return kept


def add_place(rows: Rows, place: Place, row: int, numbering: Numbering, renown: int = 0) -> None:
    """Add a record.

    Args:
        rows: Where to.
        place: The record.
        row: Its row number.
        numbering: Numbers, to which new ones are added.
        renown: How well known it is, as the population of a city known as well.
    """
    rows.ids.extend((i, row) for i in dict.fromkeys((place.id, *place.ids)) if geonames_row(i) != row)
    rows.add(
        (
            row,
            None if geonames_row(place.id) == row else place.id,
            place.name,
            round(place.lat * DEGREE),
            round(place.lon * DEGREE),
            numbering.feature(place.feature_code),
            numbering.country(place.country),
            numbering.unit(place.country, place.admin1),
            place.population,
            weight_of(max(place.population, renown), place.feature_code),
            round(place.accuracy_m),
            numbering.origin(place.source),
            as_json(place.names),
            _more(place),
        ),
        candidate_names(spelled(place)),
    )


def names_json(names: Mapping[str, list[str]]) -> str | None:
    """JSON of printable names by kind, as `as_json` writes it but faster."""
    if not names:
        return None
    if len(names) == 1:
        ((key, values),) = names.items()
        joined = '","'.join(values)
        if joined.count('"') == 2 * len(values) - 2 and "\\" not in joined:
            return f'{{"{key}":["{joined}"]}}'
    return as_json(names)


def as_json(value: object) -> str | None:
    """JSON as a store keeps it; None for what is empty."""
    return _JSON(value) if value else None


def _more(place: Place) -> str | None:
    """What few places have."""
    more: dict[str, object] = {}
    if len(place.ids) > 1:
        more["ids"] = place.ids
    if place.shape_accuracy_m is not None:
        more["shape_accuracy_m"] = place.shape_accuracy_m
    if place.disputed:
        more["claimants"] = place.disputed.claimants
        more["claimed_names"] = dict(place.disputed.names)
    if place.capital:
        more["capital"] = place.capital
    return as_json(more)
