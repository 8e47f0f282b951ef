"""A column of texts becomes a table of what they say, under the index of the column."""

from __future__ import annotations

import pandas as pd
import pytest

from gazetteer import open_gazetteer
from maps.frames import annotate


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


@pytest.fixture
def table():
    texts = ["Yonaguni lies less than 70 miles from Taiwan.", None, "It rains.", "Paris and Rome."]
    return pd.DataFrame({"text": texts, "paper": ["A", "B", "C", "D"]}, index=[7, 8, 9, 9])


def test_each_mention_stands_under_the_index_of_its_text(table, gazetteer):
    found = annotate(table["text"], gazetteer)
    assert found.index.tolist() == [7, 7, 9, 9]
    assert found["name"].tolist() == ["Yonaguni", "Taiwan", "Paris", "Rome"]
    assert found.crs == "EPSG:4326"
    assert found.loc[7].join(table["paper"])["paper"].tolist() == ["A", "A"]


def test_claims_have_their_verdicts(table, gazetteer):
    found = annotate(table["text"], gazetteer, layer="claims")
    assert found.index.tolist() == [7]
    assert found["verdict"].tolist() == ["supported"]


def test_a_column_without_a_place_gives_a_table_without_rows(gazetteer):
    assert list(annotate(pd.Series([], dtype="str"), gazetteer)) == list(annotate(pd.Series(["rain"]), gazetteer))
