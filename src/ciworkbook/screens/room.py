"""A room of the settings: its settings as a list, and what is opened below it.

- A choice is saved when it is made, a text as soon as on the desk, on leaving and on covering the page.
- If saving fails the page says so and the old setting stays; what was typed stays in its field.
- A list shows the choice as it is now at the end of its line; choosing it opens the possible ones below the list.
- A room with one setting has no list: what can be chosen stands there at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from ..desk import DELAY
from ..errors import WorkbookError
from ..preferences import Settings
from ..settings.choices import Choice, Room, Texts
from ..widgets.fields import Full, TextBox, TextLine, Wrote
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark, n_
from .base import Page, Words


class RoomPage(Page[None]):
    """The settings of one room."""

    CSS = """
    RoomPage #column { padding: 1 2; }
    RoomPage Menu { margin-bottom: 1; }
    RoomPage #open { height: auto; padding-left: 2; }
    RoomPage #open.alone { padding-left: 0; }
    RoomPage #list .opened { color: $accent; text-style: bold; }
    RoomPage #open TextLine, RoomPage #open TextBox { margin-bottom: 1; }
    """
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Esc"), mark("back"))]

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self._alone = False
        self._opened = ""
        self._timer: Timer | None = None
        self._said_why = self._full = False

    def on_mount(self) -> None:
        """Name the page; what stands alone is open."""
        self.head(_("Settings"), self.room.title())
        self._tell("")
        if self._alone:
            self._focus_in_opened()

    @property
    def settings(self) -> Settings:
        """The settings as they are kept."""
        return self.workbook_app.workbook.settings

    def body(self) -> ComposeResult:
        """Yield the list and a place for what is opened."""
        shown = self.room.shown(self.settings)
        self._alone = len(shown) == 1
        self._opened = shown[0].name if self._alone else ""
        if not self._alone:
            yield Menu(self._entries(), id="list")
        yield Words("", "muted", id="told")
        if self._alone:
            yield Vertical(*self._part(shown[0]), id="open", classes="alone")
        else:
            yield Vertical(id="open")

    def _entries(self) -> list[Entry]:
        return [Entry(one.name, one.label(), one.said(self.settings)) for one in self.room.shown(self.settings)]

    # What is opened

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open a line, or take over what was chosen in it."""
        event.stop()
        name, sep, value = event.entry.partition("=")
        if not sep:
            await self.open(name)
            return
        setting = self.room.find(name)
        assert isinstance(setting, Choice)
        chosen = [one for one, _said in setting.options() if str(one) == value]
        if chosen and self._opened == name:  # Enter pressed twice in a hurry chooses once
            await self._choose(name, chosen[0])

    async def open(self, name: str) -> None:
        """Show what can be chosen or written for the setting called `name`."""
        if not self.keep():
            return
        self._tell("")
        self._opened = name
        self._show_opened()
        await self._put_up(name)

    async def _put_up(self, name: str) -> None:
        place = self.query_one("#open", Vertical)
        async with self.batch():
            await place.remove_children()
            await place.mount_all(self._part(self.room.find(name)))
        self._focus_in_opened()

    def _focus_in_opened(self) -> None:
        place, now = self.query_one("#open", Vertical), f"{self._opened}={getattr(self.settings, self._opened, '')}"
        ways: list[Widget] = [*place.query(MenuEntry), *place.query(TextLine), *place.query(TextBox)]
        as_now = [one for one in ways if isinstance(one, MenuEntry) and one.entry.id == now]
        (as_now or ways)[0].focus()

    def _part(self, setting: Choice | Texts) -> list[Widget]:
        """Return what stands below the list while `setting` is open."""
        if isinstance(setting, Texts):
            lines: list[Widget] = [Words(setting.told(), "muted")]
            for text in setting.texts:
                if text.label is not None:
                    lines.append(Words(text.label(), close=True))
                value = setting.value(self.settings, text.key)
                field = (TextBox if text.long else TextLine)(value, longest=text.longest)
                field.id = f"text-{text.key}"
                lines.append(field)
            return lines
        now = getattr(self.settings, setting.name)
        entries = [
            Entry(f"{setting.name}={one}", said, _("as it is now") if one == now else "")
            for one, said in setting.options()
        ]
        return [Menu(entries), *([Words(setting.note(), "muted")] if setting.note else [])]

    async def _close(self) -> None:
        """Close what is open, with the focus on its line; what stands alone shows how it is now."""
        if self._alone:
            await self._put_up(self._opened)
            return
        name, self._opened = self._opened, ""
        await self.query_one("#open", Vertical).remove_children()
        await self._renew_list()
        for one in self.query_one("#list").query(MenuEntry):
            if one.entry.id == name:
                one.focus()

    async def _renew_list(self) -> None:
        """Show the list as it is now; whoever is in it stays where they are."""
        if self._alone:
            return
        menu = self.query_one("#list", Menu)
        at = next((one.entry.id for one in menu.query(MenuEntry) if one.has_focus), None)
        await menu.replace(self._entries())
        self._show_opened()
        for one in menu.query(MenuEntry):
            if one.entry.id == at:
                one.focus()

    def _show_opened(self) -> None:
        """Let the line that is open stand out."""
        for one in self.query("#list MenuEntry").results(MenuEntry):
            one.set_class(one.entry.id == self._opened, "opened")

    def action_back(self) -> None:
        """Close what is open, else leave the page; where something typed cannot be saved, stay once and say why."""
        if not self.keep() and not self._said_why:
            self._said_why = True
        elif self._opened and not self._alone:
            self.call_later(self._close)
        else:
            self.dismiss()

    # What is typed

    def on_wrote(self, event: Wrote) -> None:
        """Keep what is typed soon after the first key."""
        event.stop()
        if self._timer is None:
            self._timer = self.set_timer(DELAY, self.keep)

    def on_full(self, event: Full) -> None:
        """Say what did not fit."""
        event.stop()
        said = n_(
            "{n} character did not fit and was not written.",
            "{n} characters did not fit and were not written.",
            event.left_out,
        )
        self._full = bool(event.left_out)
        self._tell(said if event.left_out else "", care=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps it now and goes on."""
        event.stop()
        self.keep()
        self.focus_next()

    def on_screen_suspend(self) -> None:
        """Keep what was typed when the page is covered."""
        self.keep()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def keep(self) -> bool:
        """Keep what stands in the fields if it is new; tell whether everything is on disk."""
        self._stop_timer()
        if not self.is_mounted:
            return True
        changed = self._typed()
        kept = not changed or self._save(**changed)
        if changed and kept:
            self.workbook_app.follow_settings()
            self.call_later(self._renew_list)
        return kept

    def _typed(self) -> dict[str, Any]:
        """Return what stands in the fields and is other than what is kept."""
        typed = {
            (one.id or "").removeprefix("text-"): one.value if isinstance(one, TextLine) else one.text
            for one in self.query("#open TextLine, #open TextBox")
            if isinstance(one, TextLine | TextBox)
        }
        setting = self.room.find(self._opened) if typed else None
        return setting.changed(self.settings, typed) if isinstance(setting, Texts) else {}

    # Saving

    async def _choose(self, name: str, value: Any) -> None:
        """Save a setting and show it; on failure say what happened and change nothing."""
        if self._save(**{name: value}):
            await self._close()
            self.workbook_app.follow_settings()

    def _save(self, **fields: Any) -> bool:
        workbook = self.workbook_app.workbook
        try:
            workbook.save_settings(replace(workbook.settings, **fields))
        except WorkbookError as error:
            self._tell(f"{error.message} {error.hint}".strip(), care=True)
            return False
        self._said_why = False
        if not self._full:  # what did not fit is more to the person than what did
            self._tell(_("saved just now"))
        return True

    def _tell(self, text: str, *, care: bool = False) -> None:
        told = self.query_one("#told", Words)
        told.say(text)
        told.set_class(care, "care")
        told.set_class(not care, "muted")
        told.display = bool(text)
