"""A folder of Parquet datasets, written a chunk of documents at a time, each chunk wholly or not at all.

    OUT/batch.json                       what the datasets were made with
    OUT/documents/KEY.parquet            a row a document; its presence says that the chunk is complete
    OUT/mentions/KEY.parquet, places/, claims/
    OUT/failures/KEY.parquet             a row a document that failed, with the reason

KEY is made from the chunk's number and contents, so a chunk that is there need not be done again, and one whose
documents have changed is done anew. The parts of a chunk get their names last of all for `documents`: what a
stopped run leaves without that is no part of the result and is removed when the next begins.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError, UsageError
from geo.files import locked, replacing, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

DATASETS = ("mentions", "places", "claims", "failures", "documents")  # in the order in which they are committed
MANIFEST = "batch.json"
LOCK = ".lock"


class Dataset:
    """The folder of one batch.

    Args:
        folder: Where it is, or is to be made; its parent exists.
        made_with: What the results depend on besides the documents: the gazetteer, the options.

    Raises:
        UsageError: The folder holds a batch that was made with something else, or something that is no batch.
        OutputError: It cannot be made or written.
    """

    def __init__(self, folder: Path, made_with: Mapping[str, Any]) -> None:
        self.folder = folder
        try:
            if folder.exists() and not (folder / MANIFEST).is_file() and any(map(_foreign, folder.iterdir())):
                raise UsageError(f"{folder} holds something that is no batch: name a new folder with -o")
            folder.mkdir(exist_ok=True)
            with self._locked():
                self._begin(made_with)
        except OSError as error:
            raise OutputError(f"{folder} cannot be written: {error.strerror or error}") from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the folder for this process, without what a stopped run left in it.

        Raises:
            OutputError: Another process writes into it.
        """
        with self._locked():
            self._clean()
            yield

    def done(self) -> set[str]:
        """The keys of the chunks that are complete."""
        return {path.stem for path in (self.folder / "documents").glob("[!.]*.parquet")}

    def failures(self) -> int:
        """How many documents of the chunks that are complete could not be analysed."""
        from pyarrow import parquet

        parts = (self.folder / "failures" / f"{key}.parquet" for key in self.done())
        return sum(parquet.read_metadata(part).num_rows for part in parts if part.exists())

    def commit(self, key: str, parts: Mapping[str, bytes]) -> None:
        """Write a chunk's parts.

        Args:
            key: The chunk's.
            parts: A Parquet file a dataset; `failures` may be missing.

        Raises:
            OutputError: They cannot be written; the chunk is then not there.
        """
        names = [name for name in DATASETS if name in parts]
        with replacing(*(self.folder / name / f"{key}.parquet" for name in names)) as files:
            for name, file in zip(names, files, strict=True):
                file.write_bytes(parts[name])

    def remove(self, keys: set[str]) -> None:
        """Take chunks out, `documents` first, so that half a chunk is never taken for a whole one."""
        for name in reversed(DATASETS):
            for key in keys:
                (self.folder / name / f"{key}.parquet").unlink(missing_ok=True)

    def _begin(self, made_with: Mapping[str, Any]) -> None:
        """See that what is there was made with the same, or note what it is made with, before anything else is made."""
        manifest = self.folder / MANIFEST
        if manifest.is_file():
            try:
                known = dict(json.loads(manifest.read_text(encoding="utf-8")))
            except (ValueError, TypeError) as error:
                raise UsageError(f"{manifest} is damaged: name a new folder with -o") from error
            changed = sorted(key for key in {*known, *made_with} if known.get(key) != made_with.get(key))
            if changed:
                raise UsageError(f"{self.folder} was made with another {', '.join(changed)}: name a new folder with -o")
        else:
            write_text(manifest, json.dumps(made_with, indent=1) + "\n")
        for name in DATASETS:
            (self.folder / name).mkdir(exist_ok=True)

    def _locked(self) -> AbstractContextManager[None]:
        busy = OutputError(f"{self.folder}: another batch is at work in this folder; wait until it is done")
        return locked(self.folder / LOCK, busy)

    def _clean(self) -> None:
        """Remove what a stopped run left."""
        done = self.done()
        for name in DATASETS:
            for path in (self.folder / name).iterdir():
                if path.name.startswith(".") or (path.suffix == ".parquet" and path.stem not in done):
                    path.unlink()


def _foreign(path: Path) -> bool:
    """Whether a file is not what a batch leaves that was killed before its manifest had its name."""
    return not path.name.startswith((LOCK, f".{MANIFEST}."))
