"""What kind of mention a name is: the place itself, its government, its people, or part of another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.mentions.organisations import inside_organisation
from geo.mentions.priors import CAPITAL
from geo.mentions.recognition import DEMONYM
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from geo.mentions.judging import Judged
    from geo.records import MentionKind

_METONYM = NAME_KINDS.index("metonym")
# Verbs of one who decides, which a city as such does not do.
_DECIDING = """
said says would must should wants want wanted plans plan planned agreed refused insists insisted believes denies denied
accuses accused claims claimed urged warned rejected sees seeks sought hopes hoped maintains announced responded
"""
_DECIDES = frozenset(_DECIDING.split())
_TOWARDS = frozenset({"by", "with", "against", "between", "pressure", "urges", "urged", "pressed", "accuse", "ties"})


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
