"""The page of a worksheet that has changed, and what a visit keeps beside its answers."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from ciworkbook import moving
from ciworkbook.answers.answer import Answer
from ciworkbook.answers.visit import Visit
from ciworkbook.screens.changed_sheet import ChangedSheet, NoLongerAsked
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.vault import SaveFailed
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook

from .bench import STEPS, Bench, MemoryVault, people, visit, workbook
from .seen import SIZES, same_as_before


def newer_sheet() -> dict[str, Any]:
    """Steps, where "talked" became a text and other words, "what" became people, and "heavy" left."""
    sheet = deepcopy(STEPS)
    first, second = (section["questions"] for section in sheet["sections"])
    del first[3:]
    first[2] = {"id": "talk", "type": "long_text", "label": "With whom did you talk, ${words.harmed|friend}?"}
    second[1]["rings"] = second[1]["rings"][:2]
    steps = [
        {"do": "rename", "q": "talked", "to": "talk"},
        {"do": "to_long_text", "q": "talk"},
        {"do": "into_people", "q": "what", "to": "who"},
        {"do": "retire", "q": "heavy", "why": "Nobody should have to write this down."},
    ]
    note = "Shorter, and with people in place of a text."
    return {**sheet, "version": 2, "migrations": [{"to": 2, "note": note, "steps": steps}]}


def changed() -> tuple[Workbook, MemoryVault, Visit]:
    """A workbook whose sheet has changed since its only visit."""
    book, vault = workbook()
    (blue,) = people(book, "Blue")
    answers: Mapping[str, Any] = {
        "stairs": {"place": ["stop"], "steps": {}},
        "talked": "yes",
        "what": "Blue, Kim and R.",
        "heavy": "Words [b]as they are[/b]",
        "who": [{"person": blue}],
        "map": {blue: "far"},
    }
    made = visit(book, "steps", "2026-03-14", answers)
    new = newer_sheet()
    book.catalogue._compiled["sheets"]["steps"] = {"data": new, "digest": "digest-new"}
    book.catalogue._built.clear()
    return book, vault, made


def pages(name: str) -> tuple[Workbook, Any]:
    book, _vault, made = changed()
    moved = moving.newer(book, made)
    assert moved is not None
    if name.startswith("changed-sheet"):
        return book, ChangedSheet(made, moved)
    now = moving.move(book, moved)
    if name == "no-longer-asked":
        return book, NoLongerAsked(now, moved)
    return book, VisitPage(now)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["changed-sheet", "changed-sheet-end", "no-longer-asked", "visit-moved-end"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    app = Bench(*pages(name))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if name.endswith("-end"):
            await pilot.press("end")
            await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_every_change_is_told_then_and_now() -> None:
    app = Bench(*pages("changed-sheet"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = app.all_text()
        for words in (
            "Shorter, and with people in place of a text.",
            "With whom did you talk, friend?",  # piped
            "Becomes a text.",
            "Blue, Kim and R.",
            "The names become people of your workbook.",
            "Words [b]as they are[/b]",  # never markup
            "Nobody should have to write this down.",
            "Far: Blue",
            "Does not fit any more.",
            "1 other answer stays as it is.",
        ):
            assert words in text, words


async def test_down_reads_through_to_the_choice() -> None:
    app = Bench(*pages("changed-sheet"))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        for _press in range(40):
            await pilot.press("down")
            if isinstance(app.focused, MenuEntry):
                break
        assert isinstance(app.focused, MenuEntry) and app.focused.entry.id == "move"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, NoLongerAsked)
        await pilot.press("escape")  # keeps it
        await pilot.pause()
        (given,) = app.given
        assert [one.why for one in given.archive] == ["into_people", "retired", "does_not_fit"]


async def test_only_words_changed() -> None:
    book, _vault, made = changed()
    moved = moving.newer(book, made)
    assert moved is not None
    app = Bench(book, ChangedSheet(made, replace(moved, told=(), same=6)))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "All your answers stay as they are." in app.all_text()


@pytest.mark.parametrize("entry", ["move", "stay"])
async def test_a_save_that_fails_is_said_and_changes_nothing(entry: str) -> None:
    book, vault, made = changed()
    before = book.people
    moved = moving.newer(book, made)
    assert moved is not None
    app = Bench(book, ChangedSheet(made, moved))
    async with app.run_test() as pilot:
        await pilot.pause()
        vault.refuse = SaveFailed(errno.ENOSPC)
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == entry).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.given == [] and vault.refuse.message in app.all_text()
        assert book.visits("steps") == [made] and book.people == before and book.people_saved
        vault.refuse = None
        await pilot.press("enter")
        await pilot.pause()
        assert book.visits("steps") != [made]


async def test_a_save_that_fails_on_the_page_of_a_visit_is_said() -> None:
    book, page = pages("visit")
    app = Bench(book, page)
    async with app.run_test() as pilot:
        await pilot.pause()
        for id_ in ("put_back", "do"):
            book._vault.refuse = SaveFailed(errno.ENOSPC)  # type: ignore[attr-defined]
            next(one for one in app.screen.query(MenuEntry) if one.entry.id == id_).focus()
            await pilot.press("enter")
            await pilot.pause()
        assert app.screen is page and SaveFailed(errno.ENOSPC).message in app.all_text()
        assert book.visits("steps")[0].before is not None


def test_nothing_is_offered_for_an_empty_visit_or_a_sheet_that_is_gone() -> None:
    book, _vault, made = changed()
    assert moving.to_offer(book, made) is not None
    assert moving.to_offer(book, replace(made, answers={})) is None
    assert moving.to_offer(book, replace(made, stays_at=2)) is None
    assert moving.to_offer(book, replace(made, worksheet="gone")) is None
    assert moving.newer(book, replace(made, version=2)) is None
    book.catalogue._compiled["sheets"]["steps"]["data"]["audience"] = ["helping"]
    assert moving.newer(book, made) is None


def test_what_was_put_away_is_shown_only_with_the_archive() -> None:
    book, _vault, made = changed()
    away = made.answer("heavy", Answer("rather_not_say", "Some words"), book.stamp())
    moved = moving.newer(book, away)
    assert moved is not None and [one.answer.value for one in moved.retired] == ["Some words"]
    assert next(one.then for one in moved.told if one.question == "heavy") == ("rather not say",)
