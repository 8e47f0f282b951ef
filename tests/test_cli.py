"""What a user types is answered on stdout, or refused with one line on stderr and status 2; nothing is half written."""

from __future__ import annotations

import contextlib
import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from cli_reference import reference

import cli

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = str(ROOT / "examples" / "yonaguni.md")
SENTENCE = "Yonaguni lies less than 70 miles from Taiwan. It is 400 miles from Taipei."


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command in this process: (status, stdout, stderr)."""

    def run(*arguments, stdin=None):
        monkeypatch.setattr(sys, "argv", ["mentionmap", *map(str, arguments)])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return ended.value.code or 0, captured.out, captured.err

    return run


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    return path


def refused(result, *said):
    """The status is 2, stdout is empty, and stderr is one line that says these words."""
    status, out, err = result
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1, err
    assert err.startswith("mentionmap: ")
    for words in said:
        assert words in err
    return True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "none.txt"], ["none.txt", "does not exist"]),
        (["batch", "none.txt", "-o", "out"], ["none.txt", "does not exist"]),
        (["check"], ["FILE"]),
        (["chekc", EXAMPLE], ["chekc"]),
        (["check", EXAMPLE, "--format", "xml"], ["xml"]),
        (["check", EXAMPLE, "--fail-on", "false"], ["false", "refuted"]),
        (["check", EXAMPLE, "--country", "Japan"], ["Japan", "JP"]),
        (["check", EXAMPLE, "--set", "Georgia"], ["Georgia", "NAME=ID"]),
        (["check", EXAMPLE, "--set", "Georgia=nowhere:1"], ["nowhere:1"]),
        (["check", EXAMPLE, "--kinds", "literal,odd"], ["odd"]),
        (["check", EXAMPLE, "--near", "Xyzzyqqville"], ["Xyzzyqqville"]),
        (["check", EXAMPLE, "--threshold", "2"], ["2"]),
        (["check", EXAMPLE, "--gazetteer", "none.gazetteer"], ["none.gazetteer"]),
        (["check", EXAMPLE, "-o", "none/out.txt"], ["none", "folder"]),
        (["export", EXAMPLE, "-o", "none/out.csv"], ["none", "folder"]),
        (["export", EXAMPLE, "-o", "out.shp"], ["out.shp", "--format"]),
        (["export", EXAMPLE, "-o", "."], ["folder"]),
        (["export", EXAMPLE, "-f", "gpkg"], ["-o"]),
        (["map", EXAMPLE, "-o", "none/out.html"], ["none", "folder"]),
        (["map", EXAMPLE], ["-o"]),
        (["distance", "Taiwan"], ["B"]),
        (["distance", "Taiwan", "Xyzzyqqville"], ["Xyzzyqqville"]),
        (["lookup", "Xyzzyqqville"], ["Xyzzyqqville"]),
        (["lookup", ""], ["name"]),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(run, monkeypatch, tmp_path, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert refused(run(*arguments), *said)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["check", "export", "analyze"])
@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n\0\0\0", "no text"), (b"caf\xe9", "iconv")]
)
def test_input_that_is_no_text_is_one_line_and_status_2(run, tmp_path, command, data, said):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refused(run(command, path), "a.txt", said)
    assert refused(run(command, "-", stdin=data), said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("command", [["lookup", "Taipei"], ["analyze", EXAMPLE], ["--help"]])
def test_an_output_that_is_full_is_one_line_and_status_2(command):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *command],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "mentionmap: the output: No space left on device\n"


def test_without_a_command_the_help_is_shown_and_version_is_told(run):
    status, out, err = run()
    assert (status, err) == (0, "")
    assert "Commands:" in out
    assert run("--version")[1].startswith("mentionmap")
    assert refused(run("gazetteer"), "command")


def test_a_folder_without_documents_is_one_line_and_status_2(run, tmp_path):
    assert refused(run("check", tmp_path), "without documents")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_line_and_status_2(run, tmp_path, document):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert refused(run("export", document, "-o", folder / "a.csv"), "cannot be written")


@pytest.mark.parametrize("damage", ["text", "truncated"])
def test_a_damaged_gazetteer_is_one_line_and_status_2(run, tmp_path, document, damage):
    path = tmp_path / "a.gazetteer"
    path.write_bytes(b"no store" if damage == "text" else b"SQLite format 3\0" + bytes(40))
    assert refused(run("check", document, "--gazetteer", path), "a.gazetteer")


def test_check_says_verdict_sentence_readings_and_how_to_replicate(run, document):
    status, out, err = run("check", document)
    assert (status, err) == (0, "")
    for words in ("SUPPORTED", "REFUTED", "«", "nearest points", "mentionmap distance"):
        assert words in out


def test_fail_on_gives_status_1_where_a_claim_comes_to_it(run, document):
    assert run("check", document, "--fail-on", "refuted")[0] == 1
    assert run("check", document, "--fail-on", "unverifiable")[0] == 0


def test_analyze_gives_one_object_for_one_document_and_a_list_for_several(run, document, tmp_path):
    one = json.loads(run("analyze", document)[1])
    assert one["document"] == {
        "id": str(document), "title": SENTENCE, "chars": len(SENTENCE), "date": None, "source": str(document),
    }  # fmt: skip
    for mention in one["mentions"]:
        assert SENTENCE[mention["start"] : mention["end"]] == mention["text"]
    # What is read twice is told apart.
    several = [one, one | {"document": one["document"] | {"id": f"{document} (2)"}}]
    assert json.loads(run("analyze", document, document)[1]) == several
    lines = run("analyze", document, document, "--format", "jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == several
    assert json.loads(run("check", document, "--format", "json")[1]) == one
    (tmp_path / "out.json").write_text("old")
    assert run("analyze", document, "-o", tmp_path / "out.json")[1] == ""
    assert json.loads((tmp_path / "out.json").read_text()) == one


def test_standard_input_is_read_as_a_dash(run, document):
    status, out, _ = run("analyze", "-", stdin=SENTENCE.encode())
    found = json.loads(out)
    assert status == 0
    assert found["document"]["id"] == "-"
    assert found["mentions"] == json.loads(run("analyze", document)[1])["mentions"]


def test_rows_keep_their_ids(run, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "r1", "text": "Taipei"}\n{"id": "r2", "text": ""}\n')
    assert [found["document"]["id"] for found in json.loads(run("analyze", path)[1])] == ["r1", "r2"]


def test_the_text_as_read_can_be_saved(run, document, tmp_path):
    run("analyze", document, "--save-text", tmp_path / "texts")
    (saved,) = (tmp_path / "texts").iterdir()
    assert saved.read_text() == SENTENCE


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "markdown", "html", "csv", "claimreview"])
def test_every_check_format_goes_to_stdout_alone(run, document, form):
    status, out, err = run("check", document, "--format", form)
    assert (status, err) == (0, "")
    assert "Yonaguni" in out
    if form in {"json", "claimreview"}:
        json.loads(out)
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(out)))) == 3


def test_export_writes_a_file_and_says_so_on_stderr(run, document, tmp_path):
    status, out, err = run("export", document, "-o", tmp_path / "a.geojson")
    assert (status, out) == (0, "")
    assert err == f"wrote {tmp_path / 'a.geojson'}\n"
    assert json.loads((tmp_path / "a.geojson").read_text())["type"] == "FeatureCollection"
    assert json.loads(run("export", document)[1])["type"] == "FeatureCollection"


def test_map_writes_one_page(run, document, tmp_path):
    status, out, _ = run("map", document, "-o", tmp_path / "a.html")
    assert (status, out) == (0, "")
    assert "Yonaguni" in (tmp_path / "a.html").read_text()


def test_distance_measures_shore_to_shore(run):
    found = json.loads(run("distance", "Taiwan", "Yonaguni", "--format", "json")[1])
    assert list(found) == ["a", "b", "readings", "points", "azimuth", "method"]
    readings = {reading["name"]: reading for reading in found["readings"]}
    assert 107 <= readings["nearest"]["km"] <= 109
    assert readings["centre"]["km"] > 200
    assert {"nearest", "centre", "farthest"} <= set(readings)
    assert "nearest points" in run("distance", "Taiwan", "Yonaguni")[1]


def test_distance_takes_coordinates_and_ids(run):
    found = json.loads(run("distance", "25.74,123.47", "geonames:1668284", "--format", "json")[1])
    assert found["a"]["lat"] == 25.74
    assert found["b"]["name"] == "Taiwan"


def test_the_command_that_a_claim_names_prints_the_claims_figures(run, document):
    claim = json.loads(run("analyze", document)[1])["claims"][0]
    command = claim["reproduce"].split()
    assert command[:2] == ["mentionmap", "distance"]
    found = json.loads(run(*command[1:], "--format", "json")[1])
    own = {reading["name"]: reading["km"] for reading in claim["readings"]}
    for reading in found["readings"]:
        assert own.get(reading["name"], reading["km"]) == reading["km"]


def test_lookup_gives_places_best_first_with_the_contracts_fields(run):
    found = json.loads(run("lookup", "Pingtung", "--format", "json")[1])
    assert list(found[0]) == ["id", "name", "lat", "lon", "feature_code", "country", "admin1", "population", "score"]
    assert [place["score"] for place in found] == sorted((place["score"] for place in found), reverse=True)
    assert found[0]["country"] == "TW"
    assert "Pingtung" in run("lookup", "Pingtung")[1]


def test_a_name_that_is_written_wrongly_gets_a_guess(run):
    assert refused(run("lookup", "Yonagumi"), "Yonagumi", "yonaguni?")
    assert refused(run("distance", "Taiwan", "Yonagumi"), "Yonagumi", "yonaguni?")


def test_lookup_keeps_the_feature_that_is_asked_for_and_says_when_there_is_none(run):
    found = json.loads(run("lookup", "Pingtung", "--feature", "ADM", "-f", "json")[1])
    assert found
    assert all(place["feature_code"].startswith("ADM") for place in found)
    assert refused(run("lookup", "Pingtung", "--feature", "ISL"), "Pingtung", "ISL", "without --feature")


def test_lookup_as_geojson_is_read_by_geopandas(run, tmp_path):
    import geopandas

    path = tmp_path / "found.geojson"
    path.write_text(run("lookup", "Pingtung", "-f", "geojson")[1], encoding="utf-8")
    frame = geopandas.read_file(path)
    assert list(frame["id"]) == [place["id"] for place in json.loads(run("lookup", "Pingtung", "-f", "json")[1])]
    assert frame.geometry.iloc[0].x == pytest.approx(120.5, abs=0.5)


def test_a_terminal_is_shown_the_rate_and_the_time_left(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    row = json.dumps({"text": "Taipei lies some 107 km from Yonaguni, and Tokyo lies far to the north of it. " * 20})
    corpus.write_text(f"{row}\n" * 400, encoding="utf-8")
    terminal, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 110, 0, 0))
    command = [sys.executable, "-m", "cli", "analyze", corpus, "-f", "jsonl", "-o", tmp_path / "out.jsonl"]
    with subprocess.Popen(command, cwd=ROOT, stderr=end, stdout=subprocess.DEVNULL):
        os.close(end)
        shown = ""
        with contextlib.suppress(OSError):  # how Linux says that the other side has closed
            while piece := os.read(terminal, 65536):
                shown += piece.decode(errors="replace")
    os.close(terminal)
    assert re.search(r"/400 \[\d\d:\d\d<\d\d:\d\d, +[\d.]+ documents/s\]", shown)
    assert "wrote" in shown


def test_lookup_is_steered_by_country_and_nearness(run):
    assert json.loads(run("lookup", "Paris", "--country", "US", "-f", "json")[1])[0]["country"] == "US"
    near = json.loads(run("lookup", "Paris", "--near", "33.66,-95.55", "-f", "json")[1])[0]
    assert near["admin1"] == "Texas"


def test_a_name_may_be_fixed_by_hand(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("She flew to Georgia.")
    plain, fixed = (
        json.loads(run("analyze", path, *options)[1])["mentions"][0]
        for options in ((), ("--set", "Georgia=geonames:4197000"))
    )
    assert fixed["place"] == "geonames:4197000"
    assert plain["candidates"] != []


def test_names_choose_whose_name_comes_first_and_never_the_verdict(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Uotsuri, the largest of the Senkaku Islands, is about 170 kilometers from Taiwan.")
    checked = {who: run("check", path, "--names", who)[1] for who in ("JP", "CN", "TW")}
    assert "Diaoyu" in checked["CN"].split("why")[0]
    claims = {who: run("export", path, "--names", who)[1] for who in checked}
    verdicts = [
        [f["properties"]["verdict"] for f in json.loads(text)["features"] if f["properties"]["layer"] == "claim"]
        for text in claims.values()
    ]
    assert verdicts[0] == verdicts[1] == verdicts[2] != []
    for text in checked.values():
        assert "claimed by" in text


def test_a_gazetteer_of_ones_own_is_made_asked_exported_and_checked(run, tmp_path):
    table, store = tmp_path / "own.csv", tmp_path / "own.gazetteer"
    table.write_text("id,name,lat,lon\n1,Xyzzyqqville,24.5,122.5\n2,Nowhere,far,away\n")
    status, out, err = run("gazetteer", "import", table, "--gazetteer", store)
    assert status == 0
    assert out.startswith("1 place: ")
    assert "1 line could not be read" in err
    found = json.loads(run("lookup", "Xyzzyqqville", "--gazetteer", store, "-f", "json")[1])
    assert (found[0]["lat"], found[0]["lon"]) == (24.5, 122.5)
    stores = json.loads(run("gazetteer", "info", "--gazetteer", store, "-f", "json")[1])
    assert [sum(one["places"].values()) for one in stores][1:] == [1]
    assert "populated places" in run("gazetteer", "info")[1]
    assert run("gazetteer", "export", "-o", tmp_path / "own.json", "--gazetteer", store)[0] == 0
    assert "Xyzzyqqville" in (tmp_path / "own.json").read_text()
    assert run("gazetteer", "check", "--gazetteer", store)[:2] == (0, "no faults\n")
    assert refused(run("gazetteer", "import", tmp_path / "none.csv", "--gazetteer", store), "none.csv")
    assert refused(run("gazetteer", "import", table, "--column", "name", "--gazetteer", store), "--column")


def test_every_command_has_help_and_the_docs_are_what_the_commands_say():
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == reference(), "run: python tests/cli_reference.py > docs/cli.md"
    for command in cli.app.registered_commands:
        assert command.callback.__doc__


def mentionmap(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, **options
    )


def test_lookup_pays_for_nothing_heavy():
    code = (
        "import sys, cli; sys.argv = ['mentionmap', 'lookup', 'Pingtung']\n"
        "try: cli.main()\nfinally: print(*{m.split('.')[0] for m in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    heavy = {"numpy", "pandas", "shapely", "pyproj", "geopandas", "folium", "pyogrio", "rich", "pydantic", "scipy"}
    assert not heavy & set(done.stderr.split())


def test_a_reader_that_stops_early_is_no_error():
    command = f"{sys.executable} -m cli analyze {EXAMPLE} | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


def test_lookup_costs_half_a_second_at_most_on_a_machine_that_starts_python_in_15_ms(tmp_path):
    """As a user has it, with its modules compiled; docs/speed.md has the figure, this the alarm at twice its bound."""
    compiled = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}

    def seconds(*command):
        """Of processor time, the least of several runs: other work on the machine does not count."""
        spent = []
        for _ in range(7):
            process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=compiled, stdout=subprocess.DEVNULL)
            _, process.returncode, used = os.wait4(process.pid, 0)
            assert process.returncode == 0
            spent.append(used.ru_utime + used.ru_stime)
        return min(spent)

    assert seconds("-m", "cli", "lookup", "Pingtung") < 0.5 / 0.015 * seconds("-c", "pass")
