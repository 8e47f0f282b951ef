"""Sentences of news from the text to the verdict: the ends that are measured, and what is said of them."""

from __future__ import annotations

import shlex

import pytest

import geo
from gazetteer import open_gazetteer
from geo.asking import find_place
from geo.distance import distance


def judged(text):
    """(subject's place, object's place, verdict) of each claim with a length, in order."""
    analysis = geo.analyze(text, open_gazetteer())
    return [
        (
            claim.subject and claim.subject.place,
            claim.object and claim.object.place,
            analysis.judgements[claim.id].verdict,
        )
        for claim in analysis.claims
        if claim.quantity
    ]


def the_judgement(text):
    analysis = geo.analyze(text, open_gazetteer())
    (claim,) = analysis.claims
    return analysis.judgements[claim.id]


HAMBURG, BREMEN, BERLIN = "geonames:2911298", "geonames:2944388", "geonames:2950159"


@pytest.mark.parametrize(
    "text",
    [
        "Hamburg lies 90 km and 250 km from Bremen and Berlin respectively.",
        "Hamburg lies 90 and 250 km from Bremen and Berlin, respectively.",
        "Hamburg is, respectively, 95 km and 256 km from Bremen, Germany, and Berlin.",
        "The distances from Hamburg to Bremen and Berlin are 95 km and 256 km respectively.",
    ],
)
def test_respectively_deals_lengths_out_to_what_is_measured_from(text):
    ends = judged(text)
    assert [{subject, object_} for subject, object_, _ in ends] == [{HAMBURG, BREMEN}, {HAMBURG, BERLIN}]
    assert [verdict for *_, verdict in ends] == ["supported", "supported"]


def test_respectively_deals_lengths_out_to_what_is_located():
    text = "Bremen and Berlin lie 95 km southwest and 256 km southeast of Hamburg respectively."
    assert judged(text) == [(BREMEN, HAMBURG, "supported"), (BERLIN, HAMBURG, "supported")]
    text = "Bremen and Berlin are 95 km and 256 km from Hamburg and Hamburg, respectively."
    assert judged(text) == [(BREMEN, HAMBURG, "supported"), (BERLIN, HAMBURG, "supported")]


def test_two_islands_of_a_group_are_apart_and_of_many_nothing_says_which():
    assert judged("The two Diomedes are less than 3 miles apart.") == [
        ("curated:little-diomede", "curated:big-diomede", "supported")
    ]
    assert judged("The two islands of Saint Kitts and Nevis are 3 km apart.")[0][2] == "supported"
    found = the_judgement("The Galapagos Islands are 50 km apart.")
    assert found.verdict == "unverifiable"
    assert "does not say what in the Galápagos Islands" in found.explanation
    assert not found.reproduce


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Svalbard lies 670 km from the Norwegian mainland.", "supported"),
        ("Svalbard lies 650 km from the Norwegian mainland.", "depends"),
        ("Svalbard lies 550 km from the Norwegian mainland.", "refuted"),
        ("Svalbard is more than 600 km from the Norwegian mainland.", "depends"),
        ("Shetland is 170 km from the Scottish mainland.", "supported"),
        ("Japan is 180 km from South Korea.", "supported"),
    ],
)
def test_a_group_of_islands_is_its_main_islands(text, verdict):
    # Bear Island is 416 km from the mainland, Fair Isle 124 km, Tsushima 49 km.
    assert judged(text)[0][2] == verdict


def test_the_conventional_reading_is_that_on_which_the_verdict_rests():
    found = the_judgement("Alaska is 51 miles from Russia.")
    assert (found.verdict, found.conventional) == ("supported", "nearest_mainland")
    found = the_judgement("Svalbard lies 670 km from the Norwegian mainland.")
    assert found.conventional == "nearest_main_islands"


@pytest.mark.parametrize(
    "text",
    [
        "Svalbard lies 670 km from the Norwegian mainland.",
        "The Strait of Dover is 33 km wide.",
        "Taiwan is 390 km long.",
    ],
)
def test_the_command_prints_the_figures_again(text):
    source = open_gazetteer()
    found = the_judgement(text)
    (a, part_a), (b, part_b) = (find_place(asked, source) for asked in shlex.split(found.reproduce)[2:])
    again = {each.name: each.km for each in distance(a, b, source, part_a=part_a, part_b=part_b).readings}
    assert {each.name: each.km for each in found.readings}.items() <= again.items()


@pytest.mark.parametrize(
    "text",
    [
        "Denpasar is a busy town. The island on which it lies is called Bali and is 2 km from Java.",
        "The town of Banyuwangi looks over the strait. The island across it is called Bali. It lies 2 km from Java.",
        "They sailed from Banyuwangi to an island named Bali, 2 km from Java.",
    ],
)
def test_a_name_given_to_a_noun_is_of_that_nouns_sort(text):
    assert judged(text) == [("curated:bali-island", "curated:java", "supported")]


@pytest.mark.parametrize(
    ("text", "subject", "object_", "verdict"),
    [
        ("A 33-km-wide strait separates Britain from France.", "geonames:2635167", "geonames:3017382", "depends"),
        ("Java and Bali are separated by 2.3 km of water.", "curated:java", "curated:bali-island", "supported"),
        ("The 2.3-kilometre strait that separates Java from Bali is busy.", "curated:java", "curated:bali-island",
         "supported"),
        ("A narrow channel, about 14 km wide, separates Spain from Morocco.", "geonames:2510769", "geonames:2542007",
         "supported"),
        ("The Isle of Wight is separated from the mainland by a strait 1.3 km wide.", "curated:isle-of-wight",
         "geonames:2635167", "supported"),
    ],
)  # fmt: skip
def test_a_water_without_a_name_is_as_wide_as_its_sides_are_apart(text, subject, object_, verdict):
    assert judged(text) == [(subject, object_, verdict)]


def test_what_is_inside_a_country_is_measured_from_its_border():
    assert judged("Azaz is a town 4 km inside Syria.") == [("geonames:172082", "geonames:163843", "supported")]
    assert judged("Azaz lies 4 km across the border into Syria.") == [
        ("geonames:172082", "geonames:163843", "supported")
    ]
    found = the_judgement("Azaz is a town 4 km inside Syria.")
    assert "to the border it is 3.7" in found.explanation
    assert found.reproduce == "mentionmap distance geonames:172082 'border of geonames:163843'"


def test_in_a_text_without_capitals_the_surer_name_says_where_the_other_is():
    assert judged("san francisco is about 350 miles from los angeles.") == [
        ("geonames:5391959", "geonames:5368361", "supported")
    ]
    assert judged("kos is 5 km from the turkish coast.") == [("curated:kos", "geonames:298795", "supported")]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Thirty kilometres from the capital, Lilongwe, villagers were digging.", (None, "geonames:927967")),
        ("The two Caribbean capitals, Roseau and Castries, are about 150 km apart.",
         ("geonames:3575635", "geonames:3576812")),
        ("Men are massed at Torkham, on the Afghan border 46 km west of Peshawar.",
         ("curated:torkham", "geonames:1168197")),
        ("Al-Tanf, near where Syria, Jordan and Iraq meet, is 21 km from the border with Iraq.",
         ("curated:al-tanf", "geonames:99237")),
        ("Malta's neighbours are Sicily, 80 km to the north, and Tunisia.", ("curated:sicily", "geonames:2562770")),
    ],
)  # fmt: skip
def test_the_ends_of_sentences_of_news(text, ends):
    assert judged(text)[0][:2] == ends


def test_the_rest_of_a_country_is_its_mainland():
    assert judged("Kaliningrad is some 500 km from the rest of Russia.")[0][2] == "supported"


def test_an_island_of_a_country_far_away_makes_it_no_neighbour():
    # Norway's Bouvet Island is 2,254 km from Tristan da Cunha.
    found = the_judgement("Tristan da Cunha is 2,420 km from St Helena, its nearest inhabited neighbour.")
    assert found.verdict == "supported"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Strait of Dover is 32 km wide.", "The Strait of Dover is 32.1 km wide"),
        ("Socotra lies 230 km east of the Horn of Africa.", "From the Horn of Africa, Socotra lies"),
        ("Diego Garcia is 1,800 km from the tip of India.", "To the mainland it is 1,782 km"),
        ("Svalbard lies 670 km from Norway.", "From the mainland to the main islands it is 667 km"),
    ],
)
def test_explanations_are_english(text, words):
    assert words in the_judgement(text).explanation


def test_a_mistaken_unit_is_named_only_where_it_fits():
    assert "fit in miles" in the_judgement("Lesbos is 5.5 km from Turkey.").explanation
    assert "fit in" not in the_judgement("Goma is barely 2 km from Gisenyi.").explanation


def test_a_name_that_but_abbreviates_its_likely_places_has_none():
    # The one place called Ark has no score beside Arkansas.
    assert judged("nashville is 29 miles west of ark.")[0][2] == "unverifiable"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Residents of Mekelle heard shells from Adigrat. The town, 86 km to the north, fell on Sunday.",
         ("geonames:345149", "geonames:331180", "supported")),
        ("Punta Arenas is 3,090 km from Santiago by road, and 2,190 km by air.",
         ("geonames:3874787", "geonames:3871336", "supported")),
        ("Cabinda is separated from the rest of Angola by a 58-km strip of the Democratic Republic of Congo.",
         ("geonames:2243271", "geonames:3351879", "supported")),
        ("He was held at Torkham, the crossing 46 km west of Peshawar.",
         ("curated:torkham", "geonames:1168197", "supported")),
    ],
)  # fmt: skip
def test_the_last_claim_of_a_text_of_news(text, ends):
    assert judged(text)[-1] == ends


def test_a_group_lies_in_the_plural():
    assert (
        "the Cook Islands lie " in the_judgement("The Cook Islands lie 2,765 km northeast of New Zealand.").explanation
    )


def test_a_verb_before_a_name_is_no_part_of_it():
    analysis = geo.analyze("The bus left Cusco for Puno, 330 km away, at dawn.", open_gazetteer())
    (claim,) = analysis.claims
    assert (claim.subject.text, claim.object.text) == ("Puno", "Cusco")


def test_a_place_is_spoken_of_by_what_it_has():
    (claim,) = geo.analyze("Nairobi's bakers buy flour in Nakuru, 140 km northwest.", open_gazetteer()).claims
    assert (claim.subject.text, claim.object.text, claim.checkable) == ("Nakuru", "Nairobi", True)


def test_a_people_is_where_the_sentence_says():
    (claim,) = geo.analyze("At Gedser the Danes are only 50 km from Rostock.", open_gazetteer()).claims
    assert (claim.subject.text, claim.object.text) == ("Gedser", "Rostock")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Hamburg is halfway between Bremen and Berlin.", "refuted"),  # 95 and 255 km
        ("Leeds is equidistant from London and Edinburgh.", "supported"),  # 272 and 262 km
        ("Hammamet lies midway between Tunis and Sousse.", "supported"),  # 62 and 64 km
        ("Bratislava lies halfway between Vienna and Győr.", "depends"),  # 55 and 65 km
        ("Bratislava lies about halfway between Vienna and Győr.", "supported"),
        ("Madrid is halfway between Leeds and London.", "refuted"),  # 1,511 and 1,264 km, and not between them
        ("Madrid is about equidistant from Leeds and London.", "supported"),
    ],
)
def test_halfway_is_where_two_lengths_agree_within_a_tenth(text, verdict):
    assert the_judgement(text).verdict == verdict


def test_nearer_than_to_its_own_country_is_measured_to_the_rest_of_it():
    found = the_judgement("Lampedusa is nearer to Tunisia than to its own mainland.")
    assert found.verdict == "supported"
    assert found.explanation == (
        "Lampedusa is 126.9 km from Tunisia and 383 km from the mainland of Italy, which is nearer."
    )
    assert the_judgement("Vladivostok is closer to Tokyo than to its own capital.").verdict == "supported"
    found = the_judgement("The Falkland Islands are closer to Britain than to Argentina.")
    assert found.explanation.startswith("The Falkland Islands are 12,240 km from the United Kingdom and 342 km")


@pytest.mark.parametrize(
    ("text", "verdict", "explanation"),
    [
        ("Denpasar, on the island of Java, has a port.", "refuted", "Denpasar is not on Java, but 67.7 km from it."),
        ("Palma is on the island of Mallorca.", "supported", "Palma is on Majorca."),
    ],
)
def test_a_town_on_an_island_is_on_it(text, verdict, explanation):
    found = the_judgement(text)
    assert (found.verdict, found.explanation) == (verdict, explanation)


def test_a_people_is_no_nearest_neighbour():
    assert not geo.analyze("Mauritius is small, and its nearest large neighbour is French.", open_gazetteer()).claims


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The border between the United States and Mexico is 3,145 km long.", "unverifiable"),  # 2,640 km of line
        ("The border between the United States and Mexico is 1,500 km long.", "refuted"),
        ("The border between the United States and Mexico is 8,000 km long.", "refuted"),
        ("The border between the United States and Mexico is over 1,500 miles long.", "supported"),
        ("Norway's border with Sweden is less than 4,000 km long.", "supported"),
        ("Iceland and Norway share a 500-km border.", "unverifiable"),
        ("Poland has a 3,000-km border.", "unverifiable"),
        ("The border between Texas and Oklahoma is 50 km long.", "unverifiable"),  # of countries alone is it known
    ],
)
def test_a_border_is_no_shorter_than_its_line_and_not_twice_as_long(text, verdict):
    assert the_judgement(text).verdict == verdict
    assert not the_judgement(text).reproduce  # no command prints it


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Odesa, a port on the Black Sea, was hit.", "supported"),  # on a bay that the sea's outline leaves out
        ("Jeddah lies on the Red Sea.", "supported"),
        ("Aqaba lies on the Red Sea.", "depends"),  # on the Gulf of Aqaba
        ("Vienna lies on the Adriatic Sea.", "refuted"),
        ("Naples lies on the Adriatic Sea.", "refuted"),  # but on the Tyrrhenian
        ("Moscow lies on the Baltic Sea.", "refuted"),
        ("Marseille lies on the Black Sea.", "refuted"),
    ],
)
def test_a_town_on_a_bay_is_on_its_sea(text, verdict):
    assert the_judgement(text).verdict == verdict


def test_claimants_are_told_by_their_names_and_a_reading_once():
    found = the_judgement("Crimea is in Ukraine.")
    assert found.explanation.startswith("Crimea is claimed by Ukraine and Russia;")
    found = the_judgement("Singapore is less than a mile from Malaysia.")
    assert found.explanation.count("613 km") == 1


def test_a_town_whose_point_is_far_off_is_not_measured_from():
    found = the_judgement("Anaktuvuk Pass, Alaska, is 400 km from Fairbanks, Alaska.")
    assert found.verdict == "unverifiable"
    assert found.explanation == "The point that the gazetteer has for Anaktuvuk Pass may be 100 km off."


def test_the_largest_town_of_an_island_makes_no_town_of_it():
    found = the_judgement("Heraklion is the largest town of Crete. The island is 100 km from Athens.")
    assert "curated:crete" in found.reproduce
