from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.answers.answer import Answer
from ciworkbook.drawings.along import APART, place
from ciworkbook.looking_back import beside, so_many
from ciworkbook.screens.beside import lines_of
from ciworkbook.screens.chosen_dates import Chosen as ChosenDate
from ciworkbook.screens.chosen_dates import DateLine
from ciworkbook.screens.date_line import date_marks, line
from ciworkbook.screens.look_back import LookBack, SheetVisits
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.text import cells
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook

from .bench import NOW, PLAIN, STEPS, Bench, catalogue, people, visit, workbook
from .seen import SIZES, same_as_before

DAYS = [date(2026, 3, 14), date(2026, 4, 2), date(2026, 6, 2), date(2026, 9, 30), date(2026, 11, 24)]


def drawn(days: list[date], then: int | None, now: int, width: int, *, ascii_only: bool = False) -> list[str]:
    rows = line(days, then, now, width, date_marks(ascii_only))
    return ["".join(piece.text for piece in row.pieces).rstrip() for row in rows]


# The line of dates


def test_the_line_shows_then_now_and_the_others() -> None:
    assert drawn(DAYS, 3, 4, 60) == [
        "  ·─────·────────────·───────────────────────○───────────●",
        "  14 March           2 June                    24 November",
    ]


def test_the_line_in_ascii_keeps_its_marks_apart() -> None:
    first, second = drawn(DAYS[:3], 0, 1, 40, ascii_only=True)
    assert (first.count("o"), first.count("@"), first.count("+")) == (1, 1, 1)
    assert (first + second).isascii()


def test_one_visit_is_one_mark() -> None:
    assert drawn(DAYS[:1], None, 0, 60) == ["  ●", "  14 March"]


def test_visits_of_one_day_stand_apart() -> None:
    assert drawn([DAYS[0], DAYS[0]], 0, 1, 60)[0].strip() == "○──●"


def test_years_are_told_where_there_are_two() -> None:
    days = [date(2025, 3, 14), date(2025, 8, 1), date(2026, 9, 30), date(2026, 11, 24)]
    assert "March 2025" in drawn(days, 2, 3, 60)[1]


@given(
    gaps=st.lists(st.integers(0, 400), max_size=80),
    width=st.integers(12, 90),
    data=st.data(),
)
def test_the_line_holds_for_any_visits(gaps: list[int], width: int, data: st.DataObject) -> None:
    days = [date(2020, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    now = data.draw(st.integers(0, len(days) - 1))
    then = data.draw(st.integers(0, now - 1)) if now else None
    rows = drawn(days, then, now, width)
    assert all(cells(row) <= width for row in rows)
    assert rows[0].count("●") == 1
    places = place(days, sorted({now} if then is None else {then, now}), width - 4)
    assert all(later - earlier >= APART for earlier, later in zip(places.at, places.at[1:], strict=False))
    shown = range(places.first, places.first + len(places.at))
    assert now in shown
    if then is not None and now - then < len(places.at):
        assert then in shown
        assert rows[0].count("○") == 1
    assert (places.more_before, places.more_after) == (shown[0] > 0, shown[-1] < len(days) - 1)


# The list of sheets


def four(book: Workbook | None = None) -> Workbook:
    book = book or workbook()[0]
    blue, red, kim = people(book, "Blue|my sister", "R.", "Kim")
    visit(book, "plain", "2026-11-20", {"wish": "Rest."})
    first: dict[str, Any] = {
        "stairs": {"place": ["stop"], "steps": {}},
        "talked": "no",
        "what": "He said he knows.",
        "heavy": Answer("not_now"),
        "who": [{"person": blue}, {"person": red}],
        "map": {blue: "near", red: "far"},
    }
    visit(book, "steps", "2026-03-14", first)
    visit(book, "steps", "2026-06-02", {"stairs": {"place": ["stop", "name"], "steps": {}}, "who": [{"person": blue}]})
    last = {**first, "stairs": {"place": ["name"], "steps": {}}, "map": {blue: "mid", red: "far", kim: "far"}}
    visit(book, "steps", "2026-09-30", {**last, "talked": "yes"})
    return book


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    "name", ["look-back-empty", "look-back", "look-back-one", "look-back-two", "look-back-end", "look-back-visit"]
)
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book = workbook()[0] if name == "look-back-empty" else four()
    sheets = {"look-back-one": "plain", "look-back-two": "steps", "look-back-end": "steps", "look-back-visit": "steps"}
    app = Bench(book, SheetVisits(sheets[name]) if name in sheets else LookBack())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in {"look-back-end": ["left", "end"], "look-back-visit": ["left", "enter"]}.get(name, []):
            await pilot.press(key)
            await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_nothing_yet_is_answered_kindly() -> None:
    app = Bench(workbook()[0], LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Nothing to look back on yet." in app.all_text()
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == [None]


async def test_sheets_stand_with_how_often_and_since_when_the_last_one_first() -> None:
    app = Bench(four(), LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        entries = [(one.entry.label, one.entry.note) for one in app.screen.query(MenuEntry)]
        assert entries[2:] == [
            ("A plain sheet", "1 visit, 20 November 2026"),
            ("Steps for a test", "3 visits since March"),
        ]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SheetVisits)


def test_since_names_the_year_only_where_it_is_another() -> None:
    assert so_many(3, date(2026, 3, 1), date(2026, 11, 24)) == "3 visits since March"
    assert so_many(3, date(2025, 3, 1), date(2026, 11, 24)) == "3 visits since March 2025"
    assert so_many(1, date(2026, 3, 1), date(2026, 11, 24)) == "1 visit, 1 March 2026"


async def test_visits_of_other_doors_and_empty_visits_are_not_listed() -> None:
    book = workbook()[0]
    visit(book, "plain", "2026-01-01", {"wish": "Rest."}, door="caused_harm")
    visit(book, "plain", "2026-01-02", {})
    app = Bench(book, LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Nothing to look back on yet." in app.all_text()


async def test_a_visit_whose_sheet_is_gone_is_counted_and_kept() -> None:
    book = four()
    book.catalogue = catalogue(STEPS)
    book.asked.definitions.clear()
    app = Bench(book, LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "1 visit belongs to a worksheet that this program does not have. It is kept." in app.all_text()
        assert [one.entry.id for one in app.screen.query(MenuEntry)] == ["*find", "*evenings", "steps"]


# One sheet


async def test_the_newest_visit_stands_beside_the_one_before() -> None:
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        text = app.all_text()
        assert "○ Then  2 June 2026 · 2 answered" in text
        assert "● Now   30 September 2026 · 5 answered" in text
        assert "3 visits since March" in app.head_and_foot()
        assert "the lower end moved up" in text
        assert "Where do you stand, friend?" in text  # piped
        assert "now, as before" in text  # the staircase is drawn
        assert "Kim" in text


async def test_left_and_right_choose_and_push() -> None:
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, SheetVisits)

        async def press(key: str) -> tuple[int | None, int]:
            await pilot.press(key)
            await pilot.pause()
            return page.then, page.now

        assert await press("left") == (0, 2)
        assert await press("left") == (0, 2)  # the line ends here
        assert "14 March 2026" in app.all_text()
        assert await press("right") == (1, 2)
        assert await press("right") == (1, 2)  # now cannot be pushed past the end
        await pilot.press("down")
        assert await press("left") == (0, 1)  # then is pushed along
        assert await press("left") == (0, 1)
        assert await press("right") == (0, 2)


async def test_a_press_on_the_line_chooses() -> None:
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, SheetVisits)
        await pilot.click(DateLine, offset=(2, 0))
        await pilot.pause()
        assert (page.then, page.now) == (0, 2)
        await pilot.click("#now")
        await pilot.pause()
        assert isinstance(app.focused, ChosenDate)
        await pilot.click(
            DateLine, offset=(next(x for x in range(76) if page.query_one(DateLine).key_at(x, 0) == "1"), 0)
        )
        await pilot.pause()
        assert (page.then, page.now) == (0, 1)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)


async def test_in_narrow_windows_then_stands_above_now() -> None:
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        lines = [one.strip() for one in app.all_text().split("\n")]
        assert "○ then" in lines
        assert "● now" in lines
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any("○ then" in one and "● now" in one for one in app.all_text().split("\n"))


async def test_what_is_the_same_is_told_once() -> None:
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("left")
        await pilot.pause()
        book = app.workbook
        visits = book.visits("steps")
        same = beside(book, visits[0], visits[0], everything=False)
        assert [one.change.same for one in same] == [True, True]


async def test_one_visit_alone_has_nothing_beside_it() -> None:
    app = Bench(four(), SheetVisits("plain"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "One visit so far." in app.all_text()
        assert "other visit" not in app.head_and_foot()
        await pilot.press("right")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, VisitPage)


async def test_everything_that_changed_can_be_shown() -> None:
    app = Bench(four(), SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("left")
        await pilot.pause()
        assert "Did you talk with someone?" not in app.all_text()
        entry = next(one for one in app.screen.query(MenuEntry) if one.entry.id == "everything")
        entry.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "Did you talk with someone?" in app.all_text()
        assert not [one for one in app.screen.query(MenuEntry) if one.entry.id == "everything"]
        assert isinstance(app.focused, ChosenDate)


async def test_a_sheet_that_sets_nothing_side_by_side_shows_what_changed() -> None:
    book = workbook()[0]
    visit(book, "plain", "2026-01-01", {"wish": "Rest."})
    visit(book, "plain", "2026-02-01", {"wish": "Quiet."})
    app = Bench(book, SheetVisits("plain"))
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = [one.strip() for one in app.all_text().split("\n")]
        assert "changed" in lines
        assert any("Rest." in one and "Quiet." in one for one in lines)


async def test_of_a_table_only_the_rows_that_differ_stand_there_and_the_others_are_counted() -> None:
    book = workbook()[0]
    then = [{"id": "1", "what": "The stairs"}, {"id": "2", "what": "The bus"}, {"id": "3", "what": "Money"}]
    now = [then[0], {"id": "2", "what": "The night bus"}, {"id": "4", "what": "A form"}]
    for day, rows in (("2026-01-01", then), ("2026-02-01", now)):
        visit(book, "steps", day, {"rows": rows, "stairs": {"place": ["stop"], "steps": {}}})
    app = Bench(book, SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        entry = next(one for one in app.screen.query(MenuEntry) if one.entry.id == "everything")
        entry.focus()
        await pilot.press("enter")
        await pilot.pause()
        text = app.all_text()
        for words in ("“A form”: new", "“Money”: no longer there", "“The night bus”: changed", "1 more, as before"):
            assert words in text
        assert "The stairs" not in text


async def test_two_visits_without_a_change_say_so() -> None:
    book = workbook()[0]
    visit(book, "plain", "2026-01-01", {"wish": "Rest."})
    visit(book, "plain", "2026-02-01", {"wish": "Rest."})
    app = Bench(book, SheetVisits("plain"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Nothing changed between these two visits." in app.all_text()


async def test_then_as_it_was_asked_in_another_version() -> None:
    book = four()
    old = book.visits("steps")[0]
    sheet = {**STEPS, "title": "An old title"}
    book.asked.definitions["old"] = book._put("definition", {"digest": "old", "worksheet": sheet}, None)
    book.save(replace(old, digest="old"))
    app = Bench(book, SheetVisits("steps"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("left", "enter")
        await pilot.pause()
        assert "An old title" in app.head_and_foot()
        assert "The worksheet has changed since." in app.all_text()


async def test_a_question_that_was_asked_in_other_words_stands_in_both() -> None:
    book = workbook()[0]
    only = PLAIN["sections"][0]
    asked = [
        {**only["questions"][0], "label": "What did you wish for?"},
        {"id": "gone", "type": "short_text", "label": "Asked no more"},
    ]
    book.asked.definitions["old"] = book._put(
        "definition", {"digest": "old", "worksheet": {**PLAIN, "sections": [{**only, "questions": asked}]}}, None
    )
    then = visit(book, "plain", "2026-01-01", {"wish": "Rest.", "gone": "Something."})
    book.save(replace(then, digest="old"))
    visit(book, "plain", "2026-02-01", {"wish": "Quiet."})
    app = Bench(book, SheetVisits("plain"))
    async with app.run_test() as pilot:
        await pilot.pause()
        text = app.all_text()
        assert "What would be good?" in text
        assert "Then it was asked: “What did you wish for?”" in text
        assert "1 answer of then belongs to a question that is no longer asked." in text


def test_an_answer_that_was_chosen_in_other_words_is_told_in_those_of_its_day() -> None:
    def choosing(label: str) -> dict[str, Any]:
        question = {"id": "wish", "type": "choice", "label": "Which?", "options": [{"id": "a", "label": label}, YES]}
        return {**PLAIN, "sections": [{**PLAIN["sections"][0], "questions": [question]}]}

    book = workbook(choosing("To be left alone"))[0]
    book.asked.definitions["old"] = book._put("definition", {"digest": "old", "worksheet": choosing("Peace")}, None)
    then = book.save(replace(visit(book, "plain", "2026-01-01", {"wish": "a"}), digest="old"))
    now = visit(book, "plain", "2026-02-01", {"wish": "yes"})
    (one,) = beside(book, then, now, everything=True)
    drawn = lines_of(one, date_marks(False), ascii_only=False)(60)
    said = ["".join(piece.text for piece in line.pieces) for line in drawn]
    assert "  Peace" in said and "  Yes" in said
    assert "  To be left alone" not in said
    assert one.asked_then == ""


YES = {"id": "yes", "label": "Yes"}


# One visit


async def test_a_visit_is_read_only_and_whole() -> None:
    book = four()
    app = Bench(book, VisitPage(book.visits("steps")[0]))
    async with app.run_test() as pilot:
        await pilot.pause()
        text = app.all_text()
        for words in (
            "Begun on 14 March 2026: ",
            "Standing on “Stop the harm”",
            "left for later",
            "Near: Blue",
            "Resting",
        ):
            assert words in text
        assert "Asked only if you ticked “Yes” at question 2." in text
        assert [one.entry.id for one in app.screen.query(MenuEntry)] == ["summary", "remove", "back"]
        await pilot.press("end")
        app.screen.query(MenuEntry).last().focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == [None]


async def test_a_visit_says_when_it_was_last_written_and_what_the_sheet_has_lost() -> None:
    book = workbook()[0]
    one = visit(book, "plain", "2026-01-01", {"wish": "Rest.", "gone": "kept"})
    one = book.save(one.answer("wish", Answer(value="More."), "2026-01-05T10:00:00+01:00"))
    app = Bench(book, VisitPage(one))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "last written in on 5 January 2026: " in app.all_text()
        assert "1 answer belongs to a question that this worksheet does not have. It is kept." in app.all_text()


async def test_someone_taken_out_leaves_a_blank_place() -> None:
    book = four()
    book.save_people(book.people.remove(next(iter(book.people)).id))
    app = Bench(book, VisitPage(book.visits("steps")[0]))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Blue" not in app.all_text()
        assert "Near: someone" in app.all_text()


async def test_the_shipped_staircase_after_three_visits() -> None:
    from typing import cast

    from ciworkbook.vault import Vault
    from ciworkbook.worksheet.catalogue import Catalogue

    from .bench import MemoryVault

    book = Workbook(cast("Vault", MemoryVault()), Catalogue.load(), lambda: NOW)
    book.settings = replace(book.settings, door="caused_harm")
    id_ = "accountability-staircase"
    for day, place_ in (("2026-09-01", ["stop"]), ("2026-10-02", ["stop", "see_harm"]), ("2026-11-20", ["stop"])):
        answers = {"stairs": {"place": place_, "steps": {"stop": {"state": "now"}}}}
        visit(book, id_, day, answers, door="caused_harm")
    for size in SIZES:
        app = Bench(book, SheetVisits(id_))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            text = app.all_text()
            assert "a step down" in text
            assert "before" in text
            await pilot.press("left")
            await pilot.pause()
            assert "then and now" in app.all_text()


async def test_a_visit_is_taken_out_after_asking_once() -> None:
    book = four()
    count = len(book.visits("steps"))
    app = Bench(book, LookBack())
    async with app.run_test() as pilot:
        await pilot.pause()
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "steps").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SheetVisits)
        newest = book.visits("steps")[-1]
        app.screen._read("now")
        await pilot.pause()

        async def choose(entry: str) -> None:
            next(one for one in app.screen.query(MenuEntry) if one.entry.id == entry).focus()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.pause()

        await choose("remove")
        await choose("keep")
        assert isinstance(app.screen, VisitPage) and len(book.visits("steps")) == count
        await choose("remove")
        await choose("do")
        assert isinstance(app.screen, LookBack)
        assert newest.entry not in [one.entry for one in book.visits("steps")]
        told = next(one.entry.note for one in app.screen.query(MenuEntry) if one.entry.id == "steps")
        assert str(count - 1) in told
