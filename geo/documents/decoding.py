"""Bytes to text: UTF-8, with or without a byte order mark, or UTF-16 and UTF-32 with one."""

from __future__ import annotations

import codecs
import re

from geo.errors import InputError

# The marks of UTF-32 begin with those of UTF-16, so they are asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])  # of ASCII, but tab, line ends and escape
_MAX_CONTROL_SHARE = 0.01


def decode(data: bytes, where: str) -> str:
    """The text of a file.

    Args:
        data: The file's bytes.
        where: The file's name, for the message.

    Returns:
        Its characters, line ends as they are, without a byte order mark.

    Raises:
        InputError: The bytes are no text, or text in an encoding that nothing declares.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        head = data[:4096]
        if _controls(head) > _MAX_CONTROL_SHARE * len(head):
            raise InputError(f"{where} holds no text: give a text, Markdown, HTML, PDF, DOCX or table file") from error
        raise InputError(
            f"{where} is not {encoding.upper()} (byte 0x{data[error.start]:02x} at {error.start}): "
            "convert it, for instance with `iconv -f WINDOWS-1252 -t UTF-8`"
        ) from error
    if _controls(data if encoding.startswith("utf-8") else text.encode()) > _MAX_CONTROL_SHARE * len(text) + 1:
        hint = " (UTF-16 needs its byte order mark)" if text.count("\0") * 3 > len(text) else ""
        raise InputError(f"{where} holds no text{hint}: give a text, Markdown, HTML, PDF, DOCX or table file")
    return text


def sound(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which no encoding and no output can carry."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _controls(data: bytes) -> int:
    """How many bytes no text has."""
    return len(data) - len(data.translate(None, _CONTROLS))
