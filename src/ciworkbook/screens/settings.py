"""Settings: the list of rooms, and of the pages that have to do with the whole workbook.

- A line says how it is now, at its end. Each opens a page of its own, and the focus comes back to it.
- What can be chosen in a room is in `ciworkbook.settings`; `room` shows it.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from .. import keys
from ..settings import ROOMS
from ..text import clean_line
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, n_, p_
from .base import Page, Words
from .room import RoomPage


class SettingsPage(Page[None]):
    """The list."""

    CSS = "SettingsPage #column { padding: 1 2; } SettingsPage Menu { margin-bottom: 1; }"
    TITLE_LEFT = mark("Settings")
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back"))]

    def body(self) -> ComposeResult:
        """Yield the list, and where the workbook is kept."""
        yield Menu(self._entries(), id="list")
        workbook = self.workbook_app.workbook
        kept = _("Kept in: {folder}").format(folder=clean_line(str(workbook.folder)))
        yield Words(kept if workbook.kept else _("This is practice. Nothing is kept."), "muted", close=True)

    def _entries(self) -> list[Entry]:
        workbook = self.workbook_app.workbook
        packs, given = len(workbook.packs.all()), len(workbook.given.all())
        sets = n_("{n} set", "{n} sets", packs) if packs else p_("sets of worksheets", "none")
        pages = n_("{n} page", "{n} pages", given) if given else p_("pages", "none")
        return [
            *(Entry(room.id, room.title(), room.said(workbook.settings)) for room in ROOMS.values()),
            Entry("keys", _("Keys…"), self._keys()),
            Entry("packs", _("Worksheets of my own…"), sets),
            Entry("given", _("Given to you…"), pages),
            # In practice there is only what the computer may keep.
            Entry("upkeep", _("Passphrase, backup, another workbook…"))
            if workbook.kept
            else Entry("traces", _("What this computer may keep…")),
        ]

    def _keys(self) -> str:
        own = len(keys.current.own)
        return n_("{n} of your own", "{n} of your own", own) if own else _("the usual ones")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open what was chosen."""
        event.stop()
        if self.app.screen is self:  # Enter pressed twice in a hurry opens it once
            self.app.push_screen(self.page_of(event.entry))

    def page_of(self, entry: str) -> Screen[None]:
        """Return the page that the line called `entry` opens."""
        match entry:
            case "keys":
                from .keys_page import KeysPage

                return KeysPage()
            case "packs":
                from .packs import PacksPage

                return PacksPage()
            case "given":
                from .given_page import GivenList

                return GivenList()
            case "upkeep":
                from .upkeep_page import UpkeepPage

                return UpkeepPage()
            case "traces":
                from .traces import TracesPage

                return TracesPage()
        return RoomPage(ROOMS[entry])

    async def on_screen_resume(self) -> None:
        """Show what has changed on the page above, with the focus where it was."""
        if not self.is_mounted:
            return
        menu = self.query_one("#list", Menu)
        entries = self._entries()
        if menu.entries == entries:
            return
        at = getattr(getattr(self.focused, "entry", None), "id", "")
        await menu.replace(entries)
        for one in menu.query(MenuEntry):
            if one.entry.id == at:
                one.focus()
