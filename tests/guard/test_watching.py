"""When to lock, told by clocks that never move by themselves."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from ciworkbook.guard import watching
from ciworkbook.guard.watching import Clocks, Reason, Watch, read_clocks

from .clocks import CASES, FakeClocks, Outcome, play

IDLE, COVER = 600.0, 120.0


@pytest.mark.parametrize("name", CASES)
def test_what_clocks_do(name: str) -> None:
    expected, steps = CASES[name]
    outcome = play(steps)
    assert outcome.reason == expected
    if expected in ("slept", "clock"):
        assert outcome.after == pytest.approx(0.4)  # at the first look


@pytest.mark.parametrize("limit", [120.0, 600.0, 1800.0])
@pytest.mark.parametrize("way", [1, -1])
def test_the_wall_clock_may_be_set_by_the_idle_limit_and_no_more(limit: float, way: int) -> None:
    clocks = FakeClocks()
    watch = Watch(clocks.read)
    clocks.set_wall(way * (limit - 1))
    assert watch.look(limit, COVER) == ""
    clocks.set_wall(way * (limit + 1))
    assert watch.look(limit, COVER) == "clock"
    assert watch.look(limit, COVER) == ""  # it was said; what was set is not said again


def test_steps_of_the_wall_clock_do_not_add_up_to_a_jump_or_to_idle_time() -> None:
    clocks = FakeClocks()
    watch = Watch(clocks.read)
    for _step in range(2000):
        clocks.set_wall(-5.0)
        assert watch.look(120.0, COVER) == ""


def test_idle_time_goes_on_in_sleep_and_begins_anew_with_a_key() -> None:
    clocks = FakeClocks()
    watch = Watch(clocks.read)
    clocks.pass_time(IDLE)
    assert watch.look(IDLE, COVER) == ""
    watch.touch()
    clocks.pass_time(IDLE)
    assert watch.look(IDLE, COVER) == ""
    clocks.pass_time(0.5)
    assert watch.look(IDLE, COVER) == "idle"
    assert watch.look(IDLE, COVER) == "idle"  # until somebody does something about it


def test_never_is_never() -> None:
    clocks = FakeClocks()
    watch = Watch(clocks.read)
    clocks.pass_time(10 * 86_400.0)
    assert watch.look(0, COVER) == ""


@pytest.mark.parametrize("cover", [0.0, 30.0, 120.0, 600.0])
def test_time_under_cover(cover: float) -> None:
    clocks = FakeClocks()
    watch = Watch(clocks.read)
    watch.cover()
    clocks.pass_time(cover)
    watch.touch()  # a key under cover does not make it stay longer
    assert watch.look(0, cover) == ""
    clocks.pass_time(0.4)
    assert watch.under_cover() == pytest.approx(cover + 0.4)
    assert watch.look(0, cover) == "cover"
    watch.uncover()
    assert watch.under_cover() == 0
    assert watch.look(0, cover) == ""


def test_a_busy_computer_is_not_taken_for_one_that_slept() -> None:
    """The clocks are read one after the other; between two of them another program may have its turn for seconds."""
    clocks = FakeClocks()
    watch = Watch(clocks.read)
    clocks.between = 3.0
    assert watch.look(IDLE, COVER) == ""
    clocks.between = 0.0
    assert watch.look(IDLE, COVER) == ""
    clocks.sleep(3.0)
    assert watch.look(IDLE, COVER) == "slept"


def test_the_clocks_of_this_computer() -> None:
    first = read_clocks()
    time.sleep(0.05)
    second = read_clocks()
    assert all(later - earlier >= 0.04 for earlier, later in zip(first[:3], second[:3], strict=True))
    assert first.unsure >= 0
    assert Watch().look(IDLE, COVER) == ""


def test_they_are_read_again_when_something_came_between(monkeypatch: pytest.MonkeyPatch) -> None:
    awake: Iterator[float] = iter([0.0, 2.0, 2.0, 2.001])
    monkeypatch.setattr(watching, "_awake", lambda: next(awake))
    monkeypatch.setattr(watching, "_passing", lambda: 50.0)
    found = read_clocks()
    assert (found.awake, found.passing) == (2.0, 50.0)
    assert found.unsure == pytest.approx(0.001)


def test_the_cases_cover_every_reason() -> None:
    found: set[Reason] = {expected for expected, _steps in CASES.values()}
    assert found == {"", "slept", "clock", "cover", "idle"}
    assert isinstance(play([]), Outcome) and isinstance(FakeClocks().read(), Clocks)
