"""DOCX files, by python-docx: paragraphs and tables in their order, a blank line between them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED_BYTES = 512 << 20


def read_docx(data: bytes, where: str) -> Document:
    """The text of a Word document.

    Raises:
        InputError: It is damaged, holds no text, or unpacks to more than `MAX_UNPACKED_BYTES`.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise InputError(f"{where} cannot be read as DOCX: {error}") from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise InputError(f"{where} would unpack to {unpacked >> 20} MiB: it is refused")
    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_blocks(document))
        title = document.core_properties.title or ""
    except Exception as error:  # a parser of other people's files fails in many ways
        raise InputError(f"{where} cannot be read as DOCX: {error or type(error).__name__}") from error
    if not text.strip():
        raise InputError(f"{where} holds no text")
    return Document(where, text, title=title.strip(), source=where)


def _blocks(document: Any) -> Iterator[str]:  # noqa: ANN401 - python-docx has no types
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join(cell.text for cell in row.cells)
        elif block.text.strip():
            yield block.text
