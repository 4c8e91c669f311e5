"""Practice: a made-up case, already filled in over several dates, kept in memory only.

- Read from `worksheets/practice/case.yaml` with the same strict reader as a worksheet; answers stand there as in
  stories. A visit that does not fit its sheet is left out here and told by the tests.
- Nothing of it is written, and it never meets a real workbook: it is opened in a session of its own, or before there
  is a workbook, and every page says that it is practice.
- It is also what pictures and benchmarks are made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from . import words
from .answers.answer import Answer, State
from .answers.people import People
from .answers.visit import Visit
from .vault.memory import MemoryVault
from .workbook import Workbook, local_now
from .worksheet import loading
from .worksheet.catalogue import Catalogue
from .worksheet.checking import validated
from .worksheet.finding import Finding, has_errors
from .worksheet.form_parts import Id, SheetId, Strict, Words
from .worksheet.fresh import sheets_folder
from .worksheet.model import Door, Worksheet
from .worksheet.stories import Misfit, value_of

CASE = Path("practice") / "case.yaml"


class CasePerson(Strict):
    """Someone in the case."""

    alias: Words
    role: str = ""


class CaseVisit(Strict):
    """One filling of a sheet, so many days before today."""

    sheet: SheetId
    door: Door
    days_ago: Annotated[int, Field(ge=0, le=3650)]
    at: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "19:30"
    given: dict[Id, Any] = Field(default_factory=dict)
    left: dict[Id, Literal["skipped", "not_now", "does_not_fit", "rather_not_say"]] = Field(default_factory=dict)
    open: bool = False
    """Whether it was left in the middle, to be carried on."""
    at_question: str = ""
    look_again_in: int | None = None
    """Days from that visit on."""


class CaseFile(Strict):
    """The whole case."""

    format: Literal[1]
    language: Words
    words: dict[Literal["harmed", "caused_harm", "what_happened"], Words] = Field(default_factory=dict)
    people: list[CasePerson] = Field(default_factory=list)
    visits: Annotated[list[CaseVisit], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it was read."""

    data: Mapping[str, Any]
    loaded: loading.Loaded


def read_case(folder: Path | None = None) -> tuple[Case | None, list[Finding]]:
    """Read the case in `folder` (that of the worksheets by default), and what was found."""
    loaded, findings = loading.load_file((folder or sheets_folder()) / CASE)
    if loaded is None:
        return None, findings
    data, findings = validated(loaded, CaseFile)
    return (None if data is None or has_errors(findings) else Case(data, loaded)), findings


def practice_workbook(
    catalogue: Catalogue, door: Door, now: Callable[[], datetime] = local_now, folder: Path | None = None
) -> Workbook:
    """Return a workbook in memory, opened through `door`, with the made-up case in it; empty if there is none."""
    book = Workbook(MemoryVault(), catalogue, now)
    case, _findings = read_case(folder)
    book.save_settings(replace(book.settings, door=door, idle_minutes=0, language=words.wanted))
    if case is not None:
        for visit in fill(book, case):
            book.save(visit)
        book.save_settings(replace(book.settings, words=dict(case.data.get("words", {}))))
    return book


def fill(book: Workbook, case: Case, findings: list[Finding] | None = None) -> Iterator[Visit]:
    """Write the people of `case` into `book` and yield its visits, oldest first; misfits go to `findings`."""
    people = _people(book, case)
    told = [] if findings is None else findings
    numbered = sorted(enumerate(case.data["visits"]), key=lambda one: -one[1]["days_ago"])
    for index, data in numbered:
        path: loading.Path_ = ("visits", index)
        try:
            worksheet = book.catalogue.worksheet(data["sheet"], data["door"])
        except KeyError:
            told.append(case.loaded.finding("E221", f"there is no worksheet '{data['sheet']}'", (*path, "sheet")))
            continue
        yield _visit(book, case, worksheet, data, path, people, told)


def _people(book: Workbook, case: Case) -> Callable[[str], str]:
    everyone: People = book.people
    for one in case.data.get("people", ()):
        everyone, _person = everyone.add(one["alias"], one.get("role", ""))
    book.save_people(everyone)

    def id_of(alias: str) -> str:
        found = next((one.id for one in book.people if one.alias == alias), None)
        if found is None:
            people, person = book.people.add(alias)
            book.save_people(people)
            found = person.id
        return found

    return id_of


def _visit(
    book: Workbook,
    case: Case,
    worksheet: Worksheet,
    data: Mapping[str, Any],
    path: loading.Path_,
    person: Callable[[str], str],
    told: list[Finding],
) -> Visit:
    hour, minute = map(int, data.get("at", "19:30").split(":"))
    begun = (book.now() - timedelta(days=data["days_ago"])).replace(hour=hour, minute=minute, second=0)
    stamp = begun.isoformat(timespec="seconds")
    again = data.get("look_again_in")
    visit = Visit(
        worksheet=worksheet.id,
        version=worksheet.version,
        digest=book.catalogue.digest(worksheet.id),
        door=worksheet.door,
        started=stamp,
        changed=stamp,
        state="open" if data.get("open") else "closed",
        at_question=data.get("at_question", ""),
        look_again="" if again is None else (begun + timedelta(days=again)).date().isoformat(),
    )
    for name, short in data.get("given", {}).items():
        try:
            value, other = value_of(worksheet.question(name), short, person)
        except KeyError:
            said = f"'{name}' is not asked in '{worksheet.id}' at the door {worksheet.door}"
            told.append(case.loaded.finding("E202", said, (*path, "given", name)))
            continue
        except Misfit as misfit:
            told.append(case.loaded.finding("E403", misfit.message, (*path, "given", name, *misfit.path)))
            continue
        visit = visit.answer(name, Answer("given", value, other), stamp)
    for name, left in data.get("left", {}).items():
        state: State = left
        visit = visit.answer(name, Answer(state), stamp)
    return visit
