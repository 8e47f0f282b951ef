"""Finding place names and resolving them, on the gazetteer that ships."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import open_gazetteer
from geo.mentions import read_mentions
from geo.options import Options
from geo.records import Document, Mention
from geo.tokens import tokenize

if TYPE_CHECKING:
    from geo.source import PlaceSource

ARTICLE = Path(__file__).parent.parent.parent / "shared" / "articles" / "taiwan-japan-2021.txt"
US, CHINA, UK, JAPAN, TAIWAN = (f"geonames:{key}" for key in ("6252001", "1814991", "2635167", "1861060", "1668284"))


@cache
def core() -> PlaceSource:
    return open_gazetteer()


def read(text: str, options: Options | None = None) -> tuple[Mention, ...]:
    return read_mentions(Document("t", text), tokenize(text), core(), options or Options())


def place(text: str, name: str) -> str | None:
    """The place that the first mention of `name` was taken for."""
    return next((m.place for m in read(text) if m.text == name), None)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The USA and its allies met in the USA last week, officials of the USA said.", "USA", US),
        ("She studied in China, at a university near Shanghai, before she left China.", "China", CHINA),
        ("Police in Long Beach, Calif., arrested a man from Los Angeles.", "Long Beach", "geonames:5367929"),
        ("The court in Paris, Texas, heard the case.", "Paris", "geonames:4717560"),
        ("Prices rose in Paris, and in the rest of France.", "Paris", "geonames:2988507"),
        ("A storm hit London, Ontario, and then Hamilton, Ontario.", "London", "geonames:6058560"),
        ("The mayor of Springfield, Illinois, spoke.", "Springfield", "geonames:4250542"),
        ("Trains run from Columbus to Toledo and Dayton.", "Toledo", "geonames:5174035"),
        ("The British lost to the French.", "British", UK),
        ("Prices rose across Africa last year, and then in Europe.", "Africa", "geonames:6255146"),
        (
            "The navy patrols the Diaoyu Islands, which Japan calls the Senkaku Islands.",
            "Diaoyu Islands",
            "curated:senkaku",
        ),
        ("Taiwan's eastern county of Yilan faces the Pacific.", "Yilan", "geonames:1674197"),
        ("He moved from Georgia to Alabama and then to Florida.", "Georgia", "geonames:4197000"),
        ("Tbilisi is the capital of Georgia, which borders Armenia.", "Georgia", "geonames:614540"),
        ("The rivers of Bavaria and Saxony flooded Dresden.", "Dresden", "geonames:2935022"),
        ("Officials in the U.K. and the U.S. agreed.", "U.K.", UK),
        ("The ferry leaves Yonaguni for Ishigaki in Japan.", "Japan", JAPAN),
    ],
)
def test_a_name_is_taken_for_the_place_that_the_text_means(text: str, name: str, expected: str):
    assert place(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Key West, Florida, lies about 90 miles north of Havana.", "Havana", "geonames:3553478"),
        ("Miami, Florida, is closer to Havana than to Atlanta.", "Havana", "geonames:3553478"),
        ("He flew from Dallas, Texas, to London last week.", "London", "geonames:2643743"),
        ("A man from Ohio was arrested in Moscow on Monday.", "Moscow", "geonames:524901"),
        ("Officials in Texas said that the talks in Vienna had failed.", "Vienna", "geonames:2761369"),
        ("A company from Illinois opened an office in Berlin.", "Berlin", "geonames:2950159"),
        ("Students from Maine went to Madrid for a year.", "Madrid", "geonames:3117735"),
        ("The senator from Georgia met the president in Cairo, officials said.", "Cairo", "geonames:360630"),
    ],
)
def test_a_state_named_beside_it_makes_no_hamlet_of_a_capital(text: str, name: str, expected: str):
    assert place(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("It rained in Portland, Maine, and in Portland, Oregon, on Monday.", "Portland", "Maine Oregon"),
        (
            "It rained in Portland, Maine. Roads in Portland were shut. Those of Portland, Ore., were not.",
            "Portland",
            "Maine Maine Oregon",
        ),
        ("In Portland, Ore., it rained. Portland, Oregon, is wet.", "Portland", "Oregon Oregon"),
    ],
)
def test_a_name_that_the_text_puts_in_two_places_means_both(text: str, name: str, expected: str):
    found = [mention.place for mention in read(text) if mention.text == name]
    places = core().places(filter(None, found))
    assert [places[each].admin1 for each in found] == expected.split()


def test_a_preposition_that_begins_a_sentence_is_no_first_name():
    assert place("In Tarifa, just 14 km from Morocco, the wind never drops.", "Tarifa") == "geonames:2510599"


def test_a_persons_name_is_a_place_where_what_it_lies_in_follows():
    found = [mention.text for mention in read("Abraham Lincoln never saw Lincoln, Nebraska, nor Lincoln, England.")]
    assert found == ["Lincoln", "Nebraska", "Lincoln", "England"]


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("Shelling in the Kherson region killed two people.", "Kherson", "ADM1"),
        ("Kherson was quiet, the mayor said in Kyiv.", "Kherson", "PPL"),
        ("Rebels seized a town in Kandahar province on Tuesday.", "Kandahar", "ADM1"),
        ("Drones hit the Bryansk, Kursk and Belgorod regions.", "Bryansk", "ADM1"),
        ("A tornado crossed Jefferson and Shelby counties in Alabama.", "Jefferson", "ADM2"),
        ("The Tigris and Euphrates rivers meet north of Basra.", "Euphrates", "STM"),
        ("The ship was in the Indian ocean, far from Perth.", "Indian ocean", "OCN"),
        ("Fires burn on the Canary islands, and in Portugal.", "Canary islands", "ISLS"),
    ],
)
def test_a_noun_after_a_name_says_which_namesake_is_meant(text: str, name: str, feature: str):
    found = place(text, name)
    assert found is not None
    assert core().places([found])[found].feature_code.startswith(feature)


def test_names_begin_with_shortened_directions_and_small_articles_too():
    text = "N. Korea, W. Virginia and el-Fasher were named, and in Dar es Salaam and at Ras al-Khaimah nobody spoke."
    found = ["N. Korea", "W. Virginia", "el-Fasher", "Dar es Salaam", "Ras al-Khaimah"]
    assert [mention.text for mention in read(text)] == found


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Troops crossed the Dnipro near Nova Kakhovka.", "Dnipro", "curated:dnieper"),
        ("Two men died in Dnipro, the mayor said in Kyiv.", "Dnipro", "geonames:709930"),
        ("In the Gulf, tankers turned back toward Fujairah.", "Gulf", "curated:persian-gulf"),
        ("A barge sank in the Ohio, near Louisville.", "Ohio", "curated:ohio-river"),
        ("A barge was built in Ohio, near Cincinnati.", "Ohio", "geonames:5165418"),
        ("Aid reached Gaza on Monday through Egypt.", "Gaza", "geonames:281132"),
    ],
)
def test_an_article_of_its_own_tells_a_river_from_a_town(text: str, name: str, expected: str):
    assert place(text, name) == expected


def test_the_noun_after_a_name_speaks_for_that_mention_alone():
    text = "Shelling in the Kherson region went on. Kherson itself was spared."
    region, town = (core().places([mention.place or ""])[mention.place or ""] for mention in read(text))
    assert (region.feature_code, town.feature_code[:3]) == ("ADM1", "PPL")


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("Kos is a Greek island.", "Kos", "ISL"),
        ("Ibiza is an island of Spain in the Mediterranean.", "Ibiza", "ISL"),
        ("Saaremaa, Estonia's largest island, guards the gulf.", "Saaremaa", "ISL"),
        ("Police went to the island of Kos and to Athens.", "Kos", "ISL"),
        ("Alicante, a city in Spain, has grown.", "Alicante", "PPL"),
        ("He comes from the province of Alicante in Spain.", "Alicante", "ADM"),
        ("New York is a state of the United States.", "New York", "ADM1"),
    ],
)
def test_a_name_is_of_the_sort_that_the_text_says_it_is(text: str, name: str, feature: str):
    found = place(text, name)
    assert found is not None
    assert core().places([found])[found].feature_code.startswith(feature)


def test_an_abbreviation_is_one_only_as_it_is_written():
    names = {
        c.name for m in read("The ferry leaves Bodrum for Kos every day.") if m.text == "Kos" for c in m.candidates
    }
    (first, *_) = next(m for m in read("The ferry leaves Bodrum for Kos every day.") if m.text == "Kos").candidates
    assert first.name == "Kos", names


@pytest.mark.parametrize(
    "name", ["Strait of Dover", "Strait of Gibraltar", "Korea Strait", "Red Sea", "Lake Superior", "Bering Strait"]
)
def test_waters_are_places(name: str):
    article = "" if name.startswith("Lake") else "The "
    assert place(f"{article}{name} is about 30 km wide at its narrowest.", name) is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The court, which sits in The Hague, has no police.", "The Hague"),
        ("The Hague hosted the talks.", "The Hague"),
        ("THE HAGUE (AP) - Judges met in the Dutch city on Monday.", "THE HAGUE"),
        ("He has lived in The Gambia since 2004.", "The Gambia"),
        ("In 2004, The Bahamas were hit by a storm.", "The Bahamas"),
        ("Farmers in the Netherlands blocked two roads.", "Netherlands"),
        ("The Netherlands and Belgium share the river.", "Netherlands"),
        ("The Philippines sent rice to Vietnam.", "Philippines"),
        ("Two men were shot in the Bronx, New York.", "Bronx"),
    ],
)
def test_an_article_belongs_to_a_name_where_the_name_has_it(text: str, name: str):
    assert place(text, name) is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The destroyer JS Kongo sailed with the USS Blue Ridge off the coast of Japan.", "Kongo"),
        ("The destroyer JS Kongo sailed with the USS Blue Ridge off the coast of Japan.", "Blue Ridge"),
        ("USS Blue Ridge conducts an exercise with two ships of Japan.", "USS Blue Ridge"),
        ("The crew of HMS Sheffield came home to Plymouth.", "HMS Sheffield"),
        ("Mr. Jackson said he had known Mrs. Washington for years.", "Jackson"),
        ("Actress Paris Hilton said on Monday that she would sing in London.", "Paris"),
        ("Paris Hilton sang in London.", "Paris"),
        ("Reporters asked Jordan Spieth about his putting.", "Jordan"),
        ("Michael Jordan and Chelsea Clinton were there.", "Jordan"),
        ("Michael Jordan and Chelsea Clinton were there.", "Chelsea"),
        ("Jack London wrote novels about the north.", "London"),
        ("Charlotte Church sang at the wedding.", "Charlotte"),
        ("Tyler Perry and Lincoln Chafee have spoken.", "Lincoln"),
        ("The actor Denzel Washington spoke first.", "Washington"),
        ("Reading books is fun, and nice people like reading.", "Reading"),
        ("He told Newsweek that the deal was off.", "Newsweek"),
    ],
)
def test_people_ships_papers_and_words_are_no_places(text: str, name: str):
    assert name not in {m.text for m in read(text) if m.kind in {"literal", "metonym"}}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The Chinese name of Tokyo, the capital of Japan, is 東京.", "東京", "geonames:1850147"),
        ("In Russia the city of Moscow is called Москва by all.", "Москва", "geonames:524901"),
        ("The city is written 서울 in Korean, as all South Korea knows.", "서울", "geonames:1835848"),
        ("The Greek capital Athens is Αθήνα to its people.", "Αθήνα", "geonames:264371"),
        ("In Egypt, Cairo is written القاهرة in Arabic.", "القاهرة", "geonames:360630"),
        ("記者は東京から北京へ飛んだ。", "東京", "geonames:1850147"),
    ],
)
def test_names_in_other_scripts_resolve(text: str, name: str, expected: str):
    assert place(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Warsaw has summoned the Russian ambassador.", "Warsaw", "metonym"),
        ("Ankara quietly told Berlin that it would not sign.", "Ankara", "metonym"),
        ("The minister blamed Brussels for the delay.", "Brussels", "metonym"),
        ("Relations between Moscow and Kyiv are cold.", "Moscow", "metonym"),
        ("The talks between Tehran and Riyadh failed.", "Riyadh", "metonym"),
        ("Doha is halfway between Kuwait City and Muscat.", "Kuwait City", "literal"),
        ("Trains between Paris and London were full.", "London", "literal"),
        ("The Pentagon denied it on Monday.", "Pentagon", "metonym"),
        ("The authorities in Kathmandu said that the road was closed.", "Kathmandu", "literal"),
        ("The people of Warsaw said no.", "Warsaw", "literal"),
        ("Tourists walked through Madrid, and it rained.", "Madrid", "literal"),
    ],
)
def test_a_capital_or_a_seat_that_decides_is_its_government(text: str, name: str, kind: str):
    assert {m.text: m.kind for m in read(text)}[name] == kind


@pytest.mark.parametrize("name", ["Washington", "London", "Austin"])
def test_siblings_share_a_surname(name: str):
    assert not read(f"The {name} brothers bought the shop.")


def test_brothers_may_be_of_a_people():
    assert [m.kind for m in read("The Canadian brothers of the order met in Rome.")] == ["demonym", "literal"]


def test_each_kind_can_be_left_out():
    text = "The Japanese government said that Kanagawa University in Japan lies at 35.4860°N, 139.6230°E."
    kinds = {m.kind for m in read(text)}
    assert {"demonym", "embedded", "literal", "coordinate"} <= kinds
    for kind in kinds:
        assert kind not in {m.kind for m in read(text, Options(kinds=frozenset(kinds - {kind})))}


def test_written_coordinates_are_a_mention_with_their_position():
    text = "The islet at 25°44′46″N 123°28′29″E is uninhabited."
    (mention,) = (m for m in read(text) if m.kind == "coordinate")
    assert (mention.lat, mention.lon) == pytest.approx((25.7461, 123.4747), abs=0.0001)


def test_a_name_set_by_hand_stands():
    options = Options(fixed={"Georgia": "geonames:4197000"})
    text = "Tourists came to Georgia from Armenia and Turkey."
    assert next(m for m in read(text, options) if m.text == "Georgia").place == "geonames:4197000"


def test_a_name_set_by_hand_is_a_place_even_where_it_looks_like_a_person():
    options = Options(fixed={"Jordan": "geonames:248816"})
    text = "Mr. Jordan opened the door. Jordan said nothing."
    assert {m.place for m in read(text, options) if m.text == "Jordan"} == {"geonames:248816"}


def test_the_users_country_turns_the_choice():
    text = "A fire broke out in Birmingham."
    assert next(m for m in read(text, Options(country="US")) if m.text == "Birmingham").place == "geonames:4049979"
    assert next(m for m in read(text, Options(country="GB")) if m.text == "Birmingham").place == "geonames:2655603"


def test_above_the_threshold_nothing_is_resolved_and_nothing_is_lost():
    text = "A fire broke out in Springfield."
    (mention,) = read(text, Options(threshold=1.01))
    assert mention.place is None
    assert mention.reason
    assert mention.candidates


def test_every_resolved_mention_says_why_and_lists_its_rivals_best_first():
    for mention in read("Trains run from Columbus to Toledo and on to Cleveland, all in Ohio."):
        assert mention.reason
        assert mention.candidates[0].place == mention.place
        assert len(mention.candidates) <= 5


def test_a_long_text_keeps_what_it_took_a_name_for():
    text = (
        "Paris, Texas, lies near Dallas and Sherman, Texas. "
        + "Nothing was said of it then. " * 700
        + "He came to Paris."
    )
    assert [m.place for m in read(text) if m.text == "Paris"] == ["geonames:4717560"] * 2


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            ["Paris", ",", "Texas", "of", "the", "U.S.", "'s", "-", ". ", "Ohio", "東京都", "(", "1", "N", "É"]
        ),
        max_size=60,
    ).map(" ".join)
)
def test_any_text_is_read_into_ordered_spans_of_itself(text: str):
    end = 0
    for number, mention in enumerate(read(text), 1):
        assert mention.id == f"m{number}"
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text
        assert (mention.place is None) == (mention.lat is None) or mention.kind == "coordinate"
        end = mention.end


@pytest.mark.parametrize("unit", ["A", "A ", "San Jose New York ", "(", "of the ", "U.S.-", "東京", "Xx of "])
def test_hostile_text_is_read_in_linear_time(unit: str):
    def seconds(times: int) -> float:
        start = time.process_time()
        read(unit * times)
        return time.process_time() - start

    seconds(100)
    assert seconds(8_000) < 12 * seconds(1_000) + 2


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not here")
def test_the_article_is_read_without_a_miss_and_without_a_false_alarm():
    text = ARTICLE.read_text(encoding="utf-8")
    found = read(text)
    names = {m.text: m for m in found}
    for name in (
        "Taiwan",
        "Japan",
        "China",
        "Beijing",
        "Tokyo",
        "Taipei",
        "Taiwan Strait",
        "Yonaguni",
        "East China Sea",
    ):
        assert names[name].place is not None, name
        resolved = [m for m in found if m.text == name]
        assert len(resolved) == len([1 for _ in _occurrences(text, name)]) - sum(
            len([1 for _ in _occurrences(m.text, name)]) for m in found if name in m.text and m.text != name
        ), name
    assert names["Senkaku Islands"].place == names["Diaoyutai"].place == names["Diaoyu"].place is not None
    assert names["Yilan"].place == "geonames:1674197"
    assert names["Pingtung County"].place == "geonames:1670479"
    assert names["U.S."].place == names["United States"].place == US
    for no_place in (
        "Kongo",
        "Blue Ridge",
        "USS Blue Ridge",
        "Newsham",
        "Wallace",
        "Grant",
        "Sato",
        "Newsweek",
        "Talk",
        "Liberal",
        "Wang",
    ):
        assert no_place not in names
    kinds = {m.kind for m in found if m.text == "Kanagawa"}
    assert kinds <= {"embedded"}


def _occurrences(text: str, name: str):
    import re

    return re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
