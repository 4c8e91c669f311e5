"""Answers of every type in plain lines."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.answers.answer import STATES, Answer, State
from ciworkbook.answers.telling import no_answer, tell
from ciworkbook.worksheet.model import (
    Checklist,
    Choice,
    Choices,
    Column,
    Date,
    LongText,
    Note,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    Scale,
    ShortText,
    Staircase,
    Step,
    Table,
)

PEOPLE = {"p1": "Ada", "p2": "Tom"}
YES_NO = (Option("yes", "Yes"), Option("no", "No, not now"))
COLUMNS = (
    Column("often", "choice", "How often", options=(Option("some", "sometimes"),)),
    Column("last", "date", "When was the last time?"),
    Column("who", "people", "With whom"),
)
STAIRS = Staircase(
    "q",
    "Where?",
    steps=(Step("one", "Stop"), Step("two", "Name it"), Step("three", "Mend")),
    states=(Option("partly", "partly"), Option("not", "not yet")),
    fields=(Column("help", "long_text", "What helps"),),
    place="range",
)
EVERY: list[tuple[Question, Any, list[str]]] = [
    (Note("q", "Read this"), "x", []),
    (ShortText("q", "?"), "one line", ["one line"]),
    (LongText("q", "?"), "one\n\n  two \nthree", ["one", "two", "three"]),
    (Choice("q", "?", options=YES_NO), "no", ["No, not now"]),
    (Choice("q", "?", options_from="people"), "p1", ["Ada"]),
    (Choice("q", "?", options_from="people"), "gone", ["someone"]),
    (Choice("q", "?", options=YES_NO), "dropped", ["something no longer on this worksheet"]),
    (Choices("q", "?", options=YES_NO), ["yes", "no"], ["Yes", "No, not now"]),
    (
        Scale("q", "?", min_label="Not afraid", max_label="Afraid all the time"),
        7,
        ["7 on a line from 0 (Not afraid) to 10 (Afraid all the time)"],
    ),
    (
        Checklist("q", "?", items=(Option("bag", "A bag"), Option("keys", "Keys"), Option("x", "X")), states=YES_NO),
        {"bag": {"state": "yes", "note": "at Ada's"}, "keys": {"state": "no"}, "x": {"note": "why"}},
        ["A bag: Yes (at Ada's)", "Keys: No, not now", "X: why"],
    ),
    (Checklist("q", "?", items=(Option("bag", "A bag"),)), {"bag": {"state": "done"}}, ["A bag"]),
    (Date("q", "?"), "2026-11-24", ["24 November 2026"]),
    (Date("q", "?"), "2026-autumn", ["autumn 2026"]),
    (Date("q", "?"), "2026-11", ["November 2026"]),
    (
        Table("q", "?", columns=COLUMNS, rows=(Option("r1", "followed you"), Option("r2", "hurt you"))),
        {"r1": {"often": "some", "last": "2026-10", "who": ["p1", "p2"]}, "r2": {}},
        ["followed you – How often: sometimes · When was the last time? October 2026 · With whom: Ada, Tom"],
    ),
    (
        Table("q", "?", columns=COLUMNS[:1], row_label="a row"),
        [{"id": "x", "often": "some"}, {"id": "y"}],
        ["How often: sometimes"],
    ),
    (
        PeopleQuestion("q", "?", fields=(Column("tie", "short_text", "Tie"),)),
        [{"person": "p1", "tie": "cousin"}, {"person": "p2"}],
        ["Ada – Tie: cousin", "Tom"],
    ),
    (
        RingMap("q", "?", rings=(Option("near", "Near"), Option("far", "Far"))),
        {"p2": "far", "p1": "near", "p3": "near", "p4": "dropped"},
        ["Near: Ada, someone", "Far: Tom", "On no ring: someone"],
    ),
    (
        STAIRS,
        {"place": ["one", "two"], "steps": {"two": {"state": "partly", "note": "slowly", "help": "a\nride"}}},
        ["Standing from “Stop” to “Name it”", "Name it: partly (slowly) · What helps: a ride"],
    ),
    (STAIRS, {"place": ["three"], "steps": {}}, ["Standing on “Mend”"]),
]


@pytest.mark.parametrize(("question", "value", "lines"), EVERY, ids=lambda one: type(one).__name__)
def test_every_type_is_told_in_the_words_of_the_sheet(question: Question, value: Any, lines: list[str]) -> None:
    assert tell(question, Answer(value=value), lambda id_: PEOPLE.get(id_, "")) == lines


def test_every_type_has_a_sample() -> None:
    from ciworkbook.worksheet.model import KINDS

    assert {type(question) for question, _value, _lines in EVERY} == set(KINDS.values())


def test_own_words_beside_other() -> None:
    question = Choices("q", "?", options=YES_NO, other=True)
    assert tell(question, Answer(value=["other"], other="a friend\nof mine"), PEOPLE.__getitem__) == [
        "a friend of mine"
    ]
    assert tell(question, Answer(value=["other"]), PEOPLE.__getitem__) == ["something else"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("skipped", "skipped"),
        ("not_now", "left for later"),
        ("does_not_fit", "does not fit"),
        ("rather_not_say", "rather not say"),
    ],
)
def test_the_four_no_answers(state: State, words: str) -> None:
    assert tell(ShortText("q", "?"), Answer(state), PEOPLE.__getitem__) == [words]


def test_nothing_is_told_of_nothing() -> None:
    assert tell(ShortText("q", "?"), None, PEOPLE.__getitem__) == []
    assert tell(ShortText("q", "?"), Answer(value=""), PEOPLE.__getitem__) == []
    assert {state for state in STATES if not no_answer(state)} == {"given"}


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["p1", "one", "r1", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "person", "place", "steps", "state", "note", "one", "r1"]), inner)
    ),
    max_leaves=12,
)


@given(st.sampled_from([question for question, _value, _lines in EVERY]), junk)
def test_a_value_of_another_shape_never_raises_and_never_breaks_a_line(question: Question, value: Any) -> None:
    for line in tell(question, Answer(value=value), lambda id_: PEOPLE.get(id_, "")):
        assert "\n" not in line and "\x1b" not in line
