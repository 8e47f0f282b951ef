"""A Bloom filter over the names of a store: of nearly all names that it does not have, it says so at once.

It follows the last page of the store's file, where SQLite does not look. All bits of a name lie in one word, so that
asking for one touches one place. It holds for the very state of the file that it was made for; a store without one is
asked for every name.
"""

from __future__ import annotations

import os
import struct
import zlib
from operator import methodcaller
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

_MAGIC = b"names-12"  # another for every other way of setting the bits
_HEAD = struct.Struct("<8sII")  # magic, SQLite's counter of changes, number of words
_SQLITE_HEAD = struct.Struct(">16xH6xII")  # size of a page (1 for 65536), counter of changes, number of pages
_BITS_A_NAME = 12  # some 2 % of the names that a store does not have then pass
_STEP = 1 << 20
_AS_BYTES = methodcaller("encode", "utf-8", "surrogatepass")


def marks(names: Iterable[str]) -> npt.NDArray[np.uint32]:
    """(names,) the number that stands for each name."""
    import numpy as np

    return np.fromiter(map(zlib.crc32, map(_AS_BYTES, names)), np.uint32)


class Asked(NamedTuple):
    """Names made ready to be looked for in filters of any size.

    Attributes:
        place: (names,) how far on the word of each lies, in 2**-32 of the filter's length.
        bits: (names,) that word with the bits of this name alone.
    """

    place: npt.NDArray[np.uint64]
    bits: npt.NDArray[np.uint64]


def asked(marked: npt.NDArray[np.uint32]) -> Asked:
    """Make names ready.

    Args:
        marked: `marks` of the names.
    """
    import numpy as np

    mixed = marked * np.uint64(0x9E3779B97F4A7C15)
    one, low = np.uint64(1), np.uint64(63)
    bits = one << (mixed >> np.uint64(26) & low)
    bits |= one << (mixed >> np.uint64(20) & low)
    bits |= one << (mixed >> np.uint64(14) & low)
    return Asked(mixed >> np.uint64(32), bits)


class Sieve:
    """The filter of one store.

    Args:
        words: (words,) its bits.
    """

    def __init__(self, words: npt.NDArray[np.uint64]) -> None:
        self._words = words

    @classmethod
    def read(cls, store: Path, opened: os.stat_result) -> Sieve | None:
        """The filter that follows a store.

        Args:
            store: The store's file.
            opened: What that was when the store was opened.

        Returns:
            None where there is no filter, none for what the store holds now, or another file has taken its place.
        """
        import numpy as np

        try:
            with store.open("rb") as file:
                end, changes = _extent(file.read(_SQLITE_HEAD.size))
                file.seek(end)
                magic, made_for, count = _HEAD.unpack(file.read(_HEAD.size))
                words = np.frombuffer(file.read(8 * count), "<u8")
                same = os.path.samestat(os.fstat(file.fileno()), opened)
        except (OSError, struct.error, ValueError):
            return None
        return cls(words) if same and magic == _MAGIC and made_for == changes and len(words) == count > 0 else None

    def passes(self, names: Asked) -> npt.NDArray[np.bool_]:
        """(names,) whether the store may have each name; where not, it has it not."""
        found = self._words[_word_of(names, len(self._words))]
        passing: npt.NDArray[np.bool_] = found & names.bits == names.bits
        return passing


def lay_behind(store: Path, marked: npt.NDArray[np.uint32]) -> None:
    """Write the filter behind a finished store.

    Args:
        store: A file that is complete and closed, and has no filter yet.
        marked: `marks` of all its names.
    """
    import numpy as np

    words = np.zeros(max(1, -(-len(marked) * _BITS_A_NAME // 64)), "<u8")
    for start in range(0, len(marked), _STEP):
        names = asked(marked[start : start + _STEP])
        np.bitwise_or.at(words, _word_of(names, len(words)), names.bits)
    with store.open("rb+") as file:
        end, changes = _extent(file.read(_SQLITE_HEAD.size))
        file.seek(end)
        file.write(_HEAD.pack(_MAGIC, changes, len(words)))
        file.write(words.data)


def take_away(store: Path) -> None:
    """Cut the filter off a store that is to be written to."""
    with store.open("rb") as file:
        end, _ = _extent(file.read(_SQLITE_HEAD.size))
    os.truncate(store, end)


def _extent(head: bytes) -> tuple[int, int]:
    """Where the pages of an SQLite file end, and how often it was changed, by its first bytes."""
    size, changes, pages = _SQLITE_HEAD.unpack(head)
    return (65536 if size == 1 else size) * pages, changes


def _word_of(names: Asked, words: int) -> npt.NDArray[np.uint64]:
    """Which of so many words the bits of each name are in."""
    import numpy as np

    return names.place * np.uint64(words) >> np.uint64(32)
