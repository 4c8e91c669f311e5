"""A summary in lines: choosing, names, every line, the page as it is heard, and each way out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from ciworkbook import giving
from ciworkbook.guard.outcomes import Found, Queue, Refused
from ciworkbook.linear.blank import blank_paper
from ciworkbook.linear.given import given, take_in
from ciworkbook.linear.summary import summary
from ciworkbook.linear.ticking import numbers_in
from ciworkbook.vault import parameters

from ..making import CHEAP
from ..screens.bench import workbook
from ..screens.test_summary import written
from .conversation import Out, hold

GO = ("2", "", "@next")
"""Also the second visit, then on."""
LINES = ("", "@next", "@next", "")
"""Past the visits, the names and the lines, as they are."""


@pytest.fixture(autouse=True)
def cheap_words(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)
    monkeypatch.setattr("ciworkbook.vault.given.Cost", lambda: CHEAP)


def test_with_nothing_written_one_is_told_so() -> None:
    assert "There is nothing to make a summary of yet." in hold(workbook()[0], summary)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2", [2]), ("2 5", [2, 5]), ("5,2, 2.", [5, 2]), ("2-4", [2, 3, 4]), ("2 - 4", [2, 3, 4])],
)
def test_numbers_of_lines(typed: str, meant: list[int]) -> None:
    assert numbers_in(typed, 5) == meant


@pytest.mark.parametrize("typed", ["0", "6", "4-2", "two", "2-", "-2", "2 six"])
def test_what_is_no_number_of_a_line(typed: str) -> None:
    assert numbers_in(typed, 5) is None


def test_names_are_heard_before_the_lines_with_what_the_rule_makes_of_them() -> None:
    told = hold(written()[0], summary, *GO, "@letters", "@next", clean=False)
    names, lines = told.text.split("Line by line")
    assert "Blue\nR.\nKim\n1. Go on with these names" in names
    assert "Blue: Person B\nR.: Person C\nKim: Person A\n1. Go on" in names
    assert "2. On: Rest, and that Person A knows." in lines and "Kim" not in lines


def test_lines_are_turned_over_by_number_and_the_page_is_heard_without_them() -> None:
    told = hold(written()[0], summary, *GO, "@next", "2 6-7", "", "13", "", "@read", "@paper", "@back")
    assert "2. Off: Rest, and that Kim knows." in told and "13. On: He said he knows." in told
    page = told.text.split("The page as it will read")[1]
    assert "Rest, and that" not in page and "a step up" not in page and "He said he knows." in page
    assert "on A4 paper" in page and "on US Letter paper" in told.text.split("The page as it will read")[2]
    assert "1 answer is private and stays in the workbook" in told
    assert told.text.count("1 answer is private") == 1


def test_all_off_leaves_nothing_to_hand_out() -> None:
    out = Out()
    told = hold(
        written()[0], summary, "", "@next", "@next", "/none", "", "@save", "@print", "@give", "/list", outlet=out
    )
    assert told.text.count("No line is on the page. Go back and put one on it.") == 3
    assert out.written == [] and out.printed == []


def test_visits_are_picked_by_day_by_one_day_and_question_by_question() -> None:
    told = hold(
        written()[0],
        summary,
        *("", "@older", "", "@days", "june", "3 june", "1 june", "2026-06-01", "2026-06-03"),
        *("@meeting", "2", "@beside", "1", "", "@meeting", "3", "@questions", "1", "", "@next"),
        clean=False,
    )
    assert "Type a whole day, such as “24 November” or “last week”." in told
    assert "The second day is before the first. Turn them around." in told
    assert "3. 14 March 2026, Steps for a test" in told
    assert "1. Off: Steps for a test: with what changed since 14 March 2026" in told
    assert "1. Off: Where do you stand, friend?" in told


def test_the_reader_and_the_title_become_lines_of_the_page() -> None:
    told = hold(
        written()[0],
        summary,
        *(*LINES, "@words", "A title of mine", "First.", "Second.", ""),
        *("@reader", "2", "9", "Mine", "1", "", "", "2-3", "", "My own rule.", "", "@read"),
        clean=False,
    )
    page = told.text.split("The page as it will read")[1]
    for words in ("A title of mine", "First.", "Second.", "Someone I trust", "Mine", "My own rule."):
        assert words in page, words
    assert "Type a number from 1 to 5." in told


def test_a_page_is_saved_after_one_warning_where_enter_saves_nothing(tmp_path: Path) -> None:
    out, place = Out(), tmp_path / "page"
    told = hold(written()[0], summary, *LINES, "@save", "", str(place), "", outlet=out)
    assert "can be found, copied, and used in court by any side" in told and out.written == []
    told = hold(
        written()[0], summary, *LINES, "@save", "", str(tmp_path / "none" / "x"), str(place), "@do", "", outlet=out
    )
    assert "That folder is not there." in told and "The page is saved:" in told
    assert "Rest, and that Kim knows." in place.with_suffix(".txt").read_text()
    out.problem = "full"
    told = hold(written()[0], summary, *LINES, "@save", "@pdf", "@us-letter", "y", str(place), "@do", outlet=out)
    assert "There is no room left at that place." in told and out.written[1:] == []


def test_a_page_is_printed_with_where_it_leads_and_what_the_queue_keeps() -> None:
    out = Out()
    desk, far = Queue("Desk", "plugged"), Queue("Hall", "network")
    out.found = Found((far, desk))
    told = hold(written()[0], summary, *LINES, "@print", "", "", "n", "", outlet=out)
    assert "1. Hall, over the network\n2. Desk, plugged in here" in told and "Number, or Enter for 2:" in told
    assert "The printer's queue keeps a copy on this computer, often for a day." in told and out.printed == []
    told = hold(written()[0], summary, *LINES, "@print", "1", "", "n", "@do", "", outlet=out)
    assert "The page was handed to the printer:\nHall" in told
    assert [queue for queue, _page in out.printed] == [far]
    out.refused = Refused("queue", "no such printer")
    told = hold(written()[0], summary, *LINES, "@print", "1", "", "n", "@do", "@back", outlet=out)
    assert "The computer says: no such printer" in told and told.text.count("Which printer") == 2
    out.found = Found(problem="missing")
    assert "No printer was found." in hold(written()[0], summary, *LINES, "@print", "@look", "@back", outlet=out)


def test_a_page_is_given_to_another_workbook_and_taken_in_there_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "new_words", lambda: "one two three four five")
    place = tmp_path / "page.locked"
    told = hold(written()[0], summary, *LINES, "@give", "Ida", str(place), "@close")
    assert "With these words:\none two three four five" in told and place.is_file()
    other = workbook()[0]
    typed = ("@take", str(tmp_path / "none"), str(place), "wrong words", "/show", "One two three FOUR five")
    told = hold(other, given, *typed, "1", "", "@lines", "/all", "", "@keep", clean=False)
    assert "There is no such file." in told and "Nothing proves them." in told
    assert "given by Ida on 24 November 2026" in told and "1. Off: " in told
    (kept,) = other.given.all()
    told = hold(
        other, given, f"@given:{kept.entry}", "@remove", "", f"@given:{kept.entry}", "@remove", "@do", clean=False
    )
    assert "Rest, and that Kim knows." in told and other.given.all() == []
    told = hold(other, take_in, str(place), "one two three four five", "/none", "", "@keep", "@back", clean=False)
    assert "No line is on. Put one on, or take in nothing." in told and other.given.all() == []


def test_worksheets_to_write_on_by_hand_are_heard_printed_and_saved(tmp_path: Path) -> None:
    book = written()[0]
    sheet = book.catalogue.worksheet("steps", "harmed")
    typed = ("@wishes", "1", "", "@read", "", "@print", "@back", "@save", "", str(tmp_path / "sheet"), "@do", "")
    told = hold(book, partial(blank_paper, worksheet=sheet), *typed, "@sheets", "1", "", "@read", clean=False)
    page = told.text.split("The page as it will read")[1]
    for words in ("Room to write", "One of these to tick:\nYes\nNo", "A table to fill in. Its columns: "):
        assert words in page, words
    assert "____" not in page and (tmp_path / "sheet.txt").is_file()
    assert "No worksheet is on yet." in told
