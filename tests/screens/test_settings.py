from __future__ import annotations

import errno
from dataclasses import replace
from typing import Any

import pytest

from ciworkbook.preferences import Settings
from ciworkbook.screens import room as room_module
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.room import RoomPage
from ciworkbook.screens.settings import SettingsPage
from ciworkbook.settings import ROOMS
from ciworkbook.settings.choices import Choice
from ciworkbook.settings.me import LONGEST_WORD
from ciworkbook.vault import SaveFailed
from ciworkbook.widgets.fields import TextBox, TextLine
from ciworkbook.widgets.menu import MenuEntry

from .bench import Bench, MemoryVault, workbook
from .seen import SIZES, same_as_before

SETTINGS = {one.name: room for room in ROOMS.values() for one in room.shown(Settings())}
"""Each setting, and the room it is in."""


def kept(vault: MemoryVault) -> dict[str, Any]:
    """The settings as they are on the disk."""
    found: dict[str, Any] = vault.kept("settings")[-1]
    return found


def room(name: str) -> RoomPage:
    """The page with the setting called `name`."""
    return RoomPage(SETTINGS[name])


async def opened(pilot: Any, name: str) -> None:
    """Open the line called `name`; what stands alone is open."""
    await pilot.pause()
    lines = [one.name for one in SETTINGS[name].shown(Settings())]
    if len(lines) > 1:
        await pilot.press(*["down"] * lines.index(name), "enter")
    await pilot.pause()


async def choose(app: Bench, pilot: Any, id: str, by: str) -> None:
    """Choose the entry called `id`, from the one that has the focus or with the mouse."""
    ways = [one for one in app.screen.query(MenuEntry) if one.entry.id == id]
    assert len(ways) == 1, id
    if by == "mouse":
        ways[0].scroll_visible(animate=False)
        await pilot.pause()
        await pilot.click(ways[0])
    else:
        options = list(app.screen.query("#open MenuEntry").results(MenuEntry))
        away = options.index(ways[0]) - options.index(app.focused)  # type: ignore[arg-type]
        await pilot.press(*(["down"] * away if away > 0 else ["up"] * -away), "enter")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["", *SETTINGS])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    app = Bench(workbook()[0], room(name) if name else SettingsPage())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if name:
            await opened(pilot, name)
        await same_as_before(app.seen, f"settings-{name}" if name else "settings", size)


@pytest.mark.parametrize("id", ROOMS)
async def test_each_room_is_reached_from_the_list_and_left_again(id: str) -> None:
    book, _vault = workbook()
    app = Bench(book, SettingsPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*["down"] * list(ROOMS).index(id), "enter")
        await pilot.pause()
        page = app.screen
        assert isinstance(page, RoomPage) and page.room is ROOMS[id]
        for one in page.room.shown(Settings()):
            assert len(page.room.shown(Settings())) == 1 or one.label() in app.all_text()
        assert app.focused is not None
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.page
        assert isinstance(app.focused, MenuEntry) and app.focused.entry.id == id


async def test_the_list_says_what_was_changed_in_a_room() -> None:
    app = Bench(workbook()[0], SettingsPage())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Light" not in app.all_text()
        app.push_screen(room("theme"))
        await opened(pilot, "theme")
        await choose(app, pilot, "theme=light", "keys")
        await pilot.pause(0.5)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.page and "Light" in app.all_text()


CHOICES = [
    (one.name, value)
    for of in ROOMS.values()
    for one in of.shown(Settings())
    if isinstance(one, Choice) and one.name not in ("cards", "language")
    for value, _said in one.options()
    if value != getattr(replace(Settings(), door="harmed"), one.name)
]


@pytest.mark.parametrize("by", ["keys", "mouse"])
@pytest.mark.parametrize(("name", "value"), CHOICES, ids=str)
async def test_a_choice_is_saved_when_it_is_made(name: str, value: Any, by: str) -> None:
    book, vault = workbook()
    app = Bench(book, room(name))
    async with app.run_test() as pilot:
        await opened(pilot, name)
        await choose(app, pilot, f"{name}={value}", by)
        assert getattr(book.settings, name) == value == kept(vault)[name]
        assert "saved just now" in app.all_text()
        alone = len(SETTINGS[name].shown(Settings())) == 1
        assert bool(app.screen.query("#open *")) is alone
        assert isinstance(app.focused, MenuEntry) and app.focused.entry.id == (f"{name}={value}" if alone else name)
        assert app.focused.entry.note == ("as it is now" if alone else SETTINGS[name].find(name).said(book.settings))
        if name == "theme":
            assert app.theme == value
        assert getattr(Settings.from_data(kept(vault)), name) == value  # and is read back as such


async def test_a_choice_that_cannot_be_saved_stays_as_it_was() -> None:
    book, vault = workbook()
    app = Bench(book, room("theme"))
    async with app.run_test() as pilot:
        await opened(pilot, "theme")
        vault.refuse = SaveFailed(errno.ENOSPC)
        await choose(app, pilot, "theme=light", "keys")
        assert book.settings.theme == "dark" == app.theme
        assert "the disk is full" in app.all_text()
        assert "saved just now" not in app.all_text()
        vault.refuse = None
        await choose(app, pilot, "theme=light", "keys")
        assert kept(vault)["theme"] == "light"
        assert "the disk is full" not in app.all_text()


async def test_hidden_cards_come_back() -> None:
    book, vault = workbook()
    book.save_settings(replace(book.settings, cards={"court": "hidden", "proof": "read"}))
    app = Bench(book, room("cards"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "1 hidden" in app.all_text()
        await opened(pilot, "cards")
        await choose(app, pilot, "cards={}", "keys")
        assert kept(vault)["cards"] == {} == book.settings.cards
        assert "all shown" in app.all_text()


async def test_the_choice_as_it_is_now_has_the_focus() -> None:
    app = Bench(workbook()[0], room("idle_minutes"))
    async with app.run_test() as pilot:
        await opened(pilot, "idle_minutes")
        assert isinstance(app.focused, MenuEntry)
        assert (app.focused.entry.id, app.focused.entry.note) == ("idle_minutes=10", "as it is now")


async def test_changing_the_door_says_that_nothing_is_lost() -> None:
    app = Bench(workbook()[0], room("door"))
    async with app.run_test() as pilot:
        await opened(pilot, "door")
        assert "What you wrote under another one stays." in app.all_text().replace("\n", " ")


async def test_escape_closes_what_is_open_and_then_the_page() -> None:
    app = Bench(workbook()[0], room("paging"))
    async with app.run_test() as pilot:
        page = app.page
        await opened(pilot, "paging")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is page and not page.query("#open *")
        assert isinstance(app.focused, MenuEntry) and app.focused.entry.id == "paging"
        await pilot.pause(0.5)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not page


async def test_what_is_typed_in_one_go_is_saved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_module, "DELAY", 2.0)
    book, vault = workbook()
    writes = 0
    put = vault.put

    def counting(kind: str, content: bytes, entry: int | None = None) -> int:
        nonlocal writes
        writes += 1
        return put(kind, content, entry)

    monkeypatch.setattr(vault, "put", counting)
    app = Bench(book, room("words"))
    async with app.run_test() as pilot:
        await opened(pilot, "words")
        line = app.screen.query_one("#text-harmed", TextLine)
        assert app.focused is line
        await pilot.press(*"the girl I was")
        assert writes == 0
        assert "saved" not in app.all_text()
        for _turn in range(200):
            await pilot.pause(0.05)
            if writes:
                break
        assert kept(vault)["words"] == {"harmed": "the girl I was"}
        assert writes == 1
        assert "saved just now" in app.all_text()
        assert app.focused is line and line.value == "the girl I was"


async def test_typing_without_a_pause_puts_nothing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_module, "DELAY", 0.1)
    book, vault = workbook()
    app = Bench(book, room("words"))
    async with app.run_test() as pilot:
        await opened(pilot, "words")
        for _turn in range(200):  # a key is pressed again sooner than the delay is over
            await pilot.press("x")
            if vault.kept("settings"):
                break
        assert vault.kept("settings")


async def test_a_save_keeps_the_place_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_module, "DELAY", 0.5)
    book, vault = workbook()
    app = Bench(book, room("cover_text"))
    async with app.run_test() as pilot:
        await opened(pilot, "cover_text")
        await pilot.press("S", "a", "m", "shift+tab", "up")
        at = app.focused
        assert isinstance(at, MenuEntry)
        for _turn in range(100):
            await pilot.pause(0.05)
            if vault.kept("settings"):
                break
        await pilot.pause()
        assert isinstance(app.focused, MenuEntry) and app.focused.entry.id == at.entry.id


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_what_was_typed_last_is_kept_on_going_on(key: str) -> None:
    book, vault = workbook()
    app = Bench(book, room("words"))
    async with app.run_test() as pilot:
        await opened(pilot, "words")
        await pilot.press("S", "a", "m", key)
        await pilot.pause()
        assert kept(vault)["words"] == {"harmed": "Sam"}


async def test_what_was_typed_is_kept_under_cover() -> None:
    book, vault = workbook()
    app = Bench(book, room("cover_text"))
    async with app.run_test() as pilot:
        await opened(pilot, "cover_text")
        assert isinstance(app.focused, TextBox)
        await pilot.press("m", "i", "l", "k")
        app.push_screen(Cover(book.settings.cover_text))
        await pilot.pause()
        assert kept(vault)["cover_text"] == "milk"


async def test_an_emptied_field_takes_its_word_away() -> None:
    book, vault = workbook()
    book.save_settings(replace(book.settings, words={"harmed": "me"}, cover_text="bus"))
    app = Bench(book, room("words"))
    async with app.run_test() as pilot:
        await opened(pilot, "words")
        assert app.screen.query_one("#text-harmed", TextLine).value == "me"
        await pilot.press("end", "backspace", "backspace", "escape")
        await pilot.pause()
        assert kept(vault)["words"] == {}
        assert kept(vault)["cover_text"] == "bus"


async def test_what_does_not_fit_is_said() -> None:
    app = Bench(workbook()[0], room("words"))
    async with app.run_test() as pilot:
        await opened(pilot, "words")
        await pilot.press(*"x" * (LONGEST_WORD + 1))
        await pilot.pause()
        assert len(app.screen.query_one("#text-harmed", TextLine).value) == LONGEST_WORD
        assert "1 character did not fit and was not written." in app.all_text()


async def test_a_text_that_cannot_be_saved_stays_in_its_field_and_is_said_before_leaving(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room_module, "DELAY", 60.0)
    book, vault = workbook()
    app = Bench(book, room("words"))
    async with app.run_test() as pilot:
        await opened(pilot, "words")
        await pilot.press("S", "a", "m")
        vault.refuse = SaveFailed(errno.EROFS)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.page
        assert app.screen.query_one("#text-harmed", TextLine).value == "Sam"
        assert "can be read but not written" in app.all_text()
        vault.refuse = None
        await pilot.pause(0.5)
        await pilot.press("escape")
        await pilot.pause()
        assert kept(vault)["words"] == {"harmed": "Sam"}


async def test_another_line_is_not_opened_over_a_text_that_cannot_be_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room_module, "DELAY", 60.0)
    book, vault = workbook()
    app = Bench(book, room("cover_text"))
    async with app.run_test() as pilot:
        await opened(pilot, "cover_text")
        await pilot.press("S", "a", "m")
        vault.refuse = SaveFailed(errno.ENOSPC)
        await pilot.click(next(one for one in app.screen.query(MenuEntry) if one.entry.id == "idle_minutes"))
        await pilot.pause()
        assert app.screen.query_one("#text-cover_text", TextBox).text == "Sam"
        assert "the disk is full" in app.all_text()


async def test_control_signs_and_markup_are_text() -> None:
    book, vault = workbook()
    app = Bench(book, room("words"))
    async with app.run_test() as pilot:
        await opened(pilot, "words")
        app.screen.query_one("#text-harmed", TextLine).replace("[red]\x1b]0;x\x07me[/]", 0, 0)
        await pilot.press("escape")
        app.push_screen(SettingsPage())
        await pilot.pause()
        assert kept(vault)["words"] == {"harmed": "[red]]0;xme[/]"}
        assert "[red]]0;xme[/]" in app.all_text()
