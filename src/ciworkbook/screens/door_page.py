"""Asks for the door of a workbook that has none yet: one made beside another, or one that lost its settings."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from .. import words
from ..doors import door_words
from ..errors import WorkbookError
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from ..worksheet.model import DOORS, Door
from .base import Page, Words
from .phrase_steps import said


class DoorPage(Page[None]):
    """Comes before home."""

    CSS = "DoorPage #column { padding: 1 2; } DoorPage #told { margin-top: 1; }"
    TITLE_LEFT = mark("Workbook")
    CAN_GO_BACK = False

    def __init__(self) -> None:
        super().__init__()
        self._chosen = False

    def body(self) -> ComposeResult:
        """Ask."""
        yield Words(_("What brings you here?"), "strong")
        yield Words(_("This decides which worksheets you see and how they speak to you."))
        yield Words(_("You can change it at any time, in Settings."), "muted")
        yield Menu([Entry(one, door_words(one).title, door_words(one).note) for one in DOORS])
        yield Words("", "care", id="told")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Keep it and go home. Where it cannot be saved, the second try goes home with it all the same."""
        event.stop()
        door: Door | None = next((one for one in DOORS if one == event.entry), None)
        if door is None or self._chosen:
            return
        workbook = self.workbook_app.workbook
        settings = replace(workbook.settings, door=door, language=words.wanted)
        try:
            workbook.save_settings(settings)
        except WorkbookError as error:
            told = self.query_one("#told", Words)
            if not told.has_class("said"):
                told.add_class("said")
                told.say(said(error) + " " + _("Choose once more to go on without saving this."))
                return
            workbook.settings = settings
        self._chosen = True
        self.app.call_later(self.workbook_app.go_home)
