"""Each type of question, line by line: what is typed, what is kept, and that nothing is lost on the way."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.answers.visit import Visit
from ciworkbook.errors import WorkbookError
from ciworkbook.linear.going import Going, Lock
from ciworkbook.linear.lines import EndOfInput
from ciworkbook.linear.people import people
from ciworkbook.linear.pipe import Pipe
from ciworkbook.linear.sheet import open_sheet, open_visit
from ciworkbook.text import clean
from ciworkbook.workbook import Workbook

from ..worksheet.sheets import EVERYTHING, canonical, sheet
from .test_keyboard import Keys
from .typist import Person, face_of, lines, workbook_of

FULL = os.environ.get("CIWORKBOOK_FULL") == "1"


@dataclass
class Evening:
    book: Workbook
    transcript: str

    @property
    def visit(self) -> Visit:
        (visit,) = self.book.all_visits()
        return visit

    def value(self, question: str = "q") -> Any:
        visits = self.book.all_visits()
        return visits[0].value(question) if visits else None

    def names(self) -> list[str]:
        return [one.alias for one in self.book.people]


def evening(questions: str, *typed: str, book: Workbook | None = None) -> Evening:
    """Fill in a sheet with `questions`, past its way in, until there is nothing more to type."""
    book = book or workbook_of(canonical(sheet(questions)), "harmed")
    person = Person(lines("", *typed))
    face = face_of(book, person)
    with suppress(EndOfInput):
        open_sheet(face, "small")
    face.desk.put_away()
    return Evening(book, person.transcript)


SHORT = "- {id: q, type: short_text, label: One line, max_length: 10}"
LONG = "- {id: q, type: long_text, label: Words, starters: [{id: s, text: Today I}]}"
CHOICE = """
- id: q
  type: choice
  label: Which one?
  other: true
  options: [{id: a, label: The first}, {id: b, label: The second}]
"""
CHOICES = CHOICE.replace("type: choice", "type: choices").replace(
    "{id: b, label: The second}", "{id: b, label: The second}, {id: c, label: Neither, exclusive: true}"
)
CHECKLIST = (
    "- {id: q, type: checklist, label: Things, note_each: true, items: [{id: a, label: A bag}, {id: b, label: Keys}]}"
)
PEOPLE = "- {id: q, type: people, label: Who, fields: [{id: f, type: short_text, label: Bond}]}"
TABLE = """
- id: q
  type: table
  label: Things
  row_label: a thing
  columns: [{id: what, type: short_text, label: What}, {id: who, type: people, label: Who}]
  prompts: [{id: p, label: The usual}]
"""


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        (SHORT, ["two words"], "two words"),
        (SHORT, ["//slash"], "/slash"),
        (SHORT, ["、、列"], "、列"),
        (SHORT, ["、help", "／help", "words"], "words"),
        (SHORT, ["more than ten"], "more than "),
        (LONG, ["one", "", "two", "."], "one\n\ntwo"),
        (LONG, ["one", "two"], "one\ntwo"),  # the input ends in the middle
        (LONG, ["one", "two", "/change", "1", "eins", "."], "eins\ntwo"),
        (LONG, ["one", "two", "/insert", "2", "half", "."], "one\nhalf\ntwo"),
        (LONG, ["one", "two", "/erase", "1", "."], "two"),
        (LONG, ["one", "/change", "", "."], "one"),
        (LONG, ["/starters", "1", "slept", "."], "Today I slept"),
        (LONG, ["/help", "//help", "."], "/help"),
        (LONG, ["一", "、clear", "二", "。", "三"], "二"),
        (CHOICE, ["2"], "b"),
        (CHOICE, ["second"], "b"),
        (CHOICE, ["9", "x", "1"], "a"),
        (CHOICES, ["1, 2"], ["a", "b"]),
        (CHOICES, ["1、2。"], ["a", "b"]),
        (CHOICES, ["2", "1", "2"], ["a"]),
        (CHOICES, ["1 2", "3"], ["c"]),
        (
            CHECKLIST,
            ["1", "the red one", "2", ""],
            {"a": {"state": "done", "note": "the red one"}, "b": {"state": "done"}},
        ),
        (CHECKLIST, ["1", "", "1"], None),
        ("- {id: q, type: scale, label: How, min: 1, max: 5, min_label: a, max_label: b}", ["7", "four", "4"], 4),
        ("- {id: q, type: date, label: When}", ["24 11 2026"], "2026-11-24"),
        ("- {id: q, type: date, label: When, precision: season}", ["autumn 2025"], "2025-autumn"),
    ],
)
def test_what_is_typed_is_the_answer(question: str, typed: list[str], value: Any) -> None:
    after = evening(question, *typed)
    held = after.value()
    assert (held or None) == value, after.transcript


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (SHORT, "words"),
        (LONG, "words\n."),
        (CHOICE, "1"),
        ("- {id: q, type: scale, label: How, min: 1, max: 5, min_label: a, max_label: b}", "4"),
        ("- {id: q, type: date, label: When}", "24 11 2026"),
        ("- {id: q, type: date, label: When}", "when the snow came"),
    ],
)
def test_what_stands_there_can_be_taken_out(question: str, typed: str) -> None:
    after = evening(question, *typed.split("\n"), "/back", "/clear", "")
    assert not after.value()
    assert not after.visit.answers["q"].other
    assert "/clear" not in evening(question, "/help").transcript, "only where there is something"


def test_a_cell_can_be_taken_out() -> None:
    columns = "[{id: a, type: short_text, label: A}, {id: b, type: choice, label: B, options: [{id: x, label: X}]}]"
    rows = f"- {{id: q, type: table, label: T, row_label: a row, columns: {columns}}}"
    after = evening(rows, "1", "words", "1", "1", "/clear", "", "")
    assert [set(row) for row in after.value()] == [{"id", "b"}]
    again = evening(rows, "1", "words", "1", "1", "", "/clear", "")
    assert [set(row) for row in again.value()] == [{"id", "a"}]


def test_what_does_not_fit_is_said() -> None:
    said = evening(SHORT, "more than ten").transcript
    assert "3 characters did not fit" in said
    assert "Left out: ten" in said


def test_words_beside_something_else_are_asked_for() -> None:
    after = evening(CHOICE, "3", "my own")
    assert (after.value(), after.visit.answers["q"].other) == ("other", "my own")
    after = evening(CHOICES, "1 4", "my own", "")
    assert (after.value(), after.visit.answers["q"].other) == (["a", "other"], "my own")


def test_a_date_that_is_not_understood_is_kept_as_typed() -> None:
    after = evening("- {id: q, type: date, label: When}", "when the snow came")
    assert after.visit.answers["q"].other == "when the snow came"
    assert "Your words are kept as they are." in after.transcript


def test_rows_are_added_opened_taken_out_and_put_back() -> None:
    typed = ["1", "a key", "Ana", "", "3", "", "", "1", "/remove"]
    after = evening(TABLE, *typed)
    (row,) = after.value()
    assert row["what"] == "The usual"
    assert after.names() == ["Ana"]
    again = evening(TABLE, *typed, "2")
    assert [one["what"] for one in again.value()] == ["a key", "The usual"]
    assert again.value()[0]["who"] == [next(iter(again.book.people)).id]


def test_an_empty_row_is_not_kept() -> None:
    assert not evening(TABLE, "1", "", "", "").value()


def test_people_are_added_renamed_and_taken_off() -> None:
    after = evening(PEOPLE, "Ana", "near", "Bo", "", "ana", "1", "/rename", "Anna", "", "2", "/remove")
    assert "Ana is on this list already." in after.transcript
    assert after.names() == ["Anna", "Bo"], "who is off a list is still in the workbook"
    anna = next(iter(after.book.people)).id
    assert after.value() == [{"person": anna, "f": "near"}]
    assert "Put back: Bo" in after.transcript


def test_rows_and_answers_of_another_worksheet_are_offered_and_said_beside() -> None:
    columns = "row_label: a row, columns: [{id: what, type: short_text, label: What}]"
    there = f"""
- {{id: t, type: table, label: Things, {columns}}}
- {{id: w, type: short_text, label: A word}}
"""
    here = f"""
- {{id: q, type: table, label: Things here, {columns}, pull_from: [{{sheet: other, q: t, take: {{what: what}}}}]}}
- {{id: r, type: short_text, label: And here, pull_from: [{{sheet: other, q: w}}]}}
"""
    other = canonical(sheet(there).replace("id: small", "id: other").replace("title: Small", "title: The other"))
    book = workbook_of(canonical(sheet(here)), "harmed", other)
    with suppress(EndOfInput):
        open_sheet(face_of(book, first := Person(lines("", "1", "bread", "", "a word"))), "other")
    assert first.transcript
    after = Person(lines("", "2", "", "", ""))
    face = face_of(book, after)
    with suppress(EndOfInput):
        open_sheet(face, "small")
    face.desk.put_away()
    assert "2. bread, From “The other”, 1 January 2026" in after.transcript
    assert after.transcript.count("From “The other”, 1 January 2026:\nA word\na word") == 1
    (row,) = book.visits("small")[0].value("q")
    assert row["what"] == "bread"
    assert after.transcript.count("2. bread") == 1, "what was taken over is not offered again"


STAIRS = """
- id: q
  type: staircase
  label: Where?
  place: range
  states: [{id: so, label: True today}, {id: not_so, label: Not yet}]
  fields: [{id: f, type: short_text, label: What shows it}]
  steps: [{id: a, label: Stop}, {id: b, label: Name it}, {id: c, label: Mend}]
"""


def test_stairs_are_a_list_from_the_lowest_step_up() -> None:
    after = evening(STAIRS, "1", "1", "", "3", "1", "2", "4", "what shows", "", "")
    assert after.value() == {"place": ["a", "c"], "steps": {"c": {"state": "so", "f": "what shows"}}}
    assert "1. Stop\n2. Name it\n3. Mend" in after.transcript
    assert "5. Take back: True today" in after.transcript, "what comes in is said with its number"
    off = evening(STAIRS, "1", "1", "1", "2", "5", "")
    assert not off.value(), "a second time steps off, and takes back"


EVERY = canonical(EVERYTHING.read_text("utf-8"))


def through_everything(*typed: str, book: Workbook | None = None) -> Evening:
    book = book or workbook_of(EVERY, "harmed")
    person = Person(lines(*typed))
    face = face_of(book, person)
    with suppress(EndOfInput):
        open_sheet(face, "everything")
    face.desk.put_away()
    return Evening(book, person.transcript)


TO_MOOD = ["2", "", "", "Mo"]
"""With all the questions, past the content note and the first note, a name; then the mood behind its note."""


def test_what_an_answer_opens_is_asked_next_and_what_it_closes_rests() -> None:
    after = through_everything(*TO_MOOD, "2", "2", "", "a word", ".", "", "1", "", "/questions", "2", "nobody")
    assert "How is it, Mo?" in after.transcript
    assert "That sounds hard, Hard." in after.transcript, "a check is said"
    assert after.transcript.index("That sounds hard") < after.transcript.index("More for Mo")
    assert after.value("mood") == "hard", "it never blocks"
    assert after.value("parts") == ["one"]


def test_the_longer_way_and_going_back() -> None:
    after = through_everything("2", "", "", "Mo", "/back", "Mia")
    assert after.value("name") == "Mia"
    short = through_everything("1", "", "")
    assert "A name" not in short.transcript


def test_a_heavy_question_is_shown_only_when_it_is_asked_for() -> None:
    passed = through_everything(*TO_MOOD, "")
    assert "A note" in passed.transcript
    assert "How is it" not in passed.transcript


@pytest.mark.parametrize(
    ("number", "state"), [("1", "skipped"), ("2", "not_now"), ("3", "does_not_fit"), ("4", "rather_not_say")]
)
def test_four_no_answers_keep_what_was_written(number: str, state: str) -> None:
    book = workbook_of(canonical(sheet(SHORT)), "harmed")
    evening(SHORT, "words", book=book)
    after = evening(SHORT, "/skip", number, book=book)
    answer = after.visit.answers["q"]
    assert (answer.state, answer.value) == (state, "words")
    back = evening(SHORT, "/skip", "5", book=book)
    assert "can bring back what you wrote" in back.transcript
    assert back.value() == "words"
    gone = evening(SHORT, "/skip", "5", book=book)
    assert "q" not in gone.visit.answers, "it can be erased there too"


def test_all_questions_are_listed_with_how_they_were_left() -> None:
    two = SHORT + "\n- {id: r, type: short_text, label: Another}\n- {id: s, type: short_text, label: A third}"
    after = evening(two, "words", "/skip", "2", "/questions", "1", "others")
    assert "1. One line, answered" in after.transcript
    assert "2. Another, left for later" in after.transcript
    assert "3. A third, you are here" in after.transcript
    assert after.value() == "others"


def test_the_whole_worksheet_is_read_with_its_answers_and_what_rests() -> None:
    asked = """
- {id: q, type: choice, label: Which one, options: [{id: a, label: Yes}, {id: b, label: No}]}
- {id: r, type: short_text, label: And then, relevant: {q: q, is: a}}
- {id: s, type: short_text, label: Last}
"""
    book = workbook_of(canonical(sheet(asked)), "harmed")
    evening(asked, "1", "so it was", book=book)
    after = evening(asked, "/back", "/back", "2", "/read", "1", book=book)
    assert "2. And then\nso it was\nAsked only if you ticked “Yes” at question 1." in after.transcript
    assert after.visit.at_question == "q", "it goes where it can be brought back"
    gone = evening(asked, "/read", "2", "2", book=book)
    assert "r" not in gone.visit.answers


def test_then_stands_beside_now() -> None:
    asked = "- {id: q, type: short_text, label: How was it, revisit: compare}"
    book = workbook_of(canonical(sheet(asked)), "harmed")
    evening(asked, "stormy", "", book=book)
    moment = book.now()
    book._now = lambda: moment.replace(month=3)
    person = Person(lines("", "", "calm"))
    face = face_of(book, person)
    with suppress(EndOfInput):
        open_sheet(face, "small")
    assert "Your answer: stormy\nIt was brought from the visit before.\n" in person.transcript
    assert "Last time" not in person.transcript, "nothing is said twice"
    face.desk.put_away()
    later = book.visits("small")[-1]
    again = Person(lines(""))
    with suppress(EndOfInput):
        open_visit(face_of(book, again), later)
    assert "Your answer: calm" in again.transcript
    assert "Last time: stormy" in again.transcript


def test_leaving_says_how_and_chooses_a_day_to_look_again() -> None:
    after = evening(SHORT, "words", "5", "2", "1")
    assert after.visit.look_again == "2026-01-08"
    assert (after.visit.state, after.visit.leaving) == ("closed", "steady")


# Nothing is lost


class Holds(Keys):
    """Keys whose last piece is followed by a lock instead of more keys."""

    def _arrives(self, seconds: float) -> bool:
        if not self.pieces:
            raise Lock
        return super()._arrives(seconds)


@pytest.mark.parametrize(
    ("question", "keys", "value"),
    [
        (SHORT, "half", "half"),
        (LONG, "one\rtw", "one\ntw"),
        (LONG, "one\rtwo\r/change\r1\r & a half", "one & a half\ntwo"),
        (CHOICE, "3\rmy o", "other"),
        (SHORT, "/ski", None),
    ],
)
def test_a_line_that_was_begun_is_kept_when_it_locks(question: str, keys: str, value: Any) -> None:
    book = workbook_of(canonical(sheet(question)), "harmed")
    reader = Holds("\r" + keys)
    person = Person(lines())
    face = face_of(book, person)
    face.talk.reader = reader
    with pytest.raises(Lock):
        open_sheet(face, "small")
    assert face.desk.put_away()
    assert Evening(book, "").value() == value


def test_a_name_that_was_begun_is_kept_when_it_locks() -> None:
    book = workbook_of(canonical(sheet(PEOPLE)), "harmed")
    face = face_of(book, Person(lines()))
    face.talk.reader = Holds("\rAna")
    with pytest.raises(Lock):
        open_sheet(face, "small")
    assert face.desk.put_away()
    assert Evening(book, "").names() == ["Ana"]


def test_a_name_that_was_begun_in_a_row_is_kept_when_it_locks() -> None:
    book = workbook_of(canonical(sheet(TABLE)), "harmed")
    face = face_of(book, Person(lines()))
    face.talk.reader = Holds("\r1\ra key\rAn")
    with pytest.raises(Lock):
        open_sheet(face, "small")
    assert face.desk.put_away()
    (row,) = Evening(book, "").value()
    assert (row["what"], [book.person(one) for one in row["who"]]) == ("a key", ["An"])


@pytest.mark.parametrize(("typed", "names"), [("Ana", ["Bo", "Ana"]), ("bo", ["Bo"]), ("1", ["Bo"]), ("/hom", ["Bo"])])
def test_a_name_that_was_begun_on_the_list_of_people_is_kept_when_it_locks(typed: str, names: list[str]) -> None:
    book = workbook_of(canonical(sheet(SHORT)), "harmed")
    face = face_of(book, Person(lines()))
    face.talk.reader = Holds(f"Bo\r{typed}")
    with pytest.raises(Lock):
        people(face)
    assert face.desk.put_away()
    assert ([one.alias for one in book.people], book.people_saved) == (names, True)


def test_hiding_in_the_middle_of_a_line_saves_it_first() -> None:
    book = workbook_of(canonical(sheet(LONG)), "harmed")
    reader = Holds("\rone\rtw\x1b\x1b", "o\r.\r")
    face = face_of(book, Person(lines()))
    face.talk.reader = reader
    saved: list[Any] = []
    face.talk.hide = lambda: saved.append((face.desk.save(), Evening(book, "").value()))
    with pytest.raises(Lock):
        open_sheet(face, "small")
    assert saved == [(True, "one\ntw")]
    assert Evening(book, "").value() == "one\ntwo"


def test_what_cannot_be_saved_is_said_once_and_kept() -> None:
    two = SHORT + "\n- {id: r, type: short_text, label: Another}"
    book = workbook_of(canonical(sheet(two)), "harmed")
    save, refused = book.save, [True]

    def saves(visit: Visit) -> Visit:
        if refused[0]:
            raise WorkbookError("The disk is full.", "Make room.")
        return save(visit)

    book.save = saves  # type: ignore[method-assign]

    def typing() -> Any:
        yield ""
        yield ""
        yield "one"
        yield "/back"
        yield ""
        refused[0] = False
        yield "two"

    person = Person(typing())
    face = face_of(book, person)
    with suppress(EndOfInput):
        open_sheet(face, "small")
    assert face.desk.put_away()
    assert person.transcript.count("The disk is full.") == 1
    assert "Everything is saved again." in person.transcript
    assert (Evening(book, "").value(), Evening(book, "").value("r")) == ("one", "two")


TYPED = st.text(st.characters(exclude_characters="\n\r"), max_size=30)


@settings(max_examples=300 if FULL else 40, deadline=None)
@given(TYPED)
def test_any_words_are_kept_exactly(typed: str) -> None:
    line = clean(typed)
    if not line.strip() or line.strip() in (".", "。", "．", "｡"):
        return
    typed = f"{line[0]}{typed}" if line.startswith(("/", "／", "、")) else typed
    text = io.StringIO(f"\n{typed}\n.\n")
    book = workbook_of(canonical(sheet("- {id: q, type: long_text, label: Words}")), "harmed")
    face = face_of(book, Person(lines()))
    face.talk.reader = Pipe(text)
    with suppress(EndOfInput):
        open_sheet(face, "small")
    assert book.all_visits()[0].value("q") == line.rstrip("\n")


@settings(max_examples=200 if FULL else 25, deadline=None)
@given(
    st.lists(st.one_of(TYPED, st.sampled_from(["", "1", "2", "/back", "/skip", "/questions", ".", "3"])), max_size=40)
)
def test_any_lines_at_any_question_end_in_a_visit_that_can_be_kept(typed: list[str]) -> None:
    book = workbook_of(EVERY, "harmed")
    face = face_of(book, Person(lines()))
    face.talk.reader = Pipe(io.StringIO("\n".join(["2", "", "", *typed])))
    with suppress(EndOfInput, Going):
        open_sheet(face, "everything")
    visit = face.desk.visit
    assert face.desk.put_away()
    for one in book.all_visits():
        assert visit is None or Visit.from_data(one.to_data(), one.entry) == one


# People of the workbook


def test_people_are_listed_added_renamed_and_taken_out() -> None:
    book = workbook_of(canonical(sheet(PEOPLE)), "harmed")
    evening(PEOPLE, "Ana", "near", "", book=book)
    person = Person(lines("Bo", "bo", "1", "2", "Anna", "3", "my sister", "1", "2", "4", "1", "4", "2"))
    with suppress(EndOfInput):
        people(face_of(book, person))
    assert [(one.alias, one.role) for one in book.people] == [("Anna", "my sister")]
    assert "1. Ana, in 1 worksheet" in person.transcript
    assert "bo is on the list already." in person.transcript
    assert "Named in:\nSmall, 1 visit" in person.transcript
    assert "This cannot be undone." in person.transcript
