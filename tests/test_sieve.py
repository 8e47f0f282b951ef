"""The filter of a store's names may let an unknown name pass; it never keeps a known one from being found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from gazetteers import opened, write
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import open_gazetteer
from gazetteer.inspecting import check
from gazetteer.layers import Gazetteer
from gazetteer.layout import USER_ROWS
from gazetteer.rows import Rows, add_place
from gazetteer.sieve import Sieve, asked, lay_behind, marks, take_away
from gazetteer.store import Store
from gazetteer.writer import StoreWriter
from geo.folding import fold
from geo.records import Place

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    f"{first} {last}"
    for first in ("Upper", "Lower", "Great", "Little")
    for last in ("Wallop", "Łódź", "東京", "Snoring")
]
TOWNS = [Place(f"test:{n}", name, n, -n, "PPL") for n, name in enumerate(NAMES)]
MORE = [Place(f"test:more-{n}", f"New {name}", n, n, "PPL") for n, name in enumerate(NAMES)]
UNKNOWN = [f"no such place {n}" for n in range(1000)]


def sieve_of(store: Path) -> Sieve | None:
    return Sieve.read(store, store.stat())


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer()


def known(store: Path, names: list[str]) -> set[str]:
    with closing(Gazetteer([Store(store)])) as gazetteer:
        gazetteer.rows(f"a text of many names {n}" for n in range(4_000))
        return set(gazetteer.rows(map(fold, names)))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_every_name_of_a_store_passes(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    path = write(
        tmp_path_factory.mktemp("s") / "x", [Place(f"test:{n}", name, 0, 0, "PPL") for n, name in enumerate(names)]
    )
    sieve = sieve_of(path)
    assert sieve is not None
    assert sieve.passes(asked(marks(filter(None, map(fold, names))))).all()


def test_nearly_no_name_passes_that_the_core_has_not(world: Gazetteer) -> None:
    sieve = sieve_of(world.stores()[0].path)
    assert sieve is not None
    assert sieve.passes(asked(marks(f"no such place {n}" for n in range(20_000)))).mean() < 0.03


def test_names_asked_for_together_are_found_as_each_alone(world: Gazetteer) -> None:
    places = ("Paris", "東京", "Москва", "Springfield", "New York")
    names = [*map(fold, places), *UNKNOWN, "\ud800", "a\x00b", "a\nb", ""]
    world.rows(f"a text of many names {n}" for n in range(4_000))
    together = world.rows(names)
    alone = {name: rows for name in names for rows in Gazetteer(world.stores()).rows([name]).values()}
    assert together == alone
    assert len(alone) == len(places)


def test_a_store_without_a_filter_answers_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "s.gazetteer", TOWNS)
    take_away(path)
    assert sieve_of(path) is None
    assert known(path, [*NAMES, *UNKNOWN]) == set(map(fold, NAMES))


def test_a_filter_that_is_older_than_its_store_is_not_used(tmp_path: Path) -> None:
    path = write(tmp_path / "s.gazetteer", TOWNS)
    with closing(sqlite3.connect(path)) as db:
        db.execute("insert into name select 'elsewhere', rows from name limit 1")
        db.commit()
    assert sieve_of(path) is None
    assert known(path, ["Elsewhere", *NAMES, *UNKNOWN]) == {"elsewhere", *map(fold, NAMES)}


def test_the_filter_of_a_store_that_took_the_place_of_an_open_one_is_not_used(tmp_path: Path) -> None:
    path = write(tmp_path / "s.gazetteer", TOWNS)
    with closing(Gazetteer([Store(path)])) as gazetteer:
        write(tmp_path / "other", MORE).replace(path)
        gazetteer.rows(f"a text of many names {n}" for n in range(4_000))
        assert set(gazetteer.rows([*map(fold, NAMES), *UNKNOWN])) == set(map(fold, NAMES))


def test_a_filter_cut_short_is_not_used(tmp_path: Path) -> None:
    path = write(tmp_path / "s.gazetteer", TOWNS)
    path.write_bytes(path.read_bytes()[:-1])
    assert known(path, [*NAMES, *UNKNOWN]) == set(map(fold, NAMES))


def test_what_is_added_to_a_store_is_found_with_what_was_there(tmp_path: Path) -> None:
    path = write(tmp_path / "s.gazetteer", TOWNS)
    with StoreWriter(path) as writer:
        rows = Rows()
        for number, place in enumerate(MORE):
            add_place(rows, place, USER_ROWS + number, writer.numbering)
        writer.add(rows.run())
        writer.finish({"version": "2"})
    names = [place.name for place in (*TOWNS, *MORE)]
    assert sieve_of(path) is not None
    assert known(path, [*names, *UNKNOWN]) == set(map(fold, names))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_a_filter_that_misses_a_name_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path / "s.gazetteer", TOWNS)
    with closing(Gazetteer([Store(path)])) as whole:
        assert not list(check(whole))
    take_away(path)
    lay_behind(path, marks(map(fold, NAMES[1:])))
    with closing(Gazetteer([Store(path)])) as lacking:
        assert [finding.what for finding in check(lacking)] == [
            f"the name {fold(NAMES[0])!r} is missing in the filter of names"
        ]


def test_answers_are_remembered_for_each_gazetteer_alone(tmp_path: Path) -> None:
    one, other = opened(tmp_path / "one", TOWNS), opened(tmp_path / "other", MORE)
    for _ in range(2):
        assert set(one.candidates(map(fold, NAMES))) == set(map(fold, NAMES))
        assert not set(other.candidates(map(fold, NAMES)))
    names = list(map(fold, NAMES))
    assert all(np.array_equal(one.candidates(names)[name], one.candidates([name])[name]) for name in names)
