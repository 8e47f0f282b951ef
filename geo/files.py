"""Results written wholly or not at all: to a temporary file beside the target, which then takes its place."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.errors import MentionmapError

_NAME = 64  # of a file's name goes into that of its temporary, which file systems bound


@contextmanager
def replacing(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Give temporary paths to write to; they become the targets when all of the block is done.

    Args:
        *targets: Files to be written, each in a folder that exists.

    Yields:
        A path for each target, in its folder and with its suffix, that does not exist yet.

    Raises:
        OutputError: A target's folder does not exist, or something cannot be written.
    """
    made: list[Path] = []
    ends = [Path(os.path.realpath(target)) for target in targets]  # a link stays, what it leads to is replaced
    try:
        made.extend(map(_temporary, ends))
        yield tuple(made)
        for temporary, target in zip(made, ends, strict=True):
            _settle(temporary)
            temporary.replace(target)
    except OSError as error:
        raise OutputError(f"{error.filename2 or targets[0]} cannot be written: {error.strerror or error}") from error
    finally:
        for temporary in made:
            temporary.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write a text as UTF-8, wholly or not at all.

    Raises:
        OutputError: The target cannot be written.
    """
    check_target(target)
    with replacing(target) as (temporary,):
        temporary.write_text(text, encoding="utf-8", newline="")


def check_target(target: Path) -> None:
    """See before long work that a file can be written there; sweep what killed processes left beside it.

    Raises:
        OutputError: Its folder does not exist or cannot be written, or the target is a folder.
    """
    _temporary(target)
    _sweep(Path(os.path.realpath(target)))


@contextmanager
def locked(lock: Path, busy: MentionmapError) -> Iterator[None]:
    """Hold a lock for this process; it goes with the process, however that ends.

    Args:
        lock: A file for it, which stays; its folder exists.
        busy: What is raised where another process holds it.

    Raises:
        OutputError: The file cannot be made.
    """
    with ExitStack() as stack:
        try:
            held = stack.enter_context(closing(sqlite3.connect(lock, timeout=0, isolation_level=None)))
            held.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:  # of whatever kind
                raise busy from error
            raise OutputError(f"{lock.parent} cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            raise OutputError(f"{lock} is no lock of this program's: remove it, or name another folder") from error
        yield


def _temporary(target: Path) -> Path:
    folder = target.parent
    if target.is_dir():
        raise OutputError(f"{target} is a folder: name a file in it")
    if target.exists() and (not target.is_file() or folder == Path("/dev")):
        raise OutputError(f"{target} is no ordinary file: name one, or - for standard output where that can be")
    if not folder.is_dir():
        raise OutputError(f"{target} cannot be written: there is no folder {folder}: create it first")
    prefix = f".{target.name[:_NAME]}.{os.getpid()}."
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=target.suffix[:_NAME], dir=folder)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error
    os.close(handle)
    path = Path(name)
    path.unlink()  # drivers append to a file that is there
    return path


def _sweep(target: Path) -> None:
    """Remove what killed processes left beside the target."""
    start = f".{target.name[:_NAME]}."
    for entry in os.scandir(target.parent):
        if entry.name.startswith(start):
            number = entry.name[len(start) :].partition(".")[0]
            if number.isdigit() and not _runs(int(number)):
                Path(entry.path).unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether a process is alive; said of all where asking would end it, as on Windows."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is another user's
        return True
    return True


def _settle(path: Path) -> None:
    """Give the file the rights that the umask allows, and see it on the disk before it takes the target's name."""
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)
    with path.open("rb") as file:
        os.fsync(file.fileno())
