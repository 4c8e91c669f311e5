"""Ring maps and staircases: a list and a drawing that say the same."""

from __future__ import annotations

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.offering import stand
from ciworkbook.answers.people import People, Person
from ciworkbook.widgets.listing import Listing
from ciworkbook.widgets.picture import PictureView
from ciworkbook.worksheet.model import Column, Option, Staircase, Step

from .host import asked, typed
from .samples import RING_MAP, STAIRS, context

ORDER = ["a", "b", "c", "d", "e"]


async def test_nearer_and_further() -> None:
    async with asked(RING_MAP, context=context()) as (host, pilot):
        await host.keys(pilot, "right")
        assert host.last == {"p1": "beside"}
        await host.keys(pilot, "right", "right", "right")
        assert host.last == {"p1": "far"}
        await host.keys(pilot, "left", "left", "left")
        assert host.last == {"p1": "beside"}
        await host.keys(pilot, "right")
        assert host.last == {"p1": "reach"}
        await host.keys(pilot, "down", "1")
        assert host.last == {"p1": "reach", "p2": "beside"}
        await host.keys(pilot, "backspace")
        assert host.last == {"p1": "reach"}


async def test_a_ring_with_the_mouse() -> None:
    async with asked(RING_MAP, context=context()) as (host, pilot):
        await host.click_on(pilot, "R.")
        await host.click_on(pilot, ") Within reach")
        assert host.last == {"p2": "reach"}
        await host.click_on(pilot, ") Within reach")
        assert host.last == {}


async def test_the_drawing_takes_the_same_keys() -> None:
    async with asked(RING_MAP, {"p1": "reach"}, context=context()) as (host, pilot):
        await host.keys(pilot, "v")
        assert isinstance(host.focused, PictureView)
        await host.keys(pilot, "left", "down", "3")
        assert host.last == {"p1": "beside", "p2": "far"}
        await host.click_on(pilot, "Blue")
        await host.keys(pilot, "right")
        assert host.last == {"p1": "reach", "p2": "far"}
        await host.keys(pilot, "v")
        assert isinstance(host.focused, Listing)
        assert "▸ ● Blue · Within reach" in host.screen_text()


async def test_wide_screens_show_both() -> None:
    async with asked(RING_MAP, {"p1": "reach"}, context=context(), size=(120, 30)) as (host, pilot):
        seen = host.screen_text()
        assert "▸ ● Blue · Within reach" in seen
        assert "me" in seen.split()
        assert "Show the drawing" not in seen
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Show the drawing" in host.screen_text()


async def test_the_ring_before_is_said() -> None:
    before = context(earlier=Answer(value={"p1": "beside", "p2": "gone"}))
    async with asked(RING_MAP, {"p1": "far"}, context=before) as (host, _pilot):
        assert "Blue · Might be · last time: Beside me" in " ".join(host.screen_text().split())


async def test_people_who_are_gone_keep_their_place_unseen() -> None:
    async with asked(RING_MAP, {"gone": "far", "p1": "older"}, context=context()) as (host, pilot):
        assert "an earlier choice" in host.screen_text()
        await host.keys(pilot, "down", "1")
        assert host.last == {"gone": "far", "p1": "older", "p2": "beside"}


async def test_nobody_on_the_map() -> None:
    async with asked(RING_MAP, context=context(values=lambda _: None)) as (host, pilot):
        assert "Nobody is on that list yet." in host.screen_text()
        await host.keys(pilot, "v", "left")
        assert host.posted == []


async def test_renamed_people_are_shown_so() -> None:
    async with asked(RING_MAP, context=context()) as (host, pilot):
        host.people = People((Person("p1", "Indigo"), Person("p3", "Aunt")))
        host.renew()
        await pilot.pause()
        await pilot.pause()
        assert "Indigo" in host.screen_text()
        assert "R." not in host.screen_text()


@pytest.mark.parametrize(
    ("place", "step", "one", "range_"),
    [
        ([], "b", ["b"], ["b"]),
        (["b"], "b", [], []),
        (["b"], "d", ["d"], ["b", "d"]),
        (["d"], "a", ["a"], ["a", "d"]),
        (["b", "d"], "c", ["c"], ["c"]),
        (["b", "d"], "d", ["b"], ["b"]),
        (["b", "d"], "e", ["e"], ["b", "e"]),
        (["b", "d"], "a", ["a"], ["a", "d"]),
    ],
)
def test_where_one_stands(place: list[str], step: str, one: list[str], range_: list[str]) -> None:
    assert stand(place, step, ORDER, range_=False) == one
    assert stand(place, step, ORDER, range_=True) == range_


async def test_standing_on_a_range() -> None:
    async with asked(STAIRS) as (host, pilot):
        assert "▸   It is still going on" in host.screen_text()
        await host.keys(pilot, "space")
        assert host.last == {"place": ["going_on"], "steps": {}}
        await host.keys(pilot, "up", "up", "space")
        assert host.last == {"place": ["going_on", "hear"], "steps": {}}
        assert host.screen_text().count("I stand here") == 3 + 1  # three steps, and the line of keys
        await host.keys(pilot, "space")
        assert host.last == {"place": ["going_on"], "steps": {}}


async def test_the_first_step_is_at_the_bottom() -> None:
    async with asked(STAIRS) as (host, _pilot):
        seen = host.screen_text()
        assert seen.index("I make it right") < seen.index("I can hear") < seen.index("It is still going on")


async def test_states_and_words_of_a_step() -> None:
    async with asked(STAIRS) as (host, pilot):
        await host.keys(pilot, "right", "right")
        assert host.last == {"place": [], "steps": {"going_on": {"state": "mostly"}}}
        await host.keys(pilot, "enter", *typed("on Mondays"))
        assert host.last["steps"] == {"going_on": {"state": "mostly", "note": "on Mondays"}}
        await host.keys(pilot, "tab", "enter", "backspace")
        assert host.last["steps"] == {"going_on": {"note": "on Mondays"}}
        assert "on Mondays" in host.screen_text()


async def test_a_state_chosen_while_the_step_is_open_stays() -> None:
    async with asked(STAIRS) as (host, pilot):
        await host.keys(pilot, "enter", "a")
        await host.click_on(pilot, ") Mostly")
        await host.click_on(pilot, "A note about")
        await host.keys(pilot, "tab", "b")
        assert host.last["steps"]["going_on"]["state"] == "mostly"


async def test_stairs_with_the_mouse() -> None:
    question = Staircase("s", "?", steps=tuple(Step(one, f"Step {one}") for one in ORDER))
    async with asked(question) as (host, pilot):
        await host.click_on(pilot, "Step c")
        assert host.posted == []
        await host.click_on(pilot, "Step c")
        assert host.last == {"place": ["c"], "steps": {}}


async def test_the_drawing_of_stairs_is_pressed() -> None:
    async with asked(STAIRS) as (host, pilot):
        await host.keys(pilot, "v")
        await host.click_on(pilot, "I make it right")
        await host.keys(pilot, "space")
        assert host.last == {"place": ["repair"], "steps": {}}


async def test_fields_of_a_step() -> None:
    column = Column("help", "choice", "Who helps", options=(Option("r", "R."), Option("b", "Blue")))
    question = Staircase("s", "?", steps=(Step("a", "One"), Step("b", "Two")), fields=(column,))
    async with asked(question) as (host, pilot):
        await host.keys(pilot, "enter", "right", "space")
        assert host.last == {"place": [], "steps": {"a": {"help": "b"}}}


async def test_the_place_before_is_said() -> None:
    before = context(earlier=Answer(value={"place": ["going_on", "say"], "steps": {}}))
    async with asked(STAIRS, {"place": ["say"], "steps": {}}, context=before) as (host, _pilot):
        seen = host.screen_text()
        assert "○ It is still going on · last time" in seen
        assert "● I can say that I did it · I stand here · last time" in seen


async def test_enter_in_the_drawing_opens_the_step_in_the_list() -> None:
    async with asked(STAIRS) as (host, pilot):
        await host.keys(pilot, "v", "up", "enter", *typed("said it"))
        assert host.last == {"place": [], "steps": {"say": {"note": "said it"}}}
        assert "A note about this step" in host.screen_text()


async def test_enter_never_leaves_a_map_by_accident() -> None:
    async with asked(RING_MAP, context=context()) as (host, pilot):
        await host.keys(pilot, "v", "enter")
        assert host.last == {"p1": "beside"}
