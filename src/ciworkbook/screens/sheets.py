"""All worksheets for the person's door, by section of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult

from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from ..worksheet.catalogue import Entry as SheetEntry
from ..worksheet.model import TOPICS
from .base import Page, Words

TOPIC_TITLES: dict[str, Callable[[], str]] = {
    "getting_clear": lambda: _("Getting clear: what is going on?"),
    "staying_safe": lambda: _("Staying safe"),
    "allies": lambda: _("Who can help, who gets in the way"),
    "goals": lambda: _("What do I want?"),
    "support": lambda: _("Support for the person who was harmed"),
    "accountability": lambda: _("Taking responsibility"),
    "together": lambda: _("Working together"),
    "on_track": lambda: _("Keeping on track"),
}


class Sheets(Page[str | None]):
    """Gives the id of the chosen worksheet."""

    CSS = "Sheets #column { padding: 1 2; } Sheets Menu { margin-bottom: 1; }"
    TITLE_LEFT = mark("All worksheets")

    def body(self) -> ComposeResult:
        """List the sheets under their headings."""
        workbook = self.workbook_app.workbook
        sheets = workbook.catalogue.entries(workbook.settings.door or "harmed")
        for topic in TOPICS:
            mine = [one for one in sheets if one.topic == topic and not one.pack]
            if mine:
                yield Words(TOPIC_TITLES[topic](), "muted", close=True)
                yield _menu(mine)
        for pack in dict.fromkeys(one.pack for one in sheets if one.pack):
            yield Words(_("Your own: {title}").format(title=pack), "muted", close=True)
            yield _menu([one for one in sheets if one.pack == pack])

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Hand back the sheet."""
        event.stop()
        self.dismiss(event.entry)


def _menu(sheets: Sequence[SheetEntry]) -> Menu:
    return Menu([Entry(one.id, one.title, n_("{n} min", "{n} min", one.minutes)) for one in sheets])
