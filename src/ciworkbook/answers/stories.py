"""Tells the stories of a sheet to the engine, and says where it answers otherwise than a story does.

- The same `flow` as in an evening at the workbook, with nothing between: no screen, no clock, no vault.
- `resting`, `messages` and `suggests` name all of them; the other lists name some.
- A migration that does something to answers has a story, which tells what it gives and what goes to the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..worksheet.conditions import holds
from ..worksheet.finding import Finding, listed, quoted
from ..worksheet.model import SummaryItem, Worksheet, build
from ..worksheet.stories import Stories, check_names
from .answer import Answer, is_blank
from .flow import Flow, flow, messages
from .moved_stories import NOW, moved
from .story_answers import Aliases, answers_of
from .visit import Visit


def tell(stories: Stories, data: Mapping[str, Any]) -> list[Finding]:
    """Return what is found when `stories` are told of the sheet with canonical `data`; nothing if all come true."""
    findings: list[Finding] = []
    for index, story in enumerate(stories.stories):
        findings += _tell(stories, data, story, index)
    told = [story["migrates"]["from"] for story in stories.stories if "migrates" in story]
    for version in versions_to_tell(data):
        if not any(since < version for since in told):
            message = f"the migration to version {version} has no story; tell one with 'migrates'"
            findings.append(stories.loaded.finding("E411", message, ("of",)))
    return findings


def versions_to_tell(data: Mapping[str, Any]) -> list[int]:
    """Return the versions of a sheet whose migrations do something to answers, and so need a story."""
    return [one["to"] for one in data.get("migrations", ()) if one.get("steps")]


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
    visit, findings, _aliases = visit_of(stories, data, worksheet, story, index)
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
    stories: Stories, data: Mapping[str, Any], worksheet: Worksheet, story: Mapping[str, Any], index: int
) -> tuple[Visit, list[Finding], Aliases]:
    """Return the visit in which everything of the story was answered, what does not fit, and the people by alias.

    It is the one moved from an older version, or a new one.
    """
    visit, aliases = Visit(worksheet.id, worksheet.version, "", worksheet.door, NOW, NOW), Aliases()
    findings: list[Finding] = []
    if "migrates" in story:
        visit, aliases, findings = moved(stories, data, worksheet, story, index)
    answers, more = answers_of(stories, worksheet, story.get("given", {}), aliases, ("stories", index, "given"))
    answers |= {name: Answer(state) for name, state in story.get("left", {}).items()}
    for name, answer in answers.items():
        visit = visit.answer(name, answer, NOW)
    return visit, findings + more, aliases


def count(stories: Iterable[Stories]) -> int:
    """Return how many stories there are in all."""
    return sum(len(one.stories) for one in stories)
