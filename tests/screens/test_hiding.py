"""Which keys hide the page and which bring it back, as a terminal sends them: whole, torn off, or in a hurry."""

from __future__ import annotations

import pytest
from textual import _xterm_parser, events

from ciworkbook.screens.hiding import HURRY, TWICE, Lifting, Twice

SLOW = 0.15
"""Longer than Textual waits for the rest of a key."""


class Clock:
    """The clock of the parser, moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def covered_by(monkeypatch: pytest.MonkeyPatch, *parts: tuple[float, str]) -> bool:
    """Read `parts`, each some seconds after the one before, and tell whether they cover the page."""
    clock = Clock()
    monkeypatch.setattr("textual._parser.get_time", clock)
    parser = _xterm_parser.XTermParser()
    twice, hides = Twice(), False

    def note(found: object) -> None:
        nonlocal hides
        if isinstance(found, events.Key):
            hides = twice.press(found.key, clock.now) or hides

    for after, part in parts:
        end = clock.now + after
        while clock.now < end - 1e-9:
            clock.now = min(end, clock.now + 0.05)
            for found in parser.tick():
                note(found)
        for found in parser.feed(part):
            note(found)
    for _look in range(10):
        clock.now += 0.05
        for found in parser.tick():
            note(found)
    return hides


@pytest.mark.parametrize("between", [0.02, 0.12, 0.25])
def test_two_quick_esc(monkeypatch: pytest.MonkeyPatch, between: float) -> None:
    assert covered_by(monkeypatch, (0, "\x1b"), (between, "\x1b"))


def test_two_esc_that_come_as_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    assert covered_by(monkeypatch, (0, "\x1b\x1b"))


def test_two_slow_esc(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not covered_by(monkeypatch, (0, "\x1b"), (TWICE + 0.2, "\x1b"))


@pytest.mark.parametrize(
    "parts",
    [
        [(0, "\x1b[A"), (0.01, "\x1b[A")],
        [(0, "\x1b"), (SLOW, "[A"), (0.01, "\x1b"), (SLOW, "[A")],
        [(0, "\x1bO"), (SLOW, "A"), (0.01, "\x1bO"), (SLOW, "A")],
        [(0, "\x1b["), (SLOW, "1;5C"), (0.01, "\x1b["), (SLOW, "1;5C")],
        [(0, "\x1ba"), (0.01, "\x1bb"), (0.01, "\x1bc")],
        [(0, "\x1b"), (SLOW, "a"), (0.01, "\x1b"), (SLOW, "b")],
        [(0, "\x1b\x1b[A"), (0.01, "\x1b\x1b[A")],
        [(0, "\x1b"), (0.12, "x"), (0.02, "\x1b")],
    ],
    ids=[
        "arrows",
        "arrows torn off their Esc",
        "arrows in the other mode, torn",
        "Ctrl with arrows, torn",
        "Alt with letters",
        "Alt with letters, torn",
        "Alt with arrows, as some terminals send them",
        "another key between",
    ],
)
def test_what_is_no_second_esc(monkeypatch: pytest.MonkeyPatch, parts: list[tuple[float, str]]) -> None:
    assert not covered_by(monkeypatch, *parts)


def test_an_input_method_that_sends_whole_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not covered_by(monkeypatch, (0, "\x1b"), (SLOW, "한국어"), (0.01, "\x1b"))


def test_a_third_esc_is_the_first_of_another_pair() -> None:
    twice = Twice()
    assert [twice.press("escape", at) for at in (1.0, 1.1, 1.2, 1.3)] == [False, True, False, True]


def test_no_key_lifts_the_cover_in_a_hurry() -> None:
    lifting = Lifting()
    lifting.cover(10.0)
    assert not any(lifting.press(10.0 + number * 0.2) for number in range(1, 40))  # hammered for 8 seconds
    assert lifting.press(20.0)


def test_a_key_that_is_held_down_does_not_lift_it() -> None:
    lifting = Lifting()
    lifting.cover(10.0)
    repeats = [10.0 + 0.66 + 0.033 * number for number in range(200)]
    assert not any(lifting.press(at) for at in repeats)


def test_after_the_hurry_a_key_lifts_it() -> None:
    lifting = Lifting()
    lifting.cover(10.0)
    assert not lifting.press(10.0 + HURRY)
    assert lifting.press(10.0 + HURRY + TWICE + 0.01)
