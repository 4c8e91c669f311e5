"""Looking back: first the sheets that have visits, then one sheet with its visits in time, then beside now.

From here also: words in everything that was written, everything evening by evening, and a sheet over all its visits.

- Only visits in which something was answered are listed, of the door the workbook is opened for.
- A visit is shown as it was asked, read only. Nothing here changes or removes one.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from ..answers.dates import day_in_words, day_of
from ..answers.flow import progress
from ..answers.telling import counted
from ..answers.visit import Visit
from ..looking_back import (
    beside,
    by_sheet,
    cannot_be_shown,
    changed_elsewhere,
    in_time,
    no_longer_asked,
    sets_side_by_side,
    so_many,
    written,
)
from ..widgets.drawn import Drawn
from ..widgets.menu import Entry, Menu, MenuEntry
from ..words import _, mark
from .base import Page, Words
from .beside import lines_of
from .chosen_dates import Chosen, DateLine
from .date_line import date_marks
from .over_time import OverTime
from .passages import Passage, ReadingPage
from .visit_page import open_visit


class LookBack(Page[None]):
    """The sheets with visits, the one visited last first."""

    CSS_PATH = "look_back.tcss"
    TITLE_LEFT = mark("Look back")
    AUTO_FOCUS = "#sheets MenuEntry"

    def body(self) -> ComposeResult:
        """List the sheets, or say kindly that there is nothing yet."""
        workbook = self.workbook_app.workbook
        sheets = by_sheet(workbook)
        if not sheets:
            yield Words(_("Nothing to look back on yet."))
            yield Words(_("Once you have written in a worksheet, each visit stands here with its date."), "muted")
            yield Menu([Entry("", _("Back"))], id="sheets")
            return
        everything = [Entry("*find", _("Find what I wrote…")), Entry("*evenings", _("Evening by evening…"))]
        yield Menu(everything, id="everything")
        yield Words(_("Which worksheet?"), "strong")
        yield Menu([self._entry(visits) for visits in sheets], id="sheets")
        if lost := cannot_be_shown(workbook):
            yield Words(lost, "muted")

    def _entry(self, visits: list[Visit]) -> Entry:
        workbook = self.workbook_app.workbook
        told = so_many(len(visits), day_of(visits[0].started), workbook.now().date())
        return Entry(visits[0].worksheet, workbook.named(visits[-1]).title, told)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open the sheet, or what goes through all of them."""
        event.stop()
        match event.entry:
            case "*find":
                from .find import FindPage

                self.app.push_screen(FindPage(), self._reread)
            case "*evenings":
                from .evenings import Evenings

                self.app.push_screen(Evenings(), self._reread)
            case "":
                self.action_back()
            case worksheet:
                self.app.push_screen(SheetVisits(worksheet), self._reread)

    async def _reread(self, taken_out: bool | None) -> None:
        """List the sheets anew where a visit was taken out."""
        if taken_out:
            await self.recompose()
            self.head(_(self.TITLE_LEFT))
            self.query_one("#sheets").query(MenuEntry).first().focus()


class SheetVisits(ReadingPage[bool]):
    """One sheet: its visits on a line of dates, and two of them side by side. Gives True if one was taken out."""

    CSS_PATH = "look_back.tcss"
    AUTO_FOCUS = "Chosen"

    def __init__(self, worksheet: str) -> None:
        super().__init__()
        self.worksheet = worksheet
        self.visits: list[Visit] = []
        self.then: int | None = None
        self.now = 0
        self.everything = False
        self._moving = "now"

    def body(self) -> ComposeResult:
        """The line, the two dates, what changed, and what can be done with a visit."""
        workbook = self.workbook_app.workbook
        self.visits = written(workbook, self.worksheet)
        self.now = len(self.visits) - 1
        self.then = self.now - 1 if self.now else None
        signs = date_marks(self.workbook_app.ascii_only)
        yield DateLine([day_of(one.started) for one in self.visits], self.then, self.now, signs)
        with Vertical(id="chosen"):
            if self.then is not None:
                yield Chosen("then", signs)
            yield Chosen("now", signs)
        yield Vertical(id="beside")

    def keys(self) -> list[tuple[str, str]]:
        """Moving along the line only where there is a line."""
        arrows = (_("Left Right"), _("Down")) if self.workbook_app.ascii_only else ("←→", "↓")
        along = [(arrows[0], _("other visit"))] if self.then is not None else []
        return [*along, (_("Enter"), _("read it")), (arrows[1], _("further"))]

    @on(events.Mount)
    async def begin(self) -> None:
        """Show the two visits."""
        sheet = self.workbook_app.workbook.named(self.visits[-1])
        today = self.workbook_app.workbook.now().date()
        self.head(sheet.title, so_many(len(self.visits), day_of(self.visits[0].started), today))
        await self.refresh_visits()

    async def refresh_visits(self) -> None:
        """Show the visits that are chosen now."""
        self.query_one(DateLine).look_at(self.then, self.now)
        for one in self.query(Chosen):
            visit = self._visit(one.which)
            sheet = self.workbook_app.workbook.worksheet_of(visit)
            one.show(day_in_words(day_of(visit.started)), counted(progress(sheet, visit)))
        await self.fill("beside", self._beside())

    def _visit(self, which: str) -> Visit:
        return self.visits[self.now if which == "now" or self.then is None else self.then]

    def _beside(self) -> list[Widget]:
        now = self._visit("now")
        if self.then is None:
            one = Words(_("One visit so far. After another one, then and now stand here side by side."), "muted")
            return [one, self._menu(changed=False)]
        workbook = self.workbook_app.workbook
        then = self._visit("then")
        ascii_only = self.workbook_app.ascii_only
        # Where the sheet sets nothing side by side that has an answer, all that changed is what there is to see.
        everything = self.everything or not sets_side_by_side(workbook, then, now)
        found = beside(workbook, then, now, everything=everything)
        elsewhere = not everything and changed_elsewhere(workbook, then, now)
        signs = date_marks(ascii_only)
        drawn = [lines_of(one, signs, ascii_only=ascii_only) for one in found]
        widgets: list[Widget] = [Passage(one, ascii_only=ascii_only) for one in drawn]
        if not found:
            widgets = [Words(_("Nothing changed between these two visits."), "muted")]
        if lost := no_longer_asked(workbook, then, now):
            widgets.append(Words(lost, "muted"))
        return [*widgets, self._menu(changed=elsewhere)]

    def _menu(self, *, changed: bool) -> Menu:
        now = day_in_words(day_of(self._visit("now").started))
        entries = [Entry("everything", _("Show everything that changed"))] if changed else []
        if self.then is not None and in_time(self.workbook_app.workbook, self.visits)[1]:
            entries.append(Entry("over_time", _("Over all visits: steps, lines, and who moved…")))
        if self.then is not None:
            then = day_in_words(day_of(self._visit("then").started))
            entries.append(Entry("read:then", _("Read the visit of {date}").format(date=then)))
        entries.append(Entry("read:now", _("Read the visit of {date}").format(date=now)))
        entries.append(Entry("summary", _("Make a summary of the visit of {date}…").format(date=now)))
        return Menu(entries)

    # What the person does

    async def on_chosen_moved(self, event: Chosen.Moved) -> None:
        """Move then or now along the line; one pushes the other along where they meet."""
        event.stop()
        await self.look_at(event.which, (self.now if event.which == "now" else self.then or 0) + event.by)

    async def on_drawn_pressed(self, event: Drawn.Pressed) -> None:
        """A press on the line moves the date that has the focus."""
        event.stop()
        if event.drawn.id == "dates" and self.then is not None:
            await self.look_at(self._moving, int(event.key))
            self.query_one(f"#{self._moving}").focus(scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which date a press on the line moves."""
        if isinstance(event.widget, Chosen):
            self._moving = event.widget.which

    async def look_at(self, which: str, number: int) -> None:
        """Make visit `number` the one for `which`; nothing where it would leave the line."""
        last = len(self.visits) - 1
        then, now = self.then, self.now
        if self.then is None or not 0 <= number <= last:
            return
        if which == "now":
            now = number
            then = min(self.then, now - 1)
        else:
            then = number
            now = max(now, then + 1)
        if then is None or then < 0 or now > last or (then, now) == (self.then, self.now):
            return
        self.then, self.now = then, now
        await self.refresh_visits()

    def on_chosen_read(self, event: Chosen.Read) -> None:
        """Read a visit as it was asked."""
        event.stop()
        self._read(event.which)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Do what the entry says."""
        event.stop()
        match event.entry:
            case "everything":
                self.everything = True
                await self.refresh_visits()
                self.query_one("#now", Chosen).focus()
            case "over_time":
                self.app.push_screen(OverTime(self.visits), self._reread)
            case "summary":
                self._summary(self._visit("now"))
            case entry:
                self._read(entry.partition(":")[2])

    def _read(self, which: str) -> None:
        open_visit(self.workbook_app, self._visit(which), self._reread)

    async def _reread(self, taken_out: bool | None = None) -> None:
        """Show the visits as they are now: one may have been moved over or put back. Close where one was taken out."""
        if taken_out:
            self.dismiss(True)
            return
        self.visits = written(self.workbook_app.workbook, self.worksheet)
        await self.refresh_visits()

    def _summary(self, visit: Visit) -> None:
        from .summary import Summary

        self.app.push_screen(Summary([visit]))
