"""Fuzz every reader and parser by coverage, with atheris: nothing but an error of our own may come out of any bytes.

    pip install atheris
    python benchmarks/fuzz.py [--seconds 120] [--only pdf,geojson] [--inputs FOLDER]

Each target runs in a process of its own and begins from examples that are good. A traceback, a minute over one input
or 2 GiB of memory ends it with the input in FOLDER, and the script with status 1.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")  # where a file costs nothing
sys.path.insert(0, str(ROOT))

TEXT = "The village of Yonaguni (24°27′N 122°56′E) lies less than 70 miles (110 km) east of Taiwan, 1½ hours by ferry."
GEONAMES = (
    "99990001\tZorba\tZorba\tZorba,Zorbas\t24.5\t122.9\tP\tPPL\tJP\t\t47\t\t\t\t1700\t\t5\tAsia/Tokyo\t2024-01-01\n"
)
NAMES = "1\t1668284\tja\t台湾\t1\t\t\t\t\t\n2\t1668284\t\tFormosa\t\t\t\t1\t\t\n"
SHAPES = '1668284\t{"type":"Polygon","coordinates":[[[120,22],[122,22],[122,25],[120,25],[120,22]]]}\n'
FEATURE = {
    "@id": "x:1",
    "type": "Feature",
    "properties": {"title": "Zorba", "ccodes": ["JP"], "fclasses": ["P"]},
    "names": [{"toponym": "Zorba", "lang": "en"}, {"toponym": "ゾルバ", "lang": "ja"}],
    "types": [{"identifier": "PPL", "label": "town"}],
    "geometry": {"type": "MultiPolygon", "coordinates": [[[[1, 2], [3, 2], [3, 4], [1, 2]]]]},
    "when": {"timespans": [{"start": {"in": "1900"}}], "certainty": "certain"},
}
COLLECTION = {"type": "FeatureCollection", "features": [FEATURE]}
KML = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark>'
    "<name>Zorba</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>"
)
PAGE = "<html><head><title>T</title></head><body><article><p>{}</p><table><tr><td>1</td></tr></table></article></body>"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 43>>stream\nBT /F 12 Tf 72 720 Td (Yonaguni) Tj ET     \nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


def document(suffix: str) -> Callable[[Path], Callable[[bytes], None]]:
    """A target that reads the bytes as a file of this suffix."""

    def target(folder: Path) -> Callable[[bytes], None]:
        from geo.documents import read_documents
        from geo.errors import InputError

        path = folder / f"a{suffix}"

        def test(data: bytes) -> None:
            path.write_bytes(data)
            try:
                for found in read_documents([str(path)]):
                    found.text.encode()
            except InputError as error:
                assert "\n" not in str(error)  # noqa: PT017 - this is no test of pytest's

        return test

    return target


def imported(name: str, file_format: str) -> Callable[[Path], Callable[[bytes], None]]:
    """A target that imports the bytes as a file of this name."""

    def target(folder: Path) -> Callable[[bytes], None]:
        from gazetteer.importing import import_places
        from geo.errors import MentionmapError

        path, store = folder / name, folder / "x.gazetteer"

        def test(data: bytes) -> None:
            path.write_bytes(data)
            store.unlink(missing_ok=True)
            try:
                import_places([path], store=store, file_format=file_format, workers=0)
            except MentionmapError as error:
                assert "\n" not in str(error)  # noqa: PT017 - this is no test of pytest's

        return test

    return target


def features(name: str) -> Callable[[Path], Callable[[bytes], None]]:
    """A target that reads the bytes as a file of features of this name, without making a store of them."""

    def target(folder: Path) -> Callable[[bytes], None]:
        from gazetteer.importing.vector import read_vector
        from geo.errors import InputError

        path = folder / name

        def test(data: bytes) -> None:
            path.write_bytes(data)
            try:
                for _ in read_vector(path, {}):
                    pass
            except InputError:
                return

        return test

    return target


def analysed(_: Path) -> Callable[[bytes], None]:
    """A target that reads the bytes as a text, to the end of the analysis."""
    from gazetteer import open_gazetteer
    from geo.analysis import analyze
    from geo.records import Document
    from maps.contract import json_document

    source = open_gazetteer()

    def test(data: bytes) -> None:
        text = data.decode("utf-8", errors="surrogateescape")
        analysis = analyze(Document("a", text), source)
        for found in (*analysis.mentions, *analysis.claims):
            assert analysis.document.text[found.start : found.end] == found.text
        json_document(analysis).encode()

    return test


def asked(_: Path) -> Callable[[bytes], None]:
    """A target that looks the bytes up: a name, a phrase, a pair of coordinates, an id."""
    from gazetteer import open_gazetteer
    from geo.asking import find_place
    from geo.errors import MentionmapError

    source = open_gazetteer()

    def test(data: bytes) -> None:
        try:
            find_place(data.decode("utf-8", errors="replace"), source)
        except MentionmapError:
            return

    return test


def store(folder: Path) -> Callable[[bytes], None]:
    """A target that alters a store where the bytes say, cuts it, opens it and asks it."""
    from gazetteer.importing import import_places
    from gazetteer.layers import Gazetteer
    from gazetteer.store import Store
    from geo.errors import GazetteerError

    table, path = folder / "a.csv", folder / "x.gazetteer"
    table.write_text("id,name,lat,lon\n" + "".join(f"{n},Zorba {n % 50},{n % 90},{n}\n" for n in range(180)))
    import_places([table], store=path, workers=0)
    whole = path.read_bytes()

    def test(data: bytes) -> None:
        changed = bytearray(whole)
        for at, value in struct.iter_unpack("<IB", data[: len(data) // 5 * 5]):
            changed[at % len(changed)] ^= value
        path.write_bytes(changed[: len(changed) - (data[0] * 64 if len(data) % 5 == 1 else 0)])
        try:
            opened = Store(path)
            try:
                gazetteer = Gazetteer([opened])
                rows = gazetteer.rows(["zorba 7", "zorba 8"])
                keys = gazetteer.keys(row.place for listed in rows.values() for row in listed)
                gazetteer.places(key for key, _ in keys.values())
                gazetteer.nearest(7, 7, features=["P"])
                gazetteer.within(0, 0, 10, 10)
            finally:
                opened.close()
        except GazetteerError as error:
            assert "\n" not in str(error)  # noqa: PT017 - this is no test of pytest's

    return test


def geocoded(_: Path) -> Callable[[bytes], None]:
    """A target that takes the bytes for an online geocoder's answer."""
    from gazetteer.online import _place

    def test(data: bytes) -> None:
        try:
            raw = json.loads(data)
        except (ValueError, RecursionError):
            return
        if isinstance(raw, dict):
            _place(raw, "Zorba")

    return test


def docx(text: str) -> bytes:
    """A Word document."""
    import docx

    out = io.BytesIO()
    file = docx.Document()
    file.add_paragraph(text)
    file.add_table(1, 2)
    file.save(out)
    stored = io.BytesIO()  # unpacked, so that a change of a byte is a change of the XML
    with zipfile.ZipFile(out) as packed, zipfile.ZipFile(stored, "w") as archive:
        for name in packed.namelist():
            if "theme" not in name and "styles" not in name.lower():
                archive.writestr(name, packed.read(name))
    return stored.getvalue()


def parquet(text: str) -> bytes:
    """A table of one row."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pa.table({"id": ["1"], "text": [text]}), out, compression="none")
    return out.getvalue()


ANSWER = (
    b'{"osm_type": "node", "osm_id": 42, "lat": "48.9", "lon": "2.5", "class": "place", "type": "village",'
    b'"boundingbox": ["48", "49", "2", "3"], "namedetails": {"name": "Zorba"}, "address": {"country_code": "fr"}}'
)
TARGETS: Mapping[str, tuple[Callable[[Path], Callable[[bytes], None]], Callable[[], bytes]]] = {
    "text": (document(".txt"), TEXT.encode),
    "markdown": (document(".md"), lambda: b"---\ntitle: T\ndate: 2024-05-01\n---\n# Head\n\n*Taipei*\n"),
    "html": (document(".html"), lambda: PAGE.format(TEXT).encode()),
    "pdf": (document(".pdf"), lambda: PDF),
    "docx": (document(".docx"), lambda: docx(TEXT)),
    "jsonl": (document(".jsonl"), lambda: json.dumps({"id": 1, "text": TEXT}).encode() + b"\n"),
    "csv": (document(".csv"), f'id,text\n1,"{TEXT}"\n'.encode),
    "parquet": (document(".parquet"), lambda: parquet(TEXT)),
    "analysis": (analysed, TEXT.encode),
    "asking": (asked, "Paris, Texas; 24°27′N 122°56′E; mainland China; geonames:1668284".encode),
    "geonames": (imported("JP.txt", "geonames"), GEONAMES.encode),
    "alternate-names": (imported("alternateNamesV2.txt", "alternate-names"), NAMES.encode),
    "unit-codes": (imported("admin1CodesASCII.txt", "unit-codes"), lambda: b"JP.47\tOkinawa\tOkinawa\t1854345\n"),
    "shapes": (imported("shapes.txt", "shapes"), SHAPES.encode),
    "table": (imported("a.csv", "table"), lambda: b"id,name,lat,lon,names\n1,Zorba,24.5,122.5,ja:X|Y\n"),
    "linked-places": (imported("a.json", "linked-places"), lambda: json.dumps(COLLECTION).encode()),
    "geojson": (features("a.geojson"), lambda: json.dumps(COLLECTION).encode()),
    "kml": (features("a.kml"), KML.encode),
    "store": (store, lambda: bytes(10)),
    "geocoder": (geocoded, lambda: ANSWER),
}


def fuzz(name: str, seconds: int, inputs: Path) -> None:
    """Run one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(
        include=["geo", "gazetteer", "maps", "pypdf", "docx"], enable_loader_override=False
    ):
        make, seed = TARGETS[name]
        folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=MEMORY if MEMORY.is_dir() else None))
        corpus = folder / "corpus"
        corpus.mkdir()
        (corpus / "good").write_bytes(seed())
        test = make(folder)
        test(seed())  # imports what it needs, which is then instrumented
    limits = [
        f"-max_total_time={seconds}",
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-max_len=65536",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *limits, f"-artifact_prefix={inputs}/{name}-"], test)
    try:
        atheris.Fuzz()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Run the targets one after another and print what each came to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    parser.add_argument("--only", default=",".join(TARGETS))
    parser.add_argument("--inputs", type=Path, default=Path("fuzz-inputs"), help="where inputs that fail are kept")
    parser.add_argument("--target", help=argparse.SUPPRESS)
    asked_for = parser.parse_args()
    asked_for.inputs.mkdir(parents=True, exist_ok=True)
    if asked_for.target:
        fuzz(asked_for.target, asked_for.seconds, asked_for.inputs)
        return
    failed = False
    for name in asked_for.only.split(","):
        line = [sys.executable, __file__, "--target", name, "--seconds", str(asked_for.seconds)]
        line += ["--inputs", str(asked_for.inputs.absolute())]
        done = subprocess.run(
            line,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
        said = done.stderr.splitlines()
        count = next((text.rpartition(" ")[2] for text in said if "number_of_executed_units" in text), "?")
        print(f"{name:<16} {count:>9} inputs  {'nothing found' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode:
            failed = True
            print("\n".join([*done.stdout.splitlines()[-25:], *said[-8:]]), flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
