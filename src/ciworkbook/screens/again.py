"""A sheet that was filled in before: carry on with that visit, or begin a new one beside it."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult

from ..answers.dates import day_in_words, day_of, how_long_ago
from ..answers.visit import Visit
from ..sitting import again
from ..widgets.menu import Entry, Menu
from ..words import _
from .base import Page, Words


class Again(Page[str | None]):
    """Gives "carry_on", "new" or None."""

    CSS = "Again #column { padding: 1 2; }"

    def __init__(self, last: Visit) -> None:
        super().__init__()
        self.last = last

    def on_mount(self) -> None:
        """Show the title of the sheet."""
        self.head(self.workbook_app.workbook.named(self.last).title)

    def body(self) -> ComposeResult:
        """Say when it was, and offer both ways."""
        workbook = self.workbook_app.workbook
        day = day_of(self.last.started)
        today: date = workbook.now().date()
        order, invite = again(workbook, self.last)
        when = day_in_words(day)
        yield Words(_("You filled this in on {date}.").format(date=when), "strong")
        if invite:
            yield Words(invite, "muted")
        ways = {
            "new": Entry("new", _("Begin a new visit today"), _("the earlier one stays as it is")),
            "carry_on": Entry("carry_on", _("Carry on with that one"), how_long_ago(day, today)),
        }
        yield Menu([ways[one] for one in order])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the choice."""
        event.stop()
        self.dismiss(event.entry)
