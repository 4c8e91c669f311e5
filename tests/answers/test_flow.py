"""What a visit asks: shown, hidden, resting, and the counts."""

from __future__ import annotations

from typing import Any

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.flow import flow, messages, progress
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet.model import Worksheet, build

NOW = "2026-11-24T20:00:00+01:00"


def sheet(*questions: dict[str, Any], **section: Any) -> Worksheet:
    return build(
        {
            "id": "small",
            "version": 1,
            "language": "en",
            "title": "Small",
            "about": "A small sheet.",
            "topic": "goals",
            "minutes": 5,
            "audience": ["harmed"],
            "credit": {"license": "CC-BY-4.0", "authors": ["Us"]},
            "sections": [{"id": "one", "title": "One", "questions": list(questions), **section}],
        },
        "harmed",
    )


def visit(**values: Any) -> Visit:
    made = Visit("small", 1, "d", "harmed", NOW, NOW)
    for question, value in values.items():
        made = made.answer(question, Answer(value=value), NOW)
    return made


FIRST = {"id": "first", "type": "short_text", "label": "First"}
SECOND = {"id": "second", "type": "short_text", "label": "Second", "relevant": {"q": "first", "answered": True}}
THIRD = {"id": "third", "type": "short_text", "label": "Third", "relevant": {"q": "second", "answered": True}}


def test_a_condition_opens_the_next_question() -> None:
    small = sheet(FIRST, SECOND)
    assert flow(small, visit()).shown == ("first",)
    assert flow(small, visit(first="x")).shown == ("first", "second")


def test_a_hidden_answer_rests_and_keeps_nothing_alive() -> None:
    small = sheet(FIRST, SECOND, THIRD)
    filled = visit(first="x", second="y", third="z")
    emptied = filled.answer("first", Answer("skipped"), NOW)
    now = flow(small, emptied)
    assert now.shown == ("first",)
    assert now.resting == ("second", "third")
    assert emptied.answers["third"].value == "z"
    assert flow(small, emptied.answer("first", Answer(value="x"), NOW)).shown == ("first", "second", "third")


@pytest.mark.parametrize("state", ["skipped", "not_now", "does_not_fit", "rather_not_say"])
def test_the_four_no_answers_count_as_unanswered(state: Any) -> None:
    small = sheet(FIRST, SECOND)
    left = visit().answer("first", Answer(state), NOW)
    assert "second" not in flow(small, left).shown


def test_progress_counts_what_was_touched() -> None:
    small = sheet(FIRST, SECOND, {"id": "n", "type": "note", "label": "Read this"})
    made = visit(first="x").answer("second", Answer("not_now"), NOW)
    assert (progress(small, made).answered, progress(small, made).later, progress(small, made).asked) == (1, 1, 2)


def test_a_check_speaks_only_about_an_answer_that_is_there() -> None:
    scale = {
        "id": "s",
        "type": "scale",
        "label": "S",
        "min_label": "low",
        "max_label": "high",
        "constraints": [{"id": "c", "level": "note", "expect": {"q": "s", "at_most": 5}, "message": "High."}],
    }
    small = sheet(scale)
    for value, said in ((None, []), (3, []), (8, ["c"])):
        made = visit(s=value) if value is not None else visit()
        assert [one.id for one in messages(small, small.question("s"), flow(small, made))] == said


def test_a_resting_section_rests_whole() -> None:
    data = sheet(FIRST)
    two = build(
        {
            "id": "two", "version": 1, "language": "en", "title": "T", "about": "A", "topic": "goals", "minutes": 5,
            "audience": ["harmed"], "credit": {"license": "CC-BY-4.0", "authors": ["Us"]},
            "sections": [
                {"id": "one", "title": "One", "questions": [FIRST]},
                {"id": "b", "title": "B", "relevant": {"q": "first", "is": "go"}, "questions": [
                    {"id": "deep", "type": "short_text", "label": "Deep"}]},
            ],
        },
        "harmed",
    )  # fmt: skip
    assert data.id == "small"
    assert flow(two, visit(first="no", deep="kept")).resting == ("deep",)
