"""Read files of at most 64 MB that ask for much time or memory; a line for each with what it took.

    python benchmarks/bombs.py [--only "2,000 pages" forms]

Each file is read in a process of its own. One that takes more than `MOST_SECONDS` of processor time or `MOST_MEMORY`
makes the script end with status 1; at twice as much the process is killed.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS = 35  # 30 for a document, and what the process needs to begin and to end
MOST_MEMORY = 1200  # MiB: 768 for a document, and its bytes
READ = """
import sys
from pathlib import Path
from geo.documents import find_documents
from geo.documents.reading import Unread
from geo.errors import InputError
said = []
for item in find_documents(sys.argv[1:]):
    try:
        what = item.what.read() if isinstance(item.what, Unread) else item.what
    except InputError as error:
        what = error
    said.append(str(what) if isinstance(what, InputError) else f"{len(what.text):,} characters")
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(f"{len(said):,} of {said[0]}" if len(said) > 2 else "; ".join(said), status["VmHWM"].split()[0], sep="\\t")
"""
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CID_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts"
    b"[<</Type/Font/Subtype/CIDFontType2/BaseFont/A%s>>]>>"
)
PAGE = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R%s>>"
DRAWS = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 20 0 R>>>>"
LINE = b"BT /F 12 Tf 72 720 Td (Yonaguni lies 110 km from Taiwan.) Tj ET"


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """A stream, deflated."""
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode" + entries)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def form(data: bytes, draws: int = 20) -> bytes:
    """A drawing that pages and forms draw by its name."""
    return packed(
        data,
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>" % draws,
    )


def letters(count: int) -> bytes:
    """A page with one long word."""
    return b"BT /F 12 Tf (" + b"a" * count + b") Tj ET"


def pdf(drawing: bytes = b"", kids: str = "3 0 R", *, trailer: bytes = b"", **others: bytes) -> bytes:
    """A PDF of one page with this drawing; `o7=...` gives, or replaces, the object of that number."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {kids.count('R')}>>".encode(),
        3: PAGE % DRAWS,
        4: drawing or stream(LINE),
        5: FONT,
    }
    objects |= {int(name[1:]): content for name, content in others.items()}
    out, places = bytearray(b"%PDF-1.5\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


def pages(count: int, drawing: bytes) -> bytes:
    """Pages that share a drawing."""
    numbers = range(100, 100 + count)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    return pdf(drawing, kids, **{f"o{number}": PAGE % DRAWS for number in numbers})


def mapping(lines: bytes) -> bytes:
    """A font's table from codes to characters."""
    return packed(b"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n%s\nendcmap" % lines)


def tree() -> bytes:
    """A tree of 2^30 pages, each node naming the next twice."""
    nodes = {
        f"o{100 + depth}": b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>"
        % (101 + depth, 101 + depth, 2 ** (30 - depth))
        for depth in range(30)
    }
    return pdf(o1=b"<</Type/Catalog/Pages 100 0 R>>", o130=b"<</Type/Pages/Kids[3 0 R]/Count 1>>", **nodes)


def table(texts: list[str], *, dictionary: bool) -> bytes:
    """A Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    out = pa.BufferOutputStream()
    parquet.write_table(pa.table({"text": texts}), out, compression="zstd", use_dictionary=dictionary)
    return bytes(out.getvalue())


def word(body: bytes) -> bytes:
    """A Word document with this body."""
    import docx

    out, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name).replace(b"<w:body>", b"<w:body>" + body))
    return changed.getvalue()


def fonts(count: int) -> bytes:
    """A page with so many fonts, each with a table of its own that unpacks to 10 MB."""
    table = mapping(b" " * 10_000_000)
    named = b"".join(b"/F%d %d 0 R" % (n, 100 + 2 * n) for n in range(count))
    objects = {f"o{100 + 2 * n}": CID_FONT.replace(b"7 0 R", b"%d 0 R" % (101 + 2 * n)) % b"" for n in range(count)}
    objects |= {f"o{101 + 2 * n}": table for n in range(count)}
    return pdf(stream(b"BT (a) Tj ET"), o3=PAGE % b"/Resources<</Font<<%s>>>>" % named, **objects)


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "5,000 pages.pdf": lambda: pages(5_000, stream(LINE)),
    "a page 200,000 times.pdf": lambda: pdf(kids="3 0 R " * 200_000),
    "a tree of 2^30 pages.pdf": tree,
    "forms of ten forms, ten deep.pdf": lambda: pdf(
        stream(b"/X Do"), **{f"o{20 + n}": form(b"/X Do " * 10 if n < 9 else LINE, 21 + n) for n in range(10)}
    ),
    "a form that draws itself.pdf": lambda: pdf(stream(b"/X Do"), o20=form(b"/X Do")),
    "a million arrays in a page.pdf": lambda: pdf(o3=PAGE % (b"/X" + b"[" * 1_000_000 + b"]" * 1_000_000)),
    "half a million dictionaries in a page.pdf": lambda: pdf(
        o3=PAGE % (b"/X" + b"<</A" * 500_000 + b" 1" + b">>" * 500_000)
    ),
    "a million arrays in a drawing.pdf": lambda: pdf(packed(b"BT " + b"[" * 1_000_000 + b"]" * 1_000_000 + b" TJ ET")),
    "a stream of 1 GiB.pdf": lambda: pdf(packed(bytes(1 << 30))),
    "a stream of 60 MB twenty times.pdf": lambda: pdf(
        packed(b" " * 60_000_000), o3=PAGE.replace(b"4 0 R", b"[" + b"4 0 R " * 20 + b"]") % DRAWS
    ),
    "a stream deflated twice.pdf": lambda: pdf(
        stream(zlib.compress(zlib.compress(bytes(70_000_000), 9), 9), b"/Filter[/FlateDecode/FlateDecode]")
    ),
    "40 MB of ASCII85.pdf": lambda: pdf(stream(b"z" * 40_000_000 + b"~>", b"/Filter/ASCII85Decode")),
    "80 MB of run lengths.pdf": lambda: pdf(stream(b"\x81 " * 40_000_000, b"/Filter/RunLengthDecode")),
    "a million letters.pdf": lambda: pdf(packed(letters(1_000_000))),
    "a million letters one by one.pdf": lambda: pdf(packed(b"BT /F 12 Tf " + b"(a) Tj " * 1_000_000 + b"ET")),
    "70 million letters.pdf": lambda: pdf(packed(letters(70_000_000))),
    "2 million codes that stand for 250 letters each.pdf": lambda: pdf(
        packed(letters(4_000_000)),
        o5=CID_FONT % b"",
        o7=mapping(b"1 beginbfchar\n<6161> <" + b"0041" * 250 + b">\nendbfchar"),
    ),
    "a table of 2^31 codes.pdf": lambda: pdf(
        o5=CID_FONT % b"", o7=mapping(b"1 beginbfrange\n<00000000> <7FFFFFFF> <0041>\nendbfrange")
    ),
    "2 billion widths.pdf": lambda: pdf(o5=CID_FONT % b"/W[0 2000000000 500]", o7=stream(b"")),
    "a title of 50 MB.pdf": lambda: pdf(o6=b"<</Title(" + b"a" * 50_000_000 + b")>>", trailer=b"/Info 6 0 R"),
    "a text of 100 MiB.parquet": lambda: table(["a" * (100 << 20), "Naha"], dictionary=False),
    "300 times the same 6 MiB.parquet": lambda: table(["a" * (6 << 20)] * 300, dictionary=True),
    "300 texts of 6 MiB in a page.parquet": lambda: table(
        [f"{n:03}" + "a" * (6 << 20) for n in range(300)], dictionary=False
    ),
    "2,000 pages share a drawing of 10 MB.pdf": lambda: pages(2_000, packed(letters(10_000_000))),
    "a page draws 5,000 times a form of 400,000 letters.pdf": lambda: pdf(
        stream(b"/X Do " * 5_000), o20=form(b"BT /F 12 Tf " + b"(a) Tj " * 400_000 + b"ET")
    ),
    "half a million lines of a letter.pdf": lambda: pdf(packed(b"/F 12 Tf " + b"BT(a)Tj ET " * 480_000)),
    "half a million lines of 250 letters.pdf": lambda: pdf(
        packed(b"/F 12 Tf " + b"BT(aa)Tj ET " * 480_000),
        o5=CID_FONT % b"",
        o7=mapping(b"1 beginbfchar\n<6161> <" + b"0041" * 250 + b">\nendbfchar"),
    ),
    "50 MB of numbers in a page.pdf": lambda: pdf(o3=PAGE % (b"/X[" + (b"[" + b"1 " * 90_000 + b"]") * 280 + b"]")),
    "500 tables of 10 MB for fonts.pdf": lambda: fonts(500),
    "60 MB without a table of objects.pdf": lambda: b"%PDF-1.4\n" + b"1 0 obj<<>>endobj\n" * 3_300_000,
    "a text of 256 MiB.txt.gz": lambda: gzip.compress("\U0001f30d".encode() + b"a" * ((256 << 20) - 4)),
    "a text of 64 MB with one wide letter.txt": lambda: "\U0001f30d".encode() + b"a b\n" * 15_900_000,
    "64 MB of bold.html": lambda: b"<html><body>" + b"<b>a" * 15_900_000,
    "64 MB of paragraphs.html": lambda: b"<html><body><article>" + b"<p>Naha is in Okinawa" * 3_000_000,
    "200,000 cells.html": lambda: b"<html><body><table>" + b"<tr><td>a<td>b" * 100_000,
    "50,000 cells.html": lambda: b"<html><body><table>" + b"<tr><td>a<td>b" * 25_000,
    "95,000 paragraphs.html": lambda: b"<html><body><article>" + b"<p>Naha is in Okinawa" * 95_000,
    "60 MB in 30,000 paragraphs.html": lambda: (
        b"<html><body><article>" + (b"<p>" + b"Naha is in Okinawa. " * 100) * 30_000
    ),
    "300,000 attributes.html": lambda: (
        b"<html><body><p " + b" ".join(b"a%d" % number for number in range(300_000)) + b">Naha</p>"
    ),
    "200,000 divisions, one in another.html": lambda: b"<html><body>" + b"<div>a" * 200_000,
    "60 MB of empty paragraphs.docx": lambda: word(b"<w:p/>" * 10_000_000),
    "a million runs.docx": lambda: word(b"<w:p>" + b"<w:r><w:t>a</w:t></w:r>" * 1_000_000 + b"</w:p>"),
    "a table of 100,000 rows.docx": lambda: word(
        b"<w:tbl>" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 100_000 + b"</w:tbl>"
    ),
    "a row of 5 million lists.jsonl": lambda: b'{"text": "Naha", "x": [' + b"[]," * 5_000_000 + b"[]]}\n",
    "a row of 20 million lists.jsonl": lambda: b'{"text": "Naha", "x": [' + b"[]," * 20_000_000 + b"[]]}\n",
    "a row of 16 million cells.csv": lambda: b"id,text\n1,Naha" + b"," * 16_000_000 + b"\n",
    "60 million columns.csv": lambda: b"id,text" + b"," * 60_000_000 + b"\n",
}


def measure(path: Path) -> tuple[float, int, str]:
    """Read a file in a process of its own: seconds of processor, MiB at most, and what it says."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (2 * MOST_SECONDS, 2 * MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (2 * MOST_MEMORY << 20, 2 * MOST_MEMORY << 20))

    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as noise:
        process = subprocess.Popen(
            [sys.executable, "-c", READ, path.name],
            cwd=path.parent,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=noise,  # C libraries speak of every byte that they do not get
            preexec_fn=bound,  # noqa: PLW1509 - this process has no threads
        )
        _, process.returncode, used = os.wait4(process.pid, 0)
        said.seek(0)
        words, _, most = said.read().decode(errors="replace").rstrip("\n").rpartition("\t")
    if process.returncode:
        words, most = f"ended with {process.returncode}", str(2 * MOST_MEMORY << 10)
    # The largest size is the process's own word: what the system tells of a child includes its parent's size.
    return used.ru_utime + used.ru_stime, int(most) >> 10, words.replace(f"{path.name} ", "")


def main() -> None:
    """Print a table of what each file took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[""], metavar="WORDS", help="words in the names of the files")
    asked = parser.parse_args()
    failed = False
    print("| | bytes | s | MiB | |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in BOMBS.items():
            if not any(words in name for words in asked.only):
                continue
            path = Path(folder) / name
            path.write_bytes(make())
            seconds, memory, words = measure(path)
            passed = seconds > MOST_SECONDS or memory > MOST_MEMORY
            failed |= passed
            print(
                f"| {path.stem} | {path.stat().st_size:,} | {seconds:.1f} | {memory:,} | "
                f"{'**too much** ' * passed}{words} |",
                flush=True,
            )
            path.unlink()
    sys.exit(failed)


if __name__ == "__main__":
    main()
