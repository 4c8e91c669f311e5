from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from ciworkbook.guard import keeping, trial
from ciworkbook.practice import practice_workbook
from ciworkbook.screens.settings import SettingsPage
from ciworkbook.screens.traces import TracesPage
from ciworkbook.screens.upkeep_page import UpkeepPage
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.worksheet.catalogue import Catalogue

from ..guard.computers import Computer
from .bench import Bench, workbook
from .seen import SIZES, same_as_before


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """A computer with open swap, a command in its list, and every guard but one."""
    made = Computer(tmp_path)
    made.swap("/dev/sda1")
    made.of_home(".bash_history", "workbook\n")
    monkeypatch.setattr(keeping.Machine, "here", made.machine)
    stands = dict.fromkeys(trial.GUARDS[:-1], True) | {"writes": False}
    monkeypatch.setattr(trial, "tried", lambda _folder: stands)
    return made


async def told(app: Bench, pilot: Any) -> str:
    for _turn in range(100):
        await pilot.pause(0.02)
        if "What guards" in app.all_text():
            return app.all_text()
    raise AssertionError(app.all_text())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(computer: Computer, size: tuple[int, int]) -> None:
    app = Bench(workbook()[0], TracesPage())
    async with app.run_test(size=size) as pilot:
        await told(app, pilot)
        await same_as_before(app.seen, "traces", size)
        await pilot.press("end")
        await same_as_before(app.seen, "traces-end", size)


async def test_it_says_what_to_do_first_and_what_is_not_here_last(computer: Computer) -> None:
    app = Bench(workbook()[0], TracesPage())
    async with app.run_test(size=(80, 24)) as pilot:
        said = await told(app, pilot)
    order = ["To do", "/dev/sda1", "~/.bash_history", "Also noticed", "does not hibernate", "What guards", "Not here"]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert said.index("writing outside") > said.index("Not here")


@pytest.mark.parametrize("practice", [False, True])
async def test_it_opens_from_a_list_and_goes_back(computer: Computer, *, practice: bool) -> None:
    book = practice_workbook(Catalogue.load(), "harmed") if practice else workbook()[0]
    app = Bench(book, SettingsPage() if practice else UpkeepPage())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = next(one for one in app.screen.query(MenuEntry) if one.entry.id == "traces")
        line.focus()
        await pilot.press("enter")
        await told(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SettingsPage if practice else UpkeepPage)


async def test_what_cannot_be_looked_for_stands_in_the_way_of_nothing(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_what: object, **_how: object) -> list[keeping.Finding]:
        raise OSError

    monkeypatch.setattr(keeping, "look", broken)
    app = Bench(workbook()[0], TracesPage())
    async with app.run_test(size=(80, 24)) as pilot:
        said = await told(app, pilot)
        assert "To do" not in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
async def test_it_tells_the_truth_about_this_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No guard stands in a test."""
    monkeypatch.setattr(keeping.Machine, "here", Computer(tmp_path).machine)
    app = Bench(workbook()[0], TracesPage())
    async with app.run_test(size=(80, 24)) as pilot:
        for _turn in range(100):
            await pilot.pause(0.02)
            if "Not here" in app.all_text():
                break
        said = app.all_text()
    assert "What guards" not in said
    assert said.index("The system refuses connections") > said.index("Not here")
