from __future__ import annotations

import re
from typing import Any

import pytest

from ciworkbook.quiet import EXERCISES
from ciworkbook.screens.pause import Pause

from .bench import Bench, people, visit, workbook
from .seen import SIZES, same_as_before
from .whole_app import whole_app


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["pause", "pause-people", "pause-last"])
async def test_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    book, _vault = workbook()
    if name != "pause":
        blue, m = people(book, "Blue|my sister", "M.")
        visit(book, "steps", "2026-11-01", {"map": {blue: "near", m: "near"}})
    app = Bench(book, Pause())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if name == "pause-last":
            await pilot.press(*["enter"] * (len(EXERCISES) - 1))
            await pilot.pause()
        await same_as_before(app.seen, name, size)


@pytest.mark.parametrize("by", ["keys", "mouse"])
async def test_one_at_a_time_each_to_be_passed_by(by: str) -> None:
    app = Bench(workbook()[0], Pause())
    seen: list[str] = []
    async with app.run_test() as pilot:
        for number in range(len(EXERCISES)):
            await pilot.pause()
            strong = [str(one.render()) for one in app.screen.query("#exercise .strong")]
            assert len(strong) == 1
            seen += strong
            assert "pass it by" in app.all_text()
            assert "Back to where I was" in app.all_text()  # every one of them can be the last
            if number + 1 < len(EXERCISES):
                assert "Something else" in app.all_text()
                await (pilot.press("enter") if by == "keys" else pilot.click(app.screen.query("MenuEntry").first()))
        assert len(set(seen)) == len(EXERCISES) and 3 <= len(EXERCISES) <= 5
        assert "Something else" not in app.all_text()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert [str(one.render()) for one in app.screen.query("#exercise .strong")] == seen[:1]


def test_no_eyes_closed_no_body_searched() -> None:
    said = " ".join(one().format(day="today") for one in EXERCISES).lower()
    assert not re.search(r"\b(close|shut)\b|\bscan\b|\byour body\b|\bshould\b|\bjust\b|!", said)


async def test_names_the_day_and_the_people() -> None:
    book, _vault = workbook()
    blue, m = people(book, "Blue|my sister", "[bold]M.[/bold]")
    visit(book, "steps", "2026-11-01", {"who": [{"person": blue}, {"person": m}], "map": {blue: "near", m: "near"}})
    app = Bench(book, Pause())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Blue" in app.all_text() and "[bold]M.[/bold]" in app.all_text()
        await pilot.press(*["enter"] * (len(EXERCISES) - 1))
        await pilot.pause()
        assert "24 November" in app.all_text()


async def test_names_only_those_who_were_placed_near() -> None:
    book, _vault = workbook()
    blue, red, _new = people(book, "Blue", "Red", "New")
    visit(book, "steps", "2026-11-01", {"who": [{"person": blue}, {"person": red}], "map": {blue: "near", red: "far"}})
    app = Bench(book, Pause())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Blue" in app.all_text()
        assert "Red" not in app.all_text() and "New" not in app.all_text()


async def test_says_nothing_of_people_where_there_are_none() -> None:
    app = Bench(workbook()[0], Pause())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "People" not in app.all_text()


@pytest.mark.parametrize("way", ["escape", "entry"])
async def test_goes_back_to_where_one_was_with_what_was_typed(way: str) -> None:
    from ciworkbook.screens.people import PeoplePage
    from ciworkbook.widgets.fields import TextLine

    app: Any = whole_app()[0]
    async with app.run_test() as pilot:
        await pilot.pause()
        page: Any = PeoplePage()
        app.push_screen(page)
        await pilot.pause()
        await pilot.press("S", "a", "f3")
        await pilot.pause()
        assert isinstance(app.screen, Pause)
        await pilot.press(*(["escape"] if way == "escape" else ["down", "enter"]))
        await pilot.pause()
        assert app.screen is page
        assert page.query_one("#new", TextLine).value == "Sa"
