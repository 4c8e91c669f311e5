from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.widgets import Static

from ciworkbook.screens import hiding
from ciworkbook.screens.base import Foot, Head
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.help import Help
from ciworkbook.screens.pause import Pause
from ciworkbook.screens.people import PeoplePage
from ciworkbook.screens.skip import Skip

from .bench import Bench, people, visit, workbook
from .seen import SIZES, same_as_before
from .whole_app import whole_app

SECRET = "Canary Bluebird"
PLACES = ["home", "people", "modal", "help", "pause"]


def app_with_a_name() -> tuple[Any, Any]:
    """The real app, with a name in it that must not be seen."""
    app, vault = whole_app()
    [one] = people(app.workbook, SECRET)
    visit(app.workbook, "steps", "2026-11-01", {"who": [{"person": one}], "map": {one: "near"}})
    return app, vault


def seen(app: Any) -> str:
    return Bench.seen(app)


async def go(app: Any, pilot: Any, place: str) -> None:
    await pilot.pause()
    match place:
        case "people":
            app.push_screen(PeoplePage())
        case "modal":
            app.push_screen(PeoplePage())
            await pilot.pause()
            app.push_screen(Skip(None))
        case "help":
            app.push_screen(Help())
        case "pause":
            app.push_screen(Pause())
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looks_as_it_did(size: tuple[int, int]) -> None:
    app = Bench(workbook()[0], Cover())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await same_as_before(app.seen, "cover", size)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("keys", [["f8"], ["escape", "escape"]], ids=["F8", "Esc Esc"])
async def test_hides_every_page_whole(place: str, keys: list[str]) -> None:
    app, _vault = app_with_a_name()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(app, pilot, place)
        before = seen(app)
        if place in ("people", "modal", "pause"):
            assert SECRET in before  # what follows would prove nothing otherwise
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        after = seen(app)
        assert SECRET not in after
        # All that stands on the screen is the dull text: no head, no foot, no line of the page below.
        from ciworkbook.cover_text import dull_text

        assert [line.strip() for line in after.split("\n") if line.strip()] == [
            line for line in dull_text().split("\n") if line
        ]
        assert not app.screen.query(Head) and not app.screen.query(Foot)
        assert not app.screen.is_modal  # a modal draws the page below it, whatever its own ground is


@pytest.mark.parametrize("place", PLACES)
async def test_escape_gives_the_same_page_back(place: str, calm: None) -> None:
    app, _vault = app_with_a_name()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(app, pilot, place)
        page, before = app.screen, seen(app)
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is page
        assert seen(app) == before


async def test_f8_pressed_again_gives_the_page_back_but_not_in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    app, _vault = app_with_a_name()
    async with app.run_test() as pilot:
        await go(app, pilot, "people")
        page = app.screen
        await pilot.press("f8", "f8")  # a hand that presses twice to be sure
        await pilot.press(*["escape"] * 5)  # and then another key, again and again
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        monkeypatch.setattr(hiding, "HURRY", -1.0)
        monkeypatch.setattr(hiding, "TWICE", -1.0)
        await pilot.press("f8")
        await pilot.pause()
        assert app.screen is page


@pytest.mark.parametrize("key", ["f1", "f3", "tab", "enter", "space", "pagedown", "a", "ctrl+c", "f2", "alt+a"])
async def test_no_other_key_shows_anything(key: str) -> None:
    app, _vault = app_with_a_name()
    async with app.run_test() as pilot:
        await go(app, pilot, "people")
        await pilot.press("f8")
        await pilot.pause()
        before = seen(app)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        assert seen(app) == before


async def test_a_click_shows_nothing() -> None:
    app, _vault = app_with_a_name()
    async with app.run_test() as pilot:
        await go(app, pilot, "people")
        await pilot.press("f8")
        await pilot.pause()
        await pilot.click(offset=(5, 5))
        await pilot.pause()
        assert isinstance(app.screen, Cover)


async def test_shows_the_text_of_the_person_as_it_is() -> None:
    app, _vault = app_with_a_name()
    app.workbook.settings = replace(app.workbook.settings, cover_text="[bold]Bus 12[/bold]\x1b[31m at nine")
    async with app.run_test() as pilot:
        await pilot.press("f8")
        await pilot.pause()
        assert "[bold]Bus 12[/bold][31m at nine" in seen(app)
        assert "Shopping" not in seen(app)


async def test_a_long_text_shows_no_scroll_bar() -> None:
    app = Bench(workbook()[0], Cover("\n".join(f"line {number}" for number in range(60))))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "line 0" in app.seen()
        assert not app.screen.show_vertical_scrollbar
        assert all(row.rstrip() == row for row in app.seen().split("\n"))
        assert len(app.screen.query(Static)) == 1


async def test_covering_saves_what_was_typed() -> None:
    app, vault = app_with_a_name()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.desk.lay_out(app.workbook.begin("plain", "harmed"))
        app.desk.answer("wish", "a quiet morning")
        assert not [one for one in vault.kept("visit") if one["worksheet"] == "plain"]
        await pilot.press("f8")
        await pilot.pause()
        [kept] = [one for one in vault.kept("visit") if one["worksheet"] == "plain"]
        assert kept["answers"]["wish"]["value"] == "a quiet morning"


async def test_the_session_is_told_once_when_the_first_page_stands() -> None:
    app, _vault = whole_app()
    told: list[int] = []
    app.settled = lambda: told.append(len(app.screen_stack))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f1", "escape")
    assert told == [2]
