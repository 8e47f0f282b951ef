"""Writes a store: rows come in any order and amount, and one finished file appears in place of the old one.

Names are sorted outside of memory: they are spilled, as they come, into files by parts of the alphabet, and each file
is then small enough to be sorted in memory.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.layout import APPLICATION_ID, BLOCK_PLACES, CANDIDATE, DEGREE, LAYOUT_VERSION, TABLES
from gazetteer.rows import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    import numpy as np
    import numpy.typing as npt

    from gazetteer.rows import Rows

_HEAD = struct.Struct("<II")
_ROW_BYTES = CANDIDATE.size
_PLACE_NUMBER = struct.Struct("<I")
_UPSERT_PLACE = (
    "insert into place values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict(row) do update set"
    " names = joined_names(names, excluded.names, name, excluded.name), name = excluded.name, lat = excluded.lat,"
    " lon = excluded.lon, feature = excluded.feature, country = excluded.country, unit = excluded.unit,"
    " population = max(population, excluded.population), weight = max(weight, excluded.weight),"
    " accuracy = excluded.accuracy, origin = excluded.origin, more = coalesce(excluded.more, more)"
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


class StoreWriter:
    """A store being written, beside the place where it will stand.

    Leaving the `with` block by an error, or being killed in it, leaves what stood there before.

    Args:
        path: Where the finished store is to be.
        edges: Folded names that part the alphabet for sorting; none where the names fit in memory.
        numbering: What a new store begins with.
    """

    def __init__(self, path: Path, *, edges: Sequence[str] = (), numbering: Numbering | None = None) -> None:
        self._path = path
        self._scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent))
        self._partial = self._scratch / "store"
        self.replaces = path.is_file()
        if self.replaces:
            shutil.copyfile(path, self._partial)
        self.db = sqlite3.connect(self._partial, isolation_level=None)
        for pragma in (
            "page_size=4096",
            "journal_mode=off",
            "synchronous=off",
            "cache_size=-262144",
            "temp_store=file",
        ):
            self.db.execute(f"pragma {pragma}")
        if not self.replaces:
            self.db.execute(f"pragma application_id={APPLICATION_ID}")
            self.db.execute(f"pragma user_version={LAYOUT_VERSION}")
            self.db.executescript(TABLES)
        self.db.create_function("joined_rows", 2, _joined_rows, deterministic=True)
        self.db.create_function("joined_names", 4, _joined_names, deterministic=True)
        self.db.execute("begin")
        self.edges = edges
        self.numbering = self._stored_numbering() if self.replaces else numbering or Numbering()
        self._spills = [(self._scratch / f"names-{n}").open("wb") for n in range(len(edges) + 1)]
        self._points = (self._scratch / "points").open("wb")
        self._moved = False

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave nothing behind but what `finish` put in place."""
        self.db.close()
        for spill in (*self._spills, self._points):
            spill.close()
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

    def add(self, rows: Rows) -> None:
        """Take in rows."""
        rows.places.sort(key=lambda place: place[0])
        if self.replaces and not self._moved:
            listed = json.dumps([place[0] for place in rows.places])
            self._moved = bool(
                self.db.execute(
                    "select 1 from json_each(?) as j cross join place as p on p.row = j.value limit 1", (listed,)
                ).fetchone()
            )
        self.db.executemany(_UPSERT_PLACE, rows.places)
        self.db.executemany("insert or replace into id values (?, ?)", rows.ids)
        self._points.write(rows.points)
        self.add_names(rows)

    def add_names(self, rows: Rows) -> None:
        """Take in only the names of rows."""
        for spill, (names, packed) in zip(self._spills, rows.names, strict=True):
            if names:
                text = "\n".join(names).encode("utf-8", "surrogatepass")
                spill.write(_HEAD.pack(len(text), len(packed)))
                spill.write(text)
                spill.write(packed)

    def spilled(self) -> list[Path]:
        """The files of names, by parts of the alphabet, complete."""
        for spill in self._spills:
            spill.close()
        return [Path(spill.name) for spill in self._spills]

    def write_names(self, sorted_names: Iterable[list[tuple[str, bytes]]]) -> Iterator[int]:
        """Write the names of each part of the alphabet in turn (`sorted_names` of its file); yields how many."""
        for names in sorted_names:
            self.db.executemany(_UPSERT_NAME, names)
            yield len(names)

    def finish(
        self,
        meta: Mapping[str, str],
        *,
        sources: Iterable[SourceRecord] = (),
        unit_codes: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        """Write what is left, and put the store in its place.

        Args:
            meta: What `GazetteerInfo` tells ("name", "version", "sha256") and whatever else is worth keeping.
            sources: Provenance.
            unit_codes: GeoNames admin-1 codes by (country, name of the unit).
        """
        db, numbering = self.db, self.numbering
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
        db.executemany(
            "insert into source values (?, ?, ?, ?, ?, ?)",
            ((s.name, s.version, s.licence, s.sha256, s.places, s.names) for s in sources),
        )
        db.execute("commit")
        db.close()
        with self._partial.open("rb+") as finished:
            os.fsync(finished.fileno())
        self._partial.replace(self._path)

    def _write_blocks(self) -> None:
        """Fill the R-tree: blocks of neighbours on a Z-curve, feature by feature."""
        import numpy as np

        dtype = np.dtype([("row", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("country", "<u2"), ("feature", "<u2")])
        if self._moved:
            self.db.execute("delete from block")
            columns = self.db.execute("select row, lat, lon, country, feature from place")
            parts = []
            while some := columns.fetchmany(200_000):
                parts.append(np.array(some, dtype))
            points = np.concatenate(parts)
        else:
            points = np.fromfile(self._points.name, dtype)
        if not len(points):
            return
        order = np.lexsort((_z_order(points), points["feature"]))
        points = points[order]
        (first,) = self.db.execute("select coalesce(max(number) + 1, 0) from block").fetchone()
        self.db.executemany("insert into block values (?, ?, ?, ?, ?, ?, ?, ?)", _blocks(points, first))


def _blocks(points: npt.NDArray[np.void], number: int) -> Iterator[tuple[Any, ...]]:
    import numpy as np

    features = points["feature"]
    breaks = np.flatnonzero(np.diff(features)) + 1
    for start, end in zip([0, *breaks.tolist()], [*breaks.tolist(), len(points)], strict=True):
        for begin in range(start, end, BLOCK_PLACES):
            block = points[begin : min(begin + BLOCK_PLACES, end)]
            lats, lons = block["lat"] / DEGREE, block["lon"] / DEGREE
            feature = int(features[start])
            yield (
                number,
                float(lons.min()),
                float(lons.max()),
                float(lats.min()),
                float(lats.max()),
                feature,
                feature,
                block[["row", "lat", "lon", "country"]]
                .astype([("row", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("country", "<u2")])
                .tobytes(),
            )
            number += 1


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


def sorted_names(path: Path) -> list[tuple[str, bytes]]:
    """The names of one spilled file in order, each once, with the rows of all its places."""
    names: list[str] = []
    rows = bytearray()
    with path.open("rb") as spill:
        while head := spill.read(_HEAD.size):
            text_bytes, row_bytes = _HEAD.unpack(head)
            names += spill.read(text_bytes).decode("utf-8", "surrogatepass").split("\n")
            rows += spill.read(row_bytes)
    path.unlink()
    view = memoryview(bytes(rows))
    grouped: list[tuple[str, bytes]] = []
    last = None
    pieces: list[memoryview] = []
    for at in sorted(range(len(names)), key=names.__getitem__):
        name = names[at]
        if name != last:
            if last is not None:
                grouped.append((last, _one_a_place(pieces)))
            last, pieces = name, []
        pieces.append(view[at * _ROW_BYTES : (at + 1) * _ROW_BYTES])
    if last is not None:
        grouped.append((last, _one_a_place(pieces)))
    return grouped


def _one_a_place(pieces: Sequence[memoryview]) -> bytes:
    if len(pieces) == 1:
        return bytes(pieces[0])
    return b"".join({bytes(piece[:4]): piece for piece in pieces}.values())


def _joined_rows(old: bytes, new: bytes) -> bytes:
    """Candidate rows of one name; of a place that both have, the new row."""
    kept = {old[at : at + 4]: old[at : at + _ROW_BYTES] for at in range(0, len(old), _ROW_BYTES)}
    kept.update((new[at : at + 4], new[at : at + _ROW_BYTES]) for at in range(0, len(new), _ROW_BYTES))
    return b"".join(kept.values())


def _joined_names(old: str | None, new: str | None, old_name: str, new_name: str) -> str | None:
    """Names of one place by kind, the new first; a main name that was replaced stays among them."""
    names: dict[str, list[str]] = json.loads(new) if new else {}
    for key, values in (json.loads(old) if old else {}).items():
        names[key] = list(dict.fromkeys((*names.get(key, ()), *values)))
    if old_name != new_name and old_name not in names.get("", ()):
        names.setdefault("", []).append(old_name)
    return json.dumps(names, ensure_ascii=False, separators=(",", ":")) if names else None
