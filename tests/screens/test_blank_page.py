"""Worksheets to write on by hand, from the pages that offer them to the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ciworkbook.screens.blank_page import BlankPage, BlankText
from ciworkbook.screens.printing import PrintPage
from ciworkbook.screens.saving import BeforeSaving, Saved, SavePage
from ciworkbook.screens.sheets import Sheets
from ciworkbook.screens.ticks import Tick
from ciworkbook.summary import as_text
from ciworkbook.summary.blank_draft import BlankDraft
from ciworkbook.summary.document import Heading, Room
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook

from .bench import PLAIN, STEPS, Bench, visit, workbook
from .seen import SIZES, same_as_before
from .test_summary import choose, settle, tick


def written() -> Workbook:
    book, _vault = workbook(STEPS, {**PLAIN, "topic": STEPS["topic"]})
    visit(book, "steps", "2026-03-14", {"what": "He said he knows.", "heavy": "kept to myself"})
    return book


def page(book: Workbook, id_: str = "steps") -> BlankPage:
    return BlankPage(book.catalogue.worksheet(id_, "harmed"))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["blank-page", "blank-text"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book = written()
    draft = BlankDraft(book.catalogue, book.catalogue.worksheet("steps", "harmed"))
    app = Bench(book, page(book) if name == "blank-page" else BlankText(draft))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_one_worksheet_is_a_page_and_several_are_a_booklet() -> None:
    book = written()
    blank = page(book)
    app = Bench(book, blank)
    async with app.run_test() as pilot:
        await pilot.pause()
        heads = [block for block in blank.draft.page().blocks if isinstance(block, Heading) and block.level == 1]
        assert [head.text for head in heads] == ["Steps for a test"]
        others = [one.key for one in app.screen.query(Tick) if one.key.startswith("sheet:") and not one.shown.on]
        assert others
        tick(app, others[0]).focus()
        await pilot.press("space")
        await pilot.pause()
        heads = [block for block in blank.draft.page().blocks if isinstance(block, Heading) and block.level == 1]
        assert len(heads) == 3 and [head.fresh for head in heads] == [False, True, True]
        assert "2 worksheets" in app.head_and_foot()


async def test_what_is_wished_for_is_on_the_page() -> None:
    book = written()
    blank = page(book)
    app = Bench(book, blank)
    async with app.run_test() as pilot:
        await pilot.pause()
        before = blank.draft.page()
        for wish in ("more_room", "credit", "program"):
            tick(app, wish).focus()
            await pilot.press("space")
            await pilot.pause()
        after = blank.draft.page()
        room = [sum(one.lines for one in made.blocks if isinstance(one, Room)) for made in (before, after)]
        assert room[1] > room[0]
        assert ["License:" in as_text.render(made) for made in (before, after)] == [True, False]
        assert ["ciworkbook" in as_text.render(made) for made in (before, after)] == [False, True]


async def test_without_a_worksheet_there_is_nothing_to_make() -> None:
    book = written()
    app = Bench(book, page(book))
    async with app.run_test() as pilot:
        await pilot.pause()
        tick(app, "sheet:steps").focus()
        await pilot.press("space")
        await choose(app, pilot, "save")
        assert isinstance(app.screen, BlankPage)
        assert "No worksheet is ticked yet." in app.all_text()


async def test_nothing_that_was_written_is_on_it() -> None:
    book = written()
    app = Bench(book, page(book))
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "read")
        assert isinstance(app.screen, BlankText)
        said = app.all_text()
        assert "Steps for a test" in said and "Leave any of it empty." in said
        assert "kept to myself" not in said and "He said he knows." not in said


SAVED = [("pdf", ".pdf", b"%PDF-"), ("text", ".txt", b"Steps for a test\n")]


@pytest.mark.parametrize(("kind", "ending", "start"), SAVED)
async def test_it_is_saved_after_the_one_warning(kind: str, ending: str, start: bytes, tmp_path: Path) -> None:
    book = written()
    app: Any = Bench(book, page(book))
    place = str(tmp_path / f"page{ending}")
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "read")
        await choose(app, pilot, "save")
        assert isinstance(app.screen, SavePage) and "To write on by hand" in app.head_and_foot()
        tick(app, f"kind.{kind}").focus()
        await pilot.press("space")
        app.screen.query_one("#where", TextLine).value = place
        await choose(app, pilot, "save")
        await settle(app, pilot)
        assert isinstance(app.screen, BeforeSaving) and "can be found, copied" in app.all_text()
        await choose(app, pilot, "save")
        await settle(app, pilot)
        assert isinstance(app.screen, Saved) and "Back to the page" in app.all_text()
        assert [(path, data.startswith(start)) for path, data in app.outlet.written] == [(place, True)]


async def test_it_is_printed_from_the_same_page_as_a_summary() -> None:
    book = written()
    app = Bench(book, page(book))
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "print")
        await settle(app, pilot)
        assert isinstance(app.screen, PrintPage) and "To write on by hand" in app.head_and_foot()


async def test_the_list_leads_to_the_worksheet_with_the_focus() -> None:
    book = written()
    app = Bench(book, Sheets())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        focused = app.focused
        assert isinstance(focused, MenuEntry) and focused.entry.id == "sheet:plain"
        await pilot.press("f4")
        await pilot.pause()
        assert isinstance(app.screen, BlankPage) and app.screen.worksheet.id == "plain"
        chosen = [one.key for one in app.screen.query(Tick) if one.shown.on]
        assert chosen == ["sheet:plain", "credit"]


async def test_a_worksheet_that_is_no_longer_offered_stands_alone() -> None:
    book = written()
    gone = replace(book.catalogue.worksheet("steps", "harmed"), id="gone/steps")
    draft = BlankDraft(book.catalogue, gone)
    assert draft.offered == [gone]
    assert draft.page().title == gone.title
