"""Conditions in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from ciworkbook.worksheet import conditions
from ciworkbook.worksheet.checking import check_file
from ciworkbook.worksheet.conditions import parse
from ciworkbook.worksheet.model import Worksheet, build
from ciworkbook.worksheet.sentences import because, describe, numbers, only_if

from .sheets import EVERYTHING


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    data, _ = check_file(EVERYTHING)
    assert data is not None
    return build(data, "harmed")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"q": "mood", "is": "fine"}, "question 2 is “Fine”"),
        ({"q": "mood", "is": "other"}, "question 2 is “Something else”"),
        ({"q": "mood", "is_not": "fine"}, "question 2 has an answer other than “Fine”"),
        ({"q": "mood", "is_one_of": ["fine", "hard"]}, "question 2 is “Fine” or “Hard”"),
        ({"q": "name", "answered": True}, "question 1 has an answer"),
        ({"q": "name", "answered": False}, "question 1 has no answer"),
        ({"q": "parts", "includes_all": ["one", "two"]}, "question 4 includes “One” and “Two”"),
        ({"q": "parts", "includes_any": ["one", "two"]}, "question 4 includes “One” or “Two”"),
        ({"q": "fear", "at_least": 3}, "question 5 is at least 3"),
        ({"q": "stairs", "at_least": "name_it"}, "question 13 is at least “Name it”"),
        ({"q": "stairs", "at_most": 3}, "question 13 is at most “Mend”"),
        ({"q": "stairs", "row": "stop", "is": "begun"}, "“Stop” in question 13 is “Begun”"),
        ({"q": "day", "before": "2026-11"}, "question 7 is before 2026-11"),
        ({"q": "day", "after": "2026-11"}, "question 7 is after 2026-11"),
        ({"q": "people", "count_at_least": 1}, "question 10 has at least 1 entry"),
        ({"q": "people", "count_at_least": 2}, "question 10 has at least 2 entries"),
        ({"q": "people", "count_at_most": 2}, "question 10 has at most 2 entries"),
        ({"q": "people", "field": "agreed", "is": "often"}, "“Agreed” of question 10 is “Often”"),
        (
            {"q": "signs", "row": "phone", "field": "how_often", "is": "once"},
            "“How often” of “Phone” in question 8 is “Once”",
        ),
        ({"q": "tasks", "row": "bag", "is": "done"}, "“A bag” in question 6 is “Done”"),
        ({"not": {"q": "mood", "is": "fine"}}, "it is not so that question 2 is “Fine”"),
        ({"not": {"q": "name", "answered": True}}, "question 1 has no answer"),
        ({"not": {"q": "people", "count_at_least": 1}}, "question 10 is empty"),
        ({"not": {"q": "people", "count_at_least": 3}}, "question 10 has fewer than 3 entries"),
        ({"not": {"not": {"q": "mood", "is": "fine"}}}, "question 2 is “Fine”"),
        (
            {"not": {"any": [{"q": "name", "answered": True}, {"q": "mood", "answered": True}]}},
            "question 1 has no answer and question 2 has no answer",
        ),
        (
            {
                "any": [
                    {"q": "name", "answered": True},
                    {"all": [{"q": "mood", "is": "fine"}, {"q": "fear", "at_most": 2}]},
                ]
            },
            "question 1 has an answer or (question 2 is “Fine” and question 5 is at most 2)",
        ),
        ({"all": [{"q": "name", "answered": True}]}, "question 1 has an answer"),
    ],
)
def test_words(sheet: Worksheet, condition: dict[str, Any], words: str) -> None:
    parsed = parse(condition)
    assert describe(parsed, sheet) == words
    assert only_if(parsed, sheet) == f"only if {words}"
    assert because(parsed, sheet) == f"You are asked this because {words}."


def test_every_condition_of_the_sheet_reads_without_an_id(sheet: Worksheet) -> None:
    ids = {one.id for one in sheet.questions()} - {"near", "end", "day", "more", "name", "parts", "people"}
    for question in sheet.questions():
        if question.relevant is not None:
            said = only_if(question.relevant, sheet)
            assert not any(f" {id_} " in f" {said} " for id_ in ids), said
            assert list(conditions.tests_in(question.relevant))


def test_notes_take_no_number(sheet: Worksheet) -> None:
    numbered = numbers(sheet)
    assert "hello" not in numbered and numbered["name"] == 1
    assert list(numbered.values()) == list(range(1, len(numbered) + 1))


def test_a_question_of_another_door_is_spoken_of_without_a_number(sheet: Worksheet) -> None:
    assert describe(parse({"q": "ask_all", "answered": True}), sheet) == "an earlier question has an answer"


def test_piped_words_in_a_label_fall_back(sheet: Worksheet) -> None:
    from dataclasses import replace

    from ciworkbook.worksheet.model import Choice, Option, Section

    question = Choice("q", "L", options=(Option("a", "Ask ${x|someone}"),))
    small = replace(sheet, sections=(Section("s", "S", (question,)),))
    assert describe(parse({"q": "q", "is": "a"}), small) == "question 1 is “Ask someone”"
