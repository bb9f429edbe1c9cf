"""The pyramid against the plain way: lowest and highest of what stands in a column."""

from __future__ import annotations

from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cueline.widgets.waveform.picture import wave_codes
from cueline.widgets.waveform.pyramid import Pyramid
from tests.widgets.wave_desk import sound

pairs = hnp.arrays(
    np.int16, st.tuples(st.integers(1, 700), st.just(2)), elements=st.integers(-32768, 32767)
).map(lambda values: np.sort(values, axis=1))


@given(pairs, st.floats(-2, 8), st.floats(0.001, 3), st.integers(1, 60))
def test_columns_are_what_a_plain_search_finds(values, start, step, count):
    columns = Pyramid(values).columns(start, step, count)
    bins = step * 100
    first = round(start * 100 / bins)
    slack = bins / 2 if bins >= 4 else 0
    for number in range(columns.first, columns.stop):
        left, right = (first + number) * bins, (first + number + 1) * bins
        wide = cut(values, floor(left - slack), max(floor(left) + 1, floor(right + slack) + 1))
        assert wide[:, 0].min() <= columns.low[number]
        assert wide[:, 1].max() >= columns.high[number]
        if bins < 4:
            exact = cut(values, floor(left), max(floor(left) + 1, floor(right)))
            assert exact[:, 0].min() == columns.low[number]
            assert exact[:, 1].max() == columns.high[number]


@given(pairs, st.floats(0.001, 3))
def test_nothing_of_the_sound_is_lost_at_any_scale(values, step):
    count = int(len(values) / 100 / step) + 2
    columns = Pyramid(values).columns(0, step, count)
    if step * 100 >= 1:
        assert columns.low.min() == min(values[:, 0].min(), 0 if columns.stop < count else 32767)
        assert columns.high.max() == max(values[:, 1].max(), 0 if columns.stop < count else -32768)


def test_a_view_that_is_moved_by_whole_columns_shows_the_same_ones():
    random = np.random.default_rng(3)
    values = np.sort(random.integers(-9000, 9000, (60_000, 2)), axis=1).astype(np.int16)
    pyramid, step = Pyramid(values), 0.137
    here, there = pyramid.columns(10, step, 300), pyramid.columns(10 + 40 * step, step, 300)
    assert (here.low[40:] == there.low[:260]).all()
    assert (here.body[40:] == there.body[:260]).all()


def test_columns_beyond_the_sound_are_told_apart():
    columns = Pyramid(sound(10)).columns(-5, 0.1, 200)
    assert (columns.first, columns.stop) == (50, 150)
    assert columns.high[60] == 12000
    assert columns.high[10] == columns.high[180] == 0


@pytest.mark.parametrize("values", [sound(0.01), np.zeros((5, 2), np.int16)])
def test_sound_of_almost_nothing_can_be_shown(values):
    pyramid = Pyramid(values)
    assert pyramid.loudest >= 1
    assert not len(pyramid.pauses())
    assert pyramid.columns(0, 0.01, 20).stop >= 1


def test_the_voice_sets_in_after_a_pause():
    pyramid = Pyramid(sound(30, ((2, 8), (8.05, 12), (15, 20))))
    assert pyramid.pauses() == pytest.approx([1.96, 14.96], abs=0.02)


def test_loud_columns_fill_the_height_and_quiet_ones_are_a_line():
    pyramid = Pyramid(sound(10, ((0, 5),)))
    codes = wave_codes(pyramid.columns(0, 0.1, 100), 101, 1 / 12000)
    assert codes[0, 10] == 1
    assert codes[50, 10] == 2
    assert codes[99, 10] == 0
    assert [int((codes[:, x] > 0).sum()) for x in (10, 90)] == [89, 1]


def cut(values, start, stop):
    part = values[max(start, 0) : max(stop, 1)]
    return part if len(part) else values[-1:]
