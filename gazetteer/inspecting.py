"""What a gazetteer holds, and whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.features import feature_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gazetteer.layers import Gazetteer


@dataclass(frozen=True, slots=True)
class StoreDescription:
    """What one store holds.

    Attributes:
        places: How many, by the class of their feature codes ("P" are populated places).
        sources: A record for each source: name, version, licence, sha256, places, names.
    """

    path: Path
    name: str
    version: str
    sha256: str
    size: int
    names: int
    places: Mapping[str, int]
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a store: what, and with which place."""

    store: Path
    place: str
    what: str


def describe(gazetteer: Gazetteer) -> tuple[StoreDescription, ...]:
    """What each store of a gazetteer holds, the core first."""
    described = []
    for store in gazetteer.stores():
        by_class: dict[str, int] = {}
        for number, count in store.counts():
            letter = feature_class(store.features[number])
            by_class[letter] = by_class.get(letter, 0) + count
        described.append(
            StoreDescription(
                path=store.path,
                name=store.info.name,
                version=store.info.version,
                sha256=store.info.sha256,
                size=store.path.stat().st_size,
                names=store.name_count(),
                places=dict(sorted(by_class.items())),
                sources=tuple(store.sources()),
            )
        )
    return tuple(described)


def check(gazetteer: Gazetteer, *, own: bool = False) -> Iterator[Finding]:
    """What is wrong with a gazetteer: broken pages, names without a place, outlines that do not hold their point.

    Args:
        gazetteer: An open gazetteer.
        own: Look only into the user's store.
    """
    for store in gazetteer.stores()[1 if own else 0 :]:
        broken = store.integrity()
        yield from (Finding(store.path, "", problem) for problem in broken)
        if broken:
            continue
        for folded, row in store.dangling():
            if not gazetteer.keys([row]):
                yield Finding(store.path, str(row), f"the name {folded!r} leads to no place")
        for folded in store.denied():
            yield Finding(store.path, "", f"the name {folded!r} is missing in the filter of names")
        for row in store.outlined():
            record, outline = store.records([row]).get(row), store.outline(row)
            if record is None:
                yield Finding(store.path, str(row), "there is an outline without a place")
            elif outline is not None and outline.kind == "area" and not outline.holds(record.lon, record.lat):
                yield Finding(store.path, record.id, f"the outline of {record.name} does not hold its point")
    if not own and gazetteer.outlines is not None:
        for place, what in gazetteer.outlines.check():
            yield Finding(gazetteer.outlines.path, place, what)
