"""The ledger: every distance that a corpus prints for a pair of places, by whom and when, against the measured one."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.units import KM_PER
from maps.arrow import need_pyarrow
from maps.cells import inert
from maps.reports.columns import columns, shown
from maps.reports.figures import READING_WORDS, length, miles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geo.records import ReadingName, Unit, Verdict

_SIGNS: Mapping[str, str] = {"supported": "✓", "refuted": "✗", "depends": "~", "unverifiable": "?"}
_BOUNDS: Mapping[str, str] = {"approx": "about ", "lt": "< ", "le": "≤ ", "gt": "> ", "ge": "≥ "}
SHEET_COLUMNS = (
    "a",
    "b",
    "a_place",
    "b_place",
    "measured_km",
    "reading",
    "printed",
    "printed_km",
    "factor",
    "verdict",
    "document",
    "claim",
    "source",
    "date",
    "text",
)
_CLAIM_COLUMNS = (
    "document",
    "id",
    "text",
    "comparator",
    "stated",
    "subject",
    "subject_place",
    "object",
    "object_place",
    "verdict",
    "conventional",
    "readings",
    "direction",
    "explanation",
    "reproduce",
    "geometry",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed distance.

    Attributes:
        document: Id of the document that prints it; `source` and `date` are the document's.
        claim: Id of the claim in it.
        text: The words.
        figure: The number as printed, with its bound and unit.
        km: The number in kilometres, the middle of a range.
        measured_km: The distance by the reading that the words mean, or by the closest where they mean none.
        reading: How that was measured.
        factor: How many times too long (above 1) or too short (below 1) the number is against it; 1 where the claim is
            supported.
    """

    document: str
    claim: str
    source: str | None
    date: str | None
    text: str
    figure: str
    km: float
    measured_km: float
    reading: ReadingName
    verdict: Verdict
    factor: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places, and what is printed about the distance between them.

    Attributes:
        places: Their ids, in order.
        names: Their names.
        km: The measured distance, by the reading that most of the entries mean.
        reading: That reading.
        entries: What is printed, the worst first.
    """

    places: tuple[str, str]
    names: tuple[str, str]
    km: float
    reading: ReadingName
    entries: tuple[Entry, ...]


def read_ledger(folder: Path) -> tuple[Pair, ...]:
    """Gather the distances of a batch.

    Args:
        folder: What `mentionmap batch -o` wrote.

    Returns:
        A pair for every two places that a distance is printed for; the pair with the farthest outlier first.

    Raises:
        InputError: The folder holds no batch, or a part of it is damaged.
    """
    documents = {row["id"]: row for row in dataset_rows(folder, "documents", ("id", "source", "date"))}
    found: dict[tuple[str, str], list[tuple[dict[str, Any], Entry]]] = {}
    for row in claim_rows(folder):
        stated, readings = json.loads(row["stated"]), json.loads(row["readings"])
        if stated and readings and row["subject_place"] and row["object_place"]:
            pair = (min(row["subject_place"], row["object_place"]), max(row["subject_place"], row["object_place"]))
            entry = _entry(row, stated[0], readings, documents.get(row["document"], {}))
            found.setdefault(pair, []).append((row, entry))
    return tuple(sorted((_pair(places, rows) for places, rows in found.items()), key=_outlying))


def claim_rows(folder: Path) -> Iterator[dict[str, Any]]:
    """The claims of a batch that give a distance."""
    return dataset_rows(folder, "claims", _CLAIM_COLUMNS, kind="distance")


def dataset_rows(
    folder: Path, name: str, wanted: Sequence[str], *, kind: str | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of a dataset, of one kind of claim where it is named, read a batch at a time.

    Raises:
        InputError: The folder holds no batch, or a part of it is damaged.
    """
    need_pyarrow()
    import pyarrow as pa
    from pyarrow import dataset

    if not (folder / "batch.json").is_file():
        raise InputError(f"{folder} holds no batch: name what `mentionmap batch -o` wrote")
    try:
        files = sorted(str(path) for path in (folder / name).glob("[!.]*.parquet"))
        if files:
            chosen = None if kind is None else dataset.field("kind") == kind
            for batch in dataset.dataset(files).to_batches(columns=list(wanted), filter=chosen):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{folder / name} is damaged: {' '.join(str(error).split())}") from error


def ledger_text(pairs: Sequence[Pair]) -> str:
    """The ledger for a terminal."""
    lines = [
        f"{len(pairs):,} pairs of places, {sum(len(pair.entries) for pair in pairs):,} printed distances",
        "✓ holds  ✗ does not  ~ depends on what is meant  ? cannot be verified  × times too long  ÷ times too short",
        "",
    ]
    for pair in pairs:
        lines.append(shown(heading(pair)))
        rows = [
            (
                _SIGNS[entry.verdict],
                entry.figure,
                length(entry.km),
                _times(entry.factor) + ("" if entry.reading == pair.reading else f" {READING_WORDS[entry.reading]}"),
                entry.date or "",
                entry.document,
                f"“{entry.text}”",
            )
            for entry in pair.entries
        ]
        lines += [*columns(rows, right=(1, 2, 3), indent="  "), ""]
    return "\n".join(lines)


def heading(pair: Pair) -> str:
    """The pair and its measured distance."""
    measured = f"{length(pair.km)} ({miles(pair.km / KM_PER['mi'])}), {READING_WORDS[pair.reading]}"
    return f"{pair.names[0]} – {pair.names[1]}: {measured}"


def ledger_json(pairs: Sequence[Pair]) -> str:
    """The ledger as a list of pairs with their entries."""
    from dataclasses import asdict

    return json.dumps([asdict(pair) for pair in pairs], ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def ledger_csv(pairs: Iterable[Pair]) -> str:
    """The ledger as a sheet, a row a printed distance; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(SHEET_COLUMNS)
    for pair in pairs:
        for entry in pair.entries:
            measured = (round(entry.measured_km, 3), entry.reading)
            cells = (*pair.names, *pair.places, *measured, entry.figure, round(entry.km, 3))
            said = (round(entry.factor, 4), entry.verdict, entry.document, entry.claim, entry.source, entry.date)
            writer.writerow([inert(cell) for cell in (*cells, *said, entry.text)])
    return out.getvalue()


def _entry(
    row: Mapping[str, Any],
    stated: Mapping[str, Any],
    readings: Sequence[Mapping[str, Any]],
    document: Mapping[str, Any],
) -> Entry:
    unit: Unit = stated["unit"]
    low, high = stated["low"], stated["high"]
    number = f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
    km = (low + high) / 2 * KM_PER[unit]
    meant = next((reading for reading in readings if reading["name"] == row["conventional"]), None)
    shown = meant or min(readings, key=lambda reading: _off(km, reading["km"]))
    factor = km / shown["km"] if km and shown["km"] else 1.0
    return Entry(
        document=row["document"],
        claim=row["id"],
        source=document.get("source"),
        date=document.get("date"),
        text=row["text"],
        figure=f"{_BOUNDS.get(row['comparator'], '')}{number} {unit}",
        km=km,
        measured_km=shown["km"],
        reading=shown["name"],
        verdict=row["verdict"],
        factor=1.0 if row["verdict"] == "supported" else factor,
    )


def _off(km: float, measured_km: float) -> float:
    """How far a number is from a measured one, as a ratio whichever is the longer."""
    return abs(math.log(km / measured_km)) if km and measured_km else math.inf


def _pair(places: tuple[str, str], rows: Sequence[tuple[dict[str, Any], Entry]]) -> Pair:
    row = rows[0][0]
    named = {row["subject_place"]: row["subject"], row["object_place"]: row["object"]}
    entries = sorted((entry for _, entry in rows), key=lambda entry: (-_strain(entry), entry.document, entry.claim))
    reading, _ = Counter(entry.reading for entry in entries).most_common(1)[0]
    km = next(entry.measured_km for entry in entries if entry.reading == reading)
    return Pair(places, (named[places[0]], named[places[1]]), km, reading, tuple(entries))


def _times(factor: float) -> str:
    """How many times too long or too short a figure is."""
    if factor == 1:
        return ""
    return f"×{factor:.2f}" if factor > 1 else f"÷{1 / factor:.2f}"


def _outlying(pair: Pair) -> tuple[float, tuple[str, str]]:
    return -_strain(pair.entries[0]), pair.places


def _strain(entry: Entry) -> float:
    return abs(math.log(entry.factor))
