"""A day to look at a sheet again: a few to choose from, one of one's own, or none.

The day is kept with the visit. On it, and after it, home offers the sheet; nothing else happens.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from ..answers.dates import in_words
from ..answers.visit import Visit
from ..sitting_words import days_to_look_again
from ..widgets.date import DateLine
from ..widgets.drawn import marks
from ..widgets.menu import Entry, Menu
from ..words import _, p_
from ..worksheet.model import Revisiting
from .base import Page, Words


class LookAgain(Page[str | None]):
    """Gives the day, "2026-12-10"; empty for no day; None if it stays as it was."""

    CSS = "LookAgain #column { padding: 1 2; } LookAgain Menu { margin-bottom: 1; }"

    def __init__(self, revisit: Revisiting, visit: Visit) -> None:
        super().__init__()
        self.revisit = revisit
        self.visit = visit

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("Look again"))

    def body(self) -> ComposeResult:
        """Offer days."""
        today = self.workbook_app.workbook.now().date()
        yield Words(_("On which day would you like to look at this again?"), "strong", close=True)
        yield Words(_("On that day it stands on the first page. Nothing else reminds you."), "muted")
        entries = [
            Entry(f"day:{day.isoformat()}", said, in_words(day.isoformat()))
            for said, day in days_to_look_again(self.revisit, today)
        ]
        if self.visit.look_again:
            entries.append(Entry("day:", _("No day")))
        yield Menu([*entries, Entry("back", p_("page", "Back"))])
        yield Words(_("Another day:"), "muted", close=True)
        yield DateLine(self.visit.look_again, "", "day", marks(self.workbook_app.ascii_only))
        yield Words(_("Enter takes it."), "muted")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the day."""
        event.stop()
        kind, _sep, day = event.entry.partition(":")
        self.dismiss(day if kind == "day" else None)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Take the day that was typed, once it is understood."""
        event.stop()
        day = self.query_one(DateLine).value
        if len(day) == len("2026-11-24"):
            self.dismiss(day)
