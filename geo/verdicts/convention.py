"""Which reading of a distance a claim means, and which others its words allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.verdicts.sorts import SPOTS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geo.records import Comparator, Cue, ReadingName
    from geo.verdicts.sorts import Sort

OF_PARTS: tuple[ReadingName, ...] = ("nearest_metropolitan", "nearest_mainland", "nearest_main_islands")


@dataclass(frozen=True, slots=True)
class Convention:
    """The conventional reading, or None where custom knows none, and all that the words allow.

    Attributes:
        others: Readings under which a claim that fails under the conventional one may still have been meant.
    """

    name: ReadingName | None
    others: tuple[ReadingName, ...] = ()


def convention(
    subject: Sort, other: Sort, cues: AbstractSet[Cue], comparator: Comparator, *, states: bool
) -> Convention:
    """The reading that a claim means.

    Args:
        subject: The sort of its subject.
        other: The sort of its object.
        cues: The words that settle it.
        comparator: How the length is stated.
        states: Whether both ends are countries.

    Returns:
        Two settlements, or points, are measured centre to centre. Where an island, a water or a region is an end, or
        the words say coast, shore, off or border, nearest edges. Two countries that share a landmass with others have
        no convention. A river's course has no centre to measure from.
        "At its narrowest" leaves open only whether outlying parts count, "at every point" nothing.
    """
    spots = sum(sort in SPOTS for sort in (subject, other))
    if "every_point" in cues:
        return Convention("farthest" if comparator in ("lt", "le") else "nearest")
    if "narrowest" in cues:
        return Convention("nearest", OF_PARTS)
    if "capital" in cues and states:
        return Convention("capitals")
    if "centre" in cues:
        return Convention("nearest" if spots == 1 else "centre")
    if "course" in (subject, other):
        return Convention("nearest", OF_PARTS)
    if spots == 2:
        return Convention("centre")
    if cues & {"shore", "border"}:
        return Convention("nearest", (*OF_PARTS, "centre"))
    if subject == other == "country":
        return Convention(None, ("nearest", *OF_PARTS, "centre", "capitals"))
    return Convention("nearest", (*OF_PARTS, "centre", *(("capitals",) if states else ())))
