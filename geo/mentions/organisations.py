"""Names inside the names of organisations: the England of the Bank of England."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.mentions.lexicon import ORGANISATION

if TYPE_CHECKING:
    from geo.mentions.spans import Reading

_JOINING = frozenset({"-", "of", "and", "&", "for"})
_REACH = 8  # tokens in which an organisation's name must end


def inside_organisation(reading: Reading, first: int, last: int) -> bool:
    """Whether capitalised words up to the name of an organisation go on after the span, or stand before it."""
    words, table, rows = reading.tokens.words, reading.words.table, reading.rows
    count = len(rows)
    at = last
    while at < min(count, last + _REACH) and not reading.opens[at]:
        word = words[at]
        if word[0].isupper():
            if table[rows[at], ORGANISATION]:
                return True
        elif word not in _JOINING or at + 1 == count or not words[at + 1][0].isupper():
            break
        at += 1
    if first >= 2 and words[first - 1] in {"of", "for"}:
        before = words[first - 2]
        return bool(before[:1].isupper() and table[rows[first - 2], ORGANISATION])
    return False
