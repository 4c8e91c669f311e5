"""Numbers to call: the person's own list, and public ones with the day they were looked up."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from ciworkbook.numbers import MOST
from ciworkbook.preferences import Settings
from ciworkbook.screens.numbers import Numbers
from ciworkbook.screens.pause import Pause
from ciworkbook.vault import SaveFailed
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry

from .bench import Bench, MemoryVault, people, visit, workbook
from .seen import SIZES, same_as_before


def own(vault: MemoryVault) -> Any:
    return Settings.from_data(vault.kept("settings")[-1]).numbers


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["numbers", "numbers-own"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book, _vault = workbook()
    if name == "numbers-own":
        (blue,) = people(book, "Blue")
        visit(book, "steps", "2026-11-01", {"who": [{"person": blue}], "map": {blue: "near"}})
        app = Bench(book, Numbers())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press(*"Aunt", "enter", *"555 01", "enter")
            await pilot.pause()
            await same_as_before(app.seen, name, size)
        return
    app = Bench(book, Numbers())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await same_as_before(app.seen, name, size)


async def test_a_line_is_added_kept_and_taken_out_into_the_fields() -> None:
    book, vault = workbook()
    app = Bench(book, Numbers())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*"[b]Aunt", "enter", *"555 01", "enter")
        await pilot.pause()
        assert own(vault) == (("[b]Aunt", "555 01"),)
        assert "[b]Aunt is on the list." in app.all_text()
        entry = app.screen.query(MenuEntry).first()
        assert (entry.entry.label, entry.entry.note) == ("[b]Aunt", "555 01")
        entry.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert own(vault) == ()
        assert app.screen.query_one("#name", TextLine).value == "[b]Aunt"
        await pilot.press("enter")
        await pilot.pause()
        assert own(vault) == (("[b]Aunt", "555 01"),)


async def test_nothing_is_added_from_empty_lines_and_a_full_list_says_so() -> None:
    from dataclasses import replace

    book, vault = workbook()
    app = Bench(book, Numbers())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert not vault.kept("settings")
        book.settings = replace(book.settings, numbers=(("A", "1"),) * MOST)
        await pilot.press(*"More", "enter", "enter")
        await pilot.pause()
        assert "The list is full." in app.all_text()
        assert not vault.kept("settings")


async def test_a_line_that_cannot_be_kept_stays_in_the_fields() -> None:
    book, vault = workbook()
    app = Bench(book, Numbers())
    async with app.run_test() as pilot:
        await pilot.pause()
        vault.refuse = SaveFailed(errno.ENOSPC)
        await pilot.press(*"Aunt", "enter", *"5", "enter")
        await pilot.pause()
        assert "the disk is full" in app.all_text()
        assert app.screen.query_one("#name", TextLine).value == "Aunt"
        assert book.settings.numbers == ()


async def test_public_numbers_are_those_of_the_door_and_say_when_they_were_looked_up() -> None:
    for door, known in (("harmed", {"123 456"}), ("caused_harm", {"123 456", "999"})):
        app = Bench(workbook(door=door)[0], Numbers())  # type: ignore[arg-type]
        async with app.run_test() as pilot:
            await pilot.pause()
            said = app.all_text()
            assert {one for one in ("123 456", "999") if one in said} == known
            assert "Looked up on 20 November 2026." in said
            assert "cannot call anyone" in said
            assert "current" not in said


async def test_the_pause_page_leads_here() -> None:
    app = Bench(workbook()[0], Pause())
    async with app.run_test() as pilot:
        await pilot.pause()
        next(one for one in app.screen.query(MenuEntry) if one.entry.id == "numbers").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Numbers)


@pytest.mark.parametrize("data", [{}, {"numbers": 3}, {"numbers": [["a", "b", "c"]]}, {"numbers": [["a", 5]]}])
def test_settings_of_another_shape_are_read(data: dict[str, Any]) -> None:
    assert all(len(one) == 2 for one in Settings.from_data(data).numbers)
