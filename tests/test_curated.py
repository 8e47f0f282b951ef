"""The curated tables: facts that can be checked, and are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazetteer import open_gazetteer
from gazetteer.build.curated import ACCURACY_M, TABLES, Entry, read_entries, read_names, read_table
from gazetteer.shapes import Shapes
from geo.asking import look_up
from geo.errors import InputError
from geo.measures.atlas import atlas_of
from geo.measures.ellipsoid import geodesic
from geo.points import point_at
from geo.verdicts.sorts import on_map

if TYPE_CHECKING:
    from pathlib import Path

DATA = TABLES.parent / "data"
HEADER = "slug\tname\tlat\tlon\tcountry\tcode\tarea_km2\timportance\tnames\tids\tsource\n"


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    return {entry.place.id: entry for entry in read_entries()}


def table(folder: Path, row: str) -> Path:
    (folder / "islands.tsv").write_text(HEADER + row + "\n", encoding="utf-8")
    return folder


def test_every_table_reads_and_every_row_names_its_source() -> None:
    for path in TABLES.glob("*.tsv"):
        assert path.stem in {*ACCURACY_M, "demonyms", "aliases", "points", "lakes", "courses"}
        rows = list(read_table(path))
        assert rows
        assert all(len(row["source"]) > 2 for row in rows)


def test_the_senkaku_islands_are_one_place_with_three_claimants(entries: dict[str, Entry]) -> None:
    senkaku = entries["curated:senkaku"]
    assert senkaku.place.disputed is not None
    assert set(senkaku.place.disputed.claimants) == {"JP", "CN", "TW"}
    assert {"curated:uotsuri", "curated:kuba-senkaku", "curated:taisho-senkaku"} <= set(senkaku.members)
    assert {"Diaoyu", "Diaoyutai"} <= set(senkaku.place.names[""])


def test_every_dispute_has_two_claimants_and_a_name_for_each(entries: dict[str, Entry]) -> None:
    disputes = [entry.place.disputed for entry in entries.values() if entry.place.disputed]
    assert len(disputes) > 80
    for dispute in disputes:
        assert len(dispute.claimants) >= 2
        assert set(dispute.names) == set(dispute.claimants)


def test_every_strait_has_an_outline_round_its_point(entries: dict[str, Entry]) -> None:
    shapely = pytest.importorskip("shapely")
    waters = [entry for entry in entries.values() if entry.outline]
    assert waters
    for entry in waters:
        outline = shapely.from_wkt(entry.outline)
        assert outline.is_valid, entry.place.id
        assert outline.buffer(1e-3).contains(shapely.Point(entry.place.lon, entry.place.lat)), entry.place.id


def test_every_island_holds_its_point_on_the_coast_of_the_package(entries: dict[str, Entry]) -> None:
    shapes = Shapes.open(DATA)
    islands = [entry.place for entry in entries.values() if entry.table == "islands" and shapes.has(entry.place.id)]
    assert len(islands) > 250
    for island in islands:
        outline = shapes.get(island.id, "islets")
        assert outline is not None
        assert outline.holds(island.lon, island.lat), island.id


def test_the_point_of_every_water_lies_in_no_country(entries: dict[str, Entry]) -> None:
    shapes = Shapes.open(DATA)
    for entry in entries.values():
        if entry.table == "waters":
            land = [i for i in shapes.containing(entry.place.lon, entry.place.lat) if i.startswith("geonames:")]
            assert not land, f"{entry.place.id} lies in {land}"


def test_members_of_a_group_with_a_box_lie_in_it_or_are_named(entries: dict[str, Entry]) -> None:
    groups = [entry for entry in entries.values() if entry.extent]
    for entry in groups:
        assert entry.extent is not None
        west, south, east, north = entry.extent
        assert south < north
        assert west < east or west > 0 > east  # a box may cross the antimeridian


def test_every_added_name_belongs_to_a_place_id() -> None:
    for fact in read_names():
        assert fact.place.partition(":")[0] in {"geonames", "curated", "ne"}
        assert fact.name == fact.name.strip()


def test_demonyms_of_every_kind_lead_to_their_places() -> None:
    demonyms = {(fact.name, fact.label.partition(" (")[0]) for fact in read_names() if fact.kind == "demonym"}
    assert {
        ("Taiwanese", "Taiwan"),
        ("Spaniards", "Spain"),
        ("Filipina", "Philippines"),
        ("Texans", "Texas"),
        ("Parisian", "Paris, FR"),
        ("Scottish", "Scotland"),
    } <= demonyms


def test_states_go_by_their_postal_codes_and_their_press_abbreviations() -> None:
    names = {(fact.name, fact.kind, fact.label) for fact in read_names()}
    assert {("CA", "code", "California"), ("Calif.", "abbreviation", "California")} <= names


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("a\tA\t91\t0\tJP\tISL\t1\t1\t\t\tGSI", "no latitude"),
        ("a\tA\tx\t0\tJP\tISL\t1\t1\t\t\tGSI", "could not convert"),
        ("a\tA\t1\t0\tJP\tISL\t1\t9\t\t\tGSI", "from 1 to 5"),
        ("A b\tA\t1\t0\tJP\tISL\t1\t1\t\t\tGSI", "no slug"),
        ("a\tA\t1\t0\tJP\tISL\t1\t1\tq9:x\t\tGSI", "neither a language"),
        ("a\tA\t1\t0\tJP\tISL\t1\t1\t\t\t", "no source"),
        ("a\tA\t1\t0", "4 cells"),
        ("a\tA\t1\t0\tJP\tISL\t1\t1\t\t\tGSI\na\tB\t1\t0\tJP\tISL\t1\t1\t\t\tGSI", "used twice"),
    ],
)
def test_a_wrong_row_is_met_with_its_file_and_line(tmp_path: Path, row: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        read_entries(table(tmp_path, row))
    assert "islands.tsv, line" in str(caught.value)


def test_a_peak_and_a_cape_are_where_their_points_are_and_a_river_is_not():
    by_name = {entry.place.name: entry.place.accuracy_m for entry in read_entries()}
    assert by_name["Mount Fuji"] == by_name["Cape Horn"] == 1_000
    assert by_name["Nile"] == 20_000


def test_a_river_whose_point_is_in_its_middle_course_may_be_off_by_half_its_length():
    by_name = {entry.place.name: entry.place for entry in read_entries()}
    assert by_name["Purus River"].accuracy_m == pytest.approx(3_211_000 / 2, abs=1_000)
    assert by_name["Lake Bled"].accuracy_m == 2_000


def test_every_district_lies_within_forty_kilometres_of_its_city(entries: dict[str, Entry]) -> None:
    districts = [entry for entry in entries.values() if entry.table == "districts"]
    cities = open_gazetteer().places(entry.city or "" for entry in districts)
    assert len(districts) > 300
    for entry in districts:
        city = cities[entry.city or ""]
        assert entry.place.country == city.country, entry.place.id
        assert entry.place.admin1 == city.admin1, entry.place.id
        assert geodesic((city.lon, city.lat), (entry.place.lon, entry.place.lat))[0] < 40_000, entry.place.id


def test_every_russian_republic_has_a_demonym() -> None:
    demonyms = {fact.name for fact in read_names() if fact.kind == "demonym"}
    assert {
        "Adygean", "Altaian", "Bashkir", "Buryat", "Chechen", "Chuvash", "Dagestani", "Ingush", "Kabardian", "Kalmyk",
        "Karachay", "Karelian", "Khakas", "Komi", "Mordovian", "North Ossetian", "Tatar", "Tuvan", "Udmurt", "Yakut",
    } <= demonyms  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Khayelitsha", "curated:khayelitsha"),
        ("Ghouta", "curated:eastern-ghouta"),
        ("Gangnam", "curated:gangnam"),
        ("Molenbeek", "geonames:2791018"),
        ("Cauvery", "curated:kaveri-river"),
        ("Svaneti", "curated:svaneti"),
        ("Demilitarized Zone", "curated:dmz-korea"),
        ("Herts.", "geonames:2647043"),
    ],
)
def test_the_core_knows_what_the_tables_name(name: str, expected: str) -> None:
    assert expected in look_up(name, open_gazetteer())[0][0].ids


def test_the_point_of_a_country_with_a_border_lies_on_its_land() -> None:
    core = open_gazetteer()
    atlas = atlas_of(core)
    for place in core.every():
        if place.feature_code in {"PCLI", "PCLD"} and (shape := atlas.shaped(place)) and not shape.shape.coast.all():
            spot = point_at(place.lat, place.lon)
            assert atlas.nearest(spot, place).metres < 2_000, place.name


def test_a_zone_as_long_as_a_country_is_broad_is_not_measured_from_its_point() -> None:
    (zone, _), *_ = look_up("Korean Demilitarized Zone", open_gazetteer())
    assert not on_map(zone, atlas_of(open_gazetteer()))


def test_an_island_is_no_post_office_far_from_it() -> None:
    assert [place.id for place, _ in look_up("Little Diomede", open_gazetteer())] == ["curated:little-diomede"]
