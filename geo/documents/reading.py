"""Which reader a file gets; folders; several files at once."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from geo.documents.bounds import bounded
from geo.documents.decoding import sound
from geo.documents.pdf import read_pdf
from geo.documents.plain import read_markdown, read_text
from geo.documents.tables import Columns, read_csv, read_jsonl, read_parquet
from geo.documents.web import read_html
from geo.documents.word import read_docx
from geo.errors import InputError
from geo.records import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_BYTES = 256 << 20  # of one document, unpacked; tables are streamed and may be of any size
_WHOLE: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
_ROWS: dict[str, Callable[[BinaryIO, str, Columns], Iterator[Document | InputError]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}
_PACKED = {".gz", ".zst"}
SUFFIXES = (*_WHOLE, *_ROWS, ".parquet")
COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is one document, not parsed yet: whoever has the time reads it.

    Attributes:
        key: The id of the document.
        name: What the file is called in messages.
    """

    key: str
    name: str
    suffix: str
    data: bytes

    def read(self) -> Document:
        """Parse the file.

        Raises:
            InputError: It cannot be read, is empty or too large.
        """
        if not self.data or self.data.isspace():
            raise InputError(f"{self.name} is empty")
        if len(self.data) > MAX_BYTES:
            raise InputError(f"{self.name} is larger than {MAX_BYTES >> 20} MiB: split it")
        with bounded(self.name):
            return _WHOLE.get(self.suffix or _sniffed(self.data), read_text)(self.data, self.key)


class Item(NamedTuple):
    """A document, one to be parsed, or why there is none; `named` tells a file that was asked for from one found."""

    what: Document | Unread | InputError
    named: bool


def read_documents(
    paths: Iterable[str],
    *,
    columns: Columns = COLUMNS,
    stdin: BinaryIO | None = None,
    skipped: Callable[[InputError], None] | None = None,
) -> Iterator[Document]:
    """Read files, folders and tables, one document after another.

    Args:
        paths: Files and folders; "-" is standard input: a document of any kind, or JSONL. A folder is walked for files
            of a known kind (`SUFFIXES`, also packed as .gz or .zst), in the order of their names.
        columns: Which columns of a table hold the text and the id.
        stdin: What "-" stands for; None for the process's own.
        skipped: Told of what a folder holds and cannot be read; where it is None that is an error like any other.

    Yields:
        The documents. A file's id is its path as given, a row's its own; one that came before gets a number: "r1 (2)".

    Raises:
        InputError: Something named cannot be read, is empty, or is a folder without documents.
    """
    given: dict[str, int] = {}
    for what, named in find_documents(paths, columns=columns, stdin=stdin):
        try:
            if isinstance(what, InputError):
                raise what
            yield _distinct(what.read() if isinstance(what, Unread) else what, given)
        except InputError as error:
            if named or skipped is None:
                raise
            skipped(error)


def _distinct(document: Document, given: dict[str, int]) -> Document:
    """The document under an id that none before it has, for outputs are joined by it.

    Args:
        document: As it was read.
        given: How often each id came so far; it is brought up to date.
    """
    number, key = given.get(document.id, 0) + 1, document.id
    while key in given:
        number += key != document.id
        key = f"{document.id} ({number})"
    given[document.id] = number
    given.setdefault(key, 1)
    return document if key == document.id else replace(document, id=key)


def find_documents(
    paths: Iterable[str], *, columns: Columns = COLUMNS, stdin: BinaryIO | None = None
) -> Iterator[Item]:
    """Go through files, folders and tables without parsing, and past whatever cannot be read.

    Args:
        paths: As in `read_documents`.
        columns: As in `read_documents`.
        stdin: As in `read_documents`.

    Yields:
        Every document, every file that is one, and every error, in order.
    """
    for path in paths:
        if path == "-":
            for what in _standard_input((stdin or sys.stdin.buffer).read(MAX_BYTES + 1), columns):
                yield Item(what, True)
        elif os.path.isdir(path):  # noqa: PTH112 - "" must not become "."
            files = sorted(_walk(path))
            if not files:
                yield Item(
                    InputError(
                        f"{path} is a folder without documents: give files of a kind among {' '.join(SUFFIXES)}"
                    ),
                    True,
                )
            for file in files:
                for what in _file(file, columns):
                    yield Item(what, False)
        else:
            for what in _file(path, columns):
                yield Item(what, True)


def _walk(path: str) -> Iterator[str]:
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and _suffix(name) in SUFFIXES:
                yield (Path(folder) / name).as_posix()


def _suffix(path: str) -> str:
    """The suffix that says what is in a file, in lower case, past that of its packing."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    if suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _standard_input(data: bytes, columns: Columns) -> Iterator[Document | Unread | InputError]:
    """One document, or rows where the first line is a JSON object with a text."""
    head = data.partition(b"\n")[0]
    if head.lstrip(b"\xef\xbb\xbf ").startswith(b"{"):
        first = next(read_jsonl(io.BytesIO(head), "-", columns), None)
        if isinstance(first, Document):
            yield from read_jsonl(io.BytesIO(data), "-", columns)
            return
    yield Unread("-", "standard input", "", data)


def _file(path: str, columns: Columns) -> Iterator[Document | Unread | InputError]:
    suffix = _suffix(path)
    try:
        if suffix in _ROWS or suffix == ".parquet":
            found = False
            for what in _rows(path, suffix, columns):
                found = True
                yield what
            if not found:
                yield InputError(f"{path} is empty")
        else:
            with _opened(path) as stream:
                data = stream.read(MAX_BYTES + 1)
            yield Unread(sound(path), path, suffix, data)
    except InputError as error:
        yield error
    except FileNotFoundError:
        yield InputError(f"{path} does not exist")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield InputError(f"{path} is damaged: {error}")
    except OSError as error:
        yield InputError(f"{path} cannot be read: {error.strerror or error}")
    except ValueError as error:  # a path with a NUL
        yield InputError(f"{path!r} cannot be read: {error}")


def _rows(path: str, suffix: str, columns: Columns) -> Iterator[Document | InputError]:
    if suffix == ".parquet":
        if Path(path).stat().st_size:
            yield from read_parquet(path, sound(path), columns)
        return
    with _opened(path) as stream:
        yield from _ROWS[suffix](stream, sound(path), columns)


def _sniffed(data: bytes) -> str:
    """The suffix that the bytes of standard input, or of a file without one, would have."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return ".pdf"
    if head.startswith(b"pk\x03\x04"):
        return ".docx"
    if head.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ".txt"


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    packing = Path(path).suffix.lower()
    with open(path, "rb") as raw:  # noqa: PTH123 - the path as given
        if packing == ".gz":
            with gzip.open(raw) as unpacked:
                yield cast("BinaryIO", unpacked)
        elif packing == ".zst":
            import zstandard

            try:
                with zstandard.ZstdDecompressor().stream_reader(raw) as unpacked:
                    yield cast("BinaryIO", io.BufferedReader(unpacked))
            except zstandard.ZstdError as error:
                raise InputError(f"{path} is damaged: {error}") from error
        else:
            yield raw
