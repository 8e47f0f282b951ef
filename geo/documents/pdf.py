"""PDF files, by pypdf: the text layer, a line's end between pages."""

from __future__ import annotations

import io
import logging
import re

from geo.documents.decoding import sound
from geo.errors import InputError
from geo.records import Document

# A word that was parted at a line's end.
_PARTED = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")


def read_pdf(data: bytes, where: str) -> Document:
    """The text layer of a PDF; words that were parted at line ends are whole again.

    Raises:
        InputError: It is damaged, locked by a password, or has no text layer.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it complains about files that it then reads
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        text = "" if locked else "\n".join(page.extract_text() for page in reader.pages)
        title = str((reader.metadata.title if reader.metadata else None) or "")
    except Exception as error:  # a parser of other people's files fails in many ways
        raise InputError(f"{where} cannot be read as PDF: {error or type(error).__name__}") from error
    if locked:
        raise InputError(f"{where} is locked by a password: save it without one")
    if not text.strip():
        raise InputError(f"{where} has no text layer: recognise its characters (OCR) first")
    return Document(where, _PARTED.sub("", sound(text)), title=sound(title).strip(), source=where)
