"""Tables and people: rows that open."""

from __future__ import annotations

from typing import Any

from ciworkbook.widgets.listing import Listing
from ciworkbook.worksheet.model import Column, Table

from .host import asked, typed
from .samples import ADDED, FIXED, PEOPLE_QUESTION, context


async def test_a_row_of_the_sheet() -> None:
    async with asked(FIXED) as (host, pilot):
        await host.keys(pilot, "down", "enter", "right", "right", "space")
        assert host.last == {"throat": {"how_often": "sometimes"}}
        await host.keys(pilot, "tab", *typed("in May"), "enter", "enter")
        assert host.last == {"throat": {"how_often": "sometimes", "last_time": "in May"}}
        assert isinstance(host.focused, Listing)
        assert "Done with this row" not in host.screen_text()
        assert "Sometimes       in May" in host.screen_text()
        await host.keys(pilot, "enter", "space")
        assert host.last == {"throat": {"last_time": "in May"}}


async def test_a_row_of_the_sheet_with_the_mouse() -> None:
    async with asked(FIXED, size=(60, 20)) as (host, pilot):
        await host.click_on(pilot, "followed you")
        await host.click_on(pilot, ") Often")
        assert host.last == {"followed": {"how_often": "often"}}
        await host.click_on(pilot, "Done with this row")
        assert "Done with this row" not in host.screen_text()


async def test_a_row_emptied_is_not_in_the_value() -> None:
    async with asked(FIXED, {"followed": {"last_time": "x"}}) as (host, pilot):
        await host.keys(pilot, "enter", "tab", "end", "backspace")
        assert host.last == {}


async def test_cells_of_an_older_sheet_are_kept() -> None:
    given: dict[str, Any] = {"followed": {"gone": "kept"}, "other": {"last_time": "in June"}}
    async with asked(FIXED, given) as (host, pilot):
        assert "A row of an earlier worksheet" in host.screen_text()
        await host.keys(pilot, "enter", "space")
        assert host.last == {"followed": {"gone": "kept", "how_often": "never"}, "other": {"last_time": "in June"}}


async def test_add_and_take_out_and_put_back() -> None:
    async with asked(ADDED) as (host, pilot):
        await host.keys(pilot, "enter", *typed("walk"))
        row = host.last[0]
        assert row["what"] == "walk"
        assert set(row) == {"id", "what"}
        assert len(row["id"]) == 16
        await host.keys(pilot, "enter")
        await host.paste(pilot, "24 nov 2026")
        assert host.last == [{"id": row["id"], "what": "walk", "when": "2026-11-24"}]
        await host.click_on(pilot, "Done with this row")
        await host.keys(pilot, "backspace")
        assert host.last == []
        assert "Put it back: walk" in host.screen_text()
        await host.keys(pilot, "enter")
        assert host.last == [{"id": row["id"], "what": "walk", "when": "2026-11-24"}]


async def test_a_prompt_is_a_row_to_start_from() -> None:
    async with asked(ADDED) as (host, pilot):
        await host.click_on(pilot, "Ask one person one thing")
        assert [one["what"] for one in host.last] == ["Ask one person one thing"]


async def test_take_out_an_open_row() -> None:
    given = [{"id": "a", "what": "one"}, {"id": "b", "what": "two"}, {"id": "c", "what": "three"}]
    async with asked(ADDED, given) as (host, pilot):
        await host.keys(pilot, "down", "enter")
        await host.click_on(pilot, "Take this row out")
        assert [one["id"] for one in host.last] == ["a", "c"]
        await host.click_on(pilot, "Put it back")
        assert host.last == given


async def test_a_date_in_a_row_that_is_not_understood_is_kept() -> None:
    async with asked(ADDED, [{"id": "a"}]) as (host, pilot):
        await host.keys(pilot, "enter", "tab", *typed("soon"))
        assert host.last == [{"id": "a", "when": "soon"}]
    async with asked(ADDED, [{"id": "a", "when": "soon"}]) as (host, pilot):
        assert "soon" in host.screen_text()
        await host.keys(pilot, "enter")
        assert "Your words are kept" in host.screen_text()


async def test_people_in_a_row() -> None:
    async with asked(ADDED, [{"id": "a"}], context=context()) as (host, pilot):
        await host.keys(pilot, "enter", "tab", "tab", "right", "space")
        assert host.last == [{"id": "a", "who": ["p2"]}]
        await host.keys(pilot, "tab", *typed("Moss"), "enter")
        assert host.wanted == ["Moss"]
        moss = next(one.id for one in host.people if one.alias == "Moss")
        assert host.last == [{"id": "a", "who": ["p2", moss]}]
        await host.keys(pilot, *typed("blue"), "enter")
        assert host.wanted == ["Moss"]
        assert host.last == [{"id": "a", "who": ["p1", "p2", moss]}]


async def test_many_columns_stand_below_the_row() -> None:
    columns = tuple(Column(f"c{number}", "short_text", f"Column {number}") for number in range(6))
    rows = FIXED.rows
    given = {"followed": {f"c{number}": f"word {number}" for number in range(6)}}
    async with asked(Table("t", "?", rows=rows, columns=columns), given, size=(60, 20)) as (host, _pilot):
        seen = " ".join(host.screen_text().split())
        assert all(f"word {number}" in seen for number in range(6))


async def test_somebody_new_is_asked_for_and_joins_the_list() -> None:
    async with asked(PEOPLE_QUESTION) as (host, pilot):
        await host.keys(pilot, *typed("Moss"), "enter")
        await pilot.pause()
        assert host.wanted == ["Moss"]
        moss = next(one.id for one in host.people if one.alias == "Moss")
        assert host.posted == [("p", [{"person": moss}], "")]
        await host.keys(pilot, *typed("  MOSS "), "enter")
        assert host.wanted == ["Moss"]
        assert "Moss is on this list already." in host.screen_text()


async def test_somebody_known_is_picked_not_added_again() -> None:
    async with asked(PEOPLE_QUESTION) as (host, pilot):
        await host.keys(pilot, *typed("blue"), "enter")
        assert host.wanted == []
        assert host.last == [{"person": "p1"}]
        await host.click_on(pilot, "R.")
        assert host.last == [{"person": "p1"}, {"person": "p2"}]
        await host.keys(pilot, "enter")
        assert host.last == [{"person": "p1"}, {"person": "p2"}, {"person": "p3"}]


async def test_fields_of_a_person() -> None:
    async with asked(PEOPLE_QUESTION, [{"person": "p1"}], context=context()) as (host, pilot):
        await host.keys(pilot, "enter", *typed("choir"), "tab", "right", "space")
        assert host.last == [{"person": "p1", "bond": "choir", "reach": "no"}]


async def test_somebody_is_renamed() -> None:
    async with asked(PEOPLE_QUESTION, [{"person": "p1"}]) as (host, pilot):
        await host.keys(pilot, "enter", "shift+tab", "end", *typed("bird"))
        assert next(one.alias for one in host.people) == "Bluebird"
        assert "Bluebird" in host.screen_text()
        assert host.posted == []
        await host.keys(pilot, *(["backspace"] * 8))
        assert next(one.alias for one in host.people) == "B"


async def test_taking_someone_off_leaves_them_in_the_workbook() -> None:
    given = [{"person": "p1", "bond": "choir"}, {"person": "p2"}]
    async with asked(PEOPLE_QUESTION, given, context=context()) as (host, pilot):
        await host.keys(pilot, "delete")
        assert host.last == [{"person": "p2"}]
        assert len(host.people) == 3
        await host.click_on(pilot, "Put back: Blue")
        assert host.last == given


async def test_somebody_taken_out_of_the_workbook_keeps_their_place() -> None:
    given = [{"person": "gone", "bond": "choir"}, {"person": "p1"}]
    async with asked(PEOPLE_QUESTION, given, context=context()) as (host, pilot):
        assert "Someone taken out of your people · choir" in host.screen_text()
        await host.keys(pilot, "down", "enter", *typed("x"))
        assert host.last == [given[0], {"person": "p1", "bond": "x"}]


async def test_up_from_the_line_leads_to_the_list_and_down_past_the_actions_goes_on() -> None:
    async with asked(PEOPLE_QUESTION, [{"person": "p1"}], context=context()) as (host, pilot):
        host.control.query_one("TextLine").focus()
        await host.keys(pilot, "up", "enter")
        assert "Done with Blue" in host.screen_text()
    async with asked(ADDED) as (host, pilot):
        await host.keys(pilot, "down", "enter")  # from "Add" to the rows to begin with
        assert [one["what"] for one in host.last] == ["Ask one person one thing"]
