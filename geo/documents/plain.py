"""Plain text and Markdown. Markdown is read as it is written, markup and all, but for its front matter."""

from __future__ import annotations

import re

from geo.documents.decoding import decode
from geo.records import Document

_MAX_TITLE = 160
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|date):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def read_text(data: bytes, where: str) -> Document:
    """A text file; its title is a first line that stands alone."""
    text = decode(data, where)
    head, _, rest = text.strip().partition("\n")
    alone = len(head) <= _MAX_TITLE and (not rest or not rest.partition("\n")[0].strip())
    return Document(where, text, title=head.strip() if alone else "", source=where)


def read_markdown(data: bytes, where: str) -> Document:
    """A Markdown file; YAML front matter gives its title and date and is no part of its text."""
    text = decode(data, where)
    fields: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        fields = {name: value.strip("\"'") for name, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    heading = _HEADING.search(text)
    title = fields.get("title") or (heading[1] if heading else "")
    return Document(where, text, title=title[:_MAX_TITLE], date=fields.get("date"), source=where)
