"""One import: files of any of the known formats into the user's store, as one transaction."""

from __future__ import annotations

import gc
import hashlib
import itertools
import json
import os
import shutil
import sqlite3
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.core import prepare_core, user_store
from gazetteer.drawn import packed, unpacked
from gazetteer.importing import geonames
from gazetteer.importing.linked_places import read_linked_places, read_whos_on_first
from gazetteer.importing.opening import blocks, opened
from gazetteer.importing.records import Found
from gazetteer.importing.rejects import Reject, RejectFile
from gazetteer.importing.tables import COLUMNS, read_table
from gazetteer.importing.vector import read_vector
from gazetteer.layout import USER_ROWS, geonames_row
from gazetteer.naming import kind_of
from gazetteer.rows import Numbering, Rows, add_place, as_json, candidate_names, rough
from gazetteer.store import Store
from gazetteer.writer import SortedNames, SourceRecord, StoreWriter, sorted_names
from geo.errors import GazetteerLocked, InputError, OutputError
from geo.files import locked
from geo.folding import fold_all
from geo.names import NAME_KINDS
from geo.processes import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from typing import Self

    from gazetteer.importing.opening import Readable
    from geo.records import Place

FORMATS = ("geonames", "alternate-names", "unit-codes", "shapes", "table", "linked-places", "whos-on-first", "vector")
_PARALLEL_BYTES = 64 << 20
_PARTS = 256
_BATCH = 20_000
_NAMES_BATCH = 200_000
_TABLES = {".csv", ".tsv"}
_VECTORS = {".shp", ".gpkg", ".fgb", ".parquet", ".kml", ".gml"}
_KINDS = {kind: number for number, kind in enumerate(NAME_KINDS)}


class Progress(NamedTuple):
    """How far an import is.

    Attributes:
        stage: "reading", "writing places" or "writing names".
        done: Bytes read, places or names written.
        total: Of how many.
        unit: "B", "places" or "names".
        places: Places taken in so far.
    """

    stage: str
    done: int
    total: int
    unit: str
    places: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        store: The store that it went into.
        places: Places taken in, new and known.
        names: Names added to places of other sources.
        outlines: Outlines taken in.
        dropped: Places of an earlier import of the same files that these do not hold any more.
        rejected: Lines that could not be read.
        report: The file that lists them; None where there are none.
    """

    store: Path
    places: int
    names: int
    outlines: int
    dropped: int
    rejected: int
    report: Path | None


@dataclass(slots=True)
class _Counts:
    places: int = 0
    names: int = 0
    outlines: int = 0
    dropped: int = 0
    sources: list[SourceRecord] = field(default_factory=list)


def import_places(
    files: Sequence[Path],
    *,
    store: Path | None = None,
    file_format: str | None = None,
    columns: Mapping[str, str] | None = None,
    licence: str = "",
    report: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
    workers: int | None = None,
) -> ImportReport:
    """Bring places into the user's store; killed at any moment, the store is as before and the import can be run again.

    A place that the store has is overridden by id and keeps its old names beside the new.

    Args:
        files: What to read, in this order; zipped or not. A folder is one of Who's On First.
        store: The store; `gazetteer.core.user_store()` where None. It is made where there is none.
        file_format: One of `FORMATS`; told from the files where None.
        columns: For tables and vector files, which column holds what ("name": "NAMN"), see `tables.COLUMNS`.
        licence: What the store says of the files' licence.
        report: Where lines that cannot be read are listed; beside the store where None.
        progress: Called now and then.
        workers: Processes that read large files beside this one; as many as there are processors where None.

    Returns:
        What was done.

    Raises:
        InputError: A file cannot be read at all, or nothing in it can.
        OutputError: The store cannot be written.
        GazetteerLocked: Another import is at work on the store.
        GazetteerDamaged: The store that is there cannot be read.
    """
    path = store or user_store()
    if not files:
        raise InputError("no file to import was named")
    if file_format is not None and file_format not in FORMATS:
        raise InputError(f"no format is called {file_format!r}; there are {', '.join(FORMATS)}")
    if strange := sorted((columns or {}).keys() - COLUMNS.keys()):
        raise InputError(f"a place has no {', '.join(strange)}; a column may hold its {', '.join(COLUMNS)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent}: cannot be made ({error.strerror}); name another store") from error
    rejected = report or path.with_name(f"{path.name}.rejected.tsv")
    with _locked(path), closing(Store(prepare_core())) as core, RejectFile(rejected) as rejects:
        if path.exists():
            Store(path).close()
        try:
            order = _Order(files, file_format, columns or {}, licence, progress, workers)
            with _Job(path, core, rejects, order) as job:
                counts = job.run()
        except (OSError, sqlite3.OperationalError) as error:
            raise OutputError(f"{path}: cannot be written ({error}); make room or name another store") from error
        return ImportReport(
            path,
            counts.places,
            counts.names,
            counts.outlines,
            counts.dropped,
            rejects.count,
            rejected if rejects.count else None,
        )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the store for this process; the lock goes with the process, however it ends."""
    busy = GazetteerLocked(f"{path}: another import is at work on this store; wait until it is done")
    with locked(path.with_name(f".{path.name}.lock"), busy):
        for left in path.parent.glob(f".{path.name}.*.partial"):
            shutil.rmtree(left, ignore_errors=True)
        yield


@dataclass(frozen=True, slots=True)
class _Order:
    """What `import_places` was asked for."""

    files: Sequence[Path]
    file_format: str | None
    columns: Mapping[str, str]
    licence: str
    progress: Callable[[Progress], None] | None
    workers: int | None


class _Job:
    """The state of one import."""

    def __init__(self, path: Path, core: Store, rejects: RejectFile, order: _Order) -> None:
        self._core = core
        self._rejects = rejects
        self._order = order
        size = sum(map(_size, order.files))
        can_spawn = getattr(sys.modules["__main__"], "__file__", None) is not None
        wanted = (os.cpu_count() or 1) if size > _PARALLEL_BYTES and can_spawn else 0
        if order.workers is not None:
            wanted = order.workers
        self._pool = (
            ProcessPoolExecutor(wanted, mp_context=get_context("spawn"), initializer=_begin_worker) if wanted else None
        )
        self._in_flight = wanted + 2
        numbering = Numbering()
        for code in core.features:
            numbering.feature(code)
        for code in core.countries:
            numbering.country(code)
        for country, name, _ in core.units:
            numbering.unit(country, name)
        self._unit_names = {code: name for _, name, code in core.units if code}
        edges = core.quantiles(_PARTS) if size > _PARALLEL_BYTES // 8 else ()
        self._writer = StoreWriter(path, edges=edges, numbering=numbering)
        self._counts = _Counts()
        self._origin = ""
        (last,) = self._writer.db.execute("select max(row) from place where row >= ?", (USER_ROWS,)).fetchone()
        self._next = USER_ROWS if last is None else last + 1
        self._second = dict(core.secondary())
        self._second_numbers = [(i, number) for i in self._second if (number := geonames_row(i)) is not None]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._writer.__exit__(None, None, None)

    def run(self) -> _Counts:
        """Read all files and put the store in place."""
        counts, writer = self._counts, self._writer
        for file in self._order.files:
            before = counts.places, counts.names, counts.outlines, self._rejects.count
            file_format = self._order.file_format or told_format(file)
            self._origin = _origin(file, file_format)
            writer.withdraw(self._origin)
            writer.numbering.origin(self._origin)
            self._read(file, file_format)
            if (counts.places, counts.names, counts.outlines) == before[:3]:
                first = self._rejects.first
                why = f" (line {first.line}: {first.reason})" if first and self._rejects.count > before[3] else ""
                raise InputError(f"{file}: holds no place that could be read{why}; the store is as it was")
            counts.sources.append(
                SourceRecord(
                    self._origin,
                    "",
                    self._order.licence,
                    _checksum(file),
                    counts.places - before[0],
                    counts.names - before[1],
                )
            )
        self._write_places()
        counts.dropped = writer.drop_withdrawn()
        total, done = writer.names_waiting, 0
        parts = self._ahead(writer.spilled_names()) if self._pool else map(sorted_names, writer.spilled_names())
        for names in parts:
            writer.write_names(names)
            done += names.taken
            self._tell("writing names", done, total, "names")
        known = dict(writer.db.execute("select key, value from meta"))
        chain = known.get("sha256", self._core.info.sha256) + "".join(source.sha256 for source in counts.sources)
        writer.finish(
            {
                "name": "user",
                "version": str(int(known.get("version", 0)) + 1),
                "sha256": hashlib.sha256(chain.encode()).hexdigest(),
                "base": known.get("base", "") if writer.replaces else self._core.info.sha256,
            },
            sources=counts.sources,
            unit_codes={(country, name): code for country, name, code in self._core.units},
        )
        return counts

    def _write_places(self) -> None:
        total, done = self._writer.places_waiting, 0
        for count in self._writer.write_places():
            done += count
            self._tell("writing places", done, total, "places")

    def _ahead(self, spilled: Iterable[list[bytes]]) -> Iterator[SortedNames]:
        """Sorted parts in order, no more of them waiting in memory than there are processes."""
        assert self._pool
        waiting: deque[Future[SortedNames]] = deque()
        for names in spilled:
            waiting.append(self._pool.submit(sorted_names, names))
            if len(waiting) >= self._in_flight:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        self._pool.shutdown()

    def _tell(self, stage: str, done: int, total: int, unit: str = "B") -> None:
        if self._order.progress:
            self._order.progress(Progress(stage, done, total, unit, self._counts.places))

    def _read(self, file: Path, file_format: str) -> None:
        if file_format == "whos-on-first":
            self._take(file, read_whos_on_first(file))
        elif file_format == "vector":
            self._take(file, read_vector(file, self._order.columns))
        else:
            with opened(file) as (stream, size):
                counted = _Counted(stream, lambda done: self._tell("reading", done, size))
                if file_format == "geonames":
                    self._take_geonames(file, counted)
                elif file_format == "alternate-names":
                    self._take_names(file, counted)
                elif file_format == "unit-codes":
                    self._take_unit_codes(file, counted)
                elif file_format == "shapes":
                    self._take_shapes(file, counted)
                elif file_format == "table":
                    self._take(file, read_table(counted, file, self._order.columns))
                else:
                    self._take(file, read_linked_places(counted, file))

    def _reject(self, file: Path, rejects: Iterable[Reject]) -> None:
        for reject in rejects:
            self._rejects.add(file, reject)

    # GeoNames' places: read by all processors, written by this one.

    def _take_geonames(self, file: Path, stream: Readable) -> None:
        waiting: deque[tuple[bytes, int, Any]] = deque()
        line = 1
        for block in blocks(stream, file):
            waiting.append((block, line, self._submit(block, line)))
            line += block.count(b"\n")
            if len(waiting) >= self._in_flight:
                self._store(file, *waiting.popleft())
        while waiting:
            self._store(file, *waiting.popleft())

    def _submit(self, block: bytes, line: int) -> Any:  # noqa: ANN401
        terms = geonames.Terms(self._origin, self._writer.numbering, self._unit_names, self._writer.edges)
        arguments = (block, line, terms)
        return self._pool.submit(geonames.read_block, *arguments) if self._pool else arguments

    def _store(self, file: Path, block: bytes, line: int, pending: Any) -> None:  # noqa: ANN401
        result = pending.result() if self._pool else geonames.read_block(*pending)
        if isinstance(result, geonames.Unknown):
            for code in result.features:
                self._writer.numbering.feature(code)
            for code in result.countries:
                self._writer.numbering.country(code)
            for country, name in result.units:
                self._writer.numbering.unit(country, name)
            self._store(file, block, line, self._submit(block, line))
            return
        run, rejects = result
        self._reject(file, rejects)
        numbers = set(run.rows)
        self._override((place_id, number) for place_id, number in self._second_numbers if number in numbers)
        self._writer.add(run)
        self._counts.places += len(run.rows)

    def _override(self, ids: Iterable[tuple[str, int]]) -> None:
        """Note which places replace one of the core that has another row number."""
        over = [(i, row) for i, row in ids if self._second.get(i, row) != row]
        self._writer.db.executemany("insert or replace into override values (?, ?)", over)

    # Records of any other source.

    def _take(self, file: Path, records: Iterator[Found | Reject]) -> None:
        while batch := list(itertools.islice(records, _BATCH)):
            self._reject(file, (record for record in batch if isinstance(record, Reject)))
            found = [record for record in batch if isinstance(record, Found)]
            known = self._known(i for record in found for i in record.place.ids)
            under = self._core.numbers(i for record in found for i in record.place.ids)
            beneath = self._core.records(under.values())
            rows = Rows()
            for record in found:
                ids = record.place.ids
                row = next((known[i] for i in ids if i in known), geonames_row(record.place.id))
                if row is None:
                    row, self._next = self._next, self._next + 1
                known.update(dict.fromkeys(ids, row))
                place = _completed(
                    replace(record.place, source=self._origin),
                    next((beneath[under[i]] for i in ids if i in under), None),
                )
                add_place(rows, place, row, self._writer.numbering)
                if record.geometry:
                    self._take_outline(file, record.line, row, record.geometry, place.accuracy_m)
            self._second.update(under)
            self._override(known.items())
            self._writer.add(rows.run(self._writer.edges))
            self._counts.places += len(found)

    def _known(self, ids: Iterable[str]) -> dict[str, int]:
        """Rows of the ids that the store already has."""
        wanted = list(ids)
        found: dict[str, int] = {}
        for at in range(0, len(wanted), 500):
            some = wanted[at : at + 500]
            marks = ",".join("?" * len(some))
            found.update(self._writer.db.execute(f"select id, row from id where id in ({marks})", some))  # noqa: S608
        return found

    def _take_outline(self, file: Path, line: int, row: int, geometry: Mapping[str, Any], accuracy_m: float) -> None:
        try:
            content = packed(geometry)
        except (InputError, TypeError, ValueError, IndexError) as error:
            self._rejects.add(file, Reject(line, f"its outline is left out: {error}", ""))
            return
        bounds = unpacked(content, accuracy_m).bounds
        box = bounds[:, :2].min(axis=0).tolist() + bounds[:, 2:].max(axis=0).tolist()
        self._writer.db.execute(
            "insert or replace into outline values (?, ?, ?, ?, ?, ?, ?)", (row, *box, round(accuracy_m), content)
        )
        self._counts.outlines += 1

    # Names and outlines for places that the store or the core has.

    def _take_names(self, file: Path, stream: Readable) -> None:
        self._add_names(file, _numbered(stream, file, geonames.read_alternate_names))

    def _take_unit_codes(self, file: Path, stream: Readable) -> None:
        def names() -> Iterator[geonames.NamesOfPlace | Reject]:
            for entry in _numbered(stream, file, geonames.read_unit_codes):
                if isinstance(entry, Reject):
                    yield entry
                else:
                    code, name = entry
                    if code.count(".") == 1:
                        self._unit_names.setdefault(code, name.name)
                    yield name

        self._add_names(file, names())

    def _add_names(self, file: Path, names: Iterator[geonames.NamesOfPlace | Reject]) -> None:
        while batch := list(itertools.islice(names, _NAMES_BATCH)):
            self._reject(file, (name for name in batch if isinstance(name, Reject)))
            by_row: dict[int, list[geonames.NamesOfPlace]] = {}
            for name in batch:
                if isinstance(name, geonames.NamesOfPlace):
                    by_row.setdefault(name.row, []).append(name)
            self._copy_from_core(by_row.keys())
            self._name(file, by_row)

    def _copy_from_core(self, wanted: Iterable[int]) -> None:
        """A place of the core to which the user adds names is the user's from then on."""
        missing = set(wanted) - {row for row, *_ in self._facts(wanted)}
        places = {row: place for row, place in self._core.records(missing).items() if row in missing}
        rows = Rows()
        for row, place in places.items():
            add_place(rows, place, row, self._writer.numbering)
        self._writer.add(rows.run(self._writer.edges))

    def _facts(self, wanted: Iterable[int]) -> list[tuple[Any, ...]]:
        self._write_places()
        return self._writer.db.execute(
            "select p.row, p.lat, p.lon, p.weight, p.feature, p.country, p.unit, p.name, p.more"
            " from json_each(?) as j cross join place as p on p.row = j.value",
            (as_json(sorted(wanted)) or "[]",),
        ).fetchall()

    def _name(self, file: Path, by_row: Mapping[int, list[geonames.NamesOfPlace]]) -> None:
        rows = Rows()
        changed: dict[int, str | None] = {}
        source = str(self._writer.numbering.origin(self._origin))
        written = list({name.name for names in by_row.values() for name in names})
        folded = dict(zip(written, fold_all(written), strict=True))
        for row, lat, lon, weight, feature, country, unit, main, text in self._facts(by_row):
            more = json.loads(text) if text else {}
            known = more.setdefault("sources", {}).setdefault(source, {"names": {}})["names"]
            fresh = []
            for added in by_row[row]:
                key = added.key or kind_of(added.name)
                if added.name != main and added.name not in known.get(key, ()):
                    known.setdefault(key, []).append(added.name)
                fresh.append(
                    (added.name, _KINDS.get(key, _KINDS["main"] if added.name == main else _KINDS["alternate"]))
                )
            rows.candidates(
                (row, *rough(lat, lon), weight), (feature, country, unit), candidate_names(fresh, folded.__getitem__)
            )
            changed[row] = as_json(more)
            self._counts.names += len(fresh)
        self._writer.db.executemany(
            "update place set more = ? where row = ?", ((more, row) for row, more in changed.items())
        )
        self._writer.add(rows.run(self._writer.edges))
        self._reject(
            file,
            (
                Reject(
                    names[0].line,
                    f"names the place geonames:{row}, which neither the store nor the core has",
                    names[0].name,
                )
                for row, names in by_row.items()
                if row not in changed
            ),
        )

    def _take_shapes(self, file: Path, stream: Readable) -> None:
        for line, text in _numbered(stream, file, _lines):
            number, _, body = text.partition("\t")
            if not number.isdigit():
                if line > 1:
                    self._rejects.add(file, Reject(line, "does not begin with a GeoNames id", text))
                continue
            row = int(number)
            self._copy_from_core([row])
            facts = self._facts([row])
            try:
                geometry = json.loads(body)
            except (ValueError, RecursionError) as error:
                self._rejects.add(file, Reject(line, f"has no GeoJSON ({error})", text))
                continue
            if not facts:
                self._rejects.add(
                    file, Reject(line, f"is of geonames:{row}, which neither the store nor the core has", "")
                )
                continue
            self._take_outline(file, line, row, geometry.get("geometry", geometry), 5_000.0)


def _origin(file: Path, file_format: str) -> str:
    """What the places of a file say of their source; a file of the same name is the same source come again."""
    if file_format == "geonames":
        return f"GeoNames ({file.stem})"
    return f"Who's On First ({file.name})" if file_format == "whos-on-first" else file.name


def _completed(place: Place, known: Place | None) -> Place:
    """What a source leaves open about a place that the core has is as the core says."""
    if known is None:
        return place if place.feature_code else replace(place, feature_code="LCTY")
    return replace(
        place,
        feature_code=place.feature_code or known.feature_code,
        country=place.country or known.country,
        admin1=place.admin1 or known.admin1,
        population=place.population or known.population,
    )


def _begin_worker() -> None:
    """What a process that reads does first: end when this one ends, and look for no cycles, for it makes none."""
    end_with_parent()
    gc.disable()


class _Counted:
    """A stream that tells how much of it was read."""

    def __init__(self, stream: Readable, tell: Callable[[int], None]) -> None:
        self._stream = stream
        self._tell = tell
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        data = self._stream.read(size)
        self._done += len(data)
        self._tell(self._done)
        return data


def _numbered(stream: Readable, file: Path, read: Callable[[bytes, int], Iterator[Any]]) -> Iterator[Any]:
    line = 1
    for block in blocks(stream, file):
        yield from read(block, line)
        line += block.count(b"\n")


def _lines(data: bytes, first: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(data.split(b"\n"), first):
        if line.strip():
            yield number, line.decode("utf-8", "replace")


def told_format(file: Path) -> str:
    """The format of a file by its name, and by its beginning where the name does not tell.

    Raises:
        InputError: There is no such file, or nothing tells.
    """
    name, suffix = file.name.lower(), file.suffix.lower()
    if file.is_dir() or suffix in {".db", ".sqlite", ".sqlite3"}:
        return "whos-on-first"
    if not file.is_file():
        raise InputError(f"{file}: there is no such file")
    if name.startswith("alternatenames"):
        return "alternate-names"
    if name.startswith(("admin1codes", "admin2codes")):
        return "unit-codes"
    if name.startswith("shapes_"):
        return "shapes"
    if suffix in _TABLES:
        return "table"
    if suffix in _VECTORS:
        return "vector"
    if suffix == ".zip":
        import zipfile

        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                if any(member.lower().endswith(".shp") for member in archive.namelist()):
                    return "vector"
    with opened(file) as (stream, _):
        head = stream.read(1 << 16)
    first = head.split(b"\n", 1)[0]
    if first.count(b"\t") == 18:
        return "geonames"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        if b'"wof:id"' in head:
            return "whos-on-first"
        if b"@context" in head or b'"toponym"' in head or b'"@id"' in head:
            return "linked-places"
        return "vector"
    if b"\t" in first or b"," in first or b";" in first:
        return "table"
    raise InputError(f"{file}: nothing tells what it holds; say its format: {', '.join(FORMATS)}")


def _size(path: Path) -> int:
    """Bytes of a file, or of all in a folder."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size if path.is_file() else 0


def _checksum(file: Path) -> str:
    if not file.is_file():
        return ""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
