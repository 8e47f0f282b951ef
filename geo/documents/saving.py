"""Keeping a text as it was read, which offsets refer to."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from geo.errors import OutputError
from geo.files import write_text

if TYPE_CHECKING:
    from pathlib import Path

    from geo.records import Document

_MAX_NAME = 180  # file systems allow 255 bytes


def save_text(document: Document, folder: Path) -> Path:
    """Write a document's text, as UTF-8, to a file that is named after its id.

    Args:
        document: The document.
        folder: Where to; it is made where it is not there yet.

    Returns:
        The file: two ids never share one.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror or error}") from error
    name = quote(document.id, safe=" ,()", errors="replace")
    if len(name) > _MAX_NAME or name.startswith("."):
        name = f"{name[:_MAX_NAME].lstrip('.')}-{hashlib.sha256(document.id.encode(errors='replace')).hexdigest()[:16]}"
    path = folder / f"{name}.txt"
    write_text(path, document.text)
    return path
