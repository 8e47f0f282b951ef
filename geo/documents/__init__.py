"""Documents read in: files, folders and tables of texts become `geo.records.Document`s.

    reading.py   which reader a file gets; folders; several files at once
    bounds.py    how much memory and time a document may take
    decoding.py  bytes -> text
    plain.py     text, Markdown
    web.py       HTML: the article without its navigation
    pdf.py, word.py
    tables.py    JSONL, CSV, TSV, Parquet: a document a row
    saving.py    the text as read, to a file

Offsets of mentions and claims count the characters of `Document.text`, the text as read: `save_text` keeps it.
"""

from geo.documents.reading import SUFFIXES, Unread, find_documents, read_documents
from geo.documents.saving import save_text
from geo.documents.tables import Columns

__all__ = ["SUFFIXES", "Columns", "Unread", "find_documents", "read_documents", "save_text"]
