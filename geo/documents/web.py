"""HTML pages: the article without its navigation, found by trafilatura. Nothing is fetched."""

from __future__ import annotations

import logging

from geo.errors import InputError
from geo.records import Document


def read_html(data: bytes, where: str) -> Document:
    """The article of a page, its title and date.

    Args:
        data: The page's bytes; the encoding is the one that it declares.
        where: The page's name.

    Returns:
        The main text in plain characters; where no article is found, all of the page's text.

    Raises:
        InputError: The page has no text.
    """
    import trafilatura

    # What it finds lacking in a page is no concern of the user's.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
        page = found.as_dict() if isinstance(found, trafilatura.settings.Document) else {}
        text = page.get("text") or trafilatura.html2txt(data)
    except Exception as error:  # a parser of other people's pages fails in many ways
        raise InputError(f"{where} cannot be read as HTML: {error}") from error
    if not text or not text.strip():
        raise InputError(f"{where} holds no text: a page that a script fills must be saved as it is shown")
    title = str(page.get("title") or "")
    return Document(where, text, title=title.strip(), date=page.get("date"), source=where)
