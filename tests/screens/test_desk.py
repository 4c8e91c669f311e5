"""The desk: nothing typed leaves it before it is on disk."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

from ciworkbook.screens.cover import Cover
from ciworkbook.screens.desk import Desk
from ciworkbook.screens.home import Home
from ciworkbook.screens.people import PersonPage
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.unsaved import Unsaved
from ciworkbook.vault import SaveFailed
from ciworkbook.widgets.base import PersonWanted
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import Entry, MenuEntry

from . import bench
from .whole_app import whole_app


class Timer:
    def stop(self) -> None:
        """It never ran."""


def later(_seconds: float, _work: Callable[[], Any]) -> Timer:
    return Timer()


def test_a_visit_that_cannot_be_saved_stays_where_another_is_to_be_opened() -> None:
    book, vault = bench.workbook()
    desk = Desk(book, later)
    assert desk.lay_out(book.begin("plain", "harmed"))
    desk.answer("wish", "what I typed")
    vault.refuse = SaveFailed(errno.ENOSPC)
    assert not desk.lay_out(book.begin("steps", "harmed"))
    assert desk.visit is not None and desk.visit.value("wish") == "what I typed"
    vault.refuse = None
    assert desk.lay_out(book.begin("steps", "harmed"))
    assert [one["answers"]["wish"]["value"] for one in vault.kept("visit")] == ["what I typed"]
    assert not desk.unsaved


def test_people_that_could_not_be_saved_are_saved_with_the_next_save() -> None:
    book, vault = bench.workbook()
    desk = Desk(book, later)
    desk.lay_out(book.begin("plain", "harmed"))
    vault.refuse = SaveFailed(errno.ENOSPC)
    assert not desk.keep_people(book.people.add("Ash")[0])
    assert desk.status() == SaveFailed(errno.ENOSPC).message
    assert not desk.put_away()
    vault.refuse = None
    assert desk.put_away()
    assert [one["alias"] for one in vault.kept("people")[0]] == ["Ash"]
    assert desk.problem is None


async def test_someone_added_on_a_full_disk_is_not_forgotten_on_leaving() -> None:
    app, vault = whole_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.desk.lay_out(app.workbook.begin("plain", "harmed"))
        await app.push_screen(Sheet(app.workbook.catalogue.worksheet("plain", "harmed")))
        vault.refuse = SaveFailed(errno.ENOSPC)
        app.screen.post_message(PersonWanted("Ash"))
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, Unsaved)
        vault.refuse = None
        app.desk.save()
        assert [one["alias"] for one in vault.kept("people")[0]] == ["Ash"]


async def test_a_line_that_cannot_be_kept_is_covered_not_locked_away() -> None:
    app, vault = whole_app()
    ash = bench.people(app.workbook, "Ash")[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.push_screen(PersonPage(ash))
        await pilot.pause()
        app.screen.query_one("#role", TextLine).value = "my neighbor"
        vault.refuse = SaveFailed(errno.ENOSPC)
        app.lock()
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        assert app.return_value is None
        vault.refuse = None
        app.lock()
        await pilot.pause()
        assert vault.kept("people")[0][0]["role"] == "my neighbor"


async def test_home_opens_where_the_sheet_of_a_visit_is_gone() -> None:
    app, _vault = whole_app()
    bench.visit(app.workbook, "plain", "2026-11-20", {"wish": "kept"})
    bench.visit(app.workbook, "steps", "2026-11-01", {"stairs": {"low": "stop", "high": "stop"}})
    app.workbook._definitions.clear()
    app.catalogue = app.workbook.catalogue = bench.catalogue(bench.STEPS)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Home)
        assert "Steps for a test" in bench.Bench.seen(app)  # type: ignore[arg-type]


def test_an_entry_of_a_menu_shows_nothing_a_terminal_obeys() -> None:
    entry = MenuEntry(Entry("id", "A\x1b[31msh", "in\x07 one\u202e", "Le\x9bad"), 10)
    assert not set("".join(entry.lines(60))) & set("\x1b\x07\u202e\x9b")


def test_an_entry_of_a_menu_is_not_in_its_repr() -> None:
    assert "Ash" not in repr(Entry("id", "Ash", "Ash", "Ash"))
