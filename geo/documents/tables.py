"""Tables of texts: JSONL, CSV, TSV and Parquet, a document a row, read as a stream."""

from __future__ import annotations

import csv
import io
import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from geo.documents.bounds import bounded
from geo.documents.decoding import sound
from geo.errors import InputError
from geo.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

MAX_LINE_BYTES = 16 << 20  # of a row, be it several lines; the longest novels have a third of that
_IDS = ("id", "doc_id")
_CODED_ROWS = 256
_READ_AT_ONCE = 1 << 20  # bytes
_MOST_AHEAD = 256  # rows
_MOST_OF_A_NAME = 40  # characters of a column's name that a message shows


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold what.

    Attributes:
        text: The column with the text.
        id: The column with the row's id; None for `id` or `doc_id`, and the row's number where neither is.
    """

    text: str = "text"
    id: str | None = None


def read_jsonl(stream: BinaryIO, where: str, columns: Columns) -> Iterator[Document | InputError]:
    """A document a line, each a JSON object; an error in place of a line that is none, or lacks the text."""
    for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES + 1), b""), 1):
        place = f"{where}, line {number}"
        if len(line) > MAX_LINE_BYTES:
            yield InputError(f"{place} is longer than {MAX_LINE_BYTES >> 20} MiB: split it")
            return
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield InputError(f"{place} is no JSON: {error}")
            continue
        if isinstance(row, dict):
            yield _document(row, place, where, number, columns)
        else:
            yield InputError(f'{place} is no JSON object: write {{"id": ..., "text": ...}}')


def read_csv(stream: BinaryIO, where: str, columns: Columns) -> Iterator[Document | InputError]:
    """A document a row; the first row names the columns; separated by commas, semicolons or tabs.

    An error stands in place of a row that lacks the text; what is no CSV ends the table.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    number = 0
    try:
        with io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
            lines = _Lines(text)
            header = next(lines, "")
            separator = max(",;\t", key=header.count)
            rows = csv.DictReader(itertools.chain([header], lines), delimiter=separator)
            names = list(rows.fieldnames or ())
            if columns.text not in names:
                yield _no_column(where, columns, names)
                return
            for number, row in enumerate(rows, 1):
                lines.of_row = 0
                yield _document(row, f"{where}, row {number}", where, number, columns)
    except csv.Error as error:
        yield InputError(f"{where}, row {number + 1} cannot be read: {error}")
    except UnicodeDecodeError:
        yield InputError(f"{where} is not UTF-8 after row {number}: convert it")


class _Lines:
    """The lines of a table, as long as a row of them is no longer than memory is meant to hold.

    Attributes:
        of_row: How much was read since the last row was complete; whoever completes one sets it back.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.of_row = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_LINE_BYTES + 1)
        self.of_row += len(line)
        if self.of_row > MAX_LINE_BYTES:
            raise csv.Error(f"it is longer than {MAX_LINE_BYTES >> 20} MiB")
        if not line:
            raise StopIteration
        return line


def read_parquet(path: str, where: str, columns: Columns) -> Iterator[Document | InputError]:
    """A document a row; an error in place of one that is too long, and where the file is damaged.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException
    except ImportError as error:
        raise InputError(f"{where}: Parquet needs pyarrow: `pip install mentionmap[parquet]`") from error
    try:
        with _opened(path, where) as file:
            names = file.schema_arrow.names
            if columns.text not in names:
                yield _no_column(where, columns, names)
                return
            wanted = set(names) & {columns.text, columns.id, *_IDS, "title", "date"}
            for number, row in enumerate(_rows(file, wanted, where), 1):
                place = f"{where}, row {number}"
                if sum(value.nbytes for value in row.values()) > MAX_LINE_BYTES:
                    yield InputError(f"{place} is longer than {MAX_LINE_BYTES >> 20} MiB: split it")
                else:
                    values = {name: value[0].as_py() for name, value in row.items()}
                    yield _document(values, place, where, number, columns)
    except InputError as error:
        yield error
    except (ArrowException, OSError) as error:
        yield InputError(f"{where} cannot be read as Parquet: {_one_line(error)}")


def _opened(path: str, where: str) -> ParquetFile:
    """A Parquet file that is read bit by bit, and in memory of the system's: Arrow's own is set aside unbounded."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    usual = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        with bounded(where):
            return ParquetFile(path, buffer_size=_READ_AT_ONCE, pre_buffer=False)
    finally:
        pa.set_memory_pool(usual)


def _rows(file: ParquetFile, names: set[str], where: str) -> Iterator[dict[str, Any]]:
    """The rows of a table, each column's value as an array of one.

    They are read one at a time, for a small file may hold a long text very often, which a batch of rows would repeat.
    Only where a column's type is a dictionary do they come in batches: each has the whole of it, but once.
    """
    from pyarrow.types import is_dictionary

    coded = {field.name for field in file.schema_arrow if is_dictionary(field.type)} & names
    size = _CODED_ROWS if coded else 1
    batches = file.iter_batches(batch_size=size, columns=sorted(names), use_threads=False)
    for batch in _ahead(batches, where):
        values = dict(zip(batch.schema.names, batch.columns, strict=True))
        for at in range(batch.num_rows):
            yield {
                name: value[at : at + 1].dictionary_decode() if name in coded else value[at : at + 1]
                for name, value in values.items()
            }


def _ahead(batches: Iterator[RecordBatch], where: str) -> Iterator[RecordBatch]:
    """Batches of rows, read within the bounds, for a page is unpacked at once and may have up to 2 GiB.

    Several are read at a time: to set the bounds takes longer than to read a short row.
    """
    from pyarrow import ArrowException

    end: Exception | None = None
    while end is None:
        read: list[RecordBatch] = []
        try:
            with bounded(where, remedy="write it anew with smaller pages"):
                size = 0
                while len(read) < _MOST_AHEAD and size < _READ_AT_ONCE:
                    read.append(next(batches))
                    size += read[-1].nbytes
        except (StopIteration, ArrowException, InputError, OSError) as error:
            end = error
        yield from read
    if not isinstance(end, StopIteration):
        raise end


def _document(row: Mapping[str, Any], place: str, where: str, number: int, columns: Columns) -> Document | InputError:
    text = row.get(columns.text)
    if text is None and columns.text not in row:
        return _no_column(place, columns, list(row))
    if text is not None and not isinstance(text, str):
        return InputError(f'{place}: "{columns.text}" is no text: choose the column with --text-column')
    if columns.id is not None and columns.id not in row:
        return InputError(f'{place} has no "{columns.id}": choose the column with --id-column')
    names = (columns.id,) if columns.id is not None else _IDS
    key = next((row[name] for name in names if row.get(name) is not None and row[name] != ""), None)
    return Document(
        id=f"{where}:{number}" if key is None else sound(str(key)),
        text=sound(text or ""),
        title=sound(str(row.get("title") or "")),
        date=sound(str(row["date"])) if row.get("date") else None,
        source=where,
    )


def _no_column(where: str, columns: Columns, names: list[str]) -> InputError:
    shown = (" ".join(str(name).split())[:_MOST_OF_A_NAME] for name in names[:12])
    found = ", ".join(name for name in shown if name) or "none"
    return InputError(f'{where} has no column "{columns.text}" (it has: {found}): choose one with --text-column')


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
