"""Names that the gazetteer lacks are put at the place that the text names with them, and stay unresolved."""

from __future__ import annotations

import pytest

from gazetteer import open_gazetteer
from geo.analysis import analyze
from geo.records import Analysis, Document, Mention
from maps.geojson import geojson


def read(text: str) -> Analysis:
    return analyze(Document("t", text), open_gazetteer())


def mention(text: str, name: str) -> Mention:
    return next(each for each in read(text).mentions if each.text == name)


@pytest.mark.parametrize(
    ("text", "name", "beside"),
    [
        ("The bomb went off on Zvonkova Street, Harare, at noon.", "Zvonkova Street", "Harare"),
        ("The village of Kwarbanje, near Tamale, was cut off.", "Kwarbanje", "Tamale"),
        ("Buses from Accra no longer reach the village of Kwarbanje (Tamale).", "Kwarbanje", "Tamale"),
    ],
)
def test_a_name_that_the_gazetteer_lacks_is_put_at_the_place_that_holds_it(text: str, name: str, beside: str) -> None:
    found, holder = mention(text, name), mention(text, beside)
    assert found.place is None
    assert found.near == holder.place
    assert (found.lat, found.lon) == (holder.lat, holder.lon)
    assert f"put at {beside}" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "They moved from the village of Kwarbanje to Ghana.",
        f"The village of Kwarbanje was cut off. {'Nobody came to help the people there. ' * 40}In Tamale it rained.",
    ],
)
def test_a_country_or_a_town_far_off_in_the_text_says_too_little(text: str) -> None:
    found = mention(text, "Kwarbanje")
    assert (found.near, found.lat, found.lon) == (None, None, None)


def test_what_is_only_put_near_a_place_is_no_geometry_and_ends_no_claim() -> None:
    analysis = read("The village of Kwarbanje, near Tamale, is 40 km from Accra.")
    row = next(f for f in geojson(analysis)["features"] if f["properties"].get("text") == "Kwarbanje")
    assert row["geometry"] is None
    assert row["properties"]["near"] == mention("The village of Kwarbanje, near Tamale.", "Tamale").place
    (judgement,) = (analysis.judgements[claim.id] for claim in analysis.claims if claim.kind == "distance")
    assert judgement.verdict == "unverifiable"
