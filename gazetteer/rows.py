"""Turns records into the rows of a store: numbers for what repeats, and a packed candidate row for each name."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gazetteer.features import weight as weight_of
from gazetteer.layout import CANDIDATE, DEGREE, POINT, geonames_row
from gazetteer.naming import spelled
from geo.folding import fold, fold_token
from geo.names import NAME_KINDS, name_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
_REMEMBERED_TOKENS = 200_000
_EAST_END = 32399  # 180 degrees east would not fit the layout's sixteen bits

# One row of the table of places: row, id, name, lat, lon, feature, country, unit, population, weight, accuracy, origin,
# names, more.
PlaceRow = tuple[Any, ...]


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
        points: Packed `layout.POINT`, one a place.
        names: For each part of the alphabet, folded names and their packed candidate rows.
    """

    def __init__(self, edges: Sequence[str] = ()) -> None:
        self.places: list[PlaceRow] = []
        self.ids: list[tuple[str, int]] = []
        self.points = bytearray()
        self.edges = edges
        self.names: list[tuple[list[str], bytearray]] = [([], bytearray()) for _ in range(len(edges) + 1)]

    def add(self, row: PlaceRow, names: Mapping[str, tuple[int, str]]) -> None:
        """Add a place and its folded names, each with the number of its kind and one way of writing it."""
        number, _, _, lat, lon, feature, country, unit, _, weight, *_ = row
        self.places.append(row)
        self.points += POINT.pack(number, lat, lon, country, feature)
        self.candidates((number, *rough(lat, lon), weight), (feature, country, unit), names)

    def candidates(
        self, head: tuple[int, int, int, int], tail: tuple[int, int, int], names: Mapping[str, tuple[int, str]]
    ) -> None:
        """Add candidate rows of one place under its names."""
        pack, edges, parts = CANDIDATE.pack, self.edges, self.names
        for folded, (kind, name) in names.items():
            listed, rows = parts[bisect_right(edges, folded)]
            listed.append(folded)
            rows += pack(*head, kind, *tail, name_hash(name))


def rough(lat: int, lon: int) -> tuple[int, int]:
    """Latitude and longitude in millionths of a degree as a candidate row has them."""
    return round(lat / DEGREE * 360), min(round(lon / DEGREE * 180), _EAST_END)


class _Tokens(dict[str, str]):
    """Folded tokens by tokens; the first many are remembered."""

    def __missing__(self, token: str) -> str:
        folded = fold_token(token)
        if len(self) < _REMEMBERED_TOKENS:
            self[token] = folded
        return folded


class Folder:
    """Folds names, remembering the tokens that it has seen: those of place names repeat."""

    def __init__(self) -> None:
        self._tokens = _Tokens()

    def __call__(self, name: str) -> str:
        """`geo.folding.fold`, a few times faster on many names."""
        tokens = self._tokens
        folded = [known for token in name.split() if (known := tokens[token])]
        if len(folded) > 1 and folded[0] == "the":
            del folded[0]
        return " ".join(folded)


def candidate_names(names: Iterable[tuple[str, int]]) -> dict[str, tuple[int, str]]:
    """The folded names of a place, each with its kind and one way of writing it."""
    kept: dict[str, tuple[int, str]] = {}
    for name, kind in names:
        folded = fold(name)
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
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None


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
