"""What goes on under the cover: pages that open or close there, work that ends there, keys that were on their way."""

from __future__ import annotations

import ast
import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from ciworkbook import screens
from ciworkbook.guard.watching import Watch
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.screens.help import Help
from ciworkbook.screens.home import Home
from ciworkbook.screens.pause import Pause
from ciworkbook.screens.people import PeoplePage, PersonPage
from ciworkbook.screens.saving import BeforeSaving, Saved, SavePage
from ciworkbook.screens.settings import SettingsPage
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.sure import Sure
from ciworkbook.summary.draft import Draft
from ciworkbook.summary.page_files import make
from ciworkbook.widgets.fields import TextBox, TextLine
from ciworkbook.widgets.menu import Menu, MenuEntry

from ..guard.clocks import FakeClocks
from .bench import Bench, people, visit
from .whole_app import evening_app, whole_app

PROSE = "Every word of this is mine. "
SOURCES = sorted(Path(next(iter(screens.__path__))).glob("*.py"))


async def until(pilot: Any, holds: Callable[[], Any]) -> None:
    """Wait until `holds` is true."""
    for _turn in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came")


def is_hidden(app: Any) -> None:
    """The cover is on top, and what it says is all that stands on the screen."""
    assert isinstance(app.screen, Cover)
    assert Bench.seen(app).split("\n")[1].strip() == "Shopping"


# Pages that open and close


async def test_a_page_chosen_just_before_the_cover_opens_when_it_is_lifted() -> None:
    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        home = app.screen
        app.cover()
        home.post_message(Menu.Chosen("people"))  # Enter was pressed, and F8 overtook what came of it
        await pilot.pause()
        is_hidden(app)
        app.uncover()
        await until(pilot, lambda: isinstance(app.screen, PeoplePage))


async def test_a_page_closed_just_before_the_cover_does_not_take_the_cover_away() -> None:
    app: Any = whole_app()[0]
    answers: list[Any] = []
    async with app.run_test() as pilot:
        await pilot.pause()
        home = app.screen
        page = Sure("Head", "Really?", [], keep="Keep", do="Do")
        app.push_screen(page, answers.append)
        await pilot.pause()
        app.cover()
        page.post_message(Menu.Chosen("do"))
        await pilot.pause()
        is_hidden(app)
        assert answers == []
        app.uncover()
        await until(pilot, lambda: app.screen is home)
        assert answers == [True]


@pytest.mark.parametrize("how", ["worker", "thread", "timer", "callback", "task"])
async def test_nothing_is_laid_over_the_cover(how: str) -> None:
    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        home = app.screen
        app.cover()

        def push() -> None:
            app.push_screen(Help())

        async def push_later() -> None:
            push()

        match how:
            case "worker":
                home.run_worker(push_later())
            case "thread":
                home.run_worker(lambda: app.call_from_thread(push), thread=True)
            case "timer":
                home.set_timer(0.01, push)
            case "callback":
                home.call_after_refresh(push)
                app.call_later(push)
            case "task":
                await asyncio.create_task(push_later())
        await pilot.pause(0.1)
        is_hidden(app)
        app.uncover()
        await until(pilot, lambda: isinstance(app.screen, Help))


async def test_going_home_and_closing_pages_wait_for_the_person() -> None:
    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        app.push_screen(PeoplePage())
        app.push_screen(Help())
        await pilot.pause()
        app.cover()
        app.call_later(app.go_home)
        app.pop_screen()
        await pilot.pause(0.1)
        is_hidden(app)
        app.uncover()
        await until(pilot, lambda: isinstance(app.screen, Home) and len(app.screen_stack) == 2)


async def test_a_cover_in_the_middle_of_going_home_stays() -> None:
    """A stop comes from outside the app, between two of its steps."""
    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        for page in (PeoplePage(), SettingsPage(), Help()):
            await app.push_screen(page)
        going = asyncio.ensure_future(app.go_home())
        await asyncio.sleep(0)
        app.cover()
        await asyncio.wait_for(going, 5)
        is_hidden(app)
        app.uncover()
        await until(pilot, lambda: isinstance(app.screen, Home) and len(app.screen_stack) == 2)


def test_every_page_opens_and_closes_through_the_app() -> None:
    """What the tests above show holds for each page: there is no other way onto the screen or off it."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            name, owner = node.func.attr, ast.unparse(node.func.value)
            if name in ("switch_screen", "switch_mode", "push_screen_wait", "notify", "install_screen", "add_mode"):
                found.append(f"{path.name}:{node.lineno} {name}")
            elif name in ("push_screen", "pop_screen", "dismiss") and owner.startswith("super("):
                found.append(f"{path.name}: {name} of Textual")
            elif name == "push_screen":
                assert owner in ("self", "app", "self.app", "page.app"), f"{path.name}:{node.lineno} {owner}"
    assert sorted(found) == [
        "base.py: dismiss of Textual",
        "covering.py: pop_screen of Textual",
        "covering.py: push_screen of Textual",
        "covering.py: push_screen of Textual",
    ]


# Work that ends under the cover


def saving_app() -> Any:
    app: Any
    app, _vault = whole_app()
    visit(app.workbook, "plain", "2026-11-20", {"wish": "Rest."})
    return app


@pytest.mark.parametrize("kind", ["text", "pdf"])
async def test_a_file_made_and_written_under_the_cover(
    kind: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, usual = threading.Event(), make

    def slow(*given: Any, **options: Any) -> Any:
        go.wait(10)
        return usual(*given, **options)

    monkeypatch.setattr("ciworkbook.summary.handing_out.make", slow)
    app = saving_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        page = SavePage(Draft(app.workbook, app.workbook.visits()))
        await app.push_screen(page)
        page.query_one("#where", TextLine).value = str(tmp_path / f"page.{'txt' if kind == 'text' else kind}")
        page.wish.kind = "text" if kind == "text" else "pdf"
        page._prepare()
        await pilot.press("f8")
        await pilot.pause()
        is_hidden(app)
        go.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        is_hidden(app)
        app.uncover()
        await until(pilot, lambda: isinstance(app.screen, BeforeSaving))
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "save").focus()
        await pilot.press("enter", "f8")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        is_hidden(app)
        app.uncover()
        await until(pilot, lambda: isinstance(app.screen, Saved))


async def test_a_passphrase_judged_under_the_cover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ciworkbook.guard import passphrase

    go, usual = threading.Event(), passphrase.judge

    def slow(*given: Any) -> Any:
        go.wait(10)
        return usual(*given)

    monkeypatch.setattr(passphrase, "judge", slow)
    app: Any = evening_app(tmp_path / "folder")
    async with app.run_test() as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, FirstEvening)
        await page.show("own")
        await pilot.pause()
        page.query_one("#typed", TextLine).value = "Zinnober träge Quader Otterpelz 47"
        page.query_one("#typed", TextLine).focus()
        await pilot.press("enter", "f8")
        await pilot.pause()
        is_hidden(app)
        go.set()
        await pilot.pause(0.3)
        is_hidden(app)
        assert "Zinnober" not in Bench.seen(app)
        app.uncover()
        await until(pilot, lambda: page.page == "again")


# Keys


async def test_keys_under_the_cover_reach_no_field_below() -> None:
    app: Any
    app, _vault = whole_app()
    [one] = people(app.workbook, "Ash")
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.push_screen(PersonPage(one))
        await pilot.pause()
        line = app.screen.query_one("#role", TextLine)
        line.focus()
        await pilot.press(*"my friend", "f8", *"and more", "backspace", "enter", "tab", "delete", "ctrl+u", "f2", "f4")
        app.post_message(events.Paste("a paste"))
        await pilot.pause()
        is_hidden(app)
        app.uncover()
        await pilot.pause()
        assert line.value == "my friend"
        assert app.focused is line


async def test_ten_thousand_characters_are_covered_and_saved() -> None:
    app: Any
    app, vault = whole_app()
    text = (PROSE * 400)[:10_000]
    async with app.run_test() as pilot:
        await pilot.pause()
        app.desk.lay_out(app.workbook.begin("plain", "harmed"))
        await app.push_screen(Sheet(app.workbook.catalogue.worksheet("plain", "harmed"), "wish"))
        await pilot.pause()
        app.screen.query_one(TextBox).text = text
        await pilot.press("f8")
        await pilot.pause()
        is_hidden(app)
        assert PROSE[:10] not in Bench.seen(app)
        await until(pilot, lambda: vault.kept("visit"))
        assert vault.kept("visit")[0]["answers"]["wish"]["value"] == text


# The page itself


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (30, 8)], ids=str)
@pytest.mark.parametrize(
    "text",
    [
        "one line " * 60,
        "한국어 목록 " * 40,
        "قائمة التسوق\nخبز\nحليب",
        "👨‍👩‍👧 milk\n🏳️‍🌈 tea",
        "a\n" * 300,
        "\tx\t\ty",
        "   \n \n",
    ],
    ids=["long line", "wide", "right to left", "joined signs", "many lines", "tabs", "blank"],
)
async def test_any_text_of_the_person_stands_alone_on_the_screen(text: str, size: tuple[int, int]) -> None:
    app: Any
    app, _vault = whole_app()
    app.workbook.settings = replace(app.workbook.settings, cover_text=text)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("f8")
        await pilot.pause()
        seen = Bench.seen(app)
        assert isinstance(app.screen, Cover)
        assert not app.screen.show_vertical_scrollbar and not app.screen.show_horizontal_scrollbar
        assert "Workbook" not in seen and "F8" not in seen
        first = text.split()[0] if text.split() else "Shopping"
        assert first[:4] in seen
        await pilot.resize_terminal(size[1] + 40, size[1])
        await pilot.pause()
        assert isinstance(app.screen, Cover) and "F8" not in Bench.seen(app)


@pytest.mark.parametrize("place", ["first evening", "practice"])
async def test_where_there_is_nothing_to_lock_the_lock_key_and_the_lid_cover(place: str, tmp_path: Path) -> None:
    app: Any = evening_app(tmp_path / "folder")
    clocks = FakeClocks()
    app._watch = Watch(clocks.read)
    async with app.run_test() as pilot:
        await pilot.pause()
        if place == "practice":
            await app.begin_practice("harmed")
            await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        is_hidden(app)
        app.uncover()
        await pilot.pause()
        assert not isinstance(app.screen, Cover)
        clocks.sleep(20)
        await until(pilot, lambda: isinstance(app.screen, Cover))
        assert app.return_value is None
        clocks.pass_time(24 * 3600)
        await pilot.pause(1)
        assert app.return_value is None


@pytest.mark.parametrize("page", [None, PeoplePage, Help, Pause, SettingsPage])
async def test_a_click_on_the_foot_covers_asks_and_leaves(page: Any) -> None:
    app: Any = whole_app()[0]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        if page is not None:
            await app.push_screen(page())
            await pilot.pause()
        below = app.screen
        foot = Bench.seen(app).split("\n")[23]
        await pilot.click(offset=(foot.index("cover") + 2, 23))
        await pilot.pause()
        is_hidden(app)
        await pilot.click(offset=(foot.index("cover") + 2, 20))  # a click on the cover does nothing
        await pilot.pause()
        is_hidden(app)
        app.uncover()
        await pilot.pause()
        assert app.screen is below
        await pilot.click(offset=(foot.index("F1"), 23))
        await pilot.pause()
        assert isinstance(app.screen, Help)
        await pilot.click(offset=(78, 23))
        await pilot.click(offset=(foot.index("leave"), 22))  # the hairline
        await pilot.pause()
        assert app.return_value is None
        await pilot.click(offset=(foot.index("leave"), 23))
        await until(pilot, lambda: app.return_value == 0)
