"""A store as it is read: names, places and positions of one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import struct
import weakref
from contextlib import contextmanager
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.layout import APPLICATION_ID, BLOCK_PLACE, CANDIDATE, DEGREE, LAYOUT_VERSION, geonames_row
from gazetteer.naming import all_names
from gazetteer.sieve import Asked, Sieve, asked, marks
from geo.errors import GazetteerDamaged, GazetteerMissing
from geo.records import Dispute, GazetteerInfo, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.drawn import Drawn

# Names after which the filter is read: for as many it takes as long as they take without.
_SIEVED_FROM = 3_000


class Found(NamedTuple):
    """A place found by its position."""

    row: int
    lat: float
    lon: float
    country: int


def as_json(keys: Iterable[str] | Iterable[int]) -> str:
    """Keys as a statement takes them: each once, in the order in which they lie on the disk."""
    return json.dumps(sorted(set(keys)))


class Store:
    """One store, opened for reading; little is read before it is asked for.

    Args:
        path: A file written by `gazetteer.writer`.

    Raises:
        GazetteerMissing: There is no file.
        GazetteerDamaged: It is no store, or one of another layout, or cut short.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._asked = 0
        if not path.is_file():
            raise GazetteerMissing(f"{path}: there is no gazetteer file here; name one that exists")
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            self._check()
            self.meta: Mapping[str, str] = dict(self._rows("select key, value from meta"))
        except BaseException:
            self._db.close()
            raise
        # One that is let go of without being closed is closed then: Python 3.13 warns where a connection is left open.
        weakref.finalize(self, self._db.close)

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Feature codes by number."""
        return self._column("select code from feature order by number")

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes by number."""
        return self._column("select code from country order by number")

    @cached_property
    def units(self) -> tuple[tuple[str, str, str], ...]:
        """First-order units (country, name, GeoNames code) by number."""
        return tuple((c, n, code) for c, n, code in self._texts("select country, name, code from unit order by number"))

    @cached_property
    def _sieve(self) -> Sieve | None:
        return Sieve.read(self.path, self._opened)

    @cached_property
    def _origins(self) -> tuple[str, ...]:
        return self._column("select name from origin order by number")

    def _check(self) -> None:
        self._rows("pragma cache_size=-8192")
        ((application,),) = self._rows("pragma application_id")
        ((version,),) = self._rows("pragma user_version")
        ((pages, size),) = self._rows("select page_count, page_size from pragma_page_count, pragma_page_size")
        if application != APPLICATION_ID:
            raise self._damaged("it is no gazetteer of mentionmap")
        if version != LAYOUT_VERSION:
            raise self._damaged(f"it has layout {version}, this program reads layout {LAYOUT_VERSION}")
        self._opened = self.path.stat()
        if self._opened.st_size < pages * size:
            raise self._damaged("it is cut short")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _damaged(self, why: str) -> GazetteerDamaged:
        why = " ".join(why.split())  # SQLite quotes the file, with what is in it
        return GazetteerDamaged(
            f"{self.path}: {why}; delete it: the core is then made anew, your own places are to be imported again"
        )

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Take a record that makes no sense for damage: SQLite does not see what was altered within one."""
        try:
            yield
        except (TypeError, ValueError, LookupError, AttributeError, struct.error) as error:
            raise self._damaged(f"the gazetteer is damaged (a record makes no sense: {error})") from error

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter where SQLite quotes the altered file
            raise self._damaged(f"the gazetteer is damaged ({error})") from error

    def _column(self, sql: str) -> tuple[str, ...]:
        return tuple(value for (value,) in self._texts(sql))

    def _texts(self, sql: str) -> list[tuple[str, ...]]:
        """Rows of texts. What a table says of its columns does not hold in a file that was altered."""
        rows = self._rows(sql)
        if not all(isinstance(value, str) for row in rows for value in row):
            raise self._damaged("the gazetteer is damaged (a name or a code is no text)")
        return rows

    @property
    def info(self) -> GazetteerInfo:
        """Name, version and checksum of the contents."""
        meta = self.meta
        return GazetteerInfo(meta.get("name", self.path.stem), meta.get("version", ""), meta.get("sha256", ""))

    def packed(self, folded: Sequence[str], sieved: Asked | None = None) -> dict[str, bytes]:
        """The packed candidate rows of each folded name that is known.

        Args:
            folded: Names.
            sieved: The same for the filter, where they are many.
        """
        self._asked += len(folded)
        if sieved is not None and self._asked > _SIEVED_FROM and self._sieve is not None:
            folded = list(compress(folded, self._sieve.passes(sieved).tolist()))
        return dict(
            self._rows(
                "select n.folded, n.rows from json_each(?) as j cross join name as n on n.folded = j.value",
                (as_json(folded),),
            )
        )

    def spelled_like(self, folded: str, slack: int) -> list[str]:
        """Folded names with the same first letter whose length differs by at most `slack` characters."""
        last = chr(min(ord(folded[0]) + 1, 0x10FFFF))
        return [
            name
            for (name,) in self._rows(
                "select folded from name where folded >= ? and folded < ? and length(folded) between ? and ?",
                (folded[0], last, len(folded) - slack, len(folded) + slack),
            )
        ]

    def keys(self, rows: Iterable[int]) -> dict[int, tuple[str, str]]:
        """(id, name) of places by row number."""
        return {
            row: (place_id or f"geonames:{row}", name)
            for row, place_id, name in self._rows(
                "select p.row, p.id, p.name from json_each(?) as j cross join place as p on p.row = j.value",
                (as_json(rows),),
            )
        }

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Row numbers of the places that go by these ids; unknown ids are absent."""
        ids = set(ids)
        found = {place_id: row for place_id in ids if (row := geonames_row(place_id)) is not None}
        if found:
            known = {row for (row,) in self._rows(
                "select p.row from json_each(?) as j cross join place as p on p.row = j.value",
                (as_json(found.values()),),
            )}  # fmt: skip
            found = {place_id: row for place_id, row in found.items() if row in known}
        if len(found) < len(ids):
            found.update(self._other_ids(ids - found.keys()))
        return found

    def _other_ids(self, ids: Iterable[str]) -> dict[str, int]:
        """Row numbers of the places that go by these ids, which are not the numbers of their rows."""
        return dict(
            self._rows(
                "select i.id, i.row from json_each(?) as j cross join id as i on i.id = j.value", (as_json(ids),)
            )
        )

    def places(self, ids: Iterable[str]) -> dict[str, Place]:
        """Whole records of the places that go by these ids; unknown ids are absent."""
        wanted = set(ids)
        by_row = {row: place_id for place_id in wanted if (row := geonames_row(place_id)) is not None}
        found = {by_row[row]: place for row, place in self.records(by_row).items()}
        if len(found) < len(wanted):
            others = self._other_ids(wanted - found.keys())
            with self._understood():
                records = self.records(set(others.values()))
                found.update((place_id, records[row]) for place_id, row in others.items())
        return found

    def secondary(self) -> list[tuple[str, int]]:
        """(id, row) of GeoNames ids that are not the number of their place's row."""
        return [(place_id, row) for place_id, row in self._rows("select id, row from id where id glob 'geonames:*'")]

    def quantiles(self, parts: int) -> tuple[str, ...]:
        """The folded names that part all names into so many equal parts."""
        names = self._column("select folded from name order by folded")
        return tuple(names[len(names) * part // parts] for part in range(1, parts)) if len(names) > parts else ()

    def outline(self, row: int) -> Drawn | None:
        """The outline that the user gave a place."""
        from gazetteer.drawn import unpacked

        found = self._rows("select lines, accuracy from outline where row = ?", (row,))
        return unpacked(*found[0]) if found else None

    def outlines_at(self, lon: float, lat: float) -> list[int]:
        """Rows of the places whose user-given outline holds a point, smallest first."""
        from gazetteer.drawn import unpacked

        found = self._rows(
            "select row, lines, accuracy, (east - west) * (north - south) from outline"
            " where west <= ? and east >= ? and south <= ? and north >= ? order by 4",
            (lon, lon, lat, lat),
        )
        return [row for row, lines, accuracy, _ in found if unpacked(lines, accuracy).holds(lon, lat)]

    def outlined(self) -> list[int]:
        """Rows of the places with an outline from the user."""
        return [row for (row,) in self._rows("select row from outline order by row")]

    def every(self, country: str | None = None, batch: int = 10_000) -> Iterator[list[Place]]:
        """All records, some at a time, in the order of their rows."""
        only = self.countries.index(country) if country in self.countries else None
        if country is not None and only is None:
            return
        last = -1
        while True:
            rows = self._rows(
                "select row from place where row > ? and (? is null or country = ?) order by row limit ?",
                (last, only, only, batch),
            )
            if not rows:
                return
            last = rows[-1][0]
            yield list(self.records([row for (row,) in rows]).values())

    def counts(self) -> list[tuple[int, int]]:
        """(number of a feature code, how many places have it)."""
        return [(n, count) for n, count in self._rows("select feature, count(*) from place group by feature")]

    def name_count(self) -> int:
        """How many different folded names there are."""
        ((count,),) = self._rows("select count(*) from name")
        return int(count)

    def sources(self) -> list[dict[str, Any]]:
        """The provenance of the records."""
        columns = ("name", "version", "licence", "sha256", "places", "names")
        return [
            dict(zip(columns, row, strict=True))
            for row in self._rows("select name, version, licence, sha256, places, names from source")
        ]

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with the file."""
        try:
            found = [problem for (problem,) in self._rows("pragma integrity_check(10)")]
        except GazetteerDamaged as error:
            return [str(error)]
        return [problem for problem in found if problem != "ok"]

    def dangling(self) -> Iterator[tuple[str, int]]:
        """(folded name, row) of names in this store whose place is not in it."""
        known = {row for (row,) in self._rows("select row from place")}
        for folded, rows in self._db.execute("select folded, rows from name"):
            for row, *_ in CANDIDATE.iter_unpack(rows):
                if row not in known:
                    yield folded, row

    def denied(self) -> Iterator[str]:
        """Names in this store that its filter takes for unknown."""
        names = self._db.execute("select folded from name")
        while self._sieve is not None and (some := [name for (name,) in names.fetchmany(100_000)]):
            yield from compress(some, (~self._sieve.passes(asked(marks(some)))).tolist())

    def overrides(self) -> list[tuple[str, int]]:
        """(id in the store beneath, row here) of the places that replace one there under another row number."""
        return [(place_id, row) for place_id, row in self._rows("select id, row from override")]

    def records(self, rows: Collection[int]) -> dict[int, Place]:
        """Whole records by row number."""
        if not rows:
            return {}
        found = self._rows(
            "select p.row, p.id, p.name, p.lat, p.lon, p.feature, p.country, p.unit, p.population, p.accuracy,"
            " p.origin, p.names, p.more from json_each(?) as j cross join place as p on p.row = j.value",
            (as_json(rows),),
        )
        with self._understood():
            return {values[0]: self._place(values) for values in found}

    def _place(self, values: Sequence[Any]) -> Place:
        row, place_id, name, lat, lon, feature, country, unit, population, accuracy, origin, names, more = values
        own = place_id or f"geonames:{row}"
        rest: dict[str, Any] = json.loads(more) if more else {}
        return Place(
            id=own,
            name=name,
            lat=lat / DEGREE,
            lon=lon / DEGREE,
            feature_code=self.features[feature],
            country=self.countries[country] or None,
            admin1=self.units[unit][1] or None,
            population=population,
            names=all_names(name, json.loads(names) if names else {}, rest.get("sources", {})),
            accuracy_m=float(accuracy),
            shape_accuracy_m=rest.get("shape_accuracy_m"),
            ids=tuple(rest.get("ids", (own,))),
            source=self._origins[origin],
            disputed=Dispute(tuple(rest["claimants"]), rest["claimed_names"]) if "claimants" in rest else None,
            capital=rest.get("capital"),
        )

    def within(self, west: float, south: float, east: float, north: float, features: Sequence[int]) -> Iterator[Found]:
        """The places of these features (by number; all where empty) whose points lie in a box, which does not wrap."""
        limits = [(number, number) for number in features] or [(0, len(self.features))]
        for low, high in limits:
            for (packed,) in self._rows(
                "select places from block where east >= ? and west <= ? and north >= ? and south <= ?"
                " and feature_from >= ? and feature_to <= ?",
                (west, east, south, north, low, high),
            ):
                with self._understood():
                    rows = list(BLOCK_PLACE.iter_unpack(packed))
                for row, lat, lon, country in rows:
                    found = Found(row, lat / DEGREE, lon / DEGREE, country)
                    if west <= found.lon <= east and south <= found.lat <= north:
                        yield found
