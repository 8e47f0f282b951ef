"""Small stores for the tests, written as the core is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.layers import Gazetteer
from gazetteer.layout import OTHER_ROWS, geonames_row
from gazetteer.rows import Rows, add_place
from gazetteer.store import Store
from gazetteer.writer import SourceRecord, StoreWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.records import Place


def write(path: Path, places: Iterable[Place], edges: tuple[str, ...] = ()) -> Path:
    with StoreWriter(path, edges=edges) as writer:
        rows = Rows()
        for number, place in enumerate(places):
            add_place(rows, place, geonames_row(place.id) or OTHER_ROWS + number, writer.numbering)
        writer.add(rows.run(edges))
        writer.finish(
            {"name": "small", "version": "1", "sha256": "0" * 64}, sources=[SourceRecord("test", "1", "CC0", "", 1)]
        )
    return path


def opened(path: Path, places: Iterable[Place]) -> Gazetteer:
    return Gazetteer([Store(write(path, places))])
