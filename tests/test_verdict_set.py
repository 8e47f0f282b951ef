"""The verdict set, where it is beside the project: texts with expected outcomes, from text to verdict."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

import geo
from gazetteer import open_gazetteer
from geo.records import Document
from maps.contract import analysis_to_dict

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
TEXTS, SCORER = SHARED / "corpora/verdicts.dev.jsonl", SHARED / "eval/score_verdicts.py"


@pytest.mark.skipif(not (TEXTS.exists() and SCORER.exists()), reason="the verdict set is not here")
def test_at_least_ninety_two_percent_of_the_verdict_set_is_judged_right():
    spec = importlib.util.spec_from_file_location("score_verdicts", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    places = open_gazetteer()
    found = {each["id"]: analysis_to_dict(geo.analyze(Document(each["id"], each["text"]), places)) for each in gold}
    result, errors = scorer.score(gold, found)
    assert result["accuracy"] >= 0.92, [(error["id"], error["expected"], error["got"]) for error in errors]
