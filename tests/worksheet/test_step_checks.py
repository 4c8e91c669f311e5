"""Steps of migrations that lead somewhere are not complained about, in whatever order they do."""

from __future__ import annotations

import pytest

from .said import FEAR, MOOD, PEOPLE, STAIRS, TEXT
from .sheets import HEAD, sheet, told

TASKS = "- {id: tasks, type: checklist, label: T, items: [{id: bag, label: Bag}]}\n"
ONE_OF = "- {id: one, type: choice, label: O, other: true, options_from: list}\n"


@pytest.mark.parametrize(
    "steps",
    [
        "{do: rename, q: old, to: mood}, {do: recode, q: mood, map: {l: low}}",
        "{do: recode, q: old, map: {l: low}}, {do: rename, q: old, to: mood}",
        "{do: recode, q: mood, map: {l: x}}, {do: recode, q: mood, map: {x: low}}",
        "{do: recode, q: text, map: {l: gone}}, {do: to_long_text, q: text}",
        "{do: rename, q: helpers, to: names}, {do: into_people, q: names, to: people}",
        "{do: rename, q: numbers, to: phones}, {do: retire, q: phones, why: w}",
        "{do: recode, q: old, map: {a: b}}, {do: retire, q: old, why: w}",
        "{do: recode, q: tasks, field: state, map: {ok: done}}, {do: recode, q: tasks, map: {b: bag}}",
        "{do: recode, q: stairs, map: {first: one}}",
        "{do: recode, q: one, map: {a: b, c: other}}",
        "{do: to_long_text, q: text}, {do: rename, q: mode, to: mood}",
    ],
)
def test_steps_that_lead_somewhere_are_quiet(steps: str) -> None:
    questions = MOOD + PEOPLE + FEAR + STAIRS + TEXT % "" + TASKS + ONE_OF
    asked = sheet(questions, head=HEAD.replace("version: 1", "version: 2"), top="lists:\n  list: [{id: b, label: B}]\n")
    assert told(f"{asked}migrations: [{{to: 2, note: x, steps: [{steps}]}}]\n") == []


def test_steps_of_several_versions_are_followed() -> None:
    asked = sheet(MOOD, head=HEAD.replace("version: 1", "version: 3"))
    way = "migrations:\n  - {to: 2, note: x, steps: [{do: rename, q: a, to: b}]}\n"
    assert told(f"{asked}{way}  - {{to: 3, note: x, steps: [{{do: rename, q: b, to: mood}}]}}\n") == []
    assert [one.split()[1] for one in told(f"{asked}{way}  - {{to: 3, note: x}}\n")] == ["E216"]
