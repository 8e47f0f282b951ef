"""A gazetteer that remembers its answers: texts of one kind ask for the same names again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from geo.mentions.ranking import groups_of, namesakes
from geo.points import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from geo.mentions.ranking import Namesakes
    from geo.records import Place
    from geo.source import PlaceSource

Key = TypeVar("Key")
Answer = TypeVar("Answer")

# Answers of each sort that are kept before all are forgotten: names take some 500 bytes, places a few thousand.
_MOST_NAMES, _MOST_PLACES = 100_000, 4_000


class Remembering:
    """The questions of `geo.source.PlaceSource` that reading asks for every text, each asked of the source once.

    The source is handed in with each question: kept here, it would live for good.
    """

    def __init__(self) -> None:
        self._namesakes: dict[str, Namesakes | None] = {}
        self._keys: dict[int, tuple[str, str] | None] = {}
        self._places: dict[str, Place | None] = {}

    def namesakes(self, source: PlaceSource, names: set[str]) -> dict[str, Namesakes]:
        """The answers of `PlaceSource.candidates`, made ready to be ranked."""

        def ask(missing: Iterable[str]) -> Mapping[str, Namesakes]:
            return namesakes(source.candidates(missing), groups_of(source))

        return _recall(self._namesakes, names, ask, _MOST_NAMES)

    def keys(self, source: PlaceSource, rows: set[int]) -> dict[int, tuple[str, str]]:
        """As `PlaceSource.keys`."""
        return _recall(self._keys, rows, source.keys, _MOST_NAMES)

    def places(self, source: PlaceSource, ids: Collection[str]) -> dict[str, Place]:
        """As `geo.points.places_of`, in the order of the ids."""
        return _recall(self._places, ids, lambda missing: places_of(source, missing), _MOST_PLACES)


def _recall(
    known: dict[Key, Answer | None],
    asked: Collection[Key],
    ask: Callable[[Iterable[Key]], Mapping[Key, Answer]],
    most: int,
) -> dict[Key, Answer]:
    """What is known of those asked; what is not yet known is asked for, and that there is no answer is known too."""
    missing = [key for key in asked if key not in known]
    if missing:
        if len(known) > most:
            known.clear()
            missing = list(asked)
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
