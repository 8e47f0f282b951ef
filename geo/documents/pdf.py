"""PDF files, by pypdf: the text layer, a line's end between pages."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from geo.documents.decoding import sound
from geo.errors import InputError
from geo.records import Document

if TYPE_CHECKING:
    from pypdf import PageObject

MAX_DRAWN_BYTES = 32 << 20  # in which text is looked for: a book of 400 pages draws four
MAX_STREAM_BYTES = 16 << 20  # unpacked; a drawing of so much holds more words than pypdf reads in one
_BOUNDED = (
    "array_based_stream_maximum_output_length",
    "brotli_maximum_output_length",
    "lzw_maximum_output_length",
    "run_length_maximum_output_length",
    "stream_decoding_work_maximum_length",
    "zlib_maximum_output_length",
)
# A word that was parted at a line's end.
_PARTED = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")


class _TooMuch(MemoryError):
    """More is drawn than a document's text needs; pypdf passes over errors in a form unless they are of memory."""


class _Pages:
    """Reads pages, as long as they draw no more in all than the bound.

    Pages may share a drawing, and a page may draw a form as often as it likes, so that a small file can ask for days of
    work: each counts as often as it is drawn.
    """

    def __init__(self) -> None:
        self._left = MAX_DRAWN_BYTES

    def text(self, page: PageObject) -> str:
        """The text of a page.

        Raises:
            _TooMuch: The bound is passed.
        """
        drawing, form_text = page.get_contents(), page.extract_xform_text

        def counted(form: Any, *arguments: Any, **options: Any) -> str:  # noqa: ANN401 - pypdf's own
            self._spend(len(form.get_data()))
            return form_text(form, *arguments, **options)

        page.extract_xform_text = counted  # type: ignore[method-assign, assignment]
        self._spend(len(drawing.get_data()) if drawing else 0)
        text = page.extract_text()
        self._spend(len(text))
        return text

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise _TooMuch


def read_pdf(data: bytes, where: str) -> Document:
    """The text layer of a PDF; words that were parted at line ends are whole again.

    Raises:
        InputError: It is damaged, locked by a password, has no text layer, or draws more than a text of any use does.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it complains about files that it then reads
    try:
        bounds = pypdf.get_configuration().with_overwrites(**dict.fromkeys(_BOUNDED, MAX_STREAM_BYTES))
        with pypdf.apply_configuration(bounds):
            reader = pypdf.PdfReader(io.BytesIO(data))
            locked = reader.is_encrypted and not reader.decrypt("")
            text = "" if locked else "\n".join(map(_Pages().text, reader.pages))
            title = str((reader.metadata.title if reader.metadata else None) or "")
    except _TooMuch as error:
        raise InputError(f"{where} draws more than {MAX_DRAWN_BYTES >> 20} MiB: split it, or save its text") from error
    except Exception as error:  # a parser of other people's files fails in many ways
        cause = error.__cause__ or error
        if isinstance(cause, MemoryError):
            raise cause from None
        raise InputError(f"{where} cannot be read as PDF: {cause or type(cause).__name__}") from error
    if locked:
        raise InputError(f"{where} is locked by a password: save it without one")
    if not text.strip():
        raise InputError(f"{where} has no text layer: recognise its characters (OCR) first")
    return Document(where, _PARTED.sub("", sound(text)), title=sound(title).strip(), source=where)
