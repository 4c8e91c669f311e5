"""All worksheets: found by a word, narrowed by section, looked at for another door; home names only a few."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events

from ciworkbook.at_home import found
from ciworkbook.screens.home import Home
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.sheets import Purpose, Sheets
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import DOORS

from .bench import PLAIN, STEPS, Bench, workbook
from .seen import SIZES, same_as_before

ONLY: dict[str, Any] = {
    **PLAIN,
    "id": "only",
    "title": "For helpers",
    "about": "Rest and limits.",
    "audience": ["helping"],
}


def ids(app: Bench) -> list[str]:
    return [one.entry.id for one in app.screen.query(MenuEntry) if one.entry.id.startswith("sheet:")]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["sheets", "sheets-found", "sheets-none"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    app = Bench(workbook(STEPS, PLAIN, ONLY)[0], Sheets())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if name != "sheets":
            app.screen.query_one("#find", TextLine).focus()
            await pilot.press(*("test" if name == "sheets-found" else "zebra"))
        await same_as_before(app.seen, name, size)


async def test_typing_narrows_and_enter_goes_to_the_first() -> None:
    app = Bench(workbook(STEPS, PLAIN)[0], Sheets())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert ids(app) == ["sheet:steps", "sheet:plain"] or ids(app) == ["sheet:plain", "sheet:steps"]
        app.screen.query_one("#find", TextLine).focus()
        await pilot.press(*"STEPS")
        for _turn in range(100):
            await pilot.pause(0.02)
            if len(ids(app)) == 1:
                break
        assert ids(app) == ["sheet:steps"]
        assert "1 worksheet" in app.head_and_foot()
        await pilot.press("enter")
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == [("steps", "harmed")]


async def test_typing_anywhere_looks_for_a_sheet() -> None:
    app = Bench(workbook(STEPS, PLAIN)[0], Sheets())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"steps")
        for _turn in range(100):
            await pilot.pause(0.02)
            if len(ids(app)) == 1:
                break
        assert ids(app) == ["sheet:steps"]
        assert app.screen.query_one("#find", TextLine).value == "steps"


async def test_letters_that_come_all_at_once_are_all_found_in_the_line_in_their_order() -> None:
    app = Bench(workbook(STEPS, PLAIN)[0], Sheets())
    async with app.run_test() as pilot:
        await pilot.pause()
        for letter in "steps":
            app.post_message(events.Key(letter, letter))
        line = app.screen.query_one("#find", TextLine)
        for _turn in range(100):
            await pilot.pause(0.02)
            if len(line.value) == 5:
                break
        assert line.value == "steps"


async def test_sections_and_doors_narrow_one_after_the_other() -> None:
    app = Bench(workbook(STEPS, PLAIN, ONLY)[0], Sheets())
    async with app.run_test() as pilot:
        await pilot.pause()

        async def choose(entry: str) -> None:
            next(one for one in app.screen.query(MenuEntry) if one.entry.id == entry).focus()
            await pilot.press("enter")
            await pilot.pause()

        await choose("topic")
        assert ids(app) == ["sheet:plain"]  # goals come before accountability
        await choose("topic")
        assert ids(app) == ["sheet:steps"]
        await choose("topic")
        assert len(ids(app)) == 2
        await choose("door")
        await choose("door")
        assert "sheet:only" in ids(app)
        assert app.workbook.settings.door == "harmed"  # looking changes nothing
        await choose("sheet:only")
        assert app.given == [("only", "helping")]


async def test_the_purpose_of_the_sheet_with_the_focus_is_told() -> None:
    app = Bench(workbook(ONLY, door="helping")[0], Sheets())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Rest and limits." in str(app.screen.query_one(Purpose).visual)


async def test_a_sheet_of_another_door_goes_through_that_door() -> None:
    book, vault = workbook(STEPS, PLAIN, ONLY)
    app = Bench(book, Home())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Home)
        app.screen._chosen(("only", "helping"))
        await pilot.pause()
        assert isinstance(app.screen, Sheet)
        assert book.settings.door == "helping" == vault.kept("settings")[-1]["door"]
        assert app.desk.visit is not None and app.desk.visit.door == "helping"


def test_every_word_has_to_be_found_somewhere() -> None:
    sheets = Catalogue.load().entries("harmed")
    assert {one.id for one in found(sheets, "danger")} >= {"danger-signs-now"}
    assert found(sheets, "DANGER  signs")[0].id == "danger-signs-now"
    assert found(sheets, "danger zebra") == []
    assert found(sheets, "") == sheets
    assert "danger-signs-now" in {one.id for one in found(sheets, "weapons")}  # a content note


@pytest.mark.parametrize("door", DOORS)
def test_home_names_at_most_five_choices(door: Any) -> None:
    catalogue = Catalogue.load()
    assert 1 <= len(catalogue.first(door)) <= 4  # and one more for all of them


async def test_enter_pressed_many_times_in_a_hurry_opens_one_sheet() -> None:
    app = Bench(workbook(STEPS, PLAIN)[0], Home())
    async with app.run_test() as pilot:
        await pilot.pause()
        home = app.screen
        assert isinstance(home, Home)
        app.push_screen(Sheets(), home._chosen)
        await pilot.pause()
        sheet = next(one for one in app.screen.query(MenuEntry) if one.entry.id.startswith("sheet:"))
        for _press in range(4):
            sheet.action_choose()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, Sheet)
        assert home in app.screen_stack
