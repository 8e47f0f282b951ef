"""What kind of name a name is, where its source does not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.records import Place

MAX_NAME_CHARS = 200
_KINDS = {kind: number for number, kind in enumerate(NAME_KINDS)}
_MAIN, _ALTERNATE = _KINDS["main"], _KINDS["alternate"]
_CAPITALS = re.compile(r"(?:[A-Z]\.?){2,5}")
_MACHINE = re.compile(r"[a-z' `’ʼ-]+")


def kind_of(name: str) -> str:
    """Guess the kind of an alternate name from its letters.

    Returns:
        "code" for numbers, airport codes, single Latin letters and the all-lower-case transliterations that no one
        writes ("dong jing"); "abbreviation" for a few capitals or a single ideograph; "" for an ordinary name.
    """
    if name.isascii():
        if name[0].isupper() and name[1:2].islower():
            return ""
        if len(name) == 1 or not any(map(str.isalpha, name)) or _MACHINE.fullmatch(name):
            return "code"
        if _CAPITALS.fullmatch(name):
            return "code" if len(name) == 3 and name.isalpha() else "abbreviation"
        return ""
    return "abbreviation" if len(name) == 1 else ""


def usable(name: str) -> bool:
    """Whether a string from a source is a name at all, rather than a link, a blank or a text."""
    return 0 < len(name) <= MAX_NAME_CHARS and "://" not in name and name.isprintable()


def usable_together(names: Sequence[str]) -> bool:
    """Whether every one of many strings, none of them empty, is usable."""
    return "".join(names).isprintable() and "://" not in "\n".join(names) and max(map(len, names)) <= MAX_NAME_CHARS


def spelled(place: Place) -> Iterator[tuple[str, int]]:
    """Every name of a place with the number of its kind (`geo.names.NAME_KINDS`), the main name first."""
    return kinds_of(place.name, place.names)


def kinds_of(main: str, names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, int]]:
    """The main name and others, which are listed by language or kind, each with the number of its kind."""
    yield main, _MAIN
    for key, listed in names.items():
        kind = _KINDS.get(key, _ALTERNATE)
        for name in listed:
            yield name, kind


def all_names(
    main: str, own: Mapping[str, Sequence[str]], others: Mapping[str, Mapping[str, Any]]
) -> dict[str, tuple[str, ...]]:
    """The names of a place by kind: its origin's, then what other sources call it.

    Args:
        main: Its main name.
        own: Names of its origin.
        others: By source, its "names" and perhaps its main "name".
    """
    names = {key: dict.fromkeys(listed) for key, listed in own.items()}
    for other in others.values():
        for key, listed in other["names"].items():
            names.setdefault(key, {}).update(dict.fromkeys(listed))
        if other.get("name", main) != main:
            names.setdefault("", {})[other["name"]] = None
    return {key: tuple(listed) for key, listed in names.items()}
