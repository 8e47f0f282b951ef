"""The curated tables: facts that no package has, a row a fact, read into records.

A table is a tab-separated file: comment lines begin with "#", the next line names the columns. The tables of places
share the columns slug, name, lat, lon, country, code, importance, names, ids and source; some have admin1, the name of
the first-order unit, and accuracy_km, which is empty where `ACCURACY_M` holds. A cell of several items parts them by
";". An item of `names` may begin with a language or a kind of name and a colon: "ja:与那国島; former:Formosa".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.names import NAME_KINDS
from geo.records import Dispute, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = Path(__file__).resolve().parent.parent / "curated"
# How far the point of a place of this table may be off what the name stands for, in metres.
ACCURACY_M = {
    "islands": 1_000.0,
    "groups": 20_000.0,
    "waters": 20_000.0,
    "features": 20_000.0,
    "disputed": 10_000.0,
    "regions": 300_000.0,
    "peninsulas": 20_000.0,
    "districts": 2_000.0,
    "seats": 200.0,
    "bases": 2_000.0,
}
# Of these GeoNames feature codes the point is the thing: a peak, a cape, a dam, a pass, falls, a building.
SPOTS = frozenset({"MT", "VLC", "CAPE", "DAM", "PASS", "FLLS", "RK", "BDG", "TOWR", "MNMT", "STNB"})
SPOT_ACCURACY_M = 1_000.0
NAME_TABLES = ("demonyms", "aliases")
NAME_COLUMNS = ("names", "adjectives", "nouns", "plurals")
# The population of a city as well known as a place of this importance: what ranking has instead of inhabitants.
RENOWN = {1: 1_000, 2: 10_000, 3: 100_000, 4: 1_000_000, 5: 10_000_000}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?")
_REMARK = re.compile(r"\s*\(.*\)$")
_ID = re.compile(r"[a-z-]+:\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A curated place, and what the tables say of it beyond a place record.

    Attributes:
        importance: From 1, known to those who look for it, to 5, known to everyone; see `RENOWN`.
        area_km2: The published area of an island or a peninsula.
        members: Ids of the islands of a group, or ISO codes of the countries of a region or whose land a peninsula is.
        extent: (west, south, east, north): islands that lie wholly in it belong to the group.
        outline: WKT of a water, in lon lat.
        shores: The two shores of a strait: the id of an island, or a (lon, lat) on land.
        width_km: The published least width of a strait.
        cut: WKT of the lines that part a peninsula from the land behind it, in lon lat.
        border_m: How far such a line, or a border that does so, may be off, in metres.
        points: (lon, lat) on other pieces of land that belong to the peninsula.
        stands_for: ISO code of the state that a seat of government stands for.
        city: Id of the city whose district it is.
    """

    place: Place
    table: str
    importance: int
    area_km2: float | None = None
    members: tuple[str, ...] = ()
    extent: tuple[float, float, float, float] | None = None
    outline: str | None = None
    shores: tuple[str | tuple[float, float], str | tuple[float, float]] | None = None
    width_km: float | None = None
    cut: str | None = None
    border_m: float | None = None
    points: tuple[tuple[float, float], ...] = ()
    stands_for: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class NameFact:
    """A name that the tables add to a place of another source.

    Attributes:
        place: Id of the place.
        label: What a reader calls the place; for review alone.
        kind: One of `NAME_KINDS`.
        language: Language code, or "".
    """

    place: str
    label: str
    name: str
    kind: str
    language: str
    source: str


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each with its position under the key "where".

    Raises:
        InputError: The file is missing, or a row has not as many cells as the table has columns, or it has no source.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot read the curated table {path}: {error.strerror}") from error
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            continue
        where = f"{path.name}, line {number}"
        if len(cells) != len(columns):
            raise InputError(f"{where}: {len(cells)} cells where the table has {len(columns)} columns")
        row = dict(zip(columns, cells, strict=True))
        if not row.get("source"):
            raise InputError(f"{where}: no source; say where the fact can be checked")
        yield {**row, "where": where}


def read_entries(folder: Path = TABLES) -> tuple[Entry, ...]:
    """Read all tables of places.

    A row of `disputed` whose coordinates are empty adds its claims to the place of that slug in another table.

    Raises:
        InputError: A row is wrong, a slug is used twice or a member is unknown.
    """
    entries: dict[str, Entry] = {}
    disputes: dict[str, tuple[Dispute, str]] = {}
    for table in ACCURACY_M:
        path = folder / f"{table}.tsv"
        for row in read_table(path) if path.exists() else ():
            slug, where = row["slug"], row["where"]
            if not _SLUG.fullmatch(slug):
                raise InputError(f"{where}: {slug!r} is no slug; use a-z, 0-9 and hyphens")
            if "claims" in row:
                disputes[slug] = (_dispute(row), where)
                if not row["lat"]:
                    continue
            if slug in entries:
                raise InputError(f"{where}: the slug {slug!r} is used twice")
            entries[slug] = _entry(row, table)
    for slug, (dispute, where) in disputes.items():
        if slug not in entries:
            raise InputError(f"{where}: no table has the place {slug!r}; give its name and coordinates here")
        entry = entries[slug]
        entries[slug] = replace(entry, place=_disputed(entry.place, dispute))
    for entry in entries.values():
        shores = [shore for shore in entry.shores or () if isinstance(shore, str)]
        for member in (*entry.members, *shores):
            if member.startswith("curated:") and member.removeprefix("curated:") not in entries:
                raise InputError(f"{entry.place.id}: no table has its member {member!r}")
    return tuple(entries.values())


def read_places(folder: Path = TABLES) -> Iterator[Place]:
    """Yield the curated places as records."""
    return (entry.place for entry in read_entries(folder))


def read_names(folder: Path = TABLES) -> tuple[NameFact, ...]:
    """Read the demonyms and the aliases: names of places that other sources hold.

    Raises:
        InputError: A row is wrong.
    """
    facts = []
    for table in NAME_TABLES:
        path = folder / f"{table}.tsv"
        for row in read_table(path) if path.exists() else ():
            if row["kind"] not in NAME_KINDS:
                raise InputError(f"{row['where']}: {row['kind']!r} is no kind of name; use one of {NAME_KINDS}")
            if not _ID.fullmatch(row["place"]):
                raise InputError(f"{row['where']}: {row['place']!r} is no place id")
            facts += [
                NameFact(row["place"], row["label"], name, row["kind"], row["language"], row["source"])
                for name in dict.fromkeys(name for column in NAME_COLUMNS for name in _items(row.get(column, "")))
            ]
    return tuple(facts)


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item for part in cell.split(";") if (item := part.strip()))


def _entry(row: dict[str, str], table: str) -> Entry:
    where = row["where"]
    place_id = f"curated:{row['slug']}"
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        importance = int(row["importance"])
        area, width, border = (
            float(row[key]) if row.get(key) else None for key in ("area_km2", "width_km", "border_m")
        )
        corners = tuple(float(corner) for corner in row.get("extent", "").split(",") if corner)
        shores = [_shore(row[key]) for key in ("shore_a", "shore_b") if row.get(key)]
        points = tuple(_lonlat(point) for point in _items(row.get("points", "")))
        usual_m = min(ACCURACY_M[table], SPOT_ACCURACY_M) if row["code"] in SPOTS else ACCURACY_M[table]
        accuracy_m = 1000 * float(row["accuracy_km"]) if row.get("accuracy_km") else usual_m
    except ValueError as error:
        raise InputError(f"{where}: {error}") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"{where}: {lat}, {lon} is no latitude and longitude")
    if importance not in RENOWN:
        raise InputError(f"{where}: importance {importance} is not from 1 to 5")
    if len(corners) not in {0, 4} or len(shores) not in {0, 2}:
        raise InputError(f"{where}: an extent has four numbers, a strait two shores")
    place = Place(
        id=place_id,
        name=row["name"],
        lat=lat,
        lon=lon,
        feature_code=row["code"],
        country=row["country"] or None,
        admin1=row.get("admin1") or None,
        names=_names(row),
        accuracy_m=accuracy_m,
        ids=(place_id, *_items(row["ids"])),
        source=row["source"],
    )
    return Entry(
        place=place,
        table=table,
        importance=importance,
        area_km2=area,
        members=tuple(m if m.isupper() else f"curated:{m}" for m in _items(row.get("members", ""))),
        extent=(corners[0], corners[1], corners[2], corners[3]) if corners else None,
        outline=row.get("outline") or None,
        shores=(shores[0], shores[1]) if shores else None,
        width_km=width,
        cut=row.get("cut") or None,
        border_m=border,
        points=points,
        stands_for=row.get("stands_for") or None,
        city=row.get("city") or None,
    )


def _shore(cell: str) -> str | tuple[float, float]:
    return _lonlat(cell) if "," in cell else f"curated:{cell}"


def _lonlat(cell: str) -> tuple[float, float]:
    """Longitude and latitude of a point that is written "latitude, longitude"."""
    lat, _, lon = cell.partition(",")
    return float(lon), float(lat)


def _names(row: dict[str, str]) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for item in _items(row["names"]):
        key, colon, rest = item.partition(":")
        if not colon:
            key, rest = "", item
        elif key not in NAME_KINDS and not _LANGUAGE.fullmatch(key):
            raise InputError(f"{row['where']}: {key!r} is neither a language nor a kind of name")
        names.setdefault(key, []).append(rest.strip())
    return {key: tuple(values) for key, values in names.items()}


def _disputed(place: Place, dispute: Dispute) -> Place:
    """The place with its claimants, whose names for it are names of it; what they add in brackets is not."""
    known = {place.name, *(name for names in place.names.values() for name in names)}
    called = dict.fromkeys(_REMARK.sub("", name) for name in dispute.names.values())
    fresh = tuple(name for name in called if name and name not in known)
    names = {**place.names, "": (*place.names.get("", ()), *fresh)} if fresh else place.names
    return replace(place, names=names, disputed=dispute)


def _dispute(row: dict[str, str]) -> Dispute:
    claims = [claim.partition("=") for claim in _items(row["claims"])]
    if len(claims) < 2 or not all(claimant and name for claimant, _, name in claims):
        raise InputError(f"{row['where']}: a dispute has two claimants or more, each as CODE=its name for the place")
    names = {claimant.strip(): name.strip() for claimant, _, name in claims}
    return Dispute(claimants=tuple(names), names=names)
