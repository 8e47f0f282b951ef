"""Lines that cannot be read: kept with their number and the reason, never in the way of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import IO, Self

_SHOWN_CHARS = 200


@dataclass(frozen=True, slots=True)
class Reject:
    """A line, or the record at that place, that cannot be read."""

    line: int
    reason: str
    text: str


class RejectFile:
    """A tab-separated file of rejects, which appears with the first of them.

    Args:
        path: Where to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self.first: Reject | None = None
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def add(self, source: Path, reject: Reject) -> None:
        """Keep one."""
        if self._file is None:
            try:
                self._file = self.path.open("w", encoding="utf-8")
            except OSError as error:
                raise OutputError(
                    f"{self.path}: the report cannot be written ({error.strerror}); name another"
                ) from error
            self._file.write("file\tline\treason\ttext\n")
            self.first = reject
        self.count += 1
        text = " ".join(reject.text[:_SHOWN_CHARS].encode("utf-8", "replace").decode().split())
        self._file.write(f"{source.name}\t{reject.line}\t{reject.reason}\t{text}\n")
