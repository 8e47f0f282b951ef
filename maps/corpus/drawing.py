"""The ledger as a document of its own, so that the map shows it like any other: a line of text a printed distance."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

from geo.records import (
    Analysis,
    Claim,
    Dispute,
    Document,
    End,
    GazetteerInfo,
    Judgement,
    Part,
    Place,
    Reading,
    Span,
    Stated,
)
from maps.corpus.ledger import claim_rows, dataset_rows, heading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from maps.corpus.ledger import Pair

Points = tuple[tuple[float, float], tuple[float, float]]
_PLACE_COLUMNS = (
    *("id", "name", "names", "feature_code", "country", "admin1", "population", "accuracy_m"),
    *("claimants", "claimants_names", "source", "geometry"),
)


def ledger_analysis(folder: Path, pairs: Sequence[Pair]) -> Analysis:
    """The printed distances of a batch as the claims of one document.

    Args:
        folder: What `mentionmap batch -o` wrote.
        pairs: Its ledger, or a part of it.

    Returns:
        An analysis whose text has a heading a pair and under it a line an entry, with who printed it and when.
    """
    wanted = {place for pair in pairs for place in pair.places}
    places = {row["id"]: _place(row) for row in dataset_rows(folder, "places", _PLACE_COLUMNS) if row["id"] in wanted}
    rows = {(row["document"], row["id"]): row for row in claim_rows(folder)}
    text: list[str] = []
    chars = 0
    claims: list[Claim] = []
    judgements: dict[str, Judgement] = {}

    def write(line: str) -> int:
        """Add a line; the offset of its first character."""
        nonlocal chars
        start = chars
        text.append(line)
        chars += len(line)
        return start

    for pair in pairs:
        write(f"{heading(pair)}\n\n")
        for entry in pair.entries:
            row = rows[entry.document, entry.claim]
            start = write(entry.text)
            write(f" ({', '.join(part for part in (entry.document, entry.date) if part)})\n\n")
            key = f"c{len(claims) + 1}"
            claims.append(_claim(key, row, start, entry.text))
            judgements[key] = _judgement(key, row)
    made_with = json.loads((folder / "batch.json").read_text(encoding="utf-8")).get("gazetteer") or {}
    gazetteer = GazetteerInfo(*(str(made_with.get(name, "")) for name in ("name", "version", "sha256")))
    document = Document("ledger", "".join(text), title="Distances in print, the farthest outliers first")
    return Analysis(document, gazetteer, (), places, tuple(claims), judgements)


def _claim(key: str, row: Mapping[str, Any], start: int, text: str) -> Claim:
    end = start + len(text)
    return Claim(
        key,
        start,
        end,
        text,
        "distance",
        Span(start, end, text),
        tuple(Stated(stated["low"], stated["high"], stated["unit"]) for stated in json.loads(row["stated"])),
        row["comparator"],
        row["direction"],
        End(row["subject"], start, end, True, None, row["subject_place"]),
        End(row["object"], start, end, True, None, row["object_place"]),
        True,
    )


def _judgement(key: str, row: Mapping[str, Any]) -> Judgement:
    points = _ends(row["geometry"])
    readings = tuple(
        Reading(
            reading["name"],
            reading["km"],
            reading["low_km"],
            reading["high_km"],
            reading["holds"],
            points if reading["name"] == row["conventional"] else None,
        )
        for reading in json.loads(row["readings"])
    )
    part = Part("distance", row["verdict"], row["explanation"])
    return Judgement(
        key, row["verdict"], (part,), readings, row["conventional"], points, row["explanation"], row["reproduce"]
    )


def _place(row: Mapping[str, Any]) -> Place:
    lon, lat = struct.unpack_from("<dd", row["geometry"], 5)
    claimants = json.loads(row["claimants"] or "null")
    return Place(
        row["id"],
        row["name"],
        lat,
        lon,
        row["feature_code"],
        row["country"],
        row["admin1"],
        row["population"],
        {language: tuple(names) for language, names in json.loads(row["names"]).items()},
        row["accuracy_m"],
        ids=(row["id"],),
        source=row["source"],
        disputed=Dispute(tuple(claimants), json.loads(row["claimants_names"])) if claimants else None,
    )


def _ends(line: bytes | None) -> Points | None:
    """The first and the last vertex of a line in well-known binary, as `maps.arrow` writes it."""
    if not line:
        return None
    first = 9 if line[1] == 2 else 18  # past the headers of a line, or of many and its first
    return struct.unpack_from("<dd", line, first), struct.unpack_from("<dd", line, len(line) - 16)
