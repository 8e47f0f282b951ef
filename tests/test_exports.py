"""Every export reads back, with tools that are not ours, as what was analysed; nothing drops out, nothing is run."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from pyarrow import parquet
from samples import analysis_of_fiji, analysis_of_yonaguni, hostile_analysis

from gazetteer.importing.linked_places import linked_place
from gazetteer.importing.records import Found
from geo.errors import OutputError, UsageError
from geo.files import replacing
from maps.cells import inert
from maps.export import FORMATS, SUFFIXES, export, export_text, format_of
from maps.linked import claim_reviews_text
from maps.tables import LAYERS, SCHEMA, frame

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "geojson": "a.geojson",
    "gpkg": "a.gpkg",
    "parquet": "a.parquet",
    "fgb": "a.fgb",
    "csv": "a.csv",
    "kml": "a.kml",
    "annotations": "a.jsonld",
    "linked-places": "a.lpf.json",
}


@pytest.fixture
def analyses():
    return [analysis_of_yonaguni(), analysis_of_fiji()]


def counts(analyses):
    return {
        "mentions": sum(len(analysis.mentions) for analysis in analyses),
        "places": len({key for analysis in analyses for key in analysis.places}),
        "claims": sum(len(analysis.claims) for analysis in analyses),
    }


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("made", [list, lambda: [hostile_analysis()], lambda: [analysis_of_yonaguni()]])
def test_every_format_is_written_for_any_analyses_and_twice_the_same(tmp_path, form, made):
    files = export(made(), tmp_path / FILES[form], form)
    first = [path.read_bytes() for path in files]
    assert all(first)
    assert export(made(), tmp_path / FILES[form], form) == files
    if form != "gpkg":  # it notes when it was written
        assert [path.read_bytes() for path in files] == first
    assert sorted(tmp_path.iterdir()) == sorted(files)


@pytest.mark.parametrize("form", ["gpkg", "parquet", "fgb"])
def test_geopandas_reads_back_every_row_with_its_columns_and_place(tmp_path, analyses, form):
    files = export(analyses, tmp_path / FILES[form])
    for layer, count in counts(analyses).items():
        if form == "gpkg":
            table = gpd.read_file(files[0], layer=layer)
        else:
            path = files[LAYERS.index(layer)]
            table = gpd.read_parquet(path) if form == "parquet" else gpd.read_file(path)
        assert len(table) == count
        assert [*SCHEMA[layer], "geometry"] == list(table.columns)
        assert table.crs.to_authority() == (("OGC", "CRS84") if form == "parquet" else ("EPSG", "4326"))
        ours = frame(analyses, layer)
        assert table["id"].tolist() == ours["id"].tolist()
        for read, written in zip(table.geometry, ours.geometry, strict=True):
            assert (read is None) == (written is None)
            assert read is None or read.equals(written)


def test_geojson_opens_in_geopandas_with_every_located_mention(tmp_path, analyses):
    export(analyses, tmp_path / "a.geojson")
    table = gpd.read_file(tmp_path / "a.geojson")
    located = [m for analysis in analyses for m in analysis.mentions if m.lon is not None]
    found = table[(table["layer"] == "mention") & ~table.geometry.isna()]
    assert [(p.x, p.y) for p in found.geometry] == [(m.lon, m.lat) for m in located]


def test_geojson_has_a_feature_a_line_so_that_a_diff_is_small(analyses):
    lines = export_text(analyses, "geojson").splitlines()
    features = [json.loads(line.rstrip(",")) for line in lines[1:-1]]
    assert len(features) == sum(counts(analyses).values())


def test_geopackage_is_a_database_with_three_layers(tmp_path, analyses):
    (path,) = export(analyses, tmp_path / "a.gpkg")
    assert [name for name, _ in pyogrio.list_layers(path)] == list(LAYERS)
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("select verdict from claims").fetchall()[0] == ("supported",)
    finally:
        connection.close()


def test_geoparquet_says_where_its_geometry_is(tmp_path, analyses):
    files = export(analyses, tmp_path / "a.parquet")
    meta = json.loads(parquet.read_schema(files[0]).metadata[b"geo"])
    assert meta["primary_column"] == "geometry"


def test_csv_reads_back_in_pandas(tmp_path, analyses):
    mentions, places, claims = export(analyses, tmp_path / "a.csv")
    assert [path.name for path in (mentions, places, claims)] == ["a.csv", "a.places.csv", "a.claims.csv"]
    table = pd.read_csv(mentions)
    assert len(table) == counts(analyses)["mentions"]
    assert table["lon"].notna().sum() == sum(m.lon is not None for analysis in analyses for m in analysis.mentions)
    lines = gpd.GeoSeries.from_wkt(pd.read_csv(claims)["wkt"])
    assert lines.geom_type.tolist() == ["LineString", "LineString", "MultiLineString"]


def test_kml_opens_in_gdal_with_all_that_was_said(tmp_path, analyses):
    (path,) = export(analyses, tmp_path / "a.kml")
    for layer, count in counts(analyses).items():
        assert len(gpd.read_file(path, layer=layer)) == count
    ET.parse(path)


def test_hostile_text_reads_back_from_kml_as_text(tmp_path):
    (path,) = export([hostile_analysis()], tmp_path / "a.kml")
    names = {element.text for element in ET.parse(path).iter("{http://www.opengis.net/kml/2.2}name")}
    assert any("<script>" in name for name in names)


def test_shared_ids_join_the_layers(analyses):
    mentions, places, claims = (frame(analyses, layer) for layer in LAYERS)
    assert set(mentions["place"].dropna()) <= set(places["id"])
    assert set(claims["subject_place"].dropna()) <= set(places["id"])
    keys = set(zip(mentions["document"], mentions["id"], strict=True))
    assert set(zip(claims["document"], claims["subject_mention"], strict=True)) <= keys


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_of_a_csv_file_is_a_formula(text):
    assert inert(text) == f"'{text}"
    assert inert(-1.5) == -1.5
    assert inert("Taipei") == "Taipei"


def test_annotations_select_the_text_by_position_and_by_quote(analyses):
    collection = json.loads(export_text(analyses, "annotations"))
    model, ours = collection["@context"]
    assert model == "http://www.w3.org/ns/anno.jsonld"
    page = collection["first"]
    assert page["partOf"] == collection["id"] != page["id"]
    items = page["items"]
    identified = [item["body"][0]["source"] for item in items if item["motivation"] == "identifying"]
    assert {place["type"] for place in identified} | {place["geometry"]["type"] for place in identified} <= set(ours)
    assert len({item["id"] for item in items}) == len(items) == counts(analyses)["mentions"]
    texts = {analysis.document.id: analysis.document.text for analysis in analyses}
    for item in items:
        text = texts[item["target"]["source"].removeprefix("urn:mentionmap:document:")]
        position, quote = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_linked_places_name_every_claimants_name_and_link_to_the_source(analyses):
    collection = json.loads(export_text(analyses, "linked-places"))
    by_title = {feature["properties"]["title"]: feature for feature in collection["features"]}
    assert by_title["Taiwan"]["@id"] == "https://www.geonames.org/1668284"
    assert {"臺灣"} <= {name["toponym"] for name in by_title["Taiwan"]["names"]}
    senkaku = by_title["Senkaku Islands"]
    assert {"Diaoyu Dao", "Diaoyutai"} <= {name["toponym"] for name in senkaku["names"]}
    assert set(senkaku["properties"]["ccodes"]) == {"JP", "CN", "TW"}


def test_linked_places_have_what_the_format_requires(analyses):
    """https://github.com/LinkedPasts/linked-places-format, under "required" and "encouraged"."""
    for feature in json.loads(export_text(analyses, "linked-places"))["features"]:
        assert urlsplit(feature["@id"]).scheme in {"https", "urn"}
        assert feature["properties"]["title"]
        assert feature["properties"]["fclasses"][0] in set("AHLPRSTUV")
        assert any(name.get("citations") for name in feature["names"])
        assert feature["geometry"]["type"] == "GeometryCollection"
        assert [part["type"] for part in feature["geometry"]["geometries"]] == ["Point"]
        (kind,) = feature["types"]
        assert re.fullmatch(r"https://www\.geonames\.org/ontology#[AHLPRSTUV]\.[A-Z0-9]+", kind["identifier"])


def test_exported_linked_places_can_be_imported_again(analyses):
    for feature in json.loads(export_text(analyses, "linked-places"))["features"]:
        found = linked_place(1, feature, Path("places.json"))
        assert isinstance(found, Found)
        assert found.place.feature_code == feature["properties"]["fcode"]
        assert [found.place.lon, found.place.lat] == feature["geometry"]["geometries"][0]["coordinates"]


def test_claim_reviews_carry_the_claim_its_verdict_and_its_evidence(analyses):
    reviews = json.loads(claim_reviews_text(analyses))["@graph"]
    assert [review["reviewRating"]["alternateName"] for review in reviews] == ["Supported", "Refuted", "Supported"]
    for review in reviews:
        rating = review["reviewRating"]
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert review["claimReviewed"]
        assert {thing["@type"] for thing in review["itemReviewed"]["about"]} == {"Place"}
        assert "mentionmap distance" in review["reviewBody"]
        assert review["isBasedOn"]["identifier"].startswith("sha256:")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_names_the_format(suffix):
    assert format_of(Path(f"a{suffix.upper()}")) == SUFFIXES[suffix]


def test_an_unknown_suffix_is_refused():
    with pytest.raises(UsageError, match="--format"):
        format_of(Path("a.shp"))


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.geojson").write_text("old")
    (tmp_path / "a.geojson").symlink_to(tmp_path / "folder" / "a.geojson")
    export([analysis_of_fiji()], tmp_path / "a.geojson")
    assert (tmp_path / "a.geojson").is_symlink()
    assert "Taveuni" in (tmp_path / "folder" / "a.geojson").read_text()


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_a_device_is_no_target(tmp_path):
    os.mkfifo(tmp_path / "pipe.geojson")
    for target in (Path("/dev/null"), tmp_path / "pipe.geojson"):
        with pytest.raises(OutputError, match="no ordinary file"):
            export([], target, "geojson")


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.geojson"
    target.write_text("old")
    with pytest.raises(LookupError), replacing(target) as (temporary,):
        temporary.write_bytes(b"half" + {}["the rest"])
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_process_left_is_swept_and_a_running_ones_is_not(tmp_path):
    target = tmp_path / "a.geojson"
    code = (
        "import os, signal, sys; from pathlib import Path; from geo.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as (temporary,):\n"
        "    temporary.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(target)], cwd=ROOT, check=False)
    (left,) = tmp_path.iterdir()
    running = tmp_path / f".{target.name}.{os.getpid()}.x.geojson"
    running.touch()
    export([analysis_of_fiji()], target)
    assert not left.exists()
    assert sorted(tmp_path.iterdir()) == [running, target]


def test_a_target_that_cannot_be_written_is_refused_before_any_work(tmp_path):
    for target, said in ((tmp_path / "none" / "a.csv", "no folder"), (tmp_path, "is a folder")):
        with pytest.raises(OutputError, match=said):
            export([], target, "geojson")


def test_the_docs_list_every_column_and_format():
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for layer in LAYERS:
        for column, dtype in SCHEMA[layer].items():
            assert f"| `{column}` | {dtype} |" in page, (layer, column)
    for form in FORMATS:
        assert f"`{form}`" in page


def test_a_sheet_has_a_row_a_claim_and_no_formula():
    from maps.reports.sheet import COLUMNS, sheet

    rows = list(csv.reader(io.StringIO("".join(sheet([hostile_analysis(), analysis_of_yonaguni()])))))
    assert rows[0] == list(COLUMNS)
    assert [row[1] for row in rows[1:]] == ["c1", "c1", "c2"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
@pytest.mark.parametrize("form", ["geojson", "gpkg", "parquet", "fgb", "csv", "kml"])
def test_a_disk_that_fills_up_is_one_line_and_leaves_no_half_file(tmp_path, form):
    code = (
        "import resource, sys; sys.path.insert(0, 'tests'); sys.dont_write_bytecode = True\n"
        "from dataclasses import replace; from pathlib import Path\n"
        "import geopandas, pyogrio, shapely; from pyarrow import parquet; from samples import analysis_of_yonaguni\n"
        "from geo.errors import OutputError; from geo.records import Document; from maps.export import export\n"
        "one = analysis_of_yonaguni()\n"
        "many = [replace(one, document=Document(f'd{n}', one.document.text)) for n in range(200)]\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
        "try: export(many, Path(sys.argv[1]))\n"
        "except OutputError as error: print(error)\n"
    )
    target = tmp_path / f"a.{form}"
    done = subprocess.run([sys.executable, "-c", code, target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "cannot be written" in done.stdout, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert not list(tmp_path.iterdir())
