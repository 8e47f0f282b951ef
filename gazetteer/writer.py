"""Writes a store, from places to one finished file."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.features import weight as weight_of
from gazetteer.layout import (
    APPLICATION_ID,
    BLOCK_PLACE,
    BLOCK_PLACES,
    CANDIDATE,
    DEGREE,
    LAYOUT_VERSION,
    OTHER_ROWS,
    TABLES,
    geonames_row,
)
from gazetteer.naming import spelled
from geo.folding import fold
from geo.names import NAME_KINDS, name_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.records import Place

# Of two kinds of one name for one place, the lower is kept.
_PRECEDENCE = tuple(
    (
        "main",
        "official",
        "short",
        "alternate",
        "abbreviation",
        "colloquial",
        "former",
        "demonym",
        "metonym",
        "code",
    ).index(kind)
    for kind in NAME_KINDS
)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where records of a store came from."""

    name: str
    version: str
    licence: str
    sha256: str
    places: int


class Numbering:
    """Numbers for values, in the order in which they were first seen."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self.numbers: dict[str, int] = {}
        for value in values:
            self(value)

    def __call__(self, value: str) -> int:
        """The number of a value."""
        return self.numbers.setdefault(value, len(self.numbers))


def candidate_names(place: Place) -> dict[str, tuple[int, str]]:
    """The folded names of a place, each with its kind and one way of writing it."""
    names: dict[str, tuple[int, str]] = {}
    for name, kind in spelled(place):
        folded = fold(name)
        if not folded:
            continue
        known = names.get(folded)
        if known is None or _PRECEDENCE[kind] < _PRECEDENCE[known[0]]:
            names[folded] = kind, name
    return names


def write_store(
    path: Path,
    places: Iterable[Place],
    *,
    meta: Mapping[str, str],
    sources: Iterable[SourceRecord] = (),
    unit_codes: Mapping[tuple[str, str], str] | None = None,
) -> None:
    """Write a store of places that fit in memory.

    Args:
        path: Where the finished store is to be; it appears there whole or not at all.
        places: Records with distinct ids.
        meta: What `GazetteerInfo` tells ("name", "version") and whatever else is worth keeping.
        sources: Provenance.
        unit_codes: GeoNames admin-1 codes by (country, name of the unit).
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(partial, isolation_level=None)) as db:
            db.execute("pragma page_size=4096")
            db.execute(f"pragma application_id={APPLICATION_ID}")
            db.execute(f"pragma user_version={LAYOUT_VERSION}")
            db.execute("pragma journal_mode=off")
            db.execute("pragma synchronous=off")
            db.executescript(TABLES)
            db.execute("begin")
            digest = _fill(db, places, unit_codes or {})
            db.executemany("insert into meta values (?, ?)", {**meta, "sha256": digest}.items())
            db.executemany(
                "insert into source values (?, ?, ?, ?, ?)",
                ((s.name, s.version, s.licence, s.sha256, s.places) for s in sources),
            )
            db.execute("commit")
            db.execute("analyze")
            db.execute("vacuum")
        with partial.open("rb") as finished:
            os.fsync(finished.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _fill(db: sqlite3.Connection, places: Iterable[Place], unit_codes: Mapping[tuple[str, str], str]) -> str:
    features, countries, units, origins = Numbering(), Numbering([""]), Numbering([""]), Numbering()
    names: dict[str, bytearray] = {}
    rows: list[tuple[int, str | None, str, int, int, int, int, int, int, int, int, str | None, str | None]] = []
    ids: dict[str, int] = {}
    following = OTHER_ROWS
    for place in places:
        row = geonames_row(place.id)
        if row is None:
            row = following
            following += 1
            ids[place.id] = row
        for other in place.ids:
            if other != place.id:
                ids[other] = row
        feature = features(place.feature_code)
        country = countries(place.country or "")
        unit = units(f"{place.country}\t{place.admin1}" if place.admin1 else "")
        lat, lon = round(place.lat * DEGREE), round(place.lon * DEGREE)
        weight = weight_of(place.population, place.feature_code)
        rough = round(lat / DEGREE * 360), min(round(lon / DEGREE * 180), 32399)
        for folded, (kind, name) in candidate_names(place).items():
            names.setdefault(folded, bytearray()).extend(
                CANDIDATE.pack(row, *rough, weight, kind, feature, country, unit, name_hash(name))
            )
        rows.append(
            (
                row, None if geonames_row(place.id) else place.id, place.name, lat, lon, feature, country, unit,
                place.population, round(place.accuracy_m), origins(place.source), _json(place.names), _more(place),
            )
        )  # fmt: skip
    rows.sort()
    db.executemany("insert into place values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    digest = hashlib.sha256()
    ordered = sorted(names)
    for folded in ordered:
        digest.update(folded.encode())
        digest.update(names[folded])
    db.executemany("insert into name values (?, ?)", ((folded, bytes(names[folded])) for folded in ordered))
    for record in rows:
        digest.update(repr(record).encode())
    db.executemany("insert into id values (?, ?)", sorted(ids.items()))
    db.executemany("insert into feature values (?, ?)", ((n, code) for code, n in features.numbers.items()))
    db.executemany("insert into country values (?, ?)", ((n, code) for code, n in countries.numbers.items()))
    db.executemany("insert into origin values (?, ?)", ((n, name) for name, n in origins.numbers.items()))
    for key, number in units.numbers.items():
        country_code, _, name = key.partition("\t")
        db.execute(
            "insert into unit values (?, ?, ?, ?)",
            (number, country_code, name, unit_codes.get((country_code, name), "")),
        )
    _index(db, ((r[0], r[3], r[4], r[5], r[6]) for r in rows))
    return digest.hexdigest()


def _json(value: object) -> str | None:
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
    return _json(more)


def _index(db: sqlite3.Connection, places: Iterable[tuple[int, int, int, int, int]]) -> None:
    """Fill the R-tree from (row, lat, lon, feature, country): blocks of neighbours on a Z-curve, feature by feature."""
    ordered = sorted(places, key=lambda p: (p[3], _z_order(p[2] + 180 * DEGREE, p[1] + 90 * DEGREE)))
    number = start = 0
    while start < len(ordered):
        feature = ordered[start][3]
        end = start + 1
        while end < len(ordered) and end - start < BLOCK_PLACES and ordered[end][3] == feature:
            end += 1
        block = ordered[start:end]
        lats, lons = [p[1] / DEGREE for p in block], [p[2] / DEGREE for p in block]
        packed = b"".join(BLOCK_PLACE.pack(row, lat, lon, country) for row, lat, lon, _, country in block)
        db.execute(
            "insert into block values (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, min(lons), max(lons), min(lats), max(lats), feature, feature, packed),
        )
        number += 1
        start = end


def _z_order(x: int, y: int) -> int:
    return _spread(x >> 13) | _spread(y >> 13) << 1


def _spread(value: int) -> int:
    """Put a zero between the bits of a number of 16 bits."""
    value = (value | value << 8) & 0x00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F
    value = (value | value << 2) & 0x33333333
    return (value | value << 1) & 0x55555555
