"""Conditions in plain words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ciworkbook.worksheet import conditions
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.checking import check_file
from ciworkbook.worksheet.conditions import Condition, parse
from ciworkbook.worksheet.model import (
    DOORS,
    Checklist,
    Choice,
    Choices,
    Option,
    Question,
    Section,
    Worksheet,
    build,
)
from ciworkbook.worksheet.sentences import describe, numbers, only_if, question_rule, section_rule, when
from ciworkbook.worksheet.skip_words import here

from .sheets import EVERYTHING


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    data, _ = check_file(EVERYTHING)
    assert data is not None
    return build(data, "harmed")


SAID: list[tuple[dict[str, Any], str, str]] = [
    # condition, words when it is so, words when it is not so
    ({"q": "mood", "is": "fine"}, "you ticked “Fine” at question 2", "you did not tick “Fine” at question 2"),
    ({"q": "mood", "is": "other"}, "you ticked “Something else” at question 2", ""),
    (
        {"q": "mood", "is_not": "fine"},
        "you ticked something other than “Fine” at question 2",
        "you ticked “Fine”, or nothing, at question 2",
    ),
    ({"q": "mood", "is_one_of": ["fine", "hard"]}, "you ticked “Fine” or “Hard” at question 2", ""),
    ({"q": "name", "answered": True}, "you wrote something at question 1", "you wrote nothing at question 1"),
    ({"q": "name", "answered": False}, "you wrote nothing at question 1", "you wrote something at question 1"),
    ({"q": "mood", "answered": True}, "you ticked something at question 2", "you ticked nothing at question 2"),
    (
        {"q": "parts", "includes_all": ["one", "two"]},
        "you ticked “One” and “Two” at question 4",
        "you did not tick all of “One” and “Two” at question 4",
    ),
    ({"q": "parts", "includes": "one"}, "you ticked “One” at question 4", "you did not tick “One” at question 4"),
    ({"q": "parts", "includes_any": ["one", "two"]}, "you ticked “One” or “Two” at question 4", ""),
    (
        {"q": "parts", "count_at_least": 2},
        "you ticked at least 2 boxes at question 4",
        "you ticked fewer than 2 boxes at question 4",
    ),
    (
        {"q": "parts", "count_at_most": 2},
        "you ticked from 1 to 2 boxes at question 4",
        "you ticked more than 2 boxes, or none, at question 4",
    ),
    ({"q": "fear", "at_least": 3}, "you marked 3 or more at question 5", "you did not mark 3 or more at question 5"),
    ({"q": "fear", "at_most": 3}, "you marked 3 or less at question 5", "you did not mark 3 or less at question 5"),
    ({"q": "fear", "answered": True}, "you marked a place at question 5", "you marked no place at question 5"),
    ({"q": "fear", "is": 2}, "you marked 2 at question 5", "you did not mark 2 at question 5"),
    (
        {"q": "fear", "is_not": 2},
        "you marked a place other than 2 at question 5",
        "you marked 2, or nothing, at question 5",
    ),
    (
        {"q": "stairs", "at_least": "name_it"},
        "you marked “Name it” or a higher step at question 13",
        "you did not mark “Name it” or a higher step at question 13",
    ),
    (
        {"q": "stairs", "at_most": 3},
        "you marked “Mend” or a lower step at question 13",
        "you did not mark “Mend” or a lower step at question 13",
    ),
    (
        {"q": "stairs", "row": "stop", "is": "begun"},
        "you chose “Begun” for “Stop” at question 13",
        "you did not choose “Begun” for “Stop” at question 13",
    ),
    (
        {"q": "day", "before": "2026-11"},
        "the day is before 2026-11 at question 7",
        "no day before 2026-11 is at question 7",
    ),
    ({"q": "day", "after": "2026-11"}, "the day is after 2026-11 at question 7", ""),
    ({"q": "people", "count_at_least": 1}, "you named someone at question 10", "you named no one at question 10"),
    (
        {"q": "people", "count_at_least": 2},
        "you named at least 2 people at question 10",
        "you named fewer than 2 people at question 10",
    ),
    (
        {"q": "people", "count_at_most": 2},
        "you named from 1 to 2 people at question 10",
        "you named more than 2 people, or no one, at question 10",
    ),
    ({"q": "people", "count_at_most": 1}, "you named only 1 person at question 10", ""),
    (
        {"q": "near", "answered": True},
        "you put someone on the map at question 11",
        "you put no one on the map at question 11",
    ),
    (
        {"q": "people", "field": "agreed", "is": "often"},
        "you chose “Often” under “Agreed” at question 10",
        "you did not choose “Often” under “Agreed” at question 10",
    ),
    (
        {"q": "people", "field": "agreed", "answered": True},
        "you wrote something under “Agreed” at question 10",
        "you wrote nothing under “Agreed” at question 10",
    ),
    (
        {"q": "people", "field": "agreed", "is_not": "often"},
        "you chose something other than “Often” under “Agreed” at question 10",
        "you chose “Often”, or nothing, under “Agreed” at question 10",
    ),
    (
        {"q": "signs", "row": "phone", "field": "how_often", "is": "once"},
        "you chose “Once” under “How often” for “Phone” at question 8",
        "",
    ),
    ({"q": "events", "count_at_least": 3}, "you filled in at least 3 rows at question 9", ""),
    ({"q": "events", "count_at_most": 1}, "you filled in only 1 row at question 9", ""),
    ({"q": "tasks", "row": "bag", "is": "done"}, "you chose “Done” for “A bag” at question 6", ""),
    ({"not": {"not": {"q": "mood", "is": "fine"}}}, "you ticked “Fine” at question 2", ""),
    (
        {"any": [{"q": "name", "answered": True}, {"q": "mood", "is": "fine"}]},
        "you wrote something at question 1, or you ticked “Fine” at question 2",
        "you wrote nothing at question 1, and you did not tick “Fine” at question 2",
    ),
    (
        {
            "any": [
                {"q": "name", "answered": True},
                {"all": [{"q": "mood", "is": "fine"}, {"q": "fear", "at_most": 2}]},
            ]
        },
        "you wrote something at question 1, "
        "or (you ticked “Fine” at question 2, and you marked 2 or less at question 5)",
        "",
    ),
    (
        {"any": [{"q": "tasks", "row": "bag", "is": "done"}, {"q": "tasks", "row": "word", "is": "done"}]},
        "you chose “Done” for “A bag” or “A word” at question 6",
        "you did not choose “Done” for “A bag” or “A word” at question 6",
    ),
    (
        {"all": [{"q": "tasks", "row": "bag", "is": "done"}, {"q": "tasks", "row": "word", "is": "done"}]},
        "you chose “Done” for “A bag” at question 6, and you chose “Done” for “A word” at question 6",
        "you did not choose “Done” for “A bag” at question 6, or you did not choose “Done” for “A word” at question 6",
    ),
    (
        {"any": [{"q": "name", "answered": True}, {"q": "more", "answered": True}, {"q": "day", "answered": True}]},
        "you wrote something at question 1, 3 or 7",
        "you wrote nothing at question 1, 3 or 7",
    ),
    ({"all": [{"q": "name", "answered": True}]}, "you wrote something at question 1", ""),
]


@pytest.mark.parametrize(("condition", "words", "turned"), SAID)
def test_words(sheet: Worksheet, condition: dict[str, Any], words: str, turned: str) -> None:
    parsed = parse(condition)
    assert describe(parsed, sheet) == words
    assert only_if(parsed, sheet) == f"only if {words}"
    assert when(parsed, sheet) == f"If {words}:"
    if turned:
        assert describe(conditions.Not(parsed), sheet) == turned


def test_every_operator_has_words(sheet: Worksheet) -> None:
    assert {test.operator for one, _so, _not in SAID for test in conditions.tests_in(parse(one))} == set(
        conditions.OPERATORS
    )


def test_what_only_says_when_not_to_is_said_as_that(sheet: Worksheet) -> None:
    fine, named = {"q": "mood", "is": "fine"}, {"q": "name", "answered": True}
    assert question_rule(parse(fine), sheet) == "Go on with this one only if you ticked “Fine” at question 2."
    assert section_rule(parse(fine), sheet) == "Go on with this part only if you ticked “Fine” at question 2."
    assert question_rule(parse({"not": fine}), sheet) == "Skip this one if you ticked “Fine” at question 2."
    neither = parse({"all": [{"not": fine}, {"not": named}]})
    said = "Skip this part if you ticked “Fine” at question 2, or you wrote something at question 1."
    assert section_rule(neither, sheet) == said
    mixed = parse({"all": [{"not": fine}, named]})
    said = "Go on with this one only if you wrote something at question 1, and you did not tick “Fine” at question 2."
    assert question_rule(mixed, sheet) == said


def test_when_most_options_are_named_the_few_others_are_said(sheet: Worksheet) -> None:
    options = tuple(Option(id_, id_.upper()) for id_ in "abcd")
    small = replace(sheet, sections=(Section("s", "S", (Choice("q", "L", options=options),)),))
    parsed = parse({"q": "q", "is_one_of": ["a", "b", "c"]})
    assert describe(parsed, small) == "you ticked anything but “D” at question 1"
    assert describe(conditions.Not(parsed), small) == "you ticked “D”, or nothing, at question 1"
    several = replace(sheet, sections=(Section("s", "S", (Choices("q", "L", options=options),)),))
    any_of = parse({"q": "q", "includes_any": ["a", "b", "c"]})  # it may be ticked beside D
    assert describe(any_of, several) == "you ticked “A”, “B” or “C” at question 1"


def test_notes_take_no_number(sheet: Worksheet) -> None:
    numbered = numbers(sheet)
    assert "hello" not in numbered and numbered["name"] == 1
    assert list(numbered.values()) == list(range(1, len(numbered) + 1))


def test_a_question_of_another_door_is_spoken_of_without_a_number(sheet: Worksheet) -> None:
    assert describe(parse({"q": "ask_all", "answered": True}), sheet) == "you wrote something at an earlier question"


def test_what_cannot_be_at_this_door_is_taken_out(sheet: Worksheet) -> None:
    away = {"q": "ask_all", "answered": True}
    assert here(parse(away), sheet) is False
    assert here(parse({"not": away}), sheet) is True
    assert here(parse({"q": "ask_all", "answered": False}), sheet) is True
    fine = {"q": "mood", "is": "fine"}
    assert here(parse({"any": [away, fine]}), sheet) == parse(fine)
    assert here(parse({"all": [away, fine]}), sheet) is False
    at_work = build(check_file(EVERYTHING)[0] or {}, "caused_harm")  # "once" is no option there
    often = {"q": "people", "field": "agreed", "is_one_of": ["once", "often"]}
    assert describe(parse(often), at_work) == "you chose “Often” under “Agreed” at question 10"


def test_piped_words_in_a_label_fall_back_or_leave_a_gap(sheet: Worksheet) -> None:
    question = Choice("q", "L", options=(Option("a", "Ask ${x|someone}"), Option("b", "Ask ${x}")))
    small = replace(sheet, sections=(Section("s", "S", (question,)),))
    assert describe(parse({"q": "q", "is": "a"}), small) == "you ticked “Ask someone” at question 1"
    assert describe(parse({"q": "q", "is": "b"}), small) == "you ticked “Ask …” at question 1"


# The sheets that come with the program


def conditions_of(worksheet: Worksheet) -> Iterator[Condition]:
    for section in worksheet.sections:
        yield from [section.relevant] if section.relevant is not None else []
        for question in section.questions:
            yield from [question.relevant] if question.relevant is not None else []
            yield from (check.expect for check in question.constraints)
            for part in ("options", "items", "rows", "prompts"):
                yield from (one.relevant for one in getattr(question, part, ()) if one.relevant is not None)


def shipped() -> Iterator[Worksheet]:
    catalogue = Catalogue.load()
    for door in DOORS:
        for entry in catalogue.entries(door):
            yield catalogue.worksheet(entry.id, door)


_PHRASE = re.compile(
    r"(?:you (?:ticked|did not tick|wrote|named|marked|did not mark|chose|did not choose|put|filled in)|the day|no day)"
    r" .*?at question (\d+(?:, \d+)*(?: or \d+)?)(?=,|\)|\.$)"
)


def test_every_condition_of_every_sheet_is_a_sentence() -> None:
    told: set[str] = set()
    for worksheet in shipped():
        known = set(numbers(worksheet).values())
        for condition in conditions_of(worksheet):
            settled = here(condition, worksheet)
            if isinstance(settled, bool):
                continue
            for rule in (question_rule(settled, worksheet), section_rule(conditions.Not(settled), worksheet)):
                told.add(rule)
                assert re.match(r"(Go on with this (one|part) only if|Skip this (one|part) if) ", rule), rule
                assert rule.endswith(".") and rule.count("“") == rule.count("”"), rule
                bare = re.sub("“[^”]*”", "“”", rule)
                assert "_" not in bare and "{" not in rule and "  " not in rule, rule
                # Nothing is left over: it is made of such phrases and what joins them.
                named = _PHRASE.findall(bare)
                assert named, rule
                assert {int(one) for numbers_ in named for one in re.findall(r"\d+", numbers_)} <= known, rule
                rest = _PHRASE.sub("#", bare.split(" if ", 1)[1])
                assert re.fullmatch(r"\(?#\)?(, (and|or) \(?#\)?)*\.", rest), (rest, rule)
    assert len(told) > 300


def test_a_condition_at_a_door_holds_when_the_whole_one_does() -> None:
    chance = random.Random(7)
    compared = 0
    for worksheet in shipped():
        for condition in conditions_of(worksheet):
            settled = here(condition, worksheet)
            for _turn in range(4):
                answers = {one.id: _answer(one, chance) for one in worksheet.questions()}
                whole = conditions.holds(condition, answers.get, worksheet.order)
                part = settled if isinstance(settled, bool) else conditions.holds(settled, answers.get, worksheet.order)
                assert part is whole
                compared += whole
    assert compared > 100


def _answer(question: Question, chance: random.Random) -> Any:
    """An answer that can be given at the door, or none."""
    if chance.random() < 0.2:
        return None
    match question:
        case Choice(options=options) if options:
            return chance.choice(options).id
        case Choices(options=options) if options:
            return [one.id for one in options if chance.random() < 0.5]
        case Checklist(items=items, states=states):
            return {one.id: {"state": chance.choice(states).id if states else "done"} for one in items}
    return None
