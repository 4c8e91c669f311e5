"""Dates in words, both ways."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ciworkbook import words
from ciworkbook.answers.dates import FIRST, LAST, SEASONS, cut, in_words, precision_of, step
from ciworkbook.answers.typed_dates import Reading, understand
from ciworkbook.worksheet.model import Precision

TODAY = date(2026, 11, 24)  # a Tuesday

DAYS = some.dates(date(FIRST, 1, 1), date(LAST, 12, 31)).map(date.isoformat)
VALUES = some.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: day[:4]),
    some.builds(lambda day, season: f"{day[:4]}-{season}", DAYS, some.sampled_from(SEASONS)),
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("24 11 2026", "2026-11-24"),
        ("24.11.2026", "2026-11-24"),
        ("24.11.", "2026-11-24"),
        ("2026-11-24", "2026-11-24"),
        ("24 nov", "2026-11-24"),
        ("24 NOV.", "2026-11-24"),
        ("Nov 24th, 2026", "2026-11-24"),
        ("the 3rd of May 2020", "2020-05-03"),
        ("24 nov 98", "1998-11-24"),
        ("11/24/2026", "2026-11-24"),
        ("1 jan", "2027-01-01"),
        ("30 june", "2026-06-30"),
        ("november 2026", "2026-11"),
        ("11/2026", "2026-11"),
        ("in March", "2027-03"),
        ("last november", "2025-11"),
        ("next november", "2027-11"),
        ("autumn 2025", "2025-autumn"),
        ("Fall 25", "2025-autumn"),
        ("last summer", "2025-summer"),
        ("2026", "2026"),
        ("today", "2026-11-24"),
        ("Yesterday", "2026-11-23"),
        ("tomorrow", "2026-11-25"),
        ("last week", "2026-11-17"),
        ("next week", "2026-12-01"),
        ("3 weeks ago", "2026-11-03"),
        ("in 10 days", "2026-12-04"),
        ("2 months ago", "2026-09"),
        ("in 2 months", "2027-01"),
        ("last month", "2026-10"),
        ("this year", "2026"),
        ("last monday", "2026-11-23"),
        ("last tuesday", "2026-11-17"),
        ("next friday", "2026-11-27"),
        ("tuesday", "2026-11-24"),
    ],
)
def test_reads_what_people_type(typed: str, value: str) -> None:
    reading = understand(typed, "day", TODAY)
    assert reading is not None
    assert (reading.value, reading.doubt) == (value, "")


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "24", "31 2 2026", "30 feb", "soon", "when I can", "ma", "9999", "0 0 0", "13/2026", "1/2/3/4"),
        *("99999999999999999", "last autumn 2025", "next 3 may", "in 99999 days", "24 nov nov 2026 2025"),
        *("-", "\x1b[2J", "٣", "²"),
    ],
)
def test_says_when_it_does_not_know(typed: str) -> None:
    assert understand(typed, "day", TODAY) is None


@pytest.mark.parametrize(
    ("typed", "value", "doubt"),
    [
        ("3/4/2026", "2026-04-03", "2026-03-04"),
        ("3.4.26", "2026-04-03", "2026-03-04"),
        ("monday", "2026-11-23", "2026-11-30"),
    ],
)
def test_names_the_other_reading(typed: str, value: str, doubt: str) -> None:
    reading = understand(typed, "day", TODAY)
    assert reading is not None
    assert (reading.value, reading.doubt) == (value, doubt)


@pytest.mark.parametrize(
    ("precision", "value"), [("day", "2026-11-24"), ("month", "2026-11"), ("season", "2026-11"), ("year", "2026")]
)
def test_takes_no_more_than_was_asked_for(precision: Precision, value: str) -> None:
    reading = understand("24 11 2026", precision, TODAY)
    assert reading is not None
    assert reading.value == value


@given(VALUES)
def test_reads_its_own_words(value: str) -> None:
    reading = understand(in_words(value), "day", TODAY)
    assert reading is not None
    assert reading.value == value


@given(some.text(), some.sampled_from(["day", "month", "season", "year"]))
def test_any_words_are_safe_to_type(typed: str, precision: Precision) -> None:
    reading = understand(typed, precision, TODAY)
    assert reading is None or precision_of(reading.value) is not None


@given(VALUES, some.integers(-400, 400), some.sampled_from(["day", "month", "season", "year"]))
def test_a_step_keeps_how_exact_it_is(value: str, by: int, precision: Precision) -> None:
    assert precision_of(step(value, by, precision, TODAY)) == precision_of(value)


@pytest.mark.parametrize(
    ("value", "by", "after"),
    [
        ("2026-11-30", 1, "2026-12-01"),
        ("2026-12", 1, "2027-01"),
        ("2026-01", -1, "2025-12"),
        ("2026-winter", 1, "2027-spring"),
        ("2026", -3, "2023"),
        ("2199-12-31", 1, "2199-12-31"),
        ("1900", -1, "1900"),
    ],
)
def test_steps(value: str, by: int, after: str) -> None:
    assert step(value, by, "day", TODAY) == after


@pytest.mark.parametrize(
    ("precision", "value"), [("day", "2026-11-24"), ("month", "2026-11"), ("season", "2026-autumn"), ("year", "2026")]
)
def test_a_step_from_nothing_is_now(precision: Precision, value: str) -> None:
    assert step("", 1, precision, TODAY) == value


@pytest.mark.parametrize("value", ["", "2026-13", "2026-02-30", "26", "2026-Autumn", "words", "2026-11-24T00:00"])
def test_what_is_no_date_is_shown_as_it_is(value: str) -> None:
    assert precision_of(value) is None
    assert in_words(value) == value
    assert cut(value, "year") == value


def test_says_the_day_of_the_week() -> None:
    assert in_words("2026-11-24", weekday=True) == "Tuesday 24 November 2026"


@pytest.mark.every_language
@pytest.mark.parametrize(
    ("language", "typed", "value", "doubt"),
    [
        ("vi", "5 tháng 3", "2027-03-05", ""),
        ("vi", "5 thang 3 2026", "2026-03-05", ""),
        ("vi", "tháng 3", "2027-03", ""),
        ("vi", "mua dong 2025", "2025-winter", ""),
        ("vi", "5/3", "2027-03-05", "2027-05-03"),
        ("ko", "11월 24일", "2026-11-24", ""),
        ("ko", "3월", "2027-03", ""),
        ("zh-Hans", "2026年3月5日", "2026-03-05", ""),
        ("hi", "3 दिन पहले", "2026-11-23", ""),
    ],
)
def test_reads_what_people_type_in_other_languages(language: str, typed: str, value: str, doubt: str) -> None:
    words.use(language)
    try:
        found = understand(typed, "day", date(2026, 11, 26))
    finally:
        words.use("en")
    assert found == Reading(value, doubt)
