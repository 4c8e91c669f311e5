"""Everything that was written, evening by evening."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.screens.evenings import AT_ONCE, Evenings
from ciworkbook.screens.look_back import LookBack
from ciworkbook.screens.passages import Passage
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook

from .bench import PLAIN, Bench, visit, workbook
from .seen import SIZES, same_as_before
from .test_look_back import four


def full() -> Workbook:
    """A workbook with more evenings than the page holds at once."""
    book = four()
    for number in range(1, AT_ONCE + 1):
        visit(book, "plain", f"2026-10-{number:02}", {"wish": f"Wish {number}."})
    return book


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(size: tuple[int, int]) -> None:
    app = Bench(four(), Evenings())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await same_as_before(app.seen, "evenings", size)


async def test_it_is_reached_from_look_back() -> None:
    app = Bench(four(), LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Evenings)
        assert "4 evenings" in app.head_and_foot()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, LookBack)


async def test_the_newest_stands_first_with_day_sheet_and_answers() -> None:
    app = Bench(four(), Evenings())
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = [one.strip() for one in app.all_text().split("\n")]
        assert lines[:4] == ["▸ Friday 20 November 2026", "A plain sheet", "What would be good?", "Rest."]
        assert "resting: not asked in the end" in lines
        assert "left for later" in lines
        assert "Heavy words of the label" not in lines  # behind a content note, and not answered
        days = [one for one in lines if one.endswith("2026") and "day " in one]
        assert days[1:] == ["Wednesday 30 September 2026", "Tuesday 2 June 2026", "Saturday 14 March 2026"]


async def test_older_evenings_come_when_they_are_asked_for() -> None:
    app = Bench(full(), Evenings())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert len(app.screen.query(Passage)) == AT_ONCE
        assert "Wish 1." not in app.all_text()
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "more").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "Wish 1." in app.all_text()
        assert len(app.screen.query(Passage)) == AT_ONCE + 4
        assert app.focused is not None and app.focused.id == f"evening-{AT_ONCE}"
        assert [one.entry.id for one in app.screen.query(MenuEntry)] == ["back"]


async def test_a_long_answer_is_cut_here_and_whole_in_the_visit() -> None:
    book = workbook()[0]
    visit(book, "plain", "2026-01-01", {"wish": "word " * 100 + "end"})
    app = Bench(book, Evenings())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "…" in app.all_text() and "end" not in app.all_text()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)
        assert "end" in app.all_text()
        assert "Back to the evenings" in app.all_text()


async def test_other_doors_do_not_stand_here() -> None:
    book = workbook()[0]
    visit(book, "plain", "2026-01-01", {"wish": "Behind another door."}, door="caused_harm")
    app = Bench(book, Evenings())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Nothing is written yet." in app.all_text()
        assert "Behind" not in app.all_text() + app.head_and_foot()


async def test_a_question_stands_as_it_was_asked() -> None:
    book = four()
    old = {**PLAIN, "sections": [{"id": "only", "title": "One", "questions": [{**_wish(), "label": "Asked of old"}]}]}
    book.asked.definitions["old"] = book._put("definition", {"digest": "old", "worksheet": old}, None)
    book.save(replace(book.visits("plain")[0], digest="old"))
    app = Bench(book, Evenings())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Asked of old" in app.all_text()
        assert "What would be good?" not in app.all_text()


def _wish() -> dict[str, object]:
    sections: list[dict[str, list[dict[str, object]]]] = PLAIN["sections"]
    return sections[0]["questions"][0]


async def test_a_visit_that_was_taken_out_is_gone_from_the_list_and_the_page_before_is_told() -> None:
    book = full()
    one = visit(book, "plain", "2026-11-23", {"wish": Answer(value="To be taken out.")})
    app = Bench(book, Evenings())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        for entry in ("remove", "do"):
            next(each for each in app.screen.query(MenuEntry) if each.entry.id == entry).focus()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.pause()
        assert isinstance(app.screen, Evenings)
        assert "To be taken out." not in app.all_text()
        assert one.entry not in [each.entry for each in book.visits()]
        await pilot.press("escape")
        await pilot.pause()
        assert app.given == [True]
