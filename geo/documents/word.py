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
MAX_XML_BYTES = 32 << 20  # as a tree it takes some twenty times as much memory


def read_docx(data: bytes, where: str) -> Document:
    """The text of a Word document.

    Raises:
        InputError: It is damaged, holds no text, or unpacks to more than `MAX_UNPACKED_BYTES` or `MAX_XML_BYTES`.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [(entry.filename.lower(), entry.file_size) for entry in archive.infolist()]
    except Exception as error:  # an archive can be broken in many ways
        raise InputError(f"{where} cannot be read as DOCX: {error}") from error
    unpacked = sum(size for _, size in sizes)
    markup = sum(size for name, size in sizes if name.endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED_BYTES or markup > MAX_XML_BYTES:
        raise InputError(
            f"{where} would unpack to {unpacked >> 20} MiB, {markup >> 20} of them XML: it is refused; save its text"
        )
    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_blocks(document))
        title = document.core_properties.title or ""
    except MemoryError:
        raise
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
