from __future__ import annotations

from typing import Any

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.mentions import mentions, people_in, people_of, placed_near
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet.model import (
    Choice,
    Choices,
    Column,
    Option,
    PeopleQuestion,
    Question,
    RingMap,
    ShortText,
    Staircase,
    Table,
    Worksheet,
    build,
)

HELPER = Column("helper", "people", "Who helps")
WHAT = Column("what", "short_text", "What")

NAMED: list[tuple[Question, Any, set[str]]] = [
    (PeopleQuestion("q", "Q"), [{"person": "a"}, {"person": "b", "good": "c"}], {"a", "b"}),
    (PeopleQuestion("q", "Q", fields=(HELPER,)), [{"person": "a", "helper": ["b", "c"]}], {"a", "b", "c"}),
    (RingMap("q", "Q"), {"a": "near", "b": ""}, {"a"}),
    (Choice("q", "Q", options_from="who"), "a", {"a"}),
    (Choice("q", "Q", options_from="who", other=True), "other", set()),
    (Choice("q", "Q", options=(Option("a", "A"),)), "a", set()),
    (Choices("q", "Q", options_from="who"), ["a", "b", "other"], {"a", "b"}),
    (Table("q", "Q", columns=(WHAT, HELPER)), [{"id": "1", "what": "b", "helper": ["a"]}], {"a"}),
    (Table("q", "Q", columns=(HELPER,), rows=(Option("r", "R"),)), {"r": {"helper": ["a"]}}, {"a"}),
    (Staircase("q", "Q", fields=(HELPER,)), {"place": ["one"], "steps": {"one": {"helper": ["a"]}}}, {"a"}),
    (ShortText("q", "Q"), "a", set()),
]


@pytest.mark.parametrize(("question", "value", "named"), NAMED)
def test_finds_people_by_the_type_of_the_question(question: Question, value: Any, named: set[str]) -> None:
    assert set(people_in(question, value)) == named


@pytest.mark.parametrize("question", [one for one, _value, _named in NAMED])
@pytest.mark.parametrize("value", ["", [], {}, 3, [3], {"a": 3}, {"steps": 4}, [{"person": None}], [[]]])
def test_takes_any_shape(question: Question, value: Any) -> None:
    assert all(isinstance(one, str) for one in people_in(question, value))


def sheet(title: str = "Sheet", id: str = "sheet", rings: tuple[str, ...] = ("near",)) -> Worksheet:
    return build(
        {
            "id": id,
            "version": 1,
            "language": "en",
            "title": title,
            "about": "A sheet.",
            "topic": "allies",
            "minutes": 1,
            "audience": ["harmed"],
            "credit": {"license": "CC-BY-4.0", "authors": ["Someone"]},
            "sections": [
                {
                    "id": "s",
                    "title": "S",
                    "questions": [
                        {"id": "who", "type": "people", "label": "Who?"},
                        {
                            "id": "map",
                            "type": "ring_map",
                            "label": "Where?",
                            "people": "who",
                            "rings": [{"id": one, "label": one} for one in rings],
                            "relevant": {"q": "who", "count_at_least": 5},
                        },
                    ],
                }
            ],
        },
        "harmed",
    )


def visit(started: str, **answers: Any) -> Visit:
    given = {id_: Answer(value=value) for id_, value in answers.items()}
    return Visit("sheet", 1, "d", "harmed", started, started, answers=given)


def test_counts_visits_not_places_and_keeps_the_newest_day_and_title() -> None:
    old, new = sheet("Old title"), sheet("New title")
    found = mentions(
        [
            (new, visit("2026-06-01T10:00:00+00:00", who=[{"person": "a"}, {"person": "a"}])),
            (old, visit("2026-01-01T10:00:00+00:00", who=[{"person": "a"}, {"person": "b"}])),
        ]
    )
    assert {one: [(each.title, each.visits, each.last[:10]) for each in found[one]] for one in found} == {
        "a": [("New title", 2, "2026-06-01")],
        "b": [("Old title", 1, "2026-01-01")],
    }


def test_the_sheet_visited_last_comes_first() -> None:
    first, second = sheet("First", "first"), sheet("Second", "second")
    found = mentions(
        [
            (first, visit("2026-01-01T10:00:00+00:00", who=[{"person": "a"}])),
            (second, visit("2026-03-01T10:00:00+00:00", who=[{"person": "a"}])),
            (first, visit("2026-02-01T10:00:00+00:00", who=[{"person": "a"}])),
        ]
    )
    assert [one.title for one in found["a"]] == ["Second", "First"]


def test_resting_answers_name_too() -> None:
    one = visit("2026-01-01T10:00:00+00:00", map={"c": "near"})
    assert people_of(sheet(), one) == {"c"}


def test_a_title_never_shows_in_a_repr() -> None:
    found = mentions([(sheet("Secret title"), visit("2026-01-01T10:00:00+00:00", who=[{"person": "a"}]))])
    assert "Secret" not in repr(found)


def test_those_last_placed_in_the_nearer_half_are_near() -> None:
    of = sheet(rings=("near", "some", "swing", "barrier"))
    placed = {"a": "near", "b": "barrier", "c": "swing", "d": "some", "e": "barrier"}
    first = visit("2026-01-01T10:00:00+00:00", map=placed)
    assert placed_near([(of, first)]) == {"a", "d"}
    later = visit("2026-02-01T10:00:00+00:00", map={"a": "swing", "b": "near", "e": ""})
    assert placed_near([(of, first), (of, later)]) == {"b", "d"}
    assert placed_near([(of, visit("2026-01-01T10:00:00+00:00", map=["a"]))]) == frozenset()
