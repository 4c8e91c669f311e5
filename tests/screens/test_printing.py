"""The pages that print: what is offered, what is said before, and what becomes of the page."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from ciworkbook.guard.outcomes import TROUBLES, Found, Leads, Queue, Refused
from ciworkbook.screens.preview import Preview
from ciworkbook.screens.printing import BeforePrinting, Printed, PrintPage
from ciworkbook.screens.saving import PageText
from ciworkbook.summary.document import Document, Heading, Room
from ciworkbook.summary.draft import Draft
from ciworkbook.summary.printer_words import keeps_words, leads_words, trouble_words
from ciworkbook.widgets.menu import MenuEntry

from .bench import Bench
from .seen import SIZES, same_as_before
from .test_summary import choose, settle, tick, written

DESK, FAR = Queue("Desk", "plugged"), Queue("Office_2nd_floor", "network")
ARCHIVE, THERE = Queue("Archive", "file"), Queue("Hall", "server")


def bench(*queues: Queue, found: Found | None = None) -> Bench:
    book, last = written()
    app = Bench(book, PrintPage(Draft(book, [last]).page, "Summary"))
    app.outlet.found = found or Found(queues)
    return app


async def print_on(app: Bench, pilot: Any, queue: int | None = None, answer: str = "print") -> None:
    await settle(app, pilot)
    if queue is not None:
        tick(app, f"queue.{queue}").focus()
        await pilot.press("space")
    await choose(app, pilot, "print")
    await settle(app, pilot)
    assert isinstance(app.screen, BeforePrinting)
    await choose(app, pilot, answer)
    await settle(app, pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_is_printed_after_one_warning_that_no_comes_first_on(size: tuple[int, int]) -> None:
    app = bench(FAR, DESK, ARCHIVE)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        await same_as_before(app.seen, "print-page", size)
        assert tick(app, "queue.1").shown.on  # what is plugged in comes before what is far
        await choose(app, pilot, "print")
        await settle(app, pilot)
        await same_as_before(app.seen, "before-printing", size)
        assert "The printer's queue keeps a copy on this computer, often for a day." in app.all_text()
        focused = app.focused
        assert isinstance(focused, MenuEntry)
        assert focused.entry.id == "keep"
        assert app.outlet.printed == []
        await choose(app, pilot, "print")
        await settle(app, pilot)
        assert isinstance(app.screen, Printed)
        await same_as_before(app.seen, "printed", size)
        assert [(queue, page[:5]) for queue, page in app.outlet.printed] == [(DESK, b"%PDF-")]
        await choose(app, pilot, "back")
        assert app.given == [None]


@pytest.mark.parametrize("answer", ["keep", ""])
async def test_the_warning_can_be_answered_with_no(answer: str) -> None:
    app = bench(DESK)
    async with app.run_test() as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "print")
        await settle(app, pilot)
        if answer:
            await choose(app, pilot, answer)
        else:
            await pilot.press("escape")
        await settle(app, pilot)
        assert isinstance(app.screen, PrintPage)
        assert app.outlet.printed == []


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (0, "leaves this computer over the network"),
        (1, "It writes a file, often in a folder of your own, and that file stays"),
        (2, "goes to another computer over the network"),
    ],
)
async def test_the_warning_fits_where_the_printer_leads(at: int, words: str) -> None:
    app = bench(FAR, ARCHIVE, THERE)
    async with app.run_test() as pilot:
        await settle(app, pilot)
        tick(app, f"queue.{at}").focus()
        await pilot.press("space")
        await choose(app, pilot, "print")
        await settle(app, pilot)
        assert words in app.all_text()
        await choose(app, pilot, "print")
        await settle(app, pilot)
        assert ("It is a file now" in app.all_text()) == (at == 1)
        assert app.outlet.printed[0][0] == (FAR, ARCHIVE, THERE)[at]


def test_every_kind_of_printer_and_every_trouble_has_words() -> None:
    for leads in get_args(Leads):
        assert leads_words(leads)
        assert "cannot remove" in keeps_words(leads)
        assert "often for a day" in keeps_words(leads)
    for problem in TROUBLES:
        assert trouble_words(problem, "linux").endswith(".")
    windows = trouble_words("missing", "win32")
    assert windows.startswith("On Windows this program cannot print by itself.")
    assert "keeps copies" in windows


async def test_large_print_is_larger() -> None:
    app = bench(DESK)
    async with app.run_test() as pilot:
        await print_on(app, pilot)
        await choose(app, pilot, "back")
    again = bench(DESK)
    async with again.run_test() as pilot:
        await settle(again, pilot)
        tick(again, "large.").focus()
        await pilot.press("space")
        assert tick(again, "large.").shown.on
        await print_on(again, pilot)
    usual, large = (one.outlet.printed[0][1] for one in (app, again))
    assert usual != large
    assert large.startswith(b"%PDF-")


async def test_what_the_printer_says_is_shown_and_the_page_stays() -> None:
    app = bench(DESK)
    app.outlet.refused = Refused("refused", 'Destination "Desk" is not \x1b[2Jaccepting\njobs.\u202e')
    async with app.run_test() as pilot:
        await print_on(app, pilot)
        assert isinstance(app.screen, PrintPage)
        told = app.all_text()
        assert "The printer did not take the page. Nothing was printed." in told
        assert 'The computer says: Destination "Desk" is not [2Jaccepting jobs.' in told
        app.outlet.refused = None
        await print_on(app, pilot)
        assert isinstance(app.screen, Printed)


async def test_a_printer_that_went_away_is_told_and_the_others_are_shown_anew() -> None:
    app = bench(DESK, FAR)
    async with app.run_test() as pilot:
        app.outlet.refused = Refused("queue")
        await settle(app, pilot)
        await choose(app, pilot, "print")
        await settle(app, pilot)
        app.outlet.found = Found((FAR,))
        await choose(app, pilot, "print")
        await settle(app, pilot)
        assert isinstance(app.screen, PrintPage)
        assert "This printer is not there any more" in app.all_text()
        assert tick(app, "queue.0").shown.text == FAR.name
        assert tick(app, "queue.0").shown.on


@pytest.mark.parametrize("size", SIZES)
async def test_without_a_printer_the_page_says_what_to_do_and_looks_again(size: tuple[int, int]) -> None:
    app = bench(found=Found(said="lpstat: \x07Scheduler is not running."))
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        await same_as_before(app.seen, "no-printer", size)
        app.outlet.found = Found(problem="missing")
        await choose(app, pilot, "look")
        await settle(app, pilot)
        assert "This computer has no program for printing." in app.all_text()
        app.outlet.found = Found((DESK,))
        await choose(app, pilot, "look")
        await settle(app, pilot)
        assert tick(app, "queue.0").shown.on
        await choose(app, pilot, "back")
        assert app.given == [None]


async def test_an_empty_page_is_not_printed_and_one_to_write_on_is() -> None:
    book, _last = written()
    page = Document("Blank", "en", (Heading("h", "Blank", 1),))
    app = Bench(book, PrintPage(lambda: page, "Blank"))
    app.outlet.found = Found((DESK,))
    async with app.run_test() as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "print")
        await settle(app, pilot)
        assert "No line is on the page." in app.all_text()
        page = Document("Blank", "en", (Heading("h", "Blank", 1), Room("r", "What happened?", "", 5)))
        await print_on(app, pilot)
        assert isinstance(app.screen, Printed)


async def test_a_page_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any) -> Any:
        raise RuntimeError("what was written")

    monkeypatch.setattr("ciworkbook.summary.handing_out.make", fail)
    app = bench(DESK)
    async with app.run_test() as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "print")
        await settle(app, pilot)
        assert isinstance(app.screen, PrintPage)
        assert "Nothing was printed. Saving it as text may work." in app.all_text()
        assert "what was written" not in app.all_text()


@pytest.mark.parametrize("page", [Preview, PageText])
async def test_the_way_to_print_stands_on_both_pages(page: type[Preview] | type[PageText]) -> None:
    book, last = written()
    app = Bench(book, page(Draft(book, [last])))
    app.outlet.found = Found((DESK,))
    async with app.run_test() as pilot:
        await pilot.pause()
        await choose(app, pilot, "print")
        await print_on(app, pilot)
        assert isinstance(app.screen, Printed)
        assert b"kept to myself" not in app.outlet.printed[0][1]
