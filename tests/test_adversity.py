"""What a disk, another process or a file made to do harm does to a run: one line that says so, and the old state."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazetteer import open_gazetteer
from gazetteer.importing import import_places
from gazetteer.layers import Gazetteer
from gazetteer.store import Store
from geo.errors import GazetteerDamaged, InputError

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "yonaguni.md"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks for Linux's limits and folders")
COMMANDS = [
    ["map", EXAMPLE, "-o", "OUT/a.html"],
    ["check", EXAMPLE, "--format", "json", "-o", "OUT/a.json"],
    ["export", EXAMPLE, "-o", "OUT/a.gpkg"],
    ["analyze", EXAMPLE, "--save-text", "OUT"],
    ["batch", EXAMPLE, "-o", "OUT/batch", "--workers", "1"],
    ["gazetteer", "import", "MANY", "--gazetteer", "OUT/x.gazetteer"],
    ["gazetteer", "export", "-o", "OUT/a.json", "--gazetteer", "STORE"],
    ["gazetteer", "export", "-o", "OUT/a.gpkg", "--gazetteer", "STORE"],
]


def of(command):
    return " ".join(map(str, command[:2]))


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A table of places, and a store of them."""
    table = tmp_path_factory.mktemp("many") / "many.csv"
    table.write_text("name,lat,lon\n" + "".join(f"Zorba {n},{n % 90},{n % 180}\n" for n in range(2000)))
    store = table.with_name("x.gazetteer")
    import_places([table], store=store, workers=0)
    return table, store


def mentionmap(command, out, many, *, file_bytes=None, **environment):
    """Run a command whose files may not grow beyond so many bytes.

    It writes no bytecode: Python cuts that off at the limit without a word, and every later start would fail on it.
    """
    environment = {"PYTHONDONTWRITEBYTECODE": "1"} | environment
    names = {"MANY": str(many[0]), "STORE": str(many[1])}
    line = [names.get(str(part), str(part)).replace("OUT", str(out)) for part in command]

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    return subprocess.run(
        [sys.executable, "-m", "cli", *line],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
        preexec_fn=limit if file_bytes is not None else None,
    )  # fmt: skip


def refused(done):
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@LINUX
@pytest.mark.parametrize("command", COMMANDS, ids=of)
def test_a_disk_that_is_full_is_one_line_and_leaves_no_half_file(tmp_path, many, command):
    said = refused(mentionmap(command, tmp_path, many, file_bytes=1000))
    assert str(tmp_path) in said or "GeoPackage cannot be written" in said or "gpkg cannot be written" in said
    assert "cannot be read" not in said
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "batch.json"]
    assert [path.name for path in left if not path.name.endswith(".lock")] == []


@LINUX
@pytest.mark.parametrize("command", COMMANDS, ids=of)
def test_a_folder_that_may_not_be_written_is_one_line(many, command):
    said = refused(mentionmap(command, "/sys", many))  # closed to root too
    assert "/sys" in said


@LINUX
def test_a_core_that_cannot_be_unpacked_says_where_and_leaves_nothing(tmp_path, many):
    done = mentionmap(["lookup", "Paris"], tmp_path, many, file_bytes=100_000, XDG_CACHE_HOME=str(tmp_path))
    assert "XDG_CACHE_HOME" in refused(done)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@LINUX
@pytest.mark.slow
def test_a_few_dozen_kills_of_imports_batches_and_exports_lose_nothing():
    done = subprocess.run(
        [sys.executable, "benchmarks/kills.py", "--kills", "36", "--documents", "150", "--places", "500"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "36 kills" in done.stdout


def test_a_store_that_is_replaced_while_it_is_open_answers_as_before(tmp_path, many):
    path, other = tmp_path / "x.gazetteer", tmp_path / "few.csv"
    shutil.copy(many[1], path)
    store = Store(path)
    gazetteer = Gazetteer([store])
    before = gazetteer.rows(["zorba 7"])
    other.write_text("name,lat,lon\nZorba 7,50,60\n")
    import_places([other], store=path, workers=0)
    assert gazetteer.rows(["zorba 7"]) == before
    assert len(gazetteer.places(["many:zorba-7@7.0000,7.0000"])) == 1
    store.close()
    again = Store(path)
    assert len(Gazetteer([again]).rows(["zorba 7"])["zorba 7"]) > len(before["zorba 7"])
    again.close()


@pytest.mark.parametrize("change", ["cut", "flipped", "overwritten"])
def test_a_store_that_is_changed_while_it_is_open_is_damaged_or_answers(tmp_path, many, change):
    path = tmp_path / "x.gazetteer"
    shutil.copy(many[1], path)
    store = Store(path)
    data = path.read_bytes()
    with path.open("r+b") as file:
        if change == "cut":
            file.truncate(len(data) // 3)
        else:
            file.write(b"\xff" * len(data) if change == "overwritten" else bytes(byte ^ 0x55 for byte in data))
    with contextlib.suppress(GazetteerDamaged):
        Gazetteer([store]).rows(f"zorba {n}" for n in range(2000))
        Gazetteer([store]).within(0, 0, 90, 90)
    store.close()
    with pytest.raises(GazetteerDamaged):
        Store(path)


@pytest.mark.parametrize(
    "change",
    [
        "update feature set code = x'ff'",
        "update place set feature = 9999",
        "update place set names = '['",
        "update block set places = x'ff'",
        "delete from place",
    ],
)
def test_a_store_that_was_altered_within_its_records_is_damaged(tmp_path, many, change):
    path = tmp_path / "x.gazetteer"
    shutil.copy(many[1], path)
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute(change)
    with contextlib.closing(Store(path)) as store:
        gazetteer = Gazetteer([store])
        with pytest.raises(GazetteerDamaged):
            gazetteer.places(gazetteer.nearest(7, 7, features=["P"], limit=2000) + gazetteer.within(-90, -90, 90, 90))


def test_bits_that_flipped_in_a_store_are_found_by_the_check(tmp_path, many):
    path = tmp_path / "x.gazetteer"
    data = bytearray(many[1].read_bytes())
    for at in range(8192, len(data), 4096):
        data[at] ^= 0x80
    path.write_bytes(data)
    done = mentionmap(["gazetteer", "check", "--gazetteer", path], tmp_path, many)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "fault" in done.stderr or "damaged" in done.stderr


def test_entities_of_a_kml_file_are_neither_followed_nor_blown_up(tmp_path):
    secret, store = tmp_path / "secret.txt", tmp_path / "x.gazetteer"
    secret.write_text("a secret place")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE k [<!ENTITY l0 "lol">{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    for name, entity in (("file", "&file;"), ("bomb", "&l11;")):
        path = tmp_path / f"{name}.kml"
        path.write_text(
            f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>'
            f"<name>Zorba{entity}</name><Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>"
        )
        began = time.process_time()
        with contextlib.suppress(InputError):
            import_places([path], store=store, workers=0)
        assert time.process_time() - began < 20
    if store.exists():
        opened = Store(store)
        assert not any("secret" in place.name or "lol" in place.name for places in opened.every() for place in places)
        opened.close()


def test_a_pickle_is_text_that_cannot_be_read(tmp_path):
    mark = tmp_path / "ran"
    code = f"cos\nsystem\n(S'touch {mark}'\ntR.".encode()
    for suffix in (".txt", ".jsonl", ".csv", ".parquet", ".docx", ".gpkg", ".json", ".gazetteer"):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(code)
        for command in (["analyze", path], ["gazetteer", "import", path, "--gazetteer", tmp_path / "x.gazetteer"]):
            subprocess.run([sys.executable, "-m", "cli", *command], cwd=ROOT, capture_output=True, check=False)
    assert not mark.exists()
    assert open_gazetteer().places(["geonames:1668284"])
