from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.reading import Reading, offered, read, speaker
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet.model import Door, Worksheet, build

QUESTIONS = [
    {"id": "hello", "type": "note", "label": "Hello ${words.harmed|you}."},
    {"id": "talked", "type": "choice", "label": "Talked?", "options": [{"id": "yes", "label": "Yes"}]},
    {"id": "name", "type": "short_text", "label": "A name?", "relevant": {"q": "talked", "is": "yes"}},
    {"id": "more", "type": "long_text", "label": "More about ${name|them}?"},
    {"id": "deep", "type": "short_text", "label": "Deeper?", "relevant": {"q": "name", "answered": True}},
    {"id": "heavy", "type": "short_text", "label": "Heavy words", "content_note": {"topics": ["knives"]}},
]


def sheet(sections: list[dict[str, Any]] | None = None, door: Door = "harmed") -> Worksheet:
    return build(
        {
            "id": "sheet",
            "version": 1,
            "language": "en",
            "title": "Sheet",
            "about": "A sheet.",
            "topic": "allies",
            "minutes": 1,
            "audience": ["harmed"],
            "credit": {"license": "CC-BY-4.0", "authors": ["Someone"]},
            "sections": sections or [{"id": "s", "title": "Part for ${words.harmed|you}", "questions": QUESTIONS}],
        },
        door,
    )


def visit(answers: Mapping[str, Any], **more: Any) -> Visit:
    given = {id_: one if isinstance(one, Answer) else Answer(value=one) for id_, one in answers.items()}
    return Visit("sheet", 1, "d", "harmed", "2026-01-01", "2026-01-01", answers=given, **more)


def reading(answers: Mapping[str, Any], own: Mapping[str, str] | None = None, **more: Any) -> Reading:
    return read(sheet(), visit(answers, **more), lambda _id: "", own or {})


def told(found: Reading) -> dict[str, tuple[str, ...]]:
    return {one.id: one.lines for part in found.parts for one in part.asked}


def test_every_question_asked_now_is_there_in_order() -> None:
    assert [*told(reading({}))] == ["hello", "talked", "more", "heavy"]
    assert [*told(reading({"talked": "yes", "name": "Kim"}))] == ["hello", "talked", "name", "more", "deep", "heavy"]


def test_numbers_count_the_whole_sheet_without_notes() -> None:
    assert {one.id: one.number for one in reading({}).parts[0].asked} == {
        "hello": 0,
        "talked": 1,
        "more": 3,
        "heavy": 5,
    }


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("skipped", "skipped"),
        ("not_now", "left for later"),
        ("does_not_fit", "does not fit"),
        ("rather_not_say", "rather not say"),
    ],
)
def test_the_four_no_answers_are_told_in_words_and_not_what_stood_there(state: Any, words: str) -> None:
    found = reading({"more": Answer(state, value="secret")})
    assert told(found)["more"] == (words,)
    assert next(one.left for one in found.parts[0].asked if one.id == "more") == state


def test_an_untouched_question_has_no_words_but_says_what_it_offers() -> None:
    one = next(one for one in reading({}).parts[0].asked if one.id == "talked")
    assert (one.lines, one.left, one.offered) == ((), "", ("Yes",))


def test_texts_are_piped_with_own_words_and_earlier_answers() -> None:
    found = reading({"talked": "yes", "name": "Kim"}, {"harmed": "Robin"})
    labels = {one.id: one.label for one in found.parts[0].asked}
    assert (found.parts[0].title, labels["hello"], labels["more"]) == (
        "Part for Robin",
        "Hello Robin.",
        "More about Kim?",
    )


def test_a_resting_answer_is_not_put_into_sentences() -> None:
    found = reading({"name": "Kim"})
    assert next(one.label for one in found.parts[0].asked if one.id == "more") == "More about them?"
    assert speaker(sheet(), visit({"name": "Kim"}), lambda _id: "", {})("name") == ""


def test_what_rests_says_why_and_names_the_question_that_is_asked_now() -> None:
    found = reading({"name": "Kim", "deep": "below"})
    first, second = found.rests
    assert (first.asked.id, first.asked.lines, first.back) == ("name", ("Kim",), "talked")
    assert first.why == "only if you ticked “Yes” at question 1"
    # What hides the second is itself hidden: there is nowhere to go from here.
    assert (second.asked.id, second.back) == ("deep", "")


def test_a_section_that_is_closed_is_the_reason() -> None:
    closed = {
        "id": "t",
        "title": "T",
        "relevant": {"q": "talked", "is": "yes"},
        "questions": [{"id": "inside", "type": "short_text", "label": "Inside?"}],
    }
    whole = sheet([{"id": "s", "title": "S", "questions": [QUESTIONS[1]]}, closed])
    found = read(whole, visit({"inside": "kept"}), lambda _id: "", {})
    assert [part.title for part in found.parts] == ["S"]
    assert (found.rests[0].why, found.rests[0].back) == ("only if you ticked “Yes” at question 1", "talked")


def test_heavy_words_stay_behind_their_note_until_there_is_an_answer() -> None:
    def heavy(answers: Mapping[str, Any], *, open_notes: bool = False) -> Any:
        found = read(sheet(), visit(answers), lambda _id: "", {}, open_notes=open_notes)
        return next(one for one in found.parts[0].asked if one.id == "heavy")

    assert heavy({}).note is not None
    assert heavy({"heavy": Answer("skipped")}).note is not None
    assert heavy({"heavy": "written"}).note is None
    assert heavy({}, open_notes=True).note is None


def test_counts_what_comes_up_later_and_what_the_sheet_no_longer_has() -> None:
    found = reading({"gone": "kept", "also_gone": Answer("skipped")})
    assert (found.later, found.unknown) == (2, 1)
    assert reading({"name": "Kim"}).later == 1


def test_carried_answers_are_marked() -> None:
    found = reading({"more": "old"}, carried=frozenset({"more"}))
    assert [one.id for one in found.parts[0].asked if one.carried] == ["more"]


def test_every_type_says_what_it_offers() -> None:
    kinds: list[tuple[dict[str, Any], list[str]]] = [
        ({"type": "choices", "options": [{"id": "a", "label": "A"}]}, ["A"]),
        ({"type": "checklist", "items": [{"id": "a", "label": "A"}]}, ["A"]),
        ({"type": "scale", "min_label": "low", "max_label": "high"}, ["low", "high"]),
        ({"type": "staircase", "steps": [{"id": "a", "label": "Low"}, {"id": "b", "label": "High"}]}, ["High", "Low"]),
        ({"type": "ring_map", "people": "x", "rings": [{"id": "a", "label": "A"}]}, ["A"]),
        ({"type": "table", "columns": [{"id": "a", "type": "date", "label": "A"}]}, ["A"]),
        ({"type": "people", "fields": [{"id": "a", "type": "date", "label": "A"}]}, ["A"]),
        ({"type": "long_text"}, []),
    ]
    for data, labels in kinds:
        made = sheet([{"id": "s", "title": "S", "questions": [{"id": "q", "label": "Q", **data}]}])
        assert offered(made.question("q")) == labels


def test_nothing_a_person_wrote_shows_in_a_repr() -> None:
    assert "Kim" not in repr(reading({"talked": "yes", "name": "Kim"}))
