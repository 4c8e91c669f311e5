"""A backup made on the screens, and brought back on the first evening; the door of a workbook that has none yet."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from ciworkbook import backups, upkeep
from ciworkbook.guard.outcomes import Problem
from ciworkbook.guard.outlet import Outlet
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.backup_page import BackupPage
from ciworkbook.screens.bring_back import BringBack
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.door_page import DoorPage
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.screens.home import Home
from ciworkbook.upkeep_words import path_typed
from ciworkbook.vault import SaveFailed, Vault
from ciworkbook.vault.folder import Folder
from ciworkbook.widgets.fields import TextLine
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..making import PASSPHRASE, Clock, new_app, new_workbook, open_again
from .kept_app import OWN, cheap, folder, objects, opens
from .seen import SIZES, same_as_before
from .walking import choose, done, enter, flat, offered, seen, told

__all__ = ["cheap", "folder"]


class WritingOutlet:
    """Makes the file itself, as the launcher does; refuses with `problem`."""

    def __init__(self) -> None:
        self.problem: Problem | None = None

    def folder(self, _path: Path) -> None:
        """The session after a lock is of no interest here."""

    def write(self, path: str | os.PathLike[str], data: bytes) -> Problem | None:
        if self.problem is None:
            Path(path).write_bytes(data)
        return self.problem


@pytest.fixture
def outlet() -> WritingOutlet:
    return WritingOutlet()


@pytest.fixture
def app(folder: Path, outlet: WritingOutlet) -> Iterator[WorkbookApp]:
    made = new_app(folder, Clock("2026-11-24T20:00:00+01:00"))
    made.outlet = cast(Outlet, outlet)
    yield made
    made.workbook.close()


async def to_place(pilot: Pilot[Any], path: Path) -> BackupPage:
    await pilot.pause()
    page = BackupPage()
    pilot.app.push_screen(page)
    await choose(pilot, "place")
    await type_path(pilot, path)
    return page


async def type_path(pilot: Pilot[Any], path: Path | str) -> None:
    field = pilot.app.screen.query_one("#path", TextLine)
    field.focus()
    field.value = str(path)
    await pilot.pause()
    await pilot.pause()


# Backing up


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(app: WorkbookApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciworkbook.upkeep_words.usual_path", lambda: Path("/home/me/notes-copy"))
    made = backups.BackedUp(Path("/media/stick/notes-copy"), 41, 40, (), noted=True)
    monkeypatch.setattr(backups, "make", lambda *_given: made)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.push_screen(BackupPage())
        await pilot.pause()
        await same_as_before(lambda: seen(app), "backup", size)
        await choose(pilot, "place")
        await type_path(pilot, "/home/me/Dropbox/notes-copy")
        await same_as_before(lambda: seen(app), "backup-place", size)
        await choose(pilot, "make")
        await done(pilot)
        await same_as_before(lambda: seen(app), "backup-made", size)


async def test_it_is_made_read_back_and_opens(app: WorkbookApp, tmp_path: Path) -> None:
    app.workbook.save(app.workbook.begin("ally-barrier-map", "harmed"))
    path = tmp_path / "copy"
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_place(pilot, path)
        await choose(pilot, "make")
        await done(pilot)
        assert page.page == "done"
        assert "things you saved are whole in it" in flat(app)
        assert app.workbook.settings.backed_up.startswith("2026-11-24")
        await choose(pilot, "close")
        assert not isinstance(app.screen, BackupPage)
    assert path.read_bytes()


@pytest.mark.parametrize(
    ("problem", "why"),
    [("exists", "something at that place already"), ("full", "no room left"), ("denied", "not allow")],
)
async def test_what_stands_in_the_way_is_said(
    app: WorkbookApp, outlet: WritingOutlet, tmp_path: Path, problem: Problem, why: str
) -> None:
    outlet.problem = problem
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_place(pilot, tmp_path / "copy")
        await choose(pilot, "make")
        await done(pilot)
        assert page.page == "place"
        assert why in told(app)
        assert app.workbook.settings.backed_up == ""
        outlet.problem = None
        await type_path(pilot, tmp_path / "another")
        assert not told(app)
        await choose(pilot, "make")
        await done(pilot)
        assert page.page == "done"


async def test_the_folder_of_the_workbook_and_no_name_are_refused(app: WorkbookApp, folder: Path) -> None:
    before = objects(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_place(pilot, folder / "copy")
        await choose(pilot, "make")
        await done(pilot)
        assert "folder of the workbook itself" in told(app)
        await type_path(pilot, "")
        await choose(pilot, "make")
        assert "Type a folder and the name of a file" in told(app)
        assert objects(folder) == before


async def test_a_folder_that_is_copied_elsewhere_is_named(app: WorkbookApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_place(pilot, tmp_path / "Dropbox" / "copy")
        assert "Dropbox copies this folder" in flat(app)
        await type_path(pilot, tmp_path / "copy")
        assert "Dropbox" not in flat(app)


async def test_what_was_changed_after_writing_is_no_backup(
    app: WorkbookApp, outlet: WritingOutlet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlet, "write", lambda path, data: Path(path).write_bytes(data[:-1] + b"x") and None)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await to_place(pilot, tmp_path / "copy")
        await choose(pilot, "make")
        await done(pilot)
        assert page.page == "place"
        assert "does not read back as it was" in told(app)
        assert app.workbook.settings.backed_up == ""


async def test_the_reminder_is_one_quiet_line_and_can_be_turned_off(
    app: WorkbookApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = app.workbook
    for _number in range(5):
        book.save(replace(book.begin("ally-barrier-map", "harmed"), started="2026-11-01T20:00:00+01:00"))
    assert backups.backup_due(book.settings, book.times(), book.now())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert backups.reminder() in flat(app)
        app.push_screen(BackupPage())
        await choose(pilot, "remind")
        assert not book.settings.remind_backup
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, Home)
        assert backups.reminder() not in flat(app)

        def failing(*_given: Any, **_named: Any) -> int:
            raise SaveFailed(errno.ENOSPC)

        monkeypatch.setattr(Vault, "put", failing)
        app.push_screen(BackupPage())
        await choose(pilot, "remind")
        assert "the disk is full" in told(app)
        assert not book.settings.remind_backup


@pytest.mark.parametrize("typed", ["", "  ", "/", "~", "/somewhere/", ".."])
def test_no_name_is_no_file(typed: str) -> None:
    assert path_typed(typed) is None


def test_a_name_alone_is_a_file(home: Path) -> None:
    assert path_typed("~/copy") == home / "copy"
    assert path_typed(" /media/stick/copy ") == Path("/media/stick/copy")


# Bringing it back


@pytest.fixture
def backup_file(tmp_path: Path) -> Path:
    """A backup of a workbook with a visit; the workbook itself is elsewhere."""
    book = new_workbook(tmp_path / "elsewhere", Clock())
    book.save(book.begin("ally-barrier-map", "harmed"))
    path = tmp_path / "copy"
    backups.make(book, WritingOutlet().write, path)
    book.close()
    return path


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[WorkbookApp]:
    """The app with no workbook yet."""
    made = WorkbookApp(Catalogue.load(), tmp_path / "new", Outlet(None, None))
    yield made
    if made._workbook is not None:
        made.workbook.close()


async def to_file(pilot: Pilot[Any]) -> BringBack:
    await pilot.pause()
    await choose(pilot, "backup")
    page = pilot.app.screen
    assert isinstance(page, BringBack)
    await pilot.pause()
    return page


async def to_new_place(pilot: Pilot[Any], file: Path) -> BringBack:
    page = await to_file(pilot)
    await enter(pilot, str(file))
    await enter(pilot, PASSPHRASE)
    assert page.page == "place"
    return page


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_bringing_back_looks_as_it_did(
    evening: WorkbookApp, backup_file: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ciworkbook.guard import places

    async with evening.run_test(size=size) as pilot:
        page = await to_file(pilot)
        await same_as_before(lambda: seen(evening), "bring-back-file", size)
        await enter(pilot, str(backup_file))
        await same_as_before(lambda: seen(evening), "bring-back-phrase", size)
        look_at = places.look_at
        monkeypatch.setattr(places, "look_at", lambda _path: places.Place(Path("/home/me/notes-data"), "missing"))
        page._folder = "/home/me/notes-data"
        evening.folder = Path("/home/me/notes-data")
        await enter(pilot, PASSPHRASE)
        await same_as_before(lambda: seen(evening), "bring-back-place", size)
        monkeypatch.setattr(places, "look_at", look_at)


async def test_it_comes_back_and_opens(evening: WorkbookApp, backup_file: Path, tmp_path: Path) -> None:
    async with evening.run_test(size=(80, 24)) as pilot:
        page = await to_new_place(pilot, backup_file)
        assert not (tmp_path / "new").exists()
        await choose(pilot, "restore")
        await done(pilot)
        assert page.page == "done"
        assert "entries were put into the folder" in flat(evening)
        await pilot.press("escape")
        await pilot.pause()
        assert evening.screen is page  # it is there now; going back would ask for it once more
        await choose(pilot, "open")
        await done(pilot)
        assert isinstance(evening.screen, Home)
        assert [one.worksheet for one in evening.workbook.visits()] == ["ally-barrier-map"]
        assert evening.folder == tmp_path / "new"
        assert page._data == b"" and page._key is None
    evening.workbook.close()
    assert opens(tmp_path / "new", PASSPHRASE)


async def test_what_is_no_backup_and_a_passphrase_that_does_not_open_it(
    evening: WorkbookApp, backup_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "text").write_text("not a backup")
    async with evening.run_test(size=(80, 24)) as pilot:
        page = await to_file(pilot)
        await enter(pilot, "")
        assert "The line is empty" in told(evening)
        await enter(pilot, str(tmp_path / "nothing"))
        assert "no such file" in told(evening)
        page.query_one("#path", TextLine).value = str(tmp_path / "text")
        await enter(pilot, "")
        await enter(pilot, PASSPHRASE)
        assert "not a backup" in told(evening)
        await pilot.press("escape")
        await pilot.pause()
        page.query_one("#path", TextLine).value = str(backup_file)
        await enter(pilot, "")
        await enter(pilot, "")
        assert "The line is empty" in told(evening)
        await enter(pilot, OWN)
        assert "does not open this backup" in told(evening)
        assert page.page == "phrase"
        for then in ("file", None):
            await pilot.press("escape")
            await pilot.pause()
            assert evening.screen is page if then else isinstance(evening.screen, FirstEvening)
    assert not (tmp_path / "new").exists()


async def test_a_full_disk_leaves_nothing_behind(
    evening: WorkbookApp, backup_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with evening.run_test(size=(60, 20)) as pilot:
        page = await to_new_place(pilot, backup_file)
        write = Folder.write
        written: list[str] = []

        def failing(self: Folder, name: str, data: bytes) -> None:
            if len(written) > 3:
                raise SaveFailed(errno.ENOSPC)
            written.append(name)
            write(self, name, data)

        monkeypatch.setattr(Folder, "write", failing)
        await choose(pilot, "restore")
        await done(pilot)
        assert page.page == "place"
        assert "the disk is full" in told(evening)
        assert not Vault.exists(tmp_path / "new")
        monkeypatch.setattr(Folder, "write", write)
        await choose(pilot, "restore")
        await done(pilot)
        assert page.page == "done"


async def test_under_cover_it_waits(evening: WorkbookApp, backup_file: Path, tmp_path: Path) -> None:
    async with evening.run_test(size=(80, 24)) as pilot:
        page = await to_new_place(pilot, backup_file)
        evening.cover()
        await pilot.pause()
        page._restore()
        await done(pilot)
        assert isinstance(evening.screen, Cover)
        evening.uncover()
        await done(pilot)
        assert page.page == "done"


# The door of a workbook that has none


@pytest.fixture
def without_door(folder: Path) -> Iterator[WorkbookApp]:
    """The app over a workbook that was made beside another."""
    book = new_workbook(folder, Clock(), door="caused_harm")
    upkeep.beside(book, OWN)
    book.close()
    other = Workbook(Vault.open(folder, OWN), Catalogue.load(), Clock())
    made = WorkbookApp(other.catalogue, folder, Outlet(None, None), other)
    yield made
    made.workbook.close()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_is_asked_for_once(without_door: WorkbookApp, folder: Path, size: tuple[int, int]) -> None:
    app = without_door
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, DoorPage)
        await same_as_before(lambda: seen(app), "door-page", size)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, DoorPage)
        await choose(pilot, "helping")
        await done(pilot)
        assert isinstance(app.screen, Home)
        assert len(app.screen_stack) == 2
    app.workbook.close()
    book = open_again(folder)
    assert book.settings.door == "caused_harm"  # the other one stays as it is
    book.close()
    with Vault.open(folder, OWN) as vault:
        assert Workbook(vault, Catalogue.load()).settings.door == "helping"


async def test_where_it_cannot_be_saved_one_goes_on_all_the_same(
    without_door: WorkbookApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: Any, **_named: Any) -> int:
        raise SaveFailed(errno.EROFS)

    app = without_door
    monkeypatch.setattr(Vault, "put", failing)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await choose(pilot, "harmed")
        assert isinstance(app.screen, DoorPage)
        assert "can be read but not written" in flat(app)
        await choose(pilot, "harmed")
        await done(pilot)
        assert isinstance(app.screen, Home)
        assert app.workbook.settings.door == "harmed"
        assert offered(app)
