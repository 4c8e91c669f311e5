"""One visit as it was asked, to read. No answer can be changed here; what is kept beside the answers can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from ..answers.dates import day_in_words, day_of
from ..answers.flow import progress
from ..answers.telling import counted
from ..answers.visit import Visit
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from . import kept
from .base import Words
from .changed_sheet import say_problem
from .passages import Passage, ReadingPage
from .read import part_widgets, read_visit, rest_lines


class VisitPage(ReadingPage[None]):
    """A visit from the workbook, in the words it was asked in."""

    CSS_PATH = "look_back.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further")), (mark("Esc"), mark("back"))]
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
        self.head(sheet.title, day_in_words(day_of(self.visit.started)))

    def _widgets(self) -> Iterator[Widget]:
        workbook = self.workbook_app.workbook
        sheet = workbook.worksheet_of(self.visit)
        whole = read_visit(workbook, sheet, self.visit)
        begun, changed = (day_in_words(day_of(one)) for one in (self.visit.started, self.visit.changed))
        told = (
            _("Begun on {date}: {counts}.")
            if begun == changed
            else _("Begun on {date}, last written in on {changed}: {counts}.")
        )
        counts = counted(progress(sheet, self.visit))
        yield Words(told.format(date=begun, changed=changed, counts=counts), "muted", close=True)
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
                "{n} answer belongs to a question that this worksheet does not have. It is kept.",
                "{n} answers belong to questions that this worksheet does not have. They are kept.",
                whole.unknown,
            )
            yield Words(lost, "muted")
        yield from kept.widgets(workbook, self.visit, ascii_only=ascii_only)
        summary = Entry("summary", _("Make a summary of this visit…"))
        yield Menu([summary, *kept.ways(workbook, self.visit), Entry("back", _("Back to the dates"))])

    def _asked_then(self) -> str:
        workbook = self.workbook_app.workbook
        try:
            same = workbook.catalogue.digest(self.visit.worksheet) == self.visit.digest
        except KeyError:
            same = False
        if same:
            return _("This page is for reading. It stays as it is.")
        return _("The worksheet has changed since. These are the questions of that day. This page is for reading.")

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Make a summary, or go back."""
        event.stop()
        if event.entry == "summary":
            from .summary import Summary

            self.app.push_screen(Summary([self.visit]))
        elif event.entry == "back":
            self.action_back()
        else:
            kept.choose(self, self.visit, event.entry)

    def show(self, visit: Visit) -> None:
        """Show the visit as it is now."""
        self.visit = visit
        self.on_mount()
        say_problem(self, None)
        self.call_later(self._refill)

    async def _refill(self) -> None:
        await self.fill("page", self._widgets())
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
