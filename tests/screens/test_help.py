from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ciworkbook.screens.help import Help
from ciworkbook.screens.people import PeoplePage
from ciworkbook.screens.settings import SettingsPage
from ciworkbook.screens.sheet import Sheet

from .bench import Bench, workbook
from .seen import SIZES, same_as_before
from .whole_app import evening_app, whole_app


def flat(app: Any) -> str:
    """What help says, with the lines of a paragraph joined."""
    return " ".join(Bench.all_text(app).split())


async def on_a_sheet(app: Any, pilot: Any) -> None:
    await pilot.pause()
    visit = app.workbook.begin("steps", "harmed")
    app.desk.lay_out(visit)
    app.push_screen(Sheet(app.workbook.worksheet_of(visit), "talked"))
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("place", ["home", "sheet"])
async def test_looks_as_it_did(place: str, size: tuple[int, int]) -> None:
    app: Any = whole_app()[0]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if place == "sheet":
            await on_a_sheet(app, pilot)
        await pilot.press("f1")
        await pilot.pause()
        await same_as_before(lambda: Bench.seen(app), f"help-{place}", size)


async def test_is_one_screen_at_the_design_size() -> None:
    app: Any = whole_app()[0]
    async with app.run_test(size=(80, 24)) as pilot:
        await on_a_sheet(app, pilot)  # the page with most keys of its own
        await pilot.press("f1")
        await pilot.pause()
        body = app.screen.query_one("#body")
        assert body.max_scroll_y == 0
        assert "locks itself after 2 minutes." in " ".join(Bench.seen(app).split())


@pytest.mark.parametrize("keys", [["down"] * 12, ["pagedown"] * 3, ["end"]], ids=["Down", "PgDn", "End"])
async def test_all_of_it_can_be_read_on_a_small_screen(keys: list[str]) -> None:
    app: Any = whole_app()[0]
    async with app.run_test(size=(60, 20)) as pilot:
        await on_a_sheet(app, pilot)
        await pilot.press("f1")
        await pilot.pause()
        assert "after 2 minutes." not in Bench.seen(app)
        await pilot.press(*keys)
        await pilot.pause()
        assert "after 2 minutes." in Bench.seen(app)


async def test_lists_the_keys_of_the_page_it_was_asked_on() -> None:
    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await on_a_sheet(app, pilot)
        await pilot.press("f1")
        await pilot.pause()
        said = flat(app)
        assert "On this page" in said and "does not fit, rather not say" in said and "jump to one" in said
        await pilot.pause(0.5)
        await pilot.press("escape")
        await pilot.pause()
        app.push_screen(PeoplePage())
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        assert "On this page" not in flat(app)
        assert "jump to one" not in flat(app)


async def test_says_each_key_once() -> None:
    for page in (SettingsPage(), PeoplePage()):
        app = Bench(workbook()[0], page)
        async with app.run_test() as pilot:
            await pilot.pause()
            app.push_screen(Help())
            await pilot.pause()
            first = [line.split()[0] for line in app.all_text().split("\n") if line.startswith(("F", "Esc", "Ctrl+Q"))]
            assert len(first) == len(set(first))


async def test_offers_no_pause_before_there_is_a_workbook(tmp_path: Path) -> None:
    app: Any = evening_app(tmp_path / "folder")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, Help)
        assert "a few quiet minutes" not in flat(app)
        assert "cover this page, or bring it back" in flat(app)
    app = whole_app()[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        assert "a few quiet minutes" in flat(app)


async def test_says_what_covering_and_leaving_do_not_do() -> None:
    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        assert "They do not clear what the computer itself may keep" in flat(app)
        assert "a program that records the screen or the keys" in flat(app)
        assert "Under cover the workbook locks itself after 2 minutes." in flat(app)


async def test_escape_goes_back_to_the_page() -> None:
    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await on_a_sheet(app, pilot)
        page = app.screen
        await pilot.press("f1", "f1")  # asked twice, opened once
        await pilot.pause()
        assert sum(isinstance(one, Help) for one in app.screen_stack) == 1
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is page
