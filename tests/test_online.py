"""An online geocoder is asked only where that is wanted, slowly, once a name; no failure of it is one of ours."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from gazetteer import open_gazetteer
from gazetteer.online import SCORE, Geocoder, Kept, Online, analyze_online, user_agent
from geo.errors import UsageError
from geo.options import Options
from geo.records import Document

ROOT = Path(__file__).resolve().parent.parent
# As Nominatim answers /search with format=json, addressdetails and namedetails; the place is made up.
VILLAGE = {
    "osm_type": "node",
    "osm_id": 42,
    "lat": "48.9",
    "lon": "2.5",
    "class": "place",
    "type": "village",
    "addresstype": "village",
    "boundingbox": ["48.89", "48.91", "2.49", "2.51"],
    "namedetails": {"name": "Zorbaville", "name:fr": "Zorbaville-la-Grande"},
    "address": {"village": "Zorbaville", "state": "Île-de-France", "country": "France", "country_code": "fr"},
    "display_name": "Zorbaville, Île-de-France, France",
}
TEXT = "The village of Zorbaville lies 12 km from Paris. She was born in Qwertyhausen and died in Zorbaville."


class Nominatim:
    """A geocoder on loopback that notes what it is asked."""

    def __init__(self):
        self.answers = {"Zorbaville": [VILLAGE]}
        self.status, self.body, self.delay = 200, None, 0.0
        self.asked, self.times, self.agents = [], [], []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = parse_qs(urlsplit(self.path).query)
                outer.asked.append(query["q"][0])
                outer.times.append(time.monotonic())
                outer.agents.append(self.headers["User-Agent"])
                time.sleep(outer.delay)
                body = outer.body or json.dumps(outer.answers.get(query["q"][0], [])).encode()
                self.send_response(outer.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def nominatim():
    server = Nominatim()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture(scope="module")
def core():
    return open_gazetteer()


def geocoder(nominatim, tmp_path, **options):
    return Geocoder(nominatim.address, cache=tmp_path / "kept.sqlite", **{"seconds_between": 0, **options})


def test_names_that_the_gazetteer_lacks_are_asked_and_the_output_says_so(nominatim, tmp_path, core):
    source = Online(core, geocoder(nominatim, tmp_path))
    analysis = analyze_online(Document("a", TEXT), source, Options())
    assert nominatim.asked == ["Zorbaville", "Qwertyhausen"]
    told = [mention for mention in analysis.mentions if mention.text == "Zorbaville"]
    assert [(mention.place, mention.lat, mention.lon, mention.score) for mention in told] == [
        ("nominatim:N42", 48.9, 2.5, SCORE)
    ] * 2
    assert told[0].reason.startswith("not in the gazetteer; the first answer of Nominatim (OpenStreetMap, ODbL), ")
    (unknown,) = (mention for mention in analysis.mentions if mention.text == "Qwertyhausen")
    assert unknown.place is None
    place = analysis.places["nominatim:N42"]
    assert (place.feature_code, place.country, place.admin1) == ("PPL", "FR", "Île-de-France")
    assert place.source.startswith("Nominatim (OpenStreetMap, ODbL)")
    assert 1000 < place.accuracy_m < 2000
    (claim,) = analysis.claims
    assert claim.subject.place == "nominatim:N42"
    assert analysis.judgements[claim.id].verdict == "supported"
    assert analysis.places[claim.object.place].id.startswith("geonames:")


def test_what_the_gazetteer_knows_is_not_asked(nominatim, tmp_path, core):
    analyze_online(Document("a", "Paris and Tokyo."), Online(core, geocoder(nominatim, tmp_path)), Options())
    assert nominatim.asked == []


def test_who_asks_is_said_with_a_contact_where_one_is_given(nominatim, tmp_path):
    geocoder(nominatim, tmp_path, contact="desk@paper.example\r\nX: y").find("Zorbaville")
    (agent,) = nominatim.agents
    assert agent == user_agent("desk@paper.exampleX: y")
    assert agent.startswith("mentionmap")
    assert "geopy" not in agent


def test_an_answer_is_kept_on_the_disk_also_that_there_is_none(nominatim, tmp_path):
    first = [geocoder(nominatim, tmp_path).find(name) for name in ("Zorbaville", "Qwertyhausen")]
    again = [geocoder(nominatim, tmp_path).find(name) for name in ("Zorbaville", "Qwertyhausen")]
    assert first == again
    assert first[0].names == {"": ("Zorbaville",), "fr": ("Zorbaville-la-Grande",)}
    assert nominatim.asked == ["Zorbaville", "Qwertyhausen"]


def test_questions_are_a_pause_apart(nominatim, tmp_path):
    slow = geocoder(nominatim, tmp_path, seconds_between=0.3)
    for name in ("A", "B", "C"):
        slow.find(name)
    gaps = [after - before for before, after in zip(nominatim.times, nominatim.times[1:], strict=False)]
    assert min(gaps) >= 0.28
    assert Geocoder()._pause >= 1


@pytest.mark.parametrize(
    "failure",
    [
        (200, None, 1.0),
        (403, b"Access blocked", 0),
        (429, b"Too many", 0),
        (500, b"", 0),
        (200, b"<html>", 0),
        (200, b"[7, null]", 0),
        (200, json.dumps([VILLAGE | {"lat": "far"}]).encode(), 0),
        (200, json.dumps([VILLAGE | {"lat": "91"}]).encode(), 0),
        (200, b"\xff\xfe", 0),
    ],
)
def test_a_failure_is_one_warning_and_nothing_more_is_asked(nominatim, tmp_path, core, failure):
    nominatim.status, nominatim.body, nominatim.delay = failure
    said = []
    patience_s = 0.3 if nominatim.delay else 30
    source = Online(core, geocoder(nominatim, tmp_path, timeout_s=patience_s, warn=said.append))
    analysis = analyze_online(Document("a", TEXT), source, Options())
    (warning,) = said
    assert nominatim.address in warning
    assert "stay unresolved" in warning
    assert "\n" not in warning
    assert len(nominatim.asked) == 1
    assert [mention.place for mention in analysis.mentions if mention.text == "Zorbaville"] == [None, None]


def test_no_server_is_one_warning(tmp_path):
    said = []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert Geocoder(address, cache=tmp_path / "kept.sqlite", warn=said.append).find("Zorbaville") is None
    assert len(said) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"boundingbox": ["1"]},
        {"osm_id": None},
        {"namedetails": ["Zorbaville"]},
        {"namedetails": {"name": "Zorba's Taverna"}},
        {"class": "amenity"},
        {"address": "France"},
    ],
)
def test_an_answer_that_is_no_place_of_that_name_is_none(nominatim, tmp_path, change):
    nominatim.answers["Zorbaville"] = [VILLAGE | change]
    assert geocoder(nominatim, tmp_path).find("Zorbaville") is None
    nominatim.answers["Zorbaville "] = [VILLAGE | change, VILLAGE]
    assert geocoder(nominatim, tmp_path).find("Zorbaville ").id == "nominatim:N42"


def test_a_run_asks_a_bounded_number_of_bounded_names(nominatim, tmp_path, monkeypatch):
    monkeypatch.setattr("gazetteer.online.MOST_QUESTIONS", 3)
    said = []
    asking = geocoder(nominatim, tmp_path, warn=said.append)
    for name in ("A", "B", "C", "D", "E", "F" * 1000):
        asking.find(name)
    assert nominatim.asked == ["A", "B", "C"]
    assert len(said) == 1


def test_a_cache_that_cannot_be_used_is_one_warning(nominatim, tmp_path):
    (tmp_path / "kept.sqlite").write_bytes(b"no database" * 100)
    said = []
    asking = geocoder(nominatim, tmp_path, warn=said.append)
    assert asking.find("Zorbaville") == asking.find("Zorbaville")
    assert nominatim.asked == ["Zorbaville"]
    assert len(said) == 1
    assert "delete it" in said[0]


@pytest.mark.parametrize("address", ["nominatim.org", "file:///etc/passwd", "ftp://x", "http://"])
def test_a_server_is_a_web_address(address):
    with pytest.raises(UsageError, match="MENTIONMAP_GEOCODER"):
        Geocoder(address)


def mentionmap(tmp_path, *arguments, **environment):
    core = Path(open_gazetteer().stores()[0].path)
    cache = tmp_path / "cache" / "mentionmap"
    if not cache.exists():
        cache.mkdir(parents=True)
        (cache / core.name).symlink_to(core)
    return subprocess.run(
        [sys.executable, "-m", "cli", *map(str, arguments)],
        cwd=ROOT, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_commands_ask_only_with_online_and_then_know_the_id_without_asking(nominatim, tmp_path):
    text = tmp_path / "a.txt"
    text.write_text(TEXT)
    environment = {"MENTIONMAP_GEOCODER": nominatim.address, "MENTIONMAP_CONTACT": "desk@paper.example"}
    assert "Zorbaville" in mentionmap(tmp_path, "lookup", "Zorbaville", **environment).stderr
    mentionmap(tmp_path, "analyze", text, **environment)
    assert nominatim.asked == []
    found = json.loads(mentionmap(tmp_path, "analyze", text, "--online", **environment).stdout)
    assert {mention["place"] for mention in found["mentions"]} >= {"nominatim:N42"}
    assert "desk@paper.example" in nominatim.agents[0]
    assert "nominatim:N42" in mentionmap(tmp_path, "lookup", "Zorbaville", "--online", **environment).stdout
    assert len(nominatim.asked) == 2
    nominatim.server.shutdown()
    (claim,) = found["claims"]
    again = mentionmap(tmp_path, *claim["reproduce"].split()[1:], "--format", "json")
    assert json.loads(again.stdout)["readings"][0]["km"] == pytest.approx(claim["readings"][0]["km"], abs=0.001)


SOCKETLESS = """
import socket, sys
def refused(*_, **__): raise AssertionError("a socket was opened")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
import cli
sys.argv = ["mentionmap", *sys.argv[1:]]
try: cli.main()
except SystemExit as done:
    assert "geopy" not in sys.modules
    sys.exit(done.code)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["analyze"],
        ["map", "-o", "OUT/a.html"],
        ["export", "-o", "OUT/a.geojson"],
        ["batch", "-o", "OUT/batch", "--workers", "1"],
    ],
)
def test_no_command_opens_a_connection_unasked(tmp_path, arguments):
    text = tmp_path / "a.html"
    text.write_text(
        f"<html><body><article><p>{TEXT} See http://127.0.0.1:9/x and <img src='http://127.0.0.1:9/y.png'>.</p>"
        "<link rel=stylesheet href=http://127.0.0.1:9/z></article></body></html>"
    )
    command, *options = (argument.replace("OUT", str(tmp_path)) for argument in arguments)
    done = subprocess.run(
        [sys.executable, "-c", SOCKETLESS, command, text, *options],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_answers_are_kept_by_server(tmp_path):
    kept = Kept(tmp_path / "kept.sqlite")
    kept.keep("http://a", "Zorbaville", None)
    assert kept.answer("http://a", "Zorbaville") == (True, None)
    assert kept.answer("http://b", "Zorbaville") == (False, None)
