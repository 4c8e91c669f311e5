"""One worksheet over all its visits."""

from __future__ import annotations

from typing import Any

import pytest

from ciworkbook.screens.look_back import SheetVisits
from ciworkbook.screens.over_time import AT_ONCE, OverTime
from ciworkbook.screens.passages import Passage
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook

from .bench import PLAIN, STEPS, Bench, visit, workbook
from .seen import SIZES, same_as_before
from .test_look_back import four

_SCALE = {"id": "near", "type": "scale", "label": "How near?", "min_label": "far", "max_label": "close"}
LINE: dict[str, Any] = {**PLAIN, "sections": [{"id": "only", "title": "One thing", "questions": [_SCALE]}]}


def lines(*values: int) -> Workbook:
    book = workbook(STEPS, LINE)[0]
    for number, value in enumerate(values):
        visit(book, "plain", f"2026-{number % 12 + 1:02}-{number // 12 + 1:02}", {"near": value})
    return book


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["over-time", "over-time-end", "over-time-line"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book = lines(3, 8, 8) if name == "over-time-line" else four()
    app = Bench(book, OverTime(book.visits("plain" if name == "over-time-line" else "steps")))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if name == "over-time-end":
            await pilot.press("end")
            await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_it_is_reached_from_the_visits_of_a_sheet_and_reads_each_visit() -> None:
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "over_time").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, OverTime)
        text = app.all_text()
        for words in (
            "● 30 September 2026 · Standing on “Name what happened”",
            "the lower end moved up",
            "Blue moved further away",
            "Kim: new",
        ):
            assert words in text
        next(one for one in app.screen.query(Passage) if one.entry == "read:stairs:1").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)
        assert "2 June 2026" in app.head_and_foot()
        assert "Found here:" not in app.all_text()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, OverTime)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SheetVisits)


async def test_a_sheet_without_a_place_in_two_visits_does_not_offer_it() -> None:
    book = lines(3)
    visit(book, "plain", "2026-11-01", {"near": None})
    app = Bench(book, SheetVisits("plain"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "over_time" not in [one.entry.id for one in app.screen.query(MenuEntry)]


async def test_a_line_has_one_mark_a_visit_and_no_word_on_where_it_is_heading() -> None:
    app = Bench(lines(3, 8, 8), SheetVisits("plain"))
    async with app.run_test() as pilot:
        await pilot.pause()
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "over_time").focus()
        await pilot.press("enter")
        await pilot.pause()
        text = app.all_text()
        assert (text.count("○"), text.count("●")) == (2, 1)
        assert "0 far" in text and "10 close" in text


async def test_many_visits_stand_there_in_part_until_all_are_asked_for() -> None:
    count = AT_ONCE + 5
    app = Bench(book := lines(*(number % 11 for number in range(count))), OverTime(book.visits("plain")))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.all_text().count("○") == AT_ONCE - 1
        app.screen.query(MenuEntry).first().focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.all_text().count("○") == count - 1
        assert [one.entry.id for one in app.screen.query(MenuEntry)] == ["back"]
