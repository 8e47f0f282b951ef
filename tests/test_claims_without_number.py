"""Claims without a number: what is nearest, where a place lies, in which direction."""

from __future__ import annotations

import pytest

from geo.claims import read_claims
from geo.records import Mention, Place
from geo.tokens import tokenize

PLACES = {
    "Orsk": Place("t:orsk", "Orsk", 1, 1, "ISL", country="AA"),
    "Guy": Place("t:guy", "Guy", 2, 2, "PCLI", country="BB"),
    "Pau": Place("t:pau", "Pau", 3, 3, "PPL", country="BB"),
    "Xor": Place("t:xor", "Xor", 4, 4, "PCLI", country="CC"),
    "Xorian": Place("t:xor", "Xor", 4, 4, "PCLI", country="CC"),
    "Ursk": Place("t:ursk", "Ursk", 4, 4, "PPLC", country="CC"),
    "Zand": Place("t:zand", "Zand", 1, 2, "ISL", country="CC"),
    "Marathon": Place("t:marathon", "Marathon", 7, 7, "PPL", country="BB"),
    "Mew County": Place("t:mew", "Mew County", 5, 5, "ADM2", country="CC"),
    "White Sea": Place("t:white", "White Sea", 6, 6, "SEA"),
}


class Source:
    """The few places of these tests."""

    def places(self, ids):
        return {place.id: place for place in PLACES.values() if place.id in ids}

    def rows(self, _folded):
        return {}

    def nearest(self, *_where, features, country=None, limit=10):
        fits = (place for place in PLACES.values() if place.feature_code in features and place.country == country)
        return [place.id for place in fits][:limit]


def claims(text):
    mentions = []
    for name, place in PLACES.items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not text[end : end + 1].isalpha():
                kind = "demonym" if name == "Xorian" else "literal"
                mentions.append(Mention(f"m{start}", start, end, name, kind, place.id, place.lat, place.lon, 1, ""))
            start = text.find(name, end)
    return read_claims(text, tokenize(text), sorted(mentions, key=lambda m: m.start), Source())


def test_nearer_to_one_than_to_the_other_has_a_rival():
    (claim,) = claims("Orsk, which few know, is closer to Guy than to Xor.")
    assert claim.kind == "nearest"
    assert (claim.subject.text, claim.object.text, claim.rival.text) == ("Orsk", "Guy", "Xor")


@pytest.mark.parametrize(
    ("text", "comparator", "cue"),
    [
        ("Orsk lies halfway between Guy and Xor.", "eq", "halfway"),
        ("Orsk, about half-way between Guy and Xor, is small.", "approx", "halfway"),
        ("Midway from Guy to Xor lies Orsk.", "eq", "halfway"),
        ("Lying roughly mid-way between Guy and Xor, Orsk is small.", "approx", "halfway"),
        ("Orsk is equidistant from Guy and Xor.", "eq", "equidistant"),
        ("Orsk is at about the same distance from Guy as from Xor.", "approx", "equidistant"),
        ("Orsk is as far from Guy as it is from Xor.", "eq", "equidistant"),
        ("Orsk is almost equally close to Guy and Xor.", "approx", "equidistant"),
    ],
)
def test_halfway_and_equidistant_are_of_two_places_neither_of_which_is_nearer(text, comparator, cue):
    (claim,) = claims(text)
    assert (claim.kind, claim.comparator, claim.cues, claim.checkable) == ("nearest", comparator, {cue}, True)
    assert (claim.subject.text, claim.object.text, claim.rival.text) == ("Orsk", "Guy", "Xor")


@pytest.mark.parametrize(
    "text",
    [
        "Orsk is halfway between fear and hope.",
        "Orsk is twice as far from Guy as from Xor.",
        "Orsk went half the way to Guy and Xor.",
        "Orsk is as far as Guy from Xor.",
    ],
)
def test_halfway_to_nowhere_is_no_claim(text):
    assert not any(claim.cues & {"halfway", "equidistant"} for claim in claims(text))


@pytest.mark.parametrize(
    ("own", "place", "part"),
    [
        ("its own capital", "t:ursk", "whole"),
        ("its capital", "t:ursk", "whole"),
        ("its own mainland", "t:xor", "mainland"),
        ("its mainland", "t:xor", "mainland"),
        ("its own country", "t:xor", "whole"),
    ],
)
def test_a_place_that_is_no_country_has_the_capital_and_the_mainland_of_its_country(own, place, part):
    (claim,) = claims(f"Zand is closer to Guy than to {own}.")
    assert (claim.rival.text, claim.rival.place, claim.rival.part) == (own, place, part)
    (claim,) = claims(f"Zand is 30 km from {own}.")
    assert (claim.object.place, claim.object.part) == (place, part)


def test_the_capital_of_a_unit_is_not_that_of_its_country():
    (claim,) = claims("Mew County is closer to Guy than to its capital.")
    assert (claim.rival.named, claim.checkable) == (False, False)


@pytest.mark.parametrize(
    ("text", "feature", "country"),
    [
        ("Guy's nearest neighbor is Xor.", "PCLI", None),
        ("Orsk is the Xorian island closest to Guy.", "ISL", "CC"),
        ("The closest Xorian island to Guy, Orsk, is bare.", "ISL", "CC"),
    ],
)
def test_what_is_nearest_is_so_among_a_class(text, feature, country):
    (claim,) = claims(text)
    assert claim.kind == "nearest"
    assert (claim.among.feature, claim.among.country) == (feature, country)


def test_a_class_belongs_to_the_claim_that_measures_to_its_nearest():
    (claim,) = claims("Guy sits less than 70 miles from the closest Xorian island, Orsk.")
    assert claim.kind == "distance"
    assert claim.object.text == "Orsk"
    assert (claim.among.feature, claim.among.country) == ("ISL", "CC")


@pytest.mark.parametrize(
    ("text", "subject", "object_", "region"),
    [
        ("Pau, in southern Guy, is old.", "Pau", "Guy", "S"),
        ("Pau lies in the north-east of Guy.", "Pau", "Guy", "NE"),
        ("Guy is a land. Pau lies in the east of the country.", "Pau", "Guy", "E"),
        ("Pau, a port on the White Sea, handles grain.", "Pau", "the White Sea", None),
        ("Trains stop in Mew County, Xor.", "Mew County", "Xor", None),
        ("Pau, in Mew County, is old.", "Pau", "Mew County", None),
        ("Pau lies in Guy.", "Pau", "Guy", None),
    ],
)
def test_where_a_place_lies_is_a_claim(text, subject, object_, region):
    (claim,) = claims(text)
    assert claim.kind == "containment"
    assert (claim.subject.text, claim.object.text, claim.region) == (subject, object_, region)


def test_a_name_with_its_country_is_an_address_and_no_claim():
    assert claims("They met in Pau, Guy.") == ()


def test_what_happens_in_a_country_does_not_lie_in_it():
    assert claims("The man was held in Guy. Talks, in Xor, went on. Prosecution rests in Guy.") == ()


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Orsk, a Xorian island, lies 30 km off Guy.", "island"),
        ("Orsk is an island 30 km off Guy.", "island"),
        ("The island of Orsk lies 30 km off Guy.", "island"),
        ("Orsk, an old port, lies 30 km off Guy.", ""),
    ],
)
def test_an_end_keeps_the_noun_that_says_what_sort_of_place_it_is(text, sort):
    claim = next(claim for claim in claims(text) if claim.quantity)
    assert (claim.subject.text.removeprefix("The island of "), claim.subject.sort) == ("Orsk", sort)


def test_the_mainland_of_a_territory_is_that_of_the_country_that_is_named():
    claim = next(claim for claim in claims("Orsk is off Xor, about 650 km from the mainland.") if claim.quantity)
    assert (claim.object.place, claim.object.part) == ("t:xor", "mainland")


def test_a_direction_needs_no_number():
    (claim,) = claims("Orsk lies just south of Guy.")
    assert (claim.kind, claim.direction, claim.quantity) == ("direction", "S", None)


def test_a_direction_with_a_number_is_said_once():
    (claim,) = claims("Orsk lies 30 km south of Guy.")
    assert claim.quantity is not None


def test_claims_are_numbered_in_the_order_of_the_text():
    found = claims("Orsk lies south of Guy. Pau is closer to Guy than to Xor. Orsk is 5 km from Guy.")
    assert [claim.id for claim in found] == ["c1", "c2", "c3"]
    assert [claim.start for claim in found] == sorted(claim.start for claim in found)


@pytest.mark.parametrize("capital", ["the Xorian capital", "the capital of Xor", "Xor's capital"])
def test_the_capital_of_a_country_is_no_country(capital):
    (claim,) = claims(f"Pau is 30 km from {capital}.")
    assert (claim.object.text, claim.object.place) == (capital, "t:ursk")


def test_the_capital_is_the_one_named_before_and_its_capital_that_of_the_country_spoken_of():
    (claim,) = claims("Rain fell on Ursk. Pau is 30 km from the capital.")
    assert (claim.subject.text, claim.object.text, claim.object.place) == ("Pau", "Ursk", "t:ursk")
    (claim,) = claims("Xor is small. Pau is 30 km from its capital.")
    assert (claim.object.text, claim.object.place) == ("its capital", "t:ursk")


@pytest.mark.parametrize("thing", ["A Xorian island", "The Xorian town", "A Xorian base"])
def test_a_demonym_that_is_an_attribute_is_no_end(thing):
    (claim,) = claims(f"{thing} 30 km from Guy was sold.")
    assert (claim.subject.named, claim.subject.place, claim.checkable) == (False, None, False)
    (claim,) = claims("Pau is 30 km from the Xorian coast.")
    assert claim.object.place == "t:xor"


def test_a_place_in_another_is_itself_and_what_is_said_of_a_people_is_said_of_the_place_beside_it():
    (claim,) = claims("Xor's Orsk islands are 2 km off the coast of Guy's Pau.")
    assert (claim.subject.place, claim.object.place) == ("t:orsk", "t:pau")
    (claim,) = claims("Orsk, a Xorian island nearer to Guy than to Xor, is bare.")
    assert (claim.subject.place, claim.object.place, claim.rival.place) == ("t:orsk", "t:guy", "t:xor")


def test_a_length_to_one_place_does_not_say_that_another_is_the_nearest():
    nearest, length = claims("Orsk, the Xorian island closest to Guy, is 113 km from Pau.")
    assert (nearest.kind, nearest.object.text, nearest.among.country) == ("nearest", "Guy", "CC")
    assert (length.kind, length.object.text, length.among) == ("distance", "Pau", None)


def test_a_tremor_is_where_the_town_is_that_it_is_said_to_have_hit():
    (claim,) = claims("A quake hit Pau, 46 km from Ursk, on Tuesday.")
    assert claim.subject.text == "Pau"


def test_a_place_that_is_named_like_a_contest_is_a_place():
    (claim,) = claims("Marathon is 30 km from Pau.")
    assert (claim.subject.place, claim.checkable) == ("t:marathon", True)
    assert not any(claim.checkable for claim in claims("The Mew Marathon is 42 km from Pau."))


@pytest.mark.parametrize("aside", [", 5 km off,", " (5 km)"])
def test_nearer_than_may_have_its_length_set_off(aside):
    claim = next(each for each in claims(f"Orsk is nearer to Guy{aside} than to Xor.") if each.kind == "nearest")
    assert (claim.object.text, claim.rival.text) == ("Guy", "Xor")
