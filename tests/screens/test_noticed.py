"""What was noticed: named on home and on its page, read, gone on with, left as it is; nothing of it deleted."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from ciworkbook import index, noticing
from ciworkbook.answers.answer import Answer
from ciworkbook.guard.outlet import Outlet
from ciworkbook.noticing import short_words
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.check_page import CheckPage
from ciworkbook.screens.home import Home
from ciworkbook.screens.noticed_page import NoticedPage, VersionPage
from ciworkbook.screens.upkeep_page import UpkeepPage
from ciworkbook.vault import Finding, Glance, SaveFailed, Vault, derive_for, untouched
from ciworkbook.vault.keys import name_of
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import LongText

from ..making import Clock, new_workbook, open_again
from ..vault.test_untouched import blind
from .bench import Bench
from .kept_app import FIVE, PASSPHRASE, cheap, folder, objects
from .seen import SIZES, same_as_before
from .walking import choose, done, enter, flat, offered, seen, told

__all__ = ["cheap", "folder"]

THEN, NOW = "written on the first day", "written on the second day"


def written(folder: Path) -> tuple[int, int]:
    """Make a workbook with a visit saved twice and another saved once; return their entries."""
    book = new_workbook(folder, Clock("2026-11-20T20:00:00+01:00"))
    sheet = book.catalogue.worksheet("danger-signs-now", "harmed")
    wish = next(one.id for one in sheet.questions() if isinstance(one, LongText))
    visit = book.save(book.begin("danger-signs-now", "harmed").answer(wish, Answer(value=THEN), book.stamp()))
    book.checkpoint()
    visit = book.save(visit.answer(wish, Answer(value=NOW), book.stamp()))
    other = book.save(book.begin("ally-barrier-map", "harmed"))
    book.close()
    assert visit.entry and other.entry
    return visit.entry, other.entry


def file_of(folder: Path, entry: int, *, newest: bool = True) -> Path:
    """Return the file of an entry."""
    book = open_again(folder)
    place = next(one for one in book.vault.entries() if one.id == entry)
    name = name_of(book.vault._root.names, entry, place.generation if newest else place.generation + 1)
    book.close()
    return folder / name


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(bytes(data))


def spoiled_in(folder: Path, app: WorkbookApp) -> bytes:
    """Return the damaged file of the one thing that is damaged."""
    [one] = noticing.things(app.workbook)
    place = next(each for each in app.workbook.vault.entries() if each.id == one.entry)
    return (folder / name_of(app.workbook.vault._root.names, one.entry, place.generation)).read_bytes()


def app_over(folder: Path) -> WorkbookApp:
    book = open_again(folder, Clock())
    return WorkbookApp(book.catalogue, folder, Outlet(None, None), book)


@pytest.fixture
def entries(folder: Path) -> tuple[int, int]:
    return written(folder)


@pytest.fixture
def app(folder: Path, entries: tuple[int, int]) -> Iterator[WorkbookApp]:
    """The app over a workbook of which the newest version of the first visit is damaged."""
    spoil(file_of(folder, entries[0]))
    made = app_over(folder)
    yield made
    made.workbook.close()


def whole(app: WorkbookApp) -> str:
    """Return the whole of the page, also what is scrolled out of view."""
    return Bench.all_text(cast("Bench", app))


async def to_noticed(pilot: Pilot[Any]) -> NoticedPage:
    await pilot.pause()
    await choose(pilot, "noticed")
    assert isinstance(pilot.app.screen, NoticedPage)
    return pilot.app.screen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(app: WorkbookApp, folder: Path, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await same_as_before(lambda: seen(app), "noticed-home", size)
        await to_noticed(pilot)
        await same_as_before(lambda: seen(app), "noticed", size)
        await pilot.press("enter")
        await pilot.pause()
        await same_as_before(lambda: seen(app), "noticed-version", size)
        await pilot.press("escape")
        await pilot.pause()
        await choose(pilot, offered(app)[1])
        await same_as_before(lambda: seen(app), "noticed-sure", size)


async def test_it_is_read_and_gone_on_with(app: WorkbookApp, folder: Path, entries: tuple[int, int]) -> None:
    entry = entries[0]
    before, damaged = objects(folder), spoiled_in(folder, app)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_noticed(pilot)
        assert "“Is there danger right now?” of 20 November 2026" in flat(app)
        assert "The version before it is whole." in flat(app)
        await choose(pilot, f"look:{entry}:0")
        assert isinstance(app.screen, VersionPage)
        assert THEN in whole(app) and NOW not in whole(app)
        await pilot.press("escape")
        await pilot.pause()
        await choose(pilot, f"on:{entry}:0")
        await choose(pilot, "keep")
        assert pilot.app.screen is page and objects(folder) == before
        await choose(pilot, f"on:{entry}:0")
        await choose(pilot, "do")
        await done(pilot)
        assert "Saved: “Is there danger right now?”" in flat(app)
        assert [one.entry for one in app.workbook.visits("danger-signs-now")] == [entry]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Home)
        assert "noticed" not in offered(app)
        assert "damaged" not in seen(app)
    app.workbook.close()
    assert damaged in objects(folder).values()  # it is still there, under a second name
    book = open_again(folder)
    assert book.findings == []
    [visit] = book.visits("danger-signs-now")
    assert [one.value for one in visit.answers.values()] == [THEN]
    book.close()


async def test_leaving_it_changes_nothing_and_it_comes_again(
    app: WorkbookApp, folder: Path, entries: tuple[int, int]
) -> None:
    before = objects(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_noticed(pilot)
        await choose(pilot, f"leave:{entries[0]}:0")
        assert "Nothing more was noticed." in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "noticed" not in offered(app)
        assert objects(folder) == before
    app.workbook.close()
    book = open_again(folder)
    assert short_words(book) == ["1 thing you saved is damaged."]
    book.close()


async def test_a_full_disk_leaves_everything_as_it_was(
    app: WorkbookApp, folder: Path, entries: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_noticed(pilot)

        def failing(*_given: Any, **_named: Any) -> int:
            raise SaveFailed(errno.ENOSPC)

        monkeypatch.setattr(Vault, "put", failing)
        await choose(pilot, f"on:{entries[0]}:0")
        await choose(pilot, "do")
        await done(pilot)
        assert app.screen is page
        assert "the disk is full" in flat(app)
        assert f"on:{entries[0]}:0" in offered(app)


async def test_a_check_finds_what_was_damaged_since_and_offers_what_is_here(folder: Path) -> None:
    entry, _other = written(folder)
    path = file_of(folder, entry)
    app = app_over(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "noticed" not in offered(app)
        spoil(path)
        app.push_screen(UpkeepPage())
        await choose(pilot, "check")
        await done(pilot)
        assert isinstance(app.screen, CheckPage)
        assert "1 thing you saved is damaged." in flat(app)
        await choose(pilot, "noticed")
        assert "it is still here" in flat(app)
        assert [one for one in offered(app) if one.startswith("look")] == []  # nothing older is offered
        await choose(pilot, f"on:{entry}:0")
        await choose(pilot, "do")
        await done(pilot)
        await pilot.press("escape")
        await done(pilot)
        assert isinstance(app.screen, CheckPage)
        assert "damaged" not in seen(app)
    app.workbook.close()
    book = open_again(folder)
    [visit] = book.visits("danger-signs-now")
    assert [one.value for one in visit.answers.values()] == [NOW]
    assert book.verify() == []
    book.close()


async def test_what_is_not_whole_is_looked_at_before_all_is_locked_anew(folder: Path) -> None:
    entry, _other = written(folder)
    path = file_of(folder, entry)
    app = app_over(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        spoil(path)
        app.push_screen(UpkeepPage())
        await choose(pilot, "anew")
        await enter(pilot, PASSPHRASE)
        await choose(pilot, "words")
        await choose(pilot, "again")
        await enter(pilot, FIVE)
        assert "Not everything in this workbook is whole" in told(app)
        await choose(pilot, "check")
        await done(pilot)
        await choose(pilot, "noticed")
        await choose(pilot, f"on:{entry}:0")
        await choose(pilot, "do")
        await done(pilot)
        await pilot.press("escape")
        await done(pilot)
        await choose(pilot, "back")
        app.screen.query_one("#typed").focus()
        await pilot.pause()
        await enter(pilot, FIVE)
        assert "Everything is locked anew." in flat(app)
    app.workbook.close()
    with Vault.open(folder, FIVE) as vault:
        assert vault.verify() == []


async def test_a_copy_with_a_newer_version_is_offered(folder: Path) -> None:
    entry, _other = written(folder)
    newest = file_of(folder, entry)
    elsewhere = newest.read_bytes()
    newest.rename(newest.with_name(f"{newest.name} (1)"))
    app = app_over(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_noticed(pilot)
        assert "The file it was saved in is missing." in flat(app)
        assert [one for one in offered(app) if one.startswith("on")] == [f"on:{entry}:0", f"on:{entry}:1"]
        await choose(pilot, f"look:{entry}:1")
        assert NOW in whole(app)
        await pilot.press("escape")
        await pilot.pause()
        await choose(pilot, f"on:{entry}:1")
        await choose(pilot, "do")
        await done(pilot)
    app.workbook.close()
    book = open_again(folder)
    [visit] = book.visits("danger-signs-now")
    assert [one.value for one in visit.answers.values()] == [NOW]
    assert newest.with_name(f"{newest.name} (1)").read_bytes() == elsewhere
    book.close()


# The rules, without a screen


def test_what_was_taken_in_after_a_crash_needs_no_words(folder: Path) -> None:
    book = new_workbook(folder)
    book.save(book.begin("ally-barrier-map", "harmed"))
    book.vault._folder.unlock()  # as after a crash: no list was written
    again = open_again(folder)
    assert {one.kind for one in again.findings} == {"adopted"}
    assert short_words(again) == []
    again.close()


@pytest.mark.parametrize("kind", ["settings", "people"])
def test_settings_and_people_are_named(folder: Path, kind: str) -> None:
    book = new_workbook(folder)
    people, _person = book.people.add("Blue")
    book.save_people(people)
    people, _person = people.add("Green")
    book.save_people(people)
    book.save_settings(replace(book.settings, theme="light"))
    entry = next(one.id for one in book.vault.entries() if one.kind == kind)
    book.close()
    spoil(file_of(folder, entry))
    book = open_again(folder)
    [one] = noticing.things(book)
    assert one.name in ("What you chose in Settings", "Your list of people")
    noticing.go_on(book, one, one.versions[0])
    assert noticing.things(book) == []
    book.close()
    book = open_again(folder)
    assert book.findings == []
    assert book.settings.door == "harmed"
    book.close()


def test_where_nothing_is_whole_nothing_is_offered(folder: Path) -> None:
    entry, other = written(folder)
    for newest in (True, False):
        spoil(file_of(folder, entry, newest=newest))
    file_of(folder, other).unlink()
    book = open_again(folder)
    found = noticing.things(book)
    assert {(one.entry, one.kind, one.versions) for one in found} == {(entry, "damaged", ()), (other, "missing", ())}
    assert sorted(short_words(book)) == ["1 thing you saved is damaged.", "1 thing you saved is missing."]
    book.close()


def test_what_is_not_fully_copied_can_be_read_and_not_gone_on_with(folder: Path) -> None:
    entry, _other = written(folder)
    path = file_of(folder, entry)
    path.rename(folder / f".{path.name}.icloud")
    book = open_again(folder)
    [one] = noticing.things(book)
    assert (one.kind, one.can_go_on, len(one.versions)) == ("partial", False, 1)
    assert noticing.visit_in(book, entry, one.versions[0]) is not None
    book.close()


def test_every_kind_has_its_own_words() -> None:
    kinds = ("damaged", "missing", "older", "replaced", "unreadable", "newer", "partial", "offered")
    assert len({noticing.what(kind) for kind in kinds}) == len(kinds)


def test_sentences_about_the_folder_stand_as_they_are(folder: Path) -> None:
    book: Workbook = new_workbook(folder)
    found = [
        Finding("foreign", None, "Two files."),
        Finding("adopted", 1, "Here."),
        Finding("foreign", None, "Two files."),
    ]
    assert noticing.others(book, found) == ["Two files."]
    book.close()


async def test_what_is_noticed_behind_home_is_said_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that rotted without a sound, in a workbook of many visits: home stands first, and says so soon."""
    monkeypatch.setattr(untouched, "FEW", 0)
    monkeypatch.setattr(index, "SIZE", 2)
    first, _other = written(folder)
    spoil(file_of(folder, first))
    with monkeypatch.context() as disk:
        blind(disk, folder, PASSPHRASE)
        key = derive_for(folder, PASSPHRASE)
        book = Workbook.unlock(folder, key, Catalogue.load(), Clock(), glance=Glance(folder))
    assert first in book.vault.uncompared() and book.findings == []
    app = WorkbookApp(book.catalogue, folder, Outlet(None, None), book)
    settled: list[int] = []
    app.settled = lambda: settled.append(len(book.vault.uncompared()))
    async with app.run_test() as pilot:
        for _turn in range(1000):
            await pilot.pause(0.02)
            if "noticed" in offered(app) and not book.vault.uncompared():
                break
        assert {one.entry for one in book.findings} == {first}
        assert settled[-1] == 0, "all of it was compared"
        await to_noticed(pilot)
        assert "danger" in flat(app).casefold()
    book.close()
