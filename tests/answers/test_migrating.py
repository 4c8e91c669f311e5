"""A visit moved to a newer version: every step, what fits, what goes to the archive, and back again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.answers.answer import STATES, Answer
from ciworkbook.answers.fitting import is_person
from ciworkbook.answers.migrating import Moved, migrate, names_in
from ciworkbook.answers.people import People, Person
from ciworkbook.answers.putting_back import erase, let_go, put_back, written_since
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet.migrating import Step, steps_between, texts
from ciworkbook.worksheet.model import Worksheet, build

ASH, BIRCH = "a" * 16, "b" * 16
PEOPLE = People((Person(ASH, "Ash"), Person(BIRCH, "Birch", "neighbour")))
THEN, NOW, LATER = "2026-01-01T20:00:00+01:00", "2026-06-01T20:00:00+01:00", "2026-06-02T20:00:00+01:00"

LOW_HIGH: list[dict[str, Any]] = [{"id": "low", "label": "Low"}, {"id": "high", "label": "High up"}]
STATES_OF = [{"id": "begun", "label": "Begun"}, {"id": "over", "label": "Over"}]
COLUMNS: list[dict[str, Any]] = [
    {"id": "what", "type": "short_text", "label": "What"},
    {"id": "more", "type": "long_text", "label": "More"},
    {"id": "how", "type": "choice", "label": "How", "options": LOW_HIGH},
    {"id": "kinds", "type": "choices", "label": "Kinds", "options": LOW_HIGH},
    {"id": "day", "type": "date", "label": "Day"},
    {"id": "whom", "type": "people", "label": "Whom"},
]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "line", "type": "short_text", "label": "A line"},
    {"id": "text", "type": "long_text", "label": "A text"},
    {"id": "mood", "type": "choice", "label": "Mood", "options": LOW_HIGH, "other": True},
    {"id": "parts", "type": "choices", "label": "Parts", "options": LOW_HIGH},
    {"id": "fear", "type": "scale", "label": "Fear", "min_label": "none", "max_label": "all"},
    {"id": "tasks", "type": "checklist", "label": "Tasks", "items": LOW_HIGH, "states": STATES_OF, "note_each": True},
    {"id": "day", "type": "date", "label": "Day"},
    {"id": "signs", "type": "table", "label": "Signs", "rows": LOW_HIGH, "columns": COLUMNS},
    {"id": "events", "type": "table", "label": "Events", "row_label": "event", "columns": COLUMNS},
    {"id": "people", "type": "people", "label": "Who", "fields": COLUMNS},
    {"id": "near", "type": "ring_map", "label": "Near", "people": "people", "rings": LOW_HIGH},
    {"id": "one", "type": "choice", "label": "One of them", "options_from": "people"},
    {
        "id": "stairs",
        "type": "staircase",
        "label": "Stairs",
        "steps": LOW_HIGH,
        "place": "range",
        "states": STATES_OF,
        "fields": COLUMNS,
        "note_each": True,
    },
]
BY_ID = {one["id"]: one for one in QUESTIONS}


def sheet(*questions: dict[str, Any], version: int = 1) -> Worksheet:
    return build(
        {
            "id": "s",
            "version": version,
            "language": "en",
            "title": "S",
            "about": "A.",
            "topic": "goals",
            "minutes": 1,
            "audience": ["harmed"],
            "credit": {"license": "CC-BY-4.0", "authors": ["A"]},
            "sections": [{"id": "part", "title": "P", "questions": list(questions)}],
        },
        "harmed",
    )


def visit(**answers: Any) -> Visit:
    made = {id_: one if isinstance(one, Answer) else Answer(value=one) for id_, one in answers.items()}
    return Visit("s", 1, "old", "harmed", THEN, THEN, answers={id_: replace(a, at=THEN) for id_, a in made.items()})


def moved(was: Visit, new: list[dict[str, Any]], *steps: Step, old: list[dict[str, Any]] | None = None) -> Moved:
    return migrate(was, sheet(*(old or QUESTIONS)), sheet(*new, version=2), steps, PEOPLE, digest="new", now=NOW)


def values(made: Moved) -> dict[str, Any]:
    return {id_: one.value for id_, one in made.visit.answers.items()}


def whys(made: Moved) -> dict[str, str]:
    return {one.question: one.why for one in made.visit.archive}


# The steps


def test_a_renamed_question_keeps_its_answer_and_its_place() -> None:
    was = replace(visit(line="Words"), at_question="line", carried=frozenset({"line"}))
    made = moved(was, [{**BY_ID["line"], "id": "row"}], {"do": "rename", "q": "line", "to": "row"})
    assert made.visit.answers == {"row": was.answers["line"]}
    assert (made.visit.at_question, made.visit.carried) == ("row", frozenset({"row"}))
    assert (made.visit.version, made.visit.digest, made.told, made.same) == (2, "new", (), 1)


RECODED = [{"id": "down", "label": "Down"}, {"id": "up", "label": "Up"}]
MAP = {"low": "down", "high": "up"}


@pytest.mark.parametrize(
    ("id_", "key", "field", "then", "now"),
    [
        ("mood", "options", "", "low", "down"),
        ("parts", "options", "", ["low", "high"], ["down", "up"]),
        ("near", "rings", "", {ASH: "low"}, {ASH: "down"}),
        ("tasks", "items", "", {"low": {"state": "begun", "note": "low"}}, {"down": {"state": "begun", "note": "low"}}),
        ("signs", "rows", "", {"high": {"what": "low"}}, {"up": {"what": "low"}}),
        (
            "stairs",
            "steps",
            "",
            {"place": ["low", "high"], "steps": {"low": {"note": "high"}}},
            {"place": ["down", "up"], "steps": {"down": {"note": "high"}}},
        ),
    ],
)
def test_recoded_options_are_found_again(id_: str, key: str, field: str, then: Any, now: Any) -> None:
    made = moved(visit(**{id_: then}), [{**BY_ID[id_], key: RECODED}], {"do": "recode", "q": id_, "map": MAP})
    assert (values(made), made.visit.archive) == ({id_: now}, ())


@pytest.mark.parametrize(
    ("id_", "field", "then", "now"),
    [
        ("signs", "how", {"low": {"how": "low", "what": "low"}}, {"low": {"how": "down", "what": "low"}}),
        ("events", "kinds", [{"id": "1", "kinds": ["low", "high"]}], [{"id": "1", "kinds": ["down", "up"]}]),
        ("people", "how", [{"person": ASH, "how": "high"}], [{"person": ASH, "how": "up"}]),
        (
            "stairs",
            "how",
            {"place": ["low"], "steps": {"low": {"how": "low"}}},
            {"place": ["low"], "steps": {"low": {"how": "down"}}},
        ),
        ("tasks", "state", {"low": {"state": "low"}}, {"low": {"state": "down"}}),
    ],
)
def test_recoded_cells_are_found_again(id_: str, field: str, then: Any, now: Any) -> None:
    columns = [{**one, "options": RECODED} if one["id"] == field else one for one in COLUMNS]
    key = "fields" if "fields" in BY_ID[id_] else "columns"
    new = {**BY_ID[id_], "states": RECODED} if field == "state" else {**BY_ID[id_], key: columns}
    made = moved(visit(**{id_: then}), [new], {"do": "recode", "q": id_, "field": field, "map": MAP})
    assert (values(made), made.visit.archive) == ({id_: now}, ())


def test_two_options_that_become_one_stand_once() -> None:
    new = [{**BY_ID["parts"], "options": [{"id": "some", "label": "Some"}]}]
    made = moved(
        visit(parts=["low", "high"]), new, {"do": "recode", "q": "parts", "map": {"low": "some", "high": "some"}}
    )
    assert (values(made), whys(made)) == ({"parts": ["some"]}, {})


def test_two_items_that_become_one_lose_no_note() -> None:
    was = visit(tasks={"low": {"note": "First"}, "high": {"note": "Second"}})
    new = [{**BY_ID["tasks"], "items": [{"id": "some", "label": "Some"}]}]
    made = moved(was, new, {"do": "recode", "q": "tasks", "map": {"low": "some", "high": "some"}})
    assert values(made) == {"tasks": {"some": {"note": "First"}}}
    assert made.visit.archive[0].answer == was.answers["tasks"]
    assert made.told[0].what == "part"


@pytest.mark.parametrize(
    ("id_", "then", "text"),
    [
        ("mood", Answer(value="other", other="In between"), "In between"),
        ("mood", "high", "High up"),
        ("parts", ["low", "high"], "Low\nHigh up"),
        ("fear", 7, "7 on a line from 0 (none) to 10 (all)"),
        ("day", "2026-11-24", "24 November 2026"),
        ("line", "As it is", "As it is"),
        ("tasks", {"low": {"state": "over", "note": "Soon"}}, "Low: Over (Soon)"),
        ("signs", {"low": {"what": "It rang", "how": "high"}}, "Low – What: It rang · How: High up"),
        ("people", [{"person": ASH, "what": "Cooks"}], "Ash – What: Cooks"),
        ("near", {ASH: "low"}, "Low: Ash"),
        ("stairs", {"place": ["low"], "steps": {}}, "Standing on “Low”"),
    ],
)
def test_anything_becomes_a_text_in_its_own_labels(id_: str, then: Any, text: str) -> None:
    new = [{"id": id_, "type": "long_text", "label": "In words"}]
    made = moved(visit(**{id_: then}), new, {"do": "to_long_text", "q": id_})
    assert (values(made), made.visit.archive) == ({id_: text}, ())


def test_a_text_made_after_a_recode_keeps_the_labels_it_was_asked_in() -> None:
    new = [{"id": "mood", "type": "long_text", "label": "In words"}]
    steps: list[Step] = [
        {"do": "recode", "q": "mood", "map": {"low": "x", "high": "x"}},
        {"do": "to_long_text", "q": "mood"},
    ]
    assert values(moved(visit(mood="high"), new, *steps)) == {"mood": "High up"}


def test_what_a_text_cannot_hold_is_kept_whole() -> None:
    was = visit(signs={"low": {"more": "First line\nsecond line"}})
    new = [{"id": "signs", "type": "long_text", "label": "In words"}]
    made = moved(was, new, {"do": "to_long_text", "q": "signs"})
    assert values(made) == {"signs": "Low – More: First line second line"}
    assert made.visit.archive[0].answer == was.answers["signs"]


INTO = {"do": "into_people", "q": "text", "to": "people"}


def test_names_become_people_and_the_text_is_kept() -> None:
    was = visit(text="ash, Cedar and\n- R.; cedar")
    made = moved(was, [BY_ID["people"]], INTO)
    aliases = [one.alias for one in made.people]
    assert aliases == ["Ash", "Birch", "Cedar", "R."]
    assert values(made) == {"people": [{"person": one.id} for one in (made.people.all[0], *made.people.all[2:])]}
    assert whys(made) == {"text": "into_people"}
    assert [(one.question, one.what, one.now) for one in made.told] == [("text", "people", ("Ash", "Cedar", "R."))]


def test_names_join_the_people_who_were_named_already() -> None:
    made = moved(visit(text="Birch, Ash", people=[{"person": ASH, "what": "Cooks"}]), [BY_ID["people"]], INTO)
    assert values(made) == {"people": [{"person": ASH, "what": "Cooks"}, {"person": BIRCH}]}
    assert made.people == PEOPLE


@pytest.mark.parametrize(
    "there",
    [Answer("rather_not_say", [{"person": BIRCH}]), Answer(value="no list of people"), Answer(value=[], other="Mine")],
)
def test_what_cannot_join_the_names_is_kept_whole(there: Answer) -> None:
    was = visit(text="Ash", people=there)
    made = moved(was, [BY_ID["people"]], INTO)
    assert values(made) == {"people": [{"person": ASH}]}
    assert was.answers["people"] in [one.answer for one in made.visit.archive]


def test_nobody_is_added_where_that_was_not_looked_at() -> None:
    old, new = sheet(*QUESTIONS), sheet(BY_ID["people"], version=2)
    was = visit(text="Ash, Cedar")
    made = migrate(was, old, new, [INTO], PEOPLE, digest="new", now=NOW, add_people=False)
    assert (values(made), made.people) == ({"people": [{"person": ASH}]}, PEOPLE)


@pytest.mark.parametrize("state", STATES[1:])
def test_what_was_put_away_is_not_brought_out(state: Any) -> None:
    away = Answer(state, "Ash, Cedar")
    made = moved(visit(text=away), [BY_ID["people"]], INTO)
    assert (values(made), made.people, whys(made)) == ({}, PEOPLE, {"text": "does_not_fit"})
    text = [{"id": "mood", "type": "long_text", "label": "In words"}]
    made = moved(visit(mood=Answer(state, "high")), text, {"do": "to_long_text", "q": "mood"})
    assert [(one.state, one.value) for one in made.visit.answers.values()] == [(state, None)]
    assert made.visit.archive[0].answer.value == "high"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ash", ["Ash"]),
        ("Ash, Birch and Cedar", ["Ash", "Birch", "Cedar"]),
        ("Ash, and Birch; & Co", ["Ash", "Birch", "Co"]),
        ("- Ash\n- Birch\n\n", ["Ash", "Birch"]),
        ("Andrea and Sandy", ["Andrea", "Sandy"]),
        ("R., R.", ["R."]),
        ("  ,;\n", []),
        ("x" * 81, []),
    ],
)
def test_names_are_set_apart(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_what_is_retired_goes_to_the_archive_with_the_reason() -> None:
    was = visit(line="0123", mood="low")
    made = moved(was, [BY_ID["mood"]], {"do": "retire", "q": "line", "why": "Numbers can be found."})
    (kept,) = made.retired
    assert (kept.question, kept.answer, kept.digest, kept.version) == ("line", was.answers["line"], "old", 1)
    assert (kept.words, kept.at, made.same) == ("Numbers can be found.", NOW, 1)
    assert [(one.what, one.then, one.now_label, one.why) for one in made.told] == [
        ("retired", ("0123",), "", "Numbers can be found.")
    ]


def test_a_question_gone_without_a_step_loses_nothing() -> None:
    made = moved(visit(line="Words", mood="low"), [BY_ID["mood"]])
    assert (values(made), whys(made)) == ({"mood": "low"}, {"line": "does_not_fit"})


def test_an_answer_in_the_way_of_a_new_name_is_kept() -> None:
    made = moved(visit(line="One", text="Two"), [BY_ID["text"]], {"do": "rename", "q": "line", "to": "text"})
    assert (values(made), whys(made)) == ({"text": "One"}, {"text": "does_not_fit"})


@pytest.mark.parametrize(
    ("new", "then", "now"),
    [
        ({**BY_ID["mood"], "options": LOW_HIGH[:1]}, "high", None),
        ({**BY_ID["mood"], "other": False}, Answer(value="other", other="Mine"), None),
        ({**BY_ID["parts"], "options": LOW_HIGH[:1]}, ["low", "high"], ["low"]),
        ({**BY_ID["fear"], "max": 5}, 7, None),
        ({**BY_ID["tasks"], "note_each": False}, {"low": {"state": "over", "note": "n"}}, {"low": {"state": "over"}}),
        (
            {**BY_ID["signs"], "rows": LOW_HIGH[:1]},
            {"low": {"what": "a"}, "high": {"what": "b"}},
            {"low": {"what": "a"}},
        ),
        (
            {**BY_ID["events"], "columns": COLUMNS[:1]},
            [{"id": "1", "what": "a", "how": "low"}],
            [{"id": "1", "what": "a"}],
        ),
        ({**BY_ID["people"], "fields": []}, [{"person": ASH, "what": "a"}], [{"person": ASH}]),
        ({**BY_ID["near"], "rings": LOW_HIGH[:1]}, {ASH: "low", BIRCH: "high"}, {ASH: "low"}),
        ({**BY_ID["stairs"], "place": "one"}, {"place": ["low", "high"], "steps": {}}, None),
        ({"id": "mood", "type": "long_text", "label": "An id is no text"}, "high", None),
        ({"id": "line", "type": "date", "label": "A text is no date"}, "2026", None),
        (
            {**BY_ID["events"], "columns": [COLUMNS[0], {**COLUMNS[2], "type": "long_text"}]},
            [{"id": "1", "what": "a", "how": "low"}],
            [{"id": "1", "what": "a"}],
        ),
        ({**BY_ID["line"], "type": "scale", "min_label": "a", "max_label": "b"}, "seven", None),
    ],
)
def test_what_does_not_fit_any_more_is_kept_whole(new: dict[str, Any], then: Any, now: Any) -> None:
    was = visit(**{new["id"]: then})
    made = moved(was, [new])
    assert values(made) == ({} if now is None else {new["id"]: now})
    assert [one.answer for one in made.visit.archive] == [was.answers[new["id"]]]
    assert whys(made) == {new["id"]: "does_not_fit" if now is None else "part"}


def test_other_words_are_told_beside_the_old_ones() -> None:
    made = moved(visit(line="Words", text="${line}"), [{**BY_ID["line"], "label": "Another line"}, BY_ID["text"]])
    assert made.same == 1
    assert [(one.what, one.then_label, one.now_label, one.now) for one in made.told] == [
        ("words", "A line", "Another line", ("Words",))
    ]


# The way from version to version


def data(*migrations: dict[str, Any], version: int = 3) -> dict[str, Any]:
    return {"version": version, "migrations": list(migrations)}


def test_the_steps_of_all_versions_between_are_taken() -> None:
    why = {"harmed": "For\nyou", "helping": "For them"}
    both = data(
        {"to": 2, "steps": [{"do": "retire", "q": "a", "why": why}]}, {"to": 3, "steps": [{"do": "x", "q": "b"}]}
    )
    assert steps_between(both, 1, "harmed") == [{"do": "retire", "q": "a", "why": "For you"}, {"do": "x", "q": "b"}]
    assert steps_between(both, 2, "helping") == [{"do": "x", "q": "b"}]
    assert steps_between(both, 3, "harmed") is None
    assert steps_between(both, 4, "harmed") is None
    assert steps_between(data({"to": 3}), 1, "harmed") is None
    assert steps_between(data({"to": 3}), 2, "harmed") == []


# Back again


def test_undoing_brings_back_exactly_what_was_there() -> None:
    was = visit(line="0123", text="Ash, Cedar", mood="low")
    made = moved(was, [BY_ID["people"]], INTO, {"do": "retire", "q": "line", "why": "w"})
    back = put_back(Visit.from_data(made.visit.to_data()), LATER)
    assert replace(back, stays_at=0) == was
    assert back.stays_at == 2


def test_what_was_written_since_is_kept_when_undone() -> None:
    made = moved(visit(mood="low", line="x"), [BY_ID["mood"], BY_ID["text"]]).visit
    since = made.answer("text", Answer(value="New words"), NOW).answer("mood", Answer(value="high"), NOW)
    since = replace(since, look_again="2027-01-01", leaving="steady")
    assert (written_since(made), written_since(since)) == ((), ("mood", "text"))
    back = put_back(since, LATER)
    assert back.answers == visit(mood="low", line="x").answers
    assert [(one.question, one.answer.value, one.why, one.digest) for one in back.archive] == [
        ("mood", "high", "written_since", "new"),
        ("text", "New words", "written_since", "new"),
    ]
    assert (back.look_again, back.leaving) == ("2027-01-01", "steady")
    # Moved and undone once more, they are still there.
    again = put_back(moved(back, [BY_ID["mood"], BY_ID["text"]]).visit, LATER)
    assert again.archive == back.archive


def test_two_moves_are_undone_one_by_one() -> None:
    was = visit(line="x", mood="low")
    once = moved(was, [BY_ID["mood"]]).visit
    twice = migrate(once, sheet(BY_ID["mood"]), sheet(BY_ID["text"]), [], PEOPLE, digest="third", now=LATER).visit
    assert [one.question for one in twice.archive] == ["line", "mood"]
    back = put_back(twice, LATER)
    assert replace(back, stays_at=0) == once
    assert replace(put_back(back, LATER), stays_at=0) == was


def test_undoing_needs_something_to_put_back() -> None:
    made = let_go(moved(visit(mood="low"), [BY_ID["mood"]]).visit)
    assert made.before is None
    with pytest.raises(ValueError, match="unmoved"):
        put_back(made, LATER)


def test_what_is_erased_is_nowhere_any_more() -> None:
    was = visit(line="0123 secret", mood="low")
    made = moved(was, [BY_ID["mood"]], {"do": "retire", "q": "line", "why": "w"}).visit
    third = migrate(made, sheet(BY_ID["mood"]), sheet(BY_ID["mood"]), [], PEOPLE, digest="third", now=LATER).visit
    for one in (made, third):
        left = erase(one, one.archive[0])
        assert "secret" not in repr(left.to_data())
        assert left.answers == one.answers
        assert put_back(left, LATER).answers == {"mood": was.answers["mood"]}


# Whatever was written


WORDS = st.text(max_size=12) | st.sampled_from(["Ash, Cedar and Dill", "low", "one\ntwo", "\x1b[2J", "x" * 90])
ID = st.sampled_from(["low", "high", "gone", "begun", "other"])
PERSON = st.sampled_from([ASH, BIRCH, "c" * 16])
CELLS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "what": WORDS,
        "more": WORDS,
        "how": ID,
        "kinds": st.lists(ID, max_size=2),
        "day": st.just("2026-11") | WORDS,
        "whom": st.lists(PERSON, max_size=2),
        "gone": WORDS,
    },
)
MARKED: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional={"state": ID, "note": WORDS})
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "line": WORDS,
    "text": WORDS,
    "mood": ID,
    "parts": st.lists(ID, max_size=3),
    "fear": st.integers(-1, 12),
    "tasks": st.dictionaries(ID, MARKED, max_size=3),
    "day": st.sampled_from(["2026", "2026-11-24"]) | WORDS,
    "signs": st.dictionaries(ID, CELLS, max_size=3),
    "events": st.lists(CELLS.map(lambda row: {"id": "r", **row}), max_size=3),
    "people": st.lists(st.tuples(PERSON, CELLS).map(lambda pair: {"person": pair[0], **pair[1]}), max_size=3),
    "near": st.dictionaries(PERSON, ID, max_size=3),
    "one": PERSON,
    "stairs": st.fixed_dictionaries(
        {
            "place": st.lists(ID, max_size=2),
            "steps": st.dictionaries(ID, st.tuples(MARKED, CELLS).map(lambda p: {**p[1], **p[0]}), max_size=2),
        }
    ),
}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        id_: st.builds(Answer, st.sampled_from(("given", *STATES)), value, st.just("") | WORDS)
        for id_, value in VALUES.items()
    },
)
KEPT_IDS = {"low", "high", "gone", "begun", "over", "other", "done"}


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[Step]]:
    """A new version of the sheet, and steps to it; careless ones too."""
    new: list[dict[str, Any]] = []
    steps: list[Step] = []
    for old in QUESTIONS:
        id_ = old["id"]
        match draw(st.sampled_from(["same", "rename", "recode", "text", "people", "retire", "gone", "other_type"])):
            case "same":
                new.append(old)
            case "rename":
                to = draw(st.sampled_from([f"{id_}_now", "text", "people"]))
                new.append({**old, "id": to})
                steps.append({"do": "rename", "q": id_, "to": to})
            case "recode":
                kinds = ("options", "items", "rows", "rings", "steps")
                new.append({**old, **{key: RECODED for key in kinds if key in old}})
                names = draw(st.sampled_from([MAP, {"low": "up", "high": "up"}, {"low": "high", "high": "low"}]))
                field = draw(st.sampled_from([{}, {"field": "how"}, {"field": "state"}]))
                steps.append({"do": "recode", "q": id_, "map": names, **field})
            case "text":
                new.append({"id": id_, "type": "long_text", "label": "In words"})
                steps.append({"do": "to_long_text", "q": id_})
            case "people":
                steps.append({"do": "into_people", "q": id_, "to": "people"})
            case "retire":
                steps.append({"do": "retire", "q": id_, "why": "w"})
            case "other_type":
                new.append({**draw(st.sampled_from(QUESTIONS)), "id": id_})
    by_id = {one["id"]: one for one in new} or {"text": BY_ID["text"]}
    return list(by_id.values()), draw(st.permutations(steps))


def written(answer: Answer) -> list[str]:
    """What a person wrote in an answer: its texts, but for the ids of the sheet and of people."""
    return [one for one in (*texts(answer.value), answer.other) if one and one not in KEPT_IDS and not is_person(one)]


@settings(max_examples=400, deadline=None)
@given(ANSWERS, changes(), st.booleans())
def test_a_move_loses_nothing_and_is_undone_exactly(
    answers: dict[str, Answer], change: tuple[list[dict[str, Any]], list[Step]], add: bool
) -> None:
    was = visit(**answers)
    new, steps = change
    made = migrate(was, sheet(*QUESTIONS), sheet(*new, version=2), steps, PEOPLE, digest="new", now=NOW, add_people=add)
    now = [text for one in made.visit.answers.values() for text in (*texts(one.value), one.other)]
    archive = [text for one in made.visit.archive for text in (*texts(one.answer.value), one.answer.other)]
    people = [one.alias for one in made.people]
    for answer in was.answers.values():
        for text in written(answer):
            dated = text in ("2026", "2026-11", "2026-11-24")  # told in words
            assert dated or any(text in there for there in (*now, *archive, *people)), text
    # What stands in the new version fits it: moved once more, without a step, nothing leaves.
    again = migrate(made.visit, sheet(*new), sheet(*new, version=3), [], made.people, digest="third", now=LATER)
    assert again.visit.archive == made.visit.archive and again.visit.answers == made.visit.answers
    fresh = migrate(
        replace(made.visit, archive=()), sheet(BY_ID["line"]), sheet(*new), [], made.people, digest="x", now=LATER
    )
    # A question that did not change keeps what it has, also what would not fit a new one.
    assert all(BY_ID.get(one.question) in new for one in fresh.visit.archive)
    # And back.
    kept = Visit.from_data(made.visit.to_data())
    assert kept == made.visit
    assert replace(put_back(kept, LATER), stays_at=0) == was
