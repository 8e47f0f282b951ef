"""Claims are taken out of sentences with the right number, comparator and ends."""

from __future__ import annotations

import re

import pytest

from geo.claims import read_claims
from geo.records import Mention
from geo.tokens import tokenize


class NoSource:
    """A gazetteer without places."""

    def places(self, _ids):
        return {}

    def rows(self, _folded):
        return {}


def claims(text):
    return read_claims(text, tokenize(text), (), NoSource())


def brief(claim):
    stated = claim.stated[0]
    return (
        (stated.low, stated.high, stated.unit),
        claim.comparator,
        claim.kind,
        claim.direction,
        claim.subject.text if claim.subject else None,
        claim.object.text if claim.object else None,
    )


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("1,200 km", (1200, 1200, "km")),
        ("three hundred nautical miles", (300, 300, "nmi")),
        ("24 nm", (24, 24, "nmi")),
        ("two to three km", (2, 3, "km")),
        ("two to three hundred miles", (200, 300, "mi")),
        ("half a mile", (0.5, 0.5, "mi")),
        ("a mile and a half", (1.5, 1.5, "mi")),
        ("two and a half miles", (2.5, 2.5, "mi")),
        ("three-quarters of a mile", (0.75, 0.75, "mi")),
        ("1 1/2 miles", (1.5, 1.5, "mi")),
        ("1 1⁄2 miles", (1.5, 1.5, "mi")),
        ("3⁄4 mile", (0.75, 0.75, "mi")),
        ("2½ miles", (2.5, 2.5, "mi")),
        ("4 700 metres", (4700, 4700, "m")),
        ("a couple of hundred kilometres", (200, 200, "km")),
        ("twenty-five miles", (25, 25, "mi")),
        ("a hundred and twenty miles", (120, 120, "mi")),
        ("12-15 km", (12, 15, "km")),
        ("90 km to 100 km", (90, 100, "km")),
        ("80 or 90 miles", (80, 90, "mi")),
        ("12 miles 40 chains", (12.5, 12.5, "mi")),
        ("1.5 mi", (1.5, 1.5, "mi")),
        ("8km", (8, 8, "km")),
        ("500 yards", (500, 500, "yd")),
    ],
)
def test_a_length_is_read_in_every_notation(length, expected):
    (claim,) = claims(f"Orsk lies {length} from Guy.")
    stated = claim.stated[0]
    assert (stated.low, stated.high) == pytest.approx(expected[:2])
    assert stated.unit == expected[2]
    assert claim.quantity.text == length


@pytest.mark.parametrize(
    ("hedge", "comparator"),
    [
        ("", "eq"),
        ("only", "eq"),
        ("a mere", "eq"),
        ("about", "approx"),
        ("some", "approx"),
        ("nearly", "approx"),
        ("less than", "lt"),
        ("just under", "lt"),
        ("no more than", "le"),
        ("more than", "gt"),
        ("just over", "gt"),
        ("at least", "ge"),
    ],
)
def test_a_hedge_says_how_the_number_is_meant(hedge, comparator):
    (claim,) = claims(f"Orsk lies {hedge} 12 km from Guy.")
    assert claim.comparator == comparator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orsk is 30 km north-northeast of Guy.", "NNE"),
        ("Orsk is 30 km NW of Guy.", "NW"),
        ("Orsk is 30 km to the south-west of Guy.", "SW"),
        ("Orsk is 30 km south/southeast of Guy.", "SSE"),
    ],
)
def test_a_wind_makes_a_direction(text, expected):
    (claim,) = claims(text)
    assert (claim.kind, claim.direction) == ("direction", expected)


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Orsk is about 30 km from Guy.", "Orsk", "Guy"),
        ("It is 30 km from Orsk to Guy.", "Guy", "Orsk"),
        ("Orsk and Guy are 30 km apart.", "Orsk", "Guy"),
        ("From Orsk, the coast of Guy is less than six kilometers off.", "the coast of Guy", "Orsk"),
        ("Orsk is a town in Xor. It lies 30 km from Guy.", "Orsk", "Guy"),
        ("Orsk is a town in Xor. The town is 30 km from Guy.", "Orsk", "Guy"),
        ("Orsk, off Xor, is about 30 km from Guy.", "Orsk", "Guy"),
        ("Less than 900 metres of water separate Orsk from Guy.", "Orsk", "Guy"),
        ("The distance between Orsk and Guy is 30 km.", "Guy", "Orsk"),
        ("Orsk, Xor, about 35 miles south of Guy, was first.", "Orsk", "Guy"),
    ],
)
def test_the_ends_are_found_on_either_side_of_the_verb(text, subject, object_):
    (claim,) = claims(text)
    assert (claim.subject.text, claim.object.text) == (subject, object_)
    assert claim.checkable


@pytest.mark.parametrize(
    "text",
    [
        "The car did 60 miles an hour in Guy.",
        "The peak near Guy is 4,700 metres high.",
        "She won the 10-kilometer race in Guy.",
        "He walks five miles a day in Guy.",
        "The farm near Guy has 20 square miles.",
        "Seven Mile Beach is near Guy.",
    ],
)
def test_speeds_heights_races_and_names_are_no_claims(text):
    assert claims(text) == ()


def test_a_number_without_a_unit_takes_the_unit_before():
    first, second = claims("Orsk is about 160 miles from Guy, Pau barely 18 from Xor.")
    assert second.stated[0].unit == first.stated[0].unit == "mi"
    assert (second.subject.text, second.object.text) == ("Pau", "Xor")


def test_a_conversion_belongs_to_its_length():
    (claim,) = claims("Orsk is 110 km (68 miles) from Guy.")
    assert [(stated.low, stated.unit) for stated in claim.stated] == [(110, "km"), (68, "mi")]
    assert claim.conversion.text == "68 miles"


def test_every_span_is_cut_from_the_text():
    text = "Orsk is a town in Xor. It lies about 30 km (19 mi) north of Guy and 7 from Pau."
    for claim in claims(text):
        for span in (claim, claim.quantity, claim.subject, claim.object):
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Orsk is 100 miles from Guy; Pau, between them, is about 32.", "Pau", "Guy"),
        ("The town of Orsk, Xor, is 45 miles from Guy.", "The town of Orsk", "Guy"),
        ("The capital of Xor, Orsk, is 45 miles from Guy.", "Orsk", "Guy"),
        ("Orsk is 103 miles from Guy; Pau, just 94.", "Pau", "Guy"),
        ("Orsk, in the Bay of Xor, which is within 20 km of the Guy border.", "Orsk", "the Guy border"),
        ("Orsk is so close to Guy — less than ten kilometers — that buses cross.", "Orsk", "Guy"),
        ("Crowds walked from Orsk toward Pau, 50 kilometers away.", "Pau", "Orsk"),
        ("A ferry crosses from Orsk in Guy to Pau in Xor, a gap of 20 kilometres.", "Pau", "Orsk"),
        ("Orsk is a town in Xor, 12 km to the west of the city of Guy.", "Orsk", "the city of Guy"),
        ("Only 14 kilometres separate Orsk and Guy.", "Orsk", "Guy"),
        ("Orsk is a village. It is 5 km from Guy and 7 from Pau, off the road.", "Orsk", "Guy"),
        ("If it were free, Orsk would sit 70 miles from Guy.", "Orsk", "Guy"),
        ("The airstrip on Orsk is 420 kilometers from Guy.", "Orsk", "Guy"),
        ("An army was in Xor, at Orsk, which lies within 5 km of the town of Guy.", "Orsk", "the town of Guy"),
    ],
)
def test_the_first_claim_of_harder_sentences_has_its_ends(text, subject, object_):
    found = claims(text)
    pairs = [(claim.subject and claim.subject.text, claim.object and claim.object.text) for claim in found]
    assert (subject, object_) in pairs


@pytest.mark.parametrize(
    ("text", "dimension", "comparator"),
    [
        ("Orsk Island is nearly 950 kilometers long.", "length", "approx"),
        ("Orsk Island stretches about 260 kilometers from west to east.", "length", "approx"),
        ("The Orsk Strait, 180 km wide at its narrowest point, divides them.", "width", "eq"),
        ("The Orsk River is a 45.7-mile-long tributary of the Guy River.", "length", "eq"),
        ("Pau is reached over the 250-kilometre-wide Orsk Strait.", "width", "eq"),
        ("The Orsk Strait measures 33 km, or 21 miles, across.", "width", "eq"),
    ],
)
def test_a_length_or_width_is_an_extent_of_one_place(text, dimension, comparator):
    (claim,) = claims(text)
    assert (claim.kind, claim.dimension, claim.comparator, claim.object) == ("extent", dimension, comparator, None)
    assert "Orsk" in claim.subject.text


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Orsk is a town in Xor. Route 60 leads northeast 30 miles to Guy.", "Guy", "Orsk"),
        ("By road it is 485 kilometers from Orsk to Guy.", "Guy", "Orsk"),
        ("They marched 20 miles from Orsk to Guy.", "Guy", "Orsk"),
        ("The three-mile route from Orsk to Guy was lined.", "Guy", "Orsk"),
        ("From Orsk to Guy, five miles of mountain road.", "Guy", "Orsk"),
    ],
)
def test_a_way_is_travel(text, subject, object_):
    (claim,) = claims(text)
    assert (claim.subject.text, claim.object.text) == (subject, object_)
    assert claim.kind in ("travel", "distance")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("From Orsk it is 1,900 km southwest to Guy.", "direction"),
        ("From Orsk it is 1,900 km to Guy.", "distance"),
        ("From Orsk it is a 1,900 km drive to Guy.", "travel"),
    ],
)
def test_what_is_so_far_from_a_place_is_no_journey(text, kind):
    (claim,) = claims(text)
    assert (claim.kind, claim.subject.text, claim.object.text) == (kind, "Guy", "Orsk")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Orsk is 30 km off the Guy coast.", "shore"),
        ("Orsk is 30 km from the border with Guy.", "border"),
        ("Orsk is 30 km from the centre of Guy.", "centre"),
        ("Orsk and Guy are 30 km apart at their closest point.", "narrowest"),
        ("Orsk and Guy are at least 50 km apart at every point.", "every_point"),
        ("Orsk is 30 km from Guy by road.", "road"),
        ("Orsk is 30 km from Guy as the crow flies.", "air"),
    ],
)
def test_words_that_settle_the_reading_are_kept(text, cue):
    (claim,) = claims(text)
    assert cue in claim.cues


def test_a_cue_belongs_to_its_own_claim():
    first, second = claims("Orsk is 93 km south of Guy and 290 km from Pau at the nearest point.")
    assert "narrowest" not in first.cues
    assert "narrowest" in second.cues


def test_the_mainland_of_a_country_is_a_part_of_it():
    (claim,) = claims("Orsk lies 30 km off mainland Guy.")
    assert claim.object.part == "mainland"


def test_the_width_of_a_water_without_a_place_is_the_distance_of_its_sides():
    for text in (
        "Orsk and Guy are separated by the Pau Passage, which is over 200 kilometers wide.",
        "Orsk and Guy are separated by a strait only 11 km wide.",
    ):
        (claim,) = claims(text)
        assert claim.kind == "distance"
        assert (claim.subject.text, claim.object.text) == ("Orsk", "Guy")


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Guy says Orsk Shoal is about 105 nautical miles from Pau.", "Orsk Shoal", "Pau"),
        ("The boat's owner said the vessel was 24 nm off Guy.", "the vessel", "Guy"),
        ("Orsk lies across the strait from Guy, less than 20 miles away.", "Orsk", "Guy"),
        ("The channel between Orsk and the Guy mainland is at most a mile wide.", "Orsk", "the Guy mainland"),
        ("Orsk is midway between Guy and Pau, about 240 km from the latter.", "Orsk", "Pau"),
        ("Orsk is 600 nautical miles from Guy's nearest major landmass, Pau.", "Orsk", "Pau"),
        ("Orsk (80 km from Guy) has grown.", "Orsk", "Guy"),
        ("The base, 25 miles from the city of Guy in Pau's Xor region, was shelled.", "The base", "the city of Guy"),
    ],
)
def test_news_sentences_have_the_ends_that_a_reader_sees(text, subject, object_):
    (claim,) = claims(text)
    assert (claim.subject.text, claim.object.text) == (subject, object_)


def test_by_road_is_travel_wherever_it_stands():
    for text in ("By road it is 485 km from Orsk to Guy.", "Orsk and Guy are 350 km apart by road."):
        (claim,) = claims(text)
        assert claim.kind == "travel"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Guy is 32 miles to the west, Mew Cave Park is 21 miles to the north, and Pau is 24 miles to the south.",
            [("Guy", None), ("Mew Cave Park", None), ("Pau", None)],
        ),
        (
            "Orsk is at a crossroads. On State Highway 3 New Guy is 39 km north, Xor 21 km north and Pau 11 km south.",
            [("New Guy", "Orsk"), ("Xor", "Orsk"), ("Pau", "Orsk")],
        ),
        (
            "Buses connect Orsk with Guy 150 km, Pau 100 km, Xor 220.",
            [("Guy", "Orsk"), ("Pau", "Orsk"), ("Xor", "Orsk")],
        ),
        ("Orsk is a town. Nearby are Guy (15 miles) and Pau (20 miles).", [("Guy", "Orsk"), ("Pau", "Orsk")]),
        (
            "Orsk is northeast of Guy, approximately 50 miles by road and about 30 miles by air.",
            [("Orsk", "Guy"), ("Orsk", "Guy")],
        ),
        (
            "Route 9 leads north from Orsk 74 miles to Guy and east 20 miles to Pau.",
            [("Guy", "Orsk"), ("Pau", "Orsk")],
        ),
        (
            "Pau is three miles from Guy, and Orsk lies six miles from the former.",
            [("Pau", "Guy"), ("Orsk", "Pau")],
        ),
    ],
)
def test_lists_of_places_each_have_their_length(text, ends):
    found = [(c.subject.text if c.subject else None, c.object.text if c.object else None) for c in claims(text)]
    assert found == ends


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Orsk is the largest city and a port in Guy, situated 5 km from Pau.", "Orsk", "Pau"),
        ("Orsk is a town in southern Guy, Pau located 5 km from Xor.", "Orsk", "Xor"),
        ("Located in southern Guy, Orsk lies 5 km from Xor.", "Orsk", "Xor"),
        (
            "The Tombs of the Kings (a ruin) is a necropolis 5 km north of Xor harbour in Guy.",
            "The Tombs of the Kings",
            "Xor harbour",
        ),
        ("Orsk is a town. Route 9 serves the city. It lies 5 km from Pau.", "Orsk", "Pau"),
        ("Orsk is a village. Near Guy are the towns of Mew and Pau. It lies 5 km from Xor.", "Orsk", "Xor"),
        ("Several years later, the village of Orsk stood 5 km from Xor.", "the village of Orsk", "Xor"),
        ("Orsk lies 5 km from Guy's capital Pau.", "Orsk", "Guy's capital Pau"),
        ("Orsk lies 5 km north of 100 Mile House.", "Orsk", "100 Mile House"),
        ("Deir ez-Zor lies 5 km from Xor.", "Deir ez-Zor", "Xor"),
        ("At a distance of two miles from Xor stand the ruins of Orsk.", "Orsk", "Xor"),
        ("Orsk lies 5 km south of the Peruvian capital Xor.", "Orsk", "the Peruvian capital Xor"),
        ("The wave was seen at Orsk, 50 km from the epicentre.", "Orsk", "the epicentre"),
        ("Orsk is a suburb of Pau, Guy. It is situated six miles south of the city.", "Orsk", "Pau"),
    ],
)
def test_the_subject_is_what_the_clause_is_about(text, subject, object_):
    (claim,) = claims(text)
    assert (claim.subject.text, claim.object.text) == (subject, object_)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("We rode in a chaise, eight miles, along the shore to Orsk.", "Orsk"),
        ("We left the inn to enjoy sixteen miles of mountain road to Orsk.", "Orsk"),
        ("After a walk of four miles we reached Orsk.", "Orsk"),
    ],
)
def test_a_way_leads_to_what_is_reached(text, subject):
    (claim,) = claims(text)
    assert (claim.kind, claim.subject.text) == ("travel", subject)


def test_a_length_beside_a_place_is_noted_though_nothing_says_what_it_is_of():
    (claim,) = claims("In Guy the hills, 40 miles or so, are bare.")
    assert not claim.checkable
    assert not claims("With 800 trucks that did 87 million miles in 2008, the firm in Guy has an interest.")
    assert not claims("It is seventeen miles from anywhere in Guy.")


def test_old_prints_and_old_numbers_are_read():
    (claim,) = claims("Orsk lies about ſix miles ſouth of Guy.")
    assert brief(claim) == ((6, 6, "mi"), "approx", "direction", "S", "Orsk", "Guy")
    length, width = claims("Orsk Lake is two miles long and one broad.")
    assert (length.dimension, width.dimension, width.stated[0].low) == ("length", "width", 1)


def test_a_name_with_an_age_is_a_person_and_a_magnitude_is_no_length():
    assert not claims("Jordan Guy Wells, 24, ran 42 kilometres in under three hours.")
    assert not claims("In Guy nobody may fly a drone within 5 kilometres of an airport.")
    (claim,) = claims("M 4.7 - 56km SSE of Xor")
    assert (claim.stated[0].low, claim.stated[0].high) == (56, 56)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("We passed Orsk, a lake about a mile long.", "Orsk"),
        ("Orsk Field extended over an area about 20 miles long.", "Orsk Field"),
        ("Guy's coastline is 14,500 km long.", "Guy's coastline"),
    ],
)
def test_a_size_is_that_of_the_place_that_is_described(text, subject):
    (claim,) = claims(text)
    assert (claim.kind, claim.checkable, claim.subject.text) == ("extent", True, subject)
    assert ("shore" in claim.cues) == ("coastline" in text)


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Orsk is a city. The Port of Guy is busy. Mew Tower stands 5 km from the city.", "Mew Tower", "Orsk"),
        ("Orsk is a village. Pau Farm is described as old. Xor lies 5 km from the village.", "Xor", "Orsk"),
        ("Guy Bay is warm. Xor lies 5 km from the town.", "Xor", "the town"),
        ("The hills of Orsk and Mew stand 5 km from the town.", "The hills of Orsk", "the town"),
        ("In relation to the Guy Islands, it is 75 miles from Xor.", "it", "Xor"),
        ("Orsk (Old Orsk) (Pau: Ursk) is an island. It is 5 km from Xor.", "Orsk", "Xor"),
        ("Lying near the sea and close to the border with Guy, Orsk is old. It is 5 km far from Xor.", "Orsk", "Xor"),
        ("The capital and largest city Orsk is 5 km from Xor.", "Orsk", "Xor"),
        ("Orsk lies on a road between the towns of Guy and Mew, and is 5 km from Xor.", "Orsk", "Xor"),
        ("The river runs to Lake Orsk, which drains into Lake Mew less than 2 km away.", "Lake Mew", "Lake Orsk"),
    ],
)
def test_what_stands_for_a_name_is_of_its_sort_and_not_what_is_measured(text, subject, object_):
    (claim,) = claims(text)
    assert (claim.subject.text, claim.object.text) == (subject, object_)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Orsk lies between Mew (7 km in north) and Pau (5 km in south).",
            [("Mew", "N", "Orsk"), ("Pau", "S", "Orsk")],
        ),
        (
            "Orsk lies near these towns: Mew, 6 miles to the south on Route 65 Pau, about 5 miles to the north",
            [("Mew", "S", "Orsk"), ("Pau", "N", "Orsk")],
        ),
        (
            "Orsk is a town, older than the nearby city of Mew 50 kilometres to the south.",
            [("the nearby city of Mew", "S", "Orsk")],
        ),
        ("Guy is a town near Orsk/MG (631 km).", [("Orsk", None, "Guy")]),
        (
            "Guy is a town in the hills. Distances to cities: Orsk - (MG) 180 km, Mew - (SP) 781 km",
            [("Orsk", None, "Guy"), ("Mew", None, "Guy")],
        ),
        ("Orsk is 20 km (50 minutes if one takes the bus) north of Xor.", [("Orsk", "N", "Xor")]),
    ],
)
def test_a_length_beside_a_name_is_of_that_name(text, ends):
    found = [(c.subject.text, c.direction, c.object.text if c.object else None) for c in claims(text)]
    assert found == ends


def test_a_length_set_beside_a_name_is_the_length_of_that_name():
    (claim,) = claims("Guy is known for its canals and for Orsk Front Walk, a 2.5-mile promenade.")
    assert (claim.kind, claim.subject.text) == ("extent", "Orsk Front Walk")
    for claim in claims("Orsk is 4 miles from north to south and 3 miles east to west, 2 miles wide near Guy."):
        assert (claim.kind, claim.subject.text) == ("extent", "Orsk")
    length, width = claims("Orsk Spit is 22 km long and 100 metres wide.")
    assert (length.dimension, width.dimension) == ("length", "width")


@pytest.mark.parametrize(
    "text",
    [
        "Ten miles of cable were laid in Guy.",
        "She ran 10 miles for charity in Orsk.",
        "Drones may not fly within 5 miles of an airport in Guy.",
        "A zone of several hundred metres round Orsk was closed in Guy.",
        "The new plane can fly 15,000 km without a stop, said a man in Orsk.",
    ],
)
def test_mileage_rules_and_vague_hundreds_are_no_claims(text):
    assert not claims(text)


@pytest.mark.parametrize("thing", ["crater", "bridge"])
def test_a_place_is_not_as_wide_as_a_thing_in_it(thing):
    for text in (f"The {thing} in Guy is 1.2 km wide.", f"The {thing} in Guy is 60 m high and 385 m long."):
        assert not any(claim.checkable for claim in claims(text))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Orsk lies between Guy and Pau. The Mew Islands are 3 miles apart.", ("The Mew Islands", None)),
        ("The Mew Islands, between Guy and Pau, are 3 miles apart.", ("The Mew Islands", None)),
        ("Guy is in Xor; Orsk and Pau are 30 miles apart.", ("Orsk", "Pau")),
        ("Guy is in Xor and Orsk and Pau are 30 miles apart.", ("Orsk", "Pau")),
        ("Orsk (Xor) and Pau (Guy) are 30 miles apart.", ("Orsk", "Pau")),
        ("Old Orsk in Xor and Pau in Guy are 30 miles apart.", ("Old Orsk", "Pau")),
        ("A ferry runs between Orsk and Pau, which are 30 miles apart.", ("Orsk", "Pau")),
        ("The capitals of Xor and Guy, Orsk and Pau, are 30 miles apart.", ("Orsk", "Pau")),
        ("Just 30 miles apart, Orsk and Pau are rivals.", ("Orsk", "Pau")),
        ("Orsk lies across the bay from Pau. They are 30 miles apart.", ("Orsk", "Pau")),
        ("Orsk lies across the bay from Pau; the two towns are 30 miles apart.", ("Orsk", "Pau")),
        ("Orsk is 30 miles apart from Pau.", ("Orsk", "Pau")),
    ],
)
def test_what_is_apart_is_what_the_clause_names_and_no_pair_from_elsewhere(text, ends):
    (claim,) = claims(text)
    assert (claim.subject.text, claim.object and claim.object.text) == ends


def test_two_clauses_have_their_own_two_ends_each():
    first, second = claims("Orsk and Guy are 21 miles apart; Pau and Xor are 50 miles apart at the closest point.")
    assert (first.subject.text, first.object.text) == ("Orsk", "Guy")
    assert (second.subject.text, second.object.text) == ("Pau", "Xor")


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Men are 25 km from Orsk, Xor's second-largest city, which lies 30 km from the Guy border.", "Orsk", None),
        ("Orsk, an Italian island 30 km from Pau, has few trees.", "Orsk", "Pau"),
        ("Orsk is a hilly place. The Italian island is 30 km from Pau.", "Orsk", "Pau"),
        ("Men of the Guy struck a tanker 60 miles off Orsk.", "a tanker", "Orsk"),
    ],
)
def test_a_description_stands_for_the_place_that_it_describes(text, subject, object_):
    claim = claims(text)[-1]
    assert claim.subject.text == subject
    assert object_ is None or claim.object.text == object_


@pytest.mark.parametrize(
    "text",
    [
        "The Orsk Gap is a 65-kilometre strip of land between Guy and Pau.",
        "Men fear for the Orsk Gap, a 65-kilometre corridor between Guy and Pau.",
        "The Orsk Zone is a 65-km-wide buffer between Guy and Pau.",
    ],
)
def test_a_strip_with_a_name_is_as_long_as_is_said_and_no_journey(text):
    (claim,) = claims(text)
    assert (claim.kind, claim.object) == ("extent", None)
    assert "Orsk" in claim.subject.text


def test_a_thing_that_is_no_place_of_the_map_has_no_extent():
    assert not claims("A 5-mile-long queue formed in Guy.")


@pytest.mark.parametrize("long_s", "ſ∫")
def test_a_long_s_is_read_in_either_sign(long_s):
    first, second = claims(re.sub("s(?=[a-z])", long_s, "Orsk lies six miles from Guy, about seven south of Xor."))
    assert (first.stated[0].low, second.stated[0].low, second.direction) == (6, 7, "S")
    assert not claims("They rode to the three mile-∫tone of Guy.")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Orsk is a town. PA 64 leads northeast up the Guy Valley 12 miles to Mew. PA 9 leads west 3 miles to Xor.",
            [("Mew", "NE", "Orsk"), ("Xor", "W", "Orsk")],
        ),
        ("Orsk is a town. It lies on the Guy, Mew and Xor Railroad 11 miles west of Pau.", [("Orsk", "W", "Pau")]),
        ("Orsk is a town. Nearby Lake Guy is cold. Pau is 5 miles away.", [("Pau", None, "Orsk")]),
        ("Orsk is a village about three kilometers distance from Guy.", [("Orsk", None, "Guy")]),
        ("Orsk is on the way to Pau (127 miles [204 km] to the southeast).", [("Pau", "SE", "Orsk")]),
    ],
)
def test_roads_and_what_is_only_near_are_not_what_a_text_speaks_of(text, ends):
    assert [(c.subject.text, c.direction, c.object and c.object.text) for c in claims(text)] == ends


@pytest.mark.parametrize(
    "text",
    [
        "The blast in Guy broke windows within a radius of 10 km.",
        "The marathon in Guy draws 40,000 runners over 42 kilometres.",
        "The car that was made in Guy goes 1,000 km on one charge.",
        "Smoke could be seen 20 miles away in Guy.",
        "The missile can fly 2,000 km, Guy said.",
        "Guy's drones can reach 1,000 km into Xor.",
        "Girls in Guy walk 6 km to school.",
        "The rock will pass 25,000 miles from Earth, men in Guy said.",
        "The eruption in Guy sent ash 15 km into the sky.",
        "The avalanche in Guy was 2 km wide.",
        "The iceberg that broke off Guy is 80 km long.",
        "The queue in Guy stretched for five miles.",
        "The Tour de Guy covers 3,400 km.",
        "The trek across Guy took 27 days and covered 560 km.",
        "Each household in Guy lies within 200 metres of a tap.",
        "Volunteers cleaned 12 miles of shoreline in Guy.",
        "The fence in Guy cost 3 million euros a mile.",
        "The rally in Guy has 22 stages and 330 km.",
    ],
)
def test_where_nothing_is_located_there_is_no_claim(text):
    assert not claims(text)


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Men searched the Bay of Mew after a boat sank 75 miles north of Orsk.", "a boat", "Orsk"),
        ("It has been poor since Orsk is 30 miles west of Guy.", "Orsk", "Guy"),
        ("Men hold Orsk on the Guy border, 70 km from Pau.", "Orsk", "Pau"),
        ("They took Orsk, the capital of Mew Province, 70 km from Pau.", "Orsk", "Pau"),
        ("Orsk is a town. It lies 15 km south of el-Guy.", "Orsk", "el-Guy"),
        ("Some 30 km south of Guy, in Orsk, men waited.", "Orsk", "Guy"),
        ("North of Guy, about 40 km away, lies Orsk.", "Orsk", "Guy"),
        ("Orsk, the capital of Mew, and Guy are 200 km apart.", "Orsk", "Guy"),
        ("The border post at Orsk is 5 km from Guy.", "Orsk", "Guy"),
        ("Orsk, two islands 20 km off Guy, has a harbour.", "Orsk", "Guy"),
        ("Guy's closest neighbour, Orsk, is 77 km away.", "Orsk", "Guy"),
        ("The new line will run 40 km from Guy es Salaam to Orsk.", "Orsk", "Guy es Salaam"),
        ("Orsk is 45 minutes from Guy, a distance of 50 km.", "Orsk", "Guy"),
        ("Orsk is a town on Mew Bay. The closest city is Pau, 60 miles away.", "Pau", "Orsk"),
        (
            "Orsk is a town in Guy. It is 5 km from the district headquarters of Pau.",
            "Orsk",
            "the district headquarters of Pau",
        ),
        ("The police kept crowds 100 metres from Guy.", "crowds", "Guy"),
        (
            "Orsk is only 35 miles from the heavily fortified border with Guy.",
            "Orsk",
            "the heavily fortified border with Guy",
        ),
    ],
)
def test_the_ends_of_news_are_found_past_what_is_said_beside_them(text, subject, object_):
    (claim,) = claims(text)
    assert (claim.subject.text, claim.object.text) == (subject, object_)


def test_an_elliptic_number_after_a_hedge_belongs_to_the_name_before_it():
    _, second = claims("Orsk is only 450 km from the Guy border, and Old Pau just 90.")
    assert (second.stated[0].low, second.subject.text, second.object.text) == (90, "Old Pau", "the Guy border")


def test_a_strait_is_as_narrow_as_it_is_said_to_be():
    (claim,) = claims("The Orsk Strait narrows to 3 km.")
    assert (claim.kind, claim.dimension) == ("extent", "width")


@pytest.mark.parametrize("mover", ["Freighter Orsk", "Tropical Storm Orsk", "A Danish coast guard ship"])
def test_what_moves_is_no_place(mover):
    (claim,) = claims(f"{mover} lay 16 miles off Guy.")
    assert not claim.checkable


def test_a_people_that_opens_a_sentence_is_no_place():
    (claim,) = claims("Rebels are 5 km outside Guy.")
    assert not claim.checkable


def test_a_drive_is_a_way_wherever_its_length_stands():
    (claim,) = claims("It is a 12-hour, 500-km drive from Guy to Orsk.")
    assert (claim.kind, claim.subject.text, claim.object.text) == ("travel", "Orsk", "Guy")


def test_the_way_by_road_is_told_of_the_ends_that_the_straight_line_has():
    straight, road = claims("Orsk is 2 miles from Guy but 40 miles by road.")
    assert (straight.kind, road.kind) == ("distance", "travel")
    assert (road.subject, road.object) == (straight.subject, straight.object)


def test_what_lies_offshore_is_not_measured_from_whatever_was_named():
    (claim,) = claims("The town of Guy is old. Orsk Island is 20 miles offshore.")
    assert (claim.subject.text, claim.object, claim.checkable) == ("Orsk Island", None, False)


def test_a_place_is_not_as_long_as_what_it_wants():
    (claim,) = claims("The town of Guy planned a 5-km zone at Orsk.")
    assert not claim.checkable
    (claim,) = claims("It is old. Guy is a narrow, 140-mile long strip on the coast.")
    assert (claim.checkable, claim.subject.text) == (True, "Guy")


def test_a_clause_without_a_verb_measures_from_where_the_clause_before_it_did():
    _, second = claims("The Orsk Islands lie 1,400 km west of Guy, Old Pau 1,000 km southwest.")
    assert (second.subject.text, second.object.text) == ("Old Pau", "Guy")


def test_a_march_beside_a_place_is_noted():
    (claim,) = claims("They left Guy at noon, halted at the ford of Orsk and marched 12 miles.")
    assert (claim.kind, claim.checkable) == ("travel", False)


@pytest.mark.parametrize(
    ("text", "kind", "ends"),
    [
        ("From Orsk it is a 60-km drive to Guy.", "travel", [("Guy", "Orsk")]),
        ("Orsk is the capital. Its port, Guy, is 40 km away by road.", "travel", [("Guy", "Orsk")]),
        ("Orsk is 900 km from Guy; by road the journey is 1,100 km.", None, [("Orsk", "Guy"), ("Orsk", "Guy")]),
        ("Buses cover the 90 miles between Orsk and Guy.", "travel", [("Guy", "Orsk")]),
        ("The 198 km from Orsk to Guy were covered in a day.", "travel", [("Guy", "Orsk")]),
        ("Orsk lies 70 km by road south of Guy; Pau is another 90 km on.", None, [("Orsk", "Guy"), ("Pau", "Orsk")]),
        ("Orsk is nearly 900 km from Guy, which is reached by sea.", "distance", [("Orsk", "Guy")]),
    ],
)
def test_ways_and_what_goes_on_from_them(text, kind, ends):
    found = claims(text)
    assert [{c.subject.text, c.object.text} for c in found] == [set(pair) for pair in ends]
    assert kind is None or found[0].kind == kind


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The office said Storm Orsk was 85 km east of Guy.", ("Storm Orsk", "Guy")),
        ("Guy's nearest neighbours are Orsk, 43 km to the north, and Pau.", ("Orsk", "Guy")),
        ("Orsk (Orsque) is separated from the Guy mainland by 12 miles of reefs.", ("Orsk", "the Guy mainland")),
        ("A boat that capsized 5 km off Guy was towed.", ("A boat", "Guy")),
    ],
)
def test_the_ends_are_those_that_news_speaks_of(text, ends):
    claim = claims(text)[0]
    assert (claim.subject.text, claim.object.text) == ends


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("The Strait of Orsk, at its narrowest 11 km across, divides Guy from Xor.", "eq"),
        ("Between Orsk and Guy the Xor Channel is only 21 miles wide.", "eq"),
        ("The Orsk Strait is long; nowhere is it more than 65 km wide.", "le"),
    ],
)
def test_a_width_is_of_the_water_that_is_told_of(text, comparator):
    (claim,) = claims(text)
    assert (claim.kind, claim.dimension, claim.comparator) == ("extent", "width", comparator)
    assert claim.subject.text.endswith(("Strait of Orsk", "Xor Channel", "Orsk Strait"))


def test_not_even_is_a_bound():
    (claim,) = claims("Not even 70 kilometres separate Orsk from Guy.")
    assert claim.comparator == "lt"


@pytest.mark.parametrize(
    "text", ["He attacked with 31 km to go in Guy.", "It puts the cost of a mile in Guy at a cent."]
)
def test_what_is_left_of_a_race_and_the_price_of_a_mile_are_no_claims(text):
    assert not claims(text)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Orsk, 65 km off the coast of Guy, and Pau, 29 km, refine oil.",
         [("Orsk", "the coast of Guy"), ("Pau", "the coast of Guy")]),
        ("Orsk is 450 km south of Guy, Pau 300 north of it.", [("Orsk", "Guy"), ("Pau", "Guy")]),
        ("The pipeline will stretch 900 km from Orsk in Xor to Guy in Mew.", [("Guy", "Orsk")]),
        ("Between Orsk and Guy the strait narrows to 24 km.", [("Orsk", "Guy")]),
        ("Orsk, a Xorian exclave, lies 5 km inside the Guy Republic.", [("Orsk", "the Guy Republic")]),
        ("Orsk, Xor, hangs 3 km off Guy.", [("Orsk", "Guy")]),
    ],
)  # fmt: skip
def test_lists_and_what_hangs_together_in_news(text, ends):
    assert [{c.subject.text, c.object.text} for c in claims(text)] == [set(pair) for pair in ends]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("“It is 60 km from Orsk,” the official said of Guy.", [("Guy", "Orsk")]),
        ("Pau lies 390 km from Orsk, itself 570 km from Guy.", [("Pau", "Orsk"), ("Orsk", "Guy")]),
        ("Orsk and Guy are within 6 km of each other.", [("Orsk", "Guy")]),
        ("Orsk is a mere kilometre from Guy.", [("Orsk", "Guy")]),
        ("Orsk is 450 km from Guy; Old Pau, 120.", [("Orsk", "Guy"), ("Old Pau", "Guy")]),
    ],
)
def test_what_news_says_of_places_in_other_words(text, ends):
    assert [(c.subject.text, c.object.text) for c in claims(text)] == ends


@pytest.mark.parametrize("text", ["85 km across at its narrowest, froze.", "is 160 km long and 85 km at its widest."])
def test_a_width_is_told_of_by_its_extreme(text):
    claim = claims(f"The Orsk Strait{', ' if text[0].isdigit() else ' '}{text}")[-1]
    assert (claim.kind, claim.dimension, claim.stated[0].low) == ("extent", "width", 85)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Orsk is 125 km from the tarmac at Guy.", ("Orsk", "Guy")),
        ("Orsk is 9 km from Guy, and the wild goats graze at Pau, 22 km east of the former.", ("Pau", "Orsk")),
        ("Lying between Orsk and Guy, 60 km from either, Pau Island is flat.", ("Pau Island", "Orsk")),
        ("Polls in Orsk closed; in Guy, 60 km to its north, men still waited.", ("Guy", "Orsk")),
        ("Orsk Pau lies on the shore of a lagoon 24 km from Guy.", ("Orsk Pau", "Guy")),
        ("Upstream of Orsk lies Guy: 110 km and four hours by boat.", ("Guy", "Orsk")),
        ("Beyond Orsk lies Guy, 40 km over the plain.", ("Guy", "Orsk")),
        ("Some 30 km of sea, the Strait of Pau, separate Orsk from Guy.", ("Guy", "Orsk")),
        ("Only 12 km of water keeps Orsk from Guy.", ("Guy", "Orsk")),
        ("Orsk is an exclave of Guy. To reach the rest of Pau one drives 25 km through the hills.", ("Pau", "Orsk")),
        ("“The clinic in Orsk is 60 km from here,” said a nurse in Guy.", ("Orsk", "Guy")),
        ("Fire is 2 km from Orsk. Guy, six km west of there, was emptied.", ("Guy", "Orsk")),
    ],
)
def test_ends_that_stand_where_news_puts_them(text, ends):
    claim = claims(text)[-1]
    place = {claim.subject.text.removeprefix("the rest of "), claim.object.text}
    assert place == set(ends)
    assert claim.checkable


def test_here_is_where_the_text_was_written():
    mention = Mention("m0", 0, 4, "ORSK", "literal", "x:1", 0.0, 0.0, 1.0, "")
    text = "ORSK, May 5 — Floods cut the road to Guy, 60 km north of here."
    (claim,) = read_claims(text, tokenize(text), (mention,), NoSource())
    assert (claim.subject.text, claim.object.text, claim.checkable) == ("Guy", "ORSK", True)


@pytest.mark.parametrize(
    ("said", "dimension"),
    [
        ("Its greatest length is", "length"),
        ("The island's average width is about", "width"),
        ("The length of Orsk Island is", "length"),
    ],
)
def test_a_length_that_a_noun_names_is_of_what_has_it(said, dimension):
    claim = claims(f"Orsk Island is 9 km off Guy. {said} 132 km.")[-1]
    assert (claim.kind, claim.subject.text, claim.dimension) == ("extent", "Orsk Island", dimension)
    assert claim.checkable


def test_a_sound_narrows_to_hundreds_of_metres():
    claim = claims("Orsk and Guy face each other over Mew Sound, which at Pau narrows to 220 metres.")[-1]
    assert (claim.kind, claim.subject.text, claim.dimension) == ("extent", "Mew Sound", "width")


def test_what_a_company_has_is_no_place():
    (claim,) = claims("The Orsk group's new line will run 89 km from Guy in Xor to Pau.")
    assert (claim.subject.text, claim.object.text) == ("Pau", "Guy")


def test_a_hedge_ends_a_noun():
    (claim,) = claims("A plane bound for Guy came down in a rice field some 80 km short of Orsk.")
    assert (claim.subject.text, claim.subject.named, claim.object.text) == ("a rice field", False, "Orsk")


def test_a_list_without_verbs_goes_on_with_any_name():
    assert [c.object.text for c in claims("Orsk is 25 km from Guy, Pau 29, and the road is good.")] == ["Guy", "Guy"]


@pytest.mark.parametrize("mover", ["The Orsk Creek Fire", "HMCS Orsk"])
def test_fires_and_warships_are_no_places(mover):
    assert not claims(f"{mover}, 90 km west of Guy, moved on.")[0].checkable


def test_a_rule_about_any_of_a_sort_is_no_claim():
    assert not claims("Men in Orsk want a law by which no shop may open within 300 metres of one.")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("From Orsk it is a 90-kilometre drive down the coast to Guy.", ("Guy", "Orsk")),
        ("The company's second plant, in Orsk, lies 18 km from the port of Guy.", ("Orsk", "the port of Guy")),
        ("Midway between Orsk and Guy, 20 km from each, is the village of Pau.", ("the village of Pau", "Orsk")),
        ("Orsk is 18 km from Guy, and Pau, 90 km beyond that, is empty.", ("Pau", "Guy")),
        ("Orsk and Guy face each other across 4 km of river.", ("Guy", "Orsk")),
        ("Orsk and Guy are linked by 90 km of mountain road.", ("Guy", "Orsk")),
        ("Men seized Orsk, near the Guy border and about 90 km from Pau.", ("Orsk", "Pau")),
        ("Men of Orsk fled to Guy, 30 km over mountain roads from Pau.", ("Guy", "Pau")),
        ("Oil from Orsk is piped 90 km to Guy.", ("Guy", "Orsk")),
    ],
)  # fmt: skip
def test_ways_and_neighbours_in_the_words_of_news(text, ends):
    claim = claims(text)[-1]
    assert {claim.subject.text, claim.object.text} == set(ends)
    assert claim.checkable


@pytest.mark.parametrize(
    "text",
    [
        "Orsk's easternmost island lies 90 km from Guy.",
        "Guy said its troops were 15 km west of Orsk.",
        "Pau Island is 9 km off Orsk. A wreck is 60 km from that wreck.",
    ],
)
def test_what_is_one_of_many_is_not_the_place_that_has_it(text):
    assert not claims(text)[-1].checkable


@pytest.mark.parametrize(
    ("said", "comparator", "dimension"),
    [
        ("nowhere wider than 5 km", "le", "width"),
        ("no longer than 5 km", "le", "length"),
        ("wider than 5 km", "gt", "width"),
    ],
)
def test_an_island_is_as_wide_as_a_comparison_says(said, comparator, dimension):
    (claim,) = claims(f"Orsk Island is {said}.")
    assert (claim.kind, claim.comparator, claim.dimension, claim.checkable) == ("extent", comparator, dimension, True)


@pytest.mark.parametrize(
    "text",
    [
        "The hypocentre was 18 km under the sea off Orsk.",
        "There is no inn there or anywhere within 90 km, said men in Orsk.",
    ],
)
def test_depths_and_what_is_nowhere_are_no_claims(text):
    assert not claims(text)


def test_a_list_of_sizes_goes_on_with_nowhere():
    assert [c.comparator for c in claims("Orsk Island, 26 km long and nowhere more than 500 m wide, is flat.")] == [
        "eq",
        "le",
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The village of Orsk, population 90, clings to the fjord 13 km from Guy.", ("The village of Orsk", "Guy")),
        ("The island group of Orsk begins 38 km from Guy.", ("The island group of Orsk", "Guy")),
        ("The drive to Orsk from Guy is 390 km.", ("Orsk", "Guy")),
        ("Orsk to Guy is 40 km; Guy to Pau, 90.", ("Guy", "Pau")),
        ("In Orsk, 90 km off Guy, a tremor was felt.", ("Orsk", "Guy")),
        ("Orsk is separated from Guy by 90 km of ice.", ("Orsk", "Guy")),
    ],
)  # fmt: skip
def test_what_lies_beside_water_and_ways_told_backwards(text, ends):
    claim = claims(text)[-1]
    assert {claim.subject.text, claim.object.text} == set(ends)
    assert claim.checkable


def test_what_is_parted_is_what_the_clause_says():
    text = "Orsk, a town on Guy Bay, is separated from the west of the island by 90 km of ice."
    assert not any(claim.checkable for claim in claims(text))


def test_a_river_flows_so_far_whichever_way():
    (claim,) = claims("The Orsk River flows east for 90 km.")
    assert (claim.kind, claim.subject.text, claim.checkable) == ("extent", "The Orsk River", True)


@pytest.mark.parametrize(
    "text",
    [
        "In Orsk a taxi costs two dollars for the first three kilometres.",
        "They could hear the bells of Orsk six miles off.",
        "Men queued for a mile along the quays of Orsk.",
        "Boats from Orsk may fish up to six nautical miles from shore.",
    ],
)
def test_fares_queues_and_how_far_one_hears_are_no_claims(text):
    assert not claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Xor's Pau Oil found gas 50 km off Orsk.",
        "Guy-based Pau Oil drills 80 km off Orsk.",
        "The Guy Star ran aground 4 km upstream of Orsk.",
        "In Guy, a ferry with men aboard sank 70 km south of Orsk.",
        "The oil came to Guy, 90 km from where the Orsk sank.",
    ],
)
def test_who_does_something_and_what_moves_are_no_places(text):
    (claim,) = claims(text)
    assert not claim.checkable


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("New Orsk–Guy: 90 km.", {"New Orsk", "Guy"}),
        ("The Orsk–Guy crossing is 90 km.", {"The Orsk", "Guy crossing"}),
        ("Old Orsk lies 90 km west of Guy, Pau 30 km farther west.", {"Old Orsk", "Pau"}),
        ("The road ends at Orsk; Old Guy is a further 20 km.", {"Orsk", "Old Guy"}),
    ],
)
def test_pairs_with_a_dash_and_what_is_farther_on(text, ends):
    claim = claims(text)[-1]
    assert {claim.subject.text, claim.object.text} == ends
    assert claim.checkable


@pytest.mark.parametrize(
    ("said", "sizes"),
    [
        ("Orsk Island is 9 km off Guy. Its width nowhere exceeds 52 km.", [("Orsk Island", "width", "le")]),
        ("The width of the Orsk Strait is 52 km between Guy and Pau.", [("the Orsk Strait", "width", "eq")]),
        ("The Orsk Canal's length is 52 km.", [("The Orsk Canal", "length", "eq")]),
        ("Orsk Bay is 52 km long, at its broadest 9 km.", [("Orsk Bay", "length", "eq"), ("Orsk Bay", "width", "eq")]),
        ("Orsk Bay is 52 km long, nowhere wider than 9.", [("Orsk Bay", "length", "eq"), ("Orsk Bay", "width", "le")]),
        ("Measuring 52 km by 9 km, Orsk Bay is low.", [("Orsk Bay", "length", "eq"), ("Orsk Bay", "width", "eq")]),
    ],
)  # fmt: skip
def test_sizes_as_encyclopaedias_give_them(said, sizes):
    found = [c for c in claims(said) if c.kind == "extent"]
    assert [(c.subject.text, c.dimension, c.comparator) for c in found] == sizes
    assert all(c.checkable for c in found)


def test_a_place_is_not_as_long_as_its_causeway():
    assert not claims("Orsk's causeway to Guy is 25 km long.")[0].checkable


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Orsk lies closer to Guy, 90 km away, than to Pau.", {"Orsk", "Guy"}),
        ("At Orsk one is 90 km from Guy.", {"Orsk", "Guy"}),
        ("It was at Orsk, seven miles from Guy, that he learned to sail.", {"Orsk", "Guy"}),
        ("A hundred miles separate the two capitals, Orsk and Guy.", {"Orsk", "Guy"}),
    ],
)
def test_where_one_is_and_where_it_was_that(text, ends):
    claim = next(c for c in claims(text) if c.quantity)
    assert {claim.subject.text, claim.object.text} == ends
    assert claim.checkable


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Orsk is 39 km north of Guy. Old Pau is 90 km farther on.", {"Old Pau", "Orsk"}),
        ("Two towns fell: Orsk, 8 km from Guy, and Pau, 15 km from it.", {"Pau", "Guy"}),
        ("From the crossing at Orsk it is 58 km to Guy.", {"Guy", "Orsk"}),
    ],
)
def test_what_goes_on_from_the_place_before(text, ends):
    claim = claims(text)[-1]
    assert {claim.subject.text, claim.object.text} == ends
    assert claim.checkable


def test_a_country_is_not_as_wide_as_its_strip_of_coast():
    assert not claims("Orsk belongs to the Guy Islands by a strip of coast barely 5 km wide.")[0].checkable


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The 30-odd kilometres from Orsk to Guy are slow.", {"Orsk", "Guy"}),
        ("The towns of Orsk (50 km from Guy) and Pau (90 km) have none.", {"Pau", "Guy"}),
        ("Orsk is nearer to Guy, at 77 km, than to Pau.", {"Orsk", "Guy"}),
        ("What separates Orsk from Guy is 26 km of water.", {"Orsk", "Guy"}),
    ],
)
def test_distances_told_in_passing(text, ends):
    claim = next(c for c in reversed(claims(text)) if c.quantity)
    assert {claim.subject.text, claim.object.text} == ends
    assert claim.checkable


def test_odd_is_a_hedge():
    assert claims("The 30-odd kilometres from Orsk to Guy are slow.")[0].comparator == "approx"


def test_a_shared_border_has_two_ends():
    (claim,) = claims("Orsk and Guy share a 741-kilometre border.")
    assert (claim.kind, {claim.subject.text, claim.object.text}) == ("extent", {"Orsk", "Guy"})


@pytest.mark.parametrize(
    "text", ["The Orsk Islands, a sliver 50 km across, are low.", "The Orsk Islands are 50 km by 22."]
)
def test_a_place_is_as_large_as_its_description(text):
    claim = claims(text)[0]
    assert (claim.kind, claim.subject.text, claim.checkable) == ("extent", "The Orsk Islands", True)


@pytest.mark.parametrize(
    "text",
    [
        "Orsk is linked to Guy by a bridge and tunnel 16 km long.",
        "Orsk is joined to the Guy mainland by a neck 8 km wide.",
        "Distance to Orsk: 90 km.",
    ],
)
def test_things_and_bare_distances_cannot_be_checked(text):
    assert [c.checkable for c in claims(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Land within a 5 mile radius of Orsk was bought in Section 32, Township 27, Range 22 by a farmer.",
        "Orsk is 25 km from Guy, Range 29, Pau.",
    ],
)
def test_a_survey_is_no_list_of_distances(text):
    assert len(claims(text)) == 1


def test_a_list_past_a_semicolon_keeps_its_subject():
    text = "The town of Orsk is 73 km from Guy, the old capital; 50 km from Pau Park in Mew; and 90 km north of Xor."
    assert {claim.subject.text for claim in claims(text)} == {"The town of Orsk"}


def test_an_army_in_advance_is_measured_from_no_place():
    claim = claims("Men of Guy met the foe beyond Orsk some five miles in advance, and halted.")[-1]
    assert not claim.checkable


@pytest.mark.parametrize(
    ("said", "subject", "dimension"),
    [
        ("The Orsk River is 90 km from source to mouth.", "The Orsk River", "length"),
        ("Orsk Island is 90 km from shore to shore.", "Orsk Island", "width"),
        ("At 90 km the Orsk River is the longest in Xor.", "the Orsk River", "length"),
        ("The Orsk Canal, the longest at 90 km, leaks.", "The Orsk Canal", "length"),
        ("The Orsk Isthmus, at 44 km the narrowest part of Xor, is flat.", "The Orsk Isthmus", "width"),
        ("Orsk Island is long and thin, 90 km by 50.", "Orsk Island", "length"),
        ("Half a mile wide at its mouth, Orsk Lake is deep.", "Orsk Lake", "width"),
        ("Orsk Bay is 20 km across and no deeper than 40 m.", "Orsk Bay", "width"),
    ],
)
def test_a_size_is_told_of_in_many_ways(said, subject, dimension):
    claim = claims(said)[0]
    assert (claim.kind, claim.subject.text, claim.dimension, claim.checkable) == ("extent", subject, dimension, True)


def test_a_list_of_sizes_names_each_place_once():
    sizes = claims("Orsk Island is 27 km long, Guy Island 14, and Pau Island barely two.")
    assert [size.subject.text for size in sizes] == ["Orsk Island", "Guy Island", "Pau Island"]
    assert {(size.kind, size.dimension) for size in sizes} == {("extent", "length")}


def test_the_strait_that_divides_two_places_is_as_wide_as_they_are_apart():
    (claim,) = claims("The strait dividing Orsk from Guy is a mere three kilometres wide.")
    assert ({claim.subject.text, claim.object.text}, claim.checkable) == ({"Orsk", "Guy"}, True)


def test_a_common_border_has_two_ends():
    (claim,) = claims("Orsk Land and Guy Land have a common border of 196 km.")
    assert (claim.kind, {claim.subject.text, claim.object.text}) == ("extent", {"Orsk Land", "Guy Land"})
