"""The pages of giving and taking in, over real workbooks and real files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from ciworkbook import giving
from ciworkbook.answers.given import Given, Head, Lines, Rows
from ciworkbook.guard.outcomes import Problem
from ciworkbook.guard.outlet import Outlet
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.given_page import GivenList, GivenPage
from ciworkbook.screens.hand_over import HandOver
from ciworkbook.screens.home import Home
from ciworkbook.screens.sure import Sure
from ciworkbook.screens.take_in import LookThrough, TakeIn
from ciworkbook.screens.ticks import Tick
from ciworkbook.summary.document import Document, Heading
from ciworkbook.summary.given import as_document
from ciworkbook.vault import SaveFailed, Vault
from ciworkbook.widgets.fields import TextLine

from ..making import Clock, new_app
from .kept_app import FIVE, cheap, folder
from .seen import SIZES, same_as_before
from .test_backup_page import WritingOutlet
from .test_summary import choose as pick
from .walking import choose, done, flat, offered, seen, told, write

__all__ = ["cheap", "folder"]

GIVEN = Given(
    "Who does what until the next meeting",
    "en",
    "Rowan",
    "2026-11-20",
    (
        Lines("This page says how I see it.", ()),
        Head("Agreed"),
        Lines("What was said", ("He said he knows what he did.", "Two of us heard it."), prose=True),
        Rows("Tasks", ("Who", "What"), (("Person A", "drives"), ("Person B", "calls every second evening, at eight"))),
    ),
)


@pytest.fixture(autouse=True)
def cheap_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from ..making import CHEAP

    monkeypatch.setattr("ciworkbook.vault.given.Cost", lambda: CHEAP)


@pytest.fixture
def app(folder: Path) -> Iterator[WorkbookApp]:
    made = new_app(folder, Clock("2026-11-24T20:00:00+01:00"))
    made.outlet = cast(Outlet, WritingOutlet())
    yield made
    made.workbook.close()


def page() -> Document:
    return as_document(GIVEN)


def a_file(tmp_path: Path) -> Path:
    path = tmp_path / "page.locked"
    assert giving.make(WritingOutlet().write, path, GIVEN, FIVE) is None
    return path


async def type_into(pilot: Pilot[Any], id: str, text: Path | str) -> None:
    field = pilot.app.screen.query_one(id, TextLine)
    field.focus()
    field.value = str(text)
    await pilot.pause()
    await pilot.pause()


# Giving


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_page_is_given_with_words_that_are_shown_once(
    app: WorkbookApp, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    path = tmp_path / "one.locked"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.push_screen(HandOver(page))
        await pilot.pause()
        await type_into(pilot, "#by", "Rowan")
        await same_as_before(lambda: seen(app), "hand-over", size)
        await choose(pilot, "place")
        await same_as_before(lambda: seen(app), "hand-over-place", size)
        await type_into(pilot, "#path", path)
        await choose(pilot, "make")
        await done(pilot)
        giver = cast(HandOver, app.screen)
        giver._path = Path("/media/stick/one.locked")  # that of a test has a number in it
        await giver.show("done")
        await same_as_before(lambda: seen(app), "hand-over-done", size)
        assert FIVE in flat(app)
        assert offered(app) == ["close"]
        await pilot.press("escape")
        await pilot.pause()
        assert FIVE in flat(app)  # no key closes it by chance
        await choose(pilot, "close")
        assert isinstance(app.screen, Home)
    made = giving.open_file(giving.load(path), FIVE)
    assert (made.by, made.on, made.title) == ("Rowan", "2026-11-24", GIVEN.title)
    assert made.parts == GIVEN.parts
    assert path.stat().st_size < 6000
    assert app.workbook.given.all() == []  # nothing of it is kept by the giver


async def test_what_stands_in_the_way_is_said_and_no_words_are_shown(app: WorkbookApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(HandOver(page))
        await choose(pilot, "place")
        await type_into(pilot, "#path", "   ")
        await choose(pilot, "make")
        assert "Type the name of a file, such as" in told(app)
        await type_into(pilot, "#path", app.folder / "inside.locked")
        await choose(pilot, "make")
        assert "inside the folder of the workbook" in told(app)
        await type_into(pilot, "#path", tmp_path / "one")
        reasons: dict[Problem, str] = {
            "exists": "something at that place already",
            "denied": "does not allow writing",
            "full": "no room left",
        }
        for problem, why in reasons.items():
            cast(Any, app.outlet).problem = problem
            await choose(pilot, "make")
            await done(pilot)
            assert why in told(app)
            assert FIVE not in flat(app)


async def test_a_page_without_lines_is_not_given(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(HandOver(lambda: Document("x", "en", (Heading("t", "x", 1),))))
        await choose(pilot, "place")
        assert "No line is on the page." in told(app)


async def test_a_page_that_is_far_too_long_is_said_to_be(app: WorkbookApp, tmp_path: Path) -> None:
    long = as_document(Given("x", "en", "", "2026-11-20", (Lines("", ("x" * 300_000,)),)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(HandOver(lambda: long))
        await choose(pilot, "place")
        await type_into(pilot, "#path", tmp_path / "one")
        await choose(pilot, "make")
        await done(pilot)
        assert "This is too much for one file." in told(app)
    assert not (tmp_path / "one.locked").exists()


# Taking in


async def open_file(pilot: Pilot[Any], path: Path | str, words: str = FIVE) -> None:
    await pilot.pause()
    pilot.app.push_screen(GivenList())
    await choose(pilot, "take")
    await type_into(pilot, "#path", path)
    await choose(pilot, "load")
    await done(pilot)
    if words:
        await write(pilot, words)
        await pilot.press("enter")
        await done(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_lines_are_seen_before_they_are_taken_in_and_can_be_left_out(
    app: WorkbookApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = a_file(tmp_path)
    async with app.run_test(size=size) as pilot:
        await open_file(pilot, path, FIVE.upper())
        assert isinstance(app.screen, LookThrough)
        await same_as_before(lambda: seen(app), "look-through", size)
        assert app.workbook.given.all() == []
        ticks = list(app.screen.query(Tick))
        assert [one.shown.text for one in ticks] == [
            "He said he knows what he did.",
            "Two of us heard it.",
            "Person A · drives",
            "Person B · calls every second evening, at eight",
        ]
        for one in (ticks[1], ticks[2]):
            one.focus()
            await pilot.press("space")
        await pilot.pause()
        assert "2 lines on, 2 off" in seen(app).split("\n")[0]
        await choose(pilot, "keep")
        await pilot.pause()
        assert isinstance(app.screen, GivenPage)
        await same_as_before(lambda: seen(app), "given-page", size)
        kept = app.workbook.given.all()[0]
        assert (kept.by, kept.on, kept.taken[:10]) == ("Rowan", "2026-11-20", "2026-11-24")
        assert kept.parts == (
            GIVEN.parts[0],
            GIVEN.parts[1],
            Lines("What was said", ("He said he knows what he did.",), prose=True),
            Rows("Tasks", ("Who", "What"), (("Person B", "calls every second evening, at eight"),)),
        )
        await choose(pilot, "back")
        assert isinstance(app.screen, GivenList)
        await same_as_before(lambda: seen(app), "given-list", size)
    assert path.exists()


async def test_it_stands_at_home_and_is_taken_out_for_good(app: WorkbookApp, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = app.workbook.given.keep(GIVEN, app.workbook.stamp())
    assert kept.entry is not None
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Given to you 1 page from someone else" in flat(app)
        await choose(pilot, "given")
        await choose(pilot, f"given:{kept.entry}")
        assert "Two of us heard it." in flat(app)

        def fail(*_given: object) -> int:
            raise SaveFailed

        monkeypatch.setattr(Vault, "put", fail)
        await choose(pilot, "remove")
        assert isinstance(app.screen, Sure)
        await choose(pilot, "do")
        await pilot.pause()
        assert isinstance(app.screen, GivenPage)
        assert "This could not be saved" in flat(app)
        monkeypatch.undo()
        await choose(pilot, "remove")
        await choose(pilot, "keep")
        assert app.workbook.given.all() == [kept]
        await choose(pilot, "remove")
        await choose(pilot, "do")
        await pilot.pause()
        assert isinstance(app.screen, GivenList)
        assert "Nothing was given to you yet." in flat(app)
        assert app.workbook.given.all() == []
        assert b"heard" not in (app.workbook.vault.previous(kept.entry) or b"")
        await choose(pilot, "back")
        assert "Given to you" not in flat(app)


async def test_nothing_is_taken_in_by_going_back_or_with_every_line_off(app: WorkbookApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await open_file(pilot, a_file(tmp_path))
        await pick(cast(Any, app), pilot, "none")
        assert "0 lines on, 4 off" in seen(app).split("\n")[0]
        await pick(cast(Any, app), pilot, "keep")
        assert "No line is on." in flat(app)
        await pick(cast(Any, app), pilot, "all")
        assert "4 lines on" in seen(app).split("\n")[0]
        await pick(cast(Any, app), pilot, "back")
        assert isinstance(app.screen, TakeIn)
        assert app.workbook.given.all() == []


async def test_what_cannot_be_saved_is_said_and_the_lines_stay(
    app: WorkbookApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await open_file(pilot, a_file(tmp_path))

        def fail(*_given: object) -> int:
            raise SaveFailed

        monkeypatch.setattr(Vault, "put", fail)
        await choose(pilot, "keep")
        assert isinstance(app.screen, LookThrough)
        assert "This could not be saved" in flat(app)
        monkeypatch.undo()
        await choose(pilot, "keep")
        await pilot.pause()
        assert len(app.workbook.given.all()) == 1


def _damaged(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BAD: list[tuple[Callable[[Path], Any], str, str]] = [
    (lambda path: None, "copper lantern seven frogs", "These words do not open this file."),
    (_damaged, FIVE, "This file is damaged. Nothing was taken in."),
    (lambda path: path.write_bytes(b"%PDF-1.7\n%"), "", "not a file that was made to be given"),
    (lambda path: path.write_bytes(b"x" * 3_000_000), "", "This is too much for one file."),
    (os.remove, "", "There is no such file."),
    (_a_folder, "", "This file cannot be read."),
]


async def test_bad_files_and_words_are_told_apart_and_the_good_one_is_taken_in_after(
    app: WorkbookApp, tmp_path: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for number, (spoil, words, why) in enumerate(BAD):
            (tmp_path / str(number)).mkdir()
            path = a_file(tmp_path / str(number))
            spoil(path)
            app.push_screen(TakeIn())
            await pilot.pause()
            await pilot.pause()
            await type_into(pilot, "#path", path)
            await choose(pilot, "load")
            await done(pilot)
            if words:
                await write(pilot, words)
                await pilot.press("enter")
                await done(pilot)
            assert isinstance(app.screen, TakeIn), why
            assert why in " ".join(told(app).split())
        await type_into(pilot, "#path", a_file(tmp_path))
        await choose(pilot, "load")
        await done(pilot)
        await write(pilot, FIVE)
        await pilot.press("enter")
        await done(pilot)
        assert isinstance(app.screen, LookThrough)
        assert app.workbook.given.all() == []


async def test_the_words_are_hidden_under_the_cover_and_still_there_after(app: WorkbookApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(HandOver(page))
        await choose(pilot, "place")
        await type_into(pilot, "#path", tmp_path / "one")
        await choose(pilot, "make")
        await done(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        assert "copper" not in flat(app)
        app.uncover()
        await pilot.pause()
        assert FIVE in flat(app)
