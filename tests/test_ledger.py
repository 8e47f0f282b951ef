"""The ledger gathers every printed distance of a pair of places, whichever comes first, and shows outliers first."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from pyarrow import parquet
from samples import analysis_of_fiji, analysis_of_yonaguni, hostile_analysis

from geo.errors import InputError
from geo.records import Document
from maps.corpus.batch import _parts
from maps.corpus.dataset import Dataset
from maps.corpus.drawing import ledger_analysis
from maps.corpus.ledger import SHEET_COLUMNS, ledger_csv, ledger_json, ledger_text, read_ledger
from maps.page import html_map


def batch_of(folder, *analyses):
    dataset = Dataset(folder, {})
    for number, analysis in enumerate(analyses):
        dataset.commit(f"{number:08d}", dict(_parts([analysis], [])))
    return folder


@pytest.fixture
def folder(tmp_path):
    first = analysis_of_yonaguni()
    second = replace(first, document=Document("other.txt", first.document.text, "Other", "2026-04-02", "other.txt"))
    return batch_of(tmp_path / "out", first, second)


def test_a_pair_is_one_whichever_place_is_named_first(folder):
    (pair,) = read_ledger(folder)
    assert set(pair.names) == {"Taiwan", "Yonaguni"}
    assert (pair.reading, pair.km) == ("nearest", 107.47)
    assert len(pair.entries) == 4


def test_outliers_come_first_with_who_printed_them_and_when(folder):
    (pair,) = read_ledger(folder)
    assert [entry.verdict for entry in pair.entries] == ["refuted", "refuted", "supported", "supported"]
    worst = pair.entries[0]
    assert worst.figure == "50 mi"
    assert worst.factor == pytest.approx(80.4672 / 107.47)
    assert {(entry.document, entry.date) for entry in pair.entries[:2]} == {
        ("yonaguni.txt", "2026-03-01"),
        ("other.txt", "2026-04-02"),
    }
    assert pair.entries[2].figure == "< 70 mi"
    assert pair.entries[2].factor == 1


def test_the_ledger_is_written_as_text_json_and_sheet(folder):
    pairs = read_ledger(folder)
    text = ledger_text(pairs)
    assert "107.5 km" in text
    assert "÷1.34" in text
    assert json.loads(ledger_json(pairs))[0]["entries"][0]["verdict"] == "refuted"
    rows = list(csv.reader(io.StringIO(ledger_csv(pairs))))
    assert rows[0] == list(SHEET_COLUMNS)
    assert len(rows) == 5


def test_a_figure_is_held_against_the_reading_that_the_words_mean(tmp_path):
    one = analysis_of_yonaguni()
    judged = {
        key: replace(one_of, verdict="refuted", readings=(*one_of.readings, far(one_of)))
        for key, one_of in one.judgements.items()
    }
    (pair,) = read_ledger(batch_of(tmp_path / "two", replace(one, judgements=judged)))
    assert {(entry.reading, entry.measured_km) for entry in pair.entries} == {("nearest", 107.47)}
    assert [entry.factor for entry in pair.entries] == pytest.approx([entry.km / 107.47 for entry in pair.entries])
    assert "✓ holds" in ledger_text((pair,))


def far(judgement):
    """Another reading, which comes closer to what is printed."""
    return replace(judgement.readings[0], name="centre", km=80.0)


def test_hostile_text_stays_text(tmp_path):
    analysis = hostile_analysis()
    claim = analysis.claims[0]
    ends = replace(claim, object=claim.subject)
    folder = batch_of(tmp_path / "out", replace(analysis, claims=(ends,)))
    for written in (ledger_text(read_ledger(folder)), ledger_csv(read_ledger(folder))):
        assert "\x00" not in written
    assert "\u202e" not in ledger_text(read_ledger(folder))


def test_a_folder_without_a_batch_or_with_a_damaged_one_is_refused(tmp_path, folder):
    with pytest.raises(InputError, match="no batch"):
        read_ledger(tmp_path)
    next((folder / "claims").iterdir()).write_bytes(b"PAR1")
    with pytest.raises(InputError, match="damaged"):
        read_ledger(folder)


def test_the_parts_say_what_they_are(folder):
    part = next((folder / "claims").iterdir())
    assert b"geo" in parquet.read_schema(part).metadata


def test_the_ledger_is_a_document_that_the_map_shows(folder):
    analysis = ledger_analysis(folder, read_ledger(folder))
    text = analysis.document.text
    assert len(analysis.claims) == 4
    for claim in analysis.claims:
        assert text[claim.start : claim.end] == claim.text
    refuted = analysis.judgements["c1"]
    assert refuted.verdict == "refuted"
    start, end = refuted.points
    assert (*start, *end) == pytest.approx((122.934, 24.449, 121.886, 24.6))
    assert "(other.txt, 2026-04-02)" in text
    assert "Yonaguni" in html_map(analysis, basemap=None)


def test_a_pair_over_the_antimeridian_keeps_its_ends(tmp_path):
    analysis = analysis_of_fiji()
    folder = batch_of(tmp_path / "out", analysis)
    drawn = ledger_analysis(folder, read_ledger(folder))
    start, end = drawn.judgements["c1"].points
    assert (*start, *end) == pytest.approx((179.99, -16.9, -178.99, -17.2))
