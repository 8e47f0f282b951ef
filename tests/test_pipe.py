"""The spaCy component marks what the analysis found, and goes wherever spaCy takes it."""

from __future__ import annotations

import pickle

import pytest

import geo
from gazetteer import open_gazetteer

spacy = pytest.importorskip("spacy", reason="spaCy, an extra, is not installed")
from gazetteer import pipe  # noqa: E402, F401 - it registers the component

TEXT = "Yonaguni lies less than 70 miles from Taiwan. In nearby-Yilan they doubt it."


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("en")
    made.add_pipe("mentionmap")
    return made


def marked(doc):
    return {key: [(span.text, span.label_, span.kb_id_) for span in spans] for key, spans in doc.spans.items()}


def test_places_and_claims_are_spans_of_the_document(nlp):
    found = geo.analyze(TEXT, open_gazetteer())
    spans = marked(nlp(TEXT))
    assert [(label, place) for _, label, place in spans["places"]] == [(m.kind, m.place or "") for m in found.mentions]
    assert spans["claims"] == [("Yonaguni lies less than 70 miles from Taiwan", "supported", "")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "rain", "臺灣", "\x00"])
def test_any_text_passes(nlp, text):
    assert set(marked(nlp(text))) == {"places", "claims"}


def test_it_survives_being_saved_and_sent_to_other_processes(nlp, tmp_path):
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert marked(again) == marked(doc)
    nlp.to_disk(tmp_path / "pipeline")
    assert marked(spacy.load(tmp_path / "pipeline")(TEXT)) == marked(doc)
    assert marked(pickle.loads(pickle.dumps(nlp.get_pipe("mentionmap")))(nlp.make_doc(TEXT))) == marked(doc)
