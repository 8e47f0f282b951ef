"""One place from several sources is one record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.records import Place


def merged(places: Iterable[Place]) -> list[Place]:
    """Join the records that share an id: the facts of the first, the names and ids of all.

    Args:
        places: Records, the most trusted source of a place before the others.
    """
    kept: list[Place] = []
    index: dict[str, int] = {}
    for place in places:
        ids = place.ids or (place.id,)
        at = next((index[i] for i in ids if i in index), None)
        if at is None:
            at = len(kept)
            kept.append(place if place.ids else replace(place, ids=ids))
        else:
            kept[at] = join(kept[at], place)
        index.update(dict.fromkeys(ids, at))
    return kept


def join(first: Place, second: Place) -> Place:
    """The first record with what only the second knows."""
    names = dict(first.names)
    for key, values in {**second.names, "": (second.name, *second.names.get("", ()))}.items():
        known = names.get(key, ())
        names[key] = (*known, *(v for v in dict.fromkeys(values) if v not in known and v != first.name))
    return replace(
        first,
        names={key: values for key, values in names.items() if values},
        ids=tuple(dict.fromkeys((*first.ids, *(second.ids or (second.id,))))),
        country=first.country or second.country,
        admin1=first.admin1 or second.admin1,
        population=first.population or second.population,
        disputed=first.disputed or second.disputed,
        capital=first.capital or second.capital,
        shape_accuracy_m=first.shape_accuracy_m if first.shape_accuracy_m is not None else second.shape_accuracy_m,
    )
