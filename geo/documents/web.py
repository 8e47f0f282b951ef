"""HTML pages: the article without its navigation, found by trafilatura. Nothing is fetched."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.records import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ELEMENTS = 100_000  # ten times as many as a long article has; trafilatura's time grows faster than their number
MAX_DEPTH = 250  # libxml2 leaves out what lies deeper than 256
MAX_ATTRIBUTES = 1_000  # of an element: libxml2's time grows with the square of their number


def read_html(data: bytes, where: str) -> Document:
    """The article of a page, its title and date.

    Args:
        data: The page's bytes; the encoding is the one that it declares.
        where: The page's name.

    Returns:
        The main text in plain characters; where no article is found, all of the page's text.

    Raises:
        InputError: The page has no text, or more elements than a text of any use.
    """
    import trafilatura
    from trafilatura.utils import decode_file

    # What it finds lacking in a page is no concern of the user's.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        markup = decode_file(data)
        _count(markup)
        found = trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False)
        page = found.as_dict() if isinstance(found, trafilatura.settings.Document) else {}
        text = page.get("text") or trafilatura.html2txt(markup)
    except _TooMuch as error:
        raise InputError(f"{where} has {error}: save its text") from error
    except MemoryError:
        raise
    except Exception as error:  # a parser of other people's pages fails in many ways
        raise InputError(f"{where} cannot be read as HTML: {error}") from error
    if not text or not text.strip():
        raise InputError(f"{where} holds no text: a page that a script fills must be saved as it is shown")
    title = str(page.get("title") or "")
    return Document(where, text, title=title.strip(), date=page.get("date"), source=where)


class _TooMuch(Exception):
    """A page has more of something than is read."""


class _Counter:
    """Counts the elements of a page as lxml's parser comes upon them; no tree is built, and it takes no time."""

    def __init__(self) -> None:
        self._elements = self._depth = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements += 1 + len(attributes) // 10
        self._depth += 1
        if self._elements > MAX_ELEMENTS:
            raise _TooMuch(f"more than {MAX_ELEMENTS:,} elements")
        if self._depth > MAX_DEPTH:
            raise _TooMuch(f"elements that lie more than {MAX_DEPTH} deep in one another")
        if len(attributes) > MAX_ATTRIBUTES:
            raise _TooMuch(f"an element of more than {MAX_ATTRIBUTES:,} attributes")

    def end(self, _: str) -> None:
        """An element ends."""
        self._depth -= 1

    def close(self) -> None:
        """The page ends."""


def _count(markup: str) -> None:
    """Count a page's elements.

    Raises:
        _TooMuch: They are too many.
    """
    from lxml import etree

    etree.fromstring(markup.encode(errors="surrogatepass"), etree.HTMLParser(target=_Counter(), encoding="utf-8"))
