"""Practice: made up, in memory, marked on every page, and gone afterwards."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from ciworkbook.answers.flow import flow
from ciworkbook.guard.outlet import Outlet
from ciworkbook.practice import fill, practice_workbook, read_case
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.base import Head
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.screens.home import Home
from ciworkbook.vault.memory import MemoryVault
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.finding import Finding
from ciworkbook.worksheet.model import DOORS, Door

NOW = datetime.fromisoformat("2026-11-26T20:00:00+00:00")


def app_for(tmp_path: Path) -> WorkbookApp:
    return WorkbookApp(Catalogue.load(), tmp_path / "kept", Outlet(None, None), practice=True)


def test_the_case_fits_its_sheets() -> None:
    case, findings = read_case()
    assert case is not None and findings == []
    book = Workbook(MemoryVault(), Catalogue.load(), lambda: NOW)
    told: list[Finding] = []
    visits = list(fill(book, case, told))
    assert [str(one) for one in told] == []
    for visit in visits:  # nothing stands at a question that is not asked
        worksheet = book.catalogue.worksheet(visit.worksheet, visit.door)
        assert flow(worksheet, visit).resting == (), (visit.worksheet, visit.door)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_has_something_to_look_at_over_several_dates(door: Door) -> None:
    book = practice_workbook(Catalogue.load(), door, lambda: NOW)
    visits = book.visits()
    assert len(visits) >= 3
    assert len({one.started[:10] for one in visits}) >= 3
    assert max(Counter(one.worksheet for one in visits).values()) >= 2  # then beside now
    assert book.settings.door == door and not book.kept
    assert len(book.people) >= 3


def test_a_case_that_cannot_be_read_gives_an_empty_workbook(tmp_path: Path) -> None:
    assert practice_workbook(Catalogue.load(), "harmed", lambda: NOW, tmp_path).visits() == []
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "case.yaml").write_text("format: 1\n", encoding="utf-8")
    assert read_case(tmp_path)[1]
    assert practice_workbook(Catalogue.load(), "harmed", lambda: NOW, tmp_path).visits() == []


def test_memory_keeps_entries_until_it_is_closed() -> None:
    vault = MemoryVault()
    first = vault.put("visit", b"1")
    assert vault.put("visit", b"2", first) == first
    assert (vault.get(first), vault.previous(first), vault.verify()) == (b"2", None, [])
    assert [(one.id, one.kind, one.generation) for one in vault.entries()] == [(first, "visit", 2)]
    with pytest.raises(KeyError):
        vault.previous(9)
    assert "1" in repr(vault) and "b" not in repr(vault).removeprefix("<MemoryVault")
    vault.close()
    assert vault.entries() == []


async def test_every_page_says_that_it_is_practice_and_nothing_is_written(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, FirstEvening) and app.screen.page == "practice"
        await pilot.press("enter")
        for _turn in range(100):
            await pilot.pause(0.05)
            if isinstance(app.screen, Home):
                break
        assert isinstance(app.screen, Home)

        def marked() -> bool:
            return "Practice · " in str(app.screen.query_one(Head).render())

        assert marked()
        for key in ("f1", "escape", "f3", "escape"):
            await pilot.press(key)
            await pilot.pause(0.5)
            assert marked(), key
        entries = [one for one in app.screen.query(MenuEntry) if one.entry.id.startswith(("sheet:", "all"))]
        entries[-1].focus()
        await pilot.press("enter")
        await pilot.pause()
        assert marked()
    assert not (tmp_path / "kept").exists()


async def test_practice_can_be_left_for_the_first_evening(tmp_path: Path) -> None:
    app = WorkbookApp(Catalogue.load(), tmp_path / "kept", Outlet(None, None))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.press("down", "enter")  # the second door
        for _turn in range(100):
            await pilot.pause(0.05)
            if isinstance(app.screen, Home):
                break
        assert app.workbook.settings.door == "caused_harm"
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "leave_practice").focus()
        await pilot.press("enter")
        for _turn in range(100):
            await pilot.pause(0.05)
            if isinstance(app.screen, FirstEvening):
                break
        assert isinstance(app.screen, FirstEvening) and app.screen.page == "hello"
        assert "Practice" not in str(app.screen.query_one(Head).render())
        assert not app.practice
    assert not (tmp_path / "kept").exists()
