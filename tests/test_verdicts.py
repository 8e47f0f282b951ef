"""What a claim stands for, how it is measured, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World

from geo.distance import distance
from geo.records import Among, Candidate, Claim, End, Mention, Span, Stated
from geo.units import KM_PER
from geo.verdicts import judge, settle
from geo.verdicts.conversion import judge_conversion
from geo.verdicts.intervals import half_unit, interval_of

WORLD = World()
NAMED = ["west", "east", "north", "south", "westville", "northton", "isle", "skerry", "sea", "rocks"]


def end(key, part="whole"):
    return None if key is None else End(key, 0, 1, True, None, f"w:{key}", part)


def claim(kind, subject, other=None, *stated, comparator="eq", **more):
    lengths = tuple(Stated(low, low if high is None else high, unit) for low, high, unit in stated)
    cues = frozenset(more.pop("cues", ()))
    ends = {role: end(more.pop(role, None)) for role in ("rival",)}
    return Claim(
        "c1", 0, 9, "claim", kind, Span(2, 4, "1 km") if lengths else None, lengths, comparator,
        more.pop("direction", None), end(subject) if isinstance(subject, str) else subject,
        end(other) if isinstance(other, str | None) else other, more.pop("checkable", True), cues=cues, **ends, **more,
    )  # fmt: skip


def judged(*args, **more):
    return judge(claim(*args, **more), (), {}, WORLD)


def km(value, high=None):
    return (value, high, "km")


@pytest.mark.parametrize(
    ("value", "half"), [(270, 5), (47, 0.5), (1100, 50), (7.5, 0.05), (1230, 5), (3, 0.5), (0.25, 0.005), (90.0, 5)]
)
def test_a_number_is_rounded_to_its_last_significant_digit(value, half):
    assert half_unit(value) == pytest.approx(half)


@pytest.mark.parametrize(
    ("comparator", "value", "low", "high"),
    [
        ("eq", 270, 265, 275),
        ("eq", 100, 95, 105),  # at most 5 %
        ("eq", 9, 8.5, 9.5),
        ("eq", 47.3, 47.25, 47.35),
        ("approx", 270, 243, 297),
        ("approx", 100, 50, 150),
        ("approx", 13, 11.7, 14.3),
        ("lt", 70, None, 70),
        ("le", 70, None, 70),
        ("gt", 70, 70, None),
        ("ge", 70, 70, None),
    ],
)
def test_a_stated_number_stands_for_an_interval(comparator, value, low, high):
    found = interval_of(Stated(value, value, "km"), comparator)
    assert (found.low, found.high) == (
        pytest.approx(low) if low is not None else None,
        pytest.approx(high) if high is not None else None,
    )


def test_bounds_are_taken_as_said():
    assert interval_of(Stated(70, 70, "km"), "lt").holds(70, 70, 70) is False
    assert interval_of(Stated(70, 70, "km"), "le").holds(70, 70, 70) is True
    assert interval_of(Stated(70, 70, "km"), "lt").holds(69, 69.5, 71) is None
    assert interval_of(Stated(90, 100, "km"), "between").holds(97, 97, 98) is True
    assert interval_of(Stated(90, 100, "km"), "between").holds(101, 101, 102) is False


@given(st.floats(0.1, 20_000), st.sampled_from(sorted(KM_PER)), st.sampled_from(["eq", "approx", "le", "ge"]))
def test_a_length_is_what_it_is_stated_to_be(value, unit, comparator):
    exact = value * KM_PER[unit]
    assert interval_of(Stated(value, value, unit), comparator).holds(exact, exact, exact) is not False


def test_islands_are_measured_shore_to_shore():
    found = judged("distance", "west", "east", km(100), comparator="approx")
    assert found.verdict == "supported"
    assert found.conventional == "nearest"
    assert {reading.name: round(reading.km) for reading in found.readings} == {
        "nearest": 100, "centre": 323, "farthest": 545, "capitals": 446,
    }  # fmt: skip
    assert found.points is not None
    assert found.points[0][0] == pytest.approx(1.0, abs=0.01)
    assert found.points[1][0] == pytest.approx(1.898, abs=0.01)
    assert "100" in found.explanation
    assert found.reproduce == "mentionmap distance w:west w:east"
    assert found.azimuth == pytest.approx(270, abs=1)


@pytest.mark.parametrize(
    ("value", "comparator", "verdict"),
    [
        (110, "lt", "supported"),
        (90, "lt", "refuted"),
        (200, "gt", "depends"),  # centre to centre it is 323 km
        (106, "eq", "depends"),  # a bare number that misses by less than a tenth
        (150, "eq", "refuted"),
        (323, "eq", "depends"),
        (446, "eq", "depends"),  # the capitals
        (100, "le", "depends"),  # the sources leave it open
    ],
)
def test_a_distance_between_islands(value, comparator, verdict):
    assert judged("distance", "west", "east", km(value), comparator=comparator).verdict == verdict


def test_two_countries_on_one_landmass_have_no_conventional_reading():
    found = judged("distance", "north", "south", km(580), comparator="approx")
    assert (found.verdict, found.conventional) == ("depends", None)
    assert judged("distance", "north", "south", km(5000), comparator="lt").verdict == "supported"
    assert judged("distance", "north", "south", km(5000), comparator="gt").verdict == "refuted"


def test_words_settle_the_reading():
    assert judged("distance", "north", "south", km(50), comparator="ge", cues=["every_point"]).verdict == "refuted"
    assert judged("distance", "west", "east", km(300), comparator="gt", cues=["narrowest"]).verdict == "refuted"
    assert judged("distance", "west", "east", km(446), cues=["capital"]).verdict == "supported"
    assert judged("distance", "west", "east", km(323), cues=["centre"]).verdict == "supported"
    assert judged("distance", "west", "east", km(500), comparator="le", cues=["every_point"]).verdict == "refuted"


def test_two_settlements_are_measured_from_their_centres():
    found = judged("distance", "westville", "eastville", km(446))
    assert (found.verdict, found.conventional) == ("supported", "centre")


def test_a_settlement_is_measured_to_the_edge_of_an_area():
    found = judged("distance", "southton", "north", km(11))
    assert (found.verdict, found.conventional) == ("supported", "nearest")
    assert "from its centre" not in found.explanation
    assert "From the centre" in found.explanation


def test_a_town_inside_a_country_is_measured_to_the_edge_that_is_named():
    found = judged("distance", "northton", "north", km(111), comparator="approx", cues=["border"])
    assert found.verdict == "supported"
    assert found.readings[0].km == pytest.approx(111, abs=1)


def test_an_island_is_measured_from_the_rest_of_its_country():
    found = judged("distance", "isle", "north", km(68), comparator="approx")
    assert found.verdict == "supported"
    assert found.readings[0].km == pytest.approx(68.4, abs=0.3)


def test_a_direction_holds_within_half_a_quarter_of_the_wind():
    found = judged("direction", "east", "west", km(100), comparator="approx", direction="E")
    assert [(part.kind, part.verdict) for part in found.parts] == [
        ("distance", "supported"),
        ("direction", "supported"),
    ]
    assert judged("direction", "east", "west", direction="W").verdict == "refuted"
    assert judged("direction", "east", "west", direction="NE").verdict == "depends"
    found = judged("direction", "east", "west", km(100), comparator="approx", direction="W")
    assert (found.verdict, found.parts[0].verdict) == ("refuted", "supported")


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ((70, "mi"), (112.7, "km"), "supported"),
        ((100, "mi"), (160, "km"), "supported"),
        ((60, "mi"), (97, "km"), "supported"),
        ((90, "mi"), (110, "km"), "refuted"),
        ((9, "km"), (15, "mi"), "refuted"),
        ((50, "nmi"), (93, "km"), "supported"),
        ((12, "nmi"), (19, "km"), "refuted"),
        ((22, "km"), (14, "mi"), "supported"),
        ((5, "mi"), (10, "km"), "refuted"),
    ],
)
def test_a_conversion_agrees_within_its_rounding(first, second, verdict):
    part = judge_conversion(*(Stated(value, value, unit) for value, unit in (first, second)))
    assert part.verdict == verdict


def test_a_confused_unit_is_named():
    swapped = judge_conversion(Stated(9, 9, "km"), Stated(15, 15, "mi"))
    assert "swapped" in swapped.explanation
    nautical = judge_conversion(Stated(12, 12, "nmi"), Stated(19, 19, "km"))
    assert "statute miles" in nautical.explanation
    found = judged("distance", "west", "east", (100, None, "mi"), comparator="eq")
    assert (found.verdict, "kilometres" in found.explanation) == ("refuted", True)


def test_a_claim_has_the_verdict_of_its_weakest_part():
    found = judged("distance", "west", "east", km(100), (100, None, "mi"), comparator="approx")
    assert [(part.kind, part.verdict) for part in found.parts] == [("distance", "supported"), ("conversion", "refuted")]
    assert found.verdict == "refuted"


def test_a_journey_is_unverifiable_unless_it_beats_the_straight_line():
    assert judged("travel", "westville", "eastville", km(600)).verdict == "unverifiable"
    assert "446" in judged("travel", "westville", "eastville", km(600)).explanation
    assert judged("travel", "westville", "eastville", km(200)).verdict == "refuted"


def test_an_end_without_a_place_is_unverifiable_and_named():
    lost = Mention("m1", 0, 5, "Xanad", "literal", None, None, None, 0.0, "in no gazetteer")
    ends = End("Xanad", 0, 5, True, "m1", None)
    found = judge(claim("distance", ends, "west", km(5)), (lost,), {}, WORLD)
    assert found.verdict == "unverifiable"
    assert "Xanad" in found.explanation
    assert "in no gazetteer" in found.explanation
    assert found.reproduce == ""
    nameless = replace(
        claim("distance", "west", "west", km(5)), subject=End("the hikers", 0, 5, False), checkable=False
    )
    assert judge(nameless, (), {}, WORLD).verdict == "unverifiable"
    assert judge(replace(nameless, object=None, subject=None), (), {}, WORLD).verdict == "unverifiable"


def test_nearer_to_one_than_to_another():
    assert judged("nearest", "isle", "north", rival="south").verdict == "supported"
    found = judged("nearest", "isle", "south", rival="north")
    assert found.verdict == "refuted"
    assert "Northia" in found.explanation


def test_the_nearest_of_a_class_is_named():
    islands = Among("ISL", "NN", "islands of Northia")
    assert judged("nearest", "isle", "south", among=islands).verdict == "supported"
    found = judged("nearest", "skerry", "south", among=islands)
    assert found.verdict == "refuted"
    assert "Isle" in found.explanation
    assert judged("nearest", "east", "west", among=Among("PCLI", None, "countries")).verdict == "supported"


def test_containment():
    assert judged("containment", "northton", "north").verdict == "supported"
    assert judged("containment", "northton", "south").verdict == "refuted"
    assert judged("containment", "northton", "north", region="N").verdict == "supported"
    assert judged("containment", "northton", "north", region="S").verdict == "refuted"
    assert judged("containment", "northton", "north", region="NE").verdict == "supported"
    assert judged("containment", "west", "sea").verdict == "supported"
    assert judged("containment", "eastville", "sea").verdict == "refuted"
    assert judged("containment", "northton", "nowhere").verdict == "unverifiable"


def test_whose_a_disputed_place_is_no_measure_tells():
    for country in ("west", "east"):
        found = judged("containment", "rocks", country)
        assert found.verdict == "depends"
        assert "Westland" in found.explanation
        assert "Eastland" in found.explanation


def test_an_extent_is_the_longest_line():
    assert judged("extent", "west", None, km(220), comparator="approx", dimension="length").verdict == "supported"
    assert judged("extent", "west", None, km(22), comparator="approx", dimension="length").verdict == "refuted"
    assert judged("extent", "nowhere", None, km(22)).verdict == "unverifiable"


def test_a_strait_is_as_wide_as_its_shores_are_apart():
    assert judged("extent", "gap", None, km(100), comparator="approx", dimension="width").verdict == "supported"
    assert judged("extent", "gap", None, km(200), comparator="gt", dimension="width").verdict == "refuted"
    assert judged("extent", "gap", None, km(200), dimension="length").verdict == "unverifiable"


def named(text, chosen, *others):
    """An end by name, with the places that the name may mean."""
    candidates = tuple(Candidate(f"w:{key}", key, 0.3) for key in (chosen, *others))
    mention = Mention(f"m:{text}", 0, 5, text, "literal", f"w:{chosen}", 0.0, 0.0, 0.9, "", candidates)
    return End(text, 0, 5, True, mention.id, f"w:{chosen}"), mention


def measured_between(one, other):
    (subject, first), (object_, second) = one, other
    return reproduced(claim("distance", subject, object_, km(1)), first, second)


def reproduced(made, *mentions):
    (settled,), mentions = settle((made,), mentions, WORLD)
    return judge(settled, mentions, {}, WORLD).reproduce


def test_a_name_means_the_place_that_the_words_speak_of():
    town, unit = (
        named("Springton", "springton-unit", "springton"),
        named("Springton province", "springton-unit", "springton"),
    )
    island, south, capital = named("Isle", "isleton", "isle"), named("Southia", "south"), named("Southton", "southton")
    assert measured_between(town, south) == "mentionmap distance w:springton w:south"
    assert measured_between(unit, south) == "mentionmap distance w:springton-unit w:south"
    assert measured_between(island, south) == "mentionmap distance w:isle w:south"
    assert measured_between(island, capital) == "mentionmap distance w:isleton w:southton"
    unmentioned = claim("distance", "springton-unit", "south", km(1))
    assert reproduced(unmentioned) == "mentionmap distance w:springton w:south"


def test_a_mention_is_at_the_place_that_its_claims_measure_and_says_what_it_was_taken_for():
    (subject, island), (object_, south) = named("Isle", "isleton", "isle"), named("Southia", "south")
    again, other = replace(island, id="m2", start=20, end=25), replace(island, id="m3", text="Isla")
    made = claim("distance", subject, object_, km(1))
    (settled,), (first, whole, second, third) = settle((made,), (island, south, again, other), WORLD)
    assert settled.subject.place == first.place == second.place == "w:isle"
    assert (first.lat, first.lon) == (47.0, 16.0)
    assert [candidate.place for candidate in first.candidates] == ["w:isle", "w:isleton"]
    assert "measured as the island, not the settlement Isle (w:isleton)" in first.reason
    assert (whole, third) == (south, other)  # another spelling may mean the town


def test_what_holds_another_place_says_nothing_of_its_name_elsewhere():
    object_, unit = named("Springton", "springton", "springton-unit")
    inside = claim("containment", "isleton", replace(object_, place="w:springton-unit"))
    elsewhere = replace(unit, id="m2")
    _, (first, second) = settle((inside,), (unit, elsewhere), WORLD)
    assert (first.place, second.place) == ("w:springton-unit", "w:springton")


def test_a_mention_means_one_place_in_all_of_its_claims():
    (subject, island), (town, other) = named("Isle", "isleton", "isle"), named("Southton", "southton")
    object_, south = named("Southia", "south")
    made = claim("distance", subject, object_, km(1)), claim("distance", subject, town, km(1))
    settled, (mention, *_) = settle(made, (island, other, south), WORLD)
    assert {each.subject.place for each in settled} == {mention.place} == {"w:isle"}


def test_the_noun_that_the_text_uses_says_which_bearer_of_a_name_is_meant():
    (subject, mention), (object_, south) = named("Isle", "westville", "isle"), named("Southia", "south")
    mention = replace(mention, score=0.5)
    called = claim("distance", replace(subject, sort="island"), object_, km(1))
    assert reproduced(called, mention, south) == "mentionmap distance w:isle w:south"
    assert reproduced(claim("distance", subject, object_, km(1)), mention, south).startswith(
        "mentionmap distance w:westville"
    )
    off = claim("distance", subject, replace(object_, part="mainland"), km(1))
    assert reproduced(off, mention, south) == "mentionmap distance w:isle 'mainland w:south'"


def test_how_long_a_shore_is_no_measure_tells():
    found = judged("extent", "west", None, km(900), dimension="length", cues={"shore"})
    assert (found.verdict, "how finely" in found.explanation) == ("unverifiable", True)


def test_a_river_is_not_measured_from_the_point_that_stands_for_it():
    found = judged("distance", "westville", "long-river", km(1))
    assert found.verdict == "unverifiable"
    assert "no outline" in found.explanation


def test_what_is_called_little_may_be_a_little_less():
    text = "Eastland is a mere 105 km from Westland"
    base = claim("distance", "east", "west", km(107))
    little = replace(base, text=text, start=0, quantity=Span(19, 25, "105 km"))
    assert judge(base, (), {}, WORLD).verdict == "depends"
    assert judge(little, (), {}, WORLD).verdict == "supported"


def test_a_length_to_an_islet_depends_where_the_mainland_tells_another():
    to_islet, to_mainland = km(107), km(185)
    assert judged("distance", "skerry", "north", to_islet, comparator="approx").verdict == "depends"
    assert judged("distance", "skerry", "north", to_mainland, comparator="approx").verdict == "supported"
    assert judged("distance", "skerry", "north", km(120), comparator="lt").verdict == "supported"


def test_it_depends_on_which_place_a_name_means():
    candidates = Candidate("w:westville", "Westville", 0.5), Candidate("w:northton", "Northton", 0.45)
    mention = Mention("m1", 0, 5, "Ville", "literal", "w:westville", 0.3, -0.5, 0.5, "two of them", candidates)
    ends = End("Ville", 0, 5, True, "m1", "w:westville")
    found = judge(claim("distance", ends, "eastville", km(446)), (mention,), {}, WORLD)
    assert found.verdict == "depends"
    assert "Northton" in found.explanation
    sure = replace(mention, score=0.9)
    assert judge(claim("distance", ends, "eastville", km(446)), (sure,), {}, WORLD).verdict == "supported"


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(NAMED), st.sampled_from(NAMED))
def test_a_distance_is_the_same_from_both_ends(one, other):
    a, b = WORLD.places([f"w:{one}"])[f"w:{one}"], WORLD.places([f"w:{other}"])[f"w:{other}"]
    there, back = distance(a, b, WORLD), distance(b, a, WORLD)
    for mine, theirs in zip(there.readings, back.readings, strict=True):
        assert mine.name == theirs.name
        assert mine.km == pytest.approx(theirs.km, abs=1e-6)
        assert mine.low_km <= mine.km <= mine.high_km


def test_where_no_place_is_likely_one_that_is_half_as_likely_may_be_meant():
    candidates = Candidate("w:westville", "Westville", 0.3), Candidate("w:northton", "Northton", 0.16)
    mention = Mention("m1", 0, 1, "Westville", "literal", "w:westville", -0.5, 0.3, 0.3, "", candidates)
    subject = replace(end("westville"), mention="m1")
    made = claim("distance", subject, "southton", km(548))
    assert judge(made, (mention,), {}, WORLD).verdict == "depends"
    unlikely = replace(mention, candidates=(candidates[0], replace(candidates[1], score=0.1)))
    assert judge(made, (unlikely,), {}, WORLD).verdict == "refuted"
