from __future__ import annotations

from typing import Any

import pytest
from textual.containers import VerticalScroll

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.visit import Visit
from ciworkbook.screens.passages import Passage
from ciworkbook.screens.read import ReadThrough
from ciworkbook.screens.sure import Sure
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook

from .bench import Bench, people, visit, workbook
from .seen import SIZES, same_as_before


def written(**more: Any) -> tuple[Workbook, Visit]:
    book, _vault = workbook()
    blue, red, _kim = people(book, "Blue|my sister", "R.", "Kim")
    one = visit(
        book,
        "steps",
        "2026-11-24",
        {
            "stairs": {"place": ["name"], "steps": {}},
            "talked": "no",
            "what": "He said [b]he[/b] knows.\nAnd more.",
            "heavy": Answer("not_now"),
            "who": [{"person": blue, "good": "listening"}, {"person": red}],
            "map": {blue: "near", red: "far"},
        },
        **{"at": "talked", **more},
    )
    return book, one


def page(book: Workbook, one: Visit) -> ReadThrough:
    return ReadThrough(book.worksheet_of(one), one)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["read", "read-end", "read-fresh"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book, one = written()
    if name == "read-fresh":
        one = book.begin("plain", "harmed")
    app = Bench(book, page(book, one))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if name == "read-end":
            await pilot.press("end")
            await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_everything_is_told_once_in_order() -> None:
    book, one = written()
    app = Bench(book, page(book, one))
    async with app.run_test() as pilot:
        await pilot.pause()
        text = app.all_text()
        order = [
            "Where things stand",
            "Read this first.",
            "1  Where do you stand, friend?",
            "Standing on “Name what happened”",
            "2  Did you talk with someone?",
            "You are here.",
            "4  This part is about: being followed.",
            "left for later",
            "People around",
            "listening",
            "Near: Blue",
            "left empty",
            "Resting",
            "He said [b]he[/b] knows.",
            "Asked only if you ticked “Yes” at question 2.",
        ]
        at = [text.index(words) for words in order]
        assert at == sorted(at)
        assert "Heavy words of the label" not in text
        assert "4 answered, 1 for later" in app.head_and_foot()


async def test_the_focus_is_where_one_is_and_enter_goes_there() -> None:
    book, one = written()
    app = Bench(book, page(book, one))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == ["talked"]


@pytest.mark.parametrize(("at", "first"), [("", "stairs"), ("second", "who"), ("map", "map"), ("gone", "stairs")])
async def test_where_one_is_may_be_a_section_a_question_or_nothing_known(at: str, first: str) -> None:
    book, one = written(at=at)
    app = Bench(book, page(book, one))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == [first]


async def test_a_click_on_a_question_goes_there() -> None:
    book, one = written(at="")
    app = Bench(book, page(book, one))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click("#q-talked", offset=(6, 0))
        await pilot.pause()
        assert app.given == ["talked"]


async def test_notes_cannot_be_chosen_and_esc_goes_nowhere_else() -> None:
    book, one = written()
    app = Bench(book, page(book, one))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert not app.screen.query_one("#q-hello", Passage).can_focus
        await pilot.press("escape")
        await pilot.pause()
        assert app.given == [None]


async def test_down_reaches_every_line_and_every_choice() -> None:
    """No line is jumped over: between two presses of Down the page moves less than its own height."""
    book, one = written(at="")
    app = Bench(book, page(book, one))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        body = app.screen.query_one("#body", VerticalScroll)
        seen = app.seen()
        for _press in range(60):
            before = body.scroll_y
            await pilot.press("down")
            await pilot.pause()
            assert 0 <= body.scroll_y - before < body.size.height
            seen += app.seen()
        assert [line for line in app.all_text().split("\n") if line.strip("▸ ")[:30] not in seen] == []
        assert isinstance(app.focused, MenuEntry)
        assert app.focused.entry.id == "erase:what"
        for _press in range(60):
            await pilot.press("up")
        await pilot.pause()
        assert body.scroll_y == 0


async def test_a_resting_answer_is_brought_back_by_the_question_that_hides_it() -> None:
    book, one = written()
    app = Bench(book, page(book, one))
    async with app.run_test() as pilot:
        await pilot.pause()
        entry = next(each for each in app.screen.query(MenuEntry) if "question 2" in each.entry.label)
        entry.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == ["talked"]


@pytest.mark.parametrize("sure", [True, False])
async def test_erasing_what_rests_asks_once_and_is_saved(sure: bool) -> None:
    book, one = written()
    app = Bench(book, page(book, one))
    async with app.run_test() as pilot:
        app.desk.lay_out(one)
        await pilot.pause()
        app.screen.query(MenuEntry).last().focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Sure)
        assert "What was said?" in app.all_text()
        await pilot.press(*(["down"] if sure else []), "enter")
        await pilot.pause()
        kept = book.visits("steps")[0].answers
        assert ("what" in kept) is not sure
        assert ("Resting" in app.all_text()) is not sure


async def test_before_anything_is_written_the_questions_stand_with_what_they_offer() -> None:
    book, _one = written()
    app = Bench(book, page(book, book.begin("steps", "helping")))
    async with app.run_test() as pilot:
        await pilot.pause()
        text = app.all_text()
        assert "· Yes" in text
        assert "left empty" not in text
        assert "1 more question comes up only after certain answers." in text


async def test_shipped_sheets_can_be_read_through_at_every_door() -> None:
    from typing import cast

    from ciworkbook.answers.flow import flow
    from ciworkbook.vault import Vault
    from ciworkbook.worksheet.catalogue import Catalogue
    from ciworkbook.worksheet.model import DOORS

    from .bench import NOW, MemoryVault

    book = Workbook(cast("Vault", MemoryVault()), Catalogue.load(), lambda: NOW)
    sheets = [(entry.id, door) for door in DOORS for entry in book.catalogue.entries(door)]
    assert len(sheets) >= 12
    for id_, door in sheets:
        sheet = book.catalogue.worksheet(id_, door)
        app = Bench(book, ReadThrough(sheet, book.begin(id_, door)))
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            text = app.all_text()
            assert "${" not in text
            assert all(section.title in text for section in sheet.sections if section.relevant is None)
            asked = list(flow(sheet, app.page.visit).shown)  # type: ignore[attr-defined]
            assert [one.id for one in app.screen.query(Passage)] == [f"q-{id_}" for id_ in asked]
