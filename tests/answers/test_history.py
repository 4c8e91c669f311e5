"""One sheet over its visits, and what was written evening by evening."""

from __future__ import annotations

from datetime import date
from typing import Any

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.history import evenings, followed, moves, over_time, stretch, wrote
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet.model import Worksheet, build

STEPS = [{"id": f"s{n}", "label": f"Step {n}"} for n in range(1, 5)]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "gate", "type": "choice", "label": "Gate", "options": [{"id": "yes", "label": "Yes"}]},
    {"id": "near", "type": "scale", "label": "How near", "relevant": {"q": "gate", "is": "yes"}},
    {"id": "stairs", "type": "staircase", "label": "Stairs", "place": "range", "steps": STEPS},
    {"id": "wish", "type": "long_text", "label": "A wish, ${words.harmed|friend}"},
]


def sheet(title: str = "Small", questions: list[dict[str, Any]] = QUESTIONS) -> Worksheet:
    data = {
        "id": "small", "version": 1, "language": "en", "title": title, "about": "A small sheet.", "topic": "goals",
        "minutes": 5, "audience": ["harmed"], "credit": {"license": "CC-BY-4.0", "authors": ["Us"]},
        "sections": [{"id": "one", "title": "One", "questions": questions}],
    }  # fmt: skip
    return build(data, "harmed")


def visit(day: str, /, *, carried: tuple[str, ...] = (), **values: Any) -> Visit:
    at = f"2026-{day}T20:00:00+01:00"
    made = Visit("small", 1, "d", "harmed", at, at, carried=frozenset(carried))
    for question, value in values.items():
        answer = value if isinstance(value, Answer) else Answer(value=value, at=at)
        made = Visit.from_data({**made.to_data(), "answers": {**made.to_data()["answers"], question: answer.to_data()}})
    return made


def stairs(*place: str) -> dict[str, Any]:
    return {"place": list(place), "steps": {}}


def nobody(_id: str) -> str:
    return ""


def test_what_is_not_asked_or_not_answered_has_no_place_in_time() -> None:
    question = sheet().question("near")
    visits = [
        visit("01-01", gate="yes", near=3),
        visit("02-01", near=4),  # rests
        visit("03-01", gate="yes", near=Answer("skipped", 4)),
        visit("04-01", gate="yes", near=5),
    ]
    held = over_time(question, [(sheet(), one) for one in visits])
    assert [(one.day, one.answer.value) for one in held] == [(date(2026, 1, 1), 3), (date(2026, 4, 1), 5)]


def test_a_question_that_was_of_another_type_then_is_another_question() -> None:
    old = sheet(questions=[{"id": "stairs", "type": "short_text", "label": "Where"}])
    held = over_time(
        sheet().question("stairs"),
        [(old, visit("01-01", stairs="low")), (sheet(), visit("02-01", stairs=stairs("s2")))],
    )
    assert [one.day.month for one in held] == [2]


def test_only_what_has_a_place_in_two_visits_is_followed() -> None:
    visits = [
        (sheet(), visit("01-01", gate="yes", near=3, stairs={"place": [], "steps": {"s1": {"note": "n"}}})),
        (sheet(), visit("02-01", gate="yes", near=3, stairs=stairs("s2"))),
    ]
    assert [question.id for question, _held in followed(sheet(), visits)] == ["near"]


def test_a_stretch_goes_from_its_lowest_to_its_highest_step() -> None:
    (one,) = over_time(sheet().question("stairs"), [(sheet(), visit("01-01", stairs=stairs("s3", "gone", "s1")))])
    assert stretch(one) == ("s1", "s3")


def test_moves_say_what_is_other_than_in_the_visit_before_and_no_more() -> None:
    question = sheet().question("near")
    visits = [visit(f"0{n}-01", gate="yes", near=value) for n, value in ((1, 3), (2, 6), (3, 6))]
    held = over_time(question, [(sheet(), one) for one in visits])
    assert [told for _at, told in moves(question, held, nobody)] == [(), ("went up from 3 to 6 on the line",), ()]  # type: ignore[arg-type]


def test_an_answer_stands_under_the_evening_on_which_it_was_written() -> None:
    one = visit("01-01", gate="yes", wish=Answer(value="Rest.", at="2026-01-03T09:00:00+01:00"))
    two = visit("01-02", carried=("gate",), gate=Answer(value="yes", at="2026-01-01T20:00:00+01:00"), wish="Quiet.")
    empty = visit("01-04")
    days = [(day.isoformat(), at is two) for day, at in evenings([one, two, empty])]
    assert days == [("2026-01-03", False), ("2026-01-02", True), ("2026-01-01", False)]
    told = wrote(sheet(), two, date(2026, 1, 2), nobody, {"harmed": "Noor"})
    assert [(entry.label, entry.lines) for entry in told.entries] == [("A wish, Noor", ("Quiet.",))]


def test_an_answer_without_a_day_that_can_be_read_stands_under_that_of_its_visit() -> None:
    for at in ("", "2026-13-45T", "yesterday"):
        one = visit("01-01", wish=Answer(value="Rest.", at=at))
        assert [day for day, _visit in evenings([one])] == [date(2026, 1, 1)]


def test_the_later_of_one_evening_stands_first() -> None:
    early = visit("01-01", wish=Answer(value="a", at="2026-01-01T08:00:00+01:00"))
    late = visit("01-01", wish=Answer(value="b", at="2026-01-01T22:00:00+01:00"))
    assert [at is late for _day, at in evenings([early, late])] == [True, False]


def test_what_was_left_open_on_purpose_and_what_rests_is_told_as_such() -> None:
    one = visit("01-01", near=4, wish=Answer("rather_not_say", at="2026-01-01T20:00:00+01:00"))
    told = wrote(sheet(), one, date(2026, 1, 1), nobody, {})
    assert [(entry.question, entry.given, entry.rests) for entry in told.entries] == [
        ("near", True, True),
        ("wish", False, False),
    ]
    assert told.entries[1].lines == ("rather not say",)


def test_an_evening_is_told_in_the_words_it_was_asked_in() -> None:
    old = sheet("An old title", [{"id": "wish", "type": "long_text", "label": "What would help"}])
    told = wrote(old, visit("01-01", wish="Rest."), date(2026, 1, 1), nobody, {})
    assert (told.title, told.entries[0].label) == ("An old title", "What would help")


def test_nothing_that_was_written_shows_in_a_repr() -> None:
    one = visit("01-01", wish="CANARY", stairs=stairs("s1"))
    told = wrote(sheet("CANARY"), one, date(2026, 1, 1), nobody, {})
    held = over_time(sheet().question("wish"), [(sheet(), one)])
    assert "CANARY" not in repr(told)
    assert "value='CANARY'" not in repr(held[0].answer)
