"""The desk: nothing typed leaves it before it is on disk."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

import pytest

from ciworkbook import desk as desk_module
from ciworkbook.desk import Desk
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.home import Home
from ciworkbook.screens.people import PersonPage
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.unsaved import Unsaved
from ciworkbook.vault import SaveFailed
from ciworkbook.widgets.base import PersonWanted
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import Entry, MenuEntry

from . import bench
from .whole_app import whole_app


class Timer:
    def stop(self) -> None:
        """It never ran."""


def later(_seconds: float, _work: Callable[[], Any]) -> Timer:
    return Timer()


def test_a_visit_that_cannot_be_saved_stays_where_another_is_to_be_opened() -> None:
    book, vault = bench.workbook()
    desk = Desk(book, later)
    assert desk.lay_out(book.begin("plain", "harmed"))
    desk.answer("wish", "what I typed")
    vault.refuse = SaveFailed(errno.ENOSPC)
    assert not desk.lay_out(book.begin("steps", "harmed"))
    assert desk.visit is not None and desk.visit.value("wish") == "what I typed"
    vault.refuse = None
    assert desk.lay_out(book.begin("steps", "harmed"))
    assert [one["answers"]["wish"]["value"] for one in vault.kept("visit")] == ["what I typed"]
    assert not desk.unsaved


def test_people_that_could_not_be_saved_are_saved_with_the_next_save() -> None:
    book, vault = bench.workbook()
    desk = Desk(book, later)
    desk.lay_out(book.begin("plain", "harmed"))
    vault.refuse = SaveFailed(errno.ENOSPC)
    assert not desk.keep_people(book.people.add("Ash")[0])
    assert desk.status() == SaveFailed(errno.ENOSPC).message
    assert not desk.put_away()
    vault.refuse = None
    assert desk.put_away()
    assert [one["alias"] for one in vault.kept("people")[0]] == ["Ash"]
    assert desk.problem is None


class Clock:
    """Time that passes when it is told to, and what is to be done at some time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waiting: list[tuple[float, Callable[[], Any], list[bool]]] = []

    def later(self, seconds: float, work: Callable[[], Any]) -> Any:
        stopped = [False]
        self.waiting.append((self.now + seconds, work, stopped))
        timer = Timer()
        timer.stop = lambda: stopped.__setitem__(0, True)  # type: ignore[method-assign]
        return timer

    def pass_time(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [one for one in self.waiting if one[0] <= end]:
            first = min(due, key=lambda one: one[0])
            self.waiting.remove(first)
            self.now = max(self.now, first[0])
            if not first[2][0]:
                first[1]()
        self.now = max(self.now, end)


def typing(monkeypatch: pytest.MonkeyPatch, seconds: float, *, save_takes: float) -> list[float]:
    """Type ten letters a second without a pause; return how old the oldest letter was at each save that kept it."""
    clock = Clock()
    monkeypatch.setattr(desk_module, "monotonic", lambda: clock.now)
    book, vault = bench.workbook()
    put = vault.put
    waits: list[float] = []
    ages: list[float] = []

    def slow(kind: str, content: bytes, entry: int | None = None) -> int:
        if kind == "visit":
            clock.now += save_takes
            ages.append(clock.now - waits[0])
            waits.clear()
        return put(kind, content, entry)

    monkeypatch.setattr(vault, "put", slow)
    desk = Desk(book, clock.later)
    desk.lay_out(book.begin("plain", "harmed"))
    text = ""
    end = clock.now + seconds
    while clock.now < end:
        text += "x"
        waits.append(clock.now)
        desk.answer("wish", text)
        clock.pass_time(0.1)
    clock.pass_time(60)
    assert vault.kept("visit")[-1]["answers"]["wish"]["value"] == text
    assert not desk.unsaved
    return ages


def test_two_minutes_of_typing_without_a_pause_are_saved_as_they_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    ages = typing(monkeypatch, 120, save_takes=0.01)
    assert max(ages) <= desk_module.DELAY + 0.02
    assert len(ages) <= 120 / desk_module.DELAY + 1


def test_a_disk_that_is_busy_keeps_nobody_waiting_for_longer_than_half_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert max(typing(monkeypatch, 120, save_takes=0.23)) <= 0.5


@pytest.mark.parametrize("takes", [0.5, 4.0])
def test_a_slow_disk_has_a_part_of_the_time_only(monkeypatch: pytest.MonkeyPatch, takes: float) -> None:
    ages = typing(monkeypatch, 120, save_takes=takes)
    assert max(ages) <= (desk_module.SHARE + 1) * takes + 0.2
    assert len(ages) * takes <= 120 / (desk_module.SHARE + 1) + 2 * takes


def test_a_save_that_failed_is_tried_again_with_the_next_key(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(desk_module, "monotonic", lambda: clock.now)
    book, vault = bench.workbook()
    desk = Desk(book, clock.later)
    desk.lay_out(book.begin("plain", "harmed"))
    vault.refuse = SaveFailed(errno.ENOSPC)
    desk.answer("wish", "one")
    clock.pass_time(1)
    assert desk.waits
    vault.refuse = None
    for number in range(20):  # without a pause
        desk.answer("wish", f"one {number}")
        clock.pass_time(0.05)
    assert not desk.waits
    assert vault.kept("visit")


async def test_someone_added_on_a_full_disk_is_not_forgotten_on_leaving() -> None:
    app, vault = whole_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.desk.lay_out(app.workbook.begin("plain", "harmed"))
        await app.push_screen(Sheet(app.workbook.catalogue.worksheet("plain", "harmed")))
        vault.refuse = SaveFailed(errno.ENOSPC)
        app.screen.post_message(PersonWanted("Ash"))
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, Unsaved)
        vault.refuse = None
        app.desk.save()
        assert [one["alias"] for one in vault.kept("people")[0]] == ["Ash"]


async def test_a_line_that_cannot_be_kept_is_covered_not_locked_away() -> None:
    app, vault = whole_app()
    ash = bench.people(app.workbook, "Ash")[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.push_screen(PersonPage(ash))
        await pilot.pause()
        app.screen.query_one("#role", TextLine).value = "my neighbor"
        vault.refuse = SaveFailed(errno.ENOSPC)
        app.lock()
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        assert app.return_value is None
        vault.refuse = None
        app.lock()
        await pilot.pause()
        assert vault.kept("people")[0][0]["role"] == "my neighbor"


async def test_home_opens_where_the_sheet_of_a_visit_is_gone() -> None:
    app, _vault = whole_app()
    bench.visit(app.workbook, "plain", "2026-11-20", {"wish": "kept"})
    bench.visit(app.workbook, "steps", "2026-11-01", {"stairs": {"low": "stop", "high": "stop"}})
    app.workbook.asked.definitions.clear()
    app.catalogue = app.workbook.catalogue = bench.catalogue(bench.STEPS)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Home)
        assert "Steps for a test" in bench.Bench.seen(app)  # type: ignore[arg-type]


def test_an_entry_of_a_menu_shows_nothing_a_terminal_obeys() -> None:
    entry = MenuEntry(Entry("id", "A\x1b[31msh", "in\x07 one\u202e", "Le\x9bad"), 10)
    assert not set("".join(entry.lines(60))) & set("\x1b\x07\u202e\x9b")


def test_an_entry_of_a_menu_is_not_in_its_repr() -> None:
    assert "Ash" not in repr(Entry("id", "Ash", "Ash", "Ash"))
