"""Keys that a person chose: they work, the old ones do not, and every place that names a key says so."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ciworkbook import keys
from ciworkbook.keys import ACTIONS
from ciworkbook.screens.actions import ActionsList
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.base import Foot
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.help import Help
from ciworkbook.screens.home import Home
from ciworkbook.screens.key_catcher import KeyCatcher
from ciworkbook.screens.keys_page import KeyPage, KeysPage
from ciworkbook.screens.pause import Pause
from ciworkbook.screens.read import ReadThrough
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.sheets import Sheets
from ciworkbook.screens.skip import Skip
from ciworkbook.vault import SaveFailed

from .bench import MemoryVault
from .seen import SIZES, same_as_before
from .walking import choose, flat, here, offered, seen, told
from .whole_app import whole_app


@pytest.fixture(autouse=True)
def usual(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One Esc after another goes back; the keys of one test are not those of the next."""
    monkeypatch.setattr("ciworkbook.screens.hiding.TWICE", 0.0)
    yield
    keys.use()


async def to_keys(app: WorkbookApp, pilot: Any) -> None:
    await pilot.pause()
    app.push_screen(KeysPage())
    await pilot.pause()


async def give(pilot: Any, id: str, key: str) -> None:
    """Choose `key` for the action called `id`, on the page of keys."""
    await choose(pilot, id)
    assert isinstance(pilot.app.screen, KeyPage)
    await pilot.press(key)
    await pilot.pause()


async def on_a_sheet(app: WorkbookApp, pilot: Any, at: str) -> None:
    await pilot.pause()
    visit = app.workbook.begin("steps", "harmed")
    app.desk.lay_out(visit)
    app.push_screen(Sheet(app.workbook.worksheet_of(visit), at))
    await pilot.pause()


def here_again(app: WorkbookApp) -> Any:
    """The page that is on top now."""
    return app.screen


def kept(vault: MemoryVault) -> Any:
    return vault.kept("settings")[-1]["keys"]


@pytest.mark.parametrize("size", [*SIZES, (40, 15)], ids=str)
async def test_looks_as_it_did(size: tuple[int, int]) -> None:
    app = whole_app()[0]
    async with app.run_test(size=size) as pilot:
        await on_a_sheet(app, pilot, "talked")
        await pilot.press("ctrl+o")
        await pilot.pause()
        await same_as_before(lambda: seen(app), "actions", size)
        await pilot.press("escape")
        await to_keys(app, pilot)
        await give(pilot, "cover", "ctrl+b")
        await same_as_before(lambda: seen(app), "keys", size)
        await choose(pilot, "cover")
        await pilot.press("x")
        await pilot.pause()
        await same_as_before(lambda: seen(app), "keys-cover", size)


async def test_a_new_key_works_the_old_one_does_not_and_foot_help_and_sentences_say_so() -> None:
    app, vault = whole_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_keys(app, pilot)
        await give(pilot, "cover", "f6")
        await give(pilot, "skip", "ctrl+b")
        assert isinstance(app.screen, KeysPage)
        assert kept(vault) == {"cover": "f6", "skip": "ctrl+b"}
        assert "F6 cover" in flat(app)
        await on_a_sheet(app, pilot, "talked")
        assert "F6 cover" in flat(app) and "Ctrl+B skip…" in flat(app)
        await pilot.press("f8", "f2", "ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, Sheet)
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert isinstance(app.screen, Skip)
        await pilot.press("ctrl+b")  # closes it as well
        await pilot.pause()
        assert isinstance(app.screen, Sheet)
        await pilot.press("down", "enter", "ctrl+b", "enter")  # an answer, and then left
        await pilot.pause()
        await pilot.press("pageup")
        await pilot.pause()
        assert "Ctrl+B can bring back what you wrote." in flat(app)
        await pilot.press("f1")
        await pilot.pause()
        assert "F6, Esc Esc cover this page" in flat(app) and "Ctrl+B skip, not now" in flat(app)
        assert "F8" not in flat(app) and "F2" not in flat(app)
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(app.screen, Cover)


async def test_pages_that_are_open_say_it_too_and_practice_begins_with_the_usual_ones() -> None:
    app, _vault = whole_app()
    async with app.run_test() as pilot:
        await to_keys(app, pilot)
        await give(pilot, "help", "alt+h")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Home) and "Alt+H help" in flat(app)
    other, _vault = whole_app()
    async with other.run_test() as pilot:
        await pilot.pause()
        assert "F1 help" in flat(other)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(other.screen, Help)


async def test_a_sheet_says_which_key_covers() -> None:
    app, _vault = whole_app()
    app.workbook.settings = replace(app.workbook.settings, keys={"cover": "ctrl+b"})
    app.follow_settings()
    async with app.run_test():
        assert app.hides(_key("ctrl+b")) and not app.hides(_key("f8"))


def _key(name: str) -> Any:
    from textual import events

    return events.Key(name, None)


@pytest.mark.parametrize("key", ["x", "enter", "ctrl+z", "ctrl+s", "f2", "space", "f1", "ctrl+o"])
async def test_a_refused_key_changes_nothing_and_can_be_tried_again(key: str) -> None:
    app, vault = whole_app()
    async with app.run_test() as pilot:
        await to_keys(app, pilot)
        await choose(pilot, "lock")
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, KeyPage) and "Choose" in told(app)
        assert not vault.kept("settings")
        await pilot.press("f6")
        await pilot.pause()
        assert kept(vault) == {"lock": "f6"} and here(app) == "lock"


async def test_esc_keeps_the_key_and_cover_works_while_a_key_is_asked_for() -> None:
    app, vault = whole_app()
    async with app.run_test() as pilot:
        await to_keys(app, pilot)
        await choose(pilot, "cover")
        assert isinstance(app.focused, KeyCatcher)
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        app.uncover()
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, KeysPage) and here(app) == "cover"
        assert not vault.kept("settings")


async def test_the_usual_keys_come_back_one_or_all() -> None:
    app, vault = whole_app()
    async with app.run_test() as pilot:
        await to_keys(app, pilot)
        assert "usual" not in offered(app)
        await give(pilot, "help", "f6")
        await give(pilot, "pause", "f1")
        await choose(pilot, "help")
        await pilot.press("down")
        await choose(pilot, "usual")
        assert "F1 is there already: a few quiet minutes." in told(app)
        await pilot.press("escape")
        await pilot.pause()
        await choose(pilot, "pause")
        await pilot.press("down")
        await choose(pilot, "usual")
        assert kept(vault) == {"help": "f6"}
        await choose(pilot, "usual")
        assert kept(vault) == {} and "F1 help" in flat(app)


async def test_without_function_keys_others_are_named_and_both_work() -> None:
    app, vault = whole_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_keys(app, pilot)
        await choose(pilot, "function_keys")
        assert vault.kept("settings")[-1]["function_keys"] is False
        await on_a_sheet(app, pilot, "talked")
        assert "Esc Esc cover Ctrl+Q leave Ctrl+G help Ctrl+R skip…" in flat(app)
        for key, page in (("ctrl+g", Help), ("f1", Help), ("ctrl+t", Pause), ("ctrl+r", Skip), ("ctrl+f", ReadThrough)):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, page), key
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert app.screen.leaf.id == "heavy"  # type: ignore[attr-defined]
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert app.screen.leaf.id == "talked"  # type: ignore[attr-defined]


async def test_keys_that_cannot_be_saved_stay_as_they_were() -> None:
    app, vault = whole_app()
    async with app.run_test() as pilot:
        await to_keys(app, pilot)
        vault.refuse = SaveFailed(errno.ENOSPC)
        await give(pilot, "help", "f6")
        assert isinstance(app.screen, KeyPage) and "the disk is full" in told(app)
        assert keys.current.own == {} and "F1 help" in flat(app)


async def test_the_menu_does_everything_with_arrows_and_enter() -> None:
    app, _vault = whole_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await on_a_sheet(app, pilot, "talked")
        page = app.screen
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, ActionsList)
        assert [one for one in offered(app) if one in ACTIONS] == [
            *("skip", "next", "pause", "read", "previous"),
            *("cover", "leave", "help", "lock"),
        ]
        await pilot.press("ctrl+o")  # and away again
        await pilot.pause()
        assert app.screen is page
        for id, then in (("skip", Skip), ("pause", Pause), ("read", ReadThrough), ("help", Help)):
            await pilot.press("ctrl+o")
            await choose(pilot, id)
            await pilot.pause()
            assert isinstance(app.screen, then), id
            await pilot.press("escape")
            await pilot.pause()
            assert here_again(app) is page
        await pilot.press("ctrl+o")
        await choose(pilot, "next")
        assert page.leaf.id == "heavy"
        await pilot.press("ctrl+o")
        await choose(pilot, "previous")
        assert page.leaf.id == "talked"
        before = app.focused
        await pilot.press("ctrl+o")
        await choose(pilot, "focus_next")
        assert app.screen is page and app.focused is not before
        await pilot.press("ctrl+o")
        await choose(pilot, "back")
        assert isinstance(app.screen, Home)
        await pilot.press("ctrl+o")
        await choose(pilot, "cover")
        assert isinstance(app.screen, Cover)


async def test_leaving_is_in_the_menu_too() -> None:
    app, _vault = whole_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("ctrl+o")
        await choose(pilot, "leave")
        await pilot.pause()
    assert app.return_code == 0 and app.leaves


async def test_the_foot_can_be_clicked_and_keeps_the_way_to_everything() -> None:
    app, _vault = whole_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await on_a_sheet(app, pilot, "talked")
        foot = app.screen.query_one(Foot)
        line = str(foot.render()).split("\n")[-1]
        assert line.endswith("Ctrl+O menu")
        for word, page in (("skip…", Skip), ("menu", ActionsList)):
            await pilot.click(foot, offset=(line.index(word) + 1, 1))
            await pilot.pause()
            assert isinstance(app.screen, page), word
            await pilot.press("escape")
            await pilot.pause()


async def test_a_page_that_only_tells_offers_no_skipping() -> None:
    app, _vault = whole_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await on_a_sheet(app, pilot, "hello")
        for key in ("f1", "ctrl+o"):
            await pilot.press(key)
            await pilot.pause()
            assert "next question" in flat(app) and "rather not say" not in flat(app)
            await pilot.press("escape")
            await pilot.pause()


@pytest.mark.parametrize("page", [Sheet, Sheets])
async def test_help_names_every_key_of_the_page(page: type) -> None:
    app, _vault = whole_app()
    async with app.run_test(size=(80, 24)) as pilot:
        if page is Sheet:
            await on_a_sheet(app, pilot, "talked")
        else:
            await pilot.pause()
            app.push_screen(Sheets())
            await pilot.pause()
        names = [keys.all_shown(id) for id, _label in app.screen.query_one(Foot).keys if id in ACTIONS]
        assert names
        await pilot.press("f1")
        await pilot.pause()
        assert app.screen.query_one("#body").max_scroll_y == 0
        assert [one for one in names if one not in flat(app)] == []


@pytest.mark.parametrize("size", [(60, 20), (40, 15)], ids=str)
async def test_help_can_be_read_to_its_end_on_a_small_screen(size: tuple[int, int]) -> None:
    app, _vault = whole_app()
    async with app.run_test(size=size) as pilot:
        await on_a_sheet(app, pilot, "talked")
        await pilot.press("f1")
        await pilot.pause()
        assert flat(app).index("On this page") < flat(app).index("F2, Ctrl+R")
        said = ""
        for _page in range(8):
            said += flat(app)
            await pilot.press("pagedown")
            await pilot.pause()
        assert "after 2 minutes." in flat(app)
        for id, action in ACTIONS.items():
            if action.where in ("everywhere", "sheet") and id != "help":
                assert keys.all_shown(id) in said, id
