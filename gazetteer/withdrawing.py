"""Takes out of a store what one source brought, so that what the source brings anew replaces it.

A place's facts, its name and its names are those of the source that brought it last, its origin. What other sources
call it is kept apart in `more` under "sources", by their numbers: their names for it, and under "name" the main one of
a source that brought the place itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gazetteer.layout import CANDIDATE
from gazetteer.naming import all_names, kinds_of
from gazetteer.rows import Rows, as_json, candidate_names, rough

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

# The origin of a place that was withdrawn and not brought again yet; no other is less than zero.
WITHDRAWN = -1
_BATCH = 20_000
_NAMES_BATCH = 100_000


def joined_names(old: str | None, new: str | None, same_origin: int, old_name: str, new_name: str) -> str | None:
    """Names of a place that is brought again: those of its origin, the new first."""
    if not same_origin:
        return new
    names: dict[str, list[str]] = json.loads(new) if new else {}
    for key, values in (json.loads(old) if old else {}).items():
        names[key] = list(dict.fromkeys((*names.get(key, ()), *values)))
    if old_name != new_name and old_name not in names.get("", ()):
        names.setdefault("", []).append(old_name)
    return as_json(names)


def joined_more(old: str | None, new: str | None, old_origin: int, new_origin: int, called: str) -> str | None:
    """What few places have, of a place that is brought again: what its former origin called it is among it."""
    more: dict[str, Any] = json.loads(old) if old else {}
    others = more.pop("sources", {})
    others.pop(str(new_origin), None)
    if old_origin not in {new_origin, WITHDRAWN}:
        others[str(old_origin)] = json.loads(called)
    if new or old_origin == WITHDRAWN:
        more = json.loads(new) if new else {}
    return as_json(more | {"sources": others} if others else more)


def withdraw(db: sqlite3.Connection, origin: int) -> None:
    """Take out the names that a source brought; its places wait to be brought again or for `drop_withdrawn`.

    A place that another source had brought before becomes that one's again.
    """
    import numpy as np

    own = f'$.sources."{origin}"'
    db.execute("create temp table if not exists withdrawn(row integer primary key, origin integer not null)")
    db.execute(
        "insert or ignore into withdrawn select row, ? from place where origin = ? or json_type(more, ?) is not null",
        (origin, origin, own),
    )
    db.execute("update place set origin = ?, names = null where origin = ?", (WITHDRAWN, origin))
    db.execute("update place set more = json_remove(more, ?) where json_type(more, ?) is not null", (own, own))
    _hand_over(db)
    rows = db.execute("select row from withdrawn where origin = ? order by row", (origin,))
    remove_names(db, np.fromiter((row for (row,) in rows), np.uint32))


def _hand_over(db: sqlite3.Connection) -> None:
    last = -1
    while batch := db.execute(
        "select row, more from place where row > ? and origin = ? and json_type(more, '$.sources') is not null"
        " order by row limit ?",
        (last, WITHDRAWN, _BATCH),
    ).fetchall():
        last = batch[-1][0]
        changed = []
        for row, text in batch:
            more = json.loads(text)
            heir = next((number for number, other in more["sources"].items() if "name" in other), None)
            if heir is not None:
                other = more["sources"].pop(heir)
                changed.append((int(heir), other["name"], as_json(other["names"]), as_json(more), row))
        db.executemany("update place set origin = ?, name = ?, names = ?, more = ? where row = ?", changed)


def remove_names(db: sqlite3.Connection, rows: npt.NDArray[np.uint32]) -> None:
    """Remove the candidate rows of places, whose row numbers are in order."""
    import numpy as np

    from geo.source import CANDIDATE as DTYPE

    last = ""
    while len(rows) and (
        batch := db.execute(
            "select folded, rows from name where folded > ? order by folded limit ?", (last, _NAMES_BATCH)
        ).fetchall()
    ):
        last = batch[-1][0]
        table = np.frombuffer(b"".join(packed for _, packed in batch), DTYPE)
        at = np.minimum(np.searchsorted(rows, table["place"]), len(rows) - 1)
        kept = rows[at] != table["place"]
        counts = np.array([len(packed) // CANDIDATE.size for _, packed in batch])
        starts = np.cumsum(counts) - counts
        changed = np.flatnonzero(np.add.reduceat(kept, starts, dtype=np.int64) < counts).tolist()
        left = [
            (table[start : start + count][kept[start : start + count]].tobytes(), batch[name][0])
            for name in changed
            for start, count in ((starts[name], counts[name]),)
        ]
        db.executemany("delete from name where folded = ?", ((folded,) for packed, folded in left if not packed))
        db.executemany("update name set rows = ? where folded = ?", (each for each in left if each[0]))


def drop_withdrawn(db: sqlite3.Connection) -> npt.NDArray[np.uint32]:
    """Remove the places that were withdrawn and not brought again; returns their rows, in order."""
    import numpy as np

    gone = db.execute("select row from place where origin = ? order by row", (WITHDRAWN,))
    rows = np.fromiter((row for (row,) in gone), np.uint32)
    for table in ("id", "outline", "override"):
        db.execute(f"delete from {table} where row in (select row from place where origin = ?)", (WITHDRAWN,))  # noqa: S608
    db.execute("delete from place where origin = ?", (WITHDRAWN,))
    return rows


def names_of_others(db: sqlite3.Connection) -> Iterator[Rows]:
    """All names of the places from which names were withdrawn and that other sources name too, some at a time."""
    last = -1
    while batch := db.execute(
        "select p.row, p.lat, p.lon, p.weight, p.feature, p.country, p.unit, p.name, p.names, p.more"
        " from withdrawn as w cross join place as p on p.row = w.row"
        " where w.row > ? and (p.origin <> w.origin or json_type(p.more, '$.sources') is not null)"
        " order by w.row limit ?",
        (last, _BATCH),
    ).fetchall():
        last = batch[-1][0]
        rows = Rows()
        for row, lat, lon, weight, feature, country, unit, name, own, more in batch:
            others = json.loads(more).get("sources", {}) if more else {}
            names = all_names(name, json.loads(own) if own else {}, others)
            rows.candidates(
                (row, *rough(lat, lon), weight), (feature, country, unit), candidate_names(kinds_of(name, names))
            )
        yield rows
