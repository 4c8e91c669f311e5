"""Choices, scales, checklists."""

from __future__ import annotations

import pytest

from ciworkbook.answers.answer import Answer
from ciworkbook.answers.people import People, Person
from ciworkbook.widgets.checklist import struck
from ciworkbook.worksheet import conditions
from ciworkbook.worksheet.model import Checklist, Choice, Choices, Option, Scale

from .host import asked, typed
from .samples import CHECKLIST, CHOICE, CHOICES, LIKERT, SCALE, TICKS, context


async def test_one_of_several() -> None:
    async with asked(CHOICE) as (host, pilot):
        await host.keys(pilot, "down", "space")
        assert host.posted == [("c", "unsure", "")]
        await host.keys(pilot, "down", "enter")
        assert host.last == "danger"
        await host.keys(pilot, "space")
        assert host.posted[-1] == ("c", None, "")


async def test_moving_chooses_nothing() -> None:
    async with asked(CHOICE) as (host, pilot):
        await host.keys(pilot, "down", "down", "up", "home", "end")
        assert host.posted == []


async def test_with_the_mouse() -> None:
    async with asked(CHOICE) as (host, pilot):
        await host.click_on(pilot, "somebody has left")
        assert host.last == "danger"
        await host.click_on(pilot, "Many people")
        assert host.last == "unsure"
        await host.click_on(pilot, "I am not sure")
        assert host.last is None


async def test_a_default_is_where_the_pointer_starts_and_nothing_more() -> None:
    question = Choice("c", "?", options=(Option("a", "A"), Option("b", "B")), default="b")
    async with asked(question) as (host, pilot):
        assert "▸ ( ) B" in host.screen_text()
        assert host.control.value is None
        await host.keys(pilot, "space")
        assert host.last == "b"


async def test_any_of_several_in_the_order_of_the_options() -> None:
    async with asked(CHOICES) as (host, pilot):
        await host.keys(pilot, "down", "down", "space", "up", "space")
        assert host.last == ["home", "work"]
        await host.keys(pilot, "home", "space")
        assert host.last == ["nobody"]
        await host.keys(pilot, "down", "space")
        assert host.last == ["home"]
        await host.keys(pilot, "space")
        assert host.last == []


async def test_the_time_before_is_marked() -> None:
    async with asked(CHOICES, ["home"], context=context(earlier=Answer(value=["work"]))) as (host, _pilot):
        assert "[ ] My work or my school · last time" in host.screen_text()


async def test_an_older_choice_is_shown_and_can_be_taken_back() -> None:
    async with asked(CHOICES, ["home", "gone"]) as (host, pilot):
        assert "[x] An earlier choice · kept, not offered any more" in host.screen_text()
        await host.keys(pilot, "down", "space")
        assert host.last == ["home", "work", "gone"]
        await host.keys(pilot, "end", "space")
        assert host.last == ["home", "work"]


async def test_an_option_whose_condition_does_not_hold() -> None:
    only = conditions.parse({"q": "work", "is": "yes"})
    question = Choices("c", "?", options=(Option("a", "Ada", relevant=only), Option("b", "Bea"), Option("c", "Cem")))
    async with asked(question, ["b"], context=context(values=lambda _: None)) as (host, _pilot):
        assert "Ada" not in host.screen_text()
    async with asked(question, ["a"], context=context(values=lambda _: None)) as (host, pilot):
        assert "[x] Ada · kept, not offered any more" in host.screen_text()
        await host.keys(pilot, "end", "space")
        assert host.last == ["a", "c"]
    async with asked(question, context=context(values=lambda _: "yes")) as (host, _pilot):
        assert "[ ] Ada" in host.screen_text()


async def test_people_to_choose_from() -> None:
    question = Choice("c", "Who first?", options_from="people")
    async with asked(question) as (host, _pilot):
        assert "Nobody is on that list yet." in host.screen_text()
    async with asked(question, "p1", context=context()) as (host, pilot):
        await host.keys(pilot, "end", "space")
        assert host.last == "p3"
        host.people = People((Person("p1", "Indigo"), Person("p3", "Aunt")))
        host.renew()
        await pilot.pause()
        assert "( ) Indigo" in host.screen_text()
        assert "R." not in host.screen_text()
        assert len(host.posted) == 1


async def test_a_scale_is_unset_until_it_is_set() -> None:
    async with asked(SCALE) as (host, pilot):
        assert "Nothing chosen." in host.screen_text()
        assert "●" not in host.screen_text()
        await host.keys(pilot, "right")
        assert host.last == 0
        await host.keys(pilot, "right", "right")
        assert host.last == 2
        assert "You chose 2." in host.screen_text()
        await host.keys(pilot, "end")
        assert host.last == 10
        await host.keys(pilot, "right")
        assert len(host.posted) == 4
        await host.keys(pilot, "backspace")
        assert host.last is None
        await host.keys(pilot, "left")
        assert host.last == 10


async def test_digits_are_the_number() -> None:
    async with asked(SCALE) as (host, pilot):
        await host.keys(pilot, "7")
        assert host.last == 7
        await host.keys(pilot, "1", "0")
        assert host.last == 10
        await host.keys(pilot, "left", "1")
        assert host.last == 1
    async with asked(Scale("s", "?", min=1, max=5, min_label="a", max_label="b")) as (host, pilot):
        await host.keys(pilot, "9", "0")
        assert host.posted == []


async def test_a_scale_with_the_mouse() -> None:
    async with asked(SCALE) as (host, pilot):
        line = next(y for y, one in enumerate(host.screen_text().split("\n")) if "├" in one)
        start = host.screen_text().split("\n")[line].index("├")
        await pilot.click(offset=(start + 6, line))
        await pilot.pause()
        assert host.last == 1
        await pilot.click(offset=(start + 6, line + 1))
        await pilot.pause()
        assert host.last is None


@pytest.mark.parametrize(("low", "high"), [(0, 100), (0, 1), (-5, 5), (1, 7), (3, 3)])
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_any_scale_is_drawn(low: int, high: int, size: tuple[int, int]) -> None:
    question = Scale("s", "?", min=low, max=high, min_label="a little", max_label="very " * 20)
    async with asked(question, high, size=size) as (host, pilot):
        assert f"You chose {high}." in host.screen_text()
        await host.keys(pilot, "home")
        assert host.control.value == low


async def test_the_time_before_stands_on_the_scale() -> None:
    async with asked(SCALE, 4, context=context(earlier=Answer(value=7))) as (host, _pilot):
        seen = host.screen_text()
        assert "You chose 4. Last time: 7." in seen
        assert seen.index("●") < seen.index("○")


async def test_a_scale_as_a_list() -> None:
    async with asked(LIKERT, 2) as (host, pilot):
        assert "(•) 2" in host.screen_text()
        await host.keys(pilot, "end", "space")
        assert host.last == 5
        await host.keys(pilot, "space")
        assert host.last is None


async def test_ticks() -> None:
    async with asked(TICKS) as (host, pilot):
        await host.keys(pilot, "down", "space")
        assert host.last == {"bag": {"state": "done"}}
        await host.keys(pilot, "enter")
        assert host.last == {}
        await host.click_on(pilot, "Put copies")
        assert host.last == {"copies": {"state": "done"}}


async def test_states_by_key() -> None:
    async with asked(CHECKLIST) as (host, pilot):
        await host.keys(pilot, "right")
        assert host.last == {"word": {"state": "done"}}
        await host.keys(pilot, "right")
        assert host.last == {"word": {"state": "will_try"}}
        await host.keys(pilot, "4")
        assert host.last == {"word": {"state": "not_for_me"}}
        assert "[-] Agree on a word" in host.screen_text()
        await host.keys(pilot, "left", "space", "space")
        assert host.last == {}
        await host.keys(pilot, "2", "backspace")
        assert host.last == {}


async def test_states_with_the_mouse() -> None:
    async with asked(CHECKLIST) as (host, pilot):
        await host.click_on(pilot, "Keep a few")
        assert host.posted == []
        await host.click_on(pilot, ") I will try")
        assert host.last == {"bag": {"state": "will_try"}}
        await host.click_on(pilot, ") I will try")
        assert host.last == {}


async def test_a_note_for_each() -> None:
    async with asked(CHECKLIST, {"bag": {"state": "done", "note": "at the library"}}) as (host, pilot):
        assert "at the library" in host.screen_text()
        await host.keys(pilot, "down", "tab", "end", *typed(", upstairs"))
        assert host.last == {"bag": {"state": "done", "note": "at the library, upstairs"}}
        await host.keys(pilot, "enter")
        assert "▸ ( ) Put copies" in host.screen_text()
        await host.keys(pilot, "tab", *typed("soon"))
        assert host.last["copies"] == {"note": "soon"}


async def test_an_older_state_is_kept_until_it_is_changed() -> None:
    async with asked(CHECKLIST, {"bag": {"state": "gone"}, "other": {"state": "done"}}) as (host, pilot):
        assert "· an earlier choice" in " ".join(host.screen_text().split())
        await host.keys(pilot, "1")
        assert host.last == {"word": {"state": "done"}, "bag": {"state": "gone"}, "other": {"state": "done"}}
        await host.keys(pilot, "down", "right")
        assert host.last["bag"] == {"state": "done"}


async def test_items_come_and_go_with_their_conditions() -> None:
    only = conditions.parse({"q": "work", "is": "yes"})
    question = Checklist("c", "?", items=(Option("a", "Always"), Option("b", "Sometimes", relevant=only)))
    async with asked(question, context=context(values=lambda _: None)) as (host, pilot):
        assert "Sometimes" not in host.screen_text()
        host.control.refresh_context(context(values=lambda _: "yes"))
        await pilot.pause()
        await pilot.pause()
        assert "[ ] Sometimes" in host.screen_text()


@pytest.mark.parametrize(
    ("state", "so"), [("not_for_me", True), ("not_safe", True), ("not_yet", False), ("done", False)]
)
def test_which_states_set_an_item_aside(state: str, so: bool) -> None:
    assert struck(state) is so
