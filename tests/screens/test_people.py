from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from ciworkbook.errors import WorkbookError
from ciworkbook.screens.people import PeoplePage, PersonPage
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry

from .bench import Bench, MemoryVault, people, visit, workbook
from .seen import SIZES, same_as_before


def three() -> tuple[Any, MemoryVault, list[str]]:
    book, vault = workbook()
    ids = people(book, "Blue|my sister", "R.", "Kim")
    visit(book, "steps", "2026-06-24", {"who": [{"person": ids[0]}]})
    visit(book, "steps", "2026-11-24", {"who": [{"person": ids[0]}, {"person": ids[1]}]})
    return book, vault, ids


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["people-empty", "people-list", "people-person", "people-out"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book = workbook()[0] if name == "people-empty" else three()[0]
    app = Bench(book, PeoplePage())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        keys = {"people-person": ["enter"], "people-out": ["enter", "tab", "tab", "down", "enter"]}.get(name, [])
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_an_empty_list_is_answered_kindly_and_ready_to_write() -> None:
    book, vault = workbook()
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Nobody is written down here yet." in app.all_text()
        assert "A nickname, an initial or a color is enough." in app.all_text()
        await pilot.press("B", "enter")
        await pilot.pause()
        assert [one.alias for one in book.people] == ["B"]
        assert vault.kept("people")[0][0]["alias"] == "B"
        assert app.screen.query_one("#new", TextLine).value == ""
        await pilot.press("space", "enter")  # nothing to add
        await pilot.pause()
        assert len(book.people) == 1


async def test_a_name_that_is_there_is_asked_about_once() -> None:
    book, _vault = workbook()
    people(book, "Blue")
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("#new", TextLine).focus()
        await pilot.press(*"blue", "enter")
        await pilot.pause()
        assert len(book.people) == 1
        assert "on the list already" in app.all_text()
        await pilot.press("enter")
        await pilot.pause()
        assert [one.alias for one in book.people] == ["Blue", "blue"]


async def test_the_list_says_where_each_one_is_named() -> None:
    book, _vault, _ids = three()
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = [line for line in app.all_text().split("\n") if "Blue" in line or "R." in line or "Kim" in line]
        assert [line.split() for line in lines] == [
            ["Blue", "·", "my", "sister", "in", "1", "worksheet"],
            ["R.", "in", "1", "worksheet"],
            ["Kim", "in", "no", "worksheet", "yet"],
        ]


async def test_renaming_is_kept_everywhere_by_id() -> None:
    book, vault, ids = three()
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "2 visits, last on 24 November 2026" in app.all_text()
        field = app.screen.query_one("#alias", TextLine)
        field.cursor_position = len(field.value)
        await pilot.press("r", "y", "enter")
        await pilot.pause()
        assert book.person(ids[0]) == "Bluery"
        assert vault.kept("people")[-1][0]["alias"] == "Bluery"
        assert "saved just now" in app.all_text()
        await pilot.press("escape")
        await pilot.pause()
        assert "Bluery · my sister" in app.all_text()
        focused = app.focused
        assert isinstance(focused, MenuEntry)
        assert focused.entry.id == ids[0]


async def test_what_is_typed_is_kept_without_enter_on_leaving_and_under_cover() -> None:
    from textual.screen import Screen

    book, _vault, ids = three()
    app = Bench(book, PersonPage(ids[2]))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("tab", *"a friend")
        await app.push_screen(Screen())  # as the cover does
        await pilot.pause()
        assert book.people.get(ids[2]).role == "a friend"
        app.pop_screen()
        await pilot.pause()
        await pilot.press("s", "escape")
        await pilot.pause()
        assert book.people.get(ids[2]).role == "a friends"
        assert app.given == [None]


async def test_an_empty_alias_keeps_the_one_before_and_says_so() -> None:
    book, _vault, ids = three()
    app = Bench(book, PersonPage(ids[1]))
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("#alias", TextLine).focus()
        await pilot.press("end", "backspace")
        app.screen.keep()  # type: ignore[attr-defined]
        assert book.person(ids[1]) == "R"
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert book.person(ids[1]) == "R."
        assert "Until then it stays R." in app.all_text()


@pytest.mark.parametrize("sure", [True, False])
async def test_taking_someone_out_asks_once(sure: bool) -> None:
    book, _vault, ids = three()
    app = Bench(book, PersonPage(ids[0]))
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query(MenuEntry).last().focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "named in 1 worksheet" in app.all_text()
        assert "a blank where the name was" in app.all_text()
        await pilot.press(*(["down"] if sure else []), "enter")
        await pilot.pause()
        assert (book.people.get(ids[0]) is None) is sure
        assert app.given == ([None] if sure else [])
        # The visits keep the id, so nothing else in them changes.
        assert book.visits("steps")[0].value("who") == [{"person": ids[0]}]


async def test_someone_whom_nothing_names_is_said_to_be_free() -> None:
    book, _vault, ids = three()
    app = Bench(book, PersonPage(ids[2]))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "No worksheet yet." in app.all_text()
        app.screen.query(MenuEntry).last().focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "No worksheet names them." in app.all_text()
        await pilot.press("escape")
        await pilot.pause()
        assert book.people.get(ids[2]) is not None


async def test_visits_of_every_door_count() -> None:
    book, _vault, ids = three()
    visit(book, "steps", "2026-01-01", {"who": [{"person": ids[2]}]}, door="helping")
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "in no worksheet yet" not in app.all_text()


async def test_what_cannot_be_saved_stays_in_this_session_and_says_why() -> None:
    book, vault, ids = three()
    vault.refuse = WorkbookError("The disk is full.", "Make room and try again.")
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("#new", TextLine).focus()
        await pilot.press("Z", "enter")
        await pilot.pause()
        assert "The disk is full. Make room and try again." in app.all_text()
        assert [one.alias for one in book.people][-1] == "Z"
        await pilot.press("up", "up", "up", "up")
        app.screen.query(MenuEntry).first().focus()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("X", "escape")
        await pilot.pause()
        assert "The disk is full." in app.all_text()  # stays once, so that it is seen
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PeoplePage)
        assert book.person(ids[0]) == "BlueX"


async def test_by_mouse() -> None:
    book, _vault, ids = three()
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click(app.screen.query(MenuEntry)[1])
        await pilot.pause()
        assert isinstance(app.screen, PersonPage)
        assert app.screen.person == ids[1]
        await pilot.click(app.screen.query(MenuEntry).first())
        await pilot.pause()
        assert isinstance(app.screen, PeoplePage)


async def test_markup_and_controls_in_a_name_are_only_text() -> None:
    book, _vault = workbook()
    app = Bench(book, PeoplePage())
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("#new", Input).value = "[bold]x[/] \x1b]52;c;Zm9v\x07"
        await pilot.press("enter")
        await pilot.pause()
        assert [one.alias for one in book.people] == ["[bold]x[/] ]52;c;Zm9v"]
        assert "[bold]x[/]" in app.seen()
        assert "\x1b" not in app.seen()
