"""The recovery sheet: both dangers, the passphrase, the copying, two groups typed back, and nothing left behind."""

from __future__ import annotations

import errno
import re
from typing import Any

import pytest
from textual.pilot import Pilot

from ciworkbook import upkeep, upkeep_words
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.base import Words
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.present import Present
from ciworkbook.screens.recovery_page import RecoveryPage
from ciworkbook.screens.upkeep_page import UpkeepPage
from ciworkbook.vault import RecoverySheet, SaveFailed, Vault, read_recovery_key
from ciworkbook.vault.recovery import START, read_scrypt
from ciworkbook.widgets.fields import TextLine

from .kept_app import PASSPHRASE, app, cheap, folder
from .seen import SIZES, same_as_before
from .walking import choose, enter, flat, offered, seen, told

__all__ = ["app", "cheap", "folder"]

IDENTITY = START + "GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33"
SHEET = RecoverySheet(IDENTITY, "0123456789abcdef" * 4, n=131072, r=8, p=2)


async def to_key(pilot: Pilot[Any]) -> RecoveryPage:
    await pilot.pause()
    pilot.app.push_screen(UpkeepPage())
    await choose(pilot, "sheet")
    page = pilot.app.screen
    assert isinstance(page, RecoveryPage)
    await choose(pilot, "show")
    assert isinstance(pilot.app.screen, Present)
    await enter(pilot, PASSPHRASE)
    assert page.is_current
    assert page.page == "key"
    return page


async def to_check(pilot: Pilot[Any]) -> RecoveryPage:
    page = await to_key(pilot)
    for then in ("salt", "lines", "check"):
        await choose(pilot, then)
    return page


def everything_in(app: WorkbookApp) -> str:
    """Return the words of every widget of every page."""
    said = []
    for screen in app.screen_stack:
        for one in screen.query("*"):
            said.append(str(one.visual) if isinstance(one, Words) else getattr(one, "value", ""))
            said.append(repr(one))
    return "\n".join(map(str, said))


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(app: WorkbookApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vault, "recovery_sheet", lambda _self: SHEET)
    monkeypatch.setattr(RecoveryPage, "_pick", lambda self: setattr(self, "_asked", [3, 11]))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.push_screen(RecoveryPage())
        await pilot.pause()
        await same_as_before(lambda: seen(app), "recovery-dangers", size)
        await choose(pilot, "show")
        await enter(pilot, PASSPHRASE)
        for name, entry in (("key", "salt"), ("salt", "lines"), ("lines", "check")):
            await same_as_before(lambda: seen(app), f"recovery-{name}", size)
            await choose(pilot, entry)
        await same_as_before(lambda: seen(app), "recovery-check", size)
        await enter(pilot, SHEET.groups()[3])
        await enter(pilot, SHEET.groups()[11].lower())
        await same_as_before(lambda: seen(app), "recovery-made", size)


async def test_both_dangers_come_before_anything_shows(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(RecoveryPage())
        await pilot.pause()
        assert "Whoever finds the paper can open everything" in flat(app)
        assert "forgotten means that everything is lost" in flat(app)
        assert START not in everything_in(app)
        await choose(pilot, "show")
        await enter(pilot, "not the passphrase at all")
        assert isinstance(app.screen, Present)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, RecoveryPage) and app.screen.page == "dangers"
        assert app.screen._sheet is None


async def test_what_is_copied_is_all_that_is_needed(app: WorkbookApp) -> None:
    sheet = upkeep.recovery_sheet(app.workbook)
    async with app.run_test(size=(60, 20)) as pilot:
        await to_key(pilot)
        rows = re.findall(r"^ +\d+   ((?:[0-9A-Z]{2,4} *)+)$", seen(app), re.MULTILINE)
        assert read_recovery_key(" ".join(rows)) == sheet.identity
        await choose(pilot, "salt")
        rows = re.findall(r"^ +\d+   ((?:[0-9a-f]{4} *)+)$", seen(app), re.MULTILINE)
        numbers = re.search(r"n (\d+) +r (\d+) +p (\d+) +check (\w{4})", seen(app))
        assert numbers is not None
        assert read_scrypt(" ".join(rows), *numbers.groups()).salt.hex() == sheet.salt
        await choose(pilot, "lines")
        for line in ("1.", "2.", "3.", "4.", "workbook recover", "age -d -i book.key"):
            assert line in seen(app)


async def test_two_groups_typed_back_and_it_is_remembered(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_check(pilot)
        groups = upkeep.recovery_sheet(app.workbook).groups()
        first, second = page._asked
        assert first != second
        await enter(pilot, groups[first][::-1] + "x")
        await enter(pilot, groups[second])
        assert page.page == "check"
        assert f"Group {first + 1} is another one" in told(app)
        assert app.workbook.settings.recovery_sheet == ""
        page.query_one(f"#group-{first}", TextLine).load(f" {groups[first].lower()} ")
        await choose(pilot, "compare")
        assert page.page == "made"
        assert app.workbook.settings.recovery_sheet == "2026-11"
        await choose(pilot, "back")
        assert "made in November 2026" in seen(app)


async def test_nothing_of_it_is_left_in_any_widget(app: WorkbookApp) -> None:
    sheet = upkeep.recovery_sheet(app.workbook)
    parts = [*sheet.groups()[:-1], *sheet.salt_groups(), sheet.identity, sheet.salt]
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_key(pilot)
        shown = list(page.query(Words))
        assert sheet.groups()[0] in everything_in(app)
        await choose(pilot, "salt")
        assert not any(str(one.visual) for one in shown if not one.is_attached)
        await choose(pilot, "lines")
        await choose(pilot, "check")
        everything = list(page.query("*"))
        await enter(pilot, sheet.groups()[page._asked[0]])
        for _page in range(4):
            await pilot.press("escape")
            await pilot.pause()
        assert page.page == "dangers"
        said = everything_in(app)
        assert [part for part in parts if part in said] == []
        assert page._sheet is None
        assert not any(getattr(one, "value", "") for one in everything)


async def test_the_cover_hides_it_and_leaving_takes_it_away(app: WorkbookApp) -> None:
    sheet = upkeep.recovery_sheet(app.workbook)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_key(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        assert sheet.groups()[0] not in seen(app)
        app.uncover()
        await pilot.pause()
        assert sheet.groups()[0] in seen(app)
        await choose(pilot, "back")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, UpkeepPage)
        assert page._sheet is None
        assert sheet.groups()[0] not in everything_in(app)


async def test_that_it_was_made_may_not_be_saved(app: WorkbookApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_check(pilot)
        groups = upkeep.recovery_sheet(app.workbook).groups()

        def failing(*_given: Any, **_named: Any) -> int:
            raise SaveFailed(errno.ENOSPC)

        monkeypatch.setattr(Vault, "put", failing)
        for number in page._asked:
            await enter(pilot, groups[number])
        assert page.page == "made"  # the paper is good all the same
        assert "the disk is full" in told(app)
        assert offered(app) == ["back"]


def test_the_rows_are_numbered_by_their_first_group() -> None:
    said = upkeep_words.rows(SHEET.groups()).split("\n")
    assert [line.split()[0] for line in said] == ["1", "5", "9", "13"]
    assert " ".join(" ".join(line.split()[1:]) for line in said).split() == list(SHEET.groups())
