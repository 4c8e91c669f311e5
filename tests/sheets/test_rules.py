"""Every rule holds for every sheet at every door, and finds the fault it is for when that is put in."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from ciworkbook.worksheet.model import Door, Worksheet, build

from . import rules
from .shipped import DANGER, MAP, NAMES, data, doors, sheet

Fault = Callable[[dict[str, Any]], None]
Rule = Callable[[Worksheet], list[str]]
RULES: list[Rule] = [
    rules.words_out,
    rules.long_sentences,
    rules.hard_to_read,
    rules.too_many,
    rules.minutes_untrue,
    rules.long_pages,
    rules.without_dont_know,
    rules.private_in_summary,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize(("name", "door"), [(name, door) for name in NAMES for door in doors(name)])
def test_every_rule_holds_at_every_door(rule: Rule, name: str, door: Door) -> None:
    assert rule(sheet(name, door)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if "caused_harm" in doors(name)])
def test_nobody_is_asked_about_the_one_they_harmed(name: str) -> None:
    assert rules.asks_about_harmed(sheet(name, "caused_harm")) == []


def with_text(words: str) -> Fault:
    """A fault: `words` as the hint of the first question that takes an answer at every door."""

    def put(sheet_data: dict[str, Any]) -> None:
        for section in sheet_data["sections"]:
            for question in section["questions"]:
                if question["type"] != "note":
                    question["hint"] = words

    return put


def without_option(sheet_data: dict[str, Any]) -> None:
    """A fault: nobody may say that they do not know."""
    for section in sheet_data["sections"]:
        for question in section["questions"]:
            for key in ("options", "states"):
                if key in question:
                    question[key] = [one for one in question[key] if one["id"] != "dont_know"]


def more_questions(sheet_data: dict[str, Any]) -> None:
    """A fault: thirteen questions on the short path."""
    extra = [{"type": "short_text", "id": f"more{at}", "label": "More?"} for at in range(13)]
    sheet_data["sections"][-1]["questions"] += extra


def longer_note(sheet_data: dict[str, Any]) -> None:
    """A fault: a note that goes on and on."""
    sheet_data["sections"][0]["questions"][0]["label"] = "There is more to say. " * 50


def leaks(sheet_data: dict[str, Any]) -> None:
    """A fault: a private question in the summary."""
    sheet_data["summary"].append({"id": "leak", "show": "answer", "q": "sense"})


FAULTS: list[tuple[Rule, Fault]] = [
    (rules.words_out, with_text("You should answer.")),
    (rules.words_out, with_text("Why didn't you leave?")),
    (rules.words_out, with_text("Well done!")),
    (rules.words_out, with_text("As Tool B1 says.")),
    (rules.words_out, with_text("What the victim did.")),
    (rules.long_sentences, with_text("a " * 19)),
    (rules.hard_to_read, with_text("Consider organisational accountability considerations regarding " * 4)),
    (rules.too_many, more_questions),
    (rules.minutes_untrue, lambda sheet_data: sheet_data.update(minutes=3)),
    (rules.long_pages, longer_note),
    (rules.without_dont_know, without_option),
    (rules.private_in_summary, leaks),
]


@pytest.mark.parametrize(("rule", "fault"), FAULTS, ids=lambda one: getattr(one, "__name__", "fault"))
def test_a_rule_finds_its_fault(rule: Rule, fault: Fault) -> None:
    broken = copy.deepcopy(data(DANGER))
    assert rule(build(broken, "harmed")) == []
    fault(broken)
    assert rule(build(broken, "harmed"))


@pytest.mark.parametrize(
    "asked",
    [
        "Where is she staying?",
        "Where are they now?",
        "Do you know where the person you harmed lives?",
        "Who supports them?",
        "Who is with the person you harmed?",
        "How can you reach the person you harmed?",
        "What is a good time to meet her?",
        "What is their new address?",
        "Name the friends of the person you harmed.",
    ],
)
def test_a_question_about_the_one_they_harmed_is_found(asked: str) -> None:
    broken = copy.deepcopy(data(MAP))
    with_text(asked)(broken)
    assert rules.asks_about_harmed(build(broken, "caused_harm"))
