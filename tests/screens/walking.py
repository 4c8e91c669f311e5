"""Walks through pages of steps as a person does: by keys, to an entry, writing where the focus is."""

from __future__ import annotations

from typing import Any, cast

from textual import events
from textual.pilot import Pilot

from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.base import Words
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry


def seen(app: WorkbookApp) -> str:
    """Return what stands on the screen, as plain text."""
    width, height = app.size
    rows = ["".join(one.text for one in strip).rstrip()[:width] for strip in app.screen._compositor.render_strips()]
    return "\n".join(rows[:height]) + "\n"


def flat(app: WorkbookApp) -> str:
    """Return the screen as one line of words, so that it does not matter where it wraps."""
    return " ".join(seen(app).split())


def told(app: WorkbookApp) -> str:
    """Return what is said above the ways on."""
    one = app.screen.query_one("#told", Words)
    return str(one.visual) if one.display else ""


def here(app: WorkbookApp) -> str:
    """Return the entry that has the focus."""
    return app.focused.entry.id if isinstance(app.focused, MenuEntry) else ""


def offered(app: WorkbookApp) -> list[str]:
    """Return the entries of the page."""
    return [one.entry.id for one in app.screen.query(MenuEntry)]


async def choose(pilot: Pilot[Any], entry: str) -> None:
    """Go to `entry` with the arrow keys and choose it."""
    await pilot.pause()
    app = cast(WorkbookApp, pilot.app)
    for _number in range(30):
        if here(app) == entry:
            break
        await pilot.press("down")
    assert here(app) == entry, (entry, offered(app))
    await pilot.press("enter")
    await pilot.pause()


async def write(pilot: Pilot[Any], text: str, *, by_keys: bool = False) -> None:
    """Write `text` where the focus is; pasted, as that is quicker, unless by keys."""
    if by_keys:
        await pilot.press(*("space" if one == " " else one for one in text))
    elif text:
        assert isinstance(pilot.app.focused, TextLine)
        pilot.app.focused.post_message(events.Paste(text))
        await pilot.pause()


async def enter(pilot: Pilot[Any], text: str) -> None:
    """Write `text`, press Enter, and wait for what is done in a thread and for what follows."""
    await write(pilot, text)
    await pilot.press("enter")
    await done(pilot)


async def done(pilot: Pilot[Any]) -> None:
    """Wait for what is done in a thread, and for what follows."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    for _turn in range(3):
        await pilot.pause()
