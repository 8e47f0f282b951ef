"""The store and the core: every class of place is found in its own script, by name and by position."""

from __future__ import annotations

import json
import math
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from gazetteers import opened, write
from hypothesis import given, settings
from hypothesis import strategies as st
from killing import killed_before

from gazetteer import core, open_gazetteer
from gazetteer.layers import Gazetteer
from gazetteer.layout import OTHER_ROWS, geonames_row
from gazetteer.packed import pack, unpack
from gazetteer.store import Store
from geo.errors import GazetteerDamaged, GazetteerMissing
from geo.folding import fold, fold_all
from geo.names import NAME_KINDS, Row
from geo.records import Dispute, Place
from geo.source import CANDIDATE

TOWNS = (
    Place("geonames:1848266", "Yonakuni", 24.468, 123.005, "PPL", "JP", "Okinawa", 1600, {"": ("Yonaguni",)}),
    Place("geonames:1668341", "Taipei", 25.05, 121.53, "PPLC", "TW", None, 7_871_900,
          {"": ("台北",), "code": ("TPE",)}),
    Place("geonames:2198148", "Suva", -18.14, 178.44, "PPLC", "FJ", None, 77_366),
    Place("test:alofi", "Alofi", -14.3, -178.1, "PPL", "WF", None, 100, ids=("test:alofi", "wikidata:Q1")),
    Place("test:uotsuri", "Uotsuri", 25.744, 123.474, "ISL",
          disputed=Dispute(("JP", "CN"), {"JP": "U", "CN": "D"})),
)  # fmt: skip


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer([Store(core.prepare_core())])


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    return opened(tmp_path / "small.gazetteer", TOWNS)


def named(source: Gazetteer, name: str) -> dict[str, tuple[str, str]]:
    """Kind of name and feature code by id."""
    rows = source.rows([fold(name)]).get(fold(name), [])
    keys = source.keys(row.place for row in rows)
    return {keys[row.place][0]: (NAME_KINDS[row.kind], source.features()[row.feature]) for row in rows}


@pytest.mark.parametrize(
    ("name", "place", "kind"),
    [
        ("Taiwan", "geonames:1668284", "main"),
        ("U.S.", "geonames:6252001", "abbreviation"),
        ("UK", "geonames:2635167", "abbreviation"),
        ("Burmese", "geonames:1327865", "demonym"),
        ("Yonaguni", "curated:yonaguni", "main"),
        ("Diaoyutai", "curated:senkaku", "alternate"),
        ("East China Sea", "ne:marine/east-china-sea", "main"),
        ("Kadena Air Base", "airport:rodn", "main"),
        ("Port of Kaohsiung", "port:twkhh", "main"),
        ("Middle East", "curated:middle-east", "main"),
        ("Africa", "geonames:6255146", "main"),
        ("Crimea", "geonames:703883", "main"),
        ("Japanese", "geonames:1861060", "demonym"),
        ("日本", "geonames:1861060", "alternate"),
        ("Москва", "geonames:524901", "alternate"),
        ("القاهرة", "geonames:360630", "alternate"),
        ("Pingtung County", "geonames:1670479", "alternate"),
        ("Yilan", "geonames:1674197", "main"),
        ("Texas", "geonames:4736286", "main"),
        ("Travis County", "geonames:4737316", "main"),
        ("St. Louis", "geonames:4407066", "main"),
        ("São Paulo", "geonames:3448439", "main"),
    ],
)
def test_the_core_knows(world: Gazetteer, name: str, place: str, kind: str) -> None:
    assert named(world, name)[place][0] == kind


def test_an_airport_code_is_a_code(small: Gazetteer) -> None:
    assert named(small, "TPE") == {"geonames:1668341": ("code", "PPLC")}


def test_a_place_is_one_place_under_all_its_ids(world: Gazetteer) -> None:
    found = world.places(["iso:TW-PIF", "geonames:1670479"])
    assert found["iso:TW-PIF"] == found["geonames:1670479"]
    assert found["iso:TW-PIF"].admin1 == "Pingtung"
    assert not [i for i, (_, code) in named(world, "Pingtung County").items() if code.startswith("ADM")][1:]


def test_a_record_comes_back_as_it_was_written(small: Gazetteer) -> None:
    for place in TOWNS:
        found = small.places([place.id])[place.id]
        assert (found.name, found.names, found.disputed, found.country) == (
            place.name, dict(place.names), place.disputed, place.country,
        )  # fmt: skip
        assert found.lat == pytest.approx(place.lat, abs=1e-6)
        assert found.ids[0] == place.id
    assert small.places(["wikidata:Q1"])["wikidata:Q1"].id == "test:alofi"


def test_arrays_and_tuples_say_the_same(world: Gazetteer) -> None:
    names = ["paris", "springfield", "no such name at all"]
    arrays, rows = world.candidates(names), world.rows(names)
    assert arrays.keys() == rows.keys() == {"paris", "springfield"}
    for name, array in arrays.items():
        assert array.dtype == CANDIDATE
        assert [Row(*row) for row in array.tolist()] == rows[name]


@pytest.mark.parametrize(
    ("written", "meant"), [("Yonagnui", "yonaguni"), ("Kaohsuing", "kaohsiung"), ("Sao Paolo", "sao paulo"), ("", None)]
)
def test_a_name_written_wrongly_is_found_when_asked_for(world: Gazetteer, written: str, meant: str | None) -> None:
    found = [name for name, _ in world.similar(written)]
    assert meant in found if meant else not found


def test_an_unknown_name_is_absent(small: Gazetteer) -> None:
    assert small.rows(["nowhere", "", "\ud800", "a\x00b"]) == {}
    assert small.places(["geonames:99", "x", "geonames:-1", "geonames:99999999999999"]) == {}


_WORDS = st.sampled_from(
    ["St.", "st", "(Mt.)", "Is.", "is", "The", "the", "co", "ft.", "Åland", "ﬁ", "İ", "각", "_", "ᬆ"]
)


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\n")) | _WORDS, max_size=5).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_many_names_fold_as_each_does(names: list[str]) -> None:
    assert fold_all(names) == [fold(name) for name in names]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_whatever_is_stored_is_found_by_its_folded_name(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    places = [Place(f"test:{n}", name, n, -n, "PPL") for n, name in enumerate(names)]
    edges = tuple(sorted({fold(names[0])} - {""}))
    path = write(tmp_path_factory.mktemp("s") / "x", places, edges)
    with closing(Store(path)) as store:
        for number, name in enumerate(names):
            if fold(name):
                assert OTHER_ROWS + number in {row.place for row in Gazetteer([store]).rows([fold(name)])[fold(name)]}


def test_the_municipalities_of_iceland_and_lithuania_are_second_order_units_of_their_regions(world: Gazetteer) -> None:
    kaunas, county, south = (f"geonames:{n}" for n in (598316, 864477, 3337406))
    found = world.places([kaunas, county, south, "iso:LT-15", "iso:IS-HRG"])
    assert [found[i].feature_code for i in (county, south)] == ["ADM1", "ADM1"]
    assert found[kaunas].admin1 == found[county].name
    assert {found[i].feature_code for i in found if i.startswith("iso:")} == {"ADM2"}


@pytest.fixture(scope="module")
def towns(world: Gazetteer) -> np.ndarray:
    """Row, longitude, latitude and country of all populated places."""
    with closing(sqlite3.connect(world.stores()[0].path)) as db:
        return np.array(
            db.execute(
                "select row, lon / 1e6, lat / 1e6, country from place"
                " where feature in (select number from feature where code like 'PPL%')"
            ).fetchall()
        )


@pytest.mark.parametrize(
    ("lon", "lat"), [(122.98, 24.46), (179.95, -16.5), (-179.95, -16.5), (0.0, 89.9), (20.0, -89.0)]
)
@pytest.mark.parametrize("country", [None, "JP", "FJ"])
def test_the_nearest_are_those_of_a_full_search(
    world: Gazetteer, towns: np.ndarray, lon: float, lat: float, country: str | None
) -> None:
    from pyproj import Geod

    if country:
        towns = towns[towns[:, 3] == world.countries().index(country)]
    # On the sphere first: the ellipsoid changes the order of those near each other alone.
    phi, psi = math.radians(lat), np.radians(towns[:, 2])
    cosine = math.sin(phi) * np.sin(psi) + math.cos(phi) * np.cos(psi) * np.cos(np.radians(towns[:, 1] - lon))
    near = towns[np.argsort(-cosine)[:500]]
    metres = Geod(ellps="WGS84").inv(np.full(len(near), lon), np.full(len(near), lat), near[:, 1], near[:, 2])[2]
    rows = near[np.argsort(metres)[:5], 0].astype(int).tolist()
    keys = world.keys(rows)
    assert list(world.nearest(lon, lat, features=["P"], country=country, limit=5)) == [keys[row][0] for row in rows]


def test_a_box_over_the_antimeridian_holds_both_sides(small: Gazetteer) -> None:
    assert set(small.within(178, -20, -178, -10)) == {"geonames:2198148", "test:alofi"}
    assert small.within(178, -20, -178, -10, country="FJ") == ["geonames:2198148"]
    assert small.within(-180, -90, 180, 90, features=["T"]) == ["test:uotsuri"]
    assert small.nearest(0, 0, features=["V"]) == []


def test_a_missing_store_is_missing(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match="no gazetteer file here"):
        Store(tmp_path / "none")


@pytest.mark.parametrize("damage", ["text", "short", "version", "other", "empty"])
def test_a_damaged_store_is_damaged(tmp_path: Path, damage: str) -> None:
    path = write(tmp_path / "s.gazetteer", TOWNS)
    if damage == "text":
        path.write_text("this is no store\n" * 1000)
    elif damage == "short":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        with closing(sqlite3.connect(path)) as db:
            db.execute("pragma user_version = 99" if damage == "version" else "pragma application_id = 7")
    with pytest.raises(GazetteerDamaged, match=r"s\.gazetteer.*delete it"):
        Store(path)


def test_packing_loses_nothing(tmp_path: Path) -> None:
    store = write(tmp_path / "s.gazetteer", TOWNS)
    pack(store, tmp_path / "packed")
    unpack(tmp_path / "packed", tmp_path / "again")
    with closing(sqlite3.connect(store)) as one, closing(sqlite3.connect(tmp_path / "again")) as other:
        for table in ("name", "place", "id", "block", "unit", "meta", "source"):
            assert (
                one.execute(f"select * from {table}").fetchall() == other.execute(f"select * from {table}").fetchall()
            )


def packed_core(folder: Path) -> Path:
    folder.mkdir()
    pack(write(folder / "store", TOWNS), folder / core.CORE)
    digest = sha256((folder / core.CORE).read_bytes()).hexdigest()
    (folder / "core.json").write_text(json.dumps({"sha256": digest}))
    return folder


def test_processes_that_unpack_the_core_at_once_do_not_meet(tmp_path: Path) -> None:
    data = packed_core(tmp_path / "data")
    code = (
        "import sys; from pathlib import Path; from gazetteer import core; core.DATA = Path(sys.argv[1]);"
        "from gazetteer.store import Store; print(Store(core.prepare_core()).info.name)"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(data)], stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).parent.parent, env={"XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": ""},
        )
        for _ in range(3)
    ]  # fmt: skip
    assert [process.communicate()[0].strip() for process in processes] == ["small"] * 3
    assert len(list((tmp_path / "cache" / "mentionmap").iterdir())) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")
def test_kill_9_while_the_core_is_unpacked_leaves_nothing_that_the_next_unpacking_does_not_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "DATA", packed_core(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "mentionmap"
    whole = core.prepare_core().read_bytes()
    kills = 0
    while True:
        shutil.rmtree(folder)
        if not killed_before(kills, folder, core.prepare_core):
            break
        kills += 1
        path = core.prepare_core()
        assert path.read_bytes() == whole
        assert list(folder.iterdir()) == [path]
    assert kills > 5


def test_cores_of_other_versions_that_no_one_uses_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "DATA", packed_core(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "mentionmap"
    folder.mkdir(parents=True)
    names = ("core-0123.gazetteer", "core-4567.gazetteer", ".core-begun", "other.txt")
    old, used, begun, other = (folder / name for name in names)
    for path in (old, used, begun, other):
        path.touch()
        os.utime(path, None if path == used else (0, 0))
    current = core.prepare_core()
    assert set(folder.iterdir()) == {current, used, other}
    current.unlink()
    assert core.prepare_core() == current
    os.utime(current, (0, 0))
    core.prepare_core()
    assert current.stat().st_mtime > used.stat().st_mtime - 60


def test_an_altered_core_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed_core(tmp_path / "data")
    content = bytearray((data / core.CORE).read_bytes())
    content[len(content) // 2] ^= 1
    (data / core.CORE).write_bytes(content)
    monkeypatch.setattr(core, "DATA", data)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(GazetteerDamaged, match="checksum"):
        core.prepare_core()


def test_ids_of_geonames_are_rows() -> None:
    assert geonames_row("geonames:1668284") == 1668284
    assert not any(
        map(geonames_row, ("geonames:0", "geonames:x", "geonames:", "geonames:²", "osm-land:5", f"geonames:{2**31}"))
    )


def test_opening_takes_milliseconds(world: Gazetteer) -> None:
    import time

    start = time.process_time()
    Store(world.stores()[0].path).close()
    assert time.process_time() - start < 0.1


def test_a_named_store_lies_over_the_core(tmp_path: Path) -> None:
    path = write(tmp_path / "mine", [Place("geonames:1668341", "My Taipei", 25.0, 121.5, "PPLC", "TW")])
    source = open_gazetteer(path)
    record = source.places(["geonames:1668341"])["geonames:1668341"]
    assert record.name == "My Taipei"
    assert "Taipei" in record.names[""]
    assert record.population > 1_000_000
    assert named(source, "台北")["geonames:1668341"]
    assert named(source, "My Taipei") == {"geonames:1668341": ("main", "PPLC")}
    assert math.isclose(source.places(["geonames:1668341"])["geonames:1668341"].lat, 25.0)
    assert source.info.name == "mentionmap core+small"
    source.close()
