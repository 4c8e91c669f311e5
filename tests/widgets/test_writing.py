"""One line, several lines, dates."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.strip import Strip

from ciworkbook.answers.answer import LONGEST, Answer
from ciworkbook.widgets.fields import TextBox, TextLine
from ciworkbook.worksheet.model import Date, LongText, Question, ShortText

from .host import asked, typed
from .samples import CHOICE, DATE, LONG, SHORT, context

MEGABYTE = "a line of words\n" * 65_536


async def test_a_short_text_is_written() -> None:
    async with asked(SHORT) as (host, pilot):
        await host.keys(pilot, *typed("tea pot"))
        assert host.posted[0] == ("s", "t", "")
        assert host.posted[-1] == ("s", "tea pot", "")


async def test_lines_pasted_into_one_line_are_joined() -> None:
    async with asked(ShortText("s", "?")) as (host, pilot):
        await host.paste(pilot, "one\r\n  two\u2028\n\nthree ")
        assert host.last == "one two three"


async def test_what_does_not_fit_in_a_line_is_said() -> None:
    async with asked(SHORT, "x" * 20) as (host, pilot):
        await host.keys(pilot, "end")
        await host.paste(pilot, "y" * 15)
        assert host.last == "x" * 20 + "y" * 10
        assert "5 characters did not fit" in host.screen_text()
        await host.keys(pilot, "z")
        assert host.last == "x" * 20 + "y" * 10
        assert "1 character did not fit" in host.screen_text()
        await host.keys(pilot, "backspace")
        assert "did not fit" not in host.screen_text()


async def test_a_paste_in_the_middle_loses_nothing_that_stands() -> None:
    async with asked(SHORT, "abcd") as (host, pilot):
        await host.keys(pilot, "home", "right", "right")
        await host.paste(pilot, MEGABYTE)
        assert host.last.startswith("ab")
        assert host.last.endswith("cd")
        assert len(host.last) == 30


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("bell\x07 c1\x9b", "bell c1"),
        ("\ud800", "\ufffd"),
        ("\u202eabc", "abc"),
        ("tab\there", "tab here"),
        ("👨‍👩‍👧 민지 क्षि", "👨‍👩‍👧 민지 क्षि"),
    ],
)
async def test_pasted_words_are_cleaned(pasted: str, kept: str) -> None:
    async with asked(ShortText("s", "?")) as (host, pilot):
        await host.paste(pilot, pasted)
        assert host.last == kept
    async with asked(LongText("l", "?")) as (host, pilot):
        await host.paste(pilot, pasted)
        assert host.last == kept.replace("tab here", "tab\there")


async def test_focus_does_not_select_what_stands() -> None:
    async with asked(SHORT, "tea") as (host, pilot):
        await host.keys(pilot, "s")
        assert sorted(host.last) == sorted("teas")


async def test_several_lines_are_written() -> None:
    async with asked(LongText("l", "?")) as (host, pilot):
        await host.keys(pilot, *typed("one\ntwo"))
        assert host.posted[-1] == ("l", "one\ntwo", "")


async def test_a_megabyte_is_cut_to_what_fits_and_said() -> None:
    async with asked(LONG, "before. ") as (host, pilot):
        await host.keys(pilot, "end")
        await host.paste(pilot, MEGABYTE)
        assert host.last.startswith("before. a line of words\n")
        assert len(host.last) == LONGEST
        left_out = len("before. ") + len(MEGABYTE) - LONGEST
        assert f"{left_out} characters did not fit" in host.screen_text()
        assert "is full" in host.screen_text()
        await host.keys(pilot, "x")
        assert len(host.last) == LONGEST


async def test_the_counter_is_there_and_stands_out_near_the_end() -> None:
    async with asked(LongText("l", "?"), "x" * 100) as (host, _pilot):
        assert "Room for 19900 more characters." in host.screen_text()
    async with asked(LongText("l", "?"), ("x" * 50 + "\n") * 382) as (host, pilot):
        assert "Nearly full: room for 518 more characters." in host.screen_text()
        await host.keys(pilot, "y")
        assert "Nearly full: room for 517 more characters." in host.screen_text()


async def test_a_longer_answer_from_elsewhere_is_kept_whole() -> None:
    async with asked(LongText("l", "?"), "x" * (LONGEST + 5)) as (host, pilot):
        assert host.posted == []
        await host.keys(pilot, "y")
        assert host.posted == []
        await host.keys(pilot, "backspace")
        assert len(host.last) == LONGEST + 4


async def test_undo_and_forget() -> None:
    async with asked(LongText("l", "?"), "kept") as (host, pilot):
        box = host.control.query_one(TextBox)
        await host.keys(pilot, "ctrl+a", "backspace")
        assert host.last == ""
        await host.keys(pilot, "ctrl+z")
        assert host.last == "kept"
        await host.keys(pilot, "ctrl+a", "backspace")
        host.control.forget()
        await host.keys(pilot, "ctrl+z")
        assert box.text == ""


async def test_a_starter_writes_its_words() -> None:
    async with asked(LONG, "Well.") as (host, pilot):
        await host.keys(pilot, "ctrl+a", "right", "shift+tab", "down", "enter")
        assert host.last == "Well. Would you "
        await host.keys(pilot, "x")
        assert host.last == "Well. Would you x"


async def test_a_starter_is_pressed_with_the_mouse() -> None:
    async with asked(LONG) as (host, pilot):
        await host.click_on(pilot, "It would help me if")
        assert host.last == "It would help me if "
        assert isinstance(host.focused, TextBox)


async def test_tab_leaves_the_long_field() -> None:
    async with asked(LONG, "a") as (host, pilot):
        await host.keys(pilot, "tab")
        assert not isinstance(host.focused, TextBox)
        assert host.posted == []


async def test_what_stood_here_before_is_shown() -> None:
    question = ShortText("s", "?", revisit="compare")
    async with asked(question, "now", context=context(earlier=Answer(value="the time before"))) as (host, _pilot):
        assert "Last time: the time before" in host.screen_text()
    carried = ShortText("s", "?", revisit="carry")
    async with asked(carried, "now", context=context(earlier=Answer(value="the time before"))) as (host, _pilot):
        assert "Last time" not in host.screen_text()


async def test_a_date_is_understood_and_said_back() -> None:
    async with asked(DATE) as (host, pilot):
        await host.keys(pilot, *typed("24 nov 2026"))
        assert host.posted[-1] == ("d", "2026-11-24", "")
        assert "Tuesday 24 November 2026" in host.screen_text()


async def test_words_that_are_no_date_are_kept_and_said() -> None:
    async with asked(DATE) as (host, pilot):
        await host.keys(pilot, *typed("when he is away"))
        assert host.posted[-1] == ("d", None, "when he is away")
        assert "Your words are kept as they are." in host.screen_text()
    async with asked(DATE, other="when he is away") as (host, pilot):
        assert "when he is away" in host.screen_text()
        await host.keys(pilot, "up")
        assert host.posted == []


async def test_a_date_that_could_be_another_is_said() -> None:
    async with asked(DATE) as (host, pilot):
        await host.paste(pilot, "3/4/2026")
        assert host.last == "2026-04-03"
        assert "Wednesday 4 March 2026" in " ".join(host.screen_text().split())


async def test_up_and_down_step() -> None:
    async with asked(DATE, "2026-11-30") as (host, pilot):
        await host.keys(pilot, "up")
        assert host.last == "2026-12-01"
        assert "1 December 2026" in host.screen_text()
        await host.keys(pilot, "down", "down")
        assert host.last == "2026-11-29"
    async with asked(Date("d", "?", precision="month"), "2026-11") as (host, pilot):
        await host.keys(pilot, "up")
        assert host.last == "2026-12"


async def test_a_date_is_cleared() -> None:
    async with asked(DATE, "2026-11-30") as (host, pilot):
        await host.keys(pilot, "end", "ctrl+u")
        assert host.posted[-1] == ("d", None, "")


async def test_a_date_less_exact_than_asked_is_taken() -> None:
    async with asked(DATE) as (host, pilot):
        await host.paste(pilot, "autumn 2025")
        assert host.last == "2025-autumn"


async def test_the_line_for_other_words() -> None:
    async with asked(CHOICE, size=(60, 20)) as (host, pilot):
        await host.keys(pilot, "end", "space", *typed("at work"))
        assert isinstance(host.focused, TextLine)
        assert host.posted[-1] == ("c", "other", "at work")
        await host.keys(pilot, "up", "up", "space")
        assert host.posted[-1] == ("c", "danger", "")
        await host.keys(pilot, "down", "space")
        assert host.posted[-1] == ("c", "other", "at work")


@pytest.mark.parametrize("question", [SHORT, LONG], ids=["one line", "several lines"])
async def test_keys_that_come_all_at_once_are_done_in_their_order(question: Question) -> None:
    """After a pause of the program, such as a save on a slow stick, everything typed meanwhile comes at once."""
    keys = ["t", *"eh", "backspace", "backspace", *"he", "left", "left", "left", *"oh", "end", *"xs", "backspace"]
    async with asked(question) as (host, pilot):
        for key in keys:
            host.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert host.last == "ohthex"


WALK = (
    *"xy",
    "backspace",
    *("left", "left", "left", "z", "up", "w", "delete", "ctrl+w", "v"),
    *("home", "q", "backspace", "shift+right", "shift+right", "shift+down", "left"),
    *("shift+down", "t", "ctrl+z", "ctrl+z", "ctrl+y", "end", "enter", "r", "up", "down", "backspace", "backspace"),
    *("ctrl+a", "right", "ctrl+u", "ctrl+k", "s", "ctrl+a", "delete", "g", "backspace"),
)
"""Keys that write, delete, mark, take back and go about."""


@pytest.mark.parametrize(
    "words",
    [
        "one\n\n" + "abc " * 40 + "\n" + "x" * 200 + " end\n\nlast",
        "मैं आज की बात लिखना चाहता हूँ। " * 4 + "\nأريد أن أكتب ما حدث اليوم " * 2 + "\n" + "我想写下今天发生的事情，" * 8,
    ],
)
async def test_only_what_changes_is_drawn_and_nothing_stays_as_it_was(words: str) -> None:
    async with asked(LongText("l", "?"), words) as (host, pilot):
        box = host.control.first()
        assert isinstance(box, TextBox)
        for key in WALK:
            await host.keys(pilot, key)
            drawn = host.screen._compositor.render_strips()
            box.refresh()
            await pilot.pause()
            assert host.screen._compositor.render_strips() == drawn, key
        await host.paste(pilot, "b" * 90)
        drawn = host.screen._compositor.render_strips()
        box.refresh()
        await pilot.pause()
        assert host.screen._compositor.render_strips() == drawn


async def test_a_letter_in_a_line_has_the_page_laid_out_only_where_it_makes_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with asked(LongText("l", "?"), "word " * 40 + "en") as (host, pilot):
        laid: list[int] = []
        drawn: set[int] = set()
        lay, draw = host.screen._refresh_layout, TextBox.render_line

        def laying(*args: Any, **how: Any) -> None:
            laid.append(1)
            lay(*args, **how)

        def drawing(box: TextBox, y: int) -> Strip:
            drawn.add(y)
            return draw(box, y)

        monkeypatch.setattr(host.screen, "_refresh_layout", laying)
        monkeypatch.setattr(TextBox, "render_line", drawing)
        await host.keys(pilot, "d")
        assert not laid
        assert len(drawn) == 1
        await host.keys(pilot, "enter")
        assert laid
