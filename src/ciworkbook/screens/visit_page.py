"""One visit as it was asked, to read. No answer can be changed here; the whole visit can be taken out, asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from ..answers.dates import day_in_words, day_of
from ..answers.visit import Visit
from ..errors import WorkbookError
from ..looking_back import KEPT, about, before_taking_out, belongs_nowhere, read_visit
from ..widgets.menu import Entry, Menu
from ..words import _, mark
from . import kept
from .base import Words
from .changed_sheet import offer, say_problem
from .passages import Passage, ReadingPage
from .read import part_widgets, rest_lines
from .sure import Sure

if TYPE_CHECKING:
    from .app import WorkbookApp


class VisitPage(ReadingPage[bool]):
    """A visit from the workbook, in the words it was asked in. Gives True if it was taken out."""

    CSS_PATH = "look_back.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [("↓", mark("further")), (mark("Esc"), mark("back"))]
    AUTO_FOCUS = ""

    def __init__(self, visit: Visit, *, at: str = "", found: bool = False, back: str = "") -> None:
        super().__init__()
        self.visit = visit
        self.at = at
        """The question to show first; empty for the beginning. What is kept beside the answers is `KEPT`."""
        self.found = found
        """Whether that question is what was looked for."""
        self.back = back
        """What the way back is called."""

    def body(self) -> ComposeResult:
        """The whole visit, and what can be done with it."""
        with Vertical(id="page"):
            yield from self._widgets()

    def on_mount(self) -> None:
        """Say which visit it is."""
        sheet = self.workbook_app.workbook.worksheet_of(self.visit)
        self.head(sheet.title, day_in_words(day_of(self.visit.started)))
        place = self.query(f"#{place_id(self.at)}") if self.at else None
        if place:
            place.first().call_after_refresh(place.first().scroll_visible, animate=False, top=True)

    def _widgets(self) -> Iterator[Widget]:
        workbook = self.workbook_app.workbook
        sheet = workbook.worksheet_of(self.visit)
        whole = read_visit(workbook, sheet, self.visit)
        written, asked = about(workbook, self.visit)
        yield Words(written, "muted", close=True)
        yield Words(asked, "muted")
        ascii_only = self.workbook_app.ascii_only
        found = self.at if self.found else ""
        for part in whole.parts:
            yield from part_widgets(part, entry=_nothing, found=found, ascii_only=ascii_only)
        if whole.rests:
            yield Words(_("Resting"), "accent")
            yield Words(_("Kept, though not asked in the end. These stay out of every summary."), "muted")
        for one in whole.rests:
            yield Passage(rest_lines(one, found=found == one.asked.id), id=place_id(one.asked.id))
        if lost := belongs_nowhere(whole):
            yield Words(lost, "muted")
        yield from kept.widgets(workbook, self.visit, ascii_only=ascii_only)
        back = Entry("back", self.back or _("Back to the dates"))
        summary = Entry("summary", _("Make a summary of this visit…"))
        yield Menu(
            [summary, *kept.ways(workbook, self.visit), Entry("remove", _("Take this visit out for good…")), back]
        )

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Make a summary, or go back."""
        event.stop()
        if event.entry == "summary":
            from .summary import Summary

            self.app.push_screen(Summary([self.visit]))
        elif event.entry == "back":
            self.action_back()
        elif event.entry == "remove":
            self.app.push_screen(self._remove(), self._removed)
        else:
            kept.choose(self, self.visit, event.entry)

    def _remove(self) -> Sure:
        sheet = self.workbook_app.workbook.worksheet_of(self.visit)
        question, told = before_taking_out(self.visit)
        return Sure(sheet.title, question, told, keep=_("Leave it in"), do=_("Take it out"))

    def _removed(self, sure: bool | None) -> None:
        if not sure:
            return
        try:
            self.workbook_app.workbook.remove(self.visit)
        except WorkbookError as error:
            say_problem(self, error)
            return
        self.dismiss(True)

    def show(self, visit: Visit) -> None:
        """Show the visit as it is now."""
        self.visit = visit
        self.on_mount()
        say_problem(self, None)
        self.call_later(self._refill)

    async def _refill(self) -> None:
        await self.fill("page", self._widgets())
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)


def place_id(question: str) -> str:
    """Return the id of the widget that shows `question`."""
    return kept.PLACE if question == KEPT else f"q-{question}"


def _nothing(_question: str) -> str:
    return ""


def open_visit(
    app: WorkbookApp,
    visit: Visit,
    closed: Callable[[bool | None], object],
    *,
    at: str = "",
    found: bool = False,
    back: str = "",
) -> None:
    """Show `visit` at the question `at`; where its sheet has changed since, ask first whether to move it.

    `closed` is told whether the visit was taken out; it is not called where the person went back before it was shown.
    """
    offer(app, visit, lambda moved: app.push_screen(VisitPage(moved, at=at, found=found, back=back), closed))
