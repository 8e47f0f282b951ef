"""Documents into datasets: cut into chunks, analysed side by side, committed one by one."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.analysis import analyze
from geo.documents import Unread
from geo.errors import GazetteerError, InputError, MentionmapError
from geo.records import Document
from maps.arrow import arrow_table, need_pyarrow
from maps.cells import fit
from maps.tables import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from geo.options import Options
    from geo.records import Analysis
    from geo.source import PlaceSource
    from maps.corpus.dataset import Dataset

# The first chunks are small, so that a small corpus is shared among all workers; later ones are larger, so that a large
# corpus does not become a million files: every so many chunks the size doubles, up to so many times the first.
CHUNK_DOCUMENTS = 128
DOUBLED_EVERY = 64
LARGEST = 32
BYTES_A_DOCUMENT = 32 << 10
# Chunks under way a worker: enough that none waits, few enough that memory stays flat.
AHEAD = 3

Found = Document | Unread | InputError


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some documents that are analysed by one worker and committed together."""

    key: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is done.

    Attributes:
        documents: Documents that were analysed.
        failures: Documents that could not be.
        kept: Documents of both kinds that an earlier run had done.
    """

    documents: int = 0
    failures: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know; it is sent with each chunk and is small.

    Attributes:
        open_source: Opens a gazetteer; a function of a module, so that it can be sent by its name.
        gazetteer: Which one; on every worker's machine it lies at the same path. None for the worker's own.
        options: How names are to be read.
    """

    open_source: Callable[[Path | None], PlaceSource]
    gazetteer: Path | None
    options: Options


def run_batch(
    found: Iterable[Found],
    dataset: Dataset,
    job: Job,
    executor: Executor,
    *,
    workers: int,
    progress: Callable[[Tally], None] | None = None,
) -> Tally:
    """Analyse a corpus into a dataset; what is there already is not done again.

    Args:
        found: The documents, as `geo.documents.find_documents` finds them.
        dataset: Where the results go.
        job: How they are analysed.
        executor: Who does it: a pool of processes, or Dask's `Client.get_executor()`.
        workers: How many work side by side.
        progress: Told how much is done after each chunk.

    Returns:
        How much was done. Chunks of the dataset that hold other documents than these are gone.

    Raises:
        UsageError: pyarrow is not installed.
        OutputError: The dataset cannot be written, or another batch is at work on it; all that is complete stays.
    """
    need_pyarrow()
    with dataset.held():
        return _run(found, dataset, job, executor, ahead=AHEAD * workers, progress=progress)


def _run(
    found: Iterable[Found],
    dataset: Dataset,
    job: Job,
    executor: Executor,
    *,
    ahead: int,
    progress: Callable[[Tally], None] | None,
) -> Tally:
    done = dataset.done()
    current: set[str] = set()
    tally = Tally()
    running: deque[tuple[Chunk, Future[tuple[dict[str, bytes], int]]]] = deque()

    def settle() -> None:
        nonlocal tally
        chunk, future = running.popleft()
        parts, failures = future.result()
        dataset.commit(chunk.key, parts)
        count = len(chunk.found)
        tally = replace(tally, documents=tally.documents + count - failures, failures=tally.failures + failures)
        if progress:
            progress(tally)

    for chunk in chunks(found):
        current.add(chunk.key)
        if chunk.key in done:
            tally = replace(tally, kept=tally.kept + len(chunk.found))
            continue
        running.append((chunk, executor.submit(analyse_chunk, chunk, job)))
        if len(running) >= ahead:
            settle()
    while running:
        settle()
    dataset.remove(done - current)
    return tally


def chunks(found: Iterable[Found]) -> Iterator[Chunk]:
    """Cut a corpus into chunks, the same for the same corpus; long documents make a chunk of fewer."""
    batch: list[Found] = []
    size = 0
    number = 0
    for what in found:
        batch.append(what)
        size += _size(what)
        most = CHUNK_DOCUMENTS * min(2 ** (number // DOUBLED_EVERY), LARGEST)
        if len(batch) >= most or size >= most * BYTES_A_DOCUMENT:
            yield Chunk(_key(number, batch), tuple(batch))
            batch, size, number = [], 0, number + 1
    if batch:
        yield Chunk(_key(number, batch), tuple(batch))


def analyse_chunk(chunk: Chunk, job: Job) -> tuple[dict[str, bytes], int]:
    """Analyse a chunk's documents, in a worker.

    Returns:
        A Parquet file a dataset, and how many documents failed. Whatever a document does, the others are done.
    """
    source = _opened(job.open_source, job.gazetteer)
    analyses: list[Analysis] = []
    failures: list[dict[str, str | None]] = []
    for what in chunk.found:
        if isinstance(what, InputError):
            failures.append({"document": None, "reason": fit(str(what))})
            continue
        try:
            analyses.append(analyze(what.read() if isinstance(what, Unread) else what, source, job.options))
        except GazetteerError:
            raise
        except Exception as error:  # noqa: BLE001 - one document must not stop a million others
            reason = str(error) if isinstance(error, MentionmapError) else f"{type(error).__name__}: {error}"
            failures.append({"document": fit(what.key if isinstance(what, Unread) else what.id), "reason": fit(reason)})
    return dict(_parts(analyses, failures)), len(failures)


@cache
def _opened(open_source: Callable[[Path | None], PlaceSource], gazetteer: Path | None) -> PlaceSource:
    """The gazetteer, opened once a process."""
    return open_source(gazetteer)


def _parts(analyses: list[Analysis], failures: list[dict[str, str | None]]) -> Iterator[tuple[str, bytes]]:
    import pyarrow as pa

    for layer in LAYERS:
        yield layer, _parquet(arrow_table(analyses, layer))
    if failures:
        yield "failures", _parquet(pa.Table.from_pylist(failures, _failure_schema()))
    rows = [_document_row(analysis) for analysis in analyses]
    yield "documents", _parquet(pa.Table.from_pylist(rows, _document_schema()))


def _document_row(analysis: Analysis) -> Mapping[str, Any]:
    document = analysis.document
    return {
        "id": fit(document.id),
        "title": fit(document.title),
        "date": None if document.date is None else fit(document.date),
        "source": None if document.source is None else fit(document.source),
        "chars": len(document.text),
        "mentions": len(analysis.mentions),
        "claims": len(analysis.claims),
    }


def _document_schema() -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    texts = [pa.field(name, pa.string()) for name in ("id", "title", "date", "source")]
    return pa.schema([*texts, *(pa.field(name, pa.int64()) for name in ("chars", "mentions", "claims"))])


def _failure_schema() -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    return pa.schema([pa.field("document", pa.string()), pa.field("reason", pa.string())])


def _parquet(table: Any) -> bytes:  # noqa: ANN401 - pyarrow has no types
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _size(what: Found) -> int:
    return len(what.data) if isinstance(what, Unread) else len(what.text) if isinstance(what, Document) else 0


def _key(number: int, batch: Iterable[Found]) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for what in batch:
        for field in _fields(what):
            data = field if isinstance(field, bytes) else (field or "").encode(errors="replace")
            digest.update(len(data).to_bytes(8, "little"))
            digest.update(data)
    return f"{number:08d}-{digest.hexdigest()}"


def _fields(what: Found) -> tuple[str | bytes | None, ...]:
    """All that a document's analysis depends on."""
    if isinstance(what, Unread):
        return what.key, what.data
    if isinstance(what, Document):
        return what.id, what.text, what.title, what.date
    return (str(what),)
