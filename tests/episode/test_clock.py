"""Times: as files write them, and as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clock, format_span, parse_entry, parse_time
from cueline.episode.clock import learn_clock

CLOCKS = st.builds(
    Clock,
    hours=st.booleans(),
    fields=st.sampled_from([2, 3]),
    padded=st.booleans(),
    decimals=st.integers(0, 3),
    precision=st.integers(0, 3),
)


@given(CLOCKS, st.integers(0, 40_000_000))
def test_what_a_clock_writes_reads_as_the_same_time(clock, ticks):
    seconds = clock.round(ticks // 10 ** (3 - clock.decimals) / 10**clock.decimals)
    if clock.precision >= clock.decimals or seconds == int(seconds):
        assert parse_time(clock.format(seconds)) == pytest.approx(seconds, abs=1e-9)


@given(CLOCKS, st.floats(0, 90_000))
def test_a_label_is_never_later_than_its_time(clock, seconds):
    read = parse_time(clock.format(seconds))
    assert read is not None
    assert seconds - 10**-clock.decimals - 1e-6 < read <= seconds + 1e-6


@given(CLOCKS, st.floats(0, 90_000))
def test_rounding_goes_down_and_rounds_once(clock, seconds):
    rounded = clock.round(seconds)
    assert seconds - 10**-clock.precision - 1e-6 < rounded <= seconds + 1e-6
    assert clock.round(rounded) == rounded
    assert isinstance(rounded, int) or clock.precision


@pytest.mark.parametrize(
    ("clock", "seconds", "label"),
    [
        (Clock(), 9, "0:09"),
        (Clock(), 338, "5:38"),
        (Clock(), 3743, "1:02:23"),
        (Clock(hours=False), 3743, "62:23"),
        (Clock(padded=True), 338, "05:38"),
        (Clock(fields=3, padded=True), 338, "00:05:38"),
        (Clock(fields=3), 338, "0:05:38"),
        (Clock(decimals=1), 338.29, "5:38.2"),
        (Clock(), 338.999, "5:38"),
    ],
)
def test_labels(clock, seconds, label):
    assert clock.format(seconds) == label


@pytest.mark.parametrize(
    ("typed", "current", "seconds"),
    [
        ("5:38", None, 338),
        ("338", None, 338),
        ("62:23", 10, 3743),
        (" 1:02:23.5 ", None, 3743.5),
        ("0", None, 0),
        ("+2", 338, 340),
        ("-0.5", 338, 337.5),
        ("+ 1:00", 338, 398),
        ("−3", 338, 335),
        ("-338", 338, 0),
    ],
)
def test_what_a_time_cell_understands(typed, current, seconds):
    assert parse_entry(typed, current) == seconds


@pytest.mark.parametrize(
    ("typed", "current"),
    [
        ("", 5), ("soon", 5), ("5:99", 5), ("1:60:00", 5), ("5:", 5), (":38", 5), ("5.", 5), ("1e3", 5),
        ("+2", None), ("-0.5", None), ("-6", 5), ("--5", 5), ("+", 5), ("٥:٣٨", 5), ("9" * 5000, 5), ("nan", 5),
        ("5:38 pm", 5), ("1:2:3:4", 5),
    ],
)  # fmt: skip
def test_what_a_time_cell_does_not_understand(typed, current):
    assert parse_entry(typed, current) is None


@pytest.mark.parametrize(
    ("labels", "clock"),
    [
        (["0:09", "5:38", "1:02:23"], Clock()),
        (["0:09", "62:23"], Clock(hours=False)),
        (["00:09", "05:38"], Clock(padded=True)),
        (["00:00:09", "01:02:23"], Clock(fields=3, padded=True)),
        (["0:00:09", "1:02:23"], Clock(fields=3)),
        (["0:09.5", "5:38.0"], Clock(decimals=1, precision=1)),
        (["0:09", "37:567", "soon"], Clock()),
        ([], Clock()),
    ],
)
def test_the_clock_is_learned_from_the_labels(labels, clock):
    assert learn_clock((parse_time(label), label, "") for label in labels) == clock


def test_a_file_with_seconds_alone_has_a_clock_that_writes_no_labels():
    clock = learn_clock([(9, "", ""), (9.25, "", "9.25"), (11, "0:11", "")])
    assert not clock.labels
    assert clock.precision == 2


def test_lengths_for_people():
    assert format_span(192) == "3:12"
    assert format_span(-4) == "0:00"
