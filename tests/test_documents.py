"""Documents are read as they are, or refused with one line that says why; offsets count what was read."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
import weakref
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pyarrow as pa
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from geo.documents import Columns, find_documents, read_documents, save_text
from geo.documents.bounds import bounded
from geo.documents.decoding import decode
from geo.errors import InputError

TEXT = "Yonaguni (与那国島) lies 110 km from Taiwan."


def read(path, **options):
    return list(read_documents([str(path)], **options))


def one(path, **options):
    (document,) = read(path, **options)
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_read_in_every_unicode_encoding_that_can_be_told(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert one(path).text == TEXT


def test_line_ends_are_kept_so_that_offsets_hold_in_the_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Taipei\r\nTokyo\r")
    assert one(path).text == "Taipei\r\nTokyo\r"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("latin.txt", "Curaçao is an island".encode("latin-1"), "iconv"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\0" + bytes(range(256)), "holds no text"),
        ("zeros.txt", bytes(1000), "holds no text"),
        ("wide.txt", "Taiwan and Yonaguni".encode("utf-16-le"), "UTF-16"),
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\t\n", "is empty"),
        ("broken.pdf", b"%PDF-1.4 and no more", "PDF"),
        ("broken.docx", b"PK\x03\x04 and no more", "DOCX"),
        ("broken.jsonl", b'{"text": "Taipei"\n', "line 1"),
        ("list.jsonl", b'["Taipei"]\n', "JSON object"),
        ("other.jsonl", b'{"body": "Taipei"}\n', "--text-column"),
        ("number.jsonl", b'{"text": 7}\n', "--text-column"),
        ("other.csv", b"id,body\n1,Taipei\n", "--text-column"),
        ("lines.csv", b'id,"a\nb"\n1,Taipei\n', "a b"),
        ("broken.parquet", b"PAR1 and no more", "Parquet"),
        ("broken.jsonl.gz", b"\x1f\x8b and no more", "damaged"),
        ("broken.txt.zst", b"\x28\xb5\x2f\xfd and no more", "damaged"),
        ("empty.html", b"<html><body><script>x()</script></body></html>", "holds no text"),
        ("deep.jsonl", b"[" * 100_000, "no JSON"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line_that_names_it(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path)
    message = str(caught.value)
    assert name in message
    assert said in message
    assert "\n" not in message


def test_a_missing_file_and_a_folder_without_documents_are_refused(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read(tmp_path / "none.txt")
    (tmp_path / "code.py").write_text("x = 1")
    with pytest.raises(InputError, match="folder without documents"):
        read(tmp_path)


def test_a_folder_is_read_in_order_and_says_what_it_skips(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("Tokyo")
    (tmp_path / "sub" / "a.md").write_text("# Taipei")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text("Nowhere")
    skipped = []
    found = read(tmp_path, skipped=skipped.append)
    assert [Path(document.id).name for document in found] == ["b.txt", "a.md"]
    assert [str(error) for error in skipped] == [f"{tmp_path}/a.txt is empty"]


def test_markdown_keeps_its_markup_but_not_its_front_matter(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 'Two coasts'\ndate: 2024-05-01\nauthor: Paris Hilton\n---\n# Head\n\n*Taipei*\n")
    document = one(path)
    assert document.text == "# Head\n\n*Taipei*\n"
    assert (document.title, document.date) == ("Two coasts", "2024-05-01")


def test_markdown_without_front_matter_is_read_as_it_is(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Two coasts #\n\nTaipei\n\n---\n\nTokyo\n")
    document = one(path)
    assert document.text == path.read_text()
    assert document.title == "Two coasts"


PAGE = """<!doctype html><html><head><title>Two coasts - The Paper</title><meta charset="utf-8"></head><body>
<nav><a href="/">Home</a><a href="/paris">Paris</a></nav><article><h1>Two coasts</h1>
<p>The island of Yonaguni lies about 110 km from the coast of Taiwan, and on clear days its mountains can be seen.</p>
<p>Ferries have not run between the two since the war, though fishermen of both shores meet at sea all year round.</p>
</article><footer>Copyright, Berlin</footer></body></html>"""


def test_html_gives_the_article_without_its_navigation(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    document = one(path)
    assert "Yonaguni lies about 110 km" in document.text
    assert "Paris" not in document.text
    assert "<" not in document.text
    assert document.title == "Two coasts"


def test_standard_input_is_known_by_its_bytes():
    (page,) = read_documents(["-"], stdin=io.BytesIO(PAGE.encode()))
    assert "<p>" not in page.text
    (plain,) = read_documents(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert plain.text == TEXT
    assert plain.id == "-"


def test_rows_may_come_from_standard_input():
    rows = b'{"id": "a", "text": "Taipei"}\n{"id": "b", "text": "Tokyo"}\n'
    assert [document.id for document in read_documents(["-"], stdin=io.BytesIO(rows))] == ["a", "b"]
    (prose,) = read_documents(["-"], stdin=io.BytesIO(b"{sic} Taipei"))
    assert prose.text == "{sic} Taipei"


def test_docx_gives_paragraphs_and_tables_in_order(tmp_path):
    path = tmp_path / "a.docx"
    file = docx.Document()
    file.core_properties.title = "Two coasts"
    file.add_paragraph("Taipei first.")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Yilan", "Hualien"
    file.add_paragraph("Tokyo last.")
    file.save(str(path))
    document = one(path)
    assert document.text == "Taipei first.\n\nYilan\tHualien\n\nTokyo last."
    assert document.title == "Two coasts"


@pytest.mark.parametrize("limit", ["MAX_UNPACKED_BYTES", "MAX_XML_BYTES"])
def test_a_docx_that_would_fill_the_memory_is_refused(tmp_path, monkeypatch, limit):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (3 << 20))
    monkeypatch.setattr(f"geo.documents.word.{limit}", 1 << 20)
    with pytest.raises(InputError, match="unpack"):
        read(path)


def test_a_docx_whose_archive_claims_another_version_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 6] = 235  # the version that is needed to extract the first file
    path.write_bytes(data)
    with pytest.raises(InputError, match="DOCX"):
        read(path)


def test_xml_entities_of_a_docx_are_inert(tmp_path):
    path, secret = tmp_path / "a.docx", tmp_path / "secret.txt"
    secret.write_text("a secret")
    docx.Document().save(str(path))
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    entities = f'<!DOCTYPE d [<!ENTITY l0 "lol">{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    body = (
        files["word/document.xml"]
        .decode()
        .replace("<w:body>", "<w:body><w:p><w:r><w:t>Taipei &file;&l11;</w:t></w:r></w:p>")
    )
    files["word/document.xml"] = body.replace("<w:document", entities + "<w:document", 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with contextlib.suppress(InputError):
        text = one(path).text
        assert "secret" not in text
        assert "lol" not in text


@pytest.mark.parametrize(
    "unit", [b"<div>", b"<table>", b"<!--", b"<", b"<script>", b"&lt;", b"<ul><li>a", b"<a href='x'>b</a>"]
)
def test_hostile_html_is_read_or_refused_in_bounded_time(unit):
    began = time.process_time()
    with contextlib.suppress(InputError):
        list(read_documents(["-"], stdin=io.BytesIO(b"<html><body>" + unit * 3_000)))
    assert time.process_time() - began < 20


def pdf_of(text: str, *, password: str | None = None) -> bytes:
    """A PDF of one page, written by hand but for its cross references."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(612, 792)
    content = pypdf.generic.DecodedStreamObject()
    content.set_data(stream)
    font = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
            pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica"),
        }
    )
    fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): writer._add_object(font)})
    page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
        {pypdf.generic.NameObject("/Font"): fonts}
    )
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_gives_its_text_layer(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of("Yonaguni lies 110 km from Taiwan."))
    assert one(path).text.strip() == "Yonaguni lies 110 km from Taiwan."


def test_a_word_that_a_pdf_parts_at_a_lines_end_is_whole(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of("the Yona-) Tj 0 -14 Td (guni coast"))
    assert one(path).text.split() == ["the", "Yonaguni", "coast"]


def test_a_pdf_behind_a_password_says_so(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of("Taipei", password="secret"))
    with pytest.raises(InputError, match="password"):
        read(path)


def test_pdf_without_text_says_so(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(""))
    with pytest.raises(InputError, match="no text layer"):
        read(path)


ROWS = [{"id": "x1", "text": "Taipei, «臺北»", "title": "One"}, {"id": 7, "text": 'Tokyo, "capital"\nof Japan'}]


def write_table(path):
    if path.suffix == ".parquet":
        parquet.write_table(pa.table({"id": ["x1", "7"], "text": [row["text"] for row in ROWS]}), path)
    elif path.suffix == ".csv":
        path.write_text('id,text\nx1,"Taipei, «臺北»"\n7,"Tokyo, ""capital""\nof Japan"\n', encoding="utf-8-sig")
    elif path.suffix == ".tsv":
        path.write_text('text\tid\n"Taipei, «臺北»"\tx1\n"Tokyo, ""capital""\nof Japan"\t7\n')
    else:
        data = "\n\n".join(json.dumps(row) for row in ROWS).encode()
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.tsv", "a.parquet"])
def test_a_row_of_a_table_is_a_document_with_the_rows_id(tmp_path, name):
    write_table(tmp_path / name)
    found = read(tmp_path / name)
    assert [(document.id, document.text) for document in found] == [(str(row["id"]), row["text"]) for row in ROWS]


def test_columns_may_be_chosen_and_a_row_without_id_goes_by_its_number(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "Taipei", "key": 3}\n{"body": "Tokyo", "key": ""}\n')
    found = read(path, columns=Columns("body", "key"))
    assert [document.id for document in found] == ["3", f"{path}:2"]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz"])
def test_a_packed_table_that_unpacks_to_one_endless_line_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setattr("geo.documents.tables.MAX_LINE_BYTES", 1 << 16)
    for data in (b"a" * (1 << 20), b"id,text\n1," + b"a" * (1 << 20)):
        (tmp_path / name).write_bytes(gzip.compress(data))
        with pytest.raises(InputError, match=r"longer than|no JSON"):
            read(tmp_path / name)


FONTS = b"/Resources<</Font<</F 3 0 R>>/XObject<</X 5 0 R/Y 6 0 R>>>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + FONTS


def drawn(pages: int, drawing: bytes, form: bytes) -> bytes:
    """A PDF of pages that share a drawing, which may draw the form X."""

    def stream(head: bytes, data: bytes) -> bytes:
        return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)

    kids = b" ".join(b"%d 0 R" % number for number in range(10, 10 + pages))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        4: stream(b"", drawing),
        5: stream(FORM, form),
        6: stream(FORM, b"BT /F 9 Tf (Naha) Tj ET"),
    } | dict.fromkeys(range(10, 10 + pages), b"<</Type/Page/Parent 2 0 R/Contents 4 0 R%s>>" % FONTS)
    body = b"".join(b"%d 0 obj%s\nendobj\n" % numbered for numbered in objects.items())
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize(
    ("pages", "drawing", "form"),
    [
        (50, b"BT /F 9 Tf (" + b"Naha " * 100 + b") Tj ET", b""),
        (1, b"/X Do " * 50, b"BT /F 9 Tf (" + b"Naha " * 100 + b") Tj ET"),
        (1, b"/X Do " * 30, b"/Y Do " * 30),
    ],
    ids=["pages", "forms", "forms of forms"],
)
def test_a_small_pdf_that_draws_the_same_again_and_again_is_read_up_to_a_bound(
    tmp_path, monkeypatch, pages, drawing, form
):
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn(pages, drawing, form))
    assert one(path).text.count("Naha") >= 900
    monkeypatch.setattr("geo.documents.pdf.MAX_DRAWN_BYTES", 10_000)
    with pytest.raises(InputError, match=r"a\.pdf draws more than"):
        read(path)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_a_row_that_is_too_long_is_refused_by_its_number_whatever_its_lines(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr("geo.documents.tables.MAX_LINE_BYTES", 1 << 16)
    texts = ["Taipei", "Tokyo\n" * 20_000]
    path = tmp_path / f"a{suffix}"
    if suffix == ".parquet":
        parquet.write_table(pa.table({"text": [*texts, "Naha"]}), path)
        found = [item.what for item in find_documents([str(path)])]
        assert [getattr(what, "text", None) for what in found] == ["Taipei", None, "Naha"]
    elif suffix == ".csv":
        path.write_text("text\n" + "".join(f'"{text}"\n' for text in texts))
    else:
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    with pytest.raises(InputError, match=r"(row|line) 2.* longer than"):
        read(path)


def test_a_small_parquet_file_that_holds_a_long_text_often_takes_memory_for_one(tmp_path):
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"text": ["Naha " * (1 << 16)] * 200}), path, compression="zstd")
    assert path.stat().st_size < 10_000
    before = pa.total_allocated_bytes()
    most = 0
    for item in find_documents([str(path)]):
        assert len(item.what.text) == 5 << 16
        most = max(most, pa.total_allocated_bytes() - before)
    assert most < 5 << 20


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")


@ON_LINUX
def test_a_document_that_takes_too_much_memory_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.documents.bounds.MAX_MEMORY_BYTES", 16 << 20)
    (tmp_path / "a.txt").write_bytes(b"Naha " * (13 << 20))
    (tmp_path / "b.txt").write_text("Naha")
    before = resource.getrlimit(resource.RLIMIT_DATA)
    skipped = []
    assert [found.text for found in read(tmp_path, skipped=skipped.append)] == ["Naha"]
    assert "a.txt takes more than 16 MiB of memory to read: split it" in str(skipped[0])
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
# The signal may meet a callback of the garbage collector, which drops it with a warning; the next one comes through.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_document_that_takes_too_long_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.documents.bounds.MAX_SECONDS", 0.2)
    (tmp_path / "a.pdf").write_bytes(drawn(1, b"BT /F 9 Tf " + b"(Naha) Tj T* " * 200_000 + b"ET", b""))
    (tmp_path / "b.txt").write_text("Naha")
    before = signal.getsignal(signal.SIGPROF)
    skipped = []
    assert [found.text for found in read(tmp_path, skipped=skipped.append)] == ["Naha"]
    assert "a.pdf takes more than 0.2 s of processor time to read: split it" in str(skipped[0])
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_nothing_that_a_reader_had_built_outlives_its_refusal():
    class Built:
        pass

    def build():
        built = Built()
        left.append(weakref.ref(built))
        raise MemoryError

    left = []
    with pytest.raises(InputError, match="a takes more than"), bounded("a"):
        build()
    assert left[0]() is None


def test_documents_are_read_in_any_thread(tmp_path):
    (tmp_path / "a.txt").write_text("Naha")
    with ThreadPoolExecutor() as threads:
        assert threads.submit(one, tmp_path / "a.txt").result().text == "Naha"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<p>Naha" * 100_001, "100,000 elements"),
        (b"<p " + b" ".join(b"a%d" % number for number in range(1001)) + b">Naha", "1,000 attributes"),
        (b"<div>Naha" * 300, "250 deep"),
    ],
    ids=["elements", "attributes", "depth"],
)
def test_a_page_of_too_many_elements_is_refused_before_a_tree_is_built(tmp_path, body, said):
    (tmp_path / "a.html").write_bytes(b"<html><body>" + body)
    began = time.process_time()
    with pytest.raises(InputError, match=f"a.html has .*{said}"):
        read(tmp_path / "a.html")
    assert time.process_time() - began < 5


READ_WITHIN_32_MIB = """
import sys
from geo.documents import bounds, find_documents
bounds.MAX_MEMORY_BYTES = 32 << 20
for item in find_documents(sys.argv[1:]):
    print(getattr(item.what, "text", item.what))
"""


@ON_LINUX
def test_a_parquet_page_that_takes_too_much_memory_is_refused_after_the_rows_before_it(tmp_path):
    texts = pa.array(["Naha", *(f"{number}" + "a" * (8 << 20) for number in range(8))])
    with parquet.ParquetWriter(tmp_path / "a.parquet", pa.schema({"text": pa.string()}), use_dictionary=False) as file:
        file.write_table(pa.table({"text": texts[:1]}))
        file.write_table(pa.table({"text": texts[1:]}))
    # In a process of its own: this one may have memory to spare that earlier tests have freed.
    line = [sys.executable, "-c", READ_WITHIN_32_MIB, str(tmp_path / "a.parquet")]
    said = subprocess.run(line, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True).stdout
    first, last = said.splitlines()
    assert first == "Naha"
    assert "takes more than 32 MiB of memory" in last


@ON_LINUX
def test_a_large_row_group_of_ordinary_pages_is_read_page_by_page(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.documents.bounds.MAX_MEMORY_BYTES", 32 << 20)
    texts = [f"{number}" + "a" * 9_000 for number in range(10_000)]
    parquet.write_table(
        pa.table({"text": texts}), tmp_path / "a.parquet", use_dictionary=False, compression="none", write_batch_size=64
    )
    assert parquet.read_metadata(tmp_path / "a.parquet").row_group(0).total_byte_size > 80 << 20
    assert sum(len(item.what.text) for item in find_documents([str(tmp_path / "a.parquet")])) == sum(map(len, texts))


@pytest.mark.parametrize("coded", [False, True])
def test_the_rows_of_a_parquet_file_are_read_whatever_the_columns_type(tmp_path, coded):
    texts = pa.array([f"Naha {number % 3}" for number in range(1000)])
    dates = pa.array([None, "2024-05-01"] * 500)
    table = {"text": texts.dictionary_encode() if coded else texts, "date": dates, "title": pa.nulls(1000)}
    parquet.write_table(pa.table(table), tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet")
    assert [document.text for document in found] == texts.to_pylist()
    assert [document.date for document in found] == dates.to_pylist()


def test_a_lone_surrogate_in_json_becomes_a_replacement_character(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Tai\\ud800pei"}\n')
    assert one(path).text == "Tai\ufffdpei"


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")
def test_a_file_whose_name_is_no_text_has_an_id_that_is(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    Path(path).write_text("Taipei")
    assert one(path).id == f"{tmp_path}/\ufffd.txt"


@given(st.lists(st.sampled_from(["r", "r (2)", "r (3)", "s"]), max_size=12))
def test_no_two_documents_of_a_run_have_the_same_id(ids):
    rows = "".join(json.dumps({"id": key, "text": "Taipei"}) + "\n" for key in ids)
    if rows:
        found = [document.id for document in read_documents(["-"], stdin=io.BytesIO(rows.encode()))]
        assert len(set(found)) == len(ids)
        firsts = [number for number, key in enumerate(ids) if key not in ids[:number] and "(" not in key]
        assert all(found[number] == ids[number] for number in firsts)


def test_ids_that_come_again_are_numbered_in_time_that_grows_with_their_number():
    rows = (json.dumps({"id": "r", "text": "x"}) + "\n") * 20_000
    found = [document.id for document in read_documents(["-"], stdin=io.BytesIO(rows.encode()))]
    assert found[:2] + found[-1:] == ["r", "r (2)", "r (20000)"]


def test_the_text_as_read_can_be_saved_and_two_ids_never_share_a_file(tmp_path):
    write_table(tmp_path / "a.jsonl")
    for document in read(tmp_path / "a.jsonl"):
        path = save_text(document, tmp_path / "texts")
        assert path.read_bytes().decode() == document.text
    assert len(list((tmp_path / "texts").iterdir())) == len(ROWS)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    with contextlib.suppress(InputError):
        decode(data, "x").encode()


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([".html", ".pdf", ".docx", ".jsonl", ".csv", ".md", ".parquet", ".jsonl.gz"]),
)
def test_any_bytes_under_any_suffix_are_documents_or_refused(tmp_path_factory, data, suffix):
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        for document in read(path):
            document.text.encode()


def test_reading_text_imports_no_heavy_reader(tmp_path):
    import subprocess

    path = tmp_path / "a.txt"
    path.write_text("Taipei")
    code = (
        "import sys; from geo.documents import read_documents; "
        f"list(read_documents([{str(path)!r}])); print(*{{m.split('.')[0] for m in sys.modules}})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"trafilatura", "pypdf", "docx", "pyarrow", "numpy"} & set(done.stdout.split())
