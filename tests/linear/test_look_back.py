"""Looking back in lines: worksheets, visits, then beside now, over time, evenings, and finding words."""

from __future__ import annotations

from functools import partial

from ciworkbook.errors import WorkbookError
from ciworkbook.linear.face import Face
from ciworkbook.linear.look_back import look_back
from ciworkbook.linear.sheet_visits import sheet_visits
from ciworkbook.linear.visit import open_visit

from ..screens.bench import PLAIN, visit, workbook
from ..screens.test_changed_sheet import changed
from ..screens.test_look_back import four
from .conversation import hold


def test_with_nothing_written_one_is_told_so() -> None:
    told = hold(workbook()[0], look_back)
    assert told.lines[1] == "Nothing to look back on yet."


def test_the_worksheets_with_their_visits_the_newest_first() -> None:
    told = hold(four(), look_back)
    assert told.lines == [
        "Look back",
        "1. Find what I wrote",
        "2. Evening by evening",
        "3. A plain sheet, 1 visit, 20 November 2026",
        "4. Steps for a test, 3 visits since March",
        "Number:",
    ]


def test_then_beside_now_says_what_moved_and_both_places() -> None:
    told = hold(four(), partial(sheet_visits, worksheet="steps"))
    assert told.lines[:9] == [
        "Steps for a test",
        "3 visits since March",
        "then: 2 June 2026, 2 answered",
        "now: 30 September 2026, 5 answered, 1 for later",
        "Where do you stand, friend?",
        "the lower end moved up",
        "then: Standing from “Stop the harm” to “Name what happened”",
        "now: Standing on “Name what happened”",
        "Where does each one stand?",
    ]
    assert "Did you talk with someone?" not in told
    assert "Did you talk with someone?" in hold(four(), partial(sheet_visits, worksheet="steps"), "@everything")


def test_any_two_visits_are_set_side_by_side_and_heard_once() -> None:
    told = hold(four(), partial(sheet_visits, worksheet="steps"), "@two", "2", "1", "@read:any", "3", "/end", "@back")
    assert "then: 14 March 2026, 4 answered, 1 for later\nnow: 30 September 2026" in told
    assert told.text.count("then: 14 March 2026") == 1, "whoever comes back from a visit knows it already"


def test_every_place_is_told_visit_by_visit() -> None:
    told = hold(four(), partial(sheet_visits, worksheet="steps"), "@over_time", "@read", "3", "", "@back", "@back")
    at = told.lines.index("14 March 2026: Standing on “Stop the harm”")
    assert told.lines[at : at + 6] == [
        "14 March 2026: Standing on “Stop the harm”",
        "2 June 2026: Standing from “Stop the harm” to “Name what happened”, a step up",
        "30 September 2026: Standing on “Name what happened”, the lower end moved up",
        "Where does each one stand?",
        "14 March 2026: Near: Blue, Far: R.",
        "30 September 2026: Blue moved further away, Kim: new",
    ]
    assert "Steps for a test, 14 March 2026" in told


def test_many_visits_are_told_from_the_newest_on_and_all_on_request() -> None:
    scale = {"id": "line", "type": "scale", "label": "How is it?", "min": 0, "max": 10}
    sheet = {**PLAIN, "sections": [{**PLAIN["sections"][0], "questions": [scale]}], "summary": []}
    book = workbook(sheet)[0]
    for number in range(15):
        visit(book, "plain", f"2026-{number // 2 + 1:02}-{number % 2 * 10 + 1:02}", {"line": number % 10})
    told = hold(book, partial(sheet_visits, worksheet="plain"), "@over_time", "@all:line", "@back")
    first, _all, second = told.text.partition("All 15 visits: How is it?")
    assert "1 January 2026" not in first and "1 January 2026: 0 on the line" in second
    assert "went down from 9 to 0 on the line" in first


def test_a_visit_is_heard_part_by_part_and_taken_out_after_one_question() -> None:
    book = four()
    last = book.visits("steps")[-1]
    told = hold(book, partial(open_visit, visit=last), "", "@remove", "", "@remove", "@do")
    assert "3. What was said?\nHe said he knows." in told
    assert told.lines.index("4. This part is about: being followed. It can wait.") < told.lines.index("People around")
    assert "Number, or Enter for 1:" in told and "The visit is taken out." in told
    assert len(book.visits("steps")) == 2


def test_evening_by_evening_and_the_visit_of_one() -> None:
    told = hold(four(), look_back, "@*evenings", "", "@read", "/end", "@back", "@back")
    assert "Friday 20 November 2026\nA plain sheet\nWhat would be good?\nRest." in told
    assert "Wednesday 30 September 2026" in told and "Back to the evenings" in told


def test_a_long_answer_of_an_evening_says_that_it_goes_on() -> None:
    book = workbook()[0]
    visit(book, "plain", "2026-11-20", {"wish": "word " * 200})
    told = hold(book, look_back, "@*evenings", clean=False)
    assert "The answer goes on. All of it is in the visit." in told and len(max(told.lines, key=len)) < 400


def test_words_are_found_with_the_place_they_stand_in() -> None:
    told = hold(four(), look_back, "@*find", "zzz", "", "kim", "1", "@read", "/end", "@back", "@again")
    assert "Nothing found. A shorter word finds more." in told
    assert "1. Far: R., Kim, Steps for a test, 30 September 2026, Where does each one stand?" in told
    assert "Found here:\n6. Where does each one stand?\nIn between: Blue\nFar: R., Kim" in told
    assert "Back to what was found" in told


def test_a_changed_worksheet_is_asked_about_then_moved_put_back_and_let_go() -> None:
    book, _vault, made = changed()
    one = partial(open_visit, visit=made)

    def again(face: Face) -> object:
        return open_visit(face, book.visits()[0])

    told = hold(book, one, "/back")
    assert "This worksheet has changed since you wrote in it." in told
    assert "Heavy words of the label: Words [b]as they are[/b]" not in told and book.visits()[0].stays_at == 0
    told = hold(book, one, "@move", "", "/end", "/end", clean=False)
    for words in (
        "then: Yes",
        "after moving: Yes",
        "Becomes a text.",
        "1 other answer stays as it is.",
        "is no longer asked",
    ):
        assert words in told, words
    (now,) = book.visits()
    told = hold(book, partial(open_visit, visit=now), "", "@erase:0", "@do", "@back", clean=False)
    assert "Kept with this visit" in told and len(book.visits()[0].archive) == len(now.archive) - 1
    told = hold(book, again, "/end", "@put_back", "", "@put_back", "@do", clean=False)
    assert "The answers come back as they were" in told and book.visits()[0].version == 1
    hold(book, again, "/end", "@move", "@move", "@erase", "/end", "@let_go", "@do", clean=False)
    assert book.visits()[0].version == 2 and book.visits()[0].before is None
    assert [kept.question for kept in book.visits()[0].archive if kept.why == "retired"] == []


def test_a_save_that_fails_is_said_and_changes_nothing() -> None:
    book, vault, made = changed()
    vault.refuse = NoRoomError()
    told = hold(book, partial(open_visit, visit=made), "@move", "@stay", "/back")
    assert told.text.count("There is no room left.") == 2 and book.visits()[0] == made


class NoRoomError(WorkbookError):
    """The disk is full."""

    def __init__(self) -> None:
        super().__init__("There is no room left.", "Make some room.")
