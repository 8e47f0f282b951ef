"""Tables with a heading: CSV and TSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from gazetteer.importing.opening import blocks
from gazetteer.importing.records import Found, made
from gazetteer.importing.rejects import Reject
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gazetteer.importing.opening import Readable

# How the columns that matter are called in the wild, the first that a table has being taken.
COLUMNS = {
    "id": ("id", "geonameid", "geoname_id", "geonames_id", "key", "code"),
    "name": ("name", "title", "toponym", "place", "label"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "names": ("names", "alternatenames", "alternate_names", "aliases", "variants"),
    "feature_code": ("feature_code", "featurecode", "feature", "fcode"),
    "country": ("country", "country_code", "countrycode", "cc", "ccode", "iso_a2_eh", "iso_a2"),
    "admin1": ("admin1", "state", "province", "region"),
    "population": ("population", "pop"),
    "accuracy_m": ("accuracy_m", "accuracy"),
}
_LONGEST_CELL = 1 << 20


def read_table(stream: Readable, path: Path, columns: Mapping[str, str]) -> Iterator[Found | Reject]:
    """Read a table whose first line names its columns.

    Args:
        stream: Its bytes.
        path: For messages and for the ids of rows that have none.
        columns: Which column holds what, where `COLUMNS` does not tell ("name": "ort").

    Raises:
        InputError: The table has no column for the name or the position.
    """
    lines = (line for block in blocks(stream, path) for line in _lines(block))
    heading = next(lines, "")
    delimiter = "\t" if "\t" in heading else ";" if heading.count(";") > heading.count(",") else ","
    titles = next(csv.reader([heading], delimiter=delimiter), [])
    where = locate(titles, columns, path)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Reject(reader.line_num + 1, str(error), "")
            continue
        line = reader.line_num + 1
        if not any(cells):
            continue
        if "\ufffd" in "".join(cells):
            yield Reject(line, "is not UTF-8", delimiter.join(cells))
            continue
        if len(cells) != len(titles):
            yield Reject(line, f"has {len(cells)} cells, not {len(titles)}", delimiter.join(cells))
            continue
        row = {field: cells[at] for field, at in where.items()}
        yield made(
            line,
            name=row["name"],
            lat=row["lat"],
            lon=row["lon"],
            prefix=path.stem.lower().replace(" ", "-"),
            key=_key(row.get("id", ""), titles[where["id"]] if "id" in where else ""),
            feature_code=row.get("feature_code", ""),
            country=row.get("country", ""),
            admin1=row.get("admin1", ""),
            population=row.get("population", ""),
            names=listed(row.get("names", "")),
            accuracy_m=float(row.get("accuracy_m") or 1_000),
            source=path.name,
        )


def _lines(block: bytes) -> Iterator[str]:
    """Lines with what is not UTF-8 marked, so that one bad line does not stop the others."""
    return iter(io.StringIO(block.decode("utf-8", "replace"), newline=""))


def locate(titles: list[str], columns: Mapping[str, str], path: Path) -> dict[str, int]:
    """Which column holds what.

    Raises:
        InputError: A named column is not there, or none holds the name, the latitude or the longitude.
    """
    lowered = [title.strip().lower() for title in titles]
    where = {}
    for field, usual in COLUMNS.items():
        wanted = columns.get(field)
        if wanted is not None:
            if wanted.lower() not in lowered:
                raise InputError(f"{path}: has no column {wanted!r}; it has {', '.join(titles)}")
            where[field] = lowered.index(wanted.lower())
        else:
            found = next((lowered.index(title) for title in usual if title in lowered), None)
            if found is not None:
                where[field] = found
    missing = [field for field in ("name", "lat", "lon") if field not in where]
    if missing:
        raise InputError(
            f"{path}: no column for {', '.join(missing)} among {', '.join(titles)}; name them so in the first line, "
            f"or say which is which: --column {missing[0]}={(titles or ['...'])[0]}"
        )
    return where


def listed(cell: str) -> dict[str, list[str]]:
    """Names parted by "|" or ";", each after its language or kind and a colon if it has one ("ja:与那国|former:X")."""
    names: dict[str, list[str]] = {}
    for item in cell.replace(";", "|").split("|"):
        key, colon, name = item.strip().partition(":")
        if colon and len(key) < 13 and key.replace("-", "").isalnum():
            names.setdefault(key, []).append(name)
        elif item.strip():
            names.setdefault("", []).append(item)
    return names


def _key(value: str, title: str) -> str:
    """A bare number under a heading that says so is a GeoNames id."""
    return f"geonames:{value}" if value.isdigit() and "geoname" in title.lower() else value
