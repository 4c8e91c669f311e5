"""One visit as it was asked, to read. Nothing on it can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.flow import progress
from ..answers.visit import Visit
from ..widgets.menu import Entry, Menu
from ..words import _, n_
from .base import Words
from .dates import day_in_words
from .passages import Passage, ReadingPage
from .read import count_words, part_widgets, read_visit, rest_lines


class VisitPage(ReadingPage[None]):
    """A visit from the workbook, in the words it was asked in."""

    CSS_PATH = "look_back.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", "further"), ("Esc", "back")]
    AUTO_FOCUS = ""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit

    def body(self) -> ComposeResult:
        """The whole visit, and what can be done with it."""
        with Vertical(id="page"):
            yield from self._widgets()

    def on_mount(self) -> None:
        """Say which visit it is."""
        sheet = self.workbook_app.workbook.worksheet_of(self.visit)
        self.head(sheet.title, self._day(self.visit.started))

    @staticmethod
    def _day(stamp: str) -> str:
        return day_in_words(date.fromisoformat(stamp[:10]))

    def _widgets(self) -> Iterator[Widget]:
        workbook = self.workbook_app.workbook
        sheet = workbook.worksheet_of(self.visit)
        whole = read_visit(workbook, sheet, self.visit)
        begun, changed = self._day(self.visit.started), self._day(self.visit.changed)
        told = _("Begun on {date}.").format(date=begun)
        if changed != begun:
            told += " " + _("Last written in on {date}.").format(date=changed)
        yield Words(f"{told} {count_words(progress(sheet, self.visit))}.", "muted", close=True)
        yield Words(self._asked_then(), "muted")
        ascii_only = self.workbook_app.ascii_only
        for part in whole.parts:
            yield from part_widgets(part, entry=lambda _id: "", ascii_only=ascii_only)
        if whole.rests:
            yield Words(_("Resting"), "accent")
            yield Words(_("Kept, though not asked in the end. These stay out of every summary."), "muted")
        for one in whole.rests:
            yield Passage(rest_lines(one))
        if whole.unknown:
            lost = n_(
                "{n} answer belongs to a question that this sheet does not have. It is kept.",
                "{n} answers belong to questions that this sheet does not have. They are kept.",
                whole.unknown,
            )
            yield Words(lost, "muted")
        yield Menu(
            [Entry("summary", _("Hand on or keep a summary of this visit…")), Entry("back", _("Back to the dates"))]
        )

    def _asked_then(self) -> str:
        workbook = self.workbook_app.workbook
        try:
            same = workbook.catalogue.digest(self.visit.worksheet) == self.visit.digest
        except KeyError:
            same = False
        if same:
            return _("This page is for reading. It stays as it is.")
        return _("The sheet has changed since. These are the questions of that day. This page is for reading.")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Make a summary, or go back."""
        event.stop()
        if event.entry == "summary":
            from .summary import Summary

            self.app.push_screen(Summary([self.visit]))
        else:
            self.action_back()
