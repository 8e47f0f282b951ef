"""Which reader a file gets; folders; several files at once."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from geo.documents.pdf import read_pdf
from geo.documents.plain import read_markdown, read_text
from geo.documents.tables import Columns, read_csv, read_jsonl, read_parquet
from geo.documents.web import read_html
from geo.documents.word import read_docx
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.records import Document

MAX_BYTES = 512 << 20  # of one document; tables are streamed and may be of any size
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
_ROWS: dict[str, Callable[[BinaryIO, str, Columns], Iterator[Document]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}
_PACKED = {".gz", ".zst"}
SUFFIXES = (*_WHOLE, *_ROWS, ".parquet")
COLUMNS = Columns()


def read_documents(
    paths: Iterable[str],
    *,
    columns: Columns = COLUMNS,
    stdin: BinaryIO | None = None,
    skipped: Callable[[InputError], None] | None = None,
) -> Iterator[Document]:
    """Read files, folders and tables, one document after another.

    Args:
        paths: Files and folders; "-" is standard input. A folder is walked for files of a known kind (`SUFFIXES`, also
            packed as .gz or .zst), in the order of their names.
        columns: Which columns of a table hold the text and the id.
        stdin: What "-" stands for; None for the process's own.
        skipped: Told of each file of a folder that cannot be read; where it is None such a file is an error like a
            file that was named.

    Yields:
        The documents. A file's id is its path as given, a row's its own.

    Raises:
        InputError: Something named cannot be read, is empty, or is a folder without documents.
    """
    for path in paths:
        if path == "-":
            yield _whole((stdin or sys.stdin.buffer).read(MAX_BYTES + 1), "standard input", "-", "")
        elif os.path.isdir(path):  # noqa: PTH112 - "" must not become "."
            yield from _folder(path, columns, skipped)
        else:
            yield from _file(path, columns)


def _folder(path: str, columns: Columns, skipped: Callable[[InputError], None] | None) -> Iterator[Document]:
    count = 0
    for file in sorted(_walk(path)):
        try:
            for document in _file(file, columns):
                count += 1
                yield document
        except InputError as error:
            if skipped is None:
                raise
            skipped(error)
    if not count:
        raise InputError(f"{path} is a folder without documents: give files of a kind among {' '.join(SUFFIXES)}")


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


def _file(path: str, columns: Columns) -> Iterator[Document]:
    suffix = _suffix(path)
    try:
        if suffix == ".parquet":
            if not Path(path).stat().st_size:
                raise InputError(f"{path} is empty")
            yield from read_parquet(path, path, columns)
            return
        with _opened(path) as stream:
            if suffix in _ROWS:
                found = False
                for document in _ROWS[suffix](stream, path, columns):
                    found = True
                    yield document
                if not found:
                    raise InputError(f"{path} is empty")
            else:
                yield _whole(stream.read(MAX_BYTES + 1), path, path, suffix)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path} is damaged: {error}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a path with a NUL
        raise InputError(f"{path!r} cannot be read: {error}") from error


def _whole(data: bytes, name: str, key: str, suffix: str) -> Document:
    if not data.strip():
        raise InputError(f"{name} is empty")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES >> 20} MiB: split it")
    return _WHOLE.get(suffix or _sniffed(data), read_text)(data, key)


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
