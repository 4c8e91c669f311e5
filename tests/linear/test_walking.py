"""Every shipped worksheet, at every door, from the way in to the way out through the plain face.

One story for each sheet, the doors in turn; with CIWORKBOOK_FULL=1 every one at each door. Enter alone: at every door.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

import pytest

from ciworkbook.answers.answer import is_blank
from ciworkbook.answers.flow import flow
from ciworkbook.answers.people import People
from ciworkbook.answers.stories import visit_of
from ciworkbook.linear.sheet import open_sheet
from ciworkbook.linear.spoken import unmarked
from ciworkbook.sitting import Sitting
from ciworkbook.worksheet.model import Door, build
from ciworkbook.worksheet.stories import load_stories

from ..sheets.shipped import FOLDER, NAMES, data, doors, shown
from .heard import stumbles
from .typist import Answering, Person, face_of, only_enter, workbook_of

FULL = os.environ.get("CIWORKBOOK_FULL") == "1"


@pytest.mark.parametrize("name", NAMES)
def test_enter_alone_goes_all_the_way_and_writes_nothing(name: str) -> None:
    for door in doors(name):
        book = workbook_of(data(name), door)
        person = Person(only_enter())
        face = face_of(book, person)
        open_sheet(face, name)
        assert "That was the last question." in person.transcript
        worksheet = build(data(name), door)
        read = person.heard.partition("Enter to go back, or the number of a question")[0]
        for question in map(worksheet.question, shown(worksheet)):
            if question.content_note is None and "${" not in question.label:
                assert unmarked(question.label).split("\n")[0] in read, "all the questions can be read before"
        assert not any(one.answers for one in book.all_visits()), "Enter alone answers nothing"
        assert not list(stumbles(person.heard))


def stories() -> list[tuple[str, Door, int]]:
    """Return sheets, doors and places of the stories that are typed."""
    found: list[tuple[str, Door, int]] = []
    for turn, name in enumerate(NAMES):
        told, findings = load_stories(FOLDER / "stories" / f"{name}.yaml")
        assert told is not None, findings
        here = doors(name)
        at: dict[Door, list[int]] = {door: [] for door in here}
        for number, story in enumerate(told.stories):
            if "migrates" not in story:
                at[story.get("door", here[0])].append(number)
        if FULL:
            found += [(name, door, number) for door, numbers in at.items() for number in numbers]
        else:
            door = here[turn % len(here)]
            door = door if at[door] else here[0]
            fullest = max(at[door], key=lambda one: len(told.stories[one].get("given", {})))
            found.append((name, door, fullest))
    return found


@pytest.mark.parametrize(("name", "door", "number"), stories())
def test_a_story_typed_line_by_line_is_the_visit_it_tells(name: str, door: Door, number: int) -> None:
    told, _findings = load_stories(FOLDER / "stories" / f"{name}.yaml")
    assert told is not None
    worksheet = build(data(name), door)
    wanted, findings, aliases = visit_of(told, data(name), worksheet, told.stories[number], number)
    assert not findings
    book = workbook_of(data(name), door)
    answering = Answering(worksheet, wanted.answers, aliases.people, book)

    def at() -> tuple[str, str]:
        visit = face.desk.visit
        id = visit.at_question if visit is not None else ""
        return (id, Sitting(worksheet, book, face.desk).question(id).label) if id else ("", "")

    person = Person(answering.fill_in(at))
    face = face_of(book, person)
    open_sheet(face, name)
    asked = set(flow(worksheet, wanted).shown)
    (written,) = book.all_visits() or [wanted]
    assert bare(written.answers, book.people, asked) == bare(wanted.answers, aliases.people, asked), person.transcript
    assert not list(stumbles(person.heard))


def bare(answers: Mapping[str, Any], people: People, shown: set[str]) -> dict[str, Any]:
    """Return answers without random ids, empty cells and times, people by their names."""
    kept = {id: [one.state, one.value, one.other] for id, one in answers.items() if id in shown and not _empty(one)}
    text = json.dumps(kept, ensure_ascii=False)
    for person in people:
        text = text.replace(f'"{person.id}"', json.dumps(person.alias, ensure_ascii=False))
    return {id: [state, _bare(value), other] for id, (state, value, other) in json.loads(text).items()}


def _empty(answer: Any) -> bool:
    return bool(answer.state == "given" and is_blank(answer.value) and not answer.other)


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in value.items() if key != "id" and not is_blank(one)}
    if isinstance(value, list | tuple):
        made = [_bare(one) for one in value]
        return sorted(made) if all(isinstance(one, str) for one in made) else made
    return value.rstrip() if isinstance(value, str) else value
