"""The packed land: what is in it, and that what goes in comes out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.build.packing import write_lines
from gazetteer.land import PAGE, Lines
from gazetteer.shapes import Shapes
from geo.errors import GazetteerDamaged, GazetteerMissing

DATA = Path(__file__).resolve().parent.parent / "gazetteer" / "data"


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.open(DATA)


def test_the_whole_land_is_there(shapes):
    assert shapes.land.parts == 745_669


def test_a_part_is_found_from_each_of_its_segments(shapes):
    for number in range(0, shapes.land.parts, 9_973):
        start, stop = shapes.land.part(number)
        assert stop > start
        assert {shapes.land.part_of(start), shapes.land.part_of(stop - 1)} == {number}


def test_every_ring_is_closed(shapes):
    for number in range(0, shapes.land.parts, 9_973):
        segments = shapes.land.segments(*shapes.land.part(number))
        assert np.allclose((segments[:, 2:] - segments[:, :2]).sum(axis=0), 0)


def test_blocks_are_small_and_within_their_bounds(shapes):
    outline = shapes.get("osm-land:35179")
    for block, (west, south, east, north) in enumerate(outline.bounds):
        segments = outline.segments(block)
        assert 0 < len(segments) <= 1024
        assert np.array_equal(segments[:, 0::2].min(), west)
        assert np.array_equal(segments[:, 0::2].max(), east)
        assert np.array_equal(segments[:, 1::2].min(), south)
        assert np.array_equal(segments[:, 1::2].max(), north)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.one_of(st.integers(1, 40), st.sampled_from([PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 3 * PAGE - 2])),
                st.booleans(),
            ),
            min_size=1,
            max_size=3,
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 2**32 - 1),
)
def test_what_is_packed_comes_out_again(tmp_path_factory, plan, seed):
    random = np.random.default_rng(seed)
    parts = [
        [
            (random.integers([-18_000_000, -9_000_000], [18_000_001, 9_000_001], (max(n, 2), 2)), closed)
            for n, closed in part
        ]
        for part in plan
    ]
    path = tmp_path_factory.mktemp("lines") / "lines.bin"
    write_lines(path, parts)
    lines = Lines(path)
    assert lines.parts == len(parts)
    for number, part in enumerate(parts):
        wanted = []
        for vertices, closed in part:
            line = np.vstack([vertices, vertices[:1]]) if closed else vertices
            wanted.append(np.hstack([line[:-1], line[1:]]) / 100_000)
        start, stop = lines.part(number)
        assert np.array_equal(lines.segments(start, stop), np.vstack(wanted))
        pieces = lines.pieces(start, stop, 128)
        assert np.array_equal(np.vstack([lines.segments(a, b) for a, b in pieces]), np.vstack(wanted))
        assert all(0 < b - a <= 128 for a, b in pieces)


@pytest.mark.parametrize("cut", [10, 30, 200_000])
def test_a_file_cut_short_is_said_to_be_damaged(tmp_path, cut):
    path = tmp_path / "land.bin"
    path.write_bytes((DATA / "land.bin").read_bytes()[:cut])
    with pytest.raises(GazetteerDamaged, match=r"land\.bin.*reinstall"):
        Lines(path)


def test_a_folder_without_land_is_said_to_miss_it(tmp_path):
    with pytest.raises(GazetteerMissing, match=r"land\.bin"):
        Shapes.open(tmp_path)
