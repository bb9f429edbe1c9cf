"""The clock between two reports: smooth, never backwards, never far ahead."""

from hypothesis import given
from hypothesis import strategies as st

from cueline.media.position_clock import PositionClock

PATIENCE = 0.3


def running_at(position: float, now: float = 0.0, rate: float = 1.0) -> PositionClock:
    clock = PositionClock(PATIENCE)
    clock.set_rate(rate, now)
    clock.place(position, now)
    clock.start(now)
    clock.report(position, now)
    return clock


def test_it_moves_on_between_reports():
    assert running_at(10.0).position(0.25) == 10.25


def test_it_runs_at_the_rate():
    clock = running_at(10.0, rate=2.0)
    assert clock.position(0.1) == 10.2
    clock.set_rate(0.5, 0.1)
    assert round(clock.position(0.2), 6) == 10.25


def test_it_stands_until_the_first_report():
    clock = PositionClock(PATIENCE)
    clock.place(5.0, 0.0)
    clock.start(0.0)
    assert clock.position(0.2) == 5.0
    clock.report(5.05, 0.2)
    assert round(clock.position(0.25), 6) == 5.1


def test_a_stale_report_after_a_seek_is_not_believed():
    clock = running_at(10.0)
    clock.place(60.0, 0.1)
    clock.report(10.1, 0.12)
    assert clock.position(0.12) >= 60.0


def test_a_backend_that_stalls_is_not_run_away_from():
    assert running_at(10.0).position(5.0) == 10.0 + PATIENCE


def test_it_holds_and_ignores_late_reports():
    clock = running_at(10.0)
    clock.hold(0.1)
    clock.report(10.5, 0.2)
    assert not clock.running
    assert clock.position(9.0) == 10.1


def test_a_far_report_is_a_new_place():
    clock = running_at(100.0)
    clock.report(20.0, 0.1)
    assert clock.position(0.1) == 20.0


@given(st.lists(st.floats(0.0, 0.064), min_size=2, max_size=80), st.sampled_from([0.5, 1.0, 3.0]))
def test_late_and_coarse_reports_never_move_it_back(lags, rate):
    clock = running_at(0.0, rate=rate)
    shown = 0.0
    for count, lag in enumerate(lags, start=1):
        now = count * 0.05
        clock.report(max(0.0, now - lag) * rate, now)
        assert clock.position(now) >= shown - 1e-9
        assert abs(clock.position(now) - now * rate) <= 0.064 * rate + 1e-9
        shown = clock.position(now + 0.049)
