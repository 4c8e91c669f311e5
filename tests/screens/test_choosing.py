"""Choosing what goes into a summary: ready-made, by day, by meeting, by question; for whom; the page as it breaks."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any

import pytest

from ciworkbook.practice import practice_workbook
from ciworkbook.screens.names_page import NamesPage
from ciworkbook.screens.pick import DaysPage, MeetingsPage, QuestionsPage
from ciworkbook.screens.preview import Preview
from ciworkbook.screens.reader_page import ReaderPage
from ciworkbook.screens.saving import PageText
from ciworkbook.screens.summary import Summary
from ciworkbook.screens.ticks import Tick
from ciworkbook.summary.choosing import between, choices_of, meetings
from ciworkbook.summary.draft import Draft
from ciworkbook.summary.ready import ready_made
from ciworkbook.widgets.date import DateLine
from ciworkbook.widgets.fields import TextBox, TextLine
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door

from .bench import Bench
from .seen import SIZES, same_as_before
from .test_summary import choose, settle, tick

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=1)))


@cache
def catalogue() -> Catalogue:
    return Catalogue.load()


def case(door: Door = "facilitating") -> Workbook:
    """The made-up case, at `door`."""
    return practice_workbook(catalogue(), door, lambda: NOW)


def ready(book: Workbook, id: str) -> Draft:
    draft = Draft(book, layout=next(one for one in ready_made(book) if one.id == id))
    draft.rule = "letters"
    return draft


# What can be chosen


def test_a_visit_belongs_to_the_days_it_was_begun_and_written_in() -> None:
    book = case()
    choices = choices_of(book)
    day = date.fromisoformat(choices[1].visit.started[:10])
    assert choices[1] in between(choices, day, day)
    assert choices[1] not in between(choices, day + timedelta(days=1))
    assert choices[1] not in between(choices, date(2000, 1, 1), day - timedelta(days=1))
    first = next(iter(choices[1].visit.answers))
    book.save(choices[1].visit.answer(first, choices[1].visit.answers[first], "2026-11-23T20:00:00+01:00"))
    again = next(one for one in choices_of(book) if one.visit.entry == choices[1].visit.entry)
    assert again.days() == {day, date(2026, 11, 23)}
    assert [one.visit.entry for one in between(choices_of(book), date(2026, 11, 23))] == [again.visit.entry]


def test_what_was_begun_on_one_day_is_one_meeting() -> None:
    found = meetings(choices_of(case()))
    assert [one.day for one in found] == sorted({one.day for one in found}, reverse=True)
    assert sum(len(one.choices) for one in found) == len(choices_of(case()))
    assert all(choice.visit.started.startswith(one.day.isoformat()) for one in found for choice in one.choices)


def test_questions_that_are_left_out_leave_nothing_on_the_page() -> None:
    book = case()
    draft = Draft(book, [book.visits("how-did-it-go")[-1]])
    (one,) = [each for each in draft.choices if each.on]
    assert any(getattr(block, "label", "") == "How each one is" for block in draft.document()[0].blocks)
    one.left_out = {each.id for each in book.worksheet_of(one.visit).questions() if each.id != "decided"}
    labels = {getattr(block, "label", "") for block in draft.document()[0].blocks}
    assert "What was decided" in labels
    assert not {"How each one is", "What happened", "What is next"} & labels


# The pages


PAGES = ["choose", "choose-days", "choose-meeting", "choose-questions", "choose-reader", "choose-card", "choose-pages"]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", PAGES)
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book = case("harmed" if name == "choose-card" else "facilitating")
    team = ready(book, "carry-card" if name == "choose-card" else "team-sheet")
    pages: dict[str, Any] = {
        "choose": Summary,
        "choose-days": DaysPage,
        "choose-meeting": lambda: MeetingsPage(meetings(choices_of(book))),
        "choose-questions": lambda: QuestionsPage(Draft(book, [book.visits("how-did-it-go")[-1]])),
        "choose-reader": lambda: ReaderPage(team),
        "choose-card": lambda: Preview(team),
        "choose-pages": lambda: PageText(team),
    }
    app = Bench(book, pages[name]())
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        await same_as_before(app.seen, name, size)


async def test_a_ready_made_one_goes_over_names_to_lines() -> None:
    app = Bench(case(), Summary())
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(app, pilot)
        entries = [one.entry.label for one in app.screen.query(MenuEntry)][:3]
        assert entries == ["Where our goals stand", "Record of a meeting or step", "Our team"]
        await choose(app, pilot, "ready.2")
        assert isinstance(app.screen, NamesPage)
        await choose(app, pilot, "next")
        assert isinstance(app.screen, Preview)
        assert "For: The people on the team" in app.all_text()


async def test_from_one_visit_only_what_tells_of_its_sheet_is_ready_made() -> None:
    book = case()
    app = Bench(book, Summary([book.visits("team-roles")[0]]))
    async with app.run_test() as pilot:
        await settle(app, pilot)
        assert [one.entry.label for one in app.screen.query(MenuEntry) if one.entry.id.startswith("ready")] == [
            "Our team"
        ]


async def test_days_tick_what_was_written_then() -> None:
    book = case()
    app = Bench(book, Summary())
    async with app.run_test(size=(80, 50)) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "days")
        first, last = app.screen.query(DateLine)
        await pilot.press("ctrl+u", *"summer")
        await choose(app, pilot, "pick")
        assert "Type a whole day" in app.seen()
        first.line.focus()
        await pilot.press("ctrl+u", *"1 aug 26")
        last.value = "2026-07-01"
        await choose(app, pilot, "pick")
        assert "The second day is before the first." in app.seen()
        last.value = "2026-09-30"
        await choose(app, pilot, "pick")
        await settle(app, pilot)
        page = app.screen
        assert isinstance(page, Summary)
        assert {one.visit.started[:7] for one in page.draft.choices if one.on} == {"2026-08", "2026-09"}
        assert "visits are ticked." in app.seen()


async def test_a_meeting_ticks_its_visits() -> None:
    book = case()
    app = Bench(book, Summary())
    async with app.run_test(size=(80, 50)) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "meeting")
        await choose(app, pilot, "1")
        await settle(app, pilot)
        page = app.screen
        assert isinstance(page, Summary)
        wanted = meetings(page.draft.choices)[1]
        assert [one.visit for one in page.draft.choices if one.on] == [one.visit for one in wanted.choices]


async def test_older_visits_are_shown_on_request() -> None:
    app = Bench(case(), Summary())
    async with app.run_test(size=(80, 50)) as pilot:
        await settle(app, pilot)
        before = len(app.screen.query(Tick))
        await choose(app, pilot, "older")
        await settle(app, pilot)
        assert len(app.screen.query(Tick)) > before


async def test_only_some_questions() -> None:
    book = case()
    app = Bench(book, Summary([book.visits("how-did-it-go")[-1]]))
    async with app.run_test(size=(80, 60)) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "questions")
        assert "danger" not in {one.key.partition(".")[2] for one in app.screen.query(Tick)}  # it is private
        await choose(app, pilot, "none")
        tick(app, "0.decided").focus()
        await pilot.press("space")
        await choose(app, pilot, "back")
        await settle(app, pilot)
        assert "in part" in app.seen()
        page = app.screen
        assert isinstance(page, Summary)
        told = [one.key for one in page.draft.document()[0].lines() if one.key.startswith("p0.")]
        assert {one.split(".")[1] for one in told} == {"date", "decided_shown", "keep_close"}


async def test_ready_words_stand_in_their_field_and_can_be_changed() -> None:
    book = case()
    draft = Draft(book, [book.visits("team-roles")[0]])
    app = Bench(book, ReaderPage(draft))
    async with app.run_test(size=(80, 70)) as pilot:
        await settle(app, pilot)
        for key in ("who.0", "treat.0", "treat.2"):
            tick(app, key).focus()
            await pilot.press("space")
        await settle(app, pilot)
        assert app.screen.query_one("#who", TextLine).value == "The people on the team"
        assert tick(app, "treat.2").shown.on
        tick(app, "treat.0").focus()
        await pilot.press("space")
        box = app.screen.query_one("#treat", TextBox)
        box.focus()
        box.move_cursor(box.document.end)
        await pilot.press(*" Soon.")
        await settle(app, pilot)
        assert not tick(app, "treat.2").shown.on
        await pilot.press("escape")
        await settle(app, pilot)
    assert draft.reader.who == "The people on the team"
    assert draft.reader.treat == ("Destroy it once it has done its work. Soon.",)
    said = [one.text for one in draft.page().lines()]
    assert said[0] == "For: The people on the team"
    assert said[-1] == "Destroy it once it has done its work. Soon."


async def test_a_card_is_empty_until_something_is_chosen() -> None:
    draft = ready(case("harmed"), "carry-card")
    assert draft.page().lines() == []
    lines = draft.document()[0].lines()
    assert not any(one.key.endswith(".date") for one in lines)
    draft.turn(lines[0], True)
    assert [one.key for one in draft.page().lines()] == [lines[0].key]
    assert (draft.page().form, draft.page().foot) == ("card", False)
    assert not any("www." in getattr(block, "label", "") for block in draft.page().blocks)


async def test_the_pages_are_shown_for_both_papers() -> None:
    app = Bench(case(), PageText(ready(case(), "team-sheet")))
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(app, pilot)
        assert re.search(r"as it will read: \d pages, A4", app.head_and_foot())
        assert re.search(r"┌─ page 1 of \d ─", app.seen())
        await choose(app, pilot, "paper")
        await settle(app, pilot)
        assert re.search(r"as it will read: \d pages, US Letter", app.head_and_foot())
