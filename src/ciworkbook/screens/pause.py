"""A few quiet minutes: short exercises one at a time, each to be passed by, and the people placed near.

- Grounding turns attention to the senses and the room. It helps some people and not others, and is no treatment.
- Those who were placed far from the middle of a map are not named here: one of them may be who it is about.
- Closing the eyes and searching the body are never asked for.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from .. import numbers
from ..answers.dates import day_in_words
from ..quiet import EXERCISES
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, p_, series
from .base import Page, Words
from .numbers import Numbers


class Pause(Page[None]):
    """Goes back to where one was with Esc."""

    CSS = "Pause #column { padding: 1 2; } Pause Menu { margin-top: 1; } Pause #exercise { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def on_mount(self) -> None:
        """Name the page."""
        self.head(_("A few quiet minutes"))

    def body(self) -> ComposeResult:
        """Show one exercise, the ways on, and the people placed near."""
        yield Vertical(*self._exercise(), id="exercise")
        people = numbers.near(self.workbook_app.workbook)
        if people:
            yield Words("", close=True)
            yield Words(_("People you placed near you:"), "muted", close=True)
            yield Words(series(people))
        yield Menu([Entry("numbers", _("Numbers and people to call"))])

    def _exercise(self) -> list[Words | Menu]:
        today = day_in_words(self.workbook_app.workbook.now().date(), weekday=True)
        words = EXERCISES[self.number]().format(day=today)
        on = [Entry("next", _("Something else"))] if self.number + 1 < len(EXERCISES) else []
        back = [Entry("first", _("Start over"))] if self.number else []
        return [
            Words(_("If this helps, stay. If not, pass it by."), "muted"),
            Words(words, "strong"),
            Menu([*on, Entry("back", p_("pause", "Back to where I was")), *back]),
        ]

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Show another exercise, or go back."""
        event.stop()
        if event.entry == "back":
            self.dismiss()
            return
        if event.entry == "numbers":
            self.app.push_screen(Numbers())
            return
        self.number = self.number + 1 if event.entry == "next" else 0
        place = self.query_one("#exercise", Vertical)
        async with self.batch():
            await place.remove_children()
            await place.mount_all(self._exercise())
        self.query(MenuEntry).first().focus()
