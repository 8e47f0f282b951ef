"""A bare name is looked up as the news means it: every sort of place, all continents, own scripts, former and disputed.

The positions in the table were written down from general knowledge, not taken from the gazetteer. Names whose bearers
no order of candidates can tell apart without a text (Kilimanjaro, the region and the mountain) are not in it.
"""

from __future__ import annotations

import csv
import math
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gazetteer import open_gazetteer
from geo.asking import look_up
from geo.folding import fold
from geo.mentions import priors
from geo.mentions.remembering import memory_of

if TYPE_CHECKING:
    from geo.records import Place
    from geo.source import PlaceSource

TABLE = Path(__file__).resolve().parent / "data" / "names_of_the_world.tsv"
SCRIPTS = {
    *("ARABIC", "ARMENIAN", "BENGALI", "CJK", "CYRILLIC", "DEVANAGARI", "ETHIOPIC", "GEORGIAN", "GREEK", "HANGUL"),
    *("HEBREW", "HIRAGANA", "KATAKANA", "KHMER", "LAO", "LATIN", "MYANMAR", "SINHALA", "TAMIL", "THAI"),
}


class Named(NamedTuple):
    sort: str
    name: str
    lat: float
    lon: float
    within_km: float


def table() -> list[Named]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return [
        Named(row["sort"], row["name"], float(row["lat"]), float(row["lon"]), float(row["within_km"]))
        for row in csv.DictReader(lines, delimiter="\t")
    ]


@cache
def core() -> PlaceSource:
    return open_gazetteer()


def first(name: str) -> Place:
    return look_up(name, core(), limit=1)[0][0]


def km_from(named: Named, place: Place) -> float:
    phi, psi = math.radians(named.lat), math.radians(place.lat)
    cosine = math.cos(phi) * math.cos(psi) * math.cos(math.radians(named.lon - place.lon))
    return 6371 * math.acos(max(-1.0, min(1.0, math.sin(phi) * math.sin(psi) + cosine)))


@pytest.mark.parametrize("sort", list(dict.fromkeys(named.sort for named in table())))
def test_the_likeliest_place_of_a_name_lies_where_it_should(sort: str):
    for named in table():
        if named.sort == sort:
            place = first(named.name)
            assert km_from(named, place) <= named.within_km, (named, place.id)


def test_the_table_has_names_in_every_script_of_the_news():
    letters = {letter for named in table() for letter in named.name if letter.isalpha()}
    assert {unicodedata.name(letter).split()[0] for letter in letters} >= SCRIPTS - {"HIRAGANA"}


@pytest.mark.parametrize(
    ("name", "claimants"),
    [
        ("Senkaku Islands", {"JP", "CN", "TW"}),
        ("釣魚臺", {"JP", "CN", "TW"}),
        ("Dokdo", {"KR", "JP", "KP"}),
        ("竹島", {"KR", "JP", "KP"}),
        ("Malvinas", {"GB", "AR"}),
        ("Crimea", {"UA", "RU"}),
        ("Scarborough Shoal", {"PH", "CN", "TW"}),
        ("Gac Ma", {"PH", "CN", "TW", "VN"}),
        ("Tok Islets", {"KR", "JP", "KP"}),
        ("Wake Island", {"US", "MH"}),
        ("Kuril Islands", None),
        ("Northern Territories", {"RU", "JP"}),
        ("Aksai Chin", {"IN", "CN"}),
        ("Hala'ib Triangle", {"EG", "SD"}),
        ("Abyei", {"SD", "SS"}),
        ("Essequibo", {"GY", "VE"}),
        ("Ceuta", {"ES", "MA"}),
        ("Golan Heights", {"IL", "SY"}),
        ("Gibraltar", {"GB", "ES"}),
        ("Western Sahara", {"MA", "EH"}),
    ],
)
def test_a_disputed_place_names_every_claimant_and_what_each_calls_it(name: str, claimants: set[str] | None):
    dispute = first(name).disputed
    if claimants is None:
        assert dispute is None
    else:
        assert dispute is not None
        assert set(dispute.claimants) == set(dispute.names) == claimants


@pytest.mark.parametrize(
    ("traditional", "simplified"), [("臺灣", "台湾"), ("廣州", "广州"), ("釣魚臺", "钓鱼台"), ("東京", "东京")]
)
def test_chinese_is_one_script_however_it_is_written(traditional: str, simplified: str):
    assert first(traditional) == first(simplified)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Aleppo", "PPL"), ("São Paulo", "PPL"), ("Buenos Aires", "PPLC"), ("Sofia", "PPLC"), ("Oklahoma", "ADM1")],
)
def test_a_name_that_a_unit_shares_with_its_chief_city_is_the_citys(name: str, code: str):
    assert first(name).feature_code == code
    assert look_up(name, core(), feature="ADM1")


@pytest.mark.parametrize(
    ("name", "not_of"),
    [
        ("White House", "Casablanca"),
        ("Chukotka", "Sakha Republic"),
        ("Altiplano", "Plateaux"),
        ("Danube", "Podunavlje"),
        ("England", "United Kingdom"),
        ("Vistula", "Toledo"),
    ],
)
def test_a_name_that_is_another_places_own_is_not_lent(name: str, not_of: str):
    assert not_of not in {place.name for place, _ in look_up(name, core(), limit=50)}


def test_what_fits_on_a_map_is_no_name_of_a_country():
    assert all(place.country != "XK" for place, _ in look_up("Kos", core(), limit=20))


@pytest.mark.parametrize("name", ["Taiwan Strait", "Strait of Magellan", "Gulf of Lion", "Lake Maracaibo", "Tigray"])
def test_what_several_sources_have_is_one_place(name: str):
    place, *others = (place for place, _ in look_up(name, core(), limit=20))
    assert {place_id.partition(":")[0] for place_id in place.ids} >= {"curated", "ne"}
    assert all(km_from(Named("", "", place.lat, place.lon, 0), other) > 100 for other in others), others


def test_no_water_and_no_island_comes_before_a_large_city_of_its_name():
    source = open_gazetteer()
    cities = [p for p in source.every() if p.feature_code.startswith("PPL") and p.population >= 300_000]
    assert len(cities) > 1_000
    found = memory_of(source).namesakes(source, {fold(city.name) for city in cities})
    settled = {priors.SETTLEMENT, priors.CAPITAL, priors.SEAT, priors.UNIT1, priors.UNIT2, priors.COUNTRY}
    assert {city.name for city in cities if found[fold(city.name)].group not in settled} == set()
