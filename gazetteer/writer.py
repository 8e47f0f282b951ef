"""Writes a store: rows come in any order and amount, and one finished file appears in place of the old one.

Places and names are sorted outside of memory, so that every table is written in the order of its keys, which is quick
and leaves its pages full: places by parts of the row numbers, names by parts of the alphabet.
"""

from __future__ import annotations

import json
import marshal
import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from itertools import chain, compress, pairwise
from operator import eq, itemgetter, ne
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.layout import (
    APPLICATION_ID,
    BLOCK_PLACES,
    CANDIDATE,
    DEGREE,
    LAYOUT_VERSION,
    POINT_LAYOUT,
    TABLES,
)
from gazetteer.rows import CANDIDATE_BYTES, Numbering
from gazetteer.sieve import lay_behind, marks, take_away
from gazetteer.spilling import Spill
from gazetteer.withdrawing import (
    drop_withdrawn,
    joined_more,
    joined_names,
    names_of_others,
    remove_names,
    withdraw,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    import numpy as np
    import numpy.typing as npt

    from gazetteer.rows import PlaceRow, Run

_ROW_BYTES = CANDIDATE.size
_UPSERT_PLACE = (
    "insert into place values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict(row) do update set"
    " names = joined_names(names, excluded.names, origin = excluded.origin, name, excluded.name),"
    " more = joined_more(more, excluded.more, origin, excluded.origin,"
    " json_object('name', name, 'names', json(coalesce(names, '{}')))),"
    " name = excluded.name, lat = excluded.lat, lon = excluded.lon, feature = excluded.feature,"
    " country = excluded.country, unit = excluded.unit, accuracy = excluded.accuracy, origin = excluded.origin,"
    " population = max(iif(origin < 0, 0, population), excluded.population),"
    " weight = max(iif(origin < 0, 0, weight), excluded.weight)"
)
_UPSERT_NAME = (
    "insert into name values (?, ?) on conflict(folded) do update set rows = joined_rows(rows, excluded.rows)"
)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where records of a store came from."""

    name: str
    version: str
    licence: str
    sha256: str
    places: int
    names: int = 0


def _begun(path: Path, *, new: bool) -> sqlite3.Connection:
    """A store to be written to, with its tables."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in (
            "page_size=4096",
            "journal_mode=off",
            "synchronous=off",
            "cache_size=-65536",
            "temp_store=file",
        ):
            db.execute(f"pragma {pragma}")
        if new:
            db.execute(f"pragma application_id={APPLICATION_ID}")
            db.execute(f"pragma user_version={LAYOUT_VERSION}")
            db.executescript(TABLES)
    except BaseException:
        db.close()
        raise
    return db


class StoreWriter:
    """A store being written, beside the place where it will stand.

    Leaving the `with` block by an error, or being killed in it, leaves what stood there before.

    Args:
        path: Where the finished store is to be.
        edges: Folded names that part the alphabet for sorting; none where the names fit in memory.
        numbering: What a new store begins with.

    Attributes:
        places_waiting: Places taken in and not yet written.
        names_waiting: Names taken in and not yet written, with those that come several times.
    """

    def __init__(self, path: Path, *, edges: Sequence[str] = (), numbering: Numbering | None = None) -> None:
        self._path = path
        self._scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent))
        self._partial = self._scratch / "store"
        self.replaces = path.is_file()
        try:
            if self.replaces:
                shutil.copyfile(path, self._partial)
                take_away(self._partial)
            self.db = _begun(self._partial, new=not self.replaces)
        except BaseException:
            shutil.rmtree(self._scratch, ignore_errors=True)
            raise
        self.db.create_function("joined_rows", 2, _joined_rows, deterministic=True)
        self.db.create_function("joined_names", 5, joined_names, deterministic=True)
        self.db.create_function("joined_more", 5, joined_more, deterministic=True)
        self.db.execute("begin")
        self.edges = edges
        self.numbering = self._stored_numbering() if self.replaces else numbering or Numbering()
        self._stored_origins = set(self.numbering.origins) if self.replaces else set()
        self._holds_places = self.replaces
        self._withdrawn = False
        self.places_waiting = self.names_waiting = 0
        self._dropped: npt.NDArray[np.uint32] | None = None
        self._places = Spill(self._scratch / "places")
        self._names = Spill(self._scratch / "names")
        self._points = (self._scratch / "points").open("wb")
        self._moved = False
        self._marked = [marks(())]

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave nothing behind but what `finish` put in place."""
        self.db.close()
        self._points.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _stored_numbering(self) -> Numbering:
        def numbers(sql: str) -> dict[Any, int]:
            return {
                value[0] if len(value) == 1 else value: n for n, value in enumerate(self.db.execute(sql).fetchall())
            }

        return Numbering(
            numbers("select code from feature order by number"),
            numbers("select code from country order by number"),
            numbers("select country, name from unit order by number"),
            numbers("select name from origin order by number"),
        )

    def add(self, run: Run) -> None:
        """Take in rows."""
        self.db.executemany("insert or replace into id values (?, ?)", run.ids)
        self._points.write(run.points)
        self.places_waiting += len(run.rows)
        self.names_waiting += run.name_count
        for part, packed in run.places.items():
            self._places.add(part, packed)
        for part, packed in run.names.items():
            self._names.add(part, packed)

    def write_places(self) -> Iterator[int]:
        """Write the places that were taken in, part by part; yields how many a part has."""
        parts = self._places.parts()
        for part in parts:
            packed = map(marshal.loads, self._places.take(part))
            places: list[PlaceRow] = list(chain.from_iterable(packed))
            places.sort(key=itemgetter(0))
            self._moved = self._moved or self._known(places)
            self.db.executemany(_UPSERT_PLACE, places)
            self.places_waiting -= len(places)
            yield len(places)
        self._holds_places = self._holds_places or bool(parts)

    def _known(self, places: Sequence[PlaceRow]) -> bool:
        """Whether one of these places, which are in order, comes twice or is in the store."""
        rows = list(map(itemgetter(0), places))
        if any(map(eq, rows, rows[1:])):
            return True
        if not self._holds_places:
            return False
        found = self.db.execute(
            "select 1 from json_each(?) as j cross join place as p on p.row = j.value limit 1", (json.dumps(rows),)
        )
        return found.fetchone() is not None

    def withdraw(self, source: str) -> None:
        """Take out what a source brought to the store before, as it is to be brought anew."""
        if source in self._stored_origins:
            self._stored_origins.remove(source)
            self._withdrawn = True
            withdraw(self.db, self.numbering.origin(source))

    def drop_withdrawn(self) -> int:
        """Remove the places that no source has brought again, all having been written; returns how many they are."""
        if self._withdrawn:
            self._dropped = drop_withdrawn(self.db)
            self._moved = self._moved or len(self._dropped) > 0
            for rows in names_of_others(self.db):
                self.add(rows.run(self.edges))
        return 0 if self._dropped is None else len(self._dropped)

    def spilled_names(self) -> Iterator[list[bytes]]:
        """The names that were taken in, by parts of the alphabet in order: to be sorted, then written."""
        for part in self._names.parts():
            yield self._names.take(part)

    def write_names(self, names: SortedNames) -> None:
        """Write the names of one part of the alphabet."""
        self.names_waiting -= names.taken
        self._marked.append(names.marked)
        rows = (names.rows[start:end] for start, end in pairwise((0, *names.ends)))
        self.db.executemany(_UPSERT_NAME, zip(names.lines.split("\n"), rows, strict=True))

    def finish(
        self,
        meta: Mapping[str, str],
        *,
        sources: Sequence[SourceRecord] = (),
        unit_codes: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        """Write what is left, and put the store in its place.

        Args:
            meta: What `GazetteerInfo` tells ("name", "version", "sha256") and whatever else is worth keeping.
            sources: Provenance.
            unit_codes: GeoNames admin-1 codes by (country, name of the unit).
        """
        import numpy as np

        db, numbering = self.db, self.numbering
        for _ in self.write_places():
            pass
        for names in self.spilled_names():
            self.write_names(sorted_names(names))
        if self._dropped is not None:
            remove_names(self.db, self._dropped)
        self._points.close()
        self._write_blocks()
        for table, values in (
            ("feature", numbering.features),
            ("country", numbering.countries),
            ("origin", numbering.origins),
        ):
            db.executemany(f"insert or ignore into {table} values (?, ?)", ((n, value) for value, n in values.items()))  # noqa: S608
        codes = unit_codes or {}
        db.executemany(
            "insert or ignore into unit values (?, ?, ?, ?)",
            ((n, country, name, codes.get((country, name), "")) for (country, name), n in numbering.units.items()),
        )
        db.executemany("insert or replace into meta values (?, ?)", meta.items())
        db.executemany("delete from source where name = ?", ((source.name,) for source in sources))
        db.executemany(
            "insert into source values (?, ?, ?, ?, ?, ?)",
            ((s.name, s.version, s.licence, s.sha256, s.places, s.names) for s in sources),
        )
        db.execute("commit")
        # A new store has the names that were written to it, and is not read again for them.
        stored = (name for (name,) in db.execute("select folded from name"))
        marked = marks(stored) if self.replaces else np.concatenate(self._marked)
        db.close()
        lay_behind(self._partial, marked)
        with self._partial.open("rb+") as finished:
            os.fsync(finished.fileno())
        self._partial.replace(self._path)

    def _write_blocks(self) -> None:
        """Fill the R-tree: blocks of neighbours on a Z-curve, feature by feature."""
        import numpy as np

        if self._moved:
            self.db.execute("delete from block")
            columns = self.db.execute("select row, lat, lon, country, feature from place")
            parts = []
            while some := columns.fetchmany(200_000):
                parts.append(np.array(some, POINT_LAYOUT))
            points = np.concatenate(parts)
        else:
            points = np.fromfile(self._points.name, POINT_LAYOUT)
        if not len(points):
            return
        points = points[np.argsort(_block_order(points), kind="stable")]
        (first,) = self.db.execute("select coalesce(max(number) + 1, 0) from block").fetchone()
        self.db.executemany("insert into block values (?, ?, ?, ?, ?, ?, ?, ?)", _blocks(points, first))


def _blocks(points: npt.NDArray[np.void], number: int) -> Iterator[tuple[Any, ...]]:
    import numpy as np

    features = points["feature"]
    breaks = np.flatnonzero(np.diff(features)) + 1
    starts = np.concatenate(
        [np.arange(start, end, BLOCK_PLACES) for start, end in pairwise((0, *breaks.tolist(), len(points)))]
    )
    lats, lons = points["lat"] / DEGREE, points["lon"] / DEGREE
    bounds = zip(
        np.minimum.reduceat(lons, starts).tolist(),
        np.maximum.reduceat(lons, starts).tolist(),
        np.minimum.reduceat(lats, starts).tolist(),
        np.maximum.reduceat(lats, starts).tolist(),
        strict=True,
    )
    packed = points[["row", "lat", "lon", "country"]].astype(POINT_LAYOUT[:4])
    for box, feature, (start, end) in zip(
        bounds, features[starts].tolist(), pairwise((*starts.tolist(), len(points))), strict=True
    ):
        yield number, *box, feature, feature, packed[start:end].tobytes()
        number += 1


def _block_order(points: npt.NDArray[np.void]) -> npt.NDArray[np.uint64]:
    """Numbers by which places are sorted into blocks: by feature code, then along a Z-curve."""
    import numpy as np

    return points["feature"].astype(np.uint64) << np.uint64(32) | _z_order(points)


def _z_order(points: npt.NDArray[np.void]) -> npt.NDArray[np.uint32]:
    import numpy as np

    def spread(values: npt.NDArray[np.int32]) -> npt.NDArray[np.uint32]:
        """Put a zero between the bits of numbers of 16 bits."""
        bits = values.astype(np.uint32)
        for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            bits = (bits | bits << np.uint32(shift)) & np.uint32(mask)
        return bits

    x = (points["lon"] + np.int32(180 * DEGREE)) >> np.int32(13)
    y = (points["lat"] + np.int32(90 * DEGREE)) >> np.int32(13)
    return spread(x) | spread(y) << np.uint32(1)


class SortedNames(NamedTuple):
    """Names in order, each once.

    Attributes:
        lines: The folded names, a line each.
        rows: Packed candidate rows of all of them.
        ends: Where in `rows` those of each name end.
        marked: `sieve.marks` of the names.
        taken: How many names there were, with those that come several times.
    """

    lines: str
    rows: bytes
    ends: Sequence[int]
    marked: npt.NDArray[np.uint32]
    taken: int


def sorted_names(spilled: Sequence[bytes]) -> SortedNames:
    """The names of one part of the alphabet in order, each once, with the rows of all its places.

    Of rows that a name has for one place, the last stands where the first stood.
    """
    import numpy as np

    names: list[str] = []
    rows: list[bytes] = []
    for lines, packed in map(marshal.loads, spilled):
        names += lines.split("\n")
        rows.append(packed)
    order = sorted(range(len(names)), key=names.__getitem__)
    names = [names[at] for at in order]
    table = np.frombuffer(b"".join(rows), CANDIDATE_BYTES)[order]
    fresh = np.fromiter(map(ne, names, ("", *names)), bool, len(names))
    fresh[0] = True
    group = np.cumsum(fresh)
    place = table.view("u1").reshape(-1, _ROW_BYTES)[:, :4].copy().view("<u4").ravel()
    _, first, same = np.unique(group << 32 | place, return_index=True, return_inverse=True)
    last = np.empty_like(first)
    last[same] = np.arange(len(table))
    kept = np.argsort(first)
    ends = np.cumsum(np.bincount(group[first])[1:]) * _ROW_BYTES
    each = list(compress(names, fresh.tolist()))
    return SortedNames(
        "\n".join(each),
        table[last[kept]].tobytes(),
        ends.tolist(),
        marks(each),
        len(names),
    )


def _joined_rows(old: bytes, new: bytes) -> bytes:
    """Candidate rows of one name; of a place that both have, the new row."""
    kept = {old[at : at + 4]: old[at : at + _ROW_BYTES] for at in range(0, len(old), _ROW_BYTES)}
    kept.update((new[at : at + 4], new[at : at + _ROW_BYTES]) for at in range(0, len(new), _ROW_BYTES))
    return b"".join(kept.values())
