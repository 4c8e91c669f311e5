"""Then beside now, in words."""

from __future__ import annotations

from typing import Any

import pytest

from ciworkbook.answers.answer import Answer, State
from ciworkbook.answers.compare import compare
from ciworkbook.answers.visit import Visit
from ciworkbook.worksheet.model import Worksheet, build

NAMES = {"a": "Ada", "t": "Tom", "s": "Sam"}
STEPS = [{"id": f"s{n}", "label": f"Step {n}"} for n in range(1, 7)]
STATES = [{"id": "partly", "label": "partly"}, {"id": "yes", "label": "yes"}]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "gate", "type": "choice", "label": "Gate", "options": STATES},
    {"id": "fear", "type": "scale", "label": "Fear", "min": 0, "max": 10, "min_label": "low", "max_label": "high"},
    {"id": "stairs", "type": "staircase", "label": "Stairs", "place": "range", "steps": STEPS, "states": STATES},
    {
        "id": "map",
        "type": "ring_map",
        "label": "Map",
        "people": "who",
        "rings": [{"id": "near", "label": "Near"}, {"id": "mid", "label": "Mid"}, {"id": "far", "label": "Far"}],
    },
    {"id": "list", "type": "checklist", "label": "List", "items": STEPS[:2], "states": STATES},
    {"id": "many", "type": "choices", "label": "Many", "options": STEPS[:3]},
    {"id": "text", "type": "long_text", "label": "Text"},
    {"id": "who", "type": "people", "label": "Who", "fields": [{"id": "tie", "type": "short_text", "label": "Tie"}]},
    {
        "id": "rows",
        "type": "table",
        "label": "Rows",
        "row_label": "row",
        "columns": [{"id": "c", "type": "short_text", "label": "C"}],
    },
    {"id": "plain", "type": "short_text", "label": "Not compared", "revisit": "carry"},
    {"id": "hidden", "type": "short_text", "label": "Hidden", "relevant": {"q": "gate", "is": "yes"}},
]


def sheet() -> Worksheet:
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
            "sections": [{"id": "one", "title": "One", "questions": [{"revisit": "compare", **q} for q in QUESTIONS]}],
        },
        "harmed",
    )


def visit(**values: Any) -> Visit:
    made = Visit("small", 1, "d", "harmed", "2026-01-01", "2026-01-01")
    for question, value in values.items():
        made = made.answer(question, value if isinstance(value, Answer) else Answer(value=value), "2026-01-01")
    return made


def changed(question: str, then: Any, now: Any) -> tuple[str, ...]:
    earlier = visit(**({question: then} if then is not None else {}))
    later = visit(**({question: now} if now is not None else {}))
    found = compare(sheet(), earlier, later, lambda id_: NAMES.get(id_, ""))
    assert [one.question for one in found] == [question]
    return found[0].changed


def place(*steps: str, **states: str) -> dict[str, Any]:
    return {"place": list(steps), "steps": {id_: {"state": state} for id_, state in states.items()}}


@pytest.mark.parametrize(
    ("question", "then", "now", "words"),
    [
        ("fear", 3, 6, ("went up from 3 to 6 on the line",)),
        ("fear", 6, 3, ("went down from 6 to 3 on the line",)),
        ("fear", 3, 3, ("same",)),
        ("fear", None, 3, ("new",)),
        ("fear", 3, None, ("no longer there",)),
        ("stairs", place("s1"), place("s2"), ("a step up",)),
        ("stairs", place("s1"), place("s2", "s4"), ("3 steps up",)),
        ("stairs", place("s3"), place("s2"), ("a step down",)),
        ("stairs", place("s6"), place("s2"), ("4 steps down",)),
        ("stairs", place("s2", "s3"), place("s1", "s3"), ("the lower end reaches further down",)),
        ("stairs", place("s1", s1="partly"), place("s1", s1="yes"), ("Step 1: was partly, now yes",)),
        ("stairs", place("s1"), place("s2", s2="yes"), ("a step up", "Step 2: something said about it")),
        (
            "map",
            {"a": "far", "t": "near", "s": "mid"},
            {"a": "mid", "t": "far", "x": "near"},
            ("Ada moved nearer", "Tom moved further away", "someone: new", "Sam: no longer there"),
        ),
        ("map", {"a": "far"}, {"a": "far"}, ("same",)),
        (
            "list",
            {"s1": {"state": "yes"}},
            {"s1": {"state": "partly"}, "s2": {"note": "n"}},
            ("Step 1: changed", "Step 2: new"),
        ),
        ("many", ["s1", "s2"], ["s2", "s3"], ("Step 3: new", "Step 1: no longer there")),
        ("text", "one", "two", ("changed",)),
        ("who", [{"person": "a"}], [{"person": "a", "tie": "x"}, {"person": "t"}], ("Ada: changed", "Tom: new")),
        (
            "rows",
            [{"id": "1", "c": "x"}, {"id": "2", "c": "y"}],
            [{"id": "1", "c": "z"}, {"id": "3", "c": "w"}],
            ("“w”: new", "“y”: no longer there", "“z”: changed"),
        ),
        (
            "rows",
            [{"id": "1", "c": "x"}, {"id": "2", "c": "y"}],
            [{"id": "8", "c": "x"}, {"id": "9", "c": "y"}],
            ("same",),
        ),
        (
            "rows",
            [{"id": "1", "c": "x"}, {"id": "2", "c": "y"}],
            [{"id": "8", "c": "y"}, {"id": "9", "c": "x"}],
            ("in another order",),
        ),
        ("text", "one", Answer("rather_not_say"), ("no longer there",)),
        ("text", Answer("skipped"), Answer("not_now"), ("changed",)),
        ("text", Answer("skipped"), Answer("skipped"), ("same",)),
    ],
)
def test_what_changed_is_said_in_words(question: str, then: Any, now: Any, words: tuple[str, ...]) -> None:
    assert changed(question, then, now) == words


def test_then_and_now_stand_beside_each_other() -> None:
    (change,) = compare(sheet(), visit(fear=3), visit(fear=6), NAMES.__getitem__)
    assert change.label == "Fear"
    assert change.then == ("3 on a line from 0 (low) to 10 (high)",)
    assert change.now == ("6 on a line from 0 (low) to 10 (high)",)
    assert not change.same


def test_only_the_rows_that_differ_stand_apart() -> None:
    then = [{"id": "1", "c": "x"}, {"id": "2", "c": "y"}, {"id": "3", "c": "z"}]
    now = [{"id": "1", "c": "x"}, {"id": "2", "c": "why"}, {"id": "4", "c": "new"}]
    (change,) = compare(sheet(), visit(rows=then), visit(rows=now), NAMES.__getitem__)
    assert (change.then_moved, change.now_moved, change.kept) == (("C: y", "C: z"), ("C: why", "C: new"), 1)
    assert change.then == ("C: x", "C: y", "C: z")
    (change,) = compare(sheet(), visit(text="one"), visit(text="two"), NAMES.__getitem__)
    assert (change.then_moved, change.now_moved, change.kept) == (("one",), ("two",), 0)


def test_only_compare_questions_unless_others_are_named() -> None:
    earlier, later = visit(plain="a", fear=1), visit(plain="b", fear=1)
    assert [one.question for one in compare(sheet(), earlier, later, NAMES.__getitem__)] == ["fear"]
    assert [one.question for one in compare(sheet(), earlier, later, NAMES.__getitem__, ["plain"])] == ["plain"]


@pytest.mark.parametrize("state", ["skipped", "not_now", "does_not_fit", "rather_not_say"])
def test_what_rests_is_not_compared(state: State) -> None:
    earlier, later = visit(gate="yes", hidden="a"), visit(gate=Answer(state), hidden="b")
    found = {one.question: one for one in compare(sheet(), earlier, later, NAMES.__getitem__)}
    assert found["hidden"].now == ()
    assert found["hidden"].changed == ("no longer there",)


def test_nothing_that_was_written_shows_in_a_repr() -> None:
    (change,) = compare(sheet(), visit(text="CANARY"), visit(text="CANARY too"), NAMES.__getitem__)
    assert "CANARY" not in repr(change)
