"""The passphrase, another workbook, a check of everything: each way by keys, and what stands in the way of it."""

from __future__ import annotations

import errno
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ciworkbook import upkeep
from ciworkbook.errors import WorkbookError
from ciworkbook.practice import practice_workbook
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.beside_page import BesidePage
from ciworkbook.screens.check_page import CheckPage
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.new_keys import NewKeys
from ciworkbook.screens.present import Present
from ciworkbook.screens.settings import SettingsPage
from ciworkbook.screens.upkeep_page import UpkeepPage
from ciworkbook.upkeep_words import claim, limit
from ciworkbook.vault import SaveFailed, Vault
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry

from .bench import Bench
from .kept_app import FIVE, OWN, PASSPHRASE, app, cheap, folder, objects, opens
from .seen import SIZES, same_as_before
from .walking import choose, done, enter, flat, here, offered, seen, told, write

__all__ = ["app", "cheap", "folder"]


async def to_list(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    pilot.app.push_screen(UpkeepPage())
    await pilot.pause()


async def to_words(pilot: Pilot[Any], entry: str) -> None:
    """From the list to the five words, by way of the present passphrase where it is asked for."""
    await to_list(pilot)
    await choose(pilot, entry)
    if entry != "beside":
        await enter(pilot, PASSPHRASE)
    await choose(pilot, "words")


async def to_again(pilot: Pilot[Any], entry: str) -> None:
    await to_words(pilot, entry)
    await choose(pilot, "again")


def page(app: WorkbookApp) -> NewKeys:
    assert isinstance(app.screen, NewKeys)
    return app.screen


# The list


async def test_settings_lead_to_it(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(SettingsPage())
        await choose(pilot, "upkeep")
        assert isinstance(app.screen, UpkeepPage)
        assert offered(app) == ["change", "anew", "sheet", "backup", "beside", "check", "traces"]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SettingsPage)
        assert here(app) == "upkeep"


async def test_practice_has_none_of_it() -> None:
    book = practice_workbook(app_catalogue(), "harmed")
    bench = Bench(book, SettingsPage())
    async with bench.run_test() as pilot:
        await pilot.pause()
        assert "upkeep" not in [one.entry.id for one in bench.screen.query(MenuEntry)]


def app_catalogue() -> Any:
    from ciworkbook.worksheet.catalogue import Catalogue

    return Catalogue.load()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(app: WorkbookApp, size: tuple[int, int]) -> None:
    app.workbook.save_settings(replace(app.workbook.settings, recovery_sheet="2026-10"))
    async with app.run_test(size=size) as pilot:
        await to_list(pilot)
        await same_as_before(lambda: seen(app), "upkeep", size)
        await choose(pilot, "change")
        await same_as_before(lambda: seen(app), "upkeep-present", size)
        await enter(pilot, PASSPHRASE)
        await same_as_before(lambda: seen(app), "upkeep-change", size)
        await choose(pilot, "words")
        await choose(pilot, "again")
        await enter(pilot, FIVE)
        await same_as_before(lambda: seen(app), "upkeep-changed", size)
        await choose(pilot, "back")
        await choose(pilot, "anew")
        await enter(pilot, FIVE)
        await same_as_before(lambda: seen(app), "upkeep-anew", size)
        await pilot.press("escape")
        await choose(pilot, "beside")
        await same_as_before(lambda: seen(app), "upkeep-beside", size)
        await choose(pilot, "words")
        await choose(pilot, "own")
        await enter(pilot, OWN)
        await enter(pilot, OWN)
        await same_as_before(lambda: seen(app), "upkeep-beside-made", size)
        await choose(pilot, "back")
        await choose(pilot, "check")
        await done(pilot)
        await same_as_before(lambda: seen(app), "upkeep-checked", size)


# The present passphrase


async def test_nothing_is_changed_without_the_present_passphrase(app: WorkbookApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_list(pilot)
        await choose(pilot, "change")
        for typed, why in (("", "empty"), ("something else entirely", "not the passphrase of this workbook")):
            await enter(pilot, typed)
            assert isinstance(app.screen, Present)
            assert why in told(app)
            assert app.screen.query_one("#typed", TextLine).value == ""
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, UpkeepPage)


async def test_the_passphrase_of_another_workbook_is_not_the_present_one(app: WorkbookApp) -> None:
    upkeep.beside(app.workbook, OWN)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_list(pilot)
        await choose(pilot, "anew")
        await enter(pilot, "nothing opens with this one")
        first = told(app)
        await enter(pilot, OWN)
        assert isinstance(app.screen, Present)
        assert told(app) == first  # the same words: which it opens is not told


async def test_a_passphrase_that_cannot_be_read_is_as_any_other(
    app: WorkbookApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_list(pilot)
        await choose(pilot, "change")
        monkeypatch.setattr("ciworkbook.upkeep.derive_for", _raises(WorkbookError("The disk is gone.", "Look.")))
        await enter(pilot, PASSPHRASE)
        assert told(app) == "The disk is gone. Look."
        assert offered(app) == ["typed", "see", "back"]


def _raises(error: Exception) -> Any:
    def raising(*_given: Any, **_named: Any) -> Any:
        raise error

    return raising


# Changing it


@pytest.mark.parametrize("entry", ["change", "anew"])
async def test_the_new_passphrase_opens_and_the_old_one_does_not(app: WorkbookApp, folder: Path, entry: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_again(pilot, entry)
        await enter(pilot, FIVE)
        assert page(app).page == "done"
        assert page(app)._phrase == FIVE  # by chance the same again: the one that was made is let go of
        await choose(pilot, "back")
        assert isinstance(app.screen, UpkeepPage)
    app.workbook.close()
    assert (opens(folder, FIVE), opens(folder, PASSPHRASE)) == (True, False)


async def test_one_of_ones_own_has_the_same_floor(app: WorkbookApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_words(pilot, "change")
        await choose(pilot, "own")
        await enter(pilot, "ilovemydog2019")
        assert "too short" in told(app)
        await enter(pilot, OWN)
        await enter(pilot, OWN + "x")
        assert "not the same as before" in told(app)
        await enter(pilot, OWN)
        assert page(app).page == "done"
    app.workbook.close()
    assert opens(folder, OWN)


async def test_half_way_back_nothing_is_changed(app: WorkbookApp, folder: Path) -> None:
    before = objects(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_again(pilot, "change")
        for then in ("words", "about"):
            await pilot.press("escape")
            await pilot.pause()
            assert page(app).page == then
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, UpkeepPage)
        assert objects(folder) == before
    app.workbook.close()
    assert opens(folder, PASSPHRASE)


async def test_a_passphrase_that_is_taken(app: WorkbookApp, folder: Path) -> None:
    upkeep.beside(app.workbook, OWN)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_words(pilot, "change")
        await choose(pilot, "own")
        await enter(pilot, OWN)
        await enter(pilot, OWN)
        assert page(app).page == "again"
        assert "already opens a workbook" in told(app)
        await choose(pilot, "words")
        assert page(app).page == "words"
        assert "marble" not in seen(app)  # words of one's own are not listed
        await choose(pilot, "again")
        await enter(pilot, FIVE)
        assert page(app).page == "done"
    app.workbook.close()
    assert opens(folder, FIVE)


@pytest.mark.parametrize("entry", ["change", "anew", "beside"])
async def test_a_full_disk_changes_nothing(
    app: WorkbookApp, folder: Path, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ciworkbook.vault.folder import Folder

    async with app.run_test(size=(80, 24)) as pilot:
        await to_again(pilot, entry)
        before, write_file = objects(folder), Folder.write
        monkeypatch.setattr(Folder, "write", _raises(SaveFailed(errno.ENOSPC)))
        await enter(pilot, FIVE)
        assert "the disk is full" in told(app)
        assert objects(folder) == before
        monkeypatch.setattr(Folder, "write", write_file)
        await enter(pilot, FIVE)
        assert app.screen.page == "done"  # type: ignore[attr-defined]
    app.workbook.close()
    assert opens(folder, FIVE)


async def test_locking_anew_ends_the_recovery_sheet(app: WorkbookApp, monkeypatch: pytest.MonkeyPatch) -> None:
    book = app.workbook
    book.save_settings(replace(book.settings, recovery_sheet="2026-10"))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_again(pilot, "anew")
        relock = Vault.relock
        monkeypatch.setattr(Vault, "relock", _raises(SaveFailed(errno.ENOSPC)))
        await enter(pilot, FIVE)
        assert book.settings.recovery_sheet == "2026-10"
        monkeypatch.setattr(Vault, "relock", relock)
        await enter(pilot, FIVE)
        assert book.settings.recovery_sheet == ""
        await choose(pilot, "back")
        assert "made in October" not in seen(app)


# While it goes on


async def slow(app: WorkbookApp, monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Have locking anew wait in its thread until told; return (it has begun, let it go on)."""
    begun, go_on = threading.Event(), threading.Event()
    relock = Vault.relock

    def waiting(self: Vault, passphrase: str, progress: Any = None) -> None:
        progress(3, 40)
        begun.set()
        assert go_on.wait(20)
        relock(self, passphrase, progress)

    monkeypatch.setattr(Vault, "relock", waiting)
    return begun, go_on


async def test_it_says_how_far_it_is_and_waits_under_cover(
    app: WorkbookApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_again(pilot, "anew")
        begun, go_on = await slow(app, monkeypatch)
        await write(pilot, FIVE)
        await pilot.press("enter", "enter")  # in a hurry
        while not begun.is_set() or "3 of 40" not in flat(app):
            await pilot.pause(0.05)
        await pilot.press("escape")
        await pilot.pause()
        assert page(app).page == "again"  # it cannot be left while it goes on
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        go_on.set()
        await done(pilot)
        assert isinstance(app.screen, Cover)
        app.uncover()
        await done(pilot)
        assert page(app).page == "done"
    app.workbook.close()
    assert opens(folder, FIVE)


@pytest.mark.parametrize("way", ["leave", "lock"])
async def test_leaving_and_locking_wait_for_the_end_of_it(
    app: WorkbookApp, folder: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_again(pilot, "anew")
        begun, go_on = await slow(app, monkeypatch)
        await write(pilot, FIVE)
        await pilot.press("enter")
        while not begun.is_set():
            await pilot.pause(0.05)
        if way == "leave":
            await pilot.press("ctrl+q")
        else:
            app.lock()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        assert app.is_running
        go_on.set()
        for _turn in range(200):
            await pilot.pause(0.05)
            if not app.is_running or app._exit:
                break
    assert app.return_code == (0 if way == "leave" else 75 if app.return_code == 75 else app.return_code)
    app.workbook.close()
    assert opens(folder, FIVE)


# Another workbook


async def test_the_claim_is_the_only_one() -> None:
    assert claim() + "\n" + limit() == (
        "You can keep more than one workbook here, each with its own passphrase. Opening one does not show the others, "
        "and someone who looks at this folder once cannot tell from the files alone how many there are: every folder "
        "made by this program contains filler files.\n"
        "This is not proof against someone who compares two copies of the folder (for example a backup), who can "
        "examine the computer closely, or who does not believe you. If being found with this program would put you in "
        "danger, do not keep it on a shared device."
    )


async def test_another_workbook_opens_and_is_not_remembered(app: WorkbookApp, folder: Path) -> None:
    book = app.workbook
    entries, settings = book.vault.entries(), book.settings
    async with app.run_test(size=(80, 24)) as pilot:
        await to_again(pilot, "beside")
        await enter(pilot, FIVE)
        assert isinstance(app.screen, BesidePage)
        assert "does not remember that you made it" in flat(app)
        await choose(pilot, "back")
        listed = seen(app)
        assert (book.vault.entries(), book.settings) == (entries, settings)
        await choose(pilot, "beside")
        await pilot.press("escape")
        await pilot.pause()
        assert seen(app) == listed
    book.close()
    for phrase in (PASSPHRASE, FIVE):
        with Vault.open(folder, phrase) as vault:
            assert vault.findings == ()
            assert vault.entries() == (entries if phrase == PASSPHRASE else [])


async def test_the_passphrase_of_this_one_is_taken(app: WorkbookApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_words(pilot, "beside")
        await choose(pilot, "own")
        await enter(pilot, PASSPHRASE)
        await enter(pilot, PASSPHRASE)
        assert "already opens a workbook" in told(app)
        assert "words" in offered(app)


# Everything checked


async def test_a_check_that_cannot_be_done_says_so(app: WorkbookApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_list(pilot)
        monkeypatch.setattr(Vault, "verify", _raises(RuntimeError("hidden words")))
        await choose(pilot, "check")
        await done(pilot)
        assert isinstance(app.screen, CheckPage)
        assert "could not be done" in told(app)
        assert "hidden" not in seen(app)
        await choose(pilot, "back")
        assert isinstance(app.screen, UpkeepPage)
