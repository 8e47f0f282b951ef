"""The core store as it is shipped: a zip of zstd columns from which the table of names is put together again.

A row of that table repeats its place's facts once a name, which no general compressor undoes; here a name keeps only
which places bear it, what kind of name it is to each, and how it is written where that does not follow from its folded
form. The other tables are shipped as the SQLite file that they are.
"""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

from gazetteer.rows import rough_all
from gazetteer.sieve import lay_behind, marks
from geo.errors import GazetteerDamaged
from geo.names import name_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

# How the hash of a name as written follows from its folded form; the last: it does not, and is listed.
_SPELLINGS: tuple[Callable[[str], str], ...] = (str.title, str, str.upper)
_LISTED = len(_SPELLINGS)
_STEP = 50_000
_LEVEL = 19


def pack(store: Path, target: Path) -> None:
    """Pack a finished store.

    Args:
        store: A file written by `gazetteer.writer`.
        target: The packed file.
    """
    import numpy as np

    from geo.source import CANDIDATE

    with closing(sqlite3.connect(store)) as db:
        names: list[tuple[str, bytes]] = db.execute("select folded, rows from name order by folded").fetchall()
        rest = sqlite3.connect(":memory:")
        db.backup(rest)
    with closing(rest):
        rest.execute("delete from name")
        rest.commit()
        rest.execute("vacuum")
        tables = rest.serialize()
        facts = _facts(rest)
    rows = np.frombuffer(b"".join(packed for _, packed in names), CANDIDATE)
    counts = np.array([len(packed) // CANDIDATE.itemsize for _, packed in names], "<u2")
    owners = np.repeat(np.arange(len(names)), counts)
    hashes = np.array([[name_hash(spell(folded)) for folded, _ in names] for spell in _SPELLINGS], "<u2")
    spellings = np.full(len(rows), _LISTED, "u1")
    for number in reversed(range(_LISTED)):
        spellings[hashes[number][owners] == rows["exact"]] = number
    columns = {
        "tables": tables,
        "names": "\n".join(folded for folded, _ in names).encode(),
        "counts": _transposed(counts),
        "places": _transposed(np.searchsorted(facts["place"], rows["place"]).astype("<u4")),
        "kinds": rows["kind"].tobytes(),
        "spellings": spellings.tobytes(),
        "exact": rows["exact"][spellings == _LISTED].tobytes(),
    }
    import zstandard

    with zipfile.ZipFile(target, "w") as archive:
        for name, content in columns.items():
            packed = zstandard.ZstdCompressor(level=_LEVEL).compress(content)
            archive.writestr(zipfile.ZipInfo(f"{name}.zst", (1980, 1, 1, 0, 0, 0)), packed)


def unpack(source: Path, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Put the store together again.

    Args:
        source: A file written by `pack`.
        target: Where the store is written.
        progress: Called with (names done, names in all).

    Raises:
        GazetteerDamaged: The packed file is not whole.
    """
    import zstandard

    unpacker = zstandard.ZstdDecompressor()
    try:
        with zipfile.ZipFile(source) as archive:
            columns = {
                name.removesuffix(".zst"): unpacker.decompress(archive.read(name)) for name in archive.namelist()
            }
    except (zipfile.BadZipFile, zstandard.ZstdError, FileNotFoundError) as error:
        raise GazetteerDamaged(
            f"{source}: the core gazetteer is damaged ({error}); install mentionmap again"
        ) from error
    target.write_bytes(columns["tables"])
    with closing(sqlite3.connect(target, isolation_level=None)) as db:
        db.execute("pragma journal_mode=off")
        db.execute("pragma synchronous=off")
        db.execute("begin")
        names = columns["names"].decode().split("\n")
        rows = _name_rows(names, columns, _facts(db))
        for done in range(0, len(names), _STEP):
            db.executemany("insert into name values (?, ?)", (next(rows) for _ in names[done : done + _STEP]))
            if progress:
                progress(min(done + _STEP, len(names)), len(names))
        db.execute("commit")
    lay_behind(target, marks(names))


def _facts(db: sqlite3.Connection) -> npt.NDArray[np.void]:
    """A candidate row for each place, in the order of their numbers, with no name in it yet."""
    import numpy as np

    from geo.source import CANDIDATE

    table = np.array(
        db.execute("select row, lat, lon, weight, feature, country, unit from place order by row").fetchall(),
        np.int64,
    )
    facts = np.zeros(len(table), CANDIDATE)
    facts["place"] = table[:, 0]
    facts["lat"], facts["lon"] = rough_all(table[:, 1], table[:, 2])
    for column, name in enumerate(("population", "feature", "country", "admin1"), 3):
        facts[name] = table[:, column]
    return facts


def _name_rows(
    names: list[str], columns: dict[str, bytes], facts: npt.NDArray[np.void]
) -> Iterator[tuple[str, memoryview]]:
    import numpy as np

    counts = _straight(columns["counts"], "<u2")
    rows = facts[_straight(columns["places"], "<u4")]
    rows["kind"] = np.frombuffer(columns["kinds"], "u1")
    spellings = np.frombuffer(columns["spellings"], "u1")
    owners = np.repeat(np.arange(len(names)), counts)
    for number, spell in enumerate(_SPELLINGS):
        which = np.flatnonzero(spellings == number)
        rows["exact"][which] = [name_hash(spell(names[owner])) for owner in owners[which].tolist()]
    rows["exact"][spellings == _LISTED] = np.frombuffer(columns["exact"], "<u2")
    packed = memoryview(rows.tobytes())
    end = 0
    for name, count in zip(names, counts.tolist(), strict=True):
        start, end = end, end + count * rows.itemsize
        yield name, packed[start:end]


def _transposed(numbers: npt.NDArray[Any]) -> bytes:
    """The bytes of little-endian numbers, the first of all before the second of all."""
    return numbers.view("u1").reshape(len(numbers), numbers.itemsize).T.tobytes()


def _straight(content: bytes, dtype: str) -> npt.NDArray[Any]:
    import numpy as np

    width = np.dtype(dtype).itemsize
    return np.frombuffer(np.frombuffer(content, "u1").reshape(width, -1).T.tobytes(), dtype)
