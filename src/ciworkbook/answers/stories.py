"""Tells the stories of a sheet to the engine, and says where it answers otherwise than a story does.

- The same `flow` as in an evening at the workbook, with nothing between: no screen, no clock, no vault.
- `resting`, `messages` and `suggests` name all of them; the other lists name some.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..worksheet.conditions import holds
from ..worksheet.finding import Finding, listed, quoted
from ..worksheet.model import Question, SummaryItem, Worksheet, build
from ..worksheet.stories import NO_ANSWERS, Misfit, Stories, check_names, value_of
from .answer import Answer, State, is_blank
from .flow import Flow, flow, messages
from .visit import Visit

_NOW = "2026-01-01T20:00:00+00:00"


def tell(stories: Stories, data: Mapping[str, Any]) -> list[Finding]:
    """Return what is found when `stories` are told of the sheet with canonical `data`; nothing if all come true."""
    findings: list[Finding] = []
    for index, story in enumerate(stories.stories):
        findings += _tell(stories, data, story, index)
    return findings


def shows(item: SummaryItem, worksheet: Worksheet, now: Flow) -> bool:
    """Tell whether the summary of a visit has something to say at `item`."""
    if not holds(item.relevant, now.look, worksheet.order):
        return False
    given = [now.look(name) for name in item.questions if not is_blank(now.look(name))]
    match item.show:
        case "message":
            return True
        case "open":
            return any(one.core and one.id in now.shown and now.look(one.id) is None for one in worksheet.questions())
        case "rows":
            return any(_row_holds(item, worksheet, row) for value in given for row in _rows(value))
    return bool(given)


def _rows(value: Any) -> list[Any]:
    """The value cut into values that hold one row, person, item or step each."""
    if isinstance(value, dict) and isinstance(value.get("steps"), dict):
        value = value["steps"]
    if isinstance(value, dict):
        return [{key: one} for key, one in value.items()]
    return [[one] for one in value] if isinstance(value, list) else []


def _row_holds(item: SummaryItem, worksheet: Worksheet, row: Any) -> bool:
    return holds(item.where, lambda name: row if name in item.questions else None, worksheet.order)


def _tell(stories: Stories, data: Mapping[str, Any], story: Mapping[str, Any], index: int) -> list[Finding]:
    at = ("stories", index)
    door = story.get("door", data["audience"][0])
    if door not in data["audience"]:
        message = f"the sheet is not for the door {quoted(door)}, only for {listed(data['audience'])}"
        return [stories.loaded.finding("E401", message, (*at, "door"))]
    worksheet = build(data, door)
    if findings := check_names(stories, data, worksheet, story, index):
        return findings
    visit, findings = visit_of(stories, worksheet, story, index)
    if findings:
        return findings
    now = flow(worksheet, visit)
    spoken = [check.id for one in worksheet.questions() for check in messages(worksheet, one, now)]
    next_ = [one.sheet for one in worksheet.suggests if holds(one.relevant, now.look, worksheet.order)]
    shown = [item.id for item in worksheet.summary if shows(item, worksheet, now)]

    def differs(key: str, place: int | None, message: str) -> None:
        path = (*at, key) if place is None else (*at, key, place)
        named = f"story {quoted(story['name'])}: {message}"
        findings.append(stories.loaded.finding("E410", named, path))

    for key, there, wanted, sentence in (
        ("sees", now.shown, True, "{} is not asked"),
        ("does_not_see", now.shown, False, "{} is asked"),
        ("summary_shows", shown, True, "the summary does not show {}"),
        ("summary_does_not_show", shown, False, "the summary shows {}"),
    ):
        for place, name in enumerate(story.get(key, ())):
            if (name in there) is not wanted:
                differs(key, place, sentence.format(quoted(name)))
    for key, there, sentence in (
        ("resting", now.resting, "resting: {}"),
        ("messages", spoken, "messages: {}"),
        ("suggests", next_, "suggests: {}"),
    ):
        if key in story and set(story[key]) != set(there):
            differs(key, None, sentence.format(listed(there) or "none"))
    return findings


def visit_of(
    stories: Stories,
    worksheet: Worksheet,
    story: Mapping[str, Any],
    index: int,
    people: dict[str, str] | None = None,
) -> tuple[Visit, list[Finding]]:
    """Return the visit in which everything of the story was answered, and what does not fit.

    `people` takes the id of each person by their alias.
    """
    visit = Visit(worksheet.id, worksheet.version, "", worksheet.door, _NOW, _NOW)
    findings: list[Finding] = []
    people = {} if people is None else people

    def person(alias: str) -> str:
        return people.setdefault(alias, f"person{len(people) + 1}")

    for name, short in story.get("given", {}).items():
        try:
            answer = _answer(worksheet.question(name), short, person)
        except Misfit as misfit:
            path = ("stories", index, "given", name, *misfit.path)
            findings.append(stories.loaded.finding("E403", misfit.message, path))
            continue
        visit = visit.answer(name, answer, _NOW)
    for name, state in story.get("left", {}).items():
        visit = visit.answer(name, Answer(state), _NOW)
    return visit, findings


def _answer(question: Question, short: Any, person: Any) -> Answer:
    if isinstance(short, dict) and len(short) == 1 and short.keys() <= set(NO_ANSWERS) and True in short.values():
        state: State = next(iter(short))
        return Answer(state)
    value, other = value_of(question, short, person)
    return Answer("given", value, other)


def count(stories: Iterable[Stories]) -> int:
    """Return how many stories there are in all."""
    return sum(len(one.stories) for one in stories)
