"""Compass winds in words and letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from geo.records import Wind
from geo.tokens import LONG_S

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDS: tuple[Wind, ...] = get_args(Wind)
_CARDINAL = {"north": "N", "south": "S", "east": "E", "west": "W"}
_WORD = re.compile(
    r"(?P<first>north|south|east|west)(?P<second>east|west)?(?P<third>east|west)?(?:ern|erly|wards?|wardly)?\Z"
)
_PART = re.compile(r"(?P<first>north|south|east|west)(?P<second>east|west)?(?:ern|ernmost)\Z|(?P<centre>central)\Z")
_JOINTS = frozenset({"-", "/", "‐", "‑"})
_LETTERS = frozenset(_WINDS)
# "ssw", which is a wind only before "of".
_SMALL = {wind.lower(): wind for wind in _WINDS if len(wind) > 1}
_LONGEST = 4


def _single(word: str) -> str | None:
    match = _WORD.match(word.translate(LONG_S))
    if match is None:
        return None
    return "".join(_CARDINAL[part] for part in match.groups() if part)


def read_wind(words: Sequence[str], at: int, end: int) -> tuple[Wind, int] | None:
    """Read a wind at a token: "north", "north-northeast", "south/southeast", "NNE", "S.W.", "to the eastward".

    Args:
        words: Tokens as written.
        at: The token to begin at.
        end: No token from here on is read.

    Returns:
        The wind and the token after it, or None.
    """
    if at >= end:
        return None
    letters = words[at].replace(".", "")
    if letters.isupper() and letters in _LETTERS:
        return letters, at + 1
    small = _SMALL.get(letters)
    if small is not None and words[at + 1 : at + 2] in (["of"], ["from"]):
        return small, at + 1
    best: tuple[Wind, int] | None = None
    joined = ""
    i = at
    for _ in range(_LONGEST):
        if i >= end:
            break
        part = _single(words[i].lower())
        if part is None:
            break
        joined += part
        i += 1
        wind = _known(joined)
        if wind is not None:
            best = (wind, i)
        if i + 1 < end and words[i] in _JOINTS and _single(words[i + 1].lower()):
            i += 1
    return best


def _known(letters: str) -> Wind | None:
    """The wind of joined letters, those out of the usual order put right ("SSE" of south/southeast)."""
    if letters in _LETTERS:
        return letters
    turned = letters[::-1]
    return turned if len(letters) == 2 and turned in _LETTERS else None


def part_of_region(word: str) -> Wind | str | None:
    """The part that an adjective names: "southern" S, "northwestern" NW, "central" C."""
    match = _PART.match(word.lower())
    if match is None:
        return None
    if match["centre"]:
        return "C"
    return _known("".join(_CARDINAL[match[key]] for key in ("first", "second") if match[key]))
