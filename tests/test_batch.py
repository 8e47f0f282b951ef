"""A corpus is done once, wholly or not at all, however often it is stopped, killed and resumed, whoever runs it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from pathlib import Path

import duckdb
import geopandas as gpd
import pyarrow as pa
import pytest
from killing import killed_before
from pyarrow import parquet

from gazetteer import open_gazetteer
from geo.documents import find_documents
from geo.errors import OutputError, UsageError
from geo.options import DEFAULTS
from geo.records import Document
from maps.arrow import arrow_schema
from maps.corpus import batch
from maps.corpus.batch import Job, Tally, chunks, run_batch
from maps.corpus.counting import count_documents
from maps.corpus.dataset import DATASETS, Dataset

ROOT = Path(__file__).resolve().parent.parent
JOB = Job(open_gazetteer, None, DEFAULTS)
PLACES = ("Taipei", "Tokyo", "Paris", "Yonaguni", "Hualien", "Boston", "Kyiv", "Lagos", "Lima", "Naha")


class Here(Executor):
    """Runs in this process."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Forty short documents in chunks of eight."""
    monkeypatch.setattr(batch, "CHUNK_DOCUMENTS", 8)
    return write_corpus(tmp_path / "corpus.jsonl", 40)


def write_corpus(path, count, broken=()):
    chosen = random.Random(7)
    lines = []
    for number in range(count):
        here, there = chosen.sample(PLACES, 2)
        text = f"{here} lies {chosen.randint(20, 9000)} km from {there}. It rained in {chosen.choice(PLACES)}."
        lines.append("{" if number in broken else json.dumps({"id": f"d{number}", "text": text}))
    path.write_text("\n".join(lines))
    return path


def run(path, folder, executor=None, made_with=None):
    found = (item.what for item in find_documents([str(path)]))
    return run_batch(found, Dataset(folder, made_with or {}), JOB, executor or Here(), workers=1)


def rows(folder, name):
    return sorted(map(repr, duckdb.sql(f"select * from '{folder}/{name}/*.parquet'").fetchall()))


def contents(folder):
    return {name: rows(folder, name) for name in ("documents", "mentions", "claims")}


def test_a_corpus_becomes_datasets_that_duckdb_and_geopandas_read(corpus, tmp_path):
    folder = tmp_path / "out"
    assert run(corpus, folder) == Tally(documents=40)
    assert duckdb.sql(f"select count(*) from '{folder}/documents/*.parquet'").fetchall() == [(40,)]
    joined = duckdb.sql(
        f"select count(*) from '{folder}/claims/*.parquet' c join '{folder}/mentions/*.parquet' m "
        "on c.document = m.document and c.subject_mention = m.id"
    ).fetchall()
    assert joined[0][0] >= 30
    table = gpd.read_parquet(folder / "mentions")
    assert table.geometry.notna().sum() > 80
    for name in ("mentions", "places", "claims"):
        for part in (folder / name).iterdir():
            assert parquet.read_schema(part).equals(arrow_schema(name))


def test_what_is_done_is_not_done_again(corpus, tmp_path):
    run(corpus, tmp_path / "out")
    before = contents(tmp_path / "out")
    assert run(corpus, tmp_path / "out") == Tally(kept=40)
    assert contents(tmp_path / "out") == before


def test_changed_and_added_documents_are_done_anew_and_removed_ones_go(corpus, tmp_path):
    run(corpus, tmp_path / "out")
    lines = corpus.read_text().splitlines()
    lines[0] = json.dumps({"id": "new", "text": "Rome"})
    corpus.write_text("\n".join(lines[:30]))
    assert run(corpus, tmp_path / "out") == Tally(documents=14, kept=16)
    ids = duckdb.sql(f"select id from '{tmp_path}/out/documents/*.parquet'").fetchall()
    assert sorted(ids) == sorted([("new",), *((f"d{number}",) for number in range(1, 30))])


def test_a_document_that_fails_is_listed_and_stops_nothing(tmp_path, monkeypatch):
    corpus = write_corpus(tmp_path / "corpus.jsonl", 20, broken=(3,))
    honest = batch.analyze

    def analyze(document, source, options):
        if document.id == "d5":
            raise RecursionError("too deep")
        return honest(document, source, options)

    monkeypatch.setattr(batch, "analyze", analyze)
    assert run(corpus, tmp_path / "out") == Tally(documents=18, failures=2)
    assert run(corpus, tmp_path / "out") == Tally(kept=20)
    assert Dataset(tmp_path / "out", {}).failures() == 2
    failures = duckdb.sql(f"select document, reason from '{tmp_path}/out/failures/*.parquet'").fetchall()
    assert failures[0][0] is None
    assert "line 4" in failures[0][1]
    assert failures[1] == ("d5", "RecursionError: too deep")


def test_a_batch_that_can_read_nothing_ends_as_any_command_does_that_cannot_read_its_input(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    line = command(folder, "-o", tmp_path / "out", "--workers", 1)
    for _ in range(2):
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert f"none of 2 documents could be read: {tmp_path / 'out' / 'failures'} says why" in done.stderr
    (folder / "text.txt").write_text("Naha")
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].endswith(f"2 documents failed: {tmp_path / 'out' / 'failures'} says why")


def test_a_run_that_dies_between_parts_leaves_nothing_of_its_chunk(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "CHUNK_DOCUMENTS", 2)
    corpus = write_corpus(tmp_path / "corpus.jsonl", 5)
    whole = tmp_path / "whole"
    run(corpus, whole)
    renamed = Path.replace
    for dies_at in range(1, 10):
        count = 0

        def replace(self, target, dies_at=dies_at):
            nonlocal count
            count += 1
            if count == dies_at:
                raise KeyboardInterrupt
            return renamed(self, target)

        folder = tmp_path / f"out{dies_at}"
        Dataset(folder, {})
        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            run(corpus, folder)
        monkeypatch.setattr(Path, "replace", renamed)
        run(corpus, folder)
        assert contents(folder) == contents(whole)
        assert {name: len(list((folder / name).iterdir())) for name in DATASETS} == {
            name: len(list((whole / name).iterdir())) for name in DATASETS
        }


class Known(Executor):
    """Gives what each chunk is known to come to."""

    def __init__(self):
        self.parts = {}

    def submit(self, fn, /, chunk, job):
        if chunk.key not in self.parts:
            self.parts[chunk.key] = fn(chunk, job)
        future = Future()
        future.set_result(self.parts[chunk.key])
        return future


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")
@pytest.mark.parametrize("before", [None, 3])
def test_kill_9_before_any_operation_on_its_files_is_made_good_by_the_next_run(tmp_path, monkeypatch, before):
    monkeypatch.setattr(batch, "CHUNK_DOCUMENTS", 2)
    older, whole, folder, executor = tmp_path / "older", tmp_path / "whole", tmp_path / "out", Known()
    if before:
        run(write_corpus(tmp_path / "corpus.jsonl", before), older, executor)
    corpus = write_corpus(tmp_path / "corpus.jsonl", 2, broken=(1,))
    run(corpus, whole, executor)
    kills = 0
    while True:
        if before:
            shutil.copytree(older, folder)
        if not killed_before(kills, folder, lambda: run(corpus, folder, executor)):
            break
        kills += 1
        run(corpus, folder, executor)
        assert files(folder) == files(whole)
        shutil.rmtree(folder)
    assert kills > 40


def test_memory_holds_only_the_chunks_under_way(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "CHUNK_DOCUMENTS", 4)
    alive = 0
    most = 0

    class Counting(Here):
        def submit(self, fn, /, *args, **kwargs):
            nonlocal alive, most
            alive += 1
            most = max(most, alive)
            return super().submit(fn, *args, **kwargs)

    dataset = Dataset(tmp_path / "out", {})
    commit = dataset.commit

    def counted(key, parts):
        nonlocal alive
        alive -= 1
        commit(key, parts)

    dataset.commit = counted
    corpus = write_corpus(tmp_path / "corpus.jsonl", 100)
    run_batch((item.what for item in find_documents([str(corpus)])), dataset, JOB, Counting(), workers=2)
    assert most <= batch.AHEAD * 2


def test_chunks_are_the_same_for_the_same_corpus_and_bounded(corpus):
    def keys():
        return [chunk.key for chunk in chunks(item.what for item in find_documents([str(corpus)]))]

    assert keys() == keys()
    assert len(set(keys())) == 5


def test_chunks_grow_so_that_a_large_corpus_is_not_a_million_files():
    documents = (Document(str(number), "") for number in range(300_000))
    sizes = [len(chunk.found) for chunk in chunks(documents)]
    assert sum(sizes) == 300_000
    assert sizes[0] == 128
    assert max(sizes) == 4096
    assert len(sizes) < 500
    long = [Document(str(number), "x" * (1 << 20)) for number in range(10)]
    assert [len(chunk.found) for chunk in chunks(long)] == [4, 4, 2]


def test_a_folder_that_is_no_batch_or_was_made_with_something_else_is_refused(tmp_path):
    Dataset(tmp_path / "out", {"gazetteer": "a"})
    with pytest.raises(UsageError, match="another gazetteer"):
        Dataset(tmp_path / "out", {"gazetteer": "b"})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="no batch"):
        Dataset(tmp_path / "other", {})
    with pytest.raises(OutputError):
        Dataset(tmp_path / "none" / "out", {})


def test_two_batches_into_one_folder_at_once_are_told_apart(corpus, tmp_path):
    dataset = Dataset(tmp_path / "out", {})
    with dataset.held(), pytest.raises(OutputError, match="another batch is at work"):
        run(corpus, tmp_path / "out")
    assert run(corpus, tmp_path / "out") == Tally(documents=40)


def test_a_file_that_is_no_lock_is_refused_by_its_name(corpus, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lock").write_text("something else of that name" * 100)
    with pytest.raises(OutputError, match=r"out/\.lock is no lock"):
        run(corpus, tmp_path / "out")


def test_documents_are_counted_without_reading_them(corpus, tmp_path):
    assert count_documents([str(corpus)]) in {39, 40}
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Taipei")
    assert count_documents([str(tmp_path / "texts")]) == 1
    assert count_documents(["-"]) is None


def command(*arguments):
    return [sys.executable, "-m", "cli", "batch", *map(str, arguments)]


def test_kill_9_at_random_moments_loses_nothing(tmp_path):
    corpus = write_corpus(tmp_path / "corpus.jsonl", 300)
    whole, folder = tmp_path / "whole", tmp_path / "out"
    subprocess.run(command(corpus, "-o", whole, "--workers", 1), cwd=ROOT, check=True, capture_output=True)
    chosen = random.Random(3)
    for _ in range(3):
        process = subprocess.Popen(
            command(corpus, "-o", folder, "--workers", 2), cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chosen.uniform(0.3, 2))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    done = subprocess.run(
        command(corpus, "-o", folder, "--workers", 2), cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "documents" in done.stderr
    assert contents(folder) == contents(whole)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the workers")
def test_workers_end_with_the_process_that_gave_them_work(tmp_path):
    corpus = write_corpus(tmp_path / "corpus.jsonl", 3000)
    process = subprocess.Popen(
        command(corpus, "-o", tmp_path / "out", "--workers", 2), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    try:
        while not list((tmp_path / "out" / "documents").glob("*.parquet")):
            assert process.poll() is None
            time.sleep(0.05)
        workers = children.read_text().split()
    finally:
        process.kill()
        process.wait()
    assert len(workers) >= 2
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_function_that_the_docs_give_to_spark_makes_the_tables_that_they_promise():
    block = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8").split("On Spark")[1].split("```")[1]
    code = block.removeprefix("python\n").replace("from pyspark.sql.pandas.types import from_arrow_schema", "")
    space = {}
    exec(code.partition("schema = ")[0], space)
    rows = [{"id": f"d{n}", "text": f"Taipei lies {n} km from Tokyo."} for n in range(3)]
    found = list(space["mentions"](iter(pa.Table.from_pylist(rows).to_batches(max_chunksize=2))))
    assert pa.Table.from_batches(found).schema.equals(arrow_schema("mentions"))
    assert sum(batch.num_rows for batch in found) == 6


@pytest.mark.slow
def test_two_dask_workers_one_killed_give_what_one_process_gives(tmp_path):
    distributed = pytest.importorskip("distributed")
    corpus = write_corpus(tmp_path / "corpus.jsonl", 500)
    whole, folder = tmp_path / "whole", tmp_path / "out"
    subprocess.run(command(corpus, "-o", whole, "--workers", 1), cwd=ROOT, check=True, capture_output=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def start(program, *arguments):
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *map(str, arguments)],
            cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    address = tmp_path / "scheduler.json"
    started = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", address)]
    try:
        started += [
            start("dask_worker", "--scheduler-file", address, "--nthreads", "1", "--no-nanny") for _ in range(2)
        ]
        while not address.exists():
            time.sleep(0.1)
        where = json.loads(address.read_text())["address"]
        with distributed.Client(where) as client:
            client.wait_for_workers(2, timeout=60)
        running = subprocess.Popen(
            command(corpus, "-o", folder, "--scheduler", where), cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        while len(list((folder / "documents").glob("*.parquet"))) < 2 and running.poll() is None:
            time.sleep(0.05)
        started[-1].send_signal(signal.SIGKILL)
        _, said = running.communicate(timeout=240)
        assert running.returncode == 0, said
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()
    assert contents(folder) == contents(whole)
