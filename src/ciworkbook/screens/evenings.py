"""Everything that was written, evening by evening, the newest first: the day, the worksheet, and what was answered.

- Visits of the door the workbook is opened for, each in the words it was asked in. A long answer is cut here; Enter
  reads the whole visit.
- The page holds a few evenings at first; older ones come when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.dates import in_words
from ..answers.history import Entry as Answered
from ..answers.history import Wrote, wrote
from ..answers.reading import note_text
from ..answers.visit import Visit
from ..drawings.picture import Role
from ..looking_back import everything
from ..widgets.drawn import Line, Piece
from ..widgets.menu import Entry, Menu
from ..words import _, mark, n_
from .base import Words
from .passages import Passage, ReadingPage, said
from .visit_page import open_visit

if TYPE_CHECKING:
    pass

AT_ONCE = 6
"""Visits that are put on the page at once."""
ROWS = 3
"""Rows of an answer that stand here."""


class Evenings(ReadingPage[bool]):
    """Gives True if a visit was taken out."""

    CSS_PATH = "look_back.tcss"
    KEYS: ClassVar[list[tuple[str, str]]] = [(mark("Enter"), mark("read it")), ("↓", mark("further"))]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[tuple[date, Visit]] = []
        self.shown = 0
        self.taken_out = False

    def body(self) -> ComposeResult:
        """The evenings, and the way to older ones."""
        yield Vertical(id="page")
        yield Vertical(id="ways")

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the newest evenings."""
        await self.renew(AT_ONCE, 0)

    async def renew(self, count: int, focus: int) -> None:
        """Show the newest `count` anew, with the focus on the one with number `focus`."""
        self.written = everything(self.workbook_app.workbook)
        days = len({day for day, _visit in self.written})
        self.head(_("Evening by evening"), n_("{n} evening", "{n} evenings", days))
        self.shown = min(count, len(self.written))
        await self.fill("page", self._widgets(0, self.shown))
        await self.fill("ways", [self._ways()])
        self._focus(min(focus, self.shown - 1))

    def _focus(self, number: int) -> None:
        for one in self.query(f"#evening-{number}"):
            one.focus(scroll_visible=False)
            if number:
                one.call_after_refresh(one.scroll_visible, animate=False, top=True)

    def _widgets(self, first: int, end: int) -> Iterator[Widget]:
        if not self.written:
            yield Words(_("Nothing is written yet."))
        workbook = self.workbook_app.workbook
        for number in range(first, end):
            day, visit = self.written[number]
            told = wrote(workbook.worksheet_of(visit), visit, day, workbook.person, workbook.settings.words)
            ascii_only = self.workbook_app.ascii_only
            yield Passage(lines_of(told), entry=f"read:{number}", ascii_only=ascii_only, id=f"evening-{number}")

    def _ways(self) -> Menu:
        left = len(self.written) - self.shown
        more = (
            [Entry("more", _("Show earlier evenings"), n_("{n} more visit", "{n} more visits", left))] if left else []
        )
        return Menu([*more, Entry("back", _("Back"))])

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Read a visit, or show older ones."""
        event.stop()
        kind, _sep, rest = event.entry.partition(":")
        if kind == "read":
            self._read(int(rest))
        elif kind == "more":
            await self.show_more()
        else:
            self.action_back()

    async def show_more(self) -> None:
        """Put older evenings below those that stand there."""
        first, self.shown = self.shown, min(len(self.written), self.shown + AT_ONCE)
        async with self.batch():
            await self.query_one("#page").mount_all(list(self._widgets(first, self.shown)))
            await self.fill("ways", [self._ways()])
        self._focus(first)

    def _read(self, number: int) -> None:
        async def closed(taken_out: bool | None) -> None:
            self.taken_out = self.taken_out or bool(taken_out)
            await self.renew(self.shown, number)

        open_visit(self.workbook_app, self.written[number][1], closed, back=_("Back to the evenings"))

    def action_back(self) -> None:
        """Tell the page before whether a visit was taken out."""
        if len(self.app.screen_stack) > 2:
            self.dismiss(self.taken_out)


def lines_of(told: Wrote) -> Callable[[int], list[Line]]:
    """Return what draws one visit of an evening."""

    def make(width: int) -> list[Line]:
        lines = said(in_words(told.day.isoformat(), weekday=True), width, "accent")
        lines += said(told.title, width, bold=True)
        for one in told.entries:
            if one.note is None:
                lines += said(one.label, width, "muted", lead="  ")
            else:
                lines += said(note_text(one.note), width, "care", lead="  ")
            lines += _answer(one, width)
        return lines

    return make


def _answer(one: Answered, width: int) -> list[Line]:
    role: Role = "text" if one.given else "muted"
    lines: list[Line] = []
    for words in one.lines:
        lines += said(words[: 4 * ROWS * width], width - 2, role, lead="    ")  # more than what is left standing
        if len(lines) > ROWS:
            break
    if len(lines) > ROWS:
        lines = [*lines[: ROWS - 1], Line((*lines[ROWS - 1].pieces, Piece(" …", "muted")))]
    if one.rests:
        lines += said(_("resting: not asked in the end"), width, "muted", lead="    ")
    return lines
