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


@pytest.mark.parametrize("thing", ["crater", "bridge"])
def test_a_place_is_not_as_wide_as_a_thing_in_it(thing):
    for text in (f"The {thing} in Guy is 1.2 km wide.", f"The {thing} in Guy is 60 m high and 385 m long."):
        assert not any(claim.checkable for claim in claims(text))


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


@pytest.mark.parametrize("text", ["85 km across at its narrowest, froze.", "is 160 km long and 85 km at its widest."])
def test_a_width_is_told_of_by_its_extreme(text):
    claim = claims(f"The Orsk Strait{', ' if text[0].isdigit() else ' '}{text}")[-1]
    assert (claim.kind, claim.dimension, claim.stated[0].low) == ("extent", "width", 85)


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


@pytest.mark.parametrize("mover", ["The Orsk Creek Fire", "HMCS Orsk"])
def test_fires_and_warships_are_no_places(mover):
    assert not claims(f"{mover}, 90 km west of Guy, moved on.")[0].checkable


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


def test_a_list_of_sizes_goes_on_with_nowhere():
    assert [c.comparator for c in claims("Orsk Island, 26 km long and nowhere more than 500 m wide, is flat.")] == [
        "eq",
        "le",
    ]


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


def test_odd_is_a_hedge():
    assert claims("The 30-odd kilometres from Orsk to Guy are slow.")[0].comparator == "approx"


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
