from __future__ import annotations

import errno
from typing import Any

import pytest

from ciworkbook.screens.people import PeoplePage
from ciworkbook.screens.sure import Sure
from ciworkbook.screens.unsaved import Unsaved
from ciworkbook.vault import SaveFailed

from .bench import Bench, MemoryVault, workbook
from .seen import SIZES, same_as_before
from .whole_app import whole_app

TYPED = "something nobody else may read"


def failing() -> tuple[Any, MemoryVault]:
    """The real app with a visit on the desk that the vault refuses."""
    app, vault = whole_app()
    vault.refuse = SaveFailed(errno.ENOSPC)
    return app, vault


async def leave(app: Any, pilot: Any) -> None:
    """Type something, then press Ctrl+Q."""
    await pilot.pause()
    app.push_screen(PeoplePage())
    app.desk.lay_out(app.workbook.begin("plain", "harmed"))
    app.desk.answer("wish", TYPED)
    await pilot.pause()
    await pilot.press("ctrl+q")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(size: tuple[int, int]) -> None:
    app = Bench(workbook()[0], Unsaved(SaveFailed(errno.ENOSPC)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await same_as_before(app.seen, "unsaved", size)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "can be read but not written"),
        (errno.EIO, "reported a fault"),
        (errno.ENOENT, "not there any more"),
    ],
)
async def test_says_what_happened_and_what_to_do(code: int, says: str) -> None:
    app = Bench(workbook()[0], Unsaved(SaveFailed(code)))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert says in app.all_text()
        assert SaveFailed(code).hint.split(". ")[1].split(",")[0] in app.all_text().replace("\n", " ")
        assert "What you typed is still here" in app.all_text()


async def test_leaving_stops_here_and_keeps_what_was_typed() -> None:
    app, vault = failing()
    async with app.run_test() as pilot:
        await leave(app, pilot)
        assert isinstance(app.screen, Unsaved)
        assert TYPED not in Bench.seen(app)
        assert app.desk.visit is not None and app.desk.visit.answers["wish"].value == TYPED
        await pilot.press("ctrl+q")  # once more changes nothing and opens no second page
        await pilot.pause()
        assert sum(isinstance(one, Unsaved) for one in app.screen_stack) == 1
        assert not vault.kept("visit")


async def test_back_goes_to_the_page_with_nothing_lost() -> None:
    app, vault = failing()
    async with app.run_test() as pilot:
        await leave(app, pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PeoplePage)
        vault.refuse = None
        assert app.desk.save()
        assert vault.kept("visit")[0]["answers"]["wish"]["value"] == TYPED


async def test_trying_again_in_vain_says_why_now() -> None:
    app, vault = failing()
    async with app.run_test() as pilot:
        await leave(app, pilot)
        vault.refuse = SaveFailed(errno.EROFS)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Unsaved)
        assert "can be read but not written" in Bench.all_text(app)
        assert "the disk is full" not in Bench.all_text(app)


async def test_trying_again_saves_and_then_leaves() -> None:
    app, vault = failing()
    async with app.run_test() as pilot:
        await leave(app, pilot)
        vault.refuse = None
        await pilot.press("enter")
        await pilot.pause()
        assert vault.kept("visit")[0]["answers"]["wish"]["value"] == TYPED
        assert "Everything is saved now." in Bench.all_text(app)
        assert "Not saved yet" not in Bench.seen(app)
        assert "still here" not in Bench.seen(app)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_code == 0


async def test_leaving_without_asks_once_more_and_offers_to_stay_first() -> None:
    app, vault = failing()
    async with app.run_test() as pilot:
        await leave(app, pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Sure)
        await pilot.press("enter")  # the way that changes nothing comes first
        await pilot.pause()
        assert isinstance(app.screen, Unsaved)
        assert app.desk.visit is not None
        await pilot.press("enter")
        await pilot.pause()
        assert app.desk.visit is not None  # still refused: still there
        assert not vault.kept("visit")


@pytest.mark.parametrize("by", ["keys", "mouse"])
async def test_leaving_without_is_done_when_said_twice(by: str) -> None:
    app, vault = failing()
    async with app.run_test() as pilot:
        await leave(app, pilot)
        if by == "keys":
            await pilot.press("down", "down", "enter")
            await pilot.pause()
            await pilot.press("down", "enter")
        else:
            await pilot.click(app.screen.query("MenuEntry")[2])
            await pilot.pause()
            await pilot.click(app.screen.query("MenuEntry")[1])
        await pilot.pause()
        assert app.desk.visit is None
    assert not vault.kept("visit")
    assert app.return_code == 0
