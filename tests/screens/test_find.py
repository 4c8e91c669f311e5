"""Finding words in what was written, and going to the place."""

from __future__ import annotations

from typing import Any

import pytest

from ciworkbook import looking_back
from ciworkbook.answers import finding
from ciworkbook.answers.answer import Answer
from ciworkbook.screens import find as find_page
from ciworkbook.screens.find import AT_ONCE, FindPage
from ciworkbook.screens.look_back import LookBack, SheetVisits
from ciworkbook.screens.passages import Passage
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry

from .bench import Bench, visit, workbook
from .seen import SIZES, same_as_before
from .test_look_back import four


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(("name", "typed"), [("find", "steps"), ("find-none", "xyz"), ("find-places", "blue")])
async def test_looks_as_it_did(name: str, typed: str, size: tuple[int, int]) -> None:
    app = Bench(four(), FindPage())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*typed)
        await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_it_is_reached_from_look_back_and_leaves_nothing_behind() -> None:
    app = Bench(four(), LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FindPage)
        await pilot.press(*"rest")
        await pilot.pause()
        assert "1 place" in app.all_text()
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FindPage)
        assert app.screen.query_one(TextLine).value == ""
        assert "place" not in app.all_text()


async def test_enter_opens_the_visit_at_the_place() -> None:
    book = workbook()[0]
    visit(book, "steps", "2026-03-14", {"what": "He knows.", "talked": "yes", "rows": [{"id": "1", "what": "Crème"}]})
    app = Bench(book, FindPage())
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press(*"creme")
        await pilot.pause()
        text = app.all_text()
        for words in ("1 place", "Steps for a test · 14 March 2026", "What is in the way?", "What: Crème"):
            assert words in text
        await pilot.press("enter", "enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)
        assert "Found here:" in app.seen()
        assert "What is in the way?" in app.seen()
        assert app.all_text().count("Found here:") == 1
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FindPage)
        assert app.focused is not None and app.focused.id == "found-0"


async def test_what_rests_is_found_and_shown_where_it_rests() -> None:
    app = Bench(four(), FindPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"he knows")
        await pilot.pause()
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)
        assert "Found here:" in app.seen()


async def test_a_title_leads_to_the_visits_of_its_sheet() -> None:
    app = Bench(four(), FindPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"steps for")
        await pilot.pause()
        assert "title of a worksheet with 3 visits" in app.all_text()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SheetVisits)


async def test_what_stands_behind_another_door_or_was_not_given_is_not_found() -> None:
    book = workbook()[0]
    visit(book, "plain", "2026-01-01", {"wish": "secret"}, door="caused_harm")
    visit(book, "plain", "2026-01-02", {"wish": Answer("skipped", "secret")})
    app = Bench(book, FindPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"secret")
        await pilot.pause()
        assert "Nothing found." in app.all_text()
        assert not app.screen.query(Passage)


async def test_more_places_come_when_they_are_asked_for_and_typing_goes_on_from_anywhere() -> None:
    book = workbook()[0]
    for number in range(AT_ONCE + 3):
        visit(book, "plain", f"2026-01-{number + 1:02}", {"wish": f"Wish {number}."})
    app = Bench(book, FindPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"wish")
        await pilot.pause()
        assert len(app.screen.query(Passage)) == AT_ONCE
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "more").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen.query(Passage)) == AT_ONCE + 3
        assert app.focused is not None and app.focused.id == f"found-{AT_ONCE}"
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert app.screen.query_one(TextLine).value == "wish1"
        await pilot.press("backspace", "space", "1", "2")
        await pilot.pause()
        assert "1 place" in app.all_text()


async def test_a_key_waits_for_nothing_while_what_was_written_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read so far is shown at once, the newest first; the rest comes, and moves nobody from their place."""
    monkeypatch.setattr(find_page, "TURN", 0.0)
    monkeypatch.setattr(find_page, "IN_TURN", 2)
    monkeypatch.setattr(find_page, "REST", 3600.0)
    monkeypatch.setattr(find_page, "AGAIN", 0.0)
    book = workbook()[0]
    for day in range(1, 7):
        visit(book, "plain", f"2026-11-0{day}", {"wish": f"Rain on day {day}."})
    visit(book, "steps", "2026-10-01", {"what": "No rain.", "talked": "yes"})
    page = FindPage()
    app = Bench(book, page)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        await pilot.press(*"rain")
        await pilot.pause()
        assert "2 places · One moment. 28 %" in app.all_text()
        assert "day 6" in app.all_text()
        assert "day 4" not in app.all_text()
        await page._read_on()  # in the line: what came is shown
        await pilot.pause()
        assert "4 places · One moment. 57 %" in app.all_text()
        assert "day 3" in app.all_text()

        await pilot.press("tab", "tab", "down")
        focused = app.focused
        assert isinstance(focused, Passage)
        at = focused.id
        await page._read_on()  # at a place: left alone
        assert "4 places · One moment. 57 %" in app.all_text()
        assert app.focused is focused
        await page._read_on()  # until all is there; and then the keys are still at the same place
        await pilot.pause()
        assert "7 places" in app.all_text()
        assert "One moment" not in app.all_text()
        assert app.focused is not None
        assert app.focused.id == at


async def test_what_was_read_is_not_read_again_after_a_visit_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    def noted(*given: Any) -> list[finding.Text]:
        told.append(given[1])
        return finding.texts(*given)

    monkeypatch.setattr(looking_back, "texts", noted)
    app = Bench(four(), FindPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"blue")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)
        read = len(told)
        assert read
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FindPage)
        assert len(told) == read
