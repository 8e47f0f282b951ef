"""What docs/python.md shows works as it stands there, and the public names stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from samples import analysis_of_yonaguni, hostile_analysis

import geo
from geo.errors import UsageError
from geo.records import Analysis

ROOT = Path(__file__).resolve().parent.parent


def _can_spacy():
    """Whether spaCy is there; the component is registered, as an installed mentionmap does by its entry point."""
    try:
        import gazetteer.pipe  # noqa: F401
    except ImportError:
        return False
    return True


def test_the_docs_run_as_they_stand(tmp_path, monkeypatch):
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = [
        re.sub(r"^  ", "", block, flags=re.MULTILINE) for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    ]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("Yonaguni")
    (tmp_path / "corpus.jsonl").write_text('{"text": "Taipei"}')
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(blocks[0], names)
    for block in blocks[1:]:
        if "import spacy" not in block or _can_spacy():
            exec(block, dict(names))
    assert names["analysis"].claims
    assert (tmp_path / "map.html").stat().st_size > 10_000


def test_an_analysis_shows_itself():
    analysis = analysis_of_yonaguni()
    assert analysis.to_geojson()["type"] == "FeatureCollection"
    assert analysis.to_geodataframe()["text"].tolist() == [mention.text for mention in analysis.mentions]
    assert analysis.to_geodataframe("claims")["verdict"].tolist() == ["supported", "refuted"]
    with pytest.raises(UsageError, match="mentions, places, claims"):
        analysis.to_geodataframe("verdicts")


def test_a_notebook_shows_a_frame_that_hostile_text_cannot_leave():
    shown = hostile_analysis()._repr_html_()
    assert shown.startswith("<iframe")
    assert shown.count("<") == 2
    assert 'sandbox="' in shown


def test_the_public_names_stay():
    assert geo.__all__ == ["analyze"]
    shows = {name for name in dir(Analysis) if name.startswith("to_") or name in {"map", "_repr_html_"}}
    assert shows == {"to_geojson", "to_geodataframe", "map", "_repr_html_"}
