"""What kind of mention a name is: the place itself, its government, its people, or part of another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.mentions.lexicon import ORGANISATION
from geo.mentions.priors import CAPITAL
from geo.mentions.recognition import DEMONYM
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from geo.mentions.reading import Judged
    from geo.mentions.spans import Reading
    from geo.records import MentionKind

_METONYM = NAME_KINDS.index("metonym")
# Verbs of one who decides, which a city as such does not do.
_DECIDING = """
said says would must should wants want wanted plans plan planned agreed refused insists insisted believes denies denied
accuses accused claims claimed urged warned rejected sees seeks sought hopes hoped maintains announced responded
"""
_DECIDES = frozenset(_DECIDING.split())
_TOWARDS = frozenset({"by", "with", "against", "between", "pressure", "urges", "urged", "pressed", "accuse", "ties"})
_JOINING = frozenset({"-", "of", "and", "&", "for"})
_REACH = 8  # tokens in which an organisation's name must end


def kind_of(judged: Judged, span: int, best: int) -> MentionKind:
    """The kind of the mention at this span, taken for the candidate `best` of the field (-1 for none)."""
    reading = judged.seen.reading
    words, count = reading.tokens.words, len(reading.rows)
    first, last = int(judged.seen.spans.start[span]), int(judged.seen.spans.end[span])
    kind = int(judged.field.rows["kind"][best]) if best >= 0 else -1
    if inside_organisation(reading, first, last):
        return "embedded"
    if kind == DEMONYM:
        return "demonym"
    if kind == _METONYM:
        return "metonym"
    if best >= 0 and judged.field.group[best] == CAPITAL:
        after = words[last] if last < count else ""
        if after in _DECIDES or (first and words[first - 1] in _TOWARDS):
            return "metonym"
    return "literal"


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
