"""Values as cells of tables that other programs open: nothing in them is run, nothing cuts them short."""

from __future__ import annotations

import json
import re
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Control characters, which XML forbids and C strings end at, and lone surrogates, which UTF-8 cannot carry.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
_json = json.JSONEncoder(ensure_ascii=False).encode


def fit(text: str) -> str:
    """The text with what no file format carries replaced, a character for a character."""
    # What is printable has none of it, and is told so much sooner.
    return text if text.isprintable() else _UNFIT.sub(_REPLACEMENT, text)


def flat(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A value that fits one cell: lists and objects as JSON, text made fit."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, list | dict):
        return fit(_json(value))
    return value


def inert(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe goes before what begins like one.

    Numbers stay numbers (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    value = flat(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
