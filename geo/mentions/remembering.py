"""A gazetteer that remembers its answers: texts of one kind ask for the same names again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    import numpy as np
    import numpy.typing as npt

    from geo.records import Place
    from geo.source import PlaceSource

Key = TypeVar("Key")
Answer = TypeVar("Answer")

# Answers of each sort that are kept before all are forgotten: names take some 250 bytes, places a few thousand.
_MOST_NAMES, _MOST_PLACES = 100_000, 4_000


class Remembering:
    """The questions of `geo.source.PlaceSource` that reading asks for every text, each asked of the source once.

    The source is handed in with each question: kept here, it would live for good.
    """

    def __init__(self) -> None:
        self._rows: dict[str, npt.NDArray[np.void] | None] = {}
        self._keys: dict[int, tuple[str, str] | None] = {}
        self._places: dict[str, Place | None] = {}

    def candidates(self, source: PlaceSource, names: set[str]) -> dict[str, npt.NDArray[np.void]]:
        """As `PlaceSource.candidates`."""

        def ask(missing: Iterable[str]) -> Mapping[str, npt.NDArray[np.void]]:
            # A copy, else a row would keep the whole answer that it came in.
            return {name: rows.copy() for name, rows in source.candidates(missing).items()}

        return _recall(self._rows, names, ask, _MOST_NAMES)

    def keys(self, source: PlaceSource, rows: set[int]) -> dict[int, tuple[str, str]]:
        """As `PlaceSource.keys`."""
        return _recall(self._keys, rows, source.keys, _MOST_NAMES)

    def places(self, source: PlaceSource, ids: Collection[str]) -> dict[str, Place]:
        """As `PlaceSource.places`, in the order of the ids."""
        return _recall(self._places, ids, source.places, _MOST_PLACES)


def _recall(
    known: dict[Key, Answer | None],
    asked: Collection[Key],
    ask: Callable[[Iterable[Key]], Mapping[Key, Answer]],
    most: int,
) -> dict[Key, Answer]:
    """What is known of those asked; what is not yet known is asked for, and that there is no answer is known too."""
    missing: Collection[Key] = [key for key in asked if key not in known]
    if missing:
        if len(known) > most:
            known.clear()
            missing = asked
        answers = ask(missing)
        for key in missing:
            known[key] = answers.get(key)
    return {key: answer for key in asked if (answer := known[key]) is not None}


_MEMORIES: WeakKeyDictionary[PlaceSource, Remembering] = WeakKeyDictionary()


def memory_of(source: PlaceSource) -> Remembering:
    """The memory of a source, which lasts as long as the source."""
    memory = _MEMORIES.get(source)
    if memory is None:
        memory = _MEMORIES[source] = Remembering()
    return memory
