"""Opens files from anywhere: plain or zipped, without trusting their sizes, their member names or their encoding."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 22
# GeoNames' own files shrink to a fifth; what shrinks to a hundredth is made to fill a disk.
_MOST_SHRINKING = 100
_HARMLESS_BYTES = 64 << 20
_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError)
_OTHER_ENCODINGS = {
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    b"\x1f\x8b": "gzip, not text",
    b"%PDF": "PDF, not text",
}


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Read at most so many bytes."""
        ...


@contextmanager
def opened(path: Path) -> Iterator[tuple[Readable, int]]:
    """Open a file, or the one data file in a zip.

    Yields:
        The bytes as a stream, and how many they are.

    Raises:
        InputError: There is no such file, it is empty, or the zip is damaged, ambiguous or made to do harm.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a file in it")
    stream: Readable
    with ExitStack() as stack:
        try:
            if zipfile.is_zipfile(path):
                archive = stack.enter_context(zipfile.ZipFile(path))
                member = _data_member(path, archive)
                stream, size = stack.enter_context(archive.open(member)), member.file_size
            else:
                stream, size = stack.enter_context(path.open("rb")), path.stat().st_size
        except FileNotFoundError as error:
            raise InputError(f"{path}: there is no such file") from error
        except _UNREADABLE as error:
            raise InputError(f"{path}: cannot be read ({error})") from error
        yield _Checked(stream, path), _size(path, size)


class _Checked:
    """A stream whose faults are told apart from those of whoever works on what it gives."""

    def __init__(self, stream: Readable, path: Path) -> None:
        self._stream, self._path = stream, path

    def read(self, size: int = -1, /) -> bytes:
        """Read at most so many bytes."""
        try:
            return self._stream.read(size)
        except _UNREADABLE as error:
            raise InputError(f"{self._path}: cannot be read ({error})") from error


def _size(path: Path, size: int) -> int:
    if size == 0:
        raise InputError(f"{path}: is empty")
    return size


def _data_member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [m for m in archive.infolist() if not m.is_dir()]
    for member in members:
        inside = PurePosixPath(member.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
            raise InputError(
                f"{path}: the zip holds the path {member.filename!r}, which leads out of it; it is not read"
            )
    data = [m for m in members if Path(m.filename).name.lower() not in {"readme.txt", "iso-languagecodes.txt"}]
    named = [m for m in data if Path(m.filename).stem.lower() == path.stem.lower()]
    if len(data) != 1 and len(named) != 1:
        raise InputError(f"{path}: the zip holds {len(data)} files; unpack it and name the one to be read")
    member = data[0] if len(data) == 1 else named[0]
    if member.flag_bits & 1:
        raise InputError(f"{path}: {member.filename} is encrypted; unpack it first")
    if member.file_size > _HARMLESS_BYTES and member.file_size > _MOST_SHRINKING * max(1, member.compress_size):
        raise InputError(
            f"{path}: {member.filename} would grow from {member.compress_size:,} to {member.file_size:,} bytes, as a "
            "zip bomb does; unpack it yourself if you trust it"
        )
    return member


def blocks(stream: Readable, path: Path) -> Iterator[bytes]:
    """Whole lines of a stream, some megabytes at a time, without the byte order mark.

    Raises:
        InputError: The first bytes are no UTF-8 text, or a line does not end within reason.
    """
    rest = b""
    first = True
    while chunk := stream.read(_CHUNK):
        if first:
            first = False
            for mark, what in _OTHER_ENCODINGS.items():
                if chunk.startswith(mark):
                    raise InputError(f"{path}: is {what}; save it as UTF-8 text")
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
            if b"\x00" in chunk[:4096]:
                raise InputError(f"{path}: is no text (it has zero bytes); save it as UTF-8 text")
        end = chunk.rfind(b"\n") + 1
        if end:
            yield rest + chunk[:end]
            rest = chunk[end:]
        else:
            rest += chunk
            if len(rest) > 16 * _CHUNK:
                raise InputError(f"{path}: has a line of more than {16 * _CHUNK >> 20} MB; it is no table of lines")
    if rest:
        yield rest
