"""Which of a place's names comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.records import Place


def display_name(place: Place, names: str | None = None) -> str:
    """The name to show first for a place.

    Args:
        place: The place.
        names: Whose name is wanted: a claimant ("JP") or a language ("ja"); the gazetteer's own where it has none.

    Returns:
        One name; never empty unless the record's own is.
    """
    if names:
        if place.disputed:
            for claimant, name in place.disputed.names.items():
                if claimant.casefold() == names.casefold() and name:
                    return name
        for language, known in place.names.items():
            if language.casefold() == names.casefold() and known and known[0]:
                return known[0]
    return place.name


def other_names(place: Place, first: str) -> tuple[str, ...]:
    """The names by which a disputed place must also be shown: every claimant's, and the gazetteer's, once each."""
    claimed = place.disputed.names.values() if place.disputed else ()
    return tuple(dict.fromkeys(name for name in (place.name, *claimed) if name and name != first))
