"""Sorts more than fits in memory: pieces are put away by part, each part then small enough to be sorted at once."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HELD_BYTES = 64 << 20
_LENGTH = struct.Struct("<I")


class Spill:
    """Pieces of bytes by the number of the part that they belong to; on disk when they are many.

    Args:
        folder: Where files may be made, one a part; it must not hold others.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[int, list[bytes]] = {}
        self._held_bytes = 0
        self._spilled: set[int] = set()

    def add(self, part: int, piece: bytes) -> None:
        """Put a piece behind the others of its part."""
        self._held.setdefault(part, []).append(piece)
        self._held_bytes += len(piece)
        if self._held_bytes > _HELD_BYTES:
            self._put_away()

    def _put_away(self) -> None:
        self._folder.mkdir(exist_ok=True)
        for part, pieces in self._held.items():
            with (self._folder / str(part)).open("ab") as file:
                file.writelines(each for piece in pieces for each in (_LENGTH.pack(len(piece)), piece))
        self._spilled |= self._held.keys()
        self._held.clear()
        self._held_bytes = 0

    def parts(self) -> list[int]:
        """The numbers of the parts that have pieces, in order."""
        return sorted(self._held.keys() | self._spilled)

    def take(self, part: int) -> list[bytes]:
        """All pieces of a part in the order in which they came; they are gone from here."""
        held = self._held.pop(part, [])
        self._held_bytes -= sum(map(len, held))
        if part not in self._spilled:
            return held
        self._spilled.remove(part)
        file = self._folder / str(part)
        content = file.read_bytes()
        file.unlink()
        return [*_pieces(content), *held]


def _pieces(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        (length,) = _LENGTH.unpack_from(content, at)
        at += _LENGTH.size + length
        yield content[at - length : at]
