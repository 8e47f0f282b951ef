"""A memory of what was measured, of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

K = TypeVar("K")
T = TypeVar("T")


class Memory(Generic[K, T]):
    """Makes each thing once and forgets the oldest.

    Args:
        most: How many things are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[K, T] = {}

    def once(self, key: K, make: Callable[[], T]) -> T:
        """What is kept under a key, made if need be."""
        try:
            return self._kept[key]
        except KeyError:
            pass
        found = make()
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = found
        return found
