"""Options from what a user writes on a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from geo.asking import find_place
from geo.errors import PlaceNotFound, UsageError
from geo.options import ALL_KINDS, Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.records import MentionKind
    from geo.source import PlaceSource


def read_options(
    source: PlaceSource,
    *,
    near: str | None = None,
    country: str | None = None,
    prefer: Iterable[str] = (),
    fixed: Iterable[str] = (),
    kinds: str | None = None,
    threshold: float | None = None,
) -> Options:
    """Options from what a user writes, each checked against the source.

    Args:
        source: Where the places come from.
        near: A place ("Okinawa Island, Japan") or "lat,lon".
        country: ISO 3166-1 alpha-2 code, in capitals or not.
        prefer: Feature codes or classes.
        fixed: Names set by hand, each "name=id".
        kinds: Kinds of mention to keep, separated by commas.
        threshold: As in `Options`.

    Raises:
        UsageError: A value cannot be read.
        PlaceNotFound: A place is unknown to the source.
    """
    code = None if country is None else country.strip().upper()
    if code is not None and code not in set(source.countries()) - {""}:
        raise UsageError(
            f'--country: "{country}" is no ISO 3166-1 alpha-2 code that the gazetteer has: say JP, not Japan'
        )
    return Options(
        near=None if near is None else _position(near, source),
        country=code,
        prefer=tuple(feature.strip().upper() for feature in prefer),
        fixed=_fixed(fixed, source),
        kinds=ALL_KINDS if kinds is None else _kinds(kinds),
        threshold=threshold,
    )


def _position(near: str, source: PlaceSource) -> tuple[float, float]:
    place, _ = find_place(near, source)
    return place.lon, place.lat


def _fixed(pairs: Iterable[str], source: PlaceSource) -> Mapping[str, str]:
    fixed: dict[str, str] = {}
    for pair in pairs:
        name, equals, key = (part.strip() for part in pair.rpartition("="))
        if not name or not equals or not key:
            raise UsageError(f'--set: "{pair}" is not NAME=ID: write, for instance, "Georgia=geonames:4197000"')
        fixed[name] = key
    known = source.places(fixed.values())
    for name, key in fixed.items():
        if key not in known:
            raise PlaceNotFound(
                f'--set: "{name}={key}": no place has the id {key}: `mentionmap lookup "{name}"` lists ids'
            )
    return fixed


def _kinds(text: str) -> frozenset[MentionKind]:
    kinds = {kind.strip().lower() for kind in text.split(",")}
    if not kinds <= ALL_KINDS:
        raise UsageError(f'--kinds: "{text}" names an unknown kind: choose among {",".join(sorted(ALL_KINDS))}')
    return cast("frozenset[MentionKind]", frozenset(kinds))
