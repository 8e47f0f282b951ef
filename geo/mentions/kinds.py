"""What kind of mention a name is: the place itself, its government, its people, or part of another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.mentions.lexicon import PLACE_PREPOSITION
from geo.mentions.organisations import inside_organisation
from geo.mentions.priors import CAPITAL, OTHER
from geo.mentions.recognition import DEMONYM
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.mentions.judging import Judged
    from geo.records import MentionKind

_METONYM = NAME_KINDS.index("metonym")
# Verbs of one who decides, which a city or a building as such does not do.
_DECIDING = """
said says would must should wants want wanted plans plan planned agreed refused insists insisted believes denies
denied accuses accused claims claimed urged warned rejected sees seeks sought hopes hoped maintains announced
responded summoned told offered declined blamed blames demanded demands vowed pledged signalled signaled approved
dismissed condemned condemns welcomed protested retaliated threatened threatens expelled backs backed opposes opposed
hinted conceded watching weighing considering asking urging pressing seeking pushing starved ordered lobbied promised
promises fears feared
"""
_DECIDES = frozenset(_DECIDING.split())
_BETWEEN = frozenset({"has", "had", "have", "is", "was", "also", "now", "not", "never", "again", "still", "itself"})
_REACH = 3  # words between a name and its verb
_TOWARDS = frozenset(
    (
        *("by", "with", "against", "pressure", "urges", "urged", "pressed", "accuse", "accused", "ties"),
        *("told", "asked", "warned", "blamed", "lobbied"),
    )
)

# What is between governments; a road, a border or a place is between cities.
_DEALT = """
talks ties relations tension tensions dialogue deal dispute agreement pact trust war conflict rift row negotiations
cooperation summit truce ceasefire accord alliance rivalry standoff understanding mediate mediated mediating broker
brokered
"""
_DEALINGS = frozenset(_DEALT.split())


def kind_of(judged: Judged, span: int, best: int) -> MentionKind:
    """The kind of the mention at this span, taken for the candidate `best` of the field (-1 for none)."""
    reading = judged.seen.reading
    words = reading.tokens.words
    first, last = int(judged.seen.spans.start[span]), int(judged.seen.spans.end[span])
    kind = int(judged.field.rows["kind"][best]) if best >= 0 else -1
    if inside_organisation(reading, first, last):
        return "embedded"
    if kind == DEMONYM:
        return "demonym"
    if kind == _METONYM:
        return "metonym"
    if best >= 0 and judged.field.group[best] in {CAPITAL, OTHER}:
        before = words[first - 1] if first else ""
        located = before == "of" or (first > 0 and reading.words.table[reading.rows[first - 1], PLACE_PREPOSITION] > 0)
        capital = judged.field.group[best] == CAPITAL
        if capital and (before in _TOWARDS or _deals(words, first)):
            return "metonym"
        if (not located or before in _TOWARDS) and _decides(words, last):
            return "metonym"
    return "literal"


def _decides(words: Sequence[str], at: int) -> bool:
    """Whether the verb that follows at once, but for an auxiliary or an adverb, is of one who decides."""
    for word in words[at : at + _REACH]:
        if word in _DECIDES:
            return True
        if word not in _BETWEEN and not word.endswith("ly"):
            return False
    return False


def _deals(words: Sequence[str], first: int) -> bool:
    """Whether a name is one of the two in "talks between Tehran and Riyadh"."""
    back = 3 if first > 2 and words[first - 1] == "and" else 1
    return first > back and words[first - back] == "between" and words[first - back - 1].lower() in _DEALINGS
