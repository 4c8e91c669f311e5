"""Ready-made summaries: each one built from the made-up case, and how visits are chosen for it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.practice import practice_workbook
from ciworkbook.summary import as_text
from ciworkbook.summary.document import Figure, Paragraphs, Table
from ciworkbook.summary.draft import Draft
from ciworkbook.summary.pages import drawn, pages
from ciworkbook.summary.ready import back, parts_of, ready_made
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import DOORS, Door

GOLDEN = Path(__file__).parent / "golden" / "ready"
NOW = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=1)))


@cache
def catalogue() -> Catalogue:
    return Catalogue.load()


@cache
def case(door: Door) -> Workbook:
    return practice_workbook(catalogue(), door, lambda: NOW)


def draft(door: Door, id: str) -> Draft:
    found = Draft(case(door), layout=next(one for one in ready_made(case(door)) if one.id == id))
    found.rule = "letters"
    return found


MADE: list[tuple[Door, str]] = [
    ("harmed", "carry-card"),
    ("harmed", "goals-check-up"),
    ("caused_harm", "carry-card"),
    ("caused_harm", "staircase-over-time"),
    ("facilitating", "goals-check-up"),
    ("facilitating", "session-record"),
    ("facilitating", "team-sheet"),
]


def test_the_case_tells_of_every_ready_made_summary() -> None:
    told = [(door, one.id) for door in DOORS for one in ready_made(case(door))]
    assert told == MADE
    assert {id_ for _door, id_ in told} == {one.id for door in DOORS for one in catalogue().layouts(door)}


@pytest.mark.parametrize(("door", "id"), MADE)
def test_each_reads_as_it_was_looked_at(door: Door, id: str) -> None:
    said = as_text.render(draft(door, id).document()[0])
    file = GOLDEN / f"{door}-{id}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("door", "id"), MADE)
def test_every_line_stands_on_exactly_one_page(door: Door, id: str) -> None:
    made = draft(door, id)
    if made.form == "card":
        for line in made.document()[0].lines():
            made.turn(line, True)
    document = made.page()
    found = pages(document)
    told = [line for one in found for line in one.document.lines()]
    assert told == document.lines()
    assert all(0 < one.used <= 1 for one in found)
    rows = drawn(found, 70)
    assert sum(row.startswith("┌─ ") for row in rows) == len(found) == sum(row.startswith("└─") for row in rows)
    assert {row[:1] for row in drawn(found, 70, ascii_only=True)} == {"+", "|", ""} - (
        {""} if len(found) == 1 else set()
    )


def test_half_a_page_is_half_empty() -> None:
    (one,) = pages(draft("harmed", "goals-check-up").page())
    assert 0.3 < one.used < 0.8
    rows = drawn([one], 76)
    assert 0.2 < rows.count("│") / len(rows) < 0.8


def test_a_path_tells_every_visit_and_draws_it() -> None:
    document = draft("caused_harm", "staircase-over-time").document()[0]
    (way,) = [one for one in document.blocks if isinstance(one, Paragraphs) and one.key == "p0.way"]
    assert len(way.lines) == len(case("caused_harm").visits("accountability-staircase")) == 3
    assert any(isinstance(one, Figure) and one.line.key == "p0.way.drawn" for one in document.blocks)


def test_all_visits_stand_one_below_the_other_and_since_leaves_out_older_ones() -> None:
    book = case("caused_harm")
    layout = next(one for one in ready_made(book) if one.id == "staircase-over-time")
    every = replace(layout.parts[0], visits="all")
    parts = parts_of(replace(layout, parts=(every,)), book)
    assert [one.goes_on for one in parts] == [False, True, True]
    assert [len(one.path) for one in parts] == [0, 0, 3]
    assert ["path" in {item.show for item in one.items or ()} for one in parts] == [False, False, True]
    newer = parts_of(replace(layout, parts=(replace(every, since="2 months"),)), book)
    assert [one.visit for one in newer] == [one.visit for one in parts[1:]]
    assert parts_of(replace(layout, parts=(replace(every, since="1 day"),)), book) == []


@pytest.mark.parametrize(
    ("since", "day"),
    [
        ("3 days", "2026-03-28"),
        ("2 weeks", "2026-03-17"),
        ("1 month", "2026-02-28"),
        ("3 months", "2025-12-31"),
        ("2 years", "2024-03-31"),
        ("13 months", "2025-02-28"),
    ],
)
def test_how_far_back_a_time_reaches(since: str, day: str) -> None:
    assert back(since, date(2026, 3, 31)) == date.fromisoformat(day)


def test_nothing_ready_made_without_answers_or_with_the_words_of_a_layout_alone() -> None:
    empty = Workbook(type(case("harmed")._vault)(), catalogue(), lambda: NOW)
    assert ready_made(empty) == []
    empty.save_settings(replace(empty.settings, door="harmed"))
    empty.save(empty.begin("getting-out-checklist", "harmed"))
    assert ready_made(empty) == []


def test_differences_between_wishes_stand_side_by_side() -> None:
    made = draft("facilitating", "goals-check-up")
    said = as_text.render(made.document()[0], 100)
    assert "One side says" in said and "Another side says" in said
    assert "Each wish stands here as it was said. None of them stands in for another." in said


def test_equal_wishes_of_two_people_stay_two_and_each_can_be_taken_off() -> None:
    book = practice_workbook(catalogue(), "facilitating", lambda: NOW)
    (old,) = book.visits("shared-goals-and-steps")
    same = {"wish": "I want it to stop.", "said_when": "May", "may_show": "may_print"}
    wishes = [{"id": "a", "whose": "Oak", **same}, {"id": "b", "whose": "Elm", **same}]
    wishes += [{"id": "c", "whose": "Ash", "wish": "I want to be left in peace.", "may_show": "may_print"}]
    wishes += [{"id": "d", "whose": "Fir", "wish": "Not on paper.", "may_show": "keep_here"}]
    book.save(old.answer("wishes", Answer(value=wishes), "2026-11-24T20:00:00+01:00"))
    made = Draft(book, layout=next(one for one in ready_made(book) if one.id == "goals-check-up"))
    (table,) = [one for one in made.document()[0].blocks if isinstance(one, Table) and one.key.endswith("wishes")]
    assert [cells[:2] for _line, cells in table.rows] == [
        ("Oak", "I want it to stop."),
        ("Elm", "I want it to stop."),
        ("Ash", "I want to be left in peace."),
    ]
    assert {line.share for line, _cells in table.rows} == {"ask"}
    made.turn(table.rows[1][0], True)
    said = as_text.render(made.page())
    assert "Elm" in said and "Oak" not in said and "Not on paper." not in said
