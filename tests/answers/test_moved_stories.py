"""Stories of what becomes of old answers: told true, told false, and missing."""

from __future__ import annotations

import pytest

from ciworkbook.answers.stories import tell
from ciworkbook.worksheet.stories import load_stories_text

from ..worksheet.sheets import HEAD, canonical, sheet

QUESTIONS = """
- {id: people, type: people, label: Who, fields: [{id: said, type: choice, label: S, options_from: s}]}
- {id: plan, type: long_text, label: Your plan}
- {id: mood, type: choice, label: Mood, options: [{id: low, label: Low}, {id: high, label: High}]}
- {id: asked_again, type: short_text, label: More, relevant: {q: mood, is: low}}
"""
LISTS = "lists: {s: [{id: said_yes, label: Y}]}\n"
MIGRATIONS = """
migrations:
  - to: 2
    note: Helpers became people.
    steps:
      - {do: rename, q: helpers, to: people_text}
      - {do: into_people, q: people_text, to: people}
      - {do: recode, q: people, field: said, map: {y: said_yes}}
  - {to: 3, note: Other words only.}
  - to: 4
    note: The plan is a text now, and numbers left the sheet.
    steps:
      - {do: to_long_text, q: plan}
      - {do: retire, q: numbers, why: A list of numbers can be found.}
"""
DATA = canonical(sheet(QUESTIONS, head=HEAD.replace("version: 1", "version: 4"), top=LISTS) + MIGRATIONS)
ASKED = """      asked:
        - {id: helpers, type: long_text, label: Who helps}
        - {id: numbers, type: short_text, label: Numbers}
        - {id: plan, type: choice, label: Plan, other: true, options: [{id: go, label: Go away}]}
        - id: people
          type: people
          label: Who
          fields: [{id: said, type: choice, label: S, options: [{id: y, label: Y}]}]
"""


def told(migrates: str, *lines: str) -> list[str]:
    inside = "".join(f"      {line}\n" for line in migrates.strip("\n").split("\n"))
    rest = "".join(f"    {line}\n" for line in lines)
    text = f"format: 1\nof: small\nstories:\n  - name: one\n    migrates:\n{inside}{ASKED}{rest}"
    stories, findings = load_stories_text("s.yaml", text)
    assert stories is not None, findings
    return [str(one) for one in tell(stories, DATA)]


WHOLE = """
from: 1
given: {helpers: "Ash, Cedar and Dill", numbers: "0123", plan: go, mood: low, people: [{alias: Ash, said: y}]}
gives:
  people: [{alias: Ash, said: said_yes}, Cedar, Dill]
  plan: Go away
  mood: low
archived: [helpers, numbers]
"""


def test_a_true_story_finds_nothing() -> None:
    assert told(WHOLE) == []


def test_what_the_sheet_then_asks_can_be_told_too() -> None:
    assert told(WHOLE, "sees: [asked_again]", "resting: []") == []
    assert told(WHOLE, "given: {mood: high, asked_again: Words}", "resting: [asked_again]") == []
    assert told(WHOLE, "does_not_see: [asked_again]") == ["s.yaml:21:20: E410 story 'one': 'asked_again' is asked"]


def test_no_answer_is_moved_as_it_was_left() -> None:
    given = "{helpers: {not_now: true}, mood: {rather_not_say: true}}"
    assert told(f"from: 1\ngiven: {given}\ngives: {{mood: {{rather_not_say: true}}}}\narchived: [helpers]") == []


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        ("plan: Go away", "plan: Stay", "E410 story 'one': after the migration 'plan' holds 'Go away'"),
        ("Cedar, Dill]", "Cedar]", "E410 story 'one': after the migration 'people' holds 'Ash – S: Y, Cedar, Dill'"),
        ("  mood: low\n", "", "E410 story 'one': after the migration 'mood' holds 'Low'"),
        (
            "  plan: Go away",
            "  plan: Go away\n  asked_again: x",
            "E410 story 'one': after the migration 'asked_again' holds nothing",
        ),
        ("[helpers, numbers]", "[helpers]", "E410 story 'one': after the migration archived: helpers, numbers"),
        ("plan: go,", "plan: gone,", "E403 'gone' is not one of go - did you mean 'go'?"),
        ("  mood: low", "  mood: lo", "E403 'lo' is not one of low, high - did you mean 'low'?"),
        ('numbers: "0123"', "nmbrs: x", "E402 there is no question 'nmbrs' - did you mean 'numbers'?"),
        ('numbers: "0123"', "xyz: x", "E402 there is no question 'xyz'; write it under 'asked'"),
        ("  plan: Go", "  pln: Go", "E402 there is no question 'pln' - did you mean 'plan'?"),
        ("from: 1", "from: 4", "E402 no migrations lead from version 4 to version 4"),
    ],
)
def test_a_false_story_is_told(then: str, now: str, found: str) -> None:
    lines = told(WHOLE.replace(then, now, 1))
    assert any(found in one for one in lines), lines


def test_a_migration_without_a_story_is_named() -> None:
    assert told("from: 2\ngiven: {mood: low}\ngives: {mood: low}") == [
        "s.yaml:2:5: E411 the migration to version 2 has no story; tell one with 'migrates'"
    ]
    stories, _ = load_stories_text("s.yaml", "format: 1\nof: small\nstories:\n  - {name: x, sees: [mood]}\n")
    assert stories is not None
    assert [one.message.split(" has")[0] for one in tell(stories, DATA)] == [
        "the migration to version 2",
        "the migration to version 4",
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{given: {mood: low}}", "E103"),
        ("{from: 0, given: {}}", "E109"),
        ("{from: 1, given: {}, give: {}}", "E101"),
        ("{from: 1, given: {}, asked: [{id: a, type: choic, label: A}]}", "E102"),
        ("{from: 1, given: {}, asked: [{id: a, type: date, label: A, min: 3}]}", "E101"),
    ],
)
def test_the_shape_is_checked(line: str, code: str) -> None:
    stories, findings = load_stories_text(
        "s.yaml", f"format: 1\nof: small\nstories:\n  - {{name: x, migrates: {line}}}\n"
    )
    assert stories is None and [one.code for one in findings] == [code]
