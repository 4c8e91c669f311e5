"""An evening with five worksheets that changed since they were written in: looked at, moved over, put back, read.

- A real folder of worksheet files, a real vault, the real app; the files are changed between two evenings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.visit import Visit
from ciworkbook.guard.outlet import Outlet
from ciworkbook.preferences import Settings
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.changed_sheet import ChangedSheet, NoLongerAsked
from ciworkbook.screens.home import Home
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.sure import Sure
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.vault import Vault
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from ..making import CHEAP, PASSPHRASE, Clock, cheap_keys
from ..screens.bench import Bench

HEAD = """\
format: 1
id: {id}
version: {version}
language: en
title: {title}
about: A small sheet.
topic: allies
minutes: 5
audience: [harmed]
credit: {{license: CC-BY-4.0, authors: [Someone]}}
sections:
  - id: part
    title: Part
    questions:
"""


def sheet(id: str, version: int, title: str, *questions: str, migration: str = "") -> str:
    asked = "".join(f"      - {one}\n" for one in questions)
    return HEAD.format(id=id, version=version, title=title) + asked + migration


def steps(*steps: str, note: str = "Questions changed.") -> str:
    return f"migrations: [{{to: 2, note: {note}, steps: [{', '.join(steps)}]}}]\n"


WISH = "{id: wish, type: short_text, label: A wish}"
THEN = {
    "renamed": sheet("renamed", 1, "Renamed", "{id: helper, type: short_text, label: Who helps}", WISH),
    "recoded": sheet(
        "recoded",
        1,
        "Recoded",
        "{id: mood, type: choice, label: Mood, options: [{id: l, label: Low}, {id: h, label: High}]}",
    ),
    "retired": sheet("retired", 1, "Retired", "{id: numbers, type: long_text, label: Numbers to call}", WISH),
    "in-words": sheet(
        "in-words",
        1,
        "In words",
        "{id: plan, type: choices, label: Plan, options: [{id: a, label: Walk}, {id: b, label: Rest}]}",
    ),
    "people-now": sheet("people-now", 1, "People now", "{id: helpers, type: long_text, label: Who are your helpers}"),
}
NOW = {
    "renamed": sheet(
        "renamed", 2, "Renamed", "{id: ally, type: short_text, label: Who stands by you}", WISH,
        migration=steps("{do: rename, q: helper, to: ally}"),
    ),
    "recoded": sheet(
        "recoded", 2, "Recoded",
        "{id: mood, type: choice, label: Mood, options: [{id: low, label: Heavy}, {id: high, label: Light}]}",
        migration=steps("{do: recode, q: mood, map: {l: low, h: high}}"),
    ),
    "retired": sheet(
        "retired", 2, "Retired", WISH,
        migration=steps("{do: retire, q: numbers, why: A list of numbers is dangerous if it is found.}"),
    ),
    "in-words": sheet(
        "in-words", 2, "In words", "{id: plan, type: long_text, label: Plan}",
        migration=steps("{do: to_long_text, q: plan}"),
    ),
    "people-now": sheet(
        "people-now", 2, "People now", "{id: people, type: people, label: Who stands near you}",
        migration=steps("{do: into_people, q: helpers, to: people}", note="Helpers became people."),
    ),
}  # fmt: skip
ANSWERS: dict[str, dict[str, Any]] = {
    "renamed": {"helper": "My sister", "wish": "Quiet"},
    "recoded": {"mood": "l"},
    "retired": {"numbers": "0123 Ash", "wish": "Rest"},
    "in-words": {"plan": ["a", "b"]},
    "people-now": {"helpers": "Ash, Cedar and R."},
}


def put(folder: Path, files: dict[str, str]) -> Catalogue:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Catalogue.load(folder)


@contextmanager
def evening(tmp_path: Path, files: dict[str, str], at: str) -> Iterator[Workbook]:
    """Open the workbook on a day on which the worksheets are `files`."""
    catalogue, clock, kept = put(tmp_path / "sheets", files), Clock(at), tmp_path / "kept"
    with cheap_keys():
        vault = Vault.open(kept, PASSPHRASE) if kept.is_dir() else Vault.create(kept, PASSPHRASE, cost=CHEAP)
        book = Workbook(vault, catalogue, clock)
    yield book
    book.close()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    """A workbook of the first version, opened after the sheets have changed."""
    with evening(tmp_path, THEN, "2026-03-02T20:00:00+01:00") as first:
        first.save_settings(replace(Settings(), door="harmed"))
        for id_, answers in ANSWERS.items():
            visit = first.begin(id_, "harmed")
            for question, value in answers.items():
                visit = visit.answer(question, Answer(value=value), first.stamp())
            first.save(visit)
    with evening(tmp_path, NOW, "2026-05-02T20:00:00+02:00") as second:
        yield second


def only(book: Workbook, id_: str) -> Visit:
    (visit,) = book.visits(id_)
    return visit


def values(visit: Visit) -> dict[str, Any]:
    return {id_: one.value for id_, one in visit.answers.items()}


def text(app: WorkbookApp) -> str:
    return Bench.all_text(app)  # type: ignore[arg-type]


async def choose(pilot: Pilot[Any], entry: str) -> None:
    """Choose the entry with that id on the page, by its key."""
    found = next(one for one in pilot.app.screen.query(MenuEntry) if one.entry.id == entry)
    found.focus()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()


async def to_visit(pilot: Pilot[Any], id_: str) -> None:
    """Go from home to the page of the newest visit of a sheet, or to what is asked before."""
    await choose(pilot, "look_back")
    await choose(pilot, id_)
    await choose(pilot, "read:now")


async def home(pilot: Pilot[Any]) -> None:
    while not isinstance(pilot.app.screen, Home):
        await pilot.press("escape")
        await pilot.pause(0.5)


def app_of(book: Workbook) -> WorkbookApp:
    return WorkbookApp(book.catalogue, book.folder, Outlet(None, None), book)


ASKED_THEN = {
    "renamed": "Who helps",
    "recoded": "Low",
    "retired": "Numbers to call",
    "in-words": "Walk",
    "people-now": "Who are your helpers",
}
SHOWN = {
    "renamed": [
        "Who helps",
        "My sister",
        "Who stands by you",
        "Asked in other words.",
        "1 other answer stays as it is.",
    ],
    "recoded": ["Mood", "Low", "after moving", "Heavy"],
    "retired": ["Numbers to call", "0123 Ash", "No longer asked.", "A list of numbers is dangerous if it is found."],
    "in-words": ["Walk", "Rest", "Becomes a text."],
    "people-now": ["Helpers became people.", "Ash, Cedar and R.", "Who stands near you", "The names become people"],
}
MOVED: dict[str, dict[str, Any]] = {
    "renamed": {"ally": "My sister", "wish": "Quiet"},
    "recoded": {"mood": "low"},
    "retired": {"wish": "Rest"},
    "in-words": {"plan": "Walk\nRest"},
}


@pytest.mark.parametrize("id_", list(THEN))
async def test_looked_at_moved_over_read_and_put_back(book: Workbook, id_: str) -> None:
    was = only(book, id_)
    app = app_of(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await to_visit(pilot, id_)
        # Looked at: nothing is saved yet.
        assert isinstance(app.screen, ChangedSheet)
        shown = text(app)
        assert "This worksheet has changed since you wrote in it." in shown
        for words in SHOWN[id_]:
            assert words in shown
        assert only(book, id_) == was and len(book.people) == 0
        # Moved over.
        await choose(pilot, "move")
        if id_ == "retired":
            assert isinstance(app.screen, NoLongerAsked)
            await choose(pilot, "keep")
        assert isinstance(app.screen, VisitPage)
        moved = only(book, id_)
        assert (moved.version, moved.entry, moved.started) == (2, was.entry, was.started)
        if id_ == "people-now":
            assert [book.person(one["person"]) for one in values(moved)["people"]] == ["Ash", "Cedar", "R."]
            assert "Who are your helpers" in text(app) and "Ash, Cedar and R." in text(app)  # kept beside it
        else:
            assert values(moved) == MOVED[id_]
        # Put back.
        await choose(pilot, "put_back")
        assert isinstance(app.screen, Sure)
        await choose(pilot, "do")
        assert isinstance(app.screen, VisitPage)
        back = only(book, id_)
        assert replace(back, stays_at=0) == was
        assert len(book.people) == 0
        assert "The worksheet has changed since." in text(app) and ASKED_THEN[id_] in text(app)
        # It is not asked again, and can still be moved.
        await home(pilot)
        await to_visit(pilot, id_)
        assert isinstance(app.screen, VisitPage)
        await choose(pilot, "move")
        assert isinstance(app.screen, ChangedSheet)


async def test_left_as_it_is_it_reads_and_goes_on_as_it_was_asked(book: Workbook, tmp_path: Path) -> None:
    app = app_of(book)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await choose(pilot, "sheet:people-now")
        assert isinstance(app.screen, ChangedSheet)
        await choose(pilot, "stay")
        await choose(pilot, "carry_on")
        assert isinstance(app.screen, Sheet)
        assert app.screen.asking.worksheet.version == 1
        await home(pilot)
        await to_visit(pilot, "people-now")
        assert "Who are your helpers" in text(app) and "Ash, Cedar and R." in text(app)
    book.close()
    with evening(tmp_path, NOW, "2026-06-02T20:00:00+02:00") as third:
        visit = only(third, "people-now")
        assert (visit.version, visit.stays_at, values(visit)) == (1, 2, ANSWERS["people-now"])
        assert third.worksheet_of(visit).question("helpers").label == "Who are your helpers"


async def test_carry_on_asks_and_esc_changes_nothing(book: Workbook) -> None:
    app = app_of(book)
    async with app.run_test() as pilot:
        await pilot.pause()
        entry = next(one.entry.id for one in app.screen.query(MenuEntry) if one.entry.id.startswith("visit:"))
        before = {one.entry: one for one in book.visits()}
        await choose(pilot, entry)
        assert isinstance(app.screen, ChangedSheet)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Home) and {one.entry: one for one in book.visits()} == before
        await choose(pilot, entry)
        await choose(pilot, "move")
        assert isinstance(app.screen, Sheet) and app.screen.asking.worksheet.version == 2


async def test_erased_it_is_gone_also_from_the_visit_as_it_was(book: Workbook, tmp_path: Path) -> None:
    app = app_of(book)
    async with app.run_test() as pilot:
        await pilot.pause()
        await to_visit(pilot, "retired")
        await choose(pilot, "move")
        await choose(pilot, "erase")
        visit = only(book, "retired")
        assert "0123" not in json.dumps(visit.to_data())
        assert "Numbers to call" not in text(app)
        await choose(pilot, "put_back")
        await choose(pilot, "do")
        assert values(only(book, "retired")) == {"wish": "Rest"}
    book.close()
    with evening(tmp_path, NOW, "2026-06-02T20:00:00+02:00") as third:
        assert "0123" not in json.dumps(only(third, "retired").to_data())


async def test_what_was_written_since_is_told_and_kept(book: Workbook) -> None:
    from ciworkbook import moving

    moved = moving.newer(book, only(book, "people-now"))
    assert moved is not None
    visit = moving.move(book, moved)
    both = [*visit.answers["people"].value, {"person": book.people.all[1].id}]
    book.save(visit.answer("people", Answer(value=both), book.stamp()))
    app = app_of(book)
    async with app.run_test() as pilot:
        await pilot.pause()
        await to_visit(pilot, "people-now")
        await choose(pilot, "put_back")
        shown = text(app)
        assert "What you wrote since then is kept with this visit" in shown and "Who stands near you" in shown
        await choose(pilot, "do")
        shown = text(app)
        assert "Kept with this visit" in shown and "Written after this visit had been moved over" in shown
        assert [one.alias for one in book.people] == ["Ash", "Cedar", "R."]  # they stand in what was written since
        await choose(pilot, "erase:0")
        await choose(pilot, "do")
        assert only(book, "people-now").archive == ()
        assert "Kept with this visit" not in text(app)


async def test_letting_go_of_how_it_was(book: Workbook) -> None:
    app = app_of(book)
    async with app.run_test() as pilot:
        await pilot.pause()
        await to_visit(pilot, "renamed")
        await choose(pilot, "move")
        await choose(pilot, "let_go")
        await choose(pilot, "do")
        visit = only(book, "renamed")
        assert visit.before is None and values(visit) == MOVED["renamed"]
        assert not {"move", "put_back", "let_go"} & {one.entry.id for one in app.screen.query(MenuEntry)}


def test_a_new_visit_carries_only_what_fits(book: Workbook) -> None:
    people, ash = book.people.add("Ash")
    book.save_people(people)
    begun = {id_: values(book.begin(id_, "harmed")) for id_ in THEN}
    # Nobody is added whom the person has not seen added; the visit before keeps the names.
    assert begun == {**MOVED, "people-now": {"people": [{"person": ash.id}]}}
    assert book.people == people
    assert values(only(book, "people-now")) == ANSWERS["people-now"]
    assert book.begin("renamed", "harmed").carried == {"ally", "wish"}


def test_without_a_way_from_its_version_a_visit_stays(book: Workbook, tmp_path: Path) -> None:
    from ciworkbook import moving

    third = NOW["recoded"].replace("version: 2", "version: 3").replace("to: 2", "to: 3")
    book.catalogue = put(tmp_path / "sheets", {"recoded": third})
    assert moving.newer(book, only(book, "recoded")) is None
    assert values(book.begin("recoded", "harmed")) == {}  # what does not fit is not carried
