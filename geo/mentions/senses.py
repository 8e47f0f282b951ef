"""Names that mean more than one place in a text: "Portland, Maine, and Portland, Ore."."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.mentions import priors
from geo.mentions.ranking import RANKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from geo.mentions.ranking import Namesakes
    from geo.mentions.recognition import Seen

_BEFORE_CONTAINER = frozenset({",", "(", "in"})  # between a name and what it lies in


def holder_at(words: Sequence[str], end: int) -> int:
    """Where what a name lies in may begin, if the name ends before a token: "Paris, Texas", "Pemba, in Tanzania".

    Returns:
        The token, -1 for nowhere.
    """
    if end + 1 >= len(words) or words[end] not in _BEFORE_CONTAINER:
        return -1
    return end + 2 if words[end] == "," and words[end + 1] == "in" else end + 1


def apart(seen: Seen) -> Seen:
    """Let a name that the text puts in places that exclude one another stand for each of them by itself.

    Args:
        seen: The spans of a stretch, each name once.

    Returns:
        The same spans. Such a name is among `gaz.names` once for each of its places; where it stands alone it means
        what it meant last.
    """
    gaz = seen.gaz
    names, name = list(gaz.names), gaz.name
    for which, followed in _followed(seen).items():
        if len(set(followed.values())) == 1:
            continue
        meant = _parted(_allowed(seen, followed))
        if len(set(meant.values())) > 1:
            if name is gaz.name:
                name = name.copy()
            sense = next(iter(meant.values()))
            for span in np.flatnonzero(gaz.name == which).tolist():
                sense = meant.get(span, sense)
                name[span] = len(names) + sense - 1 if sense else which
            names += [gaz.names[which]] * max(meant.values())
    return seen if name is gaz.name else replace(seen, gaz=replace(gaz, names=names, name=name))


def held(seen: Seen, asked: npt.NDArray[np.bool_]) -> list[int]:
    """Those of the spans asked for that stand alone and lie in what follows at once: "Lincoln, Nebraska"."""
    alone = asked & (seen.near.left == seen.spans.start) & (seen.near.right == seen.spans.end)
    if not alone.any():
        return []
    followed = {span: key for spans in _followed(seen).values() for span, key in spans.items() if alone[span]}
    return [span for span, _ in _allowed(seen, followed)]


def _followed(seen: Seen) -> dict[int, dict[int, str]]:
    """For each name the spans of it after which the text may give what it lies in, and that longest name."""
    words, known, keys = seen.reading.tokens.words, seen.spans.known, seen.spans.keys
    starts, names = seen.spans.start.tolist(), seen.gaz.name.tolist()
    begins = {start: key for start, key in zip(starts, keys, strict=True) if key in known}
    followed: dict[int, dict[int, str]] = {}
    for span, (end, which) in enumerate(zip(seen.spans.end.tolist(), names, strict=True)):
        other = begins.get(holder_at(words, end))
        if other is not None and which >= 0 and other != keys[span]:
            followed.setdefault(which, {})[span] = other
    return followed


def _allowed(seen: Seen, followed: Mapping[int, str]) -> Iterator[tuple[int, npt.NDArray[np.bool_]]]:
    """The spans that do lie in what follows, and which of their candidates lie there."""
    for span, other in followed.items():
        inside = _within(_rows(seen.spans.known[seen.spans.keys[span]]), _rows(seen.spans.known[other]))
        if inside.any():
            yield span, inside


def _rows(namesakes: Namesakes) -> npt.NDArray[np.void]:
    return np.frombuffer(namesakes.rows, RANKED)


def _within(inside: npt.NDArray[np.void], outside: npt.NDArray[np.void]) -> npt.NDArray[np.bool_]:
    """(inside,) whether each candidate of a name lies in a first-order unit or a country of the other name."""
    units = outside["admin1"][outside["group"] == priors.UNIT1]
    lands = outside["country"][outside["group"] == priors.COUNTRY]
    # A state does not lie in itself.
    within: npt.NDArray[np.bool_] = np.isin(inside["admin1"], units[units > 0]) & (inside["group"] != priors.UNIT1)
    within |= np.isin(inside["country"], lands[lands > 0]) & (inside["group"] != priors.COUNTRY)
    return within


def _parted(stated: Iterable[tuple[int, npt.NDArray[np.bool_]]]) -> dict[int, int]:
    """The number of the sense of each span; spans that one candidate satisfies have one sense."""
    senses: list[npt.NDArray[np.bool_]] = []
    meant: dict[int, int] = {}
    for span, candidates in stated:
        for number, shared in enumerate(senses):
            if (shared & candidates).any():
                senses[number] = shared & candidates
                break
        else:
            number = len(senses)
            senses.append(candidates)
        meant[span] = number
    return meant
