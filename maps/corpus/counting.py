"""How many documents there are to do, told from the files without reading the texts; for a progress bar."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BLOCK = 1 << 20


def count_documents(paths: Iterable[str]) -> int | None:
    """About how many documents the files and folders hold.

    Lines are counted for JSONL and CSV, where a row may take several: an upper bound then.

    Returns:
        The number, or None where it cannot be told (standard input, packed tables).
    """
    total = 0
    for path in paths:
        files = [path]
        if path == "-":
            return None
        if Path(path).is_dir():
            files = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]  # noqa: PTH118
        for file in files:
            count = _in_file(file)
            if count is None:
                return None
            total += count
    return total


def _in_file(path: str) -> int | None:
    suffix = Path(path).suffix.lower()
    try:
        if suffix in {".jsonl", ".ndjson", ".csv", ".tsv"}:
            with Path(path).open("rb") as file:
                return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
        if suffix == ".parquet":
            from pyarrow import parquet

            return int(parquet.read_metadata(path).num_rows)
    except Exception:  # noqa: BLE001 - whoever reads the file says what is wrong with it
        return None
    return None if suffix in {".gz", ".zst"} else 1
