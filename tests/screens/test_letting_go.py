"""Pages that were closed are let go of: nothing keeps them, their fields, or what was drawn of them.

- That no page of the whole program is kept is shown by `tests/budgets/test_widgets.py`, over an evening.
"""

from __future__ import annotations

import asyncio
import gc
import heapq
import weakref
from functools import lru_cache
from typing import Any

import pytest
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.widget import Widget

from ciworkbook.screens import letting_go
from ciworkbook.screens.home import Home
from ciworkbook.widgets.fields import TextBox

from .bench import PLAIN
from .whole_app import whole_app


def _forget_cancelled() -> None:
    """Let go of timers that were cancelled: asyncio does so when they would have been due, and so only in a while."""
    timers: list[asyncio.TimerHandle] = asyncio.get_running_loop()._scheduled  # type: ignore[attr-defined]
    timers[:] = [one for one in timers if not one.cancelled()]
    heapq.heapify(timers)


async def test_of_a_page_and_its_field_and_what_was_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciworkbook.screens.hiding.TWICE", 0.0)
    app, _vault = whole_app(PLAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        home = app.screen
        assert isinstance(home, Home)
        home.open_sheet("plain")
        await pilot.pause()
        await pilot.press("pagedown")
        await pilot.pause()
        await pilot.press("h", "e", "l", "p")
        await pilot.pause()
        widgets = [app.screen, *app.screen.walk_children(Widget)]
        assert any(isinstance(one, TextBox) for one in widgets)
        closed: list[weakref.ref[Any]] = [weakref.ref(one) for one in widgets]
        drawn: list[weakref.ref[Any]] = [weakref.ref(one._styles_cache) for one in widgets]
        del widgets
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is home
        await pilot.press("down")  # the last key that was pressed is kept, and with it where it went
        await pilot.pause()
        _forget_cancelled()
        gc.collect()
        assert [one() for one in closed if one() is not None] == []
        assert [one() for one in drawn if one() is not None] == []


async def test_a_field_still_takes_the_colors_of_another_theme() -> None:
    app, _vault = whole_app(PLAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        box = TextBox("words")
        gone = TextBox("other words")
        await app.screen.mount(box, gone)
        await gone.remove()
        before = box.get_component_styles("text-area--cursor").background
        app.wear("light")
        await pilot.pause()
        assert box.get_component_styles("text-area--cursor").background != before


def test_textual_would_keep_what_was_drawn() -> None:
    # Where this fails Textual lets go by itself: then `letting_go` can go as well.
    kept, black = StylesCache(), Color(0, 0, 0)
    is_kept = weakref.ref(kept)
    lru_cache(8)(letting_go._before.__wrapped__)(kept, black, black)
    before = letting_go._before(kept, black, black)
    del kept
    gc.collect()
    assert is_kept() is not None
    letting_go._before.cache_clear()
    assert is_kept() is None
    letting_go.mend()
    assert StylesCache().get_inner_outer(black, black) == before
